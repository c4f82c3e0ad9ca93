//! How a picture is drawn.

use super::layout::Method;
use super::style::Theme;

/// The appearance of a picture.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DrawOptions {
    /// The colours and line weights.
    pub theme: Theme,
    /// The layout of networks; `None` chooses it by their size.
    pub layout: Option<Method>,
    /// Whether title and subtitle do not appear in the picture; its description has them all the same.
    pub hides_heading: bool,
    /// Whether the picture has no legend.
    pub hides_legend: bool,
    /// Whether the picture has no line that names the source.
    pub hides_source: bool,
    /// DOT: whether the tooltips of lines give the reason and the sources, and lines link to one of these. In other
    /// formats they always do.
    pub has_evidence: bool,
}
