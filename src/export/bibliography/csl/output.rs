//! Set text, before and after its pieces are joined.

use hayagriva::citationberg::Formatting;

use super::quotes;

/// Sets off a block or a column of an entry. It becomes a space, unless punctuation follows.
pub(super) const BREAK: &str = "\n";

/// A piece of text in one format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::export::bibliography) struct Piece {
    pub(in crate::export::bibliography) text: String,
    pub(in crate::export::bibliography) format: Formatting,
}

impl Piece {
    /// Creates a piece of text without a format.
    pub(in crate::export::bibliography) fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            format: Formatting::default(),
        }
    }
}

/// What an element of a style prints.
#[derive(Debug, Clone, Default)]
pub(super) struct Output {
    pub(super) pieces: Vec<Piece>,
    /// `true` if a variable was looked up to print this.
    pub(super) uses_variables: bool,
    /// `true` if one of these variables has a value.
    pub(super) has_value: bool,
}

impl Output {
    /// Returns text that does not come from the item.
    pub(super) fn of_style(text: impl Into<String>) -> Self {
        let mut pieces = vec![Piece::plain(text)];
        pieces.retain(|piece| !piece.text.is_empty());
        Self {
            pieces,
            ..Self::default()
        }
    }

    /// Returns the value of a variable.
    pub(super) fn of_variable(text: impl Into<String>) -> Self {
        let output = Self::of_style(text);
        Self {
            uses_variables: true,
            has_value: !output.is_empty(),
            ..output
        }
    }

    /// Returns the output of a variable without a value.
    pub(super) fn of_missing_variable() -> Self {
        Self {
            uses_variables: true,
            ..Self::default()
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pieces.iter().all(|piece| piece.text.is_empty())
    }

    /// Appends another output after a delimiter, if it prints anything.
    pub(super) fn append(&mut self, other: Self, delimiter: &str) {
        self.uses_variables |= other.uses_variables;
        self.has_value |= other.has_value;
        if other.is_empty() {
            return;
        }
        if !self.is_empty() {
            self.push(delimiter);
        }
        self.pieces.extend(other.pieces);
    }

    /// Appends text without a format.
    pub(super) fn push(&mut self, text: &str) {
        self.pieces.extend(Self::of_style(text).pieces);
    }

    /// Returns the output between a prefix and a suffix; nothing stays nothing.
    pub(super) fn between(mut self, prefix: Option<&str>, suffix: Option<&str>) -> Self {
        if self.is_empty() {
            return self;
        }
        let prefix = Self::of_style(prefix.unwrap_or_default());
        self.pieces.splice(0..0, prefix.pieces);
        self.push(suffix.unwrap_or_default());
        self
    }

    /// Returns the output of a group or macro: nothing if it looks up variables and all are empty. In the group around it,
    /// it counts as a variable (CSL 1.0.2, "Group").
    pub(super) fn grouped(self) -> Self {
        let is_suppressed = self.uses_variables && !self.has_value;
        if is_suppressed || self.is_empty() {
            return Self {
                uses_variables: self.uses_variables,
                ..Self::default()
            };
        }
        Self {
            uses_variables: true,
            has_value: true,
            ..self
        }
    }

    /// Returns the output in a format. Formats inside it are stronger.
    pub(super) fn in_format(mut self, format: Formatting) -> Self {
        for piece in &mut self.pieces {
            piece.format = piece.format.apply(format);
        }
        self
    }

    /// Returns the output with another text in each piece.
    pub(super) fn map_text(mut self, change: impl Fn(&str) -> String) -> Self {
        for piece in &mut self.pieces {
            piece.text = change(&piece.text);
        }
        self
    }

    /// Returns the output with its pieces joined, so that changes of case see whole words.
    pub(super) fn joined(mut self, punctuation_in_quote: bool) -> Self {
        self.pieces = join(self.pieces, punctuation_in_quote);
        self
    }

    /// Returns the text without formats.
    pub(super) fn plain(&self) -> String {
        self.pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .collect()
    }
}

/// Joins pieces into one line. Redundant punctuation between them is left out, and a full stop or comma moves into a
/// quotation if the language wants that (CSL 1.0.2, `punctuation-in-quote`).
pub(super) fn join(pieces: Vec<Piece>, punctuation_in_quote: bool) -> Vec<Piece> {
    let mut line = Line {
        pieces: Vec::with_capacity(pieces.len()),
        punctuation_in_quote,
    };
    for piece in pieces {
        line.append(piece);
    }
    line.pieces
}

/// A line of pieces that are already joined. None of them is empty.
struct Line {
    pieces: Vec<Piece>,
    punctuation_in_quote: bool,
}

/// What happens to the first character of a piece that follows a character of the line.
enum Junction {
    /// Both stay.
    Keep,
    /// The second is redundant.
    DropSecond,
    /// The second replaces the first.
    DropFirst,
}

impl Line {
    fn append(&mut self, piece: Piece) {
        let mut text = piece.text.as_str();
        while let (Some(last), Some(first)) = (self.last(), text.chars().next()) {
            let rest = &text[first.len_utf8()..];
            if last == quotes::CLOSE {
                if let Some(rest) = self.moved_into_quotation(first, rest) {
                    text = rest;
                    continue;
                }
                break;
            }
            if first == '.' && self.has_ended_sentence() {
                // A suffix of something that is not set.
                text = rest;
                continue;
            }
            match junction(last, first) {
                Junction::Keep => break,
                Junction::DropSecond => text = rest,
                Junction::DropFirst => self.pop(),
            }
        }
        if text.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            Some(last) if last.format == piece.format => last.text.push_str(text),
            _ => self.pieces.push(Piece {
                text: text.to_owned(),
                format: piece.format,
            }),
        }
    }

