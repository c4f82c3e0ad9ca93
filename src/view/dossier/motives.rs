//! The motives of a dyad: those that are held, what speaks against them, and those that were not found.

use super::claim::with_remarks;
use crate::analysis::dossier::DyadDossier;
use crate::model::{CounterEvidence, End, Missing, MotiveClaim, MotiveNotFound, Value, ValueType};
use crate::view::cell::Cell;
use crate::view::columns::Columns;
use crate::view::evidence::Bibliography;
use crate::view::table::Table;

pub(super) fn motives(found: &DyadDossier<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
    let graph = found.partnership.partnership().graph();
    let vocabularies = graph.dataset().vocabularies();
    let (vocabulary, strengths) = (&vocabularies.motives, &vocabularies.strengths);
    let columns = Columns::new()
        .with(
            "holder",
            "Of",
            "The member that holds the motive.",
            ValueType::Term,
            |claim: &&MotiveClaim| Cell::organization(graph.organization(claim.holder)),
        )
        .with(
            "motive",
            "Motive",
            "The motive.",
            ValueType::Term,
            |claim| Cell::of(vocabulary, claim.motive),
        )
        .with(
            "statement",
            "Statement",
            "The motive in the words of the dataset.",
            ValueType::Text,
            |claim| &*claim.statement,
        )
        .shown("held", "Held", |claim| held(claim))
        .data(
            "from",
            "The date from which it is held.",
            ValueType::Date,
            |claim| claim.from.ok_or(Missing::Unknown),
        )
        .data(
            "to",
            "The date up to which it is held.",
            ValueType::Date,
            |claim| claim.to.map_or(Value::UNKNOWN, Value::end),
        )
        .with(
            "attested",
            "Attested",
            "The dates at which evidence speaks of it.",
            ValueType::List(&ValueType::Date),
            |claim| Cell::list(claim.attested.iter().map(|date| Cell::date(Some(date)))),
        )
        .with(
            "strength",
            "Strength",
            "How directly the evidence gives the motive.",
            ValueType::Term,
            |claim| Cell::of_optional(strengths, claim.strength),
        )
        .with(
            "confidence",
            "Confidence",
            "The confidence of the claim.",
            ValueType::Code,
            |claim| claim.claim.confidence.as_str(),
        );
    let columns = with_remarks(columns, graph, |claim| &claim.claim);
    let rows = found.motives.iter().copied();
    columns.cited_table("motives", "Motives", rows, list, |list, claim| {
        list.cell_with_rivals("motive", &claim.claim)
    })
}

/// Returns the evidence that speaks against the motives.
pub(super) fn counter_evidence(
    found: &DyadDossier<'_>,
    list: &mut Option<Bibliography<'_>>,
) -> Table {
    type Row<'r> = (&'r MotiveClaim, &'r CounterEvidence);
    let graph = found.partnership.partnership().graph();
    let vocabulary = &graph.dataset().vocabularies().motives;
    let columns = Columns::new()
        .with(
            "holder",
            "Of",
            "The member whose motive it speaks against.",
            ValueType::Term,
            |(claim, _): &Row<'_>| Cell::organization(graph.organization(claim.holder)),
        )
        .with(
            "motive",
            "Motive",
            "The motive.",
            ValueType::Term,
            |(claim, _)| Cell::of(vocabulary, claim.motive),
        )
        .with(
            "statement",
            "Evidence",
            "What the evidence says.",
            ValueType::Text,
            |(_, evidence)| &*evidence.statement,
        )
        .with(
            "date",
            "Date",
            "Its date.",
            ValueType::Date,
            |(_, evidence)| Cell::date(evidence.date.as_ref()),
        );
    let rows = found.motives.iter().flat_map(|claim| {
        let evidence = claim.counter_evidence.iter();
        evidence.map(move |evidence| (*claim, evidence))
    });
    let title = "Evidence against motives";
    columns.cited_table(
        "counter_evidence",
        title,
        rows,
        list,
        |list, (_, evidence)| list.citations(&evidence.citations),
    )
}

/// Returns the motives that were looked for and not found.
pub(super) fn motives_not_found(
    found: &DyadDossier<'_>,
    list: &mut Option<Bibliography<'_>>,
) -> Table {
    let graph = found.partnership.partnership().graph();
    let vocabulary = &graph.dataset().vocabularies().motives;
    let columns = Columns::new()
        .with(
            "holder",
            "Of",
            "The member of which the motive was looked for.",
            ValueType::Term,
            |sought: &&MotiveNotFound| Cell::organization(graph.organization(sought.holder)),
        )
        .with(
            "motive",
            "Motive",
            "The motive.",
            ValueType::Term,
            |sought| Cell::of(vocabulary, sought.motive),
        )
        .with(
            "searched",
            "Searched",
            "Where it was looked for.",
            ValueType::Text,
            |sought| &*sought.searched,
        );
    let columns = with_remarks(columns, graph, |sought| &sought.claim);
    let rows = found.motives_not_found.iter().copied();
    let title = "Motives looked for and not found";
    columns.cited_table("motives_not_found", title, rows, list, |list, sought| {
        list.cell_with_rivals("motive-not-found", &sought.claim)
    })
}

/// Returns the dates of a motive as an interval whose open sides are empty, such as `1999..`; `by 2016` if only the latest day
/// is known on which it began to be held.
pub(in crate::view) fn held(claim: &MotiveClaim) -> String {
    let start = claim.start();
    let to = claim.to.filter(|to| *to != End::Ongoing);
    let to = to.map(|to| to.to_string());
    match (start, claim.to) {
        (None, None) => return "undated".to_owned(),
        (Some(start), _) if claim.has_unknown_start() => {
            let latest = start.upper_bound().map(|date| date.to_string());
            let by = format!("by {}", latest.unwrap_or_default());
            return to.map_or(by.clone(), |to| format!("{by}, to {to}"));
        }
        _ => {}
    }
    let from = start.map(|from| from.to_string());
    format!("{}..{}", from.unwrap_or_default(), to.unwrap_or_default())
}
