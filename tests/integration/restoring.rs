//! Datasets from their relational tables: nothing is lost on the way, and tables that were edited are refused.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use interorg::analysis::tables::{Ordinals, Projection};
use interorg::dataset::{self, to_json};
use interorg::export::{
    CsvOptions, MissingStyle, RestoreError, RowProblem, StoredTables, TableDifference, restore,
    write_packaged_csv, write_projected_csv,
};
use interorg::graph::Graph;
use interorg::model::Dataset;

use crate::tables::{DATA, graph};

const HOSTILE: &str = include_str!("../fixtures/hostile-texts.yaml");

/// The bytes of tables by their names.
type Files = BTreeMap<String, Vec<u8>>;

/// How tables are written as CSV.
#[derive(Debug, Clone, Copy)]
enum Style {
    Tables(CsvOptions),
    Package,
}

impl Style {
    fn all() -> Vec<Self> {
        let mut all = vec![Self::Package];
        for missing in MissingStyle::ALL {
            for raw in [false, true] {
                for byte_order_mark in [false, true] {
                    all.push(Self::Tables(CsvOptions {
                        missing: Some(*missing),
                        raw,
                        byte_order_mark,
                    }));
                }
            }
        }
        all
    }

    fn write(self, graph: &Graph) -> Files {
        self.write_projection(&Projection::new(graph))
    }

    fn write_projection(self, projection: &Projection<'_>) -> Files {
        let tables = projection.tables();
        let files = tables.iter().map(|table| {
            let mut bytes = Vec::new();
            let written = match self {
                Self::Tables(options) => write_projected_csv(table, options, &mut bytes),
                Self::Package => write_packaged_csv(table, &mut bytes),
            };
            written.expect("memory has space");
            (table.definition().name.to_owned(), bytes)
        });
        files.collect()
    }
}

fn read(files: &Files) -> Result<Dataset, RestoreError> {
    restore(&StoredTables::from_csv(|name| {
        Ok(files.get(name).cloned())
    })?)
}

/// Returns the datasets of the program and its tests that load.
pub fn datasets() -> Vec<(String, Dataset)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [
        "examples",
        "tests/fixtures",
        "tests/fixtures/valid",
        "tests/fixtures/invalid",
    ];
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in folders {
        let entries = fs::read_dir(root.join(folder)).expect("the folder is there");
        paths.extend(entries.map(|entry| entry.expect("it can be listed").path()));
    }
    paths.sort();
    let yaml = paths
        .iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    let loaded = yaml.filter_map(|path| {
        let name = path.display().to_string();
        Some((name, dataset::load([path]).ok()?))
    });
    let own = dataset::parse(DATA).expect("it is valid");
    let more = [
        ("shipped".to_owned(), dataset::builtin()),
        ("own".to_owned(), own),
    ];
    loaded.chain(more).collect()
}

#[test]
fn every_dataset_comes_back_from_its_tables_and_they_from_it() {
    let datasets = datasets();
    assert!(datasets.len() > 35, "{}", datasets.len());
    for (name, dataset) in datasets {
        let json = to_json(&dataset);
        let graph = Graph::new(dataset);
        for style in [Style::Tables(CsvOptions::default()), Style::Package] {
            let files = style.write(&graph);
            let restored = read(&files).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(to_json(&restored), json, "{name}");
            assert!(style.write(&Graph::new(restored)) == files, "{name}");
        }
    }
}

#[test]
fn every_way_to_write_missing_values_and_texts_is_read() {
    let dataset = dataset::parse(HOSTILE).expect("it loads");
    let graph = Graph::new(dataset.clone());
    let files = Style::all().into_iter().map(|style| {
        let files = style.write(&graph);
        let restored = read(&files).unwrap_or_else(|error| panic!("{style:?}: {error}"));
        assert!(restored == dataset, "{style:?}");
        assert!(style.write(&Graph::new(restored)) == files, "{style:?}");
        files
    });
    let files: Vec<Files> = files.collect();
    // The styles differ, and the dataset has what they differ in.
    assert_eq!(files.len(), 17);
    for (row, one) in files.iter().enumerate() {
        assert!(!files[row + 1..].contains(one));
    }
}

#[test]
fn rows_and_columns_may_be_in_any_order() {
    let dataset = dataset::parse(HOSTILE).expect("it loads");
    let mut files = Style::Tables(CsvOptions::default()).write(&Graph::new(dataset.clone()));
    for bytes in files.values_mut() {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(&**bytes);
        let rows: Result<Vec<csv::StringRecord>, _> = reader.records().collect();
        let mut rows = rows.expect("it is CSV");
        rows[1..].reverse();
        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in rows {
            let cells: Vec<&str> = row.iter().collect();
            let reversed = cells.into_iter().rev();
            writer.write_record(reversed).expect("memory has space");
        }
        *bytes = writer.into_inner().expect("memory has space");
    }
    assert!(read(&files).expect("it is read") == dataset);
}

