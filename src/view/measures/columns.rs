//! The columns of each measure.

use crate::analysis::measure::{
    Brokerage, ComponentCounts, Measure, MeasuredMotives, MotiveMeasures, NetworkMeasures,
    OrganizationMeasures,
};
use crate::model::{Day, Missing, Quantity, Value, ValueType};
use crate::query::Query;
use crate::view::cell::{Cell, KnownPart};
use crate::view::columns::Columns;

/// A row at a date of a series.
pub(super) struct Dated<'m, T> {
    pub(super) date: Option<Day>,
    pub(super) row: &'m T,
}

/// The columns of a table of measures, with the abbreviations among their headings.
pub(super) struct MeasureColumns<'c, T> {
    pub(super) columns: Columns<'c, T>,
    /// Each abbreviated heading, with what it stands for.
    pub(super) abbreviations: Vec<String>,
}

impl<'c, T> MeasureColumns<'c, T> {
    /// Adds a column with a full heading.
    pub(super) fn full<C: Into<Cell>>(
        mut self,
        id: &'static str,
        title: &'static str,
        meaning: &'static str,
        value_type: ValueType,
        fill: impl Fn(&T) -> C + 'c,
    ) -> Self {
        self.columns = self.columns.with(id, title, meaning, value_type, fill);
        self
    }

    /// Adds a column, for programs, of the ties whose weight is unknown, if ties are weighed by an amount.
    fn doubts(self, quantity: Option<&Quantity>, count: impl Fn(&T) -> usize + 'c) -> Self {
        if quantity.is_none() {
            return self;
        }
        let columns = self.columns.data(
            "ties_of_unknown_weight",
            "The number of ties whose weight is unknown, entirely or in part, and so not in the weighted degree.",
            ValueType::Integer,
            move |row| Value::count(count(row)),
        );
        Self { columns, ..self }
    }

    /// Adds a column whose heading is an abbreviation.
    fn short<C: Into<Cell>>(
        mut self,
        id: &'static str,
        [title, long]: [&'static str; 2],
        meaning: &'static str,
        value_type: ValueType,
        fill: impl Fn(&T) -> C + 'c,
    ) -> Self {
        self.abbreviations.push(format!("{title} {long}"));
        self.full(id, title, meaning, value_type, fill)
    }
}

pub(super) type OrganizationColumns<'c, 'g> =
    MeasureColumns<'c, Dated<'c, OrganizationMeasures<'g>>>;

pub(super) fn organization_columns<'c, 'g: 'c>(
    columns: OrganizationColumns<'c, 'g>,
    requested: &[Measure],
    quantity: Option<&'c Quantity>,
) -> OrganizationColumns<'c, 'g> {
    let columns = columns.short(
        "organization",
        ["Org.", "organization"],
        "The organization.",
        ValueType::Term,
        |row| Cell::organization(row.row.organization),
    );
    requested.iter().fold(columns, |columns, measure| {
        organization_measure(columns, *measure, quantity)
    })
}

