//! The shapes and letters of a scene as operators of a page.

use std::collections::BTreeSet;
use std::vec::IntoIter;

use pdf_writer::{Content, Name, Str};

use super::font::{self, Fonts};
use super::letters::Letter;
use crate::picture::geometry::{Point, Rect};
use crate::picture::scene::{Item, Line, Scene, Shape, Step, Text};
use crate::picture::style::{Colour, Stroke};

/// How long a side of a page may be in units; more takes larger units (ISO 32000-1, annex C).
const SIDE_LIMIT: f64 = 14_400.0;

/// How far the handles of a curve stand out so that it looks like a quarter of a circle.
const ROUND: f64 = 0.552_284_75;

/// What is painted on a page, and the degrees of opacity that it uses, in percent.
pub(super) struct Painting {
    pub(super) content: Content,
    pub(super) opacities: Vec<u8>,
}

/// Paints a scene, item after item.
pub(super) struct Painter<'a> {
    content: Content,
    fonts: &'a mut Fonts,
    lines: IntoIter<Vec<Letter>>,
    opacities: BTreeSet<u8>,
    origin: Point,
    height: f64,
}

impl<'a> Painter<'a> {
    /// Begins a page with its paper; the lines of letters are those of the scene's texts in order.
    pub(super) fn new(scene: &Scene, lines: Vec<Vec<Letter>>, fonts: &'a mut Fonts) -> Self {
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
        // The way in which SVG ends sharp corners.
        painter.content.set_miter_limit(4.0);
        painter.shape(&Shape {
            frame: Rect::new(0.0, 0.0, scene.size.width, scene.size.height),
            radius: 0.0,
            fill: Some(scene.paper),
            stroke: None,
        });
        painter
    }

    /// Paints everything.
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
                    let before = self.origin;
                    self.origin = before + group.shift;
                    self.items(&group.items);
                    self.origin = before;
                }
                Item::Box(shape) => self.shape(shape),
                Item::Line(line) => self.line(line),
                Item::Text(text) => self.text(text),
            }
        }
    }

    /// Returns where a point of the current group lies on the page, whose y grows upwards.
    fn place(&self, point: Point) -> [f32; 2] {
        let point = self.origin + point;
        [rounded(point.x), rounded(self.height - point.y)]
    }

    fn shape(&mut self, shape: &Shape) {
        let (corner, size) = (Point::new(shape.frame.x, shape.frame.y), shape.frame.size);
        let least = size.width.min(size.height) / 2.0;
        let radius = shape.radius.min(least);
        if radius > 0.0 {
            self.rounded_box(corner, (size.width, size.height), radius);
        } else {
            let [x, y] = self.place(Point::new(corner.x, corner.y + size.height));
            let (width, height) = (rounded(size.width), rounded(size.height));
            self.content.rect(x, y, width, height);
        }
        self.finish_path(shape.fill, shape.stroke);
    }

    /// Draws the outline of a box, from the left end of its upper side on.
    fn rounded_box(&mut self, corner: Point, (width, height): (f64, f64), radius: f64) {
        let (left, top) = (corner.x, corner.y);
        let (right, bottom) = (left + width, top + height);
        let short = radius * (1.0 - ROUND);
        let point = Point::new;
        self.start(point(left + radius, top));
        self.straight(point(right - radius, top));
        self.bend([
            point(right - short, top),
            point(right, top + short),
            point(right, top + radius),
        ]);
        self.straight(point(right, bottom - radius));
        self.bend([
            point(right, bottom - short),
            point(right - short, bottom),
            point(right - radius, bottom),
        ]);
        self.straight(point(left + radius, bottom));
        self.bend([
            point(left + short, bottom),
            point(left, bottom - short),
            point(left, bottom - radius),
        ]);
        self.straight(point(left, top + radius));
        self.bend([
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
        self.start(line.start);
        let mut from = line.start;
        for step in &line.steps {
            from = match *step {
                Step::To(end) => {
                    self.straight(end);
                    end
                }
                Step::Bend(control, end) => {
                    self.bend([toward(from, control), toward(end, control), end]);
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

    fn start(&mut self, point: Point) {
        let [x, y] = self.place(point);
        self.content.move_to(x, y);
    }

    fn straight(&mut self, point: Point) {
        let [x, y] = self.place(point);
        self.content.line_to(x, y);
    }

    fn bend(&mut self, points: [Point; 3]) {
        let [[a, b], [c, d], [x, y]] = points.map(|point| self.place(point));
        self.content.cubic_to(a, b, c, d, x, y);
    }

    /// Fills and strokes the path that was drawn.
    fn finish_path(&mut self, fill: Option<Colour>, stroke: Option<Stroke>) {
        if let Some(colour) = fill {
            let [red, green, blue] = parts(colour);
            self.content.set_fill_rgb(red, green, blue);
        }
        if let Some(stroke) = stroke {
            let [red, green, blue] = parts(stroke.colour);
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
        let letters = self.lines.next().unwrap_or_default();
        if letters.is_empty() {
            return;
        }
        let [red, green, blue] = parts(text.colour);
        self.content.set_fill_rgb(red, green, blue);
        self.content.begin_text();
        let together = |a: &Letter, b: &Letter| a.font == b.font && (a.at.y - b.at.y).abs() < 1e-3;
        for run in letters.chunk_by(together) {
            self.run(run, text.size);
        }
        self.content.end_text();
    }

    /// Shows letters of one font on one base line; what the font would put elsewhere is moved.
    fn run(&mut self, letters: &[Letter], size: f64) {
        let [first, ..] = letters else {
            return;
        };
        let name = font::name(first.font);
        let [x, y] = self.place(first.at);
        self.content
            .set_font(Name(name.as_bytes()), rounded(size))
            .set_text_matrix([1.0, 0.0, 0.0, 1.0, x, y]);
        let mut shown = self.content.show_positioned();
        let mut items = shown.items();
        let mut pending: Vec<u8> = Vec::new();
        let mut x = first.at.x;
        for letter in letters {
            // Steps are in thousandths of the size, and lead backwards.
            let step = ((x - letter.at.x) / size * 1000.0).round();
            if step != 0.0 {
                items.show(Str(&std::mem::take(&mut pending)));
                items.adjust(step as f32);
                x -= step * size / 1000.0;
            }
            pending.extend(self.fonts.code(letter).to_be_bytes());
            x += self.fonts.advance(letter) * size;
        }
        items.show(Str(&pending));
    }
}

/// Returns how many points a unit of the page has.
pub(super) fn unit(scene: &Scene) -> f64 {
    let side = scene.size.width.max(scene.size.height);
    (side / SIDE_LIMIT).ceil().max(1.0)
}

/// Returns the name by which the page calls a degree of opacity.
pub(super) fn opacity_name(percent: u8) -> String {
    format!("O{percent}")
}

/// Returns a length with as many decimals as can be seen.
pub(super) fn rounded(length: f64) -> f32 {
    if length.is_finite() {
        ((length * 1000.0).round() / 1000.0) as f32
    } else {
        0.0
    }
}

/// Returns the handle of a cubic curve that follows a quadratic one.
fn toward(end: Point, control: Point) -> Point {
    let part = |end: f64, control: f64| end + (control - end) * 2.0 / 3.0;
    Point::new(part(end.x, control.x), part(end.y, control.y))
}

fn parts(colour: Colour) -> [f32; 3] {
    [colour.red, colour.green, colour.blue].map(|part| rounded(f64::from(part) / 255.0))
}
