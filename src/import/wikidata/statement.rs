//! Statements of Wikidata: ranks and values.

use serde_json::Value as Json;

use crate::import::accounts::Change;
use crate::import::collection::Period;
use crate::model::{Date, End};

/// How much a statement counts among those of its property.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Deprecated,
    Normal,
    Preferred,
}

/// The value of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum StatementValue {
    Item(String),
    Text(String),
    /// A text in a language.
    Worded {
        language: String,
        text: String,
    },
    Time(Date),
    /// There is a value, and it is not known.
    Unknown,
    /// There is no value.
    None,
    /// It cannot be read, for this reason.
    Unread(String),
}

/// Why a date that qualifies a statement is left out.
const UNREAD_DATE: &str = "the date is in another calendar, coarser than a decade, or none";

/// The calendar in which dates are read.
const GREGORIAN: &str = "Q1985727";

/// The item that says that a date is approximate.
const CIRCA: &str = "Q5727902";

pub(super) fn rank(statement: &Json) -> Rank {
    match statement.get("rank").and_then(Json::as_str) {
        Some("deprecated") => Rank::Deprecated,
        Some("preferred") => Rank::Preferred,
        _ => Rank::Normal,
    }
}

/// Returns the value of a statement.
pub(super) fn value(statement: &Json) -> StatementValue {
    let snak = &statement["mainsnak"];
    match snak["snaktype"].as_str() {
        Some("somevalue") => return StatementValue::Unknown,
        Some("novalue") => return StatementValue::None,
        _ => {}
    }
    let (kind, value) = (&snak["datavalue"]["type"], &snak["datavalue"]["value"]);
    let unread = || StatementValue::Unread("its value cannot be read".to_owned());
    match kind.as_str() {
        Some("string") => value
            .as_str()
            .map_or_else(unread, |text| StatementValue::Text(text.to_owned())),
        Some("monolingualtext") => match (value["language"].as_str(), value["text"].as_str()) {
            (Some(language), Some(text)) => StatementValue::Worded {
                language: language.to_owned(),
                text: text.to_owned(),
            },
            _ => unread(),
        },
        Some("wikibase-entityid") => item(value).map_or_else(unread, StatementValue::Item),
        Some("time") => match time(value, is_approximate(statement)) {
            Ok(date) => StatementValue::Time(date),
            Err(reason) => StatementValue::Unread(reason),
        },
        _ => unread(),
    }
}

/// Returns the dates that qualify a statement: since when and until when it holds. A date that cannot be read is a change.
pub(super) fn period(statement: &Json) -> (Period, Vec<Change>) {
    let mut changes = Vec::new();
    let mut date = |property: &str| {
        let snaks = statement["qualifiers"][property].as_array()?;
        let snak = snaks.first()?;
        match snak["snaktype"].as_str() {
            Some("somevalue") => return Some(End::Unknown),
            Some("novalue") => return None,
            _ => {}
        }
        let value = &snak["datavalue"]["value"];
        let date = time(value, false);
        if date.is_err() {
            changes.push(Change {
                column: property.to_owned(),
                from: value["time"].as_str().unwrap_or_default().to_owned(),
                to: String::new(),
                reason: UNREAD_DATE.to_owned(),
            });
        }
        date.ok().map(End::On)
    };
    let from = date("P580").and_then(|start| start.date().copied());
    let to = date("P582");
    (Period { from, to }, changes)
}

/// Returns the id of an item. Old dumps have its number alone.
fn item(value: &Json) -> Option<String> {
    let id = value["id"].as_str().map(str::to_owned);
    id.or_else(|| Some(format!("Q{}", value["numeric-id"].as_u64()?)))
}

/// Returns `true` if the statement is qualified as approximate.
fn is_approximate(statement: &Json) -> bool {
    let circumstances = statement["qualifiers"]["P1480"].as_array();
    let mut circumstances = circumstances.into_iter().flatten();
    circumstances.any(|snak| item(&snak["datavalue"]["value"]).as_deref() == Some(CIRCA))
}

