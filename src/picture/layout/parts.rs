//! Parts of a network that do not hang together, each laid out for itself and packed side by side.

use super::adjacency::Adjacency;
use super::drafts::Drafts;
use super::request::{ASPECT, CIRCLE_LIMIT, GAP, Method, Request, hull};
use super::{circle, layered, overlap, pack, two_mode};
use crate::picture::geometry::{Point, Rect, Size};

/// How many times the area of the labels a legible picture takes for them.
const WORDS: f64 = 7.5;

/// Lays out parts that do not hang together each for itself, and packs them.
pub(super) fn arrange(adjacency: &Adjacency, request: &Request, drafts: &mut Drafts) -> Vec<Point> {
    let parts = adjacency.components();
    let placed: Vec<Vec<Point>> = parts
        .iter()
        .map(|part| place(part, adjacency, request, drafts))
        .collect();
    let mut places = assembled(&parts, &placed, request);
    overlap::remove(&mut places, request.sizes, GAP);
    places
}

/// Lays out one part whose nodes hang together.
fn place(part: &[usize], whole: &Adjacency, request: &Request, drafts: &mut Drafts) -> Vec<Point> {
    let sizes: Vec<Size> = part.iter().map(|node| request.sizes[*node]).collect();
    let adjacency = whole.within(part);
    let lower: Vec<bool> = part.iter().map(|node| request.is_lower(*node)).collect();
    if request.method.is_none() && two_mode::is_two_mode(&lower) {
        let mut places = two_mode::arrange(&adjacency, &lower, drafts);
        to_paper(&mut places, &sizes, request);
        overlap::remove(&mut places, &sizes, GAP);
        return places;
    }
    let few = part.len() <= CIRCLE_LIMIT && request.method.is_none();
    if few || request.method == Some(Method::Circle) {
        let order = match part.len() <= CIRCLE_LIMIT {
            true => circle::best_order(&adjacency),
            false => circle::order_round(&drafts.stress(&adjacency)),
        };
        return circle::arrange(&sizes, &order, request.label, request.stretch);
    }
    if request.method == Some(Method::Layered) && part.len() <= layered::LIMIT {
        return layered::arrange(&sizes, &adjacency, &lower, request.label, request.stretch);
    }
    let mut places = drafts.stress(&adjacency);
    to_paper(&mut places, &sizes, request);
    overlap::remove(&mut places, &sizes, GAP);
    places
}

/// Blows a layout of unit distances up to points: every box gets the room that it and its share
/// of the labels need.
fn to_paper(places: &mut [Point], sizes: &[Size], request: &Request) {
    let extent = hull(places, &vec![Size::default(); places.len()]);
    let (width, height) = (extent.size.width.max(1e-6), extent.size.height.max(1e-6));
    let aspect = ASPECT.clamp(width / height / 1.3, width / height * 1.3);
    let share = sizes.len() as f64 / request.sizes.len().max(1) as f64;
    let area = room(sizes, request.words * share) * request.stretch.powi(2);
    let target = Size::new((area * aspect).sqrt(), (area / aspect).sqrt());
    for place in places {
        place.x *= target.width / width;
        place.y *= target.height / height;
    }
}

/// Returns the area that a legible picture takes.
fn room(sizes: &[Size], words: f64) -> f64 {
    let boxes: f64 = sizes
        .iter()
        .map(|size| (size.width + 24.0) * (size.height + 24.0))
        .sum();
    2.6 * boxes + WORDS * words
}

/// Puts the parts side by side.
fn assembled(parts: &[Vec<usize>], placed: &[Vec<Point>], request: &Request) -> Vec<Point> {
    let hulls: Vec<Rect> = parts
        .iter()
        .zip(placed)
        .map(|(part, places)| {
            let sizes: Vec<Size> = part.iter().map(|node| request.sizes[*node]).collect();
            hull(places, &sizes)
        })
        .collect();
    let extents: Vec<Size> = hulls.iter().map(|hull| hull.size).collect();
    let corners = pack::shelves(&extents, ASPECT, 3.0 * GAP);
    let mut places = vec![Point::default(); request.sizes.len()];
    for (index, part) in parts.iter().enumerate() {
        let step = corners[index] - Point::new(hulls[index].x, hulls[index].y);
        for (node, place) in part.iter().zip(&placed[index]) {
            places[*node] = *place + step;
        }
    }
    places
}
