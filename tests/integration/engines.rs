//! Engines: the dataset of an answer from the relational tables in a database.

use std::path::{Path, PathBuf};

use std::time::{Duration, Instant};

use interorg::analysis::tables::{Projection, TABLE_NAMES};
use interorg::dataset;
use interorg::graph::Graph;
use interorg::sql::{self, Database, Dialect, Limits};
use serde_json::{Value as Json, json};

use crate::readers::python;
use crate::restoring::datasets;
use crate::support::{Folder, Run, rows};

/// The answer of an engine to the first statement, by which its way of writing rows is recognized.
const PROBED: &str =
    r#"probe_comma,probe_quote,probe_letter,probe_number\n"a, b","say ""c""",é,7\n"#;

/// Organizations with little in common: an answer about one of them needs few records, but not only its own. There is no as-of date.
const SCATTERED: &str = "
dataset: {title: Scattered, cite: [s]}
sources: {s: {title: S, type: report, tier: official, date: 2000}, t: {title: T, type: report, tier: official, date: 2001}}
organizations:
  - {id: old, name: Old, founded: 1950, dissolved: 1999}
  - {id: new, name: New, founded: 2000, succeeds: [old]}
  - {id: a, name: Alpha, founded: 1950}
  - {id: b, name: Beta, founded: 1950}
  - {id: c, name: Gamma, founded: 1950}
  - {id: lone, name: Lone, founded: 1950}
  - {id: x, name: X, founded: 1950}
  - {id: y, name: Y, founded: 1950}
  - {id: part, name: Part, founded: 1960, part-of: [{organization: lone, from: 1960}]}
partnerships:
  - {between: [c, y], phases: {formal: [{phase: contact, from: 1965}]}}
  - {between: [x, y], standard: sketched, phases: {formal: [{phase: contact, from: 1960}, {phase: formalized, from: 2010, confidence: low}]}, motives: [{motive: shared-values, of: x, statement: M., confidence: low}]}
  - {between: [x, y], coder: second-pass, phases: {formal: [{phase: contact, from: 1961}]}}
  - {between: [new, b], phases: {formal: [{phase: contact, from: 1995, through: [old], cite: [t]}]}}
  - {between: [a, b], phases: {formal: [{phase: contact, from: 1970}]}, lessons: [{group: mandates, operation: near, statement: L.}]}
  - {between: [y, b], phases: {formal: [{phase: contact, from: 2015}]}}
  - {between: [a, c, x], milestones: [{date: 1999-07, kind: summit, title: Three meet}]}
operations:
  - {id: near, name: Near, start: 1980, end: 1981, countries: [Ruritania], participations: [{organization: a, role: lead}, {organization: c, role: funding}]}
  - {id: far, name: Far, start: 1990, end: 1991, countries: [Zubrowka], participations: [{organization: y, role: lead}, {organization: b, role: support}]}
  - {id: solo, name: Solo, start: 1995, end: 1996, participations: [{organization: lone, role: lead}, {organization: part, role: support}]}
";

/// Questions on [`SCATTERED`] whose answers need records that are not of the organizations in them.
const QUESTIONS: [&str; 26] = [
    "partners old",
    "show old",
    "partners new --evidence",
    "links --with old --at 2030",
    "partners a --at 2030 --phase formalized",
    "links --with a --at 2030 --condition stalled",
    "links --with a --operation far",
    "links --with a --country zubrowka",
    "links --with lone",
    "partners lone",
    "partners y --at now",
    "partners a --evidence",
    "show a c",
    "milestones --with c",
    "show lone",
    "show a b --evidence",
    "operations --with c",
    // What is counted in notes is counted of the organization.
    "show a --min-weight 1",
    "show b --min-confidence high --evidence",
    "show a b --min-confidence high",
    "show a --at 1995",
    "show a --coder second-pass",
    "partners a --coder second-pass",
    // The last date of the dataset is in a record that is not read.
    "partners a --at 2030",
    "show c --at 2030",
    "partners Alfa",
];

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/readers")
        .join(name)
}

/// Writes an engine that answers the probe, and other statements with these lines.
fn fake_engine(folder: &Folder, answers: &str) {
    folder.write(
        "engine.sh",
        format!(
            "statement=$(cat)\ncase \"$statement\" in\n  *probe_comma*) printf '{PROBED}';;\n{answers}\n  *) echo unexpected >&2; exit 3;;\nesac\n"
        ),
    );
}

