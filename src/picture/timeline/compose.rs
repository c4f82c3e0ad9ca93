//! Arranges a selection along time.

use std::cell::Cell;

use super::extent::{self, Days, Extent};
use super::{Bar, Fall, FallMark, Lane, Mark, OperationBar, Timeline, TimelineLegend, Track};
use crate::analysis::transition::ends_with_a_member;
use crate::analysis::{Transition, TransitionKind, transitions};
use crate::choice::choices;
use crate::graph::{
    DayRange, Graph, JointParticipationRef, PartnershipRef, SpellRef, Ties, TimeFilter,
};
use crate::model::{Coding, Day, End, Identified, Key, Milestone};
use crate::phrase::{counted, plural};
use crate::picture::caption::{self, Caption, PictureOptions, caption};
use crate::picture::legend::ScaleLegend;
use crate::picture::ranking::rows;
use crate::picture::subject::{self, Subject};
use crate::query::{SelectedPartnership, Selection, roles_of};
use crate::view::wording::{evidence_note, predecessors_in_course, weight_limit_note};

/// The maximum number of milestones with a key, unless a display is requested: a longer key is longer than the
/// picture.
const MAX_KEYED: usize = 60;

/// The maximum number of shared operations of one pair.
const MAX_OPERATIONS: usize = 25;

/// The options for the content of a timeline.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TimelineOptions<'o> {
    /// The options of every picture.
    pub picture: PictureOptions<'o>,
    /// Whether every coding has its own track, or only the coding of the selection.
    pub all_codings: bool,
    /// How milestones appear; `None` gives them a key if they are few.
    pub milestones: Option<MilestoneDisplay>,
    /// Whether shared operations are drawn as thin bars.
    pub operations: bool,
}

choices! {
    /// How milestones appear on a timeline.
    #[non_exhaustive]
    pub enum MilestoneDisplay {
        Key = "key": "Numbered, with a key below the picture",
        Marks = "marks": "As marks without a key",
        Hidden = "none": "Not at all",
    }
}

/// Arranges a selection along time, its dyads in the order of the dataset.
///
/// The axis runs from the first relation to the as-of date; over the period of the selection; or up to its date.
/// Dyads with neither phases nor milestones in that time are left out.
///
/// ```
/// use interorg::graph::Graph;
/// use interorg::picture::{TimelineOptions, timeline};
/// use interorg::query::Filter;
///
/// let graph = Graph::new(interorg::dataset::builtin());
/// let filter = Filter { between: vec!["EU".into(), "AU".into()], ..Filter::default() };
/// let selection = filter.resolve(&graph)?.select();
/// let timeline = timeline(&selection, TimelineOptions::default());
/// assert_eq!(timeline.lanes.len(), 1);
/// # Ok::<(), interorg::query::QueryError>(())
/// ```
pub fn timeline(selection: &Selection<'_>, options: TimelineOptions<'_>) -> Timeline {
    let span = span(selection, options);
    let composer = Composer {
        selection,
        options,
        span,
        crowded: Cell::new(0),
    };
    let (rows, weaker_note) = rows(selection, options.picture.keep);
    let row_count = rows.len();
    let mut lanes: Vec<Lane> = rows
        .iter()
        .map(|selected| composer.lane(*selected))
        .filter(|lane| !lane.is_empty())
        .collect();
    let mark_count: usize = lanes.iter().map(|lane| lane.marks.len()).sum();
    let has_key = match options.milestones {
        None => mark_count <= MAX_KEYED,
        Some(display) => display == MilestoneDisplay::Key,
    };
    if has_key {
        number_marks(&mut lanes);
    }
    let marks_note = (!has_key && mark_count > 0).then(|| {
        let are = plural(mark_count, ["milestone is", "milestones are"]);
        format!("{mark_count} {are} marked without a key.")
    });
    let notes = [
        marks_note,
        outside_note(composer.outside(&rows)),
        weaker_note,
        empty_note(row_count - lanes.len()),
        crowded_note(composer.crowded.get()),
        evidence_note(selection),
        weight_limit_note(selection.query(), None),
    ];
    let as_of = selection.graph().as_of();
    Timeline {
        caption: Caption {
            notes: predecessors_in_course(rows.iter().copied()),
            left_out: notes.into_iter().flatten().collect(),
            ..timeline_caption(selection, span, &rows, options)
        },
        span,
        as_of: (span.0 <= as_of && as_of <= span.1).then_some(as_of),
        legend: legend(selection.graph(), &lanes),
        lanes,
    }
}

