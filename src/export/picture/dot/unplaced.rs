//! DOT for engines of Graphviz that lay a network out anew.
//!
//! `neato` and `fdp` would keep to our places, and those that do not would scatter the lines of a legend,
//! so that the legend stands in a table above the picture.

use std::io;

use graphviz_rust::dot_structures::{
    Attribute, Edge, Graph, GraphAttributes, Id, Node as DotNode, Stmt, Subgraph,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

use super::graph::{graph, style};
use crate::export::error::ExportError;
use crate::export::escape;
use crate::export::picture::svg::number;
use crate::picture::network::{Network, NetworkLegend, Plan};
use crate::picture::scene::Weight;
use crate::picture::style::{Colour, Dash, Theme};
use crate::picture::text;
use crate::picture::{Caption, LegendEntry};

/// The letters of the title and of the lines under it, and how wide these may be, in points.
const LETTERS: (f64, f64) = (14.0, 9.0);
const ROOM: f64 = 430.0;

/// Writes a network as DOT without places and sizes; returns what is left out, in sentences.
///
/// # Errors
/// Fails if the output does not take the bytes.
pub fn write_dot_without_layout(
    network: &Network,
    theme: &Theme,
    out: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    let plan = Plan::without_layout(network);
    let has_labels = network.drawable_ties().any(|tie| !tie.label.is_empty());
    let words = "Lines carry no labels: Graphviz takes minutes to place that many.";
    let note = (has_labels && !plan.is_labelled()).then(|| words.to_owned());
    let notes: Vec<String> = note.into_iter().collect();

    let (Graph::Graph { stmts, .. } | Graph::DiGraph { stmts, .. }) = graph(network, &plan, theme);
    let head = format!("<{}>", head(network, &notes, theme));
    let stmts = stmts
        .into_iter()
        .filter_map(|stmt| unplaced(stmt, &head, plan.is_labelled()));
    let graph = Graph::Graph {
        id: Id::Plain("network".to_owned()),
        strict: false,
        stmts: stmts.collect(),
    };
    let text = graph.print(PrinterContext::default().with_semi());
    writeln!(out, "{text}")?;
    Ok(notes)
}

/// Takes places and sizes out of a statement, and puts the head in; `None` for the lines of the legend.
/// Where lines are too many for labels they run straight, because curves take Graphviz as long.
fn unplaced(stmt: Stmt, head: &str, is_labelled: bool) -> Option<Stmt> {
    let is = |name: &Id, names: &[&str]| names.iter().any(|other| *name == plain(other));
    match stmt {
        Stmt::Subgraph(subgraph) if is(&subgraph.id, &["cluster_legend"]) => None,
        Stmt::Subgraph(Subgraph { id, stmts }) => {
            let is_place = |stmt: &Stmt| matches!(stmt, Stmt::Attribute(Attribute(name, _)) if is(name, &["bb", "lp"]));
            let stmts = stmts.into_iter().filter(|stmt| !is_place(stmt));
            let stmts = stmts.filter_map(|stmt| unplaced(stmt, head, is_labelled));
            let stmts = stmts.collect();
            Some(Stmt::Subgraph(Subgraph { id, stmts }))
        }
        Stmt::Edge(Edge { ty, mut attributes }) => {
            attributes.retain(|Attribute(name, _)| !is(name, &["pos"]));
            Some(Stmt::Edge(Edge { ty, attributes }))
        }
        Stmt::Node(DotNode { id, mut attributes }) => {
            attributes
                .retain(|Attribute(name, _)| !is(name, &["pos", "width", "height", "fontsize"]));
            Some(Stmt::Node(DotNode { id, attributes }))
        }
        Stmt::GAttribute(GraphAttributes::Graph(mut attributes)) => {
            for Attribute(name, value) in &mut attributes {
                if is(name, &["label"]) {
                    *value = Id::Html(head.to_owned());
                }
                if is(name, &["splines"]) && !is_labelled {
                    *value = plain("false");
                }
            }
            attributes.push(Attribute(plain("overlap"), plain("false")));
            Some(Stmt::GAttribute(GraphAttributes::Graph(attributes)))
        }
        other => Some(other),
    }
}

fn plain(name: &str) -> Id {
    Id::Plain(name.to_owned())
}

/// Spells title, date, legend, notes and source as a table of Graphviz.
fn head(network: &Network, notes: &[String], theme: &Theme) -> String {
    let caption: &Caption = &network.caption;
    let (title, small) = LETTERS;
    let mut rows: Vec<String> = lines(&caption.title, title, Weight::Bold)
        .into_iter()
        .map(|line| format!("<B>{line}</B>"))
        .map(|line| row(&font(&line, title, theme.ink)))
        .collect();
    let mut paragraph = |words: &str| {
        let lines = lines(words, small, Weight::Regular).into_iter();
        rows.extend(lines.map(|line| row(&font(&line, small, theme.muted))));
    };
    paragraph(&caption.subtitle);
    let told = caption.notes.iter().chain(&caption.left_out);
    told.for_each(|note| paragraph(note));
    notes.iter().for_each(|note| paragraph(note));
    paragraph(&caption.source);
    let legend = legend(&network.legend, theme);
    if !legend.is_empty() {
        rows.push(row(&table(&legend, 4)));
    }
    table(&rows.concat(), 2)
}

fn lines(words: &str, letters: f64, weight: Weight) -> Vec<String> {
    let lines = text::wrapped(words, letters, weight, ROOM, 6).into_iter();
    lines.map(|line| escape::xml(&line)).collect()
}

/// Spells the rows of the legend, up to four entries each.
fn legend(legend: &NetworkLegend, theme: &Theme) -> String {
    let phase = |key: &LegendEntry| {
        let stroke = theme.stroke(key.index, legend.scale.rungs, 0);
        patch(stroke.colour, stroke.width) + &meaning(key, theme)
    };
    let condition = |key: &LegendEntry| {
        let line = font(dashes(key.index), LETTERS.1, theme.ink);
        format!("<TD>{line}</TD>{}", meaning(key, theme))
    };
    let class = |key: &LegendEntry| patch(theme.tint(Some(key.index)), 9.0) + &meaning(key, theme);
    let rows: [Vec<String>; 3] = [
        legend.scale.phases.iter().map(phase).collect(),
        legend.scale.conditions.iter().map(condition).collect(),
        legend.classes.iter().map(class).collect(),
    ];
    let rows = rows.iter().flat_map(|entries| entries.chunks(4));
    rows.map(|cells| format!("<TR>{}</TR>", cells.concat()))
        .collect()
}

/// Spells a sample: a patch as high as a line is wide.
fn patch(colour: Colour, height: f64) -> String {
    let (colour, height) = (colour.hex(), number(height.ceil()));
    let cell = format!(
        "<TR><TD FIXEDSIZE=\"TRUE\" WIDTH=\"28\" HEIGHT=\"{height}\" BGCOLOR=\"{colour}\"></TD></TR>"
    );
    format!("<TD>{}</TD>", table(&cell, 0))
}

fn meaning(key: &LegendEntry, theme: &Theme) -> String {
    let words = font(&escape::xml(&key.label), LETTERS.1, theme.ink);
    format!("<TD ALIGN=\"LEFT\">{words}</TD>")
}

/// Returns the look of a line in letters; Graphviz knows three kinds of lines.
fn dashes(condition: usize) -> &'static str {
    match style(Dash::of_condition(condition)) {
        "dashed" => "– – –",
        "dotted" => "· · · ·",
        _ => "———",
    }
}

fn row(content: &str) -> String {
    format!("<TR><TD>{content}</TD></TR>")
}

fn table(rows: &str, spacing: u8) -> String {
    format!(
        "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLPADDING=\"0\" CELLSPACING=\"{spacing}\">{rows}</TABLE>"
    )
}

fn font(words: &str, size: f64, colour: Colour) -> String {
    let (size, colour) = (number(size), colour.hex());
    format!("<FONT POINT-SIZE=\"{size}\" COLOR=\"{colour}\">{words}</FONT>")
}
