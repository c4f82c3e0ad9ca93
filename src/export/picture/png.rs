//! Scenes as PNG, set in the fonts of the program alone, so that every machine draws the same.

use std::io;

use png::{ColorType, DeflateCompression, Encoder, EncodingError, Filter, PixelDimensions, Unit};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::Tree;

use super::{fonts, svg};
use crate::export::Format;
use crate::export::error::ExportError;
use crate::picture::scene::Scene;
use crate::picture::text;

/// How many pixels a picture has at most unless more are allowed: 256 MiB while it is drawn.
const PIXEL_LIMIT: u64 = 64 * 1024 * 1024;

/// How hard pixels are packed, from 1 to 9: more takes twice the time for a tenth of the bytes.
const LEVEL: u8 = 2;

/// Writes a scene as PNG with `scale` pixels a point: 1 for a screen, 4 for print (288 dpi). The file says
/// how many pixels make a metre, so that it is printed in the size of the scene. More than
/// [`PIXEL_LIMIT`] pixels are an error, and so is less than one. A character that the fonts lack is
/// shown as `�`.
pub(super) fn write(
    scene: &Scene,
    scale: f64,
    out: &mut impl io::Write,
) -> Result<(), ExportError> {
    let (width, height) = pixels(scene, scale)?;
    let tree = Tree::from_str(&svg::spelled(scene, text::marked), &fonts::options())
        .map_err(|error| ExportError::drawing(Format::Png, error))?;
    let mut pixmap = Pixmap::new(width, height)
        .ok_or_else(|| ExportError::drawing(Format::Png, "the picture has no pixels"))?;
    let size = tree.size();
    let across = width as f32 / size.width();
    let down = height as f32 / size.height();
    resvg::render(
        &tree,
        Transform::from_scale(across, down),
        &mut pixmap.as_mut(),
    );
    encode(&pixmap, scale, out)
}

/// Writes the pixels, which paper covers, so that none is seen through.
///
/// Without a filter lines on paper of one colour pack better than with one, and several times faster.
fn encode(pixmap: &Pixmap, scale: f64, out: &mut impl io::Write) -> Result<(), ExportError> {
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
    encoder.set_deflate_compression(DeflateCompression::Level(LEVEL));
    encoder.set_pixel_dims(Some(density(scale)));
    let mut writer = encoder.write_header().map_err(failed)?;
    writer.write_image_data(&pixels).map_err(failed)?;
    writer.finish().map_err(failed)
}

/// Returns how many pixels make a metre (PNG specification, 11.3.4.3).
fn density(scale: f64) -> PixelDimensions {
    const POINTS_TO_A_METRE: f64 = 72.0 / 0.0254;
    let pixels = (scale * POINTS_TO_A_METRE).round() as u32;
    PixelDimensions {
        xppu: pixels,
        yppu: pixels,
        unit: Unit::Meter,
    }
}

/// Returns the extents of the picture, if it is within the limit.
fn pixels(scene: &Scene, scale: f64) -> Result<(u32, u32), ExportError> {
    let least = scene.size.width.min(scene.size.height) * scale;
    if least.is_nan() || least < 1.0 {
        return Err(ExportError::TooSmall { scale });
    }
    let extent = |points: f64| (points * scale).ceil() as u64;
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
    use crate::picture::geometry::{Point, Size};
    use crate::picture::scene::{Anchor, Text, Weight};
    use crate::picture::style::Colour;

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
            notes: Vec::new(),
            items: vec![text.into()],
        }
    }

    fn png(content: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(&scene(content, 200.0), 1.0, &mut bytes).expect("a small picture is drawn");
        bytes
    }

    #[test]
    fn signs_that_stand_for_themselves_are_no_marks_over_the_next_letter() {
        for sign in ["`", "´", "¨", "ʻ"] {
            // Were it a mark, the letter after it would stand where the sign begins.
            let beside = png(&format!("{sign}D"));
            let over = png("D");
            let ink = |bytes: &[u8]| {
                let pixels = Pixmap::decode_png(bytes).expect("it is a picture");
                let (width, height) = (pixels.width(), pixels.height());
                let is_dark = |x: u32, y: u32| pixels.pixel(x, y).is_some_and(|p| p.red() < 128);
                (0..width)
                    .rev()
                    .find(|x| (0..height).any(|y| is_dark(*x, y)))
            };
            assert!(ink(&beside) > ink(&over), "{sign}");
        }
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
    fn a_scale_at_which_nothing_can_be_seen_is_an_error() {
        for scale in [0.0, -1.0, 1e-9, f64::NAN, f64::NEG_INFINITY] {
            let result = write(&scene("UN", 200.0), scale, &mut Vec::new());
            assert!(
                matches!(result, Err(ExportError::TooSmall { .. })),
                "{scale}"
            );
        }
    }

    #[test]
    fn a_picture_says_how_large_it_is_printed() {
        let mut bytes = Vec::new();
        write(&scene("UN", 200.0), 4.0, &mut bytes).expect("a small picture is drawn");
        assert_eq!(&bytes[37..41], b"pHYs");
        assert_eq!(bytes[41..45], 11_339_u32.to_be_bytes(), "288 dpi");
        Pixmap::decode_png(&bytes).expect("the file is still whole");
    }

    #[test]
    fn letters_of_other_scripts_are_bold_where_they_should_be() {
        let draw = |weight| {
            let mut scene = scene("קרן", 200.0);
            if let Some(crate::picture::scene::Item::Text(text)) = scene.items.first_mut() {
                text.weight = weight;
            }
            let mut bytes = Vec::new();
            write(&scene, 1.0, &mut bytes).expect("a small picture is drawn");
            bytes
        };
        assert_ne!(draw(Weight::Bold), draw(Weight::Regular));
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
