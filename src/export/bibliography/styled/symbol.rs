//! Items for a style: the symbol and the date of a document are printed, whatever the style thinks of them.

use hayagriva::citationberg::IndependentStyle;
use hayagriva::citationberg::json::Item;
use serde_json::{Map, Value as Json, json};

use super::run;
use crate::export::bibliography::csl_json;
use crate::model::{Identified, Source};

/// Stands after a number, so that neither its brackets nor its digits are taken for something else;
/// it is invisible and taken away from the set text.
pub(super) const GUARD: char = '\u{2060}';

/// The key of a copy of the title of the container, under a variable that no style prints.
pub(super) const CONTAINER: &str = "keyword";

/// Which types of entries a style gives their number, version and date.
pub(super) struct Symbols {
    /// The types whose number or version is printed.
    numbered: Vec<&'static str>,
    dates_pages: bool,
}

impl Symbols {
    /// Tries a style on entries with a number, a version and a date.
    pub(super) fn of(style: &IndependentStyle) -> Self {
        let entry = |kind: &str| {
            let entry = json!({
                "id": kind, "type": kind, "title": "Title", "author": [{ "literal": kind }],
                "issued": { "date-parts": [[1999, 1, 1]] }, (number_of(kind)): "7.8.9",
            });
            serde_json::from_value(entry).expect("its values are texts and a date")
        };
        let items: Vec<Item> = NUMBERED
            .iter()
            .chain(&["webpage"])
            .map(|kind| entry(kind))
            .collect();
        let lines = run::set(&items, style);
        let prints = |kind: &str, text: &str| {
            let mut lines = lines.iter().map(run::Line::entry);
            lines.any(|(id, line)| id == kind && line.contains(text))
        };
        let mut numbered = NUMBERED.to_vec();
        numbered.retain(|kind| prints(kind, "7.8.9"));
        Self {
            numbered,
            dates_pages: prints("webpage", "1999") || !prints("document", "1999"),
        }
    }

    /// Makes the item of a source.
    ///
    /// What an organization has resolved or declared is a `document`, which most styles date to the
    /// day, or a `report` where only that shows the symbol. Where neither does, the symbol follows
    /// the title, as does a version. A page that its style would leave without date is a document too.
    pub(super) fn item(&self, source: &Source) -> Item {
        let mut item = csl_json::item(source);
        let kind = self.kind(source);
        item.insert("type".into(), json!(kind));
        let key = number_of(kind);
        if let Some(number) = item.get(key).and_then(Json::as_str).map(str::to_owned) {
            if source.title.contains(&number) {
                item.remove(key);
                return self.with_container(item, source);
            }
            let is_lost = NUMBERED.contains(&kind) && !self.numbered.contains(&kind);
            match is_lost {
                true => item["title"] = json!(titled(&source.title, key, &number)),
                false => item[key] = json!(format!("{number}{GUARD}")),
            }
        }
        self.with_container(item, source)
    }

    fn with_container(&self, mut item: Map<String, Json>, source: &Source) -> Item {
        if let Some(container) = item.get("container-title").cloned() {
            item.insert(CONTAINER.into(), container);
        }
        read(item).unwrap_or_else(|| bare(source))
    }

    fn kind(&self, source: &Source) -> &'static str {
        let kind = csl_json::kind(source);
        let is_act = matches!(&*source.kind, "legislation" | "misc");
        let is_page = matches!(kind, "webpage" | "post-weblog" | "post");
        let shows = |kind| self.numbered.contains(&kind);
        if is_act && !shows("document") && shows("report") {
            "report"
        } else if is_act || (is_page && source.date.is_some() && !self.dates_pages) {
            "document"
        } else {
            kind
        }
    }
}

/// The types of entries that are nothing without their number or version.
const NUMBERED: [&str; 4] = ["document", "report", "dataset", "software"];

/// Returns the key under which an entry of a type is numbered.
fn number_of(kind: &str) -> &'static str {
    match kind {
        "dataset" | "software" => "version",
        _ => "number",
    }
}

fn titled(title: &str, key: &str, number: &str) -> String {
    match key {
        "version" => format!("{title}, version {number}"),
        _ => format!("{title}, {number}"),
    }
}

fn read(item: Map<String, Json>) -> Option<Item> {
    serde_json::from_value(Json::Object(item)).ok()
}

/// Makes an item of what can always be set.
fn bare(source: &Source) -> Item {
    let item = json!({ "id": source.id().as_str(), "type": "document", "title": source.title });
    serde_json::from_value(item).expect("its values are texts")
}
