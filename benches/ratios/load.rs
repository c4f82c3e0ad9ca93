//! Loading a whole dataset, against bare `serde_yaml` reading the same text into the same records.

use interorg::dataset;
use interorg::graph::Graph;

use crate::generator::{self, Size};
use crate::measure::{median, process, ratio, report, timed};

/// Runs the comparisons.
pub fn run() {
    let yaml = generator::dataset(Size::M, 1);
    println!("M: {} MB of YAML", yaml.len() / 1_000_000);
    processes(&yaml);
    again(&yaml);
    growth();
}

/// Whole processes: loading, and a question that is answered from a snapshot.
fn processes(yaml: &str) {
    let folder = tempfile::tempdir().expect("there is a place for it");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (text, snapshot) = (path("m.yaml"), path("m.interorg"));
    std::fs::write(&text, yaml).expect("it can be written");
    let program = env!("CARGO_BIN_EXE_interorg");
    process(program, &["build", "-o", &snapshot, "--data", &text]);
    let read = || process(env!("CARGO_BIN_EXE_bare-reader"), &[&text]);
    let load = |threads| {
        let text = text.clone();
        move || process(program, &["check", &text, "--threads", threads])
    };
    ratio("load M on one thread", 11, 0.85, read, load("1"));
    ratio("load M on two threads", 11, 0.55, read, load("2"));
    let question = ["links", "--with", "o7", "--at", "1970", "--motive"];
    let question = [&question[..], &["shared-values", "--data", &snapshot]].concat();
    let ask = || process(program, &question);
    ratio("a question of M from a snapshot", 21, 1.0 / 40.0, read, ask);
}

/// A second load in a process that holds a graph, against the first.
fn again(yaml: &str) {
    let load = || Graph::new(dataset::parse(yaml).expect("the generated text is sound"));
    let mut first = Vec::new();
    let mut second = Vec::new();
    for _ in 0..9 {
        // Neither time has the end of a graph in it.
        let mut held = [None, None];
        first.push(timed(&mut || held[0] = Some(load())));
        second.push(timed(&mut || held[1] = Some(load())));
        drop(held);
    }
    let (first, second) = (median(first), median(second));
    let ratio = second.as_secs_f64() / first.as_secs_f64();
    let detail = format!("{second:.1?} against {first:.1?}");
    report("a second load of M beside a graph", ratio, 1.1, &detail);
}

/// Doubles the size three times; per partnership, time should stay almost the same.
fn growth() {
    let small = Size {
        organizations: 250,
        partnerships: 2_500,
    };
    let mut first = None;
    for factor in [1, 2, 4, 8] {
        let yaml = generator::dataset(small.times(factor), 2);
        let mut load = || Graph::new(dataset::parse(&yaml).expect("the generated text is sound"));
        let time = median((0..5).map(|_| timed(&mut load)).collect()).as_secs_f64() / factor as f64;
        let ratio = time / *first.get_or_insert(time);
        report(
            &format!("load {factor} x 2,500 partnerships: time each"),
            ratio,
            1.5,
            "against 1 x",
        );
    }
}
