//! The relational tables as a data package of Frictionless (Data Package v2): a description of CSV files that programs read and
//! validate.

use std::io;

use serde_json::{Map, Value as Json, json};

use super::ExportError;
use super::stored::{StoredColumn, stored_columns};
use crate::analysis::tables::{ProjectedTable, TableDefinition};
use crate::model::{About, ValueType};

/// The profile that a package follows.
const PROFILE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";

/// A file of a package.
#[derive(Debug, Clone)]
pub struct PackagedFile {
    /// The name of the resource; for a table, its name.
    pub name: String,
    /// The path in the folder of the package.
    pub path: String,
    /// The media type.
    pub media_type: &'static str,
    /// The length in bytes.
    pub bytes: u64,
    /// The SHA-256 of its bytes as hexadecimal digits.
    pub sha256: String,
}

/// Writes the description of a package: what the dataset is, and its files, each with its checksum; those of tables with columns,
/// types and keys.
///
/// # Errors
/// Fails if the output cannot be written.
pub fn write_datapackage(
    about: &About,
    tables: &[ProjectedTable<'_>],
    files: &[PackagedFile],
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    let definitions: Vec<&TableDefinition> =
        tables.iter().map(ProjectedTable::definition).collect();
    let resources = files.iter().map(|file| {
        let mut definitions_of = definitions.iter();
        let table = definitions_of.find(|table| table.name == file.name);
        resource(file, table.copied(), &definitions)
    });
    let mut package = description(about);
    package.insert("resources".to_owned(), resources.collect());
    writeln!(output, "{:#}", Json::Object(package))?;
    Ok(())
}

fn description(about: &About) -> Map<String, Json> {
    let title = about.title.as_deref().unwrap_or("Dataset");
    let contributors = about.authors.iter();
    let contributors = contributors.map(|author| json!({"title": author, "roles": ["author"]}));
    let contributors: Vec<Json> = contributors.collect();
    let licences = about.licence.iter().map(|licence| json!({"name": licence}));
    let licences: Vec<Json> = licences.collect();
    let fields = [
        ("$schema", Some(PROFILE.into())),
        ("name", Some(slug(title).into())),
        ("title", Some(title.into())),
        ("description", about.description.as_deref().map(Json::from)),
        ("version", about.version.as_deref().map(Json::from)),
        ("homepage", about.url.as_deref().map(Json::from)),
        (
            "licenses",
            Some(licences.into()).filter(|_| about.licence.is_some()),
        ),
        (
            "contributors",
            Some(contributors.into()).filter(|_| !about.authors.is_empty()),
        ),
    ];
    let fields = fields.into_iter();
    fields
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
}

/// Returns a text as a name: lower-case ASCII letters and digits, with hyphens between words.
fn slug(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        "dataset".to_owned()
    } else {
        words.join("-").to_ascii_lowercase()
    }
}

fn resource(
    file: &PackagedFile,
    table: Option<&TableDefinition>,
    tables: &[&TableDefinition],
) -> Json {
    let mut resource = json!({
        "name": file.name,
        "path": file.path,
        "mediatype": file.media_type,
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": format!("sha256:{}", file.sha256),
    });
    if let Some(table) = table {
        resource["description"] = table.meaning.into();
        resource["type"] = "table".into();
        resource["format"] = "csv".into();
        resource["schema"] = schema(table, tables);
    }
    resource
}

fn schema(table: &TableDefinition, tables: &[&TableDefinition]) -> Json {
    let fields: Vec<Json> = stored_columns(table).iter().map(field).collect();
    let foreign = table.foreign_keys.iter().map(|foreign| {
        let other = tables.iter().find(|other| other.name == foreign.table);
        let key = other.map_or(&[][..], |other| other.key);
        json!({"fields": foreign.columns, "reference": {"resource": foreign.table, "fields": key}})
    });
    let foreign: Vec<Json> = foreign.collect();
    json!({
        "fields": fields,
        "missingValues": [""],
        "primaryKey": table.key,
        "foreignKeys": foreign,
    })
}

fn field(column: &StoredColumn) -> Json {
    let kind = match column.value_type() {
        ValueType::Integer => "integer",
        ValueType::Real => "number",
        ValueType::Boolean => "boolean",
        ValueType::Date => "date",
        _ => "string",
    };
    let mut field = json!({"name": column.name(), "type": kind, "description": column.meaning()});
    // A free text may be empty, which reads like a missing value.
    if !column.is_optional() && column.value_type() != ValueType::Text {
        field["constraints"] = json!({"required": true});
    }
    field
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name() {
        assert_eq!(
            slug("Partnerships of the UN, 2nd ed."),
            "partnerships-of-the-un-2nd-ed"
        );
        assert_eq!(slug("Γ"), "dataset");
    }
}
