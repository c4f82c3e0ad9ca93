//! The mistake behind a syntax error, where the message of the parser does not name it.

use crate::dataset::finding::SyntaxCause;

/// The number of lines before an error in which its cause is looked for.
const LINES_BEFORE: usize = 2;

/// Returns the probable cause of a syntax error at an offset of a text.
pub(super) fn find(text: &str, offset: usize) -> Option<SyntaxCause> {
    let offset = offset.min(text.len());
    if text[offset..].starts_with('\t') {
        return Some(SyntaxCause::Tab);
    }
    let start = text[..offset].rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let before = text[..start].lines().rev().take(LINES_BEFORE);
    std::iter::once(line).chain(before).find_map(cause_in)
}

/// Returns the cause of an error in a line.
fn cause_in(line: &str) -> Option<SyntaxCause> {
    let content = line.trim_start_matches(' ');
    if content.starts_with('\t') {
        return Some(SyntaxCause::Tab);
    }
    if content.starts_with('\u{A0}') || line.contains(":\u{A0}") || line.contains("-\u{A0}") {
        return Some(SyntaxCause::NoBreakSpace);
    }
    inner_quote(line).map(SyntaxCause::InnerQuote)
}

/// Returns the quotation mark of a quoted text that goes on after the second such mark.
fn inner_quote(line: &str) -> Option<char> {
    let mut rest = line;
    while let Some(start) = rest.find(['\'', '"']) {
        let quote = if rest[start..].starts_with('"') {
            '"'
        } else {
            '\''
        };
        let begins_value = matches!(
            rest[..start].trim_end().chars().next_back(),
            None | Some(':' | '-' | '[' | '{' | ',')
        );
        let inside = &rest[start + 1..];
        if !begins_value {
            rest = inside;
            continue;
        }
        let end = closing(inside, quote)?;
        let after = &inside[end + 1..];
        // A text may be followed by a comment, a bracket, a comma, or a colon if it is a key.
        if !after.trim_start().is_empty()
            && !after.trim_start().starts_with([',', ']', '}', ':', '#'])
        {
            return Some(quote);
        }
        rest = after;
    }
    None
}

/// Returns the place of the mark that ends a quoted text. A doubled `'` and a `"` after a backslash do not end it.
fn closing(inside: &str, quote: char) -> Option<usize> {
    let mut letters = inside.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if quote == '"' && letter == '\\' {
            letters.next();
        } else if letter == quote {
            let is_doubled =
                quote == '\'' && letters.peek().is_some_and(|(_, next)| *next == quote);
            if !is_doubled {
                return Some(at);
            }
            letters.next();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cause_is_in_the_line() {
        for (line, expected) in [
            (
                "title: 'AU's first visit'",
                Some(SyntaxCause::InnerQuote('\'')),
            ),
            (
                "title: \"He said \"yes\"\"",
                Some(SyntaxCause::InnerQuote('"')),
            ),
            (
                "- {title: 'AU's first', kind: x}",
                Some(SyntaxCause::InnerQuote('\'')),
            ),
            ("title: 'AU''s first visit'", None),
            ("title: \"a \\\" b\", x", None),
            ("title: AU's first and UN's second", None),
            ("{a: 'b', c: \"d\"} # e", None),
            ("\tname: x", Some(SyntaxCause::Tab)),
            ("name:\u{A0}x", Some(SyntaxCause::NoBreakSpace)),
            ("\u{A0}\u{A0}name: x", Some(SyntaxCause::NoBreakSpace)),
        ] {
            assert_eq!(find(line, line.len()), expected, "{line}");
        }
    }

    #[test]
    fn the_cause_may_be_in_a_line_before() {
        let text = "a:\n  title: 'AU's first visit'\n  kind: x\n";
        let next = text.find("kind").expect("it is there");
        assert_eq!(find(text, next), Some(SyntaxCause::InnerQuote('\'')));
    }
}
