//! Layouts that were computed before.

use std::collections::BTreeMap;

use super::adjacency::Adjacency;
use super::stress;
use crate::picture::geometry::Point;

/// Layouts in units of ties. They do not depend on the stretch of a request, and take most of its time.
#[derive(Debug, Clone, Default)]
pub struct Drafts {
    by_stress: BTreeMap<Adjacency, Vec<Point>>,
    two_mode: BTreeMap<(Adjacency, Vec<bool>), Vec<Point>>,
}

impl Drafts {
    /// Returns the layout by stress of a connected network.
    pub(super) fn stress(&mut self, adjacency: &Adjacency) -> Vec<Point> {
        if let Some(places) = self.by_stress.get(adjacency) {
            return places.clone();
        }
        let places = stress::arrange(adjacency);
        self.by_stress.insert(adjacency.clone(), places.clone());
        places
    }

    /// Returns the layout in two modes of a connected network, which `arrange` computes if it is not known.
    pub(super) fn two_mode(
        &mut self,
        adjacency: &Adjacency,
        lower: &[bool],
        arrange: impl FnOnce(&mut Self) -> Vec<Point>,
    ) -> Vec<Point> {
        let key = (adjacency.clone(), lower.to_vec());
        if let Some(places) = self.two_mode.get(&key) {
            return places.clone();
        }
        let places = arrange(self);
        self.two_mode.insert(key, places.clone());
        places
    }
}
