//! The organizations and operations of a page, and the terms of its vocabularies.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::claims::Claims;
use super::days::{Span, dates_in_words, span};
use super::partnerships::Rows;
use crate::graph::{DayRange, Graph, OperationRef, OrganizationRef};
use crate::model::{End, Identified as _, Term, Vocabularies};
use crate::phrase::comparable;

/// An organization.
#[derive(Debug, Serialize)]
pub(super) struct OrganizationData {
    id: String,
    label: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<usize>,
    /// Other names, for the search.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    names: Vec<String>,
    /// The predecessors that act for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) actors: Vec<ActorData>,
    pub(super) life: Span,
    /// When it did not exist between two periods.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    gaps: Vec<Span>,
    /// What else is known of it, each by a name of the script's.
    facts: Vec<(&'static str, String)>,
    /// The rows of its claims.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    claims: Vec<usize>,
}

/// A predecessor that acts for an organization on some days.
#[derive(Debug, Serialize)]
pub(super) struct ActorData {
    /// Its row, if it is on the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) row: Option<usize>,
    label: String,
    days: Span,
}

impl ActorData {
    /// Returns `true` if the predecessor acts on some of the days.
    pub(super) fn is_in(&self, days: Span) -> bool {
        self.days[0] <= days[1] && days[0] <= self.days[1]
    }
}

/// An operation with its participations.
#[derive(Debug, Serialize)]
pub(super) struct OperationData {
    id: String,
    label: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    countries: Vec<String>,
    start: String,
    end: String,
    pub(super) days: Span,
    confidence: usize,
    claim: usize,
    participations: Vec<ParticipationData>,
}

#[derive(Debug, Serialize)]
struct ParticipationData {
    organization: usize,
    role: usize,
    /// The days, in parts if the organization did not exist in between.
    days: Vec<Span>,
    /// The dates that it states itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    dates: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    through: Option<String>,
    /// Whether it is unknown if the organization took part.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    unknown: bool,
    confidence: usize,
    claim: usize,
}

/// A term of a vocabulary.
#[derive(Debug, Serialize)]
pub(super) struct TermData {
    id: String,
    label: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    definition: String,
    /// Of motives: the row of the family, and the short code.
    #[serde(skip_serializing_if = "Option::is_none")]
    family: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
}

pub(super) fn organization<'g>(
    organization: OrganizationRef<'g>,
    rows: &Rows,
    claims: &mut Claims<'g>,
) -> OrganizationData {
    let record = organization.record();
    let statements: Vec<_> = organization.statements().collect();
    let names = record.names.iter().map(|name| name.text.to_string());
    let aliases = record.aliases.iter().map(ToString::to_string);
    let actors = organization.actors().into_iter();
    let others = actors.filter(|(actor, _)| *actor != organization.key());
    let others = others.map(|(actor, days)| ActorData {
        row: rows.organizations.get(&actor).copied(),
        label: organization.graph().organization(actor).label().to_owned(),
        days: span(days),
    });
    OrganizationData {
        id: record.id().to_string(),
        label: organization.label().to_owned(),
        name: record.name.to_string(),
        kind: record.kind.map(|kind| kind.index()),
        names: names.chain(aliases).collect(),
        actors: others.collect(),
        life: span(organization.lifetime()),
        gaps: DayRange::gaps(record).map(span).collect(),
        facts: facts(organization),
        claims: statements.into_iter().map(|one| claims.add(one)).collect(),
    }
}

fn facts(organization: OrganizationRef<'_>) -> Vec<(&'static str, String)> {
    let record = organization.record();
    let kinds = &organization
        .graph()
        .dataset()
        .vocabularies()
        .organization_kinds;
    let ended = match record.dissolved {
        End::Ongoing => None,
        end => Some(end.to_string()),
    };
    let successors = organization.successors().map(|one| one.label().to_owned());
    let predecessors = organization
        .predecessors()
        .map(|one| one.label().to_owned());
    let list = |labels: Vec<String>| (!labels.is_empty()).then(|| labels.join(", "));
    let facts = [
        ("kind", record.kind.map(|kind| kinds.label(kind).to_owned())),
        ("founded", record.founded.map(|date| date.to_string())),
        ("ended", ended),
        ("seat", record.seat.as_deref().map(str::to_owned)),
        ("region", record.region.as_deref().map(str::to_owned)),
        ("predecessors", list(predecessors.collect())),
        ("successors", list(successors.collect())),
    ];
    let known = facts
        .into_iter()
        .filter_map(|(name, text)| Some((name, text?)));
    known.collect()
}

