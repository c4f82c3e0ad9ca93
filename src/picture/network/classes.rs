//! The kinds of organizations as classes that boxes show.

use std::cmp::Reverse;

use crate::graph::{Graph, OrganizationRef};
use crate::model::{Key, OrganizationKind};
use crate::picture::legend::LegendEntry;
use crate::picture::style::MAX_CLASSES;

/// The number of organizations from which the tint of a box shows the kind: fewer have full names in their boxes,
/// which say more.
const MIN_TINTED: usize = 9;

/// The classes of organizations in a picture: their kinds. No two that are drawn have one fill.
///
/// A kind has the class of its place in the vocabulary, so that it looks the same in every picture, unless the vocabulary
/// has more kinds than there are fills. Then the kinds that are drawn are counted. Of too many, the most frequent have a class
/// each, and the others share the last.
pub(in crate::picture) struct Classes {
    /// The class of each kind of the vocabulary; `None` for one that is not drawn.
    of_kinds: Vec<Option<usize>>,
    entries: Vec<LegendEntry>,
}

impl Classes {
    /// Returns the classes of organizations; none for a few organizations.
    pub(in crate::picture) fn of(graph: &Graph, organizations: &[OrganizationRef<'_>]) -> Self {
        let vocabulary = &graph.dataset().vocabularies().organization_kinds;
        let mut counts = vec![0_usize; vocabulary.len()];
        let kinds = organizations.iter().filter_map(|one| one.record().kind);
        for kind in kinds.filter(|_| organizations.len() >= MIN_TINTED) {
            counts[kind.index()] += 1;
        }
        let mut drawn: Vec<usize> = (0..counts.len()).filter(|kind| counts[*kind] > 0).collect();
        let has_others = drawn.len() > MAX_CLASSES;
        if has_others {
            drawn.sort_by_key(|kind| (Reverse(counts[*kind]), *kind));
            drawn.truncate(MAX_CLASSES - 1);
            drawn.sort_unstable();
        }
        let keeps_places = vocabulary.len() <= MAX_CLASSES;
        let class = |kind: usize| match drawn.binary_search(&kind) {
            Ok(_) if keeps_places => Some(kind),
            Ok(place) => Some(place),
            Err(_) => (counts[kind] > 0).then_some(MAX_CLASSES - 1),
        };
        let of_kinds: Vec<Option<usize>> = (0..counts.len()).map(class).collect();
        let named = drawn.iter().map(|kind| LegendEntry {
            index: of_kinds[*kind].unwrap_or_default(),
            label: vocabulary.label(Key::new(*kind)).to_owned(),
        });
        let others = has_others.then(|| LegendEntry {
            index: MAX_CLASSES - 1,
            label: "Another kind".to_owned(),
        });
        Self {
            entries: named.chain(others).collect(),
            of_kinds,
        }
    }

    /// Returns the class of an organization; `None` if its kind is unknown, or if boxes show no kinds.
    pub(in crate::picture) fn class(&self, organization: OrganizationRef<'_>) -> Option<usize> {
        let kind: Key<OrganizationKind> = organization.record().kind?;
        self.of_kinds[kind.index()]
    }

    /// Returns the entries of the legend, in the order of the vocabulary.
    pub(in crate::picture) fn into_entries(self) -> Vec<LegendEntry> {
        self.entries
    }
}
