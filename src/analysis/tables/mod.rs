//! The dataset as relational tables, for databases and data frames.
//!
//! The rules of time (see [`TimeFilter`](crate::graph::TimeFilter)) are applied here once, so that a reader of the tables needs
//! none of them:
//!
//! - **Days.** `first_day` and `end_day` are the days of a record, half-open: it is there on a day if `first_day <= day AND day <
//!   end_day`. Open ends are 0001-01-01 and 9999-12-31, and never missing.
//! - **Lifetimes.** `lifetime` has a row per period in which an organization exists, and a participation has a row per such period.
//! - **Predecessors.** `actor` has the organizations that act for another one, and when.
//! - **Doubt.** It is uncertain whether what is there on a day has begun if `start_doubt_day <= day AND day < start_sure_day`, and
//!   whether it still goes on if `end_doubt_day <= day AND day < end_sure_day`. What is not there on a day may be there if the day is
//!   before `first_day` and in the former range, or not before `end_day` and in the latter.
//!
//! Records refer to one another by ids. `ordinal` and `number` are sort keys: the places in the dataset. Tables of several parts (see
//! [`Ordinals`]) have the organizations in the order of their ids, and all else in the order of the parts. No name of a table or
//! column is a reserved word in SQLite, DuckDB, PostgreSQL or Spark.
//!
//! Each vocabulary is a table of its own, so that a foreign key names what it refers to: there is `organization_kind` and not
//! `kind`, and `motive_kind` is the vocabulary of motives, beside the table `motive` of those of partnerships. For the same reason
//! there is no table of relations of every kind, but `succession`, `membership` and `operation_succession`.
//!
//! Withdrawn claims, named views, and what a dataset says about its checks and its own words have no rows and columns of their own.
//! They are in `dataset_record`, which has every record of the dataset as a line of JSON, so that nothing is lost. `table_size` has
//! the number of rows of every other table.

mod annotations;
mod citations;
mod claimed;
mod days;
mod evidence;
mod motives;
mod names;
mod operations;
mod ordinals;
mod organizations;
mod partnerships;
mod records;
mod selected;
mod sources;
mod spells;
mod table;
mod texts;
mod vocabularies;

pub use self::names::{TABLE_NAMES, plural, table_named};
pub use self::ordinals::Ordinals;
pub use self::table::{ForeignKey, ProjectedTable, Rows, TableColumn, TableDefinition};

pub(crate) use self::vocabularies::CALENDAR;

use self::records::{dataset_record, table_size};
use crate::graph::Graph;
use crate::model::Confidence;

/// The version of the names and meanings of tables and columns.
pub const PROJECTION_VERSION: i64 = 4;

/// A dataset as relational tables, with the partnerships as every coding pass reads them.
///
/// ```
/// use interorg::analysis::tables::Projection;
/// use interorg::{dataset, graph::Graph};
///
/// let graph = Graph::new(dataset::builtin());
/// let projection = Projection::new(&graph);
/// let tables = projection.tables();
/// let partnership = tables.iter().find(|table| table.definition().name == "partnership");
/// // Six dyads, each read in two passes.
/// assert_eq!(partnership.map(|table| table.rows().count()), Some(12));
/// ```
pub struct Projection<'g> {
    graph: &'g Graph,
    /// The graphs of the other coding passes.
    passes: Vec<Graph>,
    /// The minimum confidence of the spells by which it is known how others end.
    min_confidence: Confidence,
    ordinals: Ordinals,
}

impl<'g> Projection<'g> {
    /// Reads a dataset. The graph must have the recorded partnerships of the first coding pass.
    pub fn new(graph: &'g Graph) -> Self {
        let passes = graph.dataset().passes().into_iter();
        let others = passes.filter(|coder| Some(*coder) != graph.coder());
        Self {
            graph,
            passes: others.map(|coder| graph.read_by(coder)).collect(),
            min_confidence: Confidence::Low,
            ordinals: Ordinals::default(),
        }
    }

    /// Sets the minimum confidence of a spell by which it is known how the one before it ends.
    #[must_use]
    pub fn with_min_confidence(self, min_confidence: Confidence) -> Self {
        Self {
            min_confidence,
            ..self
        }
    }

    /// Sets the sort keys of the records.
    #[must_use]
    pub fn with_ordinals(self, ordinals: Ordinals) -> Self {
        Self { ordinals, ..self }
    }

    /// Returns the tables. Each refers only to itself and to tables before it.
    pub fn tables(&self) -> Vec<ProjectedTable<'_>> {
        let mut tables = self.vocabularies();
        tables.extend(self.source_tables());
        tables.extend(self.organization_tables());
        tables.extend([self.partnership(), self.operation()]);
        tables.extend(self.statement_tables());
        tables.extend(self.operation_tables());
        tables.extend(self.partnership_tables());
        tables.extend(self.motive_tables());
        tables.extend(self.annotation_tables());
        tables.push(self.citation());
        tables.extend(self.text_tables());
        tables.push(dataset_record(self.graph, &self.ordinals));
        let sizes = table_size(&tables);
        tables.push(sizes);
        tables
    }

    /// Returns the graphs of all coding passes.
    fn readings(&self) -> impl Iterator<Item = &Graph> {
        std::iter::once(self.graph).chain(&self.passes)
    }
}
