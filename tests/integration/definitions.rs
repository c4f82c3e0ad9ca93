//! Answers that follow from the definitions of the codebook, on datasets small enough to work them out by hand.

use serde_json::{Value as Json, json};

use crate::support::{Folder, Run, json, list, records, texts};

/// Asks the program about a dataset.
fn ask(data: &str, line: &str) -> Run {
    let folder = Folder::new();
    folder.write("data.yaml", data);
    let words: Vec<&str> = line.split(' ').chain(["--data", "data.yaml"]).collect();
    folder.run(&words)
}

/// Returns the rows of an answer in JSON.
fn rows(data: &str, line: &str) -> Vec<Json> {
    let run = ask(data, &format!("{line} --format json"));
    list(&json(&run)["rows"]).to_vec()
}

/// Returns the cells of a matrix that are not 0, such as `a-b lead 1`.
fn cells(data: &str, line: &str) -> Vec<String> {
    let run = ask(data, &format!("{line} --format csv"));
    let rows = records(&run.stdout);
    let head: Vec<&str> = run
        .text()
        .lines()
        .next()
        .expect("a header")
        .split(',')
        .collect();
    let names = &head[2..head.len() - 1];
    let mut found = Vec::new();
    for row in rows.iter().filter(|row| row[head[0]] != "total") {
        for name in names.iter().filter(|name| row[**name] != "0") {
            found.push(format!("{} {name} {}", row[head[0]], row[*name]));
        }
    }
    found
}

/// A contact from 1990 to some day in 2004, and an operation that ends on some day in 2010.
const COARSE_ENDS: &str = "
dataset: {title: Coarse ends, as-of: 2020-12-31, cite: [s]}
organizations: [{id: a, name: A, founded: 1950}, {id: b, name: B, founded: 1950}]
partnerships:
  - between: [a, b]
    phases: {formal: [{phase: contact, from: 1990-01-01, to: 2004}]}
    motives: [{motive: shared-values, of: a, statement: X., from: 1990-01-01, to: 2004}]
operations:
  - {id: o, name: O, start: 2000-01-01, end: 2004, participations: [{organization: a, role: lead}, {organization: b, role: support}]}
sources: {s: {title: S}}
";

#[test]
fn the_last_day_belongs_to_what_ends_in_a_year() {
    let uncertain = |at: &str| -> Vec<Json> {
        let rows = rows(COARSE_ENDS, &format!("links --at {at}"));
        let uncertain = list(&rows[0]["uncertain"]).iter();
        uncertain.map(|one| one["kind"].clone()).collect()
    };
    // What ends in 2004 has not ended before 1 January, and goes on on 31 December only if it ended on that day.
    assert!(uncertain("2004-01-01").is_empty());
    for day in ["2004-01-02", "2004-12-31", "2004"] {
        assert_eq!(uncertain(day), ["end", "motive", "operation"], "{day}");
    }
    assert!(rows(COARSE_ENDS, "links --at 2005-01-01").is_empty());
}

#[test]
fn ends_of_which_the_side_is_unknown_are_counted_between_two_days() {
    let note = |from: &str, to: &str| {
        let run = ask(COARSE_ENDS, &format!("changes {from} {to}"));
        let counted = run.text().contains("phases 1, motives 1, operations 1");
        (
            run.text().contains("either side of one of the two days"),
            counted,
        )
    };
    // On the last day of 2004 they may all have ended, or go on.
    assert_eq!(note("1999-12-31", "2004-12-31"), (true, true));
    assert_eq!(note("1999-12-31", "2004-01-01"), (false, false));
    assert_eq!(note("1999-12-31", "2005-01-01"), (false, false));
}

