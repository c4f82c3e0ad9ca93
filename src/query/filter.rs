//! Filters: queries with names, as users write them.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::period::Period;
use super::scalar::{Scalar, serialize_option};
use super::weight_by::WeightBy;
use crate::graph::{Graph, terms_named};
use crate::model::{Confidence, Date, Decimal, Records, Vocable};
use crate::phrase::uncapitalized;

/// A query with names: which partnerships, at what time, under which coding.
///
/// All fields must match; a field with several values matches if any of them does. The empty filter matches every
/// partnership.
///
/// A filter is plain data. It can be compared, kept in a file and compiled to other languages. Names are checked when it
/// is [resolved](Self::resolve) against a graph.
///
/// ```
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let filter = Filter { with: vec!["EU".into()], at: Some("2005".parse()?), ..Filter::default() };
/// assert_eq!(filter.resolve(&graph)?.select().len(), 3);
///
/// // In a file, dates are texts, and fields that are not set are left out.
/// let json = serde_json::to_string(&filter)?;
/// assert_eq!(json, r#"{"with":["EU"],"at":"2005"}"#);
/// assert_eq!(serde_json::from_str::<Filter>(&json)?, filter);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "snake_case")]
pub struct Filter {
    /// Partnerships of any of these organizations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
    /// Partnerships whose members are both among these organizations; at least two different ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub between: Vec<String>,
    /// Partnerships on the last day of a date.
    #[serde(
        deserialize_with = "deserialize_date",
        serialize_with = "serialize_option",
        skip_serializing_if = "Option::is_none"
    )]
    pub at: Option<Date>,
    /// Partnerships on any day of a period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub during: Option<Period>,
    /// In any of these phases.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phases: Vec<String>,
    /// In this phase or a higher one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_phase: Option<String>,
    /// In any of these conditions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<String>,
    /// With any of these motives or families of motives.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub motives: Vec<String>,
    /// With a motive (one of `motives`, if any) that any of these organizations holds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub held_by: Vec<String>,
    /// Whose members share any of these operations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub operations: Vec<String>,
    /// Whose members share an operation in any of these countries.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    /// Whose members share an operation in which one of them has any of these roles.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// Whether both members must have one of `roles`. Without it, one of them is enough.
    #[serde(skip_serializing_if = "is_false")]
    pub both_sides: bool,
    /// Whose members share at least this many operations at the time, of those that the other filters accept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_shared: Option<usize>,
    /// The weight of a tie: an amount, or `shared-operations`, which is the default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<String>,
    /// Of at least this weight; those of unknown weight do not match.
    #[serde(
        deserialize_with = "deserialize_number",
        serialize_with = "serialize_option",
        skip_serializing_if = "Option::is_none"
    )]
    pub min_weight: Option<Decimal>,
    /// Under this coding; the first one of the dataset if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coding: Option<String>,
    /// By claims of at least this confidence.
    #[serde(
        deserialize_with = "deserialize_confidence",
        serialize_with = "serialize_option",
        skip_serializing_if = "Option::is_none"
    )]
    pub min_confidence: Option<Confidence>,
    /// By motives of at least this strength.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_strength: Option<String>,
}

impl Filter {
    /// Returns the filters other than time and coding in the words of a dataset, with labels instead of ids. A name that is
    /// unknown stays as it is.
    pub fn description_in(&self, graph: &Graph) -> String {
        let description = self.labelled(graph).description();
        let labels = &graph.dataset().about().labels;
        labels.apply(&description).into_owned()
    }

    /// Returns the filter with labels instead of ids.
    fn labelled(&self, graph: &Graph) -> Self {
        let vocabularies = graph.dataset().vocabularies();
        let organizations = |names: &[String]| -> Vec<String> {
            let label = |name: &String| match graph.organizations_named(name).as_slice() {
                [only] => only.label().to_owned(),
                _ => name.clone(),
            };
            names.iter().map(label).collect()
        };
        let operation = |name: &String| match graph.operations_named(name).as_slice() {
            [only] => only.label().to_owned(),
            _ => name.clone(),
        };
        let motive = |name: &String| {
            let family = label(&vocabularies.motive_families, name);
            let label = family.or_else(|| label(&vocabularies.motives, name));
            label.unwrap_or_else(|| name.clone())
        };
        Self {
            with: organizations(&self.with),
            between: organizations(&self.between),
            held_by: organizations(&self.held_by),
            phases: labels(&vocabularies.phases, &self.phases),
            min_phase: labels(&vocabularies.phases, self.min_phase.as_slice()).pop(),
            conditions: labels(&vocabularies.conditions, &self.conditions),
            motives: self.motives.iter().map(motive).collect(),
            operations: self.operations.iter().map(operation).collect(),
            roles: labels(&vocabularies.roles, &self.roles),
            weight: labels(&vocabularies.amounts, self.weight.as_slice()).pop(),
            ..self.clone()
        }
    }

