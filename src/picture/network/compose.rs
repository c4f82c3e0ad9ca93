//! Arranges a selection as a network: which organizations and ties it has, and their labels.

use std::collections::{BTreeMap, HashSet};

use super::at_ends;
use super::cast::Cast;
use super::classes::Classes;
use super::groups::{GroupBy, group};
use super::homes;
use super::metrics::MAX_LABELLED_TIES;
use super::operations::add_operations;
use super::standards::Standards;
use super::{
    Direction, Network, NetworkLegend, Node, NodeKind, Tie, TieKind, WeightLegend, WeightName,
    weights,
};
use crate::analysis::measure::Thinning;
use crate::graph::{DayRange, OrganizationRef, Ties};
use crate::model::{Day, Identified, Key, Known, Organization};
use crate::phrase::{counted, uncapitalized};
use crate::picture::caption::{self, Caption, PictureOptions, caption};
use crate::picture::legend::ScaleLegend;
use crate::picture::ranking::{InForce, in_force, strongest, too_light_note};
use crate::picture::subject::{self, Subject};
use crate::query::{Query, SelectedPartnership, Selection, Since};
use crate::view::motive_codes::MotiveCodes;
use crate::view::wording::evidence_note;

/// Explains the years on lines.
const YEARS_NOTE: &str = "Years on lines: since when the two, or predecessors without a record of their own, have \
                          cooperated without a break.";

/// Explains lines without a phase.
const SHARED_NOTE: &str = "Grey lines: ties by shared operations";

/// Explains the years on lines without a phase.
const SHARED_YEARS_NOTE: &str = "; years on them: the first in which both took part in one";

/// The options for the content of a network.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NetworkOptions<'o> {
    /// The options of every picture.
    pub picture: PictureOptions<'o>,
    /// Whether each end of a line is labelled with the motives of that side, in short codes that a note explains.
    pub motives: bool,
    /// Whether operations at the time are drawn too, with the role of each organization on the line to it.
    pub operations: bool,
    /// How the organizations are grouped; `None` for no groups.
    pub group_by: Option<GroupBy>,
    /// The organization that the picture is about, whose box has a thick border.
    pub focus: Option<Key<Organization>>,
    /// What is left out of the network before it is drawn.
    pub thinning: Thinning,
}

/// Arranges a selection as a network: the partnerships in force at the time of the selection, their organizations,
/// and on request the operations.
///
/// Partnerships that have ended by then, or have not begun, are left out and counted in the caption. If not all
/// partnerships are drawn, the strongest are: those in the furthest phase; of these, those in the best condition;
/// then those with the most shared operations at the time; then the oldest; then the first in the dataset.
///
/// Nodes and ties are in the order of the dataset. The network is empty if nothing is in force.
///
/// ```
/// use interorg::graph::Graph;
/// use interorg::picture::{NetworkOptions, network};
/// use interorg::query::Filter;
///
/// let graph = Graph::new(interorg::dataset::builtin());
/// let filter = Filter { at: Some("2005".parse()?), ..Filter::default() };
/// let selection = filter.resolve(&graph)?.select();
/// let network = network(&selection, NetworkOptions::default());
/// assert_eq!(network.nodes.len(), 4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn network(selection: &Selection<'_>, options: NetworkOptions<'_>) -> Network {
    let graph = selection.graph();
    let days = selection.state_days();
    let all = in_force(selection);
    let unknown = selection
        .iter()
        .filter(|one| one.has_unknown_phase())
        .count();
    let absent = selection.len() - all.len() - unknown;
    let unknown = unknown_note(unknown, "");
    let (all, thin_notes) = thinned(selection, all, options.thinning);
    let (drawn, weaker_note) = strongest(selection, all, options.picture.keep);
    let cast = Cast::of(graph, drawn.iter().map(|(selected, _)| *selected)).acting_in(days);
    let organizations = cast.organizations();
    let codes = options
        .motives
        .then(|| MotiveCodes::of(&graph.dataset().vocabularies().motives));
    let standards = Standards::of(&drawn);
    let ties = furthest_per_pair(drawn.iter().map(|one| {
        let tie = tie(selection, *one, (&cast, days), codes.as_ref());
        standards.marked(one, tie)
    }));
    let classes = Classes::of(graph, organizations);
    let nodes = organizations.iter().map(|organization| Node {
        is_focus: options.focus == Some(organization.key()),
        ..node(*organization, &classes).named_after(cast.acting(*organization, days))
    });
    let nodes: Vec<Node> = nodes.collect();
    let labels = nodes.iter().map(|node| node.label.as_str());
    let subject = Subject {
        what: subject::partnerships(caption::tie_noun(selection), ties.len(), labels),
        time: subject::time(selection),
        coding: caption::coding(selection),
        ..Subject::default()
    };
    let motives = at_ends::notes(selection, &drawn, &ties, codes.as_ref());
    let absent_note = absent_note(
        graph.ties(),
        absent,
        without_tie(std::slice::from_ref(selection)),
        "at that time",
    );
    let mut network = Network {
        caption: Caption {
            notes: notes(selection, &ties, motives, cast.note(days), &standards),
            left_out: [
                absent_note,
                unknown,
                weaker_note,
                evidence_note(selection),
                too_light_note(selection),
            ]
            .into_iter()
            .flatten()
            .chain(thin_notes)
            .collect(),
            ..caption(selection, subject, options.picture)
        },
        nodes,
        legend: network_legend(selection.query(), &ties, organizations),
        ties,
        groups: Vec::new(),
        homes: homes::of(graph, organizations),
    };
    if let Some(by) = options.group_by {
        group(&mut network, organizations, by, graph);
    }
    if options.operations {
        if graph.ties() == Ties::Operations {
            // The operations that are drawn say what ties the organizations.
            network.ties.clear();
            network.legend.weights = None;
            network.caption.notes.clear();
        }
        add_operations(&mut network, organizations, selection);
    }
    network
}

