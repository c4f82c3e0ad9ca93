//! The interactive page: one HTML file with everything in it, to look at, query and cite a dataset without a network.
//!
//! The page has the records of the dataset with the days on which they hold, by the [rule of time](crate::graph::TimeFilter). Its
//! script only compares days: dates, doubts and sentences are resolved here. The script and the style sheet are those of
//! `page/`, in TypeScript and CSS, bundled into the two files beside this one.

mod claims;
mod days;
mod drawing;
mod partnerships;
mod things;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use miniz_oxide::deflate::compress_to_vec;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use self::claims::{ClaimData, Claims, SourceData, bibtex};
use self::days::{Span, number};
use self::drawing::Drawing;
use self::partnerships::{PartnershipData, Readings, Rows, bounds, extent};
use self::things::{Countries, OperationData, OrganizationData, TermData, Translations};
use super::bibliography::references;
use super::error::ExportError;
use super::{escape, stamp};
use crate::analysis::{Stamp, how_to_cite};
use crate::graph::{Graph, OperationRef, OrganizationRef, PartnershipRef, TimeFilter};
use crate::model::{Key, Organization};
use crate::query::{Filter, Query, Selection};
use crate::view::{EventSubject, events};

/// The script of every page.
const SCRIPT: &str = include_str!("page.js");

/// The style sheet of every page, without its colours.
const STYLE: &str = include_str!("page.css");

/// The options of a page.
#[derive(Debug, Clone, Default)]
pub struct PageOptions {
    /// The title; `None` takes that of the dataset.
    pub title: Option<String>,
    /// Whether text is large enough for a projector.
    pub is_large: bool,
    /// Whether the page has the glyphs of its texts, so that it looks the same everywhere; it needs the feature `pdf`.
    pub embeds_fonts: bool,
    /// Whether the page has nothing but what matches the query on any day.
    pub only_matching: bool,
    /// The arguments by which commands that the page shows read the same data, such as `--data my.yaml`.
    pub data_arguments: String,
    /// The stamp that the page holds.
    pub stamp: Option<Stamp>,
}

/// How many organizations and partnerships a page would have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageSize {
    /// The organizations.
    pub organizations: usize,
    /// The partnerships, and the ties that follow from shared operations.
    pub partnerships: usize,
}

impl PageSize {
    /// The largest page that browsers show without delay.
    pub const MAX: Self = Self {
        organizations: 1_000,
        partnerships: 20_000,
    };

    /// Returns `true` if a page is larger than [`PageSize::MAX`].
    pub fn is_too_large(self) -> bool {
        self.organizations > Self::MAX.organizations || self.partnerships > Self::MAX.partnerships
    }
}

/// What the script reads.
#[derive(Serialize)]
struct PageData {
    title: String,
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
struct EvidenceData {
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

/// Returns how large the page of a query would be.
pub fn page_size(query: &Query<'_>, options: &PageOptions) -> PageSize {
    let records = Records::of(query, options);
    PageSize {
        organizations: records.organizations.len(),
        partnerships: records.partnerships.len(),
    }
}

/// Writes the page of a dataset. It opens with the filters of the query.
///
/// # Errors
/// Fails if the output cannot be written.
///
/// ```
/// use interorg::export::{PageOptions, write_page};
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let query = Filter::default().resolve(&graph)?;
/// let mut page = Vec::new();
/// write_page(&query, &PageOptions::default(), &mut page)?;
/// assert!(page.starts_with(b"<!DOCTYPE html>"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_page(
    query: &Query<'_>,
    options: &PageOptions,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    let graph = query.graph();
    let (data, evidence) = data(query, options)?;
    let json = serde_json::to_string(&data).map_err(io::Error::from)?;
    // Within a script, `<` could begin its end.
    let json = json.replace('<', "\\u003c");
    let evidence_json = serde_json::to_string(&evidence).map_err(io::Error::from)?;
    let fonts = if options.embeds_fonts {
        fonts([SCRIPT, &json, &evidence_json])?
    } else {
        String::new()
    };
    let evidence = packed(&evidence_json);
    let style = fonts + &drawing::colours(graph.dataset().vocabularies()) + STYLE;
    let title = escape::xml(&data.title);
    let size = if options.is_large {
        " data-size=\"large\""
    } else {
        ""
    };
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'",
        digest(SCRIPT),
        digest(&style)
    );
    let stamp = options.stamp.as_ref().map(stamp::element);
    let stamp = stamp.map(|stamp| format!("<template>{stamp}</template>\n"));
    let stamp = stamp.unwrap_or_default();
    write!(
        output,
        "<!DOCTYPE html>\n<html lang=\"en\"{size}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"{} {}\">\n<title>{title}</title>\n\
         <style>{style}</style>\n</head>\n<body>\n{stamp}<div id=\"page\"><h1>{title}</h1>\n\
         <noscript><p>This page needs JavaScript. The same answers come from the command <code>interorg links</code>.</p></noscript>\n\
         </div>\n<script type=\"application/json\" id=\"data\">{json}</script>\n<script type=\"text/plain\" id=\"evidence\">{evidence}</script>\n<script>{SCRIPT}</script>\n</body>\n</html>\n",
        env!("CARGO_PKG_NAME"),
        env!("CARGO_PKG_VERSION"),
    )?;
    Ok(())
}

