//! Loading a whole dataset, against bare `serde_yaml` reading the same text into the same records.

use interorg::dataset;
use interorg::graph::Graph;

use crate::generator::{self, Size};
use crate::measure::{median, ratio, report, timed};

/// Runs the comparisons.
pub fn run() {
    let yaml = generator::dataset(Size::M, 1);
    println!("M: {} MB of YAML", yaml.len() / 1_000_000);
    let load = || Graph::new(dataset::parse(&yaml).expect("the generated text is sound"));
    let read = || dataset::bench::read_records(&yaml);
    ratio("load M: time", 9, 1.15, read, load);
    growth();
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
