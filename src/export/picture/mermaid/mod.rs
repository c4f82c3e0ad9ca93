//! Pictures in Mermaid, which wikis, code hosts and notebooks render: networks and evolutions as flowcharts,
//! timelines as Gantt charts, matrices as block diagrams.
//!
//! Mermaid refuses a text or a number of edges over its limits, so a picture is cut to them and states what was cut.

mod blocks;
mod flowchart;
mod gantt;
mod text;

use std::io;

use crate::export::error::ExportError;
use crate::picture::Picture;
use crate::picture::evolution::Evolution;
use crate::picture::network::Network;
use crate::picture::style::Theme;

/// Writes a picture; returns what it leaves out, and what was cut because of Mermaid's limits, one sentence each.
pub(super) fn write(
    picture: &Picture,
    theme: &Theme,
    out: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    let cut = match picture {
        Picture::Network(network) => flowchart::write(network, theme, out)?,
        Picture::Evolution(evolution) => {
            let cut = flowchart::write_sequence(&as_network(evolution), theme, out)?;
            let lost_groups = evolution.lost_groups_note().into_iter();
            lost_groups.chain(cut).collect()
        }
        Picture::Matrix(matrix) => blocks::write(matrix, theme, out)?,
        // The chart decides which notes of the caption apply to it.
        Picture::Timeline(timeline) => return gantt::write(timeline, theme, out),
    };
    let left_out = picture.caption().left_out.iter().cloned();
    Ok(left_out.chain(cut).collect())
}

/// Returns an evolution as one network with a group per date. As in the drawing, boxes have short names only, and
/// lines no labels.
fn as_network(evolution: &Evolution) -> Network {
    let mut network = evolution.combined().network;
    for node in &mut network.nodes {
        node.name.clone_from(&node.label);
    }
    for tie in &mut network.ties {
        tie.label.clear();
    }
    network
}
