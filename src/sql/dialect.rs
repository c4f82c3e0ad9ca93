//! The engines whose SQL is printed.

use crate::choice::choices;

choices! {
    /// An engine whose definitions of tables are printed. Questions need no dialect: the same text runs on all of them.
    pub enum Dialect {
        /// With the days as texts of ISO 8601.
        Sqlite = "sqlite": "SQLite, and `interorg query`",
        /// See <https://duckdb.org/docs/sql/statements/create_table>.
        DuckDb = "duckdb": "DuckDB",
        /// And engines that read its SQL, such as Citus or CockroachDB.
        Postgres = "postgres": "PostgreSQL",
        /// Without keys, which Spark does not check.
        Spark = "spark": "Apache Spark",
    }
}
