//! Measures of networks, against networkx, igraph and NumPy, and by laws that all networks obey.

use std::path::{Path, PathBuf};

use fastrand::Rng;
use interorg::analysis::measure::Net;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::readers::python;

const PACKAGES: [&str; 5] = ["networkx", "igraph", "numpy", "scipy", "yaml"];

/// The level of significance of backbones.
const ALPHA: f64 = 0.2;

type Ties = Vec<(usize, usize, f64)>;

/// Returns random ties; some are repeated, some tie a node to itself.
fn random_ties(seed: u64, nodes: usize, ties: usize) -> Ties {
    let mut rng = Rng::with_seed(seed);
    let tie = |_| {
        (
            rng.usize(..nodes),
            rng.usize(..nodes),
            f64::from(rng.u8(1..5)),
        )
    };
    (0..ties).map(tie).collect()
}

/// Returns a random tree: each node is tied to one of the `reach` nodes before it.
fn tree(seed: u64, nodes: usize, reach: usize) -> Ties {
    let mut rng = Rng::with_seed(seed);
    let before = |node: usize, rng: &mut Rng| node - 1 - rng.usize(..reach.min(node));
    (1..nodes)
        .map(|node| (before(node, &mut rng), node, 1.0))
        .collect()
}

/// Returns networks of many kinds: name, number of nodes, ties.
fn networks() -> Vec<(String, usize, Ties)> {
    let complete = |nodes: usize| {
        (0..nodes)
            .flat_map(|a| (0..a).map(move |b| (a, b, 1.0)))
            .collect()
    };
    let star = |nodes: usize| (1..nodes).map(|leaf| (0, leaf, 1.0)).collect();
    let ring = |nodes: usize| {
        (0..nodes)
            .map(|node| (node, (node + 1) % nodes, 2.0))
            .collect()
    };
    let grid = |side: usize| {
        let right = (0..side * side)
            .filter(move |n| n % side + 1 < side)
            .map(|n| (n, n + 1, 1.0));
        let down = (side..side * side).map(move |n| (n - side, n, 1.0));
        right.chain(down).collect()
    };
    let two_sided = |a: usize, b: usize| {
        (0..a)
            .flat_map(|left| (0..b).map(move |right| (left, a + right, 1.0)))
            .collect()
    };
    let mut networks: Vec<(String, usize, Ties)> = vec![
        ("no nodes".into(), 0, vec![]),
        ("one node".into(), 1, vec![]),
        ("two nodes".into(), 2, vec![]),
        ("a pair".into(), 2, star(2)),
        ("no ties".into(), 7, vec![]),
        ("complete".into(), 9, complete(9)),
        ("star".into(), 12, star(12)),
        ("ring".into(), 11, ring(11)),
        ("even ring and one alone".into(), 13, ring(12)),
        ("path".into(), 30, tree(0, 30, 1)),
        ("grid".into(), 49, grid(7)),
        ("two-sided".into(), 12, two_sided(5, 7)),
        (
            "a clique with a tail".into(),
            60,
            [complete(12), tree(0, 60, 1)].concat(),
        ),
        (
            "two equal parts".into(),
            10,
            [
                ring(5),
                (5..10).map(|n| (n, 5 + (n - 4) % 5, 1.0)).collect(),
            ]
            .concat(),
        ),
    ];
    for seed in 0..3 {
        for (sort, nodes, ties) in [
            ("dense", 25, 220),
            ("middling", 60, 150),
            ("sparse", 80, 70),
            ("larger", 140, 700),
        ] {
            networks.push((
                format!("{sort} {seed}"),
                nodes,
                random_ties(seed, nodes, ties),
            ));
        }
        networks.push((format!("tree {seed}"), 70, tree(seed, 70, 70)));
        networks.push((format!("long tree {seed}"), 90, tree(seed, 90, 4)));
    }
    networks
}

