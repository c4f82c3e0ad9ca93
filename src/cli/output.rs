//! Where answers go: standard output, or a file that is written whole or not at all.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use interorg::export::Format;

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

/// Writes bytes to standard output.
pub(super) fn to_stdout(bytes: &[u8]) -> Result<(), CliError> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()?;
    Ok(())
}

/// Writes a file whole or not at all: beside its place first, then moved there.
///
/// Refuses to write over a directory or an input of the dataset.
pub(super) fn to_file(path: &Path, bytes: &[u8], inputs: &[PathBuf]) -> Result<(), CliError> {
    to_file_with(path, inputs, |file| Ok(file.write_all(bytes)?))
}

/// Writes a file bit by bit, and yet whole or not at all.
pub(super) fn to_file_with(
    path: &Path,
    inputs: &[PathBuf],
    write: impl FnOnce(&mut dyn Write) -> Result<(), CliError>,
) -> Result<(), CliError> {
    let refused = |what: String, hint: &str| CliError::Usage(what, Some(hint.to_owned()));
    let shown = path.display();
    if path.is_dir() {
        let hint = "Name a file in it, such as one that ends in .svg.";
        return Err(refused(format!("`{shown}` is a directory"), hint));
    }
    if let Some(input) = inputs.iter().find(|input| holds(input, path)) {
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
    let failed = |error: io::Error| {
        CliError::Usage(format!("cannot write `{}`: {error}", path.display()), None)
    };
    let mut file = tempfile::Builder::new()
        .prefix(".interorg-")
        .tempfile_in(directory_of(path))
        .map_err(failed)?;
    write(&mut file)?;
    share_as_usual(file.as_file()).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

fn directory_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

/// Says whether a path is an input, or a YAML file in a directory that is one.
fn holds(input: &Path, path: &Path) -> bool {
    let (Ok(input), Ok(path)) = (input.canonicalize(), path.canonicalize()) else {
        return false;
    };
    let is_yaml = path
        .extension()
        .is_some_and(|ending| ending == "yaml" || ending == "yml");
    path == input || (is_yaml && path.starts_with(&input))
}

/// Gives a temporary file, which only its owner may read, the usual rights of a new file.
#[cfg(unix)]
fn share_as_usual(file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;

    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn share_as_usual(_: &std::fs::File) -> io::Result<()> {
    Ok(())
}
