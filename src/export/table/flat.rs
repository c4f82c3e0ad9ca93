//! Values as fields of flat files: one value per field, lists joined.

use std::borrow::Cow;

use super::options::{CsvOptions, MissingStyle};
use crate::model::{Value, ValueType};

/// The separator of the items of a list.
const LIST_SEPARATOR: char = ';';
/// The separator of the items of a list within a list.
const INNER_SEPARATOR: char = '|';

/// How values become fields.
#[derive(Clone, Copy)]
pub(in crate::export) struct Fields {
    missing: MissingStyle,
    raw: bool,
}

impl Fields {
    /// Creates the writer of fields, with the style of missing values that applies unless another is requested.
    pub(in crate::export) fn new(options: CsvOptions, missing: MissingStyle) -> Self {
        Self {
            missing: options.missing.unwrap_or(missing),
            raw: options.raw,
        }
    }

    /// Appends the names of the fields of a column. A term has a field for its id and one for its label; a record has a
    /// field per value, and a list of records a list per value.
    pub(super) fn names(name: &str, value_type: ValueType, names: &mut Vec<String>) {
        match value_type {
            ValueType::Term | ValueType::List(ValueType::Term) => {
                names.extend([name.to_owned(), format!("{name}_label")]);
            }
            ValueType::Record(fields) => {
                for field in fields {
                    Self::names(&format!("{name}_{}", field.name), field.value_type, names);
                }
            }
            ValueType::List(record @ ValueType::Record(_)) => Self::names(name, *record, names),
            _ => names.push(name.to_owned()),
        }
    }

    /// Appends the fields of a value, as many as [`names`](Self::names) appends.
    pub(in crate::export) fn of(
        self,
        value: &Value<'_>,
        value_type: ValueType,
        fields: &mut impl Append,
    ) {
        match (value_type, value) {
            (ValueType::Record(types), Value::Record(values)) => {
                for (field, (_, value)) in types.iter().zip(values) {
                    self.of(value, field.value_type, fields);
                }
            }
            (ValueType::Record(types), missing) => {
                for field in types {
                    self.of(missing, field.value_type, fields);
                }
            }
            (ValueType::List(item), Value::List(items)) => {
                self.list(items, *item, LIST_SEPARATOR, fields);
            }
            (ValueType::List(item), missing) => self.of(missing, *item, fields),
            (ValueType::Term, Value::Term { id, label }) => {
                fields.append(id);
                fields.append(&self.free(label));
            }
            (ValueType::Term, missing) => {
                self.single(missing, ValueType::Code, fields);
                self.single(missing, ValueType::Code, fields);
            }
            (value_type, value) => self.single(value, value_type, fields),
        }
    }

    /// Appends the fields of a list: each field of its items, joined. A list within it has a separator of its own.
    fn list(self, items: &[Value<'_>], item: ValueType, separator: char, fields: &mut impl Append) {
        let mut columns: Vec<Vec<String>> = vec![Vec::new(); count(item)];
        for value in items {
            let mut row = Vec::new();
            self.item(value, item, &mut row);
            for (column, field) in columns.iter_mut().zip(row) {
                column.push(field);
            }
        }
        for column in &columns {
            fields.append(&joined(column, separator));
        }
    }

    /// Appends the fields of an item of a list.
    fn item(self, value: &Value<'_>, value_type: ValueType, fields: &mut Vec<String>) {
        match (value_type, value) {
            (ValueType::Record(types), Value::Record(values)) => {
                for (field, (_, value)) in types.iter().zip(values) {
                    self.item(value, field.value_type, fields);
                }
            }
            (ValueType::List(inner), Value::List(items)) => {
                self.list(items, *inner, INNER_SEPARATOR, fields);
            }
            _ => self.of(value, value_type, fields),
        }
    }

    /// Appends a single value.
    fn single(self, value: &Value<'_>, value_type: ValueType, fields: &mut impl Append) {
        let is_number = matches!(value_type, ValueType::Integer | ValueType::Real);
        match value {
            Value::Missing(missing) => match self.missing.code(*missing, value_type) {
                Some(code) => fields.append_integer(code),
                None => fields.append(self.missing.word(*missing, value_type)),
            },
            Value::Integer(number) => fields.append_integer(*number),
            Value::Real(number) => fields.append(&number.to_string()),
            Value::Boolean(flag) if is_number => fields.append_integer((*flag).into()),
            Value::Boolean(flag) => fields.append(if *flag { "true" } else { "false" }),
            Value::Date(date) => fields.append(&date.to_string()),
            Value::Term { id, .. } => fields.append(id),
            Value::Text(text) if value_type == ValueType::Text => fields.append(&self.free(text)),
            Value::Text(text) => fields.append(text),
            Value::List(_) | Value::Record(_) => fields.append(""),
        }
    }

    /// Returns a free text. One that a spreadsheet would evaluate as a formula begins with an apostrophe, unless texts are
    /// written raw.
    fn free(self, text: &str) -> Cow<'_, str> {
        if self.raw {
            Cow::Borrowed(text)
        } else {
            free(text)
        }
    }

    /// Returns the name of a field. Some names are labels of the dataset, such as countries.
    pub(super) fn header(self, name: &str) -> String {
        if name.parse::<f64>().is_ok() {
            name.to_owned()
        } else {
            self.free(name).into_owned()
        }
    }
}

