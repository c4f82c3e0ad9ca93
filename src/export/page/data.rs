//! The data of a page, put together.

use std::collections::{BTreeMap, HashMap};
use std::io;

use serde::Serialize;

use super::PageOptions;
use super::claims::{ClaimData, Claims, SourceData, bibtex};
use super::days::{Span, number};
use super::drawing::{self, Drawing};
use super::partnerships::{self, PartnershipData, Readings, Rows, bounds, extent};
use super::records::Records;
use super::things::{self, Countries, OperationData, OrganizationData, TermData, Translations};
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
    terms: BTreeMap<&'static str, Vec<TermData>>,
    organizations: Vec<OrganizationData>,
    partnerships: Vec<PartnershipData>,
    operations: Vec<OperationData>,
    drawing: Drawing,
    /// The rows of the lines of the picture, one per partnership.
    lines: Vec<usize>,
    languages: BTreeMap<String, Translations>,
    start: Start,
}

/// What the script reads after the page is shown.
#[derive(Serialize)]
pub(super) struct EvidenceData {
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
    confidence: usize,
    text: String,
}

/// The state in which the page opens.
#[derive(Serialize)]
struct Start {
    filter: Filter,
    days: Option<Span>,
    language: Option<String>,
    large: bool,
}

/// Returns what the script of a page reads at once, and after the page is shown.
pub(super) fn data(
    query: &Query<'_>,
    records: &Records<'_>,
    options: &PageOptions,
) -> Result<(PageData, EvidenceData), ExportError> {
    let graph = query.graph();
    let rows = Rows {
        organizations: numbered(records.organizations.iter().map(|one| one.key())),
        operations: numbered(records.operations.iter().map(|one| one.key())),
    };
    let readings = Readings::new(graph).map_err(io::Error::other)?;
    let countries = Countries::new(graph);
    let mut claims = Claims::new(graph);
    let partnerships: Vec<PartnershipData> = records
        .partnerships
        .iter()
        .map(|one| partnerships::partnership(*one, &rows, &readings, &mut claims))
        .collect();
    let operations: Vec<OperationData> = records
        .operations
        .iter()
        .map(|one| things::operation(*one, &countries, &rows, &mut claims))
        .collect();
    let organizations: Vec<OrganizationData> = records
        .organizations
        .iter()
        .map(|one| things::organization(*one, &mut claims))
        .collect();
    let (pairs, lines) = pairs(&partnerships);
    let (claims, sources) = claims.finished()?;
    let as_of = number(graph.as_of());
    let dated = extent(&partnerships);
    let running = bounds(operations.iter().flat_map(|one| one.days));
    // The lives of organizations begin long before their ties, and count only if nothing else is dated.
    let days = bounds(dated.into_iter().chain(running).flatten())
        .or_else(|| bounds(organizations.iter().flat_map(|one| one.life)));
    let about = about(graph, options)?;
    let data = PageData {
        title: options.title.clone().unwrap_or_else(|| about.title.clone()),
        about,
        extent: days.map(|[first, _]| [first.min(as_of), as_of]),
        as_of,
        terms: things::terms(graph.dataset().vocabularies()),
        drawing: drawing::drawing(graph, &records.organizations, &pairs),
        lines,
        organizations,
        partnerships,
        operations,
        languages: things::translations(graph),
        start: Start {
            filter: start_filter(query, &countries),
            days: days_of(query),
            language: graph.language().map(str::to_owned),
            large: options.is_large,
        },
    };
    let evidence = EvidenceData {
        events: event_data(graph, records, &rows),
        claims,
        sources,
    };
    Ok((data, evidence))
}

fn numbered<K: Eq + std::hash::Hash>(keys: impl Iterator<Item = K>) -> HashMap<K, usize> {
    keys.zip(0..).collect()
}

/// Returns the different pairs of organizations, and of each partnership the row of its pair.
fn pairs(partnerships: &[PartnershipData]) -> (Vec<(usize, usize)>, Vec<usize>) {
    let mut pairs = Vec::new();
    let mut rows = HashMap::new();
    let lines = partnerships.iter().map(|one| {
        let [a, b] = one.members;
        let pair = (a.min(b), a.max(b));
        *rows.entry(pair).or_insert_with(|| {
            pairs.push(pair);
            pairs.len() - 1
        })
    });
    let lines = lines.collect();
    (pairs, lines)
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
            confidence: event.confidence as usize,
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
    let filter = query.canonical();
    Filter {
        countries: countries.named(&filter.countries),
        coding: filter.coding.filter(|_| query.names_coding()),
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
