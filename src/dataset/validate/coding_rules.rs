//! The rules of coding that a dataset states for itself: phases against operations, silence, and falls.

use std::collections::BTreeSet;

use super::Validator;
use super::partnership::{MAX_PARTIES, Members};
use super::path::Path;
use super::phases::Listed;
use crate::dataset::finding::FindingKind;
use crate::dataset::record::{DocumentRecord, RulesRecord, Text};
use crate::model::{
    CodingRules, Date, Day, Dyad, End, Existence, Identified, Key, Operation, Organization,
    Participation, ParticipationStatus, Records, Spell, Vocable,
};

/// The number of months without an event after which a relation is silent.
const SILENT_MONTHS: usize = 24;

/// The days from a first to a last one.
#[derive(Clone, Copy)]
struct Period {
    first: Day,
    last: Day,
}

/// When an organization, or two of them, took part in an operation.
#[derive(Clone, Copy)]
struct Part {
    certain: Option<Period>,
    possible: Period,
}

/// An operation in which both members of a dyad may have taken part, and when.
struct SharedOperation<'o> {
    operation: &'o Operation,
    part: Part,
}

impl Validator<'_> {
    /// Reads the rules of coding.
    pub(super) fn read_rules(
        &mut self,
        record: Option<RulesRecord>,
        path: &Path<'_>,
    ) -> CodingRules {
        let record = record.unwrap_or_default();
        let vocabularies = self.vocabularies;
        let phases = path.key("phases-without-operations");
        let roles = path.key("leading-roles");
        let silent_condition = record.silent_condition.and_then(|condition| {
            let path = path.key("silent-condition");
            let conditions = &vocabularies.conditions;
            self.references.term(conditions, &condition, &path)
        });
        CodingRules {
            phases_without_operations: self.terms(
                &vocabularies.phases,
                &record.phases_without_operations,
                &phases,
            ),
            leading_roles: self.terms(&vocabularies.roles, &record.leading_roles, &roles),
            silent_condition,
            falls_need_milestone: record.falls_need_milestone,
        }
    }

    fn terms<T: Vocable>(
        &mut self,
        vocabulary: &Records<T>,
        names: &[Text],
        list: &Path<'_>,
    ) -> Box<[Key<T>]> {
        let names = names.iter().enumerate();
        let keys = names.filter_map(|(index, name)| {
            let path = list.index(index);
            self.references.term(vocabulary, name, &path)
        });
        keys.collect()
    }

    /// Reads what the rules are about, if there are any: the dates of the milestones of each dyad, and the operations of each
    /// organization. A milestone is a fact about the dyad: those that another coding pass or a record of more than two
    /// organizations has count too.
    pub(super) fn read_events(&mut self, records: &[DocumentRecord], operations: &[Operation]) {
        if !self.rules.compare_events() {
            return;
        }
        let operations = operations.iter().enumerate();
        for (row, operation) in operations.filter(|(_, one)| one.claim.withdrawn().is_none()) {
            for participation in &operation.participations {
                let of_organization = self.operations.entry(participation.organization);
                of_organization.or_default().push(row);
            }
        }
        let records = records.iter().flat_map(|contents| &contents.partnerships);
        for record in records.filter(|record| record.between.len() <= MAX_PARTIES) {
            let milestones = record.milestones.iter();
            let milestones = milestones.filter(|milestone| milestone.withdrawn.is_none());
            let dates: Vec<Date> = milestones.map(|milestone| milestone.date.0).collect();
            let members = record.between.iter();
            let members: Vec<Key<Organization>> = members
                .filter_map(|name| self.references.find_record(name))
                .collect();
            for (place, a) in members.iter().enumerate() {
                let dyads = members[..place].iter().filter_map(|b| Dyad::new(*a, *b));
                for dyad in dyads {
                    self.milestones.entry(dyad).or_default().extend(&dates);
                }
            }
        }
    }

    /// Reports the spells of one coding of a dyad that contradict the rules of the dataset. The spells are those that hold, in
    /// the order of time.
    pub(super) fn check_rules(&mut self, spells: &[Listed], members: Members<'_>, list: &Path<'_>) {
        let &[a, b] = members.parties else { return };
        if !self.rules.compare_events() {
            return;
        }
        let milestones = Dyad::new(a, b).and_then(|dyad| self.milestones.get(&dyad).cloned());
        let milestones = milestones.unwrap_or_default();
        let shared = self.shared_operations(spells, members);
        for (place, Listed { index, spell }) in spells.iter().enumerate() {
            let path = list.index(*index);
            let spell_at = |place: usize| spells.get(place).map(|listed| &listed.spell);
            let previous = place.checked_sub(1).and_then(spell_at);
            if !self.follows_dissolution(spell, members) {
                self.check_fall(spell, previous, &milestones, &path);
            }
            let next = spell_at(place + 1);
            if let Some(period) = self.spell_period(spell, next) {
                self.check_operations(spell, period, &shared, &path);
                self.check_silence(spell, period, (&milestones, &shared), &path);
            }
        }
    }

    /// Reports a phase that is defined as one without operations beside an operation that the two shared, unless a rival reading
    /// has another phase.
    fn check_operations(
        &mut self,
        spell: &Spell,
        period: Period,
        shared: &[SharedOperation<'_>],
        path: &Path<'_>,
    ) {
        let without = &self.rules.phases_without_operations;
        let mut rivals = spell.claim.rivals.iter().filter_map(|rival| rival.phase);
        if !without.contains(&spell.phase) || rivals.any(|phase| !without.contains(&phase)) {
            return;
        }
        let mut shared = shared.iter();
        if let Some(beside) = shared.find(|one| one.is_certainly_beside(period)) {
            let kind = FindingKind::PhaseBesideOperation {
                phase: self.vocabularies.phases[spell.phase].id().to_string(),
                operation: beside.operation.id.to_string(),
            };
            self.find(&path.key("phase"), kind);
        }
    }

    /// Reports a silent time in a relation if neither the spell nor a rival reading is marked as silent, and an event in a spell that
    /// is.
    fn check_silence(
        &mut self,
        spell: &Spell,
        period: Period,
        (milestones, shared): (&[Date], &[SharedOperation<'_>]),
        path: &Path<'_>,
    ) {
        let Some(silent) = self.rules.silent_condition else {
            return;
        };
        let is_without_operations = self.rules.phases_without_operations.contains(&spell.phase);
        let is_absent = self.vocabularies.phases[spell.phase].absent;
        let dated = milestones.iter().filter_map(possible_period);
        let events = dated.chain(shared.iter().map(|one| one.part.possible));
        let events = events.filter_map(|one| one.intersection(period));
        if spell.condition == silent {
            // The events on the days on which the spell begins and ends are what bounds it.
            let is_inside = |one: &Period| period.first < one.first && one.last < period.last;
            let happened = milestones
                .iter()
                .filter_map(possible_period)
                .any(|one| is_inside(&one));
            if happened || shared.iter().any(|one| one.is_certainly_beside(period)) {
                self.find(&path.key("condition"), FindingKind::EventInSilence);
            }
        } else if !is_without_operations
            && !is_absent
            && !spell
                .claim
                .rivals
                .iter()
                .any(|rival| rival.condition == Some(silent))
            && let Some((last, next)) = silence(period, events.collect())
        {
            let condition = self.vocabularies.conditions[silent].id().to_string();
            let (from, to) = (Date::from(last), Date::from(next));
            let kind = FindingKind::UnmarkedSilence {
                condition,
                from,
                to,
            };
            self.find(&path.key("from"), kind);
        }
    }

    /// Returns `true` if a phase without a relation may begin because a member was dissolved, which does not count as a fall.
    fn follows_dissolution(&self, spell: &Spell, members: Members<'_>) -> bool {
        let is_dissolved = |key: &Key<Organization>| {
            let organization = members.organizations.get(key.index());
            let dissolved = organization.map(|organization| organization.dissolved);
            matches!(dissolved, Some(End::On(date)) if !spell.from.is_certainly_before(&date))
        };
        self.vocabularies.phases[spell.phase].absent && members.parties.iter().any(is_dissolved)
    }

    /// Reports a fall in phase that no milestone marks.
    fn check_fall(
        &mut self,
        spell: &Spell,
        previous: Option<&Spell>,
        milestones: &[Date],
        path: &Path<'_>,
    ) {
        let Some(previous) = previous else { return };
        let is_marked = |date: &Date| {
            let begins = (spell.from.earliest(), spell.from.latest());
            let meets = (date.earliest() <= begins.1) && (begins.0 <= date.latest());
            meets && date.earliest().is_some()
        };
        if self.rules.falls_need_milestone
            && spell.phase < previous.phase
            && !milestones.iter().any(is_marked)
        {
            let phases = &self.vocabularies.phases;
            let kind = FindingKind::UncitedFall {
                before: phases[previous.phase].id().to_string(),
                after: phases[spell.phase].id().to_string(),
            };
            self.find(&path.key("phase"), kind);
        }
    }

    /// Returns the days on which a spell certainly lasts; `None` if there are none. One that goes on lasts until the as-of date.
    fn spell_period(&self, spell: &Spell, next: Option<&Spell>) -> Option<Period> {
        let as_of = || self.as_of.as_ref().and_then(|as_of| as_of.date.earliest());
        let last = match (spell.to, next) {
            (Some(End::On(to)), _) => to.earliest(),
            (Some(End::Unknown), _) => None,
            (None, Some(next)) => next.from.earliest(),
            (None | Some(End::Ongoing), _) => as_of(),
        };
        Period::new(spell.from.latest()?, last?)
    }

    /// Returns the operations in which both members, or predecessors that acted for them, may have taken part at the same time, and
    /// which one of them ran.
    fn shared_operations<'o>(
        &self,
        spells: &[Listed],
        members: Members<'o>,
    ) -> Vec<SharedOperation<'o>> {
        let [a, b] = *members.parties else {
            return Vec::new();
        };
        let through = || {
            spells
                .iter()
                .flat_map(|listed| listed.spell.through.iter().copied())
        };
        let side = |member: Key<Organization>| -> Vec<Key<Organization>> {
            let predecessors = through().filter(|key| members.lineage.may_precede(*key, member));
            predecessors.chain([member]).collect()
        };
        let (a, b) = (side(a), side(b));
        let of_a = a.iter().filter_map(|key| self.operations.get(key));
        let of_a: BTreeSet<usize> = of_a.flatten().copied().collect();
        let mut shared = Vec::new();
        for operation in of_a.into_iter().map(|row| &members.operations[row]) {
            let leads = |side: &[Key<Organization>]| self.is_led_by(operation, side);
            if !(leads(&a) || leads(&b)) {
                continue;
            }
            let others = self.parts(operation, &b, members.organizations);
            for one in self.parts(operation, &a, members.organizations) {
                let both = others.iter().filter_map(|other| one.intersection(*other));
                shared.extend(both.map(|part| SharedOperation { operation, part }));
            }
        }
        shared
    }

    fn is_led_by(&self, operation: &Operation, side: &[Key<Organization>]) -> bool {
        let roles = &self.rules.leading_roles;
        let mut parts = self.participations(operation, side);
        roles.is_empty() || parts.any(|part| roles.contains(&part.role))
    }

    /// Returns the participations of a side in an operation, in roles that make ties, that are known and hold.
    fn participations<'o>(
        &self,
        operation: &'o Operation,
        side: &[Key<Organization>],
    ) -> impl Iterator<Item = &'o Participation> {
        let parts = operation.participations.iter();
        parts.filter(|part| {
            side.contains(&part.organization)
                && self.vocabularies.roles[part.role].ties
                && part.status == ParticipationStatus::Recorded
                && part.claim.withdrawn().is_none()
        })
    }

    /// Returns when a side took part in an operation, once per participation and period in which its organization existed.
    fn parts(
        &self,
        operation: &Operation,
        side: &[Key<Organization>],
        organizations: &[Organization],
    ) -> Vec<Part> {
        let parts = self.participations(operation, side).flat_map(|part| {
            let start = part.from.or(operation.start);
            let end = part.to.unwrap_or(operation.end);
            let organization = organizations.get(part.organization.index());
            let periods = organization.map_or_else(Vec::new, existence);
            periods
                .into_iter()
                .filter_map(move |period| Part::new(start, end, &period))
        });
        parts.collect()
    }
}

