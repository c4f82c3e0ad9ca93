//! Statements: everything that a dataset claims, one claim per row.
//!
//! Everything that reads all claims (the dossier of a source, coverage, bibliographies, exports of evidence) reads them
//! here, so that none of them misses a kind of claim.

use super::knowledge_graph::Graph;
use super::operation::OperationRef;
use super::organization::OrganizationRef;
use super::partnership::PartnershipRef;
use super::spell::SpellRef;
use crate::model::{
    Amount, Citation, Claim, Coding, Confidence, Date, End, Key, Lesson, Membership, Milestone,
    MotiveClaim, MotiveNotFound, Participation, Series, Term, Vocable,
};

/// A statement of the dataset, with its evidence.
///
/// Statements come from [`Graph::statements`], or from the `statements` of a partnership or operation.
#[derive(Debug, Clone, Copy)]
pub struct Statement<'g> {
    graph: &'g Graph,
    subject: Subject<'g>,
    content: Content<'g>,
}

/// The subject of a statement.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Subject<'g> {
    /// A vocabulary, by its name in the dataset, such as `motive-families`.
    Vocabulary(&'static str),
    /// A partnership.
    Partnership(PartnershipRef<'g>),
    /// An operation.
    Operation(OperationRef<'g>),
    /// An organization.
    Organization(OrganizationRef<'g>),
}

/// The content of a statement, as a record of the dataset.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Content<'g> {
    /// The definition of a term of a vocabulary.
    Definition(&'g Term),
    /// The phase of a partnership during a spell, under a coding.
    Phase(Key<Coding>, SpellRef<'g>),
    /// A motive of one side of a partnership.
    Motive(&'g MotiveClaim),
    /// A motive of one side of a partnership that was looked for and not found.
    MotiveNotFound(&'g MotiveNotFound),
    /// A milestone of a partnership.
    Milestone(&'g Milestone),
    /// How complete a series of milestones of a partnership is.
    Series(&'g Series),
    /// A lesson of a partnership.
    Lesson(&'g Lesson),
    /// What an organization is a part or a member of.
    Membership(&'g Membership),
    /// The operation itself.
    Operation(OperationRef<'g>),
    /// The participation of an organization in an operation.
    Participation(&'g Participation),
}

/// The kinds of statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum StatementKind {
    /// The definition of a term.
    Definition,
    /// The phase of a partnership during a spell.
    Phase,
    /// A motive.
    Motive,
    /// A motive that was not found.
    MotiveNotFound,
    /// A milestone.
    Milestone,
    /// How complete a series of milestones is.
    Series,
    /// A lesson.
    Lesson,
    /// A membership of an organization in another one.
    Membership,
    /// An operation.
    Operation,
    /// A participation.
    Participation,
}

impl StatementKind {
    /// Returns the name, such as `milestone`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Definition => "definition",
            Self::Phase => "phase",
            Self::Motive => "motive",
            Self::MotiveNotFound => "motive-not-found",
            Self::Milestone => "milestone",
            Self::Series => "series",
            Self::Lesson => "lesson",
            Self::Membership => "membership",
            Self::Operation => "operation",
            Self::Participation => "participation",
        }
    }
}

impl<'g> Statement<'g> {
    /// Returns the subject of the statement.
    pub fn subject(self) -> Subject<'g> {
        self.subject
    }

    /// Returns the operation that the statement is about; `None` if it is about something else.
    pub fn operation(self) -> Option<OperationRef<'g>> {
        match self.subject {
            Subject::Operation(operation) => Some(operation),
            _ => None,
        }
    }

    /// Returns the organization that the statement is about; `None` if it is about something else.
    pub fn organization(self) -> Option<OrganizationRef<'g>> {
        match self.subject {
            Subject::Organization(organization) => Some(organization),
            _ => None,
        }
    }

    /// Returns the partnership that the statement is about; `None` if it is about something else.
    pub fn partnership(self) -> Option<PartnershipRef<'g>> {
        match self.subject {
            Subject::Partnership(partnership) => Some(partnership),
            _ => None,
        }
    }

    /// Returns the content of the statement, as a record of the dataset.
    pub fn content(self) -> Content<'g> {
        self.content
    }

    /// Returns the kind of the statement.
    pub fn kind(self) -> StatementKind {
        match self.content {
            Content::Definition(_) => StatementKind::Definition,
            Content::Phase(..) => StatementKind::Phase,
            Content::Motive(_) => StatementKind::Motive,
            Content::MotiveNotFound(_) => StatementKind::MotiveNotFound,
            Content::Milestone(_) => StatementKind::Milestone,
            Content::Series(_) => StatementKind::Series,
            Content::Lesson(_) => StatementKind::Lesson,
            Content::Membership(_) => StatementKind::Membership,
            Content::Operation(_) => StatementKind::Operation,
            Content::Participation(_) => StatementKind::Participation,
        }
    }

    /// Returns the name of the subject: the label of a partnership (`UN–AU`), operation or organization, or the name of a
    /// vocabulary (`motive families`).
    pub fn about(self) -> String {
        match self.subject {
            Subject::Vocabulary(name) => name.replace('-', " "),
            Subject::Partnership(partnership) => partnership.label(),
            Subject::Operation(operation) => operation.label().to_owned(),
            Subject::Organization(organization) => organization.label().to_owned(),
        }
    }

    /// Returns the content in one line, such as `Formalized from 2001 (formal)`.
    pub fn text(self) -> String {
        let vocabularies = self.graph.dataset().vocabularies();
        let label = |organization| self.graph.organization(organization).label();
        match self.content {
            Content::Definition(term) => term.label.to_string(),
            Content::Phase(coding, spell) => format!(
                "{} from {} ({})",
                spell.phase_with_actor(),
                spell.record().from,
                vocabularies.codings[coding].term().id
            ),
            Content::Motive(motive) => format!("{}: {}", label(motive.holder), motive.statement),
            Content::MotiveNotFound(sought) => format!(
                "{}: {} not found. {}",
                label(sought.holder),
                vocabularies.motives.label(sought.motive).to_lowercase(),
                sought.searched
            ),
            Content::Milestone(milestone) => format!("{}: {}", milestone.date, milestone.title),
            Content::Series(series) => format!("{}: {}", series.title, series.completeness),
            Content::Lesson(lesson) => lesson.statement.to_string(),
            Content::Membership(membership) => {
                let kind = membership.kind.as_str().replace('-', " ");
                format!("{kind} {}", label(membership.organization))
            }
            Content::Operation(operation) => operation.record().name.to_string(),
            Content::Participation(participation) => format!(
                "{}: {}{}",
                label(participation.organization),
                vocabularies.roles.label(participation.role).to_lowercase(),
                if participation.is_unknown() {
                    " (unknown whether it took part)"
                } else {
                    ""
                }
            ),
        }
    }

    /// Returns the start and the end that the record itself states. A milestone starts and ends on its date; definitions,
    /// lessons, series and what was not found have no dates.
    pub fn dates(self) -> (Option<Date>, Option<End>) {
        match self.content {
            Content::Definition(_)
            | Content::Lesson(_)
            | Content::MotiveNotFound(_)
            | Content::Series(_) => (None, None),
            Content::Phase(_, spell) => (Some(spell.record().from), spell.record().to),
            Content::Motive(motive) => (motive.from, motive.to),
            Content::Milestone(milestone) => (Some(milestone.date), Some(End::On(milestone.date))),
            Content::Membership(membership) => (membership.from, membership.to),
            Content::Operation(operation) => {
                (operation.record().start, Some(operation.record().end))
            }
            Content::Participation(participation) => (participation.from, participation.to),
        }
    }

    /// Returns the claim with its evidence; `None` for a definition or a series, which have nothing but citations.
    pub fn claim(self) -> Option<&'g Claim> {
        match self.content {
            Content::Definition(_) | Content::Series(_) => None,
            Content::MotiveNotFound(sought) => Some(&sought.claim),
            Content::Phase(_, spell) => Some(&spell.record().claim),
            Content::Motive(motive) => Some(&motive.claim),
            Content::Milestone(milestone) => Some(&milestone.claim),
            Content::Lesson(lesson) => Some(&lesson.claim),
            Content::Membership(membership) => Some(&membership.claim),
            Content::Operation(operation) => Some(&operation.record().claim),
            Content::Participation(participation) => Some(&participation.claim),
        }
    }

    /// Returns the amounts of the record of the statement.
    pub fn amounts(self) -> &'g [Amount] {
        match self.content {
            Content::Phase(_, spell) => spell.record().annotations.amounts(),
            Content::Operation(operation) => operation.record().annotations.amounts(),
            Content::Participation(participation) => participation.annotations.amounts(),
            _ => &[],
        }
    }

    /// Returns the citations of the statement, then those of its rivals, of the evidence against it and of its amounts.
    pub fn citations(self) -> impl Iterator<Item = &'g Citation> {
        let without_claim = match self.content {
            Content::Definition(term) => &term.citations[..],
            Content::Series(series) => &series.citations[..],
            _ => &[],
        };
        let of_claim = self.claim().into_iter().flat_map(Claim::all_citations);
        let against = match self.content {
            Content::Motive(motive) => &motive.counter_evidence[..],
            _ => &[],
        };
        let against = against.iter().flat_map(|evidence| &evidence.citations);
        let of_amounts = self.amounts().iter().flat_map(|amount| &amount.citations);
        without_claim
            .iter()
            .chain(of_claim)
            .chain(against)
            .chain(of_amounts)
    }

    /// Returns the confidence of the claim. Definitions have the highest one: they are stipulated, not observed.
    pub fn confidence(self) -> Confidence {
        self.claim()
            .map_or(Confidence::High, |claim| claim.confidence)
    }

    /// Returns `true` if the claim has a rival.
    pub fn is_contested(self) -> bool {
        self.claim().is_some_and(Claim::is_contested)
    }
}

impl Graph {
    /// Returns every statement of the dataset: the definitions of the vocabularies, then the statements about each
    /// partnership, operation and organization, in the order of the dataset.
    ///
    /// ```
    /// use interorg::graph::{Graph, StatementKind};
    ///
    /// let graph = Graph::new(interorg::dataset::builtin());
    /// let milestones = graph
    ///     .statements()
    ///     .filter(|statement| statement.kind() == StatementKind::Milestone);
    /// assert!(milestones.count() > 100);
    /// ```
    pub fn statements(&self) -> impl Iterator<Item = Statement<'_>> {
        let terms = self.dataset().vocabularies().all_terms();
        let definitions = terms.map(|(vocabulary, term)| Statement {
            graph: self,
            subject: Subject::Vocabulary(vocabulary),
            content: Content::Definition(term),
        });
        let partnerships = self.partnerships().flat_map(PartnershipRef::statements);
        let operations = self.operations().flat_map(OperationRef::statements);
        let organizations = self.organizations().flat_map(OrganizationRef::statements);
        definitions
            .chain(partnerships)
            .chain(operations)
            .chain(organizations)
    }
}

