//! The encodings of texts: UTF-8, UTF-16, Windows-1252 and Mac Roman.
//!
//! A byte order mark decides, and then whether the bytes are UTF-8. The two old encodings have the same bytes for other
//! characters, so that the one is taken under which the text looks more like words.

use std::borrow::Cow;
use std::collections::BTreeMap;

use encoding_rs::{MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::choice::choices;

choices! {
    /// How the characters of a text are encoded.
    pub enum Encoding {
        Utf8 = "utf-8": "Unicode in bytes",
        Utf16Le = "utf-16le": "Unicode in pairs of bytes, the low byte first",
        Utf16Be = "utf-16be": "Unicode in pairs of bytes, the high byte first",
        Windows1252 = "windows-1252": "the old encoding of Windows in Western Europe",
        MacRoman = "mac-roman": "the old encoding of the Macintosh",
    }
}

/// Decodes texts, and counts those that are not UTF-8.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    requested: Option<Encoding>,
    /// How much more the texts so far look like words under Windows-1252 than under Mac Roman.
    windows_lead: i64,
    counts: BTreeMap<Encoding, u64>,
}

impl Encoding {
    /// Returns the encoding that the first bytes of a text show: its byte order mark, or a NUL in every other byte.
    pub(super) fn of_start(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xEF, 0xBB, 0xBF, ..] => Some(Self::Utf8),
            [0xFF, 0xFE, ..] => Some(Self::Utf16Le),
            [0xFE, 0xFF, ..] => Some(Self::Utf16Be),
            [first, 0, second, 0, ..] if *first != 0 && *second != 0 => Some(Self::Utf16Le),
            [0, first, 0, second, ..] if *first != 0 && *second != 0 => Some(Self::Utf16Be),
            _ => None,
        }
    }

    /// Returns `true` if a character takes two bytes or more, whatever it is.
    pub(super) fn is_wide(self) -> bool {
        matches!(self, Self::Utf16Le | Self::Utf16Be)
    }
}

impl Decoder {
    /// Creates a decoder that takes the requested encoding, or finds it out.
    pub(super) fn new(requested: Option<Encoding>) -> Self {
        Self {
            requested,
            ..Self::default()
        }
    }

    /// Returns a decoder of texts that are UTF-8 by now, with the counts so far.
    pub(super) fn of_decoded(self) -> Self {
        Self {
            requested: Some(Encoding::Utf8),
            ..self
        }
    }

    /// Returns the numbers of texts that were read in another encoding than UTF-8.
    pub(super) fn counts(&self) -> impl Iterator<Item = (Encoding, u64)> {
        self.counts
            .iter()
            .map(|(encoding, count)| (*encoding, *count))
    }

    /// Decodes one text. Bytes that no encoding has become the replacement character.
    pub(super) fn decode<'b>(&mut self, bytes: &'b [u8]) -> Cow<'b, str> {
        let start = Encoding::of_start(bytes).filter(|encoding| encoding.is_wide());
        let encoding = self.requested.or(start);
        if encoding.is_none_or(|encoding| encoding == Encoding::Utf8) {
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            if let Ok(text) = std::str::from_utf8(bytes) {
                return Cow::Borrowed(text);
            }
        }
        let encoding = encoding.unwrap_or_else(|| self.guess(bytes));
        *self.counts.entry(encoding).or_default() += 1;
        decode_as(encoding, bytes)
    }

    /// Returns the old encoding under which this text and those before it look more like words.
    fn guess(&mut self, bytes: &[u8]) -> Encoding {
        let windows = likeness(&WINDOWS_1252.decode_without_bom_handling(bytes).0);
        let macintosh = likeness(&MACINTOSH.decode_without_bom_handling(bytes).0);
        self.windows_lead += windows - macintosh;
        if self.windows_lead >= 0 {
            Encoding::Windows1252
        } else {
            Encoding::MacRoman
        }
    }
}

fn decode_as(encoding: Encoding, bytes: &[u8]) -> Cow<'_, str> {
    match encoding {
        Encoding::Utf8 => String::from_utf8_lossy(bytes),
        Encoding::Utf16Le => UTF_16LE.decode_with_bom_removal(bytes).0,
        Encoding::Utf16Be => UTF_16BE.decode_with_bom_removal(bytes).0,
        Encoding::Windows1252 => WINDOWS_1252.decode_without_bom_handling(bytes).0,
        Encoding::MacRoman => MACINTOSH.decode_without_bom_handling(bytes).0,
    }
}

/// Returns how much a text looks like words: by its characters beyond ASCII, and what is before and after them.
fn likeness(text: &str) -> i64 {
    let letters: Vec<char> = text.chars().collect();
    let neighbour = |at: Option<usize>| at.and_then(|at| letters.get(at).copied()).unwrap_or(' ');
    let foreign = letters
        .iter()
        .enumerate()
        .filter(|(_, letter)| !letter.is_ascii());
    let scores = foreign.map(|(at, letter)| {
        let (before, after) = (neighbour(at.checked_sub(1)), neighbour(Some(at + 1)));
        score(*letter, before, after)
    });
    scores.sum()
}

fn score(letter: char, before: char, after: char) -> i64 {
    let is_within_word = before.is_alphabetic() && after.is_alphabetic();
    match letter {
        // A capital after a small letter is as odd as a control character.
        _ if letter.is_control() => -3,
        _ if letter.is_uppercase() && before.is_lowercase() => -2,
        _ if letter.is_alphabetic() && (before.is_alphabetic() || after.is_alphabetic()) => 2,
        _ if letter.is_alphabetic() => 0,
        // Quotation marks and dashes are the signs that word processors write.
        '’' if before.is_alphabetic() => 3,
        '‘' | '“' | '”' | '„' | '–' | '—' | '…' | '€' | '«' | '»' => 1,
        _ if is_within_word => -2,
        _ => -1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_old_encodings_are_distinguished_by_their_words() {
        let cases: [(&[u8], &str); 5] = [
            (b"Communaut\x8e de l'Afrique", "Communauté de l'Afrique"),
            (b"Ships\x92 Crews", "Ships’ Crews"),
            (b"C\xF4te d'Ivoire", "Côte d'Ivoire"),
            (b"S\x8bo Tom\x8e", "São Tomé"),
            (b"Organisation \x96 UN", "Organisation – UN"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(Decoder::default().decode(bytes), expected);
        }
    }

    #[test]
    fn what_is_not_utf_8_is_counted() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.decode("Côte".as_bytes()), "Côte");
        assert_eq!(decoder.counts().count(), 0);
        decoder.decode(b"C\xF4te");
        assert!(decoder.counts().eq([(Encoding::Windows1252, 1)]));
    }

    #[test]
    fn pairs_of_bytes_are_recognized() {
        for (bytes, expected) in [
            (&b"\xFF\xFEa\0b\0"[..], "ab"),
            (b"\xFE\xFF\0a\0b", "ab"),
            (b"a\0b\0", "ab"),
            (b"\xEF\xBB\xBFab", "ab"),
        ] {
            assert_eq!(Decoder::default().decode(bytes), expected);
        }
    }
}
