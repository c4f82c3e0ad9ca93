//! The rules by which a mapping settles what contradicts itself. Without a rule, such a row is rejected.

use crate::choice::choices;

choices! {
    /// The order of day and month in dates such as `03/04/2005`.
    pub enum DateOrder {
        DayFirst = "dmy": "day, month, year",
        MonthFirst = "mdy": "month, day, year",
    }
}

choices! {
    /// What becomes of a date that does not exist, such as `1976-06-31`.
    pub enum ImpossibleDate {
        Reject = "reject": "reject the row",
        Coarsen = "coarsen": "keep the year, and the month if it exists",
        Drop = "drop": "leave the date out",
    }
}

choices! {
    /// What becomes of a period that ends before it begins.
    pub enum EndBeforeStart {
        Reject = "reject": "reject the row",
        DropEnd = "drop-end": "leave the end out",
        DropStart = "drop-start": "leave the start out",
        Swap = "swap": "exchange the two",
    }
}

choices! {
    /// What becomes of a period outside the lifetime of its organization.
    pub enum OutsideLifetime {
        Reject = "reject": "reject the row",
        Widen = "widen": "let the organization exist for as long",
        Keep = "keep": "keep both, where the checks allow it",
    }
}

choices! {
    /// What becomes of several rows on one organization and operation, or on one pair.
    pub enum Repeated {
        Overlap = "overlap": "unite the periods that overlap",
        One = "one": "make one period of all, from the first start to the last end",
        Keep = "keep": "keep a period for each row",
    }
}

choices! {
    /// What becomes of a directed table in which the two rows of a pair differ.
    pub enum Mirror {
        Direction = "direction": "a tie of one direction leads one way",
        Either = "either": "a tie of one direction ties both",
        Both = "both": "only a tie of both directions counts",
    }
}

choices! {
    /// The sign before the decimals of numbers.
    pub enum DecimalMark {
        Point = "point": "`1,250.5`",
        Comma = "comma": "`1.250,5`",
    }
}

choices! {
    /// What becomes of a text in the place of a number.
    pub enum NotANumber {
        Reject = "reject": "reject the row",
        Unknown = "unknown": "an unknown amount",
        Drop = "drop": "leave the amount out",
    }
}

choices! {
    /// What becomes of several amounts of one quantity, in one year or period of one participation or tie.
    pub enum RepeatedAmount {
        Keep = "keep": "keep all of them",
        Sum = "sum": "add them up",
        Max = "max": "keep the largest",
    }
}
