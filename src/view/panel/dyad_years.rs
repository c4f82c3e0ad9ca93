//! The columns of dyad-years.

use super::PanelKind;
use super::columns::{PanelColumns, as_known, organization};
use crate::analysis::{CodedYear, DyadYear, TransitionKind};
use crate::graph::Graph;
use crate::model::{Coding, Identified, Key, Known, Value, Vocable, Vocabularies};

/// How rows are selected and counted.
const NOTES: [&str; 10] = [
    "There is a row for every year in which both organizations exist on one and the same day, the years of foundation \
     and of end among them, up to the as-of date; an organization of which the dataset does not say when it \
     was founded has rows from the first year of the record on.",
    "An organization exists without a gap. One that ceased to exist for a time has to be two in the dataset.",
    "Phases, conditions and durations are told as of the last day of the year on which both exist; counts \
     are of the whole year.",
    "Two organizations share an operation in a year if parts of both last on one and the same day of it; an \
     operation counts once, however many parts they take. Parts taken against an operation make no tie.",
    "A part without dates of its own has those of its operation. A coarse date is as wide as it may be: what \
     begins in 1990 begins on its first day, and what ends in 1990 ends on its last. What has no beginning \
     is taken to have been there always. A date that is open on one side, such as `../1979` or `1981/..`, \
     counts at its other side.",
    "A part or an operation that ended at a time that nobody knows is counted to the as-of date. Of a phase that \
     ended so, nothing is known after the day on which it began.",
    "A milestone counts in its year; one whose date does not tell the year counts in none.",
    "A motive without dates is held from the first relation on.",
    "Claims less sure than --min-confidence asks for are not counted, be they motives, milestones, operations or \
     parts in them; of the years of a phase that is less sure nothing is known.",
    "What a predecessor lived through before its successor existed is told on the rows of the predecessor: the \
     phases that say so, the motives held in those years, and the milestones that were past by then.",
];

type Columns<'g> = PanelColumns<'g, DyadYear<'g>>;

/// Returns the columns of [dyad-years](crate::analysis::dyad_years).
///
/// `directed` is that of the rows: it decides how the members are called, and what the columns of motives and roles mean.
///
/// ```
/// use interorg::analysis::{DyadYearOptions, dyad_years};
/// use interorg::export::{Format, write_panel};
/// use interorg::{dataset, graph::Graph, query::Filter, view};
///
/// let graph = Graph::new(dataset::builtin());
/// let query = Filter::default().resolve(&graph)?;
/// let rows = dyad_years(&query, DyadYearOptions::default());
/// // The rows are values: they can be filtered before they are written.
/// let rows = rows.filter(|row| row.operations.as_ref().is_ok_and(|counts| counts.total > 1));
/// let mut csv = Vec::new();
/// write_panel(&view::panel::dyad_years(&graph, false), rows, Format::Csv, &mut csv)?;
/// assert!(String::from_utf8(csv)?.starts_with("year,a,b,exists,"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn dyad_years(graph: &Graph, directed: bool) -> PanelColumns<'_, DyadYear<'_>> {
    let vocabularies = graph.dataset().vocabularies();
    let [first, second] = if directed { ["from", "to"] } else { ["a", "b"] };
    let mut columns = PanelColumns::new(PanelKind::DyadYears, &NOTES);
    columns.number("year", "The calendar year.", |row: &DyadYear<'_>| row.year);
    columns.word(
        first,
        "The id of the first organization of the dyad; in a directed table, the one whose motives and roles the row tells.",
        |row| organization(row.members[0]),
    );
    columns.word(second, "The id of the second organization.", |row| {
        organization(row.members[1])
    });
    columns.number(
        "exists",
        "1 if both exist on some day of the year, else 0; unknown if the dataset does not say when one of them was founded, or when it ended.",
        |row| row.exists,
    );
    for coding in vocabularies.codings.keys() {
        add_state(&mut columns, vocabularies, coding);
    }
    columns.number(
        "years_since_contact",
        "Whole years since the first relation under any coding.",
        |row| row.years_since_contact,
    );
    add_motives(&mut columns, vocabularies, directed);
    add_operations(&mut columns, vocabularies, directed);
    add_milestones(&mut columns, vocabularies);
    columns.number(
        "sources",
        "How many sources stand behind the phases, motives and milestones of the year.",
        |row| row.sources,
    );
    columns
}

