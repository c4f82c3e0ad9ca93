//! Statements: everything that a dataset claims, one claim per row.
//!
//! Whatever reads all claims (the dossier of a source, coverage, bibliographies, exports of evidence) reads them here,
//! so that none of them forgets a kind of claim.

use super::{Graph, OperationRef, PartnershipRef, SpellRef};
use crate::model::{
    Citation, Claim, Coding, Confidence, Date, End, Key, Lesson, Milestone, MotiveClaim,
    Participation, Term, Vocable,
};

/// A statement of the dataset, with its evidence.
#[derive(Clone, Copy)]
pub struct Statement<'g> {
    graph: &'g Graph,
    subject: Subject<'g>,
    content: Content<'g>,
}

/// What a statement is about.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Subject<'g> {
    /// A vocabulary, by its name in the dataset, such as `motive-families`.
    Vocabulary(&'static str),
    /// A partnership.
    Partnership(PartnershipRef<'g>),
    /// An operation.
    Operation(OperationRef<'g>),
}

/// What a statement says, as the record of the dataset.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Content<'g> {
    /// The definition of a term of a vocabulary.
    Definition(&'g Term),
    /// The phase of a partnership during a spell, under a coding.
    Phase(Key<Coding>, SpellRef<'g>),
    /// A motive of one side of a partnership.
    Motive(&'g MotiveClaim),
    /// A milestone of a partnership.
    Milestone(&'g Milestone),
    /// A lesson of a partnership.
    Lesson(&'g Lesson),
    /// The record of an operation itself.
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
    /// A milestone.
    Milestone,
    /// A lesson.
    Lesson,
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
            Self::Milestone => "milestone",
            Self::Lesson => "lesson",
            Self::Operation => "operation",
            Self::Participation => "participation",
        }
    }
}

impl<'g> Statement<'g> {
    /// Returns what the statement is about.
    pub fn subject(self) -> Subject<'g> {
        self.subject
    }

    /// Returns what the statement says, as the record of the dataset.
    pub fn content(self) -> Content<'g> {
        self.content
    }

    /// Returns the kind of the statement.
    pub fn kind(self) -> StatementKind {
        match self.content {
            Content::Definition(_) => StatementKind::Definition,
            Content::Phase(..) => StatementKind::Phase,
            Content::Motive(_) => StatementKind::Motive,
            Content::Milestone(_) => StatementKind::Milestone,
            Content::Lesson(_) => StatementKind::Lesson,
            Content::Operation(_) => StatementKind::Operation,
            Content::Participation(_) => StatementKind::Participation,
        }
    }

    /// Returns what the statement is about in words, such as `UN–AU`.
    pub fn about(self) -> String {
        match self.subject {
            Subject::Vocabulary(name) => name.replace('-', " "),
            Subject::Partnership(partnership) => partnership.label(),
            Subject::Operation(operation) => operation.label().to_owned(),
        }
    }

    /// Returns what the statement says in one line.
    pub fn text(self) -> String {
        let vocabularies = self.graph.dataset().vocabularies();
        let label = |organization| self.graph.organization(organization).label();
        match self.content {
            Content::Definition(term) => term.label.to_string(),
            Content::Phase(coding, spell) => format!(
                "{} from {} ({})",
                spell.phase_label(),
                spell.record().from,
                vocabularies.codings[coding].term().id
            ),
            Content::Motive(motive) => format!("{}: {}", label(motive.holder), motive.statement),
            Content::Milestone(milestone) => format!("{}: {}", milestone.date, milestone.title),
            Content::Lesson(lesson) => lesson.statement.to_string(),
            Content::Operation(operation) => operation.record().name.to_string(),
            Content::Participation(participation) => format!(
                "{}: {}",
                label(participation.organization),
                vocabularies.roles.label(participation.role).to_lowercase()
            ),
        }
    }

    /// Returns when what the statement says began and ended, as far as its own record dates it.
    pub fn dates(self) -> (Option<Date>, Option<End>) {
        match self.content {
            Content::Definition(_) | Content::Lesson(_) => (None, None),
            Content::Phase(_, spell) => (Some(spell.record().from), spell.record().to),
            Content::Motive(motive) => (motive.from, motive.to),
            Content::Milestone(milestone) => (Some(milestone.date), Some(End::On(milestone.date))),
            Content::Operation(operation) => {
                (operation.record().start, Some(operation.record().end))
            }
            Content::Participation(participation) => (participation.from, participation.to),
        }
    }

    /// Returns the claim with its evidence; `None` for a definition, which has only citations.
    pub fn claim(self) -> Option<&'g Claim> {
        match self.content {
            Content::Definition(_) => None,
            Content::Phase(_, spell) => Some(&spell.record().claim),
            Content::Motive(motive) => Some(&motive.claim),
            Content::Milestone(milestone) => Some(&milestone.claim),
            Content::Lesson(lesson) => Some(&lesson.claim),
            Content::Operation(operation) => Some(&operation.record().claim),
            Content::Participation(participation) => Some(&participation.claim),
        }
    }

    /// Returns the citations of the statement, then those of its rival readings.
    pub fn citations(self) -> impl Iterator<Item = &'g Citation> {
        let definition = match self.content {
            Content::Definition(term) => &term.citations[..],
            _ => &[],
        };
        definition
            .iter()
            .chain(self.claim().into_iter().flat_map(Claim::all_citations))
    }

    /// Returns the confidence of the claim; definitions have the highest.
    pub fn confidence(self) -> Confidence {
        self.claim()
            .map_or(Confidence::High, |claim| claim.confidence)
    }

    /// Returns `true` if a rival reading is recorded beside the claim.
    pub fn is_contested(self) -> bool {
        self.claim().is_some_and(Claim::is_contested)
    }
}

