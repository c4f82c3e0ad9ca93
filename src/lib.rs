// The README defines where its pictures are, but there are none beside the documentation. Of two definitions the first counts,
// so these embed the pictures.
#![cfg_attr(doc, doc = concat!("[network picture]: <", include_str!(concat!(env!("OUT_DIR"), "/partnerships.address")), ">"))]
#![cfg_attr(doc, doc = concat!("[timeline picture]: <", include_str!(concat!(env!("OUT_DIR"), "/timeline.address")), ">"))]
#![cfg_attr(doc, doc = concat!("[explore picture]: <", include_str!(concat!(env!("OUT_DIR"), "/explore.address")), ">"))]
#![cfg_attr(doc, doc = "")]
#![doc = include_str!("../README.md")]

pub mod phrase;

pub mod threads;

pub mod choice;

pub mod model;

pub mod dataset;

#[cfg(feature = "import")]
pub mod import;

pub mod graph;

pub mod query;

pub mod analysis;

pub mod view;

pub mod picture;

pub mod export;

pub mod sql;
