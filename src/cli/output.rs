//! Where answers go: standard output, or a file that is written whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use interorg::dataset;
use interorg::export::Format;

use super::data::is_stdin;
use super::error::CliError;

#[derive(clap::Args)]
#[command(next_help_heading = "Output")]
pub(super) struct AnswerArgs {
    /// The format of the answer
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "table")]
    pub(super) format: DataFormat,
    /// Add the sources that each row rests on
    #[arg(long)]
    pub(super) evidence: bool,
}

/// The formats of data.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum DataFormat {
    Table,
    Json,
    Csv,
    Markdown,
}

impl From<DataFormat> for Format {
    fn from(format: DataFormat) -> Self {
        match format {
            DataFormat::Table => Self::Table,
            DataFormat::Json => Self::Json,
            DataFormat::Csv => Self::Csv,
            DataFormat::Markdown => Self::Markdown,
        }
    }
}

/// Writes bytes to standard output. A reader that has gone wants no more of them, which is no error and
/// changes nothing of the outcome.
pub(super) fn to_stdout(bytes: &[u8]) -> Result<(), CliError> {
    written(io::stdout().lock(), bytes)
}

/// Writes a text with colours to standard output, where they are dropped unless they are wanted.
pub(super) fn coloured_to_stdout(text: &str) -> Result<(), CliError> {
    written(anstream::stdout().lock(), text.as_bytes())
}

fn written(mut stdout: impl Write, bytes: &[u8]) -> Result<(), CliError> {
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// Writes a file whole or not at all: beside its place first, then moved there. A link is followed, and
/// what is no file, such as a pipe, is written to as it stands; `-` is the standard output.
///
/// Refuses to write over a directory or an input of the dataset, by whatever name.
pub(super) fn to_file(path: &Path, bytes: &[u8], inputs: &[PathBuf]) -> Result<(), CliError> {
    if is_stdin(path) {
        return to_stdout(bytes);
    }
    to_file_with(path, inputs, |file| Ok(file.write_all(bytes)?))
}

/// Writes a file bit by bit, and yet whole or not at all.
pub(super) fn to_file_with(
    path: &Path,
    inputs: &[PathBuf],
    write: impl FnOnce(&mut dyn Write) -> Result<(), CliError>,
) -> Result<(), CliError> {
    if is_stdin(path) {
        return write(&mut io::stdout().lock());
    }
    let refused = |what: String, hint: &str| CliError::Usage(what, Some(hint.to_owned()));
    let shown = path.display();
    if path.is_dir() {
        let hint = "Name a file in it, such as one that ends in .svg.";
        return Err(refused(format!("`{shown}` is a directory"), hint));
    }
    if let Some(input) = inputs.iter().find(|input| brought(input, path)) {
        let what = format!("`{shown}` is part of the dataset `{}`", input.display());
        return Err(refused(
            what,
            "An input is never overwritten; name another file.",
        ));
    }
    let parent = directory_of(path);
    if !parent.is_dir() {
        let what = format!("the directory `{}` does not exist", parent.display());
        return Err(refused(what, "Make it first, or name another."));
    }
    replace_with(path, write)
}

/// Puts a file in a place, or in that of another, whole or not at all.
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
    if existing.as_ref().is_some_and(|there| !there.is_file()) || stands_for_a_stream(path) {
        return write(&mut open(path).map_err(failed)?);
    }
    let place = followed(path).map_err(failed)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".interorg-");
    match &existing {
        // A file that may not be written to may not be replaced either.
        Some(_) => drop(open(&place).map_err(failed)?),
        None => share_as_usual(&mut builder),
    }
    let mut file = builder.tempfile_in(directory_of(&place)).map_err(failed)?;
    write(&mut file)?;
    if let Some(existing) = existing {
        let rights = existing.permissions();
        file.as_file().set_permissions(rights).map_err(failed)?;
    }
    file.persist(&place).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Says whether a path names an open stream of the process, even if that leads to a file.
fn stands_for_a_stream(path: &Path) -> bool {
    path.starts_with("/dev") || path.starts_with("/proc/self/fd")
}

/// Follows links to the place that they lead to, which need not be there yet.
fn followed(path: &Path) -> io::Result<PathBuf> {
    const MOST: usize = 40;
    let mut place = path.to_owned();
    for _ in 0..MOST {
        match fs::read_link(&place) {
            Ok(target) => place = directory_of(&place).join(target),
            Err(_) => return Ok(place),
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

/// Says whether a path leads to one of the files that an input brought.
fn brought(input: &Path, path: &Path) -> bool {
    let place = |path: &Path| path.canonicalize().ok().filter(|place| place.is_file());
    let Some(path) = place(path) else {
        return false;
    };
    let input = match is_stdin(input) {
        true => Path::new("/dev/stdin"),
        false => input,
    };
    let files = dataset::files([input]).unwrap_or_default();
    files.iter().any(|file| place(file).as_ref() == Some(&path))
}

/// Gives a temporary file, which else only its owner may read, the usual rights of a new file.
#[cfg(unix)]
fn share_as_usual(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;

    // The system takes away what the user does not want to share.
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn share_as_usual(_: &mut tempfile::Builder<'_, '_>) {}
