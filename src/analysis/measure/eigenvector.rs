//! Eigenvector centrality: who is tied to those who are well tied themselves.

use super::Net;

/// How far apart, of their size, two greatest eigenvalues may be and still count as the same.
const SAME: f64 = 1e-10;

/// Up to which remainder, of the eigenvalue, an eigenvector is refined.
const REMAINDER: f64 = 1e-14;

/// How often the search begins anew from the best vector so far.
const ROUNDS: usize = 500;

/// How many numbers the vectors of one round may hold.
const ROOM: usize = 4_000_000;

impl Net {
    /// Returns the eigenvector centrality of each node: it is in proportion to the sum of those of its
    /// neighbours, and greater than 0 wherever that is possible (Bonacich 1972). Weights play no part.
    ///
    /// The vector belongs to the greatest eigenvalue of the table of ties and has the Euclidean length
    /// 1; divide by the greatest value to have 1 at the top. Where parts of the network do not hang
    /// together, it is the projection of equal values on the space of that eigenvalue: the part with
    /// the greatest eigenvalue has it all, equal ones share, and the others have 0; without any tie all
    /// are equal. The eigenvectors are found by the method of Lanczos (1950).
    pub fn eigenvector(&self) -> Vec<f64> {
        let (labels, sizes) = self.parts();
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); sizes.len()];
        for (node, part) in labels.iter().enumerate() {
            members[*part as usize].push(node);
        }
        let found: Vec<(f64, Vec<f64>)> = members
            .iter()
            .map(|nodes| leading(&self.among(nodes)))
            .collect();
        let greatest = found.iter().map(|(value, _)| *value).fold(0.0, f64::max);
        let mut vector = vec![0.0; self.len()];
        for (nodes, (value, part)) in members.iter().zip(&found) {
            if *value >= greatest * (1.0 - SAME) {
                let weight: f64 = part.iter().sum();
                let shares = nodes.iter().zip(part);
                shares.for_each(|(node, share)| vector[*node] = weight * share);
            }
        }
        normalize(&mut vector);
        vector
    }
}

/// Finds the greatest eigenvalue of a network that hangs together, and its vector of length 1, none of
/// whose values is negative.
fn leading(net: &Net) -> (f64, Vec<f64>) {
    if net.ties() == 0 {
        return (0.0, vec![1.0; net.len()]);
    }
    // A bound on the vectors that are kept bounds memory; what is lost is made up by further rounds.
    let most = (ROOM / net.len().max(1)).clamp(30, 300).min(net.len());
    let mut vector = vec![1.0; net.len()];
    normalize(&mut vector);
    let mut value = 0.0;
    for _ in 0..ROUNDS {
        let mut space = Krylov::new(net, vector);
        let done = space.grow(most);
        (value, vector) = space.best();
        if done {
            break;
        }
    }
    (value, vector)
}

/// The space spanned by a vector and its products with the table of ties, in which that table is
/// tridiagonal.
struct Krylov<'n> {
    net: &'n Net,
    basis: Vec<Vec<f64>>,
    diagonal: Vec<f64>,
    /// Beside the diagonal; the last one leads out of the space.
    beside: Vec<f64>,
}

impl<'n> Krylov<'n> {
    fn new(net: &'n Net, start: Vec<f64>) -> Self {
        Self {
            net,
            basis: vec![start],
            diagonal: Vec::new(),
            beside: Vec::new(),
        }
    }

    /// Adds dimensions until the eigenvector is good enough, or there are so many; says whether it is.
    fn grow(&mut self, most: usize) -> bool {
        loop {
            let last = &self.basis[self.basis.len() - 1];
            let mut next = product(self.net, last);
            self.diagonal.push(dot(&next, last));
            // Twice, for what the first time leaves behind by rounding.
            for vector in self.basis.iter().chain(&self.basis) {
                let along = dot(&next, vector);
                next.iter_mut()
                    .zip(vector)
                    .for_each(|(value, by)| *value -= along * by);
            }
            let out = normalize(&mut next);
            self.beside.push(out);
            let (value, weights) = top(&self.diagonal, &self.beside);
            let remainder = out * weights[weights.len() - 1];
            if remainder <= REMAINDER * value || out <= f64::EPSILON * value {
                return true;
            }
            if self.basis.len() >= most {
                return false;
            }
            self.basis.push(next);
        }
    }

    /// Returns the greatest eigenvalue in the space, and its vector of length 1.
    fn best(&self) -> (f64, Vec<f64>) {
        let (value, weights) = top(&self.diagonal, &self.beside);
        let mut vector = vec![0.0; self.net.len()];
        for (weight, base) in weights.iter().zip(&self.basis) {
            vector
                .iter_mut()
                .zip(base)
                .for_each(|(sum, part)| *sum += weight * part);
        }
        // What should be zero may be a hair below it.
        vector.iter_mut().for_each(|value| *value = value.abs());
        normalize(&mut vector);
        (value, vector)
    }
}

