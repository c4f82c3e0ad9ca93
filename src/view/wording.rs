//! Wording that titles, cells and notes have in common: the time of a selection, and uncertain dates.

use crate::graph::TimeFilter;
use crate::phrase;
use crate::query::{Selection, UncertainBound};

/// Returns the end of a title: the time and the coding of a selection. Without a requested time, it is the as-of date.
pub(super) fn time(selection: &Selection<'_>) -> String {
    time_or(selection, "as of")
}

/// Returns the end of a title like [`time`], for an answer that covers the whole record unless a time is requested.
pub(super) fn any_time(selection: &Selection<'_>) -> String {
    time_or(selection, "at any time up to")
}

fn time_or(selection: &Selection<'_>, always: &str) -> String {
    let graph = selection.graph();
    let codings = &graph.dataset().vocabularies().codings;
    let coding = phrase::uncapitalized(codings.label(selection.coding()));
    let time = match selection.time() {
        TimeFilter::Always => match graph.as_of().bounded() {
            Some(as_of) => format!(", {always} {as_of}"),
            // Nothing in the dataset is dated.
            None => String::new(),
        },
        TimeFilter::At(day) => format!(", on {day}"),
        TimeFilter::During(first, last) => {
            let period = phrase::period(first.bounded(), last.bounded());
            format!(", during {period}")
        }
    };
    format!("{time} (coding: {coding})")
}

/// Returns a note if the requested time goes beyond the evidence, because the last known state is shown for it.
pub(super) fn beyond(selection: &Selection<'_>) -> Option<String> {
    let graph = selection.graph();
    let as_of = graph.as_of();
    let last = selection.time().last_day()?;
    let known = if graph.dataset().about().as_of.is_some() {
        format!("The evidence was read up to {as_of}")
    } else {
        format!("The last date in the dataset is {as_of}")
    };
    (last > as_of).then(|| format!("{known}; later dates repeat the last known state."))
}

/// Returns the bound that makes a spell uncertain, in words.
pub(super) fn doubt(doubt: UncertainBound) -> String {
    match doubt {
        UncertainBound::Start(date) => format!("start {date} uncertain"),
        UncertainBound::End(date) => format!("end {date} uncertain"),
        UncertainBound::UnknownEnd => "end unknown".to_owned(),
    }
}
