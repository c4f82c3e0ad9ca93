//! Bibliographies: sources in the styles of the Citation Style Language, and in exchange formats.

mod bibtex;
#[cfg(feature = "cite")]
mod csl;
mod csl_json;
#[cfg(feature = "cite")]
mod csl_style;
mod fields;
mod left_out;
#[cfg(feature = "cite")]
mod markup;
mod options;
mod ris;
#[cfg(feature = "cite")]
mod styled;

#[cfg(feature = "cite")]
pub use self::csl_style::CslStyle;
pub use self::left_out::{LeftOutField, left_out_fields};
pub use self::options::{BibliographyOptions, Markup};

use std::fmt;
use std::io;
use std::str::FromStr;

use self::bibtex::Dialect;
use super::error::ExportError;
use crate::dataset;
use crate::model::Source;
use crate::phrase::nearest;

/// The style or exchange format of a bibliography.
///
/// ```
/// use interorg::export::{BibliographyOptions, Style, write_bibliography};
///
/// let dataset = interorg::dataset::builtin();
/// let source = dataset.sources().iter().next().expect("there are sources");
/// let mut bibtex = Vec::new();
/// write_bibliography(&[source], "bibtex".parse()?, BibliographyOptions::default(), &mut bibtex)?;
/// assert!(bibtex.starts_with(b"@"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// BibTeX, for LaTeX and reference managers.
    Bibtex,
    /// BibLaTeX, which has more types and fields than BibTeX.
    Biblatex,
    /// RIS, for reference managers.
    Ris,
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
/// A style of the Citation Style Language determines the order of the entries, unless they are numbered. The exchange
/// formats keep the given order, and have no options.
///
/// # Errors
/// Fails if the output cannot be written.
pub fn write_bibliography(
    sources: &[&Source],
    style: Style,
    #[cfg_attr(not(feature = "cite"), expect(unused_variables))] options: BibliographyOptions,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    match style {
        Style::Bibtex => bibtex::write(sources, Dialect::Bibtex, output),
        Style::Biblatex => bibtex::write(sources, Dialect::Biblatex, output),
        Style::Ris => ris::write(sources, output),
        Style::CslJson => csl_json::write(sources, output),
        Style::Hayagriva => {
            let library = dataset::to_hayagriva(sources.iter().copied());
            Ok(output.write_all(library.as_bytes())?)
        }
        #[cfg(feature = "cite")]
        Style::Csl(style) => styled::write(sources, style, options, output),
    }
}

/// Returns each source in the style of the American Psychological Association, as plain text, in the given order. Without the
/// feature `cite`, it has the form of [`Source::reference`].
pub(super) fn references(sources: &[&Source]) -> Vec<String> {
    #[cfg(feature = "cite")]
    {
        let apa = CslStyle::named("apa").expect("the style is built in");
        styled::references(sources, apa)
    }
    #[cfg(not(feature = "cite"))]
    {
        sources.iter().map(|source| source.reference()).collect()
    }
}

impl Style {
    /// The exchange formats, with their names and the extensions of their files.
    const EXCHANGE: [(&str, Self, &[&str]); 5] = [
        ("bibtex", Self::Bibtex, &["bib"]),
        ("biblatex", Self::Biblatex, &["bib"]),
        ("ris", Self::Ris, &["ris"]),
        ("csl-json", Self::CslJson, &["json"]),
        ("hayagriva", Self::Hayagriva, &["yaml", "yml"]),
    ];

    /// Returns the exchange formats.
    pub fn exchange_formats() -> impl Iterator<Item = Self> {
        Self::EXCHANGE.into_iter().map(|(_, format, _)| format)
    }

    /// Returns the extensions of files in an exchange format, without the dot; none for a style that people read.
    pub fn extensions(self) -> &'static [&'static str] {
        let found = Self::EXCHANGE
            .into_iter()
            .find(|(_, format, _)| *format == self);
        found.map_or(&[], |(_, _, extensions)| extensions)
    }

    /// Returns the names of all styles: the exchange formats, then the styles of the Citation Style Language by name.
    pub fn names() -> Vec<&'static str> {
        let exchange = Self::EXCHANGE.map(|(name, _, _)| name);
        #[cfg(feature = "cite")]
        let styles = CslStyle::names();
        #[cfg(not(feature = "cite"))]
        let styles: &[&str] = &[];
        exchange.into_iter().chain(styles.iter().copied()).collect()
    }

    /// Returns `true` for formats that reference managers exchange, and `false` for styles that people read.
    pub fn is_exchange_format(self) -> bool {
        Self::exchange_formats().any(|format| format == self)
    }
}

impl fmt::Display for Style {
    /// Writes the name of an exchange format, or the name of a style in the repository of the Citation Style Language.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((name, _, _)) = Self::EXCHANGE.iter().find(|(_, format, _)| format == self) {
            return f.pad(name);
        }
        match self {
            #[cfg(feature = "cite")]
            Self::Csl(style) => f.pad(&style.repository_name()),
            _ => Ok(()),
        }
    }
}

impl FromStr for Style {
    type Err = UnknownStyle;

    /// Parses the name of a style, in any case.
    fn from_str(name: &str) -> Result<Self, UnknownStyle> {
        let name = name.to_lowercase();
        let mut exchange = Self::EXCHANGE.into_iter();
        if let Some((_, format, _)) = exchange.find(|(known, _, _)| *known == name) {
            return Ok(format);
        }
        #[cfg(feature = "cite")]
        if let Some(style) = CslStyle::named(&name) {
            return Ok(Self::Csl(style));
        }
        #[cfg(feature = "cite")]
        if let Some(offered) = csl_style::nearest(&name) {
            let candidates = vec![offered.to_owned()];
            return Err(UnknownStyle { name, candidates });
        }
        let candidates = nearest(&name, Self::names());
        Err(UnknownStyle { name, candidates })
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

/// Returns a source with a title and these fields, for tests.
#[cfg(test)]
fn source_with(fields: &str) -> crate::model::Source {
    let text =
        format!("organizations: [{{id: a, name: A}}]\nsources: {{s: {{title: S, {fields}}}}}\n");
    let dataset = crate::dataset::parse(&text).expect("it is sound");
    let source = dataset.sources().iter().next();
    source.expect("there is one").clone()
}
