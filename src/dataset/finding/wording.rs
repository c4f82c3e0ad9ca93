//! Parts of messages and hints that need more than a line.

use std::borrow::Cow;
use std::fmt;

use crate::dataset::yaml::messages::syntax_hint;
use crate::model::{Date, DateError, RecordKind, possible_dates, year_text, years_one_slip_away};
use crate::phrase::{CURLY_QUOTES, is_invisible, question};

/// The type of a YAML value, as findings name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ValueType {
    /// A whole document of a dataset.
    Document,
    /// The key of a mapping.
    Key,
    /// A date.
    Date,
    /// An id.
    Id,
    /// A text.
    Text,
    /// A mapping.
    Mapping,
    /// A list.
    List,
    /// A mapping from codings to lists of phases.
    Codings,
    /// `true` or `false`.
    Boolean,
    /// No value.
    Nothing,
}

impl fmt::Display for ValueType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Document => "a mapping with lists such as `organizations`",
            Self::Key => "a text as key",
            Self::Date => "a date",
            Self::Id => "an id",
            Self::Text => "a text",
            Self::Mapping => "a mapping",
            Self::List => "a list",
            Self::Codings => "codings with their phases",
            Self::Boolean => "`true` or `false`",
            Self::Nothing => "nothing",
        })
    }
}

/// Why a name looks like another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NameFlaw {
    /// It begins or ends with a blank.
    OuterBlank,
    /// It has a space that is not an ordinary one, or an invisible character.
    Character(char),
    /// It is enclosed in curly quotation marks.
    CurlyQuotes,
}

impl fmt::Display for NameFlaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OuterBlank => f.write_str("begins or ends with a blank"),
            Self::Character(letter) => {
                write!(f, "contains {}", character_in_words(*letter))
            }
            Self::CurlyQuotes => f.write_str("is enclosed in curly quotation marks"),
        }
    }
}

impl NameFlaw {
    /// Returns what to do about the flaw.
    pub(super) fn hint(self) -> &'static str {
        match self {
            Self::OuterBlank => "Remove the blank.",
            Self::Character(letter) if letter.is_whitespace() => "Write an ordinary space.",
            Self::Character(_) => "Remove the character, which may have been pasted with the name.",
            Self::CurlyQuotes => {
                "Write straight quotation marks or none. Curly ones belong to the text."
            }
        }
    }
}

/// Names a character that cannot be seen, with its number in Unicode.
pub(super) fn character_in_words(letter: char) -> String {
    let kind = match letter {
        '\t' => "a tab",
        '\u{A0}' | '\u{2007}' | '\u{202F}' => "a no-break space",
        '\u{200B}' => "a zero-width space",
        '\u{FEFF}' => "a byte order mark",
        '\u{AD}' => "a soft hyphen",
        letter if letter.is_whitespace() => "an unusual space",
        letter if letter.is_control() => "a control character",
        _ => "an invisible character",
    };
    format!("{kind} (U+{:04X})", u32::from(letter))
}

/// Lists types as alternatives: `a text or a list`.
pub(super) fn types_in_words(types: &[ValueType]) -> String {
    let words: Vec<String> = types.iter().map(ToString::to_string).collect();
    words.join(" or ")
}

/// Returns what to do about a value of the wrong type.
pub(super) fn type_hint(expected: &[ValueType], found: ValueType) -> &'static str {
    const LIST: &str = "Write a list, as in `[a, b]`, or one item per line after a `-`.";
    const OTHER: &str = "Write the value as the codebook describes it (`interorg codebook`).";
    if found == ValueType::Nothing {
        return if expected.contains(&ValueType::Text) {
            "Write a value after the key, or leave the key out. A text such as `null` needs quotation marks."
        } else {
            "Write a value after the key, or leave the key out."
        };
    }
    let [only] = expected else {
        let allows_list = expected.contains(&ValueType::List);
        return if allows_list { LIST } else { OTHER };
    };
    match only {
        ValueType::Document => {
            "Begin the file with a key such as `organizations:`, and write its items below it."
        }
        ValueType::Key => "Write a single word or text before the colon.",
        ValueType::Date => DATE_FORMS,
        ValueType::Id => "Write one id, in lower-case letters, digits and single hyphens.",
        ValueType::Text => {
            "Write one text, in quotes if it contains `: ` or begins with a bracket."
        }
        ValueType::Mapping => {
            "Write keys with their values, as in `{id: un, name: United Nations}`."
        }
        ValueType::Boolean => "Write `true` or `false`, without quotes.",
        ValueType::List => LIST,
        ValueType::Codings => {
            "Write the id of a coding, such as `formal:`, on a line of its own, and indent its list of phases below it."
        }
        ValueType::Nothing => OTHER,
    }
}

