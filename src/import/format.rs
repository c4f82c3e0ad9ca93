//! The formats of files that can be imported.

use std::path::Path;

use crate::choice::choices;

choices! {
    /// The format of a file.
    pub enum FileFormat {
        Text = "text": "a table in a text: CSV, TSV, or with another separator",
        Workbook = "workbook": "a sheet of Excel or OpenDocument",
        Parquet = "parquet": "a table in Apache Parquet",
        GraphMl = "graphml": "a graph in GraphML",
        Gexf = "gexf": "a graph in GEXF, with spells",
        Gml = "gml": "a graph in GML",
        Pajek = "pajek": "a graph in the format of Pajek",
        Dl = "dl": "a graph in the data language of UCINET",
        Bibtex = "bibtex": "a bibliography in BibTeX or BibLaTeX",
        Ris = "ris": "a bibliography in RIS",
        CslJson = "csl-json": "a bibliography in CSL-JSON",
        Hayagriva = "hayagriva": "a bibliography in YAML, as Typst reads it",
        Json = "json": "a graph in JSON, as networkx, D3 and Cytoscape write it",
    }
}

impl FileFormat {
    /// Returns the extensions of files in the format, in lower case.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["csv", "tsv", "tab", "txt"],
            Self::Workbook => &["xlsx", "xlsm", "xlsb", "xls", "ods"],
            Self::Parquet => &["parquet", "pq"],
            Self::GraphMl => &["graphml"],
            Self::Gexf => &["gexf"],
            Self::Gml => &["gml"],
            Self::Pajek => &["net", "paj"],
            Self::Dl => &["dl"],
            Self::Bibtex => &["bib", "bibtex"],
            Self::Ris => &["ris"],
            Self::CslJson => &["csljson"],
            Self::Hayagriva => &["yaml", "yml"],
            Self::Json => &["json", "cyjs"],
        }
    }

    /// Returns `true` if a file in the format is a bibliography.
    pub fn is_bibliography(self) -> bool {
        matches!(
            self,
            Self::Bibtex | Self::Ris | Self::CslJson | Self::Hayagriva
        )
    }

    /// Returns `true` if a file in the format is a graph, with a table of nodes and a table of edges.
    pub fn is_graph(self) -> bool {
        matches!(
            self,
            Self::GraphMl | Self::Gexf | Self::Gml | Self::Pajek | Self::Dl | Self::Json
        )
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
        if start.starts_with(b"PAR1") {
            return Self::Parquet;
        }
        Self::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_a_table_a_graph_or_a_bibliography() {
        let kinds = FileFormat::ALL
            .iter()
            .map(|format| (format.is_graph(), format.is_bibliography()));
        let count = |kind| kinds.clone().filter(|one| *one == kind).count();
        assert_eq!(
            [
                count((false, false)),
                count((true, false)),
                count((false, true))
            ],
            [3, 6, 4]
        );
        assert!(!FileFormat::Text.is_graph() && FileFormat::Gexf.is_graph());
    }
}
