//! What the tables and findings say, against counts made by hand or by a plainer road.

use std::collections::BTreeMap;

use interorg::dataset;
use interorg::model::{Day, End, Identified, Operation, Participation};
use serde_json::Value as Json;

use super::support::{Folder, Record, Run, assert_same_rows, json, list, records};

/// Three partnerships: one that falls and recovers under one coding only, one with a change of condition, and one that
/// ends.
pub(super) const COURSES: &str = "\
dataset: {title: Courses, as-of: 2010-12-31}
organizations:
  - {id: a, name: A, founded: 1990}
  - {id: b, name: B, founded: 1990}
  - {id: c, name: C, founded: 2000-07-01}
  - {id: d, name: D, founded: 1990, dissolved: 2005-06-30}
partnerships:
  - between: [A, B]
    phases:
      formal:
        - {phase: contact, from: 1995-01-01, cite: [s]}
        - {phase: formalized, from: 2000-01-01, cite: [s]}
      activity:
        - {phase: contact, from: 1995-01-01, cite: [s]}
        - {phase: formalized, from: 2000-01-01, cite: [s]}
        - {phase: ad-hoc, from: 2004-01-01, cite: [s]}
        - {phase: formalized, from: 2006-01-01, cite: [s]}
    motives:
      - {motive: shared-values, of: A, statement: It says so., cite: [s]}
      - {motive: shared-values, of: B, statement: It says so too., cite: [s]}
      - {motive: resource-dependence, of: B, from: 2003, to: 2004, statement: It lacks planes., cite: [s]}
    milestones:
      - {date: 2000-01-01, kind: agreement, title: They agree, cite: [s]}
      - {date: 2004-05, kind: dispute, title: They quarrel, cite: [s]}
  - between: [B, C]
    phases:
      formal:
        - {phase: contact, from: 2001-01-01, cite: [s]}
        - {phase: contact, condition: strained, from: 2002-01-01, cite: [s]}
        - {phase: contact, from: 2003-01-01, cite: [s]}
  - between: [A, D]
    phases:
      formal:
        - {phase: ad-hoc, from: 1996-01-01, to: 2005-03-31, cite: [s]}
operations:
  - id: op
    name: Operation
    start: 2003-03-01
    end: 2004-02-01
    cite: [s]
    participations:
      - {organization: A, role: lead, from: 2003-03-01, cite: [s]}
      - {organization: B, role: support, from: 2003-06-01, to: 2003-12-31, cite: [s]}
sources:
  s: {type: report, title: S}
";

fn ask(line: &str) -> Run {
    let folder = Folder::new();
    folder.write("courses.yaml", COURSES);
    let words: Vec<&str> = line.split(' ').chain(["--data", "courses.yaml"]).collect();
    folder.run(&words)
}

fn answer(line: &str) -> Json {
    let run = ask(line);
    assert_eq!(run.status, 0, "{line}: {}", run.stderr);
    json(&run)
}

/// Finds the rows of a section whose fields have these values.
fn rows<'j>(section: &'j Json, fields: &[(&str, &str)]) -> Vec<&'j Json> {
    let holds = |row: &&Json| fields.iter().all(|(field, value)| row[field] == *value);
    list(section).iter().filter(holds).collect()
}

/// Finds the row of a measure among the transitions of the findings under a coding.
#[track_caller]
fn transition<'j>(findings: &'j Json, coding: &str, measure: &str) -> &'j Json {
    let section = &findings["transitions"];
    let found = rows(section, &[("coding", coding), ("measure", measure)]);
    assert_eq!(found.len(), 1, "{coding} {measure}: {section}");
    found[0]
}

/// Returns the members of the dyad of a case, and one more field.
fn dyad_and<'j>(case: &'j Json, field: &str) -> [&'j Json; 3] {
    ["a", "b", field].map(|field| &case[field])
}

/// Returns the number of cases of a measure, and the number out of which they are.
#[track_caller]
fn proportion(findings: &Json, coding: &str, measure: &str) -> [Json; 2] {
    let row = transition(findings, coding, measure);
    ["count", "total"].map(|field| row[field].clone())
}

#[test]
fn transitions_are_counted_by_kind_under_each_coding() {
    let findings = answer("findings --cases --format json");
    let count =
        |coding: &str, measure: &str| transition(&findings, coding, measure)["count"].clone();
    for (measure, formal, activity) in [
        ("partnerships", 3, 1),
        ("begin", 3, 1),
        ("advance", 1, 2),
        ("setback", 1, 0),
        ("recovery", 1, 0),
        ("reversal", 0, 1),
        ("end", 1, 0),
    ] {
        assert_eq!(count("formal", measure), formal, "{measure}");
        assert_eq!(count("activity", measure), activity, "{measure}");
    }
    // By scipy.stats.binomtest(1, 3).proportion_ci(method="exact") and binomtest(1, 1).
    let formal = transition(&findings, "formal", "ever reversed or ended");
    assert_eq!((&formal["count"], &formal["total"]), (&1.into(), &3.into()));
    let low = formal["low"].as_f64().expect("a number");
    assert!((0.00840..0.00841).contains(&low), "{formal}");
    let text = ask("findings");
    for share in [
        "1 of 3 (33 %, 95 % interval 1–91 %)",
        "1 of 1 (100 %, 95 % interval 2–100 %)",
    ] {
        assert!(text.text().contains(share), "{}", text.text());
    }
    // At the end of 2004 A and D have a relation, and in 2005 it ends; B and C are read to the end.
    let years = proportion(&findings, "formal", "partnership-years followed by a fall");
    assert_eq!(years, [1, 33]);
}

