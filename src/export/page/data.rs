//! The data of a page, put together.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io;

use serde::Serialize;
use serde_json::Value as Json;

use super::PageOptions;
use super::claims::{ClaimData, Claims, SourceData, bibtex};
use super::days::{Span, number};
use super::drawing::{self, Drawing, class_legend};
use super::languages::{self, differing_texts};
use super::partnerships::{self, PartnershipData, Readings, Rows, bounds};
use super::records::Records;
use super::things::{self, Countries, OperationData, OrganizationData, TermData};
use crate::analysis::how_to_cite;
use crate::export::bibliography::references;
use crate::export::error::ExportError;
use crate::graph::{Graph, TimeFilter};
use crate::model::Key;
use crate::query::{Filter, Query};
use crate::view::{EventSubject, events};

/// What the script reads.
#[derive(Serialize)]
pub(super) struct PageData {
    pub(super) title: String,
    about: AboutData,
    /// The first day of the record, and the as-of date; none if nothing has a date.
    #[serde(skip_serializing_if = "Option::is_none")]
    extent: Option<Span>,
    as_of: i64,
    #[serde(flatten)]
    records: RecordData,
    drawing: Drawing,
    /// The texts of the records that differ in other languages.
    languages: BTreeMap<String, Json>,
    start: Start,
}

/// What a page has of the records, in one language.
#[derive(Serialize)]
struct RecordData {
    terms: BTreeMap<&'static str, Vec<TermData>>,
    organizations: Vec<OrganizationData>,
    partnerships: Vec<PartnershipData>,
    operations: Vec<OperationData>,
    /// The classes of boxes, with their names.
    classes: Vec<(usize, String)>,
}

/// What the script reads after the page is shown.
#[derive(Serialize)]
pub(super) struct EvidenceData {
    #[serde(flatten)]
    said: Said,
    /// The texts that differ in other languages.
    languages: BTreeMap<String, Json>,
}

/// What a page says as evidence, in one language.
#[derive(Serialize)]
struct Said {
    events: Vec<EventData>,
    claims: Vec<ClaimData>,
    sources: Vec<SourceData>,
}

#[derive(Serialize)]
struct AboutData {
    title: String,
    version: Option<String>,
    licence: Option<String>,
    coverage: Option<String>,
    apa: String,
    bibtex: String,
    /// What the dataset calls an operation, several, and a participation.
    words: [String; 3],
    program: &'static str,
    /// The arguments of commands that read the same data.
    arguments: String,
}

#[derive(Serialize)]
struct EventData {
    day: i64,
    /// The list of the subject, and its row.
    list: &'static str,
    row: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    coding: Option<usize>,
    /// The least and the greatest minimum confidence under which it happens.
    confidences: [usize; 2],
    text: String,
}

/// The state in which the page opens.
#[derive(Serialize)]
struct Start {
    filter: Filter,
    days: Option<Span>,
    language: Option<String>,
    large: bool,
    /// Whether the page has only what matches the filter, which can then not be removed.
    only: bool,
}

/// Returns what the script of a page reads at once, and after the page is shown.
///
/// Both are in the language in which the dataset is recorded, with the texts that differ in other ones. Positions are those of the
/// picture in the language of the query.
pub(super) fn data(
    query: &Query<'_>,
    shown: &Records<'_>,
    options: &PageOptions,
) -> Result<(PageData, EvidenceData), ExportError> {
    let in_recorded_language = query.graph().in_recorded_language();
    let graph = in_recorded_language.as_ref().unwrap_or(query.graph());
    let records = shown.in_graph(graph);
    let (data, said) = said(graph, &records, None)?;
    let requested = query.graph().language();
    let count = records.organizations.len() + records.partnerships.len() + records.operations.len();
    let mut languages = BTreeMap::new();
    let mut said_in_languages = BTreeMap::new();
    for language in languages::languages(graph, requested, count) {
        let translated = graph.in_language(&language);
        let records = shown.in_graph(&translated);
        let (other, other_said) = self::said(&translated, &records, Some(&said.sources))?;
        let texts = differing_texts(&data, &other).map_err(io::Error::from)?;
        let said_texts = differing_texts(&said, &other_said).map_err(io::Error::from)?;
        languages.insert(language.clone(), texts);
        said_in_languages.insert(language, said_texts);
    }
    let about = about(graph, options)?;
    let data = PageData {
        title: options.title.clone().unwrap_or_else(|| about.title.clone()),
        about,
        extent: extent(graph, &data),
        as_of: number(graph.as_of()),
        drawing: drawing::drawing(query.graph(), &shown.organizations, &pairs(&data)),
        records: data,
        languages,
        start: Start {
            filter: start_filter(query, &Countries::new(graph)),
            days: days_of(query),
            language: requested.map(|language| languages::spelled(graph, language).to_owned()),
            large: options.is_large,
            only: options.only_matching,
        },
    };
    let evidence = EvidenceData {
        said,
        languages: said_in_languages,
    };
    Ok((data, evidence))
}

