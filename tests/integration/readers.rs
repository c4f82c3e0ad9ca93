//! Independent readers of what the program writes, as far as they are installed.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use interorg::dataset;
#[cfg(feature = "cli")]
use interorg::graph::Graph;

/// Returns `true` if the readers of a kind (`graphviz`, `python`, `poppler`, `mermaid`, `citeproc`, `page`, `firefox`,
/// `graphology`, `r`, `xmllint`) must be installed, as in CI.
pub fn is_required(kind: &str) -> bool {
    let required = std::env::var("INTERORG_REQUIRE_READERS").unwrap_or_default();
    required.split_whitespace().any(|required| required == kind)
}

/// Runs a Python script of `tests/readers`; `None` if the packages that it needs are missing and need
/// not be there.
pub fn python(script: &str, packages: &[&str], arguments: &[&Path]) -> Option<String> {
    let imports = format!("import {}", packages.join(", "));
    let found = Command::new("python3").args(["-c", &imports]).output();
    if !found.is_ok_and(|found| found.status.success()) {
        assert!(
            !is_required("python"),
            "python3 with {packages:?} must be installed here"
        );
        let _ = writeln!(
            std::io::stderr(),
            "skipped: python3 with {packages:?} is not installed"
        );
        return None;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/readers")
        .join(script);
    let run = Command::new("python3")
        .arg(script)
        .args(arguments)
        .output()
        .expect("python3 runs");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    Some(String::from_utf8(run.stdout).expect("UTF-8"))
}

/// The finding codes that a schema of single documents can know of.
const STRUCTURAL: [&str; 16] = [
    "empty-text",
    "invalid-choice",
    "invalid-id",
    "missing-key",
    "not-a-pair",
    "unknown-coding",
    "unknown-condition",
    "unknown-key",
    "unknown-kind",
    "unknown-lesson-group",
    "unknown-motive",
    "unknown-phase",
    "unknown-role",
    "unknown-source-tier",
    "unsafe-link",
    "wrong-type",
];

#[test]
fn the_schema_accepts_what_is_sound_and_refuses_what_is_not() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let yaml = |folder: &str| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(root.join(folder)).expect("the folder is there");
        let paths = entries.map(|entry| entry.expect("it can be listed").path());
        paths
            .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
            .collect()
    };
    let invalid = STRUCTURAL.map(|code| root.join(format!("tests/fixtures/invalid/{code}.yaml")));
    // These speak in words of their own, for which they have schemas of their own.
    let own_words = [
        "tests/fixtures/valid/own-vocabularies.yaml",
        "examples/wider-network.yaml",
    ];
    let own_words = own_words.map(|path| root.join(path));
    let folders = ["data", "examples", "tests/fixtures/valid"];
    let mut valid: Vec<PathBuf> = folders.iter().flat_map(|folder| yaml(folder)).collect();
    valid.retain(|path| !own_words.contains(path));

    let folder = tempfile::tempdir().expect("there is a place for it");
    let check = |vocabularies, files: &[PathBuf]| {
        let schema = folder.path().join("schema.json");
        std::fs::write(&schema, dataset::schema(vocabularies)).expect("it is written");
        let arguments: Vec<&Path> = [&schema]
            .into_iter()
            .chain(files)
            .map(PathBuf::as_path)
            .collect();
        python("schema.py", &["jsonschema", "yaml"], &arguments)
    };
    let itself = folder.path().join("itself.yaml");
    std::fs::write(&itself, "partnerships:\n  - between: [UN, UN]\n").expect("it is written");
    let dataset = dataset::builtin();
    let shipped = dataset.vocabularies();
    let Some(answers) = check(shipped, &valid) else {
        return;
    };
    for answer in answers.lines() {
        let known = answer.starts_with("unread") && answer.ends_with("dates.yaml");
        assert!(
            answer.starts_with("yes") || known,
            "a sound file is refused: {answer}"
        );
    }
    let answers = check(shipped, &invalid).expect("it ran before");
    assert_eq!(answers.lines().count(), STRUCTURAL.len());
    for answer in answers.lines() {
        assert!(
            answer.starts_with("no"),
            "an unsound file is accepted: {answer}"
        );
    }
    let answer = check(shipped, &[itself]).expect("it ran before");
    assert!(
        answer.starts_with("no"),
        "a pair of one is accepted: {answer}"
    );
    let loaded = own_words.map(|path| (dataset::load([&path]).expect("it is sound"), path));
    for (loaded, path) in &loaded {
        let own = loaded.vocabularies();
        let answer = check(own, std::slice::from_ref(path)).expect("it ran before");
        assert!(answer.starts_with("yes"), "{answer}");
    }
}

