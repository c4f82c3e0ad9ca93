//! What the numbers say in sentences, and what they do and do not support.

use super::course::{Courses, Stay};
use super::{Codings, ever_fallen, years_fallen};
use crate::analysis::TransitionKind;
use crate::graph::PartnershipRef;
use crate::model::{Confidence, Date, Day, End, Identified, Spell};
use crate::query::{SelectedPartnership, Selection};

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

/// As many partnerships as are no small population any more.
const ENOUGH: usize = 30;

/// Returns the notes: first what each coding says, then how it is counted and what to beware of, last what
/// is not recorded.
pub(super) fn of(selection: &Selection<'_>, codings: &Codings<'_>) -> Vec<String> {
    let words = &selection.graph().dataset().vocabularies().codings;
    let sentences = codings
        .iter()
        .map(|(coding, courses)| sentence(words.label(*coding), courses));
    let mut notes: Vec<String> = sentences.collect();
    notes.extend(read(selection, codings));
    notes.extend(dissolved(codings));
    let mut steps = codings
        .iter()
        .flat_map(|(_, courses)| courses.transitions());
    if steps.any(|step| step.day == Day::MAX) {
        notes.push(UNDATED.to_owned());
    }
    if selection.min_confidence() > Confidence::Low {
        notes.push(UNSURE.to_owned());
    }
    notes.extend(size(codings));
    notes.extend(by_texts(selection, codings));
    notes.extend([YEARS, INTERVALS].map(str::to_owned));
    notes.extend(open_starts(codings));
    notes.extend(qualified(codings));
    notes.extend(motives(selection));
    notes.extend(lessons(selection));
    notes
}

/// Says in a sentence how often partnerships were reversed under a coding.
fn sentence(coding: &str, courses: &Courses<'_>) -> String {
    let ever = ever_fallen(courses).0;
    let years = years_fallen(&courses.years_at_risk());
    match ever.of {
        0 => format!("{coding}: no partnership is read under this coding."),
        _ => format!(
            "{coding}: {} partnerships were ever reversed or ended; a fall followed {} partnership-years.",
            ever.text(),
            years.text(),
        ),
    }
}

/// Says how many partnerships each coding reads, unless each reads all or none.
fn read(selection: &Selection<'_>, codings: &Codings<'_>) -> Option<String> {
    if populations(codings).all(|read| read.len() == selection.len()) {
        return None;
    }
    let words = &selection.graph().dataset().vocabularies().codings;
    let reads = codings.iter().map(|(coding, courses)| {
        let label = words.label(*coding);
        format!("“{label}” reads {}", courses.read.len())
    });
    let told = format!(
        "Of {}, {}",
        number(selection.len(), "partnership", "partnerships"),
        reads.collect::<Vec<_>>().join(", ")
    );
    let read: Vec<_> = populations(codings).collect();
    Some(match read.windows(2).all(|pair| pair[0] == pair[1]) {
        true => format!("{told}."),
        false => format!(
            "{told}: side by side, the codings cover different partnerships, and a difference between their \
             numbers may come of that."
        ),
    })
}

/// Says how many relations ended with a member, which is no fall.
fn dissolved(codings: &Codings<'_>) -> Option<String> {
    let steps = codings
        .iter()
        .flat_map(|(_, courses)| courses.transitions());
    let steps = match steps
        .filter(|step| step.kind == TransitionKind::Dissolution)
        .count()
    {
        0 => return None,
        1 => "1 step to none is a dissolution".to_owned(),
        count => format!("{count} steps to none are dissolutions"),
    };
    Some(format!(
        "{steps}: the relation ended because one of the two ceased to exist. That is neither a reversal nor an \
         end in the shares, and the year before it is not counted among the partnership-years."
    ))
}

/// Says how small the populations are; `None` if there is none.
fn size(codings: &Codings<'_>) -> Option<String> {
    let sizes = || populations(codings).map(<[_]>::len);
    let these = match (sizes().min()?, sizes().max()?) {
        (1, 1) => return Some(ONE.to_owned()),
        (ENOUGH.., _) => return Some(MANY.to_owned()),
        (least, most) if least == most => format!("{most} partnerships"),
        (least, most @ ..ENOUGH) => format!("{least} to {most} partnerships, by the coding,"),
        (least, _) => {
            let read = number(least, "partnership", "partnerships");
            return Some(format!(
                "One of the codings reads no more than {read}, a small population, and the years of a \
                 partnership are not independent of one another: read the intervals as a caution, not as a test."
            ));
        }
    };
    Some(format!(
        "{these} are a small population, and their years are not independent of one another: read the intervals \
         as a caution, not as a test."
    ))
}