impl<'g> PartnershipRef<'g> {
    /// Returns the statements about the partnership: phases under each coding, motives, motives that were not found,
    /// milestones, series of milestones, lessons, each in the order of the dataset.
    pub fn statements(self) -> impl Iterator<Item = Statement<'g>> {
        let record = self.record();
        let codings = self.graph().dataset().vocabularies().codings.keys();
        let phases = codings.flat_map(move |coding| {
            self.spells(coding)
                .map(move |spell| Content::Phase(coding, spell))
        });
        let contents = phases
            .chain(record.motives.iter().map(Content::Motive))
            .chain(record.motives_not_found.iter().map(Content::MotiveNotFound))
            .chain(record.milestones().map(Content::Milestone))
            .chain(record.series.iter().map(Content::Series))
            .chain(record.lessons.iter().map(Content::Lesson));
        contents.map(move |content| self.statement(content))
    }

    /// Creates the statement about the partnership with this content, which must come from its record.
    pub(crate) fn statement(self, content: Content<'g>) -> Statement<'g> {
        Statement {
            graph: self.graph(),
            subject: Subject::Partnership(self),
            content,
        }
    }
}

impl<'g> OrganizationRef<'g> {
    /// Returns the statements about the organization: what it is a part or a member of, in the order of the dataset.
    pub fn statements(self) -> impl Iterator<Item = Statement<'g>> {
        let memberships = self.record().memberships.iter();
        memberships.map(move |membership| Statement {
            graph: self.graph(),
            subject: Subject::Organization(self),
            content: Content::Membership(membership),
        })
    }
}