/// Adds the columns of a measure of organizations.
fn organization_measure<'c, 'g: 'c>(
    columns: OrganizationColumns<'c, 'g>,
    measure: Measure,
    quantity: Option<&'c Quantity>,
) -> OrganizationColumns<'c, 'g> {
    match measure {
        Measure::Degree => columns.short(
            "degree",
            ["Deg", "degree"],
            "The number of organizations that it is tied to.",
            ValueType::Integer,
            |row| count(row.row.degree),
        ),
        Measure::InDegree => columns.short(
            "in_degree",
            ["In", "in-degree"],
            "The number of organizations from which a tie leads to it.",
            ValueType::Integer,
            |row| count(row.row.in_degree),
        ),
        Measure::OutDegree => columns.short(
            "out_degree",
            ["Out", "out-degree"],
            "The number of organizations to which a tie leads from it.",
            ValueType::Integer,
            |row| count(row.row.out_degree),
        ),
        Measure::WeightedDegree => {
            let columns = columns.short(
                "weighted_degree",
                ["Wdeg", "weighted degree"],
                "The sum of the known weights of its ties; unknown if none is known.",
                ValueType::Real,
                move |row| {
                    let part = KnownPart::without(row.row.ties_in_doubt, quantity);
                    Cell::amount_of(row.row.weighted_degree.ok_or(Missing::Unknown), &part)
                },
            );
            columns.doubts(quantity, |row| row.row.ties_in_doubt)
        }
        Measure::Components => columns.short(
            "component",
            ["Comp", "component"],
            "The number of its component, the largest first.",
            ValueType::Integer,
            |row| count(row.row.component),
        ),
        Measure::Betweenness => columns
            .short(
                "betweenness",
                ["Betw", "betweenness"],
                "The betweenness.",
                ValueType::Real,
                |row| Cell::real(row.row.betweenness),
            )
            .short(
                "betweenness_share",
                ["Share", "betweenness as a share of all pairs of others"],
                "The betweenness as a share of the number of pairs of other organizations.",
                ValueType::Real,
                |row| Cell::real(row.row.betweenness_share),
            ),
        Measure::Closeness => columns.short(
            "closeness",
            ["Close", "closeness"],
            "The closeness.",
            ValueType::Real,
            |row| Cell::real(row.row.closeness),
        ),
        Measure::Eigenvector => columns.short(
            "eigenvector",
            ["Eigen", "eigenvector centrality"],
            "The eigenvector centrality; unknown if its computation does not converge.",
            ValueType::Real,
            |row| match row.row.eigenvector {
                None => Cell::missing(Missing::Unknown, "?"),
                known => Cell::real(known),
            },
        ),
        Measure::Clustering => columns.short(
            "clustering",
            ["Clust", "clustering"],
            "The share of the pairs of its partners that are tied to one another.",
            ValueType::Real,
            |row| Cell::real(row.row.clustering),
        ),
        Measure::Core => columns.short(
            "core",
            ["Core", "core number"],
            "The core number.",
            ValueType::Integer,
            |row| count(row.row.core),
        ),
        Measure::Communities => columns.short(
            "community",
            ["Comm", "community"],
            "The number of its community, the largest first.",
            ValueType::Integer,
            |row| count(row.row.community),
        ),
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
            ValueType::Integer,
            |row| role(row, |found| found.coordinator),
        )
        .short(
            "consultant",
            ["It", "consultant (itinerant)"],
            "The number of times that it is a broker between two of another kind.",
            ValueType::Integer,
            |row| role(row, |found| found.consultant),
        )
        .short(
            "gatekeeper",
            ["Ga", "gatekeeper"],
            "The number of times that it is a broker from another kind to its own.",
            ValueType::Integer,
            |row| role(row, |found| found.gatekeeper),
        )
        .short(
            "representative",
            ["Re", "representative"],
            "The number of times that it is a broker from its own kind to another.",
            ValueType::Integer,
            |row| role(row, |found| found.representative),
        )
        .short(
            "liaison",
            ["Li", "liaison"],
            "The number of times that it is a broker among three different kinds.",
            ValueType::Integer,
            |row| role(row, |found| found.liaison),
        )
}

pub(super) type NetworkColumns<'c> = MeasureColumns<'c, Dated<'c, NetworkMeasures>>;

pub(super) fn network_columns<'c>(
    columns: NetworkColumns<'c>,
    requested: &[Measure],
    quantity: Option<&'c Quantity>,
) -> NetworkColumns<'c> {
    let columns = columns
        .short(
            "organizations",
            ["Orgs", "organizations"],
            "The number of organizations.",
            ValueType::Integer,
            |row| Cell::count(row.row.organizations),
        )
        .full(
            "ties",
            "Ties",
            "The number of ties.",
            ValueType::Integer,
            |row| Cell::count(row.row.ties),
        );
    requested.iter().fold(columns, |columns, measure| {
        network_measure(columns, *measure, quantity)
    })
}

