//! What several descriptions of a dataset state.

use serde_json::{Map, Value as Json};

use crate::model::{About, Date};

/// The resolvers of DOIs.
const RESOLVERS: [&str; 3] = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/"];

/// Returns the fields of an object that have a value.
pub(super) fn present<const N: usize>(fields: [(&str, Option<Json>); N]) -> Map<String, Json> {
    let fields = fields.into_iter();
    fields
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
}

/// Returns the DOI that an address resolves.
pub(super) fn doi(address: &str) -> Option<&str> {
    let mut resolvers = RESOLVERS.iter();
    let doi = resolvers.find_map(|resolver| address.strip_prefix(resolver))?;
    let (prefix, suffix) = doi.strip_prefix("10.")?.split_once('/')?;
    let is_prefix = (4..=9).contains(&prefix.len()) && prefix.bytes().all(|c| c.is_ascii_digit());
    let is_suffix = !suffix.is_empty() && !suffix.contains(char::is_whitespace);
    (is_prefix && is_suffix).then_some(doi)
}

/// Returns the period that the record of a dataset is meant to cover, if the dataset states it.
pub(super) fn covered(about: &About) -> Option<String> {
    Some(format!("{}/{}", plain(about.from)?, plain(about.as_of)?))
}

/// Returns a date as ISO 8601-1 has it; `None` if it is uncertain, approximate or a range.
pub(super) fn plain(date: Option<Date>) -> Option<String> {
    let text = date?.to_string();
    let mut letters = text.chars();
    let is_plain = letters.all(|letter| letter.is_ascii_digit() || letter == '-');
    is_plain.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doi_is_the_address_of_a_resolver() {
        assert_eq!(
            doi("https://doi.org/10.5281/zenodo.1"),
            Some("10.5281/zenodo.1")
        );
        assert_eq!(doi("https://doi.org/10.5281/"), None);
        assert_eq!(doi("https://doi.org/11.5281/x"), None);
        assert_eq!(doi("https://example.org/10.5281/x"), None);
    }

    #[test]
    fn only_plain_dates_are_stated() {
        let stated = |text: &str| plain(Some(text.parse().expect(text)));
        assert_eq!(stated("2026-02").as_deref(), Some("2026-02"));
        for date in ["2026~", "2026-02?", "../2026", "202X"] {
            assert_eq!(stated(date), None, "{date}");
        }
    }
}
