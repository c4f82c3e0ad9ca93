//! Pictures and answers of datasets with many organizations, long names and many kinds.

use serde_json::{Value as Json, json};

use crate::support::{Folder, Run, rows};

fn ask(folder: &Folder, line: &str) -> Run {
    let words = line.split(' ').chain(["--data", "data.yaml"]);
    folder.run(&words.collect::<Vec<_>>())
}

fn with(data: &str) -> Folder {
    let folder = Folder::new();
    folder.write("data.yaml", data);
    folder
}

/// Fifty organizations: the last five take part in three operations, the others in one.
fn many_participants() -> String {
    let organizations: String = (0..50)
        .map(|n| format!("  - {{id: o{n}, abbreviation: O{n}, name: Organization {n}}}\n"))
        .collect();
    let take_part = |from: usize| -> String {
        (from..50)
            .map(|n| format!("      - {{organization: o{n}, role: lead}}\n"))
            .collect()
    };
    let operations: String = [("x", 0), ("y", 45), ("z", 45)]
        .iter()
        .map(|(id, from)| {
            let participations = take_part(*from);
            format!("  - id: {id}\n    name: {id}\n    start: 2001\n    cite: [s]\n    participations:\n{participations}")
        })
        .collect();
    format!(
        "dataset: {{title: Many, as-of: 2010}}\norganizations:\n{organizations}operations:\n{operations}sources: {{s: {{title: S}}}}\n"
    )
}

#[test]
fn a_matrix_keeps_the_largest_columns_and_counts_the_others() {
    let folder = with(&many_participants());
    let run = ask(&folder, "diagram matrix --at 2005");
    let svg = run.text();
    let place = |label: &str| svg.find(&format!(">{label}<"));
    // The last five of the dataset are first; ten of the others are left out.
    assert!(
        place("O45") < place("O0") && place("O49") < place("O0"),
        "{svg}"
    );
    assert!(place("O34").is_some() && place("O35").is_none());
    let note =
        "10 organizations are left out; the 40 in the most operations are drawn, these first.";
    assert!(run.stderr.contains(note), "{}", run.stderr);
}

/// A star of many organizations of ten kinds.
fn star(leaves: usize) -> String {
    let kinds: String = (0..12)
        .map(|n| format!("    - {{id: k{n}, label: Kind {n}, definition: A kind.}}\n"))
        .collect();
    let organizations: String = (0..=leaves)
        .map(|n| {
            let kind = 3 + n % 9;
            format!("  - {{id: o{n}, abbreviation: O{n}, name: Organization {n}, kind: k{kind}}}\n")
        })
        .collect();
    let ties: String = (1..=leaves)
        .map(|n| format!("  - {{between: [o0, o{n}]}}\n"))
        .collect();
    format!(
        "dataset: {{title: Star, as-of: 2010}}\nvocabularies:\n  organization-kinds:\n{kinds}organizations:\n{organizations}partnerships:\n{ties}"
    )
}

#[test]
fn fills_do_not_repeat_and_the_rarest_kinds_share_one() {
    let folder = with(&star(20));
    let run = ask(&folder, "diagram");
    let svg = run.text();
    // Nine kinds are drawn: those of the most organizations have a fill each.
    assert!(
        svg.contains(">Kind 3<") && svg.contains(">Another kind<"),
        "{svg}"
    );
    assert!(!svg.contains(">Kind 11<") && !svg.contains(">Kind 0<"));
    let caption = ask(&folder, "diagram --caption caption.txt -o star.svg");
    assert_eq!(caption.status, 0, "{}", caption.stderr);
    let caption = String::from_utf8(folder.read("caption.txt")).expect("UTF-8");
    let kinds = caption
        .lines()
        .find(|line| line.starts_with("Kind:"))
        .expect("a legend");
    let fills: Vec<&str> = kinds
        .split(" box")
        .filter_map(|part| part.split('(').nth(1))
        .collect();
    assert_eq!(fills.len(), 8, "{kinds}");
    let mut distinct = fills.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), 8, "{kinds}");
}

