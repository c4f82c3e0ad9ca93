//! Weights of ties: shared operations or an amount, as a filter and in tables, measures, matrices and pictures.

use serde_json::{Value as Json, json};

use crate::support::{Folder, Run, records, rows};

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
    let flow = weights("--during 2013..2016 --weight aid");
    assert_eq!(flow[0], weight("ab", json!(4), 1));
    assert_eq!(
        weights("--at 2014 --weight shared-operations")[0],
        weight("ab", json!(2), 0)
    );
}

#[test]
fn without_a_time_ties_are_weighed_on_the_as_of_date() {
    // The second operation ended in 2015, and A has no troops in 2016: B has 200 in the first, and C has 50.
    let on_day = weights("--at 2016-12-31 --weight troops");
    assert_eq!(weights("--weight troops"), on_day);
    assert_eq!(on_day[0], weight("ab", Json::Null, 1));
    assert_eq!(on_day[3], weight("bc", json!(50), 0));
    assert_eq!(
        weights("--weight shared-operations")[0],
        weight("ab", json!(1), 0)
    );
    let measured = |line: &str| rows(&ask(&format!("measures {line} --format json")));
    let line = "--measure weighted-degree --weight troops";
    let degrees = |line: &str| -> Vec<Json> {
        let rows = measured(line).into_iter();
        rows.map(|row| row["weighted_degree"].clone()).collect()
    };
    assert_eq!(
        degrees(line),
        [Json::Null, json!(50), json!(50), Json::Null]
    );
    assert_eq!(degrees(line), degrees(&format!("{line} --at 2016-12-31")));
    let text = ask("links --weight troops").text().to_owned();
    assert!(
        text.contains("Ties are weighed on 2016-12-31 (--at, --during)."),
        "{text}"
    );
}

