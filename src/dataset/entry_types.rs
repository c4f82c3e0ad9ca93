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

/// The roles of contributors that Hayagriva 0.10 knows, in alphabetical order.
pub(super) const ROLES: [&str; 20] = [
    "afterword",
    "annotator",
    "cast-member",
    "cinematography",
    "collaborator",
    "commentator",
    "compiler",
    "composer",
    "director",
    "executive-producer",
    "foreword",
    "founder",
    "holder",
    "illustrator",
    "introduction",
    "narrator",
    "organizer",
    "producer",
    "translator",
    "writer",
];

/// The roles of contributors that are variables of CSL too, in the order in which entries name them.
pub(crate) const CSL_ROLES: [&str; 8] = [
    "translator",
    "compiler",
    "composer",
    "director",
    "illustrator",
    "organizer",
    "producer",
    "executive-producer",
];

/// Returns the type of a parent that states none, by the type of the entry that appeared in it.
pub(super) fn default_parent_type(kind: &str) -> &'static str {
    match kind {
        "article" => "periodical",
        "chapter" => "book",
        "entry" => "reference",
        "anthos" | "legislation" => "anthology",
        "web" => "web",
        "scene" | "video" => "video",
        "artwork" => "exhibition",
        "post" => "post",
        "audio" => "audio",
        _ => DEFAULT_ENTRY_TYPE,
    }
}

/// Returns the name of a type or role in lower case with hyphens: `CastMember` is `cast-member`.
pub(super) fn keyword(name: &str) -> String {
    let mut keyword = String::with_capacity(name.len());
    for (index, letter) in name.chars().enumerate() {
        if letter.is_uppercase() && index > 0 && !keyword.ends_with('-') {
            keyword.push('-');
        }
        keyword.extend(letter.to_lowercase());
    }
    keyword
}

#[cfg(test)]
mod tests {
    use super::keyword;

    #[test]
    fn a_keyword_has_a_hyphen_before_each_later_capital() {
        for (name, expected) in [
            ("CastMember", "cast-member"),
            ("Article", "article"),
            ("cast-Member", "cast-member"),
            ("web", "web"),
        ] {
            assert_eq!(keyword(name), expected);
        }
    }
}
