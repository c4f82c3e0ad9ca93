//! Networks in the DOT language of Graphviz, with the labels, colours and places of the picture.
//!
//! `dot` and `sfdp` lay the network out anew; `neato -n` keeps the places and the frames of groups, and
//! `neato -n2` the curves too.

mod graph;
mod unplaced;

pub use self::unplaced::write_unplaced;

use std::io;

use graphviz_rust::printer::{DotPrinter, PrinterContext};

use crate::export::error::ExportError;
use crate::picture::evolution::Evolution;
use crate::picture::network::{DrawOptions, Network, Plan};
use crate::picture::style::Theme;

/// Writes a network as DOT, with the places of a plan that was made for it.
pub fn write(
    network: &Network,
    plan: &Plan,
    theme: &Theme,
    out: &mut impl io::Write,
) -> Result<(), ExportError> {
    let graph = graph::graph(network, plan, theme);
    // A context that was used before prints otherwise, so each printing gets its own.
    let text = graph.print(PrinterContext::default().with_semi());
    out.write_all(text.as_bytes())?;
    out.write_all(b"\n")?;
    Ok(())
}

/// Writes an evolution as one DOT graph with a cluster per date and the places of the picture; returns what is
/// left out, in sentences.
///
/// # Errors
/// Fails if the output cannot be written.
pub fn write_evolution(
    evolution: &Evolution,
    options: &DrawOptions,
    out: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    let combined = evolution.combined();
    let plan = combined.plan(evolution, options);
    write(&combined.network, &plan, &options.theme, out)?;
    Ok(evolution.without_groups().into_iter().collect())
}
