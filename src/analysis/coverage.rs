//! Coverage: where the evidence of a dataset is weak. Weak evidence is not an error, so no check reports it.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use crate::graph::{
    Content, DayRange, Graph, OperationRef, OrganizationRef, PartnershipRef, Statement,
    StatementKind,
};
use crate::model::{Citation, Confidence, Date, Day, Key, Motive, MotiveFamily};

/// Where the evidence of a dataset is weak.
#[derive(Clone)]
#[non_exhaustive]
pub struct Coverage<'g> {
    /// The statements about each partnership, in the order of the dataset.
    pub partnerships: Vec<(PartnershipRef<'g>, Vec<Assessment<'g>>)>,
    /// The statements about all operations, in the order of the dataset.
    ///
    /// A participation without citations of its own rests on those of its operation and is left out.
    pub operations: Vec<Assessment<'g>>,
    /// The sides of partnerships without a motive of a family.
    pub missing_motives: Vec<MissingMotive<'g>>,
    /// The years without a record of each partnership that has any.
    pub silent_years: Vec<SilentYears<'g>>,
}

/// A statement and the weaknesses of its evidence.
#[derive(Clone)]
#[non_exhaustive]
pub struct Assessment<'g> {
    /// The statement.
    pub statement: Statement<'g>,
    /// The weaknesses, in the order of [`Weakness::ALL`]; empty if the evidence is strong.
    pub weaknesses: Vec<Weakness>,
}

/// A weakness of the evidence of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weakness {
    /// It rests on one source or none.
    OneSource,
    /// No citation names a place in its source.
    NoLocator,
    /// No source is of the first tier.
    UnofficialOnly,
    /// Its start, the end of an operation, or the first attestation of a motive without a start is marked as uncertain or
    /// approximate, or is not within one year.
    UncertainDate,
    /// Its confidence is below [`Confidence::High`].
    ConfidenceNotHigh,
}

/// A side of a partnership that holds no motive of a family.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct MissingMotive<'g> {
    /// The partnership.
    pub partnership: PartnershipRef<'g>,
    /// The side.
    pub side: OrganizationRef<'g>,
    /// The family.
    pub family: Key<MotiveFamily>,
    /// The motives of the family that were looked for and not found, in the order of the dataset.
    pub not_found: Vec<Key<Motive>>,
}

/// The years of a partnership without a record: no phase begins or ends, no milestone happens, and no shared operation
/// begins or ends.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SilentYears<'g> {
    /// The partnership.
    pub partnership: PartnershipRef<'g>,
    /// The periods of consecutive years, in order; at least one.
    pub periods: Vec<RangeInclusive<i32>>,
}

/// Assesses the evidence of every statement about partnerships and operations.
///
/// ```
/// use interorg::analysis::{self, Weakness};
/// use interorg::{dataset, graph::Graph};
///
/// let graph = Graph::new(dataset::builtin());
/// let coverage = analysis::coverage(&graph);
/// let (partnership, claims) = &coverage.partnerships[0];
/// let weak = claims.iter().filter(|claim| claim.weaknesses.contains(&Weakness::OneSource));
/// println!("{}: {} of {} claims rest on one source", partnership.label(), weak.count(), claims.len());
/// # assert!(!claims.is_empty());
/// ```
pub fn coverage(graph: &Graph) -> Coverage<'_> {
    let assess = |statement| Assessment::of(graph, statement);
    let partnerships = graph.partnerships().map(|partnership| {
        let statements = partnership.statements().filter(is_claimed);
        (partnership, statements.map(assess).collect())
    });
    let operations = graph.operations().flat_map(OperationRef::statements);
    Coverage {
        partnerships: partnerships.collect(),
        operations: operations.filter(has_own_evidence).map(assess).collect(),
        missing_motives: graph.partnerships().flat_map(missing_motives).collect(),
        silent_years: graph.partnerships().filter_map(silent_years).collect(),
    }
}

