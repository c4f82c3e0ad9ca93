//! Arranges selections at several dates as one picture.

use std::collections::BTreeSet;

use super::{Evolution, Facet, Presence};
use crate::graph::TimeFilter;
use crate::model::{Key, Organization, Partnership};
use crate::phrase::{period, uncapitalized};
use crate::picture::caption::{self, Caption, PictureOptions, caption};
use crate::picture::network::{
    Cast, Classes, GroupBy, Network, Node, Tie, absent_note, furthest_per_pair, group, homes,
    network_legend, node, tie, unknown_note, without_tie,
};
use crate::picture::ranking::{InForce, in_force, strongest_ever, too_light};
use crate::picture::subject::{self, Subject, end_of_year};
use crate::query::Selection;
use crate::view::evidence_note;

/// Explains faint boxes.
const FAINT_NOTE: &str = "Faint: organizations that exist but have no tie in the picture.";

/// The options for the content of an evolution.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EvolutionOptions<'o> {
    /// The options of every picture.
    pub picture: PictureOptions<'o>,
    /// How the organizations are grouped; `None` for no groups.
    pub group_by: Option<GroupBy>,
    /// The organization that the picture is about, whose box has a thick border.
    pub focus: Option<Key<Organization>>,
}

/// Arranges selections of one graph, each at a date, as one picture.
///
/// Groups by phase use the furthest phase at any of the dates. Without selections the picture is empty.
///
/// ```
/// use interorg::graph::Graph;
/// use interorg::picture::{EvolutionOptions, evolution};
/// use interorg::query::{Filter, Selection};
///
/// let graph = Graph::new(interorg::dataset::builtin());
/// let mut selections: Vec<Selection> = Vec::new();
/// for year in ["1995", "2005"] {
///     let filter = Filter { at: Some(year.parse()?), ..Filter::default() };
///     selections.push(filter.resolve(&graph)?.select());
/// }
/// let evolution = evolution(&selections, EvolutionOptions::default());
/// assert_eq!(evolution.facets[0].label, "End of 1995");
/// assert!(evolution.facets[0].ties.len() < evolution.facets[1].ties.len());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn evolution(selections: &[Selection<'_>], options: EvolutionOptions<'_>) -> Evolution {
    let Some(first) = selections.first() else {
        return Evolution::default();
    };
    let graph = first.graph();
    let (dates, weaker_note) = strongest_ever(selections, options.picture.keep);
    let drawn = dates.iter().flatten();
    let cast = Cast::of(graph, drawn.map(|(selected, _)| *selected));
    let organizations = cast.organizations();
    let classes = Classes::of(graph, organizations);
    let nodes = organizations.iter().map(|organization| Node {
        is_focus: options.focus == Some(organization.key()),
        ..node(*organization, &classes)
    });
    let facets: Vec<Facet> = selections
        .iter()
        .zip(dates)
        .map(|(selection, in_force)| facet(selection, in_force, &cast))
        .collect();
    let ties: Vec<Tie> = facets
        .iter()
        .flat_map(|facet| facet.ties.iter().cloned())
        .collect();
    let mut whole = Network {
        nodes: nodes.collect(),
        legend: network_legend(first.query(), &ties, organizations),
        ties,
        ..Network::default()
    };
    if let Some(by) = options.group_by {
        group(&mut whole, organizations, by, graph);
    }
    let hidden = selections.last().and_then(evidence_note);
    let [absent, unknown] = absent_and_unknown(selections).map(|keys| keys.len());
    let without_tie = without_tie(selections);
    let absent = absent_note(graph.ties(), absent, without_tie, "at any of the dates");
    Evolution {
        caption: Caption {
            left_out: absent
                .into_iter()
                .chain(unknown_note(unknown, " at one of the dates"))
                .chain(weaker_note)
                .chain(hidden)
                .chain(too_light_note(selections))
                .collect(),
            ..facets_caption(first, &whole.nodes, &facets, options)
        },
        nodes: whole.nodes,
        groups: whole.groups,
        homes: homes(graph, organizations),
        legend: whole.legend,
        facets,
    }
}

