//! Property graphs, loaded into Ladybug.

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use crate::readers::python;
use crate::support::{Folder, rows};

/// The pairs that cooperate at the end of 2005, and how far.
const LINKS: &str = "
MATCH (p:Partnership)-[:HAS_SPELL]->(s:Spell)
WHERE s.coding = 'formal' AND s.first_day <= date('2005-12-31')
  AND (s.last_day IS NULL OR s.last_day >= date('2005-12-31'))
RETURN p.label, s.phase";

/// The motives of the AU at the end of 2017, with the sources that they cite.
const MOTIVES: &str = "
MATCH (p:Partnership)-[:HAS_MOTIVE]->(m:Motive)-[:HELD_BY]->(:Organization {id: 'au'})
WHERE m.first_day <= date('2017-12-31') AND (m.last_day IS NULL OR m.last_day >= date('2017-12-31'))
RETURN p.label, m.statement";

/// The operations in which the UN and the EU have taken part at the same time.
const OPERATIONS: &str = "
MATCH (o:Operation)-[:HAS_PARTICIPATION]->(a:Participation)-[:OF_PARTICIPANT]->(:Organization {id: 'un'}),
      (o)-[:HAS_PARTICIPATION]->(b:Participation)-[:OF_PARTICIPANT]->(:Organization {id: 'eu'})
WHERE a.status = 'recorded' AND b.status = 'recorded'
  AND (a.last_day IS NULL OR b.first_day <= a.last_day) AND (b.last_day IS NULL OR a.first_day <= b.last_day)
RETURN DISTINCT o.name";

/// Texts with quotes, backslashes, line breaks and separators.
const HOSTILE: &str = r#"
dataset: {title: Hostile, as-of: 2020}
organizations:
  - {id: a, abbreviation: "A'\"", name: "Alpha \\'); MATCH (n) DETACH DELETE n; //", founded: 1950, aliases: ["x|y;z,\"q\"", "{b}"]}
  - {id: b, name: "Côte d'Ivoire", founded: 1950}
partnerships:
  - between: [a, b]
    milestones: [{date: 1980-05-01, kind: agreement, title: "Signed;\nCREATE (:Organization {id: 'evil'});", cite: [s]}]
sources: {s: {title: "S\t\\"}}
"#;

/// Exports a dataset as CSV and as a script.
fn export(folder: &Folder, words: &[&str]) {
    for first in [
        ["export", "neo4j", "-o", "csv"],
        ["export", "cypher", "-o", "d.cypher"],
    ] {
        let run = folder.run(&[&first, words].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
    }
}

fn load(folder: &Folder, queries: &[&str]) -> Option<Json> {
    let mut arguments = vec![folder.path("csv"), folder.path("d.cypher")];
    for (index, query) in queries.iter().enumerate() {
        let name = format!("{index}.cypher-query");
        folder.write(&name, query);
        arguments.push(folder.path(&name));
    }
    let arguments: Vec<&Path> = arguments.iter().map(PathBuf::as_path).collect();
    let answer = python("property_graph.py", &["ladybug"], &arguments)?;
    Some(serde_json::from_str(&answer).expect("the reader prints JSON"))
}

/// Returns our own answer as rows of texts, in order.
fn answer(line: &str, row: impl Fn(&Json) -> Vec<String>) -> Vec<Vec<String>> {
    let words: Vec<&str> = line.split(' ').chain(["--format", "json"]).collect();
    let found = rows(&Folder::new().run(&words));
    // Motives of which it is unknown whether they are held are listed too.
    let certain = found.iter().filter(|row| row["is_possible"] != json!(true));
    let mut rows: Vec<Vec<String>> = certain.map(row).collect();
    rows.sort();
    rows.dedup();
    rows
}

fn cell(row: &Json, column: &str) -> String {
    row[column].as_str().unwrap_or_default().to_owned()
}

fn pair(row: &Json) -> String {
    format!("{}–{}", cell(row, "a_label"), cell(row, "b_label"))
}

#[test]
fn a_graph_database_answers_as_we_do() {
    let folder = Folder::new();
    export(&folder, &[]);
    let Some(found) = load(&folder, &[LINKS, MOTIVES, OPERATIONS]) else {
        return;
    };
    let counts = &found["counts"];
    assert_eq!(
        (&counts[0], &counts[1]),
        (&found["expected"], &found["expected"])
    );
    let expected = [
        answer("links --at 2005", |row| vec![pair(row), cell(row, "phase")]),
        answer("motives --held-by AU --at 2017", |row| {
            vec![pair(row), cell(row, "statement")]
        }),
        answer("operations --between UN EU", |row| vec![cell(row, "name")]),
    ];
    for (index, expected) in expected.into_iter().enumerate() {
        assert!(expected.len() > 1, "{index}: {expected:?}");
        for answers in found["answers"][index]
            .as_array()
            .expect("one per database")
        {
            let theirs: Vec<Vec<String>> =
                serde_json::from_value(answers.clone()).expect("every cell has a value");
            let mut theirs = theirs;
            theirs.sort();
            assert_eq!(theirs, expected, "question {index}");
        }
    }
}

#[test]
fn hostile_texts_are_texts_in_a_graph_database() {
    let folder = Folder::new();
    folder.write("hostile.yaml", HOSTILE);
    export(&folder, &["--data", "hostile.yaml"]);
    let names = "MATCH (o:Organization) RETURN o.id, o.name, o.aliases[1] ORDER BY o.id";
    let titles = "MATCH (m:Milestone) RETURN m.title";
    let Some(found) = load(&folder, &[names, titles]) else {
        return;
    };
    let rows = json!([
        [
            "a",
            "Alpha \\'); MATCH (n) DETACH DELETE n; //",
            "x|y;z,\"q\""
        ],
        ["b", "Côte d'Ivoire", null],
    ]);
    let title = json!([["Signed;\nCREATE (:Organization {id: 'evil'});"]]);
    assert_eq!(found["answers"], json!([[rows, rows], [title, title]]));
}

#[test]
fn a_folder_is_needed_for_several_files() {
    let folder = Folder::new();
    folder
        .run(&["export", "neo4j"])
        .refused("no folder is named");
    folder
        .run(&["export", "cypher", "--directed"])
        .refused("--directed");
    let run = folder.run(&["export", "cypher", "--between", "UN", "AU"]);
    let text = run.text();
    assert!(text.starts_with("CREATE CONSTRAINT IF NOT EXISTS FOR (n:Organization)"));
    assert!(!text.contains("'eu--au") && text.contains("'un--au/phase/formal-1964-12-30'"));
}
