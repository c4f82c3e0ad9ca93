//! The widths of texts, and how they are shortened and wrapped to fit.
//!
//! The fonts are Noto Sans (SIL Open Font License 1.1) and, for scripts that it lacks, DejaVu Sans. Both are compiled
//! in, so that a picture is the same on every machine.
//!
//! A width is the sum of glyph advances, without kerning and ligatures. A layout measures thousands of labels before
//! anything is drawn, and the shaper of resvg, which sets the text of PNG and PDF, is behind optional features; the
//! padding of boxes covers the difference. Measuring with that shaper would pay off for datasets whose labels are
//! mostly in scripts with joined glyphs.

use std::sync::OnceLock;

use ttf_parser::Face;

use super::fallback::{FallbackFont, fallback_font};
use super::scene::Weight;
use crate::phrase::visible;

/// Returns the font families that an SVG names: [`FAMILIES`], and that of the fallback font if there is one.
pub(crate) fn families() -> String {
    let generic = ", sans-serif";
    match (fallback_font(), FAMILIES.strip_suffix(generic)) {
        (Some(font), Some(families)) => format!("{families}, '{}'{generic}", font.family()),
        _ => FAMILIES.to_owned(),
    }
}

/// The font families that an SVG names, after Noto Sans in the order of similar width. A reader who has none of
/// them sees text up to a tenth wider, for which boxes and pages leave space.
pub const FAMILIES: &str =
    "'Noto Sans', 'Open Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";

/// The font family of PNG and PDF.
pub const FAMILY: &str = "Noto Sans";

const ELLIPSIS: &str = "…";

/// The number of fonts.
pub const FONTS: usize = 4;

/// Replaces a character that no font has a glyph for.
const REPLACEMENT: char = '\u{FFFD}';

/// The width of a glyph that is missing, in font sizes: readers' own fonts usually have a square glyph for it.
const MISSING_WIDTH: f64 = 1.0;

/// Returns the bytes of the fonts, the preferred ones first: regular and bold each.
pub fn fonts() -> [&'static [u8]; FONTS] {
    [
        notosans::REGULAR_TTF,
        notosans::BOLD_TTF,
        dejavu::sans::regular(),
        dejavu::sans::bold(),
    ]
}

/// Returns the width of a text as it is drawn, at a font size. Control characters are drawn as `�` and measured so.
///
/// ```
/// use interorg::picture::scene::Weight;
/// use interorg::picture::text::width;
///
/// assert!(width("UN", 10.0, Weight::Bold) < width("NATO", 10.0, Weight::Bold));
/// ```
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    text.chars()
        .map(|character| advance(character, weight))
        .sum::<f64>()
        * size
}

/// Returns `true` if the fonts have a glyph for the character, or if it needs none.
pub fn covers(character: char) -> bool {
    is_zero_width(character)
        || faces()
            .iter()
            .any(|face| face.glyph_index(character).is_some())
        || fallback_font().is_some_and(|font| font.face().glyph_index(character).is_some())
}

/// Returns the text with `�` in place of every character without a glyph, so that no character disappears unnoticed.
pub fn with_replacements(text: &str) -> String {
    text.chars()
        .map(drawn)
        .map(|character| {
            if covers(character) {
                character
            } else {
                REPLACEMENT
            }
        })
        .collect()
}

/// Returns the text, shortened and ended with an ellipsis if it is wider than the maximum.
pub fn fitted(text: &str, size: f64, weight: Weight, max_width: f64) -> String {
    if width(text, size, weight) <= max_width {
        return text.to_owned();
    }
    let available = max_width - width(ELLIPSIS, size, weight);
    let mut used = 0.0;
    let mut end = 0;
    for (start, character) in text.char_indices() {
        used += advance(character, weight) * size;
        if used > available {
            break;
        }
        end = start + character.len_utf8();
    }
    format!("{}{ELLIPSIS}", whole_characters(text, end).trim_end())
}

/// Breaks a text at spaces into lines that fit the maximum width. What is left after the last line is cut off with an
/// ellipsis, and so is a word that is wider than a line.
pub fn wrapped(
    text: &str,
    size: f64,
    weight: Weight,
    max_width: f64,
    max_lines: usize,
) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let mut line = word.to_owned();
        let is_last = lines.len() + 1 >= max_lines;
        // The last line takes all words that are left; `fitted` cuts them off.
        while let Some(next) = words.peek() {
            let longer = format!("{line} {next}");
            if !is_last && width(&longer, size, weight) > max_width {
                break;
            }
            line = longer;
            words.next();
        }
        lines.push(fitted(&line, size, weight, max_width));
    }
    lines
}

