//! The labels of lines, placed so that none covers a box or another label.
//!
//! Each label has a few candidate positions on its own line. The best choice for all labels at once is NP-hard to
//! find (Kakoulis, Tollis 2001), so labels improve their positions one after the other until none changes.

use super::metrics::Metrics;
use super::routes::Route;
use super::{Network, Tie, TieKind, describe};
use crate::phrase::{counted, plural};
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::role::Role;
use crate::picture::scene::{Anchor, Group, Item, Shape, Text, Weight};
use crate::picture::style::Theme;
use crate::picture::text;

/// The positions for the label in the middle of a line, as shares of its length, the preferred one first.
const MIDDLE_SHARES: [f64; 21] = [
    0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8, 0.15, 0.85, 0.47, 0.53,
    0.33, 0.67, 0.12, 0.88,
];

/// The positions for the label near the first end; those for the second end mirror them.
const START_SHARES: [f64; 16] = [
    0.1, 0.12, 0.14, 0.16, 0.18, 0.2, 0.22, 0.24, 0.26, 0.28, 0.3, 0.33, 0.36, 0.39, 0.42, 0.45,
];

/// The maximum number of times that all labels improve their positions.
const MAX_ROUNDS: usize = 30;

/// The maximum width of a label, in font sizes.
const MAX_WIDTH: f64 = 15.0;

const MAX_LINES: usize = 2;

/// The distance between the baselines of two lines, in font sizes.
const LEADING: f64 = 1.25;

/// The cost of covering another label, more than any position on the own line can save.
const OVERLAP_COST: f64 = 100.0;

/// The cost of covering the line of a participation, and of a partnership, which is thicker: a reader would take the label
/// for that line's.
const CROSSING_COST: f64 = 3.0;
const THICK_CROSSING_COST: f64 = 12.0;

/// The cost of being beside the own line instead of on it, and the space between the two.
const BESIDE_COST: f64 = 2.5;
const BESIDE_GAP: f64 = 3.0;

/// The cost of moving along the whole line.
const SHIFT_COST: f64 = 2.0;

/// A label of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    /// The index of the tie among those that are drawn.
    pub(super) tie: usize,
    /// The area that the label takes; at the origin until it is placed.
    pub(super) frame: Rect,
    spot: Spot,
    font_size: f64,
    lines: Vec<String>,
}

/// The part of a line that a label belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spot {
    Middle,
    Start,
    End,
}

/// A possible position of a label.
struct Candidate {
    frame: Rect,
    cost: f64,
}

/// Returns the labels of all drawable ties, tie by tie, before they are placed; none if lines have no labels.
pub(super) fn all(network: &Network, metrics: &Metrics) -> Vec<Label> {
    if !metrics.has_labels {
        return Vec::new();
    }
    let ties = network.drawable_ties().enumerate();
    ties.flat_map(|(index, tie)| {
        let phase = Some(&tie.phase_label).filter(|_| metrics.has_phase_labels);
        let middle: Vec<&String> = std::iter::once(&tie.label).chain(phase).collect();
        let [start, end] = &tie.at_ends;
        let spots = [
            (Spot::Middle, middle),
            (Spot::Start, vec![start]),
            (Spot::End, vec![end]),
        ];
        spots.map(|(spot, texts)| label(index, spot, &texts, metrics.label_font_size))
    })
    .flatten()
    .collect()
}

fn label(tie: usize, spot: Spot, texts: &[&String], font_size: f64) -> Option<Label> {
    let wrapped = texts.iter().flat_map(|content| {
        let max_width = MAX_WIDTH * font_size;
        text::wrapped(content, font_size, Weight::Regular, max_width, MAX_LINES)
    });
    let lines: Vec<String> = wrapped.collect();
    let widths = lines
        .iter()
        .map(|line| text::width(line, font_size, Weight::Regular));
    let width = widths.fold(0.0, f64::max) + 0.7 * font_size;
    let height = lines.len() as f64 * font_size * LEADING + 0.15 * font_size;
    (!lines.is_empty()).then_some(Label {
        tie,
        frame: Rect::new(0.0, 0.0, width, height),
        spot,
        font_size,
        lines,
    })
}