impl Graph {
    /// Returns every statement of the dataset: the definitions of the vocabularies, then the statements of each
    /// partnership, then those of each operation, in the order of the dataset.
    ///
    /// ```
    /// use interorg::graph::{Graph, StatementKind};
    ///
    /// let graph = Graph::new(interorg::dataset::builtin());
    /// let milestones = graph.statements().filter(|one| one.kind() == StatementKind::Milestone);
    /// assert!(milestones.count() > 100);
    /// ```
    pub fn statements(&self) -> impl Iterator<Item = Statement<'_>> {
        let definitions = self.dataset().vocabularies().all_terms();
        let definitions = definitions.map(|(vocabulary, term)| Statement {
            graph: self,
            subject: Subject::Vocabulary(vocabulary),
            content: Content::Definition(term),
        });
        let partnerships = self.partnerships().flat_map(PartnershipRef::statements);
        let operations = self.operations().flat_map(OperationRef::statements);
        definitions.chain(partnerships).chain(operations)
    }
}

impl<'g> PartnershipRef<'g> {
    /// Returns the statements about the partnership: phases under each coding, motives, milestones, lessons, each in
    /// the order of the dataset.
    pub fn statements(self) -> impl Iterator<Item = Statement<'g>> {
        let record = self.record();
        let codings = self.graph().dataset().vocabularies().codings.keys();
        let phases = codings.flat_map(move |coding| {
            self.spells(coding)
                .map(move |spell| Content::Phase(coding, spell))
        });
        let contents = phases
            .chain(record.motives.iter().map(Content::Motive))
            .chain(record.milestones.iter().map(Content::Milestone))
            .chain(record.lessons.iter().map(Content::Lesson));
        contents.map(move |content| self.statement(content))
    }

    /// Returns the statement about the partnership with a content of its record.
    pub(crate) fn statement(self, content: Content<'g>) -> Statement<'g> {
        Statement {
            graph: self.graph(),
            subject: Subject::Partnership(self),
            content,
        }
    }
}

impl<'g> OperationRef<'g> {
    /// Returns the statements about the operation: its record, then its participations in the order of the dataset.
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
