//! Titles broken into lines of about the same width.

use super::scene::Weight;
use super::text;

const MAX_TITLE_LINES: usize = 3;

/// Breaks a title into as few lines as possible, of about the same width.
pub(super) fn balanced(title: &str, size: f64, max_width: f64) -> Vec<String> {
    let broken = |width: f64| text::wrapped(title, size, Weight::Bold, width, MAX_TITLE_LINES);
    let fewest = broken(max_width);
    let title_width = text::width(title, size, Weight::Bold);
    // A title that is cut anyway fills every line.
    if title_width >= max_width * (fewest.len() as f64 - 0.1) {
        return fewest;
    }
    let narrower = (1..10).map(|step| max_width * (0.5 + 0.05 * f64::from(step)));
    let mut candidates = narrower.map(broken);
    candidates
        .find(|lines| lines.len() == fewest.len() && has_all_words(lines, title))
        .unwrap_or(fewest)
}

fn has_all_words(lines: &[String], text: &str) -> bool {
    let words = lines.iter().flat_map(|line| line.split_whitespace());
    words.eq(text.split_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_a_title_are_about_equally_long_and_no_word_is_lost() {
        let title = "Partnerships of the UN, NATO, the EU and the AU in peace operations";
        let lines = balanced(title, 15.0, 480.0);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].split_whitespace().count() > 3, "{lines:?}");
        assert_eq!(lines.join(" "), title);
        assert_eq!(balanced("UN", 15.0, 480.0), ["UN"]);
        assert!(balanced("", 15.0, 480.0).is_empty());
        assert!(balanced(&"long ".repeat(400), 15.0, 480.0).len() <= MAX_TITLE_LINES);
    }
}
