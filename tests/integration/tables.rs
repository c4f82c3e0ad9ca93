//! The relational tables: keys, types and names hold for every dataset, and days and doubts are those of queries.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use interorg::analysis::tables::{ProjectedTable, Projection, TableDefinition};
use interorg::analysis::{Basis, Stamp};
use interorg::dataset;
use interorg::graph::Graph;
use interorg::model::{Day, Value};
use interorg::query::Filter;

/// An organization that was suspended, one with a predecessor, a directed phase, a record of three, an unknown participation, a
/// motive that is only attested, and two coding passes.
pub const DATA: &str = r#"
dataset: {title: Tables, as-of: 2020, cite: [s]}
vocabularies:
  phases:
    - {id: none, label: None, definition: No relation., absent: true}
    - {id: pact, label: Pact, definition: A pact., directed: true}
  codings: [{id: formal, label: Formal, definition: By texts.}]
  amounts: [{id: troops, label: Troops, definition: Persons., unit: persons}]
organizations:
  - {id: old, name: Old, founded: 1950, dissolved: 1999-06-30, cite: [s]}
  - {id: new, name: New, founded: 1999-07-01, succeeds: [old], attributes: {theme: "=1+1"}}
  - {id: gap, name: Gap, exists: [{from: 1960, to: 1970}, {from: 1990, to: ..}], names: {fr: Lacune}}
partnerships:
  - between: [new, gap]
    phases:
      formal:
        - {phase: pact, of: new, from: 2001~, to: unknown, amounts: [{what: troops, value: 5, from: 2002}]}
        - {phase: pact, from: 2005-03, rivals: [{says: Later., from: 2006}]}
    motives:
      - {motive: shared-values, of: gap, statement: It says so., attested: [2003-05-06]}
  - between: [new, gap]
    coder: second-pass
    phases: {formal: [{phase: pact, from: 2002}]}
  - between: [old, new, gap]
    milestones: [{date: 1999-07, kind: summit, title: Three meet}]
