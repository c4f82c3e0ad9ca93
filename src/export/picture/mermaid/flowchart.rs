//! A network as a flowchart of Mermaid.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io;

use super::text::{
    EDGE_LIMIT, LABEL_LIMIT, NOTE_LIMIT, descriptions, fits, front_matter, label, largest_fitting,
};
use crate::export::error::ExportError;
use crate::export::picture::svg::number;
use crate::picture::LegendEntry;
use crate::picture::network::{Direction, Network, Node, NodeKind, Tie, TieKind};
use crate::picture::style::{Dash, Stroke, Theme};

/// Writes a network as a flowchart; returns what was cut because of Mermaid's limits, one sentence each.
///
/// Full names are left out first. Then the ties in the furthest phases are kept, among equals the first, and nodes
/// that lose all their ties are left out.
pub(super) fn write(
    network: &Network,
    theme: &Theme,
    out: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    write_chart(network, theme, false, out)
}

/// Writes a network like [`write`](fn@write), with its groups one below the other in their order.
pub(super) fn write_sequence(
    network: &Network,
    theme: &Theme,
    out: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    write_chart(network, theme, true, out)
}

fn write_chart(
    network: &Network,
    theme: &Theme,
    is_sequence: bool,
    out: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    let ties: Vec<&Tie> = network.drawable_ties().collect();
    // Invisible edges keep the legend, and the groups of a sequence, in their places, and count too.
    let invisible_edges = if is_sequence { network.groups.len() } else { 1 };
    let max_ties = EDGE_LIMIT.saturating_sub(invisible_edges);
    let chart = |ties, has_names| Chart::of(network, ties, theme, has_names, is_sequence);
    let all = chart(&ties, true);
    if ties.len() <= max_ties && fits(&all.text()) {
        out.write_all(all.text().as_bytes())?;
        return Ok(Vec::new());
    }
    let mut strongest = ties.clone();
    strongest.sort_by_key(|tie| Reverse(tie.phase));
    let count = ties.len().min(max_ties);
    let mut cut = chart(&strongest[..count], true);
    if !fits(&cut.text()) {
        let count = largest_fitting(count, |count| chart(&strongest[..count], false).text());
        cut = chart(&strongest[..count], false);
    }
    out.write_all(cut.text().as_bytes())?;
    Ok(cut.notes)
}

/// The part of a network that is drawn.
struct Chart<'a> {
    network: &'a Network,
    theme: &'a Theme,
    ties: &'a [&'a Tie],
    nodes: Vec<(usize, &'a Node)>,
    /// Whether boxes show full names below the short ones.
    has_names: bool,
    /// Whether the groups are one below the other.
    is_sequence: bool,
    /// The phases and conditions that occur, each with its line.
    samples: Vec<(String, Stroke)>,
    /// What is left out, one sentence each.
    notes: Vec<String>,
}

