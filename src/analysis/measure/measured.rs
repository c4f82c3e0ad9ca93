//! The measures of a query as typed values: per organization, for the network, or per motive; once, or as a series.

use super::{
    Brokerage, LeftOutOfNet, Level, Measure, Net, OrganizationNet, Reciprocity, Sources, Thinning,
    family_reciprocity, motive_reciprocity, reciprocity,
};
use crate::analysis::Proportion;
use crate::graph::{Graph, OrganizationRef, Ties};
use crate::model::amount::sum;
use crate::model::{Day, Key, Motive, MotiveFamily};
use crate::query::{Query, QueryError, TimeStep, TooLight};

/// Which measures are computed, and of which network.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MeasuresOptions {
    /// What ties organizations to one another.
    pub ties: Ties,
    /// The level of analysis.
    pub level: Level,
    /// The measures; if empty, all that the level has.
    pub measures: Vec<Measure>,
    /// The step of a series; `None` measures once, at the time of the query.
    pub every: Option<TimeStep>,
    /// What is left out of the network before it is measured.
    pub thinning: Thinning,
    /// From which organizations betweenness and closeness search the shortest paths.
    pub sources: Sources,
}

/// The measures at one time.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Measured<'g> {
    /// The date in a series; `None` for the time of the query.
    pub date: Option<Day>,
    /// What the network leaves out because of the thinning.
    pub left_out: LeftOutOfNet,
    /// The number of ties of unknown weight, of those whose weight is known in part, and of all ties, before the thinning.
    pub unknown_weights: [usize; 3],
    /// The ties that the query leaves out because of their weight.
    pub too_light: TooLight,
    /// From how many organizations, of how many, the shortest paths were searched; `None` if it was from all, or if no measure
    /// needs paths.
    pub sample: Option<Proportion>,
    /// The values.
    pub values: MeasuredValues<'g>,
}

/// The values of measures at one level.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum MeasuredValues<'g> {
    /// Per organization, in the order of the dataset.
    Organizations(Vec<OrganizationMeasures<'g>>),
    /// For the network as a whole.
    Network(Box<NetworkMeasures>),
    /// Per motive, then per family, each in the order of the vocabulary, then for all motives.
    Motives(Vec<MotiveMeasures>),
}

/// The measures of an organization. A measure that is not requested is `None`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OrganizationMeasures<'g> {
    /// The organization.
    pub organization: OrganizationRef<'g>,
    /// The degree.
    pub degree: Option<usize>,
    /// The in-degree.
    pub in_degree: Option<usize>,
    /// The out-degree.
    pub out_degree: Option<usize>,
    /// The weighted degree; `None` if it was not requested, or if no tie has a known weight.
    pub weighted_degree: Option<f64>,
    /// The number of its ties whose weight is unknown, entirely or in part, and so not in the weighted degree.
    pub ties_in_doubt: usize,
    /// The number of its component, counted from 1, the largest first.
    pub component: Option<usize>,
    /// The betweenness.
    pub betweenness: Option<f64>,
    /// The betweenness as a share of all pairs of other organizations.
    pub betweenness_share: Option<f64>,
    /// The closeness.
    pub closeness: Option<f64>,
    /// The eigenvector centrality; `None` too if its computation does not converge.
    pub eigenvector: Option<f64>,
    /// The clustering.
    pub clustering: Option<f64>,
    /// The core number.
    pub core: Option<usize>,
    /// The number of its community, counted from 1, the largest first.
    pub community: Option<usize>,
    /// The brokerage between kinds of organizations.
    pub brokerage: Option<Brokerage>,
}

