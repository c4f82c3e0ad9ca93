//! Views and pictures written in formats: one module per format, one registry of them all.

mod answer;
mod bibliography;
mod claim_name;
mod error;
mod escape;
mod format;
mod graph;
mod package;
mod page;
mod parquet;
mod picture;
mod property_graph;
mod provenance;
mod rdf;
mod restore;
mod sqlite;
mod stamp;
mod stored;
mod table;
mod xlsx;

pub use self::answer::Answer;
#[cfg(feature = "cite")]
pub use self::bibliography::CslStyle;
pub use self::bibliography::{
    BibliographyOptions, LeftOutField, Markup, Style, UnknownStyle, left_out_fields,
    write_bibliography,
};
pub use self::error::ExportError;
pub use self::format::{Content, Format};
pub use self::graph::{
    GraphDocument, GraphLayout, GraphOptions, GraphTable, write_graph, write_graph_table,
};
pub use self::package::{
    FileDigest, PackagedFile, write_checksums, write_citation_file, write_datacite,
    write_datapackage, write_licence, write_schema_org,
};
pub use self::page::{Page, PageOptions, PageSize};
pub use self::parquet::write_parquet;
#[cfg(feature = "pdf")]
pub use self::picture::embed_fonts;
pub use self::picture::{
    Resolution, WriteOptions, with_unique_ids, write_caption, write_dot_without_layout,
    write_picture,
};
pub use self::property_graph::{
    LIST_SEPARATOR, PropertyGraph, PropertyTable, property_graph, write_cypher,
    write_property_table,
};
pub use self::provenance::Provenance;
pub use self::rdf::{DEFAULT_BASE, SHAPES, VOCABULARY, write_rdf};
pub use self::restore::{
    RestoreError, RowProblem, StoredTables, TableDifference, WrongSize, restore,
};
#[cfg(feature = "sqlite")]
pub(crate) use self::sqlite::sqlite_database;
pub use self::sqlite::write_sqlite;
pub(crate) use self::sqlite::{VIEWS, create_indexes, create_table};
pub use self::stamp::find_stamp;
pub(crate) use self::stored::{StoredColumn, stored_columns, stored_row};
pub use self::table::{
    CsvOptions, MissingStyle, dossier_schema, findings_schema, matrix_schema, panel_schema,
    projected_schema, table_schema, write_dossier, write_dossier_csv, write_dossier_json,
    write_findings_json, write_matrix_json, write_packaged_csv, write_panel, write_panel_codebook,
    write_projected, write_projected_csv, write_projection_codebook, write_rows_json, write_table,
    write_table_csv, write_table_json, write_table_rows,
};
pub use self::xlsx::write_xlsx;
