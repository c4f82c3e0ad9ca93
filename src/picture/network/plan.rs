//! Where everything in the picture of a network is.
//!
//! A plan is separate from the drawing because DOT carries the same positions, and because the networks of an
//! evolution share one plan.

use super::boxes::{self, BoxText};
use super::labels::{self, Label};
use super::metrics::Metrics;
use super::routes::{self, Route};
use super::{Network, NetworkLegend, NodeKind, clusters, legend};
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::layout::{self, Drafts, Method, Request};
use crate::picture::legend::Row;
use crate::picture::style::{Stroke, Theme};
use crate::picture::{DrawOptions, page};

/// The factors by which the space grows, one after the other, until every label finds a position and no line runs through
/// a box that it does not connect.
const STRETCHES: [f64; 7] = [1.0, 1.1, 1.22, 1.36, 1.5, 1.7, 1.9];

/// The factors on a page of a given size, and those for a layout that has to be squeezed into its width, which makes it
/// higher. They are few because each is tried with several sizes of text.
const PAGE_STRETCHES: [f64; 3] = [1.0, 1.22, 1.5];
const SQUEEZED_STRETCHES: [f64; 3] = [0.78, 0.95, 1.15];

/// The factor for the space of one network of several in a picture.
const SMALL_STRETCH: f64 = 0.5;

/// The space around everything in a picture, for the width of lines.
const HULL_MARGIN: f64 = 4.0;

/// The maximum number of layouts until labels and lines are inside the requested space.
const MAX_TRIES: usize = 3;

/// The space for a picture, whose height may have no limit.
#[derive(Debug, Clone, Copy)]
struct Space {
    width: f64,
    height: Option<f64>,
}

impl Space {
    fn holds(self, extent: Size) -> bool {
        extent.width <= self.width && self.height.is_none_or(|height| extent.height <= height)
    }
}

/// The positions and sizes of everything in the picture of a network, in points from its top left corner.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Plan {
    /// The size of the picture.
    pub(crate) extent: Size,
    /// The boxes, one per node.
    pub(crate) frames: Vec<Rect>,
    /// The lines, one per drawable tie.
    pub(crate) routes: Vec<Route>,
    /// The frames of the groups; an empty rectangle for a group without nodes.
    pub(crate) clusters: Vec<Rect>,
    /// What the drawing has to leave out for lack of space, one sentence each.
    pub(crate) notes: Vec<String>,
    /// A note if the layout is not the requested one, unless it is among the other notes.
    pub(crate) layout_note: Option<String>,
    pub(super) texts: Vec<BoxText>,
    /// The labels that found a position, tie by tie.
    pub(super) labels: Vec<Label>,
    pub(super) metrics: Metrics,
    /// The number of labels that found no position.
    dropped: usize,
    /// The number of boxes that lines of other nodes touch.
    hits: usize,
}

impl Plan {
    /// Lays out a network, with more space if some labels would find no position otherwise.
    pub(crate) fn new(network: &Network, layout: Option<Method>) -> Self {
        let mut plan = Self::laid_out(network, layout, Metrics::of(network), 1.0, None);
        let maximum = plan.metrics.max_labelled;
        plan.notes
            .extend(boxes::unlabelled_note(&plan.texts, maximum));
        plan.notes.extend(plan.layout_note.take());
        plan
    }

    /// Lays out a network for the page of the options. If it does not fit, the plan is larger than the page.
    pub(in crate::picture) fn for_page(network: &Network, options: &DrawOptions) -> Self {
        let Some(width) = page::width_for_picture(options) else {
            return Self::new(network, options.layout);
        };
        let metrics = Metrics::of(network);
        let legend = legend::rows(&network.legend, &metrics, &options.theme);
        let height = page::height_for_picture(&network.caption, &legend, options);
        let space = Space { width, height };
        let mut best: Option<Self> = None;
        for metrics in metrics.tighter() {
            let plan = Self::laid_out(network, options.layout, metrics, 1.0, Some(space));
            let is_good = plan.rank(space) == (false, 0, 0);
            let rank = plan.rank(space);
            if best.as_ref().is_none_or(|best| rank < best.rank(space)) {
                best = Some(plan);
            }
            if is_good {
                break;
            }
        }
        let mut plan = best.expect("the list of metrics is not empty");
        let maximum = plan.metrics.max_labelled;
        plan.notes
            .extend(boxes::unlabelled_note(&plan.texts, maximum));
        plan.notes.extend(plan.layout_note.take());
        plan.notes.extend(plan.shortened_note(network));
        plan
    }

