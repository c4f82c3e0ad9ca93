//! Ties by shared operations: data of organizations and operations without partnerships, and both kinds together.

use serde_json::{Value as Json, json};

use crate::support::{self, Folder, Run, list, rows, texts};

/// A, B and C take part in two treaties and a mission; C joins late, and D observes against it.
const TWO_MODE: &str = "\
dataset: {title: Bodies, as-of: 2020-12-31}
vocabularies:
  roles:
    - {id: member, label: Member, definition: A member.}
    - {id: opponent, label: Opponent, definition: Against it., adverse: true}
organizations:
  - {id: a, abbreviation: A, name: Alpha, founded: 1990}
  - {id: b, abbreviation: B, name: Beta, founded: 2003-06-01}
  - {id: c, abbreviation: C, name: Gamma}
  - {id: d, abbreviation: D, name: Delta}
operations:
  - id: treaty
    name: Treaty
    start: 2001
    cite: [s]
    participations:
      - {organization: a, role: member}
      - {organization: b, role: member}
      - {organization: c, role: member, from: 2010}
      - {organization: d, role: opponent}
  - id: mission
    name: Mission
    start: 2005
    end: 2008
    cite: [s]
    participations:
      - {organization: a, role: member, from: 2006-02-03}
      - {organization: b, role: member}
sources:
  s: {title: S}
";

/// The same with a partnership without phases, and one with phases.
fn with_partnerships() -> String {
    let partnerships = "\
partnerships:
  - {between: [c, d]}
  - between: [a, d]
    phases: {formal: [{phase: contact, from: 2002, cite: [s]}]}
operations:";
    TWO_MODE.replacen("operations:", partnerships, 1)
}

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("bodies.yaml", TWO_MODE);
    folder.write("both.yaml", with_partnerships());
    folder
}

fn ask(folder: &Folder, data: &str, line: &str) -> Run {
    let words = line.split(' ').chain(["--data", data]);
    folder.run(&words.collect::<Vec<_>>())
}

#[track_caller]
fn links(folder: &Folder, data: &str, line: &str) -> Vec<(String, Json, Json)> {
    let run = ask(folder, data, &format!("{line} --format json"));
    let pair = |row: &Json| {
        let [a, b] = ["a", "b"].map(|side| row[side].as_str().unwrap_or_default().to_owned());
        (a + &b, row["shared"].clone(), row["since"].clone())
    };
    rows(&run).iter().map(pair).collect()
}

fn tie(pair: &str, shared: usize, since: &str) -> (String, Json, Json) {
    (pair.to_owned(), json!(shared), json!(since))
}

#[test]
fn organizations_that_share_operations_are_tied_from_the_first_common_day() {
    let folder = folder();
    // B exists from June 2003 on, and C takes part from 2010 on. D opposes, and is tied to nobody.
    let whole = [
        tie("ab", 2, "2003-06-01"),
        tie("ac", 1, "2010"),
        tie("bc", 1, "2010"),
    ];
    assert_eq!(links(&folder, "bodies.yaml", "links"), whole);
    assert_eq!(
        links(&folder, "bodies.yaml", "links --at 2007"),
        [tie("ab", 2, "2003-06-01")]
    );
    assert_eq!(
        links(&folder, "bodies.yaml", "links --at 2005"),
        [tie("ab", 1, "2003-06-01")]
    );
    assert_eq!(links(&folder, "bodies.yaml", "links --at 2002"), []);
    assert_eq!(
        links(&folder, "bodies.yaml", "links --min-shared 2"),
        whole[..1]
    );
    assert_eq!(
        links(&folder, "bodies.yaml", "links --operation mission"),
        [tie("ab", 1, "2003-06-01")]
    );
    assert_eq!(links(&folder, "bodies.yaml", "links --with C"), whole[1..]);
}

#[test]
fn no_phase_condition_motive_or_coding_is_ever_that_of_a_shared_operation() {
    let folder = folder();
    for filter in [
        "--phase contact",
        "--condition active",
        "--motive materialist",
        "--coding formal",
    ] {
        let run = ask(&folder, "bodies.yaml", &format!("links {filter}"));
        assert_eq!(run.status, 1, "{filter}");
        let note = "3 ties by shared operations are left out";
        assert!(run.stderr.contains(note), "{filter}: {}", run.stderr);
    }
}

