//! The subcommand `interorg import`.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use interorg::dataset::read_file_up_to;
use interorg::import::{
    DateOrder, ImportError, ImportFile, Imported, Mapping, Shape, ShortForm, Sinks,
    explain_mapping, import, sniff,
};
use interorg::phrase::visible;

use super::Outcome;
use super::choice::choice;
use super::data::{LimitArgs, is_stdin};
use super::error::{CliError, note, print_report, print_text, warn};
use super::output::{text_to_stdout, to_file, to_file_with, to_stdout, to_stdout_with};
use super::progress::during;

/// Make a dataset from tables, graphs and bibliographies, with an account of every row
///
/// A table is described by its shape and columns, or by a mapping. A column is named by its header or its number. Every row
/// is used, changed by a rule, merged with another, empty, not carried, or rejected; the numbers are printed and add up.
/// Rows that contradict themselves are rejected unless the mapping has a rule for them. A rejected row means exit status 1
/// unless --allow permits it. The dataset is written all the same, without the row. Every record cites the file, unless the mapping names a source.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg import missions.csv --as two-mode --org Country --operation Mission -o missions.yaml
  interorg import ties.csv --as edges --from Source --to Target --year Year -o ties.yaml
  interorg import network.gml -o network.yaml
  interorg import refs.bib -o refs.yaml
  interorg import --sniff parties.csv > map.yaml
  interorg import parties.csv --map map.yaml --report accounts.csv -o parties.yaml
  interorg import --explain")]
pub(super) struct Args {
    /// The files, also compressed by gzip: tables (CSV, TSV, Excel, OpenDocument), graphs (GraphML, GEXF, GML, Pajek, UCINET,
    /// JSON), bibliographies (BibTeX, RIS, CSL-JSON, Hayagriva), organizations of Wikidata (JSON); - is a text on standard input
    #[arg(value_name = "FILE", required_unless_present = "explain")]
    files: Vec<PathBuf>,
    /// Read what the columns mean from this file; options take precedence
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// Draft a mapping of the files instead: what their columns seem to mean, with counts, for review
    #[arg(long)]
    sniff: bool,
    /// Explain the keys of a mapping instead
    #[arg(long)]
    explain: bool,
    /// Write the dataset to this file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    table: TableArgs,
    #[command(flatten)]
    accounts: AccountArgs,
    #[command(flatten)]
    limit: LimitArgs,
}

#[derive(clap::Args)]
#[command(next_help_heading = "Table")]
struct TableArgs {
    /// The shape of the table
    #[arg(long = "as", value_name = "SHAPE",
        value_parser = choice(Shape::ALL.iter().copied(), Shape::name, Shape::description))]
    shape: Option<Shape>,
    /// The column of the organization; with --as two-mode-wide, also columns such as c1..c91
    #[arg(long, value_name = "COLUMN")]
    org: Option<String>,
    /// The column of the operation, or whatever the organizations take part in, such as treaties
    #[arg(long, value_name = "COLUMN")]
    operation: Option<String>,
    /// The column of the first organization of a pair
    #[arg(long, value_name = "COLUMN")]
    from: Option<String>,
    /// The column of the second organization of a pair
    #[arg(long, value_name = "COLUMN")]
    to: Option<String>,
    /// The column of the role, or of the kind of tie or event
    #[arg(long, value_name = "COLUMN")]
    role: Option<String>,
    /// The column of the year; years that follow one another become one period
    #[arg(long, value_name = "COLUMN")]
    year: Option<String>,
    /// The column of the start, or of the date of an event
    #[arg(long, value_name = "COLUMN", conflicts_with = "year")]
    start: Option<String>,
    /// The column of the end
    #[arg(long, value_name = "COLUMN", conflicts_with = "year")]
    end: Option<String>,
    /// The column of a number, such as troops or weight, which becomes an amount of what is there on a day; a mapping can state the
    /// unit, or that it is a flow (can be repeated)
    #[arg(long, value_name = "COLUMN")]
    amount: Vec<String>,
    /// The column of the rung of a tie, such as 1 to 4; its values become the phases
    #[arg(long, value_name = "COLUMN")]
    phase: Option<String>,
    /// A column that becomes an attribute of what a row is about, or `rest` for all columns that nothing else names (can be
    /// repeated)
    #[arg(long, value_name = "COLUMN")]
    attribute: Vec<String>,
    /// The text between the organizations of one cell, such as ', '
    #[arg(long, value_name = "TEXT")]
    split: Option<String>,
    /// The ties are from --from to --to
    #[arg(long)]
    directed: bool,
    /// The order of day and month in dates such as 03/04/2005
    #[arg(long, value_name = "ORDER",
        value_parser = choice(DateOrder::ALL.iter().copied(), DateOrder::name, DateOrder::description))]
    dates: Option<DateOrder>,
    /// A text that means that a value is missing, such as NA
    #[arg(long, value_name = "TEXT")]
    missing: Vec<String>,
    /// The sheet of a workbook, by its name or number
    #[arg(long, value_name = "SHEET")]
    sheet: Option<String>,
    /// The row of the header, counted from 1, or none
    #[arg(long, value_name = "ROW")]
    header: Option<String>,
    /// The separator: comma, semicolon, tab, bar or the character
    #[arg(long, value_name = "SEPARATOR")]
    separator: Option<String>,
    /// The title of the dataset
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Cite this entry of an imported bibliography in every record, instead of the file
    #[arg(long, value_name = "SOURCE")]
    cite: Option<String>,
    /// A CSV file of two columns: names, and the names that take their place
    #[arg(long, value_name = "FILE")]
    synonyms: Option<PathBuf>,
}

