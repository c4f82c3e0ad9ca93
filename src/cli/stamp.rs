//! Stamps of what the subcommands write: in the file, or in a file beside it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use interorg::analysis::{Basis, Scope, Stamp};
use interorg::export::{FileDigest, Format};
use interorg::graph::{Graph, Ties};
use interorg::phrase::hexadecimal;
use interorg::query::{Filter, Query};
use sha2::{Digest as _, Sha256};

use super::data::{is_stdin, recorded};
use super::error::CliError;
use super::given::Given;
use super::output::{is_stream, to_file};

/// The extension of a stamp beside a file, after that of the file.
const EXTENSION: &str = ".stamp.json";

#[derive(Clone, Copy, Default, clap::Args)]
#[command(next_help_heading = "Output")]
pub(super) struct StampArg {
    /// List the records that the answer rests on in its stamp, so that `stale` can name those that changed
    ///
    /// SVG, PNG, PDF, DOT, JSON and pages always have a stamp, which states the query, the dataset and a fingerprint of these
    /// records. With this option the other formats have one too, in a file beside the output whose name ends in
    /// .stamp.json.
    #[arg(long)]
    stamp: bool,
}

/// What the stamp of an answer states, before it is computed.
pub(super) struct Stamped<'a> {
    given: &'a Given,
    graph: &'a Graph,
    pub(super) basis: Basis,
}

impl<'a> Stamped<'a> {
    /// Creates that of an answer to a query.
    pub(super) fn of_query(given: &'a Given, query: &Query<'a>, scope: Scope) -> Self {
        let graph = query.graph();
        // Ties by shared operations rest on the operations of all organizations.
        let scope = match (graph.ties(), scope) {
            (Ties::Operations | Ties::Both, Scope::Partnerships) => Scope::Organizations,
            (_, scope) => scope,
        };
        Self {
            given,
            graph: recorded(graph),
            basis: Basis::of_query(query, scope),
        }
    }

    /// Creates that of an answer about a dataset as a whole.
    pub(super) fn of_graph(given: &'a Given, graph: &'a Graph, scope: Scope) -> Self {
        Self {
            given,
            graph: recorded(graph),
            basis: Basis::of_graph(graph, scope),
        }
    }

    /// States that the answer has the labels of terms in all languages.
    pub(super) fn in_all_languages(mut self) -> Self {
        self.basis.all_languages = true;
        self
    }

    /// States that the answer is a picture in which organizations keep their places.
    pub(super) fn with_places(mut self) -> Self {
        self.basis.keeps_places = true;
        self
    }

    /// Restricts the partnerships that the answer rests on by a second filter.
    pub(super) fn among(&mut self, filter: Filter) {
        self.basis.among = filter;
    }

    fn stamp(&self) -> Result<Stamp, CliError> {
        let command = self.given.command_line(&self.basis.filter, self.graph);
        Ok(Stamp::new(&command, self.basis.clone(), self.graph)?)
    }
}

impl StampArg {
    /// Refuses `--stamp` for an output that has no place for a stamp in it or beside it.
    pub(super) fn check(self, format: Option<Format>, path: Option<&Path>) -> Result<(), CliError> {
        let is_file = path.is_some_and(|path| !is_stdin(path) && !is_stream(path));
        if !self.stamp || is_file || format.is_some_and(holds_stamp) {
            return Ok(());
        }
        let message = "`--stamp` writes the stamp beside a file, and none is named".to_owned();
        let hint = "Name a file with -o.".to_owned();
        Err(CliError::Usage(message, Some(hint)))
    }

    /// Returns `true` if `--stamp` is given.
    pub(super) fn is_requested(self) -> bool {
        self.stamp
    }

    /// Returns the stamp that a file of this format holds; `None` if it holds none. Files of no format hold none either.
    pub(super) fn inside(
        self,
        format: Option<Format>,
        stamped: &Stamped<'_>,
    ) -> Result<Option<Stamp>, CliError> {
        if !format.is_some_and(holds_stamp) {
            return Ok(None);
        }
        self.inside_always(stamped).map(Some)
    }

    /// Returns the stamp of a file that holds one whatever its format is.
    pub(super) fn inside_always(self, stamped: &Stamped<'_>) -> Result<Stamp, CliError> {
        let stamp = stamped.stamp()?;
        Ok(if self.stamp {
            stamp
        } else {
            stamp.without_records()
        })
    }

    /// Writes the stamp of a file beside it, if it is requested and the file does not hold it.
    pub(super) fn write_beside(
        self,
        format: Option<Format>,
        path: Option<&Path>,
        hash: impl FnOnce() -> String,
        stamped: &Stamped<'_>,
        inputs: &[PathBuf],
    ) -> Result<(), CliError> {
        let Some(path) = path.filter(|_| self.stamp && !format.is_some_and(holds_stamp)) else {
            return Ok(());
        };
        let mut stamp = stamped.stamp()?;
        stamp.sha256 = Some(hash());
        let json = format!("{}\n", stamp.to_json());
        to_file(&beside(path), json.as_bytes(), inputs)
    }
}

/// Returns `true` if files of a format hold their stamp.
fn holds_stamp(format: Format) -> bool {
    matches!(
        format,
        Format::Svg | Format::Png | Format::Pdf | Format::Dot | Format::Json
    )
}

/// Returns the path of the stamp beside a file.
pub(super) fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(EXTENSION);
    name.into()
}

/// Returns the path of the file that a stamp is beside; `None` if the path is not that of a stamp.
pub(super) fn stamped_file(path: &Path) -> Option<PathBuf> {
    let name = path.as_os_str().as_encoded_bytes();
    name.ends_with(EXTENSION.as_bytes()).then_some(())?;
    // Without the extensions `json` and `stamp`.
    Some(path.with_extension("").with_extension(""))
}

/// Returns the SHA-256 of a file as hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// An output that computes the SHA-256 of what is written.
pub(super) struct Hashed<W> {
    output: W,
    hash: Sha256,
    bytes: u64,
}

impl<W> Hashed<W> {
    pub(super) fn new(output: W) -> Self {
        Self {
            output,
            hash: Sha256::new(),
            bytes: 0,
        }
    }

    /// Returns the number of bytes, and their SHA-256 as hexadecimal digits.
    pub(super) fn digest(self) -> FileDigest {
        FileDigest {
            bytes: self.bytes,
            sha256: hexadecimal(&self.hash.finalize()),
        }
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.output.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}
