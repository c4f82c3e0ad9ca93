//! The structure of tagged PDF, walked by pikepdf and validated by page.

use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use super::formats::hostile;
use super::readers::python;
use super::support::{Folder, list};

/// Pictures of every kind and of every layout of their pages.
const PICTURES: [&str; 13] = [
    "network",
    "network --operations",
    "network --data hostile.yaml",
    "network --group-by kind --width 17cm",
    "network --width 25cm --aspect 16:9 --title Any",
    "timeline",
    "timeline --between UN EU --operations",
    "timeline --data hostile.yaml",
    "evolution",
    "matrix",
    "matrix --of phases",
    "matrix --of operations --theme print",
    "matrix --width 17cm --title Any",
];

/// Draws pictures as PDF; returns the folder and their paths.
fn drawn(pictures: &[&str]) -> (Folder, Vec<PathBuf>) {
    let folder = hostile();
    let mut paths = Vec::new();
    for (index, picture) in pictures.iter().enumerate() {
        let name = format!("{index}.pdf");
        let mut arguments = vec!["diagram"];
        arguments.extend(picture.split(' '));
        arguments.extend(["-o", &name]);
        let run = folder.run(&arguments);
        assert_eq!(run.status, 0, "{picture}: {}", run.stderr);
        paths.push(folder.path(&name));
    }
    (folder, paths)
}

/// Reads files with a Python script; `None` if its package is not installed and not required.
fn answers(script: &str, package: &str, paths: &[PathBuf]) -> Option<Vec<Json>> {
    let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
    let answers = python(script, &[package], &paths)?;
    let answers = answers.lines();
    Some(
        answers
            .map(|line| serde_json::from_str(line).expect("it is JSON"))
            .collect(),
    )
}

fn tags(paths: &[PathBuf]) -> Option<Vec<Json>> {
    answers("pdf_tags.py", "pikepdf", paths)
}

/// Returns the texts of all elements of a kind, in reading order.
fn texts<'a>(answer: &'a Json, kind: &str, field: &str) -> Vec<&'a str> {
    let elements = list(&answer["reading"]).iter();
    elements
        .filter(|element| element["kind"] == kind)
        .map(|element| element[field].as_str().unwrap_or_default())
        .collect()
}

#[test]
fn all_content_of_every_picture_is_in_one_element_or_decoration() {
    let (_folder, paths) = drawn(&PICTURES);
    let Some(answers) = tags(&paths) else {
        return;
    };
    assert_eq!(answers.len(), PICTURES.len());
    for (answer, picture) in answers.iter().zip(PICTURES) {
        assert_eq!(list(&answer["problems"]), [] as [Json; 0], "{picture}");
        assert_eq!(answer["language"], "en");
        assert_eq!(answer["shows_title"], true);
        let metadata = &answer["metadata"];
        assert_eq!(metadata["pdfuaid:part"], "1", "{picture}");
        let title = metadata["dc:title"].as_str().expect("it is a text");
        assert_eq!(texts(answer, "H1", "text"), [title], "{picture}");
        // The picture has the description, except for a matrix, whose cells are read.
        if !picture.starts_with("matrix") {
            let figures = texts(answer, "Figure", "alternative");
            assert_eq!(metadata["dc:description"], figures[0], "{picture}");
        }
    }
}

#[test]
fn a_validator_accepts_every_picture_as_pdf_ua() {
    let (_folder, paths) = drawn(&PICTURES);
    let Some(answers) = answers("pdf_ua.py", "page", &paths) else {
        return;
    };
    for (answer, picture) in answers.iter().zip(PICTURES) {
        assert_eq!(list(&answer["failures"]), [] as [Json; 0], "{picture}");
        assert!(answer["rules"].as_u64() > Some(100), "{answer}");
    }
}

