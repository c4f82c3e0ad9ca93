//! Matrices, against counts by hand and against the tables for statistics.

use std::collections::BTreeMap;

use interorg::analysis;
use interorg::analysis::matrix::{Dimension, Matrix, ShareOf, Unit};
use interorg::dataset;
use interorg::export::{Provenance, write_matrix_json};
use interorg::graph::Graph;
use interorg::query::{Filter, Query};
use serde_json::Value as Json;

use super::support::{Folder, Record, Run, json, list, records, texts};

/// Two partnerships and a third organization; for each dimension, some case has no value.
const SMALL: &str = "\
dataset: {title: Small, as-of: 2006-06-30}
organizations:
  - {id: a, name: A, founded: 1990}
  - {id: b, name: B, founded: 1990}
  - {id: c, name: C, founded: 1990}
partnerships:
  - between: [A, B]
    phases:
      formal:
        - {phase: contact, from: 2000-06-01, cite: [s]}
        - {phase: formalized, from: 2003-01-01, cite: [s]}
        - {phase: ad-hoc, condition: strained, from: 2005-01-01, cite: [s]}
    motives:
      - {motive: shared-values, of: A, statement: It says so., cite: [s]}
      - {motive: shared-values, of: B, from: 2001, to: 2002, statement: It says so too., cite: [t]}
      - {motive: resource-dependence, of: B, from: 2004, statement: It lacks planes., cite: [s]}
    lessons:
      - {group: mandates, operation: op, statement: Say how long., cite: [s]}
      - {group: respect, statement: Listen., cite: [s]}
  - between: [B, C]
    phases:
      formal:
        - {phase: contact, from: 2001-01-01, to: 2001-06-30, cite: [s]}
operations:
  - id: op
    name: Operation
    countries: [Chad, Sudan]
    start: 2003-03-01
    end: 2004-02-01
    cite: [s]
    participations:
      - {organization: A, role: lead}
      - {organization: A, role: funding}
      - {organization: B, role: support, from: 2003-06-01, to: 2003-12-31}
      - {organization: C, role: opposed}
  - id: sea
    name: At sea
    start: 2005
    end: ..
    cite: [s]
    participations:
      - {organization: A, role: lead, to: 2005-12-31}
      - {organization: B, role: support, from: 2006-01-01}
      - {organization: C, role: support}
sources:
  s: {title: S}
  t: {title: T}
";

fn small() -> Graph {
    Graph::new(dataset::parse(SMALL).expect("the dataset is valid"))
}

fn query(graph: &Graph) -> Query<'_> {
    Filter::default().resolve(graph).expect("it has no filters")
}

fn during<'g>(graph: &'g Graph, period: &str) -> Query<'g> {
    let filter = Filter {
        during: Some(period.parse().expect("it is a period")),
        ..Filter::default()
    };
    filter.resolve(graph).expect("it has no names")
}

/// Returns the cells that count something, by the ids of their headings.
fn cells(table: &Matrix<'_>) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for (row, counts) in table.rows.headings.iter().zip(&table.counts) {
        for (column, count) in table.columns.headings.iter().zip(counts) {
            if *count > 0 {
                found.insert(format!("{} {}", row.id, column.id), *count);
            }
        }
    }
    found
}

/// Asserts the counts of all cells of a matrix of the small dataset.
#[track_caller]
fn counts(rows: Dimension, columns: Dimension, unit: Option<Unit>, expected: &[(&str, usize)]) {
    let graph = small();
    let is_state = |of| matches!(of, Dimension::Phase | Dimension::Condition);
    let is_time = |of| matches!(of, Dimension::Year | Dimension::Decade);
    // Phases and conditions of one day need a time.
    let needs_time = [rows, columns].into_iter().any(is_state);
    let query = if needs_time && ![rows, columns].into_iter().any(is_time) {
        during(&graph, "1990..2030")
    } else {
        query(&graph)
    };
    let table = analysis::matrix(&query, rows, columns, unit).expect("a unit has both");
    let expected = expected
        .iter()
        .map(|(cell, count)| ((*cell).to_owned(), *count));
    assert_eq!(cells(&table), expected.collect(), "{rows} {columns}");
}

