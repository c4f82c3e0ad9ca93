//! Groups side by side, each laid out for itself.

use super::adjacency::Adjacency;
use super::circle::next_permutation;
use super::{ASPECT, Drafts, GAP, GROUP_HEAD, GROUP_MARGIN, Request, hull, in_parts, pack};
use crate::view::geometry::{Point, Size};

/// The room between the frames of two groups, in points, for the ties between them.
const BETWEEN: f64 = 34.0;

/// How many groups are tried in every order.
const TRIED: usize = 7;

/// A group with the places of its nodes, from its own top left corner.
struct Block {
    nodes: Vec<usize>,
    places: Vec<Point>,
    size: Size,
}

/// Lays out the groups of a request and packs them in the order in which the ties between them are
/// shortest; nodes that stand in no group make one more, without a frame.
pub(super) fn arrange(adjacency: &Adjacency, request: &Request, drafts: &mut Drafts) -> Vec<Point> {
    let blocks: Vec<Block> = members(request)
        .into_iter()
        .map(|nodes| block(nodes, adjacency, request, drafts))
        .collect();
    let ties: Vec<(usize, usize)> = adjacency.pairs().collect();
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    let mut best = packed(&blocks, &order, request);
    let mut least = reach(&best, &ties);
    while blocks.len() <= TRIED && next_permutation(&mut order) {
        let places = packed(&blocks, &order, request);
        let length = reach(&places, &ties);
        if length < least - 1e-6 {
            (best, least) = (places, length);
        }
    }
    best
}

/// Returns the nodes of each group that has any, those of no group last.
fn members(request: &Request) -> Vec<Vec<usize>> {
    let group = |node: usize| request.groups.get(node).copied().flatten();
    let count = request
        .groups
        .iter()
        .flatten()
        .max()
        .map_or(0, |last| last + 1);
    // A group that is numbered out of range would need a list as long as its number.
    let count = count.min(request.sizes.len());
    let mut members = vec![Vec::new(); count + 1];
    for node in 0..request.sizes.len() {
        members[group(node).map_or(count, |group| group.min(count))].push(node);
    }
    members.retain(|nodes| !nodes.is_empty());
    members
}

fn block(
    nodes: Vec<usize>,
    adjacency: &Adjacency,
    request: &Request,
    drafts: &mut Drafts,
) -> Block {
    let sizes: Vec<Size> = nodes.iter().map(|node| request.sizes[*node]).collect();
    let lower: Vec<bool> = nodes.iter().map(|node| request.is_lower(*node)).collect();
    let within = adjacency.within(&nodes);
    let inner = Request {
        sizes: &sizes,
        groups: &[],
        lower: &lower,
        ..*request
    };
    let mut places = in_parts(&within, &inner, drafts);
    let hull = hull(&places, &sizes);
    let corner = Point::new(hull.x - GROUP_MARGIN, hull.y - GROUP_MARGIN - GROUP_HEAD);
    places.iter_mut().for_each(|place| *place = *place - corner);
    let group = nodes
        .first()
        .and_then(|node| request.groups.get(*node).copied().flatten());
    let head = group.and_then(|group| request.heads.get(group)).copied();
    let size = Size::new(
        hull.size.width.max(head.unwrap_or(0.0)) + 2.0 * GROUP_MARGIN,
        hull.size.height + 2.0 * GROUP_MARGIN + GROUP_HEAD,
    );
    Block {
        nodes,
        places,
        size,
    }
}

/// Returns the places of all nodes with the groups packed in an order.
fn packed(blocks: &[Block], order: &[usize], request: &Request) -> Vec<Point> {
    let sizes: Vec<Size> = order.iter().map(|block| blocks[*block].size).collect();
    let gap = (BETWEEN + request.label.width * 0.6).max(GAP) * request.stretch;
    let corners = pack::shelves(&sizes, ASPECT, gap);
    let mut places = vec![Point::default(); request.sizes.len()];
    for (block, corner) in order.iter().zip(corners) {
        let block = &blocks[*block];
        for (node, place) in block.nodes.iter().zip(&block.places) {
            places[*node] = *place + corner;
        }
    }
    places
}

/// Returns how long all ties are together.
fn reach(places: &[Point], ties: &[(usize, usize)]) -> f64 {
    ties.iter()
        .map(|(a, b)| (places[*a] - places[*b]).length())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::geometry::Rect;

    #[test]
    fn the_frames_of_groups_do_not_overlap() {
        let sizes = [Size::new(40.0, 14.0); 12];
        let groups: Vec<Option<usize>> = (0..12)
            .map(|node| (node < 11).then_some(node % 3))
            .collect();
        let ties: Vec<(usize, usize)> = (0..11).map(|node| (node, node + 1)).collect();
        let request = Request {
            ties: &ties,
            groups: &groups,
            ..Request::of(&sizes)
        };
        let places = super::super::arrange(&request);
        let frame = |group: Option<usize>| {
            let of_group = (0..12).filter(|node| groups[*node] == group);
            Rect::hull(of_group.map(|node| Rect::around(places[node], sizes[node])))
        };
        let frames: Vec<Rect> = [Some(0), Some(1), Some(2), None]
            .into_iter()
            .filter_map(frame)
            .collect();
        for (index, one) in frames.iter().enumerate() {
            assert!(
                frames[..index]
                    .iter()
                    .all(|other| !other.grown(GROUP_MARGIN).overlaps(*one))
            );
        }
    }

    #[test]
    fn a_group_out_of_range_makes_no_list_as_long() {
        let sizes = [Size::new(10.0, 10.0); 2];
        let request = Request {
            groups: &[Some(usize::MAX - 1), Some(0)],
            ..Request::of(&sizes)
        };
        assert_eq!(super::super::arrange(&request).len(), 2);
    }
}