fn asked(folder: &Folder, more: &[&str]) -> Run {
    folder.run(&[&["partners", "EU", "--engine", "sh engine.sh"], more].concat())
}

/// Compares answers from an engine with those from the dataset, and returns what was compared.
fn compared(count: &str, data: &str, engine: &str) -> Option<Json> {
    let program = Path::new(env!("CARGO_BIN_EXE_interorg"));
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join(data);
    let arguments = [
        program,
        Path::new(count),
        Path::new("5"),
        Path::new(engine),
        &data,
    ];
    let found = python("slices.py", &["sqlite3"], &arguments)?;
    Some(serde_json::from_str(&found).expect("it is JSON"))
}

#[test]
fn answers_from_an_engine_are_the_same_to_the_byte() {
    for (data, count) in [
        ("data", "4"),
        ("examples/wider-network.yaml", "2"),
        ("tests/fixtures/two-passes.yaml", "2"),
    ] {
        let Some(compared) = compared(count, data, "") else {
            return;
        };
        assert_eq!(compared["different"], 0, "{compared:#}");
        assert!(compared["questions"].as_u64() >= Some(16), "{compared:#}");
        assert!(compared["bytes"].as_u64() >= Some(10_000), "{compared:#}");
    }
}

#[test]
fn a_part_of_the_dataset_gives_the_answer_of_the_whole() {
    let folder = Folder::new();
    folder.write("scattered.yaml", SCATTERED);
    let export = [
        "export",
        "sqlite",
        "--data",
        "scattered.yaml",
        "-o",
        "tables.sqlite",
    ];
    assert_eq!(folder.run(&export).status, 0);
    if python("sqlite_engine.py", &["sqlite3"], &[]).is_none() {
        return;
    }
    let engine = format!(
        "python3 '{}' tables.sqlite",
        script("sqlite_engine.py").display()
    );
    for question in QUESTIONS {
        let words: Vec<&str> = question.split(' ').collect();
        let whole = folder.run(&[&words[..], &["--data", "scattered.yaml"]].concat());
        let part = folder.run(&[&words[..], &["--engine", &engine, "--whole-up-to", "0"]].concat());
        assert_eq!(part.stderr, whole.stderr, "{question}");
        assert_eq!(
            (part.status, part.text()),
            (whole.status, whole.text()),
            "{question}"
        );
        assert!(
            whole.status < 2 || question == "partners Alfa",
            "{question}: {}",
            whole.stderr
        );
    }
}

#[test]
fn ties_by_shared_operations_are_not_read_some_at_a_time() {
    let folder = Folder::new();
    let start = SCATTERED.find("partnerships:").expect("it has some");
    let end = SCATTERED.find("operations:").expect("it has some");
    folder.write(
        "data.yaml",
        [&SCATTERED[..start], &SCATTERED[end..]].concat(),
    );
    let export = "export sqlite --data data.yaml -o tables.sqlite";
    assert_eq!(folder.run(&export.split(' ').collect::<Vec<_>>()).status, 0);
    if python("sqlite_engine.py", &["sqlite3"], &[]).is_none() {
        return;
    }
    let script = script("sqlite_engine.py");
    let engine = format!("python3 '{}' tables.sqlite", script.display());
    let links = |more: &[&str]| {
        folder.run(&[&["links", "--format", "csv", "--engine", &engine], more].concat())
    };
    let whole = folder.run(&["links", "--format", "csv", "--data", "data.yaml"]);
    assert_eq!(
        whole.text().lines().count(),
        4,
        "a and c, y and b, lone and part"
    );
    assert_eq!(links(&[]).text(), whole.text());
    links(&["--whole-up-to", "0", "--max-records", "1"]).refused("the answer needs");
}

