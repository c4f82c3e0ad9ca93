//! Dates that a text may mean which is not a date in EDTF.

use super::Date;

/// Returns the dates in EDTF that a text may mean, the most likely first: `2004-05` for `May 2004`, and both readings of
/// `12/05/2004`. Returns none if the text is not understood.
pub(crate) fn possible_dates(text: &str) -> Vec<String> {
    let text = plain(text);
    let (body, affix) = Affix::split(&text);
    let mut found: Vec<String> = Vec::new();
    for reading in readings(&body) {
        let date = affix.around(&reading);
        let is_date = date.parse::<Date>().is_ok();
        if is_date && !found.contains(&date) {
            found.push(date);
        }
    }
    found
}

/// Returns a text in lower case, with ordinary hyphens and spaces, and without quotation marks.
fn plain(text: &str) -> String {
    let letters = text.chars().filter_map(|letter| match letter {
        '“' | '”' | '„' | '‘' | '’' | '"' | '\'' | '\u{200B}' | '\u{FEFF}' => None,
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        letter if letter.is_whitespace() => Some(' '),
        letter => Some(letter),
    });
    let plain: String = letters.collect();
    plain.trim().to_lowercase()
}

/// What a text says about its date, besides the date.
#[derive(Clone, Copy)]
enum Affix {
    None,
    /// About the date (`~`).
    Approximate,
    /// Perhaps the date (`?`).
    Uncertain,
    /// Not later than the date (`../`).
    Before,
    /// Not earlier than the date (`/..`).
    After,
}

/// The words that stand before a date.
const AFFIXES: [(&str, Affix); 18] = [
    ("c.", Affix::Approximate),
    ("ca.", Affix::Approximate),
    ("ca", Affix::Approximate),
    ("c", Affix::Approximate),
    ("circa", Affix::Approximate),
    ("about", Affix::Approximate),
    ("around", Affix::Approximate),
    ("approximately", Affix::Approximate),
    ("approx.", Affix::Approximate),
    ("~", Affix::Approximate),
    ("?", Affix::Uncertain),
    ("probably", Affix::Uncertain),
    ("possibly", Affix::Uncertain),
    ("perhaps", Affix::Uncertain),
    ("before", Affix::Before),
    ("until", Affix::Before),
    ("after", Affix::After),
    ("since", Affix::After),
];

impl Affix {
    /// Splits a text into the date and what is said about it.
    fn split(text: &str) -> (String, Self) {
        for (word, affix) in AFFIXES {
            let Some(rest) = text.strip_prefix(word) else {
                continue;
            };
            // `c2003` is understood, `april` is not "a" and something else.
            if rest.starts_with([' ', '.', '1', '2']) {
                return (rest.trim_start_matches(['.', ' ']).to_owned(), affix);
            }
        }
        for (mark, affix) in [
            ("(?)", Self::Uncertain),
            ("?", Self::Uncertain),
            ("~", Self::Approximate),
        ] {
            if let Some(rest) = text.strip_suffix(mark) {
                return (rest.trim_end().to_owned(), affix);
            }
        }
        (text.to_owned(), Self::None)
    }

    fn around(self, date: &str) -> String {
        match self {
            Self::None => date.to_owned(),
            Self::Approximate => format!("{date}~"),
            Self::Uncertain => format!("{date}?"),
            Self::Before => format!("../{date}"),
            Self::After => format!("{date}/.."),
        }
    }
}

/// A word or number of a text.
#[derive(Clone, Copy)]
enum Part<'t> {
    Number(&'t str),
    Word(&'t str),
}

/// Returns what a text may mean as a date. Not every reading exists in the calendar.
fn readings(text: &str) -> Vec<String> {
    let parts = parts(text);
    let numbers: Vec<&str> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Number(digits) => Some(*digits),
            Part::Word(_) => None,
        })
        .collect();
    let words: Vec<&str> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Word(word) if !is_filler(word) => Some(*word),
            _ => None,
        })
        .collect();
    match words.as_slice() {
        [] => numeric(text, &numbers),
        [word] => with_word(word, &numbers),
        // A time of day follows the date.
        [_, ..] => Vec::new(),
    }
}

/// Splits a text into words and numbers.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_same: fn(char) -> bool = if first.is_ascii_digit() {
            |letter| letter.is_ascii_digit()
        } else if first.is_alphabetic() {
            char::is_alphabetic
        } else {
            |letter| !letter.is_ascii_digit() && !letter.is_alphabetic()
        };
        let end = rest.find(|letter| !is_same(letter)).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        if first.is_ascii_digit() {
            parts.push(Part::Number(part));
        } else if first.is_alphabetic() {
            parts.push(Part::Word(part));
        }
        rest = after;
    }
    parts
}

/// Returns `true` if a word says nothing in a date: `12th of May`, `early in 2004`.
fn is_filler(word: &str) -> bool {
    const FILLERS: [&str; 13] = [
        "st", "nd", "rd", "th", "of", "the", "in", "on", "early", "mid", "late", "year", "ad",
    ];
    FILLERS.contains(&word)
}

