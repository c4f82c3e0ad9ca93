//! Statements that `interorg sql` prints, on a dataset whose answers can be read from its text.

use serde_json::{Value as Json, json};

use crate::support::{Folder, Run, json, rows};

/// The founding of C is later than that of its predecessor D.
const DATASET: &str = "
dataset: {title: T, as-of: 2010-12-31, cite: [s]}
sources: {s: {type: report, title: T, tier: official, date: 2000}}
organizations:
  - {id: a, name: A, founded: 2000}
  - {id: b, name: B, founded: 2000}
  - {id: c, name: C, founded: 2005-07-01, succeeds: [d]}
  - {id: d, name: D, founded: 1990, dissolved: 2005-06-30}
partnerships:
  - between: [a, b]
    phases:
      formal:
        - {phase: contact, from: 2001-03-01}
        - {phase: formalized, from: 2003-03-01}
    motives:
      - {motive: shared-values, of: a, from: 2002-01-01, to: 2002-12-31, statement: They share them.}
    milestones:
      - {date: 2003-03, kind: agreement, title: They agree}
      - {date: 2001-03-01, kind: summit, title: They meet, of: a}
  - between: [b, c]
    phases:
      formal:
        - {phase: contact, from: 2002-01-01, through: [d]}
        - {phase: none, from: 2008-01-01}
    milestones:
      - {date: 2003-01-01, kind: summit, title: B and D meet}
operations:
  - id: o
    name: O
    start: 2002-01-01
    end: 2004-12-31
    participations:
      - {organization: a, role: lead}
      - {organization: b, role: funding, from: 2003-01-01}
";

/// Returns the rows that a question has when its statement runs in `query`.
fn answer(words: &[&str]) -> Vec<Json> {
    let folder = Folder::new();
    folder.write("data.yaml", DATASET);
    let data = ["--data", "data.yaml"];
    let printed = folder.run(&[&["sql"], words, &data].concat());
    assert_eq!(printed.status, 0, "{words:?}: {}", printed.stderr);
    let query = [&["query", "-", "--format", "json"][..], &data].concat();
    rows(&folder.run_in(&[], &query, printed.text().as_bytes()))
}

/// Returns some columns of the rows.
fn columns(rows: &[Json], names: &[&str]) -> Json {
    let rows = rows.iter().map(|row| {
        let values = names.iter().map(|name| row[*name].clone());
        Json::Array(values.collect())
    });
    Json::Array(rows.collect())
}

#[test]
fn milestones_are_in_order_of_time() {
    let all = answer(&["milestones"]);
    assert_eq!(
        columns(&all, &["date_edtf", "a", "b", "kind", "actor"]),
        json!([
            ["2001-03-01", "a", "b", "summit", "a"],
            ["2003-01-01", "b", "c", "summit", "none"],
            ["2003-03", "a", "b", "agreement", "none"],
        ])
    );
    // Both partnerships are relations on this day, and one milestone is later.
    let by_then = answer(&["milestones", "--at", "2003-02-01"]);
    assert_eq!(
        columns(&by_then, &["title"]),
        json!([["They meet"], ["B and D meet"]])
    );
    let formalized = answer(&["milestones", "--phase", "formalized"]);
    assert_eq!(
        columns(&formalized, &["title"]),
        json!([["They meet"], ["They agree"]])
    );
}

#[test]
fn dyad_years_are_those_in_which_both_exist() {
    let all = answer(&["dyad-years", "--during", "2002..2006"]);
    let names = ["year", "a", "b", "phase_formal", "operations", "milestones"];
    assert_eq!(
        columns(&all, &names),
        json!([
            // B takes part in O from 2003 on.
            [2002, "a", "b", "contact", 0, 0],
            [2003, "a", "b", "formalized", 1, 1],
            [2004, "a", "b", "formalized", 1, 0],
            [2005, "a", "b", "formalized", 0, 0],
            [2006, "a", "b", "formalized", 0, 0],
            // C took the place of D in 2005, and the years before are those of D.
            [2005, "b", "c", "contact", 0, 0],
            [2006, "b", "c", "contact", 0, 0],
            [2002, "b", "d", "contact", 0, 0],
            [2003, "b", "d", "contact", 0, 1],
            [2004, "b", "d", "contact", 0, 0],
            [2005, "b", "d", "contact", 0, 0],
        ])
    );
    // The coding `activity` reads no partnership: its phases are unknown, and not none.
    assert_eq!(
        columns(&all, &["rung_formal", "rung_activity", "phase_activity"])[0],
        json!([1, null, "unknown"])
    );
    let formalized = answer(&["dyad-years", "--phase", "formalized", "--at", "2002"]);
    assert_eq!(json!(formalized), json!([]));
}

