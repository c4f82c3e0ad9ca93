//! `diagram`: draws a selection.

mod kind;
mod options;

use std::io::Write;
use std::path::PathBuf;

use self::kind::Drawn;
use self::options::{ContentName, Grouping, How, Kind, LayoutName, PictureFormat, ThemeName};
use super::data::DataArgs;
use super::data::is_stdin;
use super::error::CliError;
use super::filter::{FilterArgs, parse_time_step};
use super::graphviz::Engine;
use super::output::{to_file, to_stdout};
use super::{Outcome, print};
use interorg::export::Format;
use interorg::export::picture::Resolution;
use interorg::query::TimeStep;

/// Draw the partnerships that match: a network, a timeline, the network at several dates, a table
///
/// Colour shows the phase; in a network the weight of a line does too, its dashes show the condition,
/// and the words on it say since when the two cooperate. No Graphviz is needed; the DOT is for those
/// who want to go on with it.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg diagram -o partnerships.svg
  interorg diagram --at 2005 --motives -o partnerships-2005.png
  interorg diagram --ego EU --operations --at 2008 --theme dark -o eu-2008.png
  interorg diagram timeline --embed-fonts -o timeline.svg
  interorg diagram timeline --between EU AU --coding all --operations -o eu-au.png
  interorg diagram evolution --at 1995,2000,2005,2010 -o evolution.svg
  interorg diagram matrix --of phases --theme print -o phases.png --width 2400
  interorg diagram --with AU --min-phase formalized -o au.pdf
  interorg diagram --at 2010 -o partnerships.mmd
  interorg diagram matrix --of phases -o phases.mmd
  interorg diagram --format dot | neato -n -Tsvg > placed-as-here.svg
  interorg diagram --data examples/wider-network.yaml --group-by region -o wider.png --scale 3")]
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
    /// The title of the picture; that of the dataset if it is left out
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// The colours: for paper, for screens in the dark, for print in black alone
    #[arg(long, value_name = "THEME", value_enum, default_value_t = ThemeName::Light)]
    theme: ThemeName,
    /// Draw what lies round this organization
    #[arg(long, value_name = "ORG")]
    ego: Option<String>,
    /// How many steps round it
    #[arg(long, value_name = "STEPS", default_value_t = 1, requires = "ego")]
    depth: usize,
    /// Network: write the motives of each side at its end of the line
    #[arg(long)]
    motives: bool,
    /// Network, timeline: draw operations too
    #[arg(long)]
    operations: bool,
    /// Network, evolution: draw the organizations in groups
    #[arg(long, value_name = "BY", value_enum)]
    group_by: Option<Grouping>,
    /// Network, evolution: how organizations are laid out; if it is left out, on a circle if they are few,
    /// by stress if they are many, with operations between those that take part in them
    #[arg(long, value_name = "LAYOUT", value_enum)]
    layout: Option<LayoutName>,
    /// Draw the strongest partnerships alone, so many of them; if it is left out, all in a network, 120 in
    /// the other kinds
    #[arg(long, value_name = "N")]
    keep: Option<usize>,
    /// Timeline: how milestones are told; if it is left out, with a key where they are few
    #[arg(long, value_name = "HOW", value_enum)]
    milestones: Option<How>,
    /// Evolution: a date every so many years or months, such as 5y or 6m
    #[arg(long, value_name = "STEP", value_parser = parse_time_step, conflicts_with = "at")]
    every: Option<TimeStep>,
    /// Matrix: what stands in it; motives if it is left out
    #[arg(long, value_name = "MATTER", value_enum)]
    of: Option<ContentName>,
    /// Network: let an installed Graphviz lay out and draw, as svg, png, pdf or dot
    #[arg(long, value_name = "ENGINE", value_enum, conflicts_with_all = ["layout", "width"])]
    graphviz: Option<Engine>,
    /// SVG: put the letters that occur into the file, so that browsers set it as it was measured; if it is
    /// left out, the file names fonts that are about as wide
    #[arg(long, conflicts_with = "graphviz")]
    embed_fonts: bool,
    /// PNG: so many pixels to a point, 4 for print; 2 if it is left out, fewer in a very large picture
    #[arg(long, value_name = "PIXELS")]
    scale: Option<f64>,
    /// PNG: so many pixels from left to right
    #[arg(long, value_name = "PIXELS", conflicts_with = "scale")]
    width: Option<u32>,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    data: DataArgs,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    args.check()?;
    let format = args.picture_format()?;
    let graph = args.data.graph()?;
    let drawn = match args.kind {
        Kind::Network => kind::network(&args, graph, format)?,
        Kind::Timeline => kind::timeline(&args, graph, format)?,
        Kind::Evolution => kind::evolution(&args, graph, format)?,
        Kind::Matrix => kind::matrix(&args, graph, format)?,
    };
    let Some(Drawn { mut bytes, notes }) = drawn else {
        return Ok(print::nothing_matched());
    };
    if args.embed_fonts {
        bytes = options::embedded(&bytes)?;
    }
    match &args.output {
        Some(path) => to_file(path, &bytes, &args.data.data)?,
        None => to_stdout(&bytes)?,
    }
    for note in notes {
        let _ = writeln!(anstream::stderr(), "note: {note}");
    }
    Ok(Outcome::Done)
}

