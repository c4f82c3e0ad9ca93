//! The Leiden algorithm for modularity.

use std::collections::VecDeque;

use super::level::Level;
use crate::analysis::measure::Net;
use crate::analysis::random::Random;

/// The number of runs with different random choices, of which the best counts: as many as fit into about this many visits of
/// ties, at least one, and at most a hundred.
const MAX_VISITS: usize = 2_000_000;
const MAX_RUNS: usize = 100;

/// The number of visits of each tie in a run, about.
const VISITS_PER_RUN: usize = 20;

/// The maximum number of iterations of a run; each begins with the result of the one before.
const MAX_ITERATIONS: usize = 50;

/// How far chance decides in the refinement, as in the publication; 0 would be always the best.
const RANDOMNESS: f64 = 0.01;

/// The gain below which a move is only an error of rounding, as a share of the weight.
const MIN_GAIN: f64 = 1e-12;

/// Returns a number of a community per node.
pub(super) fn partition(net: &Net) -> Vec<usize> {
    let level = Level::of(net);
    let visits = (net.ties() + net.len()).max(1) * VISITS_PER_RUN;
    let runs = (MAX_VISITS / visits).clamp(1, MAX_RUNS) as u64;
    let mut best: Option<(f64, Vec<usize>)> = None;
    for seed in 0..runs {
        let found = run(net, &level, &mut Random::new(seed));
        if best
            .as_ref()
            .is_none_or(|(modularity, _)| found.0 > modularity + MIN_GAIN)
        {
            best = Some(found);
        }
    }
    best.map_or_else(Vec::new, |(_, partition)| partition)
}

/// Improves the partition into single nodes until an iteration changes nothing. Returns the modularity and the partition.
fn run(net: &Net, level: &Level, random: &mut Random) -> (f64, Vec<usize>) {
    let modularity = |partition: &[usize]| net.modularity(partition).unwrap_or(0.0);
    let mut partition: Vec<usize> = (0..level.len()).collect();
    let mut reached = modularity(&partition);
    for _ in 0..MAX_ITERATIONS {
        let next = iterate(level, partition.clone(), random);
        let gained = modularity(&next);
        if gained <= reached + MIN_GAIN {
            break;
        }
        (partition, reached) = (next, gained);
    }
    (reached, partition)
}

/// Moves nodes, refines, and goes on with the refined communities as nodes, until each community is one node.
fn iterate(first: &Level, partition: Vec<usize>, random: &mut Random) -> Vec<usize> {
    let mut level = first.clone();
    let mut communities = partition;
    let mut groups: Vec<usize> = (0..first.len()).collect();
    loop {
        move_nodes(&level, &mut communities, random);
        let count = renumber(&mut communities);
        let mut refined = refine(&level, &communities, count, random);
        let parts = renumber(&mut refined);
        if count == level.len() || parts == level.len() {
            break;
        }
        let mut of_parts = vec![0; parts];
        for (node, part) in refined.iter().enumerate() {
            of_parts[*part] = communities[node];
        }
        level = level.aggregated(&refined, parts);
        communities = of_parts;
        groups.iter_mut().for_each(|group| *group = refined[*group]);
    }
    groups.into_iter().map(|group| communities[group]).collect()
}

/// Numbers communities without gaps, in the order of their first nodes. Returns their number.
fn renumber(communities: &mut [usize]) -> usize {
    let largest = communities.iter().max().map_or(0, |last| last + 1);
    let mut numbers = vec![usize::MAX; largest];
    let mut count = 0;
    for community in communities {
        let number = &mut numbers[*community];
        if *number == usize::MAX {
            *number = count;
            count += 1;
        }
        *community = *number;
    }
    count
}

/// Moves each node to the community where it adds most to the modularity, and looks again at the neighbours of each node
/// that has moved, until no move adds anything.
fn move_nodes(level: &Level, communities: &mut [usize], random: &mut Random) {
    let count = level.len();
    let mut strengths = vec![0.0; count];
    let mut sizes = vec![0_usize; count];
    for (node, community) in communities.iter().enumerate() {
        strengths[*community] += level.strengths[node];
        sizes[*community] += 1;
    }
    let mut empty: Vec<usize> = (0..count)
        .filter(|community| sizes[*community] == 0)
        .collect();
    let mut order: Vec<usize> = (0..count).collect();
    random.shuffle(&mut order);
    let mut queue: VecDeque<usize> = order.into();
    let mut is_queued = vec![true; count];
    let mut weights = Weights::new(count);
    while let Some(node) = queue.pop_front() {
        is_queued[node] = false;
        let (old, strength) = (communities[node], level.strengths[node]);
        strengths[old] -= strength;
        weights.collect(level.ties(node), communities);
        let gain =
            |community: usize, weight: f64| weight - strength * strengths[community] / level.total;
        let stay = gain(old, weights.of(old));
        let (mut best, mut most) = (old, stay.max(0.0) + MIN_GAIN * level.total);
        if stay < 0.0 && sizes[old] > 1 {
            // A community of its own is better than the present one.
            (best, most) = (empty.last().copied().unwrap_or(old), MIN_GAIN * level.total);
        }
        for (community, weight) in weights.iter() {
            let gain = gain(community, weight);
            if gain > most {
                (best, most) = (community, gain);
            }
        }
        weights.clear();
        strengths[best] += strength;
        if best != old {
            communities[node] = best;
            sizes[old] -= 1;
            if sizes[best] == 0 {
                // Only the last empty community is ever taken.
                empty.pop();
            }
            sizes[best] += 1;
            if sizes[old] == 0 {
                empty.push(old);
            }
            for (end, _) in level.ties(node) {
                if communities[*end] != best && !is_queued[*end] {
                    is_queued[*end] = true;
                    queue.push_back(*end);
                }
            }
        }
    }
}

