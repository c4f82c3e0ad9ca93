//! How a partnership stands at the time of a selection.

use crate::graph::{
    Days, Graph, OperationRef, PartnershipRef, SharedRef, SpellRef, When, is_doubtful,
};
use crate::model::{
    Claim, Coding, Confidence, Date, Day, End, Key, Milestone, MotiveClaim, Organization,
};

/// A partnership as a selection sees it: cut at a date or period, read under a coding.
#[derive(Clone, Copy)]
pub struct Standing<'g> {
    pub(super) partnership: PartnershipRef<'g>,
    pub(super) when: When,
    pub(super) coding: Key<Coding>,
    pub(super) min_confidence: Confidence,
    /// The number of the spell that matched, where a period was asked for.
    pub(super) matched: Option<usize>,
}

impl<'g> Standing<'g> {
    /// Returns the partnership.
    pub fn partnership(self) -> PartnershipRef<'g> {
        self.partnership
    }

    /// Returns the days on which phases and conditions are looked at.
    pub(crate) fn reference(graph: &Graph, when: When) -> Days {
        match when {
            When::Always => Days {
                first: graph.as_of(),
                last: graph.as_of(),
            },
            When::At(_) | When::During(..) => when.days(),
        }
    }

    /// Says whether a motive holds at a time; one without dates holds always.
    pub(crate) fn holds(claim: &MotiveClaim, when: When) -> bool {
        let dated = claim.from.is_some() || claim.to.is_some();
        let end = claim.to.unwrap_or(End::Ongoing);
        !dated || Days::between(claim.from.as_ref(), end).meet(when.days())
    }

    /// Returns the spell in force on the date asked of; for a period the last one in it that matches
    /// what was asked for; else the one in force on the as-of date. `None` if there is none.
    pub fn spell(self) -> Option<SpellRef<'g>> {
        if let Some(row) = self.matched {
            return self.spells().nth(row);
        }
        let days = Self::reference(self.partnership.graph(), self.when);
        self.spells().rfind(|spell| spell.window().days.meet(days))
    }

    /// Returns all spells of the partnership under the coding, in order of time.
    pub fn spells(self) -> impl DoubleEndedIterator<Item = SpellRef<'g>> {
        self.partnership.spells(self.coding)
    }

    /// Returns the date since which the two have cooperated without a break, up to the time asked of:
    /// the start of the first spell with a relation after the last one without. `None` if there is no
    /// relation at that time.
    pub fn since(self) -> Option<Date> {
        let current = self.spell().filter(|spell| !spell.is_absent())?;
        let before = self
            .spells()
            .rev()
            .skip_while(|spell| !is_same(*spell, current));
        let mut first = current;
        for spell in before {
            let gap = spell.window().days.last.next() < first.window().days.first;
            if spell.is_absent() || gap {
                break;
            }
            first = spell;
        }
        Some(first.record().from)
    }

    /// Returns the date since which the partnership has been in its phase, whatever its condition.
    pub fn phase_since(self) -> Option<Date> {
        let current = self.spell()?;
        let before = self
            .spells()
            .rev()
            .skip_while(|spell| !is_same(*spell, current));
        let run = before.take_while(|spell| spell.record().phase == current.record().phase);
        run.last().map(|spell| spell.record().from)
    }

    /// Returns how the partnership ended, if it had a relation before the time asked of and has
    /// none then.
    pub fn ended(self) -> Option<End> {
        let days = Self::reference(self.partnership.graph(), self.when);
        if self.spell().is_some_and(|spell| !spell.is_absent()) {
            return None;
        }
        let earlier = |spell: &SpellRef<'_>| spell.window().days.last < days.first;
        let last = self
            .spells()
            .rfind(|spell| !spell.is_absent() && earlier(spell))?;
        let next = self
            .spells()
            .find(|next| next.window().days.first > last.window().days.first);
        last.record()
            .to
            .or(next.map(|next| End::On(next.record().from)))
    }

    /// Says whether the spell rests on an uncertain date: the day asked of may lie on the other side
    /// of one of its bounds.
    pub fn is_uncertain(self) -> bool {
        let day = Self::reference(self.partnership.graph(), self.when).last;
        let Some(spell) = self.spell() else {
            return false;
        };
        let next = self
            .spells()
            .find(|next| next.window().days.first > spell.window().days.first);
        let bounds = [
            Some(spell.record().from),
            spell.record().to.and_then(|to| to.date().copied()),
            next.map(|next| next.record().from),
        ];
        day != Day::MAX
            && bounds
                .into_iter()
                .flatten()
                .any(|date| is_doubtful(&date, day))
    }

    /// Returns the motives that hold at the time asked of, in the order of the dataset.
    pub fn motives(self) -> impl Iterator<Item = &'g MotiveClaim> {
        let claims = self.partnership.record().motives.iter();
        claims
            .filter(move |claim| self.is_sure(&claim.claim))
            .filter(move |claim| Self::holds(claim, self.when))
    }

    /// Returns the motives of one side that hold at the time asked of.
    pub fn motives_of(self, side: Key<Organization>) -> impl Iterator<Item = &'g MotiveClaim> {
        self.motives().filter(move |claim| claim.holder == side)
    }

    /// Returns how the two share operations at the time asked of: the pairs of parts that last at the
    /// same time and then, and are sure enough, in the order of the operations.
    pub fn shared(self) -> impl Iterator<Item = SharedRef<'g>> {
        let pairs = self.partnership.shared();
        pairs
            .filter(move |shared| shared.lasts(self.when))
            .filter(move |shared| shared.confidence() >= self.min_confidence)
    }

    /// Returns the operations that the two share at the time asked of, in the order of the dataset.
    pub fn operations(self) -> impl Iterator<Item = OperationRef<'g>> {
        let mut last = None;
        let operations = self.shared().map(SharedRef::operation);
        operations.filter(move |operation| last.replace(operation.key()) != Some(operation.key()))
    }

    /// Returns the milestones of the period asked of, or up to the date asked of, in the order of
    /// the dataset.
    pub fn milestones(self) -> impl Iterator<Item = &'g Milestone> {
        let days = match self.when {
            When::At(day) => Days {
                first: Day::MIN,
                last: day,
            },
            When::Always | When::During(..) => self.when.days(),
        };
        let milestones = self.partnership.record().milestones.iter();
        milestones
            .filter(move |milestone| self.is_sure(&milestone.claim))
            .filter(move |milestone| {
                Days::between(Some(&milestone.date), End::On(milestone.date)).meet(days)
            })
    }

    /// Returns the claims that the standing rests on, with what each supports: the phase, then the
    /// motives, then each shared operation and the parts of the two in it.
    ///
    /// The claim of an operation comes once for each pair of parts.
    pub fn claims(self) -> impl Iterator<Item = (&'static str, &'g Claim)> {
        let spell = self.spell().map(|spell| ("phase", &spell.record().claim));
        spell
            .into_iter()
            .chain(self.motives().map(|motive| ("motive", &motive.claim)))
            .chain(self.shared().flat_map(SharedRef::claims))
    }

    fn is_sure(self, claim: &Claim) -> bool {
        claim.confidence >= self.min_confidence
    }
}

fn is_same(a: SpellRef<'_>, b: SpellRef<'_>) -> bool {
    std::ptr::eq(a.record(), b.record())
}
