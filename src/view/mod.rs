//! Selections arranged for the eye: plain data, with every label and style already decided.

mod caption;
mod cell;
mod chains;
mod changes;
mod codes;
mod coverage;
pub mod crosstab;
mod evidence;
pub mod evolution;
mod findings;
pub mod geometry;
pub mod grid;
pub mod layout;
mod measures;
pub mod network;
pub mod panel;
mod partners;
mod profile;
pub mod style;
mod table;
pub mod timeline;
mod transition;

pub use self::caption::PictureOptions;
pub use self::cell::Cell;
pub use self::chains::{chains, timed_chains};
pub use self::changes::changes;
pub use self::coverage::coverage;
pub use self::crosstab::crosstab;
pub use self::evidence::{how_to_cite, reference, sources};
pub use self::evolution::{EvolutionOptions, evolution};
pub use self::findings::{FindingsOptions, findings};
pub use self::grid::{GridOptions, Matter, grid};
pub use self::measures::{MeasuresOptions, Unit, definitions, measures};
pub use self::network::{GroupBy, NetworkOptions, network};
pub use self::partners::{links, partners};
pub use self::profile::{Profile, dyad, motive, motive_family, operation, organization, source};
pub use self::table::{Column, Reference, Table};
pub use self::timeline::{TimelineOptions, timeline};

use crate::model::Day;

/// Spells a period for people; an open side is left out.
pub(crate) fn period(first: Day, last: Day) -> String {
    match (first == Day::MIN, last == Day::MAX) {
        (true, true) => "all time".to_owned(),
        (true, false) => format!("the time to {last}"),
        (false, true) => format!("the time from {first}"),
        (false, false) => format!("{first} to {last}"),
    }
}

/// Makes the first letter small, unless the word is an abbreviation.
pub(crate) fn uncapitalized(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if first.is_uppercase() && second.is_uppercase() => {
            text.to_owned()
        }
        (Some(first), _) => first.to_lowercase().chain(text.chars().skip(1)).collect(),
        (None, _) => String::new(),
    }
}
