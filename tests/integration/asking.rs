//! Queries on small datasets, each made for one rule: when operations are shared, what an answer rests on.

use std::path::Path;

use interorg::dataset;
use interorg::graph::Graph;
use interorg::model::Confidence;
use interorg::query::{Filter, Selection, paths, paths_in_time};
use interorg::{analysis, picture, view};

use super::support::{self, Folder, list, texts};

/// Six organizations; each test adds partnerships and operations.
const ORGANIZATIONS: &str = "\
dataset: {title: T, as-of: 2020-12-31}
organizations:
  - {id: a, abbreviation: A, name: Alpha, founded: 1950}
  - {id: b, abbreviation: B, name: Beta, founded: 1950, dissolved: 2010}
  - {id: c, abbreviation: C, name: Gamma, founded: 1950}
  - {id: d, abbreviation: D, name: Delta, founded: 1950}
  - {id: e, abbreviation: E, name: Epsilon, founded: 1950}
  - {id: f, abbreviation: F, name: Phi, founded: 1998, succeeds: [E]}
";

/// An operation in which A and C take part one after the other, D with low confidence, and B without an end of its own.
const OPERATION: &str = "
operations:
  - id: op1
    name: Op One
    countries: [Somalia]
    start: 2000
    cite: [s]
    participations:
      - {organization: A, role: lead, from: 2000, to: 2002, cite: [part-a]}
      - {organization: C, role: support, from: 2006, to: 2010, cite: [part-c]}
      - {organization: D, role: support, confidence: low, cite: [part-d]}
      - {organization: B, role: funding, from: 2001}
";

const DYADS: [(&str, &str); 3] = [("A, B", ""), ("A, C", ""), ("B, C", "")];

const SOURCES: &str = "
sources:
  s: {type: web, title: S}
  part-a: {type: web, title: PA}
  part-c: {type: web, title: PC}
  part-d: {type: web, title: PD}
";

/// Returns the text of a dataset with partnerships of these phases; of the phase contact if none are given.
fn text(partnerships: &[(&str, &str)], operations: &str) -> String {
    let mut text = format!("{ORGANIZATIONS}{operations}\npartnerships:\n");
    for (between, phases) in partnerships {
        let phases = match (*phases, between.contains('B')) {
            ("", true) => "{phase: contact, from: 1990, to: 2010, cite: [s]}",
            ("", false) => "{phase: contact, from: 1990, cite: [s]}",
            (phases, _) => phases,
        };
        text += &format!("  - {{between: [{between}], phases: {{formal: [{phases}]}}}}\n");
    }
    text + SOURCES
}

fn graph(partnerships: &[(&str, &str)], operations: &str) -> Graph {
    Graph::new(dataset::parse(&text(partnerships, operations)).expect("the dataset is valid"))
}

fn select<'g>(graph: &'g Graph, filter: &Filter) -> Selection<'g> {
    let query = filter.resolve(graph).expect("the names are known");
    query.select()
}

/// Returns the dyads of a selection, each with the operations that it shares.
fn shared(graph: &Graph, filter: &Filter) -> Vec<String> {
    let selection = select(graph, filter);
    let dyads = selection.iter().map(|selected| {
        let operations = selected.operations().map(|operation| operation.label());
        let operations: Vec<&str> = operations.collect();
        format!(
            "{} {}",
            selected.partnership().label(),
            operations.join(",")
        )
        .trim_end()
        .to_owned()
    });
    dyads.collect()
}

fn at(date: &str) -> Filter {
    Filter {
        at: Some(date.parse().expect("it is a date")),
        ..Filter::default()
    }
}

/// Returns the texts that people read in a row of a table.
fn texts_for_people(table: &view::Table, row: &[view::Cell]) -> Vec<String> {
    let cells = table.columns.iter().zip(row);
    let cells = cells.filter(|(column, _)| column.is_for_people());
    cells.map(|(_, cell)| cell.text()).collect()
}

/// Returns the chains between two organizations, each as its ties.
fn chains(graph: &Graph, from: &str, to: &str, filter: &Filter) -> Vec<String> {
    let query = filter.resolve(graph).expect("the names are known");
    let found = paths(&query, from, to, 10).expect("the names are known");
    let table = view::chains(&query.select(), &found, false);
    let rows = table.rows.iter().map(|row| texts_for_people(&table, row));
    rows.map(|texts| texts[2].clone()).collect()
}

