//! The labels of lines, placed so that none covers a box or another label.

use super::look::Look;
use super::routes::Route;
use super::{halo, words};
use crate::export::scene::{Anchor, Group, Item, Text, Weight};
use crate::export::text;
use crate::view::geometry::{Point, Rect, Size};
use crate::view::network::{Network, Tie};
use crate::view::style::Theme;

/// The places on a line that are tried, as shares of its length.
const PLACES: [f64; 15] = [
    0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8, 0.15, 0.85,
];

/// How often labels are moved out of one another's way.
const ROUNDS: usize = 30;

/// The widest line of a label, in letters of size one.
const ROOM: f64 = 15.0;

/// The most lines of a label.
const LINES: usize = 6;

/// The label of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    pub(super) frame: Rect,
    letters: f64,
    lines: Vec<String>,
}

/// A place that a label could take.
struct Candidate {
    frame: Rect,
    cost: f64,
}

/// Returns the labels of all ties, not placed yet; `None` for a tie without words.
pub(super) fn all(network: &Network, details: bool, look: &Look) -> Vec<Option<Label>> {
    network
        .drawable_ties()
        .map(|tie| look.labels.then(|| label(tie, details, look)).flatten())
        .collect()
}

fn label(tie: &Tie, details: bool, look: &Look) -> Option<Label> {
    let letters = look.label;
    let words = std::iter::once(&tie.label).chain(tie.detail.iter().filter(|_| details));
    let lines: Vec<String> = words
        .flat_map(|words| text::wrapped(words, letters, Weight::Regular, ROOM * letters, 2))
        .take(LINES)
        .collect();
    let widths = lines
        .iter()
        .map(|line| text::width(line, letters, Weight::Regular));
    let width = widths.fold(0.0, f64::max);
    let height = lines.len() as f64 * letters * 1.25;
    let frame = Rect::new(0.0, 0.0, width + 0.7 * letters, height + 0.15 * letters);
    (!lines.is_empty()).then_some(Label {
        frame,
        letters,
        lines,
    })
}

/// Returns the room that the largest label takes.
pub(super) fn largest(labels: &[Option<Label>]) -> Size {
    let sizes = labels.iter().flatten().map(|label| label.frame.size);
    sizes.fold(Size::default(), |a, b| {
        Size::new(a.width.max(b.width), a.height.max(b.height))
    })
}

/// Returns the labels in their places, and notes about those that found none.
pub(super) fn placed(
    labels: Vec<Option<Label>>,
    routes: &[Route],
    frames: &[Rect],
    look: &Look,
) -> (Vec<Option<Label>>, Vec<String>) {
    let wanted = labels.iter().flatten().count();
    if !look.labels {
        return (
            labels,
            vec![format!(
                "The {} lines carry no labels: there are too many.",
                routes.len()
            )],
        );
    }
    let candidates: Vec<Vec<Candidate>> = labels
        .iter()
        .enumerate()
        .map(|(index, label)| candidates(label.as_ref(), index, routes, frames))
        .collect();
    let chosen = settled(&candidates);
    let placed: Vec<Option<Label>> = labels
        .into_iter()
        .zip(chosen)
        .map(|(label, frame)| {
            Some(Label {
                frame: frame?,
                ..label?
            })
        })
        .collect();
    let left = wanted - placed.iter().flatten().count();
    let note = format!("For lack of room, {left} of {wanted} lines carry no label.");
    (placed, (left > 0).then_some(note).into_iter().collect())
}

/// Returns the places on a line at which its label covers no box, each with what it costs.
fn candidates(
    label: Option<&Label>,
    index: usize,
    routes: &[Route],
    frames: &[Rect],
) -> Vec<Candidate> {
    let Some(label) = label else {
        return Vec::new();
    };
    let route = &routes[index];
    let places = PLACES
        .iter()
        .map(|share| (*share, Rect::around(route.at(*share), label.frame.size)));
    let free =
        places.filter(|(_, frame)| !frames.iter().any(|other| other.grown(2.0).overlaps(*frame)));
    free.map(|(share, frame)| {
        let crossed = routes
            .iter()
            .enumerate()
            .filter(|(other, route)| *other != index && route.meets(frame))
            .count();
        Candidate {
            frame,
            cost: crossed as f64 + 2.0 * (share - 0.5).abs(),
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
        let colour = if index == 0 { theme.ink } else { theme.muted };
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
