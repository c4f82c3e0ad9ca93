//! Measures of a network of 1,000 nodes and 10,000 ties, against igraph and networkx on the same one.

use std::fmt::Write as _;
use std::hint::black_box;
use std::io::{BufRead, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use fastrand::Rng;
use interorg::analysis::measure::Net;
use interorg::dataset;
use interorg::graph::Graph;
use interorg::query::{Filter, paths};

use crate::generator::{self, Size};
use crate::measure::against;

const NODES: usize = 1_000;
const TIES: usize = 10_000;

/// Runs the comparisons on a network of chance, and on a ring in which routes are long.
pub fn run() {
    for (name, ties) in [("chance", chance()), ("ring", ring())] {
        let Some(mut peers) = Peers::start(&ties) else {
            println!("measures: skipped, python3 with igraph and networkx is not installed");
            return;
        };
        measure(name, &net(&ties), &mut peers);
        if name == "ring" {
            ask(&mut peers);
        }
    }
}

fn measure(name: &str, net: &Net, peers: &mut Peers) {
    let mut compare = |what: &str, limits: [f64; 2], run: &dyn Fn()| {
        for (peer, limit, rounds) in [("igraph", limits[0], 15), ("networkx", limits[1], 3)] {
            let title = format!("{what} of {name}, to {peer}");
            against(&title, rounds, limit, || peers.time(peer, what), run);
        }
    };
    // Levels of the ring are many and narrow, so that changing sides while a level is searched brings little.
    let betweenness = if name == "ring" { 0.7 } else { 0.4 };
    compare("betweenness", [betweenness, 0.1], &|| {
        drop(black_box(net.betweenness()))
    });
    compare("components", [0.3, 0.5], &|| {
        drop(black_box(net.components()))
    });
    compare("cores", [0.4, 0.5], &|| drop(black_box(net.core_numbers())));
    compare("closeness", [1.0, 0.5], &|| {
        drop(black_box(net.closeness()))
    });
    compare("eigenvector", [1.0, 0.5], &|| {
        drop(black_box(net.eigenvector()))
    });
    compare("clustering", [1.0, 0.5], &|| {
        drop(black_box(net.clustering()))
    });
    compare("paths", [0.3, 0.5], &|| {
        pairs().for_each(|(a, b)| drop(black_box(net.shortest_path(a, b))));
    });
}

/// Asks for the same pairs of the ring in the words of a user, and gets chains with their partnerships
/// and operations. The peers have numbers alone: neither phases at a date to look at, nor operations,
/// which are half of the ties here. Numbers against numbers are the `paths` of the two networks.
fn ask(peers: &mut Peers) {
    let yaml = generator::dataset(Size::M, 1);
    let graph = Graph::new(dataset::parse(&yaml).expect("the generated text is sound"));
    let query = Filter::default()
        .resolve(&graph)
        .expect("there are no words");
    let chains = || {
        for (a, b) in pairs().filter(|(a, b)| a != b) {
            let found = paths(&query, &format!("o{a}"), &format!("o{b}"), 1);
            black_box(found.expect("the organizations are known"));
        }
    };
    for (peer, limit) in [("igraph", 1.0), ("networkx", 0.5)] {
        let title = format!("query::paths of ring, to {peer}");
        against(&title, 9, limit, || peers.time(peer, "paths"), chains);
    }
}

/// Returns the pairs between which routes are looked for, as `peers.py` has them.
fn pairs() -> impl Iterator<Item = (usize, usize)> {
    (0..NODES).step_by(10).map(|a| (a, (a * 7 + 500) % NODES))
}

/// Returns different ties between nodes drawn by lot.
fn chance() -> Vec<(usize, usize)> {
    let mut rng = Rng::with_seed(7);
    let mut ties = std::collections::BTreeSet::new();
    while ties.len() < TIES {
        let (a, b) = (rng.usize(..NODES), rng.usize(..NODES));
        if a != b {
            ties.insert((a.min(b), a.max(b)));
        }
    }
    ties.into_iter().collect()
}

/// Returns the ties of the generated dataset: everybody with those that follow on a ring.
fn ring() -> Vec<(usize, usize)> {
    let tie = |number: usize| (number % NODES, (number + 1 + number / NODES) % NODES);
    (0..TIES).map(tie).collect()
}

fn net(ties: &[(usize, usize)]) -> Net {
    let ties = ties.iter().map(|(a, b)| (*a, *b, 1.0));
    Net::new(NODES, ties).expect("all ends are nodes")
}

/// A Python process that waits for tasks and prints how long each took.
struct Peers {
    process: Child,
    tasks: ChildStdin,
    times: BufReader<ChildStdout>,
    _edges: tempfile::NamedTempFile,
}

impl Peers {
    /// Starts it; `None` if it cannot be had.
    fn start(ties: &[(usize, usize)]) -> Option<Self> {
        let found = Command::new("python3")
            .args(["-c", "import igraph, networkx, scipy"])
            .output();
        found.ok().filter(|found| found.status.success())?;
        let mut text = String::new();
        for (a, b) in ties {
            writeln!(text, "{a} {b}").expect("a string takes every text");
        }
        let mut edges = tempfile::NamedTempFile::new().ok()?;
        edges.write_all(text.as_bytes()).ok()?;
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/ratios/peers.py");
        let mut process = Command::new("python3")
            .arg(script)
            .arg(edges.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let tasks = process.stdin.take()?;
        let times = BufReader::new(process.stdout.take()?);
        Some(Self {
            process,
            tasks,
            times,
            _edges: edges,
        })
    }

    fn time(&mut self, peer: &str, task: &str) -> Duration {
        writeln!(self.tasks, "{peer} {task}").expect("it listens");
        let mut line = String::new();
        self.times.read_line(&mut line).expect("it answers");
        let seconds = line.trim().parse().expect("it answers with seconds");
        Duration::from_secs_f64(seconds)
    }
}

impl Drop for Peers {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