/// Returns every measure of a network, by the names that the reader knows.
fn measured(name: &str, nodes: usize, ties: &Ties) -> Json {
    let net = Net::new(nodes, ties.iter().copied()).expect("all ends are nodes");
    let groups: Vec<Option<u32>> = (0..nodes as u32)
        .map(|n| (n % 7 != 6).then_some(n * n % 3))
        .collect();
    let brokers = net.brokerage(&groups);
    let role = |of: fn(&interorg::analysis::measure::Brokerage) -> usize| {
        brokers.iter().map(of).collect::<Vec<_>>()
    };
    let once: Vec<(usize, u32, f64)> = (0..nodes)
        .flat_map(|node| {
            let ties = net.neighbours(node).iter().zip(net.weights(node));
            ties.filter(move |(end, _)| node < **end as usize)
                .map(move |(end, weight)| (node, *end, *weight))
        })
        .collect();
    let communities = net.communities();
    let backbone = net.backbone(ALPHA);
    let backbone: Vec<(usize, u32)> = (0..nodes)
        .flat_map(|node| {
            backbone
                .neighbours(node)
                .iter()
                .map(move |end| (node, *end))
        })
        .filter(|(node, end)| *node < *end as usize)
        .collect();
    let pairs = (0..nodes).map(|node| (node, (node * 5 + 3) % nodes));
    let distances: Vec<_> = pairs.map(|(a, b)| (a, b, net.distance(a, b))).collect();
    json!({
        "name": name, "nodes": nodes, "ties": once, "groups": groups, "distances": distances,
        "communities": {"of": communities.of_nodes, "modularity": communities.modularity},
        "backbone": {"alpha": ALPHA, "ties": backbone},
        "values": {
            "degree": net.degrees(),
            "weighted_degree": net.weighted_degrees(),
            "component": net.components(),
            "betweenness": net.betweenness(),
            "betweenness_share": net.betweenness_shares(),
            "closeness": net.closeness(),
            "eigenvector": net.eigenvector().expect("it converges"),
            "clustering": net.clustering(),
            "core": net.core_numbers(),
            "brokerage": {
                "coordinator": role(|found| found.coordinator),
                "consultant": role(|found| found.consultant),
                "gatekeeper": role(|found| found.gatekeeper),
                "representative": role(|found| found.representative),
                "liaison": role(|found| found.liaison),
            },
        },
        "whole": {
            "organizations": net.len(), "ties": net.ties(),
            "density": net.density(), "transitivity": net.transitivity(),
        },
    })
}

/// Runs the reader on measures; it prints the values that differ.
fn differences(kind: &str, content: &Json) -> Option<String> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let file = folder.path().join("measures.json");
    std::fs::write(&file, content.to_string()).expect("it can be written");
    python("measures.py", &PACKAGES, &[Path::new(kind), &file])
}

#[test]
fn measures_equal_those_of_networkx_and_igraph() {
    let networks = networks();
    let cases: Vec<Json> = networks
        .iter()
        .map(|(name, n, ties)| measured(name, *n, ties))
        .collect();
    assert!(cases.len() > 25);
    if let Some(differences) = differences("graphs", &Json::from(cases)) {
        assert_eq!(differences, "");
    }
}

#[cfg(feature = "cli")]
mod of_data {
    use super::*;
    use crate::support::{Folder, rows, texts};

    /// The as-of dates of the shipped dataset and of the wider network.
    const AS_OF: [&str; 2] = ["2026-11-30", "2026-02-28"];

    /// Runs a command and returns the rows of its JSON.
    fn ask(folder: &Folder, line: &str, data: &[&str]) -> Vec<Json> {
        let words: Vec<&str> = line.split(' ').chain(data.iter().copied()).collect();
        let run = folder.run(&words);
        assert_eq!(run.status, 0, "{line}: {}", run.stderr);
        rows(&run)
    }

    /// Returns the YAML files of a folder.
    fn yaml(folder: &str) -> Vec<PathBuf> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let entries = std::fs::read_dir(folder).expect("the folder is there");
        let mut files: Vec<PathBuf> = entries
            .map(|entry| entry.expect("it can be listed").path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
            .collect();
        files.sort();
        files
    }

    /// Returns the measures of a dataset as the command prints them, at several dates and under each coding.
    fn answers(files: &[PathBuf], data: &[&str], days: &[&str]) -> Json {
        let folder = Folder::new();
        let mut cases = Vec::new();
        for of in ["partnerships", "operations"] {
            for coding in ["formal", "activity"] {
                for day in days {
                    let at = if day.is_empty() {
                        String::new()
                    } else {
                        format!(" --at {day}")
                    };
                    let line = format!("measures --ties {of} --coding {coding}{at} --format json");
                    let whole = ask(&folder, &format!("{line} --network"), data);
                    let motives = (of == "partnerships")
                        .then(|| ask(&folder, &format!("{line} --motives"), data));
                    cases.push(json!({
                        "of": of, "coding": coding, "day": day,
                        "rows": ask(&folder, &line, data), "whole": whole[0], "motives": motives,
                    }));
                }
            }
        }
        let words = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/vocabularies.yaml");
        let as_of = AS_OF[usize::from(!data.is_empty())];
        json!({"files": files, "words": words, "as-of": as_of, "cases": cases})
    }