/// Returns `true` if a text contains characters of a script that runs from right to left.
pub(crate) fn has_right_to_left(text: &str) -> bool {
    text.chars().any(|character| {
        matches!(character, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
            | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
    })
}

/// Returns the beginning of a text, without a last character whose combining marks would be cut off.
fn whole_characters(text: &str, end: usize) -> &str {
    let (start, rest) = text.split_at(end);
    if !rest.starts_with(is_zero_width) {
        return start;
    }
    let start = start.trim_end_matches(is_zero_width);
    let last = start.char_indices().next_back();
    last.map_or("", |(last, _)| &start[..last])
}

/// Returns the width of a character at font size one.
fn advance(character: char, weight: Weight) -> f64 {
    let character = drawn(character);
    if is_zero_width(character) {
        return 0.0;
    }
    let [regular, bold, other, other_bold] = faces();
    let faces = match weight {
        Weight::Bold => [bold, other_bold],
        Weight::Regular => [regular, other],
    };
    let fallback = fallback_font().map(FallbackFont::face);
    let width = faces.into_iter().chain(fallback).find_map(|face| {
        let glyph = face.glyph_index(character)?;
        Some(f64::from(face.glyph_hor_advance(glyph)?) / f64::from(face.units_per_em()))
    });
    // An SVG leaves a missing glyph to the reader's fonts; a PNG draws `�`. The wider of the two has to fit.
    width.unwrap_or_else(|| {
        if character == REPLACEMENT {
            MISSING_WIDTH
        } else {
            advance(REPLACEMENT, weight).max(MISSING_WIDTH)
        }
    })
}

/// Returns the character that is drawn in place of another: a space for a line break, `�` for a control character.
fn drawn(character: char) -> char {
    match character {
        _ if character.is_alphanumeric() || character == ' ' => character,
        '\u{FFFE}' | '\u{FFFF}' => REPLACEMENT,
        _ => visible(character.encode_utf8(&mut [0; 4]))
            .chars()
            .next()
            .unwrap_or(character),
    }
}

/// Returns `true` if a character has no width of its own: combining marks, joiners.
fn is_zero_width(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5BD}'
        | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FE20}'..='\u{FE2F}' | '\u{FEFF}')
}

/// Returns the width of a text in DejaVu Sans, the widest font that may take the place of Noto Sans.
#[cfg(test)]
pub(super) fn widest(text: &str, size: f64, weight: Weight) -> f64 {
    let [_, _, regular, bold] = faces();
    let face = if weight == Weight::Bold {
        bold
    } else {
        regular
    };
    let advance = |character| face.glyph_hor_advance(face.glyph_index(character)?);
    let units: f64 = text.chars().filter_map(advance).map(f64::from).sum();
    units / f64::from(face.units_per_em()) * size
}

fn faces() -> &'static [Face<'static>; FONTS] {
    static FACES: OnceLock<[Face<'static>; FONTS]> = OnceLock::new();
    FACES.get_or_init(|| {
        fonts().map(|bytes| {
            Face::parse(bytes, 0).expect("a test parses each of the compiled-in fonts")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fonts_parse_and_cover_the_scripts_of_names() {
        for character in "aZéßøşșŁżőÞāñАяЄїҐґΩλάЖا م ف א ש Հ ქ … – — “ ” → · ″ № � € ≥".chars()
        {
            assert!(covers(character), "{character}");
        }
        assert!(!covers('中'));
        assert_eq!(with_replacements("中 UN"), "\u{FFFD} UN");
        assert_eq!(with_replacements("two\nlines\0"), "two lines\u{FFFD}");
    }

    #[test]
    fn a_text_is_shortened_to_the_maximum_width() {
        let name = "Economic Community of West African States";
        let short = fitted(name, 10.0, Weight::Regular, 100.0);
        assert!(
            short.ends_with('…') && width(&short, 10.0, Weight::Regular) <= 100.0,
            "{short}"
        );
        assert_eq!(fitted("UN", 10.0, Weight::Bold, 100.0), "UN");
        assert_eq!(fitted("UN", 10.0, Weight::Bold, 0.0), "…");
    }

    #[test]
    fn no_character_loses_its_combining_mark() {
        assert_eq!(whole_characters("ae\u{301}", 2), "a");
        assert_eq!(whole_characters("ae\u{301}x", 4), "ae\u{301}");
    }

    #[test]
    fn lines_fit_and_the_rest_is_cut_off() {
        let name = "Intergovernmental Authority on Development";
        let lines = wrapped(name, 10.0, Weight::Regular, 110.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(
            lines
                .iter()
                .all(|line| width(line, 10.0, Weight::Regular) <= 110.0),
            "{lines:?}"
        );
        assert!(wrapped("  ", 10.0, Weight::Regular, 110.0, 2).is_empty());
    }

    #[test]
    fn combining_marks_have_no_width_and_control_characters_that_of_their_replacement() {
        let plain = width("e", 10.0, Weight::Regular);
        assert!((width("e\u{301}", 10.0, Weight::Regular) - plain).abs() < 1e-9);
        for text in ["a\0b", "a\u{202E}b", "a\u{2066}b", "a\u{FFFE}b"] {
            let replaced = width("a\u{FFFD}b", 10.0, Weight::Bold);
            assert!(
                (width(text, 10.0, Weight::Bold) - replaced).abs() < 1e-9,
                "{text:?}"
            );
        }
        let with_space = width("a b", 10.0, Weight::Bold);
        assert!((width("a\nb", 10.0, Weight::Bold) - with_space).abs() < 1e-9);
        let [regular, bold] =
            [Weight::Regular, Weight::Bold].map(|weight| width("קרן", 10.0, weight));
        assert!(bold > regular, "each weight is measured in its own font");
    }

    #[test]
    fn scripts_from_right_to_left_are_recognized() {
        assert!(has_right_to_left("جامعة") && has_right_to_left("a א"));
        assert!(!has_right_to_left("Société"));
    }
}