#[test]
fn a_tie_without_a_shared_operation_then_has_no_weight_and_not_an_unknown_one() {
    let folder = Folder::new();
    let ended = TROOPS.replace("start: 2013\n", "start: 2013\n    end: 2015\n");
    folder.write("troops.yaml", &ended);
    let run = folder.run(&[
        "links",
        "--weight",
        "troops",
        "--format",
        "json",
        "--data",
        "troops.yaml",
    ]);
    let first = &rows(&run)[0];
    assert_eq!(
        [
            &first["weight"],
            &first["weight_missing"],
            &first["weight_unknown"]
        ],
        [&Json::Null, &json!("none"), &json!(0)]
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
    assert_eq!(pairs("--at 2014 --min-weight 2"), ["ab"]);
    assert!(pairs("--min-weight 2").is_empty(), "one is shared in 2016");
    let unknown = ask("links --weight tanks");
    assert_eq!(unknown.status, 2);
    assert!(
        unknown.stderr.contains("unknown amount `tanks`"),
        "{}",
        unknown.stderr
    );
}

#[test]
fn what_is_left_out_by_weight_is_counted() {
    // In 2015: AB has 240, AC and BC have 50, and those of D are unknown.
    let note = "Left out: 2 ties of less than 100 (troops), and 3 of which it is unknown whether they have as much.";
    let options = "--at 2015-06-30 --weight troops --min-weight 100";
    for line in ["links", "measures", "diagram", "links --format markdown"] {
        let text = ask(&format!("{line} {options}")).text().to_owned();
        // A picture breaks its lines.
        let text = text.replace("</tspan>", " ");
        assert!(
            text.contains(note) || text.contains(&note[..40]),
            "{line}: {text}"
        );
    }
    let csv = ask(&format!("links {options} --format csv"));
    assert!(
        csv.stderr.contains(note.trim_end_matches('.')),
        "{}",
        csv.stderr
    );
    let json = ask(&format!("links {options} --format json"));
    let json: Json = serde_json::from_slice(&json.stdout).expect("JSON");
    let notes = json["notes"].as_array().expect("notes");
    assert!(notes.contains(&json!(note)), "{notes:?}");
    // Of A, C is lighter and D is unknown.
    let text = ask(&format!("partners a {options}")).text().to_owned();
    assert!(
        text.contains("Left out: 1 tie of less than 100 (troops), and 1 of which it is unknown whether it has as much."),
        "{text}"
    );
    // In 2014, the 200 troops of AB are only a part.
    let text = ask("links --at 2014-06-30 --weight troops --min-weight 300 --format csv");
    assert!(
        text.stderr
            .contains("0 ties of less than 300 (troops), and 6 of which"),
        "{}",
        text.stderr
    );
}

#[test]
fn measures_use_the_weight() {
    let run = ask("measures --at 2015-06-30 --weight troops --measure degree,weighted-degree");
    let text = run.text().to_owned();
    // A has 240 and 50, and its tie to D is of unknown weight.
    assert!(text.contains("A      3     ≥290"), "{text}");
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
    // A has known ties beside unknown ones: their sum is what is known, and that of AB is only a part.
    let a = rows.iter().find(|row| row["organization"] == "a");
    let a = a.expect("A takes part in an operation");
    assert_eq!(
        [&a["weighted_degree"], &a["ties_of_unknown_weight"]],
        [&json!(200), &json!(3)]
    );
}

#[test]
fn a_sum_with_unknown_weights_is_a_minimum() {
    // A has 240 and 50, and its tie to D is of unknown weight.
    let line = "--at 2015-06-30 --weight troops --measure weighted-degree";
    let text = ask(&format!("measures {line}")).text().to_owned();
    assert!(text.contains("A      ≥290"), "{text}");
    assert!(text.contains("D      ?"), "{text}");
    let csv = ask(&format!("measures {line} --format csv"))
        .text()
        .to_owned();
    assert!(
        csv.starts_with("organization,organization_label,weighted_degree,ties_of_unknown_weight,")
            && csv.contains("a,A,290,1,")
            && csv.contains("d,D,unknown,3,"),
        "{csv}"
    );
    // 290 + 290 + 100 of 4 organizations.
    let network = rows(&ask(&format!("measures {line} --network --format json")));
    assert_eq!(
        [
            &network[0]["mean_weighted_degree"],
            &network[0]["ties_of_unknown_weight"]
        ],
        [&json!(170), &json!(3)]
    );
    // Without D, all weights are known.
    let text = ask(&format!("measures {line} --between a b c"))
        .text()
        .to_owned();
    assert!(text.contains("A      290"), "{text}");
    let links = ask("links --at 2014-06-30 --weight troops")
        .text()
        .to_owned();
    assert!(links.contains("≥200"), "{links}");
}

#[test]
fn the_unknown_ties_of_a_thinned_network_are_those_that_it_keeps() {
    // All have three ties; no backbone keeps ties without weight.
    let line = "measures --at 2015-06-30 --weight troops --measure weighted-degree --format json";
    let kept = rows(&ask(&format!("{line} --min-degree 3")));
    assert_eq!(kept[0]["ties_of_unknown_weight"], json!(1));
    let backbone = rows(&ask(&format!("{line} --backbone 0.5")));
    assert_eq!(backbone[0]["ties_of_unknown_weight"], json!(0));
}

/// A and B have a partnership with aid of its own in 2014, an unknown one in 2015 and none in 2016, and share an operation.
const OWN: &str = "\
dataset: {title: Own, as-of: 2016-12-31}
vocabularies: {amounts: [{id: aid, label: Aid, definition: Payments., kind: flow}]}
organizations: [{id: a, name: A}, {id: b, name: B}]
partnerships:
  - between: [a, b]
    amounts: [{what: aid, value: 3, from: 2014, to: 2014}, {what: aid, value: unknown, from: 2015, to: 2015}]
operations:
  - {id: o, name: O, start: 2014, cite: [s], participations: [
      {organization: a, role: lead, amounts: [{what: aid, value: 10, from: 2014, to: 2014}, {what: aid, value: 20, from: 2015, to: 2015}, {what: aid, value: 30, from: 2016, to: 2016}]},
      {organization: b, role: lead, amounts: [{what: aid, value: 7, from: 2014, to: 2014}, {what: aid, value: 8, from: 2015, to: 2015}, {what: aid, value: 9, from: 2016, to: 2016}]}]}
sources: {s: {title: S}}
";

#[test]
fn an_own_amount_comes_first_and_an_unknown_one_hides_none_of_the_operations() {
    let folder = Folder::new();
    folder.write("own.yaml", OWN);
    let run = |line: &str| {
        let words = line
            .split(' ')
            .chain(["--data", "own.yaml", "--format", "json"]);
        rows(&folder.run(&words.collect::<Vec<_>>()))
    };
    for (year, amount, unknown) in [("2014", 3, 0), ("2015", 8, 1), ("2016", 9, 0)] {
        for ties in ["partnerships", "both"] {
            let links = run(&format!("links --weight aid --at {year} --ties {ties}"));
            assert_eq!(
                [&links[0]["weight"], &links[0]["weight_unknown"]],
                [&json!(amount), &json!(unknown)],
                "{year} {ties}"
            );
            let measured = run(&format!(
                "measures --weight aid --at {year} --ties {ties} --measure weighted-degree"
            ));
            assert_eq!(
                [
                    &measured[0]["weighted_degree"],
                    &measured[0]["ties_of_unknown_weight"]
                ],
                [&json!(amount), &json!(unknown)],
                "{year} {ties}"
            );
        }
    }
    // The own amount decides, although the operations have more.
    let measured = run("measures --weight aid --at 2014 --ties both --min-weight 5 --network");
    assert_eq!(measured[0]["ties"], json!(0));
}

/// A pays 730 over two years of 365 days, and 5 in the second; B an unknown sum in the first.
const SPREAD: &str = "\
dataset: {title: Spread, as-of: 2014-12-31}
vocabularies: {amounts: [{id: aid, label: Aid, definition: Payments., kind: flow}]}
organizations: [{id: a, name: A}, {id: b, name: B}]
operations:
  - {id: o, name: O, start: 2013, end: 2014, cite: [s], participations: [
      {organization: a, role: lead, amounts: [{what: aid, value: 730, from: 2013, to: 2014}, {what: aid, value: 5, from: 2014, to: 2014}]},
      {organization: b, role: lead, amounts: [{what: aid, value: unknown, from: 2013, to: 2013}, {what: aid, value: 2, from: 2014, to: 2014}]}]}
sources: {s: {title: S}}
";

#[test]
fn a_flow_over_years_is_divided_and_never_counted_twice() {
    let folder = Folder::new();
    folder.write("spread.yaml", SPREAD);
    let run = |line: &str| {
        let words = line.split(' ').chain(["--data", "spread.yaml"]);
        folder.run(&words.collect::<Vec<_>>())
    };
    let text = run("matrix organization year --weight aid")
        .text()
        .to_owned();
    for row in ["A              ~365   ~370\n", "B              ?      2\n"] {
        assert!(text.contains(row), "{row}: {text}");
    }
    let text = run("matrix operation year --weight aid --count operations")
        .text()
        .to_owned();
    // In 2013 the half of A is all that is known.
    assert!(text.contains("~≥365   ~372"), "{text}");
    let cells = rows_of_cells(&run("matrix organization year --weight aid --format json"));
    let cell = |row: &str, column: &str| {
        let found = cells
            .iter()
            .find(|one| one["row"] == row && one["column"] == column);
        let one = found.expect("the matrix counts it");
        [&one["amount"], &one["unknown"], &one["spread"]].map(Json::clone)
    };
    assert_eq!(cell("a", "2013"), [json!(365), json!(0), json!(1)]);
    assert_eq!(cell("a", "2014"), [json!(370), json!(0), json!(1)]);
    assert_eq!(cell("b", "2013"), [Json::Null, json!(1), json!(0)]);
    // The years together are the whole.
    let whole = rows_of_cells(&run("matrix organization role --weight aid --format json"));
    assert_eq!(
        [&whole[0]["amount"], &whole[0]["spread"]],
        [&json!(735), &json!(0)]
    );
    // The total of a decade has no part.
    let decade = rows_of_cells(&run(
        "matrix organization decade --weight aid --format json",
    ));
    assert_eq!(decade[0]["amount"], json!(735));
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

#[test]
fn an_amount_of_a_phase_counts_with_the_confidence_of_the_phase() {
    let folder = Folder::new();
    folder.write(
        "aid.yaml",
        "\
dataset: {title: Aid, as-of: 2016-12-31}
vocabularies: {amounts: [{id: aid, label: Aid, definition: Payments., unit: USD, kind: flow}]}
organizations: [{id: a, name: A}, {id: b, name: B}]
partnerships:
  - between: [a, b]
    amounts: [{what: aid, value: 5, from: 2015, to: 2015}]
    phases:
      formal:
        - {phase: contact, from: 2010, confidence: low, amounts: [{what: aid, value: 30, from: 2015, to: 2015}], cite: [s]}
sources: {s: {title: S}}
",
    );
    for (confidence, weight) in [("low", 35), ("medium", 5)] {
        let line =
            "links --during 2015 --weight aid --format json --data aid.yaml --min-confidence";
        let words: Vec<&str> = line.split(' ').chain([confidence]).collect();
        let answer = folder.run(&words);
        assert_eq!(
            rows(&answer)[0]["weight"],
            json!(weight),
            "{confidence}: {}",
            answer.text()
        );
    }
}

/// B and C have the same kind of amounts as C and D, with other values.
fn of_money(values: [&str; 2], line: &str) -> Run {
    let data = format!(
        "\
dataset: {{title: Money, as-of: 2006-06-30}}
vocabularies: {{amounts: [{{id: money, label: Money, kind: flow, definition: Paid.}}]}}
organizations: [{{id: b, abbreviation: B, name: Beta}}, {{id: c, abbreviation: C, name: Gamma}}]
partnerships:
  - between: [b, c]
    amounts:
      - {{what: money, value: {}, from: 2001, to: 2001}}
      - {{what: money, value: {}, from: 2002, to: 2002}}
    phases: {{formal: [{{phase: contact, from: 2001, to: 2004, cite: [s]}}]}}
sources: {{s: {{title: S}}}}
",
        values[0], values[1]
    );
    let folder = Folder::new();
    folder.write("money.yaml", data);
    let words = line.split(' ');
    let words = words.chain(["--weight", "money", "--data", "money.yaml"]);
    folder.run(&words.collect::<Vec<_>>())
}

#[test]
fn a_sum_of_decimals_is_a_decimal() {
    let both = "--during 2001..2002";
    // 0.1 + 0.7 = 0.8, which is not less than 0.8.
    let at_least = |minimum: &str| {
        of_money(
            ["0.1", "0.7"],
            &format!("links {both} --min-weight {minimum}"),
        )
        .status
    };
    assert_eq!((at_least("0.8"), at_least("0.800000000000001")), (0, 1));
    for (values, sum) in [
        (["0.1", "0.2"], json!(0.3)),
        (["0.7", "-0.7"], json!(0)),
        (["1.25", "2"], json!(3.25)),
    ] {
        let links = of_money(values, &format!("links {both} --format json"));
        assert_eq!(rows(&links)[0]["weight"], sum, "{values:?}");
        let measures = of_money(
            values,
            &format!("measures --measure weighted-degree {both} --format json"),
        );
        assert_eq!(rows(&measures)[0]["weighted_degree"], sum, "{values:?}");
        let csv = of_money(values, &format!("links {both} --format csv"));
        let field = &records(&csv.stdout)[0]["weight"];
        assert_eq!(*field, sum.to_string(), "{values:?}");
    }
}

#[test]
fn an_amount_that_is_not_0_is_not_shown_as_0() {
    let large = format!("1{}", "0".repeat(29));
    for (value, shown) in [
        ("0.0004", "0.0004"),
        ("-0.0004", "-0.0004"),
        ("0.00001234", "0.0000123"),
        ("0.0005", "0.001"),
        ("-0", "0"),
        (&*large, &*large),
    ] {
        for line in ["links --during 2001", "matrix dyad year --during 2001"] {
            let run = of_money([value, "1"], &format!("{line} --format csv"));
            assert_eq!(run.status, 0, "{}", run.stderr);
            let table = of_money([value, "1"], &format!("{line} --format markdown"));
            let words: Vec<&str> = table.text().split_whitespace().collect();
            assert!(words.contains(&shown), "{line} {value}: {}", table.text());
        }
    }
}

#[test]
fn numbers_that_a_sum_could_not_have_are_refused() {
    for value in [
        format!("1{}", "0".repeat(30)),
        format!("0.{}1", "0".repeat(400)),
    ] {
        let run = of_money([&value, "1"], "links");
        run.refused("10^30");
    }
}
