//! The lineage of organizations: whether one is a predecessor of another, however far back.

use std::collections::HashSet;

use crate::model::{Key, Organization};

/// The successions of a dataset, laid out so that most questions about predecessors take constant time.
///
/// The first predecessor of each organization is its parent, which makes the organizations a forest. A walk numbers them
/// in preorder, so that the numbers of all descendants of an organization are one span, and a comparison of spans shows
/// whether one organization descends from another. Only organizations with further predecessors, the junctions, are
/// followed one by one.
pub(super) struct Lineage {
    /// For each organization, its number in the walk, and the first number after its last descendant.
    spans: Vec<(usize, usize)>,
    parents: Vec<Option<usize>>,
    /// The predecessors of each organization other than its parent.
    others: Vec<Vec<usize>>,
    /// The nearest organization with other predecessors, from each organization itself towards its root.
    junctions: Vec<Option<usize>>,
}

impl Lineage {
    /// Lays out the successions, in time linear in their number. They may run in a circle.
    pub(super) fn new(organizations: &[Organization]) -> Self {
        let count = organizations.len();
        let predecessors = |row: usize| {
            let keys = organizations[row].predecessors.iter();
            // An id that is defined twice gives keys beyond the records. It has a finding of its own.
            keys.map(|key| key.index()).filter(|row| *row < count)
        };
        let firsts: Vec<Option<usize>> = (0..count).map(|row| predecessors(row).next()).collect();
        let mut lineage = Self {
            spans: vec![(0, 0); count],
            parents: vec![None; count],
            others: vec![Vec::new(); count],
            junctions: vec![None; count],
        };
        for row in lineage.number(&firsts) {
            let parent = lineage.parents[row];
            let others: Vec<usize> = predecessors(row)
                .filter(|row| Some(*row) != parent)
                .collect();
            lineage.junctions[row] = if others.is_empty() {
                parent.and_then(|parent| lineage.junctions[parent])
            } else {
                Some(row)
            };
            lineage.others[row] = others;
        }
        lineage
    }

    /// Numbers the organizations and returns them in the order of their numbers, each after its parent. In a circle, the
    /// organization that is met first becomes the root and has no parent.
    fn number(&mut self, first_predecessors: &[Option<usize>]) -> Vec<usize> {
        let count = first_predecessors.len();
        let mut children = vec![Vec::new(); count];
        for (row, predecessor) in first_predecessors.iter().enumerate() {
            if let Some(predecessor) = predecessor {
                children[*predecessor].push(row);
            }
        }
        let mut seen = vec![false; count];
        let mut order = Vec::with_capacity(count);
        let (roots, others): (Vec<_>, Vec<_>) =
            (0..count).partition(|row| first_predecessors[*row].is_none());
        for root in roots.into_iter().chain(others) {
            if !seen[root] {
                self.number_tree(root, &children, &mut seen, &mut order);
            }
        }
        order
    }

    /// Numbers an organization and its descendants. The walk keeps its own stack, so that a long chain of successions
    /// cannot overflow the stack of the program.
    fn number_tree(
        &mut self,
        root: usize,
        children: &[Vec<usize>],
        seen: &mut [bool],
        order: &mut Vec<usize>,
    ) {
        seen[root] = true;
        self.spans[root].0 = order.len();
        order.push(root);
        let mut stack = vec![(root, 0)];
        while let Some((row, next)) = stack.last_mut() {
            let row = *row;
            let Some(&child) = children[row].get(*next) else {
                self.spans[row].1 = order.len();
                stack.pop();
                continue;
            };
            *next += 1;
            if !seen[child] {
                seen[child] = true;
                self.spans[child].0 = order.len();
                self.parents[child] = Some(row);
                order.push(child);
                stack.push((child, 0));
            }
        }
    }

    /// Returns `true` if an organization is a predecessor of another, directly or through others.
    pub(super) fn precedes(&self, earlier: Key<Organization>, later: Key<Organization>) -> bool {
        let (earlier, later) = (earlier.index(), later.index());
        if earlier.max(later) >= self.spans.len() {
            return false;
        }
        let mut open = vec![later];
        let mut seen = HashSet::new();
        while let Some(row) = open.pop() {
            if self.descends(row, earlier) || (row == earlier && row != later) {
                return true;
            }
            let mut junction = self.junctions[row];
            while let Some(here) = junction.filter(|here| seen.insert(*here)) {
                open.extend(&self.others[here]);
                junction = self.parents[here].and_then(|parent| self.junctions[parent]);
            }
        }
        false
    }

    /// Returns `true` if an organization is a descendant of another in the forest.
    fn descends(&self, row: usize, ancestor: usize) -> bool {
        let (inner, outer) = (self.spans[row], self.spans[ancestor]);
        outer.0 < inner.0 && inner.1 <= outer.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::End;

    fn organizations(predecessors: &[Vec<usize>]) -> Vec<Organization> {
        let organization = |(row, predecessors): (usize, &Vec<usize>)| Organization {
            id: format!("o{row}")
                .parse()
                .expect("a letter and digits are an id"),
            abbreviation: "O".into(),
            name: "O".into(),
            names: Box::default(),
            aliases: Box::default(),
            kind: None,
            founded: None,
            dissolved: End::Ongoing,
            seat: None,
            region: None,
            predecessors: predecessors.iter().map(|index| Key::new(*index)).collect(),
            identifiers: Box::default(),
            citations: Box::default(),
            notes: Box::default(),
        };
        predecessors.iter().enumerate().map(organization).collect()
    }

    /// Follows every predecessor, one by one.
    fn follows(predecessors: &[Vec<usize>], earlier: usize, later: usize) -> bool {
        let mut met = vec![later];
        let mut next = 0;
        while let Some(row) = met.get(next).copied() {
            next += 1;
            for index in &predecessors[row] {
                if *index == earlier {
                    return true;
                }
                if !met.contains(index) {
                    met.push(*index);
                }
            }
        }
        false
    }

    fn agrees(predecessors: &[Vec<usize>]) {
        let lineage = Lineage::new(&organizations(predecessors));
        for earlier in 0..predecessors.len() {
            for later in (0..predecessors.len()).filter(|later| *later != earlier) {
                let expected = follows(predecessors, earlier, later);
                let found = lineage.precedes(Key::new(earlier), Key::new(later));
                assert_eq!(found, expected, "{earlier} {later} {predecessors:?}");
            }
        }
    }

    #[test]
    fn one_look_finds_what_following_every_predecessor_finds() {
        agrees(&[]);
        agrees(&[vec![], vec![0], vec![1], vec![0, 2], vec![], vec![4, 3]]);
        agrees(&[vec![2], vec![0], vec![1], vec![2, 4], vec![0]]);
        let mut random = fastrand::Rng::with_seed(1);
        for case in 0..200 {
            let count = 1 + case % 9;
            let some = |random: &mut fastrand::Rng| -> Vec<usize> {
                let links = random.usize(0..3);
                (0..links).map(|_| random.usize(0..count)).collect()
            };
            agrees(&(0..count).map(|_| some(&mut random)).collect::<Vec<_>>());
        }
    }
}
