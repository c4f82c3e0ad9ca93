//! The network at several dates, as plain data: the same nodes in the same places, and the ties of each
//! date.

pub(crate) mod combined;
mod draw;

pub use self::combined::Combined;
pub use self::draw::draw;
use super::caption::{self, PictureOptions};
use super::network::{Caption, GroupBy, Legend, Network, Node, Tie};
use super::network::{Cast, Drawn, drawn, grouped, legend, node, one_a_pair, strongest_ever, tie};
use crate::graph::TimeFilter;
use crate::model::{Day, Key, Organization};
use crate::query::Selection;

/// From how many organizations on their kinds are told apart by their boxes.
const MANY: usize = 9;

/// The picture of a network at several dates.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evolution {
    /// What stands round the picture.
    pub caption: Caption,
    /// Every organization that is tied at any of the dates, in the order of the dataset.
    pub nodes: Vec<Node>,
    /// What the groups are called that nodes are drawn in; empty if they stand in none.
    pub groups: Vec<String>,
    /// The network at each date, in the order in which they were asked for.
    pub facets: Vec<Facet>,
    /// What the line styles and boxes mean, the same for all.
    pub legend: Legend,
}

/// The network at one date.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facet {
    /// The date, as it stands over the facet.
    pub label: String,
    /// Whether each node is there.
    pub presence: Vec<Presence>,
    /// What each node is called at the date: by the name of the predecessor that acts for it, if it does not
    /// exist.
    pub names: Vec<String>,
    /// The ties, between nodes of the evolution.
    pub ties: Vec<Tie>,
}

/// Whether an organization is there at a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Presence {
    /// It does not exist.
    #[default]
    Absent,
    /// It exists and is tied to no other.
    Alone,
    /// It is tied.
    Tied,
}

/// What can be chosen about the content of an evolution.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EvolutionOptions<'o> {
    /// What every picture can be asked for.
    pub picture: PictureOptions<'o>,
    /// What the organizations are drawn in groups by, if by anything.
    pub group_by: Option<GroupBy>,
    /// The organization that the picture is about, if it is about one.
    pub focus: Option<Key<Organization>>,
}

/// Arranges selections of one graph, each cut at a date, as one picture.
///
/// Groups by phase are by the furthest phase at any of the dates. Without selections the picture is
/// empty.
pub fn evolution(selections: &[Selection<'_>], options: EvolutionOptions<'_>) -> Evolution {
    let Some(first) = selections.first() else {
        return Evolution::default();
    };
    let graph = first.graph();
    let dates = selections.iter().map(drawn).collect();
    let (dates, weaker) = strongest_ever(dates, options.picture.keep);
    let all = dates.iter().flatten();
    let cast = Cast::of(graph, all.map(|(selected, _)| *selected));
    let organizations = cast.organizations();
    let tinted = organizations.len() >= MANY;
    let nodes = organizations.iter().map(|organization| Node {
        is_focus: options.focus == Some(organization.key()),
        ..node(*organization, tinted)
    });
    let facets: Vec<Facet> = selections
        .iter()
        .zip(dates)
        .map(|(selection, drawn)| facet(selection, drawn, &cast))
        .collect();
    let ties: Vec<Tie> = facets
        .iter()
        .flat_map(|facet| facet.ties.iter().cloned())
        .collect();
    let mut whole = Network {
        caption: Caption {
            left_out: weaker.into_iter().collect(),
            ..caption(first, &facets, options)
        },
        nodes: nodes.collect(),
        legend: legend(graph, &ties, organizations, tinted),
        ties,
        ..Network::default()
    };
    if let Some(by) = options.group_by {
        grouped(&mut whole, organizations, by, graph);
    }
    Evolution::of(whole, facets)
}

impl Evolution {
    /// Returns the evolution of a network that holds the ties of all dates.
    fn of(whole: Network, facets: Vec<Facet>) -> Self {
        Self {
            caption: whole.caption,
            nodes: whole.nodes,
            groups: whole.groups,
            legend: whole.legend,
            facets,
        }
    }
}

fn facet<'g>(selection: &Selection<'g>, drawn: Vec<Drawn<'g>>, cast: &Cast<'g>) -> Facet {
    let days = selection.state_days();
    let ties = drawn
        .into_iter()
        .map(|(selected, spell)| tie(selected, spell, (cast, days), None));
    let ties = one_a_pair(ties);
    let organizations = cast.organizations();
    let there =
        organizations.iter().map(
            |organization| match organization.lifetime().overlaps(days) {
                true => Presence::Alone,
                false => Presence::Absent,
            },
        );
    let mut presence: Vec<Presence> = there.collect();
    for end in ties.iter().flat_map(|tie| [tie.ends.0, tie.ends.1]) {
        presence[end] = Presence::Tied;
    }
    let names = organizations
        .iter()
        .map(|organization| cast.name(*organization, days).to_owned());
    Facet {
        label: label(selection),
        presence,
        names: names.collect(),
        ties,
    }
}

/// Names the date of a facet in as few words as it takes.
fn label(selection: &Selection<'_>) -> String {
    let end_of_year = |day: Day| {
        let (year, month, last) = day.year_month_day();
        (month == 12 && last == 31).then(|| format!("End of {year}"))
    };
    match selection.time() {
        TimeFilter::Always => format!("As of {}", selection.graph().as_of()),
        TimeFilter::At(day) => end_of_year(day).unwrap_or_else(|| day.to_string()),
        TimeFilter::During(first, last) => crate::phrase::period(first.bounded(), last.bounded()),
    }
}

fn caption(selection: &Selection<'_>, facets: &[Facet], options: EvolutionOptions<'_>) -> Caption {
    let dates: Vec<&str> = facets.iter().map(|facet| facet.label.as_str()).collect();
    let time = match dates.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first, .., last] => format!("{first} to {}", crate::phrase::uncapitalized(last)),
    };
    let graph = selection.graph();
    let faint = facets
        .iter()
        .any(|facet| facet.presence.contains(&Presence::Alone));
    let note = "Faint: organizations that exist and are tied to no other of the picture.";
    Caption {
        notes: faint.then(|| note.to_owned()).into_iter().collect(),
        ..caption::head(graph, &time, &caption::coding(selection), options.picture)
    }
}