#[test]
fn a_phase_below_the_minimum_confidence_is_unknown() {
    let folder = Folder::new();
    let fall = "{phase: ad-hoc, from: 2004-01-01, cite: [s]}";
    let unsure = "{phase: ad-hoc, from: 2004-01-01, confidence: low, cite: [s]}";
    folder.write("courses.yaml", COURSES.replace(fall, unsure));
    let run = |line: &str| {
        let words = line.split(' ').chain(["--data", "courses.yaml"]);
        folder.run(&words.collect::<Vec<_>>())
    };
    let count = |line: &str, measure: &str| proportion(&json(&run(line)), "activity", measure);
    let all = "findings --between A B --format json";
    let sure = "findings --between A B --min-confidence medium --format json";
    let share = "partnership-years followed by a fall";
    for (measure, expected, known) in [
        ("begin", 1, 1),
        ("advance", 2, 1),
        ("reversal", 1, 0),
        ("end", 0, 0),
    ] {
        let counts = [count(all, measure), count(sure, measure)].map(|[count, _]| count);
        assert_eq!(counts, [expected, known], "{measure}");
    }
    // The years from 1995 to 2009, without those that end in the unknown phase or precede it.
    assert_eq!(count(all, share), [1, 15]);
    assert_eq!(count(sure, share), [0, 12]);
    let stays = run("findings --between A B --min-confidence medium");
    assert!(
        stays.text().contains("count as unknown"),
        "{}",
        stays.text()
    );

    let spells = run("export spells --between A B --min-confidence medium");
    let text = spells.text();
    let spells: Vec<&str> = text
        .lines()
        .filter(|row| row.contains("activity"))
        .collect();
    assert_eq!(spells.len(), 3, "{text}");
    assert!(spells[1].contains(",unknown,"), "{}", spells[1]);
    let year = |line: &str| {
        let run = run(line);
        let text = run.text();
        let [heads, row] = text.lines().collect::<Vec<_>>()[..] else {
            panic!("one year of one dyad: {text}");
        };
        let place = heads.split(',').position(|head| head == "activity_rung");
        let cell = row.split(',').nth(place.expect("it is a column"));
        cell.unwrap_or_default().to_owned()
    };
    let of_2004 = "export dyad-years --between A B --during 2004";
    assert_eq!(year(of_2004), "2");
    assert_eq!(year(&format!("{of_2004} --min-confidence medium")), "-9");
}

#[test]
fn findings_state_what_they_do_not_support() {
    let run = ask("findings");
    assert!(
        run.text()
            .contains("1 to 3 partnerships, depending on the coding, are a small")
    );
    assert!(run.text().contains("A coding by texts, here “By texts and"));
    assert_eq!(ask("findings --with C --between C D").status, 1);
}

#[test]
fn motives_are_counted_by_family_dyad_holder_and_phase() {
    let findings = answer("findings --format json");
    let claims = |fields: &[(&str, &str)], family: &str| {
        let fields = [fields, &[("family", family)]].concat();
        let found = rows(&findings["motives"], &fields);
        found
            .first()
            .map(|row| row["claims"].as_i64().expect("a number"))
    };
    let all = [("by", "all"), ("of_missing", "none")];
    assert_eq!(claims(&all, "ideational"), Some(2));
    assert_eq!(claims(&all, "materialist"), Some(1));
    let holder = |id| [("by", "holder"), ("of", id)];
    assert_eq!(claims(&holder("b"), "materialist"), Some(1));
    assert_eq!(claims(&holder("a"), "materialist"), Some(0));
    let phase = |id, coding| [("by", "phase"), ("of", id), ("coding", coding)];
    assert_eq!(claims(&phase("contact", "formal"), "materialist"), Some(0));
    assert_eq!(claims(&phase("ad-hoc", "activity"), "materialist"), Some(1));
    assert_eq!(claims(&phase("none", "formal"), "ideational"), None);
    // Of none of the rows.
    let no_phase = [("by", "phase"), ("of_missing", "none")];
    assert_eq!(claims(&no_phase, "ideational"), None);
}

