//! Items for a style, arranged so that the symbol and the date of a document are printed whatever the style does.

use hayagriva::citationberg::IndependentStyle;
use hayagriva::citationberg::json::Item;
use serde_json::{Map, Value as Json, json};

use super::run;
use super::tidy::GUARD;
use crate::export::bibliography::csl_json;
use crate::model::{Identified, Source};

/// The variable with a copy of the title of the container; no style prints it.
pub(super) const CONTAINER_COPY: &str = "keyword";

/// The types of entries that are useless without their number or version.
const NUMBERED_TYPES: [&str; 4] = ["document", "report", "dataset", "software"];

/// What a style prints of each type of entry.
pub(super) struct Symbols {
    /// The types whose number or version is printed.
    printed: Vec<&'static str>,
    /// `true` if the style prints the date of web pages, or does not print that of documents either.
    dates_pages: bool,
}

impl Symbols {
    /// Finds out what a style prints, by setting sample entries with a number, a version and a date.
    ///
    /// The styles are programs of their own, and reading this from their macros would mean interpreting them.
    pub(super) fn of(style: &IndependentStyle) -> Self {
        let types = NUMBERED_TYPES.iter().chain(&["webpage"]);
        let items: Vec<Item> = types.map(|kind| sample(kind)).collect();
        let lines = run::set(&items, style);
        let prints = |kind: &str, text: &str| {
            let mut lines = lines.iter().map(run::Line::entry);
            lines.any(|(id, line)| id == kind && line.contains(text))
        };
        let mut printed = NUMBERED_TYPES.to_vec();
        printed.retain(|kind| prints(kind, SAMPLE_NUMBER));
        Self {
            printed,
            dates_pages: prints("webpage", "1999") || !prints("document", "1999"),
        }
    }

    /// Returns the item of a source.
    ///
    /// An act of an organization is a `document`, which most styles date to the day; or a `report`, if the style prints
    /// its symbol only there. If the style prints it nowhere, the symbol follows the title, as does a version. A web page
    /// is a document too, if the style would not print its date.
    pub(super) fn item(&self, source: &Source) -> Item {
        let mut item = csl_json::item(source);
        let kind = self.kind(source);
        item.insert("type".into(), json!(kind));
        let key = number_key(kind);
        if let Some(number) = item.get(key).and_then(Json::as_str).map(str::to_owned) {
            if source.title.contains(&number) {
                item.remove(key);
            } else if NUMBERED_TYPES.contains(&kind) && !self.printed.contains(&kind) {
                item["title"] = json!(with_number(&source.title, key, &number));
            } else {
                item[key] = json!(format!("{number}{GUARD}"));
            }
        }
        if let Some(container) = item.get("container-title").cloned() {
            item.insert(CONTAINER_COPY.into(), container);
        }
        read(item).unwrap_or_else(|| minimal(source))
    }

    fn kind(&self, source: &Source) -> &'static str {
        let kind = csl_json::kind(source);
        let is_act = matches!(&*source.kind, "legislation" | "misc");
        let is_page = matches!(kind, "webpage" | "post-weblog" | "post");
        let prints = |kind| self.printed.contains(&kind);
        if is_act && !prints("document") && prints("report") {
            "report"
        } else if is_act || (is_page && source.date.is_some() && !self.dates_pages) {
            "document"
        } else {
            kind
        }
    }
}

/// The number and version of the sample entries.
const SAMPLE_NUMBER: &str = "7.8.9";

/// Returns an entry of a type, with a number or version and a date.
fn sample(kind: &str) -> Item {
    let entry = json!({
        "id": kind, "type": kind, "title": "Title", "author": [{ "literal": kind }],
        "issued": { "date-parts": [[1999, 1, 1]] }, (number_key(kind)): SAMPLE_NUMBER,
    });
    serde_json::from_value(entry).expect("its values are texts and a date")
}

/// Returns the variable with the number of an entry of a type.
fn number_key(kind: &str) -> &'static str {
    match kind {
        "dataset" | "software" => "version",
        _ => "number",
    }
}

fn with_number(title: &str, key: &str, number: &str) -> String {
    match key {
        "version" => format!("{title}, version {number}"),
        _ => format!("{title}, {number}"),
    }
}

fn read(item: Map<String, Json>) -> Option<Item> {
    serde_json::from_value(Json::Object(item)).ok()
}

/// Returns an item with the values that can always be set.
fn minimal(source: &Source) -> Item {
    let item = json!({ "id": source.id().as_str(), "type": "document", "title": source.title });
    serde_json::from_value(item).expect("its values are texts")
}
