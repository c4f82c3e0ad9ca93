//! Escaping, in one place a syntax.

/// Makes the control characters of a text visible, so that no text of a dataset can steer a
/// terminal; line breaks become spaces.
pub fn visible(text: &str) -> String {
    let shown = |letter: char| match letter {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' | '\u{85}' => ' ',
        letter if letter.is_control() || is_override(letter) => '\u{FFFD}',
        letter => letter,
    };
    text.chars().map(shown).collect()
}

/// Escapes a text for the content of an XML element or for an attribute in double quotes.
pub(super) fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in visible(text).chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // XML 1.0 has no place for these two, not even as references.
            '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// Escapes a text for a quoted string of DOT, quotes included. A backslash is doubled, so that
/// no escape of DOT's own arises, and an ampersand is spelled out, because Graphviz reads HTML
/// entities in labels; the line breaks of the text stay line breaks.
pub(super) fn dot(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(dot_line).collect();
    format!("\"{}\"", lines.join("\\n"))
}

fn dot_line(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    for letter in visible(line).chars() {
        match letter {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            '&' => escaped.push_str("&amp;"),
            '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// Escapes an id for DOT, quotes included. An id is no label: Graphviz reads no entities in it,
/// and takes a backslash before anything but a quote as it stands.
pub(super) fn dot_id(id: &str) -> String {
    let kept = |letter: char| {
        if matches!(letter, '"' | '\\') {
            '\''
        } else {
            letter
        }
    };
    format!("\"{}\"", visible(id).chars().map(kept).collect::<String>())
}

/// Returns the address if a reader may be sent there: `http` and `https` alone, without blanks.
pub(super) fn link(address: &str) -> Option<&str> {
    let scheme = address
        .split_once("://")
        .map(|(scheme, _)| scheme.to_ascii_lowercase())?;
    let plain = |letter: char| !letter.is_whitespace() && !letter.is_control();
    (matches!(scheme.as_str(), "http" | "https") && address.chars().all(plain)).then_some(address)
}

/// Says whether a character reorders the text around it, beyond its own word.
fn is_override(letter: char) -> bool {
    matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Escapes a text for a cell of a table or a line of Markdown.
pub(super) fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in visible(text).chars() {
        match letter {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_has_nothing_left_to_read_as_markup() {
        let escaped = xml("</text><script>alert('1')</script>]]>&\"\0\u{8}\u{FFFF}\u{202E}");
        assert!(!escaped.contains(['<', '>', '"', '\'', '\0', '\u{8}', '\u{FFFF}', '\u{202E}']));
        assert_eq!(escaped.matches('\u{FFFD}').count(), 4);
        assert_eq!(xml("A & B"), "A &amp; B");
    }

    #[test]
    fn dot_strings_close_where_they_should() {
        assert_eq!(dot("a\"b\\c\nd\re&nbsp;"), r#""a\"b\\c\nd e&amp;nbsp;""#);
        assert_eq!(dot("ends in \\"), r#""ends in \\""#);
        assert_eq!(dot_id("a\"\\"), "\"a''\"");
    }

    #[test]
    fn only_web_links_pass() {
        assert_eq!(
            link("https://un.org/x?a=1&b=2"),
            Some("https://un.org/x?a=1&b=2")
        );
        assert_eq!(link("HTTP://un.org"), Some("HTTP://un.org"));
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "java\nscript://x",
            "https://a b",
            "//x",
            "",
        ] {
            assert_eq!(link(bad), None, "{bad}");
        }
    }
}
