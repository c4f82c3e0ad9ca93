//! The filter options, the same for every subcommand that queries the dataset, and the notes on their result.

use interorg::graph::{Graph, OrganizationRef, Ties};
use interorg::model::{Confidence, ConfidenceError, Date, Decimal, Identified as _};
use interorg::phrase::capitalized;
use interorg::query::{Filter, OtherTies, Query, Selection, TimeStep};
use interorg::sql::Scope;
use interorg::view;

use super::answer::{Context, Output};
use super::choice::choice;
use super::data::DataArgs;
use super::date::{GivenDate, GivenPeriod, parse_date, parse_period};
use super::error::{CliError, note};

#[derive(Clone, clap::Args)]
#[command(
    next_help_heading = "Filters (repeat an option to match any of its values; different options must all match)"
)]
pub(super) struct FilterArgs {
    /// Partnerships of this organization: id, abbreviation, name or alias
    #[arg(long, value_name = "ORG")]
    with: Vec<String>,
    /// Partnerships among these organizations; repeating the option adds to them
    #[arg(long, value_name = "ORG", num_args = 2..)]
    between: Vec<String>,
    /// On a date; 2005 means its last day, now means the as-of date of the dataset
    #[arg(long, value_name = "DATE", value_parser = parse_date, value_delimiter = ',')]
    at: Vec<GivenDate>,
    /// On any day of a period, such as 2003..2010 or 2003..
    #[arg(long, value_name = "A..B", value_parser = parse_period, conflicts_with = "at")]
    during: Option<GivenPeriod>,
    /// In this phase
    #[arg(long, value_name = "PHASE")]
    phase: Vec<String>,
    /// In this phase or a higher one
    #[arg(long, value_name = "PHASE")]
    min_phase: Option<String>,
    /// In this condition
    #[arg(long, value_name = "CONDITION")]
    condition: Vec<String>,
    /// With this motive or family of motives
    #[arg(long, value_name = "MOTIVE")]
    motive: Vec<String>,
    /// With a motive that this organization holds (the one of --motive, if given)
    #[arg(long, value_name = "ORG")]
    held_by: Vec<String>,
    /// Whose members share this operation
    #[arg(long, value_name = "OPERATION")]
    operation: Vec<String>,
    /// Whose members share an operation in this country
    #[arg(long, value_name = "COUNTRY")]
    country: Vec<String>,
    /// Whose members share an operation in which one of them has this role; of participations, those in it
    #[arg(long, value_name = "ROLE")]
    role: Vec<String>,
    /// With --role: both members have the role
    #[arg(long, requires = "role")]
    both_sides: bool,
    /// Whose members share at least this many operations at the time
    #[arg(long, value_name = "N", value_parser = number_from_one)]
    min_shared: Option<usize>,
    /// The weight of a tie on the date or in the period, or else on the as-of date: an amount of the dataset, or
    /// shared-operations, which is the default
    #[arg(long, value_name = "AMOUNT")]
    weight: Option<String>,
    /// Of at least this weight; lighter ties, and those of unknown weight, are left out and counted
    #[arg(long, value_name = "N", value_parser = parse_number)]
    min_weight: Option<Decimal>,
    /// What ties organizations: partnerships, operations (those that both take part in), or both; if left out,
    /// partnerships if the dataset has any
    #[arg(long, value_name = "TIES", value_parser = choice(Ties::ALL.to_vec(), Ties::name, |_| ""))]
    ties: Option<Ties>,
    /// Use the phases of this coding
    #[arg(long, value_name = "CODING")]
    coding: Option<String>,
    /// Read the partnerships as this coding pass does, instead of the first one
    #[arg(long, value_name = "PASS")]
    coder: Option<String>,
    /// Ignore claims below this confidence: high, medium or low
    #[arg(long, value_name = "GRADE", value_parser = parse_confidence)]
    min_confidence: Option<Confidence>,
    /// Ignore motives below this strength, and those without one
    #[arg(long, value_name = "STRENGTH")]
    min_strength: Option<String>,
}

impl FilterArgs {
    /// Returns the filter. The dataset is only loaded if it has to say what `now` means.
    ///
    /// # Errors
    /// Fails if several dates are given, or if the dataset is needed and cannot be loaded.
    pub(super) fn filter(&self, data: &DataArgs) -> Result<Filter, CliError> {
        if self.at.len() > 1 {
            let message = "--at takes one date here".to_owned();
            let hint =
                "`interorg diagram evolution` draws the network on several dates.".to_owned();
            return Err(CliError::Usage(message, Some(hint)));
        }
        Ok(self.filter_and_dates(data)?.0)
    }

