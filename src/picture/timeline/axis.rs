//! The axis of time: where a day stands, and which days are named.

use crate::model::Day;
use crate::picture::geometry::Point;
use crate::picture::scene::{Anchor, Item, Line, Text, Weight};
use crate::picture::style::Theme;
use crate::picture::text;

const LETTERS: f64 = 7.5;

/// The least room between the names of two days, in points.
const APART: f64 = 14.0;

/// The steps between the days that are named, in months.
const STEPS: [i32; 12] = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1_200, 6_000, 12_000];

/// A stretch of time laid along a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    first: Day,
    last: Day,
    left: f64,
    width: f64,
}

impl Axis {
    /// Lays the days from the first to the last along a line.
    pub(super) fn new((first, last): (Day, Day), left: f64, width: f64) -> Self {
        Self {
            first,
            last,
            left,
            width,
        }
    }

    /// Returns where a day begins.
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

    /// Draws the named days over a height: a line for each, its name above.
    pub(super) fn draw(&self, top: f64, bottom: f64, theme: &Theme) -> Vec<Item> {
        let mut items = Vec::new();
        for (day, name) in self.named() {
            let x = self.at(day);
            let (from, to) = (Point::new(x, top), Point::new(x, bottom));
            items.push(Line::straight(from, to, theme.hairline()).into());
            let text = Text {
                at: Point::new(x, top - 4.0),
                anchor: Anchor::Middle,
                size: LETTERS,
                weight: Weight::Regular,
                colour: theme.muted,
                content: name,
            };
            items.push(text.into());
        }
        items
    }

    /// Returns the days that are named, with their names: as many as have room.
    fn named(&self) -> Vec<(Day, String)> {
        let all = STEPS.iter().map(|step| self.every(*step));
        let mut coarsest = Vec::new();
        for days in all {
            if self.fits(&days) {
                return days;
            }
            coarsest = days;
        }
        coarsest.truncate(1);
        coarsest
    }

    fn every(&self, months: i32) -> Vec<(Day, String)> {
        let (year, month, _) = self.first.year_month_day();
        let start = (year * 12 + i32::from(month) - 1).div_euclid(months) * months;
        // More names than points cannot have room, so no more are made.
        let most = self.width as usize;
        let named = (0..).map(|step| start + step * months).take(most);
        named
            .map(|count| {
                let (year, month) = (count.div_euclid(12), count.rem_euclid(12) as u8 + 1);
                let name = match months % 12 {
                    0 => year.to_string(),
                    _ => format!("{year}-{month:02}"),
                };
                (Day::new(year, month, 1), name)
            })
            .skip_while(|(day, _)| *day < self.first)
            .take_while(|(day, _)| *day <= self.last)
            .collect()
    }

    fn fits(&self, days: &[(Day, String)]) -> bool {
        let half = |name: &str| text::width(name, LETTERS, Weight::Regular) / 2.0;
        !days.is_empty()
            && days.windows(2).all(|pair| {
                let room = self.at(pair[1].0) - self.at(pair[0].0);
                room >= half(&pair[0].1) + half(&pair[1].1) + APART
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(first: Day, last: Day) -> Vec<String> {
        let axis = Axis::new((first, last), 0.0, 500.0);
        axis.named().into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn days_are_named_as_densely_as_there_is_room() {
        let years = names(Day::new(1965, 11, 15), Day::new(2026, 2, 28));
        assert_eq!(years.first().map(String::as_str), Some("1970"));
        assert_eq!(years.len(), 12);
        let months = names(Day::new(2003, 1, 1), Day::new(2004, 1, 1));
        assert!(months.contains(&"2003-04".to_owned()), "{months:?}");
    }

    #[test]
    fn a_single_day_and_all_of_history_have_an_axis() {
        let day = Day::new(2003, 3, 17);
        assert!(names(day, day).len() <= 1);
        assert!(!names(Day::new(-4000, 1, 1), Day::new(2000, 1, 1)).is_empty());
        let axis = Axis::new((day, day), 0.0, 500.0);
        assert!(axis.at(Day::MAX) <= 500.0 && axis.at(Day::MIN) >= 0.0);
    }
}
