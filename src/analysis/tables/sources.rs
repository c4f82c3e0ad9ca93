//! Sources.

use super::Projection;
use super::organizations::date;
use super::table::{ProjectedTable, TableBuilder};
use super::vocabularies::joined;
use crate::model::{Identified, ValueType};

impl Projection<'_> {
    pub(super) fn source_tables(&self) -> Vec<ProjectedTable<'_>> {
        vec![self.source(), self.source_number()]
    }

    fn source(&self) -> ProjectedTable<'_> {
        let dataset = self.graph.dataset();
        let tiers = &dataset.vocabularies().source_tiers;
        let rows = || dataset.sources().entries();
        let mut table = TableBuilder::new("source", "An entry of the bibliography.", rows);
        table.column(
            "ordinal",
            ValueType::Integer,
            "Place in the dataset, from 1.",
            |(key, one)| self.ordinals.of("source", one.id.as_str(), key.index() + 1),
        );
        table.column("id", ValueType::Code, "Id.", |(_, one)| one.id.as_str());
        table.column(
            "kind",
            ValueType::Code,
            "Type of the entry, such as report.",
            |(_, one)| &*one.kind,
        );
        table.column("title", ValueType::Text, "Title.", |(_, one)| &*one.title);
        table.optional(
            "authors",
            ValueType::Text,
            "Authors, joined by `; `.",
            |(_, one)| joined(&one.authors),
        );
        table.optional(
            "editors",
            ValueType::Text,
            "Editors, joined by `; `.",
            |(_, one)| joined(&one.editors),
        );
        table.optional(
            "issued_edtf",
            ValueType::Code,
            "Date (EDTF).",
            |(_, one)| date(one.date),
        );
        table.optional("publisher", ValueType::Text, "Publisher.", |(_, one)| {
            one.publisher.as_deref()
        });
        table.optional(
            "issuer",
            ValueType::Text,
            "Organization that issued it.",
            |(_, one)| one.organization.as_deref(),
        );
        table.optional(
            "container",
            ValueType::Text,
            "Title of the larger work that it is in.",
            |(_, one)| one.parent().map(|parent| &*parent.title),
        );
        table.optional("url", ValueType::Text, "Address on the web.", |(_, one)| {
            one.url.as_deref()
        });
        table.optional(
            "visited_edtf",
            ValueType::Code,
            "Date on which the address was visited (EDTF).",
            |(_, one)| date(one.visited),
        );
        table.optional(
            "read_at",
            ValueType::Text,
            "Where it was read, if not at its address.",
            |(_, one)| one.read_at.as_deref(),
        );
        table.optional("lang", ValueType::Code, "Language.", |(_, one)| {
            one.language.as_deref()
        });
        table.optional("tier", ValueType::Code, "Id of its tier.", |(_, one)| {
            one.tier.map(|tier| tiers[tier].id().as_str())
        });
        table.column(
            "reference_text",
            ValueType::Text,
            "Short reference.",
            |(_, one)| one.reference(),
        );
        table.optional("remarks", ValueType::Text, "Note.", |(_, one)| {
            one.note.as_deref()
        });
        table.refers(&["tier"], "source_tier");
        table.key(&["id"])
    }

    fn source_number(&self) -> ProjectedTable<'_> {
        let sources = self.graph.dataset().sources();
        let rows = || {
            sources.iter().flat_map(|source| {
                let numbers = source.serial_numbers.iter().enumerate();
                numbers.map(move |(row, (scheme, value))| {
                    (source.id.as_str(), row + 1, &**scheme, &**value)
                })
            })
        };
        let meaning =
            "A number or identifier of a source, such as a DOI or the symbol of a document.";
        let mut table = TableBuilder::new("source_number", meaning, rows);
        table.column(
            "source",
            ValueType::Code,
            "Id of the source.",
            |(source, ..)| *source,
        );
        table.column(
            "number",
            ValueType::Integer,
            "Number in the record of the source, from 1.",
            |(_, number, ..)| *number,
        );
        table.column(
            "scheme",
            ValueType::Text,
            "Scheme, such as doi.",
            |(_, _, scheme, _)| *scheme,
        );
        table.column(
            "value",
            ValueType::Text,
            "Number or identifier.",
            |(.., value)| *value,
        );
        table.refers(&["source"], "source");
        table.key(&["source", "number"])
    }
}
