//! What stands round every picture: title, time and coding above it, the source below it.

use super::network::{Caption, LegendEntry};
use crate::graph::{Graph, SpellRef, TimeFilter};
use crate::model::{Claim, Key, Records, Vocable};
use crate::query::Selection;

/// What every picture can be asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PictureOptions<'o> {
    /// The title; that of the dataset if it is left out.
    pub title: Option<&'o str>,
    /// What was asked for, in words that stand under the title.
    pub about: Option<&'o str>,
    /// How many partnerships are drawn at most, the strongest; if it is left out, all in a network and 120 in
    /// the other pictures.
    pub keep: Option<usize>,
}

/// Returns what stands above and below a picture: title, time, coding and source.
pub(super) fn head(
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

/// Returns the title that was asked for, or that of the dataset.
fn title(graph: &Graph, asked: Option<&str>) -> String {
    let about = graph.dataset().about();
    asked
        .or(about.title.as_deref())
        .unwrap_or("Partnerships of international organizations")
        .to_owned()
}

/// Says what time a selection is cut at, and how far the evidence goes if it does not go so far.
pub(super) fn time(selection: &Selection<'_>) -> String {
    let as_of = selection.graph().as_of();
    let time = match selection.time() {
        TimeFilter::Always => format!("As of {as_of}"),
        TimeFilter::At(day) => format!("As of {day}"),
        TimeFilter::During(first, last) => format!(
            "During {}",
            crate::phrase::period(first.bounded(), last.bounded())
        ),
    };
    match selection.time().last_day() {
        Some(day) if day > as_of => format!("{time} (evidence up to {as_of})"),
        _ => time,
    }
}

/// Says under which coding a selection is read.
pub(super) fn coding(selection: &Selection<'_>) -> String {
    let codings = &selection.graph().dataset().vocabularies().codings;
    let label = crate::phrase::uncapitalized(codings.label(selection.coding()));
    format!("coding: {label}")
}

/// Sets time, coding and what else was asked for under the title.
fn subtitle(time: &str, coding: &str, about: Option<&str>) -> String {
    let parts = [Some(time), Some(coding), about];
    let told: Vec<&str> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    told.join(" · ")
}

/// Says where the evidence comes from: dataset, version, licence.
fn source_line(graph: &Graph) -> String {
    let about = graph.dataset().about();
    let title = about.title.as_deref().unwrap_or("untitled dataset");
    let version = about
        .version
        .as_ref()
        .map(|version| format!(", version {version}"));
    let licence = about
        .licence
        .as_ref()
        .map(|licence| format!(" ({licence})"));
    format!(
        "Source: {title}{}{}.",
        version.unwrap_or_default(),
        licence.unwrap_or_default()
    )
}

/// Tells a spell in a few lines: dyad, phase, condition, since when, why, on what evidence.
pub(super) fn spell(label: &str, spell: SpellRef<'_>) -> String {
    let record = spell.record();
    let mut lines = vec![format!(
        "{label}: {}, {} since {}",
        spell.phase_label().to_lowercase(),
        spell.condition_label().to_lowercase(),
        record.from,
    )];
    lines.extend(record.because.as_ref().map(ToString::to_string));
    lines.extend(evidence(spell.graph(), &record.claim));
    lines.join("\n")
}

/// Names the sources of a claim, one line each.
pub(super) fn evidence<'g>(
    graph: &'g Graph,
    claim: &'g Claim,
) -> impl Iterator<Item = String> + 'g {
    let sources = graph.dataset().sources();
    let cited = claim.citations.iter();
    cited.map(|citation| format!("Source: {}", sources[citation.source].reference()))
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

/// Lists the terms that occur, in the order of the vocabulary.
pub(super) fn occurring<T: Vocable>(
    vocabulary: &Records<T>,
    used: impl Iterator<Item = usize>,
) -> Vec<LegendEntry> {
    let mut used: Vec<usize> = used.collect();
    used.sort_unstable();
    used.dedup();
    let key = |index| LegendEntry {
        index,
        label: vocabulary.label(Key::new(index)).to_owned(),
    };
    used.into_iter().map(key).collect()
}
