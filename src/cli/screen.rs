//! Text on a terminal, which no text of a dataset may control.

use std::io::{self, Write};

use interorg::phrase::visible;

/// Returns a text of several lines without control characters, except the line breaks.
pub(super) fn visible_lines(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(visible).collect();
    lines.join("\n")
}

/// Returns a text like [`visible_lines`], with the colours and weights that the program gave it.
///
/// Texts of a dataset must be made visible before they are coloured, or their own colours are kept too.
pub(super) fn visible_styled(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('\u{1b}') {
        let length = style_length(&rest[start..]);
        let shown = if length > 0 { start } else { start + 1 };
        safe.push_str(&visible_lines(&rest[..shown]));
        safe.push_str(&rest[start..start + length]);
        rest = &rest[shown.max(start + length)..];
    }
    safe + &visible_lines(rest)
}

/// Returns the length of the sequence for a colour or weight with which a text begins, or 0.
fn style_length(text: &str) -> usize {
    let Some(parameters) = text.strip_prefix("\u{1b}[") else {
        return 0;
    };
    let end = parameters.find(|letter: char| !(letter.is_ascii_digit() || letter == ';'));
    match end {
        Some(end) if parameters[end..].starts_with('m') => "\u{1b}[".len() + end + "m".len(),
        _ => 0,
    }
}

/// A terminal that shows control characters instead of obeying them.
pub(super) struct Screen<W> {
    output: W,
    /// The beginning of a character whose end was not yet written.
    incomplete: Vec<u8>,
}

impl<W> Screen<W> {
    pub(super) fn new(output: W) -> Self {
        Self {
            output,
            incomplete: Vec::new(),
        }
    }
}

impl<W: Write> Write for Screen<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.incomplete.extend_from_slice(bytes);
        let all = std::mem::take(&mut self.incomplete);
        let complete = all.len() - incomplete_length(&all);
        let text = String::from_utf8_lossy(&all[..complete]);
        self.output.write_all(visible_lines(&text).as_bytes())?;
        self.incomplete = all[complete..].to_vec();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}

/// Returns the number of bytes at the end that begin a character and do not complete it.
fn incomplete_length(bytes: &[u8]) -> usize {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => bytes.len() - error.valid_up_to(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_screen_obeys_line_breaks_only() {
        let text = "é\u{1b}]0;x\u{7}\n\u{9b}2J\u{7f}\u{202e}\r\tλ\n";
        let expected = "é\u{fffd}]0;x\u{fffd}\n\u{fffd}2J\u{fffd}\u{fffd}  λ\n";
        assert_eq!(visible_lines(text), expected);
        for size in 1..5 {
            let mut shown = Vec::new();
            let mut screen = Screen::new(&mut shown);
            for part in text.as_bytes().chunks(size) {
                screen.write_all(part).expect("a vector takes everything");
            }
            assert_eq!(String::from_utf8_lossy(&shown), expected, "{size}");
        }
    }

    #[test]
    fn styles_are_kept_and_other_sequences_are_not() {
        let text = "\u{1b}[1mbold\u{1b}[0m \u{1b}[38;5;1mred\u{1b}[m\n";
        assert_eq!(visible_styled(text), text);
        assert_eq!(
            visible_styled("a\u{1b}[2Jb\u{1b}]0;x\u{7}\u{1b}\u{1b}[1m"),
            "a\u{fffd}[2Jb\u{fffd}]0;x\u{fffd}\u{fffd}\u{1b}[1m"
        );
        assert_eq!(visible_styled("\u{1b}[1;"), "\u{fffd}[1;");
    }
}
