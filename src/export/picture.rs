//! Views in any format of pictures.

use std::io;

use super::error::ExportError;
use super::format::Format;
use super::network::{Options, Plan, draw};
use super::scene::Scene;
use super::{dot, mermaid, svg, timeline};
use crate::view::network::Network;
use crate::view::style::Theme;
use crate::view::timeline::Timeline;

/// Writes the picture of a network as DOT, SVG, PNG, PDF or Mermaid; `scale` is the pixels to a point of a PNG.
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
    scale: f64,
    output: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    if format == Format::Mermaid {
        return mermaid::write_flowchart(network, &options.theme, output);
    }
    let plan = Plan::new(network, options);
    match format {
        Format::Dot => dot::write(network, &plan, &options.theme, output)?,
        format => write_scene(&draw(network, &plan, &options.theme), format, scale, output)?,
    }
    Ok(plan.notes)
}

/// Writes the picture of a timeline as SVG, PNG, PDF or Mermaid; `scale` is the pixels to a point of a PNG.
///
/// Returns the notes of the picture, in sentences: those of its caption, and what the format leaves out.
///
/// # Errors
/// Fails if the format is not one of drawings or was not built in, if the picture is too large, or if
/// the output does not take the bytes.
pub fn write_timeline(
    timeline: &Timeline,
    theme: &Theme,
    format: Format,
    scale: f64,
    output: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    if format == Format::Mermaid {
        return mermaid::write_gantt(timeline, theme, output);
    }
    write_scene(&timeline::draw(timeline, theme), format, scale, output)?;
    Ok(timeline.caption.notes.clone())
}

/// Writes a drawing as SVG, PNG or PDF; `scale` is the pixels to a point of a PNG.
///
/// # Errors
/// Fails if the format is not one of drawings or was not built in, if the picture is too large, or if
/// the output does not take the bytes.
pub fn write_scene(
    scene: &Scene,
    format: Format,
    #[cfg_attr(not(feature = "png"), expect(unused_variables))] scale: f64,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    match format {
        Format::Svg => svg::write(scene, output),
        #[cfg(feature = "png")]
        Format::Png => super::png::write(scene, scale, output),
        #[cfg(feature = "pdf")]
        Format::Pdf => super::pdf::write(scene, output),
        other => Err(ExportError::Drawing(format!(
            "{other} is no format of pictures here"
        ))),
    }
}
