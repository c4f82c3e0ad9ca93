//! Tables of measures: one row per organization, for the network, or per motive; once, or per date of a series.

mod columns;

use self::columns::{Dated, MeasureColumns, motive_columns, network_columns, organization_columns};
use super::cell::Cell;
use super::columns::Columns;
use super::table::Table;
use super::wording::{reading, too_light, unknown_weights};
use crate::analysis::measure::{
    Level, Measure, Measured, MeasuredValues, MeasuresOptions, measures as find, network_days,
    possible_motive_ties,
};
use crate::graph::{DayRange, Ties, TimeFilter};
use crate::model::{Day, Identified, Missing, Value, ValueType};
use crate::phrase;
use crate::query::{Query, QueryError, WeightBy};

/// How the note begins that betweenness and closeness are estimated from a sample. A format without notes needs another place
/// for it, as the values do not show it.
pub const ESTIMATES: &str = "Betweenness and closeness are estimates";

/// Returns the measures of the network of a query.
///
/// Organizations are in the order of the dataset; motives come first, then families, then all motives. A series has the
/// rows of each date together, the dates in order. Measures that the level does not have are left out (see
/// [`Level::has`]).
///
/// # Errors
/// Fails with [`QueryError::TooManyDates`] if a series has too many dates.
///
/// ```
/// use interorg::analysis::measure::{Level, MeasuresOptions};
/// use interorg::{dataset, graph::Graph, query::Filter, view};
///
/// let graph = Graph::new(dataset::builtin());
/// let query = Filter { during: Some("2000..2009".parse()?), ..Filter::default() }.resolve(&graph)?;
/// let options =
///     MeasuresOptions { level: Level::Network, every: Some("1y".parse()?), ..Default::default() };
/// let table = view::measures(&query, &options)?;
/// assert_eq!(table.rows.len(), 10);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn measures(query: &Query<'_>, options: &MeasuresOptions) -> Result<Table, QueryError> {
    let found = find(query, options)?;
    let requested = options.requested(query.graph());
    let report = Report { query, options };
    let quantity = query.weight_amount();
    let mut table = match options.level {
        Level::Organizations => {
            let rows = dated(&found, |values| match values {
                MeasuredValues::Organizations(rows) => rows,
                _ => &[],
            });
            report.table(rows, |columns| {
                organization_columns(columns, &requested, quantity)
            })
        }
        Level::Network => {
            let rows = dated(&found, |values| match values {
                MeasuredValues::Network(row) => std::slice::from_ref(&**row),
                _ => &[],
            });
            report.table(rows, |columns| {
                network_columns(columns, &requested, quantity)
            })
        }
        Level::Motives => {
            let rows = dated(&found, |values| match values {
                MeasuredValues::Motives(rows) => rows,
                _ => &[],
            });
            report.table(rows, |columns| motive_columns(columns, query))
        }
    };
    if options.every.is_none() {
        table.notes.extend(notes(query, options, &found));
    }
    table.notes.extend(sampled(&found));
    table.notes.extend(not_converged(&found, &requested));
    table.notes.extend(possible_motives(query, options, &found));
    table.notes.extend(reading(query.graph()));
    Ok(table)
}

/// Returns the definitions of the requested measures, or of all if none is requested, in the order of [`Measure::ALL`].
pub fn definitions(requested: &[Measure]) -> Table {
    let columns = Columns::new()
        .with(
            "measure",
            "Measure",
            "The name of the measure.",
            ValueType::Code,
            |measure: &Measure| measure.name(),
        )
        .with(
            "of",
            "Of",
            "The levels at which the measure has values.",
            ValueType::CODES,
            |measure| {
                let levels = Level::ALL.into_iter().filter(|level| level.has(*measure));
                Cell::texts(levels.map(Level::name))
            },
        )
        .with(
            "definition",
            "Definition",
            "The definition.",
            ValueType::Text,
            |measure| measure.definition(),
        )
        .with(
            "source",
            "Source",
            "The publication that defines the measure, and the algorithm if it has one of its own.",
            ValueType::Text,
            |measure| measure.source(),
        );
    let measures = Measure::ALL.iter().copied();
    let measures = measures.filter(|one| requested.is_empty() || requested.contains(one));
    columns.table("definitions", "Definitions of the measures", measures)
}

/// Returns the rows of all dates.
fn dated<'m, 'g, T>(
    found: &'m [Measured<'g>],
    rows: impl Fn(&'m MeasuredValues<'g>) -> &'m [T],
) -> Vec<Dated<'m, T>> {
    let rows = found.iter().flat_map(|measured| {
        let date = measured.date;
        let rows = rows(&measured.values).iter();
        rows.map(move |row| Dated { date, row })
    });
    rows.collect()
}

/// What the tables of all levels have in common.
struct Report<'q, 'g> {
    query: &'q Query<'g>,
    options: &'q MeasuresOptions,
}