    #[test]
    fn measures_of_the_shipped_data_equal_those_of_networkx_and_igraph() {
        let days = [
            "",
            "1966-03-01",
            "1993-07-01",
            "1999-12-31",
            "2005-12-31",
            "2012-06-15",
            "2021-01-01",
        ];
        let shipped = answers(&yaml("data"), &[], &days);
        if let Some(differences) = differences("data", &shipped) {
            assert_eq!(differences, "");
        }
    }

    #[test]
    fn measures_of_the_wider_network_equal_those_of_networkx_and_igraph() {
        let wider = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/wider-network.yaml");
        let path = wider.to_str().expect("the path is UTF-8");
        let answers = answers(
            std::slice::from_ref(&wider),
            &["--data", path],
            &["", "1999-12-31"],
        );
        if let Some(differences) = differences("data", &answers) {
            assert_eq!(differences, "");
        }
    }

    #[test]
    fn a_predecessor_has_the_ties_of_its_successor() {
        let folder = Folder::new();
        let line = "measures --measure degree --at 1966 --format json";
        let degree = |rows: &[Json], id: &str| {
            let row = rows.iter().find(|row| row["organization"] == id);
            row.map(|row| row["degree"].clone())
        };
        let all = ask(&folder, line, &[]);
        assert_eq!(degree(&all, "oau"), Some(json!(1)));
        assert_eq!(degree(&all, "au"), None);
        let of_successor = ask(&folder, &format!("{line} --with AU"), &[]);
        assert_eq!(degree(&of_successor, "oau"), Some(json!(1)));
        assert_eq!(degree(&of_successor, "un"), Some(json!(1)));
    }

    #[test]
    fn a_series_has_the_rows_of_each_of_its_dates() {
        let folder = Folder::new();
        for what in [
            "",
            " --ties operations",
            " --network",
            " --motives",
            " --with EU",
            " --coding activity",
        ] {
            let series = ask(
                &folder,
                &format!("measures{what} --every 5y --format json"),
                &[],
            );
            let mut dates = texts(&series, "date");
            assert!(dates.is_sorted(), "{what}");
            dates.dedup();
            assert!(dates.len() > 5, "{what}: {dates:?}");
            let mut rows = series.iter();
            for date in dates {
                let once = ask(
                    &folder,
                    &format!("measures{what} --at {date} --format json"),
                    &[],
                );
                for row in once {
                    let mut dated = rows.next().expect("the series has it too").clone();
                    let dated = dated.as_object_mut().expect("a row is an object");
                    assert_eq!(dated.remove("date"), Some(json!(date)), "{what}");
                    // A row of one date states it as the first and the last day of a period.
                    let mut row = row;
                    let row = row.as_object_mut().expect("a row is an object");
                    for day in ["first_day", "last_day"] {
                        assert_eq!(row.remove(day), Some(json!(date)), "{what}");
                    }
                    assert_eq!(dated, row, "{what} {date}");
                }
            }
            assert_eq!(rows.next(), None, "{what}");
        }
    }

    #[test]
    fn a_series_runs_from_the_first_relation_to_the_as_of_date() {
        let folder = Folder::new();
        let dates = |line: &str| -> Vec<String> {
            let rows = ask(
                &folder,
                &format!("measures --network --format json {line}"),
                &[],
            );
            texts(&rows, "date")
        };
        let yearly = dates("--every 1y");
        assert_eq!(
            (yearly.len(), &*yearly[0], &*yearly[62]),
            (63, "1964-12-31", "2026-11-30")
        );
        assert_eq!(
            dates("--every 6m --during 2004-05..2005"),
            ["2004-06-30", "2004-12-31", "2005-06-30", "2005-12-31"]
        );
        assert_eq!(
            dates("--every 1y --during 2024..2050"),
            ["2024-12-31", "2025-12-31", "2026-11-30"]
        );
        assert_eq!(
            dates("--every 10y --during ..1980"),
            ["1970-12-31", "1980-12-31"]
        );
        // The first two organizations to share an operation did so in 1992.
        assert_eq!(dates("--every 1y --ties operations")[0], "1992-12-31");
    }

