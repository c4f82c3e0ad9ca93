//! The labels of lines, placed so that none covers a box or another label.

use super::look::Look;
use super::routes::Route;
use super::words;
use super::{Network, Tie};
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::scene::{Anchor, Group, Item, Shape, Text, Weight};
use crate::picture::style::Theme;
use crate::picture::text;

/// The places on a line that are tried for what stands in its middle, as shares of its length.
const MIDDLE: [f64; 15] = [
    0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8, 0.15, 0.85,
];

/// The places that are tried for what stands near its first end.
const START: [f64; 16] = [
    0.1, 0.12, 0.14, 0.16, 0.18, 0.2, 0.22, 0.24, 0.26, 0.28, 0.3, 0.33, 0.36, 0.39, 0.42, 0.45,
];

/// How often labels are moved out of one another's way.
const ROUNDS: usize = 30;

/// The widest line of a label, in letters of size one.
const ROOM: f64 = 15.0;

/// The most lines of a label.
const LINES: usize = 2;

/// A label of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    /// The number of the tie among those that are drawn.
    pub(super) tie: usize,
    pub(super) frame: Rect,
    spot: Spot,
    letters: f64,
    lines: Vec<String>,
}

/// The part of its line that a label belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spot {
    Middle,
    Start,
    End,
}

/// A place that a label could take.
struct Candidate {
    frame: Rect,
    cost: f64,
}

/// Returns the labels of all ties, not placed yet, tie by tie.
pub(super) fn all(network: &Network, look: &Look) -> Vec<Label> {
    let ties = network.drawable_ties().filter(|_| look.labels).enumerate();
    ties.flat_map(|(number, tie)| {
        let [start, end] = &tie.at_ends;
        let rung = Some(&tie.rung).filter(|_| look.names);
        let middle: Vec<&String> = [&tie.label].into_iter().chain(rung).collect();
        let all = [
            (Spot::Middle, middle),
            (Spot::Start, vec![start]),
            (Spot::End, vec![end]),
        ];
        all.map(|(spot, words)| label(number, spot, &words, look))
    })
    .flatten()
    .collect()
}

fn label(tie: usize, spot: Spot, words: &[&String], look: &Look) -> Option<Label> {
    let letters = look.label;
    let wrapped =
        |words: &&String| text::wrapped(words, letters, Weight::Regular, ROOM * letters, LINES);
    let lines: Vec<String> = words.iter().flat_map(wrapped).collect();
    let widths = lines
        .iter()
        .map(|line| text::width(line, letters, Weight::Regular));
    let width = widths.fold(0.0, f64::max);
    let height = lines.len() as f64 * letters * 1.25;
    let frame = Rect::new(0.0, 0.0, width + 0.7 * letters, height + 0.15 * letters);
    (!lines.is_empty()).then_some(Label {
        tie,
        frame,
        spot,
        letters,
        lines,
    })
}

/// Returns the room that the labels of one line take side by side, the most there is.
pub(super) fn largest(labels: &[Label]) -> Size {
    let mut most = Size::default();
    for of_tie in labels.chunk_by(|a, b| a.tie == b.tie) {
        let width = of_tie.iter().map(|label| label.frame.size.width).sum();
        let height = of_tie.iter().map(|label| label.frame.size.height);
        let height = height.fold(0.0, f64::max);
        most = Size::new(most.width.max(width), most.height.max(height));
    }
    most
}

/// Returns the area that all labels cover.
pub(super) fn area(labels: &[Label]) -> f64 {
    let sizes = labels.iter().map(|label| label.frame.size);
    sizes.map(|size| size.width * size.height).sum()
}

/// Returns the labels that found a place, in it, and a note if some found none.
pub(super) fn placed(
    labels: &[Label],
    routes: &[Route],
    frames: &[Rect],
    look: &Look,
) -> (Vec<Label>, Option<String>) {
    if !look.labels {
        let crowded = look.casing == 0.0;
        let note = format!(
            "The {} lines carry no labels: there are too many.",
            routes.len()
        );
        return (Vec::new(), crowded.then_some(note));
    }
    let candidates: Vec<Vec<Candidate>> = labels
        .iter()
        .map(|label| candidates(label, routes, frames))
        .collect();
    let chosen = settled(&candidates);
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
    let (left, wanted) = (labels.len() - placed.len(), labels.len());
    let note = format!("For lack of room, {left} of {wanted} labels are left out.");
    (placed, (left > 0).then_some(note))
}

