//! The tables of a dataset in memory, for statements that only read.

use std::time::Duration;

use super::error::SqlError;
use super::rows::ResultRows;
use crate::analysis::tables::Projection;

/// The tables of a dataset in memory.
///
/// Statements can read the tables and nothing else: no file, no setting and no extension.
///
/// ```
/// # #[cfg(feature = "sqlite")] {
/// use interorg::analysis::tables::Projection;
/// use interorg::sql::{Database, Limits};
/// use interorg::{dataset, graph::Graph, model::Value};
///
/// let graph = Graph::new(dataset::builtin());
/// let database = Database::new(&Projection::new(&graph))?;
/// let founded = "SELECT count(*) FROM organization WHERE first_day < DATE '1950-01-01'";
/// let answer = database.select(founded, Limits::default())?;
/// assert_eq!(answer.rows, [[Some(Value::Integer(2))]]);
/// assert!(database.select("DELETE FROM organization", Limits::default()).is_err());
/// # }
/// # Ok::<(), interorg::sql::SqlError>(())
/// ```
pub struct Database {
    #[cfg(feature = "sqlite")]
    connection: rusqlite::Connection,
}

/// What a statement may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The maximum number of rows of the answer.
    pub max_rows: usize,
    /// The maximum time.
    pub timeout: Duration,
}

impl Default for Limits {
    /// A hundred thousand rows, and a minute.
    fn default() -> Self {
        Self {
            max_rows: 100_000,
            timeout: Duration::from_secs(60),
        }
    }
}

impl Database {
    /// Builds the tables of a dataset, with their indexes and views.
    ///
    /// # Errors
    /// Fails if the program was built without the feature `sqlite`, or if SQLite runs out of memory.
    pub fn new(projection: &Projection<'_>) -> Result<Self, SqlError> {
        #[cfg(feature = "sqlite")]
        {
            let connection = crate::export::sqlite_database(&projection.tables());
            let connection = connection.map_err(|error| statement::refused(&error))?;
            statement::only_reads(&connection).map_err(|error| statement::refused(&error))?;
            Ok(Self { connection })
        }
        #[cfg(not(feature = "sqlite"))]
        {
            let _ = projection;
            Err(SqlError::NotBuilt)
        }
    }

    /// Limits the memory of all databases of this process to these bytes. Statements that need more fail. A later call can only
    /// lower the limit.
    ///
    /// # Errors
    /// Fails if the program was built without the feature `sqlite`.
    pub fn limit_memory(bytes: u64) -> Result<(), SqlError> {
        #[cfg(feature = "sqlite")]
        {
            statement::limit_memory(bytes).map_err(|error| statement::refused(&error))
        }
        #[cfg(not(feature = "sqlite"))]
        {
            let _ = bytes;
            Err(SqlError::NotBuilt)
        }
    }

    /// Runs one statement. Literals such as `DATE '2005-12-31'` are read as days, as other engines do.
    ///
    /// # Errors
    /// Fails if the statement is wrong, does more than read, or takes more than a limit.
    pub fn select(&self, statement: &str, limits: Limits) -> Result<ResultRows, SqlError> {
        #[cfg(feature = "sqlite")]
        {
            statement::select(&self.connection, statement, limits)
        }
        #[cfg(not(feature = "sqlite"))]
        {
            let _ = (statement, limits);
            Err(SqlError::NotBuilt)
        }
    }
}

#[cfg(feature = "sqlite")]
mod statement {
    //! A statement of SQLite that only reads, within limits.

    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Instant;

    use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
    use rusqlite::limits::Limit;
    use rusqlite::types::ValueRef;
    use rusqlite::{Connection, ErrorCode, Statement};

    use super::Limits;
    use crate::model::Value;
    use crate::sql::days_as_texts::with_days_as_texts;
    use crate::sql::error::SqlError;
    use crate::sql::rows::ResultRows;

    /// The steps of SQLite between two looks at the clock.
    const STEPS: i32 = 10_000;
    /// The maximum length of a text, in bytes.
    const MAX_LENGTH: i32 = 16 << 20;

    pub(super) fn limit_memory(bytes: u64) -> rusqlite::Result<()> {
        let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
        Connection::open_in_memory()?.pragma_update(None, "hard_heap_limit", bytes)
    }

