//! Timelines: the time of bars, marks and labels, and what the words around the picture say.

use interorg::dataset;
use interorg::graph::Graph;
use interorg::picture::timeline::{Lane, Timeline};
use interorg::picture::{self, TimelineOptions};
use interorg::query::Filter;

const ALPHA: &str = "{id: aa, name: Alpha, founded: 1990}";

/// The dates of both participants in an operation without dates of their own.
const BOTH: &str = "[{organization: aa, role: lead}, {organization: bb, role: support}]";

/// Returns a dataset on Alpha and another organization, whose entry begins with `{id: bb`.
fn text(other: &str, partnership: &str, operations: &str) -> String {
    format!(
        "dataset: {{title: T, as-of: 2020-12-31, cite: [s]}}\n\
         sources: {{s: {{type: web, title: S, date: 2000}}}}\n\
         organizations: [{ALPHA}, {other}]\n\
         partnerships: [{{between: [aa, bb], {partnership}}}]\n\
         operations: [{operations}]\n"
    )
}

fn timeline(text: &str, filter: &Filter) -> Timeline {
    let graph = Graph::new(dataset::parse(text).expect("the dataset is valid"));
    let query = filter.resolve(&graph).expect("the filter is valid");
    let options = TimelineOptions {
        operations: true,
        ..TimelineOptions::default()
    };
    picture::timeline(&query.select(), options)
}

fn during(period: &str) -> Filter {
    Filter {
        during: Some(period.parse().expect("it is a period")),
        ..Filter::default()
    }
}

fn drawn(timeline: Timeline) -> String {
    use interorg::export::{Format, WriteOptions, write_picture};

    let mut bytes = Vec::new();
    write_picture(
        &timeline.into(),
        &WriteOptions::default(),
        Format::Svg,
        &mut bytes,
    )
    .expect("memory accepts it");
    String::from_utf8(bytes).expect("UTF-8")
}

/// Returns the possible starts and ends of the operations of a lane.
fn operations(lane: &Lane) -> Vec<[String; 4]> {
    let times = lane.operations.iter().map(|operation| operation.time);
    times
        .map(|time| [time.start.0, time.start.1, time.end.0, time.end.1].map(|day| day.to_string()))
        .collect()
}

#[test]
fn a_shared_operation_is_drawn_while_both_members_exist() {
    let phases = "phases: {formal: [{phase: contact, from: 2011-01-01, to: 2012}]}";
    let operation = format!("{{id: op, name: Op, start: 1995, end: 2013, participations: {BOTH}}}");
    for (other, expected) in [
        (
            "{id: bb, name: Beta, founded: 2005-03-01}",
            vec![["2005-03-01", "2005-03-01", "2013-01-01", "2013-12-31"]],
        ),
        (
            "{id: bb, name: Beta, exists: [{from: 1990, to: 2000-06-30}, {from: 2010, to: ..}]}",
            vec![
                ["1995-01-01", "1995-12-31", "2000-06-30", "2000-06-30"],
                ["2010-01-01", "2010-01-01", "2013-01-01", "2013-12-31"],
            ],
        ),
        (
            "{id: bb, name: Beta, founded: 1990, dissolved: 2013-02-01}",
            vec![["1995-01-01", "1995-12-31", "2013-01-01", "2013-02-01"]],
        ),
    ] {
        let timeline = timeline(&text(other, phases, &operation), &during("1994..2015"));
        assert_eq!(operations(&timeline.lanes[0]), expected, "{other}");
    }
}

#[test]
fn a_shared_operation_that_has_ended_at_an_unknown_time_fades() {
    let phases = "phases: {formal: [{phase: contact, from: 1994-01-01}]}";
    for (end, first) in [("unknown", "1995-02-01"), ("..", "2020-12-31")] {
        let operation =
            format!("{{id: op, name: Op, start: 1995-02-01, end: {end}, participations: {BOTH}}}");
        let other = "{id: bb, name: Beta, founded: 1990}";
        let timeline = timeline(&text(other, phases, &operation), &Filter::default());
        assert_eq!(
            operations(&timeline.lanes[0]),
            [["1995-02-01", "1995-02-01", first, "2020-12-31"]]
        );
        assert_eq!(drawn(timeline).contains("Vague date"), end == "unknown");
    }
}

