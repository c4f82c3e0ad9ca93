//! From a selection to its timeline.

use super::{Bar, Extent, Fall, Lane, Legend, Mark, Stretch, Timeline, Track};
use crate::analysis::TransitionKind;
use crate::graph::{
    Graph, JointParticipationRef, SpellRef, TimeFilter, participation_bounds, start_day,
};
use crate::model::{Coding, Date, Day, End, Identified, Key, Milestone};
use crate::picture::caption::{self, PictureOptions};
use crate::picture::network::{Caption, rows};
use crate::query::roles_of;
use crate::query::{SelectedPartnership, Selection};

/// How many milestones are numbered and told in a key, unless more are asked for.
const FEW: usize = 60;

/// How far a date that is marked as uncertain or approximate may be off on either side, in days, if it
/// is not coarse anyway: a quarter of a year.
const MARGIN: i32 = 91;

/// What can be chosen about a timeline.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TimelineOptions<'o> {
    /// What every picture can be asked for.
    pub picture: PictureOptions<'o>,
    /// Whether every coding has its bars, one under the other, or only that of the selection.
    pub all_codings: bool,
    /// How milestones are told.
    pub milestones: Milestones,
    /// Whether the operations that the two share are drawn as thin bars.
    pub operations: bool,
}

/// How milestones are told on a timeline.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Milestones {
    /// With a key where they are few, as marks alone where they are many.
    #[default]
    Fitting,
    /// As numbered marks, with a key below the picture.
    Key,
    /// As marks alone.
    Marks,
    /// Not at all.
    Hidden,
}

/// Arranges a selection along time, its dyads in the order of the dataset.
///
/// The axis runs from the first relation to the as-of date, or over the time that the selection is cut
/// at; a date asked for is its end.
pub fn timeline(selection: &Selection<'_>, options: TimelineOptions<'_>) -> Timeline {
    let span = span(selection, options);
    let drawing = Drawing {
        selection,
        options,
        span,
    };
    let (rows, weaker) = rows(selection, options.picture.keep);
    let drawn = rows.len();
    let mut lanes: Vec<Lane> = rows
        .into_iter()
        .map(|selected| drawing.lane(selected))
        .filter(|lane| !lane.is_empty())
        .collect();
    let total: usize = lanes.iter().map(|lane| lane.marks.len()).sum();
    let numbered = match options.milestones {
        Milestones::Fitting => total <= FEW,
        how => how == Milestones::Key,
    };
    if numbered {
        number(&mut lanes);
    }
    let note =
        (!numbered && total > 0).then(|| format!("{total} milestones are marked without a key."));
    let as_of = selection.graph().as_of();
    Timeline {
        caption: caption(
            selection,
            options,
            drawn - lanes.len(),
            note.into_iter().chain(weaker),
        ),
        span,
        as_of: (span.0 <= as_of && as_of <= span.1).then_some(as_of),
        legend: legend(selection.graph(), &lanes),
        lanes,
    }
}

impl Lane {
    fn is_empty(&self) -> bool {
        self.tracks.iter().all(|track| track.bars.is_empty()) && self.marks.is_empty()
    }
}

/// Returns the first and the last day of the axis.
fn span(selection: &Selection<'_>, options: TimelineOptions<'_>) -> (Day, Day) {
    let as_of = selection.graph().as_of();
    let codings = codings(selection, options);
    let starts = selection.iter().flat_map(|selected| {
        let codings = codings.clone().into_iter();
        codings.filter_map(move |coding| {
            let mut spells = selected.partnership().spells(coding);
            spells
                .find(|spell| !spell.is_absent())
                .map(|spell| spell.days().first)
        })
    });
    let first = starts.filter(|day| *day != Day::MIN).min().unwrap_or(as_of);
    let (first, last) = match selection.time() {
        TimeFilter::Always => (first, as_of),
        TimeFilter::At(day) => (first, day),
        TimeFilter::During(from, to) => (
            if from == Day::MIN { first } else { from },
            if to == Day::MAX { as_of } else { to },
        ),
    };
    (first.min(last), last.max(first))
}

