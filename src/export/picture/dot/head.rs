//! The text above a network in DOT, and its legend, as one HTML-like label of the graph.
//!
//! Sample lines between nodes of their own would count as parts of the network in every program that reads the file.

use crate::export::escape;
use crate::export::picture::svg::number;
use crate::picture::network::Network;
use crate::picture::scene::Weight;
use crate::picture::style::{Colour, Dash, Theme};
use crate::picture::{DrawOptions, LegendEntry, text};

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

/// Returns title, subtitle, notes, source and legend as an HTML-like label of Graphviz; `None` if there is nothing to
/// say.
pub(super) fn head(
    network: &Network,
    notes: &[String],
    has_labels: bool,
    options: &DrawOptions,
) -> Option<String> {
    let theme = &options.theme;
    let caption = &network.caption;
    let heading = Some(caption).filter(|_| !options.hides_heading);
    let title = heading.map_or_else(Vec::new, |caption| {
        lines(&caption.title, TITLE_FONT_SIZE, Weight::Bold)
    });
    let title = title
        .into_iter()
        .map(|line| font(&format!("<B>{line}</B>"), TITLE_FONT_SIZE, theme.ink));
    let subtitle = heading.map(|caption| caption.subtitle.as_str().into());
    let source = Some(&caption.source).filter(|_| !options.hides_source);
    let paragraphs = subtitle
        .into_iter()
        .chain(caption.sentences(notes))
        .chain(source.map(|source| source.as_str().into()));
    let paragraphs = paragraphs
        .flat_map(|paragraph| lines(&paragraph, FONT_SIZE, Weight::Regular))
        .map(|line| font(&line, FONT_SIZE, theme.muted));
    let legend = Some(legend(network, has_labels, theme));
    let legend = legend.filter(|rows| !options.hides_legend && !rows.is_empty());
    let rows = title
        .chain(paragraphs)
        .chain(legend.map(|rows| table(&rows, 4)));
    let rows: String = rows
        .map(|content| format!("\n<TR><TD>{content}</TD></TR>"))
        .collect();
    (!rows.is_empty()).then(|| table(&rows, 2))
}

fn lines(content: &str, font_size: f64, weight: Weight) -> Vec<String> {
    let lines = text::wrapped(content, font_size, weight, MAX_WIDTH, MAX_LINES).into_iter();
    lines.map(|line| escape::xml(&line)).collect()
}

/// Returns the rows of the legend.
fn legend(network: &Network, has_labels: bool, theme: &Theme) -> String {
    let (legend, labels) = (&network.legend, &network.caption.labels);
    let scale = &legend.scale;
    let phases = scale.phases.iter().map(|phase| {
        let stroke = theme.stroke(phase.index, scale.rungs, 0);
        patch(stroke.colour, stroke.width) + &meaning(phase, theme)
    });
    let conditions = scale.conditions.iter().map(|condition| {
        let line = font(typed_line(condition.index), FONT_SIZE, theme.ink);
        let is_named = has_labels && !is_exact(Dash::of_condition(condition.index));
        let named = if is_named {
            " (named on its lines)"
        } else {
            ""
        };
        let label = format!("{}{named}", condition.label);
        format!("<TD>{line}</TD>{}", labelled(&label, theme))
    });
    let classes = legend.classes.iter().map(|class| {
        let tint = theme.tint(Some(class.index));
        patch(tint, TINT_HEIGHT) + &meaning(class, theme)
    });
    let weights = legend.weight_samples(theme).into_iter();
    let weights = weights.map(|(stroke, label)| {
        patch(stroke.colour, stroke.width) + &labelled(&labels.apply(&label), theme)
    });
    let groups: [Vec<String>; 4] = [
        phases.collect(),
        conditions.collect(),
        weights.collect(),
        classes.collect(),
    ];
    let rows = groups
        .iter()
        .flat_map(|entries| entries.chunks(ENTRIES_PER_ROW));
    rows.map(|entries| format!("\n <TR>{}</TR>", entries.concat()))
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
    labelled(&entry.label, theme)
}

fn labelled(label: &str, theme: &Theme) -> String {
    let label = font(&escape::xml(label), FONT_SIZE, theme.ink);
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

/// Returns the line style of Graphviz that is nearest to a dash pattern; it has three, so some patterns share one.
pub(super) fn line_style(dash: Dash) -> &'static str {
    match dash {
        Dash::Solid => "solid",
        Dash::Dashed | Dash::LongDash => "dashed",
        Dash::Dotted | Dash::DashDot | Dash::DashDotDot => "dotted",
    }
}

/// Returns `true` if a line style of Graphviz is this dash pattern, and not only the nearest one.
pub(super) fn is_exact(dash: Dash) -> bool {
    matches!(dash, Dash::Solid | Dash::Dashed | Dash::Dotted)
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
