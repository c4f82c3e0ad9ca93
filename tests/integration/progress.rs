//! The progress of long work: on a terminal only, and gone when the work is done.

use std::fmt::Write as _;

use super::support::{Folder, with_progress_on_a_terminal};

/// Returns a folder with a dataset that takes seconds to read and check.
fn large_dataset() -> Folder {
    const ORGANIZATIONS: usize = 300;
    let mut text = "organizations:\n".to_owned();
    for number in 0..ORGANIZATIONS {
        let _ = writeln!(text, "  - {{id: o{number}, name: Organization {number}}}");
    }
    text += "partnerships:\n";
    for a in 0..ORGANIZATIONS {
        for b in a + 1..(a + 120).min(ORGANIZATIONS) {
            let _ = writeln!(
                text,
                "  - {{between: [o{a}, o{b}], phases: {{formal: [{{phase: contact, from: 2001, because: Both met., cite: [s]}}]}}}}"
            );
        }
    }
    text += "sources: {s: {title: T}}\n";
    let folder = Folder::new();
    folder.write("large.yaml", text);
    folder.write("small.yaml", "organizations: [{id: a, name: A}]\n");
    folder
}

/// Returns what is on the screen after a terminal got a text: each line, without spaces at its end.
fn screen(text: &str) -> Vec<String> {
    let lines = text.split('\n').map(|line| {
        let mut cells: Vec<char> = Vec::new();
        for part in line.split('\r') {
            for (column, letter) in part.chars().enumerate() {
                cells.resize(cells.len().max(column + 1), ' ');
                cells[column] = letter;
            }
        }
        cells.iter().collect::<String>().trim_end().to_owned()
    });
    lines.collect()
}

#[test]
fn a_screen_shows_what_was_written_last() {
    assert_eq!(screen("ab\rc\r\n| x\r   \rdone\n"), ["cb", "done", ""]);
}

#[test]
fn long_work_shows_its_progress_on_a_terminal_and_leaves_nothing() {
    let folder = large_dataset();
    let Some(run) = with_progress_on_a_terminal(&folder, 80, "interorg check large.yaml") else {
        return;
    };
    assert!(
        run.text().contains(" reading the dataset: "),
        "{}",
        run.text()
    );
    assert!(run.text().contains(" of 4 MB, about "), "{}", run.text());
    assert!(
        run.text().contains(" checking the dataset, "),
        "{}",
        run.text()
    );
    assert_eq!(screen(run.text()), ["no findings", ""]);

    // A line that does not fit is cut, because one that is wrapped could not be removed.
    let run = with_progress_on_a_terminal(&folder, 12, "interorg check large.yaml")
        .expect("there was one before");
    assert!(run.text().contains("| reading t\r"), "{}", run.text());

    let run = with_progress_on_a_terminal(&folder, 80, "TERM=dumb interorg check large.yaml")
        .expect("there was one before");
    assert_eq!(run.text(), "no findings\r\n");
}

#[test]
fn short_work_and_pipes_show_no_progress() {
    let folder = large_dataset();
    let run = folder.run(&["check", "large.yaml"]);
    assert_eq!((run.text(), run.stderr.as_str()), ("no findings\n", ""));
    let Some(run) = with_progress_on_a_terminal(&folder, 80, "interorg check small.yaml") else {
        return;
    };
    assert_eq!(run.text(), "no findings\r\n");
}

#[test]
fn notes_and_answers_are_not_mixed_with_the_progress() {
    let folder = large_dataset();
    let line = "interorg diagram --data large.yaml --with o1 --format dot > picture.dot; interorg measures --data large.yaml --at 2900 --network";
    let Some(run) = with_progress_on_a_terminal(&folder, 200, line) else {
        return;
    };
    let shown = screen(run.text());
    let spinners = shown
        .iter()
        .filter(|line| line.starts_with(['|', '/', '\\']));
    assert_eq!(spinners.collect::<Vec<_>>(), Vec::<&String>::new());
    assert!(
        shown
            .iter()
            .any(|line| line.starts_with("note: the evidence ends on 2001")),
        "{shown:?}"
    );
}
