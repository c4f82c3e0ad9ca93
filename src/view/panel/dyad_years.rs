//! The columns of dyad-years.

use super::PanelKind;
use super::columns::{PanelColumns, as_known};
use crate::analysis::{CodedYear, DyadYear, OperationCounts, TransitionKind};
use crate::graph::Graph;
use crate::model::{Coding, Identified, Key, Known, Value, Vocable, Vocabularies};
use crate::view::cell::organization;

/// The columns of the two members: names and meanings.
const MEMBERS: [(&str, &str); 2] = [
    ("a", "Id of the first organization."),
    ("b", "Id of the second organization."),
];

/// The columns of the two members in a directed table.
const DIRECTED_MEMBERS: [(&str, &str); 2] = [
    ("from", "Id of the organization with the motives and roles."),
    ("to", "Id of the other organization."),
];

const NOTES: [&str; 11] = [
    "A dyad has a row for every year in which both organizations exist on the same day, up to the \
     as-of date. The years of founding and dissolution are included. If the dataset does not say \
     when an organization was founded, its rows begin in the first year in which something \
     is recorded of it. No row is before the day from which on the record is complete by its own \
     account (`from`, `covered-from`), and in a balanced table such a year is unknown.",
    "A year that is wholly in a gap in the existence of an organization (`exists`) has no row, and in a \
     balanced table `exists` is 0 in it.",
    "Phases, conditions and durations are those of the last day of the year on which both \
     organizations exist. Counts are of the whole year.",
    "Two organizations share an operation in a year if their participations have a day of the year \
     in common. An operation counts once, whatever the number of participations. Participations \
     in a role that makes no tie do not count, and such a role has no column.",
    "A participation without a start or an end of its own has that of its operation. A coarse date \
     counts as wide as possible: a start in 1990 is the first day of that year, an end in 1990 the \
     last. Without any recorded start, a participation counts from the founding of its \
     organization. A date that is open on one side, such as `../1979` or `1981/..`, counts by its \
     other side.",
    "A participation or an operation that ended on an unknown day counts up to the as-of date. A \
     phase that ended on an unknown day is unknown after its first day.",
    "A milestone counts in its year. A milestone whose date covers several years counts in none.",
    "A motive without dates is held from the first relation on. One that ended on an unknown day is \
     unknown after its last attestation, or without any after its start.",
    "In a partnership that is recorded to a lower standard than the first, such as `sketched`, motives \
     that are not recorded were not looked for: their counts are unknown and not 0.",
    "Claims below the requested confidence do not count: motives, milestones, operations and \
     participations. In the years of a phase below it, the phase is unknown.",
    "Phases, motives and milestones from the time before a successor was founded are in the rows \
     of the predecessor that lived through them.",
];

type Columns<'g> = PanelColumns<'g, DyadYear<'g>>;

/// Returns the columns of [dyad-years](crate::analysis::dyad_years).
///
/// In a `directed` table, motives and roles are those of the first organization. The option must be that of the rows.
///
/// ```
/// use interorg::analysis::{DyadYearOptions, dyad_years};
/// use interorg::export::{CsvOptions, Format, Provenance, write_panel};
/// use interorg::{dataset, graph::Graph, query::Filter, view};
///
/// let graph = Graph::new(dataset::builtin());
/// let query = Filter::default().resolve(&graph)?;
/// let rows = dyad_years(&query, DyadYearOptions::default());
/// // The rows are values: they can be filtered before they are written.
/// let rows = rows.filter(|row| row.operations.as_ref().is_ok_and(|counts| counts.total > 1));
/// let mut csv = Vec::new();
/// let provenance = Provenance::of_query("export", &query);
/// let columns = view::panel::dyad_years(&graph, false);
/// write_panel(&columns, rows, &provenance, Format::Csv, CsvOptions::default(), &mut csv)?;
/// assert!(String::from_utf8(csv)?.starts_with("year,a,b,exists,"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn dyad_years(graph: &Graph, directed: bool) -> PanelColumns<'_, DyadYear<'_>> {
    let vocabularies = graph.dataset().vocabularies();
    let mut columns = PanelColumns::new(PanelKind::DyadYears, &NOTES);
    columns.number("year", "Calendar year.", |row: &DyadYear<'_>| row.year);
    let members = if directed { DIRECTED_MEMBERS } else { MEMBERS };
    for (place, (name, meaning)) in members.into_iter().enumerate() {
        columns.word(name, meaning, move |row| organization(row.members[place]));
    }
    columns.number(
        "exists",
        "1 if both organizations exist on the same day of the year, else 0. Unknown if the date of \
         a founding or dissolution is unknown.",
        |row| row.exists,
    );
    for coding in vocabularies.codings.keys() {
        add_state(&mut columns, graph, coding);
    }
    if !vocabularies.codings.is_empty() {
        columns.number(
            "years_since_contact",
            "Whole years since the first relation under any coding. Not applicable before it.",
            |row| row.years_since_contact,
        );
    }
    add_motives(&mut columns, vocabularies, directed);
    add_operations(&mut columns, graph, directed);
    add_milestones(&mut columns, vocabularies);
    let Vocabularies {
        codings,
        motives,
        milestone_kinds,
        ..
    } = vocabularies;
    if !(codings.is_empty() && motives.is_empty() && milestone_kinds.is_empty()) {
        columns.number(
            "sources",
            "Number of sources cited for the phases, motives and milestones of the year.",
            |row| row.sources,
        );
    }
    columns.coder(graph);
    columns
}

