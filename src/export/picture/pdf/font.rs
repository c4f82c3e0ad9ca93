//! The fonts of a document: the glyphs that occur, embedded, and the text that each represents.
//!
//! A code of the page stands for a glyph together with its text, so that one glyph with two meanings is still
//! copied and found as what it means at each place.

use std::collections::HashMap;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Finish, Name, Pdf, Rect, Ref, Str};
use subsetter::GlyphRemapper;
use ttf_parser::{Face, GlyphId, RawFace, Tag};

use super::glyphs::Glyph;
use super::object::{Numbers, stream, stream_of_type};
use crate::export::error::ExportError;
use crate::export::format::Format;
use crate::picture::{fallback_font, text};

/// The character collection: codes are identical with glyph numbers.
const SYSTEM: SystemInfo<'static> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// The PostScript names of the fonts, in the order of [`text::fonts`].
const NAMES: [&str; text::FONTS] = [
    "NotoSans-Regular",
    "NotoSans-Bold",
    "DejaVuSans",
    "DejaVuSans-Bold",
];

/// The fonts of a document.
pub(super) struct Fonts(Vec<Font>);

/// A font, and its glyphs that occur.
struct Font {
    bytes: &'static [u8],
    face: Face<'static>,
    name: String,
    /// Whether the glyphs have PostScript outlines. Then a code is the number of the glyph in the subset, so that a glyph
    /// has one code, and the text of its first occurrence.
    is_postscript: bool,
    codes: HashMap<(u16, String), u16>,
    /// The glyph ids and texts by code; the first is the glyph for a missing character.
    glyphs: Vec<(u16, String)>,
    /// Whether there are more glyphs than codes.
    lacks_codes: bool,
}

impl Fonts {
    /// Opens the compiled-in fonts, and the fallback font if there is one.
    pub(super) fn new() -> Result<Self, ExportError> {
        let fonts = text::fonts().into_iter().zip(NAMES);
        let fonts = fonts.map(|(bytes, name)| (bytes, name.to_owned(), false));
        let fallback = fallback_font().map(|font| {
            let name = font.family().replace(' ', "");
            (font.bytes(), name, font.is_postscript())
        });
        let opened = fonts.chain(fallback).map(|(bytes, name, is_postscript)| {
            let face =
                Face::parse(bytes, 0).map_err(|error| ExportError::drawing(Format::Pdf, error))?;
            Ok(Font {
                bytes,
                face,
                name,
                is_postscript,
                codes: HashMap::new(),
                glyphs: vec![(0, String::new())],
                lacks_codes: false,
            })
        });
        opened.collect::<Result<_, ExportError>>().map(Self)
    }

    /// Returns the code by which the page refers to a glyph.
    pub(super) fn code(&mut self, glyph: &Glyph) -> u16 {
        let font = &mut self.0[glyph.font];
        let meaning = Some(&glyph.text).filter(|_| !font.is_postscript);
        let key = (glyph.id, meaning.cloned().unwrap_or_default());
        if let Some(code) = font.codes.get(&key) {
            return *code;
        }
        // Codes have 16 bits; glyphs beyond that are shown as missing.
        let Ok(code) = u16::try_from(font.glyphs.len()) else {
            font.lacks_codes = true;
            return 0;
        };
        font.glyphs.push((glyph.id, glyph.text.clone()));
        font.codes.insert(key, code);
        code
    }

    /// Returns the advance width of a glyph, in font sizes.
    pub(super) fn advance(&self, glyph: &Glyph) -> f64 {
        self.0[glyph.font].advance(glyph.id) / 1000.0
    }

    /// Returns `true` if every glyph that occurs has a code of its own and represents a text.
    pub(super) fn have_text_for_all(&self) -> bool {
        let mut fonts = self.0.iter();
        fonts.all(|font| {
            let mut texts = font.glyphs.iter().skip(1).map(|(_, text)| text);
            !font.lacks_codes && texts.all(|text| !text.is_empty())
        })
    }

    /// Writes the fonts that occur; returns them with the names by which the page refers to them.
    pub(super) fn write(
        &self,
        pdf: &mut Pdf,
        numbers: &mut Numbers,
    ) -> Result<Vec<(String, Ref)>, ExportError> {
        let fonts = self.0.iter().enumerate();
        let used = fonts.filter(|(_, font)| font.glyphs.len() > 1);
        used.map(|(index, font)| Ok((name(index), font.write(pdf, index, numbers)?)))
            .collect()
    }
}

/// Returns the name by which the page refers to a font.
pub(super) fn name(font: usize) -> String {
    format!("F{font}")
}

