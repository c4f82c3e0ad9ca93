//! The registry of answers: which there are, and the JSON Schema of each.

use serde_json::Value as Json;

use super::table::{any_of, dossier_schema, findings_schema, matrix_schema, table_schema};
use crate::analysis;
use crate::analysis::matrix::{Dimension, MatrixAmounts, ShareOf};
use crate::analysis::measure::{Level, Measure, MeasuresOptions};
use crate::choice::choices;
use crate::dataset;
use crate::graph::{Graph, Ties};
use crate::model::{Dataset, Day};
use crate::query::{Filter, Query, Selection, WeightBy};
use crate::view::{self, Dossier, ObservationsOptions, Table, dossier};

choices! {
    /// An answer that is written as JSON.
    pub enum Answer {
        /// See [`view::partners`].
        Partners = "partners": "The partners of an organization",
        /// See [`view::links`].
        Links = "links": "The partnerships that match",
        /// See [`view::operations`].
        Operations = "operations": "The operations that match",
        /// See [`view::motives`].
        Motives = "motives": "The motives that match",
        /// See [`view::milestones`].
        Milestones = "milestones": "The milestones that match",
        /// See [`view::inventory`] and [`view::kinds`].
        List = "list": "What a dataset contains",
        /// See [`view::found`].
        Find = "find": "What a search finds",
        /// See [`view::dossier`].
        Show = "show": "The dossier of a thing",
        /// See [`view::chains`] and [`view::timed_chains`].
        Path = "path": "How two organizations are tied",
        /// See [`view::changes`].
        Changes = "changes": "What changed between two dates",
        /// See [`view::matrix_cells`].
        Matrix = "matrix": "Counts by two dimensions",
        /// See [`view::observations`].
        Findings = "findings": "The three observations, tested on the data",
        /// See [`view::measures`].
        Measures = "measures": "Measures of the network",
        /// See [`view::definitions`].
        Definitions = "definitions": "The definitions of the measures",
        /// See [`view::diff`].
        Diff = "diff": "What differs between two datasets",
        /// See [`view::stale`].
        Stale = "stale": "Whether files are still what their queries produce",
        /// See [`write_findings_json`](super::write_findings_json).
        Check = "check": "The findings of a check",
        /// See [`view::coverage`].
        Coverage = "coverage": "Where the evidence is weak",
    }
}

impl Answer {
    /// Returns the JSON Schema (draft-07) of the answer.
    ///
    /// The columns of an answer depend on its options alone, so the schema is read from answers on the shipped dataset, or on a small
    /// one that has what the shipped one lacks.
    ///
    /// ```
    /// use interorg::export::Answer;
    ///
    /// let schema = Answer::Links.schema();
    /// let row = &schema["properties"]["rows"]["items"];
    /// assert_eq!(row["properties"]["since"]["type"][0], "string");
    /// ```
    pub fn schema(self) -> Json {
        if self == Self::Check {
            return findings_schema();
        }
        let graph = Graph::new(dataset::builtin());
        let query = everything(&graph);
        let sample = Sample {
            graph: &graph,
            selection: query.select(),
            query: &query,
        };
        match self {
            Self::Show => dossier_schema(&sample.dossiers()),
            Self::Changes => dossier_schema(&[false, true].map(|with| sample.changes(with))),
            Self::Findings => dossier_schema(&sample.findings()),
            Self::Coverage => dossier_schema(&[view::coverage(&graph, true)]),
            Self::Diff => {
                let diff = dataset::diff(graph.dataset(), graph.dataset());
                dossier_schema(&[view::diff(&diff, "before", "after")])
            }
            Self::Measures => {
                let weighed = Graph::new(with_amount());
                let weighed = by_amount(&weighed);
                let kinds = Sample::measures(&[&query, &weighed]);
                any_of(kinds.iter().map(|tables| table_schema(tables)).collect())
            }
            Self::Matrix => matrix_schema(&sample.matrix_cells()),
            // With other ties, these have more columns.
            Self::Links | Self::Partners => {
                let graph = graph.with_ties(Ties::Both);
                let weighted = Filter {
                    weight: Some(WeightBy::SHARED_OPERATIONS.to_owned()),
                    ..Filter::default()
                };
                let query = weighted
                    .resolve(&graph)
                    .expect("the weight is not of the dataset");
                let tied = Sample {
                    graph: &graph,
                    selection: query.select(),
                    query: &query,
                };
                table_schema(&[sample.tables(self), tied.tables(self)].concat())
            }
            answer => table_schema(&sample.tables(answer)),
        }
    }
}

fn everything(graph: &Graph) -> Query<'_> {
    let query = Filter::default().resolve(graph);
    query.expect("an empty filter has no names that could be unknown")
}

/// Returns a dataset with an amount, which the shipped one lacks.
fn with_amount() -> Dataset {
    let text = format!(
        "{{vocabularies: {{amounts: [{{id: {AMOUNT}, label: Amount, definition: Amount}}]}}, organizations: [{{id: a, name: A}}]}}"
    );
    dataset::parse(&text).expect("the text is a valid dataset")
}

/// The id of the amount of [`with_amount`].
const AMOUNT: &str = "amount";

