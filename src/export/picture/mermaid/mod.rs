//! Pictures in Mermaid, which wikis, repositories and note books draw where they stand: networks as
//! flowcharts, at several dates too, timelines as Gantt charts, tables as block diagrams.
//!
//! Mermaid refuses what is over its limits, so a picture is cut to them and says what was cut.

mod blocks;
mod flowchart;
mod gantt;
mod text;

pub use self::blocks::write as write_blocks;
pub use self::flowchart::write as write_flowchart;
pub use self::gantt::write as write_gantt;
pub use self::text::{EDGE_LIMIT, TEXT_LIMIT};

use std::io;

use crate::export::ExportError;
use crate::picture::evolution::Evolution;
use crate::picture::style::Theme;

/// Writes an evolution as one flowchart with a frame per date, one below the other; returns what was cut, in
/// sentences.
///
/// Boxes hold short names only, as they do in the drawing.
///
/// # Errors
/// Fails if the output cannot be written.
pub fn write_evolution(
    evolution: &Evolution,
    theme: &Theme,
    out: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    let mut network = evolution.combined().network;
    for node in &mut network.nodes {
        node.name = node.label.clone();
    }
    network.ties.iter_mut().for_each(|tie| tie.label.clear());
    let cut = flowchart::write_sequence(&network, theme, out)?;
    Ok(evolution.without_groups().into_iter().chain(cut).collect())
}
