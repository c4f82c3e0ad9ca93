//! One relational table by its name: it is the file of `export tables`, and filters select its rows.

use interorg::analysis::tables::{Projection, TABLE_NAMES, plural};
use interorg::dataset;
use interorg::graph::Graph;
use interorg::query::Filter;

use crate::support::{Folder, Record, Run, json, records};

/// Two partnerships and two operations. Each record cites a source of its own.
const DATA: &str = "\
dataset: {title: Tables, as-of: 2010-12-31, cite: [of-all]}
vocabularies:
  amounts: [{id: troops, label: Troops, definition: Persons., unit: persons}]
organizations:
  - {id: a, name: Alpha, founded: 1990, identifiers: {wikidata: Q1}}
  - {id: b, name: Beta, founded: 1990, part-of: [{organization: c, to: 2003, cite: [of-membership]}]}
  - {id: c, name: Gamma, founded: 1990, attributes: {seat-of: nothing}}
partnerships:
  - between: [a, b]
    phases:
      formal:
        - {phase: contact, from: 2000, cite: [of-spell]}
        - {phase: formalized, from: 2004, confidence: low, cite: [of-spell], rivals: [{says: Later., cite: [of-rival]}]}
    motives:
      - {motive: shared-values, of: a, statement: It says so., attested: [2001], cite: [of-motive]}
    milestones:
      - {date: 2001-05, kind: summit, title: They meet, cite: [of-milestone]}
      - {date: 2005, kind: agreement, title: They sign, cite: [of-milestone]}
    lessons:
      - {group: mandates, statement: Be clear., cite: [of-lesson]}
  - between: [b, c]
    phases:
      formal: [{phase: contact, from: 2006, cite: [of-other]}]
operations:
  - id: one
    name: One
    start: 2002
    end: 2004
    countries: [Chad]
    cite: [of-operation]
    participations:
      - {organization: a, role: lead, amounts: [{what: troops, value: 5, from: 2002, to: 2003, cite: [of-amount]}]}
      - {organization: b, role: support}
  - id: two
    name: Two
    start: 2007
    countries: [Mali]
    cite: [of-other]
    participations:
      - {organization: b, role: lead}
      - {organization: c, role: support}
sources:
  of-all: {title: All}
  of-membership: {title: Membership}
  of-spell: {title: Spell}
  of-rival: {title: Rival}
  of-motive: {title: Motive}
  of-milestone: {title: Milestone}
  of-lesson: {title: Lesson}
  of-operation: {title: Operation}
  of-amount: {title: Amount}
  of-other: {title: Other}
";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("data.yaml", DATA);
    folder
}

/// Runs a line on the dataset.
fn run(folder: &Folder, line: &str) -> Run {
    let words = line.split(' ').chain(["--data", "data.yaml"]);
    folder.run(&words.collect::<Vec<_>>())
}

/// Returns the values of columns of a table, joined by spaces.
#[track_caller]
fn cells(folder: &Folder, line: &str, columns: &[&str]) -> Vec<String> {
    let run = run(folder, &format!("export {line}"));
    assert_eq!(run.status, 0, "{line}: {}", run.stderr);
    let cells = |row: &Record| {
        columns
            .iter()
            .map(|one| row[*one].clone())
            .collect::<Vec<_>>()
    };
    let rows = records(&run.stdout);
    rows.iter().map(|row| cells(row).join(" ")).collect()
}

