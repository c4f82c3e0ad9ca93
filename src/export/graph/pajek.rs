//! Pajek: labels, positions and weights, and no attributes.
//!
//! Nothing else could say that a partnership has ended, so its weight is 0.

use std::io;

use super::document::GraphDocument;
use super::unique;

pub(super) fn write(document: &GraphDocument<'_>, output: &mut impl io::Write) -> io::Result<()> {
    writeln!(output, "*Vertices {}", document.node_count())?;
    let [width, height] = document.extent().map(|length| length.max(1.0));
    let labels = unique::labels(document);
    for ((row, label), number) in document.nodes().zip(&labels).zip(1..) {
        // Pajek has no escape for a quotation mark.
        let label = label.replace('"', "'");
        write!(output, "{number} \"{label}\"")?;
        if let Some([x, y, _]) = row.place {
            // Coordinates are shares of the picture, from its top left corner.
            write!(output, " {:.4} {:.4} 0.5", x / width, y / height)?;
        }
        writeln!(output)?;
    }
    let section = if document.options.directed {
        "*Arcs"
    } else {
        "*Edges"
    };
    writeln!(output, "{section}")?;
    for row in document.edges() {
        let (source, target) = (row.source + 1, row.target + 1);
        writeln!(output, "{source} {target} {}", row.current_weight())?;
    }
    Ok(())
}