/// B does not exist between two periods, C ends in the middle of the year in which its relation ends, and D is gone.
const GAPS: &str = "
dataset: {title: Gaps, as-of: 2020-12-31, cite: [s]}
organizations:
  - {id: a, name: A, founded: 1900-01-01}
  - {id: b, name: B, exists: [{from: 1920-01-01, to: 1940-06-14}, {from: 1945-05-09}]}
  - {id: c, name: C, founded: 1900-01-01, dissolved: 2010-06-30}
  - {id: d, name: D, founded: 1900-01-01, dissolved: 1990-12-31}
partnerships:
  - between: [a, b]
    phases: {formal: [{phase: formalized, from: 1930-01-01, to: 1940-06-14}, {phase: formalized, from: 1945-05-09}]}
  - between: [a, b]
    coder: second-pass
    phases: {formal: [{phase: formalized, from: 1930-01-01, to: 1940-06-14}, {phase: contact, from: 1945-05-09}]}
  - between: [a, c]
    phases: {formal: [{phase: contact, from: 1995-01-01, to: 2010}]}
  - between: [a, d]
sources: {s: {title: S}}
";

#[test]
fn a_relation_that_stops_with_a_member_is_dissolved_even_if_the_member_returns() {
    let run = ask(GAPS, "findings --format json");
    let findings = json(&run);
    let measures = list(&findings["transitions"]).iter();
    let formal: Vec<(Json, [Json; 2])> = measures
        .filter(|row| row["coding"] == "formal")
        .map(|row| {
            (
                row["measure"].clone(),
                [&row["count"], &row["total"]].map(Clone::clone),
            )
        })
        .collect();
    let cases = |what: &str| {
        formal
            .iter()
            .find(|row| row.0 == what)
            .map(|row| row.1[0].clone())
    };
    assert_eq!(cases("dissolution"), Some(json!(2)), "{formal:?}");
    assert_eq!(cases("end"), Some(json!(0)));
    assert_eq!(cases("ever reversed or ended"), Some(json!(0)));
    // 1930 to 1938 and 1945 to 2019 with B, and 1995 to 2008 with C: in the years after 1939 and 2009, a member ends.
    let years = "partnership-years followed by a fall";
    let years = formal.iter().find(|row| row.0 == years);
    assert_eq!(
        years.map(|row| &row.1),
        Some(&[json!(0), json!(9 + 75 + 14)])
    );
    let years = ask(GAPS, "export dyad-years --between a b --during 1939..1946");
    let kinds: Vec<String> = records(&years.stdout)
        .iter()
        .map(|row| format!("{} {}", row["year"], row["formal_transitions"]))
        .collect();
    assert_eq!(kinds, ["1939 ", "1940 dissolution", "1945 begin", "1946 "]);
    let spells = ask(GAPS, "export spells");
    let ends: Vec<String> = records(&spells.stdout)
        .iter()
        .map(|row| {
            format!(
                "{} {} {}",
                row["partnership"], row["observed_end_day"], row["event"]
            )
        })
        .collect();
    // The days after the last ones.
    let expected = [
        "a--b 1940-06-15 dissolution",
        "a--b 2021-01-01 none",
        "a--c 2010-07-01 dissolution",
    ];
    assert_eq!(ends, expected);
    let changes = ask(GAPS, "changes 1935 1942");
    assert!(
        changes
            .text()
            .contains("A–B ended because a member ceased to exist"),
        "{}",
        changes.text()
    );
    assert!(
        changes.text().contains("did not exist"),
        "{}",
        changes.text()
    );
    // The contact with C ended in 2010, and C on 30 June.
    assert_eq!(ask(GAPS, "partners c --at 2010-06-30").status, 0);
    assert_eq!(ask(GAPS, "partners c --at 2010-07-01").status, 1);
}

