//! CSL-JSON, according to the schema of the Citation Style Language 1.0.2.

use std::io;

use serde_json::{Map, Value as Json, json};

use super::fields::{self, Containers, Issued, IssuedDay, authors, editors, own_or_parents};
use crate::dataset::CSL_ROLES;
use crate::export::error::ExportError;
use crate::model::{Contributor, Date, Identified, Parent, Source};

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
    people(&mut item, "author", &authors(source));
    people(&mut item, "editor", &editors(source));
    for role in CSL_ROLES {
        people(&mut item, role, &source.in_role(role));
    }
    date(&mut item, "issued", source.date.as_ref());
    for (key, text) in titles_and_places(source).chain(numbers_and_remarks(source)) {
        if let Some(text) = text {
            item.insert(key.into(), json!(text));
        }
    }
    let pages = source.page_range.as_deref();
    if let Some(pages) = pages {
        item.insert("page".into(), json!(fields::pages(pages, "-")));
    }
    date(&mut item, "accessed", source.visited.as_ref());
    item
}

type Text<'s> = (&'static str, Option<&'s str>);

fn titles_and_places(source: &Source) -> impl Iterator<Item = Text<'_>> {
    let Containers {
        container,
        conference,
        series,
    } = Containers::of(source);
    let place = own_or_parents(source, &source.location, |parent| &parent.location);
    let publisher = source
        .publisher
        .as_deref()
        .filter(|publisher| source.issuer() != Some(publisher));
    let school = (&*source.kind == "thesis").then_some(source.organization.as_deref());
    let of_parents = source
        .parents
        .iter()
        .find_map(|parent| parent.publisher.as_deref());
    [
        ("title-short", source.detail("title-short")),
        ("container-title", container.map(|parent| &*parent.title)),
        ("collection-title", series.map(|parent| &*parent.title)),
        (
            "collection-number",
            series.and_then(|parent| parent.issue.as_deref().or(parent.volume.as_deref())),
        ),
        ("event-title", conference.map(|parent| &*parent.title)),
        (
            "event-place",
            conference.and_then(|parent| parent.location.as_deref()),
        ),
        ("publisher", publisher.or(school.flatten()).or(of_parents)),
        ("publisher-place", place),
        ("archive", source.detail("archive")),
        ("archive-place", source.detail("archive-location")),
        ("call-number", source.detail("call-number")),
    ]
    .into_iter()
}

fn numbers_and_remarks(source: &Source) -> impl Iterator<Item = Text<'_>> {
    let Containers {
        container, series, ..
    } = Containers::of(source);
    let of_container = |field: fn(&Parent) -> &Option<Box<str>>| field(container?).as_deref();
    // Without a number, the volume is the number of a work in the series.
    let numbered = series.filter(|parent| parent.issue.is_some());
    [
        (
            "volume",
            source
                .volume
                .as_deref()
                .or(of_container(|parent| &parent.volume))
                .or(numbered.and_then(|parent| parent.volume.as_deref())),
        ),
        (
            "issue",
            source
                .issue
                .as_deref()
                .or(of_container(|parent| &parent.issue)),
        ),
        (
            "edition",
            source
                .edition
                .as_deref()
                .or(of_container(|parent| &parent.edition)),
        ),
        ("genre", source.genre.as_deref()),
        ("number", source.symbol()),
        ("version", source.number("version")),
        ("number-of-pages", source.detail("page-total")),
        ("number-of-volumes", source.detail("volume-total")),
        ("chapter-number", source.detail("chapter")),
        ("DOI", source.number("doi")),
        ("ISBN", fields::number(source, "isbn")),
        ("ISSN", fields::number(source, "issn")),
        ("PMID", source.number("pmid")),
        ("PMCID", source.number("pmcid")),
        ("URL", source.url.as_deref()),
        ("language", source.language.as_deref()),
        ("abstract", source.detail("abstract")),
        ("annote", source.note.as_deref()),
    ]
    .into_iter()
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
    let container = Containers::of(source).container;
    let standalone = if source.url.is_some() {
        "webpage"
    } else {
        "document"
    };
    match (&*source.kind, container.map(|parent| &*parent.kind)) {
        ("article", Some("newspaper")) => "article-newspaper",
        ("article" | "post", Some("blog")) => "post-weblog",
        ("article", Some("proceedings" | "conference")) => "paper-conference",
        ("article", Some("periodical")) if is_paged(source) => "article-journal",
        ("article", Some("periodical")) => "article-magazine",
        ("article" | "chapter" | "conference", None) => standalone,
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
    let volume = own_or_parents(source, &source.volume, |parent| &parent.volume);
    source.page_range.is_some() || volume.is_some()
}

fn people(item: &mut Map<String, Json>, key: &str, names: &[Contributor<'_>]) {
    let people: Vec<Json> = names.iter().map(name).collect();
    if !people.is_empty() {
        item.insert(key.into(), Json::Array(people));
    }
}

fn name(name: &Contributor<'_>) -> Json {
    let person = match name {
        Contributor::Body(name) => return json!({ "literal": name }),
        Contributor::Person(person) => person,
    };
    let mut parts = Map::new();
    for (key, part) in [
        ("family", person.family),
        ("given", person.given),
        ("non-dropping-particle", person.particle),
        ("suffix", person.suffix),
    ] {
        if !part.is_empty() {
            parts.insert(key.into(), json!(part));
        }
    }
    Json::Object(parts)
}

fn date(item: &mut Map<String, Json>, key: &str, date: Option<&Date>) {
    let Some(issued) = date.and_then(Issued::of) else {
        return;
    };
    let days = [Some(issued.start), issued.end].into_iter().flatten();
    let mut parts: Vec<Vec<i32>> = days.map(date_parts).collect();
    // Readers expect equally precise ends of a range.
    let shortest = parts.iter().map(Vec::len).min().unwrap_or_default();
    parts.iter_mut().for_each(|parts| parts.truncate(shortest));
    let mut date = json!({ "date-parts": parts });
    if let Some(season) = issued.start.season {
        date["season"] = json!(season);
    }
    if issued.is_circa {
        date["circa"] = json!(true);
    }
    item.insert(key.into(), date);
}

fn date_parts(day: IssuedDay) -> Vec<i32> {
    let rest = [day.month, day.day];
    let rest = rest.into_iter().map_while(|part| part.map(i32::from));
    std::iter::once(day.year).chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::bibliography::source_with;

    #[test]
    fn types_follow_the_work_in_which_a_source_appeared() {
        for (fields, expected) in [
            (
                "type: article, volume: '1', parent: {type: periodical, title: J}",
                "article-journal",
            ),
            (
                "type: article, parent: {type: periodical, title: J}",
                "article-magazine",
            ),
            (
                "type: article, parent: {type: newspaper, title: N}",
                "article-newspaper",
            ),
            (
                "type: article, parent: {type: proceedings, title: P}",
                "paper-conference",
            ),
            ("type: article", "document"),
            ("type: article, url: 'https://e.org'", "webpage"),
            ("type: post, parent: {type: blog, title: B}", "post-weblog"),
            ("type: chapter, parent: {type: book, title: B}", "chapter"),
            ("type: anthology", "book"),
            ("type: case", "legal_case"),
            ("type: video", "motion_picture"),
            ("type: repository", "software"),
            ("type: report", "report"),
            ("type: thesis", "thesis"),
            ("type: patent", "document"),
        ] {
            assert_eq!(kind(&source_with(fields)), expected, "{fields}");
        }
    }
}