operations:
  - id: op
    name: Op
    start: 1965
    end: 2000-12-31
    countries: [Côte d'Ivoire]
    participations:
      - {organization: gap, role: lead}
      - {organization: new, role: support, status: unknown, to: unknown}
sources: {s: {title: S}}
"#;

pub fn graph(yaml: &str) -> Graph {
    Graph::new(dataset::parse(yaml).expect("the dataset is valid"))
}

/// A row of a table as texts; what is missing is its word in angle brackets.
type Row = BTreeMap<&'static str, String>;

fn text(value: &Value<'_>) -> String {
    match value {
        Value::Missing(missing) => format!("<{}>", missing.word()),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Boolean(flag) => flag.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Term { id, .. } => id.to_string(),
        Value::Text(text) => text.to_string(),
        Value::List(_) | Value::Record(_) => panic!("columns have single values"),
        _ => panic!("an unknown kind of value"),
    }
}

fn rows(table: &ProjectedTable<'_>) -> Vec<Row> {
    let names = table.definition().columns.iter();
    let names: Vec<&str> = names.map(|column| column.name).collect();
    let rows = table.rows();
    rows.map(|row| names.iter().copied().zip(row.iter().map(text)).collect())
        .collect()
}

/// Returns the rows of a table as its values in some columns, joined by blanks.
fn columns(projection: &Projection<'_>, name: &str, columns: &[&str]) -> Vec<String> {
    let tables = projection.tables();
    let mut tables = tables.iter();
    let table = tables.find(|table| table.definition().name == name);
    let rows = rows(table.expect("there is such a table"));
    let values = |row: &Row| {
        columns
            .iter()
            .map(|name| row[name].clone())
            .collect::<Vec<_>>()
    };
    rows.iter().map(|row| values(row).join(" ")).collect()
}

const DAYS: [&str; 2] = ["first_day", "end_day"];

#[test]
fn lifetimes_have_gaps_and_predecessors_act() {
    let graph = graph(DATA);
    let projection = Projection::new(&graph);
    let lifetimes = columns(
        &projection,
        "lifetime",
        &["organization", "first_day", "end_day"],
    );
    assert_eq!(
        lifetimes,
        [
            "old 1950-01-01 1999-07-01",
            "new 1999-07-01 9999-12-31",
            "gap 1960-01-01 1971-01-01",
            "gap 1990-01-01 9999-12-31",
        ]
    );
    let actors = columns(
        &projection,
        "actor",
        &["organization", "actor", "first_day", "end_day"],
    );
    assert_eq!(
        actors[1..],
        [
            "new old 1950-01-01 1999-07-01",
            "new new 0001-01-01 1950-01-01",
            "new new 1999-07-01 9999-12-31",
            "gap gap 0001-01-01 9999-12-31",
        ]
    );
}

#[test]
fn spells_have_days_directions_and_doubts() {
    let graph = graph(DATA);
    let projection = Projection::new(&graph);
    let spells = columns(
        &projection,
        "spell",
        &[
            "partnership",
            "number",
            "actor",
            "rung",
            "from_edtf",
            "to_edtf",
        ],
    );
    assert_eq!(
        spells,
        [
            "new--gap 1 new 1 2001~ <unknown>",
            "new--gap 2 <none> 1 2005-03 <none>",
            "new--gap--second-pass 1 <none> 1 2002 <none>",
        ]
    );
    let doubts = [
        "start_doubt_day",
        "start_sure_day",
        "end_doubt_day",
        "end_sure_day",
    ];
    let days = columns(&projection, "spell", &[&DAYS[..], &doubts].concat());
    // An approximate year may be a year off. The end of the first spell is unknown: any day after its first one, until the second
    // one has certainly begun.
    assert_eq!(
        days[0],
        "2001-01-01 2005-03-01 2000-01-02 2003-01-01 2001-01-02 2005-03-31"
    );
    assert_eq!(
        days[1],
        "2005-03-01 9999-12-31 2005-03-01 2005-03-31 0001-01-01 0001-01-01"
    );
}

#[test]
fn motives_that_are_only_attested_are_in_doubt_before() {
    let graph = graph(DATA);
    let projection = Projection::new(&graph);
    let wanted = ["first_day", "end_day", "start_doubt_day", "start_sure_day"];
    // Evidence of 2003 does not say since when; that the holder exists since 1960 is another column.
    assert_eq!(
        columns(&projection, "motive", &wanted),
        ["2003-05-06 9999-12-31 0001-01-01 2003-05-06"]
    );
}

#[test]
fn participations_have_a_row_per_period_and_unknown_ones_make_no_tie() {
    let graph = graph(DATA);
    let projection = Projection::new(&graph);
    let wanted = [
        "organization",
        "number",
        "part",
        "makes_tie",
        "status",
        "first_day",
        "end_day",
    ];
    assert_eq!(
        columns(&projection, "participation", &wanted),
        [
            "gap 1 1 true recorded 1965-01-01 1971-01-01",
            "gap 1 2 true recorded 1990-01-01 2001-01-01",
            "new 2 1 false unknown 1999-07-01 2001-01-01",
        ]
    );
}

#[test]
fn a_record_of_three_is_a_statement_about_each_dyad_with_one_number() {
    let graph = graph(DATA);
    let projection = Projection::new(&graph);
    let statements = columns(&projection, "statement", &["kind", "partnership", "joint"]);
    let milestones: Vec<&String> = statements
        .iter()
        .filter(|row| row.starts_with("milestone"))
        .collect();
    assert_eq!(milestones.len(), 3);
    let numbers: BTreeSet<&str> = milestones
        .iter()
        .filter_map(|row| row.rsplit(' ').next())
        .collect();
    assert_eq!(numbers, BTreeSet::from(["1"]));
}

#[test]
fn passes_amounts_attributes_and_rivals_are_rows() {
    let graph = graph(DATA);
    let projection = Projection::new(&graph);
    let passes = columns(&projection, "partnership", &["id", "coder", "first_pass"]);
    assert!(
        passes.contains(&"new--gap first-pass true".to_owned()),
        "{passes:?}"
    );
    assert!(
        passes.contains(&"new--gap--second-pass second-pass false".to_owned()),
        "{passes:?}"
    );
    assert_eq!(
        columns(
            &projection,
            "amount",
            &["statement", "quantity", "value", "first_day"]
        ),
        ["phase:new--gap:formal:1 troops 5 2002-01-01"]
    );
    assert_eq!(
        columns(&projection, "attribute", &["organization", "name", "value"]),
        ["new theme =1+1"]
    );
    assert_eq!(
        columns(&projection, "rival", &["statement", "says", "from_edtf"]),
        ["phase:new--gap:formal:2 Later. 2006"]
    );
    assert_eq!(
        columns(
            &projection,
            "label",
            &["thing_kind", "thing", "lang", "label"]
        ),
        ["organization gap fr Lacune"]
    );
}

#[test]
fn every_record_is_a_line_that_its_tables_join() {
    let graph = graph(DATA);
    let projection = Projection::new(&graph);
    let records = columns(&projection, "dataset_record", &["section", "ordinal", "id"]);
    let own: Vec<&str> = records.iter().map(String::as_str).collect();
    let own = own.iter().filter(|row| !row.starts_with("vocabularies"));
    assert_eq!(
        own.copied().collect::<Vec<_>>(),
        [
            "dataset 1 dataset",
            "organizations 1 old",
            "organizations 2 new",
            "organizations 3 gap",
            "partnerships 1 new--gap",
            "partnerships 2 new--gap--second-pass",
            "partnerships 3 joint:old--new--gap",
            "operations 1 op",
            "sources 1 s",
        ]
    );
    let texts = columns(&projection, "dataset_record", &["id", "record_text"]);
    let pass = r#"new--gap--second-pass {"between":["new","gap"],"coder":"second-pass","phases":{"formal":[{"phase":"pact","from":"2002"}]}}"#;
    assert!(texts.contains(&pass.to_owned()), "{texts:?}");
}

#[test]
fn sizes_are_those_of_the_other_tables() {
    let graph = graph(DATA);
    let projection = Projection::new(&graph);
    let mut counted = columns(&projection, "table_size", &["table_name", "row_count"]);
    let tables = projection.tables();
    let sizes = tables.iter().map(|table| {
        let name = table.definition().name;
        format!("{name} {}", table.rows().count())
    });
    let sizes: Vec<String> = sizes.collect();
    assert!(sizes.contains(&"spell 3".to_owned()));
    counted.push("table_size 48".to_owned());
    assert_eq!(counted[..47], sizes[..47]);
    assert_eq!(counted.len(), sizes.len());
}

#[test]
fn the_fingerprint_is_that_of_a_stamp_of_the_whole_dataset() {
    let of = |yaml: &str| {
        let graph = graph(yaml);
        let found = columns(&Projection::new(&graph), "about", &["fingerprint"]);
        let stamp = Stamp::new("interorg export turtle", Basis::default(), &graph);
        assert_eq!(found, [stamp.expect("it names nothing").fingerprint]);
        found
    };
    assert_ne!(of(DATA), of(&DATA.replace("name: Old", "name: Older")));
}

/// Returns the datasets on which every table must hold: the shipped one, the examples and the valid fixtures.
fn datasets() -> Vec<Graph> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["examples", "tests/fixtures/valid", "tests/fixtures"];
    let files = folders.iter().flat_map(|folder| {
        let entries = fs::read_dir(root.join(folder)).expect("the folder is there");
        entries.map(|entry| entry.expect("it can be listed").path())
    });
    let is_dataset = |path: &PathBuf| {
        path.extension().is_some_and(|ending| ending == "yaml")
            && !path.ends_with("bibliography.yaml")
    };
    let graphs = files
        .filter(is_dataset)
        .filter_map(|path| dataset::load([path]).ok());
    let graphs = graphs.chain([dataset::builtin()]).map(Graph::new);
    graphs.chain([graph(DATA)]).collect()
}

