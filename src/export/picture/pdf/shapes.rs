//! Boxes and lines as paths of a page.

use pdf_writer::Name;

use super::page::rounded;
use super::paint::{Painter, components, opacity_name};
use crate::picture::geometry::{Point, Rect};
use crate::picture::scene::{Line, Shape, Step};
use crate::picture::style::{Colour, Stroke};

/// The distance of the control points of a cubic curve that approximates a quarter of a circle, in radii.
const CIRCLE_CONTROL: f64 = 0.552_284_75;

impl Painter<'_, '_> {
    pub(super) fn shape(&mut self, shape: &Shape) {
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

    pub(super) fn line(&mut self, line: &Line) {
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
}

/// Returns the control point next to an end of the cubic curve that equals a quadratic one: two thirds of the way
/// to the quadratic control point.
fn cubic_control(end: Point, control: Point) -> Point {
    let part = |end: f64, control: f64| end + (control - end) * 2.0 / 3.0;
    Point::new(part(end.x, control.x), part(end.y, control.y))
}
