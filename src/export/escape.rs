//! Escaping, in one place a syntax.

use crate::phrase::visible;
use std::fmt::Write as _;

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

/// Escapes a text for a quoted label of Mermaid, where it may be read as Markdown, HTML, entities, style
/// or directive: all signs but the harmless ones become references (`#34;`).
pub(super) fn mermaid(text: &str) -> String {
    let shown = visible(text);
    let letters: Vec<char> = shown.trim().chars().collect();
    let mut escaped = String::with_capacity(shown.len());
    for (place, letter) in letters.iter().enumerate() {
        let is_word = |place: Option<usize>| {
            let letter = place.and_then(|place| letters.get(place));
            letter.is_some_and(|letter| letter.is_alphanumeric())
        };
        let inside = is_word(place.checked_sub(1)) && is_word(Some(place + 1));
        match *letter {
            // A hyphen in a word begins no list, and ends no line.
            '-' if inside => escaped.push('-'),
            ' ' | ',' | '(' | ')' => escaped.push(*letter),
            letter if letter.is_ascii_alphanumeric() => escaped.push(letter),
            // What Mermaid itself writes for its references must not be taken for one.
            letter if letter.is_ascii() || matches!(letter, '°' | '¶' | '\u{FB02}') => {
                let _ = write!(escaped, "#{};", u32::from(letter));
            }
            '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// Escapes a text for the name of a task or section of a Gantt chart of Mermaid, which stands without
/// quotes: its first letter becomes a reference, so that no word is taken for a keyword or a date.
pub(super) fn mermaid_task(text: &str) -> String {
    let escaped = mermaid(text);
    match escaped.chars().next() {
        None => "#8212;".to_owned(),
        Some(first) if is_keyword(&escaped) || first.is_ascii_digit() => {
            format!("#{};{}", u32::from(first), &escaped[first.len_utf8()..])
        }
        Some(_) => escaped,
    }
}

/// Says whether a text begins like a statement of a Gantt chart.
fn is_keyword(text: &str) -> bool {
    const KEYWORDS: [&str; 19] = [
        "acc",
        "axis",
        "call",
        "click",
        "date",
        "end",
        "exclude",
        "gantt",
        "href",
        "include",
        "inclusive",
        "section",
        "tick",
        "title",
        "today",
        "top",
        "weekday",
        "weekend",
        "year",
    ];
    let text = text.to_ascii_lowercase();
    KEYWORDS.iter().any(|word| text.starts_with(word))
}

/// Spells a text for a comment of Mermaid, without the signs that make a directive of it.
pub(super) fn mermaid_comment(text: &str) -> String {
    visible(text).replace(['%', '{', '}'], " ")
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
    fn mermaid_sees_words_and_references_alone() {
        assert_eq!(
            mermaid("\"end\"; A-B - C#1"),
            "#34;end#34;#59; A-B #45; C#35;1"
        );
        assert_eq!(
            mermaid("<b>`x`</b> %%{"),
            "#60;b#62;#96;x#96;#60;#47;b#62; #37;#37;#123;"
        );
        assert_eq!(mermaid("Łódź – جامعة\n1. x"), "Łódź – جامعة 1#46; x");
        assert_eq!(mermaid_task("Section 5"), "#83;ection 5");
        assert_eq!(mermaid_task("2003: x"), "#50;003#58; x");
        assert_eq!(mermaid_task(" "), "#8212;");
        assert_eq!(mermaid_comment("%%{init}%%"), "   init   ");
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
