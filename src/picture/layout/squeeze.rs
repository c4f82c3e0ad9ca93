//! Layouts for a limited width or height.

use super::overlap::{self, Axis};
use super::request::{GAP, Request, hull};
use crate::picture::geometry::{Point, Size};

/// The number of bisection steps for the factor: the last one is far below a point.
const BISECTIONS: usize = 40;

/// The factor for the width below which the height grows no more, and how fast it grows.
const MIN_ACROSS: f64 = 0.3;
const HEIGHT_EXPONENT: f64 = 0.3;

/// Moves boxes together so that they are inside the limits of a request, as far as their own sizes allow.
///
/// What a layout loses in width it gets back in height in part, so that lines keep their length for labels.
pub(super) fn squeeze(centers: &mut [Point], sizes: &[Size], request: &Request) {
    let Some(max_width) = request.max_width else {
        return;
    };
    let across = factor(max_width, |factor| {
        hull(&scaled(centers, factor, 1.0), sizes).size.width
    });
    let down = match request.max_height {
        Some(max_height) => factor(max_height, |factor| {
            hull(&scaled(centers, 1.0, factor), sizes).size.height
        }),
        None => across.max(MIN_ACROSS).powf(-HEIGHT_EXPONENT),
    };
    let squeezed = scaled(centers, across, down);
    centers.copy_from_slice(&squeezed);
    overlap::remove(centers, sizes, GAP, axis(request));
}

/// Returns the axis along which boxes may be pushed apart: a limited width leaves only the other one.
pub(super) fn axis(request: &Request) -> Axis {
    match (request.max_width, request.max_height) {
        (Some(_), None) => Axis::Vertical,
        _ => Axis::Shorter,
    }
}

/// Returns the largest factor up to 1 with which an extent is not above a maximum; nearly 0 if there is none.
fn factor(max_extent: f64, extent: impl Fn(f64) -> f64) -> f64 {
    if extent(1.0) <= max_extent {
        return 1.0;
    }
    let (mut enough, mut too_large) = (0.0, 1.0);
    for _ in 0..BISECTIONS {
        let middle = f64::midpoint(enough, too_large);
        if extent(middle) <= max_extent {
            enough = middle;
        } else {
            too_large = middle;
        }
    }
    enough
}

fn scaled(centers: &[Point], across: f64, down: f64) -> Vec<Point> {
    let centers = centers.iter();
    centers
        .map(|center| Point::new(center.x * across, center.y * down))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_inside_the_width_and_apart() {
        let sizes = [Size::new(40.0, 10.0); 6];
        let mut centers: Vec<Point> = (0..6)
            .map(|x| Point::new(f64::from(x) * 60.0, 0.0))
            .collect();
        let request = Request {
            max_width: Some(100.0),
            ..Request::of(&sizes)
        };
        squeeze(&mut centers, &sizes, &request);
        let extent = hull(&centers, &sizes).size;
        assert!(extent.width <= 100.001, "{extent:?}");
        // At most two boxes of 40 fit 100, so six of them need three rows of 10 and two gaps.
        assert!(
            extent.height >= 3.0 * 10.0 + 2.0 * GAP - 0.001,
            "{extent:?}"
        );
    }

    #[test]
    fn boxes_that_fit_stay_where_they_are() {
        let sizes = [Size::new(40.0, 10.0); 2];
        let mut centers = vec![Point::default(), Point::new(50.0, 0.0)];
        let request = Request {
            max_width: Some(100.0),
            ..Request::of(&sizes)
        };
        squeeze(&mut centers, &sizes, &request);
        assert_eq!(centers, [Point::default(), Point::new(50.0, 0.0)]);
    }
}
