//! The things that are counted, and where each of them belongs.

use super::heading::Mark;
use super::state::State;
use super::unit::{Dimension, Unit};
use crate::graph::{DayRange, Graph, JointParticipationRef, OperationRef, TimeFilter};
use crate::model::{Claim, Day, End, Key, Lesson, MotiveClaim, Operation, Participation};
use crate::query::{Query, SelectedPartnership, Selection};

/// One thing that is counted.
#[derive(Clone)]
pub(super) enum Thing<'g> {
    Partnership(SelectedPartnership<'g>),
    Motive(SelectedPartnership<'g>, &'g MotiveClaim),
    Operation(OperationRef<'g>),
    Participation(OperationRef<'g>, &'g Participation),
    /// With the days on which the members take part together.
    Shared(SelectedPartnership<'g>, OperationRef<'g>, Vec<DayRange>),
    Lesson(SelectedPartnership<'g>, &'g Lesson),
}

/// When a thing is looked at, and how its partnership stands then.
#[derive(Clone, Copy)]
pub(super) struct Moment<'g> {
    pub(super) time: Time,
    /// `None` if the thing is not one of a partnership.
    pub(super) state: Option<State<'g>>,
}

/// When a thing is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Time {
    /// At the time of the selection; neither rows nor columns are times.
    Whole,
    /// In a year (for decades, the first of them), as it stands on a day of it.
    In { year: i32, day: Day },
    /// At no time that the dataset tells.
    Undated,
}

/// Collects what is to be counted, in the order of the dataset.
pub(super) fn things<'g>(
    query: &Query<'g>,
    selection: &Selection<'g>,
    unit: Unit,
) -> Vec<Thing<'g>> {
    match unit {
        Unit::Partnerships => selection.iter().map(Thing::Partnership).collect(),
        Unit::Motives => selection
            .iter()
            .flat_map(|selected| motives(query, selected))
            .collect(),
        Unit::Operations => query.operations().map(Thing::Operation).collect(),
        Unit::Participations => query
            .participations()
            .map(|(operation, part)| Thing::Participation(operation, part))
            .collect(),
        Unit::SharedOperations => selection
            .iter()
            .flat_map(|selected| shared(query, selected))
            .collect(),
        Unit::Lessons => selection
            .iter()
            .flat_map(|selected| lessons(query, selected))
            .collect(),
    }
}

fn motives<'g>(query: &Query<'g>, selected: SelectedPartnership<'g>) -> Vec<Thing<'g>> {
    let claims = selected.partnership().motives();
    let fitting = claims.filter(|(claim, held)| query.motive_matches(claim, *held));
    fitting
        .map(|(claim, _)| Thing::Motive(selected, claim))
        .collect()
}

fn lessons<'g>(query: &Query<'g>, selected: SelectedPartnership<'g>) -> Vec<Thing<'g>> {
    let fits = |lesson: &&Lesson| match lesson.operation {
        Some(operation) => !query.filters_operations() || query.operation_matches(operation),
        None => !query.filters_operations(),
    };
    let lessons = selected.lessons().filter(fits);
    lessons
        .map(|lesson| Thing::Lesson(selected, lesson))
        .collect()
}

fn shared<'g>(query: &Query<'g>, selected: SelectedPartnership<'g>) -> Vec<Thing<'g>> {
    let mut things: Vec<Thing<'g>> = Vec::new();
    let fits =
        |shared: &JointParticipationRef<'g>| query.operation_matches(shared.operation().key());
    for shared in selected.joint_participations().filter(fits) {
        match things.last_mut() {
            Some(Thing::Shared(_, last, days)) if last.key() == shared.operation().key() => {
                days.push(shared.days());
            }
            _ => {
                let days = vec![shared.days()];
                things.push(Thing::Shared(selected, shared.operation(), days));
            }
        }
    }
    things
}