/// The measures of a network as a whole. A measure that is not requested, or not defined, is `None`.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct NetworkMeasures {
    /// The number of organizations.
    pub organizations: usize,
    /// The number of ties.
    pub ties: usize,
    /// The mean degree.
    pub mean_degree: Option<f64>,
    /// The mean weighted degree; `None` if it was not requested, or if no tie has a known weight.
    pub mean_weighted_degree: Option<f64>,
    /// The number of ties whose weight is unknown, entirely or in part, and so not in the mean weighted degree.
    pub ties_in_doubt: usize,
    /// The density.
    pub density: Option<f64>,
    /// The components.
    pub components: Option<ComponentCounts>,
    /// The mean clustering.
    pub mean_clustering: Option<f64>,
    /// The transitivity.
    pub transitivity: Option<f64>,
    /// The largest core number.
    pub max_core: Option<usize>,
    /// The number of communities.
    pub communities: Option<usize>,
    /// The modularity of the communities.
    pub modularity: Option<f64>,
    /// The reciprocity of the ties.
    pub tie_reciprocity: Option<Reciprocity>,
    /// The reciprocity of all motives.
    pub reciprocity: Option<Reciprocity>,
}

/// The components of a network, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ComponentCounts {
    /// The number of components.
    pub components: usize,
    /// The number of organizations without ties.
    pub isolates: usize,
    /// The number of organizations in the largest component.
    pub largest: usize,
}

/// The reciprocity of a motive, of a family of motives, or of all motives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct MotiveMeasures {
    /// The motives that are measured.
    pub motives: MeasuredMotives,
    /// Their reciprocity.
    pub reciprocity: Reciprocity,
}

/// The motives that a reciprocity is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasuredMotives {
    /// One motive.
    Motive(Key<Motive>),
    /// A family of motives.
    Family(Key<MotiveFamily>),
    /// All motives, each returned by the same motive.
    All,
}

impl MeasuresOptions {
    /// Returns the requested measures that the level has, each once, in the order of [`Measure::ALL`].
    ///
    /// Operations have no motives, so a network of operations has no reciprocity of motives. Ties have a direction only if the
    /// graph has directed phases.
    pub fn requested(&self, graph: &Graph) -> Vec<Measure> {
        let is_directed =
            self.ties != Ties::Operations && graph.dataset().vocabularies().has_directed_phases();
        let is_requested = |measure: &Measure| {
            let exists = match measure {
                Measure::Reciprocity => self.ties == Ties::Partnerships,
                Measure::InDegree | Measure::OutDegree | Measure::TieReciprocity => is_directed,
                _ => true,
            };
            (self.measures.is_empty() || self.measures.contains(measure))
                && self.level.has(*measure)
                && exists
        };
        let all = Measure::ALL.iter().copied();
        all.filter(is_requested).collect()
    }
}

/// Measures the network of a query: once at its time, or on each date of a series.
///
/// # Errors
/// Fails with [`QueryError::TooManyDates`] if a series has too many dates.
///
/// ```
/// use interorg::analysis::measure::{MeasuredValues, MeasuresOptions, measures};
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let query = Filter { at: Some("2005".parse()?), ..Filter::default() }.resolve(&graph)?;
/// let found = measures(&query, &MeasuresOptions::default())?;
/// let MeasuredValues::Organizations(rows) = &found[0].values else { panic!("that is the default") };
/// assert_eq!((rows[0].organization.label(), rows[0].degree), ("UN", Some(3)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn measures<'g>(
    query: &Query<'g>,
    options: &MeasuresOptions,
) -> Result<Vec<Measured<'g>>, QueryError> {
    let Some(every) = options.every else {
        return Ok(vec![measured(None, query, options)]);
    };
    let dates = query.series(options.ties, every)?.into_iter();
    let series = dates.map(|date| measured(Some(date), &query.at(date), options));
    Ok(series.collect())
}

fn measured<'g>(date: Option<Day>, query: &Query<'g>, options: &MeasuresOptions) -> Measured<'g> {
    let measures = options.requested(query.graph());
    if options.level == Level::Motives {
        return Measured {
            date,
            left_out: LeftOutOfNet::default(),
            unknown_weights: [0; 3],
            too_light: TooLight::default(),
            sample: None,
            values: MeasuredValues::Motives(motives(query)),
        };
    }
    let whole_network = OrganizationNet::new(query, options.ties);
    let unknown = whole_network.unknown_weights();
    let partial = whole_network.count_in_doubt() - unknown;
    let unknown_weights = [unknown, partial, whole_network.net().ties()];
    let too_light = whole_network.too_light();
    let (network, left_out) = if options.thinning.is_none() {
        (whole_network, LeftOutOfNet::default())
    } else {
        whole_network.thinned(options.thinning)
    };
    let values = match options.level {
        Level::Network => MeasuredValues::Network(Box::new(whole(&network, query, &measures))),
        _ => {
            let rows = organizations(&network, &measures, options.sources);
            MeasuredValues::Organizations(rows)
        }
    };
    Measured {
        sample: sample(&network, options, &measures),
        date,
        left_out,
        unknown_weights,
        too_light,
        values,
    }
}

