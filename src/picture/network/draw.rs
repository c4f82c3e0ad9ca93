//! The picture of a network, drawn.
//!
//! [`Plan::new`] decides where everything stands; [`draw`] makes a [`Scene`] of it. The plan is kept apart
//! because DOT carries the same positions, and because the networks of an evolution share one plan.

use std::cmp::Reverse;

use super::boxes::Face;
use super::labels::Label;
use super::look::{HOLLOW, Look};
use super::routes::Route;
use super::{Network, NetworkLegend, Node, NodeKind, Tie, TieKind};
use super::{boxes, clusters, labels, legend, routes, words};
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::layout::{self, Drafts, Method, Request};
use crate::picture::legend::Row;
use crate::picture::page::{self, Page};
use crate::picture::scene::{Group, Item, Line, Scene};
use crate::picture::style::{Stroke, Theme};

/// How much more room is tried, step by step, until every label finds its place.
const STRETCHES: [f64; 5] = [1.0, 1.1, 1.22, 1.36, 1.5];

/// The share of the usual room that one picture of several takes.
const TIGHT: f64 = 0.5;

/// Where everything in the picture of a network stands, in points from its top left corner.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Plan {
    /// How much room the picture takes.
    pub(crate) extent: Size,
    /// The boxes, one for each node.
    pub(crate) frames: Vec<Rect>,
    /// The lines, one for each tie that can be drawn.
    pub(crate) routes: Vec<Route>,
    /// The frames of the groups, each round its nodes; empty where nodes stand in none.
    pub(crate) clusters: Vec<Rect>,
    /// What the drawing had to leave out, in sentences.
    pub(crate) notes: Vec<String>,
    faces: Vec<Face>,
    /// The labels that found a place, tie by tie.
    labels: Vec<Label>,
    /// How many labels found none.
    dropped: usize,
    look: Look,
}

impl Plan {
    /// Lays a network out, with more space where some labels would find no place otherwise.
    pub(crate) fn new(network: &Network, layout: Option<Method>) -> Self {
        Self::laid_out(network, layout, Look::of_network(network), 1.0)
    }

    /// Lays out one network of several in a picture.
    pub(in crate::picture) fn small(network: &Network, layout: Option<Method>) -> Self {
        Self::laid_out(network, layout, Look::of_network(network).small(), TIGHT)
    }

    /// Draws one network of several between boxes whose places are known.
    pub(in crate::picture) fn small_at(network: &Network, places: Vec<Point>) -> Self {
        Self::drawn_at(network, places, Look::of_network(network).small())
    }

    /// Decides on texts, sizes and styles alone: all boxes are in one place.
    pub(crate) fn without_layout(network: &Network) -> Self {
        Self::drawn_at(network, Vec::new(), Look::of_network(network))
    }

    fn laid_out(network: &Network, layout: Option<Method>, look: Look, space: f64) -> Self {
        let faces = boxes::faces(network, &look);
        let labels = labels::all(network, &look);
        let sizes: Vec<Size> = faces.iter().map(|face| face.size).collect();
        let heads = clusters::heads(network);
        let ties: Vec<(usize, usize)> = network.drawable_ties().map(|tie| tie.ends).collect();
        let groups: Vec<Option<usize>> = network.nodes.iter().map(|node| node.group).collect();
        let lower = |node: &Node| node.kind == NodeKind::Operation;
        let lower: Vec<bool> = network.nodes.iter().map(lower).collect();
        let mut drafts = Drafts::default();
        let plans = STRETCHES.iter().map(|stretch| {
            let request = Request {
                ties: &ties,
                label: labels::largest(&labels),
                words: labels::area(&labels),
                stretch: space * stretch,
                method: layout,
                groups: &groups,
                heads: &heads,
                lower: &lower,
                ..Request::of(&sizes)
            };
            let places = layout::arrange_again(&request, &mut drafts);
            Self::at(network, places, faces.clone(), &labels, look.clone())
        });
        first_complete(plans)
    }

