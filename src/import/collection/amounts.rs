//! The amounts of a participation or pair.
//!
//! The years of a stock with one value are kept as a run: a panel becomes as many amounts as its values change. A flow is
//! what passes in a year, so that each of its years is an amount of its own.

use std::collections::BTreeMap;

use super::period::{Period, When, year as year_date};
use crate::import::number::sum;
use crate::import::rules::RepeatedAmount;
use crate::model::{AmountKind, AmountValue, CalendarDate, Date, End};

/// The amounts of one record, as the rows state them.
#[derive(Debug, Clone, Default)]
pub(in crate::import) struct Amounts(Vec<Stated>);

/// An amount of a row, or of several years.
#[derive(Debug, Clone, PartialEq)]
struct Stated {
    what: u16,
    side: Side,
    value: AmountValue,
    time: Time,
}

/// Which of the two rows of a pair states an amount. In a table without directions, both rows state the same one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Side {
    /// The table has one row per amount.
    Only,
    Forward,
    Backward,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Time {
    Undated,
    Years(i32, i32),
    /// From one date to another, as most periods are.
    Dates(CalendarDate, CalendarDate),
    // Other periods are large, and rare.
    Period(Box<Period>),
}

impl Time {
    fn of_period(period: Period) -> Self {
        match (period.from, period.to) {
            (Some(Date::Single(from)), Some(End::On(Date::Single(to)))) => Self::Dates(from, to),
            _ => Self::Period(Box::new(period)),
        }
    }

    /// Returns the period; of a run of years, from the first to the last.
    fn period(&self) -> Period {
        match self {
            Self::Undated => Period::default(),
            Self::Years(first, last) => Period {
                from: year_date(*first),
                to: year_date(*last).map(End::On),
            },
            Self::Dates(from, to) => Period {
                from: Some(Date::Single(*from)),
                to: Some(End::On(Date::Single(*to))),
            },
            Self::Period(period) => **period,
        }
    }
}

/// An amount as it is written.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import) struct WrittenAmount {
    pub(in crate::import) what: u16,
    pub(in crate::import) value: AmountValue,
    pub(in crate::import) period: Period,
}

/// How many amounts are searched for the run that a year continues. Tables have the years of a record near one another.
const SEARCHED: usize = 64;

/// The number of amounts of one pair up to which they are compared with those of its other row.
const MAX_COMPARED: usize = 4_000;

impl Amounts {
    /// Adds the amount of a row. Returns `false` if the other row of its pair stated it.
    pub(in crate::import) fn add(
        &mut self,
        (what, kind): (u16, AmountKind),
        value: AmountValue,
        when: When,
        side: Side,
    ) -> bool {
        // So many amounts of one pair are not those of its two rows.
        let side = if self.0.len() < MAX_COMPARED {
            side
        } else {
            Side::Only
        };
        let is_mirror = side != Side::Only && {
            let count = |side| self.count(what, value, when, side);
            let others = count(side.opposite());
            others > 0 && others > count(side)
        };
        let time = match when {
            When::Undated => Time::Undated,
            When::Period(period) => Time::of_period(period),
            When::Year(year) => {
                if kind == AmountKind::Stock && self.extend_run(what, value, side, year) {
                    return !is_mirror;
                }
                Time::Years(year, year)
            }
        };
        // Most records have one amount; the usual growth of a list would take four times its memory.
        if self.0.is_empty() {
            self.0.reserve_exact(1);
        }
        self.0.push(Stated {
            what,
            side,
            value,
            time,
        });
        !is_mirror
    }

    /// Returns `true` if a quantity has several amounts for one year or period.
    pub(in crate::import) fn are_repeated(&self) -> bool {
        let mut seen: Vec<(u16, &Time)> = Vec::new();
        let own = self.0.iter().filter(|stated| stated.side != Side::Backward);
        for stated in own.take(SEARCHED) {
            let is_repeated = seen.iter().any(|(what, time)| {
                *what == stated.what
                    && match (time, &stated.time) {
                        (Time::Years(first, last), Time::Years(from, to)) => {
                            from <= last && first <= to
                        }
                        (one, other) => *one == other,
                    }
            });
            if is_repeated {
                return true;
            }
            seen.push((stated.what, &stated.time));
        }
        false
    }

