//! The picture of a network, drawn.
//!
//! [`Plan::new`] decides where everything stands; [`draw`] makes a [`Scene`] of it. The plan is
//! kept apart because DOT carries the same positions, and because several pictures of one network
//! can share one plan.

mod boxes;
mod labels;
mod look;
mod routes;
mod words;

pub use self::routes::Route;

use self::boxes::Face;
use self::labels::Label;
use self::look::Look;
use super::key::{Row, Sample};
use super::page::{self, Page};
use super::scene::{Group, Item, Line, Scene, Shape};
use crate::view::geometry::{Point, Rect, Size};
use crate::view::layout::{self, Request};
use crate::view::network::{Key, Legend, Network, Tie};
use crate::view::style::{Dash, Stroke, Theme};

/// How much more room is tried, step by step, until every label finds its place.
const STRETCHES: [f64; 5] = [1.0, 1.1, 1.22, 1.36, 1.5];

/// What can be chosen about the picture of a network.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Options {
    /// The colours and weights.
    pub theme: Theme,
    /// Whether the details of ties stand on their lines.
    pub details: bool,
    /// Where the middles of the boxes stand, in points, if that is known from another picture.
    pub places: Option<Vec<Point>>,
}

/// Where everything in the picture of a network stands, in points from its top left corner.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// How much room the picture takes.
    pub extent: Size,
    /// The boxes, one for each node.
    pub frames: Vec<Rect>,
    /// The lines, one for each tie that can be drawn.
    pub routes: Vec<Route>,
    /// What the drawing had to leave out, in sentences.
    pub notes: Vec<String>,
    faces: Vec<Face>,
    labels: Vec<Option<Label>>,
    look: Look,
}

impl Plan {
    /// Decides where everything stands.
    pub fn new(network: &Network, options: &Options) -> Self {
        let look = Look::of(network.nodes.len(), network.drawable_ties().count());
        let faces = boxes::faces(network, &look);
        let labels = labels::all(network, options.details, &look);
        if let Some(places) = &options.places {
            return Self::at(network, places.clone(), faces, labels, look);
        }
        let sizes: Vec<Size> = faces.iter().map(|face| face.size).collect();
        let ties: Vec<(usize, usize)> = network.drawable_ties().map(|tie| tie.ends).collect();
        let label = labels::largest(&labels);
        let plans = STRETCHES.iter().map(|stretch| {
            let request = Request {
                sizes: &sizes,
                ties: &ties,
                label,
                stretch: *stretch,
            };
            let places = layout::arrange(&request);
            Self::at(network, places, faces.clone(), labels.clone(), look.clone())
        });
        first_complete(plans)
    }

    /// Draws lines and labels between boxes whose places are known.
    fn at(
        network: &Network,
        mut places: Vec<Point>,
        faces: Vec<Face>,
        labels: Vec<Option<Label>>,
        look: Look,
    ) -> Self {
        places.resize(faces.len(), Point::default());
        let frame = |(place, face): (&Point, &Face)| Rect::around(*place, face.size);
        let frames: Vec<Rect> = places.iter().zip(&faces).map(frame).collect();
        let routes = routes::all(network, &frames, &look);
        let (labels, notes) = labels::placed(labels, &routes, &frames, &look);
        let mut plan = Self {
            extent: Size::default(),
            frames,
            routes,
            notes,
            faces,
            labels,
            look,
        };
        plan.move_to_origin();
        plan
    }

    /// Moves everything so that the picture begins at the origin.
    fn move_to_origin(&mut self) {
        let labels = self.labels.iter().flatten().map(|label| label.frame);
        let curves = self.routes.iter().map(Route::hull);
        let all = self.frames.iter().copied().chain(labels).chain(curves);
        let hull = Rect::hull(all).unwrap_or_default().grown(4.0);
        let step = Point::new(-hull.x, -hull.y);
        self.extent = hull.size;
        self.frames
            .iter_mut()
            .for_each(|frame| *frame = frame.moved(step));
        self.routes
            .iter_mut()
            .for_each(|route| *route = route.moved(step));
        self.labels
            .iter_mut()
            .flatten()
            .for_each(|label| label.frame = label.frame.moved(step));
    }

