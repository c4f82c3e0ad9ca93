//! Statements as nodes and relationships.

use std::collections::BTreeMap;

use super::table::{Property, PropertyGraph, PropertyTable, PropertyType};
use crate::analysis::statements;
use crate::export::claim_name::{UniqueNames, claim_name};
use crate::graph::{Content, DayRange, Graph, OrganizationRef, PartnershipRef, Statement, Subject};
use crate::model::{
    Citation, Claim, Date, Day, End, Identified, Key, MembershipKind, Source, Vocable,
};
use crate::query::Selection;

use PropertyType::{Boolean, Date as DateType, Integer, Text, Texts};

/// The properties of all claims.
const CLAIM: [(&str, PropertyType); 4] = [
    ("confidence", Text),
    ("contested", Boolean),
    ("notes", Texts),
    ("joint", Integer),
];

/// The properties of what has a beginning and an end.
const PERIOD: [(&str, PropertyType); 4] = [
    ("from_date", Text),
    ("to_date", Text),
    ("first_day", DateType),
    ("last_day", DateType),
];

/// Returns a selection as a property graph.
///
/// A selection without filters is the whole dataset. Otherwise, these are the statements that the filters show (see [`statements`]),
/// with the sources that they cite. All organizations are nodes. `from_date` and `to_date` are dates as the dataset states them; `first_day` and
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

type Values = Vec<(&'static str, Option<Property>)>;

/// The tables while they are filled.
struct Rows<'g> {
    graph: &'g Graph,
    nodes: Vec<PropertyTable>,
    relationships: Vec<PropertyTable>,
    names: UniqueNames,
    cited: BTreeMap<Key<Source>, ()>,
}

