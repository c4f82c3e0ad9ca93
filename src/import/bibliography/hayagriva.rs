//! Libraries of Hayagriva, whose entries are those of a dataset.

use super::entry::{Entry, ReadEntry};
use crate::dataset::read_record;
use crate::import::accounts::Outcome;
use crate::import::error::ImportError;
use crate::import::mapping::FieldsRecord;
use crate::import::write::json_to_yaml;

pub(super) fn read(name: &str, text: &str) -> Result<Vec<ReadEntry>, ImportError> {
    let library: FieldsRecord = read_record(name, text).map_err(ImportError::Mapping)?;
    let entries = library.0.iter().zip(1..).map(|((key, entry), line)| {
        let fields = entry.as_object().map(|fields| {
            let fields = fields.iter();
            fields
                .map(|(name, value)| (name.clone(), json_to_yaml(value)))
                .collect()
        });
        ReadEntry {
            line,
            raw: format!("{key}: {entry}"),
            result: match fields {
                Some(fields) => Ok(Entry {
                    key: key.clone(),
                    fields,
                    ..Entry::default()
                }),
                None => Err(Outcome::rejected(format!("`{key}` is not an entry"))),
            },
        }
    });
    Ok(entries.collect())
}
