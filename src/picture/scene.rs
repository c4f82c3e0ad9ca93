//! A drawing as a list of shapes and texts on a page. Every picture becomes a scene before a format writes it.
//!
//! All lengths are in points (1/72 inch).

use super::geometry::{Point, Rect, Size};
use super::role::Role;
use super::style::{Colour, Stroke};

/// A drawing on one page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scene {
    /// The size of the page.
    pub size: Size,
    /// The colour of the page.
    pub paper: Colour,
    /// The title, for readers who cannot see the drawing.
    pub title: String,
    /// A description in words, for readers who cannot see the drawing.
    pub description: String,
    /// What the drawing had to leave out for lack of space, one sentence each.
    pub notes: Vec<String>,
    /// The shapes and texts, from the bottom to the top.
    pub items: Vec<Item>,
}

/// A part of a drawing.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Parts that belong together.
    Group(Group),
    /// A box.
    Box(Shape),
    /// A line, straight or curved.
    Line(Line),
    /// A line of text.
    Text(Text),
}

/// Parts of a drawing that belong together: a node, a tie, the legend.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Group {
    /// The class, a word for style sheets and scripts: `node`, `tie`, `legend`.
    pub class: &'static str,
    /// The id of the node, tie, dyad or row that the group shows.
    pub key: Option<String>,
    /// The text that appears when a reader points at the group.
    pub tooltip: Option<String>,
    /// The address that a click opens.
    pub link: Option<String>,
    /// The meaning for a reader who hears the drawing.
    pub role: Role,
    /// What such a reader hears instead of the content; `None` if the tooltip or the content is enough.
    pub alternative: Option<String>,
    /// The position in which the group is read among the groups beside it; those with the same position are read as one,
    /// as a line and its label are. Groups without a position are read first, in the order in which they are drawn.
    pub position: Option<usize>,
    /// The vector by which all parts are moved.
    pub shift: Point,
    /// The parts, from the bottom to the top.
    pub items: Vec<Item>,
}

/// A box with square or rounded corners; a square with fully rounded corners is a circle.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// The position and size.
    pub frame: Rect,
    /// The radius of the corners.
    pub radius: f64,
    /// The colour inside.
    pub fill: Option<Colour>,
    /// The border.
    pub stroke: Option<Stroke>,
}

/// A line through points, or a filled polygon between them.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The first point.
    pub start: Point,
    /// The steps from there.
    pub steps: Vec<Step>,
    /// The line style.
    pub stroke: Option<Stroke>,
    /// The colour inside; a filled line is also closed.
    pub fill: Option<Colour>,
    /// The opacity, from 0 to 1.
    pub opacity: f64,
}

/// One step of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// A straight line to a point.
    To(Point),
    /// A quadratic curve to the second point; the first is its control point.
    Bend(Point, Point),
}

/// One line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// The point on the baseline at which the text is anchored.
    pub at: Point,
    /// The part of the text that is at that point.
    pub anchor: Anchor,
    /// The font size.
    pub size: f64,
    /// The font weight.
    pub weight: Weight,
    /// The text colour.
    pub colour: Colour,
    /// The text.
    pub content: String,
}

/// The part of a text that is at its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Anchor {
    /// The left end.
    #[default]
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// A font weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Weight {
    /// Regular.
    #[default]
    Regular,
    /// Bold.
    Bold,
}

impl Scene {
    /// Returns every text, from the bottom to the top.
    pub fn texts(&self) -> Vec<&Text> {
        fn collect<'s>(items: &'s [Item], texts: &mut Vec<&'s Text>) {
            for item in items {
                match item {
                    Item::Group(group) => collect(&group.items, texts),
                    Item::Text(text) => texts.push(text),
                    Item::Box(_) | Item::Line(_) => {}
                }
            }
        }
        let mut texts = Vec::new();
        collect(&self.items, &mut texts);
        texts
    }
}

impl Scene {
    /// Returns the smallest font size of a text; infinite if there is none.
    pub fn smallest_font_size(&self) -> f64 {
        let sizes = self.texts().into_iter().map(|text| text.size);
        sizes.fold(f64::INFINITY, f64::min)
    }

