//! The filters, the same on every verb.

use interorg::graph::OrganizationRef;
use interorg::model::{Confidence, Date, Key, Organization, Partnership};
use interorg::query::{Filter, Period, Query, TimeStep};

use super::error::{CliError, note};

#[derive(Clone, clap::Args)]
#[command(
    next_help_heading = "Filters (several values of one are alternatives; different ones narrow together)"
)]
pub(super) struct FilterArgs {
    /// Partnerships of this organization: id, abbreviation, name or alias
    #[arg(long, value_name = "ORG")]
    with: Vec<String>,
    /// Partnerships among these organizations; if it is given again, among all of them together
    #[arg(long, value_name = "ORG", num_args = 2..)]
    between: Vec<String>,
    /// As things stood on a date; 2005 means its last day
    #[arg(long, value_name = "DATE", value_parser = date, value_delimiter = ',')]
    at: Vec<Date>,
    /// At any time of a period, such as 2003..2010 or 2003..
    #[arg(long, value_name = "A..B", value_parser = period, conflicts_with = "at")]
    during: Option<Period>,
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
    /// Where this organization holds a motive (the one of --motive, if given)
    #[arg(long, value_name = "ORG")]
    held_by: Vec<String>,
    /// Whose members share this operation
    #[arg(long, value_name = "OPERATION")]
    operation: Vec<String>,
    /// Whose members share an operation in this country
    #[arg(long, value_name = "COUNTRY")]
    country: Vec<String>,
    /// Whose members share an operation in which one of them has this role
    #[arg(long, value_name = "ROLE")]
    role: Vec<String>,
    /// Read the phases under this coding
    #[arg(long, value_name = "CODING")]
    coding: Option<String>,
    /// Leave aside claims that are less sure: high, medium or low
    #[arg(long, value_name = "GRADE", value_parser = confidence)]
    min_confidence: Option<Confidence>,
}

impl FilterArgs {
    /// Returns the question that the options ask.
    ///
    /// # Errors
    /// Fails if several dates are given.
    pub(super) fn filter(self) -> Result<Filter, CliError> {
        if self.at.len() > 1 {
            let message = "one date can be asked for at a time".to_owned();
            let hint = "`diagram evolution` draws the network at several.".to_owned();
            return Err(CliError::Usage(message, Some(hint)));
        }
        Ok(self.filter_and_dates().0)
    }

    /// Returns the question, and the dates at which it is asked; the question itself has the first.
    pub(super) fn filter_and_dates(self) -> (Filter, Vec<Date>) {
        let filter = Filter {
            with: self.with,
            between: self.between,
            at: self.at.first().copied(),
            during: self.during,
            phases: self.phase,
            min_phase: self.min_phase,
            conditions: self.condition,
            motives: self.motive,
            held_by: self.held_by,
            operations: self.operation,
            countries: self.country,
            roles: self.role,
            coding: self.coding,
            min_confidence: self.min_confidence,
        };
        (filter, self.at)
    }
}

/// Tells which partnerships do not match and might: those with a date that is uncertain, and those that
/// another coding reads.
pub(super) fn note_possible_matches(query: &Query<'_>, with: Option<Key<Organization>>) {
    let concerned = |keys: Vec<Key<Partnership>>| -> Vec<String> {
        let all = keys.into_iter().map(|key| query.graph().partnership(key));
        all.filter(|partnership| with.is_none_or(|with| partnership.dyad().contains(with)))
            .map(|partnership| partnership.label())
            .collect()
    };
    let possible = concerned(query.possible_matches());
    note_partnerships(
        &possible,
        "may match too, for its dates are uncertain",
        "may match too, for their dates are uncertain",
    );
    let unread = concerned(query.uncoded_matches());
    note_partnerships(
        &unread,
        "is left out, because only another coding reads it",
        "are left out, because only another coding reads them",
    );
}

/// Says something of some partnerships, of one or of many, and names the first few.
fn note_partnerships(labels: &[String], of_one: &str, of_many: &str) {
    const FEW: usize = 5;
    let named = labels[..labels.len().min(FEW)].join(", ");
    let more = if labels.len() > FEW { ", …" } else { "" };
    match labels.len() {
        0 => {}
        1 => note(&format!("1 partnership {of_one}: {named}")),
        count => note(&format!("{count} partnerships {of_many}: {named}{more}")),
    }
}

/// Says under whom the partnerships of organizations are told that have a successor.
pub(super) fn note_successors<'g>(organizations: impl Iterator<Item = OrganizationRef<'g>>) {
    for organization in organizations {
        let successors = organization.successors();
        let labels: Vec<&str> = successors.map(OrganizationRef::label).collect();
        if !labels.is_empty() {
            let (own, labels) = (organization.label(), labels.join(", "));
            note(&format!(
                "what {own} lived through is told under its successor: {labels}"
            ));
        }
    }
}

/// Tells on standard error if the time asked of reaches beyond what the dataset knows.
pub(super) fn note_time_beyond_record(query: &Query<'_>) {
    let as_of = query.graph().as_of();
    if query.time().last_day().is_some_and(|day| day > as_of) {
        note(&format!(
            "the dataset tells of the time up to {as_of}, and not of what came after it"
        ));
    }
}

pub(super) fn date(text: &str) -> Result<Date, String> {
    text.to_uppercase()
        .parse()
        .map_err(|error| format!("{error} (write 2005, 2005-06 or 2005-06-30)"))
}

pub(super) fn every(text: &str) -> Result<TimeStep, String> {
    text.to_lowercase()
        .parse()
        .map_err(|error| format!("{error} (write 1y, 5y or 6m)"))
}

fn period(text: &str) -> Result<Period, String> {
    text.to_uppercase()
        .parse()
        .map_err(|error| format!("{error} (write 2003..2010, 2003.. or ..2010)"))
}

fn confidence(text: &str) -> Result<Confidence, String> {
    text.to_lowercase()
        .parse()
        .map_err(|()| "expected high, medium or low".to_owned())
}
