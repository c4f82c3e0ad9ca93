//! Statements as nodes and relationships.

use std::collections::BTreeSet;

use super::claims::claim_node;
use super::labels;
use super::table::{Property, PropertyGraph, PropertyTable};
use super::values::{Values, date, end, list, of_claim, period, text, texts};
use crate::analysis::statements;
use crate::export::claim_name::{UniqueNames, claim_name};
use crate::graph::{
    Content, DayRange, Graph, OperationRef, OrganizationRef, PartnershipRef, Statement, Subject,
};
use crate::model::{Citation, End, Identified, Key, Operation, Source};
use crate::query::Selection;

/// Returns a selection as a property graph.
///
/// A selection without filters is the whole dataset. Otherwise, these are the statements that the filters show (see [`statements`]),
/// with the sources that they cite and the operations that lessons mention. All organizations are nodes. `from_date` and `to_date` are dates as the dataset states them; `first_day` and
/// `last_day` are the days by the rule of time, and missing where there are none.
pub fn property_graph(selection: &Selection<'_>) -> PropertyGraph {
    let graph = selection.graph();
    let statements = statements(selection);
    let mut rows = Rows::new(graph);
    for organization in graph.organizations() {
        rows.organization(organization);
    }
    for selected in selection.iter() {
        rows.partnership(selected.partnership());
    }
    for statement in &statements {
        rows.statement(statement);
    }
    rows.finish()
}

/// The tables while they are filled.
struct Rows<'g> {
    graph: &'g Graph,
    nodes: Vec<PropertyTable>,
    relationships: Vec<PropertyTable>,
    names: UniqueNames,
    cited: BTreeSet<Key<Source>>,
    /// The operations that are nodes already.
    written: BTreeSet<Key<Operation>>,
    /// The operations that lessons mention.
    mentioned: BTreeSet<Key<Operation>>,
}

impl<'g> Rows<'g> {
    fn new(graph: &'g Graph) -> Self {
        Self {
            graph,
            nodes: labels::nodes(),
            relationships: labels::relationships(),
            names: UniqueNames::default(),
            cited: BTreeSet::new(),
            written: BTreeSet::new(),
            mentioned: BTreeSet::new(),
        }
    }

    fn node(&mut self, label: &str, id: &str, values: Values) {
        let table = self.nodes.iter_mut().find(|table| table.name == label);
        let table = table.expect("`labels` has all of them");
        table.node(id.to_owned(), values);
    }

    fn join(&mut self, name: &str, [from, to]: [(&str, &str); 2], values: Values) {
        let mut tables = self.relationships.iter_mut();
        let table = tables.find(|table| table.name == name && table.ends == Some([from.0, to.0]));
        let table = table.expect("`labels` has all of them");
        table.relationship([from.1.to_owned(), to.1.to_owned()], values);
    }

    fn organization(&mut self, organization: OrganizationRef<'_>) {
        let record = organization.record();
        let kinds = &self.graph.dataset().vocabularies().organization_kinds;
        let kind = record.kind.map(|key| kinds[key].id().as_str());
        let identifiers = record
            .identifiers
            .iter()
            .map(|one| format!("{}:{}", one.scheme, one.value));
        let id = record.id.as_str();
        self.node(
            "Organization",
            id,
            vec![
                ("label", text(organization.label())),
                ("name", text(&record.name)),
                ("aliases", texts(&record.aliases)),
                ("kind", kind.and_then(text)),
                ("founded", date(record.founded.as_ref())),
                (
                    "dissolved",
                    end(Some(&record.dissolved).filter(|end| **end != End::Ongoing)),
                ),
                ("seat", record.seat.as_deref().and_then(text)),
                ("region", record.region.as_deref().and_then(text)),
                ("identifiers", list(identifiers)),
                ("notes", texts(&record.notes)),
            ],
        );
        for predecessor in &record.predecessors {
            let before = self.graph.organization(*predecessor).record().id.as_str();
            self.join(
                "SUCCEEDS",
                [("Organization", id), ("Organization", before)],
                Vec::new(),
            );
        }
    }