impl Weakness {
    /// Every weakness, in the order of tables.
    pub const ALL: [Self; 5] = [
        Self::OneSource,
        Self::NoLocator,
        Self::UnofficialOnly,
        Self::UncertainDate,
        Self::ConfidenceNotHigh,
    ];

    /// Returns the name, such as `one source`.
    pub fn name(self) -> &'static str {
        match self {
            Self::OneSource => "one source",
            Self::NoLocator => "no locator",
            Self::UnofficialOnly => "no official source",
            Self::UncertainDate => "uncertain date",
            Self::ConfidenceNotHigh => "confidence not high",
        }
    }

    fn applies_to(self, graph: &Graph, statement: Statement<'_>) -> bool {
        let mut citations = citations(statement).iter();
        match self {
            Self::OneSource => {
                let sources: BTreeSet<_> = citations.map(|citation| citation.source).collect();
                sources.len() < 2
            }
            Self::NoLocator => citations.all(|citation| citation.at.is_none()),
            Self::UnofficialOnly => {
                let dataset = graph.dataset();
                // Tiers are ordered by how close their sources are to the acts; official documents come first.
                let official = dataset.vocabularies().source_tiers.keys().next();
                !citations.any(|citation| dataset.sources()[citation.source].tier == official)
            }
            Self::UncertainDate => dates(statement).into_iter().flatten().any(is_uncertain),
            Self::ConfidenceNotHigh => statement.confidence() < Confidence::High,
        }
    }
}

impl<'g> Assessment<'g> {
    fn of(graph: &Graph, statement: Statement<'g>) -> Self {
        let weaknesses = Weakness::ALL.into_iter();
        Self {
            statement,
            weaknesses: weaknesses
                .filter(|weakness| weakness.applies_to(graph, statement))
                .collect(),
        }
    }

    /// Returns the number of weaknesses other than a missing locator.
    ///
    /// Short documents are cited as a whole, so a missing locator says little by itself.
    pub fn severity(&self) -> usize {
        let weaknesses = self.weaknesses.iter();
        weaknesses
            .filter(|weakness| **weakness != Weakness::NoLocator)
            .count()
    }
}

impl SilentYears<'_> {
    /// Returns the number of years.
    pub fn count(&self) -> usize {
        self.periods
            .iter()
            .map(|period| period.clone().count())
            .sum()
    }
}

/// Returns `true` if a statement claims something of the world. How complete a series is, and what was not found, need no
/// evidence of that kind.
fn is_claimed(statement: &Statement<'_>) -> bool {
    statement.claim().is_some() && statement.kind() != StatementKind::MotiveNotFound
}

/// Returns `true` unless the statement is a participation that rests on the citations of its operation.
fn has_own_evidence(statement: &Statement<'_>) -> bool {
    statement.kind() != StatementKind::Participation || !citations(*statement).is_empty()
}

/// Returns the citations of a statement, without those of its rivals: they do not support it.
fn citations<'g>(statement: Statement<'g>) -> &'g [Citation] {
    statement.claim().map_or(&[], |claim| &claim.citations)
}

/// Returns the dates that can make a statement uncertain: its start, and the end of an operation. A motive without a start has its
/// first attestation instead.
fn dates(statement: Statement<'_>) -> [Option<Date>; 2] {
    let (start, end) = statement.dates();
    let attested = match statement.content() {
        Content::Motive(motive) => motive.attested.iter().min_by_key(|date| date.latest()),
        _ => None,
    };
    let start = start.or(attested.copied());
    let end = end.filter(|_| statement.kind() == StatementKind::Operation);
    [start, end.and_then(|end| end.date().copied())]
}

/// Returns `true` if a date is marked as uncertain or approximate, or is not within one year.
fn is_uncertain(date: Date) -> bool {
    let bounds = date.earliest().zip(date.latest());
    date.is_qualified() || bounds.is_none_or(|(first, last)| first.year() != last.year())
}

