//! Weights of ties: shared operations, or an amount.
//!
//! The weight of two organizations by an amount is what the dataset records of the two: the amounts of their partnership and
//! of its spells. If it records none that is known at the time, the weight is what both put into the operations that they
//! share: in each the lesser of their two amounts, added up over the operations. So a tie is not strong because one side alone
//! is large. Where an amount of the partnership is recorded as unknown, that of the operations is only a part.
//!
//! A tie is weighed at the time of the query: its date, its period, or the as-of date if it has neither.

mod course;
mod too_light;

use super::resolve::Query;
use super::selected::SelectedPartnership;
use super::selection::Selection;
use super::weight_by::WeightBy;
use crate::graph::{DayRange, JointParticipation, OperationRef};
use crate::model::{Decimal, Key, Known, Organization, Participation, Partnership, Quantity};

pub(crate) use self::course::AmountCourse;
pub use self::too_light::TooLight;

/// The weight of a tie.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Weight {
    /// The number of shared operations, or of units of the amount; [`Missing::Unknown`](crate::model::Missing::Unknown) if no amount is known, and
    /// [`Missing::None`](crate::model::Missing::None) if a tie by shared operations has none at the time.
    pub value: Known<f64>,
    /// The number of records whose amount is unknown or not recorded, and so not in the value.
    pub unknown: usize,
}

impl Weight {
    /// Returns `true` if only a part of the weight is known, which is its value.
    pub fn is_partial(&self) -> bool {
        self.value.is_ok() && self.unknown > 0
    }

    /// Creates the weight of a number of operations, or of the rung of a phase.
    pub(crate) fn of_count(count: usize) -> Self {
        Self {
            value: Ok(count as f64),
            unknown: 0,
        }
    }
}

impl<'g> Query<'g> {
    /// Returns what the weight of a tie is; `None` if the query does not say.
    pub fn weight_by(&self) -> Option<WeightBy> {
        self.weight
    }