/// Returns the partnerships that are in force at none of the dates, and those whose phase is unknown at one of them.
fn absent_and_unknown(selections: &[Selection<'_>]) -> [BTreeSet<Key<Partnership>>; 2] {
    let [mut absent, mut unknown] = [BTreeSet::new(), BTreeSet::new()];
    for selection in selections {
        absent.extend(selection.iter().map(|one| one.partnership().key()));
        let doubtful = selection.iter().filter(|one| one.has_unknown_phase());
        unknown.extend(doubtful.map(|one| one.partnership().key()));
    }
    for (selected, _) in selections.iter().flat_map(in_force) {
        absent.remove(&selected.partnership().key());
    }
    [&absent - &unknown, unknown]
}

/// Returns a note on the ties of each date that are left out because of their weight; `None` if there are none.
fn too_light_note(selections: &[Selection<'_>]) -> Option<String> {
    let minimum = selections.first()?.query().min_weight()?;
    let left_out = selections.iter().map(|selection| {
        let left_out = too_light(selection);
        left_out.lighter + left_out.unknown
    });
    let counts: Vec<usize> = left_out.collect();
    let texts: Vec<String> = counts.iter().map(usize::to_string).collect();
    counts.iter().any(|count| *count > 0).then(|| {
        format!(
            "Left out, date by date: {} ties of less than {minimum} or of unknown weight.",
            texts.join(", ")
        )
    })
}

fn facet<'g>(selection: &Selection<'g>, in_force: Vec<InForce<'g>>, cast: &Cast<'g>) -> Facet {
    let days = selection.state_days();
    let ties = furthest_per_pair(
        in_force
            .into_iter()
            .map(|tied| tie(selection, tied, (cast, days), None)),
    );
    let organizations = cast.organizations().iter();
    let mut presence: Vec<Presence> = organizations
        .clone()
        .map(|organization| {
            if organization.exists_during(days) {
                Presence::Alone
            } else {
                Presence::Absent
            }
        })
        .collect();
    for end in ties.iter().flat_map(|tie| [tie.ends.0, tie.ends.1]) {
        presence[end] = Presence::Tied;
    }
    let acting = organizations.map(|organization| cast.acting(*organization, days));
    Facet {
        label: label(selection),
        presence,
        labels: acting.clone().map(|one| one.label().to_owned()).collect(),
        names: acting.map(|one| one.record().name.to_string()).collect(),
        ties,
    }
}

/// Returns the date of a facet, as a year if it is the last day of one.
fn label(selection: &Selection<'_>) -> String {
    match selection.time() {
        TimeFilter::Always => match selection.graph().as_of().bounded() {
            Some(as_of) => format!("As of {as_of}"),
            // Nothing in the dataset is dated.
            None => String::new(),
        },
        TimeFilter::At(day) => match end_of_year(day) {
            Some(year) => format!("End of {year}"),
            None => day.to_string(),
        },
        TimeFilter::During(first, last) => period(first.bounded(), last.bounded()),
    }
}

fn facets_caption(
    selection: &Selection<'_>,
    nodes: &[Node],
    facets: &[Facet],
    options: EvolutionOptions<'_>,
) -> Caption {
    let labels: Vec<&str> = facets.iter().map(|facet| facet.label.as_str()).collect();
    let time = match labels.as_slice() {
        [] => String::new(),
        [one] => format!("at the {}", uncapitalized(one)),
        [first, .., last] => {
            let [first, last] = [first, last].map(|label| label.trim_start_matches("End of "));
            subject::span(first, last)
        }
    };
    let has_faint = facets
        .iter()
        .any(|facet| facet.presence.contains(&Presence::Alone));
    let ties = facets.iter().map(|facet| facet.ties.len());
    let labels = nodes.iter().map(|node| node.label.as_str());
    let subject = Subject {
        what: subject::partnerships(
            caption::tie_noun(selection),
            ties.max().unwrap_or(0),
            labels,
        ),
        time,
        coding: caption::coding(selection),
        ..Subject::default()
    };
    Caption {
        notes: has_faint
            .then(|| FAINT_NOTE.to_owned())
            .into_iter()
            .collect(),
        ..caption(selection, subject, options.picture)
    }
}
