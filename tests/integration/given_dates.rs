//! Dates on the command line: negative years, and `now`.

use super::support::Folder;

/// Two leagues that cooperated from -0445 to -0430.
const LEAGUES: &str = "\
dataset: {as-of: -0400}
organizations:
  - {id: dl, name: Delian League}
  - {id: pl, name: Peloponnesian League}
partnerships:
  - between: [dl, pl]
    phases: {formal: [{phase: contact, from: -0445, to: -0430, cite: [s]}]}
sources: {s: {title: History}}
";

fn leagues() -> Folder {
    let folder = Folder::new();
    folder.write("data.yaml", LEAGUES);
    folder
}

#[test]
fn years_before_1_are_dates_and_not_options() {
    let folder = leagues();
    for (options, status) in [
        ("--at -0440", 0),
        ("--at=-0440", 0),
        ("--at -0440-05", 0),
        ("--at -0420", 1),
        ("--during -0450..-0440", 0),
        ("--during -0420..-0400", 1),
    ] {
        let line = format!("interorg links --data data.yaml {options} --format csv");
        let run = folder.shell(&line);
        assert_eq!(run.status, status, "{line}: {}", run.stderr);
    }
    let run = folder.run(&["changes", "-0450", "-0410", "--data", "data.yaml"]);
    let words = "DL–PL began and ended again (begin -0445; end -0430)";
    assert!(run.text().contains(words), "{}", run.text());
}

#[test]
fn a_forgotten_date_is_missed_and_an_unknown_option_is_named() {
    let folder = leagues();
    for (line, message) in [
        ("links --at", "a value is required for '--at <DATE>'"),
        (
            "links --at --with AU",
            "a value is required for '--at <DATE>'",
        ),
        (
            "links --during --format csv",
            "a value is required for '--during <A..B>'",
        ),
        (
            "changes 2003 --evidense 2004",
            "a similar argument exists: '--evidence'",
        ),
        ("links --at -44", "invalid value '-44' for '--at <DATE>'"),
    ] {
        let arguments: Vec<&str> = line.split(' ').collect();
        folder.run(&arguments).refused(message);
    }
}

#[test]
fn what_now_means_is_said_once() {
    let folder = Folder::new();
    for line in [
        "links --at now",
        "path UN AU --at now",
        "matrix dyad phase --at now",
        "sql links --at now",
        "diagram --at now -o network.svg",
        "export graphml --at now",
        "changes 2000 now",
    ] {
        let run = folder.run(&line.split(' ').collect::<Vec<_>>());
        assert_eq!(run.status, 0, "{line}: {}", run.stderr);
        assert_eq!(run.stderr.matches("`now` means").count(), 1, "{line}");
    }
}

#[test]
fn now_is_the_as_of_date_of_the_dataset() {
    let folder = leagues();
    let ask = |at: &str| {
        folder.run(&[
            "measures",
            "--data",
            "data.yaml",
            "--at",
            at,
            "--format",
            "csv",
        ])
    };
    let expected = ask("-0400");
    for word in ["now", "today", "Now"] {
        let run = ask(word);
        assert_eq!(run.status, 0);
        assert_eq!(run.stdout, expected.stdout);
        let note = "note: `now` means -0400-12-31, up to which the dataset has evidence\n";
        assert_eq!(run.stderr, format!("{note}{}", expected.stderr));
    }
    let ask = |during: &str| {
        folder.run(&[
            "links",
            "--data",
            "data.yaml",
            "--during",
            during,
            "--format",
            "csv",
        ])
    };
    for (words, period) in [
        ("-0440..now", "-0440..-0400"),
        ("..today", "..-0400"),
        ("-0420..Now", "-0420..-0400"),
    ] {
        let (run, expected) = (ask(words), ask(period));
        assert_eq!(
            (run.status, &run.stdout),
            (expected.status, &expected.stdout),
            "{words}"
        );
        assert!(
            run.stderr.starts_with("note: `now` means -0400-12-31"),
            "{}",
            run.stderr
        );
    }
    let run = folder.run(&["changes", "-0450", "now", "--data", "data.yaml"]);
    assert!(
        run.text()
            .starts_with("What changed from -0450-12-31 to -0400-12-31\n"),
        "{}",
        run.text()
    );
    // Only the dataset says what `now` means.
    folder
        .run(&["links", "--at", "now", "--data", "missing.yaml"])
        .refused("missing.yaml");
}
