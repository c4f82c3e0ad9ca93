//! The axis of time: the position of a day, and the days that have labels.

use super::extent::Days;
use crate::model::Day;
use crate::picture::geometry::Point;
use crate::picture::role::Role;
use crate::picture::scene::{Anchor, Group, Item, Line, Text, Weight};
use crate::picture::style::Theme;
use crate::picture::text;

const FONT_SIZE: f64 = 7.5;

/// The minimum space between two labels, in points.
const LABEL_GAP: f64 = 14.0;

/// The intervals between labelled days, in months.
const INTERVALS: [i32; 12] = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1_200, 6_000, 12_000];

/// A period of time along a horizontal line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    first: Day,
    last: Day,
    left: f64,
    width: f64,
}

impl Axis {
    /// Creates an axis that begins at `left`.
    pub(super) fn new((first, last): Days, left: f64, width: f64) -> Self {
        Self {
            first,
            last,
            left,
            width,
        }
    }

    /// Returns the position of a day; days beyond the axis are at its ends.
    pub(super) fn at(&self, day: Day) -> f64 {
        let length = self.first.days_until(self.last).max(1) as f64;
        let share = self.first.days_until(day) as f64 / length;
        self.left + self.width * share.clamp(0.0, 1.0)
    }

    pub(super) fn left(&self) -> f64 {
        self.left
    }

    pub(super) fn right(&self) -> f64 {
        self.left + self.width
    }

    /// Draws a vertical line for each labelled day, with its label above.
    pub(super) fn draw(&self, top: f64, bottom: f64, theme: &Theme) -> Vec<Item> {
        let mut items = Vec::new();
        for (day, label) in self.labels() {
            let x = self.at(day);
            let (from, to) = (Point::new(x, top), Point::new(x, bottom));
            let line = Line::straight(from, to, theme.hairline());
            items.push(Group::with_role("rule", Role::Decoration, vec![line.into()]).into());
            let text = Text {
                at: Point::new(x, top - 4.0),
                anchor: Anchor::Middle,
                size: FONT_SIZE,
                weight: Weight::Regular,
                colour: theme.muted,
                content: label,
            };
            items.push(Group::with_role("label", Role::Paragraph, vec![text.into()]).into());
        }
        items
    }

    /// Returns the labelled days at the shortest interval at which the labels fit; one day if they never do.
    fn labels(&self) -> Vec<(Day, String)> {
        let mut coarsest = Vec::new();
        for interval in INTERVALS {
            let labels = self.labels_every(interval);
            if self.fits(&labels) {
                return labels;
            }
            coarsest = labels;
        }
        coarsest.truncate(1);
        coarsest
    }

    /// Returns the first days of months at an interval, counted from the year 0.
    fn labels_every(&self, months: i32) -> Vec<(Day, String)> {
        let (year, month, _) = self.first.year_month_day();
        let start = (year * 12 + i32::from(month) - 1).div_euclid(months) * months;
        // More labels than points cannot fit, so no more are made.
        let max_count = self.width as usize;
        let counts = (0..).map(|index| start + index * months).take(max_count);
        counts
            .map(|count| {
                let (year, month) = (count.div_euclid(12), count.rem_euclid(12) as u8 + 1);
                let label = if months % 12 == 0 {
                    year.to_string()
                } else {
                    format!("{year}-{month:02}")
                };
                (Day::new(year, month, 1), label)
            })
            .skip_while(|(day, _)| *day < self.first)
            .take_while(|(day, _)| *day <= self.last)
            .collect()
    }

    fn fits(&self, labels: &[(Day, String)]) -> bool {
        let half = |label: &str| text::width(label, FONT_SIZE, Weight::Regular) / 2.0;
        !labels.is_empty()
            && labels.windows(2).all(|pair| {
                let distance = self.at(pair[1].0) - self.at(pair[0].0);
                distance >= half(&pair[0].1) + half(&pair[1].1) + LABEL_GAP
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(first: Day, last: Day) -> Vec<String> {
        let axis = Axis::new((first, last), 0.0, 500.0);
        axis.labels().into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn labels_are_as_dense_as_they_fit() {
        let years = labels(Day::new(1965, 11, 15), Day::new(2026, 2, 28));
        assert_eq!(years.first().map(String::as_str), Some("1970"));
        assert_eq!(years.len(), 12);
        let months = labels(Day::new(2003, 1, 1), Day::new(2004, 1, 1));
        assert!(months.contains(&"2003-04".to_owned()), "{months:?}");
    }

    #[test]
    fn a_single_day_and_six_thousand_years_have_an_axis() {
        let day = Day::new(2003, 3, 17);
        assert!(labels(day, day).len() <= 1);
        assert!(!labels(Day::new(-4000, 1, 1), Day::new(2000, 1, 1)).is_empty());
        let axis = Axis::new((day, day), 0.0, 500.0);
        assert!(axis.at(Day::MAX) <= 500.0 && axis.at(Day::MIN) >= 0.0);
    }
}
