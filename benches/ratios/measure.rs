//! Times two things in turn and prints how they compare.

use std::hint::black_box;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Runs a baseline and a subject in turn, so that both meet the same weather, and prints their
/// medians and the ratio, with the limit that it is to stay under.
pub fn ratio<A, B>(
    name: &str,
    rounds: usize,
    limit: f64,
    mut baseline: impl FnMut() -> A,
    subject: impl FnMut() -> B,
) {
    against(name, rounds, limit, || timed(&mut baseline), subject);
}

/// Does the same for a baseline that measures its time itself, because it runs in another process.
pub fn against<B>(
    name: &str,
    rounds: usize,
    limit: f64,
    mut baseline: impl FnMut() -> Duration,
    mut subject: impl FnMut() -> B,
) {
    let (mut base, mut subj) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        base.push(baseline());
        subj.push(timed(&mut subject));
    }
    let (base, subj) = (median(base), median(subj));
    let ratio = subj.as_secs_f64() / base.as_secs_f64();
    report(
        name,
        ratio,
        limit,
        &format!("{subj:.1?} against {base:.1?}"),
    );
}

/// Prints the median time of one thing, with its limit.
pub fn time<T>(name: &str, rounds: usize, limit: Duration, mut subject: impl FnMut() -> T) {
    let median = median((0..rounds).map(|_| timed(&mut subject)).collect());
    let share = median.as_secs_f64() / limit.as_secs_f64();
    report(name, share, 1.0, &format!("{median:.1?} of {limit:.1?}"));
}

/// Prints a ratio and whether it is within its limit.
pub fn report(name: &str, ratio: f64, limit: f64, detail: &str) {
    let verdict = if ratio <= limit { "within" } else { "OVER" };
    println!("{name:<58} {ratio:>6.2}x  {verdict:<6} {limit:.2}x  ({detail})");
}

/// Returns the time that one run takes.
pub fn timed<T>(run: &mut impl FnMut() -> T) -> Duration {
    let start = Instant::now();
    black_box(run());
    start.elapsed()
}

/// Returns the time in the middle.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// Runs a program whose output nobody reads.
pub fn process(program: &str, arguments: &[&str]) {
    let mut command = Command::new(program);
    let status = command
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(
        status.expect("the program starts").success(),
        "{program} {arguments:?}"
    );
}
