//! The columns of a table of dyad-years, and how it is counted.

use super::Variable;
use crate::graph::Graph;
use crate::model::{Identified, Vocable, Vocabularies};

/// How the table is counted.
pub(super) const NOTES: [&str; 10] = [
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

/// Returns the columns of a table of dyad-years, in an order that depends on the vocabularies alone.
pub(super) fn columns(graph: &Graph, directed: bool) -> Vec<Variable> {
    let words = graph.dataset().vocabularies();
    let [first, second] = if directed { ["from", "to"] } else { ["a", "b"] };
    let mut columns = vec![
        Variable::number("year", "The calendar year."),
        Variable::word(
            first,
            "The id of the first organization of the dyad; in a directed table, the one whose motives and roles the row tells.",
        ),
        Variable::word(second, "The id of the second organization."),
        Variable::number(
            "exists",
            "1 if both exist on some day of the year, else 0; unknown if the dataset does not say when one of them was founded, or when it ended.",
        ),
    ];
    for coding in &words.codings {
        let (id, label) = (coding.id(), &coding.term().label);
        columns.extend([
            Variable::number(format!("{id}_rung"), format!("Phase as a number, from 0 (no relation) up, on the last day of the year ({label}).")),
            Variable::word(format!("{id}_phase"), format!("Phase on the last day of the year ({label}).")),
            Variable::word(format!("{id}_condition"), format!("Condition on the last day of the year ({label}); not applicable without a relation.")),
            Variable::number(format!("{id}_years_in_phase"), format!("Whole years since the phase began, whatever its condition; not applicable where no phase is recorded, not even one without a relation ({label}).")),
            Variable::word(format!("{id}_transitions"), format!("What changed in the year, in order: begin, advance, reversal, setback, recovery, end, dissolution of a member ({label}). A relation ends in the year of the first day without it, and by dissolution in the last year of the member.")),
        ]);
    }
    columns.push(Variable::number(
        "years_since_contact",
        "Whole years since the first relation under any coding.",
    ));
    columns.extend(of_motives(words, directed));
    columns.extend(of_operations(words, directed));
    columns.extend(of_milestones(words));
    columns
}

/// Returns the columns of motives: the families, then each.
fn of_motives(words: &Vocabularies, directed: bool) -> Vec<Variable> {
    let mut columns = Vec::new();
    let held = if directed {
        "1 if the first organization holds"
    } else {
        "How many of the two hold"
    };
    for family in &words.motive_families {
        let label = &family.term().label;
        columns.push(Variable::number(
            format!("family_{}", family.id()),
            format!("{held} a motive of the family {label}, else 0; not applicable before the first relation."),
        ));
    }
    for motive in &words.motives {
        let label = &motive.term().label;
        columns.push(Variable::number(
            format!("motive_{}", motive.id()),
            format!("{held} the motive {label}, else 0; not applicable before the first relation."),
        ));
    }
    columns
}

/// Returns the columns of operations: all, then by role.
fn of_operations(words: &Vocabularies, directed: bool) -> Vec<Variable> {
    let mut columns = Vec::new();
    columns.push(Variable::number(
        "operations",
        "How many operations the two share in the year.",
    ));
    let who = if directed {
        "the first organization"
    } else {
        "one of the two"
    };
    for role in &words.roles {
        let label = &role.term().label;
        columns.push(Variable::number(
            format!("role_{}", role.id()),
            format!("In how many of the shared operations {who} has the role {label}."),
        ));
    }
    columns
}

/// Returns the columns of milestones: all, then by kind, and the sources behind the row.
fn of_milestones(words: &Vocabularies) -> Vec<Variable> {
    let mut columns = Vec::new();
    columns.push(Variable::number(
        "milestones",
        "How many milestones lie in the year.",
    ));
    for kind in &words.milestone_kinds {
        let label = &kind.term().label;
        columns.push(Variable::number(
            format!("milestone_{}", kind.id()),
            format!("How many milestones of the kind {label} lie in the year."),
        ));
    }
    columns.push(Variable::number(
        "sources",
        "How many sources stand behind the phases, motives and milestones of the year.",
    ));
    columns
}
