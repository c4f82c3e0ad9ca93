//! Scenes as PNG, with the compiled-in fonts only, so that every machine draws the same pixels.

use std::io;

use png::{ColorType, DeflateCompression, Encoder, EncodingError, Filter, PixelDimensions, Unit};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::Tree;

use super::{fonts, svg};
use crate::analysis::Stamp;
use crate::export::error::ExportError;
use crate::export::format::Format;
use crate::export::stamp::PNG_KEYWORD;
use crate::picture::scene::Scene;
use crate::picture::text;

/// The maximum number of pixels: 256 MiB while the picture is drawn.
const PIXEL_LIMIT: u64 = 64 * 1024 * 1024;

/// The compression level, from 1 to 9: more takes twice the time for a tenth fewer bytes.
const COMPRESSION_LEVEL: u8 = 2;

const POINTS_PER_METRE: f64 = 72.0 / 0.0254;

/// Writes a scene as PNG with `scale` pixels per point. The file states the pixels per metre, so that it is
/// printed in the size of the scene. A character without a glyph is shown as `�`.
///
/// # Errors
/// Fails if the picture has more than [`PIXEL_LIMIT`] pixels or less than one, or if the output does not accept
/// the bytes.
pub(super) fn write(
    scene: &Scene,
    scale: f64,
    stamp: Option<&Stamp>,
    out: &mut impl io::Write,
) -> Result<(), ExportError> {
    let (width, height) = extent(scene, scale)?;
    let svg = svg::document(scene, None, text::with_replacements);
    let tree = Tree::from_str(&svg, &fonts::options())
        .map_err(|error| ExportError::drawing(Format::Png, error))?;
    let mut pixmap = Pixmap::new(width, height)
        .ok_or_else(|| ExportError::drawing(Format::Png, "the picture has no pixels"))?;
    // The extent is rounded up to whole pixels, and the scene is scaled to fill it.
    let size = tree.size();
    let across = width as f32 / size.width();
    let down = height as f32 / size.height();
    let transform = Transform::from_scale(across, down);
    resvg::render(&tree, transform, &mut pixmap.as_mut());
    encode(&pixmap, scale, stamp, out)
}

/// Writes the pixels without transparency: the paper covers all of them.
///
/// Lines on paper of one colour compress better without a filter, and several times faster.
fn encode(
    pixmap: &Pixmap,
    scale: f64,
    stamp: Option<&Stamp>,
    out: &mut impl io::Write,
) -> Result<(), ExportError> {
    let failed = |error: EncodingError| match error {
        EncodingError::IoError(error) => ExportError::from(error),
        error => ExportError::drawing(Format::Png, error),
    };
    let pixels = pixmap.pixels().iter();
    let pixels: Vec<u8> = pixels
        .flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()])
        .collect();
    let mut encoder = Encoder::new(out, pixmap.width(), pixmap.height());
    encoder.set_color(ColorType::Rgb);
    encoder.set_filter(Filter::NoFilter);
    encoder.set_deflate_compression(DeflateCompression::Level(COMPRESSION_LEVEL));
    encoder.set_pixel_dims(Some(density(scale)));
    if let Some(stamp) = stamp {
        let chunk = encoder.add_itxt_chunk(PNG_KEYWORD.to_owned(), stamp.to_json());
        chunk.map_err(failed)?;
    }
    let mut writer = encoder.write_header().map_err(failed)?;
    writer.write_image_data(&pixels).map_err(failed)?;
    writer.finish().map_err(failed)
}

/// Returns the pixels per metre (chunk `pHYs` of the PNG specification).
fn density(scale: f64) -> PixelDimensions {
    let pixels = (scale * POINTS_PER_METRE).round() as u32;
    PixelDimensions {
        xppu: pixels,
        yppu: pixels,
        unit: Unit::Meter,
    }
}

