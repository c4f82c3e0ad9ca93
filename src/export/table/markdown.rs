//! Tables and dossiers as Markdown, with tables as on GitHub.

use std::io;

use crate::export::error::ExportError;
use crate::phrase::escape_markdown as escaped;
use crate::view::dossier::Dossier;
use crate::view::{Reference, Table};

/// Writes a table: its heading, rows, notes and sources.
///
/// # Errors
/// Fails if the output cannot be written.
pub fn table(table: &Table, output: &mut impl io::Write) -> Result<(), ExportError> {
    body(table, output)?;
    sources(&table.sources, output)
}

/// Writes a dossier: heading, facts, tables, notes, sources.
///
/// # Errors
/// Fails if the output cannot be written.
pub fn dossier(dossier: &Dossier, output: &mut impl io::Write) -> Result<(), ExportError> {
    writeln!(output, "# {}\n", escaped(&dossier.title))?;
    for fact in dossier.facts_for_people() {
        let (title, text) = (&fact.column.title, fact.cell.text());
        writeln!(output, "- **{title}**: {}", escaped(&text))?;
    }
    for section in dossier.filled_sections() {
        writeln!(output)?;
        body(section, output)?;
    }
    if !dossier.notes.is_empty() {
        writeln!(output, "\n## Notes\n")?;
        for note in &dossier.notes {
            writeln!(output, "- {}", escaped(note))?;
        }
    }
    sources(&dossier.sources, output)
}

fn body(table: &Table, output: &mut impl io::Write) -> Result<(), ExportError> {
    writeln!(output, "## {}\n", escaped(&table.title))?;
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let columns: Vec<usize> = table.filled_columns().collect();
    let titles = columns
        .iter()
        .map(|column| escaped(&table.columns[*column].title));
    writeln!(output, "{}", line(titles.collect()))?;
    writeln!(
        output,
        "{}",
        line(columns.iter().map(|_| "---".to_owned()).collect())
    )?;
    for row in &table.rows {
        let cells = columns.iter().map(|column| escaped(&row[*column].text()));
        writeln!(output, "{}", line(cells.collect()))?;
    }
    for note in &table.notes {
        writeln!(output, "\n{}", escaped(note))?;
    }
    Ok(())
}

fn sources(references: &[Reference], output: &mut impl io::Write) -> Result<(), ExportError> {
    if references.is_empty() {
        return Ok(());
    }
    writeln!(output, "\n## Sources\n")?;
    for reference in references {
        writeln!(output, "{}. {}", reference.number, escaped(&reference.text))?;
    }
    Ok(())
}