    /// Returns the scene with every length multiplied by a factor.
    pub(super) fn scaled(self, factor: f64) -> Self {
        if factor == 1.0 {
            return self;
        }
        let items = self.items.into_iter();
        Self {
            size: self.size * factor,
            items: items.map(|item| item.scaled(factor)).collect(),
            ..self
        }
    }
}

impl Item {
    /// Returns the item with every length multiplied by a factor.
    pub(super) fn scaled(self, factor: f64) -> Self {
        if factor == 1.0 {
            return self;
        }
        match self {
            Self::Group(group) => Self::Group(Group {
                shift: group.shift * factor,
                items: group
                    .items
                    .into_iter()
                    .map(|item| item.scaled(factor))
                    .collect(),
                ..group
            }),
            Self::Box(shape) => Self::Box(Shape {
                frame: shape.frame.scaled(factor),
                radius: shape.radius * factor,
                stroke: shape.stroke.map(|stroke| stroke.scaled(factor)),
                ..shape
            }),
            Self::Line(line) => Self::Line(Line {
                start: line.start * factor,
                steps: line
                    .steps
                    .into_iter()
                    .map(|step| match step {
                        Step::To(end) => Step::To(end * factor),
                        Step::Bend(control, end) => Step::Bend(control * factor, end * factor),
                    })
                    .collect(),
                stroke: line.stroke.map(|stroke| stroke.scaled(factor)),
                ..line
            }),
            Self::Text(text) => Self::Text(Text {
                at: text.at * factor,
                size: text.size * factor,
                ..text
            }),
        }
    }
}

impl Group {
    /// Creates a group of a class, without meaning, key, tooltip or link.
    pub fn of(class: &'static str, items: Vec<Item>) -> Self {
        Self {
            class,
            items,
            ..Self::default()
        }
    }

    /// Creates a group of a class with a meaning.
    pub fn with_role(class: &'static str, role: Role, items: Vec<Item>) -> Self {
        Self {
            role,
            ..Self::of(class, items)
        }
    }

    /// Returns what the group shows, in one line: the alternative, or else the first line of the tooltip, whose other lines
    /// are reasons and sources; `None` if there is no text.
    pub fn description(&self) -> Option<&str> {
        let given = self.alternative.as_deref().or(self.tooltip.as_deref());
        given.and_then(|text| text.lines().next())
    }
}

impl Shape {
    /// Creates a box with square corners and without a border.
    pub fn filled(frame: Rect, fill: Colour) -> Self {
        Self {
            frame,
            radius: 0.0,
            fill: Some(fill),
            stroke: None,
        }
    }
}

impl Line {
    /// Creates a straight line.
    pub fn straight(from: Point, to: Point, stroke: Stroke) -> Self {
        Self {
            start: from,
            steps: vec![Step::To(to)],
            stroke: Some(stroke),
            fill: None,
            opacity: 1.0,
        }
    }

    /// Returns the smallest rectangle around the points of the line.
    pub fn hull(&self) -> Rect {
        let points = self.steps.iter().flat_map(|step| match *step {
            Step::To(end) => [end, end],
            Step::Bend(control, end) => [control, end],
        });
        let start = Rect::around(self.start, Size::default());
        points.fold(start, |hull, point| {
            hull.union(Rect::around(point, Size::default()))
        })
    }

    /// Creates a filled polygon.
    pub fn polygon(corners: &[Point], fill: Colour) -> Self {
        let start = corners.first().copied().unwrap_or_default();
        let rest = corners.iter().skip(1);
        Self {
            start,
            steps: rest.map(|corner| Step::To(*corner)).collect(),
            stroke: None,
            fill: Some(fill),
            opacity: 1.0,
        }
    }
}

impl From<Group> for Item {
    fn from(group: Group) -> Self {
        Self::Group(group)
    }
}

impl From<Shape> for Item {
    fn from(shape: Shape) -> Self {
        Self::Box(shape)
    }
}

impl From<Line> for Item {
    fn from(line: Line) -> Self {
        Self::Line(line)
    }
}

impl From<Text> for Item {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}
