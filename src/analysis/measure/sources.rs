//! From which nodes the shortest paths are searched: from all, or in a large network from a sample.

use super::Net;
use crate::analysis::random::Random;
use crate::threads;

/// The largest product of nodes and ties for which paths are searched from all nodes unless something else is requested.
const MAX_WORK: u64 = 500_000_000;

/// The size of the sample that is drawn from a component of a larger network.
const SAMPLE: usize = 1_000;

/// Always the same sample is drawn.
const SEED: u64 = 2007;

/// The number of chunks of sources. It does not depend on the number of threads, so that sums do not either.
const CHUNKS: usize = 64;

/// The minimum number of sources in a chunk.
const MIN_CHUNK: usize = 16;

/// From which nodes betweenness and closeness search the shortest paths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sources {
    /// From all nodes of a network that is small enough, and from a sample of a larger one.
    #[default]
    Fitting,
    /// From all nodes: the values are exact.
    All,
    /// From at most this many nodes of each component, drawn at random: the values are estimates.
    Sample(usize),
}

/// The nodes from which paths are searched.
pub(super) struct SearchedNodes {
    pub(super) nodes: Vec<u32>,
    /// For each component the number of its nodes, and of those of them that are searched.
    pub(super) components: Vec<(usize, usize)>,
    /// For each node the number of its component.
    pub(super) labels: Vec<u32>,
}

impl Net {
    /// Returns the number of nodes from which paths are searched.
    pub fn searched_nodes(&self, sources: Sources) -> usize {
        self.searched(sources).nodes.len()
    }

    /// Draws the nodes from which paths are searched.
    pub(super) fn searched(&self, sources: Sources) -> SearchedNodes {
        let work = self.len() as u64 * self.ties() as u64;
        let sample = match sources {
            Sources::Fitting if work > MAX_WORK => SAMPLE,
            Sources::Fitting | Sources::All => usize::MAX,
            Sources::Sample(count) => count.max(1),
        };
        let (labels, sizes) = self.labelled_components();
        let components: Vec<(usize, usize)> = sizes
            .iter()
            .map(|size| (*size as usize, sample.min(*size as usize)))
            .collect();
        let mut order: Vec<u32> = (0..self.len() as u32).collect();
        if components.iter().any(|(size, searched)| searched < size) {
            Random::new(SEED).shuffle(&mut order);
        }
        let mut left: Vec<usize> = components.iter().map(|(_, searched)| *searched).collect();
        order.retain(|node| {
            let left = &mut left[labels[*node as usize] as usize];
            let is_drawn = *left > 0;
            *left -= usize::from(is_drawn);
            is_drawn
        });
        order.sort_unstable();
        SearchedNodes {
            nodes: order,
            components,
            labels,
        }
    }
}

impl SearchedNodes {
    /// Calls a function for chunks of the nodes on several threads, and another with the results, in order.
    pub(super) fn in_chunks<R: Send>(
        &self,
        work: impl Fn(&[u32]) -> R + Sync,
        mut add: impl FnMut(R),
    ) {
        let size = self.nodes.len().div_ceil(CHUNKS).max(MIN_CHUNK);
        let chunks: Vec<&[u32]> = self.nodes.chunks(size).collect();
        let all = threads::in_order(
            &chunks,
            |chunk| work(chunk),
            |result| {
                add(result);
                Some(())
            },
        );
        debug_assert!(all.is_some());
    }

    /// Returns the component of a node: the number of its nodes, and of those that are searched.
    pub(super) fn component(&self, node: usize) -> (usize, usize) {
        self.components[self.labels[node] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A ring of 1,000 nodes, a tie of two, and a node alone.
    fn net() -> Net {
        let ring = (0..1_000).map(|node| (node, (node + 1) % 1_000, 1.0));
        Net::new(1_003, ring.chain([(1_000, 1_001, 1.0)])).expect("all ends are nodes")
    }

    #[test]
    fn a_component_is_searched_from_a_sample_or_as_a_whole() {
        let net = net();
        assert_eq!(net.searched_nodes(Sources::Fitting), 1_003);
        assert_eq!(net.searched_nodes(Sources::Sample(2)), 5);
        assert_eq!(net.searched_nodes(Sources::Sample(600)), 603);
        let searched = net.searched(Sources::Sample(600));
        assert!(searched.nodes.is_sorted());
        assert_eq!(searched.component(5), (1_000, 600));
        assert_eq!(searched.component(1_001), (2, 2));
        assert_eq!(searched.nodes[600..], [1_000, 1_001, 1_002]);
    }

    #[test]
    fn estimates_are_near_the_exact_values() {
        let net = net();
        let (exact, estimated) = (
            net.betweenness(),
            net.betweenness_from(Sources::Sample(400)),
        );
        for (exact, estimated) in exact.iter().zip(&estimated).take(1_000) {
            assert!(
                (exact - estimated).abs() < 0.1 * exact,
                "{exact} {estimated}"
            );
        }
        assert_eq!(estimated[1_000..], [0.0; 3]);
        let (exact, estimated) = (net.closeness(), net.closeness_from(Sources::Sample(400)));
        for (exact, estimated) in exact.iter().zip(&estimated) {
            assert!(
                (exact - estimated).abs() <= 0.1 * exact,
                "{exact} {estimated}"
            );
        }
        // The two nodes that are tied reach one of 1,002 others.
        assert_eq!(estimated[1_001..], [1.0 / 1_002.0, 0.0]);
    }
}