impl<'a> Chart<'a> {
    fn of(
        network: &'a Network,
        ties: &'a [&'a Tie],
        theme: &'a Theme,
        has_names: bool,
        is_sequence: bool,
    ) -> Self {
        let all_count = network.drawable_ties().count();
        let is_cut = ties.len() < all_count;
        let ends: BTreeSet<usize> = ties
            .iter()
            .flat_map(|tie| [tie.ends.0, tie.ends.1])
            .collect();
        let nodes = network.nodes.iter().enumerate();
        let nodes = nodes.filter(|(index, _)| !is_cut || ends.contains(index));
        let mut chart = Self {
            network,
            theme,
            ties,
            nodes: nodes.collect(),
            has_names,
            is_sequence,
            samples: samples(network, ties, theme),
            notes: Vec::new(),
        };
        chart.notes = chart.cut_notes(all_count);
        chart
    }

    fn cut_notes(&self, all_count: usize) -> Vec<String> {
        let mut notes = Vec::new();
        let mut nodes = self.network.nodes.iter();
        if !self.has_names && nodes.any(|node| node.name != node.label) {
            notes.push("Full names are left out because of Mermaid's limits.".to_owned());
        }
        let drawn = self.ties.len();
        if drawn < all_count {
            let lost_nodes = self.network.nodes.len() - self.nodes.len();
            notes.push(format!(
                "Only the {drawn} strongest of {all_count} ties are drawn because of Mermaid's limits; {lost_nodes} \
                 nodes without one of them are left out."
            ));
        }
        notes
    }

    fn text(&self) -> String {
        let theme = self.theme;
        let settings = [
            "theme: base".to_owned(),
            "flowchart:".to_owned(),
            "  curve: basis".to_owned(),
            "themeVariables:".to_owned(),
            format!("  primaryColor: \"{}\"", theme.paper.hex()),
            format!("  primaryTextColor: \"{}\"", theme.ink.hex()),
            format!("  primaryBorderColor: \"{}\"", theme.border.hex()),
            format!("  lineColor: \"{}\"", theme.muted.hex()),
            format!("  edgeLabelBackground: \"{}\"", theme.paper.hex()),
        ];
        let caption = &self.network.caption;
        let mut text = front_matter(&caption.title, &settings);
        text.push_str("flowchart TB\n");
        text += &descriptions(caption, &self.all_notes());
        text += &self.boxes();
        for tie in self.ties {
            let (from, to) = tie.ends;
            let label = match self.tie_label(tie) {
                label if label.is_empty() => label,
                text => format!("|\"{}\"|", label(&text, LABEL_LIMIT)),
            };
            let _ = match tie.direction {
                None => writeln!(text, "  n{from} ---{label} n{to}"),
                Some(Direction::Forward) => writeln!(text, "  n{from} -->{label} n{to}"),
                Some(Direction::Backward) => writeln!(text, "  n{to} -->{label} n{from}"),
            };
        }
        text += &self.legend();
        text += &self.styles();
        text
    }

    /// Returns the notes of the caption, what it leaves out, and what this format leaves out.
    fn all_notes(&self) -> Vec<String> {
        let caption = &self.network.caption;
        let sentences = caption.sentences(&self.notes);
        sentences.map(Cow::into_owned).collect()
    }

    /// Returns the label of a line: that of its middle, and those of its ends with the names of the nodes.
    fn tie_label(&self, tie: &Tie) -> String {
        let [first, second] = [tie.ends.0, tie.ends.1].map(|end| &self.network.nodes[end].label);
        let ends = [(first, &tie.at_ends[0]), (second, &tie.at_ends[1])];
        let ends = ends.into_iter().filter(|(_, label)| !label.is_empty());
        let ends = ends.map(|(node, label)| format!("{node}: {label}"));
        let middle = Some(&tie.label).filter(|label| !label.is_empty()).cloned();
        middle
            .into_iter()
            .chain(ends)
            .collect::<Vec<_>>()
            .join("; ")
    }

    /// Returns the nodes, those of a group inside a frame with its name.
    fn boxes(&self) -> String {
        let groups = &self.network.groups;
        let is_grouped = |node: &Node| node.group.is_some_and(|group| group < groups.len());
        let ungrouped = self.nodes.iter().filter(|(_, node)| !is_grouped(node));
        let mut text: String = ungrouped
            .map(|(index, node)| self.node(*index, node))
            .collect();
        for (group, name) in groups.iter().enumerate() {
            let members = self
                .nodes
                .iter()
                .filter(|(_, node)| node.group == Some(group));
            let members: String = members
                .map(|(index, node)| self.node(*index, node))
                .collect();
            if !members.is_empty() {
                let name = label(name, LABEL_LIMIT);
                let _ = write!(text, "  subgraph g{group}[\"{name}\"]\n{members}  end\n");
            }
        }
        text
    }

    fn node(&self, index: usize, node: &Node) -> String {
        let mut content = label(&node.label, LABEL_LIMIT);
        if self.has_names && node.name != node.label {
            content = format!("{content}<br/>{}", label(&node.name, LABEL_LIMIT));
        }
        if content.trim().is_empty() {
            // Mermaid refuses an empty label; this is a dash.
            content = "#8212;".to_owned();
        }
        let class = match node.class {
            _ if node.is_faint => ":::faint".to_owned(),
            Some(class) => format!(":::c{class}"),
            None => String::new(),
        };
        match node.kind {
            NodeKind::Organization => format!("  n{index}[\"{content}\"]{class}\n"),
            NodeKind::Operation => format!("  n{index}([\"{content}\"]){class}\n"),
        }
    }

    /// Returns the legend as boxes whose borders are the lines, and a box with the text of the caption.
    fn legend(&self) -> String {
        let mut text = "  subgraph legend[\"Legend\"]\n    direction TB\n".to_owned();
        for (index, (meaning, _)) in self.samples.iter().enumerate() {
            let meaning = label(meaning, LABEL_LIMIT);
            let _ = writeln!(text, "    k{index}[\"{meaning}\"]:::l{index}");
        }
        let occurs = |class: usize| {
            let mut nodes = self.nodes.iter();
            nodes.any(|(_, node)| node.class == Some(class))
        };
        let classes = self.network.legend.classes.iter();
        for entry in classes.filter(|entry| occurs(entry.index)) {
            let (class, meaning) = (entry.index, label(&entry.label, LABEL_LIMIT));
            let _ = writeln!(text, "    t{class}[\"{meaning}\"]:::c{class}");
        }
        let caption = &self.network.caption;
        let notes = self.all_notes();
        let lines = std::iter::once(&caption.subtitle).chain(&notes);
        let lines = lines.chain([&caption.source]);
        let lines: Vec<String> = lines
            .filter(|line| !line.trim().is_empty())
            .map(|line| label(line, NOTE_LIMIT))
            .collect();
        if !lines.is_empty() {
            let _ = writeln!(text, "    note[\"{}\"]:::note", lines.join("<br/>"));
        }
        text.push_str("  end\n");
        for [above, below] in self.invisible_edges() {
            let _ = writeln!(text, "  {above} ~~~ {below}");
        }
        text
    }

    /// Returns invisible edges, which keep the legend above the network, and the groups of a sequence in their order.
    fn invisible_edges(&self) -> Vec<[String; 2]> {
        let legend = "legend".to_owned();
        if !self.is_sequence {
            let first = self.nodes.first();
            let edge = first.map(|(index, _)| [legend, format!("n{index}")]);
            return edge.into_iter().collect();
        }
        let groups: BTreeSet<usize> = self
            .nodes
            .iter()
            .filter_map(|(_, node)| node.group)
            .collect();
        let groups = groups.into_iter().map(|group| format!("g{group}"));
        let frames: Vec<String> = std::iter::once(legend).chain(groups).collect();
        let pairs = frames.windows(2);
        pairs
            .map(|pair| [pair[0].clone(), pair[1].clone()])
            .collect()
    }

    /// Returns the styles of lines and boxes; lines of one style share a statement.
    fn styles(&self) -> String {
        let mut lines: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (index, tie) in self.ties.iter().enumerate() {
            let stroke = self.network.stroke(tie, self.theme);
            let indices = lines.entry(line_style(stroke)).or_default();
            indices.push(index.to_string());
        }
        let mut text = String::new();
        for (style, indices) in lines {
            let _ = writeln!(text, "  linkStyle {} {style}", indices.join(","));
        }
        let (paper, rule) = (self.theme.paper.hex(), self.theme.rule.hex());
        for (index, (_, stroke)) in self.samples.iter().enumerate() {
            let style = line_style(*stroke);
            let _ = writeln!(text, "  classDef l{index} fill:{paper},{style}");
        }
        let classes: BTreeSet<usize> = self
            .nodes
            .iter()
            .filter_map(|(_, node)| node.class)
            .collect();
        for class in classes {
            let tint = self.theme.tint(Some(class)).hex();
            let _ = writeln!(text, "  classDef c{class} fill:{tint}");
        }
        if self.nodes.iter().any(|(_, node)| node.is_faint) {
            let faded = self.theme.faded();
            let (border, ink) = (faded.border.hex(), faded.ink.hex());
            let _ = writeln!(
                text,
                "  classDef faint fill:{paper},stroke:{border},color:{ink}"
            );
        }
        let _ = writeln!(
            text,
            "  classDef note fill:{paper},stroke:{paper},font-size:12px"
        );
        let _ = writeln!(text, "  style legend fill:{paper},stroke:{rule}");
        text
    }
}

