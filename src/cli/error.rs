//! Errors of the command, and messages on standard error.

use std::fmt;
use std::io::{self, Write};

use interorg::analysis::matrix::MatrixError;
use interorg::dataset::LoadError;
use interorg::dataset::Report;
use interorg::export::{ExportError, UnknownStyle};
use interorg::phrase::visible;
use interorg::query::QueryError;
use interorg::sql::SqlError;

use super::engine;
use super::progress::hide;
use super::screen::visible_styled;

/// Why the command failed.
pub(super) enum CliError {
    Load(LoadError),
    Query(QueryError),
    Export(ExportError),
    Sql(SqlError),
    /// Only a part of the dataset was read from an engine, and the answer needs all of it.
    NeedsWholeDataset,
    /// The answer needs more records of an engine than may be read: a message and a hint.
    TooManyRecords(String, Option<String>),
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
        if let Self::Load(LoadError::Invalid(report)) = self {
            print_report(report);
        }
        self.print_message(&self.to_string());
    }

    /// Prints the error on standard error, after the name of what it concerns.
    pub(super) fn print_about(&self, subject: &str) {
        self.print_message(&format!("{subject}: {self}"));
    }

    fn print_message(&self, message: &str) {
        print_line("error", message);
        if let Some(hint) = self.hint() {
            print_line("hint", &hint);
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Query(error) => Some(error.hint()),
            Self::Load(LoadError::TooLarge { .. }) => {
                Some("Raise the limit with --max-size if the file is to be trusted.".to_owned())
            }
            Self::Usage(_, hint) | Self::TooManyRecords(_, hint) => hint.clone(),
            Self::Export(error) => error.hint(),
            Self::Sql(error) => error.hint().map(str::to_owned),
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

/// Prints the first findings per code on standard error.
pub(super) fn print_report(report: &Report) {
    print_text(&report_text(report));
}

/// Returns the first findings per code as text, with the numbers of the others.
pub(super) fn report_text(report: &Report) -> String {
    const MAX_FINDINGS_PER_CODE: usize = 20;
    let (mut text, left_out) = report.render_first(MAX_FINDINGS_PER_CODE, true);
    for (code, count) in &left_out {
        text += &format!("and {count} more of `{code}`\n");
    }
    if !left_out.is_empty() {
        text += "`interorg check --all` prints every finding\n\n";
    }
    text
}

/// Prints a warning on standard error.
pub(super) fn warn(message: &str) {
    print_line("warning", message);
}

/// Prints a note for the reader of the output on standard error, unless the subcommand runs again and printed it before.
pub(super) fn note(message: &str) {
    if engine::is_new_note(message) {
        print_line("note", message);
    }
}

/// Prints a text of the program on standard error, such as `nothing matched`. The stream drops its colours where they are
/// not wanted.
pub(super) fn print_text(text: &str) {
    let _no_line = hide();
    // A closed standard error must not stop the command; its exit status says the same.
    let _ = anstream::stderr().write_all(visible_styled(text).as_bytes());
}

/// Prints a message as one line, whatever names of a dataset are in it.
fn print_line(kind: &str, message: &str) {
    print_text(&format!("{kind}: {}\n", visible(message)));
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Load(error) => error.fmt(f),
            Self::Query(error) => error.fmt(f),
            Self::Export(error) => error.fmt(f),
            Self::Sql(error) => error.fmt(f),
            Self::NeedsWholeDataset => f.write_str("the answer needs the whole dataset"),
            Self::Usage(message, _) | Self::TooManyRecords(message, _) => f.write_str(message),
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

impl From<SqlError> for CliError {
    fn from(error: SqlError) -> Self {
        Self::Sql(error)
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