/// Returns from how many organizations, of how many, paths are searched; `None` if it is from all.
fn sample(
    network: &OrganizationNet<'_>,
    options: &MeasuresOptions,
    measures: &[Measure],
) -> Option<Proportion> {
    let needs_paths = options.level == Level::Organizations
        && (measures.contains(&Measure::Betweenness) || measures.contains(&Measure::Closeness));
    let sample = needs_paths.then(|| Proportion {
        cases: network.net().searched_nodes(options.sources),
        total: network.net().len(),
    });
    sample.filter(|sample| sample.cases < sample.total)
}

fn organizations<'g>(
    network: &OrganizationNet<'g>,
    measures: &[Measure],
    sources: Sources,
) -> Vec<OrganizationMeasures<'g>> {
    let organizations = network.organizations().iter();
    let mut rows: Vec<OrganizationMeasures<'g>> = organizations
        .map(|organization| OrganizationMeasures {
            organization: *organization,
            degree: None,
            in_degree: None,
            out_degree: None,
            weighted_degree: None,
            ties_in_doubt: 0,
            component: None,
            betweenness: None,
            betweenness_share: None,
            closeness: None,
            eigenvector: None,
            clustering: None,
            core: None,
            community: None,
            brokerage: None,
        })
        .collect();
    for measure in measures {
        measure_organizations(network, *measure, sources, &mut rows);
    }
    rows
}

