//! The picture that the arguments request, arranged but not drawn.

use interorg::analysis::Scope;
use interorg::graph::{Graph, OrganizationRef, Ties};
use interorg::model::{Date, Identified};
use interorg::picture::{
    self, EvolutionOptions, MatrixContent, MatrixOptions, NetworkOptions, Picture, PictureKind,
    PictureOptions, TimelineOptions,
};
use interorg::query::{self, Filter, Query, Selection};

use super::{Args, dates};
use crate::cli::error::{CliError, note};
use crate::cli::filter::{other_ties, refuse_idle_weight};
use crate::cli::given::Given;
use crate::cli::limits::{Reads, hints};
use crate::cli::stamp::Stamped;

/// The maximum number of networks in one evolution: more are too small to read.
const MAX_DATES: usize = 60;

/// The maximum number of organizations that a default title names.
const MAX_NAMED: usize = 5;

/// Arranges the requested picture.
pub(super) fn picture(args: &Args, graph: &Graph) -> Result<Picture, CliError> {
    let request = Request::of(args, graph)?;
    match args.kind {
        PictureKind::Network => request.network(),
        PictureKind::Timeline => request.timeline(),
        PictureKind::Evolution => request.evolution(),
        PictureKind::Matrix => request.matrix(),
    }
}

/// Returns what the stamp of the picture states.
pub(super) fn stamped<'a>(
    args: &Args,
    given: &'a Given,
    graph: &'a Graph,
) -> Result<Stamped<'a>, CliError> {
    let mut request = Request::of(args, graph)?;
    if request.wants_all_codings() {
        request.filter.coding = None;
    }
    if args.kind == PictureKind::Evolution {
        // Its dates are those of the arguments, or those of the matching partnerships.
        request.filter.at = None;
    }
    // Operations are drawn with all their participants.
    let scope = if args.operations {
        Scope::Organizations
    } else {
        Scope::Partnerships
    };
    let query = request.filter.resolve(graph)?;
    let stamped = Stamped::of_query(given, &query, scope);
    Ok(match args.kind {
        PictureKind::Network | PictureKind::Evolution => stamped.with_places(),
        _ => stamped,
    })
}

/// The selection and the dates that a picture shows, perhaps only around one organization.
struct Request<'a> {
    args: &'a Args,
    graph: &'a Graph,
    filter: Filter,
    /// The dates given for an evolution; empty for the other kinds, whose filter has the date.
    dates: Vec<Date>,
    ego: Option<OrganizationRef<'a>>,
}

impl<'a> Request<'a> {
    fn of(args: &'a Args, graph: &'a Graph) -> Result<Self, CliError> {
        // `--at` takes several dates because of evolutions; the other kinds accept one.
        let (filter, dates) = if args.kind == PictureKind::Evolution {
            args.filter.filter_and_dates(&args.data)?
        } else {
            (args.filter.filter(&args.data)?, Vec::new())
        };
        if matches!(args.kind, PictureKind::Timeline | PictureKind::Matrix) {
            refuse_idle_weight(&filter, &format!("`diagram {}`", args.kind))?;
        }
        let ego = args.ego.as_deref();
        let ego = ego.map(|name| query::organization_named(graph, name));
        Ok(Self {
            args,
            graph,
            filter,
            dates,
            ego: ego.transpose()?,
        })
    }

    fn network(&self) -> Result<Picture, CliError> {
        let about = self.about();
        let options = NetworkOptions {
            picture: self.picture_options(about.as_deref()),
            motives: self.args.motives,
            operations: self.args.operations,
            group_by: self.args.group_by,
            focus: self.ego.map(OrganizationRef::key),
            thinning: self.args.thinning.thinning(),
        };
        Ok(picture::network(&self.selection()?, options).into())
    }

    fn timeline(mut self) -> Result<Picture, CliError> {
        let all_codings = self.wants_all_codings();
        if all_codings {
            self.filter.coding = None;
        }
        let about = self.about();
        let options = TimelineOptions {
            picture: self.picture_options(about.as_deref()),
            all_codings,
            milestones: self.args.milestones,
            operations: self.args.operations,
        };
        Ok(picture::timeline(&self.selection()?, options).into())
    }

