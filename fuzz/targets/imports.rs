//! Files of others: whatever is imported passes the check, and every row is accounted for.
#![no_main]

use std::io::Cursor;

use interorg::import::{self, Fate, ImportFile, Mapping, Shape, ShortForm, Sinks};
use interorg_fuzz::{Choices, assert_harmless, check, codes, readers};
use libfuzzer_sys::fuzz_target;

/// Names of files, by which their formats are recognized, and the shape and columns of tables.
const FILES: [(&str, Option<Shape>, [&str; 6]); 13] = [
    (
        "a.csv",
        Some(Shape::Edges),
        ["a", "b", "kind", "year", "start", "end"],
    ),
    (
        "a.csv",
        Some(Shape::TwoMode),
        ["org", "op", "role", "year", "start", "end"],
    ),
    (
        "a.csv",
        Some(Shape::Panel),
        ["org", "op", "role", "year", "start", "end"],
    ),
    (
        "a.csv",
        Some(Shape::Events),
        ["a", "b", "kind", "year", "start", "end"],
    ),
    (
        "a.csv",
        Some(Shape::Nodes),
        ["org", "op", "role", "year", "start", "end"],
    ),
    ("a.graphml", None, [""; 6]),
    ("a.gexf", None, [""; 6]),
    ("a.gml", None, [""; 6]),
    ("a.net", None, [""; 6]),
    ("a.dl", None, [""; 6]),
    ("a.bib", None, [""; 6]),
    ("a.ris", None, [""; 6]),
    ("a.csljson", None, [""; 6]),
];

fuzz_target!(|bytes: &[u8]| {
    let mut choices = Choices::new(bytes);
    let (name, shape, columns) = choices.one_of(&FILES);
    let options = choices.byte();
    let content = choices.rest().to_vec();
    let file = || ImportFile::new(name, Cursor::new(content.clone())).up_to(1 << 20);
    let mapping = mapping(shape, columns, options);
    match import::sniff(vec![file()], &mapping) {
        Ok(suggested) => assert_harmless(&suggested),
        Err(error) => drop((error.to_string(), error.hint())),
    }
    let (mut report, mut rejects) = (Vec::new(), Vec::new());
    let sinks = Sinks {
        report: Some(Box::new(&mut report)),
        rejects: Some(Box::new(&mut rejects)),
    };
    let mut imported = match import::import(vec![file()], &mapping, None, sinks) {
        Ok(imported) => imported,
        Err(error) => {
            drop((error.to_string(), error.hint()));
            return;
        }
    };
    readers::csv(&report);
    for file in &imported.accounts().files {
        for (unit, tally) in &file.tallies {
            let counts = Fate::ALL.iter().map(|fate| tally.count(*fate));
            assert_eq!(counts.sum::<u64>(), tally.sum(), "{unit}");
        }
    }
    let mut yaml = Vec::new();
    imported.write("fuzz", &mut yaml).expect("memory has space");
    let checked = check(yaml.clone());
    // A file may hold nothing that can be imported.
    let found = codes(&checked);
    if checked.dataset.is_none() && !found.contains(&"empty-dataset") {
        panic!(
            "what is imported is refused: {}\n{}",
            checked.report.render(false),
            String::from_utf8_lossy(&yaml)
        );
    }
});

/// Returns the mapping of a table by the columns of its shape.
fn mapping(shape: Option<Shape>, columns: [&str; 6], options: u8) -> Mapping {
    let Some(shape) = shape else {
        return Mapping::default();
    };
    let [first, second, role, year, start, end] = columns.map(|column| Some(column.to_owned()));
    let has = |bit: u8| options & (1 << bit) != 0;
    let mut short = ShortForm::default();
    short.shape = Some(shape);
    match shape {
        Shape::Edges | Shape::Events => (short.from, short.to) = (first, second),
        Shape::Nodes => short.organization = first,
        _ => (short.organization, short.operation) = (first, second),
    }
    short.role = role.filter(|_| has(0));
    short.year = year.filter(|_| has(1) || shape == Shape::Panel);
    short.start = start.filter(|_| has(2) || shape == Shape::Events);
    short.end = end.filter(|_| has(3) && has(2));
    short.split = has(4).then(|| ";".to_owned());
    short.directed = has(5);
    short.amounts = if has(6) {
        vec!["amount".to_owned()]
    } else {
        Vec::new()
    };
    if has(7) {
        short.attributes = vec!["rest".to_owned()];
    }
    Mapping::default()
        .with(&short)
        .expect("the columns are named")
}