/// Adds the columns of the state under a coding.
fn add_state<'g>(columns: &mut Columns<'g>, graph: &'g Graph, coding: Key<Coding>) {
    let vocabularies = graph.dataset().vocabularies();
    let Vocabularies {
        codings,
        phases,
        conditions,
        ..
    } = vocabularies;
    let (id, label) = (codings[coding].id(), codings.label(coding));
    columns.number(
        format!("{id}_rung"),
        format!(
            "Rung of the phase on the last day of the year, from 0 (no relation) upwards. Coding: \
             {label}."
        ),
        move |row| state(row, coding).and_then(|state| state.rung),
    );
    columns.word(
        format!("{id}_phase"),
        format!("Phase on the last day of the year. Coding: {label}."),
        move |row| {
            let phase = state(row, coding).and_then(|state| state.phase);
            phase.map(|phase| Value::of(phases, phase))
        },
    );
    if vocabularies.has_directed_phases() {
        columns.word(
            format!("{id}_actor"),
            format!(
                "Id of the member from which the phase leads to the other. None if it holds for both. Coding: \
                 {label}."
            ),
            move |row| {
                let actor = state(row, coding).and_then(|state| state.actor);
                actor.map(|key| organization(graph.organization(key)))
            },
        );
    }
    columns.word(
        format!("{id}_condition"),
        format!(
            "Condition on the last day of the year. Not applicable without a relation. Coding: \
             {label}."
        ),
        move |row| {
            let condition = state(row, coding).and_then(|state| state.condition);
            condition.map(|condition| Value::of(conditions, condition))
        },
    );
    columns.number(
        format!("{id}_years_in_phase"),
        format!(
            "Whole years since the phase began, whatever its condition. A recorded phase without a \
             relation counts as a phase. Not applicable if no phase is recorded. Coding: {label}."
        ),
        move |row| state(row, coding).and_then(|state| state.years_in_phase),
    );
    let kinds = TransitionKind::ALL.map(TransitionKind::name).join(", ");
    columns.words(
        format!("{id}_transitions"),
        format!(
            "Transitions of the year in order of time: {kinds}. An end belongs to the year of the \
             first day without a relation, a dissolution to the last year of the dissolved member. \
             Coding: {label}."
        ),
        move |row| state(row, coding).map(|state| transitions(&state.transitions)),
    );
}

fn state<'r>(row: &'r DyadYear<'_>, coding: Key<Coding>) -> Known<&'r CodedYear> {
    as_known(&row.codings[coding])
}

fn transitions(transitions: &[TransitionKind]) -> Value<'static> {
    Value::texts(transitions.iter().map(|kind| kind.name()))
}

/// Adds the columns of motives: first of each family, then of each motive.
fn add_motives<'g>(columns: &mut Columns<'g>, vocabularies: &'g Vocabularies, directed: bool) {
    let meaning = |motive: String| {
        let count = if directed {
            format!("1 if the first organization holds {motive}, else 0.")
        } else {
            format!("Number of members that hold {motive}.")
        };
        format!(
            "{count} Not applicable before the first relation. Unknown if a member may hold it, or if nobody \
             looked for it."
        )
    };
    for (family, record) in vocabularies.motive_families.entries() {
        columns.number(
            format!("family_{}", record.id()),
            meaning(format!("a motive of the family {}", record.term().label)),
            move |row| as_known(&row.motives).and_then(|motives| motives.by_family[family]),
        );
    }
    for (motive, record) in vocabularies.motives.entries() {
        columns.number(
            format!("motive_{}", record.id()),
            meaning(format!("the motive {}", record.term().label)),
            move |row| as_known(&row.motives).and_then(|motives| motives.by_motive[motive]),
        );
    }
}

/// Adds the columns of shared operations: of all, then per role.
fn add_operations<'g>(columns: &mut Columns<'g>, graph: &'g Graph, directed: bool) {
    let (vocabularies, has_unknown) = (graph.dataset().vocabularies(), graph.has_unknown());
    columns.number(
        "operations",
        "Number of operations that the two share.",
        |row| as_known(&row.operations).and_then(OperationCounts::known_total),
    );
    if has_unknown {
        columns.number(
            "operations_unknown",
            "Number of further operations that the two may share: it is unknown whether one of them \
             took part. If none is known to be shared, `operations` is unknown.",
            |row| as_known(&row.operations).map(|operations| operations.unknown),
        );
    }
    let holder = if directed {
        "the first organization"
    } else {
        "a member"
    };
    let roles = vocabularies.roles.entries();
    for (role, record) in roles.filter(|(_, record)| record.ties) {
        let label = &record.term().label;
        columns.number(
            format!("role_{}", record.id()),
            format!("Number of shared operations in which {holder} has the role {label}."),
            move |row| {
                as_known(&row.operations).and_then(|operations| operations.known_in_role(role))
            },
        );
    }
}

/// Adds the columns of milestones: of all, then per kind.
fn add_milestones<'g>(columns: &mut Columns<'g>, vocabularies: &'g Vocabularies) {
    if vocabularies.milestone_kinds.is_empty() {
        return;
    }
    columns.number("milestones", "Number of milestones.", |row| {
        as_known(&row.milestones).map(|milestones| milestones.total)
    });
    for (kind, record) in vocabularies.milestone_kinds.entries() {
        columns.number(
            format!("milestone_{}", record.id()),
            format!("Number of milestones of the kind {}.", record.term().label),
            move |row| as_known(&row.milestones).map(|milestones| milestones.by_kind[kind]),
        );
    }
}
