//! The subcommand `interorg import`.

mod args;
mod stored;

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use interorg::analysis::tables::{Ordinals, Projection};
use interorg::dataset::{Input, read_file_up_to};
use interorg::export::{CsvOptions, Format, write_projected_csv};
use interorg::graph::Graph;
use interorg::import::{
    ImportError, ImportFile, Imported, Mapping, Sinks, explain_mapping, import, sniff,
};
use interorg::model::Dataset;
use interorg::phrase::visible;

use self::args::{AccountArgs, TableArgs};
use self::stored::Stored;
use super::Outcome;
use super::conflicts::all_of;
use super::data::{LimitArgs, canonical, is_stdin, load};
use super::error::{CliError, note, print_report, print_text, warn};
use super::export::{folder, write_folder};
use super::extension::{Offered, format_of};
use super::load::{part_number, part_of};
use super::output::{text_to_stdout, to_file, to_file_with, to_stdout, to_stdout_with, together};
use super::progress::during;

/// Make a dataset from tables, graphs and bibliographies, with an account of every row
///
/// A table is described by its shape and columns, or by a mapping. A column is named by its header or its number. Every row
/// is used, changed by a rule, merged with another, empty, not carried, or rejected; the numbers are printed and add up.
/// Rows that contradict themselves are rejected unless the mapping has a rule for them. A rejected row means exit status 1
/// unless --allow permits it. The dataset is written all the same, without the row. Every record cites the file, unless the mapping names a source.
///
/// Relational tables of `interorg export` give the dataset back from which they were written, as `export dataset` writes it. It is made from
/// `dataset_record`; tables that were edited, and so do not follow from it, are refused.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg import missions.csv --as two-mode --org Country --operation Mission -o missions.yaml
  interorg import ties.csv --as edges --from Source --to Target --year Year -o ties.yaml
  interorg import network.gml -o network.yaml
  interorg import refs.bib -o refs.yaml
  interorg import --sniff parties.csv > map.yaml
  interorg import parties.csv --map map.yaml --report accounts.csv -o parties.yaml
  interorg import parties.csv --map map.yaml --write tables -o parties-tables
  interorg import package -o partnerships.yaml
  interorg import --explain")]
pub(super) struct Args {
    /// The files, also compressed by gzip: tables (CSV, TSV, Excel, OpenDocument), graphs (GraphML, GEXF, GML, Pajek, UCINET,
    /// JSON), bibliographies (BibTeX, RIS, CSL-JSON, Hayagriva), organizations of Wikidata (JSON); - is a text on standard input.
    /// Or the relational tables of a dataset: a folder that `export tables` or `export package` wrote, or a database of `export sqlite`
    #[arg(value_name = "FILE", required_unless_present = "explain")]
    files: Vec<PathBuf>,
    /// Read what the columns mean from this file; options take precedence
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// Draft a mapping of the files instead: what their columns seem to mean, with counts, for review
    #[arg(long, conflicts_with_all = ["shape", "org", "operation", "from", "to", "role", "year", "start", "end", "amount", "phase",
        "attribute", "split", "directed", "dates", "missing", "title", "cite", "synonyms", "part"],
        conflicts_with_all = all_of::<AccountArgs>())]
    sniff: bool,
    /// Explain the keys of a mapping instead, in Markdown
    #[arg(long, conflicts_with_all = ["files", "map", "sniff", "write", "part"], conflicts_with_all = all_of::<TableArgs>(),
        conflicts_with_all = all_of::<AccountArgs>(), conflicts_with_all = all_of::<LimitArgs>())]
    explain: bool,
    /// What to write
    #[arg(long, value_name = "FORM", value_enum, default_value_t = Target::Dataset)]
    write: Target,
    /// Write the tables as those of the part with this number of a larger dataset (see `interorg load --part`)
    #[arg(long, value_name = "N", value_parser = part_number())]
    part: Option<u32>,
    /// Write the dataset to this file, or its tables into this folder
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    table: TableArgs,
    #[command(flatten)]
    accounts: AccountArgs,
    #[command(flatten)]
    limit: LimitArgs,
}

/// What an import writes.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Target {
    /// The dataset as YAML
    Dataset,
    /// The relational tables of the dataset, as `interorg export tables` writes them
    Tables,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    if args.explain {
        return args.explain();
    }
    args.check_target()?;
    together(|| write_files(&args))
}

