//! Tables, dossiers and matrices as JSON (RFC 8259): one object, with the query, the dataset and the notes beside the rows.

use std::io;

use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::{Map, Value as Json, json};

use crate::analysis::matrix::{Axis, Matrix, ShareOf};
use crate::dataset::Report;
use crate::export::error::ExportError;
use crate::export::provenance::Provenance;
use crate::model::{Missing, Value, ValueType};
use crate::phrase::capitalized;
use crate::view::wording::reading;
use crate::view::{self, Column, Dossier, Table};

/// Writes a table: an object with `title`, `query`, `dataset`, `stamp`, `notes` and `rows`, an object per row.
///
/// # Errors
/// Fails if the output cannot be written.
///
/// ```
/// use interorg::export::{self, Provenance};
/// use interorg::{dataset, graph::Graph, query::Filter, view};
///
/// let graph = Graph::new(dataset::builtin());
/// let query = Filter::default().resolve(&graph)?;
/// let mut json = Vec::new();
/// let provenance = Provenance::of_query("links", &query);
/// export::write_table_json(&view::links(&query.select(), false), &provenance, &mut json)?;
/// let json: serde_json::Value = serde_json::from_slice(&json)?;
/// assert_eq!(json["rows"][0]["a"], "eu");
/// assert_eq!(json["dataset"]["as_of"], "2026-11-30");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn table(
    table: &Table,
    provenance: &Provenance,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    let start = start(&table.title, provenance, &table.notes);
    write(&WithRows(start, vec![("rows", table)]), output)
}

/// Writes the rows of a statement of SQL, as [`table`] does, but without reasons for missing values: NULL has none.
///
/// # Errors
/// Fails if the output cannot be written.
pub fn sql_rows(
    table: &Table,
    provenance: &Provenance,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    let mut object = start(&table.title, provenance, &table.notes);
    let rows = table.rows.iter().map(|row| {
        let cells = table.columns.iter().zip(row);
        let values = cells.map(|(column, cell)| {
            let value = json_value(cell.value(), column.value_type);
            (column.id.to_string(), value)
        });
        Json::Object(values.collect())
    });
    object.insert("rows".to_owned(), rows.collect());
    write(&object, output)
}

/// Writes a dossier: an object with `title`, `kind`, `query`, `dataset`, `stamp`, `notes` and `facts`, and a list of rows per table,
/// under its name.
///
/// # Errors
/// Fails if the output cannot be written.
pub fn dossier(
    dossier: &Dossier,
    provenance: &Provenance,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    let mut object = start(&dossier.title, provenance, &dossier.notes);
    object.insert("kind".to_owned(), json!(dossier.kind));
    let mut facts = Map::new();
    for fact in dossier
        .facts
        .iter()
        .filter(|fact| fact.column.is_for_programs())
    {
        insert_column(&mut facts, &fact.column, fact.cell.value());
    }
    object.insert("facts".to_owned(), Json::Object(facts));
    let sections = dossier.sections.iter().map(|section| (section.id, section));
    write(&WithRows(object, sections.collect()), output)
}

/// Writes the findings of a check: an object with `title`, `query`, `dataset`, `stamp`, `notes`, the number of findings `by_code`,
/// the `changed_severities` of the dataset and `rows`, an object per finding (see [`Report::to_json`]). A note says if not all
/// inputs could be read.
///
/// # Errors
/// Fails if the output cannot be written.
pub fn findings(
    report: &Report,
    all_read: bool,
    provenance: &Provenance,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    let unread = (!all_read).then(|| "An input could not be read.".to_owned());
    let summary = (all_read || !report.findings().is_empty()).then(|| report.summary());
    let changes = report
        .changes_in_words()
        .map(|text| format!("{}.", capitalized(&text)));
    let notes: Vec<String> = summary.into_iter().chain(changes).chain(unread).collect();
    let mut object = start("Findings", provenance, &notes);
    let by_code = report.by_code();
    let by_code = by_code.iter().map(|one| {
        json!({"code": one.code, "severity": one.severity.as_str(), "findings": one.findings})
    });
    object.insert("by_code".to_owned(), by_code.collect());
    let changed = report.changed_severities();
    let changed = changed.iter().map(|one| {
        let (usual, severity) = (one.usual.as_str(), one.severity.as_str());
        json!({"code": one.code, "usual": usual, "severity": severity})
    });
    object.insert("changed_severities".to_owned(), changed.collect());
    object.insert("rows".to_owned(), Json::Array(report.to_json()));
    write(&object, output)
}