#[test]
fn a_network_is_read_from_its_title_over_nodes_and_ties_to_its_source() {
    let (_folder, paths) = drawn(&["network"]);
    let Some(answers) = tags(&paths) else {
        return;
    };
    let [answer] = answers.as_slice() else {
        panic!("there is one file");
    };
    let kinds: Vec<&str> = list(&answer["reading"])
        .iter()
        .map(|element| element["kind"].as_str().unwrap_or_default())
        .collect();
    let nodes = ["Figure"; 4];
    let ties = ["Link", "Figure"].repeat(6);
    let entries = |count| ["LI", "LBody", "Figure"].repeat(count);
    let expected = [
        &["Document", "H1", "P", "Figure"][..],
        &nodes,
        &ties,
        &["L", "Caption"],
        &entries(1),
        &["L", "Caption"],
        &entries(2),
        &["P", "P", "P"],
    ];
    assert_eq!(kinds, expected.concat());
    let figures = texts(answer, "Figure", "alternative");
    assert_eq!(figures[1], "UN: United Nations");
    // The ties are in the order of the description.
    assert!(figures[5].starts_with("EU–AU: institutionalized, active since 2025"));
    assert!(figures[10].starts_with("UN–NATO: institutionalized, active since 2018"));
    assert_eq!(
        figures[11..],
        ["dark blue line", "solid line", "dotted line"]
    );
    // A line and its label are one part.
    let links = texts(answer, "Link", "text");
    assert_eq!(links[5], "since 1992 institutionalized since 2018");
    let notes = texts(answer, "P", "text");
    assert!(notes[3].starts_with("Source: "), "{notes:?}");
}

#[test]
fn a_timeline_is_read_dyad_by_dyad_and_its_key_after_it() {
    let (_folder, paths) = drawn(&["timeline --data hostile.yaml --milestones key"]);
    let Some(answers) = tags(&paths) else {
        return;
    };
    let paragraphs = texts(&answers[0], "P", "text");
    let place = |text: &str| paragraphs.iter().position(|found| found.contains(text));
    let lane = place("end–ΕΕ").expect("the lane has a label");
    let key = place("2007-05").expect("the key has the date");
    assert!(lane < key, "{paragraphs:?}");
    let milestones = texts(&answers[0], "Figure", "alternative");
    let is_read = |text: &str| milestones.iter().any(|found| found.contains(text));
    assert!(is_read("section :crit") && is_read("title dateFormat"));
}

#[test]
fn a_matrix_is_read_as_a_table_with_headers() {
    let (_folder, paths) = drawn(&["matrix", "matrix --of phases"]);
    let Some(answers) = tags(&paths) else {
        return;
    };
    let [motives, phases] = answers.as_slice() else {
        panic!("there are two files");
    };
    // Two families above six motives, and six dyads.
    assert_eq!(texts(motives, "TR", "text").len(), 2 + 6);
    let headers = texts(motives, "TH", "text");
    assert_eq!(headers.len(), 2 + 6 + 6);
    assert_eq!(
        headers[..3],
        ["Materialist", "Ideational", "Organizational survival"]
    );
    assert_eq!(headers[8], "EU–AU");
    assert_eq!(texts(motives, "TD", "text")[2], "EU · AU");
    // A digit is read as the phase that it means, and a year without a label as the year.
    let cells = texts(phases, "TD", "alternative");
    assert!(
        cells
            .iter()
            .any(|cell| cell.starts_with("UN–EU: contact, active since 1974"))
    );
    assert!(texts(phases, "TH", "alternative").contains(&"1966"));
}

#[test]
fn the_reader_sees_what_is_wrong() {
    let (folder, paths) = drawn(&["network"]);
    let sound = std::fs::read(&paths[0]).expect("it was written");
    let faults = [
        ("/Alt", "/Alx", "a figure without an alternative text"),
        (
            "/StructParent ",
            "/StructPerson ",
            "an annotation is not where its number leads",
        ),
        (
            "/Contents <",
            "/Contexts <",
            "an annotation without a description",
        ),
        (
            "/Tabs /S",
            "/Tabs /R",
            "the order of links is not that of the structure",
        ),
        ("/Marked true", "/Marked null", "it is not tagged"),
    ];
    for (right, wrong, problem) in faults {
        let mut bytes = sound.clone();
        let places = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(right.as_bytes()));
        for at in places.collect::<Vec<_>>() {
            bytes[at..at + right.len()].copy_from_slice(wrong.as_bytes());
        }
        folder.write("wrong.pdf", &bytes);
        let Some(answers) = tags(&[folder.path("wrong.pdf")]) else {
            return;
        };
        let problems = list(&answers[0]["problems"]);
        assert!(problems.contains(&Json::from(problem)), "{problems:?}");
    }
}