/// Computes a measure of all organizations, and fills it into their rows.
fn measure_organizations(
    network: &OrganizationNet<'_>,
    measure: Measure,
    sources: Sources,
    rows: &mut [OrganizationMeasures<'_>],
) {
    let net = network.net();
    match measure {
        Measure::Degree => fill(rows, net.degrees(), |row, value| row.degree = Some(value)),
        Measure::InDegree => fill(rows, network.in_degrees(), |row, value| {
            row.in_degree = Some(value);
        }),
        Measure::OutDegree => fill(rows, network.out_degrees(), |row, value| {
            row.out_degree = Some(value);
        }),
        Measure::WeightedDegree => {
            let doubts = network.ties_in_doubt().into_iter();
            let values = doubts.zip(net.weighted_degrees()).collect();
            fill(rows, values, |row, (in_doubt, value)| {
                // Ties that add nothing, where some weights are unknown, have no known weight.
                let is_unknown = in_doubt > 0 && value == 0.0;
                row.weighted_degree = (!is_unknown).then_some(value);
                row.ties_in_doubt = in_doubt;
            });
        }
        Measure::Components => fill(rows, net.components(), |row, value| {
            row.component = Some(value + 1);
        }),
        Measure::Betweenness => {
            let between = net.betweenness_from(sources);
            let shares = net.shares_of_pairs(&between);
            fill(rows, between, |row, value| row.betweenness = Some(value));
            fill(rows, shares, |row, value| {
                row.betweenness_share = Some(value);
            });
        }
        Measure::Closeness => fill(rows, net.closeness_from(sources), |row, value| {
            row.closeness = Some(value);
        }),
        Measure::Eigenvector => fill(rows, net.eigenvector().unwrap_or_default(), |row, value| {
            row.eigenvector = Some(value);
        }),
        Measure::Clustering => fill(rows, net.clustering(), |row, value| {
            row.clustering = Some(value);
        }),
        Measure::Core => fill(rows, net.core_numbers(), |row, value| {
            row.core = Some(value)
        }),
        Measure::Communities => fill(rows, net.communities().of_nodes, |row, value| {
            row.community = Some(value + 1);
        }),
        Measure::Brokerage => fill(rows, net.brokerage(&network.kinds()), |row, value| {
            row.brokerage = Some(value);
        }),
        // These describe the network as a whole; `Level::has` keeps them away.
        Measure::Density
        | Measure::Transitivity
        | Measure::TieReciprocity
        | Measure::Reciprocity => {}
    }
}

/// Fills values into rows, in the same order.
fn fill<R, T>(rows: &mut [R], values: Vec<T>, set: impl Fn(&mut R, T)) {
    for (row, value) in rows.iter_mut().zip(values) {
        set(row, value);
    }
}

fn whole(
    network: &OrganizationNet<'_>,
    query: &Query<'_>,
    measures: &[Measure],
) -> NetworkMeasures {
    let net = network.net();
    let in_doubt = network.count_in_doubt();
    let has = |measure| measures.contains(&measure);
    let degrees = || net.degrees().into_iter().map(|degree| degree as f64);
    let communities = has(Measure::Communities).then(|| net.communities());
    NetworkMeasures {
        communities: communities.as_ref().map(|found| found.count),
        modularity: communities.and_then(|found| found.modularity),
        organizations: net.len(),
        ties: net.ties(),
        mean_degree: has(Measure::Degree).then(|| mean(degrees())).flatten(),
        mean_weighted_degree: has(Measure::WeightedDegree)
            .then(|| mean(net.weighted_degrees()))
            .flatten()
            .filter(|mean| in_doubt == 0 || *mean != 0.0),
        ties_in_doubt: in_doubt,
        density: has(Measure::Density).then(|| net.density()).flatten(),
        components: has(Measure::Components).then(|| components(net)),
        mean_clustering: has(Measure::Clustering)
            .then(|| mean(net.clustering()))
            .flatten(),
        transitivity: has(Measure::Transitivity)
            .then(|| net.transitivity())
            .flatten(),
        max_core: has(Measure::Core).then(|| net.core_numbers().into_iter().max().unwrap_or(0)),
        tie_reciprocity: has(Measure::TieReciprocity).then(|| network.tie_reciprocity()),
        reciprocity: has(Measure::Reciprocity).then(|| reciprocity(&query.select())),
    }
}

/// Returns the mean; `None` for no values.
fn mean(values: impl IntoIterator<Item = f64, IntoIter: Clone>) -> Option<f64> {
    let values = values.into_iter();
    let count = values.clone().count();
    sum(values).map(|sum| sum / count as f64)
}

fn components(net: &Net) -> ComponentCounts {
    let components = net.components();
    let isolates = net.degrees().into_iter().filter(|degree| *degree == 0);
    ComponentCounts {
        components: components.iter().max().map_or(0, |last| last + 1),
        isolates: isolates.count(),
        // The largest component has the number 0.
        largest: components.iter().filter(|number| **number == 0).count(),
    }
}

fn motives(query: &Query<'_>) -> Vec<MotiveMeasures> {
    let selection = query.select();
    let motives = motive_reciprocity(&selection).into_iter();
    let motives = motives.map(|(key, found)| (MeasuredMotives::Motive(key), found));
    let families = family_reciprocity(&selection).into_iter();
    let families = families.map(|(key, found)| (MeasuredMotives::Family(key), found));
    let all = (MeasuredMotives::All, reciprocity(&selection));
    motives
        .chain(families)
        .chain([all])
        .map(|(motives, reciprocity)| MotiveMeasures {
            motives,
            reciprocity,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::builtin;

    #[test]
    fn only_recorded_partnerships_have_motives_that_are_returned() {
        let graph = Graph::new(builtin());
        for (ties, level, is_measured) in [
            (Ties::Partnerships, Level::Network, true),
            (Ties::Partnerships, Level::Organizations, false),
            (Ties::Both, Level::Network, false),
            (Ties::Operations, Level::Network, false),
        ] {
            let options = MeasuresOptions {
                ties,
                level,
                ..MeasuresOptions::default()
            };
            let requested = options.requested(&graph);
            assert!(requested.contains(&Measure::Degree));
            assert_eq!(
                requested.contains(&Measure::Reciprocity),
                is_measured,
                "{ties:?} {level:?}"
            );
        }
    }
}