    /// Lays out one network of several in a picture, in a width if there is one.
    pub(in crate::picture) fn small(
        network: &Network,
        layout: Option<Method>,
        max_width: Option<f64>,
    ) -> Self {
        let space = max_width.map(|width| Space {
            width,
            height: None,
        });
        let metrics = Metrics::of(network).small();
        Self::laid_out(network, layout, metrics, SMALL_STRETCH, space)
    }

    /// Draws one network of several between boxes whose centers are known.
    pub(in crate::picture) fn small_at(network: &Network, centers: Vec<Point>) -> Self {
        Self::drawn_at(network, centers, Metrics::of(network).small())
    }

    /// Decides on texts, sizes and styles only: all boxes are in one place.
    pub(crate) fn without_layout(network: &Network) -> Self {
        Self::drawn_at(network, Vec::new(), Metrics::of(network))
    }

    fn laid_out(
        network: &Network,
        layout: Option<Method>,
        metrics: Metrics,
        base_stretch: f64,
        space: Option<Space>,
    ) -> Self {
        let texts = boxes::texts(network, &metrics);
        let labels = labels::all(network, &metrics);
        let sizes: Vec<Size> = texts.iter().map(|text| text.size).collect();
        let ties: Vec<(usize, usize)> = network.drawable_ties().map(|tie| tie.ends).collect();
        let nodes = || network.nodes.iter();
        let groups: Vec<Option<usize>> = nodes().map(|node| node.group).collect();
        let lower: Vec<bool> = nodes()
            .map(|node| node.kind == NodeKind::Operation)
            .collect();
        let mut request = Request {
            ties: &ties,
            label: labels::largest(&labels),
            label_area: labels::total_area(&labels),
            method: layout,
            groups: &groups,
            group_name_widths: &clusters::name_widths(network),
            homes: &network.homes,
            lower: &lower,
            focus: network.nodes.iter().position(|node| node.is_focus),
            ..Request::of(&sizes)
        };
        let mut drafts = Drafts::default();
        let mut best: Option<Self> = None;
        for stretch in stretches(space, &request, &mut drafts) {
            request.stretch = base_stretch * stretch;
            let plan = Self::inside(space, &mut request, &mut drafts, |centers| {
                Self::at(network, centers, texts.clone(), &labels, metrics.clone())
            });
            let faults = plan.dropped + plan.hits;
            if best
                .as_ref()
                .is_none_or(|best| faults < best.dropped + best.hits)
            {
                best = Some(plan);
            }
            if faults == 0 {
                break;
            }
        }
        let mut plan = best.expect("the list of stretches is not empty");
        plan.layout_note = layout_note(&drafts);
        plan
    }

    /// Arranges boxes so that they are inside a space with their labels and lines, which take more than the boxes and are
    /// known only afterwards.
    fn inside(
        space: Option<Space>,
        request: &mut Request,
        drafts: &mut Drafts,
        plan_at: impl Fn(Vec<Point>) -> Self,
    ) -> Self {
        let Some(space) = space else {
            return plan_at(layout::arrange_with(request, drafts));
        };
        let mut overhang = Size::new(2.0 * HULL_MARGIN, 2.0 * HULL_MARGIN);
        let mut plan = Self::default();
        for _ in 0..MAX_TRIES {
            request.max_width = Some(space.width - overhang.width);
            request.max_height = space.height.map(|height| height - overhang.height);
            plan = plan_at(layout::arrange_with(request, drafts));
            if space.holds(plan.extent) {
                break;
            }
            overhang.width += (plan.extent.width - space.width).max(0.0);
            let height = space.height.unwrap_or(plan.extent.height);
            overhang.height += (plan.extent.height - height).max(0.0);
        }
        plan
    }

    /// Returns how bad a plan is for a space: whether it does not fit, the labels that it lacks, and those that cover the
    /// line of another tie.
    fn rank(&self, space: Space) -> (bool, usize, usize) {
        let covers_others = |label: &&Label| {
            let routes = self.routes.iter().enumerate();
            let mut others = routes.filter(|(tie, _)| *tie != label.tie);
            others.any(|(_, route)| route.meets(label.frame))
        };
        let covering = self.labels.iter().filter(covers_others).count();
        (
            !space.holds(self.extent),
            self.dropped + self.hits,
            covering,
        )
    }

