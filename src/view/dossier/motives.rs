//! The motives of a dyad: those that are held, what speaks against them, and those that were not found.

use super::claim::with_remarks;
use crate::analysis::dossier::DyadDossier;
use crate::graph::{Graph, OrganizationRef};
use crate::model::{CounterEvidence, End, Missing, MotiveClaim, MotiveNotFound, Value, ValueType};
use crate::query::MotiveAtTime;
use crate::view::cell::Cell;
use crate::view::columns::Columns;
use crate::view::evidence::Bibliography;
use crate::view::table::Table;

/// Returns the motives of both members that are held at the time, or may be.
pub(super) fn motives(found: &DyadDossier<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
    let graph = found.partnership.partnership().graph();
    let vocabularies = graph.dataset().vocabularies();
    let vocabulary = &vocabularies.motives;
    let columns = Columns::new()
        .with(
            "holder",
            "Of",
            "The member that holds the motive.",
            ValueType::Term,
            |row: &MotiveAtTime<'_>| Cell::organization(graph.organization(row.claim.holder)),
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
    let rows = found.motives.iter().copied();
    columns.cited_table("motives", "Motives", rows, list, |list, row| {
        list.cell_with_rivals("motive", &row.claim.claim)
    })
}

/// Adds the columns of when a motive is held and attested and how directly the evidence gives it. The function returns the
/// claim, and whether it is unknown if it is held at the time.
pub(in crate::view) fn with_times<'c, 'g: 'c, R>(
    columns: Columns<'c, R>,
    graph: &'g Graph,
    motive: impl Fn(&R) -> (&'g MotiveClaim, bool) + Copy + 'c,
) -> Columns<'c, R> {
    let strengths = &graph.dataset().vocabularies().strengths;
    let claim = move |row: &R| motive(row).0;
    columns
        .shown("held", "Held", move |row| held(claim(row)))
        .with(
            "is_possible",
            "At that time",
            "Whether it is unknown if the motive is held at the time.",
            ValueType::Boolean,
            move |row| {
                let is_possible = motive(row).1;
                let text = if is_possible { "possible" } else { "" };
                Cell::shown(Value::Boolean(is_possible), text)
            },
        )
        .data(
            "from",
            "The date from which it is held.",
            ValueType::Date,
            move |row| claim(row).from.ok_or(Missing::Unknown),
        )
        .data(
            "to",
            "The date up to which it is held.",
            ValueType::Date,
            move |row| claim(row).to.map_or(Value::UNKNOWN, Value::end),
        )
        .with(
            "attested",
            "Attested",
            "The dates at which evidence speaks of it.",
            ValueType::List(&ValueType::Date),
            move |row| {
                let dates = claim(row).attested.iter();
                Cell::list(dates.map(|date| Cell::date(Some(date))))
            },
        )
        .with(
            "strength",
            "Strength",
            "How directly the evidence gives the motive.",
            ValueType::Term,
            move |row| Cell::of_optional(strengths, claim(row).strength),
        )
}

/// Explains the mark of motives that may be held, if there are any.
pub(in crate::view) fn possible_note(is_needed: bool) -> Option<String> {
    is_needed.then(|| "Possible: it is unknown whether the motive was held then.".to_owned())
}

/// Returns the evidence that speaks against motives. With several dyads, it names the partner of the holder.
pub(super) fn counter_evidence<'g>(
    graph: &'g Graph,
    claims: impl Iterator<Item = (&'g MotiveClaim, Option<OrganizationRef<'g>>)>,
    list: &mut Option<Bibliography<'g>>,
) -> Table {
    let vocabulary = &graph.dataset().vocabularies().motives;
    let columns = Columns::new()
        .with(
            "holder",
            "Of",
            "The member whose motive it speaks against.",
            ValueType::Term,
            |(claim, ..): &AgainstRow<'_>| Cell::organization(graph.organization(claim.holder)),
        )
        .with(
            "partner",
            "Towards",
            "The partner, if the answer is on several dyads.",
            ValueType::Term,
            |(_, partner, _)| partner.map_or(Cell::NONE, Cell::organization),
        )
        .with(
            "motive",
            "Motive",
            "The motive.",
            ValueType::Term,
            |(claim, ..)| Cell::of(vocabulary, claim.motive),
        )
        .with(
            "statement",
            "Evidence",
            "What the evidence says.",
            ValueType::Text,
            |(.., evidence)| &*evidence.statement,
        )
        .with(
            "date",
            "Date",
            "Its date.",
            ValueType::Date,
            |(.., evidence)| Cell::date(evidence.date.as_ref()),
        );
    let rows = claims.flat_map(|(claim, partner)| {
        let evidence = claim.counter_evidence.iter();
        evidence.map(move |evidence| (claim, partner, evidence))
    });
    let title = "Evidence against motives";
    columns.cited_table(
        "counter_evidence",
        title,
        rows,
        list,
        |list, (.., evidence)| list.citations(&evidence.citations),
    )
}

/// A motive, the partner of its holder, and evidence against it.
type AgainstRow<'g> = (
    &'g MotiveClaim,
    Option<OrganizationRef<'g>>,
    &'g CounterEvidence,
);

/// A motive that was not found, and the partner of its holder.
type NotFoundRow<'g> = (&'g MotiveNotFound, Option<OrganizationRef<'g>>);

/// Returns motives that were looked for and not found. With several dyads, it names the partner of the holder.
pub(super) fn motives_not_found<'g>(
    graph: &'g Graph,
    sought: impl Iterator<Item = NotFoundRow<'g>>,
    list: &mut Option<Bibliography<'g>>,
) -> Table {
    let vocabulary = &graph.dataset().vocabularies().motives;
    let columns = Columns::new()
        .with(
            "holder",
            "Of",
            "The member of which the motive was looked for.",
            ValueType::Term,
            |(sought, _): &NotFoundRow<'_>| Cell::organization(graph.organization(sought.holder)),
        )
        .with(
            "partner",
            "Towards",
            "The partner, if the answer is on several dyads.",
            ValueType::Term,
            |(_, partner)| partner.map_or(Cell::NONE, Cell::organization),
        )
        .with(
            "motive",
            "Motive",
            "The motive.",
            ValueType::Term,
            |(sought, _)| Cell::of(vocabulary, sought.motive),
        )
        .with(
            "searched",
            "Searched",
            "Where it was looked for.",
            ValueType::Text,
            |(sought, _)| &*sought.searched,
        );
    let columns = with_remarks(columns, graph, |(sought, _)| &sought.claim);
    let title = "Motives looked for and not found";
    columns.cited_table("motives_not_found", title, sought, list, |list, row| {
        list.cell_with_rivals("motive-not-found", &row.0.claim)
    })
}

/// Returns the dates of a motive as an interval whose open sides are empty, such as `1999..`; `by 2016` if only the latest day
/// is known on which it began to be held.
fn held(claim: &MotiveClaim) -> String {
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
    let from = start.map(|from| from.to_string()).unwrap_or_default();
    match to {
        // `2005/..` is open already.
        None if from.ends_with("..") => from,
        to => format!("{from}..{}", to.unwrap_or_default()),
    }
}
