//! Events: everything that changes, each as a sentence of its own.
//!
//! [`changes`](super::changes()) compares two dates and sums up. Events are for readers who move through time, such as those of
//! a page with a slider, and belong to one day each.

use crate::analysis::transition::is_followed_by;
use crate::analysis::{Transition, TransitionKind, transitions};
use crate::graph::{Graph, PartnershipRef, SpellRef, end_day, start_day};
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
    /// The least and the greatest minimum confidence under which it happens.
    pub(crate) confidences: [Confidence; 2],
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
    let mut events: Vec<Event> = Vec::new();
    for coding in vocabularies.codings.keys() {
        let first = events.len();
        for minimum in Confidence::ALL {
            for (day, sentence) in changes_of_phase(partnership, coding, minimum) {
                let mut known = events[first..].iter_mut();
                let same = known.find(|event| event.day == day && event.sentence == sentence);
                match same {
                    Some(event) => event.confidences[1] = minimum,
                    None => events.push(Event {
                        day,
                        subject,
                        coding: Some(coding),
                        confidences: [minimum; 2],
                        sentence,
                    }),
                }
            }
        }
        events[first..].sort_by_key(|event| event.day);
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
        confidences: [Confidence::Low, milestone.claim.confidence],
        sentence: format!("{label}: {} ({}).", milestone.title, milestone.date),
    }));
    events
}

/// Returns the changes of the phase and condition of a partnership under a minimum confidence, each with the day on which it
/// shows.
fn changes_of_phase(
    partnership: PartnershipRef<'_>,
    coding: Key<Coding>,
    minimum: Confidence,
) -> Vec<(Day, String)> {
    let label = partnership.label();
    let transitions = transitions(partnership, coding, minimum).into_iter();
    let dated = transitions.filter(|transition| transition.day != Day::MAX);
    let mut changes: Vec<(Day, String)> = dated
        .map(|transition| (transition.since, of_transition(&label, &transition)))
        .collect();
    changes.extend(into_and_out_of_unknown(partnership, coding, minimum));
    changes
}

/// Returns the changes from a known state to one below a minimum confidence, which is unknown, and back.
fn into_and_out_of_unknown(
    partnership: PartnershipRef<'_>,
    coding: Key<Coding>,
    minimum: Confidence,
) -> Vec<(Day, String)> {
    let label = partnership.label();
    let is_known = |spell: SpellRef<'_>| spell.record().claim.confidence >= minimum;
    let state = |spell: Option<SpellRef<'_>>| match spell {
        None => "none".to_owned(),
        Some(spell) if is_known(spell) => uncapitalized(spell.phase_label()),
        Some(_) => "unknown".to_owned(),
    };
    let change = |day: Day, [before, after]: [Option<SpellRef<'_>>; 2], date: String| {
        let [before, after] = [before, after].map(state);
        (
            day,
            format!("{label} was {before} before and {after} after ({date})."),
        )
    };
    let spells: Vec<SpellRef<'_>> = partnership.spells(coding).collect();
    let mut changes = Vec::new();
    for (place, spell) in spells.iter().copied().enumerate() {
        let [first, last] = [spell.days().first, spell.days().last];
        let previous = place.checked_sub(1).map(|place| spells[place]);
        let previous = previous.filter(|previous| is_followed_by(*previous, spell));
        // A relation that ended at an unknown time may have ended before the next one began.
        let is_after_unknown_end = previous.is_some_and(SpellRef::has_unknown_end);
        if previous.is_none_or(is_known) != is_known(spell) && !is_after_unknown_end {
            let date = spell.record().from.to_string();
            changes.push(change(first, [previous, Some(spell)], date));
        }
        let next = spells.get(place + 1);
        let has_next = next.is_some_and(|next| is_followed_by(spell, *next));
        let is_open = last == Day::MAX || spell.has_unknown_end();
        if !is_known(spell) && !has_next && !is_open {
            let date = spell.record().to.unwrap_or(End::On(last.into()));
            changes.push(change(last.next(), [Some(spell), None], date.to_string()));
        }
    }
    changes.retain(|(day, _)| *day <= partnership.graph().as_of());
    changes
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
        confidences: [Confidence::Low, confidence],
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
    fn a_claim_below_the_minimum_confidence_makes_a_phase_unknown() {
        let graph = Graph::new(
            dataset::parse(
                "\
dataset: {cite: [s], as-of: 2020}
sources: {s: {title: S, type: report, tier: official, date: 2000}}
organizations: [{id: a, name: A}, {id: b, name: B}]
vocabularies:
  phases: [{id: none, label: No relation, definition: D.}, {id: contact, label: Contact, definition: D.}, {id: formal, label: Formal, definition: D.}]
  conditions: [{id: active, label: Active, definition: D.}]
  codings: [{id: one, label: One, definition: D.}]
partnerships:
  - between: [a, b]
    phases:
      one:
        - {phase: contact, from: 1990, confidence: low}
        - {phase: formal, from: 2000, confidence: high}
        - {phase: contact, from: 2010, to: 2014, confidence: medium}
",
            )
            .expect("the dataset is valid"),
        );
        let under = |minimum: Confidence| -> Vec<String> {
            let events = events(&graph).into_iter();
            let shown = events
                .filter(|event| event.confidences[0] <= minimum && minimum <= event.confidences[1]);
            shown.map(|event| event.sentence).collect()
        };
        let begun = "A–B began with contact (1990).";
        let advanced = "A–B advanced from contact to formal (2000).";
        let fallen = "A–B fell from formal to contact (2010).";
        let ended = "A–B ended (2014).";
        assert_eq!(under(Confidence::Low), [begun, advanced, fallen, ended]);
        let unknown = "A–B was none before and unknown after (1990).";
        let known = "A–B was unknown before and formal after (2000).";
        assert_eq!(under(Confidence::Medium), [unknown, known, fallen, ended]);
        let no_more = "A–B was formal before and unknown after (2010).";
        let over = "A–B was unknown before and none after (2014).";
        assert_eq!(under(Confidence::High), [unknown, known, no_more, over]);
    }

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