    /// A and B share an operation for half a year; C leaves before B comes; D is founded later; E is against it.
    const PARTS: &str = "\
dataset: {title: Parts, as-of: 2010-12-31}
organizations:
  - {id: a, name: A, founded: 1990}
  - {id: b, name: B, founded: 1990}
  - {id: c, name: C, founded: 1990}
  - {id: d, name: D, founded: 2009}
  - {id: e, name: E, founded: 1990}
operations:
  - id: op
    name: Operation
    start: 2003-03-01
    end: 2004-02-01
    cite: [s]
    participations:
      - {organization: A, role: lead, from: 2003-03-01, cite: [s]}
      - {organization: B, role: support, from: 2003-06-01, to: 2003-12-31, cite: [s]}
      - {organization: A, role: training, cite: [s], confidence: low}
      - {organization: C, role: parallel, to: 2003-05-31, cite: [s]}
      - {organization: E, role: opposed, cite: [s]}
sources:
  s: {type: report, title: S}
";

    #[test]
    fn operations_tie_organizations_that_take_part_at_the_same_time() {
        let folder = Folder::new();
        folder.write("parts.yaml", PARTS);
        let size = |line: &str| {
            let line = format!("measures --ties operations --network --format json {line}");
            let found = ask(&folder, line.trim_end(), &["--data", "parts.yaml"]);
            let number = |name: &str| found[0][name].as_u64().expect("it is a count");
            (number("organizations"), number("ties"))
        };
        // Without a time, the whole record counts, and every organization that ever existed.
        assert_eq!(size(""), (5, 2));
        assert_eq!(size("--at 2003-05-31"), (4, 1));
        assert_eq!(size("--at 2003-06-01"), (4, 1));
        assert_eq!(size("--at 2003-03-15 --role lead"), (4, 1));
        assert_eq!(size("--at 2003-12-31 --between A B"), (2, 1));
        assert_eq!(size("--at 2004-01-15"), (4, 0));
        assert_eq!(size("--during 2003-05..2003-06"), (4, 2));
        assert_eq!(size("--during 2003-05..2003-06 --with B"), (2, 1));
        assert_eq!(size("--role support"), (5, 1));
        assert_eq!(size("--role funding --at 2010"), (5, 0));
        // The dataset has no partnership that could have a phase.
        assert_eq!(size("--phase contact"), (5, 0));
    }

    #[test]
    fn filters_exclude_ties_and_names_exclude_organizations() {
        let folder = Folder::new();
        let whole = |line: &str| {
            let line = format!("measures --at 2005 --network --format json {line}");
            let found = ask(&folder, line.trim_end(), &[]);
            let number = |name: &str| found[0][name].as_u64().expect("it is a count");
            (number("organizations"), number("ties"))
        };
        // Six organizations existed without a recorded partnership; they could have had one.
        assert_eq!(whole(""), (10, 6));
        assert_eq!(whole("--min-phase institutionalized"), (10, 1));
        assert_eq!(whole("--with EU"), (4, 3));
        assert_eq!(whole("--between EU UN AU"), (3, 3));
        assert_eq!(whole("--between EU WEU"), (2, 0));
    }

    #[test]
    fn impossible_measures_are_refused() {
        let folder = Folder::new();
        for (line, words) in [
            (
                "measures --measure density,reciprocity --motives",
                "the table of motives does not have density",
            ),
            (
                "measures --measure betweenness,density",
                "no table has all of these",
            ),
            ("measures --ties operations --motives", "no reciprocity"),
            ("measures --every 0y", "is not a step of time"),
            ("measures --every 1", "is not a step of time"),
            (
                "measures --every 1m --during 0001..9999",
                "more than 3000 dates",
            ),
            ("measures --every 1y --at 2005", "cannot be used with"),
            ("measures --measure centre", "invalid value"),
            ("measures --with nobody", "unknown organization"),
        ] {
            let run = folder.run(&line.split(' ').collect::<Vec<_>>());
            run.refused(words);
        }
    }

    #[test]
    fn every_measure_is_defined_and_can_be_requested() {
        let folder = Folder::new();
        let listed = ask(&folder, "measures --definitions --format json", &[]);
        assert_eq!(listed.len(), 16);
        for row in &listed {
            let text = |column: &str| row[column].as_str().expect("it is a text").len();
            assert!(text("definition") > 40 && text("source") > 40, "{row}");
            let name = row["measure"].as_str().expect("it has a name");
            // The shipped dataset has no directed phases.
            if ["in-degree", "out-degree", "tie-reciprocity"].contains(&name) {
                continue;
            }
            let found = ask(
                &folder,
                &format!("measures --format json --measure {name}"),
                &[],
            );
            assert!(!found.is_empty(), "{name}");
        }
    }
}

