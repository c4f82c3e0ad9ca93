//! The texts of cells: what is missing, what is respelt, and what is left out.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::import::accounts::Change;
use crate::import::mapping::TableRecord;
use crate::import::table::Row;
use crate::phrase::{comparable, is_blank};

/// Cleans the texts of cells by the rules of a mapping.
#[derive(Debug, Default)]
pub(super) struct Cleaner {
    missing: HashSet<String>,
    synonyms: HashMap<String, String>,
    leave_out: HashMap<String, String>,
}

/// A name after the rules of a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Name {
    /// A name, which may differ from the text.
    Of(String),
    /// A text that is not a name, with the reason.
    LeftOut(String),
}

impl Cleaner {
    pub(super) fn new(record: &TableRecord) -> Self {
        let missing = record.missing.iter().flat_map(|words| &words.0);
        let forms = |entries: &[(String, String)]| {
            let entries = entries.iter();
            entries
                .map(|(text, other)| (comparable(text), other.clone()))
                .collect()
        };
        Self {
            missing: missing.map(|word| word.trim().to_owned()).collect(),
            synonyms: forms(&record.synonyms.0),
            leave_out: forms(&record.leave_out.0),
        }
    }

    /// Returns the text of a cell without blanks around it; empty if it is missing.
    pub(super) fn text<'r>(&self, row: &'r Row, column: usize) -> &'r str {
        let cell = row.cells.get(column).map(|cell| cell.trim());
        let cell = cell.filter(|cell| !self.missing.contains(*cell));
        // A cell of invisible characters is empty to its reader.
        let is_visible = |cell: &&str| cell.starts_with(|first: char| first.is_ascii_graphic());
        let cell = cell.filter(|cell| is_visible(cell) || !is_blank(cell));
        unguarded(cell.unwrap_or_default())
    }

    /// Returns the text of an optional column; empty if there is none.
    pub(super) fn optional<'r>(&self, row: &'r Row, column: Option<usize>) -> &'r str {
        column.map_or("", |column| self.text(row, column))
    }

    /// Returns a name after the table of synonyms. A change is added if it is another one.
    pub(super) fn name(&self, text: &str, column: &str, changes: &mut Vec<Change>) -> Name {
        let text = whole_number(text);
        if self.synonyms.is_empty() && self.leave_out.is_empty() {
            return Name::Of(text.to_owned());
        }
        let form = comparable(text);
        if let Some(reason) = self.leave_out.get(&form) {
            return Name::LeftOut(reason.clone());
        }
        let Some(synonym) = self.synonyms.get(&form) else {
            return Name::Of(text.to_owned());
        };
        changes.push(Change {
            column: column.to_owned(),
            from: text.to_owned(),
            to: synonym.clone(),
            reason: "the table of synonyms".to_owned(),
        });
        match self.leave_out.get(&comparable(synonym)) {
            Some(reason) => Name::LeftOut(reason.clone()),
            None => Name::Of(synonym.clone()),
        }
    }
}

/// Returns a whole number without its zero decimals: tables of R and Python write `2.0` and `2.00` for the code 2.
pub(super) fn whole_number(text: &str) -> &str {
    match text.trim_end_matches('0').strip_suffix('.') {
        Some(whole) if whole.len() + 1 < text.len() && is_digits(whole) => whole,
        _ => text,
    }
}

fn is_digits(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns a text without the apostrophe that keeps spreadsheets from evaluating it.
pub(super) fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => text,
    }
}

/// Returns the names of a cell with several, divided at a text that is not in brackets.
pub(super) fn divided<'c>(cell: &'c str, at: &str) -> Vec<&'c str> {
    let mut entries = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    let mut index = 0;
    while index < cell.len() {
        let rest = &cell[index..];
        if depth == 0 && !at.is_empty() && rest.starts_with(at) {
            entries.push(&cell[start..index]);
            index += at.len();
            start = index;
            continue;
        }
        let letter = rest.chars().next().unwrap_or(' ');
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        index += letter.len_utf8();
    }
    entries.push(&cell[start..]);
    entries
}

/// Returns a name and what is in the last brackets after it.
pub(super) fn bracketed(entry: &str) -> (&str, Option<&str>) {
    let entry = entry.trim();
    let Some(start) = entry.strip_suffix(')').and_then(|rest| rest.rfind('(')) else {
        return (entry, None);
    };
    let inner = entry[start + 1..entry.len() - 1].trim();
    (entry[..start].trim_end(), Some(inner))
}

/// Returns a text that is shown in a report, cut if it is long.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    const LENGTH: usize = 40;
    match text.char_indices().nth(LENGTH) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_divided_outside_brackets() {
        let cell = "Argentina (50), Korea (ROK) (30), Nepal (size, unknown)";
        let entries = divided(cell, ", ");
        assert_eq!(
            entries
                .iter()
                .map(|entry| bracketed(entry))
                .collect::<Vec<_>>(),
            [
                ("Argentina", Some("50")),
                ("Korea (ROK)", Some("30")),
                ("Nepal", Some("size, unknown"))
            ]
        );
        assert_eq!(divided("UK; USA", ";"), ["UK", " USA"]);
        assert_eq!(bracketed("Brazil"), ("Brazil", None));
    }

    #[test]
    fn the_guard_of_formulas_is_taken_off() {
        assert_eq!(unguarded("'=1+2"), "=1+2");
        assert_eq!(unguarded("'s-Hertogenbosch"), "'s-Hertogenbosch");
        assert_eq!(
            ["2.0", "-2.00", "0.000"].map(whole_number),
            ["2", "-2", "0"]
        );
        assert_eq!(
            ["2.", "20", ".0", "a.0"].map(whole_number),
            ["2.", "20", ".0", "a.0"]
        );
        assert_eq!(whole_number("2.5"), "2.5");
    }
}
