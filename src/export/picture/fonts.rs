//! The compiled-in fonts for resvg, which sets the text of PNG and PDF.

use std::sync::Arc;

use resvg::usvg::fontdb::{Database, ID};
use resvg::usvg::{FontResolver, Options};
use ttf_parser::Face;

use crate::picture::{fallback_font, text};

/// Returns options by which resvg uses the compiled-in fonts only, whatever the machine has.
pub(super) fn options() -> Options<'static> {
    Options {
        fontdb: Arc::new(database()),
        font_family: text::FAMILY.to_owned(),
        font_resolver: FontResolver {
            select_fallback: Box::new(|character, used, fonts| fallback(character, used, fonts)),
            ..FontResolver::default()
        },
        ..Options::default()
    }
}

/// Returns the fonts in the order of [`text::fonts`], then the fallback font if there is one, for every generic family.
///
/// resvg drops a text without an error if no font matches its family (linebender/resvg issues 159 and 331; seen in
/// 0.49).
fn database() -> Database {
    let mut fonts = Database::new();
    for font in text::fonts() {
        fonts.load_font_data(without_glyph_classes(font));
    }
    if let Some(font) = fallback_font() {
        fonts.load_font_data(font.bytes().to_vec());
        // Text is measured in the first font of a collection.
        let others: Vec<ID> = fonts
            .faces()
            .skip(text::FONTS + 1)
            .map(|face| face.id)
            .collect();
        others.into_iter().for_each(|face| fonts.remove_face(face));
    }
    fonts.set_sans_serif_family(text::FAMILY);
    fonts.set_serif_family(text::FAMILY);
    fonts.set_monospace_family(text::FAMILY);
    fonts.set_cursive_family(text::FAMILY);
    fonts.set_fantasy_family(text::FAMILY);
    fonts
}

/// Returns a font without its glyph classes (table `GDEF`), so that Unicode alone decides what is a combining mark.
///
/// The crate `notosans` 0.1.0 ships Noto Sans 1.04, which declares the backtick and other spacing accents as
/// combining marks, so that they appear over the next character (notofonts/noto-fonts issues 429 and 970). A crate
/// with Noto Sans 2 makes this function unnecessary.
fn without_glyph_classes(font: &[u8]) -> Vec<u8> {
    const RECORD_SIZE: usize = 16;
    let mut font = font.to_vec();
    let table_count = font
        .get(4..6)
        .map_or(0, |count| u16::from_be_bytes([count[0], count[1]]));
    let directory_size = RECORD_SIZE * usize::from(table_count);
    let directory = font.iter_mut().skip(12).take(directory_size);
    let mut directory: Vec<&mut u8> = directory.collect();
    for record in directory.chunks_mut(RECORD_SIZE) {
        // The new tag keeps the directory in alphabetical order, which parsers rely on.
        if record.iter().map(|byte| **byte).take(4).eq(*b"GDEF") {
            *record[3] = b'X';
        }
    }
    font
}

/// Returns a font for a character that the first one lacks: the one with the nearest weight.
///
/// The fallback of resvg ignores the weight (linebender/resvg issue 609; seen in 0.49).
fn fallback(character: char, used: &[ID], fonts: &Database) -> Option<ID> {
    let weight = fonts.face(*used.first()?)?.weight;
    let faces = fonts.faces().filter(|face| !used.contains(&face.id));
    let glyph = |data: &[u8], index: u32| Face::parse(data, index).ok()?.glyph_index(character);
    let covering = faces.filter(|face| fonts.with_face_data(face.id, glyph).flatten().is_some());
    let nearest = covering.min_by_key(|face| face.weight.0.abs_diff(weight.0));
    nearest.map(|face| face.id)
}
