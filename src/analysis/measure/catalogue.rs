//! The measures by name, each with its definition and where it comes from.

use std::str::FromStr;

use crate::phrase::nearest;
use crate::query::{NameKind, QueryError};

/// Declares the measures; the definition of each is its documentation too.
macro_rules! measures {
    ($($variant:ident, $name:literal, $title:literal, $definition:literal, $source:literal;)*) => {
        /// A measure of a network.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Measure {
            $(#[doc = $definition] $variant,)*
        }

        impl Measure {
            /// All measures, in the order in which they are listed and tabulated.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the name by which it is asked for, such as `weighted-degree`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Returns the name as a heading.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
            }

            /// Returns what it is, in a few sentences: of an organization, and of the network if it has a
            /// value for that.
            pub fn definition(self) -> &'static str {
                match self { $(Self::$variant => $definition,)* }
            }

            /// Returns who defined it, and where.
            pub fn source(self) -> &'static str {
                match self { $(Self::$variant => $source,)* }
            }
        }
    };
}

measures! {
    Degree, "degree", "Degree",
    "The number of organizations that it is tied to. Of the network: the mean.",
    "L. C. Freeman (1979), Centrality in social networks: conceptual clarification, Social Networks 1: 215-239";

    WeightedDegree, "weighted-degree", "Weighted degree",
    "The sum of the weights of its ties: of partnerships the rung of the phase, counted from 1 for the lowest that is a relation; of shared operations their number. Of the network: the mean.",
    "A. Barrat, M. Barthélemy, R. Pastor-Satorras and A. Vespignani (2004), The architecture of complex weighted networks, PNAS 101: 3747-3752";

    Density, "density", "Density",
    "Of the network: the share of all pairs of organizations that are tied. Not defined for fewer than two.",
    "S. Wasserman and K. Faust (1994), Social Network Analysis: Methods and Applications, Cambridge University Press, chapter 4";

    Components, "components", "Components",
    "The number of its component, counted from 1, the largest first: a chain of ties joins all organizations of a component. Of the network: the number of components, of organizations without any tie, and of organizations in the largest component.",
    "J. Hopcroft and R. Tarjan (1973), Efficient algorithms for graph manipulation, Communications of the ACM 16: 372-378";

    Betweenness, "betweenness", "Betweenness",
    "Over all pairs of others, the sum of the shares of their shortest chains that lead through it; and the same as a share of the number of such pairs (0 if there is none). Weights play no part.",
    "L. C. Freeman (1977), A set of measures of centrality based on betweenness, Sociometry 40: 35-41; computed as by U. Brandes (2001), A faster algorithm for betweenness centrality, Journal of Mathematical Sociology 25: 163-177";

    Closeness, "closeness", "Closeness",
    "The share of the others that it reaches, divided by its mean distance to those: (r/(n-1)) * (r/d), where it reaches r of n-1 others over d ties in all; 0 if it reaches nobody. Weights play no part.",
    "L. C. Freeman (1979), Centrality in social networks: conceptual clarification, Social Networks 1: 215-239; for networks in several components S. Wasserman and K. Faust (1994), Social Network Analysis: Methods and Applications, Cambridge University Press, p. 201";

    Eigenvector, "eigenvector", "Eigenvector",
    "In proportion to the sum of the values of those it is tied to; the vector of all values has the Euclidean length 1. Where components do not hang together, the projection of equal values on the space of the greatest eigenvalue: the component with the greatest has it all, equal ones share, others have 0. Weights play no part.",
    "P. Bonacich (1972), Factoring and weighting approaches to status scores and clique identification, Journal of Mathematical Sociology 2: 113-120; computed as by C. Lanczos (1950), An iteration method for the solution of the eigenvalue problem, Journal of Research of the National Bureau of Standards 45: 255-282";

    Clustering, "clustering", "Clustering",
    "The share of the pairs of its partners that are tied to one another; 0 with fewer than two partners. Of the network: the mean.",
    "D. J. Watts and S. H. Strogatz (1998), Collective dynamics of small-world networks, Nature 393: 440-442";

    Transitivity, "transitivity", "Transitivity",
    "Of the network: the share of triads with two ties or more that have three, each triad counted once for every organization with two ties in it. Not defined if there is no such triad.",
    "S. Wasserman and K. Faust (1994), Social Network Analysis: Methods and Applications, Cambridge University Press, chapter 6; M. E. J. Newman (2003), The structure and function of complex networks, SIAM Review 45: 167-256";

    Core, "core", "Core",
    "The largest k for which it is in a part of the network where everybody is tied to at least k others of that part. Of the network: the largest.",
    "S. B. Seidman (1983), Network structure and minimum degree, Social Networks 5: 269-287; computed as by V. Batagelj and M. Zaveršnik (2003), An O(m) algorithm for cores decomposition of networks, arXiv cs/0310049";

    Brokerage, "brokerage", "Brokerage",
    "How often it stands between two others that are not tied to one another, by the kinds of the three organizations: coordinator (all of one kind), consultant (the two others of one kind), gatekeeper (the last of its kind), representative (the first of its kind), liaison (three kinds). A tie runs both ways, so each such triad counts in both directions, and gatekeeper and representative are equal. Organizations of unknown kind do not count.",
    "R. V. Gould and R. M. Fernandez (1989), Structures of mediation: a formal approach to brokerage in transaction networks, Sociological Methodology 19: 89-126";

    Reciprocity, "reciprocity", "Reciprocity",
    "Of the motives: a motive is a tie from its holder to the partner; the share of these ties that are returned. By motive, returned by the same motive; by family, a tie being any motive of the family, returned by any; and for all motives together, each returned by the same. Only motives held at the time, in partnerships that are relations then. Not defined without such motives.",
    "S. Wasserman and K. Faust (1994), Social Network Analysis: Methods and Applications, Cambridge University Press, chapter 13; M. E. J. Newman, S. Forrest and J. Balthrop (2002), Email networks and the spread of computer viruses, Physical Review E 66: 035101";
}

impl FromStr for Measure {
    type Err = QueryError;

    /// Finds a measure by its name, whatever the case.
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
