//! Pictures in every format that can represent them.

mod caption;
mod dot;
#[cfg(feature = "pdf")]
mod embed;
#[cfg(any(feature = "png", feature = "pdf"))]
mod fonts;
mod ids;
mod mermaid;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "png")]
mod png;
mod svg;

pub use self::caption::write_caption;
pub use self::dot::write_dot_without_layout;
#[cfg(feature = "pdf")]
pub use self::embed::embed_fonts;
#[cfg(feature = "pdf")]
pub(super) use self::embed::font_faces;
pub use self::ids::with_unique_ids;
pub(super) use self::svg::number as svg_number;

use std::collections::BTreeSet;
use std::io;

use super::error::ExportError;
use super::format::{Content, Format};
use super::stamp;
use crate::analysis::Stamp;
use crate::picture::scene::Scene;
use crate::picture::{DrawOptions, Picture, text};

/// The maximum number of missing characters that a note lists.
const MAX_LISTED: usize = 8;

/// The resolution of a PNG.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub enum Resolution {
    /// [`Resolution::DEFAULT_SCALE`], or less if the picture would have more than ten million pixels.
    #[default]
    Fitting,
    /// A number of pixels per point: 1 for a screen, 4 for print (288 dpi).
    Scale(f64),
    /// A width in pixels.
    Width(u32),
}

impl Resolution {
    /// The pixels per point of a picture of usual size.
    pub const DEFAULT_SCALE: f64 = 2.0;

    /// The maximum number of pixels of [`Resolution::Fitting`]: an image viewer opens that many at once.
    const MAX_FITTING_PIXELS: f64 = 10e6;

    /// Returns the pixels per point of a picture of a scene.
    fn scale(self, scene: &Scene) -> f64 {
        let area = scene.size.width * scene.size.height;
        match self {
            Self::Fitting => (Self::MAX_FITTING_PIXELS / area.max(1.0))
                .sqrt()
                .min(Self::DEFAULT_SCALE),
            Self::Scale(scale) => scale,
            Self::Width(width) => f64::from(width) / scene.size.width.max(1.0),
        }
    }

    /// Returns a note if a picture has fewer pixels per point than usual because it is very large.
    fn reduced_note(self, scene: &Scene, format: Format) -> Option<String> {
        let scale = self.scale(scene);
        let is_reduced =
            self == Self::Fitting && format == Format::Png && scale < Self::DEFAULT_SCALE;
        is_reduced.then(|| {
            format!(
                "The picture is so large that it has {scale:.1} pixels per point instead of {}; a requested scale \
                 overrides this.",
                Self::DEFAULT_SCALE
            )
        })
    }
}

/// Returns a note on the characters of a picture that no font has a glyph for. An SVG leaves them to the fonts of its
/// reader.
fn missing_note(scene: &Scene, format: Format) -> Option<String> {
    if !matches!(format, Format::Png | Format::Pdf) {
        return None;
    }
    let texts = scene.texts().into_iter();
    let characters = texts.flat_map(|text| text.content.chars());
    let missing: BTreeSet<char> = characters
        .filter(|character| !character.is_control() && !text::covers(*character))
        .collect();
    let listed = missing.iter().take(MAX_LISTED).map(char::to_string);
    let listed = listed.collect::<Vec<_>>().join(" ");
    let more = if missing.len() > MAX_LISTED {
        " …"
    } else {
        ""
    };
    (!missing.is_empty()).then(|| {
        format!(
            "The fonts have no glyph for {listed}{more}, and {format} shows � instead; --font names one that has \
             them, and an SVG uses the fonts of its reader."
        )
    })
}

/// The options for writing a picture.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WriteOptions {
    /// The appearance of the picture.
    pub draw: DrawOptions,
    /// The resolution of a PNG.
    pub resolution: Resolution,
    /// What the file shall state about itself. Mermaid has no place for it.
    pub stamp: Option<Stamp>,
}

