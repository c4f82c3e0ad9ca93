//! `interorg diagram`
use super::data::DataArgs;
use super::error::CliError;
use super::Outcome;

/// Draw the network of the partnerships that match
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    data: DataArgs,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    args.data.graph()?;
    Ok(Outcome::Done)
}
