//! A font of the user for scripts that the compiled-in fonts lack, such as Chinese, Devanagari and Ethiopic.
//!
//! It is set once per process, before anything is measured: a layout measures text in a hundred places, and all pictures
//! of a process have the same readers. Passing the font to each of these places would change them all for one option.

use std::error::Error;
use std::fmt;
use std::sync::OnceLock;

use ttf_parser::{Face, name_id};

static FALLBACK: OnceLock<FallbackFont> = OnceLock::new();

/// A font for characters that the compiled-in fonts lack.
pub struct FallbackFont {
    bytes: &'static [u8],
    face: Face<'static>,
    family: String,
}

/// Why a font cannot be the fallback.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FallbackError {
    /// The bytes are not those of a TrueType or OpenType font with outlines.
    NotAFont,
    /// Another font was set before.
    AlreadySet,
}

impl fmt::Display for FallbackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAFont => "not a TrueType or OpenType font with outlines",
            Self::AlreadySet => "another font was set before",
        })
    }
}

impl Error for FallbackError {}

/// Sets the font for characters that the compiled-in fonts lack, for the rest of the process. Of a collection, the first
/// font is taken.
///
/// # Errors
/// Fails if the bytes are not a font with outlines, or if a font was set before.
pub fn set_fallback_font(bytes: Vec<u8>) -> Result<(), FallbackError> {
    // Text is measured in it until the process ends.
    let bytes: &'static [u8] = Box::leak(bytes.into_boxed_slice());
    let face = Face::parse(bytes, 0).map_err(|_| FallbackError::NotAFont)?;
    if face.tables().glyf.is_none() && face.tables().cff.is_none() {
        return Err(FallbackError::NotAFont);
    }
    let font = FallbackFont {
        bytes,
        family: family(&face),
        face,
    };
    FALLBACK.set(font).map_err(|_| FallbackError::AlreadySet)
}

/// Returns the font for characters that the compiled-in fonts lack; `None` if none was set.
pub fn fallback_font() -> Option<&'static FallbackFont> {
    FALLBACK.get()
}

impl FallbackFont {
    /// Returns the bytes of the font or of its collection.
    pub fn bytes(&self) -> &'static [u8] {
        self.bytes
    }

    /// Returns the family, without characters that have a meaning in CSS or XML.
    pub fn family(&self) -> &str {
        &self.family
    }

    /// Returns `true` if the glyphs have the outlines of PostScript (CFF) instead of TrueType.
    pub fn is_postscript(&self) -> bool {
        self.face.tables().glyf.is_none()
    }

    pub(super) fn face(&self) -> &Face<'static> {
        &self.face
    }
}

fn family(face: &Face<'_>) -> String {
    let names = face.names().into_iter();
    let mut families = names.filter(|name| name.name_id == name_id::FAMILY);
    let family = families
        .find_map(|name| name.to_string())
        .unwrap_or_default();
    let is_plain = |letter: &char| letter.is_ascii_alphanumeric() || *letter == ' ';
    let plain: String = family.chars().filter(is_plain).collect();
    match plain.trim() {
        "" => "Fallback".to_owned(),
        family => family.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_a_font_is_refused() {
        for bytes in [&b""[..], b"not a font", &[0; 100]] {
            let refused = set_fallback_font(bytes.to_vec());
            assert_eq!(refused, Err(FallbackError::NotAFont));
        }
        let font = Face::parse(notosans::REGULAR_TTF, 0).expect("it is a font");
        assert_eq!(family(&font), "Noto Sans");
    }
}
