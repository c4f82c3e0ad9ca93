//! Amounts over time: which number is there on which days.

use crate::graph::{DayRange, end_day, start_day};
use crate::model::amount::{mean, sum, with_digits_of_decimal};
use crate::model::{Amount, AmountKind, AmountSummary, Day, Known, Missing, Quantity};

/// What is known of an amount over time.
///
/// A stock is added up per day: what is there on one day in several records. It is never added up over days.
#[derive(Debug, Clone, Default)]
pub(crate) struct AmountCourse {
    spans: Vec<Span>,
    /// The number of records of which the amount is unknown or not recorded, at some time.
    unknown: usize,
    /// The number of records of which a flow is divided among days of its period, by their number.
    spread: usize,
}

/// A number of units on some days.
#[derive(Debug, Clone, Copy)]
struct Span {
    days: DayRange,
    value: f64,
}

impl AmountCourse {
    /// Creates the course of a record without an amount.
    pub(crate) fn unknown() -> Self {
        Self {
            unknown: 1,
            ..Self::default()
        }
    }

    /// Creates the course of the amounts of one record, which lasts for the days that are held, within some requested days.
    /// Returns `None` if the record has no amounts on these days.
    ///
    /// The amounts of a flow become one number by the summary of its quantity (see [`flow`]), and so do those of a stock on each
    /// day (see [`stock`]).
    pub(crate) fn of_record<'a>(
        amounts: impl Iterator<Item = &'a Amount> + Clone,
        held: DayRange,
        requested: DayRange,
        quantity: &Quantity,
    ) -> Option<Self> {
        let within = held.intersection(requested)?;
        let within_days = amounts.filter(|amount| days(amount, within).is_some());
        within_days.clone().next()?;
        Some(match quantity.kind {
            AmountKind::Flow => flow(within_days, held, requested, quantity.summary),
            AmountKind::Stock => stock(within_days, within, quantity.summary),
        })
    }

    /// Adds another course: on each day the sum of both.
    pub(crate) fn add(&mut self, other: Self) {
        self.spans.extend(other.spans);
        self.unknown += other.unknown;
        self.spread += other.spread;
    }

    /// Returns the lesser of two courses on each day on which both are known: as many units as both have.
    pub(crate) fn lesser(self, other: Self) -> Self {
        let spans = pieces(self.spans.iter().chain(&other.spans)).filter_map(|days| {
            let value = sum_during(&self.spans, days)?.min(sum_during(&other.spans, days)?);
            Some(Span { days, value })
        });
        Self {
            spans: spans.collect(),
            unknown: (self.unknown + other.unknown).min(1),
            spread: (self.spread + other.spread).min(1),
        }
    }

    /// Returns the number of records of which the amount is unknown at some time.
    pub(crate) fn count_unknown(&self) -> usize {
        self.unknown
    }

    /// Returns the number of records of which a flow is divided among the days of its period.
    pub(crate) fn count_spread(&self) -> usize {
        self.spread
    }

    /// Returns `true` if an amount is known.
    pub(crate) fn has_known(&self) -> bool {
        !self.spans.is_empty()
    }

    /// Returns one number for all days; [`Missing::Unknown`] if no amount is known, and [`Missing::None`] if there are no
    /// records.
    ///
    /// The numbers of a flow are added up. Of a stock it is the largest or the last number of all days, or their mean over
    /// the days with a known number, as the summary of the quantity says.
    pub(crate) fn value(&self, quantity: &Quantity) -> Known<f64> {
        if self.spans.is_empty() {
            return Err(match self.unknown {
                0 => Missing::None,
                _ => Missing::Unknown,
            });
        }
        Ok(match quantity.kind {
            AmountKind::Flow => sum(self.spans.iter().map(|span| span.value)).unwrap_or_default(),
            AmountKind::Stock => self.stock(quantity.summary),
        })
    }

    fn stock(&self, summary: AmountSummary) -> f64 {
        let known = pieces(self.spans.iter())
            .filter_map(|days| Some((days, sum_during(&self.spans, days)?)));
        match summary {
            AmountSummary::Last => known.last().map_or(0.0, |(_, value)| value),
            AmountSummary::Mean => mean_over_days(&known.collect::<Vec<_>>()),
            // A stock has no sum over time; the dataset is checked for that.
            AmountSummary::Max | AmountSummary::Sum => known
                .map(|(_, value)| value)
                .fold(f64::NEG_INFINITY, f64::max),
        }
    }
}