/// Writes the dataset and the accounts of the rows.
fn write_files(args: &Args) -> Result<Outcome, CliError> {
    if let Some(stored) = Stored::among(&args.files)? {
        let (dataset, inputs) = (stored.read(args)?, stored.inputs());
        match args.write {
            Target::Dataset => args.write_text(&canonical(&dataset), &inputs)?,
            Target::Tables => args.write_tables(dataset, &inputs)?,
        }
        return Ok(Outcome::Done);
    }
    let mapping = args.mapping()?;
    let inputs = args.inputs();
    if args.sniff {
        args.write_text(&sniff(args.open()?, &mapping)?, &inputs)?;
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
    if args.table.describe_rows() && !imported.has_rows() {
        let message =
            "options that describe a table do not apply to bibliographies and entities of Wikidata";
        let hint = "Leave out the options of tables but --title and --cite.".to_owned();
        return Err(CliError::Usage(message.to_owned(), Some(hint)));
    }
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
    fn explain(&self) -> Result<Outcome, CliError> {
        let (path, text) = (self.output.as_deref(), explain_mapping());
        let markdown = [Offered::of(Format::Markdown)];
        format_of(None, path, Format::Markdown, &markdown)?;
        match path {
            Some(path) => to_file(path, text.as_bytes(), &[])?,
            None => text_to_stdout(text.as_bytes())?,
        }
        Ok(Outcome::Done)
    }

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
        let mut short = self.table.short_form();
        if let Some(path) = &self.table.synonyms {
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
                let hint = "Name its files. A folder with about.csv and dataset_record.csv has the relational tables of a dataset.";
                return Err(CliError::Usage(message, Some(hint.to_owned())));
            }
            Ok(ImportFile::new(name, BufReader::new(file)).up_to(limit))
        });
        files.collect()
    }

    /// Refuses tables where there are none, or without a folder for them.
    fn check_target(&self) -> Result<(), CliError> {
        if self.write == Target::Dataset {
            // A draft of a mapping is YAML too.
            let yaml = [Offered::of(Format::Yaml)];
            format_of(None, self.output.as_deref(), Format::Yaml, &yaml)?;
            return match self.part {
                None => Ok(()),
                Some(_) => {
                    let message = "`--part` applies to tables, and a dataset is written".to_owned();
                    let hint =
                        "Write tables (--write tables -o FOLDER), or leave it out.".to_owned();
                    Err(CliError::Usage(message, Some(hint)))
                }
            };
        }
        if self.sniff {
            let message = "`--sniff` writes a mapping, which has no tables".to_owned();
            let hint = "Leave out --write, and import with the mapping.".to_owned();
            return Err(CliError::Usage(message, Some(hint)));
        }
        folder(self.output.as_deref()).map(|_| ())
    }

    /// Returns every file that is read, none of which is overwritten.
    fn inputs(&self) -> Vec<PathBuf> {
        let others = [&self.map, &self.table.synonyms];
        let others = others.into_iter().flatten();
        self.files.iter().chain(others).cloned().collect()
    }

    fn write_text(&self, text: &str, inputs: &[PathBuf]) -> Result<(), CliError> {
        match &self.output {
            Some(path) => to_file(path, text.as_bytes(), inputs),
            None => to_stdout(text.as_bytes()),
        }
    }

    /// Writes the relational tables of a dataset.
    fn write_tables(&self, dataset: Dataset, inputs: &[PathBuf]) -> Result<(), CliError> {
        let dataset = match self.part {
            Some(_) => part_of(dataset)?,
            None => dataset,
        };
        let graph = Graph::new(dataset);
        let projection = Projection::new(&graph);
        let projection = match self.part {
            Some(number) => projection.with_ordinals(Ordinals::of_part(number)),
            None => projection,
        };
        let tables = projection.tables();
        write_folder(
            self.output.as_deref(),
            &tables,
            "csv",
            inputs,
            |table, mut output| write_projected_csv(table, CsvOptions::default(), &mut output),
        )
    }

    fn write(&self, imported: &mut Imported, inputs: &[PathBuf]) -> Result<(), CliError> {
        let command = command_line(std::env::args_os().skip(1));
        let mut write = |output: &mut dyn Write| -> Result<(), CliError> {
            let mut output = BufWriter::new(output);
            imported.write(&command, &mut output)?;
            Ok(output.flush()?)
        };
        if self.write == Target::Tables {
            let mut yaml = Vec::new();
            write(&mut yaml)?;
            return self.write_tables(load(vec![Input::new("import", yaml)])?, inputs);
        }
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
