//! Quotation marks in the text of variables.
//!
//! While an entry is set, quotation marks are characters of the private use area. Only the whole entry shows which
//! quotations are inside others, and therefore which marks they need.

/// Opens a quotation whose marks the style or the language determines.
pub(super) const OPEN: char = '\u{E000}';
/// Closes a quotation.
pub(super) const CLOSE: char = '\u{E001}';
/// Opens a quotation that has double marks in the data.
const OPEN_DOUBLE: char = '\u{E002}';
/// Opens a quotation that has single marks in the data.
const OPEN_SINGLE: char = '\u{E003}';

/// The quotation marks of a language.
pub(super) struct QuotationMarks {
    pub(super) outer: [String; 2],
    pub(super) inner: [String; 2],
}

/// Marks the quotations of a text, and sets its apostrophes.
pub(super) fn mark(text: &str) -> String {
    let characters: Vec<char> = text.chars().filter(|c| !is_reserved(*c)).collect();
    let mut marked = String::with_capacity(text.len());
    let mut open_singles = 0;
    let mut open_lows = 0;
    for (index, character) in characters.iter().copied().enumerate() {
        let (before, after) = characters.split_at(index);
        let after = &after[1..];
        marked.push(match character {
            // German quotations end in the mark that begins English ones.
            '„' => {
                open_lows += 1;
                '„'
            }
            '“' if open_lows > 0 => {
                open_lows -= 1;
                '“'
            }
            '“' => OPEN_DOUBLE,
            '”' => CLOSE,
            '"' if opens(before) => OPEN,
            '"' => CLOSE,
            '‘' => {
                open_singles += 1;
                OPEN_SINGLE
            }
            '\'' if opens(before) && closes_later(after) => {
                open_singles += 1;
                OPEN_SINGLE
            }
            '’' | '\'' if open_singles > 0 && !starts_with_letter(after) => {
                open_singles -= 1;
                CLOSE
            }
            '\'' => '’',
            character => character,
        });
    }
    marked
}

fn is_reserved(character: char) -> bool {
    matches!(character, OPEN | CLOSE | OPEN_DOUBLE | OPEN_SINGLE)
}

/// Returns `true` for a mark that opens or closes a quotation, and is none of the text.
pub(super) fn is_mark(character: char) -> bool {
    is_reserved(character)
}

/// Returns `true` if a quotation can begin after this text.
fn opens(before: &[char]) -> bool {
    let last = before.last();
    last.is_none_or(|last| last.is_whitespace() || "([-–—“‘\"'".contains(*last))
}

/// Returns `true` if a quotation in straight single marks has an end: a mark that is not inside a word.
fn closes_later(after: &[char]) -> bool {
    starts_with_letter(after)
        && after.iter().enumerate().any(|(index, character)| {
            *character == '\'' && !starts_with_letter(&after[index + 1..])
        })
}

fn starts_with_letter(text: &[char]) -> bool {
    text.first().is_some_and(|first| first.is_alphanumeric())
}

/// The kind of marks around a quotation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Outer,
    Inner,
    /// The marks of the data, which are not those of the language.
    Foreign([&'static str; 2]),
}

/// Replaces marks by quotation marks: a quotation in another gets the marks that the other does not have.
pub(super) struct Resolver<'m> {
    marks: &'m QuotationMarks,
    open: Vec<Level>,
}

impl<'m> Resolver<'m> {
    pub(super) fn new(marks: &'m QuotationMarks) -> Self {
        let open = Vec::new();
        Self { marks, open }
    }

    /// Returns a text with its marks replaced. Texts are given in their order, because quotations may span several.
    pub(super) fn resolve(&mut self, text: &str) -> String {
        let mut resolved = String::with_capacity(text.len());
        for character in text.chars() {
            match character {
                OPEN | OPEN_DOUBLE | OPEN_SINGLE => {
                    let level = self.level(character);
                    self.open.push(level);
                    resolved.push_str(self.marks_of(level)[0]);
                }
                CLOSE => {
                    let level = self.open.pop().unwrap_or(Level::Outer);
                    resolved.push_str(self.marks_of(level)[1]);
                }
                character => resolved.push(character),
            }
        }
        resolved
    }

    fn level(&self, mark: char) -> Level {
        let written = match mark {
            OPEN_DOUBLE => ["“", "”"],
            // Single marks outside quotations may be British; the language decides.
            _ => return self.next_level(),
        };
        match self.open.last() {
            Some(_) => self.next_level(),
            None if self.marks.outer[0] == written[0] => Level::Outer,
            None if self.marks.inner[0] == written[0] => Level::Inner,
            None => Level::Foreign(written),
        }
    }

    /// Returns the level inside the quotations that are open.
    fn next_level(&self) -> Level {
        match self.open.last() {
            Some(Level::Outer) => Level::Inner,
            Some(Level::Inner | Level::Foreign(_)) | None => Level::Outer,
        }
    }

    fn marks_of(&self, level: Level) -> [&str; 2] {
        match level {
            Level::Outer => self.marks.outer.each_ref().map(String::as_str),
            Level::Inner => self.marks.inner.each_ref().map(String::as_str),
            Level::Foreign(marks) => marks,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, [outer, inner]: [[&str; 2]; 2]) -> String {
        let marks = QuotationMarks {
            outer: outer.map(str::to_owned),
            inner: inner.map(str::to_owned),
        };
        Resolver::new(&marks).resolve(text)
    }

    const AMERICAN: [[&str; 2]; 2] = [["“", "”"], ["‘", "’"]];
    const BRITISH: [[&str; 2]; 2] = [["‘", "’"], ["“", "”"]];

    #[test]
    fn quotations_in_quotations_have_other_marks() {
        let title = format!("{OPEN}{}{CLOSE}", mark("The “Lusaka” moment"));
        assert_eq!(set(&title, AMERICAN), "“The ‘Lusaka’ moment”");
        assert_eq!(set(&title, BRITISH), "‘The “Lusaka” moment’");
        let straight = format!("{OPEN}{}{CLOSE}", mark("The \"Lusaka\" moment"));
        assert_eq!(set(&straight, BRITISH), "‘The “Lusaka” moment’");
    }

    #[test]
    fn curly_marks_stay_as_they_are_outside_quotations() {
        assert_eq!(set(&mark("What “it” means"), BRITISH), "What “it” means");
        assert_eq!(set(&mark("What \"it\" means"), BRITISH), "What ‘it’ means");
        assert_eq!(set(&mark("Was „es“ heißt"), AMERICAN), "Was „es“ heißt");
    }

    #[test]
    fn apostrophes_do_not_end_quotations() {
        assert_eq!(
            set(&mark("'The UN's view' and states' views"), AMERICAN),
            "“The UN’s view” and states’ views"
        );
    }
}
