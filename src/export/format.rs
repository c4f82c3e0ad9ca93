//! The registry of formats.

use std::fmt;
use std::path::Path;

/// A format in which the program can answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Format {
    /// A table for a terminal.
    Table,
    /// JSON (RFC 8259).
    Json,
    /// Comma-separated values (RFC 4180).
    Csv,
    /// Markdown with tables, as on GitHub.
    Markdown,
    /// The DOT language of Graphviz.
    Dot,
    /// Scalable Vector Graphics.
    Svg,
    /// Portable Network Graphics.
    Png,
    /// The Portable Document Format (ISO 32000).
    Pdf,
    /// Mermaid, which wikis and repositories draw: a flowchart, a Gantt chart or a block diagram.
    Mermaid,
}

impl Format {
    /// Every format, data first, then pictures.
    pub const ALL: [Self; 9] = [
        Self::Table,
        Self::Json,
        Self::Csv,
        Self::Markdown,
        Self::Dot,
        Self::Svg,
        Self::Png,
        Self::Pdf,
        Self::Mermaid,
    ];

    /// Returns the name by which the format is asked for.
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Markdown => "markdown",
            Self::Dot => "dot",
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
            Self::Mermaid => "mermaid",
        }
    }

    /// Returns what the name of a file in the format ends in, without the dot.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Table => &["txt"],
            Self::Json => &["json"],
            Self::Csv => &["csv"],
            Self::Markdown => &["md", "markdown"],
            Self::Dot => &["dot", "gv"],
            Self::Svg => &["svg"],
            Self::Png => &["png"],
            Self::Pdf => &["pdf"],
            Self::Mermaid => &["mmd", "mermaid"],
        }
    }

    /// Returns the media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Table => "text/plain; charset=utf-8",
            Self::Json => "application/json",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Dot => "text/vnd.graphviz",
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
            Self::Mermaid => "text/vnd.mermaid",
        }
    }

    /// Says whether the format is that of a picture.
    pub fn is_picture(self) -> bool {
        matches!(
            self,
            Self::Dot | Self::Svg | Self::Png | Self::Pdf | Self::Mermaid
        )
    }

    /// Returns the format of a file by the ending of its name; `None` if no format has it.
    ///
    /// ```
    /// use interorg::export::Format;
    ///
    /// assert_eq!(Format::of_path("partnerships.svg"), Some(Format::Svg));
    /// ```
    pub fn of_path(path: impl AsRef<Path>) -> Option<Self> {
        let ending = path.as_ref().extension()?.to_str()?.to_ascii_lowercase();
        Self::ALL
            .into_iter()
            .find(|format| format.extensions().contains(&ending.as_str()))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