impl<'g> Rows<'g> {
    fn new(graph: &'g Graph) -> Self {
        let claims = |own: &[(&'static str, PropertyType)]| [own, &CLAIM].concat();
        let dated = |own: &[(&'static str, PropertyType)]| [own, &PERIOD, &CLAIM].concat();
        let nodes = [
            (
                "Organization",
                vec![
                    ("label", Text),
                    ("name", Text),
                    ("aliases", Texts),
                    ("kind", Text),
                    ("founded", Text),
                    ("dissolved", Text),
                    ("seat", Text),
                    ("region", Text),
                    ("identifiers", Texts),
                    ("notes", Texts),
                ],
            ),
            (
                "Partnership",
                vec![("label", Text), ("standard", Text), ("notes", Texts)],
            ),
            (
                "Operation",
                dated(&[
                    ("label", Text),
                    ("name", Text),
                    ("kind", Text),
                    ("place", Text),
                    ("countries", Texts),
                    ("mandate", Texts),
                    ("identifiers", Texts),
                ]),
            ),
            (
                "Spell",
                dated(&[
                    ("coding", Text),
                    ("phase", Text),
                    ("rung", Integer),
                    ("absent", Boolean),
                    ("condition", Text),
                    ("because", Text),
                ]),
            ),
            (
                "Motive",
                dated(&[
                    ("motive", Text),
                    ("family", Text),
                    ("statement", Text),
                    ("attested", Texts),
                    ("strength", Text),
                ]),
            ),
            (
                "MotiveNotFound",
                claims(&[("motive", Text), ("searched", Text)]),
            ),
            (
                "Milestone",
                claims(&[
                    ("date", Text),
                    ("kind", Text),
                    ("title", Text),
                    ("series", Text),
                ]),
            ),
            (
                "Lesson",
                claims(&[("lesson_group", Text), ("statement", Text)]),
            ),
            (
                "Participation",
                dated(&[
                    ("role", Text),
                    ("adverse", Boolean),
                    ("makes_tie", Boolean),
                    ("status", Text),
                    ("through", Text),
                ]),
            ),
            ("Membership", dated(&[("kind", Text)])),
            (
                "Source",
                vec![
                    ("title", Text),
                    ("authors", Texts),
                    ("date", Text),
                    ("kind", Text),
                    ("url", Text),
                    ("reference", Text),
                    ("tier", Text),
                ],
            ),
        ];
        let citation = [("locator", Text), ("quote", Text)];
        let mut relationships = vec![
            PropertyTable::relationships("HAS_MEMBER", ["Partnership", "Organization"], &[]),
            PropertyTable::relationships("SUCCEEDS", ["Organization", "Organization"], &[]),
            PropertyTable::relationships("HAS_SPELL", ["Partnership", "Spell"], &[]),
            PropertyTable::relationships("LED_BY", ["Spell", "Organization"], &[]),
            PropertyTable::relationships("HAS_MOTIVE", ["Partnership", "Motive"], &[]),
            PropertyTable::relationships("HELD_BY", ["Motive", "Organization"], &[]),
            PropertyTable::relationships("LACKS_MOTIVE", ["Partnership", "MotiveNotFound"], &[]),
            PropertyTable::relationships("HELD_BY", ["MotiveNotFound", "Organization"], &[]),
            PropertyTable::relationships("HAS_MILESTONE", ["Partnership", "Milestone"], &[]),
            PropertyTable::relationships("LED_BY", ["Milestone", "Organization"], &[]),
            PropertyTable::relationships("HAS_LESSON", ["Partnership", "Lesson"], &[]),
            PropertyTable::relationships("FROM_OPERATION", ["Lesson", "Operation"], &[]),
            PropertyTable::relationships("HAS_PARTICIPATION", ["Operation", "Participation"], &[]),
            PropertyTable::relationships("OF_PARTICIPANT", ["Participation", "Organization"], &[]),
            PropertyTable::relationships("HAS_MEMBERSHIP", ["Organization", "Membership"], &[]),
            PropertyTable::relationships("IN_ORGANIZATION", ["Membership", "Organization"], &[]),
        ];
        let citing = [
            "Operation",
            "Spell",
            "Motive",
            "MotiveNotFound",
            "Milestone",
            "Lesson",
            "Participation",
            "Membership",
        ];
        let cites =
            citing.map(|from| PropertyTable::relationships("CITES", [from, "Source"], &citation));
        relationships.extend(cites);
        Self {
            graph,
            nodes: nodes
                .iter()
                .map(|(name, columns)| PropertyTable::nodes(name, columns))
                .collect(),
            relationships,
            names: UniqueNames::default(),
            cited: BTreeMap::new(),
        }
    }

    fn node(&mut self, label: &str, id: &str, values: Values) {
        let table = self.nodes.iter_mut().find(|table| table.name == label);
        let table = table.expect("`new` declares all labels");
        table.node(id.to_owned(), values);
    }

    fn join(&mut self, name: &str, [from, to]: [(&str, &str); 2], values: Values) {
        let mut tables = self.relationships.iter_mut();
        let table = tables.find(|table| table.name == name && table.ends == Some([from.0, to.0]));
        let table = table.expect("`new` declares all relationships");
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
        let id = partnership_id(partnership);
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
                self.of_partnership(statement, partnership, &partnership_id(partnership));
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
        let vocabularies = self.graph.dataset().vocabularies();
        let Some(claim) = statement.claim() else {
            return;
        };
        let id = self.claim_id(statement, about);
        let (label, joins, values): (_, Vec<(&str, Option<Key<_>>)>, Values) =
            match statement.content() {
                Content::Phase(coding, spell) => {
                    let record = spell.record();
                    let condition = Some(record.condition).filter(|_| !spell.is_absent());
                    let condition = condition.map(|key| vocabularies.conditions[key].id().as_str());
                    let own = vec![
                        ("coding", text(vocabularies.codings[coding].id().as_str())),
                        (
                            "phase",
                            text(vocabularies.phases[record.phase].id().as_str()),
                        ),
                        (
                            "rung",
                            i64::try_from(record.phase.index())
                                .ok()
                                .map(Property::Integer),
                        ),
                        ("absent", Some(Property::Boolean(spell.is_absent()))),
                        ("condition", condition.and_then(text)),
                        ("because", record.because.as_deref().and_then(text)),
                    ];
                    let period = period(Some(&record.from), record.to.as_ref(), Some(spell.days()));
                    (
                        "Spell",
                        vec![("LED_BY", record.actor)],
                        [own, period].concat(),
                    )
                }
                Content::Motive(motive) => {
                    let term = &vocabularies.motives[motive.motive];
                    let strength = motive
                        .strength
                        .map(|key| vocabularies.strengths[key].id().as_str());
                    let own = vec![
                        ("motive", text(term.id().as_str())),
                        (
                            "family",
                            text(vocabularies.motive_families[term.family].id().as_str()),
                        ),
                        ("statement", text(&motive.statement)),
                        (
                            "attested",
                            list(motive.attested.iter().map(Date::to_string)),
                        ),
                        ("strength", strength.and_then(text)),
                    ];
                    let mut dated = partnership.motives();
                    let days = dated.find(|(one, _)| std::ptr::eq(*one, motive));
                    let days = days
                        .map(|(_, days)| days)
                        .filter(|days| days.first <= days.last);
                    let period = period(motive.from.as_ref(), motive.to.as_ref(), days);
                    (
                        "Motive",
                        vec![("HELD_BY", Some(motive.holder))],
                        [own, period].concat(),
                    )
                }
                Content::MotiveNotFound(sought) => {
                    let own = vec![
                        (
                            "motive",
                            text(vocabularies.motives[sought.motive].id().as_str()),
                        ),
                        ("searched", text(&sought.searched)),
                    ];
                    (
                        "MotiveNotFound",
                        vec![("HELD_BY", Some(sought.holder))],
                        own,
                    )
                }
                Content::Milestone(milestone) => {
                    let series = milestone
                        .series
                        .and_then(|row| partnership.record().series.get(row));
                    let own = vec![
                        ("date", date(Some(&milestone.date))),
                        (
                            "kind",
                            text(
                                vocabularies.milestone_kinds[milestone.kind]
                                    .term()
                                    .id
                                    .as_str(),
                            ),
                        ),
                        ("title", text(&milestone.title)),
                        ("series", series.and_then(|series| text(&series.title))),
                    ];
                    ("Milestone", vec![("LED_BY", milestone.actor)], own)
                }
                Content::Lesson(lesson) => {
                    let own = vec![
                        (
                            "lesson_group",
                            text(vocabularies.lesson_groups[lesson.group].id().as_str()),
                        ),
                        ("statement", text(&lesson.statement)),
                    ];
                    ("Lesson", Vec::new(), own)
                }
                _ => return,
            };
        self.node(label, &id, [values, of_claim(claim)].concat());
        let joined = match label {
            "Spell" => "HAS_SPELL",
            "Motive" => "HAS_MOTIVE",
            "MotiveNotFound" => "LACKS_MOTIVE",
            "Milestone" => "HAS_MILESTONE",
            _ => "HAS_LESSON",
        };
        self.join(joined, [("Partnership", about), (label, &id)], Vec::new());
        for (name, organization) in joins {
            if let Some(key) = organization {
                let organization = self.graph.organization(key).record().id.as_str();
                self.join(
                    name,
                    [(label, &id), ("Organization", organization)],
                    Vec::new(),
                );
            }
        }
        if let Content::Lesson(lesson) = statement.content()
            && let Some(key) = lesson.operation
        {
            let operation = self.graph.operation(key).record().id.as_str();
            self.join(
                "FROM_OPERATION",
                [(label, &id), ("Operation", operation)],
                Vec::new(),
            );
        }
        self.cite(label, &id, &claim.citations);
    }

    fn of_operation(&mut self, statement: &Statement<'_>, about: &str) {
        let vocabularies = self.graph.dataset().vocabularies();
        match statement.content() {
            Content::Operation(operation) => {
                let record = operation.record();
                let kind = record
                    .kind
                    .map(|key| vocabularies.operation_kinds[key].id().as_str());
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
                let period = period(
                    record.start.as_ref(),
                    Some(&record.end),
                    Some(operation.days()),
                );
                let values = [own, period, of_claim(&record.claim)].concat();
                self.node("Operation", about, values);
                self.cite("Operation", about, &record.claim.citations);
            }
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
                let days = parts
                    .first()
                    .zip(parts.last())
                    .map(|(first, last)| DayRange {
                        first: first.first,
                        last: last.last,
                    });
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
        let kind = match membership.kind {
            MembershipKind::PartOf => "part-of",
            MembershipKind::MemberOf => "member-of",
        };
        let period = period(membership.from.as_ref(), membership.to.as_ref(), None);
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
            self.cited.insert(citation.source, ());
            let source = self.graph.dataset().sources().id(citation.source).as_str();
            let values = vec![
                ("locator", citation.at.as_deref().and_then(text)),
                ("quote", citation.quote.as_deref().and_then(text)),
            ];
            self.join("CITES", [(label, id), ("Source", source)], values);
        }
    }

    /// Adds the cited sources, and leaves out tables without rows.
    fn finish(mut self) -> PropertyGraph {
        let dataset = self.graph.dataset();
        let cited: Vec<Key<Source>> = self.cited.keys().copied().collect();
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

fn partnership_id(partnership: PartnershipRef<'_>) -> String {
    let ids = partnership
        .members()
        .map(|member| member.record().id.as_str());
    ids.join("--")
}

fn of_claim(claim: &Claim) -> Values {
    vec![
        ("confidence", text(claim.confidence.as_str())),
        ("contested", Some(Property::Boolean(claim.is_contested()))),
        ("notes", texts(&claim.notes)),
        (
            "joint",
            claim
                .joint
                .map(|number| Property::Integer(number.get().into())),
        ),
    ]
}

fn period(from: Option<&Date>, to: Option<&End>, days: Option<DayRange>) -> Values {
    let day = |day: Day| day.bounded().map(|day| Property::Text(day.to_string()));
    vec![
        ("from_date", date(from)),
        ("to_date", end(to)),
        ("first_day", days.and_then(|days| day(days.first))),
        ("last_day", days.and_then(|days| day(days.last))),
    ]
}

fn text(text: &str) -> Option<Property> {
    (!text.is_empty()).then(|| Property::Text(text.to_owned()))
}

fn texts(texts: &[Box<str>]) -> Option<Property> {
    list(texts.iter().map(ToString::to_string))
}

fn list(texts: impl Iterator<Item = String>) -> Option<Property> {
    let texts: Vec<String> = texts.collect();
    (!texts.is_empty()).then_some(Property::Texts(texts))
}

fn date(date: Option<&Date>) -> Option<Property> {
    date.map(|date| Property::Text(date.to_string()))
}

/// Returns an end as the dataset states it: a date, `ongoing` or `unknown`.
fn end(end: Option<&End>) -> Option<Property> {
    Some(Property::Text(match end? {
        End::On(date) => date.to_string(),
        End::Ongoing => "ongoing".to_owned(),
        End::Unknown => "unknown".to_owned(),
    }))
}
