//! The order of entries.

use std::cmp::Ordering;

use hayagriva::citationberg::taxonomy::{NumberVariable, Variable};
use hayagriva::citationberg::{SortDirection, SortKey};
use icu_collator::options::{AlternateHandling, CollatorOptions, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;

use super::date::day_key;
use super::item::{Item, Name};
use super::quotes;
use super::render::{Area, Distinction, NameLimits, Renderer};
use super::sheet::Sheet;

/// Returns the indexes of items in the order of the bibliography. Equal items keep their order.
pub(super) fn order(sheet: &Sheet<'_>, items: &[Item<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    let Some(sort) = &sheet.bibliography.sort else {
        return order;
    };
    let keys: Vec<Vec<String>> = items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            let keys = sort.keys.iter();
            keys.map(|key| sort_key(sheet, key, *item, index + 1))
                .collect()
        })
        .collect();
    let collator = collator(sheet.language());
    order.sort_by(|one, other| {
        let pairs = keys[*one].iter().zip(&keys[*other]).zip(&sort.keys);
        let mut orders =
            pairs.map(|((one, other), key)| compare(&collator, one, other, key.sort_direction()));
        orders
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    });
    order
}

/// Compares two keys. Entries without a value come last in both directions.
fn compare(
    collator: &CollatorBorrowed<'_>,
    one: &str,
    other: &str,
    direction: SortDirection,
) -> Ordering {
    let order = one.is_empty().cmp(&other.is_empty());
    order.then_with(|| match direction {
        SortDirection::Ascending => collator.compare(one, other),
        SortDirection::Descending => collator.compare(other, one),
    })
}

/// Returns the collation of a language. Case, accents and punctuation make no difference, and numbers sort by their value.
fn collator(language: &str) -> CollatorBorrowed<'static> {
    let mut options = CollatorOptions::default();
    options.strength = Some(Strength::Primary);
    options.alternate_handling = Some(AlternateHandling::Shifted);
    let locale: Locale = language.parse().unwrap_or(Locale::UNKNOWN);
    let mut preferences = CollatorPreferences::from(&locale);
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    Collator::try_new(preferences, options)
        .expect("the collations of all languages are compiled in")
}

fn sort_key(sheet: &Sheet<'_>, key: &SortKey, item: Item<'_>, number: usize) -> String {
    let text = match key {
        SortKey::Variable { variable, .. } => variable_key(*variable, item, number),
        SortKey::MacroName {
            name,
            names_min,
            names_use_first,
            names_use_last,
            ..
        } => {
            let distinction = Distinction::default();
            let mut renderer = Renderer::new(sheet, item, Area::SortKey, number, &distinction);
            renderer.limits = NameLimits {
                min: *names_min,
                use_first: *names_use_first,
                use_last: *names_use_last,
            };
            renderer.named_elements(name).plain()
        }
    };
    word_by_word(&text)
}

fn variable_key(variable: Variable, item: Item<'_>, number: usize) -> String {
    match variable {
        Variable::Date(variable) => {
            let date = item.date(variable);
            date.map(|date| day_key(&date.start)).unwrap_or_default()
        }
        Variable::Name(variable) => {
            let names = item.names(variable).into_iter().map(|name| match name {
                Name::Body(name) => name.to_owned(),
                Name::Person(person) => format!("{} {}", person.family, person.given),
            });
            names.collect::<Vec<_>>().join(", ")
        }
        Variable::Number(NumberVariable::CitationNumber) => number.to_string(),
        variable => item.text(variable).unwrap_or_default().into_owned(),
    }
}

/// Returns a key that sorts word by word: "A News" comes before "African". Collations ignore spaces, but not this sign,
/// which comes before all letters.
fn word_by_word(text: &str) -> String {
    let text = text.replace(quotes::is_mark, "");
    let words = text.split_whitespace();
    words.flat_map(|word| [word, "|"]).collect()
}
