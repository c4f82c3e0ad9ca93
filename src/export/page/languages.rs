//! The languages of a page: which it has, and what a text is in each.

use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::graph::Graph;

/// The maximum number of records, counted once per language, whose sentences a page has in every language of its dataset.
/// Beyond it, the page has its own language alone, because every language takes about as many bytes as the rest.
const MAX_TRANSLATED: usize = 20_000;

/// Returns the languages in which a page of a number of records has its texts, in alphabetical order. The requested one is among
/// them, as the dataset writes it.
pub(super) fn languages(graph: &Graph, requested: Option<&str>, records: usize) -> Vec<String> {
    let mut languages = graph.dataset().languages();
    let requested = requested.map(|requested| spelled(graph, requested));
    if languages.len() * records > MAX_TRANSLATED {
        languages.clear();
    }
    languages.extend(requested);
    languages.into_iter().map(str::to_owned).collect()
}

/// Returns a language as the dataset writes it; one that the dataset does not have stays as it is.
pub(super) fn spelled<'l>(graph: &'l Graph, language: &'l str) -> &'l str {
    let mut known = graph.dataset().languages().into_iter();
    let same = known.find(|known| known.eq_ignore_ascii_case(language));
    same.unwrap_or(language)
}

/// Returns the texts of a value that differ in another language, by the fields and places where they are; an empty object if none
/// does.
pub(super) fn differing_texts(
    recorded: &impl Serialize,
    translated: &impl Serialize,
) -> serde_json::Result<Json> {
    let [recorded, translated] = [
        serde_json::to_value(recorded)?,
        serde_json::to_value(translated)?,
    ];
    Ok(difference(&recorded, &translated).unwrap_or_else(|| Map::new().into()))
}

fn difference(recorded: &Json, translated: &Json) -> Option<Json> {
    let parts: Map<String, Json> = match (recorded, translated) {
        (Json::Object(recorded), Json::Object(translated)) => {
            // Ids are digests of what is said, and links to a claim lead to it in every language.
            let fields = recorded.iter().filter(|(name, _)| *name != "id");
            let parts = fields.filter_map(|(name, value)| {
                let difference = difference(value, translated.get(name)?)?;
                Some((name.clone(), difference))
            });
            parts.collect()
        }
        (Json::Array(recorded), Json::Array(translated)) if recorded.len() == translated.len() => {
            let pairs = recorded.iter().zip(translated).enumerate();
            let parts = pairs.filter_map(|(place, (recorded, translated))| {
                Some((place.to_string(), difference(recorded, translated)?))
            });
            parts.collect()
        }
        _ => return (recorded != translated).then(|| translated.clone()),
    };
    (!parts.is_empty()).then(|| parts.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_texts_that_differ_are_kept() {
        let recorded =
            json!({"id": "1", "list": [{"name": "United Nations", "day": 3}, "EU"], "n": ["a"]});
        let translated = json!({"id": "2", "list": [{"name": "Nations unies", "day": 3}, "EU"], "n": ["a", "b"]});
        let expected = json!({"list": {"0": {"name": "Nations unies"}}, "n": ["a", "b"]});
        let found = differing_texts(&recorded, &translated).expect("they are JSON");
        assert_eq!(found, expected);
        let same = differing_texts(&recorded, &recorded).expect("they are JSON");
        assert_eq!(same, json!({}));
    }
}