#[derive(clap::Args)]
#[command(next_help_heading = "Accounts")]
struct AccountArgs {
    /// Write what became of each row to this file, as CSV
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Write the rejected rows to this file, as they were
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Up to this number of rejected rows, the exit status is 0
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    allow: u64,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    if args.explain {
        text_to_stdout(explain_mapping().as_bytes())?;
        return Ok(Outcome::Done);
    }
    let mapping = args.mapping()?;
    let inputs = args.inputs();
    if args.sniff {
        let draft = sniff(args.open()?, &mapping)?;
        match &args.output {
            Some(path) => to_file(path, draft.as_bytes(), &inputs)?,
            None => to_stdout(draft.as_bytes())?,
        }
        return Ok(Outcome::Done);
    }
    let report = args.accounts.report.as_deref();
    let rejects = args.accounts.rejects.as_deref();
    let mut imported = with_file(report, &inputs, |report| {
        with_file(rejects, &inputs, |rejects| {
            let sinks = Sinks { report, rejects };
            let files = args.open()?;
            let cite = args.table.cite.as_deref();
            let imported = during("reading the files", || import(files, &mapping, cite, sinks));
            Ok(imported?)
        })
    })?;
    args.write(&mut imported, &inputs)?;
    for line in imported.accounts().to_string().lines() {
        // Accounts name values of the files.
        print_text(&format!("{}\n", visible(line)));
    }
    note_suggestions(imported.suggestions());
    for warning in imported.warnings() {
        warn(warning);
    }
    let is_allowed = imported.accounts().rejected() <= args.accounts.allow;
    Ok(if is_allowed {
        Outcome::Done
    } else {
        Outcome::Negative
    })
}

impl Args {
    /// Returns the mapping of the file, with the options in place of what it says.
    fn mapping(&self) -> Result<Mapping, CliError> {
        let mapping = match &self.map {
            None => Mapping::default(),
            Some(path) => {
                let name = path.display().to_string();
                let text = String::from_utf8(self.read(path)?);
                let text = text.map_err(|_| not_utf8(&name))?;
                Mapping::parse(&name, &text)?
            }
        };
        let table = &self.table;
        let mut short = ShortForm::default();
        short.shape = table.shape;
        short.title.clone_from(&table.title);
        short.sheet.clone_from(&table.sheet);
        short.header.clone_from(&table.header);
        short.separator.clone_from(&table.separator);
        short.organization.clone_from(&table.org);
        short.operation.clone_from(&table.operation);
        short.from.clone_from(&table.from);
        short.to.clone_from(&table.to);
        short.role.clone_from(&table.role);
        short.year.clone_from(&table.year);
        short.start.clone_from(&table.start);
        short.end.clone_from(&table.end);
        short.amounts.clone_from(&table.amount);
        short.phase.clone_from(&table.phase);
        short.attributes.clone_from(&table.attribute);
        short.split.clone_from(&table.split);
        short.dates = table.dates;
        short.missing.clone_from(&table.missing);
        short.directed = table.directed;
        if let Some(path) = &table.synonyms {
            short.synonyms = self.synonyms(path)?;
        }
        Ok(mapping.with(&short)?)
    }

