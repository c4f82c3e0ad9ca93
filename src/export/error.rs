//! Why something cannot be written.

use std::error::Error;
use std::fmt;
use std::io;

use super::format::{Content, Format};
use crate::picture::PageTooSmall;

/// Why something cannot be written.
#[derive(Debug)]
#[non_exhaustive]
pub enum ExportError {
    /// The output does not accept the bytes.
    Io(io::Error),
    /// The format cannot represent this content.
    Unsupported {
        /// The requested format.
        format: Format,
        /// What was to be written.
        content: Content,
    },
    /// The program was built without the format.
    NotBuilt {
        /// The requested format.
        format: Format,
    },
    /// The text is not an absolute IRI.
    NotAnIri {
        /// The text.
        text: String,
    },
    /// The picture would have more pixels than the limit.
    TooLarge {
        /// The width in pixels.
        width: u64,
        /// The height in pixels.
        height: u64,
        /// The maximum number of pixels.
        limit: u64,
    },
    /// A side of the picture would be shorter than a pixel.
    TooSmall {
        /// The requested pixels per point.
        scale: f64,
    },
    /// The format has one value per pair, and the graph has several edges of some pairs.
    ParallelEdges {
        /// The number of edges beside the first one of their pair.
        count: usize,
    },
    /// A table has more rows than a workbook allows.
    TooManyRows {
        /// The name of the table.
        table: String,
        /// The maximum number of rows below the header.
        limit: u64,
    },
    /// A text is longer than a workbook allows.
    TextTooLong {
        /// The name of the table.
        table: String,
        /// The row, counted from 1.
        row: u64,
        /// The name of the column.
        column: String,
        /// The length of the text, in code units of UTF-16.
        length: usize,
        /// The maximum length.
        limit: usize,
    },
    /// The page is too small for the picture.
    PageTooSmall(PageTooSmall),
    /// A library that draws for the format failed.
    Drawing {
        /// The format.
        format: Format,
        /// Why the library failed.
        source: Box<dyn Error + Send + Sync>,
    },
}

impl ExportError {
    /// Wraps the error of a library that draws for a format.
    #[cfg(any(feature = "png", feature = "pdf"))]
    pub(super) fn drawing(format: Format, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Drawing {
            format,
            source: source.into(),
        }
    }

    /// Returns a sentence that says what to do instead, if there is something to suggest.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Unsupported { content, .. } => {
                let formats = Format::all_that_hold(*content);
                let names: Vec<&str> = formats.map(Format::name).collect();
                Some(format!("Formats that can: {}.", names.join(", ")))
            }
            Self::ParallelEdges { .. } => Some(
                "Leave out --operations and --memberships, or use another format.".to_owned(),
            ),
            Self::NotBuilt { format } => {
                let feature = format.feature().unwrap_or(format.name());
                Some(format!("Build it with the feature `{feature}`."))
            }
            Self::TooManyRows { .. } | Self::TextTooLong { .. } => {
                Some("Use `sqlite`, `tables` or `parquet`, which have no such limit.".to_owned())
            }
            Self::NotAnIri { .. } => {
                Some("Write an address such as `https://example.org/data/`.".to_owned())
            }
            Self::PageTooSmall(error) => error.smallest_width.map(|width| {
                let width = width / 72.0 * 2.54;
                format!(
                    "The smallest width found to work is {width:.1}cm; fewer partnerships need less."
                )
            }),
            _ => None,
        }
    }
}

impl From<PageTooSmall> for ExportError {
    fn from(error: PageTooSmall) -> Self {
        Self::PageTooSmall(error)
    }
}

impl From<io::Error> for ExportError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "cannot write: {error}"),
            Self::Unsupported { format, content } => {
                write!(f, "`{format}` cannot represent {content}")
            }
            Self::NotBuilt { format } => {
                write!(f, "this program was built without the format `{format}`")
            }
            Self::NotAnIri { text } => write!(f, "`{text}` is not an absolute IRI"),
            Self::TooLarge {
                width,
                height,
                limit,
            } => {
                write!(
                    f,
                    "the picture of {width} × {height} pixels is over the limit of {limit} pixels"
                )
            }
            Self::TooSmall { scale } => write!(
                f,
                "at {scale} pixels per point the picture is smaller than a pixel"
            ),
            Self::ParallelEdges { count } => write!(
                f,
                "`dl` has one value per pair of nodes, and {count} edges are beside another one"
            ),
            Self::TooManyRows { table, limit } => write!(
                f,
                "table `{table}` has more than {limit} rows, the limit of a workbook"
            ),
            Self::TextTooLong {
                table,
                row,
                column,
                length,
                limit,
            } => write!(
                f,
                "the text in row {row} of table `{table}`, column `{column}`, has {length} characters; a cell of a workbook \
                 has at most {limit}"
            ),
            Self::PageTooSmall(error) => error.fmt(f),
            Self::Drawing { format, source } => {
                write!(f, "cannot draw the picture as {format}: {source}")
            }
        }
    }
}

impl Error for ExportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::PageTooSmall(error) => Some(error),
            Self::Drawing { source, .. } => Some(source.as_ref()),
            _ => None,
        }
    }
}
