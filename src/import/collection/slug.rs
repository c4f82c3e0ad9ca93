//! Ids from names.

use std::collections::HashSet;

use deunicode::deunicode;

use crate::model::Id;
use crate::phrase::comparable;

/// Hands out ids, each of which is new.
#[derive(Debug, Default)]
pub(in crate::import) struct Ids {
    /// The ids and abbreviations so far, in the form in which names are compared.
    used: HashSet<String>,
}

/// The length after which an id is cut between two words.
const MAX_LENGTH: usize = 60;

impl Ids {
    /// Returns a new id for a name. The second of two names with one id gets `-2`.
    pub(in crate::import) fn id_of(&mut self, name: &str, fallback: &str) -> String {
        let slug = slug(name).unwrap_or_else(|| fallback.to_owned());
        let mut id = slug.clone();
        let mut number = 2;
        while !self.used.insert(id.clone()) {
            id = format!("{slug}-{number}");
            number += 1;
        }
        id
    }

    /// Takes an abbreviation for the record with this id. Returns `false` if another record has it.
    pub(in crate::import) fn take(&mut self, abbreviation: &str, id: &str) -> bool {
        let form = comparable(abbreviation);
        form == id || self.used.insert(form)
    }
}

/// Returns the groups of letters and digits of a name, in lower case and with hyphens between them; `None` if it has none.
pub(in crate::import) fn slug(name: &str) -> Option<String> {
    let plain = deunicode(name);
    // An apostrophe does not divide a word: Cote d'Ivoire is `cote-divoire`.
    let plain = plain.replace(['\'', '’', '`'], "");
    let groups = plain.split(|letter: char| !letter.is_ascii_alphanumeric());
    let mut slug = String::new();
    for group in groups.filter(|group| !group.is_empty()) {
        if !slug.is_empty() {
            if slug.len() + group.len() >= MAX_LENGTH {
                break;
            }
            slug.push('-');
        }
        slug.extend(group.chars().take(Id::MAX_LENGTH / 2));
    }
    slug.make_ascii_lowercase();
    (!slug.is_empty()).then_some(slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_new_and_valid() {
        let mut ids = Ids::default();
        for (name, expected) in [
            ("Côte d'Ivoire", "cote-divoire"),
            ("Cote d’Ivoire", "cote-divoire-2"),
            ("UN (Secretariat)", "un-secretariat"),
            ("Åland / Ahvenanmaa", "aland-ahvenanmaa"),
            ("Россия", "rossiia"),
            ("???", "organization"),
            ("!", "organization-2"),
            ("2", "2"),
        ] {
            let id = ids.id_of(name, "organization");
            assert_eq!(id, expected, "{name}");
            assert!(id.parse::<Id>().is_ok());
        }
    }

    #[test]
    fn long_names_are_cut_between_words() {
        let id = slug(&"treaty between several parties ".repeat(9)).expect("it has letters");
        assert_eq!(id, "treaty-between-several-parties-treaty-between-several");
        assert_eq!(slug(&"a".repeat(200)).map(|id| id.len()), Some(50));
    }

    #[test]
    fn an_abbreviation_belongs_to_one_record() {
        let mut ids = Ids::default();
        let id = ids.id_of("United States", "organization");
        assert!(ids.take("USA", &id));
        assert!(!ids.take("usa", "other"));
        assert_eq!(ids.id_of("USA", "organization"), "usa-2");
    }
}
