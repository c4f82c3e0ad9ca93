//! The partnerships of a page, with the days on which everything about them holds.

use std::collections::HashMap;

use serde::Serialize;

use super::claims::Claims;
use super::days::{Doubt, Span, number, span};
use crate::graph::{
    Content, DayRange, Graph, PartnershipRef, SpellRef, Statement, participation_bounds,
};
use crate::model::{
    Coding, Confidence, End, Identified as _, Key, Milestone, MotiveClaim, Operation, Organization,
};
use crate::picture::network::brief_since;
use crate::query::{Filter, QueryError, SelectedPartnership, Selection, Since};
use crate::view::amounts_in_words;

/// A partnership, or a tie that follows from shared operations.
#[derive(Debug, Serialize)]
pub(super) struct PartnershipData {
    id: String,
    /// The rows of the two organizations.
    pub(super) members: [usize; 2],
    /// Whether it follows from shared operations alone.
    #[serde(skip_serializing_if = "is_false")]
    derived: bool,
    /// Whether it has no phases under any coding.
    #[serde(skip_serializing_if = "is_false")]
    phaseless: bool,
    /// The row of the standard to which it is recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    standard: Option<usize>,
    /// The days on which both members exist, if it has no phases.
    #[serde(skip_serializing_if = "Option::is_none")]
    life: Option<Span>,
    /// The spells, per coding.
    spells: Vec<Vec<SpellData>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    motives: Vec<MotiveData>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    joint: Vec<JointData>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    milestones: Vec<MilestoneData>,
    /// The amounts of the partnership itself, in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    amounts: String,
    /// The other claims.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<OtherData>,
}

impl PartnershipData {
    /// Returns the days on which there may be a tie, in parts.
    pub(super) fn days_of_ties(&self) -> impl Iterator<Item = Span> {
        let spells = self.spells.iter().flatten().filter(|spell| !spell.absent);
        let joint = self.joint.iter().map(|joint| joint.days);
        spells.map(|spell| spell.days).chain(joint).chain(self.life)
    }
}

/// A claim that is not a phase, a motive or a milestone.
#[derive(Debug, Serialize)]
struct OtherData {
    claim: usize,
    confidence: usize,
    /// The days of the operation that a lesson is from.
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<Span>,
}

/// The time that a partnership spends in a phase and condition.
#[derive(Debug, Serialize)]
struct SpellData {
    phase: usize,
    condition: usize,
    #[serde(skip_serializing_if = "is_false")]
    absent: bool,
    days: Span,
    confidence: usize,
    /// Since when without a break; one text, or one per minimum confidence.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    since: Vec<String>,
    /// The same in few characters, for the label of a line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    brief: Vec<String>,
    /// Since when in this phase, if that differs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    phase_since: Vec<String>,
    /// Since when in this condition, if that differs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    condition_since: Vec<String>,
    /// When the relation ended if nothing follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    ended: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    doubt: Option<Doubt>,
    /// The row of the organization from which a directed phase leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<usize>,
    claim: usize,
}

/// A motive of one side.
#[derive(Debug, Serialize)]
struct MotiveData {
    motive: usize,
    /// The side that holds it.
    side: usize,
    days: Span,
    confidence: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    doubt: Option<Doubt>,
    /// The days on which it may be held too.
    #[serde(skip_serializing_if = "Option::is_none")]
    may: Option<Doubt>,
    /// The days on which its holder may exist, if it may be held on other days.
    #[serde(skip_serializing_if = "Option::is_none")]
    life: Option<Span>,
    claim: usize,
}

/// The participations of both in one operation at the same time.
#[derive(Debug, Serialize)]
struct JointData {
    operation: usize,
    /// The rows of the participations of both members.
    rows: [usize; 2],
    days: Span,
    confidence: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    doubt: Option<Doubt>,
    /// Since when both take part, as the dataset states it.
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<String>,
    /// The same in few characters, for the label of a line.
    #[serde(skip_serializing_if = "Option::is_none")]
    brief: Option<String>,
}

#[derive(Debug, Serialize)]
struct MilestoneData {
    days: Span,
    title: String,
    date: String,
    confidence: usize,
    claim: usize,
}

/// The rows of the records of a page.
pub(super) struct Rows {
    pub(super) organizations: HashMap<Key<Organization>, usize>,
    pub(super) operations: HashMap<Key<Operation>, usize>,
    /// Whether the lines between organizations have labels.
    pub(super) has_boxes: bool,
}

