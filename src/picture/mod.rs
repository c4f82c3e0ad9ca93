//! Results arranged for the eye: what a picture shows, where it shows it, and one drawing of it.
//!
//! Each kind of picture takes the same way. A function such as [`network()`] turns a selection into plain data
//! ([`Network`](network::Network)), which holds every label and note. [`Picture::draw`] turns that into a
//! [`Scene`](scene::Scene): shapes and texts at fixed positions on a page. Formats only write the scene down, so
//! that SVG, PNG and PDF show the same picture.

mod caption;
mod distinct;
pub mod evolution;
pub(crate) mod fallback;
pub(crate) mod fill;
mod fit;
pub mod geometry;
mod kind;
pub mod layout;
mod legend;
pub mod matrix;
pub mod network;
mod options;
mod page;
mod ranking;
mod role;
pub mod scene;
pub mod style;
mod subject;
pub mod text;
pub mod timeline;
mod title;

pub use self::caption::{Caption, PictureOptions};
pub use self::evolution::{EvolutionOptions, evolution};
pub use self::fallback::{FallbackError, FallbackFont, fallback_font, set_fallback_font};
pub use self::fit::{MIN_FONT_SIZE, PageTooSmall};
pub use self::kind::{Picture, PictureKind};
pub use self::legend::{LegendEntry, ScaleLegend};
pub use self::matrix::{MatrixContent, MatrixOptions, matrix};
pub use self::network::{GroupBy, NetworkOptions, network};
pub use self::options::{DrawOptions, PageSize};
pub use self::role::Role;
pub use self::timeline::{MilestoneDisplay, TimelineOptions, timeline};
