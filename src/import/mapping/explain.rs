//! The keys of a mapping, explained from the doc comments of its records.

use schemars::generate::SchemaSettings;
use serde_json::Value as Json;

use super::record::MappingRecord;

/// Returns the keys of a mapping with their meanings, as Markdown.
///
/// ```
/// let reference = interorg::import::explain_mapping();
/// assert!(reference.contains("- `shape`: The shape of the table. One of edges, two-mode,"));
/// ```
pub fn explain_mapping() -> String {
    let generator = SchemaSettings::draft07().into_generator();
    let schema: Json = generator.into_root_schema_for::<MappingRecord>().into();
    let mut text = section("A mapping", &schema);
    let definitions = schema.get("definitions").and_then(Json::as_object);
    for (name, definition) in definitions.into_iter().flatten() {
        text.push('\n');
        text += &section(title(name), definition);
    }
    text
}

/// Returns the heading of a record.
fn title(name: &str) -> &str {
    match name {
        "Conflicts" => "`conflicts`",
        "Entity" => "`organization`, `operation`, `from`, `to`",
        "ImportedAmount" => "`amounts`",
        "ImportedPhase" => "`phases`",
        "ImportedRole" => "`roles`",
        "Operations" => "`operations`",
        "Part" => "`parts`",
        "Split" => "`split`",
        "Table" => "`tables`",
        name => name,
    }
}

fn section(title: &str, record: &Json) -> String {
    let mut text = format!("## {title}\n\n{}\n\n", description(record));
    let properties = record.get("properties").and_then(Json::as_object);
    for (key, property) in properties.into_iter().flatten() {
        text += &format!(
            "- `{key}`: {}{}\n",
            description(property),
            choices(property)
        );
    }
    text
}

fn description(schema: &Json) -> String {
    let text = schema.get("description").and_then(Json::as_str);
    text.unwrap_or_default().replace('\n', " ")
}

/// Returns the words that a key takes, if only some are allowed.
fn choices(property: &Json) -> String {
    let own = property.get("enum");
    let alternatives = property.get("anyOf").and_then(Json::as_array);
    let of_alternative = alternatives
        .into_iter()
        .flatten()
        .find_map(|one| one.get("enum"));
    let words = own.or(of_alternative).and_then(Json::as_array);
    let words: Vec<&str> = words
        .into_iter()
        .flatten()
        .filter_map(Json::as_str)
        .collect();
    if words.is_empty() {
        String::new()
    } else {
        format!(" One of {}.", words.join(", "))
    }
}