/// Returns the largest size that the labels of one line take side by side; the layout keeps neighbours so far apart.
pub(super) fn largest(labels: &[Label]) -> Size {
    let mut largest = Size::default();
    for of_tie in labels.chunk_by(|a, b| a.tie == b.tie) {
        let sizes = of_tie.iter().map(|label| label.frame.size);
        let width: f64 = sizes.clone().map(|size| size.width).sum();
        let height = sizes.map(|size| size.height).fold(0.0, f64::max);
        largest = Size::new(largest.width.max(width), largest.height.max(height));
    }
    largest
}

/// Returns the area that all labels cover together.
pub(super) fn total_area(labels: &[Label]) -> f64 {
    let sizes = labels.iter().map(|label| label.frame.size);
    sizes.map(|size| size.width * size.height).sum()
}

/// Returns the labels that find a position, placed, and a note if some find none.
pub(super) fn placed(
    labels: &[Label],
    network: &Network,
    routes: &[Route],
    obstacles: &[Rect],
    metrics: &Metrics,
) -> (Vec<Label>, Option<String>) {
    if !metrics.has_labels {
        // Small networks of an evolution have no labels either, but enough space for a casing.
        let is_crowded = metrics.casing == 0.0;
        let note = format!("The {} lines are too many for labels.", routes.len());
        return (Vec::new(), is_crowded.then_some(note));
    }
    let ties = network.drawable_ties();
    let costs = ties.map(|tie| match tie.kind {
        TieKind::Partnership | TieKind::Phaseless => THICK_CROSSING_COST,
        TieKind::Participation => CROSSING_COST,
    });
    let lines: Vec<(&Route, f64)> = routes.iter().zip(costs).collect();
    let candidates: Vec<Vec<Candidate>> = labels
        .iter()
        .map(|label| candidates(label, &lines, obstacles, metrics))
        .collect();
    let chosen = chosen_frames(&candidates);
    let placed: Vec<Label> = labels
        .iter()
        .zip(chosen)
        .filter_map(|(label, frame)| {
            Some(Label {
                frame: frame?,
                ..label.clone()
            })
        })
        .collect();
    let (left_out, count) = (labels.len() - placed.len(), labels.len());
    let all = counted(count, ["label", "labels"]);
    let are = plural(left_out, ["is", "are"]);
    let note = format!("{left_out} of {all} {are} left out for lack of space.");
    (placed, (left_out > 0).then_some(note))
}

/// Returns the positions on a line at which its label covers no obstacle, each with its cost. Every line comes with the
/// cost of covering it.
fn candidates(
    label: &Label,
    lines: &[(&Route, f64)],
    obstacles: &[Rect],
    metrics: &Metrics,
) -> Vec<Candidate> {
    let (route, _) = lines[label.tie];
    let shares: Vec<f64> = match label.spot {
        Spot::Middle => MIDDLE_SHARES.to_vec(),
        Spot::Start => START_SHARES.to_vec(),
        Spot::End => START_SHARES.iter().map(|share| 1.0 - share).collect(),
    };
    let preferred = shares[0];
    // Beside the line, to the left and to the right of it, there may be space where there is none on it.
    let half_width = label.frame.size.width / 2.0 + BESIDE_GAP;
    let frames = [0.0, -half_width, half_width]
        .into_iter()
        .flat_map(|shift| {
            let shares = shares.iter();
            shares.map(move |share| {
                let center = route.at(*share) + Point::new(shift, 0.0);
                (*share, shift, Rect::around(center, label.frame.size))
            })
        });
    let hull = Rect::hull(obstacles.iter().copied()).unwrap_or_default();
    let free = frames.filter(|(_, shift, frame)| {
        let mut obstacles = obstacles.iter();
        let is_free_to_move = *shift == 0.0 || !metrics.keeps_labels_inside;
        let is_inside = is_free_to_move || (frame.x >= hull.x && frame.right() <= hull.right());
        is_inside && !obstacles.any(|obstacle| obstacle.grown(2.0).overlaps(*frame))
    });
    free.map(|(share, shift, frame)| {
        let others = lines.iter().enumerate();
        let others = others.filter(|(index, _)| *index != label.tie);
        let crossed = others.filter(|(_, (route, _))| route.meets(frame.grown(1.5)));
        let crossings: f64 = crossed.map(|(_, (_, cost))| cost).sum();
        let beside = if shift == 0.0 { 0.0 } else { BESIDE_COST };
        let cost = crossings + beside + SHIFT_COST * (share - preferred).abs();
        Candidate { frame, cost }
    })
    .collect()
}

