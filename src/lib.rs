#![doc = include_str!("../README.md")]

pub mod model;

pub mod dataset;

pub mod graph;

pub mod query;

pub mod view;

pub mod export;
