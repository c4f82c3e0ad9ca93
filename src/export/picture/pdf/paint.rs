//! The shapes and texts of a scene as drawing operators of a page, each marked with the element to which it belongs.

use std::collections::BTreeSet;
use std::vec::IntoIter;

use pdf_writer::{Content, Name, Str};

use super::font::{self, Fonts};
use super::glyphs::Glyph;
use super::links::{self, Link};
use super::page::{PageFrame, rounded};
use super::structure::{Place, Structure};
use crate::picture::geometry::{Point, Rect};
use crate::picture::scene::{Group, Item, Scene, Shape, Text};
use crate::picture::style::Colour;

/// The miter limit of SVG, so that sharp corners look the same.
const MITER_LIMIT: f32 = 4.0;

/// How far a text extends above and below its baseline, in font sizes.
const TEXT_REACH: (f64, f64) = (1.0, 0.3);

/// What was painted on a page.
pub(super) struct Painting<'s> {
    pub(super) content: Content,
    pub(super) structure: Structure<'s>,
    /// The areas of links, in the order of their numbers in the structure.
    pub(super) links: Vec<Link>,
    /// The opacities that occur, in percent.
    pub(super) opacities: Vec<u8>,
}

/// Paints the items of a scene.
pub(super) struct Painter<'s, 'f> {
    pub(super) content: Content,
    pub(super) opacities: BTreeSet<u8>,
    fonts: &'f mut Fonts,
    /// The glyphs of the texts that are not painted yet.
    lines: IntoIter<Vec<Glyph>>,
    structure: Structure<'s>,
    /// The place of the run of content that is open.
    open: Option<Place>,
    links: Vec<Link>,
    /// The maximum number of areas of a link along one line.
    max_spots: usize,
    /// The origin of the current group.
    origin: Point,
    frame: PageFrame,
}

/// Paints a scene on its paper; `lines` are the glyphs of its texts, in order.
pub(super) fn paint<'s>(
    scene: &'s Scene,
    lines: Vec<Vec<Glyph>>,
    fonts: &mut Fonts,
) -> Painting<'s> {
    let frame = PageFrame::of(scene);
    let mut painter = Painter {
        content: Content::new(),
        opacities: BTreeSet::new(),
        fonts,
        lines: lines.into_iter(),
        structure: Structure::new(scene),
        open: None,
        links: Vec::new(),
        max_spots: links::max_spots(scene),
        origin: Point::default(),
        frame,
    };
    let scale = (1.0 / frame.unit) as f32;
    if scale < 1.0 {
        let scaled = [scale, 0.0, 0.0, scale, 0.0, 0.0];
        painter.content.transform(scaled);
    }
    painter.content.set_miter_limit(MITER_LIMIT);
    painter.mark(Place::Decoration);
    painter.shape(&Shape::filled(frame.area(), scene.paper));
    painter.items(&scene.items);
    painter.close_mark();
    Painting {
        content: painter.content,
        structure: painter.structure,
        links: painter.links,
        opacities: painter.opacities.into_iter().collect(),
    }
}

