//! Reads a large text piece by piece.
//!
//! The parser keeps every event of a document before the first record is made of them, which for a large
//! text takes twenty times its size in memory, and the time to fill it. A text that is one plain block
//! mapping is cut before the items of its lists instead; each piece is a sound document by itself, and what
//! was read of the pieces is put together. A line that begins an item ends whatever stood before it, unless
//! a quote or bracket is open there, and then the piece before it is no sound YAML. So whatever the pieces
//! make, the whole would have made; where one is refused, the text is read whole, and what is wrong with
//! it is told from there.

use serde::Deserialize;

use crate::dataset::record::{DocumentRecord, VocabulariesRecord};
use crate::model::with_vocabularies;

/// Smaller texts are read whole.
const LARGE: usize = 128 * 1024;

/// How large a piece is at least, in bytes: so large that it is worth a parser, and so small that its events
/// stay near the processor.
const PIECE: usize = 64 * 1024;

/// The lists whose items are read apart.
const LISTS: [&str; 3] = ["organizations", "partnerships", "operations"];

/// The other keys of a document.
const OTHERS: [&str; 3] = ["dataset", "vocabularies", "sources"];

/// A key of the document, with the lines that belong to it.
struct Block<'s> {
    key: &'s str,
    /// The line of the key.
    head: &'s str,
    /// The lines below it.
    body: &'s str,
    /// Whether nothing but a comment follows the key on its line.
    is_open: bool,
}

/// Reads a large text without aliases; `None` if it has to be read whole.
pub(super) fn read(source: &str) -> Option<DocumentRecord> {
    (source.len() >= LARGE).then(|| in_pieces(source, PIECE))?
}

/// Reads a text in pieces of so many bytes at least.
fn in_pieces(source: &str, size: usize) -> Option<DocumentRecord> {
    let mut whole = DocumentRecord::default();
    let mut text = String::new();
    for block in blocks(source)? {
        for piece in pieces(&block, size) {
            text.clear();
            text.push_str(block.head);
            text.push_str(piece);
            let record = DocumentRecord::deserialize(serde_yaml::Deserializer::from_str(&text));
            add(&mut whole, record.ok()?, block.key)?;
        }
    }
    Some(whole)
}

/// Adds what was read of a piece below a key; `None` if it holds other keys too, behind a line break that
/// is none to a reader.
fn add(whole: &mut DocumentRecord, piece: DocumentRecord, key: &str) -> Option<()> {
    let DocumentRecord {
        dataset,
        vocabularies,
        organizations,
        partnerships,
        operations,
        sources,
    } = piece;
    let stray = |name: &str, is_empty: bool| name != key && !is_empty;
    let is_mixed = stray("dataset", dataset.is_none())
        || stray("vocabularies", is_empty(&vocabularies))
        || stray("organizations", organizations.is_empty())
        || stray("partnerships", partnerships.is_empty())
        || stray("operations", operations.is_empty())
        || stray("sources", sources.0.is_empty());
    match key {
        _ if is_mixed => return None,
        "dataset" => whole.dataset = dataset,
        "vocabularies" => whole.vocabularies = vocabularies,
        "organizations" => whole.organizations.extend(organizations),
        "partnerships" => whole.partnerships.extend(partnerships),
        "operations" => whole.operations.extend(operations),
        _ => whole.sources = sources,
    }
    Some(())
}

fn is_empty(vocabularies: &VocabulariesRecord) -> bool {
    macro_rules! all_are_empty {
        ($($(#[$doc:meta])* $field:ident: $term:ident = $name:literal;)+) => {
            $(vocabularies.$field.is_empty())&&+
        };
    }
    with_vocabularies!(all_are_empty)
}

/// Splits a text at its keys; `None` if it is no plain block mapping from the keys of a document.
fn blocks(source: &str) -> Option<Vec<Block<'_>>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let here = start;
        start += line.len();
        match line.as_bytes() {
            [b' ' | b'#' | b'\n' | b'\r', ..] => {}
            // Dashes in a row begin a document.
            [b'-', b' ' | b'\n' | b'\r', ..] if !blocks.is_empty() => {}
            [b'a'..=b'z', ..] => {
                let (key, rest) = line.split_once(':')?;
                let is_known = LISTS.contains(&key) || OTHERS.contains(&key);
                let is_new = blocks.iter().all(|block| block.key != key);
                let is_value = rest.starts_with([' ', '\n', '\r']) || rest.is_empty();
                if !(is_known && is_new && is_value) {
                    return None;
                }
                let rest = rest.trim();
                blocks.push(Block {
                    key,
                    head: line,
                    body: &source[start..start],
                    is_open: rest.is_empty() || rest.starts_with('#'),
                });
                continue;
            }
            _ => return None,
        }
        match blocks.last_mut() {
            Some(block) => {
                let first = start - line.len() - block.body.len();
                block.body = &source[first..start];
            }
            None if source[here..start].starts_with(' ') => return None,
            None => {}
        }
    }
    (!blocks.is_empty()).then_some(blocks)
}