    fn evolution(&self) -> Result<Picture, CliError> {
        let dates = self.evolution_dates()?;
        if dates.len() > MAX_DATES {
            let message = format!(
                "{} dates are more than one picture can show ({MAX_DATES})",
                dates.len()
            );
            let hint = "Use a longer --every, a shorter --during or fewer dates.".to_owned();
            return Err(CliError::Usage(message, Some(hint)));
        }
        let filters = dates.into_iter().map(|date| Filter {
            at: Some(date),
            during: None,
            ..self.filter.clone()
        });
        let selections: Vec<Selection<'_>> = filters
            .map(|filter| self.select(&filter))
            .collect::<Result<_, _>>()?;
        let queries = selections.iter().map(|one| one.query().clone());
        let is_empty = selections.iter().all(Selection::is_empty);
        self.note_limits(queries.collect(), is_empty)?;
        let about = self.about();
        let options = EvolutionOptions {
            picture: self.picture_options(about.as_deref()),
            group_by: self.args.group_by,
            focus: self.ego.map(OrganizationRef::key),
        };
        Ok(picture::evolution(&selections, options).into())
    }

    fn matrix(&self) -> Result<Picture, CliError> {
        let about = self.about();
        let options = MatrixOptions {
            picture: self.picture_options(about.as_deref()),
            content: self.args.of.unwrap_or(match self.graph.ties() {
                // Ties by shared operations have nothing else.
                Ties::Operations => MatrixContent::Operations,
                Ties::Partnerships | Ties::Both => MatrixContent::default(),
            }),
        };
        Ok(picture::matrix(&self.selection()?, options).into())
    }

    /// Selects what matches, and reports on standard error which partnerships might match too.
    fn selection(&self) -> Result<Selection<'a>, CliError> {
        let query = self.filter.resolve(self.graph)?;
        other_ties(&query).iter().for_each(|text| note(text));
        let selection = self.around_ego(query.select());
        self.note_limits(vec![query], selection.is_empty())?;
        Ok(selection)
    }

    /// Prints notes on what may match the queries of a picture too, and if it is empty, on near misses. Around an organization, these
    /// are its own partnerships.
    fn note_limits(&self, queries: Vec<Query<'a>>, is_empty: bool) -> Result<(), CliError> {
        let queries = match self.ego {
            Some(ego) => {
                let of_ego = Filter {
                    with: vec![ego.record().id().to_string()],
                    ..Filter::default()
                };
                let own = of_ego.resolve(self.graph)?.select();
                queries.iter().map(|query| query.among(&own)).collect()
            }
            None => queries,
        };
        let hints = hints(&queries, Reads::States, is_empty);
        hints.iter().for_each(|text| note(text));
        Ok(())
    }

    fn select(&self, filter: &Filter) -> Result<Selection<'a>, CliError> {
        Ok(self.around_ego(filter.resolve(self.graph)?.select()))
    }

    fn around_ego(&self, selection: Selection<'a>) -> Selection<'a> {
        match self.ego {
            Some(ego) => selection.around(ego.key(), self.args.depth),
            None => selection,
        }
    }

    /// Returns the dates of an evolution: the given ones; else dates at the given interval over the period of
    /// the selection; else a few dates over that period.
    fn evolution_dates(&self) -> Result<Vec<Date>, CliError> {
        if !self.dates.is_empty() {
            return Ok(self.dates.clone());
        }
        if self.graph.as_of().bounded().is_none() {
            // Nothing in the dataset is dated.
            return Ok(Vec::new());
        }
        let undated = Filter {
            at: None,
            ..self.filter.clone()
        };
        let (first, last) = dates::bounds(&self.select(&undated)?);
        let days = match self.args.every {
            Some(interval) => interval.dates(first, last)?,
            None => dates::a_few(first, last),
        };
        Ok(days.into_iter().map(Date::from).collect())
    }

    fn picture_options<'o>(&self, about: Option<&'o str>) -> PictureOptions<'o>
    where
        'a: 'o,
    {
        PictureOptions {
            title: self.title(),
            about,
            keep: self.args.keep,
        }
    }

    /// Returns the given title. An empty one leaves out the heading, but not the title that screen readers read.
    fn title(&self) -> Option<&'a str> {
        self.args.title.as_deref().filter(|title| !title.is_empty())
    }

    /// Describes in words how the picture is narrowed; `None` if it is not. The default title names a few organizations, so
    /// that the filter need not.
    fn about(&self) -> Option<String> {
        let around = self.ego.map(|ego| match self.args.depth {
            1 => format!("around {}", ego.label()),
            depth => format!("up to {depth} steps around {}", ego.label()),
        });
        let mut filter = self.filter.clone();
        if self.title().is_none() && filter.between.len() <= MAX_NAMED {
            filter.between.clear();
        }
        let filter = Some(filter.description_in(self.graph)).filter(|words| !words.is_empty());
        let parts: Vec<String> = around.into_iter().chain(filter).collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    /// Returns `true` if `--coding all` requests every coding; a coding with the id `all` takes precedence.
    fn wants_all_codings(&self) -> bool {
        let mut codings = self.graph.dataset().vocabularies().codings.iter();
        self.filter.coding.as_deref() == Some("all")
            && codings.all(|coding| coding.id().as_str() != "all")
    }
}
