//! Tests the three observations on one organization, reads rows for statistics as typed values, and writes some of them as
//! a table.
//!
//! `cargo run --example tables`

#![expect(clippy::print_stdout, reason = "a program may print")]

use std::error::Error;
use std::io;

use interorg::analysis::{TransitionKind, milestones, organization_years, participations, spells};
use interorg::export::{CsvOptions, Format, Provenance, write_panel};
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

    for row in spells(&selection).filter(|row| row.event.is_ok_and(TransitionKind::is_fall)) {
        let (partnership, phase) = (row.partnership.label(), row.spell.phase_label());
        // A field without a value holds the reason why there is none.
        match row.days {
            Ok(days) => println!("{partnership} fell after {days} days in the phase {phase}"),
            Err(reason) => println!("{partnership} fell; days in {phase}: {}", reason.word()),
        }
    }
    let contested = milestones(&selection).filter(|row| row.record.claim.is_contested());
    println!("{} contested milestones", contested.count());
    let ongoing = participations(&query).filter(|row| row.is_censored);
    println!("{} participations go on", ongoing.count());

    // The same rows can be written as a table, here those of years with many operations.
    let busy = organization_years(&query).filter(|row| row.operations.total > 5);
    let columns = view::panel::organization_years(&graph);
    let provenance = Provenance::of_query("tables", &query);
    let options = CsvOptions::default();
    let mut output = io::stdout().lock();
    write_panel(
        &columns,
        busy,
        &provenance,
        Format::Csv,
        options,
        &mut output,
    )?;
    Ok(())
}