impl<'g> OperationRef<'g> {
    /// Returns the statements about the operation: the operation itself, then its participations in the order of the
    /// dataset.
    pub fn statements(self) -> impl Iterator<Item = Statement<'g>> {
        let participations = self.record().participations.iter();
        let contents = std::iter::once(Content::Operation(self))
            .chain(participations.map(Content::Participation));
        contents.map(move |content| self.statement(content))
    }

    /// Returns the statement about the operation with a content of its record.
    pub(crate) fn statement(self, content: Content<'g>) -> Statement<'g> {
        Statement {
            graph: self.graph(),
            subject: Subject::Operation(self),
            content,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset;

    const DATA: &str = "\
dataset: {title: Statements}
vocabularies:
  roles: [{id: lead, label: Lead, definition: It leads., cite: [definitions]}]
organizations:
  - {id: a, name: A}
  - {id: b, name: B}
partnerships:
  - between: [A, B]
    phases:
      formal:
        - phase: contact
          from: 1999
          cite: [first]
          rivals: [{says: It is later., from: 2001, cite: [rival]}]
        - {phase: formalized, from: 2003-05, to: 2009, cite: [first]}
      activity:
        - {phase: ad-hoc, from: 2002, to: unknown, cite: [first], confidence: low}
    motives:
      - {motive: shared-values, of: B, statement: Both hold them., from: 2000, cite: [first]}
    milestones:
      - {date: 2003-05-12, kind: agreement, title: They agree, cite: [second]}
    lessons:
      - {group: mandates, statement: Mandates must be clear., cite: [second]}
operations:
  - id: one
    name: One
    start: 2004
    end: 2006
    cite: [first]
    participations:
      - {organization: A, role: lead, to: 2005}
sources:
  definitions: {title: Definitions}
  first: {title: First}
  second: {title: Second}
  rival: {title: Rival}
";

    fn graph() -> Graph {
        Graph::new(dataset::parse(DATA).expect("the dataset is valid"))
    }

    /// Returns the statements that are not definitions.
    fn claims(graph: &Graph) -> Vec<Statement<'_>> {
        let statements = graph.statements();
        statements
            .filter(|statement| statement.kind() != StatementKind::Definition)
            .collect()
    }

    #[test]
    fn statements_are_in_the_order_of_vocabularies_partnerships_and_operations() {
        let graph = graph();
        let rows: Vec<String> = claims(&graph)
            .into_iter()
            .map(|statement| {
                let kind = statement.kind().name();
                format!("{kind} of {}: {}", statement.about(), statement.text())
            })
            .collect();
        assert_eq!(
            rows,
            [
                "phase of A–B: Contact from 1999 (formal)",
                "phase of A–B: Formalized from 2003-05 (formal)",
                "phase of A–B: Ad hoc cooperation from 2002 (activity)",
                "motive of A–B: B: Both hold them.",
                "milestone of A–B: 2003-05-12: They agree",
                "lesson of A–B: Mandates must be clear.",
                "operation of One: One",
                "participation of One: A: lead",
            ]
        );
        let first_claim = graph
            .statements()
            .position(|statement| statement.kind() != StatementKind::Definition);
        let terms = graph.dataset().vocabularies().all_terms().count();
        assert_eq!(first_claim, Some(terms), "definitions come first");
    }

    #[test]
    fn definitions_have_citations_and_no_claim() {
        let graph = graph();
        let lead = graph
            .statements()
            .find(|statement| statement.text() == "Lead")
            .expect("the role is defined");
        assert_eq!(lead.subject(), Subject::Vocabulary("roles"));
        assert_eq!(lead.about(), "roles");
        assert!(lead.claim().is_none());
        assert_eq!(lead.confidence(), Confidence::High);
        assert_eq!(sources(&graph, lead), ["definitions"]);
        assert_eq!(lead.dates(), (None, None));
    }

    #[test]
    fn citations_of_rivals_follow_those_of_the_claim() {
        let graph = graph();
        let claims = claims(&graph);
        assert_eq!(sources(&graph, claims[0]), ["first", "rival"]);
        assert!(claims[0].is_contested());
        assert_eq!(sources(&graph, claims[1]), ["first"]);
        assert!(!claims[1].is_contested());
        assert_eq!(claims[2].confidence(), Confidence::Low);
    }

    #[test]
    fn dates_are_those_that_the_record_itself_states() {
        let graph = graph();
        let date = |text: &str| text.parse::<Date>().expect(text);
        let until = |text: &str| Some(End::On(date(text)));
        let dates: Vec<_> = claims(&graph).into_iter().map(Statement::dates).collect();
        assert_eq!(
            dates,
            [
                (Some(date("1999")), None),
                (Some(date("2003-05")), until("2009")),
                (Some(date("2002")), Some(End::Unknown)),
                (Some(date("2000")), None),
                (Some(date("2003-05-12")), until("2003-05-12")),
                (None, None),
                (Some(date("2004")), until("2006")),
                (None, until("2005")),
            ]
        );
    }

    /// Returns the ids of the sources that a statement cites.
    fn sources<'g>(graph: &'g Graph, statement: Statement<'g>) -> Vec<&'g str> {
        let sources = graph.dataset().sources();
        statement
            .citations()
            .map(|citation| sources[citation.source].id.as_str())
            .collect()
    }
}
