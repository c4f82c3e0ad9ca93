//! Errors of the command, and messages on standard error.

use std::fmt;
use std::io::{self, Write};

use interorg::analysis::matrix::MatrixError;
use interorg::dataset::LoadError;
use interorg::dataset::Report;
use interorg::export::{ExportError, UnknownStyle};
use interorg::query::QueryError;

/// Why the command failed.
pub(super) enum CliError {
    Load(LoadError),
    Query(QueryError),
    Export(ExportError),
    /// The request makes no sense: a message and a hint.
    Usage(String, Option<String>),
}

impl CliError {
    /// Returns `true` if the reader of the output has closed the pipe, which is not an error.
    pub(super) fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Export(ExportError::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Prints the error on standard error.
    pub(super) fn print(&self) {
        let mut stderr = anstream::stderr();
        if let Self::Load(LoadError::Invalid(report)) = self {
            write_report(report, &mut stderr);
        }
        // If standard error is closed, only the exit status can report the error.
        let _ = writeln!(stderr, "error: {self}");
        if let Some(hint) = self.hint() {
            let _ = writeln!(stderr, "hint: {hint}");
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Query(error) => Some(error.hint()),
            Self::Load(LoadError::TooLarge { .. }) => {
                Some("Raise the limit with --max-size if the file is to be trusted.".to_owned())
            }
            Self::Usage(_, hint) => hint.clone(),
            Self::Load(LoadError::Invalid(_)) => {
                Some("`interorg check --all` prints all findings, also as JSON.".to_owned())
            }
            Self::Load(LoadError::NoYaml { .. }) => {
                Some("A dataset is made of files that end in .yaml or .yml.".to_owned())
            }
            _ => None,
        }
    }
}

/// The number of findings per code that are printed unless all are requested.
pub(super) const MAX_FINDINGS_PER_CODE: usize = 20;

/// Writes the first findings per code with colours, which the stream drops where they are not wanted.
pub(super) fn write_report(report: &Report, output: &mut impl Write) {
    let (first, left_out) = report.clone().limited(MAX_FINDINGS_PER_CODE);
    let _ = write!(output, "{}", first.render(true));
    for (code, count) in left_out {
        let _ = writeln!(output, "and {count} more of `{code}`");
    }
}

/// Prints a warning on standard error.
pub(super) fn warn(message: &str) {
    // A closed standard error must not stop the command.
    let _ = writeln!(anstream::stderr(), "warning: {message}");
}

/// Prints a note for the reader of the output on standard error.
pub(super) fn note(message: &str) {
    // A closed standard error must not stop the command.
    let _ = writeln!(anstream::stderr(), "note: {message}");
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Load(error) => error.fmt(f),
            Self::Query(error) => error.fmt(f),
            Self::Export(error) => error.fmt(f),
            Self::Usage(message, _) => f.write_str(message),
        }
    }
}

impl From<LoadError> for CliError {
    fn from(error: LoadError) -> Self {
        Self::Load(error)
    }
}

impl From<QueryError> for CliError {
    fn from(error: QueryError) -> Self {
        Self::Query(error)
    }
}

impl From<MatrixError> for CliError {
    fn from(error: MatrixError) -> Self {
        Self::Usage(error.to_string(), Some(error.hint()))
    }
}

impl From<ExportError> for CliError {
    fn from(error: ExportError) -> Self {
        Self::Export(error)
    }
}

impl From<UnknownStyle> for CliError {
    fn from(error: UnknownStyle) -> Self {
        let all = "`interorg cite --styles` lists all.";
        let hint = match error.candidates.as_slice() {
            [] => all.to_owned(),
            names => format!("Did you mean {}? {all}", quoted(names)),
        };
        Self::Usage(error.to_string(), Some(hint))
    }
}

/// Quotes words and joins them with `or`.
fn quoted(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(" or ")
}

impl From<io::Error> for CliError {
    fn from(error: io::Error) -> Self {
        Self::Export(ExportError::Io(error))
    }
}
