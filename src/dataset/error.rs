//! The reasons why a dataset could not be loaded.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::finding::Report;

/// The reason why a dataset could not be loaded.
#[derive(Debug)]
#[non_exhaustive]
pub enum LoadError {
    /// A path could not be read.
    Io {
        /// The path.
        path: PathBuf,
        /// The error of the system.
        error: io::Error,
    },
    /// A directory has no YAML file.
    NoYaml {
        /// The directory.
        path: PathBuf,
    },
    /// A path leads to a device, which may have no end.
    Device {
        /// The path.
        path: PathBuf,
    },
    /// A file exceeds the limit.
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The limit in bytes.
        limit: u64,
    },
    /// The check found errors.
    Invalid(Box<Report>),
}

impl LoadError {
    pub(super) fn io(path: &Path, error: io::Error) -> Self {
        Self::Io {
            path: path.to_owned(),
            error,
        }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, error } => write!(f, "cannot read `{}`: {error}", path.display()),
            Self::NoYaml { path } => {
                write!(f, "the directory `{}` has no YAML file", path.display())
            }
            Self::Device { path } => write!(f, "`{}` is a device, not a file", path.display()),
            Self::TooLarge { path, limit } => {
                write!(
                    f,
                    "the file `{}` is larger than {limit} bytes",
                    path.display()
                )
            }
            Self::Invalid(report) => write!(f, "the dataset has {}", report.summary()),
        }
    }
}

impl std::error::Error for LoadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}
