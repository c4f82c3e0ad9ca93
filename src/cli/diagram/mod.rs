//! `interorg diagram`

mod compose;
mod dates;
mod size;

use std::path::{Path, PathBuf};

use interorg::analysis::Stamp;
use interorg::export::{self, Content, ExportError, Format, Resolution, WriteOptions};
use interorg::picture::layout::Method;
use interorg::picture::style::ThemeName;
use interorg::picture::timeline::MilestoneDisplay;
use interorg::picture::{
    DrawOptions, GroupBy, MatrixContent, PageSize, Picture, PictureKind, set_fallback_font,
};
use interorg::query::TimeStep;

use self::size::{Width, parse_aspect, parse_length};
use super::Outcome;
use super::choice::choice;
use super::data::DataArgs;
use super::error::{CliError, note};
use super::extension::{Offered, format_of};
use super::filter::{FilterArgs, number_from_one, parse_time_step};
use super::given::Given;
use super::graphviz::{self, Engine};
use super::output::{refuse_binary_on_terminal, to_file, to_stdout};
use super::print::say_that_nothing_matched;
use super::progress::during;
use super::stamp::{StampArg, sha256};
use super::thinning::ThinningArgs;

/// The pixels per point of a PNG for a page: 300 dots per inch.
const PRINT_SCALE: f64 = 300.0 / 72.0;

/// Draw the partnerships that match as a network, a timeline, an evolution or a matrix
///
/// Colour shows the phase. In a network the width of a line shows it too, its dashes show the condition, and
/// its label shows since when the two cooperate. Drawing needs no Graphviz; DOT is for further work with it.
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
  interorg diagram --width 8.5cm --title '' --no-legend --caption figure.md -o figure.pdf
  interorg diagram timeline --width 33.9cm --aspect 16:9 -o slide.png
  interorg diagram --at 2010 -o partnerships.mmd
  interorg diagram matrix --of phases -o phases.mmd
  interorg diagram --data examples/wider-network.yaml --group-by community -o groups.svg
  interorg diagram --format dot | neato -n -Tsvg > placed-as-here.svg
  interorg diagram --data examples/wider-network.yaml --group-by region -o wider.png --scale 3")]