/// Adds the columns of the state under a coding.
fn add_state<'g>(columns: &mut Columns<'g>, vocabularies: &'g Vocabularies, coding: Key<Coding>) {
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
            "Phase as a number, from 0 (no relation) up, on the last day of the year ({label})."
        ),
        move |row| state(row, coding).and_then(|state| state.rung),
    );
    columns.word(
        format!("{id}_phase"),
        format!("Phase on the last day of the year ({label})."),
        move |row| {
            let phase = state(row, coding).and_then(|state| state.phase);
            phase.map(|phase| Value::of(phases, phase))
        },
    );
    columns.word(
        format!("{id}_condition"),
        format!(
            "Condition on the last day of the year ({label}); not applicable without a relation."
        ),
        move |row| {
            let condition = state(row, coding).and_then(|state| state.condition);
            condition.map(|condition| Value::of(conditions, condition))
        },
    );
    columns.number(
        format!("{id}_years_in_phase"),
        format!("Whole years since the phase began, whatever its condition; not applicable where no phase is recorded, not even one without a relation ({label})."),
        move |row| state(row, coding).and_then(|state| state.years_in_phase),
    );
    columns.word(
        format!("{id}_transitions"),
        format!("What changed in the year, in order: begin, advance, reversal, setback, recovery, end, dissolution of a member ({label}). A relation ends in the year of the first day without it, and by dissolution in the last year of the member."),
        move |row| state(row, coding).map(|state| transitions(&state.transitions)),
    );
}

fn state<'r>(row: &'r DyadYear<'_>, coding: Key<Coding>) -> Known<&'r CodedYear> {
    as_known(&row.codings[coding])
}

fn transitions(transitions: &[TransitionKind]) -> Value<'static> {
    if transitions.is_empty() {
        Value::NONE
    } else {
        Value::texts(transitions.iter().map(|kind| kind.name()))
    }
}

/// Adds the columns of motives: of each family, then of each motive.
fn add_motives<'g>(columns: &mut Columns<'g>, vocabularies: &'g Vocabularies, directed: bool) {
    let held = if directed {
        "1 if the first organization holds"
    } else {
        "How many of the two hold"
    };
    for (family, record) in vocabularies.motive_families.entries() {
        columns.number(
            format!("family_{}", record.id()),
            format!(
                "{held} a motive of the family {}, else 0; not applicable before the first relation.",
                record.term().label
            ),
            move |row| as_known(&row.motives).and_then(|motives| motives.by_family[family]),
        );
    }
    for (motive, record) in vocabularies.motives.entries() {
        columns.number(
            format!("motive_{}", record.id()),
            format!(
                "{held} the motive {}, else 0; not applicable before the first relation.",
                record.term().label
            ),
            move |row| as_known(&row.motives).and_then(|motives| motives.by_motive[motive]),
        );
    }
}

/// Adds the columns of shared operations: of all, then by role.
fn add_operations<'g>(columns: &mut Columns<'g>, vocabularies: &'g Vocabularies, directed: bool) {
    columns.number(
        "operations",
        "How many operations the two share in the year.",
        |row| as_known(&row.operations).map(|operations| operations.total),
    );
    let who = if directed {
        "the first organization"
    } else {
        "one of the two"
    };
    for (role, record) in vocabularies.roles.entries() {
        columns.number(
            format!("role_{}", record.id()),
            format!(
                "In how many of the shared operations {who} has the role {}.",
                record.term().label
            ),
            move |row| as_known(&row.operations).map(|operations| operations.by_role[role]),
        );
    }
}

/// Adds the columns of milestones: of all, then by kind.
fn add_milestones<'g>(columns: &mut Columns<'g>, vocabularies: &'g Vocabularies) {
    columns.number(
        "milestones",
        "How many milestones lie in the year.",
        |row| as_known(&row.milestones).map(|milestones| milestones.total),
    );
    for (kind, record) in vocabularies.milestone_kinds.entries() {
        columns.number(
            format!("milestone_{}", record.id()),
            format!(
                "How many milestones of the kind {} lie in the year.",
                record.term().label
            ),
            move |row| as_known(&row.milestones).map(|milestones| milestones.by_kind[kind]),
        );
    }
}
