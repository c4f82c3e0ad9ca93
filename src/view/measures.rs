//! Tables of measures: one row per organization, for the network, or per motive; once, or per date of a series.

use super::cell::Cell;
use super::columns::Columns;
use super::table::Table;
use crate::analysis::measure::{
    Brokerage, ComponentCounts, Level, Measure, Measured, MeasuredMotives, MeasuredValues,
    MeasuresOptions, MotiveMeasures, NetworkMeasures, OrganizationMeasures, Ties, measures as find,
};
use crate::graph::When;
use crate::model::{Day, Value};
use crate::phrase;
use crate::query::{Query, QueryError};

/// Returns the measures of the network of a query.
///
/// Organizations are in the order of the dataset; motives come first, then families, then all motives. A series has the
/// rows of each date together, the dates in order. Measures that the level does not have are left out (see
/// [`Level::has`]). With `labelled`, further columns state network, coding and time, for files that are read without a
/// title.
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
/// let table = view::measures(&query, &options, false)?;
/// assert_eq!(table.rows.len(), 10);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn measures(
    query: &Query<'_>,
    options: &MeasuresOptions,
    labelled: bool,
) -> Result<Table, QueryError> {
    let found = find(query, options)?;
    let requested = options.requested();
    let report = Report {
        query,
        options,
        labelled,
    };
    let mut table = match options.level {
        Level::Organizations => {
            let rows = dated(&found, |values| match values {
                MeasuredValues::Organizations(rows) => rows,
                _ => &[],
            });
            report.table(rows, |columns| organization_columns(columns, &requested))
        }
        Level::Network => {
            let rows = dated(&found, |values| match values {
                MeasuredValues::Network(row) => std::slice::from_ref(row),
                _ => &[],
            });
            report.table(rows, |columns| network_columns(columns, &requested))
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
    Ok(table)
}

/// Returns the definitions of all measures, in the order of [`Measure::ALL`].
pub fn definitions() -> Table {
    let columns = Columns::new()
        .with(
            "measure",
            "Measure",
            "The name of the measure.",
            |measure: &Measure| Cell::term(measure.name(), measure.name()),
        )
        .with(
            "of",
            "Of",
            "The levels at which the measure has values.",
            |measure| {
                let levels = Level::ALL.into_iter().filter(|level| level.has(*measure));
                Cell::texts(levels.map(Level::name))
            },
        )
        .with("definition", "Definition", "The definition.", |measure| {
            measure.definition()
        })
        .with(
            "source",
            "Source",
            "The publication that defines the measure, and the algorithm if it has one of its own.",
            |measure| measure.source(),
        );
    let measures = Measure::ALL.iter().copied();
    columns.table("definitions", "Definitions of the measures", measures)
}

/// A row at a date of a series.
struct Dated<'m, T> {
    date: Option<Day>,
    row: &'m T,
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

/// The columns of a table of measures, with the abbreviations among their headings.
struct MeasureColumns<'c, T> {
    columns: Columns<'c, T>,
    /// Each abbreviated heading, with what it stands for.
    abbreviations: Vec<String>,
}

impl<'c, T> MeasureColumns<'c, T> {
    /// Adds a column with a full heading.
    fn full<C: Into<Cell>>(
        mut self,
        id: &'static str,
        title: &'static str,
        meaning: &'static str,
        fill: impl Fn(&T) -> C + 'c,
    ) -> Self {
        self.columns = self.columns.with(id, title, meaning, fill);
        self
    }

    /// Adds a column whose heading is an abbreviation.
    fn short<C: Into<Cell>>(
        mut self,
        id: &'static str,
        [title, long]: [&'static str; 2],
        meaning: &'static str,
        fill: impl Fn(&T) -> C + 'c,
    ) -> Self {
        self.abbreviations.push(format!("{title} {long}"));
        self.full(id, title, meaning, fill)
    }
}

/// What the tables of all levels have in common.
struct Report<'q, 'g> {
    query: &'q Query<'g>,
    options: &'q MeasuresOptions,
    labelled: bool,
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
            columns = columns.full("date", "Date", "The date.", |row: &Dated<'_, T>| {
                row.date.map_or(Cell::NONE, |day| Value::from(day).into())
            });
        }
        columns = level_columns(columns);
        if self.labelled {
            columns = self.with_labels(columns);
        }
        let mut table = columns.columns.table("measures", self.title(), rows);
        if !columns.abbreviations.is_empty() {
            let note = format!("{}.", columns.abbreviations.join(" · "));
            table.notes.push(note);
        }
        table
    }

    /// Adds columns that state the network of each row.
    fn with_labels<'c, T>(&'c self, columns: MeasureColumns<'c, T>) -> MeasureColumns<'c, T> {
        let codings = &self.query.graph().dataset().vocabularies().codings;
        let ties = self.options.ties;
        let columns = columns
            .full(
                "network",
                "Network",
                "What ties the organizations.",
                move |_| ties.name(),
            )
            .full(
                "coding",
                "Coding",
                "The coding that reads the phases of partnerships.",
                move |_| match ties {
                    Ties::Partnerships => Cell::of(codings, self.query.coding()),
                    Ties::Operations => Cell::NONE,
                },
            );
        if self.options.every.is_some() {
            return columns;
        }
        columns.full("date", "Date", "The date, or the period.", |_| {
            self.period()
        })
    }

    /// Returns the date or the period of the network. Without a requested time, shared operations are those of the whole
    /// record, and partnerships those of its last day.
    fn period(&self) -> String {
        let as_of = self.query.graph().as_of();
        let side = |day: Day| day.bounded().map(|day| day.to_string()).unwrap_or_default();
        match self.query.when() {
            When::Always if self.options.ties == Ties::Partnerships => as_of.to_string(),
            When::Always => format!("..{as_of}"),
            When::At(day) => day.to_string(),
            When::During(first, last) => format!("{}..{}", side(first), side(last)),
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
        let coding = phrase::uncapitalized(codings.label(self.query.coding()));
        let (network, whole_time, coding) = match ties {
            Ties::Partnerships => (
                "partnership network",
                format!("as of {}", self.query.graph().as_of()),
                format!(" (coding: {coding})"),
            ),
            Ties::Operations => (
                "network of shared operations",
                "over the whole record".to_owned(),
                String::new(),
            ),
        };
        let time = match (self.query.when(), every) {
            (When::Always, None) => whole_time,
            (When::Always, Some(every)) => format!("every {every}"),
            (When::At(day), _) => format!("on {day}"),
            (When::During(first, last), every) => {
                let period = phrase::period(first.bounded(), last.bounded());
                let step = every.map(|every| format!(", every {every}"));
                format!("during {period}{}", step.unwrap_or_default())
            }
        };
        format!("{subject} the {network}, {time}{coding}")
    }
}

