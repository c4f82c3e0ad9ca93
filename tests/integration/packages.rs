//! Data packages: tables with a description, and the dataset described for people, registers and search engines.

use std::path::Path;

use interorg::analysis::tables::Projection;
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use crate::readers::python;
use crate::support::{Folder, list, texts};
use crate::tables::{DATA, graph};

/// What a dataset can say of itself.
const DESCRIBED: &str = "
dataset:
  title: 'Ties: a \"test\"'
  version: 1.2
  from: 1990
  as-of: 2020-05
  description: Ties of two.
  coverage: All of them.
  conventions: [By texts., By hand.]
  authors: ['van der Meer, Piet, Jr.', '{Board of Ties}']
  licence: CC0-1.0
  url: https://doi.org/10.1234/ties.1
organizations: [{id: a, name: A}]
";

/// Exports a package of a dataset into a folder of its own.
fn package(data: &str, more: &[&str]) -> Folder {
    let folder = Folder::new();
    folder.write("data.yaml", data);
    let arguments = ["export", "package", "--data", "data.yaml", "-o", "package"];
    let run = folder.run(&[&arguments[..], more].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    folder
}

/// Reads a file of JSON of a package.
fn json_of(folder: &Folder, name: &str) -> Json {
    let file = folder.read(&format!("package/{name}"));
    serde_json::from_slice(&file).expect("it is JSON")
}

/// Returns the path of a schema of `tests/third-party`.
fn schema(name: &str) -> std::path::PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join("tests/third-party").join(name)
}

#[test]
fn a_package_is_valid_and_damage_is_found() {
    let folder = Folder::new();
    folder.write("data/data.yaml", DATA);
    folder.write("data/CITATION.cff", "cff-version: 1.2.0\n");
    for (name, data) in [("shipped", None), ("own", Some("data"))] {
        let mut arguments = vec!["export", "package", "-o", name];
        arguments.extend(data.iter().flat_map(|data| ["--data", *data]));
        let run = folder.run(&arguments);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let file = |file: &str| folder.read(&format!("{name}/{file}"));
        let description = file("datapackage.json");
        assert_eq!(folder.run(&arguments).status, 0);
        assert!(
            description == file("datapackage.json"),
            "the bytes are the same every time"
        );
        let citation = String::from_utf8(file("CITATION.cff")).expect("UTF-8");
        assert!(citation.starts_with("cff-version: 1.2.0\n"));
        assert!(
            String::from_utf8(file("CODEBOOK.md"))
                .expect("UTF-8")
                .contains("\n## spell\n")
        );
        let description: Json = serde_json::from_slice(&description).expect("it is JSON");
        let graph = match data {
            Some(_) => graph(DATA),
            None => interorg::graph::Graph::new(interorg::dataset::builtin()),
        };
        assert_eq!(description["title"], json!(graph.dataset().about().title));
        let path = folder.path(name);
        let Some(found) = python("package.py", &["frictionless"], &[&path]) else {
            return;
        };
        let found: Json = serde_json::from_str(&found).expect("it is JSON");
        assert_eq!(found["valid"], json!([]));
        for table in Projection::new(&graph).tables() {
            let name = table.definition().name;
            assert_eq!(found["rows"][name], json!(table.rows().count()), "{name}");
        }
        assert_eq!(found["spell"], json!(["date", "none", "bool"]));
        assert_eq!(found["broken_key"], json!(["foreign-key"]));
        assert_eq!(found["changed"], json!(["hash-count"]));
        assert_eq!(found["changed_file"], json!(["hash-count"]));
    }
}

#[test]
fn a_package_takes_no_options_of_csv_and_needs_a_folder() {
    let folder = Folder::new();
    folder
        .run(&["export", "package", "-o", "p", "--raw"])
        .refused("`--raw` does not apply to package");
    folder
        .run(&["export", "package"])
        .refused("no folder is named");
    folder
        .run(&[
            "export",
            "tables",
            "-o",
            "p",
            "--base",
            "https://example.org/",
        ])
        .refused("`--base` applies to formats of RDF and packages only");
    folder
        .run(&["export", "package", "-o", "p", "--at", "2005"])
        .refused("the tables are written as a whole");
    assert!(folder.names().is_empty());
}

#[test]
fn the_resources_and_checksums_are_all_files() {
    let folder = package(DESCRIBED, &[]);
    let sums = String::from_utf8(folder.read("package/checksums.sha256")).expect("UTF-8");
    let mut summed = Vec::new();
    for line in sums.lines() {
        let (sum, name) = line.split_once("  ").expect("it is a sum and a file");
        let digest = Sha256::digest(folder.read(&format!("package/{name}")));
        let found: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(found, sum, "{name}");
        summed.push(name.to_owned());
    }
    assert_eq!(summed.pop().as_deref(), Some("datapackage.json"));
    let description = json_of(&folder, "datapackage.json");
    let mut listed = texts(list(&description["resources"]), "path");
    assert_eq!(listed.pop().as_deref(), Some("checksums.sha256"));
    assert_eq!(listed, summed);
    let beside = listed.iter().filter(|name| !name.starts_with("data/"));
    let mut expected = vec![
        "CODEBOOK.md",
        "CITATION.cff",
        "LICENSE",
        "datacite.json",
        "schema-org.jsonld",
    ];
    if cfg!(feature = "rdf") {
        expected.insert(0, "dataset.ttl");
    }
    assert_eq!(beside.collect::<Vec<_>>(), expected);
    assert_eq!(
        description["licenses"],
        json!([{"name": "CC0-1.0", "path": "LICENSE"}])
    );
}