#[test]
fn large_networks_name_the_most_tied_and_say_so() {
    let folder = with(&star(240));
    let run = ask(&folder, "diagram");
    let note = "Names: the 120 of 241 with the most ties; the others are small boxes.";
    assert!(run.stderr.contains(note), "{}", run.stderr);
    let svg = run.text();
    assert!(svg.contains(">O0<") && svg.contains(">O119<") && !svg.contains(">O120<"));
    let size = |text: &str| -> f64 {
        let line = svg
            .lines()
            .find(|line| line.contains("<text") && line.contains(text));
        let svg = line.unwrap_or_else(|| panic!("{text} is drawn"));
        let start = svg.find("font-size=\"").expect("a size");
        let rest = &svg[start + "font-size=\"".len()..];
        rest[..rest.find('"').expect("an end")]
            .parse()
            .expect("a number")
    };
    // The title is larger than 15 points, its size in a small picture.
    assert!(size(">Partnerships of") > 15.5);
}

/// A dataset without phases, with long names that begin alike, and ids that are made from names.
const LONG_NAMES: &str = "\
dataset: {title: Commissions, as-of: 2010}
organizations:
  - {id: international-commission-rhine, name: International Commission for the Protection of the Rhine}
  - {id: international-commission-danube, name: International Commission for the Protection of the Danube}
  - {id: un, name: United Nations}
partnerships:
  - {between: [un, international-commission-rhine]}
  - {between: [un, international-commission-danube]}
";

#[test]
fn names_stand_for_missing_abbreviations_and_stay_distinct() {
    let folder = with(LONG_NAMES);
    let run = ask(&folder, "links --format json");
    let labels: Vec<Json> = rows(&run)
        .iter()
        .map(|row| row["a_label"].clone())
        .collect();
    assert!(
        labels.contains(&json!(
            "International Commission for the Protection of the Rhine"
        )),
        "{labels:?}"
    );
    let run = ask(&folder, "diagram");
    let svg = run.text();
    assert!(
        svg.contains("… Rhine<") && svg.contains("… Danube<"),
        "{svg}"
    );
    // Nothing has a phase or a condition, so nothing says under which coding.
    assert!(
        !svg.contains("Coding") && !svg.contains("Condition"),
        "{svg}"
    );
}

#[test]
fn titles_have_labels_instead_of_ids() {
    let run = Folder::new().run(&[
        "diagram",
        "--min-phase",
        "ad-hoc",
        "--with",
        "nato",
        "--at",
        "2010",
    ]);
    let svg = run.text();
    assert!(
        svg.contains("with NATO · phase ad hoc cooperation or further"),
        "{}",
        &svg[..2000]
    );
}

#[test]
fn a_matrix_begins_where_the_record_does() {
    let data = many_participants().replace("as-of: 2010", "as-of: 2004, from: 2003");
    let folder = with(&data);
    let run = ask(&folder, "matrix operation year --format json");
    let json: Json = serde_json::from_slice(&run.stdout).expect("JSON");
    let years = json["column_headings"].as_array().expect("headings").iter();
    let years: Vec<&Json> = years.map(|heading| &heading["id"]).collect();
    assert_eq!(years, ["2003", "2004"]);
    let notes = json["notes"].to_string();
    assert!(notes.contains("The record begins on 2003-01-01"), "{notes}");
}

#[test]
fn many_changes_are_counted_in_words() {
    let organizations: String = (0..=40)
        .map(|n| format!("  - {{id: o{n}, name: O{n}}}\n"))
        .collect();
    let partnerships: String = (1..=40)
        .map(|n| {
            let from = if n <= 30 { 2005 } else { 2001 };
            let to = if n <= 30 { "" } else { ", to: 2006" };
            format!("  - between: [o0, o{n}]\n    phases: {{formal: [{{phase: contact, from: {from}{to}, cite: [s]}}]}}\n")
        })
        .collect();
    let folder = with(&format!(
        "dataset: {{title: T, as-of: 2010}}\norganizations:\n{organizations}partnerships:\n{partnerships}sources: {{s: {{title: S}}}}\n"
    ));
    let run = ask(&folder, "changes 2004 2010");
    let text = run.text();
    assert!(
        text.contains("40 partnerships changed: 30 began, 10 ended."),
        "{text}"
    );
}

