//! From the question as it was asked to the question that can be answered.

use std::collections::BTreeMap;

use super::error::{NameKind, QueryError};
use super::filter::Filter;
use super::names::{countries, motives, operations, organizations, term, terms};
use super::selection::Selection;
use crate::graph::{DatedSpell, DayRange, Graph, JointParticipation, OrganizationRef, TimeFilter};
use crate::model::{
    Coding, Condition, Confidence, Day, Key, Motive, Operation, Organization, Partnership, Phase,
    Role,
};

/// A question whose words are known: it can be answered without fail.
#[derive(Clone)]
pub struct Query<'g> {
    pub(super) graph: &'g Graph,
    pub(super) time: TimeFilter,
    pub(super) coding: Key<Coding>,
    /// Whether the question names its coding.
    pub(super) names_coding: bool,
    pub(super) min_confidence: Confidence,
    pub(super) with: Vec<Key<Organization>>,
    pub(super) between: Vec<Key<Organization>>,
    pub(super) phases: Vec<Key<Phase>>,
    pub(super) min_phase: Option<Key<Phase>>,
    pub(super) conditions: Vec<Key<Condition>>,
    pub(super) motives: Option<Vec<Key<Motive>>>,
    pub(super) held_by: Vec<Key<Organization>>,
    pub(super) operations: Vec<Key<Operation>>,
    pub(super) countries: Vec<String>,
    pub(super) roles: Vec<Key<Role>>,
}

impl Filter {
    /// Resolves the names of the question.
    ///
    /// # Errors
    /// Fails with [`QueryError::Unknown`] if a name stands for nothing, with suggestions; with a
    /// sibling if the time or the pair asked for makes no sense.
    pub fn resolve<'g>(&self, graph: &'g Graph) -> Result<Query<'g>, QueryError> {
        let vocabularies = graph.dataset().vocabularies();
        let coding = match &self.coding {
            Some(name) => term(NameKind::Coding, &vocabularies.codings, name)?,
            None => vocabularies
                .codings
                .keys()
                .next()
                .expect("validation completes vocabularies"),
        };
        let between = organizations(graph, &self.between)?;
        if between.len() == 1 || (between.len() > 1 && between.iter().all(|key| *key == between[0]))
        {
            return Err(QueryError::NotAPair);
        }
        Ok(Query {
            graph,
            time: self.time()?,
            coding,
            names_coding: self.coding.is_some(),
            min_confidence: self.min_confidence.unwrap_or(Confidence::Low),
            with: organizations(graph, &self.with)?,
            between,
            phases: terms(NameKind::Phase, &vocabularies.phases, &self.phases)?,
            min_phase: self
                .min_phase
                .as_ref()
                .map(|n| term(NameKind::Phase, &vocabularies.phases, n))
                .transpose()?,
            conditions: terms(
                NameKind::Condition,
                &vocabularies.conditions,
                &self.conditions,
            )?,
            motives: motives(graph, &self.motives)?,
            held_by: organizations(graph, &self.held_by)?,
            operations: operations(graph, &self.operations)?,
            countries: countries(graph, &self.countries)?,
            roles: terms(NameKind::Role, &vocabularies.roles, &self.roles)?,
        })
    }

    /// Returns the time that is asked of.
    ///
    /// # Errors
    /// Fails if both a date and a period are asked for, if the date has no last day, or if the
    /// period ends before it begins.
    pub fn time(&self) -> Result<TimeFilter, QueryError> {
        match (self.at, self.during) {
            (None, None) => Ok(TimeFilter::Always),
            (Some(_), Some(_)) => Err(QueryError::DateAndPeriod),
            (Some(date), None) => match date.latest() {
                Some(day) => Ok(TimeFilter::At(day)),
                None => Err(QueryError::OpenEnded { date }),
            },
            (None, Some(period)) => {
                let first = period
                    .start()
                    .and_then(|date| date.earliest())
                    .unwrap_or(Day::MIN);
                let last = period
                    .end()
                    .and_then(|date| date.latest())
                    .unwrap_or(Day::MAX);
                match first <= last {
                    true => Ok(TimeFilter::During(first, last)),
                    false => Err(QueryError::Reversed { period }),
                }
            }
        }
    }
}

