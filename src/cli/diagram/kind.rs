//! The kinds of diagram, each from the selection to the bytes of a picture.

use super::Args;
use crate::cli::error::CliError;
use crate::cli::filter::note_possible_matches;
use crate::cli::graphviz;
use interorg::export::Format;
use interorg::export::picture::{write_evolution, write_matrix, write_network, write_timeline};
use interorg::graph::{Graph, TimeFilter};
use interorg::model::{Date, Day, Identified, Key, Organization};
use interorg::picture;
use interorg::picture::PictureOptions;
use interorg::picture::evolution::EvolutionOptions;
use interorg::picture::matrix::MatrixOptions;
use interorg::picture::network::DrawOptions;
use interorg::picture::network::NetworkOptions;
use interorg::picture::style::Theme;
use interorg::picture::timeline::Milestones;
use interorg::picture::timeline::TimelineOptions;
use interorg::query::{Filter, QueryError, Selection, TimeStep};

/// A picture, and notes on what it leaves out.
pub(super) struct Drawn {
    pub(super) bytes: Vec<u8>,
    pub(super) notes: Vec<String>,
}

/// A picture, or `None` if there is nothing to draw.
type Result<T> = std::result::Result<T, CliError>;

/// How many pictures an evolution has at most.
const PANELS: usize = 60;

pub(super) fn network(args: &Args, graph: &Graph, format: Format) -> Result<Option<Drawn>> {
    let asked = Asked::of(args, graph)?;
    let about = asked.about();
    let view = picture::network(
        &asked.answer(graph)?,
        NetworkOptions {
            picture: picture_options(args, about.as_deref()),
            motives: args.motives,
            operations: args.operations,
            group_by: args.group_by.map(Into::into),
            focus: asked.ego.map(|ego| ego.0),
        },
    );
    if view.ties.is_empty() {
        return Ok(None);
    }
    if let Some(engine) = args.graphviz {
        let scale = args.scale.unwrap_or(2.0);
        let (bytes, left_out) = graphviz::draw(engine, &view, &theme(args), format, scale)?;
        let notes = view.caption.left_out.into_iter().chain(left_out).collect();
        return Ok(Some(Drawn { bytes, notes }));
    }
    let mut bytes = Vec::new();
    let left_out = write_network(&view, &options(args), format, args.resolution(), &mut bytes)?;
    let notes = view.caption.left_out.into_iter().chain(left_out).collect();
    Ok(Some(Drawn { bytes, notes }))
}

pub(super) fn timeline(args: &Args, graph: &Graph, format: Format) -> Result<Option<Drawn>> {
    let mut asked = Asked::of(args, graph)?;
    let all_codings = is_all_codings(asked.filter.coding.as_deref(), graph);
    if all_codings {
        asked.filter.coding = None;
    }
    let about = asked.about();
    let view = picture::timeline(
        &asked.answer(graph)?,
        TimelineOptions {
            picture: picture_options(args, about.as_deref()),
            all_codings,
            milestones: args.milestones.map_or(Milestones::Fitting, Into::into),
            operations: args.operations,
        },
    );
    if view.lanes.is_empty() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    let notes = write_timeline(&view, &theme(args), format, args.resolution(), &mut bytes)?;
    Ok(Some(Drawn { bytes, notes }))
}

