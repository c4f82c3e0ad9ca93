//! A network as a syntax tree of DOT.
//!
//! graphviz-rust prints ids and values verbatim (seen in 0.9.9), so every value is quoted and escaped here.

use std::io;

use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node as DotNode, NodeId, Stmt, Subgraph,
    Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

use crate::export::error::ExportError;
use crate::export::escape;
use crate::export::picture::svg::number;
use crate::picture::LegendEntry;
use crate::picture::geometry::Point;
use crate::picture::network::{Network, Node, NodeKind, Plan, Route, Tie, TieKind};
use crate::picture::style::{Dash, Stroke, Theme};

/// The default font size of nodes, in points.
const NODE_FONT_SIZE: f64 = 11.0;

/// The font size of edges, clusters and the legend, in points.
const EDGE_FONT_SIZE: f64 = 8.0;

const FONT_FAMILIES: &str = "Noto Sans, Helvetica, Arial, sans-serif";

const POINTS_PER_INCH: f64 = 72.0;

/// The distance between two lines of the legend, in points.
const LEGEND_STEP: f64 = 24.0;

/// Prints a graph with a semicolon after each statement.
///
/// Seen in graphviz-rust 0.9.9: without semicolons two statements on one line may be read as one, and a context
/// that has printed before indents the next graph differently, so each graph gets a new one.
pub(super) fn print(graph: &Graph, out: &mut impl io::Write) -> Result<(), ExportError> {
    let text = graph.print(PrinterContext::default().with_semi());
    writeln!(out, "{text}")?;
    Ok(())
}

/// Builds the graph of a network, with the positions of a plan that was made for it.
pub(super) fn graph(network: &Network, plan: &Plan, theme: &Theme) -> Graph {
    let mut stmts = vec![
        Stmt::GAttribute(GraphAttributes::Graph(graph_attributes(network, theme))),
        Stmt::GAttribute(GraphAttributes::Node(node_defaults(theme))),
        Stmt::GAttribute(GraphAttributes::Edge(edge_defaults(theme))),
    ];
    stmts.extend(members(network, None, plan, theme));
    for (group, name) in network.groups.iter().enumerate() {
        let members = members(network, Some(group), plan, theme);
        stmts.push(Stmt::Subgraph(cluster(group, name, members, plan, theme)));
    }
    let ties = network.drawable_ties().zip(&plan.routes);
    stmts.extend(ties.map(|(tie, route)| Stmt::Edge(edge(network, tie, route, plan, theme))));
    stmts.extend(legend(network, plan, theme).map(Stmt::Subgraph));
    Graph::Graph {
        id: Id::Plain("network".to_owned()),
        strict: false,
        stmts,
    }
}

fn graph_attributes(network: &Network, theme: &Theme) -> Vec<Attribute> {
    let caption = &network.caption;
    let head = [&caption.title, &caption.subtitle].into_iter();
    let notes = caption.notes.iter().chain(&caption.left_out);
    let lines: Vec<&str> = head
        .chain(notes)
        .chain([&caption.source])
        .filter(|line| !line.is_empty())
        .map(String::as_str)
        .collect();
    vec![
        verbatim("charset", "\"UTF-8\""),
        quoted("label", &lines.join("\n")),
        quoted("labelloc", "t"),
        quoted("fontname", FONT_FAMILIES),
        quoted("fontsize", "12"),
        quoted("fontcolor", &theme.ink.hex()),
        quoted("bgcolor", &theme.paper.hex()),
        quoted("outputorder", "edgesfirst"),
        quoted("splines", "true"),
        quoted("pad", "0.3"),
    ]
}

fn node_defaults(theme: &Theme) -> Vec<Attribute> {
    vec![
        quoted("shape", "box"),
        quoted("style", "rounded,filled"),
        quoted("fontname", FONT_FAMILIES),
        quoted("fontsize", &number(NODE_FONT_SIZE)),
        quoted("fontcolor", &theme.ink.hex()),
        quoted("color", &theme.border.hex()),
        quoted("fillcolor", &theme.paper.hex()),
        quoted("margin", "0.08,0.04"),
    ]
}

fn edge_defaults(theme: &Theme) -> Vec<Attribute> {
    vec![
        quoted("fontname", FONT_FAMILIES),
        quoted("fontsize", &number(EDGE_FONT_SIZE)),
        quoted("fontcolor", &theme.muted.hex()),
    ]
}

