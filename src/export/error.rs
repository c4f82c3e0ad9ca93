//! Why something could not be written.

use std::fmt;
use std::io;

/// Why something could not be written.
#[derive(Debug)]
#[non_exhaustive]
pub enum ExportError {
    /// The output does not take what is written to it.
    Io(io::Error),
    /// The picture would be larger than the limit.
    TooLarge {
        /// The width in pixels.
        width: u64,
        /// The height in pixels.
        height: u64,
        /// The most pixels that are drawn.
        limit: u64,
    },
    /// The picture could not be drawn.
    Drawing(String),
    /// The table could not be written.
    Table(String),
    /// The bibliography could not be set.
    Bibliography(String),
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
            Self::TooLarge {
                width,
                height,
                limit,
            } => {
                write!(
                    f,
                    "the picture of {width} × {height} pixels is over {limit} pixels"
                )
            }
            Self::Drawing(detail) => write!(f, "the picture cannot be drawn: {detail}"),
            Self::Table(detail) => write!(f, "the table cannot be written: {detail}"),
            Self::Bibliography(detail) => write!(f, "the bibliography cannot be set: {detail}"),
        }
    }
}

impl std::error::Error for ExportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}
