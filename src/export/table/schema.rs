//! JSON Schemas (draft-07) of answers.

use serde_json::{Map, Value as Json, json};

use crate::analysis::tables::TableDefinition;
use crate::model::{Missing, ValueType};
use crate::view::panel::PanelColumns;
use crate::view::{Column, Dossier, Table};

/// Returns the JSON Schema of a table in JSON, from tables of one kind that differ in their options. A column that not all
/// of them have is optional.
pub fn table_schema(tables: &[Table]) -> Json {
    answer([("rows", rows(tables.iter().map(|table| &*table.columns)))])
}

/// Returns the JSON Schema of dossiers in JSON, from dossiers that differ in kind or options: those of one kind have one
/// schema, in which what not all of them have is optional.
pub fn dossier_schema(dossiers: &[Dossier]) -> Json {
    let mut kinds: Vec<&str> = Vec::new();
    for dossier in dossiers {
        if !kinds.contains(&dossier.kind) {
            kinds.push(dossier.kind);
        }
    }
    let of_kind = |kind: &str| {
        let dossiers = dossiers.iter().filter(|dossier| dossier.kind == kind);
        kind_schema(kind, &dossiers.collect::<Vec<_>>())
    };
    any_of(kinds.into_iter().map(of_kind).collect())
}

/// Returns the JSON Schema of answers that have any of these schemas. An answer without rows may have several.
pub fn any_of(mut schemas: Vec<Json>) -> Json {
    match schemas.len() {
        1 => schemas.remove(0),
        _ => json!({"$schema": DRAFT, "anyOf": schemas}),
    }
}

fn kind_schema(kind: &str, dossiers: &[&Dossier]) -> Json {
    let facts = dossiers.iter().map(|dossier| {
        let facts = dossier.facts.iter().map(|fact| &fact.column);
        facts.collect::<Vec<_>>()
    });
    let facts: Vec<Vec<&Column>> = facts.collect();
    let facts = object(facts.iter().map(|facts| facts.iter().copied()));
    let sections = dossiers[0]
        .sections
        .iter()
        .enumerate()
        .map(|(index, section)| {
            let tables = dossiers
                .iter()
                .map(|dossier| &*dossier.sections[index].columns);
            (section.id, rows(tables))
        });
    let parts = [("kind", json!({"const": kind})), ("facts", facts)];
    answer(parts.into_iter().chain(sections))
}

/// Returns the JSON Schema of a matrix in JSON, from tables of its cells that differ in their options.
pub fn matrix_schema(cells: &[Table]) -> Json {
    let (text, number) = (json!({"type": "string"}), json!({"type": "integer"}));
    let heading = json!({
        "type": "object",
        "properties": {"id": text, "label": text, "total": number},
        "required": ["id", "label", "total"],
        "additionalProperties": false,
    });
    let headings = json!({"type": "array", "items": heading});
    answer([
        ("unit", text.clone()),
        ("row_dimension", text.clone()),
        ("column_dimension", text),
        ("row_headings", headings.clone()),
        ("column_headings", headings),
        ("total", number.clone()),
        ("distinct", number),
        (
            "amounts",
            json!({"type": "array", "items": {"type": "string"}}),
        ),
        ("cells", rows(cells.iter().map(|table| &*table.columns))),
    ])
}

