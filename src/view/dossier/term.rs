//! The dossiers of a motive, a family of motives and a source.

use super::{Dossier, evidence};
use crate::graph::{Graph, SourceRef};
use crate::model::{Claim, Identified, Key, Motive, MotiveFamily, Term, Vocable};
use crate::query::Selection;
use crate::view::cell::Cell;
use crate::view::evidence::Bibliography;
use crate::view::table::{Column, Table};

/// Makes the dossier of a motive: its definition, and who holds it towards whom in the selection.
pub fn motive(selection: &Selection<'_>, motive: Key<Motive>, with_evidence: bool) -> Dossier {
    let vocabularies = selection.graph().dataset().vocabularies();
    let term = vocabularies.motives[motive].term();
    let mut dossier = Dossier::new("motive", term.label.to_string());
    dossier.fact("id", Cell::from(term.id.to_string()));
    dossier.fact("definition", Cell::from(term.definition.to_string()));
    let family = vocabularies.motives[motive].family;
    dossier.fact("family", Cell::of(&vocabularies.motive_families, family));
    with_holders(dossier, selection, term, with_evidence, |key| key == motive)
}

/// Makes the table of the literature that the definition of a term rests on.
fn literature(graph: &Graph, term: &Term, list: &mut Option<Bibliography<'_>>) -> Table {
    let columns = [Column::new("work", "Work"), Column::new("at", "At")];
    let mut table =
        Table::new("literature", "Literature of the definition", &columns).with_evidence(list);
    for citation in &term.citations {
        let claim = Claim {
            citations: [citation.clone()].into(),
            ..Claim::default()
        };
        let source = &graph.dataset().sources()[citation.source];
        let cells = vec![
            Cell::term(source.id().as_str(), source.reference()),
            Cell::optional(citation.at.as_deref()),
        ];
        table.push(cells, evidence(list, "definition", &claim));
    }
    table
}

/// Makes the dossier of a family of motives: its definition, its motives, and who holds them.
pub fn motive_family(
    selection: &Selection<'_>,
    family: Key<MotiveFamily>,
    with_evidence: bool,
) -> Dossier {
    let vocabularies = selection.graph().dataset().vocabularies();
    let term = vocabularies.motive_families[family].term();
    let mut dossier = Dossier::new("motive-family", format!("{} motives", term.label));
    dossier.fact("id", Cell::from(term.id.to_string()));
    dossier.fact("definition", Cell::from(term.definition.to_string()));
    let of_family = |key: Key<Motive>| vocabularies.motives[key].family == family;
    let motives = vocabularies.motives.keys().filter(|key| of_family(*key));
    dossier.fact(
        "motives",
        Cell::list(motives.map(|key| Cell::of(&vocabularies.motives, key))),
    );
    with_holders(dossier, selection, term, with_evidence, of_family)
}

fn with_holders(
    mut dossier: Dossier,
    selection: &Selection<'_>,
    term: &Term,
    with_evidence: bool,
    wanted: impl Fn(Key<Motive>) -> bool,
) -> Dossier {
    let graph = selection.graph();
    let mut list = Bibliography::asked(graph, with_evidence);
    let columns = [
        Column::new("of", "Of"),
        Column::new("towards", "Towards"),
        Column::new("motive", "Motive"),
        Column::new("statement", "Statement"),
        Column::new("confidence", "Confidence"),
    ];
    let mut table = Table::new("holders", "Held by", &columns).with_evidence(&list);
    for selected in selection.iter() {
        let motives = selected.motives().filter(|claim| wanted(claim.motive));
        for claim in motives.filter(|claim| selection.is_holder(claim.holder)) {
            let holder = graph.organization(claim.holder);
            let Some(partner) = selected.partnership().partner_of(claim.holder) else {
                continue;
            };
            let cells = vec![
                Cell::term(holder.record().id().as_str(), holder.label()),
                Cell::term(partner.record().id().as_str(), partner.label()),
                Cell::of(&graph.dataset().vocabularies().motives, claim.motive),
                Cell::from(claim.statement.to_string()),
                Cell::from(claim.claim.confidence.to_string()),
            ];
            table.push(cells, evidence(&mut list, "motive", &claim.claim));
        }
    }
    dossier.section(table);
    if !(selection.is_narrowed() && dossier.sections.is_empty()) {
        dossier.section(literature(graph, term, &mut list));
    }
    dossier.finished(list)
}

/// Makes the dossier of a source: the entry, and every claim that cites it, in the order of the
/// dataset.
pub fn source(graph: &Graph, source: SourceRef<'_>) -> Dossier {
    let record = source.record();
    let mut dossier = Dossier::new("source", record.title.to_string());
    dossier.fact("id", Cell::from(record.id().to_string()));
    dossier.fact("entry", Cell::from(record.reference()));
    dossier.fact("type", Cell::from(record.kind.to_string()));
    let tiers = &graph.dataset().vocabularies().source_tiers;
    dossier.fact(
        "tier",
        record.tier.map_or(Cell::NONE, |tier| Cell::of(tiers, tier)),
    );
    dossier.fact("date", Cell::date(record.date.as_ref()));
    dossier.fact("symbol", Cell::optional(record.symbol()));
    dossier.fact("url", Cell::optional(record.url.as_deref()));
    dossier.fact("note", Cell::optional(record.note.as_deref()));
    dossier.section(citing(graph, source));
    dossier
}

fn citing(graph: &Graph, source: SourceRef<'_>) -> Table {
    let columns = [
        Column::new("about", "About"),
        Column::new("claim", "Claim"),
        Column::new("statement", "Statement"),
        Column::new("at", "At"),
    ];
    let mut table = Table::new("claims", "Claims that cite it", &columns);
    for statement in graph.statements() {
        let citations = statement.citations();
        for citation in citations.filter(|citation| citation.source == source.key()) {
            let cells = vec![
                Cell::from(statement.about()),
                Cell::from(statement.kind().name()),
                Cell::from(statement.text()),
                Cell::optional(citation.at.as_deref()),
            ];
            table.push(cells, None);
        }
    }
    table
}