/// A part that a node can be merged into.
#[derive(Clone, Copy)]
struct Candidate {
    part: usize,
    /// The weight of the ties between the two.
    weight: f64,
    /// What the merger adds to the modularity, in units of weight.
    gain: f64,
}

/// Chooses one of the candidates, or none, by chance: the more it adds, the likelier.
fn chosen(candidates: &[Candidate], unit: f64, random: &mut Random) -> Option<Candidate> {
    let most = candidates.iter().map(|one| one.gain).fold(0.0, f64::max);
    let likelihood = |gain: f64| ((gain - most) / (RANDOMNESS * unit)).exp();
    let alone = likelihood(0.0);
    let all: f64 = alone
        + candidates
            .iter()
            .map(|one| likelihood(one.gain))
            .sum::<f64>();
    let mut rest = random.share() * all - alone;
    if rest < 0.0 {
        return None;
    }
    let found = candidates.iter().find(|one| {
        rest -= likelihood(one.gain);
        rest < 0.0
    });
    found.or(candidates.last()).copied()
}

/// Splits each community into parts that are well connected: single nodes are merged, each once, into a part of the same
/// community where they add something, by chance but most likely where they add most.
fn refine(level: &Level, communities: &[usize], count: usize, random: &mut Random) -> Vec<usize> {
    let mut whole = vec![0.0; count];
    for (node, community) in communities.iter().enumerate() {
        whole[*community] += level.strengths[node];
    }
    let mut parts: Vec<usize> = (0..level.len()).collect();
    let mut strengths = level.strengths.clone();
    let mut is_single = vec![true; level.len()];
    // The weight of the ties of each part to the rest of its community.
    let mut outward: Vec<f64> = (0..level.len())
        .map(|node| {
            let ties = level.ties(node).iter();
            let inside = ties.filter(|(end, _)| communities[*end] == communities[node]);
            inside.map(|(_, weight)| weight).sum()
        })
        .collect();
    let is_well_connected = |outward: f64, strength: f64, whole: f64| {
        outward >= strength * (whole - strength) / level.total - MIN_GAIN * level.total
    };
    let mut order: Vec<usize> = (0..level.len()).collect();
    random.shuffle(&mut order);
    let mut weights = Weights::new(level.len());
    // The mean weight of a tie, so that chance does not depend on the unit of weights.
    let unit = level.total / level.count_ties().max(1) as f64;
    for node in order {
        let (strength, whole) = (level.strengths[node], whole[communities[node]]);
        if !is_single[node] || !is_well_connected(outward[node], strength, whole) {
            continue;
        }
        let ties = level.ties(node).iter();
        let inside = ties.filter(|(end, _)| communities[*end] == communities[node]);
        weights.collect(inside, &parts);
        let candidates = weights.iter().filter_map(|(part, weight)| {
            let gain = weight - strength * strengths[part] / level.total;
            let fits = gain >= 0.0 && is_well_connected(outward[part], strengths[part], whole);
            fits.then_some(Candidate { part, weight, gain })
        });
        let candidates: Vec<Candidate> = candidates.collect();
        weights.clear();
        if let Some(Candidate { part, weight, .. }) = chosen(&candidates, unit, random) {
            parts[node] = part;
            strengths[part] += strength;
            outward[part] += outward[node] - 2.0 * weight;
            // The part has the number of its first node, which then is not single any more.
            is_single[part] = false;
            is_single[node] = false;
        }
    }
    parts
}

/// The weights of the ties of one node to communities, in the order in which they are met.
struct Weights {
    of: Vec<f64>,
    is_met: Vec<bool>,
    met: Vec<usize>,
}

impl Weights {
    fn new(communities: usize) -> Self {
        Self {
            of: vec![0.0; communities],
            is_met: vec![false; communities],
            met: Vec::new(),
        }
    }

