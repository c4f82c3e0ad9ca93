//! The dataset that a subcommand runs on.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use interorg::dataset::{self, Input, LoadError};
use interorg::graph::{Graph, Ties};
use interorg::model::{Dataset, Date, Day, Key, NamedView, Organization, is_language_tag};
use interorg::query::coder_named;
use interorg::sql::Scope;

use super::date::{GivenDate, parse_date};
use super::engine::{Batches, EngineArgs};
use super::error::{CliError, note};
use super::progress::{Progress, during};

#[derive(clap::Args)]
#[command(next_help_heading = "Data")]
pub(super) struct DataArgs {
    /// Read the dataset from a file or directory instead of the shipped one; - is standard input
    ///
    /// Can be repeated: the contents are combined, and a conflict between them is an error. A snapshot that `interorg build`
    /// wrote is read at once, and is the only PATH.
    #[arg(long, value_name = "PATH", conflicts_with = "engine")]
    pub(super) data: Vec<PathBuf>,
    #[command(flatten)]
    limit: LimitArgs,
    #[command(flatten)]
    engine: EngineArgs,
    /// Read the dataset as it was recorded on this date: without claims that were written later, and with those that were
    /// withdrawn later
    #[arg(long, value_name = "DATE", value_parser = parse_record_time)]
    as_recorded: Option<RecordTime>,
    /// Show labels and names in this language, as far as the dataset has them: a BCP 47 tag such as fr
    #[arg(long, value_name = "LANGUAGE", value_parser = parse_language)]
    lang: Option<String>,
    /// What the question is about, if the dataset is in an engine and the question names organizations.
    #[arg(skip)]
    scope: OnceCell<Scope>,
    /// The graph of the dataset, once it is loaded.
    #[arg(skip)]
    graph: OnceCell<&'static Graph>,
    /// The as-of date, once the present day is named.
    #[arg(skip)]
    now: OnceCell<Date>,
    /// The same graph as another coding pass reads it, once it is built.
    #[arg(skip)]
    read: OnceCell<&'static Graph>,
    /// The same graph with other ties, once they are computed.
    #[arg(skip)]
    tied: OnceCell<&'static Graph>,
}

#[derive(clap::Args)]
pub(super) struct LimitArgs {
    /// The maximum size of a file or input, in MiB
    #[arg(long, value_name = "MIB", default_value_t = dataset::MAX_BYTES >> 20)]
    pub(super) max_size: u64,
    /// The memory that reading a dataset may take, in MiB [default: half of that of the machine]
    ///
    /// How much it could take is estimated before it is read, from its size and the number of its values. That is more than
    /// it takes.
    #[arg(long, value_name = "MIB", value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) max_read_memory: Option<u64>,
    /// Read large datasets and measure large networks on at most this many threads [default: the number of processors]
    ///
    /// Answers are the same for every number.
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<NonZeroUsize>,
}

impl LimitArgs {
    pub(super) fn bytes(&self) -> u64 {
        self.max_size.saturating_mul(1 << 20)
    }
}

