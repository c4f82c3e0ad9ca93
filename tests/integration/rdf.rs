//! RDF, read by rdflib, Oxigraph and pySHACL.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use crate::readers::python;
use crate::support::{Folder, rows};

const EXTENSIONS: [&str; 4] = ["ttl", "nt", "trig", "jsonld"];

/// Names and texts with characters that mean something in some syntax, directed phases, more than two parties, and everything
/// that the shipped dataset has none of.
const HOSTILE: &str = r#"
dataset: {title: "A \"title\" <b> \\ with {@} and \t tab", as-of: 2020, licence: CC0-1.0, url: "https://example.org/?q=a%20b"}
vocabularies:
  phases:
    - {id: none, label: None, definition: No relation., absent: true}
    - {id: pact, label: "Pact ''' \"\"\" é", labels: {fr: "Pacte"}, definition: "A \\u0041 pact.", directed: true}
  codings: [{id: formal, label: Formal, definition: By texts.}]
  amounts: [{id: troops, label: Troops, definition: Persons., unit: persons}]
organizations:
  - {id: a, abbreviation: "A'\"", name: "Alpha <script>", identifiers: {wikidata: Q42, other: "x y"},
     exists: [{from: 1950, to: 1960}, {from: 1970, to: unknown}]}
  - {id: b, name: "Beta \\ line", founded: 195X, part-of: [{organization: c, from: 1990, cite: [s]}], attributes: {theme: "a | b"}}
  - {id: c, name: "Γάμμα", names: {el: "Γάμμα"}, founded: 1950-21}
partnerships:
  - between: [a, b]
    phases:
      formal:
        - {phase: pact, of: a, from: 1975~, amounts: [{what: troops, value: 5, from: 1976}], cite: [{source: s, at: "p. 3 <&>", quote: "a \"quote\""}]}
        - {phase: pact, from: 1980-05, to: unknown, amounts: [{what: troops, value: unknown}], cite: [s],
           rivals: [{says: Later., from: ../1981, cite: [s]}]}
    motives-not-found: [{motive: shared-values, of: a, searched: Everywhere., cite: [s]}]
    milestones:
      - {date: 1980-05-01, kind: agreement, title: "Signed;\nok", cite: [s]}
      - {date: 1980-05-01, kind: agreement, title: The same day, cite: [s]}
  - between: [a, b, c]
    milestones: [{date: 1995, kind: summit, title: Three meet, series: meetings, cite: [s]}]
    series: [{id: meetings, title: Meetings, completeness: All.}]
operations:
  - {id: op, name: "Op <1>", start: 1980, cite: [s],
     participations: [{organization: b, role: support}, {organization: c, role: lead, status: unknown}]}
sources:
  s: {title: "S \"x\" <y>", url: "https://example.org/a%20b", serial-number: {doi: "10.1/x"}}
"#;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the queries in SPARQL that the README shows.
fn queries_of_the_readme() -> Vec<String> {
    let readme = fs::read_to_string(root().join("README.md")).expect("there is one");
    let blocks = readme.split("```sparql\n").skip(1);
    let queries = blocks.filter_map(|block| Some(block.split_once("```")?.0.to_owned()));
    queries.collect()
}