    fn partnership(&mut self, partnership: PartnershipRef<'_>) {
        let record = partnership.record();
        let standards = &self.graph.dataset().vocabularies().standards;
        let standard = record.standard.map(|key| standards[key].id().as_str());
        let id = partnership.unique_id();
        self.node(
            "Partnership",
            &id,
            vec![
                ("label", text(&partnership.label())),
                ("standard", standard.and_then(text)),
                ("notes", texts(&record.notes)),
            ],
        );
        for member in partnership.members() {
            let member = member.record().id.as_str();
            self.join(
                "HAS_MEMBER",
                [("Partnership", &id), ("Organization", member)],
                Vec::new(),
            );
        }
    }

    fn statement(&mut self, statement: &Statement<'_>) {
        match statement.subject() {
            Subject::Partnership(partnership) => {
                self.of_partnership(statement, partnership, &partnership.unique_id());
            }
            Subject::Operation(operation) => {
                self.of_operation(statement, operation.record().id.as_str());
            }
            Subject::Organization(organization) => {
                self.membership(statement, organization.record().id.as_str());
            }
            Subject::Vocabulary(_) => {}
        }
    }

    /// Returns the id of a claim about a thing.
    fn claim_id(&mut self, statement: &Statement<'_>, about: &str) -> String {
        let (kind, words) = claim_name(self.graph, statement).expect("it is a claim");
        let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
        self.names
            .unique(format!("{about}/{kind}/{}", words.join("-")))
    }

    fn of_partnership(
        &mut self,
        statement: &Statement<'_>,
        partnership: PartnershipRef<'_>,
        about: &str,
    ) {
        let node = claim_node(self.graph, partnership, statement);
        let Some((node, claim)) = node.zip(statement.claim()) else {
            return;
        };
        let id = self.claim_id(statement, about);
        let own = (node.label, &*id);
        self.node(node.label, &id, [node.values, of_claim(claim)].concat());
        self.join(node.joined_by, [("Partnership", about), own], Vec::new());
        if let Some((name, key)) = node.organization {
            let organization = self.graph.organization(key).record().id.as_str();
            self.join(name, [own, ("Organization", organization)], Vec::new());
        }
        if let Content::Lesson(lesson) = statement.content()
            && let Some(key) = lesson.operation
        {
            self.mentioned.insert(key);
            let operation = self.graph.operation(key).record().id.as_str();
            let ends = [own, ("Operation", operation)];
            self.join("FROM_OPERATION", ends, Vec::new());
        }
        self.cite(node.label, &id, &claim.citations);
    }

    fn operation(&mut self, operation: OperationRef<'_>) {
        self.written.insert(operation.key());
        let record = operation.record();
        let kinds = &self.graph.dataset().vocabularies().operation_kinds;
        let kind = record.kind.map(|key| kinds[key].id().as_str());
        let identifiers = record.identifiers.iter();
        let identifiers = identifiers.map(|one| format!("{}:{}", one.scheme, one.value));
        let own = vec![
            ("label", text(operation.label())),
            ("name", text(&record.name)),
            ("kind", kind.and_then(text)),
            ("place", record.place.as_deref().and_then(text)),
            ("countries", texts(&record.countries)),
            ("mandate", texts(&record.mandate)),
            ("identifiers", list(identifiers)),
        ];
        let (start, end) = (record.start.as_ref(), Some(&record.end));
        let period = period(start, end, Some(operation.days()));
        let values = [own, period, of_claim(&record.claim)].concat();
        let id = record.id.as_str();
        self.node("Operation", id, values);
        self.cite("Operation", id, &record.claim.citations);
    }

