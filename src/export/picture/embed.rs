//! Fonts embedded in an SVG, so that a browser sets its text as it was measured.
//!
//! Browsers read embedded fonts; most drawing programs and word processors ignore them and use the families that
//! the file names. So an SVG has none unless they are requested: boxes have space for the widest of these
//! families, and without a font the file can be compared line by line. Only glyphs that occur are embedded, as
//! WOFF (W3C Recommendation, 2012). Scripts that Noto Sans lacks are left to the fonts of the reader.
//!
//! The container is written here because it is a hundred lines and no small crate writes WOFF. The subset is made by
//! the crate `subsetter`, which is meant for PDF and leaves out tables that browsers require; they are added below.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use miniz_oxide::deflate::compress_to_vec_zlib;
use subsetter::GlyphRemapper;
use ttf_parser::{Face, Tag};

use crate::export::error::ExportError;
use crate::export::format::Format;
use crate::export::picture::ids::fingerprint;
use crate::picture::{fallback_font, text};

/// The compression level of tables, from 0 to 10.
const COMPRESSION_LEVEL: u8 = 9;

/// The sizes of headers and directory records of OpenType and WOFF, in bytes.
const OPENTYPE_HEADER: usize = 12;
const OPENTYPE_RECORD: usize = 16;
const WOFF_HEADER: usize = 44;
const WOFF_RECORD: usize = 20;

/// The tables of a font by their tags, in alphabetical order.
type Tables = BTreeMap<[u8; 4], Vec<u8>>;

/// Returns an SVG of [`write_picture`](super::write_picture) with the glyphs of its texts embedded.
///
/// An SVG without text is returned unchanged.
///
/// # Errors
/// Fails if a font cannot be subset.
pub fn embed_fonts(svg: &str) -> Result<String, ExportError> {
    // The paper is the first shape of every picture; a style before it applies to all texts.
    let Some((head, body)) = svg.split_once(" <rect ") else {
        return Ok(svg.to_owned());
    };
    // Two pictures in one page have fonts with different glyphs, which must not share a name.
    let family = format!("{} {}", text::FAMILY, fingerprint(svg));
    let [regular, bold, ..] = text::fonts();
    let mut style = String::new();
    for (font, weight, is_bold) in [(regular, "normal", false), (bold, "bold", true)] {
        let characters = characters(body, is_bold);
        if let Some(font) = web_font(font, &characters)? {
            let _ = write!(
                style,
                "@font-face{{font-family:\"{family}\";font-weight:{weight};\
                 src:url(data:font/woff;base64,{})}}",
                STANDARD.encode(font)
            );
        }
    }
    if style.is_empty() {
        return Ok(svg.to_owned());
    }
    let mut named = format!("font-family=\"'{family}', ");
    if let Some((face, name)) = fallback_face(body, &family)? {
        style += &face;
        named = format!("{named}'{name}', ");
    }
    let head = head.replacen("font-family=\"", &named, 1);
    Ok(format!("{head} <style>{style}</style>\n <rect {body}"))
}

/// Returns the rules of a style sheet that embed the glyphs of some texts, regular and bold, under the name of the family.
pub(in crate::export) fn font_faces<'t>(
    texts: impl Iterator<Item = &'t str>,
) -> Result<String, ExportError> {
    let mut characters: Vec<char> = texts.flat_map(str::chars).collect();
    characters.extend(' '..='~');
    characters.sort_unstable();
    characters.dedup();
    let [regular, bold, ..] = text::fonts();
    let mut style = String::new();
    for (font, weight) in [(regular, "normal"), (bold, "bold")] {
        if let Some(font) = web_font(font, &characters)? {
            let _ = write!(
                style,
                "@font-face{{font-family:\"{}\";font-weight:{weight};src:url(data:font/woff;base64,{})}}",
                text::FAMILY,
                STANDARD.encode(font)
            );
        }
    }
    Ok(style)
}

