//! Draws the partnerships of the shipped dataset as they stood in 1999 and in 2010.
//!
//! `cargo run --example draw`

#![expect(clippy::print_stdout, reason = "a program may print")]

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};

use interorg::export::network::Options;
use interorg::export::{Format, Resolution, write_network};
use interorg::graph::Graph;
use interorg::query::Filter;
use interorg::{dataset, view};

fn main() -> Result<(), Box<dyn Error>> {
    let graph = Graph::new(dataset::builtin());
    for year in ["1999", "2010"] {
        let filter = Filter {
            at: Some(year.parse()?),
            ..Filter::default()
        };
        let selection = filter.resolve(&graph)?.select();
        let network = view::network(&selection, view::NetworkOptions::default());
        let path = std::env::temp_dir().join(format!("partnerships-{year}.svg"));
        let mut file = BufWriter::new(File::create(&path)?);
        write_network(
            &network,
            &Options::default(),
            Format::Svg,
            Resolution::default(),
            &mut file,
        )?;
        file.flush()?;
        println!("{}", path.display());
    }
    Ok(())
}
