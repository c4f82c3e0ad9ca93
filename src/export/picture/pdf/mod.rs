//! Scenes as PDF: one page with real text, which can be selected and searched.
//!
//! The text is set as in a PNG, in the compiled-in fonts, of which the glyphs that occur are embedded. Links lead
//! to web addresses only. The file contains no date and no random number, so that the same scene gives the same
//! bytes.
//!
//! The PDF is tagged as PDF/UA-1 (ISO 14289-1) requires: a screen reader finds the title, the text around the picture, and
//! the picture with its description and its parts, in an order in which they make sense.
//!
//! The objects of the file are written here, over the crate `pdf-writer`, because `svg2pdf` and `krilla-svg` drop
//! the links of an SVG. `krilla` 0.8.2 writes tags and links, but its XMP has a fixed set of properties, it brings a
//! second copy of the font library of resvg, and it needs Rust 1.92. Once its XMP can be extended, it can replace
//! `structure`, `tags`, `metadata` and `font`.

mod font;
mod glyphs;
mod links;
mod metadata;
mod object;
mod page;
mod paint;
mod shapes;
mod structure;
mod tags;

use std::io;

use pdf_writer::types::TabOrder;
use pdf_writer::{Finish, Name, Pdf, Ref, TextStr};

use self::font::Fonts;
use self::object::{Numbers, stream};
use self::page::PageFrame;
use self::paint::Painting;
use crate::analysis::Stamp;
use crate::export::error::ExportError;
use crate::picture::scene::Scene;

/// Writes a scene as PDF, with the page in the size of the scene. A character without a glyph is shown as `�`.
///
/// # Errors
/// Fails if a text cannot be set or the output does not accept the bytes.
pub(super) fn write(
    scene: &Scene,
    stamp: Option<&Stamp>,
    out: &mut impl io::Write,
) -> Result<(), ExportError> {
    let mut fonts = Fonts::new()?;
    let painting = paint::paint(scene, glyphs::lines(scene)?, &mut fonts);
    out.write_all(&document(scene, stamp, painting, &fonts)?)?;
    Ok(())
}

fn document(
    scene: &Scene,
    stamp: Option<&Stamp>,
    painting: Painting,
    fonts: &Fonts,
) -> Result<Vec<u8>, ExportError> {
    let mut pdf = Pdf::new();
    let mut numbers = Numbers::default();
    let frame = PageFrame::of(scene);
    let [catalog, pages, page, content] = std::array::from_fn(|_| numbers.next());
    pdf.pages(pages).kids([page]).count(1);
    let resources = Resources {
        fonts: fonts.write(&mut pdf, &mut numbers)?,
        opacities: write_opacities(&mut pdf, &painting.opacities, &mut numbers),
    };
    let links = links::write(&mut pdf, &painting.links, frame, &mut numbers);
    stream(&mut pdf, content, &painting.content.finish());
    let structure = &painting.structure;
    let root = tags::write(&mut pdf, structure, frame, page, &links, &mut numbers);
    // PDF/UA requires a title, and a text for each glyph.
    let is_accessible = !scene.title.is_empty() && fonts.have_text_for_all();
    let metadata = metadata::write(&mut pdf, scene, is_accessible, stamp, &mut numbers);
    write_page(&mut pdf, page, pages, content, frame, &links, &resources);

    let mut entries = pdf.catalog(catalog);
    entries
        .pages(pages)
        .lang(TextStr(metadata::LANGUAGE))
        .metadata(metadata)
        .pair(Name(b"StructTreeRoot"), root);
    entries.mark_info().marked(true);
    entries
        .viewer_preferences()
        .display_doc_title(!scene.title.is_empty());
    entries.finish();
    Ok(pdf.finish())
}

/// The fonts and opacities of a page, each with the name by which the page refers to it.
struct Resources {
    fonts: Vec<(String, Ref)>,
    opacities: Vec<(String, Ref)>,
}

fn write_page(
    pdf: &mut Pdf,
    page: Ref,
    pages: Ref,
    content: Ref,
    frame: PageFrame,
    links: &[Ref],
    resources: &Resources,
) {
    let mut entries = pdf.page(page);
    entries
        .parent(pages)
        .media_box(frame.on_page(frame.area()))
        .contents(content)
        .struct_parents(tags::PAGE_KEY)
        .tab_order(TabOrder::StructureOrder);
    if frame.unit > 1.0 {
        entries.user_unit(frame.unit as f32);
    }
    if !links.is_empty() {
        entries.annotations(links.iter().copied());
    }
    let mut dictionaries = entries.resources();
    let mut fonts = dictionaries.fonts();
    for (name, font) in &resources.fonts {
        fonts.pair(Name(name.as_bytes()), font);
    }
    fonts.finish();
    let mut opacities = dictionaries.ext_g_states();
    for (name, state) in &resources.opacities {
        opacities.pair(Name(name.as_bytes()), state);
    }
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
