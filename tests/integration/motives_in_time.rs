//! Motives: when they are attested and when they are held, how strong they are, what speaks against them, and what was not
//! found.

use serde_json::{Value as Json, json};

use crate::support::{Folder, Run, json as parsed, list, rows};

/// A and B have cooperated since 2000. A is known to have held `shared-values` on 10 May 2010; B was founded in 1995.
const DATA: &str = "\
dataset: {title: Motives, as-of: 2020-12-31}
organizations:
  - {id: a, abbreviation: A, name: Alpha, founded: 1990}
  - {id: b, abbreviation: B, name: Beta, founded: 1995}
partnerships:
  - between: [a, b]
    standard: sketched
    phases: {formal: [{phase: contact, from: 2000, cite: [s]}]}
    motives:
      - {motive: shared-values, of: a, statement: Both hold them., attested: [2012, 2010-05-10], strength: stated, cite: [s]}
      - {motive: shared-values, of: b, statement: B does too., from: ../2005, to: 2007, strength: remark, cite: [s]}
      - motive: legitimization
        of: b
        statement: It wants to be seen.
        from: 2003
        attested: [2004, 2012]
        to: unknown
        counter-evidence:
          - {statement: It never asked., date: 2006, cite: [against]}
        cite: [s]
    motives-not-found:
      - {motive: resource-dependence, of: a, searched: All reports., cite: [read]}
    milestones:
      - {date: 2001-02-03, kind: declaration, title: A speaks, of: a, series: meetings, cite: [s]}
    series:
      - {id: meetings, title: Meetings, completeness: The first alone was found., cite: [read]}
sources:
  s: {title: S}
  against: {title: Against}
  read: {title: Read}
";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("motives.yaml", DATA);
    folder
}

fn ask(line: &str) -> Run {
    ask_in(&folder(), line)
}

fn ask_in(folder: &Folder, line: &str) -> Run {
    let words: Vec<&str> = line.split(' ').chain(["--data", "motives.yaml"]).collect();
    folder.run(&words)
}

/// Returns the folder of the dataset in which all motives were looked for.
fn documented() -> Folder {
    let folder = Folder::new();
    folder.write("motives.yaml", DATA.replace("sketched", "documented"));
    folder
}

fn answer(line: &str) -> Json {
    parsed(&ask(&format!("{line} --format json")))
}

/// Returns the motives of A and of B at a date, and those that one of them may hold, as `holder:motive`.
fn motives_at(date: &str) -> [Vec<String>; 3] {
    let row = &answer(&format!("links --at {date}"))["rows"][0];
    let ids = |key: &str| -> Vec<String> {
        let motives = list(&row[key]).iter();
        motives
            .map(|one| one.as_str().expect("a motive is an id").to_owned())
            .collect()
    };
    let possible = list(&row["possible_motives"]).iter();
    let possible = possible.map(|one| format!("{}:{}", one["holder"], one["id"]).replace('"', ""));
    [ids("a_motives"), ids("b_motives"), possible.collect()]
}

#[test]
fn before_the_first_attestation_it_is_unknown_whether_a_motive_is_held() {
    // On the day of the attestation it is held, and from then on.
    assert_eq!(motives_at("2010-05-10")[0], ["shared-values"]);
    assert_eq!(motives_at("2020")[0], ["shared-values"]);
    // The day before it is possible, and so it is as long as A has existed.
    let [a, _, possible] = motives_at("2010-05-09");
    assert_eq!((a.len(), possible), (0, vec!["a:shared-values".to_owned()]));
    // `../2005` is an upper bound, so that B has held its motive in 2005 at the latest.
    assert_eq!(motives_at("2005")[1], ["legitimization", "shared-values"]);
    assert!(motives_at("2004")[2].contains(&"b:shared-values".to_owned()));
    // After its end, it is neither held nor possible.
    let [_, b, possible] = motives_at("2008");
    assert_eq!(b, ["legitimization"]);
    assert_eq!(possible, ["a:shared-values"]);
}