    /// Counts the names and phases that a plan for little space leaves out.
    fn shortened_note(&self, network: &Network) -> Option<String> {
        let usual = Metrics::of(network);
        let names = network.nodes.iter().filter(|node| node.name != node.label);
        let names = names.filter(|_| usual.has_names && !self.metrics.has_names);
        let phases = network.drawable_ties().filter(|tie| {
            let is_shown = self.metrics.has_phase_labels;
            usual.has_phase_labels && !is_shown && !tie.phase_label.is_empty()
        });
        let counts = [
            (names.count(), "full name"),
            (phases.count(), "phase label"),
        ];
        let parts = counts.into_iter().filter(|(count, _)| *count > 0);
        let parts: Vec<String> = parts
            .map(|(count, noun)| format!("{count} {noun}{}", if count == 1 { "" } else { "s" }))
            .collect();
        (!parts.is_empty()).then(|| format!("Left out for lack of width: {}.", parts.join(", ")))
    }

    fn drawn_at(network: &Network, centers: Vec<Point>, metrics: Metrics) -> Self {
        let texts = boxes::texts(network, &metrics);
        let labels = labels::all(network, &metrics);
        Self::at(network, centers, texts, &labels, metrics)
    }

    /// Draws lines and labels between boxes whose centers are known.
    fn at(
        network: &Network,
        mut centers: Vec<Point>,
        texts: Vec<BoxText>,
        wanted: &[Label],
        metrics: Metrics,
    ) -> Self {
        centers.resize(texts.len(), Point::default());
        let frames: Vec<Rect> = centers
            .iter()
            .zip(&texts)
            .map(|(center, text)| Rect::around(*center, text.size))
            .collect();
        let clusters = clusters::frames(network, &frames);
        let routes = routes::all(network, &frames, &clusters, &metrics);
        let hits = routes::count_hits(network, &routes, &frames, &metrics);
        let names = clusters::name_frames(network, &clusters);
        let obstacles: Vec<Rect> = frames.iter().copied().chain(names).collect();
        let (labels, note) = labels::placed(wanted, network, &routes, &obstacles, &metrics);
        let mut plan = Self {
            extent: Size::default(),
            clusters,
            frames,
            routes,
            notes: note.into_iter().collect(),
            layout_note: None,
            texts,
            dropped: wanted.len() - labels.len(),
            hits,
            labels,
            metrics,
        };
        plan.move_to_origin();
        plan
    }

    /// Moves everything so that the picture begins at the origin.
    fn move_to_origin(&mut self) {
        let labels = self.labels.iter().map(|label| label.frame);
        let lines = self.routes.iter().map(Route::hull);
        let boxes = self.frames.iter().chain(&self.clusters).copied();
        let all = boxes.chain(labels).chain(lines);
        let hull = Rect::hull(all).unwrap_or_default().grown(HULL_MARGIN);
        let vector = Point::new(-hull.x, -hull.y);
        self.extent = hull.size;
        let labels = self.labels.iter_mut().map(|label| &mut label.frame);
        let boxes = self.frames.iter_mut().chain(&mut self.clusters);
        for frame in boxes.chain(labels) {
            *frame = frame.moved(vector);
        }
        for route in &mut self.routes {
            *route = route.moved(vector);
        }
    }

    /// Returns the plan of a part of the network, with everything in the same place; `rows` are the indices of the
    /// part's nodes in the network.
    pub(in crate::picture) fn of_part(&self, part: &Network, rows: &[usize]) -> Self {
        let frames: Vec<Rect> = rows.iter().map(|row| self.frames[*row]).collect();
        let clusters = clusters::frames(part, &frames);
        Self {
            extent: self.extent,
            routes: routes::all(part, &frames, &clusters, &self.metrics),
            clusters,
            texts: boxes::relabelled(rows.iter().map(|row| &self.texts[*row]), part),
            frames,
            notes: Vec::new(),
            layout_note: None,
            labels: Vec::new(),
            dropped: 0,
            hits: 0,
            metrics: self.metrics.clone(),
        }
    }

