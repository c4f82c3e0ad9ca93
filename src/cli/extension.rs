//! The format of an output: the requested one, or that of the extension of its file.

use std::path::Path;

use interorg::export::{Content, Format, Style};

use super::data::is_stdin;
use super::error::{CliError, warn};
use super::output::is_stream;

/// A format that a subcommand writes.
pub(super) struct Offered<F> {
    pub(super) format: F,
    pub(super) name: String,
    /// The extensions of its files, without the dot; may be empty.
    pub(super) extensions: &'static [&'static str],
}

impl Offered<Format> {
    /// Returns the formats that can represent the content.
    pub(super) fn all_that_hold(content: Content) -> Vec<Self> {
        Format::all_that_hold(content).map(Self::of).collect()
    }

    pub(super) fn of(format: Format) -> Self {
        Self {
            format,
            name: format.name().to_owned(),
            extensions: format.extensions(),
        }
    }
}

/// Returns the format of an output: the requested one, or else that of the extension of its file, or else, for standard
/// output and other streams, the default one. Warns if the extension names another format than the requested one.
///
/// # Errors
/// Fails if no format is requested, and the extension stands for none of the offered ones.
pub(super) fn format_of<F: Copy + PartialEq>(
    requested: Option<F>,
    path: Option<&Path>,
    default: F,
    offered: &[Offered<F>],
) -> Result<F, CliError> {
    // A directory is refused later, when the file is to be written.
    let file = path.filter(|path| !is_stdin(path) && !is_stream(path) && !path.is_dir());
    let Some(file) = file else {
        return Ok(requested.unwrap_or(default));
    };
    let extension = extension(file);
    let named = offered.iter().find(|one| {
        let extensions = one.extensions.iter();
        extensions.into_iter().any(|known| *known == extension)
    });
    let Some(requested) = requested else {
        let named = named.map(|one| one.format);
        return named.ok_or_else(|| unknown_extension(file, offered));
    };
    let is_of_requested = offered
        .iter()
        .any(|one| one.format == requested && one.extensions.contains(&&*extension));
    if (named.is_some() || is_known(&extension)) && !is_of_requested {
        let name = offered.iter().find(|one| one.format == requested);
        let name = name.map_or("another format", |one| &one.name);
        warn(&format!(
            "`{}` is written as {name}, although its name ends in .{extension}",
            file.display()
        ));
    }
    Ok(requested)
}

fn extension(path: &Path) -> String {
    let extension = path.extension().unwrap_or_default();
    extension.to_string_lossy().to_ascii_lowercase()
}

/// Returns `true` if an extension stands for a format of the program.
fn is_known(extension: &str) -> bool {
    let of_formats = Format::ALL.into_iter().flat_map(Format::extensions);
    let of_styles = Style::exchange_formats().flat_map(Style::extensions);
    of_formats.chain(of_styles).any(|known| *known == extension)
}

fn unknown_extension<F>(path: &Path, offered: &[Offered<F>]) -> CliError {
    let extensions = offered.iter().filter_map(|one| one.extensions.first());
    let mut extensions: Vec<String> = extensions
        .map(|extension| format!(".{extension}"))
        .collect();
    // Two formats may share their first extension.
    extensions.dedup();
    let names: Vec<&str> = offered.iter().map(|one| &*one.name).collect();
    let (file, names) = (path.display(), names.join(", "));
    let hint = match extensions.as_slice() {
        [one] if offered.len() == 1 => format!("Use the extension {one}."),
        [] => format!("Name the format; the formats are {names}."),
        extensions => format!(
            "Use an extension such as {}, or name the format; the formats are {names}.",
            extensions.join(", ")
        ),
    };
    let message = format!("the extension of `{file}` does not name a format of this output");
    CliError::Usage(message, Some(hint))
}
