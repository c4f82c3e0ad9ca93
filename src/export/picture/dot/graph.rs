//! A network as a syntax tree of DOT.
//!
//! graphviz-rust prints ids and values verbatim (seen in 0.9.9), so every value is quoted and escaped here.

use std::io;

use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node as DotNode, NodeId, Stmt, Subgraph,
    Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

use super::head::{head, is_exact, line_style};
use crate::export::error::ExportError;
use crate::export::escape;
use crate::export::picture::svg::number;
use crate::picture::DrawOptions;
use crate::picture::geometry::Point;
use crate::picture::network::{Direction, Network, Node, NodeKind, Plan, Route, Tie, TieKind};
use crate::picture::style::{Stroke, Theme};

/// The default font size of nodes, in points.
const NODE_FONT_SIZE: f64 = 11.0;

/// The font size of edges and clusters, in points.
const EDGE_FONT_SIZE: f64 = 8.0;

const FONT_FAMILIES: &str = "Noto Sans, Helvetica, Arial, sans-serif";

const POINTS_PER_INCH: f64 = 72.0;

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
pub(super) fn graph(
    network: &Network,
    plan: &Plan,
    notes: &[String],
    options: &DrawOptions,
) -> Graph {
    let theme = &options.theme;
    let mut attributes = graph_attributes(theme);
    if let Some(head) = head(network, notes, plan.has_labels(), options) {
        attributes.push(Attribute(
            Id::Plain("label".to_owned()),
            Id::Html(format!("<{head}>")),
        ));
    }
    let mut stmts = vec![
        Stmt::GAttribute(GraphAttributes::Graph(attributes)),
        Stmt::GAttribute(GraphAttributes::Node(node_defaults(theme))),
        Stmt::GAttribute(GraphAttributes::Edge(edge_defaults(theme))),
    ];
    stmts.extend(members(network, None, plan, theme));
    for (group, name) in network.groups.iter().enumerate() {
        let members = members(network, Some(group), plan, theme);
        stmts.push(Stmt::Subgraph(cluster(group, name, members, plan, theme)));
    }
    let ties = network.drawable_ties().zip(&plan.routes);
    stmts.extend(ties.map(|(tie, route)| Stmt::Edge(edge(network, tie, route, plan, options))));
    Graph::Graph {
        id: Id::Plain("network".to_owned()),
        strict: false,
        stmts,
    }
}

fn graph_attributes(theme: &Theme) -> Vec<Attribute> {
    vec![
        verbatim("charset", "\"UTF-8\""),
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
    if node.class.is_some() && !node.is_faint {
        attributes.push(quoted("fillcolor", &theme.tint(node.class).hex()));
    }
    if node.is_faint {
        let faded = theme.faded();
        attributes.push(quoted("color", &faded.border.hex()));
        attributes.push(quoted("fontcolor", &faded.ink.hex()));
    }
    if node.is_focus {
        attributes.push(quoted("penwidth", "2.2"));
    }
    DotNode {
        id: id(&node.id),
        attributes,
    }
}

fn edge(network: &Network, tie: &Tie, route: &Route, plan: &Plan, options: &DrawOptions) -> Edge {
    let theme = &options.theme;
    let stroke = network.stroke(tie, theme);
    let mut attributes = line_attributes(stroke);
    attributes.push(verbatim("pos", &curve(route, plan)));
    // Graphviz takes minutes to place the labels of a thousand edges, so edges have labels only if the picture has
    // them. It also fails on a label of only spaces.
    let label = label(network, tie, stroke);
    let labels = [
        ("label", &label),
        ("taillabel", &tie.at_ends[0]),
        ("headlabel", &tie.at_ends[1]),
    ];
    let labels = labels
        .into_iter()
        .filter(|(_, label)| plan.has_labels() && !label.trim().is_empty());
    attributes.extend(labels.map(|(name, label)| quoted(name, label)));
    // The graph is undirected, so that a tie is an arrow only if it says so.
    attributes.extend(tie.direction.map(|direction| match direction {
        Direction::Forward => quoted("dir", "forward"),
        Direction::Backward => quoted("dir", "back"),
    }));
    attributes.extend(explanation(tie, options.has_evidence));
    let end = |index: usize| Vertex::N(id(&network.nodes[index].id));
    Edge {
        ty: EdgeTy::Pair(end(tie.ends.0), end(tie.ends.1)),
        attributes,
    }
}

/// Returns the label of a line, with the condition where another one has the same line style.
fn label(network: &Network, tie: &Tie, stroke: Stroke) -> String {
    let mut conditions = network.legend.scale.conditions.iter();
    let condition = conditions.find(|condition| condition.index == tie.condition);
    match condition.filter(|_| tie.kind == TieKind::Partnership && !is_exact(stroke.dash)) {
        Some(condition) => {
            let words = [tie.label.clone(), condition.label.to_lowercase()];
            let words = words.into_iter().filter(|words| !words.is_empty());
            words.collect::<Vec<_>>().join(" · ")
        }
        None => tie.label.clone(),
    }
}

/// Returns the tooltip of a line: its first line alone, or all of it and a link to a source.
///
/// A tooltip with all sources is longer than the rest of the line of the file, which people edit.
fn explanation(tie: &Tie, has_evidence: bool) -> Vec<Attribute> {
    let tooltip = if has_evidence {
        Some(tie.tooltip.as_str())
    } else {
        tie.tooltip.lines().next()
    };
    let tooltip = tooltip.filter(|tooltip| !tooltip.is_empty());
    let mut attributes: Vec<Attribute> = tooltip
        .map(|tooltip| quoted("tooltip", tooltip))
        .into_iter()
        .collect();
    let address = tie.href.as_deref().and_then(escape::link);
    if let Some(address) = address.filter(|_| has_evidence) {
        attributes.push(quoted("labeltooltip", tooltip.unwrap_or_default()));
        attributes.push(quoted("URL", address));
    }
    attributes
}

fn line_attributes(stroke: Stroke) -> Vec<Attribute> {
    vec![
        quoted("color", &stroke.colour.hex()),
        quoted("penwidth", &number(stroke.width)),
        quoted("style", line_style(stroke.dash)),
    ]
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
