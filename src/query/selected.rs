//! Partnerships as a selection shows them.

use std::fmt;

use super::minimum::Minimum;
use crate::graph::{
    Bound, DatedSpell, DayRange, JointParticipationRef, OperationRef, PartnershipRef, SpellRef,
    TimeFilter, distinct_operations, possibly_ends_before, possibly_starts_after,
};
use crate::model::{
    Claim, Coding, Confidence, Date, Day, End, Key, Known, Lesson, Milestone, Missing, Motive,
    MotiveClaim, MotiveNotFound, Operation, Organization, Role, Series,
};

/// A partnership at the time and under the coding of a selection.
///
/// Its methods leave out claims below the minimum confidence of the query.
///
/// ```
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let filter = Filter {
///     between: vec!["EU".into(), "NATO".into()],
///     at: Some("2005".parse()?),
///     ..Filter::default()
/// };
/// let selection = filter.resolve(&graph)?.select();
/// let partnership = selection.iter().next().expect("the two cooperated in 2005");
/// let spell = partnership.spell().expect("their phase is recorded");
/// println!("{} ({})", spell.phase_label(), spell.condition_label());
/// for motive in partnership.motives() {
///     println!("  {}", motive.statement);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct SelectedPartnership<'g> {
    pub(super) partnership: PartnershipRef<'g>,
    pub(super) time: TimeFilter,
    pub(super) coding: Option<Key<Coding>>,
    pub(super) minimum: Minimum,
    /// The row of the spell that matched, if the query has a period.
    pub(super) matched: Option<usize>,
}

/// The start of something that goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Since {
    /// The date as recorded.
    pub date: Date,
    /// Whether the date is only a latest one, because what was before is unknown.
    pub or_earlier: bool,
}

impl fmt::Display for Since {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or_earlier = if self.or_earlier { " or earlier" } else { "" };
        write!(f, "{}{or_earlier}", self.date)
    }
}

/// The bound that makes it uncertain whether a spell is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum UncertainBound {
    /// The start date: the spell may start later.
    Start(Date),
    /// The end date: the spell may have ended before.
    End(Date),
    /// The spell has ended at an unknown date.
    UnknownEnd,
}

impl UncertainBound {
    /// Returns the name of the bound: `start` or `end`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Start(_) => "start",
            Self::End(_) | Self::UnknownEnd => "end",
        }
    }

    /// Returns the date of the bound, or [`Missing::Unknown`].
    pub fn date(self) -> Known<Date> {
        match self {
            Self::Start(date) | Self::End(date) => Ok(date),
            Self::UnknownEnd => Err(Missing::Unknown),
        }
    }
}

/// A motive that one side of a partnership holds at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct HeldMotive {
    /// The motive.
    pub motive: Key<Motive>,
    /// Whether every claim of the motive rests on an uncertain date.
    pub is_uncertain: bool,
}

/// The claim of a motive that is held at a time, or may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct MotiveAtTime<'g> {
    /// The claim.
    pub claim: &'g MotiveClaim,
    /// Whether it is unknown if the motive is held at the time, because its start or end is not known well enough.
    pub is_possible: bool,
}

/// An operation that the members of a partnership share at a time.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SharedOperation<'g> {
    /// The operation.
    pub operation: OperationRef<'g>,
    /// The joint participations of the two members; at least one.
    pub pairs: Vec<JointParticipationRef<'g>>,
    /// Whether every one of them rests on an uncertain date.
    pub is_uncertain: bool,
}

impl<'g> SharedOperation<'g> {
    /// Returns the roles of the first (0) or second (1) member, each once, in the order of the vocabulary.
    pub fn roles(&self, side: usize) -> Vec<Key<Role>> {
        roles_of(&self.pairs, side)
    }

    /// Returns the claims that the sharing rests on, each with what it supports: per pair, the operation and both
    /// participations.
    pub fn claims(&self) -> impl Iterator<Item = (&'static str, &'g Claim)> {
        self.pairs.iter().flat_map(|pair| pair.claims())
    }
}