/// Returns the width and height in pixels.
fn extent(scene: &Scene, scale: f64) -> Result<(u32, u32), ExportError> {
    let shorter_side = scene.size.width.min(scene.size.height) * scale;
    if shorter_side.is_nan() || shorter_side < 1.0 {
        return Err(ExportError::TooSmall { scale });
    }
    let pixels = |points: f64| (points * scale).ceil() as u64;
    let (width, height) = (pixels(scene.size.width), pixels(scene.size.height));
    match (u32::try_from(width), u32::try_from(height)) {
        (Ok(across), Ok(down)) if width.saturating_mul(height) <= PIXEL_LIMIT => Ok((across, down)),
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
    use crate::picture::geometry::{Point, Size};
    use crate::picture::scene::{Anchor, Text, Weight};
    use crate::picture::style::Colour;

    fn scene(content: &str, weight: Weight, width: f64) -> Scene {
        let text = Text {
            at: Point::new(5.0, 30.0),
            anchor: Anchor::Start,
            size: 20.0,
            weight,
            colour: Colour::default(),
            content: content.to_owned(),
        };
        Scene {
            size: Size::new(width, 50.0),
            paper: Colour::WHITE,
            items: vec![text.into()],
            ..Scene::default()
        }
    }

    fn png(content: &str, weight: Weight, scale: f64) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(&scene(content, weight, 200.0), scale, None, &mut bytes)
            .expect("a small picture is drawn");
        bytes
    }

    /// Returns the position of the rightmost dark pixel.
    fn right_edge(content: &str) -> Option<u32> {
        let bytes = png(content, Weight::Regular, 1.0);
        let pixels = Pixmap::decode_png(&bytes).expect("it is a picture");
        let is_dark = |x: u32, y: u32| pixels.pixel(x, y).is_some_and(|pixel| pixel.red() < 128);
        let mut columns = (0..pixels.width()).rev();
        columns.find(|x| (0..pixels.height()).any(|y| is_dark(*x, y)))
    }

    #[test]
    fn spacing_accents_are_not_drawn_over_the_next_character() {
        for accent in ["`", "´", "¨", "ʻ"] {
            assert!(
                right_edge(&format!("{accent}D")) > right_edge("D"),
                "{accent}"
            );
        }
    }

    #[test]
    fn every_text_is_visible() {
        let drawn = |content| png(content, Weight::Regular, 1.0);
        for content in ["UN", "ЄС", "ΟΗΕ", "جامعة", "中", "\u{10FFFD}"] {
            assert_ne!(drawn(content), drawn(""), "{content}");
        }
        assert_eq!(drawn("UN"), drawn("UN"));
    }

    #[test]
    fn a_scale_at_which_nothing_is_visible_is_an_error() {
        for scale in [0.0, -1.0, 1e-9, f64::NAN, f64::NEG_INFINITY] {
            let scene = scene("UN", Weight::Regular, 200.0);
            let result = write(&scene, scale, None, &mut Vec::new());
            assert!(
                matches!(result, Err(ExportError::TooSmall { .. })),
                "{scale}"
            );
        }
    }

    #[test]
    fn a_picture_states_its_resolution() {
        let bytes = png("UN", Weight::Regular, 4.0);
        assert_eq!(&bytes[37..41], b"pHYs");
        assert_eq!(bytes[41..45], 11_339_u32.to_be_bytes(), "288 dpi");
        Pixmap::decode_png(&bytes).expect("the file is still whole");
    }

    #[test]
    fn characters_of_other_scripts_are_bold_if_requested() {
        assert_ne!(
            png("קרן", Weight::Bold, 1.0),
            png("קרן", Weight::Regular, 1.0)
        );
    }

    #[test]
    fn too_many_pixels_are_an_error() {
        for (width, scale) in [(1e9, 1.0), (200.0, 1e9), (200.0, f64::INFINITY)] {
            let scene = scene("UN", Weight::Regular, width);
            let result = write(&scene, scale, None, &mut Vec::new());
            assert!(
                matches!(result, Err(ExportError::TooLarge { .. })),
                "{width} {scale}"
            );
        }
    }
}
