//! The picture of a page: positions, boxes and lines, drawn as `diagram` draws them.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::export::picture::svg_number;
use crate::graph::{Graph, OrganizationRef};
use crate::model::Vocabularies;
use crate::picture::geometry::Point;
use crate::picture::network::{self, Route, WholeNetwork, whole};
use crate::picture::scene::{Group, Item, Step};
use crate::picture::style::{Dash, MAX_CLASSES, Theme, ThemeName};

/// The maximum number of organizations whose picture consists of boxes and curves; more are dots and straight lines.
const MAX_BOXES: usize = 60;

/// The picture.
#[derive(Debug, Serialize)]
pub(super) struct Drawing {
    width: f64,
    height: f64,
    /// Whether organizations are drawn as boxes, with lines around them.
    boxes: bool,
    /// The organizations that have a line.
    nodes: Vec<NodeData>,
    /// The lines as path data of SVG, one per pair of organizations; empty without boxes.
    routes: Vec<RouteData>,
    /// The width and the dashes of a line, by phase and condition.
    strokes: Vec<Vec<(f64, String)>>,
}

#[derive(Debug, Serialize)]
struct NodeData {
    /// The row of the organization.
    organization: usize,
    /// Left, top, width, height.
    frame: [f64; 4],
    /// The outline of the box as path data of SVG; none for a rectangle.
    #[serde(skip_serializing_if = "String::is_empty")]
    outline: String,
    /// The radius of the corners of a rectangle.
    #[serde(skip_serializing_if = "Option::is_none")]
    radius: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    class: Option<usize>,
    /// The lines of text: x, y, font size, whether they are bold, text.
    texts: Vec<(f64, f64, f64, bool, String)>,
}

/// A line between two organizations.
#[derive(Debug, Serialize)]
struct RouteData {
    /// The rows of the organizations, the lesser one first.
    ends: [usize; 2],
    path: String,
    /// The arrows to the second and to the first organization, if the dataset has phases that lead one way.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    arrows: Vec<String>,
    /// The middle of its label.
    label: [f64; 2],
}

/// Returns `true` if a picture of a number of organizations consists of boxes and curves.
pub(super) fn has_boxes(organizations: usize) -> bool {
    organizations <= MAX_BOXES
}

