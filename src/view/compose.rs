//! From a selection to the picture of its network: who is drawn, and in what words.

use super::caption;
use super::codes::MotiveCodes;
use super::network::{Caption, Legend, Network, Node, NodeKind, Tie};
use super::partners::held_by;
use crate::graph::{Graph, OrganizationRef, SpellRef};
use crate::model::{Date, Identified, Key, Organization};
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
        tooltip: caption::spell(&standing.partnership().label(), spell),
        href: caption::link(spell.graph(), &record.claim),
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

fn caption(
    selection: &Selection<'_>,
    title: Option<&str>,
    left_out: usize,
    codes: Option<&MotiveCodes>,
) -> Caption {
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
        title: caption::title(selection.graph(), title),
        subtitle: format!(
            "{} · {}",
            caption::time(selection),
            caption::coding(selection)
        ),
        source: caption::source_line(selection.graph()),
        notes,
    }
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
        phases: caption::occurring(&vocabularies.phases, ties.iter().map(|tie| tie.phase)),
        condition_title: "Condition".to_owned(),
        conditions: caption::occurring(
            &vocabularies.conditions,
            ties.iter().map(|tie| tie.condition),
        ),
        class_title: "Kind".to_owned(),
        classes: caption::occurring(&vocabularies.organization_kinds, kinds),
    }
}
