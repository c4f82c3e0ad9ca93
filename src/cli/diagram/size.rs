//! Sizes on the command line: pixels, lengths with a unit, and the ratio of a page.

use std::str::FromStr;

/// The units of lengths, with their lengths in points.
const UNITS: [(&str, f64); 5] = [
    ("cm", 72.0 / 2.54),
    ("mm", 72.0 / 25.4),
    ("in", 72.0),
    ("pt", 1.0),
    // A pixel of CSS, 96 of which are an inch.
    ("px", 0.75),
];

/// The maximum length of a side in points: the largest page of PDF without larger units.
const MAX_POINTS: f64 = 14_400.0;

/// A width: a number of pixels of a PNG, or a length on paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Width {
    Pixels(u32),
    Points(f64),
}

impl FromStr for Width {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.parse() {
            Ok(pixels) => Ok(Self::Pixels(pixels)),
            Err(_) => parse_length(text).map(Self::Points),
        }
    }
}

/// Parses a length with a unit, such as `16cm`; returns it in points.
pub(super) fn parse_length(text: &str) -> Result<f64, String> {
    let text = text.trim();
    let unit = UNITS.iter().find(|(unit, _)| text.ends_with(unit));
    let number = unit.and_then(|(unit, _)| text.strip_suffix(unit)?.trim().parse::<f64>().ok());
    let points = unit
        .zip(number)
        .map(|((_, points), number)| points * number);
    match points {
        Some(points) if points > 0.0 && points <= MAX_POINTS => Ok(points),
        Some(_) => Err("a length is more than 0 and at most 508cm".to_owned()),
        None => Err("expected a number with cm, mm, in, pt or px, as in 16cm".to_owned()),
    }
}

/// Parses a ratio of width to height, such as `16:9`; returns the height per width.
pub(super) fn parse_aspect(text: &str) -> Result<f64, String> {
    let sides = text.split_once(':');
    let sides = sides.and_then(|(width, height)| {
        let side = |text: &str| text.trim().parse::<f64>().ok();
        Some((side(width)?, side(height)?))
    });
    match sides {
        Some((width, height))
            if width > 0.0 && height > 0.0 && (0.05..=20.0).contains(&(height / width)) =>
        {
            Ok(height / width)
        }
        _ => Err("expected a ratio such as 16:9, with no side 20 times the other".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_pixels_and_a_unit_makes_a_length() {
        assert_eq!("2400".parse(), Ok(Width::Pixels(2400)));
        assert_eq!("2.54cm".parse(), Ok(Width::Points(72.0)));
        assert_eq!("25.4 mm".parse(), Ok(Width::Points(72.0)));
        assert_eq!("96px".parse(), Ok(Width::Points(72.0)));
        for wrong in [
            "", "cm", "16", "-1cm", "0in", "nanpt", "1e9cm", "16 km", "16.5",
        ] {
            assert!(parse_length(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_aspect_is_height_per_width() {
        assert_eq!(parse_aspect("16:8"), Ok(0.5));
        for wrong in ["16", "16:0", "0:9", ":", "-1:-1", "nan:1", "1:100"] {
            assert!(parse_aspect(wrong).is_err(), "{wrong}");
        }
    }
}
