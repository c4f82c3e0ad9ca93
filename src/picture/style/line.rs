//! The styles of lines.

use super::colour::Colour;

/// The dash pattern of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Dash {
    /// A solid line.
    #[default]
    Solid,
    /// Dashes.
    Dashed,
    /// Dots.
    Dotted,
    /// A dash and a dot in turn.
    DashDot,
    /// Long dashes.
    LongDash,
    /// A dash and two dots in turn.
    DashDotDot,
}

impl Dash {
    /// All dash patterns, in the order in which conditions take them.
    pub const ALL: [Self; 6] = [
        Self::Solid,
        Self::Dashed,
        Self::Dotted,
        Self::DashDot,
        Self::LongDash,
        Self::DashDotDot,
    ];

    /// Returns the dash pattern of a condition; conditions beyond the last pattern start again with the first.
    pub fn of_condition(condition: usize) -> Self {
        Self::ALL[condition % Self::ALL.len()]
    }

    /// Returns the pattern in words.
    pub fn look(self) -> &'static str {
        match self {
            Self::Solid => "solid",
            Self::Dashed => "dashed",
            Self::Dotted => "dotted",
            Self::DashDot => "dash-dotted",
            Self::LongDash => "long-dashed",
            Self::DashDotDot => "dash-dot-dotted",
        }
    }

    /// Returns the lengths of strokes and gaps in turn for a line of this width; empty for a solid line.
    pub fn pattern(self, width: f64) -> Vec<f64> {
        // Below one point, gaps in proportion to the width would be too small to see.
        let unit = width.max(1.0);
        let shares: &[f64] = match self {
            Self::Solid => &[],
            Self::Dashed => &[3.0, 2.0],
            Self::Dotted => &[1.0, 1.4],
            Self::DashDot => &[4.0, 1.6, 1.0, 1.6],
            Self::LongDash => &[7.0, 2.5],
            Self::DashDotDot => &[4.0, 1.5, 1.0, 1.5, 1.0, 1.5],
        };
        shares.iter().map(|share| share * unit).collect()
    }
}

/// A line style.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// The colour.
    pub colour: Colour,
    /// The width in points.
    pub width: f64,
    /// The dash pattern.
    pub dash: Dash,
}

impl Stroke {
    /// Creates the style of a solid line.
    pub const fn solid(colour: Colour, width: f64) -> Self {
        Self {
            colour,
            width,
            dash: Dash::Solid,
        }
    }

    /// Returns the style with its width multiplied by a factor.
    pub(in crate::picture) fn scaled(self, factor: f64) -> Self {
        Self {
            width: self.width * factor,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_differ_until_the_patterns_start_again() {
        assert_ne!(Dash::of_condition(0), Dash::of_condition(1));
        assert_eq!(Dash::of_condition(6), Dash::Solid);
    }
}