#[test]
fn motives_are_counted_by_dyad_holder_and_time() {
    let expected = [("a-b shared-values", 2), ("a-b resource-dependence", 1)];
    counts(Dimension::Dyad, Dimension::Motive, None, &expected);
    let expected = [
        ("a ideational", 1),
        ("b ideational", 1),
        ("b materialist", 1),
    ];
    counts(
        Dimension::Organization,
        Dimension::MotiveFamily,
        None,
        &expected,
    );
    let expected = [
        ("shared-values no-date", 1),
        ("shared-values 2001", 1),
        ("shared-values 2002", 1),
        ("resource-dependence 2004", 1),
        ("resource-dependence 2005", 1),
        ("resource-dependence 2006", 1),
    ];
    counts(Dimension::Motive, Dimension::Year, None, &expected);
    let expected = [
        ("shared-values ad-hoc", 2),
        ("resource-dependence ad-hoc", 1),
    ];
    counts(Dimension::Motive, Dimension::Phase, None, &expected);
    let expected = [
        ("ad-hoc shared-values", 1),
        ("ad-hoc resource-dependence", 1),
        // The last phase of the other partnership in the period.
        ("contact no-motive", 1),
    ];
    counts(
        Dimension::Phase,
        Dimension::Motive,
        Some(Unit::Partnerships),
        &expected,
    );
}

#[test]
fn partnerships_count_with_their_phase_on_the_last_day_of_the_year() {
    let expected = [
        ("contact 2000", 1),
        ("none 2000", 1),
        ("contact 2001", 1),
        ("none 2001", 1),
        ("contact 2002", 1),
        ("none 2002", 1),
        ("formalized 2003", 1),
        ("none 2003", 1),
        ("formalized 2004", 1),
        ("none 2004", 1),
        ("ad-hoc 2005", 1),
        ("none 2005", 1),
        ("ad-hoc 2006", 1),
        ("none 2006", 1),
    ];
    counts(Dimension::Phase, Dimension::Year, None, &expected);
    // If no dimension is a phase, years without a relation are left out, and a note says so.
    let graph = small();
    let table = analysis::matrix(&query(&graph), Dimension::Dyad, Dimension::Year, None);
    let table = table.expect("partnerships have both");
    assert_eq!(table.row_totals(), [7, 0]);
    assert!(
        table.notes.iter().any(|note| note.contains("7 of 14")),
        "{:?}",
        table.notes
    );
}

#[test]
fn operations_and_participations_are_different_units() {
    let expected = [
        ("chad 2000s", 1),
        ("sudan 2000s", 1),
        ("no-country 2000s", 1),
    ]
    .map(|(cell, count)| {
        (
            cell.replace("chad", "Chad").replace("sudan", "Sudan"),
            count,
        )
    });
    let expected: Vec<(&str, usize)> = expected
        .iter()
        .map(|(cell, count)| (cell.as_str(), *count))
        .collect();
    counts(Dimension::Country, Dimension::Decade, None, &expected);
    let expected = [
        ("a op", 2),
        ("b op", 1),
        ("c op", 1),
        ("a sea", 1),
        ("b sea", 1),
        ("c sea", 1),
    ];
    counts(
        Dimension::Organization,
        Dimension::Operation,
        None,
        &expected,
    );
    let expected = [
        ("a op", 1),
        ("b op", 1),
        ("c op", 1),
        ("a sea", 1),
        ("b sea", 1),
        ("c sea", 1),
    ];
    counts(
        Dimension::Organization,
        Dimension::Operation,
        Some(Unit::Operations),
        &expected,
    );
    let expected = [
        ("lead a", 2),
        ("funding a", 1),
        ("support b", 2),
        ("support c", 1),
        ("opposed c", 1),
    ];
    counts(Dimension::Role, Dimension::Organization, None, &expected);
}

