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
}

impl DataArgs {
    /// Loads the dataset and lays it out as a graph.
    ///
    /// The graph is kept until the process ends, which gives back its memory at a stroke; to take it
    /// down piece by piece would take as long as the answer to a question.
    pub(super) fn graph(&self) -> Result<&'static Graph, CliError> {
        let dataset = match self.data.is_empty() {
            true => dataset::builtin(),
            false => dataset::from_inputs(inputs(&self.data)?)?,
        };
        Ok(Box::leak(Box::new(Graph::new(dataset))))
    }
}

/// Reads the files of a dataset.
pub(super) fn inputs(paths: &[PathBuf]) -> Result<Vec<Input>, CliError> {
    let inputs = each_input(paths).into_iter().collect::<Result<_, _>>()?;
    Ok(inputs)
}

/// Reads the files of a dataset, each on its own, so that one that cannot be read hides no other.
pub(super) fn each_input(paths: &[PathBuf]) -> Vec<Result<Input, LoadError>> {
    let mut inputs = Vec::new();
    for (number, named) in paths.split(|path| is_stdin(path)).enumerate() {
        if number > 0 {
            inputs.push(dataset::read_input("<stdin>", std::io::stdin()));
        }
        let files = files(named).into_iter();
        inputs.extend(files.map(|file| file.and_then(dataset::read_file)));
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
