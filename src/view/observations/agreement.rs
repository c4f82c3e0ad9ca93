//! The tables of agreement between coding passes, and the notes on them.

use super::{A, B};
use crate::analysis::agreement::{PassAgreement, PassTransition, RESAMPLES, Weights};
use crate::analysis::observations::Observations;
use crate::graph::Graph;
use crate::model::{Coder, Coding, Dyad, Identified as _, Key, Missing, Phase, Value, ValueType};
use crate::phrase;
use crate::query::Selection;
use crate::view::cell::Cell;
use crate::view::columns::Columns;
use crate::view::table::Table;

/// The number of partnerships below which the interval of alpha is called rough.
const FEW_DYADS: usize = 20;

/// What is compared, and how it is measured.
const METHOD: &str = "Agreement is counted by dyad-years, with the phase at the end of the year; a year in which one pass has \
    no phase counts as no relation there. Alpha is that of Krippendorff for ordinal data. Kappa is that of Cohen, with weights \
    that grow with the distance of the rungs (linear) or with its square (quadratic).";

/// What agreement between passes does not show.
const NO_SUBSTITUTE: &str = "Agreement between passes of one dataset is no substitute for coders who do not know it: what they read was chosen before.";

/// What a counterpart is.
const COUNTERPARTS: &str = "A transition is found in the other pass if that has one of the same kind between the same phases at \
    most a year before or after. Transitions on an unknown day are left out.";

/// Creates the table of the agreement of each two passes under each coding.
pub(super) fn table<'g>(graph: &'g Graph, observations: &Observations<'g>) -> Table {
    let vocabularies = graph.dataset().vocabularies();
    let coders = &vocabularies.coders;
    let columns = Columns::new()
        .data(
            "pass",
            "The coding pass that the answer reads.",
            ValueType::Term,
            |row: &&PassAgreement| Cell::of(coders, row.passes[0]).value().clone(),
        )
        .data(
            "other_pass",
            "The coding pass that it is compared with.",
            ValueType::Term,
            |row| Cell::of(coders, row.passes[1]).value().clone(),
        );
    let columns = match only_pair(observations) {
        Some(_) => columns,
        None => columns.shown("passes", "Passes", |row| both(graph, row.passes)),
    };
    let columns = columns
        .with("coding", "Coding", "The coding.", ValueType::Term, |row| {
            Cell::of(&vocabularies.codings, row.coding)
        })
        .with(
            "partnerships",
            "Dyads",
            "The number of partnerships that both passes read.",
            ValueType::Integer,
            |row| Cell::count(row.dyads.len()),
        )
        .with(
            "years",
            "Years",
            "The number of dyad-years that are compared.",
            ValueType::Integer,
            |row| Cell::count(row.years.total()),
        )
        .with(
            "same",
            "Same",
            "The number of dyad-years to which both passes give the same phase.",
            ValueType::Integer,
            |row| Cell::count(row.years.same()),
        )
        .with(
            "alpha",
            "Alpha",
            "Krippendorff's alpha for ordinal data. Not applicable if only one phase occurs.",
            ValueType::Real,
            |row| coefficient(row.years.alpha()),
        )
        .shown("interval", "95 % interval", |row| match row.interval {
            Some((low, high)) => format!("{low:.2} to {high:.2}"),
            None => "not defined".to_owned(),
        })
        .data(
            "low",
            "The lower bound of the 95 % interval of alpha, from a bootstrap of whole partnerships.",
            ValueType::Real,
            |row| coefficient(row.interval.map(|(low, _)| low)).value().clone(),
        )
        .data(
            "high",
            "The upper bound of the interval.",
            ValueType::Real,
            |row| coefficient(row.interval.map(|(_, high)| high)).value().clone(),
        )
        .with(
            "kappa_linear",
            "Kappa, linear",
            "Cohen's kappa with linear weights.",
            ValueType::Real,
            |row| coefficient(row.years.kappa(Weights::Linear)),
        )
        .with(
            "kappa_quadratic",
            "Kappa, quadratic",
            "Cohen's kappa with quadratic weights.",
            ValueType::Real,
            |row| coefficient(row.years.kappa(Weights::Quadratic)),
        )
        .shown("found", "Transitions", |row| {
            let [own, other] = [0, 1].map(|pass| found_text(row, pass));
            format!("{own}; {other}")
        })
        .data(
            "unknown_years",
            "The number of dyad-years that are left out, because a pass does not know the phase.",
            ValueType::Integer,
            |row| row.unknown_years,
        )
        .data(
            "transitions",
            "The number of dated transitions of the pass.",
            ValueType::Integer,
            |row| row.transitions_of(0).count(),
        )
        .data(
            "transitions_found",
            "The number of those that the other pass has within a year.",
            ValueType::Integer,
            |row| found(row, 0),
        )
        .data(
            "other_transitions",
            "The number of dated transitions of the other pass.",
            ValueType::Integer,
            |row| row.transitions_of(1).count(),
        )
        .data(
            "other_transitions_found",
            "The number of those that the pass has within a year.",
            ValueType::Integer,
            |row| found(row, 1),
        );
    let title = match only_pair(observations) {
        Some(passes) => format!("Do the {} agree?", both(graph, passes)),
        None => "Do coding passes agree?".to_owned(),
    };
    columns.table("agreement", title, &observations.agreement)
}

