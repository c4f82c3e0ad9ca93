//! Which dataset a verb runs on.

use std::path::{Path, PathBuf};

use interorg::dataset::{self, Input, LoadError};
use interorg::graph::Graph;

use super::error::CliError;

#[derive(clap::Args)]
#[command(next_help_heading = "Data")]
pub(super) struct DataArgs {
    /// Read the dataset from a file or directory instead of the shipped one; - is standard input
    ///
    /// May be given several times; what the files hold is laid together, and a clash is an error.
    #[arg(long, value_name = "PATH")]
    pub(super) data: Vec<PathBuf>,
    #[command(flatten)]
    limit: LimitArgs,
}

#[derive(clap::Args)]
pub(super) struct LimitArgs {
    /// The largest file or input that is read, in MiB; a dataset takes five to thirty times its size in memory
    #[arg(long, value_name = "MIB", default_value_t = dataset::MAX_BYTES >> 20)]
    max_size: u64,
}

impl LimitArgs {
    fn bytes(&self) -> u64 {
        self.max_size.saturating_mul(1 << 20)
    }
}

impl DataArgs {
    /// Loads the dataset and lays it out as a graph.
    ///
    /// The graph is kept until the process ends, which gives back its memory at a stroke; to take it
    /// down piece by piece would take as long as the answer to a question.
    pub(super) fn graph(&self) -> Result<&'static Graph, CliError> {
        let dataset = match self.data.is_empty() {
            true => dataset::builtin(),
            false => dataset::from_inputs(inputs(&self.data, &self.limit)?)?,
        };
        Ok(Box::leak(Box::new(Graph::new(dataset))))
    }
}

/// Reads the files of a dataset.
pub(super) fn inputs(paths: &[PathBuf], limit: &LimitArgs) -> Result<Vec<Input>, CliError> {
    let inputs = each_input(paths, limit).into_iter();
    let inputs = inputs.collect::<Result<_, _>>()?;
    Ok(inputs)
}

/// Reads the files of a dataset, each on its own, so that one that cannot be read hides no other.
pub(super) fn each_input(paths: &[PathBuf], limit: &LimitArgs) -> Vec<Result<Input, LoadError>> {
    let limit = limit.bytes();
    let read = |file| dataset::read_file_up_to(limit, file);
    let mut inputs = Vec::new();
    for (number, named) in paths.split(|path| is_stdin(path)).enumerate() {
        if number > 0 {
            let stdin = std::io::stdin();
            inputs.push(dataset::read_input_up_to(limit, "<stdin>", stdin));
        }
        let files = files(named).into_iter();
        inputs.extend(files.map(|file| file.and_then(read)));
    }
    inputs
}

/// Lists the files at the paths; a path that cannot be read hides no other.
fn files(paths: &[PathBuf]) -> Vec<Result<PathBuf, LoadError>> {
    match dataset::files(paths) {
        Ok(files) => files.into_iter().map(Ok).collect(),
        Err(error) if paths.len() == 1 => vec![Err(error)],
        Err(_) => paths.chunks(1).flat_map(files).collect(),
    }
}

/// Says whether a path stands for the standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}
