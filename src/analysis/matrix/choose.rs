//! Reads dimensions, units and totals from their names, and chooses the unit of a matrix.

use std::str::FromStr;

use super::dimension::Dimension;
use super::error::MatrixError;
use super::share::ShareOf;
use super::unit::Unit;
use crate::graph::TimeFilter;
use crate::phrase::nearest;
use crate::query::Query;

/// The units that are tried if cells show an amount: first those of which the dataset records amounts one by one.
const WITH_AMOUNTS: [Unit; 4] = [
    Unit::Participations,
    Unit::SharedOperations,
    Unit::Partnerships,
    Unit::Operations,
];

/// Returns the requested unit, or else the first unit that has both dimensions.
///
/// # Errors
/// Fails if the two dimensions are the same, or if no unit (or not the requested one) has both.
pub fn unit_of(
    query: &Query<'_>,
    rows: Dimension,
    columns: Dimension,
    requested: Option<Unit>,
) -> Result<Unit, MatrixError> {
    if rows == columns {
        return Err(MatrixError::OneDimension { dimension: rows });
    }
    let no_unit = MatrixError::NoUnit {
        rows,
        columns,
        requested,
    };
    let fits = |unit: Unit| {
        let on_request = requested.map_or(&[][..], Unit::dimensions_on_request);
        let has = |of| unit.dimensions().contains(&of) || on_request.contains(&of);
        has(rows) && has(columns)
    };
    match requested {
        Some(unit) => fits(unit).then_some(unit),
        None if query.weight_amount().is_some() && !query.has_own_amounts() => {
            WITH_AMOUNTS.into_iter().find(|unit| fits(*unit))
        }
        None => Unit::ALL.into_iter().find(|unit| fits(*unit)),
    }
    .ok_or(no_unit)
}

/// Fails if a matrix would count something of the whole record by the phase or condition of one day.
pub(super) fn require_time(
    query: &Query<'_>,
    unit: Unit,
    dimensions: [Dimension; 2],
) -> Result<(), MatrixError> {
    let is_state = |of: &Dimension| matches!(of, Dimension::Phase | Dimension::Condition);
    let is_time = |of: &Dimension| matches!(of, Dimension::Year | Dimension::Decade);
    // A partnership has one state on the as-of date; what it has had over the whole record does not belong to that state.
    let is_of_partnership =
        |of: &Dimension| is_state(of) || matches!(of, Dimension::Dyad | Dimension::Organization);
    let is_of_one_day = unit == Unit::Partnerships && dimensions.iter().all(is_of_partnership);
    let has_time = query.time() != TimeFilter::Always || dimensions.iter().any(is_time);
    match dimensions.into_iter().find(is_state) {
        Some(dimension) if !is_of_one_day && !has_time => {
            Err(MatrixError::NoTime { unit, dimension })
        }
        _ => Ok(()),
    }
}

impl FromStr for Dimension {
    type Err = MatrixError;

    /// Parses the name of a dimension: singular or plural, its words joined by `-`, `_` or a space, in any case.
    fn from_str(text: &str) -> Result<Self, MatrixError> {
        let wanted = text.to_lowercase().replace(['_', ' '], "-");
        let mut all = Self::ALL.into_iter();
        let found = all.find(|dimension| {
            let name = dimension.name();
            let plural = match name.strip_suffix('y') {
                Some(stem) => format!("{stem}ies"),
                None => format!("{name}s"),
            };
            let is_short = *dimension == Self::MotiveFamily && wanted == "family";
            wanted == name || wanted == plural || is_short
        });
        found.ok_or_else(|| MatrixError::UnknownDimension {
            name: text.to_owned(),
            candidates: nearest(&wanted, Self::ALL.map(Self::name)),
        })
    }
}

impl FromStr for Unit {
    type Err = MatrixError;

    /// Parses the name of a unit, as [`Unit::name`] returns it.
    fn from_str(name: &str) -> Result<Self, MatrixError> {
        let mut all = Self::ALL.into_iter();
        let found = all.find(|unit| unit.name() == name);
        found.ok_or_else(|| MatrixError::UnknownUnit {
            name: name.to_owned(),
            candidates: nearest(name, Self::ALL.map(Self::name)),
        })
    }
}

impl FromStr for ShareOf {
    type Err = MatrixError;

    /// Parses the name of a total, as [`ShareOf::name`] returns it.
    fn from_str(name: &str) -> Result<Self, MatrixError> {
        let mut all = Self::ALL.into_iter();
        let found = all.find(|total| total.name() == name);
        found.ok_or_else(|| MatrixError::UnknownShare {
            name: name.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dimensions_are_known_by_their_names_in_singular_and_plural() {
        for (name, dimension) in [
            ("family", Dimension::MotiveFamily),
            ("Motive Families", Dimension::MotiveFamily),
            ("motive_family", Dimension::MotiveFamily),
            ("countries", Dimension::Country),
            ("Years", Dimension::Year),
        ] {
            assert_eq!(name.parse::<Dimension>().ok(), Some(dimension), "{name}");
        }
        assert!("families".parse::<Dimension>().is_err());
        for dimension in Dimension::ALL {
            assert_eq!(dimension.name().parse::<Dimension>().ok(), Some(dimension));
        }
    }
}
