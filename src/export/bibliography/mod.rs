//! Bibliographies: sources in the styles of the Citation Style Language, and in exchange formats.

mod bibtex;
mod csl_json;
mod fields;
#[cfg(feature = "cite")]
mod styled;

#[cfg(feature = "cite")]
pub use self::styled::CslStyle;

use std::fmt;
use std::io;
use std::str::FromStr;

use super::error::ExportError;
use crate::dataset;
use crate::model::Source;

/// The style or format of a bibliography.
///
/// ```
/// use interorg::export::{Style, write_bibliography};
///
/// let dataset = interorg::dataset::builtin();
/// let source = dataset.sources().iter().next().expect("there are sources");
/// let mut bibtex = Vec::new();
/// write_bibliography(&[source], "bibtex".parse()?, false, &mut bibtex)?;
/// assert!(bibtex.starts_with(b"@"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// BibTeX, for LaTeX and reference managers.
    Bibtex,
    /// CSL-JSON, for reference managers and pandoc.
    CslJson,
    /// The YAML of Hayagriva, for Typst. The dataset itself uses it.
    Hayagriva,
    /// A style of the Citation Style Language, as text.
    #[cfg(feature = "cite")]
    Csl(CslStyle),
}

/// Writes sources as a bibliography.
///
/// A style of the Citation Style Language determines the order of the entries. With `numbered`, the entries are in the
/// given order instead, each with its number from 1. The exchange formats keep the given order.
///
/// # Errors
/// Fails if the style has no bibliography, or if the output cannot be written.
pub fn write_bibliography(
    sources: &[&Source],
    style: Style,
    #[cfg_attr(not(feature = "cite"), expect(unused_variables))] numbered: bool,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    match style {
        Style::Bibtex => bibtex::write(sources, output),
        Style::CslJson => csl_json::write(sources, output),
        Style::Hayagriva => {
            let library = dataset::to_hayagriva(sources.iter().copied());
            Ok(output.write_all(library.as_bytes())?)
        }
        #[cfg(feature = "cite")]
        Style::Csl(style) => styled::write(sources, style, numbered, output),
    }
}

impl Style {
    /// Returns the names of all styles: the exchange formats, then the styles of the Citation Style Language by name.
    pub fn names() -> Vec<&'static str> {
        let exchange = ["bibtex", "csl-json", "hayagriva"];
        #[cfg(feature = "cite")]
        let styles = CslStyle::names();
        #[cfg(not(feature = "cite"))]
        let styles = Vec::new();
        exchange.into_iter().chain(styles).collect()
    }
}

impl FromStr for Style {
    type Err = UnknownStyle;

    /// Parses the name of a style, in any case.
    fn from_str(name: &str) -> Result<Self, UnknownStyle> {
        let name = name.to_lowercase();
        match name.as_str() {
            "bibtex" => return Ok(Self::Bibtex),
            "csl-json" => return Ok(Self::CslJson),
            "hayagriva" => return Ok(Self::Hayagriva),
            _ => {}
        }
        #[cfg(feature = "cite")]
        if let Some(style) = CslStyle::named(&name) {
            return Ok(Self::Csl(style));
        }
        Err(UnknownStyle {
            candidates: crate::phrase::nearest(&name, Self::names()),
            name,
        })
    }
}

/// The error for a name that no style has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownStyle {
    /// The name.
    pub name: String,
    /// The most similar names of styles.
    pub candidates: Vec<String>,
}

impl fmt::Display for UnknownStyle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown style `{}`", self.name)
    }
}

impl std::error::Error for UnknownStyle {}