type OrganizationColumns<'c, 'g> = MeasureColumns<'c, Dated<'c, OrganizationMeasures<'g>>>;

fn organization_columns<'c, 'g>(
    columns: OrganizationColumns<'c, 'g>,
    requested: &[Measure],
) -> OrganizationColumns<'c, 'g> {
    let columns = columns.short(
        "organization",
        ["Org.", "organization"],
        "The organization.",
        |row| Cell::organization(row.row.organization),
    );
    requested.iter().fold(columns, |columns, measure| {
        organization_measure(columns, *measure)
    })
}

/// Adds the columns of a measure of organizations.
fn organization_measure<'c, 'g>(
    columns: OrganizationColumns<'c, 'g>,
    measure: Measure,
) -> OrganizationColumns<'c, 'g> {
    match measure {
        Measure::Degree => columns.short(
            "degree",
            ["Deg", "degree"],
            "The number of organizations that it is tied to.",
            |row| count(row.row.degree),
        ),
        Measure::WeightedDegree => columns.short(
            "weighted-degree",
            ["Wdeg", "weighted degree"],
            "The sum of the weights of its ties.",
            // Weights are rungs or numbers of operations, and so whole numbers.
            |row| count(row.row.weighted_degree.map(|sum| sum as usize)),
        ),
        Measure::Components => columns.short(
            "component",
            ["Comp", "component"],
            "The number of its component, the largest first.",
            |row| count(row.row.component),
        ),
        Measure::Betweenness => columns
            .short(
                "betweenness",
                ["Betw", "betweenness"],
                "The betweenness.",
                |row| Cell::real(row.row.betweenness),
            )
            .short(
                "betweenness-share",
                ["Share", "betweenness as a share of all pairs of others"],
                "The betweenness as a share of the number of pairs of other organizations.",
                |row| Cell::real(row.row.betweenness_share),
            ),
        Measure::Closeness => columns.short(
            "closeness",
            ["Close", "closeness"],
            "The closeness.",
            |row| Cell::real(row.row.closeness),
        ),
        Measure::Eigenvector => columns.short(
            "eigenvector",
            ["Eigen", "eigenvector centrality"],
            "The eigenvector centrality.",
            |row| Cell::real(row.row.eigenvector),
        ),
        Measure::Clustering => columns.short(
            "clustering",
            ["Clust", "clustering"],
            "The share of the pairs of its partners that are tied to one another.",
            |row| Cell::real(row.row.clustering),
        ),
        Measure::Core => {
            columns.short("core", ["Core", "core number"], "The core number.", |row| {
                count(row.row.core)
            })
        }
        Measure::Brokerage => brokerage_columns(columns),
        // These describe the network as a whole.
        _ => columns,
    }
}

