//! A network as a flowchart of Mermaid.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io;

use super::text::{EDGE_LIMIT, LABEL, NOTE, about, fits, front_matter, label, largest};
use crate::export::error::ExportError;
use crate::export::picture::svg::number;
use crate::picture::LegendEntry;
use crate::picture::network::{Network, Node, NodeKind, Tie, TieKind};
use crate::picture::style::{Dash, Stroke, Theme};

/// Writes a network as a flowchart of Mermaid; returns what was cut to keep its limits, in sentences.
///
/// The furthest ties are kept, and among equals those that come first; a node that loses all of its ties
/// is left out with them.
///
/// # Errors
/// Fails if the output does not take the bytes.
pub(super) fn write(
    network: &Network,
    theme: &Theme,
    out: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    write_chart(network, theme, false, out)
}

/// Writes a network as [`write`](fn@write) does, with the frames of its groups one below the other in their order.
///
/// # Errors
/// Fails if the output does not take the bytes.
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
    // Lines that are not seen keep the legend, and the groups of a sequence, in their places.
    let unseen = if is_sequence { network.groups.len() } else { 1 };
    let room = EDGE_LIMIT.saturating_sub(unseen);
    let chart = |ties, names| Chart {
        is_sequence,
        ..Chart::of(network, ties, theme, names)
    };
    let all = chart(&ties, true);
    if ties.len() <= room && fits(&all.spelled()) {
        out.write_all(all.spelled().as_bytes())?;
        return Ok(Vec::new());
    }
    let mut strongest = ties.clone();
    strongest.sort_by_key(|tie| std::cmp::Reverse(tie.phase));
    let most = ties.len().min(room);
    let named = chart(&strongest[..most], true);
    let chart = match fits(&named.spelled()) {
        true => named,
        false => {
            let spelled = |count| chart(&strongest[..count], false).spelled();
            chart(&strongest[..largest(most, spelled)], false)
        }
    };
    out.write_all(chart.spelled().as_bytes())?;
    Ok(chart.notes)
}

/// What is drawn of a network.
struct Chart<'a> {
    network: &'a Network,
    theme: &'a Theme,
    ties: &'a [&'a Tie],
    nodes: Vec<(usize, &'a Node)>,
    /// Whether full names stand under the short ones.
    names: bool,
    /// Whether the frames of groups stand one below the other.
    is_sequence: bool,
    legend: Vec<(String, Stroke)>,
    notes: Vec<String>,
}

impl<'a> Chart<'a> {
    fn of(network: &'a Network, ties: &'a [&'a Tie], theme: &'a Theme, names: bool) -> Self {
        let total = network.drawable_ties().count();
        let is_cut = ties.len() < total;
        let ends: BTreeSet<usize> = ties
            .iter()
            .flat_map(|tie| [tie.ends.0, tie.ends.1])
            .collect();
        let nodes = network.nodes.iter().enumerate();
        let nodes = nodes
            .filter(|(index, _)| !is_cut || ends.contains(index))
            .collect();
        let mut chart = Self {
            network,
            theme,
            ties,
            nodes,
            names,
            is_sequence: false,
            legend: Vec::new(),
            notes: Vec::new(),
        };
        chart.legend = chart.samples();
        chart.notes = chart.left_out(total);
        chart
    }

    /// Tells what is left out.
    fn left_out(&self, total: usize) -> Vec<String> {
        let mut notes = Vec::new();
        if !self.names
            && self
                .network
                .nodes
                .iter()
                .any(|node| node.name != node.label)
        {
            notes.push("Full names are left out, for the limits of Mermaid.".to_owned());
        }
        let kept = self.ties.len();
        if kept < total {
            let missing = self.network.nodes.len() - self.nodes.len();
            notes.push(format!(
                "The {kept} strongest of {total} ties are drawn, for the limits of Mermaid; \
                 {missing} nodes without one of them are left out."
            ));
        }
        notes
    }

    /// Returns the phases and conditions that occur, each with its line.
    fn samples(&self) -> Vec<(String, Stroke)> {
        let legend = &self.network.legend.scale;
        let ties = self
            .ties
            .iter()
            .filter(|tie| tie.kind == TieKind::Partnership);
        let phases: BTreeSet<usize> = ties.clone().map(|tie| tie.phase).collect();
        let conditions: BTreeSet<usize> = ties.map(|tie| tie.condition).collect();
        let phase = |key: &LegendEntry| {
            let stroke = self.theme.stroke(key.index, legend.rungs, 0);
            (key.label.clone(), stroke)
        };
        let condition = |key: &LegendEntry| {
            let dash = Dash::of_condition(key.index);
            let solid = Stroke::solid(self.theme.ink, 1.8);
            (key.label.clone(), Stroke { dash, ..solid })
        };
        let occur = |keys: &'a [LegendEntry], found: BTreeSet<usize>| {
            keys.iter().filter(move |key| found.contains(&key.index))
        };
        let phases = occur(&legend.phases, phases).map(phase);
        phases
            .chain(occur(&legend.conditions, conditions).map(condition))
            .collect()
    }

