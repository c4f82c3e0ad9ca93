//! Loading a part of a dataset into tables that may have other parts.
//!
//! A part is a dataset by itself: it has the vocabularies of all parts, and the organizations, operations and sources that its
//! records mention. Every row follows from a record and from those that it mentions, so that rows of equal records are equal, and
//! only records need to be compared. What counts over the whole dataset is made again in the engine: the order of the
//! organizations, the sizes of the tables, and the description of the dataset, which is filled last.

use std::io::{self, Write};

use super::dialect::Dialect;
use super::load::{LAST, enter, fill};
use super::schema::create;
use crate::analysis::tables::{ProjectedTable, TableDefinition};
use crate::export::create_indexes;

/// The tables that are also staged, to be compared with those that are there.
const STAGED: [&str; 4] = [
    "organization",
    "partnership",
    "known_name",
    "dataset_record",
];
/// The table with the number of rows of the others.
const SIZES: &str = "table_size";

/// Writes the statements that create the tables of a dataset where they are missing, and others beside them, which have the records
/// of a part, to be compared (see [`check_part`](super::check_part)).
///
/// # Errors
/// Fails if the output cannot be written.
pub fn stage_part(
    tables: &[ProjectedTable<'_>],
    dialect: Dialect,
    schema: Option<&str>,
    output: &mut impl Write,
) -> io::Result<()> {
    begin(schema, dialect, output)?;
    for table in tables {
        let created = create(table, tables, dialect);
        writeln!(output, "{}", if_missing(&created, "CREATE TABLE"))?;
        let indexes = create_indexes(table.definition());
        write!(output, "{}", if_missing(&indexes, "CREATE INDEX"))?;
    }
    for table in tables.iter().filter(|table| is_staged(table.definition())) {
        let name = table.definition().name;
        writeln!(output, "DROP TABLE IF EXISTS staged_{name};")?;
        writeln!(
            output,
            "CREATE TABLE staged_{name} AS SELECT * FROM {name} WHERE 1 = 0;"
        )?;
        fill(table, &format!("staged_{name}"), "", dialect, output)?;
    }
    writeln!(output, "COMMIT;")
}

/// Writes the statements that add the rows of a part, after it was staged and has no conflict. They are one transaction.
///
/// # Errors
/// Fails if the output cannot be written.
pub fn add_part(
    tables: &[ProjectedTable<'_>],
    dialect: Dialect,
    schema: Option<&str>,
    output: &mut impl Write,
) -> io::Result<()> {
    begin(schema, dialect, output)?;
    writeln!(output, "DELETE FROM {LAST};")?;
    for table in tables {
        let definition = table.definition();
        match definition.name {
            LAST | SIZES => {}
            "dataset_record" => writeln!(output, "{ADD_RECORDS}")?,
            name => fill(table, name, on_conflict(definition), dialect, output)?,
        }
    }
    writeln!(output, "{LOWER_KEYS}\n{}", in_order_of_ids(dialect))?;
    recount(tables, output)?;
    for table in tables
        .iter()
        .filter(|table| table.definition().name == LAST)
    {
        fill(table, LAST, "", dialect, output)?;
    }
    writeln!(output, "COMMIT;")?;
    drop_staged(dialect, None, output)?;
    // The planner of an engine needs to know how large the tables have become.
    writeln!(output, "ANALYZE;")
}

/// Writes the statements that drop the tables of [`stage_part`].
///
/// # Errors
/// Fails if the output cannot be written.
pub fn drop_staged(
    dialect: Dialect,
    schema: Option<&str>,
    output: &mut impl Write,
) -> io::Result<()> {
    enter(schema, dialect, output)?;
    for name in STAGED {
        writeln!(output, "DROP TABLE IF EXISTS staged_{name};")?;
    }
    Ok(())
}

/// Adds the records of a part that are not there. One that is there gets the lower of its sort keys, so that the order does not
/// depend on which part was loaded first.
const ADD_RECORDS: &str = "\
UPDATE dataset_record SET ordinal = s.ordinal
FROM staged_dataset_record AS s
WHERE s.section = dataset_record.section AND s.id = dataset_record.id AND s.ordinal < dataset_record.ordinal;
INSERT INTO dataset_record
SELECT s.section, s.ordinal, s.id, s.record_text FROM staged_dataset_record AS s
WHERE NOT EXISTS (SELECT 1 FROM dataset_record AS r WHERE r.section = s.section AND r.id = s.id);";

/// Gives a partnership that is there the lower of its sort keys. DuckDB updates no column of an index while it inserts.
const LOWER_KEYS: &str = "\
UPDATE partnership SET ordinal = s.ordinal
FROM staged_partnership AS s
WHERE s.id = partnership.id AND s.ordinal < partnership.ordinal;";

/// Returns what is done with a row whose key is there: nothing, or it gets the lower of its sort keys.
fn on_conflict(table: &TableDefinition) -> &'static str {
    match table.name {
        "source" => {
            " ON CONFLICT (id) DO UPDATE SET ordinal = excluded.ordinal WHERE excluded.ordinal < source.ordinal"
        }
        "operation" => {
            " ON CONFLICT (id) DO UPDATE SET ordinal = excluded.ordinal WHERE excluded.ordinal < operation.ordinal"
        }
        _ => " ON CONFLICT DO NOTHING",
    }
}

/// Returns the statement that numbers the organizations in the order of their ids, which all engines compare by bytes then.
pub(super) fn in_order_of_ids(dialect: Dialect) -> String {
    let by_bytes = match dialect {
        Dialect::Postgres => " COLLATE \"C\"",
        _ => "",
    };
    format!(
        "\
UPDATE organization SET ordinal = n.place
FROM (SELECT o.id AS organization, ROW_NUMBER() OVER (ORDER BY o.id{by_bytes}) AS place FROM organization AS o) AS n
WHERE n.organization = organization.id AND organization.ordinal <> n.place;"
    )
}

/// Writes the statements that count the rows of all tables again.
pub(super) fn recount(tables: &[ProjectedTable<'_>], output: &mut impl Write) -> io::Result<()> {
    writeln!(output, "DELETE FROM {SIZES};")?;
    for table in tables {
        match table.definition().name {
            SIZES => {}
            // It is filled after this.
            LAST => writeln!(output, "INSERT INTO {SIZES} VALUES ('{LAST}', 1);")?,
            name => writeln!(
                output,
                "INSERT INTO {SIZES} SELECT '{name}', COUNT(*) FROM {name};"
            )?,
        }
    }
    Ok(())
}

/// Writes the start of a transaction, in a schema.
pub(super) fn begin(
    schema: Option<&str>,
    dialect: Dialect,
    output: &mut impl Write,
) -> io::Result<()> {
    enter(schema, dialect, output)?;
    writeln!(output, "BEGIN;")
}

fn is_staged(table: &TableDefinition) -> bool {
    STAGED.contains(&table.name)
}

fn if_missing(statements: &str, keyword: &str) -> String {
    statements.replace(keyword, &format!("{keyword} IF NOT EXISTS"))
}
