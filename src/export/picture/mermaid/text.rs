//! Texts for Mermaid, and the limits that it keeps.

use crate::export::escape;
use crate::phrase::visible;
use crate::picture::Caption;

/// How many lines between nodes Mermaid draws unless its host allows more.
pub(super) const EDGE_LIMIT: usize = 500;

/// How long a text Mermaid reads unless its host allows more, in units of UTF-16.
pub(super) const TEXT_LIMIT: usize = 50_000;

/// How many characters of a title, of a note and of a label are written.
pub(super) const TITLE: usize = 200;
pub(super) const NOTE: usize = 400;
pub(super) const LABEL: usize = 80;

/// Says whether Mermaid reads a text of this length.
pub(super) fn fits(text: &str) -> bool {
    text.encode_utf16().count() <= TEXT_LIMIT
}

/// Returns the largest count, up to the most, whose text Mermaid reads; none of it if none is read.
pub(super) fn largest(most: usize, spelled: impl Fn(usize) -> String) -> usize {
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
pub(super) fn front_matter(title: &str, settings: &[String]) -> String {
    // A string of JSON is one of YAML too.
    let title = serde_json::Value::from(cut(title, TITLE)).to_string();
    let settings: String = settings.iter().map(|line| format!("  {line}\n")).collect();
    format!("---\ntitle: {title}\nconfig:\n{settings}---\n")
}

/// Spells what a reader who cannot see the picture is told, and comments for who reads the file.
pub(super) fn about(caption: &Caption, notes: &[String]) -> String {
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
pub(super) fn label(text: &str, most: usize) -> String {
    escape::mermaid(&cut(text, most))
}

/// Returns the beginning of a text, ended with an ellipsis if there is more of it.
pub(super) fn cut(text: &str, most: usize) -> String {
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
