//! Networks in the DOT language of Graphviz, with the labels, colours and positions of the picture. A large network has no
//! positions unless they are requested: engines of Graphviz compute their own.
//!
//! `dot` and `sfdp` compute a layout of their own; `neato -n` keeps the positions and the frames of groups, and
//! `neato -n2` the curves too. Title, notes and legend are one label of the graph, so that every node and edge of the
//! file is one of the network.

mod graph;
mod head;
mod unplaced;

pub use self::unplaced::write_dot_without_layout;

use std::io;

use crate::export::error::ExportError;
use crate::export::format::{Content, Format};
use crate::picture::network::Plan;
use crate::picture::{DrawOptions, Picture};

/// The maximum number of nodes for which positions are computed although they are not requested.
const MAX_PLACED: usize = 1_000;

/// Writes a network, or an evolution as one network with a cluster per date, with the positions of the picture.
///
/// Returns what is left out, one sentence each.
pub(super) fn write(
    picture: &Picture,
    options: &DrawOptions,
    out: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    match picture {
        Picture::Network(network) if network.nodes.len() > MAX_PLACED && !options.has_positions => {
            let mut notes = write_dot_without_layout(network, options, out)?;
            notes.push(format!(
                "No positions are written for {} nodes; --positions computes them.",
                network.nodes.len()
            ));
            Ok(notes)
        }
        Picture::Network(network) => {
            let plan = Plan::new(network, options.layout);
            graph::print(&graph::graph(network, &plan, &plan.notes, options), out)?;
            Ok(plan.notes)
        }
        Picture::Evolution(evolution) => {
            let combined = evolution.combined();
            let plan = combined.plan(evolution, options.layout);
            let notes = plan.layout_note.as_slice();
            graph::print(&graph::graph(&combined.network, &plan, notes, options), out)?;
            let lost_groups = evolution.lost_groups_note().into_iter();
            Ok(lost_groups.chain(plan.layout_note).collect())
        }
        Picture::Timeline(_) | Picture::Matrix(_) => Err(ExportError::Unsupported {
            format: Format::Dot,
            content: Content::Picture(picture.kind()),
        }),
    }
}
