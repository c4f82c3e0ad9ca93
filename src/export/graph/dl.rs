//! The data language of UCINET, as a list of edges: ids and weights, and no attributes.
//!
//! Each undirected edge is written in both directions, because a list of edges has directions. A pair has one value, so a
//! graph with parallel edges is refused.

use std::collections::HashSet;
use std::io;

use super::document::GraphDocument;
use crate::export::error::ExportError;

pub(super) fn write(
    document: &GraphDocument<'_>,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    let mut seen = HashSet::new();
    let ends = || document.edges().map(|row| (row.source, row.target));
    let is_directed = document.options.directed;
    let key = |(source, target): (usize, usize)| {
        if is_directed {
            (source, target)
        } else {
            (source.min(target), source.max(target))
        }
    };
    let parallel = ends().filter(|pair| !seen.insert(key(*pair))).count();
    if parallel > 0 {
        return Err(ExportError::ParallelEdges { count: parallel });
    }
    writeln!(output, "dl n={}\nformat = edgelist1", document.node_count())?;
    // Ids have no space, comma or quotation mark.
    writeln!(output, "labels:")?;
    for node in document.nodes() {
        writeln!(output, "{}", node.id)?;
    }
    writeln!(output, "data:")?;
    for row in document.edges() {
        let (source, target) = (row.source + 1, row.target + 1);
        writeln!(output, "{source} {target} {}", row.current_weight())?;
        if !is_directed {
            writeln!(output, "{target} {source} {}", row.current_weight())?;
        }
    }
    Ok(())
}
