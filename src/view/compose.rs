//! From a selection to the picture of its network: who is drawn, and in what words.

use super::codes::MotiveCodes;
use super::network::{Caption, Key as LegendKey, Legend, Network, Node, NodeKind, Tie};
use super::partners::held_by;
use crate::graph::{Graph, OrganizationRef, SpellRef, When};
use crate::model::{Date, Identified, Key, Organization, Table, Vocable};
use crate::query::{Selection, Standing};

/// From how many organizations on their kinds are told apart by the tint of their boxes.
const MANY: usize = 9;

/// What can be chosen about the content of a network's picture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NetworkOptions<'o> {
    /// The title; that of the dataset if it is left out.
    pub title: Option<&'o str>,
    /// Whether the ties tell the motives of both sides, in short codes that a note explains.
    pub motives: bool,
}

/// Arranges a selection as the picture of a network: its organizations, and the partnerships that
/// stand at the time of the selection.
///
/// Partnerships that have ended by then, or have not begun, are left out and counted in the notes of
/// the caption.
pub fn network(selection: &Selection<'_>, options: NetworkOptions<'_>) -> Network {
    let standing: Vec<(Standing<'_>, SpellRef<'_>)> = selection
        .iter()
        .filter_map(|standing| Some((standing, standing.spell()?)))
        .filter(|(_, spell)| !spell.is_absent())
        .collect();
    let organizations = members(&standing);
    let vocabulary = &selection.graph().dataset().vocabularies.motives;
    let codes = options.motives.then(|| MotiveCodes::of(vocabulary));
    let ties: Vec<Tie> = standing
        .iter()
        .map(|(standing, spell)| tie(*standing, *spell, &organizations, codes.as_ref()))
        .collect();
    let left_out = selection.len() - standing.len();
    let tinted = organizations.len() >= MANY;
    Network {
        caption: caption(selection, options.title, left_out, codes.as_ref()),
        nodes: organizations
            .iter()
            .map(|organization| node(*organization, tinted))
            .collect(),
        legend: legend(selection.graph(), &ties, &organizations, tinted),
        ties,
    }
}

/// Returns the members of partnerships, each once, in the order of the dataset.
fn members<'g>(standing: &[(Standing<'g>, SpellRef<'g>)]) -> Vec<OrganizationRef<'g>> {
    let all = standing
        .iter()
        .flat_map(|(standing, _)| standing.partnership().members());
    let mut members: Vec<OrganizationRef<'g>> = all.collect();
    members.sort_unstable_by_key(|organization| organization.key());
    members.dedup();
    members
}

/// Tells the motives of each side in codes, one line a side.
fn held(standing: Standing<'_>, codes: &MotiveCodes) -> Vec<String> {
    let sides = standing.partnership().members().into_iter();
    let line = |side: OrganizationRef<'_>| {
        let held = held_by(standing, side.key());
        (!held.is_empty()).then(|| format!("{}: {}", side.label(), codes.spelled(&held)))
    };
    sides.filter_map(line).collect()
}

fn node(organization: OrganizationRef<'_>, tinted: bool) -> Node {
    let record = organization.record();
    Node {
        id: record.id().to_string(),
        label: organization.label().to_owned(),
        name: record.name.to_string(),
        kind: NodeKind::Organization,
        class: record.kind.filter(|_| tinted).map(Key::index),
    }
}

