//! How time and memory grow with the dataset, for every subcommand and format: `cargo bench --features bench -- growth`.
//!
//! Whole processes answer from snapshots of generated datasets of one shape (10 links per organization) and rising size.
//! The exponent of a cost is the slope between two sizes on logarithmic scales: 1 is linear, 2 quadratic. What opening the
//! snapshot takes is subtracted. `-- growth --large` adds the size of the Yearbook of International Organizations (75,000
//! organizations, 200,000 links). A line beyond its limit of 1.2 has a reason; any other is marked OVER.

#![expect(clippy::print_stdout, reason = "benchmarks print what they measure")]

#[path = "ratios/generator.rs"]
mod generator;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use generator::Size;

/// A line that takes longer is stopped: its growth is known by then.
const LONGEST: Duration = Duration::from_secs(120);

/// The exponent up to which growth counts as linear: sorting has a logarithm, and caches have an end.
const LINEAR: f64 = 1.2;

/// Costs below these are those of starting a process.
const LEAST: Cost = Cost {
    seconds: 0.02,
    mebibytes: 8.0,
};

/// Lines of arguments, the exponent that is accepted, and why it may be more than [`LINEAR`].
const LINES: [(&str, f64, &str); 62] = [
    ("partners o0 --format json", LINEAR, ""),
    ("links", LINEAR, ""),
    ("links --format csv", LINEAR, ""),
    ("links --evidence --format json", LINEAR, ""),
    (
        "links --at 1990 --motive shared-values --format csv",
        LINEAR,
        "",
    ),
    ("links --ties operations --format csv", LINEAR, ""),
    ("operations --format csv", LINEAR, ""),
    ("operations --evidence --format markdown", LINEAR, ""),
    ("motives --evidence --format csv", LINEAR, ""),
    ("milestones --format csv", LINEAR, ""),
    ("show o0 o1 --evidence", LINEAR, ""),
    ("show o0", LINEAR, ""),
    ("list organizations --format csv", LINEAR, ""),
    ("list sources --format csv", LINEAR, ""),
    ("find paper --format csv", LINEAR, ""),
    ("path o0 o40", LINEAR, ""),
    ("changes 1980 1990 --format csv", LINEAR, ""),
    ("matrix dyad motive --format csv", LINEAR, ""),
    ("matrix phase year --format csv", LINEAR, ""),
    ("matrix organization decade --format csv", LINEAR, ""),
    ("findings", LINEAR, ""),
    ("findings --format json", LINEAR, ""),
    ("measures --measure degree --format csv", LINEAR, ""),
    ("measures --network", LINEAR, ""),
    ("measures --sources 100 --format csv", LINEAR, ""),
    ("query \"SELECT count(*) FROM spell\"", LINEAR, ""),
    ("sql links --motive shared-values", LINEAR, ""),
    ("diagram --format dot", LINEAR, ""),
    ("diagram --format mermaid", LINEAR, ""),
    ("diagram timeline --format svg", LINEAR, ""),
    ("diagram matrix --format svg", LINEAR, ""),
    ("explore", LINEAR, ""),
    ("check", LINEAR, ""),
    ("check --coverage --format json", LINEAR, ""),
    ("diff SELF SELF", LINEAR, ""),
    ("cite --format html", LINEAR, ""),
    ("cite --style bibtex", LINEAR, ""),
    (
        "export dyad-years --during 1990..1999",
        2.0,
        "every pair is a dyad",
    ),
    ("export organization-years --during 1990..1999", LINEAR, ""),
    ("export spells", LINEAR, ""),
    ("export participations", LINEAR, ""),
    ("export organizations", LINEAR, ""),
    ("export milestones", LINEAR, ""),
    ("export statements", LINEAR, ""),
    ("export dataset", LINEAR, ""),
    ("export dataset --format json", LINEAR, ""),
    ("export tables -o OUT", LINEAR, ""),
    ("export sqlite -o OUT.sqlite", LINEAR, ""),
    ("export graphml", LINEAR, ""),
    ("export gexf", LINEAR, ""),
    ("export node-link", LINEAR, ""),
    ("export cytoscape", LINEAR, ""),
    ("export gml", LINEAR, ""),
    ("export pajek", LINEAR, ""),
    ("export dl", LINEAR, ""),
    ("export nodes-edges -o OUT", LINEAR, ""),
    ("export turtle", LINEAR, ""),
    ("export n-triples", LINEAR, ""),
    ("export trig", LINEAR, ""),
    ("export json-ld", LINEAR, ""),
    ("codebook", LINEAR, ""),
    ("schema", LINEAR, ""),
];

