//! Pictures in any format that has them.

mod dot;
#[cfg(feature = "pdf")]
mod embed;
#[cfg(any(feature = "png", feature = "pdf"))]
mod fonts;
mod mermaid;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "png")]
mod png;
mod svg;

pub use self::dot::write_dot_without_layout;
#[cfg(feature = "pdf")]
pub use self::embed::embed_fonts;

use std::collections::BTreeSet;
use std::io;

use super::error::ExportError;
use super::format::{Content, Format};
use crate::picture::scene::Scene;
use crate::picture::{DrawOptions, Picture, text};

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

impl Resolution {
    /// The pixels per point unless a picture is very large.
    pub const DEFAULT_SCALE: f64 = 2.0;

    /// Returns the pixels to a point in a picture of a scene.
    fn scale(self, scene: &Scene) -> f64 {
        const MOST: f64 = 10e6;
        let area = scene.size.width * scene.size.height;
        match self {
            Self::Fitting => (MOST / area.max(1.0)).sqrt().min(Self::DEFAULT_SCALE),
            Self::Scale(scale) => scale,
            Self::Width(width) => f64::from(width) / scene.size.width.max(1.0),
        }
    }

    /// Says what of a picture is not as it should be: letters that the fonts lack, fewer pixels to a point than
    /// usual.
    fn notes(self, scene: &Scene, format: Format) -> impl Iterator<Item = String> {
        let coarse = self.coarse(scene, format);
        missing(scene, format).into_iter().chain(coarse)
    }

    /// Says so if a picture has fewer pixels to a point than usual because it is very large.
    fn coarse(self, scene: &Scene, format: Format) -> Option<String> {
        let scale = self.scale(scene);
        let coarse = self == Self::Fitting && format == Format::Png && scale < Self::DEFAULT_SCALE;
        coarse.then(|| {
            format!(
                "The picture is so large that a point has {scale:.1} pixels instead of {}; \
                 --scale takes more.",
                Self::DEFAULT_SCALE
            )
        })
    }
}

/// Names the letters of a picture that the fonts of the program lack; an SVG leaves them to those of its
/// reader.
fn missing(scene: &Scene, format: Format) -> Option<String> {
    const FEW: usize = 8;
    if !matches!(format, Format::Png | Format::Pdf) {
        return None;
    }
    let texts = scene.texts().into_iter();
    let letters = texts.flat_map(|text| text.content.chars());
    let missing: BTreeSet<char> = letters
        .filter(|letter| !letter.is_control() && !text::covers(*letter))
        .collect();
    let named: Vec<String> = missing.iter().take(FEW).map(char::to_string).collect();
    let more = if missing.len() > FEW { " …" } else { "" };
    (!missing.is_empty()).then(|| {
        format!(
            "The fonts have no letter for {}{more}, which {format} shows as �; an SVG leaves them to the \
             fonts of its reader.",
            named.join(" ")
        )
    })
}

/// How a picture is written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WriteOptions {
    /// The appearance of the picture.
    pub draw: DrawOptions,
    /// The size of a PNG in pixels.
    pub resolution: Resolution,
}

/// Writes a picture in a format.
///
/// Returns what the picture leaves out and what the drawing left out for lack of space, one sentence each.
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
        Format::Dot => dot::write(picture, options.draw.layout, &options.draw.theme, output)?,
        // Mermaid draws other things than a scene does, so that not every note of the caption holds for it.
        Format::Mermaid => return mermaid::write(picture, &options.draw.theme, output),
        Format::Svg | Format::Pdf | Format::Png => {
            let scene = picture.draw(&options.draw);
            write_scene(&scene, format, options.resolution, output)?;
            let notes = options.resolution.notes(&scene, format);
            scene.notes.iter().cloned().chain(notes).collect()
        }
        Format::Table | Format::Json | Format::Csv | Format::Markdown => {
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
    #[cfg_attr(not(feature = "png"), expect(unused_variables))] resolution: Resolution,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    match format {
        Format::Svg => svg::write(scene, output),
        #[cfg(feature = "png")]
        Format::Png => self::png::write(scene, resolution.scale(scene), output),
        #[cfg(feature = "pdf")]
        Format::Pdf => self::pdf::write(scene, output),
        format => Err(ExportError::NotBuilt { format }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::geometry::{Point, Size};
    use crate::picture::scene::{Anchor, Text, Weight};
    use crate::picture::style::Colour;

    #[test]
    fn letters_that_the_fonts_lack_are_named() {
        let text = Text {
            at: Point::new(5.0, 30.0),
            anchor: Anchor::Start,
            size: 20.0,
            weight: Weight::Regular,
            colour: Colour::WHITE,
            content: "UN 联合国 联".to_owned(),
        };
        let scene = Scene {
            size: Size::new(100.0, 50.0),
            paper: Colour::WHITE,
            title: String::new(),
            description: String::new(),
            notes: Vec::new(),
            items: vec![text.into()],
        };
        let note = missing(&scene, Format::Pdf).expect("three letters are missing");
        assert!(
            note.contains("no letter for 合 国 联, which pdf shows"),
            "{note}"
        );
        assert_eq!(missing(&scene, Format::Svg), None);
    }

    #[test]
    fn a_picture_with_fewer_pixels_than_usual_is_told_of() {
        let scene = |side: f64| Scene {
            size: Size::new(side, side),
            paper: Colour::WHITE,
            title: String::new(),
            description: String::new(),
            notes: Vec::new(),
            items: Vec::new(),
        };
        let (small, large) = (scene(500.0), scene(4_000.0));
        assert_eq!(Resolution::Fitting.coarse(&small, Format::Png), None);
        assert_eq!(Resolution::Fitting.coarse(&large, Format::Svg), None);
        assert_eq!(Resolution::Scale(0.5).coarse(&large, Format::Png), None);
        let coarse = Resolution::Fitting.notes(&large, Format::Png).count();
        assert_eq!(coarse, 1);
        let note = Resolution::Fitting.coarse(&large, Format::Png);
        assert!(note.is_some_and(|note| note.contains("0.8 pixels instead of 2")));
    }
}