    /// Returns the amount that is the weight of a tie; `None` if none is.
    pub fn weight_amount(&self) -> Option<&'g Quantity> {
        match self.weight? {
            WeightBy::SharedOperations => None,
            WeightBy::Amount(what) => Some(&self.graph.dataset().vocabularies().amounts[what]),
        }
    }

    /// Returns `true` if a partnership or a spell has the amount that the query names.
    pub(crate) fn has_own_amounts(&self) -> bool {
        let Some(WeightBy::Amount(what)) = self.weight else {
            return false;
        };
        let mut partnerships = self.graph.dataset().partnerships().iter();
        partnerships.any(|partnership| {
            let spells = partnership.codings.iter().flat_map(|coded| &coded.spells);
            let of_spells = spells.map(|spell| &spell.annotations);
            let mut all = of_spells.chain([&partnership.annotations]);
            all.any(|annotations| annotations.amounts_of(what).next().is_some())
        })
    }

    /// Returns the weight of a partnership or derived tie on some days.
    pub(crate) fn weight_of(&self, key: Key<Partnership>, days: DayRange) -> Weight {
        match self.weight {
            Some(WeightBy::Amount(what)) => {
                self.weight_of_course(&self.course_of(key, what, days), what)
            }
            _ => Weight::of_count(count_operations(&self.joint_on(key, days))),
        }
    }

    /// Returns `true` if ties are weighed by a named weight, or must have a minimum one.
    pub(crate) fn weighs_ties(&self) -> bool {
        self.weight.is_some() || self.min_weight.is_some()
    }

    /// Returns the weight of two organizations by their shared operations on the days on which ties are weighed, of which the
    /// number is known.
    pub(crate) fn weight_of_pair(&self, [a, b]: [Key<Organization>; 2], shared: usize) -> Weight {
        let Some(WeightBy::Amount(_)) = self.weight else {
            return Weight::of_count(shared);
        };
        let days = self.state_days();
        let joint = self.graph.index().joint_participations_between(a, b);
        let joint = joint
            .filter(|joint| joint.days.overlaps(days) && self.joint_participation_matches(*joint));
        self.weight_of_joint(&joint.collect::<Vec<_>>(), days)
    }

    /// Returns the weight of joint participations of one pair of organizations, in the order of their operations.
    fn weight_of_joint(&self, joint: &[JointParticipation], days: DayRange) -> Weight {
        match self.weight {
            Some(WeightBy::Amount(what)) => {
                self.weight_of_course(&self.course_of_joint(joint, what, days), what)
            }
            _ => Weight::of_count(count_operations(joint)),
        }
    }

    /// Returns the amount of a partnership or derived tie on some days: its own, or else that of the shared operations.
    ///
    /// Beside an own amount that is recorded as unknown, that of the operations is only a part. A derived tie without a shared
    /// operation on these days has no amount, which is not an unknown one.
    pub(crate) fn course_of(
        &self,
        key: Key<Partnership>,
        what: Key<Quantity>,
        days: DayRange,
    ) -> AmountCourse {
        let own = self.own_course(key, what, days);
        if own.has_known() {
            return own;
        }
        let joint = self.joint_on(key, days);
        let mut all = own;
        if !joint.is_empty() {
            all.add(self.course_of_joint(&joint, what, days));
        } else if all.count_unknown() == 0 && !self.graph.partnership(key).is_derived() {
            all = AmountCourse::unknown();
        }
        all
    }

    /// Returns the matching joint participations of a partnership on some days, in the order of the operations.
    fn joint_on(&self, key: Key<Partnership>, days: DayRange) -> Vec<JointParticipation> {
        let joint = self.graph.index().joint_participations(key);
        let joint = joint
            .filter(|joint| joint.days.overlaps(days) && self.joint_participation_matches(*joint));
        joint.collect()
    }

    /// Returns what two organizations both put into the operations that they share: in each the lesser amount of the two.
    pub(crate) fn course_of_joint(
        &self,
        joint: &[JointParticipation],
        what: Key<Quantity>,
        days: DayRange,
    ) -> AmountCourse {
        if joint.is_empty() {
            return AmountCourse::unknown();
        }
        let mut all = AmountCourse::default();
        for joint in joint.chunk_by(|one, other| one.operation() == other.operation()) {
            let [mine, theirs] = [0, 1].map(|side| self.put_in(joint, side, what, days));
            all.add(mine.lesser(theirs));
        }
        all
    }

    /// Returns what one side puts into one operation: the amounts of all its participations that have one.
    fn put_in(
        &self,
        joint: &[JointParticipation],
        side: usize,
        what: Key<Quantity>,
        days: DayRange,
    ) -> AmountCourse {
        let dataset = self.graph.dataset();
        let mut course: Option<AmountCourse> = None;
        let mut seen: Vec<*const Participation> = Vec::new();
        for joint in joint {
            let record = joint.participations[side].record(dataset);
            let has_amount = record.annotations.amounts_of(what).next().is_some();
            if has_amount && !seen.contains(&std::ptr::from_ref(record)) {
                seen.push(record);
                let operation = self.graph.operation(joint.operation());
                let added = self.course_of_participation(operation, record, what, days);
                course.get_or_insert_default().add(added);
            }
        }
        course.unwrap_or_else(AmountCourse::unknown)
    }

    /// Returns the amount of a participation on some days.
    pub(crate) fn course_of_participation(
        &self,
        operation: OperationRef<'_>,
        participation: &Participation,
        what: Key<Quantity>,
        days: DayRange,
    ) -> AmountCourse {
        let quantity = &self.graph.dataset().vocabularies().amounts[what];
        let parts = operation.participation_days(participation);
        // Across a gap in the existence of the organization, an amount is that of the whole time.
        let held = parts
            .first()
            .zip(parts.last())
            .map(|(first, last)| DayRange {
                first: first.first,
                last: last.last,
            });
        let course = held.and_then(|held| {
            let amounts = participation.annotations.amounts_of(what);
            AmountCourse::of_record(amounts, held, self.recorded(days), quantity)
        });
        course.unwrap_or_else(AmountCourse::unknown)
    }

    /// Returns the course of the amount that is recorded of a partnership and its spells on some days; empty if none is.
    fn own_course(
        &self,
        key: Key<Partnership>,
        what: Key<Quantity>,
        days: DayRange,
    ) -> AmountCourse {
        let partnership = self.graph.partnership(key);
        let days = self.recorded(days);
        let spells = partnership.spells(self.coding);
        let spells =
            spells.filter(|spell| spell.record().claim.confidence >= self.min_confidence());
        let spells = spells.map(|spell| (&spell.record().annotations, spell.days()));
        let own = (&partnership.record().annotations, DayRange::ALL);
        let quantity = &self.graph.dataset().vocabularies().amounts[what];
        let mut all = AmountCourse::default();
        for (annotations, held) in spells.chain([own]) {
            let amounts = annotations.amounts_of(what);
            let course = AmountCourse::of_record(amounts, held, days, quantity);
            all.add(course.unwrap_or_default());
        }
        all
    }

    fn weight_of_course(&self, course: &AmountCourse, what: Key<Quantity>) -> Weight {
        let quantity = &self.graph.dataset().vocabularies().amounts[what];
        Weight {
            value: course.value(quantity),
            unknown: course.count_unknown(),
        }
    }

    /// Returns the days up to the as-of date, if any of them are: later ones are not recorded.
    fn recorded(&self, days: DayRange) -> DayRange {
        let as_of = self.graph.as_of();
        DayRange {
            last: if days.first <= as_of {
                days.last.min(as_of)
            } else {
                days.last
            },
            ..days
        }
    }

    /// Returns `true` if a weight is as large as the query requests. An unknown one is not.
    pub(crate) fn weighs_enough(&self, weight: Weight) -> bool {
        let minimum = self.min_weight.map(|minimum| minimum.get());
        minimum.is_none_or(|minimum| weight.value.is_ok_and(|value| value >= minimum))
    }

    /// Returns `true` if the joint participations of one pair of organizations, in the order of their operations, are enough
    /// for a tie: as many operations and as much weight as the query requests.
    pub(crate) fn joint_tie_matches(&self, joint: &[JointParticipation]) -> bool {
        if count_operations(joint) < self.min_shared.unwrap_or(1) {
            return false;
        }
        let days = self.state_days();
        let weighed = || joint.iter().filter(|joint| joint.days.overlaps(days));
        let weight = || self.weight_of_joint(&weighed().copied().collect::<Vec<_>>(), days);
        self.min_weight.is_none() || self.weighs_enough(weight())
    }

    /// Returns `true` if a partnership weighs as much at the time of the query as it requests.
    pub(super) fn is_heavy_enough(&self, key: Key<Partnership>) -> bool {
        self.min_weight.is_none() || self.weighs_enough(self.weight_of(key, self.state_days()))
    }

    /// Returns the minimum weight of a tie; `None` for any.
    pub fn min_weight(&self) -> Option<Decimal> {
        self.min_weight
    }
}

