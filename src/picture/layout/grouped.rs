//! Groups, each laid out for itself, arranged so that ties are short and avoid the frames of other groups.
//!
//! Each figure is tried with every exchange of two groups that improves it (a local search), and the cheapest result
//! is kept. There are few groups, so that this is fast.

use super::adjacency::Adjacency;
use super::drafts::Drafts;
use super::figure::Figure;
use super::parts;
use super::request::{GAP, GROUP_HEAD, GROUP_MARGIN, Request, hull};
use crate::picture::geometry::{Point, Rect, Size};

/// The minimum space between the frames of two groups, in points, for the ties between them.
const GROUP_GAP: f64 = 34.0;

/// The space between the frames of two groups if the width is limited.
const TIGHT_GROUP_GAP: f64 = 22.0;

/// The cost of a tie that runs through the frame of another group, as additional length in points.
const CROSSING_COST: f64 = 160.0;

/// The cost of a point of width or height of the picture.
const PAPER_COST: f64 = 0.25;

/// The maximum number of ties by which an arrangement is judged.
const MAX_SAMPLED_TIES: usize = 300;

/// The difference in cost below which rounding decides, and arrangements count as equal.
const TOLERANCE: f64 = 1e-6;

/// A group with the centers of its boxes, from the top left corner of its frame.
struct Block {
    nodes: Vec<usize>,
    centers: Vec<Point>,
    /// The size of the frame, which may be wider than the boxes.
    size: Size,
    /// The size of the hull of the boxes.
    hull: Size,
}

/// Lays out the groups of a request and arranges them at the lowest cost. Nodes without a group form one more,
/// without a frame.
pub(super) fn arrange(adjacency: &Adjacency, request: &Request, drafts: &mut Drafts) -> Vec<Point> {
    let blocks = members(request)
        .into_iter()
        .map(|nodes| block(nodes, adjacency, request, drafts));
    let max_width = request.max_width.unwrap_or(f64::INFINITY);
    let mut arrangement = Arrangement::of(blocks.collect(), adjacency, max_width);
    let gap = match request.max_width {
        Some(_) => TIGHT_GROUP_GAP,
        None => (GROUP_GAP + request.label.width * 0.6).max(GAP) * request.stretch,
    };
    let figures = Figure::for_width(request.max_width).iter();
    let found = figures.map(|figure| arrangement.improved(*figure, gap));
    let best = found.min_by(|a, b| a.0.total_cmp(&b.0));
    let frames = best.map(|(_, frames)| frames).unwrap_or_default();
    arrangement.mirror(&frames);
    arrangement.centers(&frames)
}

/// Groups, and the ties by which their arrangement is judged.
struct Arrangement {
    blocks: Vec<Block>,
    /// The block of each node.
    block_of: Vec<usize>,
    ties: Vec<(usize, usize)>,
    /// The maximum width of all blocks together.
    max_width: f64,
}

impl Arrangement {
    fn of(blocks: Vec<Block>, adjacency: &Adjacency, max_width: f64) -> Self {
        let mut block_of = vec![0; adjacency.len()];
        for (index, block) in blocks.iter().enumerate() {
            for node in &block.nodes {
                block_of[*node] = index;
            }
        }
        let between: Vec<(usize, usize)> = adjacency
            .pairs()
            .filter(|(a, b)| block_of[*a] != block_of[*b])
            .collect();
        let every = between.len().div_ceil(MAX_SAMPLED_TIES).max(1);
        Self {
            blocks,
            block_of,
            ties: between.into_iter().step_by(every).collect(),
            max_width,
        }
    }

    /// Returns the cost and the frames of the blocks in a figure, after blocks have changed places as long as that
    /// lowers the cost.
    fn improved(&self, figure: Figure, gap: f64) -> (f64, Vec<Rect>) {
        let count = self.blocks.len();
        let mut order: Vec<usize> = (0..count).collect();
        let (mut cost, mut frames) = self.placed(figure, &order, gap);
        let mut has_improved = true;
        while has_improved {
            has_improved = false;
            for (a, b) in (0..count).flat_map(|a| (0..a).map(move |b| (a, b))) {
                order.swap(a, b);
                let (new_cost, new_frames) = self.placed(figure, &order, gap);
                if new_cost < cost - TOLERANCE {
                    (cost, frames, has_improved) = (new_cost, new_frames, true);
                } else {
                    order.swap(a, b);
                }
            }
        }
        (cost, frames)
    }

    /// Returns the cost and the frames of the blocks in a figure in an order.
    fn placed(&self, figure: Figure, order: &[usize], gap: f64) -> (f64, Vec<Rect>) {
        let sizes: Vec<Size> = order.iter().map(|block| self.blocks[*block].size).collect();
        let mut frames = vec![Rect::default(); order.len()];
        for (block, frame) in order.iter().zip(figure.place(&sizes, self.max_width, gap)) {
            frames[*block] = frame;
        }
        (self.cost(&frames), frames)
    }

