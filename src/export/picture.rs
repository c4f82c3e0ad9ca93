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
    /// Two pixels to a point, fewer where the picture would have more than ten million.
    #[default]
    Fitting,
    /// So many pixels to a point: 1 for a screen, 4 for print (288 dpi).
    Scale(f64),
    /// So many pixels from left to right.
    Width(u32),
}

/// How many pixels make a point unless a picture is very large.
const USUAL: f64 = 2.0;

impl Resolution {
    /// Returns the pixels to a point in a picture of a scene.
    pub fn scale(self, scene: &Scene) -> f64 {
        const MOST: f64 = 10e6;
        let area = scene.size.width * scene.size.height;
        match self {
            Self::Fitting => (MOST / area.max(1.0)).sqrt().min(USUAL),
            Self::Scale(scale) => scale,
            Self::Width(width) => f64::from(width) / scene.size.width.max(1.0),
        }
    }

    /// Says so if a picture has fewer pixels to a point than usual because it is very large.
    fn note(self, scene: &Scene, format: Format) -> Option<String> {
        let scale = self.scale(scene);
        let coarse = self == Self::Fitting && format == Format::Png && scale < USUAL;
        coarse.then(|| {
            format!(
                "The picture is so large that a point has {scale:.1} pixels instead of {USUAL}; \
                 --scale takes more."
            )
        })
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
    let mut notes = plan.notes.clone();
    match format {
        Format::Dot => dot::write(network, &plan, &options.theme, output)?,
        format => {
            let scene = draw(network, &plan, &options.theme);
            write_scene(&scene, format, resolution, output)?;
            notes.extend(resolution.note(&scene, format));
        }
    }
    Ok(notes)
}

/// Writes the picture of a network at several dates.
///
/// Returns what the drawing left out for want of room, in sentences.
///
/// # Errors
/// Fails as [`write_network`] does.
pub fn write_evolution(
    view: &Evolution,
    options: &Options,
    format: Format,
    resolution: Resolution,
    output: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    match format {
        Format::Mermaid => return evolution::write_flowchart(view, &options.theme, output),
        Format::Dot => return evolution::write_dot(view, options, output),
        _ => {}
    }
    let scene = evolution::draw(view, options);
    write_scene(&scene, format, resolution, output)?;
    Ok(resolution.note(&scene, format).into_iter().collect())
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
    let scene = timeline::draw(view, theme);
    write_scene(&scene, format, resolution, output)?;
    let notes = view.caption.left_out.iter().cloned();
    Ok(notes.chain(resolution.note(&scene, format)).collect())
}

/// Writes the picture of a table.
///
/// Returns what the drawing left out for want of room, in sentences.
///
/// # Errors
/// Fails as [`write_network`] does; DOT has no tables.
pub fn write_grid(
    view: &Grid,
    theme: &Theme,
    format: Format,
    resolution: Resolution,
    output: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    if format == Format::Mermaid {
        return mermaid::write_blocks(view, theme, output);
    }
    let scene = grid::draw(view, theme);
    write_scene(&scene, format, resolution, output)?;
    Ok(resolution.note(&scene, format).into_iter().collect())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::geometry::Size;
    use crate::view::style::Colour;

    #[test]
    fn a_picture_with_fewer_pixels_than_usual_is_told_of() {
        let scene = |side: f64| Scene {
            size: Size::new(side, side),
            paper: Colour::WHITE,
            title: String::new(),
            description: String::new(),
            items: Vec::new(),
        };
        let (small, large) = (scene(500.0), scene(4_000.0));
        assert_eq!(Resolution::Fitting.note(&small, Format::Png), None);
        assert_eq!(Resolution::Fitting.note(&large, Format::Svg), None);
        assert_eq!(Resolution::Scale(0.5).note(&large, Format::Png), None);
        let note = Resolution::Fitting.note(&large, Format::Png);
        assert!(note.is_some_and(|note| note.contains("0.8 pixels instead of 2")));
    }
}