#[test]
fn a_year_is_read_on_the_last_day_on_which_both_exist() {
    let matrix = "matrix phase year --between a b --during 1939..1946";
    let expected = [
        "formalized 1939 1",
        "formalized 1940 1",
        "formalized 1945 1",
        "formalized 1946 1",
        "not-existing 1941 1",
        "not-existing 1942 1",
        "not-existing 1943 1",
        "not-existing 1944 1",
    ];
    assert_eq!(cells(GAPS, matrix), expected);
    let years = ask(
        GAPS,
        "export organization-years --with b --during 1940..1940",
    );
    let year = &records(&years.stdout)[0];
    assert_eq!(
        [&*year["formal_partners"], &*year["formal_rungs"]],
        ["1", "3"]
    );
    // Both passes have 1930 to 1940, and 1945 to 2020 with another phase: 11 and 76 years.
    let agreement = ask(GAPS, "findings");
    assert!(
        agreement.text().contains("11 of 87"),
        "{}",
        agreement.text()
    );
}

#[test]
fn a_partnership_without_phases_ties_no_organization_that_is_gone() {
    let measured = |line: &str| -> Vec<String> {
        let rows = records(
            &ask(
                GAPS,
                &format!("measures --measure degree --format csv{line}"),
            )
            .stdout,
        );
        rows.iter()
            .map(|row| format!("{} {}", row["organization"], row["degree"]))
            .collect()
    };
    assert_eq!(measured(""), ["a 1", "b 1"]);
    assert_eq!(measured(" --at 2020-12-31"), ["a 1", "b 1"]);
    assert_eq!(measured(" --at 1990"), ["a 2", "b 1", "c 0", "d 1"]);
}

/// Participations of which it is unknown whether they took place, that are over, and that contradict their operation.
const ROLES: &str = "
dataset: {title: Roles, as-of: 2012-12-31, cite: [s]}
organizations: [{id: a, name: A, founded: 1950}, {id: b, name: B, founded: 1950}, {id: d, name: D, founded: 1950}, {id: e, name: E, founded: 1950}]
partnerships:
  - between: [a, b]
    phases: {formal: [{phase: contact, from: 1990-01-01}]}
operations:
  - id: o
    name: O
    start: 2001-01-01
    end: 2010-12-31
    participations:
      - {organization: a, role: lead}
      - {organization: b, role: support}
      - {organization: b, role: funding, from: 2002-01-01, to: 2003-12-31}
      - {organization: b, role: parallel, to: 2000-12-31}
      - {organization: b, role: training, status: unknown}
      - {organization: d, role: support, status: unknown}
      - {organization: e, role: airlift, from: 2002-01-01, to: 2003-12-31}
sources: {s: {title: S}}
";

#[test]
fn a_matrix_counts_roles_and_organizations_that_take_part_at_the_time() {
    assert_eq!(
        cells(ROLES, "matrix dyad role --at 2005"),
        ["a-b lead 1", "a-b support 1"]
    );
    let all = ["a-b lead 1", "a-b support 1", "a-b funding 1"];
    assert_eq!(cells(ROLES, "matrix dyad role --at 2003"), all);
    assert_eq!(cells(ROLES, "matrix dyad role"), all);
    let operations = "matrix operation organization --count operations --at";
    assert_eq!(
        cells(ROLES, &format!("{operations} 2005")),
        ["o a 1", "o b 1"]
    );
    assert_eq!(
        cells(ROLES, &format!("{operations} 2003")),
        ["o a 1", "o b 1", "o e 1"]
    );
    let years = "matrix role year --count operations --during 2003..2004";
    assert_eq!(
        cells(ROLES, years),
        [
            "lead 2003 1",
            "lead 2004 1",
            "support 2003 1",
            "support 2004 1",
            "airlift 2003 1",
            "funding 2003 1"
        ]
    );
    let shared = "matrix dyad role year --during 2003..2004";
    assert_ne!(ask(ROLES, shared).status, 0, "two dimensions");
}

