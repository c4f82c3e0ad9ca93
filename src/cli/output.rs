//! Output: to standard output, or to a file that is written completely or not at all.

use std::cell::RefCell;
use std::io::{self, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use interorg::dataset;
use interorg::export::{ExportError, Format};

use super::data::is_stdin;
use super::draft::{Draft, sync_directory};
use super::error::{CliError, warn};
use super::hidden::hold;
use super::progress::hide;
use super::replaced::Replaced;
use super::screen::visible_styled;
use super::stream::{self, Stream, directory_of, follow_links};

/// Writes bytes to standard output. A closed pipe is not an error: its reader wants no more.
///
/// Pipes and files get the bytes as they are. On a terminal, control characters are made visible.
pub(super) fn to_stdout(bytes: &[u8]) -> Result<(), CliError> {
    write_to_pipe(stream::stdout(), bytes)
}

/// Refuses to write a format that is not text to a terminal, whether it is standard output or named by the path.
pub(super) fn refuse_binary_on_terminal(
    format: Format,
    path: Option<&Path>,
) -> Result<(), CliError> {
    if format.is_binary() {
        refuse_on_terminal(&format.to_string(), path)
    } else {
        Ok(())
    }
}

/// Refuses to write what is not text to a terminal, whether it is standard output or named by the path.
pub(super) fn refuse_on_terminal(what: &str, path: Option<&Path>) -> Result<(), CliError> {
    let is_terminal = match path.filter(|path| !is_stdin(path)) {
        None => io::stdout().is_terminal(),
        Some(path) => Stream::named(path).is_some_and(|stream| stream.is_terminal()),
    };
    if is_terminal {
        let message = format!("{what} is not text, and a terminal cannot show it");
        let hint = "Name a file with -o, or send the output to another program.";
        return Err(CliError::Usage(message, Some(hint.to_owned())));
    }
    Ok(())
}

/// Writes a text for people to standard output. Control characters are made visible, and colours are dropped unless they
/// are wanted.
pub(super) fn text_to_stdout(text: &[u8]) -> Result<(), CliError> {
    let text = visible_styled(&String::from_utf8_lossy(text));
    write_to_pipe(anstream::stdout().lock(), text.as_bytes())
}

/// Writes a text like [`text_to_stdout`]. A closed pipe is an error, so that a command that would go on for ever ends with
/// its reader.
pub(super) fn text_to_reader(text: &str) -> Result<(), CliError> {
    let _no_line = hide();
    let mut stdout = anstream::stdout().lock();
    stdout.write_all(visible_styled(text).as_bytes())?;
    Ok(stdout.flush()?)
}

/// Clears the terminal that standard output is, by the control sequences of ECMA-48.
pub(super) fn clear_terminal() -> Result<(), CliError> {
    const HOME_AND_ERASE: &[u8] = b"\x1b[H\x1b[2J";
    let mut stdout = io::stdout().lock();
    stdout.write_all(HOME_AND_ERASE)?;
    Ok(stdout.flush()?)
}

fn write_to_pipe(mut stdout: impl Write, bytes: &[u8]) -> Result<(), CliError> {
    let _no_line = hide();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// Writes a file completely or not at all; `-` is standard output.
///
/// The bytes go to a draft in the same directory, which then replaces the file. Symbolic links are followed. Open streams,
/// pipes and devices are written to directly.
///
/// # Errors
/// Refuses to overwrite a directory, or a file of the dataset under any name.
pub(super) fn to_file(path: &Path, bytes: &[u8], inputs: &[PathBuf]) -> Result<(), CliError> {
    to_file_with(path, inputs, |file| Ok(file.write_all(bytes)?))
}

/// Inputs of this process besides the dataset of a subcommand, which are not overwritten either.
static PROTECTED: OnceLock<PathBuf> = OnceLock::new();

/// Protects a file that was read from all that this process writes from now on.
pub(super) fn protect(input: &Path) {
    PROTECTED.get_or_init(|| input.to_owned());
}

/// Writes a file like [`to_file`], with a function that writes the bytes piece by piece.
pub(super) fn to_file_with(
    path: &Path,
    inputs: &[PathBuf],
    write: impl FnOnce(&mut dyn Write) -> Result<(), CliError>,
) -> Result<(), CliError> {
    if is_stdin(path) {
        return to_stdout_with(write);
    }
    let refused = |message: String, hint: &str| CliError::Usage(message, Some(hint.to_owned()));
    let shown = path.display();
    if path.is_dir() {
        let message = format!("`{shown}` is a directory");
        return Err(refused(
            message,
            "Name a file in it, such as one that ends in .svg.",
        ));
    }
    let never = "An input is never overwritten; name another file.";
    if let Some(input) = inputs.iter().find(|input| is_read_from(input, path)) {
        let message = format!("`{shown}` is part of the dataset `{}`", input.display());
        return Err(refused(message, never));
    }
    if PROTECTED
        .get()
        .is_some_and(|input| is_read_from(input, path))
    {
        return Err(refused(format!("`{shown}` is an input"), never));
    }
    if let Some(input) = inputs.iter().find(|input| would_be_read(input, path)) {
        let message = format!(
            "`{shown}` would be read as a part of the dataset `{}`",
            input.display()
        );
        let hint = "Name a file outside its directory, or one with another extension.";
        return Err(refused(message, hint));
    }
    if let Some(stream) = Stream::named(path) {
        return write_to_stream(&stream, path, write);
    }
    let parent = directory_of(path);
    if !parent.is_dir() {
        let message = format!("the directory `{}` does not exist", parent.display());
        return Err(refused(message, "Create it first, or name another."));
    }
    replace_with(path, write)
}

/// Writes to standard output like [`to_stdout`], with a function that writes the bytes piece by piece.
pub(super) fn to_stdout_with(
    write: impl FnOnce(&mut dyn Write) -> Result<(), CliError>,
) -> Result<(), CliError> {
    let mut stdout = stream::stdout();
    write(&mut stdout)?;
    Ok(stdout.flush()?)
}

fn write_to_stream(
    stream: &Stream,
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), CliError>,
) -> Result<(), CliError> {
    let mut output = stream.open().map_err(|error| failed(path, error))?;
    write(&mut output).map_err(|error| with_path(path, error))?;
    output.flush().map_err(|error| failed(path, error))
}

/// Creates or replaces a file, completely or not at all.
///
/// # Errors
/// Refuses to replace what is not a file.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    if is_stream(path) {
        let message = format!("`{}` is a stream and cannot be replaced", path.display());
        return Err(CliError::Usage(message, None));
    }
    replace_with(path, |file| Ok(file.write_all(bytes)?))
}

