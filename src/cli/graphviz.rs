//! Runs an installed Graphviz, which lays out and draws a network.

use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use interorg::export::{self, Format};
use interorg::phrase::visible;
use interorg::picture::DrawOptions;
use interorg::picture::network::Network;

use super::error::CliError;

/// The maximum time of a run: large networks take Graphviz minutes.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The interval at which the end of a run is awaited.
const POLL_INTERVAL: Duration = Duration::from_millis(5);

/// The maximum number of lines of the messages of Graphviz that are passed on.
const MAX_MESSAGE_LINES: usize = 5;

const POINTS_PER_INCH: f64 = 72.0;

/// The layout engines of Graphviz, each a program.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Engine {
    /// In layers
    Dot,
    /// By springs
    Neato,
    /// By springs and forces
    Fdp,
    /// By springs, for large networks
    Sfdp,
    /// In circles
    Circo,
    /// In rings around a center
    Twopi,
}

impl Engine {
    fn program(self) -> &'static str {
        match self {
            Self::Dot => "dot",
            Self::Neato => "neato",
            Self::Fdp => "fdp",
            Self::Sfdp => "sfdp",
            Self::Circo => "circo",
            Self::Twopi => "twopi",
        }
    }
}

/// Draws a network with an engine; returns the picture and notes on what it leaves out.
pub(super) fn draw(
    engine: Engine,
    network: &Network,
    options: &DrawOptions,
    format: Format,
    scale: f64,
) -> Result<(Vec<u8>, Vec<String>), CliError> {
    if !matches!(
        format,
        Format::Svg | Format::Png | Format::Pdf | Format::Dot
    ) {
        let message = format!("--graphviz does not write {format}");
        let hint = "It writes svg, png, pdf and dot.".to_owned();
        return Err(CliError::Usage(message, Some(hint)));
    }
    let mut arguments = vec![format!("-T{format}")];
    if format == Format::Png {
        arguments.push(format!("-Gdpi={}", POINTS_PER_INCH * scale));
    }
    let mut dot = Vec::new();
    let mut notes = export::write_dot_without_layout(network, options, &mut dot)?;
    let program = engine.program();
    let run = run(program, &arguments, dot)?;
    let messages = run.messages();
    if !run.status.success() {
        let message = format!("`{program}` failed: {}", messages.join("; "));
        return Err(CliError::Usage(message, None));
    }
    notes.extend(
        messages
            .iter()
            .map(|line| format!("{program} says: {line}")),
    );
    let mut picture = run.stdout;
    match format {
        Format::Pdf => reset_creation_date(&mut picture),
        Format::Svg => {
            let svg = String::from_utf8_lossy(&picture);
            picture = export::with_unique_ids(&svg).into_bytes();
        }
        _ => {}
    }
    Ok((picture, notes))
}

/// Replaces the creation date of a PDF by a fixed one, so that the same network gives the same bytes.
fn reset_creation_date(pdf: &mut [u8]) {
    const DATE: &[u8] = b"/CreationDate (D:";
    const FIXED: &[u8] = b"19700101000000";
    let mut windows = pdf.windows(DATE.len() + FIXED.len());
    let Some(start) = windows.position(|window| window.starts_with(DATE)) else {
        return;
    };
    let digits = &mut pdf[start + DATE.len()..][..FIXED.len()];
    if digits.iter().all(u8::is_ascii_digit) {
        digits.copy_from_slice(FIXED);
    }
}

/// The result of a run.
struct Run {
    status: ExitStatus,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

impl Run {
    /// Returns the first messages of the program, without control characters.
    fn messages(&self) -> Vec<String> {
        let text = String::from_utf8_lossy(&self.stderr);
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines
            .take(MAX_MESSAGE_LINES)
            .map(|line| visible(line).into_owned())
            .collect()
    }
}

/// Runs a program with a text as its input, without a shell and without files.
///
/// Each pipe has its own thread: a program that waits for a full pipe to be read would never end otherwise.
fn run(program: &str, options: &[String], text: Vec<u8>) -> Result<Run, CliError> {
    let child = Command::new(program)
        .args(options)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = child.map_err(|error| cannot_run(program, &error))?;
    let writer = child.stdin.take().map(|mut stdin| {
        // A program that stops reading gives the reason on its standard error.
        thread::spawn(move || drop(stdin.write_all(&text)))
    });
    let stdout = child.stdout.take().map(read_all);
    let stderr = child.stderr.take().map(read_all);
    let status = wait(&mut child, program)?;
    if let Some(writer) = writer {
        let _ = writer.join();
    }
    let [stdout, stderr] = [stdout, stderr].map(|reader| {
        let bytes = reader.and_then(|reader| reader.join().ok());
        bytes.unwrap_or_default()
    });
    Ok(Run {
        status,
        stdout,
        stderr,
    })
}

/// Reads a pipe to its end in another thread.
fn read_all(mut pipe: impl Read + Send + 'static) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // If the pipe breaks, what was read before is all there is.
        let _ = pipe.read_to_end(&mut bytes);
        bytes
    })
}

/// Waits for the end of a run, and stops it after the timeout.
fn wait(child: &mut Child, program: &str) -> Result<ExitStatus, CliError> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if start.elapsed() > TIMEOUT {
            child.kill()?;
            child.wait()?;
            let message = format!(
                "`{program}` was stopped after {} seconds",
                TIMEOUT.as_secs()
            );
            let hint = "Try --graphviz sfdp, draw less, or leave --graphviz out.".to_owned();
            return Err(CliError::Usage(message, Some(hint)));
        }
        thread::sleep(POLL_INTERVAL);
    }
}

/// Returns the error of a program that cannot be run, with a hint if Graphviz is not installed.
fn cannot_run(program: &str, error: &io::Error) -> CliError {
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
    fn the_creation_date_is_replaced() {
        let mut pdf = b"<< /CreationDate (D:20261124215954Z) >>".to_vec();
        reset_creation_date(&mut pdf);
        assert_eq!(pdf, b"<< /CreationDate (D:19700101000000Z) >>");
        let mut other = b"<< /CreationDate (D:2026) >>".to_vec();
        reset_creation_date(&mut other);
        assert_eq!(other, b"<< /CreationDate (D:2026) >>");
    }
}