/// Explains the years and motive codes on lines if there are any, which predecessors act, and the mark of lower standards.
fn notes(
    selection: &Selection<'_>,
    ties: &[Tie],
    motives: Vec<String>,
    predecessors: Option<String>,
    standards: &Standards,
) -> Vec<String> {
    let has_phases = ties.iter().any(|tie| tie.kind == TieKind::Partnership);
    let has_years = ties.len() <= MAX_LABELLED_TIES;
    let years = (has_phases && has_years).then(|| YEARS_NOTE.to_owned());
    let has_shared = ties
        .iter()
        .any(|tie| tie.kind == TieKind::Phaseless && tie.shared > 0);
    let shared = has_shared.then(|| {
        let years = if has_years { SHARED_YEARS_NOTE } else { "" };
        format!("{SHARED_NOTE}{years}.")
    });
    let [weights, unknown] = weights::notes(selection.query(), ties);
    let standards = standards.note(selection.graph()).filter(|_| has_years);
    [years, shared, weights, unknown]
        .into_iter()
        .flatten()
        .chain(motives)
        .chain(predecessors)
        .chain(standards)
        .collect()
}

/// Returns the partnerships in force whose ties are kept, and notes on those that are left out.
fn thinned<'g>(
    selection: &Selection<'g>,
    all: Vec<InForce<'g>>,
    thinning: Thinning,
) -> (Vec<InForce<'g>>, Vec<String>) {
    if thinning.is_none() {
        return (all, Vec::new());
    }
    let (graph, days) = (selection.graph(), selection.state_days());
    let cast = Cast::of(graph, all.iter().map(|(selected, _)| *selected)).acting_in(days);
    let ties = all
        .iter()
        .map(|one| tie(selection, *one, (&cast, days), None));
    let ties: Vec<Tie> = ties.collect();
    let net = weights::net(cast.organizations().len(), &ties, graph);
    let (backbone, kept, left_out) = thinning.apply(&net);
    let is_kept = |tie: &Tie| {
        let (a, b) = tie.ends;
        let has = |node: usize| kept.binary_search(&node).is_ok();
        has(a) && has(b) && backbone.neighbours(a).contains(&(b as u32))
    };
    let pairs = all.into_iter().zip(&ties);
    let kept = pairs.filter(|(_, tie)| is_kept(tie)).map(|(one, _)| one);
    (kept.collect(), thinning.notes(left_out))
}