/// Writes a matrix: an object with `title`, `query`, `dataset`, `stamp`, `notes` and `unit`, the headings of both dimensions with
/// their totals, the sums, what the cells are amounts of (nothing for counts), and a list of all cells. On request the cells state their shares and cases; with `evidence`, the
/// cases cite their sources.
///
/// # Errors
/// Fails if the output cannot be written.
pub fn matrix(
    matrix: &Matrix<'_>,
    share: Option<ShareOf>,
    evidence: bool,
    provenance: &Provenance,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    let notes = matrix.notes.iter().cloned();
    let notes: Vec<String> = notes.chain(reading(matrix.graph())).collect();
    let mut object = start(&matrix.title, provenance, &notes);
    let mut insert = |name: &str, value: Json| object.insert(name.to_owned(), value);
    insert("unit", json!(matrix.unit.name()));
    insert("row_dimension", json!(matrix.rows.dimension.name()));
    insert("column_dimension", json!(matrix.columns.dimension.name()));
    insert("row_headings", headings(&matrix.rows, &matrix.row_totals()));
    insert(
        "column_headings",
        headings(&matrix.columns, &matrix.column_totals()),
    );
    insert("total", json!(matrix.total()));
    insert("distinct", json!(matrix.distinct()));
    let amounts = matrix.amounts.iter().map(|amounts| &amounts.label);
    insert("amounts", json!(amounts.collect::<Vec<_>>()));
    let cells = view::matrix_cells(matrix, share, evidence);
    write(&WithRows(object, vec![("cells", &cells)]), output)
}

fn headings(axis: &Axis, totals: &[usize]) -> Json {
    let headings = axis.headings.iter().zip(totals);
    let headings = headings
        .map(|(heading, total)| json!({"id": heading.id, "label": heading.label, "total": total}));
    headings.collect()
}

/// Returns the object of an answer without its rows.
pub(super) fn start(title: &str, provenance: &Provenance, notes: &[String]) -> Map<String, Json> {
    let mut object = Map::new();
    object.insert("title".to_owned(), json!(title));
    object.insert("query".to_owned(), json!(provenance.query()));
    object.insert("dataset".to_owned(), provenance.dataset().clone());
    object.insert("stamp".to_owned(), json!(provenance.stamp()));
    object.insert("notes".to_owned(), json!(notes));
    object
}

fn write(object: &impl Serialize, output: &mut impl io::Write) -> Result<(), ExportError> {
    serde_json::to_writer_pretty(&mut *output, object).map_err(io::Error::from)?;
    Ok(writeln!(output)?)
}

/// The columns of a table whose rows are written one by one, with their names as they are written. A row costs no more than its
/// values: it is not made into an object before.
pub(super) struct RowWriter {
    columns: Vec<NamedColumn>,
    bytes: Vec<u8>,
}

/// A column with its names in JSON, each with a comma before and a colon after it.
struct NamedColumn {
    value_type: ValueType,
    name: String,
    /// The name of the label; `None` if its values have none.
    label: Option<String>,
    /// For each [`Missing`], the fields of a value that is missing, with their names.
    missing: [String; Missing::ALL.len()],
}

