//! Rectangles in rows, in a ring, or in a ring around one of them.

use std::f64::consts::TAU;

use super::pack;
use super::request::{ASPECT, ELLIPSE};
use crate::picture::geometry::{Point, Rect, Size};

/// The factor by which a ring grows until its rectangles are apart.
const GROWTH: f64 = 1.05;

/// The factor by which the distance of a rectangle from the center shrinks in one step inwards.
const SHRINKAGE: f64 = 0.96;

/// The maximum number of steps of growth, and of steps inwards.
const MAX_STEPS: usize = 120;

/// An arrangement of rectangles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    /// In rows.
    Shelves,
    /// In a ring.
    Ring,
    /// In a ring around the first one.
    Hub,
}

impl Figure {
    /// All figures.
    const ALL: [Self; 3] = [Self::Shelves, Self::Ring, Self::Hub];

    /// Returns the figures that can be made as narrow as requested.
    pub(super) fn for_width(max_width: Option<f64>) -> &'static [Self] {
        match max_width {
            Some(_) => &[Self::Shelves],
            None => &Self::ALL,
        }
    }

    /// Returns the rectangles in their order, with a gap between any two. Shelves are no wider than a maximum.
    pub(super) fn place(self, sizes: &[Size], max_width: f64, gap: f64) -> Vec<Rect> {
        let hub_count = match self {
            Self::Shelves => return shelves(sizes, max_width, gap),
            Self::Ring => 0,
            Self::Hub => 1.min(sizes.len()),
        };
        let (hub, ring) = sizes.split_at(hub_count);
        let circumference: f64 = ring.iter().map(|size| length(*size, gap)).sum();
        // A ring that is too small by half: it grows until the rectangles are apart.
        let mut radius = circumference / TAU / 2.0;
        let mut rects = Vec::new();
        for _ in 0..MAX_STEPS {
            let hub = hub.iter().map(|size| Rect::around(Point::default(), *size));
            rects = hub.chain(on_ring(ring, radius, gap)).collect();
            if (0..rects.len()).all(|index| is_free(&rects, index, rects[index], gap)) {
                break;
            }
            radius *= GROWTH;
        }
        tighten(&mut rects, gap);
        rects
    }
}

fn shelves(sizes: &[Size], max_width: f64, gap: f64) -> Vec<Rect> {
    let corners = pack::shelves(sizes, ASPECT, max_width, gap).into_iter();
    corners
        .zip(sizes)
        .map(|(corner, size)| Rect::new(corner.x, corner.y, size.width, size.height))
        .collect()
}

/// Returns rectangles on a ring, each with a share of the ring in proportion to its length.
fn on_ring(sizes: &[Size], radius: f64, gap: f64) -> Vec<Rect> {
    let circumference: f64 = sizes.iter().map(|size| length(*size, gap)).sum();
    let mut turned = 0.0;
    let mut rects = Vec::with_capacity(sizes.len());
    for size in sizes {
        let share = length(*size, gap) / circumference.max(1e-9);
        let angle = TAU * (turned + share / 2.0) - TAU / 4.0;
        turned += share;
        let center = Point::new(
            ELLIPSE.width * radius * angle.cos(),
            ELLIPSE.height * radius * angle.sin(),
        );
        rects.push(Rect::around(center, *size));
    }
    rects
}

/// Returns the length that a rectangle takes on a ring: between its width and its height, whichever way it faces.
fn length(size: Size, gap: f64) -> f64 {
    f64::midpoint(size.width, size.height) + gap
}

/// Moves rectangles towards the center, one after the other, as far as the others allow.
fn tighten(rects: &mut [Rect], gap: f64) {
    for index in 0..rects.len() {
        for _ in 0..MAX_STEPS {
            let center = rects[index].center();
            let nearer = Rect::around(center * SHRINKAGE, rects[index].size);
            if center.length() < 1.0 || !is_free(rects, index, nearer, gap) {
                break;
            }
            rects[index] = nearer;
        }
    }
}

/// Returns `true` if a rectangle in the place of one of the others has a gap to all of the rest.
fn is_free(rects: &[Rect], index: usize, rect: Rect, gap: f64) -> bool {
    let padded = rect.grown(gap);
    let others = rects.iter().enumerate();
    let mut others = others.filter(|(other, _)| *other != index);
    !others.any(|(_, other)| padded.overlaps(*other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rectangles_of_every_figure_are_apart() {
        let sizes: Vec<Size> = (0..8)
            .map(|index| {
                Size::new(
                    40.0 + 45.0 * f64::from(index),
                    30.0 + 20.0 * f64::from(index % 3),
                )
            })
            .collect();
        for figure in Figure::ALL {
            for count in 0..=sizes.len() {
                let rects = figure.place(&sizes[..count], f64::INFINITY, 12.0);
                let free = |index: usize| is_free(&rects, index, rects[index], 11.9);
                assert!((0..count).all(free), "{figure:?} {count}");
            }
        }
    }
}
