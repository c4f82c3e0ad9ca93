//! The structure of a page as objects of a tagged PDF (ISO 32000-1, 14.7 and 14.8).

use pdf_writer::types::{StructRole, TableHeaderScope};
use pdf_writer::writers::{StructElement, StructTreeRoot};
use pdf_writer::{Finish, Pdf, Ref, TextStr};

use super::object::Numbers;
use super::page::PageFrame;
use super::structure::{Element, Kid, Structure};
use crate::picture::Role;

/// The key of the page in the tree that leads from content to its elements; links have the keys after it.
pub(super) const PAGE_KEY: i32 = 0;

/// Returns the key of the area of a link in the tree that leads from content to its elements.
pub(super) fn link_key(link: usize) -> i32 {
    PAGE_KEY + 1 + link as i32
}

/// Writes the structure of a page; returns its root. `links` are the annotations of the areas of links.
pub(super) fn write(
    pdf: &mut Pdf,
    structure: &Structure,
    frame: PageFrame,
    page: Ref,
    links: &[Ref],
    numbers: &mut Numbers,
) -> Ref {
    let [root, contents] = std::array::from_fn(|_| numbers.next());
    let elements: Vec<Ref> = structure.elements.iter().map(|_| numbers.next()).collect();
    for (element, number) in structure.elements.iter().zip(&elements) {
        let parent = element.parent.map_or(root, |parent| elements[parent]);
        let mut entries = pdf.struct_element(*number);
        entries.kind(element.kind).parent(parent).page(page);
        // The description of a table is its summary, so that its cells are read too.
        if let Some(text) = element.alternative.filter(|_| element.role != Role::Table) {
            entries.alt(TextStr(text));
        }
        if let Some(text) = element.exact {
            entries.actual_text(TextStr(text));
        }
        write_attributes(&mut entries, element, frame);
        let mut kids = entries.children();
        for kid in element.kids() {
            match kid {
                Kid::Element(index) => kids.struct_element(elements[index]),
                Kid::Content(number) => kids.marked_content_id(number as i32),
                Kid::Link(link) => {
                    kids.object_ref().page(page).object(links[link]);
                    &mut kids
                }
            };
        }
    }
    let of_contents = structure.contents.iter().map(|element| elements[*element]);
    pdf.indirect(contents).array().items(of_contents);
    let mut entries: StructTreeRoot = pdf.indirect(root).start();
    entries.child(elements[0]);
    let mut tree = entries.parent_tree();
    let mut leaves = tree.nums();
    leaves.insert(PAGE_KEY, contents);
    for (link, element) in structure.links.iter().enumerate() {
        leaves.insert(link_key(link), elements[*element]);
    }
    leaves.finish();
    tree.finish();
    entries.parent_tree_next_key(link_key(links.len()));
    root
}

/// Writes the area of a figure, the summary of a table, and what a header belongs to.
fn write_attributes(entries: &mut StructElement, element: &Element, frame: PageFrame) {
    match (element.kind, element.role) {
        (StructRole::Figure, _) => {
            if let Some(area) = element.area {
                let mut attributes = entries.attributes();
                attributes.push().layout().bbox(frame.on_page(area));
            }
        }
        (StructRole::Table, _) => {
            let summary = element.alternative.unwrap_or_default();
            let mut attributes = entries.attributes();
            attributes.push().table().summary(TextStr(summary));
        }
        (StructRole::TH, Role::ColumnHeader(columns)) => {
            let mut attributes = entries.attributes();
            let mut table = attributes.push().table();
            table.scope(TableHeaderScope::Column);
            if columns > 1 {
                table.col_span(columns as i32);
            }
        }
        (StructRole::TH, _) => {
            let mut attributes = entries.attributes();
            attributes.push().table().scope(TableHeaderScope::Row);
        }
        _ => {}
    }
}
