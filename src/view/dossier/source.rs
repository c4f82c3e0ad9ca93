//! The dossier of a source.

use super::Dossier;
use crate::analysis::dossier::{CitingStatement, SourceDossier};
use crate::graph::SourceRef;
use crate::model::Identified;
use crate::view::cell::Cell;
use crate::view::columns::Columns;

/// Returns the dossier of a source: the entry, and every claim that cites it, in the order of the dataset.
pub fn source(source: SourceRef<'_>) -> Dossier {
    let record = source.record();
    let mut dossier = Dossier::new("source", &*record.title);
    dossier.fact("id", record.id().as_str());
    dossier.fact("entry", record.reference());
    dossier.fact("type", &*record.kind);
    let tiers = &source.graph().dataset().vocabularies().source_tiers;
    dossier.fact("tier", Cell::of_optional(tiers, record.tier));
    dossier.fact("date", Cell::date(record.date.as_ref()));
    dossier.fact("symbol", Cell::optional(record.symbol()));
    dossier.fact("url", Cell::optional(record.url.as_deref()));
    dossier.fact("note", Cell::optional(record.note.as_deref()));
    let columns = Columns::new()
        .with(
            "about",
            "About",
            "The partnership, operation or vocabulary that the claim is about.",
            |row: &CitingStatement<'_>| row.statement.about(),
        )
        .with("claim", "Claim", "The kind of claim.", |row| {
            row.statement.kind().name()
        })
        .with("statement", "Statement", "The claim in one line.", |row| {
            row.statement.text()
        })
        .with(
            "at",
            "At",
            "The place in the source, such as a page.",
            |row| Cell::optional(row.citation.at.as_deref()),
        );
    let claims = SourceDossier::new(source).claims;
    dossier.section(columns.table("claims", "Claims that cite it", claims));
    dossier
}