/// Writes a dataset in every syntax as `d.*` into the folder.
fn export(folder: &Folder, words: &[&str]) {
    for extension in EXTENSIONS {
        let file = format!("d.{extension}");
        let first = ["export", "-o", &file, "--base", "https://example.org/data/"];
        let run = folder.run(&[&first, words].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
    }
}

/// Reads a folder with other programs; `None` if they are missing and not required.
fn read(folder: &Folder, queries: &[String]) -> Option<Json> {
    let rdf = |name: &str| root().join("src/export/rdf").join(name);
    let mut arguments = vec![folder.path(""), rdf("shapes.ttl"), rdf("vocabulary.ttl")];
    for (index, query) in queries.iter().enumerate() {
        let name = format!("{index}.rq");
        folder.write(&name, query);
        arguments.push(folder.path(&name));
    }
    let arguments: Vec<&Path> = arguments.iter().map(PathBuf::as_path).collect();
    let answer = python("rdf.py", &["rdflib", "pyoxigraph", "pyshacl"], &arguments)?;
    Some(serde_json::from_str(&answer).expect("the reader prints JSON"))
}

/// Returns the values of some columns of our own answer.
fn answer(line: &str, columns: &[&str]) -> Vec<Vec<String>> {
    let words: Vec<&str> = line.split(' ').chain(["--format", "json"]).collect();
    let rows = rows(&Folder::new().run(&words));
    let cell = |row: &Json, column: &&str| row[*column].as_str().unwrap_or_default().to_owned();
    rows.iter()
        .map(|row| columns.iter().map(|column| cell(row, column)).collect())
        .collect()
}

#[test]
fn other_programs_read_one_graph_from_every_syntax_and_answer_as_we_do() {
    let folder = Folder::new();
    export(&folder, &[]);
    let queries = queries_of_the_readme();
    assert_eq!(queries.len(), 3, "the README has three queries");
    let Some(found) = read(&folder, &queries) else {
        return;
    };
    assert_eq!(
        (&found["same"], &found["conforms"]),
        (&json!(true), &json!(true)),
        "{found}"
    );
    assert_eq!(found["undefined"], json!([]));
    let expected = [
        answer("links --at 2005", &["a_label", "b_label", "phase_label"]),
        answer(
            "motives --motive resource-dependence --held-by AU --at 2017",
            &["a_label", "b_label", "statement"],
        ),
        answer("operations --between UN EU", &["name"]),
    ];
    for (index, mut rows) in expected.into_iter().enumerate() {
        rows.sort();
        assert!(!rows.is_empty(), "{index}");
        let theirs = &found["answers"][index];
        let mut theirs: Vec<Vec<String>> =
            serde_json::from_value(theirs.clone()).expect("every cell has a value");
        theirs.sort();
        assert_eq!(theirs, rows, "query {index} of the README");
    }
}

#[test]
fn hostile_texts_survive_every_syntax() {
    let folder = Folder::new();
    folder.write("hostile.yaml", HOSTILE);
    export(&folder, &["--data", "hostile.yaml"]);
    let query = r#"
PREFIX io: <https://example.org/interorg/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?name WHERE { ?x skos:notation "b" ; skos:prefLabel ?name }"#;
    let arcs = "
PREFIX io: <https://example.org/interorg/ns#>
SELECT ?actor WHERE { ?spell io:actor ?actor }";
    let Some(found) = read(&folder, &[query.to_owned(), arcs.to_owned()]) else {
        return;
    };
    assert_eq!(
        (&found["same"], &found["conforms"]),
        (&json!(true), &json!(true)),
        "{found}"
    );
    assert_eq!(found["answers"][0], json!([["Beta \\ line"]]));
    assert_eq!(
        found["answers"][1],
        json!([["https://example.org/data/organization/a"]])
    );
}

#[test]
fn broken_data_violate_the_shapes() {
    let folder = Folder::new();
    export(&folder, &["--between", "UN", "AU"]);
    let lines = String::from_utf8(folder.read("d.nt")).expect("it is UTF-8");
    // The lines with all of these words are lost.
    let faults = [
        ("a second member", ["/ns#member>", "/organization/au>"]),
        ("a phase", ["/ns#phase>", "/phases/"]),
        ("a source", ["#type>", "CreativeWork"]),
    ];
    for (what, words) in faults {
        let is_lost = |line: &&str| words.iter().all(|word| line.contains(word));
        let kept: Vec<&str> = lines.lines().filter(|line| !is_lost(line)).collect();
        assert!(kept.len() < lines.lines().count(), "{what}");
        folder.write("d.nt", kept.join("\n"));
        let Some(found) = read(&folder, &[]) else {
            return;
        };
        assert_eq!(found["conforms"], json!(false), "{what}");
        assert_eq!(found["same"], json!(false), "{what}");
    }
}

#[test]
fn a_selection_has_its_statements_and_what_they_mention() {
    let folder = Folder::new();
    let run = folder.run(&["export", "n-triples", "--between", "UN", "AU"]);
    let text = run.text();
    let has = |words: &str| text.contains(words);
    assert!(has("/partnership/un--au>") && !has("/partnership/un--eu>"));
    // The OAU is a predecessor of the AU.
    assert!(has("<https://example.org/interorg/organization/oau>"));
    assert!(run.stderr.contains("placeholder"), "{}", run.stderr);
    // The IRI of a claim is made of its own words.
    assert!(has("/partnership/un--au/phase/formal-1964-12-30"), "{text}");
}

#[test]
fn a_base_that_is_not_an_iri_is_refused() {
    let folder = Folder::new();
    folder
        .run(&["export", "turtle", "--base", "data"])
        .refused("is not an absolute IRI");
    folder
        .run(&["export", "graphml", "--base", "https://example.org/"])
        .refused("formats of RDF and packages only");
    folder
        .run(&["export", "n-triples", "--missing", "codes"])
        .refused("`--missing` does not apply to n-triples");
    let vocabulary = folder.run(&["schema", "--rdf", "vocabulary"]);
    assert!(vocabulary.text().contains("io:Partnership a rdfs:Class"));
}
