//! The blocks of a BibTeX file: entries, macros and comments. A block that does not close ends where the next one begins.

/// A block of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block<'t> {
    /// The word after the `@`.
    pub(super) kind: &'t str,
    pub(super) text: &'t str,
    /// The number of its first line, counted from 1.
    pub(super) line: u64,
    pub(super) is_closed: bool,
}

/// Divides a text into its blocks. Text between them is a comment.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut start = 0;
    let mut line = 1;
    let mut counted = 0;
    while let Some(found) = text[start..].find('@') {
        let at = start + found;
        let rest = &text[at + 1..];
        let kind = rest
            .split(|letter: char| !letter.is_ascii_alphanumeric())
            .next();
        let kind = kind.unwrap_or_default();
        let after = &rest[kind.len()..];
        let open = after.trim_start();
        if kind.is_empty() || !open.starts_with(['{', '(']) {
            start = at + 1;
            continue;
        }
        line += text[counted..at].matches('\n').count() as u64;
        counted = at;
        let body = at + 1 + kind.len() + (after.len() - open.len());
        let (end, is_closed) = end_of(text, body);
        blocks.push(Block {
            kind,
            text: &text[at..end],
            line,
            is_closed,
        });
        start = end;
    }
    blocks
}

/// Returns the end of a block that opens at an offset, and whether it closes before the next block begins.
fn end_of(text: &str, open: usize) -> (usize, bool) {
    let bytes = text.as_bytes();
    let close = if bytes[open] == b'(' { b')' } else { b'}' };
    let mut depth = 0_u32;
    let mut at = open;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'{' => depth += 1,
            b'}' if depth > 0 => depth -= 1,
            b'@' if is_block_start(text, at) => return (at, false),
            _ => {}
        }
        if depth == 0 && bytes.get(at) == Some(&close) && at > open {
            return (at + 1, true);
        }
        at += 1;
    }
    (text.len(), false)
}

/// Returns `true` if a block begins at an `@`: at the start of a line, with a word and a brace after it.
fn is_block_start(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let line = before.rsplit('\n').next().unwrap_or_default();
    let rest = &text[at + 1..];
    let word = rest.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    line.trim().is_empty() && word.len() < rest.len() && word.trim_start().starts_with(['{', '('])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_that_does_not_close_loses_only_itself() {
        let text = "A remark.\n@book{a, title = {A @ b}}\n\n@article{b,\n title = {open\n}\n@misc{c, title = \"C\"}\n";
        let found: Vec<_> = blocks(text)
            .iter()
            .map(|block| (block.kind, block.line, block.is_closed))
            .collect();
        assert_eq!(
            found,
            [("book", 2, true), ("article", 4, false), ("misc", 7, true)]
        );
    }
}
