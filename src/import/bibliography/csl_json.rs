//! CSL-JSON, as Zotero and Pandoc write it.

use serde_json::{Map, Value as Json};

use super::entry::{Entry, Parts, ReadEntry, body, name};
use super::key_of_title;
use crate::import::accounts::Outcome;
use crate::model::year_text;

pub(super) fn read(text: &str) -> Result<Vec<ReadEntry>, String> {
    let json: Json = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let items = json.as_array().or_else(|| json.get("items")?.as_array());
    let items = items.ok_or("it is not a list of items")?;
    let entries = items.iter().zip(1..).map(|(item, line)| ReadEntry {
        line,
        raw: item.to_string(),
        result: match item.as_object() {
            Some(item) => convert(item),
            None => Err(Outcome::rejected("it is not an object")),
        },
    });
    Ok(entries.collect())
}

/// The fields of an item, of which those that are taken are no longer left out.
struct Fields<'i> {
    item: &'i Map<String, Json>,
    taken: Vec<&'static str>,
}

impl Fields<'_> {
    fn text(&mut self, key: &'static str) -> String {
        self.taken.push(key);
        match self.item.get(key) {
            Some(Json::String(text)) => text.clone(),
            Some(Json::Number(number)) => number.to_string(),
            _ => String::new(),
        }
    }

    fn names(&mut self, key: &'static str) -> Vec<String> {
        self.taken.push(key);
        let names = self.item.get(key).and_then(Json::as_array);
        let names = names.into_iter().flatten().map(|parts| {
            let get = |key: &str| parts.get(key).and_then(Json::as_str).unwrap_or_default();
            match get("literal") {
                "" => {
                    let particles = [get("dropping-particle"), get("non-dropping-particle")];
                    let particle = particles.join(" ");
                    name(get("family"), get("given"), particle.trim(), get("suffix"))
                }
                literal => body(literal),
            }
        });
        names.filter(|name| !name.is_empty()).collect()
    }

    /// Returns a date as EDTF: `date-parts`, or the text that stands for one.
    fn date(&mut self, key: &'static str) -> String {
        self.taken.push(key);
        let Some(date) = self.item.get(key) else {
            return String::new();
        };
        let text = ["raw", "literal"]
            .iter()
            .find_map(|key| date.get(key)?.as_str());
        let parts = date.get("date-parts").and_then(Json::as_array);
        let days: Vec<String> = parts
            .into_iter()
            .flatten()
            .filter_map(|day| Some(day_of(day.as_array()?)))
            .filter(|day| !day.is_empty())
            .collect();
        let circa = if date
            .get("circa")
            .is_some_and(|circa| *circa != Json::Bool(false))
        {
            "~"
        } else {
            ""
        };
        match days.as_slice() {
            [] => text.unwrap_or_default().to_owned(),
            days => days
                .iter()
                .map(|day| format!("{day}{circa}"))
                .collect::<Vec<_>>()
                .join("/"),
        }
    }
}

/// Returns a year, month and day, which may be numbers or texts.
fn day_of(parts: &[Json]) -> String {
    let numbers = parts.iter().filter_map(|part| match part {
        Json::Number(number) => number.as_i64(),
        Json::String(text) => text.parse().ok(),
        _ => None,
    });
    let numbers: Vec<i64> = numbers.collect();
    match numbers.as_slice() {
        [] => String::new(),
        [year] => year_text(*year),
        [year, month] => format!("{}-{month:02}", year_text(*year)),
        [year, month, day, ..] => format!("{}-{month:02}-{day:02}", year_text(*year)),
    }
}

