//! Ties that lead one way only, where the vocabulary declares a phase to be directed.

use interorg::dataset;
use serde_json::{Value as Json, json};

use crate::support::{Folder, Run, json as parsed, rows};

/// A recognized B in 1990, both recognized one another from 1995 on, and B has had an embassy at A since 2000. C has an embassy at A,
/// and D recognizes C.
const DATA: &str = "\
dataset: {title: Recognition, as-of: 2020-12-31}
vocabularies:
  phases:
    - {id: none, label: None, definition: No relation., absent: true}
    - {id: recognition, label: Recognition, definition: One recognizes the other., directed: true}
    - {id: embassy, label: Embassy, definition: One has an embassy at the other., directed: true}
  codings: [{id: formal, label: Formal, definition: By texts.}]
organizations:
  - {id: a, abbreviation: A, name: Alpha, founded: 1950}
  - {id: b, abbreviation: B, name: Beta, founded: 1950}
  - {id: c, abbreviation: C, name: Gamma, founded: 1950}
  - {id: d, abbreviation: D, name: Delta, founded: 1950}
partnerships:
  - between: [a, b]
    phases:
      formal:
        - {phase: recognition, of: a, from: 1990-01-01, cite: [s]}
        - {phase: recognition, from: 1995-01-01, cite: [s]}
        - {phase: embassy, of: b, from: 2000-01-01, cite: [s]}
    milestones:
      - {date: 1990-01-01, kind: declaration, title: A recognizes B, of: a, cite: [s]}
  - between: [a, c]
    phases: {formal: [{phase: embassy, of: c, from: 1992, cite: [s]}]}
  - between: [b, d]
    phases: {formal: [{phase: recognition, from: 1993, cite: [s]}]}
  - between: [c, d]
    phases: {formal: [{phase: recognition, of: d, from: 1999, cite: [s]}]}
sources: {s: {title: S}}
";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("directed.yaml", DATA);
    folder
}

fn ask(line: &str) -> Run {
    let words: Vec<&str> = line.split(' ').chain(["--data", "directed.yaml"]).collect();
    folder().run(&words)
}

fn printed(line: &str) -> String {
    ask(line).text().to_owned()
}

fn answer(line: &str) -> Json {
    parsed(&ask(&format!("{line} --format json")))
}

#[test]
fn answers_say_from_which_member_a_phase_leads() {
    let of = |date: &str| -> Vec<Json> {
        let run = ask(&format!("links --at {date} --format json"));
        let rows = rows(&run);
        rows.iter().map(|row| row["phase_of"].clone()).collect()
    };
    assert_eq!(of("1993"), [json!("a"), json!("c"), Json::Null]);
    assert_eq!(of("1996"), [Json::Null, json!("c"), Json::Null]);
    assert_eq!(of("2001"), [json!("b"), json!("c"), Json::Null, json!("d")]);
    let shown = printed("show A B");
    assert!(shown.contains("Recognition   A "), "{shown}");
    let path = printed("path A D --at 2001");
    assert!(path.contains("recognition of D"), "{path}");
}

#[test]
fn a_dataset_without_directed_phases_has_no_column_of_them() {
    let run = Folder::new().run(&["links", "--format", "json"]);
    assert!(rows(&run)[0].get("phase_of").is_none());
    let run = Folder::new().run(&["measures", "--measure", "in-degree"]);
    run.refused("needs directed ties");
}

#[test]
fn a_turn_is_a_change_without_a_transition() {
    let found = printed("changes 1992 1996");
    assert!(
        found.contains("A–B turned from recognition of A to recognition."),
        "{found}"
    );
    let transitions = answer("changes 1994-06-01 1996");
    let changed = &transitions["phases"];
    assert_eq!(changed.as_array().map(Vec::len), Some(1), "{changed}");
    assert_eq!(
        (&changed[0]["change"], &changed[0]["steps"]),
        (&json!("turn"), &json!([]))
    );
}

/// At the end of 2001, B leads to A, C to A and D to C; B and D lead to one another.
#[test]
fn degrees_count_the_ties_that_lead_in_and_out() {
    let run = ask("measures --at 2001 --measure degree,in-degree,out-degree --format json");
    let rows = rows(&run);
    let degrees = rows.iter().map(|row| {
        ["degree", "in_degree", "out_degree"].map(|column| row[column].as_u64().expect("a count"))
    });
    let degrees: Vec<[u64; 3]> = degrees.collect();
    assert_eq!(degrees, [[2, 2, 0], [2, 1, 2], [2, 1, 1], [2, 1, 2]]);
    let run = ask("measures --at 2001 --network --measure tie-reciprocity --format json");
    // Of five arcs, the two between B and D are returned.
    assert_eq!(crate::support::rows(&run)[0]["tie_reciprocity"], json!(0.4));
}

