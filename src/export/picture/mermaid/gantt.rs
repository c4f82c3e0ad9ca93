//! A timeline as a Gantt chart of Mermaid: a section per dyad, a row per spell.

use std::fmt::Write as _;
use std::io;

use super::text::{
    LABEL_LIMIT, NOTE_LIMIT, descriptions, fits, front_matter, largest_fitting, shortened,
};
use crate::export::error::ExportError;
use crate::export::escape;
use crate::model::Day;
use crate::phrase::plural;
use crate::picture::LegendEntry;
use crate::picture::style::Theme;
use crate::picture::timeline::{Bar, Extent, Lane, OperationBar, Timeline, Track};

/// A kind of bar: the tag of its rows, and the settings for its colours.
struct BarKind {
    tag: &'static str,
    fill: &'static str,
    border: &'static str,
}

/// The kinds of bars that Mermaid distinguishes; phases share them.
const BAR_KINDS: [BarKind; 4] = [
    BarKind {
        tag: "",
        fill: "taskBkgColor",
        border: "taskBorderColor",
    },
    BarKind {
        tag: "active, ",
        fill: "activeTaskBkgColor",
        border: "activeTaskBorderColor",
    },
    BarKind {
        tag: "done, ",
        fill: "doneTaskBkgColor",
        border: "doneTaskBorderColor",
    },
    BarKind {
        tag: "crit, ",
        fill: "critBkgColor",
        border: "critBorderColor",
    },
];

/// The share of paper in the colour of a bar, so that dark text is legible on it.
const PAPER_SHARE: f64 = 0.62;

/// The number of days from which the end of a bar counts as vague.
const VAGUE_DAYS: i64 = 31;

/// Writes a timeline as a Gantt chart; returns what it leaves out, one sentence each.
///
/// A bar begins on the first day on which its phase may have begun. Milestones have a row each if they have a key,
/// and are left out otherwise. What exceeds Mermaid's limits is left out in this order: milestones, operations,
/// the last dyads.
pub(super) fn write(
    timeline: &Timeline,
    theme: &Theme,
    out: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    let mut marks = timeline.lanes.iter().flat_map(|lane| &lane.marks);
    let all = Chart {
        timeline,
        theme,
        lane_count: timeline.lanes.len(),
        has_marks: marks.any(|mark| mark.number.is_some()),
        has_operations: true,
    };
    let without_marks = Chart {
        has_marks: false,
        ..all
    };
    let bars_only = Chart {
        has_operations: false,
        ..without_marks
    };
    let first_lanes = |lane_count: usize| Chart {
        lane_count,
        ..bars_only
    };
    let mut charts = [all, without_marks, bars_only].into_iter();
    let fitting = charts.find(|chart| fits(&chart.text()));
    let chart = fitting.unwrap_or_else(|| {
        let count = largest_fitting(all.lane_count, |count| first_lanes(count).text());
        first_lanes(count)
    });
    out.write_all(chart.text().as_bytes())?;
    Ok(chart.notes())
}

/// The part of a timeline that is drawn.
#[derive(Clone, Copy)]
struct Chart<'a> {
    timeline: &'a Timeline,
    theme: &'a Theme,
    /// The number of lanes, from the first.
    lane_count: usize,
    has_marks: bool,
    has_operations: bool,
}

/// Assigns the ids of rows.
#[derive(Default)]
struct Rows(usize);

impl Rows {
    fn next(&mut self) -> String {
        self.0 += 1;
        format!("r{}", self.0)
    }
}