/// Returns the nodes of a group, or those without one.
fn members(network: &Network, group: Option<usize>, plan: &Plan, theme: &Theme) -> Vec<Stmt> {
    let valid_group = |node: &Node| node.group.filter(|group| *group < network.groups.len());
    let nodes = network.nodes.iter().enumerate();
    nodes
        .filter(|(_, node)| valid_group(node) == group)
        .map(|(row, member)| Stmt::Node(node(member, row, plan, theme)))
        .collect()
}

/// Returns a group as a cluster: `dot` and `fdp` draw a frame around it, and `neato -n` draws ours.
fn cluster(group: usize, name: &str, members: Vec<Stmt>, plan: &Plan, theme: &Theme) -> Subgraph {
    let frame = plan.clusters.get(group).copied().unwrap_or_default();
    let height = plan.extent.height;
    let bounds = [
        frame.x,
        height - frame.bottom(),
        frame.right(),
        height - frame.y,
    ];
    let name_y = height - frame.y - EDGE_FONT_SIZE;
    let attributes = [
        verbatim("bb", &format!("\"{}\"", bounds.map(number).join(","))),
        verbatim(
            "lp",
            &format!("\"{},{}\"", number(frame.center().x), number(name_y)),
        ),
        quoted("label", name),
        quoted("style", "rounded,filled"),
        quoted("color", &theme.rule.hex()),
        quoted("fillcolor", &theme.group_background.hex()),
        quoted("fontcolor", &theme.muted.hex()),
        quoted("fontsize", &number(EDGE_FONT_SIZE)),
    ];
    let attributes = attributes.map(Stmt::Attribute).into_iter();
    Subgraph {
        // Graphviz draws a frame only around subgraphs whose names begin with `cluster`.
        id: Id::Plain(format!("cluster_group_{group}")),
        stmts: attributes.chain(members).collect(),
    }
}

fn node(node: &Node, row: usize, plan: &Plan, theme: &Theme) -> DotNode {
    let frame = plan.frames.get(row).copied().unwrap_or_default();
    let font_size = plan.font_size(row).min(NODE_FONT_SIZE);
    let mut attributes = vec![
        quoted("label", &node.label),
        quoted("tooltip", &node.name),
        verbatim("pos", &pinned(frame.center(), plan)),
        quoted("width", &number(frame.size.width / POINTS_PER_INCH)),
        quoted("height", &number(frame.size.height / POINTS_PER_INCH)),
        quoted("fontsize", &number(font_size)),
    ];
    if node.kind == NodeKind::Operation {
        attributes.push(quoted("shape", "ellipse"));
    }
    if node.class.is_some() {
        attributes.push(quoted("fillcolor", &theme.tint(node.class).hex()));
    }
    if node.is_focus {
        attributes.push(quoted("penwidth", "2.2"));
    }
    DotNode {
        id: id(&node.id),
        attributes,
    }
}

fn edge(network: &Network, tie: &Tie, route: &Route, plan: &Plan, theme: &Theme) -> Edge {
    let mut attributes = line_attributes(match tie.kind {
        TieKind::Partnership => theme.stroke(tie.phase, network.legend.scale.rungs, tie.condition),
        TieKind::Participation => theme.participation_stroke(),
    });
    attributes.push(verbatim("pos", &curve(route, plan)));
    // Graphviz takes minutes to place the labels of a thousand edges, so edges have labels only if the picture has
    // them. It also fails on a label of only spaces.
    let labels = [
        ("label", &tie.label),
        ("taillabel", &tie.at_ends[0]),
        ("headlabel", &tie.at_ends[1]),
    ];
    let labels = labels
        .into_iter()
        .filter(|(_, label)| plan.has_labels() && !label.trim().is_empty());
    attributes.extend(labels.map(|(name, label)| quoted(name, label)));
    if !tie.tooltip.is_empty() {
        attributes.push(quoted("tooltip", &tie.tooltip));
        attributes.push(quoted("labeltooltip", &tie.tooltip));
    }
    if let Some(address) = tie.href.as_deref().and_then(escape::link) {
        attributes.push(quoted("URL", address));
    }
    let end = |index: usize| Vertex::N(id(&network.nodes[index].id));
    Edge {
        ty: EdgeTy::Pair(end(tie.ends.0), end(tie.ends.1)),
        attributes,
    }
}

fn line_attributes(stroke: Stroke) -> Vec<Attribute> {
    vec![
        quoted("color", &stroke.colour.hex()),
        quoted("penwidth", &number(stroke.width)),
        quoted("style", line_style(stroke.dash)),
    ]
}

