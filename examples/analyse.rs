//! Prints what changed between two dates, how often partnerships fell and how long phases last, how the OAU was tied to
//! NATO by ties that follow one another in time, and how many operations each dyad shared in a year.
//!
//! `cargo run --example analyse`

#![expect(clippy::print_stdout, reason = "a program may print")]

use std::error::Error;

use interorg::analysis::{DyadYearOptions, dyad_years};
use interorg::graph::Graph;
use interorg::model::{Day, Identified};
use interorg::query::{Filter, paths_in_time};
use interorg::{analysis, dataset};

fn main() -> Result<(), Box<dyn Error>> {
    let graph = Graph::new(dataset::builtin());
    let anytime = Filter::default().resolve(&graph)?;

    let period = Filter {
        during: Some("2003..2008".parse()?),
        ..Filter::default()
    };
    let (from, to) = (Day::new(2003, 12, 31), Day::new(2008, 12, 31));
    let changes = analysis::changes(&period.resolve(&graph)?, from, to);
    for change in &changes.partnerships {
        for transition in &change.transitions {
            let label = change.partnership.label();
            println!("{label}: {} on {}", transition.kind, transition.day);
        }
    }

    let observations = analysis::observations(&anytime.select_courses());
    for coding in &observations.codings {
        let id = graph.dataset().vocabularies().codings[coding.coding].id();
        let fallen = coding.ever_fallen();
        if let Some((low, high)) = fallen.interval() {
            let (cases, total) = (fallen.cases, fallen.total);
            println!("{id}: {cases} of {total} fell, 95 % interval {low:.2} to {high:.2}");
        }
        for phase in &coding.stays {
            let label = graph.dataset().vocabularies().phases.label(phase.phase);
            if let Some(years) = phase.curve.median().years {
                println!("{id}: half of the stays in `{label}` last {years:.1} years or less");
            }
        }
    }

    for timed in paths_in_time(&anytime, "OAU", "NATO", 3)? {
        let steps = timed.chain.links.iter().zip(&timed.days);
        let steps: Vec<String> = steps
            .map(|(link, day)| format!("{} ({day})", link.end().label()))
            .collect();
        println!("{} – {}", timed.chain.start.label(), steps.join(" – "));
    }

    let in_2005 = Filter {
        at: Some("2005".parse()?),
        ..Filter::default()
    };
    for row in dyad_years(&in_2005.resolve(&graph)?, DyadYearOptions::default()) {
        let [a, b] = row.members.map(|member| member.label());
        // A count is a number, or the reason why it is missing.
        if let Ok(operations) = row.operations {
            println!("{a} and {b}: {}", operations.total);
        }
    }
    Ok(())
}
