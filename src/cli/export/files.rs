//! Writing one file, or several into a folder.

use std::fs;
use std::io::{BufWriter, IntoInnerError, Write};
use std::path::Path;

use interorg::export::FileDigest;

use super::Args;
use crate::cli::data::is_stdin;
use crate::cli::error::CliError;
use crate::cli::output::{is_stream, to_file_with, to_stdout_with};
use crate::cli::progress::during;
use crate::cli::stamp::Hashed;

/// Writes a file, or to standard output without a path. Returns the SHA-256 of its bytes if a stamp is requested, which states it.
pub(super) fn write_file(
    args: &Args,
    path: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> Result<(), CliError>,
) -> Result<Option<String>, CliError> {
    if args.stamp.is_requested() {
        return Ok(Some(write_hashed(args, path, write)?.sha256));
    }
    write_to(args, path, |output| {
        let mut output = BufWriter::new(output);
        write(&mut output)?;
        Ok(output.flush()?)
    })?;
    Ok(None)
}

/// Writes a file, or to standard output without a path, and returns the number of bytes and their SHA-256.
pub(super) fn write_hashed(
    args: &Args,
    path: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> Result<(), CliError>,
) -> Result<FileDigest, CliError> {
    let mut digest = None;
    write_to(args, path, |output| {
        let mut output = BufWriter::new(Hashed::new(output));
        write(&mut output)?;
        let hashed = output.into_inner().map_err(IntoInnerError::into_error)?;
        digest = Some(hashed.digest());
        Ok(())
    })?;
    Ok(digest.expect("the function that writes was called"))
}

fn write_to(
    args: &Args,
    path: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> Result<(), CliError>,
) -> Result<(), CliError> {
    match path {
        Some(path) if !is_stdin(path) && !is_stream(path) => during("writing the file", || {
            to_file_with(path, &args.data.data, write)
        }),
        Some(path) => to_file_with(path, &args.data.data, write),
        None => to_stdout_with(write),
    }
}

/// Returns the folder that several files are written into, which may not exist yet.
///
/// # Errors
/// Fails if no folder is named.
pub(in crate::cli) fn folder(path: Option<&Path>) -> Result<&Path, CliError> {
    let message = match path.filter(|path| !is_stdin(path) && !is_stream(path)) {
        Some(path) if path.is_file() => format!(
            "`{}` is a file, and this is written into a folder",
            path.display()
        ),
        Some(path) => return Ok(path),
        None => "several files are written, and no folder is named".to_owned(),
    };
    let hint = "Name a folder with -o; it is created.".to_owned();
    Err(CliError::Usage(message, Some(hint)))
}

pub(super) fn create_folder(path: &Path) -> Result<(), CliError> {
    fs::create_dir_all(path).map_err(|error| {
        let message = format!("cannot create the folder `{}`: {error}", path.display());
        CliError::Usage(message, None)
    })
}
