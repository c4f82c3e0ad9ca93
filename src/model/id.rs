//! Ids: the short lower-case words by which records refer to one another.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use super::text::serde_as_text;

/// The id of a record: lower-case ASCII letters and digits in groups joined by single hyphens.
///
/// ```
/// use interorg::model::Id;
///
/// let id: Id = "un-au".parse()?;
/// assert_eq!(id.as_str(), "un-au");
/// assert!("UN_AU".parse::<Id>().is_err());
/// # Ok::<(), interorg::model::IdError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Box<str>);

/// The reason why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdError {
    suggestion: Option<String>,
}

impl Id {
    /// The maximum length of an id, in bytes.
    pub const MAX_LENGTH: usize = 100;

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl IdError {
    /// Returns the most similar id; `None` if the text has no letter or digit.
    ///
    /// ```
    /// use interorg::model::Id;
    ///
    /// let error = "UN_AU".parse::<Id>().expect_err("an id has no capitals");
    /// assert_eq!(error.suggestion(), Some("un-au"));
    /// ```
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }
}

impl FromStr for Id {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        if is_id(text.as_bytes()) && text.len() <= Self::MAX_LENGTH {
            Ok(Self(text.into()))
        } else {
            let suggestion = similar_id(text);
            Err(IdError { suggestion })
        }
    }
}

/// Returns `true` if a text is groups of lower-case letters and digits with single hyphens between.
fn is_id(text: &[u8]) -> bool {
    let mut may_end = false;
    for byte in text {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => may_end = true,
            b'-' if may_end => may_end = false,
            _ => return false,
        }
    }
    may_end
}

/// Turns a text into the most similar id: the groups of its letters and digits, in lower case.
fn similar_id(text: &str) -> Option<String> {
    let start: String = text.chars().take(Id::MAX_LENGTH).collect();
    let groups = start.split(|letter: char| !letter.is_ascii_alphanumeric());
    let groups: Vec<&str> = groups.filter(|group| !group.is_empty()).collect();
    let id = groups.join("-").to_ascii_lowercase();
    (!id.is_empty()).then_some(id)
}

impl Deref for Id {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id has only lower-case letters, digits and single hyphens between them")
    }
}

impl std::error::Error for IdError {}

serde_as_text!(Id);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_lower_case_with_single_hyphens() {
        for id in ["un", "g5-sahel", "2003", "s-res-1769-2007"] {
            assert_eq!(id.parse::<Id>().expect(id).as_str(), id);
        }
        for (text, suggestion) in [
            ("UN", Some("un")),
            ("g5_sahel", Some("g5-sahel")),
            ("-un-", Some("un")),
            ("un-", Some("un")),
            ("a--b", Some("a-b")),
            ("é", None),
            ("", None),
        ] {
            let error = text.parse::<Id>().expect_err(text);
            assert_eq!(error.suggestion(), suggestion, "{text}");
        }
    }
}
