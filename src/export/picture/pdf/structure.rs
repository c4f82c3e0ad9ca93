//! The structure of the page: the element to which each part of its content belongs, and the order in which elements
//! are read.
//!
//! Content is painted from the bottom to the top, which is not the order in which it is read. Each run of content
//! has a number, by which its element refers to it (ISO 32000-1, 14.7.4).

use std::collections::HashMap;

use pdf_writer::types::StructRole;

use crate::picture::Role;
use crate::picture::geometry::Rect;
use crate::picture::scene::{Group, Scene, Text};
use crate::picture::text;

/// An element of the structure.
#[derive(Debug, Clone)]
pub(super) struct Element<'s> {
    pub(super) kind: StructRole,
    /// The role of the group from which the element was made.
    pub(super) role: Role,
    /// The index of the element that contains this one; `None` for the document.
    pub(super) parent: Option<usize>,
    /// The text that a reader hears instead of the content.
    pub(super) alternative: Option<&'s str>,
    /// The exact text of the content, where its glyphs are in another order.
    pub(super) exact: Option<&'s str>,
    /// The area of the content, in points from the top left corner of the page.
    pub(super) area: Option<Rect>,
    kids: Vec<(Option<usize>, Kid)>,
}

/// What an element contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kid {
    /// An element, by its index.
    Element(usize),
    /// A run of content, by its number.
    Content(usize),
    /// The area of a link, by its index.
    Link(usize),
}

/// The place to which content belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// An element, by its index.
    Element(usize),
    /// The decoration of the page, which is not read.
    Decoration,
}

/// The elements of a page, the document first.
pub(super) struct Structure<'s> {
    pub(super) elements: Vec<Element<'s>>,
    /// The element of each run of content.
    pub(super) contents: Vec<usize>,
    /// The element of each area of a link.
    pub(super) links: Vec<usize>,
    description: &'s str,
    /// The elements with a position, by the element around them and the position.
    positioned: HashMap<(usize, usize), usize>,
    /// The places of the groups that are open, from the outermost.
    open: Vec<Place>,
}

impl Element<'_> {
    /// Returns what the element contains, in the order in which it is read.
    pub(super) fn kids(&self) -> Vec<Kid> {
        let mut kids = self.kids.clone();
        kids.sort_by_key(|(position, _)| *position);
        kids.into_iter().map(|(_, kid)| kid).collect()
    }
}

impl<'s> Structure<'s> {
    /// Creates the structure of a scene with the document as its only element.
    pub(super) fn new(scene: &'s Scene) -> Self {
        let document = Element {
            kind: StructRole::Document,
            role: Role::Plain,
            parent: None,
            alternative: None,
            exact: None,
            area: None,
            kids: Vec::new(),
        };
        Self {
            elements: vec![document],
            contents: Vec::new(),
            links: Vec::new(),
            description: &scene.description,
            positioned: HashMap::new(),
            open: Vec::new(),
        }
    }

    /// Returns the place of content of the innermost open group or text.
    pub(super) fn place(&self) -> Place {
        self.open.last().copied().unwrap_or(Place::Element(0))
    }

    /// Opens a group.
    pub(super) fn enter(&mut self, group: &'s Group) {
        let place = match self.place() {
            Place::Element(_) if group.role == Role::Decoration => Place::Decoration,
            Place::Element(parent) => Place::Element(self.element_for(group, parent)),
            Place::Decoration => Place::Decoration,
        };
        self.open.push(place);
    }

    /// Opens a text. Glyphs are painted from left to right, so a text that is read from right to left has an element with
    /// the text in the order in which it is read.
    pub(super) fn enter_text(&mut self, text: &'s Text) {
        let mut place = self.place();
        if let Place::Element(parent) = place
            && text::has_right_to_left(&text.content)
        {
            let span = self.child(parent, StructRole::Span, Role::Plain, None);
            self.elements[span].exact = Some(&text.content);
            place = Place::Element(span);
        }
        self.open.push(place);
    }

    /// Closes the innermost open group or text.
    pub(super) fn leave(&mut self) {
        self.open.pop();
    }

    /// Adds a run of content to an element; returns its number.
    pub(super) fn add_content(&mut self, element: usize) -> usize {
        let number = self.contents.len();
        self.contents.push(element);
        self.elements[element]
            .kids
            .push((None, Kid::Content(number)));
        number
    }

    /// Adds the area of a link to the link in which the innermost open group is; returns `false` if it is in none.
    pub(super) fn add_link(&mut self) -> bool {
        let mut element = match self.place() {
            Place::Element(element) => Some(element),
            Place::Decoration => None,
        };
        while let Some(index) = element {
            if self.elements[index].kind == StructRole::Link {
                let number = self.links.len();
                self.links.push(index);
                self.elements[index].kids.push((None, Kid::Link(number)));
                return true;
            }
            element = self.elements[index].parent;
        }
        false
    }

