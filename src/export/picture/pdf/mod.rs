//! Scenes as PDF: one page with real text, which can be selected and searched.
//!
//! The text is set as in a PNG, in the compiled-in fonts, of which the glyphs that occur are embedded. Links lead
//! to web addresses only. The file contains no date and no random number, so that the same scene gives the same
//! bytes. It is not tagged: a screen reader finds the text, but not its structure.
//!
//! The objects of the file are written here, over the crate `pdf-writer`, because `svg2pdf` and `krilla-svg` drop
//! the links of an SVG, and `krilla` 0.8.2, which has links and tags, brings a second copy of the font library of
//! resvg and needs a newer Rust. Once resvg and krilla share `skrifa`, or if tagged PDF is required, krilla is the
//! better choice.

mod font;
mod glyphs;
mod links;
mod object;
mod paint;

use std::io;

use pdf_writer::types::{ActionType, AnnotationFlags, AnnotationType};
use pdf_writer::{Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use self::font::Fonts;
use self::links::Link;
use self::object::{Numbers, stream};
use self::paint::{Painter, Painting, unit};
use crate::export::error::ExportError;
use crate::picture::scene::Scene;

/// Writes a scene as PDF, with the page in the size of the scene. A character without a glyph is shown as `�`.
///
/// # Errors
/// Fails if a text cannot be set or the output does not accept the bytes.
pub(super) fn write(scene: &Scene, out: &mut impl io::Write) -> Result<(), ExportError> {
    let mut fonts = Fonts::new()?;
    let mut painter = Painter::new(scene, glyphs::lines(scene)?, &mut fonts);
    painter.paint(scene);
    let painting = painter.finish();
    out.write_all(&document(scene, painting, &fonts)?)?;
    Ok(())
}

fn document(scene: &Scene, painting: Painting, fonts: &Fonts) -> Result<Vec<u8>, ExportError> {
    let mut pdf = Pdf::new();
    let mut numbers = Numbers::default();
    let [catalog, pages, page, content, info] = std::array::from_fn(|_| numbers.next());
    write_catalog(&mut pdf, scene, catalog, pages, info);
    pdf.pages(pages).kids([page]).count(1);
    let fonts = fonts.write(&mut pdf, &mut numbers)?;
    let opacities = write_opacities(&mut pdf, &painting.opacities, &mut numbers);
    let unit = unit(scene);
    let links = write_links(&mut pdf, scene, &links::of(scene), unit, &mut numbers);
    stream(&mut pdf, content, &painting.content.finish());

    let side = |points: f64| (points / unit) as f32;
    let (width, height) = (side(scene.size.width), side(scene.size.height));
    let mut page = pdf.page(page);
    page.parent(pages)
        .media_box(Rect::new(0.0, 0.0, width, height))
        .contents(content);
    if unit > 1.0 {
        page.user_unit(unit as f32);
    }
    if !links.is_empty() {
        page.annotations(links);
    }
    let mut resources = page.resources();
    let mut entries = resources.fonts();
    for (name, font) in &fonts {
        entries.pair(Name(name.as_bytes()), font);
    }
    entries.finish();
    let mut entries = resources.ext_g_states();
    for (name, state) in &opacities {
        entries.pair(Name(name.as_bytes()), state);
    }
    entries.finish();
    resources.finish();
    page.finish();
    Ok(pdf.finish())
}

/// Writes the catalog, and the title and description of the document.
fn write_catalog(pdf: &mut Pdf, scene: &Scene, catalog: Ref, pages: Ref, info: Ref) {
    let mut entries = pdf.catalog(catalog);
    entries.pages(pages).lang(TextStr("en"));
    let has_title = !scene.title.is_empty();
    entries.viewer_preferences().display_doc_title(has_title);
    entries.finish();
    let program = concat!("interorg ", env!("CARGO_PKG_VERSION"));
    let mut entries = pdf.document_info(info);
    if has_title {
        entries.title(TextStr(&scene.title));
    }
    entries
        .subject(TextStr(&scene.description))
        .creator(TextStr(program))
        .producer(TextStr(program));
}

/// Writes the opacities that occur, in percent; returns them with the names by which the page refers to them.
fn write_opacities(pdf: &mut Pdf, percents: &[u8], numbers: &mut Numbers) -> Vec<(String, Ref)> {
    let mut written = Vec::new();
    for percent in percents {
        let share = f32::from(*percent) / 100.0;
        let state = numbers.next();
        pdf.ext_graphics(state)
            .non_stroking_alpha(share)
            .stroking_alpha(share);
        written.push((paint::opacity_name(*percent), state));
    }
    written
}

/// Writes an annotation for each link.
fn write_links(
    pdf: &mut Pdf,
    scene: &Scene,
    links: &[Link],
    unit: f64,
    numbers: &mut Numbers,
) -> Vec<Ref> {
    let mut written = Vec::new();
    for link in links {
        let frame = link.frame;
        let (left, right) = (frame.x, frame.right());
        // The y axis of a page grows upwards.
        let top = scene.size.height - frame.y;
        let bottom = top - frame.size.height;
        let [left, bottom, right, top] =
            [left, bottom, right, top].map(|side| paint::rounded(side / unit));
        let annotation = numbers.next();
        let mut entries = pdf.annotation(annotation);
        entries
            .subtype(AnnotationType::Link)
            .rect(Rect::new(left, bottom, right, top))
            .border(0.0, 0.0, 0.0, None)
            .flags(AnnotationFlags::PRINT);
        entries
            .action()
            .action_type(ActionType::Uri)
            .uri(Str(link.address.as_bytes()));
        entries.finish();
        written.push(annotation);
    }
    written
}
