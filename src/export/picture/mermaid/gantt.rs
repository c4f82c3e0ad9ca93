//! A timeline as a Gantt chart of Mermaid: a section for each dyad, a row for each phase.

use std::fmt::Write as _;
use std::io;

use super::text::{LABEL, NOTE, about, cut, fits, front_matter, largest};
use crate::export::error::ExportError;
use crate::export::escape;
use crate::model::Day;
use crate::picture::LegendEntry;
use crate::picture::style::Theme;
use crate::picture::timeline::{Bar, Extent, Lane, Mark, Stretch, Timeline, Track};

/// The tags by which Mermaid tells bars apart, and the settings that colour them.
const TAGS: [(&str, &str, &str); 4] = [
    ("", "taskBkgColor", "taskBorderColor"),
    ("active, ", "activeTaskBkgColor", "activeTaskBorderColor"),
    ("done, ", "doneTaskBkgColor", "doneTaskBorderColor"),
    ("crit, ", "critBkgColor", "critBorderColor"),
];

/// Writes a timeline as a Gantt chart of Mermaid; returns the notes of the picture: those of its caption,
/// and what was cut to keep Mermaid's limits.
///
/// A bar begins on the first day on which its phase may have begun. Milestones have a row each where
/// they have a key; where they are mere marks, they are left out.
///
/// # Errors
/// Fails if the output does not take the bytes.
pub(super) fn write(
    timeline: &Timeline,
    theme: &Theme,
    out: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    let numbered = |lane: &Lane| lane.marks.iter().any(|mark| mark.number.is_some());
    let whole = Chart {
        timeline,
        theme,
        lanes: timeline.lanes.len(),
        marks: timeline.lanes.iter().any(numbered),
        operations: true,
    };
    let barer = Chart {
        marks: false,
        ..whole
    };
    let barest = Chart {
        operations: false,
        ..barer
    };
    let few = |lanes: usize| Chart { lanes, ..barest };
    let mut charts = [whole, barer, barest].into_iter();
    let fitting = charts.find(|chart| fits(&chart.spelled()));
    let chart = fitting.unwrap_or_else(|| few(largest(whole.lanes, |lanes| few(lanes).spelled())));
    out.write_all(chart.spelled().as_bytes())?;
    Ok(chart.notes())
}

/// What is drawn of a timeline.
#[derive(Clone, Copy)]
struct Chart<'a> {
    timeline: &'a Timeline,
    theme: &'a Theme,
    /// How many lanes, from the first on.
    lanes: usize,
    marks: bool,
    operations: bool,
}

impl<'a> Chart<'a> {
    /// Returns what the timeline leaves out, and what this format does.
    fn notes(&self) -> Vec<String> {
        let lanes = &self.timeline.lanes;
        let count = |of: fn(&Lane) -> usize| lanes.iter().map(of).sum::<usize>();
        let marks = count(|lane| lane.marks.len());
        let operations = count(|lane| lane.operations.len());
        let numbered = lanes.iter().flat_map(|lane| &lane.marks);
        let told = numbered.filter(|mark| mark.number.is_some()).count() == marks;
        let mut notes = Vec::new();
        if told {
            notes.extend(self.timeline.caption.left_out.iter().cloned());
        }
        if !self.marks && marks > 0 {
            let why = match told {
                true => "for the limits of Mermaid",
                false => "because each would take a row; a key of milestones gives them one",
            };
            notes.push(format!("{marks} milestones are left out, {why}."));
        }
        if !self.operations && operations > 0 {
            notes.push(format!(
                "{operations} bars of operations are left out, for the limits of Mermaid."
            ));
        }
        if self.lanes < lanes.len() {
            notes.push(format!(
                "The first {} of {} dyads are drawn, for the limits of Mermaid.",
                self.lanes,
                lanes.len()
            ));
        }
        notes
    }

    fn spelled(&self) -> String {
        let caption = &self.timeline.caption;
        let title = format!("{} · {}", caption.title, caption.subtitle);
        let mut text = front_matter(&title, &self.settings());
        text.push_str("gantt\n");
        text += &about(caption, &self.notes());
        text.push_str("  dateFormat YYYY-MM-DD\n  axisFormat %Y\n  todayMarker off\n");
        let mut row = 0;
        for lane in &self.timeline.lanes[..self.lanes] {
            text += &self.lane(lane, &mut row);
        }
        text += &self.foot();
        text
    }

    /// Colours the four kinds of bars as the phases that occur, light enough for dark letters.
    fn settings(&self) -> Vec<String> {
        let (theme, legend) = (self.theme, &self.timeline.legend.scale);
        let mut settings = vec![
            "theme: base".to_owned(),
            "gantt:".to_owned(),
            "  leftPadding: 130".to_owned(),
            "themeVariables:".to_owned(),
        ];
        let mut colour =
            |name: &str, value: String| settings.push(format!("  {name}: \"{value}\""));
        for key in &legend.phases {
            let (_, ground, border) = TAGS[tag(&legend.phases, key.index)];
            let full = theme.colour(key.index, legend.rungs);
            colour(ground, full.mixed(theme.paper, 0.62).hex());
            colour(border, full.hex());
        }
        if legend.phases.len() < TAGS.len() {
            let (_, ground, border) = TAGS[0];
            colour(ground, theme.rule.hex());
            colour(border, theme.muted.hex());
        }
        for name in ["taskTextColor", "taskTextDarkColor", "taskTextOutsideColor"] {
            colour(name, theme.ink.hex());
        }
        settings
    }

