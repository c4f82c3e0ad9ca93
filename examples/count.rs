//! Counts the motive claims of the shipped dataset by holder and family, and which share each is.
//!
//! `cargo run --example count`

#![expect(clippy::print_stdout, reason = "a program may print")]

use std::error::Error;

use interorg::analysis::matrix::{Dimension, ShareOf};
use interorg::graph::Graph;
use interorg::query::Filter;
use interorg::{analysis, dataset};

fn main() -> Result<(), Box<dyn Error>> {
    let graph = Graph::new(dataset::builtin());
    let query = Filter::default().resolve(&graph)?;
    let table = analysis::matrix(
        &query,
        Dimension::Organization,
        Dimension::MotiveFamily,
        None,
    )?;
    println!("{}", table.title);
    let shares = table.shares(ShareOf::Row);
    for (row, heading) in table.rows.headings.iter().enumerate() {
        println!("{}", heading.label);
        for (column, family) in table.columns.headings.iter().enumerate() {
            let share = 100.0 * shares[row][column].unwrap_or_default();
            let count = table.counts[row][column];
            println!("    {:12} {count:3} ({share:.0} %)", family.label);
        }
    }
    Ok(())
}
