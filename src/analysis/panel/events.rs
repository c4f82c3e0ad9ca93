//! One row an event: the milestones of partnerships.

use super::spells::{day, text};
use super::{Datum, Panel, Variable};
use crate::model::{Identified, Milestone};
use crate::query::Selection;

/// Makes the table of milestones of a selection, dyad by dyad in the order of the dataset.
pub fn events<'g>(selection: &Selection<'g>) -> Panel<'g> {
    let columns = vec![
        Variable::word("a", "The id of the first organization of the dyad."),
        Variable::word("b", "The id of the second organization."),
        Variable::word("date", "When it happened, as the dataset dates it (EDTF)."),
        Variable::word(
            "earliest",
            "The earliest day on which it may have happened.",
        ),
        Variable::word("latest", "The latest day on which it may have happened."),
        Variable::number("year", "The year."),
        Variable::word("kind", "The kind of event."),
        Variable::word("title", "What happened."),
        Variable::word("confidence", "How sure the claim is."),
        Variable::number(
            "contested",
            "1 if a rival reading stands beside it, else 0.",
        ),
        Variable::word(
            "sources",
            "The ids of the sources it cites, joined by semicolons.",
        ),
    ];
    let selection = selection.clone();
    let graph = selection.graph();
    let kinds = &graph.dataset().vocabularies().milestone_kinds;
    let sources = graph.dataset().sources();
    let selected_partnerships: Vec<_> = selection.iter().collect();
    let rows = selected_partnerships.into_iter().flat_map(move |selected| {
        let members = selected.partnership().members();
        selected.milestones().map(move |milestone: &Milestone| {
            let [a, b] = members.map(|member| Datum::word(member.record().id().as_str()));
            let cited = milestone
                .claim
                .citations
                .iter()
                .map(|citation| sources.id(citation.source).as_str());
            let date = &milestone.date;
            vec![
                a,
                b,
                text(date),
                date.earliest().map_or(Datum::Unknown, day),
                date.latest().map_or(Datum::Unknown, day),
                date.one_year()
                    .map_or(Datum::Unknown, |year| Datum::Number(i64::from(year))),
                Datum::word(kinds[milestone.kind].id().as_str()),
                Datum::word(&milestone.title),
                Datum::word(milestone.claim.confidence.as_str()),
                Datum::Number(i64::from(milestone.claim.is_contested())),
                text(cited.collect::<Vec<_>>().join(";")),
            ]
        })
    });
    Panel {
        name: "events",
        columns,
        notes: Vec::new(),
        rows: Box::new(rows),
    }
}