#[test]
fn without_filters_every_table_has_all_its_rows() {
    let texts = [
        DATA,
        include_str!("../fixtures/valid/joint.yaml"),
        include_str!("../../examples/wider-network.yaml"),
    ];
    let parsed = texts.map(|text| dataset::parse(text).expect("the dataset is valid"));
    for dataset in parsed.into_iter().chain([dataset::builtin()]) {
        let has_one_pass = dataset.passes().len() < 2;
        let graph = Graph::new(dataset);
        let query = Filter::default().resolve(&graph).expect("it has no names");
        let projection = Projection::new(&graph);
        for table in projection.tables() {
            let name = table.definition().name;
            let selected = projection.selected_table(name, &query);
            let selected = selected.expect("it is a table");
            if has_one_pass {
                assert!(selected.rows().eq(table.rows()), "{name}");
            } else {
                // Of several coding passes it has one, in the order of all.
                let mut all = table.rows();
                assert!(
                    selected.rows().all(|row| all.any(|other| other == row)),
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn a_table_by_any_of_its_names_is_the_file_of_all_tables() {
    let folder = folder();
    run(&folder, "export tables -o all");
    for name in TABLE_NAMES {
        let file = folder.read(&format!("all/{name}.csv"));
        for name in [name.to_owned(), plural(name).replace('_', "-")] {
            assert!(
                run(&folder, &format!("export {name}")).stdout == file,
                "{name}"
            );
        }
    }
    let events = run(&folder, "export events");
    assert!(events.stdout == folder.read("all/milestone.csv"));
    folder
        .run(&["export", "spellings"])
        .refused("a similar value exists: 'spell'");
    let help = folder.run(&["export", "--help"]).stdout;
    let help = String::from_utf8(help).expect("it is text");
    for name in TABLE_NAMES {
        let words = help.split(|sign: char| !sign.is_ascii_lowercase() && sign != '_');
        assert!(words.clone().any(|word| word == name), "{name}");
    }
}

#[test]
fn filters_select_the_rows_of_partnerships() {
    let folder = folder();
    let with =
        |table: &str, columns: &[&str]| cells(&folder, &format!("{table} --between a b"), columns);
    assert_eq!(with("partnerships", &["id"]), ["a--b"]);
    assert_eq!(
        with("spells", &["statement", "phase"]),
        [
            "phase:a--b:formal:1 contact",
            "phase:a--b:formal:2 formalized"
        ]
    );
    assert_eq!(with("motives", &["holder", "motive"]), ["a shared-values"]);
    assert_eq!(with("attestations", &["date_edtf"]), ["2001"]);
    assert_eq!(with("lessons", &["says"]), ["Be clear."]);
    assert_eq!(with("rivals", &["says"]), ["Later."]);
    assert_eq!(
        with("statements", &["id"]),
        [
            "phase:a--b:formal:1",
            "phase:a--b:formal:2",
            "motive:a--b:1",
            "milestone:a--b:1",
            "milestone:a--b:2",
            "lesson:a--b:1",
            // The operation in which both take part.
            "operation:one:1",
            "participation:one:1",
            "participation:one:2",
            "membership:b:1",
        ]
    );
}

#[test]
fn filters_select_the_rows_of_operations_and_organizations() {
    let folder = folder();
    let of = |line: &str, columns: &[&str]| cells(&folder, line, columns);
    assert_eq!(of("operations --with a", &["id"]), ["one"]);
    assert_eq!(of("operations --country Mali", &["id"]), ["two"]);
    assert_eq!(
        of("operation-countries --with c", &["operation", "country"]),
        ["two Mali"]
    );
    assert_eq!(
        of("participations --role lead", &["operation", "organization"]),
        ["one a", "two b"]
    );
    assert_eq!(
        of("participations --with b", &["operation", "role"]),
        ["one support", "two lead"]
    );
    assert_eq!(of("amounts --with a", &["organization", "value"]), ["a 5"]);
    assert_eq!(of("organizations --between a b", &["id"]), ["a", "b"]);
    assert_eq!(of("lifetimes --with c", &["organization"]), ["c"]);
    assert_eq!(of("identifiers --with a", &["value"]), ["Q1"]);
    assert_eq!(of("attributes --with c", &["name"]), ["seat-of"]);
    assert_eq!(of("memberships --with b", &["whole"]), ["c"]);
}

#[test]
fn filters_select_citations_and_their_sources() {
    let folder = folder();
    let of = |line: &str, column: &str| cells(&folder, line, &[column]);
    assert_eq!(of("sources --with c", "id"), ["of-other"]);
    assert_eq!(
        of("sources --with a", "id"),
        [
            "of-spell",
            "of-rival",
            "of-motive",
            "of-milestone",
            "of-lesson",
            "of-operation",
            "of-amount"
        ]
    );
    let cited = of("citations --with a", "source");
    assert!(cited.contains(&"of-amount".to_owned()), "{cited:?}");
    assert!(!cited.contains(&"of-other".to_owned()), "{cited:?}");
}

#[test]
fn a_time_selects_rows_but_spells_are_whole() {
    let folder = folder();
    let of = |line: &str, column: &str| cells(&folder, line, &[column]);
    assert_eq!(of("milestones --at 2003", "title"), ["They meet"]);
    assert_eq!(
        of("milestones --during 2004..2006 --with a", "title"),
        ["They sign"]
    );
    assert_eq!(of("spells --at 2002", "phase"), ["contact", "formalized"]);
    assert_eq!(of("participations --at 2003", "operation"), ["one", "one"]);
    assert_eq!(of("memberships --at 2003", "organization"), ["b"]);
    let run = run(&folder, "export memberships --at 2004");
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("nothing matched"), "{}", run.stderr);
}

#[test]
fn other_filters_select_spells_and_motives() {
    let folder = folder();
    let of = |line: &str, column: &str| cells(&folder, line, &[column]);
    assert_eq!(of("spells --phase formalized", "phase"), ["formalized"]);
    assert_eq!(
        of("spells --min-confidence medium --with a", "phase"),
        ["contact"]
    );
    // What follows is below the requested confidence.
    assert_eq!(
        of("spells --min-confidence medium --with a", "event"),
        ["unknown"]
    );
    assert_eq!(of("spells --with a", "event"), ["advance", "none"]);
    assert_eq!(of("motives --held-by a", "holder"), ["a"]);
    assert_eq!(
        of(
            "spells --motive shared-values --coding formal",
            "partnership"
        )
        .len(),
        2
    );
}

#[test]
fn spells_and_participations_have_what_survival_analysis_needs() {
    let folder = folder();
    let columns = [
        "first_day",
        "observed_end_day",
        "observed_days",
        "event",
        "censored",
    ];
    // 2000 to 2003 has 1461 days, 2004 to 2010 has 2557, and 2006 to 2010 has 1826.
    assert_eq!(
        cells(&folder, "spells", &columns),
        [
            "2000-01-01 2004-01-01 1461 advance false",
            "2004-01-01 2011-01-01 2557 none true",
            "2006-01-01 2011-01-01 1826 none true",
        ]
    );
    assert_eq!(
        cells(
            &folder,
            "participations",
            &["first_day", "observed_end_day", "censored"]
        ),
        [
            "2002-01-01 2005-01-01 false",
            "2002-01-01 2005-01-01 false",
            "2007-01-01 2011-01-01 true",
            "2007-01-01 2011-01-01 true",
        ]
    );
}

#[test]
fn what_does_not_apply_to_a_table_is_refused() {
    let folder = folder();
    let run = |line: &str| run(&folder, &format!("export {line}"));
    for table in [
        "phases",
        "motive-kinds",
        "calendar",
        "countries",
        "dataset-record",
        "about",
    ] {
        run(&format!("{table} --with a")).refused("filters do not apply to the table");
        assert_eq!(run(table).status, 0, "{table}");
    }
    run("phase --coding formal").refused("filters do not apply to the table `phase`");
    run("spells --lang fr").refused("--lang does not apply to the table `spell`");
    run("spells --format yaml").refused("yaml");
    run("spells --balanced").refused("--balanced applies to the table of dyad-years only");
    run("spells --memberships").refused("graph formats only");
    assert_eq!(folder.names(), ["data.yaml"]);
}

#[test]
fn a_table_is_json_by_its_extension_and_has_a_codebook() {
    let folder = folder();
    let written = run(&folder, "export spells --with a -o spells.json");
    assert_eq!(written.status, 0, "{}", written.stderr);
    let answer: serde_json::Value =
        serde_json::from_slice(&folder.read("spells.json")).expect("it is JSON");
    assert_eq!(answer["query"]["arguments"]["table"], "spell");
    assert_eq!(answer["rows"][1]["event_missing"], "none");
    assert_eq!(answer["rows"][1]["censored"], true);
    let codebook = run(&folder, "export spells --codebook");
    assert!(codebook.text().contains("## spell\n"));
    assert!(!codebook.text().contains("## milestone\n"));
    for table in ["spells", "dyad-years"] {
        run(&folder, &format!("export {table} --codebook --format json")).refused("--codebook");
    }
    let schema = json(&run(&folder, "schema --table spells"));
    let row = &schema["properties"]["rows"]["items"]["properties"];
    assert_eq!(row["observed_days"]["type"][0], "integer");
}

#[test]
fn days_after_the_year_9999_are_written_as_dates_that_can_be_read() {
    let folder = folder();
    let far = DATA.replace("as-of: 2010-12-31", "as-of: Y12000");
    folder.write("data.yaml", far);
    let about = run(&folder, "export about --format json");
    let about = json(&about);
    assert_eq!(about["rows"][0]["as_of_day"], "9999-12-31");
    assert_eq!(about["rows"][0]["as_of_edtf"], "Y12000");
    assert_eq!(about["dataset"]["as_of"], "Y12000");
    let csv = records(&run(&folder, "export about --format csv").stdout);
    assert_eq!(csv[0]["as_of_day"], "9999-12-31");
    let links = run(&folder, "links --at Y12000 --format csv");
    assert_eq!(links.status, 0, "{}", links.stderr);
    // The last spell goes on at the as-of date, and is observed up to it.
    let spells = records(&run(&folder, "export spells").stdout);
    assert_eq!(spells[2]["observed_end_day"], "9999-12-31");
    // The day after the last one of the calendar is that one.
    folder.write(
        "data.yaml",
        DATA.replace("as-of: 2010-12-31", "as-of: 9999-12-31"),
    );
    let spells = records(&run(&folder, "export spells").stdout);
    assert_eq!(spells[2]["observed_end_day"], "9999-12-31");
}
