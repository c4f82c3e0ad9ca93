//! Bibliographies in the styles of the Citation Style Language, set by the crate `hayagriva`.
//!
//! The engine does not yet follow the language in everything (typst/hayagriva issue 327 tracks that). Each repair in these
//! files says what it repairs, and names the upstream issue where one is known. All of them were needed with
//! hayagriva 0.10.1.

mod run;
mod symbol;
mod tidy;

use std::collections::HashMap;
use std::io;

use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::{IndependentStyle, Style};

use self::symbol::{CONTAINER_COPY, Symbols};
use crate::export::error::ExportError;
use crate::model::{Identified, Source};

/// A style of the Citation Style Language that comes with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CslStyle(ArchivedStyle);

impl CslStyle {
    /// Returns the style with a name, if there is one.
    pub(super) fn named(name: &str) -> Option<Self> {
        ArchivedStyle::by_name(name).map(Self)
    }

    /// Returns the names of the styles that have a bibliography, sorted.
    pub(super) fn names() -> Vec<&'static str> {
        let styles = ArchivedStyle::all().iter();
        let with_bibliography = styles.filter(|style| match style.get() {
            Style::Independent(style) => style.bibliography.is_some(),
            Style::Dependent(_) => false,
        });
        let mut names: Vec<&str> = with_bibliography
            .flat_map(|style| style.names().iter().copied())
            .collect();
        names.sort_unstable();
        names
    }
}

/// Writes sources in a style, one entry per line.
pub(super) fn write(
    sources: &[&Source],
    style: CslStyle,
    numbered: bool,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    let csl = adapted(style, numbered).ok_or_else(|| {
        let style = style.0.display_name().to_owned();
        ExportError::NoBibliography { style }
    })?;
    let symbols = Symbols::of(&csl);
    let items: Vec<_> = sources.iter().map(|source| symbols.item(source)).collect();
    let lines = run::set(&items, &csl);
    if !numbered {
        for line in &lines {
            writeln!(output, "{}", line.with_label())?;
        }
        return Ok(());
    }
    let by_id: HashMap<&str, &str> = lines.iter().map(run::Line::entry).collect();
    for (index, source) in sources.iter().enumerate() {
        let text = by_id.get(source.id().as_str()).copied();
        writeln!(output, "[{}] {}", index + 1, text.unwrap_or_default())?;
    }
    Ok(())
}

/// Adapts a style to our entries and to the engine; `None` if it has no bibliography.
///
/// - Titles keep their case. The rules by which styles change it do not know names and abbreviations of organizations.
/// - Conditions on the container test a copy of its title. The engine suppresses a title that was substituted for an
///   author in conditions too, and would set a press article without an author as a book (no upstream issue is known).
/// - Authors are repeated if the entries are numbered, or are set in several runs (see [`run::set`]): a dash for "the
///   same author" would then follow another author.
fn adapted(style: CslStyle, numbered: bool) -> Option<IndependentStyle> {
    let xml = style.0.get().to_xml().ok()?;
    let xml = xml
        .replace(" text-case=\"title\"", "")
        .replace(" text-case=\"sentence\"", "")
        .replace(
            "if variable=\"container-title\"",
            &format!("if variable=\"{CONTAINER_COPY}\""),
        );
    let mut csl = IndependentStyle::from_xml(&xml).ok()?;
    let bibliography = csl.bibliography.as_mut()?;
    if numbered || csl.citation.disambiguate_add_year_suffix {
        bibliography.subsequent_author_substitute = None;
    }
    Some(csl)
}