impl Font {
    /// Returns the advance width of a glyph, in thousandths of the font size.
    fn advance(&self, glyph: u16) -> f64 {
        let width = self.face.glyph_hor_advance(GlyphId(glyph)).unwrap_or(0);
        self.scaled(f64::from(width))
    }

    /// Converts a length from font units to thousandths of the font size.
    fn scaled(&self, units: f64) -> f64 {
        (units * 1000.0 / f64::from(self.face.units_per_em())).round()
    }

    fn write(
        &self,
        pdf: &mut Pdf,
        index: usize,
        numbers: &mut Numbers,
    ) -> Result<Ref, ExportError> {
        let [font, descendant, descriptor, unicode_map, glyph_map, file] =
            std::array::from_fn(|_| numbers.next());
        // Six capitals and a plus sign mark a subset (ISO 32000-1, 9.6.4).
        let tag = char::from(b'A' + (index % 26) as u8);
        let name = format!("INTOR{tag}+{}", self.name);
        let name = Name(name.as_bytes());
        pdf.type0_font(font)
            .base_font(name)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(descendant)
            .to_unicode(unicode_map);
        self.write_descendant(pdf, name, [descendant, descriptor, glyph_map]);
        self.write_descriptor(pdf, name, descriptor, file);
        self.write_unicode_map(pdf, unicode_map);
        self.write_program(pdf, glyph_map, file)?;
        Ok(font)
    }

    fn write_descendant(&self, pdf: &mut Pdf, name: Name, [font, descriptor, glyph_map]: [Ref; 3]) {
        let mut entries = pdf.cid_font(font);
        entries
            .subtype(if self.is_postscript {
                CidFontType::Type0
            } else {
                CidFontType::Type2
            })
            .base_font(name)
            .system_info(SYSTEM)
            .font_descriptor(descriptor)
            .default_width(0.0);
        if !self.is_postscript {
            entries.cid_to_gid_map_stream(glyph_map);
        }
        let widths = self.glyphs.iter();
        entries
            .widths()
            .consecutive(0, widths.map(|(glyph, _)| self.advance(*glyph) as f32));
        entries.finish();
    }

    fn write_descriptor(&self, pdf: &mut Pdf, name: Name, descriptor: Ref, file: Ref) {
        let scaled = |units: i16| self.scaled(f64::from(units)) as f32;
        let face = &self.face;
        let hull = face.global_bounding_box();
        // The required width of vertical stems, which readers use only to replace a font that is not embedded.
        let stem_width = if face.is_bold() { 140.0 } else { 80.0 };
        let mut entries = pdf.font_descriptor(descriptor);
        if self.is_postscript {
            entries.font_file3(file);
        } else {
            entries.font_file2(file);
        }
        entries
            .name(name)
            .flags(FontFlags::NON_SYMBOLIC)
            .bbox(Rect::new(
                scaled(hull.x_min),
                scaled(hull.y_min),
                scaled(hull.x_max),
                scaled(hull.y_max),
            ))
            .italic_angle(0.0)
            .ascent(scaled(face.ascender()))
            .descent(scaled(face.descender()))
            .cap_height(scaled(face.capital_height().unwrap_or(face.ascender())))
            .stem_v(stem_width);
    }

    /// Writes the text that each code represents.
    fn write_unicode_map(&self, pdf: &mut Pdf, number: Ref) {
        let mut map = UnicodeCmap::new(Name(b"Meanings"), SYSTEM);
        for (code, (_, text)) in self.glyphs.iter().enumerate() {
            if let (false, Ok(code)) = (text.is_empty(), u16::try_from(code)) {
                map.pair_with_multiple(code, text.chars());
            }
        }
        stream(pdf, number, &map.finish());
    }

    /// Writes the subset of the font, and the glyph of the subset that each code stands for.
    fn write_program(&self, pdf: &mut Pdf, glyph_map: Ref, file: Ref) -> Result<(), ExportError> {
        let mut remapper = GlyphRemapper::new();
        let glyphs = self.glyphs.iter().map(|(glyph, _)| remapper.remap(*glyph));
        let map: Vec<u8> = glyphs.flat_map(u16::to_be_bytes).collect();
        let program = subsetter::subset(self.bytes, 0, &remapper)
            .map_err(|error| ExportError::drawing(Format::Pdf, error.to_string()))?;
        stream(pdf, glyph_map, &map);
        if self.is_postscript {
            // The outlines alone, as a font that is addressed by glyph (ISO 32000-1, table 126).
            let face = RawFace::parse(&program, 0)
                .map_err(|error| ExportError::drawing(Format::Pdf, error))?;
            let outlines = face.table(Tag::from_bytes(b"CFF ")).unwrap_or_default();
            stream_of_type(pdf, file, outlines, Name(b"CIDFontType0C"));
        } else {
            stream(pdf, file, &program);
        }
        Ok(())
    }
}
