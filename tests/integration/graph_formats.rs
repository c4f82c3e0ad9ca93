//! Graph formats, written by the program and read by others.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};

use crate::graph_readers::{facts, validated, with_graphology, with_python, with_r};
use crate::support::{Folder, Run, list, texts};

/// Every format with a file of it.
const FILES: [(&str, &str); 7] = [
    ("graphml", "x.graphml"),
    ("gexf", "x.gexf"),
    ("node-link", "x.json"),
    ("cytoscape", "x.cyjs"),
    ("gml", "x.gml"),
    ("pajek", "x.net"),
    ("dl", "x.dl"),
];

/// A folder with the small dataset.
fn small() -> Folder {
    let folder = Folder::new();
    folder.write("small.yaml", include_str!("../fixtures/small.yaml"));
    folder
}

/// Runs `interorg export` with some arguments, and asserts success.
#[track_caller]
fn export(folder: &Folder, line: &str) -> Run {
    let words = ["export"].into_iter().chain(line.split_whitespace());
    let run = folder.run(&words.collect::<Vec<_>>());
    assert_eq!(run.status, 0, "{line}: {}", run.stderr);
    run
}

/// Returns a graph as node-link JSON.
#[track_caller]
fn node_link(folder: &Folder, line: &str) -> Json {
    let run = export(folder, &format!("node-link {line}"));
    serde_json::from_slice(&run.stdout).expect("it is JSON")
}

/// Writes a dataset in every format of one file, and returns the paths.
fn written(folder: &Folder, line: &str) -> Vec<PathBuf> {
    let files = FILES.map(|(format, file)| {
        export(folder, &format!("{format} -o {file} {line}"));
        folder.path(file)
    });
    files.to_vec()
}

/// Asserts what a reader that knows attributes has found in the small dataset: three organizations, and a partnership of AAA
/// and BBB on the rung 3 since 1991, whose phases changed on 2001-01-24 and in May 2004.
#[track_caller]
fn assert_small(facts: &Json) {
    let what = format!("{} {}", facts["file"], facts["reader"]);
    assert_eq!(
        (&facts["nodes"], &facts["edges"]),
        (&json!(3), &json!(2)),
        "{what}"
    );
    assert_eq!(facts["directed"], false, "{what}");
    let edge = &facts["all_edges"][0];
    let number = |name: &str| edge[name].as_f64();
    assert_eq!(number("weight"), Some(3.0), "{what}");
    assert_eq!(number("from_year"), Some(1991.0), "{what}");
    assert_eq!(number("to_year"), Some(2010.0), "{what}");
    assert_eq!(number("ongoing"), Some(1.0), "{what}");
    assert_eq!(number("rung"), Some(3.0), "{what}");
    assert_eq!(edge["phase"], "formalized", "{what}");
    assert_eq!(edge["condition"], "stalled", "{what}");
    assert!(edge["since"] == "1991" || edge["since"] == 1991, "{what}");
    assert_eq!(edge["phase_since"], "2001-01-24", "{what}");
    let course = [
        "contact (active) 1991..2001-01-23",
        "formalized (active) 2001-01-24..2004-04-30",
        "formalized (stalled) 2004-05..",
    ];
    let is_list = edge["course"] == json!(course);
    assert!(
        is_list || edge["course"] == course.join(";"),
        "{what}: {edge}"
    );
    // The second partnership has ended on the rung 4; Gephi would drop an edge without weight.
    let ended = &facts["all_edges"][1];
    let number = |name: &str| ended[name].as_f64();
    let found = (number("weight"), number("current"));
    assert_eq!(found, (Some(4.0), Some(0.0)), "{what}");
}