/// Any small network, and an order of its nodes.
fn shuffled() -> impl Strategy<Value = (usize, Ties, Vec<usize>)> {
    (2usize..14).prop_flat_map(|nodes| {
        let tie = (0..nodes, 0..nodes, (1u8..5).prop_map(f64::from));
        let order = Just((0..nodes).collect::<Vec<_>>()).prop_shuffle();
        (Just(nodes), prop::collection::vec(tie, 0..40), order)
    })
}

proptest! {
    #[test]
    fn the_order_of_nodes_affects_only_the_order_of_values((nodes, ties, order) in shuffled()) {
        let moved = ties.iter().map(|(a, b, weight)| (order[*b], order[*a], *weight));
        let there = Net::new(nodes, moved).expect("all ends are nodes");
        let here = Net::new(nodes, ties.iter().copied()).expect("all ends are nodes");
        let same = |here: Vec<f64>, there: Vec<f64>| {
            here.iter().zip(&order).all(|(value, place)| (value - there[*place]).abs() < 1e-9)
        };
        prop_assert!(same(here.betweenness(), there.betweenness()));
        prop_assert!(same(here.closeness(), there.closeness()));
        let eigenvector = |net: &Net| net.eigenvector().expect("it converges");
        prop_assert!(same(eigenvector(&here), eigenvector(&there)));
        prop_assert!(same(here.clustering(), there.clustering()));
        prop_assert!(same(here.weighted_degrees(), there.weighted_degrees()));
        let count = |values: Vec<usize>| values.into_iter().map(|value| value as f64).collect();
        prop_assert!(same(count(here.core_numbers()), count(there.core_numbers())));
        prop_assert!(same(count(here.degrees()), count(there.degrees())));
        prop_assert_eq!(here.density(), there.density());
        prop_assert_eq!(here.transitivity(), there.transitivity());
    }

    #[test]
    fn a_shortest_path_is_a_chain_of_ties((nodes, ties, order) in shuffled()) {
        let net = Net::new(nodes, ties).expect("all ends are nodes");
        let (from, to) = (order[0], order[1]);
        let together = net.components()[from] == net.components()[to];
        let path = net.shortest_path(from, to);
        prop_assert_eq!(path.is_some(), together);
        if let Some(path) = path {
            prop_assert_eq!((path[0], path[path.len() - 1]), (from, to));
            for step in path.windows(2) {
                prop_assert!(net.neighbours(step[0]).contains(&(step[1] as u32)));
            }
            prop_assert_eq!(net.distance(to, from), Some(path.len() - 1));
        }
    }

    #[test]
    fn measures_stay_within_their_bounds((nodes, ties, _) in shuffled()) {
        let net = Net::new(nodes, ties).expect("all ends are nodes");
        let shares = [net.betweenness_shares(), net.closeness(), net.eigenvector().expect("it converges"), net.clustering()];
        for share in shares.into_iter().flatten() {
            prop_assert!((-1e-12..=1.0 + 1e-12).contains(&share), "{}", share);
        }
        let length: f64 = net.eigenvector().expect("it converges").iter().map(|value| value * value).sum();
        prop_assert!((length - 1.0).abs() < 1e-12);
        for (core, degree) in net.core_numbers().into_iter().zip(net.degrees()) {
            prop_assert!(core <= degree && (core > 0) == (degree > 0));
        }
    }
}

#[test]
fn rows_in_files_state_their_network() {
    let lines = |line: &str| {
        let run = super::support::Folder::new().run(&line.split(' ').collect::<Vec<_>>());
        assert_eq!(run.status, 0, "{line}: {}", run.stderr);
        run.text().lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let csv = lines("measures --measure degree --at 2005 --coding activity --format csv");
    assert_eq!(
        csv[0],
        "organization,organization_label,degree,ties_of,weight_by,coding,coding_label,first_day,last_day"
    );
    let end = ",partnerships,rung,activity,By what was done,2005-12-31,2005-12-31";
    assert!(csv[1].ends_with(end), "{}", csv[1]);
    let csv = lines("measures --network --measure density --every 5y --format csv");
    assert_eq!(
        csv[0],
        "date,organizations,ties,density,ties_of,weight_by,coding,coding_label"
    );
    let csv = lines("measures --ties operations --measure degree --format csv");
    // No coding applies, and no first day is known.
    assert!(
        csv[1].contains(",operations,shared-operations,not-applicable,not-applicable,unknown,"),
        "{}",
        csv[1]
    );
    let table = lines("measures --measure degree --at 2005");
    assert!(!table[1].contains("Network"), "{}", table[1]);
}