#[test]
fn changes_list_what_changed_between_two_dates() {
    let changes = answer("changes 2003-06-30 2005-12-31 --coding activity --format json");
    assert_eq!(
        rows(
            &changes["phases"],
            &[("a", "a"), ("b", "b"), ("change", "reversal")]
        )
        .len(),
        1
    );
    assert_eq!(changes["phases"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        rows(
            &changes["operations"],
            &[("operation", "op"), ("change", "ended")]
        )
        .len(),
        1
    );
    assert_eq!(
        changes["motives"].as_array().map(Vec::len),
        Some(1),
        "{changes}"
    );
    assert_eq!(
        changes["milestones"].as_array().map(Vec::len),
        Some(1),
        "{changes}"
    );
    assert!(
        changes["organizations"].to_string().contains('d'),
        "{changes}"
    );
    ask("changes 2005 2003").refused("2005");
    ask("changes 2005 whenever").refused("whenever");
}

#[test]
fn a_partnership_that_changed_and_returned_is_listed() {
    let changes = answer("changes 2003 2006 --coding activity --format json");
    let row = &changes["phases"][0];
    assert_eq!(
        (&row["before_phase"], &row["after_phase"]),
        (&"formalized".into(), &"formalized".into())
    );
    assert_eq!(row["change"], "return");
    let steps = row["steps"].as_array().expect("steps");
    assert_eq!(
        (&steps[0]["kind"], &steps[0]["date"]),
        (&"reversal".into(), &"2004-01-01".into())
    );
    assert_eq!(
        (&steps[1]["kind"], &steps[1]["date"]),
        (&"advance".into(), &"2006-01-01".into())
    );
}

#[test]
fn changes_are_restricted_to_the_selection() {
    let changes = answer("changes 1999 2006 --with B --format json");
    assert_eq!(changes["organizations"], serde_json::json!([]), "{changes}");
    let changes = answer("changes 1999 2006 --with D --format json");
    assert_eq!(
        changes["organizations"][0]["organization"], "d",
        "{changes}"
    );
    assert_eq!(changes["operations"], serde_json::json!([]), "{changes}");
    let all = answer("changes 1999 2006 --format json");
    assert_eq!(
        all["organizations"].as_array().map(Vec::len),
        Some(2),
        "{all}"
    );
}

#[test]
fn a_spell_without_a_relation_is_an_end_not_a_reversal() {
    let folder = Folder::new();
    let phases = "{phase: ad-hoc, from: 1996-01-01, to: 2005-03-31, cite: [s]}";
    let with_none = "{phase: ad-hoc, from: 1996-01-01, cite: [s]}\n        - {phase: none, from: 2005-07-01, cite: [s]}";
    assert!(COURSES.contains(phases));
    let courses = COURSES
        .replace(phases, with_none)
        .replace(", dissolved: 2005-06-30", "");
    folder.write("courses.yaml", courses);
    let run = |line: &str| {
        let words = line.split(' ').chain(["--data", "courses.yaml"]);
        folder.run(&words.collect::<Vec<_>>())
    };
    let years = run("export dyad-years --between A D");
    let lines = years
        .text()
        .lines()
        .filter(|line| line.starts_with("2005,"));
    let ends: Vec<bool> = lines.map(|line| line.contains(",end,")).collect();
    assert_eq!(ends, [true], "{}", years.text());
    let findings = json(&run("findings --cases --format json"));
    let ended = transition(&findings, "formal", "end");
    assert_eq!(ended["count"], 1);
    assert_eq!(
        dyad_and(&ended["cases"][0], "date"),
        ["a", "d", "2005-07-01"]
    );
    assert_eq!(transition(&findings, "formal", "reversal")["count"], 0);
}

#[test]
fn transitions_after_the_as_of_date_do_not_count() {
    let folder = Folder::new();
    folder.write(
        "courses.yaml",
        COURSES.replace("as-of: 2010-12-31", "as-of: 2003-12-31"),
    );
    let run = folder.run(&["findings", "--format", "json", "--data", "courses.yaml"]);
    let findings = json(&run);
    for kind in ["reversal", "end"] {
        let found = rows(&findings["transitions"], &[("measure", kind)]);
        assert!(!found.is_empty(), "{findings}");
        assert!(found.iter().all(|row| row["count"] == 0), "{findings}");
    }
}

#[test]
fn without_changes_nothing_matches() {
    let run = ask("changes 2007 2008");
    assert_eq!(run.status, 1, "{}", run.text());
    assert!(run.stderr.contains("nothing matched"), "{}", run.stderr);
}

/// Reads a table for statistics as a map from the values of some columns to the row, itself a map from column to field.
fn table(line: &str, keys: &[&str]) -> BTreeMap<String, Record> {
    let run = ask(line);
    assert_eq!(run.status, 0, "{line}: {}", run.stderr);
    let mut table = BTreeMap::new();
    for row in records(&run.stdout) {
        let key: Vec<&str> = keys.iter().map(|key| row[*key].as_str()).collect();
        let key = key.join(" ");
        assert!(
            table.insert(key.clone(), row).is_none(),
            "two rows for {key}"
        );
    }
    table
}

#[test]
fn a_dyad_year_distinguishes_none_unknown_not_existing_and_not_applicable() {
    let table = table(
        "export dyad-years --every-pair --balanced",
        &["a", "b", "year"],
    );
    let field = |row: &str, column: &str| table[row][column].as_str();
    // Before the relation, during it, and after a fall.
    assert_eq!(field("a b 1994", "formal_rung"), "0");
    assert_eq!(field("a b 1994", "years_since_contact"), "-7");
    assert_eq!(field("a b 1994", "motive_shared_values"), "-7");
    assert_eq!(field("a b 1995", "formal_rung"), "1");
    assert_eq!(field("a b 1995", "motive_shared_values"), "2");
    assert_eq!(field("a b 2003", "formal_rung"), "3");
    assert_eq!(field("a b 2004", "activity_rung"), "2");
    assert_eq!(field("a b 2004", "activity_transitions"), "reversal");
    assert_eq!(field("a b 2003", "motive_resource_dependence"), "1");
    assert_eq!(field("a b 2005", "motive_resource_dependence"), "0");
    assert_eq!(field("a b 2003", "operations"), "1");
    assert_eq!(field("a b 2004", "operations"), "0");
    assert_eq!(field("a b 2000", "milestone_agreement"), "1");
    // C is founded in 2000, D ends in 2005.
    assert_eq!(field("b c 1999", "formal_phase"), "not-existing");
    assert_eq!(field("b c 1999", "formal_rung"), "-8");
    assert_eq!(field("a d 2006", "formal_rung"), "-8");
    assert_eq!(field("a d 2005", "exists"), "1");
    // A dyad without a record, and a coding that does not cover the dyad.
    assert_eq!(field("a c 2005", "formal_phase"), "unknown");
    assert_eq!(field("a c 2005", "formal_rung"), "-9");
    assert_eq!(field("b c 2002", "activity_rung"), "-9");
    assert_eq!(field("b c 2002", "formal_condition"), "strained");
}

#[test]
fn existence_is_unknown_if_a_founding_is_not_recorded() {
    let folder = Folder::new();
    folder.write(
        "courses.yaml",
        COURSES.replace("name: B, founded: 1990", "name: B"),
    );
    let run = folder.run(&[
        "export",
        "dyad-years",
        "--between",
        "A",
        "B",
        "--data",
        "courses.yaml",
    ]);
    let lines: Vec<&str> = run.text().lines().skip(1).collect();
    // B begins with its first record, the contact of 1995.
    assert_eq!(lines.len(), 2010 - 1995 + 1, "{}", run.text());
    assert!(lines[0].starts_with("1995,"), "{}", lines[0]);
    assert!(
        lines.iter().all(|line| line.contains(",a,b,-9,")),
        "{}",
        run.text()
    );
}

#[test]
fn without_an_as_of_date_the_last_date_of_the_dataset_is_the_last_year() {
    let folder = Folder::new();
    let data = "organizations:
  - {id: a, name: A, founded: 1990}
  - {id: b, name: B, founded: 1990}
operations:
  - id: op
    name: Operation
    start: 1995
    end: ..
    cite: [s]
    participations:
      - {organization: A, role: lead}
      - {organization: B, role: support, from: 1996, to: 2004}
sources: {s: {title: S}}
";
    folder.write("data.yaml", data);
    let run = folder.run(&[
        "export",
        "dyad-years",
        "--every-pair",
        "--data",
        "data.yaml",
    ]);
    let last = run.text().lines().last().unwrap_or_default();
    assert!(last.starts_with("2004,a,b,1,"), "{last}");
}

#[test]
fn every_table_accepts_the_filters() {
    let lines = |line: &str| ask(line).text().lines().count() - 1;
    assert_eq!(lines("export organization-years --with D"), 16);
    assert_eq!(
        lines("export organization-years --with D --during 2000..2003"),
        4
    );
    assert_eq!(
        lines("export organization-years --min-phase formalized --coding activity"),
        42
    );
    assert_eq!(lines("export participations"), 2);
    assert_eq!(lines("export participations --with B"), 1);
    assert_eq!(lines("export participations --at 2003-04"), 1);
    // A coding selects phases, not dyads.
    assert_eq!(
        lines("export dyad-years --coding activity"),
        lines("export dyad-years")
    );
    ask("export spells --directed").refused("--directed applies to the table of dyad-years only");
    ask("export organization-years --every-pair").refused("--every-pair applies to");
    ask("export dataset --with A").refused("written as a whole");
}

#[test]
fn a_directed_dyad_year_has_the_motives_and_roles_of_the_first_member() {
    let table = table("export dyad-years --directed", &["from", "to", "year"]);
    let field = |row: &str, column: &str| table[row][column].as_str();
    assert_eq!(field("a b 2003", "motive_resource_dependence"), "0");
    assert_eq!(field("b a 2003", "motive_resource_dependence"), "1");
    assert_eq!(field("a b 2003", "role_lead"), "1");
    assert_eq!(field("b a 2003", "role_lead"), "0");
    assert_eq!(field("b a 2003", "operations"), "1");
}

#[test]
fn spells_end_in_an_event_or_are_censored() {
    let table = table("export spells", &["partnership", "coding", "number"]);
    let row = &table["a--b activity 3"];
    assert_eq!(
        (row["phase"].as_str(), row["event"].as_str()),
        ("ad-hoc", "advance")
    );
    let last = &table["a--b activity 4"];
    assert_eq!(
        (last["event"].as_str(), last["censored"].as_str()),
        ("none", "true")
    );
    let ended = &table["a--d formal 1"];
    assert_eq!(
        (ended["event"].as_str(), ended["censored"].as_str()),
        ("end", "false")
    );
}

#[test]
fn every_table_has_the_same_values_in_csv_and_json() {
    for name in [
        "dyad-years",
        "organization-years",
        "spells",
        "events",
        "participations",
    ] {
        let run = ask(&format!("export {name}"));
        let json = answer(&format!("export {name} --format json"));
        assert!(!list(&json["rows"]).is_empty(), "{name}");
        let words = ask(&format!("export {name} --missing words"));
        assert_same_rows(&words.stdout, list(&json["rows"]), name);
        // Unless words are requested, the reasons of missing values are codes in columns of numbers.
        let [coded, spelled] = [run, words].map(|run| records(&run.stdout));
        assert_eq!(coded.len(), spelled.len(), "{name}");
        for (coded, spelled) in coded.iter().zip(&spelled) {
            for (column, field) in coded {
                let word = match field.as_str() {
                    "-9" => "unknown",
                    "-8" => "not-existing",
                    "-7" => "not-applicable",
                    // Nothing is 0 in a column of numbers.
                    "none" | "0" if spelled[column].is_empty() => "",
                    other => other,
                };
                assert_eq!(spelled[column], word, "{name} {column}");
            }
        }
    }
}

#[test]
fn codebooks_explain_every_column_in_order() {
    for name in [
        "dyad-years",
        "organization-years",
        "spells",
        "events",
        "participations",
    ] {
        let run = ask(&format!("export {name}"));
        let head = run
            .text()
            .lines()
            .next()
            .expect("there is a head")
            .to_owned();
        let book = ask(&format!("export {name} --codebook"));
        let explained: Vec<&str> = book
            .text()
            .lines()
            .filter_map(|line| {
                line.strip_prefix("| `")?
                    .split_once("` | ")
                    .map(|(name, _)| name)
            })
            .collect();
        assert_eq!(explained.join(","), head, "{name}");
    }
}

/// Returns the first and the last day of a participation. An open side is the end of time.
fn days(operation: &Operation, participation: &Participation) -> (Day, Day) {
    let from = participation.from.or(operation.start);
    let to = match participation.to {
        Some(End::On(date)) => Some(date),
        _ => operation.end.date().copied(),
    };
    (
        // A date that is open on one side is used by its other side.
        from.and_then(|date| date.earliest().or(date.latest()))
            .unwrap_or(Day::MIN),
        to.and_then(|date| date.latest()).unwrap_or(Day::MAX),
    )
}

#[test]
fn shared_operations_match_a_count_of_all_pairs_of_participations() {
    let data = dataset::builtin();
    let shared = |a: &str, b: &str, year: i32| {
        let (first, last) = (Day::new(year, 1, 1), Day::new(year, 12, 31));
        let together = |operation: &&Operation| {
            let days_of = |id: &str| -> Vec<(Day, Day)> {
                let participations = operation.participations.iter();
                participations
                    .filter(|one| data.organizations()[one.organization].id().as_str() == id)
                    .filter(|one| data.vocabularies().roles[one.role].ties)
                    .map(|one| days(operation, one))
                    .collect()
            };
            let (of_a, of_b) = (days_of(a), days_of(b));
            of_a.iter().any(|one| {
                of_b.iter().any(|other| {
                    let from = one.0.max(other.0).max(first);
                    let to = one.1.min(other.1).min(last);
                    from <= to
                })
            })
        };
        data.operations().iter().filter(together).count()
    };
    let run = Folder::new().run(&["export", "dyad-years"]);
    let mut reader = csv::Reader::from_reader(run.stdout.as_slice());
    let names = reader.headers().expect("there is a head").clone();
    let column = |name: &str| {
        names
            .iter()
            .position(|other| other == name)
            .expect("it is there")
    };
    let (a, b, year, operations) = (
        column("a"),
        column("b"),
        column("year"),
        column("operations"),
    );
    let mut compared = 0;
    for record in reader.records() {
        let record = record.expect("rows have equal numbers of fields");
        let count = shared(
            &record[a],
            &record[b],
            record[year].parse().expect("a year"),
        );
        assert_eq!(count.to_string(), record[operations], "{record:?}");
        compared += usize::from(count > 0);
    }
    assert!(compared > 50, "{compared} years with shared operations");
}

/// Three partnerships: one that ends at an unknown time, one that ends with a member, and one whose confidence is high
/// under the second coding only.
const ENDS: &str = "\
dataset: {title: Ends, as-of: 2020-12-31}
organizations:
  - {id: a, name: A, founded: 1990}
  - {id: b, name: B, founded: 1990}
  - {id: c, name: C, founded: 1990, dissolved: 2010-06-30}
  - {id: d, name: D, founded: 1990, dissolved: 2012}
partnerships:
  - between: [a, b]
    phases: {formal: [{phase: contact, from: 2000, cite: [s]}, {phase: ad-hoc, from: 2005, to: unknown, cite: [s]}]}
  - between: [a, c]
    phases: {formal: [{phase: contact, from: 2000, to: 2010-06-30, cite: [s]}]}
  - between: [b, c]
    phases:
      formal: [{phase: contact, from: 2000, to: 2010-06-30, confidence: low, cite: [s]}]
      activity: [{phase: contact, from: 2000, cite: [s]}, {phase: ad-hoc, from: 2003, to: 2006, cite: [s]}]
operations:
  - {id: op, name: Op, countries: [Mali], start: 2001, cite: [s],
     participations: [{organization: a, role: lead}, {organization: b, role: funding}, {organization: d, role: support}]}
sources: {s: {title: S}}
";

fn of_ends(line: &str) -> Run {
    let folder = Folder::new();
    folder.write("ends.yaml", ENDS);
    let words: Vec<&str> = line.split(' ').chain(["--data", "ends.yaml"]).collect();
    folder.run(&words)
}

#[test]
fn a_dissolution_is_not_a_fall_but_an_end_at_an_unknown_time_is() {
    let findings = json(&of_ends("findings --cases --format json"));
    let counts = |measure: &str| proportion(&findings, "formal", measure);
    let [[ended, _], [dissolved, _]] = [counts("end"), counts("dissolution")];
    assert_eq!([ended, dissolved], [1, 2]);
    assert_eq!(counts("ever reversed or ended"), [1, 3]);
    // A and B to 2003, since the phase from 2005 on ended at an unknown time; A and C to 2008, since C ceases to exist in 2010; B and C likewise, by the texts.
    assert_eq!(counts("partnership-years followed by a fall"), [0, 22]);
    let text = of_ends("findings");
    assert!(
        text.text().contains("ended at an unknown time"),
        "{}",
        text.text()
    );
    // What is read under no coding is unknown, and no count of none.
    let alone = of_ends("export organization-years --with d --during 2005");
    let rows: Vec<&str> = alone.text().lines().collect();
    assert!(rows[1].starts_with("2005,d,-9,-9,-9,-9,"), "{}", rows[1]);
    let spells = of_ends("export spells");
    let rows: Vec<&str> = spells
        .text()
        .lines()
        .filter(|row| row.contains("formal"))
        .collect();
    assert!(rows[1].contains(",unknown,-9,end,false,"), "{}", rows[1]);
    assert!(rows[2].contains(",2010-07-01,"), "{}", rows[2]);
    assert!(rows[2].contains(",dissolution,false,"), "{}", rows[2]);
}

#[test]
fn a_minimum_confidence_removes_claims_but_no_partnership() {
    let spells = of_ends("export spells --min-confidence medium");
    let rows: Vec<&str> = spells.text().lines().skip(1).collect();
    let of = |dyad: &str| rows.iter().filter(|row| row.starts_with(dyad)).count();
    assert_eq!((of("a--b"), of("a--c"), of("b--c")), (2, 1, 2));
    let all = of_ends("export dyad-years").text().lines().count();
    let sure = of_ends("export dyad-years --min-confidence medium")
        .text()
        .lines()
        .count();
    assert_eq!(all, sure);
}

#[test]
fn filters_select_the_operations_that_count() {
    let count = |filters: &str| -> Vec<String> {
        let run = of_ends(&format!(
            "export dyad-years --between a b --during 2002{filters}"
        ));
        let text = run.text().to_owned();
        let heads: Vec<&str> = text.lines().next().unwrap_or_default().split(',').collect();
        let place = heads
            .iter()
            .position(|head| *head == "operations")
            .expect("a column");
        let rows = text.lines().skip(1);
        rows.map(|row| row.split(',').nth(place).unwrap_or_default().to_owned())
            .collect()
    };
    for filters in ["", " --role lead", " --country Mali", " --operation op"] {
        assert_eq!(count(filters), ["1"], "{filters}");
    }
    assert!(count(" --role airlift").is_empty());
    let years = of_ends("export organization-years --with a --during 2002 --role funding");
    assert!(
        years
            .text()
            .lines()
            .nth(1)
            .is_some_and(|row| row.contains(",0,"))
    );
    let parts = of_ends("export participations");
    let late = parts
        .text()
        .lines()
        .find(|row| row.starts_with("op,") && row.contains(",d,"))
        .expect("a part of D");
    assert!(late.contains(",2013-01-01,false,"), "{late}");
    assert_eq!(of_ends("export dataset --format csv").status, 2);
    let asked = of_ends("findings --with a --during 1990..2010");
    assert!(asked.text().contains("Filter: with a · during 1990..2010."));
}

#[test]
fn a_predecessor_has_the_rows_of_the_years_that_it_lived_through() {
    let years = |dyad: &str| -> BTreeMap<String, Record> {
        let folder = Folder::new();
        let line = format!("export dyad-years --every-pair --between {dyad} --during 1990..2005");
        let run = folder.run(&line.split(' ').collect::<Vec<_>>());
        let rows = records(&run.stdout).into_iter();
        rows.map(|row| (row["year"].clone(), row)).collect()
    };
    let (before, after) = (years("UN OAU"), years("UN AU"));
    assert_eq!(before["1992"]["formal_phase"], "contact");
    assert_eq!(before["1993"]["formal_transitions"], "advance");
    // The same holds for motives and milestones; in the year of succession, for milestones before the founding.
    assert_eq!(before["1994"]["motive_organizational_survival"], "1");
    let milestones = |year: &str| before[year]["milestones"].as_str();
    assert_eq!(["1990", "1992", "2000"].map(milestones), ["2", "0", "2"]);
    assert_eq!(before["2002"]["milestones"], after["2002"]["milestones"]);
    assert_ne!(before["2000"]["sources"], "0");
    assert!(!after.contains_key("2001") && after.contains_key("2002"));
    // NATO and the OAU have no record.
    let nothing = years("NATO OAU");
    assert_eq!(nothing["1995"]["formal_phase"], "unknown");
    assert_eq!(nothing["1995"]["motive_shared_values"], "-9");
    assert_eq!(nothing["1995"]["milestones"], "-9");
    // The EC existed beside the EU, which has the record from its founding on.
    let (before, after) = (years("UN EC"), years("UN EU"));
    assert_eq!(before["1991"]["formal_phase"], "contact");
    assert_eq!(before["1994"]["formal_phase"], "unknown");
    assert_eq!(before["1994"]["milestones"], "-9");
    assert_eq!(after["1994"]["formal_phase"], "ad-hoc");
}

#[test]
fn proportions_name_their_totals_and_motives_their_holders() {
    let findings = answer("findings --cases --evidence --format json");
    let cases = |row: &Json, list_name: &str| -> Vec<String> {
        let cases = list(&row[list_name]).iter();
        let texts = cases.map(|case| {
            let fields = ["a", "b", "date", "first_year", "last_year"];
            let fields = fields.map(|field| &case[field]).into_iter();
            let filled = fields.filter(|value| !value.is_null());
            let texts: Vec<String> = filled.map(Json::to_string).collect();
            texts.join(" ").replace('"', "")
        });
        texts.collect()
    };
    let ever = transition(&findings, "formal", "ever reversed or ended");
    assert_eq!(cases(ever, "cases"), ["a d"]);
    assert_eq!(cases(ever, "of"), ["a b", "b c", "a d"]);
    let supported: Vec<&Json> = list(&ever["evidence"])
        .iter()
        .map(|citation| &citation["supports"])
        .collect();
    assert!(supported.contains(&&"begin".into()), "{supported:?}");
    let years = transition(&findings, "formal", "partnership-years followed by a fall");
    assert_eq!(cases(years, "cases"), ["a d 2004 2004"]);
    assert_eq!(
        cases(years, "of"),
        ["a b 1995 2009", "b c 2001 2009", "a d 1996 2004"]
    );
    let csv = ask("findings --cases --format csv");
    let lines: Vec<&str> = csv.text().lines().collect();
    for row in [
        "transitions,9,cases_a,a",
        "transitions,9,cases_b,d",
        "transitions,9,of_a,a;b;a",
        "transitions,9,of_b,b;c;d",
        "transitions,10,of_first_year,1995;2001;1996",
        "transitions,10,of_last_year,2009;2009;2004",
    ] {
        assert!(lines.contains(&row), "{row}: {}", csv.text());
    }
    let needs = serde_json::json!(
        {"a": "a", "b": "b", "holder": "b", "motive": "resource-dependence"}
    );
    let all = rows(&findings["motives"], &[("by", "all")]);
    assert!(
        all.iter().any(|row| list(&row["cases"]).contains(&needs)),
        "{all:?}"
    );
    let late = Folder::new();
    late.write(
        "courses.yaml",
        COURSES.replace("date: 2004-05,", "date: 200X,"),
    );
    let events = late.run(&["export", "events", "--data", "courses.yaml"]);
    assert!(
        events.text().contains(",200X,2000-01-01,2010-01-01,"),
        "{}",
        events.text()
    );
}

/// Unknown dates, a member that is founded late, and ties at different times.
const UNKNOWN: &str = "\
dataset: {title: Unknown, as-of: 2010-12-31}
organizations:
  - {id: a, name: A, founded: 1950}
  - {id: b, name: B, founded: 1990}
  - {id: c, name: C, founded: 1950, dissolved: unknown}
  - {id: d, name: D}
partnerships:
  - between: [A, B]
    phases:
      formal: [{phase: contact, from: 1991, cite: [s]}]
    motives:
      - {motive: shared-values, of: A, from: 1992, to: unknown, statement: It says so., cite: [s]}
  - between: [A, C]
    phases:
      formal: [{phase: contact, from: 1960, to: unknown, cite: [s]}]
  - between: [C, D]
    phases:
      formal: [{phase: contact, from: 1993, to: 1994, cite: [s]}]
  - between: [D, B]
    phases:
      formal: [{phase: contact, from: 1996-06-01, to: 1999, cite: [s]}]
operations:
  - id: op
    name: Operation
    start: 1996-12-31
    end: 1997-12-31
    cite: [s]
    participations:
      - {organization: C, role: lead}
      - {organization: D, role: lead}
  - id: open
    name: Open
    cite: [s]
    participations:
      - {organization: A, role: lead}
sources: {s: {title: S}}
";

fn ask_unknown(line: &str) -> Run {
    let folder = Folder::new();
    folder.write("unknown.yaml", UNKNOWN);
    let words = line.split(' ').chain(["--data", "unknown.yaml"]);
    folder.run(&words.collect::<Vec<_>>())
}

#[test]
fn changes_note_what_has_no_date() {
    let run = ask_unknown("changes 1980 2005 --format json");
    let changes = json(&run);
    let begun = rows(&changes["phases"], &[("a", "a"), ("b", "b")]);
    assert_eq!(
        (&begun[0]["before_phase"], &begun[0]["before_phase_missing"]),
        (&Json::Null, &"not-existing".into()),
        "{}",
        run.text()
    );
    let run = ask_unknown("changes 1980 2005");
    let text = run.text().split_whitespace().collect::<Vec<_>>().join(" ");
    for note in [
        "No table shows when this partnership ended, because that is unknown: A–C.",
        "No table shows when this motive ceased, because that is unknown: Shared values (A–B).",
        "No table shows when this operation began, because that is unknown: Open.",
        "No table shows when this organization was founded, because that is unknown: D.",
        "No table shows when this organization ended, because that is unknown: C.",
    ] {
        assert!(text.contains(note), "{note}: {text}");
    }
}

#[test]
fn a_chain_at_one_date_is_not_hidden_by_one_over_a_common_partner() {
    let run = ask_unknown("path C B --respect-time --format json");
    let chains = json(&run);
    let at_once: Vec<&Json> = list(&chains["rows"])
        .iter()
        .map(|chain| &chain["at_once"])
        .collect();
    assert!(
        at_once.contains(&&true.into()) && at_once.contains(&&false.into()),
        "{}",
        run.text()
    );
    let run = ask_unknown("path C B --respect-time");
    let title = run.text().lines().next().unwrap_or_default();
    assert!(title.contains("at any time up to 2010-12-31"), "{title}");
    let run = ask_unknown("path C B --respect-time --during 1990..2000");
    let title = run.text().lines().next().unwrap_or_default();
    assert!(title.contains("during"), "{title}");
}

#[test]
fn a_table_without_rows_reports_that_nothing_matched() {
    let run = ask_unknown("export events");
    assert_eq!((run.status, run.text().lines().count()), (1, 1));
    assert!(run.stderr.contains("nothing matched"), "{}", run.stderr);
    assert_eq!(ask_unknown("export events --codebook").status, 0);
}

/// Runs a command on a dataset and returns its output with single spaces between words.
fn findings_on(dataset: &str, line: &str) -> String {
    let folder = Folder::new();
    folder.write("data.yaml", dataset);
    let words = line.split(' ').chain(["--data", "data.yaml"]);
    let run = folder.run(&words.collect::<Vec<_>>());
    assert_eq!(run.status, 0, "{line}: {}", run.stderr);
    run.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Asserts that a text contains all of these parts.
fn assert_contains(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part}: {text}");
    }
}