#[test]
fn two_share_an_operation_only_while_both_take_part() {
    let graph = graph(&DYADS, OPERATION);
    assert_eq!(shared(&graph, &at("2001")), ["A–B Op One", "A–C", "B–C"]);
    assert_eq!(shared(&graph, &at("2004")), ["A–B", "A–C", "B–C"]);
    assert_eq!(shared(&graph, &at("2008")), ["A–B", "A–C", "B–C Op One"]);
    // Without a time, any time counts; but A and C never took part at the same time.
    let always = Filter::default();
    assert_eq!(shared(&graph, &always), ["A–B Op One", "A–C", "B–C Op One"]);
    // A participation lasts no longer than its organization.
    assert!(chains(&graph, "B", "D", &at("2005")).contains(&"operation Op One".to_owned()));
    assert!(chains(&graph, "B", "D", &at("2015")).is_empty());
}

#[test]
fn filters_on_operation_role_and_country_need_overlapping_participations() {
    let graph = graph(&DYADS, OPERATION);
    let words = |word: &str| vec![word.to_owned()];
    let asked = |filter: Filter| shared(&graph, &filter);
    let operation = Filter {
        operations: words("op1"),
        ..Filter::default()
    };
    assert_eq!(asked(operation), ["A–B Op One", "B–C Op One"]);
    let role = |date| Filter {
        roles: words("lead"),
        ..at(date)
    };
    assert_eq!(asked(role("2001")), ["A–B Op One"]);
    assert!(asked(role("2008")).is_empty());
    let country = Filter {
        countries: words("Somalia"),
        ..at("2008")
    };
    assert_eq!(asked(country), ["B–C Op One"]);
}

#[test]
fn sharing_has_the_confidence_of_the_least_confident_participation() {
    let graph = graph(&[("A, B", ""), ("A, D", "")], OPERATION);
    let sure = Filter {
        min_confidence: Some(Confidence::Medium),
        ..at("2001")
    };
    assert_eq!(shared(&graph, &at("2001")), ["A–B Op One", "A–D Op One"]);
    assert_eq!(shared(&graph, &sure), ["A–B Op One", "A–D"]);
    assert_eq!(chains(&graph, "A", "D", &at("2001")).len(), 2);
    assert_eq!(chains(&graph, "A", "D", &sure).len(), 1);
}

#[test]
fn a_path_leads_through_an_operation_only_while_both_take_part() {
    let graph = graph(&[], OPERATION);
    assert!(chains(&graph, "A", "C", &at("2004")).is_empty());
    assert_eq!(chains(&graph, "A", "B", &at("2001")), ["operation Op One"]);
    // A is tied to D, and D to C on another day.
    let period = Filter {
        during: Some("2000..2010".parse().expect("it is a period")),
        ..Filter::default()
    };
    assert_eq!(
        chains(&graph, "A", "C", &period),
        [
            "operation Op One; operation Op One",
            "operation Op One; operation Op One"
        ]
    );
}

#[test]
fn the_evidence_of_a_shared_operation_includes_both_participations() {
    let folder = Folder::new();
    folder.write("data.yaml", text(&[("A, D", "")], OPERATION));
    for line in [
        "links --evidence --format json",
        "partners A --evidence --format json",
        "show A D --evidence --format json",
        "path A D --at 2001 --evidence --format json",
        "cite A D --style csl-json",
        "cite --with D --style csl-json",
    ] {
        let arguments: Vec<&str> = line.split(' ').collect();
        let run = folder.run(&[&arguments[..], &["--data", "data.yaml"]].concat());
        assert_eq!(run.status, 0, "{line}: {}", run.stderr);
        for source in ["\"s\"", "\"part-a\"", "\"part-d\""] {
            assert!(run.text().contains(source), "{line}: {}", run.text());
        }
        assert!(!run.text().contains("\"part-c\""), "{line}: {}", run.text());
    }
}