/// Returns the roles of the first (0) or second (1) of two organizations, each once, in the order of the vocabulary.
pub(crate) fn roles_of(pairs: &[JointParticipationRef<'_>], side: usize) -> Vec<Key<Role>> {
    let roles = pairs.iter().map(|pair| pair.participations()[side].role);
    let mut roles: Vec<Key<Role>> = roles.collect();
    roles.sort_unstable();
    roles.dedup();
    roles
}

impl<'g> SelectedPartnership<'g> {
    /// Returns the partnership.
    pub fn partnership(self) -> PartnershipRef<'g> {
        self.partnership
    }

    /// Returns the partnership as it is seen during a spell, by its row under the coding of the selection.
    pub(crate) fn during_spell(self, row: usize) -> Self {
        Self {
            matched: Some(row),
            ..self
        }
    }

    /// Returns the time of the selection.
    pub fn time(self) -> TimeFilter {
        self.time
    }

    /// Returns the partnership as it is on a day.
    pub(crate) fn on(self, day: Day) -> Self {
        Self {
            time: TimeFilter::At(day),
            matched: None,
            ..self
        }
    }

    /// Returns the days on which phases and conditions are read: those of the time filter, or the as-of date.
    pub(crate) fn state_days(self) -> DayRange {
        self.time.state_days(self.partnership.graph().as_of())
    }

    /// Returns the spell in force on the date of the selection, or else on the as-of date. For a period, it is the last
    /// spell in it that matches the query. `None` if there is no such spell.
    pub fn spell(self) -> Option<SpellRef<'g>> {
        if let Some(row) = self.matched {
            return self.partnership.spells(self.coding).nth(row);
        }
        let days = self.state_days();
        self.spells().rfind(|spell| spell.days().overlaps(days))
    }

    /// Returns the days and the state of the [`spell`](Self::spell). Its record is read only for its confidence.
    fn dated_spell(self) -> Option<DatedSpell> {
        if self.matched.is_some() || self.minimum.confidence > Confidence::Low {
            return self.spell().map(SpellRef::dated);
        }
        let days = self.state_days();
        let index = self.partnership.graph().index();
        let mut spells = index.spells(self.partnership.key(), self.coding).iter();
        spells.rfind(|spell| spell.days.overlaps(days)).copied()
    }

    /// Returns the coding of the selection; `None` if the dataset has none.
    pub(crate) fn coding(self) -> Option<Key<Coding>> {
        self.coding
    }

    /// Returns the spells under the coding of the selection, in order of time.
    pub fn spells(self) -> impl DoubleEndedIterator<Item = SpellRef<'g>> {
        self.partnership
            .spells(self.coding)
            .filter(move |spell| self.meets_confidence(&spell.record().claim))
    }

    /// Returns `true` if the two are tied at the time of the selection, or else on the as-of date: they have a relation
    /// then, or a partnership without phases. One that follows from shared operations is a tie while they share one; without
    /// a time filter, at any time.
    pub fn is_tie(self) -> bool {
        match self.dated_spell() {
            Some(spell) => !spell.is_absent,
            None if self.partnership.is_derived() => self.joint_participations().next().is_some(),
            None => self.partnership.has_no_phases() && self.exists(),
        }
    }

    /// Returns `true` if both members exist on one of the days on which the state is read.
    fn exists(self) -> bool {
        let mut periods = self.partnership.periods().into_iter();
        periods.any(|days| days.overlaps(self.state_days()))
    }

    /// Returns since when the two members have cooperated without a break, up to the time of the selection; `None` if they
    /// have no relation then.
    ///
    /// For a partnership without phases, it is the first day on which both take part in an operation.
    pub fn since(self) -> Option<Since> {
        if self.partnership.has_no_phases() {
            return self.first_shared();
        }
        let current = self.spell().filter(|spell| !spell.is_absent())?;
        Some(self.run_start(current, |spell| !spell.is_absent()))
    }

    /// Returns the first day on which both members take part in an operation; `None` if they have not by the time of the
    /// selection.
    fn first_shared(self) -> Option<Since> {
        let last = self.time.last_day();
        let joint = self.partnership.joint_participations();
        let joint = joint.filter(|joint| last.is_none_or(|last| joint.days().first <= last));
        let joint = joint.filter(|joint| joint.confidence() >= self.minimum.confidence);
        let first = joint.min_by_key(|joint| joint.days().first)?;
        let date = first.since()?;
        Some(Since {
            date,
            or_earlier: false,
        })
    }

    /// Returns since when the partnership has been in its phase without a break, whatever its condition.
    pub fn phase_since(self) -> Option<Since> {
        let current = self.spell()?;
        let phase = current.record().phase;
        Some(self.run_start(current, |spell| spell.record().phase == phase))
    }

    /// Returns `true` if the coding of the selection covers the partnership.
    pub fn is_coded(self) -> bool {
        self.partnership.spells(self.coding).next().is_some()
    }

    /// Returns since when the relation has been in its condition without a break, whatever its phase; `None` without a
    /// relation.
    pub fn condition_since(self) -> Option<Since> {
        let current = self.spell().filter(|spell| !spell.is_absent())?;
        let condition = current.record().condition;
        Some(self.run_start(current, |spell| {
            !spell.is_absent() && spell.record().condition == condition
        }))
    }

    /// Returns the start of a run of spells: the spells before one that are alike and leave no gap.
    ///
    /// A spell below the minimum confidence ends the run, and so does an unknown end. Because the run may have begun
    /// before them, its start is then only a latest one.
    fn run_start(self, last: SpellRef<'g>, is_alike: impl Fn(SpellRef<'g>) -> bool) -> Since {
        let all = self.partnership.spells(self.coding);
        let earlier: Vec<SpellRef<'g>> = all.take_while(|spell| !is_same(*spell, last)).collect();
        let mut first = last;
        let mut or_earlier = false;
        for spell in earlier.into_iter().rev() {
            let leaves_gap = spell.days().last.next() < first.days().first;
            if leaves_gap {
                break;
            }
            if !self.meets_confidence(&spell.record().claim) {
                or_earlier = true;
                break;
            }
            if !is_alike(spell) || spell.has_unknown_end() {
                or_earlier = is_alike(spell);
                break;
            }
            first = spell;
        }
        Since {
            date: first.record().from,
            or_earlier,
        }
    }

    /// Returns `true` if a relation is recorded at the time of the selection, but with less than the minimum confidence, so
    /// that the phase counts as unknown.
    pub fn has_unknown_phase(self) -> bool {
        let days = self.state_days();
        let mut spells = self.partnership.spells(self.coding);
        self.spell().is_none()
            && spells.any(|spell| !spell.is_absent() && spell.days().overlaps(days))
    }

    /// Returns how the relation ended that came before the time of the selection; `None` if there was none, or if there is a
    /// relation then, of whatever confidence.
    pub fn ended(self) -> Option<End> {
        let days = self.state_days();
        let mut spells = self.partnership.spells(self.coding);
        let is_related = self.spell().is_some_and(|spell| !spell.is_absent())
            || spells.any(|spell| !spell.is_absent() && spell.days().overlaps(days));
        if is_related {
            return None;
        }
        let last = self
            .spells()
            .rfind(|spell| !spell.is_absent() && spell.days().last < days.first)?;
        let start_of_next = self.next(last).map(|next| End::On(next.record().from));
        last.record().to.or(start_of_next)
    }

    /// Returns the spell after another one, of whatever confidence.
    fn next(self, spell: SpellRef<'g>) -> Option<SpellRef<'g>> {
        let mut spells = self.partnership.spells(self.coding);
        spells.find(|other| is_same(*other, spell))?;
        spells.next()
    }

    /// Returns `true` if it is uncertain whether the [`spell`](Self::spell) is in force.
    pub fn is_uncertain(self) -> bool {
        self.uncertain_bound().is_some()
    }

    /// Returns the bound that makes it uncertain whether the [`spell`](Self::spell) is in force; `None` if it is in force
    /// for certain on some day, or if there is no spell.
    pub fn uncertain_bound(self) -> Option<UncertainBound> {
        let days = self.state_days();
        let spell = self.spell()?;
        let start = spell.record().from;
        let may_have_ended = |end| possibly_ends_before(Some(&start), end, days);
        match spell.record().to {
            Some(end @ End::Unknown) if may_have_ended(end) => Some(UncertainBound::UnknownEnd),
            _ if possibly_starts_after(&start, days) => Some(UncertainBound::Start(start)),
            Some(End::Unknown) => None,
            Some(end @ End::On(date)) => may_have_ended(end).then_some(UncertainBound::End(date)),
            // A spell without an end ends where the next one starts.
            None | Some(End::Ongoing) => {
                let next = self.next(spell)?.record().from;
                let has_begun =
                    days.first != Day::MIN && Bound::Start(next).is_in_doubt(days.first);
                has_begun.then_some(UncertainBound::End(next))
            }
        }
    }

    /// Returns `true` if it is uncertain whether a motive is held at the time of the selection. Nothing is uncertain
    /// without a time filter.
    pub fn is_uncertain_motive(self, claim: &MotiveClaim) -> bool {
        let days = self.time.days();
        let start = claim.start();
        // What evidence speaks of later has not ended.
        let is_attested_later = claim.last_attested().is_some_and(|last| days.first <= last);
        // One with an unknown end is only held while it is known to be.
        let has_ended = |end| possibly_ends_before(start.as_ref(), end, days);
        start.is_some_and(|start| possibly_starts_after(&start, days))
            || (!is_attested_later && !claim.has_unknown_end() && claim.to.is_some_and(has_ended))
    }

    /// Returns the motives that are held at the time of the selection, in the order of the dataset.
    ///
    /// A motive without dates is held from the first relation on, for as long as its holder exists.
    pub fn motives(self) -> impl Iterator<Item = &'g MotiveClaim> {
        let days = self.time.days();
        let motives = self.partnership.motives();
        motives
            .filter(move |(claim, held)| self.counts_motive(claim) && held.overlaps(days))
            .map(|(claim, _)| claim)
    }

    /// Returns the motives of which it is unknown whether they are held at the time of the selection, because their start or
    /// end is not known well enough; in the order of the dataset. They are not among the [`motives`](Self::motives).
    pub fn possible_motives(self) -> impl Iterator<Item = &'g MotiveClaim> {
        let days = self.time.days();
        let motives = self.partnership.possible_motives(days);
        motives.filter(move |claim| self.counts_motive(claim))
    }

    /// Returns the [`motives`](Self::motives) that are held at the time of the selection and the
    /// [`possible_motives`](Self::possible_motives), together in the order of the dataset.
    pub fn motives_at_time(self) -> impl Iterator<Item = MotiveAtTime<'g>> {
        let days = self.time.days();
        let graph = self.partnership.graph();
        let motives = self.partnership.motives();
        let motives = motives.filter(move |(claim, _)| self.counts_motive(claim));
        motives.filter_map(move |(claim, held)| {
            let is_possible = !held.overlaps(days);
            (!is_possible || graph.is_possibly_held(claim, held, days))
                .then_some(MotiveAtTime { claim, is_possible })
        })
    }

    /// Returns the motives that were looked for and not found, in the order of the dataset. They have no dates.
    pub fn motives_not_found(self) -> impl Iterator<Item = &'g MotiveNotFound> {
        let sought = self.partnership.record().motives_not_found.iter();
        sought.filter(move |sought| self.meets_confidence(&sought.claim))
    }

    /// Returns the series of milestones, in the order of the dataset.
    pub fn series(self) -> impl Iterator<Item = &'g Series> {
        self.partnership.record().series.iter()
    }

    /// Returns the motives that one side holds at the time of the selection, in the order of the dataset.
    pub fn motives_of(self, side: Key<Organization>) -> impl Iterator<Item = &'g MotiveClaim> {
        self.motives().filter(move |claim| claim.holder == side)
    }

    /// Returns the motives that one side holds at the time of the selection, each once, in the order of the vocabulary.
    pub fn held_motives(self, side: Key<Organization>) -> Vec<HeldMotive> {
        self.held(&self.motives_of(side).collect::<Vec<_>>())
    }

    /// Returns the motives of some claims, each once, in the order of the vocabulary.
    pub(super) fn held(self, claims: &[&MotiveClaim]) -> Vec<HeldMotive> {
        let mut motives: Vec<Key<Motive>> = claims.iter().map(|claim| claim.motive).collect();
        motives.sort_unstable();
        motives.dedup();
        let held = motives.into_iter().map(|motive| {
            let mut claims = claims.iter().filter(|claim| claim.motive == motive);
            HeldMotive {
                motive,
                // One claim with certain dates is enough.
                is_uncertain: claims.all(|claim| self.is_uncertain_motive(claim)),
            }
        });
        held.collect()
    }

    /// Returns the joint participations of the two members at the time of the selection, in the order of the operations.
    pub fn joint_participations(self) -> impl Iterator<Item = JointParticipationRef<'g>> {
        let pairs = self.partnership.joint_participations();
        pairs.filter(move |pair| {
            pair.overlaps(self.time) && pair.confidence() >= self.minimum.confidence
        })
    }

    /// Returns the operations that the two members share at the time of the selection, in the order of the dataset.
    pub fn operations(self) -> impl Iterator<Item = OperationRef<'g>> {
        distinct_operations(self.joint_participations())
    }

    /// Returns the operations that the two members share at the time of the selection, each with its joint participations,
    /// in the order of the dataset.
    pub fn shared_operations(self) -> Vec<SharedOperation<'g>> {
        let pairs: Vec<JointParticipationRef<'g>> = self.joint_participations().collect();
        self.by_operation(&pairs)
    }

    /// Groups joint participations by their operation, which must be in order.
    pub(super) fn by_operation(
        self,
        pairs: &[JointParticipationRef<'g>],
    ) -> Vec<SharedOperation<'g>> {
        pairs
            .chunk_by(|a, b| a.operation() == b.operation())
            .map(|pairs| SharedOperation {
                operation: pairs[0].operation(),
                pairs: pairs.to_vec(),
                is_uncertain: pairs.iter().all(|pair| pair.is_uncertain(self.time)),
            })
            .collect()
    }

    /// Returns the days of the history that answers show: up to the date of the selection, within its period, or all.
    fn history_days(self) -> DayRange {
        match self.time {
            TimeFilter::At(day) => DayRange {
                first: Day::MIN,
                last: day,
            },
            TimeFilter::Always | TimeFilter::During(..) => self.time.days(),
        }
    }

    /// Returns the spells under a coding within the period of the selection, or up to its date; in order of time.
    pub fn course(
        self,
        coding: impl Into<Option<Key<Coding>>>,
    ) -> impl Iterator<Item = SpellRef<'g>> {
        let days = self.history_days();
        let spells = self.partnership.spells(coding);
        spells.filter(move |spell| {
            self.meets_confidence(&spell.record().claim) && spell.days().overlaps(days)
        })
    }

    /// Returns the milestones within the period of the selection, or up to its date; in the order of the dataset.
    pub fn milestones(self) -> impl Iterator<Item = &'g Milestone> {
        let days = self.history_days();
        let milestones = self.partnership.record().milestones();
        milestones.filter(move |milestone| {
            let date = milestone.date;
            self.meets_confidence(&milestone.claim)
                && DayRange::from_bounds(Some(&date), End::On(date)).overlaps(days)
        })
    }

    /// Returns the lessons, in the order of the dataset.
    ///
    /// Lessons have no dates. A lesson of an operation is returned if the operation runs within the period of the
    /// selection, or has started by its date.
    pub fn lessons(self) -> impl Iterator<Item = &'g Lesson> {
        let days = self.history_days();
        let index = self.partnership.graph().index();
        let runs = move |operation: Key<Operation>| index.operation_days(operation).overlaps(days);
        let lessons = self.partnership.record().lessons.iter();
        lessons.filter(move |lesson| {
            self.meets_confidence(&lesson.claim) && lesson.operation.is_none_or(runs)
        })
    }

    /// Returns the partnership with claims of any confidence.
    pub(super) fn of_any_confidence(self) -> Self {
        Self {
            minimum: Minimum {
                confidence: Confidence::Low,
                ..self.minimum
            },
            ..self
        }
    }

    /// Returns the partnership with motives of any strength.
    pub(super) fn of_any_strength(self) -> Self {
        Self {
            minimum: Minimum {
                strength: None,
                ..self.minimum
            },
            ..self
        }
    }

    /// Returns `true` if a claim has the minimum confidence.
    pub(crate) fn meets_confidence(self, claim: &Claim) -> bool {
        self.minimum.accepts(claim)
    }

    /// Returns `true` if a motive has the minimum confidence and strength.
    pub(crate) fn counts_motive(self, motive: &MotiveClaim) -> bool {
        self.minimum.accepts_motive(motive)
    }
}

/// Returns `true` if two views show the same record; records have no ids, and equal ones can occur twice.
fn is_same(a: SpellRef<'_>, b: SpellRef<'_>) -> bool {
    std::ptr::eq(a.record(), b.record())
}
