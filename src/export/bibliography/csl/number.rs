//! Numbers and page ranges.

use hayagriva::citationberg::PageRangeFormat;

/// Returns `true` if a text consists of numbers only: "2nd", "S12", "1, 3-5" (CSL 1.0.2, `is-numeric`).
pub(super) fn is_numeric(text: &str) -> bool {
    let mut parts = text.split([',', '-', '–', '&', '/']).map(str::trim);
    parts.all(|part| {
        part.contains(|character: char| character.is_ascii_digit())
            && part.chars().all(char::is_alphanumeric)
    })
}

/// Returns `true` if a text names several numbers.
pub(super) fn is_multiple(text: &str) -> bool {
    let parts = text.split([',', '-', '–', '&']);
    parts.filter(|part| !part.trim().is_empty()).count() > 1
}

/// Returns a number with the dashes of ranges; a text that is not a number stays as it is.
pub(super) fn with_dashes(text: &str) -> String {
    if is_numeric(text) {
        text.replace('-', "–")
    } else {
        text.to_owned()
    }
}

/// Returns a text with another form of each number in it.
pub(super) fn map_numbers(text: &str, form: impl Fn(i32) -> String) -> String {
    let mut mapped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|character: char| character.is_ascii_digit()) {
        mapped.push_str(&rest[..start].replace('-', "–"));
        let digits = &rest[start..];
        let end = digits
            .find(|character: char| !character.is_ascii_digit())
            .unwrap_or(digits.len());
        let digits = &digits[..end];
        mapped.push_str(&digits.parse().map_or_else(|_| digits.to_owned(), &form));
        rest = &rest[start + end..];
    }
    mapped + rest
}

/// Returns a number in small Roman numerals.
pub(super) fn roman(number: i32) -> String {
    const NUMERALS: [(i32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    // Roman numerals have no zero, and end below 4000.
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut roman = String::new();
    for (value, numeral) in NUMERALS {
        while rest >= value {
            roman.push_str(numeral);
            rest -= value;
        }
    }
    roman
}

/// Returns the letters that distinguish the entries of one year: a, b, ..., z, aa.
pub(super) fn letters(index: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = index + 1;
    while rest > 0 {
        rest -= 1;
        let offset = u8::try_from(rest % 26).unwrap_or_default();
        letters.push(char::from(b'a' + offset));
        rest /= 26;
    }
    letters.into_iter().rev().collect()
}

/// Returns the first page of a page range.
pub(super) fn first_page(pages: &str) -> &str {
    let end = pages.find(['-', '–', '—', ',', '&']).unwrap_or(pages.len());
    pages[..end].trim()
}

/// Returns pages with the dashes and shortened numbers of a style (CSL 1.0.2, `page-range-format`).
pub(super) fn pages(pages: &str, format: Option<PageRangeFormat>, dash: &str) -> String {
    let ranges = pages
        .split(", ")
        .map(|range| page_range(range.trim(), format, dash));
    ranges.collect::<Vec<_>>().join(", ")
}

fn page_range(range: &str, format: Option<PageRangeFormat>, dash: &str) -> String {
    let Some((first, last)) = range.split_once(['-', '–', '—']) else {
        return range.to_owned();
    };
    let (first, last) = (first.trim(), last.trim());
    let (first_prefix, first_number) = split_number(first);
    let (last_prefix, last_number) = split_number(last);
    let are_numbers = !first_number.is_empty() && !last_number.is_empty();
    let have_one_prefix = last_prefix.is_empty() || last_prefix == first_prefix;
    let Some(format) = format.filter(|_| are_numbers && have_one_prefix) else {
        return format!("{first}{dash}{last}");
    };
    let last_number = completed(first_number, last_number);
    if last_number.len() != first_number.len() {
        return format!("{first}{dash}{last_prefix}{last_number}");
    }
    if format == PageRangeFormat::Expanded {
        return format!("{first}{dash}{first_prefix}{last_number}");
    }
    let kept = kept_digits(first_number, &last_number, format);
    let last_number = &last_number[last_number.len() - kept..];
    format!("{first}{dash}{last_number}")
}

/// Splits a page at its trailing digits: "S12" into "S" and "12".
fn split_number(page: &str) -> (&str, &str) {
    let prefix = page.trim_end_matches(|character: char| character.is_ascii_digit());
    page.split_at(prefix.len())
}

/// Returns the last number of a range in full: 388 of "382–8".
fn completed(first: &str, last: &str) -> String {
    let missing = first.len().saturating_sub(last.len());
    format!("{}{last}", &first[..missing])
}

/// Returns how many digits of the last number are set. Both numbers have the same number of digits.
fn kept_digits(first: &str, last: &str, format: PageRangeFormat) -> usize {
    let equal = first.bytes().zip(last.bytes());
    let changed = last.len() - equal.take_while(|(first, last)| first == last).count();
    let at_least = |digits: usize| changed.max(digits).min(last.len());
    match format {
        PageRangeFormat::Expanded => last.len(),
        PageRangeFormat::Minimal => at_least(1),
        PageRangeFormat::MinimalTwo => at_least(2),
        PageRangeFormat::Chicago15 | PageRangeFormat::Chicago16 => {
            let number: u64 = first.parse().unwrap_or_default();
            let is_long_change =
                format == PageRangeFormat::Chicago15 && first.len() == 4 && changed > 2;
            match number % 100 {
                0 => last.len(),
                _ if number < 100 || is_long_change => last.len(),
                1..10 => at_least(1),
                _ => at_least(2),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_ranges_are_shortened_as_the_specification_has_it() {
        use PageRangeFormat::{Chicago15, Chicago16, Expanded, Minimal, MinimalTwo};
        for (range, format, set) in [
            ("3-10", Chicago15, "3–10"),
            ("100-104", Chicago15, "100–104"),
            ("107-108", Chicago15, "107–8"),
            ("321-328", Chicago15, "321–28"),
            ("1496-1504", Chicago15, "1496–1504"),
            ("1496-1504", Chicago16, "1496–504"),
            ("71-72", Chicago16, "71–72"),
            ("101-108", Chicago16, "101–8"),
            ("42-45", Expanded, "42–45"),
            ("321-8", Expanded, "321–328"),
            ("S12-S15", Expanded, "S12–S15"),
            ("42-45", Minimal, "42–5"),
            ("42-45", MinimalTwo, "42–45"),
            ("2787-2816", MinimalTwo, "2787–816"),
        ] {
            assert_eq!(pages(range, Some(format), "–"), set, "{range} {format:?}");
        }
        assert_eq!(pages("xii-xv, 3", None, "–"), "xii–xv, 3");
    }

    #[test]
    fn numbers_may_have_prefixes_and_suffixes_and_nothing_else() {
        assert!(
            ["2", "2nd", "D2", "2, 3", "2-4", "2 & 4"]
                .iter()
                .all(|n| is_numeric(n))
        );
        assert!(
            !["second", "2nd edition", "S/RES/2033", ""]
                .iter()
                .any(|n| is_numeric(n))
        );
    }

    #[test]
    fn numbers_have_other_forms() {
        assert_eq!(roman(1994), "mcmxciv");
        assert_eq!(map_numbers("2-4", roman), "ii–iv");
        assert_eq!([0, 25, 26, 702].map(letters), ["a", "z", "aa", "aaa"]);
    }
}