/// Asserts that a text contains none of these parts.
fn assert_lacks(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(!text.contains(part), "{part}: {text}");
    }
}

#[test]
fn a_dissolution_differs_from_a_step_to_no_relation() {
    let text = findings_on(ENDS, "findings --cases --evidence --format json");
    let findings: Json = serde_json::from_str(&text).expect("it is JSON");
    // After a dissolution there is no member that could have a phase.
    let steps = rows(
        &findings["phase_transitions"],
        &[("to_missing", "not-existing")],
    );
    assert_eq!(steps.len(), 1, "{text}");
    assert_eq!(steps[0]["is_dissolution"], true);
    assert_eq!(
        (&steps[0]["from"], &steps[0]["count"]),
        (&Json::from("contact"), &Json::from(2))
    );
    assert_eq!(
        dyad_and(&steps[0]["cases"][0], "date"),
        ["a", "c", "2010-06-30"]
    );
    // A change to `none` is an end.
    let none = rows(&findings["phase_transitions"], &[("to_missing", "none")]);
    assert!(none.iter().all(|row| row["is_dissolution"] == false));
    let none: Vec<_> = none
        .iter()
        .map(|row| (&row["coding"], &row["count"]))
        .collect();
    let formal = Json::from("formal");
    assert_eq!(none[0], (&formal, &Json::from(1)), "{text}");
    let kind = transition(&findings, "formal", "dissolution");
    assert_eq!(kind["count"], 2);
    assert_eq!(list(&kind["cases"]).len(), 2);
    assert_eq!(kind["evidence"][0]["supports"], "dissolution");
    assert_contains(
        &findings_on(ENDS, "findings"),
        &[
            "none, by dissolution",
            "2 transitions to no relation are dissolutions",
        ],
    );
    assert_lacks(
        &findings_on(COURSES, "findings --between A B"),
        &["is a dissolution", "are dissolutions"],
    );
}

