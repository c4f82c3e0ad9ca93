//! Groups side by side, each laid out for itself: set so that ties are short and do not run through the frames
//! of other groups.

use super::adjacency::Adjacency;
use super::drafts::Drafts;
use super::figure::Figure;
use super::parts;
use super::request::{GAP, GROUP_HEAD, GROUP_MARGIN, Request, hull};
use crate::picture::geometry::{Point, Rect, Size};

/// The room between the frames of two groups, in points, for the ties between them.
const BETWEEN: f64 = 34.0;

/// How long a way round a foreign frame may be, in points, before a tie had better run through it.
const FOREIGN: f64 = 160.0;

/// How many ties are looked at where there are more.
const SAMPLE: usize = 300;

/// A group with the places of its nodes, from its own top left corner.
struct Block {
    nodes: Vec<usize>,
    places: Vec<Point>,
    /// The size of the frame, which may be wider than the boxes are.
    size: Size,
    /// The size of the hull of the boxes.
    hull: Size,
}

/// Lays out the groups of a request and sets them in the figure and the order that cost least; nodes that stand
/// in no group make one more, without a frame.
pub(super) fn arrange(adjacency: &Adjacency, request: &Request, drafts: &mut Drafts) -> Vec<Point> {
    let blocks = members(request)
        .into_iter()
        .map(|nodes| block(nodes, adjacency, request, drafts));
    let mut plan = Plan::of(blocks.collect(), adjacency);
    let gap = (BETWEEN + request.label.width * 0.6).max(GAP) * request.stretch;
    let settings = Figure::ALL.map(|figure| plan.ordered(figure, gap));
    let best = settings.into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
    let frames = best.map(|(_, frames)| frames).unwrap_or_default();
    plan.mirror(&frames);
    plan.places(&frames)
}

/// Groups, and the ties that tell how good a setting of them is.
struct Plan {
    blocks: Vec<Block>,
    /// The block of each node.
    block_of: Vec<usize>,
    ties: Vec<(usize, usize)>,
}

impl Plan {
    fn of(blocks: Vec<Block>, adjacency: &Adjacency) -> Self {
        let mut block_of = vec![0; adjacency.len()];
        for (number, block) in blocks.iter().enumerate() {
            block.nodes.iter().for_each(|node| block_of[*node] = number);
        }
        let between = adjacency
            .pairs()
            .filter(|(a, b)| block_of[*a] != block_of[*b]);
        let ties: Vec<(usize, usize)> = between.collect();
        let every = ties.len().div_ceil(SAMPLE).max(1);
        let ties = ties.into_iter().step_by(every).collect();
        Self {
            blocks,
            block_of,
            ties,
        }
    }

    /// Returns the frames of the blocks in a figure and what they cost, after blocks have changed places
    /// as long as that makes it less.
    fn ordered(&self, figure: Figure, gap: f64) -> (f64, Vec<Rect>) {
        let count = self.blocks.len();
        let mut order: Vec<usize> = (0..count).collect();
        let (mut cost, mut frames) = self.set(figure, &order, gap);
        let mut moved = true;
        while moved {
            moved = false;
            for (a, b) in (0..count).flat_map(|a| (0..a).map(move |b| (a, b))) {
                order.swap(a, b);
                let (other, changed) = self.set(figure, &order, gap);
                if other < cost - 1e-6 {
                    (cost, frames, moved) = (other, changed, true);
                } else {
                    order.swap(a, b);
                }
            }
        }
        (cost, frames)
    }

    /// Returns the frame of each block with the blocks in an order, and what they cost.
    fn set(&self, figure: Figure, order: &[usize], gap: f64) -> (f64, Vec<Rect>) {
        let sizes: Vec<Size> = order.iter().map(|block| self.blocks[*block].size).collect();
        let mut frames = vec![Rect::default(); order.len()];
        for (block, frame) in order.iter().zip(figure.set(&sizes, gap)) {
            frames[*block] = frame;
        }
        (self.cost(&frames), frames)
    }

    /// Returns how long all ties are, with a charge for each foreign frame that one runs through, and how
    /// large the paper is.
    fn cost(&self, frames: &[Rect]) -> f64 {
        let places = self.places(frames);
        let of_tie = |(a, b): &(usize, usize)| {
            let (from, to) = (places[*a], places[*b]);
            let own = [self.block_of[*a], self.block_of[*b]];
            let foreign = frames
                .iter()
                .enumerate()
                .filter(|(block, _)| !own.contains(block));
            let crossed = foreign.filter(|(_, frame)| frame.meets(from, to)).count();
            (to - from).length() + FOREIGN * crossed as f64
        };
        let paper = Rect::hull(frames.iter().copied()).unwrap_or_default().size;
        let reach: f64 = self.ties.iter().map(of_tie).sum();
        reach / self.ties.len().max(1) as f64 + 0.25 * (paper.width + paper.height)
    }

    /// Returns the places of all nodes.
    fn places(&self, frames: &[Rect]) -> Vec<Point> {
        let mut places = vec![Point::default(); self.block_of.len()];
        for (block, frame) in self.blocks.iter().zip(frames) {
            let corner = Point::new(frame.x, frame.y);
            for (node, place) in block.nodes.iter().zip(&block.places) {
                places[*node] = *place + corner;
            }
        }
        places
    }

    /// Mirrors the blocks, one after the other, where that costs less.
    fn mirror(&mut self, frames: &[Rect]) {
        for (block, (across, down)) in (0..self.blocks.len()).flat_map(|block| {
            [(true, false), (false, true), (true, true)].map(|axes| (block, axes))
        }) {
            let before = self.cost(frames);
            self.blocks[block].turn(across, down);
            if self.cost(frames) > before - 1e-6 {
                self.blocks[block].turn(across, down);
            }
        }
    }
}

impl Block {
    /// Mirrors the places of the nodes across the middle of their boxes, from left to right or from top to bottom.
    fn turn(&mut self, across: bool, down: bool) {
        for place in &mut self.places {
            if across {
                place.x = 2.0 * GROUP_MARGIN + self.hull.width - place.x;
            }
            if down {
                place.y = 2.0 * (GROUP_MARGIN + GROUP_HEAD) + self.hull.height - place.y;
            }
        }
    }
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
    let mut places = parts::arrange(&within, &inner, drafts);
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
        hull: hull.size,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn ties_of_one_group_with_all_others_run_through_no_foreign_frame() {
        let sizes = [Size::new(40.0, 14.0); 14];
        let groups: Vec<Option<usize>> = (0..14).map(|node| Some(node / 2)).collect();
        let ties: Vec<(usize, usize)> = (2..14).map(|node| (6, node)).collect();
        let request = Request {
            ties: &ties,
            groups: &groups,
            ..Request::of(&sizes)
        };
        let places = super::super::arrange(&request);
        let frames: Vec<Rect> = (0..7)
            .map(|group| {
                let pair = [2 * group, 2 * group + 1];
                let pair = pair.map(|node| Rect::around(places[node], sizes[node]));
                pair[0].union(pair[1])
            })
            .collect();
        for (a, b) in ties {
            let foreign = (0..7).filter(|group| ![a / 2, b / 2].contains(group));
            let crossed: Vec<usize> = foreign
                .filter(|group| frames[*group].meets(places[a], places[b]))
                .collect();
            assert!(crossed.is_empty(), "{a}–{b}: {crossed:?}");
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
