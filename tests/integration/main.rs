//! The integration tests, in one binary.

#[cfg(feature = "cli")]
mod command;
mod fixtures;
mod hostile;
mod layering;
mod pictures;
mod properties;
#[cfg(feature = "cli")]
mod readme;
