//! Brokerage: between which groups a node mediates.

use super::Net;

/// How often a node is a broker of each kind (Gould and Fernandez 1989).
///
/// A broker is tied to two others that are not tied to one another. An undirected tie runs both ways, so
/// that each such triad is counted in both directions, as for two ways of passing something on: the sum
/// over all kinds is twice the number of triads, and gatekeeper and representative, which tell the
/// directions apart, are equal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Brokerage {
    /// All three are of one group.
    pub coordinator: usize,
    /// The two others are of one group, the broker is of another (itinerant broker).
    pub consultant: usize,
    /// The first is of another group, the broker and the last are of one: it lets in.
    pub gatekeeper: usize,
    /// The first and the broker are of one group, the last is of another: it speaks for its own.
    pub representative: usize,
    /// All three are of different groups.
    pub liaison: usize,
}

impl Brokerage {
    /// Returns how often the node is a broker of any kind.
    pub fn total(&self) -> usize {
        let between = self.gatekeeper + self.representative + self.liaison;
        self.coordinator + self.consultant + between
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
    /// Returns the brokerage of each node, given the group of each.
    ///
    /// A triad with a node whose group is not known, or not given, counts as none.
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
        let group = |node: usize| groups.get(node).copied().flatten();
        let mut is_tied = vec![false; self.len()];
        let mut found = vec![Brokerage::default(); self.len()];
        for (node, roles) in found.iter_mut().enumerate() {
            let Some(broker) = group(node) else { continue };
            for &first in self.neighbours(node) {
                let Some(from) = group(first as usize) else {
                    continue;
                };
                self.mark(first, &mut is_tied, true);
                for &last in self.neighbours(node) {
                    if last != first && !is_tied[last as usize] {
                        let last = group(last as usize);
                        last.into_iter()
                            .for_each(|to| roles.count(from, broker, to));
                    }
                }
                self.mark(first, &mut is_tied, false);
            }
        }
        found
    }

    fn mark(&self, node: u32, marks: &mut [bool], mark: bool) {
        let ends = self.neighbours(node as usize);
        ends.iter().for_each(|end| marks[*end as usize] = mark);
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
    fn closed_triads_and_unknown_groups_do_not_count() {
        let triangle = Net::new(3, [(0, 1, 1.0), (1, 2, 1.0), (0, 2, 1.0)]).expect("nodes");
        assert_eq!(triangle.brokerage(&[Some(0); 3])[0].total(), 0);
        let path = Net::new(3, [(0, 1, 1.0), (1, 2, 1.0)]).expect("nodes");
        assert_eq!(path.brokerage(&[Some(0), Some(0), None])[1].total(), 0);
        assert_eq!(path.brokerage(&[])[1].total(), 0);
    }
}
