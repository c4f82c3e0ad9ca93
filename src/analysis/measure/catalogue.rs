//! The measures by name, each with its definition and its source.

use std::str::FromStr;

use crate::phrase::nearest;
use crate::query::{NameKind, QueryError};

/// Declares the measures. The definition of each is also its documentation.
macro_rules! measures {
    ($($variant:ident, $name:literal, $title:literal, $definition:literal, $source:literal;)*) => {
        /// A measure of a network.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Measure {
            $(#[doc = $definition] $variant,)*
        }

        impl Measure {
            /// All measures, in the order of lists and tables.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the name for programs, such as `weighted-degree`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Returns the name for people, such as `Weighted degree`.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
            }

            /// Returns the definition in a few sentences: for an organization, and for the network if the measure has a
            /// value for it.
            pub fn definition(self) -> &'static str {
                match self { $(Self::$variant => $definition,)* }
            }

            /// Returns the publication that defines the measure.
            pub fn source(self) -> &'static str {
                match self { $(Self::$variant => $source,)* }
            }
        }
    };
}

measures! {
    Degree, "degree", "Degree",
    "The number of organizations that it is tied to. For the network: the mean.",
    "L. C. Freeman (1979), Centrality in social networks: conceptual clarification, Social Networks 1: 215-239";

    InDegree, "in-degree", "In-degree",
    "The number of organizations from which a tie leads to it. A tie that leads both ways counts in both directions. Only for partnerships with directed phases.",
    "S. Wasserman and K. Faust (1994), Social Network Analysis: Methods and Applications, Cambridge University Press, chapter 4";

    OutDegree, "out-degree", "Out-degree",
    "The number of organizations to which a tie leads from it. A tie that leads both ways counts in both directions. Only for partnerships with directed phases.",
    "S. Wasserman and K. Faust (1994), Social Network Analysis: Methods and Applications, Cambridge University Press, chapter 4";

    WeightedDegree, "weighted-degree", "Weighted degree",
    "The sum of the weights of its ties. The weight of a partnership is the rung of its phase, counted from 1 for the lowest rung that is a relation; the weight of shared operations is their number. With --weight it is that amount instead. A tie whose amount is unknown adds nothing to the sum, which is then a minimum, and unknown if no weight is known. For the network: the mean.",
    "A. Barrat, M. Barthélemy, R. Pastor-Satorras and A. Vespignani (2004), The architecture of complex weighted networks, PNAS 101: 3747-3752";

    Density, "density", "Density",
    "For the network: the share of all pairs of organizations that are tied. Not defined for fewer than two organizations.",
    "S. Wasserman and K. Faust (1994), Social Network Analysis: Methods and Applications, Cambridge University Press, chapter 4";

    Components, "components", "Components",
    "The number of its component, counted from 1, the largest first. A chain of ties joins all organizations of a component. For the network: the number of components, the number of organizations without ties, and the number of organizations in the largest component.",
    "J. Hopcroft and R. Tarjan (1973), Efficient algorithms for graph manipulation, Communications of the ACM 16: 372-378";

    Betweenness, "betweenness", "Betweenness",
    "Over all pairs of other organizations, the sum of the shares of their shortest paths that lead through it; also as a share of the number of such pairs (0 if there are none). Weights are ignored.",
    "L. C. Freeman (1977), A set of measures of centrality based on betweenness, Sociometry 40: 35-41; computed as by U. Brandes (2001), A faster algorithm for betweenness centrality, Journal of Mathematical Sociology 25: 163-177";

    Closeness, "closeness", "Closeness",
    "The share of the other organizations that it reaches, divided by its mean distance to them: (r/(n-1)) * (r/d), if it reaches r of n-1 others at a total distance of d ties; 0 if it reaches none. Weights are ignored.",
    "L. C. Freeman (1979), Centrality in social networks: conceptual clarification, Social Networks 1: 215-239; for networks in several components S. Wasserman and K. Faust (1994), Social Network Analysis: Methods and Applications, Cambridge University Press, p. 201";

    Eigenvector, "eigenvector", "Eigenvector",
    "Proportional to the sum of the values of its neighbours; the vector of all values has the Euclidean length 1. If the network has several components, it is the projection of equal values on the space of the greatest eigenvalue: the component with the greatest eigenvalue has everything, components with equal eigenvalues share, and the others have 0. Weights are ignored.",
    "P. Bonacich (1972), Factoring and weighting approaches to status scores and clique identification, Journal of Mathematical Sociology 2: 113-120; computed as by C. Lanczos (1950), An iteration method for the solution of the eigenvalue problem, Journal of Research of the National Bureau of Standards 45: 255-282";

    Clustering, "clustering", "Clustering",
    "The share of the pairs of its neighbours that are tied to one another; 0 with fewer than two neighbours. For the network: the mean.",
    "D. J. Watts and S. H. Strogatz (1998), Collective dynamics of small-world networks, Nature 393: 440-442";

    Transitivity, "transitivity", "Transitivity",
    "For the network: of all triads with two ties or more, the share that have three. A triad counts once for every organization with two ties in it. Not defined without such triads.",
    "S. Wasserman and K. Faust (1994), Social Network Analysis: Methods and Applications, Cambridge University Press, chapter 6; M. E. J. Newman (2003), The structure and function of complex networks, SIAM Review 45: 167-256";

    Core, "core", "Core",
    "The largest k for which it belongs to a subnetwork in which every organization is tied to at least k others of the subnetwork. For the network: the largest.",
    "S. B. Seidman (1983), Network structure and minimum degree, Social Networks 5: 269-287; computed as by V. Batagelj and M. Zaveršnik (2003), An O(m) algorithm for cores decomposition of networks, arXiv cs/0310049";

    Communities, "communities", "Communities",
    "The number of its community, counted from 1, the largest first: a group with more weight among its members than chance would give. For the network: the number of communities and the modularity, which is the share of the weight within communities less the share that chance would give. The partition is the one with the greatest modularity that is found; others may be nearly as good. An organization without ties is a community of its own.",
    "M. E. J. Newman and M. Girvan (2004), Finding and evaluating community structure in networks, Physical Review E 69: 026113; found as by V. A. Traag, L. Waltman and N. J. van Eck (2019), From Louvain to Leiden: guaranteeing well-connected communities, Scientific Reports 9: 5233";

    Brokerage, "brokerage", "Brokerage",
    "How often it is a broker between two organizations that are not tied to one another, by the kinds of the three: coordinator (all of one kind), consultant (the two others of one kind), gatekeeper (the last of its own kind), representative (the first of its own kind), liaison (three kinds). A tie runs both ways, so each such triad counts in both directions, and gatekeeper and representative are equal. Organizations of unknown kind are ignored.",
    "R. V. Gould and R. M. Fernandez (1989), Structures of mediation: a formal approach to brokerage in transaction networks, Sociological Methodology 19: 89-126";

    TieReciprocity, "tie-reciprocity", "Reciprocity of ties",
    "For the network: the share of arcs that are returned. A tie that leads both ways is two arcs, each of which returns the other; one that leads one way is an arc that is not returned. Only for partnerships with directed phases. Not defined without ties.",
    "S. Wasserman and K. Faust (1994), Social Network Analysis: Methods and Applications, Cambridge University Press, chapter 13; M. E. J. Newman, S. Forrest and J. Balthrop (2002), Email networks and the spread of computer viruses, Physical Review E 66: 035101";

    Reciprocity, "reciprocity", "Reciprocity",
    "For motives: a motive is a directed tie from its holder to the partner; the reciprocity is the share of these ties that are returned. A motive is returned by the same motive; a family, whose ties are any of its motives, by any motive of the family; and of all motives together, each by the same. Only motives held at the time count, in partnerships with a relation at the time. Not defined without such motives.",
    "S. Wasserman and K. Faust (1994), Social Network Analysis: Methods and Applications, Cambridge University Press, chapter 13; M. E. J. Newman, S. Forrest and J. Balthrop (2002), Email networks and the spread of computer viruses, Physical Review E 66: 035101";
}

impl FromStr for Measure {
    type Err = QueryError;

    /// Parses the name of a measure, in any case.
    fn from_str(name: &str) -> Result<Self, QueryError> {
        let wanted = name.to_lowercase();
        let mut all = Self::ALL.iter().copied();
        let found = all.find(|measure| measure.name() == wanted);
        found.ok_or_else(|| QueryError::Unknown {
            kind: NameKind::Measure,
            name: name.to_owned(),
            candidates: nearest(name, Self::ALL.iter().map(|measure| measure.name())),
        })
    }
}
