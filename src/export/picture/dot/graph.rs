//! A network as a tree of DOT.

use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node as DotNode, NodeId, Stmt, Subgraph,
    Vertex,
};

use crate::export::escape;
use crate::export::picture::svg::number;
use crate::picture::LegendEntry;
use crate::picture::geometry::Point;
use crate::picture::network::{Network, Node, NodeKind, Tie, TieKind};
use crate::picture::network::{Plan, Route};
use crate::picture::style::{Dash, Stroke, Theme};

/// The letters of boxes and lines, in points.
const LETTERS: (f64, f64) = (11.0, 8.0);

/// Builds the graph of a network, with the places of a plan that was made for it.
pub(super) fn graph(network: &Network, plan: &Plan, theme: &Theme) -> Graph {
    let mut stmts = vec![
        Stmt::GAttribute(GraphAttributes::Graph(graph_attributes(network, theme))),
        Stmt::GAttribute(GraphAttributes::Node(node_defaults(theme))),
        Stmt::GAttribute(GraphAttributes::Edge(edge_defaults(theme))),
    ];
    let of_group = |group: Option<usize>| -> Vec<Stmt> {
        let within = |node: &Node| node.group.filter(|group| *group < network.groups.len());
        let nodes = network.nodes.iter().enumerate();
        let members = nodes.filter(|(_, node)| within(node) == group);
        let spelled = |(row, node)| Stmt::Node(dot_node(node, row, plan, theme));
        members.map(spelled).collect()
    };
    stmts.extend(of_group(None));
    for (group, name) in network.groups.iter().enumerate() {
        let members = of_group(Some(group));
        stmts.push(Stmt::Subgraph(cluster(group, name, members, plan, theme)));
    }
    let ties = network.drawable_ties().zip(&plan.routes);
    stmts.extend(ties.map(|(tie, route)| Stmt::Edge(dot_edge(network, tie, route, plan, theme))));
    stmts.extend(legend(network, plan, theme).map(Stmt::Subgraph));
    Graph::Graph {
        id: Id::Plain("network".to_owned()),
        strict: false,
        stmts,
    }
}

fn graph_attributes(network: &Network, theme: &Theme) -> Vec<Attribute> {
    let caption = &network.caption;
    let foot = caption
        .notes
        .iter()
        .chain(&caption.left_out)
        .chain([&caption.source]);
    let lines: Vec<&str> = [&caption.title, &caption.subtitle]
        .into_iter()
        .chain(foot)
        .filter(|line| !line.is_empty())
        .map(String::as_str)
        .collect();
    vec![
        plain("charset", "\"UTF-8\""),
        quoted("label", &lines.join("\n")),
        quoted("labelloc", "t"),
        quoted("fontname", "Noto Sans, Helvetica, Arial, sans-serif"),
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
        quoted("fontname", "Noto Sans, Helvetica, Arial, sans-serif"),
        quoted("fontsize", &number(LETTERS.0)),
        quoted("fontcolor", &theme.ink.hex()),
        quoted("color", &theme.border.hex()),
        quoted("fillcolor", &theme.paper.hex()),
        quoted("margin", "0.08,0.04"),
    ]
}

fn edge_defaults(theme: &Theme) -> Vec<Attribute> {
    vec![
        quoted("fontname", "Noto Sans, Helvetica, Arial, sans-serif"),
        quoted("fontsize", &number(LETTERS.1)),
        quoted("fontcolor", &theme.muted.hex()),
    ]
}

/// Returns a group as a cluster: `dot` and `fdp` draw a frame round it, and `neato -n` ours.
fn cluster(group: usize, name: &str, members: Vec<Stmt>, plan: &Plan, theme: &Theme) -> Subgraph {
    let frame = plan.clusters.get(group).copied().unwrap_or_default();
    let height = plan.extent.height;
    let edges = [
        frame.x,
        height - frame.bottom(),
        frame.right(),
        height - frame.y,
    ];
    let title = Point::new(frame.center().x, height - frame.y - LETTERS.1);
    let attributes = [
        plain("bb", &format!("\"{}\"", edges.map(number).join(","))),
        plain(
            "lp",
            &format!("\"{},{}\"", number(title.x), number(title.y)),
        ),
        quoted("label", name),
        quoted("style", "rounded,filled"),
        quoted("color", &theme.rule.hex()),
        quoted("fillcolor", &theme.ground.hex()),
        quoted("fontcolor", &theme.muted.hex()),
        quoted("fontsize", &number(LETTERS.1)),
    ];
    Subgraph {
        id: Id::Plain(format!("cluster_group_{group}")),
        stmts: attributes
            .map(Stmt::Attribute)
            .into_iter()
            .chain(members)
            .collect(),
    }
}