/// The countries of a dataset, each in its first spelling: the page compares them letter by letter.
pub(super) struct Countries<'g> {
    spellings: HashMap<String, &'g str>,
}

impl<'g> Countries<'g> {
    pub(super) fn new(graph: &'g Graph) -> Self {
        let mut spellings = HashMap::new();
        for operation in graph.dataset().operations().iter() {
            for country in &operation.countries {
                spellings.entry(comparable(country)).or_insert(&**country);
            }
        }
        Self { spellings }
    }

    /// Returns the first spelling of a country.
    fn spelled(&self, country: &str) -> String {
        let first = self.spellings.get(&comparable(country));
        (*first.unwrap_or(&country)).to_owned()
    }

    /// Returns those of the countries that are named, in the form in which names are compared.
    pub(super) fn named(&self, names: &[String]) -> Vec<String> {
        let named = names.iter().filter_map(|name| self.spellings.get(name));
        named.map(|name| (*name).to_owned()).collect()
    }
}

pub(super) fn operation<'g>(
    operation: OperationRef<'g>,
    countries: &Countries<'g>,
    rows: &Rows,
    claims: &mut Claims<'g>,
) -> OperationData {
    let record = operation.record();
    let mut statements = operation.statements();
    let own = statements
        .next()
        .map_or(0, |statement| claims.add(statement));
    let of_participations: Vec<usize> = statements.map(|one| claims.add(one)).collect();
    let participations = record.participations.iter().zip(of_participations);
    let participations = participations.map(|(one, claim)| ParticipationData {
        organization: rows.organizations[&one.organization],
        role: one.role.index(),
        days: operation
            .participation_days(one)
            .into_iter()
            .map(span)
            .collect(),
        dates: dates_in_words(one.from, one.to),
        through: one.through.as_deref().map(str::to_owned),
        unknown: one.is_unknown(),
        confidence: one.claim.confidence as usize,
        claim,
    });
    OperationData {
        id: record.id().to_string(),
        label: operation.label().to_owned(),
        name: record.name.to_string(),
        kind: record.kind.map(|kind| kind.index()),
        place: record.place.as_deref().map(str::to_owned),
        countries: record
            .countries
            .iter()
            .map(|one| countries.spelled(one))
            .collect(),
        start: record
            .start
            .map(|date| date.to_string())
            .unwrap_or_default(),
        end: match record.end {
            End::Ongoing => String::new(),
            end => end.to_string(),
        },
        days: span(operation.days()),
        confidence: record.claim.confidence as usize,
        claim: own,
        participations: participations.collect(),
    }
}

/// Returns the terms of the vocabularies that a page shows, by their names in a dataset.
pub(super) fn terms(vocabularies: &Vocabularies) -> BTreeMap<&'static str, Vec<TermData>> {
    let codes = crate::graph::motive_codes(&vocabularies.motives);
    let families = vocabularies
        .motives
        .iter()
        .map(|motive| motive.family.index());
    let names = Vocabularies::NAMES.into_iter();
    let mut all: BTreeMap<&'static str, Vec<TermData>> = names
        .map(|name| {
            (
                name,
                vocabularies.terms(name).into_iter().map(term).collect(),
            )
        })
        .collect();
    let motives = all.get_mut("motives").into_iter().flatten();
    for (motive, (family, code)) in motives.zip(families.zip(codes)) {
        motive.family = Some(family);
        motive.code = Some(code);
    }
    all
}

fn term(term: &Term) -> TermData {
    TermData {
        id: term.id.to_string(),
        label: term.label.to_string(),
        definition: term.definition.to_string(),
        family: None,
        code: None,
    }
}