/// Returns the number of operations of joint participations, which are in the order of their operations.
fn count_operations(joint: &[JointParticipation]) -> usize {
    let operations = joint.chunk_by(|one, other| one.operation() == other.operation());
    operations.count()
}

impl<'g> Selection<'g> {
    /// Returns the weight of a partnership or derived tie at the time of the selection, or else on the as-of date: the number
    /// of operations that the two share, or the amount that the query names.
    ///
    /// ```
    /// use interorg::graph::{Graph, Ties};
    /// use interorg::{dataset, query::Filter};
    ///
    /// let dataset = dataset::parse("\
    /// dataset: {title: Troops, as-of: 2020}
    /// vocabularies: {amounts: [{id: troops, label: Troops, definition: Soldiers.}]}
    /// organizations: [{id: a, name: A}, {id: b, name: B}]
    /// operations:
    ///   - {id: o, name: O, start: 2001, cite: [s], participations: [
    ///       {organization: a, role: lead, amounts: [{what: troops, value: 500}]},
    ///       {organization: b, role: lead, amounts: [{what: troops, value: 20}]}]}
    /// sources: {s: {title: S}}
    /// ")?;
    /// let graph = Graph::new(dataset).with_ties(Ties::Operations);
    /// let filter = Filter { weight: Some("troops".into()), ..Filter::default() };
    /// let selection = filter.resolve(&graph)?.select();
    /// let tie = selection.iter().next().expect("both take part in an operation");
    /// assert_eq!(selection.weight(tie).value, Ok(20.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn weight(&self, selected: SelectedPartnership<'g>) -> Weight {
        let key = selected.partnership().key();
        self.query().weight_of(key, self.state_days())
    }
}