impl DataArgs {
    /// Loads the dataset as a graph, unless it is loaded already.
    ///
    /// The graph is kept until the process ends, which frees its memory at once. Dropping it would take as long as
    /// answering a query.
    pub(super) fn graph(&self) -> Result<&'static Graph, CliError> {
        if let Some(graph) = self.graph.get() {
            return Ok(graph);
        }
        let graph = match SHARED.get() {
            Some(shared) => self.shared_reading(shared),
            None => {
                let graph = self.load()?;
                let graph = during("building the graph", || self.read(graph));
                self.note_untranslated(&graph);
                Box::leak(Box::new(graph))
            }
        };
        Ok(self.graph.get_or_init(|| graph))
    }

    /// Loads the dataset, and gives it to all subcommands that this process runs from now on, whatever `--data` they have. Each
    /// reads it as it was recorded and in the language that its own options name.
    pub(super) fn share(&self) -> Result<&'static Graph, CliError> {
        let loaded = self.load()?;
        Ok(SHARED.get_or_init(|| Box::leak(Box::new(loaded))))
    }

    /// Returns the options that say how the dataset is read, as words of a command line.
    pub(super) fn reading_options(&self) -> Vec<(&'static str, String)> {
        let as_recorded = self.as_recorded.map(|time| match time {
            RecordTime::On(day) => Date::from(day).to_string(),
            RecordTime::Now => "now".to_owned(),
        });
        let options = [("as-recorded", as_recorded), ("lang", self.lang.clone())];
        let given = options
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)));
        given.collect()
    }

    /// Loads the dataset as a graph, with the record as it is now and in the language in which it is recorded.
    fn load(&self) -> Result<Graph, CliError> {
        let (dataset, last_date) = match self.engine.read(&self.scope())? {
            Some(read) => read,
            None if self.data.is_empty() => (dataset::builtin(), None),
            None => (load(inputs(&self.data, &self.limit)?)?, None),
        };
        let graph = during("building the graph", || Graph::new(dataset));
        Ok(graph.with_last_date(last_date))
    }

    /// Returns the graph of a dataset as requested. The last date is that of the dataset which this one is a part of.
    pub(super) fn graph_of(&self, dataset: Dataset, last_date: Option<Day>) -> Graph {
        self.read(Graph::new(dataset).with_last_date(last_date))
    }

    /// Returns a graph as it was recorded and in the language as requested.
    fn read(&self, graph: Graph) -> Graph {
        self.reading(&graph).unwrap_or(graph)
    }

    /// Returns a graph as it was recorded and in the language as requested; `None` if nothing is requested.
    fn reading(&self, graph: &Graph) -> Option<Graph> {
        let recorded = self.record_day().map(|day| graph.as_recorded(day));
        match &self.lang {
            Some(language) => Some(recorded.as_ref().unwrap_or(graph).in_language(language)),
            None => recorded,
        }
    }

    /// Returns the shared graph as requested, which is kept for others that request the same.
    fn shared_reading(&self, shared: &'static Graph) -> &'static Graph {
        static READINGS: Mutex<Vec<&Graph>> = Mutex::new(Vec::new());
        let is_requested = |graph: &Graph| {
            graph.record_day() == self.record_day() && graph.language() == self.lang.as_deref()
        };
        let mut readings = READINGS.lock().unwrap_or_else(PoisonError::into_inner);
        let known = readings.iter().copied().chain([shared]);
        if let Some(known) = known.into_iter().find(|graph| is_requested(graph)) {
            return known;
        }
        let reading = during("building the graph", || self.reading(shared));
        let Some(reading) = reading else {
            return shared;
        };
        self.note_untranslated(&reading);
        let reading: &'static Graph = Box::leak(Box::new(reading));
        readings.push(reading);
        reading
    }

    /// Returns the as-of date of the dataset, which takes the place of the present day. Prints a note on that, once.
    pub(super) fn now(&self) -> Result<Date, CliError> {
        if let Some(date) = self.now.get() {
            return Ok(*date);
        }
        let as_of = self.graph()?.as_of();
        note(&format!(
            "`now` means {as_of}, up to which the dataset has evidence"
        ));
        Ok(*self.now.get_or_init(|| as_of.into()))
    }

    /// Prints a note on the labels and names that the dataset does not have in the requested language.
    fn note_untranslated(&self, graph: &Graph) {
        let Some(language) = &self.lang else { return };
        let (missing, all) = graph.untranslated();
        let (are, as_they_are) = match missing {
            0 => return,
            1 => ("is", "as it is"),
            _ => ("are", "as they are"),
        };
        note(&format!(
            "{missing} of {all} labels and names {are} not in the dataset in `{language}`, and shown {as_they_are}"
        ));
    }

    /// Returns the day as of which the record is requested.
    fn record_day(&self) -> Option<Day> {
        match self.as_recorded {
            Some(RecordTime::On(day)) => Some(day),
            Some(RecordTime::Now) | None => None,
        }
    }

    /// Returns the partnerships in an engine that the question may be about, some at a time; `None` if no engine is given, or if
    /// all records are needed.
    pub(super) fn batches(&self) -> Result<Option<Batches>, CliError> {
        if self.reads_record_of_day() {
            return Ok(None);
        }
        self.engine.batches(&self.scope())
    }

    /// Returns which records an engine has to give: those that the question is about, as far as the tables say which these are.
    /// They have no rows of claims that were withdrawn.
    fn scope(&self) -> Scope {
        let scope = self.scope.get().filter(|_| !self.reads_record_of_day());
        scope.cloned().unwrap_or_default()
    }

    /// Returns `true` if the dataset is read as it was recorded on a day.
    pub(super) fn reads_record_of_day(&self) -> bool {
        self.record_day().is_some()
    }

    /// Sets the graph to that of a dataset, unless one is loaded already.
    pub(super) fn set(&self, dataset: Dataset, last_date: Option<Day>) -> &'static Graph {
        self.graph
            .get_or_init(|| Box::leak(Box::new(self.graph_of(dataset, last_date))))
    }

    /// States what the question is about, before the graph is used: an engine then gives only what concerns that.
    pub(super) fn is_about(&self, scope: Scope) {
        self.scope.get_or_init(|| scope);
    }

    /// Returns `true` if the dataset is in an engine.
    pub(super) fn has_engine(&self) -> bool {
        self.engine.is_given()
    }

    /// Returns `true` if labels and names are requested in a language.
    pub(super) fn names_language(&self) -> bool {
        self.lang.is_some()
    }

    /// Returns the graph as a coding pass reads the partnerships: the first one unless another is named.
    pub(super) fn read_by(&self, coder: Option<&str>) -> Result<&'static Graph, CliError> {
        let first = self.graph()?;
        let Some(coder) = coder else { return Ok(first) };
        let coder = coder_named(first, coder)?;
        if first.coder() == Some(coder) {
            return Ok(first);
        }
        let read = || during("building the graph", || first.read_by(coder));
        Ok(self.read.get_or_init(|| keep(read(), first)))
    }

    /// Returns a graph with these ties.
    pub(super) fn with_ties(
        &self,
        read: &'static Graph,
        ties: Ties,
    ) -> Result<&'static Graph, CliError> {
        if ties == read.ties() {
            return Ok(read);
        }
        if let Some(graph) = self.tied.get().filter(|graph| graph.ties() == ties) {
            return Ok(graph);
        }
        let graph = during("finding shared operations", || self.tied_by(read, ties))?;
        let recorded = self.graph()?;
        Ok(self.tied.get_or_init(|| keep(graph, recorded)))
    }

    /// Returns a graph with these ties: all of them, or if these are too many, those of the organizations that the question is about.
    fn tied_by(&self, read: &Graph, ties: Ties) -> Result<Graph, CliError> {
        if let Some(graph) = read.with_at_most_ties(ties, MAX_TIES, None) {
            return Ok(graph);
        }
        let scope = self
            .scope
            .get()
            .filter(|scope| !scope.organizations.is_empty());
        let named = scope.and_then(|scope| {
            let named = scope.organizations.iter();
            let named = named.map(|name| Some(read.organization_named(name)?.key()));
            named.collect::<Option<BTreeSet<_>>>()
        });
        let graph = named.and_then(|named| read.with_at_most_ties(ties, MAX_TIES, Some(&named)));
        graph.ok_or_else(|| too_many_ties(read))
    }

    /// Reads the named views of a file, which need not be a dataset.
    pub(super) fn views(&self, file: &Path) -> Result<Vec<NamedView>, CliError> {
        Ok(dataset::views(inputs(&[file.to_owned()], &self.limit)?)?)
    }
}

