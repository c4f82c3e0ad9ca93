//! What a picture shows in words: the parts of its default title.

use std::fmt::Display;

use crate::graph::{OrganizationRef, TimeFilter};
use crate::model::Day;
use crate::query::{SelectedPartnership, Selection};

/// The maximum number of organizations that a title names.
const MAX_NAMED: usize = 5;

/// What a picture shows.
#[derive(Debug, Clone, Default)]
pub(super) struct Subject {
    /// What is drawn, such as `Partnerships of EU and AU`.
    pub(super) what: String,
    /// The time, such as `at the end of 2005`; empty if nothing is dated.
    pub(super) time: String,
    /// What the title does not say, such as how to read a square; empty for nothing.
    pub(super) detail: String,
    /// The coding on which it rests; empty if it rests on none.
    pub(super) coding: String,
}

/// Returns a noun with the organizations that it is about: `Partnerships of UN, EU and AU`. The noun is that of one
/// partnership; of more, it gets an `s`.
pub(super) fn partnerships<'l>(
    noun: &str,
    count: usize,
    labels: impl IntoIterator<Item = &'l str>,
) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{noun}{plural} of {}", organizations(labels))
}

/// Returns the names of a few organizations, or the number of many.
pub(super) fn organizations<'l>(labels: impl IntoIterator<Item = &'l str>) -> String {
    let labels: Vec<&str> = labels.into_iter().collect();
    match labels.as_slice() {
        [] => "international organizations".to_owned(),
        [one] => (*one).to_owned(),
        [rest @ .., last] if labels.len() <= MAX_NAMED => {
            format!("{} and {last}", rest.join(", "))
        }
        _ => format!("{} organizations", labels.len()),
    }
}

/// Returns the members of partnerships, each once, in the order of the dataset.
pub(super) fn members<'g>(
    rows: impl Iterator<Item = SelectedPartnership<'g>>,
) -> Vec<OrganizationRef<'g>> {
    let mut members: Vec<OrganizationRef<'g>> = rows
        .flat_map(|selected| selected.partnership().members())
        .collect();
    members.sort_unstable_by_key(|organization| organization.key());
    members.dedup();
    members
}

/// Describes the time of a selection; empty if no time is requested and nothing in the dataset is dated.
pub(super) fn time(selection: &Selection<'_>) -> String {
    match selection.time() {
        TimeFilter::Always => match selection.graph().as_of().bounded() {
            Some(as_of) => format!("as of {as_of}"),
            None => String::new(),
        },
        TimeFilter::At(day) => match end_of_year(day) {
            Some(year) => format!("at the end of {year}"),
            None => format!("on {day}"),
        },
        TimeFilter::During(first, last) => {
            let years = (first.year_month_day().1, first.year_month_day().2) == (1, 1);
            match (first.bounded(), last.bounded()) {
                (None, None) => String::new(),
                (None, Some(last)) => format!("up to {last}"),
                (Some(first), None) => format!("from {first} on"),
                (Some(first), Some(last)) => match end_of_year(last).filter(|_| years) {
                    Some(last) => span(first.year(), last),
                    None => span(first, last),
                },
            }
        }
    }
}

/// Returns a period in words.
pub(super) fn span(first: impl Display + PartialEq, last: impl Display + PartialEq) -> String {
    let (first, last) = (first.to_string(), last.to_string());
    if first == last {
        format!("in {first}")
    } else {
        format!("from {first} to {last}")
    }
}

/// Returns how far the evidence reaches, if the time of a selection goes beyond it.
pub(super) fn evidence_limit(selection: &Selection<'_>) -> Option<String> {
    let as_of = selection.graph().as_of();
    let is_beyond = selection.time().last_day().is_some_and(|day| day > as_of);
    is_beyond.then(|| format!("evidence up to {as_of}"))
}

/// Returns the year of a day that is the last of one.
pub(super) fn end_of_year(day: Day) -> Option<i32> {
    let (year, month, last) = day.year_month_day();
    (month == 12 && last == 31).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_organizations_are_named_and_many_counted() {
        let labels = ["UN", "NATO", "EU", "AU", "OSCE", "LAS"];
        let title = |count: usize| partnerships("Partnership", count, labels[..count].to_vec());
        assert_eq!(title(1), "Partnership of UN");
        assert_eq!(title(2), "Partnerships of UN and NATO");
        assert_eq!(title(5), "Partnerships of UN, NATO, EU, AU and OSCE");
        assert_eq!(title(6), "Partnerships of 6 organizations");
    }

    #[test]
    fn a_period_of_one_year_has_one_year() {
        assert_eq!(span(2003, 2003), "in 2003");
        assert_eq!(span(2003, 2004), "from 2003 to 2004");
    }
}
