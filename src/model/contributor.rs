//! The names of authors and editors, as entries spell them.

use std::fmt;

/// A person or body that contributed to a source.
///
/// Entries spell persons as Hayagriva does: "Last, First", "von Last, First", "Last, Jr., First". A name without a comma
/// is a body. So is a name in braces, such as "{Fisheries, Board of}"; a name with more than two commas; and a name with
/// one of the words *of*, *for*, *and*, *on* and *the*, which names of persons do not have: "Ministry of Foreign Affairs,
/// Norway".
///
/// ```
/// use interorg::model::Contributor;
///
/// let Contributor::Person(person) = Contributor::parse("van der Meer, Jr., Piet") else {
///     panic!("it has commas");
/// };
/// assert_eq!((person.particle, person.family), ("van der", "Meer"));
/// assert_eq!((person.given, person.suffix), ("Piet", "Jr."));
/// let body = "Ministry of Foreign Affairs, Norway";
/// assert_eq!(Contributor::parse(body), Contributor::Body(body));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contributor<'n> {
    /// A person.
    Person(PersonName<'n>),
    /// A body, whose name is never taken apart.
    Body(&'n str),
}

/// The parts of the name of a person. Parts that a name does not have are empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PersonName<'n> {
    /// The family name without its particle.
    pub family: &'n str,
    /// The given names.
    pub given: &'n str,
    /// The particle before the family name, such as "van der". It ends in a hyphen or apostrophe if no space follows.
    pub particle: &'n str,
    /// The suffix, such as "Jr.".
    pub suffix: &'n str,
}

/// Words that names of persons do not have.
const BODY_WORDS: [&str; 6] = ["of", "for", "and", "on", "the", "&"];

/// The longest particle that is joined to a family name, such as "al-".
const MAX_JOINED_PARTICLE: usize = 3;

impl<'n> Contributor<'n> {
    /// Parses a name. Every text is a name.
    pub fn parse(text: &'n str) -> Self {
        let text = text.trim();
        let braced = text
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'));
        if let Some(name) = braced {
            return Self::Body(name);
        }
        let parts = text.split(',').map(str::trim);
        let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        if has_body_word(text) {
            return Self::Body(text);
        }
        match parts[..] {
            [family, given] => Self::Person(PersonName::new(family, given, "")),
            [family, given, suffix] if is_suffix(suffix) => {
                Self::Person(PersonName::new(family, given, suffix))
            }
            [family, suffix, given] => Self::Person(PersonName::new(family, given, suffix)),
            [name] => Self::Body(name),
            _ => Self::Body(text),
        }
    }

    /// Returns the text that is parsed into a name with these parts; the parts after `family` may be empty.
    pub(crate) fn spell(family: &str, given: &str, particle: &str, suffix: &str) -> String {
        let family = match particle {
            "" => family.to_owned(),
            particle => format!("{particle} {family}"),
        };
        if given.is_empty() {
            let is_body = Contributor::parse(&family) == Contributor::Body(&family);
            return if is_body {
                family
            } else {
                format!("{{{family}}}")
            };
        }
        let parts = [&*family, suffix, given].into_iter();
        let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    }
}

impl<'n> PersonName<'n> {
    fn new(family: &'n str, given: &'n str, suffix: &'n str) -> Self {
        let (particle, family) = split_particle(family);
        Self {
            family,
            given,
            particle,
            suffix,
        }
    }

    /// Returns the family name with its particle.
    pub fn full_family(&self) -> String {
        match self.particle {
            "" => self.family.to_owned(),
            joined if joined.ends_with(['-', '\'', '’']) => format!("{joined}{}", self.family),
            particle => format!("{particle} {}", self.family),
        }
    }
}

impl fmt::Display for Contributor<'_> {
    /// Writes the name as bibliographies begin with it: "van der Meer, Piet, Jr.".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body(name) => f.write_str(name),
            Self::Person(person) => {
                write!(f, "{}, {}", person.full_family(), person.given)?;
                match person.suffix {
                    "" => Ok(()),
                    suffix => write!(f, ", {suffix}"),
                }
            }
        }
    }
}