impl<'s> Painter<'s, '_> {
    fn items(&mut self, items: &'s [Item]) {
        for item in items {
            match item {
                Item::Group(group) => self.group(group),
                Item::Box(shape) => {
                    self.begin(shape.frame);
                    self.shape(shape);
                }
                Item::Line(line) => {
                    self.begin(line.hull());
                    self.line(line);
                }
                Item::Text(text) => self.text(text),
            }
        }
    }

    fn group(&mut self, group: &'s Group) {
        let outer = self.origin;
        self.origin = outer + group.shift;
        self.structure.enter(group);
        for link in links::of(group, self.origin, self.max_spots) {
            if self.structure.add_link() {
                self.links.push(link);
            }
        }
        self.items(&group.items);
        self.structure.leave();
        self.origin = outer;
    }

    /// Begins to paint an item of the current group, which covers an area.
    fn begin(&mut self, area: Rect) {
        self.structure.extend(area.moved(self.origin));
        self.mark(self.structure.place());
    }

    /// Marks what is painted next as content of a place. Neighbouring items of one place share a mark.
    fn mark(&mut self, place: Place) {
        if self.open == Some(place) {
            return;
        }
        self.close_mark();
        match place {
            Place::Decoration => {
                self.content.begin_marked_content(Name(b"Artifact"));
            }
            Place::Element(element) => {
                let number = self.structure.add_content(element);
                let tag = self.structure.elements[element].kind.to_name();
                let mut mark = self.content.begin_marked_content_with_properties(tag);
                mark.properties().identify(number as i32);
            }
        }
        self.open = Some(place);
    }

    fn close_mark(&mut self) {
        if self.open.take().is_some() {
            self.content.end_marked_content();
        }
    }

    /// Returns a point of the current group in the coordinates of the page, whose y axis grows upwards.
    pub(super) fn on_page(&self, point: Point) -> [f32; 2] {
        self.frame.upwards(self.origin + point)
    }

    fn text(&mut self, text: &'s Text) {
        let glyphs = self.lines.next().unwrap_or_default();
        let Some(area) = self.text_area(&glyphs, text.size) else {
            return;
        };
        self.structure.enter_text(text);
        self.begin(area);
        self.structure.leave();
        let [red, green, blue] = components(text.colour);
        self.content.set_fill_rgb(red, green, blue);
        self.content.begin_text();
        let runs = glyphs.chunk_by(|a, b| a.font == b.font && (a.at.y - b.at.y).abs() < 1e-3);
        for run in runs {
            self.run(run, text.size);
        }
        self.content.end_text();
    }

    /// Returns the area of a line of text; `None` if it has no glyphs.
    fn text_area(&self, glyphs: &[Glyph], size: f64) -> Option<Rect> {
        let (above, below) = TEXT_REACH;
        Rect::hull(glyphs.iter().map(|glyph| {
            let top = glyph.at.y - above * size;
            let width = self.fonts.advance(glyph) * size;
            Rect::new(glyph.at.x, top, width, (above + below) * size)
        }))
    }

    /// Shows glyphs of one font on one baseline. A step is inserted wherever the advance widths of the font lead
    /// to another position, because of kerning or marks.
    fn run(&mut self, glyphs: &[Glyph], size: f64) {
        let [first, ..] = glyphs else {
            return;
        };
        let name = font::name(first.font);
        let [page_x, page_y] = self.on_page(first.at);
        self.content
            .set_font(Name(name.as_bytes()), rounded(size))
            .set_text_matrix([1.0, 0.0, 0.0, 1.0, page_x, page_y]);
        let mut shown = self.content.show_positioned();
        let mut items = shown.items();
        let mut pending: Vec<u8> = Vec::new();
        let mut x = first.at.x;
        for glyph in glyphs {
            // A step is in thousandths of the font size, to the left.
            let step = ((x - glyph.at.x) / size * 1000.0).round();
            if step != 0.0 {
                items.show(Str(&std::mem::take(&mut pending)));
                items.adjust(step as f32);
                x -= step * size / 1000.0;
            }
            pending.extend(self.fonts.code(glyph).to_be_bytes());
            x += self.fonts.advance(glyph) * size;
        }
        items.show(Str(&pending));
    }
}

/// Returns the name by which the page refers to an opacity.
pub(super) fn opacity_name(percent: u8) -> String {
    format!("O{percent}")
}

/// Returns the components of a colour, from 0 to 1.
pub(super) fn components(colour: Colour) -> [f32; 3] {
    [colour.red, colour.green, colour.blue].map(|component| rounded(f64::from(component) / 255.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_are_shares_of_one() {
        let [red, green, blue] = [255, 0, 51];
        assert_eq!(components(Colour { red, green, blue }), [1.0, 0.0, 0.2]);
    }
}