#[test]
fn every_reader_finds_the_nodes_the_edges_and_the_dates() {
    let folder = small();
    let files = written(&folder, "--data small.yaml");
    export(&folder, "nodes-edges --data small.yaml -o tables");
    if let Some(answers) = with_python(&files) {
        for file in ["x.graphml", "x.gexf", "x.json", "x.cyjs", "x.gml"] {
            assert_small(facts(&answers, file, "networkx"));
        }
        for file in ["x.graphml", "x.gml"] {
            assert_small(facts(&answers, file, "igraph"));
        }
        assert_without_attributes(facts(&answers, "x.net", "networkx"), 2);
        assert_without_attributes(facts(&answers, "x.net", "igraph"), 2);
        assert_without_attributes(facts(&answers, "x.dl", "igraph"), 4);
        let about = &facts(&answers, "x.graphml", "igraph")["graph"];
        assert_eq!(about["title"], "A small dataset");
        assert_eq!(about["as_of"], "2010-12-31");
        // Both ends are included, and the second partnership ended at an unknown time before CCC did.
        let spells = &facts(&answers, "x.gexf", "networkx")["all_edges"];
        assert_eq!(spells[0]["spells"], json!([["1991-01-01", "None"]]));
        assert_eq!(spells[1]["spells"], json!([["1995-03-01", "2008-06-30"]]));
    }
    let with_attributes = ["x.graphml", "x.gml"].map(|file| folder.path(file));
    let others = ["x.net", "x.dl", "tables"].map(|file| folder.path(file));
    if let Some(answers) = with_r(&[&with_attributes[..], &others].concat()) {
        for file in ["x.graphml", "x.gml", "tables"] {
            assert_small(facts(&answers, file, "igraph"));
        }
        assert_without_attributes(facts(&answers, "x.net", "igraph"), 2);
        assert_without_attributes(facts(&answers, "x.dl", "igraph"), 4);
        assert_tables(facts(&answers, "tables", "igraph"));
    }
    let files = ["x.graphml", "x.gexf"].map(|file| folder.path(file));
    if let Some(answers) = with_graphology(&files) {
        for file in ["x.graphml", "x.gexf"] {
            assert_small(facts(&answers, file, "graphology"));
        }
        let gexf = facts(&answers, "x.gexf", "graphology");
        for name in ["x", "y", "size", "color", "kind"] {
            let names = list(&gexf["node_attributes"]);
            assert!(names.contains(&json!(name)), "{name} is lost");
        }
    }
}

/// Asserts what a reader finds in a format without attributes.
#[track_caller]
fn assert_without_attributes(facts: &Json, edges: usize) {
    let what = format!("{} {}", facts["file"], facts["reader"]);
    assert_eq!(facts["nodes"], 3, "{what}");
    assert_eq!(facts["edges"], edges, "{what}");
    assert_eq!(facts["all_edges"][0]["weight"], 3.0, "{what}");
    // The second partnership has ended.
    assert_eq!(facts["all_edges"][edges - 1]["weight"], 0.0, "{what}");
    assert_eq!(facts["edge_attributes"], json!(["weight"]), "{what}");
}

/// Asserts what R finds in the tables: numbers are numbers, and the end of a spell is excluded.
#[track_caller]
fn assert_tables(facts: &Json) {
    assert_eq!(facts["numeric"], json!([true, true, true]));
    let spell = &facts["spells"][1];
    assert_eq!(spell["onset_date"], "2001-01-24");
    assert_eq!(spell["terminus_date"], "2004-05-01");
    // 2001 has 365 days, of which 23 have passed; 2004 has 366, of which 121 have.
    assert_eq!(spell["onset"].as_f64(), Some(2001.063));
    assert_eq!(spell["terminus"].as_f64(), Some(2004.3306));
    let last = &facts["spells"][2];
    assert_eq!(
        (&last["terminus"], &last["terminus_date"]),
        (&json!("Inf"), &json!("NA"))
    );
}