#[test]
fn keys_are_unique_references_exist_and_values_have_their_types() {
    let graphs = datasets();
    assert!(graphs.len() > 15);
    for graph in &graphs {
        let projection = Projection::new(graph);
        let tables = projection.tables();
        let mut keys: BTreeMap<&str, BTreeSet<Vec<String>>> = BTreeMap::new();
        for table in &tables {
            let definition = table.definition();
            check_types(table);
            let rows = rows(table);
            let of = |row: &Row, columns: &[&str]| -> Vec<String> {
                columns.iter().map(|name| row[name].clone()).collect()
            };
            let own: BTreeSet<Vec<String>> =
                rows.iter().map(|row| of(row, definition.key)).collect();
            assert_eq!(own.len(), rows.len(), "keys of {}", definition.name);
            keys.insert(definition.name, own);
            for foreign in &definition.foreign_keys {
                let others = &keys[foreign.table];
                for row in &rows {
                    let value = of(row, foreign.columns);
                    let is_missing = value.iter().any(|one| one.starts_with('<'));
                    assert!(
                        is_missing || others.contains(&value),
                        "{}: {value:?}",
                        definition.name
                    );
                }
            }
        }
    }
}

fn check_types(table: &ProjectedTable<'_>) {
    let definition = table.definition();
    for row in table.rows() {
        assert_eq!(row.len(), definition.columns.len());
        for (value, column) in row.iter().zip(&definition.columns) {
            let place = format!("{}.{}: {value:?}", definition.name, column.name);
            assert!(column.value_type.has(value), "{place}");
            let is_missing = matches!(value, Value::Missing(_));
            assert!(!is_missing || column.is_optional, "{place}");
        }
    }
}

