//! Sentences: what the numbers are, and what they do and do not support.

use super::percent::proportion_text;
use crate::analysis::TransitionKind;
use crate::analysis::observations::{CodingObservations, MotiveGroup, Observations, Stay};
use crate::graph::{PartnershipRef, SpellRef};
use crate::model::{Confidence, Date, Day, End, Identified};
use crate::query::Selection;

/// What is said where some relation has ended at an unknown time.
const UNDATED: &str = "A relation that has ended, and nobody knows when, counts as ended; its years and its stay \
    in the last phase are counted up to the as-of date, as if it went on.";

/// What is said where some spells are less sure than is counted.
const UNSURE: &str = "Phases less sure than was asked for count as unknown: steps into them and out of \
    them are not counted, and a stay before one is taken to be cut off there.";

/// What is said of years.
const YEARS: &str = "A partnership-year is a year on whose last day there is a relation, as far as the record covers \
    the year after; a fall follows if in the year after the partnership falls to a lower phase or ends.";

/// What is said of intervals.
const INTERVALS: &str = "Shares have exact intervals (Clopper and Pearson), medians of Kaplan and Meier those of \
    Brookmeyer and Crowley on the scale of log(-log); a stay that was not seen to its end is censored.";

/// What is said of a single partnership.
const ONE: &str = "One partnership is no population: its numbers are a description of it, and the intervals say \
    nothing of others.";

/// What is said of many partnerships.
const MANY: &str = "The years of a partnership are not independent of one another: read the intervals as a caution.";

/// The id of the shipped coding that goes by texts.
const BY_TEXTS: &str = "formal";

/// The number of partnerships from which on a population is not called small: the usual rule of thumb for means.
const SMALL_POPULATION: usize = 30;

/// Returns the notes: first the result under each coding, then how it is counted and its limits, last what is not
/// recorded.
pub(super) fn of(selection: &Selection<'_>, observations: &Observations<'_>) -> Vec<String> {
    let codings = &observations.codings;
    let vocabulary = &selection.graph().dataset().vocabularies().codings;
    let mut notes: Vec<String> = codings
        .iter()
        .map(|coding| result(vocabulary.label(coding.coding), coding))
        .collect();
    notes.extend(populations_differ(selection, codings));
    notes.extend(dissolutions(codings));
    let mut transitions = codings.iter().flat_map(|coding| &coding.transitions);
    if transitions.any(|transition| transition.day == Day::MAX) {
        notes.push(UNDATED.to_owned());
    }
    if selection.min_confidence() > Confidence::Low {
        notes.push(UNSURE.to_owned());
    }
    notes.extend(population_size(codings));
    notes.extend(coding_by_texts(selection, codings));
    notes.extend([YEARS, INTERVALS].map(str::to_owned));
    notes.extend(open_starts(codings));
    notes.extend(uncertain_dates(codings));
    notes.extend(undated_motives(selection, observations));
    notes.extend(no_lessons(selection, observations));
    notes
}

/// States how often partnerships were reversed under a coding.
fn result(label: &str, coding: &CodingObservations<'_>) -> String {
    if coding.partnerships.is_empty() {
        return format!("{label}: no partnership is read under this coding.");
    }
    format!(
        "{label}: {} partnerships were ever reversed or ended; a fall followed {} partnership-years.",
        proportion_text(coding.ever_fallen()),
        proportion_text(coding.years_followed_by_fall()),
    )
}

/// States how many partnerships each coding reads; `None` if each coding that reads any reads all.
fn populations_differ(
    selection: &Selection<'_>,
    codings: &[CodingObservations<'_>],
) -> Option<String> {
    if populations(codings).all(|population| population.len() == selection.len()) {
        return None;
    }
    let vocabulary = &selection.graph().dataset().vocabularies().codings;
    let reads = codings.iter().map(|coding| {
        let label = vocabulary.label(coding.coding);
        format!("“{label}” reads {}", coding.partnerships.len())
    });
    let counts = format!(
        "Of {}, {}",
        number(selection.len(), "partnership", "partnerships"),
        reads.collect::<Vec<_>>().join(", ")
    );
    let populations: Vec<_> = populations(codings).collect();
    Some(if populations.windows(2).all(|pair| pair[0] == pair[1]) {
        format!("{counts}.")
    } else {
        format!(
            "{counts}: side by side, the codings cover different partnerships, and a difference between their \
             numbers may come of that."
        )
    })
}

/// Returns the partnerships that each coding reads, without codings that read none.
fn populations<'c, 'g>(
    codings: &'c [CodingObservations<'g>],
) -> impl Iterator<Item = &'c [PartnershipRef<'g>]> {
    let populations = codings.iter().map(|coding| coding.partnerships.as_slice());
    populations.filter(|population| !population.is_empty())
}

