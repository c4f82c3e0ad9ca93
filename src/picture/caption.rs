//! The text around a picture: title, time and coding above it, notes and source below it; and the tooltips in it.

use std::borrow::Cow;

use super::subject::{Subject, evidence_limit};
use crate::graph::{Graph, PartnershipRef, SpellRef, Ties};
use crate::model::{Claim, Labels};
use crate::phrase::{capitalized, uncapitalized};
use crate::query::Selection;

/// The text around a picture.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Caption {
    /// The title.
    pub title: String,
    /// What the title does not say: the coding that the picture rests on, how to read it, its limits.
    pub subtitle: String,
    /// The source of the evidence.
    pub source: String,
    /// What the reader needs to know, one sentence each.
    pub notes: Vec<String>,
    /// What the picture leaves out, one sentence each.
    pub left_out: Vec<String>,
    /// What the dataset calls its operations, in notes and legends.
    pub labels: Labels,
}

impl Caption {
    /// Returns the notes, then what is left out, then further notes, in the words of the dataset.
    pub(crate) fn sentences<'c>(
        &'c self,
        further: &'c [String],
    ) -> impl Iterator<Item = Cow<'c, str>> {
        let notes = self.notes.iter().chain(&self.left_out).chain(further);
        notes.map(|note| self.labels.apply(note))
    }
}

/// The options that every kind of picture has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PictureOptions<'o> {
    /// The title; `None` takes one that says what is drawn.
    pub title: Option<&'o str>,
    /// A description of the filter, which ends the title, or appears below a given one.
    pub about: Option<&'o str>,
    /// The maximum number of partnerships, of which the strongest are drawn; `None` draws all in a network and
    /// 120 in other pictures.
    pub keep: Option<usize>,
}

/// Creates the caption of a picture without notes.
///
/// The title says what is drawn, and the subtitle what the title does not say. A title of the user is kept as it is, so
/// that the subtitle says more.
pub(super) fn caption(
    selection: &Selection<'_>,
    subject: Subject,
    options: PictureOptions<'_>,
) -> Caption {
    let limit = evidence_limit(selection).unwrap_or_default();
    let reading = reading(selection.graph());
    let about = options.about.unwrap_or_default();
    let labels = &selection.graph().dataset().about().labels;
    let Subject {
        what,
        time,
        detail,
        coding,
    } = subject;
    let (title, subtitle) = match options.title {
        Some(title) => (
            title.to_owned(),
            joined(" · ", &[&time, &detail, &limit, &coding, &reading, about]),
        ),
        None => {
            let title = joined(" ", &[&labels.apply(&what), &time]);
            let subtitle = joined(" · ", &[&labels.apply(&detail), &limit, &coding, &reading]);
            (joined(": ", &[&title, about]), subtitle)
        }
    };
    Caption {
        title,
        subtitle: capitalized(&subtitle),
        source: source_line(selection.graph()),
        labels: labels.clone(),
        ..Caption::default()
    }
}

/// Returns how the dataset is read, if not by its first coding pass and as it is recorded now.
fn reading(graph: &Graph) -> String {
    let coders = &graph.dataset().vocabularies().coders;
    let pass = graph.other_coder().map(|coder| coders.label(coder));
    let pass = pass.map_or_else(String::new, |pass| {
        format!("coder: {}", uncapitalized(pass))
    });
    let day = graph.record_day();
    let day = day.map_or_else(String::new, |day| format!("as recorded on {day}"));
    joined(" · ", &[&pass, &day])
}

/// Joins the parts that are not empty.
fn joined(separator: &str, parts: &[&str]) -> String {
    let parts = parts.iter().filter(|part| !part.is_empty());
    parts.copied().collect::<Vec<_>>().join(separator)
}

/// Returns the noun for one of the ties that a picture shows.
pub(super) fn tie_noun(selection: &Selection<'_>) -> &'static str {
    match selection.graph().ties() {
        Ties::Partnerships => "Partnership",
        Ties::Operations | Ties::Both => "Tie",
    }
}

/// Returns what the ties are read from: the coding of the phases, or shared operations; an empty text if the dataset has no
/// phases.
pub(super) fn coding(selection: &Selection<'_>) -> String {
    const OPERATIONS: &str = "ties: shared operations";
    if selection.graph().ties() == Ties::Operations {
        let labels = &selection.graph().dataset().about().labels;
        return labels.apply(OPERATIONS).into_owned();
    }
    let mut partnerships = selection.graph().partnerships();
    if partnerships.all(PartnershipRef::has_no_phases) {
        return String::new();
    }
    let codings = &selection.graph().dataset().vocabularies().codings;
    let label = selection.coding().map(|coding| codings.label(coding));
    label.map_or_else(String::new, |label| {
        format!("coding: {}", uncapitalized(label))
    })
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
        uncapitalized(&spell.phase_with_actor()),
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
