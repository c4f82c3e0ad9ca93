//! The areas of a page that open web addresses.

use std::fmt::Write as _;

use pdf_writer::types::{ActionType, AnnotationFlags, AnnotationType};
use pdf_writer::{Finish, Pdf, Ref, Str, TextStr};

use super::object::Numbers;
use super::page::PageFrame;
use super::tags;
use crate::export::escape;
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::scene::{Group, Item, Line, Scene, Step};

/// The size of one area on a line, in points.
const SPOT_SIZE: Size = Size::new(9.0, 9.0);

/// The maximum number of areas on one line, and on all lines together: each takes some hundred bytes.
const MAX_SPOTS_PER_LINE: usize = 24;
const MAX_SPOTS: usize = 4_000;

/// The part of a line that has areas: its ends are often below boxes.
const LINE_SHARES: (f64, f64) = (0.15, 0.85);

/// An area that opens an address.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Link {
    /// The area, in points from the top left corner of the page.
    pub(super) area: Rect,
    /// The address, in the characters that a URI may have (RFC 3986).
    pub(super) address: String,
    /// The description of the group, or else the address.
    pub(super) about: String,
}

/// Returns the maximum number of areas along one line of a scene.
pub(super) fn max_spots(scene: &Scene) -> usize {
    let per_line = MAX_SPOTS / count_linked(&scene.items).max(1);
    per_line.clamp(1, MAX_SPOTS_PER_LINE)
}

/// Returns the areas of a group that open its address; none if it has no web address.
///
/// A box or a polygon is one area. A line has areas along its way, because a rectangle around it would cover items
/// that have nothing to do with it.
pub(super) fn of(group: &Group, origin: Point, max_spots: usize) -> Vec<Link> {
    let Some(address) = group.link.as_deref().and_then(escape::link) else {
        return Vec::new();
    };
    let about = group.description().unwrap_or(address);
    let areas = areas(group, max_spots).into_iter();
    let links = areas.map(|area| Link {
        area: area.moved(origin),
        address: uri(address),
        about: about.to_owned(),
    });
    links.collect()
}

/// Writes an annotation for each link; returns their numbers.
pub(super) fn write(
    pdf: &mut Pdf,
    links: &[Link],
    frame: PageFrame,
    numbers: &mut Numbers,
) -> Vec<Ref> {
    let mut written = Vec::new();
    for (index, link) in links.iter().enumerate() {
        let annotation = numbers.next();
        let mut entries = pdf.annotation(annotation);
        entries
            .subtype(AnnotationType::Link)
            .rect(frame.on_page(link.area))
            .border(0.0, 0.0, 0.0, None)
            .flags(AnnotationFlags::PRINT)
            .contents(TextStr(&link.about))
            .struct_parent(tags::link_key(index));
        entries
            .action()
            .action_type(ActionType::Uri)
            .uri(Str(link.address.as_bytes()));
        entries.finish();
        written.push(annotation);
    }
    written
}

/// Returns the number of groups with a link.
fn count_linked(items: &[Item]) -> usize {
    let counts = items.iter().map(|item| match item {
        Item::Group(group) => usize::from(group.link.is_some()) + count_linked(&group.items),
        Item::Box(_) | Item::Line(_) | Item::Text(_) => 0,
    });
    counts.sum()
}

/// Returns the areas of a group: one around its boxes and polygons, or else those along its last line, which is the
/// topmost.
fn areas(group: &Group, max_spots: usize) -> Vec<Rect> {
    let areas = group.items.iter().filter_map(|item| match item {
        Item::Box(shape) => Some(shape.frame),
        Item::Line(line) if line.fill.is_some() => Some(line.hull()),
        _ => None,
    });
    if let Some(area) = Rect::hull(areas) {
        return vec![area];
    }
    let last_line = group.items.iter().rev().find_map(|item| match item {
        Item::Line(line) => Some(line),
        _ => None,
    });
    last_line.map_or_else(Vec::new, |line| spots(line, max_spots))
}

/// Returns areas along the middle of a line.
fn spots(line: &Line, max_count: usize) -> Vec<Rect> {
    let [step, ..] = line.steps.as_slice() else {
        return Vec::new();
    };
    let at = |share: f64| match *step {
        Step::To(end) => line.start.toward(end, share),
        Step::Bend(control, end) => {
            let first = line.start.toward(control, share);
            first.toward(control.toward(end, share), share)
        }
    };
    let (first, last) = LINE_SHARES;
    let length = (at(last) - at(first)).length();
    let count = ((length / SPOT_SIZE.width).ceil() as usize).clamp(1, max_count);
    (0..count)
        .map(|spot| {
            let share = first + (last - first) * (spot as f64 + 0.5) / count as f64;
            Rect::around(at(share), SPOT_SIZE)
        })
        .collect()
}

/// Returns an address with only the characters that a URI may have; all others are percent-encoded.
fn uri(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::style::{Colour, Stroke};

    fn links_of_a_line(link: &str) -> Vec<Link> {
        let stroke = Stroke::solid(Colour::default(), 1.0);
        let line = Line::straight(Point::new(0.0, 0.0), Point::new(100.0, 100.0), stroke);
        let group = Group {
            link: Some(link.to_owned()),
            tooltip: Some("UN–EU\nSource".to_owned()),
            ..Group::of("tie", vec![line.into()])
        };
        of(&group, Point::new(10.0, 0.0), MAX_SPOTS_PER_LINE)
    }

    #[test]
    fn the_link_of_a_line_covers_the_line_and_nothing_else() {
        let links = links_of_a_line("https://un.org/é(1)");
        assert!(links.len() > 5);
        for link in &links {
            let center = link.area.center();
            assert!((center.x - 10.0 - center.y).abs() < 1e-9);
            assert_eq!(link.address, "https://un.org/%C3%A9(1)");
            assert_eq!(link.about, "UN–EU");
        }
    }

    #[test]
    fn only_web_addresses_become_links() {
        for address in ["javascript:alert(1)", "file:///etc/passwd", "mailto:x@y"] {
            assert_eq!(links_of_a_line(address), [], "{address}");
        }
    }
}