fn convert(item: &Map<String, Json>) -> Result<Entry, Outcome> {
    let mut fields = Fields {
        item,
        taken: vec!["citation-key"],
    };
    let kind = fields.text("type");
    let (kind, parent_kind) = kinds(&kind);
    let mut key = fields.text("id");
    let parts = Parts {
        kind,
        title: fields.text("title"),
        authors: fields.names("author"),
        editors: fields.names("editor"),
        translators: fields.names("translator"),
        date: fields.date("issued"),
        organization: fields.text("authority"),
        publisher: fields.text("publisher"),
        location: fields.text("publisher-place"),
        parent_kind,
        parent_title: fields.text("container-title"),
        series: fields.text("collection-title"),
        volume: fields.text("volume"),
        issue: fields.text("issue"),
        edition: fields.text("edition"),
        pages: fields.text("page").replace('–', "-"),
        genre: fields.text("genre"),
        numbers: vec![
            ("serial", fields.text("number")),
            ("doi", fields.text("DOI")),
            ("isbn", fields.text("ISBN")),
            ("issn", fields.text("ISSN")),
        ],
        url: fields.text("URL"),
        visited: fields.date("accessed"),
        language: fields.text("language"),
        notes: vec![fields.text("note")],
        details: vec![
            ("chapter", fields.text("chapter-number")),
            ("page-total", fields.text("number-of-pages")),
            ("volume-total", fields.text("number-of-volumes")),
            ("abstract", fields.text("abstract")),
            ("archive", fields.text("archive")),
            ("archive-location", fields.text("archive_location")),
            ("call-number", fields.text("call-number")),
        ],
    };
    if parts.title.is_empty() {
        return Err(Outcome::rejected(format!("the entry `{key}` has no title")));
    }
    if key.is_empty() {
        key = key_of_title(&parts.title);
    }
    let left_out = item
        .keys()
        .filter(|key| !fields.taken.contains(&key.as_str()));
    let left_out = left_out.cloned().collect();
    let mut changes = Vec::new();
    Ok(Entry {
        key,
        left_out,
        fields: parts.into_fields(&mut changes),
        changes,
    })
}

fn kinds(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "article-journal" | "article-magazine" | "review" | "review-book" => {
            ("article", "periodical")
        }
        "article-newspaper" => ("article", "newspaper"),
        "post-weblog" => ("article", "blog"),
        "paper-conference" => ("article", "proceedings"),
        "book" => ("book", "book"),
        "chapter" => ("chapter", "book"),
        "entry" | "entry-dictionary" | "entry-encyclopedia" => ("entry", "reference"),
        "report" => ("report", "periodical"),
        "thesis" => ("thesis", "book"),
        "webpage" => ("web", "web"),
        "post" => ("post", "web"),
        "legislation" | "bill" | "treaty" | "regulation" => ("legislation", "anthology"),
        "legal_case" => ("case", "book"),
        "manuscript" => ("manuscript", "book"),
        "patent" => ("patent", "book"),
        "motion_picture" | "broadcast" => ("video", "video"),
        "song" | "interview" => ("audio", "audio"),
        "software" | "dataset" => ("repository", "repository"),
        "periodical" => ("periodical", "periodical"),
        _ => ("misc", "book"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::yaml_value::Value;

    #[test]
    fn items_have_names_and_dates_in_parts() {
        let text = r#"[{"id": "k1", "type": "article-journal", "title": "T", "author": [{"family": "Doe", "given": "Janet"},
            {"literal": "Fish, Inc."}], "issued": {"date-parts": [["2005", 6]]}, "container-title": "J", "custom": {}}]"#;
        let entries = read(text).expect("it is a list");
        let entry = entries[0].result.as_ref().expect("it is sound");
        let field = |name: &str| {
            entry
                .fields
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| value.clone())
        };
        assert_eq!(field("date"), Some(Value::Word("2005-06".to_owned())));
        let names = ["Doe, Janet", "{Fish, Inc.}"].map(|name| Value::Text(name.to_owned()));
        assert_eq!(field("author"), Some(Value::List(names.to_vec())));
        assert_eq!(entry.left_out, ["custom"]);
        assert!(read("{}").is_err());
    }
}
