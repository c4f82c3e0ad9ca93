//! The progress of long work: one line on standard error, if that is a terminal.
//!
//! The line appears after half a second, so that short work shows none, and is removed before anything else is printed.
//! It is written without colours or control sequences, so that every terminal can show it.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How long work takes before its progress is shown.
const DELAY: Duration = Duration::from_millis(500);

/// The interval at which the line is written again.
const INTERVAL: Duration = Duration::from_millis(100);

/// The first characters of the line, one after another, which show that the program is at work.
const FRAMES: [char; 4] = ['|', '/', '-', '\\'];

/// The number of columns of the line that is on the screen.
static SHOWN_WIDTH: Mutex<usize> = Mutex::new(0);

/// Shows the progress of some work until it is dropped.
pub(super) struct Progress {
    counter: Arc<Counter>,
    /// The thread that writes the line, and what ends it; `None` if no line is wanted.
    writer: Option<(Sender<()>, JoinHandle<()>)>,
}

/// What is done, and how much of it.
struct Counter {
    work: &'static str,
    /// What is done once all bytes are counted.
    rest: &'static str,
    done: AtomicUsize,
    total: usize,
}

/// Does some work that prints nothing but notes, and shows what is being done.
pub(super) fn during<T>(work: &'static str, run: impl FnOnce() -> T) -> T {
    let _progress = Progress::of_bytes(0, work, work);
    run()
}

impl Progress {
    /// Shows how many of a number of bytes are done, and afterwards what the rest of the work is.
    pub(super) fn of_bytes(total: usize, work: &'static str, rest: &'static str) -> Self {
        let counter = Arc::new(Counter {
            work,
            rest,
            done: AtomicUsize::new(0),
            total,
        });
        let writer = is_wanted().then(|| {
            let (end, is_ended) = mpsc::channel();
            let counter = Arc::clone(&counter);
            let thread = thread::spawn(move || {
                let start = Instant::now();
                let mut wait = DELAY;
                for frame in FRAMES.into_iter().cycle() {
                    match is_ended.recv_timeout(wait) {
                        Err(RecvTimeoutError::Timeout) => {
                            show(frame, &counter.text(start.elapsed()))
                        }
                        Ok(()) | Err(RecvTimeoutError::Disconnected) => break,
                    }
                    wait = INTERVAL;
                }
            });
            (end, thread)
        });
        Self { counter, writer }
    }

    /// Counts bytes that are done.
    pub(super) fn add(&self, bytes: usize) {
        self.counter.done.fetch_add(bytes, Ordering::Relaxed);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        let Some((end, thread)) = self.writer.take() else {
            return;
        };
        drop(end);
        // A line that could not be written is not worth an error.
        let _ = thread.join();
        drop(hide());
    }
}

impl Counter {
    /// Returns what is being done. Of bytes, the number is known, and with it how long the others take at the same speed; of anything
    /// else, only how long it has taken.
    fn text(&self, elapsed: Duration) -> String {
        const BYTES_PER_MB: usize = 1_000_000;
        let done = self.done.load(Ordering::Relaxed);
        if done >= self.total {
            return format!("{}, {} s", self.rest, elapsed.as_secs());
        }
        let [done_mb, total_mb] = [done, self.total].map(|bytes| bytes.div_ceil(BYTES_PER_MB));
        let mut text = format!("{}: {done_mb} of {total_mb} MB", self.work);
        if done > 0 {
            let left = elapsed.as_secs_f64() * (self.total - done) as f64 / done as f64;
            text += &format!(", about {:.0} s left", left.ceil());
        }
        text
    }
}

/// Returns `true` if standard error is a terminal that can write a line again.
fn is_wanted() -> bool {
    let is_dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    io::stderr().is_terminal() && !is_dumb
}

/// Writes the line in place of the previous one, cut to the width of the terminal: a line that is wrapped could not be
/// removed.
fn show(frame: char, text: &str) {
    const DEFAULT_WIDTH: usize = 80;
    let terminal = terminal_size::terminal_size_of(io::stderr());
    let width = terminal.map_or(DEFAULT_WIDTH, |(width, _)| width.0.into());
    let line = format!("{frame} {text}");
    let line: String = line.chars().take(width.saturating_sub(1)).collect();
    let mut shown = hide();
    if io::stderr().write_all(line.as_bytes()).is_ok() {
        *shown = line.chars().count();
    }
}

/// Removes the line from the screen. It is not written again before the guard is dropped.
pub(super) fn hide() -> MutexGuard<'static, usize> {
    let mut shown = SHOWN_WIDTH.lock().unwrap_or_else(PoisonError::into_inner);
    if *shown > 0 {
        let blank = " ".repeat(*shown);
        let _ = io::stderr().write_all(format!("\r{blank}\r").as_bytes());
        *shown = 0;
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_takes_as_long_per_byte_as_what_is_done() {
        let counter = |done: usize| Counter {
            work: "reading",
            rest: "checking",
            done: done.into(),
            total: 40_000_000,
        };
        let text = |done| counter(done).text(Duration::from_secs(3));
        assert_eq!(text(0), "reading: 0 of 40 MB");
        // Three times as much is left as is done.
        assert_eq!(text(10_000_000), "reading: 10 of 40 MB, about 9 s left");
        assert_eq!(text(40_000_000), "checking, 3 s");
    }
}
