//! The attributes of nodes and edges, each declared once: its name, its type, its meaning, and the function that fills it.

use crate::graph::Graph;
use crate::model::{Annotations, Value};

/// An attribute of nodes or edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attribute {
    /// The name, in lower-case words joined by hyphens.
    pub name: &'static str,
    /// The type of all values that are not missing.
    pub value_type: AttributeType,
    /// The meaning, in a sentence.
    pub meaning: &'static str,
}

/// The type of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AttributeType {
    /// [`Value::Integer`].
    Integer,
    /// [`Value::Boolean`].
    Boolean,
    /// [`Value::Date`].
    Date,
    /// [`Value::Term`].
    Term,
    /// [`Value::Text`].
    Text,
    /// [`Value::List`] of terms.
    Terms,
    /// [`Value::List`] of texts.
    Texts,
}

/// Returns amounts as texts of the form `troops: 550 (2014..2015)`.
pub(super) fn amounts<'g>(graph: &Graph, annotations: &Annotations) -> Value<'g> {
    let vocabulary = &graph.dataset().vocabularies().amounts;
    let texts = annotations.amounts().iter().map(|amount| {
        let id = &vocabulary[amount.what].term.id;
        let period = amount.period();
        let dates = if period.is_empty() {
            period
        } else {
            format!(" ({period})")
        };
        Value::text(format!("{id}: {}{dates}", amount.value))
    });
    Value::List(texts.collect())
}

/// Returns free attributes as texts of the form `name: value`.
pub(super) fn free_attributes<'g>(annotations: &Annotations) -> Value<'g> {
    let attributes = annotations.attributes().iter();
    let texts = attributes.map(|one| Value::text(format!("{}: {}", one.name, one.value)));
    Value::List(texts.collect())
}

/// The attributes of rows of type `R`.
pub(super) struct Attributes<'g, R> {
    attributes: Vec<Attribute>,
    /// One function per attribute.
    fill: Vec<fn(&R) -> Value<'g>>,
}

impl<'g, R> Attributes<'g, R> {
    pub(super) fn new() -> Self {
        Self {
            attributes: Vec::new(),
            fill: Vec::new(),
        }
    }

    pub(super) fn with(
        mut self,
        name: &'static str,
        value_type: AttributeType,
        meaning: &'static str,
        fill: fn(&R) -> Value<'g>,
    ) -> Self {
        self.attributes.push(Attribute {
            name,
            value_type,
            meaning,
        });
        self.fill.push(fill);
        self
    }

    pub(super) fn declarations(self) -> Vec<Attribute> {
        self.attributes
    }

    /// Returns the values of a row, in the order of the attributes.
    pub(super) fn values(&self, row: &R) -> Vec<Value<'g>> {
        self.fill.iter().map(|fill| fill(row)).collect()
    }
}