    /// Forbids everything but reading the tables.
    pub(super) fn only_reads(connection: &Connection) -> rusqlite::Result<()> {
        // What is sorted stays in memory, where it is limited.
        connection.pragma_update(None, "temp_store", "memory")?;
        connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, MAX_LENGTH)?;
        connection.authorizer(Some(|context: AuthContext<'_>| authorize(&context)))
    }

    fn authorize(context: &AuthContext<'_>) -> Authorization {
        match context.action {
            AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => {
                Authorization::Allow
            }
            AuthAction::Function { function_name }
                if !function_name.eq_ignore_ascii_case("load_extension") =>
            {
                Authorization::Allow
            }
            _ => Authorization::Deny,
        }
    }

    pub(super) fn select(
        connection: &Connection,
        text: &str,
        limits: Limits,
    ) -> Result<ResultRows, SqlError> {
        let is_late = Arc::new(AtomicBool::new(false));
        let started = Instant::now();
        let late = Arc::clone(&is_late);
        let watch = move || {
            let is_over = started.elapsed() > limits.timeout;
            late.fetch_or(is_over, Ordering::Relaxed);
            is_over
        };
        let failed = |error: rusqlite::Error| match error.sqlite_error_code() {
            Some(ErrorCode::OperationInterrupted) if is_late.load(Ordering::Relaxed) => {
                SqlError::TooLong {
                    limit: limits.timeout,
                }
            }
            _ => refused(&error),
        };
        connection
            .progress_handler(STEPS, Some(watch))
            .map_err(failed)?;
        let statement = connection.prepare(&with_days_as_texts(text));
        let mut statement = statement.map_err(|error| failed(error).in_characters_of(text))?;
        if !statement.readonly() {
            return Err(SqlError::NotReadOnly);
        }
        if statement.column_count() == 0 {
            return Err(SqlError::Empty);
        }
        read(&mut statement, limits, failed)
    }

    fn read(
        statement: &mut Statement<'_>,
        limits: Limits,
        failed: impl Fn(rusqlite::Error) -> SqlError,
    ) -> Result<ResultRows, SqlError> {
        let columns = statement.columns();
        let is_boolean: Vec<bool> = columns
            .iter()
            .map(|column| column.decl_type() == Some("BOOLEAN"))
            .collect();
        let names = columns.iter().map(|column| column.name().to_owned());
        let columns = distinct(names.collect());
        let mut rows = Vec::new();
        let mut found = statement.query([]).map_err(&failed)?;
        while let Some(row) = found.next().map_err(&failed)? {
            if rows.len() == limits.max_rows {
                return Err(SqlError::TooManyRows {
                    limit: limits.max_rows,
                });
            }
            let mut values = Vec::with_capacity(columns.len());
            for (index, is_boolean) in is_boolean.iter().enumerate() {
                values.push(value(row.get_ref(index).map_err(&failed)?, *is_boolean));
            }
            rows.push(values);
        }
        Ok(ResultRows { columns, rows })
    }

    fn value(value: ValueRef<'_>, is_boolean: bool) -> Option<Value<'static>> {
        Some(match value {
            ValueRef::Null => return None,
            ValueRef::Integer(number) if is_boolean => Value::Boolean(number != 0),
            ValueRef::Integer(number) => Value::Integer(number),
            ValueRef::Real(number) if number.is_finite() => Value::Real(number),
            ValueRef::Real(number) => Value::text(number.to_string()),
            ValueRef::Text(text) => Value::text(String::from_utf8_lossy(text).into_owned()),
            ValueRef::Blob(bytes) => {
                let digits: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
                Value::text(format!("X'{digits}'"))
            }
        })
    }

    /// Returns the names with a number behind each that occurred before.
    fn distinct(names: Vec<String>) -> Vec<String> {
        let mut distinct: Vec<String> = Vec::new();
        for name in names {
            let numbered = (2..).map(|number| format!("{name}_{number}"));
            let mut candidates = std::iter::once(name.clone()).chain(numbered);
            let free = candidates.find(|candidate| !distinct.contains(candidate));
            distinct.extend(free);
        }
        distinct
    }

    /// Returns the error of a statement as SQLite states it.
    pub(super) fn refused(error: &rusqlite::Error) -> SqlError {
        match error {
            rusqlite::Error::MultipleStatement => SqlError::SeveralStatements,
            rusqlite::Error::SqlInputError { msg, offset, .. } => SqlError::Refused {
                message: msg.clone(),
                at: usize::try_from(*offset).ok(),
            },
            rusqlite::Error::SqliteFailure(failure, _)
                if failure.code == ErrorCode::AuthorizationForStatementDenied =>
            {
                SqlError::NotReadOnly
            }
            error if error.sqlite_error_code() == Some(ErrorCode::OutOfMemory) => {
                SqlError::TooMuchMemory
            }
            error => SqlError::Refused {
                message: error.to_string(),
                at: None,
            },
        }
    }
}