#[test]
fn the_record_of_a_day_comes_back_as_it_was_then() {
    let graph = Graph::new(dataset::parse(HOSTILE).expect("it loads"));
    for day in [2014, 2017, 2020].map(|year| interorg::model::Day::new(year, 6, 1)) {
        let graph = graph.as_recorded(day);
        let files = Style::Package.write(&graph);
        let restored = read(&files).expect("it is read");
        assert_eq!(to_json(&restored), to_json(graph.dataset()), "{day}");
        assert!(
            Style::Package.write(&Graph::new(restored)) == files,
            "{day}"
        );
    }
}

/// Records in no order of ids, and one of three organizations.
const PART: &str = "
dataset: {title: T, as-of: 2010-12-31, cite: [s]}
sources: {s: {title: S}, r: {title: R}}
organizations:
  - {id: b, name: B, founded: 1950}
  - {id: a, name: A, founded: 1950}
  - {id: c, name: C, founded: 1950}
operations:
  - {id: p, name: P, start: 2000, end: 2001, participations: [{organization: b, role: lead}]}
  - {id: o, name: O, start: 2000, end: 2001, participations: [{organization: a, role: lead}]}
partnerships:
  - {between: [b, c], phases: {formal: [{phase: contact, from: 1960}]}}
  - {between: [a, b], phases: {formal: [{phase: contact, from: 1960}]}}
  - {between: [a, b, c], milestones: [{date: 1999-07, kind: summit, title: Three meet}]}
";

#[test]
fn the_tables_of_a_part_give_its_dataset() {
    let dataset = dataset::parse(PART).expect("it is valid");
    let dataset = dataset::in_order_of_ids(dataset).expect("it is valid");
    let graph = Graph::new(dataset.clone());
    for style in Style::all() {
        let projection = Projection::new(&graph).with_ordinals(Ordinals::of_part(3));
        let mut files = style.write_projection(&projection);
        let restored = read(&files).unwrap_or_else(|error| panic!("{style:?}: {error}"));
        assert_eq!(to_json(&restored), to_json(&dataset), "{style:?}");
        // What follows from the records is compared all the same.
        let sources = files.get_mut("source").expect("it is a table");
        let text = String::from_utf8(std::mem::take(sources)).expect("UTF-8");
        let ordinal = "3000000002";
        assert_eq!(text.matches(ordinal).count(), 1, "{text}");
        *sources = text.replace(",R,", ",Q,").into_bytes();
        let error = read(&files).expect_err("it was edited");
        let (lines, _) = differences(&error);
        assert!(lines[0].contains("expected `R`"), "{lines:?}");
    }
}

#[test]
fn tables_in_which_records_were_replaced_give_their_dataset() {
    let graph = graph(PART);
    // The second source was replaced: it keeps its place, and a new one would follow.
    let mut ordinals = Ordinals::default();
    for (table, section, ids) in [
        ("source", "sources", &[("s", 1), ("r", 7)][..]),
        (
            "organization",
            "organizations",
            &[("b", 1), ("a", 4), ("c", 9)],
        ),
    ] {
        for (id, ordinal) in ids {
            ordinals.keep(table, id, *ordinal);
            ordinals.keep("dataset_record", id, *ordinal);
            ordinals.keep(section, id, *ordinal);
        }
    }
    let projection = Projection::new(&graph).with_ordinals(ordinals);
    let mut files = Style::Package.write_projection(&projection);
    let fingerprint = projection.fingerprint().expect("it is of a whole dataset");
    let about = files.get_mut("about").expect("it is a table");
    let text = String::from_utf8(std::mem::take(about)).expect("UTF-8");
    let known = format!(",{fingerprint},,");
    assert_eq!(text.matches(&known).count(), 1, "{text}");
    *about = text.replace(&known, ",,unknown,").into_bytes();
    let restored = read(&files).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(to_json(&restored), to_json(graph.dataset()));
}

/// Changes one table of a dataset by a text in it, and returns why the tables are refused.
#[track_caller]
fn refused(table: &str, from: &str, to: &str) -> RestoreError {
    let mut files = Style::Tables(CsvOptions::default()).write(&graph(DATA));
    let bytes = files.get_mut(table).expect("there is such a table");
    let text = String::from_utf8(std::mem::take(bytes)).expect("UTF-8");
    assert_eq!(text.matches(from).count(), 1, "{text}");
    *bytes = text.replace(from, to).into_bytes();
    read(&files).expect_err("it was edited")
}

#[track_caller]
fn differences(error: &RestoreError) -> (Vec<String>, usize) {
    let RestoreError::Differs { described, count } = error else {
        panic!("{error}");
    };
    let lines = described.iter().map(ToString::to_string);
    (lines.collect(), *count)
}

#[test]
fn an_edited_value_is_named_with_what_follows_from_the_records() {
    let error = refused("label", "Lacune", "Trou");
    let line = "`label`, thing_kind `organization`, thing `gap`, number `1`: expected `Lacune` in `label`, found `Trou`";
    assert_eq!(differences(&error), (vec![line.to_owned()], 1));
    let hint = error.hint().expect("there is one");
    assert!(hint.contains("export dataset"), "{hint}");
    // The reason why a value is missing is a value too.
    let error = refused("spell", "2001~,unknown,", "2001~,none,");
    let (lines, count) = differences(&error);
    assert_eq!(count, 1);
    assert!(
        lines[0].ends_with("expected `unknown` in `to_edtf`, found `none`"),
        "{lines:?}"
    );
}

