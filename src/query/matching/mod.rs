//! Predicates: what matches the filters of a query.
//!
//! Names say what is tested. A `…_match` is decided by the [rule of time](crate::graph::TimeFilter). A `…_possibly_match`
//! is decided with every possible day of uncertain dates. Filters that are not set match everything.

mod motive;
mod operation;
mod partnership;
mod phaseless;
mod spell;