#[test]
fn gexf_is_valid_by_both_official_schemas() {
    let folder = small();
    folder.write("hostile.yaml", HOSTILE);
    for (number, line) in [
        "--data small.yaml",
        "--operations nodes --memberships",
        "--operations edges --directed --missing codes",
        "--ties both --at 2005",
        "--data hostile.yaml --operations nodes",
    ]
    .into_iter()
    .enumerate()
    {
        let file = format!("{number}.gexf");
        export(&folder, &format!("gexf -o {file} {line}"));
        if !validated("--relaxng", "gexf-1.3/gexf.rng", &folder.path(&file)) {
            return;
        }
        // The XML Schema does not know colours and positions.
        let text = String::from_utf8(folder.read(&file)).expect("UTF-8");
        let lines = text.lines().filter(|line| !line.contains("<viz:"));
        let plain: String = lines.map(|line| format!("{line}\n")).collect();
        assert!(plain.len() < text.len());
        folder.write(&file, plain);
        validated("--schema", "gexf-1.3/gexf.xsd", &folder.path(&file));
    }
}

#[test]
fn the_files_of_others_are_unchanged() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/third-party");
    let sums = std::fs::read_to_string(folder.join("SHA256SUMS")).expect("it is there");
    let mut listed = BTreeSet::new();
    for line in sums.lines() {
        let (sum, file) = line.split_once("  ").expect("it is a sum and a file");
        let bytes = std::fs::read(folder.join(file)).expect("it is there");
        let found: String = Sha256::digest(bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(found, sum, "{file}");
        listed.insert(file.to_owned());
    }
    let entries = |folder: &Path| {
        let entries = std::fs::read_dir(folder).expect("it is there");
        entries.map(|entry| entry.expect("it can be listed").path())
    };
    let folders = entries(&folder).filter(|path| path.is_dir());
    let files = folders.flat_map(|path| entries(&path));
    let names = files.map(|file| {
        let name = file.strip_prefix(&folder).expect("it is in the folder");
        name.to_string_lossy().replace('\\', "/")
    });
    assert_eq!(names.collect::<BTreeSet<_>>(), listed);
}

#[test]
fn edges_are_undirected_or_pairs_of_arcs_with_the_sides_exchanged() {
    let folder = small();
    let graph = node_link(&folder, "--data small.yaml --directed --between aaa bbb");
    assert_eq!(graph["directed"], true);
    let edges = list(&graph["edges"]);
    let ends: Vec<_> = edges
        .iter()
        .map(|edge| (&edge["source"], &edge["target"]))
        .collect();
    assert_eq!(
        ends,
        [
            (&json!("aaa"), &json!("bbb")),
            (&json!("bbb"), &json!("aaa"))
        ]
    );
    // Alpha shares values; Beta needs airlift.
    let motives = |edge: &Json| {
        (
            edge["source_motives"].clone(),
            edge["target_motives"].clone(),
        )
    };
    let (values, airlift) = (json!(["shared-values"]), json!(["resource-dependence"]));
    assert_eq!(motives(&edges[0]), (values.clone(), airlift.clone()));
    assert_eq!(motives(&edges[1]), (airlift, values));
    assert_eq!(edges[1]["weight"], 3);
    export(
        &folder,
        "graphml --directed --operations nodes --data small.yaml -o x.graphml",
    );
    if let Some(answers) = with_python(&[folder.path("x.graphml")]) {
        // Two pairs of arcs, and an arc per participation.
        for reader in ["networkx", "igraph"] {
            let facts = facts(&answers, "x.graphml", reader);
            assert_eq!(
                (&facts["edges"], &facts["directed"]),
                (&json!(6), &json!(true))
            );
        }
    }
}

/// Three organizations that share operations, in which troops are known of some.
const TROOPS: &str = "\
dataset: {title: Troops, as-of: 2010}
vocabularies: {amounts: [{id: troops, label: Troops, definition: Soldiers.}]}
organizations:
  - {id: a, name: A}
  - {id: b, name: B, member-of: [{organization: c, from: 2001, to: 2003, cite: [s]}]}
  - {id: c, name: C}