#[test]
fn a_statement_needs_only_what_its_question_names() {
    // Years of organizations that depend on more than their lifetime are not expressed in SQL.
    let undated = SCATTERED.replace(
        "{id: lone, name: Lone, founded: 1950}",
        "{id: lone, name: Lone}",
    );
    let covered = SCATTERED.replace(
        "name: Lone, founded: 1950",
        "name: Lone, founded: 1950, covered-from: 1970",
    );
    let statements = [
        "links",
        "links --ties both --motive materialist",
        "links --with Old --operation Far --country zubrowka",
        "partners beta --at 2014",
        "partners old --at now",
        "motives --held-by a",
        "milestones --during 1990..2000",
        "operations --country Ruritania --role lead",
        "matrix organization role",
        "matrix dyad operation --with y",
        "path a y --during ..",
        "dyad-years --during 1990..2020",
        "dyad-years --at 2005 --coding formal",
        "links --with nobody",
        "links --coding nothing",
    ];
    for data in [SCATTERED, &undated, &covered] {
        let folder = Folder::new();
        folder.write("scattered.yaml", data);
        let export = "export sqlite --data scattered.yaml -o tables.sqlite";
        assert_eq!(folder.run(&export.split(' ').collect::<Vec<_>>()).status, 0);
        if python("sqlite_engine.py", &["sqlite3"], &[]).is_none() {
            return;
        }
        let engine = format!(
            "python3 '{}' tables.sqlite",
            script("sqlite_engine.py").display()
        );
        let printed = |words: &[&str], more: &[&str]| folder.run(&[&["sql"], words, more].concat());
        let asked = statements.iter();
        for statement in asked.filter(|one| data == SCATTERED || one.starts_with("dyad-years")) {
            let words: Vec<&str> = statement.split(' ').collect();
            let whole = printed(&words, &["--data", "scattered.yaml"]);
            // There are 37 records, 15 of them vocabularies: not all can have been read.
            let from_part = [
                "--engine",
                &engine,
                "--whole-up-to",
                "0",
                "--max-records",
                "30",
            ];
            let part = printed(&words, &from_part);
            if statement.contains("nobody") {
                assert_eq!((part.status, whole.status), (2, 2), "{}", part.stderr);
                assert!(part.stderr.contains("nobody"), "{}", part.stderr);
                continue;
            }
            assert_eq!(
                (part.status, part.text(), &part.stderr),
                (whole.status, whole.text(), &whole.stderr),
                "{statement}"
            );
            let is_refused = data != SCATTERED && statement.starts_with("dyad-years");
            let is_wrong = is_refused || statement.contains("nothing");
            assert_eq!(part.status, if is_wrong { 2 } else { 0 }, "{statement}");
        }
        let open = printed(
            &["dyad-years"],
            &["--engine", &engine, "--whole-up-to", "0"],
        );
        assert_eq!(open.status, 2);
        assert!(
            data != SCATTERED || open.stderr.contains("--during"),
            "{}",
            open.stderr
        );
    }
}