#[test]
fn a_shared_operation_needs_both_members_at_the_same_time() {
    // A leaves the second operation before B comes; C opposes the first.
    let expected = [("a-b op", 1), ("b-c sea", 1)];
    counts(Dimension::Dyad, Dimension::Operation, None, &expected);
    let expected = [("a-b 2003", 1), ("b-c 2006", 1)];
    counts(
        Dimension::Dyad,
        Dimension::Year,
        Some(Unit::SharedOperations),
        &expected,
    );
    let graph = small();
    let table = analysis::matrix(&query(&graph), Dimension::Dyad, Dimension::Country, None);
    let notes = table.expect("shared operations have both").notes.join("\n");
    assert!(notes.contains("at different times: 1."), "{notes}");
    assert!(
        notes.contains("no partnership of the two: 1 pair of organizations"),
        "{notes}"
    );
}

#[test]
fn lessons_without_an_operation_have_a_heading_of_their_own() {
    let expected = [("mandates op", 1), ("respect no-operation", 1)];
    counts(
        Dimension::LessonGroup,
        Dimension::Operation,
        None,
        &expected,
    );
    let expected = [
        ("mandates 2003", 1),
        ("mandates 2004", 1),
        ("respect no-date", 1),
    ];
    counts(Dimension::LessonGroup, Dimension::Year, None, &expected);
}

/// Returns the matrices of all dimensions and units.
fn every<'g>(query: &Query<'g>) -> Vec<Matrix<'g>> {
    let pairs = Dimension::ALL
        .into_iter()
        .flat_map(|rows| Dimension::ALL.map(|columns| (rows, columns)));
    let units: Vec<Option<Unit>> = Unit::ALL.into_iter().map(Some).chain([None]).collect();
    let tables = pairs.flat_map(|(rows, columns)| {
        let of_unit = |unit: &Option<Unit>| analysis::matrix(query, rows, columns, *unit).ok();
        units.iter().filter_map(of_unit).collect::<Vec<_>>()
    });
    tables.collect()
}

#[test]
fn no_case_is_lost_and_totals_add_up() {
    for graph in [small(), Graph::new(dataset::builtin())] {
        let tables = every(&query(&graph));
        assert!(tables.len() > 200, "{}", tables.len());
        for table in &tables {
            let name = &table.title;
            let total = table.total();
            assert_eq!(table.row_totals().iter().sum::<usize>(), total, "{name}");
            assert_eq!(table.column_totals().iter().sum::<usize>(), total, "{name}");
            assert!(table.distinct() <= total, "{name}");
            let has_note = table
                .notes
                .iter()
                .any(|note| note.contains("several cells"));
            assert_eq!(has_note, table.distinct() < total, "{name}");
            let years = table
                .columns
                .headings
                .iter()
                .filter_map(|h| h.id.parse().ok());
            if table.columns.dimension == Dimension::Year {
                let years: Vec<i32> = years.collect();
                assert!(
                    years.windows(2).all(|pair| pair[0] + 1 == pair[1]),
                    "{name}"
                );
            }
        }
        // Every motive claim, operation, participation and lesson is in some cell, whatever value it lacks.
        let dataset = graph.dataset();
        let sum = |count: fn(&interorg::model::Partnership) -> usize| -> usize {
            dataset.partnerships().iter().map(count).sum()
        };
        for table in &tables {
            let all = match table.unit {
                Unit::Motives => sum(|record| record.motives.len()),
                Unit::Lessons => sum(|record| record.lessons.len()),
                Unit::Operations => dataset.operations().len(),
                Unit::Participations => {
                    let operations = dataset.operations().iter();
                    operations.map(|record| record.participations.len()).sum()
                }
                _ => continue,
            };
            assert_eq!(table.distinct(), all, "{}", table.title);
        }
    }
}

