//! The cells of nodes and edges: typed, and where there is none with the reason.

use std::borrow::Cow;

use crate::analysis::elements::AttributeType;
use crate::export::table::{MissingStyle, joined};
use crate::model::{Known, Missing, Value, ValueType};

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellType {
    Integer,
    Real,
    Text,
    /// A list of texts.
    List,
}

/// A column of nodes or edges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// The name, in lower-case words joined by low lines, which every format accepts.
    pub(super) name: String,
    pub(super) cell_type: CellType,
    /// The meaning, in a sentence.
    pub(super) meaning: &'static str,
}

/// A cell of a node or edge.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell<'a> {
    Integer(i64),
    Real(f64),
    Text(Cow<'a, str>),
    List(Vec<Cow<'a, str>>),
}

impl Column {
    pub(super) fn new(name: &str, cell_type: CellType, meaning: &'static str) -> Self {
        Self {
            name: name.replace('-', "_"),
            cell_type,
            meaning,
        }
    }

    /// Returns the cell that is written: in the place of a missing value what the style has for it, if the type of the column
    /// allows that.
    pub(super) fn filled<'a>(
        &self,
        cell: Known<Cell<'a>>,
        missing: MissingStyle,
    ) -> Option<Cell<'a>> {
        let reason = match cell {
            Ok(cell) => return Some(cell),
            Err(reason) => reason,
        };
        let text = self.missing_text(reason, missing);
        match self.cell_type {
            CellType::Integer | CellType::Real => text.parse().ok().map(Cell::Integer),
            CellType::Text => (!text.is_empty()).then(|| Cell::Text(text.into())),
            CellType::List => (!text.is_empty()).then(|| Cell::List(vec![text.into()])),
        }
    }

    /// Returns what a style writes in the place of a missing value.
    pub(super) fn missing_text(&self, reason: Missing, missing: MissingStyle) -> String {
        let value_type = match self.cell_type {
            CellType::Integer | CellType::Real => ValueType::Integer,
            CellType::Text | CellType::List => ValueType::Code,
        };
        missing.text(reason, value_type)
    }
}

impl CellType {
    /// Returns the type of the cells of an attribute. Yes and no are 1 and 0: some programs read a missing truth value as no,
    /// and a missing number as missing.
    pub(super) fn of(attribute: AttributeType) -> Self {
        match attribute {
            AttributeType::Integer | AttributeType::Boolean => Self::Integer,
            AttributeType::Date | AttributeType::Term | AttributeType::Text => Self::Text,
            AttributeType::Terms | AttributeType::Texts => Self::List,
        }
    }
}

impl<'a> Cell<'a> {
    /// Returns the cell of a value: a term as its id, a date as recorded.
    pub(super) fn of(value: &'a Value<'_>) -> Known<Self> {
        Ok(match value {
            Value::Missing(reason) => return Err(*reason),
            Value::Integer(number) => Self::Integer(*number),
            Value::Real(number) => Self::Real(*number),
            Value::Boolean(flag) => Self::Integer((*flag).into()),
            Value::List(items) => {
                let items = items.iter().filter_map(|item| Self::of(item).ok());
                Self::List(items.map(Self::into_text).collect())
            }
            Value::Date(date) => Self::Text(date.to_string().into()),
            Value::Term { id, .. } => Self::Text(Cow::Borrowed(id)),
            Value::Text(text) => Self::Text(Cow::Borrowed(text)),
            Value::Record(_) => return Err(Missing::NotApplicable),
        })
    }

    pub(super) fn text(text: impl Into<Cow<'a, str>>) -> Known<Self> {
        Ok(Self::Text(text.into()))
    }

    /// Returns the cell as one text: the items of a list joined by semicolons.
    pub(super) fn into_text(self) -> Cow<'a, str> {
        match self {
            Self::Integer(number) => number.to_string().into(),
            Self::Real(number) => number.to_string().into(),
            Self::Text(text) => text,
            Self::List(items) => {
                let items: Vec<String> = items.into_iter().map(Cow::into_owned).collect();
                joined(&items, ';').into()
            }
        }
    }
}
