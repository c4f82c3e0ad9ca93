//! Tables for terminals.
//!
//! Each column is at least as wide as its longest word. The rest of the width is shared out by the amount of text in
//! each column, so that a long remark takes few lines instead of making the whole table tall. Words are broken only if
//! they are very long. Where the words of a row do not fit side by side, rows are written as lists.
//!
//! This is written here because comfy-table (8.0) breaks words, shares the width out evenly, has no lists to fall back
//! to, and took most of the time of a long dossier. A table crate that does these three things would replace it.

use std::fmt::Write as _;

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Longer words, such as addresses, may be broken.
const MAX_UNBROKEN_WORD: usize = 24;
/// The minimum width of a line of text, however narrow the terminal is.
const MIN_LINE_WIDTH: usize = 8;
/// The spaces between columns, in addition to their padding.
const COLUMN_GAP: usize = 1;

/// Returns a table with a header; `None` if the words do not fit into the width.
///
/// Rules separate the rows if many rows take several lines.
pub(super) fn table(
    titles: &[&str],
    rows: &[Vec<String>],
    width: usize,
    is_bold: bool,
) -> Option<String> {
    let contents = contents(titles, rows);
    let words: usize = contents.iter().map(|content| content.longest_word).sum();
    let spaces = |(before, after)| contents.len() * (before + after + COLUMN_GAP) - COLUMN_GAP;
    let mut paddings = [(1, 1), (0, 1), (0, 0)].into_iter();
    let padding = paddings.find(|padding| words + spaces(*padding) <= width)?;
    let widths = share_width(&contents, width - spaces(padding));
    Some(Grid { widths, padding }.table(titles, rows, is_bold))
}

/// Returns each row as a list of names and values, separated by empty lines. Empty values are left out.
pub(super) fn lists(titles: &[&str], rows: &[Vec<String>], width: usize, is_bold: bool) -> String {
    let names: Vec<String> = titles.iter().map(|title| format!("{title}:")).collect();
    let name_width = names
        .iter()
        .map(|name| display_width(name))
        .max()
        .unwrap_or(0);
    let value_width = width.saturating_sub(name_width + 3).max(MIN_LINE_WIDTH);
    let page = Grid {
        widths: vec![name_width, value_width],
        padding: (1, 0),
    };
    let mut text = String::new();
    for (number, row) in rows.iter().enumerate() {
        if number > 0 {
            text.push('\n');
        }
        let pairs = names.iter().zip(row).filter(|(_, value)| !value.is_empty());
        for (name, value) in pairs {
            page.row(
                &page.wrapped([name, value]),
                usize::from(is_bold),
                &mut text,
            );
        }
    }
    without_last_line_break(text)
}

/// Wraps a text; every line except the first is indented.
pub(super) fn wrap(text: &str, indent: usize, width: usize) -> String {
    let lines = wrapped(text, width.saturating_sub(indent).max(MIN_LINE_WIDTH));
    lines.join(&format!("\n{:indent$}", ""))
}

/// The widths of the texts of a column.
struct Content {
    /// The width of the longest word that may not be broken.
    longest_word: usize,
    /// The width of the longest text.
    longest_text: usize,
    /// The width of all texts together.
    total: usize,
}

fn contents(titles: &[&str], rows: &[Vec<String>]) -> Vec<Content> {
    let mut contents: Vec<Content> = titles
        .iter()
        .map(|title| Content::of_title(title))
        .collect();
    for row in rows {
        for (content, text) in contents.iter_mut().zip(row) {
            let width = display_width(text);
            content.longest_text = content.longest_text.max(width);
            content.total += width;
            // Words are measured only if the text could hold a longer one: most texts could not.
            if width > content.longest_word && content.longest_word < MAX_UNBROKEN_WORD {
                let word = longest_word(text).min(MAX_UNBROKEN_WORD);
                content.longest_word = content.longest_word.max(word);
            }
        }
    }
    contents
}

impl Content {
    fn of_title(title: &str) -> Self {
        let width = display_width(title);
        Self {
            longest_word: longest_word(title),
            longest_text: width,
            total: width,
        }
    }
}

fn longest_word(text: &str) -> usize {
    let longest = if text.is_ascii() {
        let bytes = text.as_bytes();
        bytes.split(|byte| *byte == b' ').map(<[u8]>::len).max()
    } else {
        text.split(' ').map(display_width).max()
    };
    longest.unwrap_or(0)
}