/// Words that are reserved in SQLite, DuckDB, PostgreSQL or Spark, as far as they could be names.
const RESERVED: &str = "abort action add after all alter always analyse analyze and anti any array as asc asymmetric attach \
    authorization autoincrement before begin between binary both by cascade case cast check collate collation column commit \
    concurrently conflict constraint create cross current current_catalog current_date current_role current_schema current_time \
    current_timestamp current_user database default deferrable deferred delete desc describe detach distinct do drop each else end \
    escape except exclude exclusive exists explain fail false fetch filter first following for foreign freeze from full generated \
    glob grant group groups having if ignore ilike immediate in index indexed initially inner insert instead intersect into is \
    isnull join key lambda last lateral leading left like limit localtime localtimestamp match materialized minus natural no not \
    nothing notnull null nulls of offset on only or order others outer over overlaps partition pivot pivot_longer pivot_wider \
    placing plan pragma preceding primary qualify query raise range recursive references regexp reindex release rename replace \
    restrict returning right rollback row rows savepoint select semi session_user set show similar some sql summarize symmetric \
    system_user table tablesample temp temporary then ties time to trailing transaction trigger true unbounded union unique unknown \
    unpivot update user using vacuum values variadic verbose view virtual when where window with within without";

#[test]
fn names_are_plain_and_not_reserved() {
    let reserved: BTreeSet<&str> = RESERVED.split_whitespace().collect();
    let graph = graph(DATA);
    let projection = Projection::new(&graph);
    let mut tables = BTreeSet::new();
    for table in projection.tables() {
        let TableDefinition {
            name, columns, key, ..
        } = table.definition();
        assert!(tables.insert(*name), "{name}");
        let mut names = BTreeSet::new();
        for word in columns.iter().map(|column| column.name).chain([*name]) {
            assert!(
                word.bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'_'),
                "{word}"
            );
            assert!(!reserved.contains(word), "{name}.{word}");
        }
        assert!(
            columns.iter().all(|column| names.insert(column.name)),
            "{name}"
        );
        assert!(!key.is_empty(), "{name}");
    }
}

