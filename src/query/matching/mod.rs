//! Predicates: what matches the filters of a query.
//!
//! Names say what is tested. `…_match` is decided by the [rule of time](crate::graph::TimeFilter); `…_possibly_match`
//! holds if it would match were its uncertain dates other possible days. Filters that are not set match everything.

mod motive;
mod operation;
mod partnership;
mod spell;