impl<'a> Chart<'a> {
    /// Returns what the timeline leaves out, and what this format leaves out.
    fn notes(&self) -> Vec<String> {
        let lanes = &self.timeline.lanes;
        let marks = || lanes.iter().flat_map(|lane| &lane.marks);
        let mark_count = marks().count();
        let operation_count: usize = lanes.iter().map(|lane| lane.operations.len()).sum();
        let all_numbered = marks().all(|mark| mark.number.is_some());
        let mut notes = Vec::new();
        if all_numbered {
            let caption = &self.timeline.caption;
            let left_out = caption.left_out.iter();
            notes.extend(left_out.map(|line| caption.labels.apply(line).into_owned()));
        }
        if !self.has_marks && mark_count > 0 {
            let reason = if all_numbered {
                " because of Mermaid's limits"
            } else {
                ", because each would take a row; a key of milestones gives them one"
            };
            let are = plural(mark_count, ["milestone is", "milestones are"]);
            notes.push(format!("{mark_count} {are} left out{reason}."));
        }
        if !self.has_operations && operation_count > 0 {
            let are = plural(
                operation_count,
                ["bar of an operation is", "bars of operations are"],
            );
            notes.push(format!(
                "{operation_count} {are} left out because of Mermaid's limits."
            ));
        }
        if self.lane_count < lanes.len() {
            notes.push(format!(
                "Only the first {} of {} dyads are drawn because of Mermaid's limits.",
                self.lane_count,
                lanes.len()
            ));
        }
        notes
    }

    fn text(&self) -> String {
        let caption = &self.timeline.caption;
        let title = format!("{} · {}", caption.title, caption.subtitle);
        let mut text = front_matter(&title, &self.settings());
        text.push_str("gantt\n");
        text += &descriptions(caption, &self.notes());
        text.push_str("  dateFormat YYYY-MM-DD\n  axisFormat %Y\n  todayMarker off\n");
        let mut rows = Rows::default();
        for lane in &self.timeline.lanes[..self.lane_count] {
            text += &self.lane(lane, &mut rows);
        }
        text += &self.foot();
        text
    }

    /// Returns settings that give the kinds of bars the colours of the phases that occur.
    fn settings(&self) -> Vec<String> {
        let (theme, scale) = (self.theme, &self.timeline.legend.scale);
        let mut colours = Vec::new();
        for phase in &scale.phases {
            let kind = &BAR_KINDS[bar_kind(&scale.phases, phase.index)];
            let colour = theme.colour(phase.index, scale.rungs);
            colours.push((kind.fill, colour.mixed(theme.paper, PAPER_SHARE)));
            colours.push((kind.border, colour));
        }
        if scale.phases.len() < BAR_KINDS.len() {
            colours.push((BAR_KINDS[0].fill, theme.rule));
            colours.push((BAR_KINDS[0].border, theme.muted));
        }
        let texts = ["taskTextColor", "taskTextDarkColor", "taskTextOutsideColor"];
        colours.extend(texts.map(|name| (name, theme.ink)));
        let colours = colours.into_iter();
        let colours = colours.map(|(name, colour)| format!("  {name}: \"{}\"", colour.hex()));
        let head = [
            "theme: base",
            "gantt:",
            "  leftPadding: 130",
            "themeVariables:",
        ];
        head.map(str::to_owned).into_iter().chain(colours).collect()
    }

    /// Returns the sections of a lane: its bars and falls, its milestones, its operations.
    fn lane(&self, lane: &Lane, rows: &mut Rows) -> String {
        let mut text = String::new();
        for track in &lane.tracks {
            let coding = track.coding.as_ref();
            let coding = coding.map_or_else(String::new, |coding| format!(" ({coding})"));
            text += &section(&format!("{}{coding}", lane.label));
            for index in 0..track.bars.len() {
                text += &self.bar(track, index, rows);
            }
            for mark in &track.falls {
                text += &milestone(mark.fall.label(), mark.day, rows);
            }
        }
        if self.has_marks && !lane.marks.is_empty() {
            text += &section(&format!("{}: milestones", lane.label));
            for mark in &lane.marks {
                let title = format!("{} {}", mark.date, mark.title);
                text += &milestone(&title, mark.day, rows);
            }
        }
        if self.has_operations && !lane.operations.is_empty() {
            let operations = self.timeline.caption.labels.apply("operations");
            text += &section(&format!("{}: {operations}", lane.label));
            for operation in &lane.operations {
                text += &operation_row(operation, rows);
            }
        }
        text
    }

