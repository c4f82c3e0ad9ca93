//! Bibliographies: sources in the styles of the Citation Style Language and in exchange formats.

mod bibtex;
mod csl_json;
#[cfg(feature = "cite")]
mod styled;

use std::fmt;
use std::io;
use std::str::FromStr;

use super::error::ExportError;
use crate::dataset;
use crate::model::{CalendarDate, Date, Qualifier, Source};

/// How a bibliography is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// BibTeX, for LaTeX and reference managers.
    Bibtex,
    /// CSL-JSON, for reference managers and pandoc.
    CslJson,
    /// The YAML of Hayagriva, as the dataset keeps it; for Typst.
    Hayagriva,
    /// A style of the Citation Style Language, as text.
    #[cfg(feature = "cite")]
    Csl(::hayagriva::archive::ArchivedStyle),
}

/// Writes sources as a bibliography.
///
/// A style of the Citation Style Language decides the order of the entries; `numbered` asks instead
/// for the order in which the sources are given, each with its number from 1. The exchange formats
/// keep the order as it is given.
///
/// # Errors
/// Fails if the style has no bibliography of its own or the output does not take the bytes.
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
    /// Returns the names of all styles, the exchange formats first.
    pub fn names() -> Vec<&'static str> {
        let exchange = ["bibtex", "csl-json", "hayagriva"];
        #[cfg(feature = "cite")]
        let styles = styled::names();
        #[cfg(not(feature = "cite"))]
        let styles = Vec::new();
        exchange.into_iter().chain(styles).collect()
    }
}

impl FromStr for Style {
    type Err = UnknownStyle;

    fn from_str(name: &str) -> Result<Self, UnknownStyle> {
        let name = name.to_lowercase();
        match name.as_str() {
            "bibtex" => return Ok(Self::Bibtex),
            "csl-json" => return Ok(Self::CslJson),
            "hayagriva" => return Ok(Self::Hayagriva),
            _ => {}
        }
        #[cfg(feature = "cite")]
        if let Some(style) = styled::named(&name) {
            return Ok(Self::Csl(style));
        }
        Err(UnknownStyle {
            candidates: crate::phrase::nearest(&name, Self::names()),
            name,
        })
    }
}

/// A style that is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownStyle {
    /// The name.
    pub name: String,
    /// The nearest names.
    pub candidates: Vec<String>,
}

impl fmt::Display for UnknownStyle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown style `{}`", self.name)
    }
}

impl std::error::Error for UnknownStyle {}

/// Returns the day from which a source dates: of an interval, where it ends, else where it begins.
fn day_of(date: &Date) -> Option<&CalendarDate> {
    match date {
        Date::Single(day) => Some(day),
        Date::Interval { start, end } => end.date().or_else(|| start.date()),
    }
}

/// Year, month and day of a date as far as they are known, and whether it is only about right.
struct Issued {
    year: i32,
    month: Option<u8>,
    day: Option<u8>,
    circa: bool,
}

impl Issued {
    /// Reads a date; `None` if not even its year is known.
    fn of(date: &Date) -> Option<Self> {
        let day = day_of(date)?;
        let year = day.known_year()?;
        let is_plain = matches!(date, Date::Single(_)) && day.qualifier() == Qualifier::Plain;
        Some(Self {
            year,
            month: day.month(),
            day: day.day(),
            circa: !is_plain,
        })
    }
}

/// Splits a name that is spelled "Last, First"; an organization has no comma.
fn person(name: &str) -> (&str, Option<&str>) {
    match name.split_once(", ") {
        Some((family, given)) => (family, Some(given)),
        None => (name, None),
    }
}
