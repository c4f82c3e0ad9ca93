//! Components of a network, each laid out for itself, and packed side by side.

use super::adjacency::Adjacency;
use super::drafts::Drafts;
use super::overlap::{self, Axis};
use super::request::{ASPECT, CIRCLE_LIMIT, GAP, Method, Request, hull};
use super::{circle, homes, layered, pack, squeeze, two_mode};
use crate::picture::geometry::{Point, Rect, Size};

/// The area of a legible picture per area of its labels.
const LABEL_AREA_FACTOR: f64 = 7.5;

/// The area of a legible picture per area of its boxes, each with some space around it.
const BOX_AREA_FACTOR: f64 = 2.6;

/// The space that counts as part of a box, in points.
const BOX_SPACE: f64 = 24.0;

/// The factor by which the aspect of a layout may change: more would distort its distances.
const MAX_DISTORTION: f64 = 1.3;

/// Lays out each component, and packs them.
pub(super) fn arrange(adjacency: &Adjacency, request: &Request, drafts: &mut Drafts) -> Vec<Point> {
    let parts = adjacency.components();
    let placed: Vec<Vec<Point>> = parts
        .iter()
        .map(|part| {
            let mut centers = arrange_part(part, adjacency, request, drafts);
            squeeze::squeeze(&mut centers, &sizes_of(part, request), request);
            centers
        })
        .collect();
    let mut centers = packed(&parts, &placed, request);
    overlap::remove(&mut centers, request.sizes, GAP, squeeze::axis(request));
    centers
}

fn sizes_of(part: &[usize], request: &Request) -> Vec<Size> {
    part.iter().map(|node| request.sizes[*node]).collect()
}

/// Lays out one component with the requested method, or one that suits it.
fn arrange_part(
    part: &[usize],
    whole: &Adjacency,
    request: &Request,
    drafts: &mut Drafts,
) -> Vec<Point> {
    let sizes = sizes_of(part, request);
    let adjacency = whole.within(part);
    let lower: Vec<bool> = part.iter().map(|node| request.is_lower(*node)).collect();
    let is_small = part.len() <= CIRCLE_LIMIT;
    let homes = homes::of(part, request);
    let on_paper = |places: Vec<Point>| {
        let mut centers = scaled(places, &sizes, request);
        overlap::remove(&mut centers, &sizes, GAP, Axis::Shorter);
        centers
    };
    match request.method {
        None if two_mode::is_two_mode(&lower) => {
            let upper: Vec<usize> = part
                .iter()
                .copied()
                .filter(|node| !request.is_lower(*node))
                .collect();
            let homes = homes::of(&upper, request);
            let focus = upper.iter().position(|node| Some(*node) == request.focus);
            on_paper(two_mode::arrange(
                &adjacency,
                &lower,
                (homes.as_deref(), focus),
                drafts,
            ))
        }
        Some(Method::Circle) | None if is_small => match homes.as_deref().and_then(homes::seats) {
            Some(seats) => circle::in_seats(&sizes, &seats, request.label, request.stretch),
            None => {
                let order = circle::best_order(&adjacency);
                circle::arrange(&sizes, &order, request.label, request.stretch)
            }
        },
        Some(Method::Circle) => {
            let order = circle::order_around_center(&drafts.stress(&adjacency, homes.as_deref()));
            circle::arrange(&sizes, &order, request.label, request.stretch)
        }
        Some(Method::Layered) if drafts.accept_layers(layered::cost(&adjacency, &lower)) => {
            layered::arrange(&sizes, &adjacency, &lower, request.label, request.stretch)
        }
        None | Some(Method::Stress | Method::Layered) => {
            on_paper(drafts.stress(&adjacency, homes.as_deref()))
        }
    }
}

/// Scales a layout in units of ties to points, so that every box has the space that it and its share of the labels
/// need.
fn scaled(mut places: Vec<Point>, sizes: &[Size], request: &Request) -> Vec<Point> {
    let extent = hull(&places, &vec![Size::default(); places.len()]).size;
    let (width, height) = (extent.width.max(1e-6), extent.height.max(1e-6));
    let aspect = ASPECT.clamp(
        width / height / MAX_DISTORTION,
        width / height * MAX_DISTORTION,
    );
    let share = sizes.len() as f64 / request.sizes.len().max(1) as f64;
    let area = legible_area(sizes, request.label_area * share) * request.stretch.powi(2);
    let (across, down) = ((area * aspect).sqrt(), (area / aspect).sqrt());
    for place in &mut places {
        place.x *= across / width;
        place.y *= down / height;
    }
    places
}

fn legible_area(sizes: &[Size], label_area: f64) -> f64 {
    let boxes: f64 = sizes
        .iter()
        .map(|size| (size.width + BOX_SPACE) * (size.height + BOX_SPACE))
        .sum();
    BOX_AREA_FACTOR * boxes + LABEL_AREA_FACTOR * label_area
}

/// Puts the components side by side.
fn packed(parts: &[Vec<usize>], placed: &[Vec<Point>], request: &Request) -> Vec<Point> {
    let hulls: Vec<Rect> = parts
        .iter()
        .zip(placed)
        .map(|(part, centers)| hull(centers, &sizes_of(part, request)))
        .collect();
    let extents: Vec<Size> = hulls.iter().map(|hull| hull.size).collect();
    let max_width = request.max_width.unwrap_or(f64::INFINITY);
    let corners = pack::shelves(&extents, ASPECT, max_width, 3.0 * GAP);
    let mut all = vec![Point::default(); request.sizes.len()];
    for (index, part) in parts.iter().enumerate() {
        let vector = corners[index] - Point::new(hulls[index].x, hulls[index].y);
        for (node, center) in part.iter().zip(&placed[index]) {
            all[*node] = *center + vector;
        }
    }
    all
}
