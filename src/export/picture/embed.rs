//! The letters of an SVG put into the file, so that a browser sets it as it was measured.
//!
//! Browsers read such fonts; most drawing programs and word processors do not, and take the families
//! that the file names. An SVG has none unless they are asked for: it names families that are about as
//! wide, boxes have room for the widest of them, and without a font in it the file can be read and compared line
//! by line. Only the letters that occur are put in, as WOFF (W3C Recommendation, 2012). Scripts
//! that Noto Sans lacks are left to the fonts of the reader.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use miniz_oxide::deflate::compress_to_vec_zlib;
use subsetter::GlyphRemapper;
use ttf_parser::{Face, Tag};

use crate::export::Format;
use crate::export::error::ExportError;
use crate::picture::text;

/// How hard tables are compressed, from 0 to 10.
const LEVEL: u8 = 9;

/// Returns an SVG that [`svg::write`](super::svg::write) wrote with the letters of its texts in it.
///
/// Where a text has none that the program has a font for, the SVG is returned as it is.
///
/// # Errors
/// Fails if a font cannot be cut.
pub fn embed_fonts(svg: &str) -> Result<String, ExportError> {
    let Some((head, rest)) = svg.split_once("</desc>\n") else {
        return Ok(svg.to_owned());
    };
    let [regular, bold, ..] = text::fonts();
    let mut style = String::new();
    for (font, weight, is_bold) in [(regular, "normal", false), (bold, "bold", true)] {
        let letters = letters(rest, is_bold);
        if let Some(font) = cut(font, &letters)? {
            let _ = write!(
                style,
                "@font-face{{font-family:\"{}\";font-weight:{weight};\
                 src:url(data:font/woff;base64,{})}}",
                text::FAMILY,
                STANDARD.encode(font)
            );
        }
    }
    if style.is_empty() {
        return Ok(svg.to_owned());
    }
    Ok(format!("{head}</desc>\n <style>{style}</style>\n{rest}"))
}

/// Returns the letters of the texts of a weight; those of markup and references may be among them.
fn letters(svg: &str, is_bold: bool) -> Vec<char> {
    let lines = svg.lines().map(str::trim_start);
    let texts =
        lines.filter(|line| line.starts_with("<text ") && line.contains("font-weight") == is_bold);
    let mut letters: Vec<char> = texts.flat_map(str::chars).collect();
    if !letters.is_empty() {
        letters.extend("&<>\"'".chars());
    }
    letters.sort_unstable();
    letters.dedup();
    letters
}

/// Cuts the letters out of a font; `None` if it has none of them.
fn cut(font: &'static [u8], letters: &[char]) -> Result<Option<Vec<u8>>, ExportError> {
    let face = Face::parse(font, 0).map_err(|error| ExportError::drawing(Format::Svg, error))?;
    let mut kept = GlyphRemapper::new();
    let mut places = BTreeMap::new();
    for letter in letters {
        if let Some(glyph) = face.glyph_index(*letter) {
            places.insert(*letter, kept.remap(glyph.0));
        }
    }
    if places.is_empty() {
        return Ok(None);
    }
    let subset = subsetter::subset(font, 0, &kept)
        .map_err(|error| ExportError::drawing(Format::Svg, error.to_string()))?;
    let mut tables = tables(&subset);
    complete(&mut tables, &face, &places);
    Ok(Some(woff(&tables)))
}

/// Adds what a browser wants and a subset for PDF lacks: which letter stands where, names and measures.
fn complete(
    tables: &mut BTreeMap<[u8; 4], Vec<u8>>,
    face: &Face<'_>,
    places: &BTreeMap<char, u16>,
) {
    if let Some(sum) = tables.get_mut(b"head").and_then(|head| head.get_mut(8..12)) {
        // The sum of the whole font is that of another file; nobody needs it.
        sum.fill(0);
    }
    let raw = face.raw_face();
    let original = |tag: &[u8; 4]| raw.table(Tag::from_bytes(tag)).unwrap_or_default();
    // Version 3 of this table has the 32 bytes of the head, and no names of letters.
    let mut post = original(b"post").get(..32).unwrap_or(&[0; 32]).to_vec();
    post[..4].copy_from_slice(&0x0003_0000_u32.to_be_bytes());
    tables.insert(*b"post", post);
    tables.insert(*b"OS/2", original(b"OS/2").to_vec());
    tables.insert(*b"name", vec![0, 0, 0, 0, 0, 6]);
    tables.insert(*b"cmap", character_map(places));
}