/// Returns the rule that embeds the glyphs of the fallback font for characters that Noto Sans lacks, and its family; `None` if
/// there are none.
fn fallback_face(svg: &str, family: &str) -> Result<Option<(String, String)>, ExportError> {
    let Some(font) = fallback_font() else {
        return Ok(None);
    };
    let covered = Face::parse(text::fonts()[0], 0)
        .map_err(|error| ExportError::drawing(Format::Svg, error))?;
    let mut characters = characters(svg, false);
    characters.extend(self::characters(svg, true));
    characters.retain(|character| covered.glyph_index(*character).is_none());
    characters.sort_unstable();
    characters.dedup();
    let name = format!("{family} fallback");
    let embedded = web_font(font.bytes(), &characters)?.map(|font| {
        let font = STANDARD.encode(font);
        format!("@font-face{{font-family:\"{name}\";src:url(data:font/woff;base64,{font})}}")
    });
    Ok(embedded.map(|face| (face, name)))
}

/// Returns the characters of the texts of a weight. Those of markup and references are among them, which is
/// simpler than parsing and adds few glyphs.
fn characters(svg: &str, is_bold: bool) -> Vec<char> {
    let lines = svg.lines().map(str::trim_start);
    let texts =
        lines.filter(|line| line.starts_with("<text ") && line.contains("font-weight") == is_bold);
    let mut characters: Vec<char> = texts.flat_map(str::chars).collect();
    if !characters.is_empty() {
        // In the file they are references, such as `&amp;`.
        characters.extend("&<>\"'".chars());
    }
    characters.sort_unstable();
    characters.dedup();
    characters
}

/// Returns a font with the glyphs of some characters as WOFF; `None` if it has none of them.
fn web_font(font: &'static [u8], characters: &[char]) -> Result<Option<Vec<u8>>, ExportError> {
    let face = Face::parse(font, 0).map_err(|error| ExportError::drawing(Format::Svg, error))?;
    let mut remapper = GlyphRemapper::new();
    let mut glyphs = BTreeMap::new();
    for character in characters {
        if let Some(glyph) = face.glyph_index(*character) {
            glyphs.insert(*character, remapper.remap(glyph.0));
        }
    }
    if glyphs.is_empty() {
        return Ok(None);
    }
    let subset = subsetter::subset(font, 0, &remapper)
        .map_err(|error| ExportError::drawing(Format::Svg, error.to_string()))?;
    let mut tables = tables(&subset);
    add_required_tables(&mut tables, &face, &glyphs);
    Ok(Some(woff(&tables, &subset)))
}

/// Adds the tables that browsers require and a subset for PDF lacks: the character map, names and metrics.
fn add_required_tables(tables: &mut Tables, face: &Face<'_>, glyphs: &BTreeMap<char, u16>) {
    if let Some(checksum) = tables.get_mut(b"head").and_then(|head| head.get_mut(8..12)) {
        // The checksum is that of the whole original font; browsers do not verify it.
        checksum.fill(0);
    }
    let raw = face.raw_face();
    let original = |tag: &[u8; 4]| raw.table(Tag::from_bytes(tag)).unwrap_or_default();
    // Version 3 of this table consists of its 32 byte header, without names of glyphs.
    let mut post = original(b"post").get(..32).unwrap_or(&[0; 32]).to_vec();
    post[..4].copy_from_slice(&0x0003_0000_u32.to_be_bytes());
    tables.insert(*b"post", post);
    tables.insert(*b"OS/2", original(b"OS/2").to_vec());
    // A name table without names.
    tables.insert(*b"name", vec![0, 0, 0, 0, 0, 6]);
    tables.insert(*b"cmap", character_map(glyphs));
}

/// Reads the tables of an OpenType font.
fn tables(font: &[u8]) -> Tables {
    let number = |at: usize| -> usize {
        let bytes = font.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(0, |bytes| u32::from_be_bytes(bytes) as usize)
    };
    // The number of tables is in the upper half of the second word.
    let count = number(4) >> 16;
    let records = (0..count).map(|index| OPENTYPE_HEADER + OPENTYPE_RECORD * index);
    records
        .filter_map(|record| {
            let tag: [u8; 4] = font.get(record..record + 4)?.try_into().ok()?;
            let start = number(record + 8);
            let bytes = font.get(start..start + number(record + 12))?;
            Some((tag, bytes.to_vec()))
        })
        .collect()
}

