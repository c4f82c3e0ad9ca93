//! Parts of messages and hints that need more than a line.

use std::borrow::Cow;
use std::fmt;

use crate::model::DateError;

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
        return "Write a value after the key, or leave the key out.";
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
        ValueType::Nothing => OTHER,
    }
}

const DATE_FORMS: &str = "Write dates as 2003, 2003-05, 2003-05-12, 2003~, 2003?, 199X or ../2011.";

/// Returns what to do about a text that is not a date.
pub(super) fn date_hint(error: &DateError) -> &'static str {
    match error {
        DateError::NoSuchDay { .. } | DateError::NoSuchMonth(_) => {
            "Correct the date, or write only as much of it as is known."
        }
        DateError::TimeOfDay => "Write the day without the time.",
        DateError::Reversed => "Write the earlier date first.",
        DateError::Malformed | DateError::YearOutOfRange => DATE_FORMS,
    }
}

/// Returns what to do about an unknown key.
pub(super) fn key_hint(key: &str, candidates: &[String], known: &[String]) -> Cow<'static, str> {
    if key == "<<" {
        return "Merge keys are not supported. Write the keys out.".into();
    }
    match candidates.first() {
        Some(nearest) => format!("Did you mean `{nearest}`?").into(),
        None => format!("The known keys are {}.", known.join(", ")).into(),
    }
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
