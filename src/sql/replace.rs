//! Replacing records in tables that are in an engine.
//!
//! A row follows from a record and from those that it mentions. So the records that mention a changed one are read from the engine,
//! with everything that these mention; the rows of all of them are computed again, and take the place of those in the tables.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::dialect::Dialect;
use super::load::fill;
use super::part::{begin, in_order_of_ids, recount};
use super::replacement::Replacement;
use crate::analysis::tables::ProjectedTable;
use crate::dataset::RecordList;

/// The tables whose rows belong to statements alone.
const OF_STATEMENTS: [&str; 5] = [
    "rival",
    "counter_evidence",
    "spell_through",
    "attestation",
    "citation",
];
/// The tables of annotations. One of a participation belongs to the operation.
const ANNOTATIONS: [&str; 2] = ["amount", "attribute"];

/// The kinds of records that statements are about, each with its tables.
const OWNERS: [(RecordList, &str, &[&str]); 3] = [
    (
        RecordList::Partnerships,
        "partnership",
        &[
            "spell",
            "series",
            "milestone",
            "lesson",
            "motive",
            "motive_not_found",
            "statement",
        ],
    ),
    (
        RecordList::Operations,
        "operation",
        &[
            "participation",
            "operation_country",
            "operation_succession",
            "statement",
        ],
    ),
    (
        RecordList::Organizations,
        "organization",
        &[
            "lifetime",
            "existence_gap",
            "succession",
            "actor",
            "membership",
            "statement",
        ],
    ),
];

/// Writes the statements that replace the rows of records, as one transaction. The tables are those of
/// [`Replacement::dataset`].
///
/// # Errors
/// Fails if the output cannot be written.
pub fn replace_records(
    replacement: &Replacement,
    tables: &[ProjectedTable<'_>],
    dialect: Dialect,
    schema: Option<&str>,
    output: &mut impl Write,
) -> io::Result<()> {
    begin(schema, dialect, output)?;
    write_ids(&replacement.replaced, output)?;
    for statement in deletions() {
        writeln!(output, "{statement};")?;
    }
    for table in tables {
        match table.definition().name {
            "about" | "table_size" => {}
            name => fill(table, name, " ON CONFLICT DO NOTHING", dialect, output)?,
        }
    }
    writeln!(
        output,
        "DELETE FROM country WHERE name NOT IN (SELECT o.country FROM operation_country AS o);"
    )?;
    if replacement.in_parts {
        writeln!(output, "{}", in_order_of_ids(dialect))?;
    }
    recount(tables, output)?;
    // No program has all records, so that nobody can compute it.
    writeln!(
        output,
        "UPDATE about SET fingerprint = NULL, fingerprint_missing = 'unknown';"
    )?;
    writeln!(output, "DROP TABLE replaced_record;\nCOMMIT;")
}

/// Writes the ids of the records whose rows are replaced into a table.
fn write_ids(
    replaced: &BTreeMap<RecordList, BTreeSet<String>>,
    output: &mut impl Write,
) -> io::Result<()> {
    writeln!(output, "DROP TABLE IF EXISTS replaced_record;")?;
    writeln!(
        output,
        "CREATE TABLE replaced_record AS SELECT section, id FROM dataset_record WHERE 1 = 0;"
    )?;
    for (list, ids) in replaced {
        let section = list.name();
        for id in ids {
            // Ids have no quotes.
            writeln!(
                output,
                "INSERT INTO replaced_record VALUES ('{section}', '{id}');"
            )?;
        }
    }
    Ok(())
}

/// Returns the statements that delete the rows of the replaced records: first of what belongs to others.
fn deletions() -> Vec<String> {
    let mut statements = Vec::new();
    for (list, owner, tables) in OWNERS {
        let replaced = replaced(list);
        let own = match list {
            RecordList::Organizations => format!("{owner} IN {replaced} AND operation IS NULL"),
            _ => format!("{owner} IN {replaced}"),
        };
        for table in OF_STATEMENTS {
            statements.push(format!(
                "DELETE FROM {table} WHERE statement IN (SELECT s.id FROM statement AS s WHERE s.{owner} IN {replaced})"
            ));
        }
        statements.push(format!(
            "DELETE FROM citation WHERE amount IN (SELECT m.id FROM amount AS m WHERE m.{own})"
        ));
        for table in ANNOTATIONS {
            statements.push(format!("DELETE FROM {table} WHERE {own}"));
        }
        for table in tables {
            statements.push(format!("DELETE FROM {table} WHERE {owner} IN {replaced}"));
        }
        statements.push(format!("DELETE FROM {owner} WHERE id IN {replaced}"));
        if list != RecordList::Partnerships {
            for table in ["label", "identifier", "known_name"] {
                statements.push(format!(
                    "DELETE FROM {table} WHERE thing_kind = '{owner}' AND thing IN {replaced}"
                ));
            }
        }
    }
    let organizations = replaced(RecordList::Organizations);
    let sources = replaced(RecordList::Sources);
    statements.extend([
        format!("DELETE FROM citation WHERE organization IN {organizations}"),
        format!("DELETE FROM source_number WHERE source IN {sources}"),
        format!("DELETE FROM source WHERE id IN {sources}"),
        "DELETE FROM dataset_record WHERE EXISTS (SELECT 1 FROM replaced_record AS d \
         WHERE d.section = dataset_record.section AND d.id = dataset_record.id)"
            .to_owned(),
    ]);
    statements
}

/// Returns a query for the ids of the replaced records of a list.
fn replaced(list: RecordList) -> String {
    let section = list.name();
    format!("(SELECT d.id FROM replaced_record AS d WHERE d.section = '{section}')")
}
