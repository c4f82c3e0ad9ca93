//! `interorg diagram`

use std::io::Write;
use std::path::PathBuf;

use super::data::DataArgs;
use super::error::CliError;
use super::filter::FilterArgs;
use super::output::{to_file, to_stdout};
use super::{Outcome, print};
use interorg::export::network::Options;
use interorg::export::{Format, write_network};
use interorg::view::{self, NetworkOptions};

/// Draw the network of the partnerships that match
///
/// Colour and weight of a line show the phase, its dashes the condition, the words on it since when
/// the two cooperate. No Graphviz is needed; the DOT is for those who want to go on with it.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg diagram -o partnerships.svg
  interorg diagram --at 2005 --motives -o partnerships-2005.png
  interorg diagram --with AU --min-phase formalized --format dot | dot -Tpdf > au.pdf
  interorg diagram --data examples/wider-network.yaml -o wider.png --scale 3")]
pub(super) struct Args {
    /// Write to this file, in the format that its name ends in
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The format; svg if neither this nor a file says otherwise
    #[arg(long, value_name = "FORMAT", value_enum)]
    format: Option<PictureFormat>,
    /// Write the motives of both sides on the lines
    #[arg(long)]
    motives: bool,
    /// The title of the picture; that of the dataset if it is left out
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Pixels to a point, for png
    #[arg(long, value_name = "FACTOR", default_value_t = 2.0)]
    scale: f64,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    data: DataArgs,
}

/// The formats of pictures.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum PictureFormat {
    Dot,
    Svg,
    Png,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    let format = args.picture_format()?;
    let graph = args.data.graph()?;
    let selection = args.filter.filter().resolve(&graph)?.select();
    let options = NetworkOptions {
        title: args.title.as_deref(),
        motives: args.motives,
    };
    let network = view::network(&selection, options);
    if network.ties.is_empty() {
        return Ok(print::nothing_matched());
    }
    let options = Options {
        details: args.motives,
        ..Options::default()
    };
    let mut bytes = Vec::new();
    let left_out = write_network(&network, &options, format, args.scale, &mut bytes)?;
    match &args.output {
        Some(path) => to_file(path, &bytes, &args.data.data)?,
        None => to_stdout(&bytes)?,
    }
    for note in network.caption.notes.iter().chain(&left_out) {
        let _ = writeln!(anstream::stderr(), "note: {note}");
    }
    Ok(Outcome::Done)
}

impl Args {
    /// Returns the format that was asked for, or that the name of the file ends in.
    fn picture_format(&self) -> Result<Format, CliError> {
        match (self.format, &self.output) {
            (Some(PictureFormat::Dot), _) => Ok(Format::Dot),
            (Some(PictureFormat::Png), _) => Ok(Format::Png),
            (Some(PictureFormat::Svg), _) | (None, None) => Ok(Format::Svg),
            (None, Some(path)) => {
                match Format::of_path(path).filter(|format| format.is_picture()) {
                    Some(format) => Ok(format),
                    None => {
                        let message =
                            format!("`{}` does not end in a format of pictures", path.display());
                        let hint = "Let it end in .svg, .png or .dot, or say --format.";
                        Err(CliError::Usage(message, Some(hint.to_owned())))
                    }
                }
            }
        }
    }
}
