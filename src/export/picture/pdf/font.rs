//! The fonts of a document: the letters that occur, embedded, and what each stands for.
//!
//! A code of the page is a letter together with its meaning, so that one shape that stands for two
//! texts is still copied and searched as what it means in its place.

use std::collections::HashMap;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Finish, Name, Pdf, Rect, Ref, Str};
use subsetter::GlyphRemapper;
use ttf_parser::{Face, GlyphId};

use super::letters::Letter;
use super::object::{Numbers, stream};
use crate::export::Format;
use crate::export::error::ExportError;
use crate::picture::text;

/// How the codes of the page are read: by their number alone.
const SYSTEM: SystemInfo<'static> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// The fonts of a document.
pub(super) struct Fonts(Vec<Font>);

/// A font, and the letters of it that occur.
struct Font {
    bytes: &'static [u8],
    face: Face<'static>,
    name: &'static str,
    codes: HashMap<(u16, String), u16>,
    /// The letters and their meanings by code; the first is the one for what is missing.
    letters: Vec<(u16, String)>,
}

impl Fonts {
    /// Begins with the fonts of the program, of which no letter occurs yet.
    pub(super) fn new() -> Result<Self, ExportError> {
        let names: [_; text::FONTS] = [
            "NotoSans-Regular",
            "NotoSans-Bold",
            "DejaVuSans",
            "DejaVuSans-Bold",
        ];
        let fonts = text::fonts().into_iter().zip(names);
        let opened = fonts.map(|(bytes, name)| {
            let face =
                Face::parse(bytes, 0).map_err(|error| ExportError::drawing(Format::Pdf, error))?;
            Ok(Font {
                bytes,
                face,
                name,
                codes: HashMap::new(),
                letters: vec![(0, String::new())],
            })
        });
        opened.collect::<Result<_, ExportError>>().map(Self)
    }

    /// Returns the code by which the page calls a letter.
    pub(super) fn code(&mut self, letter: &Letter) -> u16 {
        let font = &mut self.0[letter.font];
        let key = (letter.glyph, letter.meaning.clone());
        if let Some(code) = font.codes.get(&key) {
            return *code;
        }
        // There are no more codes than these; what is beyond them is shown as missing.
        let Ok(code) = u16::try_from(font.letters.len()) else {
            return 0;
        };
        font.letters.push(key.clone());
        font.codes.insert(key, code);
        code
    }

    /// Returns how far a letter leads on, in sizes of the letters.
    pub(super) fn advance(&self, letter: &Letter) -> f64 {
        self.0[letter.font].advance(letter.glyph) / 1000.0
    }

    /// Writes the fonts that occur; returns them with the names by which the page calls them.
    pub(super) fn write(
        &self,
        pdf: &mut Pdf,
        numbers: &mut Numbers,
    ) -> Result<Vec<(String, Ref)>, ExportError> {
        let used = self.0.iter().enumerate();
        let used = used.filter(|(_, font)| font.letters.len() > 1);
        used.map(|(place, font)| Ok((name(place), font.write(pdf, place, numbers)?)))
            .collect()
    }
}

/// Returns the name by which the page calls a font.
pub(super) fn name(font: usize) -> String {
    format!("F{font}")
}

impl Font {
    /// Returns how far a letter leads on, in thousandths of the size of the letters.
    fn advance(&self, glyph: u16) -> f64 {
        let width = self.face.glyph_hor_advance(GlyphId(glyph)).unwrap_or(0);
        self.scaled(f64::from(width))
    }

    fn scaled(&self, units: f64) -> f64 {
        (units * 1000.0 / f64::from(self.face.units_per_em())).round()
    }

    fn write(
        &self,
        pdf: &mut Pdf,
        place: usize,
        numbers: &mut Numbers,
    ) -> Result<Ref, ExportError> {
        let [font, descendant, descriptor, meanings, places, file] =
            std::array::from_fn(|_| numbers.next());
        // Six capitals and a plus before the name say that only a part of the font is embedded.
        let tag = char::from(b'A' + (place % 26) as u8);
        let name = format!("INTOR{tag}+{}", self.name);
        let name = Name(name.as_bytes());
        pdf.type0_font(font)
            .base_font(name)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(descendant)
            .to_unicode(meanings);
        self.descendant(pdf, name, [descendant, descriptor, places]);
        self.descriptor(pdf, name, descriptor, file);
        self.meanings(pdf, meanings);
        self.program(pdf, places, file)?;
        Ok(font)
    }

    fn descendant(&self, pdf: &mut Pdf, name: Name, [font, descriptor, places]: [Ref; 3]) {
        let mut entries = pdf.cid_font(font);
        entries
            .subtype(CidFontType::Type2)
            .base_font(name)
            .system_info(SYSTEM)
            .font_descriptor(descriptor)
            .default_width(0.0)
            .cid_to_gid_map_stream(places);
        let widths = self.letters.iter();
        entries
            .widths()
            .consecutive(0, widths.map(|(glyph, _)| self.advance(*glyph) as f32));
        entries.finish();
    }

    fn descriptor(&self, pdf: &mut Pdf, name: Name, descriptor: Ref, file: Ref) {
        let scaled = |units: i16| self.scaled(f64::from(units)) as f32;
        let face = &self.face;
        let hull = face.global_bounding_box();
        let weight = if face.is_bold() { 140.0 } else { 80.0 };
        pdf.font_descriptor(descriptor)
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
            .stem_v(weight)
            .font_file2(file);
    }

    /// Writes what each code means as text.
    fn meanings(&self, pdf: &mut Pdf, number: Ref) {
        let mut map = UnicodeCmap::new(Name(b"Meanings"), SYSTEM);
        for (code, (_, meaning)) in self.letters.iter().enumerate() {
            if let (false, Ok(code)) = (meaning.is_empty(), u16::try_from(code)) {
                map.pair_with_multiple(code, meaning.chars());
            }
        }
        stream(pdf, number, &map.finish());
    }

    /// Writes the part of the font that occurs, and which letter of it each code stands for.
    fn program(&self, pdf: &mut Pdf, places: Ref, file: Ref) -> Result<(), ExportError> {
        let mut kept = GlyphRemapper::new();
        let glyphs = self.letters.iter().map(|(glyph, _)| kept.remap(*glyph));
        let map: Vec<u8> = glyphs.flat_map(u16::to_be_bytes).collect();
        let program = subsetter::subset(self.bytes, 0, &kept)
            .map_err(|error| ExportError::drawing(Format::Pdf, error.to_string()))?;
        stream(pdf, places, &map);
        stream(pdf, file, &program);
        Ok(())
    }
}
