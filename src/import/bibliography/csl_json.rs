//! CSL-JSON, as Zotero and Pandoc write it.

use serde_json::{Map, Value as Json};

use super::date::{assembled, month};
use super::entry::{Entry, Known, Parts, ReadEntry, body, name};
use super::key_of_title;
use crate::dataset::CSL_ROLES;
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
    known: Known,
}

impl Fields<'_> {
    /// Returns the text or number of the first of several fields that the item has. Another one is left out, unless it
    /// says the same.
    fn text(&mut self, keys: &[&'static str]) -> String {
        self.known.add(keys);
        let texts = keys.iter().filter_map(|key| Some((*key, self.peek(key)?)));
        let texts: Vec<(&str, String)> = texts.collect();
        let mut stated = texts.iter().map(|(_, text)| text);
        let first = stated
            .find(|text| !text.is_empty())
            .cloned()
            .unwrap_or_default();
        let taken = texts
            .iter()
            .filter(|(_, text)| text.is_empty() || *text == first);
        self.taken.extend(taken.map(|(key, _)| key));
        first
    }

    /// Returns a text or number, which is still left out.
    fn peek(&self, key: &str) -> Option<String> {
        match self.item.get(key)? {
            Json::String(text) => Some(text.clone()),
            Json::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    fn names(&mut self, key: &'static str) -> Vec<String> {
        let Some(names) = self.item.get(key).and_then(Json::as_array) else {
            return Vec::new();
        };
        self.taken.push(key);
        let names = names.iter().map(|parts| {
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
        let date = self.item.get(key);
        let text = date.map(date_text).unwrap_or_default();
        if !text.is_empty() {
            self.taken.push(key);
        }
        text
    }
}

fn date_text(date: &Json) -> String {
    if let Some(text) = date.as_str() {
        return text.to_owned();
    }
    let days = date.get("date-parts").and_then(Json::as_array);
    let season = date.get("season").map(number_text).unwrap_or_default();
    let days = days.into_iter().flatten();
    let days = days.filter_map(|day| Some(day_of(day.as_array()?, &season)));
    let days: Vec<String> = days.filter(|day| !day.is_empty()).collect();
    if days.is_empty() {
        let mut texts = ["raw", "literal"]
            .iter()
            .filter_map(|key| date.get(key)?.as_str());
        return texts.next().unwrap_or_default().to_owned();
    }
    let circa = date.get("circa").unwrap_or(&Json::Bool(false));
    let circa = if *circa == Json::Bool(false) { "" } else { "~" };
    let days = days.iter().map(|day| format!("{day}{circa}"));
    days.collect::<Vec<_>>().join("/")
}

/// Returns a year, month or season, and day, which may be numbers or texts.
fn day_of(parts: &[Json], season: &str) -> String {
    let texts: Vec<String> = parts.iter().map(number_text).collect();
    let stated: Vec<&str> = texts
        .iter()
        .map(String::as_str)
        .take_while(|text| !text.is_empty())
        .collect();
    let Some(year) = stated.first().and_then(|year| year.parse().ok()) else {
        return stated.join("-");
    };
    let year = year_text(year);
    let (date, found) = match stated[..] {
        [_] => return assembled(&year, season_of(season), None).0,
        [_, month] => assembled(&year, month_of(month), None),
        [_, month, day, ..] => assembled(&year, month_of(month), day.parse().ok()),
        [] => return String::new(),
    };
    // What is not in the calendar is kept as it is, for a remark.
    if found == stated.len().min(3) - 1 {
        date
    } else {
        stated.join("-")
    }
}

/// Returns the number of a month or season in EDTF. Items count seasons from 13, or as EDTF does.
fn month_of(text: &str) -> Option<u8> {
    match text.parse() {
        Ok(season @ 13..=16) => Some(season + 8),
        Ok(season @ 21..=24) => Some(season),
        _ => month(text),
    }
}

/// Returns the number of a season in EDTF. Items count seasons from 1 too.
fn season_of(text: &str) -> Option<u8> {
    match text.parse() {
        Ok(season @ 1..=4) => Some(season + 20),
        _ => month_of(text).filter(|season| *season > 20),
    }
}

fn number_text(part: &Json) -> String {
    match part {
        Json::String(text) => text.clone(),
        Json::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn convert(item: &Map<String, Json>) -> Result<Entry, Outcome> {
    let mut fields = Fields {
        item,
        taken: vec!["citation-key"],
        known: Known::default(),
    };
    let kind = fields.text(&["type"]);
    let (kind, parent_kind) = kinds(&kind);
    let mut key = fields.text(&["id"]);
    let series = fields.text(&["collection-title"]);
    let series_number = match series.as_str() {
        "" => String::new(),
        _ => fields.text(&["collection-number"]),
    };
    let parts = Parts {
        kind,
        title: fields.text(&["title"]),
        authors: fields.names("author"),
        editors: fields.names("editor"),
        affiliated: CSL_ROLES.map(|role| (role, fields.names(role))).to_vec(),
        date: fields.date("issued"),
        organization: fields.text(&["authority"]),
        publisher: fields.text(&["publisher"]),
        location: fields.text(&["publisher-place"]),
        parent_kind,
        parent_title: fields.text(&["container-title"]),
        series,
        series_number,
        volume: fields.text(&["volume"]),
        issue: fields.text(&["issue"]),
        edition: fields.text(&["edition"]),
        pages: fields.text(&["page"]).replace('–', "-"),
        genre: fields.text(&["genre"]),
        numbers: vec![
            ("serial", fields.text(&["number"])),
            ("doi", fields.text(&["DOI"])),
            ("isbn", fields.text(&["ISBN"])),
            ("issn", fields.text(&["ISSN"])),
            ("pmid", fields.text(&["PMID"])),
            ("pmcid", fields.text(&["PMCID"])),
            ("version", fields.text(&["version"])),
        ],
        url: fields.text(&["URL"]),
        visited: fields.date("accessed"),
        language: fields.text(&["language"]),
        notes: vec![fields.text(&["note"]), fields.text(&["annote"])],
        details: vec![
            ("chapter", fields.text(&["chapter-number"])),
            ("page-total", fields.text(&["number-of-pages"])),
            ("volume-total", fields.text(&["number-of-volumes"])),
            ("abstract", fields.text(&["abstract"])),
            ("archive", fields.text(&["archive"])),
            (
                "archive-location",
                fields.text(&["archive-place", "archive_location"]),
            ),
            ("call-number", fields.text(&["call-number"])),
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
    let left_out = left_out.map(|key| fields.known.left_out(key)).collect();
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
    use super::super::written;
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
        let left_out: Vec<&str> = entry
            .left_out
            .iter()
            .map(|left| left.field.as_str())
            .collect();
        assert_eq!(left_out, ["custom"]);
        assert!(read("{}").is_err());
    }

    /// Reads an item of a type with a title and other fields.
    fn with(kind: &str, fields: &str) -> ReadEntry {
        let text = format!(r#"[{{"id": "k", "type": "{kind}", "title": "T", {fields}}}]"#);
        let mut entries = read(&text).expect("it is a list");
        entries.pop().expect("there is an item")
    }

    #[test]
    fn dates_have_parts_and_seasons_and_words() {
        for (issued, expected) in [
            (r#"{"date-parts": [[2003]], "season": 1}"#, "date: 2003-21"),
            (
                r#"{"date-parts": [[2003]], "season": "4"}"#,
                "date: 2003-24",
            ),
            (r#"{"date-parts": [[2003, 15]]}"#, "date: 2003-23"),
            (r#"{"date-parts": [["2003", "3"]]}"#, "date: 2003-03"),
            (
                r#"{"date-parts": [[2003, 5], [2004, 6]]}"#,
                "date: 2003-05/2004-06",
            ),
            (r#"{"date-parts": [[2003]], "circa": true}"#, "date: 2003~"),
            (r#"{"date-parts": [[800]]}"#, "date: 0800"),
            (r#"{"raw": "May 2003"}"#, "date: 2003-05"),
            (r#""2003-05""#, "date: 2003-05"),
            (
                r#"{"date-parts": [[2003, 2, 35]]}"#,
                "note: Date: 2003-2-35.",
            ),
        ] {
            let read = with("book", &format!(r#""issued": {issued}"#));
            let expected = format!("type: book\ntitle: T\n{expected}\n");
            assert_eq!(written(&read), (expected, vec![]), "{issued}");
        }
        let read = with(
            "book",
            r#""issued": {"date-parts": [[null]]}, "ISSN": ["1", "2"]"#,
        );
        assert_eq!(written(&read).1, ["issued", "ISSN"]);
    }

    #[test]
    fn a_work_in_a_series_has_its_volume_and_number() {
        for (fields, expected) in [
            (r#""volume": "2""#, "volume: 2"),
            (r#""issue": 63"#, "issue: 63"),
            (
                r#""volume": "2", "collection-number": 9"#,
                "volume: 2\n  issue: 9",
            ),
        ] {
            let read = with("book", &format!(r#""collection-title": "S", {fields}"#));
            let expected =
                format!("type: book\ntitle: T\nparent:\n  type: book\n  title: S\n  {expected}\n");
            assert_eq!(written(&read), (expected, vec![]), "{fields}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let read = with(
            "motion_picture",
            r#""director": [{"family": "Doe", "given": "Ann"}], "archive-place": "Geneva", "annote": "A note", "PMID": "9", "version": "2""#,
        );
        let expected = "type: video\ntitle: T\naffiliated:\n- role: director\n  names:\n  - Doe, Ann\nserial-number:\n  \
                        pmid: 9\n  version: 2\nnote: A note\narchive-location: Geneva\n";
        assert_eq!(written(&read), (expected.to_owned(), vec![]));
    }
}
