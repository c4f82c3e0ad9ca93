//! The edges: partnerships, shared operations, participations.

use std::collections::{HashMap, HashSet};

use super::attribute::{Attribute, AttributeType, Attributes};
use super::node::{NodeElement, operation_id};
use super::operations::OperationElements;
use super::shown::Shown;
use super::spell::ElementSpell;
use crate::analysis::dossier::participation_claim;
use crate::graph::{OrganizationRef, SharedRef, bounds_of_part};
use crate::model::{Claim, Coding, Confidence, End, Identified, Key, Missing, Phase, Value};
use crate::query::{SelectedPartnership, Selection, SharedOperation};

/// An edge.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct EdgeElement<'g> {
    /// The id, unique among the edges: the ids of the records that it joins, separated by `--`.
    pub id: String,
    /// The label, such as `UN–AU`.
    pub label: String,
    /// The kind of edge.
    pub kind: EdgeKind,
    /// The index of the node from which it leads; of an undirected edge the first member.
    pub source: usize,
    /// The index of the node to which it leads; of an undirected edge the second member.
    pub target: usize,
    /// The rung of the phase of a partnership, counted from 1 for the lowest rung that is a relation, and 0 without a
    /// relation; 1 for all other edges.
    pub weight: u32,
    /// The values of [`Elements::edge_attributes`](super::Elements::edge_attributes).
    pub values: Vec<Value<'g>>,
    /// The days on which it exists, in order of time. Of a partnership, they are the spells under the coding of the
    /// selection: those of a requested period, or those up to a requested date.
    pub spells: Vec<ElementSpell<'g>>,
}

/// A kind of edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EdgeKind {
    /// A partnership, undirected.
    Partnership,
    /// An operation that the members of a partnership share, undirected.
    SharedOperation,
    /// The participation of an organization in an operation, directed.
    Participation,
}

impl EdgeKind {
    /// Returns the name, such as `shared-operation`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Partnership => "partnership",
            Self::SharedOperation => "shared-operation",
            Self::Participation => "participation",
        }
    }

    /// Returns `true` if the edge leads from its source to its target only.
    pub fn is_directed(self) -> bool {
        self == Self::Participation
    }
}

/// What an edge stands for.
enum EdgeRecord<'g> {
    /// With the coding of the selection.
    Partnership(SelectedPartnership<'g>, Key<Coding>),
    Shared(SelectedPartnership<'g>, SharedOperation<'g>),
    Participation(Shown<'g>),
}

/// The value of an attribute that other kinds of edges have.
const NOT_APPLICABLE: Value<'static> = Value::Missing(Missing::NotApplicable);

pub(super) fn edges<'g>(
    selection: &Selection<'g>,
    operations: OperationElements,
    participations: &[Shown<'g>],
    nodes: &[NodeElement<'g>],
) -> Vec<EdgeElement<'g>> {
    let coding = selection.coding();
    let partnerships = selection.iter();
    let partnerships = partnerships.map(|selected| EdgeRecord::Partnership(selected, coding));
    let has_shared = operations == OperationElements::Edges;
    let with_shared = selection.iter().filter(|_| has_shared);
    let shared = with_shared.flat_map(|partnership| {
        let shared = partnership.shared_operations().into_iter();
        shared.map(move |shared| EdgeRecord::Shared(partnership, shared))
    });
    let participations = participations
        .iter()
        .copied()
        .map(EdgeRecord::Participation);
    let nodes = nodes.iter().map(|node| node.id.as_str()).zip(0..).collect();
    let attributes = declare();
    partnerships
        .chain(shared)
        .chain(participations)
        .map(|record| edge(&attributes, &nodes, &record))
        .collect()
}

fn edge<'g>(
    attributes: &Attributes<'g, EdgeRecord<'g>>,
    nodes: &HashMap<&str, usize>,
    record: &EdgeRecord<'g>,
) -> EdgeElement<'g> {
    let [source, target] = record.ends();
    let index = |id: &String| {
        let index = nodes.get(id.as_str()).copied();
        index.expect("`nodes` has the ends of all edges")
    };
    EdgeElement {
        id: record.id(),
        label: record.label(),
        kind: record.kind(),
        source: index(&source),
        target: index(&target),
        weight: record.weight(),
        values: attributes.values(record),
        spells: record.spells(),
    }
}