/// Shares a width out among columns: to each its longest word, and more in proportion to its text, up to its longest
/// text. The longest words are known to fit.
fn share_width(contents: &[Content], width: usize) -> Vec<usize> {
    let words = contents
        .iter()
        .map(|content| content.longest_word.min(content.longest_text));
    let mut widths: Vec<usize> = words.collect();
    let mut left = width - widths.iter().sum::<usize>();
    // What a column does not need goes to the others in the next round.
    loop {
        let open: Vec<usize> = (0..contents.len())
            .filter(|column| widths[*column] < contents[*column].longest_text)
            .collect();
        let total: usize = open.iter().map(|column| contents[*column].total).sum();
        let before = left;
        for column in open {
            let share = (before * contents[column].total).div_ceil(total.max(1));
            let missing = contents[column].longest_text - widths[column];
            let more = share.min(missing).min(left);
            widths[column] += more;
            left -= more;
        }
        if left == 0 || left == before {
            return widths;
        }
    }
}

/// The widths of columns, and the spaces before and after each text.
struct Grid {
    widths: Vec<usize>,
    padding: (usize, usize),
}

impl Grid {
    fn table(&self, titles: &[&str], rows: &[Vec<String>], is_bold: bool) -> String {
        let titles = self.wrapped(titles);
        let rows: Vec<Vec<Vec<&str>>> = rows.iter().map(|row| self.wrapped(row)).collect();
        let lines: usize = rows.iter().map(|row| height(row)).sum();
        // Rows of one line each need no rules between them.
        let has_rules = lines > rows.len() + rows.len() / 2;
        let rules = 1 + if has_rules { rows.len() } else { 0 };
        let bytes = (height(&titles) + lines + "─".len() * rules) * (self.width() + 1);
        let mut text = String::with_capacity(bytes);
        self.row(&titles, if is_bold { titles.len() } else { 0 }, &mut text);
        self.rule("─", &mut text);
        for (number, row) in rows.iter().enumerate() {
            if number > 0 && has_rules {
                self.rule("┈", &mut text);
            }
            self.row(row, 0, &mut text);
        }
        without_last_line_break(text)
    }

    /// Wraps the texts of a row to the widths of their columns.
    fn wrapped<'t, T: AsRef<str> + ?Sized + 't>(
        &self,
        texts: impl IntoIterator<Item = &'t T>,
    ) -> Vec<Vec<&'t str>> {
        let columns = texts.into_iter().zip(&self.widths);
        columns
            .map(|(text, width)| wrapped(text.as_ref(), *width))
            .collect()
    }

    /// Writes a row; the first `bold` columns are bold.
    fn row(&self, row: &[Vec<&str>], bold: usize, text: &mut String) {
        let (before, after) = self.padding;
        for line in 0..height(row) {
            // Spaces are written only before a text, so that no line ends with spaces.
            let mut spaces = 0;
            for (column, lines) in row.iter().enumerate() {
                spaces += before + if column > 0 { COLUMN_GAP } else { 0 };
                let shown = lines.get(line).copied().unwrap_or_default();
                if !shown.is_empty() {
                    write_spaces(std::mem::take(&mut spaces), text);
                    if column < bold {
                        write!(text, "\u{1b}[1m{shown}\u{1b}[0m")
                            .expect("writing to a string does not fail");
                    } else {
                        text.push_str(shown);
                    }
                }
                spaces += self.widths[column].saturating_sub(display_width(shown)) + after;
            }
            text.truncate(text.trim_end_matches(' ').len());
            text.push('\n');
        }
    }

    fn rule(&self, character: &str, text: &mut String) {
        text.push_str(&character.repeat(self.width()));
        text.push('\n');
    }

    fn width(&self) -> usize {
        let (before, after) = self.padding;
        let columns = self.widths.iter();
        let width: usize = columns
            .map(|width| width + before + after + COLUMN_GAP)
            .sum();
        width - COLUMN_GAP
    }
}

/// Returns the number of terminal cells that a text without control characters takes.
fn display_width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let mut characters = text.chars();
    let count = characters.try_fold(0, |count, c| is_single_cell(c).then_some(count + 1));
    count.unwrap_or_else(|| text.width())
}