    /// Returns the legend as rows of samples.
    pub(in crate::picture) fn legend_rows(
        &self,
        legend: &NetworkLegend,
        theme: &Theme,
    ) -> Vec<Row> {
        legend::rows(legend, &self.metrics, theme)
    }

    /// Returns the parts in which a line is drawn. A solid line runs on below boxes and labels; a dashed one is
    /// cut so that it shows whole strokes beside them.
    pub(super) fn parts(&self, network: &Network, route: &Route, stroke: Stroke) -> Vec<Route> {
        let pattern = stroke.dash.pattern(stroke.width);
        if pattern.is_empty() || self.metrics.casing == 0.0 {
            return vec![*route];
        }
        let labels = self.labels.iter().map(|label| label.frame);
        let names = clusters::name_frames(network, &self.clusters);
        let covering = self.frames.iter().copied().chain(labels).chain(names);
        let covering: Vec<Rect> = covering
            .map(|frame| frame.grown(stroke.width / 2.0))
            .collect();
        route.dashed_parts(&covering, &pattern)
    }

    /// Returns the font size in the box of a node, in points.
    pub(crate) fn font_size(&self, row: usize) -> f64 {
        self.texts.get(row).map_or(0.0, |text| text.font_size)
    }

    /// Returns `true` if lines have labels in this picture.
    pub(crate) fn has_labels(&self) -> bool {
        self.metrics.has_labels
    }
}

/// Returns the factors by which the space grows: fewer if the layout is wider than a given space anyway.
fn stretches(space: Option<Space>, request: &Request, drafts: &mut Drafts) -> &'static [f64] {
    let Some(space) = space else {
        return &STRETCHES;
    };
    let centers = layout::arrange_with(request, drafts);
    let boxes = centers.iter().zip(request.sizes);
    let boxes = boxes.map(|(center, size)| Rect::around(*center, *size));
    let hull = Rect::hull(boxes).unwrap_or_default();
    if hull.size.width > space.width {
        &SQUEEZED_STRETCHES
    } else {
        &PAGE_STRETCHES
    }
}

/// Returns a note if a network could not be laid out in layers.
fn layout_note(drafts: &Drafts) -> Option<String> {
    drafts.has_refused_layers().then(|| {
        "Parts with too many organizations or ties for layers are laid out by distance instead."
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset;
    use crate::graph::Graph;
    use crate::picture::network::{GroupBy, NetworkOptions, TieKind, network};
    use crate::query::Filter;

    fn plan(graph: &Graph, options: NetworkOptions<'_>) -> (Network, Plan) {
        let query = Filter::default().resolve(graph).expect("nothing is named");
        let network = network(&query.select(), options);
        let plan = Plan::new(&network, None);
        (network, plan)
    }

    fn wider() -> Graph {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/wider-network.yaml");
        Graph::new(dataset::load([path]).expect("the example is sound"))
    }

    #[test]
    fn no_line_of_the_wider_network_runs_through_a_box_that_it_does_not_connect() {
        let graph = wider();
        for group_by in [None, Some(GroupBy::Region), Some(GroupBy::Kind)] {
            let options = NetworkOptions {
                group_by,
                ..NetworkOptions::default()
            };
            let (network, plan) = plan(&graph, options);
            assert!(network.ties.len() > 40);
            assert_eq!(plan.hits, 0, "{group_by:?}");
        }
    }

    #[test]
    fn roles_are_not_written_on_the_lines_of_partnerships() {
        let graph = Graph::new(dataset::builtin());
        let options = NetworkOptions {
            operations: true,
            ..NetworkOptions::default()
        };
        let (network, plan) = plan(&graph, options);
        let ties: Vec<_> = network.drawable_ties().collect();
        let mut roles = plan
            .labels
            .iter()
            .filter(|label| ties[label.tie].kind == TieKind::Participation);
        assert!(roles.clone().count() > 30);
        let lines = || ties.iter().zip(&plan.routes);
        let mut thick = lines().filter(|(tie, _)| tie.kind == TieKind::Partnership);
        assert!(thick.clone().count() == 6);
        let covering = roles.find(|role| thick.clone().any(|(_, route)| route.meets(role.frame)));
        assert_eq!(covering, None);
        assert!(thick.next().is_some());
    }
}
