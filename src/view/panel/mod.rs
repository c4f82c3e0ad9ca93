//! Tables for statistics. The [relational tables](crate::analysis::tables) of the records can be joined to them.
//!
//! A table is a list of columns, declared here, and an iterator of typed rows from [`analysis`](crate::analysis).
//! [`write_panel`](crate::export::write_panel) writes the two together.

mod columns;
mod dyad_years;
mod organization_years;

pub use self::columns::{PanelColumn, PanelColumns};
pub use self::dyad_years::dyad_years;
pub use self::organization_years::organization_years;

use crate::choice::choices;

choices! {
    /// A table for statistics.
    pub enum PanelKind {
        /// See [`dyad_years()`].
        DyadYears = "dyad-years": "One row per dyad and year in which both organizations exist",
        /// See [`organization_years()`].
        OrganizationYears = "organization-years": "One row per organization and year",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::dataset;
    use crate::graph::Graph;

    #[test]
    fn tables_are_found_by_name() {
        for kind in PanelKind::ALL {
            assert_eq!(kind.name().parse(), Ok(*kind));
        }
        assert!("dyad-yeras".parse::<PanelKind>().is_err());
    }

    #[test]
    fn column_names_are_unique_and_can_be_used_as_variables() {
        let graph = Graph::new(dataset::builtin());
        fn names<R>(columns: PanelColumns<'_, R>) -> Vec<String> {
            columns
                .columns
                .into_iter()
                .map(|column| column.name)
                .collect()
        }
        for names in [
            names(dyad_years(&graph, false)),
            names(dyad_years(&graph, true)),
            names(organization_years(&graph)),
        ] {
            let unique: HashSet<&String> = names.iter().collect();
            assert_eq!(unique.len(), names.len());
            let is_allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            assert!(
                names.iter().all(|name| name.chars().all(is_allowed)),
                "{names:?}"
            );
        }
    }
}