impl Period {
    fn new(first: Day, last: Day) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    fn intersection(self, other: Self) -> Option<Self> {
        Self::new(self.first.max(other.first), self.last.min(other.last))
    }
}

impl Part {
    /// Creates the part of an organization from the dates of its participation and a period in which it existed; `None` if these
    /// contradict each other.
    fn new(start: Option<Date>, end: End, existence: &Existence) -> Option<Self> {
        let vanished = existence.to.unwrap_or(End::Ongoing);
        let earliest = |date: Option<Date>| date.and_then(|date| date.earliest());
        let latest = |end: End| end.date().and_then(Date::latest).unwrap_or(Day::MAX);
        let possible = Period::new(
            earliest(start)
                .max(earliest(existence.from))
                .unwrap_or(Day::MIN),
            latest(end).min(latest(vanished)),
        )?;
        let certain = || {
            let mut first = start?.latest()?;
            if let Some(from) = existence.from {
                first = first.max(from.latest()?);
            }
            let until = |end: End| match end {
                End::On(date) => date.earliest(),
                End::Ongoing => Some(Day::MAX),
                End::Unknown => Some(first),
            };
            Period::new(first, until(end)?.min(until(vanished)?))
        };
        Some(Self {
            certain: certain(),
            possible,
        })
    }

