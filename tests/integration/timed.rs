//! Chains of ties that respect time, against an exhaustive search.

use std::collections::{BTreeMap, BTreeSet};

use interorg::dataset;
use interorg::graph::Graph;
use interorg::model::{Day, Identified};
use interorg::query::{Filter, Link, TimedChain, paths, paths_in_time};
use proptest::prelude::*;

type Years = (i32, i32);

/// Ties among organizations, by whole years.
#[derive(Debug, Clone)]
struct World {
    organizations: usize,
    partnerships: BTreeMap<(usize, usize), Vec<Years>>,
    operations: Vec<Vec<(usize, Years)>>,
}

impl World {
    fn yaml(&self) -> String {
        let mut text = String::from("dataset: {as-of: 2020-12-31}\norganizations:\n");
        for number in 0..self.organizations {
            text += &format!("  - {{id: o{number}, name: Organization {number}}}\n");
        }
        text += "partnerships:\n";
        for ((a, b), spells) in &self.partnerships {
            text += &format!("  - between: [o{a}, o{b}]\n    phases:\n      formal:\n");
            for (from, to) in spells {
                text +=
                    &format!("        - {{phase: contact, from: {from}, to: {to}, cite: [s]}}\n");
            }
        }
        text += "operations:\n";
        for (number, parts) in self.operations.iter().enumerate() {
            text += &format!(
                "  - id: op{number}\n    name: Operation {number}\n    start: 2000\n    end: 2019\n    cite: [s]\n    participations:\n"
            );
            for (of, (from, to)) in parts {
                text += &format!(
                    "      - {{organization: o{of}, role: support, from: {from}, to: {to}}}\n"
                );
            }
        }
        text + "sources: {s: {title: S}}\n"
    }

    fn graph(&self) -> Graph {
        Graph::new(dataset::parse(&self.yaml()).expect("the dataset is valid"))
    }

    /// Returns the ties of an organization: name (`-` for a partnership), other end, years.
    fn ties(&self, of: usize) -> Vec<(String, usize, Vec<Years>)> {
        let mut ties = Vec::new();
        for ((a, b), spells) in &self.partnerships {
            if *a == of || *b == of {
                ties.push(("-".to_owned(), a + b - of, spells.clone()));
            }
        }
        for (number, parts) in self.operations.iter().enumerate() {
            for other in (0..self.organizations).filter(|other| *other != of) {
                let years = |who: usize| parts.iter().filter(move |(part, _)| *part == who);
                let both = years(of).flat_map(|(_, mine)| {
                    years(other).map(|(_, theirs)| (mine.0.max(theirs.0), mine.1.min(theirs.1)))
                });
                let both: Vec<Years> = both.filter(|(from, to)| from <= to).collect();
                if !both.is_empty() {
                    ties.push((format!("op{number}"), other, both));
                }
            }
        }
        ties
    }

    /// Returns every chain without a loop that respects time: its text, its number of steps, whether it has only
    /// partnerships, and whether all its ties exist in one year.
    fn chains(&self, from: usize, to: usize) -> Vec<(String, usize, bool, bool)> {
        let mut found = Vec::new();
        let mut open = vec![(
            vec![from],
            String::new(),
            i32::MIN,
            true,
            (1990..2020).collect(),
        )];
        while let Some((route, text, year, plain, common)) = open.pop() {
            let here = *route.last().expect("a route has a start");
            if here == to {
                let common: &BTreeSet<i32> = &common;
                found.push((text, route.len() - 1, plain, !common.is_empty()));
                continue;
            }
            for (name, other, years) in self.ties(here) {
                let next = (1990..2020)
                    .find(|y| *y >= year && years.iter().any(|(from, to)| from <= y && y <= to));
                if let Some(next) = next.filter(|_| !route.contains(&other)) {
                    let mut route = route.clone();
                    route.push(other);
                    let exists = |y: &i32| years.iter().any(|(from, to)| from <= y && y <= to);
                    let common = common.iter().copied().filter(exists).collect();
                    let plain = plain && name == "-";
                    open.push((
                        route,
                        format!("{text} {name} o{other}"),
                        next,
                        plain,
                        common,
                    ));
                }
            }
        }
        found
    }

    /// Returns the chains that should be found: the near ones, and if none of them exists in one year, also those of two
    /// steps that do; or else the shortest ones.
    fn expected(&self, from: usize, to: usize) -> BTreeSet<(String, bool)> {
        let all = self.chains(from, to);
        let is_near = |steps: usize, plain: bool| steps == 1 || (steps == 2 && plain);
        let near = all
            .iter()
            .any(|(_, steps, plain, _)| is_near(*steps, *plain));
        let least = all.iter().map(|(_, steps, ..)| *steps).min();
        let near_at_once = all
            .iter()
            .any(|(_, steps, plain, at_once)| is_near(*steps, *plain) && *at_once);
        let kept = all.into_iter().filter(|(_, steps, plain, at_once)| {
            if near {
                is_near(*steps, *plain) || (!near_at_once && *steps == 2 && *at_once)
            } else {
                Some(*steps) == least
            }
        });
        kept.map(|(text, _, _, at_once)| (text, at_once)).collect()
    }
}

fn spelled(timed: &TimedChain<'_>) -> (String, bool) {
    let links = timed.chain.links.iter().map(|link| match link {
        Link::Partnership(_, end) => format!(" - {}", end.record().id()),
        Link::Operation(operation, end) => {
            format!(" {} {}", operation.record().id(), end.record().id())
        }
    });
    (links.collect(), timed.is_at_once)
}