#[test]
fn a_filter_on_a_motive_lists_those_who_may_hold_it_as_possible() {
    let run = ask("links --motive shared-values --held-by A --at 2005");
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("may match too"), "{}", run.stderr);
    let run = ask("links --motive shared-values --held-by A --at 2011");
    assert_eq!(run.status, 0);
    // Nobody holds a motive before being founded.
    let run = ask("links --motive shared-values --held-by A --at 1980");
    assert!(!run.stderr.contains("may match too"), "{}", run.stderr);
}

#[test]
fn dyad_years_have_unknown_for_what_may_be_held_and_never_no() {
    let table = ask("export dyad-years --directed --missing na").stdout;
    let mut rows = csv::Reader::from_reader(table.as_slice());
    let header = rows.headers().expect("it has a header").clone();
    let place = |name: &str| {
        header
            .iter()
            .position(|other| other == name)
            .expect("it is a column")
    };
    let (from, year) = (place("from"), place("year"));
    let motive = place("motive_shared_values");
    let rows = rows.records().map(|row| row.expect("it is CSV"));
    let cells: Vec<(String, String, String)> = rows
        .map(|row| {
            (
                row[from].to_owned(),
                row[year].to_owned(),
                row[motive].to_owned(),
            )
        })
        .collect();
    let cell = |of: &str, year: &str| {
        let found = cells.iter().find(|(a, y, _)| a == of && y == year);
        found
            .map(|(.., value)| value.as_str())
            .expect("there is a row")
    };
    let values = |of: &str, years: [&str; 4]| years.map(|year| cell(of, year).to_owned());
    assert_eq!(
        values("a", ["2001", "2009", "2010", "2020"]),
        ["NA", "NA", "1", "1"]
    );
    assert_eq!(
        values("b", ["2001", "2004", "2007", "2008"]),
        ["NA", "NA", "1", "NA"],
        "the partnership is sketched: nobody looked for another motive of 2008"
    );
}

#[test]
fn after_its_last_attestation_it_is_unknown_whether_a_motive_of_unknown_end_is_held() {
    // B wanted to be seen from 2003 to 2012 at least, and ceased on an unknown day.
    let [_, b, possible] = motives_at("2012");
    assert!(b.contains(&"legitimization".to_owned()), "{b:?}");
    assert!(!possible.contains(&"b:legitimization".to_owned()));
    for date in ["2013", "2015", "2020"] {
        let [_, b, possible] = motives_at(date);
        assert!(!b.contains(&"legitimization".to_owned()), "{date}: {b:?}");
        assert!(
            possible.contains(&"b:legitimization".to_owned()),
            "{date}: {possible:?}"
        );
    }
    assert_eq!(
        dyad_years(
            &documented(),
            "motive_legitimization",
            "b",
            ["2002", "2003", "2012", "2013"]
        ),
        ["0", "1", "1", "NA"]
    );
}

/// Returns the cells of a column in the rows of one organization in some years.
fn dyad_years(folder: &Folder, column: &str, from: &str, years: [&str; 4]) -> Vec<String> {
    let table = ask_in(folder, "export dyad-years --directed --missing na").stdout;
    let mut rows = csv::Reader::from_reader(table.as_slice());
    let header = rows.headers().expect("it has a header").clone();
    let place = |name: &str| header.iter().position(|other| other == name);
    let places = [place("from"), place("year"), place(column)];
    let [of, year, cell] = places.map(|place| place.expect("it is a column"));
    let rows = rows.records().map(|row| row.expect("it is CSV"));
    let rows: Vec<csv::StringRecord> = rows.filter(|row| &row[of] == from).collect();
    let found = years.map(|wanted| {
        let row = rows.iter().find(|row| &row[year] == wanted);
        row.map_or_else(String::new, |row| row[cell].to_owned())
    });
    found.to_vec()
}

