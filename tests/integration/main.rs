//! The integration tests, in one binary.

#[cfg(feature = "cli")]
mod analysis;
#[cfg(feature = "cli")]
mod answers;
mod arranging;
mod asking;
#[cfg(feature = "cli")]
mod bombs;
#[cfg(all(feature = "cli", feature = "cite", unix))]
mod built;
#[cfg(feature = "cli")]
mod by_hand;
#[cfg(feature = "cite")]
mod checking;
mod citing;
#[cfg(feature = "cli")]
mod command;
mod definitions;
mod diffing;
#[cfg(feature = "cli")]
mod directed;
mod doubts;
#[cfg(feature = "cli")]
mod edges;
mod elements;
#[cfg(all(feature = "cli", unix))]
mod engine_parts;
#[cfg(all(feature = "cli", feature = "sqlite", unix))]
mod engines;
#[cfg(all(feature = "cli", feature = "cite", unix))]
mod escapes;
#[cfg(feature = "cli")]
mod existence;
#[cfg(feature = "cli")]
mod explore;
#[cfg(feature = "cli")]
mod figures;
mod fixtures;
#[cfg(feature = "cli")]
mod foreign;
#[cfg(all(feature = "cli", feature = "png", feature = "pdf"))]
mod formats;
#[cfg(feature = "cli")]
mod gallery;
#[cfg(feature = "cli")]
mod given_dates;
#[cfg(feature = "cli")]
mod graph_formats;
#[cfg(feature = "cli")]
mod graph_readers;
#[cfg(feature = "cli")]
mod hostile;
#[cfg(all(feature = "cli", feature = "cite", feature = "import"))]
mod idle_options;
#[cfg(feature = "cli")]
mod import_amounts;
#[cfg(feature = "cli")]
mod import_formats;
mod import_graphs;
#[cfg(feature = "cli")]
mod importing;
#[cfg(feature = "cli")]
mod inputs;
#[cfg(feature = "cli")]
mod interchange;
#[cfg(feature = "cli")]
mod joint_records;
#[cfg(feature = "cli")]
mod languages;
mod layering;
#[cfg(feature = "cli")]
mod limits;
#[cfg(feature = "cli")]
mod manuals;
#[cfg(feature = "cli")]
mod matrix;
mod measures;
#[cfg(feature = "cli")]
mod motives_in_time;
#[cfg(feature = "cli")]
mod names;
mod narrowing;
mod observations;
#[cfg(feature = "cli")]
mod one_table;
#[cfg(feature = "cli")]
mod other_data;
#[cfg(feature = "cli")]
mod packages;
mod page_answers;
mod pages;
#[cfg(feature = "cli")]
mod passes;
mod pictures;
mod plausible;
#[cfg(all(feature = "cli", feature = "sqlite"))]
mod printed_sql;
#[cfg(all(feature = "cli", target_os = "linux"))]
mod progress;
mod properties;
mod property_graphs;
mod rdf;
mod readers;
#[cfg(feature = "cli")]
mod readme;
#[cfg(feature = "cli")]
mod real_size;
#[cfg(feature = "cli")]
mod record_time;
#[cfg(feature = "cli")]
mod rendering;
#[cfg(feature = "cli")]
mod restored_files;
mod restoring;
mod schema;
#[cfg(feature = "cli")]
mod severities;
#[cfg(feature = "cli")]
mod snapshots;
#[cfg(all(feature = "cli", feature = "sqlite"))]
mod sql;
#[cfg(feature = "cli")]
mod stamps;
#[cfg(all(feature = "cli", unix))]
mod streams;
#[cfg(feature = "cite")]
mod styles;
#[cfg(feature = "cli")]
#[cfg(feature = "cli")]
mod supply;
mod support;
#[cfg(feature = "cli")]
mod table_files;
#[cfg(all(
    feature = "cli",
    feature = "sqlite",
    any(feature = "parquet", feature = "xlsx")
))]
mod table_formats;
mod tables;
#[cfg(all(feature = "cli", feature = "png", feature = "pdf"))]
mod tagged;
#[cfg(feature = "cli")]
mod ties;
mod timed;
mod timelines;
mod views;
#[cfg(all(feature = "cli", feature = "png", feature = "pdf"))]
mod vignettes;
mod weights;
#[cfg(all(feature = "cli", unix))]
mod whole_files;
mod wording;
mod writing;
mod yaml_texts;