#[test]
fn missing_motives_and_lessons_are_noted() {
    let none = ["No motives are recorded.", "No lessons are recorded."];
    assert_contains(&findings_on(ENDS, "findings"), &none);
    let json = findings_on(ENDS, "findings --format json");
    assert_contains(&json, &none);
    let some = findings_on(COURSES, "findings");
    assert_lacks(&some, &["No motives"]);
    assert_contains(
        &findings_on(COURSES, "findings --with C"),
        &["No motives are recorded for this selection."],
    );
    let shipped = Folder::new().run(&["findings"]);
    assert_lacks(shipped.text(), &["No motives", "No lessons"]);
}

#[test]
fn positive_bounds_never_read_as_zero() {
    let (mut organizations, mut partnerships) = (String::new(), String::new());
    for number in 0..30 {
        organizations += &format!("  - {{id: o{number}, name: O{number}, founded: 1950}}\n");
        partnerships += &format!(
            "  - between: [hub, o{number}]\n    \
             phases: {{formal: [{{phase: contact, from: 1970, cite: [s]}}]}}\n"
        );
    }
    let dataset = format!(
        "dataset: {{title: Many, as-of: 2010-12-31}}\norganizations:\n  \
         - {{id: hub, name: Hub, founded: 1950}}\n{organizations}partnerships:\n{partnerships}\
         sources: {{s: {{title: S}}}}\n"
    );
    // By scipy.stats.binomtest(0, 1200).proportion_ci(method="exact"): 0.00307.
    let text = findings_on(&dataset, "findings");
    assert_contains(&text, &["0 of 1200 (0 %, 95 % interval 0–0.3 %)"]);
    assert_lacks(&text, &["0–0 %", "100–100 %", "small population"]);
    // The coding that covers the fewest partnerships decides whether a population is small.
    let spells = "[{phase: contact, from: 1970, cite: [s]}]";
    let both = format!("{{formal: {spells}, activity: {spells}}}");
    let dataset = dataset.replacen(&format!("{{formal: {spells}}}"), &both, 1);
    let text = findings_on(&dataset, "findings");
    let note = "One of the codings covers only 1 partnership, a small population";
    assert_contains(&text, &[note]);
}

