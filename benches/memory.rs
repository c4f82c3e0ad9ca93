//! How much memory loading takes, against bare `serde_yaml`: `cargo bench --features bench -- memory`.
//!
//! It is a program of its own, because counting what is allocated slows down what the others time.

#![expect(clippy::print_stdout, reason = "benchmarks print what they measure")]

#[expect(dead_code, reason = "only one size is used here")]
#[path = "ratios/generator.rs"]
mod generator;
#[expect(dead_code, reason = "only the report is used here")]
#[path = "ratios/measure.rs"]
mod measure;

use interorg::dataset;
use interorg::graph::Graph;
use peak_alloc::PeakAlloc;

use generator::Size;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

fn main() {
    let mut parts = std::env::args().skip(1).filter(|arg| !arg.starts_with('-'));
    if parts
        .next()
        .is_some_and(|part| part != "memory" && part != "load")
    {
        return;
    }
    let yaml = generator::dataset(Size::M, 1);
    let base = peak(|| dataset::bench::read_records(&yaml));
    let subject = peak(|| Graph::new(dataset::parse(&yaml).expect("the generated text is sound")));
    let detail = format!("{} MB against {} MB", subject >> 20, base >> 20);
    let ratio = subject as f64 / base as f64;
    measure::report("load M: peak memory", ratio, 1.2, &detail);
}

/// Returns how many bytes a run holds at its highest, beyond what was held before.
fn peak<T>(run: impl FnOnce() -> T) -> usize {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    drop(run());
    MEMORY.peak_usage() - before
}
