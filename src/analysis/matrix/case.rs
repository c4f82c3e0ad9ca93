//! The cases that a matrix counts, and the headings of each.

use std::num::NonZeroU32;

use super::dimension::Dimension;
use super::heading::Mark;
use super::state::State;
use super::unit::Unit;
use crate::graph::{DayRange, Graph, OperationRef, PartnershipRef, last_held_day};
use crate::model::{Claim, Confidence, Day, End, Lesson, MotiveClaim, Participation};
use crate::query::{Query, SelectedPartnership, Selection, SharedOperation};

/// A case that a matrix counts.
#[derive(Clone)]
#[non_exhaustive]
pub enum Case<'g> {
    /// A partnership.
    Partnership(SelectedPartnership<'g>),
    /// A motive of one side of a partnership.
    Motive(SelectedPartnership<'g>, &'g MotiveClaim),
    /// An operation.
    Operation(OperationRef<'g>),
    /// A participation in an operation.
    Participation(OperationRef<'g>, &'g Participation),
    /// An operation that the members of a partnership share.
    SharedOperation(SelectedPartnership<'g>, SharedOperation<'g>),
    /// A lesson of a partnership.
    Lesson(SelectedPartnership<'g>, &'g Lesson),
}

/// The time at which a case is counted, and the state of its partnership at that time.
#[derive(Clone, Copy)]
pub(super) struct Moment<'g> {
    pub(super) time: Time,
    /// The days of the selection, as far as they are in the year or decade.
    pub(super) days: DayRange,
    /// The confidence that claims must have.
    pub(super) min_confidence: Confidence,
    /// `None` if the case does not belong to a partnership.
    pub(super) state: Option<State<'g>>,
}

/// The time at which a case is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Time {
    /// The time of the selection; neither rows nor columns are times.
    Selection,
    /// A year (the first of a decade), and the day of it on which the state is taken.
    In { year: i32, day: Day },
    /// No time: the dataset does not say when the case began.
    Undated,
}

/// Returns the cases of a unit that match, in the order of the dataset.
pub(super) fn cases<'g>(query: &Query<'g>, selection: &Selection<'g>, unit: Unit) -> Vec<Case<'g>> {
    let of_each = |cases: fn(&Selection<'g>, SelectedPartnership<'g>) -> Vec<Case<'g>>| {
        let partnerships = selection.iter();
        partnerships.flat_map(|one| cases(selection, one)).collect()
    };
    match unit {
        Unit::Partnerships => selection.iter().map(Case::Partnership).collect(),
        Unit::Motives => of_each(motives),
        Unit::Operations => query.operations().map(Case::Operation).collect(),
        Unit::Participations => query
            .participations()
            .filter(|(_, participation)| !participation.is_unknown())
            .map(|(operation, participation)| Case::Participation(operation, participation))
            .collect(),
        Unit::SharedOperations => of_each(shared_operations),
        Unit::Lessons => of_each(lessons),
    }
}

fn motives<'g>(selection: &Selection<'g>, selected: SelectedPartnership<'g>) -> Vec<Case<'g>> {
    let claims = selected.partnership().motives();
    claims
        .filter(|(claim, held)| selection.query().motive_matches(claim, *held))
        .map(|(claim, _)| Case::Motive(selected, claim))
        .collect()
}

fn shared_operations<'g>(
    selection: &Selection<'g>,
    selected: SelectedPartnership<'g>,
) -> Vec<Case<'g>> {
    let shared = selection.shared_operations(selected).into_iter();
    shared
        .map(|shared| Case::SharedOperation(selected, shared))
        .collect()
}

/// Returns the lessons of a partnership; with a filter on operations, only lessons of matching operations that run at the time.
fn lessons<'g>(selection: &Selection<'g>, selected: SelectedPartnership<'g>) -> Vec<Case<'g>> {
    let query = selection.query();
    let runs = |lesson: &&Lesson| {
        let operation = lesson.operation;
        !query.filters_operations() || operation.is_some_and(|key| query.operation_runs(key))
    };
    let partnership = selected.partnership().key();
    let lessons = selected.lessons().filter(runs);
    lessons
        .filter(|lesson| query.lesson_matches(partnership, lesson))
        .map(|lesson| Case::Lesson(selected, lesson))
        .collect()
}