/// Counts the shared operations that are left out because a pair has too many.
fn crowded_note(count: usize) -> Option<String> {
    (count > 0).then(|| {
        let operations = counted(count, ["shared operation is", "shared operations are"]);
        format!("{operations} left out; of each pair, the {MAX_OPERATIONS} longest are drawn.")
    })
}

/// Returns the first and the last day of the axis.
fn span(selection: &Selection<'_>, options: TimelineOptions<'_>) -> Days {
    let as_of = selection.graph().as_of();
    let codings = codings(selection, options);
    let starts = selection.iter().flat_map(|selected| {
        codings.iter().filter_map(move |coding| {
            let mut spells = selected.partnership().spells(*coding);
            let first = spells.find(|spell| !spell.is_absent())?;
            let (possible, _) = extent::possible_days(&first.record().from);
            Some(first.dated().days.first.min(possible))
        })
    });
    let without_phases = selection
        .iter()
        .filter(|selected| selected.partnership().has_no_phases());
    let starts = starts.chain(without_phases.flat_map(|selected| evidence(selection, selected)));
    // A start that no source knows would stretch the axis to the beginning of time.
    let start = starts.filter(|day| *day != Day::MIN).min().unwrap_or(as_of);
    let (first, last) = match selection.time() {
        TimeFilter::Always => (start, as_of),
        TimeFilter::At(day) => (start, day),
        TimeFilter::During(from, to) => (
            if from == Day::MIN { start } else { from },
            if to == Day::MAX { as_of } else { to },
        ),
    };
    (first.min(last), last.max(first))
}

/// Returns the days of what there is to draw of a partnership without phases: its milestones, and the starts of its shared
/// operations.
fn evidence<'g>(
    selection: &Selection<'g>,
    selected: SelectedPartnership<'g>,
) -> impl Iterator<Item = Day> {
    let milestones = selection.milestones(selected);
    let marks = milestones.map(|milestone| extent::mark_day(&milestone.date).0);
    let joint = selected.partnership().joint_participations();
    marks.chain(joint.map(|joint| joint.days().first))
}

/// Returns the codings that have tracks.
fn codings(selection: &Selection<'_>, options: TimelineOptions<'_>) -> Vec<Key<Coding>> {
    if options.all_codings {
        let codings = &selection.graph().dataset().vocabularies().codings;
        codings.keys().collect()
    } else {
        selection.coding().into_iter().collect()
    }
}

/// Composes lanes on an axis.
struct Composer<'a, 'g> {
    selection: &'a Selection<'g>,
    options: TimelineOptions<'a>,
    span: Days,
    /// The number of shared operations that are left out because a pair has too many.
    crowded: Cell<usize>,
}

