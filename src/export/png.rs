//! Scenes as PNG, set in the fonts of the program alone, so that every machine draws the same.

use std::io;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::Tree;

use super::error::ExportError;
use super::scene::Scene;
use super::{fonts, svg, text};

/// How many pixels a picture has at most unless more are allowed: 256 MiB while it is drawn.
pub const PIXEL_LIMIT: u64 = 64 * 1024 * 1024;

/// Writes a scene as PNG with `scale` pixels a point: 1 for a screen, 4 for print (288 dpi). More
/// than [`PIXEL_LIMIT`] pixels are an error. A character that the fonts lack is shown as `�`.
pub fn write(scene: &Scene, scale: f64, out: &mut impl io::Write) -> Result<(), ExportError> {
    let (width, height) = pixels(scene, scale)?;
    let tree = Tree::from_str(&svg::spelled(scene, text::marked), &fonts::options())
        .map_err(|error| ExportError::Drawing(error.to_string()))?;
    let mut pixmap = Pixmap::new(width, height)
        .ok_or_else(|| ExportError::Drawing("the picture has no extent".to_owned()))?;
    let size = tree.size();
    let across = width as f32 / size.width();
    let down = height as f32 / size.height();
    resvg::render(
        &tree,
        Transform::from_scale(across, down),
        &mut pixmap.as_mut(),
    );
    let png = pixmap
        .encode_png()
        .map_err(|error| ExportError::Drawing(error.to_string()))?;
    out.write_all(&png)?;
    Ok(())
}

/// Returns the extents of the picture, if it is within the limit.
fn pixels(scene: &Scene, scale: f64) -> Result<(u32, u32), ExportError> {
    let extent = |points: f64| (points * scale).ceil().max(1.0) as u64;
    let (width, height) = (extent(scene.size.width), extent(scene.size.height));
    let small = |side: u64| u32::try_from(side).ok();
    match (small(width), small(height)) {
        (Some(across), Some(down)) if width.saturating_mul(height) <= PIXEL_LIMIT => {
            Ok((across, down))
        }
        _ => Err(ExportError::TooLarge {
            width,
            height,
            limit: PIXEL_LIMIT,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::scene::{Anchor, Text, Weight};
    use crate::view::geometry::{Point, Size};
    use crate::view::style::Colour;

    fn scene(content: &str, width: f64) -> Scene {
        let text = Text {
            at: Point::new(5.0, 30.0),
            anchor: Anchor::Start,
            size: 20.0,
            weight: Weight::Regular,
            colour: Colour::default(),
            content: content.to_owned(),
        };
        Scene {
            size: Size::new(width, 50.0),
            paper: Colour::WHITE,
            title: String::new(),
            description: String::new(),
            items: vec![text.into()],
        }
    }

    fn png(content: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(&scene(content, 200.0), 1.0, &mut bytes).expect("a small picture is drawn");
        bytes
    }

    #[test]
    fn every_text_leaves_a_trace() {
        let empty = png("");
        for content in ["UN", "ЄС", "ΟΗΕ", "جامعة", "中", "\u{10FFFD}"] {
            assert_ne!(png(content), empty, "{content}");
        }
        assert_eq!(png("UN"), png("UN"));
    }

    #[test]
    fn too_large_is_an_error() {
        for (width, scale) in [(1e9, 1.0), (200.0, 1e9), (200.0, f64::INFINITY)] {
            let result = write(&scene("UN", width), scale, &mut Vec::new());
            assert!(
                matches!(result, Err(ExportError::TooLarge { .. })),
                "{width} {scale}"
            );
        }
    }
}
