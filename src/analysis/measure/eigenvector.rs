//! Eigenvector centrality: a node is central if its neighbours are.

use super::Net;

/// The relative difference below which two eigenvalues of components count as equal.
const EIGENVALUE_TOLERANCE: f64 = 1e-10;

/// The residual, relative to the eigenvalue, at which an eigenvector is accurate enough.
const RESIDUAL_TOLERANCE: f64 = 1e-14;

/// The maximum number of multiplications: some ten seconds. Networks of which that is not enough have two greatest eigenvalues
/// that nearly agree, and more would hardly help.
const MAX_WORK: f64 = 1e10;

/// The maximum number of values in the basis vectors of one restart: 32 MB.
const MAX_BASIS_VALUES: usize = 4_000_000;

impl Net {
    /// Returns the eigenvector centrality of each node: it is proportional to the sum of the centralities of its
    /// neighbours, and positive where that is possible (Bonacich 1972). Weights are ignored.
    ///
    /// The vector belongs to the greatest eigenvalue of the adjacency matrix and has the Euclidean length 1. Divide by
    /// the greatest value to have 1 at the top.
    ///
    /// If the network has several components, the definition leaves the vector open. Here it is the projection of the
    /// vector of equal values onto the space of that eigenvalue: the component with the greatest eigenvalue has
    /// everything, components with equal eigenvalues share, and the others have 0. Without ties all nodes are equal.
    ///
    /// The eigenvectors are computed with the method of Lanczos (1950). Its convergence depends on the gap between the
    /// two greatest eigenvalues, so restarts bound memory where the gap is small, as in long paths. `None` if it has not
    /// converged after some ten seconds, as in a ring of many thousand nodes.
    pub fn eigenvector(&self) -> Option<Vec<f64>> {
        self.eigenvector_within(MAX_WORK)
    }

    fn eigenvector_within(&self, max_work: f64) -> Option<Vec<f64>> {
        let (labels, sizes) = self.labelled_components();
        let mut components: Vec<Vec<usize>> = vec![Vec::new(); sizes.len()];
        for (node, label) in labels.iter().enumerate() {
            components[*label as usize].push(node);
        }
        let pairs: Vec<(f64, Vec<f64>)> = components
            .iter()
            .map(|nodes| leading_eigenpair(&self.among(nodes), max_work))
            .collect::<Option<_>>()?;
        let greatest = pairs.iter().map(|(value, _)| *value).fold(0.0, f64::max);
        let mut vector = vec![0.0; self.len()];
        for (nodes, (value, part)) in components.iter().zip(&pairs) {
            if *value >= greatest * (1.0 - EIGENVALUE_TOLERANCE) {
                // The projection of equal values onto a unit vector is the sum of its values, times the vector.
                let projection: f64 = part.iter().sum();
                let values = nodes.iter().zip(part);
                values.for_each(|(node, value)| vector[*node] = projection * value);
            }
        }
        normalize(&mut vector);
        Some(vector)
    }
}

/// Returns the greatest eigenvalue of a connected network, and its eigenvector: of length 1, and without negative values
/// (Perron and Frobenius). `None` if they are not accurate after a number of multiplications.
fn leading_eigenpair(net: &Net, max_work: f64) -> Option<(f64, Vec<f64>)> {
    if net.ties() == 0 {
        return Some((0.0, vec![1.0; net.len()]));
    }
    let max_dimensions = (MAX_BASIS_VALUES / net.len().max(1))
        .clamp(30, 300)
        .min(net.len());
    let mut vector = vec![1.0; net.len()];
    normalize(&mut vector);
    // Each vector is compared twice with all before it, and each comparison multiplies twice.
    let work_of_restart = 2.0 * (max_dimensions * max_dimensions) as f64 * net.len() as f64;
    let mut work = 0.0;
    while work < max_work {
        let mut space = Krylov::new(net, vector);
        let is_accurate = space.grow(max_dimensions);
        let pair = space.leading_eigenpair();
        if is_accurate {
            return Some(pair);
        }
        vector = pair.1;
        work += work_of_restart;
    }
    None
}

