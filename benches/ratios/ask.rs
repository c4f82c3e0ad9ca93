//! Filtered questions on a large dataset.

use std::time::Duration;

use interorg::dataset;
use interorg::graph::Graph;
use interorg::query::Filter;

use crate::generator::{self, Size};
use crate::measure::time;

/// Runs the questions, each from its words to the number of partnerships.
pub fn run() {
    let yaml = generator::dataset(Size::M, 1);
    let graph = Graph::new(dataset::parse(&yaml).expect("the generated text is sound"));
    let at = |date: &str| date.parse().ok();
    let questions = [
        ("everything", Filter::default()),
        (
            "of one organization",
            Filter {
                with: vec!["O7".into()],
                ..Filter::default()
            },
        ),
        (
            "at a date",
            Filter {
                at: at("1995"),
                ..Filter::default()
            },
        ),
        (
            "over a period, from a phase on",
            Filter {
                during: "1990..2000".parse().ok(),
                min_phase: Some("formalized".into()),
                ..Filter::default()
            },
        ),
        (
            "by motive, holder and role",
            Filter {
                motives: vec!["ideational".into()],
                held_by: vec!["O7".into()],
                roles: vec!["lead".into()],
                ..Filter::default()
            },
        ),
        (
            "by country, in a condition, at a date",
            Filter {
                countries: vec!["Country 7".into()],
                conditions: vec!["stalled".into()],
                at: at("2000-06"),
                ..Filter::default()
            },
        ),
    ];
    for (name, filter) in questions {
        let ask = || {
            let query = filter.resolve(&graph).expect("the words are known");
            query.select().len()
        };
        time(
            &format!("ask M: {name}: {}", ask()),
            101,
            Duration::from_millis(1),
            ask,
        );
    }
}