/// The maximum number of ties that follow from shared operations. A table of them takes some three kilobytes of memory for each.
const MAX_TIES: usize = 1_000_000;

/// Fails if too many ties follow from shared operations, of all organizations or of some.
pub(super) fn assert_few_ties(
    graph: &Graph,
    of: Option<&BTreeSet<Key<Organization>>>,
) -> Result<(), CliError> {
    if graph.has_at_most_ties(MAX_TIES, of) {
        Ok(())
    } else {
        Err(too_many_ties(graph))
    }
}

fn too_many_ties(graph: &Graph) -> CliError {
    let largest = graph.largest_operation().map(|operation| {
        let count = operation.record().participations.len();
        format!(
            "; `{}` alone has {count} participations",
            operation.record().id
        )
    });
    CliError::Usage(
        format!(
            "more than {MAX_TIES} ties follow from shared operations{}",
            largest.unwrap_or_default()
        ),
        Some(
            "Ask about an organization, as `interorg partners ORG` or `interorg links --with ORG` do, or only about what the dataset \
             records: `--ties partnerships`."
                .to_owned(),
        ),
    )
}

/// The graph that every subcommand uses, if `render` has loaded one.
static SHARED: OnceLock<&'static Graph> = OnceLock::new();

/// Graphs with other ties or of another coding pass, each with the one that it was made of.
static MADE_OF: Mutex<Vec<(&'static Graph, &'static Graph)>> = Mutex::new(Vec::new());

/// Returns the graph with the recorded partnerships of the first coding pass that a graph was made of.
pub(super) fn recorded(graph: &Graph) -> &Graph {
    let made_of = MADE_OF.lock().unwrap_or_else(PoisonError::into_inner);
    let mut origins = made_of.iter().rev();
    let origin = origins.find(|(made, _)| std::ptr::eq(*made, graph));
    origin.map_or(graph, |(_, origin)| *origin)
}