/// The Krylov space of a vector: it is spanned by the vector and its products with powers of the adjacency matrix. In
/// its orthonormal basis, that matrix is tridiagonal and small.
struct Krylov<'n> {
    net: &'n Net,
    basis: Vec<Vec<f64>>,
    diagonal: Vec<f64>,
    /// The values beside the diagonal; the last one leads out of the space.
    off_diagonal: Vec<f64>,
}

impl<'n> Krylov<'n> {
    fn new(net: &'n Net, start: Vec<f64>) -> Self {
        Self {
            net,
            basis: vec![start],
            diagonal: Vec::new(),
            off_diagonal: Vec::new(),
        }
    }

    /// Adds dimensions until the eigenvector is accurate, or the maximum is reached; returns `true` if it is accurate.
    fn grow(&mut self, max_dimensions: usize) -> bool {
        loop {
            let last = &self.basis[self.basis.len() - 1];
            let mut next = product(self.net, last);
            self.diagonal.push(dot(&next, last));
            // In exact arithmetic the last two vectors would suffice. Rounding makes the others leak back in, and one
            // pass over all of them leaves a remainder of its own; two passes are enough (Kahan, in Parlett 1980).
            for vector in self.basis.iter().chain(&self.basis) {
                let along = dot(&next, vector);
                let values = next.iter_mut().zip(vector);
                values.for_each(|(value, by)| *value -= along * by);
            }
            let out = normalize(&mut next);
            self.off_diagonal.push(out);
            let (value, weights) = leading_tridiagonal(&self.diagonal, &self.off_diagonal);
            // The residual of the eigenvector has this length, and needs no product to compute.
            let residual = out * weights[weights.len() - 1];
            if residual <= RESIDUAL_TOLERANCE * value || out <= f64::EPSILON * value {
                return true;
            }
            if self.basis.len() >= max_dimensions {
                return false;
            }
            self.basis.push(next);
        }
    }

    /// Returns the greatest eigenvalue in the space, and its eigenvector of length 1.
    fn leading_eigenpair(&self) -> (f64, Vec<f64>) {
        let (value, weights) = leading_tridiagonal(&self.diagonal, &self.off_diagonal);
        let mut vector = vec![0.0; self.net.len()];
        for (weight, base) in weights.iter().zip(&self.basis) {
            let values = vector.iter_mut().zip(base);
            values.for_each(|(sum, part)| *sum += weight * part);
        }
        // Rounding can make a zero slightly negative.
        vector.iter_mut().for_each(|value| *value = value.abs());
        normalize(&mut vector);
        (value, vector)
    }
}

/// Returns the greatest eigenvalue of a symmetric tridiagonal matrix, by bisection, and its eigenvector, by inverse
/// iteration. The values beside the diagonal are positive, and so is the vector.
fn leading_tridiagonal(diagonal: &[f64], off_diagonal: &[f64]) -> (f64, Vec<f64>) {
    let size = diagonal.len();
    let off_diagonal = &off_diagonal[..size - 1];
    // The circles of Gershgorin bound the eigenvalues; the greatest is at least the greatest value on the diagonal.
    let circle = |index: usize| {
        let before = index
            .checked_sub(1)
            .map_or(0.0, |before| off_diagonal[before]);
        diagonal[index] + before + off_diagonal.get(index).copied().unwrap_or(0.0)
    };
    let mut low = diagonal.iter().copied().fold(f64::MIN, f64::max);
    let mut high = (0..size).map(circle).fold(low, f64::max);
    high += f64::EPSILON * high.abs().max(1.0);
    loop {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if is_above_spectrum(middle, diagonal, off_diagonal) {
            high = middle;
        } else {
            low = middle;
        }
    }
    (high, inverse_iteration(high, diagonal, off_diagonal))
}

/// Returns `true` if a number exceeds all eigenvalues: all pivots of the number minus the matrix are positive
/// (Sylvester's law of inertia).
fn is_above_spectrum(number: f64, diagonal: &[f64], off_diagonal: &[f64]) -> bool {
    let mut pivot = number - diagonal[0];
    for (value, beside) in diagonal[1..].iter().zip(off_diagonal) {
        if pivot <= 0.0 {
            return false;
        }
        pivot = number - value - beside * beside / pivot;
    }
    pivot > 0.0
}

