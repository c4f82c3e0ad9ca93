//! The dossier of a source.

use super::Dossier;
use crate::analysis::dossier::{CitingStatement, SourceDossier};
use crate::graph::SourceRef;
use crate::model::{Identified, ValueType};
use crate::view::cell::Cell;
use crate::view::columns::Columns;

/// Returns the dossier of a source: the entry, and every claim that cites it, in the order of the dataset.
pub fn source(source: SourceRef<'_>) -> Dossier {
    let record = source.record();
    let mut dossier = Dossier::new("source", &*record.title);
    let text = ValueType::Text;
    dossier.fact(
        "id",
        "The id of the source.",
        ValueType::Code,
        record.id().as_str(),
    );
    dossier.fact(
        "entry",
        "The entry of the bibliography.",
        text,
        record.reference(),
    );
    dossier.fact(
        "type",
        "The type of the entry.",
        ValueType::Code,
        &*record.kind,
    );
    let tiers = &source.graph().dataset().vocabularies().source_tiers;
    let tier = Cell::of_optional(tiers, record.tier);
    dossier.fact("tier", "The tier of the source.", ValueType::Term, tier);
    let date = Cell::date(record.date.as_ref());
    dossier.fact("date", "The date of the source.", ValueType::Date, date);
    let symbol = Cell::optional(record.symbol());
    dossier.fact("symbol", "The symbol of the document.", text, symbol);
    let url = Cell::optional(record.url.as_deref());
    dossier.fact("url", "The address of the source.", text, url);
    let accessed = Cell::date(record.visited.as_ref());
    dossier.fact(
        "accessed",
        "The date on which it was read.",
        ValueType::Date,
        accessed,
    );
    let read_at = Cell::optional(record.read_at.as_deref());
    dossier.fact(
        "read_at",
        "Where it was read, if not at its address.",
        text,
        read_at,
    );
    let note = Cell::optional(record.note.as_deref());
    dossier.fact("note", "A note on the source.", text, note);
    let found = SourceDossier::new(source);
    let organizations = found.organizations.iter();
    let organizations = organizations.map(|one| one.label().to_owned());
    let partnerships = found.partnerships.iter().map(|one| one.label());
    let default = found.is_default.then(|| "the dataset".to_owned());
    let records = default.into_iter().chain(organizations).chain(partnerships);
    dossier.fact(
        "cited_by",
        "The records that cite it beside their claims: the dataset, for claims without citations of their own, organizations, \
         and partnerships for their amounts.",
        ValueType::TEXTS,
        Cell::texts(records),
    );
    let columns = Columns::new()
        .with(
            "about",
            "About",
            "The partnership, operation or vocabulary that the claim is about.",
            ValueType::Text,
            |row: &CitingStatement<'_>| row.statement.about_all(),
        )
        .with(
            "claim",
            "Claim",
            "The kind of claim.",
            ValueType::Code,
            |row| row.statement.kind().name(),
        )
        .with(
            "statement",
            "Statement",
            "The claim in one line.",
            ValueType::Text,
            |row| row.statement.text(),
        )
        .with(
            "at",
            "At",
            "The place in the source, such as a page.",
            ValueType::Text,
            |row| Cell::optional(row.citation.at.as_deref()),
        );
    dossier.section(columns.table("claims", "Claims that cite it", found.claims));
    dossier
}