    fn intersection(self, other: Self) -> Option<Self> {
        let certain = self.certain.zip(other.certain);
        Some(Self {
            certain: certain.and_then(|(one, other)| one.intersection(other)),
            possible: self.possible.intersection(other.possible)?,
        })
    }
}

impl SharedOperation<'_> {
    /// Returns `true` if the operation certainly went on in a period. What begins on the day on which the period ends is what ended
    /// it.
    fn is_certainly_beside(&self, period: Period) -> bool {
        let certain = self.part.certain;
        certain.is_some_and(|one| one.first < period.last && period.first < one.last)
    }
}

/// Returns the periods in which an organization existed.
fn existence(organization: &Organization) -> Vec<Existence> {
    if organization.existence.is_empty() {
        vec![Existence {
            from: organization.founded,
            to: Some(organization.dissolved),
        }]
    } else {
        organization.existence.to_vec()
    }
}

/// Returns all days on which an event may have happened; `None` if the date is open on both sides.
fn possible_period(date: &Date) -> Option<Period> {
    let first = date.earliest().or(date.latest())?;
    let last = date.latest().unwrap_or(first);
    Some(Period { first, last })
}

/// Returns the last day before, and the first day after, a time of at least [`SILENT_MONTHS`] within a period in which nothing
/// happened; `None` if there is no such time.
fn silence(period: Period, mut events: Vec<Period>) -> Option<(Day, Day)> {
    events.sort_by_key(|event| event.first);
    let mut last = period.first;
    let ends = [Period {
        first: period.last,
        last: period.last,
    }];
    for event in events.into_iter().chain(ends) {
        // The silence ends on the day before the event.
        if months_between(last, event.first.previous()) >= SILENT_MONTHS {
            return Some((last, event.first));
        }
        last = last.max(event.last);
    }
    None
}

/// Returns the number of whole months from one day to a later one; 0 if it is not later.
fn months_between(first: Day, last: Day) -> usize {
    let months = |day: Day| {
        let (year, month, _) = day.year_month_day();
        i64::from(year) * 12 + i64::from(month)
    };
    let day = |day: Day| day.year_month_day().2;
    let whole = months(last) - months(first) - i64::from(day(last) < day(first));
    usize::try_from(whole).unwrap_or(0)
}
