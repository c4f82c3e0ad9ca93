//! Answers about a dataset of five organizations, which can be recomputed by hand.

use interorg::dataset;
use interorg::graph::Graph;
use interorg::model::Identified as _;
use interorg::query::Filter;

use crate::support::{Folder, json, list, records, rows, texts};

/// Alpha ends in 2000 and had a partnership with Beta, which has a later one with Gamma. All but Alpha have a part in an operation.
const DATASET: &str = "
dataset: {title: Five organizations, as-of: 2010}
organizations:
  - {id: a, name: Alpha, founded: 1950, dissolved: 2000-12-31}
  - {id: b, name: Beta, founded: 1950}
  - {id: c, name: Gamma, founded: 1950}
  - {id: d, name: Delta, founded: 1950}
  - {id: e, name: Epsilon, founded: 1950}
partnerships:
  - between: [a, b]
    phases:
      activity:
        - {phase: ad-hoc, from: 1990-01-01, to: 2000-12-31, cite: [s]}
    motives:
      - {of: a, motive: organizational-survival, statement: It needed it., cite: [s]}
      - {of: b, motive: organizational-learning, statement: It learned., from: 1995, cite: [s]}
    motives-not-found:
      - {of: b, motive: organizational-survival, searched: All papers., cite: [s]}
      - {of: a, motive: shared-values, searched: All papers., cite: [s]}
  - between: [b, c]
    phases:
      activity:
        - {phase: contact, from: 2005-01-01, cite: [s]}
operations:
  - id: op
    name: Operation
    start: 2001-01-01
    end: 2003-12-31
    cite: [s]
    participations:
      - {organization: b, role: lead}
      - {organization: c, role: funding}
      - {organization: d, role: opposed}
      - {organization: e, role: endorsing}
sources:
  s: {title: S, date: 2003}
";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("data.yaml", DATASET);
    folder
}

fn ask(line: &str) -> crate::support::Run {
    let arguments: Vec<&str> = line.split(' ').chain(["--data", "data.yaml"]).collect();
    folder().run(&arguments)
}

#[test]
fn a_dissolution_belongs_to_the_last_year_of_the_member() {
    let run = ask("export dyad-years --during 1999..2006");
    let with_transitions: Vec<String> = records(&run.stdout)
        .iter()
        .filter(|row| !row["activity_transitions"].is_empty())
        .filter(|row| row["activity_transitions"] != "unknown")
        .map(|row| {
            ["year", "a", "b", "activity_transitions"]
                .map(|column| &*row[column])
                .join(" ")
        })
        .collect();
    assert_eq!(with_transitions, ["2000 a b dissolution", "2005 b c begin"]);
}

#[test]
fn a_partnership_that_had_not_begun_differs_from_one_that_could_not_exist() {
    let changes = json(&ask("changes 2000 2010 --coding activity --format json"));
    let states = list(&changes["phases"]).iter();
    let states: Vec<[&str; 2]> = states
        .map(|row| {
            ["before_phase", "after_phase"].map(|state| {
                let missing = row[format!("{state}_missing")].as_str();
                row[state].as_str().or(missing).unwrap_or_default()
            })
        })
        .collect();
    assert_eq!(states, [["ad-hoc", "not-existing"], ["none", "contact"]]);
}

#[test]
fn motives_that_were_looked_for_are_named_with_their_side_and_family() {
    let coverage = json(&ask("check --coverage --format json"));
    let missing = list(&coverage["missing_motives"]);
    let missing = missing.iter().map(|row| {
        let words = ["side", "family"].map(|field| row[field].as_str().unwrap_or_default());
        format!("{} {}", words.join(" "), row["not_found"])
    });
    assert_eq!(
        missing.collect::<Vec<_>>(),
        [
            r#"a ideational ["shared-values"]"#,
            r#"b materialist ["organizational-survival"]"#,
            "b materialist []",
            "b ideational []",
            "c materialist []",
            "c ideational []",
        ]
    );
}

