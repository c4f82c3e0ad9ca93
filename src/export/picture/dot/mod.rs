//! Networks in the DOT language of Graphviz, with the labels, colours and places of the picture.
//!
//! `dot` and `sfdp` lay the network out anew; `neato -n` keeps the places and the frames of groups, and
//! `neato -n2` the curves too.

mod graph;
mod unplaced;

pub use self::unplaced::write_dot_without_layout;

use std::io;

use graphviz_rust::printer::{DotPrinter, PrinterContext};

use crate::export::error::ExportError;
use crate::export::format::{Content, Format};
use crate::picture::Picture;
use crate::picture::layout::Method;
use crate::picture::network::{Network, Plan};
use crate::picture::style::Theme;

/// Writes a network, or an evolution as one network with a cluster per date, with the places of the picture.
///
/// Returns what is left out, one sentence each.
pub(super) fn write(
    picture: &Picture,
    layout: Option<Method>,
    theme: &Theme,
    out: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    match picture {
        Picture::Network(network) => {
            let plan = Plan::new(network, layout);
            write_network(network, &plan, theme, out)?;
            Ok(plan.notes)
        }
        Picture::Evolution(evolution) => {
            let combined = evolution.combined();
            let plan = combined.plan(evolution, layout);
            write_network(&combined.network, &plan, theme, out)?;
            Ok(evolution.without_groups().into_iter().collect())
        }
        Picture::Timeline(_) | Picture::Matrix(_) => Err(ExportError::Unsupported {
            format: Format::Dot,
            content: Content::Picture(picture.kind()),
        }),
    }
}

fn write_network(
    network: &Network,
    plan: &Plan,
    theme: &Theme,
    out: &mut impl io::Write,
) -> Result<(), ExportError> {
    let graph = graph::graph(network, plan, theme);
    // A context that was used before prints otherwise, so each printing gets its own.
    let text = graph.print(PrinterContext::default().with_semi());
    writeln!(out, "{text}")?;
    Ok(())
}