/// Returns `true` if a path names an open stream of the process, a pipe or a device instead of a file.
pub(super) fn is_stream(path: &Path) -> bool {
    Stream::named(path).is_some()
}

fn replace_with(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), CliError>,
) -> Result<(), CliError> {
    let failed = |error: io::Error| failed(path, error);
    let target = follow_links(path).map_err(failed)?;
    let replaced = Replaced::at(&target).map_err(failed)?;
    let mut draft = Draft::of(&target, replaced.as_ref()).map_err(failed)?;
    write(draft.file()).map_err(|error| with_path(path, error))?;
    draft.complete(replaced.as_ref()).map_err(failed)?;
    let other_names = replaced.map_or(0, |file| file.name_count().saturating_sub(1));
    if waits(&target) {
        let message = format!("two outputs have the same file `{}`", path.display());
        let hint = "Name another file for one of them.".to_owned();
        return Err(CliError::Usage(message, Some(hint)));
    }
    let path = path.to_owned();
    let complete = Complete {
        draft,
        path,
        target,
        other_names,
    };
    WAITING.with_borrow_mut(|waiting| match waiting {
        Some(files) => {
            files.push(complete);
            if files.len() < MAX_WAITING {
                return Ok(());
            }
            publish(std::mem::take(files))
        }
        None => publish(vec![complete]),
    })
}

/// A complete file that does not have its name yet.
struct Complete {
    draft: Draft,
    /// The path that was requested.
    path: PathBuf,
    /// The path to which that leads.
    target: PathBuf,
    /// The number of other names of the file that is replaced.
    other_names: u64,
}

/// The number of files that wait for others. Each of them is open, and systems limit the number of open files.
const MAX_WAITING: usize = 200;

thread_local! {
    /// The complete files that take their names together; `None` if each file takes its name at once.
    static WAITING: RefCell<Option<Vec<Complete>>> = const { RefCell::new(None) };
}

/// Returns `true` if a complete file waits to take the place of the one at a path.
fn waits(target: &Path) -> bool {
    // What does not exist has no canonical path, and its directory has.
    let place = |path: &Path| {
        Some((
            directory_of(path).canonicalize().ok()?,
            path.file_name()?.to_owned(),
        ))
    };
    let target = place(target);
    WAITING.with_borrow(|waiting| {
        let mut files = waiting.iter().flatten();
        target.is_some() && files.any(|file| place(&file.target) == target)
    })
}

