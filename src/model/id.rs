//! Ids: the short lower-case words by which records refer to one another.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Id(Box<str>);

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdError {
    suggestion: Option<String>,
}

impl Id {
    /// The longest id that is accepted, in bytes.
    pub const MAX_LENGTH: usize = 100;

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl IdError {
    /// Returns the nearest id to the text that was refused; `None` if it has no letter or digit.
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }
}

impl FromStr for Id {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let grouped = text.split('-').all(|group| {
            !group.is_empty()
                && group
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        });
        if grouped && text.len() <= Self::MAX_LENGTH {
            Ok(Self(text.into()))
        } else {
            Err(IdError {
                suggestion: nearest(text),
            })
        }
    }
}

/// Turns free text into the id that it resembles most.
fn nearest(text: &str) -> Option<String> {
    let lower = text
        .chars()
        .take(Id::MAX_LENGTH)
        .map(|letter| letter.to_ascii_lowercase());
    let spaced: String = lower
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                ' '
            }
        })
        .collect();
    let id = spaced.split_whitespace().collect::<Vec<_>>().join("-");
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_slugs() {
        for good in ["un", "g5-sahel", "2003", "s-res-1769-2007"] {
            assert_eq!(good.parse::<Id>().expect(good).as_str(), good);
        }
        for (bad, suggestion) in [
            ("UN", Some("un")),
            ("g5_sahel", Some("g5-sahel")),
            ("-un-", Some("un")),
            ("a--b", Some("a-b")),
            ("é", None),
            ("", None),
        ] {
            assert_eq!(
                bad.parse::<Id>().expect_err(bad).suggestion(),
                suggestion,
                "{bad}"
            );
        }
    }
}
