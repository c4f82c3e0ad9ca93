//! Where the nodes of a network stand.
//!
//! A handful of nodes that hang together stand on a circle (`circle`); more of them are placed
//! by stress, so that the distance on paper follows the distance in the network (`stress`); on request
//! they stand in layers (`layered`). Parts that do not hang together are packed side by side, groups
//! are laid out each for itself (`grouped`), and boxes are pushed apart until none overlaps. The same
//! request always gives the same answer, to the last bit.

mod adjacency;
mod circle;
mod figure;
mod grouped;
mod layered;
mod overlap;
mod pack;
mod random;
mod stress;
mod terms;
mod two_mode;

use std::collections::BTreeMap;

use self::adjacency::Adjacency;
use super::geometry::{Point, Rect, Size};

/// How many nodes stand on a circle at most.
pub const CIRCLE_LIMIT: usize = 8;

/// How much wider than high a picture should be.
const ASPECT: f64 = 1.36;

/// The least white space between two boxes, in points.
const GAP: f64 = 8.0;

/// The room between a group's frame and its boxes, in points.
pub const GROUP_MARGIN: f64 = 10.0;

/// The room for the name of a group above its boxes, in points.
pub const GROUP_HEAD: f64 = 12.0;

/// How nodes are laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Method {
    /// By what there is: on a circle if they are few, by stress if they are many.
    #[default]
    Fitting,
    /// On a circle or ellipse.
    Circle,
    /// So that the distance on paper follows the distance in the network.
    Stress,
    /// In layers from left to right.
    Layered,
}

/// How many times the area of the labels a legible picture takes for them.
const WORDS: f64 = 7.5;

/// What has to be laid out.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The size of the box of each node.
    pub sizes: &'a [Size],
    /// The ties, as pairs of indices of nodes; what points nowhere is ignored.
    pub ties: &'a [(usize, usize)],
    /// The room that the labels of one tie take, the most there is; zero if ties have none.
    pub label: Size,
    /// The area that all labels cover.
    pub words: f64,
    /// How much more room than usual the picture takes; 1 is usual.
    pub stretch: f64,
    /// How the nodes are laid out.
    pub method: Method,
    /// The group of each node, if it stands in one; nodes beyond the end stand in none.
    pub groups: &'a [Option<usize>],
    /// How wide the name of each group is.
    pub heads: &'a [f64],
    /// Whether a node belongs below those that it is tied to; nodes beyond the end do not.
    pub lower: &'a [bool],
}

impl<'a> Request<'a> {
    /// Returns the request for boxes of these sizes without ties, in the usual manner.
    pub fn of(sizes: &'a [Size]) -> Self {
        Self {
            sizes,
            ties: &[],
            label: Size::default(),
            words: 0.0,
            stretch: 1.0,
            method: Method::default(),
            groups: &[],
            heads: &[],
            lower: &[],
        }
    }

    fn is_lower(&self, node: usize) -> bool {
        self.lower.get(node).copied().unwrap_or(false)
    }
}

/// Returns the middle of each box, so that the boxes overlap nowhere and the hull of all boxes
/// begins at the origin.
///
/// ```
/// use interorg::picture::geometry::Size;
/// use interorg::picture::layout::{Request, arrange};
///
/// let sizes = [Size::new(40.0, 16.0); 3];
/// let places = arrange(&Request { ties: &[(0, 1)], ..Request::of(&sizes) });
/// assert_eq!(places.len(), 3);
/// ```
pub fn arrange(request: &Request) -> Vec<Point> {
    arrange_again(request, &mut Drafts::default())
}

/// Returns what [`arrange`] does; what it takes for the same network in more or less room is kept among the
/// drafts for the next time.
pub fn arrange_again(request: &Request, drafts: &mut Drafts) -> Vec<Point> {
    let adjacency = Adjacency::new(request.sizes.len(), request.ties);
    let mut places = match request.groups.iter().any(Option::is_some) {
        true => grouped::arrange(&adjacency, request, drafts),
        false => in_parts(&adjacency, request, drafts),
    };
    to_origin(&mut places, request.sizes);
    places
}

/// Layouts by stress, which do not depend on how much room there is.
#[derive(Debug, Clone, Default)]
pub struct Drafts {
    found: BTreeMap<Adjacency, Vec<Point>>,
    in_two_modes: BTreeMap<(Adjacency, Vec<bool>), Vec<Point>>,
}

impl Drafts {
    /// Returns the layout of a network that hangs together.
    fn stress(&mut self, adjacency: &Adjacency) -> Vec<Point> {
        if let Some(places) = self.found.get(adjacency) {
            return places.clone();
        }
        let places = stress::arrange(adjacency);
        self.found.insert(adjacency.clone(), places.clone());
        places
    }

    /// Returns the layout of a network that hangs together and in which some nodes are lower.
    fn two_mode(&mut self, adjacency: &Adjacency, lower: &[bool]) -> Vec<Point> {
        let request = (adjacency.clone(), lower.to_vec());
        if let Some(places) = self.in_two_modes.get(&request) {
            return places.clone();
        }
        let places = two_mode::arrange(adjacency, lower, self);
        self.in_two_modes.insert(request, places.clone());
        places
    }
}