    /// Returns what a question about partnerships with these filters is about, and about these organizations.
    pub(super) fn scope(&self, organizations: &[String]) -> Scope {
        Scope {
            organizations: [organizations, &self.with, &self.between, &self.held_by].concat(),
            operations: self.operation.clone(),
            countries: self.country.clone(),
            ..Scope::default()
        }
    }

    /// Returns what shall tie organizations, if it is requested.
    pub(super) fn requested_ties(&self) -> Option<Ties> {
        self.ties
    }

    /// Returns `true` if a coding pass is named.
    pub(super) fn names_coder(&self) -> bool {
        self.coder.is_some()
    }

    /// Returns `true` if other ties or another coding pass than the usual ones are requested.
    pub(super) fn is_read_otherwise(&self) -> bool {
        self.ties.is_some() || self.coder.is_some()
    }

    /// Returns what ties organizations: as requested, or else as the dataset suggests.
    pub(super) fn ties(&self, graph: &Graph) -> Ties {
        self.ties.unwrap_or_else(|| graph.default_ties())
    }

    /// Loads the dataset as a graph with the requested ties.
    pub(super) fn graph(&self, data: &DataArgs) -> Result<&'static Graph, CliError> {
        let read = self.read_graph(data)?;
        data.with_ties(read, self.ties(read))
    }

    /// Loads the dataset as a graph of the requested coding pass, with the ties that it records.
    pub(super) fn read_graph(&self, data: &DataArgs) -> Result<&'static Graph, CliError> {
        data.read_by(self.coder.as_deref())
    }

    /// Resolves the filter for chains of ties of the requested kind, by default of any kind.
    pub(super) fn recorded_query(&self, data: &DataArgs) -> Result<Query<'static>, CliError> {
        let query = resolve(&self.filter(data)?, self.read_graph(data)?)?;
        Ok(match self.ties {
            Some(ties) => query.chained_by(ties),
            None => query,
        })
    }

    /// Returns the filter, with the first date, and all dates.
    pub(super) fn filter_and_dates(
        &self,
        data: &DataArgs,
    ) -> Result<(Filter, Vec<Date>), CliError> {
        let dates = self.at.iter().map(|date| date.resolve(data));
        let dates = dates.collect::<Result<Vec<Date>, CliError>>()?;
        let during = self.during.map(|period| period.resolve(data)).transpose()?;
        let args = self.clone();
        let filter = Filter {
            with: args.with,
            between: args.between,
            at: dates.first().copied(),
            during,
            phases: args.phase,
            min_phase: args.min_phase,
            conditions: args.condition,
            motives: args.motive,
            held_by: args.held_by,
            operations: args.operation,
            countries: args.country,
            roles: args.role,
            both_sides: args.both_sides,
            min_shared: args.min_shared,
            weight: args.weight,
            min_weight: args.min_weight,
            coding: args.coding,
            min_confidence: args.min_confidence,
            min_strength: args.min_strength,
        };
        Ok((filter, dates))
    }
}

/// Returns the values of the option with this id in a filter; `None` if there is no such option.
pub(super) fn canonical_values(filter: &Filter, id: &str) -> Option<Vec<String>> {
    fn one(value: Option<impl ToString>) -> Vec<String> {
        value.iter().map(ToString::to_string).collect()
    }
    Some(match id {
        "with" => filter.with.clone(),
        "between" => filter.between.clone(),
        "at" => one(filter.at),
        "during" => one(filter.during),
        "phase" => filter.phases.clone(),
        "min_phase" => one(filter.min_phase.as_ref()),
        "condition" => filter.conditions.clone(),
        "motive" => filter.motives.clone(),
        "held_by" => filter.held_by.clone(),
        "operation" => filter.operations.clone(),
        "country" => filter.countries.clone(),
        "role" => filter.roles.clone(),
        "both_sides" | "ties" | "coder" => Vec::new(),
        "min_shared" => one(filter.min_shared),
        "weight" => one(filter.weight.as_ref()),
        "min_weight" => one(filter.min_weight),
        "coding" => one(filter.coding.as_ref()),
        "min_confidence" => one(filter.min_confidence),
        "min_strength" => one(filter.min_strength.as_ref()),
        _ => return None,
    })
}

/// Resolves a filter against a graph. Prints a note if the filter asks for days after the as-of date, on
/// which the last known state is repeated.
pub(super) fn resolve(filter: &Filter, graph: &'static Graph) -> Result<Query<'static>, CliError> {
    let query = filter.resolve(graph)?;
    note_time_beyond_record(&query);
    Ok(query)
}

/// Refuses `--weight` for an answer that weighs nothing, unless --min-weight filters by it.
pub(super) fn refuse_idle_weight(filter: &Filter, answer: &str) -> Result<(), CliError> {
    if filter.weight.is_none() || filter.min_weight.is_some() {
        return Ok(());
    }
    let message = format!("`--weight` does not apply to {answer}");
    let hint = "Leave it out, or filter with --min-weight. Weights are those of ties in links, partners, measures, networks and \
                graphs, and of the cells of matrix.";
    Err(CliError::Usage(message, Some(hint.to_owned())))
}

fn parse_number(text: &str) -> Result<Decimal, String> {
    let number = text.parse();
    number.map_err(|_| "expected a number such as 500 or 0.5".to_owned())
}

/// Reads a number that is not 0.
pub(super) fn number_from_one(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "expected a number from 1 on".to_owned())
}