fn missing_motives(partnership: PartnershipRef<'_>) -> Vec<MissingMotive<'_>> {
    let vocabularies = partnership.graph().dataset().vocabularies();
    let families = || vocabularies.motive_families.keys();
    let members = partnership.members().into_iter();
    let pairs = members.flat_map(|side| families().map(move |family| (side, family)));
    let missing = pairs.filter(|(side, family)| {
        let mut motives = partnership.record().motives.iter();
        !motives.any(|claim| {
            claim.holder == side.key() && vocabularies.motives[claim.motive].family == *family
        })
    });
    missing
        .map(|(side, family)| MissingMotive {
            partnership,
            side,
            family,
            not_found: not_found(partnership, side, family),
        })
        .collect()
}

/// Returns the motives of a family that were looked for at one side of a partnership and not found.
fn not_found(
    partnership: PartnershipRef<'_>,
    side: OrganizationRef<'_>,
    family: Key<MotiveFamily>,
) -> Vec<Key<Motive>> {
    let motives = &partnership.graph().dataset().vocabularies().motives;
    let sought = partnership.record().motives_not_found.iter();
    sought
        .filter(|sought| sought.holder == side.key() && motives[sought.motive].family == family)
        .map(|sought| sought.motive)
        .collect()
}

/// Returns the periods between the dated records of a partnership; `None` if there are none.
///
/// The years after the last record count up to the as-of date if the dataset states one. Years in which a member did not exist any
/// more, or not for a time, do not count.
fn silent_years(partnership: PartnershipRef<'_>) -> Option<SilentYears<'_>> {
    let mut recorded = recorded_years(partnership);
    let last = *recorded.last()?;
    let as_of = partnership.graph().dataset().about().as_of;
    let as_of = as_of.and_then(|date| date.latest());
    let end = as_of.map_or(last, Day::year).max(last);
    // The year after the end closes the last gap.
    recorded.insert(end + 1);
    let following = recorded.iter().skip(1);
    let gaps = recorded.iter().zip(following);
    let gaps = gaps.map(|(before, after)| before + 1..=after - 1);
    let possible = possible_years(partnership);
    let periods = gaps.flat_map(|gap| {
        let within = possible.iter();
        within.map(move |years| *gap.start().max(years.start())..=*gap.end().min(years.end()))
    });
    let periods: Vec<RangeInclusive<i32>> = periods.filter(|period| !period.is_empty()).collect();
    (!periods.is_empty()).then_some(SilentYears {
        partnership,
        periods,
    })
}

/// Returns the periods of years in which something can happen between the members of a partnership: neither has been dissolved or
/// is in a gap of its existence for the whole year. Before a member was founded, its predecessors may have acted.
fn possible_years(partnership: PartnershipRef<'_>) -> Vec<RangeInclusive<i32>> {
    let members = partnership.members();
    let [a, b] = members.map(|member| member.lifetime().last);
    let days = DayRange {
        first: Day::MIN,
        last: a.min(b),
    };
    let gaps = members.into_iter().flat_map(OrganizationRef::gaps);
    let mut possible: Vec<RangeInclusive<i32>> = Vec::new();
    for part in days.parts_without(gaps) {
        let (first, last) = (part.first.year_or(i32::MIN), part.last.year_or(i32::MAX));
        match possible.last_mut() {
            Some(years) if first <= years.end().saturating_add(1) => *years = *years.start()..=last,
            _ => possible.push(first..=last),
        }
    }
    possible
}

/// Returns the years in which a phase begins or ends, a milestone happens, or a shared operation begins or ends.
fn recorded_years(partnership: PartnershipRef<'_>) -> BTreeSet<i32> {
    let statements = partnership.statements().filter(|statement| {
        let kind = statement.kind();
        matches!(kind, StatementKind::Phase | StatementKind::Milestone)
    });
    let operations = partnership.shared_operations().map(|operation| {
        let record = operation.record();
        (record.start, Some(record.end))
    });
    let bounds = statements.map(Statement::dates).chain(operations);
    let dates = bounds.flat_map(|(start, end)| {
        let end = end.and_then(|end| end.date().copied());
        start.into_iter().chain(end)
    });
    dates.filter_map(|date| date.year()).collect()
}
