//! Whole outputs of the command, compared with the files in `snapshots/`.
//!
//! `INSTA_UPDATE=always cargo test snapshots` accepts the outputs as they are; read the difference before committing it.

use super::support::{Folder, Run};

/// A dataset small enough that its outputs can be checked by hand.
const SMALL: &str = include_str!("../fixtures/small.yaml");

/// Runs the command on the small dataset.
fn run(line: &str) -> Run {
    let folder = Folder::new();
    folder.write("small.yaml", SMALL);
    let arguments: Vec<&str> = line.split_whitespace().collect();
    folder.run(&arguments)
}

/// Returns what a run printed, with standard error and exit status.
fn printed(line: &str) -> String {
    let run = run(line);
    let mut text = format!("$ interorg {line}\n{}", run.text());
    if !run.stderr.is_empty() {
        text.push_str("--- stderr\n");
        text.push_str(&run.stderr);
    }
    format!("{text}--- exit status {}\n", run.status)
}

/// Returns the names of the subcommands, in the order of the help.
fn subcommands() -> Vec<String> {
    let help = run("--help");
    let list = help
        .text()
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1);
    let names = list.take_while(|line| !line.is_empty());
    let names = names.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    names
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn help() {
    let subcommands = subcommands();
    assert!(subcommands.len() > 15, "{subcommands:?}");
    insta::assert_snapshot!("help", printed("--help"));
    for name in subcommands.iter().filter(|name| *name != "help") {
        insta::assert_snapshot!(format!("help-{name}"), printed(&format!("{name} --help")));
    }
}

#[test]
fn answers() {
    for (name, line) in [
        ("partners", "partners AAA --data small.yaml --evidence"),
        ("links", "links --data small.yaml --at 2004"),
        ("show", "show AAA BBB --data small.yaml --evidence"),
        ("path", "path AAA CCC --data small.yaml"),
        ("changes", "changes 1999 2006 --data small.yaml"),
        ("matrix", "matrix dyad phase --data small.yaml"),
        ("findings", "findings --data small.yaml --cases"),
        ("measures", "measures --data small.yaml"),
        (
            "export",
            "export dyad-years --data small.yaml --during 2003..2004",
        ),
        ("check", "check small.yaml"),
        ("cite", "cite --data small.yaml"),
        ("error", "partners XXX --data small.yaml"),
    ] {
        insta::assert_snapshot!(name, printed(line));
    }
}