fn has_body_word(text: &str) -> bool {
    text.contains(',')
        && text
            .split([' ', ','])
            .any(|word| BODY_WORDS.contains(&word))
}

fn is_suffix(text: &str) -> bool {
    let text = text.trim_end_matches('.');
    ["Jr", "Sr", "jr", "sr", "Esq", "PhD", "MD", "2nd", "3rd"].contains(&text)
        || (text.chars().count() > 1 && text.chars().all(|letter| "IVX".contains(letter)))
}

/// Splits the words in lower case before a family name from it, as BibTeX does; and particles that are joined to it.
fn split_particle(family: &str) -> (&str, &str) {
    let mut end = 0;
    let mut rest = family;
    while let Some((word, after)) = rest.split_once(' ') {
        if !word.starts_with(char::is_lowercase) {
            break;
        }
        rest = after.trim_start();
        end = family.len() - rest.len();
    }
    if end == 0
        && let Some(joined) = joined_particle(family)
    {
        end = joined;
        rest = &family[joined..];
    }
    (family[..end].trim_end(), rest)
}

/// Returns the length of a particle such as "al-" or "d'" before a capital.
fn joined_particle(family: &str) -> Option<usize> {
    let (index, sign) = family
        .char_indices()
        .find(|(_, character)| ['-', '\'', '’'].contains(character))?;
    let end = index + sign.len_utf8();
    let particle = &family[..index];
    let is_particle = !particle.is_empty()
        && particle.len() <= MAX_JOINED_PARTICLE
        && particle.chars().all(char::is_lowercase);
    let is_before_capital = family[end..].starts_with(char::is_uppercase);
    (is_particle && is_before_capital).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(text: &str) -> [&str; 4] {
        match Contributor::parse(text) {
            Contributor::Person(name) => [name.particle, name.family, name.given, name.suffix],
            Contributor::Body(name) => panic!("{name} is a body"),
        }
    }

    #[test]
    fn persons_have_particles_and_suffixes() {
        assert_eq!(person("Doe, Janet"), ["", "Doe", "Janet", ""]);
        assert_eq!(person("Xu,Li"), ["", "Xu", "Li", ""]);
        assert_eq!(
            person("Luther King, Jr., Martin"),
            ["", "Luther King", "Martin", "Jr."]
        );
        assert_eq!(
            person("Yates, Robert Lee, Jr."),
            ["", "Yates", "Robert Lee", "Jr."]
        );
        assert_eq!(
            person("von der Leyen, Ursula"),
            ["von der", "Leyen", "Ursula", ""]
        );
        assert_eq!(person("Van Buren, Ann"), ["", "Van Buren", "Ann", ""]);
        assert_eq!(person("al-Bashir, Omar"), ["al-", "Bashir", "Omar", ""]);
        assert_eq!(person("hooks, bell"), ["", "hooks", "bell", ""]);
        // A first name of a pair is no particle, in capitals or not.
        for family in [
            "Lloyd-Jones",
            "lloyd-Jones",
            "O'Neill",
            "-Jones",
            "al-bashir",
        ] {
            let name = format!("{family}, Ann");
            assert_eq!(person(&name), ["", family, "Ann", ""]);
        }
    }

    #[test]
    fn bodies_are_not_taken_apart() {
        for name in [
            "NATO",
            "Ministry of Foreign Affairs, Norway",
            "Foreign Affairs, Trade and Development",
            "Branch, Unit, Team, Oslo",
        ] {
            assert_eq!(Contributor::parse(name), Contributor::Body(name));
        }
        assert_eq!(
            Contributor::parse("{Fish, Inc.}"),
            Contributor::Body("Fish, Inc.")
        );
    }

    #[test]
    fn parts_are_spelled_as_they_are_parsed() {
        assert_eq!(
            Contributor::spell("Meer", "Piet", "van der", "Jr."),
            "van der Meer, Jr., Piet"
        );
        assert_eq!(Contributor::spell("Fish, Inc.", "", "", ""), "{Fish, Inc.}");
        assert_eq!(
            Contributor::parse("van der Meer, Jr., Piet").to_string(),
            "van der Meer, Piet, Jr."
        );
    }
}