/// Returns the course of a stock on the days of its record. Of several amounts on one day, it has the summary: the largest, the
/// one with the latest start, or the mean. They speak of the same units, and are not added up.
fn stock<'a>(
    amounts: impl Iterator<Item = &'a Amount> + Clone,
    within: DayRange,
    summary: AmountSummary,
) -> AmountCourse {
    let summary = match summary {
        // A stock has no sum; the dataset is checked for that.
        AmountSummary::Sum => AmountSummary::Max,
        summary => summary,
    };
    let unknown = usize::from(amounts.clone().any(|one| one.known().is_err()));
    let dated = amounts.filter_map(|amount| {
        let (days, value) = (days(amount, within)?, amount.known().ok()?);
        Some((amount.from.as_ref().map(start_day), Span { days, value }))
    });
    let dated: Vec<(Option<Day>, Span)> = dated.collect();
    let spans = pieces(dated.iter().map(|(_, span)| span)).filter_map(|days| {
        let covering = dated.iter().filter(|(_, span)| span.days.overlaps(days));
        let covering: Vec<(Option<Day>, f64)> =
            covering.map(|(start, span)| (*start, span.value)).collect();
        let value = summary.of_numbers(&covering)?;
        Some(Span { days, value })
    });
    AmountCourse {
        unknown,
        spans: spans.collect(),
        spread: 0,
    }
}

/// Returns the course of a flow on requested days.
///
/// An amount counts in full if its whole period is requested, and on a single day: there it is the amount of the period that
/// the day is in. Otherwise its part is that of its days that are requested. If the period has no known bound, the part is
/// unknown.
fn flow<'a>(
    amounts: impl Iterator<Item = &'a Amount> + Clone,
    held: DayRange,
    requested: DayRange,
    summary: AmountSummary,
) -> AmountCourse {
    let parts = amounts.map(|amount| {
        let part = days(amount, held).and_then(|period| part(period, requested));
        (amount, part)
    });
    let parts: Vec<(&Amount, Option<f64>)> = parts.collect();
    let known = parts.iter().filter_map(|(amount, part)| {
        let start = amount.from.as_ref().map(start_day);
        let value = with_digits_of_decimal(amount.known().ok()? * (*part)?);
        Some((start, value))
    });
    let known: Vec<(Option<Day>, f64)> = known.collect();
    let is_spread = |(amount, part): &(&Amount, Option<f64>)| {
        amount.known().is_ok() && part.is_some_and(|part| part < 1.0)
    };
    let span = summary.of_numbers(&known).map(|value| Span {
        days: requested,
        value,
    });
    AmountCourse {
        unknown: usize::from(known.len() < parts.len()),
        spans: span.into_iter().collect(),
        spread: usize::from(parts.iter().any(is_spread)),
    }
}

/// Returns the part of a period that is requested, from 0 to 1; `None` if it is unknown.
fn part(period: DayRange, requested: DayRange) -> Option<f64> {
    let within = period.intersection(requested)?;
    if within == period || requested.first == requested.last {
        return Some(1.0);
    }
    let length = |days: DayRange| days.first.days_until(days.last) + 1;
    period.first.bounded().and(period.last.bounded())?;
    Some(length(within) as f64 / length(period) as f64)
}

/// Returns the days of an amount within those of its record; `None` if there are none.
fn days(amount: &Amount, within: DayRange) -> Option<DayRange> {
    let first = amount.from.as_ref().map_or(Day::MIN, start_day);
    let last = amount.to.map_or(Day::MAX, |end| end_day(end, first));
    DayRange { first, last }.intersection(within)
}

/// Returns the stretches between the bounds of all spans, in order.
fn pieces<'s>(spans: impl Iterator<Item = &'s Span>) -> impl Iterator<Item = DayRange> {
    let mut bounds: Vec<Day> = spans
        .flat_map(|span| [span.days.first, span.days.last.next()])
        .collect();
    bounds.sort_unstable();
    bounds.dedup();
    let ends: Vec<Day> = bounds.iter().skip(1).map(|day| day.previous()).collect();
    let pieces = bounds.into_iter().zip(ends);
    pieces.map(|(first, last)| DayRange { first, last })
}

/// Returns the sum of the spans that cover a stretch; `None` if none does.
fn sum_during(spans: &[Span], days: DayRange) -> Option<f64> {
    let covering = spans.iter().filter(|span| span.days.overlaps(days));
    sum(covering.map(|span| span.value))
}