    fn bar(&self, track: &Track, index: usize, rows: &mut Rows) -> String {
        let bar = &track.bars[index];
        let kind = &BAR_KINDS[bar_kind(&self.timeline.legend.scale.phases, bar.phase)];
        let next = track.bars.get(index + 1).map(|bar| bar.time.start.0);
        // If the end is vague and another phase follows, the bar ends where that one begins.
        let end = match next {
            Some(day) if day <= bar.time.end.1 => day,
            _ => bar.time.end.1,
        };
        row(
            &self.bar_label(bar),
            kind.tag,
            (bar.time.start.0, end),
            rows,
        )
    }

    /// Returns the phase of a bar, and its condition if that is not the normal one.
    fn bar_label(&self, bar: &Bar) -> String {
        let condition = self
            .timeline
            .legend
            .scale
            .unusual_condition(bar.condition)
            .map_or_else(String::new, |label| format!(", {}", label.to_lowercase()));
        let vague = if is_vague(bar.time) {
            ", vague dates"
        } else {
            ""
        };
        format!("{}{condition}{vague}", bar.label)
    }

    /// Returns a section with the source and the as-of date.
    fn foot(&self) -> String {
        let timeline = self.timeline;
        let source = escape::mermaid_task(&shortened(&timeline.caption.source, NOTE_LIMIT));
        let first = readable(timeline.span.0);
        let mut text = format!("  section Source\n    {source} :milestone, source, {first}, 1d\n");
        if let Some(day) = timeline.as_of.map(readable) {
            let _ = writeln!(text, "    Evidence up to {day} :milestone, asof, {day}, 1d");
        }
        text
    }
}

/// Returns `true` if the start or the end of a stretch is not known to the month.
fn is_vague(time: Extent) -> bool {
    let is_wide = |(first, last): (Day, Day)| first.days_until(last) > VAGUE_DAYS;
    is_wide(time.start) || is_wide(time.end)
}

/// Returns the index of the kind of bar for a phase, in the order of the phases that occur.
fn bar_kind(phases: &[LegendEntry], phase: usize) -> usize {
    let position = phases.iter().position(|entry| entry.index == phase);
    let position = position.unwrap_or(0);
    match phases.len() {
        // If there is a kind to spare, the first one is left to operations and milestones.
        0..=3 => position + 1,
        4 => position,
        count => position * BAR_KINDS.len() / count,
    }
}

fn section(name: &str) -> String {
    format!("  section {}\n", task(name))
}

fn milestone(title: &str, day: Day, rows: &mut Rows) -> String {
    let (id, day) = (rows.next(), readable(day));
    format!("    {} :milestone, {id}, {day}, 1d\n", task(title))
}

fn operation_row(operation: &OperationBar, rows: &mut Rows) -> String {
    let days = (operation.time.start.0, operation.time.end.1);
    row(&operation.label, "", days, rows)
}

/// Returns the row of a bar over some days; a bar takes at least one day.
fn row(label: &str, tag: &str, (first, last): (Day, Day), rows: &mut Rows) -> String {
    let (label, id) = (task(label), rows.next());
    let (start, end) = (readable(first), readable(last));
    if end > start {
        format!("    {label} :{tag}{id}, {start}, {end}\n")
    } else {
        format!("    {label} :{tag}{id}, {start}, 1d\n")
    }
}

/// Returns a text as the name of a task or section.
fn task(text: &str) -> String {
    escape::mermaid_task(&shortened(text, LABEL_LIMIT))
}

/// Returns the nearest day whose year has four digits: Mermaid does not read others.
fn readable(day: Day) -> Day {
    day.clamp(Day::new(1000, 1, 1), Day::new(9999, 12, 31))
}
