//! Output: to standard output, or to a file that is written completely or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use interorg::dataset;

use super::data::is_stdin;
use super::error::CliError;

/// Writes bytes to standard output. A closed pipe is not an error: its reader wants no more.
pub(super) fn to_stdout(bytes: &[u8]) -> Result<(), CliError> {
    write_to_pipe(io::stdout().lock(), bytes)
}

/// Writes a text with colours to standard output; the colours are dropped unless they are wanted.
pub(super) fn coloured_to_stdout(text: &str) -> Result<(), CliError> {
    write_to_pipe(anstream::stdout().lock(), text.as_bytes())
}

fn write_to_pipe(mut stdout: impl Write, bytes: &[u8]) -> Result<(), CliError> {
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// Writes a file completely or not at all; `-` is standard output.
///
/// The bytes go to a temporary file in the same directory, which then replaces the file. Symbolic links are followed.
/// Pipes and devices are written to directly.
///
/// # Errors
/// Refuses to overwrite a directory, or a file of the dataset under any name.
pub(super) fn to_file(path: &Path, bytes: &[u8], inputs: &[PathBuf]) -> Result<(), CliError> {
    if is_stdin(path) {
        return to_stdout(bytes);
    }
    to_file_with(path, inputs, |file| Ok(file.write_all(bytes)?))
}

/// Writes a file like [`to_file`], with a function that writes the bytes piece by piece.
pub(super) fn to_file_with(
    path: &Path,
    inputs: &[PathBuf],
    write: impl FnOnce(&mut dyn Write) -> Result<(), CliError>,
) -> Result<(), CliError> {
    if is_stdin(path) {
        return write(&mut io::stdout().lock());
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
    let parent = directory_of(path);
    if !parent.is_dir() {
        let message = format!("the directory `{}` does not exist", parent.display());
        return Err(refused(message, "Create it first, or name another."));
    }
    replace_with(path, write)
}

/// Creates or replaces a file, completely or not at all.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    replace_with(path, |file| Ok(file.write_all(bytes)?))
}

fn replace_with(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), CliError>,
) -> Result<(), CliError> {
    if is_stdin(path) {
        return write(&mut io::stdout().lock());
    }
    let failed = |error: io::Error| {
        CliError::Usage(format!("cannot write `{}`: {error}", path.display()), None)
    };
    let open = |path: &Path| fs::OpenOptions::new().append(true).open(path);
    let existing = fs::metadata(path).ok();
    if existing.as_ref().is_some_and(|file| !file.is_file()) || is_stream(path) {
        return write(&mut open(path).map_err(failed)?);
    }
    let target = follow_links(path).map_err(failed)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".interorg-");
    if existing.is_some() {
        // A file without write permission must not be replaced either, although its directory would allow it.
        drop(open(&target).map_err(failed)?);
    } else {
        use_default_permissions(&mut builder);
    }
    let mut file = builder.tempfile_in(directory_of(&target)).map_err(failed)?;
    write(&mut file)?;
    if let Some(existing) = existing {
        let permissions = existing.permissions();
        file.as_file()
            .set_permissions(permissions)
            .map_err(failed)?;
    }
    file.persist(&target).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Returns `true` if a path names an open stream of the process, even if that stream is a file.
fn is_stream(path: &Path) -> bool {
    path.starts_with("/dev") || path.starts_with("/proc/self/fd")
}

/// Follows symbolic links to their target, which need not exist yet.
fn follow_links(path: &Path) -> io::Result<PathBuf> {
    // The limit of Linux.
    const MAX_LINKS: usize = 40;
    let mut target = path.to_owned();
    for _ in 0..MAX_LINKS {
        match fs::read_link(&target) {
            Ok(next) => target = directory_of(&target).join(next),
            Err(_) => return Ok(target),
        }
    }
    Err(io::Error::other("too many links"))
}

fn directory_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
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

/// Gives a temporary file, which only its owner may read, the permissions of other new files.
#[cfg(unix)]
fn use_default_permissions(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;

    // The system applies the umask.
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn use_default_permissions(_: &mut tempfile::Builder<'_, '_>) {}
