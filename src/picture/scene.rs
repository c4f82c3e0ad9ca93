//! A drawing as a list of shapes and texts on a page, in points: what every picture becomes
//! before it is spelled in a format.

use super::geometry::{Point, Rect, Size};
use super::style::{Colour, Stroke};

/// A drawing on one page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scene {
    /// The size of the page.
    pub size: Size,
    /// The colour of the page.
    pub paper: Colour,
    /// What the drawing is called, for readers who cannot see it.
    pub title: String,
    /// What the drawing shows, told in words.
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

/// Parts of a drawing that belong together: one node, one tie, the legend.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Group {
    /// What the group is, a word for style sheets and scripts: `node`, `tie`, `legend`.
    pub class: &'static str,
    /// The id of the thing that the group shows, if it shows one.
    pub key: Option<String>,
    /// The text that appears when a reader points at the group.
    pub tooltip: Option<String>,
    /// Where a click leads.
    pub link: Option<String>,
    /// How far the group is moved from where its parts say.
    pub shift: Point,
    /// The parts, from the bottom to the top.
    pub items: Vec<Item>,
}

/// A box with straight or rounded corners; fully rounded and square it is a circle.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Where the box stands.
    pub frame: Rect,
    /// The radius of the corners.
    pub radius: f64,
    /// The colour inside.
    pub fill: Option<Colour>,
    /// The border.
    pub stroke: Option<Stroke>,
}

/// A line through points, or a filled figure between them.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Where the line starts.
    pub start: Point,
    /// The steps from there.
    pub steps: Vec<Step>,
    /// The line style.
    pub stroke: Option<Stroke>,
    /// The colour inside; a line that is filled is closed as well.
    pub fill: Option<Colour>,
    /// How much of the ground is covered, from 0 to 1.
    pub opacity: f64,
}

/// One step of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// Straight to a point.
    To(Point),
    /// To the second point, bent toward the first (a quadratic curve).
    Bend(Point, Point),
}

/// One line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// Where the text stands: on the base line, at its beginning, middle or end.
    pub at: Point,
    /// Which part of the text stands there.
    pub anchor: Anchor,
    /// The size of the letters.
    pub size: f64,
    /// The weight of the letters.
    pub weight: Weight,
    /// The colour of the letters.
    pub colour: Colour,
    /// What it says.
    pub content: String,
}

/// The part of a text that stands at its point.
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

/// The weight of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Weight {
    /// The usual weight.
    #[default]
    Regular,
    /// Bold.
    Bold,
}

impl Scene {
    /// Returns every text, from the bottom to the top.
    pub fn texts(&self) -> Vec<&Text> {
        fn gather<'s>(items: &'s [Item], texts: &mut Vec<&'s Text>) {
            for item in items {
                match item {
                    Item::Group(group) => gather(&group.items, texts),
                    Item::Text(text) => texts.push(text),
                    Item::Box(_) | Item::Line(_) => {}
                }
            }
        }
        let mut texts = Vec::new();
        gather(&self.items, &mut texts);
        texts
    }
}

impl Group {
    /// Returns a group of a class that shows no single thing.
    pub fn of(class: &'static str, items: Vec<Item>) -> Self {
        Self {
            class,
            items,
            ..Self::default()
        }
    }
}

impl Line {
    /// Returns a straight line.
    pub fn straight(from: Point, to: Point, stroke: Stroke) -> Self {
        Self {
            start: from,
            steps: vec![Step::To(to)],
            stroke: Some(stroke),
            fill: None,
            opacity: 1.0,
        }
    }

    /// Returns a filled figure between points.
    pub fn figure(points: &[Point], fill: Colour) -> Self {
        let start = points.first().copied().unwrap_or_default();
        let steps = points
            .iter()
            .skip(1)
            .map(|point| Step::To(*point))
            .collect();
        Self {
            start,
            steps,
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