#[test]
fn a_matrix_says_what_is_left_out_and_no_more() {
    let notes = |line: &str| ask(ROLES, line).text().to_owned();
    // Two are unknown, one contradicts its operation and is on no day, and the funding and the airlift are over.
    let participations = notes("matrix organization role --at 2005");
    assert!(
        participations.contains("unknown whether it took place (2)"),
        "{participations}"
    );
    assert!(
        participations.contains("3 of 5 participations"),
        "{participations}"
    );
    // A and B share it with E in 2003, and not any more in 2005.
    let pairs = "2 pairs of organizations in one operation";
    assert!(notes("matrix dyad role --at 2003").contains(pairs));
    assert!(!notes("matrix dyad role --at 2005").contains("pairs of organizations"));
}

/// The two lead the first operation together, and in the second one of them leads; in the third, only C supports.
const SIDES: &str = "
dataset: {title: Sides, as-of: 2012-12-31, cite: [s]}
organizations: [{id: a, name: A, founded: 1950}, {id: b, name: B, founded: 1950}, {id: c, name: C, founded: 1950}]
partnerships:
  - between: [a, b]
    phases: {formal: [{phase: contact, from: 1990-01-01}]}
    lessons: [{group: respect, operation: o2, statement: L.}, {group: mandates, operation: o3, statement: M.}]
operations:
  - {id: o1, name: O1, start: 2001-01-01, end: 2010-12-31, participations: [{organization: a, role: lead}, {organization: b, role: lead}]}
  - {id: o2, name: O2, start: 2001-01-01, end: 2010-12-31, participations: [{organization: a, role: lead}, {organization: b, role: support, confidence: low}]}
  - {id: o3, name: O3, start: 2001-01-01, end: 2010-12-31, participations: [{organization: a, role: lead}, {organization: b, role: lead}, {organization: c, role: support}]}
sources: {s: {title: S}}
";

#[test]
fn roles_are_those_of_the_two_members() {
    let shared = |filters: &str| cells(SIDES, &format!("matrix dyad operation {filters}"));
    assert_eq!(shared("--role support"), ["a-b o2 1"]);
    assert_eq!(shared("--role lead"), ["a-b o1 1", "a-b o2 1", "a-b o3 1"]);
    assert_eq!(shared("--role lead --both-sides"), ["a-b o1 1", "a-b o3 1"]);
    assert_eq!(
        shared("--role lead --min-confidence high"),
        ["a-b o1 1", "a-b o3 1"]
    );
    let lessons = |filters: &str| cells(SIDES, &format!("matrix lesson-group dyad {filters}"));
    assert_eq!(lessons("--role support"), ["respect a-b 1"]);
    assert_eq!(lessons("--role lead --both-sides"), ["mandates a-b 1"]);
    let years = |filters: &str| {
        let line = format!("export dyad-years --between a b --during 2005..2005 {filters}");
        let rows = records(&ask(SIDES, &line).stdout);
        ["operations", "role_lead", "role_support"].map(|column| rows[0][column].clone())
    };
    assert_eq!(years("--role lead"), ["3", "3", "1"]);
    assert_eq!(years("--role lead --both-sides"), ["2", "2", "0"]);
}

/// Soldiers of one record, stated twice for 2002.
const STOCK: &str = "
dataset: {title: Stock, as-of: 2004-12-31, cite: [s]}
vocabularies:
  amounts:
    - {id: most, label: Most, definition: Soldiers.}
    - {id: last, label: Last, definition: Soldiers., summary: last}
    - {id: mean, label: Mean, definition: Soldiers., summary: mean}
organizations: [{id: a, name: A, founded: 1950}, {id: b, name: B, founded: 1950}]
partnerships:
  - between: [a, b]
    phases:
      formal:
        - phase: contact
          from: 2001-01-01
          amounts:
            - {what: most, value: 100, from: 2001, to: 2002}
            - {what: most, value: 150, from: 2002, to: 2003}
            - {what: last, value: 150, from: 2002}
            - {what: last, value: 100, from: 2001}
            - {what: mean, value: 100, from: 2001, to: 2002}
            - {what: mean, value: 150, from: 2002, to: 2002}
sources: {s: {title: S}}
";