/// Returns the JSON Schema of a table for statistics in JSON, from the columns that it has with each option.
pub fn panel_schema<R>(variants: &[PanelColumns<'_, R>]) -> Json {
    any_of(variants.iter().map(columns_schema).collect())
}

fn columns_schema<R>(panel: &PanelColumns<'_, R>) -> Json {
    let columns = panel.columns.iter();
    of_columns(columns.map(|one| (&*one.name, one.value_type, &*one.meaning)))
}

/// Returns the JSON Schema of a table of the relational projection in JSON. Dates of these tables are days, which the
/// schema states as their format; those as recorded are codes.
pub fn projected_schema(table: &TableDefinition) -> Json {
    let columns = table.columns.iter();
    let mut schema = of_columns(columns.map(|one| (one.name, one.value_type, one.meaning)));
    let columns = table.columns.iter();
    for day in columns.filter(|one| one.value_type == ValueType::Date) {
        schema["properties"]["rows"]["items"]["properties"][day.name]["format"] = json!("date");
    }
    schema
}

/// Returns the schema of an answer whose rows have these columns, with their types and meanings.
fn of_columns<'c>(columns: impl Iterator<Item = (&'c str, ValueType, &'c str)>) -> Json {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for (name, value_type, meaning) in columns {
        insert(&mut properties, name, value_type, meaning);
        required.push(name);
    }
    let row = closed(properties, required);
    answer([("rows", json!({"type": "array", "items": row}))])
}

/// Returns the JSON Schema of the findings of a check in JSON.
pub fn findings_schema() -> Json {
    let (text, number) = (
        json!({"type": ["string", "null"]}),
        json!({"type": ["integer", "null"]}),
    );
    let place = [
        ("file", &text),
        ("line", &number),
        ("column", &number),
        ("excerpt", &text),
    ];
    let string = json!({"type": "string"});
    let related = [("message", &string)].into_iter().chain(place);
    let mut related = of_fields(related);
    related["type"] = json!(["object", "null"]);
    let severity = json!({"enum": ["error", "warning", "note"]});
    let count = json!({"type": "integer"});
    let by_code = [
        ("code", &string),
        ("severity", &severity),
        ("findings", &count),
    ];
    let changed = [
        ("code", &string),
        ("usual", &severity),
        ("severity", &severity),
    ];
    let list = |fields: Json| json!({"type": "array", "items": fields});
    let by_code = list(of_fields(by_code.into_iter()));
    let changed = list(of_fields(changed.into_iter()));
    let head = [
        ("severity", &severity),
        ("code", &string),
        ("message", &string),
        ("hint", &text),
    ];
    let fields = head.into_iter().chain(place).chain([("related", &related)]);
    answer([
        ("by_code", by_code),
        ("changed_severities", changed),
        ("rows", list(of_fields(fields))),
    ])
}

/// Returns the schema of an object that has exactly these fields.
fn of_fields<'f>(fields: impl Iterator<Item = (&'f str, &'f Json)>) -> Json {
    let properties: Map<String, Json> = fields
        .map(|(name, schema)| (name.to_owned(), schema.clone()))
        .collect();
    let required: Vec<String> = properties.keys().cloned().collect();
    closed(properties, required)
}

const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// Returns the schema of an answer with these parts.
fn answer<'p>(parts: impl IntoIterator<Item = (&'p str, Json)>) -> Json {
    let text_or_null = json!({"type": ["string", "null"]});
    let mut properties = Map::new();
    let mut insert = |name: &str, schema: Json| properties.insert(name.to_owned(), schema);
    insert("title", json!({"type": "string"}));
    insert(
        "query",
        json!({
            "type": "object",
            "description": "The question: the subcommand and its arguments, the time, the coding and the filters.",
            "properties": {
                "subcommand": {"type": "string"},
                "arguments": {"type": "object"},
                "at": text_or_null,
                "during": text_or_null,
                "coding": text_or_null,
                "filters": {"type": "object"},
            },
            "required": ["subcommand", "arguments"],
            "additionalProperties": false,
        }),
    );
    insert(
        "dataset",
        json!({
            "type": "object",
            "properties": {"title": text_or_null, "version": text_or_null, "as_of": text_or_null},
            "required": ["title", "version", "as_of"],
            "additionalProperties": false,
        }),
    );
    insert("stamp", stamp());
    insert(
        "notes",
        json!({"type": "array", "items": {"type": "string"}}),
    );
    for (name, schema) in parts {
        insert(name, schema);
    }
    let required = properties.keys().cloned().collect();
    let mut schema = closed(properties, required);
    schema["$schema"] = json!(DRAFT);
    schema
}

