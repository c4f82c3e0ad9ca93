//! What changed, in sentences made from the tables of changes.

use crate::view::table::Table;

/// How many partnerships are told one by one.
const MOST_TOLD: usize = 12;

/// How a partnership changed that moved and came back to where it was.
pub(super) const RETURN: &str = "return";

/// How a partnership changed that was over with the end of a member.
pub(super) const DISSOLUTION: &str = "dissolution";

/// Tells in sentences which partnerships moved, and how.
pub(super) fn of_partnerships(moved: &Table) -> String {
    if moved.rows.is_empty() {
        return "No partnership moved.".to_owned();
    }
    let column = |name: &str| moved.columns.iter().position(|column| column.id == name);
    let text = |row: usize, name: &str| {
        let cell = column(name).map(|column| moved.rows[row][column].text());
        cell.unwrap_or_default()
    };
    let sentences = (0..moved.rows.len()).take(MOST_TOLD).map(|row| {
        let (dyad, steps) = (text(row, "partnership"), text(row, "steps"));
        let (before, after) = (text(row, "before"), text(row, "after"));
        let (before, after) = (
            crate::phrase::uncapitalized(&before),
            crate::phrase::uncapitalized(&after),
        );
        match text(row, "change").as_str() {
            "begin" => format!("{dyad} began and came to {after} ({steps})."),
            "advance" => format!("{dyad} advanced from {before} to {after} ({steps})."),
            "recovery" => format!("{dyad} recovered from {before} to {after} ({steps})."),
            "setback" => format!("{dyad} was set back from {before} to {after} ({steps})."),
            "reversal" => format!("{dyad} fell from {before} to {after} ({steps})."),
            DISSOLUTION if before == "none" => {
                format!("{dyad} began, and was over with the end of a member ({steps}).")
            }
            DISSOLUTION => {
                format!("{dyad} was over with the end of a member, from {before} ({steps}).")
            }
            "end" => format!("{dyad} ended, from {before} ({steps})."),
            RETURN if matches!(after.as_str(), "none" | "did not exist") => {
                format!("{dyad} began and was over again ({steps}).")
            }
            RETURN => format!("{dyad} moved and came back to {after} ({steps})."),
            other => format!("{dyad}: {other}."),
        }
    });
    let mut sentences: Vec<String> = sentences.collect();
    let rest = moved.rows.len().saturating_sub(MOST_TOLD);
    sentences.extend((rest > 0).then(|| format!("And {rest} more moved.")));
    sentences.join(" ")
}

/// Tells in a sentence how many rows of a table stand for each of two changes, such as `3 operations
/// began and 1 ended.`; nothing if there is no row.
pub(super) fn of_things(
    table: &Table,
    one: &str,
    many: &str,
    changes: [&str; 2],
) -> Option<String> {
    let column = table
        .columns
        .iter()
        .position(|column| column.id == "change")?;
    let count = |change: &str| {
        let rows = table.rows.iter();
        rows.filter(|row| row[column].text() == change).count()
    };
    let [first, second] = changes;
    let named = |count: usize| if count == 1 { one } else { many };
    match (count(first), count(second)) {
        (0, 0) => None,
        (begun, 0) => Some(format!("{begun} {} {first}.", named(begun))),
        (0, over) => Some(format!("{over} {} {second}.", named(over))),
        (begun, over) => Some(format!(
            "{begun} {} {first} and {over} {second}.",
            named(begun)
        )),
    }
}

/// Names the organizations that were founded and those that ended; nothing if there are none.
pub(super) fn of_organizations(table: &Table) -> Option<String> {
    let named = |change: &str| {
        let rows = table.rows.iter().filter(|row| row[2].text() == change);
        let names: Vec<String> = rows.map(|row| row[1].text()).take(MOST_TOLD).collect();
        (!names.is_empty()).then(|| format!("{change}: {}", names.join(", ")))
    };
    let told = [named("founded"), named("ended")];
    let told: Vec<String> = told.into_iter().flatten().collect();
    (!told.is_empty()).then(|| format!("Organizations {}.", told.join("; ")))
}