impl<'g> Case<'g> {
    /// Returns the partnership of the case; `None` for operations and participations.
    pub fn partnership(&self) -> Option<SelectedPartnership<'g>> {
        match self {
            Self::Partnership(selected)
            | Self::Motive(selected, _)
            | Self::SharedOperation(selected, _)
            | Self::Lesson(selected, _) => Some(*selected),
            Self::Operation(_) | Self::Participation(..) => None,
        }
    }

    /// Returns the number of its claim among those on more than two organizations, by which it is one claim with the cases of
    /// their other dyads; `None` for a case of its own.
    pub(super) fn joint(&self) -> Option<NonZeroU32> {
        match self {
            Self::Motive(_, claim) => claim.claim.joint,
            Self::Lesson(_, lesson) => lesson.claim.joint,
            _ => None,
        }
    }

    /// Returns the operation of the case, if it has one.
    pub fn operation(&self) -> Option<OperationRef<'g>> {
        match self {
            Self::Operation(operation) | Self::Participation(operation, _) => Some(*operation),
            Self::SharedOperation(_, shared) => Some(shared.operation),
            Self::Lesson(selected, lesson) => {
                let graph = selected.partnership().graph();
                lesson.operation.map(|key| graph.operation(key))
            }
            Self::Partnership(_) | Self::Motive(..) => None,
        }
    }

    /// Returns the label of the case, such as `UN–AU in AMISOM`.
    pub fn label(&self) -> String {
        let dyad = |selected: &SelectedPartnership<'_>| selected.partnership().label();
        match self {
            Self::Partnership(selected) => dyad(selected),
            Self::Motive(selected, claim) => {
                let holder = selected.partnership().graph().organization(claim.holder);
                format!(
                    "{}, {}: {}",
                    dyad(selected),
                    holder.label(),
                    claim.statement
                )
            }
            Self::Operation(operation) => operation.label().to_owned(),
            Self::Participation(operation, participation) => {
                let graph = operation.graph();
                let organization = graph.organization(participation.organization).label();
                let roles = &graph.dataset().vocabularies().roles;
                let role = crate::phrase::uncapitalized(roles.label(participation.role));
                format!("{organization} in {} ({role})", operation.label())
            }
            Self::SharedOperation(selected, shared) => {
                format!("{} in {}", dyad(selected), shared.operation.label())
            }
            Self::Lesson(selected, lesson) => format!("{}: {}", dyad(selected), lesson.statement),
        }
    }

    /// Returns the days on which the case lasts, in separate stretches; `None` for a partnership, whose state is
    /// taken on one day.
    pub(super) fn days(&self, graph: &Graph) -> Option<Vec<DayRange>> {
        let days = match self {
            Self::Partnership(_) => return None,
            Self::Motive(selected, claim) => {
                let days = motive_days(claim, selected.partnership());
                days.into_iter().collect()
            }
            Self::Participation(operation, participation) => {
                operation.participation_days(participation)
            }
            Self::SharedOperation(_, shared) => {
                shared.pairs.iter().map(|pair| pair.days()).collect()
            }
            Self::Operation(_) | Self::Lesson(..) => {
                let operation = self.operation().into_iter();
                operation
                    .map(|operation| graph.index().operation_days(operation.key()))
                    .collect()
            }
        };
        Some(days)
    }

    /// Visits the [headings](Self::marks) of the case. Most dimensions have one, and there may be millions of moments.
    pub(super) fn each_mark(
        &self,
        dimension: Dimension,
        moment: Moment<'_>,
        mut visit: impl FnMut(Mark),
    ) {
        match dimension {
            Dimension::Phase => visit(phase(moment.state)),
            Dimension::Condition => visit(condition(moment.state)),
            Dimension::Year => visit(moment.year(1).unwrap_or(Mark::Missing)),
            Dimension::Decade => visit(moment.year(10).unwrap_or(Mark::Missing)),
            _ => self.marks(dimension, moment).into_iter().for_each(visit),
        }
    }

    /// Returns the headings of the case in a dimension at a moment; [`Mark::Missing`] if it has no value there.
    pub(super) fn marks(&self, dimension: Dimension, moment: Moment<'_>) -> Vec<Mark> {
        let mut marks = self.values(dimension, moment);
        marks.sort_unstable();
        marks.dedup();
        if marks.is_empty() {
            marks.push(Mark::Missing);
        }
        marks
    }

    fn values(&self, dimension: Dimension, moment: Moment<'_>) -> Vec<Mark> {
        match dimension {
            Dimension::Dyad => {
                let partnership = self.partnership().map(SelectedPartnership::partnership);
                let mark = partnership.map(|partnership| Mark::of(partnership.key()));
                mark.into_iter().collect()
            }
            Dimension::Organization => self.organizations(moment),
            Dimension::Motive => self.motives(moment.time, |claim, _| Mark::of(claim.motive)),
            Dimension::MotiveFamily => self.motives(moment.time, |claim, graph| {
                Mark::of(graph.dataset().vocabularies().motives[claim.motive].family)
            }),
            Dimension::Phase => vec![phase(moment.state)],
            Dimension::Condition => vec![condition(moment.state)],
            Dimension::Operation => {
                let operation = self.operation().into_iter();
                operation
                    .map(|operation| Mark::of(operation.key()))
                    .collect()
            }
            Dimension::Role => self.roles(moment),
            Dimension::LessonGroup => match self {
                Self::Lesson(_, lesson) => vec![Mark::of(lesson.group)],
                _ => Vec::new(),
            },
            Dimension::Country => self.countries(),
            Dimension::Year => moment.year(1).into_iter().collect(),
            Dimension::Decade => moment.year(10).into_iter().collect(),
        }
    }

    fn organizations(&self, moment: Moment<'_>) -> Vec<Mark> {
        match self {
            Self::Motive(_, claim) => vec![Mark::of(claim.holder)],
            Self::Participation(_, participation) => vec![Mark::of(participation.organization)],
            Self::Operation(operation) => {
                let participations = moment.participations(*operation);
                participations
                    .map(|participation| Mark::of(participation.organization))
                    .collect()
            }
            Self::Partnership(selected)
            | Self::SharedOperation(selected, _)
            | Self::Lesson(selected, _) => {
                let members = selected.partnership().dyad().members();
                members.map(Mark::of).to_vec()
            }
        }
    }

    /// Returns the mark of a motive claim, or those of all motives that either side of a partnership holds at a time.
    fn motives(&self, time: Time, mark: impl Fn(&MotiveClaim, &Graph) -> Mark) -> Vec<Mark> {
        match self {
            Self::Motive(selected, claim) => vec![mark(claim, selected.partnership().graph())],
            Self::Partnership(selected) => {
                let partnership = selected.partnership();
                let days = match time {
                    Time::In { day, .. } => DayRange::of_day(day),
                    Time::Selection | Time::Undated => selected.time().days(),
                };
                let motives = partnership.motives();
                motives
                    .filter(|(claim, held)| selected.counts_motive(claim) && held.overlaps(days))
                    .map(|(claim, _)| mark(claim, partnership.graph()))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// Returns the role of a participation, or those in an operation at a moment; in a shared operation, those in which the
    /// two members share it.
    fn roles(&self, moment: Moment<'_>) -> Vec<Mark> {
        match self {
            Self::Participation(_, participation) => vec![Mark::of(participation.role)],
            Self::Operation(operation) => {
                let participations = moment.participations(*operation);
                participations
                    .map(|participation| Mark::of(participation.role))
                    .collect()
            }
            Self::SharedOperation(_, shared) => {
                let pairs = shared.pairs.iter();
                let pairs = pairs.filter(|pair| pair.days().overlaps(moment.days));
                let participations = pairs.flat_map(|pair| pair.participations());
                participations
                    .map(|participation| Mark::of(participation.role))
                    .collect()
            }
            Self::Partnership(_) | Self::Motive(..) | Self::Lesson(..) => Vec::new(),
        }
    }

    fn countries(&self) -> Vec<Mark> {
        let operation = self.operation().into_iter();
        let countries = operation.flat_map(|operation| operation.record().countries.iter());
        countries
            .map(|country| Mark::Word(country.clone()))
            .collect()
    }

    /// Returns the claims that the case rests on at a moment, each with what it supports.
    pub(super) fn claims(&self, moment: Moment<'g>) -> Vec<(&'static str, &'g Claim)> {
        let operation = |operation: &OperationRef<'g>| ("operation", &operation.record().claim);
        match self {
            Self::Partnership(_) => {
                let spell = moment.state.and_then(State::spell);
                let claim = spell.map(|spell| ("phase", &spell.record().claim));
                claim.into_iter().collect()
            }
            Self::Motive(_, claim) => vec![("motive", &claim.claim)],
            Self::Operation(of) => vec![operation(of)],
            Self::SharedOperation(_, shared) => vec![operation(&shared.operation)],
            // A participation without citations rests on those of its operation.
            Self::Participation(of, participation) if participation.claim.citations.is_empty() => {
                vec![operation(of)]
            }
            Self::Participation(_, participation) => {
                vec![("participation", &participation.claim)]
            }
            Self::Lesson(_, lesson) => vec![("lesson", &lesson.claim)],
        }
    }
}

impl Moment<'_> {
    /// Returns the participations in an operation at the moment, without those of which it is unknown whether they took place,
    /// and those with too little confidence.
    fn participations<'o>(
        self,
        operation: OperationRef<'o>,
    ) -> impl Iterator<Item = &'o Participation> {
        let participations = operation.record().participations.iter();
        participations.filter(move |participation| {
            let days = || operation.participation_days(participation);
            !participation.is_unknown()
                && participation.claim.confidence >= self.min_confidence
                && days().iter().any(|days| days.overlaps(self.days))
        })
    }

    /// Returns the first year of the span of years in which the moment is; `None` if it is not in a year.
    fn year(self, span: i32) -> Option<Mark> {
        match self.time {
            Time::In { year, .. } => Some(Mark::Year(year - year.rem_euclid(span))),
            Time::Selection | Time::Undated => None,
        }
    }
}

