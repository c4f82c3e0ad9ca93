//! Which items of two lists are the same.

use std::collections::{HashMap, VecDeque};
use std::mem;

use crate::dataset::yaml::value::Value;

/// The items of two lists, as far as they differ.
#[derive(Default)]
pub(super) struct Items<'v> {
    /// The items that only the first list has.
    pub(super) removed: Vec<&'v Value>,
    /// The items that only the second list has.
    pub(super) added: Vec<&'v Value>,
    /// The items that are the same, but differ in some fields.
    pub(super) changed: Vec<Pair<'v>>,
}

/// An item of both lists, and the fields by which it was recognized.
pub(super) struct Pair<'v> {
    pub(super) before: &'v Value,
    pub(super) after: &'v Value,
    pub(super) identity: Identity,
}

/// Fields that identify an item of a list.
pub(super) type Identity = &'static [&'static str];

/// Returns the fields by which the items of a list are recognized, those that identify best first. Items of other lists are
/// the same only if they agree in everything.
pub(super) fn identities(field: &str) -> &'static [Identity] {
    match field {
        "motives" => &[
            &["motive", "of", "statement"],
            &["motive", "of", "from"],
            &["motive", "of"],
            &["of", "statement"],
        ],
        "milestones" => &[&["date", "title"], &["title"], &["date", "kind"]],
        "lessons" => &[&["statement"], &["group", "operation"]],
        "participations" => &[
            &["organization", "role", "from"],
            &["organization", "role", "as"],
            &["organization", "role"],
            &["organization"],
        ],
        "amounts" => &[&["what", "from"], &["what", "value"], &["what"]],
        "rivals" => &[&["says"]],
        "cite" => &[&["source", "at"], &["source"]],
        "affiliated" => &[&["role"]],
        "parent" => &[&["title"]],
        field if field.starts_with("phases.") => &[
            &["from", "phase", "condition"],
            &["from"],
            &["phase", "condition", "to"],
            &["phase", "condition"],
        ],
        _ => &[],
    }
}

/// Pairs the items of two lists: first those that are equal, then those that agree in the fields of an identity.
///
/// Of several items that agree, the first is paired with the first. So the pairs are the same whichever list is the first.
pub(super) fn items<'v>(
    before: &'v [Value],
    after: &'v [Value],
    identities: &'static [Identity],
) -> Items<'v> {
    let mut rest = Items::default();
    let equal = pair(before.iter().collect(), after.iter().collect(), |item| {
        Some(vec![item])
    });
    (rest.removed, rest.added) = (equal.removed, equal.added);
    for &identity in identities {
        let paired = pair(
            mem::take(&mut rest.removed),
            mem::take(&mut rest.added),
            |item| key(item, identity),
        );
        (rest.removed, rest.added) = (paired.removed, paired.added);
        let pairs = paired.pairs.into_iter();
        rest.changed.extend(pairs.map(|(before, after)| Pair {
            before,
            after,
            identity,
        }));
    }
    rest
}

/// The result of pairing items once.
struct Paired<'v> {
    pairs: Vec<(&'v Value, &'v Value)>,
    removed: Vec<&'v Value>,
    added: Vec<&'v Value>,
}

/// Pairs the items that have the same key.
fn pair<'v, K: Eq + std::hash::Hash>(
    before: Vec<&'v Value>,
    after: Vec<&'v Value>,
    key: impl Fn(&'v Value) -> Option<K>,
) -> Paired<'v> {
    let mut candidates: HashMap<K, VecDeque<usize>> = HashMap::new();
    for (index, item) in after.iter().enumerate() {
        if let Some(key) = key(item) {
            candidates.entry(key).or_default().push_back(index);
        }
    }
    let mut is_paired = vec![false; after.len()];
    let mut paired = Paired {
        pairs: Vec::new(),
        removed: Vec::new(),
        added: Vec::new(),
    };
    for item in before {
        let found = key(item).and_then(|key| candidates.get_mut(&key)?.pop_front());
        match found {
            Some(index) => {
                is_paired[index] = true;
                paired.pairs.push((item, after[index]));
            }
            None => paired.removed.push(item),
        }
    }
    let rest = after.into_iter().zip(is_paired);
    paired.added = rest
        .filter(|(_, is_paired)| !is_paired)
        .map(|(item, _)| item)
        .collect();
    paired
}

/// Returns the values of the fields of an identity, each of which an item may lack; `None` if it lacks the first, or has no
/// fields.
fn key(item: &Value, identity: Identity) -> Option<Vec<&Value>> {
    const ABSENT: &Value = &Value::Null;
    let values = identity
        .iter()
        .map(|field| item.get(field).unwrap_or(ABSENT));
    let values: Vec<&Value> = values.collect();
    (values.first() != Some(&ABSENT)).then_some(values)
}
