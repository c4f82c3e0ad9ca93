//! Texts in columns, for people at a terminal.
//!
//! Each column gets the room of its longest word, and what is left is shared out by how much text the
//! columns hold, so that a long remark takes few lines and not the whole page. No word is broken that is
//! not very long.

use std::fmt::Write as _;

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// A word that is longer, such as an address, may be broken.
const LONGEST_WORD: usize = 24;
/// A line of text is never narrower than this, however narrow the terminal.
const NARROWEST: usize = 8;
/// A blank stands between columns, whatever their padding.
const BETWEEN: usize = 1;

/// Lays rows out below their titles, set apart by lines where many of them take several; `None` if there
/// is not enough room for the words.
pub(super) fn in_columns(
    titles: &[&str],
    rows: &[Vec<String>],
    room: usize,
    is_bold: bool,
) -> Option<String> {
    let needs = needs(titles, rows);
    let words: usize = needs.iter().map(|need| need.word).sum();
    let paddings = [(1, 1), (0, 1), (0, 0)];
    let around = |(before, after)| needs.len() * (before + after + BETWEEN) - BETWEEN;
    let padding = paddings
        .into_iter()
        .find(|padding| words + around(*padding) <= room)?;
    let widths = shared_out(&needs, room - around(padding));
    Some(Page { widths, padding }.with(titles, rows, is_bold))
}

