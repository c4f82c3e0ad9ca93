//! Nodes and edges, against a small dataset counted by hand.

use std::collections::BTreeSet;

use interorg::analysis::elements::{
    Attribute, AttributeType, EdgeDirection, EdgeElement, EdgeKind, ElementOptions, Elements,
    NodeKind, OperationElements, SpellEnd, elements,
};
use interorg::dataset;
use interorg::graph::Graph;
use interorg::model::{Day, Missing, Value};
use interorg::query::Filter;

/// Two partnerships and an organization without one; ends that are open, known and unknown; an operation in which A has
/// two roles, B one until an unknown date, and Lone an adverse one.
const SMALL: &str = "\
dataset: {title: Small, as-of: 2010-12-31}
organizations:
  - {id: a, name: Alpha, abbreviation: A, founded: 1990}
  - {id: b, name: Beta, abbreviation: B, founded: 1990, dissolved: 2009-06-30}
  - {id: c, name: Gamma, abbreviation: C}
  - {id: lone, name: Lone, founded: 2000}
partnerships:
  - between: [A, B]
    phases:
      formal:
        - {phase: contact, from: 2000-06-01, cite: [s]}
        - {phase: formalized, condition: strained, from: 2003-01-01, to: unknown, confidence: medium, cite: [t]}
    motives:
      - {motive: shared-values, of: A, statement: It says so., cite: [s]}
  - between: [B, C]
    phases:
      formal:
        - {phase: contact, from: 2001-01-01, to: 2001-06-30, cite: [s]}
operations:
  - id: op
    name: Operation
    place: Chad
    countries: [Chad]
    start: 2003-03-01
    end: 2004-02-01
    cite: [s]
    participations:
      - {organization: A, role: lead}
      - {organization: A, role: funding, from: 2003-05-01}
      - {organization: B, role: support, from: 2003-06-01, to: unknown, cite: [t]}
      - {organization: Lone, role: opposed}
sources:
  s: {title: S}
  t: {title: T}
";

fn small() -> Graph {
    Graph::new(dataset::parse(SMALL).expect("the dataset is valid"))
}

fn at(date: &str) -> Filter {
    Filter {
        at: Some(date.parse().expect("it is a date")),
        ..Filter::default()
    }
}

fn found<'g>(graph: &'g Graph, filter: &Filter, operations: OperationElements) -> Elements<'g> {
    let query = filter.resolve(graph).expect("the names are known");
    let options = ElementOptions {
        operations,
        ..ElementOptions::default()
    };
    elements(&query.select(), options)
}

/// Returns the value of an attribute as text; the reason if it is missing.
#[track_caller]
fn text(attributes: &[Attribute], values: &[Value<'_>], name: &str) -> String {
    fn plain(value: &Value<'_>) -> String {
        match value {
            Value::Missing(reason) => format!("({})", reason.word()),
            Value::Integer(number) => number.to_string(),
            Value::Boolean(flag) => flag.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Term { id, .. } => id.to_string(),
            Value::Text(text) => text.to_string(),
            Value::List(items) => items.iter().map(plain).collect::<Vec<_>>().join(","),
            other => panic!("{other:?} is not the value of an attribute"),
        }
    }
    let index = attributes.iter().position(|one| one.name == name);
    plain(&values[index.expect("the attribute is declared")])
}

/// Returns the days of the spells of an edge, and their phases.
fn spells<'e>(edge: &'e EdgeElement<'e>) -> Vec<(Option<Day>, SpellEnd, Option<&'e str>)> {
    let spells = edge.spells.iter().map(|spell| {
        let phase = match &spell.phase {
            Value::Term { id, .. } => Some(&**id),
            _ => None,
        };
        (spell.first, spell.end, phase)
    });
    spells.collect()
}

fn ids<'e>(found: &'e Elements<'_>) -> (Vec<&'e str>, Vec<&'e str>) {
    let nodes = found.nodes.iter().map(|node| node.id.as_str());
    let edges = found.edges.iter().map(|edge| edge.id.as_str());
    (nodes.collect(), edges.collect())
}

