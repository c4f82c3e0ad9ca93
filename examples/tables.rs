//! Tests the three observations on what one organization did, and writes the tables that statistics need:
//! spells, events, participations and organization-years.
//!
//! `cargo run --example tables`

#![expect(clippy::print_stdout, reason = "a program may print")]

use std::error::Error;

use interorg::analysis::panel::{Panel, events, organization_years, participations, spells};
use interorg::graph::Graph;
use interorg::query::Filter;
use interorg::view::ObservationsOptions;
use interorg::{dataset, view};

fn main() -> Result<(), Box<dyn Error>> {
    let graph = Graph::new(dataset::builtin());
    let filter = Filter {
        with: vec!["AU".to_owned()],
        ..Filter::default()
    };
    let query = filter.resolve(&graph)?;
    let courses = query.select_courses();

    let findings = view::observations(&courses, ObservationsOptions::default());
    for note in &findings.notes {
        println!("{note}");
    }

    let tables: [Panel<'_>; 4] = [
        spells(&courses),
        events(&courses),
        participations(&query),
        organization_years(&query),
    ];
    for table in tables {
        let (name, columns) = (table.name, table.columns);
        println!(
            "{name}: {} columns, {} rows",
            columns.len(),
            table.rows.count()
        );
    }
    Ok(())
}