#[test]
fn a_phase_of_vague_end_fades_until_a_member_vanishes() {
    let other =
        "{id: bb, name: Beta, exists: [{from: 1990, to: 2000-06-30}, {from: 2010, to: ..}]}";
    for (end, first) in [("unknown", "1992-02-01"), ("2000", "2000-01-01")] {
        let phases = format!(
            "phases: {{formal: [{{phase: ad-hoc, from: 1992-02-01, to: {end}}}, \
             {{phase: formalized, from: 2011-01-01}}]}}"
        );
        let timeline = timeline(&text(other, &phases, ""), &Filter::default());
        let time = timeline.lanes[0].tracks[0].bars[0].time;
        let days = [time.end.0, time.end.1].map(|day| day.to_string());
        assert_eq!(days, [first, "2000-06-30"]);
    }
}

#[test]
fn a_partnership_with_only_milestones_has_an_axis_from_the_first_of_them() {
    let milestones = "milestones: [{date: 1997-05-05, kind: agreement, title: Second}, \
                      {date: 1993-05-05, kind: agreement, title: First}]";
    let other = "{id: bb, name: Beta, founded: 1990}";
    let timeline = timeline(&text(other, milestones, ""), &Filter::default());
    assert_eq!(timeline.span.0.to_string(), "1993-05-05");
    let marks = timeline.lanes[0].marks.iter();
    let titles: Vec<&str> = marks.map(|mark| mark.title.as_str()).collect();
    assert_eq!(titles, ["First", "Second"]);
}

#[test]
fn a_phase_that_began_on_a_day_or_before_fades_in() {
    let other = "{id: bb, name: Beta, founded: 1990}";
    let phases = "phases: {formal: [{phase: contact, from: ../1995}]}";
    let timeline = timeline(&text(other, phases, ""), &Filter::default());
    let bar = &timeline.lanes[0].tracks[0].bars[0];
    // 91 days before the end of 1995.
    let days = [bar.time.start.0, bar.time.start.1].map(|day| day.to_string());
    assert_eq!(days, ["1995-10-01", "1995-12-31"]);
}

#[test]
fn falls_belong_to_visible_phases_and_have_the_recorded_date() {
    let other = "{id: bb, name: Beta, founded: 1990}";
    let phases = "phases: {formal: [{phase: contact, from: 1992-02-01}, \
                  {phase: institutionalized, from: 1996-05}, \
                  {phase: formalized, from: 2001}, {phase: ad-hoc, from: 2005}]}";
    for (phase, expected) in [
        ("contact", [].as_slice()),
        ("institutionalized", ["2001"].as_slice()),
        ("formalized", ["2001", "2005"].as_slice()),
    ] {
        let filter = Filter {
            phases: vec![phase.to_owned()],
            ..during("1990..2020")
        };
        let timeline = timeline(&text(other, phases, ""), &filter);
        let falls = timeline.lanes[0].tracks[0].falls.iter();
        let dates: Vec<&str> = falls.map(|fall| fall.date.as_str()).collect();
        assert_eq!(dates, expected, "{phase}");
    }
}

