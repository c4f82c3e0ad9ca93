//! The texts of a scene as letters in their places, set by the hand that sets them in a PNG.

use resvg::usvg::fontdb::ID;
use resvg::usvg::{Group, Node, Text as Line, Tree};

use crate::export::Format;
use crate::export::error::ExportError;
use crate::export::picture::{fonts, svg};
use crate::picture::geometry::Point;
use crate::picture::scene::Scene;
use crate::picture::text;

/// A letter in its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Letter {
    /// The font, an index into [`text::fonts`].
    pub(super) font: usize,
    /// The number of the letter in its font.
    pub(super) glyph: u16,
    /// What the letter stands for in the text; empty if another letter says it.
    pub(super) meaning: String,
    /// Where the letter begins, on its base line.
    pub(super) at: Point,
}

/// Sets every text of a scene, in the order of the scene; places are those of the text's own group.
pub(super) fn set(scene: &Scene) -> Result<Vec<Vec<Letter>>, ExportError> {
    let texts = scene.texts();
    let mut page = "<svg xmlns=\"http://www.w3.org/2000/svg\">".to_owned();
    for (place, text) in texts.iter().enumerate() {
        let element = svg::element(text, text::marked);
        page += &element.replacen("<text", &format!("<text id=\"{place}\""), 1);
    }
    page += "</svg>";
    let tree = Tree::from_str(&page, &fonts::options())
        .map_err(|error| ExportError::drawing(Format::Pdf, error))?;
    let order: Vec<ID> = tree.fontdb().faces().map(|face| face.id).collect();
    let mut lines = vec![Vec::new(); texts.len()];
    visit(tree.root(), &mut |line| {
        if let Some(letters) = line
            .id()
            .parse()
            .ok()
            .and_then(|at: usize| lines.get_mut(at))
        {
            *letters = placed(line, &order);
        }
    });
    Ok(lines)
}

/// Lists the texts of a scene in their order.
fn visit(group: &Group, see: &mut impl FnMut(&Line)) {
    for node in group.children() {
        match node {
            Node::Group(group) => visit(group, see),
            Node::Text(line) => see(line),
            _ => {}
        }
    }
}

/// Returns the letters of a line as they stand from left to right.
fn placed(line: &Line, order: &[ID]) -> Vec<Letter> {
    let spans = line.layouted().iter();
    let glyphs = spans.flat_map(|span| &span.positioned_glyphs);
    let letter = |glyph: &resvg::usvg::layout::PositionedGlyph| {
        let place = glyph.outline_transform();
        Some(Letter {
            font: order.iter().position(|font| *font == glyph.font)?,
            glyph: u16::try_from(glyph.id.0).ok()?,
            meaning: glyph.text.clone(),
            at: Point::new(f64::from(place.tx), f64::from(place.ty)),
        })
    };
    let mut letters: Vec<Letter> = glyphs.filter_map(letter).collect();
    share_out(&mut letters);
    letters
}

/// Gives every letter a part of what its cluster means: a base and its marks stand in one cluster, and
/// only one of them carries the text of all.
fn share_out(letters: &mut [Letter]) {
    let mut place = 0;
    while place < letters.len() {
        let silent = letters[place..]
            .iter()
            .take_while(|letter| letter.meaning.is_empty())
            .count();
        let end = (place + silent + 1).min(letters.len());
        if silent > 0 && end > place + silent {
            divide(&mut letters[place..end]);
        }
        place = end;
    }
}

/// Divides the text of the last letter among all: a character each, and the rest to the last.
fn divide(cluster: &mut [Letter]) {
    let Some((last, before)) = cluster.split_last_mut() else {
        return;
    };
    for letter in before {
        let mut rest = last.meaning.chars();
        let (first, rest) = (rest.next(), rest.as_str().to_owned());
        if rest.is_empty() {
            return;
        }
        letter.meaning = first.into_iter().collect();
        last.meaning = rest;
    }
}
