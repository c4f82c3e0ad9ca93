//! Weights of ties: shared operations or an amount, as a filter and in tables, measures, matrices and pictures.

use serde_json::{Value as Json, json};

use crate::support::{Folder, Run, rows};

/// A and B are in two operations, and C is in one of them. Troops are a stock and aid is a flow. Of C's troops in 2014
/// nothing is known, and D has none recorded.
const TROOPS: &str = "\
dataset: {title: Troops, as-of: 2016-12-31}
vocabularies:
  amounts:
    - {id: troops, label: Troops, definition: Soldiers., unit: persons}
    - {id: aid, label: Aid, definition: Payments., unit: USD, kind: flow}
organizations:
  - {id: a, abbreviation: A, name: Alpha}
  - {id: b, abbreviation: B, name: Beta}
  - {id: c, abbreviation: C, name: Gamma}
  - {id: d, abbreviation: D, name: Delta}
operations:
  - id: first
    name: First
    start: 2013
    cite: [s]
    participations:
      - organization: a
        role: lead
        amounts:
          - {what: troops, value: 500, from: 2014, to: 2014}
          - {what: troops, value: 300, from: 2015, to: 2015}
          - {what: aid, value: 10, from: 2014, to: 2014}
          - {what: aid, value: 2.5, from: 2015, to: 2015}
      - organization: b
        role: lead
        amounts:
          - {what: troops, value: 200, from: 2014}
          - {what: aid, value: 4, from: 2014, to: 2014}
      - organization: c
        role: support
        amounts:
          - {what: troops, value: unknown, from: 2014, to: 2014}
          - {what: troops, value: 50, from: 2015}
      - {organization: d, role: support}
  - id: second
    name: Second
    start: 2014
    end: 2015
    cite: [s]
    participations:
      - {organization: a, role: lead, amounts: [{what: troops, value: 40}]}
      - {organization: b, role: lead, amounts: [{what: troops, value: 70, from: 2015}]}
sources: {s: {title: S}}
";

fn ask(line: &str) -> Run {
    let folder = Folder::new();
    folder.write("troops.yaml", TROOPS);
    let words = line.split(' ').chain(["--data", "troops.yaml"]);
    folder.run(&words.collect::<Vec<_>>())
}

#[track_caller]
fn weights(line: &str) -> Vec<(String, Json, Json)> {
    let run = ask(&format!("links {line} --format json"));
    let found = rows(&run).into_iter().map(|row| {
        let [a, b] = ["a", "b"].map(|side| row[side].as_str().unwrap_or_default().to_owned());
        (a + &b, row["weight"].clone(), row["weight_unknown"].clone())
    });
    found.collect()
}

fn weight(pair: &str, weight: Json, unknown: usize) -> (String, Json, Json) {
    (pair.to_owned(), weight, json!(unknown))
}

#[test]
fn the_weight_is_what_both_put_in_on_a_day() {
    // In 2015: 200 of 300 and 200 in the first, 40 of 40 and 70 in the second.
    let in_2015 = weights("--at 2015-06-30 --weight troops");
    assert_eq!(
        in_2015,
        [
            weight("ab", json!(240), 0),
            weight("ac", json!(50), 0),
            weight("ad", Json::Null, 1),
            weight("bc", json!(50), 0),
            weight("bd", Json::Null, 1),
            weight("cd", Json::Null, 1),
        ]
    );
    // In 2014 the troops of B in the second, and those of C, are not known: 200 are all that is.
    let in_2014 = weights("--at 2014-06-30 --weight troops");
    assert_eq!(in_2014[0], weight("ab", json!(200), 1));
    assert_eq!(in_2014[1], weight("ac", Json::Null, 1));
}

#[test]
fn a_stock_is_not_added_up_over_years_and_a_flow_is() {
    // The largest number of any day, not 200 + 240.
    let stock = weights("--during 2014..2015 --weight troops");
    assert_eq!(stock[0].1, json!(240));
    // 12.5 and 4 in the first operation; of the second nothing is known.
    let flow = weights("--weight aid");
    assert_eq!(flow[0], weight("ab", json!(4), 1));
    assert_eq!(
        weights("--weight shared-operations")[0],
        weight("ab", json!(2), 0)
    );
}