/// Returns the codings that are drawn.
fn codings(selection: &Selection<'_>, options: TimelineOptions<'_>) -> Vec<Key<Coding>> {
    let all = &selection.graph().dataset().vocabularies().codings;
    match options.all_codings {
        true => all.keys().collect(),
        false => vec![selection.coding()],
    }
}

struct Drawing<'a, 'g> {
    selection: &'a Selection<'g>,
    options: TimelineOptions<'a>,
    span: (Day, Day),
}

impl<'g> Drawing<'_, 'g> {
    fn lane(&self, selected: SelectedPartnership<'g>) -> Lane {
        let partnership = selected.partnership();
        let ids = partnership
            .members()
            .map(|member| member.record().id().as_str());
        let tracks = codings(self.selection, self.options).into_iter();
        let mut marks: Vec<Mark> = selected
            .milestones()
            .filter(|_| self.options.milestones != Milestones::Hidden)
            .filter_map(|milestone| self.mark(selected, milestone))
            .collect();
        marks.sort_by_key(|mark| mark.day);
        let mut operations: Vec<Stretch> = match self.options.operations {
            true => self.operations(selected),
            false => Vec::new(),
        };
        operations.sort_by_key(|stretch| stretch.time.start);
        Lane {
            label: partnership.label(),
            key: ids.join(" "),
            tracks: tracks.map(|coding| self.track(selected, coding)).collect(),
            marks,
            operations,
        }
    }

    fn track(&self, selected: SelectedPartnership<'g>, coding: Key<Coding>) -> Track {
        let codings = &self.selection.graph().dataset().vocabularies().codings;
        let spells: Vec<SpellRef<'g>> = selected.partnership().spells(coding).collect();
        let is_sure = |spell: &SpellRef<'_>| selected.meets_confidence(&spell.record().claim);
        let sure: Vec<SpellRef<'g>> = spells.iter().copied().filter(is_sure).collect();
        let bars = spells.iter().enumerate().filter_map(|(place, spell)| {
            let spell = Some(*spell).filter(is_sure)?;
            self.bar(selected, spell, spells.get(place + 1).copied())
        });
        let compared = self.options.all_codings && codings.len() > 1;
        Track {
            coding: compared.then(|| codings[coding].id().to_string()),
            bars: bars.collect(),
            falls: self.falls(&sure),
        }
    }

    fn bar(
        &self,
        selected: SelectedPartnership<'g>,
        spell: SpellRef<'g>,
        next: Option<SpellRef<'g>>,
    ) -> Option<Bar> {
        if spell.is_absent() {
            return None;
        }
        let record = spell.record();
        // A spell without an end of its own fades out while the next one fades in; one that has ended and
        // nobody knows when, all along.
        let days = spell.days();
        let end = match (record.to, next) {
            (Some(End::On(date)), _) => soft(&date),
            (Some(End::Unknown), _) => (days.first, days.last.min(spell.graph().as_of())),
            (None, Some(next)) => soft(&next.record().from),
            _ => (Day::MAX, Day::MAX),
        };
        Some(Bar {
            time: self.clipped(soft(&record.from), end)?,
            phase: record.phase.index(),
            label: spell.phase_label().to_owned(),
            condition: record.condition.index(),
            tooltip: caption::spell(&selected.partnership().label(), spell),
            href: caption::link(spell.graph(), &record.claim),
        })
    }

    fn falls(&self, spells: &[SpellRef<'g>]) -> Vec<(Day, Fall)> {
        let mut found = Vec::new();
        for (place, spell) in spells.iter().enumerate() {
            let window = spell.dated();
            let before = place.checked_sub(1).map(|place| spells[place].dated());
            let follows = before.filter(|before| before.days.last.next() >= window.days.first);
            let fall = match TransitionKind::between(follows.as_ref(), &window) {
                Some(TransitionKind::Reversal) => Some(Fall::Reversal),
                Some(TransitionKind::Setback) => Some(Fall::Setback),
                _ => None,
            };
            found.extend(fall.map(|fall| (window.days.first, fall)));
            let next = spells.get(place + 1).map(|next| next.dated());
            let goes_on = next
                .is_some_and(|next| !next.is_absent && window.days.last.next() >= next.days.first);
            let is_dated = spell.record().to != Some(End::Unknown);
            if !window.is_absent && !goes_on && is_dated {
                found.push((window.days.last, Fall::End));
            }
        }
        found.retain(|(day, _)| self.span.0 <= *day && *day <= self.span.1 && *day != Day::MAX);
        found
    }

    fn mark(&self, selected: SelectedPartnership<'g>, milestone: &'g Milestone) -> Option<Mark> {
        let graph = self.selection.graph();
        let date = &milestone.date;
        let (first, last) = (start_day(date), date.latest().unwrap_or(start_day(date)));
        let day = middle(first, last.max(first));
        if day < self.span.0 || self.span.1 < day {
            return None;
        }
        let head = format!(
            "{}, {date}: {}",
            selected.partnership().label(),
            milestone.title
        );
        let lines: Vec<String> = std::iter::once(head)
            .chain(caption::evidence(graph, &milestone.claim))
            .collect();
        Some(Mark {
            day,
            is_vague: date.is_qualified() || first.days_until(last) > 31,
            number: None,
            date: concise(&date.to_string()),
            title: milestone.title.to_string(),
            tooltip: lines.join("\n"),
            href: caption::link(graph, &milestone.claim),
        })
    }

    /// Returns a stretch for every time that the two share an operation without a gap.
    fn operations(&self, selected: SelectedPartnership<'g>) -> Vec<Stretch> {
        let mut shared: Vec<JointParticipationRef<'g>> = selected.joint_participations().collect();
        shared.sort_by_key(|shared| (shared.operation().key(), shared.days().first));
        let runs = shared.chunk_by(|a, b| {
            a.operation() == b.operation() && a.days().last.next() >= b.days().first
        });
        runs.filter_map(|run| self.operation(selected, run))
            .collect()
    }

    fn operation(
        &self,
        selected: SelectedPartnership<'g>,
        run: &[JointParticipationRef<'g>],
    ) -> Option<Stretch> {
        let operation = run.first()?.operation();
        let record = operation.record();
        let start = run.iter().map(|shared| extent(*shared).0).min()?;
        let end = run.iter().map(|shared| extent(*shared).1).max()?;
        let members = selected.partnership().members().into_iter().enumerate();
        let roles = members.map(|(side, member)| {
            let vocabulary = &operation.graph().dataset().vocabularies().roles;
            let roles = roles_of(run, side)
                .into_iter()
                .map(|role| vocabulary.label(role));
            let roles = roles.collect::<Vec<_>>().join(", ").to_lowercase();
            format!("{}: {roles}", member.label())
        });
        let roles: Vec<String> = roles.collect();
        let place = record
            .place
            .as_ref()
            .map_or_else(String::new, |place| format!(", {place}"));
        Some(Stretch {
            label: operation.label().to_owned(),
            time: self.clipped(start, end)?,
            tooltip: format!("{}{place}\n{}", record.name, roles.join("; ")),
            href: caption::link(operation.graph(), &record.claim),
        })
    }

    /// Returns the part of a stretch that lies on the axis, if one does.
    fn clipped(&self, start: (Day, Day), end: (Day, Day)) -> Option<Extent> {
        let (first, last) = self.span;
        if start.0 > last || end.1 < first {
            return None;
        }
        let on_axis = |day: Day| day.clamp(first, last);
        let start = (on_axis(start.0), on_axis(start.1));
        let end = (on_axis(end.0).max(start.0), on_axis(end.1).max(start.1));
        Some(Extent { start, end })
    }
}

/// Returns the days between which two parts in an operation begin to last both, and those between which
/// they cease to.
fn extent(shared: JointParticipationRef<'_>) -> ((Day, Day), (Day, Day)) {
    let record = shared.operation().record();
    let parts = shared.participations();
    let parts = parts.map(|part| participation_bounds(record, part));
    let start = parts.map(|(start, _)| start.map_or((Day::MIN, Day::MIN), soft));
    let end = parts.map(|(_, end)| match (end, record.end) {
        (End::On(date), _) | (End::Unknown, End::On(date)) => soft(&date),
        _ => (Day::MAX, Day::MAX),
    });
    let last = shared.days().last;
    let end = match end[0].min(end[1]) {
        end if end.0 > last => (last, last),
        end => end,
    };
    (start[0].max(start[1]), end)
}

/// Returns the first and the last day that a date may stand for.
fn soft(date: &Date) -> (Day, Day) {
    let first = start_day(date);
    let last = date.latest().unwrap_or(first).max(first);
    let margin = if date.is_qualified() { MARGIN } else { 0 };
    let coarse = first.days_until(last) >= i64::from(2 * MARGIN);
    if margin == 0 || coarse {
        return (first, last);
    }
    (first.plus(-margin), last.plus(margin))
}

fn middle(first: Day, last: Day) -> Day {
    let days = first.days_until(last) / 2;
    first.plus(i32::try_from(days).unwrap_or(0))
}

/// Leaves out of the end of a period what it shares with the start, as ISO 8601-1 allows.
fn concise(date: &str) -> String {
    let Some((from, to)) = date.split_once('/') else {
        return date.to_owned();
    };
    let (start, end): (Vec<&str>, Vec<&str>) = (from.split('-').collect(), to.split('-').collect());
    let shared = start.iter().zip(&end).take_while(|(a, b)| a == b).count();
    match start.len() == end.len() && shared < end.len() {
        true => format!("{from}/{}", end[shared..].join("-")),
        false => date.to_owned(),
    }
}

/// Numbers the marks of all lanes through, from the top.
fn number(lanes: &mut [Lane]) {
    let marks = lanes.iter_mut().flat_map(|lane| &mut lane.marks);
    for (place, mark) in marks.enumerate() {
        mark.number = Some(place + 1);
    }
}

fn caption(
    selection: &Selection<'_>,
    options: TimelineOptions<'_>,
    empty: usize,
    notes: impl Iterator<Item = String>,
) -> Caption {
    let graph = selection.graph();
    let coding = match options.all_codings {
        true => "every coding, one under the other".to_owned(),
        false => caption::coding(selection),
    };
    let left_out = match empty {
        0 => None,
        1 => Some("1 partnership without a phase in that time is left out.".to_owned()),
        count => Some(format!(
            "{count} partnerships without a phase in that time are left out."
        )),
    };
    Caption {
        left_out: notes.chain(left_out).collect(),
        ..caption::head(graph, &caption::time(selection), &coding, options.picture)
    }
}

fn legend(graph: &Graph, lanes: &[Lane]) -> Legend {
    let words = graph.dataset().vocabularies();
    let tracks = || lanes.iter().flat_map(|lane| &lane.tracks);
    let bars = || tracks().flat_map(|track| &track.bars);
    let falls: Vec<Fall> = tracks()
        .flat_map(|track| track.falls.iter().map(|(_, fall)| *fall))
        .collect();
    Legend {
        rungs: words.phases.len(),
        phases: caption::occurring(&words.phases, bars().map(|bar| bar.phase)),
        conditions: caption::occurring(&words.conditions, bars().map(|bar| bar.condition)),
        falls: Fall::ALL
            .into_iter()
            .filter(|fall| falls.contains(fall))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_period_is_told_in_short() {
        assert_eq!(concise("2000-04-03/2000-04-04"), "2000-04-03/04");
        assert_eq!(concise("2000-04/2000-05"), "2000-04/05");
        assert_eq!(concise("2000-04-03/2001-01-02"), "2000-04-03/2001-01-02");
        assert_eq!(concise("2000-04-03"), "2000-04-03");
        assert_eq!(concise("../2011"), "../2011");
    }

    #[test]
    fn what_is_marked_as_uncertain_is_soft() {
        let day = Day::new(2003, 3, 17);
        assert_eq!(soft(&"2003-03-17".parse().expect("a date")), (day, day));
        let (first, last) = soft(&"2003-03-17?".parse().expect("a date"));
        assert_eq!((first.days_until(day), day.days_until(last)), (91, 91));
        let (first, last) = soft(&"2003~".parse().expect("a date"));
        assert_eq!(
            (first, last),
            (Day::new(2003, 1, 1), Day::new(2003, 12, 31))
        );
    }
}