    fn drawn_at(network: &Network, places: Vec<Point>, look: Look) -> Self {
        let faces = boxes::faces(network, &look);
        let labels = labels::all(network, &look);
        Self::at(network, places, faces, &labels, look)
    }

    /// Draws lines and labels between boxes whose places are known.
    fn at(
        network: &Network,
        mut places: Vec<Point>,
        faces: Vec<Face>,
        wanted: &[Label],
        look: Look,
    ) -> Self {
        places.resize(faces.len(), Point::default());
        let frame = |(place, face): (&Point, &Face)| Rect::around(*place, face.size);
        let frames: Vec<Rect> = places.iter().zip(&faces).map(frame).collect();
        let clusters = clusters::frames(network, &frames);
        let routes = routes::all(network, &frames, &clusters, &look);
        let titles = clusters::titles(network, &clusters);
        let taken: Vec<Rect> = frames.iter().copied().chain(titles).collect();
        let (labels, note) = labels::placed(wanted, &routes, &taken, &look);
        let mut plan = Self {
            extent: Size::default(),
            clusters,
            frames,
            routes,
            notes: note.into_iter().collect(),
            faces,
            dropped: wanted.len() - labels.len(),
            labels,
            look,
        };
        plan.move_to_origin();
        plan
    }

    /// Moves everything so that the picture begins at the origin.
    fn move_to_origin(&mut self) {
        let labels = self.labels.iter().map(|label| label.frame);
        let curves = self.routes.iter().map(Route::hull);
        let boxes = self.frames.iter().chain(&self.clusters).copied();
        let all = boxes.chain(labels).chain(curves);
        let hull = Rect::hull(all).unwrap_or_default().grown(4.0);
        let step = Point::new(-hull.x, -hull.y);
        self.extent = hull.size;
        let labels = self.labels.iter_mut().map(|label| &mut label.frame);
        let boxes = self.frames.iter_mut().chain(&mut self.clusters);
        boxes
            .chain(labels)
            .for_each(|frame| *frame = frame.moved(step));
        self.routes
            .iter_mut()
            .for_each(|route| *route = route.moved(step));
    }

    /// Returns the plan of a part of the network that this plan is of, with everything in the same place;
    /// the rows are those of the nodes that the part has.
    pub(crate) fn of(&self, part: &Network, rows: &[usize]) -> Self {
        let frames: Vec<Rect> = rows.iter().map(|row| self.frames[*row]).collect();
        let clusters = clusters::frames(part, &frames);
        Self {
            extent: self.extent,
            routes: routes::all(part, &frames, &clusters, &self.look),
            clusters,
            faces: boxes::renamed(rows.iter().map(|row| &self.faces[*row]), part),
            frames,
            notes: Vec::new(),
            labels: Vec::new(),
            dropped: 0,
            look: self.look.clone(),
        }
    }

    /// Returns the legend of the picture as rows of samples.
    pub(in crate::picture) fn legend(&self, legend: &NetworkLegend, theme: &Theme) -> Vec<Row> {
        legend::rows(legend, &self.look, theme)
    }

    /// Returns a line in the parts in which it is drawn: unbroken lines run on below boxes and labels, of
    /// broken ones the strokes between them are drawn.
    fn parts(&self, network: &Network, route: &Route, stroke: Stroke) -> Vec<Route> {
        let pattern = stroke.dash.pattern(stroke.width);
        if pattern.is_empty() || self.look.casing == 0.0 {
            return vec![*route];
        }
        let labels = self.labels.iter().map(|label| label.frame);
        let titles = clusters::titles(network, &self.clusters);
        let taken = self.frames.iter().copied().chain(labels).chain(titles);
        let taken: Vec<Rect> = taken.map(|frame| frame.grown(stroke.width / 2.0)).collect();
        route.dashes(&taken, &pattern)
    }

    /// Returns the size of the letters in a box, in points.
    pub(crate) fn letters(&self, row: usize) -> f64 {
        self.faces.get(row).map_or(0.0, |face| face.letters)
    }

