//! Where the nodes of a network are.
//!
//! A few connected nodes are on a circle (`circle`). More are placed by stress, so that distances on paper follow
//! distances in the network (`stress`). Operations are placed between the organizations that take part in them
//! (`two_mode`). On request nodes are in layers (`layered`), if there are not too many ties for them. Components that are not connected are packed side by
//! side (`parts`), groups are laid out one by one (`grouped`), and boxes are pushed apart until none overlap
//! (`overlap`). The same request always gives the same result, to the last bit.
//!
//! These layouts are written here because no well-kept Rust crate has them: `layout-rs` leaves most of the paper
//! empty and loses clusters, `forceatlas2` is under the AGPL. Layers come from the crate `dagre`. A maintained
//! crate with stress majorization that is deterministic and knows box sizes would change that decision.

mod adjacency;
mod circle;
mod drafts;
mod figure;
mod grouped;
mod homes;
mod layered;
mod overlap;
mod pack;
mod parts;
mod request;
mod squeeze;
mod stress;
mod terms;
mod two_mode;

pub use self::drafts::Drafts;
pub use self::request::{GROUP_HEAD, GROUP_MARGIN, Method, Request};

use self::adjacency::Adjacency;
use self::request::hull;
use super::geometry::{Point, Size};

/// Returns the center of each box, so that no boxes overlap and the hull of all boxes begins at the origin.
///
/// ```
/// use interorg::picture::geometry::Size;
/// use interorg::picture::layout::{Request, arrange};
///
/// let sizes = [Size::new(40.0, 16.0); 3];
/// let centers = arrange(&Request { ties: &[(0, 1)], ..Request::of(&sizes) });
/// assert_eq!(centers.len(), 3);
/// ```
pub fn arrange(request: &Request) -> Vec<Point> {
    arrange_with(request, &mut Drafts::default())
}

/// Returns the same as [`arrange`], and keeps the costly part of the layout among the drafts, so that the next
/// request for the same network with another stretch is fast.
pub fn arrange_with(request: &Request, drafts: &mut Drafts) -> Vec<Point> {
    drafts.begin_request();
    let adjacency = Adjacency::new(request.sizes.len(), request.ties);
    let mut centers = if request.groups.iter().any(Option::is_some) {
        grouped::arrange(&adjacency, request, drafts)
    } else {
        parts::arrange(&adjacency, request, drafts)
    };
    move_to_origin(&mut centers, request.sizes);
    centers
}

fn move_to_origin(centers: &mut [Point], sizes: &[Size]) {
    let hull = hull(centers, sizes);
    for center in centers {
        *center = *center - Point::new(hull.x, hull.y);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::random::Random;
    use crate::picture::geometry::Rect;

    fn request<'a>(sizes: &'a [Size], ties: &'a [(usize, usize)]) -> Request<'a> {
        Request {
            ties,
            label: Size::new(30.0, 8.0),
            ..Request::of(sizes)
        }
    }

    fn random_ties(nodes: usize, count: usize) -> Vec<(usize, usize)> {
        let mut random = Random::new(7);
        (0..count)
            .map(|_| (random.below(nodes), random.below(nodes)))
            .collect()
    }

    fn count_overlaps(centers: &[Point], sizes: &[Size]) -> usize {
        let boxes: Vec<Rect> = centers
            .iter()
            .zip(sizes)
            .map(|(center, size)| Rect::around(*center, *size))
            .collect();
        let pairs = (0..boxes.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
        pairs.filter(|(a, b)| boxes[*a].overlaps(boxes[*b])).count()
    }

    #[test]
    fn no_boxes_overlap_in_networks_of_any_size() {
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
            let centers = arrange(&request(&sizes, &random_ties(nodes, count)));
            assert_eq!(count_overlaps(&centers, &sizes), 0, "{nodes} nodes");
            assert!(
                centers
                    .iter()
                    .all(|center| center.x.is_finite() && center.y.is_finite())
            );
        }
    }

    #[test]
    fn layers_are_refused_where_there_are_too_many_ties() {
        let complete = |first: usize, nodes: usize| {
            (first..first + nodes).flat_map(move |a| (first..a).map(move |b| (a, b)))
        };
        for (ties, nodes, is_refused) in [
            (complete(0, 12).collect::<Vec<_>>(), 12, false),
            (complete(0, 60).collect(), 60, true),
            // Each of these is small enough, but together they are too many.
            (
                (0..30).flat_map(|part| complete(12 * part, 12)).collect(),
                360,
                true,
            ),
        ] {
            let sizes = vec![Size::new(46.0, 16.0); nodes];
            let mut drafts = Drafts::default();
            let layered = Request {
                method: Some(Method::Layered),
                ..request(&sizes, &ties)
            };
            let centers = arrange_with(&layered, &mut drafts);
            assert_eq!(drafts.has_refused_layers(), is_refused, "{nodes}");
            assert_eq!(count_overlaps(&centers, &sizes), 0, "{nodes}");
        }
    }

    #[test]
    fn the_same_request_gives_the_same_positions() {
        let sizes = vec![Size::new(46.0, 16.0); 60];
        let ties = random_ties(60, 90);
        assert_eq!(
            arrange(&request(&sizes, &ties)),
            arrange(&request(&sizes, &ties))
        );
    }

    #[test]
    fn ties_to_missing_nodes_are_ignored() {
        let sizes = vec![Size::new(10.0, 10.0); 3];
        let centers = arrange(&request(&sizes, &[(0, 9), (1, 1), (usize::MAX, 0)]));
        assert_eq!(count_overlaps(&centers, &sizes), 0);
        assert!(arrange(&request(&[], &[])).is_empty());
    }

    #[test]
    fn a_large_network_is_laid_out_by_pivots() {
        let sizes = vec![Size::new(20.0, 8.0); 2_500];
        let ring: Vec<_> = (0..2_500).map(|node| (node, (node + 1) % 2_500)).collect();
        let centers = arrange(&request(&sizes, &ring));
        let extent = hull(&centers, &sizes).size;
        assert!((centers[0] - centers[1_250]).length() > extent.height / 3.0);
    }
}