#[test]
fn partnerships_are_read_where_there_are_any_and_the_other_pairs_are_counted() {
    let folder = folder();
    let run = ask(&folder, "both.yaml", "links --format json");
    assert_eq!(texts(&rows(&run), "b"), ["d", "d"]);
    let notes = list(&support::json(&run)["notes"]).to_vec();
    assert!(
        notes.contains(&Json::from(
            "3 more pairs only share operations (--ties both)."
        )),
        "{notes:?}"
    );
    let at = ask(&folder, "both.yaml", "links --at 2007");
    assert!(
        at.text()
            .contains("\n1 more pair only shares operations (--ties both).\n"),
        "{}",
        at.text()
    );
    let csv = ask(&folder, "both.yaml", "links --at 2007 --format csv");
    assert!(
        csv.stderr
            .contains("note: 1 more pair only shares operations"),
        "{}",
        csv.stderr
    );
    // An answer without matches says so too.
    let none = ask(&folder, "both.yaml", "links --between A B");
    assert_eq!(none.status, 1);
    assert!(
        none.stderr.contains("1 more pair only shares operations"),
        "{}",
        none.stderr
    );

    let both = ask(&folder, "both.yaml", "links --ties both --format json");
    let found = rows(&both);
    assert_eq!(
        texts(&found, "tie"),
        [
            "partnership",
            "partnership",
            "operations",
            "operations",
            "operations"
        ]
    );
    assert_eq!(texts(&found, "a"), ["c", "a", "a", "a", "b"]);
    let operations = ask(
        &folder,
        "both.yaml",
        "links --ties operations --format json",
    );
    assert_eq!(texts(&rows(&operations), "b"), ["b", "c", "c"]);
}

#[test]
fn a_partnership_without_phases_is_a_tie_while_both_exist() {
    let folder = folder();
    let pairs = |line: &str| {
        let links = links(&folder, "both.yaml", line);
        links.into_iter().map(|(pair, ..)| pair).collect::<Vec<_>>()
    };
    assert_eq!(pairs("links --at 2007"), ["cd", "ad"]);
    assert_eq!(pairs("links --at 1995"), ["cd"]);
    let degrees = ask(
        &folder,
        "both.yaml",
        "measures --at 1995 --measure degree --format json",
    );
    let degrees: Vec<i64> = rows(&degrees)
        .iter()
        .filter_map(|row| row["degree"].as_i64())
        .collect();
    assert_eq!(degrees, [0, 1, 1], "A, C and D exist");
}

#[test]
fn every_question_has_an_answer_on_operations_alone() {
    let folder = folder();
    let partners = rows(&ask(
        &folder,
        "bodies.yaml",
        "partners A --at 2015 --format json",
    ));
    assert_eq!(texts(&partners, "partner"), ["b", "c"]);
    let dossier = support::json(&ask(&folder, "bodies.yaml", "show A B --format json"));
    assert_eq!(dossier["facts"]["since"], "2003-06-01");
    let changes = ask(&folder, "bodies.yaml", "changes 2009 2011");
    assert_eq!(
        changes.status,
        1,
        "nobody founded or ended anything: {}",
        changes.text()
    );
    let chains = rows(&ask(
        &folder,
        "bodies.yaml",
        "path B C --at 2015 --format json",
    ));
    assert_eq!(chains.len(), 1, "over the treaty");
    let cells = ask(
        &folder,
        "bodies.yaml",
        "matrix dyad operation --format json",
    );
    assert_eq!(support::json(&cells)["total"], 4);
    let years = ask(
        &folder,
        "bodies.yaml",
        "export dyad-years --during 2004..2006 --format json",
    );
    let counts: Vec<(Json, Json)> = rows(&years)
        .iter()
        .filter(|row| row["a"] == "a" && row["b"] == "b")
        .map(|row| (row["year"].clone(), row["operations"].clone()))
        .collect();
    assert_eq!(
        counts,
        [
            (json!(2004), json!(1)),
            (json!(2005), json!(1)),
            (json!(2006), json!(2))
        ]
    );
    let cited = ask(&folder, "bodies.yaml", "cite --style bibtex");
    assert!(cited.text().contains("title = {{S}}"), "{}", cited.text());
    let findings = ask(&folder, "bodies.yaml", "findings");
    let untested =
        "What cannot be tested: that partnerships are rarely reversed (there are no phases)";
    assert!(findings.text().contains(untested), "{}", findings.text());
    for kind in ["network", "timeline", "evolution", "matrix"] {
        let run = ask(&folder, "bodies.yaml", &format!("diagram {kind}"));
        assert_eq!(run.status, 0, "{kind}: {}", run.stderr);
        let texts = support::elements(run.text());
        assert!(texts.iter().any(|(_, text)| text.contains('A')), "{kind}");
    }
}