operations:
  - id: o
    name: O
    start: 2001
    end: 2003~
    cite: [s]
    participations:
      - {organization: a, role: lead, amounts: [{what: troops, value: 500}]}
      - {organization: b, role: lead, amounts: [{what: troops, value: 20}]}
      - {organization: c, role: lead, from: 2002}
  - id: p
    name: P
    start: 2004
    end: 2005
    cite: [s]
    participations: [{organization: a, role: lead}, {organization: b, role: support}]
sources: {s: {title: S}}
";

#[test]
fn ties_by_shared_operations_are_edges_with_their_number_or_amount() {
    let folder = Folder::new();
    folder.write("troops.yaml", TROOPS);
    let graph = node_link(&folder, "--data troops.yaml");
    let edges = list(&graph["edges"]);
    let weights = |edges: &[Json]| -> Vec<(String, Json)> {
        let keys = texts(edges, "key").into_iter();
        keys.zip(edges.iter().map(|edge| edge["weight"].clone()))
            .collect()
    };
    let expected = [("a--b", json!(2)), ("a--c", json!(1)), ("b--c", json!(1))];
    let expected = expected.map(|(key, weight)| (key.to_owned(), weight));
    assert_eq!(weights(edges), expected);
    assert_eq!(edges[0]["kind"], "derived-tie");
    // O ran until the end of 2003 and P began the day after, so the two became one spell.
    let spell = json!([{"start": "2001-01-01", "end": "2005-12-31"}]);
    assert_eq!(edges[0]["spells"], spell);
    assert_eq!(
        (&edges[0]["from_year"], &edges[0]["to_year"]),
        (&json!(2001), &json!(2005))
    );
    assert_eq!(edges[1]["since"], "2002");

    let run = export(
        &folder,
        "node-link --data troops.yaml --weight troops --during 2001..2003",
    );
    let graph: Json = serde_json::from_slice(&run.stdout).expect("it is JSON");
    let edges = list(&graph["edges"]);
    let expected = [("a--b", json!(20)), ("a--c", json!(0)), ("b--c", json!(0))];
    let expected = expected.map(|(key, weight)| (key.to_owned(), weight));
    assert_eq!(weights(edges), expected);
    assert_eq!(edges[1]["weight_missing"], "unknown");
    let note = "2 edges have an unknown weight, which is written as 0";
    assert!(run.stderr.contains(note), "{}", run.stderr);
}

#[test]
fn memberships_and_operations_are_edges_on_request() {
    let folder = Folder::new();
    folder.write("troops.yaml", TROOPS);
    let graph = node_link(
        &folder,
        "--data troops.yaml --memberships --operations nodes",
    );
    let edges = list(&graph["edges"]);
    let kinds = texts(edges, "kind");
    let count = |kind: &str| kinds.iter().filter(|found| *found == kind).count();
    assert_eq!(
        (
            count("derived-tie"),
            count("membership"),
            count("participation")
        ),
        (3, 1, 5)
    );
    let membership = &edges[3];
    assert_eq!(
        (&membership["source"], &membership["target"]),
        (&json!("b"), &json!("c"))
    );
    assert_eq!(membership["course"], json!(["2001..2003"]));
    // The uncertain end of the operation keeps its notation.
    assert_eq!(edges[4]["course"], json!(["2001..2003~"]));
    assert_eq!(list(&graph["nodes"])[3]["end"], "2003~");
    let graph = node_link(&folder, "--data troops.yaml --operations edges");
    assert_eq!(list(&graph["edges"]).len(), 3 + 4);
    // Participations that have ended are lines of Pajek unless a date is requested.
    let run = export(&folder, "pajek --data troops.yaml --operations nodes");
    let lines = run.text().lines().skip(1 + 5 + 1);
    assert_eq!(
        lines.map(|line| &line[4..]).collect::<Vec<_>>(),
        ["2", "1", "1", "1", "1", "1", "1", "1"]
    );
}

