//! Tables of measures: one row an organization, one row for the network, or one row a motive; at the
//! time of a question, or at the dates of a series.

mod columns;

use self::columns::{of_network, of_organizations, of_reciprocity};
use super::cell::Cell;
use super::table::{Column, Table};
use crate::analysis::measure::{
    Measure, OrganizationNet, Ties, family_reciprocity, motive_reciprocity, reciprocity,
};
use crate::graph::TimeFilter;
use crate::model::Day;
use crate::query::TimeStep;
use crate::query::{Query, QueryError, SelectedPartnership};

/// What a table of measures is to hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MeasuresOptions {
    /// What ties organizations to one another.
    pub of: Ties,
    /// Of what each row tells.
    pub unit: Subject,
    /// These measures alone; all that the unit has if there is none.
    pub measures: Vec<Measure>,
    /// Again and again at these steps, instead of once.
    pub every: Option<TimeStep>,
    /// The network, the coding and the time in columns of every row, for files that are read without a
    /// title.
    pub labelled: bool,
}

/// Of what each row of a table of measures tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Subject {
    /// Of an organization.
    #[default]
    Organizations,
    /// Of the network as a whole.
    Network,
    /// Of a motive, of a family of motives, and of all motives.
    Motives,
}

impl Subject {
    /// Says whether there is a value of the measure for it.
    pub fn has(self, measure: Measure) -> bool {
        let whole = matches!(measure, Measure::Density | Measure::Transitivity);
        let central = matches!(
            measure,
            Measure::Betweenness | Measure::Closeness | Measure::Eigenvector | Measure::Brokerage
        );
        match self {
            Self::Organizations => !whole && measure != Measure::Reciprocity,
            Self::Network => !central,
            Self::Motives => measure == Measure::Reciprocity,
        }
    }
}

/// Tabulates measures of the network that a question is about.
///
/// The rows of organizations are in the order of the dataset; those of motives in the order of the
/// vocabularies, motives first, then families, then all. A series has the rows of each date together,
/// the dates in order. Measures that the unit does not have are left out (see [`Subject::has`]).
///
/// # Errors
/// Fails with [`QueryError::TooManyDates`] if a series would have too many dates.
///
/// ```
/// use interorg::query::Filter;
/// use interorg::view::{self, MeasuresOptions, Subject};
/// use interorg::{dataset, graph::Graph};
///
/// let graph = Graph::new(dataset::builtin());
/// let query = Filter { during: Some("2000..2009".parse()?), ..Filter::default() }.resolve(&graph)?;
/// let options =
///     MeasuresOptions { unit: Subject::Network, every: Some("1y".parse()?), ..Default::default() };
/// let table = view::measures(&query, &options)?;
/// assert_eq!(table.rows.len(), 10);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn measures(query: &Query<'_>, options: &MeasuresOptions) -> Result<Table, QueryError> {
    let mut columns = columns::of(options);
    let title = format!("{} {}", subject(options.unit), network(query, options));
    let Some(every) = options.every else {
        let mut table = Table::new("measures", title, &columns);
        table.rows = rows(query, options);
        table.notes = columns::note(options)
            .into_iter()
            .chain(notes(query, options))
            .collect();
        label(&mut table, query, options);
        return Ok(table);
    };
    columns.insert(0, Column::new("date", "Date"));
    let mut table = Table::new("measures", title, &columns);
    for date in query.series(options.of, every)? {
        let dated = |row: Vec<Cell>| [vec![Cell::from(date.to_string())], row].concat();
        let found = rows(&query.at(date), options).into_iter();
        table.rows.extend(found.map(dated));
    }
    table.notes.extend(columns::note(options));
    label(&mut table, query, options);
    Ok(table)
}

/// Adds columns that say which network each row is of, if they are asked for.
fn label(table: &mut Table, query: &Query<'_>, options: &MeasuresOptions) {
    if !options.labelled {
        return;
    }
    let words = query.graph().dataset().vocabularies();
    let (network, coding) = match options.of {
        Ties::Partnerships => ("partnerships", Cell::of(&words.codings, query.coding())),
        Ties::Operations => ("operations", Cell::NONE),
    };
    let mut labels = vec![
        (
            Column::new("network", "Network"),
            Cell::from(network.to_owned()),
        ),
        (Column::new("coding", "Coding"), coding),
    ];
    if options.every.is_none() {
        let time = Cell::from(period(query, options));
        labels.push((Column::new("date", "Date"), time));
    }
    for (column, cell) in labels {
        table.columns.push(column);
        table.rows.iter_mut().for_each(|row| row.push(cell.clone()));
    }
}

/// Spells the date or the period of the network: of the whole record, all up to the as-of date.
fn period(query: &Query<'_>, options: &MeasuresOptions) -> String {
    let as_of = query.graph().as_of();
    let is_of_date = options.of == Ties::Partnerships;
    let side = |day: Day| match day {
        Day::MIN | Day::MAX => String::new(),
        day => day.to_string(),
    };
    match query.time() {
        TimeFilter::Always if is_of_date => as_of.to_string(),
        TimeFilter::Always => format!("..{as_of}"),
        TimeFilter::At(day) => day.to_string(),
        TimeFilter::During(first, last) => format!("{}..{}", side(first), side(last)),
    }
}