impl<'g> EdgeRecord<'g> {
    fn kind(&self) -> EdgeKind {
        match self {
            Self::Partnership(..) => EdgeKind::Partnership,
            Self::Shared(..) => EdgeKind::SharedOperation,
            Self::Participation(_) => EdgeKind::Participation,
        }
    }

    /// Returns the ids of the two nodes.
    fn ends(&self) -> [String; 2] {
        match self {
            Self::Partnership(selected, _) | Self::Shared(selected, _) => member_ids(*selected),
            Self::Participation((operation, _, participation)) => {
                let organization = operation.graph().organization(participation.organization);
                [
                    organization.record().id().to_string(),
                    operation_id(*operation),
                ]
            }
        }
    }

    fn id(&self) -> String {
        match self {
            Self::Partnership(selected, _) => member_ids(*selected).join("--"),
            Self::Shared(selected, shared) => {
                let [a, b] = member_ids(*selected);
                format!("{a}--{b}--{}", shared.operation.record().id())
            }
            // An organization may participate in an operation several times.
            Self::Participation((operation, number, participation)) => {
                let organization = operation.graph().organization(participation.organization);
                let (organization, operation) = (organization.record(), operation.record());
                format!("{}--{}--{number}", organization.id(), operation.id())
            }
        }
    }

    fn label(&self) -> String {
        match self {
            Self::Partnership(selected, _) => selected.partnership().label(),
            Self::Shared(_, shared) => shared.operation.label().to_owned(),
            Self::Participation((operation, _, participation)) => {
                let roles = &operation.graph().dataset().vocabularies().roles;
                roles.label(participation.role).to_owned()
            }
        }
    }

    fn weight(&self) -> u32 {
        let Self::Partnership(selected, _) = self else {
            return 1;
        };
        selected.spell().map_or(0, |spell| {
            let phases = spell.graph().dataset().vocabularies().phases.entries();
            let up_to_it = phases.filter(|(key, _)| *key <= spell.record().phase);
            let relations = up_to_it.filter(|(_, phase): &(_, &Phase)| !phase.absent);
            if spell.is_absent() {
                0
            } else {
                u32::try_from(relations.count()).unwrap_or(u32::MAX)
            }
        })
    }

    fn spells(&self) -> Vec<ElementSpell<'g>> {
        match self {
            Self::Partnership(selected, coding) => {
                let course = selected.course(*coding);
                course.map(ElementSpell::of_partnership).collect()
            }
            Self::Shared(_, shared) => {
                let mut spells: Vec<_> = shared
                    .pairs
                    .iter()
                    .map(|pair| shared_spell(*pair))
                    .collect();
                spells.sort_by_key(|spell| spell.first);
                spells
            }
            Self::Participation((operation, _, participation)) => {
                let (_, end) = bounds_of_part(operation.record(), participation);
                let days = operation.days_of(participation).into_iter();
                days.map(|days| ElementSpell::new(days, end)).collect()
            }
        }
    }

    fn partnership(&self) -> Option<SelectedPartnership<'g>> {
        match self {
            Self::Partnership(selected, _) => Some(*selected),
            Self::Shared(..) | Self::Participation(_) => None,
        }
    }

    /// Returns the claims that the edge rests on.
    fn claims(&self) -> Vec<&'g Claim> {
        match self {
            Self::Partnership(selected, _) => {
                let spell = selected.spell();
                spell
                    .map(|spell| &spell.record().claim)
                    .into_iter()
                    .collect()
            }
            Self::Shared(_, shared) => shared.claims().map(|(_, claim)| claim).collect(),
            Self::Participation((operation, _, participation)) => {
                vec![participation_claim(*operation, participation)]
            }
        }
    }
}

