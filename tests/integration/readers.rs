//! Independent readers of what the program writes, as far as they are installed.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use interorg::dataset;

/// Says whether the readers of a kind (`graphviz`, `python`) must be installed, as in CI.
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
    "invalid-choice",
    "invalid-id",
    "missing-key",
    "not-a-pair",
    "uncited-claim",
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
    // It speaks in words of its own, for which it has a schema of its own.
    let own_words = root.join("tests/fixtures/valid/own-vocabularies.yaml");
    let folders = ["data", "examples", "tests/fixtures/valid"];
    let mut valid: Vec<PathBuf> = folders.iter().flat_map(|folder| yaml(folder)).collect();
    valid.retain(|path| *path != own_words);

    let folder = tempfile::tempdir().expect("there is a place for it");
    let check = |vocabularies, files: &[PathBuf]| {
        let schema = folder.path().join("schema.json");
        std::fs::write(&schema, dataset::schema(vocabularies).to_string()).expect("it is written");
        let arguments: Vec<&Path> = [&schema]
            .into_iter()
            .chain(files)
            .map(PathBuf::as_path)
            .collect();
        python("schema.py", &["jsonschema", "yaml"], &arguments)
    };
    let itself = folder.path().join("itself.yaml");
    std::fs::write(&itself, "partnerships:\n  - between: [UN, UN]\n").expect("it is written");
    let shipped = dataset::builtin().vocabularies;
    let Some(answers) = check(&shipped, &valid) else {
        return;
    };
    for answer in answers.lines() {
        let known = answer.starts_with("unread") && answer.ends_with("dates.yaml");
        assert!(
            answer.starts_with("yes") || known,
            "a sound file is refused: {answer}"
        );
    }
    let answers = check(&shipped, &invalid).expect("it ran before");
    assert_eq!(answers.lines().count(), STRUCTURAL.len());
    for answer in answers.lines() {
        assert!(
            answer.starts_with("no"),
            "an unsound file is accepted: {answer}"
        );
    }
    let answer = check(&shipped, &[itself]).expect("it ran before");
    assert!(
        answer.starts_with("no"),
        "a pair of one is accepted: {answer}"
    );
    let own = dataset::load([&own_words])
        .expect("it is sound")
        .vocabularies;
    let answer = check(&own, &[own_words]).expect("it ran before");
    assert!(answer.starts_with("yes"), "{answer}");
}