#[test]
fn parallel_edges_survive_in_every_format_that_knows_them() {
    let folder = Folder::new();
    folder.write("troops.yaml", TROOPS);
    let files = FILES.iter().filter(|(format, _)| *format != "dl");
    let files: Vec<PathBuf> = files
        .map(|(format, file)| {
            let line = format!("{format} --operations edges --data troops.yaml -o {file}");
            export(&folder, &line);
            folder.path(file)
        })
        .collect();
    // Three ties, and the operations that two share: one of all three pairs and one of A and B.
    for facts in with_python(&files).unwrap_or_default() {
        assert_eq!(facts["edges"], 7, "{} {}", facts["file"], facts["reader"]);
    }
    for facts in with_graphology(&files[..2]).unwrap_or_default() {
        assert_eq!(facts["edges"], 7, "{}", facts["file"]);
        let edges = list(&facts["all_edges"]);
        let shared = edges
            .iter()
            .filter(|edge| edge["kind"] == "shared-operation");
        assert_eq!(shared.count(), 4, "{}", facts["file"]);
    }
    // Gephi merges parallel edges of one kind.
    let gexf = String::from_utf8(folder.read("x.gexf")).expect("UTF-8");
    for kind in ["derived-tie", "shared-operation: O", "shared-operation: P"] {
        assert!(gexf.contains(&format!("kind=\"{kind}\"")), "{kind}");
    }
}

/// The first operation ended, nobody knows when, and the second one goes on. The first member of the second vanishes for a time.
const OPEN_ENDS: &str = "
dataset: {title: Open ends, as-of: 2020-12-31, cite: [s]}
organizations:
  - {id: a, name: A, exists: [{from: 1990-01-01, to: 2000-12-31}, {from: 2005-01-01}], part-of: [{organization: b, from: 1991-05}]}
  - {id: b, name: B, founded: 1950}
  - {id: c, name: C, founded: 1950}
partnerships:
  - between: [b, c]
    phases: {formal: [{phase: contact, from: 2001, rivals: [{says: Earlier., from: 1999}]}]}
    lessons: [{group: mandates, operation: alone, statement: L.}]
operations:
  - {id: ended, name: Ended, start: 1994-01-01, end: unknown, participations: [{organization: b, role: lead}, {organization: c, role: support}]}
  - {id: open, name: Open, start: 1995-01-01, participations: [{organization: a, role: lead}, {organization: b, role: lead}, {organization: c, role: support}]}
  - {id: alone, name: Alone, start: 2005, participations: [{organization: a, role: lead}]}
sources: {s: {title: S}}
";

#[test]
fn what_goes_on_has_no_end_beside_what_ended_at_an_unknown_time() {
    let folder = Folder::new();
    folder.write("data.yaml", OPEN_ENDS);
    let links = node_link(&folder, "--ties operations --data data.yaml");
    let tie = list(&links["edges"]).iter();
    let tie = tie
        .clone()
        .find(|tie| tie["source"] == "b" && tie["target"] == "c");
    let tie = tie.expect("B and C share two operations");
    assert_eq!(
        tie["spells"],
        serde_json::json!([{"start": "1994-01-01"}]),
        "{tie:#}"
    );
    assert_eq!([&tie["ongoing"], &tie["to_year"]], [1, 2020]);
}

#[test]
fn a_participation_and_a_membership_have_the_days_of_all_their_time() {
    let folder = Folder::new();
    folder.write("data.yaml", OPEN_ENDS);
    let turtle = folder.run(&["export", "turtle", "--data", "data.yaml"]);
    // The part before the gap ends in 2000, and the participation goes on.
    assert!(
        !turtle
            .text()
            .contains("2000-12-31\"^^xsd:date ;\n    io:lastDay")
    );
    assert!(!turtle.text().contains("io:lastDay"), "{}", turtle.text());
    let cypher = folder.run(&["export", "cypher", "--data", "data.yaml"]);
    let membership = cypher
        .text()
        .lines()
        .find(|line| line.contains(":Membership {"));
    let membership = membership.expect("there is one");
    assert!(
        membership.contains("first_day: date('1991-05-01')"),
        "{membership}"
    );
    assert!(turtle.text().contains("1991-05-01"));
    let notes = &cypher.stderr;
    assert!(
        notes.contains("leaves out amounts, attributes, rival readings"),
        "{notes}"
    );
}