/// Adds a note on ties of another kind to an answer: to its own notes if it has rows and shows notes, or else to the others.
pub(super) fn note_other_ties(
    query: &Query<'_>,
    is_empty: bool,
    notes: &mut Vec<String>,
    output: &Output,
    context: &mut Context<'_>,
) {
    match other_ties(query) {
        Some(text) if !is_empty && output.has_place_for_notes() => {
            notes.push(format!("{}.", capitalized(&text)));
        }
        text => context.note(text),
    }
}

/// Returns a note on the ties of another kind than the query reads, if there are any: an answer never hides that they exist.
pub(super) fn other_ties(query: &Query<'_>) -> Option<String> {
    let left_out = query.ties_without_claims();
    if left_out > 0 {
        let ties = match left_out {
            1 => "1 tie by shared operations is left out, because it has".to_owned(),
            _ => format!("{left_out} ties by shared operations are left out, because they have"),
        };
        return Some(format!("{ties} no phase, motive or coding"));
    }
    let pairs = match query.other_ties()? {
        OtherTies::Counted(1) => "1 more pair only shares operations".to_owned(),
        OtherTies::Counted(count) => format!("{count} more pairs only share operations"),
        OtherTies::Many => "more pairs may only share operations".to_owned(),
    };
    Some(format!("{pairs} (--ties both)"))
}

/// Returns a note on the claims that an answer leaves out because of the minimum confidence, if there are any. `select`
/// makes the selection that the answer is about, which is only needed then.
pub(super) fn confidence<'g>(
    query: &Query<'g>,
    select: impl FnOnce() -> Selection<'g>,
) -> Option<String> {
    if query.min_confidence() == Confidence::Low && query.min_strength().is_none() {
        return None;
    }
    view::evidence_note(&select())
}

/// Returns a note on the partnerships that only other coding passes read, if there are any.
pub(super) fn other_passes(query: &Query<'_>) -> Option<String> {
    let only = query.only_in_other_passes()?;
    let coders = &query.graph().dataset().vocabularies().coders;
    let ids = only.passes.iter().map(|pass| coders[*pass].id().as_str());
    let ids: Vec<&str> = ids.collect();
    let are_read = match only.partnerships {
        1 => "1 partnership is read".to_owned(),
        count => format!("{count} partnerships are read"),
    };
    let passes = if ids.len() == 1 {
        "another coding pass"
    } else {
        "other coding passes"
    };
    Some(format!(
        "{are_read} only by {passes} (--coder {})",
        ids.join(" or ")
    ))
}

/// Returns a note per organization that has a successor, under which the dataset records its partnerships.
pub(super) fn successors<'g>(
    organizations: impl Iterator<Item = OrganizationRef<'g>>,
) -> impl Iterator<Item = String> {
    organizations.filter_map(|organization| {
        let successors = organization.successors();
        let labels: Vec<&str> = successors.map(OrganizationRef::label).collect();
        let own = organization.label();
        (!labels.is_empty()).then(|| {
            let labels = labels.join(", ");
            format!("the history of {own} is recorded under its successor: {labels}")
        })
    })
}

/// Prints a note if the query asks for days after the as-of date, on which the last known state is repeated.
pub(super) fn note_time_beyond_record(query: &Query<'_>) {
    let as_of = query.graph().as_of();
    if query.time().last_day().is_some_and(|day| day > as_of) {
        note(&format!(
            "the evidence ends on {as_of}; later dates repeat the last known state"
        ));
    }
}

// Steps and confidences are accepted in either case: `5Y`, `High`.

pub(super) fn parse_time_step(text: &str) -> Result<TimeStep, String> {
    text.to_lowercase()
        .parse()
        .map_err(|error| format!("{error} (write 1y, 5y or 6m)"))
}

fn parse_confidence(text: &str) -> Result<Confidence, String> {
    text.to_lowercase()
        .parse()
        .map_err(|_: ConfidenceError| "expected high, medium or low".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Args as _;

    #[test]
    fn every_filter_has_canonical_values() {
        let command = FilterArgs::augment_args(clap::Command::new("filters"));
        for argument in command.get_arguments() {
            let id = argument.get_id().as_str();
            assert!(canonical_values(&Filter::default(), id).is_some(), "{id}");
        }
    }
}
