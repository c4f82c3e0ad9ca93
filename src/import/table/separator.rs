//! The separator of a table in a text.

use std::collections::HashMap;

/// The separators that tables have, the usual ones first.
pub(in crate::import) const SEPARATORS: [(u8, &str); 4] = [
    (b',', "comma"),
    (b';', "semicolon"),
    (b'\t', "tab"),
    (b'|', "bar"),
];

/// How many rows are looked at.
const ROWS: usize = 100;

/// Returns the separator under which most rows of a text have one number of fields, and more than one field. Of equal ones,
/// that with more fields is taken. A text without a separator is a table of one column.
pub(super) fn sniff(sample: &[u8], is_whole: bool) -> u8 {
    let scored = SEPARATORS.iter().rev().map(|(separator, _)| {
        let (rows, fields) = likeness(sample, *separator, is_whole);
        ((rows, fields), *separator)
    });
    let best = scored.max_by_key(|(score, _)| *score);
    best.filter(|((rows, _), _)| *rows > 0)
        .map_or(b',', |(_, separator)| separator)
}

/// Returns how many of a hundred rows have the most frequent number of fields, and that number.
fn likeness(sample: &[u8], separator: u8, is_whole: bool) -> (usize, usize) {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(sample);
    let records = reader.byte_records().map_while(Result::ok);
    let mut widths: Vec<usize> = records.take(ROWS).map(|record| record.len()).collect();
    if !is_whole && widths.len() > 1 && widths.len() < ROWS {
        // The sample may end within the last row.
        widths.pop();
    }
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for width in widths.iter().filter(|width| **width > 1) {
        *counts.entry(*width).or_default() += 1;
    }
    let most = counts
        .into_iter()
        .max_by_key(|(width, count)| (*count, *width));
    most.map_or((0, 0), |(width, count)| (count * 100 / widths.len(), width))
}

/// Returns the separator with this name or character.
pub(in crate::import) fn parse(name: &str) -> Option<u8> {
    let named = SEPARATORS.iter().find(|(_, known)| *known == name);
    match (named, name.as_bytes()) {
        (Some((separator, _)), _) => Some(*separator),
        (None, [separator]) => Some(*separator),
        (None, b"\\t") => Some(b'\t'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_divides_rows_evenly() {
        for (text, separator) in [
            ("a,b\n1,2\n3,4\n", b','),
            ("a;b\n1,5;2\n3,7;4\n", b';'),
            ("a\tb, c\n1\t2\n", b'\t'),
            ("a|b|c\n1|2|3\n", b'|'),
            ("name,list\nx,\"a; b; c\"\ny,\"a; b\"\n", b','),
            ("a\nb\n", b','),
        ] {
            assert_eq!(
                char::from(sniff(text.as_bytes(), true)),
                char::from(separator),
                "{text}"
            );
        }
    }
}