/// Returns the table `cmap` with one subtable in format 12, which has a group per character.
fn character_map(glyphs: &BTreeMap<char, u16>) -> Vec<u8> {
    let count = glyphs.len() as u32;
    // Version 0, one subtable; platform 3 with encoding 10 is all of Unicode.
    let mut table: Vec<u8> = [0_u16, 1, 3, 10]
        .into_iter()
        .flat_map(u16::to_be_bytes)
        .collect();
    table.extend(12_u32.to_be_bytes());
    table.extend([12_u16, 0].into_iter().flat_map(u16::to_be_bytes));
    let head = [16 + 12 * count, 0, count];
    table.extend(head.into_iter().flat_map(u32::to_be_bytes));
    for (character, glyph) in glyphs {
        let code = u32::from(*character);
        let group = [code, code, u32::from(*glyph)];
        table.extend(group.into_iter().flat_map(u32::to_be_bytes));
    }
    table
}

/// Returns tables as a WOFF file; `font` begins with the four bytes that name the kind of outlines.
fn woff(tables: &Tables, font: &[u8]) -> Vec<u8> {
    let padded = |length: usize| length.next_multiple_of(4);
    let contents: usize = tables.values().map(|table| padded(table.len())).sum();
    let opentype_size = OPENTYPE_HEADER + OPENTYPE_RECORD * tables.len() + contents;
    let start = WOFF_HEADER + WOFF_RECORD * tables.len();
    let mut directory = Vec::new();
    let mut body = Vec::new();
    for (tag, table) in tables {
        let compressed = compress_to_vec_zlib(table, COMPRESSION_LEVEL);
        let smaller = if compressed.len() < table.len() {
            &compressed
        } else {
            table
        };
        let places = [start + body.len(), smaller.len(), table.len()].map(|place| place as u32);
        directory.extend(tag);
        directory.extend(places.into_iter().flat_map(u32::to_be_bytes));
        directory.extend(checksum(table).to_be_bytes());
        body.extend(smaller);
        body.resize(padded(body.len()), 0);
    }
    let length = (start + body.len()) as u32;
    let count = tables.len() as u32;
    let mut file = b"wOFF".to_vec();
    file.extend(font.iter().take(4));
    // After the size come a version, and the places of metadata and private data, of which there are none.
    let head = [
        length,
        count << 16,
        opentype_size as u32,
        0x0001_0000,
        0,
        0,
        0,
        0,
        0,
    ];
    file.extend(head.into_iter().flat_map(u32::to_be_bytes));
    file.extend(directory);
    file.extend(body);
    file
}

/// Returns the checksum of a table as OpenType defines it: the sum of its 32 bit words.
fn checksum(table: &[u8]) -> u32 {
    table.chunks(4).fold(0, |sum: u32, chunk| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str = "<svg font-family=\"Arial\">\n <desc>Жé</desc>\n <rect />\n <text x=\"1\">UN Ж</text>\n \
                       <text font-weight=\"bold\">é</text>\n</svg>\n";

    #[test]
    fn each_weight_has_its_own_characters() {
        let regular = characters(SVG, false);
        assert!(regular.contains(&'Ж') && !regular.contains(&'é'));
        assert!(characters(SVG, true).contains(&'é'));
        let svg = embed_fonts(SVG).expect("the fonts can be subset");
        assert_eq!(svg.matches("@font-face").count(), 2);
        let family = format!("Noto Sans {}", fingerprint(SVG));
        assert!(svg.contains(&format!("<svg font-family=\"'{family}', Arial\">")));
        assert_eq!(
            svg.matches(&format!("{{font-family:\"{family}\"")).count(),
            2
        );
        assert_eq!(embed_fonts(SVG).expect("they can be subset twice"), svg);
    }

    #[test]
    fn an_svg_without_text_is_unchanged() {
        let svg = "<svg>\n <desc/>\n <rect />\n</svg>\n";
        assert_eq!(embed_fonts(svg).expect("there is nothing to embed"), svg);
    }
}