#[test]
fn a_participation_that_rests_on_its_operation_is_no_claim_of_its_own() {
    let coverage = json(&ask("check --coverage --format json"));
    let claims = list(&coverage["claims"]).iter();
    let claims: Vec<String> = claims
        .map(|row| format!("{} {}", row["about"], row["claims"]))
        .collect();
    assert_eq!(claims, [r#""A–B" 3"#, r#""B–C" 1"#, r#""Operations" 1"#]);
}

#[test]
fn years_after_a_member_has_ended_are_not_silent() {
    let coverage = ask("check --coverage");
    assert!(
        coverage.text().contains("1991–1999   "),
        "{}",
        coverage.text()
    );
    assert!(
        !coverage.text().contains("2001–2010"),
        "{}",
        coverage.text()
    );
}

#[test]
fn participations_without_ties_are_counted_by_what_they_are() {
    let matrix = ask("matrix role decade --count participations");
    let text = matrix.text();
    assert!(
        text.contains("1 of 4 participations is against the operation."),
        "{text}"
    );
    assert!(
        text.contains("1 of 4 participations is in a role that makes no tie."),
        "{text}"
    );
}

#[test]
fn the_name_of_a_family_stands_for_its_motives_alone() {
    for (family, motive) in [
        ("materialist", "organizational-survival"),
        ("ideational", "organizational-learning"),
    ] {
        let run = ask(&format!("motives --motive {family} --format json"));
        assert_eq!(texts(&rows(&run), "motive"), [motive]);
    }
}

#[test]
fn motives_without_a_date_are_counted() {
    let matrix = ask("matrix motive decade");
    let text = matrix.text();
    assert!(
        text.contains("1 of 2 have no start date and count under “No date”."),
        "{text}"
    );
}

#[test]
fn operations_count_under_those_who_take_part_and_not_under_members_of_partnerships() {
    let run = ask("matrix organization decade --count operations --format json");
    let matrix = json(&run).to_string();
    assert!(
        matrix.contains("An operation counts under every organization that takes part in it."),
        "{matrix}"
    );
    let text = ask("matrix organization decade --count operations")
        .text()
        .to_owned();
    let rows = text
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    let names: Vec<&str> = rows.filter(|word| word.len() == 1).collect();
    assert_eq!(names, ["B", "C", "D", "E"], "{text}");
    let left_out = ask("matrix organization decade --count operations --at 1960");
    let note = "Left out by the time or the filters: 1 of 1 operation.";
    assert!(left_out.stderr.contains(note), "{}", left_out.stderr);
}

#[test]
fn the_lesser_amount_is_explained_where_two_members_share_an_operation() {
    let folder = Folder::new();
    let dataset = format!(
        "{DATASET}vocabularies:\n  amounts:\n    - {{id: troops, label: Troops, definition: Soldiers.}}\n"
    );
    let leads = "{organization: b, role: lead}";
    let sent = "{organization: b, role: lead, amounts: [{what: troops, value: 500, from: 2001, to: 2003}]}";
    folder.write("data.yaml", dataset.replace(leads, sent));
    let lesser = "In a shared operation the lesser amount of the two members counts";
    for (unit, rows, is_explained) in [
        ("shared-operations", "dyad", true),
        ("partnerships", "dyad", true),
        ("participations", "organization", false),
    ] {
        let run = folder.run(&[
            "matrix",
            rows,
            "decade",
            "--count",
            unit,
            "--weight",
            "troops",
            "--coding",
            "activity",
            "--data",
            "data.yaml",
        ]);
        let text = format!("{}{}", run.text(), run.stderr);
        assert_eq!(text.contains(lesser), is_explained, "{unit}: {text}");
    }
}

#[test]
fn a_tie_over_an_operation_with_a_vague_end_may_match_a_little_later() {
    let folder = Folder::new();
    folder.write(
        "data.yaml",
        DATASET.replace("end: 2003-12-31", "end: 2003~"),
    );
    let note = "1 partnership may match too, because its dates are uncertain: B–C";
    for (filter, may_match) in [
        (&["--at", "2004-06-01"][..], true),
        (&["--at", "2010-06-01"], false),
        // A tie over operations has no phase and no coding.
        (&["--at", "2004-06-01", "--phase", "contact"], false),
        (&["--at", "2004-06-01", "--coding", "activity"], false),
    ] {
        let line = ["links", "--ties", "operations", "--data", "data.yaml"];
        let run = folder.run(&[&line, filter].concat());
        assert_eq!(
            run.stderr.contains(note),
            may_match,
            "{filter:?}: {}",
            run.stderr
        );
    }
}

/// Three organizations share an operation on different days, and two of them have a partnership. What each sends is partly unknown.
const SHARED: &str = "
dataset: {title: Shared, as-of: 2010, cite: [s]}
vocabularies: {amounts: [{id: troops, label: Troops, definition: Soldiers.}]}
organizations: [{id: a, name: Alpha}, {id: b, name: Beta}, {id: c, name: Gamma}]
partnerships: [{between: [a, b], phases: {formal: [{phase: contact, from: 2000}]}}]
operations:
  - id: o
    name: O
    start: 2000
    end: 2009
    participations:
      - {organization: a, role: lead, to: 2004, amounts: [{what: troops, value: 100}]}
      - {organization: b, role: lead, from: 2003, amounts: [{what: troops, value: 30}]}
      - {organization: c, role: lead, amounts: [{what: troops, value: unknown}]}
sources: {s: {title: S, date: 2003}}
";

fn ask_shared(words: &[&str]) -> crate::support::Run {
    let folder = Folder::new();
    folder.write("data.yaml", SHARED);
    folder.run(&[words, &["--data", "data.yaml"]].concat())
}

#[test]
fn filters_choose_the_ties_of_operations_that_measures_count() {
    let degrees = |words: &[&str]| {
        let measures = ["measures", "--measure", "degree", "--format", "csv"];
        let run = ask_shared(&[&measures, words].concat());
        let rows = records(&run.stdout);
        let degrees = rows
            .iter()
            .map(|row| format!("{}{}", row["organization"], row["degree"]));
        degrees.collect::<Vec<_>>().join(" ")
    };
    let operations = ["--ties", "operations", "--at", "2003"];
    assert_eq!(degrees(&operations), "a2 b2 c2");
    // Of those whose partnership has the phase, and of those of A.
    let of = |more: &[&str]| degrees(&[&operations[..], more].concat());
    assert_eq!(of(&["--phase", "contact"]), "a1 b1 c0");
    assert_eq!(of(&["--with", "a"]), "a2 b1 c1");
    // Alpha has left in 2005, and the partnership goes on.
    assert_eq!(
        degrees(&["--ties", "operations", "--at", "2005"]),
        "a0 b1 c1"
    );
    assert_eq!(degrees(&["--ties", "both", "--at", "2005"]), "a1 b2 c1");
}

#[test]
fn ties_of_operations_weigh_what_both_send() {
    let weights = |words: &[&str]| {
        let links = ["links", "--weight", "troops", "--format", "csv"];
        let run = ask_shared(&[&links, words].concat());
        let rows = records(&run.stdout);
        let weights = rows.iter().map(|row| {
            let weight = &row["weight"];
            format!("{}{} {weight}", row["a"], row["b"])
        });
        weights.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(
        weights(&["--ties", "operations", "--at", "2003"]),
        "ab 30, ac unknown, bc unknown"
    );
    // Weighed on the as-of date, when nobody takes part: that is none, and not unknown.
    assert_eq!(weights(&["--ties", "operations"]), "ab , ac , bc ");
    // What nothing says of a recorded partnership is unknown.
    assert_eq!(weights(&["--at", "2010"]), "ab unknown");
    let note = |least: &[&str]| {
        let words = [
            "export",
            "pajek",
            "--ties",
            "operations",
            "--at",
            "2003",
            "--weight",
            "troops",
            "-o",
            "net.net",
        ];
        ask_shared(&[&words, least].concat()).stderr
    };
    let unknown = "2 edges have an unknown weight, which is written as 0";
    assert!(note(&[]).contains(unknown), "{}", note(&[]));
    assert!(!note(&["--min-weight", "1"]).contains("unknown weight,"));
    let one = note(&["--with", "a"]);
    assert!(
        one.contains("1 edge has an unknown weight, which is written as 0"),
        "{one}"
    );
}

#[test]
fn a_chain_over_one_operation_takes_the_days_of_both() {
    let run = ask_shared(&[
        "path",
        "a",
        "b",
        "--respect-time",
        "--ties",
        "operations",
        "--format",
        "json",
    ]);
    let answer = json(&run);
    let first = &list(&answer["rows"])[0];
    assert_eq!(first["ties"][0]["date"], "2003-01-01", "{answer:#}");
}

#[test]
fn an_organization_lived_through_a_phase_of_a_successor_of_its_successor() {
    let folder = Folder::new();
    folder.write(
        "data.yaml",
        "
dataset: {as-of: 2010, cite: [s]}
organizations:
  - {id: first, name: First, founded: 1950, dissolved: 1959-12-31}
  - {id: second, name: Second, founded: 1960, dissolved: 1969-12-31, succeeds: [first]}
  - {id: third, name: Third, founded: 1970, succeeds: [second]}
  - {id: other, name: Other, founded: 1950}
partnerships:
  - {between: [third, other], phases: {formal: [{phase: contact, from: 1955, through: [first, second]}]}}
sources: {s: {title: S, date: 2003}}
",
    );
    for (organization, phases) in [("first", 1), ("second", 1), ("third", 0), ("other", 0)] {
        let show = [
            "show",
            organization,
            "--format",
            "json",
            "--data",
            "data.yaml",
        ];
        let dossier = json(&folder.run(&show));
        let found = list(&dossier["lived_through"]);
        assert_eq!(found.len(), phases, "{organization}: {dossier:#}");
    }
}

#[test]
fn partnerships_around_an_organization_are_found_step_by_step() {
    let phase = "phases: {formal: [{phase: contact, from: 2000}]}";
    let pairs = ["c, d", "b, c", "a, b", "e, f"]
        .map(|pair| format!("  - {{between: [{pair}], {phase}}}\n"));
    let organizations =
        ["a", "b", "c", "d", "e", "f"].map(|id| format!("{{id: {id}, name: N{id}}}"));
    let text = format!(
        "dataset: {{title: T, as-of: 2010, cite: [s]}}\norganizations: [{}]\npartnerships:\n{}sources: {{s: {{title: S}}}}\n",
        organizations.join(", "),
        pairs.concat()
    );
    let graph = Graph::new(dataset::parse(&text).expect("it is sound"));
    let a = graph.organization_named("a").expect("it is there").key();
    let selection = Filter::default()
        .resolve(&graph)
        .expect("it has no names")
        .select();
    for (steps, expected) in [
        (0, &[][..]),
        (1, &["A–B"]),
        (2, &["B–C", "A–B"]),
        (3, &["C–D", "B–C", "A–B"]),
        (9, &["C–D", "B–C", "A–B"]),
    ] {
        let around = selection.around(a, steps);
        let labels: Vec<String> = around.iter().map(|one| one.partnership().label()).collect();
        assert_eq!(labels, expected, "{steps}");
    }
}

#[test]
fn edges_of_participations_say_whether_they_make_ties() {
    let folder = Folder::new();
    let unknown = "{organization: e, role: lead, status: unknown}";
    folder.write(
        "data.yaml",
        DATASET.replace("{organization: e, role: endorsing}", unknown),
    );
    let line = "export node-link --operations nodes --data data.yaml";
    let run = folder.run(&line.split(' ').collect::<Vec<_>>());
    let graph = json(&run);
    let edges = graph["edges"].as_array().expect("it is a list").iter();
    let participations = edges.filter(|edge| edge["kind"] == "participation");
    let found: Vec<(String, bool)> = participations
        .map(|edge| {
            let ties = edge["ties"].as_u64().expect("it is stated");
            (edge["source"].to_string(), ties == 1)
        })
        .collect();
    let expected = [("b", true), ("c", true), ("d", false), ("e", false)];
    assert_eq!(
        found,
        expected.map(|(id, ties)| (format!("\"{id}\""), ties))
    );
}

#[test]
fn a_series_belongs_to_the_milestones_of_a_filter() {
    let folder = Folder::new();
    let series = "\n    series: [{id: yearly, title: Meetings, completeness: All of them., cite: [s]}]\n    phases:";
    folder.write("data.yaml", DATASET.replacen("\n    phases:", series, 1));
    for (filter, count) in [("--with a", 1), ("--with c", 0)] {
        let line = format!("export series {filter} --data data.yaml");
        let run = folder.run(&line.split(' ').collect::<Vec<_>>());
        assert_eq!(
            records(&run.stdout).len(),
            count,
            "{filter}: {}",
            run.stderr
        );
    }
}

#[test]
fn a_motive_that_may_still_be_held_counts_under_the_phase_at_the_end_of_each_time() {
    let folder = Folder::new();
    folder.write(
        "data.yaml",
        "
dataset: {title: T, as-of: 2010, cite: [s]}
organizations: [{id: a, name: A, founded: 1950}, {id: b, name: B, founded: 1950}]
partnerships:
  - between: [a, b]
    phases:
      formal:
        - {phase: contact, from: 1991-01-01}
        - {phase: ad-hoc, from: 1996-01-01, to: 2004-12-31}
    motives:
      - {of: a, motive: shared-values, statement: They share them., from: 1993, to: unknown}
sources: {s: {title: S}}
",
    );
    let cells = |times: &str, wanted: &[&str]| {
        let words = [
            "matrix", "phase", times, "--count", "motives", "--format", "csv",
        ];
        let run = folder.run(
            &[
                &words[..],
                &["--during", "1985..2010", "--data", "data.yaml"],
            ]
            .concat(),
        );
        let rows = records(&run.stdout);
        let row = |row: &crate::support::Record| {
            wanted
                .iter()
                .map(|time| row[*time].clone())
                .collect::<Vec<_>>()
                .join(" ")
        };
        rows[..3].iter().map(row).collect::<Vec<_>>()
    };
    // Without a relation, in contact, and in cooperation ad hoc.
    assert_eq!(
        cells("decade", &["1990s", "2000s"]),
        ["0 unknown", "0 0", "1 0"]
    );
    assert_eq!(
        cells("year", &["1993", "1994", "1995", "1996", "2004", "2005"]),
        [
            "0 0 0 0 0 unknown",
            "1 unknown unknown 0 0 0",
            "0 0 0 unknown unknown 0"
        ]
    );
}

#[test]
fn a_participation_without_sources_rests_on_those_of_its_operation() {
    let folder = Folder::new();
    let own = "{organization: c, role: funding, cite: [t]}";
    let data =
        DATASET.replace("{organization: c, role: funding}", own) + "  t: {title: T, date: 2004}\n";
    folder.write("data.yaml", data);
    let line = "matrix organization role --cases --evidence --format json --data data.yaml";
    let run = folder.run(&line.split(' ').collect::<Vec<_>>());
    let cells = json(&run);
    let found = list(&cells["cells"]).iter().map(|cell| {
        let [source] = list(&cell["evidence"]) else {
            panic!("{cell}: one source")
        };
        ["supports", "source"].map(|key| source[key].as_str().expect("a text").to_owned())
    });
    let (operation, own) = (["operation", "s"], ["participation", "t"]);
    let found: Vec<[String; 2]> = found.collect();
    assert_eq!(found, [operation, own, operation, operation]);
}

#[test]
fn a_graph_of_a_part_names_only_the_organizations_that_it_mentions() {
    for (filter, names) in [
        ("--with a", ["Alpha", "Beta"].as_slice()),
        ("--between b c", &["Beta", "Gamma"]),
    ] {
        let run = ask(&format!("export turtle {filter}"));
        let all = ["Alpha", "Beta", "Gamma", "Delta", "Epsilon"];
        let found = all.into_iter().filter(|name| run.text().contains(*name));
        assert_eq!(found.collect::<Vec<_>>(), names, "{filter}");
    }
}

#[test]
fn a_number_that_a_source_has_twice_is_that_of_its_list() {
    let text = "\
organizations: [{id: a, name: A, cite: [s]}]
sources: {s: {title: S, type: article, serial-number: {issn: 1234-5679, doi: 10.1/a}, doi: 10.1/b, isbn: 978-0-00-000000-2}}
";
    let dataset = dataset::parse(text).expect("the dataset is sound");
    let source = dataset.sources().iter().next().expect("there is one");
    let numbers = source.serial_numbers.iter();
    let numbers: Vec<_> = numbers
        .map(|(scheme, number)| (&**scheme, &**number))
        .collect();
    let expected = [
        ("issn", "1234-5679"),
        ("doi", "10.1/a"),
        ("isbn", "978-0-00-000000-2"),
    ];
    assert_eq!(numbers, expected);
}

#[test]
fn a_tie_of_a_network_has_the_minimum_number_of_shared_operations() {
    let folder = Folder::new();
    folder.write(
        "data.yaml",
        "\
dataset: {title: T, as-of: 2010, cite: [s]}
organizations: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]
sources: {s: {title: S}}
operations:
  - {id: x, name: X, start: 2000, participations: [{organization: a, role: lead}, {organization: b, role: lead}, {organization: c, role: lead}]}
  - {id: y, name: Y, start: 2000, participations: [{organization: a, role: lead}, {organization: b, role: lead}]}
",
    );
    let degrees = |least: &str| {
        let words = "measures --measure degree --format json --data data.yaml --min-shared";
        let words: Vec<&str> = words.split(' ').chain([least]).collect();
        let answer = folder.run(&words);
        let rows: Vec<_> = rows(&answer)
            .into_iter()
            .map(|row| (row["organization"].clone(), row["degree"].clone()))
            .collect();
        serde_json::json!(rows)
    };
    assert_eq!(
        degrees("1"),
        serde_json::json!([["a", 2], ["b", 2], ["c", 2]])
    );
    assert_eq!(
        degrees("2"),
        serde_json::json!([["a", 1], ["b", 1], ["c", 0]])
    );
}

#[test]
fn a_motive_that_only_one_side_holds_is_not_returned() {
    let graph = Graph::new(dataset::parse(DATASET).expect("the dataset is sound"));
    let filter = Filter {
        at: Some("1998".parse().expect("it is a date")),
        coding: Some("activity".to_owned()),
        ..Filter::default()
    };
    let selection = filter.resolve(&graph).expect("it resolves").select();
    let motives = &graph.dataset().vocabularies().motives;
    let found = interorg::analysis::measure::motive_reciprocity(&selection);
    assert_eq!(found.len(), motives.len());
    let found = found
        .into_iter()
        .map(|(motive, one)| (motives[motive].id().to_string(), one.ties, one.returned));
    let tied: Vec<_> = found.filter(|(_, ties, _)| *ties > 0).collect();
    let expected = [
        ("organizational-survival", 1, 0),
        ("organizational-learning", 1, 0),
    ];
    assert_eq!(
        tied,
        expected.map(|(motive, ties, returned)| (motive.to_owned(), ties, returned))
    );
}

#[test]
fn csv_says_beside_it_what_has_too_little_confidence() {
    let folder = Folder::new();
    folder.write(
        "data.yaml",
        DATASET.replace("from: 2005-01-01,", "from: 2005-01-01, confidence: low,"),
    );
    let words = "links --at 2006 --coding activity --format csv --data data.yaml --min-confidence";
    let run = |least: &str| folder.run(&words.split(' ').chain([least]).collect::<Vec<_>>());
    assert!(
        run("high")
            .stderr
            .contains("1 claim of less than high confidence"),
        "{}",
        run("high").stderr
    );
    assert!(!run("low").stderr.contains("confidence"));
}