#[test]
fn the_mark_of_a_censored_stay_is_explained() {
    let caption = "A stay marked + is censored, because its end was not observed: it continues at the as-of \
                   date, ended at an unknown time, ended because a member ceased to exist, or is followed by \
                   an unknown phase.";
    let text = findings_on(ENDS, "findings --between a c --cases");
    assert_contains(&text, &["A–C 10.5+", caption]);
    let unsure = ENDS.replace(
        "{phase: ad-hoc, from: 2003,",
        "{phase: ad-hoc, from: 2003, confidence: low,",
    );
    let text = findings_on(
        &unsure,
        "findings --between b c --cases --min-confidence high",
    );
    assert_contains(&text, &["B–C 3.0+", caption]);
    assert_lacks(&findings_on(ENDS, "findings"), &["marked +"]);
    let whole = ENDS.replace("to: unknown", "to: 2006");
    assert_lacks(
        &findings_on(&whole, "findings --between a b --cases"),
        &["marked +"],
    );
}

#[test]
fn notes_depend_on_the_codings_that_cover_partnerships() {
    let text = findings_on(COURSES, "findings");
    assert_contains(
        &text,
        &[
            "Of 3 partnerships, “By texts and standing bodies” covers 3, “By what was done” covers 1: the \
             codings cover different partnerships",
            "1 to 3 partnerships, depending on the coding, are a small population",
        ],
    );
    let alone = "\
dataset: {title: Deeds, as-of: 2020-12-31}
vocabularies:
  codings:
    - {id: by-deeds, label: By deeds, definition: What they did.}
organizations:
  - {id: a, name: A, founded: 1990}
  - {id: b, name: B, founded: 1990}
  - {id: c, name: C, founded: 1990}
partnerships:
  - between: [a, b]
    phases: {by-deeds: [{phase: contact, from: 2001, cite: [s]}]}
  - between: [b, c]
    lessons: [{group: respect, statement: Ask first., cite: [s]}]
sources: {s: {title: S}}
";
    let text = findings_on(alone, "findings");
    assert_contains(
        &text,
        &[
            "Of 2 partnerships, “By deeds” covers 1.",
            "One partnership is not a population",
        ],
    );
    assert_lacks(
        &text,
        &[
            "coding by texts",
            "under one coding alone",
            "2 partnerships are",
            "No lessons",
        ],
    );
    let both = findings_on(COURSES, "findings --between A B");
    assert_lacks(
        &both,
        &["different partnerships", "“By what was done” covers"],
    );
}

