//! The description of a network in words, for readers who cannot see it.

use super::{Direction, Network, Tie, TieKind};
use crate::phrase::counted;
use crate::picture::legend::LegendEntry;

/// The maximum number of ties that are described one by one.
const MAX_LISTED: usize = 80;

/// Returns the key of a tie in files: the ids of both ends.
pub(super) fn key(network: &Network, tie: &Tie) -> String {
    let [first, second] = [tie.ends.0, tie.ends.1].map(|end| &network.nodes[end].id);
    format!("{first} {second}")
}

/// Describes the network: its size, then its first ties one by one.
pub(super) fn description(network: &Network) -> String {
    let count = network.drawable_ties().count();
    let mut sentences = vec![
        network.caption.subtitle.clone(),
        format!(
            "{} and {}.",
            counted(network.nodes.len(), ["node", "nodes"]),
            counted(count, ["tie", "ties"])
        ),
    ];
    let listed = network.drawable_ties().take(MAX_LISTED);
    sentences.extend(listed.map(|tie| sentence(network, tie)));
    if count > MAX_LISTED {
        sentences.push(format!("And {} more.", count - MAX_LISTED));
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}

fn sentence(network: &Network, tie: &Tie) -> String {
    let scale = &network.legend.scale;
    let (phase, condition) = match tie.kind {
        TieKind::Partnership => (
            label(&scale.phases, tie.phase),
            label(&scale.conditions, tie.condition),
        ),
        TieKind::Phaseless => (tie.phase_label.as_str(), ""),
        TieKind::Participation => ("", ""),
    };
    let parts = [phase, condition, &tie.label];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let [first, second] = [tie.ends.0, tie.ends.1].map(|end| &network.nodes[end].label);
    let ends = match tie.direction {
        None => format!("{first} – {second}"),
        Some(Direction::Forward) => format!("{first} → {second}"),
        Some(Direction::Backward) => format!("{second} → {first}"),
    };
    format!("{ends}: {}.", parts.join(", "))
}

fn label(entries: &[LegendEntry], index: usize) -> &str {
    let entry = entries.iter().find(|entry| entry.index == index);
    entry.map_or("", |entry| &entry.label)
}
