//! The words of a command line, which runs without a shell.

use crate::cli::error::CliError;

/// Divides a command line into words at spaces. What is within single or double quotes is one word, and so is a character
/// after a backslash outside of single quotes.
pub(super) fn words(line: &str) -> Result<Vec<String>, CliError> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match (letter, quote) {
            (letter, Some(open)) if letter == open => quote = None,
            ('\'' | '"', None) => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            ('\\', None | Some('"')) => match letters.next() {
                Some(escaped) => word.get_or_insert_default().push(escaped),
                None => return Err(unfinished(line)),
            },
            (letter, None) if letter.is_whitespace() => words.extend(word.take()),
            (letter, _) => word.get_or_insert_default().push(letter),
        }
    }
    if quote.is_some() {
        return Err(unfinished(line));
    }
    words.extend(word);
    if words.is_empty() {
        let hint = "Write a command such as `psql -X --csv`.".to_owned();
        return Err(CliError::Usage(
            "no command is given".to_owned(),
            Some(hint),
        ));
    }
    Ok(words)
}

fn unfinished(line: &str) -> CliError {
    CliError::Usage(format!("a quote is not closed in `{line}`"), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_divided_as_a_shell_divides_them() {
        let cases: [(&str, &[&str]); 5] = [
            ("psql -X --csv", &["psql", "-X", "--csv"]),
            (r#" a  'b "c' "d e"f "#, &["a", r#"b "c"#, "d ef"]),
            (r"a\ b c\\", &["a b", r"c\"]),
            ("a ''", &["a", ""]),
            (r#""a\"b" '\'"#, &[r#"a"b"#, r"\"]),
        ];
        for (line, expected) in cases {
            assert_eq!(words(line).ok().expect(line), expected);
        }
        for line in ["", "  ", "'a", r#"a ""#.trim_end(), r"a \"] {
            let is_refused = words(line).is_err();
            assert_eq!(is_refused, line.trim() != "a \"\"", "{line}");
        }
    }
}
