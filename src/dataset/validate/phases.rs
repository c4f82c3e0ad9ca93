//! Phases: their order, and the existence of both members while they last.

use super::Validator;
use super::claim::{ClaimFields, claim_fields};
use super::existence::gap_between;
use super::partnership::Members;
use super::path::Path;
use super::record_time::RecordedPhase;
use crate::dataset::finding::FindingKind;
use crate::dataset::record::{Entries, SpellRecord, Text};
use crate::model::{Coded, Date, Day, End, Identified, Key, Organization, Phase, Spell};

/// A spell, and its position in the list of the dataset.
pub(super) struct Listed {
    pub(super) index: usize,
    pub(super) spell: Spell,
}

/// The latest start and the latest end among the spells that were read, each with the number of its spell.
///
/// A spell is compared with these and not with the spell listed before it. A coarse date such as `2005` is neither
/// before nor after `2005-06`, and between two exact dates it would hide that they are out of order.
#[derive(Default)]
struct Latest {
    start: Option<(usize, Date)>,
    end: Option<(usize, End)>,
}

impl Latest {
    fn add(&mut self, index: usize, from: Date, to: Option<End>) {
        let is_later = |date: &Date, other: &Date| date.earliest() >= other.earliest();
        if self.start.is_none_or(|(_, start)| is_later(&from, &start)) {
            self.start = Some((index, from));
        }
        let Some(to) = to else {
            return;
        };
        // An unknown end says least, so that any other end stays.
        let is_earlier = match (self.end.map(|(_, end)| end), to) {
            (Some(End::On(end)), End::On(date)) => !is_later(&date, &end),
            (Some(End::Ongoing | End::On(_)), End::Unknown) => true,
            _ => false,
        };
        if !is_earlier {
            self.end = Some((index, to));
        }
    }
}

