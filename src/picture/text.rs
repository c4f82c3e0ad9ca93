//! How wide texts are, and how they are cut and wrapped to fit.
//!
//! The letters are Noto Sans (SIL Open Font License 1.1); scripts that it lacks come from DejaVu
//! Sans. Both lie in the program, so that a picture is the same on every machine.

use std::sync::OnceLock;

use ttf_parser::Face;

use super::scene::Weight;
use crate::phrase::visible;

/// The families that an SVG asks for, the nearest in width after the one that is measured. A reader who has
/// none of them gets letters of a tenth more width at most, for which boxes and pages have room.
pub const FAMILIES: &str =
    "'Noto Sans', 'Open Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";

/// The family that a PNG is set in.
pub const FAMILY: &str = "Noto Sans";

const ELLIPSIS: &str = "…";

/// How many fonts there are.
pub const FONTS: usize = 4;

/// Returns the bytes of the fonts, the first choice first.
pub fn fonts() -> [&'static [u8]; FONTS] {
    [
        notosans::REGULAR_TTF,
        notosans::BOLD_TTF,
        dejavu::sans::regular(),
        dejavu::sans::bold(),
    ]
}

/// Returns how wide a text is in letters of a size, as it is drawn: a control character, which is
/// drawn as `�`, is as wide as that.
///
/// ```
/// use interorg::picture::scene::Weight;
/// use interorg::picture::text::width;
///
/// assert!(width("UN", 10.0, Weight::Bold) < width("NATO", 10.0, Weight::Bold));
/// ```
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    text.chars()
        .map(|letter| advance(letter, weight))
        .sum::<f64>()
        * size
}

/// Says whether the fonts have a letter for the character.
pub fn covers(letter: char) -> bool {
    is_silent(letter)
        || faces()
            .iter()
            .any(|face| face.glyph_index(letter).is_some())
}

/// Returns the text with a mark in place of every character that the fonts have no letter for, so
/// that nothing is dropped unseen.
pub fn marked(text: &str) -> String {
    text.chars()
        .map(shown)
        .map(|letter| if covers(letter) { letter } else { MARK })
        .collect()
}

/// Returns the text, cut and ended with an ellipsis if it is wider than the room.
pub fn fitted(text: &str, size: f64, weight: Weight, room: f64) -> String {
    if width(text, size, weight) <= room {
        return text.to_owned();
    }
    let room = room - width(ELLIPSIS, size, weight);
    let mut used = 0.0;
    let mut end = 0;
    for (start, letter) in text.char_indices() {
        used += advance(letter, weight) * size;
        if used > room {
            break;
        }
        end = start + letter.len_utf8();
    }
    format!("{}{ELLIPSIS}", whole(text, end).trim_end())
}

/// Breaks a text at blanks into lines that fit the room; what is left over after the last line is
/// cut with an ellipsis. A word that is wider than the room is cut too.
pub fn wrapped(text: &str, size: f64, weight: Weight, room: f64, lines: usize) -> Vec<String> {
    let mut broken: Vec<String> = Vec::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let mut line = word.to_owned();
        let last = broken.len() + 1 >= lines;
        while let Some(next) = words.peek() {
            let longer = format!("{line} {next}");
            if !last && width(&longer, size, weight) > room {
                break;
            }
            line = longer;
            words.next();
        }
        broken.push(fitted(&line, size, weight, room));
    }
    broken
}

