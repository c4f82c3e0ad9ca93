//! CSL-JSON, after the schema of the Citation Style Language 1.0.2.

use std::io;

use serde_json::{Map, Value as Json, json};

use super::{Issued, person};
use crate::export::error::ExportError;
use crate::model::{Date, Identified, Source};

/// Writes sources as a JSON array of items.
pub(super) fn write(sources: &[&Source], output: &mut impl io::Write) -> Result<(), ExportError> {
    let items: Vec<Json> = sources.iter().map(|source| item(source)).collect();
    Ok(writeln!(output, "{:#}", Json::Array(items))?)
}

fn item(source: &Source) -> Json {
    let parent = source.parent.as_ref();
    let or_parents = |own: &Option<Box<str>>, theirs: Option<&Option<Box<str>>>| {
        own.clone().or_else(|| theirs.cloned().flatten())
    };
    let number = |scheme: &str| {
        let mut numbers = source.serial_numbers.iter();
        numbers
            .find(|(name, _)| &**name == scheme)
            .map(|(_, number)| number.clone())
    };
    let texts = [
        ("container-title", parent.map(|parent| parent.title.clone())),
        (
            "publisher",
            or_parents(&source.publisher, parent.map(|parent| &parent.publisher)),
        ),
        ("publisher-place", source.location.clone()),
        (
            "volume",
            or_parents(&source.volume, parent.map(|parent| &parent.volume)),
        ),
        (
            "issue",
            or_parents(&source.issue, parent.map(|parent| &parent.issue)),
        ),
        ("page", source.page_range.clone()),
        ("edition", source.edition.clone()),
        ("genre", source.genre.clone()),
        ("number", number("serial")),
        ("DOI", number("doi")),
        ("ISBN", number("isbn")),
        ("ISSN", number("issn")),
        ("URL", source.url.clone()),
        ("language", source.language.clone()),
        ("note", source.note.clone()),
    ];
    let mut item = Map::new();
    item.insert("id".into(), json!(source.id().as_str()));
    item.insert("type".into(), json!(kind(source)));
    item.insert("title".into(), json!(source.title));
    people(&mut item, "author", &source.authors);
    if let (Some(organization), true) = (&source.organization, source.authors.is_empty()) {
        item.insert("author".into(), json!([{ "literal": organization }]));
    }
    people(&mut item, "editor", &source.editors);
    date(&mut item, "issued", source.date.as_ref());
    for (key, text) in texts {
        if let Some(text) = text {
            item.insert(key.into(), json!(text));
        }
    }
    date(&mut item, "accessed", source.visited.as_ref());
    Json::Object(item)
}

/// Returns the CSL type that is nearest to the type of the entry.
fn kind(source: &Source) -> &'static str {
    let parent = source.parent.as_ref().map(|parent| &*parent.kind);
    match (&*source.kind, parent) {
        ("article", Some("newspaper")) => "article-newspaper",
        ("article", Some("blog")) => "post-weblog",
        ("article", Some("proceedings" | "conference")) => "paper-conference",
        ("article", Some("periodical")) => "article-journal",
        ("article", _) => "article",
        ("book" | "anthology", _) => "book",
        ("chapter" | "anthos", _) => "chapter",
        ("entry", _) => "entry-encyclopedia",
        ("report", _) => "report",
        ("thesis", _) => "thesis",
        ("web", _) => "webpage",
        ("legislation", _) => "legislation",
        ("case", _) => "legal_case",
        ("manuscript", _) => "manuscript",
        ("video", _) => "motion_picture",
        ("periodical" | "newspaper", _) => "periodical",
        ("repository", _) => "software",
        _ => "document",
    }
}

fn people(item: &mut Map<String, Json>, key: &str, names: &[Box<str>]) {
    let people = names.iter().map(|name| match person(name) {
        (family, Some(given)) => json!({ "family": family, "given": given }),
        (literal, None) => json!({ "literal": literal }),
    });
    let people: Vec<Json> = people.collect();
    if !people.is_empty() {
        item.insert(key.into(), Json::Array(people));
    }
}

fn date(item: &mut Map<String, Json>, key: &str, date: Option<&Date>) {
    let Some(issued) = date.and_then(Issued::of) else {
        return;
    };
    let mut parts = vec![issued.year];
    parts.extend(
        [issued.month, issued.day]
            .into_iter()
            .map_while(|part| part.map(i32::from)),
    );
    let mut date = json!({ "date-parts": [parts] });
    if issued.circa {
        date["circa"] = json!(true);
    }
    item.insert(key.into(), date);
}