#[test]
fn a_shorter_chain_over_operations_precedes_a_longer_one_over_partnerships() {
    let operations = "
operations:
  - {id: op1, name: First, start: 2000, cite: [s], participations: [{organization: A, role: lead, cite: [part-a]}, {organization: C, role: lead, cite: [part-c]}]}
  - {id: op2, name: Second, start: 2000, cite: [s], participations: [{organization: C, role: lead}, {organization: F, role: lead, cite: [part-d]}]}
";
    let graph = graph(
        &[
            ("A, D", ""),
            ("D, E", ""),
            ("E, F", "{phase: contact, from: 1999, cite: [s]}"),
        ],
        operations,
    );
    assert_eq!(
        chains(&graph, "A", "F", &at("2005")),
        ["operation First; operation Second"]
    );
    assert_eq!(chains(&graph, "A", "F", &at("1999")).len(), 1);
}

#[test]
fn a_path_that_respects_time_obeys_the_filters() {
    let graph = graph(
        &[
            ("A, D", "{phase: contact, from: 1990, to: 1999, cite: [s]}"),
            ("A, C", "{phase: formalized, from: 1990, cite: [s]}"),
            (
                "C, D",
                "{phase: contact, from: 1990, confidence: low, cite: [s]}",
            ),
        ],
        OPERATION,
    );
    let asked = |filter: Filter| {
        let query = filter.resolve(&graph).expect("the names are known");
        let chains = paths_in_time(&query, "A", "D", 9).expect("both are known");
        let steps = chains.iter().map(|found| found.days.len().to_string());
        steps.collect::<Vec<_>>().join(" ")
    };
    // The partnership, the operation, and the chain over C.
    assert_eq!(asked(Filter::default()), "1 1 2");
    // D takes part with low confidence, and the partnership of C and D has low confidence too.
    assert_eq!(asked(sure(Confidence::Medium)), "1");
    let formalized = Filter {
        min_phase: Some("formalized".to_owned()),
        ..Filter::default()
    };
    assert_eq!(asked(formalized), "");
    let led = Filter {
        roles: vec!["lead".to_owned()],
        ..Filter::default()
    };
    // The operation that A leads, and the partnership whose members share it.
    assert_eq!(asked(led), "1 1");
}

#[test]
fn every_tie_of_a_path_matches_the_filters() {
    let graph = graph(
        &[
            ("A, C", "{phase: formalized, from: 1990, cite: [s]}"),
            (
                "C, D",
                "{phase: formalized, from: 1990, condition: stalled, cite: [s]}",
            ),
            ("A, D", "{phase: contact, from: 1990, cite: [s]}"),
        ],
        OPERATION,
    );
    let words = |word: &str| vec![word.to_owned()];
    let asked = |filter: Filter| chains(&graph, "A", "D", &filter).len();
    // The partnership, the operation, and the chain over C.
    assert_eq!(asked(at("2001")), 3);
    let phase = Filter {
        min_phase: Some("formalized".to_owned()),
        ..at("2001")
    };
    assert_eq!(asked(phase), 1);
    let condition = Filter {
        conditions: words("stalled"),
        ..at("2001")
    };
    assert_eq!(asked(condition), 0);
    let with = Filter {
        with: words("C"),
        ..at("2001")
    };
    assert_eq!(asked(with), 1);
    let role = Filter {
        roles: words("lead"),
        ..at("2001")
    };
    assert_eq!(asked(role), 2);
    let motive = Filter {
        motives: words("shared-values"),
        ..at("2001")
    };
    assert_eq!(asked(motive), 0);
    // Without a time, ties are those on the as-of date, and the operation ended before.
    assert_eq!(asked(Filter::default()), 2);
}

/// Returns the rows of a table of partnerships as text, without empty cells.
fn rows(graph: &Graph, filter: &Filter) -> Vec<String> {
    let table = view::links(&select(graph, filter), false);
    let rows = table.rows.iter().map(|row| {
        let texts = texts_for_people(&table, row).into_iter();
        let filled: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
        filled.join(" | ")
    });
    rows.collect()
}

fn sure(grade: Confidence) -> Filter {
    Filter {
        min_confidence: Some(grade),
        ..Filter::default()
    }
}