    /// Moves a mark into the quotation at the end of the line, or drops it if the quotation ends in such a mark. Returns
    /// the rest of the text; `None` if the mark stays.
    fn moved_into_quotation<'t>(&mut self, mark: char, rest: &'t str) -> Option<&'t str> {
        let (index, end) = self.end_of_quoted()?;
        let inner = self.pieces[index].text[..end].chars().next_back()?;
        if mark == '.' && matches!(inner, '?' | '!' | '.') {
            return Some(rest);
        }
        if !self.punctuation_in_quote || !matches!(mark, '.' | ',') {
            return None;
        }
        if inner != mark {
            self.pieces[index].text.insert(end, mark);
        }
        Some(rest)
    }

    /// Returns the piece and the place in it before the marks that close quotations at the end of the line.
    fn end_of_quoted(&self) -> Option<(usize, usize)> {
        let mut ends = self.pieces.iter().enumerate().rev().map(|(index, piece)| {
            let quoted = piece.text.trim_end_matches(quotes::CLOSE);
            (index, quoted.len())
        });
        ends.find(|(_, end)| *end > 0)
    }

    fn last(&self) -> Option<char> {
        self.pieces.last()?.text.chars().next_back()
    }

    fn has_ended_sentence(&self) -> bool {
        let last = self.pieces.last();
        let sentence = last.and_then(|last| last.text.strip_suffix(' '));
        let sentence = sentence.map(|sentence| sentence.trim_end_matches(quotes::CLOSE));
        sentence.is_some_and(|sentence| sentence.ends_with(['.', '?', '!']))
    }

    fn pop(&mut self) {
        let Some(last) = self.pieces.last_mut() else {
            return;
        };
        last.text.pop();
        if last.text.is_empty() {
            self.pieces.pop();
        }
    }
}

fn junction(last: char, first: char) -> Junction {
    match (last, first) {
        (' ', ' ')
        | ('!' | '?', '.' | ':')
        | (':', '.' | ':')
        | (';', ':' | '.' | ';')
        | ('.', '.')
        | (',', ',')
        | ('!', '!')
        | ('?', '?') => Junction::DropSecond,
        (':' | ';', '!' | '?') | ('\n', '.' | ',' | ';' | ':') => Junction::DropFirst,
        _ => Junction::Keep,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(texts: &[&str], punctuation_in_quote: bool) -> String {
        let pieces = texts.iter().copied().map(Piece::plain);
        let pieces = join(pieces.collect(), punctuation_in_quote);
        pieces.into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn redundant_punctuation_is_left_out() {
        assert_eq!(joined(&["Title?", ".", " ", " NATO"], false), "Title? NATO");
        assert_eq!(joined(&["A", ", ", ", B"], false), "A, , B");
        assert_eq!(joined(&["ed.", "."], false), "ed.");
        assert_eq!(joined(&["1999. ", ". ", "Oslo"], false), "1999. Oslo");
    }

    #[test]
    fn marks_move_moved_into_quotations_where_the_language_wants_it() {
        let close = quotes::CLOSE.to_string();
        assert_eq!(joined(&["A", &close, ","], true), format!("A,{close}"));
        assert_eq!(joined(&["A", &close, ","], false), format!("A{close},"));
        assert_eq!(joined(&["A?", &close, "."], true), format!("A?{close}"));
    }
}
