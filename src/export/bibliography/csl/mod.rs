//! A processor for bibliographies in styles of the Citation Style Language, according to its specification 1.0.2.
//!
//! The crate `citationberg` reads styles and languages. Where the specification is silent, this follows citeproc-js,
//! with which the tests compare every style. Only bibliographies are set: citations are set to find out which of them
//! look alike, and notes, locators and collapsed citations are left out.

mod ambiguity;
mod case;
mod date;
mod item;
mod name_style;
mod names;
mod number;
mod output;
mod person;
mod quotes;
mod render;
mod sheet;
mod sort;

use hayagriva::citationberg::{IndependentStyle, Layout, Locale, ToAffixes, ToFormatting};
use serde_json::{Map, Value as Json};

pub(super) use self::output::Piece;

use self::item::Item;
use self::output::{Output, join};
use self::quotes::Resolver;
use self::render::{Area, Renderer};
use self::sheet::Sheet;

/// An entry of a bibliography.
pub(super) struct Entry {
    /// The id of its item.
    pub(super) id: String,
    /// The number or label of the entry, if the style sets it apart.
    pub(super) label: Vec<Piece>,
    /// The text of the entry.
    pub(super) text: Vec<Piece>,
}

impl Entry {
    /// Returns the text without formats.
    pub(super) fn plain(&self) -> String {
        self.text.iter().map(|piece| piece.text.as_str()).collect()
    }
}

/// Whether entries that begin with the same names as the previous one repeat them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// The order of the style, with its sign for repeated names.
    OfStyle,
    /// The order of the items. Names are repeated, because other entries may be between those of a style.
    AsGiven,
}

/// Sets items in a style; `None` if the style has no bibliography.
pub(super) fn set(
    items: &[Map<String, Json>],
    style: &IndependentStyle,
    locales: &[Locale],
    order: Order,
) -> Option<Vec<Entry>> {
    let sheet = Sheet::new(style, locales)?;
    let items: Vec<Item<'_>> = items.iter().map(Item::new).collect();
    let sorted = sort::order(&sheet, &items);
    let distinctions = ambiguity::distinctions(&sheet, &items, &sorted);
    let printed: Vec<usize> = match order {
        Order::OfStyle => sorted,
        Order::AsGiven => (0..items.len()).collect(),
    };
    let mut entries = Vec::with_capacity(items.len());
    let mut previous = None;
    for (number, index) in printed.into_iter().enumerate() {
        let distinction = &distinctions[index];
        let item = items[index];
        let mut renderer = Renderer::new(&sheet, item, Area::Bibliography, number + 1, distinction);
        renderer.previous = previous.as_ref();
        entries.push(entry(&mut renderer));
        // An entry that the style leaves empty is set by the caller, with its names.
        let leading = renderer.leading.take().or(previous.take());
        previous = leading.filter(|_| order == Order::OfStyle);
    }
    Some(entries)
}

fn entry<'a>(renderer: &mut Renderer<'a>) -> Entry {
    let bibliography = renderer.sheet.bibliography;
    let layout = &bibliography.layout;
    let has_label = bibliography.second_field_align.is_some();
    let (first, rest) = layout.elements.split_at(usize::from(has_label));
    let label = renderer.elements(first, "");
    let text = renderer.elements(rest, "");
    let id = renderer.item.id().to_owned();
    let sheet = renderer.sheet;
    Entry {
        id,
        label: finish(sheet, label),
        text: finish(sheet, in_layout(text, layout)),
    }
}

fn in_layout(output: Output, layout: &Layout) -> Output {
    let output = output.in_format(layout.to_formatting());
    let affixes = layout.to_affixes();
    output.between(affixes.prefix.as_deref(), affixes.suffix.as_deref())
}

/// Joins pieces, and sets their quotation marks and spaces.
fn finish(sheet: &Sheet<'_>, output: Output) -> Vec<Piece> {
    let marks = sheet.quotation_marks();
    let mut resolver = Resolver::new(&marks);
    let mut pieces = join(output.pieces, sheet.has_punctuation_in_quote());
    let mut ends_in_space = true;
    for piece in &mut pieces {
        let resolved = resolver.resolve(&piece.text);
        piece.text.clear();
        for character in resolved.chars() {
            let is_space = character.is_whitespace();
            if !(is_space && ends_in_space) {
                piece.text.push(if is_space { ' ' } else { character });
            }
            ends_in_space = is_space;
        }
    }
    pieces.retain(|piece| !piece.text.is_empty());
    if let Some(last) = pieces.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    pieces
}
