//! Notes: the main result under each coding, how it is counted, and what it does not support.

use std::collections::HashSet;

use super::percent::proportion_text;
use crate::analysis::TransitionKind;
use crate::analysis::observations::{CodingObservations, MotiveGroup, Observations, Stay};
use crate::graph::{PartnershipRef, SpellRef};
use crate::model::{Claim, Confidence, Date, End, Identified, Spell, once};
use crate::phrase::plural;
use crate::query::Selection;

/// The note on relations that ended at an unknown time.
const UNDATED_ENDS: &str = "A phase that ended at an unknown time is known only on its first day: its stay is \
    censored there, and the years that follow it are not counted. A relation that is over counts as ended.";

/// The note on phases below the requested confidence.
const UNKNOWN_PHASES: &str = "Phases below the requested confidence count as unknown: transitions into and out of them \
    are not counted, and a stay before one is censored.";

/// The definition of a partnership-year.
const PARTNERSHIP_YEARS: &str = "A partnership-year is a year that ends with a relation, if the record covers the next \
    year as well. It is followed by a fall if the partnership is reversed or ends in the next year.";

/// The methods behind the intervals.
const INTERVALS: &str = "Proportions have exact intervals (Clopper and Pearson). Median stays are Kaplan–Meier \
    estimates with the intervals of Brookmeyer and Crowley on the log(-log) scale; a stay whose end was not observed \
    is censored.";

/// The note on a single partnership.
const ONE_PARTNERSHIP: &str = "One partnership is not a population: the numbers describe this partnership, and the \
    intervals say nothing about others.";

/// The note on a population that is not small.
const DEPENDENT_YEARS: &str = "The years of one partnership are not independent of one another: read the intervals as \
    a caution.";

/// The id of the shipped coding by texts.
const CODING_BY_TEXTS: &str = "formal";

/// The minimum number of partnerships in a population that is not called small, by a common rule of thumb.
const MIN_POPULATION: usize = 30;

/// Returns the notes: first the result under each coding, then how it is counted and its limits, last what is not
/// recorded.
pub(super) fn of(selection: &Selection<'_>, observations: &Observations<'_>) -> Vec<String> {
    let codings = &observations.codings;
    let vocabulary = &selection.graph().dataset().vocabularies().codings;
    let untested = untested(selection, codings);
    let results = codings
        .iter()
        .map(|coding| result(vocabulary.label(coding.coding), coding));
    let mut spells = codings.iter().flat_map(|coding| &coding.spells);
    let has_undated_end = spells.any(|spell| spell.has_unknown_end());
    let has_unknown_phases = selection.min_confidence() > Confidence::Low;
    let limits = [
        populations_differ(selection, codings),
        joint_phases(codings),
        dissolutions(codings),
        has_undated_end.then(|| UNDATED_ENDS.to_owned()),
        has_unknown_phases.then(|| UNKNOWN_PHASES.to_owned()),
        population_size(codings),
        coding_by_texts(selection, codings),
        rival_phases(selection, codings),
        Some(PARTNERSHIP_YEARS.to_owned()),
        Some(INTERVALS.to_owned()),
        open_starts(codings),
        uncertain_dates(codings),
        undated_motives(selection, observations),
        attested_motives(observations),
        motives_not_found(selection),
        filled_grid(selection, observations),
        no_lessons(selection, observations),
    ];
    let notes = untested.into_iter().chain(results);
    notes.chain(limits.into_iter().flatten()).collect()
}

/// Returns which of the observations cannot be tested, because nothing of the kind is recorded.
fn untested(selection: &Selection<'_>, codings: &[CodingObservations<'_>]) -> Option<String> {
    let has_phases = codings.iter().any(|coding| !coding.partnerships.is_empty());
    let has_motives = selection.iter().any(|one| one.motives().next().is_some());
    let has_lessons = selection.iter().any(|one| one.lessons().next().is_some());
    let parts = [
        (
            has_phases,
            "that partnerships are rarely reversed (there are no phases)",
        ),
        (has_motives, "which motives are held (there are none)"),
        (has_lessons, "what was learned (there are no lessons)"),
    ];
    let parts: Vec<&str> = parts
        .into_iter()
        .filter(|(is_recorded, _)| !is_recorded && !has_phases)
        .map(|(_, part)| part)
        .collect();
    (!parts.is_empty()).then(|| format!("What cannot be tested: {}.", parts.join("; ")))
}

