//! The columns of each measure, and the cells that stand in them.

use super::{MeasuresOptions, Subject};
use crate::analysis::measure::{
    Brokerage, Measure, Net, OrganizationNet, Reciprocity, Ties, reciprocity,
};
use crate::model::{Identified, Value};
use crate::query::Query;
use crate::view::cell::Cell;
use crate::view::table::Column;

/// A column: its name for programs, its heading, and what the heading is short for.
type Heading = (&'static str, &'static str, &'static str);

const ORGANIZATION: Heading = ("organization", "Org.", "organization");
const WHOLE: [Heading; 2] = [
    ("organizations", "Orgs", "organizations"),
    ("ties", "Ties", ""),
];
const MOTIVES: [Heading; 5] = [
    ("level", "Level", ""),
    ("motive", "Motive", ""),
    ("ties", "Held", ""),
    ("returned", "Returned", ""),
    ("reciprocity", "Reciprocity", ""),
];

/// Returns the measures that are asked for and that there are, each once, in the order of
/// [`Measure::ALL`].
pub(super) fn asked(options: &MeasuresOptions) -> Vec<Measure> {
    let named =
        |measure: &Measure| options.measures.is_empty() || options.measures.contains(measure);
    // Operations have no motives.
    let there = |measure: &Measure| {
        options.unit.has(*measure)
            && (options.of == Ties::Partnerships || *measure != Measure::Reciprocity)
    };
    let all = Measure::ALL.iter().copied();
    all.filter(named).filter(there).collect()
}

/// Returns the columns of a table, without the date of a series.
pub(super) fn of(options: &MeasuresOptions) -> Vec<Column> {
    let headings = headings(options).into_iter();
    headings
        .map(|(id, title, _)| Column::new(id, title))
        .collect()
}

/// Says what the headings of a table are short for; `None` if none is short.
pub(super) fn note(options: &MeasuresOptions) -> Option<String> {
    let headings = headings(options).into_iter();
    let short = headings.filter(|(.., meaning)| !meaning.is_empty());
    let words: Vec<String> = short
        .map(|(_, title, meaning)| format!("{title} {meaning}"))
        .collect();
    (!words.is_empty()).then(|| format!("{}.", words.join(" · ")))
}

fn headings(options: &MeasuresOptions) -> Vec<Heading> {
    let measures = asked(options).into_iter();
    match options.unit {
        Subject::Organizations => [ORGANIZATION]
            .into_iter()
            .chain(measures.flat_map(single).copied())
            .collect(),
        Subject::Network => WHOLE
            .into_iter()
            .chain(measures.flat_map(whole).copied())
            .collect(),
        Subject::Motives => MOTIVES.to_vec(),
    }
}

/// Returns the columns of a measure of organizations.
fn single(measure: Measure) -> &'static [Heading] {
    match measure {
        Measure::Degree => &[("degree", "Deg", "degree")],
        Measure::WeightedDegree => &[("weighted-degree", "Wdeg", "weighted degree")],
        Measure::Components => &[("component", "Part", "component")],
        Measure::Betweenness => &[
            ("betweenness", "Betw", "betweenness"),
            (
                "betweenness-share",
                "Share",
                "betweenness as a share of all pairs of others",
            ),
        ],
        Measure::Closeness => &[("closeness", "Close", "closeness")],
        Measure::Eigenvector => &[("eigenvector", "Eigen", "eigenvector centrality")],
        Measure::Clustering => &[("clustering", "Clust", "clustering")],
        Measure::Core => &[("core", "Core", "core number")],
        Measure::Brokerage => &[
            ("coordinator", "Co", "coordinator"),
            ("consultant", "It", "consultant (itinerant)"),
            ("gatekeeper", "Ga", "gatekeeper"),
            ("representative", "Re", "representative"),
            ("liaison", "Li", "liaison"),
        ],
        _ => &[],
    }
}

/// Returns the columns of a measure of the network.
fn whole(measure: Measure) -> &'static [Heading] {
    match measure {
        Measure::Degree => &[("mean-degree", "Deg", "mean degree")],
        Measure::WeightedDegree => &[("mean-weighted-degree", "Wdeg", "mean weighted degree")],
        Measure::Density => &[("density", "Density", "")],
        Measure::Components => &[
            ("components", "Parts", "components"),
            ("isolates", "Alone", "organizations without ties"),
            (
                "largest-component",
                "Largest",
                "organizations in the largest component",
            ),
        ],
        Measure::Clustering => &[("clustering", "Clust", "mean clustering")],
        Measure::Transitivity => &[("transitivity", "Trans", "transitivity")],
        Measure::Core => &[("core", "Core", "largest core number")],
        Measure::Reciprocity => &[("reciprocity", "Recip", "reciprocity of motives")],
        _ => &[],
    }
}

