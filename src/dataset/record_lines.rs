//! The records of a dataset one by one, each as a line of JSON.

use super::diff::RecordList;
use super::error::LoadError;
use super::json;
use super::load::parse;
use super::yaml::value::Value;
use super::yaml::{Writer, view};
use crate::model::{
    Dataset, Identified as _, JointRecord, Key, NamedView, Operation, Organization, Partnership,
    Source,
};

/// A record of a dataset: its place in a file, its id, and what it says.
///
/// The header of the dataset is a record, and so is each vocabulary with all its terms.
#[derive(Debug, Clone)]
pub struct RecordLine<'d> {
    /// The list that has the record.
    pub list: RecordList,
    /// The place in the list, from 1.
    pub ordinal: usize,
    /// The id of the record: of a vocabulary and of a view its name, of the header `dataset`. A partnership has the ids of its
    /// members, joined by two hyphens, and that of its coding pass if it is not the first one; a record of more than two
    /// organizations has `joint:` before them, and need not be the only one with its id.
    pub id: String,
    content: Content<'d>,
    dataset: &'d Dataset,
}

#[derive(Debug, Clone)]
enum Content<'d> {
    Header,
    Vocabulary(Value),
    Organization(&'d Organization),
    Partnership(&'d Partnership),
    Joint(&'d JointRecord),
    Operation(&'d Operation),
    Source(&'d Source),
    View(&'d NamedView),
}

/// Returns the records of a dataset, in the order of a file that [`to_json`](super::to_json) writes.
///
/// ```
/// use interorg::dataset::{self, record_lines};
///
/// let dataset = dataset::parse("organizations: [{id: un, abbreviation: UN, name: United Nations}]")?;
/// let un = record_lines(&dataset).find(|line| line.id == "un").expect("it is a record");
/// assert_eq!(un.text(), r#"{"id":"un","abbreviation":"UN","name":"United Nations"}"#);
/// # Ok::<(), dataset::LoadError>(())
/// ```
pub fn record_lines(dataset: &Dataset) -> impl Iterator<Item = RecordLine<'_>> {
    let line = |list, (row, (id, content))| RecordLine {
        list,
        ordinal: row + 1,
        id,
        content,
        dataset,
    };
    RecordList::ALL.into_iter().flat_map(move |list| {
        let records = records(dataset, list).enumerate();
        records.map(move |record| line(list, record))
    })
}

type Records<'d> = Box<dyn Iterator<Item = (String, Content<'d>)> + 'd>;

/// Returns the records of a list with their ids.
fn records(dataset: &Dataset, list: RecordList) -> Records<'_> {
    match list {
        RecordList::Dataset => {
            let header = (list.name().to_owned(), Content::Header);
            Box::new(std::iter::once(header))
        }
        RecordList::Vocabularies => {
            let vocabularies = match Writer::new(dataset).all_terms() {
                Value::Mapping(vocabularies) => vocabularies,
                _ => Vec::new(),
            };
            let vocabularies = vocabularies.into_iter();
            Box::new(vocabularies.map(|(name, terms)| (name, Content::Vocabulary(terms))))
        }
        RecordList::Organizations => {
            let records = dataset.organizations().iter();
            Box::new(records.map(|one| (one.id.to_string(), Content::Organization(one))))
        }
        RecordList::Partnerships => Box::new(partnerships(dataset)),
        RecordList::Operations => {
            let records = dataset.operations().iter();
            Box::new(records.map(|one| (one.id.to_string(), Content::Operation(one))))
        }
        RecordList::Sources => {
            let records = dataset.sources().iter();
            Box::new(records.map(|one| (one.id.to_string(), Content::Source(one))))
        }
        RecordList::Views => {
            let records = dataset.views().iter();
            Box::new(records.map(|one| (one.name.to_string(), Content::View(one))))
        }
    }
}

/// Returns the records of two organizations, then those of more.
fn partnerships(dataset: &Dataset) -> impl Iterator<Item = (String, Content<'_>)> {
    let pairs = dataset.readings().filter(|one| !one.is_joint);
    let pairs = pairs.map(|one| {
        let id = partnership_id(dataset, &one.dyad.members(), one);
        (id, Content::Partnership(one))
    });
    let joint = dataset.joint_records().iter().map(|one| {
        let id = partnership_id(dataset, &one.members, &one.content);
        (format!("joint:{id}"), Content::Joint(one))
    });
    pairs.chain(joint)
}

fn partnership_id(
    dataset: &Dataset,
    members: &[Key<Organization>],
    record: &Partnership,
) -> String {
    let members = members.iter().map(|key| &dataset.organizations()[*key].id);
    let coder = record.coder.filter(|coder| coder.index() != 0);
    let coder = coder.map(|coder| dataset.vocabularies().coders[coder].id());
    let ids = members.chain(coder).map(ToString::to_string);
    ids.collect::<Vec<String>>().join("--")
}

impl RecordLine<'_> {
    /// Returns the record as JSON on one line, with the keys of a file.
    pub fn text(&self) -> String {
        let writer = Writer::new(self.dataset);
        json::line(match &self.content {
            Content::Header => writer.header(),
            Content::Vocabulary(terms) => terms.clone(),
            Content::Organization(record) => writer.organization(record),
            Content::Partnership(record) => writer.partnership(record),
            Content::Joint(record) => writer.joint_record(record),
            Content::Operation(record) => writer.operation(record),
            Content::Source(record) => writer.source(record),
            Content::View(record) => view(record),
        })
    }
}

/// Returns a file with records, each on a line, from their lists, ids and texts of JSON. Lists are in the order of
/// [`RecordList::ALL`], and records in theirs.
///
/// ```
/// use interorg::dataset::{self, file_of_lines, record_lines};
///
/// let shipped = dataset::builtin();
/// let lines: Vec<_> = record_lines(&shipped).map(|line| (line.list, line.id.clone(), line.text())).collect();
/// let lines = lines.iter().map(|(list, id, text)| (*list, &**id, &**text));
/// assert_eq!(dataset::parse(&file_of_lines(lines))?, shipped);
/// # Ok::<(), dataset::LoadError>(())
/// ```
pub fn file_of_lines<'l>(
    lines: impl IntoIterator<Item = (RecordList, &'l str, &'l str)>,
) -> String {
    let mut lists = RecordList::ALL.map(|_| Vec::new());
    for (list, id, text) in lines {
        let named = match list {
            RecordList::Vocabularies | RecordList::Sources => format!("{}: ", quoted(id)),
            _ => String::new(),
        };
        lists[list as usize].push(format!("{named}{text}"));
    }
    let lists = RecordList::ALL.into_iter().zip(lists);
    let lists = lists.filter(|(_, records)| !records.is_empty());
    let lists = lists.map(|(list, records)| {
        let records = records.join(",\n");
        let (start, end) = match list {
            RecordList::Dataset => ("", ""),
            RecordList::Vocabularies | RecordList::Sources => ("{\n", "\n}"),
            _ => ("[\n", "\n]"),
        };
        format!("{}: {start}{records}{end}", quoted(list.name()))
    });
    format!("{{\n{}\n}}\n", lists.collect::<Vec<String>>().join(",\n"))
}

