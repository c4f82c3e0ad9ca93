#![doc = "x"]
pub mod model;
pub mod dataset;
pub mod graph;
pub mod query;
pub mod view;
pub mod export;
