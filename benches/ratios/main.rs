//! The benchmarks. Each prints a ratio to a baseline that runs in the same process or beside it, and
//! the limit that it is to stay under: `cargo bench --features bench [load|shapes|ask|start|measures|pictures]`.

#![expect(clippy::print_stdout, reason = "benchmarks print what they measure")]

mod ask;
mod generator;
mod load;
mod measure;
mod measures;
mod pictures;
mod shapes;
mod start;

fn main() {
    let chosen: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with('-'))
        .collect();
    let parts: [(&str, fn()); 6] = [
        ("load", load::run),
        ("shapes", shapes::run),
        ("ask", ask::run),
        ("start", start::run),
        ("measures", measures::run),
        ("pictures", pictures::run),
    ];
    for (name, run) in parts {
        if chosen.is_empty() || chosen.iter().any(|part| part == name) {
            run();
        }
    }
}