/// Returns the schema of a stamp (see [`Stamp`](crate::analysis::Stamp)), which an answer about no dataset lacks.
fn stamp() -> Json {
    let (text, object) = (json!({"type": "string"}), json!({"type": "object"}));
    let text_or_null = json!({"type": ["string", "null"]});
    let dataset = [("title", &text_or_null), ("version", &text_or_null)];
    let dataset = of_fields(dataset.into_iter());
    let fields = [
        ("command", &text),
        ("dataset", &dataset),
        ("rests_on", &object),
        ("fingerprint", &text),
    ];
    let mut schema = of_fields(fields.into_iter());
    schema["type"] = json!(["object", "null"]);
    schema["properties"]["records"] = json!({
        "type": "object",
        "description": "A digest of each record that the answer rests on, with --stamp.",
        "additionalProperties": {"type": "string"},
    });
    schema
}

/// Returns the schema of the rows of tables that differ in their options.
fn rows<'t>(tables: impl Iterator<Item = &'t [Column]> + Clone) -> Json {
    json!({"type": "array", "items": object(tables.map(|columns| columns.iter()))})
}

/// Returns the schema of an object that has some of these columns; those that are in all of them are required.
fn object<'t, C: Iterator<Item = &'t Column>>(variants: impl Iterator<Item = C> + Clone) -> Json {
    let mut properties = Map::new();
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for column in variants
        .clone()
        .flatten()
        .filter(|column| column.is_for_programs())
    {
        insert(
            &mut properties,
            &column.id,
            column.value_type,
            &column.meaning,
        );
        match counts.iter_mut().find(|(id, _)| *id == column.id) {
            Some((_, count)) => *count += 1,
            None => counts.push((&column.id, 1)),
        }
    }
    let all = variants.count();
    let required = counts.into_iter().filter(|(_, count)| *count == all);
    closed(properties, required.map(|(id, _)| id.to_owned()).collect())
}

fn closed(properties: Map<String, Json>, required: Vec<impl Into<String>>) -> Json {
    let required: Vec<String> = required.into_iter().map(Into::into).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// Inserts the schema of a value, of its label, and of the reason why it is missing.
fn insert(properties: &mut Map<String, Json>, name: &str, value_type: ValueType, meaning: &str) {
    let mut schema = of_type(value_type);
    if !meaning.is_empty() {
        schema["description"] = json!(meaning);
    }
    properties.insert(name.to_owned(), schema);
    let label = match value_type {
        ValueType::Term => Some(of_type(ValueType::Text)),
        ValueType::List(ValueType::Term) => Some(of_type(ValueType::TEXTS)),
        _ => None,
    };
    if let Some(label) = label {
        properties.insert(format!("{name}_label"), label);
    }
    let words = Missing::ALL.map(Missing::word);
    properties.insert(format!("{name}_missing"), json!({"enum": words}));
}

/// Returns the schema of a value that may be `null`.
fn of_type(value_type: ValueType) -> Json {
    match value_type {
        ValueType::Integer => json!({"type": ["integer", "null"]}),
        ValueType::Real => json!({"type": ["number", "null"]}),
        ValueType::Boolean => json!({"type": ["boolean", "null"]}),
        ValueType::Date | ValueType::Code | ValueType::Term | ValueType::Text => {
            json!({"type": ["string", "null"]})
        }
        ValueType::List(item) => json!({"type": ["array", "null"], "items": of_type(*item)}),
        ValueType::Record(fields) => {
            let mut properties = Map::new();
            for field in fields {
                insert(&mut properties, field.name, field.value_type, field.meaning);
            }
            let mut schema = closed(properties, fields.iter().map(|field| field.name).collect());
            schema["type"] = json!(["object", "null"]);
            schema
        }
    }
}
