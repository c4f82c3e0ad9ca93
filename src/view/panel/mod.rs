//! Tables for statistics, and tables of the records that can be joined to them.
//!
//! A table is a list of columns, declared here, and an iterator of typed rows from [`analysis`](crate::analysis).
//! [`write_panel`](crate::export::write_panel) writes the two together.

mod amounts;
mod columns;
mod dyad_years;
mod lessons;
mod memberships;
mod milestones;
mod motives;
mod operations;
mod organization_years;
mod organizations;
mod participations;
mod sources;
mod spells;
mod statements;

pub use self::amounts::amounts;
pub use self::columns::{PanelColumn, PanelColumns};
pub use self::dyad_years::dyad_years;
pub use self::lessons::lessons;
pub use self::memberships::memberships;
pub use self::milestones::milestones;
pub use self::motives::motives;
pub use self::operations::operations;
pub use self::organization_years::organization_years;
pub use self::organizations::organizations;
pub use self::participations::participations;
pub use self::sources::sources;
pub use self::spells::spells;
pub use self::statements::statements;

use crate::choice::choices;

choices! {
    /// A table for statistics.
    pub enum PanelKind {
        /// See [`dyad_years()`].
        DyadYears = "dyad-years": "One row per dyad and year in which both organizations exist",
        /// See [`organization_years()`].
        OrganizationYears = "organization-years": "One row per organization and year",
        /// See [`spells()`].
        Spells = "spells": "One row per spell, for event-history analysis",
        /// See [`participations()`].
        Participations = "participations": "One row per participation of an organization in an operation",
        /// See [`amounts()`].
        Amounts = "amounts": "One row per amount, such as troops in a year",
        /// See [`organizations()`].
        Organizations = "organizations": "One row per organization",
        /// See [`memberships()`].
        Memberships = "memberships": "One row per organization that is a part or member of another one",
        /// See [`operations()`].
        Operations = "operations": "One row per operation",
        /// See [`motives()`].
        Motives = "motives": "One row per motive of a side of a partnership",
        /// See [`milestones()`].
        Milestones = "milestones": "One row per milestone",
        /// See [`lessons()`].
        Lessons = "lessons": "One row per lesson",
        /// See [`sources()`].
        Sources = "sources": "One row per source",
        /// See [`statements()`].
        Statements = "statements": "One row per claim or definition, with its evidence",
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
            names(spells(&graph)),
            names(participations(&graph)),
            names(amounts(&graph)),
            names(organizations(&graph)),
            names(memberships(&graph)),
            names(operations(&graph)),
            names(motives(&graph)),
            names(milestones(&graph)),
            names(lessons(&graph)),
            names(sources(&graph)),
            names(statements(&graph)),
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
