//! Bibliographies in the styles of the Citation Style Language.

use std::collections::HashMap;
use std::io;
use std::sync::LazyLock;

use hayagriva::archive::locales;
use hayagriva::citationberg::Locale;
use serde_json::{Map, Value as Json, json};

use super::csl::{Entry, Order, Piece, set};
use super::csl_json;
use super::csl_style::CslStyle;
use super::markup::Layout;
use super::options::BibliographyOptions;
use crate::export::error::ExportError;
use crate::model::{Identified, Source};

/// The types of items that are useless without their number or version, with the variable that has it.
const NUMBERED_TYPES: [(&str, &str); 4] = [
    ("document", "number"),
    ("report", "number"),
    ("dataset", "version"),
    ("software", "version"),
];

/// Writes sources in a style, one entry per line or paragraph.
pub(super) fn write(
    sources: &[&Source],
    style: CslStyle,
    options: BibliographyOptions,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    let order = if options.numbered {
        Order::AsGiven
    } else {
        Order::OfStyle
    };
    let entries = entries(sources, style, order);
    let layout = Layout {
        markup: options.markup,
        numbered: options.numbered,
    };
    Ok(layout.write(&entries, output)?)
}

/// Returns each source in a style as plain text, in the given order.
pub(super) fn references(sources: &[&Source], style: CslStyle) -> Vec<String> {
    let entries = entries(sources, style, Order::AsGiven);
    entries.iter().map(Entry::plain).collect()
}

fn entries(sources: &[&Source], style: CslStyle, order: Order) -> Vec<Entry> {
    let mut items: Vec<Map<String, Json>> = sources.iter().map(|source| item(source)).collect();
    let entries = set_items(&items, sources, style, order);
    if add_missing_numbers(&mut items, &entries) {
        return set_items(&items, sources, style, order);
    }
    entries
}

/// Sets items in a style. An entry that the style leaves empty, because it does not know the type, has the form of
/// [`Source::reference`].
fn set_items(
    items: &[Map<String, Json>],
    sources: &[&Source],
    style: CslStyle,
    order: Order,
) -> Vec<Entry> {
    /// The terms of all languages. Unpacking them takes longer than setting an entry, so it is done once.
    static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(locales);
    let entries = set(items, &style.independent(), &LOCALES, order);
    let mut entries = entries.expect("every style that is offered has a bibliography");
    for entry in &mut entries {
        for piece in &mut entry.text {
            piece.text = without_retrieved(&piece.text);
        }
        if !entry.plain().contains(char::is_alphabetic) {
            let mut sources = sources.iter();
            let source = sources.find(|source| source.id().as_str() == entry.id);
            entry.text = vec![Piece::plain(
                source.map(|source| source.reference()).unwrap_or_default(),
            )];
        }
    }
    entries
}

/// Removes a "Retrieved" that introduces a date of access, where there is none.
fn without_retrieved(text: &str) -> String {
    text.replace("Retrieved http", "http")
}

/// Returns the item of a source, without a number that is part of its title.
fn item(source: &Source) -> Map<String, Json> {
    let mut item = csl_json::item(source);
    if let Some((key, number)) = number(&item)
        && mentions(&source.title, &number)
    {
        item.remove(key);
    }
    item
}

/// Adds numbers and versions to titles where a style prints them nowhere. Returns `true` if there was any.
///
/// The documents of international organizations are found by their symbols, and styles that were made for journals leave
/// them out.
fn add_missing_numbers(items: &mut [Map<String, Json>], entries: &[Entry]) -> bool {
    let texts: HashMap<&str, String> = entries
        .iter()
        .map(|entry| (entry.id.as_str(), without_addresses(&entry.plain())))
        .collect();
    let mut is_changed = false;
    for item in items {
        let Some((key, number)) = number(item) else {
            continue;
        };
        let text = item["id"].as_str().and_then(|id| texts.get(id));
        if text.is_none_or(|text| mentions(text, &number)) {
            continue;
        }
        let title = item["title"].as_str().unwrap_or_default();
        let title = match key {
            "version" => format!("{title}, version {number}"),
            _ => format!("{title}, {number}"),
        };
        item["title"] = json!(title);
        is_changed = true;
    }
    is_changed
}

fn number(item: &Map<String, Json>) -> Option<(&'static str, String)> {
    let kind = item.get("type")?.as_str()?;
    let (_, key) = NUMBERED_TYPES.iter().find(|(name, _)| *name == kind)?;
    let number = item.get(*key)?.as_str()?;
    Some((key, number.to_owned()))
}

/// Returns a text without addresses, in which a number may occur too.
fn without_addresses(text: &str) -> String {
    let words = text.split(' ').filter(|word| !word.contains("://"));
    words.collect::<Vec<_>>().join(" ")
}

/// Returns `true` if a text contains all words of a number in a row: `3` is not in `2003`.
fn mentions(text: &str, number: &str) -> bool {
    let (text, number) = (words(text), words(number));
    number.is_empty() || text.windows(number.len()).any(|words| words == number)
}

/// Returns the words and numbers of a text without the differences that styles make: dashes, case, quotation marks.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|character: char| !character.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_mentioned_by_whole_words() {
        for (text, number, is_mentioned) in [
            ("Peace operations in 2003", "3", false),
            ("Peace operations, 3", "3", true),
            ("Resolution S/RES/713 (1991)", "s/res/713(1991)", true),
            ("Resolution S/RES/713 (1991)", "S/RES/71", false),
            (
                "Resolution S/RES/713, adopted in 1991",
                "S/RES/713 (1991)",
                false,
            ),
        ] {
            assert_eq!(mentions(text, number), is_mentioned, "{text}: {number}");
        }
    }
}
