//! Snapshots that `build` writes: their answers are those of the files, and a damaged one is refused.

use std::path::Path;

use super::support::{Folder, Run};
use super::{escapes, stamps};

/// Questions that every dataset can answer.
const GENERAL: [&str; 42] = [
    "links --evidence",
    "links --ties operations --format csv",
    "links --as-recorded 2010-01-01 --format csv",
    "links --lang fr --evidence",
    "links --during 1990..2010 --format json",
    "links --at 2008 --min-confidence high",
    "operations --evidence",
    "motives --evidence",
    "milestones --evidence --format json",
    "list",
    "list organizations",
    "list sources --format csv",
    "find a --format csv",
    "findings --cases",
    "measures --format json",
    "matrix motive dyad --evidence",
    "matrix phase year --format csv",
    "changes 1990 2020 --evidence",
    "export dataset",
    "export dataset --format json",
    "export statements",
    "export dyad-years",
    "export organization-years",
    "export spells",
    "export citations",
    "export turtle",
    "export trig",
    "export graphml",
    "export gexf",
    "export node-link",
    "export statements --codebook",
    "diagram --operations",
    "diagram timeline",
    "diagram evolution",
    "diagram matrix",
    "diagram --format dot --motives",
    "explore",
    "cite",
    "cite --dataset",
    "codebook",
    "schema",
    "check --coverage --all",
];

/// Runs every line on a file with a text, and then on a file of the same name with its snapshot.
fn answers_agree<'l>(text: &[u8], lines: impl Iterator<Item = &'l str>) {
    let folder = Folder::new();
    folder.write("d", text);
    let ask = |line: &str| {
        let Run {
            status,
            stdout,
            stderr,
            ..
        } = folder.shell(&format!("interorg {line} --data d"));
        (status, stdout, stderr)
    };
    let lines: Vec<&str> = lines.collect();
    let asked: Vec<_> = lines.iter().map(|line| ask(line)).collect();
    let refused = asked.iter().filter(|(status, ..)| *status > 1).count();
    assert!(refused * 20 < lines.len(), "most have an answer: {refused}");
    let built = folder.run(&["build", "-o", "built", "--data", "d"]);
    assert_eq!((built.status, built.text()), (0, ""), "{}", built.stderr);
    let snapshot = folder.read("built");
    folder.write("d", &snapshot);
    for (line, asked) in lines.iter().zip(asked) {
        assert!(ask(line) == asked, "{line}");
    }
    // A snapshot of a snapshot is the same.
    let again = folder.run(&["build", "-o", "again", "--data", "d"]);
    assert_eq!(again.status, 0, "{}", again.stderr);
    assert!(folder.read("again") == snapshot);
}

fn fixture(name: &str) -> Vec<u8> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    std::fs::read(tests.join(name)).expect("the fixture is there")
}

#[test]
fn every_subcommand_answers_the_same_from_a_snapshot() {
    let lines = escapes::LINES.iter().map(|(line, _)| *line);
    // This one is about a file.
    let lines = lines.filter(|line| !line.starts_with("stale"));
    answers_agree(escapes::DATASET.as_bytes(), lines);
}

#[test]
fn selections_and_pictures_are_the_same_from_a_snapshot() {
    let lines = stamps::ANSWERS.into_iter().chain(stamps::PICTURES);
    answers_agree(stamps::DATASET.as_bytes(), lines.chain(GENERAL));
}

#[test]
fn records_of_several_organizations_and_passes_are_the_same_from_a_snapshot() {
    for name in [
        "valid/joint.yaml",
        "two-passes.yaml",
        "valid/memberships.yaml",
    ] {
        answers_agree(&fixture(name), GENERAL.into_iter());
    }
}

#[test]
fn withdrawn_claims_are_the_same_from_a_snapshot() {
    let text = "\
dataset: {title: T, as-of: 2020}
organizations: [{id: a, name: A}, {id: b, name: B}]
partnerships:
  - between: [a, b]
    phases:
      formal:
        - {phase: contact, from: 2000, recorded: 2005, withdrawn: 2012, cite: [s]}
        - {phase: formalized, from: 2001, recorded: 2011, cite: [s]}
sources: {s: {title: S}}
";
    answers_agree(text.as_bytes(), GENERAL.into_iter());
}

#[test]
fn the_shipped_dataset_is_built_without_data() {
    let folder = Folder::new();
    let built = folder.run(&["build", "-o", "shipped.interorg"]);
    assert_eq!(built.status, 0, "{}", built.stderr);
    for line in ["show UN AU --evidence", "findings", "export dataset"] {
        let shipped = folder.shell(&format!("interorg {line}"));
        let read = folder.shell(&format!("interorg {line} --data shipped.interorg"));
        assert_eq!(read.text(), shipped.text(), "{line}");
    }
}

#[test]
fn what_cannot_be_read_is_refused_with_the_reason() {
    let folder = Folder::new();
    folder.write("a.yaml", "organizations: [{id: a, name: A}]\n");
    let built = folder.run(&["build", "-o", "a.interorg", "--data", "a.yaml"]);
    assert_eq!(built.status, 0, "{}", built.stderr);
    let snapshot = folder.read("a.interorg");

    let mut flipped = snapshot.clone();
    *flipped.last_mut().expect("it has bytes") ^= 1;
    folder.write("flipped.interorg", flipped);
    folder.write("cut.interorg", &snapshot[..snapshot.len() - 1]);
    let mut newer = snapshot.clone();
    newer[8] += 1;
    folder.write("newer.interorg", newer);
    let version = env!("CARGO_PKG_VERSION");
    for (name, reason) in [
        ("flipped", "the snapshot is damaged".to_owned()),
        ("cut", "does not have the length that it states".to_owned()),
        (
            "newer",
            format!("a newer format, that of interorg {version}"),
        ),
    ] {
        let file = format!("{name}.interorg");
        for line in [["links", "--data", &file], ["check", &file, "--strict"]] {
            let run = folder.run(&line);
            let printed = format!("{}{}", run.text(), run.stderr);
            assert!(printed.contains(&reason), "{line:?}: {printed}");
            assert!(run.status == 1 || run.status == 2, "{line:?}");
        }
    }

    let both = folder.run(&["links", "--data", "a.interorg", "--data", "a.yaml"]);
    both.refused("cannot be combined with other inputs");
    let formatted = folder.run(&["fmt", "a.interorg"]);
    assert!(
        formatted.stderr.contains("it is a snapshot"),
        "{}",
        formatted.stderr
    );
    assert_eq!(formatted.status, 1);
    assert!(folder.read("a.interorg") == snapshot);
}

#[test]
fn nothing_is_built_of_files_with_errors() {
    let folder = Folder::new();
    folder.write("a.yaml", "organizations: [{id: a, nam: A}]\n");
    let built = folder.run(&["build", "-o", "a.interorg", "--data", "a.yaml"]);
    built.refused("the dataset has 2 errors");
    assert_eq!(folder.names(), ["a.yaml"]);
}

#[test]
fn a_snapshot_is_read_whatever_the_limit_of_texts() {
    let folder = Folder::new();
    let name = "n".repeat(2 << 20);
    let text = format!("organizations: [{{id: a, name: A, notes: [{name}]}}]\n");
    folder.write("a.yaml", text);
    let built = folder.run(&["build", "-o", "a.interorg", "--data", "a.yaml"]);
    assert_eq!(built.status, 0, "{}", built.stderr);
    let limited = |file| folder.run(&["list", "--max-size", "1", "--data", file]);
    limited("a.yaml").refused("--max-size");
    assert_eq!(limited("a.interorg").status, 0);
}