#[test]
fn metadata_for_a_register_are_those_of_the_dataset() {
    let folder = package(DESCRIBED, &[]);
    let metadata = json_of(&folder, "datacite.json");
    let expected = json!({
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "doi": "10.1234/ties.1",
        "types": {"resourceTypeGeneral": "Dataset"},
        "creators": [
            {"name": "van der Meer, Piet, Jr.", "nameType": "Personal", "givenName": "Piet", "familyName": "van der Meer"},
            {"name": "Board of Ties", "nameType": "Organizational"},
        ],
        "titles": [{"title": "Ties: a \"test\""}],
        // The dataset does not name it.
        "publisher": {"name": ":unav"},
        "publicationYear": "2020",
        "dates": [
            {"date": "2020-05", "dateType": "Other", "dateInformation": "Evidence was read up to this date."},
            {"date": "1990/2020-05", "dateType": "Coverage"},
        ],
        "version": "1.2",
        "alternateIdentifiers": [
            {"alternateIdentifier": "https://doi.org/10.1234/ties.1", "alternateIdentifierType": "URL"},
        ],
        "rightsList": [{
            "rights": "CC0-1.0",
            "rightsIdentifier": "CC0-1.0",
            "rightsIdentifierScheme": "SPDX",
            "schemeUri": "https://spdx.org/licenses/",
        }],
        "descriptions": [
            {"description": "Ties of two.", "descriptionType": "Abstract"},
            {"description": "All of them.", "descriptionType": "Other"},
            {"description": "By texts.\nBy hand.", "descriptionType": "Methods"},
        ],
    });
    assert_eq!(metadata, expected);
    // Nothing is invented for a dataset that says nothing of itself, so the year that the schema demands is missing.
    let silent = package("organizations: [{id: a, name: A}]\n", &[]);
    let shipped = Folder::new();
    let run = shipped.run(&["export", "package", "-o", "package"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let files = [&folder, &silent, &shipped].map(|folder| folder.path("package/datacite.json"));
    let schema = schema("datacite-4.6/datacite-v4.6.json");
    let arguments = [&*schema, &*files[0], &*files[1], &*files[2]];
    if let Some(found) = python("datacite.py", &["jsonschema"], &arguments) {
        let found: Json = serde_json::from_str(&found).expect("it is JSON");
        let year = "'publicationYear' is a required property";
        assert_eq!(found, json!([[], [year], []]));
    }
}

#[test]
fn search_engines_find_what_the_dataset_says() {
    let folder = package(DESCRIBED, &[]);
    let mut found = json_of(&folder, "schema-org.jsonld");
    let files = list(&found["distribution"]).to_vec();
    let about = folder.read("package/data/about.csv");
    assert_eq!(files[0]["contentUrl"], "data/about.csv");
    assert_eq!(files[0]["encodingFormat"], "text/csv");
    assert_eq!(files[0]["contentSize"], format!("{} B", about.len()));
    let count = Projection::new(&graph(DATA)).tables().len();
    assert_eq!(files.len(), count + usize::from(cfg!(feature = "rdf")));
    found["distribution"] = Json::Null;
    let expected = json!({
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": "Ties: a \"test\"",
        "description": "Ties of two.",
        "version": "1.2",
        "url": "https://doi.org/10.1234/ties.1",
        "license": {"@type": "CreativeWork", "name": "CC0-1.0"},
        "creator": [
            {"@type": "Person", "name": "Piet van der Meer Jr.", "givenName": "Piet", "familyName": "van der Meer"},
            {"@type": "Organization", "name": "Board of Ties"},
        ],
        "temporalCoverage": "1990/2020-05",
        "distribution": null,
    });
    assert_eq!(found, expected);
}

#[test]
fn a_citation_file_and_a_licence_are_made_from_what_the_dataset_says() {
    let folder = package(DESCRIBED, &[]);
    let text = |name: &str| String::from_utf8(folder.read(name)).expect("UTF-8");
    let citation = text("package/CITATION.cff");
    let expected = r#"cff-version: 1.2.0
message: "If you use this dataset, please cite it as below."
type: dataset
title: "Ties: a \"test\""
authors:
  - family-names: "Meer"
    given-names: "Piet"
    name-particle: "van der"
    name-suffix: "Jr."
  - name: "Board of Ties"
version: "1.2"
license: "CC0-1.0"
doi: "10.1234/ties.1"
url: "https://doi.org/10.1234/ties.1"
abstract: "Ties of two."
"#;
    assert_eq!(citation, expected);
    let licence =
        "Ties: a \"test\"\nLicence (SPDX): CC0-1.0\nDataset: https://doi.org/10.1234/ties.1\n";
    assert_eq!(text("package/LICENSE"), licence);
    let schema = schema("cff-1.2.0/schema.json");
    let file = folder.path("package/CITATION.cff");
    if let Some(found) = python("schema.py", &["jsonschema", "yaml"], &[&schema, &file]) {
        assert!(found.starts_with("yes"), "{found}");
    }
    // The format demands authors, and a licence must be known.
    let silent = package("organizations: [{id: a, name: A}]\n", &[]);
    let names = std::fs::read_dir(silent.path("package")).expect("it is there");
    let names = names.map(|entry| entry.expect("it is listed").file_name());
    let names: Vec<String> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    assert!(!names.contains(&"CITATION.cff".to_owned()), "{names:?}");
    assert!(!names.contains(&"LICENSE".to_owned()), "{names:?}");
}

#[cfg(feature = "rdf")]
#[test]
fn a_package_has_the_same_triples_as_the_export() {
    let folder = package(DATA, &["--base", "https://example.org/ties/"]);
    let run = folder.run(&[
        "export",
        "turtle",
        "--data",
        "data.yaml",
        "--base",
        "https://example.org/ties/",
    ]);
    assert!(run.text().contains("<https://example.org/ties/"));
    assert_eq!(folder.read("package/dataset.ttl"), run.stdout);
}
