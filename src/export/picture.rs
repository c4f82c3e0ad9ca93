//! Pictures in any format that has them.

use std::io;

use super::error::ExportError;
use super::format::Format;
use super::network::{Options, Plan, draw};
use super::scene::Scene;
use super::{dot, evolution, grid, mermaid, svg, timeline};
use crate::view::evolution::Evolution;
use crate::view::grid::Grid;
use crate::view::network::Network;
use crate::view::style::Theme;
use crate::view::timeline::Timeline;

/// How large a picture of pixels is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Resolution {
    /// Two pixels to a point, fewer where the picture would have more than sixteen million.
    #[default]
    Fitting,
    /// So many pixels to a point: 1 for a screen, 4 for print (288 dpi).
    Scale(f64),
    /// So many pixels from left to right.
    Width(u32),
}

impl Resolution {
    /// Returns the pixels to a point in a picture of a scene.
    pub fn scale(self, scene: &Scene) -> f64 {
        const MOST: f64 = 16e6;
        let area = scene.size.width * scene.size.height;
        match self {
            Self::Fitting => (MOST / area.max(1.0)).sqrt().min(2.0),
            Self::Scale(scale) => scale,
            Self::Width(width) => f64::from(width) / scene.size.width.max(1.0),
        }
    }
}

/// Writes the picture of a network, with the layout that its options ask for.
///
/// Returns what the drawing left out for want of room, in sentences.
///
/// # Errors
/// Fails if the format is not one of pictures or was not built in, if the picture is too large, or
/// if the output does not take the bytes.
pub fn write_network(
    network: &Network,
    options: &Options,
    format: Format,
    resolution: Resolution,
    output: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    if format == Format::Mermaid {
        return mermaid::write_flowchart(network, &options.theme, output);
    }
    let plan = Plan::new(network, options);
    match format {
        Format::Dot => dot::write(network, &plan, &options.theme, output)?,
        format => {
            let scene = draw(network, &plan, &options.theme);
            write_scene(&scene, format, resolution, output)?;
        }
    }
    Ok(plan.notes)
}

/// Writes the picture of a network at several dates.
///
/// # Errors
/// Fails as [`write_network`] does.
pub fn write_evolution(
    view: &Evolution,
    options: &Options,
    format: Format,
    resolution: Resolution,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    match format {
        Format::Dot => evolution::write_dot(view, options, output),
        format => write_scene(&evolution::draw(view, options), format, resolution, output),
    }
}

/// Writes the picture of a timeline.
///
/// Returns what is left out, in sentences.
///
/// # Errors
/// Fails as [`write_network`] does; DOT has no timelines.
pub fn write_timeline(
    view: &Timeline,
    theme: &Theme,
    format: Format,
    resolution: Resolution,
    output: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    if format == Format::Mermaid {
        return mermaid::write_gantt(view, theme, output);
    }
    write_scene(&timeline::draw(view, theme), format, resolution, output)?;
    Ok(view.caption.left_out.clone())
}

/// Writes the picture of a table.
///
/// # Errors
/// Fails as [`write_network`] does; DOT has no tables.
pub fn write_grid(
    view: &Grid,
    theme: &Theme,
    format: Format,
    resolution: Resolution,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    write_scene(&grid::draw(view, theme), format, resolution, output)
}

/// Writes a drawing.
///
/// # Errors
/// Fails as [`write_network`] does; DOT has no drawings.
pub fn write_scene(
    scene: &Scene,
    format: Format,
    #[cfg_attr(not(feature = "png"), expect(unused_variables))] resolution: Resolution,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    match format {
        Format::Svg => svg::write(scene, output),
        #[cfg(feature = "png")]
        Format::Png => super::png::write(scene, resolution.scale(scene), output),
        #[cfg(feature = "pdf")]
        Format::Pdf => super::pdf::write(scene, output),
        other => Err(ExportError::Drawing(format!(
            "{other} cannot hold this kind of picture"
        ))),
    }
}