#[test]
fn shares_are_of_the_requested_total() {
    let graph = Graph::new(dataset::builtin());
    let table = analysis::matrix(&query(&graph), Dimension::Dyad, Dimension::Motive, None);
    let table = table.expect("motives have both");
    let sum = |shares: &[Option<f64>]| shares.iter().flatten().sum::<f64>();
    for row in table.shares(ShareOf::Row) {
        assert!((sum(&row) - 1.0).abs() < 1e-12);
    }
    let shares = table.shares(ShareOf::Column);
    for column in 0..table.columns.headings.len() {
        let shares: Vec<Option<f64>> = shares.iter().map(|row| row[column]).collect();
        assert!((sum(&shares) - 1.0).abs() < 1e-12);
    }
    let all: f64 = table.shares(ShareOf::All).iter().map(|row| sum(row)).sum();
    assert!((all - 1.0).abs() < 1e-12);
    let empty = analysis::matrix(
        &during(&graph, "1990..2030"),
        Dimension::Motive,
        Dimension::Condition,
        None,
    );
    let shares = empty.expect("motives have both").shares(ShareOf::Column);
    assert!(
        shares.iter().flatten().any(Option::is_none),
        "a total of 0 has no share"
    );
}

fn ask(line: &str) -> Run {
    Folder::new().run(&line.split(' ').collect::<Vec<_>>())
}

/// Returns the rows of an answer in CSV.
fn rows(run: &Run) -> Vec<Record> {
    records(&run.stdout)
}

#[test]
fn the_years_are_those_of_the_dyad_years() {
    let years = rows(&ask("export dyad-years"));
    let phases = rows(&ask("matrix phase year --format csv"));
    let shared = rows(&ask(
        "matrix dyad year --count shared-operations --format csv",
    ));
    for row in &years {
        // In a dyad-year both organizations exist; a matrix has every year of the record.
        let count = |table: &[Record], id: &str, row: &Record| {
            let found = table
                .iter()
                .find(|line| line.values().any(|field| field == id));
            let cell = found.and_then(|line| line.get(&row["year"]));
            cell.map_or(0, |cell| cell.parse::<i32>().expect("a count"))
        };
        let dyads = shared.iter().map(|line| line["dyad"].as_str());
        let (a, b) = (&row["a"], &row["b"]);
        let mut names = [format!("{a}-{b}"), format!("{b}-{a}")].into_iter();
        let dyad = names.find(|name| dyads.clone().any(|dyad| dyad == name));
        let Some(dyad) = dyad else {
            // Phases that predecessors lived through count under the dyad of their successors.
            assert!(["ec", "oau"].contains(&b.as_str()), "{row:?}");
            continue;
        };
        assert_eq!(
            count(&shared, &dyad, row).to_string(),
            row["operations"],
            "{row:?}"
        );
        let phase = &row["formal_phase"];
        // Before 2003, predecessors act for some organizations that did not exist yet.
        if phase != "none" && row["year"].as_str() >= "2003" {
            let same = years
                .iter()
                .filter(|other| other["year"] == row["year"] && other["formal_phase"] == *phase);
            let expected = i32::try_from(same.count()).expect("a few");
            assert_eq!(count(&phases, phase, row), expected, "{row:?}");
        }
    }
}

#[test]
fn the_participations_are_those_of_the_export() {
    let parts = rows(&ask("export participations"));
    for line in rows(&ask("matrix organization role --format csv")) {
        let counts = line
            .iter()
            .filter(|(name, _)| !name.starts_with("organization"));
        for (role, count) in counts {
            let of = parts.iter().filter(|part| {
                (line["organization"] == "total" || part["organization"] == line["organization"])
                    && (role == "total" || part["role"] == *role)
            });
            assert_eq!(
                of.count().to_string(),
                *count,
                "{} {role}",
                line["organization"]
            );
        }
    }
}

#[test]
fn filters_apply_to_the_counted_unit() {
    let total = |line: &str| {
        let run = ask(&format!("matrix {line} --format json"));
        json(&run)["total"].as_u64()
    };
    assert_eq!(total("dyad motive --motive shared-values"), Some(10));
    assert_eq!(
        total("dyad motive --held-by NATO --between NATO AU"),
        Some(4)
    );
    assert_eq!(total("role organization --with OAU"), Some(9));
    assert_eq!(total("role organization --role opposed"), Some(1));
    assert_eq!(
        total("operation organization --operation amis --count operations"),
        Some(4)
    );
    assert_eq!(total("phase condition --with AU"), Some(3));
    assert_eq!(ask("matrix dyad phase --at 1900").status, 1);
}

