//! Entries as text, HTML and Markdown.

use std::io;

use hayagriva::citationberg::{
    FontStyle, FontVariant, FontWeight, Formatting, TextDecoration, VerticalAlign,
};

use super::csl::{Entry, Piece};
use super::options::Markup;
use crate::export::escape;
use crate::phrase::{escape_markdown, visible};

/// How the entries of a bibliography are written.
pub(super) struct Layout {
    pub(super) markup: Markup,
    /// `true` if each entry has its number in place of that of the style.
    pub(super) numbered: bool,
}

impl Layout {
    pub(super) fn write(&self, entries: &[Entry], output: &mut impl io::Write) -> io::Result<()> {
        if self.markup == Markup::Html {
            writeln!(output, "<div class=\"bibliography\">")?;
        }
        for (index, entry) in entries.iter().enumerate() {
            let label = if self.numbered {
                self.text(&format!("[{}]", index + 1))
            } else {
                self.pieces(&entry.label)
            };
            let text = self.pieces(&entry.text);
            let separator = if label.is_empty() { "" } else { " " };
            match self.markup {
                Markup::Text => writeln!(output, "{label}{separator}{text}")?,
                Markup::Html => {
                    let id = escape::xml(&entry.id);
                    writeln!(output, "<p id=\"{id}\">{label}{separator}{text}</p>")?;
                }
                Markup::Markdown => {
                    let separator_line = if index > 0 { "\n" } else { "" };
                    writeln!(output, "{separator_line}{label}{separator}{text}")?;
                }
            }
        }
        if self.markup == Markup::Html {
            writeln!(output, "</div>")?;
        }
        Ok(())
    }

    fn pieces(&self, pieces: &[Piece]) -> String {
        pieces.iter().map(|piece| self.piece(piece)).collect()
    }

    fn piece(&self, piece: &Piece) -> String {
        let words = split_addresses(&piece.text);
        let text: String = words.map(|word| self.word(word)).collect();
        match self.markup {
            Markup::Text => text,
            Markup::Html => in_elements(&text, piece.format),
            Markup::Markdown => in_marks(&text, piece.format),
        }
    }

    fn word(&self, word: Word<'_>) -> String {
        match (word, self.markup) {
            (Word::Text(text), _) => self.text(text),
            (Word::Address(address), Markup::Html) => {
                let address = escape::xml(address);
                format!("<a href=\"{address}\">{address}</a>")
            }
            (Word::Address(address), Markup::Markdown) => format!("<{}>", visible(address)),
            (Word::Address(address), Markup::Text) => visible(address).into_owned(),
        }
    }

    fn text(&self, text: &str) -> String {
        match self.markup {
            Markup::Text => visible(text).into_owned(),
            Markup::Html => escape::xml(text),
            Markup::Markdown => escape_markdown(text),
        }
    }
}

fn in_elements(text: &str, format: Formatting) -> String {
    let mut text = text.to_owned();
    for (is_set, start, end) in [
        (format.font_style == Some(FontStyle::Italic), "<i>", "</i>"),
        (format.font_weight == Some(FontWeight::Bold), "<b>", "</b>"),
        (
            format.font_variant == Some(FontVariant::SmallCaps),
            "<span style=\"font-variant: small-caps\">",
            "</span>",
        ),
        (
            format.text_decoration == Some(TextDecoration::Underline),
            "<u>",
            "</u>",
        ),
        (
            format.vertical_align == Some(VerticalAlign::Sup),
            "<sup>",
            "</sup>",
        ),
        (
            format.vertical_align == Some(VerticalAlign::Sub),
            "<sub>",
            "</sub>",
        ),
    ] {
        if is_set {
            text = format!("{start}{text}{end}");
        }
    }
    text
}

