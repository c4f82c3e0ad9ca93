//! The interactive page: one HTML file with everything in it, to look at, query and cite a dataset without a network.
//!
//! The page has the records of the dataset with the days on which they hold, by the [rule of time](crate::graph::TimeFilter). Its
//! script only compares days: dates, doubts and sentences are resolved here. The script and the style sheet are those of
//! `page/`, in TypeScript and CSS, bundled into the two files beside this one.

mod claims;
mod data;
mod days;
mod drawing;
mod languages;
mod partnerships;
mod records;
mod things;

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use miniz_oxide::deflate::compress_to_vec;
use sha2::{Digest as _, Sha256};

use self::records::Records;
use super::error::ExportError;
use super::{escape, stamp};
use crate::analysis::Stamp;
use crate::query::Query;

/// The script of every page.
const SCRIPT: &str = include_str!("page.js");

/// The style sheet of every page, without its colours.
const STYLE: &str = include_str!("page.css");

/// The options of a page.
#[derive(Debug, Clone, Default)]
pub struct PageOptions {
    /// The title; `None` takes that of the dataset.
    pub title: Option<String>,
    /// Whether text is large enough for a projector.
    pub is_large: bool,
    /// Whether the page has the glyphs of its texts, so that it looks the same everywhere; it needs the feature `pdf`.
    pub embeds_fonts: bool,
    /// Whether the page has nothing but what matches the query on any day. Its filters can then not be removed.
    pub only_matching: bool,
    /// The arguments by which commands that the page shows read the same data, such as `--data my.yaml`.
    pub data_arguments: String,
    /// The stamp that the page holds.
    pub stamp: Option<Stamp>,
}

/// How many organizations and partnerships a page would have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageSize {
    /// The organizations.
    pub organizations: usize,
    /// The partnerships, and the ties that follow from shared operations.
    pub partnerships: usize,
}

impl PageSize {
    /// The largest page that browsers show without delay.
    pub const MAX: Self = Self {
        organizations: 1_000,
        partnerships: 20_000,
    };

    /// Returns `true` if a page is larger than [`PageSize::MAX`].
    pub fn is_too_large(self) -> bool {
        self.organizations > Self::MAX.organizations || self.partnerships > Self::MAX.partnerships
    }
}

/// A page of a dataset. It opens with the filters of a query.
///
/// ```
/// use interorg::export::{Page, PageOptions};
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let query = Filter::default().resolve(&graph)?;
/// let page = Page::new(&query, PageOptions::default());
/// assert!(!page.size().is_too_large());
/// let mut html = Vec::new();
/// page.write(&mut html)?;
/// assert!(html.starts_with(b"<!DOCTYPE html>"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Page<'q> {
    query: &'q Query<'q>,
    options: PageOptions,
    records: Records<'q>,
}

impl<'q> Page<'q> {
    /// Chooses the records of a page.
    pub fn new(query: &'q Query<'q>, options: PageOptions) -> Self {
        Self {
            records: Records::of(query, options.only_matching),
            query,
            options,
        }
    }

    /// Returns how large the page is.
    pub fn size(&self) -> PageSize {
        PageSize {
            organizations: self.records.organizations.len(),
            partnerships: self.records.partnerships.len(),
        }
    }

    /// Writes the page.
    ///
    /// # Errors
    /// Fails if the output cannot be written, or if fonts are requested that the program was built without.
    pub fn write(&self, output: &mut impl io::Write) -> Result<(), ExportError> {
        let Self {
            query,
            options,
            records,
        } = self;
        let graph = query.graph();
        let (data, evidence) = data::data(query, records, options)?;
        let json = serde_json::to_string(&data).map_err(io::Error::from)?;
        // Within a script, `<` could begin its end.
        let json = json.replace('<', "\\u003c");
        let evidence_json = serde_json::to_string(&evidence).map_err(io::Error::from)?;
        let fonts = if options.embeds_fonts {
            fonts([SCRIPT, &json, &evidence_json])?
        } else {
            String::new()
        };
        let evidence = packed(&evidence_json);
        let style = fonts + &drawing::colours(graph.dataset().vocabularies()) + STYLE;
        let title = escape::xml(&data.title);
        let size = if options.is_large {
            " data-size=\"large\""
        } else {
            ""
        };
        let policy = format!(
            "default-src 'none'; script-src '{}'; style-src '{}'; img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'",
            digest(SCRIPT),
            digest(&style)
        );
        let stamp = options.stamp.as_ref().map(stamp::element);
        let stamp = stamp.map(|stamp| format!("<template>{stamp}</template>\n"));
        let stamp = stamp.unwrap_or_default();
        write!(
            output,
            "<!DOCTYPE html>\n<html lang=\"en\"{size}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"{} {}\">\n<title>{title}</title>\n\
         <style>{style}</style>\n</head>\n<body>\n{stamp}<div id=\"page\"><h1>{title}</h1>\n\
         <noscript><p>This page needs JavaScript. The same answers come from the command <code>interorg links</code>.</p></noscript>\n\
         </div>\n<script type=\"application/json\" id=\"data\">{json}</script>\n<script type=\"text/plain\" id=\"evidence\">{evidence}</script>\n<script>{SCRIPT}</script>\n</body>\n</html>\n",
            env!("CARGO_PKG_NAME"),
            env!("CARGO_PKG_VERSION"),
        )?;
        Ok(())
    }
}

/// Returns the evidence, deflated (RFC 1951) and in Base64 (RFC 4648).
fn packed(json: &str) -> String {
    /// From 0 to 10.
    const COMPRESSION_LEVEL: u8 = 9;
    STANDARD.encode(compress_to_vec(json.as_bytes(), COMPRESSION_LEVEL))
}

#[cfg(feature = "pdf")]
fn fonts(texts: [&str; 3]) -> Result<String, ExportError> {
    super::picture::font_faces(texts.into_iter())
}

#[cfg(not(feature = "pdf"))]
fn fonts(_: [&str; 3]) -> Result<String, ExportError> {
    Err(io::Error::other("there are no fonts to embed without the feature `pdf`").into())
}

/// Returns the digest of a script or style sheet as a Content Security Policy names it.
fn digest(text: &str) -> String {
    format!(
        "sha256-{}",
        STANDARD.encode(Sha256::digest(text.as_bytes()))
    )
}