    fn collect<'t>(
        &mut self,
        ties: impl IntoIterator<Item = &'t (usize, f64)>,
        communities: &[usize],
    ) {
        for (end, weight) in ties {
            let community = communities[*end];
            if !self.is_met[community] {
                self.is_met[community] = true;
                self.met.push(community);
            }
            self.of[community] += weight;
        }
    }

    fn of(&self, community: usize) -> f64 {
        self.of[community]
    }

    fn iter(&self) -> impl Iterator<Item = (usize, f64)> {
        self.met
            .iter()
            .map(|community| (*community, self.of[*community]))
    }

    fn clear(&mut self) {
        for community in self.met.drain(..) {
            self.of[community] = 0.0;
            self.is_met[community] = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_of_cliques_falls_into_its_cliques() {
        const CLIQUES: usize = 6;
        const SIZE: usize = 5;
        let mut ties = Vec::new();
        for clique in 0..CLIQUES {
            let first = clique * SIZE;
            for a in 0..SIZE {
                ties.extend((a + 1..SIZE).map(|b| (first + a, first + b, 1.0)));
            }
            ties.push((first, (first + SIZE + 1) % (CLIQUES * SIZE), 1.0));
        }
        let net = Net::new(CLIQUES * SIZE, ties).expect("nodes");
        let found = net.communities();
        let expected: Vec<usize> = (0..CLIQUES * SIZE).map(|node| node / SIZE).collect();
        assert_eq!((found.count, found.of_nodes), (CLIQUES, expected));
    }

    /// The modularity of a partition, by its definition (Newman 2006): of every pair of nodes in the same community, the weight of
    /// their ties without what chance gives them.
    fn modularity(size: usize, ties: &[(usize, usize, f64)], of_nodes: &[usize]) -> f64 {
        let total: f64 = ties.iter().map(|(.., weight)| 2.0 * weight).sum();
        let strength = |node: usize| -> f64 {
            let own = ties.iter().filter(|(a, b, _)| *a == node || *b == node);
            own.map(|(.., weight)| weight).sum()
        };
        let within = ties.iter().filter(|(a, b, _)| of_nodes[*a] == of_nodes[*b]);
        let within: f64 = within.map(|(.., weight)| 2.0 * weight).sum();
        let pairs = (0..size).flat_map(|a| (0..size).map(move |b| (a, b)));
        let expected = pairs
            .filter(|(a, b)| of_nodes[*a] == of_nodes[*b])
            .map(|(a, b)| strength(a) * strength(b) / total);
        (within - expected.sum::<f64>()) / total
    }

    /// The highest modularity of all partitions into at most `size` communities.
    fn highest(size: usize, ties: &[(usize, usize, f64)]) -> f64 {
        let mut partitions = vec![vec![0]];
        for _ in 1..size {
            let longer = partitions.iter().flat_map(|known: &Vec<usize>| {
                let new = known.iter().max().map_or(0, |last| last + 1);
                (0..=new).map(|community| [&known[..], &[community]].concat())
            });
            partitions = longer.collect();
        }
        let values = partitions.iter().map(|one| modularity(size, ties, one));
        values.fold(f64::MIN, f64::max)
    }

    #[test]
    fn no_partition_of_a_small_network_has_a_higher_modularity() {
        let mut random = Random::new(7);
        for size in [4, 5, 6, 7, 7, 7] {
            let mut ties = Vec::new();
            for a in 0..size {
                for b in a + 1..size {
                    if random.share() < 0.5 {
                        ties.push((a, b, (random.share() * 9.0).ceil()));
                    }
                }
            }
            if ties.is_empty() {
                continue;
            }
            let net = Net::new(size, ties.clone()).expect("nodes");
            let found = net.communities();
            let own = modularity(size, &ties, &found.of_nodes);
            assert!((own - found.modularity.expect("there are ties")).abs() < 1e-9);
            assert!(
                (own - highest(size, &ties)).abs() < 1e-9,
                "{ties:?}: {found:?}"
            );
            // A single run comes near it, without the best of many.
            let level = Level::of(&net);
            let (alone, _) = run(&net, &level, &mut Random::new(0));
            assert!(own - alone < 0.05, "{alone} of {own}: {ties:?}");
        }
    }

    #[test]
    fn a_node_between_two_like_communities_stays_where_it_is() {
        let mut ties = vec![(0, 1, 1.0), (0, 4, 1.0)];
        for first in [1, 4] {
            ties.extend([
                (first, first + 1, 1.0),
                (first, first + 2, 1.0),
                (first + 1, first + 2, 1.0),
            ]);
        }
        let level = Level::of(&Net::new(7, ties).expect("nodes"));
        for own in [0, 1] {
            let mut communities = [own, 0, 0, 0, 1, 1, 1];
            move_nodes(&level, &mut communities, &mut Random::new(3));
            assert_eq!(communities, [own, 0, 0, 0, 1, 1, 1]);
        }
    }

    #[test]
    fn nodes_without_ties_and_networks_without_weight_have_no_modularity_to_gain() {
        let net = Net::new(3, [(0, 1, 0.0)]).expect("nodes");
        let found = net.communities();
        assert_eq!((found.of_nodes, found.modularity), (vec![0, 1, 2], None));
        assert_eq!(Net::new(0, []).expect("no ties").communities().count, 0);
        let pair = Net::new(3, [(0, 2, 4.0)]).expect("nodes").communities();
        assert_eq!((pair.of_nodes, pair.modularity), (vec![0, 1, 0], Some(0.0)));
    }
}