/// Runs a function that writes several files. They take their names together after all are complete, so that an error or
/// interruption does not leave new files beside old ones.
pub(super) fn together<T>(run: impl FnOnce() -> Result<T, CliError>) -> Result<T, CliError> {
    let outer = Outer(WAITING.replace(Some(Vec::new())));
    let result = run();
    let files = WAITING.take().unwrap_or_default();
    drop(outer);
    match result {
        Err(error) if !error.is_broken_pipe() => Err(error),
        result => publish(files).and(result),
    }
}

/// The files that waited before others, which wait again when it is dropped, also by a panic.
struct Outer(Option<Vec<Complete>>);

impl Drop for Outer {
    fn drop(&mut self) {
        WAITING.set(self.0.take());
    }
}

/// Gives complete files their names.
fn publish(mut files: Vec<Complete>) -> Result<(), CliError> {
    if files.is_empty() {
        // Handling interruptions takes a thread, which is a tenth of the time of a short answer.
        return Ok(());
    }
    let mut held = hold();
    let published = files.iter_mut().try_for_each(|file| {
        let published = file.draft.publish(&file.target, &mut held);
        published.map_err(|error| failed(&file.path, error))
    });
    drop(held);
    published?;
    let mut synced: Option<&Path> = None;
    for file in &files {
        let directory = directory_of(&file.target);
        if synced != Some(directory) {
            sync_directory(directory).map_err(|error| failed(&file.path, error))?;
            synced = Some(directory);
        }
        if file.other_names > 0 {
            let path = file.path.display();
            let count = file.other_names;
            let names = if count == 1 { "name" } else { "names" };
            warn(&format!(
                "`{path}` had {count} other {names} (hard links), which keep the old content"
            ));
        }
    }
    Ok(())
}

fn failed(path: &Path, error: io::Error) -> CliError {
    match error.kind() {
        // This is not reported as an error.
        io::ErrorKind::BrokenPipe => error.into(),
        _ => CliError::Usage(format!("cannot write `{}`: {error}", path.display()), None),
    }
}

/// Adds the path of an output to an error of writing it.
fn with_path(path: &Path, error: CliError) -> CliError {
    match error {
        CliError::Export(ExportError::Io(error)) => failed(path, error),
        error => error,
    }
}

/// Returns `true` if a path leads to one of the files that were read for an input.
fn is_read_from(input: &Path, path: &Path) -> bool {
    let canonical = |path: &Path| path.canonicalize().ok().filter(|path| path.is_file());
    let Some(path) = canonical(path) else {
        return false;
    };
    let input = if is_stdin(input) {
        Path::new("/dev/stdin")
    } else {
        input
    };
    let files = dataset::files([input]).unwrap_or_default();
    files
        .iter()
        .any(|file| canonical(file).as_ref() == Some(&path))
}

/// Returns `true` if a new file at a path would belong to the dataset in an input directory.
fn would_be_read(input: &Path, path: &Path) -> bool {
    let Some(name) = path.file_name().filter(|_| input.is_dir()) else {
        return false;
    };
    let directories = directory_of(path)
        .canonicalize()
        .ok()
        .zip(input.canonicalize().ok());
    let is_inside = directories.and_then(|(directory, input)| {
        let inside = directory.strip_prefix(input).ok()?;
        Some(dataset::is_read_in_directories(&inside.join(name)))
    });
    is_inside.unwrap_or(false)
}

/// Refuses a folder that an input is in, whose files would be mixed with those of the dataset.
pub(super) fn refuse_folder_of_inputs(folder: &Path, inputs: &[PathBuf]) -> Result<(), CliError> {
    let canonical = |path: &Path| path.canonicalize().ok();
    let own = inputs
        .iter()
        .filter(|input| !is_stdin(input))
        .find(|input| {
            let own = if input.is_dir() {
                input
            } else {
                directory_of(input)
            };
            canonical(own).is_some_and(|own| Some(own) == canonical(folder))
        });
    let Some(input) = own else { return Ok(()) };
    let message = format!(
        "`{}` is the directory of the dataset `{}`",
        folder.display(),
        input.display()
    );
    let hint = "Name another folder; it is created.".to_owned();
    Err(CliError::Usage(message, Some(hint)))
}