/// Returns the greatest eigenvalue of a tridiagonal matrix, by bisection, and its vector, by inverse
/// iteration from just above it. What stands beside the diagonal is greater than 0, and so is the vector.
fn top(diagonal: &[f64], beside: &[f64]) -> (f64, Vec<f64>) {
    let size = diagonal.len();
    let beside = &beside[..size - 1];
    let reach = |place: usize| {
        let before = place.checked_sub(1).map_or(0.0, |before| beside[before]);
        diagonal[place] + before + beside.get(place).copied().unwrap_or(0.0)
    };
    let mut low = diagonal.iter().copied().fold(f64::MIN, f64::max);
    let mut high = (0..size).map(reach).fold(low, f64::max);
    high += f64::EPSILON * high.abs().max(1.0);
    loop {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        match is_above(middle, diagonal, beside) {
            true => high = middle,
            false => low = middle,
        }
    }
    (high, vector_at(high, diagonal, beside))
}

/// Says whether a number is above all eigenvalues: whether what it leaves of the matrix is positive.
fn is_above(number: f64, diagonal: &[f64], beside: &[f64]) -> bool {
    let mut pivot = number - diagonal[0];
    for (value, beside) in diagonal[1..].iter().zip(beside) {
        if pivot <= 0.0 {
            return false;
        }
        pivot = number - value - beside * beside / pivot;
    }
    pivot > 0.0
}

/// Solves three times for the vector that belongs to an eigenvalue, given a number just above it.
fn vector_at(number: f64, diagonal: &[f64], beside: &[f64]) -> Vec<f64> {
    let mut pivots = vec![number - diagonal[0]];
    for (value, beside) in diagonal[1..].iter().zip(beside) {
        let before = pivots[pivots.len() - 1];
        pivots.push(number - value - beside * beside / before);
    }
    // The number may be the eigenvalue itself, as near as numbers go.
    let least = f64::MIN_POSITIVE.sqrt();
    pivots
        .iter_mut()
        .for_each(|pivot| *pivot = pivot.max(least));
    let mut vector = vec![1.0; diagonal.len()];
    for _ in 0..3 {
        for place in 1..vector.len() {
            vector[place] += vector[place - 1] * beside[place - 1] / pivots[place - 1];
        }
        for place in (0..vector.len()).rev() {
            let after = vector
                .get(place + 1)
                .map_or(0.0, |after| after * beside[place]);
            vector[place] = (vector[place] + after) / pivots[place];
        }
        normalize(&mut vector);
    }
    vector
}

fn product(net: &Net, vector: &[f64]) -> Vec<f64> {
    let sum = |node| {
        net.neighbours(node)
            .iter()
            .map(|end| vector[*end as usize])
            .sum()
    };
    (0..net.len()).map(sum).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Brings a vector to length 1, unless it is zero, and returns the length that it had.
fn normalize(vector: &mut [f64]) -> f64 {
    let scale = vector
        .iter()
        .fold(0.0_f64, |most, value| most.max(value.abs()));
    if scale == 0.0 {
        return 0.0;
    }
    // Scaled first, so that squares of the very great and the very small are numbers still.
    vector.iter_mut().for_each(|value| *value /= scale);
    let length = dot(vector, vector).sqrt();
    vector.iter_mut().for_each(|value| *value /= length);
    scale * length
}

#[cfg(test)]
mod tests {
    use super::Net;

    fn near(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!(
                (found - expected).abs() < 1e-12,
                "{found} is not {expected}"
            );
        }
    }

    #[test]
    fn on_a_path_it_is_half_a_wave() {
        for nodes in [2, 3, 10, 400] {
            let path =
                Net::new(nodes, (1..nodes).map(|node| (node - 1, node, 1.0))).expect("nodes");
            let step = std::f64::consts::PI / (nodes + 1) as f64;
            let height = (2.0 / (nodes + 1) as f64).sqrt();
            let wave: Vec<f64> = (1..=nodes)
                .map(|node| height * (step * node as f64).sin())
                .collect();
            let found = path.eigenvector();
            assert!(
                found.iter().zip(&wave).all(|(a, b)| (a - b).abs() < 1e-9),
                "{nodes}"
            );
        }
    }

    #[test]
    fn the_middle_of_a_star_has_half_of_it() {
        let star = Net::new(5, (1..5).map(|leaf| (0, leaf, 1.0))).expect("nodes");
        let half = 0.5_f64.sqrt();
        near(
            &star.eigenvector(),
            &[half, half / 2.0, half / 2.0, half / 2.0, half / 2.0],
        );
    }

    #[test]
    fn parts_that_are_equal_share_and_lesser_ones_have_nothing() {
        let triangles = [
            (0, 1, 1.0),
            (1, 2, 1.0),
            (0, 2, 1.0),
            (3, 4, 1.0),
            (4, 5, 1.0),
            (3, 5, 1.0),
        ];
        let net = Net::new(8, triangles.into_iter().chain([(6, 7, 1.0)])).expect("nodes");
        let share = 1.0 / 6.0_f64.sqrt();
        near(
            &net.eigenvector(),
            &[share, share, share, share, share, share, 0.0, 0.0],
        );
    }

    #[test]
    fn without_ties_all_are_equal() {
        near(&Net::new(4, []).expect("no ties").eigenvector(), &[0.5; 4]);
        assert!(Net::new(0, []).expect("no ties").eigenvector().is_empty());
    }
}