    /// Returns how many labels found no place.
    fn dropped(&self) -> usize {
        self.labels.iter().filter(|label| label.is_none()).count()
    }

    /// Says whether lines carry their labels in this picture.
    pub fn is_labelled(&self) -> bool {
        self.look.labels
    }
}

/// Returns the first plan in which every label has a place, or else the one with the most.
fn first_complete(plans: impl Iterator<Item = Plan>) -> Plan {
    let mut best: Option<Plan> = None;
    for plan in plans {
        let complete = plan.dropped() == 0 || !plan.look.labels;
        if best
            .as_ref()
            .is_none_or(|best| plan.dropped() < best.dropped())
        {
            best = Some(plan);
        }
        if complete {
            break;
        }
    }
    best.expect("the list of stretches is not empty")
}

/// Draws a network after a plan that was made for it.
pub fn draw(network: &Network, plan: &Plan, theme: &Theme) -> Scene {
    let ties: Vec<&Tie> = network.drawable_ties().collect();
    let mut order: Vec<usize> = (0..ties.len()).collect();
    // The furthest partnerships lie on top.
    order.sort_by_key(|index| (ties[*index].phase, *index));
    let mut picture: Vec<Item> = Vec::new();
    for index in &order {
        picture.push(tie(
            network,
            ties[*index],
            &plan.routes[*index],
            plan,
            theme,
        ));
    }
    for (tie, label) in ties.iter().zip(&plan.labels) {
        picture.extend(
            label
                .as_ref()
                .map(|label| labels::draw(network, tie, label, theme)),
        );
    }
    for (index, node) in network.nodes.iter().enumerate() {
        picture.push(boxes::draw(
            node,
            plan.frames[index],
            &plan.faces[index],
            theme,
        ));
    }
    page::set(Page {
        caption: &network.caption,
        notes: &plan.notes,
        description: words::description(network),
        picture,
        extent: plan.extent,
        legend: &legend(&network.legend, &plan.look, theme),
        theme,
    })
}

fn tie(network: &Network, tie: &Tie, route: &Route, plan: &Plan, theme: &Theme) -> Item {
    let mut stroke = theme.stroke(tie.phase, network.legend.rungs, tie.condition);
    stroke.width *= plan.look.weight;
    let mut items = Vec::new();
    if plan.look.casing > 0.0 {
        // A line in the colour of the paper underneath keeps lines apart where they cross.
        let casing = Stroke::solid(theme.paper, stroke.width + plan.look.casing);
        items.push(line(route, casing, 1.0));
    }
    items.push(line(route, stroke, plan.look.opacity));
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

fn legend(legend: &Legend, look: &Look, theme: &Theme) -> Vec<Row> {
    let phase = |key: &Key| {
        let mut stroke = theme.stroke(key.index, legend.rungs, 0);
        stroke.width *= look.weight.max(0.6);
        (Sample::Line(stroke), key.label.clone())
    };
    let condition = |key: &Key| {
        let dash = Dash::of_condition(key.index);
        let stroke = Stroke {
            colour: theme.ink,
            width: 1.8,
            dash,
        };
        (Sample::Line(stroke), key.label.clone())
    };
    let class = |key: &Key| {
        let border = Stroke::solid(theme.border, 0.8);
        (
            Sample::Box(theme.tint(Some(key.index)), border),
            key.label.clone(),
        )
    };
    vec![
        row(
            &legend.phase_title,
            legend.phases.iter().map(phase).collect(),
        ),
        row(
            &legend.condition_title,
            legend.conditions.iter().map(condition).collect(),
        ),
        row(
            &legend.class_title,
            legend.classes.iter().map(class).collect(),
        ),
    ]
}

fn row(title: &str, entries: Vec<(Sample, String)>) -> Row {
    Row {
        title: title.to_owned(),
        entries,
    }
}

/// Returns a box in the colour of the paper that keeps a text free of lines.
fn halo(frame: Rect, theme: &Theme) -> Item {
    Shape {
        frame,
        radius: 2.0,
        fill: Some(theme.paper),
        stroke: None,
    }
    .into()
}
