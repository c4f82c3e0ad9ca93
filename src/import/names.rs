//! Names that may mean one organization. They are offered to the user, and never applied.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use deunicode::deunicode;

use super::collection::Register;
use crate::dataset;
use crate::phrase::comparable;

/// The number of organizations up to which all names that begin alike are compared letter by letter.
const MAX_COMPARED: usize = 5_000;

/// The length from which two names may differ by one letter and be the same.
const MIN_LENGTH: usize = 5;

/// Returns pairs of names that are nearly alike, each in the order of the register.
pub(super) fn near_duplicates(organizations: &Register) -> Vec<(String, String)> {
    let names: Vec<&str> = organizations
        .iter()
        .map(|entity| entity.name.as_str())
        .collect();
    let mut pairs = BTreeSet::new();
    let mut by_form: HashMap<String, usize> = HashMap::new();
    for (index, name) in names.iter().enumerate() {
        let Some(form) = words_in_order(name) else {
            continue;
        };
        match by_form.get(&form) {
            Some(first) => _ = pairs.insert((*first, index)),
            None => _ = by_form.insert(form, index),
        }
    }
    add_acronyms(&names, &mut pairs);
    if names.len() <= MAX_COMPARED {
        add_one_letter_apart(&names, &mut pairs);
    }
    let pairs = pairs.into_iter();
    pairs
        .map(|(first, second)| (names[first].to_owned(), names[second].to_owned()))
        .collect()
}

/// Adds names whose initials are another name, such as `United Kingdom` and `UK`. Two long names with the same initials have
/// nothing else in common.
fn add_acronyms(names: &[&str], pairs: &mut BTreeSet<(usize, usize)>) {
    let named = names.iter().enumerate();
    let acronyms: HashMap<&str, usize> = named
        .filter(|(_, name)| is_acronym(name))
        .map(|(index, name)| (*name, index))
        .collect();
    for (index, name) in names.iter().enumerate() {
        if let Some(short) = acronyms.get(&*initials(name)) {
            pairs.insert((index.min(*short), index.max(*short)));
        }
    }
}

/// Adds names that begin alike and differ by one letter.
fn add_one_letter_apart(names: &[&str], pairs: &mut BTreeSet<(usize, usize)>) {
    let mut by_start: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    for (index, name) in names.iter().enumerate() {
        let form = deunicode(name).to_lowercase();
        // Names with numbers, such as those of local groups, differ by them on purpose.
        if form.len() >= MIN_LENGTH && !form.contains(|letter: char| letter.is_ascii_digit()) {
            let start = form.chars().take(2).collect();
            by_start.entry(start).or_default().push((index, form));
        }
    }
    for group in by_start.values() {
        for (at, (first, form)) in group.iter().enumerate() {
            for (second, other) in &group[at + 1..] {
                if form.len().abs_diff(other.len()) <= 1
                    && strsim::damerau_levenshtein(form, other) <= 1
                {
                    pairs.insert((*first, *second));
                }
            }
        }
    }
}

/// Returns the words of a name in alphabetical order, without accents, signs and articles: `Korea (ROK)` is `ROK Korea`.
fn words_in_order(name: &str) -> Option<String> {
    let plain = deunicode(name).to_lowercase();
    let words = plain.split(|letter: char| !letter.is_ascii_alphanumeric());
    let mut words: Vec<&str> = words
        .filter(|word| !matches!(*word, "" | "the" | "of" | "and" | "for"))
        .collect();
    words.sort_unstable();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Returns `true` if a name is two to six capitals.
fn is_acronym(name: &str) -> bool {
    const MAX_SHORT: usize = 6;
    (2..=MAX_SHORT).contains(&name.len()) && name.chars().all(|letter| letter.is_ascii_uppercase())
}

/// Returns the first letters of the words of a name that begin with a capital; one letter for an acronym.
fn initials(name: &str) -> String {
    let words = name.split_whitespace();
    let letters = words.filter_map(|word| word.chars().next());
    letters.filter(|letter| letter.is_uppercase()).collect()
}

/// Returns names that an organization of the shipped dataset has too, each with that organization and its identifiers.
pub(super) fn shipped_matches(organizations: &Register) -> Vec<(String, String)> {
    let shipped = dataset::builtin();
    let mut known: HashMap<String, String> = HashMap::new();
    for organization in shipped.organizations().iter() {
        let identifiers = organization.identifiers.iter();
        let identifiers: Vec<String> = identifiers
            .map(|identifier| format!("{} {}", identifier.scheme, identifier.value))
            .collect();
        let shown = if identifiers.is_empty() {
            format!("`{}`", organization.id)
        } else {
            format!("`{}` ({})", organization.id, identifiers.join(", "))
        };
        let aliases = organization.aliases.iter();
        let names = aliases.chain([&organization.name, &organization.abbreviation]);
        for name in names {
            known
                .entry(comparable(name))
                .or_insert_with(|| shown.clone());
        }
    }
    let matches = organizations.iter().filter_map(|entity| {
        let own = entity.abbreviation.iter().chain([&entity.name]);
        let found = own.filter_map(|name| known.get(&comparable(name))).next()?;
        Some((entity.name.clone(), found.clone()))
    });
    matches.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_nearly_alike_are_paired() {
        let mut register = Register::new("organization");
        for name in [
            "United Kingdom",
            "UK",
            "Côte d’Ivoire",
            "Cote d'Ivoire",
            "Korea (ROK)",
            "ROK Korea",
            "Tanzania",
            "Tanzanya",
            "Mali",
            "Malta",
            "Sri Lanka",
            "Sierra Leone",
        ] {
            register.find_or_add(name, name, false);
        }
        let pair = |first: &str, second: &str| (first.to_owned(), second.to_owned());
        assert_eq!(
            near_duplicates(&register),
            [
                pair("United Kingdom", "UK"),
                pair("Côte d’Ivoire", "Cote d'Ivoire"),
                pair("Korea (ROK)", "ROK Korea"),
                pair("Tanzania", "Tanzanya")
            ]
        );
    }

    #[test]
    fn organizations_of_the_shipped_dataset_are_offered() {
        let mut register = Register::new("organization");
        register.find_or_add("african union", "African Union", false);
        register.find_or_add("Norway", "Norway", false);
        let found = shipped_matches(&register);
        assert_eq!(found.len(), 1);
        assert!(found[0].1.starts_with("`au`"), "{found:?}");
    }
}
