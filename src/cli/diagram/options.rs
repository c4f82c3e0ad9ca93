//! The words that options of `diagram` take.

use std::path::Path;

use crate::cli::error::CliError;
use interorg::export::Format;
use interorg::picture::layout::Method;
use interorg::picture::matrix::Content;
use interorg::picture::network::GroupBy;
use interorg::picture::style::Theme;
use interorg::picture::timeline::Milestones;

/// The kinds of diagram.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Kind {
    /// Who is tied to whom, at a date
    Network,
    /// The phases of each dyad along time
    Timeline,
    /// The network at several dates, side by side
    Evolution,
    /// A table: dyads by motives, dyads by years, operations by organizations
    Matrix,
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Timeline => "timeline",
            Self::Evolution => "evolution",
            Self::Matrix => "matrix",
        }
    }
}

/// How milestones are told on a timeline.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum How {
    /// Numbered, with a key below the picture
    Key,
    /// As marks alone
    Marks,
    /// Not at all
    None,
}

impl From<How> for Milestones {
    fn from(how: How) -> Self {
        match how {
            How::Key => Self::Key,
            How::Marks => Self::Marks,
            How::None => Self::Hidden,
        }
    }
}

/// What organizations are drawn in groups by.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Grouping {
    /// The kind of organization
    Kind,
    /// The part of the world
    Region,
    /// The furthest phase that it is in with another
    Phase,
}

impl From<Grouping> for GroupBy {
    fn from(grouping: Grouping) -> Self {
        match grouping {
            Grouping::Kind => Self::Kind,
            Grouping::Region => Self::Region,
            Grouping::Phase => Self::Phase,
        }
    }
}

/// How organizations are laid out.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum LayoutName {
    /// On a circle
    Circle,
    /// By stress: near on paper what is near in the network
    Stress,
    /// In layers from left to right
    Layered,
}

impl From<LayoutName> for Method {
    fn from(name: LayoutName) -> Self {
        match name {
            LayoutName::Circle => Self::Circle,
            LayoutName::Stress => Self::Stress,
            LayoutName::Layered => Self::Layered,
        }
    }
}

/// What stands in a matrix.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum ContentName {
    /// Dyads by motives: who holds which
    Motives,
    /// Dyads by years: the phase at the end of each
    Phases,
    /// Operations by organizations: the role of each
    Operations,
}

impl From<ContentName> for Content {
    fn from(name: ContentName) -> Self {
        match name {
            ContentName::Motives => Self::Motives,
            ContentName::Phases => Self::Phases,
            ContentName::Operations => Self::Operations,
        }
    }
}

/// The themes of colours.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum ThemeName {
    /// For white paper
    Light,
    /// For screens in the dark
    Dark,
    /// Black and white alone
    Print,
}

impl From<ThemeName> for Theme {
    fn from(name: ThemeName) -> Self {
        match name {
            ThemeName::Light => Self::light(),
            ThemeName::Dark => Self::dark(),
            ThemeName::Print => Self::print(),
        }
    }
}

/// The formats of pictures.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum PictureFormat {
    Svg,
    Pdf,
    Png,
    Mermaid,
    Dot,
}

impl From<PictureFormat> for Format {
    fn from(format: PictureFormat) -> Self {
        match format {
            PictureFormat::Svg => Self::Svg,
            PictureFormat::Pdf => Self::Pdf,
            PictureFormat::Mermaid => Self::Mermaid,
            PictureFormat::Png => Self::Png,
            PictureFormat::Dot => Self::Dot,
        }
    }
}

/// Says that the name of a file does not tell a format of pictures.
pub(super) fn unknown_ending(path: &Path) -> CliError {
    let message = format!("`{}` does not end in a format of pictures", path.display());
    let hint = "Let it end in .svg, .pdf, .png, .mmd or .dot, or say --format.";
    CliError::Usage(message, Some(hint.to_owned()))
}

/// Puts the letters of an SVG into it.
#[cfg(feature = "pdf")]
pub(super) fn embedded(svg: &[u8]) -> Result<Vec<u8>, CliError> {
    let svg = String::from_utf8_lossy(svg);
    Ok(interorg::export::embed_fonts(&svg)?.into_bytes())
}

#[cfg(not(feature = "pdf"))]
pub(super) fn embedded(_: &[u8]) -> Result<Vec<u8>, CliError> {
    let message = "this program was built without fonts to embed".to_owned();
    let hint = "Build it with the feature `pdf`.".to_owned();
    Err(CliError::Usage(message, Some(hint)))
}
