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

/// The factors by which the space grows, one after the other, until every label finds a position.
const STRETCHES: [f64; 5] = [1.0, 1.1, 1.22, 1.36, 1.5];

/// The factor for the space of one network of several in a picture.
const SMALL_STRETCH: f64 = 0.5;

/// The positions and sizes of everything in the picture of a network, in points from its top left corner.
#[derive(Debug, Clone, PartialEq)]
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
}

impl Plan {
    /// Lays out a network, with more space if some labels would find no position otherwise.
    pub(crate) fn new(network: &Network, layout: Option<Method>) -> Self {
        let mut plan = Self::laid_out(network, layout, Metrics::of(network), 1.0);
        plan.notes.extend(plan.layout_note.take());
        plan
    }

    /// Lays out one network of several in a picture.
    pub(in crate::picture) fn small(network: &Network, layout: Option<Method>) -> Self {
        Self::laid_out(network, layout, Metrics::of(network).small(), SMALL_STRETCH)
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
            lower: &lower,
            ..Request::of(&sizes)
        };
        let mut drafts = Drafts::default();
        let mut best: Option<Self> = None;
        for stretch in STRETCHES {
            request.stretch = base_stretch * stretch;
            let centers = layout::arrange_with(&request, &mut drafts);
            let plan = Self::at(network, centers, texts.clone(), &labels, metrics.clone());
            let is_complete = plan.dropped == 0;
            if best.as_ref().is_none_or(|best| plan.dropped < best.dropped) {
                best = Some(plan);
            }
            if is_complete {
                break;
            }
        }
        let mut plan = best.expect("the list of stretches is not empty");
        plan.layout_note = layout_note(&drafts);
        plan
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
        let names = clusters::name_frames(network, &clusters);
        let obstacles: Vec<Rect> = frames.iter().copied().chain(names).collect();
        let (labels, note) = labels::placed(wanted, &routes, &obstacles, &metrics);
        let mut plan = Self {
            extent: Size::default(),
            clusters,
            frames,
            routes,
            notes: note.into_iter().collect(),
            layout_note: None,
            texts,
            dropped: wanted.len() - labels.len(),
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
        let hull = Rect::hull(all).unwrap_or_default().grown(4.0);
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

/// Returns a note if a network could not be laid out in layers.
fn layout_note(drafts: &Drafts) -> Option<String> {
    drafts.has_refused_layers().then(|| {
        "Parts with too many organizations or ties for layers are laid out by distance instead."
            .to_owned()
    })
}