/// Creates the table of the transitions of either pass, with the date that the other pass gives them.
pub(super) fn transitions<'g>(graph: &'g Graph, observations: &Observations<'g>) -> Table {
    let vocabularies = graph.dataset().vocabularies();
    let phase = |phase: Option<Key<Phase>>| match phase {
        Some(phase) => Cell::of(&vocabularies.phases, phase),
        None => Cell::missing(Missing::None, "none"),
    };
    let member = |row: &Row<'_>, side: usize| {
        let key = row.transition.dyad.members()[side];
        Cell::from(graph.organization(key).record().id.as_str())
    };
    let columns = Columns::new()
        .shown("partnership", "Partnership", |row: &Row<'_>| {
            label(graph, row.transition.dyad)
        })
        .data("a", A.meaning, ValueType::Code, move |row| {
            member(row, 0).value().clone()
        })
        .data("b", B.meaning, ValueType::Code, move |row| {
            member(row, 1).value().clone()
        })
        .with("coding", "Coding", "The coding.", ValueType::Term, |row| {
            let cell = Cell::of(&vocabularies.codings, row.coding);
            Cell::shown(
                cell.value().clone(),
                vocabularies.codings[row.coding].id().as_str(),
            )
        })
        .with(
            "pass",
            "Pass",
            "The coding pass that has the transition.",
            ValueType::Term,
            |row| Cell::of(&vocabularies.coders, row.transition.coder),
        )
        .with(
            "kind",
            "Transition",
            "The kind of the transition.",
            ValueType::Code,
            |row| row.transition.kind.name(),
        )
        .with(
            "from",
            "From",
            "The phase before; none if there was no relation.",
            ValueType::Term,
            |row| phase(row.transition.from),
        )
        .with(
            "to",
            "To",
            "The phase after; none if there is no relation.",
            ValueType::Term,
            |row| phase(row.transition.to),
        )
        .with("date", "Date", "The date.", ValueType::Date, |row| {
            Cell::end(row.transition.date)
        })
        .data(
            "other_pass",
            "The coding pass that it is compared with.",
            ValueType::Term,
            |row| Cell::of(&vocabularies.coders, row.other).value().clone(),
        );
    let columns = match only_pair(observations) {
        Some(_) => columns,
        None => columns.shown("compared", "Compared with", |row| {
            vocabularies.coders.label(row.other).to_owned()
        }),
    };
    let columns = columns
        .with(
            "other_date",
            "There within a year",
            "The date of the same transition in the other pass, at most a year apart; none if it has none.",
            ValueType::Date,
            |row| match row.transition.other {
                Some(date) => Cell::end(date),
                None => Cell::missing(Missing::None, "no"),
            },
        );
    let rows = observations.agreement.iter().flat_map(|agreement| {
        let transitions = agreement.transitions.iter();
        transitions.map(move |transition| Row {
            coding: agreement.coding,
            transition,
            other: other_than(agreement.passes, transition.coder),
        })
    });
    columns.table("transitions_by_pass", "Transitions of either pass", rows)
}

