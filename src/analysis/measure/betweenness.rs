//! Betweenness: the share of shortest paths between other nodes that lead through a node.

use super::Net;
use super::sources::{SearchedNodes, Sources};

impl Net {
    /// Returns the betweenness of each node: over all pairs of other nodes, the sum of the shares of their shortest paths
    /// that lead through it (Freeman 1977). Weights are ignored.
    ///
    /// One breadth-first search per node counts the shortest paths to all others, and a pass back over its levels adds
    /// up the shares (Brandes 2001). This takes time proportional to the number of nodes times the number of ties, and
    /// memory proportional to the number of nodes.
    ///
    /// Counts of paths are real numbers. Where more than 10^308 shortest paths join two nodes, they overflow, and the
    /// values that depend on them are NaN.
    pub fn betweenness(&self) -> Vec<f64> {
        self.betweenness_from(Sources::All)
    }

    /// Returns the betweenness of each node from the searches of some sources. From a sample, it is an estimate: the sum over
    /// the sample, multiplied by the number of nodes of the component for each of them (Brandes and Pich 2007, "Centrality
    /// estimation in large networks").
    pub fn betweenness_from(&self, sources: Sources) -> Vec<f64> {
        let searched = self.searched(sources);
        let mut between = vec![0.0; self.len()];
        searched.in_chunks(
            |chunk| self.passed_from(chunk, &searched),
            |passed| {
                for (sum, passed) in between.iter_mut().zip(passed) {
                    *sum += passed;
                }
            },
        );
        for (node, sum) in between.iter_mut().enumerate() {
            // Every pair was counted from both ends.
            let (nodes, of_them) = searched.component(node);
            *sum *= nodes as f64 / of_them as f64 / 2.0;
        }
        between
    }

    /// Returns for each node the shares of the shortest paths from some sources that lead through it.
    fn passed_from(&self, sources: &[u32], searched: &SearchedNodes) -> Vec<f64> {
        let mut sweep = Sweep::new(self);
        let mut passed = vec![0.0; self.len()];
        for source in sources {
            let source = *source as usize;
            sweep.search(source, searched.component(source).0);
            sweep.accumulate(&mut passed);
        }
        passed
    }

    /// Returns the betweenness of each node as a share of the number of pairs of other nodes, which the centre of a star
    /// reaches (Freeman 1979). The shares are 0 if there are no such pairs.
    pub fn betweenness_shares(&self) -> Vec<f64> {
        self.shares_of_pairs(&self.betweenness())
    }

    pub(super) fn shares_of_pairs(&self, between: &[f64]) -> Vec<f64> {
        let others = self.len().saturating_sub(1) as f64;
        let pairs = others * (others - 1.0) / 2.0;
        let share = |between: &f64| if pairs > 0.0 { between / pairs } else { 0.0 };
        between.iter().map(share).collect()
    }
}

/// The search from one source. All arrays are allocated once and reused for every source.
///
/// The sums over neighbours do not test to which level a neighbour belongs. They do not need to: values of a level are
/// written only when the level is complete, and values that have not been written are 0.
struct Sweep<'n> {
    net: &'n Net,
    /// The nodes in the order of the search. It has one more place than there are nodes (see [`Sweep::look_ahead`]).
    found: Vec<u32>,
    /// For each index in `found` the number of shortest paths to the node; on the way back, what it passes on.
    counts: Vec<f64>,
    /// The index in `found` at which each level begins, and at which the last one ends.
    levels: Vec<usize>,
    is_found: Vec<bool>,
    /// For each node the number of shortest paths to it.
    paths: Vec<f64>,
    /// For each node what each path to it passes on to the nodes before it.
    shares: Vec<f64>,
}

impl<'n> Sweep<'n> {
    fn new(net: &'n Net) -> Self {
        let nodes = net.len();
        Self {
            net,
            found: vec![0; nodes + 1],
            counts: vec![0.0; nodes],
            levels: Vec::new(),
            is_found: vec![false; nodes],
            paths: vec![0.0; nodes],
            shares: vec![0.0; nodes],
        }
    }

    /// Finds all nodes in the component of the source, level by level, and counts the shortest paths to each.
    ///
    /// `size` is the number of nodes in the component, so that the search stops when it has found the last one.
    fn search(&mut self, source: usize, size: usize) {
        self.found[0] = source as u32;
        self.counts[0] = 1.0;
        self.paths[source] = 1.0;
        self.is_found[source] = true;
        self.levels.clear();
        self.levels.extend([0, 1]);
        let (mut start, mut end) = (0, 1);
        while end < size {
            let next = if self.is_nearly_done(start, end, size) {
                self.look_back(end)
            } else {
                self.look_ahead(start, end)
            };
            for index in end..next {
                self.paths[self.found[index] as usize] = self.counts[index];
            }
            self.levels.push(next);
            (start, end) = (end, next);
        }
    }