/// Writes a dataset of organizations that come and go and of operations in which they take part, leave
/// and take part again, dated by whole years or by days.
#[cfg(feature = "cli")]
fn memberships(by_days: bool) -> String {
    use std::fmt::Write;

    let mut random = fastrand::Rng::with_seed(7);
    let mut date = |from: i32, to: i32| -> (i32, String) {
        let year = random.i32(from..=to);
        match by_days && random.bool() {
            true => (
                year,
                format!("{year}-{:02}-{:02}", random.u8(1..=12), random.u8(1..=28)),
            ),
            false => (year, year.to_string()),
        }
    };
    let mut text = "dataset: {title: Memberships, as-of: 2014-06-30}\norganizations:\n".to_owned();
    for number in 0..30 {
        let (founded, spelled) = date(1900, 1990);
        let end = match number % 4 {
            0 => format!(", dissolved: {}", date(founded + 1, 2012).1),
            _ => String::new(),
        };
        let _ = writeln!(
            text,
            "  - {{id: o{number:02}, name: State {number}, founded: {spelled}{end}}}"
        );
    }
    text += "operations:\n";
    for number in 0..25 {
        let (start, spelled) = date(1920, 1990);
        let end = if number % 3 == 0 {
            date(2000, 2012).1
        } else {
            "..".to_owned()
        };
        let _ = writeln!(
            text,
            "  - id: b{number:02}\n    name: Body {number}\n    start: {spelled}\n    end: {end}\n    cite: [s]\n    participations:"
        );
        for member in 0..60 {
            // Half of them are taken twice by the same organization.
            let (from, first) = date(start + 1, 1996);
            let (_, last) = date(from + 1, 1999);
            let of = (member * 7 + number) % 30;
            let role = match member % 9 {
                0 => "opposed",
                1..5 => "lead",
                _ => "support",
            };
            let dates = match member % 5 {
                0 => String::new(),
                1 => format!(", from: {first}"),
                _ => format!(", from: {first}, to: {last}"),
            };
            let _ = writeln!(
                text,
                "      - {{organization: o{of:02}, role: {role}{dates}}}"
            );
        }
    }
    text + "sources: {s: {title: S}}\n"
}

#[cfg(feature = "cli")]
#[test]
fn shared_operations_are_those_that_a_count_by_matrices_finds() {
    for by_days in [false, true] {
        let folder = super::support::Folder::new();
        folder.write("data.yaml", memberships(by_days));
        let run = folder.run(&[
            "export",
            "dyad-years",
            "--every-pair",
            "--data",
            "data.yaml",
            "-o",
            "table.csv",
        ]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let (data, table) = (folder.path("data.yaml"), folder.path("table.csv"));
        let Some(cells) = python(
            "dyad_years.py",
            &["yaml", "numpy", "scipy"],
            &[&data, &table],
        ) else {
            return;
        };
        let cells: usize = cells.trim().parse().expect("a number of cells");
        assert!(cells > 10_000, "{cells}");
    }
}

#[cfg(feature = "cli")]
#[test]
fn the_findings_are_those_that_scipy_and_lifelines_find() {
    let folder = super::support::Folder::new();
    let answer = |name: &str, arguments: &[&str]| {
        let run = folder.run(arguments);
        assert_eq!(run.status, 0, "{}", run.stderr);
        folder.write(name, &run.stdout);
        folder.path(name)
    };
    let findings = ["findings", "--cases", "--evidence", "--format", "json"];
    let findings = answer("findings.json", &findings);
    let spells = answer("spells.csv", &["export", "spells"]);
    let as_of = Graph::new(dataset::builtin()).as_of().to_string();
    let arguments = [findings.as_path(), &spells, Path::new(&as_of)];
    if let Some(agreed) = python("findings.py", &["scipy", "lifelines"], &arguments) {
        let agreed: usize = agreed.trim().parse().expect("a number of numbers");
        assert!(agreed > 200, "{agreed}");
    }
}

#[cfg(feature = "cli")]
#[test]
fn the_agreement_of_passes_is_that_of_krippendorff() {
    let folder = super::support::Folder::new();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/two-passes.yaml");
    let data = data.to_str().expect("the path is UTF-8");
    let answer = |name: &str, arguments: &[&str]| {
        let run = folder.run(&[arguments, &["--data", data]].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        folder.write(name, &run.stdout);
        folder.path(name)
    };
    let findings = answer("findings.json", &["findings", "--format", "json"]);
    let first = answer("first.csv", &["export", "dyad-years"]);
    let second = ["export", "dyad-years", "--coder", "second-pass"];
    let second = answer("second.csv", &second);
    let arguments = [findings.as_path(), &first, &second];
    if let Some(agreed) = python("agreement.py", &["krippendorff", "numpy"], &arguments) {
        // Six numbers of the coding by texts, and two of the other one, under which the passes cannot disagree.
        assert_eq!(agreed.trim(), "8");
    }
}
