//! The shapes of tables, and how their rows become records.

mod beside;
mod beside_columns;
mod cell;
mod columns;
mod entity;
mod pair;
mod participation;
mod plan;
mod reader;
mod rows;
mod values;
mod wide;
mod years;

pub(super) use self::plan::Plan;
pub(super) use self::rows::read_rows;
use crate::choice::choices;

choices! {
    /// The shape of a table.
    pub enum Shape {
        Edges = "edges": "a row per pair of organizations, undated, with dates or by year",
        TwoMode = "two-mode": "a row per organization and operation, undated or with dates",
        TwoModeWide = "two-mode-wide": "a row per organization and a column per operation, or a row per operation with its organizations in several columns",
        Panel = "panel": "a row per year and organization in an operation, or per year and pair; with a column per operation, a row per organization and year; with a column per year, a row per participation or pair",
        Events = "events": "a row per dated event between two organizations",
        Nodes = "nodes": "a row per organization or operation",
    }
}