pub(super) struct Args {
    /// The kind of picture
    #[arg(value_name = "KIND", default_value = "network",
        value_parser = choice(PictureKind::ALL.to_vec(), PictureKind::name, PictureKind::description))]
    kind: PictureKind,
    /// Write to this file, in the format of its extension
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The format; if left out, that of the file's extension, or svg
    #[arg(long, value_name = "FORMAT",
        value_parser = choice(picture_formats(), Format::name, |_| ""))]
    format: Option<Format>,
    /// The title; if left out, it says what is drawn; an empty one leaves out the heading
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// The colours
    #[arg(long, value_name = "THEME", default_value = "light",
        value_parser = choice(ThemeName::ALL.to_vec(), ThemeName::name, ThemeName::description))]
    theme: ThemeName,
    /// Draw only the surroundings of this organization
    #[arg(long, value_name = "ORG")]
    ego: Option<String>,
    /// The maximum number of steps from that organization
    #[arg(long, value_name = "STEPS", default_value_t = 1, requires = "ego")]
    depth: usize,
    /// Network: write the motives of each side at its end of the line
    #[arg(long)]
    motives: bool,
    /// Network, timeline: draw operations too
    #[arg(long)]
    operations: bool,
    /// Network, evolution: draw the organizations in groups
    #[arg(long, value_name = "BY",
        value_parser = choice(GroupBy::ALL.to_vec(), GroupBy::name, GroupBy::description))]
    group_by: Option<GroupBy>,
    /// Network, evolution: the layout; if left out, a circle for few organizations and stress for many, with
    /// operations between their participants
    #[arg(long, value_name = "LAYOUT",
        value_parser = choice(Method::ALL.to_vec(), Method::name, Method::description))]
    layout: Option<Method>,
    #[command(flatten)]
    thinning: ThinningArgs,
    /// Draw at most this many partnerships, the strongest; if left out, all in a network, 120 in other pictures
    #[arg(long, value_name = "N", value_parser = number_from_one)]
    keep: Option<usize>,
    /// Timeline: how milestones appear; if left out, with a key if they are few
    #[arg(long, value_name = "HOW",
        value_parser = choice(MilestoneDisplay::ALL.to_vec(), MilestoneDisplay::name, MilestoneDisplay::description))]
    milestones: Option<MilestoneDisplay>,
    /// Evolution: draw the network at this interval, such as 5y or 6m
    #[arg(long, value_name = "INTERVAL", value_parser = parse_time_step, conflicts_with = "at")]
    every: Option<TimeStep>,
    /// Matrix: what it shows; if left out, motives
    #[arg(long, value_name = "CONTENT",
        value_parser = choice(MatrixContent::ALL.to_vec(), MatrixContent::name, MatrixContent::description))]
    of: Option<MatrixContent>,
    /// Network: lay out and draw with an installed Graphviz, as svg, png, pdf (without tags) or dot
    #[arg(long, value_name = "ENGINE", value_enum, conflicts_with_all = ["layout", "width"])]
    graphviz: Option<Engine>,
    /// Write title, legend in words, notes and source to this file too, to be set below the picture: as Markdown if its
    /// name ends in .md, else as plain text
    #[arg(long, value_name = "FILE")]
    caption: Option<PathBuf>,
    /// Leave out the legend
    #[arg(long)]
    no_legend: bool,
    /// Leave out the line that names the source
    #[arg(long)]
    no_source: bool,
    /// DOT: write the reason and the sources of each partnership into the tooltip of its line; SVG and PDF have them anyway
    #[arg(long)]
    evidence: bool,
    /// DOT: compute and write the positions also of a network of more than 1,000 organizations, which can take minutes
    #[arg(long)]
    positions: bool,
    /// SVG: embed the glyphs that occur, so that browsers set the text as it was measured; if left out, the
    /// file names fonts of about the same width
    #[arg(long, conflicts_with = "graphviz")]
    embed_fonts: bool,
    /// Draw characters that the built-in fonts lack in this TrueType or OpenType font, such as Chinese or Hindi
    ///
    /// PNG and PDF contain the glyphs; an SVG names the font, or contains them with --embed-fonts.
    #[arg(long, value_name = "FILE", conflicts_with = "graphviz")]
    font: Option<PathBuf>,
    /// PNG: pixels per point, 4 for print; if left out, 2, or fewer for a very large picture
    #[arg(long, value_name = "PIXELS")]
    scale: Option<f64>,
    /// Lay out for a page of this width, such as 16cm, with no text below 6 points (cm, mm, in, pt, px); a number without
    /// a unit is the width of a PNG in pixels
    ///
    /// What does not fit is shortened and counted in a note. A page that is too narrow is refused with the smallest width
    /// found to work. A PNG has 300 dots per inch unless --scale is given.
    #[arg(long, value_name = "WIDTH")]
    width: Option<Width>,
    /// The height of that page, such as 9cm; text is as large as fits
    #[arg(long, value_name = "LENGTH", requires = "width", value_parser = parse_length)]
    height: Option<f64>,
    /// The ratio of that page instead of its height, such as 16:9 for slides
    #[arg(long, value_name = "RATIO", requires = "width", conflicts_with = "height", value_parser = parse_aspect)]
    aspect: Option<f64>,
    #[command(flatten)]
    stamp: StampArg,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    data: DataArgs,
}

pub(super) fn run(args: Args, given: &Given) -> Result<Outcome, CliError> {
    args.check_kind()?;
    let format = args.picture_format()?;
    args.check_format(format)?;
    refuse_binary_on_terminal(format, args.output.as_deref())?;
    args.stamp
        .check(args.holder(format), args.output.as_deref())?;
    if let Some(path) = &args.font {
        use_font(path)?;
    }
    let graph = args.filter.graph(&args.data)?;
    let picture = during("composing the picture", || compose::picture(&args, graph))?;
    if picture.is_empty() {
        picture
            .caption()
            .left_out
            .iter()
            .for_each(|line| note(line));
        say_that_nothing_matched();
        return Ok(Outcome::Negative);
    }
    let stamped = compose::stamped(&args, given, graph)?;
    let holder = args.holder(format);
    let stamp = args.stamp.inside(holder, &stamped)?;
    let draw = || args.draw(&picture, format, stamp);
    let (bytes, notes) = during("drawing the picture", draw)?;
    match &args.output {
        Some(path) => to_file(path, &bytes, &args.data.data)?,
        None => to_stdout(&bytes)?,
    }
    if let Some(path) = &args.caption {
        let caption = args.caption_text(path, &picture, &notes)?;
        to_file(path, &caption, &args.data.data)?;
    }
    let (path, hash) = (args.output.as_deref(), || sha256(&bytes));
    args.stamp
        .write_beside(holder, path, hash, &stamped, &args.data.data)?;
    notes.iter().for_each(|line| note(line));
    Ok(Outcome::Done)
}

