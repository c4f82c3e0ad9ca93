//! Which dataset a verb runs on.

use std::path::{Path, PathBuf};

use interorg::dataset::{self, Input};
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
    pub(super) fn graph(&self) -> Result<Graph, CliError> {
        if self.data.is_empty() {
            return Ok(Graph::new(dataset::builtin()));
        }
        let dataset = dataset::from_inputs(inputs(&self.data)?)?;
        Ok(Graph::new(dataset))
    }
}

/// Reads the files of a dataset.
pub(super) fn inputs(paths: &[PathBuf]) -> Result<Vec<Input>, CliError> {
    let mut inputs = Vec::new();
    for path in paths {
        if path == Path::new("-") {
            inputs.push(dataset::read_input("<stdin>", std::io::stdin())?);
        } else {
            inputs.extend(dataset::read_inputs([path])?);
        }
    }
    Ok(inputs)
}