impl Report<'_, '_> {
    /// Returns a table with the columns of a level, between the date of a series and the labels.
    fn table<'c, T: 'c>(
        &'c self,
        rows: Vec<Dated<'c, T>>,
        level_columns: impl Fn(MeasureColumns<'c, Dated<'c, T>>) -> MeasureColumns<'c, Dated<'c, T>>,
    ) -> Table {
        let mut columns = MeasureColumns {
            columns: Columns::new(),
            abbreviations: Vec::new(),
        };
        if self.options.every.is_some() {
            columns = columns.full(
                "date",
                "Date",
                "The date.",
                ValueType::Date,
                |row: &Dated<'_, T>| row.date.map_or(Cell::NONE, |day| Value::from(day).into()),
            );
        }
        columns = level_columns(columns);
        columns.columns = self.with_labels(columns.columns);
        let mut table = columns.columns.table("measures", self.title(), rows);
        if !columns.abbreviations.is_empty() {
            let note = format!("{}.", columns.abbreviations.join(" · "));
            table.notes.push(note);
        }
        table
    }

    /// Adds columns that state the network of each row, for files that are read without a title.
    fn with_labels<'c, T>(&'c self, columns: Columns<'c, T>) -> Columns<'c, T> {
        let codings = &self.query.graph().dataset().vocabularies().codings;
        let ties = self.options.ties;
        let columns = columns
            .data(
                "ties_of",
                "What ties the organizations: `partnerships`, `operations` or `both`.",
                ValueType::Code,
                move |_| ties.name(),
            )
            .data(
                "weight_by",
                "What the weight of a tie is: an amount, `shared-operations`, or `rung` of the phase.",
                ValueType::Code,
                move |_| self.weight_by(),
            )
            .data(
                "coding",
                "The coding that reads the phases of partnerships.",
                ValueType::Term,
                move |_| match ties {
                    Ties::Partnerships => self
                        .query
                        .coding()
                        .map_or(Value::NONE, |coding| Value::of(codings, coding)),
                    Ties::Operations | Ties::Both => Value::Missing(Missing::NotApplicable),
                },
            );
        if self.options.every.is_some() {
            return columns;
        }
        let days = self.days();
        columns
            .data(
                "first_day",
                "The first day of the network; unknown if it is that of the whole record.",
                ValueType::Date,
                move |_| days.first,
            )
            .data(
                "last_day",
                "The last day of the network.",
                ValueType::Date,
                move |_| days.last,
            )
    }

    /// Returns what the weight of a tie is.
    fn weight_by(&self) -> String {
        let amounts = &self.query.graph().dataset().vocabularies().amounts;
        match self.query.weight_by() {
            Some(WeightBy::Amount(what)) => amounts[what].id().to_string(),
            Some(WeightBy::SharedOperations) => WeightBy::SHARED_OPERATIONS.to_owned(),
            None if self.options.ties == Ties::Partnerships => "rung".to_owned(),
            None => WeightBy::SHARED_OPERATIONS.to_owned(),
        }
    }

    /// Returns the days of the network, the whole record up to the as-of date.
    fn days(&self) -> DayRange {
        match network_days(self.query, self.options.ties) {
            DayRange::ALL => DayRange {
                first: Day::MIN,
                last: self.query.graph().as_of(),
            },
            days => days,
        }
    }

    /// Returns the title: the level, the network, the time and the coding.
    fn title(&self) -> String {
        let MeasuresOptions {
            ties, level, every, ..
        } = self.options;
        let subject = match level {
            Level::Organizations => "Measures of organizations in",
            Level::Network => "Measures of",
            Level::Motives => "Reciprocity of motives in",
        };
        let codings = &self.query.graph().dataset().vocabularies().codings;
        let coding = self.query.coding().map(|coding| codings.label(coding));
        let coding = coding.map(|coding| format!(" (coding: {})", phrase::uncapitalized(coding)));
        let (network, coding) = match ties {
            Ties::Partnerships => ("partnership network", coding.unwrap_or_default()),
            Ties::Operations => ("network of shared operations", String::new()),
            Ties::Both => (
                "network of partnerships and shared operations",
                String::new(),
            ),
        };
        let whole_time = match self.query.graph().as_of().bounded() {
            _ if network_days(self.query, *ties) == DayRange::ALL => {
                ", over the whole record".to_owned()
            }
            Some(as_of) => format!(", as of {as_of}"),
            // Nothing in the dataset is dated.
            None => String::new(),
        };
        let time = match (self.query.time(), every) {
            (TimeFilter::Always, None) => whole_time,
            (TimeFilter::Always, Some(every)) => format!(", every {every}"),
            (TimeFilter::At(day), _) => format!(", on {day}"),
            (TimeFilter::During(first, last), every) => {
                let period = phrase::period(first.bounded(), last.bounded());
                let step = every.map(|every| format!(", every {every}"));
                format!(", during {period}{}", step.unwrap_or_default())
            }
        };
        // Motives have no weights: an amount only filters their partnerships.
        let amount = self.query.weight_amount();
        let amount = amount.filter(|_| self.options.level != Level::Motives);
        let weight = amount.map(|amount| {
            format!(
                ", weighted by {}",
                phrase::uncapitalized(&amount.term.label)
            )
        });
        let weight = weight.unwrap_or_default();
        format!("{subject} the {network}{weight}{time}{coding}")
    }
}