/// Returns a query that weighs ties by the amount of [`with_amount`].
fn by_amount(graph: &Graph) -> Query<'_> {
    let filter = Filter {
        weight: Some(AMOUNT.to_owned()),
        ..Filter::default()
    };
    let query = filter.resolve(graph);
    query.expect("the dataset has the amount")
}

/// Answers on the shipped dataset, with and without each option that adds columns.
struct Sample<'s, 'g> {
    graph: &'g Graph,
    query: &'s Query<'g>,
    selection: Selection<'g>,
}

impl Sample<'_, '_> {
    fn tables(&self, answer: Answer) -> Vec<Table> {
        let selection = &self.selection;
        let of_each = |table: &dyn Fn(bool) -> Vec<Table>| [table(false), table(true)].concat();
        match answer {
            Answer::Partners => {
                let organization = self.graph.organizations().next();
                let of = organization.expect("the shipped dataset has organizations");
                of_each(&|evidence| vec![view::partners(selection, of, evidence)])
            }
            Answer::Path => of_each(&|evidence| {
                vec![
                    view::chains(selection, &[], evidence),
                    view::timed_chains(selection, &[], evidence),
                ]
            }),
            Answer::Operations => of_each(&|evidence| vec![view::operations(self.query, evidence)]),
            Answer::Motives => of_each(&|evidence| vec![view::motives(selection, evidence)]),
            Answer::Milestones => of_each(&|evidence| vec![view::milestones(selection, evidence)]),
            Answer::List => vec![view::kinds(self.graph)],
            Answer::Find => vec![view::found(self.graph, "", 0)],
            Answer::Stale => vec![view::stale(&[])],
            Answer::Definitions => vec![view::definitions(&[])],
            _ => of_each(&|evidence| vec![view::links(selection, evidence)]),
        }
    }

    /// Returns the tables of measures of these queries that have the same first columns, level by level, once and as a series: each
    /// with all measures, and with each alone.
    fn measures(queries: &[&Query<'_>]) -> Vec<Vec<Table>> {
        let every = [None, "10y".parse().ok()];
        let kinds = Level::ALL
            .into_iter()
            .flat_map(|level| every.map(|every| (level, every)));
        let tables = kinds.map(|(level, every)| {
            let single = Measure::ALL.iter().filter(|one| level.has(**one));
            let requests = single.map(|one| vec![*one]).chain([Vec::new()]);
            let options = requests.map(|measures| MeasuresOptions {
                level,
                every,
                measures,
                ..MeasuresOptions::default()
            });
            let tables = options.flat_map(|options| {
                let tables = queries
                    .iter()
                    .map(|query| view::measures(query, &options).ok());
                tables.flatten().collect::<Vec<_>>()
            });
            tables.collect()
        });
        tables.collect()
    }

    fn matrix_cells(&self) -> Vec<Table> {
        let matrix = analysis::matrix(self.query, Dimension::Dyad, Dimension::Motive, None);
        let matrix = matrix.expect("motives have both dimensions");
        // Only cells of motives say what may count too.
        let others = analysis::matrix(self.query, Dimension::Phase, Dimension::Year, None);
        let others = others.expect("partnerships have both dimensions");
        let mut of_amounts = matrix.clone();
        of_amounts.amounts = Some(MatrixAmounts::default());
        vec![
            view::matrix_cells(&matrix, None, false),
            view::matrix_cells(&matrix, Some(ShareOf::All), true),
            view::matrix_cells(&of_amounts, None, false),
            view::matrix_cells(&others, None, false),
        ]
    }

    fn changes(&self, evidence: bool) -> Dossier {
        let (from, to) = (Day::new(2000, 12, 31), Day::new(2010, 12, 31));
        view::changes(self.query, from, to, evidence)
    }

    fn findings(&self) -> Vec<Dossier> {
        let options = [false, true].map(|flag| ObservationsOptions {
            cases: flag,
            evidence: flag,
        });
        options
            .map(|options| view::observations(&self.selection, options))
            .into()
    }

    /// Returns the dossiers of the first thing of each kind.
    fn dossiers(&self) -> Vec<Dossier> {
        let (graph, selection) = (self.graph, &self.selection);
        let vocabularies = graph.dataset().vocabularies();
        let of_things = [false, true].into_iter().flat_map(|evidence| {
            let organizations = graph.organizations().take(1);
            let organizations =
                organizations.map(move |one| dossier::organization(selection, one, evidence));
            let dyads = selection.iter().take(1);
            let dyads = dyads.map(move |one| dossier::dyad(selection, one, evidence));
            let operations = graph.operations().take(1);
            let operations =
                operations.map(move |one| dossier::operation(selection, one, evidence));
            let motives = vocabularies.motives.keys().take(1);
            let motives = motives.map(move |one| dossier::motive(selection, one, evidence));
            let families = vocabularies.motive_families.keys().take(1);
            let families =
                families.map(move |one| dossier::motive_family(selection, one, evidence));
            let of_records = organizations.chain(dyads).chain(operations);
            of_records.chain(motives).chain(families)
        });
        let sources = graph.dataset().sources().keys().take(1);
        let sources = sources.map(|key| dossier::source(graph.source(key)));
        of_things
            .chain(sources)
            .chain([dossier::nothing()])
            .collect()
    }
}
