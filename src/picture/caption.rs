//! The text around a picture: title, time and coding above it, notes and source below it; and the tooltips in it.

use crate::graph::{Graph, SpellRef, TimeFilter};
use crate::model::Claim;
use crate::phrase::{period, uncapitalized};
use crate::query::Selection;

/// The text around a picture.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Caption {
    /// The title.
    pub title: String,
    /// The date or period that the picture shows, and the coding that it rests on.
    pub subtitle: String,
    /// The source of the evidence.
    pub source: String,
    /// What the reader needs to know, one sentence each.
    pub notes: Vec<String>,
    /// What the picture leaves out, one sentence each.
    pub left_out: Vec<String>,
}

/// The options that every kind of picture has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PictureOptions<'o> {
    /// The title; `None` takes that of the dataset.
    pub title: Option<&'o str>,
    /// A description of the filter, which appears below the title.
    pub about: Option<&'o str>,
    /// The maximum number of partnerships, of which the strongest are drawn; `None` draws all in a network and
    /// 120 in other pictures.
    pub keep: Option<usize>,
}

/// Creates the caption of a picture without notes.
pub(super) fn caption(
    graph: &Graph,
    time: &str,
    coding: &str,
    options: PictureOptions<'_>,
) -> Caption {
    Caption {
        title: title(graph, options.title),
        subtitle: subtitle(time, coding, options.about),
        source: source_line(graph),
        ..Caption::default()
    }
}

fn title(graph: &Graph, requested: Option<&str>) -> String {
    let about = graph.dataset().about();
    requested
        .or(about.title.as_deref())
        .unwrap_or("Partnerships of international organizations")
        .to_owned()
}

/// Describes the time of a selection, and how far the evidence reaches if the selection goes beyond it. The description is
/// empty if no time is requested and nothing in the dataset is dated.
pub(super) fn time(selection: &Selection<'_>) -> String {
    let as_of = selection.graph().as_of();
    let time = match selection.time() {
        TimeFilter::Always => match as_of.bounded() {
            Some(as_of) => format!("As of {as_of}"),
            None => String::new(),
        },
        TimeFilter::At(day) => format!("As of {day}"),
        TimeFilter::During(first, last) => {
            format!("During {}", period(first.bounded(), last.bounded()))
        }
    };
    match selection.time().last_day() {
        Some(day) if day > as_of => format!("{time} (evidence up to {as_of})"),
        _ => time,
    }
}

/// Returns the label of the coding of a selection.
pub(super) fn coding(selection: &Selection<'_>) -> String {
    let codings = &selection.graph().dataset().vocabularies().codings;
    let label = codings.label(selection.coding());
    format!("coding: {}", uncapitalized(label))
}

fn subtitle(time: &str, coding: &str, about: Option<&str>) -> String {
    let parts = [Some(time), Some(coding), about];
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}

fn source_line(graph: &Graph) -> String {
    let about = graph.dataset().about();
    let title = about.title.as_deref().unwrap_or("untitled dataset");
    let version = about
        .version
        .as_ref()
        .map_or_else(String::new, |version| format!(", version {version}"));
    let licence = about
        .licence
        .as_ref()
        .map_or_else(String::new, |licence| format!(" ({licence})"));
    format!("Source: {title}{version}{licence}.")
}

/// Returns the tooltip of a spell: dyad, phase, condition and start, then the reason, then the sources.
pub(super) fn spell_tooltip(label: &str, spell: SpellRef<'_>) -> String {
    let record = spell.record();
    let head = format!(
        "{label}: {}, {} since {}",
        spell.phase_label().to_lowercase(),
        spell.condition_label().to_lowercase(),
        record.from,
    );
    let reason = record.because.as_ref().map(ToString::to_string);
    let lines = std::iter::once(head).chain(reason);
    lines
        .chain(source_lines(spell.graph(), &record.claim))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Returns the tooltip of a claim: a first line, then the sources.
pub(super) fn claim_tooltip(head: String, graph: &Graph, claim: &Claim) -> String {
    let lines = std::iter::once(head).chain(source_lines(graph, claim));
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns a line for each source of a claim.
pub(super) fn source_lines<'g>(
    graph: &'g Graph,
    claim: &'g Claim,
) -> impl Iterator<Item = String> + 'g {
    let sources = graph.dataset().sources();
    let citations = claim.citations.iter();
    citations.map(|citation| format!("Source: {}", sources[citation.source].reference()))
}

/// Returns the first address among the sources of a claim.
pub(super) fn link(graph: &Graph, claim: &Claim) -> Option<String> {
    let sources = graph.dataset().sources();
    claim
        .citations
        .iter()
        .find_map(|citation| sources[citation.source].url.as_ref())
        .map(ToString::to_string)
}