fn member_ids(selected: SelectedPartnership<'_>) -> [String; 2] {
    let members = selected.partnership().members();
    members.map(|member| member.record().id().to_string())
}

/// Returns the days on which both participations of a pair last. If one of them has an unknown end, so has the pair:
/// the known end of the other is then only the last possible day.
fn shared_spell<'g>(pair: SharedRef<'g>) -> ElementSpell<'g> {
    let operation = pair.operation().record();
    let ends = pair
        .participations()
        .map(|participation| bounds_of_part(operation, participation).1);
    let end = if ends.contains(&End::Unknown) {
        End::Unknown
    } else {
        End::Ongoing
    };
    ElementSpell::new(pair.days(), end)
}

/// Returns the attributes of edges.
pub(super) fn edge_attributes() -> Vec<Attribute> {
    declare().declarations()
}

/// Declares the attributes of edges.
fn declare<'g>() -> Attributes<'g, EdgeRecord<'g>> {
    let attributes = with_state(Attributes::new());
    with_participation(attributes)
        .with(
            "confidence",
            AttributeType::Text,
            "The lowest confidence of the claims that the edge rests on.",
            |record| {
                let claims = record.claims().into_iter();
                let lowest = claims.map(|claim| claim.confidence).min();
                lowest.map(Confidence::as_str).into()
            },
        )
        .with(
            "sources",
            AttributeType::Texts,
            "The ids of the sources that the edge rests on, each once, in the order of their first citation.",
            sources,
        )
}

/// Declares the attributes of partnerships.
fn with_state<'g>(attributes: Attributes<'g, EdgeRecord<'g>>) -> Attributes<'g, EdgeRecord<'g>> {
    use AttributeType::{Boolean, Date, Integer, Term, Terms};
    attributes
        .with(
            "phase",
            Term,
            "The phase of the partnership at the time of the selection.",
            |record| {
                of_partnership(record, |selected| {
                    let spell = selected.spell();
                    spell.map_or(Value::NONE, |spell| {
                        let vocabularies = spell.graph().dataset().vocabularies();
                        Value::of(&vocabularies.phases, spell.record().phase)
                    })
                })
            },
        )
        .with(
            "condition",
            Term,
            "The condition of the partnership at the time of the selection.",
            |record| {
                of_partnership(record, |selected| {
                    let relation = selected.spell().filter(|spell| !spell.is_absent());
                    relation.map_or(Value::NONE, |spell| {
                        let vocabularies = spell.graph().dataset().vocabularies();
                        Value::of(&vocabularies.conditions, spell.record().condition)
                    })
                })
            },
        )
        .with(
            "since",
            Date,
            "The date since which the two have cooperated without a break.",
            |record| of_partnership(record, |selected| selected.since().into()),
        )
        .with(
            "phase-since",
            Date,
            "The date since which the partnership has been in the phase.",
            |record| of_partnership(record, |selected| selected.phase_since().into()),
        )
        .with(
            "uncertain",
            Boolean,
            "Whether the phase depends on an uncertain date.",
            |record| of_partnership(record, |selected| selected.is_uncertain().into()),
        )
        .with(
            "source-motives",
            Terms,
            "The motives that the first member holds.",
            |record| of_partnership(record, |selected| motives(selected, 0)),
        )
        .with(
            "target-motives",
            Terms,
            "The motives that the second member holds.",
            |record| of_partnership(record, |selected| motives(selected, 1)),
        )
        .with(
            "shared-operations",
            Integer,
            "The number of operations that the two share.",
            |record| {
                of_partnership(record, |selected| {
                    Value::count(selected.operations().count())
                })
            },
        )
}

