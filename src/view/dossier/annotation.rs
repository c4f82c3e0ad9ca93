//! The identifiers and the free attributes of a record.

use super::Dossier;
use crate::graph::Graph;
use crate::model::{Amount, Annotations, Field, Identifier, Quantity, Value, ValueType};
use crate::phrase::uncapitalized;
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

/// The type of amounts.
pub(in crate::view) const AMOUNTS: ValueType = ValueType::List(&ValueType::Record(&[
    Field::new("what", ValueType::Term, "The quantity."),
    Field::new("value", ValueType::Real, "The number of units."),
    Field::new("unit", ValueType::Text, "The unit."),
    Field::new(
        "from",
        ValueType::Date,
        "Since when, if it is not since the record begins.",
    ),
    Field::new(
        "to",
        ValueType::Date,
        "Until when, if it is not until the record ends.",
    ),
]));

/// Returns the amounts of a record, such as `troops: 550 persons (2014..2015)`.
pub(in crate::view) fn amounts(graph: &Graph, annotations: &Annotations) -> Cell {
    let vocabulary = &graph.dataset().vocabularies().amounts;
    let amounts = annotations.amounts().iter().map(|amount| {
        let quantity = &vocabulary[amount.what];
        let unit = quantity.unit.as_deref();
        let fields = vec![
            ("what", Cell::of(vocabulary, amount.what)),
            (
                "value",
                Cell::from(Value::from(amount.known().map(Value::number))),
            ),
            ("unit", Cell::optional(unit)),
            ("from", Cell::date(amount.from.as_ref())),
            ("to", amount.to.map_or(Cell::NONE, Cell::end)),
        ];
        Cell::record(fields, amount_text(amount, quantity))
    });
    Cell::list_with_commas(amounts)
}

/// Returns the amounts of a record in words, such as `troops: 550 persons (2014..2015)`; empty if it has none.
pub(crate) fn amounts_in_words(graph: &Graph, annotations: &Annotations) -> String {
    amounts(graph, annotations).text()
}

/// Returns an amount in words.
pub(in crate::view) fn amount_text(amount: &Amount, quantity: &Quantity) -> String {
    let label = uncapitalized(&quantity.term.label);
    let unit = quantity.unit.as_ref().map(|unit| format!(" {unit}"));
    let period = amount.period();
    let dates = if period.is_empty() {
        period
    } else {
        format!(" ({period})")
    };
    format!(
        "{label}: {}{}{dates}",
        amount.value,
        unit.unwrap_or_default()
    )
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
