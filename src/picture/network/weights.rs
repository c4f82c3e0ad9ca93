//! Weights of ties, which the widths of lines show.

use super::{Tie, TieKind};
use crate::analysis::measure::Net;
use crate::graph::Graph;
use crate::model::{Known, Vocable};
use crate::phrase::{self, uncapitalized};
use crate::query::Query;
use crate::view::wording::unknown_weights;

/// What the widths of lines show, and between which bounds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WeightLegend {
    /// What the weights are.
    pub name: WeightName,
    /// The least and the greatest known weight; `None` if none is known.
    pub bounds: Option<(f64, f64)>,
    /// Whether some ties have an unknown weight.
    pub has_unknown: bool,
    /// Whether lines with a phase show the weight too, so that their widths do not show the phase.
    pub is_of_phases: bool,
}

/// What the weights of ties are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum WeightName {
    /// The number of shared operations.
    #[default]
    SharedOperations,
    /// An amount, such as troops, in a unit, such as persons.
    Amount {
        /// The label of the amount.
        label: String,
        /// The unit; `None` if the dataset does not say.
        unit: Option<String>,
    },
}

impl WeightName {
    /// Returns the name of the weights of a query.
    pub(super) fn of(query: &Query<'_>) -> Self {
        query
            .weight_amount()
            .map_or(Self::SharedOperations, |amount| Self::Amount {
                label: amount.term().label.to_string(),
                unit: amount.unit.as_deref().map(str::to_owned),
            })
    }

    /// Returns a weight in words.
    pub(super) fn label(&self, weight: Known<f64>) -> String {
        match (self, weight) {
            (Self::SharedOperations, Ok(0.0) | Err(_)) => "no shared operation".to_owned(),
            (Self::SharedOperations, Ok(1.0)) => "1 shared operation".to_owned(),
            (Self::SharedOperations, Ok(count)) => {
                format!("{} shared operations", phrase::number(count))
            }
            (Self::Amount { label, .. }, Err(_)) => format!("{}: unknown", uncapitalized(label)),
            (Self::Amount { label, unit }, Ok(number)) => {
                let unit = unit
                    .as_ref()
                    .filter(|unit| !unit.eq_ignore_ascii_case(label));
                let unit = unit.map_or_else(String::new, |unit| format!(" {unit}"));
                format!("{}: {}{unit}", uncapitalized(label), phrase::number(number))
            }
        }
    }
}

impl WeightLegend {
    /// Collects the weights of ties; `None` if no line shows one.
    pub(super) fn of(ties: &[Tie], name: WeightName) -> Option<Self> {
        let weighted = || ties.iter().filter(|tie| tie.weight.is_some());
        weighted().next()?;
        let known = || weighted().filter_map(|tie| tie.weight?.ok());
        let least = known().reduce(f64::min);
        Some(Self {
            name,
            bounds: least.zip(known().reduce(f64::max)),
            has_unknown: weighted().any(|tie| tie.weight.is_some_and(|weight| weight.is_err())),
            is_of_phases: weighted().any(|tie| tie.kind == TieKind::Partnership),
        })
    }

    /// Returns the weights whose lines a legend shows, each with its label: the least, the greatest, and an unknown one.
    pub(crate) fn samples(&self) -> impl Iterator<Item = (Known<f64>, String)> {
        let bounds = self.bounds.into_iter();
        let known =
            bounds.flat_map(|(least, most)| [Some(least), Some(most).filter(|most| *most > least)]);
        let unknown = self
            .has_unknown
            .then_some(Err(crate::model::Missing::Unknown));
        let weights = known.flatten().map(Ok).chain(unknown);
        weights.map(|weight| {
            let label = match (&self.name, weight) {
                (WeightName::SharedOperations, Ok(0.0)) if !self.is_of_phases => {
                    "No phase recorded, and no shared operation".to_owned()
                }
                _ => phrase::capitalized(&self.name.label(weight)),
            };
            (weight, label)
        })
    }

    /// Returns the greatest weight; 0 if none is known.
    pub(crate) fn greatest(&self) -> f64 {
        self.bounds.map_or(0.0, |(_, most)| most)
    }
}

/// Returns notes on what the widths of lines show, and on ties of which the amount is unknown; `None` for each if lines show
/// no amount, or if no amount is unknown.
pub(super) fn notes(query: &Query<'_>, ties: &[Tie]) -> [Option<String>; 2] {
    let Some(amount) = query.weight_amount() else {
        return [None, None];
    };
    let label = uncapitalized(&amount.term().label);
    let unknown = ties.iter().filter(|tie| matches!(tie.weight, Some(Err(_))));
    let partial = ties.iter().filter(|tie| tie.is_partly_known).count();
    let unknown = unknown_weights(&label, ties.len(), unknown.count(), partial);
    let meaning = format!(
        "Width of lines: {label}; of a shared operation, the lesser amount of the two organizations."
    );
    [Some(meaning), unknown]
}

/// Returns the network of ties between a number of nodes, for measures.
pub(super) fn net(nodes: usize, ties: &[Tie], graph: &Graph) -> Net {
    let ends = ties
        .iter()
        .filter(|tie| tie.ends.0 < nodes && tie.ends.1 < nodes);
    let ties = ends.map(|tie| (tie.ends.0, tie.ends.1, numeric(tie, graph)));
    Net::new(nodes, ties).expect("the ends are nodes")
}

/// Returns the weight of a tie for measures of a network: that of its line; without one, the rung of its phase, counted
/// from 1 for the lowest that is a relation. Unknown weights are 0.
fn numeric(tie: &Tie, graph: &Graph) -> f64 {
    match tie.weight {
        Some(weight) => weight.unwrap_or(0.0),
        None => {
            let phases = graph.dataset().vocabularies().phases.iter();
            let rungs = phases.take(tie.phase + 1).filter(|phase| !phase.absent);
            rungs.count() as f64
        }
    }
}