impl<'g> Query<'g> {
    /// Returns the coding under which the question is asked.
    pub fn coding(&self) -> Key<Coding> {
        self.coding
    }

    /// Returns who acts for an organization at the time asked of, or else on the as-of date: itself, or before
    /// it exists the first of its predecessors that does.
    pub fn actor_of(&self, organization: OrganizationRef<'g>) -> OrganizationRef<'g> {
        organization.actor_during(self.state_days())
    }

    /// Says whether more is asked for than a time, a coding and a confidence.
    pub(super) fn is_narrowed(&self) -> bool {
        self.filters_partnerships()
            || !(self.with.is_empty() && self.between.is_empty())
            || self.filters_operations()
    }

    /// Returns the graph that is asked.
    pub fn graph(&self) -> &'g Graph {
        self.graph
    }

    /// Returns the time that is asked of.
    pub fn time(&self) -> TimeFilter {
        self.time
    }

    /// Returns how sure a claim must be to be counted.
    pub fn min_confidence(&self) -> Confidence {
        self.min_confidence
    }

    /// Returns the same question, asked of one day.
    pub fn at(&self, day: Day) -> Self {
        Self {
            time: TimeFilter::At(day),
            ..self.clone()
        }
    }

    /// Answers the question: the partnerships that match, in the order of the dataset.
    pub fn select(&self) -> Selection<'g> {
        let mut found: Vec<Key<Partnership>> = self.candidates();
        found.retain(|key| self.matches(*key));
        let matched = match self.time {
            TimeFilter::During(..) => {
                let spell = |key: &Key<Partnership>| Some((*key, self.matching_spell(*key)?));
                found.iter().filter_map(spell).collect()
            }
            TimeFilter::Always | TimeFilter::At(_) => BTreeMap::new(),
        };
        Selection::new(self, found, matched)
    }

    /// Answers the question for those who want whole courses and not a state: the partnerships that match
    /// at any day of the time asked of, or without one at any time, under the coding that the question names,
    /// or else under any, in the order of the dataset.
    ///
    /// A confidence leaves claims aside and no partnership.
    pub fn select_courses(&self) -> Selection<'g> {
        let mut found = self.candidates();
        found.retain(|key| self.has_stood(*key) && self.may_relate(*key));
        Selection::new(self, found, BTreeMap::new())
    }

    /// Says whether a partnership stood, at some day of the time asked of and under some coding, in a phase
    /// and condition asked for; without them, whether it had a relation then.
    fn has_stood(&self, key: Key<Partnership>) -> bool {
        if self.is_open() && self.time == TimeFilter::Always {
            return true;
        }
        let days = self.time.days();
        let codings = self.graph.dataset().vocabularies().codings.keys();
        let codings = codings.filter(|coding| !self.names_coding || *coding == self.coding);
        let windows = codings.flat_map(|coding| self.graph.index().spells(key, coding));
        let mut of_time = windows.filter(|window| window.days.overlaps(days));
        of_time.any(|window| self.reads(window))
    }

    /// Says whether no phase and no condition is asked for.
    fn is_open(&self) -> bool {
        self.phases.is_empty() && self.min_phase.is_none() && self.conditions.is_empty()
    }

    /// Returns the days on which phases, conditions and ties are read: those of the time filter, or the as-of date.
    pub(crate) fn state_days(&self) -> DayRange {
        self.time.state_days(self.graph.as_of())
    }

    /// Says whether a partnership is a tie: its two members have a relation at the time asked of, and
    /// it is as asked for.
    pub(super) fn relates(&self, key: Key<Partnership>) -> bool {
        let days = self.state_days();
        self.relation_days(key).any(|window| window.overlaps(days)) && self.may_relate(key)
    }

    /// Says whether the members, motives and operations of a partnership are as asked for.
    pub(super) fn may_relate(&self, key: Key<Partnership>) -> bool {
        self.members_match(self.graph.partnership(key).dyad().members())
            && self.is_motivated(key)
            && self.shares(key)
    }

    /// Returns the days of the relations of a partnership that are as asked for, at whatever time.
    pub(super) fn relation_days(&self, key: Key<Partnership>) -> impl Iterator<Item = DayRange> {
        let windows = self.graph.index().spells(key, self.coding);
        let rows = windows.iter().enumerate();
        rows.filter(move |(row, window)| !window.is_absent && self.fits(key, *row, window))
            .map(|(_, window)| window.days)
    }

    /// Says whether two parts in one operation are a tie: both last at the time asked of, and they are as
    /// asked for. What is asked of partnerships alone (phase, condition, motive) no operation has.
    pub(super) fn ties(&self, shared: JointParticipation) -> bool {
        self.ties_during(shared, self.state_days())
    }

    /// Says the same for other days than those asked of.
    pub(super) fn ties_during(&self, shared: JointParticipation, days: DayRange) -> bool {
        !self.filters_partnerships()
            && self.members_match(shared.participations.map(|part| part.organization))
            && self.fits_shared(shared, days)
    }

    /// Says whether an operation runs at the time asked of.
    pub(super) fn runs(&self, key: Key<Operation>) -> bool {
        let sure = self.graph.operation(key).record().claim.confidence >= self.min_confidence;
        sure && self
            .graph
            .index()
            .operation_days(key)
            .overlaps(self.time.days())
    }

    /// Returns the days of all relations between organizations asked for, in phases and conditions
    /// asked for, at whatever time.
    pub(crate) fn all_relation_days(&self) -> impl Iterator<Item = DayRange> {
        let keys = self.candidates().into_iter();
        let concerned =
            keys.filter(|key| self.members_match(self.graph.partnership(*key).dyad().members()));
        concerned.flat_map(|key| self.relation_days(key))
    }

    /// Says whether two organizations are among those asked for.
    pub(crate) fn members_match(&self, members: [Key<Organization>; 2]) -> bool {
        let is_with = |side| self.with.contains(side);
        let is_between = |side| self.between.contains(side);
        (self.with.is_empty() || members.iter().any(is_with))
            && (self.between.is_empty() || members.iter().all(is_between))
    }

    /// Returns the organizations that the question names, in its order.
    pub fn named_organizations(&self) -> impl Iterator<Item = OrganizationRef<'g>> {
        let named = [&self.with, &self.between, &self.held_by];
        let keys = named.into_iter().flatten();
        keys.map(|key| self.graph.organization(*key))
    }

    /// Returns the organizations that are named as members of partnerships; `None` if none is.
    pub(crate) fn named_members(&self) -> Option<&[Key<Organization>]> {
        let named = [&self.between, &self.with];
        let named = named.into_iter().find(|keys| !keys.is_empty());
        named.map(Vec::as_slice)
    }

    /// Says whether something is asked of partnerships that an operation cannot have: phase, condition,
    /// motive.
    pub(crate) fn filters_partnerships(&self) -> bool {
        !self.phases.is_empty()
            || self.min_phase.is_some()
            || !self.conditions.is_empty()
            || self.motives.is_some()
            || !self.held_by.is_empty()
    }

    /// Returns the partnerships that may match, from the narrowest list there is.
    pub(super) fn candidates(&self) -> Vec<Key<Partnership>> {
        let of_organizations = [&self.with, &self.between, &self.held_by];
        let named = of_organizations.into_iter().filter(|keys| !keys.is_empty());
        let Some(named) = named.min_by_key(|keys| keys.len()) else {
            return (0..self.graph.dataset().partnerships().len())
                .map(Key::new)
                .collect();
        };
        let each = named
            .iter()
            .flat_map(|key| self.graph.organization(*key).partnerships());
        let mut found: Vec<Key<Partnership>> = each.map(|partnership| partnership.key()).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    pub(super) fn matches(&self, key: Key<Partnership>) -> bool {
        self.stands(key) && self.may_relate(key)
    }

    /// Says whether the partnership stands, at the time asked of, in a phase and condition asked for;
    /// without them, whether there is a relation at all; without a time either, whether what is told of its
    /// state on the as-of date, be it that it has ended or that nothing is known, is sure enough.
    pub(super) fn stands(&self, key: Key<Partnership>) -> bool {
        if self.is_open() && self.time == TimeFilter::Always {
            let days = self.state_days();
            let mut windows = self.graph.index().spells(key, self.coding).iter();
            let in_force = windows.rposition(|window| window.days.overlaps(days));
            return in_force.is_none_or(|row| self.is_sure(key, row));
        }
        self.matching_spell(key).is_some()
    }

    /// Returns the number of the last spell that is as asked for, at the time asked of.
    fn matching_spell(&self, key: Key<Partnership>) -> Option<usize> {
        let days = self.state_days();
        let windows = self.graph.index().spells(key, self.coding);
        windows
            .iter()
            .enumerate()
            .rposition(|(row, window)| window.days.overlaps(days) && self.fits(key, row, window))
    }

    /// Says whether a spell is as asked for, whatever its time.
    pub(super) fn fits(&self, key: Key<Partnership>, row: usize, window: &DatedSpell) -> bool {
        self.reads(window) && self.is_sure(key, row)
    }

    /// Says whether a spell is in a phase and condition as asked for, however sure it is.
    fn reads(&self, window: &DatedSpell) -> bool {
        // Who asks for no phase asks for relations; who asks for `none` or higher means `none` too.
        let open = self.phases.is_empty() && (!window.is_absent || self.min_phase.is_some());
        (open || self.phases.contains(&window.phase))
            && self.min_phase.is_none_or(|least| window.phase >= least)
            && (self.conditions.is_empty() || self.conditions.contains(&window.condition))
    }

    /// Says whether a spell of a partnership is as sure as asked for.
    pub(super) fn is_sure(&self, key: Key<Partnership>, row: usize) -> bool {
        self.min_confidence == Confidence::Low || {
            let spells = self.graph.partnership(key).record().spells(self.coding);
            spells[row].claim.confidence >= self.min_confidence
        }
    }

    pub(super) fn is_motivated(&self, key: Key<Partnership>) -> bool {
        let asks_for_none = self.motives.is_none() && self.held_by.is_empty();
        let days = self.time.days();
        asks_for_none
            || self
                .wanted_motives(key)
                .any(|(_, held)| held.overlaps(days))
    }

    /// Returns the numbers of the motives of a partnership that are as asked for, whatever their time, with
    /// the days on which they are held.
    pub(super) fn wanted_motives(
        &self,
        key: Key<Partnership>,
    ) -> impl Iterator<Item = (usize, DayRange)> {
        let claims = self.graph.index().motives(key).iter().enumerate();
        let wanted = claims.filter(move |(row, held)| {
            let motives = self.motives.as_ref();
            motives.is_none_or(|wanted| wanted.contains(&held.motive))
                && (self.held_by.is_empty() || self.held_by.contains(&held.holder))
                && self.is_sure_motive(key, *row)
        });
        wanted.map(|(row, held)| (row, held.days))
    }

    fn is_sure_motive(&self, key: Key<Partnership>, row: usize) -> bool {
        self.min_confidence == Confidence::Low || {
            let claims = &self.graph.partnership(key).record().motives;
            claims[row].claim.confidence >= self.min_confidence
        }
    }

    pub(super) fn shares(&self, key: Key<Partnership>) -> bool {
        let mut shared = self.graph.index().joint_participations(key);
        !self.filters_operations()
            || shared.any(|shared| self.fits_shared(shared, self.time.days()))
    }

    /// Says whether two organizations share an operation as asked for, on some of the days.
    fn fits_shared(&self, shared: JointParticipation, days: DayRange) -> bool {
        shared.days.overlaps(days) && self.wants_shared(shared)
    }

    /// Says whether an operation that two organizations share is as asked for, whatever its time.
    pub(super) fn wants_shared(&self, shared: JointParticipation) -> bool {
        shared.confidence() >= self.min_confidence
            && self.is_named_operation(shared.operation())
            && self.roles_match(shared.participations.map(|part| part.role))
    }

    /// Says whether an operation, or its country, is one of those asked for.
    pub(crate) fn is_named_operation(&self, key: Key<Operation>) -> bool {
        let countries = || {
            let countries = self.graph.operation(key).record().countries.iter();
            countries.map(|country| country.to_lowercase())
        };
        (self.operations.is_empty() || self.operations.contains(&key))
            && (self.countries.is_empty() || countries().any(|c| self.countries.contains(&c)))
    }

    /// Says whether one of two roles is asked for.
    pub(crate) fn roles_match(&self, roles: [Key<Role>; 2]) -> bool {
        self.roles.is_empty() || roles.iter().any(|role| self.roles.contains(role))
    }
}