pub(super) fn evolution(args: &Args, graph: &Graph, format: Format) -> Result<Option<Drawn>> {
    let asked = Asked::of(args, graph)?;
    let about = asked.about();
    let dates = asked.dates(args, graph)?;
    if dates.len() > PANELS {
        let message = format!("{} dates are more than fit one picture", dates.len());
        let hint =
            format!("Ask for at most {PANELS}: take a longer --every or a shorter --during.");
        return Err(CliError::Usage(message, Some(hint)));
    }
    let at = |date: &Date| {
        let filter = Filter {
            at: Some(*date),
            during: None,
            ..asked.filter.clone()
        };
        asked.select(graph, &filter)
    };
    let selections: Vec<Selection<'_>> = dates.iter().map(at).collect::<Result<_>>()?;
    let view = picture::evolution(
        &selections,
        EvolutionOptions {
            picture: picture_options(args, about.as_deref()),
            group_by: args.group_by.map(Into::into),
            focus: asked.ego.map(|ego| ego.0),
        },
    );
    if view.facets.iter().all(|panel| panel.ties.is_empty()) {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    let drawn = write_evolution(&view, &options(args), format, args.resolution(), &mut bytes)?;
    let notes = view.caption.left_out.into_iter().chain(drawn).collect();
    Ok(Some(Drawn { bytes, notes }))
}

pub(super) fn matrix(args: &Args, graph: &Graph, format: Format) -> Result<Option<Drawn>> {
    let asked = Asked::of(args, graph)?;
    let about = asked.about();
    let view = picture::matrix(
        &asked.answer(graph)?,
        MatrixOptions {
            picture: picture_options(args, about.as_deref()),
            matter: args.of.map(Into::into).unwrap_or_default(),
        },
    );
    if view.rows.is_empty() || view.columns.is_empty() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    let drawn = write_matrix(&view, &theme(args), format, args.resolution(), &mut bytes)?;
    let notes = view.caption.left_out.into_iter().chain(drawn).collect();
    Ok(Some(Drawn { bytes, notes }))
}

/// What was asked for: a question, perhaps at several dates, perhaps round one organization.
struct Asked {
    filter: Filter,
    dates: Vec<Date>,
    ego: Option<(Key<Organization>, usize)>,
    label: String,
}

impl Asked {
    fn of(args: &Args, graph: &Graph) -> Result<Self> {
        let several = args.kind.name() == "evolution";
        let (filter, dates) = match several {
            true => args.filter.clone().filter_and_dates(),
            false => (args.filter.clone().filter()?, Vec::new()),
        };
        let ego = args.ego.as_deref().map(|name| {
            let found = graph.organization_named(name);
            found.ok_or_else(|| QueryError::unknown_organization(graph, name))
        });
        let ego = ego.transpose()?;
        Ok(Self {
            filter,
            dates,
            label: ego.map(|ego| ego.label().to_owned()).unwrap_or_default(),
            ego: ego.map(|ego| (ego.key(), args.depth)),
        })
    }

    /// Returns what matches, and tells which partnerships may belong to the picture too, because a date of
    /// theirs is uncertain.
    fn answer<'g>(&self, graph: &'g Graph) -> Result<Selection<'g>> {
        let query = self.filter.resolve(graph)?;
        note_possible_matches(&query, self.ego.map(|ego| ego.0));
        Ok(self.narrowed(query.select()))
    }

    fn select<'g>(&self, graph: &'g Graph, filter: &Filter) -> Result<Selection<'g>> {
        Ok(self.narrowed(filter.resolve(graph)?.select()))
    }

    fn narrowed<'g>(&self, selection: Selection<'g>) -> Selection<'g> {
        match self.ego {
            Some((ego, depth)) => selection.around(ego, depth),
            None => selection,
        }
    }

    /// Tells in words what the picture is narrowed by; `None` if by nothing.
    fn about(&self) -> Option<String> {
        let round = self.ego.map(|(_, depth)| match depth {
            1 => format!("round {}", self.label),
            _ => format!("up to {depth} steps round {}", self.label),
        });
        let words = Some(self.filter.description()).filter(|words| !words.is_empty());
        let told: Vec<String> = [round, words].into_iter().flatten().collect();
        (!told.is_empty()).then(|| told.join(" · "))
    }

    /// Returns the dates of an evolution: those asked for, or one every step over the period asked for,
    /// without one from the first relation to the as-of date; without a step six.
    fn dates(&self, args: &Args, graph: &Graph) -> Result<Vec<Date>> {
        if !self.dates.is_empty() {
            return Ok(self.dates.clone());
        }
        let whole = Filter {
            at: None,
            ..self.filter.clone()
        };
        let (first, last) = bounds(&self.select(graph, &whole)?);
        let days = match args.every {
            Some(every) => every.dates(first, last)?,
            None => fitting(first, last),
        };
        Ok(days.into_iter().map(Date::from).collect())
    }
}

/// Returns the day of the first relation of a selection, or of its period, and the last one.
fn bounds(selection: &Selection<'_>) -> (Day, Day) {
    let as_of = selection.graph().as_of();
    let starts = selection.iter().filter_map(|selected| {
        let first = selected.spells().find(|spell| !spell.is_absent())?;
        first.record().from.earliest()
    });
    let start = starts.min().unwrap_or(as_of);
    let (first, last) = match selection.time() {
        TimeFilter::During(first, last) => (first.max(start), last.min(as_of)),
        TimeFilter::Always | TimeFilter::At(_) => (start, as_of),
    };
    (first.min(last), last)
}

/// Returns some six dates, a round number of years apart.
fn fitting(first: Day, last: Day) -> Vec<Day> {
    let steps = ["1y", "2y", "5y", "10y", "20y", "50y", "100y", "500y"];
    let dates = |step: &&str| {
        step.parse::<TimeStep>()
            .and_then(|every| every.dates(first, last))
    };
    let found = steps.iter().filter_map(|step| dates(step).ok());
    let mut few = found.filter(|dates| dates.len() <= 8);
    few.next().unwrap_or_else(|| vec![last])
}

fn picture_options<'o>(args: &'o Args, about: Option<&'o str>) -> PictureOptions<'o> {
    PictureOptions {
        title: args.title.as_deref(),
        about,
        keep: args.keep,
    }
}

fn options(args: &Args) -> DrawOptions {
    DrawOptions {
        theme: theme(args),
        layout: args.layout.map(Into::into).unwrap_or_default(),
        ..DrawOptions::default()
    }
}

fn theme(args: &Args) -> Theme {
    args.theme.into()
}

/// Says whether every coding is asked for; a coding of the name `all` goes before.
fn is_all_codings(coding: Option<&str>, graph: &Graph) -> bool {
    let mut codings = graph.dataset().vocabularies().codings.iter();
    coding == Some("all") && codings.all(|coding| coding.id().as_str() != "all")
}
