//! Scenes as PDF: one page with real text, which can be selected, searched and read aloud.
//!
//! The letters are set as in a PNG, in the fonts of the program; those that occur are embedded. Links
//! lead to web addresses alone. The file holds no date and no random number, so that the same scene
//! gives the same bytes.

mod font;
mod letters;
mod links;
mod object;
mod paint;

use std::io;

use pdf_writer::{Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use self::font::Fonts;
use self::links::Link;
use self::object::{Numbers, stream};
use self::paint::{Painter, Painting, unit};
use crate::export::error::ExportError;
use crate::picture::scene::Scene;

/// Writes a scene as PDF, a point of the scene a point of the page. A character that the fonts lack is
/// shown as `�`.
///
/// # Errors
/// Fails if a text cannot be set or the output does not take the bytes.
pub(super) fn write(scene: &Scene, out: &mut impl io::Write) -> Result<(), ExportError> {
    let mut fonts = Fonts::new()?;
    let mut painter = Painter::new(scene, letters::set(scene)?, &mut fonts);
    painter.paint(scene);
    let painting = painter.finish();
    let bytes = document(scene, painting, &fonts)?;
    out.write_all(&bytes)?;
    Ok(())
}

fn document(scene: &Scene, painting: Painting, fonts: &Fonts) -> Result<Vec<u8>, ExportError> {
    let mut pdf = Pdf::new();
    let mut numbers = Numbers::default();
    let [catalog, pages, page, content, info] = std::array::from_fn(|_| numbers.next());
    open(&mut pdf, scene, catalog, pages, info);
    pdf.pages(pages).kids([page]).count(1);
    let fonts = fonts.write(&mut pdf, &mut numbers)?;
    let opacities = opacities(&mut pdf, &painting.opacities, &mut numbers);
    let unit = unit(scene);
    let links = annotate(&mut pdf, scene, &links::of(scene), unit, &mut numbers);
    stream(&mut pdf, content, &painting.content.finish());

    let mut page = pdf.page(page);
    let side = |side: f64| (side / unit) as f32;
    let (width, height) = (side(scene.size.width), side(scene.size.height));
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
    let mut dictionary = resources.fonts();
    for (name, font) in &fonts {
        dictionary.pair(Name(name.as_bytes()), font);
    }
    dictionary.finish();
    let mut dictionary = resources.ext_g_states();
    for (name, state) in &opacities {
        dictionary.pair(Name(name.as_bytes()), state);
    }
    dictionary.finish();
    resources.finish();
    page.finish();
    Ok(pdf.finish())
}

/// Writes the catalog and what the document says about itself.
fn open(pdf: &mut Pdf, scene: &Scene, catalog: Ref, pages: Ref, info: Ref) {
    let mut entries = pdf.catalog(catalog);
    entries.pages(pages).lang(TextStr("en"));
    entries.viewer_preferences().display_doc_title(true);
    entries.finish();
    let program = concat!("interorg ", env!("CARGO_PKG_VERSION"));
    pdf.document_info(info)
        .title(TextStr(&scene.title))
        .subject(TextStr(&scene.description))
        .creator(TextStr(program))
        .producer(TextStr(program));
}

/// Writes the degrees of opacity; returns them with the names by which the page calls them.
fn opacities(pdf: &mut Pdf, percents: &[u8], numbers: &mut Numbers) -> Vec<(String, Ref)> {
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

/// Writes the places that lead somewhere.
fn annotate(
    pdf: &mut Pdf,
    scene: &Scene,
    links: &[Link],
    unit: f64,
    numbers: &mut Numbers,
) -> Vec<Ref> {
    let mut written = Vec::new();
    for link in links {
        let frame = link.frame;
        let (left, right) = (frame.x, frame.x + frame.size.width);
        let top = scene.size.height - frame.y;
        let bottom = top - frame.size.height;
        let [left, bottom, right, top] =
            [left, bottom, right, top].map(|side| paint::rounded(side / unit));
        let annotation = numbers.next();
        let mut entries = pdf.annotation(annotation);
        entries
            .subtype(pdf_writer::types::AnnotationType::Link)
            .rect(Rect::new(left, bottom, right, top))
            .border(0.0, 0.0, 0.0, None)
            .flags(pdf_writer::types::AnnotationFlags::PRINT);
        entries
            .action()
            .action_type(pdf_writer::types::ActionType::Uri)
            .uri(Str(link.address.as_bytes()));
        entries.finish();
        written.push(annotation);
    }
    written
}