/// Makes the rows of the organizations.
pub(super) fn of_organizations(
    network: &OrganizationNet<'_>,
    measures: &[Measure],
) -> Vec<Vec<Cell>> {
    let name = |organization: &crate::graph::OrganizationRef<'_>| {
        let id = organization.record().id().as_str();
        vec![Cell::term(id, organization.label())]
    };
    let mut rows: Vec<Vec<Cell>> = network.organizations().iter().map(name).collect();
    for measure in measures {
        let values = values(network, *measure);
        for (row, cells) in rows.iter_mut().zip(values) {
            row.extend(cells);
        }
    }
    rows
}

/// Returns the cells of a measure for every organization.
fn values(network: &OrganizationNet<'_>, measure: Measure) -> Vec<Vec<Cell>> {
    let net = network.net();
    match measure {
        Measure::Degree => each(net.degrees(), Cell::count),
        Measure::WeightedDegree => each(net.weighted_degrees(), weight),
        Measure::Components => each(net.components(), |part| Cell::count(part + 1)),
        Measure::Betweenness => betweenness(net),
        Measure::Closeness => each(net.closeness(), |value| Cell::real(Some(value))),
        Measure::Eigenvector => each(net.eigenvector(), |value| Cell::real(Some(value))),
        Measure::Clustering => each(net.clustering(), |value| Cell::real(Some(value))),
        Measure::Core => each(net.core_numbers(), Cell::count),
        Measure::Brokerage => {
            let found = net.brokerage(&network.kinds());
            found.iter().map(brokerage).collect()
        }
        Measure::Density | Measure::Transitivity | Measure::Reciprocity => Vec::new(),
    }
}

fn each<T>(values: Vec<T>, cell: impl Fn(T) -> Cell) -> Vec<Vec<Cell>> {
    values.into_iter().map(|value| vec![cell(value)]).collect()
}

fn betweenness(net: &Net) -> Vec<Vec<Cell>> {
    let real = |value: f64| Cell::real(Some(value));
    let between = net.betweenness();
    let shares = net.shares_of_pairs(&between);
    let both = between.into_iter().zip(shares);
    both.map(|(between, share)| vec![real(between), real(share)])
        .collect()
}

fn brokerage(found: &Brokerage) -> Vec<Cell> {
    [
        found.coordinator,
        found.consultant,
        found.gatekeeper,
        found.representative,
        found.liaison,
    ]
    .map(Cell::count)
    .to_vec()
}

/// Makes the cell of a sum of weights, which are whole numbers here.
fn weight(sum: f64) -> Cell {
    Cell::from(Value::Integer(sum as i64))
}

/// Makes the row of the network.
pub(super) fn of_network(
    network: &OrganizationNet<'_>,
    query: &Query<'_>,
    measures: &[Measure],
) -> Vec<Cell> {
    let net = network.net();
    let mut row = vec![Cell::count(net.len()), Cell::count(net.ties())];
    for measure in measures {
        row.extend(value(net, query, *measure));
    }
    row
}

/// Returns the cells of a measure for the network.
fn value(net: &Net, query: &Query<'_>, measure: Measure) -> Vec<Cell> {
    match measure {
        Measure::Degree => vec![mean(net.degrees().into_iter().map(|degree| degree as f64))],
        Measure::WeightedDegree => vec![mean(net.weighted_degrees().into_iter())],
        Measure::Density => vec![Cell::real(net.density())],
        Measure::Components => components(net),
        Measure::Clustering => vec![mean(net.clustering().into_iter())],
        Measure::Transitivity => vec![Cell::real(net.transitivity())],
        Measure::Core => vec![Cell::count(
            net.core_numbers().into_iter().max().unwrap_or(0),
        )],
        Measure::Reciprocity => vec![Cell::real(reciprocity(&query.select()).share())],
        Measure::Betweenness | Measure::Closeness | Measure::Eigenvector | Measure::Brokerage => {
            Vec::new()
        }
    }
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> Cell {
    let count = values.len();
    let sum = values.fold(0.0, |sum, value| sum + value);
    Cell::real((count > 0).then(|| sum / count as f64))
}

/// Counts components, organizations without ties, and organizations in the largest component.
fn components(net: &Net) -> Vec<Cell> {
    let parts = net.components();
    let number = parts.iter().max().map_or(0, |last| last + 1);
    let largest = parts.iter().filter(|part| **part == 0).count();
    let alone = net
        .degrees()
        .into_iter()
        .filter(|degree| *degree == 0)
        .count();
    vec![
        Cell::count(number),
        Cell::count(alone),
        Cell::count(largest),
    ]
}

/// Makes the cells of a reciprocity: ties, returned ones, share.
pub(super) fn of_reciprocity(found: Reciprocity) -> [Cell; 3] {
    [
        Cell::count(found.ties),
        Cell::count(found.returned),
        Cell::real(found.share()),
    ]
}