/// Returns a note that betweenness and closeness are estimates; `None` if they are exact. In a series, it states the largest network.
fn sampled(found: &[Measured<'_>]) -> Option<String> {
    let samples = found.iter().filter_map(|measured| measured.sample);
    let sample = samples.max_by_key(|sample| sample.total)?;
    Some(format!(
        "{ESTIMATES} from the shortest paths of {} of {} organizations, drawn at random (Brandes and Pich 2007; Eppstein and Wang 2004); `--sources all` searches all.",
        sample.cases, sample.total
    ))
}

/// Returns a note that the eigenvector centrality is unknown; `None` if it is known or not requested.
fn not_converged(found: &[Measured<'_>], requested: &[Measure]) -> Option<String> {
    let rows = found.iter().flat_map(|measured| match &measured.values {
        MeasuredValues::Organizations(rows) => rows.as_slice(),
        _ => &[],
    });
    let mut unknown = rows.filter(|row| row.eigenvector.is_none());
    let is_unknown = requested.contains(&Measure::Eigenvector) && unknown.next().is_some();
    is_unknown.then(|| {
        "The eigenvector centrality is unknown: the two greatest eigenvalues nearly agree, and its computation does not \
         converge in some ten seconds."
            .to_owned()
    })
}

/// Returns notes on the ties that depend on an uncertain date, and on the organizations of unknown kind.
fn notes(query: &Query<'_>, options: &MeasuresOptions, found: &[Measured<'_>]) -> Vec<String> {
    let uncertain = (options.ties == Ties::Partnerships)
        .then(|| uncertain_ties(query))
        .flatten();
    let has_brokerage = options
        .requested(query.graph())
        .contains(&Measure::Brokerage);
    let organizations = found.iter().flat_map(|measured| match &measured.values {
        MeasuredValues::Organizations(rows) if has_brokerage => rows.as_slice(),
        _ => &[],
    });
    let unknown_kinds: Vec<&str> = organizations
        .map(|row| row.organization)
        .filter(|organization| organization.record().kind.is_none())
        .map(|organization| organization.label())
        .collect();
    let unknown_kinds = (!unknown_kinds.is_empty()).then(|| {
        format!(
            "Brokerage leaves out organizations of unknown kind: {}.",
            unknown_kinds.join(", ")
        )
    });
    let measured = found.iter().find(|_| options.level != Level::Motives);
    let left_out = measured.map(|one| options.thinning.notes(one.left_out));
    let weights = query
        .weight_amount()
        .zip(measured)
        .and_then(|(amount, one)| {
            let [unknown, partial, ties] = one.unknown_weights;
            let label = phrase::uncapitalized(&amount.term.label);
            unknown_weights(&label, ties, unknown, partial)
        });
    let is_directed = options
        .requested(query.graph())
        .iter()
        .any(|measure| matches!(measure, Measure::InDegree | Measure::TieReciprocity));
    let direction = is_directed.then(|| {
        "Only in-degree, out-degree and the reciprocity of ties depend on which way a tie leads.".to_owned()
    });
    let too_light = measured.and_then(|one| too_light(query, one.too_light));
    let notes = left_out.into_iter().flatten().chain(weights);
    let notes = notes.chain(too_light);
    notes
        .chain(direction)
        .chain(uncertain)
        .chain(unknown_kinds)
        .collect()
}

/// Counts the motives that may be held and that the reciprocity does not count, or the times of a series with such motives.
fn possible_motives(
    query: &Query<'_>,
    options: &MeasuresOptions,
    found: &[Measured<'_>],
) -> Option<String> {
    let has_reciprocity = options.level == Level::Motives
        || options
            .requested(query.graph())
            .contains(&Measure::Reciprocity);
    if !has_reciprocity {
        return None;
    }
    let counts = found.iter().map(|measured| match measured.date {
        Some(day) => possible_motive_ties(&query.at(day).select()),
        None => possible_motive_ties(&query.select()),
    });
    let counts: Vec<usize> = counts.collect();
    match (
        counts.as_slice(),
        counts.iter().filter(|count| **count > 0).count(),
    ) {
        (_, 0) => None,
        ([1], _) => Some("1 motive may have been held then; it is not counted.".to_owned()),
        ([count], _) => Some(format!(
            "{count} motives may have been held then; they are not counted."
        )),
        (all, times) => Some(format!(
            "At {times} of {} times, motives may have been held that are not counted.",
            all.len()
        )),
    }
}

fn uncertain_ties(query: &Query<'_>) -> Option<String> {
    let selection = query.select();
    let ties = || {
        let partnerships = selection.iter();
        partnerships.filter(|one| one.spell().is_some_and(|spell| !spell.is_absent()))
    };
    let all = ties().count();
    let uncertain = ties().filter(|one| one.is_uncertain()).count();
    let rest = phrase::plural(uncertain, ["rests", "rest"]);
    let ties = phrase::counted(all, ["tie", "ties"]);
    (uncertain > 0).then(|| format!("{uncertain} of {ties} {rest} on an uncertain date."))
}