/// Returns the line style of Graphviz that is nearest to a dash pattern; it has three.
pub(super) fn line_style(dash: Dash) -> &'static str {
    match dash {
        Dash::Solid => "solid",
        Dash::Dashed | Dash::LongDash => "dashed",
        Dash::Dotted | Dash::DashDot | Dash::DashDotDot => "dotted",
    }
}

/// Returns the legend as a cluster of sample lines below the network; `None` if it has no entries.
fn legend(network: &Network, plan: &Plan, theme: &Theme) -> Option<Subgraph> {
    let scale = &network.legend.scale;
    let phases = scale
        .phases
        .iter()
        .map(|phase| (phase, theme.stroke(phase.index, scale.rungs, 0)));
    let conditions = scale.conditions.iter().map(|condition| {
        let stroke = Stroke {
            dash: Dash::of_condition(condition.index),
            ..Stroke::solid(theme.ink, 1.8)
        };
        (condition, stroke)
    });
    let samples: Vec<(&LegendEntry, Stroke)> = phases.chain(conditions).collect();
    if samples.is_empty() {
        return None;
    }
    let mut stmts = vec![
        Stmt::Attribute(quoted("label", "Legend")),
        Stmt::Attribute(quoted("color", &theme.rule.hex())),
    ];
    let prefix = unused_prefix(network);
    for (index, (entry, stroke)) in samples.into_iter().enumerate() {
        let y = plan.extent.height + 30.0 + LEGEND_STEP * index as f64;
        let ids = ["from", "to"].map(|end| format!("{prefix}{index}-{end}"));
        stmts.extend(sample(&ids, y, &entry.label, stroke, plan));
    }
    Some(Subgraph {
        id: Id::Plain("cluster_legend".to_owned()),
        stmts,
    })
}

/// Returns a sample as two nodes and a line between them: an invisible point, and the meaning.
fn sample(ids: &[String; 2], y: f64, label: &str, stroke: Stroke, plan: &Plan) -> [Stmt; 3] {
    let point = vec![
        quoted("shape", "point"),
        quoted("style", "invis"),
        quoted("width", "0.01"),
        quoted("height", "0.01"),
        verbatim("pos", &pinned(Point::new(10.0, y), plan)),
    ];
    let meaning = vec![
        quoted("shape", "plaintext"),
        quoted("style", ""),
        quoted("label", label),
        quoted("fontsize", &number(EDGE_FONT_SIZE)),
        quoted("width", "0.3"),
        quoted("height", "0.15"),
        verbatim("pos", &pinned(Point::new(110.0, y), plan)),
    ];
    let [from, to] = ids;
    [
        Stmt::Node(DotNode {
            id: id(from),
            attributes: point,
        }),
        Stmt::Node(DotNode {
            id: id(to),
            attributes: meaning,
        }),
        Stmt::Edge(Edge {
            ty: EdgeTy::Pair(Vertex::N(id(from)), Vertex::N(id(to))),
            attributes: line_attributes(stroke),
        }),
    ]
}

/// Returns a prefix with which no id of the network begins.
fn unused_prefix(network: &Network) -> String {
    let mut prefix = "legend-".to_owned();
    let nodes = network.nodes.iter();
    while nodes.clone().any(|node| node.id.starts_with(&prefix)) {
        prefix.insert(0, '-');
    }
    prefix
}

/// Returns a position that Graphviz keeps (`!`); its y axis grows upwards.
fn pinned(place: Point, plan: &Plan) -> String {
    format!("\"{}!\"", coordinates(place, plan))
}

/// Returns a line as the cubic curve that `neato -n2` keeps: its control points are two thirds of the way to the
/// quadratic control point.
fn curve(route: &Route, plan: &Plan) -> String {
    let share = 2.0 / 3.0;
    let points = [
        route.from,
        route.from.toward(route.control, share),
        route.to.toward(route.control, share),
        route.to,
    ];
    let points = points.map(|point| coordinates(point, plan));
    format!("\"{}\"", points.join(" "))
}

fn coordinates(point: Point, plan: &Plan) -> String {
    let y = plan.extent.height - point.y;
    format!("{},{}", number(point.x), number(y))
}

fn id(id: &str) -> NodeId {
    NodeId(Id::Escaped(escape::dot_id(id)), None)
}

/// Returns an attribute whose value is quoted and escaped.
fn quoted(name: &str, value: &str) -> Attribute {
    verbatim(name, &escape::dot(value))
}

/// Returns an attribute whose value is already in the syntax of DOT.
fn verbatim(name: &str, value: &str) -> Attribute {
    Attribute(Id::Plain(name.to_owned()), Id::Escaped(value.to_owned()))
}