#[test]
fn shared_operations_are_ties() {
    let facts = ["a", "b", "fact", "id", "date_edtf"];
    // A and B take part in O, B from 2003 on. None of the phases and motives of their partnership belongs to the tie.
    let tied = json!([
        ["a", "b", "partnership", "a~b", "none"],
        ["a", "b", "since", "none", "2003-01-01"],
        ["a", "b", "operation", "o", "none"],
    ]);
    let by_operations = ["links", "--ties", "operations"];
    assert_eq!(columns(&answer(&by_operations), &facts), tied);
    let at = |year| answer(&[&by_operations[..], &["--at", year]].concat());
    assert_eq!(columns(&at("2004"), &facts), tied);
    assert_eq!(json!([at("2002"), at("2005")]), json!([[], []]));
    // No operation has a phase or a coding.
    for filter in [["--phase", "contact"], ["--coding", "formal"]] {
        let rows = answer(&[&by_operations[..], &filter].concat());
        assert_eq!(json!(rows), json!([]), "{filter:?}");
    }
    let both = answer(&["links", "--ties", "both"]);
    assert_eq!(json!(both), json!(answer(&["links"])));
    let years = answer(&[
        "dyad-years",
        "--ties",
        "operations",
        "--during",
        "2002..2004",
    ]);
    let names = ["year", "a", "b", "phase_formal", "operations"];
    assert_eq!(
        columns(&years, &names),
        json!([
            [2002, "a", "b", "unknown", 0],
            [2003, "a", "b", "unknown", 1],
            [2004, "a", "b", "unknown", 1],
        ])
    );
}

#[test]
fn ties_weigh_as_many_operations_as_they_share() {
    let weights = |words: &[&str]| {
        let rows = answer(words);
        let weights = rows.iter().filter(|row| row["fact"] == "weight");
        let weights: Vec<Json> = weights.cloned().collect();
        columns(&weights, &["a", "b", "id"])
    };
    let weighed = ["links", "--weight", "shared-operations"];
    let in_2003 = [&weighed[..], &["--at", "2003"]].concat();
    assert_eq!(weights(&in_2003), json!([["a", "b", "1"], ["b", "c", "0"]]));
    // Without a date, ties are weighed on the as-of date, after the end of O.
    assert_eq!(weights(&weighed), json!([["a", "b", "0"], ["b", "c", "0"]]));
    let heavy = |least| [&in_2003[..], &["--min-weight", least]].concat();
    assert_eq!(weights(&heavy("0.5")), json!([["a", "b", "1"]]));
    assert_eq!(weights(&heavy("1.5")), json!([]));
}

#[test]
fn partnerships_without_phases_begin_with_their_first_operation() {
    let folder = Folder::new();
    let data = "\
dataset: {as-of: 2010-12-31, cite: [s]}
sources: {s: {type: report, title: T, tier: official, date: 2000}}
organizations:
  - {id: a, name: A, founded: 1990}
  - {id: b, name: B, founded: 1992-03-04}
  - {id: c, name: C, founded: 1990}
partnerships: [{between: [a, b]}, {between: [a, c]}]
operations:
  - id: o
    name: O
    start: 1991
    end: 2000
    participations: [{organization: a, role: lead}, {organization: b, role: lead}, {organization: c, role: lead, from: 1995~}]
";
    folder.write("data.yaml", data);
    let statement = folder.run(&["sql", "partners", "a", "--data", "data.yaml"]);
    let query = ["query", "-", "--format", "json", "--data", "data.yaml"];
    let answer = rows(&folder.run_in(&[], &query, statement.text().as_bytes()));
    let since = answer.iter().filter(|row| row["fact"] == "since");
    let since: Vec<Json> = since.cloned().collect();
    // B took part as soon as it existed. The date of C is as recorded.
    assert_eq!(
        columns(&since, &["partner", "date_edtf"]),
        json!([["b", "1992-03-04"], ["c", "1995~"]])
    );
}

#[test]
fn dyad_years_without_a_founding_date_are_refused() {
    let folder = Folder::new();
    folder.write("data.yaml", DATASET.replace(", founded: 1990", ""));
    folder
        .run(&["sql", "dyad-years", "--data", "data.yaml"])
        .refused("dyad-years with organizations without a founding date cannot be printed as SQL");
}

#[test]
fn dyad_years_before_the_calendar_are_refused() {
    let folder = Folder::new();
    let older = DATASET.replace("founded: 2000}", "founded: 1790}");
    folder.write("data.yaml", older.replace("2001-03-01", "1795-03-01"));
    let run =
        |more: &[&str]| folder.run(&[&["sql", "dyad-years", "--data", "data.yaml"], more].concat());
    for time in [&[][..], &["--at", "1796"], &["--during", "1700..1810"]] {
        run(time).refused("dyad-years before 1800 cannot be printed as SQL");
    }
    assert_eq!(run(&["--during", "1800.."]).status, 0);
    // Nothing is that old.
    folder.write("data.yaml", DATASET);
    assert_eq!(run(&["--during", "1700.."]).status, 0);
}

