//! Errors of the command, and how they are told.

use std::fmt;
use std::io::{self, Write};

use interorg::analysis::matrix::MatrixError;
use interorg::dataset::LoadError;
use interorg::dataset::Report;
use interorg::export::{ExportError, UnknownStyle};
use interorg::query::QueryError;

/// Why the command could not do what was asked.
pub(super) enum CliError {
    Load(LoadError),
    Query(QueryError),
    Export(ExportError),
    /// What was asked makes no sense; a message and a hint.
    Usage(String, Option<String>),
}

impl CliError {
    /// Says whether the reader of the output has gone, which is no error.
    pub(super) fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Export(ExportError::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Tells the error on standard error.
    pub(super) fn tell(&self) {
        let mut stderr = anstream::stderr();
        if let Self::Load(LoadError::Invalid(report)) = self {
            tell_report(report, &mut stderr);
        }
        // If nobody listens to the error there is nobody to be told so.
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
                Some("`interorg check` prints these findings too, also as JSON.".to_owned())
            }
            Self::Load(LoadError::NoYaml { .. }) => {
                Some("A dataset is made of files that end in .yaml or .yml.".to_owned())
            }
            _ => None,
        }
    }
}

/// Draws findings on a stream that drops colours where they are not wanted.
pub(super) fn tell_report(report: &Report, output: &mut impl Write) {
    let _ = write!(output, "{}", report.render(true));
}

/// Warns on standard error of something that was not done.
pub(super) fn warn(message: &str) {
    // If nobody listens to the warning there is nobody to be warned.
    let _ = writeln!(anstream::stderr(), "warning: {message}");
}

/// Tells on standard error what the reader of the output needs to know.
pub(super) fn note(message: &str) {
    // If nobody listens to the note there is nobody to be told.
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
