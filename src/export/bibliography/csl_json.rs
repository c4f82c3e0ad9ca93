//! CSL-JSON, according to the schema of the Citation Style Language 1.0.2.

use std::io;

use serde_json::{Map, Value as Json, json};

use super::fields::{Issued, person};
use crate::export::error::ExportError;
use crate::model::{Date, Identified, Parent, Source};

/// Writes sources as a JSON array of items.
pub(super) fn write(sources: &[&Source], output: &mut impl io::Write) -> Result<(), ExportError> {
    let items: Vec<Json> = sources
        .iter()
        .map(|source| Json::Object(item(source)))
        .collect();
    Ok(writeln!(output, "{:#}", Json::Array(items))?)
}

/// Returns the item of a source. Bibliographies in styles are set from these items too.
///
/// The organization that speaks in a source is its author, and then not its publisher. A remark is an annotation
/// (`annote`), because styles print a `note`.
pub(super) fn item(source: &Source) -> Map<String, Json> {
    let mut item = Map::new();
    item.insert("id".into(), json!(source.id().as_str()));
    item.insert("type".into(), json!(kind(source)));
    item.insert("title".into(), json!(source.title));
    people(&mut item, "author", &source.authors);
    if let Some(issuer) = source.issuer() {
        item.insert("author".into(), json!([{ "literal": issuer }]));
    }
    people(&mut item, "editor", editors(source));
    date(&mut item, "issued", source.date.as_ref());
    for (key, text) in texts(source) {
        if let Some(text) = text {
            item.insert(key.into(), json!(text));
        }
    }
    date(&mut item, "accessed", source.visited.as_ref());
    item
}

fn editors(source: &Source) -> &[Box<str>] {
    match &source.parent {
        Some(parent) if source.editors.is_empty() => &parent.editors,
        _ => &source.editors,
    }
}

fn texts(source: &Source) -> [(&'static str, Option<&str>); 16] {
    let parent = source.parent.as_ref();
    let publisher = source
        .publisher
        .as_deref()
        .filter(|publisher| source.issuer() != Some(publisher));
    let parents = |field: fn(&Parent) -> &Option<Box<str>>| field(parent?).as_deref();
    [
        ("container-title", parent.map(|parent| &*parent.title)),
        (
            "publisher",
            publisher.or(parents(|parent| &parent.publisher)),
        ),
        ("publisher-place", source.location.as_deref()),
        (
            "volume",
            source
                .volume
                .as_deref()
                .or(parents(|parent| &parent.volume)),
        ),
        (
            "issue",
            source.issue.as_deref().or(parents(|parent| &parent.issue)),
        ),
        ("page", source.page_range.as_deref()),
        ("edition", source.edition.as_deref()),
        ("genre", source.genre.as_deref()),
        ("number", source.symbol()),
        ("version", source.number("version")),
        ("DOI", source.number("doi")),
        ("ISBN", source.number("isbn")),
        ("ISSN", source.number("issn")),
        ("URL", source.url.as_deref()),
        ("language", source.language.as_deref()),
        ("annote", source.note.as_deref()),
    ]
}

/// Returns the CSL type that is nearest to the type of the source.
///
/// Three types are chosen for what styles make of them:
///
/// - The acts of an international organization are `document`. Styles set `legislation` as the law of a state, with the
///   number of a public law.
/// - An article outside a journal is `webpage` or `document`. Styles take `article` for a preprint.
/// - An article of a periodical without volumes and pages is of a magazine.
pub(super) fn kind(source: &Source) -> &'static str {
    let parent = source.parent.as_ref();
    let standalone = if source.url.is_some() {
        "webpage"
    } else {
        "document"
    };
    match (&*source.kind, parent.map(|parent| &*parent.kind)) {
        ("article", Some("newspaper")) => "article-newspaper",
        ("article" | "post", Some("blog")) => "post-weblog",
        ("article", Some("proceedings" | "conference")) => "paper-conference",
        ("article", Some("periodical")) if is_paged(source) => "article-journal",
        ("article", Some("periodical")) => "article-magazine",
        ("article" | "chapter", None) => standalone,
        ("book" | "anthology", _) => "book",
        ("chapter" | "anthos", _) => "chapter",
        ("entry", _) => "entry-encyclopedia",
        ("report", _) => "report",
        ("thesis", _) => "thesis",
        ("web" | "article", _) => "webpage",
        ("post", _) => "post",
        ("case", _) => "legal_case",
        ("conference", _) => "paper-conference",
        ("manuscript", _) => "manuscript",
        ("video", _) => "motion_picture",
        ("periodical" | "newspaper", _) => "periodical",
        ("repository", _) => "software",
        ("dataset", _) => "dataset",
        _ => "document",
    }
}

/// Returns `true` if the article has pages or a volume.
fn is_paged(source: &Source) -> bool {
    let parents_volume = source
        .parent
        .as_ref()
        .and_then(|parent| parent.volume.as_ref());
    source.page_range.is_some() || source.volume.is_some() || parents_volume.is_some()
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
    if issued.is_circa {
        date["circa"] = json!(true);
    }
    item.insert(key.into(), date);
}
