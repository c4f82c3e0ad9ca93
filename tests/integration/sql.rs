//! Questions in SQL: the statements that are printed, and those that users write.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::{Value as Json, json};

use crate::readers::{is_required, python};
use crate::support::{Folder, Run, json, rows, texts};

/// The engines that are printed for, by the names of their dialects.
const DIALECTS: [&str; 4] = ["sqlite", "duckdb", "postgres", "spark"];

/// Organizations with names and operations in countries that engines could read as something else.
const HOSTILE: &str = "
dataset: {title: Names, as-of: 2020, cite: [s]}
sources: {s: {type: report, title: T, tier: official, date: 2000}}
organizations:
  - {id: a, name: A, founded: 1990}
  - {id: b, name: B, founded: 1990}
operations:
  - id: o
    name: O
    start: 2001
    end: 2002
    countries: [\"Côte d'Ivoire\", 'x\\y', '100%', 'under_score', \"tab\\there\"]
    participations:
      - {organization: a, role: lead}
      - {organization: b, role: funding}
  - {id: p, name: P, start: 2001, end: 2002, countries: [\"Cote dIvoire\", xy, 100a, underXscore]}
partnerships:
  - between: [a, b]
    phases: {formal: [{phase: contact, from: 2000}]}
";

fn ask(folder: &Folder, statement: &str) -> Run {
    folder.run(&["query", statement, "--format", "json"])
}

/// Runs what `sql` prints in `query`.
fn answered(folder: &Folder, words: &[&str], data: &[&str]) -> Run {
    let printed = folder.run(&[&["sql"], words, data].concat());
    assert_eq!(printed.status, 0, "{words:?}: {}", printed.stderr);
    let query = [&["query", "-", "--format", "json"], data].concat();
    folder.run_in(&[], &query, printed.text().as_bytes())
}

#[test]
fn a_statement_reads_the_tables() {
    let folder = Folder::new();
    let run = ask(
        &folder,
        "SELECT o.id, o.first_day, s.absent, 1 AS id, 2.5 AS share, NULL AS no_value
         FROM organization AS o JOIN partnership AS p ON p.b = o.id JOIN spell AS s ON s.partnership = p.id
         WHERE p.id = 'un--nato' AND s.coding = 'formal' AND s.first_day < DATE '1992-01-01' ORDER BY s.number LIMIT 1",
    );
    assert_eq!(
        json!(rows(&run)),
        json!([{"id": "nato", "first_day": "1949-04-04", "absent": true, "id_2": 1, "share": 2.5, "no_value": null}])
    );
    let query = &json(&run)["query"];
    assert_eq!(query["subcommand"], "query");
    assert!(
        query["arguments"]["sql"]
            .as_str()
            .is_some_and(|sql| sql.starts_with("SELECT o.id"))
    );
    let csv = folder.run(&[
        "query",
        "SELECT id, seat FROM organization ORDER BY ordinal LIMIT 1",
        "--format",
        "csv",
    ]);
    assert_eq!(csv.text(), "id,seat\nun,New York\n");
    let none = folder.run(&["query", "SELECT id FROM organization WHERE id = 'x'"]);
    assert_eq!(
        (none.status, none.stderr.as_str()),
        (1, "nothing matched\n")
    );
}

#[test]
fn a_statement_can_only_read() {
    let folder = Folder::new();
    for statement in [
        "DELETE FROM organization",
        "UPDATE organization SET name = 'x'",
        "INSERT INTO country VALUES ('x', 'x')",
        "DROP TABLE spell",
        "CREATE TEMP TABLE x (y)",
        "CREATE VIRTUAL TABLE x USING fts5 (y)",
        "ATTACH 'x.sqlite' AS x",
        "VACUUM INTO 'x.sqlite'",
        "PRAGMA journal_mode = off",
        "SELECT * FROM pragma_table_info('spell')",
        "BEGIN",
        "ANALYZE",
    ] {
        folder
            .run(&["query", statement])
            .refused("the statement does more than read");
    }
    folder
        .run(&["query", "SELECT load_extension('x')"])
        .refused("not authorized to use function: load_extension");
    assert!(folder.names().is_empty());
}

#[test]
fn wrong_statements_are_refused_with_the_place() {
    let folder = Folder::new();
    for (statement, reason) in [
        ("SELECT é, * FRM spell", "syntax error (at character 13)"),
        ("SELECT x FROM spell", "no such column: x"),
        ("SELECT * FROM spells", "no such table: spells"),
        ("SELECT 1; SELECT 2", "there are several statements"),
        ("", "there is no statement"),
        ("/* nothing */", "there is no statement"),
    ] {
        folder.run(&["query", statement]).refused(reason);
    }
    folder
        .run(&["query", "SELECT 1", "--format", "csv", "--missing", "codes"])
        .refused("NULL has no code");
    folder
        .run(&["query", "SELECT 1", "--lang", "fr"])
        .refused("--lang does not apply");
    folder
        .run(&["query", "-", "--data", "-"])
        .refused("both the statement and the dataset");
}

#[test]
fn a_statement_on_standard_input_is_read_to_its_end_or_refused() {
    let folder = Folder::new();
    let run = |length: usize| {
        let start = "SELECT count(*) AS n FROM organization";
        let end = "WHERE 1 = 0";
        let spaces = " ".repeat(length - start.len() - end.len());
        let statement = format!("{start}{spaces}{end}");
        folder.run_in(
            &[],
            &["query", "-", "--format", "csv"],
            statement.as_bytes(),
        )
    };
    assert_eq!(run(1 << 20).text(), "n\n0\n");
    run((1 << 20) + 1).refused("the statement on standard input is longer than 1 MiB");
    folder
        .run_in(&[], &["query", "-"], b"SELECT \xFF")
        .refused("the statement on standard input is not UTF-8");
}

#[test]
fn years_of_partnerships_end_with_the_evidence() {
    let folder = Folder::new();
    folder.write(
        "data.yaml",
        "
dataset: {title: T, as-of: 2010-06-30, cite: [s]}
sources: {s: {type: report, title: T, tier: official, date: 2000}}
organizations: [{id: a, name: A, founded: 1990}, {id: b, name: B, founded: 1990}]
partnerships:
  - between: [a, b]
    phases: {formal: [{phase: contact, from: 2007-07-01}, {phase: formalized, from: 2009-12-31}, {phase: institutionalized, from: 2010-06-30}]}
",
    );
    let statement = "SELECT year, phase FROM partnership_year ORDER BY year";
    let words = ["query", statement, "--data", "data.yaml", "--format", "csv"];
    assert_eq!(
        folder.run(&words).text(),
        "year,phase\n2007,contact\n2008,contact\n2009,formalized\n2010,institutionalized\n"
    );
}

#[test]
fn time_rows_and_memory_are_limited() {
    let endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)";
    let folder = Folder::new();
    let run = |statement: &str, limits: &[&str]| {
        let statement = format!("{endless} {statement}");
        folder.run(&[&["query", statement.as_str()], limits].concat())
    };
    run("SELECT count(*) FROM c", &["--timeout", "1"]).refused("runs longer than 1 s");
    run("SELECT x FROM c", &["--max-rows", "9"]).refused("more than 9 rows");
    let sorted = "SELECT max(t) FROM (SELECT hex(zeroblob(500000)) || x AS t FROM c LIMIT 400) GROUP BY t ORDER BY t LIMIT 1";
    run(sorted, &["--max-memory", "64"]).refused("more memory than the limit");
    assert_eq!(run(sorted, &[]).status, 0, "it fits into the usual limit");
    run("SELECT hex(zeroblob(100000000))", &[]).refused("too big");
    run("SELECT 1", &["--max-memory", "0"]).refused("0 is not in 1..");
    let few = run("SELECT x FROM c LIMIT 9", &["--max-rows", "9"]);
    assert_eq!(few.status, 0, "{}", few.stderr);
}

#[test]
fn every_printed_statement_runs_in_query() {
    let folder = Folder::new();
    let links = answered(
        &folder,
        &["links", "--at", "2005", "--between", "EU", "UN"],
        &[],
    );
    let facts = rows(&links);
    let of_kind = |kind: &str| -> Vec<Json> {
        facts
            .iter()
            .filter(|fact| fact["fact"] == kind)
            .cloned()
            .collect()
    };
    assert_eq!(of_kind("phase")[0]["id"], "formalized");
    assert_eq!(of_kind("since")[0]["date_edtf"], "1974-10-11");
    assert_eq!(
        texts(&of_kind("operation"), "id"),
        [
            "althea",
            "unmik",
            "monuc",
            "eupol-rd-congo",
            "eusec-rd-congo"
        ]
    );
    let partners = rows(&answered(
        &folder,
        &["partners", "African Union", "--at", "2005"],
        &[],
    ));
    let names: Vec<Json> = partners
        .iter()
        .filter(|fact| fact["fact"] == "partnership")
        .map(|fact| fact["partner"].clone())
        .collect();
    assert_eq!(json!(names), json!(["un", "eu", "nato"]));
}

#[test]
fn texts_that_engines_read_differently_are_never_in_a_statement() {
    let folder = Folder::new();
    folder.write("hostile.yaml", HOSTILE);
    let data = ["--data", "hostile.yaml"];
    for country in [
        "Côte d'Ivoire",
        "CÔTE  D'IVOIRE",
        "x\\y",
        "100%",
        "under_score",
        "tab\there",
    ] {
        let printed =
            folder.run(&[&["sql", "operations", "--country", country], &data[..]].concat());
        let literals = printed.text().split('\'').skip(1).step_by(2);
        for literal in literals {
            assert!(!literal.contains(['\\', '%', '\t', '"']), "{literal}");
        }
        assert!(!printed.text().contains("''"), "{}", printed.text());
        let found = rows(&answered(
            &folder,
            &["operations", "--country", country],
            &data,
        ));
        assert!(
            found.iter().all(|row| row["operation"] == "o"),
            "{country}: {found:?}"
        );
        assert!(!found.is_empty(), "{country}");
    }
    for name in ["'; DROP TABLE spell; --", "a' OR '1' = '1", "a\\"] {
        folder
            .run(&[&["sql", "links", "--with", name], &data[..]].concat())
            .refused("unknown organization");
    }
}

#[test]
fn what_is_not_in_sql_is_refused() {
    let folder = Folder::new();
    folder.write(
        "amounts.yaml",
        "vocabularies: {amounts: [{id: money, label: Money, definition: What it costs., unit: EUR, kind: flow}]}\n\
         organizations: [{id: a, name: A, founded: 1990}, {id: b, name: B, founded: 1990}]\n\
         partnerships: [{between: [a, b]}]\n",
    );
    let data = ["--data", "amounts.yaml"];
    let links = ["sql", "links", "--weight"];
    folder
        .run(&[&links[..], &["money"], &data].concat())
        .refused("a weight by an amount cannot be printed as SQL");
    let counted = folder.run(&[&links[..], &["shared-operations"], &data].concat());
    assert_eq!(counted.status, 0, "{}", counted.stderr);
    folder.run(&["sql"]).refused("required");
}

#[test]
fn the_tables_are_defined_in_every_dialect() {
    let folder = Folder::new();
    let of_tables = folder.run(&["export", "tables", "-o", "tables", "--missing", "empty"]);
    assert_eq!(of_tables.status, 0, "{}", of_tables.stderr);
    for dialect in DIALECTS {
        let run = folder.run(&["sql", "--schema", dialect]);
        let text = run.text();
        for name in folder.names() {
            assert_eq!(name, "tables");
        }
        for entry in std::fs::read_dir(folder.path("tables")).expect("it is there") {
            let path = entry.expect("it is listed").path();
            let name = path
                .file_stem()
                .and_then(|name| name.to_str())
                .expect("a name");
            let start = format!("CREATE TABLE {name} (\n");
            let (_, rest) = text
                .split_once(&start)
                .unwrap_or_else(|| panic!("{dialect}: {name}"));
            let (definition, _) = rest.split_once("\n);").expect("it ends");
            let columns = csv::Reader::from_path(&path)
                .expect("it is CSV")
                .headers()
                .expect("a header")
                .clone();
            let declared = definition
                .lines()
                .filter_map(|line| line.split_whitespace().next());
            let declared: Vec<&str> = declared.collect();
            for column in &columns {
                assert!(declared.contains(&column), "{dialect}: {name}.{column}");
            }
        }
    }
    let spark = folder.run(&["sql", "--schema", "spark"]);
    assert!(!spark.text().contains("PRIMARY KEY"));
}

/// Compares the answers of an engine with those of the program, and returns what was compared.
fn compared(engine: &str, packages: &[&str], count: u32, data: &str) -> Option<Json> {
    let program = Path::new(env!("CARGO_BIN_EXE_interorg"));
    let count = count.to_string();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join(data);
    let arguments = [
        program,
        Path::new(engine),
        Path::new(&count),
        Path::new("1"),
        &data,
    ];
    let found = python("sql_engines.py", packages, &arguments)?;
    Some(serde_json::from_str(&found).expect("it is JSON"))
}

fn assert_equal(compared: &Json, least: u64) {
    assert_eq!(compared["different"], 0, "{compared:#}");
    assert!(
        compared["questions"].as_u64() >= Some(least),
        "{compared:#}"
    );
    assert!(compared["rows"].as_u64() > Some(0), "{compared:#}");
}

#[test]
fn sqlite_and_duckdb_answer_as_the_program_does() {
    let duckdb: &[&str] = &["duckdb", "pyarrow"];
    for (engine, packages, data, count) in [
        ("duckdb", duckdb, "data", 50),
        (
            "duckdb",
            duckdb,
            "tests/fixtures/shared-operations.yaml",
            20,
        ),
        ("sqlite", &["sqlite3"], "tests/fixtures/two-passes.yaml", 12),
        ("sqlite", &["sqlite3"], "examples/wider-network.yaml", 12),
    ] {
        if let Some(compared) = compared(engine, packages, count, data) {
            assert_equal(&compared, u64::from(count) * 2);
        }
    }
}

/// A and B never exist at the same time. What A was said to want in 2013 it may have wanted while it existed.
const NEVER: &str = "
dataset: {title: Never, as-of: 2015, cite: [s]}
sources: {s: {title: S}}
organizations:
  - {id: a, name: A, founded: 1950, dissolved: 1997}
  - {id: b, name: B, founded: 1998}
  - {id: c, name: C, founded: 1950}
partnerships:
  - between: [a, b]
    motives: [{motive: shared-values, of: b, statement: X, from: 2000}]
    milestones: [{date: 2001, kind: summit, title: Y}]
  - between: [a, c]
    motives: [{motive: shared-values, of: a, statement: Z, attested: 2013}]
";

#[test]
fn what_is_there_on_no_day_is_never_there_and_a_longer_period_takes_nothing_away() {
    let folder = Folder::new();
    folder.write("never.yaml", NEVER);
    let count = |question: &str| {
        let words = |more: &[&str]| {
            let words: Vec<&str> = question.split(' ').chain(more.iter().copied()).collect();
            words.into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        let run =
            |words: Vec<String>| folder.run(&words.iter().map(String::as_str).collect::<Vec<_>>());
        let own = run(words(&["--data", "never.yaml", "--format", "csv"]));
        let statement = [vec!["sql".to_owned()], words(&["--data", "never.yaml"])].concat();
        let statement = run(statement).text().to_owned();
        let by_sql = folder.run(&[
            "query",
            &statement,
            "--data",
            "never.yaml",
            "--format",
            "csv",
        ]);
        [own, by_sql].map(|one| one.text().lines().count().saturating_sub(1))
    };
    for (question, rows) in [
        ("milestones", 1),
        ("milestones --during ..", 0),
        ("motives --held-by b", 1),
        ("motives --held-by b --during ..", 0),
        ("motives --with c --during 1980..1996", 1),
        ("motives --with c --during 1980..1998", 1),
        ("motives --with c --during 1980..2014", 1),
        ("motives --with c --during ..2014", 1),
        ("motives --with c --during 1998..2014", 0),
    ] {
        assert_eq!(count(question), [rows; 2], "{question}");
    }
}

/// A seed of `random_dataset.py` whose dataset is refused would test nothing; the next one is then taken.
#[test]
fn random_datasets_are_answered_alike() {
    const DATASETS: u64 = 6;
    let program = Path::new(env!("CARGO_BIN_EXE_interorg"));
    let folder = Folder::new();
    let (mut accepted, mut rows, mut bytes) = (0, 0, 0);
    for seed in (1..).map(|seed: u32| seed.to_string()) {
        if accepted == DATASETS {
            break;
        }
        let Some(text) = python("random_dataset.py", &["sqlite3"], &[Path::new(&seed)]) else {
            return;
        };
        folder.write("data.yaml", text);
        if folder.run(&["check", "data.yaml"]).status != 0 {
            continue;
        }
        accepted += 1;
        let data = folder.path("data.yaml");
        let compare = |script: &str, engine: &str, count: &str| -> Json {
            let words = [
                program.as_os_str(),
                engine.as_ref(),
                count.as_ref(),
                seed.as_ref(),
            ];
            let [program, engine, count, seed] = words.map(Path::new);
            let arguments = match script {
                "slices.py" => [program, count, seed, engine, &data],
                _ => [program, engine, count, seed, &data],
            };
            let found = python(script, &["sqlite3"], &arguments).expect("Python is there");
            let found = serde_json::from_str::<Json>(&found).expect("it is JSON");
            assert_eq!(found["different"], 0, "seed {seed:?}: {found:#}");
            found
        };
        rows += compare("sql_engines.py", "sqlite", "6")["rows"]
            .as_u64()
            .unwrap_or(0);
        bytes += compare("slices.py", "", "1")["bytes"].as_u64().unwrap_or(0);
    }
    assert!(rows > 100 && bytes > 10_000, "{rows} rows, {bytes} bytes");
}

#[test]
fn postgresql_and_a_cluster_of_spark_answer_as_the_program_does() {
    let engines = Command::new("python3")
        .args(["-c", "import pyspark, psycopg"])
        .output();
    let java = Command::new("java").arg("-version").output();
    let has_all = engines.is_ok_and(|found| found.status.success())
        && java.is_ok_and(|found| found.status.success())
        && Path::new("/usr/lib/postgresql").exists();
    if !has_all {
        assert!(
            !is_required("engines"),
            "PostgreSQL, Java and pyspark must be installed here"
        );
        let _ = writeln!(
            std::io::stderr(),
            "skipped: PostgreSQL, Java, pyspark or psycopg is not installed"
        );
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let compare = |engine: &str, count: u32| {
        let script = root.join("tests/readers/sql_engines.py");
        format!(
            "python3 {} {} {engine} {count} 2 {}\n",
            script.display(),
            env!("CARGO_BIN_EXE_interorg"),
            root.join("data").display()
        )
    };
    // The same tables, loaded and asked by the program through the client of PostgreSQL.
    let psql = "psql -X -q -v ON_ERROR_STOP=1";
    let through_psql = format!(
        "createdb tables\n{program} load --dialect postgres --engine '{psql} tables'\n\
         {program} check --engine '{psql} --csv tables'\n\
         python3 {} {program} 4 6 '{psql} --csv tables' {}\n",
        root.join("tests/readers/slices.py").display(),
        root.join("data").display(),
        program = env!("CARGO_BIN_EXE_interorg"),
    );
    let script = [compare("postgres", 50), compare("spark", 10), through_psql].concat();
    let run = Command::new(root.join("tests/readers/engines.sh"))
        .args(["python3", "sh", "-ec", &script])
        .output()
        .expect("the script runs");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let answers = String::from_utf8(run.stdout).expect("UTF-8");
    let lines: Vec<&str> = answers.lines().collect();
    let answer = |line: &str| -> Json { serde_json::from_str(line).expect("it is JSON") };
    assert_equal(&answer(lines[0]), 240);
    assert_equal(&answer(lines[1]), 35);
    assert_eq!(lines[2], "the tables are complete and fit together");
    let through_psql = answer(lines[3]);
    assert_eq!(through_psql["different"], 0, "{through_psql:#}");
    assert_eq!(through_psql["questions"], 36, "{through_psql:#}");
}