#[test]
fn tables_for_statistics_have_a_column_of_the_direction() {
    let table = printed("export dyad-years --between A B --during 1994..1995");
    let lines: Vec<&str> = table.lines().collect();
    let column = lines[0].split(',').position(|name| name == "formal_actor");
    let column = column.expect("the phases are directed");
    let cell = |line: &str| line.split(',').nth(column).map(str::to_owned);
    assert_eq!(cell(lines[1]), Some("a".to_owned()));
    assert_ne!(cell(lines[2]), Some("a".to_owned()));
    let spells = printed("export spells --between A B");
    assert!(
        spells.contains("phase:a--b:formal:1,formal,recognition,1,false,a,"),
        "{spells}"
    );
    let statements = printed("export statements --between A B");
    assert!(
        statements.contains("Recognition of A from 1990-01-01"),
        "{statements}"
    );
}

#[test]
fn pictures_have_an_arrow_where_a_tie_leads_one_way() {
    let dot = printed("diagram --at 2001 --format dot");
    let arrows = dot.matches("dir=").count();
    assert_eq!(arrows, 3, "{dot}");
    let mermaid = printed("diagram --at 2001 --format mermaid");
    // The nodes are in the order of the organizations.
    for arrow in ["n1 -->", "n2 -->", "n3 -->"] {
        assert!(mermaid.contains(arrow), "{mermaid}");
    }
    assert_eq!(mermaid.matches(" ---|").count(), 1, "{mermaid}");
    let svg = printed("diagram --at 2001 --format svg");
    assert!(svg.contains("One way only"), "the legend explains it");
    assert!(svg.contains("B → A: Embassy"), "the description says it");
    let mutual = printed("diagram --at 1996 --between B D --format svg");
    assert!(!mutual.contains("One way only"));
}

#[test]
fn the_direction_survives_every_way_of_writing_a_dataset() {
    let data = dataset::parse(DATA).expect("the dataset is valid");
    let yaml = dataset::to_yaml(&data);
    assert!(yaml.contains("of: b"), "{yaml}");
    assert_eq!(dataset::parse(&yaml).expect("it is valid"), data);
}

#[test]
fn a_directed_table_becomes_phases_that_lead_one_way() {
    let folder = Folder::new();
    folder.write(
        "edges.csv",
        "from,to,start,end\nA,B,1990,2000\nB,A,1995,2010\nC,A,1992,\n",
    );
    let run = folder.run(&[
        "import",
        "edges.csv",
        "--as",
        "edges",
        "--directed",
        "--from",
        "from",
        "--to",
        "to",
        "--start",
        "start",
        "--end",
        "end",
        "--title",
        "Edges",
        "-o",
        "edges.yaml",
    ]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let run = folder.run(&[
        "export",
        "spells",
        "--data",
        "edges.yaml",
        "--format",
        "json",
    ]);
    let spells: Vec<[String; 2]> = rows(&run)
        .iter()
        .map(|row| ["actor", "first_day"].map(|key| row[key].as_str().unwrap_or("both").to_owned()))
        .collect();
    let expected = [
        ["a", "1990-01-01"],
        ["both", "1995-01-01"],
        ["b", "2001-01-01"],
        ["c", "1992-01-01"],
    ];
    assert_eq!(spells, expected.map(|row| row.map(str::to_owned)));
}

/// At the end of 2001, B leads to A, C to A and D to C; B and D lead to one another.
#[test]
fn formats_for_other_programs_keep_the_direction() {
    let run = ask("export node-link --at 2001 --directed");
    let graph = parsed(&run);
    let edges = crate::support::list(&graph["edges"]);
    let end = |edge: &Json, key: &str| edge[key].as_str().expect("an id").to_owned();
    let mut arcs: Vec<String> = edges
        .iter()
        .map(|edge| format!("{} {}", end(edge, "source"), end(edge, "target")))
        .collect();
    arcs.sort();
    assert_eq!(arcs, ["b a", "b d", "c a", "d b", "d c"]);
    let run = ask("export node-link --at 2001");
    let undirected = parsed(&run);
    let actors = crate::support::list(&undirected["edges"]);
    let actors: Vec<&str> = actors
        .iter()
        .map(|edge| edge["actor"].as_str().unwrap_or("both"))
        .collect();
    assert_eq!(actors, ["b", "c", "both", "d"]);

    let script = printed("export cypher");
    let led = "(a:Spell {id: 'a--c/phase/formal-1992'}), (b:Organization {id: 'c'}) CREATE (a)-[:LED_BY]->(b)";
    assert!(script.contains(led), "{script}");
    // Four spells and a milestone lead one way.
    assert_eq!(script.matches("[:LED_BY]").count(), 5);
    let triples = printed("export n-triples --base https://example.org/");
    let actors: Vec<&str> = triples
        .lines()
        .filter(|line| line.contains("/ns#actor>") && line.contains("/phase/"))
        .collect();
    assert_eq!(actors.len(), 4);
    assert!(
        actors
            .iter()
            .any(|line| line.contains("/a--c/phase/") && line.contains("/organization/c>"))
    );
}