    /// Returns the amounts by quantity and time. Those that both rows of a pair state are there once.
    pub(in crate::import) fn written(
        &self,
        rule: RepeatedAmount,
        kind_of: impl Fn(u16) -> AmountKind,
    ) -> Vec<WrittenAmount> {
        let mut own = self.without_mirrors(&kind_of);
        if rule != RepeatedAmount::Keep {
            own = own.combined(rule, &kind_of);
        }
        let amounts = own.0.into_iter().map(|stated| WrittenAmount {
            what: stated.what,
            value: stated.value,
            period: stated.time.period(),
        });
        let mut amounts: Vec<WrittenAmount> = amounts.collect();
        amounts.sort_by(|one, other| {
            let by_time = super::in_order(&one.period, &other.period);
            one.what.cmp(&other.what).then(by_time)
        });
        amounts
    }

    /// Lets a run of years with the value include one more. Returns `false` if there is no such run.
    fn extend_run(&mut self, what: u16, value: AmountValue, side: Side, year: i32) -> bool {
        let mut runs = self.0.iter_mut().rev().take(SEARCHED);
        let run = runs.find_map(|stated| match &mut stated.time {
            Time::Years(first, last)
                if (stated.what, stated.side, stated.value) == (what, side, value)
                    && (*last + 1 == year || *first - 1 == year) =>
            {
                Some((first, last))
            }
            _ => None,
        });
        let Some((first, last)) = run else {
            return false;
        };
        (*first, *last) = ((*first).min(year), (*last).max(year));
        true
    }

    /// Returns how often one row of a pair states an amount.
    fn count(&self, what: u16, value: AmountValue, when: When, side: Side) -> usize {
        let equal = self.0.iter().filter(|stated| {
            (stated.what, stated.side, stated.value) == (what, side, value)
                && match (&stated.time, when) {
                    (Time::Undated, When::Undated) => true,
                    (Time::Years(first, last), When::Year(year)) => {
                        (*first..=*last).contains(&year)
                    }
                    (Time::Dates(..) | Time::Period(_), When::Period(other)) => {
                        stated.time.period() == other
                    }
                    _ => false,
                }
        });
        equal.count()
    }

    /// Returns the amounts of both rows of a pair as those of one.
    fn without_mirrors(&self, kind_of: impl Fn(u16) -> AmountKind) -> Self {
        let of_side = |side| {
            let own = self.0.iter().filter(move |stated| stated.side == side);
            Self(own.cloned().collect())
        };
        let (mut all, backward) = (of_side(Side::Forward), of_side(Side::Backward));
        for stated in &backward.0 {
            for when in stated.time.each() {
                let count = |all: &Self, side| all.count(stated.what, stated.value, when, side);
                if count(&all, Side::Forward) < count(&backward, Side::Backward) {
                    let what = (stated.what, kind_of(stated.what));
                    all.add(what, stated.value, when, Side::Forward);
                }
            }
        }
        all.0.extend(of_side(Side::Only).0);
        all
    }

    /// Returns one amount per quantity and time, and beside it an unknown one if there is any.
    fn combined(&self, rule: RepeatedAmount, kind_of: impl Fn(u16) -> AmountKind) -> Self {
        let mut years: BTreeMap<(u16, i32, bool), AmountValue> = BTreeMap::new();
        let mut others: Vec<Stated> = Vec::new();
        for stated in &self.0 {
            let is_unknown = stated.value == AmountValue::Unknown;
            if let Time::Years(first, last) = stated.time {
                for year in first..=last {
                    let value = years.entry((stated.what, year, is_unknown));
                    value
                        .and_modify(|known| *known = combine(rule, *known, stated.value))
                        .or_insert(stated.value);
                }
                continue;
            }
            let same = others.iter_mut().find(|other| {
                (other.what, &other.time) == (stated.what, &stated.time)
                    && (other.value == AmountValue::Unknown) == is_unknown
            });
            match same {
                Some(other) => other.value = combine(rule, other.value, stated.value),
                None => others.push(stated.clone()),
            }
        }
        let mut all = Self(others);
        for ((what, year, _), value) in years {
            all.add((what, kind_of(what)), value, When::Year(year), Side::Only);
        }
        all
    }
}

impl Side {
    fn opposite(self) -> Self {
        match self {
            Self::Only => Self::Only,
            Self::Forward => Self::Backward,
            Self::Backward => Self::Forward,
        }
    }
}

impl Time {
    /// Returns the times of single rows.
    fn each(&self) -> Vec<When> {
        match self {
            Self::Undated => vec![When::Undated],
            Self::Dates(..) | Self::Period(_) => vec![When::Period(self.period())],
            Self::Years(first, last) => (*first..=*last).map(When::Year).collect(),
        }
    }
}

