//! The subcommand `interorg schema`.

use super::Outcome;
use super::data::DataArgs;
use super::error::CliError;
use super::output::to_stdout;
use interorg::dataset;

/// Print the JSON Schema of the files of a dataset, for editors
///
/// The schema is draft-07. With --data, its terms are those of that dataset. An editor with a YAML language server uses
/// the schema if a file begins with a line such as `# yaml-language-server: $schema=interorg.schema.json`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg schema > interorg.schema.json
  interorg schema --data my-dataset/ > my-dataset/interorg.schema.json")]
pub(super) struct Args {
    #[command(flatten)]
    data: DataArgs,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    let graph = args.data.graph()?;
    let schema = dataset::schema(graph.dataset().vocabularies());
    to_stdout(format!("{schema}\n").as_bytes())?;
    Ok(Outcome::Done)
}