/// Cuts the lines below a key before items of its list; those of anything else are one piece.
fn pieces<'s>(block: &Block<'s>, size: usize) -> Vec<&'s str> {
    let body = block.body;
    let is_list = block.is_open && LISTS.contains(&block.key);
    let Some(margin) = margin(body).filter(|_| is_list) else {
        return vec![body];
    };
    let begins_item = |line: &str| {
        let dash = line.as_bytes().get(margin..);
        let is_indented = line.bytes().take(margin).all(|byte| byte == b' ');
        is_indented && matches!(dash, Some([b'-', b' ' | b'\n' | b'\r', ..]))
    };
    let mut pieces = Vec::new();
    let (mut first, mut at) = (0, 0);
    let mut holds_item = false;
    for line in body.split_inclusive('\n') {
        let is_item = begins_item(line);
        // What stands above the first item goes with it.
        if is_item && holds_item && at - first >= size {
            pieces.push(&body[first..at]);
            first = at;
        }
        holds_item |= is_item;
        at += line.len();
    }
    pieces.push(&body[first..]);
    pieces
}

/// Returns how far the items of a list are indented; `None` if no list stands there.
fn margin(body: &str) -> Option<usize> {
    let mut lines = body
        .lines()
        .map(|line| (line, line.trim_start_matches(' ')));
    let (line, words) = lines.find(|(_, words)| !(words.is_empty() || words.starts_with('#')))?;
    (words == "-" || words.starts_with("- ")).then(|| line.len() - words.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn whole(source: &str) -> Option<DocumentRecord> {
        DocumentRecord::deserialize(serde_yaml::Deserializer::from_str(source)).ok()
    }

    /// Reads a text both ways, in pieces of one item, and says whether pieces could be made of it.
    fn agrees(source: &str) -> bool {
        let pieces = in_pieces(source, 1);
        if let Some(pieces) = &pieces {
            let whole =
                whole(source).unwrap_or_else(|| panic!("it is refused as a whole: {source:?}"));
            assert_eq!(format!("{pieces:?}"), format!("{whole:?}"), "{source:?}");
        }
        pieces.is_some()
    }

    #[test]
    fn the_pieces_of_the_shipped_files_make_the_whole() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = std::fs::read_dir(root.join("data")).expect("the data are there");
        let mut paths: Vec<_> = folder
            .map(|entry| entry.expect("it is read").path())
            .collect();
        paths.push(root.join("examples/wider-network.yaml"));
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
        assert!(paths.len() > 3);
        for path in paths {
            let source = std::fs::read_to_string(&path).expect("it is read");
            let source = source.trim_start_matches('\u{FEFF}');
            assert!(agrees(source), "{}", path.display());
        }
    }

    #[test]
    fn a_list_is_cut_before_its_items_alone() {
        let source = "# head\norganizations: # all\n  # first\n  - id: un\n    name: |\n      - no item\n\n  \
                      - {id: au,\n    name: A}\n  -\n    id: eu\n    name: E\nsources: {}\n";
        let blocks = blocks(source).expect("it is a block mapping");
        let cut = pieces(&blocks[0], 1);
        assert_eq!(cut.len(), 3, "{cut:?}");
        assert!(agrees(source));
        assert!(agrees(
            "organizations:\n- {id: un, name: U}\n- {id: au, name: A}\n"
        ));
    }

    #[test]
    fn what_is_no_plain_block_mapping_is_read_whole() {
        for source in [
            "",
            "# nothing\n",
            "{organizations: []}\n",
            "---\norganizations: []\n",
            "organizations: []\n---\nsources: {}\n",
            "organizations: []\norganizations: []\n",
            "organizations: [\n]\n",
            "unknown: 1\n",
            "  organizations: []\n",
            "organizations:\n  - id: un\n    name: \"U\n  - id: au\n    name: A\"\n",
            "organizations:\n  - {id: un, name: U}\n\u{2028}sources: {s: {title: S}}\n",
            "organizations:\n  - {id: un, name: U}\rsources: {s: {title: S}}\n",
            "organizations:\n  - {id: un, name: U}\rvocabularies: {codings: [{id: x, label: X, definition: D}]}\n",
            "organizations:\n\t- {id: un, name: U}\n",
        ] {
            assert!(!agrees(source), "{source:?}");
        }
        assert!(read("organizations: [{id: un, name: U}]\n").is_none());
    }

    proptest! {
        #[test]
        fn whatever_the_pieces_make_the_whole_makes(
            lines in proptest::collection::vec(
                prop::sample::select(vec![
                    "organizations:", "partnerships:", "operations:", "sources:", "dataset: {title: T}",
                    "  - {id: un, name: U}", "  - id: au", "    name: A", "    name: \"A", "    name: |",
                    "      text", "  text\"", "  - {id: eu,", "    name: E}", "- id: x", "  name: 'X", "  - y'",
                    "  # note", "", "  - between: [un, au]", "    notes: [a,", "      b]", "  s: {title: S}",
                    "    aliases:", "    - one", "      - two", "---", "...", "  -", "\r", "    name: >-", "  - - z",
                ]),
                0..14,
            )
        ) {
            agrees(&lines.join("\n"));
        }
    }
}
