//! `interorg diagram`

use std::io::Write;
use std::path::PathBuf;

use super::data::DataArgs;
use super::error::CliError;
use super::filter::{FilterArgs, tell_possible};
use super::output::{to_file, to_stdout};
use super::{Outcome, print};
use interorg::export::network::Options;
use interorg::export::{self, Format, write_network, write_scene};
use interorg::graph::Graph;
use interorg::model::Identified;
use interorg::query::Selection;
use interorg::view::style::Theme;
use interorg::view::timeline::Milestones;
use interorg::view::{self, NetworkOptions, TimelineOptions};

/// Draw the partnerships that match: as a network, or along time
///
/// Colour shows the phase; in a network the weight of a line does too, its dashes show the condition,
/// and the words on it say since when the two cooperate. No Graphviz is needed; the DOT is for those
/// who want to go on with it.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg diagram -o partnerships.svg
  interorg diagram --at 2005 --motives -o partnerships-2005.png
  interorg diagram timeline -o timeline.svg
  interorg diagram timeline --between EU AU --coding all --operations -o eu-au.png
  interorg diagram --with AU --min-phase formalized --format dot | dot -Tpdf > au.pdf
  interorg diagram --data examples/wider-network.yaml -o wider.png --scale 3")]
pub(super) struct Args {
    /// What to draw
    #[arg(value_name = "KIND", value_enum, default_value_t = Kind::Network)]
    kind: Kind,
    /// Write to this file, in the format that its name ends in
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The format; svg if neither this nor a file says otherwise
    #[arg(long, value_name = "FORMAT", value_enum)]
    format: Option<PictureFormat>,
    /// Network: write the motives of both sides on the lines
    #[arg(long)]
    motives: bool,
    /// Timeline: draw the operations that the two share
    #[arg(long)]
    operations: bool,
    /// Timeline: how milestones are told; if it is left out, with a key where they are few
    #[arg(long, value_name = "HOW", value_enum)]
    milestones: Option<How>,
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

/// The kinds of diagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    /// Who is tied to whom, at a date
    Network,
    /// The phases of each dyad along time
    Timeline,
}

impl Kind {
    fn name(self) -> String {
        format!("{self:?}").to_lowercase()
    }
}

/// How milestones are told on a timeline.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum How {
    /// Numbered, with a key below the picture
    Key,
    /// As marks alone
    Marks,
    /// Not at all
    None,
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
    args.check()?;
    let graph = args.data.graph()?;
    let mut filter = args.filter.clone().filter();
    let all_codings =
        args.kind == Kind::Timeline && is_all_codings(filter.coding.as_deref(), &graph);
    if all_codings {
        filter.coding = None;
    }
    let query = filter.resolve(&graph)?;
    let selection = query.select();
    let drawn = match args.kind {
        Kind::Network => network(&args, &selection, format)?,
        Kind::Timeline => timeline(&args, &selection, all_codings, format)?,
    };
    let Some((bytes, notes)) = drawn else {
        let outcome = print::nothing_matched();
        tell_possible(&query, None);
        return Ok(outcome);
    };
    match &args.output {
        Some(path) => to_file(path, &bytes, &args.data.data)?,
        None => to_stdout(&bytes)?,
    }
    for note in notes {
        let _ = writeln!(anstream::stderr(), "note: {note}");
    }
    tell_possible(&query, None);
    Ok(Outcome::Done)
}

/// A picture in a format, and notes on what it leaves out; `None` if there is nothing to draw.
type Drawn = Option<(Vec<u8>, Vec<String>)>;

fn network(args: &Args, selection: &Selection<'_>, format: Format) -> Result<Drawn, CliError> {
    let options = NetworkOptions {
        title: args.title.as_deref(),
        motives: args.motives,
    };
    let network = view::network(selection, options);
    if network.ties.is_empty() {
        return Ok(None);
    }
    let options = Options {
        details: args.motives,
        ..Options::default()
    };
    let mut bytes = Vec::new();
    let left_out = write_network(&network, &options, format, args.scale, &mut bytes)?;
    let notes = network.caption.notes.into_iter().chain(left_out).collect();
    Ok(Some((bytes, notes)))
}

fn timeline(
    args: &Args,
    selection: &Selection<'_>,
    all_codings: bool,
    format: Format,
) -> Result<Drawn, CliError> {
    let milestones = match args.milestones {
        None => Milestones::Fitting,
        Some(How::Key) => Milestones::Key,
        Some(How::Marks) => Milestones::Marks,
        Some(How::None) => Milestones::Hidden,
    };
    let options = TimelineOptions {
        title: args.title.as_deref(),
        all_codings,
        milestones,
        operations: args.operations,
    };
    let timeline = view::timeline(selection, options);
    if timeline.lanes.is_empty() {
        return Ok(None);
    }
    let scene = export::timeline::draw(&timeline, &Theme::default());
    let mut bytes = Vec::new();
    write_scene(&scene, format, args.scale, &mut bytes)?;
    Ok(Some((bytes, timeline.caption.notes)))
}

/// Says whether every coding is asked for; a coding of the name `all` goes before.
fn is_all_codings(coding: Option<&str>, graph: &Graph) -> bool {
    let mut codings = graph.dataset().vocabularies.codings.iter();
    coding == Some("all") && codings.all(|coding| coding.id().as_str() != "all")
}

impl Args {
    /// Refuses options that say nothing about the kind of diagram that was asked for.
    fn check(&self) -> Result<(), CliError> {
        let options = [
            ("--motives", self.motives, [Kind::Network].as_slice()),
            ("--operations", self.operations, &[Kind::Timeline]),
            ("--milestones", self.milestones.is_some(), &[Kind::Timeline]),
        ];
        let wrong = options
            .into_iter()
            .find(|(_, given, kinds)| *given && !kinds.contains(&self.kind));
        let Some((option, _, kinds)) = wrong else {
            return Ok(());
        };
        let name = |kind: &Kind| format!("`diagram {}`", kind.name());
        let kinds: Vec<String> = kinds.iter().map(name).collect();
        let message = format!("`{option}` says nothing about a {}", self.kind.name());
        let hint = format!("It belongs to {}.", kinds.join(" and "));
        Err(CliError::Usage(message, Some(hint)))
    }

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