/// Returns Markdown in its marks. A mark is none if a space follows or precedes it, so spaces are left outside.
fn in_marks(text: &str, format: Formatting) -> String {
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    if end <= start {
        return text.to_owned();
    }
    let mut marked = text[start..end].to_owned();
    for (is_set, mark) in [
        (format.font_style == Some(FontStyle::Italic), "*"),
        (format.font_weight == Some(FontWeight::Bold), "**"),
    ] {
        if is_set {
            marked = format!("{mark}{marked}{mark}");
        }
    }
    if format.vertical_align == Some(VerticalAlign::Sup) {
        marked = format!("<sup>{marked}</sup>");
    }
    format!("{}{marked}{}", &text[..start], &text[end..])
}

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
enum Word<'t> {
    Text(&'t str),
    /// An address, which becomes a link.
    Address(&'t str),
}

/// Splits a text at its addresses. Punctuation after an address is not part of it.
fn split_addresses(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut rest = text;
    let mut words = Vec::new();
    while let Some(start) = ["http://", "https://"]
        .iter()
        .filter_map(|scheme| rest.find(scheme))
        .min()
    {
        let (before, address) = rest.split_at(start);
        let end = address
            .find(|character: char| character.is_whitespace() || "<>\"".contains(character))
            .unwrap_or(address.len());
        let end = without_punctuation(&address[..end]).len();
        words.extend([Word::Text(before), Word::Address(&address[..end])]);
        rest = &address[end..];
    }
    words.push(Word::Text(rest));
    words.into_iter()
}

/// Returns an address without the punctuation after it. A closing bracket is part of the address if the opening one is.
fn without_punctuation(address: &str) -> &str {
    let count = |bracket: char| address.matches(bracket).count();
    let [mut round, mut square] =
        [('(', ')'), ('[', ']')].map(|(open, close)| count(close).saturating_sub(count(open)));
    address.trim_end_matches(|character: char| {
        let unopened = match character {
            '.' | ',' | ';' | ':' => return true,
            ')' => &mut round,
            ']' => &mut square,
            _ => return false,
        };
        let is_unopened = *unopened > 0;
        *unopened = unopened.saturating_sub(1);
        is_unopened
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_the_brackets_that_it_opens() {
        for (text, address) in [
            ("https://a.org/713(1991)", "https://a.org/713(1991)"),
            ("https://a.org/713(1991).", "https://a.org/713(1991)"),
            ("https://a.org/713(1991)).", "https://a.org/713(1991)"),
            ("https://a.org/x[1]],", "https://a.org/x[1]"),
            ("https://a.org/x)", "https://a.org/x"),
            ("https://a.org/(x", "https://a.org/(x"),
        ] {
            let words: Vec<Word> = split_addresses(text).collect();
            assert_eq!(words[1], Word::Address(address), "{text}");
        }
    }

    fn written(markup: Markup) -> String {
        let italic = Formatting {
            font_style: Some(FontStyle::Italic),
            ..Formatting::default()
        };
        let piece = |text: &str, format| Piece {
            text: text.to_owned(),
            format,
        };
        let entry = Entry {
            id: "a".to_owned(),
            label: Vec::new(),
            text: vec![
                piece("A & B. ", Formatting::default()),
                piece("Peace* ", italic),
                piece("(https://a.org/b_c).", Formatting::default()),
            ],
        };
        let layout = Layout {
            markup,
            numbered: true,
        };
        let mut bytes = Vec::new();
        layout
            .write(&[entry], &mut bytes)
            .expect("memory is writable");
        String::from_utf8(bytes).expect("UTF-8")
    }

    #[test]
    fn entries_are_escaped_and_have_formats_and_links() {
        assert_eq!(
            written(Markup::Text),
            "[1] A & B. Peace* (https://a.org/b_c).\n"
        );
        assert_eq!(
            written(Markup::Html),
            "<div class=\"bibliography\">\n<p id=\"a\">[1] A &amp; B. <i>Peace* </i>\
             (<a href=\"https://a.org/b_c\">https://a.org/b_c</a>).</p>\n</div>\n"
        );
        assert_eq!(
            written(Markup::Markdown),
            "\\[1\\] A &amp; B. *Peace\\** (<https://a.org/b_c>).\n"
        );
    }
}
