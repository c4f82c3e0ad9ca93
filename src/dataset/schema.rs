//! The JSON Schema of the YAML files, made from the records.

use schemars::generate::SchemaSettings;
use serde_json::Value as Json;

use super::record::DocumentRecord;

/// Returns the JSON Schema (draft-07) of one YAML document of a dataset.
pub(super) fn document_schema() -> Json {
    let generator = SchemaSettings::draft07().into_generator();
    generator.into_root_schema_for::<DocumentRecord>().into()
}