#[test]
fn an_operation_that_a_lesson_mentions_is_a_node() {
    let folder = Folder::new();
    folder.write("data.yaml", OPEN_ENDS);
    let cypher = folder.run(&[
        "export",
        "cypher",
        "--between",
        "b",
        "c",
        "--data",
        "data.yaml",
    ]);
    let text = cypher.text();
    assert!(text.contains("FROM_OPERATION"), "{text}");
    let nodes = text
        .lines()
        .filter(|line| line.contains("(:Operation {") && line.contains("'alone'"));
    assert_eq!(nodes.count(), 1, "{text}");
}

#[test]
fn a_date_shows_nothing_of_what_comes_after_it() {
    let folder = small();
    let graph = node_link(&folder, "--data small.yaml --at 2002");
    let edge = &graph["edges"][0];
    assert_eq!(edge["condition"], "active");
    let spells = json!([
        {"start": "1991-01-01", "end": "2001-01-23", "phase": "contact", "condition": "active"},
        {"start": "2001-01-24", "end": "2002-12-31", "phase": "formalized", "condition": "active"},
    ]);
    assert_eq!(edge["spells"], spells);
    assert_eq!(
        (&edge["to_year"], &edge["ongoing"]),
        (&json!(2002), &json!(1))
    );
    assert_eq!(graph["graph"]["at"], "2002-12-31");
}

#[test]
fn a_year_is_a_file_and_all_files_have_the_same_nodes() {
    let folder = small();
    export(
        &folder,
        "graphml --by-year --during 1990..1995 --data small.yaml -o waves",
    );
    let years = ["1990", "1991", "1992", "1993", "1994", "1995"];
    let names = years.map(|year| format!("{year}.graphml"));
    let written = std::fs::read_dir(folder.path("waves")).expect("it is there");
    assert_eq!(written.count(), names.len());
    let read = |name: &String| {
        let text = folder.read(&format!("waves/{name}"));
        String::from_utf8(text).expect("UTF-8")
    };
    let edges = names
        .each_ref()
        .map(|name| read(name).matches("<edge ").count());
    // The first partnership begins in 1991 and the second in 1995.
    assert_eq!(edges, [0, 1, 1, 1, 1, 2]);
    // The EU and the AU had no relation until June 1997, which the record says.
    export(
        &folder,
        "gml --by-year --during 1996..1998 --between EU AU -o recorded",
    );
    let edges = ["1996", "1997", "1998"].map(|year| {
        let text = folder.read(&format!("recorded/{year}.gml"));
        let text = String::from_utf8(text).expect("UTF-8");
        text.matches("edge [").count()
    });
    assert_eq!(edges, [0, 1, 1]);
    let nodes = |name: &String| -> Vec<String> {
        let text = read(name);
        let lines = text.lines().filter(|line| {
            let data = ["<node ", "\"n_exists\"", "\"n_x\"", "\"n_y\""];
            data.iter().any(|part| line.contains(part)) && !line.contains("<key")
        });
        lines.map(|line| line.trim().to_owned()).collect()
    };
    assert_eq!(nodes(&names[0]).len(), 12);
    for name in &names {
        assert_eq!(nodes(name), nodes(&names[0]), "{name}");
    }
    export(
        &folder,
        "nodes-edges --by-year --during 2008..2009 --data small.yaml -o tables",
    );
    let table = |year: &str| {
        let csv = folder.read(&format!("tables/{year}/nodes.csv"));
        let rows = crate::support::records(&csv);
        rows.iter()
            .map(|row| row["exists"].clone())
            .collect::<Vec<_>>()
    };
    // CCC was dissolved in June 2008.
    assert_eq!(
        (table("2008"), table("2009")),
        (
            vec!["1".into(), "1".into(), "0".into()],
            vec!["1".into(), "1".into(), "0".into()]
        )
    );
}

