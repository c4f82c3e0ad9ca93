//! How a bibliography is written.

use crate::choice::choices;

/// How a bibliography in a style of the Citation Style Language is written. Exchange formats have no options.
///
/// ```
/// use interorg::export::{BibliographyOptions, Markup};
///
/// let options = BibliographyOptions { markup: Markup::Html, ..BibliographyOptions::default() };
/// assert!(!options.numbered);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BibliographyOptions {
    /// `true` if the entries are in the given order, each with its number from 1.
    pub numbered: bool,
    /// How italics and other formats are written.
    pub markup: Markup,
}

choices! {
    /// How italics and other formats of a bibliography are written.
    #[derive(Default)]
    pub enum Markup {
        #[default]
        Text = "text": "plain text, one entry per line",
        Html = "html": "paragraphs of HTML",
        Markdown = "markdown": "paragraphs of Markdown",
    }
}

impl Markup {
    /// Returns the extensions of files, without the dot, the usual one first.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt"],
            Self::Html => &["html", "htm"],
            Self::Markdown => &["md", "markdown"],
        }
    }
}