/// States how many relations ended with a member; `None` if none did.
fn dissolutions(codings: &[CodingObservations<'_>]) -> Option<String> {
    let transitions = codings.iter().flat_map(|coding| &coding.transitions);
    let dissolutions = transitions.filter(|one| one.kind == TransitionKind::Dissolution);
    let steps = match dissolutions.count() {
        0 => return None,
        1 => "1 step to none is a dissolution".to_owned(),
        count => format!("{count} steps to none are dissolutions"),
    };
    Some(format!(
        "{steps}: the relation ended because one of the two ceased to exist. That is neither a reversal nor an \
         end in the shares, and the year before it is not counted among the partnership-years."
    ))
}

/// Warns of small populations; `None` if no coding reads a partnership.
fn population_size(codings: &[CodingObservations<'_>]) -> Option<String> {
    let sizes = || populations(codings).map(<[_]>::len);
    let population = match (sizes().min()?, sizes().max()?) {
        (1, 1) => return Some(ONE.to_owned()),
        (SMALL_POPULATION.., _) => return Some(MANY.to_owned()),
        (smallest, largest) if smallest == largest => format!("{largest} partnerships"),
        (smallest, largest @ ..SMALL_POPULATION) => {
            format!("{smallest} to {largest} partnerships, by the coding,")
        }
        (smallest, _) => {
            let partnerships = number(smallest, "partnership", "partnerships");
            return Some(format!(
                "One of the codings reads no more than {partnerships}, a small population, and the years of a \
                 partnership are not independent of one another: read the intervals as a caution, not as a test."
            ));
        }
    };
    Some(format!(
        "{population} are a small population, and their years are not independent of one another: read the intervals \
         as a caution, not as a test."
    ))
}

/// States what the coding by texts favours if it reads anything, and that a result may depend on the coding if several
/// codings read something.
fn coding_by_texts(
    selection: &Selection<'_>,
    codings: &[CodingObservations<'_>],
) -> Option<String> {
    let vocabulary = &selection.graph().dataset().vocabularies().codings;
    let by_texts = codings.iter().find(|coding| {
        !coding.partnerships.is_empty() && vocabulary[coding.coding].id().as_str() == BY_TEXTS
    });
    if let Some(coding) = by_texts {
        return Some(format!(
            "A coding by texts, here “{}”, favours the claim that partnerships are rarely reversed, because \
             organizations seldom denounce what they have signed; what holds under one coding alone is a finding \
             about that coding.",
            vocabulary.label(coding.coding)
        ));
    }
    (populations(codings).count() > 1)
        .then(|| "What holds under one coding alone is a finding about that coding.".to_owned())
}

/// States how many stays may be longer than they are counted, because their first day has no lower bound; `None` if
/// none may.
fn open_starts(codings: &[CodingObservations<'_>]) -> Option<String> {
    let phases = codings.iter().flat_map(|coding| &coding.stays);
    let stays: Vec<&Stay<'_>> = phases.flat_map(|phase| &phase.stays).collect();
    let open = stays.iter().filter(|stay| stay.has_open_start()).count();
    let begin = match open {
        0 => return None,
        1 => "begins at an open start and is counted from its latest possible day",
        _ => "begin at an open start and are counted from their latest possible day",
    };
    Some(format!(
        "{open} of {} {begin} (left-truncated): the true stay may be longer, and so may the time to each phase after a \
         first contact of that kind.",
        number(stays.len(), "stay", "stays"),
    ))
}

/// States how many spells have a date that is marked as uncertain or approximate; `None` if none has.
fn uncertain_dates(codings: &[CodingObservations<'_>]) -> Option<String> {
    let spells: Vec<&SpellRef<'_>> = codings.iter().flat_map(|coding| &coding.spells).collect();
    let uncertain = spells.iter().filter(|spell| is_uncertain(spell)).count();
    let begin = match uncertain {
        0 => return None,
        1 => "begins or ends",
        _ => "begin or end",
    };
    Some(format!(
        "{uncertain} of {} counted {begin} at a date that is marked as uncertain or approximate; it is counted as if it \
         were sure.",
        number(spells.len(), "spell", "spells"),
    ))
}

fn is_uncertain(spell: &SpellRef<'_>) -> bool {
    let spell = spell.record();
    let end = spell.to.as_ref().and_then(End::date);
    spell.from.is_qualified() || end.is_some_and(Date::is_qualified)
}

/// States that no motives are recorded, or how many have no dates, because those count under every phase.
fn undated_motives(selection: &Selection<'_>, observations: &Observations<'_>) -> Option<String> {
    let all = observations
        .motives
        .iter()
        .find(|mix| matches!(mix.group, MotiveGroup::All));
    let Some(all) = all else {
        let mut partnerships = selection.graph().partnerships();
        let are_recorded = partnerships.any(|one| !one.record().motives.is_empty());
        return Some(nothing("motives", are_recorded));
    };
    let undated = all
        .motives
        .iter()
        .filter(|(_, motive)| motive.from.is_none() && motive.to.is_none())
        .count();
    let carry = match undated {
        0 => return None,
        1 => "carries no dates and counts",
        _ => "carry no dates and count",
    };
    Some(format!(
        "{undated} of {} {carry} under every phase of the partnership: the mix by phase is a description of partnerships \
         that reached it, not of when a motive arose.",
        number(all.motives.len(), "motive", "motives"),
    ))
}

/// States that no lessons are recorded; `None` if there are some.
fn no_lessons(selection: &Selection<'_>, observations: &Observations<'_>) -> Option<String> {
    observations.lessons.is_empty().then(|| {
        let mut partnerships = selection.graph().partnerships();
        let are_recorded = partnerships.any(|one| !one.record().lessons.is_empty());
        nothing("lessons", are_recorded)
    })
}

/// States that something is missing, from the selection alone or from the whole dataset.
fn nothing(what: &str, is_elsewhere: bool) -> String {
    if is_elsewhere {
        format!("No {what} are recorded within what was asked for.")
    } else {
        format!("No {what} are recorded.")
    }
}

fn number(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