#[test]
fn the_title_and_the_description_have_recorded_dates() {
    let other = "{id: bb, name: Beta, founded: 1990}";
    let phases = "phases: {formal: [{phase: contact, from: 1995-01-15?}, \
                  {phase: formalized, from: 1996-05, condition: strained}, \
                  {phase: contact, from: 1999, to: 2005-03-31}, \
                  {phase: ad-hoc, from: 2007, to: unknown}]}";
    let text = text(other, phases, "");
    let whole = drawn(timeline(&text, &Filter::default()));
    let sentence = "AA–BB: contact from 1995-01-15? to 1996-05, formalized, strained from 1996-05 to \
                    1999, contact from 1999 to 2005-03-31, ad hoc cooperation from 2007, end unknown.";
    assert!(whole.contains(sentence), "{whole}");
    let part = timeline(&text, &during("1997-03..1997-08"));
    assert!(
        part.caption
            .title
            .ends_with("from 1997-03-01 to 1997-08-31"),
        "{}",
        part.caption.title
    );
    let part = drawn(part);
    assert!(
        part.contains("AA–BB: formalized, strained from 1996-05 to 1999."),
        "{part}"
    );
}

#[test]
fn an_interrupted_relation_names_the_predecessor_of_its_first_phases() {
    let text = "\
dataset: {title: T, as-of: 2020-12-31, cite: [s]}
sources: {s: {type: web, title: S, date: 2000}}
organizations:
  - {id: oau, name: Old, founded: 1963, dissolved: 2002-07-08}
  - {id: au, name: New, founded: 2002-07-09, succeeds: [oau]}
  - {id: un, name: Nations, founded: 1945}
partnerships:
  - between: [un, au]
    phases:
      formal:
        - {phase: contact, from: 1965, through: [oau], to: 2001}
        - {phase: contact, from: 2005}
";
    let note = "Dates before 2002-07-09 are those of OAU, a predecessor of AU.";
    let notes = timeline(text, &Filter::default()).caption.notes;
    assert_eq!(notes, [note]);
    // The first phase is not on this axis.
    assert!(
        timeline(text, &during("2003..2020"))
            .caption
            .notes
            .is_empty()
    );
}

#[test]
fn the_label_of_an_operation_stays_on_the_page() {
    let other = "{id: bb, name: Beta, founded: 1990}";
    let phases = "phases: {formal: [{phase: contact, from: 1991-01-01}]}";
    let name = "Operation With A Rather Long Name Of Its Own For Everything";
    let drawn_with = |name: &str| {
        let operation =
            format!("{{id: op, name: {name}, start: 1991, end: .., participations: {BOTH}}}");
        drawn(timeline(
            &text(other, phases, &operation),
            &during("1997..1998"),
        ))
    };
    // The bar takes the whole axis, so that the label is in the middle of it, and is shortened if it is longer.
    let svg = drawn_with(name);
    let label = svg.lines().find(|line| line.contains(&format!(">{name}<")));
    assert!(
        label.is_some_and(|line| line.contains("text-anchor=\"middle\"")),
        "{svg}"
    );
    let svg = drawn_with(&[name; 4].join(" "));
    let label = svg
        .lines()
        .find(|line| line.contains("<text") && line.contains(name));
    assert!(label.is_some_and(|line| line.contains("…<")), "{svg}");
}

#[test]
fn lanes_of_different_dyads_have_different_labels() {
    let text = "\
dataset: {title: T, as-of: 2020-12-31, cite: [s]}
sources: {s: {type: web, title: S, date: 2000}}
organizations:
  - {id: ec-west, name: Economic Community of West African States, founded: 1990}
  - {id: ec-central, name: Economic Community of Central African States, founded: 1990}
  - {id: ec-other, name: Economic Community of Other African States, founded: 1990}
partnerships:
  - {between: [ec-west, ec-central], phases: {formal: [{phase: contact, from: 1995-02-03}]}}
  - {between: [ec-west, ec-other], phases: {formal: [{phase: contact, from: 1995-02-03}]}}
";
    let svg = drawn(timeline(text, &Filter::default()));
    let labels: Vec<&str> = svg
        .split('>')
        .filter(|part| part.starts_with("Econom"))
        .collect();
    let labels: Vec<&&str> = labels.iter().filter(|label| label.contains('…')).collect();
    assert_eq!(labels.len(), 2, "{svg}");
    assert_ne!(labels[0], labels[1]);
}