    /// Returns `true` if the nodes that have not been found are the shorter list to search for the next level.
    ///
    /// Choosing the direction per level follows Beamer, Asanović and Patterson (2012), "Direction-optimizing
    /// breadth-first search". Looking back passes over all nodes, so it pays only after a level of at least an eighth of
    /// them.
    fn is_nearly_done(&self, start: usize, end: usize, size: usize) -> bool {
        let nodes = self.net.len();
        end - start >= size - end && (end - start) * 8 >= nodes
    }

    /// Finds the next level among the neighbours of the last one.
    fn look_ahead(&mut self, start: usize, end: usize) -> usize {
        let mut next = end;
        for index in start..end {
            for &node in self.net.neighbours(self.found[index] as usize) {
                // A branch would often be mispredicted. Every neighbour is written, and the next one overwrites it
                // unless it is new; the last one may need the extra place.
                self.found[next] = node;
                next += usize::from(!self.is_found[node as usize]);
                self.is_found[node as usize] = true;
            }
        }
        for index in end..next {
            let node = self.found[index] as usize;
            self.counts[index] = sum(&self.paths, self.net.neighbours(node));
        }
        next
    }

    /// Finds the next level among the nodes that have not been found: they have a neighbour with paths.
    fn look_back(&mut self, end: usize) -> usize {
        let mut next = end;
        for node in 0..self.net.len() {
            if self.is_found[node] {
                continue;
            }
            let paths = sum(&self.paths, self.net.neighbours(node));
            if paths > 0.0 {
                self.found[next] = node as u32;
                self.counts[next] = paths;
                self.is_found[node] = true;
                next += 1;
            }
        }
        next
    }

    /// Passes the shares back from the last level to the first, adds them to the betweenness, and resets the search.
    fn accumulate(&mut self, between: &mut [f64]) {
        let last = self.levels.len() - 2;
        for level in (1..=last).rev() {
            let indexes = self.levels[level]..self.levels[level + 1];
            for index in indexes.clone() {
                let node = self.found[index] as usize;
                let paths = self.counts[index];
                let passed = if level == last {
                    0.0
                } else {
                    paths * sum(&self.shares, self.net.neighbours(node))
                };
                between[node] += passed;
                self.counts[index] = (1.0 + passed) / paths;
            }
            for index in indexes {
                self.shares[self.found[index] as usize] = self.counts[index];
            }
        }
        for node in &self.found[..self.levels[last + 1]] {
            let node = *node as usize;
            (self.paths[node], self.shares[node], self.is_found[node]) = (0.0, 0.0, false);
        }
    }
}

/// Returns the sum of the values of some nodes, computed as four sums that the processor can add in parallel.
fn sum(values: &[f64], nodes: &[u32]) -> f64 {
    let mut sums = [0.0; 4];
    let (fours, rest) = nodes.as_chunks::<4>();
    for four in fours {
        for (sum, node) in sums.iter_mut().zip(four) {
            *sum += values[*node as usize];
        }
    }
    let rest: f64 = rest.iter().map(|node| values[*node as usize]).sum();
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest
}

#[cfg(test)]
mod tests {
    use super::Net;

    #[test]
    fn the_middle_of_a_path_is_between_most_pairs() {
        let path = Net::new(5, (1..5).map(|node| (node - 1, node, 1.0))).expect("nodes");
        assert_eq!(path.betweenness(), [0.0, 3.0, 4.0, 3.0, 0.0]);
        assert_eq!(path.betweenness_shares(), [0.0, 0.5, 4.0 / 6.0, 0.5, 0.0]);
    }

    #[test]
    fn shortest_paths_of_equal_length_share() {
        let square = [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 0, 1.0)];
        let net = Net::new(6, square).expect("nodes");
        assert_eq!(net.betweenness(), [0.5, 0.5, 0.5, 0.5, 0.0, 0.0]);
    }

    #[test]
    fn without_pairs_of_others_all_shares_are_zero() {
        for nodes in 0..3 {
            let net = Net::new(nodes, (1..nodes).map(|node| (0, node, 1.0))).expect("nodes");
            assert_eq!(net.betweenness_shares(), vec![0.0; nodes]);
        }
    }
}
