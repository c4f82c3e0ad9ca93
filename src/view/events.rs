//! Events: everything that changes, each as a sentence of its own.
//!
//! [`changes`](super::changes()) compares two dates and sums up. Events are for readers who move through time, such as those of
//! a page with a slider, and belong to one day each.

use crate::analysis::{Transition, TransitionKind, transitions};
use crate::graph::{Graph, PartnershipRef, end_day, start_day};
use crate::model::{Coding, Confidence, Date, Day, End, Key, Operation, Organization, Partnership};
use crate::phrase::uncapitalized;

/// Something that changes on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Event {
    /// The first day on which the change shows: the earliest possible day of a beginning, the day after the latest possible
    /// one of an end.
    pub(crate) day: Day,
    pub(crate) subject: EventSubject,
    /// The coding under which it happens; `None` if it is the same under every one.
    pub(crate) coding: Option<Key<Coding>>,
    /// The confidence of the claim that it rests on; organizations have the highest.
    pub(crate) confidence: Confidence,
    /// The change in a sentence, with the date as recorded.
    pub(crate) sentence: String,
}

/// What an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EventSubject {
    Partnership(Key<Partnership>),
    Operation(Key<Operation>),
    Organization(Key<Organization>),
}

/// Returns the events of a dataset in order of time; those of one day are about partnerships first, then operations, then
/// organizations, each in the order of the dataset.
///
/// What has no date is not among them, nor is what is only attested.
pub(crate) fn events(graph: &Graph) -> Vec<Event> {
    let partnerships = graph.partnerships().flat_map(of_partnership);
    let mut events: Vec<Event> = partnerships.collect();
    for operation in graph.operations() {
        let (record, label) = (operation.record(), operation.label());
        let subject = EventSubject::Operation(operation.key());
        let subject = (subject, record.claim.confidence);
        let end = Some(record.end);
        events.extend(of_dates(
            subject,
            label,
            record.start,
            end,
            ["began", "ended"],
        ));
    }
    for organization in graph.organizations() {
        let (record, label) = (organization.record(), organization.label());
        let subject = EventSubject::Organization(organization.key());
        let subject = (subject, Confidence::High);
        let whole = record.existence.is_empty();
        let whole = whole.then_some((record.founded, Some(record.dissolved)));
        let periods = record.existence.iter().map(|one| (one.from, one.to));
        for (from, to) in whole.into_iter().chain(periods) {
            events.extend(of_dates(
                subject,
                label,
                from,
                to,
                ["was founded", "ceased to exist"],
            ));
        }
    }
    events.sort_by_key(|event| event.day);
    events
}

/// Returns the transitions, motives and milestones of a partnership.
fn of_partnership(partnership: PartnershipRef<'_>) -> Vec<Event> {
    let graph = partnership.graph();
    let vocabularies = graph.dataset().vocabularies();
    let label = partnership.label();
    let subject = EventSubject::Partnership(partnership.key());
    let mut events = Vec::new();
    for coding in vocabularies.codings.keys() {
        let transitions = transitions(partnership, coding, Confidence::Low).into_iter();
        let dated = transitions.filter(|transition| transition.day != Day::MAX);
        events.extend(dated.map(|transition| Event {
            day: transition.since,
            subject,
            coding: Some(coding),
            confidence: transition.claim.confidence,
            sentence: of_transition(&label, &transition),
        }));
    }
    for motive in &partnership.record().motives {
        let holder = graph.organization(motive.holder).label();
        let name = uncapitalized(vocabularies.motives.label(motive.motive));
        let what = format!("{label}: the motive {name} of {holder}");
        // An attestation shows that a motive was held, not that it began.
        let from = motive.start().filter(|_| !motive.has_unknown_start());
        events.extend(of_dates(
            (subject, motive.claim.confidence),
            &what,
            from,
            motive.to,
            ["began", "ceased"],
        ));
    }
    let milestones = partnership.record().milestones();
    events.extend(milestones.map(|milestone| Event {
        day: start_day(&milestone.date),
        subject,
        coding: None,
        confidence: milestone.claim.confidence,
        sentence: format!("{label}: {} ({}).", milestone.title, milestone.date),
    }));
    events
}

