//! Options that cannot have an effect are refused, and the extension of a file decides the format of every output.

use crate::support::{Folder, rows};

/// A has 10 troops with B, and one with C.
const TROOPS: &str = "\
dataset: {title: Troops, as-of: 2004-12-31}
vocabularies:
  amounts: [{id: troops, label: Troops, unit: persons, kind: stock, definition: Soldiers.}]
organizations:
  - {id: a, abbreviation: AA, name: Alpha, founded: 1950}
  - {id: b, abbreviation: BB, name: Beta, founded: 1950}
  - {id: c, abbreviation: CC, name: Gamma, founded: 1950}
partnerships:
  - between: [AA, BB]
    phases: {formal: [{phase: formalized, from: 2001, cite: [s]}]}
    motives: [{motive: resource-dependence, of: AA, statement: It says so., from: 2001, cite: [s]}]
    amounts: [{what: troops, value: 10, from: 2001, cite: [s]}]
  - between: [AA, CC]
    phases: {formal: [{phase: formalized, from: 2001, cite: [s]}]}
    amounts: [{what: troops, value: 1, from: 2001, cite: [s]}]
sources: {s: {type: web, title: S, date: 2002}}
";

const BIBLIOGRAPHY: &str = "@book{smith, title={A}, author={Smith, J}, year={2000}}\n";

const MISSIONS: &str = "Country,Mission\nNorway,UNIFIL\n";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("troops.yaml", TROOPS);
    folder.write("refs.bib", BIBLIOGRAPHY);
    folder.write("missions.csv", MISSIONS);
    folder
}

/// Asserts that a command line is refused with these words and writes nothing.
#[track_caller]
fn refused(line: &str, words: &str) {
    let folder = folder();
    let before = folder.names();
    folder
        .run(&line.split(' ').collect::<Vec<_>>())
        .refused(words);
    assert_eq!(folder.names(), before, "{line}");
}

#[test]
fn a_list_or_an_explanation_takes_no_other_options() {
    for line in [
        "cite EU --styles",
        "cite --styles --style apa",
        "cite --styles --with EU",
        "cite --styles --data troops.yaml",
        "cite --styles --stamp -o styles.txt",
        "cite --dataset --at 1950",
        "measures --definitions --stamp -o definitions.csv",
        "measures --definitions --network",
        "measures --definitions --backbone 0.05",
        "measures --definitions --at 2005",
        "export dyad-years --codebook --format json",
        "export dyad-years --codebook --with AU",
        "export dyad-years --codebook --missing na",
        "export spells --codebook --bom",
        "export tables --codebook --part 1",
        "import --explain refs.bib",
        "import --explain --missing NA",
        "import --sniff missions.csv --title Missions",
        "import --sniff missions.csv --report accounts.csv",
        "schema --rdf vocabulary --data troops.yaml",
    ] {
        refused(line, "cannot be used with");
    }
    // Only what was given is named.
    let run = folder().run(&["cite", "--styles", "--with", "EU"]);
    assert!(!run.stderr.contains("--between"), "{}", run.stderr);
}

#[test]
fn a_list_or_an_explanation_is_written_to_the_file_that_is_named() {
    let folder = folder();
    for (line, file) in [
        ("cite --styles", "styles.txt"),
        ("import --explain", "mapping.md"),
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let printed = folder.run(&words);
        let written = folder.run(&[&words[..], &["-o", file]].concat());
        assert_eq!((written.status, written.text()), (0, ""), "{line}");
        assert_eq!(folder.read(file), printed.stdout, "{line}");
        let other = [&words[..], &["-o", "list.json"]].concat();
        folder.run(&other).refused("does not name a format");
    }
}

#[test]
fn definitions_are_those_of_the_requested_measures() {
    let line = "measures --definitions --measure core,degree --format json";
    let run = folder().run(&line.split(' ').collect::<Vec<_>>());
    let names: Vec<String> = rows(&run)
        .iter()
        .map(|row| row["measure"].to_string())
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(names.contains(&"\"core\"".to_owned()) && names.contains(&"\"degree\"".to_owned()));
}

#[test]
fn options_of_tables_need_a_table() {
    let words = "options that describe a table do not apply to bibliographies";
    for option in [
        "--as two-mode",
        "--org Country",
        "--year Year",
        "--separator tab",
        "--header 3",
        "--missing NA",
    ] {
        refused(&format!("import refs.bib {option} -o refs.yaml"), words);
    }
    let entity = r#"{"entities": {"Q1": {"id": "Q1", "labels": {"en": {"language": "en", "value": "One"}}, "claims": {}}}}"#;
    let folder = folder();
    folder.write("entities.json", entity);
    let run = |line: &str| folder.run(&line.split(' ').collect::<Vec<_>>());
    run("import entities.json --year Year").refused(words);
    // A table beside the bibliography has columns.
    let both = run(
        "import refs.bib missions.csv --as two-mode --org Country --operation Mission -o both.yaml",
    );
    assert_eq!(both.status, 0, "{}", both.stderr);
    assert!(
        both.stderr.contains("\n  1 entry = 1 used\n"),
        "{}",
        both.stderr
    );
    assert!(
        both.stderr.contains("\n  1 row = 1 used\n"),
        "{}",
        both.stderr
    );
    let alone = run("import refs.bib --title References --cite smith -o refs.yaml");
    assert_eq!(alone.status, 0, "{}", alone.stderr);
}

