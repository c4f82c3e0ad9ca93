//! Runs the built program in a folder of its own, and reads markup back.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;
use serde_json::{Map, Value as Json, json};
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

/// Parses an answer in JSON.
#[track_caller]
pub fn json(run: &Run) -> Json {
    serde_json::from_slice(&run.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}{}", run.text(), run.stderr))
}

/// Returns the rows of an answer in JSON.
#[track_caller]
pub fn rows(run: &Run) -> Vec<Json> {
    list(&json(run)["rows"]).to_vec()
}

/// Returns the items of a list in JSON.
#[track_caller]
pub fn list(value: &Json) -> &[Json] {
    value
        .as_array()
        .unwrap_or_else(|| panic!("this is not a list: {value}"))
}

/// Returns the texts of one field of rows in JSON.
#[track_caller]
pub fn texts(rows: &[Json], field: &str) -> Vec<String> {
    let text = |row: &Json| row[field].as_str().map(str::to_owned);
    rows.iter()
        .map(|row| text(row).unwrap_or_else(|| panic!("`{field}` is not a text: {row}")))
        .collect()
}

/// A row of an answer in CSV: its fields by column.
pub type Record = BTreeMap<String, String>;

/// Returns the rows of an answer in CSV.
#[track_caller]
pub fn records(csv: &[u8]) -> Vec<Record> {
    let mut reader = csv::Reader::from_reader(csv);
    let names = reader.headers().expect("there is a header").clone();
    let record = |record: Result<csv::StringRecord, csv::Error>| {
        let record = record.expect("rows are as long as the header");
        let fields = names.iter().zip(&record);
        fields
            .map(|(name, field)| (name.to_owned(), field.to_owned()))
            .collect()
    };
    reader.records().map(record).collect()
}

/// Asserts that an answer in CSV has the columns and fields of the same rows in JSON, and no others.
#[track_caller]
pub fn assert_same_rows(csv: &[u8], rows: &[Json], what: &str) {
    let mut reader = csv::Reader::from_reader(csv);
    let names = reader.headers().expect("there is a header").clone();
    let records = reader.records().collect::<Result<Vec<_>, _>>();
    let records = records.expect("rows are as long as the header");
    assert_eq!(records.len(), rows.len(), "{what}");
    for (record, row) in records.iter().zip(rows) {
        let expected = fields_of(row);
        let found: Vec<(String, String)> = names
            .iter()
            .zip(record)
            .filter(|(name, _)| !is_of_empty_list(name, row))
            .map(|(name, field)| (name.to_owned(), field.to_owned()))
            .collect();
        let mut both = found.iter().zip(&expected);
        let is_same = found.len() == expected.len()
            && both.all(|(found, expected)| {
                found.0 == expected.0 && is_same_field(&found.1, &expected.1)
            });
        assert!(is_same, "{what}: {found:?} {expected:?}");
        let of_lists = names.iter().zip(record);
        let mut of_lists = of_lists.filter(|(name, _)| is_of_empty_list(name, row));
        assert!(of_lists.all(|(_, field)| field.is_empty()), "{what}");
    }
}

/// Returns `true` if two fields are the same. In numbers, the last digit may differ: `serde_json` reads it less exactly than
/// it is written.
pub fn is_same_field(field: &str, expected: &str) -> bool {
    let is_same = |(one, other): (&str, &str)| match (one.parse::<f64>(), other.parse::<f64>()) {
        (Ok(one), Ok(other)) => (one - other).abs() <= f64::EPSILON * other.abs(),
        _ => one == other,
    };
    field.split(';').count() == expected.split(';').count()
        && field.split(';').zip(expected.split(';')).all(is_same)
}

/// Returns `true` if a field of CSV is that of a list which is empty in this row: a list without records does not show
/// what fields its records have.
fn is_of_empty_list(name: &str, row: &Json) -> bool {
    let row = row.as_object().expect("a row is an object");
    let mut lists = row.iter().filter(|(_, value)| **value == json!([]));
    lists.any(|(list, _)| list == name || name.starts_with(&format!("{list}_")))
}