/// Says whether a text holds letters of a script that runs from right to left.
pub(crate) fn is_mixed(text: &str) -> bool {
    let leftward = |letter: char| {
        matches!(letter, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
            | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
    };
    text.chars().any(leftward)
}

/// Returns the beginning of a text, without a last letter whose marks are cut off.
fn whole(text: &str, end: usize) -> &str {
    let (mut start, rest) = (&text[..end], &text[end..]);
    if rest.starts_with(is_silent) {
        start = start.trim_end_matches(is_silent);
        start = start
            .char_indices()
            .next_back()
            .map_or("", |(last, _)| &start[..last]);
    }
    start
}

/// Returns the width of a letter in letters of size one.
fn advance(letter: char, weight: Weight) -> f64 {
    let letter = shown(letter);
    if is_silent(letter) {
        return 0.0;
    }
    let [regular, bold, other, other_bold] = faces();
    let faces = match weight {
        Weight::Bold => [bold, other_bold],
        Weight::Regular => [regular, other],
    };
    let width = faces.into_iter().find_map(|face| {
        let glyph = face.glyph_index(letter)?;
        Some(f64::from(face.glyph_hor_advance(glyph)?) / f64::from(face.units_per_em()))
    });
    // A square is what readers' own fonts give to most letters that are missing here; a PNG has a mark.
    width.unwrap_or_else(|| match letter {
        MARK => 1.0,
        _ => advance(MARK, weight).max(1.0),
    })
}

/// What is drawn in place of a character that has no letter.
const MARK: char = '\u{FFFD}';

/// Returns the character that is drawn in place of another.
fn shown(letter: char) -> char {
    match letter {
        _ if letter.is_alphanumeric() || letter == ' ' => letter,
        '\u{FFFE}' | '\u{FFFF}' => MARK,
        _ => visible(letter.encode_utf8(&mut [0; 4]))
            .chars()
            .next()
            .unwrap_or(letter),
    }
}

/// Says whether a character has no width of its own: marks over letters, joiners.
fn is_silent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5BD}'
        | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FE20}'..='\u{FE2F}' | '\u{FEFF}')
}

/// Returns how wide a text is in DejaVu Sans, the widest of the fonts that stand in for Noto Sans.
#[cfg(test)]
pub(super) fn widest(text: &str, size: f64, weight: Weight) -> f64 {
    let [_, _, regular, bold] = faces();
    let face = if weight == Weight::Bold {
        bold
    } else {
        regular
    };
    let advance = |letter| face.glyph_hor_advance(face.glyph_index(letter)?);
    let units: f64 = text.chars().filter_map(advance).map(f64::from).sum();
    units / f64::from(face.units_per_em()) * size
}

fn faces() -> &'static [Face<'static>; 4] {
    static FACES: OnceLock<[Face<'static>; 4]> = OnceLock::new();
    FACES.get_or_init(|| {
        fonts().map(|bytes| {
            Face::parse(bytes, 0).expect("the fonts of the program are read in a test")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fonts_are_read_and_cover_what_names_are_written_in() {
        for letter in "aZéßøşșŁżőÞāñАяЄїҐґΩλάЖا م ف א ש Հ ქ … – — “ ” → · ″ № � € ≥".chars()
        {
            assert!(covers(letter), "{letter}");
        }
        assert!(!covers('中'));
        assert_eq!(marked("中 UN"), "\u{FFFD} UN");
        assert_eq!(marked("two\nlines\0"), "two lines\u{FFFD}");
    }

    #[test]
    fn a_text_is_cut_to_its_room() {
        let name = "Economic Community of West African States";
        let cut = fitted(name, 10.0, Weight::Regular, 100.0);
        assert!(
            cut.ends_with('…') && width(&cut, 10.0, Weight::Regular) <= 100.0,
            "{cut}"
        );
        assert_eq!(fitted("UN", 10.0, Weight::Bold, 100.0), "UN");
        assert_eq!(fitted("UN", 10.0, Weight::Bold, 0.0), "…");
    }

    #[test]
    fn a_cut_leaves_no_letter_without_its_mark() {
        assert_eq!(whole("ae\u{301}", 2), "a");
        assert_eq!(whole("ae\u{301}x", 4), "ae\u{301}");
    }

    #[test]
    fn lines_fit_and_the_rest_is_cut() {
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
    fn marks_have_no_width_and_scripts_are_told_apart() {
        let plain = width("e", 10.0, Weight::Regular);
        assert!((width("e\u{301}", 10.0, Weight::Regular) - plain).abs() < 1e-9);
        for drawn in ["a\0b", "a\u{202E}b", "a\u{2066}b", "a\u{FFFE}b"] {
            let shown = width("a\u{FFFD}b", 10.0, Weight::Bold);
            assert!(
                (width(drawn, 10.0, Weight::Bold) - shown).abs() < 1e-9,
                "{drawn:?}"
            );
        }
        let broken = width("a b", 10.0, Weight::Bold);
        assert!((width("a\nb", 10.0, Weight::Bold) - broken).abs() < 1e-9);
        let [regular, bold] =
            [Weight::Regular, Weight::Bold].map(|weight| width("קרן", 10.0, weight));
        assert!(
            bold > regular,
            "each is measured in the letters that it is set in"
        );
        assert!(is_mixed("جامعة") && is_mixed("a א") && !is_mixed("Société"));
    }
}