fn combine(rule: RepeatedAmount, one: AmountValue, other: AmountValue) -> AmountValue {
    let (AmountValue::Of(first), AmountValue::Of(second)) = (one, other) else {
        return one;
    };
    match rule {
        RepeatedAmount::Keep => one,
        RepeatedAmount::Sum => sum(first, second).map_or(one, AmountValue::Of),
        RepeatedAmount::Max if second.get() > first.get() => other,
        RepeatedAmount::Max => one,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TROOPS: (u16, AmountKind) = (0, AmountKind::Stock);
    const AID: (u16, AmountKind) = (1, AmountKind::Flow);

    fn kind_of(what: u16) -> AmountKind {
        [TROOPS.1, AID.1][usize::from(what)]
    }

    fn add(amounts: &mut Amounts, what: (u16, AmountKind), year: i32, value: &str) {
        let value = value.parse().expect("it is a value");
        amounts.add(what, value, When::Year(year), Side::Only);
    }

    /// Returns amounts such as `0 2014..2015: 550`.
    fn written(amounts: &Amounts, rule: RepeatedAmount) -> Vec<String> {
        let amounts = amounts.written(rule, kind_of).into_iter();
        let texts = amounts.map(|amount| {
            let Period { from, to } = amount.period;
            let from = from.map(|from| from.to_string()).unwrap_or_default();
            let to = to.map(|to| to.to_string()).unwrap_or_default();
            format!("{} {from}..{to}: {}", amount.what, amount.value)
        });
        texts.collect()
    }

    #[test]
    fn an_amount_between_two_dates_needs_no_list_of_its_own() {
        assert!(size_of::<Stated>() <= 40, "{}", size_of::<Stated>());
        let period = |from: &str, to: &str| Period {
            from: from.parse().ok(),
            to: to.parse().ok(),
        };
        for (period, is_compact) in [
            (period("2001-02-03", "2004"), true),
            (period("2001~", "2004?"), true),
            (period("2001", ".."), false),
            (period("../2001", "2004"), false),
        ] {
            let time = Time::of_period(period);
            assert_eq!(matches!(time, Time::Dates(..)), is_compact, "{period:?}");
            assert_eq!(time.period(), period);
        }
    }

    #[test]
    fn years_of_a_stock_are_a_run_and_those_of_a_flow_are_not() {
        let mut amounts = Amounts::default();
        for (year, value) in [(2014, "50"), (2016, "70"), (2015, "50"), (2017, "70")] {
            add(&mut amounts, TROOPS, year, value);
            add(&mut amounts, AID, year, value);
        }
        assert_eq!(
            written(&amounts, RepeatedAmount::Keep),
            [
                "0 2014..2015: 50",
                "0 2016..2017: 70",
                "1 2014..2014: 50",
                "1 2015..2015: 50",
                "1 2016..2016: 70",
                "1 2017..2017: 70"
            ]
        );
        assert!(!amounts.are_repeated());
    }

    #[test]
    fn several_amounts_of_a_year_follow_a_rule() {
        let mut amounts = Amounts::default();
        for value in ["50", "50", "30", "unknown"] {
            add(&mut amounts, TROOPS, 2014, value);
        }
        add(&mut amounts, TROOPS, 2015, "130");
        assert!(amounts.are_repeated());
        let kept = written(&amounts, RepeatedAmount::Keep);
        assert_eq!(
            kept,
            [
                "0 2014..2014: 50",
                "0 2014..2014: 50",
                "0 2014..2014: 30",
                "0 2014..2014: unknown",
                "0 2015..2015: 130"
            ]
        );
        assert_eq!(
            written(&amounts, RepeatedAmount::Sum),
            ["0 2014..2014: unknown", "0 2014..2015: 130"]
        );
        assert_eq!(
            written(&amounts, RepeatedAmount::Max)[..1],
            ["0 2014..2014: 50"]
        );
    }

    #[test]
    fn both_rows_of_a_pair_state_an_amount_once() {
        let mut amounts = Amounts::default();
        let value = |text: &str| text.parse().expect("it is a value");
        for year in 2000..2003 {
            assert!(amounts.add(TROOPS, value("5"), When::Year(year), Side::Forward));
        }
        for year in 2000..2004 {
            let is_new = amounts.add(TROOPS, value("5"), When::Year(year), Side::Backward);
            assert_eq!(is_new, year == 2003, "{year}");
        }
        assert!(amounts.add(TROOPS, value("9"), When::Undated, Side::Backward));
        assert_eq!(
            written(&amounts, RepeatedAmount::Keep),
            ["0 ..: 9", "0 2000..2003: 5"]
        );
    }
}