const DATE_FORMS: &str = "Write dates as 2003, 2003-05, 2003-05-12, 2003~, 2003?, 199X or ../2011.";

/// The probable mistake behind a syntax error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SyntaxCause {
    /// A tab is where only spaces are allowed.
    Tab,
    /// A no-break space is where only an ordinary space is allowed.
    NoBreakSpace,
    /// A quoted text has its quotation mark in it.
    InnerQuote(char),
}

/// Returns the message of a syntax error.
pub(super) fn syntax_message(detail: &str, cause: Option<SyntaxCause>) -> String {
    let found = match cause {
        Some(SyntaxCause::Tab) => " (a tab)",
        Some(SyntaxCause::NoBreakSpace) => " (a no-break space)",
        Some(SyntaxCause::InnerQuote(_)) => " (a quotation mark within a quoted text)",
        None => "",
    };
    format!("the text is not YAML: {detail}{found}")
}

/// Returns what to do about a syntax error.
pub(super) fn syntax_hint_for(detail: &str, cause: Option<SyntaxCause>) -> &'static str {
    match cause {
        Some(SyntaxCause::Tab) => "Indent with spaces, not tabs.",
        Some(SyntaxCause::NoBreakSpace) => {
            "Write ordinary spaces instead of no-break spaces, which may have been pasted."
        }
        Some(SyntaxCause::InnerQuote('\'')) => {
            "Write an apostrophe within single quotation marks twice (`''`), or put the text between double ones."
        }
        Some(SyntaxCause::InnerQuote(_)) => {
            "Write `\\\"` for a quotation mark within double ones, or put the text between single ones."
        }
        None => syntax_hint(detail),
    }
}

/// Puts a remark on pasted characters in a text before a hint.
pub(super) fn with_pasted(text: &str, hint: Cow<'static, str>) -> Cow<'static, str> {
    match pasted(text) {
        Some(remark) => format!("{remark} {hint}").into(),
        None => hint,
    }
}

/// Returns what to do about characters that word processors and web pages put into a text.
fn pasted(text: &str) -> Option<&'static str> {
    let is_no_break_space = |letter| matches!(letter, '\u{A0}' | '\u{2007}' | '\u{202F}');
    if text.starts_with(CURLY_QUOTES) || text.ends_with(CURLY_QUOTES) {
        Some("Curly quotation marks belong to the text here. Write straight ones, or none.")
    } else if text.starts_with(is_no_break_space) {
        Some(
            "The text begins with no-break spaces, which may have been pasted. Write ordinary ones.",
        )
    } else if text.contains(is_no_break_space) {
        Some(
            "The text contains a no-break space, which may have been pasted. Write an ordinary one.",
        )
    } else if text.contains(is_invisible) {
        Some("The text contains an invisible character, which may have been pasted. Remove it.")
    } else {
        None
    }
}

/// Returns what to do about a word that does not lead to a record.
pub(super) fn unknown_hint(
    record: RecordKind,
    id: &str,
    candidates: &[String],
) -> Cow<'static, str> {
    // Most words of one or two letters resemble one another.
    const MIN_LENGTH: usize = 3;
    let hint = match candidates {
        [] => format!("Define the {record} first, or correct the word."),
        found if id.chars().count() < MIN_LENGTH => {
            format!(
                "Define the {record} first, or write another. {}",
                question(found)
            )
        }
        found => question(found),
    };
    with_pasted(id, hint.into())
}

