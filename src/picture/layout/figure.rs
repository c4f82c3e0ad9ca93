//! Rectangles set on shelves, in a ring, or in a ring round one of them.

use std::f64::consts::TAU;

use super::pack;
use super::request::ASPECT;
use crate::picture::geometry::{Point, Rect, Size};

/// How wide and how high a ring is, in its radius.
const WIDE: f64 = 1.16;
const HIGH: f64 = 0.86;

/// How a ring grows until its rectangles stand apart, and how often at most.
const GROWTH: f64 = 1.05;
const STEPS: usize = 120;

/// How far rectangles are drawn in at a time, as a share of their distance from the middle.
const NEARER: f64 = 0.96;

/// A manner of setting rectangles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    /// In rows.
    Shelves,
    /// In a ring.
    Ring,
    /// In a ring round the first.
    Hub,
}

impl Figure {
    /// Every figure.
    pub(super) const ALL: [Self; 3] = [Self::Shelves, Self::Ring, Self::Hub];

    /// Returns the rectangles in their order, with a gap between any two.
    pub(super) fn set(self, sizes: &[Size], gap: f64) -> Vec<Rect> {
        let aside = match self {
            Self::Shelves => return shelves(sizes, gap),
            Self::Ring => 0,
            Self::Hub => 1.min(sizes.len()),
        };
        let (hub, ring) = sizes.split_at(aside);
        let around: f64 = ring.iter().map(|size| length(*size, gap)).sum();
        let mut radius = around / TAU / 2.0;
        let mut rects = Vec::new();
        for _ in 0..STEPS {
            let hub = hub.iter().map(|size| Rect::around(Point::default(), *size));
            rects = hub.chain(on_ring(ring, radius, gap)).collect();
            if (0..rects.len()).all(|index| is_free(&rects, index, rects[index], gap)) {
                break;
            }
            radius *= GROWTH;
        }
        draw_in(&mut rects, gap);
        rects
    }
}

fn shelves(sizes: &[Size], gap: f64) -> Vec<Rect> {
    let corners = pack::shelves(sizes, ASPECT, gap);
    let rect =
        |(corner, size): (Point, &Size)| Rect::new(corner.x, corner.y, size.width, size.height);
    corners.into_iter().zip(sizes).map(rect).collect()
}

/// Returns rectangles on a ring, each with a share of it that follows its size.
fn on_ring(sizes: &[Size], radius: f64, gap: f64) -> Vec<Rect> {
    let around: f64 = sizes.iter().map(|size| length(*size, gap)).sum();
    let mut turned = 0.0;
    let place = |size: &Size| {
        let share = length(*size, gap) / around.max(1e-9);
        let angle = TAU * (turned + share / 2.0) - TAU / 4.0;
        turned += share;
        let middle = Point::new(WIDE * radius * angle.cos(), HIGH * radius * angle.sin());
        Rect::around(middle, *size)
    };
    sizes.iter().map(place).collect()
}

fn length(size: Size, gap: f64) -> f64 {
    f64::midpoint(size.width, size.height) + gap
}

/// Draws rectangles in toward the middle, one after the other, as far as there is room.
fn draw_in(rects: &mut [Rect], gap: f64) {
    for index in 0..rects.len() {
        for _ in 0..STEPS {
            let middle = rects[index].center();
            let nearer = Rect::around(middle * NEARER, rects[index].size);
            if middle.length() < 1.0 || !is_free(rects, index, nearer, gap) {
                break;
            }
            rects[index] = nearer;
        }
    }
}

/// Says whether a rectangle has a gap to all others in the place of one of them.
fn is_free(rects: &[Rect], index: usize, rect: Rect, gap: f64) -> bool {
    let roomy = rect.grown(gap);
    let mut others = rects
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != index);
    !others.any(|(_, other)| roomy.overlaps(*other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rectangles_of_every_figure_stand_apart() {
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
                let rects = figure.set(&sizes[..count], 12.0);
                let free = |index: usize| is_free(&rects, index, rects[index], 11.9);
                assert!((0..count).all(free), "{figure:?} {count}");
            }
        }
    }
}