#[test]
fn an_unknown_end_is_shown_and_never_later_than_that_of_a_member() {
    let graph = graph(
        &[(
            "A, B",
            "{phase: contact, from: 1990, to: unknown, cite: [s]}",
        )],
        "",
    );
    assert_eq!(
        rows(&graph, &at("2005")),
        ["A | B | 1990 | Contact | 1990 (end unknown) | Active"]
    );
    assert_eq!(
        rows(&graph, &Filter::default()),
        ["A | B | ended (unknown)"]
    );
    assert!(rows(&graph, &at("2011")).is_empty());
}

#[test]
fn the_time_in_a_phase_begins_after_the_last_gap() {
    let graph = graph(
        &[(
            "A, C",
            "{phase: formalized, from: 1995, to: 2000, cite: [s]}, {phase: formalized, from: 2010, cite: [s]}",
        )],
        "",
    );
    assert_eq!(
        rows(&graph, &Filter::default()),
        ["A | C | 2010 | Formalized | 2010 | Active"]
    );
    let query = Filter {
        between: vec!["A".to_owned(), "C".to_owned()],
        at: Some("2015".parse().expect("a date")),
        ..Filter::default()
    };
    let query = query.resolve(&graph).expect("both organizations exist");
    let coding = graph.dataset().vocabularies().codings.key("formal");
    let coding = coding.expect("the usual codings");
    let years_in_phase: Vec<_> = analysis::dyad_years(&query, Default::default())
        .map(|row| {
            row.codings[coding]
                .clone()
                .and_then(|state| state.years_in_phase)
        })
        .collect();
    assert_eq!(years_in_phase, [Ok(5)]);
}

#[test]
fn phases_of_one_coarse_date_follow_one_another() {
    let graph = graph(
        &[(
            "A, F",
            "{phase: contact, from: 2003, cite: [s]}, {phase: ad-hoc, from: 2003, cite: [s]}, \
             {phase: formalized, from: 2003, cite: [s]}",
        )],
        "",
    );
    let in_phase = |phase: &str, during: &str| {
        let filter = Filter {
            phases: vec![phase.to_owned()],
            during: Some(during.parse().expect("it is a period")),
            ..Filter::default()
        };
        rows(&graph, &filter).len()
    };
    for phase in ["contact", "ad-hoc", "formalized"] {
        assert_eq!(in_phase(phase, "2003..2003"), 1, "{phase}");
    }
    assert_eq!(in_phase("contact", "2004..2004"), 0);
    assert_eq!(in_phase("ad-hoc", "2004..2004"), 0);
    assert_eq!(in_phase("contact", "2003-01-01..2003-01-01"), 1);
    assert_eq!(in_phase("ad-hoc", "2003-01-01..2003-01-01"), 0);
}

#[test]
fn a_coarse_date_between_two_exact_ones_does_not_hide_their_disorder() {
    let text = text(
        &[(
            "A, D",
            "{phase: contact, from: 2003-05-12, cite: [s]}, {phase: ad-hoc, from: 2003, cite: [s]}, \
             {phase: formalized, from: 2003-02, cite: [s]}",
        )],
        OPERATION,
    );
    let Err(error) = dataset::parse(&text) else {
        panic!("the phases are out of order");
    };
    let message = error.to_string();
    assert!(message.contains("1 error"), "{message}");
    let ends = "{phase: contact, from: 2000, to: 2003-06, cite: [s]}, {phase: ad-hoc, from: 2003, cite: [s]}, \
                {phase: formalized, from: 2003-05, cite: [s]}";
    let folder = Folder::new();
    folder.write("data.yaml", self::text(&[("A, D", ends)], OPERATION));
    let run = folder.run(&["check", "data.yaml"]);
    assert!(
        run.text().contains("error[overlapping-phases]"),
        "{}",
        run.text()
    );
}

