//! How a picture is drawn.

use super::layout::Method;
use super::style::Theme;

/// The size of a page in points (1/72 inch).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageSize {
    /// The width.
    pub width: f64,
    /// The height; `None` makes the page as high as the picture.
    pub height: Option<f64>,
}

impl PageSize {
    /// Returns the size with both sides multiplied by a factor.
    pub(super) fn scaled(self, factor: f64) -> Self {
        Self {
            width: self.width * factor,
            height: self.height.map(|height| height * factor),
        }
    }
}

/// The appearance of a picture.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DrawOptions {
    /// The colours and line weights.
    pub theme: Theme,
    /// The layout of networks; `None` chooses it by their size.
    pub layout: Option<Method>,
    /// The page for which the picture is laid out; `None` makes the page as large as the picture.
    pub page: Option<PageSize>,
    /// Whether title and subtitle do not appear in the picture; its description has them all the same.
    pub hides_heading: bool,
    /// Whether the picture has no legend.
    pub hides_legend: bool,
    /// Whether the picture has no line that names the source.
    pub hides_source: bool,
    /// DOT: whether the tooltips of lines give the reason and the sources, and lines link to one of these. In other
    /// formats they always do.
    pub has_evidence: bool,
    /// DOT: whether positions are computed and written also for a network that is so large that this takes long.
    pub has_positions: bool,
}