/// Chooses a position for each label.
///
/// All labels take their cheapest position given those of the others, round by round, until none changes. Of the
/// labels that still overlap, those that overlap most others are removed one by one; what was removed returns if a
/// position has become free.
fn chosen_frames(candidates: &[Vec<Candidate>]) -> Vec<Option<Rect>> {
    let mut chosen: Vec<Option<Rect>> = vec![None; candidates.len()];
    for _ in 0..MAX_ROUNDS {
        let mut has_changed = false;
        for index in 0..candidates.len() {
            let best = cheapest(&candidates[index], index, &chosen);
            has_changed |= best != chosen[index];
            chosen[index] = best;
        }
        if !has_changed {
            break;
        }
    }
    while let Some(worst) = most_overlapping(&chosen) {
        chosen[worst] = None;
    }
    for index in 0..candidates.len() {
        if chosen[index].is_none() {
            let best = cheapest(&candidates[index], index, &chosen);
            chosen[index] = best.filter(|frame| overlaps(*frame, index, &chosen) == 0);
        }
    }
    chosen
}

fn cheapest(candidates: &[Candidate], index: usize, chosen: &[Option<Rect>]) -> Option<Rect> {
    let cost = |candidate: &Candidate| {
        candidate.cost + OVERLAP_COST * overlaps(candidate.frame, index, chosen) as f64
    };
    let best = candidates.iter().min_by(|a, b| cost(a).total_cmp(&cost(b)));
    best.map(|candidate| candidate.frame)
}

/// Returns the number of other labels that a position overlaps.
fn overlaps(frame: Rect, index: usize, chosen: &[Option<Rect>]) -> usize {
    let others = chosen
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != index);
    others
        .filter_map(|(_, other)| *other)
        .filter(|other| other.grown(1.0).overlaps(frame))
        .count()
}

fn most_overlapping(chosen: &[Option<Rect>]) -> Option<usize> {
    let frames = chosen
        .iter()
        .enumerate()
        .filter_map(|(index, frame)| Some((index, (*frame)?)));
    let counted = frames.map(|(index, frame)| (overlaps(frame, index, chosen), index));
    let worst = counted.filter(|(count, _)| *count > 0).max();
    worst.map(|(_, index)| index)
}

/// Draws a placed label, on a patch of paper that interrupts the lines below it.
pub(super) fn draw(network: &Network, tie: &Tie, label: &Label, theme: &Theme) -> Group {
    let patch = Shape {
        radius: 2.0,
        ..Shape::filled(label.frame, theme.paper)
    };
    let mut items = vec![patch.into()];
    let leading = label.font_size * LEADING;
    let center = label.frame.center();
    let first = center.y - (label.lines.len() as f64 - 1.0) * leading / 2.0;
    for (index, content) in label.lines.iter().enumerate() {
        let y = first + index as f64 * leading + label.font_size * 0.36;
        let is_main = label.spot == Spot::Middle && index == 0;
        let text = Text {
            at: Point::new(center.x, y),
            anchor: Anchor::Middle,
            size: label.font_size,
            weight: Weight::Regular,
            colour: if is_main { theme.ink } else { theme.muted },
            content: content.clone(),
        };
        items.push(text.into());
    }
    group("tie-label", network, tie, items)
}

/// Creates a group with the key, the tooltip and the link of a tie.
pub(super) fn group(class: &'static str, network: &Network, tie: &Tie, items: Vec<Item>) -> Group {
    Group {
        key: Some(describe::key(network, tie)),
        tooltip: Some(tie.tooltip.clone()),
        link: tie.href.clone(),
        ..Group::with_role(class, Role::Part, items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(x: f64, cost: f64) -> Candidate {
        Candidate {
            frame: Rect::new(x, 0.0, 10.0, 5.0),
            cost,
        }
    }

    #[test]
    fn a_label_moves_out_of_the_way_of_another() {
        let chosen = chosen_frames(&[
            vec![candidate(0.0, 0.0), candidate(20.0, 0.5)],
            vec![candidate(4.0, 0.0)],
        ]);
        let positions: Vec<f64> = chosen.iter().flatten().map(|frame| frame.x).collect();
        assert_eq!(positions, [20.0, 4.0]);
    }

    #[test]
    fn a_label_without_a_free_position_is_left_out() {
        let chosen = chosen_frames(&[vec![candidate(0.0, 0.0)], vec![candidate(4.0, 0.0)], vec![]]);
        assert_eq!(chosen.iter().flatten().count(), 1);
    }
}