#[test]
fn several_amounts_of_one_record_are_not_added_up() {
    let weight = |amount: &str, time: &str| -> f64 {
        let rows = rows(STOCK, &format!("links --weight {amount} {time}"));
        rows[0]["weight"].as_f64().expect("it is known")
    };
    let expected = [
        ("most", [100.0, 150.0, 150.0]),
        ("last", [100.0, 150.0, 150.0]),
        // In 2002 the mean of both, and over the two years, of 365 days each, that of 100 and 125.
        ("mean", [100.0, 125.0, 112.5]),
    ];
    for (amount, weights) in expected {
        let found =
            ["--at 2001", "--at 2002", "--during 2001..2002"].map(|time| weight(amount, time));
        assert_eq!(found, weights, "{amount}");
    }
}

/// The first relation of A and B is of low confidence, and that of A and C has no earliest day.
const BEGINNINGS: &str = "
dataset: {title: Beginnings, as-of: 2012-12-31, cite: [s]}
organizations: [{id: a, name: A, founded: 1950}, {id: b, name: B, founded: 1950}, {id: c, name: C, founded: 1950}, {id: d, name: D, founded: 1950}]
partnerships:
  - between: [a, b]
    phases: {formal: [{phase: contact, from: 1990-01-01, confidence: low}, {phase: formalized, from: 2000-01-01}]}
  - between: [a, c]
    phases: {formal: [{phase: contact, from: ../1990-01-01}, {phase: formalized, from: 2000-01-01}]}
  - between: [a, d]
    phases: {formal: [{phase: contact, from: 1990-01-01}, {phase: formalized, from: 1999-01-01}]}
sources: {s: {title: S}}
";

#[test]
fn no_time_is_counted_from_a_beginning_that_is_not_known() {
    let years = |filters: &str| -> Vec<String> {
        let line = format!("export dyad-years --with a --during 2005..2005{filters}");
        let rows = records(&ask(BEGINNINGS, &line).stdout);
        rows.iter()
            .map(|row| row["years_since_contact"].clone())
            .collect()
    };
    assert_eq!(years(""), ["15", "-9", "15"]);
    assert_eq!(years(" --min-confidence medium"), ["-9", "-9", "15"]);
    let ascent = |filters: &str| {
        let findings = json(&ask(
            BEGINNINGS,
            &format!("findings --format json{filters}"),
        ));
        let rows = list(&findings["ascent"]).to_vec();
        let formalized = rows
            .iter()
            .find(|row| row["phase"] == "formalized")
            .expect("it is reached");
        ["reached_by", "partnerships", "shortest", "longest"]
            .map(|name| formalized[name].as_f64().expect("a number").floor())
    };
    // From 1990-01-01 to 2000-01-01 it is 3,652 days, which is a little less than ten years of 365.25 days.
    assert_eq!(ascent(""), [2.0, 2.0, 8.0, 9.0]);
    assert_eq!(ascent(" --min-confidence medium"), [1.0, 1.0, 8.0, 8.0]);
    let text = ask(BEGINNINGS, "findings").text().to_owned();
    assert!(
        text.contains("1 of 3 partnerships, because the first relation may have begun"),
        "{text}"
    );
}

#[test]
fn a_motive_in_a_record_of_three_organizations_is_one_that_began() {
    let data = "
dataset: {title: Three, as-of: 2012-12-31, cite: [s]}
organizations: [{id: a, name: A, founded: 1950}, {id: b, name: B, founded: 1950}, {id: c, name: C, founded: 1950}]
partnerships:
  - between: [a, b, c]
    phases: {formal: [{phase: contact, from: 1980-01-01}]}
    motives: [{motive: shared-values, of: a, statement: Yes., from: 1990-01-01, to: 1995-01-01}]
sources: {s: {title: S}}
";
    let changes = |to: &str| ask(data, &format!("changes 1985 {to}")).text().to_owned();
    assert!(
        changes("1994").contains("1 motive began."),
        "{}",
        changes("1994")
    );
    let both = changes("2005");
    assert!(both.contains("1 motive began and 1 ceased."), "{both}");
}