#[test]
fn missing_values_are_left_out_or_written_as_requested() {
    let folder = small();
    let edge = |line: &str| {
        let graph = node_link(&folder, &format!("--data small.yaml {line}"));
        graph["edges"][1].clone()
    };
    // There is no relation on the as-of date, and the end of the last one is unknown.
    let plain = edge("");
    assert_eq!((plain.get("phase"), plain.get("to_year")), (None, None));
    let codes = edge("--missing codes");
    assert_eq!(
        (&codes["phase"], &codes["to_year"]),
        (&json!("none"), &json!(-9))
    );
    let table = |line: &str| {
        export(
            &folder,
            &format!("nodes-edges --data small.yaml -o tables {line}"),
        );
        let rows = crate::support::records(&folder.read("tables/edges.csv"));
        (rows[1]["phase"].clone(), rows[1]["to_year"].clone())
    };
    assert_eq!(table(""), ("NA".into(), "NA".into()));
    assert_eq!(table("--missing empty"), (String::new(), String::new()));
    assert_eq!(table("--missing codes"), ("none".into(), "-9".into()));
}

/// Labels that break a format which does not escape them, and an operation with the label of an organization.
const HOSTILE: &str = r#"
dataset: {title: "<T> & \"]]>\"", as-of: 2010}
organizations:
  - {id: a, name: "<b>\"A\" & ]]>", abbreviation: "<b>\"A\" & ]]>"}
  - {id: b, name: "Line\nbreak", abbreviation: "Line\nbreak"}
  - {id: c, name: "Same [label]", abbreviation: "Same [label]"}
  - {id: d, name: "=1+2; Ünïón 🕊"}
partnerships:
  - {between: [a, b], phases: {formal: [{phase: contact, from: 2001, cite: [s]}]}}
  - {between: [c, d], phases: {formal: [{phase: contact, from: 2001, cite: [s]}]}}
operations:
  - {id: o, name: "Same [label]", start: 2001, cite: [s], participations: [{organization: a, role: lead}, {organization: b, role: lead}]}
sources: {s: {title: S}}
"#;

#[test]
fn hostile_labels_are_escaped_or_replaced_by_a_rule() {
    let folder = Folder::new();
    folder.write("hostile.yaml", HOSTILE);
    let files = written(&folder, "--data hostile.yaml --operations nodes");
    let label = "<b>\"A\" & ]]>";
    if let Some(answers) = with_python(&files) {
        let labels = |file: &str, reader: &str, name: &str| {
            let nodes = list(&facts(&answers, file, reader)["all_nodes"]).to_vec();
            texts(&nodes, name)
        };
        for (file, reader) in [
            ("x.graphml", "networkx"),
            ("x.graphml", "igraph"),
            ("x.gexf", "networkx"),
        ] {
            let found = labels(file, reader, "label");
            assert_eq!(
                found[..3],
                [label, "Line break", "Same [label]"],
                "{file} {reader}"
            );
            let names = labels(file, reader, "full_name");
            assert_eq!(names[3], "=1+2; Ünïón 🕊", "{file} {reader}");
        }
        for file in ["x.json", "x.cyjs"] {
            assert_eq!(
                labels(file, "networkx", "label")[..2],
                [label, "Line\nbreak"],
                "{file}"
            );
        }
        // These formats tell nodes apart by labels.
        let unique = [
            label,
            "Line break",
            "Same [label] (c)",
            "D",
            "Same [label] (operation--o)",
        ];
        assert_eq!(labels("x.gml", "networkx", "key"), unique);
        let pajek = unique.map(|label| label.replace('"', "'"));
        assert_eq!(labels("x.net", "networkx", "key"), pajek);
        assert_eq!(labels("x.net", "igraph", "name"), pajek);
        assert_eq!(
            labels("x.dl", "igraph", "name"),
            ["a", "b", "c", "d", "operation--o"]
        );
    }
    export(&folder, "nodes-edges --data hostile.yaml -o tables");
    let rows = crate::support::records(&folder.read("tables/nodes.csv"));
    assert_eq!(rows[0]["label"], label);
    assert_eq!(rows[1]["label"], "Line\nbreak");
    // A spreadsheet would evaluate it.
    assert_eq!(rows[3]["full_name"], "'=1+2; Ünïón 🕊");
}

