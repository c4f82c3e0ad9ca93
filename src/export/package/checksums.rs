//! Checksums of the files of a package.

use std::io;

use super::file::PackagedFile;
use crate::export::error::ExportError;

/// Writes the checksums of files as `sha256sum -c` reads them.
///
/// # Errors
/// Fails if the output cannot be written.
pub fn write_checksums(
    files: &[PackagedFile],
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    for file in files {
        if let Some(digest) = &file.digest {
            writeln!(output, "{}  {}", digest.sha256, file.path)?;
        }
    }
    Ok(())
}
