#![doc = include_str!("../README.md")]

pub mod phrase;

pub mod choice;

pub mod model;

pub mod dataset;

pub mod graph;

pub mod query;

pub mod analysis;

pub mod view;

pub mod picture;

pub mod export;