    fn spelled(&self) -> String {
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
        let mut text = front_matter(&self.network.caption.title, &settings);
        text.push_str("flowchart TB\n");
        let caption = &self.network.caption;
        let notes = caption
            .notes
            .iter()
            .chain(&caption.left_out)
            .chain(&self.notes);
        let notes: Vec<String> = notes.cloned().collect();
        text += &about(&self.network.caption, &notes);
        text += &self.boxes();
        for tie in self.ties {
            let (from, to) = tie.ends;
            let words = match self.words(tie) {
                words if words.is_empty() => words,
                words => format!("|\"{}\"|", label(&words, LABEL)),
            };
            let _ = writeln!(text, "  n{from} ---{words} n{to}");
        }
        text += &self.legend();
        text += &self.styles();
        text
    }

    /// Returns what stands on a line: its label, and what stands at either end.
    fn words(&self, tie: &Tie) -> String {
        let name = |end: usize| &self.network.nodes[end].label;
        let ends = [(tie.ends.0, &tie.at_ends[0]), (tie.ends.1, &tie.at_ends[1])];
        let ends = ends.into_iter().filter(|(_, words)| !words.is_empty());
        let ends = ends.map(|(end, words)| format!("{}: {words}", name(end)));
        let label = Some(&tie.label).filter(|label| !label.is_empty()).cloned();
        label.into_iter().chain(ends).collect::<Vec<_>>().join("; ")
    }

    /// Spells the nodes, those of a group inside a frame of its name.
    fn boxes(&self) -> String {
        let mut text = String::new();
        let groups = &self.network.groups;
        let is_grouped = |node: &Node| node.group.is_some_and(|group| group < groups.len());
        let alone = self.nodes.iter().filter(|(_, node)| !is_grouped(node));
        alone.for_each(|(index, node)| text += &self.node(*index, node));
        for (group, name) in groups.iter().enumerate() {
            let members = self
                .nodes
                .iter()
                .filter(|(_, node)| node.group == Some(group));
            let members: String = members
                .map(|(index, node)| self.node(*index, node))
                .collect();
            if !members.is_empty() {
                let name = label(name, LABEL);
                let _ = write!(text, "  subgraph g{group}[\"{name}\"]\n{members}  end\n");
            }
        }
        text
    }

    fn node(&self, index: usize, node: &Node) -> String {
        let mut words = label(&node.label, LABEL);
        if self.names && node.name != node.label {
            words = format!("{words}<br/>{}", label(&node.name, LABEL));
        }
        if words.trim().is_empty() {
            // Mermaid refuses a label without a letter.
            words = "#8212;".to_owned();
        }
        let class = match node.class {
            Some(class) => format!(":::c{class}"),
            None => String::new(),
        };
        match node.kind {
            NodeKind::Organization => format!("  n{index}[\"{words}\"]{class}\n"),
            NodeKind::Operation => format!("  n{index}([\"{words}\"]){class}\n"),
        }
    }