#[test]
fn what_nobody_looked_for_is_unknown_and_what_was_not_found_is_none() {
    let years = ["2001", "2004", "2010", "2020"];
    // A was searched for resource dependence, and B was not.
    assert_eq!(
        dyad_years(&folder(), "motive_resource_dependence", "a", years),
        ["0", "0", "0", "0"]
    );
    assert_eq!(
        dyad_years(&folder(), "motive_resource_dependence", "b", years),
        ["NA", "NA", "NA", "NA"]
    );
    // The family has other motives, which nobody looked for.
    assert_eq!(
        dyad_years(&folder(), "family_materialist", "a", years),
        ["NA", "NA", "NA", "NA"]
    );
    // Under the first standard, what is not recorded was looked for and not found.
    for of in ["a", "b"] {
        assert_eq!(
            dyad_years(&documented(), "motive_organizational_learning", of, years),
            ["0", "0", "0", "0"]
        );
    }
}

#[test]
fn a_count_of_holders_is_unknown_while_the_other_member_may_be_one() {
    let table = ask_in(&documented(), "export dyad-years --missing na").stdout;
    let mut rows = csv::Reader::from_reader(table.as_slice());
    let header = rows.headers().expect("it has a header").clone();
    let motive = header
        .iter()
        .position(|name| name == "motive_shared_values")
        .expect("it is a column");
    let rows = rows.records().map(|row| row.expect("it is CSV"));
    let rows: Vec<csv::StringRecord> = rows.collect();
    let count = |year: &str| {
        let row = rows.iter().find(|row| &row[0] == year);
        row.expect("there is a row")[motive].to_owned()
    };
    // B holds it in 2006, and A may; in 2010 A does, and B no longer.
    assert_eq!([count("2006"), count("2010")], ["NA", "1"]);
}

#[test]
fn what_evidence_speaks_of_later_has_not_ended() {
    let uncertain = |date: &str| {
        let row = &answer(&format!("links --at {date}"))["rows"][0];
        list(&row["uncertain"])
            .iter()
            .any(|one| one["id"] == "legitimization")
    };
    // The end is unknown, but a source of 2012 speaks of the motive.
    assert!(!uncertain("2005"));
    assert!(!uncertain("2012"));
    // Later it is possible, and no longer held.
    assert!(!uncertain("2013"));
}

#[test]
fn weaker_motives_are_left_out_and_counted() {
    let row = &answer("links --min-strength stated")["rows"][0];
    assert_eq!(list(&row["a_motives"]).len(), 1);
    assert_eq!(row["b_motives"], json!([]));
    let run = ask("links --min-strength stated");
    let text = run.text();
    // One is a remark, and one has no strength.
    assert!(
        text.contains(
            "2 motives that are weaker than `stated`, or have no strength, are left out."
        )
    );
    let run = ask("links --motive legitimization --min-strength remark");
    assert_eq!(run.status, 1);
    assert!(
        run.stderr
            .contains("weaker than requested or have no strength"),
        "{}",
        run.stderr
    );
    let run = ask("links --min-strength strong");
    assert_eq!(run.status, 2);
}

#[test]
fn an_attested_motive_counts_under_no_phase_and_did_not_begin() {
    let findings = answer("findings --cases");
    let motives = list(&findings["motives"]);
    let cases = |by: &str| -> Vec<Json> {
        let rows = motives.iter().filter(|row| row["by"] == by);
        rows.flat_map(|row| list(&row["cases"]).to_vec()).collect()
    };
    assert_eq!(cases("all").len(), 3);
    assert_eq!(cases("phase").len(), 1, "the start of one motive is known");
    // B's values are a remark, and a remark is weak.
    assert_eq!(cases("without-weak").len(), 2);
    let notes = findings["notes"].to_string();
    assert!(
        notes.contains("2 of 3 motives are only attested"),
        "{notes}"
    );
    assert!(
        notes.contains("1 motive was looked for and not found."),
        "{notes}"
    );

    let changes = ask("changes 2002 2011");
    let changes = changes.text();
    assert!(changes.contains("1 motive began"), "{changes}");
    assert!(
        changes.contains(
            "No table shows when these motives began, because only the attestation is dated"
        ),
        "{changes}"
    );
}

