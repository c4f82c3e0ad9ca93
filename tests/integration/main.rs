//! The integration tests, in one binary.

#[cfg(feature = "cli")]
mod analysis;
mod asking;
#[cfg(feature = "cite")]
mod citing;
#[cfg(feature = "cli")]
mod command;
mod fixtures;
#[cfg(feature = "cli")]
mod hostile;
mod layering;
mod pictures;
mod properties;
mod readers;
#[cfg(feature = "cli")]
mod readme;
#[cfg(feature = "cli")]
mod support;
mod writing;
