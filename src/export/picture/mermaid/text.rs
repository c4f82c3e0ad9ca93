//! Texts for Mermaid, and its limits.

use crate::dataset::double_quoted;
use crate::export::escape;
use crate::phrase::visible;
use crate::picture::Caption;

/// The maximum number of edges that Mermaid draws unless its host allows more (`maxEdges`).
pub(super) const EDGE_LIMIT: usize = 500;

/// The maximum length of a text that Mermaid reads unless its host allows more (`maxTextSize`), in UTF-16 code units.
pub(super) const TEXT_LIMIT: usize = 50_000;

/// The maximum numbers of characters of a title, a note and a label.
pub(super) const TITLE_LIMIT: usize = 200;
pub(super) const NOTE_LIMIT: usize = 400;
pub(super) const LABEL_LIMIT: usize = 80;

/// Returns `true` if Mermaid reads a text of this length.
pub(super) fn fits(text: &str) -> bool {
    text.encode_utf16().count() <= TEXT_LIMIT
}

/// Returns the largest count up to a maximum whose text fits, by bisection; 0 if none fits.
pub(super) fn largest_fitting(max: usize, text: impl Fn(usize) -> String) -> usize {
    let (mut low, mut high) = (0, max);
    while low < high {
        let middle = (low + high).div_ceil(2);
        if fits(&text(middle)) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    low
}

/// Returns the front matter: the title and the settings of the picture, in YAML.
pub(super) fn front_matter(title: &str, settings: &[String]) -> String {
    let title = double_quoted(&shortened(title, TITLE_LIMIT));
    let settings: String = settings.iter().map(|line| format!("  {line}\n")).collect();
    format!("---\ntitle: {title}\nconfig:\n{settings}---\n")
}

/// Returns the accessible title and description, and comments for readers of the file.
pub(super) fn descriptions(caption: &Caption, notes: &[String]) -> String {
    let description = format!("{} · {}", caption.subtitle, caption.source);
    let accessible = [
        format!("accTitle: {}", label(&caption.title, TITLE_LIMIT)),
        format!("accDescr: {}", label(&description, NOTE_LIMIT)),
    ];
    let comments = [&caption.subtitle, &caption.source]
        .into_iter()
        .chain(notes);
    let comments = comments
        .filter(|line| !line.is_empty())
        .map(|line| comment(line));
    let lines = accessible.into_iter().chain(comments);
    lines.map(|line| format!("  {line}\n")).collect()
}

/// Returns a text as a comment.
pub(super) fn comment(text: &str) -> String {
    let text = escape::mermaid_comment(&shortened(text, NOTE_LIMIT));
    format!("%% {text}")
}

/// Returns a text as a label of at most this many characters.
pub(super) fn label(text: &str, max_characters: usize) -> String {
    escape::mermaid(&shortened(text, max_characters))
}

/// Returns the beginning of a text, ended with an ellipsis if it is longer.
pub(super) fn shortened(text: &str, max_characters: usize) -> String {
    let text = visible(text);
    match text.char_indices().nth(max_characters) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_count_that_fits_is_found() {
        let text = |count: usize| "x".repeat(count * 1_000);
        assert_eq!(largest_fitting(400, text), 50);
        assert_eq!(largest_fitting(7, text), 7);
        assert_eq!(largest_fitting(3, |_| "x".repeat(TEXT_LIMIT + 1)), 0);
    }

    #[test]
    fn front_matter_is_yaml_whatever_the_title() {
        let title = "a: \"b\"\n---\n%%{init: {}}%% \\ é";
        let text = front_matter(title, &[]);
        assert_eq!(text.lines().count(), 4);
        assert!(text.starts_with("---\ntitle: \"a: \\\"b\\\" --- %%{init"));
        assert_eq!(shortened(&"é".repeat(300), 5), "ééééé…");
    }
}