#[test]
fn the_grid_of_motives_has_a_cell_for_each_motive_of_each_side() {
    let motives = [
        ("organizational-survival", "a"),
        ("neutralizing-competition", "a"),
        ("resource-dependence", "a"),
        ("legitimization", "a"),
        ("shared-values", "a"),
        ("organizational-learning", "a"),
        ("shared-values", "b"),
    ];
    let note = |count: usize| {
        let motives = motives[..count].iter();
        let motives: Vec<String> = motives
            .map(|(motive, of)| format!("{{motive: {motive}, of: {of}, statement: X.}}"))
            .collect();
        let data = format!(
            "dataset: {{title: Grid, as-of: 2010, cite: [s]}}\n\
             organizations: [{{id: a, name: A, founded: 1950}}, {{id: b, name: B, founded: 1950}}]\n\
             partnerships:\n  - between: [a, b]\n    phases: {{formal: [{{phase: contact, from: 1990}}]}}\n    motives: [{}]\n\
             sources: {{s: {{title: S}}}}\n",
            motives.join(", ")
        );
        ask(&data, "findings").text().to_owned()
    };
    let nearly = note(7);
    assert!(
        nearly.contains("7 of 12 cells of motives and holders are filled"),
        "{nearly}"
    );
    assert!(
        !note(6).contains("cells of motives"),
        "half of them are not most"
    );
}

#[test]
fn what_is_left_out_is_said_in_the_answer_or_else_beside_it() {
    let said = |format: &str| {
        let run = ask(
            BEGINNINGS,
            &format!("path a b --min-confidence medium --format {format}"),
        );
        let words = "less than medium confidence";
        [run.text().contains(words), run.stderr.contains(words)]
    };
    assert_eq!(said("table"), [true, false]);
    assert_eq!(said("csv"), [false, true]);
    let least = ask(BEGINNINGS, "findings --min-confidence low");
    assert!(
        !least.text().contains("confidence or more"),
        "every claim has that"
    );
}

#[test]
fn the_amounts_of_a_partnership_are_beside_its_tie() {
    let data = "
dataset: {title: Amounts, as-of: 2004-12-31, cite: [s]}
vocabularies: {amounts: [{id: troops, label: Troops, definition: Soldiers.}]}
organizations: [{id: a, name: A, founded: 1950}, {id: b, name: B, founded: 1950}]
partnerships:
  - between: [a, b]
    amounts: [{what: troops, value: 100, from: 2001, to: 2002}]
    phases: {formal: [{phase: contact, from: 2001-01-01}]}
sources: {s: {title: S}}
";
    let network = json(&ask(data, "export node-link"));
    let edge = &list(&network["edges"])[0];
    assert_eq!(
        edge["amounts"],
        json!(["troops: 100 (2001..2002)"]),
        "{edge:#}"
    );
    let dataset = ask(data, "export dataset --format json");
    assert!(
        dataset.text().contains("\"value\": 100"),
        "a number is one in JSON"
    );
}

#[test]
fn a_partnership_without_phases_has_nothing_in_brackets() {
    let data = "
dataset: {title: Bare, as-of: 2004-12-31, cite: [s]}
organizations: [{id: a, name: A, founded: 1950}, {id: b, name: B, founded: 1950}]
partnerships: [{between: [a, b]}]
sources: {s: {title: S}}
";
    let path = ask(data, "path a b --at 2004");
    assert!(path.text().contains("partnership A–B\n"), "{}", path.text());
}

/// Claims with, without and with inherited citations, and amounts with sources of their own.
const EVIDENCE: &str = "
dataset: {title: Evidence, as-of: 2010-12-31}
vocabularies: {amounts: [{id: troops, label: Troops, definition: Soldiers.}]}
organizations:
  - {id: a, name: A, founded: 1950, dissolved: 2002, cite: [of-a], part-of: [{organization: b, from: 1990, confidence: low, notes: [Loosely.]}]}
  - {id: b, name: B, founded: 1995, cite: [of-b]}
