//! Results arranged for the eye: layout, labels, colours and legends decided, and one drawing.

mod caption;
pub mod evolution;
pub(crate) mod fill;
pub mod geometry;
pub mod layout;
mod legend;
pub mod matrix;
pub mod network;
mod page;
mod ranking;
pub mod scene;
pub mod style;
pub mod text;
pub mod timeline;

pub use self::caption::{Caption, PictureOptions};
pub use self::evolution::{EvolutionOptions, evolution};
pub use self::legend::{LegendEntry, ScaleLegend};
pub use self::matrix::{Content, MatrixOptions, matrix};
pub use self::network::{GroupBy, NetworkOptions, network};
pub use self::timeline::{TimelineOptions, timeline};
