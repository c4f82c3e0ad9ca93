//! The table of motives: the mix of families in all motives, of each dyad, each holder and each phase.

use super::percent::percent;
use super::{A, B, ObservationsOptions, members, with_cases};
use crate::analysis::observations::{MotiveGroup, MotiveMix, Observations, PartnershipMotive};
use crate::graph::Graph;
use crate::model::{Field, Identified, Key, Missing, MotiveFamily, Value, ValueType};
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
    let vocabularies = graph.dataset().vocabularies();
    let (families, codings) = (&vocabularies.motive_families, &vocabularies.codings);
    let columns = Columns::new()
        .with(
            "by",
            "By",
            "What the motives are grouped by: `all`, `without-weak`, `dyad`, `holder` or `phase`.",
            ValueType::Code,
            |row: &Row<'_, '_>| grouping(row.mix.group),
        )
        .with(
            "of",
            "Of",
            "The dyad, the holder or the phase; none for all motives.",
            ValueType::Term,
            |row| group_cell(graph, row.mix.group),
        )
        .data(
            "coding",
            "The coding that reads the phase.",
            ValueType::Code,
            |row| match row.mix.group {
                MotiveGroup::Phase(coding, _) => codings[coding].id().as_str().into(),
                _ => Value::Missing(Missing::NotApplicable),
            },
        )
        .with(
            "family",
            "Family",
            "The family of motives.",
            ValueType::Term,
            |row| Cell::of(families, row.family),
        )
        .with(
            "claims",
            "Claims",
            "The number of motives of the family in the group.",
            ValueType::Integer,
            |row| Cell::count(row.motives.len()),
        )
        .with(
            "share",
            "Share",
            "The share of the family in the motives of the group.",
            ValueType::Real,
            |row| {
                let share = row.mix.proportion(row.family).share();
                share.map_or(Cell::NONE, |share| {
                    Cell::shown(Value::real(share), format!("{} %", percent(share)))
                })
            },
        );
    let columns = with_cases(columns, options, "The motives counted.", &CASE, |row| {
        Cell::list_with_commas(row.motives.iter().map(case))
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
        MotiveGroup::WithoutWeak => "without-weak",
        MotiveGroup::Dyad(_) => "dyad",
        MotiveGroup::Holder(_) => "holder",
        MotiveGroup::Phase(..) => "phase",
    }
}

fn group_cell(graph: &Graph, group: MotiveGroup<'_>) -> Cell {
    let vocabularies = graph.dataset().vocabularies();
    match group {
        MotiveGroup::All | MotiveGroup::WithoutWeak => Cell::missing(Missing::None, "all"),
        MotiveGroup::Dyad(partnership) => Cell::term(partnership.id(), partnership.label()),
        MotiveGroup::Holder(organization) => Cell::organization(organization),
        MotiveGroup::Phase(coding, phase) => {
            let label = vocabularies.phases.label(phase);
            let text = format!("{label} ({})", vocabularies.codings[coding].id());
            Cell::shown(Value::of(&vocabularies.phases, phase), text)
        }
    }
}

/// The type of a motive that is counted.
const CASE: ValueType = ValueType::Record(&[
    A,
    B,
    Field::new("holder", ValueType::Code, "The holder of the motive."),
    Field::new("motive", ValueType::Code, "The motive."),
]);

/// Creates the cell of a motive, such as `EU (EU–NATO): resource dependence`.
fn case((partnership, claim): &PartnershipMotive<'_>) -> Cell {
    let graph = partnership.graph();
    let motives = &graph.dataset().vocabularies().motives;
    let holder = graph.organization(claim.holder);
    let text = format!(
        "{} ({}): {}",
        holder.label(),
        partnership.label(),
        motives.label(claim.motive).to_lowercase()
    );
    let motive = [
        ("holder", Cell::organization(holder)),
        ("motive", Cell::of(motives, claim.motive)),
    ];
    let fields = members(*partnership).into_iter().chain(motive);
    Cell::record(fields.collect(), text)
}
