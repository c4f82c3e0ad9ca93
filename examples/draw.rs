//! Draws the partnerships of the shipped dataset as they stood in 1999 and in 2010.
//!
//! `cargo run --example draw`

#![expect(clippy::print_stdout, reason = "a program may print")]

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};

use interorg::export::{Format, WriteOptions, write_picture};
use interorg::graph::Graph;
use interorg::query::Filter;
use interorg::{dataset, picture};

fn main() -> Result<(), Box<dyn Error>> {
    let graph = Graph::new(dataset::builtin());
    for year in ["1999", "2010"] {
        let filter = Filter {
            at: Some(year.parse()?),
            ..Filter::default()
        };
        let selection = filter.resolve(&graph)?.select();
        let network = picture::network(&selection, picture::NetworkOptions::default());
        let path = std::env::temp_dir().join(format!("partnerships-{year}.svg"));
        let mut file = BufWriter::new(File::create(&path)?);
        write_picture(
            &network.into(),
            &WriteOptions::default(),
            Format::Svg,
            &mut file,
        )?;
        file.flush()?;
        println!("{}", path.display());
    }
    Ok(())
}