/// Returns a transition in a sentence.
fn of_transition(label: &str, transition: &Transition<'_>) -> String {
    let phases = &transition
        .partnership
        .graph()
        .dataset()
        .vocabularies()
        .phases;
    let name = |phase| uncapitalized(phases.label(phase));
    let [from, to] = [transition.from, transition.to].map(|phase| phase.map(name));
    let to = to.unwrap_or_else(|| "no relation".to_owned());
    let change = match (transition.kind, from) {
        (TransitionKind::Begin, _) => format!("began with {to}"),
        (TransitionKind::Advance, Some(from)) => format!("advanced from {from} to {to}"),
        (TransitionKind::Reversal, Some(from)) => format!("fell from {from} to {to}"),
        (TransitionKind::Recovery, _) => format!("recovered within {to}"),
        (TransitionKind::Setback, _) => format!("was set back within {to}"),
        (TransitionKind::Dissolution, _) => "ended because a member ceased to exist".to_owned(),
        (TransitionKind::End, _) => "ended".to_owned(),
        (TransitionKind::Advance | TransitionKind::Reversal, None) => format!("reached {to}"),
    };
    let because = transition.because.map(|because| format!(" {because}"));
    format!(
        "{label} {change} ({}).{}",
        transition.date,
        because.unwrap_or_default()
    )
}

/// Returns the beginning and the end of something, as far as they are dated.
fn of_dates(
    (subject, confidence): (EventSubject, Confidence),
    what: &str,
    from: Option<Date>,
    to: Option<End>,
    [began, ended]: [&str; 2],
) -> impl Iterator<Item = Event> {
    let event = |day: Day, verb: &str, date: Date| Event {
        day,
        subject,
        coding: None,
        confidence,
        sentence: format!("{what} {verb} ({date})."),
    };
    let begin = from.map(|date| event(start_day(&date), began, date));
    let end = to.and_then(|end| end.date().copied());
    let end = end.map(|date| event(end_day(End::On(date), Day::MIN).next(), ended, date));
    begin.into_iter().chain(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset;

    #[test]
    fn every_dated_change_is_a_sentence_on_its_first_day() {
        let graph = Graph::new(
            dataset::parse(
                "\
dataset: {cite: [s], as-of: 2010}
sources: {s: {title: S, type: report, tier: official, date: 2000}}
organizations: [{id: a, name: A, founded: 1950}, {id: b, name: B, founded: 1950, dissolved: 1999-12-31}]
vocabularies:
  phases: [{id: none, label: No relation, definition: D.}, {id: contact, label: Contact, definition: D.}, {id: formal, label: Formal, definition: D.}]
  conditions: [{id: active, label: Active, definition: D.}, {id: stalled, label: Stalled, definition: D.}]
  codings: [{id: one, label: One, definition: D.}]
  milestone-kinds: [{id: act, label: Act, definition: D.}]
partnerships:
  - between: [a, b]
    phases:
      one:
        - {phase: contact, from: 1960, because: They meet.}
        - {phase: contact, condition: stalled, from: 1965}
        - {phase: formal, from: 1970, to: 1999-12-31}
    milestones: [{date: 1970-05-02, kind: act, title: A treaty}]
operations: [{id: x, name: X, start: 1980, end: 1981, participations: [{organization: a, role: lead}]}]
",
            )
            .expect("the dataset is valid"),
        );
        let events = events(&graph);
        let sentences: Vec<String> = events
            .iter()
            .map(|event| format!("{} {}", Date::from(event.day), event.sentence))
            .collect();
        let expected = [
            "1950-01-01 A was founded (1950).",
            "1950-01-01 B was founded (1950).",
            "1960-01-01 A–B began with contact (1960). They meet.",
            "1965-01-01 A–B was set back within contact (1965).",
            "1970-01-01 A–B advanced from contact to formal (1970).",
            "1970-05-02 A–B: A treaty (1970-05-02).",
            "1980-01-01 X began (1980).",
            "1982-01-01 X ended (1981).",
            "2000-01-01 A–B ended because a member ceased to exist (1999-12-31).",
            "2000-01-01 B ceased to exist (1999-12-31).",
        ];
        assert_eq!(sentences, expected);
    }
}