#[test]
fn the_width_of_a_line_shows_how_many_operations_are_shared() {
    let folder = folder();
    let dot = ask(&folder, "bodies.yaml", "diagram --at 2011 --format dot");
    // On the last day of 2011 the mission is over, and all three share the treaty.
    let widths = |dot: &Run| {
        let lines = dot.text().lines().filter(|line| line.contains(" -- "));
        let width = |line: &str| {
            line.split("penwidth=\"")
                .nth(1)?
                .split('"')
                .next()?
                .parse()
                .ok()
        };
        lines.filter_map(width).collect::<Vec<f64>>()
    };
    let equal = widths(&dot);
    assert_eq!(equal.len(), 3, "{}", dot.text());
    assert!(equal.iter().all(|width| *width == equal[0]));
    let period = ask(
        &folder,
        "bodies.yaml",
        "diagram --during 2005..2011 --format dot",
    );
    let widths = widths(&period);
    assert!(
        widths[0] > widths[1] && widths[1] == widths[2],
        "{widths:?}"
    );
    assert!(
        period.text().contains("2 shared operations")
            && period.text().contains("1 shared operation<")
    );
}

#[test]
fn chains_are_over_ties_of_the_requested_kind() {
    let folder = folder();
    let kinds = |ties: &str| {
        let run = ask(
            &folder,
            "both.yaml",
            &format!("path A C --during .. {ties} --format json"),
        );
        let found = support::json(&run);
        let chains = list(&found["rows"]).iter();
        let ties = chains.flat_map(|row| list(&row["ties"]).to_vec());
        let mut kinds: Vec<String> = ties
            .filter_map(|tie| tie["kind"].as_str().map(str::to_owned))
            .collect();
        kinds.sort();
        kinds.dedup();
        kinds
    };
    assert_eq!(kinds("--ties partnerships"), ["partnership"]);
    assert_eq!(kinds("--ties operations"), ["operation"]);
    assert_eq!(kinds("--ties both"), ["operation", "partnership"]);
    assert_eq!(kinds("--limit 100"), ["operation", "partnership"]);
}

#[test]
fn ties_by_shared_operations_are_no_records() {
    let folder = folder();
    for data in ["bodies.yaml", "both.yaml"] {
        let run = ask(&folder, data, "export dataset -o copy.yaml");
        assert_eq!(run.status, 0, "{}", run.stderr);
        let diff = folder.run(&["diff", data, "copy.yaml"]);
        assert_eq!(diff.status, 0, "{}", diff.text());
    }
    ask(&folder, "both.yaml", "export dataset --ties both").refused("as a whole");
}

#[test]
fn an_answer_states_which_ties_it_reads() {
    let folder = folder();
    let ties = |data: &str, line: &str| {
        let answer = support::json(&ask(&folder, data, &format!("{line} --format json")));
        answer["query"]["arguments"]["ties"].clone()
    };
    assert_eq!(ties("bodies.yaml", "links"), "operations");
    assert_eq!(ties("both.yaml", "links --ties both"), "both");
    assert_eq!(ties("both.yaml", "links"), Json::Null);
    assert_eq!(ties("both.yaml", "measures"), "partnerships");
}
