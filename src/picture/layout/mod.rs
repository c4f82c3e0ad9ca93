//! Where the nodes of a network stand.
//!
//! A handful of nodes that hang together stand on a circle (`circle`); more of them are placed
//! by stress, so that the distance on paper follows the distance in the network (`stress`); on request
//! they stand in layers (`layered`). Parts that do not hang together are packed side by side, groups
//! are laid out each for itself (`grouped`), and boxes are pushed apart until none overlaps. The same
//! request always gives the same answer, to the last bit.

mod adjacency;
mod circle;
mod drafts;
mod figure;
mod grouped;
mod layered;
mod overlap;
mod pack;
mod parts;
mod random;
mod request;
mod stress;
mod terms;
mod two_mode;

pub use self::drafts::Drafts;
pub use self::request::{CIRCLE_LIMIT, GROUP_HEAD, GROUP_MARGIN, Method, Request, hull};

use self::adjacency::Adjacency;
use super::geometry::{Point, Size};

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
        false => parts::arrange(&adjacency, request, drafts),
    };
    to_origin(&mut places, request.sizes);
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
    use crate::picture::geometry::Rect;

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
