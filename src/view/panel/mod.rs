//! Tables for statistics: dyad-years, organization-years, spells, events, participations.
//!
//! Each table is a list of columns, made here. Its rows are the typed rows of [`analysis`](crate::analysis), and
//! [`write_panel`](crate::export::write_panel) writes one with the other.

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
    /// One row per dyad and year: see [`dyad_years`].
    DyadYears,
    /// One row per organization and year: see [`organization_years`].
    OrganizationYears,
    /// One row per spell of a phase: see [`spells`].
    Spells,
    /// One row per milestone: see [`events`].
    Events,
    /// One row per participation of an organization in an operation: see [`participations`].
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

    /// Returns what a row of the table is, without a full stop.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::DyadYears => "One row a dyad and year of common existence",
            Self::OrganizationYears => "One row an organization and year",
            Self::Spells => "One row a spell of a phase, for event-history analysis",
            Self::Events => "One row a milestone",
            Self::Participations => "One row a part that an organization takes in an operation",
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