/// Tabulates what the measures are and who defined them, in the order of [`Measure::ALL`].
pub fn definitions() -> Table {
    let columns = [
        Column::new("measure", "Measure"),
        Column::new("of", "Of"),
        Column::new("definition", "Definition"),
        Column::new("source", "Source"),
    ];
    let mut table = Table::new("definitions", "Measures and where they come from", &columns);
    let units = [
        (Subject::Organizations, "organizations"),
        (Subject::Network, "network"),
        (Subject::Motives, "motives"),
    ];
    for measure in Measure::ALL {
        let of = units.iter().filter(|(unit, _)| unit.has(*measure));
        let row = vec![
            Cell::term(measure.name(), measure.name()),
            Cell::texts(of.map(|(_, name)| *name)),
            Cell::from(measure.definition().to_owned()),
            Cell::from(measure.source().to_owned()),
        ];
        table.push(row, None);
    }
    table
}

fn subject(unit: Subject) -> &'static str {
    match unit {
        Subject::Organizations => "Measures of organizations in",
        Subject::Network => "Measures of",
        Subject::Motives => "Reciprocity of motives in",
    }
}

/// Says in a title which network is measured, when, and under which coding.
fn network(query: &Query<'_>, options: &MeasuresOptions) -> String {
    let words = query.graph().dataset().vocabularies();
    let (network, whole) = match options.of {
        Ties::Partnerships => (
            "partnership network",
            format!("as of {}", query.graph().as_of()),
        ),
        Ties::Operations => (
            "network of shared operations",
            "over the whole record".to_owned(),
        ),
    };
    let time = match (query.time(), options.every) {
        (TimeFilter::Always, None) => whole,
        (TimeFilter::Always, Some(every)) => format!("every {every}"),
        (TimeFilter::At(day), _) => format!("on {day}"),
        (TimeFilter::During(first, last), every) => {
            let step = every.map(|every| format!(", every {every}"));
            format!(
                "during {}{}",
                crate::phrase::period(first.bounded(), last.bounded()),
                step.unwrap_or_default()
            )
        }
    };
    let coding = crate::phrase::uncapitalized(words.codings.label(query.coding()));
    let coding = match options.of {
        Ties::Partnerships => format!(" (coding: {coding})"),
        Ties::Operations => String::new(),
    };
    format!("the {network}, {time}{coding}")
}

/// Returns the rows at one time.
fn rows(query: &Query<'_>, options: &MeasuresOptions) -> Vec<Vec<Cell>> {
    match options.unit {
        Subject::Organizations => of_organizations(
            &OrganizationNet::new(query, options.of),
            &columns::asked(options),
        ),
        Subject::Network => {
            let network = OrganizationNet::new(query, options.of);
            vec![of_network(&network, query, &columns::asked(options))]
        }
        Subject::Motives => of_motives(query),
    }
}

fn of_motives(query: &Query<'_>) -> Vec<Vec<Cell>> {
    let words = query.graph().dataset().vocabularies();
    let selection = query.select();
    let row = |level: &str, term: Cell, found| {
        let mut row = vec![Cell::from(level.to_owned()), term];
        row.extend(of_reciprocity(found));
        row
    };
    let motives = motive_reciprocity(&selection).into_iter();
    let families = family_reciprocity(&selection).into_iter();
    let all = row(
        "all",
        Cell::term("all", "each motive by itself"),
        reciprocity(&selection),
    );
    motives
        .map(|(motive, found)| row("motive", Cell::of(&words.motives, motive), found))
        .chain(
            families.map(|(family, found)| {
                row("family", Cell::of(&words.motive_families, family), found)
            }),
        )
        .chain([all])
        .collect()
}

/// Says how many ties rest on an uncertain date, and whose kind is not known.
fn notes(query: &Query<'_>, options: &MeasuresOptions) -> Vec<String> {
    let unit = options.unit;
    let brokerage = columns::asked(options).contains(&Measure::Brokerage);
    let doubt = (options.of == Ties::Partnerships)
        .then(|| doubted(query))
        .flatten();
    let kinds =
        (unit == Subject::Organizations && brokerage).then(|| unknown_kinds(query, options.of));
    doubt.into_iter().chain(kinds.flatten()).collect()
}

fn doubted(query: &Query<'_>) -> Option<String> {
    let selection = query.select();
    let related =
        |one: &SelectedPartnership<'_>| one.spell().is_some_and(|spell| !spell.is_absent());
    let ties: Vec<SelectedPartnership<'_>> = selection.iter().filter(related).collect();
    let doubted = ties
        .iter()
        .filter(|selected| selected.is_uncertain())
        .count();
    let text = || {
        format!(
            "{doubted} of {} ties rest on an uncertain date.",
            ties.len()
        )
    };
    (doubted > 0).then(text)
}

fn unknown_kinds(query: &Query<'_>, of: Ties) -> Option<String> {
    let network = OrganizationNet::new(query, of);
    let unknown = network
        .organizations()
        .iter()
        .filter(|one| one.record().kind.is_none());
    let labels: Vec<&str> = unknown.map(|organization| organization.label()).collect();
    let text = || {
        format!(
            "Brokerage leaves out those whose kind is not known: {}.",
            labels.join(", ")
        )
    };
    (!labels.is_empty()).then(text)
}