#[test]
fn uncertain_dates_are_counted_in_the_notes() {
    let dataset = ENDS
        .replace(
            "phase: contact, from: 2000, to: 2010-06-30, cite",
            "phase: contact, from: \"../2000\", to: 2010-06-30, cite",
        )
        .replace(
            "{phase: ad-hoc, from: 2003, to: 2006,",
            "{phase: ad-hoc, from: 2003, to: \"2006~\",",
        );
    let text = findings_on(&dataset, "findings");
    assert_contains(
        &text,
        &[
            "1 of 6 stays has an open start and counts from its latest possible day",
            "1 of 6 spells begins or ends at a date that is marked as uncertain or approximate",
        ],
    );
    let doubted = dataset.replace(
        "activity: [{phase: contact, from: 2000,",
        "activity: [{phase: contact, from: \"2000?\",",
    );
    let text = findings_on(&doubted, "findings");
    assert_contains(&text, &["2 of 6 spells begin or end at a date"]);
    // Spells below the minimum confidence are not counted.
    let sure = findings_on(&doubted, "findings --min-confidence medium");
    assert_contains(&sure, &["1 of 5 stays", "2 of 5 spells begin or end"]);
    assert_lacks(
        &findings_on(ENDS, "findings"),
        &["open start", "marked as uncertain"],
    );
}