/// Returns the readings of numbers alone.
fn numeric(text: &str, numbers: &[&str]) -> Vec<String> {
    match numbers {
        [year] if year.len() == 4 => vec![(*year).to_owned()],
        [day] if day.len() == 8 => {
            vec![format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..])]
        }
        [first, last] if first.len() == 4 && last.len() == 4 => vec![format!("{first}/{last}")],
        [year, month] | [month, year] if year.len() == 4 => vec![format!("{year}-{month:0>2}")],
        [year, month, day] if year.len() == 4 => {
            vec![iso(year, month, day), iso(year, day, month)]
        }
        [first, second, year] if year.len() == 4 => {
            let day_first = iso(year, second, first);
            // Whoever writes full stops writes the day first.
            if text.contains('.') {
                vec![day_first]
            } else {
                vec![day_first, iso(year, first, second)]
            }
        }
        // A time of day follows the date.
        [year, month, day, _, ..] if year.len() == 4 => vec![iso(year, month, day)],
        _ => Vec::new(),
    }
}

fn iso(year: &str, month: &str, day: &str) -> String {
    format!("{year}-{month:0>2}-{day:0>2}")
}

/// Returns the readings of numbers with a word: a month, a season, a quarter, a decade.
fn with_word(word: &str, numbers: &[&str]) -> Vec<String> {
    let month = month(word).map(|month| format!("{month:02}"));
    match (month, numbers) {
        (Some(month), [year]) if year.len() == 4 => vec![format!("{year}-{month}")],
        (Some(month), [day, year] | [year, day]) if year.len() == 4 => vec![iso(year, &month, day)],
        (Some(_), _) => Vec::new(),
        (None, [year]) if year.len() == 4 => match season(word) {
            Some(season) => vec![format!("{year}-{season}")],
            None if word == "s" && year.ends_with('0') => vec![format!("{}X", &year[..3])],
            None => Vec::new(),
        },
        (None, [decade]) if matches!(word, "x" | "xx") && decade.len() + word.len() == 4 => {
            vec![format!("{decade}{}", word.to_uppercase())]
        }
        (None, [quarter, year] | [year, quarter]) if word == "q" && year.len() == 4 => {
            let quarter: Option<u8> = quarter
                .parse()
                .ok()
                .filter(|quarter| (1..=4).contains(quarter));
            let months = quarter.map(|quarter| (quarter * 3 - 2, quarter * 3));
            let period = months.map(|(first, last)| format!("{year}-{first:02}/{year}-{last:02}"));
            period.into_iter().collect()
        }
        // A time of day follows the date.
        (None, [year, month, day, _, ..]) if word == "t" || word == "z" => {
            vec![iso(year, month, day)]
        }
        (None, _) => Vec::new(),
    }
}

/// Returns the number of a month by its English name or an abbreviation of at least three letters.
fn month(word: &str) -> Option<usize> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let found = MONTHS.iter().position(|month| month.starts_with(word));
    found.filter(|_| word.len() >= 3).map(|index| index + 1)
}

/// Returns the number of a season in EDTF.
fn season(word: &str) -> Option<u8> {
    match word {
        "spring" => Some(21),
        "summer" => Some(22),
        "autumn" | "fall" => Some(23),
        "winter" => Some(24),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_understood() {
        for (text, expected) in [
            ("May 2004", &["2004-05"][..]),
            ("2004 May", &["2004-05"]),
            ("sept. 2004", &["2004-09"]),
            ("8 August 1967", &["1967-08-08"]),
            ("August 8th, 1967", &["1967-08-08"]),
            ("the 8th of August 1967", &["1967-08-08"]),
            ("12/05/2004", &["2004-05-12", "2004-12-05"]),
            ("12-05-2004", &["2004-05-12", "2004-12-05"]),
            ("13/05/2004", &["2004-05-13"]),
            ("05/13/2004", &["2004-05-13"]),
            ("05/05/2004", &["2004-05-05"]),
            ("12.05.2004", &["2004-05-12"]),
            ("2003-5-1", &["2003-05-01", "2003-01-05"]),
            ("2003/05/13", &["2003-05-13"]),
            ("2003.05.12", &["2003-05-12", "2003-12-05"]),
            ("2003–05", &["2003-05"]),
            ("2003-5", &["2003-05"]),
            ("2004/05", &["2004-05"]),
            ("5/2004", &["2004-05"]),
            ("20040512", &["2004-05-12"]),
            ("c. 2003", &["2003~"]),
            ("ca. May 2003", &["2003-05~"]),
            ("circa 2003", &["2003~"]),
            ("~2003", &["2003~"]),
            ("2003 (?)", &["2003?"]),
            ("2003 ?", &["2003?"]),
            ("probably 2003", &["2003?"]),
            ("before 2003", &["../2003"]),
            ("since May 2003", &["2003-05/.."]),
            ("1990s", &["199X"]),
            ("199x", &["199X"]),
            ("early 2004", &["2004"]),
            ("spring 2004", &["2004-21"]),
            ("Q2 2004", &["2004-04/2004-06"]),
            ("2003-2005", &["2003/2005"]),
            ("“2003”", &["2003"]),
            ("2003\u{A0}", &["2003"]),
            ("2003-05-12T10:00:00Z", &[]),
            ("2003-05-12 10:00", &["2003-05-12"]),
        ] {
            assert_eq!(possible_dates(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_left_alone() {
        for text in [
            "",
            "x",
            "yesterday",
            "ma 2004",
            "31/31/2004",
            "2004-02-30x",
            "12/05/04",
            "2003-13",
        ] {
            assert!(
                possible_dates(text).is_empty(),
                "{text}: {:?}",
                possible_dates(text)
            );
        }
    }
}
