//! An installed Graphviz, which lays out and draws the DOT of a network.

use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use interorg::export::{self, Format};
use interorg::phrase::visible;
use interorg::picture::network::Network;
use interorg::picture::style::Theme;

use super::error::CliError;

/// How long Graphviz may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// How many lines of what Graphviz says are passed on.
const LINES: usize = 5;

/// The engines of Graphviz, each a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Engine {
    /// Layers
    Dot,
    /// Springs
    Neato,
    /// Springs, with forces
    Fdp,
    /// Springs, for large networks
    Sfdp,
    /// Circles
    Circo,
    /// Rings round a middle
    Twopi,
}

impl Engine {
    fn program(self) -> String {
        format!("{self:?}").to_lowercase()
    }
}

/// Draws a network with an engine; returns the picture and notes on what it leaves out.
pub(super) fn draw(
    engine: Engine,
    network: &Network,
    theme: &Theme,
    format: Format,
    scale: f64,
) -> Result<(Vec<u8>, Vec<String>), CliError> {
    let mut options = vec![match format {
        Format::Svg | Format::Png | Format::Pdf | Format::Dot => format!("-T{format}"),
        other => {
            let hint = "Ask for svg, png, pdf or dot.".to_owned();
            let message = format!("Graphviz does not write {other} here");
            return Err(CliError::Usage(message, Some(hint)));
        }
    }];
    if format == Format::Png {
        // A point is 1/72 inch.
        options.push(format!("-Gdpi={}", 72.0 * scale));
    }
    let mut text = Vec::new();
    let mut notes = export::write_dot_without_layout(network, theme, &mut text)?;
    let run = run(&engine.program(), &options, text)?;
    let said = run.said();
    if !run.status.success() {
        let message = format!("`{}` failed: {}", engine.program(), said.join("; "));
        return Err(CliError::Usage(message, None));
    }
    let said = said.into_iter();
    notes.extend(said.map(|line| format!("{} says: {line}", engine.program())));
    let mut picture = run.stdout;
    if format == Format::Pdf {
        forget_time(&mut picture);
    }
    Ok((picture, notes))
}

/// Puts the beginning of time in the place of the time at which a PDF was drawn, so that the same
/// network gives the same bytes.
fn forget_time(pdf: &mut [u8]) {
    const DATE: &[u8] = b"/CreationDate (D:";
    const START: &[u8] = b"19700101000000";
    let mut windows = pdf.windows(DATE.len() + START.len());
    let Some(place) = windows.position(|window| window.starts_with(DATE)) else {
        return;
    };
    let digits = &mut pdf[place + DATE.len()..][..START.len()];
    if digits.iter().all(u8::is_ascii_digit) {
        digits.copy_from_slice(START);
    }
}

/// What became of a run.
struct Run {
    status: ExitStatus,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

impl Run {
    /// Returns what the program said beside its output, in a few lines that cannot steer a terminal.
    fn said(&self) -> Vec<String> {
        let text = String::from_utf8_lossy(&self.stderr);
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines
            .take(LINES)
            .map(|line| visible(line).into_owned())
            .collect()
    }
}

/// Runs a program on a text, through pipes, without a shell and without files.
fn run(program: &str, options: &[String], text: Vec<u8>) -> Result<Run, CliError> {
    let child = Command::new(program)
        .args(options)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = child.map_err(|error| missing(program, &error))?;
    let writer = child.stdin.take().map(|mut stdin| {
        // Who stops reading says why on its standard error.
        thread::spawn(move || drop(stdin.write_all(&text)))
    });
    let stdout = child.stdout.take().map(drained);
    let stderr = child.stderr.take().map(drained);
    let status = awaited(&mut child, program)?;
    if let Some(writer) = writer {
        let _ = writer.join();
    }
    let read = |pipe: Option<JoinHandle<Vec<u8>>>| {
        pipe.and_then(|pipe| pipe.join().ok()).unwrap_or_default()
    };
    Ok(Run {
        status,
        stdout: read(stdout),
        stderr: read(stderr),
    })
}

fn drained(mut pipe: impl Read + Send + 'static) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What was read before a pipe broke is all that there is.
        let _ = pipe.read_to_end(&mut bytes);
        bytes
    })
}

/// Waits for the end of a run, but not longer than is reasonable.
fn awaited(child: &mut Child, program: &str) -> Result<ExitStatus, CliError> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if start.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            let seconds = PATIENCE.as_secs();
            let message = format!("`{program}` was stopped after {seconds} seconds");
            let hint = "Try --graphviz sfdp, draw less, or leave --graphviz out.".to_owned();
            return Err(CliError::Usage(message, Some(hint)));
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// Says how to get Graphviz if it is missing.
fn missing(program: &str, error: &io::Error) -> CliError {
    if error.kind() != io::ErrorKind::NotFound {
        return CliError::Usage(format!("cannot run `{program}`: {error}"), None);
    }
    let message = format!("`{program}` was not found: Graphviz is not installed");
    let hint = "Install it with `apt install graphviz`, `dnf install graphviz`, `brew install graphviz` or \
                `winget install graphviz`, or see https://graphviz.org/download/. Without --graphviz it is not \
                needed.";
    CliError::Usage(message, Some(hint.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_drawing_is_forgotten() {
        let mut pdf = b"<< /CreationDate (D:20261124215954Z) >>".to_vec();
        forget_time(&mut pdf);
        assert_eq!(pdf, b"<< /CreationDate (D:19700101000000Z) >>");
        let mut other = b"<< /CreationDate (D:2026) >>".to_vec();
        forget_time(&mut other);
        assert_eq!(other, b"<< /CreationDate (D:2026) >>");
    }
}