fn found<'g>(graph: &'g Graph, filter: &Filter, from: &str, to: &str) -> Vec<TimedChain<'g>> {
    let query = filter.resolve(graph).expect("the names are known");
    paths_in_time(&query, from, to, 10_000).expect("the names are known")
}

fn worlds() -> impl Strategy<Value = World> {
    let years = (2000..2012, 0..4).prop_map(|(from, length)| (from, from + length));
    let spells =
        (2000..2006, 0..3, prop::option::of((0..4, 0..3))).prop_map(|(from, length, more)| {
            let first = (from, from + length);
            let second = more.map(|(gap, more)| (first.1 + 1 + gap, first.1 + 1 + gap + more));
            std::iter::once(first).chain(second).collect::<Vec<Years>>()
        });
    let pair = (0..6usize, 0..6usize).prop_filter("two", |(a, b)| a < b);
    let partnerships = prop::collection::btree_map(pair, spells, 0..6);
    let parts = prop::collection::vec((0..6usize, years), 1..5);
    let operations = prop::collection::vec(parts, 0..3);
    (partnerships, operations).prop_map(|(partnerships, operations)| World {
        organizations: 6,
        partnerships,
        operations,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn chains_are_those_of_an_exhaustive_search(world in worlds()) {
        let graph = world.graph();
        for (from, to) in [(0, 5), (5, 0), (1, 2)] {
            let names = (format!("o{from}"), format!("o{to}"));
            let chains = found(&graph, &Filter::default(), &names.0, &names.1);
            let set: BTreeSet<_> = chains.iter().map(spelled).collect();
            prop_assert_eq!(set.len(), chains.len(), "no chain is found twice");
            prop_assert_eq!(&set, &world.expected(from, to), "{:?}", world);
            for timed in &chains {
                prop_assert_eq!(timed.days.len(), timed.chain.links.len());
                prop_assert!(timed.days.windows(2).all(|pair| pair[0] <= pair[1]));
                let one = timed.days.iter().all(|day| *day == timed.days[0]);
                prop_assert!(one || !timed.is_at_once, "one day is given if all ties exist on it");
            }
        }
    }
}

/// A chain of ties of which the first ends before the second begins.
fn relay() -> World {
    World {
        organizations: 4,
        partnerships: BTreeMap::from([
            ((0, 1), vec![(2000, 2002)]),
            ((1, 2), vec![(2004, 2006)]),
            ((2, 3), vec![(2001, 2001), (2005, 2005)]),
        ]),
        operations: Vec::new(),
    }
}

#[test]
fn a_chain_against_the_order_of_time_is_not_found() {
    let graph = relay().graph();
    let there = found(&graph, &Filter::default(), "o0", "o3");
    assert_eq!(there.len(), 1);
    assert_eq!(spelled(&there[0]), (" - o1 - o2 - o3".to_owned(), false));
    let days = [
        Day::new(2000, 1, 1),
        Day::new(2004, 1, 1),
        Day::new(2005, 1, 1),
    ];
    assert_eq!(there[0].days, days);
    assert!(found(&graph, &Filter::default(), "o3", "o0").is_empty());
    // If time is ignored, the chain exists from either end.
    let period = Filter {
        during: Some("2000..2010".parse().expect("a period")),
        ..Filter::default()
    };
    let query = period.resolve(&graph).expect("the names are known");
    assert_eq!(paths(&query, "o3", "o0", 10).expect("known").len(), 1);
    // Within a period, only ties that exist in it count.
    assert_eq!(found(&graph, &period, "o0", "o3").len(), 1);
    for (period, chains) in [("2000..2004", 0), ("2002..2005", 1), ("2003..2010", 0)] {
        let period = Filter {
            during: Some(period.parse().expect("a period")),
            ..Filter::default()
        };
        assert_eq!(found(&graph, &period, "o0", "o3").len(), chains);
    }
    let at = Filter {
        at: Some("2005".parse().expect("a date")),
        ..Filter::default()
    };
    assert_eq!(found(&graph, &at, "o1", "o3").len(), 1);
    assert!(found(&graph, &at, "o0", "o3").is_empty());
}

#[test]
fn a_long_chain_and_a_large_graph_are_searched_quickly() {
    let long = World {
        organizations: 3_000,
        partnerships: (1..3_000)
            .map(|b| ((b - 1, b), vec![(2000, 2010)]))
            .collect(),
        operations: Vec::new(),
    };
    let graph = long.graph();
    let chains = found(&graph, &Filter::default(), "o0", "o2999");
    assert_eq!(chains.len(), 1);
    assert!(chains[0].is_at_once);
    let tangled = World {
        organizations: 1_000,
        partnerships: (0..10_000usize)
            .map(|number| (number * 7_919 % 997, number * 104_729 % 991 + 1))
            .filter(|(a, b)| a != b)
            .map(|(a, b)| {
                (
                    (a.min(b), a.max(b)),
                    vec![(2000 + (a % 9) as i32, 2000 + (a % 9) as i32)],
                )
            })
            .collect(),
        operations: vec![(0..500).map(|of| (of, (2001, 2003))).collect(); 3],
    };
    let graph = tangled.graph();
    for (from, to) in [("o1", "o990"), ("o990", "o1"), ("o3", "o999")] {
        found(&graph, &Filter::default(), from, to);
    }
}
