//! What differs between two datasets as a dossier.

use super::cell::Cell;
use super::columns::Columns;
use super::dossier::Dossier;
use super::table::Table;
use crate::dataset::{Diff, Difference, DifferenceKind, RecordList};
use crate::model::ValueType;

/// Arranges the differences between two datasets, which have names for people: a summary, and a table per list of records.
///
/// The tables are in the order of [`RecordList::ALL`], and their rows in that of [`Diff::differences`].
///
/// ```
/// use interorg::{dataset, view};
///
/// let before = dataset::parse("organizations: [{id: un, name: United Nations}]")?;
/// let after = dataset::parse("organizations: [{id: un, name: United Nations, founded: 1945}]")?;
/// let dossier = view::diff(&dataset::diff(&before, &after), "before.yaml", "after.yaml");
/// assert_eq!(dossier.title, "Differences between before.yaml and after.yaml");
/// let mut sections = dossier.sections.iter();
/// let organizations = sections.find(|table| table.id == "organizations").expect("it is a section");
/// let texts: Vec<String> = organizations.rows[0].iter().map(view::Cell::text).collect();
/// assert_eq!(texts, ["un", "", "added", "founded", "", "1945"]);
/// # Ok::<(), dataset::LoadError>(())
/// ```
pub fn diff(diff: &Diff, before: &str, after: &str) -> Dossier {
    let title = format!("Differences between {before} and {after}");
    let mut dossier = Dossier::new("diff", title);
    let (text, count) = (ValueType::Text, diff.differences.len());
    dossier.fact("before", "The first dataset.", text, before);
    dossier.fact("after", "The second dataset.", text, after);
    dossier.fact(
        "differences",
        "The number of differences.",
        ValueType::Integer,
        Cell::count(count),
    );
    dossier.section(summary(diff));
    for list in RecordList::ALL {
        dossier.section(differences(diff, list));
    }
    dossier.notes = notes(diff);
    dossier
}

/// Creates the table of how many records differ in each list.
fn summary(diff: &Diff) -> Table {
    let rows = RecordList::ALL.map(|list| (list, diff.count(list)));
    let mut columns = Columns::new().with(
        "list",
        "List",
        "The list of records.",
        ValueType::Code,
        |(list, _): &(RecordList, [usize; 3])| list.name(),
    );
    for (index, kind) in DifferenceKind::ALL.into_iter().enumerate() {
        let (heading, meaning) = match kind {
            DifferenceKind::Added => (
                "Added",
                "The number of records that only the second dataset has.",
            ),
            DifferenceKind::Removed => (
                "Removed",
                "The number of records that only the first dataset has.",
            ),
            DifferenceKind::Changed => (
                "Changed",
                "The number of records that differ in their fields.",
            ),
        };
        columns = columns.with(
            kind.name(),
            heading,
            meaning,
            ValueType::Integer,
            move |(_, counts)| Cell::count(counts[index]),
        );
    }
    let rows = rows.into_iter().filter(|(_, counts)| *counts != [0; 3]);
    columns.table("summary", "Records that differ", rows)
}

/// Creates the table of the differences in a list.
fn differences(diff: &Diff, list: RecordList) -> Table {
    let columns = Columns::new()
        .with(
            "record",
            "Record",
            "The id of the record; of a partnership, the ids of both members.", ValueType::Code,
            |row: &&Difference| row.record.as_str(),
        )
        .with(
            "part",
            "Part",
            "The part of the record, with the fields that identify it; empty for the record itself.", ValueType::Text,
            |row| row.part.as_str(),
        )
        .with(
            "change",
            "Change",
            "Whether the field, or without a field the whole record, was added, removed or changed.", ValueType::Code,
            |row| row.kind().name(),
        )
        .with("field", "Field", "The field, or the list that an item was added to or removed from.", ValueType::Text, |row| {
            row.field.as_str()
        })
        .with("before", "Before", "The value in the first dataset.", ValueType::Text, |row| {
            Cell::optional(row.before.as_deref())
        })
        .with("after", "After", "The value in the second dataset.", ValueType::Text, |row| {
            Cell::optional(row.after.as_deref())
        });
    let title = match list {
        RecordList::Dataset => "Description of the dataset",
        RecordList::Vocabularies => "Vocabularies",
        RecordList::Organizations => "Organizations",
        RecordList::Partnerships => "Partnerships",
        RecordList::Operations => "Operations",
        RecordList::Sources => "Sources",
        RecordList::Views => "Views",
    };
    let rows = diff.differences.iter().filter(|row| row.list == list);
    columns.table(list.name(), title, rows)
}

fn notes(diff: &Diff) -> Vec<String> {
    let mut notes = Vec::new();
    let may_be_renamed = RecordList::ALL.into_iter().any(|list| {
        let [added, removed, _] = diff.count(list);
        added > 0 && removed > 0
    });
    if may_be_renamed {
        notes.push("A record with a new id counts as removed and added.".to_owned());
    }
    if !diff.reordered.is_empty() {
        let lists: Vec<&str> = diff.reordered.iter().map(|list| list.name()).collect();
        let lists = lists.join(", ");
        notes.push(format!(
            "The order of records differs, which is not a difference: {lists}."
        ));
    }
    notes
}