impl<'g> Composer<'_, 'g> {
    fn lane(&self, selected: SelectedPartnership<'g>) -> Lane {
        let partnership = selected.partnership();
        let ids = partnership
            .members()
            .map(|member| member.record().id().as_str());
        let codings = codings(self.selection, self.options).into_iter();
        Lane {
            label: partnership.label(),
            key: ids.join(" "),
            tracks: codings
                .filter(|_| !partnership.has_no_phases())
                .map(|coding| self.track(selected, coding))
                .collect(),
            marks: self.marks(selected),
            operations: self.operations(selected),
        }
    }

    fn track(&self, selected: SelectedPartnership<'g>, coding: Key<Coding>) -> Track {
        let codings = &self.selection.graph().dataset().vocabularies().codings;
        let spells: Vec<SpellRef<'g>> = selected.partnership().spells(coding).collect();
        let shown: Vec<SpellRef<'g>> = self.selection.course(selected, coding).collect();
        let is_shown = |spell: &SpellRef<'_>| {
            let mut shown = shown.iter();
            shown.any(|one| std::ptr::eq(one.record(), spell.record()))
        };
        let bars = spells.iter().enumerate().filter_map(|(index, spell)| {
            let spell = Some(*spell).filter(is_shown)?;
            self.bar(selected, spell, spells.get(index + 1).copied())
        });
        let is_compared = self.options.all_codings && codings.len() > 1;
        Track {
            coding: is_compared.then(|| codings[coding].id().to_string()),
            bars: bars.collect(),
            falls: self.falls(selected.partnership(), coding, &shown),
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
        let days = spell.dated().days;
        let end = match (record.to, next) {
            (Some(End::On(date)), _) => extent::possible_days(&date),
            // It has ended, and no source says when: it may have ended on any of its days.
            (Some(End::Unknown), _) => (days.first, days.last.min(spell.graph().as_of())),
            // Without an end of its own, it fades out while the next one fades in.
            (None, Some(next)) => extent::possible_days(&next.record().from),
            (Some(End::Ongoing), _) | (None, None) => (Day::MAX, Day::MAX),
        };
        let end = if ends_with_a_member(selected.partnership(), days.last) {
            (end.0.min(days.last), end.1.min(days.last))
        } else {
            end
        };
        let ended = match (record.to, next) {
            (Some(End::On(date)), _) => format!(" to {date}"),
            (Some(End::Unknown), _) => ", end unknown".to_owned(),
            (None, Some(next)) => format!(" to {}", next.record().from),
            (Some(End::Ongoing), _) | (None, None) => String::new(),
        };
        Some(Bar {
            dates: format!("from {}{ended}", record.from),
            time: Extent::clipped(extent::possible_days(&record.from), end, self.span)?,
            phase: record.phase.index(),
            label: spell.phase_with_actor().into_owned(),
            condition: record.condition.index(),
            tooltip: caption::spell_tooltip(&selected.partnership().label(), spell),
            href: caption::link(spell.graph(), &record.claim),
        })
    }

    /// Returns the falls out of or into some spells of a partnership, as far as their days are known and on the axis.
    fn falls(
        &self,
        partnership: PartnershipRef<'g>,
        coding: Key<Coding>,
        shown: &[SpellRef<'g>],
    ) -> Vec<FallMark> {
        let is_shown = |transition: &Transition<'_>| {
            let change = DayRange {
                first: transition.since.previous(),
                last: transition.since,
            };
            let mut bars = shown.iter().filter(|spell| !spell.is_absent());
            bars.any(|spell| spell.days().overlaps(change))
        };
        let transitions = transitions(partnership, coding, self.selection.min_confidence());
        let transitions = transitions.into_iter().filter(is_shown);
        let falls = transitions.filter_map(|transition| {
            let fall = match transition.kind {
                TransitionKind::Reversal => Fall::Reversal,
                TransitionKind::Setback => Fall::Setback,
                TransitionKind::End | TransitionKind::Dissolution => Fall::End,
                TransitionKind::Begin | TransitionKind::Advance | TransitionKind::Recovery => {
                    return None;
                }
            };
            Some(FallMark {
                day: transition.day,
                date: transition.date.to_string(),
                fall,
            })
        });
        let (first, last) = self.span;
        falls
            .filter(|mark| (first..=last).contains(&mark.day) && mark.day != Day::MAX)
            .collect()
    }

    fn marks(&self, selected: SelectedPartnership<'g>) -> Vec<Mark> {
        if self.options.milestones == Some(MilestoneDisplay::Hidden) {
            return Vec::new();
        }
        let milestones = self.selection.milestones(selected);
        let mut marks: Vec<Mark> = milestones
            .filter_map(|milestone| self.mark(selected, milestone))
            .collect();
        marks.sort_by_key(|mark| mark.day);
        marks
    }

    fn mark(&self, selected: SelectedPartnership<'g>, milestone: &'g Milestone) -> Option<Mark> {
        let (day, is_vague) = extent::mark_day(&milestone.date);
        let (first, last) = self.span;
        if !(first..=last).contains(&day) {
            return None;
        }
        let (graph, claim) = (self.selection.graph(), &milestone.claim);
        let dyad = selected.partnership().label();
        let head = format!("{dyad}, {}: {}", milestone.date, milestone.title);
        Some(Mark {
            day,
            is_vague,
            number: None,
            date: extent::concise(&milestone.date.to_string()),
            title: milestone.title.to_string(),
            tooltip: caption::claim_tooltip(head, graph, claim),
            href: caption::link(graph, claim),
        })
    }

    /// Counts the milestones and the shared operations of partnerships that the axis has no place for.
    fn outside(&self, rows: &[SelectedPartnership<'g>]) -> [usize; 2] {
        let (first, last) = self.span;
        let marks_are_hidden = self.options.milestones == Some(MilestoneDisplay::Hidden);
        let milestones = rows
            .iter()
            .flat_map(|selected| self.selection.milestones(*selected));
        let milestones = milestones.filter(|milestone| {
            let (day, _) = extent::mark_day(&milestone.date);
            !marks_are_hidden && !(first..=last).contains(&day)
        });
        let operations = rows
            .iter()
            .flat_map(|selected| self.selection.shared_operations(*selected));
        let operations = operations.filter(|shared| {
            let mut extents = shared.pairs.iter().map(|pair| extent::shared_days(*pair));
            self.options.operations
                && extents.all(|(start, end)| Extent::clipped(start, end, self.span).is_none())
        });
        [milestones.count(), operations.count()]
    }

    /// Returns a bar for every time for which the two share an operation without a gap.
    fn operations(&self, selected: SelectedPartnership<'g>) -> Vec<OperationBar> {
        // Shared operations are all that there is to draw of a partnership without phases.
        let is_requested = self.options.operations || selected.partnership().has_no_phases();
        // Nothing in the dataset is dated.
        let is_undated = self.selection.graph().as_of().bounded().is_none();
        if !is_requested || is_undated {
            return Vec::new();
        }
        let mut shared: Vec<JointParticipationRef<'g>> =
            self.selection.joint_participations(selected).collect();
        shared.sort_by_key(|shared| (shared.operation().key(), shared.days().first));
        let runs = shared.chunk_by(|a, b| {
            a.operation() == b.operation() && a.days().last.next() >= b.days().first
        });
        let mut bars: Vec<OperationBar> = runs
            .filter_map(|run| self.operation_bar(selected, run))
            .collect();
        if bars.len() > MAX_OPERATIONS {
            self.crowded
                .set(self.crowded.get() + bars.len() - MAX_OPERATIONS);
            let days = |bar: &OperationBar| bar.time.start.0.days_until(bar.time.end.1);
            bars.sort_by_key(|bar| std::cmp::Reverse(days(bar)));
            bars.truncate(MAX_OPERATIONS);
        }
        bars.sort_by_key(|bar| bar.time.start);
        bars
    }

    fn operation_bar(
        &self,
        selected: SelectedPartnership<'g>,
        run: &[JointParticipationRef<'g>],
    ) -> Option<OperationBar> {
        let operation = run.first()?.operation();
        let record = operation.record();
        let extents = run.iter().map(|shared| extent::shared_days(*shared));
        let start = extents.clone().map(|(start, _)| start).min()?;
        let end = extents.map(|(_, end)| end).max()?;
        let vocabulary = &operation.graph().dataset().vocabularies().roles;
        let members = selected.partnership().members().into_iter().enumerate();
        let roles = members.map(|(side, member)| {
            let roles = roles_of(run, side).into_iter();
            let labels: Vec<&str> = roles.map(|role| vocabulary.label(role)).collect();
            format!("{}: {}", member.label(), labels.join(", ").to_lowercase())
        });
        let roles: Vec<String> = roles.collect();
        let place = record.place.as_deref().map(|place| format!(", {place}"));
        let place = place.unwrap_or_default();
        Some(OperationBar {
            label: operation.label().to_owned(),
            time: Extent::clipped(start, end, self.span)?,
            tooltip: format!("{}{place}\n{}", record.name, roles.join("; ")),
            href: caption::link(operation.graph(), &record.claim),
        })
    }
}

/// Numbers the marks of all lanes consecutively, from the top.
fn number_marks(lanes: &mut [Lane]) {
    let marks = lanes.iter_mut().flat_map(|lane| &mut lane.marks);
    for (index, mark) in marks.enumerate() {
        mark.number = Some(index + 1);
    }
}

fn outside_note([milestones, operations]: [usize; 2]) -> Option<String> {
    let counted = |count: usize, one: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {one}s")),
    };
    let parts = [
        counted(milestones, "milestone"),
        counted(operations, "operation"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let verb = if milestones + operations == 1 {
        "is"
    } else {
        "are"
    };
    (!parts.is_empty()).then(|| {
        let parts = parts.join(" and ");
        format!("{parts} outside the period of the axis {verb} not drawn.")
    })
}

fn empty_note(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("1 partnership without a phase in that time is left out.".to_owned()),
        _ => Some(format!(
            "{count} partnerships without a phase in that time are left out."
        )),
    }
}

fn timeline_caption(
    selection: &Selection<'_>,
    (first, last): Days,
    rows: &[SelectedPartnership<'_>],
    options: TimelineOptions<'_>,
) -> Caption {
    let coding = if options.all_codings {
        "every coding, one below the other".to_owned()
    } else {
        caption::coding(selection)
    };
    let noun = match selection.graph().ties() {
        Ties::Partnerships => "Phases of the partnership",
        Ties::Operations => "Shared operations of the pair",
        Ties::Both => "Phases and shared operations of the pair",
    };
    let members = subject::members(rows.iter().copied());
    let labels = members.iter().map(|organization| organization.label());
    let subject = Subject {
        what: subject::partnerships(noun, rows.len(), labels),
        time: match selection.time() {
            TimeFilter::During(..) => subject::time(selection),
            TimeFilter::Always | TimeFilter::At(_) => subject::span(first.year(), last.year()),
        },
        coding,
        ..Subject::default()
    };
    caption(selection, subject, options.picture)
}

fn legend(graph: &Graph, lanes: &[Lane]) -> TimelineLegend {
    let tracks = || lanes.iter().flat_map(|lane| &lane.tracks);
    let bars = tracks().flat_map(|track| &track.bars);
    let occurs =
        |fall: &Fall| tracks().any(|track| track.falls.iter().any(|mark| mark.fall == *fall));
    TimelineLegend {
        scale: ScaleLegend::of(graph.dataset(), bars.map(|bar| (bar.phase, bar.condition))),
        falls: Fall::ALL.into_iter().filter(occurs).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::builtin;
    use crate::query::Filter;

    #[test]
    fn milestones_without_a_key_are_noted() {
        let graph = Graph::new(builtin());
        let selection = Filter::default()
            .resolve(&graph)
            .expect("it has no names")
            .select();
        for (display, is_noted) in [
            (MilestoneDisplay::Key, false),
            (MilestoneDisplay::Marks, true),
        ] {
            let options = TimelineOptions {
                milestones: Some(display),
                ..TimelineOptions::default()
            };
            let left_out = timeline(&selection, options).caption.left_out;
            let mut left_out = left_out.iter();
            assert_eq!(
                left_out.any(|note| note.ends_with(" marked without a key.")),
                is_noted
            );
        }
    }

    #[test]
    fn operations_that_are_left_out_are_counted() {
        assert_eq!(crowded_note(0), None);
        assert!(
            crowded_note(3)
                .is_some_and(|note| note.starts_with("3 shared operations are left out"))
        );
    }
}