/// Lays each row out as a list of names and values, with an empty line before the next; what is empty is
/// left out.
pub(super) fn in_lists(
    titles: &[&str],
    rows: &[Vec<String>],
    room: usize,
    is_bold: bool,
) -> String {
    let names: Vec<String> = titles.iter().map(|title| format!("{title}:")).collect();
    let widest = names.iter().map(|name| width(name)).max().unwrap_or(0);
    let widths = vec![widest, room.saturating_sub(widest + 3).max(NARROWEST)];
    let page = Page {
        widths,
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
    trimmed(text)
}

/// Breaks a text into lines of a room; every line but the first begins with some blanks.
pub(super) fn in_lines(text: &str, indent: usize, room: usize) -> String {
    let lines = wrapped(text, room.saturating_sub(indent).max(NARROWEST));
    lines.join(&format!("\n{:indent$}", ""))
}

/// How much room the texts of a column want.
struct Need {
    /// The width of the longest word that is not to be broken.
    word: usize,
    /// The width of the longest text.
    widest: usize,
    /// The width of all texts together.
    all: usize,
}

fn needs(titles: &[&str], rows: &[Vec<String>]) -> Vec<Need> {
    let mut needs: Vec<Need> = titles.iter().map(|title| Need::of_title(title)).collect();
    for row in rows {
        for (need, text) in needs.iter_mut().zip(row) {
            let wide = width(text);
            need.widest = need.widest.max(wide);
            need.all += wide;
            if wide > need.word && need.word < LONGEST_WORD {
                need.word = need.word.max(longest_word(text).min(LONGEST_WORD));
            }
        }
    }
    needs
}

impl Need {
    fn of_title(title: &str) -> Self {
        let widest = width(title);
        Self {
            word: longest_word(title),
            widest,
            all: widest,
        }
    }
}

fn longest_word(text: &str) -> usize {
    let longest = match text.is_ascii() {
        true => text
            .as_bytes()
            .split(|byte| *byte == b' ')
            .map(<[u8]>::len)
            .max(),
        false => text.split(' ').map(width).max(),
    };
    longest.unwrap_or(0)
}

/// Shares room out among columns: to each its longest word, and more by how much text it holds, up to
/// its longest text. The words are known to have room.
fn shared_out(needs: &[Need], room: usize) -> Vec<usize> {
    let mut widths: Vec<usize> = needs
        .iter()
        .map(|need| need.word.min(need.widest))
        .collect();
    let mut left = room - widths.iter().sum::<usize>();
    loop {
        let open: Vec<usize> = (0..needs.len())
            .filter(|column| widths[*column] < needs[*column].widest)
            .collect();
        let all: usize = open.iter().map(|column| needs[*column].all).sum();
        let before = left;
        for column in open {
            let share = (before * needs[column].all).div_ceil(all.max(1));
            let more = share.min(needs[column].widest - widths[column]).min(left);
            widths[column] += more;
            left -= more;
        }
        if left == 0 || left == before {
            return widths;
        }
    }
}

/// The widths of the columns of a page, and the blanks before and after each text.
struct Page {
    widths: Vec<usize>,
    padding: (usize, usize),
}

impl Page {
    fn with(&self, titles: &[&str], rows: &[Vec<String>], is_bold: bool) -> String {
        let titles = self.wrapped(titles);
        let rows: Vec<Vec<Vec<&str>>> = rows.iter().map(|row| self.wrapped(row)).collect();
        let lines: usize = rows.iter().map(|row| height(row)).sum();
        let is_spaced = lines > rows.len() + rows.len() / 2;
        let ruled = 1 + if is_spaced { rows.len() } else { 0 };
        let bytes = (height(&titles) + lines + "─".len() * ruled) * (self.width() + 1);
        let mut text = String::with_capacity(bytes);
        self.row(&titles, if is_bold { titles.len() } else { 0 }, &mut text);
        self.line("─", &mut text);
        for (number, row) in rows.iter().enumerate() {
            if number > 0 && is_spaced {
                self.line("┈", &mut text);
            }
            self.row(row, 0, &mut text);
        }
        trimmed(text)
    }

    /// Breaks the texts of a row into the lines of their columns.
    fn wrapped<'t, T: AsRef<str> + ?Sized + 't>(
        &self,
        texts: impl IntoIterator<Item = &'t T>,
    ) -> Vec<Vec<&'t str>> {
        let columns = texts.into_iter().zip(&self.widths);
        columns
            .map(|(text, room)| wrapped(text.as_ref(), *room))
            .collect()
    }

    /// Writes a row, of which so many columns from the left are bold.
    fn row(&self, row: &[Vec<&str>], bold: usize, text: &mut String) {
        let (before, after) = self.padding;
        for line in 0..height(row) {
            // The blanks that stand before the next text; after the last there are none.
            let mut owed = 0;
            for (column, lines) in row.iter().enumerate() {
                owed += before + if column > 0 { BETWEEN } else { 0 };
                let shown = lines.get(line).copied().unwrap_or_default();
                if !shown.is_empty() {
                    blanks(std::mem::take(&mut owed), text);
                    match column < bold {
                        true => {
                            write!(text, "\u{1b}[1m{shown}\u{1b}[0m").expect("a string takes all")
                        }
                        false => text.push_str(shown),
                    }
                }
                owed += self.widths[column].saturating_sub(width(shown)) + after;
            }
            text.truncate(text.trim_end_matches(' ').len());
            text.push('\n');
        }
    }

    fn line(&self, letter: &str, text: &mut String) {
        text.push_str(&letter.repeat(self.width()));
        text.push('\n');
    }

    fn width(&self) -> usize {
        let (before, after) = self.padding;
        let columns = self.widths.iter();
        let width: usize = columns.map(|width| width + before + after + BETWEEN).sum();
        width - BETWEEN
    }
}

/// Measures a text without control characters, as a terminal shows it.
fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let letters = text
        .chars()
        .try_fold(0, |count, letter| is_simple(letter).then_some(count + 1));
    letters.unwrap_or_else(|| text.width())
}