#[test]
fn claims_below_the_requested_confidence_are_ignored_everywhere() {
    let graph = graph(
        &[
            (
                "A, D",
                "{phase: contact, from: 1990, cite: [s]}, \
                 {phase: formalized, from: 2000, confidence: low, cite: [s]}",
            ),
            (
                "A, E",
                "{phase: contact, from: 1990, confidence: low, cite: [s]}, \
                 {phase: formalized, from: 2003, cite: [s]}",
            ),
        ],
        "",
    );
    let sure = sure(Confidence::Medium);
    assert_eq!(
        rows(&graph, &sure),
        [
            // A relation is recorded, with less confidence: it is unknown, and not absent.
            "A | D | unknown",
            // What was before 2003 is recorded with less confidence too.
            "A | E | 2003 or earlier | Formalized | 2003 or earlier | Active"
        ]
    );
    let selection = select(&graph, &sure);
    let unsure = graph.partnerships().next().expect("there is one");
    let selected = selection.selected(unsure.key());
    assert!(selected.spell().is_none() && selected.since().is_none());
    assert_eq!(selected.ended(), None);
    let dossier = view::dossier::dyad(&selection, selected, false);
    let phases = &dossier.sections[0];
    assert_eq!((phases.id, phases.rows.len()), ("phases", 1));
    let timeline = picture::timeline(&selection, picture::TimelineOptions::default());
    let bars = timeline.lanes.iter().flat_map(|lane| &lane.tracks);
    // The first phase of A and D, and the last of A and E.
    assert_eq!(bars.flat_map(|track| &track.bars).count(), 2);
}

