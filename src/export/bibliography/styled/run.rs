//! Sets items in a style, with the letters that distinguish entries of one author and year.

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

/// An entry as text.
pub(super) struct Line {
    id: String,
    label: Option<String>,
    text: String,
}

impl Line {
    /// Returns the id of the source, and the text without number or label.
    pub(super) fn entry(&self) -> (&str, &str) {
        (&self.id, &self.text)
    }

    /// Restores the year of an entry.
    ///
    /// Some styles, such as ISO 690, set title and year in place of an author. hayagriva 0.10.1 then counts the year as
    /// printed before it prints it, and prints `[no date]` (no upstream issue is known).
    fn restore_year(&mut self, item: &Item) {
        if let Some(Value::Date(DateValue::DateParts { date_parts, .. })) = item.0.get("issued")
            && let Some(year) = date_parts.0.first().and_then(|date| date.0.first())
        {
            self.text = self.text.replacen("[no date]", &year.to_string(), 1);
        }
    }

    /// Returns the number or label that the style gives the entry, and the text.
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
/// hayagriva 0.10.1 gives letters (2012a, 2012b) to the first three groups of ambiguous entries only (typst/hayagriva
/// issue 507), and in the order of citation instead of that of the bibliography (issue 469). So all entries are set without
/// letters first, to learn their order and which of them would be cited alike. Then each such group is set in a run of its
/// own.
pub(super) fn set(items: &[Item], style: &IndependentStyle) -> Vec<Line> {
    let mut without_letters = style.clone();
    without_letters.citation.disambiguate_add_year_suffix = false;
    let set = run(items, &without_letters);
    let cited = set.citations.iter().map(|cited| plain(&cited.citation));
    let cited: HashMap<&str, String> = items.iter().map(id).zip(cited).collect();
    let mut lines = lines(set.bibliography, items);
    if style.citation.disambiguate_add_year_suffix {
        let by_id: HashMap<&str, &Item> = items.iter().map(|item| (id(item), item)).collect();
        for indexes in cited_alike(&lines, &cited) {
            let alike = indexes.iter().map(|index| by_id[lines[*index].id.as_str()]);
            let with_letters = set_with_letters(alike.cloned().collect(), style);
            for (index, line) in indexes.into_iter().zip(with_letters) {
                lines[index] = line;
            }
        }
    }
    lines
}

/// Returns groups of entries that would be cited alike, as indexes in the order of the style.
fn cited_alike(lines: &[Line], cited: &HashMap<&str, String>) -> Vec<Vec<usize>> {
    let mut groups: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, line) in lines.iter().enumerate() {
        let citation = cited[line.id.as_str()].as_str();
        groups.entry(citation).or_default().push(index);
    }
    // The order of the groups does not matter: each replaces lines of its own.
    let groups = groups.into_values();
    groups.filter(|indexes| indexes.len() > 1).collect()
}

/// Sets entries that would be cited alike, in the given order.
///
/// hayagriva 0.10.1 gives letters to entries without a date only if some other entry has one (typst/hayagriva issue 530;
/// pull request 534 repairs it). So an entry with a date is set along with them, and removed.
fn set_with_letters(alike: Vec<Item>, style: &IndependentStyle) -> Vec<Line> {
    let dated = json!({ "id": "", "title": "-", "issued": { "date-parts": [[1]] } });
    let dated = serde_json::from_value::<Item>(dated);
    let with_dated: Vec<Item> = alike.iter().cloned().chain(dated).collect();
    let set = run(&with_dated, style);
    let mut lines = lines(set.bibliography, &with_dated);
    let index = |line: &Line| alike.iter().position(|item| id(item) == line.id);
    lines.retain(|line| index(line).is_some());
    lines.sort_by_key(index);
    lines
}

fn run(items: &[Item], style: &IndependentStyle) -> Rendered {
    /// The terms of all languages. Unpacking them takes longer than setting an entry, so it is done once.
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
        line.restore_year(by_id[line.id.as_str()]);
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