impl RowWriter {
    pub(super) fn new(columns: &[(&str, ValueType)]) -> Self {
        let named = |name: String| format!(",{}:", Json::from(name));
        let columns = columns.iter().map(|(id, value_type)| {
            let name = named((*id).to_owned());
            let label = has_label(*value_type).then(|| named(format!("{id}_label")));
            let nulls = label.iter().map(|label| format!("{label}null"));
            let nulls = format!("{name}null{}", nulls.collect::<String>());
            let reason = named(format!("{id}_missing"));
            NamedColumn {
                value_type: *value_type,
                missing: Missing::ALL
                    .map(|one| format!("{nulls}{reason}{}", Json::from(one.word()))),
                name,
                label,
            }
        });
        Self {
            columns: columns.collect(),
            bytes: Vec::new(),
        }
    }

    /// Writes a row as an object on one line, with the fields that [`insert`] gives it.
    pub(super) fn write(
        &mut self,
        row: &[Value<'_>],
        output: &mut impl io::Write,
    ) -> io::Result<()> {
        self.bytes.clear();
        for (value, column) in row.iter().zip(&self.columns) {
            if let Value::Missing(missing) = value {
                let fields = &column.missing[*missing as usize];
                self.bytes.extend_from_slice(fields.as_bytes());
                continue;
            }
            self.bytes.extend_from_slice(column.name.as_bytes());
            push_value(value, column.value_type, &mut self.bytes)?;
            if let Some(name) = &column.label {
                self.bytes.extend_from_slice(name.as_bytes());
                serde_json::to_writer(&mut self.bytes, &label(value))?;
            }
        }
        output.write_all(b"{")?;
        // Before the first name there is a comma too.
        output.write_all(self.bytes.get(1..).unwrap_or_default())?;
        output.write_all(b"}")
    }
}

/// Writes a value as [`json_value`] has it.
fn push_value(value: &Value<'_>, value_type: ValueType, bytes: &mut Vec<u8>) -> io::Result<()> {
    match (value, value_type) {
        (Value::Integer(number), _) => {
            bytes.extend_from_slice(itoa::Buffer::new().format(*number).as_bytes());
        }
        (Value::Term { id: text, .. } | Value::Text(text), _) => {
            serde_json::to_writer(bytes, &**text)?;
        }
        (value, value_type) => serde_json::to_writer(bytes, &json_value(value, value_type))?,
    }
    Ok(())
}

/// An object that ends with the rows of tables, each under its name. A row is an object only while it is written: there may be millions.
struct WithRows<'t>(Map<String, Json>, Vec<(&'t str, &'t Table)>);

impl Serialize for WithRows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(self.0.len() + self.1.len()))?;
        for (name, value) in &self.0 {
            object.serialize_entry(name, value)?;
        }
        for (name, table) in &self.1 {
            object.serialize_entry(name, &Rows(table))?;
        }
        object.end()
    }
}

/// The rows of a table.
struct Rows<'t>(&'t Table);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(rows(self.0))
    }
}

/// Returns the rows of a table as objects.
fn rows(table: &Table) -> impl Iterator<Item = Json> {
    table.rows.iter().map(|row| {
        let mut object = Map::new();
        let cells = table.columns.iter().zip(row);
        for (column, cell) in cells.filter(|(column, _)| column.is_for_programs()) {
            insert_column(&mut object, column, cell.value());
        }
        Json::Object(object)
    })
}

fn insert_column(object: &mut Map<String, Json>, column: &Column, value: &Value<'_>) {
    insert(object, &column.id, column.value_type, value);
}

/// Inserts a value under a name. A term also has its label, under the name with `_label`; a missing value is `null`, and
/// its reason is under the name with `_missing`.
pub(super) fn insert(
    object: &mut Map<String, Json>,
    name: &str,
    value_type: ValueType,
    value: &Value<'_>,
) {
    object.insert(name.to_owned(), json_value(value, value_type));
    if has_label(value_type) {
        object.insert(format!("{name}_label"), label(value));
    }
    if let Value::Missing(missing) = value {
        object.insert(format!("{name}_missing"), json!(missing.word()));
    }
}