#[test]
fn the_ego_is_in_the_middle_of_the_operations() {
    let folder = with(&many_participants());
    let run = ask(
        &folder,
        "diagram --at 2005 --operation y --ego O47 --operations --format dot",
    );
    let dot = run.text();
    let x = |id: &str| -> f64 {
        let node = dot.find(&format!("\"{id}\"[")).expect(id);
        let rest = &dot[node..];
        let position = &rest[rest.find("pos=\"").expect("a position") + 5..];
        position[..position.find(',').expect("two numbers")]
            .parse()
            .expect("a number")
    };
    let others = ["o45", "o46", "o48", "o49"].map(x);
    let (least, most) = (
        others.iter().copied().fold(f64::INFINITY, f64::min),
        others.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    );
    let ego = x("o47");
    let width = most - least;
    assert!(
        ego > least + 0.2 * width && ego < most - 0.2 * width,
        "{least} {ego} {most}"
    );
}

#[test]
fn every_format_has_the_words_of_the_dataset() {
    let data = many_participants().replace(
        "as-of: 2010",
        "as-of: 2010, labels: {operation: treaty, operations: treaties}",
    );
    let folder = with(&data);
    for (line, words) in [
        (
            "diagram --min-shared 2 --format mermaid",
            "Ties#58; shared treaties",
        ),
        ("diagram --min-shared 2 --format dot", "3 shared treaties"),
        (
            "diagram --min-shared 2 --format svg",
            "3 treaties, since 2001",
        ),
        (
            "diagram --min-shared 2 --format svg",
            "sharing at least 2 treaties",
        ),
        (
            "diagram timeline --min-shared 2 --format mermaid",
            "#58; treaties",
        ),
        ("links --min-shared 2", "ties: shared treaties"),
        ("changes 2000 2005", "3 treaties began."),
        ("path o0 o1", "treaty x"),
    ] {
        let run = ask(&folder, line);
        assert!(
            run.text().contains(words),
            "{line}: {words}: {}",
            run.text()
        );
    }
}

#[test]
fn communities_and_thinned_networks_are_measured() {
    // Two triangles that one tie joins, in ten operations: the tie between them is in one.
    let pairs = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5)];
    let operation = |(number, (a, b)): (usize, (usize, usize))| {
        format!(
            "  - {{id: x{number}, name: X{number}, start: 2001, cite: [s], participations: [{{organization: o{a}, role: lead}}, {{organization: o{b}, role: lead}}]}}\n"
        )
    };
    let repeated = pairs.iter().copied().chain(pairs).chain([(2, 3)]);
    let operations: String = repeated.enumerate().map(operation).collect();
    let organizations: String = (0..6)
        .map(|n| format!("  - {{id: o{n}, name: O{n}}}\n"))
        .collect();
    let folder = with(&format!(
        "dataset: {{title: T, as-of: 2010}}\norganizations:\n{organizations}operations:\n{operations}sources: {{s: {{title: S}}}}\n"
    ));
    let found = ask(&folder, "measures --measure communities --format json");
    let communities: Vec<Json> = rows(&found)
        .iter()
        .map(|row| row["community"].clone())
        .collect();
    assert_eq!(communities, [1, 1, 1, 2, 2, 2].map(Json::from));
    let whole = &rows(&ask(&folder, "measures --network --format json"))[0];
    // 24 of 26 ends of ties are within communities, each of which has half of all: 12/13 - 1/2.
    let modularity = whole["modularity"].as_f64().expect("a number");
    assert!(
        (modularity - (12.0 / 13.0 - 0.5)).abs() < 1e-12,
        "{modularity}"
    );
    // For the ends of the weak tie, its share is a fifth of three ties: (4/5)^2. A tie of the triangles there has two
    // fifths: (3/5)^2 = 0.36; elsewhere one of two: 1/2.
    let backbone = &rows(&ask(
        &folder,
        "measures --network --backbone 0.4 --format json",
    ))[0];
    assert_eq!(backbone["ties"], json!(4));
    let thinned = ask(
        &folder,
        "measures --min-degree 3 --measure degree --format json",
    );
    assert_eq!(rows(&thinned).len(), 2);
    assert!(
        thinned
            .text()
            .contains("Left out: 4 organizations with fewer than 3 ties.")
    );
    let grouped = ask(&folder, "diagram --group-by community");
    let svg = grouped.text();
    assert!(
        svg.contains(">Community 1<") && svg.contains("modularity 0.42"),
        "{svg}"
    );
}

