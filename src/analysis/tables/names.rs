//! The names of the tables, as users write them.

/// The names of the tables, in the order of [`Projection::tables`](super::Projection::tables).
pub const TABLE_NAMES: [&str; 50] = [
    "about",
    "calendar",
    "phase",
    "condition",
    "coding",
    "coder",
    "motive_family",
    "motive_kind",
    "strength",
    "role",
    "organization_kind",
    "operation_kind",
    "milestone_kind",
    "lesson_group",
    "quantity",
    "standard",
    "source_tier",
    "source",
    "source_number",
    "organization",
    "lifetime",
    "existence_gap",
    "succession",
    "actor",
    "partnership",
    "operation",
    "statement",
    "rival",
    "counter_evidence",
    "country",
    "operation_country",
    "operation_succession",
    "participation",
    "membership",
    "spell",
    "spell_through",
    "series",
    "milestone",
    "lesson",
    "motive",
    "attestation",
    "motive_not_found",
    "amount",
    "attribute",
    "citation",
    "label",
    "identifier",
    "known_name",
    "dataset_record",
    "table_size",
];

/// Returns the table with a name in the singular or plural, with underscores or hyphens; `None` if there is none.
///
/// ```
/// use interorg::analysis::tables::table_named;
///
/// assert_eq!(table_named("spells"), Some("spell"));
/// assert_eq!(table_named("motive-families"), Some("motive_family"));
/// assert_eq!(table_named("spelling"), None);
/// ```
pub fn table_named(name: &str) -> Option<&'static str> {
    let name = name.replace('-', "_");
    let mut names = TABLE_NAMES.into_iter();
    names.find(|table| *table == name || plural(table) == name)
}

/// Returns the plural of the name of a table.
pub fn plural(table: &str) -> String {
    match table {
        "motive_not_found" => "motives_not_found".to_owned(),
        // They are the same in the plural.
        "about" | "counter_evidence" | "series" | "spell_through" => table.to_owned(),
        _ => match table.strip_suffix('y') {
            Some(stem) => format!("{stem}ies"),
            None => format!("{table}s"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::Projection;
    use super::*;
    use crate::dataset;
    use crate::graph::Graph;

    #[test]
    fn the_names_are_those_of_the_tables() {
        let graph = Graph::new(dataset::builtin());
        let projection = Projection::new(&graph);
        let tables = projection.tables();
        let names = tables.iter().map(|table| table.definition().name);
        assert_eq!(names.collect::<Vec<_>>(), TABLE_NAMES);
    }

    #[test]
    fn each_name_in_singular_or_plural_is_that_of_one_table() {
        for table in TABLE_NAMES {
            for name in [table.to_owned(), plural(table)] {
                assert_eq!(table_named(&name), Some(table));
                assert_eq!(table_named(&name.replace('_', "-")), Some(table));
            }
        }
        assert_eq!(plural("country"), "countries");
        assert_eq!(plural("series"), "series");
        assert_eq!(table_named("motives-not-found"), Some("motive_not_found"));
    }
}