/// Returns a dataset with its organizations in the order of their ids, by which the members of its partnerships are in order too.
///
/// # Errors
/// Fails like [`parse`], if the records are not valid any more.
///
/// ```
/// use interorg::dataset::{self, in_order_of_ids, record_lines};
///
/// let dataset = dataset::parse("organizations: [{id: b, name: B}, {id: a, name: A}]\npartnerships: [{between: [a, b]}]")?;
/// let ids = |dataset| record_lines(&dataset).map(|line| line.id).filter(|id| id.contains("--")).collect::<Vec<_>>();
/// assert_eq!(ids(dataset.clone()), ["b--a"]);
/// assert_eq!(ids(in_order_of_ids(dataset)?), ["a--b"]);
/// # Ok::<(), dataset::LoadError>(())
/// ```
pub fn in_order_of_ids(dataset: Dataset) -> Result<Dataset, LoadError> {
    in_order(dataset, str::to_owned)
}

/// Returns a dataset with its organizations in the order of a key, and in their own where it is the same.
pub(crate) fn in_order<K: Ord>(
    dataset: Dataset,
    key: impl Fn(&str) -> K,
) -> Result<Dataset, LoadError> {
    let organizations = dataset.organizations().iter();
    if organizations.is_sorted_by_key(|one| key(one.id.as_str())) {
        return Ok(dataset);
    }
    let lines = record_lines(&dataset).map(|line| (line.list, line.id.clone(), line.text()));
    let mut lines: Vec<_> = lines.collect();
    drop(dataset);
    lines.sort_by_cached_key(|(list, id, _)| {
        let is_organization = *list == RecordList::Organizations;
        (*list, is_organization.then(|| key(id)))
    });
    let text = file_of_lines(lines.iter().map(|(list, id, text)| (*list, &**id, &**text)));
    drop(lines);
    parse(&text)
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{builtin, parse, to_json};

    #[test]
    fn the_lines_of_the_shipped_dataset_are_the_values_of_its_json() {
        let shipped = builtin();
        let whole: serde_json::Value =
            serde_json::from_str(&to_json(&shipped)).expect("it is JSON");
        let mut count = 0;
        for line in record_lines(&shipped) {
            let list = &whole[line.list.name()];
            let value = match line.list {
                RecordList::Dataset => list,
                RecordList::Vocabularies | RecordList::Sources => &list[&line.id],
                _ => &list[line.ordinal - 1],
            };
            assert_eq!(line.text(), value.to_string(), "{}", line.id);
            count += 1;
        }
        let lists = RecordList::ALL.map(|list| match &whole[list.name()] {
            serde_json::Value::Array(records) => records.len(),
            serde_json::Value::Object(_) if list == RecordList::Dataset => 1,
            serde_json::Value::Object(records) => records.len(),
            _ => 0,
        });
        assert_eq!(count, lists.iter().sum::<usize>());
    }

    #[test]
    fn partnerships_have_the_ids_of_members_and_of_later_passes() {
        let dataset = parse(
            "organizations: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]\n\
             partnerships:\n  - {between: [b, a]}\n  - {between: [a, b], coder: second-pass}\n  - {between: [a, b, c]}\n",
        );
        let dataset = dataset.expect("it is valid");
        let lines = record_lines(&dataset).filter(|line| line.list == RecordList::Partnerships);
        let ids: Vec<String> = lines
            .map(|line| format!("{} {}", line.ordinal, line.id))
            .collect();
        assert_eq!(ids, ["1 a--b", "2 a--b--second-pass", "3 joint:a--b--c"]);
    }
}