#[test]
fn tables_are_loaded_checked_and_asked() {
    if python("duckdb_engine.py", &["duckdb"], &[]).is_none() {
        return;
    }
    let folder = Folder::new();
    let engine = format!(
        "python3 '{}' tables.duckdb",
        script("duckdb_engine.py").display()
    );
    let run = |arguments: &[&str]| folder.run(&[arguments, &["--engine", &engine]].concat());
    let loaded = run(&["load", "--dialect", "duckdb"]);
    assert_eq!(loaded.status, 0, "{}", loaded.stderr);
    let checked = run(&["check"]);
    assert_eq!(
        (checked.status, checked.text()),
        (0, "the tables are complete and fit together\n")
    );
    let ask = ["partners", "AU", "--at", "2008", "--evidence"];
    let answer = run(&[&ask[..], &["--whole-up-to", "0"]].concat());
    assert_eq!(answer.text(), folder.run(&ask).text());
    run(&["load", "--dialect", "duckdb"]).refused("already exists");

    let change = |statement: &str| {
        let words = [
            script("duckdb_engine.py").display().to_string(),
            "tables.duckdb".to_owned(),
        ];
        let line = format!("echo \"{statement}\" | python3 '{}' {}", words[0], words[1]);
        assert_eq!(folder.shell(&line).status, 0, "{statement}");
    };
    change("UPDATE motive SET holder = 'nobody' WHERE partnership = 'un--nato'");
    change("DELETE FROM milestone WHERE partnership = 'un--au'");
    change(
        "UPDATE spell SET end_day = first_day WHERE partnership = 'eu--au' AND number = 2 AND coding = 'formal'",
    );
    change(
        "UPDATE spell SET end_day = DATE '2030-01-01' WHERE partnership = 'nato--au' AND number = 1 AND coding = 'formal'",
    );
    change(
        "UPDATE participation SET end_day = DATE '1940-01-01', first_day = DATE '1930-01-01' WHERE operation = 'amis' AND number = 1",
    );
    change("INSERT INTO country SELECT name || '!', folded FROM country LIMIT 1");
    let checked = run(&["check", "--format", "json"]);
    assert_eq!(checked.status, 1, "{}", checked.stderr);
    let found: Vec<String> = rows(&checked)
        .iter()
        .map(|row| {
            format!("{} {} {}", row["finding"], row["table_name"], row["found"]).replace('"', "")
        })
        .collect();
    let milestones =
        rows(&folder.run(&["milestones", "--between", "UN", "AU", "--format", "json"])).len();
    let motives =
        rows(&folder.run(&["motives", "--between", "UN", "NATO", "--format", "json"])).len();
    for expected in [
        format!("dangling-key motive {motives}"),
        "end-before-start spell 1".to_owned(),
        "overlap spell 1".to_owned(),
        "outside-lifetime participation 1".to_owned(),
        "row-count country 35".to_owned(),
    ] {
        assert!(found.contains(&expected), "{expected}: {found:?}");
    }
    let all = rows(&folder.run(&["milestones", "--format", "json"])).len();
    let left = format!("row-count milestone {}", all - milestones);
    assert!(found.contains(&left), "{left}: {found:?}");
    change("DELETE FROM about");
    run(&["partners", "AU"]).refused("the tables in the engine are incomplete");
}

#[test]
fn tables_in_a_schema_are_loaded_checked_and_asked() {
    if python("duckdb_engine.py", &["duckdb"], &[]).is_none() {
        return;
    }
    let folder = Folder::new();
    let engine = format!(
        "python3 '{}' tables.duckdb",
        script("duckdb_engine.py").display()
    );
    assert_eq!(
        folder
            .shell(&format!("echo 'CREATE SCHEMA research' | {engine}"))
            .status,
        0
    );
    let run = |arguments: &[&str]| folder.run(&[arguments, &["--engine", &engine]].concat());
    let in_schema = ["--engine-schema", "research"];
    let loaded = run(&[&["load", "--dialect", "duckdb"], &in_schema[..]].concat());
    assert_eq!(loaded.status, 0, "{}", loaded.stderr);
    let checked = run(&[&["check"], &in_schema[..]].concat());
    assert_eq!(
        (checked.status, checked.text()),
        (0, "the tables are complete and fit together\n")
    );
    let ask = ["partners", "EU", "--at", "2005", "--country", "Sudan"];
    let answer = run(&[&ask[..], &in_schema, &["--whole-up-to", "0"]].concat());
    assert_eq!(answer.text(), folder.run(&ask).text());
    run(&["check"]).refused("about does not exist");
    run(&["load", "--dialect", "sqlite", "--engine-schema", "main"])
        .refused("does not apply to SQLite");
}

#[test]
fn wrong_tables_are_refused() {
    let folder = Folder::new();
    for (about, reason) in [
        ("projection_version,as_of_day,in_parts\\n", "incomplete"),
        (
            "projection_version,as_of_day,in_parts\\n4,2026-02-28,0\\n4,2026-02-28,0\\n",
            "incomplete",
        ),
        (
            "projection_version,as_of_day,in_parts\\n99,2026-02-28,0\\n",
            "are of version `99`, and version 4 is needed",
        ),
        (
            "projection_version\\n1\\n",
            "row 1 has 1 values instead of 3",
        ),
    ] {
        fake_engine(&folder, &format!("  *about*) printf '{about}';;"));
        asked(&folder, &[]).refused(reason);
    }
    let about = "  *about*) printf 'projection_version,as_of_day,in_parts\\n4,2026-02-28,0\\n';;\n";
    let size = |count: &str| format!("  *table_size*) printf 'row_count\\n{count}\\n';;\n");
    fake_engine(&folder, &format!("{about}{}", size("30")));
    asked(&folder, &[]).refused("the engine failed (exit status: 3): unexpected");
    let nobody = "  *known_name*) printf 'thing\\n';;";
    fake_engine(&folder, &format!("{about}{}{nobody}", size("30000")));
    let few = ["--max-records", "20000"];
    asked(&folder, &few).refused("no organization in the engine is named `EU`");
    // A thing that is not an organization is shown from all records.
    let show = ["show", "EU", "--engine", "sh engine.sh"];
    let show = folder.run(&[&show[..], &few].concat());
    show.refused("the answer needs 30000 records, and the limit is 20000");
    let lines =
        "  *dataset_record*) printf 'section,ordinal,id,record_text\\norganizations,1,eu,{\\n';;";
    fake_engine(&folder, &format!("{about}{}{lines}", size("30")));
    asked(&folder, &[]).refused("the record of `eu` is not JSON");
}