/// Views of all partnerships, by coding and minimum confidence.
pub(super) struct Readings<'g> {
    codings: Vec<(Option<Key<Coding>>, [Selection<'g>; 3])>,
}

impl<'g> Readings<'g> {
    pub(super) fn new(graph: &'g Graph) -> Result<Self, QueryError> {
        let codings = &graph.dataset().vocabularies().codings;
        let readings = codings.keys().map(|coding| {
            let of = |confidence| {
                let filter = Filter {
                    coding: Some(codings[coding].id().to_string()),
                    min_confidence: Some(confidence),
                    ..Filter::default()
                };
                Ok(filter.resolve(graph)?.select())
            };
            let [low, medium, high] = Confidence::ALL.map(of);
            Ok((Some(coding), [low?, medium?, high?]))
        });
        Ok(Self {
            codings: readings.collect::<Result<_, QueryError>>()?,
        })
    }
}

/// Returns a partnership with everything that is said of it.
pub(super) fn partnership<'g>(
    partnership: PartnershipRef<'g>,
    rows: &Rows,
    readings: &Readings<'g>,
    claims: &mut Claims<'g>,
) -> PartnershipData {
    let members = partnership.members();
    let record = partnership.record();
    let spells = readings.codings.iter().map(|(coding, selections)| {
        let selected = selections
            .each_ref()
            .map(|one| one.selected(partnership.key()));
        spells(partnership, *coding, selected, rows, claims)
    });
    let spells = spells.collect();
    let motives = partnership.motives();
    let motives = motives.map(|(claim, held)| motive(partnership, claim, held, claims));
    let motives = motives.collect();
    let milestones = record
        .milestones()
        .map(|one| milestone(partnership, one, claims));
    let milestones = milestones.collect();
    let others = partnership.statements().filter(|statement| {
        matches!(
            statement.content(),
            Content::MotiveNotFound(_) | Content::Series(_) | Content::Lesson(_)
        )
    });
    let graph = partnership.graph();
    let others = others.map(|statement| other(graph, statement, claims));
    let others = others.collect();
    let is_phaseless = partnership.has_no_phases();
    PartnershipData {
        id: partnership.unique_id(),
        members: members.map(|member| rows.organizations[&member.key()]),
        derived: partnership.is_derived(),
        phaseless: is_phaseless,
        standard: record.standard.map(Key::index),
        life: partnership.lifetime().filter(|_| is_phaseless).map(span),
        spells,
        motives,
        joint: joint(partnership, rows),
        milestones,
        amounts: amounts_in_words(partnership.graph(), &record.annotations),
        others,
    }
}

fn other<'g>(graph: &'g Graph, statement: Statement<'g>, claims: &mut Claims<'g>) -> OtherData {
    let operation = match statement.content() {
        Content::Lesson(lesson) => lesson.operation,
        _ => None,
    };
    let confidence = match statement.content() {
        // A series has a statement of its own on how complete it is, and no confidence.
        Content::Series(_) => Confidence::High,
        _ => statement.confidence(),
    };
    OtherData {
        confidence: confidence as usize,
        days: operation.map(|key| span(graph.operation(key).days())),
        claim: claims.add(statement),
    }
}

fn spells<'g>(
    partnership: PartnershipRef<'g>,
    coding: Option<Key<Coding>>,
    selected: [SelectedPartnership<'g>; 3],
    rows: &Rows,
    claims: &mut Claims<'g>,
) -> Vec<SpellData> {
    let all: Vec<SpellRef<'g>> = partnership.spells(coding).collect();
    let spells = all.iter().enumerate().map(|(row, spell)| {
        let record = spell.record();
        let next = all.get(row + 1).map(|next| next.record().from);
        let grade = record.claim.confidence as usize;
        let seen = selected
            .iter()
            .take(grade + 1)
            .map(|one| one.during_spell(row));
        let seen: Vec<SelectedPartnership<'_>> = seen.collect();
        let since = texts(seen.iter().map(|one| one.since()));
        let labels = seen.iter().filter(|_| rows.has_boxes);
        let brief = texts(labels.map(|one| one.since().map(brief_since)));
        let phase_since = texts(seen.iter().map(|one| one.phase_since()));
        let condition_since = texts(seen.iter().map(|one| one.condition_since()));
        let unless_same = |other: Vec<String>| {
            if other == since { Vec::new() } else { other }
        };
        let content = coding.map(|coding| Content::Phase(coding, *spell));
        SpellData {
            phase: record.phase.index(),
            condition: record.condition.index(),
            absent: spell.is_absent(),
            days: span(spell.days()),
            confidence: grade,
            phase_since: unless_same(phase_since),
            condition_since: unless_same(condition_since),
            since,
            brief,
            ended: record
                .to
                .or(next.map(End::On))
                .filter(|_| !spell.is_absent())
                .map(|end| end.to_string()),
            doubt: Doubt::of_spell(record, next),
            actor: spell
                .actor()
                .and_then(|actor| rows.organizations.get(&actor.key()).copied()),
            claim: content.map_or(0, |content| claims.add(partnership.statement(content))),
        }
    });
    spells.collect()
}

