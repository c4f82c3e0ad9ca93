//! Pictures in any format that has them.

pub mod dot;
#[cfg(feature = "pdf")]
mod embed;
#[cfg(any(feature = "png", feature = "pdf"))]
mod fonts;
pub mod mermaid;
#[cfg(feature = "pdf")]
pub mod pdf;
#[cfg(feature = "png")]
pub mod png;
pub mod svg;

#[cfg(feature = "pdf")]
pub use self::embed::embed_fonts;

use std::collections::BTreeSet;
use std::io;

use super::error::ExportError;
use super::format::Format;
use crate::picture::evolution::{self, Evolution};
use crate::picture::matrix::{self, MatrixPicture};
use crate::picture::network::Network;
use crate::picture::network::{DrawOptions, Plan, draw};
use crate::picture::scene::Scene;
use crate::picture::style::Theme;
use crate::picture::text;
use crate::picture::timeline::{self, Timeline};

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

    /// Says what of a picture is not as it should be: letters that the fonts lack, fewer pixels to a point than
    /// usual.
    fn notes(self, scene: &Scene, format: Format) -> impl Iterator<Item = String> {
        let coarse = self.coarse(scene, format);
        missing(scene, format).into_iter().chain(coarse)
    }

    /// Says so if a picture has fewer pixels to a point than usual because it is very large.
    fn coarse(self, scene: &Scene, format: Format) -> Option<String> {
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

/// Writes the picture of a network, with the layout that its options ask for.
///
/// Returns what the drawing left out for want of room, in sentences.
///
/// # Errors
/// Fails if the format is not one of pictures or was not built in, if the picture is too large, or
/// if the output does not take the bytes.
pub fn write_network(
    network: &Network,
    options: &DrawOptions,
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
            notes.extend(resolution.notes(&scene, format));
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
    options: &DrawOptions,
    format: Format,
    resolution: Resolution,
    output: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    match format {
        Format::Mermaid => return mermaid::write_evolution(view, &options.theme, output),
        Format::Dot => return dot::write_evolution(view, options, output),
        _ => {}
    }
    let scene = evolution::draw(view, options);
    write_scene(&scene, format, resolution, output)?;
    Ok(resolution.notes(&scene, format).collect())
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
    Ok(notes.chain(resolution.notes(&scene, format)).collect())
}

/// Writes the picture of a table.
///
/// Returns what the drawing left out for want of room, in sentences.
///
/// # Errors
/// Fails as [`write_network`] does; DOT has no tables.
pub fn write_matrix(
    view: &MatrixPicture,
    theme: &Theme,
    format: Format,
    resolution: Resolution,
    output: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    if format == Format::Mermaid {
        return mermaid::write_blocks(view, theme, output);
    }
    let scene = matrix::draw(view, theme);
    write_scene(&scene, format, resolution, output)?;
    Ok(resolution.notes(&scene, format).collect())
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
        Format::Png => self::png::write(scene, resolution.scale(scene), output),
        #[cfg(feature = "pdf")]
        Format::Pdf => self::pdf::write(scene, output),
        other => Err(ExportError::Drawing(format!(
            "{other} cannot hold this kind of picture"
        ))),
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