/// Returns the classes of boxes, with their names.
pub(super) fn class_legend(
    graph: &Graph,
    organizations: &[OrganizationRef<'_>],
) -> Vec<(usize, String)> {
    let entries = network::class_legend(graph, organizations).into_iter();
    entries.map(|one| (one.index, one.label)).collect()
}

/// Lays out the organizations that are in pairs, with the lines between them.
pub(super) fn drawing(
    graph: &Graph,
    organizations: &[OrganizationRef<'_>],
    pairs: &[(usize, usize)],
) -> Drawing {
    let members = pairs.iter().flat_map(|(a, b)| [*a, *b]);
    let members: Vec<usize> = members.collect::<BTreeSet<usize>>().into_iter().collect();
    let drawn: Vec<OrganizationRef<'_>> = members.iter().map(|row| organizations[*row]).collect();
    let place = |row: &usize| members.binary_search(row).unwrap_or_default();
    let ends: Vec<(usize, usize)> = pairs.iter().map(|(a, b)| (place(a), place(b))).collect();
    let whole = whole(graph, &drawn, &ends);
    let boxes = has_boxes(drawn.len());
    let has_arrows = graph.dataset().vocabularies().has_directed_phases();
    Drawing {
        width: rounded(whole.extent.width),
        height: rounded(whole.extent.height),
        boxes,
        nodes: nodes(&whole, &members, boxes),
        routes: if boxes {
            routes(&whole, pairs, has_arrows)
        } else {
            Vec::new()
        },
        strokes: strokes(graph.dataset().vocabularies()),
    }
}

fn nodes(whole: &WholeNetwork, members: &[usize], boxes: bool) -> Vec<NodeData> {
    let drawn = whole.frames.iter().zip(&whole.boxes).zip(&whole.classes);
    let drawn = members.iter().zip(drawn);
    let nodes = drawn.map(|(organization, ((frame, group), class))| {
        let size = frame.size;
        let mut node = NodeData {
            organization: *organization,
            frame: [frame.x, frame.y, size.width, size.height].map(rounded),
            outline: String::new(),
            radius: None,
            class: *class,
            texts: Vec::new(),
        };
        if boxes {
            node.draw(group);
        }
        node
    });
    nodes.collect()
}

impl NodeData {
    /// Takes the outline and the texts from a drawing.
    fn draw(&mut self, group: &Group) {
        for item in &group.items {
            match item {
                Item::Box(shape) => self.radius = Some(rounded(shape.radius)),
                Item::Line(_) => self.outline = outline(item).unwrap_or_default(),
                Item::Text(text) => {
                    let is_bold = text.weight == crate::picture::scene::Weight::Bold;
                    let [x, y, size] = [text.at.x, text.at.y, text.size].map(rounded);
                    self.texts.push((x, y, size, is_bold, text.content.clone()));
                }
                Item::Group(_) => {}
            }
        }
    }
}

/// The shares of a line at which its label may be, the best first.
const LABEL_SHARES: [f64; 5] = [0.5, 0.36, 0.64, 0.28, 0.72];

/// The minimum distance of a label from others and from other lines, in points.
const LABEL_GAP: f64 = 22.0;

/// The number of points of a line from which labels keep their distance.
const SAMPLES: usize = 24;

fn routes(whole: &WholeNetwork, pairs: &[(usize, usize)], has_arrows: bool) -> Vec<RouteData> {
    let mut labels: Vec<Point> = Vec::new();
    let routes = whole.routes.iter().enumerate().map(|(row, route)| {
        let others = whole.routes.iter().enumerate();
        let others = others.filter(|(other, _)| *other != row);
        let points: Vec<Point> = others.flat_map(|(_, other)| samples(other)).collect();
        let is_free = |place: &Point| {
            let mut taken = labels.iter().chain(&points);
            taken.all(|other| (*other - *place).length() > LABEL_GAP)
        };
        let mut places = LABEL_SHARES.iter().map(|share| route.at(*share));
        let label = places.find(is_free).unwrap_or_else(|| route.at(0.5));
        labels.push(label);
        let (a, b) = pairs[row];
        let arrows = whole.arrows[row].iter().filter(|_| has_arrows);
        RouteData {
            ends: [a, b],
            arrows: arrows.filter_map(outline).collect(),
            path: path(route.from.x, route.from.y, &[route.step()]),
            label: [label.x, label.y].map(rounded),
        }
    });
    routes.collect()
}

/// Returns a polygon as path data of SVG; `None` for anything else.
fn outline(item: &Item) -> Option<String> {
    match item {
        Item::Line(line) => Some(path(line.start.x, line.start.y, &line.steps) + "Z"),
        _ => None,
    }
}

/// Returns points along a line.
fn samples(route: &Route) -> impl Iterator<Item = Point> {
    (0..=SAMPLES).map(|sample| route.at(sample as f64 / SAMPLES as f64))
}

/// Returns a line as path data of SVG.
fn path(x: f64, y: f64, steps: &[Step]) -> String {
    let mut path = format!("M{} {}", svg_number(x), svg_number(y));
    for step in steps {
        path += &match step {
            Step::To(end) => format!("L{} {}", svg_number(end.x), svg_number(end.y)),
            Step::Bend(control, end) => format!(
                "Q{} {} {} {}",
                svg_number(control.x),
                svg_number(control.y),
                svg_number(end.x),
                svg_number(end.y)
            ),
        };
    }
    path
}

fn strokes(vocabularies: &Vocabularies) -> Vec<Vec<(f64, String)>> {
    let theme = Theme::light();
    let rungs = vocabularies.phases.len();
    let conditions = vocabularies.conditions.len().max(1);
    let of_rung = |rung| {
        let strokes = (0..conditions).map(|condition| {
            let stroke = theme.stroke(rung, rungs, condition);
            (rounded(stroke.width), dashes(stroke.dash, stroke.width))
        });
        strokes.collect()
    };
    (0..rungs).map(of_rung).collect()
}

fn dashes(dash: Dash, width: f64) -> String {
    let lengths = dash.pattern(width).into_iter().map(svg_number);
    lengths.collect::<Vec<_>>().join(" ")
}

/// Returns the colours of a page in both themes as custom properties of CSS, dark ones where the reader wants them, and the
/// classes that use them.
pub(super) fn colours(vocabularies: &Vocabularies) -> String {
    let [light, dark] = [ThemeName::Light, ThemeName::Dark].map(|name| {
        let theme = name.theme();
        let rungs = vocabularies.phases.len();
        let named = [
            ("paper", theme.paper),
            ("ink", theme.ink),
            ("muted", theme.muted),
            ("rule", theme.rule),
            ("border", theme.border),
            ("area", theme.group_background),
        ];
        let named = named.map(|(name, colour)| format!("--{name}:{};", colour.hex()));
        let ramp =
            (0..rungs).map(|rung| format!("--rung-{rung}:{};", theme.colour(rung, rungs).hex()));
        let tints = theme.tints.iter().enumerate();
        let tints = tints.map(|(place, tint)| format!("--tint-{place}:{};", tint.hex()));
        named
            .into_iter()
            .chain(ramp)
            .chain(tints)
            .collect::<String>()
    });
    let rungs = (0..vocabularies.phases.len()).map(|rung| {
        format!(
            ".rung-{rung}{{stroke:var(--rung-{rung})}}.rung-fill-{rung}{{fill:var(--rung-{rung})}}"
        )
    });
    let tints = (0..MAX_CLASSES)
        .map(|tint| format!(".tint-{tint} .box,.box.tint-{tint}{{fill:var(--tint-{tint})}}"));
    let classes: String = rungs.chain(tints).collect();
    format!(
        ":root{{color-scheme:light;{light}}}\
         @media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}\
         :root[data-theme=dark]{{color-scheme:dark;{dark}}}\
         @media print{{:root:root:root{{color-scheme:light;{light}}}}}{classes}"
    )
}

fn rounded(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}