impl<'g> Thing<'g> {
    /// Returns how the partnership stands to which the thing belongs.
    pub(super) fn selected(&self) -> Option<SelectedPartnership<'g>> {
        match self {
            Self::Partnership(selected)
            | Self::Motive(selected, _)
            | Self::Shared(selected, ..)
            | Self::Lesson(selected, _) => Some(*selected),
            Self::Operation(_) | Self::Participation(..) => None,
        }
    }

    fn operation(&self) -> Option<Key<Operation>> {
        match self {
            Self::Operation(operation)
            | Self::Participation(operation, _)
            | Self::Shared(_, operation, _) => Some(operation.key()),
            Self::Lesson(_, lesson) => lesson.operation,
            Self::Partnership(_) | Self::Motive(..) => None,
        }
    }

    /// Returns the stretches of days in which the thing lasts; `None` for a partnership, which is
    /// looked at on a day.
    pub(super) fn days(&self, graph: &Graph) -> Option<Vec<DayRange>> {
        match self {
            Self::Partnership(_) => None,
            Self::Motive(_, claim) => {
                let days =
                    DayRange::from_bounds(claim.from.as_ref(), claim.to.unwrap_or(End::Ongoing));
                // A motive does not outlive its holder.
                let last = graph.organization(claim.holder).lifetime().last;
                Some(
                    days.intersection(DayRange {
                        first: Day::MIN,
                        last,
                    })
                    .into_iter()
                    .collect(),
                )
            }
            Self::Participation(operation, part) => {
                Some(operation.participation_days(part).into_iter().collect())
            }
            Self::Shared(_, _, days) => Some(days.clone()),
            Self::Operation(_) | Self::Lesson(..) => {
                let days = self
                    .operation()
                    .map(|key| graph.index().operation_days(key));
                Some(days.into_iter().collect())
            }
        }
    }

    /// Returns the headings of a dimension under which the thing stands at a moment; there is always
    /// one, if only the one that says that it has none.
    pub(super) fn marks(&self, dimension: Dimension, moment: Moment<'_>) -> Vec<Mark> {
        let mut marks = self.found(dimension, moment);
        marks.sort_unstable();
        marks.dedup();
        if marks.is_empty() {
            marks.push(Mark::Missing);
        }
        marks
    }

    fn found(&self, dimension: Dimension, moment: Moment<'_>) -> Vec<Mark> {
        match (dimension, moment.time) {
            (Dimension::Dyad, _) => self
                .selected()
                .map(|selected| Mark::of(selected.partnership().key()))
                .into_iter()
                .collect(),
            (Dimension::Organization, _) => self.organizations(),
            (Dimension::Motive, _) => self.motives(moment.time, |claim, _| Mark::of(claim.motive)),
            (Dimension::MotiveFamily, _) => self.motives(moment.time, |claim, graph| {
                Mark::of(graph.dataset().vocabularies().motives[claim.motive].family)
            }),
            (Dimension::Phase, _) => vec![phase(moment.state)],
            (Dimension::Condition, _) => vec![condition(moment.state)],
            (Dimension::Operation, _) => self.operation().map(Mark::of).into_iter().collect(),
            (Dimension::Role, _) => self.roles(),
            (Dimension::LessonGroup, _) => match self {
                Self::Lesson(_, lesson) => vec![Mark::of(lesson.group)],
                _ => Vec::new(),
            },
            (Dimension::Country, _) => self.countries(),
            (Dimension::Year, Time::In { year, .. }) => vec![Mark::Year(year)],
            (Dimension::Decade, Time::In { year, .. }) => {
                vec![Mark::Year(year - year.rem_euclid(10))]
            }
            (Dimension::Year | Dimension::Decade, _) => Vec::new(),
        }
    }

    fn organizations(&self) -> Vec<Mark> {
        match self {
            Self::Motive(_, claim) => vec![Mark::of(claim.holder)],
            Self::Participation(_, part) => vec![Mark::of(part.organization)],
            Self::Operation(operation) => {
                let parts = operation.record().participations.iter();
                parts.map(|part| Mark::of(part.organization)).collect()
            }
            Self::Partnership(selected)
            | Self::Shared(selected, ..)
            | Self::Lesson(selected, _) => {
                let members = selected.partnership().dyad().members();
                members.map(Mark::of).to_vec()
            }
        }
    }

    fn motives(&self, time: Time, mark: impl Fn(&MotiveClaim, &Graph) -> Mark) -> Vec<Mark> {
        match self {
            Self::Motive(selected, claim) => vec![mark(claim, selected.partnership().graph())],
            Self::Partnership(selected) => {
                let partnership = selected.partnership();
                let asked = match time {
                    Time::In { day, .. } => TimeFilter::At(day).days(),
                    Time::Whole | Time::Undated => selected.time().days(),
                };
                let held = partnership.motives().filter(|(claim, days)| {
                    selected.meets_confidence(&claim.claim) && days.overlaps(asked)
                });
                held.map(|(claim, _)| mark(claim, partnership.graph()))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    fn roles(&self) -> Vec<Mark> {
        let (operation, members) = match self {
            Self::Participation(_, part) => return vec![Mark::of(part.role)],
            Self::Operation(operation) => (operation, None),
            Self::Shared(selected, operation, _) => {
                (operation, Some(selected.partnership().dyad()))
            }
            _ => return Vec::new(),
        };
        let parts = operation.record().participations.iter();
        let of_members = parts
            .filter(|part| members.is_none_or(|dyad| dyad.contains(part.organization)))
            .map(|part| Mark::of(part.role));
        of_members.collect()
    }

    fn countries(&self) -> Vec<Mark> {
        let operations = match self {
            Self::Operation(operation)
            | Self::Participation(operation, _)
            | Self::Shared(_, operation, _) => Some(*operation),
            Self::Lesson(selected, lesson) => lesson
                .operation
                .map(|key| selected.partnership().graph().operation(key)),
            Self::Partnership(_) | Self::Motive(..) => None,
        };
        let countries = operations
            .into_iter()
            .flat_map(|operation| operation.record().countries.iter());
        countries
            .map(|country| Mark::Word(country.clone()))
            .collect()
    }

    /// Names the thing in a few words.
    pub(super) fn label(&self) -> String {
        match self {
            Self::Partnership(selected) => selected.partnership().label(),
            Self::Motive(selected, claim) => {
                let partnership = selected.partnership();
                let holder = partnership.graph().organization(claim.holder);
                let (dyad, holder) = (partnership.label(), holder.label());
                format!("{dyad}, {holder}: {}", claim.statement)
            }
            Self::Operation(operation) => operation.label().to_owned(),
            Self::Participation(operation, part) => {
                let graph = operation.graph();
                let organization = graph.organization(part.organization).label();
                let role = graph.dataset().vocabularies().roles.label(part.role);
                let role = crate::phrase::uncapitalized(role);
                format!("{organization} in {} ({role})", operation.label())
            }
            Self::Shared(selected, operation, _) => {
                format!(
                    "{} in {}",
                    selected.partnership().label(),
                    operation.label()
                )
            }
            Self::Lesson(selected, lesson) => {
                format!("{}: {}", selected.partnership().label(), lesson.statement)
            }
        }
    }

    /// Returns the claims that the thing rests on, with what each supports.
    pub(super) fn claims(&self, moment: Moment<'g>) -> Vec<(&'static str, &'g Claim)> {
        let operation = |operation: &OperationRef<'g>| ("operation", &operation.record().claim);
        match self {
            Self::Partnership(_) => {
                let spell = moment.state.and_then(State::spell);
                let claim = spell.map(|spell| ("phase", &spell.record().claim));
                claim.into_iter().collect()
            }
            Self::Motive(_, claim) => vec![("motive", &claim.claim)],
            Self::Operation(of) | Self::Shared(_, of, _) => vec![operation(of)],
            Self::Participation(of, part) if part.claim.citations.is_empty() => vec![operation(of)],
            Self::Participation(_, part) => vec![("participation", &part.claim)],
            Self::Lesson(_, lesson) => vec![("lesson", &lesson.claim)],
        }
    }
}

/// Returns the heading of a phase; without a relation it is that of the phase which means so.
fn phase(state: Option<State<'_>>) -> Mark {
    let absent = |graph: &Graph| {
        let phases = graph.dataset().vocabularies().phases.entries();
        let mut absent = phases.filter(|(_, phase)| phase.absent);
        absent.next().map(|(key, _)| Mark::of(key))
    };
    match state {
        Some(State::In(spell)) => Mark::of(spell.record().phase),
        Some(State::Unrelated(graph)) => absent(graph).unwrap_or(Mark::Unrelated),
        Some(State::NotExisting) => Mark::NotExisting,
        Some(State::Unknown) | None => Mark::Missing,
    }
}

/// Returns the heading of a condition; only a relation has one.
fn condition(state: Option<State<'_>>) -> Mark {
    match state {
        Some(State::In(spell)) if !spell.is_absent() => Mark::of(spell.record().condition),
        Some(State::In(_) | State::Unrelated(_)) => Mark::Unrelated,
        Some(State::NotExisting) => Mark::NotExisting,
        Some(State::Unknown) | None => Mark::Missing,
    }
}