/// Lines on the YAML itself, with nothing subtracted.
const ON_TEXTS: [&str; 3] = ["check", "build -o OUT", "fmt --check"];

/// What a process takes.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cost {
    seconds: f64,
    mebibytes: f64,
}

impl Cost {
    /// Returns what is beyond another cost, and at least [`LEAST`].
    fn beyond(self, base: Self) -> Self {
        Self {
            seconds: (self.seconds - base.seconds).max(LEAST.seconds),
            mebibytes: (self.mebibytes - base.mebibytes).max(LEAST.mebibytes),
        }
    }

    /// Returns the exponents of time and memory from a cost at a size to this one at a larger size.
    fn exponents(self, smaller: Self, factor: f64) -> [f64; 2] {
        let of = |large: f64, small: f64| (large / small).ln() / factor.ln();
        [
            of(self.seconds, smaller.seconds),
            of(self.mebibytes, smaller.mebibytes),
        ]
    }
}

/// A generated dataset as a text and as a snapshot.
struct Generated {
    links: usize,
    text: PathBuf,
    snapshot: PathBuf,
    /// What it takes to open the snapshot.
    opening: Cost,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let names: Vec<&String> = arguments
        .iter()
        .filter(|one| !one.starts_with('-'))
        .collect();
    if names.first().is_none_or(|name| *name != "growth") {
        // It takes minutes, and is run by its name.
        return;
    }
    let chosen = names.get(1).map_or("", |name| name);
    let folder = tempfile::tempdir().expect("there is a place for it");
    let mut sizes = vec![Size::M, Size::M.times(4)];
    if arguments.iter().any(|one| one == "--large") {
        sizes.push(Size {
            organizations: 75_000,
            partnerships: 200_000,
        });
    }
    let all: Vec<Generated> = sizes
        .into_iter()
        .map(|size| generate(size, folder.path()))
        .collect();
    let links: Vec<String> = all.iter().map(|one| one.links.to_string()).collect();
    println!(
        "seconds of a processor and MiB beyond opening at {} links; exponents of both",
        links.join(", ")
    );
    for line in ON_TEXTS.iter().filter(|line| line.contains(chosen)) {
        let costs = all.iter().map(|one| run(line, &one.text, folder.path()));
        print_line(
            &format!("{line} (YAML)"),
            &all,
            &costs.collect::<Vec<_>>(),
            LINEAR,
            "",
        );
    }
    for (line, limit, reason) in LINES.iter().filter(|(line, ..)| line.contains(chosen)) {
        let costs = all.iter().map(|one| {
            let cost = run(line, &one.snapshot, folder.path())?;
            Ok(cost.beyond(one.opening))
        });
        print_line(line, &all, &costs.collect::<Vec<_>>(), *limit, reason);
    }
}

fn generate(size: Size, folder: &Path) -> Generated {
    let links = size.partnerships;
    let text = folder.join(format!("{links}.yaml"));
    std::fs::write(&text, generator::dataset(size, 1)).expect("it can be written");
    let snapshot = folder.join(format!("{links}.interorg"));
    let build = format!("build -o {}", snapshot.display());
    run(&build, &text, folder).expect("it is built in time");
    let opening = (0..3).filter_map(|_| run("show o0 o1", &snapshot, folder).ok());
    let opening = opening.min_by(|a, b| a.seconds.total_cmp(&b.seconds));
    Generated {
        links,
        text,
        opening: opening.expect("it is opened in time"),
        snapshot,
    }
}