/// A and B share two operations, B and C one; only A takes part in the last one.
const SHARED: &str = "
dataset: {title: T, as-of: 2010-12-31, cite: [s]}
sources: {s: {type: report, title: T, tier: official, date: 2000}}
organizations: [{id: a, name: A, founded: 1990}, {id: b, name: B, founded: 1990}, {id: c, name: C, founded: 1990}]
partnerships:
  - {between: [a, b], phases: {formal: [{phase: contact, from: 2000}]}}
  - {between: [b, c], phases: {formal: [{phase: contact, from: 2000}]}}
operations:
  - {id: ab1, name: AB1, start: 2001, end: 2002, participations: [{organization: a, role: lead}, {organization: b, role: lead}]}
  - {id: ab2, name: AB2, start: 2001, end: 2002, participations: [{organization: a, role: lead}, {organization: b, role: lead}]}
  - {id: bc, name: BC, start: 2001, end: 2002, participations: [{organization: b, role: lead}, {organization: c, role: lead}]}
  - {id: alone, name: Alone, start: 2001, end: 2002, participations: [{organization: a, role: lead}]}
";

#[test]
fn few_shared_operations_leave_operations_out() {
    let folder = Folder::new();
    folder.write("data.yaml", SHARED);
    let matrix = [
        "matrix",
        "role",
        "organization",
        "--count",
        "participations",
    ];
    let first_column = |run: &Run| {
        let lines = run.text().lines().skip(1);
        let cells = lines.filter_map(|line| line.split(',').next());
        let mut cells: Vec<String> = cells.map(str::to_owned).collect();
        cells.dedup();
        cells
    };
    for option in ["--min-shared", "--min-weight"] {
        for (least, operations, participations, dyads) in [
            ("1", &["ab1", "ab2", "bc"][..], 6, 2),
            ("2", &["ab1", "ab2"], 4, 1),
            ("3", &[], 0, 0),
        ] {
            let filter = [option, least, "--at", "2001", "--data", "data.yaml"];
            let run = |words: &[&str], format: &str| {
                folder.run(&[words, &filter, &["--format", format]].concat())
            };
            let in_sql = |words: &[&str], columns: &str| {
                let printed = folder.run(&[&["sql"], words, &filter].concat());
                let statement = format!("SELECT {columns} FROM ({})", printed.text());
                let query = ["query", "-", "--format", "csv", "--data", "data.yaml"];
                folder.run_in(&[], &query, statement.as_bytes())
            };
            let shown = run(&["operations"], "csv");
            assert_eq!(first_column(&shown), operations, "{filter:?}");
            let shown = in_sql(&["operations"], "operation");
            assert_eq!(first_column(&shown), operations, "{filter:?}");
            let leads = &json(&run(&matrix, "json"))["row_headings"][0];
            assert_eq!(leads["total"], participations, "{filter:?}");
            let cases = in_sql(&matrix, "COALESCE(SUM(cases), 0)");
            assert_eq!(
                first_column(&cases),
                [participations.to_string()],
                "{filter:?}"
            );
            let years = run(&["export", "dyad-years", "--every-pair"], "csv");
            assert_eq!(years.text().lines().count(), dyads + 1, "{filter:?}");
        }
    }
}

#[test]
fn a_matrix_has_its_cells_that_are_not_empty() {
    let of_participations = answer(&["matrix", "role", "organization"]);
    assert_eq!(
        json!(of_participations),
        json!([
            {"row_id": "lead", "column_id": "a", "cases": 1},
            {"row_id": "funding", "column_id": "b", "cases": 1},
        ])
    );
    let of_motives = ["matrix", "motive-family", "dyad"];
    assert_eq!(
        json!(answer(&of_motives)),
        json!([{"row_id": "ideational", "column_id": "a--b", "cases": 1}])
    );
    // A holds its motive in 2002 alone.
    let later = [&of_motives[..], &["--at", "2004"]].concat();
    assert_eq!(json!(answer(&later)), json!([]));
    let folder = Folder::new();
    for (words, what) in [
        (
            ["phase", "year"],
            "a matrix of other units than motives, participations and shared operations",
        ),
        (["role", "year"], "a matrix by phase, condition or time"),
    ] {
        let run = folder.run(&[&["sql", "matrix"][..], &words].concat());
        run.refused(&format!("{what} cannot be printed as SQL"));
    }
}