#[test]
fn all_formats_have_the_same_counts() {
    for line in [
        "dyad motive",
        "country decade",
        "phase year",
        "role organization",
    ] {
        let csv = rows(&ask(&format!("matrix {line} --format csv")));
        let run = ask(&format!("matrix {line} --format json"));
        let found = json(&run);
        let [down, across] =
            ["row_headings", "column_headings"].map(|headings| list(&found[headings]));
        assert_eq!(csv.len(), down.len() + 1, "{line}");
        // Only cells that count something are listed, row by row.
        let mut cells = list(&found["cells"]).iter().peekable();
        let dimension = found["row_dimension"].as_str().expect("it has a name");
        for (row, heading) in csv.iter().zip(down) {
            assert_eq!(heading["id"], row[dimension], "{line}");
            assert_eq!(heading["label"], row[&format!("{dimension}_label")]);
            assert_eq!(heading["total"].to_string(), row["total"], "{line}");
            for column in across {
                let id = column["id"].as_str().expect("an id");
                let is_here =
                    |cell: &&Json| cell["row"] == heading["id"] && cell["column"] == column["id"];
                let count = cells.next_if(is_here).map_or(Json::from(0), |cell| {
                    assert_eq!(cell["row_label"], heading["label"], "{line}");
                    assert_eq!(cell["column_label"], column["label"], "{line}");
                    cell["count"].clone()
                });
                assert_eq!(row[id], count.to_string(), "{line} {id}");
            }
        }
        assert_eq!(cells.next(), None, "{line}");
        let totals = csv.last().expect("the last row has the totals");
        assert_eq!(found["total"].to_string(), totals["total"], "{line}");
        for column in across {
            let id = column["id"].as_str().expect("an id");
            assert_eq!(column["total"].to_string(), totals[id], "{line} {id}");
        }
        let markdown = ask(&format!("matrix {line} --format markdown"));
        let lines = markdown.text().lines().filter(|line| line.starts_with('|'));
        assert_eq!(lines.count(), csv.len() + 2, "{line}");
        assert_eq!(
            ask(&format!("matrix {line} --share all --cases --evidence")).status,
            0
        );
    }
    let csv = ask("matrix dyad motive --format csv");
    assert!(
        csv.stderr.contains("note: Each cell counts motive claims"),
        "{}",
        csv.stderr
    );
}

#[test]
fn cells_name_their_cases_and_evidence() {
    let graph = small();
    let query = query(&graph);
    let table = analysis::matrix(&query, Dimension::Motive, Dimension::Dyad, None);
    let table = table.expect("motives have both");
    let mut text = Vec::new();
    let provenance = Provenance::of_query("matrix", &query);
    let share = Some(ShareOf::All);
    write_matrix_json(&table, share, true, &provenance, &mut text).expect("it is written");
    let found: Json = serde_json::from_slice(&text).expect("it is JSON");
    let cell = &found["cells"][1];
    assert_eq!(cell["row"], "shared-values");
    assert_eq!(cell["count"], 2);
    assert_eq!(
        texts(list(&cell["cases"]), "statement"),
        ["It says so.", "It says so too."]
    );
    assert_eq!(texts(list(&cell["cases"]), "organization"), ["a", "b"]);
    for case in list(&cell["cases"]) {
        assert_eq!((&case["a"], &case["b"]), (&"a".into(), &"b".into()));
    }
    let sources = cell["evidence"].as_array().expect("citations").iter();
    let sources: Vec<&Json> = sources.map(|citation| &citation["source"]).collect();
    assert_eq!(sources, ["s", "t"]);
}

