//! From a selection to the picture of its network: who is drawn, and in what words.

use std::collections::BTreeMap;

use super::cast::Cast;
use super::groups::grouped;
use super::operations::add_operations;
use super::strongest::strongest;
use super::{Caption, Legend, Network, Node, NodeKind, Tie, TieKind};
use crate::graph::{DayRange, Graph, OrganizationRef, SpellRef};
use crate::model::{Date, Day, Identified, Key, Organization};
use crate::phrase::uncapitalized;
use crate::picture::caption::{self, PictureOptions};
use crate::query::{SelectedPartnership, Selection};
use crate::view::motive_codes::MotiveCodes;

/// From how many organizations on their kinds are told apart by the tint of their boxes.
const MANY: usize = 9;

/// What the years on lines mean.
const SINCE: &str = "Years on lines: since when the two, or predecessors without own record, cooperate without a break.";

/// What can be chosen about the content of a network's picture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NetworkOptions<'o> {
    /// What every picture can be asked for.
    pub picture: PictureOptions<'o>,
    /// Whether the motives of each side stand at its end of the line, in short codes that a note
    /// explains.
    pub motives: bool,
    /// Whether the operations of the time are drawn too, with the role of each organization on the
    /// line to it.
    pub operations: bool,
    /// What the organizations are drawn in groups by, if by anything.
    pub group_by: Option<GroupBy>,
    /// The organization that the picture is about, if it is about one.
    pub focus: Option<Key<Organization>>,
}

/// What organizations are drawn in groups by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GroupBy {
    /// The kind of organization.
    Kind,
    /// The part of the world.
    Region,
    /// The furthest phase that the organization is in with any other of the picture.
    Phase,
}

/// A partnership that stands at the time of a selection.
pub(crate) type Drawn<'g> = (SelectedPartnership<'g>, SpellRef<'g>);

/// Arranges a selection as the picture of a network: its organizations, and the partnerships that
/// stand at the time of the selection; the operations too, if asked for.
///
/// Partnerships that have ended by then, or have not begun, are left out and counted in the notes of
/// the caption. The strongest partnerships are those of the furthest phase; of these the ones in the
/// best condition; of these the ones that share the most operations at the time; of these the oldest;
/// of these the ones that come first in the dataset.
pub fn network(selection: &Selection<'_>, options: NetworkOptions<'_>) -> Network {
    let all = drawn(selection);
    let absent = selection.len() - all.len();
    let (selected, weaker) = strongest(all, options.picture.keep);
    let graph = selection.graph();
    let days = selection.state_days();
    let cast = Cast::of(graph, selected.iter().map(|(selected, _)| *selected)).in_days(days);
    let organizations = cast.organizations();
    let codes = options
        .motives
        .then(|| MotiveCodes::of(&graph.dataset().vocabularies().motives));
    let tinted = organizations.len() >= MANY;
    let all = selected
        .iter()
        .map(|(selected, spell)| tie(*selected, *spell, (&cast, days), codes.as_ref()));
    let ties = one_a_pair(all);
    let nodes = organizations.iter().map(|organization| Node {
        is_focus: options.focus == Some(organization.key()),
        label: cast.name(*organization, days).to_owned(),
        ..node(*organization, tinted)
    });
    let all = Cast::of(graph, selection.iter()).in_days(days);
    let gone = all
        .organizations()
        .len()
        .saturating_sub(organizations.len());
    let absences = [left_out(absent, gone), thinned(weaker, selected.len())];
    let (time, coding) = (caption::time(selection), caption::coding(selection));
    let caption = Caption {
        notes: notes(&ties, codes.as_ref(), cast.note(days)),
        left_out: absences.into_iter().flatten().collect(),
        ..caption::head(graph, &time, &coding, options.picture)
    };
    let mut network = Network {
        nodes: nodes.collect(),
        legend: legend(graph, &ties, organizations, tinted),
        ties,
        groups: Vec::new(),
        caption,
    };
    if let Some(by) = options.group_by {
        grouped(&mut network, organizations, by, graph);
    }
    if options.operations {
        add_operations(&mut network, organizations, selection);
    }
    network
}

/// Tells what years and motives on lines mean, as far as there are any, and for whom predecessors act.
fn notes(ties: &[Tie], codes: Option<&MotiveCodes>, acting: Option<String>) -> Vec<String> {
    let since = (!ties.is_empty()).then(|| SINCE.to_owned());
    let mut told = ties.iter().flat_map(|tie| &tie.at_ends);
    let has_motives = told.any(|motives| !motives.is_empty());
    let motives = codes.filter(|_| has_motives).map(MotiveCodes::note);
    [since, motives, acting].into_iter().flatten().collect()
}