    /// Spells a lane: its bars, its falls, its milestones, its operations.
    fn lane(&self, lane: &Lane, row: &mut usize) -> String {
        let mut text = String::new();
        for track in &lane.tracks {
            let name = match &track.coding {
                Some(coding) => format!("{} ({coding})", lane.label),
                None => lane.label.clone(),
            };
            let _ = writeln!(text, "  section {}", task(&name));
            for place in 0..track.bars.len() {
                text += &self.bar(track, place, next(row));
            }
            for (day, fall) in &track.falls {
                text += &milestone(fall.label(), *day, next(row));
            }
        }
        if self.marks && !lane.marks.is_empty() {
            let _ = writeln!(
                text,
                "  section {}",
                task(&format!("{}: milestones", lane.label))
            );
            let marks = lane.marks.iter();
            text.extend(marks.map(|mark| milestone(&told(mark), mark.day, next(row))));
        }
        if self.operations && !lane.operations.is_empty() {
            let _ = writeln!(
                text,
                "  section {}",
                task(&format!("{}: operations", lane.label))
            );
            let stretches = lane.operations.iter();
            text.extend(stretches.map(|stretch| operation(stretch, next(row))));
        }
        text
    }

    fn bar(&self, track: &Track, place: usize, row: usize) -> String {
        let bar = &track.bars[place];
        let (tag, ..) = TAGS[tag(&self.timeline.legend.scale.phases, bar.phase)];
        let start = clamped(bar.time.start.0);
        let follower = track.bars.get(place + 1).map(|bar| bar.time.start.0);
        // Where the end is vague and another phase follows, it ends when that one begins.
        let end = match follower {
            Some(day) if day <= bar.time.end.1 => day,
            _ => bar.time.end.1,
        };
        span(&self.words(bar), tag, row, (start, clamped(end)))
    }

    /// Names the phase of a bar, and its condition unless it is the first of the vocabulary.
    fn words(&self, bar: &Bar) -> String {
        let scale = &self.timeline.legend.scale;
        let condition = scale.unusual_condition(bar.condition);
        let condition = condition.map(|label| format!(", {}", label.to_lowercase()));
        let vague = if is_vague(bar.time) {
            ", vague dates"
        } else {
            ""
        };
        format!("{}{}{vague}", bar.label, condition.unwrap_or_default())
    }

    /// Tells the source and the day up to which evidence was read.
    fn foot(&self) -> String {
        let timeline = self.timeline;
        let source = cut_task(&timeline.caption.source);
        let first = clamped(timeline.span.0);
        let mut text = format!("  section Source\n    {source} :milestone, source, {first}, 1d\n");
        if let Some(day) = timeline.as_of {
            let day = clamped(day);
            let _ = writeln!(
                text,
                "    Evidence read up to {day} :milestone, asof, {day}, 1d"
            );
        }
        text
    }
}

/// Says whether an end of a stretch is not known to the month.
fn is_vague(time: Extent) -> bool {
    let month = 31;
    let wide = |(first, last): (Day, Day)| first.days_until(last) > month;
    wide(time.start) || wide(time.end)
}

/// Returns which of the four kinds of bars a phase has.
fn tag(phases: &[LegendEntry], phase: usize) -> usize {
    let place = phases.iter().position(|key| key.index == phase);
    let place = place.unwrap_or(0);
    match phases.len() {
        // Where there is a kind to spare, the first stays with operations and milestones.
        0..=3 => place + 1,
        4 => place,
        many => place * TAGS.len() / many,
    }
}

fn next(row: &mut usize) -> usize {
    *row += 1;
    *row
}

fn told(mark: &Mark) -> String {
    format!("{} {}", mark.date, mark.title)
}

fn milestone(words: &str, day: Day, row: usize) -> String {
    let day = clamped(day);
    format!("    {} :milestone, r{row}, {day}, 1d\n", task(words))
}

fn operation(stretch: &Stretch, row: usize) -> String {
    let days = (clamped(stretch.time.start.0), clamped(stretch.time.end.1));
    span(&stretch.label, "", row, days)
}

/// Spells a bar over a stretch of days.
fn span(words: &str, tag: &str, row: usize, (start, end): (Day, Day)) -> String {
    let words = task(words);
    match end > start {
        true => format!("    {words} :{tag}r{row}, {start}, {end}\n"),
        false => format!("    {words} :{tag}r{row}, {start}, 1d\n"),
    }
}

/// Returns a text as the name of a task or section.
fn task(words: &str) -> String {
    escape::mermaid_task(&cut(words, LABEL))
}

fn cut_task(words: &str) -> String {
    escape::mermaid_task(&cut(words, NOTE))
}

/// Returns the nearest day that Mermaid reads without fail.
fn clamped(day: Day) -> Day {
    day.clamp(Day::new(1000, 1, 1), Day::new(9999, 12, 31))
}