#[test]
fn impossible_combinations_are_refused_with_a_hint() {
    ask("matrix motive motive").refused("rows and columns are both `motive`");
    ask("matrix motive role").refused("hint: `motive` can be combined with dyad, organization");
    ask("matrix motiv year").refused("Did you mean `motive`");
    ask("matrix dyad year --count operations")
        .refused("The dimensions of operations are operation, country");
    ask("matrix xyzzy year").refused("The dimensions are dyad");
}

#[test]
fn too_many_years_are_refused() {
    let folder = Folder::new();
    folder.write(
        "long.yaml",
        SMALL
            .replace("from: 2000-06-01", "from: Y-4000000")
            .replace(", founded: 1990", ""),
    );
    let long = |line: &str| {
        folder.run(
            &[
                &line.split(' ').collect::<Vec<_>>()[..],
                &["--data", "long.yaml"],
            ]
            .concat(),
        )
    };
    long("matrix phase year").refused("there are too many");
    assert_eq!(long("matrix phase year --during 2000..2005").status, 0);
}

/// Organizations that are founded and dissolved, a gap, a predecessor, and a partnership that one coding does not cover.
const LIVES: &str = "\
dataset: {title: Lives, as-of: 2012-12-31}
organizations:
  - {id: a, name: A, founded: 1990-01-01}
  - {id: b, name: B, founded: 1995-06-01, dissolved: 2010-06-30}
  - {id: old, name: Old, founded: 1991-01-01, dissolved: 1996-06-30}
  - {id: c, name: C, founded: 1996-07-01, succeeds: [Old]}
  - {id: d, name: D, founded: 1990-01-01}
partnerships:
  - between: [A, B]
    phases:
      formal:
        - {phase: contact, from: \"1997-06/1998-03\", cite: [s]}
        - {phase: formalized, from: 2000-01-01, to: 2003-06-30, cite: [s]}
        - {phase: contact, from: 2006-01-01, confidence: low, cite: [s]}
        - {phase: ad-hoc, from: 2008-01-01, to: 2010-06-30, cite: [s]}
    motives:
      - {motive: shared-values, of: A, from: 1999, to: 2001, statement: Once., cite: [s]}
      - {motive: shared-values, of: B, from: 1999, statement: Still., cite: [s]}
  - between: [A, C]
    phases:
      formal:
        - {phase: contact, from: 1993-01-01, through: [Old], cite: [s]}
        - {phase: formalized, from: 1999-01-01, cite: [s]}
  - between: [A, D]
    phases:
      activity: [{phase: ad-hoc, from: 2001-01-01, cite: [s]}]
sources: {s: {title: S}}
";

/// Runs a command on that dataset.
fn lives(line: &str) -> Run {
    let folder = Folder::new();
    folder.write("lives.yaml", LIVES);
    let words = format!("{line} --data lives.yaml");
    folder.run(&words.split(' ').collect::<Vec<_>>())
}

/// Returns the headings with a count in the column of a year, each with its count.
fn in_year<'r>(table: &'r [Record], year: &str) -> Vec<(&'r str, &'r str)> {
    let lines = table.iter().filter(|line| line["phase"] != "total");
    lines
        .map(|line| (line["phase"].as_str(), line[year].as_str()))
        .filter(|(_, count)| *count != "0")
        .collect()
}