/// Returns the partnerships that each coding reads, where it reads any.
fn populations<'c, 'g>(codings: &'c Codings<'g>) -> impl Iterator<Item = &'c [PartnershipRef<'g>]> {
    let read = codings.iter().map(|(_, courses)| courses.read.as_slice());
    read.filter(|read| !read.is_empty())
}

/// Says what a coding by texts favours, if one reads anything, and what holds under one coding alone, if
/// there are several.
fn by_texts(selection: &Selection<'_>, codings: &Codings<'_>) -> Option<String> {
    let words = &selection.graph().dataset().vocabularies().codings;
    let mut read = codings
        .iter()
        .filter(|(_, courses)| !courses.read.is_empty());
    match read.find(|(coding, _)| words[*coding].id().as_str() == BY_TEXTS) {
        Some((coding, _)) => Some(format!(
            "A coding by texts, here “{}”, favours the claim that partnerships are rarely reversed, because \
             organizations seldom denounce what they have signed; what holds under one coding alone is a finding \
             about that coding.",
            words.label(*coding)
        )),
        None if populations(codings).count() > 1 => {
            Some("What holds under one coding alone is a finding about that coding.".to_owned())
        }
        None => None,
    }
}

/// Says how many stays are longer than they are counted, because nobody knows since when they last.
fn open_starts(codings: &Codings<'_>) -> Option<String> {
    let stays = codings.iter().flat_map(|(_, courses)| courses.stays());
    let (open, dated): (Vec<_>, Vec<_>) = stays.partition(Stay::has_open_start);
    let begin = match open.len() {
        0 => return None,
        1 => "begins at an open start and is counted from its latest possible day",
        _ => "begin at an open start and are counted from their latest possible day",
    };
    Some(format!(
        "{} of {} {begin} (left-truncated): the true stay may be longer, and so may the time to each phase after a \
         first contact of that kind.",
        open.len(),
        number(open.len() + dated.len(), "stay", "stays"),
    ))
}

/// Says how many of the spells counted have a date that is marked as uncertain or approximate.
fn qualified(codings: &Codings<'_>) -> Option<String> {
    let spells = codings.iter().flat_map(|(_, courses)| courses.counted());
    let (qualified, plain): (Vec<_>, Vec<_>) = spells.partition(|spell| is_qualified(spell));
    let begin = match qualified.len() {
        0 => return None,
        1 => "begins or ends",
        _ => "begin or end",
    };
    Some(format!(
        "{} of {} counted {begin} at a date that is marked as uncertain or approximate; it is counted as if it \
         were sure.",
        qualified.len(),
        number(qualified.len() + plain.len(), "spell", "spells"),
    ))
}

fn is_qualified(spell: &Spell) -> bool {
    let ends = match &spell.to {
        Some(End::On(date)) => date.is_qualified(),
        _ => false,
    };
    ends || Date::is_qualified(&spell.from)
}

/// Says that no motives are recorded, or how many carry no dates, because those count under every phase.
fn motives(selection: &Selection<'_>) -> Option<String> {
    let claims = selection.iter().flat_map(SelectedPartnership::motives);
    let (undated, dated): (Vec<_>, Vec<_>) =
        claims.partition(|claim| claim.from.is_none() && claim.to.is_none());
    let all = undated.len() + dated.len();
    let carry = match undated.len() {
        0 if all == 0 => {
            let mut recorded = selection.graph().partnerships();
            let some = recorded.any(|partnership| !partnership.record().motives.is_empty());
            return Some(nothing("motives", some));
        }
        0 => return None,
        1 => "carries no dates and counts",
        _ => "carry no dates and count",
    };
    Some(format!(
        "{} of {} {carry} under every phase of the partnership: the mix by phase is a description of partnerships \
         that reached it, not of when a motive arose.",
        undated.len(),
        number(all, "motive", "motives"),
    ))
}

/// Says that no lessons are recorded, if there are none.
fn lessons(selection: &Selection<'_>) -> Option<String> {
    if selection
        .iter()
        .flat_map(SelectedPartnership::lessons)
        .count()
        > 0
    {
        return None;
    }
    let mut recorded = selection.graph().partnerships();
    let some = recorded.any(|partnership| !partnership.record().lessons.is_empty());
    Some(nothing("lessons", some))
}

/// Says that there is nothing to tell of: in the selection alone, or in the dataset.
fn nothing(what: &str, is_elsewhere: bool) -> String {
    match is_elsewhere {
        true => format!("No {what} are recorded within what was asked for."),
        false => format!("No {what} are recorded."),
    }
}

fn number(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