#[test]
fn commands_that_are_no_engine_are_refused() {
    let folder = Folder::new();
    let run = |command: &str, more: &[&str]| {
        folder.run(&[&["links", "--engine", command], more].concat())
    };
    run("no-such-program", &[]).refused("cannot run `no-such-program`");
    run("sh -c 'echo broken >&2; exit 4'", &[]).refused("(exit status: 4): broken");
    run("true", &[]).refused("it writes nothing");
    run("echo a,b", &[]).refused("lost a letter");
    run("printf 'a, b | say | é'", &[]).refused("neither CSV with quotes nor rows with tabs");
    let started = Instant::now();
    for command in [
        "sleep 60",
        // Another process has the pipes.
        "sh -c 'sleep 60; cat'",
        "sh -c 'exec 1>&-; exec sleep 60'",
    ] {
        run(command, &["--engine-timeout", "1"]).refused("takes longer than 1 s");
    }
    let words = ["load", "--dialect", "duckdb", "--engine-timeout", "1"];
    let unread = [&words[..], &["--engine", "sh -c 'sleep 60; cat'"]].concat();
    folder.run(&unread).refused("takes longer than 1 s");
    assert!(started.elapsed() < Duration::from_secs(50));
    run("sh -c 'unclosed", &[]).refused("a quote is not closed");
    run("", &[]).refused("no command is given");
    run("true", &["--data", "x.yaml"]).refused("cannot be used with");
    run("true", &["--engine-schema", "a; DROP TABLE b"]).refused("expected a name of letters");
    folder
        .run(&["links", "--max-records", "5"])
        .refused("--engine");
    folder
        .run(&["load", "--dialect", "duckdb"])
        .refused("no engine is given");
    // It reads nothing, so that nothing was loaded.
    folder
        .run(&["load", "--dialect", "duckdb", "--engine", "true"])
        .refused("cannot run `true`: Broken pipe");
}

/// A participation of an organization before it was founded, members that never existed together, and records of three.
const ON_NO_DAY: &str = "
dataset: {title: T, as-of: 2010-12-31, cite: [s]}
sources: {s: {type: report, title: R, author: A, date: 1992}}
organizations:
  - {id: a, name: Alpha, founded: 1949, dissolved: 1980}
  - {id: b, name: Beta, founded: 2000}
  - {id: c, name: Gamma, founded: 1949}
  - {id: d, name: Delta, founded: 1949}
operations:
  - {id: o, name: O, start: 1990, end: 1995, participations: [{organization: c, role: lead}, {organization: b, role: support, from: 1993}]}
partnerships:
  - {between: [a, b], milestones: [{date: 2001, kind: summit, title: They meet}]}
  - {between: [c, d, b], milestones: [{date: 2002, kind: summit, title: Three meet}]}
";

/// Runs the statements that check tables, and returns what they find.
fn findings(dataset: dataset::Input) -> Vec<String> {
    let dataset = dataset::from_inputs(vec![dataset]).expect("it is valid");
    findings_of(&Graph::new(dataset))
}

fn findings_of(graph: &Graph) -> Vec<String> {
    let projection = Projection::new(graph);
    let database = Database::new(&projection).expect("the tables fit into memory");
    let statements = sql::integrity(&projection.tables());
    let found = statements.iter().flat_map(|statement| {
        let rows = database.select(statement, Limits::default());
        rows.expect("the statement is correct").rows
    });
    found.map(|row| format!("{row:?}")).collect()
}

