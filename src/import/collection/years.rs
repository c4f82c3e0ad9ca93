//! Years of a panel as runs.

/// Years, kept as runs of years that follow one another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::import) struct Years {
    /// The first and the last year of each run, in the order in which they were found.
    runs: Vec<(i32, i32)>,
}

impl Years {
    /// Adds a year. Returns `false` if it is there already.
    pub(in crate::import) fn add(&mut self, year: i32) -> bool {
        if self.contains(year) {
            return false;
        }
        // Most tables have the years in order, so that the last run is the one that grows.
        let mut runs = self.runs.iter_mut().rev();
        match runs.find(|run| run.1 + 1 == year || run.0 - 1 == year) {
            Some(run) => *run = (run.0.min(year), run.1.max(year)),
            None => self.runs.push((year, year)),
        }
        true
    }

    /// Returns `true` if a year is there.
    pub(in crate::import) fn contains(&self, year: i32) -> bool {
        let runs = self.runs.iter().rev();
        runs.into_iter()
            .any(|(first, last)| (first..=last).contains(&&year))
    }

    /// Returns the runs in order. Runs that touch are one.
    pub(in crate::import) fn ordered(self) -> Vec<(i32, i32)> {
        either(&self.runs, &[])
    }
}

/// Returns the years that are in one of two lists of runs, in order. Runs that touch are one.
pub(in crate::import) fn either(one: &[(i32, i32)], other: &[(i32, i32)]) -> Vec<(i32, i32)> {
    let mut runs = [one, other].concat();
    runs.sort_unstable();
    let mut ordered: Vec<(i32, i32)> = Vec::with_capacity(runs.len());
    for run in runs {
        match ordered.last_mut() {
            Some(last) if run.0 <= last.1 + 1 => last.1 = last.1.max(run.1),
            _ => ordered.push(run),
        }
    }
    ordered
}

/// Returns the years that are in both of two lists of runs.
pub(in crate::import) fn in_both(one: &[(i32, i32)], other: &[(i32, i32)]) -> Vec<(i32, i32)> {
    let pairs = one
        .iter()
        .flat_map(|run| other.iter().map(move |other| (run, other)));
    let common = pairs.map(|(run, other)| (run.0.max(other.0), run.1.min(other.1)));
    common.filter(|(first, last)| first <= last).collect()
}

/// Returns the years of ordered runs that are in none of the others, in order.
pub(in crate::import) fn without(own: &[(i32, i32)], others: &[(i32, i32)]) -> Vec<(i32, i32)> {
    let mut left = own.to_vec();
    for (first, last) in others {
        left = left
            .into_iter()
            .flat_map(|run| [(run.0, run.1.min(first - 1)), (run.0.max(last + 1), run.1)])
            .filter(|run| run.0 <= run.1)
            .collect();
    }
    left
}

/// Returns the number of years of runs.
pub(in crate::import) fn length(runs: &[(i32, i32)]) -> u64 {
    let lengths = runs.iter().map(|(first, last)| i64::from(last - first) + 1);
    lengths.sum::<i64>().unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_in_any_order_become_runs() {
        let mut years = Years::default();
        for year in [1950, 1951, 1990, 1949, 1952, 1951, 1948] {
            years.add(year);
        }
        assert_eq!(years.ordered(), [(1948, 1952), (1990, 1990)]);
        let mut backwards = Years::default();
        for year in (1800..2000).rev() {
            assert!(backwards.add(year));
        }
        assert_eq!(backwards.ordered(), [(1800, 1999)]);
    }

    #[test]
    fn years_are_taken_out_of_runs() {
        let left = without(&[(1900, 1910), (1920, 1930)], &[(1905, 1925)]);
        assert_eq!(left, [(1900, 1904), (1926, 1930)]);
        assert_eq!(without(&[(1900, 1910)], &[]), [(1900, 1910)]);
        assert_eq!(without(&[(1900, 1910)], &[(1900, 1910)]), []);
    }

    #[test]
    fn common_years_are_counted() {
        let common = in_both(&[(1900, 1910), (1920, 1930)], &[(1905, 1925)]);
        assert_eq!(common, [(1905, 1910), (1920, 1925)]);
        assert_eq!(length(&common), 12);
    }
}
