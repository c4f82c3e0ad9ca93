//! Pictures in Mermaid, which wikis, repositories and note books draw where they stand: networks as
//! flowcharts, at several dates too, timelines as Gantt charts, tables as block diagrams.
//!
//! Mermaid refuses what is over its limits, so a picture is cut to them and says what was cut.

mod blocks;
mod flowchart;
mod gantt;
mod text;

use std::io;

use crate::export::ExportError;
use crate::picture::Picture;
use crate::picture::evolution::Evolution;
use crate::picture::network::Network;
use crate::picture::style::Theme;

/// Writes a picture; returns what it leaves out, and what was cut to keep Mermaid's limits, one sentence each.
pub(super) fn write(
    picture: &Picture,
    theme: &Theme,
    out: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    let cut = match picture {
        Picture::Network(network) => flowchart::write(network, theme, out)?,
        Picture::Evolution(evolution) => {
            let network = in_one(evolution);
            let cut = flowchart::write_sequence(&network, theme, out)?;
            evolution.without_groups().into_iter().chain(cut).collect()
        }
        Picture::Matrix(matrix) => blocks::write(matrix, theme, out)?,
        // The chart says itself which notes of the caption hold for it.
        Picture::Timeline(timeline) => return gantt::write(timeline, theme, out),
    };
    let left_out = picture.caption().left_out.iter().cloned();
    Ok(left_out.chain(cut).collect())
}

/// Returns an evolution as one network with a frame per date. Boxes have short names only, as in the drawing.
fn in_one(evolution: &Evolution) -> Network {
    let mut network = evolution.combined().network;
    for node in &mut network.nodes {
        node.name = node.label.clone();
    }
    network.ties.iter_mut().for_each(|tie| tie.label.clear());
    network
}