/// Returns how often partnerships were reversed under a coding.
fn result(label: &str, coding: &CodingObservations<'_>) -> String {
    if coding.partnerships.is_empty() {
        return format!("{label}: this coding covers no partnership.");
    }
    let fallen = proportion_text(coding.ever_fallen());
    let years = if coding.years.is_empty() {
        "there are no partnership-years".to_owned()
    } else {
        let followed = proportion_text(coding.years_followed_by_fall());
        let years = plural(
            coding.years_followed_by_fall().total,
            ["partnership-year", "partnership-years"],
        );
        format!("a fall followed {followed} {years}")
    };
    let were = plural(
        coding.ever_fallen().total,
        ["partnership was", "partnerships were"],
    );
    format!("{label}: {fallen} {were} ever reversed or ended; {years}.")
}

/// Returns the note on how many partnerships each coding covers; `None` if each covers all or none.
///
/// A coding that covers none is left aside, because its result already states so.
fn populations_differ(
    selection: &Selection<'_>,
    codings: &[CodingObservations<'_>],
) -> Option<String> {
    if populations(codings).all(|population| population.len() == selection.len()) {
        return None;
    }
    let vocabulary = &selection.graph().dataset().vocabularies().codings;
    let counts = codings.iter().map(|coding| {
        let label = vocabulary.label(coding.coding);
        format!("“{label}” covers {}", coding.partnerships.len())
    });
    let text = format!(
        "Of {}, {}",
        number(selection.len(), "partnership", "partnerships"),
        counts.collect::<Vec<_>>().join(", ")
    );
    let populations: Vec<_> = populations(codings).collect();
    Some(if populations.windows(2).all(|pair| pair[0] == pair[1]) {
        format!("{text}.")
    } else {
        format!(
            "{text}: the codings cover different partnerships, so their numbers may differ for that reason alone."
        )
    })
}

/// Returns the partnerships of each coding that covers any.
fn populations<'c, 'g>(
    codings: &'c [CodingObservations<'g>],
) -> impl Iterator<Item = &'c [PartnershipRef<'g>]> {
    let populations = codings.iter().map(|coding| coding.partnerships.as_slice());
    populations.filter(|population| !population.is_empty())
}