/// Returns what a page has of records, and what it says as evidence, in the language of a graph. The sources may be written already.
fn said(
    graph: &Graph,
    records: &Records<'_>,
    sources: Option<&[SourceData]>,
) -> Result<(RecordData, Said), ExportError> {
    let members = records.partnerships.iter();
    let members = members.flat_map(|one| one.dyad().members());
    let tied: HashSet<Key<_>> = members.collect();
    let rows = Rows {
        organizations: numbered(records.organizations.iter().map(|one| one.key())),
        operations: numbered(records.operations.iter().map(|one| one.key())),
        has_boxes: drawing::has_boxes(tied.len()),
    };
    let readings = Readings::new(graph).map_err(io::Error::other)?;
    let countries = Countries::new(graph);
    let mut claims = Claims::new(graph);
    let partnerships = records.partnerships.iter();
    let partnerships = partnerships
        .map(|one| partnerships::partnership(*one, &rows, &readings, &mut claims))
        .collect();
    let operations = records.operations.iter();
    let operations = operations
        .map(|one| things::operation(*one, &countries, &rows, &mut claims))
        .collect();
    let organizations = records.organizations.iter();
    let organizations = organizations
        .map(|one| things::organization(*one, &rows, &mut claims))
        .collect();
    let (claims, sources) = claims.finished(sources)?;
    let drawn = records.organizations.iter().copied();
    let drawn: Vec<_> = drawn.filter(|one| tied.contains(&one.key())).collect();
    let data = RecordData {
        terms: things::terms(graph.dataset().vocabularies()),
        organizations,
        partnerships,
        operations,
        classes: class_legend(graph, &drawn),
    };
    let said = Said {
        events: event_data(graph, records, &rows),
        claims,
        sources,
    };
    Ok((data, said))
}

/// Returns the first day of the record and the as-of date; `None` if nothing has a date.
fn extent(graph: &Graph, data: &RecordData) -> Option<Span> {
    let as_of = number(graph.as_of());
    let dated = partnerships::extent(&data.partnerships);
    let running = bounds(data.operations.iter().flat_map(|one| one.days));
    // The lives of organizations begin long before their ties, and count only if nothing else is dated.
    let days = bounds(dated.into_iter().chain(running).flatten())
        .or_else(|| bounds(data.organizations.iter().flat_map(|one| one.life)));
    days.map(|[first, _]| [first.min(as_of), as_of])
}

fn numbered<K: Eq + std::hash::Hash>(keys: impl Iterator<Item = K>) -> HashMap<K, usize> {
    keys.zip(0..).collect()
}

/// Returns the pairs of organizations between which a line is drawn on some day, each once: the members of the partnerships, and
/// the predecessors that act for them.
fn pairs(data: &RecordData) -> Vec<(usize, usize)> {
    let members = data.partnerships.iter().flat_map(|one| one.members);
    let tied: HashSet<usize> = members.collect();
    let mut seen = HashSet::new();
    let mut pairs = Vec::new();
    let mut add = |[a, b]: [usize; 2]| {
        let pair = (a.min(b), a.max(b));
        if a != b && seen.insert(pair) {
            pairs.push(pair);
        }
    };
    let actors = |member: usize, days: Span| {
        let actors = data.organizations[member].actors.iter();
        let acting = actors.filter(move |actor| actor.is_in(days));
        acting.filter_map(|actor| actor.row)
    };
    for partnership in &data.partnerships {
        let [a, b] = partnership.members;
        add([a, b]);
        for days in partnership.days_of_ties() {
            let firsts: Vec<usize> = actors(a, days).chain([a]).collect();
            let seconds: Vec<usize> = actors(b, days).chain([b]).collect();
            for first in firsts.iter().filter(|row| tied.contains(row)) {
                let seconds = seconds.iter().filter(|row| tied.contains(row));
                seconds.for_each(|second| add([*first, *second]));
            }
        }
    }
    pairs
}

fn event_data(graph: &Graph, records: &Records<'_>, rows: &Rows) -> Vec<EventData> {
    let partnerships: HashMap<Key<_>, usize> =
        numbered(records.partnerships.iter().map(|one| one.key()));
    let events = events(graph).into_iter().filter_map(|event| {
        let (list, row) = match event.subject {
            EventSubject::Partnership(key) => ("partnerships", partnerships.get(&key)),
            EventSubject::Operation(key) => ("operations", rows.operations.get(&key)),
            EventSubject::Organization(key) => ("organizations", rows.organizations.get(&key)),
        };
        Some(EventData {
            day: number(event.day),
            list,
            row: *row?,
            coding: event.coding.map(Key::index),
            confidences: event.confidences.map(|confidence| confidence as usize),
            text: event.sentence,
        })
    });
    events.collect()
}

fn about(graph: &Graph, options: &PageOptions) -> Result<AboutData, ExportError> {
    let about = graph.dataset().about();
    let [dataset, _] = how_to_cite(graph.dataset());
    let words = ["operation", "operations", "participation"];
    Ok(AboutData {
        title: dataset.title.to_string(),
        version: about.version.as_deref().map(str::to_owned),
        licence: about.licence.as_deref().map(str::to_owned),
        coverage: about.coverage.as_deref().map(str::to_owned),
        apa: references(&[&dataset]).remove(0),
        bibtex: bibtex(&dataset)?,
        words: words.map(|word| about.labels.apply(word).into_owned()),
        program: concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")),
        arguments: options.data_arguments.clone(),
    })
}

/// Returns the filter with which the page opens: countries as the page spells them, and a coding only if one is named.
fn start_filter(query: &Query<'_>, countries: &Countries<'_>) -> Filter {
    let filter = query.requested();
    Filter {
        countries: countries.named(&filter.countries),
        ..filter
    }
}

/// Returns the days of the time of a query; `None` if it has none.
fn days_of(query: &Query<'_>) -> Option<Span> {
    match query.time() {
        TimeFilter::Always => None,
        TimeFilter::At(day) => Some([number(day); 2]),
        TimeFilter::During(first, last) => Some([number(first), number(last)]),
    }
}