#[test]
fn ties_below_a_weight_and_of_unknown_weight_are_left_out() {
    let pairs = |line: &str| {
        let found = weights(line).into_iter().map(|(pair, ..)| pair);
        found.collect::<Vec<_>>()
    };
    assert_eq!(pairs("--at 2015 --weight troops --min-weight 50.5"), ["ab"]);
    assert_eq!(
        pairs("--at 2015 --weight troops --min-weight 50"),
        ["ab", "ac", "bc"]
    );
    assert_eq!(pairs("--min-weight 2"), ["ab"]);
    let unknown = ask("links --weight tanks");
    assert_eq!(unknown.status, 2);
    assert!(
        unknown.stderr.contains("unknown amount `tanks`"),
        "{}",
        unknown.stderr
    );
}

#[test]
fn measures_use_the_weight() {
    let run = ask("measures --at 2015-06-30 --weight troops --measure degree,weighted-degree");
    let text = run.text();
    // A has 240 and 50.
    assert!(text.contains("A      3     290"), "{text}");
    assert!(
        text.contains("Of the ties, 3 of 6 have no known troops"),
        "{text}"
    );
    let run = ask("measures --at 2015 --weight troops --min-weight 100 --network --format json");
    assert_eq!(rows(&run)[0]["ties"], json!(1));
}

#[test]
fn where_no_weight_is_known_neither_is_the_sum() {
    let rows = rows(&ask(
        "measures --measure weighted-degree --weight troops --at 2014 --format json",
    ));
    let d = rows.iter().find(|row| row["organization"] == "d");
    let d = d.expect("D takes part in an operation");
    assert_eq!(
        [&d["weighted_degree"], &d["weighted_degree_missing"]],
        [&Json::Null, &json!("unknown")]
    );
    // A has known ties beside unknown ones: their sum is what is known.
    let a = rows.iter().find(|row| row["organization"] == "a");
    assert!(a.is_some_and(|a| a["weighted_degree"].as_f64() > Some(0.0)));
}

#[test]
fn matrices_show_totals_and_means_of_an_amount() {
    let cells = |line: &str| {
        let run = ask(&format!(
            "matrix {line} --weight troops --cases --format json"
        ));
        let found = rows_of_cells(&run).into_iter().map(|row| {
            let name = format!(
                "{} {}",
                row["row"].as_str().unwrap_or_default(),
                row["column"]
            );
            (name, row["amount"].clone(), row["unknown"].clone())
        });
        found.collect::<Vec<_>>()
    };
    let by_year = cells("organization year --with a");
    let expected = [("2014", 540, 0), ("2015", 340, 0)];
    for (year, amount, unknown) in expected {
        let name = format!("a \"{year}\"");
        assert!(
            by_year.contains(&(name.clone(), json!(amount), json!(unknown))),
            "{name}: {by_year:?}"
        );
    }
    // Each of the two operations on its own: 500 and 40, at most, in two years.
    let mean = cells("organization role --with a --mean");
    assert_eq!(mean[0].1, json!(270));
    // On one day the two are at most 540 together, in 2014.
    let total = cells("organization role --with a");
    assert_eq!(total[0].1, json!(540));
    let dyads = cells("dyad year --between a b");
    assert!(
        dyads.contains(&("a-b \"2015\"".to_owned(), json!(240), json!(0))),
        "{dyads:?}"
    );
    let refused = ask("matrix dyad motive --weight troops");
    assert_eq!(refused.status, 2);
}

fn rows_of_cells(run: &Run) -> Vec<Json> {
    let json: Json = serde_json::from_slice(&run.stdout).expect("JSON");
    json["cells"].as_array().expect("cells").clone()
}

#[test]
fn widths_show_the_weight_and_unknown_ones_are_dotted() {
    let run = ask("diagram --at 2015-06-30 --weight troops");
    let svg = run.text();
    for words in [
        "Troops: 50 persons",
        "Troops: 240 persons",
        "Troops: unknown",
    ] {
        assert!(svg.contains(words), "{words}");
    }
    let run = ask("diagram --at 2015-06-30 --weight troops --min-degree 3");
    assert!(
        run.stderr
            .contains("Left out: 0 organizations with fewer than 3 ties."),
        "{}",
        run.stderr
    );
    let run = ask("diagram --at 2015-06-30 --weight troops --min-weight 50 --min-degree 3");
    assert_eq!(run.status, 1, "three have two ties each");
}