    fn of_operation(&mut self, statement: &Statement<'_>, about: &str) {
        let vocabularies = self.graph.dataset().vocabularies();
        match statement.content() {
            Content::Operation(operation) => self.operation(operation),
            Content::Participation(participation) => {
                let id = self.claim_id(statement, about);
                let role = &vocabularies.roles[participation.role];
                let own = vec![
                    ("role", text(role.id().as_str())),
                    ("adverse", Some(Property::Boolean(role.adverse))),
                    (
                        "makes_tie",
                        Some(Property::Boolean(role.ties && !role.adverse)),
                    ),
                    ("status", text(participation.status.as_str())),
                    ("through", participation.through.as_deref().and_then(text)),
                ];
                let parts = statement
                    .operation()
                    .map(|operation| operation.participation_days(participation));
                let parts = parts.unwrap_or_default();
                let days = DayRange::hull_of(&parts);
                let period = period(participation.from.as_ref(), participation.to.as_ref(), days);
                let values = [own, period, of_claim(&participation.claim)].concat();
                self.node("Participation", &id, values);
                self.join(
                    "HAS_PARTICIPATION",
                    [("Operation", about), ("Participation", &id)],
                    Vec::new(),
                );
                let organization = self.graph.organization(participation.organization);
                let organization = organization.record().id.as_str();
                let ends = [("Participation", &*id), ("Organization", organization)];
                self.join("OF_PARTICIPANT", ends, Vec::new());
                self.cite("Participation", &id, &participation.claim.citations);
            }
            _ => {}
        }
    }

    fn membership(&mut self, statement: &Statement<'_>, about: &str) {
        let Content::Membership(membership) = statement.content() else {
            return;
        };
        let id = self.claim_id(statement, about);
        let kind = membership.kind.as_str();
        let (from, to) = (membership.from.as_ref(), membership.to.as_ref());
        let period = period(from, to, Some(DayRange::of_membership(membership)));
        let values = [
            vec![("kind", text(kind))],
            period,
            of_claim(&membership.claim),
        ]
        .concat();
        self.node("Membership", &id, values);
        self.join(
            "HAS_MEMBERSHIP",
            [("Organization", about), ("Membership", &id)],
            Vec::new(),
        );
        let whole = self
            .graph
            .organization(membership.organization)
            .record()
            .id
            .as_str();
        self.join(
            "IN_ORGANIZATION",
            [("Membership", &id), ("Organization", whole)],
            Vec::new(),
        );
        self.cite("Membership", &id, &membership.claim.citations);
    }

    fn cite(&mut self, label: &str, id: &str, citations: &[Citation]) {
        for citation in citations {
            self.cited.insert(citation.source);
            let source = self.graph.dataset().sources().id(citation.source).as_str();
            let values = vec![
                ("locator", citation.at.as_deref().and_then(text)),
                ("quote", citation.quote.as_deref().and_then(text)),
            ];
            self.join("CITES", [(label, id), ("Source", source)], values);
        }
    }

    /// Adds the operations that are only mentioned and the cited sources, and leaves out tables without rows.
    fn finish(mut self) -> PropertyGraph {
        let mentioned: Vec<_> = self.mentioned.difference(&self.written).copied().collect();
        for key in mentioned {
            self.operation(self.graph.operation(key));
        }
        let dataset = self.graph.dataset();
        let cited: Vec<Key<Source>> = self.cited.iter().copied().collect();
        for key in cited {
            let source = &dataset.sources()[key];
            let tiers = &dataset.vocabularies().source_tiers;
            let tier = source.tier.map(|key| tiers[key].id().as_str());
            self.node(
                "Source",
                source.id.as_str(),
                vec![
                    ("title", text(&source.title)),
                    ("authors", texts(&source.authors)),
                    ("date", date(source.date.as_ref())),
                    ("kind", text(&source.kind)),
                    ("url", source.url.as_deref().and_then(text)),
                    ("reference", text(&source.reference())),
                    ("tier", tier.and_then(text)),
                ],
            );
        }
        self.nodes.retain(|table| !table.rows.is_empty());
        self.relationships.retain(|table| !table.rows.is_empty());
        PropertyGraph {
            nodes: self.nodes,
            relationships: self.relationships,
        }
    }
}