impl Validator<'_> {
    /// Reads the phases under every coding. The codings are returned in the order of their vocabulary.
    pub(super) fn codings(
        &mut self,
        phases: Entries<Box<[SpellRecord]>>,
        members: Option<Members<'_>>,
        path: &Path<'_>,
    ) -> Box<[Coded]> {
        let path = path.key("phases");
        let mut codings: Vec<Coded> = Vec::new();
        for (index, (name, records)) in phases.0.into_iter().enumerate() {
            let vocabulary = &self.vocabularies.codings;
            let coding = self
                .references
                .term(vocabulary, &name, &path.entry_key(index));
            let count = records.len();
            let list = path.entry(index);
            let spells = self.spells(records, members, &list);
            let is_complete = spells.len() == count;
            let (set_aside, spells): (Vec<Listed>, Vec<Listed>) = spells
                .into_iter()
                .partition(|listed| is_set_aside(&listed.spell));
            if let Some(members) = members.filter(|_| is_complete) {
                self.check_rules(&spells, members, &list);
            }
            let spells_of = |listed: Vec<Listed>| listed.into_iter().map(|one| one.spell).collect();
            codings.extend(coding.map(|coding| Coded {
                coding,
                spells: spells_of(spells),
                set_aside: spells_of(set_aside),
            }));
        }
        codings.sort_by_key(|coded| coded.coding);
        codings.into()
    }

    fn spells(
        &mut self,
        records: Box<[SpellRecord]>,
        members: Option<Members<'_>>,
        list: &Path<'_>,
    ) -> Vec<Listed> {
        let mut spells: Vec<Listed> = Vec::with_capacity(records.len());
        let mut latest = Latest::default();
        let mut is_sorted = true;
        // The member whose phase lasts until the next one, as far as the list has been read.
        let mut open_actor = None;
        let mut recorded = Vec::with_capacity(records.len());
        let ends = implied_ends(&records);
        for (index, (record, implied_end)) in records.into_iter().zip(ends).enumerate() {
            let path = list.index(index);
            let (from, to) = (record.from.0, record.to.as_ref().map(|leaf| leaf.0));
            let spell = self.spell(record, members, implied_end, &path);
            let in_order = spell.as_ref().filter(|spell| !spell.ends_before_start());
            recorded.extend(in_order.map(|spell| RecordedPhase::new(index, spell)));
            // A spell that is set aside holds on no day, so that no other one can be out of order with it.
            if !spell.as_ref().is_some_and(is_set_aside) {
                is_sorted &= self.check_follows(&latest, from, list, &path);
                latest.add(index, from, to);
                let actor = spell.as_ref().and_then(|spell| spell.actor);
                if let Some((ended, begun)) = open_actor.zip(actor)
                    && ended != begun
                    && let Some(members) = members
                {
                    let kind = FindingKind::EndsAtOpposite {
                        ended: members.abbreviation(ended),
                        begun: members.abbreviation(begun),
                    };
                    self.find(&path.key("of"), kind);
                }
                open_actor = actor.filter(|_| to.is_none());
            }
            spells.extend(spell.map(|spell| Listed { index, spell }));
        }
        self.check_record(recorded, list);
        if !is_sorted {
            spells.sort_by_key(|listed| {
                let from = listed.spell.from;
                from.earliest().or(from.latest())
            });
        }
        spells
    }

    /// Reports a spell that certainly begins before an earlier one in the list begins or ends. Returns `false` if it begins
    /// before an earlier one begins.
    fn check_follows(
        &mut self,
        latest: &Latest,
        from: Date,
        list: &Path<'_>,
        path: &Path<'_>,
    ) -> bool {
        let path = path.key("from");
        if let Some((index, previous)) = latest.start
            && from.is_certainly_before(&previous)
        {
            let finding = path.finding(FindingKind::PhasesOutOfOrder { from, previous });
            let other = list.index(index).key("from").owned();
            self.push(finding.and(other, "the earlier phase begins here"));
            return false;
        }
        let Some((index, to)) = latest.end else {
            return true;
        };
        let overlaps = match to {
            End::Unknown => false,
            End::Ongoing => true,
            End::On(end) => from.is_certainly_before(&end),
        };
        if overlaps {
            let finding = path.finding(FindingKind::OverlappingPhases { from, to });
            let other = list.index(index).key("to").owned();
            self.push(finding.and(other, "the earlier phase ends here"));
        }
        true
    }

    fn spell(
        &mut self,
        record: SpellRecord,
        members: Option<Members<'_>>,
        implied_end: End,
        path: &Path<'_>,
    ) -> Option<Spell> {
        let from = record.from.0;
        let to = record.to.map(|leaf| leaf.0);
        self.check_period((Some(from), to), path);
        let (phases, conditions) = (&self.vocabularies.phases, &self.vocabularies.conditions);
        let phase = self
            .references
            .term(phases, &record.phase, &path.key("phase"));
        let condition = match record.condition {
            Some(id) => self
                .references
                .term(conditions, &id, &path.key("condition")),
            None => conditions.keys().next(),
        };
        let actor = self.phase_actor(record.of, phase, members, path);
        let names_through = record.through.len();
        let through = self.through(record.through, members, path);
        if let Some(members) = members {
            // An organization that is not known may be a predecessor that existed.
            if through.len() == names_through {
                self.check_existence_at_start(from, members, &through, path);
            }
            // A phase without relation may outlast its members.
            if !phase.is_some_and(|phase| phases[phase].absent) {
                self.check_existence_at_end((from, to), implied_end, members, path);
                self.check_gaps((from, to), implied_end, members, path);
            }
        }
        let annotations = self.annotations(Entries::default(), record.amounts, path);
        let claim = self.cited_claim(claim_fields!(record), "phase", path);
        Some(Spell {
            phase: phase?,
            condition: condition?,
            actor,
            from,
            to,
            through: through.into(),
            label: record.label,
            because: record.because,
            annotations,
            claim,
        })
    }

    /// Reads the member from which a phase leads to the other, and reports it if the vocabulary does not declare the phase to be
    /// directed.
    fn phase_actor(
        &mut self,
        name: Option<Box<str>>,
        phase: Option<Key<Phase>>,
        members: Option<Members<'_>>,
        path: &Path<'_>,
    ) -> Option<Key<Organization>> {
        let path = path.key("of");
        let actor = self.references.record(&name?, &path)?;
        self.check_member(actor, members, &path, |organization, dyad| {
            FindingKind::ForeignActor { organization, dyad }
        });
        let phases = &self.vocabularies.phases;
        if members.is_some_and(|members| members.parties.len() > 2) {
            self.find(&path, FindingKind::JointField { key: "of" });
        } else if let Some(phase) = phase.filter(|phase| !phases[*phase].directed) {
            let kind = FindingKind::UndirectedPhase {
                phase: phases[phase].id().to_string(),
            };
            self.find(&path, kind);
        }
        Some(actor)
    }

    /// Reads the organizations that acted for a member, and reports those that are not its predecessors.
    fn through(
        &mut self,
        names: Box<[Text]>,
        members: Option<Members<'_>>,
        path: &Path<'_>,
    ) -> Vec<Key<Organization>> {
        let list = path.key("through");
        let mut through = Vec::with_capacity(names.len());
        for (index, name) in names.into_iter().enumerate() {
            let path = list.index(index);
            let Some(key) = self.references.record(&name, &path) else {
                continue;
            };
            through.push(key);
            let Some(members) = members else { continue };
            let sides = members.parties;
            if !sides
                .iter()
                .any(|side| members.lineage.may_precede(key, *side))
            {
                let finding = path.finding(FindingKind::NotAPredecessor {
                    organization: members.abbreviation(key),
                    dyad: members.label(),
                });
                self.push(finding.and(members.between.owned(), "the members are named here"));
            }
        }
        through
    }

    /// Reports a spell that certainly begins before a member was founded, unless a predecessor that already existed
    /// acted for the member.
    fn check_existence_at_start(
        &mut self,
        from: Date,
        members: Members<'_>,
        through: &[Key<Organization>],
        path: &Path<'_>,
    ) {
        let founded = |key: Key<Organization>| {
            let organization = members.organizations.get(key.index());
            organization.and_then(|organization| organization.founded)
        };
        let exists = |key| founded(key).is_none_or(|date| !from.is_certainly_before(&date));
        for side in members.parties.iter().copied() {
            let mut predecessors = through
                .iter()
                .filter(|key| members.lineage.may_precede(**key, side));
            if exists(side) || predecessors.any(|key| exists(*key)) {
                continue;
            }
            let Some(date) = founded(side) else { continue };
            let finding = path.key("from").finding(FindingKind::PhaseBeforeFounding {
                from,
                organization: members.abbreviation(side),
                founded: date,
            });
            let other = self.organization_value(side, "founded");
            self.push(finding.and_known(other, "founded here"));
        }
    }

    /// Reports a spell that certainly lasts beyond the dissolution of a member.
    fn check_existence_at_end(
        &mut self,
        (from, to): (Date, Option<End>),
        implied_end: End,
        members: Members<'_>,
        path: &Path<'_>,
    ) {
        for side in members.parties.iter().copied() {
            let organization = members.organizations.get(side.index());
            let Some(End::On(dissolved)) = organization.map(|record| record.dissolved) else {
                continue;
            };
            // A phase ends on the day before the next one begins.
            let outlives = |next: &Date| {
                let days = dissolved.latest().zip(next.earliest());
                days.is_some_and(|(dissolved, next)| dissolved < next.previous())
            };
            let (until, key) = match (to, implied_end) {
                (Some(End::On(to)), _) if dissolved.is_certainly_before(&to) => (End::On(to), "to"),
                (Some(End::Ongoing), _) => (End::Ongoing, "to"),
                (None, End::Ongoing) => (End::Ongoing, "from"),
                (None, End::On(next)) if outlives(&next) => (End::On(next), "from"),
                // An unknown end is taken to be no later than the dissolution, but the start must not be later.
                _ if dissolved.is_certainly_before(&from) => (End::On(from), "from"),
                _ => continue,
            };
            let finding = path.key(key).finding(FindingKind::PhaseAfterDissolution {
                until,
                organization: members.abbreviation(side),
                dissolved,
            });
            let other = self.organization_value(side, "dissolved");
            self.push(finding.and_known(other, "dissolved here"));
        }
    }

    /// Reports a spell that certainly goes on in a gap of the existence of a member.
    fn check_gaps(
        &mut self,
        (from, to): (Date, Option<End>),
        implied_end: End,
        members: Members<'_>,
        path: &Path<'_>,
    ) {
        let last = match (to, implied_end) {
            (Some(End::On(to)), _) => to.earliest(),
            (Some(End::Ongoing), _) | (None, End::Ongoing) => Some(Day::MAX),
            (None, End::On(next)) => next.earliest().map(Day::previous),
            (Some(End::Unknown), _) | (None, End::Unknown) => None,
        };
        // Whenever it ended, it had begun.
        let last = last.max(from.earliest());
        let Some((first, last)) = from.latest().zip(last) else {
            return;
        };
        for side in members.parties.iter().copied() {
            let Some(organization) = members.organizations.get(side.index()) else {
                continue;
            };
            if let Some((ended, resumed)) = gap_between(organization, first, last) {
                let finding = path.key("from").finding(FindingKind::PhaseInGap {
                    organization: members.abbreviation(side),
                    ended,
                    resumed,
                });
                let other = self.organization_value(side, "exists");
                self.push(finding.and_known(other, "it existed in these periods"));
            }
        }
    }
}

/// Returns where each spell of a list ends if it states no end: when the next one that holds begins.
fn implied_ends(records: &[SpellRecord]) -> Vec<End> {
    let mut next = End::Ongoing;
    let ends = records.iter().rev().map(|record| {
        if record.withdrawn.is_some() {
            // Where a withdrawn spell ended is not known any more.
            return End::Unknown;
        }
        std::mem::replace(&mut next, End::On(record.from.0))
    });
    let mut ends: Vec<End> = ends.collect();
    ends.reverse();
    ends
}

/// Returns `true` if a spell holds on no day: it ends before it starts, or it is withdrawn.
fn is_set_aside(spell: &Spell) -> bool {
    spell.ends_before_start() || spell.claim.withdrawn().is_some()
}