impl Args {
    /// Refuses options that do not apply to the requested kind of picture.
    fn check_kind(&self) -> Result<(), CliError> {
        use PictureKind::{Evolution, Matrix, Network, Timeline};
        let thinning = self.thinning.thinning();
        let options: [(&str, bool, &[PictureKind]); 10] = [
            ("--graphviz", self.graphviz.is_some(), &[Network]),
            ("--motives", self.motives, &[Network]),
            ("--operations", self.operations, &[Network, Timeline]),
            ("--group-by", self.group_by.is_some(), &[Network, Evolution]),
            ("--layout", self.layout.is_some(), &[Network, Evolution]),
            ("--milestones", self.milestones.is_some(), &[Timeline]),
            ("--backbone", thinning.backbone.is_some(), &[Network]),
            ("--min-degree", thinning.min_degree.is_some(), &[Network]),
            ("--every", self.every.is_some(), &[Evolution]),
            ("--of", self.of.is_some(), &[Matrix]),
        ];
        let misplaced = options
            .into_iter()
            .find(|(_, is_given, kinds)| *is_given && !kinds.contains(&self.kind));
        let Some((option, _, kinds)) = misplaced else {
            return Ok(());
        };
        let commands: Vec<String> = kinds
            .iter()
            .map(|kind| format!("`diagram {kind}`"))
            .collect();
        Err(CliError::Usage(
            format!("`{option}` does not apply to the kind `{}`", self.kind),
            Some(format!("It applies to {}.", commands.join(" and "))),
        ))
    }

    /// Returns the requested format, or else that of the extension of the output file (see [`format_of`]).
    fn picture_format(&self) -> Result<Format, CliError> {
        let offered: Vec<_> = picture_formats().map(Offered::of).collect();
        format_of(self.format, self.output.as_deref(), Format::Svg, &offered)
    }

    /// Refuses a format that cannot represent the picture, and options that do not apply to the format.
    fn check_format(&self, format: Format) -> Result<(), CliError> {
        for (option, is_given) in [
            ("--no-legend", self.no_legend),
            ("--no-source", self.no_source),
            ("--layout", self.layout.is_some()),
        ] {
            if is_given && format == Format::Mermaid {
                return Err(CliError::Usage(
                    format!("`{option}` does not apply to {format}"),
                    Some("It applies to svg, png, pdf and dot.".to_owned()),
                ));
            }
        }
        if self.evidence && !matches!(format, Format::Dot | Format::Svg | Format::Pdf) {
            return Err(CliError::Usage(
                format!("`--evidence` does not apply to {format}"),
                Some("It applies to dot; svg and pdf have the evidence anyway.".to_owned()),
            ));
        }
        if self.positions && format != Format::Dot {
            return Err(CliError::Usage(
                format!("`--positions` does not apply to {format}"),
                Some("It applies to dot; pictures have positions anyway.".to_owned()),
            ));
        }
        if self.embed_fonts && format != Format::Svg {
            return Err(CliError::Usage(
                format!("`--embed-fonts` does not apply to {format}"),
                Some("It applies to svg; png and pdf contain their glyphs anyway.".to_owned()),
            ));
        }
        if self.font.is_some() && matches!(format, Format::Dot | Format::Mermaid) {
            return Err(CliError::Usage(
                format!("`--font` does not apply to {format}"),
                Some("It applies to svg, png and pdf.".to_owned()),
            ));
        }
        self.check_size(format)?;
        if self.caption.is_some() && self.caption == self.output {
            let message = "the caption and the picture have the same file".to_owned();
            let hint = "Name another file after --caption.".to_owned();
            return Err(CliError::Usage(message, Some(hint)));
        }
        let content = Content::Picture(self.kind);
        if !format.holds(content) {
            let error = ExportError::Unsupported { format, content };
            return Err(CliError::Usage(error.to_string(), error.hint()));
        }
        Ok(())
    }

    /// Refuses sizes that the format does not have, and pixels together with lengths.
    fn check_size(&self, format: Format) -> Result<(), CliError> {
        let is_pixels = matches!(self.width, Some(Width::Pixels(_)));
        let is_drawn = matches!(format, Format::Svg | Format::Png | Format::Pdf);
        let refused =
            |message: String, hint: &str| Err(CliError::Usage(message, Some(hint.to_owned())));
        if self.scale.is_some() && format != Format::Png {
            return refused(
                format!("`--scale` does not apply to {format}"),
                "It applies to png; the other formats have no pixels.",
            );
        }
        if is_pixels && format != Format::Png {
            return refused(
                format!("`--width` without a unit does not apply to {format}"),
                "Pixels apply to png; give the other formats a length such as 16cm.",
            );
        }
        if is_pixels && (self.scale.is_some() || self.height.is_some() || self.aspect.is_some()) {
            return refused(
                "`--width` in pixels excludes `--scale`, `--height` and `--aspect`".to_owned(),
                "Give the width as a length such as 16cm.",
            );
        }
        if self.width.is_some() && !is_drawn {
            return refused(
                format!("`--width` does not apply to {format}"),
                "It applies to svg, png and pdf.",
            );
        }
        Ok(())
    }