#[test]
fn the_same_selection_gives_the_same_bytes() {
    let folder = Folder::new();
    for (format, _) in FILES {
        let line = format!("{format} --at 2005");
        assert_eq!(export(&folder, &line).stdout, export(&folder, &line).stdout);
    }
}

#[test]
fn the_format_is_that_of_the_extension_unless_it_is_named() {
    let folder = small();
    for (format, file) in FILES.iter().filter(|(_, file)| *file != "x.json") {
        export(&folder, &format!("--data small.yaml -o {file}"));
        let named = export(&folder, &format!("{format} --data small.yaml"));
        assert_eq!(folder.read(file), named.stdout, "{format}");
    }
    let run = |line: &str| folder.run(&line.split(' ').collect::<Vec<_>>());
    assert_eq!(run("export -o x.json").status, 0);
    assert_eq!(run("export node-link -o y.json").status, 0);
    assert_eq!(folder.read("x.json"), folder.read("y.json"));
    run("export -o x.csv").refused("no table or graph format is named");
    run("export graphml --codebook").refused("`--codebook` does not apply to graphml");
    run("export graphml --links-key").refused("`--links-key` does not apply to graphml");
    run("export graphml --bom").refused("`--bom` does not apply to graphml");
    run("export spells --by-year").refused("`--by-year` applies to graph formats only");
    run("export gexf --by-year").refused("no folder is named");
    run("export nodes-edges -o small.yaml").refused("`small.yaml` is a file");
    run("export dl --operations edges -o x.dl").refused("`dl` has one value per pair of nodes");
    assert_eq!(run("export graphml --with LCBC --at 1900").status, 1);
}

#[test]
fn a_format_without_attributes_says_so_in_one_line() {
    let folder = small();
    for format in ["pajek", "dl"] {
        let run = export(
            &folder,
            &format!("{format} --data small.yaml --missing codes"),
        );
        let lines: Vec<&str> = run.stderr.lines().collect();
        assert_eq!(lines.len(), 1, "{}", run.stderr);
        assert!(
            lines[0].contains("attributes, kinds and dates are left out"),
            "{}",
            run.stderr
        );
    }
    assert_eq!(export(&folder, "gml --data small.yaml").stderr, "");
}

#[test]
fn networkx_before_3_4_and_d3_find_the_list_of_links() {
    let folder = small();
    let graph = node_link(&folder, "--data small.yaml --links-key");
    assert_eq!(list(&graph["links"]).len(), 2);
    assert!(graph.get("edges").is_none());
}

#[test]
fn the_importer_reads_every_format_back() {
    let folder = small();
    written(&folder, "--data small.yaml");
    for (_, file) in FILES {
        let import = folder.run(&["import", file, "-o", "back.yaml"]);
        assert_eq!(import.status, 0, "{file}: {}", import.stderr);
        let links = folder.run(&["links", "--data", "back.yaml", "--format", "json"]);
        let rows = crate::support::rows(&links);
        assert_eq!(rows.len(), 2, "{file}");
        if file == "x.gexf" {
            assert_eq!(texts(&rows, "since"), ["1991-01-01", "1995-03-01"]);
        }
    }
}
