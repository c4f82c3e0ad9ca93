//! The quantities of which rows state amounts.

use crate::dataset::yaml_value::{Value, fields, optional, text};
use crate::model::{AmountKind, AmountSummary};

/// A quantity, such as troops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct Quantity {
    pub(in crate::import) id: String,
    pub(in crate::import) label: String,
    pub(in crate::import) definition: String,
    pub(in crate::import) unit: Option<String>,
    pub(in crate::import) kind: AmountKind,
    pub(in crate::import) summary: Option<AmountSummary>,
}

/// The quantities of an import, in the order in which they were declared.
#[derive(Debug, Default)]
pub(in crate::import) struct Quantities(Vec<Quantity>);

impl Quantities {
    /// Returns the number of a quantity. Two with one id are one, as the first of them says.
    pub(in crate::import) fn declare(&mut self, quantity: Quantity) -> u16 {
        let known = self.0.iter().position(|known| known.id == quantity.id);
        let index = known.unwrap_or_else(|| {
            self.0.push(quantity);
            self.0.len() - 1
        });
        u16::try_from(index).unwrap_or(u16::MAX)
    }

    pub(in crate::import) fn get(&self, number: u16) -> Option<&Quantity> {
        self.0.get(usize::from(number))
    }

    /// Returns the kind of a quantity.
    pub(in crate::import) fn kind(&self, number: u16) -> AmountKind {
        self.get(number)
            .map_or(AmountKind::Stock, |quantity| quantity.kind)
    }

    /// Returns the vocabulary as YAML.
    pub(in crate::import) fn to_yaml(&self) -> Value {
        let quantities = self.0.iter().map(|quantity| {
            let kind = Some(quantity.kind).filter(|kind| *kind != AmountKind::Stock);
            fields([
                ("id", text(&quantity.id)),
                ("label", text(&quantity.label)),
                ("definition", text(&quantity.definition)),
                ("unit", optional(quantity.unit.as_deref())),
                ("kind", optional(kind.map(AmountKind::as_str))),
                (
                    "summary",
                    optional(quantity.summary.map(AmountSummary::as_str)),
                ),
            ])
        });
        Value::List(quantities.collect())
    }
}
