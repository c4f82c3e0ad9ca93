//! The shapes and texts of a scene as drawing operators of a page.

use std::collections::BTreeSet;
use std::vec::IntoIter;

use pdf_writer::{Content, Name, Str};

use super::font::{self, Fonts};
use super::glyphs::Glyph;
use crate::picture::geometry::{Point, Rect};
use crate::picture::scene::{Item, Line, Scene, Shape, Step, Text};
use crate::picture::style::{Colour, Stroke};

/// The maximum length of a side of a page, in units (ISO 32000-1, annex C); a larger page has larger units.
const SIDE_LIMIT: f64 = 14_400.0;

/// The distance of the control points of a cubic curve that approximates a quarter of a circle, in radii.
const CIRCLE_CONTROL: f64 = 0.552_284_75;

/// The miter limit of SVG, so that sharp corners look the same.
const MITER_LIMIT: f32 = 4.0;

/// The content of a page, and the opacities that it uses, in percent.
pub(super) struct Painting {
    pub(super) content: Content,
    pub(super) opacities: Vec<u8>,
}

/// Paints the items of a scene.
pub(super) struct Painter<'a> {
    content: Content,
    fonts: &'a mut Fonts,
    /// The glyphs of the texts that are not painted yet.
    lines: IntoIter<Vec<Glyph>>,
    opacities: BTreeSet<u8>,
    /// The origin of the current group.
    origin: Point,
    height: f64,
}

impl<'a> Painter<'a> {
    /// Begins a page with its paper; `lines` are the glyphs of the scene's texts, in order.
    pub(super) fn new(scene: &Scene, lines: Vec<Vec<Glyph>>, fonts: &'a mut Fonts) -> Self {
        let mut painter = Self {
            content: Content::new(),
            fonts,
            lines: lines.into_iter(),
            opacities: BTreeSet::new(),
            origin: Point::default(),
            height: scene.size.height,
        };
        let scale = (1.0 / unit(scene)) as f32;
        if scale < 1.0 {
            painter
                .content
                .transform([scale, 0.0, 0.0, scale, 0.0, 0.0]);
        }
        painter.content.set_miter_limit(MITER_LIMIT);
        let page = Rect::new(0.0, 0.0, scene.size.width, scene.size.height);
        painter.shape(&Shape::filled(page, scene.paper));
        painter
    }

    /// Paints all items.
    pub(super) fn paint(&mut self, scene: &Scene) {
        self.items(&scene.items);
    }

