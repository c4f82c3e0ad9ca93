//! Tests the three observations on what one organization did, and writes the tables that statistics need:
//! spells, events, participations and organization-years.
//!
//! `cargo run --example tables`

#![expect(clippy::print_stdout, reason = "a program may print")]

use std::error::Error;
use std::io;

use interorg::analysis::{TransitionKind, events, organization_years, participations, spells};
use interorg::export::{Format, write_panel};
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
    let selection = query.select_courses();

    let findings = view::observations(&selection, ObservationsOptions::default());
    for note in &findings.notes {
        println!("{note}");
    }

    let falls = spells(&selection).filter(|row| row.event.is_ok_and(TransitionKind::is_fall));
    for row in falls {
        let days = row
            .days
            .map_or("unknown".to_owned(), |days| days.to_string());
        println!(
            "{} fell after {days} days in {}",
            row.partnership.label(),
            row.spell.phase_label()
        );
    }
    let disputes = events(&selection).filter(|row| row.milestone.claim.is_contested());
    println!("{} contested milestones", disputes.count());
    let ongoing = participations(&query).filter(|row| row.is_censored);
    println!("{} participations go on", ongoing.count());

    // The same rows as a table in a file or a pipe; here only the years with several operations.
    let busy = organization_years(&query).filter(|row| row.operations.total > 5);
    let columns = view::panel::organization_years(&graph);
    write_panel(&columns, busy, Format::Csv, &mut io::stdout().lock())?;
    Ok(())
}
