//! How a partnership stands at the time of a selection.

use crate::graph::{
    DayRange, JointParticipationRef, OperationRef, PartnershipRef, SpellRef, TimeFilter,
    distinct_operations, possibly_ends_before, possibly_starts_after,
};
use crate::model::{
    Claim, Coding, Confidence, Date, Day, End, Key, Lesson, Milestone, Motive, MotiveClaim,
    Operation, Organization, Role,
};

/// A partnership as a selection sees it: cut at a date or period, read under a coding.
#[derive(Clone, Copy)]
pub struct SelectedPartnership<'g> {
    pub(super) partnership: PartnershipRef<'g>,
    pub(super) time: TimeFilter,
    pub(super) coding: Key<Coding>,
    pub(super) min_confidence: Confidence,
    /// The number of the spell that matched, where a period was asked for.
    pub(super) matched: Option<usize>,
}

/// Which bound of a spell makes it uncertain that the spell is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UncertainBound {
    /// It may begin only later.
    Start(Date),
    /// It may have ended before.
    End(Date),
    /// It has ended, and nobody knows when.
    UnknownEnd,
}

/// A motive that one side of a partnership holds at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct HeldMotive {
    /// The motive.
    pub motive: Key<Motive>,
    /// Whether the motive is held only if an uncertain date falls on the right side of the time.
    pub is_uncertain: bool,
}

/// An operation that the members of a partnership share at a time.
#[derive(Clone)]
#[non_exhaustive]
pub struct SharedOperation<'g> {
    /// The operation.
    pub operation: OperationRef<'g>,
    /// The pairs of participations that overlap, one of each member; at least one.
    pub pairs: Vec<JointParticipationRef<'g>>,
    /// Whether the two share the operation only if an uncertain date falls on the right side of the time.
    pub is_uncertain: bool,
}

impl<'g> SharedOperation<'g> {
    /// Returns the roles of the first (0) or second (1) member, each once, in the order of the vocabulary.
    pub fn roles(&self, side: usize) -> Vec<Key<Role>> {
        roles_of(&self.pairs, side)
    }

    /// Returns the claims that the sharing rests on, with what each supports: for each pair, the operation and both
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

    /// Returns the time that is asked of.
    pub fn time(self) -> TimeFilter {
        self.time
    }

    /// Returns the days on which phases and conditions are read: those of the time filter, or the as-of date.
    pub(crate) fn state_days(self) -> DayRange {
        self.time.state_days(self.partnership.graph().as_of())
    }

