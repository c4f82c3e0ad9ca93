//! The formats of files that can be imported.

use std::path::Path;

use crate::choice::choices;

choices! {
    /// The format of a file.
    pub enum FileFormat {
        Text = "text": "a table in a text: CSV, TSV, or with another separator",
        Workbook = "workbook": "a sheet of Excel or OpenDocument",
    }
}

impl FileFormat {
    /// Returns the extensions of files in the format, in lower case.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["csv", "tsv", "tab", "txt"],
            Self::Workbook => &["xlsx", "xlsm", "xlsb", "xls", "ods"],
        }
    }

    /// Returns the format of a file by its extension, or else by its first bytes.
    pub(super) fn of(name: &str, start: &[u8]) -> Self {
        let extension = Path::new(name).extension().unwrap_or_default();
        let extension = extension.to_string_lossy().to_lowercase();
        let mut all = Self::ALL.iter().copied();
        let named = all.find(|format| format.extensions().contains(&&*extension));
        named.unwrap_or_else(|| Self::of_start(start))
    }

    fn of_start(start: &[u8]) -> Self {
        // A ZIP archive, and the compound files of old Excel.
        if start.starts_with(b"PK\x03\x04") || start.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            return Self::Workbook;
        }
        Self::Text
    }
}
