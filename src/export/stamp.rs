//! Stamps in the files that hold them: written, and read back.

use std::borrow::Cow;

use serde::Deserialize;

use super::escape;
use crate::analysis::Stamp;

/// The XML namespace of the element that holds a stamp, in the metadata of SVG and in XMP.
pub(super) const NAMESPACE: &str = "urn:uuid:2f0c6c4e-6c5b-4d39-9a67-1d1f3c1f0b52";

/// The prefix of the namespace.
pub(super) const PREFIX: &str = "interorg";

/// The name of the element.
pub(super) const NAME: &str = "stamp";

/// The beginning of the line of DOT that holds a stamp.
const DOT_COMMENT: &str = "// interorg stamp: ";

/// The keyword of the text chunk of a PNG that holds a stamp.
#[cfg(feature = "png")]
pub(super) const PNG_KEYWORD: &str = "interorg stamp";

const PNG_SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Returns the XML element that holds a stamp.
pub(super) fn element(stamp: &Stamp) -> String {
    let json = escape::xml(&stamp.to_json());
    format!("<{PREFIX}:{NAME} xmlns:{PREFIX}=\"{NAMESPACE}\">{json}</{PREFIX}:{NAME}>")
}

/// Returns the comment of DOT that holds a stamp.
pub(super) fn comment(stamp: &Stamp) -> String {
    format!("{DOT_COMMENT}{}\n", stamp.to_json())
}

/// Finds the stamp that a file holds: in the metadata of an SVG, in a text chunk of a PNG, in the XMP of a PDF, in a comment
/// of DOT, in the object of JSON; or a stamp that is a file of its own.
///
/// ```
/// use interorg::export::find_stamp;
///
/// assert_eq!(find_stamp(b"digraph {}"), None);
/// ```
pub fn find_stamp(file: &[u8]) -> Option<Stamp> {
    if file.starts_with(PNG_SIGNATURE) {
        return in_png(file);
    }
    if file.trim_ascii_start().starts_with(b"{") {
        return in_json(file);
    }
    in_dot(file).or_else(|| in_xml(file))
}

fn in_json(file: &[u8]) -> Option<Stamp> {
    /// The part of an answer that is read; the rows are skipped.
    #[derive(Deserialize)]
    struct Answer {
        stamp: Stamp,
    }
    let answer = serde_json::from_slice::<Answer>(file).map(|answer| answer.stamp);
    answer.or_else(|_| serde_json::from_slice(file)).ok()
}

fn in_dot(file: &[u8]) -> Option<Stamp> {
    let mut lines = file.split(|byte| *byte == b'\n');
    let json = lines.find_map(|line| line.strip_prefix(DOT_COMMENT.as_bytes()))?;
    serde_json::from_slice(json).ok()
}

/// Finds the element that holds a stamp. The file need not be XML as a whole: XMP stands uncompressed in a PDF.
fn in_xml(file: &[u8]) -> Option<Stamp> {
    let name = format!("{PREFIX}:{NAME}");
    let start = position(file, format!("<{name}").as_bytes())?;
    let element = &file[start..];
    let content = &element[position(element, b">")? + 1..];
    let content = &content[..position(content, format!("</{name}>").as_bytes())?];
    let json = unescape(std::str::from_utf8(content).ok()?);
    serde_json::from_str(&json).ok()
}

fn position(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

/// Replaces the references that [`escape::xml`] and the writer of XMP write.
fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    let text = text.replace("&quot;", "\"");
    let text = text.replace("&#39;", "'").replace("&apos;", "'");
    Cow::Owned(text.replace("&amp;", "&"))
}

#[cfg(feature = "png")]
fn in_png(file: &[u8]) -> Option<Stamp> {
    let decoder = png::Decoder::new(std::io::Cursor::new(file));
    let reader = decoder.read_info().ok()?;
    let chunks = &reader.info().utf8_text;
    let chunk = chunks.iter().find(|chunk| chunk.keyword == PNG_KEYWORD)?;
    serde_json::from_str(&chunk.get_text().ok()?).ok()
}

#[cfg(not(feature = "png"))]
fn in_png(_: &[u8]) -> Option<Stamp> {
    None
}