/// Returns the days on which a motive is held: the dated days, but not after the end of its holder, and not before its
/// founding unless predecessors acted for a member.
pub(super) fn motive_days(
    claim: &MotiveClaim,
    partnership: PartnershipRef<'_>,
) -> Option<DayRange> {
    let start = claim.start();
    let mut dated = DayRange::from_bounds(start.as_ref(), claim.to.unwrap_or(End::Ongoing));
    if dated.first != Day::MIN {
        dated.last = last_held_day(claim, dated.first);
    }
    let lifetime = partnership.graph().organization(claim.holder).lifetime();
    // Without a start, it is unknown since when it has been held.
    let is_cut = start.is_some() && !partnership.record().has_acting_predecessors();
    dated.intersection(DayRange {
        first: if is_cut { lifetime.first } else { Day::MIN },
        last: lifetime.last,
    })
}

/// Returns the heading of a phase. Without a relation, it is the phase of the scale that means so, if there is one.
fn phase(state: Option<State<'_>>) -> Mark {
    match state {
        Some(State::In(spell)) => Mark::of(spell.record().phase),
        Some(State::Unrelated(graph)) => {
            let mut phases = graph.dataset().vocabularies().phases.entries();
            let absent = phases.find(|(_, phase)| phase.absent);
            absent.map_or(Mark::Unrelated, |(key, _)| Mark::of(key))
        }
        Some(State::NotExisting) => Mark::NotExisting,
        Some(State::Unknown) | None => Mark::Missing,
    }
}

/// Returns the heading of a condition; only a relation has a condition.
fn condition(state: Option<State<'_>>) -> Mark {
    match state {
        Some(State::In(spell)) if !spell.is_absent() => Mark::of(spell.record().condition),
        Some(State::In(_) | State::Unrelated(_)) => Mark::Unrelated,
        Some(State::NotExisting) => Mark::NotExisting,
        Some(State::Unknown) | None => Mark::Missing,
    }
}
