//! The texts of a scene as glyphs at positions, set by resvg as they are in a PNG.

use resvg::usvg::fontdb::ID;
use resvg::usvg::layout::PositionedGlyph;
use resvg::usvg::{Group, Node, Text as Line, Tree};

use crate::export::error::ExportError;
use crate::export::format::Format;
use crate::export::picture::{fonts, svg};
use crate::picture::geometry::Point;
use crate::picture::scene::Scene;
use crate::picture::text;

/// A glyph at a position.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    /// The index of the font in [`text::fonts`].
    pub(super) font: usize,
    /// The id of the glyph in its font.
    pub(super) id: u16,
    /// The part of the text that the glyph represents; empty if another glyph represents it.
    pub(super) text: String,
    /// The start of the glyph on its baseline.
    pub(super) at: Point,
}

/// Returns the glyphs of every text of a scene, in the order of the scene; positions are those in the text's group.
pub(super) fn lines(scene: &Scene) -> Result<Vec<Vec<Glyph>>, ExportError> {
    let texts = scene.texts();
    // All texts in one document: setting up resvg takes longer than setting a text.
    let mut page = "<svg xmlns=\"http://www.w3.org/2000/svg\">".to_owned();
    for (index, text) in texts.iter().enumerate() {
        let element = svg::text_element(text, text::with_replacements);
        page += &element.replacen("<text", &format!("<text id=\"{index}\""), 1);
    }
    page += "</svg>";
    let tree = Tree::from_str(&page, &fonts::options())
        .map_err(|error| ExportError::drawing(Format::Pdf, error))?;
    let fonts: Vec<ID> = tree.fontdb().faces().map(|face| face.id).collect();
    let mut lines = vec![Vec::new(); texts.len()];
    visit(tree.root(), &mut |line| {
        let index: Option<usize> = line.id().parse().ok();
        if let Some(glyphs) = index.and_then(|index| lines.get_mut(index)) {
            *glyphs = positioned(line, &fonts);
        }
    });
    Ok(lines)
}

/// Calls a function with every text below a group, in order.
fn visit(group: &Group, found: &mut impl FnMut(&Line)) {
    for node in group.children() {
        match node {
            Node::Group(group) => visit(group, found),
            Node::Text(line) => found(line),
            _ => {}
        }
    }
}

/// Returns the glyphs of a line from left to right.
fn positioned(line: &Line, fonts: &[ID]) -> Vec<Glyph> {
    let spans = line.layouted().iter();
    let mut glyphs: Vec<Glyph> = spans
        .flat_map(|span| &span.positioned_glyphs)
        .filter_map(|glyph| converted(glyph, fonts))
        .collect();
    share_texts(&mut glyphs);
    glyphs
}

fn converted(glyph: &PositionedGlyph, fonts: &[ID]) -> Option<Glyph> {
    let transform = glyph.outline_transform();
    Some(Glyph {
        font: fonts.iter().position(|font| *font == glyph.font)?,
        id: u16::try_from(glyph.id.0).ok()?,
        text: glyph.text.clone(),
        at: Point::new(f64::from(transform.tx), f64::from(transform.ty)),
    })
}

/// Gives every glyph a part of the text of its cluster. A base and its marks form one cluster, and resvg gives the
/// text of all to the last one; a reader that searches the file expects a text for each.
fn share_texts(glyphs: &mut [Glyph]) {
    let mut start = 0;
    while start < glyphs.len() {
        let without_text = glyphs[start..]
            .iter()
            .take_while(|glyph| glyph.text.is_empty())
            .count();
        let end = (start + without_text + 1).min(glyphs.len());
        if without_text > 0 && end > start + without_text {
            divide_text(&mut glyphs[start..end]);
        }
        start = end;
    }
}

/// Divides the text of the last glyph among all: one character each, and the rest to the last.
fn divide_text(cluster: &mut [Glyph]) {
    let Some((last, others)) = cluster.split_last_mut() else {
        return;
    };
    for glyph in others {
        let mut rest = last.text.chars();
        let (first, rest) = (rest.next(), rest.as_str().to_owned());
        if rest.is_empty() {
            return;
        }
        glyph.text = first.into_iter().collect();
        last.text = rest;
    }
}