fn brokerage_columns<'c, 'g>(columns: OrganizationColumns<'c, 'g>) -> OrganizationColumns<'c, 'g> {
    fn role(row: &Dated<'_, OrganizationMeasures<'_>>, role: fn(&Brokerage) -> usize) -> Cell {
        count(row.row.brokerage.as_ref().map(role))
    }
    columns
        .short(
            "coordinator",
            ["Co", "coordinator"],
            "The number of times that it is a broker among three of one kind.",
            |row| role(row, |found| found.coordinator),
        )
        .short(
            "consultant",
            ["It", "consultant (itinerant)"],
            "The number of times that it is a broker between two of another kind.",
            |row| role(row, |found| found.consultant),
        )
        .short(
            "gatekeeper",
            ["Ga", "gatekeeper"],
            "The number of times that it is a broker from another kind to its own.",
            |row| role(row, |found| found.gatekeeper),
        )
        .short(
            "representative",
            ["Re", "representative"],
            "The number of times that it is a broker from its own kind to another.",
            |row| role(row, |found| found.representative),
        )
        .short(
            "liaison",
            ["Li", "liaison"],
            "The number of times that it is a broker among three different kinds.",
            |row| role(row, |found| found.liaison),
        )
}

type NetworkColumns<'c> = MeasureColumns<'c, Dated<'c, NetworkMeasures>>;

fn network_columns<'c>(columns: NetworkColumns<'c>, requested: &[Measure]) -> NetworkColumns<'c> {
    let columns = columns
        .short(
            "organizations",
            ["Orgs", "organizations"],
            "The number of organizations.",
            |row| Cell::count(row.row.organizations),
        )
        .full("ties", "Ties", "The number of ties.", |row| {
            Cell::count(row.row.ties)
        });
    requested.iter().fold(columns, |columns, measure| {
        network_measure(columns, *measure)
    })
}

