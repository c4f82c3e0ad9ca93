//! The backbone of a network: the ties that are heavier than chance.

use super::Net;

impl Net {
    /// Returns the backbone of the network: all nodes, and the ties whose weight is significant for at least one of their
    /// ends.
    ///
    /// The disparity filter (M. Á. Serrano, M. Boguñá and A. Vespignani 2009, Extracting the multiscale backbone of complex
    /// weighted networks, PNAS 106: 6483-6488) asks how likely a tie has so large a share of the weight of a node if the
    /// weight were spread over its ties by chance: with `k` ties and the share `p` this is `(1 - p)^(k - 1)`. A tie is kept
    /// if it is less than `alpha`. The only tie of a node is never significant for that node. Two nodes that are tied to one
    /// another alone are therefore not in the backbone.
    ///
    /// ```
    /// use interorg::analysis::measure::Net;
    ///
    /// let star = Net::new(5, [(0, 1, 7.0), (0, 2, 1.0), (0, 3, 1.0), (0, 4, 1.0)]).expect("all ends are nodes");
    /// // The first tie has 0.7 of the weight of four ties: 0.3 to the third is 0.027.
    /// assert_eq!(star.backbone(0.05).ties(), 1);
    /// assert_eq!(star.backbone(0.02).ties(), 0);
    /// ```
    pub fn backbone(&self, alpha: f64) -> Self {
        let strengths = self.weighted_degrees();
        self.retain(|from, to, weight| {
            let is_significant = |end: usize| {
                let ties = self.neighbours(end).len();
                ties > 1 && disparity(weight / strengths[end], ties) < alpha
            };
            is_significant(from) || is_significant(to)
        })
    }

    /// Returns the nodes with at least a number of ties, in order.
    pub fn nodes_with_degree(&self, minimum: usize) -> Vec<usize> {
        let degrees = self.degrees().into_iter().enumerate();
        let kept = degrees.filter(|(_, degree)| *degree >= minimum);
        kept.map(|(node, _)| node).collect()
    }

    /// Returns the network with the ties for which a function of both ends and the weight is `true`.
    fn retain(&self, is_kept: impl Fn(usize, usize, f64) -> bool) -> Self {
        let nodes = 0..self.len();
        let ties = nodes.flat_map(|from| {
            let neighbours = self.neighbours(from).iter().zip(self.weights(from));
            neighbours.map(move |(to, weight)| (from, *to as usize, *weight))
        });
        let kept = ties.filter(|(from, to, weight)| from < to && is_kept(*from, *to, *weight));
        Self::new(self.len(), kept.collect::<Vec<_>>()).expect("the ends are nodes of this network")
    }
}

/// Returns the probability that one of a number of ties has at least a share of their weight, if the weight is spread by
/// chance. A share that is not a number, of no weight at all, is as likely as can be.
fn disparity(share: f64, ties: usize) -> f64 {
    if share.is_nan() {
        return 1.0;
    }
    (1.0 - share)
        .max(0.0)
        .powi(i32::try_from(ties - 1).unwrap_or(i32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tie_is_kept_if_it_is_significant_for_one_end() {
        // For 0 the weights 8, 1, 1 have the probabilities 0.04, 0.81, 0.81; for 1, with 8 and 8, 0.5 each.
        let ties = [(0, 1, 8.0), (0, 2, 1.0), (0, 3, 1.0), (1, 4, 8.0)];
        let net = Net::new(6, ties).expect("nodes");
        let backbone = net.backbone(0.05);
        assert_eq!((backbone.len(), backbone.ties()), (6, 1));
        assert_eq!(backbone.neighbours(0), [1]);
        assert_eq!(net.backbone(0.03).ties(), 0);
        // Either of two equal ties has half of the weight by chance in one of two cases, which is not less than one half.
        let path = Net::new(3, [(0, 1, 1.0), (1, 2, 1.0)]).expect("nodes");
        assert_eq!(path.backbone(0.5).ties(), 0);
        assert_eq!(path.backbone(0.51).ties(), 2);
        // Two that are tied to one another alone, and ties without weight.
        assert_eq!(
            Net::new(2, [(0, 1, 9.0)])
                .expect("nodes")
                .backbone(0.99)
                .ties(),
            0
        );
        let weightless = Net::new(3, [(0, 1, 0.0), (0, 2, 0.0)]).expect("nodes");
        assert_eq!(weightless.backbone(0.99).ties(), 0);
    }

    #[test]
    fn nodes_with_few_ties_are_left_out_once() {
        let path = Net::new(4, [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0)]).expect("nodes");
        assert_eq!(path.nodes_with_degree(2), [1, 2]);
        assert_eq!(path.nodes_with_degree(0), [0, 1, 2, 3]);
    }
}
