//! The table of motives: the mix of families in all motives, of each dyad, each holder and each phase.

use super::percent::percent;
use super::{ObservationsOptions, cases};
use crate::analysis::observations::{MotiveGroup, MotiveMix, Observations, PartnershipMotive};
use crate::graph::Graph;
use crate::model::{Identified, Key, MotiveFamily, Value};
use crate::view::cell::Cell;
use crate::view::columns::Columns;
use crate::view::evidence::Bibliography;
use crate::view::table::Table;

/// The motives of one family in a group.
struct Row<'o, 'g> {
    mix: &'o MotiveMix<'g>,
    family: Key<MotiveFamily>,
    motives: Vec<PartnershipMotive<'g>>,
}

/// Creates the table of the motives, with a row per group and family.
pub(super) fn table<'g>(
    graph: &'g Graph,
    observations: &Observations<'g>,
    options: ObservationsOptions,
    bibliography: &mut Option<Bibliography<'g>>,
) -> Table {
    let families = &graph.dataset().vocabularies().motive_families;
    let columns = Columns::new()
        .with(
            "by",
            "By",
            "What the motives are grouped by: `all`, `dyad`, `holder` or `phase`.",
            |row: &Row<'_, '_>| grouping(row.mix.group),
        )
        .with("of", "Of", "The group.", |row| {
            group_label(graph, row.mix.group)
        })
        .with("family", "Family", "The family of motives.", |row| {
            Cell::of(families, row.family)
        })
        .with(
            "claims",
            "Claims",
            "The number of motives of the family in the group.",
            |row| Cell::count(row.motives.len()),
        )
        .with(
            "share",
            "Share",
            "The share of the family in the motives of the group.",
            |row| {
                let share = row.mix.proportion(row.family).share();
                share.map_or(Cell::NONE, |share| {
                    Cell::shown(Value::real(share), format!("{} %", percent(share)))
                })
            },
        )
        .with("cases", "Cases", "The motives counted.", move |row| {
            cases(options, row.motives.iter().map(motive_label))
        });
    let rows = observations.motives.iter().flat_map(|mix| {
        families.keys().map(move |family| Row {
            mix,
            family,
            motives: mix.of_family(family).collect(),
        })
    });
    columns.cited_table(
        "motives",
        "Are motives both materialist and ideational?",
        rows,
        bibliography,
        |list, row| {
            list.cell(
                row.motives
                    .iter()
                    .map(|(_, motive)| ("motive", &motive.claim)),
            )
        },
    )
}

fn grouping(group: MotiveGroup<'_>) -> &'static str {
    match group {
        MotiveGroup::All => "all",
        MotiveGroup::Dyad(_) => "dyad",
        MotiveGroup::Holder(_) => "holder",
        MotiveGroup::Phase(..) => "phase",
    }
}

fn group_label(graph: &Graph, group: MotiveGroup<'_>) -> String {
    let vocabularies = graph.dataset().vocabularies();
    match group {
        MotiveGroup::All => "all".to_owned(),
        MotiveGroup::Dyad(partnership) => partnership.label(),
        MotiveGroup::Holder(organization) => organization.label().to_owned(),
        MotiveGroup::Phase(coding, phase) => format!(
            "{} ({})",
            vocabularies.phases.label(phase),
            vocabularies.codings[coding].id()
        ),
    }
}

/// Returns the holder, the partnership and the motive, such as `EU (EU–NATO): resource dependence`.
fn motive_label((partnership, claim): &PartnershipMotive<'_>) -> String {
    let graph = partnership.graph();
    let motives = &graph.dataset().vocabularies().motives;
    format!(
        "{} ({}): {}",
        graph.organization(claim.holder).label(),
        partnership.label(),
        motives.label(claim.motive).to_lowercase()
    )
}
