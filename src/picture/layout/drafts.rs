//! Layouts that were made before.

use std::collections::BTreeMap;

use super::adjacency::Adjacency;
use super::stress;
use crate::picture::geometry::Point;

/// Layouts in units of ties, which do not depend on how much room there is.
#[derive(Debug, Clone, Default)]
pub struct Drafts {
    by_stress: BTreeMap<Adjacency, Vec<Point>>,
    in_two_modes: BTreeMap<(Adjacency, Vec<bool>), Vec<Point>>,
}

impl Drafts {
    /// Returns the layout by stress of a network that hangs together.
    pub(super) fn stress(&mut self, adjacency: &Adjacency) -> Vec<Point> {
        if let Some(places) = self.by_stress.get(adjacency) {
            return places.clone();
        }
        let places = stress::arrange(adjacency);
        self.by_stress.insert(adjacency.clone(), places.clone());
        places
    }

    /// Returns the layout in two modes of a network that hangs together, made by a function if there is none yet.
    pub(super) fn two_mode(
        &mut self,
        adjacency: &Adjacency,
        lower: &[bool],
        arrange: impl FnOnce(&mut Self) -> Vec<Point>,
    ) -> Vec<Point> {
        let key = (adjacency.clone(), lower.to_vec());
        if let Some(places) = self.in_two_modes.get(&key) {
            return places.clone();
        }
        let places = arrange(self);
        self.in_two_modes.insert(key, places.clone());
        places
    }
}