#[test]
fn undated_motives_hold_with_the_first_relation_and_while_their_holder_exists() {
    let motives = "motives: [{motive: shared-values, of: F, statement: undated, cite: [s]}, \
                   {motive: legitimization, of: F, from: 1992, to: 1994, statement: before, cite: [s]}, \
                   {motive: resource-dependence, of: A, statement: undated, cite: [s]}]";
    let text = text(
        &[(
            "A, F",
            "{phase: contact, from: 1990, through: [E], cite: [s]}",
        )],
        OPERATION,
    );
    let text = text.replace("cite: [s]}]}}\n", &format!("cite: [s]}}]}}, {motives}}}\n"));
    let graph = Graph::new(dataset::parse(&text).expect("the dataset is valid"));
    let held = |date: &str| {
        let selection = select(&graph, &Filter::default());
        let key = selection.keys()[0];
        let at = select(&graph, &at(date));
        let motives = at.selected(key).motives();
        motives
            .map(|claim| graph.organization(claim.holder).label())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(held("1985"), "");
    // The predecessor acted for F, so a dated motive may be older than F; an undated one may not.
    assert_eq!(held("1993"), "F A");
    assert_eq!(held("1997"), "A");
    assert_eq!(held("2000"), "F A");
    let motive = |date: &str| Filter {
        motives: vec!["shared-values".to_owned()],
        ..at(date)
    };
    assert!(rows(&graph, &motive("1997")).is_empty());
    assert_eq!(rows(&graph, &motive("2000")).len(), 1);
    let notes = |filter: &Filter| view::links(&select(&graph, filter), false).notes.join(" ");
    assert!(notes(&at("2000")).contains("The motives have no dates"));
    assert!(notes(&at("1993")).contains("1 of 2 motives has no dates"));
    assert!(!notes(&Filter::default()).contains("no dates"));
}

#[test]
fn possible_matches_are_reported() {
    let operations = "
operations:
  - id: op
    name: Op
    start: 2003~
    end: 2005?
    cite: [s]
    participations:
      - {organization: A, role: lead, cite: [part-a]}
      - {organization: C, role: lead, cite: [part-c]}
      - {organization: D, role: lead, cite: [part-d]}
";
    let dyads = [
        (
            "A, C",
            "{phase: contact, from: 1999, to: 2001~, cite: [s]}, {phase: formalized, from: 2003~, cite: [s]}",
        ),
        ("A, D", "{phase: contact, from: ../1999, cite: [s]}"),
    ];
    let graph = graph(&dyads, operations);
    let possible = |filter: &Filter| -> Vec<String> {
        let query = filter.resolve(&graph).expect("the names are known");
        let found = query.possible_matches().into_iter();
        found.map(|key| graph.partnership(key).label()).collect()
    };
    assert_eq!(possible(&at("2002")), ["A–C"]);
    assert_eq!(possible(&at("1998")), ["A–D"]);
    assert!(possible(&at("2003")).is_empty());
    assert!(possible(&Filter::default()).is_empty());
    let formalized = Filter {
        min_phase: Some("formalized".to_owned()),
        ..at("1990")
    };
    assert!(possible(&formalized).is_empty());
    assert_eq!(
        rows(&graph, &at("2001"))[0],
        "A | C | 1999 | Contact | 1999 (end 2001~ uncertain) | end 2001~ uncertain | Active"
            .replace(" | end 2001~ uncertain |", " |")
    );
    let in_2003 = &rows(&graph, &at("2003"))[0];
    assert!(
        in_2003.contains("2003~ (start 2003~ uncertain)"),
        "{in_2003}"
    );
    assert!(in_2003.contains("Op (date uncertain)"), "{in_2003}");
    let folder = Folder::new();
    folder.write("data.yaml", text(&dyads, operations));
    let ask = |line: &str| {
        let arguments: Vec<&str> = line.split(' ').collect();
        folder.run(&[&arguments[..], &["--data", "data.yaml"]].concat())
    };
    let run = ask("links --at 1998");
    assert_eq!(run.status, 1);
    let note = "note: 1 partnership may match too, because its dates are uncertain: A–D\n";
    let near = "note: 2 partnerships match without --at or --during\n";
    assert_eq!(run.stderr, format!("nothing matched\n{near}{note}"));
    assert!(ask("partners A --at 2002").stderr.contains(": A–C\n"));
    let partners = ask("partners C --at 1998");
    assert!(
        !partners.stderr.contains("may match"),
        "{}",
        partners.stderr
    );
    let json = ask("links --at 2001 --format json");
    let end = serde_json::json!([
        {"kind": "end", "id": "contact", "holder": null, "holder_missing": "none", "date": "2001~"}
    ]);
    assert_eq!(support::rows(&json)[0]["uncertain"], end);
}

#[test]
fn a_query_beyond_the_evidence_says_so() {
    let graph = graph(&[("A, C", "")], OPERATION);
    let notes = |filter: &Filter| view::links(&select(&graph, filter), false).notes.join(" ");
    assert!(notes(&at("2030")).contains("read up to 2020-12-31"));
    assert!(notes(&at("2020")).is_empty());
    let network = picture::network(
        &select(&graph, &at("2030")),
        picture::NetworkOptions::default(),
    );
    assert!(
        network
            .caption
            .subtitle
            .starts_with("Evidence up to 2020-12-31")
    );
}

#[test]
fn a_minimum_phase_of_no_relation_includes_no_relation() {
    let graph = graph(
        &[(
            "A, C",
            "{phase: none, from: 1950, cite: [s]}, {phase: contact, from: 1990, cite: [s]}",
        )],
        "",
    );
    let filter = |date: &str, phase: &str| Filter {
        min_phase: Some(phase.to_owned()),
        ..at(date)
    };
    assert_eq!(rows(&graph, &filter("1980", "none")).len(), 1);
    assert_eq!(rows(&graph, &filter("2000", "none")).len(), 1);
    assert_eq!(rows(&graph, &filter("1980", "contact")).len(), 0);
    assert_eq!(rows(&graph, &at("1980")).len(), 0);
    // A phase without a relation is not a tie.
    assert!(chains(&graph, "A", "C", &filter("1980", "none")).is_empty());
}

#[test]
fn an_alias_does_not_hide_an_abbreviation() {
    let text = "\
organizations:
  - {id: un, abbreviation: UN, name: U, aliases: [AU]}
  - {id: au, abbreviation: AU, name: UN}
  - {id: zz, abbreviation: ZZ, name: Big, aliases: [shared]}
  - {id: yy, abbreviation: YY, name: Shared}
operations:
  - {id: one, name: One, aliases: [TWO], cite: [s]}
  - {id: second, abbreviation: Two, name: Second, cite: [s]}
sources: {s: {type: web, title: S}}
";
    let graph = Graph::new(dataset::parse(text).expect("the dataset is valid"));
    for (name, id) in [
        ("AU", "au"),
        ("UN", "un"),
        ("un", "un"),
        ("SHARED", "yy"),
        ("u", "un"),
    ] {
        let found = graph.organization_named(name).expect("it is known");
        assert_eq!(found.record().id.as_str(), id, "{name}");
    }
    let found = graph.operation_named("two").expect("it is known");
    assert_eq!(found.record().id.as_str(), "second");
    let folder = Folder::new();
    folder.write("data.yaml", text);
    let run = folder.run(&["check", "data.yaml"]);
    assert!(run.text().ends_with("\n4 warnings\n"), "{}", run.text());
}

#[test]
fn a_dossier_obeys_the_filters_or_refuses_them() {
    let folder = Folder::new();
    let ask = |line: &str| folder.run(&line.split(' ').collect::<Vec<_>>());
    for line in [
        "show UN AU --with NATO",
        "show UN AU --condition active --at 2015 --phase contact",
        "show amisom --with WEU",
        "show AU --role lead --operation isaf",
        "cite UN AU --with NATO",
    ] {
        let run = ask(line);
        assert_eq!(
            (run.status, run.stderr.lines().next()),
            (1, Some("nothing matched")),
            "{line}"
        );
    }
    let parts = |line: &str| -> Vec<String> {
        let dossier = support::json(&ask(&format!("{line} --format json")));
        texts(list(&dossier["participations"]), "organization")
    };
    let (all, some) = (parts("show amisom"), parts("show amisom --between EU AU"));
    assert!(all.contains(&"nato".to_owned()) && !some.contains(&"nato".to_owned()));
    assert!(some.contains(&"eu".to_owned()) && some.contains(&"au".to_owned()));
    let early = parts("show amisom --at 2007");
    assert!(early.len() < all.len(), "{early:?}");
    let holders = ask("show shared-values --held-by AU --format json");
    assert!(holders.text().contains("\"holder\": \"au\""));
    assert!(!holders.text().contains("\"holder\": \"eu\""));
    let shipped = dataset::builtin();
    let id = shipped
        .sources()
        .iter()
        .next()
        .expect("there is one")
        .id
        .to_string();
    ask(&format!("show {id} --at 2005")).refused("without filters");
}

#[test]
fn the_literature_of_a_definition_is_read_shown_and_dropped_with_its_sources() {
    let path = "tests/fixtures/valid/own-vocabularies.yaml";
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join(path)).expect("it is there");
    let graph = Graph::new(dataset::parse(&text).expect("the dataset is valid"));
    let words = &graph.dataset().vocabularies();
    let host = words.roles.find("host").expect("it is a role");
    assert_eq!(host.term.citations[0].at.as_deref(), Some("fol. 3"));

    let money = words.motives.key("money").expect("it is a motive");
    let every = select(&graph, &Filter::default());
    let dossier = view::dossier::motive(&every, money, true);
    let titles: Vec<_> = dossier.sections.iter().map(|table| table.id).collect();
    assert_eq!(
        titles,
        [
            "holders",
            "counter_evidence",
            "motives_not_found",
            "literature"
        ]
    );
    let cited: Vec<_> = dossier.sources.iter().map(|source| &*source.id).collect();
    assert_eq!(cited, ["chronicle", "ledger"]);
    let rests_on = analysis::sources(&every);
    assert!(rests_on.iter().any(|source| source.id.as_str() == "ledger"));

    let unknown = text.replace("cite: [ledger]", "cite: [legder]");
    let Err(dataset::LoadError::Invalid(report)) = dataset::parse(&unknown) else {
        panic!("no source has this name");
    };
    let findings = report.render(false);
    assert!(findings.contains("unknown-source"), "{findings}");
    assert!(findings.contains("Did you mean `ledger`"), "{findings}");

    // A dataset without motives gets the shipped ones, but not their literature.
    let minimal = std::fs::read_to_string(root.join("tests/fixtures/valid/minimal.yaml"));
    let minimal = dataset::parse(&minimal.expect("it is there")).expect("the dataset is valid");
    let mut terms = minimal.vocabularies().all_terms();
    assert!(terms.all(|(_, term)| term.citations.is_empty()));
    let dataset = dataset::builtin();
    let shipped = dataset.vocabularies();
    assert!(
        shipped
            .all_terms()
            .any(|(_, term)| !term.citations.is_empty())
    );
}