/// Prints a line: the costs at each size, and the exponents from each to the next.
fn print_line(
    line: &str,
    all: &[Generated],
    costs: &[Result<Cost, &str>],
    limit: f64,
    reason: &str,
) {
    let shown = costs.iter().map(|cost| match cost {
        Ok(cost) => format!("{:>7.2} {:>6.0}", cost.seconds, cost.mebibytes),
        Err(why) => format!("{why:>14}"),
    });
    let shown: Vec<String> = shown.collect();
    let pairs = costs.windows(2).zip(all.windows(2));
    let exponents = pairs.filter_map(|(costs, sizes)| {
        let factor = sizes[1].links as f64 / sizes[0].links as f64;
        Some(costs[1].ok()?.exponents(costs[0].ok()?, factor))
    });
    let exponents: Vec<[f64; 2]> = exponents.collect();
    let is_over = exponents.iter().flatten().any(|exponent| *exponent > limit)
        || costs.contains(&Err("stopped"));
    let verdict = if is_over { "OVER" } else { "within" };
    let exponents: Vec<String> = exponents
        .iter()
        .map(|[time, memory]| format!("{time:>5.2} {memory:>5.2}"))
        .collect();
    println!(
        "{line:<52} {}  {}  {verdict} {limit:.1} {reason}",
        shown.join("  "),
        exponents.join("  ")
    );
}

/// Runs a line on a dataset, with its output to a file, and returns what it takes.
///
/// # Errors
/// Returns in a word that it was stopped because it took too long, or that the program refused it.
fn run(line: &str, data: &Path, folder: &Path) -> Result<Cost, &'static str> {
    let output = folder.join("output");
    let words = shell_words(line)
        .into_iter()
        .map(|word| match word.as_str() {
            "SELF" => data.display().to_string(),
            _ if word.starts_with("OUT") => folder.join(word).display().to_string(),
            _ => word,
        });
    let mut command = Command::new(env!("CARGO_BIN_EXE_interorg"));
    command.args(words);
    match line.split(' ').next() {
        Some("diff") => {}
        Some("fmt") => drop(command.arg(data)),
        _ => drop(command.arg("--data").arg(data)),
    }
    let output = std::fs::File::create(output).expect("it can be written");
    let start = Instant::now();
    let mut child = command
        .args(
            ["--threads", "1"]
                .iter()
                .filter(|_| !line.starts_with("fmt")),
        )
        .stdin(Stdio::null())
        .stdout(output)
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let (mut seconds, mut mebibytes) = (0.0_f64, 0.0_f64);
    let ended = loop {
        if let Some(ended) = child.try_wait().expect("it can be waited for") {
            break ended;
        }
        if start.elapsed() > LONGEST {
            child.kill().expect("it can be stopped");
            child.wait().expect("it can be waited for");
            return Err("stopped");
        }
        seconds = seconds.max(processor_time(child.id()));
        mebibytes = mebibytes.max(peak_memory(child.id()));
        std::thread::sleep(Duration::from_millis(2));
    };
    let code = ended.code().unwrap_or(2);
    if code > 1 {
        return Err("refused");
    }
    for left in ["OUT", "OUT.sqlite"] {
        let left = folder.join(left);
        let _ = std::fs::remove_dir_all(&left).or_else(|_| std::fs::remove_file(&left));
    }
    Ok(Cost { seconds, mebibytes })
}

/// Returns the seconds of a processor that a process took so far in user mode, which do not depend on what else the machine does; 0 where
/// the system does not say.
fn processor_time(process: u32) -> f64 {
    const TICKS_PER_SECOND: f64 = 100.0;
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name of the program, in brackets, may have spaces. The time in user mode is the 12th field after it; that of the system is mostly spent on clearing memory, and depends on the machine.
    let (_, fields) = stat.rsplit_once(')').unwrap_or_default();
    let times = fields.split_whitespace().skip(11).take(1);
    let ticks = times.filter_map(|field| field.parse::<f64>().ok());
    ticks.sum::<f64>() / TICKS_PER_SECOND
}

/// Returns the most memory that a process took so far, in MiB; 0 where the system does not say.
fn peak_memory(process: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes: Option<f64> = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    kibibytes.unwrap_or(0.0) / 1024.0
}

/// Splits a line at spaces, but not within double quotes.
fn shell_words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    let words = parts.flat_map(|(place, part)| match place % 2 {
        0 => part.split_whitespace().collect(),
        _ => vec![part],
    });
    words.map(str::to_owned).collect()
}