/// Lays out parts that do not hang together each for itself, and packs them.
fn in_parts(adjacency: &Adjacency, request: &Request, drafts: &mut Drafts) -> Vec<Point> {
    let parts = adjacency.components();
    let placed: Vec<Vec<Point>> = parts
        .iter()
        .map(|part| place(part, adjacency, request, drafts))
        .collect();
    let mut places = assembled(&parts, &placed, request);
    overlap::remove(&mut places, request.sizes, GAP);
    places
}

/// Returns the rectangle round all boxes; empty if there are none.
pub fn hull(places: &[Point], sizes: &[Size]) -> Rect {
    let boxes = places
        .iter()
        .zip(sizes)
        .map(|(place, size)| Rect::around(*place, *size));
    Rect::hull(boxes).unwrap_or_default()
}

/// Lays out one part whose nodes hang together.
fn place(part: &[usize], whole: &Adjacency, request: &Request, drafts: &mut Drafts) -> Vec<Point> {
    let sizes: Vec<Size> = part.iter().map(|node| request.sizes[*node]).collect();
    let adjacency = whole.within(part);
    let lower: Vec<bool> = part.iter().map(|node| request.is_lower(*node)).collect();
    if request.method == Method::Fitting && two_mode::is_two_mode(&lower) {
        let mut places = drafts.two_mode(&adjacency, &lower);
        to_paper(&mut places, &sizes, request);
        overlap::remove(&mut places, &sizes, GAP);
        return places;
    }
    let few = part.len() <= CIRCLE_LIMIT && request.method == Method::Fitting;
    if few || request.method == Method::Circle {
        let order = match part.len() <= CIRCLE_LIMIT {
            true => circle::best_order(&adjacency),
            false => circle::order_round(&drafts.stress(&adjacency)),
        };
        return circle::arrange(&sizes, &order, request.label, request.stretch);
    }
    if request.method == Method::Layered && part.len() <= layered::LIMIT {
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

fn to_origin(places: &mut [Point], sizes: &[Size]) {
    let hull = hull(places, sizes);
    for place in places {
        *place = *place - Point::new(hull.x, hull.y);
    }
}

#[cfg(test)]
mod tests {
    use super::random::Random;
    use super::*;

    fn request<'a>(sizes: &'a [Size], ties: &'a [(usize, usize)]) -> Request<'a> {
        Request {
            ties,
            label: Size::new(30.0, 8.0),
            ..Request::of(sizes)
        }
    }

    fn ties(nodes: usize, count: usize) -> Vec<(usize, usize)> {
        let mut random = Random::new(7);
        (0..count)
            .map(|_| (random.below(nodes), random.below(nodes)))
            .collect()
    }

    fn overlaps(places: &[Point], sizes: &[Size]) -> usize {
        let boxes: Vec<Rect> = places
            .iter()
            .zip(sizes)
            .map(|(p, s)| Rect::around(*p, *s))
            .collect();
        let pairs = (0..boxes.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
        pairs.filter(|(a, b)| boxes[*a].overlaps(boxes[*b])).count()
    }

    #[test]
    fn no_boxes_overlap_at_any_size() {
        for (nodes, count) in [
            (1, 0),
            (2, 1),
            (4, 6),
            (5, 9),
            (8, 12),
            (9, 4),
            (40, 60),
            (300, 500),
        ] {
            let sizes = vec![Size::new(46.0, 16.0); nodes];
            let places = arrange(&request(&sizes, &ties(nodes, count)));
            assert_eq!(overlaps(&places, &sizes), 0, "{nodes} nodes");
            assert!(
                places
                    .iter()
                    .all(|place| place.x.is_finite() && place.y.is_finite())
            );
        }
    }

    #[test]
    fn the_same_request_gives_the_same_places() {
        let sizes = vec![Size::new(46.0, 16.0); 60];
        let ties = ties(60, 90);
        assert_eq!(
            arrange(&request(&sizes, &ties)),
            arrange(&request(&sizes, &ties))
        );
    }

    #[test]
    fn hostile_ties_are_ignored() {
        let sizes = vec![Size::new(10.0, 10.0); 3];
        let places = arrange(&request(&sizes, &[(0, 9), (1, 1), (usize::MAX, 0)]));
        assert_eq!(overlaps(&places, &sizes), 0);
        assert!(arrange(&request(&[], &[])).is_empty());
    }

    #[test]
    fn a_large_network_is_laid_out_through_pivots() {
        let sizes = vec![Size::new(20.0, 8.0); 2_500];
        let ring: Vec<_> = (0..2_500).map(|node| (node, (node + 1) % 2_500)).collect();
        let places = arrange(&request(&sizes, &ring));
        let extent = hull(&places, &sizes).size;
        assert!((places[0] - places[1_250]).length() > extent.height / 3.0);
    }
}
