//! Dates against tables, and against an independent reader of EDTF.

use edtf_core::{Bound, Edtf};
use proptest::prelude::*;

use super::super::day::Day;
use super::{Date, year_text};

/// Returns the earliest and the latest day of a date; `..` if there is none.
fn days(date: &Date) -> [String; 2] {
    [date.earliest(), date.latest()]
        .map(|day| day.map_or_else(|| "..".to_owned(), |day| day.to_string()))
}

#[test]
fn extents_follow_precision() {
    let cases = [
        ("2003", "2003-01-01", "2003-12-31"),
        ("2004-02", "2004-02-01", "2004-02-29"),
        ("2003-05-12", "2003-05-12", "2003-05-12"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2004-XX", "2004-01-01", "2004-12-31"),
        ("1985-04-XX", "1985-04-01", "1985-04-30"),
        ("1985-XX-XX", "1985-01-01", "1985-12-31"),
        ("2001-21", "2001-03-01", "2001-05-31"),
        ("2003-24", "2003-12-01", "2004-02-29"),
        ("../2011", "..", "2011-12-31"),
        ("2003/", "2003-01-01", ".."),
        ("-199X", "-1999-01-01", "-1990-12-31"),
        ("-0044-03", "-0044-03-01", "-0044-03-31"),
        ("Y17000", "17000-01-01", "17000-12-31"),
    ];
    for (text, earliest, latest) in cases {
        let date: Date = text.parse().expect(text);
        assert_eq!(days(&date), [earliest, latest], "{text}");
    }
}

#[test]
fn a_date_is_displayed_as_it_was_written() {
    for text in VALID {
        let date: Date = text.parse().expect(text);
        assert_eq!(date.to_string(), text);
        let json = format!("\"{text}\"");
        assert_eq!(
            serde_json::to_string(&date).expect("a date is a text"),
            json
        );
        assert_eq!(
            serde_json::from_str::<Date>(&json).expect("it is a date"),
            date
        );
    }
    assert!(serde_json::from_str::<Date>("\"2003-02-30\"").is_err());
}

const VALID: [&str; 21] = [
    "2003",
    "2003-05",
    "2003-05-12",
    "2003~",
    "2003-05?",
    "2003-05-12%",
    "199X",
    "20XX",
    "2004-XX",
    "2004-XX-XX",
    "2004-02-XX",
    "2001-22",
    "../2011",
    "2003/..",
    "2003-01/",
    "/2003",
    "2003~/2004-05-06?",
    "-0044",
    "Y17000",
    "Y-17000",
    "0000",
];

const INVALID: [&str; 29] = [
    "",
    "20",
    "20031",
    "2003-13",
    "2003-00",
    "2003-02-30",
    "2003-5",
    "2003-05-1",
    "+2003",
    "2003-05-12T10:00:00",
    "2004/2003",
    "../..",
    "/",
    "/..",
    "20X3",
    "XXXX",
    "2003-XX-12",
    "2001-21-05",
    "Y2003",
    "Y99999999999",
    "-0000",
    "-000X",
    "２００３",
    "2003-05-12-01",
    "199X-05",
    "2003 ",
    "2003??",
    "2003/2004/2005",
    "é003",
];

#[test]
fn other_texts_are_refused() {
    for text in INVALID {
        assert!(text.parse::<Date>().is_err(), "{text:?}");
    }
}

#[test]
fn only_days_of_the_calendar_are_parsed() {
    for text in [
        "2004-02-29",
        "0000-02-29",
        "-0044-03-15",
        "17000-01-01",
        "-5000000-12-31",
    ] {
        assert_eq!(text.parse::<Day>().expect(text).to_string(), text);
    }
    for text in [
        "",
        "2003",
        "2003-03",
        "2003-3-17",
        "2003-02-29",
        "2003-13-01",
        "2003-00-01",
        "2003-01-00",
        "203-01-01",
        "+2003-01-01",
        "--2003-01-01",
        "2003-01-+1",
        "5000001-01-01",
        "99999999999-01-01",
    ] {
        assert!(text.parse::<Day>().is_err(), "{text}");
    }
}

/// Returns `true` if `edtf-core` accepts a text that the program refuses on purpose:
///
/// - EDTF level 2, such as sets, `2004-06~-11` and `20X3`, also where another spelling would be level 1 (`?2004`);
/// - times of day;
/// - years before -5,000,000 or after 5,000,000;
/// - intervals without any date, such as `../..`.
fn is_refused_on_purpose(text: &str, edtf: &Edtf) -> bool {
    let has_time = matches!(edtf, Edtf::DateTime(_));
    let is_far = text.starts_with('Y') || text.contains("/Y");
    let is_dateless = matches!(edtf, Edtf::Interval(interval) if !interval.start.is_dated() && !interval.end.is_dated());
    edtf.level() == 2 || edtf.to_string() != text || has_time || is_far || is_dateless
}

/// Returns `true` if the program accepts a text on purpose that `edtf-core` refuses: negative years with unspecified
/// digits, such as `-199X`, on which the standard is silent.
fn is_accepted_on_purpose(text: &str) -> bool {
    let mut sides = text.split('/');
    sides.any(|side| side.starts_with('-') && side.get(..5).is_some_and(|year| year.contains('X')))
}

/// Compares how a text is read with how `edtf-core` reads it: whether it is accepted, its bounds, its certainty and its
/// spelling.
fn compare(text: &str) {
    let ours = text.parse::<Date>();
    let theirs = Edtf::parse(text);
    match (ours, theirs) {
        (Err(_), Err(_)) => {}
        (Err(error), Ok(edtf)) => {
            assert!(is_refused_on_purpose(text, &edtf), "{text:?}: {error}");
        }
        (Ok(_), Err(error)) => assert!(is_accepted_on_purpose(text), "{text:?}: {error}"),
        (Ok(date), Ok(edtf)) => {
            let bounds = edtf.bounds();
            let bounds = [bounds.earliest, bounds.latest].map(|bound| match bound {
                Bound::Date(day) => day.to_string(),
                Bound::NegativeInfinity | Bound::PositiveInfinity | Bound::Unknown => "..".into(),
            });
            assert_eq!(days(&date), bounds, "{text:?}");
            let is_qualified = edtf.is_uncertain() || edtf.is_approximate();
            assert_eq!(date.is_qualified(), is_qualified, "{text:?}");
            assert_eq!(date.to_string(), edtf.to_string(), "{text:?}");
        }
    }
}

#[test]
fn an_independent_reader_agrees() {
    const YEARS: [&str; 16] = [
        "2003", "1999", "0000", "-0001", "-0004", "199X", "19XX", "1XXX", "XXXX", "Y17000",
        "Y-17000", "Y5000001", "2004", "1900", "12", "20033",
    ];
    const RESTS: [&str; 19] = [
        "",
        "-05",
        "-13",
        "-00",
        "-21",
        "-24",
        "-25",
        "-XX",
        "-05-12",
        "-02-29",
        "-02-30",
        "-XX-XX",
        "-05-XX",
        "-XX-12",
        "-21-01",
        "-2",
        "-05-1",
        "-05-12T10:00:00",
        "-05-12T10:00:00Z",
    ];
    const QUALIFIERS: [&str; 6] = ["", "?", "~", "%", "??", "?~"];
    let mut singles = vec!["..".to_owned(), String::new()];
    for year in YEARS {
        for rest in RESTS {
            singles.extend(QUALIFIERS.map(|qualifier| format!("{year}{rest}{qualifier}")));
        }
    }
    for text in singles
        .iter()
        .map(String::as_str)
        .chain(VALID)
        .chain(INVALID)
    {
        compare(text);
    }
    for start in singles.iter().step_by(7) {
        for end in singles.iter().step_by(5) {
            compare(&format!("{start}/{end}"));
        }
    }
}

#[test]
fn years_are_written_with_four_digits_or_more() {
    let years = [2003, 989, 0, -44, 17_000, -17_000];
    let texts = years.map(year_text);
    assert_eq!(
        texts,
        ["2003", "0989", "0000", "-0044", "Y17000", "Y-17000"]
    );
    for (year, text) in years.into_iter().zip(&texts) {
        let date: Date = text.parse().expect("it is a date");
        assert_eq!(date.year().map(i64::from), Some(year), "{text}");
    }
}

proptest! {
    #[test]
    fn an_independent_reader_agrees_on_any_text(text in "[0-9XY?~%/.T -]{0,14}") {
        compare(&text);
    }

    #[test]
    fn an_independent_reader_agrees_on_most_dates(
        text in "-?[012][0-9]{2}[0-9X](-([01][0-9]|2[0-5]|XX)(-([0-3][0-9]|XX))?)?[?~%]?(/(\\.\\.|-?[012][0-9]{3}(-[01][0-9])?)?)?"
    ) {
        compare(&text);
    }
}

#[test]
fn a_date_of_a_day_can_be_parsed() {
    for (day, text) in [
        (Day::new(2003, 3, 17), "2003-03-17"),
        (Day::new(9999, 12, 31), "9999-12-31"),
        (Day::new(-44, 3, 15), "-0044-03-15"),
        // EDTF has no notation for these days.
        (Day::new(10_000, 1, 1), "Y10000"),
        (Day::new(-12_000, 5, 1), "Y-12000"),
    ] {
        let date = Date::from(day);
        assert_eq!(date.to_string(), text);
        assert_eq!(text.parse(), Ok(date));
        assert!(date.earliest() <= Some(day) && date.latest() >= Some(day));
    }
}

#[test]
fn messages_write_years_as_dates_do() {
    for (text, message) in [
        ("-0044-02-30", "-0044-02 has no day 30"),
        ("0989-02-30", "0989-02 has no day 30"),
    ] {
        let error = text.parse::<Date>().expect_err(text);
        assert_eq!(error.to_string(), message);
    }
}
