//! Questions as they are asked: values, not closures, so that they can be kept, compared and
//! compiled to other languages.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::model::{Bound, Confidence, Date, DateError};

/// A question: which partnerships, at what time, read how.
///
/// Different fields narrow the answer together; several values in one field are alternatives. The
/// empty filter selects every partnership.
///
/// ```
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let filter = Filter { with: vec!["EU".into()], at: Some("2005".parse()?), ..Filter::default() };
/// assert_eq!(filter.resolve(&graph)?.select().len(), 3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Partnerships of any of these organizations.
    pub with: Vec<String>,
    /// Partnerships both of whose members are among these organizations; at least two of them.
    pub between: Vec<String>,
    /// Partnerships on a date, which stands for its last day.
    pub at: Option<Date>,
    /// Partnerships at any time of a period.
    pub during: Option<Period>,
    /// In any of these phases.
    pub phases: Vec<String>,
    /// In this phase or a higher one.
    pub min_phase: Option<String>,
    /// In any of these conditions.
    pub conditions: Vec<String>,
    /// With any of these motives or families of motives.
    pub motives: Vec<String>,
    /// Where any of these organizations holds a motive (one of `motives`, if there are any).
    pub held_by: Vec<String>,
    /// Whose members share any of these operations.
    pub operations: Vec<String>,
    /// Whose members share an operation in any of these countries.
    pub countries: Vec<String>,
    /// Whose members share an operation in which one of them has any of these roles.
    pub roles: Vec<String>,
    /// Read under this coding; the first of the dataset if it is left out.
    pub coding: Option<String>,
    /// Leaving aside claims that are less sure than this.
    pub min_confidence: Option<Confidence>,
}

impl Filter {
    /// Tells what the question narrows the answer by, other than time and coding: `with AU · phase
    /// formalized or further`. Empty if it does not.
    pub fn words(&self) -> String {
        let or = |before: &str, values: &[String], after: &str| {
            (!values.is_empty()).then(|| format!("{before}{}{after}", values.join(" or ")))
        };
        let least = self.min_phase.as_ref();
        let grade = self.min_confidence.filter(|grade| *grade > Confidence::Low);
        let parts = [
            or("with ", &self.with, ""),
            (!self.between.is_empty()).then(|| format!("among {}", self.between.join(", "))),
            or("phase ", &self.phases, ""),
            least.map(|least| format!("phase {least} or further")),
            or("condition ", &self.conditions, ""),
            or("motive ", &self.motives, ""),
            or("motives held by ", &self.held_by, ""),
            or("sharing ", &self.operations, ""),
            or("operations in ", &self.countries, ""),
            or("role ", &self.roles, ""),
            grade.map(|grade| format!("claims of {grade} confidence or more")),
        ];
        let told: Vec<String> = parts.into_iter().flatten().collect();
        told.join(" · ")
    }
}

/// A period from one date to another, both included; either side may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// When it begins; `None` means at the beginning of time.
    pub start: Option<Date>,
    /// When it ends; `None` means at the end of time.
    pub end: Option<Date>,
}

impl FromStr for Period {
    type Err = DateError;

    /// Parses `2003..2010`, `2003..`, `..2010`, `2003/2010`, or one date, which is a period too.
    fn from_str(text: &str) -> Result<Self, DateError> {
        if let Some((start, end)) = text.split_once("..").filter(|_| !text.contains('/')) {
            let side = |side: &str| (!side.is_empty()).then(|| side.parse()).transpose();
            return Ok(Self {
                start: side(start)?,
                end: side(end)?,
            });
        }
        match text.parse()? {
            Date::Interval { start, end } => {
                let side = |bound: Bound| bound.date().map(|date| Date::Single(*date));
                Ok(Self {
                    start: side(start),
                    end: side(end),
                })
            }
            date => Ok(Self {
                start: Some(date),
                end: Some(date),
            }),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |date: &Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        write!(f, "{}..{}", side(&self.start), side(&self.end))
    }
}

#[cfg(test)]
mod tests {
    use super::Period;

    #[test]
    fn periods_are_read_in_each_spelling() {
        for (text, written) in [
            ("2003..2010", "2003..2010"),
            ("2003-05..", "2003-05.."),
            ("..2010", "..2010"),
            ("2003/2010", "2003..2010"),
            ("../2010", "..2010"),
            ("2004", "2004..2004"),
        ] {
            assert_eq!(text.parse::<Period>().expect(text).to_string(), written);
        }
        for bad in ["", "a..b", "2003...2010", "2003..2010..2011"] {
            assert!(bad.parse::<Period>().is_err(), "{bad}");
        }
    }
}