#[test]
fn partnerships_are_edges_between_all_organizations() {
    let graph = small();
    let found = found(&graph, &Filter::default(), OperationElements::None);
    assert_eq!(
        ids(&found),
        (vec!["a", "b", "c", "lone"], vec!["a--b", "b--c"])
    );
    let ends: Vec<_> = found.nodes.iter().map(|node| &node.spells[0]).collect();
    let founded = Some(Day::new(1990, 1, 1));
    assert_eq!((ends[0].first, ends[0].end), (founded, SpellEnd::Ongoing));
    let dissolved = SpellEnd::On(Day::new(2009, 6, 30));
    assert_eq!((ends[1].first, ends[1].end), (founded, dissolved));
    assert_eq!((ends[2].first, ends[2].end), (None, SpellEnd::Ongoing));
    let node = |index: usize, name| text(&found.node_attributes, &found.nodes[index].values, name);
    assert_eq!(node(1, "full-name"), "Beta");
    assert_eq!(
        (node(1, "start"), node(1, "end")),
        ("1990".into(), "2009-06-30".into())
    );
    assert_eq!(
        (node(2, "start"), node(2, "end")),
        ("(unknown)".into(), "(none)".into())
    );
    assert_eq!(node(0, "place"), "(not-applicable)");
}

#[test]
fn the_spells_of_a_partnership_have_open_and_unknown_ends() {
    let graph = small();
    let found = found(&graph, &Filter::default(), OperationElements::None);
    let day = Day::new;
    assert_eq!(
        spells(&found.edges[0]),
        [
            (
                Some(day(2000, 6, 1)),
                SpellEnd::On(day(2002, 12, 31)),
                Some("contact")
            ),
            (
                Some(day(2003, 1, 1)),
                // B is dissolved on that day.
                SpellEnd::Unknown {
                    latest: Some(day(2009, 6, 30))
                },
                Some("formalized")
            ),
        ]
    );
    assert_eq!(
        spells(&found.edges[1]),
        [(
            Some(day(2001, 1, 1)),
            SpellEnd::On(day(2001, 6, 30)),
            Some("contact")
        )]
    );
    // On the as-of date there is no relation any more; the last phase was formalized, the third rung of relations.
    assert_eq!(found.edges[0].weight, Ok(3.0));
    assert!(!found.edges[0].is_current);
    let edge = |name| text(&found.edge_attributes, &found.edges[0].values, name);
    assert_eq!(
        (edge("phase"), edge("since")),
        ("(none)".into(), "(none)".into())
    );
}

#[test]
fn attributes_are_those_at_the_time_of_the_selection() {
    let graph = small();
    let found = found(&graph, &at("2003"), OperationElements::None);
    assert_eq!(ids(&found).1, ["a--b"]);
    let edge = &found.edges[0];
    assert_eq!(
        (edge.kind, edge.source, edge.target),
        (EdgeKind::Partnership, 0, 1)
    );
    // Contact and ad hoc are the rungs below formalized.
    assert_eq!(edge.weight, Ok(3.0));
    for (name, expected) in [
        ("phase", "formalized"),
        ("condition", "strained"),
        ("since", "2000-06-01"),
        ("phase-since", "2003-01-01"),
        ("uncertain", "true"),
        ("source-motives", "shared-values"),
        ("target-motives", ""),
        ("shared-operations", "1"),
        ("operation", "(not-applicable)"),
        ("confidence", "medium"),
        ("sources", "t"),
    ] {
        let value = text(&found.edge_attributes, &edge.values, name);
        assert_eq!(value, expected, "{name}");
    }
}

#[test]
fn a_shared_operation_is_an_edge_on_request() {
    let graph = small();
    let found = found(&graph, &at("2003"), OperationElements::Edges);
    assert_eq!(ids(&found).1, ["a--b", "a--b--op"]);
    let edge = &found.edges[1];
    assert_eq!(
        (edge.kind, edge.weight),
        (EdgeKind::SharedOperation, Ok(1.0))
    );
    assert_eq!(
        (edge.label.as_str(), edge.source, edge.target),
        ("Operation", 0, 1)
    );
    // Each role of A overlaps with that of B, from the day on which B comes.
    let first = Some(Day::new(2003, 6, 1));
    let end = SpellEnd::Unknown {
        latest: Some(Day::new(2004, 2, 1)),
    };
    assert_eq!(spells(edge), [(first, end, None), (first, end, None)]);
    for (name, expected) in [
        ("operation", "op"),
        ("source-roles", "lead,funding"),
        ("target-roles", "support"),
        ("phase", "(not-applicable)"),
        ("sources", "s,t"),
    ] {
        let value = text(&found.edge_attributes, &edge.values, name);
        assert_eq!(value, expected, "{name}");
    }
}