#[test]
fn the_tables_of_a_sound_dataset_have_no_findings() {
    if cfg!(not(feature = "sqlite")) {
        return;
    }
    let none: Vec<String> = Vec::new();
    assert_eq!(findings(dataset::Input::new("t.yaml", ON_NO_DAY)), none);
    for (name, dataset) in datasets() {
        assert_eq!(findings_of(&Graph::new(dataset)), none, "{name}");
    }
}

/// Changes a database of SQLite.
fn change(folder: &Folder, database: &str, statements: &str) {
    let script =
        "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.stdin.read())";
    folder.write("change.sql", statements);
    let run = folder.shell(&format!("python3 -c '{script}' {database} < change.sql"));
    assert_eq!(run.status, 0, "{statements}: {}", run.stderr);
}

/// Checks a database of SQLite, and returns what was found: the kind, the table, the number and a sample.
fn checked(folder: &Folder, database: &str) -> Vec<Json> {
    let engine = format!(
        "python3 '{}' {database}",
        script("sqlite_engine.py").display()
    );
    let run = folder.run(&["check", "--format", "json", "--engine", &engine]);
    assert_eq!(run.stderr, "");
    let found = rows(&run);
    assert_eq!(run.status, i32::from(!found.is_empty()));
    let found = found.iter();
    let found = found.map(|row| {
        json!([
            row["finding"],
            row["table_name"],
            row["found"],
            row["sample"]
        ])
    });
    found.collect()
}

#[test]
fn a_load_that_broke_off_is_incomplete() {
    if python("sqlite_engine.py", &["sqlite3"], &[]).is_none() {
        return;
    }
    let folder = Folder::new();
    let graph = Graph::new(dataset::builtin());
    let mut statements = Vec::new();
    let tables = Projection::new(&graph);
    sql::load(&tables.tables(), Dialect::Sqlite, None, &mut statements).expect("it is memory");
    let statements = String::from_utf8(statements).expect("it is UTF-8");
    let (before, _) = statements
        .split_once("INSERT INTO motive VALUES")
        .expect("there are motives");
    change(&folder, "t.sqlite", before);
    let found = checked(&folder, "t.sqlite");
    // Nothing is known of the size of any table, and no organization, operation, source and partnership has a record.
    let of_kind = |kind: &str| found.iter().filter(|row| row[0] == kind).count();
    let counts = [of_kind("row-count"), of_kind("unrecorded"), found.len()];
    assert_eq!(counts, [TABLE_NAMES.len(), 4, TABLE_NAMES.len() + 4]);
    let organizations = graph.dataset().organizations().len();
    for (table, count) in [
        ("about", 0),
        ("table_size", 0),
        ("motive", 0),
        ("organization", organizations),
    ] {
        let expected = json!(["row-count", table, count, "none"]);
        assert!(found.contains(&expected), "{expected}: {found:?}");
    }
    let engine = format!(
        "python3 '{}' t.sqlite",
        script("sqlite_engine.py").display()
    );
    let people = folder.run(&["check", "--engine", &engine]);
    assert_eq!(people.status, 1, "{}", people.text());
}