/// Returns the note on phases of records of more than two organizations, which count in each of their dyads; `None` if there are
/// none, or if each counts in one dyad.
fn joint_phases(codings: &[CodingObservations<'_>]) -> Option<String> {
    let spells: Vec<&SpellRef<'_>> = codings.iter().flat_map(|coding| &coding.spells).collect();
    let claims = spells.iter().map(|spell| &spell.record().claim);
    let joint: Vec<&Claim> = claims.filter(|claim| claim.joint.is_some()).collect();
    let different = once(joint.iter(), |claim| Some(**claim)).count();
    (different < joint.len()).then(|| {
        format!(
            "{} of {} come from {} recorded of more than two organizations. Transitions, years and stays are counted by \
             partnership, so that such a phase counts in each of its dyads.",
            joint.len(),
            number(spells.len(), "spell", "spells"),
            number(different, "phase", "phases"),
        )
    })
}

/// Returns the note on relations that ended because a member ceased to exist; `None` if none did.
fn dissolutions(codings: &[CodingObservations<'_>]) -> Option<String> {
    let transitions = codings.iter().flat_map(|coding| &coding.transitions);
    let dissolutions = transitions.filter(|one| one.kind == TransitionKind::Dissolution);
    let number = match dissolutions.count() {
        0 => return None,
        1 => "1 transition to no relation is a dissolution".to_owned(),
        count => format!("{count} transitions to no relation are dissolutions"),
    };
    Some(format!(
        "{number}: a member ceased to exist. A dissolution counts neither as a reversal nor as an end, and the year \
         before it is not a partnership-year."
    ))
}

/// Returns the note on what the size of the populations means for the intervals; `None` if no coding covers a
/// partnership.
fn population_size(codings: &[CodingObservations<'_>]) -> Option<String> {
    let sizes = || populations(codings).map(<[_]>::len);
    let population = match (sizes().min()?, sizes().max()?) {
        (1, 1) => return Some(ONE_PARTNERSHIP.to_owned()),
        (MIN_POPULATION.., _) => return Some(DEPENDENT_YEARS.to_owned()),
        (smallest, largest) if smallest == largest => format!("{largest} partnerships"),
        (smallest, largest @ ..MIN_POPULATION) => {
            format!("{smallest} to {largest} partnerships, depending on the coding,")
        }
        (smallest, _) => {
            let partnerships = number(smallest, "partnership", "partnerships");
            return Some(format!(
                "One of the codings covers only {partnerships}, a small population, and the years of one partnership \
                 are not independent of one another: read the intervals as a caution, not as a test."
            ));
        }
    };
    Some(format!(
        "{population} are a small population, and their years are not independent of one another: read the intervals \
         as a caution, not as a test."
    ))
}

/// Returns the note on how results depend on the coding, and on what the coding by texts favours if it covers a
/// partnership; `None` if only one other coding covers any.
fn coding_by_texts(
    selection: &Selection<'_>,
    codings: &[CodingObservations<'_>],
) -> Option<String> {
    let vocabulary = &selection.graph().dataset().vocabularies().codings;
    let by_texts = codings.iter().find(|coding| {
        !coding.partnerships.is_empty()
            && vocabulary[coding.coding].id().as_str() == CODING_BY_TEXTS
    });
    if let Some(coding) = by_texts {
        return Some(format!(
            "A coding by texts, here “{}”, favours the claim that partnerships are rarely reversed, because \
             organizations seldom denounce what they have signed. A result that holds under one coding alone may be due to \
             that coding.",
            vocabulary.label(coding.coding)
        ));
    }
    (populations(codings).count() > 1)
        .then(|| "A result that holds under one coding alone may be due to that coding.".to_owned())
}

/// Returns the note on stays that may be longer than they are counted, because their first day has no lower bound; `None`
/// if there are none.
fn open_starts(codings: &[CodingObservations<'_>]) -> Option<String> {
    let phases = codings.iter().flat_map(|coding| &coding.stays);
    let stays: Vec<&Stay<'_>> = phases.flat_map(|phase| &phase.stays).collect();
    let open = stays.iter().filter(|stay| stay.has_open_start()).count();
    let have = match open {
        0 => return None,
        1 => "has an open start and counts from its latest possible day",
        _ => "have an open start and count from their latest possible day",
    };
    Some(format!(
        "{open} of {} {have} (left-truncated): the true stay may be longer, and so may the times to each phase that \
         count from such a start.",
        number(stays.len(), "stay", "stays"),
    ))
}

/// Returns the note on spells with a date that is marked as uncertain or approximate; `None` if there are none.
fn uncertain_dates(codings: &[CodingObservations<'_>]) -> Option<String> {
    let spells: Vec<&SpellRef<'_>> = codings.iter().flat_map(|coding| &coding.spells).collect();
    let uncertain = spells.iter().filter(|spell| is_uncertain(spell)).count();
    let begin = match uncertain {
        0 => return None,
        1 => "begins or ends",
        _ => "begin or end",
    };
    Some(format!(
        "{uncertain} of {} {begin} at a date that is marked as uncertain or approximate; such a date counts as if it \
         were certain.",
        number(spells.len(), "spell", "spells"),
    ))
}

fn is_uncertain(spell: &SpellRef<'_>) -> bool {
    let spell = spell.record();
    let end = spell.to.as_ref().and_then(End::date);
    spell.from.is_qualified() || end.is_some_and(Date::is_qualified)
}

/// Returns the note on missing motives, or on motives without dates, which count under every phase; `None` if all motives
/// have dates.
fn undated_motives(selection: &Selection<'_>, observations: &Observations<'_>) -> Option<String> {
    let all = observations
        .motives
        .iter()
        .find(|mix| matches!(mix.group, MotiveGroup::All));
    let Some(all) = all else {
        let mut partnerships = selection.graph().partnerships();
        let are_recorded = partnerships.any(|one| !one.record().motives.is_empty());
        return Some(none_recorded("motives", are_recorded));
    };
    let undated = all
        .motives
        .iter()
        .filter(|(_, motive)| motive.start().is_none() && motive.to.is_none())
        .count();
    let have = match undated {
        0 => return None,
        1 => "has no dates and counts",
        _ => "have no dates and count",
    };
    Some(format!(
        "{undated} of {} {have} under every phase of the partnership: the mix by phase describes the partnerships that \
         reached the phase, not when motives arose.",
        number(all.motives.len(), "motive", "motives"),
    ))
}

/// Returns the note on motives of which it is unknown when they arose, and which therefore count under no phase; `None` if
/// there are none.
fn attested_motives(observations: &Observations<'_>) -> Option<String> {
    let mut mixes = observations.motives.iter();
    let all = mixes.find(|mix| matches!(mix.group, MotiveGroup::All))?;
    let attested = all.motives.iter();
    let attested = attested
        .filter(|(_, motive)| motive.has_unknown_start())
        .count();
    let is_only = match attested {
        0 => return None,
        1 => "is only attested, so that it counts",
        _ => "are only attested, so that they count",
    };
    Some(format!(
        "{attested} of {} {is_only} under no phase: evidence that speaks of a motive leaves open since when it was held.",
        number(all.motives.len(), "motive", "motives"),
    ))
}

/// Returns the note on motives that were looked for and not found; `None` if there are none.
fn motives_not_found(selection: &Selection<'_>) -> Option<String> {
    let sought = selection.iter();
    let sought = sought.flat_map(|selected| selection.motives_not_found(selected));
    let count = once(sought, |sought| Some(&sought.claim)).count();
    let were = if count == 1 { "was" } else { "were" };
    let motives = number(count, "motive", "motives");
    (count > 0).then(|| format!("{motives} {were} looked for and not found."))
}

/// Returns the note on rival readings that place a partnership in a lower phase after its first spell, so that it may have
/// fallen; `None` if there are none.
fn rival_phases(selection: &Selection<'_>, codings: &[CodingObservations<'_>]) -> Option<String> {
    let vocabulary = &selection.graph().dataset().vocabularies().codings;
    let parts = codings.iter().filter_map(|coding| {
        let partnerships = coding.partnerships.iter();
        let counts = partnerships.map(|partnership| {
            let spells = partnership.spells(coding.coding);
            let spells: Vec<&Spell> = spells.map(|spell| spell.record()).collect();
            spells
                .windows(2)
                .filter(|pair| has_lower_rival(pair[0], pair[1]))
                .count()
        });
        let count: usize = counts.sum();
        let label = vocabulary.label(coding.coding);
        (count > 0).then(|| format!("{count} under “{label}”"))
    });
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| {
        format!(
            "Rival readings that are recorded beside the spells see falls that are not counted here: {}.",
            parts.join(", ")
        )
    })
}

fn has_lower_rival(before: &Spell, spell: &Spell) -> bool {
    let mut rivals = spell.claim.rivals.iter();
    rivals.any(|rival| rival.phase.is_some_and(|phase| phase < before.phase))
}

/// Returns the note on what a filled grid of motives and holders implies for the mix of families; `None` unless more than half
/// of its cells are filled.
fn filled_grid(selection: &Selection<'_>, observations: &Observations<'_>) -> Option<String> {
    let mut mixes = observations.motives.iter();
    let all = mixes.find(|mix| matches!(mix.group, MotiveGroup::All))?;
    let filled = all.motives.iter();
    let filled =
        filled.map(|(partnership, motive)| (partnership.label(), motive.holder, motive.motive));
    let filled = filled.collect::<HashSet<_>>().len();
    let vocabularies = selection.graph().dataset().vocabularies();
    let (families, motives) = (&vocabularies.motive_families, &vocabularies.motives);
    let cells = selection.iter().count() * 2 * motives.len();
    let families = families.keys().map(|family| {
        let members = motives
            .keys()
            .filter(|motive| motives[*motive].family == family);
        format!(
            "{} {}",
            members.count(),
            families.label(family).to_lowercase()
        )
    });
    let families = families.collect::<Vec<_>>().join(" and ");
    (filled * 2 > cells).then(|| {
        format!(
            "{filled} of {cells} cells of motives and holders are filled, and the vocabulary has {families} motives. Where \
             nearly every cell is filled, the mix of families follows from the vocabulary: compare the mix without weak \
             motives, and the motives that were not found."
        )
    })
}

/// Returns the note on missing lessons; `None` if there are some.
fn no_lessons(selection: &Selection<'_>, observations: &Observations<'_>) -> Option<String> {
    observations.lessons.is_empty().then(|| {
        let mut partnerships = selection.graph().partnerships();
        let are_recorded = partnerships.any(|one| !one.record().lessons.is_empty());
        none_recorded("lessons", are_recorded)
    })
}

/// Returns the note that the selection has no motives or lessons, although the rest of the dataset may have some.
fn none_recorded(what: &str, is_elsewhere: bool) -> String {
    let scope = if is_elsewhere {
        " for this selection"
    } else {
        ""
    };
    format!("No {what} are recorded{scope}.")
}

fn number(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