#[test]
fn each_median_states_its_convention() {
    let dataset = "\
dataset: {title: Even, as-of: 2020-12-31}
organizations:
  - {id: a, name: A, founded: 1990}
  - {id: b, name: B, founded: 1990}
  - {id: c, name: C, founded: 1990}
partnerships:
  - between: [a, b]
    phases: {formal: [{phase: contact, from: 2000-01-01, cite: [s]}, {phase: ad-hoc, from: 2002-01-01, cite: [s]}]}
  - between: [a, c]
    phases: {formal: [{phase: contact, from: 2000-01-01, cite: [s]}, {phase: ad-hoc, from: 2006-01-01, cite: [s]}]}
sources: {s: {title: S}}
";
    let json = findings_on(dataset, "findings --format json");
    let findings: Json = serde_json::from_str(&json).expect("it is JSON");
    let median = |section: &str, phase: &str| {
        let found = rows(&findings[section], &[("phase", phase)]);
        found[0]["median"].as_f64().expect("a median")
    };
    // Of 731 and 2192 days, the lower (as lifelines' median_survival_time_) and the mean.
    assert!((median("stays", "contact") - 731.0 / 365.25).abs() < 1e-9);
    assert!((median("ascent", "ad-hoc") - 1461.5 / 365.25).abs() < 1e-9);
    assert_contains(
        &findings_on(dataset, "findings"),
        &[
            "The median stay is the first time at which the estimated share of stays that continue is one half or less",
            "it is the lower of the middle two.",
            "The median of an even number of times is the mean of the middle two.",
        ],
    );
}

/// The first spell ended at an unknown time before the second one began.
const UNKNOWN_END: &str = "\
dataset: {title: Unknown end, as-of: 2012-12-31}
organizations:
  - {id: a, name: A, founded: 1990}
  - {id: b, name: B, founded: 1990}
partnerships:
  - between: [a, b]
    phases:
      formal:
        - {phase: contact, from: 2003, to: unknown, cite: [s]}
        - {phase: ad-hoc, from: 2009~, because: They meet again., cite: [s]}
        - {phase: ad-hoc, condition: stalled, from: 2010-03, because: They quarrel., cite: [s]}
sources: {s: {title: S}}
";

#[test]
fn an_unknown_end_before_another_phase_gives_no_end_no_duration_and_no_advance() {
    let folder = Folder::new();
    folder.write("data.yaml", UNKNOWN_END);
    let ask = |line: &str| {
        let words: Vec<&str> = line.split(' ').chain(["--data", "data.yaml"]).collect();
        folder.run(&words).text().to_owned()
    };
    let spells = ask("export spells");
    let first = spells.lines().nth(1).expect("there is a spell");
    // observed_end_day, observed_days, event, censored
    assert!(
        first.contains(",2003-01-01,") && first.contains(",unknown,-9,unknown,false,"),
        "{first}"
    );
    let findings: Json = serde_json::from_str(&ask("findings --format json")).expect("it is JSON");
    let counts = ["begin", "advance", "end"]
        .map(|measure| &transition(&findings, "formal", measure)["count"]);
    assert_eq!(counts, [&1, &0, &0]);
    let stays = rows(&findings["stays"], &[("phase", "contact")]);
    assert_eq!(stays[0]["ended"], 0);
    let changes: Json =
        serde_json::from_str(&ask("changes 2004 2009 --format json")).expect("it is JSON");
    let change = &changes["phases"][0];
    assert_eq!(
        (&change["before_phase"], &change["before_phase_missing"]),
        (&Json::Null, &"unknown".into())
    );
    assert_eq!(change["change"], "unknown");
}

#[test]
fn changes_show_dates_as_recorded_and_each_reason_with_its_own_step() {
    let folder = Folder::new();
    folder.write("data.yaml", UNKNOWN_END);
    let run = folder.run(&[
        "changes",
        "2008",
        "2011",
        "--data",
        "data.yaml",
        "--format",
        "json",
    ]);
    let changes = json(&run);
    let step = &changes["phases"][0]["steps"][0];
    assert_eq!(
        (&step["kind"], &step["date"], &step["because"]),
        (
            &"setback".into(),
            &"2010-03".into(),
            &"They quarrel.".into()
        )
    );
    // Each reason is that of one step; people read it in a column of its own.
    let because: Vec<&Json> = list(&changes["phases"][0]["steps"])
        .iter()
        .map(|step| &step["because"])
        .collect();
    assert_eq!(because, ["They quarrel."]);
    let table = folder.run(&["changes", "2008", "2011", "--data", "data.yaml"]);
    assert_eq!(table.text().matches("They quarrel.").count(), 1);
    assert!(!table.text().contains("They meet again."));
}

#[test]
fn a_relation_after_an_unknown_end_has_lasted_since_its_start_or_earlier() {
    let folder = Folder::new();
    folder.write("data.yaml", UNKNOWN_END);
    let links = folder.run(&["links", "--data", "data.yaml"]);
    assert!(
        links.text().contains("2009~ or earlier"),
        "{}",
        links.text()
    );
    // The phase itself began on the recorded date.
    assert_eq!(links.text().matches("or earlier").count(), 1);
}

#[test]
fn an_unknown_end_separates_two_stays_in_one_phase() {
    let folder = Folder::new();
    let text = UNKNOWN_END.replace(
        "{phase: ad-hoc, from: 2009~",
        "{phase: contact, from: 2009~",
    );
    folder.write("data.yaml", text);
    let run = folder.run(&["findings", "--data", "data.yaml", "--format", "json"]);
    let findings: Json = serde_json::from_slice(&run.stdout).expect("it is JSON");
    let stays = rows(&findings["stays"], &[("phase", "contact")]);
    assert_eq!(stays[0]["stays"], 2);
}
