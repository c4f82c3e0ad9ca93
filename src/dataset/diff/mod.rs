//! What differs between two datasets, record by record, in the words of their files.
//!
//! Both datasets are compared as they would be written, so that every field of the format is compared, and a record means
//! the same wherever its file has it. Each claim has its citations, also those that it inherits.

mod compare;
mod difference;
mod flow;
mod items;

use std::collections::{BTreeMap, HashMap, HashSet};

use self::compare::Comparison;
pub use self::difference::{Diff, Difference, DifferenceKind, RecordList};
use self::flow::summary;
use super::yaml::document_in_full;
use super::yaml::value::Value;
use crate::model::{Dataset, Vocabularies};

/// Compares two datasets.
///
/// Organizations, operations, sources and terms are the same if their ids are, and partnerships if their members are. Of several
/// records of the same three or more organizations, those that agree in everything are the same, and the others in their order. The
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
    let documents = [before, after].map(document_in_full);
    let mut diff = Diff::default();
    let [old_header, new_header] = in_each(&documents, RecordList::Dataset);
    Comparison::new(&mut diff, RecordList::Dataset, String::new()).fields(old_header, new_header);
    let vocabularies = in_each(&documents, RecordList::Vocabularies);
    for name in Vocabularies::NAMES {
        let id = |term: &Value| format!("{name}.{}", own_id(term));
        let terms = vocabularies.map(|all| with_ids(all.get(name).unwrap_or(&Value::Null), id));
        compare_order_of_terms(&mut diff, name, &terms);
        compare_records(&mut diff, RecordList::Vocabularies, &terms);
    }
    for (list, id) in [
        (RecordList::Organizations, own_id as fn(&Value) -> String),
        (RecordList::Partnerships, members),
        (RecordList::Operations, own_id),
        (RecordList::Sources, own_id),
        (RecordList::Views, own_name),
    ] {
        let mut records = in_each(&documents, list).map(|all| with_ids(all, id));
        if list == RecordList::Partnerships {
            number_repeated(&mut records);
        }
        let [old_order, new_order] = common_ids(&records);
        if old_order != new_order {
            diff.reordered.push(list);
        }
        compare_records(&mut diff, list, &records);
    }
    diff
}

/// Records with their ids.
type WithIds<'v> = Vec<(String, &'v Value)>;

/// Returns a list in both documents; null where a document lacks it.
fn in_each(documents: &[Value; 2], list: RecordList) -> [&Value; 2] {
    let [before, after] = documents;
    [before, after].map(|document| document.get(list.name()).unwrap_or(&Value::Null))
}

/// Returns the records of a list with their ids, which are the keys if the list is a mapping.
fn with_ids(list: &Value, id: impl Fn(&Value) -> String) -> WithIds<'_> {
    match list {
        Value::List(records) => {
            let records = records.iter();
            records.map(|record| (id(record), record)).collect()
        }
        Value::Mapping(records) => {
            let records = records.iter();
            records.map(|(id, record)| (id.clone(), record)).collect()
        }
        Value::Null | Value::Word(_) | Value::Text(_) => Vec::new(),
    }
}

/// Numbers the records that have the id of an earlier one, as several records of the same three organizations do: the second of
/// them gets `a–b–c (2)`. Records that are equal in both documents get the same number, and the others are numbered in their
/// order.
fn number_repeated([before, after]: &mut [WithIds<'_>; 2]) {
    let mut rows: BTreeMap<String, [Vec<usize>; 2]> = BTreeMap::new();
    for (side, records) in [&*before, &*after].into_iter().enumerate() {
        for (row, (id, _)) in records.iter().enumerate() {
            rows.entry(id.clone()).or_default()[side].push(row);
        }
    }
    rows.retain(|_, [old, new]| old.len().max(new.len()) > 1);
    for (id, [old, new]) in rows {
        let (mut pairs, mut rest) = (vec![None; old.len()], new);
        for (pair, row) in pairs.iter_mut().zip(&old) {
            let equal = rest
                .iter()
                .position(|other| after[*other].1 == before[*row].1);
            *pair = equal.map(|place| rest.remove(place));
        }
        let mut rest = rest.into_iter();
        for pair in pairs.iter_mut().filter(|pair| pair.is_none()) {
            *pair = rest.next();
        }
        let old = old.into_iter().map(Some).chain(std::iter::repeat(None));
        let new = pairs.into_iter().chain(rest.map(Some));
        for (number, (new, old)) in new.zip(old).enumerate().skip(1) {
            let name = format!("{id} ({})", number + 1);
            if let Some(old) = old {
                before[old].0.clone_from(&name);
            }
            if let Some(new) = new {
                after[new].0 = name;
            }
        }
    }
}

fn own_id(record: &Value) -> String {
    let id = record.get("id").and_then(Value::as_str);
    id.unwrap_or_default().to_owned()
}

fn own_name(view: &Value) -> String {
    let name = view.get("name").and_then(Value::as_str);
    name.unwrap_or_default().to_owned()
}

/// Returns the ids of the members of a partnership, in alphabetical order: which one comes first in a file has no meaning.
/// A reading by a further coding pass has the id of the pass after them, as in `au–un/second-pass`.
pub(super) fn members(partnership: &Value) -> String {
    let Some(Value::List(members)) = partnership.get("between") else {
        return String::new();
    };
    let mut members: Vec<&str> = members.iter().filter_map(Value::as_str).collect();
    members.sort_unstable();
    let members = members.join("–");
    match partnership.get("coder").and_then(Value::as_str) {
        Some(coder) => format!("{members}/{coder}"),
        None => members,
    }
}

/// Compares the order of the terms that a vocabulary has in both datasets: phases rise, and conditions worsen.
fn compare_order_of_terms(diff: &mut Diff, vocabulary: &str, terms: &[WithIds<'_>; 2]) {
    let [before, after] = common_ids(terms);
    if before != after {
        diff.differences.push(Difference {
            list: RecordList::Vocabularies,
            record: vocabulary.to_owned(),
            part: String::new(),
            field: "order".to_owned(),
            before: Some(before.join(", ")),
            after: Some(after.join(", ")),
        });
    }
}

/// Compares the records of a list.
fn compare_records(diff: &mut Diff, list: RecordList, [before, after]: &[WithIds<'_>; 2]) {
    let mut whole = |record: &str, before: Option<&Value>, after: Option<&Value>| {
        diff.differences.push(Difference {
            list,
            record: record.to_owned(),
            part: String::new(),
            field: String::new(),
            before: before.map(summary),
            after: after.map(summary),
        });
    };
    let mut added: HashMap<&str, &Value> = after.iter().map(|(id, new)| (&**id, *new)).collect();
    let mut kept = Vec::new();
    for (id, old) in before {
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
fn common_ids<'r>([before, after]: &'r [WithIds<'_>; 2]) -> [Vec<&'r str>; 2] {
    let ids = |records: &'r WithIds<'_>| records.iter().map(|(id, _)| id.as_str());
    let [old, new] = [before, after].map(|records| ids(records).collect::<HashSet<&str>>());
    [
        ids(before).filter(|id| new.contains(id)).collect(),
        ids(after).filter(|id| old.contains(id)).collect(),
    ]
}
