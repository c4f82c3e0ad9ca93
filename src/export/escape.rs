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
