//! Fills the cells of a matrix with amounts: how many units the cases of each cell have.

use super::case::Case;
use super::cell_amount::{CellAmount, CellSummary, MatrixAmounts};
use super::error::MatrixError;
use super::result::Matrix;
use super::unit::Unit;
use crate::graph::DayRange;
use crate::model::amount::mean;
use crate::model::{Key, Missing, Quantity, Vocable};
use crate::query::{AmountCourse, Query, WeightBy};

impl<'g> Matrix<'g> {
    /// Fills the cells with the amount that the query names as the weight of ties.
    ///
    /// A partnership has the weight of a tie (see [`Selection::weight`](crate::query::Selection::weight)), a shared operation
    /// the lesser of the amounts of the two members in it, a participation its own amount, and an operation those of all
    /// matching participations together. In a year or decade, amounts of other days do not count.
    ///
    /// # Errors
    /// Fails if the query names no amount, or if what is counted has none.
    pub fn with_amounts(
        mut self,
        query: &Query<'g>,
        summary: CellSummary,
    ) -> Result<Self, MatrixError> {
        let Some(WeightBy::Amount(what)) = query.weight_by() else {
            return Err(MatrixError::NoAmount { unit: None });
        };
        if !self.unit.has_amounts() {
            return Err(MatrixError::NoAmount {
                unit: Some(self.unit),
            });
        }
        let quantity = &query.graph().dataset().vocabularies().amounts[what];
        let label = quantity.term().label.to_string();
        let unit = quantity.unit.as_ref();
        let unit = unit.map_or_else(String::new, |unit| format!(" ({unit})"));
        let mut cells = vec![vec![None; self.columns.headings.len()]; self.rows.headings.len()];
        for entries in self.entries.chunk_by(|a, b| a.cell() == b.cell()) {
            let courses = entries.iter().map(|entry| {
                let days = self.moment(*entry).days;
                self.case(*entry).course(query, what, days)
            });
            let (row, column) = entries[0].cell();
            cells[row][column] = Some(cell(courses, quantity, summary));
        }
        let label = format!("{label}{unit}");
        self.notes
            .splice(..1, explained(&label, self.unit, summary, &cells));
        self.title = self.title.replacen(self.unit.title(), &label, 1);
        self.amounts = Some(MatrixAmounts {
            label,
            what: Some(what),
            summary,
            cells,
        });
        Ok(self)
    }
}

impl<'g> Case<'g> {
    /// Returns the course of an amount of the case on some days.
    fn course(&self, query: &Query<'g>, what: Key<Quantity>, days: DayRange) -> AmountCourse {
        match self {
            Self::Partnership(selected) => {
                query.course_of(selected.partnership().key(), what, days)
            }
            Self::SharedOperation(_, shared) => {
                let joint = shared.pairs.iter().map(|pair| pair.dated());
                let joint = joint.filter(|joint| joint.days.overlaps(days));
                query.course_of_joint(&joint.collect::<Vec<_>>(), what, days)
            }
            Self::Participation(operation, participation) => {
                query.course_of_participation(*operation, participation, what, days)
            }
            Self::Operation(operation) => {
                let mut all = AmountCourse::default();
                for participation in query.participations_in(*operation) {
                    all.add(query.course_of_participation(*operation, participation, what, days));
                }
                all
            }
            Self::Motive(..) | Self::Lesson(..) => AmountCourse::unknown(),
        }
    }
}

fn cell(
    courses: impl Iterator<Item = AmountCourse>,
    quantity: &Quantity,
    summary: CellSummary,
) -> CellAmount {
    let mut all = AmountCourse::default();
    let mut known = Vec::new();
    let (mut unknown, mut spread) = (0, 0);
    for course in courses {
        unknown += usize::from(course.count_unknown() > 0);
        spread += usize::from(course.count_spread() > 0);
        known.extend(course.value(quantity));
        all.add(course);
    }
    let value = match summary {
        CellSummary::Total => all.value(quantity),
        CellSummary::Mean => mean(known.into_iter()).ok_or(Missing::Unknown),
    };
    CellAmount {
        value,
        unknown,
        spread,
    }
}

/// Returns the notes that explain the amounts.
fn explained(
    label: &str,
    unit: Unit,
    summary: CellSummary,
    cells: &[Vec<Option<CellAmount>>],
) -> Vec<String> {
    let of = unit.meaning();
    let first = match summary {
        CellSummary::Total => format!(
            "Each cell shows {label} of {of}. A stock is added up per day and never over days; a flow is added up, and divided \
             among the days of its period."
        ),
        CellSummary::Mean => format!("Each cell shows the mean of {label} per case, of {of}."),
    };
    let of_shared = (unit == Unit::SharedOperations || unit == Unit::Partnerships).then(|| {
        "In a shared operation the lesser amount of the two members counts: as much as both have.".to_owned()
    });
    let sum = |count: fn(&CellAmount) -> usize| -> usize {
        cells.iter().flatten().flatten().map(count).sum()
    };
    let cases = |count: usize| match count {
        1 => "1 case of a cell has".to_owned(),
        _ => format!("{count} cases of cells have"),
    };
    let unknown = Some(sum(|cell| cell.unknown)).filter(|count| *count > 0);
    let unknown = unknown.map(|count| {
        format!(
            "{} an unknown amount, at least in part; unknown is not 0: the cell shows the known part (`≥`, or `+?` if the whole \
             may be less), or `?` if nothing is known.",
            cases(count)
        )
    });
    let spread = Some(sum(|cell| cell.spread)).filter(|count| *count > 0);
    let spread = spread.map(|count| {
        format!(
            "{} a part of a flow, in proportion to the days of its period (`~`): the record does not say when it passed.",
            cases(count)
        )
    });
    [Some(first), of_shared, unknown, spread]
        .into_iter()
        .flatten()
        .collect()
}