    /// Returns what was painted.
    pub(super) fn finish(self) -> Painting {
        Painting {
            content: self.content,
            opacities: self.opacities.into_iter().collect(),
        }
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Group(group) => {
                    let outer = self.origin;
                    self.origin = outer + group.shift;
                    self.items(&group.items);
                    self.origin = outer;
                }
                Item::Box(shape) => self.shape(shape),
                Item::Line(line) => self.line(line),
                Item::Text(text) => self.text(text),
            }
        }
    }

    /// Returns a point of the current group in the coordinates of the page, whose y axis grows upwards.
    fn on_page(&self, point: Point) -> [f32; 2] {
        let point = self.origin + point;
        [rounded(point.x), rounded(self.height - point.y)]
    }

    fn shape(&mut self, shape: &Shape) {
        let (corner, size) = (Point::new(shape.frame.x, shape.frame.y), shape.frame.size);
        let radius = shape.radius.min(size.width.min(size.height) / 2.0);
        if radius > 0.0 {
            self.rounded_box(shape.frame, radius);
        } else {
            let [x, y] = self.on_page(Point::new(corner.x, corner.y + size.height));
            let (width, height) = (rounded(size.width), rounded(size.height));
            self.content.rect(x, y, width, height);
        }
        self.finish_path(shape.fill, shape.stroke);
    }

    /// Draws the outline of a box with round corners, clockwise from the left end of its upper side.
    fn rounded_box(&mut self, frame: Rect, radius: f64) {
        let (left, top, right, bottom) = (frame.x, frame.y, frame.right(), frame.bottom());
        let short = radius * (1.0 - CIRCLE_CONTROL);
        let point = Point::new;
        self.move_to(point(left + radius, top));
        self.line_to(point(right - radius, top));
        self.curve_to([
            point(right - short, top),
            point(right, top + short),
            point(right, top + radius),
        ]);
        self.line_to(point(right, bottom - radius));
        self.curve_to([
            point(right, bottom - short),
            point(right - short, bottom),
            point(right - radius, bottom),
        ]);
        self.line_to(point(left + radius, bottom));
        self.curve_to([
            point(left + short, bottom),
            point(left, bottom - short),
            point(left, bottom - radius),
        ]);
        self.line_to(point(left, top + radius));
        self.curve_to([
            point(left, top + short),
            point(left + short, top),
            point(left + radius, top),
        ]);
        self.content.close_path();
    }

    fn line(&mut self, line: &Line) {
        let percent = (line.opacity.clamp(0.0, 1.0) * 100.0).round() as u8;
        if percent < 100 {
            self.opacities.insert(percent);
            self.content.save_state();
            let name = opacity_name(percent);
            self.content.set_parameters(Name(name.as_bytes()));
        }
        self.move_to(line.start);
        let mut from = line.start;
        for step in &line.steps {
            from = match *step {
                Step::To(end) => {
                    self.line_to(end);
                    end
                }
                Step::Bend(control, end) => {
                    self.curve_to([
                        cubic_control(from, control),
                        cubic_control(end, control),
                        end,
                    ]);
                    end
                }
            };
        }
        if line.fill.is_some() {
            self.content.close_path();
        }
        self.finish_path(line.fill, line.stroke);
        if percent < 100 {
            self.content.restore_state();
        }
    }

    fn move_to(&mut self, point: Point) {
        let [x, y] = self.on_page(point);
        self.content.move_to(x, y);
    }

    fn line_to(&mut self, point: Point) {
        let [x, y] = self.on_page(point);
        self.content.line_to(x, y);
    }

    fn curve_to(&mut self, points: [Point; 3]) {
        let [[a, b], [c, d], [x, y]] = points.map(|point| self.on_page(point));
        self.content.cubic_to(a, b, c, d, x, y);
    }

    /// Fills and strokes the current path.
    fn finish_path(&mut self, fill: Option<Colour>, stroke: Option<Stroke>) {
        if let Some(colour) = fill {
            let [red, green, blue] = components(colour);
            self.content.set_fill_rgb(red, green, blue);
        }
        if let Some(stroke) = stroke {
            let [red, green, blue] = components(stroke.colour);
            let pattern = stroke.dash.pattern(stroke.width).into_iter().map(rounded);
            self.content
                .set_stroke_rgb(red, green, blue)
                .set_line_width(rounded(stroke.width))
                .set_dash_pattern(pattern, 0.0);
        }
        match (fill, stroke) {
            (Some(_), Some(_)) => self.content.fill_nonzero_and_stroke(),
            (Some(_), None) => self.content.fill_nonzero(),
            (None, Some(_)) => self.content.stroke(),
            (None, None) => self.content.end_path(),
        };
    }

    fn text(&mut self, text: &Text) {
        let glyphs = self.lines.next().unwrap_or_default();
        if glyphs.is_empty() {
            return;
        }
        let [red, green, blue] = components(text.colour);
        self.content.set_fill_rgb(red, green, blue);
        self.content.begin_text();
        let runs = glyphs.chunk_by(|a, b| a.font == b.font && (a.at.y - b.at.y).abs() < 1e-3);
        for run in runs {
            self.run(run, text.size);
        }
        self.content.end_text();
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

/// Returns the number of points per unit of the page.
pub(super) fn unit(scene: &Scene) -> f64 {
    let side = scene.size.width.max(scene.size.height);
    (side / SIDE_LIMIT).ceil().max(1.0)
}

/// Returns a length with three decimals, more than can be seen; what is not a number becomes 0.
pub(super) fn rounded(length: f64) -> f32 {
    if length.is_finite() {
        ((length * 1000.0).round() / 1000.0) as f32
    } else {
        0.0
    }
}

/// Returns the control point next to an end of the cubic curve that equals a quadratic one: two thirds of the way
/// to the quadratic control point.
fn cubic_control(end: Point, control: Point) -> Point {
    let part = |end: f64, control: f64| end + (control - end) * 2.0 / 3.0;
    Point::new(part(end.x, control.x), part(end.y, control.y))
}

/// Returns the components of a colour, from 0 to 1.
fn components(colour: Colour) -> [f32; 3] {
    [colour.red, colour.green, colour.blue].map(|component| rounded(f64::from(component) / 255.0))
}