/// Returns the tables of a font by their tags.
fn tables(font: &[u8]) -> BTreeMap<[u8; 4], Vec<u8>> {
    let number = |at: usize| -> usize {
        let bytes = font.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(0, |bytes| u32::from_be_bytes(bytes) as usize)
    };
    let count = number(4) >> 16;
    let records = (0..count).map(|index| 12 + 16 * index);
    let table = |record: usize| {
        let tag: [u8; 4] = font.get(record..record + 4)?.try_into().ok()?;
        let start = number(record + 8);
        let bytes = font.get(start..start + number(record + 12))?;
        Some((tag, bytes.to_vec()))
    };
    records.filter_map(table).collect()
}

/// Spells which letter stands where, in format 12 of the table, a group a letter.
fn character_map(places: &BTreeMap<char, u16>) -> Vec<u8> {
    let count = places.len() as u32;
    // One subtable, for all of Unicode on the platform 3.
    let mut table: Vec<u8> = [0_u16, 1, 3, 10]
        .into_iter()
        .flat_map(u16::to_be_bytes)
        .collect();
    table.extend(12_u32.to_be_bytes());
    table.extend([12_u16, 0].into_iter().flat_map(u16::to_be_bytes));
    let head = [16 + 12 * count, 0, count];
    table.extend(head.into_iter().flat_map(u32::to_be_bytes));
    for (letter, glyph) in places {
        let letter = u32::from(*letter);
        let group = [letter, letter, u32::from(*glyph)];
        table.extend(group.into_iter().flat_map(u32::to_be_bytes));
    }
    table
}

/// Packs tables as WOFF.
fn woff(tables: &BTreeMap<[u8; 4], Vec<u8>>) -> Vec<u8> {
    let count = tables.len() as u32;
    let padded = |length: usize| length.next_multiple_of(4);
    let contents: usize = tables.values().map(|table| padded(table.len())).sum();
    let unpacked = (12 + 16 * tables.len() + contents) as u32;
    let start = 44 + 20 * tables.len();
    let mut directory = Vec::new();
    let mut body = Vec::new();
    for (tag, table) in tables {
        let packed = compress_to_vec_zlib(table, LEVEL);
        let packed = if packed.len() < table.len() {
            &packed
        } else {
            table
        };
        let places = [start + body.len(), packed.len(), table.len()].map(|place| place as u32);
        directory.extend(tag);
        directory.extend(places.into_iter().flat_map(u32::to_be_bytes));
        directory.extend(checksum(table).to_be_bytes());
        body.extend(packed);
        body.resize(padded(body.len()), 0);
    }
    let length = (start + body.len()) as u32;
    let mut font = b"wOFF\x00\x01\x00\x00".to_vec();
    let head = [length, count << 16, unpacked, 0x0001_0000, 0, 0, 0, 0, 0];
    font.extend(head.into_iter().flat_map(u32::to_be_bytes));
    font.extend(directory);
    font.extend(body);
    font
}

/// Adds a table up as OpenType does.
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

    const SVG: &str = "<svg>\n <desc>Жé</desc>\n <text x=\"1\">UN Ж</text>\n \
                       <text font-weight=\"bold\">é</text>\n</svg>\n";

    #[test]
    fn each_weight_gets_its_own_letters() {
        let regular = letters(SVG, false);
        assert!(regular.contains(&'Ж') && !regular.contains(&'é'));
        assert!(letters(SVG, true).contains(&'é'));
        let svg = embed_fonts(SVG).expect("the fonts can be cut");
        assert_eq!(svg.matches("@font-face").count(), 2);
        assert_eq!(embed_fonts(SVG).expect("they can be cut twice"), svg);
    }

    #[test]
    fn what_has_no_text_stays_as_it_is() {
        let svg = "<svg>\n <desc/>\n</svg>\n";
        assert_eq!(embed_fonts(svg).expect("nothing is cut"), svg);
    }
}