fn tie(
    standing: Standing<'_>,
    spell: SpellRef<'_>,
    nodes: &[OrganizationRef<'_>],
    codes: Option<&MotiveCodes>,
) -> Tie {
    let place = |key: Key<Organization>| {
        nodes
            .binary_search_by_key(&key, |organization| organization.key())
            .unwrap_or(usize::MAX)
    };
    let [a, b] = standing.partnership().dyad().members();
    let record = spell.record();
    Tie {
        ends: (place(a), place(b)),
        phase: record.phase.index(),
        condition: record.condition.index(),
        label: standing
            .since()
            .map(|date| since(&date))
            .unwrap_or_default(),
        detail: codes.map(|codes| held(standing, codes)).unwrap_or_default(),
        tooltip: tooltip(standing, spell),
        href: first_link(standing.partnership().graph(), spell),
    }
}

/// Says since when in as few letters as it takes: the year, and whether it is uncertain.
fn since(date: &Date) -> String {
    let year = date.year().map(|year| year.to_string()).unwrap_or_default();
    match (date.earliest(), date.is_qualified()) {
        (None, _) => format!("by {year}"),
        (Some(_), true) => format!("since {year}?"),
        (Some(_), false) => format!("since {year}"),
    }
}

fn tooltip(standing: Standing<'_>, spell: SpellRef<'_>) -> String {
    let record = spell.record();
    let mut lines = vec![format!(
        "{}: {}, {} since {}",
        standing.partnership().label(),
        spell.phase_label().to_lowercase(),
        spell.condition_label().to_lowercase(),
        record.from,
    )];
    lines.extend(record.because.as_ref().map(ToString::to_string));
    let sources = &standing.partnership().graph().dataset().sources;
    let cited = record
        .claim
        .citations
        .iter()
        .map(|citation| &sources[citation.source]);
    lines.extend(cited.map(|source| format!("Source: {}", super::reference(source))));
    lines.join("\n")
}

fn first_link(graph: &Graph, spell: SpellRef<'_>) -> Option<String> {
    let sources = &graph.dataset().sources;
    let mut citations = spell.record().claim.citations.iter();
    citations.find_map(|citation| {
        sources[citation.source]
            .url
            .as_ref()
            .map(ToString::to_string)
    })
}

fn caption(
    selection: &Selection<'_>,
    title: Option<&str>,
    left_out: usize,
    codes: Option<&MotiveCodes>,
) -> Caption {
    let graph = selection.graph();
    let about = &graph.dataset().about;
    let named = title
        .or(about.title.as_deref())
        .unwrap_or("Partnerships of international organizations");
    let coding = super::uncapitalized(
        graph
            .dataset()
            .vocabularies
            .codings
            .label(selection.coding()),
    );
    let time = match selection.when() {
        When::Always => format!("As of {}", graph.as_of()),
        When::At(day) => format!("As of {day}"),
        When::During(first, last) => format!("During {}", super::period(first, last)),
    };
    let explained = codes.map(MotiveCodes::note);
    let absent = match left_out {
        0 => None,
        1 => Some("1 partnership that had no phase at that time is left out.".to_owned()),
        _ => Some(format!(
            "{left_out} partnerships that had no phase at that time are left out."
        )),
    };
    let notes = explained.into_iter().chain(absent).collect();
    Caption {
        title: named.to_owned(),
        subtitle: format!("{time} · coding: {coding}"),
        source: source_line(graph),
        notes,
    }
}

/// Says where the evidence comes from: dataset, version, number of sources.
fn source_line(graph: &Graph) -> String {
    let about = &graph.dataset().about;
    let title = about.title.as_deref().unwrap_or("untitled dataset");
    let version = about
        .version
        .as_ref()
        .map(|version| format!(", version {version}"));
    let licence = about
        .licence
        .as_ref()
        .map(|licence| format!(" ({licence})"));
    let sources = graph.dataset().sources.len();
    format!(
        "Source: {title}{}{}; {sources} sources.",
        version.unwrap_or_default(),
        licence.unwrap_or_default()
    )
}

fn legend(
    graph: &Graph,
    ties: &[Tie],
    organizations: &[OrganizationRef<'_>],
    tinted: bool,
) -> Legend {
    let vocabularies = &graph.dataset().vocabularies;
    let kinds = organizations
        .iter()
        .filter_map(|organization| organization.record().kind);
    let kinds = kinds.map(Key::index).filter(|_| tinted);
    Legend {
        rungs: vocabularies.phases.len(),
        phase_title: "Phase".to_owned(),
        phases: occurring(&vocabularies.phases, ties.iter().map(|tie| tie.phase)),
        condition_title: "Condition".to_owned(),
        conditions: occurring(
            &vocabularies.conditions,
            ties.iter().map(|tie| tie.condition),
        ),
        class_title: "Kind".to_owned(),
        classes: occurring(&vocabularies.organization_kinds, kinds),
    }
}

/// Lists the terms that occur, in the order of the vocabulary.
fn occurring<T: Vocable>(
    vocabulary: &Table<T>,
    used: impl Iterator<Item = usize>,
) -> Vec<LegendKey> {
    let mut used: Vec<usize> = used.collect();
    used.sort_unstable();
    used.dedup();
    let key = |index| LegendKey {
        index,
        label: vocabulary.label(Key::new(index)).to_owned(),
    };
    used.into_iter().map(key).collect()
}
