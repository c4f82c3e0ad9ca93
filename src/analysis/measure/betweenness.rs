//! Betweenness: on how many shortest routes between others a node lies.

use super::Net;

impl Net {
    /// Returns the betweenness of each node: over all pairs of other nodes, the sum of the shares of
    /// their shortest routes that lead through it (Freeman 1977). Weights play no part.
    ///
    /// The routes from one node to all others are counted at once, outwards and back (Brandes 2001);
    /// levels are found from whichever side is shorter (Beamer, Asanović and Patterson 2012). Where more
    /// routes lead from one node to another than a number can hold (10 to the power of 308), values that
    /// depend on them are no numbers.
    pub fn betweenness(&self) -> Vec<f64> {
        let (labels, sizes) = self.parts();
        let mut sweep = Sweep::new(self);
        let mut between = vec![0.0; self.len()];
        for (source, part) in labels.iter().enumerate() {
            sweep.outwards(source, sizes[*part as usize] as usize);
            sweep.back(&mut between);
        }
        // Every pair was seen from both ends.
        between.iter_mut().for_each(|share| *share /= 2.0);
        between
    }

    /// Returns the betweenness of each node as a share of the most that a node can have, in the middle
    /// of a star: the number of pairs of other nodes (Freeman 1979). 0 where there is no such pair.
    pub fn betweenness_shares(&self) -> Vec<f64> {
        self.shares_of_pairs(&self.betweenness())
    }

    pub(crate) fn shares_of_pairs(&self, between: &[f64]) -> Vec<f64> {
        let others = self.len().saturating_sub(1) as f64;
        let pairs = others * (others - 1.0) / 2.0;
        let share = |between: &f64| if pairs > 0.0 { between / pairs } else { 0.0 };
        between.iter().map(share).collect()
    }
}

/// What is known of the routes from one source; all arrays are laid out once.
///
/// Nothing is asked about a neighbour's level when its value is added up: what has not been laid down
/// yet is zero, and levels are laid down only when they are complete.
struct Sweep<'n> {
    net: &'n Net,
    /// The nodes in the order in which they are found, and room for one more than there are.
    found: Vec<u32>,
    /// The number of shortest routes to each node found; on the way back, its dependency.
    counts: Vec<f64>,
    /// Where in `found` each level begins, and where the last one ends.
    levels: Vec<usize>,
    is_found: Vec<bool>,
    /// For each node the number of shortest routes to it.
    routes: Vec<f64>,
    /// For each node what each route to it passes on to the nodes before it.
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
            routes: vec![0.0; nodes],
            shares: vec![0.0; nodes],
        }
    }

    /// Finds all nodes that hang together with the source, `size` of them, level by level, and counts
    /// the shortest routes to each.
    fn outwards(&mut self, source: usize, size: usize) {
        self.found[0] = source as u32;
        self.counts[0] = 1.0;
        self.routes[source] = 1.0;
        self.is_found[source] = true;
        self.levels.clear();
        self.levels.extend([0, 1]);
        let mut begin = 0;
        let mut end = 1;
        while end < size {
            let next = if self.is_nearly_done(begin, end, size) {
                self.look_back(end)
            } else {
                self.look_ahead(begin, end)
            };
            for place in end..next {
                self.routes[self.found[place] as usize] = self.counts[place];
            }
            self.levels.push(next);
            (begin, end) = (end, next);
        }
    }

    /// Says whether it is quicker to ask those who are not found yet than those found last.
    fn is_nearly_done(&self, begin: usize, end: usize, size: usize) -> bool {
        let nodes = self.net.len();
        end - begin >= size - end && (end - begin) * 8 >= nodes
    }

    /// Finds the next level from those found last.
    fn look_ahead(&mut self, begin: usize, end: usize) -> usize {
        let mut next = end;
        for place in begin..end {
            for &node in self.net.neighbours(self.found[place] as usize) {
                // No branch, which would often be guessed wrong: what is not new is written over.
                self.found[next] = node;
                next += usize::from(!self.is_found[node as usize]);
                self.is_found[node as usize] = true;
            }
        }
        for place in end..next {
            let node = self.found[place] as usize;
            self.counts[place] = sum(&self.routes, self.net.neighbours(node));
        }
        next
    }

    /// Finds the next level among those who are not found yet.
    fn look_back(&mut self, end: usize) -> usize {
        let mut next = end;
        for node in 0..self.net.len() {
            if self.is_found[node] {
                continue;
            }
            let routes = sum(&self.routes, self.net.neighbours(node));
            if routes > 0.0 {
                self.found[next] = node as u32;
                self.counts[next] = routes;
                self.is_found[node] = true;
                next += 1;
            }
        }
        next
    }

    /// Passes the shares back from the last level to the first, and forgets the source.
    fn back(&mut self, between: &mut [f64]) {
        let last = self.levels.len() - 2;
        for level in (1..=last).rev() {
            let places = self.levels[level]..self.levels[level + 1];
            for place in places.clone() {
                let node = self.found[place] as usize;
                let routes = self.counts[place];
                let passed = match level == last {
                    true => 0.0,
                    false => routes * sum(&self.shares, self.net.neighbours(node)),
                };
                between[node] += passed;
                self.counts[place] = (1.0 + passed) / routes;
            }
            for place in places {
                self.shares[self.found[place] as usize] = self.counts[place];
            }
        }
        for node in &self.found[..self.levels[last + 1]] {
            let node = *node as usize;
            (self.routes[node], self.shares[node], self.is_found[node]) = (0.0, 0.0, false);
        }
    }
}

/// Adds up the values of some nodes, in four strands that do not wait for one another.
fn sum(values: &[f64], nodes: &[u32]) -> f64 {
    let mut strands = [0.0; 4];
    let (fours, rest) = nodes.as_chunks::<4>();
    for four in fours {
        for (strand, node) in strands.iter_mut().zip(four) {
            *strand += values[*node as usize];
        }
    }
    let rest: f64 = rest.iter().map(|node| values[*node as usize]).sum();
    (strands[0] + strands[1]) + (strands[2] + strands[3]) + rest
}

#[cfg(test)]
mod tests {
    use super::Net;

    #[test]
    fn on_a_path_the_middle_lies_between() {
        let path = Net::new(5, (1..5).map(|node| (node - 1, node, 1.0))).expect("nodes");
        assert_eq!(path.betweenness(), [0.0, 3.0, 4.0, 3.0, 0.0]);
        assert_eq!(path.betweenness_shares(), [0.0, 0.5, 4.0 / 6.0, 0.5, 0.0]);
    }

    #[test]
    fn routes_of_the_same_length_share() {
        let square = [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 0, 1.0)];
        let net = Net::new(6, square).expect("nodes");
        assert_eq!(net.betweenness(), [0.5, 0.5, 0.5, 0.5, 0.0, 0.0]);
    }

    #[test]
    fn where_there_is_no_pair_of_others_nobody_lies_between() {
        for nodes in 0..3 {
            let net = Net::new(nodes, (1..nodes).map(|node| (0, node, 1.0))).expect("nodes");
            assert_eq!(net.betweenness_shares(), vec![0.0; nodes]);
        }
    }
}