/// Returns the passes that are compared, if there are only two.
fn only_pair(observations: &Observations<'_>) -> Option<[Key<Coder>; 2]> {
    let mut pairs = observations.agreement.iter().map(|one| one.passes);
    let first = pairs.next()?;
    pairs.all(|pair| pair == first).then_some(first)
}

/// Returns two passes in words, such as `first pass and the second pass`.
fn both(graph: &Graph, passes: [Key<Coder>; 2]) -> String {
    let coders = &graph.dataset().vocabularies().coders;
    passes
        .map(|pass| phrase::uncapitalized(coders.label(pass)))
        .join(" and the ")
}

/// A transition of a pass.
struct Row<'o> {
    coding: Key<Coding>,
    transition: &'o PassTransition,
    /// The pass that it is compared with.
    other: Key<Coder>,
}

fn other_than([first, second]: [Key<Coder>; 2], coder: Key<Coder>) -> Key<Coder> {
    if coder == first { second } else { first }
}

/// Returns the notes on agreement: the result of each comparison, how it is measured, and how little it shows if there are few
/// partnerships. With one pass alone, agreement is not known.
pub(super) fn notes(selection: &Selection<'_>, observations: &Observations<'_>) -> Vec<String> {
    let compared = observations.agreement.iter();
    let compared: Vec<&PassAgreement> = compared.filter(|one| !one.dyads.is_empty()).collect();
    let results = compared.iter().map(|one| result(selection.graph(), one));
    let mut notes: Vec<String> = results.collect();
    notes.extend(one_sided(selection, observations));
    if compared.is_empty() {
        notes.extend(one_pass(selection, observations));
        return notes;
    }
    notes.extend(joint(&compared));
    notes.extend([METHOD, NO_SUBSTITUTE, COUNTERPARTS].map(str::to_owned));
    notes.extend(few_dyads(&compared));
    notes
}

/// Returns the result of a comparison in words.
fn result(graph: &Graph, one: &PassAgreement) -> String {
    let vocabularies = graph.dataset().vocabularies();
    let coding = vocabularies.codings.label(one.coding);
    let [own, other] = one
        .passes
        .map(|pass| phrase::uncapitalized(vocabularies.coders.label(pass)));
    let alpha = match (one.years.alpha(), one.interval) {
        (Some(alpha), Some((low, high))) => {
            format!("alpha is {alpha:.2} (95 % interval {low:.2} to {high:.2})")
        }
        (Some(alpha), None) => format!("alpha is {alpha:.2}"),
        (None, _) => "alpha is not defined, because only one phase occurs".to_owned(),
    };
    let unknown = match one.unknown_years {
        0 => String::new(),
        1 => " 1 dyad-year is left out, because a pass does not know the phase.".to_owned(),
        years => {
            format!(" {years} dyad-years are left out, because a pass does not know the phase.")
        }
    };
    format!(
        "{coding}: the {own} and the {other} give {} of {} of {} the same phase; {alpha}. Transitions that the other \
         pass has within a year: {} of the {own}, {} of the {other}.{unknown}",
        one.years.same(),
        phrase::counted(one.years.total(), ["dyad-year", "dyad-years"]),
        partnerships(one.dyads.len()),
        found_text(one, 0),
        found_text(one, 1),
    )
}