/// Returns the mean of the numbers over the days of their stretches. Stretches without a known bound only count if there are
/// no others.
fn mean_over_days(known: &[(DayRange, f64)]) -> f64 {
    let is_bounded =
        |(days, _): &&(DayRange, f64)| days.first.bounded().and(days.last.bounded()).is_some();
    let bounded = || known.iter().filter(is_bounded);
    let length = |days: DayRange| (days.first.days_until(days.last) + 1) as f64;
    let all: f64 = bounded().map(|(days, _)| length(*days)).sum();
    if all == 0.0 {
        return mean(known.iter().map(|(_, value)| *value)).unwrap_or_default();
    }
    let weighted = bounded().map(|(days, value)| length(*days) * value);
    with_digits_of_decimal(weighted.sum::<f64>() / all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Key;

    fn quantity(kind: AmountKind, summary: AmountSummary) -> Quantity {
        let text = "\
organizations: [{id: a, name: A}]
vocabularies: {amounts: [{id: troops, label: Troops, definition: Soldiers.}]}
";
        let dataset = crate::dataset::parse(text).expect("the dataset is valid");
        let quantity = dataset.vocabularies().amounts.iter().next();
        Quantity {
            kind,
            summary,
            ..quantity.expect("there is one").clone()
        }
    }

    fn amount(year: &str, value: &str) -> Amount {
        Amount {
            what: Key::new(0),
            value: value.parse().expect("it is a value"),
            from: year.parse().ok(),
            to: year.parse().ok().map(crate::model::End::On),
            citations: Box::default(),
        }
    }

    fn of(amounts: &[Amount], quantity: &Quantity) -> AmountCourse {
        AmountCourse::of_record(amounts.iter(), DayRange::ALL, DayRange::ALL, quantity)
            .unwrap_or_else(AmountCourse::unknown)
    }

    #[test]
    fn a_stock_is_added_up_per_day_and_never_over_days() {
        let mine = [amount("2001", "100"), amount("2002", "300")];
        let theirs = [amount("2002", "50"), amount("2003", "400")];
        for (summary, expected) in [
            (AmountSummary::Max, 400.0),
            (AmountSummary::Last, 400.0),
            (AmountSummary::Mean, 283.333333333333),
        ] {
            let troops = quantity(AmountKind::Stock, summary);
            let mut both = of(&mine, &troops);
            both.add(of(&theirs, &troops));
            assert_eq!(both.value(&troops), Ok(expected), "{summary}");
            let lesser = of(&mine, &troops).lesser(of(&theirs, &troops));
            // Both have troops in 2002 alone.
            assert_eq!(lesser.value(&troops), Ok(50.0), "{summary}");
        }
    }

    #[test]
    fn a_flow_counts_in_full_and_an_unknown_amount_is_counted() {
        let aid = quantity(AmountKind::Flow, AmountSummary::Sum);
        let amounts = [
            amount("2001", "10"),
            amount("2002", "2.5"),
            amount("2002", "unknown"),
        ];
        let course = of(&amounts, &aid);
        assert_eq!((course.value(&aid), course.count_unknown()), (Ok(12.5), 1));
        let none = of(&amounts[2..], &aid);
        assert_eq!(
            (none.value(&aid), none.count_unknown()),
            (Err(Missing::Unknown), 1)
        );
        let lesser = course.lesser(none);
        assert_eq!(
            (lesser.value(&aid), lesser.count_unknown()),
            (Err(Missing::Unknown), 1)
        );
        assert_eq!(of(&[], &aid).count_unknown(), 1);
        assert_eq!(AmountCourse::default().value(&aid), Err(Missing::None));
    }

    #[test]
    fn a_flow_is_divided_among_the_days_of_its_period() {
        let aid = quantity(AmountKind::Flow, AmountSummary::Sum);
        let amounts = [
            Amount {
                to: "2014".parse().ok().map(crate::model::End::On),
                ..amount("2013", "730")
            },
            amount("2014", "5"),
        ];
        let year = |year| DayRange {
            first: Day::new(year, 1, 1),
            last: Day::new(year, 12, 31),
        };
        let of = |held, requested| {
            let course = AmountCourse::of_record(amounts.iter(), held, requested, &aid);
            course.map(|course| (course.value(&aid), course.count_spread()))
        };
        // Both years have 365 days.
        let all = DayRange::ALL;
        assert_eq!(of(all, year(2013)), Some((Ok(365.0), 1)));
        assert_eq!(of(all, year(2014)), Some((Ok(370.0), 1)));
        assert_eq!(of(all, all), Some((Ok(735.0), 0)));
        // A record that lasts for one of the years has all of it then, and a day has that of its periods.
        assert_eq!(of(year(2013), year(2013)), Some((Ok(730.0), 0)));
        let day = DayRange::of_day(Day::new(2013, 5, 1));
        assert_eq!(of(all, day), Some((Ok(730.0), 0)));
        assert_eq!(of(all, year(2015)), None);
    }

    #[test]
    fn the_part_of_a_flow_without_bounds_is_unknown() {
        let aid = quantity(AmountKind::Flow, AmountSummary::Sum);
        let open = Amount {
            from: None,
            to: None,
            ..amount("2013", "730")
        };
        let requested = DayRange {
            first: Day::new(2013, 1, 1),
            last: Day::new(2013, 12, 31),
        };
        let part = AmountCourse::of_record([&open].into_iter(), DayRange::ALL, requested, &aid);
        let part = part.expect("the record has an amount then");
        assert_eq!(
            (part.value(&aid), part.count_unknown()),
            (Err(Missing::Unknown), 1)
        );
    }
}