#[test]
fn the_dossier_has_counter_evidence_what_was_not_found_and_series() {
    let dossier = answer("show A B --evidence");
    let against = &dossier["counter_evidence"][0];
    assert_eq!(against["statement"], "It never asked.");
    assert_eq!(against["evidence"][0]["source"], "against");
    assert_eq!(
        dossier["motives_not_found"][0]["motive"],
        "resource-dependence"
    );
    assert_eq!(dossier["series"][0]["milestones"], 1);
    assert_eq!(dossier["milestones"][0]["actor"], "a");
    let cited = parsed(&ask("cite --style csl-json"));
    let ids: Vec<&str> = list(&cited)
        .iter()
        .filter_map(|one| one["id"].as_str())
        .collect();
    assert!(ids.contains(&"against") && ids.contains(&"read"), "{ids:?}");
}

#[test]
fn answers_state_to_which_standard_a_partnership_is_recorded() {
    assert_eq!(answer("links")["rows"][0]["standard"], "sketched");
    assert!(ask("links").text().contains("Sketched"));
    let shipped = Folder::new().run(&["links"]);
    assert!(
        !shipped.text().contains("Standard"),
        "the shipped data have none"
    );
}

#[test]
fn the_shipped_motives_that_began_when_their_source_appeared_are_only_attested() {
    let motives = rows(&Folder::new().run(&["motives", "--format", "json"]));
    let attested = motives.iter().filter(|row| row["attested"] != json!([]));
    assert_eq!(attested.count(), 49);
}

/// Returns the rows of motives as `holder:motive`, with a question mark if the motive may be held.
fn marked(rows: &Json) -> Vec<String> {
    let rows = list(rows).iter().map(|row| {
        let mark = if row["is_possible"] == json!(true) {
            "?"
        } else {
            ""
        };
        format!("{}:{}{mark}", row["holder"], row["motive"]).replace('"', "")
    });
    rows.collect()
}

#[test]
fn tables_of_motives_list_those_that_may_be_held_as_possible() {
    let expected = ["a:shared-values?", "b:shared-values", "b:legitimization"];
    assert_eq!(marked(&answer("motives --at 2005")["rows"]), expected);
    assert_eq!(marked(&answer("show A B --at 2005")["motives"]), expected);
    let values = answer("show shared-values --at 2005");
    assert_eq!(marked(&values["holders"]), expected[..2]);
    for line in [
        "motives --at 2005",
        "show A B --at 2005",
        "show shared-values --at 2005",
    ] {
        let run = ask(line);
        let text = run.text();
        assert!(
            text.contains("Possible: it is unknown whether the motive was held then."),
            "{line}: {text}"
        );
    }
    // Without a time, nothing is merely possible.
    assert!(!ask("motives").text().contains("ossible"));
    assert_eq!(
        marked(&answer("motives --at 2011")["rows"]),
        ["a:shared-values", "b:legitimization"]
    );
}

#[test]
fn the_dossier_of_a_motive_says_when_it_is_held_and_what_speaks_against_it() {
    let found = answer("show legitimization");
    let holder = &found["holders"][0];
    assert_eq!(
        (&holder["from"], &holder["attested"]),
        (&json!("2003"), &json!(["2004", "2012"]))
    );
    assert_eq!(found["counter_evidence"][0]["statement"], "It never asked.");
    assert_eq!(found["counter_evidence"][0]["partner"], "a");
    let values = answer("show shared-values");
    let strengths = list(&values["holders"]).iter().map(|row| &row["strength"]);
    assert_eq!(strengths.collect::<Vec<_>>(), ["stated", "remark"]);
    let sought = answer("show resource-dependence");
    assert_eq!(sought["motives_not_found"][0]["searched"], "All reports.");
}

