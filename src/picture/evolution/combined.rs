//! All dates of an evolution as one network, for formats that have nodes and ties but no pictures side by side.

use super::Evolution;
use super::draw::{HEAD, PADDING, common_plan, corners, facet_size, part};
use crate::picture::geometry::Point;
use crate::picture::layout::Method;
use crate::picture::network::{Network, Node, Plan, Tie};

/// The networks of all dates as one, with a group per date.
pub(crate) struct Combined {
    /// The network; its caption mentions groups that are left out.
    pub(crate) network: Network,
    /// The facet of each node of the network, and its row in the evolution.
    origins: Vec<(usize, usize)>,
}

impl Evolution {
    /// Returns the networks of all dates as one.
    pub(crate) fn combined(&self) -> Combined {
        let mut network = Network {
            caption: self.caption.clone(),
            legend: self.legend.clone(),
            groups: self
                .facets
                .iter()
                .map(|facet| facet.label.clone())
                .collect(),
            ..Network::default()
        };
        network.caption.left_out.extend(self.lost_groups_note());
        let mut origins = Vec::new();
        for (number, facet) in self.facets.iter().enumerate() {
            let part = part(self, facet);
            let first = network.nodes.len();
            origins.extend(part.rows.into_iter().map(|row| (number, row)));
            let nodes = part.network.nodes.into_iter();
            network.nodes.extend(nodes.map(|node| Node {
                id: format!("{}-{}", number + 1, node.id),
                group: Some(number),
                ..node
            }));
            let ties = part.network.ties.into_iter();
            network.ties.extend(ties.map(|tie| Tie {
                ends: (tie.ends.0 + first, tie.ends.1 + first),
                ..tie
            }));
        }
        Combined { network, origins }
    }

    /// Returns a note that the combined network has no groups of organizations, if the evolution has some: its groups
    /// are the dates.
    pub(crate) fn lost_groups_note(&self) -> Option<String> {
        let is_grouped = !self.groups.is_empty();
        is_grouped.then(|| "Groups are left out, because the frames show dates.".to_owned())
    }
}

impl Combined {
    /// Places the nodes of every date where the picture of the evolution has them.
    pub(crate) fn plan(&self, evolution: &Evolution, layout: Option<Method>) -> Plan {
        let plan = common_plan(evolution, layout, None);
        let corners = corners(evolution.facets.len(), facet_size(&plan), None);
        let inset = Point::new(PADDING, PADDING + HEAD);
        let centers = self
            .origins
            .iter()
            .map(|(facet, row)| plan.frames[*row].center() + corners[*facet] + inset);
        let mut placed = Plan::small_at(&self.network, centers.collect());
        placed.layout_note = plan.layout_note;
        placed
    }
}