#[test]
fn the_ties_of_the_shortest_chains_have_steps() {
    // A and B have a partnership and share O. Only B and C have another tie.
    let names = ["step", "a", "b", "tie", "id"];
    let to_c = answer(&["path", "a", "c", "--at", "2006"]);
    assert_eq!(
        columns(&to_c, &names),
        json!([
            [1, "a", "b", "partnership", "a--b"],
            [2, "b", "c", "partnership", "b--c"],
        ])
    );
    // D acted for C before 2005.
    let to_d = answer(&["path", "d", "a", "--at", "2004-06"]);
    assert_eq!(
        columns(&to_d, &names),
        json!([
            [1, "d", "b", "partnership", "b--c"],
            [2, "b", "a", "partnership", "a--b"],
            [2, "b", "a", "operation", "o"],
        ])
    );
    assert_eq!(
        json!(answer(&["path", "a", "c", "--at", "2009"])),
        json!([])
    );
}

/// A chain of eight organizations; the first and the last two steps have a second way, over P and Q, and R and S are a dead end.
const CHAIN: &str = "
dataset: {title: Chain, as-of: 2010-12-31}
organizations:
  - {id: a, name: A, founded: 1990}
  - {id: b, name: B, founded: 1990}
  - {id: c, name: C, founded: 1990}
  - {id: d, name: D, founded: 1990}
  - {id: e, name: E, founded: 1990}
  - {id: f, name: F, founded: 1990}
  - {id: g, name: G, founded: 1990}
  - {id: h, name: H, founded: 1990}
  - {id: p, name: P, founded: 1990}
  - {id: q, name: Q, founded: 1990}
  - {id: r, name: R, founded: 1990}
  - {id: s, name: S, founded: 1990}
partnerships:
  - {between: [a, b]}
  - {between: [b, c]}
  - {between: [c, d]}
  - {between: [d, e]}
  - {between: [e, f]}
  - {between: [f, g]}
  - {between: [g, h]}
  - {between: [a, p]}
  - {between: [p, c]}
  - {between: [f, q]}
  - {between: [q, h]}
  - {between: [a, r]}
  - {between: [r, s]}
";

#[test]
fn long_chains_are_found_up_to_the_steps() {
    let folder = Folder::new();
    folder.write("data.yaml", CHAIN);
    let found = |ends: [&str; 2], max_steps: &str| {
        let words = [
            "sql",
            "path",
            ends[0],
            ends[1],
            "--max-steps",
            max_steps,
            "--data",
            "data.yaml",
        ];
        let printed = folder.run(&words);
        assert_eq!(printed.status, 0, "{}", printed.stderr);
        let query = ["query", "-", "--format", "json", "--data", "data.yaml"];
        let ties = rows(&folder.run_in(&[], &query, printed.text().as_bytes()));
        let ties = ties.iter().map(|tie| {
            let [a, b] = ["a", "b"].map(|end| tie[end].as_str().expect("an id"));
            format!("{}{a}{b}", tie["step"])
        });
        ties.collect::<Vec<_>>().join(" ")
    };
    let both_ways = "1ab 1ap 2bc 2pc 3cd 4de 5ef 6fg 6fq 7gh 7qh";
    for max_steps in ["7", "8", "12"] {
        assert_eq!(found(["a", "h"], max_steps), both_ways, "{max_steps}");
    }
    assert_eq!(found(["a", "h"], "6"), "");
    assert_eq!(
        found(["h", "a"], "7"),
        "1hg 1hq 2gf 2qf 3fe 4ed 5dc 6cb 6cp 7ba 7pa"
    );
    for (end, ties) in [
        ("b", "1ab"),
        ("c", "1ab 1ap 2bc 2pc"),
        ("d", "1ab 1ap 2bc 2pc 3cd"),
        ("e", "1ab 1ap 2bc 2pc 3cd 4de"),
        ("f", "1ab 1ap 2bc 2pc 3cd 4de 5ef"),
    ] {
        for max_steps in ["5", "6", "11"] {
            assert_eq!(found(["a", end], max_steps), ties, "{max_steps}");
        }
    }
    assert_eq!(found(["a", "b"], "1"), "1ab");
    assert_eq!(found(["a", "c"], "1"), "");
    assert_eq!(found(["a", "f"], "4"), "");
}

#[test]
fn rows_are_kept_in_a_table() {
    let folder = Folder::new();
    let question = ["sql", "dyad-years", "--at", "2005"];
    let plain = folder.run(&question);
    let kept = folder.run(&[&question[..], &["--create-table", "mine.panel"]].concat());
    assert_eq!(
        kept.text(),
        format!("CREATE TABLE mine.panel AS\n{}", plain.text())
    );
    for (name, why) in [
        ("spell", "a table of the dataset"),
        ("SPELL", "a table of the dataset"),
        ("order", "a word of SQL"),
        ("mine.Select", "a word of SQL"),
        ("x; DROP", "expected a name"),
    ] {
        folder
            .run(&[&question[..], &["--create-table", name]].concat())
            .refused(why);
    }
}