#[test]
fn a_matrix_counts_in_a_note_the_motives_that_may_be_held() {
    // In 2004, A and B may hold the shared values; B has sought legitimization since 2003.
    let matrix = ask("matrix dyad motive --at 2004");
    let matrix = matrix.text();
    assert!(
        matrix.contains("2 motives may have been held then: `0–1` is a cell of none or one."),
        "{matrix}"
    );
    let matrix = ask("matrix dyad motive --at 2011");
    assert!(
        !matrix.text().contains("may have been held"),
        "{}",
        matrix.text()
    );
    // From 2003 on, A may hold them until 2009 and B until 2004.
    let matrix = ask("matrix motive year");
    let matrix = matrix.text();
    assert!(
        matrix.contains(
            "3 motives may have been held in other years too: `0–1` is a cell of none or one."
        ),
        "{matrix}"
    );
    let matrix = ask("matrix motive year --during 2005/2020");
    let matrix = matrix.text();
    assert!(
        matrix.contains(
            "2 motives may have been held in other years too: `0–1` is a cell of none or one."
        ),
        "{matrix}"
    );
    // The only motive that matches the filter may be held, so that no cell counts anything.
    let matrix = ask("matrix dyad motive --motive shared-values --held-by A --at 2005");
    assert!(
        matrix
            .stderr
            .contains("1 motive may have been held then: `0–1` is a cell of none or one."),
        "{}",
        matrix.stderr
    );
}

/// Returns the cells of a matrix as row, column, count, its reason to be missing, possible ones and whether nobody looked for more.
fn cells(folder: &Folder, line: &str) -> Vec<[Json; 6]> {
    let run = ask_in(folder, &format!("matrix {line} --format json"));
    let cells = parsed(&run)["cells"].clone();
    let names = [
        "row",
        "column",
        "count",
        "count_missing",
        "possible",
        "not_looked_for",
    ];
    let rows = list(&cells).iter();
    rows.map(|row| names.map(|name| row[name].clone()))
        .collect()
}

#[test]
fn cells_of_a_matrix_show_the_motives_that_may_be_held() {
    // In 2004, A and B may hold the shared values, and B seeks legitimization.
    let found = cells(&documented(), "dyad motive --at 2004");
    let cell = |row: &str, column: &str, count: Json, missing: Json, possible: usize| {
        [
            json!(row),
            json!(column),
            count,
            missing,
            json!(possible),
            json!(false),
        ]
    };
    assert_eq!(
        found,
        [
            cell("a-b", "legitimization", json!(1), Json::Null, 0),
            cell("a-b", "shared-values", Json::Null, json!("unknown"), 2),
        ]
    );
    let text = ask_in(&documented(), "matrix dyad motive --at 2004");
    let row = text.text().lines().find(|line| line.contains("A–B"));
    assert!(
        row.is_some_and(|row| row.contains("0–2")),
        "{}",
        text.text()
    );
    let csv = ask_in(
        &documented(),
        "matrix dyad motive --at 2004 --format csv --missing na",
    )
    .text()
    .to_owned();
    assert!(csv.contains("a-b,A–B,0,0,0,1,NA,0,1"), "{csv}");
    // In 2005, B holds them and A may; year by year, B may until 2004 and A until 2009.
    let found = cells(&documented(), "dyad motive --at 2005");
    assert!(
        found.contains(&cell("a-b", "shared-values", json!(1), Json::Null, 1)),
        "{found:?}"
    );
    let years = cells(&documented(), "motive year --during 2004..2014");
    for (year, count, possible) in [
        ("2004", Json::Null, 2),
        ("2005", json!(1), 1),
        ("2008", Json::Null, 1),
        ("2010", json!(1), 0),
    ] {
        let missing = if count.is_null() {
            json!("unknown")
        } else {
            Json::Null
        };
        let expected = cell("shared-values", year, count, missing, possible);
        assert!(years.contains(&expected), "{year}: {years:?}");
    }
    // Legitimization ended on an unknown day after 2012.
    assert!(
        years.contains(&cell("legitimization", "2012", json!(1), Json::Null, 0)),
        "{years:?}"
    );
    assert!(
        years.contains(&cell(
            "legitimization",
            "2013",
            Json::Null,
            json!("unknown"),
            1
        )),
        "{years:?}"
    );
}

