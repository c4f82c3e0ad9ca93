//! Networks with only their stronger ties, or only their organizations with several ties.

use crate::model::Decimal;

use super::{Net, OrganizationNet};

/// What is left out of a network, in this order: ties outside its backbone, then organizations with few ties.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Thinning {
    /// The level of significance of the backbone, between 0 and 1 (see [`Net::backbone`]).
    pub backbone: Option<Decimal>,
    /// The minimum number of ties of an organization. Those with fewer are left out once, with their ties, so that one that is
    /// kept may have fewer ties afterwards. The network in which all keep as many is the core, a measure.
    pub min_degree: Option<usize>,
}

/// What a thinned network leaves out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeftOutOfNet {
    /// The number of ties outside the backbone.
    pub ties: usize,
    /// The number of organizations whose ties are all outside the backbone.
    pub untied: usize,
    /// The number of organizations with fewer ties than requested.
    pub organizations: usize,
}

impl Thinning {
    /// Returns `true` if nothing is left out.
    pub fn is_none(self) -> bool {
        self == Self::default()
    }

    /// Returns the network with the ties of the backbone, the nodes that have enough of them, and what is left out.
    pub fn apply(self, net: &Net) -> (Net, Vec<usize>, LeftOutOfNet) {
        let backbone = match self.backbone {
            Some(alpha) => net.backbone(alpha.get()),
            None => net.clone(),
        };
        let kept = backbone.nodes_with_degree(self.min_degree.unwrap_or(0));
        let tied = |net: &Net| net.nodes_with_degree(1).len();
        let left_out = LeftOutOfNet {
            ties: net.ties() - backbone.ties(),
            untied: tied(net) - tied(&backbone),
            organizations: net.len() - kept.len(),
        };
        (backbone, kept, left_out)
    }

    /// Returns sentences on what is left out.
    pub fn notes(self, left_out: LeftOutOfNet) -> Vec<String> {
        let ties = self.backbone.map(|alpha| {
            let ties = match left_out.ties {
                1 => "1 tie is".to_owned(),
                count => format!("{count} ties are"),
            };
            let untied = match left_out.untied {
                0 => String::new(),
                1 => ", which leaves 1 organization without a tie".to_owned(),
                count => format!(", which leaves {count} organizations without a tie"),
            };
            format!(
                "Backbone: {ties} left out as not significant at {alpha} for either end (disparity filter){untied}."
            )
        });
        let organizations = self.min_degree.map(|minimum| {
            let organizations = match left_out.organizations {
                1 => "1 organization".to_owned(),
                count => format!("{count} organizations"),
            };
            format!("Left out: {organizations} with fewer than {minimum} ties.")
        });
        ties.into_iter().chain(organizations).collect()
    }
}

impl OrganizationNet<'_> {
    /// Returns the network without its weaker ties and the organizations with few ties, and what is left out.
    pub fn thinned(&self, thinning: Thinning) -> (Self, LeftOutOfNet) {
        let (backbone, kept, left_out) = thinning.apply(self.net());
        (self.among(&backbone, &kept), left_out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_counted() {
        // A triangle with a tail of two, and a node without a tie.
        let ties = [
            (0, 1, 1.0),
            (1, 2, 1.0),
            (2, 0, 1.0),
            (2, 3, 1.0),
            (3, 4, 1.0),
        ];
        let net = Net::new(6, ties).expect("all ends are nodes");
        let thinning = Thinning {
            min_degree: Some(2),
            ..Thinning::default()
        };
        let (_, kept, left_out) = thinning.apply(&net);
        assert_eq!(kept, [0, 1, 2, 3]);
        let LeftOutOfNet {
            ties,
            untied,
            organizations,
        } = left_out;
        assert_eq!((ties, untied, organizations), (0, 0, 2));
    }
}