/// Returns a time as a date of its precision.
fn time(value: &Json, is_approximate: bool) -> Result<Date, String> {
    let text = value["time"].as_str().unwrap_or_default();
    let calendar = value["calendarmodel"].as_str().unwrap_or(GREGORIAN);
    if !calendar.ends_with(GREGORIAN) {
        return Err(format!("`{text}` is in another calendar"));
    }
    let unsigned = text.strip_prefix('+').unwrap_or(text);
    let day = unsigned.split('T').next().unwrap_or_default();
    let (sign, digits) = match day.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", day),
    };
    let mut parts = digits.split('-');
    let mut next = || parts.next().unwrap_or_default().to_owned();
    let (year, month, day) = (next(), next(), next());
    let date = match value["precision"].as_u64() {
        Some(11..) => format!("{sign}{year}-{month}-{day}"),
        Some(10) => format!("{sign}{year}-{month}"),
        Some(9) => format!("{sign}{year}"),
        Some(8) => format!("{sign}{}X", year.get(..3).unwrap_or_default()),
        _ => return Err(format!("`{text}` is coarser than a decade")),
    };
    let qualifier = if is_approximate { "~" } else { "" };
    let date = format!("{date}{qualifier}");
    date.parse().map_err(|_| format!("`{date}` is not a date"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn statement(kind: &str, value: Json) -> Json {
        json!({"mainsnak": {"snaktype": "value", "datavalue": {"type": kind, "value": value}}, "rank": "normal"})
    }

    fn read(time: &str, precision: u64) -> StatementValue {
        let calendar = "http://www.wikidata.org/entity/Q1985727";
        let value_of = json!({"time": time, "precision": precision, "calendarmodel": calendar});
        value(&statement("time", value_of))
    }

    #[test]
    fn a_time_has_its_precision() {
        let date = |text: &str| StatementValue::Time(text.parse().expect("EDTF"));
        assert_eq!(read("+1945-12-27T00:00:00Z", 11), date("1945-12-27"));
        assert_eq!(read("+1945-12-00T00:00:00Z", 10), date("1945-12"));
        assert_eq!(read("+1945-00-00T00:00:00Z", 9), date("1945"));
        assert_eq!(read("+1945-01-01T00:00:00Z", 9), date("1945"));
        assert_eq!(read("+1940-01-01T00:00:00Z", 8), date("194X"));
        assert!(matches!(
            read("+1900-01-01T00:00:00Z", 7),
            StatementValue::Unread(_)
        ));
        assert!(matches!(
            read("+1945-02-31T00:00:00Z", 11),
            StatementValue::Unread(_)
        ));
        assert!(matches!(read("", 11), StatementValue::Unread(_)));
    }

    #[test]
    fn approximate_dates_and_other_calendars_are_noticed() {
        let time = json!({"time": "+1815-00-00T00:00:00Z", "precision": 9});
        let mut about = statement("time", time);
        about["qualifiers"] = json!({"P1480": [{"datavalue": {"value": {"id": "Q5727902"}}}]});
        assert_eq!(
            value(&about),
            StatementValue::Time("1815~".parse().expect("EDTF"))
        );
        let julian =
            json!({"time": "+1700-01-01T00:00:00Z", "precision": 11, "calendarmodel": "Q1985786"});
        assert!(matches!(
            value(&statement("time", julian)),
            StatementValue::Unread(_)
        ));
    }

    #[test]
    fn values_of_every_kind_are_read() {
        let item = value(&statement("wikibase-entityid", json!({"numeric-id": 7817})));
        assert_eq!(item, StatementValue::Item("Q7817".to_owned()));
        let unknown = json!({"mainsnak": {"snaktype": "somevalue"}, "rank": "preferred"});
        assert_eq!(
            (value(&unknown), rank(&unknown)),
            (StatementValue::Unknown, Rank::Preferred)
        );
        assert!(matches!(value(&json!(7)), StatementValue::Unread(_)));
    }

    #[test]
    fn a_date_of_a_statement_that_cannot_be_read_is_accounted() {
        let time = |time: &str, calendar: &str| {
            let value = json!({"time": time, "precision": 11, "calendarmodel": calendar});
            json!([{"snaktype": "value", "datavalue": {"value": value}}])
        };
        let mut member = statement("wikibase-entityid", json!({"id": "Q1"}));
        member["qualifiers"] = json!({
            "P580": time("+1700-01-01T00:00:00Z", "Q1985786"),
            "P582": time("+1945-10-24T00:00:00Z", "Q1985727"),
        });
        let (period, changes) = period(&member);
        let end = "1945-10-24".parse().map(End::On).ok();
        assert_eq!((period.from, period.to), (None, end));
        assert_eq!(
            changes,
            [Change {
                column: "P580".to_owned(),
                from: "+1700-01-01T00:00:00Z".to_owned(),
                to: String::new(),
                reason: UNREAD_DATE.to_owned(),
            }]
        );
    }
}
