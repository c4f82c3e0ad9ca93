//! Why a statement has no answer.

use std::error::Error;
use std::fmt;
use std::time::Duration;

/// Why a statement has no answer.
#[derive(Debug)]
#[non_exhaustive]
pub enum SqlError {
    /// The program was built without SQLite.
    NotBuilt,
    /// The question has a part that is not answered in SQL.
    NotInSql {
        /// The part.
        what: &'static str,
    },
    /// A text has a character that engines read differently within a string.
    NoLiteral {
        /// The text.
        text: String,
    },
    /// SQLite refuses the statement, or fails while it runs.
    Refused {
        /// What SQLite says.
        message: String,
        /// Where in the statement the error is, in characters from 0, if SQLite knows.
        at: Option<usize>,
    },
    /// The statement does more than read.
    NotReadOnly,
    /// The text has several statements.
    SeveralStatements,
    /// The text has no statement.
    Empty,
    /// The answer has more rows than the limit.
    TooManyRows {
        /// The limit.
        limit: usize,
    },
    /// The statement runs longer than the limit.
    TooLong {
        /// The limit.
        limit: Duration,
    },
    /// The tables or the statement need more memory than the limit of the process.
    TooMuchMemory,
}

impl SqlError {
    /// Returns the error with a position in characters of the statement, instead of one in bytes.
    #[cfg(feature = "sqlite")]
    pub(super) fn in_characters_of(mut self, statement: &str) -> Self {
        if let Self::Refused { at: Some(at), .. } = &mut self {
            let before = statement.char_indices().take_while(|(byte, _)| byte < at);
            *at = before.count();
        }
        self
    }

    /// Returns a sentence that says what to do, if there is something to suggest.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NotBuilt => Some("Build it with the feature `sqlite`."),
            Self::NotReadOnly | Self::Empty => {
                Some("Write a statement such as `SELECT id, name FROM organization`.")
            }
            Self::NotInSql { .. } => Some("Leave it out, or ask without `sql`."),
            Self::NoLiteral { .. } => {
                Some("Engines read quotes, backslashes and control characters differently.")
            }
            Self::SeveralStatements => Some("Run them one by one."),
            Self::TooManyRows { .. } => Some("Add LIMIT or a condition, or raise --max-rows."),
            Self::TooLong { .. } => {
                Some("Begin with the smallest table and join by ids, or raise --timeout.")
            }
            Self::TooMuchMemory => Some("Ask for less at once, or raise --max-memory."),
            Self::Refused { message, .. }
                if message.starts_with("no such table")
                    || message.starts_with("no such column") =>
            {
                Some("`interorg sql --schema sqlite` prints the tables and their columns.")
            }
            Self::Refused { .. } => None,
        }
    }
}

impl fmt::Display for SqlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotBuilt => f.write_str("this program was built without SQLite"),
            Self::NotInSql { what } => write!(f, "{what} cannot be printed as SQL"),
            Self::NoLiteral { text } => write!(f, "`{text}` cannot be written in SQL"),
            Self::Refused { message, at: None } => f.write_str(message),
            Self::Refused {
                message,
                at: Some(at),
            } => write!(f, "{message} (at character {})", at + 1),
            Self::NotReadOnly => f.write_str("the statement does more than read"),
            Self::SeveralStatements => f.write_str("there are several statements"),
            Self::Empty => f.write_str("there is no statement"),
            Self::TooManyRows { limit } => write!(f, "the answer has more than {limit} rows"),
            Self::TooLong { limit } => {
                write!(
                    f,
                    "the statement runs longer than {} s",
                    limit.as_secs_f64()
                )
            }
            Self::TooMuchMemory => f.write_str("the statement needs more memory than the limit"),
        }
    }
}

impl Error for SqlError {}
