//! Laws that hold for every filter: filters commute, selections are sets, files lose nothing.

use interorg::graph::Graph;
use interorg::model::{Confidence, Date};
use interorg::query::{Filter, Period, Selection};
use interorg::{dataset, view};
use proptest::prelude::*;

/// Returns the graph of the shipped dataset, built once.
fn graph() -> &'static Graph {
    static GRAPH: std::sync::OnceLock<Graph> = std::sync::OnceLock::new();
    GRAPH.get_or_init(|| Graph::new(dataset::builtin()))
}

/// Generates up to two of some names.
fn some_of(names: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(prop::sample::select(names).prop_map(str::to_owned), 0..3)
}

/// Generates filters without a time, for which narrowing a selection and filtering at once give the same result.
fn filter() -> impl Strategy<Value = Filter> {
    let organizations = some_of(&["un", "NATO", "European Union", "au"]);
    let phases = some_of(&["contact", "ad-hoc", "formalized", "institutionalized"]);
    let conditions = some_of(&["active", "strained", "stalled"]);
    let motives = some_of(&[
        "materialist",
        "ideational",
        "shared-values",
        "resource-dependence",
    ]);
    let held_by = some_of(&["un", "nato", "eu", "au"]);
    let operations = some_of(&["amisom", "althea", "isaf", "amis"]);
    let roles = some_of(&["lead", "funding", "airlift", "parallel"]);
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

/// Generates dates of every precision and qualification.
fn date() -> impl Strategy<Value = Date> {
    let text = prop::string::string_regex(
        r"(-?[0-9]{4}|1[0-9]{2}X|20XX)[?~%]?|[0-9]{4}-(0[1-9]|1[0-2]|2[1-4]|XX)[?~%]?|2003-0[1-9]-[12][0-9][?~%]?|(1[0-9]{3}|\.\.)?/20[0-9]{2}~?|2003/(\.\.)?",
    );
    text.expect("the pattern is valid")
        .prop_filter_map("a date", |text| text.parse().ok())
}

/// Generates filters in which every field can be set, whether or not the names are known.
fn any_filter() -> impl Strategy<Value = Filter> {
    let name = prop::option::of("[a-z :'#0-9-]{0,8}");
    let names = || prop::collection::vec("\\PC{0,8}", 0..3);
    let period = (prop::option::of(date()), prop::option::of(date()))
        .prop_map(|(start, end)| Period::new(start, end));
    (
        filter(),
        (names(), names(), names()),
        (prop::option::of(date()), prop::option::of(period)),
        (name.clone(), name),
    )
        .prop_map(
            |(filter, (with, between, countries), (at, during), (min_phase, coding))| Filter {
                with,
                between,
                countries,
                at,
                during,
                min_phase,
                coding,
                ..filter
            },
        )
}

fn select(filter: &Filter) -> Selection<'static> {
    filter
        .resolve(graph())
        .expect("the names are in the dataset")
        .select()
}

proptest! {
    #[test]
    fn filters_commute(a in filter(), b in filter()) {
        let resolve = |filter: &Filter| filter.resolve(graph()).expect("the names are known");
        let a_then_b = select(&a).narrow(&resolve(&b));
        let b_then_a = select(&b).narrow(&resolve(&a));
        prop_assert_eq!(a_then_b.keys(), b_then_a.keys());
    }

    #[test]
    fn selections_are_sets(a in filter(), b in filter(), c in filter()) {
        let (a, b, c) = (select(&a), select(&b), select(&c));
        let (union, intersection) = (a.union(&b), a.intersection(&b));
        let (swapped_union, swapped_intersection) = (b.union(&a), b.intersection(&a));
        prop_assert_eq!(union.keys(), swapped_union.keys());
        prop_assert_eq!(intersection.keys(), swapped_intersection.keys());
        let doubled = a.union(&a);
        prop_assert_eq!(doubled.keys(), a.keys());
        let distributed = a.intersection(&b).union(&a.intersection(&c));
        let at_once = a.intersection(&b.union(&c));
        prop_assert_eq!(at_once.keys(), distributed.keys());
        let difference = a.difference(&b);
        prop_assert!(difference.intersection(&b).is_empty());
        let rejoined = difference.union(&intersection);
        prop_assert_eq!(rejoined.keys(), a.keys());
    }

    #[test]
    fn a_period_selects_what_its_last_day_selects_and_more(a in filter(), year in 1950i32..2030) {
        let at = Filter { at: Some(year.to_string().parse().expect("a year")), ..a.clone() };
        let during = Filter {
            during: Some(format!("{}..{}", year - 5, year).parse().expect("a period")),
            ..a.clone()
        };
        let (at, during) = (select(&at), select(&during));
        prop_assert!(at.difference(&during).is_empty());
        prop_assert!(select(&a).len() <= 6 && at.len() <= 6);
    }

    #[test]
    fn the_order_of_a_pair_makes_no_difference(
        pair in prop::sample::subsequence(vec!["UN", "NATO", "EU", "AU"], 2).prop_shuffle(),
    ) {
        let between = |names: Vec<&str>| Filter {
            between: names.into_iter().map(str::to_owned).collect(),
            ..Filter::default()
        };
        let forward = select(&between(pair.clone()));
        let backward = select(&between(pair.iter().rev().copied().collect()));
        prop_assert_eq!(forward.keys(), backward.keys());
        prop_assert_eq!(forward.len(), 1);
        // The title names the two in the order of the filter.
        let [forward, backward] = [&forward, &backward].map(|selection| view::links(selection, true));
        prop_assert_eq!((&forward.rows, &forward.notes), (&backward.rows, &backward.notes));
    }

    #[test]
    fn filters_are_read_from_files_as_they_were_written(filter in any_filter()) {
        let json = serde_json::to_string(&filter).expect("it can be written");
        prop_assert_eq!(&serde_json::from_str::<Filter>(&json).expect("it is valid"), &filter, "{}", json);
        let yaml = serde_yaml::to_string(&filter).expect("it can be written");
        prop_assert_eq!(&serde_yaml::from_str::<Filter>(&yaml).expect("it is valid"), &filter, "{}", yaml);
    }

    #[test]
    fn periods_are_parsed_as_they_were_printed(start in prop::option::of(date()), end in prop::option::of(date())) {
        let period = Period::new(start, end);
        prop_assert_eq!(period.to_string().parse(), Ok(period));
    }
}

#[test]
fn years_in_a_file_need_no_quotes() {
    let yaml = "with: [EU]\nat: 2005\nmin_phase: formalized\nmin_confidence: medium\n";
    let filter: Filter = serde_yaml::from_str(yaml).expect("it is a filter");
    let expected = Filter {
        with: vec!["EU".to_owned()],
        at: Some("2005".parse().expect("it is a date")),
        min_phase: Some("formalized".to_owned()),
        min_confidence: Some(Confidence::Medium),
        ..Filter::default()
    };
    assert_eq!(filter, expected);
    let filter: Filter = serde_yaml::from_str("during: 2003..2010~\n").expect("it is a filter");
    assert_eq!(filter.during, "2003..2010~".parse().ok());
}
