//! Bibliographies in the styles of the Citation Style Language, set by Hayagriva.

mod run;
mod symbol;
mod tidy;

use std::collections::HashMap;
use std::io;

use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::{IndependentStyle, Style as CslStyle};

use self::symbol::{CONTAINER, Symbols};
use crate::export::error::ExportError;
use crate::model::{Identified, Source};

/// Returns the names of the styles that have a bibliography, sorted.
pub(super) fn names() -> Vec<&'static str> {
    let styles = ArchivedStyle::all().iter();
    let with_bibliography = styles.filter(|style| match style.get() {
        CslStyle::Independent(style) => style.bibliography.is_some(),
        CslStyle::Dependent(_) => false,
    });
    let mut names: Vec<&str> = with_bibliography
        .flat_map(|style| style.names().iter().copied())
        .collect();
    names.sort_unstable();
    names
}

/// Finds a style by one of its names.
pub(super) fn named(name: &str) -> Option<ArchivedStyle> {
    ArchivedStyle::by_name(name)
}

/// Writes sources in a style, an entry a line.
pub(super) fn write(
    sources: &[&Source],
    style: ArchivedStyle,
    numbered: bool,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    let csl = adapted(style, numbered).ok_or_else(|| {
        let style = style.display_name().to_owned();
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
    for (number, source) in sources.iter().enumerate() {
        let text = by_id.get(source.id().as_str()).copied();
        writeln!(output, "[{}] {}", number + 1, text.unwrap_or_default())?;
    }
    Ok(())
}

/// Adapts a style to our entries and to what Hayagriva can do; `None` if it has no bibliography.
///
/// Titles are set letter for letter, because the rules by which styles change capitals do not know
/// the names and abbreviations of organizations. Whether there is a container is asked of a copy of
/// its title, because Hayagriva hides a title that stands for an author from the question, too, and a
/// press article would be set as a book. Authors are repeated where entries are not in the
/// order of the style or are set in several runs.
fn adapted(style: ArchivedStyle, numbered: bool) -> Option<IndependentStyle> {
    let text = style.get().to_xml().ok()?;
    let text = text
        .replace(" text-case=\"title\"", "")
        .replace(" text-case=\"sentence\"", "")
        .replace(
            "if variable=\"container-title\"",
            &format!("if variable=\"{CONTAINER}\""),
        );
    let mut csl = IndependentStyle::from_xml(&text).ok()?;
    let bibliography = csl.bibliography.as_mut()?;
    if numbered || csl.citation.disambiguate_add_year_suffix {
        bibliography.subsequent_author_substitute = None;
    }
    Some(csl)
}
