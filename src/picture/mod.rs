//! Results arranged for the eye: layout, labels, colours and legends decided, and one drawing.

mod caption;
mod choice;
pub mod evolution;
pub(crate) mod fill;
pub mod geometry;
mod kind;
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
pub use self::choice::UnknownName;
pub use self::evolution::{EvolutionOptions, evolution};
pub use self::kind::{DrawOptions, Picture, PictureKind};
pub use self::legend::{LegendEntry, ScaleLegend};
pub use self::matrix::{MatrixContent, MatrixOptions, matrix};
pub use self::network::{GroupBy, NetworkOptions, network};
pub use self::timeline::{MilestoneDisplay, TimelineOptions, timeline};