#[test]
fn none_unknown_and_not_existing_are_distinguished() {
    let run = lives("matrix phase year --during 1990..2012 --with B --format csv");
    let table = rows(&run);
    // Before B is founded, before the first contact, in the gap, and after B is dissolved.
    assert_eq!(in_year(&table, "1990"), [("not-existing", "1")]);
    assert_eq!(in_year(&table, "1995"), [("none", "1")]);
    assert_eq!(in_year(&table, "2002"), [("formalized", "1")]);
    assert_eq!(in_year(&table, "2004"), [("none", "1")]);
    // In the year in which B is dissolved, the phase is that on the last day of B.
    assert_eq!(in_year(&table, "2010"), [("ad-hoc", "1")]);
    assert_eq!(in_year(&table, "2011"), [("not-existing", "1")]);
    assert!(table.iter().all(|line| line["phase"] != "no-phase"));
    assert!(run.stderr.contains("has no phase then"), "{}", run.stderr);
    // A phase below the requested confidence is unknown, and not a gap.
    let sure = rows(&lives(
        "matrix phase year --during 2005..2008 --with B --min-confidence medium --format csv",
    ));
    assert_eq!(in_year(&sure, "2005"), [("none", "1")]);
    assert_eq!(in_year(&sure, "2006"), [("no-phase", "1")]);
    assert_eq!(in_year(&sure, "2008"), [("ad-hoc", "1")]);
    // Only a relation has a condition.
    let conditions = lives("matrix condition year --during 2004..2011 --with B --format csv");
    let conditions = rows(&conditions);
    let found = |id: &str, year: &str| {
        let line = conditions.iter().find(|line| line["condition"] == id);
        line.map(|line| line[year].clone())
    };
    assert_eq!(found("no-relation", "2004").as_deref(), Some("1"));
    assert_eq!(found("not-existing", "2011").as_deref(), Some("1"));
    assert_eq!(found("no-condition", "2011"), None);
}

#[test]
fn a_phase_lived_through_a_predecessor_exists() {
    let table = rows(&lives(
        "matrix phase year --during 1990..2000 --with C --format csv",
    ));
    assert_eq!(in_year(&table, "1990"), [("not-existing", "1")]);
    assert_eq!(in_year(&table, "1992"), [("none", "1")]);
    assert_eq!(in_year(&table, "1995"), [("contact", "1")]);
    assert_eq!(in_year(&table, "1999"), [("formalized", "1")]);
}

#[test]
fn phases_by_year_are_those_of_the_dyad_years() {
    for (pair, coding, grade) in [
        ("A B", "formal", "low"),
        ("A B", "formal", "medium"),
        ("A D", "activity", "low"),
    ] {
        let asked = format!("--between {pair} --during 1990..2012 --min-confidence {grade}");
        let years = rows(&lives(&format!("export dyad-years --balanced {asked}")));
        let table = rows(&lives(&format!(
            "matrix phase year --coding {coding} {asked} --format csv"
        )));
        assert_eq!(years.len(), 23, "{pair}");
        for row in &years {
            let expected = match row[&format!("{coding}_phase")].as_str() {
                "unknown" => "no-phase",
                phase => phase,
            };
            let found = in_year(&table, &row["year"]);
            assert_eq!(found, [(expected, "1")], "{pair} {coding} {grade} {row:?}");
        }
    }
}

/// Returns the notes of a matrix, one per line.
fn notes(line: &str) -> String {
    let run = lives(&format!("{line} --format csv"));
    run.stderr
}

#[test]
fn notes_count_what_the_time_or_the_filters_leave_out() {
    let text = notes("matrix phase dyad --at 2004");
    assert!(
        text.contains("no relation on 2004-12-31: 1 of 3 partnerships"),
        "{text}"
    );
    assert!(
        text.contains(
            "the coding says nothing, or only with less confidence than requested: 1 of 3"
        ),
        "{text}"
    );
    let text = notes("matrix phase dyad --at 2012");
    assert!(
        text.contains("do not both exist on 2012-12-31: 1 of 3"),
        "{text}"
    );
    // Only partnerships of the requested organizations count; and the filters may match at another time.
    let text = notes("matrix phase dyad --with B --at 2004");
    assert!(text.contains("no relation on 2004-12-31: 1 of 1"), "{text}");
    let text = notes("matrix phase dyad --phase formalized --at 2009");
    assert!(
        text.contains("the filters do not match on 2009-12-31: 1 of 3"),
        "{text}"
    );
    let text = notes("matrix motive dyad --at 2009");
    assert!(
        text.contains("by the time or the filters: 1 of 2 motive claims"),
        "{text}"
    );
    let text = notes("matrix dyad year --during 1990..2020 --with B");
    assert!(text.contains("no relation on the day: 5 of 23"), "{text}");
    assert!(text.contains("both exist on the day: 7 of 23"), "{text}");
    assert!(
        text.contains("does not describe it: the time after 2012-12-31"),
        "{text}"
    );
    // Without a time and a filter nothing is left out.
    let text = notes("matrix motive dyad") + &notes("matrix phase dyad");
    assert!(!text.contains("Left out"), "{text}");
}