fn dot_node(node: &Node, row: usize, plan: &Plan, theme: &Theme) -> DotNode {
    let frame = plan.frames.get(row).copied().unwrap_or_default();
    let mut attributes = vec![
        quoted("label", &node.label),
        quoted("tooltip", &node.name),
        plain("pos", &pinned(frame.center(), plan)),
        quoted("width", &number(frame.size.width / 72.0)),
        quoted("height", &number(frame.size.height / 72.0)),
        quoted("fontsize", &number(plan.letters(row).min(LETTERS.0))),
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

fn dot_edge(network: &Network, tie: &Tie, route: &Route, plan: &Plan, theme: &Theme) -> Edge {
    let mut attributes = line(match tie.kind {
        TieKind::Partnership => theme.stroke(tie.phase, network.legend.scale.rungs, tie.condition),
        TieKind::Participation => theme.thread(),
    });
    attributes.push(plain("pos", &curve(route, plan)));
    // Graphviz takes minutes to place the labels of many lines, so they stand where ours do; it gives up on
    // labels of nothing but blanks.
    let labels = [
        ("label", &tie.label),
        ("taillabel", &tie.at_ends[0]),
        ("headlabel", &tie.at_ends[1]),
    ];
    let labels = labels
        .into_iter()
        .filter(|(_, label)| plan.is_labelled() && !label.trim().is_empty());
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

/// Returns the colour, width and dash of a line.
fn line(stroke: Stroke) -> Vec<Attribute> {
    vec![
        quoted("color", &stroke.colour.hex()),
        quoted("penwidth", &number(stroke.width)),
        quoted("style", style(stroke.dash)),
    ]
}

/// Returns the nearest that Graphviz has to a dash; it knows three.
pub(super) fn style(dash: Dash) -> &'static str {
    match dash {
        Dash::Solid => "solid",
        Dash::Dashed | Dash::LongDash => "dashed",
        Dash::Dotted | Dash::DashDot | Dash::DashDotDot => "dotted",
    }
}

/// Returns the legend as a cluster of sample lines under the network; `None` if it is empty.
fn legend(network: &Network, plan: &Plan, theme: &Theme) -> Option<Subgraph> {
    let legend = &network.legend.scale;
    let phase = |key: &LegendEntry| (key.label.clone(), theme.stroke(key.index, legend.rungs, 0));
    let condition = |key: &LegendEntry| {
        let dash = Dash::of_condition(key.index);
        (
            key.label.clone(),
            Stroke {
                colour: theme.ink,
                width: 1.8,
                dash,
            },
        )
    };
    let samples: Vec<(String, Stroke)> = legend
        .phases
        .iter()
        .map(phase)
        .chain(legend.conditions.iter().map(condition))
        .collect();
    if samples.is_empty() {
        return None;
    }
    let mut stmts = vec![
        Stmt::Attribute(quoted("label", "Legend")),
        Stmt::Attribute(quoted("color", &theme.rule.hex())),
    ];
    let prefix = free_prefix(network);
    for (index, (label, stroke)) in samples.iter().enumerate() {
        stmts.extend(sample(&prefix, index, label, *stroke, plan));
    }
    Some(Subgraph {
        id: Id::Plain("cluster_legend".to_owned()),
        stmts,
    })
}

/// Returns two ends and a line between them: the left one a point, the right one the meaning.
fn sample(prefix: &str, index: usize, label: &str, stroke: Stroke, plan: &Plan) -> [Stmt; 3] {
    let y = plan.extent.height + 30.0 + 24.0 * index as f64;
    let ends = [
        format!("{prefix}{index}-from"),
        format!("{prefix}{index}-to"),
    ];
    let point = vec![
        quoted("shape", "point"),
        quoted("style", "invis"),
        quoted("width", "0.01"),
        quoted("height", "0.01"),
        plain("pos", &pinned(Point::new(10.0, y), plan)),
    ];
    let words = vec![
        quoted("shape", "plaintext"),
        quoted("style", ""),
        quoted("label", label),
        quoted("fontsize", &number(LETTERS.1)),
        quoted("width", "0.3"),
        quoted("height", "0.15"),
        plain("pos", &pinned(Point::new(110.0, y), plan)),
    ];
    let ty = EdgeTy::Pair(Vertex::N(id(&ends[0])), Vertex::N(id(&ends[1])));
    [
        Stmt::Node(DotNode {
            id: id(&ends[0]),
            attributes: point,
        }),
        Stmt::Node(DotNode {
            id: id(&ends[1]),
            attributes: words,
        }),
        Stmt::Edge(Edge {
            ty,
            attributes: line(stroke),
        }),
    ]
}

/// Returns a beginning that no id of the network has.
fn free_prefix(network: &Network) -> String {
    let mut prefix = "legend-".to_owned();
    while network
        .nodes
        .iter()
        .any(|node| node.id.starts_with(&prefix))
    {
        prefix.insert(0, '-');
    }
    prefix
}

/// Spells a place that Graphviz keeps; its y grows upwards.
fn pinned(place: Point, plan: &Plan) -> String {
    format!(
        "\"{},{}!\"",
        number(place.x),
        number(plan.extent.height - place.y)
    )
}

/// Spells a line as the cubic curve that `neato -n2` keeps.
fn curve(route: &Route, plan: &Plan) -> String {
    let third = 2.0 / 3.0;
    let near = [
        route.from.toward(route.control, third),
        route.to.toward(route.control, third),
    ];
    let points = [route.from, near[0], near[1], route.to];
    let spelled = points.map(|point| {
        format!(
            "{},{}",
            number(point.x),
            number(plan.extent.height - point.y)
        )
    });
    format!("\"{}\"", spelled.join(" "))
}

fn id(id: &str) -> NodeId {
    NodeId(Id::Escaped(escape::dot_id(id)), None)
}

fn quoted(name: &str, value: &str) -> Attribute {
    Attribute(Id::Plain(name.to_owned()), Id::Escaped(escape::dot(value)))
}

/// Returns an attribute whose value needs no escaping.
fn plain(name: &str, value: &str) -> Attribute {
    Attribute(Id::Plain(name.to_owned()), Id::Escaped(value.to_owned()))
}
