//! The lineage of organizations: whether one is a predecessor of another, however far back.

use std::collections::HashSet;

use crate::model::{Date, Day, Key, Organization};

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
    /// The first day on which each organization, or a predecessor of it, may have existed; `None` if that is unknown.
    first_days: Vec<Option<Day>>,
    /// Whether every name under `succeeds` is known.
    is_complete: bool,
}

impl Lineage {
    /// Lays out the successions, in time linear in their number. They may run in a circle. `is_complete` is `false` if a
    /// name under `succeeds` is unknown.
    pub(super) fn new(organizations: &[Organization], is_complete: bool) -> Self {
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
            first_days: first_days(organizations),
            is_complete,
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

    /// Returns `true` if an organization may be a predecessor of another as far as the names under `succeeds` are known.
    pub(super) fn may_precede(&self, earlier: Key<Organization>, later: Key<Organization>) -> bool {
        !self.is_complete || self.precedes(earlier, later)
    }

    /// Returns `true` if a date is before an organization and each of its predecessors existed, whatever days the dates
    /// stand for.
    pub(super) fn is_certainly_before(&self, date: &Date, organization: Key<Organization>) -> bool {
        let first = self.first_days.get(organization.index()).copied().flatten();
        let latest = date.latest();
        self.is_complete
            && latest
                .zip(first)
                .is_some_and(|(latest, first)| latest < first)
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

/// Returns the first day on which each organization, or a predecessor of it, may have existed; `None` if the founding of
/// one of them is unknown, or if the successions run in a circle.
fn first_days(organizations: &[Organization]) -> Vec<Option<Day>> {
    let count = organizations.len();
    let own = |row: usize| organizations[row].founded.and_then(|date| date.earliest());
    let mut days: Vec<Option<Option<Day>>> = vec![None; count];
    for start in 0..count {
        // Each row is on the stack twice: first its predecessors are pushed, then it is computed from them.
        let mut stack = vec![(start, false)];
        while let Some((row, has_predecessors)) = stack.pop() {
            if days[row].is_some() && !has_predecessors {
                continue;
            }
            let predecessors = organizations[row].predecessors.iter();
            let predecessors = predecessors
                .map(|key| key.index())
                .filter(|row| *row < count);
            if has_predecessors {
                let mut earliest = own(row);
                for predecessor in predecessors {
                    let other = days[predecessor].flatten();
                    earliest = earliest.zip(other).map(|(day, other)| day.min(other));
                }
                days[row] = Some(earliest);
            } else {
                // A row that is met again before it is computed is part of a circle.
                days[row] = Some(None);
                stack.push((row, true));
                stack.extend(
                    predecessors
                        .filter(|row| days[*row].is_none())
                        .map(|row| (row, false)),
                );
            }
        }
    }
    days.into_iter().map(Option::flatten).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Annotations, End};

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
            covered_from: None,
            existence: Box::default(),
            memberships: Box::default(),
            seat: None,
            region: None,
            predecessors: predecessors.iter().map(|index| Key::new(*index)).collect(),
            identifiers: Box::default(),
            annotations: Annotations::default(),
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
        let lineage = Lineage::new(&organizations(predecessors), true);
        for earlier in 0..predecessors.len() {
            for later in (0..predecessors.len()).filter(|later| *later != earlier) {
                let expected = follows(predecessors, earlier, later);
                let found = lineage.precedes(Key::new(earlier), Key::new(later));
                assert_eq!(found, expected, "{earlier} {later} {predecessors:?}");
            }
        }
    }

    #[test]
    fn an_organization_exists_from_its_first_predecessor_on() {
        let mut organizations =
            organizations(&[vec![], vec![0], vec![1], vec![], vec![3], vec![6], vec![5]]);
        for (row, founded) in [
            (0, "1963"),
            (1, "1970"),
            (2, "2002"),
            (4, "1990"),
            (5, "1991"),
            (6, "1992"),
        ] {
            organizations[row].founded = Some(founded.parse().expect("EDTF"));
        }
        let lineage = Lineage::new(&organizations, true);
        let is_before = |date: &str, row| {
            lineage.is_certainly_before(&date.parse().expect("EDTF"), Key::new(row))
        };
        for row in 0..3 {
            assert!(is_before("1962", row) && !is_before("1963", row), "{row}");
        }
        for row in 3..7 {
            assert!(
                !is_before("1000", row),
                "{row}: a founding is unknown, or a circle"
            );
        }
        let unknown = Lineage::new(&organizations, false);
        assert!(!unknown.is_certainly_before(&"1000".parse().expect("EDTF"), Key::new(0)));
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