    /// Returns the format, if the file can hold its stamp: one that Graphviz writes does not.
    fn holder(&self, format: Format) -> Option<Format> {
        Some(format).filter(|_| self.graphviz.is_none())
    }

    /// Returns the picture in the format, and notes on what it leaves out.
    fn draw(
        &self,
        picture: &Picture,
        format: Format,
        stamp: Option<Stamp>,
    ) -> Result<(Vec<u8>, Vec<String>), CliError> {
        if let (Some(engine), Picture::Network(network)) = (self.graphviz, picture) {
            let scale = self.scale.unwrap_or(Resolution::DEFAULT_SCALE);
            let options = self.draw_options();
            let (bytes, notes) = graphviz::draw(engine, network, &options, format, scale)?;
            let left_out = network.caption.left_out.iter().cloned();
            return Ok((bytes, left_out.chain(notes).collect()));
        }
        let options = WriteOptions {
            draw: self.draw_options(),
            resolution: self.resolution(),
            stamp,
        };
        let mut bytes = Vec::new();
        let notes = export::write_picture(picture, &options, format, &mut bytes)?;
        if self.embed_fonts {
            bytes = with_fonts(&bytes)?;
        }
        Ok((bytes, notes))
    }

    /// Returns the caption in the format of the extension of its file.
    fn caption_text(
        &self,
        path: &Path,
        picture: &Picture,
        notes: &[String],
    ) -> Result<Vec<u8>, CliError> {
        let markdown = Format::of_path(path).filter(|format| *format == Format::Markdown);
        let format = markdown.unwrap_or(Format::Table);
        let mut text = Vec::new();
        export::write_caption(picture, notes, &self.theme.theme(), format, &mut text)?;
        Ok(text)
    }

    fn draw_options(&self) -> DrawOptions {
        DrawOptions {
            theme: self.theme.theme(),
            layout: self.layout,
            page: self.page(),
            hides_heading: self.title.as_deref() == Some(""),
            hides_legend: self.no_legend,
            hides_source: self.no_source,
            has_evidence: self.evidence,
            has_positions: self.positions,
        }
    }

    fn resolution(&self) -> Resolution {
        match (self.width, self.scale) {
            (Some(Width::Pixels(width)), _) => Resolution::Width(width),
            (_, Some(scale)) => Resolution::Scale(scale),
            (Some(Width::Points(_)), None) => Resolution::Scale(PRINT_SCALE),
            (None, None) => Resolution::Fitting,
        }
    }

    /// Returns the requested page; `None` if the page is to be as large as the picture.
    fn page(&self) -> Option<PageSize> {
        let Some(Width::Points(width)) = self.width else {
            return None;
        };
        let of_ratio = self.aspect.map(|aspect| width * aspect);
        Some(PageSize {
            width,
            height: self.height.or(of_ratio),
        })
    }
}

/// Reads a font for the characters that the built-in fonts lack.
fn use_font(path: &Path) -> Result<(), CliError> {
    let refused = |error: &dyn std::fmt::Display| {
        let message = format!("cannot use the font `{}`: {error}", path.display());
        let hint = "Name a file such as NotoSansCJK-Regular.ttc or NotoSansDevanagari-Regular.ttf.";
        CliError::Usage(message, Some(hint.to_owned()))
    };
    let bytes = std::fs::read(path).map_err(|error| refused(&error))?;
    set_fallback_font(bytes).map_err(|error| refused(&error))
}

fn picture_formats() -> impl Iterator<Item = Format> {
    Format::ALL.into_iter().filter(|format| format.is_picture())
}

/// Embeds fonts in an SVG.
#[cfg(feature = "pdf")]
fn with_fonts(svg: &[u8]) -> Result<Vec<u8>, CliError> {
    let svg = String::from_utf8_lossy(svg);
    Ok(export::embed_fonts(&svg)?.into_bytes())
}

#[cfg(not(feature = "pdf"))]
fn with_fonts(_: &[u8]) -> Result<Vec<u8>, CliError> {
    Err(CliError::Usage(
        "this program was built without fonts to embed".to_owned(),
        Some("Build it with the feature `pdf`.".to_owned()),
    ))
}