partnerships:
  - between: [a, b]
    amounts: [{what: troops, value: 1, cite: [of-tie]}]
    phases: {formal: [{phase: contact, from: 1996, to: 2001, cite: [of-phase], amounts: [{what: troops, value: 2, cite: [of-amount]}]}]}
operations:
  - id: o
    name: O
    start: 1990
    end: 2009
    confidence: medium
    cite: [of-o]
    rivals: [{says: It was none., cite: [of-rival]}]
    participations:
      - {organization: a, role: lead, confidence: low, rivals: [{says: It did not lead., cite: [of-part]}]}
      - {organization: b, role: support, amounts: [{what: troops, value: 3, cite: [of-troops]}]}
sources: {of-a: {title: A}, of-b: {title: B}, of-tie: {title: T}, of-phase: {title: P}, of-amount: {title: M}, of-o: {title: O}, of-rival: {title: R}, of-part: {title: Q}, of-troops: {title: U}}
";

#[test]
fn every_figure_and_claim_has_the_evidence_that_it_rests_on() {
    let shown = |line: &str, table: &str| -> Vec<Json> {
        let dossier = json(&ask(EVIDENCE, &format!("{line} --evidence --format json")));
        list(&dossier[table]).to_vec()
    };
    let cited = |row: &Json| -> Vec<String> {
        let evidence = list(&row["evidence"]).iter();
        let text = |one: &Json, key: &str| one[key].as_str().unwrap_or("-").to_owned();
        let cited = evidence.map(|one| {
            format!(
                "{} {} {}",
                text(one, "supports"),
                text(one, "source"),
                text(one, "confidence")
            )
        });
        cited.collect()
    };
    // Without citations a participation rests on those of its operation, and keeps its own doubts.
    let parts = shown("show o", "participations");
    assert_eq!(
        cited(&parts[0]),
        ["participation of-o low", "rival of-part -"]
    );
    assert_eq!(
        cited(&parts[1]),
        ["participation of-o medium", "amount of-troops -"]
    );
    let parts = shown("show a", "participations");
    assert_eq!(
        cited(&parts[0]),
        ["participation of-o low", "rival of-part -"]
    );
    assert_eq!(parts[0]["rivals"][0]["says"], "It did not lead.");
    // A membership rests on the citations of its organization.
    let memberships = shown("show a", "memberships");
    assert_eq!(cited(&memberships[0]), ["membership of-a low"]);
    assert_eq!(memberships[0]["remarks"], "Loosely.");
    assert_eq!(
        cited(&shown("show b", "members")[0]),
        ["membership of-a low"]
    );
    let phases = shown("show a b", "phases");
    assert_eq!(
        cited(&phases[0]),
        ["phase of-phase high", "amount of-amount -"]
    );
    assert_eq!(phases[0]["amounts"][0]["value"], 2);
    let dossier = json(&ask(EVIDENCE, "show a b --evidence --format json"));
    assert_eq!(
        cited(&dossier["facts"]),
        ["amount of-tie -"],
        "{:#}",
        dossier["facts"]
    );
    let citing = |source: &str| {
        let dossier = json(&ask(EVIDENCE, &format!("show {source} --format json")));
        let claims = texts(list(&dossier["claims"]), "claim");
        (claims, dossier["facts"]["cited_by"].clone())
    };
    assert_eq!(citing("of-amount"), (vec!["phase".to_owned()], json!([])));
    assert_eq!(
        citing("of-troops"),
        (vec!["participation".to_owned()], json!([]))
    );
    assert_eq!(citing("of-tie"), (vec![], json!(["A–B"])));
    assert_eq!(citing("of-b"), (vec![], json!(["B"])));
}

