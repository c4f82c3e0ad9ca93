//! What the benchmarks compare the loader with. Not part of the public interface.

use serde::Deserialize;

use super::record::DocumentRecord;

/// Reads every document of a text into records, as `serde_yaml` alone does, and returns the number of partnerships.
///
/// # Panics
/// Panics if the text is not sound. The benchmarks generate their own texts.
pub fn read_records(text: &str) -> usize {
    let documents = serde_yaml::Deserializer::from_str(text);
    let records = documents
        .map(|document| DocumentRecord::deserialize(document).expect("a generated text is sound"));
    let records: Vec<DocumentRecord> = records.collect();
    records.iter().map(|record| record.partnerships.len()).sum()
}
