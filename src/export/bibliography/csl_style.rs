//! The styles of the Citation Style Language that are offered.

use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::{CitationFormat, IndependentStyle, Style, StyleCategory};

/// The names of the styles that are offered, sorted. Each agrees with citeproc-js (see `tests/integration/styles.rs`).
const NAMES: &[&str] = &[
    "american-chemical-society",
    "american-geophysical-union",
    "american-institute-of-aeronautics-and-astronautics",
    "american-institute-of-physics",
    "american-medical-association",
    "american-meteorological-society",
    "american-physics-society",
    "american-physiological-society",
    "american-political-science-association",
    "american-psychological-association",
    "american-society-for-microbiology",
    "american-society-of-civil-engineers",
    "american-society-of-mechanical-engineers",
    "apa",
    "association-for-computing-machinery",
    "biomed-central",
    "bmj",
    "bristol-university-press",
    "british-medical-journal",
    "cell",
    "chicago-author-date",
    "chicago-fullnotes",
    "chicago-notes",
    "chicago-shortened-notes",
    "copernicus",
    "council-of-science-editors",
    "council-of-science-editors-author-date",
    "cse-citation-sequence-brackets-8th-edition",
    "cse-name-year",
    "current-opinion",
    "deutsche-gesellschaft-für-psychologie",
    "deutsche-sprache",
    "elsevier-harvard",
    "elsevier-vancouver",
    "elsevier-with-titles",
    "frontiers",
    "future-medicine",
    "future-science",
    "harvard-cite-them-right",
    "ieee",
    "institute-of-electrical-and-electronics-engineers",
    "institute-of-physics-numeric",
    "iso-690-author-date",
    "iso-690-numeric",
    "karger",
    "mary-ann-liebert-vancouver",
    "mla",
    "mla-8",
    "modern-humanities-research-association",
    "modern-humanities-research-association-notes",
    "modern-language-association",
    "modern-language-association-8",
    "multidisciplinary-digital-publishing-institute",
    "nature",
    "nlm-citation-sequence",
    "nlm-citation-sequence-superscript",
    "pensoft",
    "plos",
    "public-library-of-science",
    "royal-society-of-chemistry",
    "sage-vancouver",
    "spie",
    "springer-basic",
    "springer-basic-author-date",
    "springer-fachzeitschriften-medizin-psychologie",
    "springer-humanities-author-date",
    "springer-lecture-notes-in-computer-science",
    "springer-mathphys",
    "springer-socpsych-author-date",
    "springer-vancouver",
    "taylor-and-francis-chicago-author-date",
    "taylor-and-francis-national-library-of-medicine",
    "the-institution-of-engineering-and-technology",
    "the-lancet",
    "thieme",
    "trends",
    "turabian-author-date",
    "turabian-fullnote-8",
    "vancouver",
    "vancouver-superscript",
];

/// A style of the Citation Style Language that comes with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CslStyle(ArchivedStyle);

impl CslStyle {
    /// Returns the style with a name, if it is offered.
    pub(super) fn named(name: &str) -> Option<Self> {
        NAMES.binary_search(&name).ok()?;
        ArchivedStyle::by_name(name).map(Self)
    }

    /// Returns the names of the styles, sorted. A style may have several.
    pub(super) fn names() -> &'static [&'static str] {
        NAMES
    }

    /// Returns the name of the style in the repository of the Citation Style Language.
    ///
    /// ```
    /// use interorg::export::Style;
    ///
    /// if let Style::Csl(style) = "vancouver".parse()? {
    ///     assert_eq!(style.repository_name(), "nlm-citation-sequence");
    /// }
    /// # Ok::<(), interorg::export::UnknownStyle>(())
    /// ```
    pub fn repository_name(self) -> String {
        let id = self.independent().info.id;
        id.rsplit('/').next().unwrap_or_default().to_owned()
    }

    /// Returns the rules of the style.
    pub(super) fn independent(self) -> IndependentStyle {
        independent(self.0).expect("a test reads every style that is offered")
    }
}

/// Returns the offered style that is nearest to one that exists and is not offered; `None` for other names.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    let style = ArchivedStyle::by_name(name)?;
    let categories = independent(style).map(|style| style.info.category);
    let mut categories = categories.unwrap_or_default().into_iter();
    let format = categories.find_map(|category| match category {
        StyleCategory::CitationFormat { format } => Some(format),
        StyleCategory::Field { .. } => None,
    });
    Some(match format {
        Some(CitationFormat::AuthorDate | CitationFormat::Author) => "chicago-author-date",
        Some(CitationFormat::Note) => "chicago-notes",
        Some(CitationFormat::Numeric | CitationFormat::Label) | None => "vancouver",
    })
}

fn independent(style: ArchivedStyle) -> Option<IndependentStyle> {
    match style.get() {
        Style::Independent(style) => Some(style),
        Style::Dependent(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_that_is_offered_has_a_bibliography() {
        assert!(NAMES.is_sorted());
        for name in NAMES {
            let style = CslStyle::named(name).expect("its name is in the list");
            assert!(style.independent().bibliography.is_some(), "{name}");
        }
    }

    #[test]
    fn a_style_that_is_not_offered_has_a_nearest_one() {
        assert_eq!(nearest("sist02"), Some("vancouver"));
        assert_eq!(nearest("gb-7714-2015-note"), Some("chicago-notes"));
        assert_eq!(nearest("no-such-style"), None);
        assert!(CslStyle::named("sist02").is_none());
    }
}
