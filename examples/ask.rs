//! Asks the shipped dataset who worked with the EU in 2005, and why.
//!
//! `cargo run --example ask`

#![expect(clippy::print_stdout, reason = "a program may print")]

use std::error::Error;

use interorg::dataset;
use interorg::graph::Graph;
use interorg::query::Filter;

fn main() -> Result<(), Box<dyn Error>> {
    let graph = Graph::new(dataset::builtin());
    let filter = Filter {
        with: vec!["EU".into()],
        at: Some("2005".parse()?),
        ..Filter::default()
    };
    let query = filter.resolve(&graph)?;
    for selected in query.select().iter() {
        let spell = selected.spell().ok_or("a selection at a date has spells")?;
        let since = selected.since().map(|date| date.to_string());
        println!(
            "{}: {} ({}), in touch since {}",
            selected.partnership().label(),
            spell.phase_label(),
            spell.condition_label(),
            since.as_deref().unwrap_or("an unknown date"),
        );
        for claim in selected.motives() {
            println!("    {}", claim.statement);
        }
    }
    Ok(())
}
