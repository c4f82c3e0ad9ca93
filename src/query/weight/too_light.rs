//! Ties that are left out because of their weight.

use super::Weight;
use crate::model::{Key, Missing, Organization};
use crate::query::resolve::Query;
use crate::query::selected::SelectedPartnership;

/// The ties that a query leaves out because of their weight alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TooLight {
    /// The number of ties that weigh less than requested.
    pub lighter: usize,
    /// The number of ties of which it is unknown whether they weigh enough: nothing or only a part of the weight is known.
    pub unknown: usize,
}

impl TooLight {
    /// Returns `true` if there are no such ties.
    pub fn is_none(self) -> bool {
        self == Self::default()
    }

    /// Counts the weight of a tie that is left out.
    pub(crate) fn count(&mut self, weight: Weight) {
        if weight.value == Err(Missing::Unknown) || weight.is_partial() {
            self.unknown += 1;
        } else {
            self.lighter += 1;
        }
    }
}

impl<'g> Query<'g> {
    /// Counts the partnerships and derived ties that match but for their weight; with an organization, only its own.
    ///
    /// ```
    /// use interorg::{dataset, graph::Graph, query::Filter};
    ///
    /// let graph = Graph::new(dataset::builtin());
    /// let filter = Filter { at: Some("2005".parse()?), min_weight: "2".parse().ok(), ..Filter::default() };
    /// let left_out = filter.resolve(&graph)?.too_light(None);
    /// let all = Filter { min_weight: None, ..filter.clone() }.resolve(&graph)?.select().len();
    /// assert_eq!(filter.resolve(&graph)?.select().len() + left_out.lighter, all);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn too_light(&self, of: Option<Key<Organization>>) -> TooLight {
        self.too_light_among(|one| of.is_none_or(|of| one.partnership().dyad().contains(of)))
    }

    /// Counts the partnerships and derived ties that match but for their weight and fulfil a condition.
    pub(crate) fn too_light_among(
        &self,
        is_counted: impl Fn(SelectedPartnership<'g>) -> bool,
    ) -> TooLight {
        let mut found = TooLight::default();
        if self.min_weight.is_none() {
            return found;
        }
        let selection = self.of_any_weight().select();
        for tie in selection.iter().filter(|one| is_counted(*one)) {
            let weight = selection.weight(tie);
            if !self.weighs_enough(weight) {
                found.count(weight);
            }
        }
        found
    }

    /// Returns the same query without a minimum weight.
    pub(crate) fn of_any_weight(&self) -> Self {
        Self {
            min_weight: None,
            ..self.clone()
        }
    }
}
