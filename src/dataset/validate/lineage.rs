//! Who comes after whom: whether one organization is a predecessor of another, however far back.

use std::collections::HashSet;

use crate::model::{Key, Organization};

/// The successions of a dataset, laid out so that one look tells most predecessors.
///
/// Each organization hangs from its first predecessor; a walk over these trees numbers them, so that
/// all that come after an organization by first predecessors have numbers in one span. Only where an
/// organization has further predecessors is there anything left to follow.
pub(super) struct Lineage {
    /// For each organization, its number in the walk and the first number after its own tree.
    spans: Vec<(usize, usize)>,
    /// What an organization hangs from.
    stems: Vec<Option<usize>>,
    /// The predecessors that it does not hang from.
    others: Vec<Vec<usize>>,
    /// The nearest organization with other predecessors, from itself towards the root.
    junctions: Vec<Option<usize>>,
}

impl Lineage {
    /// Lays out the successions, in time linear in their number. They may run in a circle.
    pub(super) fn of(organizations: &[Organization]) -> Self {
        let count = organizations.len();
        let predecessors = |row: usize| {
            let keys = organizations[row]
                .predecessors
                .iter()
                .map(|key| key.index());
            // A name defined twice leads to a number beyond the rows.
            keys.filter(|index| *index < count)
        };
        let first: Vec<Option<usize>> = (0..count).map(|row| predecessors(row).next()).collect();
        let mut lineage = Self {
            spans: vec![(0, 0); count],
            stems: vec![None; count],
            others: vec![Vec::new(); count],
            junctions: vec![None; count],
        };
        for row in lineage.hang(&first) {
            let stem = lineage.stems[row];
            let others = predecessors(row).filter(|index| Some(*index) != stem);
            lineage.others[row] = others.collect();
            lineage.junctions[row] = match lineage.others[row].is_empty() {
                true => stem.and_then(|stem| lineage.junctions[stem]),
                false => Some(row),
            };
        }
        lineage
    }

    /// Hangs every organization from its first predecessor and returns all, each after its stem. Of a
    /// circle one is taken for the root.
    fn hang(&mut self, first: &[Option<usize>]) -> Vec<usize> {
        let mut branches = vec![Vec::new(); first.len()];
        for (row, stem) in first.iter().enumerate() {
            if let Some(stem) = stem {
                branches[*stem].push(row);
            }
        }
        let mut met = vec![false; first.len()];
        let mut order = Vec::with_capacity(first.len());
        let (roots, hanging): (Vec<_>, Vec<_>) =
            (0..first.len()).partition(|row| first[*row].is_none());
        for root in roots.into_iter().chain(hanging) {
            // The walk keeps its own stack, so that a long chain cannot overflow that of the program.
            let mut walk = Vec::new();
            if !std::mem::replace(&mut met[root], true) {
                self.spans[root].0 = order.len();
                order.push(root);
                walk.push((root, 0));
            }
            while let Some((row, next)) = walk.last_mut() {
                let (row, branch) = (*row, branches[*row].get(*next).copied());
                *next += 1;
                match branch {
                    None => {
                        self.spans[row].1 = order.len();
                        walk.pop();
                    }
                    Some(branch) if !std::mem::replace(&mut met[branch], true) => {
                        self.spans[branch].0 = order.len();
                        self.stems[branch] = Some(row);
                        order.push(branch);
                        walk.push((branch, 0));
                    }
                    Some(_) => {}
                }
            }
        }
        order
    }

    /// Says whether one organization is a predecessor of another, directly or through others.
    pub(super) fn precedes(&self, earlier: Key<Organization>, later: Key<Organization>) -> bool {
        let (earlier, later) = (earlier.index(), later.index());
        if earlier.max(later) >= self.spans.len() {
            return false;
        }
        let mut open = vec![later];
        let mut met = HashSet::new();
        while let Some(row) = open.pop() {
            if self.is_above(earlier, row) || (row == earlier && row != later) {
                return true;
            }
            let mut junction = self.junctions[row];
            while let Some(here) = junction.filter(|here| met.insert(*here)) {
                open.extend(&self.others[here]);
                junction = self.stems[here].and_then(|stem| self.junctions[stem]);
            }
        }
        false
    }

    /// Says whether one hangs from the other, directly or through others.
    fn is_above(&self, upper: usize, lower: usize) -> bool {
        let (upper, lower) = (self.spans[upper], self.spans[lower]);
        upper.0 < lower.0 && lower.1 <= upper.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::End;

    fn organizations(predecessors: &[Vec<usize>]) -> Vec<Organization> {
        let organization = |(row, predecessors): (usize, &Vec<usize>)| Organization {
            id: format!("o{row}").parse().expect("it is an id"),
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
        let lineage = Lineage::of(&organizations(predecessors));
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
