//! The picture of a network told in words, for readers who cannot see it.

use super::{Network, Tie, TieKind};
use crate::picture::legend::LegendEntry;

/// How many ties are told one by one.
const TOLD: usize = 80;

/// Returns what a tie is called in the files: the ids of both ends.
pub(super) fn key(network: &Network, tie: &Tie) -> String {
    format!(
        "{} {}",
        network.nodes[tie.ends.0].id, network.nodes[tie.ends.1].id
    )
}

/// Returns the picture in words: how much there is, and each tie as far as they are few.
pub(super) fn description(network: &Network) -> String {
    let count = network.drawable_ties().count();
    let mut sentences = vec![network.caption.subtitle.clone()];
    sentences.push(format!("{} nodes and {count} ties.", network.nodes.len()));
    sentences.extend(
        network
            .drawable_ties()
            .take(TOLD)
            .map(|tie| told(network, tie)),
    );
    if count > TOLD {
        sentences.push(format!("And {} more.", count - TOLD));
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}

fn told(network: &Network, tie: &Tie) -> String {
    let name = |index: usize| network.nodes[index].label.as_str();
    let scale = &network.legend.scale;
    let (phase, condition) = match tie.kind {
        TieKind::Partnership => (
            meaning(&scale.phases, tie.phase),
            meaning(&scale.conditions, tie.condition),
        ),
        TieKind::Participation => ("", ""),
    };
    let parts: Vec<&str> = [phase, condition, &tie.label]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    format!(
        "{} – {}: {}.",
        name(tie.ends.0),
        name(tie.ends.1),
        parts.join(", ")
    )
}

fn meaning(keys: &[LegendEntry], index: usize) -> &str {
    keys.iter()
        .find(|key| key.index == index)
        .map_or("", |key| key.label.as_str())
}
