//! Values of records as properties.

use super::table::Property;
use crate::graph::DayRange;
use crate::model::{Claim, Date, Day, End};

/// Values with the names of their properties. One that is missing is `None`.
pub(super) type Values = Vec<(&'static str, Option<Property>)>;

/// Returns the properties of a claim.
pub(super) fn of_claim(claim: &Claim) -> Values {
    vec![
        ("confidence", text(claim.confidence.as_str())),
        ("contested", Some(Property::Boolean(claim.is_contested()))),
        ("notes", texts(&claim.notes)),
        (
            "joint",
            claim
                .joint
                .map(|number| Property::Integer(number.get().into())),
        ),
    ]
}

/// Returns the properties of a beginning and an end: the dates as they are stated, and the days by the rule of time.
pub(super) fn period(from: Option<&Date>, to: Option<&End>, days: Option<DayRange>) -> Values {
    let day = |day: Day| day.bounded().map(|day| Property::Text(day.to_string()));
    vec![
        ("from_date", date(from)),
        ("to_date", end(to)),
        ("first_day", days.and_then(|days| day(days.first))),
        ("last_day", days.and_then(|days| day(days.last))),
    ]
}

/// Returns a text; `None` if it is empty.
pub(super) fn text(text: &str) -> Option<Property> {
    (!text.is_empty()).then(|| Property::Text(text.to_owned()))
}

/// Returns a list of texts; `None` if it is empty.
pub(super) fn texts(texts: &[Box<str>]) -> Option<Property> {
    list(texts.iter().map(ToString::to_string))
}

/// Returns a list of texts; `None` if it is empty.
pub(super) fn list(texts: impl Iterator<Item = String>) -> Option<Property> {
    let texts: Vec<String> = texts.collect();
    (!texts.is_empty()).then_some(Property::Texts(texts))
}

/// Returns a date as the dataset states it.
pub(super) fn date(date: Option<&Date>) -> Option<Property> {
    date.map(|date| Property::Text(date.to_string()))
}

/// Returns an end as the dataset states it: a date, `ongoing` or `unknown`.
pub(super) fn end(end: Option<&End>) -> Option<Property> {
    Some(Property::Text(match end? {
        End::On(date) => date.to_string(),
        End::Ongoing => "ongoing".to_owned(),
        End::Unknown => "unknown".to_owned(),
    }))
}
