//! Laws that hold for every question: filters commute, selections are sets.

use interorg::graph::Graph;
use interorg::model::Confidence;
use interorg::query::{Filter, Selection};
use interorg::{dataset, view};
use proptest::prelude::*;

/// The graph that all cases ask.
fn graph() -> &'static Graph {
    static GRAPH: std::sync::OnceLock<Graph> = std::sync::OnceLock::new();
    GRAPH.get_or_init(|| Graph::new(dataset::builtin()))
}

fn words(from: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(prop::sample::select(from).prop_map(str::to_owned), 0..3)
}

/// Any question without a time, so that narrowing and asking at once mean the same.
fn filter() -> impl Strategy<Value = Filter> {
    let organizations = words(&["un", "NATO", "European Union", "au"]);
    let phases = words(&["contact", "ad-hoc", "formalized", "institutionalized"]);
    let conditions = words(&["active", "strained", "stalled"]);
    let motives = words(&[
        "materialist",
        "ideational",
        "shared-values",
        "resource-dependence",
    ]);
    let held_by = words(&["un", "nato", "eu", "au"]);
    let operations = words(&["amisom", "althea", "isaf", "amis"]);
    let roles = words(&["lead", "funding", "airlift", "parallel"]);
    let confidence = prop::option::of(prop::sample::select(&Confidence::ALL[..]));
    (
        organizations,
        phases,
        conditions,
        motives,
        held_by,
        operations,
        roles,
        confidence,
    )
        .prop_map(
            |(with, phases, conditions, motives, held_by, operations, roles, min_confidence)| {
                Filter {
                    with,
                    phases,
                    conditions,
                    motives,
                    held_by,
                    operations,
                    roles,
                    min_confidence,
                    ..Filter::default()
                }
            },
        )
}

fn select(filter: &Filter) -> Selection<'static> {
    filter
        .resolve(graph())
        .expect("the words are in the dataset")
        .select()
}

proptest! {
    #[test]
    fn filters_commute(a in filter(), b in filter()) {
        let (a_query, b_query) =
            (a.resolve(graph()).expect("known words"), b.resolve(graph()).expect("known words"));
        let one = select(&a).narrow(&b_query);
        let other = select(&b).narrow(&a_query);
        prop_assert_eq!(one.keys(), other.keys());
    }

    #[test]
    fn selections_are_sets(a in filter(), b in filter(), c in filter()) {
        let (a, b, c) = (select(&a), select(&b), select(&c));
        let (union, intersection) = (a.union(&b), a.intersection(&b));
        let (turned, cut_back, doubled) = (b.union(&a), b.intersection(&a), a.union(&a));
        prop_assert_eq!(union.keys(), turned.keys());
        prop_assert_eq!(intersection.keys(), cut_back.keys());
        prop_assert_eq!(doubled.keys(), a.keys());
        let distributed = a.intersection(&b).union(&a.intersection(&c));
        let at_once = a.intersection(&b.union(&c));
        prop_assert_eq!(at_once.keys(), distributed.keys());
        let apart = a.difference(&b);
        prop_assert!(apart.intersection(&b).is_empty());
        let rejoined = apart.union(&intersection);
        prop_assert_eq!(rejoined.keys(), a.keys());
    }

    #[test]
    fn a_narrower_question_never_selects_more(a in filter(), date in 1950i32..2030) {
        let open = select(&a);
        let at = Filter { at: Some(date.to_string().parse().expect("a year")), ..a.clone() };
        let during = Filter {
            during: Some(format!("{}..{}", date - 5, date).parse().expect("a period")),
            ..a.clone()
        };
        // A date falls into a period that ends with it.
        let (at, during) = (select(&at), select(&during));
        prop_assert!(at.difference(&during).is_empty());
        prop_assert!(open.len() <= 6 && at.len() <= 6);
    }

    #[test]
    fn the_order_of_a_pair_makes_no_difference(
        pair in prop::sample::subsequence(vec!["UN", "NATO", "EU", "AU"], 2).prop_shuffle(),
    ) {
        let between = |names: Vec<&str>| Filter {
            between: names.into_iter().map(str::to_owned).collect(),
            ..Filter::default()
        };
        let there = select(&between(pair.clone()));
        let back = select(&between(pair.iter().rev().copied().collect()));
        prop_assert_eq!(there.keys(), back.keys());
        prop_assert_eq!(there.len(), 1);
        prop_assert_eq!(view::links(&there, true), view::links(&back, true));
    }
}