    /// Reads a table of names and the names that take their place.
    fn synonyms(&self, path: &Path) -> Result<Vec<(String, String)>, CliError> {
        let bytes = self.read(path)?;
        let pairs = interorg::import::read_synonyms(&bytes);
        pairs.ok_or_else(|| {
            let message = format!("`{}` is not a table of two columns", path.display());
            let hint = "Write a name, a comma, and the name that takes its place on each line.";
            CliError::Usage(message, Some(hint.to_owned()))
        })
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, CliError> {
        Ok(read_file_up_to(self.limit.bytes(), path)?.bytes)
    }

    /// Opens the files. Their sizes are limited while they are read.
    fn open(&self) -> Result<Vec<ImportFile>, CliError> {
        let limit = self.limit.bytes();
        let files = self.files.iter().map(|path| {
            if is_stdin(path) {
                return Ok(ImportFile::new("<stdin>", io::stdin()).up_to(limit));
            }
            let name = path.display().to_string();
            let failed = |error| CliError::Usage(format!("cannot read `{name}`: {error}"), None);
            let file = File::open(path).map_err(failed)?;
            if file.metadata().map_err(failed)?.is_dir() {
                let message = format!("`{name}` is a directory");
                return Err(CliError::Usage(message, Some("Name its files.".to_owned())));
            }
            Ok(ImportFile::new(name, BufReader::new(file)).up_to(limit))
        });
        files.collect()
    }

    /// Returns every file that is read, none of which is overwritten.
    fn inputs(&self) -> Vec<PathBuf> {
        let others = [&self.map, &self.table.synonyms];
        let others = others.into_iter().flatten();
        self.files.iter().chain(others).cloned().collect()
    }

    fn write(&self, imported: &mut Imported, inputs: &[PathBuf]) -> Result<(), CliError> {
        let command = command_line(std::env::args_os().skip(1));
        let write = |output: &mut dyn Write| -> Result<(), CliError> {
            let mut output = BufWriter::new(output);
            imported.write(&command, &mut output)?;
            Ok(output.flush()?)
        };
        match &self.output {
            Some(path) => to_file_with(path, inputs, write),
            None => to_stdout_with(write),
        }
    }
}

/// Prints the first suggestions, and the number of the others.
fn note_suggestions(suggestions: &[String]) {
    const MAX_SUGGESTIONS: usize = 20;
    for suggestion in suggestions.iter().take(MAX_SUGGESTIONS) {
        note(suggestion);
    }
    if let Some(more @ 1..) = suggestions.len().checked_sub(MAX_SUGGESTIONS) {
        note(&format!(
            "{more} more names may be those of other organizations"
        ));
    }
}

/// Opens a file that is optional, and calls a function with it.
fn with_file<T>(
    path: Option<&Path>,
    inputs: &[PathBuf],
    run: impl FnOnce(Option<Box<dyn Write + '_>>) -> Result<T, CliError>,
) -> Result<T, CliError> {
    let Some(path) = path else {
        return run(None);
    };
    let mut result = None;
    to_file_with(path, inputs, |file| {
        let mut file = BufWriter::new(file);
        result = Some(run(Some(Box::new(&mut file)))?);
        Ok(file.flush()?)
    })?;
    result.ok_or_else(|| CliError::Usage("nothing was written".to_owned(), None))
}

/// Returns the command as a line for a shell, without the options that name output files: the same files give the same
/// dataset wherever it is written.
fn command_line(arguments: impl Iterator<Item = OsString>) -> String {
    const OUTPUTS: [&str; 4] = ["-o", "--output", "--report", "--rejects"];
    let mut line = env!("CARGO_PKG_NAME").to_owned();
    let mut arguments = arguments.map(|word| word.to_string_lossy().into_owned());
    while let Some(word) = arguments.next() {
        if OUTPUTS.contains(&word.as_str()) {
            arguments.next();
        } else if !OUTPUTS.iter().any(|option| is_joined(&word, option)) {
            line.push(' ');
            line.push_str(&quoted(&word));
        }
    }
    line
}

/// Returns `true` if a word is an option with its value, such as `--output=FILE` and `-oFILE`.
fn is_joined(word: &str, option: &str) -> bool {
    let rest = word.strip_prefix(option);
    rest.is_some_and(|rest| rest.starts_with('=') || option == "-o")
}

/// Quotes a word for a shell, if it needs that.
fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_./=,:+@%".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

fn not_utf8(name: &str) -> CliError {
    let hint = "Save the file as UTF-8.".to_owned();
    CliError::Usage(format!("`{name}` is not UTF-8"), Some(hint))
}

impl From<ImportError> for CliError {
    fn from(error: ImportError) -> Self {
        if let ImportError::Mapping(report) = &error {
            print_report(report);
        }
        let hint = error.hint();
        Self::Usage(error.to_string(), hint)
    }
}
