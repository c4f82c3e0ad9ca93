//! DOT for engines of Graphviz that compute a layout of their own.
//!
//! `neato` and `fdp` would keep our positions, and the other engines would scatter the sample lines of a legend.
//! So this DOT has no positions, and its legend is a table above the picture.

use std::io;

use graphviz_rust::dot_structures::{
    Attribute, Edge, Graph, GraphAttributes, Id, Node as DotNode, Stmt, Subgraph,
};

use super::graph::{graph, line_style, print};
use crate::export::error::ExportError;
use crate::export::escape;
use crate::export::picture::svg::number;
use crate::picture::LegendEntry;
use crate::picture::network::{Network, NetworkLegend, Plan};
use crate::picture::scene::Weight;
use crate::picture::style::{Colour, Dash, Theme};
use crate::picture::text;

const TITLE_FONT_SIZE: f64 = 14.0;

/// The font size of everything below the title.
const FONT_SIZE: f64 = 9.0;

/// The maximum width of a line of the head, in points.
const MAX_WIDTH: f64 = 430.0;

/// The maximum number of lines of a paragraph.
const MAX_LINES: usize = 6;

/// The number of entries per row of the legend.
const ENTRIES_PER_ROW: usize = 4;

/// The height of the sample of a kind of organization, in points.
const TINT_HEIGHT: f64 = 9.0;

const NO_LABELS_NOTE: &str = "Lines have no labels: Graphviz takes minutes to place that many.";

/// Writes a network as DOT without positions and sizes, for an engine that computes them; returns what is left
/// out, one sentence each.
///
/// # Errors
/// Fails if the output does not accept the bytes.
pub fn write_dot_without_layout(
    network: &Network,
    theme: &Theme,
    out: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    let plan = Plan::without_layout(network);
    let wants_labels = network.drawable_ties().any(|tie| !tie.label.is_empty());
    let note = (wants_labels && !plan.has_labels()).then(|| NO_LABELS_NOTE.to_owned());
    let notes: Vec<String> = note.into_iter().collect();
    let head = format!("<{}>", head(network, &notes, theme));
    let (Graph::Graph { stmts, .. } | Graph::DiGraph { stmts, .. }) = graph(network, &plan, theme);
    let stmts = stmts
        .into_iter()
        .filter_map(|stmt| without_places(stmt, &head, plan.has_labels()));
    let graph = Graph::Graph {
        id: Id::Plain("network".to_owned()),
        strict: false,
        stmts: stmts.collect(),
    };
    print(&graph, out)?;
    Ok(notes)
}

/// Removes positions and sizes from a statement, and inserts the head; `None` for the legend of lines.
fn without_places(stmt: Stmt, head: &str, has_labels: bool) -> Option<Stmt> {
    match stmt {
        Stmt::Subgraph(subgraph) if subgraph.id == name("cluster_legend") => None,
        Stmt::Subgraph(Subgraph { id, stmts }) => {
            let stmts = stmts
                .into_iter()
                .filter_map(|stmt| without_places(stmt, head, has_labels));
            let stmts = stmts.collect();
            Some(Stmt::Subgraph(Subgraph { id, stmts }))
        }
        Stmt::Attribute(attribute) if is_named(&attribute, &["bb", "lp"]) => None,
        Stmt::Edge(Edge { ty, mut attributes }) => {
            attributes.retain(|attribute| !is_named(attribute, &["pos"]));
            Some(Stmt::Edge(Edge { ty, attributes }))
        }
        Stmt::Node(DotNode { id, mut attributes }) => {
            let sizes = ["pos", "width", "height", "fontsize"];
            attributes.retain(|attribute| !is_named(attribute, &sizes));
            Some(Stmt::Node(DotNode { id, attributes }))
        }
        Stmt::GAttribute(GraphAttributes::Graph(attributes)) => {
            let attributes = graph_attributes(attributes, head, has_labels);
            Some(Stmt::GAttribute(GraphAttributes::Graph(attributes)))
        }
        other => Some(other),
    }
}

/// Replaces the label of the graph by the head. Without labels, lines are straight, because Graphviz is slow to route
/// as many curves.
fn graph_attributes(
    mut attributes: Vec<Attribute>,
    head: &str,
    has_labels: bool,
) -> Vec<Attribute> {
    for attribute in &mut attributes {
        if is_named(attribute, &["label"]) {
            attribute.1 = Id::Html(head.to_owned());
        }
        if is_named(attribute, &["splines"]) && !has_labels {
            attribute.1 = name("false");
        }
    }
    attributes.push(Attribute(name("overlap"), name("false")));
    attributes
}