#[test]
fn an_edited_record_no_longer_agrees_with_its_tables() {
    let error = refused(
        "dataset_record",
        r#"""name"":""Old"""#,
        r#"""name"":""Older"""#,
    );
    let (lines, count) = differences(&error);
    // The fingerprint, the label, the abbreviation and the name of the organization, and the name in statements.
    assert!(count >= 2, "{lines:?}");
    assert!(lines[0].starts_with("`about`, projection_version `4`: expected"));
    assert!(
        lines.contains(
            &"`organization`, id `old`: expected `Older` in `name`, found `Old`".to_owned()
        ),
        "{lines:?}"
    );
}

#[test]
fn rows_that_are_lost_added_or_repeated_are_counted() {
    let row = "organization,gap,1,fr,Lacune\n";
    let error = refused("label", row, "");
    assert_eq!(error.to_string(), "expected 1 rows of `label`, found 0");
    let error = refused("label", row, &row.repeat(2));
    assert_eq!(error.to_string(), "expected 1 rows of `label`, found 2");
    let error = refused("label", row, "organization,gap,2,fr,Lacune\n");
    let problems = match &error {
        RestoreError::Differs { described, .. } => {
            let problems = described.iter().map(|one| one.problem.clone());
            problems.collect::<Vec<RowProblem>>()
        }
        _ => panic!("{error}"),
    };
    assert_eq!(problems, [RowProblem::Missing, RowProblem::Unexpected]);
}

#[test]
fn a_repeated_row_is_found_even_if_it_is_counted() {
    let mut files = Style::Tables(CsvOptions::default()).write(&graph(DATA));
    let labels = files.get_mut("label").expect("it is a table");
    labels.extend(b"organization,gap,1,fr,Lacune\n");
    let sizes = files.get_mut("table_size").expect("it is a table");
    let text = String::from_utf8(std::mem::take(sizes)).expect("UTF-8");
    *sizes = text.replace("\nlabel,1\n", "\nlabel,2\n").into_bytes();
    let error = read(&files).expect_err("a row is repeated");
    let expected = [
        "`label`, thing_kind `organization`, thing `gap`, number `1`: the row is repeated",
        "`table_size`, table_name `label`: expected `1` in `row_count`, found `2`",
    ];
    assert_eq!(
        differences(&error),
        (expected.map(str::to_owned).to_vec(), 2)
    );
}

#[test]
fn what_is_no_projection_of_this_version_is_refused() {
    let other = refused("about", "\n4,", "\n7,");
    assert_eq!(
        other.to_string(),
        "expected version `4` of the tables, found `7`"
    );
    let column = refused("label", ",lang,", ",language,");
    assert_eq!(column.to_string(), "the table `label` has no column `lang`");
    let more = refused("label", "lang,label\n", "lang,label,comment\n");
    assert!(
        more.to_string().starts_with("cannot read `label`: "),
        "{more}"
    );
    let section = refused("dataset_record", "\noperations,1,", "\nmissions,1,");
    let message = "`dataset_record` has an unknown section `missions`";
    assert_eq!(section.to_string(), message);
    let json = refused("dataset_record", r#""{""id"":""op"""#, r#""{id: op"#);
    assert!(
        json.to_string()
            .starts_with("the record `op` of `operations` is not JSON: "),
        "{json}"
    );
    let invalid = refused(
        "dataset_record",
        r#"""of"":""new"",""from"#,
        r#"""of"":""nobody"",""from"#,
    );
    assert!(matches!(invalid, RestoreError::Load(_)), "{invalid}");
    let mut files = Style::Tables(CsvOptions::default()).write(&graph(DATA));
    files.remove("spell");
    let missing = read(&files).expect_err("a table is missing");
    assert_eq!(missing.to_string(), "there is no table `spell`");
    let name = refused("table_size", "\nspell,", "\n../spell,");
    assert_eq!(name.to_string(), "there is no table `../spell`");
}

#[test]
fn many_differences_are_counted_and_the_first_described() {
    let mut files = Style::Tables(CsvOptions::default()).write(&Graph::new(dataset::builtin()));
    let labels = files.get_mut("organization").expect("it is a table");
    let text = String::from_utf8(std::mem::take(labels)).expect("UTF-8");
    let edited = text.replace(",9999-12-31,", ",9999-12-30,");
    let count = text.matches(",9999-12-31,").count();
    *labels = edited.into_bytes();
    match read(&files) {
        Err(RestoreError::Differs {
            described,
            count: found,
        }) => {
            let described: Vec<TableDifference> = described;
            assert!(count > 5, "{count}");
            assert_eq!((described.len(), found), (5, count));
        }
        other => panic!("{other:?}"),
    }
}