    /// Spells the legend as boxes with the lines as their borders, and a note with date, coding and source.
    fn legend(&self) -> String {
        let mut text = "  subgraph legend[\"Legend\"]\n    direction TB\n".to_owned();
        for (place, (words, _)) in self.legend.iter().enumerate() {
            let words = label(words, LABEL);
            let _ = writeln!(text, "    k{place}[\"{words}\"]:::l{place}");
        }
        let classes = self.network.legend.classes.iter();
        let occur = |key: &&LegendEntry| {
            let mut nodes = self.nodes.iter();
            nodes.any(|(_, node)| node.class == Some(key.index))
        };
        for key in classes.filter(occur) {
            let (place, words) = (key.index, label(&key.label, LABEL));
            let _ = writeln!(text, "    t{place}[\"{words}\"]:::c{place}");
        }
        let caption = &self.network.caption;
        let lines = [&caption.subtitle].into_iter().chain(&caption.notes);
        let lines = lines.chain(&caption.left_out).chain(&self.notes);
        let lines = lines.chain([&caption.source]);
        let lines: Vec<String> = lines
            .filter(|line| !line.trim().is_empty())
            .map(|line| label(line, NOTE))
            .collect();
        if !lines.is_empty() {
            let _ = writeln!(text, "    note[\"{}\"]:::note", lines.join("<br/>"));
        }
        text.push_str("  end\n");
        for [above, below] in self.unseen() {
            let _ = writeln!(text, "  {above} ~~~ {below}");
        }
        text
    }

    /// Returns the lines that are not seen: they keep the legend above the network, and the groups of a
    /// sequence in their order.
    fn unseen(&self) -> Vec<[String; 2]> {
        let legend = "legend".to_owned();
        if !self.is_sequence {
            let first = self.nodes.first();
            let below = |(first, _): &(usize, &Node)| [legend, format!("n{first}")];
            return first.map(below).into_iter().collect();
        }
        let groups: BTreeSet<usize> = self
            .nodes
            .iter()
            .filter_map(|(_, node)| node.group)
            .collect();
        let groups = groups.into_iter().map(|group| format!("g{group}"));
        let frames: Vec<String> = [legend].into_iter().chain(groups).collect();
        let pairs = frames.windows(2);
        pairs
            .map(|pair| [pair[0].clone(), pair[1].clone()])
            .collect()
    }

    /// Spells the styles of lines and boxes; lines of one style share a statement.
    fn styles(&self) -> String {
        let rungs = self.network.legend.scale.rungs;
        let ties = self.ties.iter();
        let strokes = ties.map(|tie| match tie.kind {
            TieKind::Partnership => self.theme.stroke(tie.phase, rungs, tie.condition),
            TieKind::Participation => self.theme.thread(),
        });
        let mut lines: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (place, stroke) in strokes.enumerate() {
            let places = lines.entry(style(stroke)).or_default();
            places.push(place.to_string());
        }
        let mut text = String::new();
        for (style, places) in lines {
            let _ = writeln!(text, "  linkStyle {} {style}", places.join(","));
        }
        let paper = self.theme.paper.hex();
        for (place, (_, stroke)) in self.legend.iter().enumerate() {
            let style = style(*stroke);
            let _ = writeln!(text, "  classDef l{place} fill:{paper},{style}");
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
        let _ = writeln!(
            text,
            "  classDef note fill:{paper},stroke:{paper},font-size:12px"
        );
        let _ = writeln!(
            text,
            "  style legend fill:{paper},stroke:{}",
            self.theme.rule.hex()
        );
        text
    }
}

/// Spells the style of a line.
fn style(stroke: Stroke) -> String {
    let pattern = stroke.dash.pattern(stroke.width).into_iter().map(number);
    let pattern = pattern.collect::<Vec<_>>().join(" ");
    let dash = match pattern.is_empty() {
        true => String::new(),
        false => format!(",stroke-dasharray:{pattern}"),
    };
    let width = number(stroke.width);
    format!(
        "stroke:{},stroke-width:{width}px{dash}",
        stroke.colour.hex()
    )
}
