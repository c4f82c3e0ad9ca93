//! Setting items in a style, with the letters that tell entries of one author and year apart.

use std::collections::HashMap;
use std::sync::LazyLock;

use hayagriva::archive::locales;
use hayagriva::citationberg::json::{DateValue, Item, Value};
use hayagriva::citationberg::{IndependentStyle, Locale};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, BufWriteFormat, CitationItem, CitationRequest,
    ElemChildren, Rendered, RenderedBibliography,
};
use serde_json::json;

use super::tidy::tidy;

/// A set entry.
pub(super) struct Line {
    id: String,
    label: Option<String>,
    text: String,
}

impl Line {
    /// Returns the id of the source and the text without number or label.
    pub(super) fn entry(&self) -> (&str, &str) {
        (&self.id, &self.text)
    }

    /// Gives an entry its year back.
    ///
    /// Where a style sets title and year in place of an author, as ISO 690 does, Hayagriva takes the
    /// year for printed before it prints it, and says that there is none.
    fn date(&mut self, item: &Item) {
        if let Some(Value::Date(DateValue::DateParts { date_parts, .. })) = item.0.get("issued")
            && let Some(year) = date_parts.0.first().and_then(|date| date.0.first())
        {
            self.text = self.text.replacen("[no date]", &year.to_string(), 1);
        }
    }

    /// Returns the text after the number or label that the style gives the entry.
    pub(super) fn with_label(&self) -> String {
        let label = self.label.iter().map(String::as_str);
        label
            .chain([self.text.as_str()])
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// Sets items, in the order of the style.
///
/// Hayagriva gives letters (2012a, 2012b) to the first few groups of entries alone, in the order of
/// citation. So all entries are set without letters first, to learn their order and which would be
/// cited alike, and then each group of those in a run of its own.
pub(super) fn set(items: &[Item], style: &IndependentStyle) -> Vec<Line> {
    let mut without_letters = style.clone();
    without_letters.citation.disambiguate_add_year_suffix = false;
    let set = run(items, &without_letters);
    let cited = set.citations.iter().map(|cited| plain(&cited.citation));
    let cited: HashMap<&str, String> = items.iter().map(id).zip(cited).collect();
    let mut lines = lines(set.bibliography, items);
    if style.citation.disambiguate_add_year_suffix {
        let by_id: HashMap<&str, &Item> = items.iter().map(|item| (id(item), item)).collect();
        for places in cited_alike(&lines, &cited) {
            let alike = places.iter().map(|place| by_id[lines[*place].id.as_str()]);
            let with_letters = letters(alike.cloned().collect(), style);
            for (place, line) in places.into_iter().zip(with_letters) {
                lines[place] = line;
            }
        }
    }
    lines
}

/// Returns the places of entries that would be cited alike, in the order of the style.
fn cited_alike(lines: &[Line], cited: &HashMap<&str, String>) -> Vec<Vec<usize>> {
    let mut groups: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, line) in lines.iter().enumerate() {
        groups
            .entry(&cited[line.id.as_str()])
            .or_default()
            .push(place);
    }
    groups
        .into_values()
        .filter(|places| places.len() > 1)
        .collect()
}

/// Sets entries that would be cited alike, in the order in which they are given.
///
/// An entry with a date stands beside them, because Hayagriva gives letters only where it sees one.
fn letters(alike: Vec<Item>, style: &IndependentStyle) -> Vec<Line> {
    let dated = json!({ "id": "", "title": "-", "issued": { "date-parts": [[1]] } });
    let dated = serde_json::from_value::<Item>(dated);
    let with_dated: Vec<Item> = alike.iter().cloned().chain(dated).collect();
    let set = run(&with_dated, style);
    let mut lines = lines(set.bibliography, &with_dated);
    let place = |line: &Line| alike.iter().position(|item| id(item) == line.id);
    lines.retain(|line| place(line).is_some());
    lines.sort_by_key(place);
    lines
}

fn run(items: &[Item], style: &IndependentStyle) -> Rendered {
    /// The words of every language, which take longer to unpack than an entry to set.
    static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(locales);
    let mut driver = BibliographyDriver::new();
    for item in items {
        let cited = vec![CitationItem::with_entry(item)];
        driver.citation(CitationRequest::from_items(cited, style, &LOCALES));
    }
    driver.finish(BibliographyRequest {
        style,
        locale: None,
        locale_files: &LOCALES,
    })
}

fn lines(set: Option<RenderedBibliography>, items: &[Item]) -> Vec<Line> {
    let by_id: HashMap<&str, &Item> = items.iter().map(|item| (id(item), item)).collect();
    let set = set.into_iter().flat_map(|set| set.items);
    set.map(|entry| {
        let label = entry.first_field.map(|label| {
            let mut text = String::new();
            // Writing to a string cannot fail.
            let _ = label.write_buf(&mut text, BufWriteFormat::Plain);
            tidy(&text)
        });
        let mut line = Line {
            label,
            text: tidy(&plain(&entry.content)),
            id: entry.key,
        };
        line.date(by_id[line.id.as_str()]);
        line
    })
    .collect()
}

fn plain(text: &ElemChildren) -> String {
    let mut plain = String::new();
    let _ = text.write_buf(&mut plain, BufWriteFormat::Plain);
    plain
}

fn id(item: &Item) -> &str {
    match item.0.get("id") {
        Some(Value::String(id)) => id,
        _ => "",
    }
}