    /// Adds an area to that of the place of content, and to those of the elements around it.
    pub(super) fn extend(&mut self, area: Rect) {
        let mut element = match self.place() {
            Place::Element(element) => Some(element),
            Place::Decoration => None,
        };
        while let Some(index) = element {
            let around = &mut self.elements[index];
            around.area = Some(around.area.map_or(area, |before| before.union(area)));
            element = around.parent;
        }
    }

    /// Returns the element for the content of a group, which is new unless it shares its position with another group.
    fn element_for(&mut self, group: &'s Group, parent: usize) -> usize {
        let kinds = kinds(group);
        let mut position = group.position;
        let mut innermost = parent;
        let mut first = None;
        for kind in kinds {
            innermost = self.child(innermost, kind, group.role, position);
            first.get_or_insert(innermost);
            position = position.map(|_| 0);
        }
        let described = match group.role {
            Role::Part => Some(innermost),
            _ => first,
        };
        if let Some(described) = described {
            let alternative = self.alternative(group);
            let element = &mut self.elements[described];
            element.alternative = element.alternative.or(alternative);
        }
        innermost
    }

    fn child(
        &mut self,
        parent: usize,
        kind: StructRole,
        role: Role,
        position: Option<usize>,
    ) -> usize {
        let key = position.map(|position| (parent, position));
        if let Some(known) = key.and_then(|key| self.positioned.get(&key)) {
            return *known;
        }
        let index = self.elements.len();
        self.elements.push(Element {
            kind,
            role,
            parent: Some(parent),
            alternative: None,
            exact: None,
            area: None,
            kids: Vec::new(),
        });
        self.elements[parent]
            .kids
            .push((position, Kid::Element(index)));
        self.positioned.extend(key.map(|key| (key, index)));
        index
    }

    /// Returns the text that a reader hears instead of the content of a group.
    fn alternative(&self, group: &'s Group) -> Option<&'s str> {
        match group.role {
            Role::Picture | Role::Table => Some(self.description),
            Role::Part => group.description(),
            _ => group.alternative.as_deref(),
        }
    }
}

/// Returns the kinds of the elements for a group, from the outermost.
fn kinds(group: &Group) -> Vec<StructRole> {
    let mut kinds = match group.role {
        Role::Plain | Role::Decoration => vec![],
        Role::Title => vec![StructRole::H1],
        Role::Paragraph => vec![StructRole::P],
        Role::Picture => vec![StructRole::Figure],
        Role::Section => vec![StructRole::Div],
        // A figure must have a description.
        Role::Part if group.description().is_none() => vec![StructRole::Span],
        Role::Part => vec![StructRole::Figure],
        Role::Table => vec![StructRole::Table],
        Role::Row => vec![StructRole::TR],
        Role::ColumnHeader(_) | Role::RowHeader => vec![StructRole::TH],
        Role::Cell => vec![StructRole::TD],
        Role::List => vec![StructRole::L],
        Role::ListTitle => vec![StructRole::Caption],
        Role::Entry => vec![StructRole::LI, StructRole::LBody],
    };
    if group.link.is_some() {
        // A thing is inside its link; in a cell, the link is inside.
        let index = if group.role == Role::Part {
            0
        } else {
            kinds.len()
        };
        kinds.insert(index, StructRole::Link);
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(position: usize, tooltip: &str) -> Group {
        Group {
            position: Some(position),
            tooltip: Some(tooltip.to_owned()),
            link: (position > 1).then(|| "https://un.org".to_owned()),
            ..Group::with_role("part", Role::Part, Vec::new())
        }
    }

    #[test]
    fn parts_are_read_by_position_and_those_with_the_same_one_together() {
        let scene = Scene::default();
        let (line, label, node) = (part(2, "A tie\nSource"), part(2, ""), part(1, "A node"));
        let mut structure = Structure::new(&scene);
        for (group, expected) in [(&line, 0), (&label, 1), (&node, 2)] {
            structure.enter(group);
            let Place::Element(element) = structure.place() else {
                panic!("a part is not decoration");
            };
            assert_eq!(structure.add_content(element), expected);
            assert_eq!(structure.add_link(), group.link.is_some());
            structure.leave();
        }
        let [document, link, tie, node] = structure.elements.as_slice() else {
            panic!("the line and the label share their elements");
        };
        assert_eq!(document.kids(), [Kid::Element(3), Kid::Element(1)]);
        assert_eq!(tie.kids(), [Kid::Content(0), Kid::Content(1)]);
        assert_eq!(link.kids(), [Kid::Link(0), Kid::Link(1), Kid::Element(2)]);
        assert_eq!(tie.alternative, Some("A tie"));
        assert_eq!(node.alternative, Some("A node"));
    }

    #[test]
    fn nothing_in_a_decoration_is_read() {
        let scene = Scene::default();
        let decoration = Group::with_role("rule", Role::Decoration, Vec::new());
        let inside = part(2, "A tie");
        let mut structure = Structure::new(&scene);
        structure.enter(&decoration);
        structure.enter(&inside);
        assert_eq!(structure.place(), Place::Decoration);
        assert!(!structure.add_link());
        assert_eq!(structure.elements.len(), 1);
    }
}