    /// Says whether lines carry their labels in this picture.
    pub(crate) fn is_labelled(&self) -> bool {
        self.look.labels
    }
}

/// Returns the first plan in which every label has a place, or else the one with the most.
fn first_complete(plans: impl Iterator<Item = Plan>) -> Plan {
    let mut best: Option<Plan> = None;
    for plan in plans {
        let complete = plan.dropped == 0 || !plan.look.labels;
        if best.as_ref().is_none_or(|best| plan.dropped < best.dropped) {
            best = Some(plan);
        }
        if complete {
            break;
        }
    }
    best.expect("the list of stretches is not empty")
}

/// Draws a network after a plan that was made for it.
pub(in crate::picture) fn draw(network: &Network, plan: &Plan, theme: &Theme) -> Scene {
    let picture = picture(network, plan, &[], theme);
    page::set(Page {
        caption: &network.caption,
        notes: &plan.notes,
        description: words::description(network),
        picture,
        extent: plan.extent,
        legend: &plan.legend(&network.legend, theme),
        theme,
    })
}

/// Draws what stands inside the page: groups at the bottom, then lines, labels, boxes. Some boxes may be
/// faint.
pub(crate) fn picture(network: &Network, plan: &Plan, faint: &[bool], theme: &Theme) -> Vec<Item> {
    let ties: Vec<&Tie> = network.drawable_ties().collect();
    let mut order: Vec<usize> = (0..ties.len()).collect();
    // The furthest partnerships lie on top.
    order.sort_by_key(|index| (Reverse(ties[*index].kind), ties[*index].phase, *index));
    let mut picture = clusters::draw(network, &plan.clusters, theme);
    picture.extend(
        order
            .iter()
            .map(|index| tie(network, ties[*index], &plan.routes[*index], plan, theme)),
    );
    picture.extend(clusters::draw_titles(network, &plan.clusters, theme));
    picture.extend(
        plan.labels
            .iter()
            .map(|label| labels::draw(network, ties[label.tie], label, theme)),
    );
    let nodes = network
        .nodes
        .iter()
        .zip(plan.frames.iter().zip(&plan.faces));
    let faded = theme.faded();
    picture.extend(nodes.enumerate().map(|(row, (node, (frame, face)))| {
        let is_faint = faint.get(row).copied().unwrap_or(false);
        let theme = if is_faint { &faded } else { theme };
        boxes::draw(node, *frame, face, theme)
    }));
    picture
}

fn tie(network: &Network, tie: &Tie, route: &Route, plan: &Plan, theme: &Theme) -> Item {
    let mut stroke = match tie.kind {
        TieKind::Partnership => theme.stroke(tie.phase, network.legend.scale.rungs, tie.condition),
        TieKind::Participation => theme.thread(),
    };
    stroke.width *= plan.look.weight;
    let mut items = Vec::new();
    let is_hollow =
        tie.kind == TieKind::Partnership && theme.is_hollow(tie.phase, network.legend.scale.rungs);
    if plan.look.casing > 0.0 {
        // A line in the colour of the paper underneath keeps lines apart where they cross.
        let casing = Stroke::solid(theme.paper, stroke.width + plan.look.casing);
        items.push(line(route, casing, 1.0));
    }
    let opacity = if theme.is_shaded {
        plan.look.opacity
    } else {
        1.0
    };
    let parts = plan.parts(network, route, stroke);
    items.extend(parts.iter().map(|part| line(part, stroke, opacity)));
    if is_hollow {
        items.push(line(
            route,
            Stroke::solid(theme.paper, stroke.width * HOLLOW),
            1.0,
        ));
    }
    Group {
        key: Some(words::key(network, tie)),
        ..labels::group("tie", tie, items)
    }
    .into()
}

fn line(route: &Route, stroke: Stroke, opacity: f64) -> Item {
    Line {
        start: route.from,
        steps: vec![route.step()],
        stroke: Some(stroke),
        fill: None,
        opacity,
    }
    .into()
}
