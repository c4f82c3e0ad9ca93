//! Checking texts of unusual shapes, each of about 2 MB, against bare `serde_yaml` reading the same text into the same records. Both are
//! whole processes, the program with its allocator and threads.

use std::fmt::Write as _;

use crate::measure::{process, ratio};

/// The ratio that no shape may exceed.
const LIMIT: f64 = 1.6;

/// Runs the comparisons.
pub fn run() {
    let shapes: [(&str, String); 9] = [
        ("records in blocks", records(40_000)),
        ("records on one line", on_one_line(40_000)),
        ("keys and values in quotes", quoted(30_000)),
        ("a list of 150,000 names", names(150_000)),
        ("anchors, each with two aliases", aliases(15_000)),
        ("a text of two million letters", long_text(2_000_000)),
        ("a text of escapes", escapes(300_000)),
        ("comments", comments(40_000)),
        ("30,000 documents", documents(30_000)),
    ];
    let folder = tempfile::tempdir().expect("there is a place for it");
    let path = folder.path().join("shape.yaml").display().to_string();
    for (name, yaml) in shapes {
        std::fs::write(&path, yaml).expect("it can be written");
        let read = || process(env!("CARGO_BIN_EXE_bare-reader"), &[&path]);
        let check = || process(env!("CARGO_BIN_EXE_interorg"), &["check", &path]);
        ratio(name, 9, LIMIT, read, check);
    }
}

fn records(count: usize) -> String {
    list(count, |number| {
        format!("  - id: o{number}\n    name: Organization number {number}\n")
    })
}

fn on_one_line(count: usize) -> String {
    let records =
        (0..count).map(|number| format!("{{id: o{number}, name: Organization number {number}}}"));
    let records: Vec<String> = records.collect();
    format!("{{organizations: [{}]}}\n", records.join(", "))
}

fn quoted(count: usize) -> String {
    list(count, |number| {
        format!("  - \"id\": \"o{number}\"\n    'name': 'Organization ''number'' {number}'\n")
    })
}

fn names(count: usize) -> String {
    let names: Vec<String> = (0..count).map(|number| format!("name {number}")).collect();
    format!(
        "organizations:\n  - {{id: o, name: O, aliases: [{}]}}\n",
        names.join(", ")
    )
}

fn aliases(count: usize) -> String {
    let mut yaml = "sources:\n".to_owned();
    for number in 0..count {
        let _ = writeln!(
            yaml,
            "  s{number}: {{title: &t{number} Title number {number} of many, note: *t{number}, abstract: *t{number}}}"
        );
    }
    yaml
}

fn long_text(length: usize) -> String {
    format!(
        "organizations:\n  - {{id: o, name: O, notes: {}}}\n",
        "word ".repeat(length / 5).trim_end()
    )
}

fn escapes(count: usize) -> String {
    format!(
        "organizations:\n  - {{id: o, name: O, notes: \"{}\"}}\n",
        "\\u00e9x".repeat(count)
    )
}

fn comments(count: usize) -> String {
    list(count, |number| {
        format!("  # about {number}\n  - id: o{number} # the id\n    name: N{number}\n")
    })
}

fn documents(count: usize) -> String {
    let documents = (0..count).map(|number| {
        format!("---\norganizations: [{{id: o{number}, name: Organization {number}}}]\n")
    });
    documents.collect()
}

fn list(count: usize, record: impl Fn(usize) -> String) -> String {
    let records: String = (0..count).map(record).collect();
    format!("organizations:\n{records}")
}
