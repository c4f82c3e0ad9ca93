//! The places of a page that lead to web addresses.

use std::fmt::Write as _;

use crate::export::escape;
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::scene::{Group, Item, Line, Scene, Step};

/// How large a place on a line is, in points.
const SPOT: Size = Size::new(9.0, 9.0);

/// How many places a line has at most, and all lines together.
const SPOTS: (usize, usize) = (24, 4_000);

/// A place that leads to an address.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Link {
    /// The place, in points from the top left corner of the page.
    pub(super) frame: Rect,
    /// The address, in the letters that a URI may have (RFC 3986).
    pub(super) address: String,
}

/// Finds the places of a scene that lead somewhere, from the bottom to the top.
///
/// A box or a figure leads on as a whole. A line has places along its way, because a rectangle round it
/// would cover what has nothing to do with it.
pub(super) fn of(scene: &Scene) -> Vec<Link> {
    let each = SPOTS.1 / count(&scene.items).max(1);
    let mut links = Vec::new();
    find(
        &scene.items,
        Point::default(),
        each.clamp(1, SPOTS.0),
        &mut links,
    );
    links
}

fn count(items: &[Item]) -> usize {
    let groups = items.iter().filter_map(|item| match item {
        Item::Group(group) => Some(group),
        _ => None,
    });
    groups
        .map(|group| usize::from(group.link.is_some()) + count(&group.items))
        .sum()
}

fn find(items: &[Item], origin: Point, spots: usize, links: &mut Vec<Link>) {
    for item in items {
        let Item::Group(group) = item else {
            continue;
        };
        let origin = origin + group.shift;
        if let Some(address) = group.link.as_deref().and_then(escape::link) {
            let link = |frame: Rect| Link {
                frame: frame.moved(origin),
                address: uri(address),
            };
            links.extend(frames(group, spots).into_iter().map(link));
        }
        find(&group.items, origin, spots, links);
    }
}

/// Returns the places of a group: the one round its areas, or those along its last line.
fn frames(group: &Group, spots: usize) -> Vec<Rect> {
    let areas = group.items.iter().filter_map(|item| match item {
        Item::Box(shape) => Some(shape.frame),
        Item::Line(line) if line.fill.is_some() => hull(line),
        _ => None,
    });
    if let Some(area) = Rect::hull(areas) {
        return vec![area];
    }
    let lines = group.items.iter().rev().find_map(|item| match item {
        Item::Line(line) => Some(line),
        _ => None,
    });
    lines.map_or_else(Vec::new, |line| along(line, spots))
}

fn hull(line: &Line) -> Option<Rect> {
    let ends = line.steps.iter().map(|step| match *step {
        Step::To(end) | Step::Bend(_, end) => end,
    });
    let points = std::iter::once(line.start).chain(ends);
    Rect::hull(points.map(|point| Rect::around(point, Size::default())))
}

/// Returns places along the middle of a line; its ends often lie under boxes.
fn along(line: &Line, spots: usize) -> Vec<Rect> {
    let [step, ..] = line.steps.as_slice() else {
        return Vec::new();
    };
    let at = |share: f64| match *step {
        Step::To(end) => line.start.toward(end, share),
        Step::Bend(control, end) => {
            let (from, to) = (
                line.start.toward(control, share),
                control.toward(end, share),
            );
            from.toward(to, share)
        }
    };
    let length = (at(0.85) - at(0.15)).length();
    let count = ((length / SPOT.width).ceil() as usize).clamp(1, spots);
    let share = |spot: usize| 0.15 + 0.7 * (spot as f64 + 0.5) / count as f64;
    (0..count)
        .map(|spot| Rect::around(at(share(spot)), SPOT))
        .collect()
}

/// Spells an address with the letters that a URI may have; all others as percent and two digits.
fn uri(address: &str) -> String {
    let mut spelled = String::with_capacity(address.len());
    for byte in address.bytes() {
        let plain = byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte);
        if plain {
            spelled.push(char::from(byte));
        } else {
            let _ = write!(spelled, "%{byte:02X}");
        }
    }
    spelled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::style::{Colour, Stroke};

    fn linked(link: &str) -> Vec<Link> {
        let stroke = Stroke::solid(Colour::default(), 1.0);
        let line = Line::straight(Point::new(0.0, 0.0), Point::new(100.0, 100.0), stroke);
        let group = Group {
            link: Some(link.to_owned()),
            shift: Point::new(10.0, 0.0),
            ..Group::of("tie", vec![line.into()])
        };
        of(&Scene {
            size: Size::new(120.0, 120.0),
            paper: Colour::WHITE,
            title: String::new(),
            description: String::new(),
            notes: Vec::new(),
            items: vec![group.into()],
        })
    }

    #[test]
    fn a_line_leads_on_where_it_runs_and_nowhere_else() {
        let links = linked("https://un.org/é(1)");
        assert!(links.len() > 5);
        for link in &links {
            let middle = link.frame.center();
            assert!((middle.x - 10.0 - middle.y).abs() < 1e-9);
            assert_eq!(link.address, "https://un.org/%C3%A9(1)");
        }
    }

    #[test]
    fn only_web_addresses_lead_on() {
        for address in ["javascript:alert(1)", "file:///etc/passwd", "mailto:x@y"] {
            assert_eq!(linked(address), [], "{address}");
        }
    }
}
