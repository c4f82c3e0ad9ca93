//! Layouts that were computed before.

use std::collections::BTreeMap;

use super::adjacency::Adjacency;
use super::{layered, stress};
use crate::picture::geometry::Point;

/// Layouts in units of ties. They do not depend on the stretch of a request, and take most of its time.
#[derive(Debug, Clone, Default)]
pub struct Drafts {
    by_stress: BTreeMap<Adjacency, Vec<Point>>,
    two_mode: BTreeMap<(Adjacency, Vec<bool>), Vec<Point>>,
    /// The number of layers that the ties of the request may still cross.
    layers_left: usize,
    has_refused_layers: bool,
}

impl Drafts {
    /// Returns `true` if layers were requested for a network of which a part is too dense or too large for them, so that it
    /// was laid out by stress instead.
    pub fn has_refused_layers(&self) -> bool {
        self.has_refused_layers
    }

    /// Prepares for a request.
    pub(super) fn begin_request(&mut self) {
        self.layers_left = layered::MAX_CROSSED_LAYERS;
    }

    /// Returns `true` if a component can be laid out in layers, with the number of layers that its ties cross.
    pub(super) fn accept_layers(&mut self, crossed: Option<usize>) -> bool {
        let left = crossed.and_then(|crossed| self.layers_left.checked_sub(crossed));
        self.has_refused_layers |= left.is_none();
        self.layers_left = left.unwrap_or(self.layers_left);
        left.is_some()
    }

    /// Returns the layout by stress of a connected network.
    pub(super) fn stress(&mut self, adjacency: &Adjacency, homes: Option<&[Point]>) -> Vec<Point> {
        if let Some(places) = self.by_stress.get(adjacency) {
            return places.clone();
        }
        let places = stress::arrange(adjacency, homes);
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
