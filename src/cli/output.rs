//! Output: to standard output, or to a file that is written completely or not at all.

use std::fs::{self, File};
use std::io::{self, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use interorg::dataset;
use interorg::export::{ExportError, Format};

use super::data::is_stdin;
use super::draft::Draft;
use super::error::CliError;
use super::progress::hide;
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
    if let Some(input) = inputs.iter().find(|input| is_read_from(input, path)) {
        let message = format!("`{shown}` is part of the dataset `{}`", input.display());
        let hint = "An input is never overwritten; name another file.";
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
    let replaced = fs::metadata(&target).ok().map(|file| file.permissions());
    if replaced.is_some() {
        // A file without write permission must not be replaced either, although its directory would allow it.
        File::options().append(true).open(&target).map_err(failed)?;
    }
    let mut draft = Draft::of(&target, replaced.as_ref()).map_err(failed)?;
    write(draft.file()).map_err(|error| with_path(path, error))?;
    draft.publish(&target, replaced).map_err(failed)
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
