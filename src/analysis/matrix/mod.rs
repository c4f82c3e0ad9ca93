//! Cross-tables: the number of cases under each pair of headings.
//!
//! There are six units of count. Unless one is requested, a matrix counts the first unit in the table below that has
//! both dimensions. A unit has the dimensions in brackets only on request.
//!
//! | Unit | Dimensions |
//! |---|---|
//! | partnerships | dyad, organization (both members), phase, condition, year, decade (motive, motive family: of either side) |
//! | motives | dyad, organization (the holder), motive, motive family, phase and condition of the dyad, year, decade |
//! | operations | operation, country, year, decade (organization, role) |
//! | participations | organization, operation, role, country, year, decade |
//! | shared operations | dyad, organization (both members), phase and condition of the dyad, operation, role (of either member), country, year, decade |
//! | lessons | dyad, organization (both members), phase and condition of the dyad, operation, lesson group, country, year, decade (the last three of the operation) |
//!
//! Phases and conditions are those at the time of the selection. In years and decades, they are those on the last day
//! on which both members exist. A partnership counts in a year as it is on that day; everything else counts in every
//! year in which it lasts.
//!
//! A case without a value in a dimension counts under a heading of its own, and three reasons are kept apart. There is
//! *no relation* if the coding covers the partnership but has no phase for the day. The phase is *unknown* if the
//! coding does not cover the partnership, or only with less confidence than requested. The partnership *did not exist* if its
//! members do not exist at the same time.

mod amounts;
mod calendar;
mod case;
mod cell_amount;
mod cell_doubt;
mod choose;
mod count;
mod dimension;
mod doubt;
mod error;
mod heading;
mod left_out;
mod notes;
mod omissions;
mod possible;
mod readings;
mod result;
mod share;
mod state;
mod unit;

pub use self::case::Case;
pub use self::cell_amount::{CellAmount, CellSummary, MatrixAmounts};
pub use self::cell_doubt::CellDoubt;
pub use self::choose::unit_of;
pub use self::count::matrix;
pub use self::dimension::Dimension;
pub use self::error::MatrixError;
pub use self::heading::{Axis, AxisHeading};
pub use self::left_out::LeftOut;
pub use self::result::{Matrix, MatrixCell};
pub use self::share::ShareOf;
pub use self::state::Reason;
pub use self::unit::Unit;