#[test]
fn each_damage_of_tables_is_found() {
    if cfg!(not(feature = "sqlite")) || python("sqlite_engine.py", &["sqlite3"], &[]).is_none() {
        return;
    }
    let folder = Folder::new();
    // Without partnerships and citations, nothing else refers to what is changed.
    folder.write(
        "data.yaml",
        "organizations: [{id: '007', name: Seven, founded: 1950}, {id: '1e5', name: Many, founded: 1950}]\nsources: {s: {title: S}}",
    );
    let export = [
        "export",
        "sqlite",
        "--data",
        "data.yaml",
        "-o",
        "sound.sqlite",
    ];
    assert_eq!(folder.run(&export).status, 0);
    for (statements, expected) in [
        ("", json!([])),
        (
            "DELETE FROM table_size WHERE table_name = 'citation'",
            json!([
                ["row-count", "citation", 0, "none"],
                ["row-count", "table_size", TABLE_NAMES.len() - 2, "none"],
            ]),
        ),
        (
            "UPDATE table_size SET table_name = 'citations' WHERE table_name = 'citation'",
            json!([["row-count", "citation", 0, "none"]]),
        ),
        (
            "DELETE FROM about",
            json!([["row-count", "about", 0, "none"]]),
        ),
        (
            "UPDATE dataset_record SET id = 'xx' WHERE section = 'organizations' AND id = '007'",
            json!([
                ["unrecorded", "organization", 1, "007"],
                ["unrecorded", "dataset_record", 1, "xx"],
            ]),
        ),
        (
            "UPDATE dataset_record SET id = 'xx' WHERE section = 'sources'",
            json!([
                ["unrecorded", "source", 1, "s"],
                ["unrecorded", "dataset_record", 1, "xx"],
            ]),
        ),
        (
            "UPDATE organization SET first_day = end_day WHERE id = '1e5'",
            json!([["end-before-start", "organization", 1, "1e5"]]),
        ),
    ] {
        std::fs::copy(folder.path("sound.sqlite"), folder.path("t.sqlite")).expect("it is there");
        change(&folder, "t.sqlite", statements);
        let mut found = checked(&folder, "t.sqlite");
        let mut expected = expected.as_array().expect("it is a list").clone();
        found.sort_by_key(ToString::to_string);
        expected.sort_by_key(ToString::to_string);
        assert_eq!(found, expected, "{statements}");
    }
    change(
        &folder,
        "t.sqlite",
        "UPDATE about SET projection_version = 3",
    );
    let engine = format!(
        "python3 '{}' t.sqlite",
        script("sqlite_engine.py").display()
    );
    folder
        .run(&["check", "--engine", &engine])
        .refused("are of version `3`");
}

#[test]
fn a_load_is_known_to_be_complete_only_if_the_engine_says_so() {
    let folder = Folder::new();
    let load = |command: &str| folder.run(&["load", "--dialect", "duckdb", "--engine", command]);
    for command in ["cat", "sh -c 'cat > /dev/null'"] {
        let sent = load(command);
        assert_eq!(sent.status, 0, "{}", sent.stderr);
        assert!(
            sent.stderr.starts_with("note: the statements were sent; "),
            "{}",
            sent.stderr
        );
    }
    load("sh -c 'cat > /dev/null; echo loaded-0123456789abcdef'")
        .refused("the engine ended without an error, and its tables are not those of the dataset");
}

#[test]
fn texts_with_any_character_are_loaded_through_sqlite3() {
    let folder = Folder::new();
    let has_sqlite3 = folder.shell("sqlite3 -version").status == 0;
    if cfg!(not(feature = "sqlite")) || !has_sqlite3 {
        return;
    }
    folder.write(
        "data.yaml",
        r#"
organizations:
  - {id: a, name: "A\r\nB", notes: "one\0two\x1Fthree\r\nfour\rfive\ttab; it's"}
"#,
    );
    let hostile = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/hostile-texts.yaml");
    for data in ["data.yaml", hostile.to_str().expect("it is UTF-8")] {
        let engine = ["--engine", "sqlite3 -bail t.sqlite"];
        let load = ["load", "--dialect", "sqlite", "--data", data];
        let loaded = folder.run(&[&load[..], &engine].concat());
        assert_eq!(
            (loaded.status, loaded.stderr.as_str()),
            (
                0,
                "note: the tables are loaded; `interorg check --engine` checks them\n"
            )
        );
        let expected = folder.run(&["export", "dataset", "--data", data]);
        let restored = folder.run(&["import", "t.sqlite"]);
        assert_eq!(restored.text(), expected.text(), "{}", restored.stderr);
        std::fs::remove_file(folder.path("t.sqlite")).expect("it is there");
    }
    let load = ["load", "--dialect", "postgres", "--data", "data.yaml"];
    folder
        .run(&[&load[..], &["--engine", "cat"]].concat())
        .refused("has the character U+0000, which PostgreSQL does not store");
}

#[test]
fn the_schema_of_the_tables_can_be_named() {
    let folder = Folder::new();
    let statement = "  *'FROM warehouse.public.about'*) echo version >&2; exit 5;;";
    fake_engine(&folder, statement);
    asked(&folder, &["--engine-schema", "warehouse.public"]).refused("(exit status: 5): version");
}
