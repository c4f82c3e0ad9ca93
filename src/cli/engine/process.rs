//! The command of an engine as a process per statement.

use std::fmt;
use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use interorg::sql::{Engine, in_schema};

use super::feed::{Deadline, Feed};
use super::rows::{Layout, PROBE};

/// The command of an engine, which runs once per statement.
pub(in crate::cli) struct Process {
    words: Vec<String>,
    schema: Option<String>,
    timeout: Duration,
    layout: Option<Layout>,
}

/// Why an engine does not answer.
#[derive(Debug)]
pub(in crate::cli) enum EngineError {
    /// The command cannot be started, or does not read or write.
    Io { program: String, error: io::Error },
    /// The command failed.
    Failed { status: String, stderr: String },
    /// It takes longer than the limit.
    TooLong { limit: Duration },
    /// What it writes is not understood.
    Unreadable { reason: String },
}

impl Process {
    pub(super) fn new(words: Vec<String>, schema: Option<String>, timeout: Duration) -> Self {
        Self {
            words,
            schema,
            timeout,
            layout: None,
        }
    }

    /// Runs the command with statements, and returns what it prints.
    pub(in crate::cli) fn execute(
        &self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send,
    ) -> Result<Vec<u8>, EngineError> {
        let (printed, written) = self.run(write)?;
        written.map_err(|error| self.failed(error))?;
        Ok(printed)
    }

    fn ask(&self, statement: &str) -> Result<Vec<u8>, EngineError> {
        // What a command answers that reads nothing is seen in its rows.
        let (output, _) = self.run(|input| writeln!(input, "{statement};"))?;
        Ok(output)
    }

    fn failed(&self, error: io::Error) -> EngineError {
        EngineError::Io {
            program: self.words[0].clone(),
            error,
        }
    }

    /// Runs the command, writes its input, and returns what it writes, and whether it read its whole input.
    fn run(
        &self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send,
    ) -> Result<(Vec<u8>, io::Result<()>), EngineError> {
        /// The number of bytes that are written at once.
        const CHUNK: usize = 1 << 16;
        let failed = |error| self.failed(error);
        let mut child = Command::new(&self.words[0])
            .args(&self.words[1..])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(failed)?;
        let deadline = Deadline::after(self.timeout);
        let (feed, written) = Feed::new(child.stdin.take(), deadline);
        let output = in_background(child.stdout.take());
        let errors = in_background(child.stderr.take());
        thread::scope(|scope| {
            let writer = scope.spawn(move || {
                let mut input = io::BufWriter::with_capacity(CHUNK, feed);
                write(&mut input)?;
                input.flush()
            });
            let ended = ended(&mut child, &output, &errors, deadline);
            let Some(ended) = ended.map_err(failed)? else {
                stop(&mut child);
                return Err(EngineError::TooLong {
                    limit: self.timeout,
                });
            };
            if !ended.status.success() {
                // Why it did not read everything is on its standard error.
                return Err(EngineError::Failed {
                    status: ended.status.to_string(),
                    stderr: String::from_utf8_lossy(&ended.errors).into_owned(),
                });
            }
            let sent = writer.join();
            let sent = sent.unwrap_or(Err(io::ErrorKind::Other.into()));
            let written = written.recv_timeout(deadline.remaining());
            let written = written.unwrap_or(Err(io::ErrorKind::TimedOut.into()));
            Ok((ended.output, written.and(sent)))
        })
    }

    fn layout(&mut self) -> Result<Layout, EngineError> {
        if let Some(layout) = self.layout {
            return Ok(layout);
        }
        let answer = self.ask(PROBE)?;
        let layout = Layout::of_probe(&answer);
        let layout = layout.map_err(|reason| EngineError::Unreadable {
            reason: reason.to_owned(),
        })?;
        Ok(*self.layout.insert(layout))
    }
}

impl Engine for Process {
    type Error = EngineError;

    fn rows(&mut self, statement: &str, columns: usize) -> Result<Vec<Vec<String>>, EngineError> {
        let layout = self.layout()?;
        let statement = match &self.schema {
            Some(schema) => in_schema(statement, schema),
            None => statement.to_owned(),
        };
        let output = self.ask(&statement)?;
        let rows = layout.rows(&output, columns);
        rows.map_err(|reason| EngineError::Unreadable { reason })
    }
}

/// What a command wrote to a stream, when it is known.
type Stream = mpsc::Receiver<io::Result<Vec<u8>>>;

/// A command that ended by itself.
struct Ended {
    status: ExitStatus,
    output: Vec<u8>,
    errors: Vec<u8>,
}

/// Waits for a command to end; returns `None` if it does not before a deadline.
fn ended(
    child: &mut Child,
    output: &Stream,
    errors: &Stream,
    deadline: Deadline,
) -> io::Result<Option<Ended>> {
    let Ok(output) = output.recv_timeout(deadline.remaining()) else {
        return Ok(None);
    };
    let status = loop {
        match child.try_wait()? {
            Some(status) => break status,
            None if deadline.pause() => {}
            None => return Ok(None),
        }
    };
    let Ok(errors) = errors.recv_timeout(deadline.remaining()) else {
        return Ok(None);
    };
    Ok(Some(Ended {
        status,
        output: output?,
        errors: errors?,
    }))
}

/// Reads a stream to its end in a thread.
fn in_background(stream: Option<impl Read + Send + 'static>) -> Stream {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = match stream {
            Some(mut stream) => stream.read_to_end(&mut bytes).map(|_| bytes),
            None => Ok(bytes),
        };
        // Nobody waits for it after the time is over.
        let _ = sender.send(read);
    });
    receiver
}

fn stop(child: &mut Child) {
    // It may have ended by itself in the meantime.
    let _ = child.kill();
    let _ = child.wait();
}

impl EngineError {
    /// Returns a sentence that says what to do, if there is something to suggest.
    pub(super) fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Io { .. } | Self::Failed { .. } => None,
            Self::TooLong { .. } => Some("Raise --engine-timeout, or name fewer organizations."),
            Self::Unreadable { .. } => Some(
                "The command must write CSV as `psql -X --csv` and `duckdb -csv` do, or values with tabs between.",
            ),
        }
    }
}

impl fmt::Display for EngineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { program, error } => write!(f, "cannot run `{program}`: {error}"),
            Self::Failed { status, stderr } => {
                write!(f, "the engine failed ({status}): {}", stderr.trim())
            }
            Self::TooLong { limit } => {
                write!(f, "the engine takes longer than {} s", limit.as_secs())
            }
            Self::Unreadable { reason } => {
                write!(f, "the rows of the engine cannot be read: {reason}")
            }
        }
    }
}
