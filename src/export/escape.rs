//! Escaping, one function per syntax, so that no text of a dataset becomes markup.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::phrase::visible;

/// Replaces the characters that XML does not allow, even as references, and those that control a terminal.
pub(super) fn xml_characters(text: &str) -> Cow<'_, str> {
    let shown = visible(text);
    // XML 1.0 forbids these two.
    if shown.contains(['\u{FFFE}', '\u{FFFF}']) {
        let replaced = shown.replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}");
        return replaced.into();
    }
    shown
}

/// Escapes a text for the content of an XML element or for an attribute in double quotes.
pub(super) fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in xml_characters(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            character => escaped.push(character),
        }
    }
    escaped
}

/// Escapes a text for a quoted string of DOT, and quotes it.
///
/// A backslash is doubled, so that it begins no escape sequence, and an ampersand becomes an entity, because
/// Graphviz reads HTML entities in labels. Line breaks stay line breaks.
pub(super) fn dot(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(dot_line).collect();
    format!("\"{}\"", lines.join("\\n"))
}

fn dot_line(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    for character in visible(line).chars() {
        match character {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            '&' => escaped.push_str("&amp;"),
            '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            character => escaped.push(character),
        }
    }
    escaped
}

/// Escapes an id for DOT, and quotes it.
///
/// In an id Graphviz reads no entities, and takes a backslash literally unless a quote follows, so both are replaced.
pub(super) fn dot_id(id: &str) -> String {
    format!("\"{}\"", visible(id).replace(['"', '\\'], "'"))
}

/// Returns the address if a link may open it: an `http` or `https` address without spaces and control characters.
pub(super) fn link(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once("://")?;
    let is_web = ["http", "https"]
        .iter()
        .any(|web| scheme.eq_ignore_ascii_case(web));
    let is_plain =
        !address.contains(|character: char| character.is_whitespace() || character.is_control());
    (is_web && is_plain).then_some(address)
}

/// Escapes a text for a quoted label of Mermaid.
///
/// Mermaid may read a label as Markdown, HTML, entities, a style or a directive, so every character except a few
/// harmless ones becomes a reference (`#34;`).
pub(super) fn mermaid(text: &str) -> String {
    let shown = visible(text);
    let characters: Vec<char> = shown.trim().chars().collect();
    let is_word = |index: Option<usize>| {
        let character = index.and_then(|index| characters.get(index));
        character.is_some_and(|character| character.is_alphanumeric())
    };
    let mut escaped = String::with_capacity(shown.len());
    for (index, character) in characters.iter().enumerate() {
        match *character {
            // Inside a word, a hyphen begins no list and no arrow.
            '-' if is_word(index.checked_sub(1)) && is_word(Some(index + 1)) => escaped.push('-'),
            ' ' | ',' | '(' | ')' => escaped.push(*character),
            character if character.is_ascii_alphanumeric() => escaped.push(character),
            // The last three are the placeholders by which Mermaid itself marks references.
            character if character.is_ascii() || matches!(character, '°' | '¶' | '\u{FB02}') => {
                let _ = write!(escaped, "#{};", u32::from(character));
            }
            '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            character => escaped.push(character),
        }
    }
    escaped
}

/// Escapes a text for the name of a task or section of a Gantt chart of Mermaid, which has no quotes.
///
/// The first character becomes a reference if the text would begin with a keyword or a digit, so that Mermaid
/// reads no statement and no date. An empty name becomes a dash.
pub(super) fn mermaid_task(text: &str) -> String {
    let escaped = mermaid(text);
    match escaped.chars().next() {
        None => "#8212;".to_owned(),
        Some(first) if begins_with_keyword(&escaped) || first.is_ascii_digit() => {
            format!("#{};{}", u32::from(first), &escaped[first.len_utf8()..])
        }
        Some(_) => escaped,
    }
}

/// Returns `true` if a text begins with the beginning of a statement of a Gantt chart.
fn begins_with_keyword(text: &str) -> bool {
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

/// Escapes a text for a comment of Mermaid: without the characters that would make a directive of it.
pub(super) fn mermaid_comment(text: &str) -> String {
    visible(text).replace(['%', '{', '}'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_that_xml_reads_as_markup() {
        let escaped = xml("</text><script>alert('1')</script>]]>&\"\0\u{8}\u{FFFF}\u{202E}");
        assert!(!escaped.contains(['<', '>', '"', '\'', '\0', '\u{8}', '\u{FFFF}', '\u{202E}']));
        assert_eq!(escaped.matches('\u{FFFD}').count(), 4);
        assert_eq!(xml("A & B"), "A &amp; B");
    }

    #[test]
    fn dot_strings_end_where_they_should() {
        assert_eq!(dot("a\"b\\c\nd\re&nbsp;"), r#""a\"b\\c\nd e&amp;nbsp;""#);
        assert_eq!(dot("ends in \\"), r#""ends in \\""#);
        assert_eq!(dot_id("a\"\\"), "\"a''\"");
    }

    #[test]
    fn mermaid_reads_words_and_references_only() {
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
