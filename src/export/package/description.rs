//! The description of a data package of Frictionless (Data Package v2), which programs read and validate.

use std::io;

use serde_json::{Map, Value as Json, json};

use super::facts::present;
use super::file::PackagedFile;
use crate::analysis::tables::{ProjectedTable, TableDefinition};
use crate::export::error::ExportError;
use crate::export::stored::{StoredColumn, stored_columns};
use crate::model::{About, ValueType};

/// The profile that a package follows.
const PROFILE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";

/// The name of the resource with the text of the licence.
const LICENCE: &str = "licence";

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
    let mut package = description(about, files);
    package.insert("resources".to_owned(), resources.collect());
    writeln!(output, "{:#}", Json::Object(package))?;
    Ok(())
}

fn description(about: &About, files: &[PackagedFile]) -> Map<String, Json> {
    let title = about.title.as_deref().unwrap_or("Dataset");
    let contributors = about.authors.iter();
    let contributors = contributors.map(|author| json!({"title": author, "roles": ["author"]}));
    let contributors: Vec<Json> = contributors.collect();
    let licences = about
        .licence
        .as_deref()
        .map(|licence| licences(licence, files));
    let fields = [
        ("$schema", Some(PROFILE.into())),
        ("name", Some(slug(title).into())),
        ("title", Some(title.into())),
        ("description", about.description.as_deref().map(Json::from)),
        ("version", about.version.as_deref().map(Json::from)),
        ("homepage", about.url.as_deref().map(Json::from)),
        ("licenses", licences),
        (
            "contributors",
            Some(contributors.into()).filter(|_| !about.authors.is_empty()),
        ),
    ];
    present(fields)
}

/// Returns the licence, with the file that has its text.
fn licences(licence: &str, files: &[PackagedFile]) -> Json {
    let mut files = files.iter();
    match files.find(|file| file.name == LICENCE) {
        Some(file) => json!([{"name": licence, "path": file.path}]),
        None => json!([{"name": licence}]),
    }
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
    });
    if let Some(extension) = file.extension() {
        resource["format"] = extension.into();
    }
    if let Some(digest) = &file.digest {
        resource["bytes"] = digest.bytes.into();
        resource["hash"] = format!("sha256:{}", digest.sha256).into();
    }
    if let Some(table) = table {
        resource["description"] = table.meaning.into();
        resource["type"] = "table".into();
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