/// Says whether a letter takes one place, whatever stands beside it, as those of Latin scripts do and the
/// dashes and quotation marks.
fn is_simple(letter: char) -> bool {
    matches!(letter, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{2010}'..='\u{2027}')
}

fn height(row: &[Vec<&str>]) -> usize {
    row.iter().map(Vec::len).max().unwrap_or(0)
}

fn blanks(mut count: usize, text: &mut String) {
    const BLANKS: &str = "                                                                ";
    while count > 0 {
        let next = count.min(BLANKS.len());
        text.push_str(&BLANKS[..next]);
        count -= next;
    }
}

/// Drops the last line break, which whoever prints the text adds.
fn trimmed(mut text: String) -> String {
    text.pop();
    text
}

/// Breaks a text into lines of a width: at blanks, and within words that are wider.
fn wrapped(text: &str, room: usize) -> Vec<&str> {
    if width(text) <= room {
        return vec![text];
    }
    let mut lines = Vec::new();
    let mut rest = text.trim_start_matches(' ');
    loop {
        let fitting = fitting(rest, room);
        if fitting == rest.len() {
            lines.push(rest.trim_end_matches(' '));
            return lines;
        }
        let end = match rest.as_bytes()[fitting] {
            b' ' => fitting,
            _ => rest[..fitting].rfind(' ').unwrap_or(fitting),
        };
        lines.push(rest[..end].trim_end_matches(' '));
        rest = rest[end..].trim_start_matches(' ');
        if rest.is_empty() {
            return lines;
        }
    }
}

/// Returns how many bytes of a text fit into a line, one letter at the least; a mark stays on its letter.
fn fitting(text: &str, room: usize) -> usize {
    // A mark that follows is not ASCII.
    let plain = text.as_bytes().get(..=room);
    if plain.is_some_and(<[u8]>::is_ascii) {
        return room.max(1);
    }
    let mut used = 0;
    let mut letters = text.char_indices();
    let too_wide = letters.find(|(place, letter)| {
        used += letter.width().unwrap_or(0);
        used > room && *place > 0
    });
    too_wide.map_or(text.len(), |(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
        let owned = |row: &&[&str]| row.iter().map(|text| (*text).to_owned()).collect();
        rows.iter().map(owned).collect()
    }

    #[test]
    fn columns_are_as_wide_as_their_texts_where_there_is_room() {
        let text = in_columns(&["A", "Long title"], &rows(&[&["one", "2"]]), 80, false);
        assert_eq!(
            text.as_deref(),
            Some(" A     Long title\n──────────────────\n one   2")
        );
    }

    #[test]
    fn no_line_is_wider_than_the_room_and_no_word_is_lost() {
        let long = "a remark of many words that goes on and on, until nobody reads it any more";
        let rows = rows(&[&["UN", long], &["an organization", "short"]]);
        for room in 30..90 {
            let Some(text) = in_columns(&["Who", "Why"], &rows, room, false) else {
                panic!("no room in {room}");
            };
            assert!(
                text.lines().all(|line| width(line) <= room),
                "{room}\n{text}"
            );
            for word in long.split(' ') {
                assert!(text.contains(word), "{word} in {room}\n{text}");
            }
        }
    }

    #[test]
    fn where_words_have_no_room_there_are_no_columns() {
        let rows = rows(&[&["institutionalization", "parliamentarization"]]);
        assert_eq!(in_columns(&["A", "B"], &rows, 20, false), None);
        assert_eq!(
            in_lists(&["A", "B"], &rows, 30, false),
            " A:  institutionalization\n B:  parliamentarization"
        );
    }

    #[test]
    fn simple_letters_take_one_place() {
        let simple = ('\0'..=char::MAX).filter(|letter| is_simple(*letter));
        assert!(simple.clone().count() > 700);
        for letter in simple {
            let beside = format!("a{letter}{letter}b");
            assert_eq!(beside.as_str().width(), 4, "{letter:?}");
        }
        assert_eq!(width("naïve – ‘one’"), 13);
        assert_eq!(width("e\u{301}联"), 3);
    }

    #[test]
    fn a_long_word_is_broken_between_letters_and_wide_letters_count_twice() {
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
