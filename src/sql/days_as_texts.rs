//! Days as texts, as SQLite compares them.

/// Returns a statement in which days are texts, as SQLite compares them: `DATE '2005-12-31'` becomes `'2005-12-31'`. Spaces take
/// the place of what is left out, so that positions stay the same.
///
/// What is quoted or a comment is left as it is.
pub(super) fn with_days_as_texts(statement: &str) -> String {
    let mut text = String::with_capacity(statement.len());
    let mut rest = statement;
    let mut is_within_word = false;
    while let Some(first) = rest.chars().next() {
        let skipped = quoted_length(rest);
        if skipped > 0 {
            text.push_str(&rest[..skipped]);
            rest = &rest[skipped..];
            is_within_word = false;
            continue;
        }
        if !is_within_word && is_date_literal(rest) {
            text.push_str("    ");
            rest = &rest["DATE".len()..];
            continue;
        }
        is_within_word = first.is_alphanumeric() || "_$".contains(first);
        text.push(first);
        rest = &rest[first.len_utf8()..];
    }
    text
}

/// Returns `true` if a text begins with the word DATE and a string.
fn is_date_literal(text: &str) -> bool {
    let word = text
        .get(..4)
        .filter(|word| word.eq_ignore_ascii_case("DATE"));
    word.is_some() && text[4..].trim_start().starts_with('\'')
}

/// Returns the length of the string, quoted name or comment that a text begins with; 0 if it begins with none.
fn quoted_length(text: &str) -> usize {
    let until = |start: usize, end: &str| {
        let found = text.get(start..).and_then(|rest| rest.find(end));
        found.map_or(text.len(), |found| start + found + end.len())
    };
    // A doubled quote within a string ends it and begins the next one.
    match text.as_bytes() {
        [b'\'', ..] => until(1, "'"),
        [b'"', ..] => until(1, "\""),
        [b'`', ..] => until(1, "`"),
        [b'[', ..] => until(1, "]"),
        [b'-', b'-', ..] => until(2, "\n"),
        [b'/', b'*', ..] => until(2, "*/"),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_texts_outside_of_strings_names_and_comments() {
        let cases = [
            ("x < DATE '2005-12-31'", "x <      '2005-12-31'"),
            ("x < date  '2005-12-31'", "x <       '2005-12-31'"),
            ("'it''s DATE ''x'''", "'it''s DATE ''x'''"),
            ("\"DATE 'x'\", [DATE 'x']", "\"DATE 'x'\", [DATE 'x']"),
            ("-- DATE 'x'\nDATE 'y'", "-- DATE 'x'\n     'y'"),
            ("/* DATE 'x' */ DATE'y'", "/* DATE 'x' */     'y'"),
            ("update '2005', my_date 'x'", "update '2005', my_date 'x'"),
            ("date(day), é DATE 'x", "date(day), é      'x"),
            ("/* open", "/* open"),
        ];
        for (statement, expected) in cases {
            assert_eq!(with_days_as_texts(statement), expected);
        }
    }
}