fn is_named(Attribute(attribute, _): &Attribute, names: &[&str]) -> bool {
    names.iter().any(|other| *attribute == name(other))
}

fn name(name: &str) -> Id {
    Id::Plain(name.to_owned())
}

/// Returns title, subtitle, notes, source and legend as an HTML-like label of Graphviz.
fn head(network: &Network, notes: &[String], theme: &Theme) -> String {
    let caption = &network.caption;
    let title = lines(&caption.title, TITLE_FONT_SIZE, Weight::Bold).into_iter();
    let title = title.map(|line| font(&format!("<B>{line}</B>"), TITLE_FONT_SIZE, theme.ink));
    let paragraphs = std::iter::once(&caption.subtitle)
        .chain(&caption.notes)
        .chain(&caption.left_out)
        .chain(notes)
        .chain([&caption.source]);
    let paragraphs = paragraphs
        .flat_map(|paragraph| lines(paragraph, FONT_SIZE, Weight::Regular))
        .map(|line| font(&line, FONT_SIZE, theme.muted));
    let legend = legend(&network.legend, theme);
    let legend = (!legend.is_empty()).then(|| table(&legend, 4));
    let rows = title.chain(paragraphs).chain(legend);
    let rows: String = rows
        .map(|content| format!("<TR><TD>{content}</TD></TR>"))
        .collect();
    table(&rows, 2)
}

fn lines(content: &str, font_size: f64, weight: Weight) -> Vec<String> {
    let lines = text::wrapped(content, font_size, weight, MAX_WIDTH, MAX_LINES).into_iter();
    lines.map(|line| escape::xml(&line)).collect()
}

/// Returns the rows of the legend.
fn legend(legend: &NetworkLegend, theme: &Theme) -> String {
    let scale = &legend.scale;
    let phases = scale.phases.iter().map(|phase| {
        let stroke = theme.stroke(phase.index, scale.rungs, 0);
        patch(stroke.colour, stroke.width) + &meaning(phase, theme)
    });
    let conditions = scale.conditions.iter().map(|condition| {
        let line = font(typed_line(condition.index), FONT_SIZE, theme.ink);
        format!("<TD>{line}</TD>{}", meaning(condition, theme))
    });
    let classes = legend.classes.iter().map(|class| {
        let tint = theme.tint(Some(class.index));
        patch(tint, TINT_HEIGHT) + &meaning(class, theme)
    });
    let groups: [Vec<String>; 3] = [phases.collect(), conditions.collect(), classes.collect()];
    let rows = groups
        .iter()
        .flat_map(|entries| entries.chunks(ENTRIES_PER_ROW));
    rows.map(|entries| format!("<TR>{}</TR>", entries.concat()))
        .collect()
}

/// Returns a sample: a patch as high as a line is wide. A nested table is needed because Graphviz makes all cells
/// of a row equally high.
fn patch(colour: Colour, height: f64) -> String {
    let (colour, height) = (colour.hex(), number(height.ceil()));
    let cell = format!(
        "<TR><TD FIXEDSIZE=\"TRUE\" WIDTH=\"28\" HEIGHT=\"{height}\" BGCOLOR=\"{colour}\"></TD></TR>"
    );
    format!("<TD>{}</TD>", table(&cell, 0))
}

fn meaning(entry: &LegendEntry, theme: &Theme) -> String {
    let label = font(&escape::xml(&entry.label), FONT_SIZE, theme.ink);
    format!("<TD ALIGN=\"LEFT\">{label}</TD>")
}

/// Returns the line style of a condition in characters: an HTML-like label cannot contain a line.
fn typed_line(condition: usize) -> &'static str {
    match line_style(Dash::of_condition(condition)) {
        "dashed" => "– – –",
        "dotted" => "· · · ·",
        _ => "———",
    }
}

fn table(rows: &str, spacing: u8) -> String {
    format!(
        "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLPADDING=\"0\" CELLSPACING=\"{spacing}\">{rows}</TABLE>"
    )
}

fn font(content: &str, size: f64, colour: Colour) -> String {
    let (size, colour) = (number(size), colour.hex());
    format!("<FONT POINT-SIZE=\"{size}\" COLOR=\"{colour}\">{content}</FONT>")
}