#[test]
fn cells_of_a_matrix_show_what_nobody_looked_for() {
    let text = ask("matrix dyad motive --at 2011");
    let text = text.text();
    // Legitimization of B and shared values of A are recorded; resource dependence was looked for on one side alone.
    let row = text.lines().find(|line| line.contains("A–B"));
    let row: Vec<&str> = row.unwrap_or_default().split_whitespace().collect();
    assert_eq!(row, ["A–B", "?", "?", "?", "≥1", "≥1"], "{text}");
    assert!(
        text.contains("1 partnership is recorded to a lower standard than the first"),
        "{text}"
    );
    // Of A alone, it was looked for and not found.
    let of_a = cells(&folder(), "dyad motive --at 2011 --held-by a");
    let dependence = of_a.iter().find(|cell| cell[1] == "resource-dependence");
    assert_eq!(dependence, None, "{of_a:?}");
    let learning = of_a
        .iter()
        .find(|cell| cell[1] == "organizational-learning");
    assert_eq!(learning.map(|cell| cell[5].clone()), Some(json!(true)));
    assert!(
        !ask_in(&documented(), "matrix dyad motive")
            .text()
            .contains("lower standard")
    );
}

#[test]
fn pictures_mark_the_motives_that_may_be_held() {
    // In 2002, A and B may hold the shared values, and nobody is known to hold anything.
    let table = ask("diagram matrix --at 2002 --format mermaid");
    let table = table.text();
    assert!(table.contains("A#63; · B#63;"), "{table}");
    assert!(
        table.contains("?: it is unknown whether the motive was held then."),
        "{table}"
    );
    assert!(!table.contains("without a motive"), "{table}");
    // In 2005, B is known to hold them, and A is not.
    let table = ask("diagram matrix --at 2005 --format mermaid");
    assert!(table.text().contains("A#63; · B\""), "{}", table.text());
    let table = ask("diagram matrix --at 2011 --format mermaid");
    assert!(!table.text().contains("#63;"), "{}", table.text());

    let network = ask("diagram network --motives --at 2005 --format mermaid");
    let network = network.text();
    assert!(
        network.contains("(SV)") && network.contains("LE SV"),
        "{network}"
    );
    assert!(
        network.contains(
            "In parentheses: motives of which it is unknown whether they were held then."
        ),
        "{network}"
    );
    let network = ask("diagram network --motives --at 2011 --format mermaid");
    assert!(
        !network.text().contains("In parentheses"),
        "{}",
        network.text()
    );
}

#[test]
fn reciprocity_and_bibliographies_say_what_may_count_too() {
    let note = "2 motives may have been held then; they are not counted.";
    let measures = ask("measures --motives --at 2004");
    assert!(measures.text().contains(note), "{}", measures.text());
    let measures = ask("measures --motives --at 2011");
    assert!(
        !measures.text().contains("may have been"),
        "{}",
        measures.text()
    );
    // At the end of 2009, A may hold the shared values; at the ends of 2010 and 2011, it does.
    let series = ask("measures --motives --during 2009/2011 --every 1y");
    let note = "At 1 of 3 times, motives may have been held that are not counted.";
    assert!(series.text().contains(note), "{}", series.text());
    let cited = ask("cite --motive shared-values --held-by A --at 2005");
    assert!(cited.stderr.contains("may match too"), "{}", cited.stderr);
}
