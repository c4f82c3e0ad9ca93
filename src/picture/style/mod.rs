//! Colours, line widths and dashes, chosen so that no reader depends on colour alone.
//!
//! Lines of higher rungs are thicker and contrast more with the paper, so that their order survives a photocopy
//! and every common colour vision deficiency. The dash of a line shows the condition; the corners and the border of a
//! box show the kind of organization. The theme for print has no shades: rungs differ by line width, hollow lines
//! and hatching.

mod colour;
mod line;
mod look;
mod theme;

pub use self::colour::Colour;
pub use self::line::{Dash, Stroke};
pub use self::theme::{Corners, MAX_CLASSES, Theme, ThemeName};