/// Keeps one tie per pair of nodes, the one in the furthest phase. A pair may have two where one organization acts
/// for another and both have a partnership with a third.
pub(in crate::picture) fn furthest_per_pair(ties: impl Iterator<Item = Tie>) -> Vec<Tie> {
    let weight = |tie: &Tie| tie.weight.and_then(Result::ok).unwrap_or(f64::NEG_INFINITY);
    let rank = |tie: &Tie| (tie.kind == TieKind::Partnership, tie.phase, weight(tie));
    let mut kept: Vec<Tie> = Vec::new();
    let mut positions: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for tie in ties {
        let pair = (tie.ends.0.min(tie.ends.1), tie.ends.0.max(tie.ends.1));
        match positions.get(&pair) {
            Some(position) if rank(&kept[*position]) >= rank(&tie) => {}
            Some(position) => kept[*position] = tie,
            None => {
                positions.insert(pair, kept.len());
                kept.push(tie);
            }
        }
    }
    kept
}

/// Creates the node of an organization.
pub(in crate::picture) fn node(organization: OrganizationRef<'_>, classes: &Classes) -> Node {
    let record = organization.record();
    Node {
        id: record.id().to_string(),
        label: organization.label().to_owned(),
        name: record.name.to_string(),
        kind: NodeKind::Organization,
        class: classes.class(organization),
        ..Node::default()
    }
}

impl Node {
    /// Returns the node with the names of another organization.
    fn named_after(self, organization: OrganizationRef<'_>) -> Self {
        Self {
            label: organization.label().to_owned(),
            name: organization.record().name.to_string(),
            ..self
        }
    }
}

/// Creates the tie of a partnership between the nodes that represent its members in those days.
pub(in crate::picture) fn tie<'g>(
    selection: &Selection<'g>,
    (selected, spell): InForce<'g>,
    (cast, days): (&Cast<'_>, DayRange),
    codes: Option<&MotiveCodes>,
) -> Tie {
    let members = selected.partnership().dyad().members();
    let [first, second] = members.map(|key| cast.row(key, days));
    let shared = selection.shared_operations(selected).into_iter();
    let shared = shared.filter(|shared| {
        let mut pairs = shared.pairs.iter();
        pairs.any(|pair| selection.includes_joint_participation(*pair))
    });
    let shared = shared.count();
    let query = selection.query();
    let weight = query.weight_by().map(|_| selection.weight(selected));
    let is_partly_known = weight.is_some_and(|weight| weight.is_partial());
    let weight = weight.map(|weight| weight.value);
    let Some(spell) = spell else {
        let weight = weight.unwrap_or(Ok(shared as f64));
        return Tie {
            shared,
            is_partly_known,
            ..phaseless(selected, (first, second), &WeightName::of(query), weight)
        };
    };
    let record = spell.record();
    let motive_label = |side| at_ends::label(selection, selected, side, codes);
    let phase_label = |start| {
        format!(
            "{} {}",
            uncapitalized(spell.phase_label()),
            brief_since(start)
        )
    };
    Tie {
        ends: (first, second),
        kind: TieKind::Partnership,
        shared,
        weight,
        is_partly_known,
        phase: record.phase.index(),
        condition: record.condition.index(),
        direction: record.actor.map(|actor| {
            if actor == members[0] {
                Direction::Forward
            } else {
                Direction::Backward
            }
        }),
        label: selected.since().map(brief_since).unwrap_or_default(),
        phase_label: selected.phase_since().map(phase_label).unwrap_or_default(),
        at_ends: members.map(motive_label),
        tooltip: caption::spell_tooltip(&selected.partnership().label(), spell),
        href: caption::link(spell.graph(), &record.claim),
    }
}

/// Creates the tie of a partnership without phases.
fn phaseless(
    selected: SelectedPartnership<'_>,
    ends: (usize, usize),
    name: &WeightName,
    weight: Known<f64>,
) -> Tie {
    let label = selected.since().map(brief_since).unwrap_or_default();
    let phase_label = match (name, weight) {
        (WeightName::SharedOperations, Ok(0.0)) => "no phase recorded".to_owned(),
        (WeightName::SharedOperations, _) => name.label(weight).replacen("shared ", "", 1),
        (WeightName::Amount { .. }, _) => name.label(weight),
    };
    let labels = &selected.partnership().graph().dataset().about().labels;
    let phase_label = labels.apply(&phase_label).into_owned();
    let parts = [&*phase_label, &label];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Tie {
        ends,
        kind: TieKind::Phaseless,
        tooltip: format!("{}: {}", selected.partnership().label(), parts.join(", ")),
        label,
        phase_label,
        weight: Some(weight),
        ..Tie::default()
    }
}