/// Returns texts, or one if all are equal.
fn texts(texts: impl Iterator<Item = Option<impl ToString>>) -> Vec<String> {
    let mut texts: Vec<String> = texts.flatten().map(|text| text.to_string()).collect();
    if texts.windows(2).all(|pair| pair[0] == pair[1]) {
        texts.truncate(1);
    }
    texts
}

fn motive<'g>(
    partnership: PartnershipRef<'g>,
    motive: &'g MotiveClaim,
    held: DayRange,
    claims: &mut Claims<'g>,
) -> MotiveData {
    let start = motive.start();
    let end = if motive.has_unknown_end() {
        End::Ongoing
    } else {
        motive.to.unwrap_or(End::Ongoing)
    };
    let doubt = Doubt::of([(start.as_ref(), end)]);
    let may = Doubt::beyond(held, start.as_ref(), motive.to);
    let holder = &partnership.graph().dataset().organizations()[motive.holder];
    let life = may
        .as_ref()
        .map(|_| span(DayRange::of_possible_lifetime(holder)));
    MotiveData {
        motive: motive.motive.index(),
        side: usize::from(partnership.dyad().members()[1] == motive.holder),
        days: span(held),
        confidence: motive.claim.confidence as usize,
        // What evidence speaks of later has not ended.
        doubt: doubt.and_then(|doubt| doubt.ending_after(motive.last_attested())),
        may,
        life,
        claim: claims.add(partnership.statement(Content::Motive(motive))),
    }
}

fn milestone<'g>(
    partnership: PartnershipRef<'g>,
    milestone: &'g Milestone,
    claims: &mut Claims<'g>,
) -> MilestoneData {
    let date = milestone.date;
    MilestoneData {
        days: span(DayRange::from_bounds(Some(&date), End::On(date))),
        title: milestone.title.to_string(),
        date: date.to_string(),
        confidence: milestone.claim.confidence as usize,
        claim: claims.add(partnership.statement(Content::Milestone(milestone))),
    }
}

fn joint(partnership: PartnershipRef<'_>, rows: &Rows) -> Vec<JointData> {
    let pairs = partnership.joint_participations();
    let pairs = pairs.filter_map(|pair| {
        let operation = pair.operation();
        let record = operation.record();
        let places = pair.participations().map(|one| {
            let mut all = record.participations.iter();
            all.position(|other| std::ptr::eq(other, one))
        });
        let bounds = pair
            .participations()
            .map(|one| participation_bounds(record, one));
        let [Some(first), Some(second)] = places else {
            return None;
        };
        Some(JointData {
            operation: *rows.operations.get(&operation.key())?,
            rows: [first, second],
            days: span(pair.days()),
            confidence: pair.confidence() as usize,
            doubt: Doubt::of(bounds),
            since: pair.since().map(|since| since.to_string()),
            brief: pair.since().filter(|_| rows.has_boxes).map(|date| {
                brief_since(Since {
                    date,
                    or_earlier: false,
                })
            }),
        })
    });
    pairs.collect()
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// Returns the first and the last bounded day of the records of partnerships; `None` if no record has a date.
pub(super) fn extent(partnerships: &[PartnershipData]) -> Option<Span> {
    let days = partnerships.iter().flat_map(|one| {
        let spells = one.spells.iter().flatten().map(|spell| spell.days);
        let milestones = one.milestones.iter().map(|milestone| milestone.days);
        let joint = one.joint.iter().map(|joint| joint.days);
        let motives = one.motives.iter().map(|motive| motive.days);
        let ties = spells.chain(milestones).chain(joint).chain(motives);
        ties.flatten()
    });
    bounds(days)
}

/// Returns the least and the greatest of some days, without open sides.
pub(super) fn bounds(days: impl Iterator<Item = i64>) -> Option<Span> {
    let open = [
        number(crate::model::Day::MIN),
        number(crate::model::Day::MAX),
    ];
    let bounded = days.filter(|day| !open.contains(day));
    bounded.fold(None, |span, day| match span {
        None => Some([day, day]),
        Some([first, last]) => Some([first.min(day), last.max(day)]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_are_one() {
        let all = |all: &[Option<&str>]| texts(all.iter().copied());
        assert_eq!(all(&[Some("a"), None, Some("a")]), ["a"]);
        assert_eq!(all(&[Some("a"), Some("b")]), ["a", "b"]);
        assert!(all(&[None]).is_empty());
    }
}
