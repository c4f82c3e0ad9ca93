//! The types of sources.

/// The types of entries that Hayagriva 0.10 knows, in alphabetical order.
pub(super) const ENTRY_TYPES: [&str; 30] = [
    "anthology",
    "anthos",
    "article",
    "artwork",
    "audio",
    "blog",
    "book",
    "case",
    "chapter",
    "conference",
    "entry",
    "exhibition",
    "legislation",
    "manuscript",
    "misc",
    "newspaper",
    "original",
    "patent",
    "performance",
    "periodical",
    "post",
    "proceedings",
    "reference",
    "report",
    "repository",
    "scene",
    "thesis",
    "thread",
    "video",
    "web",
];

/// The type of an entry that states none.
pub(super) const DEFAULT_ENTRY_TYPE: &str = "misc";
