//! Brokerage: the groups between which a node mediates.

use super::Net;

/// The number of times a node is a broker of each kind (Gould and Fernandez 1989).
///
/// A broker is tied to two others that are not tied to one another. An undirected tie runs both ways, so each such triad
/// counts in both directions. The sum over all kinds is therefore twice the number of triads, and gatekeeper and
/// representative, which differ in direction only, are equal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Brokerage {
    /// All three are in one group.
    pub coordinator: usize,
    /// The two others are in one group, the broker is in another (itinerant broker).
    pub consultant: usize,
    /// The first is in another group than the broker and the last: the broker controls access to its group.
    pub gatekeeper: usize,
    /// The last is in another group than the first and the broker: the broker speaks for its group.
    pub representative: usize,
    /// All three are in different groups.
    pub liaison: usize,
}

impl Brokerage {
    /// Returns the number of times the node is a broker of any kind.
    pub fn total(&self) -> usize {
        self.coordinator + self.consultant + self.gatekeeper + self.representative + self.liaison
    }

    fn count(&mut self, first: u32, broker: u32, last: u32) {
        let kind = match (first == broker, broker == last, first == last) {
            (true, true, _) => &mut self.coordinator,
            (true, false, _) => &mut self.representative,
            (false, true, _) => &mut self.gatekeeper,
            (false, false, true) => &mut self.consultant,
            (false, false, false) => &mut self.liaison,
        };
        *kind += 1;
    }
}

impl Net {
    /// Returns the brokerage of each node, given the group of each node.
    ///
    /// A triad with a node of unknown or missing group is ignored. The cost is the sum, over all nodes and their pairs of
    /// neighbours, which grows with the square of the degree.
    ///
    /// ```
    /// use interorg::analysis::measure::{Brokerage, Net};
    ///
    /// // A universal organization (group 0) between two regional ones (group 1).
    /// let net = Net::new(3, [(0, 1, 1.0), (0, 2, 1.0)]).expect("all ends are nodes");
    /// let [un, eu, au] = net.brokerage(&[Some(0), Some(1), Some(1)])[..] else { panic!("three nodes") };
    /// assert_eq!(un, Brokerage { consultant: 2, ..Brokerage::default() });
    /// assert_eq!((eu.total(), au.total()), (0, 0));
    /// ```
    pub fn brokerage(&self, groups: &[Option<u32>]) -> Vec<Brokerage> {
        let group = |node: u32| groups.get(node as usize).copied().flatten();
        // Marks the neighbours of the first node of the current triad.
        let mut is_tied = vec![false; self.len()];
        let mut found = vec![Brokerage::default(); self.len()];
        for (node, brokerage) in found.iter_mut().enumerate() {
            let Some(broker) = group(node as u32) else {
                continue;
            };
            for &first in self.neighbours(node) {
                let Some(from) = group(first) else {
                    continue;
                };
                self.mark_neighbours(first, &mut is_tied, true);
                for &last in self.neighbours(node) {
                    if last == first || is_tied[last as usize] {
                        continue;
                    }
                    if let Some(to) = group(last) {
                        brokerage.count(from, broker, to);
                    }
                }
                self.mark_neighbours(first, &mut is_tied, false);
            }
        }
        found
    }

    fn mark_neighbours(&self, node: u32, marks: &mut [bool], mark: bool) {
        for end in self.neighbours(node as usize) {
            marks[*end as usize] = mark;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Brokerage, Net};

    #[test]
    fn each_triad_counts_in_both_directions() {
        let star = Net::new(5, (1..5).map(|leaf| (0, leaf, 1.0))).expect("nodes");
        let groups = [Some(0), Some(0), Some(0), Some(1), Some(2)];
        let expected = Brokerage {
            coordinator: 2,
            consultant: 0,
            gatekeeper: 4,
            representative: 4,
            liaison: 2,
        };
        assert_eq!(star.brokerage(&groups)[0], expected);
        assert_eq!(expected.total(), 2 * 6);
    }

    #[test]
    fn closed_triads_and_unknown_groups_are_ignored() {
        let triangle = Net::new(3, [(0, 1, 1.0), (1, 2, 1.0), (0, 2, 1.0)]).expect("nodes");
        assert_eq!(triangle.brokerage(&[Some(0); 3])[0].total(), 0);
        let path = Net::new(3, [(0, 1, 1.0), (1, 2, 1.0)]).expect("nodes");
        assert_eq!(path.brokerage(&[Some(0), Some(0), None])[1].total(), 0);
        assert_eq!(path.brokerage(&[])[1].total(), 0);
    }
}
