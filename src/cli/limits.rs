//! Notes on the limits of an answer: what may match too, and what would match without one of the filters.

use std::collections::{BTreeMap, BTreeSet};
use std::slice;

use interorg::graph::Graph;
use interorg::model::{Key, Partnership};
use interorg::query::{Filter, FilterKind, Query, Selection};
use interorg::view;

use super::answer::Output;
use super::engine;
use super::error::CliError;
use super::filter::{confidence, other_passes};

/// What an answer reads of the partnerships that match.
#[derive(Clone, Copy)]
pub(super) enum Reads {
    /// Their state at the time of the query.
    States,
    /// All that is recorded of them on any day of that time.
    Courses,
    /// Operations. Only a filter on phases, conditions or motives restricts them to those that a matching partnership shares.
    Operations,
}

impl Reads {
    fn select<'g>(self, query: &Query<'g>) -> Selection<'g> {
        match self {
            Self::States | Self::Operations => query.select(),
            Self::Courses => query.select_courses(),
        }
    }
}

/// Returns the notes that belong to every answer to a query: those of [`hints`], and where the format shows no notes, those on
/// claims that are left out.
pub(super) fn limits(
    query: &Query<'_>,
    reads: Reads,
    is_empty: bool,
    output: &Output,
) -> Vec<String> {
    let mut notes = Vec::new();
    if !output.has_place_for_notes() {
        notes.extend(confidence(query, || reads.select(query)));
        notes.extend(view::weight_limit_note(query, None));
    }
    notes.extend(hints(slice::from_ref(query), reads, is_empty));
    notes
}

/// Returns notes on the partnerships that may match any of the queries of an answer, and if the answer is empty, on near misses
/// and on other coding passes.
pub(super) fn hints(queries: &[Query<'_>], reads: Reads, is_empty: bool) -> Vec<String> {
    let mut notes = Vec::new();
    if is_empty {
        notes.extend(near_misses(queries, reads));
        notes.extend(queries.first().and_then(other_passes));
    }
    notes.extend(possible_matches(queries, reads));
    notes
}

/// Returns the notes of [`hints`] for an answer about those partnerships alone that a second filter selects.
pub(super) fn hints_among(
    query: &Query<'_>,
    among: &Filter,
    is_empty: bool,
) -> Result<Vec<String>, CliError> {
    let among = among.resolve(query.graph())?;
    let queries = [query.among(&among.select())];
    let mut notes = Vec::new();
    if is_empty {
        notes.extend(near_misses(&queries, Reads::States));
        notes.extend(other_passes(&among));
    }
    notes.extend(possible_matches(&queries, Reads::States));
    Ok(notes)
}

/// Returns the notes of [`hints_among`] for the dossier of a thing, whose partnerships a second filter selects. That of a dyad has
/// them only if there is nothing to show.
pub(super) fn hints_of_dossier(
    graph: &Graph,
    filter: &Filter,
    among: &Filter,
    is_empty: bool,
) -> Result<Vec<String>, CliError> {
    let is_shown_dyad = !is_empty && !among.between.is_empty();
    if is_shown_dyad || (!is_empty && *filter == Filter::default()) {
        return Ok(Vec::new());
    }
    hints_among(&filter.resolve(graph)?, among, is_empty)
}

/// Returns notes on the partnerships that may match any of some queries but were left out: because of uncertain dates, because of
/// a minimum, or because another coding covers them.
pub(super) fn possible_matches(queries: &[Query<'_>], reads: Reads) -> Vec<String> {
    let reasons = [
        [
            "may match too, because its dates are uncertain",
            "may match too, because their dates are uncertain",
        ],
        [
            "is left out, because what would match has less confidence than requested",
            "are left out, because what would match has less confidence than requested",
        ],
        [
            "is left out, because the motives that would match are weaker than requested or have no strength",
            "are left out, because the motives that would match are weaker than requested or have no strength",
        ],
        [
            "is left out, because only another coding covers it",
            "are left out, because only another coding covers them",
        ],
    ];
    let mut keys: [BTreeSet<Key<Partnership>>; 4] = Default::default();
    for query in queries {
        for (keys, left_out) in keys.iter_mut().zip(left_out(query, reads)) {
            keys.extend(left_out);
        }
    }
    let Some(graph) = queries.first().map(Query::graph) else {
        return Vec::new();
    };
    let notes = reasons.into_iter().zip(keys);
    let notes = notes.filter_map(|([singular, plural], keys)| {
        let labels = keys.into_iter().map(|key| graph.partnership(key).label());
        on_partnerships(&labels.collect::<Vec<_>>(), singular, plural)
    });
    notes.collect()
}

/// Returns the partnerships that a query leaves out although they may match, by the reason: uncertain dates, the minimum
/// confidence, the minimum strength, the coding.
fn left_out(query: &Query<'_>, reads: Reads) -> [Vec<Key<Partnership>>; 4] {
    match reads {
        Reads::Operations if !query.filters_partnerships() => Default::default(),
        Reads::States | Reads::Operations => [
            query.possible_matches(),
            query.less_confident_matches(),
            query.weaker_matches(),
            query.uncoded_matches(),
        ],
        Reads::Courses => {
            let found = query.select_courses();
            let uncoded = query.names_coding().then(|| query.uncoded_matches());
            [
                query.possible_courses(),
                query.less_confident_matches(),
                query.weaker_matches(),
                uncoded.unwrap_or_default(),
            ]
            .map(|mut keys| {
                keys.retain(|key| !found.contains(*key));
                keys
            })
        }
    }
}

/// Returns notes on what would match any of some queries if one kind of filter were left out.
fn near_misses(queries: &[Query<'_>], reads: Reads) -> Vec<String> {
    let mut found: BTreeMap<FilterKind, BTreeSet<Key<Partnership>>> = BTreeMap::new();
    for query in queries {
        for (kind, wider) in query.without_each_kind() {
            let keys = found.entry(kind).or_default();
            keys.extend(reads.select(&wider).keys());
        }
    }
    let notes = found.into_iter().filter_map(|(kind, keys)| {
        // Those of others were not read.
        if kind == FilterKind::Members && engine::is_only_part() {
            return None;
        }
        let matches = match keys.len() {
            0 => return None,
            1 => "partnership matches",
            _ => "partnerships match",
        };
        let options = match kind {
            FilterKind::Time => "--at or --during",
            FilterKind::Phases => "--phase or --min-phase",
            FilterKind::Conditions => "--condition",
            FilterKind::Motives => "--motive or --held-by",
            FilterKind::Operations => {
                "--operation, --country, --role, --min-shared or --min-weight"
            }
            FilterKind::Members => "--with or --between",
            _ => return None,
        };
        Some(format!("{} {matches} without {options}", keys.len()))
    });
    notes.collect()
}

/// Returns a note on partnerships, if there are any: their number, a predicate, and the first few labels.
fn on_partnerships(labels: &[String], singular: &str, plural: &str) -> Option<String> {
    const MAX_LABELS: usize = 5;
    let shown = labels[..labels.len().min(MAX_LABELS)].join(", ");
    let rest = if labels.len() > MAX_LABELS {
        ", …"
    } else {
        ""
    };
    match labels.len() {
        0 => None,
        1 => Some(format!("1 partnership {singular}: {shown}")),
        count => Some(format!("{count} partnerships {plural}: {shown}{rest}")),
    }
}
