//! Phases: their order, and that both members exist while they last.

use super::super::record::{Entries, Leaf, SpellRecord};
use super::Validator;
use super::claim::{ClaimFields, claim_fields};
use super::partnership::Members;
use super::path::Path;
use crate::dataset::finding::Problem;
use crate::model::{Coded, Date, End, Key, Organization, Spell};

/// The latest start and the latest end among the spells that were read, with their numbers: a coarse date
/// between two exact ones must not hide that these stand out of order.
#[derive(Default)]
struct Before {
    start: Option<(usize, Date)>,
    end: Option<(usize, End)>,
}

impl Before {
    fn add(&mut self, index: usize, from: Date, to: Option<End>) {
        let is_later = |date: &Date, than: &Date| date.earliest() >= than.earliest();
        if self.start.is_none_or(|(_, start)| is_later(&from, &start)) {
            self.start = Some((index, from));
        }
        let Some(to) = to else {
            return;
        };
        let goes_before = match (self.end.map(|(_, end)| end), to) {
            (Some(End::On(end)), End::On(date)) => !is_later(&date, &end),
            (Some(End::Ongoing | End::On(_)), End::Unknown) => true,
            _ => false,
        };
        if !goes_before {
            self.end = Some((index, to));
        }
    }
}

impl Validator<'_> {
    /// Reads the phases under every coding, in the order of the vocabulary of codings.
    pub(super) fn codings(
        &mut self,
        phases: Entries<Vec<SpellRecord>>,
        members: Option<Members<'_>>,
        place: &Path<'_>,
    ) -> Box<[Coded]> {
        let vocabularies = self.vocabularies;
        let place = place.key("phases");
        let mut codings: Vec<Coded> = Vec::new();
        for (index, (name, records)) in phases.0.into_iter().enumerate() {
            let coding = self.term(&vocabularies.codings, &name, &place.entry_key(index));
            let spells = self.spells(records, members, &place.entry(index));
            codings.extend(coding.map(|coding| Coded { coding, spells }));
        }
        codings.sort_by_key(|coded| coded.coding);
        codings.into()
    }

    fn spells(
        &mut self,
        records: Vec<SpellRecord>,
        members: Option<Members<'_>>,
        place: &Path<'_>,
    ) -> Box<[Spell]> {
        let mut spells: Vec<Spell> = Vec::with_capacity(records.len());
        let mut before = Before::default();
        let last = records.len().saturating_sub(1);
        for (index, record) in records.into_iter().enumerate() {
            let here = place.index(index);
            let (from, to) = (record.from.0, record.to.as_ref().map(|leaf| leaf.0));
            self.follows(&before, from, place, &here);
            before.add(index, from, to);
            spells.extend(self.spell(record, members, index == last, &here));
        }
        spells.into()
    }

    /// Checks that a spell begins after those before it begin, and not before they end.
    fn follows(&mut self, before: &Before, from: Date, list: &Path<'_>, here: &Path<'_>) {
        let place = here.key("from");
        if let Some((index, start)) = before.start
            && from.is_certainly_before(&start)
        {
            let finding = place.finding(Problem::PhasesOutOfOrder {
                from,
                previous: start,
            });
            let other = list.index(index);
            self.found
                .push(finding.and(&other.key("from"), "the one before begins here"));
            return;
        }
        let Some((index, to)) = before.end else {
            return;
        };
        let overlaps = match to {
            End::Unknown => false,
            End::Ongoing => true,
            End::On(end) => from.is_certainly_before(&end),
        };
        if overlaps {
            let finding = place.finding(Problem::OverlappingPhases { from, to });
            let other = list.index(index);
            self.found
                .push(finding.and(&other.key("to"), "the one before ends here"));
        }
    }

    fn spell(
        &mut self,
        record: SpellRecord,
        members: Option<Members<'_>>,
        is_last: bool,
        place: &Path<'_>,
    ) -> Option<Spell> {
        let vocabularies = self.vocabularies;
        let from = record.from.0;
        self.ordered(Some(&from), record.to.as_ref(), place, "to");
        let phase = self.term(&vocabularies.phases, &record.phase, &place.key("phase"));
        let condition = match record.condition.as_deref() {
            Some(id) => self.term(&vocabularies.conditions, id, &place.key("condition")),
            None => vocabularies.conditions.keys().next(),
        };
        let through = self.through(record.through, members, place);
        let is_absent = phase.is_some_and(|phase| vocabularies.phases[phase].absent);
        if let Some(members) = members {
            self.exists_at_start(&from, members, &through, place);
            if !is_absent {
                self.exists_at_end(&from, record.to.as_ref(), members, is_last, place);
            }
        }
        let to = record.to.as_ref().map(|leaf| leaf.0);
        let claim = self.cited_claim(claim_fields!(record), "phase", place);
        Some(Spell {
            phase: phase?,
            condition: condition?,
            from,
            to,
            through: through.into(),
            label: record.label.map(Into::into),
            because: record.because.map(Into::into),
            claim,
        })
    }

    fn through(
        &mut self,
        names: Vec<String>,
        members: Option<Members<'_>>,
        place: &Path<'_>,
    ) -> Vec<Key<Organization>> {
        let list = place.key("through");
        let mut through = Vec::with_capacity(names.len());
        for (index, name) in names.into_iter().enumerate() {
            let here = list.index(index);
            let Some(key) = self.organization(name, &here) else {
                continue;
            };
            if let Some(members) = members
                && !members
                    .dyad
                    .members()
                    .iter()
                    .any(|side| members.lineage.precedes(key, *side))
            {
                let (organization, dyad) = (members.name(key), members.label());
                let finding = here.finding(Problem::NotAPredecessor { organization, dyad });
                self.found
                    .push(finding.and(members.between, "the members are named here"));
            }
            through.push(key);
        }
        through
    }

    /// Finds a spell that certainly begins before a member, and each predecessor named for it,
    /// was founded.
    fn exists_at_start(
        &mut self,
        from: &Date,
        members: Members<'_>,
        through: &[Key<Organization>],
        place: &Path<'_>,
    ) {
        for side in members.dyad.members() {
            let Some(own) = members.organizations.get(side.index()) else {
                continue;
            };
            let mut stand_ins = through
                .iter()
                .filter(|key| members.lineage.precedes(**key, side));
            let stood_in = stand_ins.any(|key| {
                let founded = members.organizations[key.index()].founded;
                founded.is_none_or(|founded| !from.is_certainly_before(&founded))
            });
            if let (false, Some(founded)) = (stood_in, own.founded)
                && from.is_certainly_before(&founded)
            {
                let organization = members.name(side);
                let problem = Problem::PhaseBeforeFounding {
                    from: *from,
                    organization,
                    founded,
                };
                let founded = self.value_of(side, "founded");
                let finding = place.key("from").finding(problem);
                self.found.push(finding.and_any(founded, "founded here"));
            }
        }
    }

    /// Finds a spell that certainly goes on after a member has ended.
    fn exists_at_end(
        &mut self,
        from: &Date,
        to: Option<&Leaf<End>>,
        members: Members<'_>,
        is_last: bool,
        place: &Path<'_>,
    ) {
        for side in members.dyad.members() {
            let Some(own) = members.organizations.get(side.index()) else {
                continue;
            };
            let End::On(dissolved) = own.dissolved else {
                continue;
            };
            let (until, key) = match to.map(|leaf| leaf.0) {
                Some(End::On(to)) if dissolved.is_certainly_before(&to) => (to.to_string(), "to"),
                Some(End::Ongoing) => ("..".to_owned(), "to"),
                None if is_last => ("..".to_owned(), "from"),
                // Of an end that nobody knows it is known that it came no later than that of a member.
                _ if dissolved.is_certainly_before(from) => (from.to_string(), "from"),
                _ => continue,
            };
            let organization = members.name(side);
            let problem = Problem::PhaseAfterDissolution {
                until,
                organization,
                dissolved,
            };
            let dissolved = self.value_of(side, "dissolved");
            let finding = place.key(key).finding(problem);
            self.found.push(finding.and_any(dissolved, "ended here"));
        }
    }
}