/// Returns the places on a line at which its label covers no box, each with what it costs.
fn candidates(label: &Label, routes: &[Route], frames: &[Rect]) -> Vec<Candidate> {
    let route = &routes[label.tie];
    let shares: Vec<f64> = match label.spot {
        Spot::Middle => MIDDLE.to_vec(),
        Spot::Start => START.to_vec(),
        Spot::End => START.iter().map(|share| 1.0 - share).collect(),
    };
    let wanted = shares[0];
    let places = shares
        .into_iter()
        .map(|share| (share, Rect::around(route.at(share), label.frame.size)));
    let free =
        places.filter(|(_, frame)| !frames.iter().any(|other| other.grown(2.0).overlaps(*frame)));
    free.map(|(share, frame)| {
        let crossed = routes
            .iter()
            .enumerate()
            .filter(|(other, route)| *other != label.tie && route.meets(frame.grown(1.5)))
            .count();
        Candidate {
            frame,
            // A label that lies on another line would be read as that line's.
            cost: 3.0 * crossed as f64 + 2.0 * (share - wanted).abs(),
        }
    })
    .collect()
}

/// Chooses a place for each label: all take their cheapest one, move out of one another's way
/// round by round, and those that still stand in the way at the end are left out.
fn settled(candidates: &[Vec<Candidate>]) -> Vec<Option<Rect>> {
    let mut chosen: Vec<Option<Rect>> = vec![None; candidates.len()];
    for _ in 0..ROUNDS {
        let mut moved = false;
        for index in 0..candidates.len() {
            let best = cheapest(&candidates[index], index, &chosen);
            moved |= best != chosen[index];
            chosen[index] = best;
        }
        if !moved {
            break;
        }
    }
    while let Some(worst) = most_in_the_way(&chosen) {
        chosen[worst] = None;
    }
    for index in 0..candidates.len() {
        if chosen[index].is_none() {
            let best = cheapest(&candidates[index], index, &chosen);
            chosen[index] = best.filter(|frame| clashes(*frame, index, &chosen) == 0);
        }
    }
    chosen
}

fn cheapest(candidates: &[Candidate], index: usize, chosen: &[Option<Rect>]) -> Option<Rect> {
    let cost = |candidate: &Candidate| {
        candidate.cost + 100.0 * clashes(candidate.frame, index, chosen) as f64
    };
    let best = candidates.iter().min_by(|a, b| cost(a).total_cmp(&cost(b)));
    best.map(|candidate| candidate.frame)
}

/// Returns how many other labels a place would cover.
fn clashes(frame: Rect, index: usize, chosen: &[Option<Rect>]) -> usize {
    let others = chosen
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != index);
    others
        .filter_map(|(_, other)| *other)
        .filter(|other| other.grown(1.0).overlaps(frame))
        .count()
}

fn most_in_the_way(chosen: &[Option<Rect>]) -> Option<usize> {
    let placed = chosen
        .iter()
        .enumerate()
        .filter_map(|(index, frame)| Some((index, (*frame)?)));
    let counted = placed.map(|(index, frame)| (clashes(frame, index, chosen), index));
    counted
        .filter(|(clashes, _)| *clashes > 0)
        .max()
        .map(|(_, index)| index)
}

/// Draws a label on its line.
pub(super) fn draw(network: &Network, tie: &Tie, label: &Label, theme: &Theme) -> Item {
    let mut items = vec![halo(label.frame, theme)];
    let leading = label.letters * 1.25;
    let middle = label.frame.center();
    let top = middle.y - (label.lines.len() as f64 - 1.0) * leading / 2.0;
    for (index, content) in label.lines.iter().enumerate() {
        let at = Point::new(
            middle.x,
            top + index as f64 * leading + label.letters * 0.36,
        );
        let colour = match (label.spot, index) {
            (Spot::Middle, 0) => theme.ink,
            _ => theme.muted,
        };
        let (anchor, weight) = (Anchor::Middle, Weight::Regular);
        let text = Text {
            at,
            anchor,
            size: label.letters,
            weight,
            colour,
            content: content.clone(),
        };
        items.push(text.into());
    }
    Group {
        key: Some(words::key(network, tie)),
        ..group("tie-label", tie, items)
    }
    .into()
}

/// Returns a box in the colour of the paper that keeps a text free of lines.
fn halo(frame: Rect, theme: &Theme) -> Item {
    Shape {
        frame,
        radius: 2.0,
        fill: Some(theme.paper),
        stroke: None,
    }
    .into()
}

/// Returns a group that carries the tooltip and the link of a tie.
pub(super) fn group(class: &'static str, tie: &Tie, items: Vec<Item>) -> Group {
    Group {
        tooltip: Some(tie.tooltip.clone()),
        link: tie.href.clone(),
        ..Group::of(class, items)
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
    fn labels_make_room_for_one_another() {
        let chosen = settled(&[
            vec![candidate(0.0, 0.0), candidate(20.0, 0.5)],
            vec![candidate(4.0, 0.0)],
        ]);
        assert_eq!(
            chosen
                .iter()
                .flatten()
                .map(|frame| frame.x)
                .collect::<Vec<_>>(),
            [20.0, 4.0]
        );
    }

    #[test]
    fn a_label_without_room_is_left_out() {
        let chosen = settled(&[vec![candidate(0.0, 0.0)], vec![candidate(4.0, 0.0)], vec![]]);
        assert_eq!(chosen.iter().flatten().count(), 1);
    }
}
