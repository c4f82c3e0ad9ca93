//! Marks the ties that are recorded to a lower standard than others of the picture.

use std::collections::BTreeSet;

use super::Tie;
use crate::graph::Graph;
use crate::model::{Key, Standard};
use crate::picture::ranking::InForce;

/// The mark after the label of a tie.
const MARK: &str = "*";

/// The standards of the ties of a picture.
pub(super) struct Standards(BTreeSet<Key<Standard>>);

impl Standards {
    /// Collects the standards of partnerships.
    pub(super) fn of(drawn: &[InForce<'_>]) -> Self {
        let standards = drawn.iter().filter_map(standard);
        Self(standards.collect())
    }

    /// Returns the tie of a partnership, marked if another partnership has a higher standard.
    pub(super) fn marked(&self, one: &InForce<'_>, tie: Tie) -> Tie {
        let is_lower = standard(one).is_some_and(|own| self.0.first() < Some(&own));
        let mark = if is_lower { MARK } else { "" };
        Tie {
            label: tie.label + mark,
            ..tie
        }
    }

    /// Returns the note that explains the mark, with the names of the lower standards; `None` if all ties have the same one.
    pub(super) fn note(&self, graph: &Graph) -> Option<String> {
        let standards = &graph.dataset().vocabularies().standards;
        let lower = self.0.iter().skip(1).map(|key| standards.label(*key));
        let lower: Vec<&str> = lower.collect();
        (!lower.is_empty()).then(|| {
            format!(
                "{MARK} Recorded to a lower standard than the other lines ({}).",
                lower.join(", ").to_lowercase()
            )
        })
    }
}

fn standard((selected, _): &InForce<'_>) -> Option<Key<Standard>> {
    selected.partnership().standard()
}
