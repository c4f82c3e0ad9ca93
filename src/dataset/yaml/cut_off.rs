//! Texts that a ` #` cuts off: in YAML, what follows a blank and a `#` is a comment.

use super::node::{Content, Tree};
use std::ops::Range;

/// A text without quotes that ends where a comment without a space begins, such as `see #3 of the list`.
pub(super) struct CutOff {
    /// What is left of the text.
    pub(super) text: String,
    /// The place of what is read as a comment.
    pub(super) comment: Range<usize>,
}

/// Finds the texts that are cut off.
///
/// Nearly every comment has a space after its `#`, so that a text with a letter or digit there was probably meant as a
/// whole.
pub(super) fn find(text: &str) -> Vec<CutOff> {
    let may_be_cut = text
        .match_indices(" #")
        .any(|(at, _)| is_glued(&text[at + 1..]));
    if !may_be_cut {
        return Vec::new();
    }
    let tree = Tree::parse(text);
    let scalars = tree.ids().filter_map(|id| match tree.content(id) {
        Content::Scalar { text, plain: true } => Some((text, tree.span(id).end)),
        _ => None,
    });
    let cut_off = scalars.filter_map(|(left, end)| {
        let rest = &text[end..];
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let is_cut = !left.is_empty() && blanks > 0 && is_glued(&rest[blanks..]);
        is_cut.then(|| {
            let comment = rest[blanks..].lines().next().unwrap_or_default().trim_end();
            CutOff {
                text: left.to_owned(),
                comment: end + blanks..end + blanks + comment.len(),
            }
        })
    });
    cut_off.collect()
}

/// Returns `true` if a `#` is followed by a letter or digit.
fn is_glued(comment: &str) -> bool {
    let after = comment.strip_prefix('#');
    after.is_some_and(|after| after.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_off_by_a_glued_comment() {
        let text = "a: see #3 of the list\nb: [x #y\n  ]\n";
        let found = find(text);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|cut| (cut.text.as_str(), &text[cut.comment.clone()]))
            .collect();
        assert_eq!(found, [("see", "#3 of the list"), ("x", "#y")]);
    }

    #[test]
    fn comments_and_quoted_texts_are_left_alone() {
        let text = "#a\na: b # c\nd: \"e #f\" #g\nh: |\n  i #j\nk: l#m\nn: #o\n  p\nq: 'r' #s\n";
        assert!(find(text).is_empty());
    }
}