/// A ring of organizations, with many sources so that the text is read in pieces.
fn ring(organizations: usize) -> String {
    use std::fmt::Write as _;

    let mut text = String::from("dataset: {title: Ring, as-of: 2010-12-31}\norganizations:\n");
    for n in 0..organizations {
        let _ = writeln!(
            text,
            "  - {{id: o{n}, name: Organization {n}, founded: 1950}}"
        );
    }
    text += "partnerships:\n";
    for n in 0..organizations {
        let next = (n + 1) % organizations;
        let _ = writeln!(
            text,
            "  - between: [o{n}, o{next}]\n    phases:\n      formal:\n        - {{phase: contact, from: {}, cite: [s{n}]}}",
            1960 + n % 40
        );
    }
    text += "sources:\n";
    for n in 0..organizations {
        let _ = writeln!(
            text,
            "  s{n}:\n    title: A source with a title of some length, so that there are several pieces, number {n}\n    type: report\n    date: 2000"
        );
    }
    text
}

#[test]
fn the_number_of_threads_changes_no_answer() {
    let folder = with(&ring(1_200));
    let whole = ask(&folder, "export dataset --threads 1");
    assert_eq!(whole.status, 0, "{}", whole.stderr);
    assert_eq!(whole.text().matches("phase: contact").count(), 1_200);
    for threads in ["2", "3", "16"] {
        let run = ask(&folder, &format!("export dataset --threads {threads}"));
        assert!(run.text() == whole.text(), "{threads}");
        let measured = |threads: &str| {
            let line = format!(
                "measures --measure betweenness closeness --format csv --threads {threads}"
            );
            ask(&folder, &line)
        };
        assert!(
            measured(threads).text() == measured("1").text(),
            "{threads}"
        );
    }
    ask(&folder, "links --threads 0").refused("--threads");
    // A fault in one of many pieces is found in its place, whatever reads it.
    let faulty = ring(1_200).replace("id: o700,", "id: O 700,");
    folder.write("data.yaml", faulty);
    let found = |threads: &str| ask(&folder, &format!("links --threads {threads}")).stderr;
    assert!(found("1").contains("data.yaml:703:"), "{}", found("1"));
    assert_eq!(found("1"), found("4"));
}

#[test]
fn a_large_network_in_dot_has_positions_only_if_they_are_requested() {
    let folder = with(&ring(1_001));
    let run = ask(&folder, "diagram --format dot");
    assert!(!run.text().contains("pos="), "it has positions");
    assert_eq!(run.text().matches(" -- ").count(), 1_001);
    let note = "No positions are written for 1001 nodes; --positions computes them.";
    assert!(run.stderr.contains(note), "{}", run.stderr);
    folder.write("data.yaml", ring(20));
    let small = ask(&folder, "diagram --format dot");
    assert_eq!(small.text().matches("pos=").count(), 40);
    let again = ask(&folder, "diagram --format dot --positions");
    // The stamp has the command.
    let graph = |run: &Run| {
        run.text()
            .split("// interorg stamp")
            .next()
            .map(str::to_owned)
    };
    assert!(graph(&again) == graph(&small), "{}", again.text());
    ask(&folder, "diagram --format svg --positions").refused("`--positions` does not apply to svg");
}

#[test]
fn estimates_from_a_sample_say_so() {
    let folder = with(&ring(40));
    let note =
        "Betweenness and closeness are estimates from the shortest paths of 10 of 40 organizations";
    let table = ask(&folder, "measures --sources 10");
    let words = table
        .text()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(words.contains(note), "{}", table.text());
    let csv = ask(
        &folder,
        "measures --measure closeness --sources 10 --format csv",
    );
    assert!(csv.stderr.contains(note), "{}", csv.stderr);
    for exact in [
        "measures",
        "measures --sources all",
        "measures --sources 40",
        "measures --measure degree --sources 10",
    ] {
        let run = ask(&folder, exact);
        assert!(
            !run.text().contains("are estimates"),
            "{exact}: {}",
            run.text()
        );
    }
    let all = ask(
        &folder,
        "measures --measure betweenness --sources all --format json",
    );
    // On a ring of n organizations, n even, each is between (n - 2)² / 8 pairs: those at opposite ends have two shortest paths.
    for row in rows(&all) {
        assert_eq!(row["betweenness"], json!(180.5));
    }
    ask(&folder, "measures --sources 0").refused("expected a number from 1, or `all`");
}