/// Keeps the furthest of ties between the same two nodes: where one organization acts for another, both may
/// have a partnership with a third.
pub(crate) fn one_a_pair(ties: impl Iterator<Item = Tie>) -> Vec<Tie> {
    let mut kept: Vec<Tie> = Vec::new();
    let mut places: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for tie in ties {
        let pair = (tie.ends.0.min(tie.ends.1), tie.ends.0.max(tie.ends.1));
        match places.get(&pair) {
            Some(place) if kept[*place].phase >= tie.phase => {}
            Some(place) => kept[*place] = tie,
            None => {
                places.insert(pair, kept.len());
                kept.push(tie);
            }
        }
    }
    kept
}

/// Returns the partnerships of a selection that stand at its time, in the order of the dataset.
pub(crate) fn drawn<'g>(selection: &Selection<'g>) -> Vec<Drawn<'g>> {
    let spells = selection
        .iter()
        .filter_map(|selected| Some((selected, selected.spell()?)));
    spells.filter(|(_, spell)| !spell.is_absent()).collect()
}

pub(crate) fn node(organization: OrganizationRef<'_>, tinted: bool) -> Node {
    let record = organization.record();
    Node {
        id: record.id().to_string(),
        label: organization.label().to_owned(),
        name: record.name.to_string(),
        kind: NodeKind::Organization,
        class: record.kind.filter(|_| tinted).map(Key::index),
        ..Node::default()
    }
}

/// Makes the tie of a partnership between members of a cast, as they are drawn in those days.
pub(crate) fn tie(
    selected: SelectedPartnership<'_>,
    spell: SpellRef<'_>,
    (cast, days): (&Cast<'_>, DayRange),
    codes: Option<&MotiveCodes>,
) -> Tie {
    let members = selected.partnership().dyad().members();
    let [a, b] = members.map(|key| cast.row(key, days));
    let record = spell.record();
    let held = |side| {
        let motives = selected.held_motives(side).into_iter();
        let motives: Vec<_> = motives.map(|held| held.motive).collect();
        codes.map(|codes| codes.spelled(&motives))
    };
    Tie {
        ends: (a, b),
        kind: TieKind::Partnership,
        phase: record.phase.index(),
        condition: record.condition.index(),
        label: selected
            .since()
            .map(|date| since(&date))
            .unwrap_or_default(),
        rung: selected
            .phase_since()
            .map(|date| format!("{} {}", uncapitalized(spell.phase_label()), since(&date)))
            .unwrap_or_default(),
        at_ends: members.map(|side| held(side).unwrap_or_default()),
        tooltip: caption::spell(&selected.partnership().label(), spell),
        href: caption::link(spell.graph(), &record.claim),
    }
}

/// Says since when in as few letters as it takes: the year or years, and whether they are uncertain.
fn since(date: &Date) -> String {
    let year = |day: Option<Day>| day.map(Day::year);
    let mark = if date.is_qualified() { "?" } else { "" };
    match (year(date.earliest()), year(date.latest())) {
        (Some(first), Some(last)) if first < last => format!("since {first}–{last}{mark}"),
        (Some(first), Some(_)) => format!("since {first}{mark}"),
        (Some(first), None) => format!("since {first}{mark} or later"),
        (None, Some(last)) => format!("by {last}{mark}"),
        (None, None) => String::new(),
    }
}

/// Says how many partnerships do not stand at the time, and how many organizations have no other.
fn left_out(absent: usize, gone: usize) -> Option<String> {
    let organizations = match gone {
        0 => String::new(),
        1 => ", and 1 organization that had no other".to_owned(),
        _ => format!(", and {gone} organizations that had no other"),
    };
    match absent {
        0 => None,
        1 => Some(format!(
            "Left out: 1 partnership that had no phase at that time{organizations}."
        )),
        _ => Some(format!(
            "Left out: {absent} partnerships that had no phase at that time{organizations}."
        )),
    }
}

fn thinned(weaker: usize, kept: usize) -> Option<String> {
    let all = kept + weaker;
    (weaker > 0).then(|| {
        format!("Of {all} partnerships the {kept} strongest are drawn; {weaker} are left out.")
    })
}

/// Explains the phases, the conditions and, where they are told apart, the kinds that occur.
pub(crate) fn legend(
    graph: &Graph,
    ties: &[Tie],
    organizations: &[OrganizationRef<'_>],
    tinted: bool,
) -> Legend {
    let vocabularies = graph.dataset().vocabularies();
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
        operations: false,
    }
}