/// Returns the start of a partnership in few characters: the year or years, and a mark if they are approximate (`~`),
/// uncertain (`?`) or both (`%`), as in EDTF.
pub(crate) fn brief_since(Since { date, or_earlier }: Since) -> String {
    let year = |day: Option<Day>| day.map(Day::year);
    let recorded = date.to_string();
    let mark = recorded.matches(['~', '?', '%']).next().unwrap_or_default();
    if let (true, Some(last)) = (or_earlier, year(date.latest())) {
        return format!("since {last}{mark} or earlier");
    }
    match (year(date.earliest()), year(date.latest())) {
        (Some(first), Some(last)) if first < last => format!("since {first}–{last}{mark}"),
        (Some(first), Some(_)) => format!("since {first}{mark}"),
        (Some(first), None) => format!("since {first}{mark} or later"),
        (None, Some(last)) => format!("by {last}{mark}"),
        (None, None) => String::new(),
    }
}

/// Counts the partnerships whose phase is not known, with the time if there are several: ` at one of the dates`.
pub(in crate::picture) fn unknown_note(count: usize, when: &str) -> Option<String> {
    let partnerships = counted(count, ["partnership", "partnerships"]);
    (count > 0).then(|| {
        format!(
            "Left out: {partnerships} whose phase is unknown at the requested confidence{when}."
        )
    })
}

/// Counts the organizations that exist at some of the times and have a tie at none, by which they could be drawn. The
/// surroundings of one organization leave out the others on purpose, so none counts there.
pub(in crate::picture) fn without_tie(selections: &[Selection<'_>]) -> usize {
    let is_partial = |selection: &Selection<'_>| selection.query().select().len() > selection.len();
    if selections.iter().any(is_partial) {
        return 0;
    }
    let mut tied: HashSet<Key<Organization>> = HashSet::new();
    let mut existing: HashSet<Key<Organization>> = HashSet::new();
    for selection in selections {
        let days = selection.state_days();
        let in_force = in_force(selection).into_iter();
        let cast = Cast::of(selection.graph(), in_force.map(|(selected, _)| selected));
        let cast = cast.acting_in(days);
        tied.extend(cast.organizations().iter().map(|one| one.key()));
        let organizations = selection.query().organizations();
        let organizations = organizations.filter(|one| one.exists_during(days));
        existing.extend(organizations.map(|one| one.key()));
    }
    existing.difference(&tied).count()
}

/// Counts the partnerships that are not in force at a time, such as `at that time`, and the organizations without a tie.
pub(in crate::picture) fn absent_note(
    ties: Ties,
    absent: usize,
    without_tie: usize,
    when: &str,
) -> Option<String> {
    let partnerships = match (ties, absent) {
        (_, 0) => None,
        (Ties::Partnerships, _) => {
            let partnerships = counted(absent, ["partnership", "partnerships"]);
            Some(format!("{partnerships} without a phase {when}"))
        }
        _ => {
            let ties = counted(absent, ["tie that does", "ties that do"]);
            Some(format!("{ties} not exist {when}"))
        }
    };
    let organizations = (without_tie > 0).then(|| {
        let organizations = counted(without_tie, ["organization", "organizations"]);
        format!("{organizations} without a tie")
    });
    let parts: Vec<String> = partnerships.into_iter().chain(organizations).collect();
    (!parts.is_empty()).then(|| format!("Left out: {}.", parts.join(", and ")))
}

/// Explains the phases and conditions that occur, and the kinds of organizations if boxes show them.
pub(in crate::picture) fn network_legend(
    query: &Query<'_>,
    ties: &[Tie],
    organizations: &[OrganizationRef<'_>],
) -> NetworkLegend {
    let graph = query.graph();
    let phased = ties.iter().filter(|tie| tie.kind == TieKind::Partnership);
    let pairs = phased.map(|tie| (tie.phase, tie.condition));
    NetworkLegend {
        scale: ScaleLegend::of(graph.dataset(), pairs),
        weights: WeightLegend::of(ties, WeightName::of(query)),
        classes: Classes::of(graph, organizations).into_entries(),
        has_directions: ties.iter().any(|tie| tie.direction.is_some()),
        has_operations: false,
    }
}
