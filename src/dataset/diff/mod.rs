//! What differs between two datasets, record by record, in the words of their files.
//!
//! Both datasets are compared as they would be written, so that every field of the format is compared, and a record means
//! the same wherever its file has it.

mod compare;
mod difference;
mod flow;
mod items;

use std::collections::{HashMap, HashSet};

use self::compare::Comparison;
pub use self::difference::{Diff, Difference, DifferenceKind, RecordList};
use super::yaml::document;
use super::yaml::value::Value;
use crate::model::{Dataset, Vocabularies};

/// Compares two datasets.
///
/// Organizations, operations, sources and terms are the same if their ids are, and partnerships if their members are. The
/// phases, motives, milestones, lessons and participations of a record have no ids: those that agree in everything are the
/// same, and of the others those that agree in what identifies them best, such as the title of a milestone.
///
/// ```
/// use interorg::dataset::{self, diff};
///
/// let before = dataset::parse("organizations: [{id: un, name: United Nation}]")?;
/// let after = dataset::parse("organizations: [{id: un, name: United Nations}]")?;
/// let diff = diff(&before, &after);
/// let name = &diff.differences[0];
/// assert_eq!((name.record.as_str(), name.field.as_str()), ("un", "name"));
/// assert_eq!(name.after.as_deref(), Some("United Nations"));
/// # Ok::<(), dataset::LoadError>(())
/// ```
pub fn diff(before: &Dataset, after: &Dataset) -> Diff {
    let [before, after] = [before, after].map(document);
    let mut diff = Diff::default();
    let empty = Value::Mapping(Vec::new());
    let [first, second] = [&before, &after].map(|all| all.get("dataset").unwrap_or(&empty));
    Comparison::new(&mut diff, RecordList::Dataset, String::new()).fields(first, second);
    for name in Vocabularies::NAMES {
        let [first, second] = [&before, &after].map(|all| {
            let vocabularies = all.get(RecordList::Vocabularies.name());
            vocabularies.and_then(|all| all.get(name))
        });
        terms(&mut diff, name, items(first), items(second));
    }
    for (list, id) in [
        (RecordList::Organizations, own_id as fn(&Value) -> String),
        (RecordList::Partnerships, members),
        (RecordList::Operations, own_id),
    ] {
        let [first, second] = [&before, &after].map(|all| {
            let records = items(all.get(list.name())).iter();
            records.map(|record| (id(record), record)).collect()
        });
        records(&mut diff, list, first, second);
    }
    let [first, second] = [&before, &after].map(|all| match all.get(RecordList::Sources.name()) {
        Some(Value::Mapping(entries)) => {
            let entries = entries.iter();
            entries.map(|(id, source)| (id.clone(), source)).collect()
        }
        _ => Vec::new(),
    });
    records(&mut diff, RecordList::Sources, first, second);
    diff
}

/// Compares the terms of a vocabulary, whose order has a meaning.
fn terms(diff: &mut Diff, vocabulary: &str, before: &[Value], after: &[Value]) {
    let list = RecordList::Vocabularies;
    let [first, second] = [before, after].map(|terms| -> Vec<(String, &Value)> {
        let terms = terms.iter();
        terms
            .map(|term| (format!("{vocabulary}.{}", own_id(term)), term))
            .collect()
    });
    let [old_order, new_order] = common(&first, &second);
    if old_order != new_order {
        diff.differences.push(Difference {
            list,
            record: vocabulary.to_owned(),
            part: String::new(),
            field: "order".to_owned(),
            before: Some(old_order.join(", ")),
            after: Some(new_order.join(", ")),
        });
    }
    records(diff, list, first, second);
    diff.reordered.retain(|reordered| *reordered != list);
}

/// Compares the records of a list.
fn records(
    diff: &mut Diff,
    list: RecordList,
    before: Vec<(String, &Value)>,
    after: Vec<(String, &Value)>,
) {
    let [old_order, new_order] = common(&before, &after);
    if old_order != new_order {
        diff.reordered.push(list);
    }
    let mut whole = |record: &str, before: Option<&Value>, after: Option<&Value>| {
        diff.differences.push(Difference {
            list,
            record: record.to_owned(),
            part: String::new(),
            field: String::new(),
            before: before.map(flow::summary),
            after: after.map(flow::summary),
        });
    };
    let mut added: HashMap<&str, &Value> = after.iter().map(|(id, new)| (&**id, *new)).collect();
    let mut kept = Vec::new();
    for (id, old) in &before {
        match added.remove(&**id) {
            Some(new) => kept.push((id, *old, new)),
            None => whole(id, Some(old), None),
        }
    }
    for (id, new) in after.iter().filter(|(id, _)| added.contains_key(&**id)) {
        whole(id, None, Some(new));
    }
    for (id, old, new) in kept {
        Comparison::new(diff, list, id.clone()).fields(old, new);
    }
}

/// Returns the ids that both lists have, in the order of each.
fn common<'v>(before: &'v [(String, &Value)], after: &'v [(String, &Value)]) -> [Vec<&'v str>; 2] {
    let [old_ids, new_ids] = [before, after].map(|list| {
        let ids = list.iter().map(|(id, _)| id.as_str());
        ids.collect::<Vec<&str>>()
    });
    let [old_set, new_set] = [&old_ids, &new_ids].map(|ids| {
        let ids = ids.iter().copied();
        ids.collect::<HashSet<&str>>()
    });
    let only = |ids: Vec<&'v str>, others: &HashSet<&str>| -> Vec<&'v str> {
        ids.into_iter().filter(|id| others.contains(id)).collect()
    };
    [only(old_ids, &new_set), only(new_ids, &old_set)]
}

fn items(list: Option<&Value>) -> &[Value] {
    match list {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}

fn own_id(record: &Value) -> String {
    let id = record.get("id").and_then(Value::as_str);
    id.unwrap_or_default().to_owned()
}

/// Returns the ids of the members of a partnership, in alphabetical order: which one comes first in a file has no meaning.
fn members(partnership: &Value) -> String {
    let members = items(partnership.get("between")).iter();
    let mut members: Vec<&str> = members.filter_map(Value::as_str).collect();
    members.sort_unstable();
    members.join("–")
}
