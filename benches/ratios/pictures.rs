//! A whole process that draws a picture, against the time that a reader waits for and against Graphviz on the
//! DOT of the same picture.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::measure::{process, ratio, time};

const INTERORG: &str = env!("CARGO_BIN_EXE_interorg");

/// How often each picture is drawn.
const ROUNDS: usize = 15;

/// The pictures: what is drawn, of which data, and how long the whole process may take.
const PICTURES: [(&str, Option<&str>, Duration); 2] = [
    ("4 organizations", None, Duration::from_millis(300)),
    (
        "33 organizations",
        Some("examples/wider-network.yaml"),
        Duration::from_secs(1),
    ),
];

/// Runs the comparisons; those with Graphviz where it is installed.
pub fn run() {
    let has_graphviz = has_graphviz();
    if !has_graphviz {
        println!("pictures: Graphviz is not installed here, so nothing is compared with it");
    }
    for (name, data, limit) in PICTURES {
        let arguments = arguments(data);
        for format in ["svg", "png", "pdf"] {
            let draw = || draw(&arguments, format);
            time(&format!("{name} as {format}"), ROUNDS, limit, draw);
        }
        if has_graphviz {
            against_graphviz(name, &arguments);
        }
    }
}

/// Compares the drawing of an SVG with Graphviz on our DOT: `dot` lays it out anew in one pass, where our layout by
/// stress starts many times over; `neato -n` only draws.
fn against_graphviz(name: &str, arguments: &[String]) {
    let dot = written(arguments);
    let path = dot.display().to_string();
    let draw = || draw(arguments, "svg");
    for (engine, flags, limit) in [("dot", "-Tsvg", 1.5), ("neato", "-n -Tsvg", 1.0)] {
        let mut words: Vec<&str> = flags.split(' ').collect();
        words.push(&path);
        let name = format!("{name} as svg, against {engine} {flags}");
        ratio(&name, ROUNDS, limit, || process(engine, &words), draw);
    }
    let _ = fs::remove_file(dot);
}

/// Returns the path of a file with the DOT of a picture.
fn written(arguments: &[String]) -> PathBuf {
    let path = std::env::temp_dir().join(format!("interorg-bench-{}.dot", std::process::id()));
    let words = arguments.iter().map(String::as_str);
    let output = path.display().to_string();
    let words: Vec<&str> = words.chain(["-o", &output]).collect();
    process(INTERORG, &words);
    path
}

fn draw(arguments: &[String], format: &str) {
    let words = arguments.iter().map(String::as_str);
    let words: Vec<&str> = words.chain(["--format", format]).collect();
    process(INTERORG, &words);
}

fn arguments(data: Option<&str>) -> Vec<String> {
    let mut arguments = vec!["diagram".to_owned()];
    if let Some(data) = data {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(data);
        arguments.extend(["--data".to_owned(), path.display().to_string()]);
    }
    arguments
}

fn has_graphviz() -> bool {
    let asked = |engine: &str| {
        let mut command = Command::new(engine);
        let status = command.arg("-V").stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    };
    asked("dot") && asked("neato")
}
