//! Writes the network of a year as GEXF for Gephi, with shared operations as edges and positions and colours of our own.
//!
//! `cargo run --example graphs > network.gexf`

use std::error::Error;
use std::io;

use interorg::analysis::elements::{ElementOptions, OperationElements, elements};
use interorg::dataset;
use interorg::export::{Format, GraphDocument, GraphLayout, GraphOptions, write_graph};
use interorg::graph::Graph;
use interorg::query::Filter;

fn main() -> Result<(), Box<dyn Error>> {
    let graph = Graph::new(dataset::builtin());
    let filter = Filter {
        at: Some("2005".parse()?),
        ..Filter::default()
    };
    let selection = filter.resolve(&graph)?.select();
    let options = ElementOptions {
        operations: OperationElements::Edges,
        ..ElementOptions::default()
    };
    let elements = elements(&selection, options);
    let layout = GraphLayout::new(&selection, &elements);
    let document = GraphDocument::new(&selection, elements, layout, GraphOptions::default());
    write_graph(&document, Format::Gexf, &mut io::stdout().lock())?;
    Ok(())
}
