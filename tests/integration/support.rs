//! Runs the built program in a folder of its own, and reads markup back.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;
use tempfile::TempDir;

/// How long a run may take; far more than it needs, even unoptimized and on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// How much a run may ask for, in KiB of address space.
#[cfg(target_os = "linux")]
const ROOM: u32 = 2_000_000;

/// What became of a run.
pub struct Run {
    pub status: i32,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl Run {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.stdout).expect("what is printed is UTF-8")
    }

    /// Asserts that the run could not do it, and said so in these words.
    #[track_caller]
    pub fn refused(&self, words: &str) {
        assert_eq!(self.status, 2, "{}", self.stderr);
        assert!(
            self.stderr.contains(words),
            "expected `{words}`: {}",
            self.stderr
        );
        assert!(self.stdout.is_empty(), "{}", self.text());
    }
}

/// A folder in which the program runs, and which goes away with the test.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("there is a place for it"))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        let parent = path.parent().expect("it is in the folder");
        std::fs::create_dir_all(parent).expect("folders can be made");
        std::fs::write(path, content).expect("it can be written");
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).expect("the file is there")
    }

    /// Returns the names of everything in the folder, hidden files among them.
    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).expect("the folder is there");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("it can be listed").file_name())
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Runs the program.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_in(&[], arguments, b"")
    }

    /// Runs the program with variables of the environment and something to read.
    #[track_caller]
    pub fn run_in(&self, variables: &[(&str, &str)], arguments: &[&str], input: &[u8]) -> Run {
        let mut command = bounded();
        command.args(arguments);
        self.finish(command, variables, input, &arguments.join(" "))
    }

    /// Runs a line of a shell, in which `interorg` is the program.
    #[cfg(unix)]
    #[track_caller]
    pub fn shell(&self, line: &str) -> Run {
        let program = PathBuf::from(env!("CARGO_BIN_EXE_interorg"));
        let home = program.parent().expect("a program is in a folder");
        let usual = std::env::var("PATH").unwrap_or_default();
        let path = format!("{}:{usual}", home.display());
        let mut command = Command::new("sh");
        command.args(["-c", line]);
        self.finish(command, &[("PATH", &path)], b"", line)
    }

    #[track_caller]
    fn finish(
        &self,
        mut command: Command,
        variables: &[(&str, &str)],
        input: &[u8],
        what: &str,
    ) -> Run {
        for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            command.env_remove(variable);
        }
        command
            .envs(variables.iter().copied())
            .current_dir(self.0.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("it is piped");
        let input = input.to_vec();
        // Who does not read to the end of it need not.
        let writer = thread::spawn(move || drop(stdin.write_all(&input)));
        let stdout = drained(child.stdout.take().expect("it is piped"));
        let stderr = drained(child.stderr.take().expect("it is piped"));
        let status = awaited(child, what);
        let bytes = |thread: JoinHandle<Vec<u8>>| thread.join().expect("a pipe can be read");
        writer.join().expect("a pipe can be written");
        let stderr = String::from_utf8_lossy(&bytes(stderr)).into_owned();
        assert!(!stderr.contains("panicked"), "{what}: {stderr}");
        let status = status.unwrap_or_else(|| panic!("{what} was killed: {stderr}"));
        let stdout = bytes(stdout);
        Run {
            status,
            stdout,
            stderr,
        }
    }
}

/// Runs a line of a shell on a terminal with this number of columns, if there is a program that makes one. The progress of
/// long work, which a slow machine shows and a fast one does not, is left out.
#[cfg(target_os = "linux")]
pub fn on_a_terminal(folder: &Folder, columns: usize, line: &str) -> Option<Run> {
    let run = with_progress_on_a_terminal(folder, columns, line)?;
    let stdout = without_progress(&run.stdout);
    Some(Run { stdout, ..run })
}

/// Removes each line that was written and then overwritten with spaces.
#[cfg(target_os = "linux")]
fn without_progress(bytes: &[u8]) -> Vec<u8> {
    let mut rest: Vec<u8> = Vec::new();
    for part in bytes.split_inclusive(|byte| *byte == b'\r') {
        let is_blank = part.len() > 1 && part[..part.len() - 1].iter().all(|byte| *byte == b' ');
        if is_blank && rest.last() == Some(&b'\r') {
            let line = rest.iter().rposition(|byte| *byte == b'\n');
            rest.truncate(line.map_or(0, |newline| newline + 1));
        } else {
            rest.extend_from_slice(part);
        }
    }
    rest
}

/// Runs a line like [`on_a_terminal`], with all that was written.
#[cfg(target_os = "linux")]
pub fn with_progress_on_a_terminal(folder: &Folder, columns: usize, line: &str) -> Option<Run> {
    let run = folder.shell(&format!(
        "script -qec 'stty rows 24 cols {columns}; {line}' /dev/null"
    ));
    let missing = run.status == 127;
    if missing {
        let note = "skipped: no `script` here\n";
        let _ = std::io::Write::write_all(&mut std::io::stderr(), note.as_bytes());
    }
    (!missing).then_some(run)
}

/// Returns the program, within bounds of memory where the system has them.
fn bounded() -> Command {
    #[cfg(target_os = "linux")]
    {
        let line = format!("ulimit -v {ROOM} && exec \"$0\" \"$@\"");
        let mut command = Command::new("sh");
        command.args(["-c", &line, env!("CARGO_BIN_EXE_interorg")]);
        command
    }
    #[cfg(not(target_os = "linux"))]
    Command::new(env!("CARGO_BIN_EXE_interorg"))
}

fn drained(mut pipe: impl Read + Send + 'static) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes).expect("a pipe can be read");
        bytes
    })
}

/// Waits for the end of a run, but not for ever; `None` if a signal ended it.
#[track_caller]
fn awaited(mut child: Child, what: &str) -> Option<i32> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("it is our child") {
            return status.code();
        }
        if start.elapsed() > PATIENCE {
            let _ = child.kill();
            panic!("{what} takes longer than {PATIENCE:?}");
        }
        thread::sleep(Duration::from_millis(2));
    }
}

/// Returns the elements of an XML text that hold text, each with its name and that text.
///
/// It panics if the text is not well formed.
pub fn elements(xml: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<(String, String)> = Vec::new();
    let mut closed = Vec::new();
    loop {
        let event = reader.read_event();
        let event = event.unwrap_or_else(|error| panic!("{error}: {xml}"));
        let text = match &event {
            Event::Start(start) => {
                let name = start.local_name().as_ref().to_owned();
                open.push((name, String::new()));
                continue;
            }
            Event::End(_) => {
                closed.extend(open.pop());
                continue;
            }
            Event::Text(text) => text.xml10_content().into_owned(),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(letter)) => letter.to_string(),
                _ => resolve_predefined_entity(reference)
                    .expect("an entity that XML knows")
                    .to_owned(),
            },
            Event::Eof => break,
            _ => continue,
        };
        if let Some((_, content)) = open.last_mut() {
            content.push_str(&text);
        }
    }
    assert!(open.is_empty(), "every element is closed");
    closed
}
