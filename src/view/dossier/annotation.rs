//! The identifiers and the free attributes of a record.

use super::Dossier;
use crate::model::{Annotations, Field, Identifier, ValueType};
use crate::view::cell::Cell;

/// The type of the identifiers in other datasets.
const IDENTIFIERS: ValueType = ValueType::List(&ValueType::Record(&[
    Field::new("scheme", ValueType::Code, "The scheme, such as `wikidata`."),
    Field::new("value", ValueType::Text, "The identifier."),
]));

/// The type of free attributes.
pub(in crate::view) const ATTRIBUTES: ValueType = ValueType::List(&ValueType::Record(&[
    Field::new("name", ValueType::Code, "The name."),
    Field::new("value", ValueType::Text, "The value, as it is written."),
]));

impl Dossier {
    /// Adds the identifiers of a record.
    pub(super) fn identifiers(&mut self, identifiers: &[Identifier]) {
        let pairs = identifiers.iter().map(|one| (&*one.scheme, &*one.value));
        let cell = pairs_cell(["scheme", "value"], pairs);
        let meaning = "The identifiers in other datasets.";
        self.fact("identifiers", meaning, IDENTIFIERS, cell);
    }

    /// Adds the free attributes of a record.
    pub(super) fn attributes(&mut self, annotations: &Annotations) {
        let meaning = "Further values of the record, which nothing interprets.";
        self.fact("attributes", meaning, ATTRIBUTES, attributes(annotations));
    }
}

/// Returns the free attributes of a record, such as `theme: trade, sessions: 4`.
pub(in crate::view) fn attributes(annotations: &Annotations) -> Cell {
    let attributes = annotations.attributes().iter();
    let pairs = attributes.map(|one| (one.name.as_str(), &*one.value));
    pairs_cell(["name", "value"], pairs)
}

/// Returns a list of pairs of texts.
fn pairs_cell<'p>(
    [first, second]: [&'static str; 2],
    pairs: impl Iterator<Item = (&'p str, &'p str)>,
) -> Cell {
    let pairs = pairs.map(|(name, value)| {
        let fields = vec![(first, Cell::from(name)), (second, Cell::from(value))];
        Cell::record(fields, format!("{name}: {value}"))
    });
    Cell::list_with_commas(pairs)
}