/// Adds the columns of a measure of the network.
fn network_measure(columns: NetworkColumns<'_>, measure: Measure) -> NetworkColumns<'_> {
    match measure {
        Measure::Degree => columns.short(
            "mean-degree",
            ["Deg", "mean degree"],
            "The mean degree.",
            |row| Cell::real(row.row.mean_degree),
        ),
        Measure::WeightedDegree => columns.short(
            "mean-weighted-degree",
            ["Wdeg", "mean weighted degree"],
            "The mean weighted degree.",
            |row| Cell::real(row.row.mean_weighted_degree),
        ),
        Measure::Density => columns.full(
            "density",
            "Density",
            "The share of all pairs of organizations that are tied.",
            |row| Cell::real(row.row.density),
        ),
        Measure::Components => component_columns(columns),
        Measure::Clustering => columns.short(
            "clustering",
            ["Clust", "mean clustering"],
            "The mean clustering.",
            |row| Cell::real(row.row.mean_clustering),
        ),
        Measure::Transitivity => columns.short(
            "transitivity",
            ["Trans", "transitivity"],
            "The transitivity.",
            |row| Cell::real(row.row.transitivity),
        ),
        Measure::Core => columns.short(
            "core",
            ["Core", "largest core number"],
            "The largest core number.",
            |row| count(row.row.max_core),
        ),
        Measure::Reciprocity => columns.short(
            "reciprocity",
            ["Recip", "reciprocity of motives"],
            "The share of motives that the partner holds too.",
            |row| Cell::real(row.row.reciprocity.and_then(|found| found.share())),
        ),
        // These describe organizations.
        _ => columns,
    }
}

fn component_columns(columns: NetworkColumns<'_>) -> NetworkColumns<'_> {
    fn number(row: &Dated<'_, NetworkMeasures>, number: fn(&ComponentCounts) -> usize) -> Cell {
        count(row.row.components.as_ref().map(number))
    }
    columns
        .short(
            "components",
            ["Comps", "components"],
            "The number of components.",
            |row| number(row, |found| found.components),
        )
        .short(
            "isolates",
            ["Isol", "isolates: organizations without ties"],
            "The number of organizations without ties.",
            |row| number(row, |found| found.isolates),
        )
        .short(
            "largest-component",
            ["Largest", "organizations in the largest component"],
            "The number of organizations in the largest component.",
            |row| number(row, |found| found.largest),
        )
}

type MotiveColumns<'c> = MeasureColumns<'c, Dated<'c, MotiveMeasures>>;

fn motive_columns<'c>(columns: MotiveColumns<'c>, query: &'c Query<'_>) -> MotiveColumns<'c> {
    let vocabularies = query.graph().dataset().vocabularies();
    columns
        .full(
            "level",
            "Level",
            "`motive`, `family` or `all`.",
            |row| match row.row.motives {
                MeasuredMotives::Motive(_) => "motive",
                MeasuredMotives::Family(_) => "family",
                MeasuredMotives::All => "all",
            },
        )
        .full(
            "motive",
            "Motive",
            "The motive or the family.",
            |row| match row.row.motives {
                MeasuredMotives::Motive(key) => Cell::of(&vocabularies.motives, key),
                MeasuredMotives::Family(key) => Cell::of(&vocabularies.motive_families, key),
                MeasuredMotives::All => Cell::term("all", "all, each returned by the same motive"),
            },
        )
        .full(
            "ties",
            "Held",
            "The number of times that one side holds the motive.",
            |row| Cell::count(row.row.reciprocity.ties),
        )
        .full(
            "returned",
            "Returned",
            "The number of times that the partner holds it too.",
            |row| Cell::count(row.row.reciprocity.returned),
        )
        .full(
            "reciprocity",
            "Reciprocity",
            "The share that is returned.",
            |row| Cell::real(row.row.reciprocity.share()),
        )
}

fn count(count: Option<usize>) -> Cell {
    count.map_or(Cell::NONE, Cell::count)
}

/// Returns notes on the ties that depend on an uncertain date, and on the organizations of unknown kind.
fn notes(query: &Query<'_>, options: &MeasuresOptions, found: &[Measured<'_>]) -> Vec<String> {
    let uncertain = (options.ties == Ties::Partnerships)
        .then(|| uncertain_ties(query))
        .flatten();
    let has_brokerage = options.requested().contains(&Measure::Brokerage);
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
    uncertain.into_iter().chain(unknown_kinds).collect()
}

fn uncertain_ties(query: &Query<'_>) -> Option<String> {
    let selection = query.select();
    let ties = || {
        let partnerships = selection.iter();
        partnerships.filter(|one| one.spell().is_some_and(|spell| !spell.is_absent()))
    };
    let all = ties().count();
    let uncertain = ties().filter(|one| one.is_uncertain()).count();
    (uncertain > 0).then(|| format!("{uncertain} of {all} ties rest on an uncertain date."))
}