#[test]
fn a_weight_is_refused_where_nothing_is_weighed() {
    for line in [
        "motives",
        "milestones",
        "operations",
        "changes 2000 2004",
        "findings",
        "show AA BB",
        "show AA",
        "cite",
        "path BB CC",
        "diagram timeline -o picture.svg",
        "diagram matrix -o picture.svg",
        "export dyad-years",
        "export spells",
        "export turtle",
        "export cypher",
        "measures --motives",
        "measures --measure reciprocity",
    ] {
        let line = format!("{line} --weight troops --data troops.yaml");
        refused(&line, "`--weight` does not apply to");
    }
    refused(
        "matrix dyad operation --weight shared-operations",
        "`--weight` does not apply to",
    );
    for question in [
        "motives",
        "milestones",
        "operations",
        "dyad-years",
        "path BB CC",
        "matrix dyad motive",
    ] {
        let line = format!("sql {question} --weight shared-operations --data troops.yaml");
        refused(&line, "`--weight` does not apply to this question");
    }
    refused(
        "matrix dyad operation --weight shared-operations --mean",
        "`--mean` needs an amount",
    );
    for option in ["--backbone 0.05", "--min-degree 2", "--sources 3"] {
        let name = option.split(' ').next().unwrap_or_default();
        let words = format!("`{name}` does not apply to the table of motives");
        refused(&format!("measures --motives {option}"), &words);
    }
}

#[test]
fn a_weight_that_filters_is_used_everywhere() {
    let folder = folder();
    let run = |line: &str| {
        let line = format!("{line} --weight troops --min-weight 5 --data troops.yaml");
        folder.run(&line.split(' ').collect::<Vec<_>>())
    };
    // Only AA and BB have at least 5 troops, and they have one motive.
    assert_eq!(rows(&run("motives --format json")).len(), 1);
    let measures = run("measures --motives");
    assert!(
        !measures.text().contains("weighted by"),
        "{}",
        measures.text()
    );
    let measures = run("measures --measure weighted-degree");
    assert!(
        measures.text().contains("weighted by troops"),
        "{}",
        measures.text()
    );
}

#[test]
fn the_extension_decides_the_format_of_pages_imports_and_graphs() {
    let unknown = "does not name a format of this output";
    refused("explore -o page.svg", unknown);
    refused(
        "import missions.csv --as two-mode --org Country --operation Mission -o missions.json",
        unknown,
    );
    refused("import --sniff missions.csv -o map.csv", unknown);
    let folder = folder();
    let built = folder.run(&["build", "--data", "troops.yaml", "-o", "copy.yaml"]);
    assert!(
        built
            .stderr
            .contains("warning: `copy.yaml` is written as a snapshot"),
        "{}",
        built.stderr
    );
    let built = folder.run(&["build", "--data", "troops.yaml", "-o", "copy.interorg"]);
    assert_eq!((built.status, &*built.stderr), (0, ""));
    // Of the graph formats, node-link has this extension.
    let graph = folder.run(&["export", "-o", "network.json", "--data", "troops.yaml"]);
    assert_eq!(graph.status, 0, "{}", graph.stderr);
    let named = folder.run(&["export", "node-link", "--data", "troops.yaml"]);
    assert_eq!(folder.read("network.json"), named.stdout);
}

#[test]
fn nothing_is_no_number_of_chains_or_partnerships() {
    refused("path NATO AU --limit 0", "expected a number from 1 on");
    refused("diagram --keep 0", "expected a number from 1 on");
}

#[test]
fn options_of_pictures_are_refused_for_formats_without_them() {
    let evidence = "`--evidence` does not apply to";
    refused("diagram --format mermaid --evidence", evidence);
    refused("diagram --evidence -o network.png", evidence);
    let layout = "`--layout` does not apply to mermaid";
    refused("diagram --format mermaid --layout layered", layout);
}

#[test]
fn what_has_every_language_takes_none() {
    let tables = "--lang does not apply to the tables";
    refused("sql links --lang fr", tables);
    refused("sql --schema postgres --lang fr", tables);
    refused(
        "sql --schema postgres --as-recorded 2010",
        "without --as-recorded",
    );
    for format in ["turtle", "n-triples", "trig", "json-ld"] {
        refused(
            &format!("export {format} --lang fr"),
            "--lang does not apply to RDF",
        );
    }
}

#[test]
fn a_page_of_what_matches_is_not_written_if_nothing_does() {
    let folder = folder();
    let line = "explore --only --condition dormant --data troops.yaml -o page.html";
    let run = folder.run(&line.split(' ').collect::<Vec<_>>());
    assert_eq!(run.status, 1, "{}", run.stderr);
    let note = "nothing matched\nnote: 2 partnerships match without --condition\n";
    assert_eq!(run.stderr, note);
    assert!(!folder.names().contains(&"page.html".to_owned()));
}