/// What the columns of a row say about a day: there for certain, there and uncertain, possibly there, or not there.
fn state(row: &Row, day: &str) -> &'static str {
    let within = |first: &str, end: &str| row[first].as_str() <= day && day < row[end].as_str();
    let start = within("start_doubt_day", "start_sure_day");
    let end = within("end_doubt_day", "end_sure_day");
    let is_before = day < row["first_day"].as_str();
    let is_after = row["end_day"].as_str() <= day;
    match (is_before, is_after) {
        (false, false) if start || end => "uncertain",
        (false, false) => "certain",
        (before, after) if (before && start) || (after && end) => "possible",
        _ => "no",
    }
}

/// Whether an organization may exist on a day. One that was founded by some date may be older.
fn may_exist(row: &Row, day: &str) -> bool {
    let has_open_start =
        row["start_doubt_day"] == "0001-01-01" && row["start_sure_day"] != "0001-01-01";
    (has_open_start || row["first_day"].as_str() <= day) && day < row["end_day"].as_str()
}

#[test]
fn days_and_doubts_are_those_of_queries() {
    let mut compared = BTreeMap::new();
    for graph in &datasets() {
        let projection = Projection::new(graph);
        let tables = projection.tables();
        let named = |name| {
            let mut tables = tables.iter();
            rows(
                tables
                    .find(|table| table.definition().name == name)
                    .expect("it is there"),
            )
        };
        let (spells, motives) = (named("spell"), named("motive"));
        let organizations = named("organization");
        for number in 0..200 {
            let day = Day::new(1945, 1, 1).plus(number * 151);
            compare(
                graph,
                day,
                (&spells, &motives, &organizations),
                &mut compared,
            );
        }
    }
    for state in ["certain", "uncertain", "possible", "no"] {
        assert!(compared[state] > 20, "{compared:?}");
    }
}

fn compare(
    graph: &Graph,
    day: Day,
    (spells, motives, organizations): (&[Row], &[Row], &[Row]),
    compared: &mut BTreeMap<&'static str, usize>,
) {
    let shown = day.to_string();
    let filter = Filter {
        at: Some(day.into()),
        ..Filter::default()
    };
    let selection = filter.resolve(graph).expect("it is a date").select();
    for partnership in graph.partnerships() {
        let id = partnership
            .members()
            .map(|one| one.record().id.to_string())
            .join("--");
        let selected = selection
            .iter()
            .find(|one| one.partnership().key() == partnership.key());
        for (row, claim) in partnership.record().motives.iter().enumerate() {
            let number = (row + 1).to_string();
            let mut own = motives.iter();
            let own = own.find(|one| one["partnership"] == id && one["number"] == number);
            let own = own.expect("every motive is a row");
            let mut holders = organizations.iter();
            let holder = holders.find(|one| one["id"] == own["holder"]);
            let by_row = match state(own, &shown) {
                "possible" if !may_exist(holder.expect("it is one"), &shown) => "no",
                state => state,
            };
            *compared.entry(by_row).or_default() += 1;
            let Some(selected) = selected else { continue };
            let is_held = selected.motives().any(|one| std::ptr::eq(one, claim));
            let is_possible = selected
                .possible_motives()
                .any(|one| std::ptr::eq(one, claim));
            let by_query = match (is_held, is_possible) {
                (true, _) if selected.is_uncertain_motive(claim) => "uncertain",
                (true, _) => "certain",
                (false, true) => "possible",
                (false, false) => "no",
            };
            assert_eq!(by_row, by_query, "motive {number} of {id} on {shown}");
        }
        let Some(selected) = selected else { continue };
        let coding = graph.dataset().vocabularies().codings.iter().next();
        let coding = coding.expect("there is one").0.id.to_string();
        let mut there = spells.iter().filter(|row| {
            row["partnership"] == id
                && row["coding"] == coding
                && state(row, &shown).contains("certain")
        });
        let row = there.next();
        assert!(there.next().is_none(), "two spells of {id} on {shown}");
        let by_row = row.map(|row| (row["from_edtf"].clone(), state(row, &shown) == "uncertain"));
        let by_query = selected
            .spell()
            .map(|spell| (spell.record().from.to_string(), selected.is_uncertain()));
        assert_eq!(by_row, by_query, "{id} on {shown}");
    }
}
