//! A timeline told in words, for readers who cannot see it.

use super::{Bar, Lane, Timeline};

/// How many lanes are told one by one.
const TOLD: usize = 40;

/// Returns the picture in words: each lane with its phases, as far as they are few.
pub(super) fn description(timeline: &Timeline) -> String {
    let (first, last) = timeline.span;
    let count = timeline.lanes.len();
    let mut sentences = vec![
        timeline.caption.subtitle.clone(),
        format!("Phases of {count} dyads from {first} to {last}."),
    ];
    sentences.extend(
        timeline
            .lanes
            .iter()
            .take(TOLD)
            .map(|lane| told(timeline, lane)),
    );
    if count > TOLD {
        sentences.push(format!("And {} more.", count - TOLD));
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}

fn told(timeline: &Timeline, lane: &Lane) -> String {
    let tracks = lane.tracks.iter().map(|track| {
        let coding = track
            .coding
            .as_ref()
            .map_or_else(String::new, |coding| format!(" ({coding})"));
        let bars: Vec<String> = track.bars.iter().map(|bar| phase(timeline, bar)).collect();
        format!("{}{coding}: {}.", lane.label, bars.join(", "))
    });
    tracks.collect::<Vec<String>>().join(" ")
}

fn phase(timeline: &Timeline, bar: &Bar) -> String {
    let condition = timeline.legend.scale.unusual_condition(bar.condition);
    let condition =
        condition.map_or_else(String::new, |label| format!(", {}", label.to_lowercase()));
    let year = bar.time.start.0.year();
    format!("{}{condition} from {year}", bar.label.to_lowercase())
}
