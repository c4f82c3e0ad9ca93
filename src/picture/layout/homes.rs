//! Positions that nodes keep from picture to picture.
//!
//! The home of a node is its position in the layout of a larger network, of which the picture shows a part. Readers who
//! compare two pictures find each node in the same corner.

use std::f64::consts::{FRAC_PI_2, PI};

use super::request::Request;
use crate::picture::geometry::{Point, Rect, Size};

/// The weight of a vertical distance between homes relative to a horizontal one, so that nodes of one row stay in order.
const VERTICAL_WEIGHT: f64 = 0.01;

/// Returns the homes of some nodes of a request; `None` unless all of them have one.
pub(super) fn of(part: &[usize], request: &Request) -> Option<Vec<Point>> {
    let homes = part.iter().map(|node| *request.homes.get(*node)?);
    homes.collect()
}

/// Returns the seats of up to four nodes in a rectangle, clockwise from the top left, or those of more nodes around a
/// circle, clockwise from the top left; `None` if two nodes have the same seat.
pub(super) fn seats(homes: &[Point]) -> Option<Vec<usize>> {
    let center = center(homes);
    match homes.len() {
        0 | 1 => Some((0..homes.len()).collect()),
        2 => {
            let key = |home: &Point| home.x + VERTICAL_WEIGHT * home.y;
            let is_ordered = key(&homes[0]) <= key(&homes[1]);
            Some(if is_ordered { vec![0, 1] } else { vec![1, 0] })
        }
        3 | 4 => {
            let corners: Vec<usize> = homes.iter().map(|home| corner(*home - center)).collect();
            let mut distinct = corners.clone();
            distinct.sort_unstable();
            distinct.dedup();
            (distinct.len() == homes.len()).then_some(corners)
        }
        _ => Some(around(homes, center)),
    }
}

/// Returns the number of seats among which nodes are: three nodes leave one corner of a rectangle free.
pub(super) fn seat_count(nodes: usize) -> usize {
    if nodes == 3 { 4 } else { nodes }
}

/// Turns a layout, and mirrors it if that helps, so that nodes are in the directions of their homes from one another.
///
/// This is the orthogonal Procrustes problem in the plane. For complex numbers `p` and `h` relative to their means, the best
/// rotation is the direction of the sum of `h` times the conjugate of `p`, and its length says how good it is.
pub(super) fn align(places: &mut [Point], homes: &[Point]) {
    let (middle, home_middle) = (mean(places), mean(homes));
    let fit = |sign: f64| {
        let pairs = places.iter().zip(homes);
        pairs.fold(Point::default(), |sum, (place, home)| {
            let place = *place - middle;
            let (x, y) = (place.x, sign * place.y);
            let home = *home - home_middle;
            sum + Point::new(home.x * x + home.y * y, home.y * x - home.x * y)
        })
    };
    let (turned, mirrored) = (fit(1.0), fit(-1.0));
    let (best, sign) = if mirrored.length() > turned.length() {
        (mirrored, -1.0)
    } else {
        (turned, 1.0)
    };
    if best.length() < 1e-9 {
        return;
    }
    let (cos, sin) = (best.x / best.length(), best.y / best.length());
    for place in places {
        let (x, y) = (place.x - middle.x, sign * (place.y - middle.y));
        *place = Point::new(x * cos - y * sin, x * sin + y * cos);
    }
}

fn mean(points: &[Point]) -> Point {
    let sum = points
        .iter()
        .fold(Point::default(), |sum, point| sum + *point);
    sum * (1.0 / points.len().max(1) as f64)
}

/// Returns the middle of the extent of some points.
fn center(points: &[Point]) -> Point {
    let rects = points
        .iter()
        .map(|point| Rect::around(*point, Size::default()));
    Rect::hull(rects).unwrap_or_default().center()
}

/// Returns the corner of a rectangle to which a vector from its center leads, clockwise from the top left.
fn corner(vector: Point) -> usize {
    match (vector.x > 0.0, vector.y > 0.0) {
        (false, false) => 0,
        (true, false) => 1,
        (true, true) => 2,
        (false, true) => 3,
    }
}

/// Returns the seat of each node around a center, clockwise from the top left.
fn around(homes: &[Point], center: Point) -> Vec<usize> {
    let angle = |node: &usize| {
        let vector = homes[*node] - center;
        // The top left has the angle -3/4 π; a figure begins there.
        (vector.y.atan2(vector.x) + PI * 0.75).rem_euclid(4.0 * FRAC_PI_2)
    };
    let mut order: Vec<usize> = (0..homes.len()).collect();
    order.sort_by(|a, b| angle(a).total_cmp(&angle(b)));
    let mut seats = vec![0; homes.len()];
    for (seat, node) in order.into_iter().enumerate() {
        seats[node] = seat;
    }
    seats
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points<const N: usize>(places: [(f64, f64); N]) -> Vec<Point> {
        places.map(|(x, y)| Point::new(x, y)).to_vec()
    }

    #[test]
    fn nodes_keep_their_corners_when_one_is_left_out() {
        let corners = points([(0.0, 0.0), (9.0, 0.0), (9.0, 6.0), (0.0, 6.0)]);
        assert_eq!(seats(&corners), Some(vec![0, 1, 2, 3]));
        assert_eq!(seats(&corners[1..]), Some(vec![1, 2, 3]));
        assert_eq!(seats(&points([(9.0, 6.0), (0.0, 0.0)])), Some(vec![1, 0]));
        let in_a_row = points([(0.0, 0.0), (1.0, 0.0), (9.0, 0.0)]);
        assert_eq!(seats(&in_a_row), None);
    }

    #[test]
    fn a_layout_is_turned_and_mirrored_to_its_homes() {
        let homes = points([(0.0, 0.0), (6.0, 0.0), (6.0, 3.0)]);
        // The homes, mirrored and turned by a right angle.
        let mut places = points([(0.0, 0.0), (0.0, 6.0), (3.0, 6.0)]);
        align(&mut places, &homes);
        for (place, home) in places.iter().zip(&homes) {
            let distance = (*place - (*home - mean(&homes))).length();
            assert!(distance < 1e-9, "{places:?}");
        }
    }
}