/// Returns the evidence, deflated (RFC 1951) and in Base64 (RFC 4648).
fn packed(json: &str) -> String {
    /// From 0 to 10.
    const COMPRESSION_LEVEL: u8 = 9;
    STANDARD.encode(compress_to_vec(json.as_bytes(), COMPRESSION_LEVEL))
}

#[cfg(feature = "pdf")]
fn fonts(texts: [&str; 3]) -> Result<String, ExportError> {
    super::picture::font_faces(texts.into_iter())
}

#[cfg(not(feature = "pdf"))]
fn fonts(_: [&str; 3]) -> Result<String, ExportError> {
    Err(io::Error::other("there are no fonts to embed without the feature `pdf`").into())
}

/// Returns the digest of a script or style sheet as a Content Security Policy names it.
fn digest(text: &str) -> String {
    format!(
        "sha256-{}",
        STANDARD.encode(Sha256::digest(text.as_bytes()))
    )
}

/// The records of a page, in the order of the dataset.
struct Records<'g> {
    organizations: Vec<OrganizationRef<'g>>,
    partnerships: Vec<PartnershipRef<'g>>,
    operations: Vec<OperationRef<'g>>,
}

impl<'g> Records<'g> {
    fn of(query: &Query<'g>, options: &PageOptions) -> Self {
        let graph = query.graph();
        if !options.only_matching {
            return Self {
                organizations: graph.organizations().collect(),
                partnerships: graph.partnerships().collect(),
                operations: graph.operations().collect(),
            };
        }
        let selection = query.select_courses();
        let partnerships: Vec<_> = selection.iter().map(|one| one.partnership()).collect();
        let operations = operations(&selection);
        let members = partnerships.iter().flat_map(|one| one.dyad().members());
        // Of an operation, everyone who takes part is named.
        let participants = operations.iter().flat_map(|one| one.participants());
        let named: HashSet<Key<Organization>> = members.chain(participants).collect();
        Self {
            organizations: graph
                .organizations()
                .filter(|one| named.contains(&one.key()))
                .collect(),
            operations,
            partnerships,
        }
    }
}

/// Returns the operations that the partnerships of a selection share at any time.
fn operations<'g>(selection: &Selection<'g>) -> Vec<OperationRef<'g>> {
    let shared = selection
        .iter()
        .flat_map(|one| one.partnership().shared_operations());
    let mut shared: Vec<OperationRef<'g>> = shared.collect();
    shared.sort_by_key(|operation| operation.key());
    shared.dedup_by_key(|operation| operation.key());
    shared
}

fn data(query: &Query<'_>, options: &PageOptions) -> Result<(PageData, EvidenceData), ExportError> {
    let graph = query.graph();
    let records = Records::of(query, options);
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
        events: event_data(graph, &records, &rows),
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
