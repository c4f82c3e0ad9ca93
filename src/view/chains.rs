//! Tables of chains: how two organizations are tied.

use super::cell::Cell;
use super::evidence::Bibliography;
use super::table::{Column, Table};
use crate::graph::SharedRef;
use crate::model::{Claim, Identified};
use crate::query::{Chain, Link, Selection};

/// Tabulates chains of ties, in the order in which they were found.
pub fn chains(selection: &Selection<'_>, found: &[Chain<'_>], evidence: bool) -> Table {
    let columns = [
        Column::new("steps", "Steps"),
        Column::new("chain", "Chain"),
        Column::new("over", "Over"),
    ];
    let ends = found
        .first()
        .and_then(|chain| Some((chain.start, chain.links.last()?.end())));
    let title = ends.map_or_else(String::new, |(a, b)| {
        format!(
            "How {} and {} are tied{}",
            a.label(),
            b.label(),
            super::partners::time(selection)
        )
    });
    let mut bibliography = Bibliography::asked(selection.graph(), evidence);
    let mut table = Table::new("path", title, &columns).with_evidence(&bibliography);
    for chain in found {
        let steps = i64::try_from(chain.links.len()).unwrap_or(i64::MAX);
        let organizations = std::iter::once(chain.start).chain(chain.links.iter().map(|l| l.end()));
        let organizations: Vec<_> = organizations.collect();
        let text = organizations
            .iter()
            .map(|o| o.label())
            .collect::<Vec<_>>()
            .join(" – ");
        let ids = organizations
            .iter()
            .map(|o| Cell::term(o.record().id().as_str(), o.label()));
        let route = Cell::Record {
            fields: vec![("organizations", Cell::List(ids.collect()))],
            text,
        };
        let over = Cell::List(
            chain
                .links
                .iter()
                .map(|link| over(*link, selection))
                .collect(),
        );
        let evidence = bibliography
            .as_mut()
            .map(|list| list.cell(claims(chain, selection)));
        table.push(vec![Cell::Number(steps), route, over], evidence);
    }
    table.notes.extend(super::partners::beyond(selection));
    table.finished(bibliography)
}

fn over(link: Link<'_>, selection: &Selection<'_>) -> Cell {
    match link {
        Link::Operation(operation, _) => {
            let record = operation.record();
            let place = record
                .place
                .as_deref()
                .map(|place| format!(", {place}"))
                .unwrap_or_default();
            Cell::Record {
                fields: vec![
                    ("kind", Cell::Text("operation".to_owned())),
                    (
                        "operation",
                        Cell::term(record.id().as_str(), operation.label()),
                    ),
                ],
                text: format!("operation {}{place}", operation.label()),
            }
        }
        Link::Partnership(partnership, _) => {
            let standing = selection.standing(partnership.key());
            let phases = &selection.graph().dataset().vocabularies.phases;
            let spell = standing.spell();
            let phase = spell.map_or("", |spell| spell.phase_label());
            let since = standing
                .since()
                .map(|date| format!("since {date}, "))
                .unwrap_or_default();
            Cell::Record {
                fields: vec![
                    ("kind", Cell::Text("partnership".to_owned())),
                    (
                        "between",
                        Cell::texts(partnership.members().map(|m| m.record().id().to_string())),
                    ),
                    (
                        "phase",
                        spell.map_or(Cell::Missing, |spell| {
                            Cell::of(phases, spell.record().phase)
                        }),
                    ),
                    ("since", Cell::date(standing.since().as_ref())),
                ],
                text: format!(
                    "partnership {} ({since}{})",
                    partnership.label(),
                    phase.to_lowercase()
                ),
            }
        }
    }
}

/// Returns the claims that the steps of a chain rest on: the phase of a partnership, or the operation and
/// the parts that the two take in it at the time.
fn claims<'g>(chain: &Chain<'g>, selection: &Selection<'g>) -> Vec<(&'static str, &'g Claim)> {
    let mut claims = Vec::new();
    let mut before = chain.start;
    for link in &chain.links {
        match link {
            Link::Operation(operation, end) => {
                let shared = before.shared_with(end.key());
                let shared = shared.filter(|shared| shared.operation() == *operation);
                let at_the_time = shared.filter(|shared| selection.is_tie(*shared));
                claims.extend(at_the_time.flat_map(SharedRef::claims));
            }
            Link::Partnership(partnership, _) => {
                let spell = selection.standing(partnership.key()).spell();
                claims.extend(spell.map(|spell| ("phase", &spell.record().claim)));
            }
        }
        before = link.end();
    }
    claims
}