/// Returns the note on partnerships whose phases come from records of more than two organizations; `None` if there are not
/// several of them.
fn joint(compared: &[&PassAgreement]) -> Option<String> {
    let most = compared.iter().max_by_key(|one| one.joint)?;
    (most.joint > 1).then(|| {
        format!(
            "{} of {} have phases recorded of more than two organizations: such a record counts once per dyad, and its dyads \
             are not independent of one another.",
            most.joint,
            partnerships(most.dyads.len()),
        )
    })
}

/// Returns a note per comparison that leaves out partnerships, because only one of the two passes reads them.
fn one_sided(selection: &Selection<'_>, observations: &Observations<'_>) -> Vec<String> {
    let vocabularies = selection.graph().dataset().vocabularies();
    let partial = observations
        .agreement
        .iter()
        .filter(|one| one.one_sided > 0);
    let notes = partial.map(|one| {
        let coding = vocabularies.codings.label(one.coding);
        let are_read = if one.one_sided == 1 {
            "is read"
        } else {
            "are read"
        };
        format!(
            "{coding}: {} {are_read} by only one of the {}, and not compared.",
            partnerships(one.one_sided),
            both(selection.graph(), one.passes),
        )
    });
    notes.collect()
}

/// Returns the note that there is nothing to compare; `None` if there are no phases at all.
fn one_pass(selection: &Selection<'_>, observations: &Observations<'_>) -> Option<String> {
    let has_phases = observations
        .codings
        .iter()
        .any(|one| !one.partnerships.is_empty());
    let note = if selection.graph().dataset().other_readings().is_empty() {
        "The evidence was coded in one pass, so that it is not known how far a second reading would agree."
    } else {
        "No other pass reads these partnerships, so that it is not known how far the passes agree."
    };
    has_phases.then(|| note.to_owned())
}

/// Returns the note on how little a few partnerships show.
fn few_dyads(compared: &[&PassAgreement]) -> Option<String> {
    let counts = compared.iter().map(|one| one.dyads.len());
    let Some(fewest) = counts.filter(|count| *count > 1).min() else {
        return Some(
            "One partnership shows how far the passes agree on it, and nothing about others: there is no interval."
                .to_owned(),
        );
    };
    if fewest >= FEW_DYADS {
        return Some(format!(
            "The interval of alpha comes from {RESAMPLES} draws of whole partnerships, because the years of one partnership are \
             not independent of one another."
        ));
    }
    Some(format!(
        "The interval of alpha comes from {RESAMPLES} draws of whole partnerships. {fewest} partnerships can be drawn in only {} \
         different ways, so that the interval is rough, and probably too narrow: it describes these partnerships and is no \
         test.",
        draws(fewest)
    ))
}

/// Returns in how many ways `n` things can be drawn `n` times with replacement, if their order does not count: the number of
/// combinations of `2n - 1` things by `n`.
fn draws(n: usize) -> u64 {
    let n = n as u64;
    (1..=n).fold(1, |ways, step| ways * (n - 1 + step) / step)
}

fn partnerships(count: usize) -> String {
    match count {
        1 => "1 partnership".to_owned(),
        count => format!("{count} partnerships"),
    }
}

fn found(agreement: &PassAgreement, pass: usize) -> usize {
    let transitions = agreement.transitions_of(pass);
    transitions.filter(|one| one.other.is_some()).count()
}

fn found_text(agreement: &PassAgreement, pass: usize) -> String {
    format!(
        "{} of {}",
        found(agreement, pass),
        agreement.transitions_of(pass).count()
    )
}

fn coefficient(value: Option<f64>) -> Cell {
    value.map_or_else(
        || Cell::missing(Missing::NotApplicable, "not defined"),
        |value| Cell::shown(Value::real(value), format!("{value:.2}")),
    )
}

fn label(graph: &Graph, dyad: Dyad) -> String {
    let [a, b] = dyad.members().map(|key| graph.organization(key).label());
    format!("{a}–{b}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_partnerships_have_few_draws() {
        // Two things: twice the first, twice the second, or each once.
        assert_eq!([1, 2, 3, 6].map(draws), [1, 3, 10, 462]);
    }
}