/// Returns the eigenvector of an eigenvalue, given a number just above it, by three steps of inverse iteration.
fn inverse_iteration(number: f64, diagonal: &[f64], off_diagonal: &[f64]) -> Vec<f64> {
    let mut pivots = vec![number - diagonal[0]];
    for (value, beside) in diagonal[1..].iter().zip(off_diagonal) {
        let before = pivots[pivots.len() - 1];
        pivots.push(number - value - beside * beside / before);
    }
    // The number may be the eigenvalue itself, as far as rounding can tell, and the last pivot then 0 or below.
    let least = f64::MIN_POSITIVE.sqrt();
    for pivot in &mut pivots {
        *pivot = pivot.max(least);
    }
    let mut vector = vec![1.0; diagonal.len()];
    for _ in 0..3 {
        for index in 1..vector.len() {
            vector[index] += vector[index - 1] * off_diagonal[index - 1] / pivots[index - 1];
        }
        for index in (0..vector.len()).rev() {
            let after = vector
                .get(index + 1)
                .map_or(0.0, |after| after * off_diagonal[index]);
            vector[index] = (vector[index] + after) / pivots[index];
        }
        normalize(&mut vector);
    }
    vector
}

/// Returns the product of the adjacency matrix and a vector.
fn product(net: &Net, vector: &[f64]) -> Vec<f64> {
    let sum = |node| {
        let neighbours = net.neighbours(node).iter();
        neighbours.map(|end| vector[*end as usize]).sum()
    };
    (0..net.len()).map(sum).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Scales a vector to length 1, unless it is zero, and returns its former length.
fn normalize(vector: &mut [f64]) -> f64 {
    let scale = vector
        .iter()
        .fold(0.0_f64, |greatest, value| greatest.max(value.abs()));
    if scale == 0.0 {
        return 0.0;
    }
    // Scaling by the greatest value first keeps the squares from overflowing and underflowing.
    vector.iter_mut().for_each(|value| *value /= scale);
    let length = dot(vector, vector).sqrt();
    vector.iter_mut().for_each(|value| *value /= length);
    scale * length
}

#[cfg(test)]
mod tests {
    use super::Net;

    #[track_caller]
    fn assert_near(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!(
                (found - expected).abs() < 1e-12,
                "{found} is not {expected}"
            );
        }
    }

    #[test]
    fn a_path_has_half_a_sine_wave() {
        for nodes in [2, 3, 10, 400] {
            let path =
                Net::new(nodes, (1..nodes).map(|node| (node - 1, node, 1.0))).expect("nodes");
            let step = std::f64::consts::PI / (nodes + 1) as f64;
            let height = (2.0 / (nodes + 1) as f64).sqrt();
            let wave: Vec<f64> = (1..=nodes)
                .map(|node| height * (step * node as f64).sin())
                .collect();
            let found = path.eigenvector().expect("it converges");
            assert!(
                found.iter().zip(&wave).all(|(a, b)| (a - b).abs() < 1e-9),
                "{nodes}"
            );
        }
    }

    #[test]
    fn a_vector_that_has_not_converged_is_unknown() {
        let nodes = 800;
        let path = Net::new(nodes, (1..nodes).map(|node| (node - 1, node, 1.0))).expect("nodes");
        assert_eq!(path.eigenvector_within(1.0), None);
    }

    #[test]
    fn the_centre_of_a_star_has_half_of_the_squares() {
        let star = Net::new(5, (1..5).map(|leaf| (0, leaf, 1.0))).expect("nodes");
        let half = 0.5_f64.sqrt();
        assert_near(
            &star.eigenvector().expect("it converges"),
            &[half, half / 2.0, half / 2.0, half / 2.0, half / 2.0],
        );
    }

    #[test]
    fn equal_components_share_and_lesser_ones_have_zero() {
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
        assert_near(
            &net.eigenvector().expect("it converges"),
            &[share, share, share, share, share, share, 0.0, 0.0],
        );
    }

    #[test]
    fn without_ties_all_nodes_are_equal() {
        let of = |nodes| Net::new(nodes, []).expect("no ties").eigenvector();
        assert_near(&of(4).expect("it converges"), &[0.5; 4]);
        assert_eq!(of(0), Some(Vec::new()));
    }
}