/// Adds the columns of a measure of the network.
fn network_measure<'c>(
    columns: NetworkColumns<'c>,
    measure: Measure,
    quantity: Option<&'c Quantity>,
) -> NetworkColumns<'c> {
    match measure {
        Measure::Degree => columns.short(
            "mean_degree",
            ["Deg", "mean degree"],
            "The mean degree.",
            ValueType::Real,
            |row| Cell::real(row.row.mean_degree),
        ),
        Measure::WeightedDegree => {
            let columns = columns.short(
                "mean_weighted_degree",
                ["Wdeg", "mean weighted degree"],
                "The mean weighted degree; unknown if no weight is known.",
                ValueType::Real,
                move |row| mean_weighted_degree(row.row, quantity),
            );
            columns.doubts(quantity, |row| row.row.ties_in_doubt)
        }
        Measure::Density => columns.full(
            "density",
            "Density",
            "The share of all pairs of organizations that are tied.",
            ValueType::Real,
            |row| Cell::real(row.row.density),
        ),
        Measure::Components => component_columns(columns),
        Measure::Clustering => columns.short(
            "clustering",
            ["Clust", "mean clustering"],
            "The mean clustering.",
            ValueType::Real,
            |row| Cell::real(row.row.mean_clustering),
        ),
        Measure::Transitivity => columns.short(
            "transitivity",
            ["Trans", "transitivity"],
            "The transitivity.",
            ValueType::Real,
            |row| Cell::real(row.row.transitivity),
        ),
        Measure::Core => columns.short(
            "core",
            ["Core", "largest core number"],
            "The largest core number.",
            ValueType::Integer,
            |row| count(row.row.max_core),
        ),
        Measure::Communities => columns
            .short(
                "communities",
                ["Comms", "communities"],
                "The number of communities.",
                ValueType::Integer,
                |row| count(row.row.communities),
            )
            .short(
                "modularity",
                ["Mod", "modularity"],
                "The modularity of the communities.",
                ValueType::Real,
                |row| Cell::real(row.row.modularity),
            ),
        Measure::TieReciprocity => columns.short(
            "tie_reciprocity",
            ["Mutual", "reciprocity of ties"],
            "The share of arcs that are returned; a tie that leads both ways is two.",
            ValueType::Real,
            |row| Cell::real(row.row.tie_reciprocity.and_then(|found| found.share())),
        ),
        Measure::Reciprocity => columns.short(
            "reciprocity",
            ["Recip", "reciprocity of motives"],
            "The share of motives that the partner holds too.",
            ValueType::Real,
            |row| Cell::real(row.row.reciprocity.and_then(|found| found.share())),
        ),
        // These describe organizations.
        _ => columns,
    }
}

/// Creates the cell of the mean weighted degree, which is not defined without organizations.
fn mean_weighted_degree(row: &NetworkMeasures, quantity: Option<&Quantity>) -> Cell {
    let number = match row.mean_weighted_degree {
        None if row.ties_in_doubt > 0 => Err(Missing::Unknown),
        Some(number) if row.ties_in_doubt > 0 => Ok(number),
        number => return Cell::real(number),
    };
    Cell::amount_of(number, &KnownPart::without(row.ties_in_doubt, quantity))
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
            ValueType::Integer,
            |row| number(row, |found| found.components),
        )
        .short(
            "isolates",
            ["Isol", "isolates: organizations without ties"],
            "The number of organizations without ties.",
            ValueType::Integer,
            |row| number(row, |found| found.isolates),
        )
        .short(
            "largest_component",
            ["Largest", "organizations in the largest component"],
            "The number of organizations in the largest component.",
            ValueType::Integer,
            |row| number(row, |found| found.largest),
        )
}

pub(super) type MotiveColumns<'c> = MeasureColumns<'c, Dated<'c, MotiveMeasures>>;

pub(super) fn motive_columns<'c>(
    columns: MotiveColumns<'c>,
    query: &'c Query<'_>,
) -> MotiveColumns<'c> {
    let vocabularies = query.graph().dataset().vocabularies();
    columns
        .full(
            "level",
            "Level",
            "`motive`, `family` or `all`.",
            ValueType::Code,
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
            ValueType::Term,
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
            ValueType::Integer,
            |row| Cell::count(row.row.reciprocity.ties),
        )
        .full(
            "returned",
            "Returned",
            "The number of times that the partner holds it too.",
            ValueType::Integer,
            |row| Cell::count(row.row.reciprocity.returned),
        )
        .full(
            "reciprocity",
            "Reciprocity",
            "The share that is returned.",
            ValueType::Real,
            |row| Cell::real(row.row.reciprocity.share()),
        )
}

fn count(count: Option<usize>) -> Cell {
    count.map_or(Cell::without_value(Missing::NotApplicable), Cell::count)
}
