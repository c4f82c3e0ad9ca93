//! Pictures in Mermaid, which wikis, repositories and note books draw where they stand: networks as
//! flowcharts, at several dates too, timelines as Gantt charts, tables as block diagrams.
//!
//! Mermaid refuses what is over its limits, so a picture is cut to them and says what was cut.

mod blocks;
mod flowchart;
mod gantt;

pub use self::blocks::write as write_blocks;
pub use self::flowchart::write as write_flowchart;
pub use self::gantt::write as write_gantt;

use std::io;

use crate::export::{ExportError, escape};
use crate::phrase::visible;
use crate::picture::Caption;
use crate::picture::evolution::Evolution;
use crate::picture::style::Theme;

/// How many lines between nodes Mermaid draws unless its host allows more.
pub const EDGE_LIMIT: usize = 500;

/// How long a text Mermaid reads unless its host allows more, in units of UTF-16.
pub const TEXT_LIMIT: usize = 50_000;

/// How many characters of a title, of a note and of a label are written.
const TITLE: usize = 200;
const NOTE: usize = 400;
const LABEL: usize = 80;

/// Writes an evolution as one flowchart with a frame per date, one below the other; returns what was cut, in
/// sentences.
///
/// Boxes hold short names only, as they do in the drawing.
///
/// # Errors
/// Fails if the output cannot be written.
pub fn write_evolution(
    evolution: &Evolution,
    theme: &Theme,
    out: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    let mut network = evolution.combined().network;
    for node in &mut network.nodes {
        node.name = node.label.clone();
    }
    network.ties.iter_mut().for_each(|tie| tie.label.clear());
    let cut = flowchart::write_sequence(&network, theme, out)?;
    Ok(evolution.without_groups().into_iter().chain(cut).collect())
}

/// Says whether Mermaid reads a text of this length.
fn fits(text: &str) -> bool {
    text.encode_utf16().count() <= TEXT_LIMIT
}

/// Returns the largest count, up to the most, whose text Mermaid reads; none of it if none is read.
fn largest(most: usize, spelled: impl Fn(usize) -> String) -> usize {
    let (mut low, mut high) = (0, most);
    while low < high {
        let middle = (low + high).div_ceil(2);
        if fits(&spelled(middle)) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    low
}

/// Spells the front matter: the title, and the settings of the picture.
fn front_matter(title: &str, settings: &[String]) -> String {
    // A string of JSON is one of YAML too.
    let title = serde_json::Value::from(cut(title, TITLE)).to_string();
    let settings: String = settings.iter().map(|line| format!("  {line}\n")).collect();
    format!("---\ntitle: {title}\nconfig:\n{settings}---\n")
}

/// Spells what a reader who cannot see the picture is told, and comments for who reads the file.
fn about(caption: &Caption, notes: &[String]) -> String {
    let told = [caption.subtitle.as_str(), &caption.source];
    let mut lines = vec![
        format!("accTitle: {}", label(&caption.title, TITLE)),
        format!("accDescr: {}", label(&told.join(" · "), NOTE)),
    ];
    let comments = [&caption.subtitle, &caption.source].into_iter();
    let comments = comments.chain(notes);
    let comments = comments.filter(|line| !line.is_empty());
    lines.extend(comments.map(|line| format!("%% {}", escape::mermaid_comment(&cut(line, NOTE)))));
    lines.iter().map(|line| format!("  {line}\n")).collect()
}

/// Returns a text as a label, cut to so many characters.
fn label(text: &str, most: usize) -> String {
    escape::mermaid(&cut(text, most))
}

/// Returns the beginning of a text, ended with an ellipsis if there is more of it.
fn cut(text: &str, most: usize) -> String {
    let text = visible(text);
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_count_that_fits_is_found() {
        let spelled = |count: usize| "x".repeat(count * 1_000);
        assert_eq!(largest(400, spelled), 50);
        assert_eq!(largest(7, spelled), 7);
        assert_eq!(largest(3, |_| "x".repeat(TEXT_LIMIT + 1)), 0);
    }

    #[test]
    fn front_matter_is_yaml_whatever_the_title() {
        let title = "a: \"b\"\n---\n%%{init: {}}%% \\ é";
        let text = front_matter(title, &[]);
        assert_eq!(text.lines().count(), 4);
        assert!(text.starts_with("---\ntitle: \"a: \\\"b\\\" --- %%{init"));
        let shown = cut(&"é".repeat(300), 5);
        assert_eq!(shown, "ééééé…");
    }
}