/// Where fields are appended one by one. A million rows have a hundred million fields, so that none has a string of its own where a
/// record keeps all in one.
pub(in crate::export) trait Append {
    fn append(&mut self, field: &str);

    fn append_integer(&mut self, number: i64) {
        self.append(itoa::Buffer::new().format(number));
    }
}

impl Append for Vec<String> {
    fn append(&mut self, field: &str) {
        self.push(field.to_owned());
    }
}

impl Append for csv::StringRecord {
    fn append(&mut self, field: &str) {
        self.push_field(field);
    }
}

/// Returns the number of fields of a value, as many as [`Fields::names`] appends.
fn count(value_type: ValueType) -> usize {
    match value_type {
        ValueType::Term => 2,
        ValueType::Record(fields) => fields.iter().map(|field| count(field.value_type)).sum(),
        ValueType::List(item) => count(*item),
        _ => 1,
    }
}

/// Returns a free text; one that a spreadsheet would evaluate as a formula begins with an apostrophe.
pub(in crate::export) fn free(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Joins the items of a list. A separator or a backslash in an item comes after a backslash.
pub(in crate::export) fn joined(items: &[String], separator: char) -> String {
    let items = items.iter().map(|item| {
        item.replace('\\', "\\\\")
            .replace(separator, &format!("\\{separator}"))
    });
    items.collect::<Vec<_>>().join(&separator.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Field, Missing};

    const STEP: ValueType = ValueType::Record(&[
        Field::new("kind", ValueType::Code, ""),
        Field::new("of", ValueType::Term, ""),
        Field::new("roles", ValueType::TERMS, ""),
    ]);

    fn fields(value: Value<'_>, value_type: ValueType, options: CsvOptions) -> Vec<String> {
        let (mut names, mut fields) = (Vec::new(), Vec::new());
        Fields::names("x", value_type, &mut names);
        Fields::new(options, MissingStyle::Words).of(&value, value_type, &mut fields);
        assert_eq!(names.len(), fields.len());
        fields
    }

    fn written(value: Value<'_>, value_type: ValueType) -> Vec<String> {
        fields(value, value_type, CsvOptions::default())
    }

    #[test]
    fn records_in_lists_become_one_list_per_field() {
        let step = |kind: &'static str, roles: &[&'static str]| {
            Value::Record(vec![
                ("kind", Value::text(kind)),
                ("of", Value::term("eu", "EU")),
                (
                    "roles",
                    Value::List(roles.iter().map(|role| Value::term(*role, "L")).collect()),
                ),
            ])
        };
        let steps = Value::List(vec![step("a", &["lead", "support"]), step("b", &[])]);
        let list = ValueType::List(&STEP);
        assert_eq!(
            written(steps, list),
            ["a;b", "eu;eu", "EU;EU", "lead|support;", "L|L;"]
        );
        assert_eq!(written(Value::List(Vec::new()), list), [""; 5]);
    }

    #[test]
    fn only_free_texts_and_labels_are_kept_from_spreadsheets() {
        let text = |text: &'static str| written(Value::text(text), ValueType::Text);
        for (before, after) in [
            ("=1+2", "'=1+2"),
            ("-x", "'-x"),
            ("@a", "'@a"),
            ("\tb", "'\tb"),
            ("a=b", "a=b"),
        ] {
            assert_eq!(text(before), [after]);
        }
        assert_eq!(
            written(Value::term("-a", "+b"), ValueType::Term),
            ["-a", "'+b"]
        );
        assert_eq!(written(Value::Integer(-9), ValueType::Integer), ["-9"]);
        let raw = CsvOptions {
            raw: true,
            ..CsvOptions::default()
        };
        assert_eq!(fields(Value::text("=1"), ValueType::Text, raw), ["=1"]);
    }

    #[test]
    fn missing_values_are_written_in_the_requested_style() {
        let with = |style: Option<MissingStyle>, value: Missing, value_type| {
            let options = CsvOptions {
                missing: style,
                ..CsvOptions::default()
            };
            fields(Value::Missing(value), value_type, options).remove(0)
        };
        let (unknown, integer) = (Missing::Unknown, ValueType::Integer);
        assert_eq!(with(None, unknown, integer), "unknown");
        assert_eq!(with(None, Missing::None, ValueType::Code), "");
        assert_eq!(
            with(Some(MissingStyle::Codes), Missing::None, ValueType::Code),
            "none"
        );
        assert_eq!(
            with(Some(MissingStyle::Codes), Missing::None, ValueType::Text),
            ""
        );
        assert_eq!(with(Some(MissingStyle::Codes), unknown, integer), "-9");
        assert_eq!(
            with(Some(MissingStyle::Codes), unknown, ValueType::Date),
            "unknown"
        );
        assert_eq!(with(Some(MissingStyle::Empty), unknown, integer), "");
        assert_eq!(
            with(Some(MissingStyle::Na), Missing::None, ValueType::Text),
            "NA"
        );
    }

    #[test]
    fn separators_in_items_are_escaped() {
        let list = Value::texts(["a;b", "c\\"]);
        assert_eq!(written(list, ValueType::TEXTS), ["a\\;b;c\\\\"]);
    }
}