    /// Returns the spell in force on the date asked of; for a period the last one in it that matches
    /// what was asked for; else the one in force on the as-of date. `None` if there is none that is sure
    /// enough.
    pub fn spell(self) -> Option<SpellRef<'g>> {
        if let Some(row) = self.matched {
            return self.partnership.spells(self.coding).nth(row);
        }
        let days = self.state_days();
        self.spells().rfind(|spell| spell.days().overlaps(days))
    }

    /// Returns the spells of the partnership under the coding that are sure enough, in order of time.
    pub fn spells(self) -> impl DoubleEndedIterator<Item = SpellRef<'g>> {
        self.partnership
            .spells(self.coding)
            .filter(move |spell| self.meets_confidence(&spell.record().claim))
    }

    /// Returns the date since which the two have cooperated without a break, up to the time asked of:
    /// the start of the first spell with a relation after the last one without. `None` if there is no
    /// relation at that time.
    pub fn since(self) -> Option<Date> {
        let current = self.spell().filter(|spell| !spell.is_absent())?;
        Some(self.begins(current, |spell| !spell.is_absent()))
    }

    /// Returns the date since which the partnership has been in its phase without a break, whatever its
    /// condition.
    pub fn phase_since(self) -> Option<Date> {
        let current = self.spell()?;
        let phase = current.record().phase;
        Some(self.begins(current, |spell| spell.record().phase == phase))
    }

    /// Returns the start of the run of spells up to one that are all alike and leave no gap.
    fn begins(self, current: SpellRef<'g>, alike: impl Fn(SpellRef<'g>) -> bool) -> Date {
        let earlier = self.spells().rev();
        let mut first = current;
        for spell in earlier.skip_while(|spell| !is_same(*spell, current)) {
            let gap = spell.days().last.next() < first.days().first;
            if gap || !alike(spell) {
                break;
            }
            first = spell;
        }
        first.record().from
    }

    /// Returns how the partnership ended, if it had a relation before the time asked of and has
    /// none then, not even one that is less sure than was asked for.
    pub fn ended(self) -> Option<End> {
        let days = self.state_days();
        let mut all = self.partnership.spells(self.coding);
        let in_force = |spell: SpellRef<'_>| !spell.is_absent() && spell.days().overlaps(days);
        if self.spell().is_some_and(|spell| !spell.is_absent()) || all.any(in_force) {
            return None;
        }
        let earlier = |spell: &SpellRef<'_>| spell.days().last < days.first;
        let last = self
            .spells()
            .rfind(|spell| !spell.is_absent() && earlier(spell))?;
        let next = self.next(last).map(|next| End::On(next.record().from));
        last.record().to.or(next)
    }

    /// Returns the spell after another, however sure it is.
    fn next(self, spell: SpellRef<'g>) -> Option<SpellRef<'g>> {
        let mut later = self.partnership.spells(self.coding);
        later.find(|other| is_same(*other, spell))?;
        later.next()
    }

    /// Says whether the spell rests on an uncertain date: the time asked of may lie on the other side
    /// of one of its bounds.
    pub fn is_uncertain(self) -> bool {
        self.uncertain_bound().is_some()
    }

    /// Returns the bound of the spell on whose other side the time asked of may lie; `None` if the spell is
    /// in force for certain on some day of it, or if there is no spell.
    pub fn uncertain_bound(self) -> Option<UncertainBound> {
        let days = self.state_days();
        let spell = self.spell()?;
        let from = spell.record().from;
        let next = self.next(spell).map(|next| End::On(next.record().from));
        let end = match spell.record().to {
            Some(end @ (End::On(_) | End::Unknown)) => end,
            _ => next.unwrap_or(End::Ongoing),
        };
        let ends_before = possibly_ends_before(Some(&from), end, days);
        match end {
            End::Unknown if ends_before => Some(UncertainBound::UnknownEnd),
            _ if possibly_starts_after(&from, days) => Some(UncertainBound::Start(from)),
            End::On(date) if ends_before => Some(UncertainBound::End(date)),
            _ => None,
        }
    }

    /// Says whether it rests on an uncertain date that a motive holds at the time asked of. If no time is
    /// asked of, nothing is uncertain.
    pub fn is_uncertain_motive(self, claim: &MotiveClaim) -> bool {
        let days = self.time.days();
        let from = claim.from.as_ref();
        from.is_some_and(|from| possibly_starts_after(from, days))
            || possibly_ends_before(from, claim.to.unwrap_or(End::Ongoing), days)
    }

    /// Returns the motives that hold at the time asked of, in the order of the dataset; those without
    /// dates hold from the first relation on, while their holder exists.
    pub fn motives(self) -> impl Iterator<Item = &'g MotiveClaim> {
        let days = self.time.days();
        let claims = self.partnership.motives();
        claims
            .filter(move |(claim, held)| self.meets_confidence(&claim.claim) && held.overlaps(days))
            .map(|(claim, _)| claim)
    }

    /// Returns the motives of one side that hold at the time asked of.
    pub fn motives_of(self, side: Key<Organization>) -> impl Iterator<Item = &'g MotiveClaim> {
        self.motives().filter(move |claim| claim.holder == side)
    }

    /// Returns the motives that one side holds at the time, each once, in the order of the vocabulary.
    pub fn held_motives(self, side: Key<Organization>) -> Vec<HeldMotive> {
        let mut motives: Vec<Key<Motive>> =
            self.motives_of(side).map(|claim| claim.motive).collect();
        motives.sort_unstable();
        motives.dedup();
        let held = motives.into_iter().map(|motive| {
            let mut claims = self.motives_of(side).filter(|claim| claim.motive == motive);
            HeldMotive {
                motive,
                is_uncertain: claims.all(|claim| self.is_uncertain_motive(claim)),
            }
        });
        held.collect()
    }

    /// Returns how the two share operations at the time asked of: the pairs of parts that last at the
    /// same time and then, and are sure enough, in the order of the operations.
    pub fn joint_participations(self) -> impl Iterator<Item = JointParticipationRef<'g>> {
        let pairs = self.partnership.joint_participations();
        pairs
            .filter(move |shared| shared.overlaps(self.time))
            .filter(move |shared| shared.confidence() >= self.min_confidence)
    }

    /// Returns the operations that the two share at the time asked of, in the order of the dataset.
    pub fn operations(self) -> impl Iterator<Item = OperationRef<'g>> {
        distinct_operations(self.joint_participations())
    }

    /// Returns the operations that the two share at the time, with how they share them, in the order of the dataset.
    pub fn shared_operations(self) -> Vec<SharedOperation<'g>> {
        let shared: Vec<JointParticipationRef<'g>> = self.joint_participations().collect();
        let operations = shared.chunk_by(|a, b| a.operation() == b.operation());
        let operations = operations.map(|pairs| SharedOperation {
            operation: pairs[0].operation(),
            pairs: pairs.to_vec(),
            is_uncertain: pairs.iter().all(|pair| pair.is_uncertain(self.time)),
        });
        operations.collect()
    }

    /// Returns the days of which the story is told: those of the period asked of, those up to the date
    /// asked of, or all.
    fn told(self) -> DayRange {
        match self.time {
            TimeFilter::At(day) => DayRange {
                first: Day::MIN,
                last: day,
            },
            TimeFilter::Always | TimeFilter::During(..) => self.time.days(),
        }
    }

    /// Returns the spells of the partnership under any coding, of the period asked of, or up to the date
    /// asked of, as far as they are sure enough; in order of time.
    pub fn course(self, coding: Key<Coding>) -> impl Iterator<Item = SpellRef<'g>> {
        let days = self.told();
        let spells = self.partnership.spells(coding);
        spells.filter(move |spell| {
            self.meets_confidence(&spell.record().claim) && spell.days().overlaps(days)
        })
    }

    /// Returns the milestones of the period asked of, or up to the date asked of, in the order of
    /// the dataset.
    pub fn milestones(self) -> impl Iterator<Item = &'g Milestone> {
        let days = self.told();
        let milestones = self.partnership.record().milestones.iter();
        milestones
            .filter(move |milestone| self.meets_confidence(&milestone.claim))
            .filter(move |milestone| {
                DayRange::from_bounds(Some(&milestone.date), End::On(milestone.date)).overlaps(days)
            })
    }

    /// Returns the lessons that are sure enough, in the order of the dataset. They bear no dates of their
    /// own: one of an operation is told if the operation runs in the period asked of, or has begun by the
    /// date asked of.
    pub fn lessons(self) -> impl Iterator<Item = &'g Lesson> {
        let days = self.told();
        let index = self.partnership.graph().index();
        let runs = move |key: Key<Operation>| index.operation_days(key).overlaps(days);
        let lessons = self.partnership.record().lessons.iter();
        lessons
            .filter(move |lesson| self.meets_confidence(&lesson.claim))
            .filter(move |lesson| lesson.operation.is_none_or(runs))
    }

    /// Returns the claims that the selected partnership rests on, with what each supports: the phase, then the
    /// motives, then each shared operation and the parts of the two in it.
    ///
    /// The claim of an operation comes once for each pair of parts.
    pub fn claims(self) -> impl Iterator<Item = (&'static str, &'g Claim)> {
        let spell = self.spell().map(|spell| ("phase", &spell.record().claim));
        spell
            .into_iter()
            .chain(self.motives().map(|motive| ("motive", &motive.claim)))
            .chain(
                self.joint_participations()
                    .flat_map(JointParticipationRef::claims),
            )
    }

    /// Says whether a claim is as sure as was asked for.
    pub(crate) fn meets_confidence(self, claim: &Claim) -> bool {
        claim.confidence >= self.min_confidence
    }
}

fn is_same(a: SpellRef<'_>, b: SpellRef<'_>) -> bool {
    std::ptr::eq(a.record(), b.record())
}
