//! Dates are read as `edtf-core` reads them, up to a written list of differences.
#![no_main]

use edtf_core::{Bound, Edtf};
use interorg::model::{Date, Day};
use interorg::query::Period;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    compare(text);
    if let Ok(day) = text.parse::<Day>() {
        assert_eq!(day.to_string().parse().ok(), Some(day));
    }
    if let Ok(period) = text.parse::<Period>() {
        assert_eq!(period.to_string().parse().ok(), Some(period));
    }
});

/// Compares how a text is read: whether it is accepted, its bounds, its certainty and its spelling. The lists of differences
/// are those of `src/model/date/tests.rs`.
fn compare(text: &str) {
    match (text.parse::<Date>(), Edtf::parse(text)) {
        (Err(_), Err(_)) => {}
        (Err(error), Ok(edtf)) => assert!(is_refused_on_purpose(text, &edtf), "{text:?}: {error}"),
        (Ok(_), Err(error)) => assert!(is_accepted_on_purpose(text), "{text:?}: {error}"),
        (Ok(date), Ok(edtf)) => {
            let bounds = edtf.bounds();
            let bounds = [bounds.earliest, bounds.latest].map(|bound| match bound {
                Bound::Date(day) => day.to_string(),
                Bound::NegativeInfinity | Bound::PositiveInfinity | Bound::Unknown => "..".into(),
            });
            let ours = [date.earliest(), date.latest()];
            let ours = ours.map(|day| day.map_or_else(|| "..".to_owned(), |day| day.to_string()));
            assert_eq!(ours, bounds, "{text:?}");
            assert_eq!(
                date.is_qualified(),
                edtf.is_uncertain() || edtf.is_approximate(),
                "{text:?}"
            );
            assert_eq!(date.to_string(), edtf.to_string(), "{text:?}");
            assert_eq!(date.to_string(), text);
        }
    }
}

/// Returns `true` for level 2, times of day, years beyond five million, and intervals without any date.
fn is_refused_on_purpose(text: &str, edtf: &Edtf) -> bool {
    let has_time = matches!(edtf, Edtf::DateTime(_));
    let is_far = text.starts_with('Y') || text.contains("/Y");
    let is_dateless = matches!(edtf, Edtf::Interval(interval) if !interval.start.is_dated() && !interval.end.is_dated());
    edtf.level() == 2 || edtf.to_string() != text || has_time || is_far || is_dateless
}

/// Returns `true` for negative years with unspecified digits, such as `-199X`, on which the standard is silent.
fn is_accepted_on_purpose(text: &str) -> bool {
    let mut sides = text.split('/');
    sides.any(|side| side.starts_with('-') && side.get(..5).is_some_and(|year| year.contains('X')))
}