    /// Returns the filters other than time and coding in words, such as `with AU · phase formalized or further`; empty if
    /// there are none.
    pub fn description(&self) -> String {
        let any_of = |before: &str, values: &[String]| {
            (!values.is_empty()).then(|| format!("{before} {}", values.join(" or ")))
        };
        let min_confidence = self
            .min_confidence
            .filter(|confidence| *confidence > Confidence::Low);
        let parts = [
            any_of("with", &self.with),
            (!self.between.is_empty()).then(|| format!("among {}", self.between.join(", "))),
            any_of("phase", &self.phases),
            self.min_phase
                .as_ref()
                .map(|phase| format!("phase {phase} or further")),
            any_of("condition", &self.conditions),
            any_of("motive", &self.motives),
            any_of("motives held by", &self.held_by),
            any_of("sharing", &self.operations),
            any_of("operations in", &self.countries),
            any_of("role", &self.roles).map(|roles| {
                let sides = if self.both_sides {
                    " on both sides"
                } else {
                    ""
                };
                format!("{roles}{sides}")
            }),
            self.min_shared.map(|count| match count {
                1 => "sharing an operation".to_owned(),
                _ => format!("sharing at least {count} operations"),
            }),
            self.min_weight.map(|minimum| {
                let what = self
                    .weight
                    .as_deref()
                    .unwrap_or(WeightBy::SHARED_OPERATIONS);
                format!("at least {minimum} {}", what.replace('-', " "))
            }),
            min_confidence.map(|confidence| format!("claims of {confidence} confidence or more")),
            self.min_strength
                .as_ref()
                .map(|strength| format!("motives that are {strength} or stronger")),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join(" · ")
    }
}

/// Returns the label of a term within a sentence; `None` if no term or several have the name.
fn label<T: Vocable>(terms: &Records<T>, name: &str) -> Option<String> {
    match terms_named(terms, name).as_slice() {
        [only] => Some(uncapitalized(&terms[*only].term().label)),
        _ => None,
    }
}

/// Returns the labels of terms; a name that no term or several have stays as it is.
fn labels<T: Vocable>(terms: &Records<T>, names: &[String]) -> Vec<String> {
    let names = names.iter();
    names
        .map(|name| label(terms, name).unwrap_or_else(|| name.clone()))
        .collect()
}

fn is_false(flag: &bool) -> bool {
    !flag
}

fn deserialize_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let Some(Scalar(text)) = Option::deserialize(deserializer)? else {
        return Ok(None);
    };
    match text.parse() {
        Ok(date) => Ok(Some(date)),
        Err(error) => Err(D::Error::custom(format!("`{text}`: {error}"))),
    }
}

fn deserialize_number<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Decimal>, D::Error> {
    let Some(Scalar(text)) = Option::deserialize(deserializer)? else {
        return Ok(None);
    };
    match text.parse() {
        Ok(number) => Ok(Some(number)),
        Err(_) => Err(D::Error::custom(format!(
            "expected a number, found `{text}`"
        ))),
    }
}

fn deserialize_confidence<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Confidence>, D::Error> {
    let Some(Scalar(text)) = Option::deserialize(deserializer)? else {
        return Ok(None);
    };
    match text.parse() {
        Ok(confidence) => Ok(Some(confidence)),
        Err(_) => {
            let message = format!("expected `high`, `medium` or `low`, found `{text}`");
            Err(D::Error::custom(message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_fields_and_values_are_refused_with_the_reason() {
        for (json, reason) in [
            (r#"{"wiht": ["EU"]}"#, "unknown field `wiht`"),
            (r#"{"at": "2005-13"}"#, "`2005-13`: there is no month 13"),
            (r#"{"during": "2003..x"}"#, "`2003..x`: not a date"),
            (r#"{"at": ["2005"]}"#, "expected a text"),
            (r#"{"min_confidence": "sure"}"#, "expected `high`"),
        ] {
            let error = serde_json::from_str::<Filter>(json).expect_err(json);
            assert!(error.to_string().contains(reason), "{error}");
        }
    }

    #[test]
    fn the_empty_filter_is_an_empty_mapping() {
        let json = serde_json::to_string(&Filter::default()).expect("it can be written");
        assert_eq!(json, "{}");
        let nulls = r#"{"at": null, "during": null, "coding": null}"#;
        let filter: Filter = serde_json::from_str(nulls).expect("it is a filter");
        assert_eq!(filter, Filter::default());
    }
}
