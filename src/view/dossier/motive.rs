//! The dossiers of a motive and of a family of motives.

use super::Dossier;
use super::claim::with_remarks;
use super::motives::{counter_evidence, motives_not_found, possible_note, with_times};
use crate::analysis::dossier::{Holder, MotiveDossier};
use crate::graph::Graph;
use crate::model::{Citation, Identified, Key, Motive, MotiveFamily, Term, ValueType};
use crate::query::Selection;
use crate::view::cell::Cell;
use crate::view::columns::Columns;
use crate::view::evidence::Bibliography;
use crate::view::table::Table;

/// Returns the dossier of a motive: its definition, its holders in the selection, what speaks against it and where it was not
/// found, and the literature of the definition.
pub fn motive(selection: &Selection<'_>, motive: Key<Motive>, with_evidence: bool) -> Dossier {
    let vocabularies = selection.graph().dataset().vocabularies();
    let found = MotiveDossier::of_motive(selection, motive);
    let mut dossier = Dossier::new("motive", &*found.term.label);
    term_facts(&mut dossier, found.term);
    let family = Cell::of(&vocabularies.motive_families, found.family);
    dossier.fact(
        "family",
        "The family of the motive.",
        ValueType::Term,
        family,
    );
    with_tables(dossier, selection.graph(), &found, with_evidence)
}

/// Returns the dossier of a family of motives: its definition, its motives, their holders in the selection, and the
/// literature of the definition.
pub fn motive_family(
    selection: &Selection<'_>,
    family: Key<MotiveFamily>,
    with_evidence: bool,
) -> Dossier {
    let vocabularies = selection.graph().dataset().vocabularies();
    let found = MotiveDossier::of_family(selection, family);
    let mut dossier = Dossier::new("motive-family", format!("{} motives", found.term.label));
    term_facts(&mut dossier, found.term);
    let motives = found.motives.iter();
    let motives = Cell::list(motives.map(|key| Cell::of(&vocabularies.motives, *key)));
    dossier.fact(
        "motives",
        "The motives of the family.",
        ValueType::TERMS,
        motives,
    );
    with_tables(dossier, selection.graph(), &found, with_evidence)
}

fn term_facts(dossier: &mut Dossier, term: &Term) {
    dossier.fact("id", "The id.", ValueType::Code, term.id.as_str());
    dossier.fact(
        "definition",
        "The definition.",
        ValueType::Text,
        &*term.definition,
    );
}

fn with_tables<'g>(
    mut dossier: Dossier,
    graph: &'g Graph,
    found: &MotiveDossier<'g>,
    with_evidence: bool,
) -> Dossier {
    let mut list = Bibliography::asked(graph, with_evidence);
    dossier.section(holders(graph, found, &mut list));
    let claims = found
        .holders
        .iter()
        .map(|one| (one.claim, Some(one.partner)));
    dossier.section(counter_evidence(graph, claims, &mut list));
    let not_found = found.not_found.iter();
    let not_found = not_found.map(|one| (one.sought, Some(one.partner)));
    dossier.section(motives_not_found(graph, not_found, &mut list));
    dossier.section(literature(graph, found.literature, &mut list));
    let is_possible = found.holders.iter().any(|one| one.is_possible);
    dossier.notes.extend(possible_note(is_possible));
    dossier.finished(list)
}

fn holders<'g>(
    graph: &'g Graph,
    found: &MotiveDossier<'g>,
    list: &mut Option<Bibliography<'g>>,
) -> Table {
    let vocabulary = &graph.dataset().vocabularies().motives;
    let columns = Columns::new()
        .with(
            "holder",
            "Of",
            "The organization that holds the motive.",
            ValueType::Term,
            |row: &Holder<'_>| Cell::organization(row.holder),
        )
        .with(
            "partner",
            "Towards",
            "The partner.",
            ValueType::Term,
            |row| Cell::organization(row.partner),
        )
        .with("motive", "Motive", "The motive.", ValueType::Term, |row| {
            Cell::of(vocabulary, row.claim.motive)
        })
        .with(
            "statement",
            "Statement",
            "The motive in the words of the dataset.",
            ValueType::Text,
            |row| &*row.claim.statement,
        );
    let columns = with_times(columns, graph, |row| (row.claim, row.is_possible)).with(
        "confidence",
        "Confidence",
        "The confidence of the claim.",
        ValueType::Code,
        |row| row.claim.claim.confidence.as_str(),
    );
    let columns = with_remarks(columns, graph, |row| &row.claim.claim);
    let rows = found.holders.iter().copied();
    columns.cited_table("holders", "Held by", rows, list, |list, row| {
        list.cell_with_rivals("motive", &row.claim.claim)
    })
}

/// Returns the table of the literature that a definition rests on.
fn literature(graph: &Graph, citations: &[Citation], list: &mut Option<Bibliography<'_>>) -> Table {
    let columns = Columns::new()
        .with(
            "work",
            "Work",
            "The work.",
            ValueType::Term,
            |citation: &&Citation| {
                let source = &graph.dataset().sources()[citation.source];
                Cell::term(source.id().as_str(), source.reference())
            },
        )
        .with(
            "at",
            "At",
            "The place in the work, such as a page.",
            ValueType::Text,
            |citation| Cell::optional(citation.at.as_deref()),
        );
    columns.cited_table(
        "literature",
        "Literature of the definition",
        citations,
        list,
        |list, citation| list.definition(citation),
    )
}
