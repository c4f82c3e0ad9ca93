//! What the benchmarks compare the loader with; not part of the interface.

use serde::Deserialize;

use super::record::DocumentRecord;

/// Reads every document of a text into records, as bare `serde_yaml` does, and counts the partnerships.
///
/// # Panics
/// Panics if the text is not sound; the benchmarks make their own texts.
pub fn read_records(text: &str) -> usize {
    let documents = serde_yaml::Deserializer::from_str(text);
    let records: Vec<DocumentRecord> = documents
        .map(|document| DocumentRecord::deserialize(document).expect("a generated text is sound"))
        .collect();
    records.iter().map(|record| record.partnerships.len()).sum()
}
