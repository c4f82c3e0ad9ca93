//! The fonts of the program as resvg wants them, which sets the texts of PNG and PDF.

use std::sync::Arc;

use resvg::usvg::fontdb::{Database, ID};
use resvg::usvg::{FontResolver, Options};
use ttf_parser::Face;

use crate::picture::text;

/// Returns how texts are set: in the fonts of the program alone, whatever the machine has.
pub(super) fn options() -> Options<'static> {
    Options {
        fontdb: Arc::new(database()),
        font_family: text::FAMILY.to_owned(),
        font_resolver: FontResolver {
            select_fallback: Box::new(|letter, used, fonts| fallback(letter, used, fonts)),
            ..FontResolver::default()
        },
        ..Options::default()
    }
}

/// Returns the fonts in the order of [`text::fonts`], standing in for every family that a drawing may
/// ask for.
fn database() -> Database {
    let mut fonts = Database::new();
    for font in text::fonts() {
        fonts.load_font_data(without_classes(font));
    }
    fonts.set_sans_serif_family(text::FAMILY);
    fonts.set_serif_family(text::FAMILY);
    fonts.set_monospace_family(text::FAMILY);
    fonts.set_cursive_family(text::FAMILY);
    fonts.set_fantasy_family(text::FAMILY);
    fonts
}

/// Returns a font without its classes of glyphs, by which Noto Sans sets a backtick and other signs that stand
/// for themselves as marks over the next letter. What is a mark is then known from Unicode.
fn without_classes(font: &[u8]) -> Vec<u8> {
    const RECORD: usize = 16;
    let mut font = font.to_vec();
    let tables = font
        .get(4..6)
        .map_or(0, |count| u16::from_be_bytes([count[0], count[1]]));
    let directory = font.iter_mut().skip(12).take(RECORD * usize::from(tables));
    let mut directory: Vec<&mut u8> = directory.collect();
    for record in directory.chunks_mut(RECORD) {
        // The name keeps its place in the order of the directory.
        if record.iter().map(|byte| **byte).take(4).eq(*b"GDEF") {
            *record[3] = b'X';
        }
    }
    font
}

/// Finds a font for a letter that the first one lacks: of the same weight, if there is one.
fn fallback(letter: char, used: &[ID], fonts: &Database) -> Option<ID> {
    let weight = fonts.face(*used.first()?)?.weight;
    let faces = fonts.faces().filter(|face| !used.contains(&face.id));
    let covers = |data: &[u8], index: u32| {
        let face = Face::parse(data, index).ok()?;
        face.glyph_index(letter)
    };
    let covering = faces.filter(|face| fonts.with_face_data(face.id, covers).flatten().is_some());
    let nearest = covering.min_by_key(|face| face.weight.0.abs_diff(weight.0));
    nearest.map(|face| face.id)
}
