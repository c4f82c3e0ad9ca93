//! The description of a timeline in words, for readers who cannot see it.

use super::{Bar, Lane, Timeline};
use crate::phrase::counted;

/// The maximum number of lanes that are described one by one.
const MAX_LISTED: usize = 40;

/// Describes the timeline: its size, then the phases of its first lanes.
pub(super) fn description(timeline: &Timeline) -> String {
    let (first, last) = timeline.span;
    let count = timeline.lanes.len();
    let mut sentences = vec![
        timeline.caption.subtitle.clone(),
        format!(
            "Phases of {} from {first} to {last}.",
            counted(count, ["dyad", "dyads"])
        ),
    ];
    let listed = timeline.lanes.iter().take(MAX_LISTED);
    sentences.extend(listed.map(|lane| lane_sentences(timeline, lane)));
    if count > MAX_LISTED {
        sentences.push(format!("And {} more.", count - MAX_LISTED));
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}

fn lane_sentences(timeline: &Timeline, lane: &Lane) -> String {
    let tracks = lane.tracks.iter().map(|track| {
        let coding = track.coding.as_ref();
        let coding = coding.map_or_else(String::new, |coding| format!(" ({coding})"));
        let bars: Vec<String> = track.bars.iter().map(|bar| phrase(timeline, bar)).collect();
        format!("{}{coding}: {}.", lane.label, bars.join(", "))
    });
    tracks.collect::<Vec<String>>().join(" ")
}

fn phrase(timeline: &Timeline, bar: &Bar) -> String {
    let condition = timeline.legend.scale.unusual_condition(bar.condition);
    let condition =
        condition.map_or_else(String::new, |label| format!(", {}", label.to_lowercase()));
    format!("{}{condition} {}", bar.label.to_lowercase(), bar.dates)
}