impl Args {
    /// Refuses options that say nothing about the kind of diagram that was asked for.
    fn check(&self) -> Result<(), CliError> {
        use Kind::{Evolution, Matrix, Network, Timeline};
        let options: [(&str, bool, &[Kind]); 8] = [
            ("--graphviz", self.graphviz.is_some(), &[Network]),
            ("--motives", self.motives, &[Network]),
            ("--operations", self.operations, &[Network, Timeline]),
            ("--group-by", self.group_by.is_some(), &[Network, Evolution]),
            ("--layout", self.layout.is_some(), &[Network, Evolution]),
            ("--milestones", self.milestones.is_some(), &[Timeline]),
            ("--every", self.every.is_some(), &[Evolution]),
            ("--of", self.of.is_some(), &[Matrix]),
        ];
        let wrong = options
            .into_iter()
            .find(|(_, given, kinds)| *given && !kinds.contains(&self.kind));
        let Some((option, _, kinds)) = wrong else {
            return Ok(());
        };
        let name = |kind: &Kind| format!("`diagram {}`", kind.name());
        let kinds: Vec<String> = kinds.iter().map(name).collect();
        let message = format!(
            "`{option}` says nothing about the kind `{}`",
            self.kind.name()
        );
        let hint = format!("It belongs to {}.", kinds.join(" and "));
        Err(CliError::Usage(message, Some(hint)))
    }

    fn resolution(&self) -> Resolution {
        match (self.width, self.scale) {
            (Some(width), _) => Resolution::Width(width),
            (None, Some(scale)) => Resolution::Scale(scale),
            (None, None) => Resolution::Fitting,
        }
    }

    /// Returns the format that was asked for, or that the name of the file ends in.
    fn picture_format(&self) -> Result<Format, CliError> {
        let format = match (self.format, &self.output) {
            (Some(format), _) => Format::from(format),
            (None, None) => Format::Svg,
            // That a directory is no file is said when it is to be written.
            (None, Some(path)) if is_stdin(path) || path.is_dir() => Format::Svg,
            (None, Some(path)) => Format::of_path(path)
                .filter(|format| format.is_picture())
                .ok_or_else(|| options::unknown_ending(path))?,
        };
        let holds = match format {
            Format::Dot => matches!(self.kind, Kind::Network | Kind::Evolution),
            _ => true,
        };
        if self.embed_fonts && format != Format::Svg {
            let message = format!("`--embed-fonts` says nothing about {format}");
            let hint = "It belongs to svg; png and pdf hold their letters anyway.".to_owned();
            return Err(CliError::Usage(message, Some(hint)));
        }
        let pixels = [
            ("--scale", self.scale.is_some()),
            ("--width", self.width.is_some()),
        ];
        if let Some((option, _)) = pixels.into_iter().find(|(_, given)| *given)
            && format != Format::Png
        {
            let message = format!("`{option}` says nothing about {format}");
            let hint = "It belongs to png; the others have no pixels.".to_owned();
            return Err(CliError::Usage(message, Some(hint)));
        }
        if !holds {
            let message = format!("{format} cannot hold the kind `{}`", self.kind.name());
            let hint = "Ask for svg, pdf, png or mermaid.".to_owned();
            return Err(CliError::Usage(message, Some(hint)));
        }
        Ok(format)
    }
}
