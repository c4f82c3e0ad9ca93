//! The fonts of the program as resvg wants them, which sets the texts of PNG and PDF.

use std::sync::Arc;

use resvg::usvg::Options;
use resvg::usvg::fontdb::Database;

use super::text;

/// Returns how texts are set: in the fonts of the program alone, whatever the machine has.
pub(super) fn options() -> Options<'static> {
    Options {
        fontdb: Arc::new(database()),
        font_family: text::FAMILY.to_owned(),
        ..Options::default()
    }
}

/// Returns the fonts in the order of [`text::fonts`], standing in for every family that a drawing may
/// ask for.
fn database() -> Database {
    let mut fonts = Database::new();
    for font in text::fonts() {
        fonts.load_font_data(font.to_vec());
    }
    fonts.set_sans_serif_family(text::FAMILY);
    fonts.set_serif_family(text::FAMILY);
    fonts.set_monospace_family(text::FAMILY);
    fonts.set_cursive_family(text::FAMILY);
    fonts.set_fantasy_family(text::FAMILY);
    fonts
}