#[test]
fn every_year_of_a_requested_period_has_a_column() {
    for line in [
        "matrix phase year --during 1990..2005",
        "matrix phase year --coding activity --during 1990..2005",
        "matrix motive year --during 1990..2005",
        "matrix dyad year --during 1990..2005",
    ] {
        let table = rows(&lives(&format!("{line} --format csv")));
        let first = table.first().expect("there are rows");
        let years = first.keys().filter_map(|name| name.parse::<i32>().ok());
        assert!(years.eq(1990..=2005), "{line}");
    }
    let decades = rows(&lives(
        "matrix motive decade --during 1985..2005 --format csv",
    ));
    for decade in ["1980s", "1990s", "2000s"] {
        assert!(decades[0].contains_key(decade), "{decade}");
    }
}

#[test]
fn a_title_says_whether_the_whole_record_is_counted() {
    let title = |line: &str| {
        let found = json(&lives(&format!("{line} --format json")));
        found["title"].as_str().expect("a title").to_owned()
    };
    for line in [
        "matrix motive dyad",
        "matrix motive dyad --count partnerships",
    ] {
        let title = title(line);
        assert!(title.ends_with(", whole record to 2012-12-31"), "{title}");
    }
    assert!(title("matrix phase dyad").ends_with(", as of 2012-12-31"));
    assert!(title("matrix motive dyad --at 2009").ends_with(", on 2009-12-31"));
}

#[test]
fn phases_of_one_day_are_not_counted_against_the_whole_record() {
    for line in [
        "matrix motive phase",
        "matrix motive-family condition",
        "matrix motive phase --count partnerships",
        "matrix lesson-group phase",
    ] {
        lives(line).refused("over the whole record");
        assert_ne!(lives(&format!("{line} --at 2009")).status, 2, "{line}");
    }
    assert_eq!(lives("matrix phase condition").status, 0);
    assert_eq!(lives("matrix motive year").status, 0);
}

#[test]
fn uncertain_dates_are_counted() {
    let text = notes("matrix phase dyad --at 1998-01");
    assert!(
        text.contains("1 of 2 partnerships rests on an uncertain date"),
        "{text}"
    );
    let text = notes("matrix phase year --during 1996..1999");
    assert!(
        text.contains("1 of 7 partnership-years rests on an uncertain date"),
        "{text}"
    );
    for line in [
        "matrix phase dyad --at 2009",
        "matrix motive dyad --at 1998-01",
    ] {
        assert!(!notes(line).contains("uncertain"), "{line}");
    }
}

#[test]
fn a_partnership_with_several_motives_is_uncertain_once() {
    let folder = Folder::new();
    folder.write(
        "data.yaml",
        "dataset: {title: Once, as-of: 2010-12-31, cite: [s]}\n\
         organizations: [{id: a, name: A, founded: 1990}, {id: b, name: B, founded: 1990}]\n\
         sources: {s: {title: S, type: report, date: 2000}}\n\
         partnerships:\n  \
         - between: [a, b]\n    \
           phases: {formal: [{phase: contact, from: 2000}]}\n    \
           motives: [{motive: shared-values, of: a, statement: One., from: 1999}, {motive: legitimization, of: b, statement: Two., from: 1999}]\n",
    );
    let line = "matrix motive phase --at 2000-06-15 --format json --data data.yaml";
    let run = folder.run(&line.split(' ').collect::<Vec<_>>());
    let answer = json(&run);
    assert_eq!(answer["total"], 2);
    let notes = list(&answer["notes"]);
    let note = "1 of 1 partnership rests on an uncertain date.";
    assert!(notes.iter().any(|one| one == note), "{notes:#?}");
}