    /// Returns the mean length of ties, with a charge for each frame of another group that a tie runs through, plus
    /// a charge for the size of the paper.
    fn cost(&self, frames: &[Rect]) -> f64 {
        let centers = self.centers(frames);
        let lengths = self.ties.iter().map(|(a, b)| {
            let (from, to) = (centers[*a], centers[*b]);
            let own = [self.block_of[*a], self.block_of[*b]];
            let foreign = frames
                .iter()
                .enumerate()
                .filter(|(block, _)| !own.contains(block));
            let crossed = foreign.filter(|(_, frame)| frame.meets(from, to)).count();
            (to - from).length() + CROSSING_COST * crossed as f64
        });
        let total: f64 = lengths.sum();
        let paper = Rect::hull(frames.iter().copied()).unwrap_or_default().size;
        total / self.ties.len().max(1) as f64 + PAPER_COST * (paper.width + paper.height)
    }

    /// Returns the centers of all boxes.
    fn centers(&self, frames: &[Rect]) -> Vec<Point> {
        let mut centers = vec![Point::default(); self.block_of.len()];
        for (block, frame) in self.blocks.iter().zip(frames) {
            let corner = Point::new(frame.x, frame.y);
            for (node, center) in block.nodes.iter().zip(&block.centers) {
                centers[*node] = *center + corner;
            }
        }
        centers
    }

    /// Mirrors the blocks, one after the other, if that lowers the cost.
    fn mirror(&mut self, frames: &[Rect]) {
        for block in 0..self.blocks.len() {
            for (across, down) in [(true, false), (false, true), (true, true)] {
                let before = self.cost(frames);
                self.blocks[block].mirror(across, down);
                if self.cost(frames) > before - TOLERANCE {
                    self.blocks[block].mirror(across, down);
                }
            }
        }
    }
}

impl Block {
    /// Mirrors the boxes from left to right, or from top to bottom; mirroring twice changes nothing.
    fn mirror(&mut self, across: bool, down: bool) {
        for center in &mut self.centers {
            if across {
                center.x = 2.0 * GROUP_MARGIN + self.hull.width - center.x;
            }
            if down {
                center.y = 2.0 * (GROUP_MARGIN + GROUP_HEAD) + self.hull.height - center.y;
            }
        }
    }
}

/// Returns the nodes of each group that has any, then those without a group.
fn members(request: &Request) -> Vec<Vec<usize>> {
    let group_of = |node: usize| request.groups.get(node).copied().flatten();
    let highest = request.groups.iter().flatten().max();
    // The number of a group may be far out of range, and must not decide how much memory is allocated.
    let count = highest
        .map_or(0, |highest| highest + 1)
        .min(request.sizes.len());
    let mut members = vec![Vec::new(); count + 1];
    for node in 0..request.sizes.len() {
        members[group_of(node).map_or(count, |group| group.min(count))].push(node);
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
    let homes = nodes
        .iter()
        .map(|node| request.homes.get(*node).copied().flatten());
    let homes: Vec<Option<Point>> = homes.collect();
    let within = adjacency.within(&nodes);
    let inner = Request {
        sizes: &sizes,
        groups: &[],
        homes: &homes,
        lower: &lower,
        max_width: request.max_width.map(|width| width - 2.0 * GROUP_MARGIN),
        max_height: None,
        ..*request
    };
    let mut centers = parts::arrange(&within, &inner, drafts);
    let hull = hull(&centers, &sizes);
    let corner = Point::new(hull.x - GROUP_MARGIN, hull.y - GROUP_MARGIN - GROUP_HEAD);
    for center in &mut centers {
        *center = *center - corner;
    }
    let group = nodes
        .first()
        .and_then(|node| request.groups.get(*node).copied().flatten());
    let name_width = group.and_then(|group| request.group_name_widths.get(group));
    let width = hull.size.width.max(name_width.copied().unwrap_or(0.0));
    Block {
        nodes,
        centers,
        size: Size::new(
            width + 2.0 * GROUP_MARGIN,
            hull.size.height + 2.0 * GROUP_MARGIN + GROUP_HEAD,
        ),
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
        let centers = super::super::arrange(&request);
        let frame = |group: Option<usize>| {
            let of_group = (0..12).filter(|node| groups[*node] == group);
            Rect::hull(of_group.map(|node| Rect::around(centers[node], sizes[node])))
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
    fn ties_of_one_group_with_all_others_avoid_the_frames_of_third_groups() {
        let sizes = [Size::new(40.0, 14.0); 14];
        let groups: Vec<Option<usize>> = (0..14).map(|node| Some(node / 2)).collect();
        let ties: Vec<(usize, usize)> = (2..14).map(|node| (6, node)).collect();
        let request = Request {
            ties: &ties,
            groups: &groups,
            ..Request::of(&sizes)
        };
        let centers = super::super::arrange(&request);
        let frames: Vec<Rect> = (0..7)
            .map(|group| {
                let pair = [2 * group, 2 * group + 1];
                let pair = pair.map(|node| Rect::around(centers[node], sizes[node]));
                pair[0].union(pair[1])
            })
            .collect();
        for (a, b) in ties {
            let foreign = (0..7).filter(|group| ![a / 2, b / 2].contains(group));
            let crossed: Vec<usize> = foreign
                .filter(|group| frames[*group].meets(centers[a], centers[b]))
                .collect();
            assert!(crossed.is_empty(), "{a}–{b}: {crossed:?}");
        }
    }

    #[test]
    fn a_group_number_out_of_range_allocates_no_memory() {
        let sizes = [Size::new(10.0, 10.0); 2];
        let request = Request {
            groups: &[Some(usize::MAX - 1), Some(0)],
            ..Request::of(&sizes)
        };
        assert_eq!(super::super::arrange(&request).len(), 2);
    }
}
