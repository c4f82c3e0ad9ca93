//! Tables for statistics: dyad-years, organization-years, spells, events, participations.
//!
//! A table is a list of columns, declared here, and an iterator of typed rows from [`analysis`](crate::analysis).
//! [`write_panel`](crate::export::write_panel) writes the two together.

mod columns;
mod dyad_years;
mod events;
mod organization_years;
mod participations;
mod spells;

pub use self::columns::{PanelColumn, PanelColumns};
pub use self::dyad_years::dyad_years;
pub use self::events::events;
pub use self::organization_years::organization_years;
pub use self::participations::participations;
pub use self::spells::spells;

use std::fmt;
use std::str::FromStr;

use crate::phrase::nearest;
use crate::query::QueryError;

/// A table for statistics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PanelKind {
    /// One row per dyad and year (see [`dyad_years()`]).
    DyadYears,
    /// One row per organization and year (see [`organization_years()`]).
    OrganizationYears,
    /// One row per spell (see [`spells()`]).
    Spells,
    /// One row per milestone (see [`events()`]).
    Events,
    /// One row per participation of an organization in an operation (see [`participations()`]).
    Participations,
}

impl PanelKind {
    /// Every table.
    pub const ALL: [Self; 5] = [
        Self::DyadYears,
        Self::OrganizationYears,
        Self::Spells,
        Self::Events,
        Self::Participations,
    ];

    /// Returns the name, such as `dyad-years`.
    pub fn name(self) -> &'static str {
        match self {
            Self::DyadYears => "dyad-years",
            Self::OrganizationYears => "organization-years",
            Self::Spells => "spells",
            Self::Events => "events",
            Self::Participations => "participations",
        }
    }

    /// Returns a description of the rows, without a full stop.
    pub fn description(self) -> &'static str {
        match self {
            Self::DyadYears => "One row per dyad and year in which both organizations exist",
            Self::OrganizationYears => "One row per organization and year",
            Self::Spells => "One row per spell, for event-history analysis",
            Self::Events => "One row per milestone",
            Self::Participations => "One row per participation of an organization in an operation",
        }
    }
}

impl FromStr for PanelKind {
    type Err = QueryError;

    /// Finds a table by its name, whatever the case.
    fn from_str(name: &str) -> Result<Self, QueryError> {
        let wanted = name.to_lowercase();
        let found = Self::ALL.into_iter().find(|kind| kind.name() == wanted);
        found.ok_or_else(|| QueryError::Unknown {
            kind: "table",
            name: name.to_owned(),
            candidates: nearest(name, Self::ALL.iter().map(|kind| kind.name())),
        })
    }
}

impl fmt::Display for PanelKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
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
            assert_eq!(kind.name().parse::<PanelKind>().ok(), Some(kind));
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
            names(events(&graph)),
            names(participations(&graph)),
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