/// Writes a picture in a format.
///
/// Returns what the picture leaves out and what the drawing leaves out for lack of space, one sentence each.
///
/// # Errors
/// Fails if the format cannot represent this kind of picture or was not built in, if the picture has too many
/// pixels or none, or if the output does not accept the bytes.
///
/// ```
/// use interorg::export::{Format, WriteOptions, write_picture};
/// use interorg::graph::Graph;
/// use interorg::picture::{self, NetworkOptions, Picture};
/// use interorg::query::Filter;
///
/// let graph = Graph::new(interorg::dataset::builtin());
/// let selection = Filter::default().resolve(&graph)?.select();
/// let picture = Picture::from(picture::network(&selection, NetworkOptions::default()));
/// let mut svg = Vec::new();
/// write_picture(&picture, &WriteOptions::default(), Format::Svg, &mut svg)?;
/// assert!(svg.starts_with(b"<?xml"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_picture(
    picture: &Picture,
    options: &WriteOptions,
    format: Format,
    output: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    let notes = match format {
        Format::Dot => {
            let notes = dot::write(picture, &options.draw, output)?;
            let stamp = options.stamp.as_ref().map(stamp::comment);
            output.write_all(stamp.unwrap_or_default().as_bytes())?;
            notes
        }
        // Mermaid draws other things than a scene, so not every note of the caption applies to it.
        Format::Mermaid => return mermaid::write(picture, &options.draw.theme, output),
        Format::Svg | Format::Pdf | Format::Png => {
            let scene = picture.draw(&options.draw)?;
            write_scene(&scene, format, options, output)?;
            let missing = missing_note(&scene, format);
            let reduced = options.resolution.reduced_note(&scene, format);
            let notes = scene.notes.into_iter().chain(missing);
            notes.chain(reduced).collect()
        }
        format => {
            let content = Content::Picture(picture.kind());
            return Err(ExportError::Unsupported { format, content });
        }
    };
    let left_out = picture.caption().left_out.iter().cloned();
    Ok(left_out.chain(notes).collect())
}

fn write_scene(
    scene: &Scene,
    format: Format,
    options: &WriteOptions,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    let stamp = options.stamp.as_ref();
    match format {
        Format::Svg => svg::write(scene, stamp, output),
        #[cfg(feature = "png")]
        Format::Png => {
            let scale = options.resolution.scale(scene);
            self::png::write(scene, scale, stamp, output)
        }
        #[cfg(feature = "pdf")]
        Format::Pdf => self::pdf::write(scene, stamp, output),
        format => Err(ExportError::NotBuilt { format }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::geometry::{Point, Size};
    use crate::picture::scene::{Anchor, Text, Weight};
    use crate::picture::style::Colour;

    fn scene(side: f64) -> Scene {
        Scene {
            size: Size::new(side, side),
            paper: Colour::WHITE,
            ..Scene::default()
        }
    }

    #[test]
    fn characters_without_a_glyph_are_listed() {
        let text = Text {
            at: Point::new(5.0, 30.0),
            anchor: Anchor::Start,
            size: 20.0,
            weight: Weight::Regular,
            colour: Colour::WHITE,
            content: "UN 联合国 联".to_owned(),
        };
        let scene = Scene {
            items: vec![text.into()],
            ..scene(100.0)
        };
        let note = missing_note(&scene, Format::Pdf).expect("three glyphs are missing");
        assert!(
            note.contains("no glyph for 合 国 联, and pdf shows"),
            "{note}"
        );
        assert_eq!(missing_note(&scene, Format::Svg), None);
    }

    #[test]
    fn a_reduced_resolution_is_reported() {
        let (small, large) = (scene(500.0), scene(4_000.0));
        let fitting = Resolution::Fitting;
        assert_eq!(fitting.reduced_note(&small, Format::Png), None);
        assert_eq!(fitting.reduced_note(&large, Format::Svg), None);
        let requested = Resolution::Scale(0.5);
        assert_eq!(requested.reduced_note(&large, Format::Png), None);
        let note = fitting.reduced_note(&large, Format::Png);
        assert!(note.is_some_and(|note| note.contains("0.8 pixels per point instead of 2")));
    }
}