/// Returns the phases and conditions that occur in some ties, each with its line.
fn samples(network: &Network, ties: &[&Tie], theme: &Theme) -> Vec<(String, Stroke)> {
    let scale = &network.legend.scale;
    let partnerships = ties.iter().filter(|tie| tie.kind == TieKind::Partnership);
    let phases: BTreeSet<usize> = partnerships.clone().map(|tie| tie.phase).collect();
    let conditions: BTreeSet<usize> = partnerships.map(|tie| tie.condition).collect();
    let phase = |entry: &LegendEntry| {
        let stroke = theme.stroke(entry.index, scale.rungs, 0);
        (entry.label.clone(), stroke)
    };
    let condition = |entry: &LegendEntry| {
        let stroke = Stroke {
            dash: Dash::of_condition(entry.index),
            ..Stroke::solid(theme.ink, 1.8)
        };
        (entry.label.clone(), stroke)
    };
    let weights = network.legend.weight_samples(theme).into_iter();
    let weights =
        weights.map(|(stroke, label)| (network.caption.labels.apply(&label).into_owned(), stroke));
    let occurring_phases = scale
        .phases
        .iter()
        .filter(|entry| phases.contains(&entry.index));
    let occurring_conditions = scale
        .conditions
        .iter()
        .filter(|entry| conditions.contains(&entry.index));
    occurring_phases
        .map(phase)
        .chain(occurring_conditions.map(condition))
        .chain(weights)
        .collect()
}

fn line_style(stroke: Stroke) -> String {
    let (colour, width) = (stroke.colour.hex(), number(stroke.width));
    let pattern = stroke.dash.pattern(stroke.width).into_iter().map(number);
    let pattern = pattern.collect::<Vec<_>>().join(" ");
    let dash = if pattern.is_empty() {
        String::new()
    } else {
        format!(",stroke-dasharray:{pattern}")
    };
    format!("stroke:{colour},stroke-width:{width}px{dash}")
}