/// Returns what to do about a text that is not a date.
pub(super) fn date_hint(text: &str, error: &DateError) -> Cow<'static, str> {
    const OPEN: [&str; 7] = [
        "now", "today", "present", "ongoing", "current", "still", "open",
    ];
    const MISSING: [&str; 7] = ["n/a", "na", "n.d.", "none", "?", "-", "unknown"];
    let word = text.trim().to_lowercase();
    if OPEN.contains(&word.as_str()) {
        return "Write `..` for an end that has not come. A start must be a date.".into();
    }
    if MISSING.contains(&word.as_str()) {
        return "Write `unknown` for an end of which nobody knows the date. Leave another date out if it is not known."
            .into();
    }
    let hint = match possible_dates(text).as_slice() {
        [] => general_date_hint(error).into(),
        dates => question(dates).into(),
    };
    with_pasted(text, hint)
}

fn general_date_hint(error: &DateError) -> &'static str {
    match error {
        DateError::NoSuchDay { .. } | DateError::NoSuchMonth(_) => {
            "Correct the date, or write only as much of it as is known."
        }
        DateError::TimeOfDay => "Write the day without the time.",
        DateError::Reversed => "Write the earlier date first.",
        DateError::Malformed | DateError::YearOutOfRange => DATE_FORMS,
    }
}

/// Returns the message about a date that is far from all others.
pub(super) fn far_date_message(date: &Date, (first, last): (i32, i32)) -> String {
    let [first, last] = [first, last].map(|year| year_text(year.into()));
    format!("`{date}` is more than 50 years from all other dates, which are in {first} to {last}")
}

/// Returns what to do about a date that is far from all others.
pub(super) fn far_date_hint(
    date: &Date,
    year: i32,
    (first, last): (i32, i32),
) -> Cow<'static, str> {
    /// The years that stand for a missing value or for the future in many databases.
    const NULL_YEARS: [i32; 2] = [1, 9999];
    if NULL_YEARS.contains(&year) {
        return "Leave the date out if it is not known. Write `..` for an end that has not come."
            .into();
    }
    let text = date.to_string();
    let typed = year_text(year.into());
    let meant: Vec<String> = years_one_slip_away(year, first..=last)
        .iter()
        .map(|year| text.replacen(&typed, &year_text((*year).into()), 1))
        .take(MAX_SUGGESTIONS)
        .collect();
    if meant.is_empty() || !text.contains(&typed) {
        return "Correct the year if it is an error of typing.".into();
    }
    question(&meant).into()
}

/// The maximum number of dates that a hint suggests.
const MAX_SUGGESTIONS: usize = 3;

/// Returns what to do about an unknown key.
pub(super) fn key_hint(key: &str, candidates: &[String], known: &[String]) -> Cow<'static, str> {
    if key == "<<" {
        return "Merge keys are not supported. Write the keys out.".into();
    }
    let hint = match candidates.first() {
        Some(nearest) => format!("Did you mean `{nearest}`?"),
        None => format!("The known keys are {}.", known.join(", ")),
    };
    with_pasted(key, hint.into())
}

/// Returns a character as an address spells it: a percent sign and two hexadecimal digits per byte of UTF-8.
pub(super) fn as_percent_code(letter: char) -> String {
    let bytes = letter.to_string().into_bytes();
    bytes.iter().map(|byte| format!("%{byte:02X}")).collect()
}

/// Shortens a text of the dataset for a message, and replaces its control characters by visible ones.
pub(super) fn shown(text: &str) -> String {
    const MAX_CHARS: usize = 60;
    let visible = |letter: char| {
        if letter.is_control() {
            char::REPLACEMENT_CHARACTER
        } else {
            letter
        }
    };
    let mut shown: String = text.chars().take(MAX_CHARS).map(visible).collect();
    if text.chars().nth(MAX_CHARS).is_some() {
        shown.push('…');
    }
    shown
}
