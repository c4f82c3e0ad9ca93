//! What a matrix leaves out: how much, and why.

use std::fmt;

use super::state::Reason;
use super::unit::Unit;
use crate::model::Day;
use crate::phrase::counted;

/// Something that a matrix does not count, as its notes state it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LeftOut {
    /// Partnerships of the requested organizations that do not match at the time of the selection.
    Partnerships {
        /// Why they do not match.
        reason: Reason,
        /// The day on which they are tested; `None` for a period.
        day: Option<Day>,
        /// The number left out.
        count: usize,
        /// The number of partnerships of the requested organizations.
        of: usize,
    },
    /// Partnerships in years or decades without a relation.
    PartnershipYears {
        /// Why there is no relation.
        reason: Reason,
        /// The span of time: `year` or `decade`.
        span: &'static str,
        /// The number left out.
        count: usize,
        /// The number of partnerships times years or decades.
        of: usize,
    },
    /// Cases that the time or the filters exclude.
    Cases {
        /// The unit of count.
        unit: Unit,
        /// The number left out.
        count: usize,
        /// The number in the dataset, or in the selected partnerships if the unit belongs to dyads.
        of: usize,
    },
    /// Partnerships whose members take part in an operation, but at different times.
    DifferentTimes(usize),
    /// Pairs of organizations in an operation without a recorded partnership.
    NoPartnership(usize),
    /// The requested time after this day, which the dataset does not describe.
    After(Day),
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Left out")?;
        match self {
            Self::Partnerships {
                reason,
                day,
                count,
                of,
            } => {
                let time = match day {
                    Some(day) => format!("on {day}"),
                    None => "in the requested period".to_owned(),
                };
                let because = because(*reason, &time);
                let of = counted(*of, ["partnership", "partnerships"]);
                write!(f, ", {because}: {count} of {of}.")
            }
            Self::PartnershipYears {
                reason,
                span,
                count,
                of,
            } => {
                let one = format!("partnership-{span}");
                let of = counted(*of, [&one, &format!("{one}s")]);
                write!(f, ", {}: {count} of {of}.", because(*reason, "on the day"))
            }
            Self::Cases { unit, count, of } => {
                let owner = if unit.belongs_to_dyad() {
                    " of these partnerships"
                } else {
                    ""
                };
                let many = unit.title().to_lowercase();
                let of = counted(*of, [many.trim_end_matches('s'), &many]);
                write!(f, " by the time or the filters: {count} of {of}{owner}.")
            }
            Self::DifferentTimes(count) => {
                write!(
                    f,
                    ", because the two members take part at different times: {count}."
                )
            }
            Self::NoPartnership(count) => {
                let pairs = counted(*count, ["pair", "pairs"]);
                write!(
                    f,
                    ", because the dataset records no partnership of the two: {pairs} of organizations in one \
                     operation."
                )
            }
            Self::After(last) => write!(
                f,
                ", because the dataset does not describe it: the time after {last}."
            ),
        }
    }
}

fn because(reason: Reason, time: &str) -> String {
    match reason {
        Reason::Unrelated => format!("because there is no relation {time}"),
        Reason::NotExisting => format!("because the two members do not both exist {time}"),
        Reason::Unknown => {
            "because the coding says nothing, or only with less confidence than requested"
                .to_owned()
        }
        Reason::NotMatching => format!("because the filters do not match {time}"),
    }
}