/// Keeps a graph that was made of another one.
fn keep(made: Graph, origin: &'static Graph) -> &'static Graph {
    let made: &'static Graph = Box::leak(Box::new(made));
    let mut made_of = MADE_OF.lock().unwrap_or_else(PoisonError::into_inner);
    made_of.push((made, origin));
    made
}

/// The time as of which the record is read.
#[derive(Debug, Clone, Copy)]
enum RecordTime {
    On(Day),
    /// `now` or `today`: the record as it is, which is also read without the option. The clock is not read.
    Now,
}

fn parse_record_time(text: &str) -> Result<RecordTime, String> {
    let date = match parse_date(text)? {
        GivenDate::Now => return Ok(RecordTime::Now),
        GivenDate::On(date) => date,
    };
    let day = date.latest().map(RecordTime::On);
    day.ok_or_else(|| "expected a date with an end".to_owned())
}

fn parse_language(text: &str) -> Result<String, String> {
    if is_language_tag(text) {
        Ok(text.to_owned())
    } else {
        Err("expected a language tag such as fr or pt-BR".to_owned())
    }
}

/// Creates a dataset from inputs, and shows the progress of that.
pub(super) fn load(inputs: Vec<Input>) -> Result<Dataset, CliError> {
    let progress = parsing_progress(&inputs);
    let dataset = dataset::from_inputs_with_progress(inputs, &|bytes| progress.add(bytes));
    Ok(dataset?)
}

/// Returns a dataset as `interorg fmt` would write it.
pub(super) fn canonical(dataset: &Dataset) -> String {
    let text = dataset::to_yaml(dataset);
    dataset::arrange("dataset", &text).unwrap_or(text)
}

/// Shows the progress of parsing and checking inputs.
pub(super) fn parsing_progress(inputs: &[Input]) -> Progress {
    let total = inputs.iter().map(|input| input.bytes.len()).sum();
    Progress::of_bytes(total, "reading the dataset", "checking the dataset")
}

/// Reads the files of a dataset.
pub(super) fn inputs(paths: &[PathBuf], limit: &LimitArgs) -> Result<Vec<Input>, CliError> {
    let inputs = each_input(paths, limit).into_iter();
    Ok(inputs.collect::<Result<_, _>>()?)
}

/// Reads the files of a dataset one by one. The others are read even if one cannot be.
pub(super) fn each_input(paths: &[PathBuf], limit: &LimitArgs) -> Vec<Result<Input, LoadError>> {
    let limit = limit.bytes();
    let mut inputs = Vec::new();
    // Standard input is read in its place among the files, because the order of the inputs has a meaning.
    for (index, between) in paths.split(|path| is_stdin(path)).enumerate() {
        if index > 0 {
            let stdin = std::io::stdin();
            inputs.push(dataset::read_input_up_to(limit, "<stdin>", stdin));
        }
        note_unread_files(between);
        for file in files(between) {
            inputs.push(file.and_then(|file| dataset::read_file_up_to(limit, file)));
        }
    }
    inputs
}

/// Prints a note on the files in directories that look like data but are not read, if there are any.
fn note_unread_files(paths: &[PathBuf]) {
    const MAX_NAMES: usize = 5;
    // If a path cannot be read, its error is reported instead.
    let files = dataset::unread_files(paths).unwrap_or_default();
    let names = files.iter().take(MAX_NAMES);
    let names: Vec<String> = names.map(|file| format!("`{}`", file.display())).collect();
    let names = names.join(", ");
    let endings = "data files end in .yaml or .yml";
    match files.len() {
        0 => {}
        1 => note(&format!("{names} is not read: {endings}")),
        2..=MAX_NAMES => note(&format!("{names} are not read: {endings}")),
        count => note(&format!(
            "{count} files such as {names} are not read: {endings}"
        )),
    }
}

/// Lists the files at the paths. If one path cannot be read, the others are listed one by one.
fn files(paths: &[PathBuf]) -> Vec<Result<PathBuf, LoadError>> {
    match dataset::files(paths) {
        Ok(files) => files.into_iter().map(Ok).collect(),
        Err(error) if paths.len() == 1 => vec![Err(error)],
        Err(_) => paths.chunks(1).flat_map(files).collect(),
    }
}

/// Returns `true` if a path means standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}