#[test]
fn an_operation_is_a_node_with_its_participations_on_request() {
    let graph = small();
    let found = found(&graph, &at("2003"), OperationElements::Nodes);
    let participations = ["a--op--1", "a--op--2", "b--op--3", "lone--op--4"];
    assert_eq!(
        ids(&found),
        (
            vec!["a", "b", "c", "lone", "operation--op"],
            [&["a--b"][..], &participations].concat()
        )
    );
    let node = &found.nodes[4];
    assert_eq!((node.label, node.kind), ("Operation", NodeKind::Operation));
    assert_eq!(
        text(&found.node_attributes, &node.values, "countries"),
        "Chad"
    );
    let end = SpellEnd::On(Day::new(2004, 2, 1));
    assert_eq!(
        (node.spells[0].first, node.spells[0].end),
        (Some(Day::new(2003, 3, 1)), end)
    );
    let edge = |index: usize, name| text(&found.edge_attributes, &found.edges[index].values, name);
    assert_eq!(
        spells(&found.edges[1]),
        [(Some(Day::new(2003, 3, 1)), end, None)]
    );
    assert_eq!(
        spells(&found.edges[2]),
        [(Some(Day::new(2003, 5, 1)), end, None)]
    );
    let unknown = SpellEnd::Unknown {
        latest: Some(Day::new(2004, 2, 1)),
    };
    assert_eq!(
        spells(&found.edges[3]),
        [(Some(Day::new(2003, 6, 1)), unknown, None)]
    );
    // A participation without citations rests on those of its operation.
    assert_eq!(
        (edge(1, "sources"), edge(3, "sources")),
        ("s".into(), "t".into())
    );
    assert_eq!(
        (edge(1, "adverse"), edge(4, "adverse")),
        ("false".into(), "true".into())
    );
    assert_eq!(
        (edge(2, "source-roles"), edge(2, "target-roles")),
        ("funding".into(), "(not-applicable)".into())
    );
    for edge in &found.edges[1..] {
        assert!(
            edge.direction == EdgeDirection::Forward && edge.target == 4,
            "{}",
            edge.id
        );
    }
}

#[test]
fn a_narrowed_selection_has_its_members_and_what_they_share() {
    let graph = small();
    let pair = Filter {
        between: vec!["A".to_owned(), "B".to_owned()],
        ..at("2003")
    };
    let found = found(&graph, &pair, OperationElements::Nodes);
    assert_eq!(
        ids(&found),
        (
            vec!["a", "b", "operation--op"],
            vec!["a--b", "a--op--1", "a--op--2", "b--op--3"]
        )
    );
}

/// Returns `true` if a value has the declared type, or is missing.
fn has_type(value: &Value<'_>, value_type: AttributeType) -> bool {
    let are = |items: &[Value<'_>], item: fn(&Value<'_>) -> bool| items.iter().all(item);
    match (value, value_type) {
        (Value::Missing(Missing::None | Missing::Unknown | Missing::NotApplicable), _)
        | (Value::Integer(_), AttributeType::Integer)
        | (Value::Boolean(_), AttributeType::Boolean)
        | (Value::Date(_), AttributeType::Date)
        | (Value::Term { .. }, AttributeType::Term)
        | (Value::Text(_), AttributeType::Text) => true,
        (Value::List(items), AttributeType::Terms) => {
            are(items, |item| matches!(item, Value::Term { .. }))
        }
        (Value::List(items), AttributeType::Texts) => {
            are(items, |item| matches!(item, Value::Text(_)))
        }
        _ => false,
    }
}

#[test]
fn all_values_have_the_declared_type_and_all_ids_differ() {
    let graph = Graph::new(dataset::builtin());
    for operations in OperationElements::ALL.iter().copied() {
        let found = found(&graph, &Filter::default(), operations);
        let rows = found.nodes.iter().map(|node| (&node.id, &node.values));
        let nodes = rows.map(|row| (row, &found.node_attributes));
        let rows = found.edges.iter().map(|edge| (&edge.id, &edge.values));
        let edges = rows.map(|row| (row, &found.edge_attributes));
        for ((id, values), attributes) in nodes.chain(edges) {
            assert_eq!(values.len(), attributes.len(), "{id}");
            for (value, attribute) in values.iter().zip(attributes) {
                let (name, value_type) = (attribute.name, attribute.value_type);
                assert!(has_type(value, value_type), "{id} {name}: {value:?}");
            }
        }
        let (nodes, edges) = ids(&found);
        let differ = |ids: &[&str]| ids.iter().collect::<BTreeSet<_>>().len() == ids.len();
        assert!(differ(&nodes) && differ(&edges), "{}", operations.name());
        let last = nodes.len();
        assert!(
            found
                .edges
                .iter()
                .all(|edge| edge.source < last && edge.target < last)
        );
        assert_eq!(found, self::found(&graph, &Filter::default(), operations));
    }
}