/// Returns the names and fields of CSV for a row of JSON, without those of empty lists.
///
/// A missing value is the reason why it is missing, and empty if there is none. The items of a list are joined; a list of
/// records is one list per field of them.
pub fn fields_of(row: &Json) -> Vec<(String, String)> {
    let row = row.as_object().expect("a row is an object");
    let mut found = Vec::new();
    for (name, value) in row.iter().filter(|(name, _)| !is_reason(name, row)) {
        match value {
            Json::Array(items) if items.is_empty() => {}
            Json::Array(items) if items[0].is_object() => {
                let rows: Vec<_> = items.iter().map(|item| texts_of(item, '|')).collect();
                for (column, (field, _)) in rows[0].iter().enumerate() {
                    let texts: Vec<_> = rows.iter().map(|row| row[column].1.clone()).collect();
                    found.push((format!("{name}_{field}"), joined(&texts, ';')));
                }
            }
            value => found.push((name.clone(), text_of(name, value, row, ';'))),
        }
    }
    found
}

/// Returns the names and texts of the values of a record.
fn texts_of(record: &Json, separator: char) -> Vec<(String, String)> {
    let record = record.as_object().expect("it is a record");
    let values = record.iter().filter(|(name, _)| !is_reason(name, record));
    values
        .map(|(name, value)| (name.clone(), text_of(name, value, record, separator)))
        .collect()
}

/// Returns a value of an object as text.
fn text_of(name: &str, value: &Json, object: &Map<String, Json>, separator: char) -> String {
    match value {
        Json::Null => {
            let id = name.strip_suffix("_label").unwrap_or(name);
            let reasons = [name, id].map(|name| object.get(&format!("{name}_missing")));
            let reason = reasons.into_iter().flatten().next();
            let reason = reason.and_then(Json::as_str).expect("there is a reason");
            if reason == "none" { "" } else { reason }.to_owned()
        }
        Json::String(text) => text.clone(),
        Json::Number(number) if number.is_f64() => number.as_f64().unwrap_or_default().to_string(),
        Json::Array(items) => {
            let texts = items
                .iter()
                .map(|item| text_of("", item, object, separator));
            joined(&texts.collect::<Vec<_>>(), separator)
        }
        other => other.to_string(),
    }
}

/// Returns `true` if a key of an object is the reason why another value of it is missing.
fn is_reason(name: &str, object: &Map<String, Json>) -> bool {
    let value = name.strip_suffix("_missing");
    value.is_some_and(|value| object.contains_key(value))
}

/// Joins texts; separators in them are escaped.
fn joined(texts: &[String], separator: char) -> String {
    let escaped = texts.iter().map(|text| {
        let text = text.replace('\\', "\\\\");
        text.replace(separator, &format!("\\{separator}"))
    });
    escaped.collect::<Vec<_>>().join(&separator.to_string())
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

    /// Runs the program, and returns the most memory that it took too, in KiB.
    #[cfg(target_os = "linux")]
    #[track_caller]
    pub fn run_measured(&self, arguments: &[&str]) -> (Run, usize) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_interorg"));
        command.args(arguments);
        let peak = AtomicUsize::new(0);
        let run = self.finish_watched(command, &[], b"", &arguments.join(" "), |child| {
            let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()));
            let found = status.unwrap_or_default();
            let line = found.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
            peak.fetch_max(number.unwrap_or(0), Ordering::Relaxed);
        });
        (run, peak.into_inner())
    }

    #[track_caller]
    fn finish(
        &self,
        command: Command,
        variables: &[(&str, &str)],
        input: &[u8],
        what: &str,
    ) -> Run {
        self.finish_watched(command, variables, input, what, |_| {})
    }

    /// Runs a command, and calls a function every few milliseconds until it has ended.
    #[track_caller]
    fn finish_watched(
        &self,
        mut command: Command,
        variables: &[(&str, &str)],
        input: &[u8],
        what: &str,
        watch: impl Fn(&Child),
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
        let status = awaited(child, what, watch);
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
fn awaited(mut child: Child, what: &str, watch: impl Fn(&Child)) -> Option<i32> {
    let start = Instant::now();
    loop {
        watch(&child);
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
