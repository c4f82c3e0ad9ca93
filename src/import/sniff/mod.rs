//! Drafts of mappings: what the columns of a file seem to be.
//!
//! A draft decides nothing. It is a mapping that can be read, with comments on what was counted, for its user to review.

mod draft;
mod guess;
mod profile;

use self::draft::{draft_graph, draft_table};
use self::profile::Profile;
use super::encoding::Decoder;
use super::error::ImportError;
use super::files::{open_table, read_to_end};
use super::format::FileFormat;
use super::graph_file::GraphFile;
use super::input::ImportFile;
use super::mapping::Mapping;
use super::table::Facts;

/// Drafts a mapping of files, as YAML with comments. The mapping given may name sheets, headers and separators.
///
/// # Errors
/// Returns an error if a file cannot be read.
///
/// ```
/// use interorg::import::{self, ImportFile, Mapping};
///
/// let table = "Country,Mission,From\nNorway,UNIFIL,1978\n";
/// let file = ImportFile::new("missions.csv", table.as_bytes());
/// let draft = import::sniff(vec![file], &Mapping::default())?;
/// assert!(draft.contains("shape: two-mode"));
/// assert!(Mapping::parse("draft", &draft).is_ok());
/// # Ok::<(), import::ImportError>(())
/// ```
pub fn sniff(files: Vec<ImportFile>, mapping: &Mapping) -> Result<String, ImportError> {
    let mut comments = vec![
        "Drafted by `interorg import --sniff`. Review it: the meanings are guessed from names and values.".to_owned(),
    ];
    let mut tables = Vec::new();
    for file in files {
        let name = file.name.clone();
        let record = mapping.table(&name);
        let open = file.open()?;
        let table = match open.format {
            FileFormat::Text | FileFormat::Workbook | FileFormat::Parquet => {
                open_table(&name, &record, open)?
            }
            format if format.is_bibliography() => {
                comments.push(format!("{name}: a bibliography needs no mapping"));
                continue;
            }
            format => {
                let bytes = read_to_end(&name, open.source)?;
                let text = Decoder::default().decode(&bytes).into_owned();
                let graph = GraphFile::read(&name, format, &text)?;
                let [nodes, edges] = graph.into_tables(&name, &Facts::default());
                tables.extend(draft_graph(&name, nodes, edges, &mut comments)?);
                continue;
            }
        };
        let header = table.header.as_ref().map(|row| row.number);
        let profile = Profile::of(table)?;
        tables.push(draft_table(&name, header, &profile, &mut comments));
    }
    Ok(draft::text(&comments, tables))
}