#[test]
fn no_participation_is_shown_before_or_after_its_organization() {
    let bounds = |organization: &str| {
        let dossier = json(&ask(
            EVIDENCE,
            &format!("show {organization} --format json"),
        ));
        ["start", "end"].map(|bound| dossier["participations"][0][bound].clone())
    };
    assert_eq!(bounds("a"), ["1990", "2002"]);
    assert_eq!(bounds("b"), ["1995", "2009"]);
}

#[test]
fn a_claim_that_is_left_out_is_counted_once() {
    let left_out = |data: &str| {
        let run = ask(data, "links --min-confidence medium --format csv");
        run.stderr
            .contains("1 claim of less than medium confidence")
    };
    // The operation and the other participation have a higher confidence, and are no claims that are left out.
    assert!(left_out(EVIDENCE));
    // A phase of three organizations is one claim.
    let three = "
dataset: {title: Three, as-of: 2012-12-31, cite: [s]}
organizations: [{id: a, name: A, founded: 1950}, {id: b, name: B, founded: 1950}, {id: c, name: C, founded: 1950}]
partnerships: [{between: [a, b, c], phases: {formal: [{phase: contact, from: 1980-01-01}, {phase: formalized, from: 1990-01-01, confidence: low}]}}]
sources: {s: {title: S}}
";
    assert!(left_out(three));
}

#[test]
fn a_bibliography_has_the_sources_of_amounts() {
    let all = texts(list(&json(&ask(EVIDENCE, "cite --style csl-json"))), "id");
    for source in ["of-phase", "of-amount", "of-troops"] {
        assert!(all.iter().any(|one| one == source), "{source}: {all:?}");
    }
    // The dossier of a dyad does not show the rival readings of operations and participations.
    assert!(!all.iter().any(|one| one == "of-part"), "{all:?}");
}

#[test]
fn a_claim_has_changed_if_what_it_rests_on_has() {
    let folder = Folder::new();
    let data = |header: &str, own: &str, parents: &str| {
        format!(
            "dataset: {{title: T, as-of: 2010{header}}}\n\
             organizations: [{{id: a, name: A, founded: 1950, cite: [s]}}, {{id: b, name: B, founded: 1950, cite: [s]}}]\n\
             partnerships:\n  - between: [a, b]\n    phases: {{formal: [{{phase: contact, from: 1990{own}}}]}}\n\
             sources: {{s: {{title: S, parent: [{parents}]}}, t: {{title: T}}}}\n"
        )
    };
    let (one, two) = (
        "{type: anthology, title: One}",
        "{type: anthology, title: Two}",
    );
    let parents = format!("{one}, {two}");
    let changes = |before: &str, after: &str| {
        folder.write("before.yaml", before);
        folder.write("after.yaml", after);
        let run = folder.run(&["diff", "before.yaml", "after.yaml", "--format", "json"]);
        let lists = json(&run);
        let rows = ["dataset", "partnerships", "sources"].map(|name| list(&lists[name]).to_vec());
        let rows = rows.iter().flatten();
        rows.map(|row| {
            format!("{} {} {}", row["record"], row["part"], row["field"]).replace('"', "")
        })
        .collect::<Vec<String>>()
    };
    // The same source, cited by the claim or by the header.
    let own = data("", ", cite: [s]", &parents);
    let inherited = data(", cite: [s]", "", &parents);
    let changed = changes(&own, &inherited);
    assert!(
        changed.iter().all(|one| !one.contains("phases")),
        "{changed:?}"
    );
    let other = data(", cite: [t]", "", &parents);
    let changed = changes(&inherited, &other);
    assert!(
        changed
            .iter()
            .any(|one| one.contains("phases") && one.contains("cite")),
        "{changed:?}"
    );
    // The first of the works in which a source appeared is the one that its entry names first.
    let swapped = data("", ", cite: [s]", &format!("{two}, {one}"));
    assert_eq!(changes(&own, &swapped), ["s  parent"]);
}