/// Declares the attributes of shared operations and participations.
fn with_participation<'g>(
    attributes: Attributes<'g, EdgeRecord<'g>>,
) -> Attributes<'g, EdgeRecord<'g>> {
    use AttributeType::{Boolean, Term, Terms, Text};
    attributes
        .with("operation", Term, "The operation.", |record| match record {
            EdgeRecord::Partnership(..) => NOT_APPLICABLE,
            EdgeRecord::Shared(_, shared) => {
                let operation = shared.operation;
                Value::term(operation.record().id().as_str(), operation.label())
            }
            EdgeRecord::Participation((operation, ..)) => {
                Value::term(operation.record().id().as_str(), operation.label())
            }
        })
        .with(
            "source-roles",
            Terms,
            "The roles of the first member, or of the organization that participates.",
            |record| roles(record, 0),
        )
        .with(
            "target-roles",
            Terms,
            "The roles of the second member in a shared operation.",
            |record| roles(record, 1),
        )
        .with(
            "adverse",
            Boolean,
            "Whether the role is against the operation.",
            |record| match record {
                EdgeRecord::Participation((operation, _, participation)) => {
                    let roles = &operation.graph().dataset().vocabularies().roles;
                    roles[participation.role].adverse.into()
                }
                EdgeRecord::Partnership(..) | EdgeRecord::Shared(..) => NOT_APPLICABLE,
            },
        )
        .with(
            "through",
            Text,
            "The mission or body through which the organization participates.",
            |record| match record {
                EdgeRecord::Participation((_, _, participation)) => {
                    participation.through.as_deref().into()
                }
                EdgeRecord::Partnership(..) | EdgeRecord::Shared(..) => NOT_APPLICABLE,
            },
        )
}

fn of_partnership<'g>(
    record: &EdgeRecord<'g>,
    value: impl Fn(SelectedPartnership<'g>) -> Value<'g>,
) -> Value<'g> {
    record.partnership().map_or(NOT_APPLICABLE, value)
}

/// Returns the motives that the first (0) or second (1) member holds at the time.
fn motives<'g>(selected: SelectedPartnership<'g>, side: usize) -> Value<'g> {
    let member: OrganizationRef<'g> = selected.partnership().members()[side];
    let vocabulary = &member.graph().dataset().vocabularies().motives;
    let held = selected.held_motives(member.key()).into_iter();
    Value::List(
        held.map(|held| Value::of(vocabulary, held.motive))
            .collect(),
    )
}

/// Returns the roles of the first (0) or second (1) end of an edge.
fn roles<'g>(record: &EdgeRecord<'g>, side: usize) -> Value<'g> {
    let (operation, roles) = match record {
        EdgeRecord::Shared(_, shared) => (shared.operation, shared.roles(side)),
        EdgeRecord::Participation((operation, _, participation)) if side == 0 => {
            (*operation, vec![participation.role])
        }
        EdgeRecord::Partnership(..) | EdgeRecord::Participation(_) => return NOT_APPLICABLE,
    };
    let vocabulary = &operation.graph().dataset().vocabularies().roles;
    let roles = roles.into_iter().map(|role| Value::of(vocabulary, role));
    Value::List(roles.collect())
}

fn sources<'g>(record: &EdgeRecord<'g>) -> Value<'g> {
    let graph = match record {
        EdgeRecord::Partnership(selected, _) | EdgeRecord::Shared(selected, _) => {
            selected.partnership().graph()
        }
        EdgeRecord::Participation((operation, ..)) => operation.graph(),
    };
    let sources = graph.dataset().sources();
    let claims = record.claims().into_iter();
    let citations = claims.flat_map(|claim| &claim.citations);
    let mut seen = HashSet::new();
    let cited = citations.filter(|citation| seen.insert(citation.source));
    Value::texts(cited.map(|citation| sources.id(citation.source).as_str()))
}