/// Returns `true` for characters that take one cell whatever is beside them: Latin letters, dashes, quotation marks.
///
/// Most names are made of these, and counting them is much faster than looking up widths.
fn is_single_cell(character: char) -> bool {
    matches!(character, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{2010}'..='\u{2027}')
}

fn height(row: &[Vec<&str>]) -> usize {
    row.iter().map(Vec::len).max().unwrap_or(0)
}

fn write_spaces(count: usize, text: &mut String) {
    text.extend(std::iter::repeat_n(' ', count));
}

/// Drops the last line break, because the caller prints the text as a line.
fn without_last_line_break(mut text: String) -> String {
    text.pop();
    text
}

/// Breaks a text into lines of a width: at spaces, and within words that are wider.
fn wrapped(text: &str, width: usize) -> Vec<&str> {
    if display_width(text) <= width {
        return vec![text];
    }
    let mut lines = Vec::new();
    let mut rest = text.trim_start_matches(' ');
    loop {
        let length = fitting_length(rest, width);
        if length == rest.len() {
            lines.push(rest.trim_end_matches(' '));
            return lines;
        }
        let end = if rest.as_bytes()[length] == b' ' {
            length
        } else {
            rest[..length].rfind(' ').unwrap_or(length)
        };
        lines.push(rest[..end].trim_end_matches(' '));
        rest = rest[end..].trim_start_matches(' ');
        if rest.is_empty() {
            return lines;
        }
    }
}

/// Returns the length in bytes of the longest beginning of a text that fits into a width: at least one character, and
/// a character with its combining marks.
fn fitting_length(text: &str, width: usize) -> usize {
    // The byte after the width is looked at too, because a combining mark could follow; it is not ASCII.
    let beginning = text.as_bytes().get(..=width);
    if beginning.is_some_and(<[u8]>::is_ascii) {
        return width.max(1);
    }
    let mut used = 0;
    let mut characters = text.char_indices();
    let first_beyond = characters.find(|(start, character)| {
        used += character.width().unwrap_or(0);
        used > width && *start > 0
    });
    first_beyond.map_or(text.len(), |(start, _)| start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
        let owned = |row: &&[&str]| row.iter().map(|text| (*text).to_owned()).collect();
        rows.iter().map(owned).collect()
    }

    #[test]
    fn columns_are_as_wide_as_their_texts_if_these_fit() {
        let text = table(&["A", "Long title"], &rows(&[&["one", "2"]]), 80, false);
        assert_eq!(
            text.as_deref(),
            Some(" A     Long title\n──────────────────\n one   2")
        );
    }

    #[test]
    fn no_line_is_too_wide_and_no_word_is_lost() {
        let long = "a remark of many words that goes on and on, until nobody reads it any more";
        let rows = rows(&[&["UN", long], &["an organization", "short"]]);
        for width in 30..90 {
            let Some(text) = table(&["Who", "Why"], &rows, width, false) else {
                panic!("nothing fits into {width}");
            };
            assert!(
                text.lines().all(|line| display_width(line) <= width),
                "{width}\n{text}"
            );
            for word in long.split(' ') {
                assert!(text.contains(word), "{word} in {width}\n{text}");
            }
        }
    }

    #[test]
    fn words_that_do_not_fit_make_lists() {
        let rows = rows(&[&["institutionalization", "parliamentarization"]]);
        assert_eq!(table(&["A", "B"], &rows, 20, false), None);
        assert_eq!(
            lists(&["A", "B"], &rows, 30, false),
            " A:  institutionalization\n B:  parliamentarization"
        );
    }

    #[test]
    fn single_cell_characters_take_one_cell() {
        let single = ('\0'..=char::MAX).filter(|character| is_single_cell(*character));
        assert!(single.clone().count() > 700);
        for character in single {
            let beside = format!("a{character}{character}b");
            assert_eq!(beside.as_str().width(), 4, "{character:?}");
        }
        assert_eq!(display_width("naïve – ‘one’"), 13);
        assert_eq!(display_width("e\u{301}联"), 3);
    }

    #[test]
    fn long_words_are_broken_between_characters_and_wide_characters_count_twice() {
        assert_eq!(wrapped("see abcdefgh ij", 4), ["see", "abcd", "efgh", "ij"]);
        assert_eq!(wrapped("联合国安全理事会", 6), ["联合国", "安全理", "事会"]);
        assert_eq!(wrapped("e\u{301}e\u{301}e", 2), ["e\u{301}e\u{301}", "e"]);
        assert_eq!(wrapped("  a   b ", 3), ["a", "b"]);
        assert_eq!(wrapped("   ", 2), [""]);
        assert_eq!(wrapped("a b ", 3), ["a b"]);
        assert_eq!(wrapped("abcdefgh ij", 6), ["abcdef", "gh ij"]);
        assert_eq!(
            wrapped("ab\u{301} cd\u{301}", 2),
            ["ab\u{301}", "cd\u{301}"]
        );
        assert_eq!(wrapped("联合", 1), ["联", "合"]);
    }
}
