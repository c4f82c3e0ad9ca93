//! The nodes: organizations and operations.

use super::attribute::{Attribute, AttributeType, Attributes, free_attributes};
use super::shown::{Shown, organizations};
use super::spell::ElementSpell;
use crate::graph::{DayRange, OperationRef, OrganizationRef};
use crate::model::{End, Identified, Missing, Value};
use crate::query::Selection;

/// A node.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct NodeElement<'g> {
    /// The id, unique among the nodes: that of an organization, or `operation--` and that of an operation. Ids of records
    /// have no double hyphens, so the two cannot clash.
    pub id: String,
    /// The label, such as `AU`.
    pub label: &'g str,
    /// The kind of node.
    pub kind: NodeKind,
    /// The values of [`Elements::node_attributes`](super::Elements::node_attributes).
    pub values: Vec<Value<'g>>,
    /// The days on which the organization exists or the operation runs, in order of time.
    pub spells: Vec<ElementSpell<'g>>,
}

/// A kind of node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeKind {
    /// An organization.
    Organization,
    /// An operation.
    Operation,
}

impl NodeKind {
    /// Returns the name, such as `operation`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Organization => "organization",
            Self::Operation => "operation",
        }
    }
}

/// What a node stands for.
enum NodeRecord<'g> {
    Organization(OrganizationRef<'g>),
    Operation(OperationRef<'g>),
}

/// The value of an attribute that the other kind of node has.
const NOT_APPLICABLE: Value<'static> = Value::Missing(Missing::NotApplicable);

/// Returns the nodes of some selections of one graph, in the order of the dataset.
pub(super) fn node_elements<'s, 'g: 's>(
    selections: impl IntoIterator<Item = &'s Selection<'g>>,
    participations: &[Shown<'g>],
) -> Vec<NodeElement<'g>> {
    let found = selections.into_iter().flat_map(|selection| {
        let keys = organizations(selection, participations).into_iter();
        keys.map(|key| selection.graph().organization(key))
    });
    let mut found: Vec<OrganizationRef<'g>> = found.collect();
    found.sort_unstable_by_key(|organization| organization.key());
    found.dedup_by_key(|organization| organization.key());
    let organizations = found.into_iter().map(NodeRecord::Organization);
    // The participations of an operation are consecutive.
    let of_operations = participations.chunk_by(|(a, ..), (b, ..)| a == b);
    let operations = of_operations.map(|shown| NodeRecord::Operation(shown[0].0));
    let attributes = declare();
    organizations
        .chain(operations)
        .map(|record| node(&attributes, &record))
        .collect()
}

fn node<'g>(
    attributes: &Attributes<'g, NodeRecord<'g>>,
    record: &NodeRecord<'g>,
) -> NodeElement<'g> {
    let (id, label, kind, spells) = match record {
        NodeRecord::Organization(organization) => (
            organization.record().id().to_string(),
            organization.label(),
            NodeKind::Organization,
            existence(*organization),
        ),
        NodeRecord::Operation(operation) => {
            let record = operation.record();
            let days = DayRange::from_bounds(record.start.as_ref(), record.end);
            (
                operation_id(*operation),
                operation.label(),
                NodeKind::Operation,
                vec![ElementSpell::new(days, record.end)],
            )
        }
    };
    NodeElement {
        id,
        label,
        kind,
        values: attributes.values(record),
        spells,
    }
}

/// Returns the periods in which an organization exists.
fn existence<'g>(organization: OrganizationRef<'g>) -> Vec<ElementSpell<'g>> {
    let record = organization.record();
    let periods = organization.periods();
    let last = periods.last().copied();
    let end = |period| {
        if Some(period) == last {
            record.dissolved
        } else {
            End::Ongoing
        }
    };
    let spells = periods
        .into_iter()
        .map(|period| ElementSpell::new(period, end(period)));
    spells.collect()
}

/// Returns the id of the node of an operation.
pub(super) fn operation_id(operation: OperationRef<'_>) -> String {
    format!("operation--{}", operation.record().id())
}

/// Returns the attributes of nodes.
pub(super) fn node_attributes() -> Vec<Attribute> {
    declare().declarations()
}

/// Declares the attributes of nodes.
fn declare<'g>() -> Attributes<'g, NodeRecord<'g>> {
    use AttributeType::{Date, Term, Text, Texts};
    use NodeRecord::{Operation, Organization};
    Attributes::new()
        .with("full-name", Text, "The full name.", |record| match record {
            Organization(one) => Value::text(&*one.record().name),
            Operation(one) => Value::text(&*one.record().name),
        })
        .with(
            "organization-kind",
            Term,
            "The kind of organization.",
            |record| match record {
                Organization(one) => one.record().kind.map_or(Value::UNKNOWN, |kind| {
                    let vocabularies = one.graph().dataset().vocabularies();
                    Value::of(&vocabularies.organization_kinds, kind)
                }),
                Operation(_) => NOT_APPLICABLE,
            },
        )
        .with(
            "operation-kind",
            Term,
            "The kind of operation.",
            |record| match record {
                Organization(_) => NOT_APPLICABLE,
                Operation(one) => one.record().kind.map_or(Value::UNKNOWN, |kind| {
                    let vocabularies = one.graph().dataset().vocabularies();
                    Value::of(&vocabularies.operation_kinds, kind)
                }),
            },
        )
        .with(
            "attributes",
            Texts,
            "The free attributes, each as `name: value`.",
            |record| match record {
                Organization(one) => free_attributes(&one.record().annotations),
                Operation(one) => free_attributes(&one.record().annotations),
            },
        )
        .with(
            "seat",
            Text,
            "The seat of the organization.",
            |record| match record {
                Organization(one) => known(one.record().seat.as_deref()),
                Operation(_) => NOT_APPLICABLE,
            },
        )
        .with(
            "region",
            Text,
            "The region of the organization.",
            |record| match record {
                Organization(one) => known(one.record().region.as_deref()),
                Operation(_) => NOT_APPLICABLE,
            },
        )
        .with(
            "place",
            Text,
            "The place of the operation.",
            |record| match record {
                Organization(_) => NOT_APPLICABLE,
                Operation(one) => known(one.record().place.as_deref()),
            },
        )
        .with(
            "countries",
            Texts,
            "The countries of the operation.",
            |record| match record {
                Organization(_) => NOT_APPLICABLE,
                Operation(one) => {
                    let countries = one.record().countries.iter();
                    Value::texts(countries.map(|country| &**country))
                }
            },
        )
        .with(
            "start",
            Date,
            "The founding of the organization or the start of the operation.",
            |record| {
                let start = match record {
                    Organization(one) => one.record().founded,
                    Operation(one) => one.record().start,
                };
                start.map_or(Value::UNKNOWN, Value::Date)
            },
        )
        .with(
            "end",
            Date,
            "The dissolution of the organization or the end of the operation; missing without another reason if there \
             is none yet.",
            |record| {
                let end = match record {
                    Organization(one) => one.record().dissolved,
                    Operation(one) => one.record().end,
                };
                match end {
                    End::Ongoing => Value::NONE,
                    End::Unknown => Value::UNKNOWN,
                    End::On(date) => Value::Date(date),
                }
            },
        )
}

fn known(text: Option<&str>) -> Value<'_> {
    text.map_or(Value::UNKNOWN, Value::text)
}