fn has_label(value_type: ValueType) -> bool {
    matches!(
        value_type,
        ValueType::Term | ValueType::List(ValueType::Term)
    )
}

/// Returns a value as JSON, with ids for terms.
fn json_value(value: &Value<'_>, value_type: ValueType) -> Json {
    match (value, value_type) {
        (Value::Missing(_), _) => Json::Null,
        (Value::Integer(number), _) => json!(number),
        (Value::Real(number), _) => json!(number),
        (Value::Boolean(flag), ValueType::Integer) => json!(u8::from(*flag)),
        (Value::Boolean(flag), _) => json!(flag),
        (Value::Date(date), _) => json!(date.to_string()),
        (Value::Term { id, .. }, _) => json!(id),
        (Value::Text(text), _) => json!(text),
        (Value::List(items), ValueType::List(item)) => {
            items.iter().map(|value| json_value(value, *item)).collect()
        }
        (Value::Record(values), ValueType::Record(fields)) => {
            let mut object = Map::new();
            for (field, (_, value)) in fields.iter().zip(values) {
                insert(&mut object, field.name, field.value_type, value);
            }
            Json::Object(object)
        }
        (Value::List(_) | Value::Record(_), _) => Json::Null,
    }
}

/// Returns the label of a term, or the labels of a list of terms.
fn label(value: &Value<'_>) -> Json {
    match value {
        Value::Term { label, .. } => json!(label),
        Value::List(items) => items.iter().map(label).collect(),
        _ => Json::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Field;

    #[test]
    fn a_row_that_is_written_at_once_has_the_fields_of_the_object() {
        const FIELDS: &[Field] = &[
            Field {
                name: "motive",
                value_type: ValueType::Term,
                meaning: "A motive.",
            },
            Field {
                name: "since",
                value_type: ValueType::Date,
                meaning: "A date.",
            },
        ];
        let hostile = "a \"quote\", a \\, \u{7}\n\u{2028}é";
        let unknown = Value::Missing(Missing::Unknown);
        let term = || Value::term("id", hostile);
        let missing = Missing::ALL.into_iter().map(|one| {
            let name = one.word();
            (name, ValueType::TERMS, Value::Missing(one))
        });
        let columns = [
            ("text", ValueType::Text, Value::text(hostile)),
            ("name \"x\"", ValueType::Code, term()),
            ("term", ValueType::Term, term()),
            ("no_term", ValueType::Term, unknown.clone()),
            ("number", ValueType::Integer, Value::Integer(-3)),
            ("real", ValueType::Real, Value::Real(0.1)),
            ("flag", ValueType::Boolean, Value::Boolean(true)),
            ("flag_number", ValueType::Integer, Value::Boolean(true)),
            ("terms", ValueType::TERMS, Value::List(vec![term(), term()])),
            ("empty", ValueType::TERMS, Value::List(Vec::new())),
            (
                "record",
                ValueType::Record(FIELDS),
                Value::Record(vec![("motive", term()), ("since", unknown)]),
            ),
        ];
        let columns: Vec<_> = columns.into_iter().chain(missing).collect();
        let mut object = Map::new();
        for (name, value_type, value) in &columns {
            insert(&mut object, name, *value_type, value);
        }
        let names: Vec<(&str, ValueType)> = columns
            .iter()
            .map(|(name, kind, _)| (*name, *kind))
            .collect();
        let values: Vec<Value<'_>> = columns.iter().map(|(.., value)| value.clone()).collect();
        let mut writer = RowWriter::new(&names);
        let mut bytes = Vec::new();
        writer.write(&values, &mut bytes).expect("it is memory");
        assert_eq!(
            String::from_utf8(bytes).expect("it is text"),
            Json::Object(object).to_string()
        );
        let mut empty = Vec::new();
        RowWriter::new(&[])
            .write(&[], &mut empty)
            .expect("it is memory");
        assert_eq!(empty, b"{}");
    }
}
