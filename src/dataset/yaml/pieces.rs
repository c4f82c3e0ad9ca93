//! Reads a large text piece by piece.
//!
//! The parser keeps every event of a document until the document is complete. For a large text this takes twenty times
//! its size in memory, and the time to fill it. A text that is one plain block mapping is therefore cut before the items
//! of its lists and the keys of its sources. Each piece is a sound document by itself, and the records of all pieces are
//! combined.
//!
//! This is safe because a line that begins an item ends everything before it, unless a quote or bracket is open there.
//! In that case the piece before the line is not sound YAML. So if all pieces are accepted, the whole text would have
//! given the same records. If a piece is refused, the text is read as a whole, which also gives the findings.

use std::collections::HashSet;

use serde::Deserialize;

use super::limits::may_have_aliases;
use crate::dataset::input::OnParsed;
use crate::dataset::memory::MemoryBudget;
use crate::dataset::record::{DocumentRecord, Entries, VocabulariesRecord};
use crate::model::with_vocabularies;
use crate::threads;

/// The size in bytes from which a text is read in pieces.
const MIN_TEXT_SIZE: usize = 128 * 1024;

/// The minimum size of a piece, in bytes: large enough to be worth a parser, and small enough for its events to stay in
/// the cache of the processor.
const MIN_PIECE_SIZE: usize = 64 * 1024;

/// The lists that are cut before their items.
const LISTS: [&str; 4] = ["organizations", "partnerships", "operations", "views"];

/// The mapping that is cut before its keys.
const MAPPING: &str = "sources";

/// The other keys of a document.
const OTHER_KEYS: [&str; 3] = ["dataset", "cite", "vocabularies"];

/// A text that is split at its keys.
struct Blocks<'s> {
    /// The lines above the first key.
    prologue: &'s str,
    blocks: Vec<Block<'s>>,
}

/// A key of the document with its lines.
struct Block<'s> {
    key: &'s str,
    /// The line of the key.
    head: &'s str,
    /// The lines below it.
    body: &'s str,
    /// Whether the line of the key has nothing after the key but a comment.
    is_open: bool,
}

/// Reads a large text without aliases, and reports how many bytes were parsed; `None` if it must be read as a whole, or if some
/// pieces are too large for the memory.
pub(super) fn read(
    source: &str,
    memory: &MemoryBudget,
    on_parsed: OnParsed<'_>,
) -> Option<DocumentRecord> {
    read_pieces(source, piece_size(source)?, memory, on_parsed)
}

/// Returns the minimum size of the pieces of a text; `None` if the text is too small to be cut.
fn piece_size(source: &str) -> Option<usize> {
    #[cfg(fuzzing)]
    if let Some(size) = crate::dataset::fuzzing::piece_size() {
        return Some(size);
    }
    (source.len() >= MIN_TEXT_SIZE).then_some(MIN_PIECE_SIZE)
}

/// Reads a text in pieces of at least `size` bytes, on several threads.
fn read_pieces(
    source: &str,
    size: usize,
    memory: &MemoryBudget,
    on_parsed: OnParsed<'_>,
) -> Option<DocumentRecord> {
    let pieces = pieces_of(&blocks(source)?, size);
    let mut by_size: Vec<&Piece> = pieces.iter().collect();
    by_size.sort_unstable_by_key(|piece| std::cmp::Reverse(piece.body.len()));
    let at_once = by_size.iter().take(threads::count().get());
    memory.allow(at_once.map(|piece| piece.body)).ok()?;
    let mut whole = DocumentRecord::default();
    threads::in_order(
        &pieces,
        |piece| (piece.key, piece.size(), piece.read()),
        |(key, size, record)| {
            add(&mut whole, record?, key)?;
            on_parsed(size);
            Some(())
        },
    )?;
    has_no_duplicates(&whole.sources).then_some(whole)
}

/// Reads the pieces of a large text without aliases, each as a document; `None` if the text must be read as a whole.
pub(super) fn documents<T: for<'de> Deserialize<'de> + Send>(source: &str) -> Option<Vec<T>> {
    let size = piece_size(source).filter(|_| !may_have_aliases(source))?;
    let pieces = pieces_of(&blocks(source)?, size);
    let mut documents = Vec::new();
    threads::in_order(&pieces, Piece::read, |document| {
        documents.push(document?);
        Some(())
    })?;
    Some(documents)
}

/// A piece of a text, which is a document by itself.
struct Piece<'s> {
    /// The lines above the first key. They belong to the first piece, because YAML can find more than comments in them.
    prologue: &'s str,
    key: &'s str,
    head: &'s str,
    body: &'s str,
}

impl Piece<'_> {
    /// Returns the number of bytes of the piece as a document.
    fn size(&self) -> usize {
        self.prologue.len() + self.head.len() + self.body.len()
    }

    fn text(&self) -> String {
        [self.prologue, self.head, self.body].concat()
    }

    fn read<T: for<'de> Deserialize<'de>>(&self) -> Option<T> {
        T::deserialize(serde_yaml::Deserializer::from_str(&self.text())).ok()
    }
}

/// Returns the pieces of a text, in its order.
fn pieces_of<'s>(Blocks { prologue, blocks }: &Blocks<'s>, size: usize) -> Vec<Piece<'s>> {
    let mut prologue = *prologue;
    let mut all = Vec::new();
    for block in blocks {
        for body in pieces(block, size) {
            all.push(Piece {
                prologue: std::mem::take(&mut prologue),
                key: block.key,
                head: block.head,
                body,
            });
        }
    }
    all
}

/// Returns `true` if no two pieces have an entry with the same key. Within a piece, that is refused when it is read.
fn has_no_duplicates<T>(entries: &Entries<T>) -> bool {
    let mut seen = HashSet::with_capacity(entries.0.len());
    entries.0.iter().all(|(key, _)| seen.insert(key.as_str()))
}

/// Adds the records of a piece below a key; `None` if the piece has other keys too.
fn add(whole: &mut DocumentRecord, piece: DocumentRecord, key: &str) -> Option<()> {
    let DocumentRecord {
        dataset,
        cite,
        vocabularies,
        organizations,
        partnerships,
        operations,
        sources,
        views,
    } = piece;
    let lists = [
        ("dataset", dataset.is_none()),
        ("cite", cite.is_empty()),
        ("vocabularies", is_empty(&vocabularies)),
        ("organizations", organizations.is_empty()),
        ("partnerships", partnerships.is_empty()),
        ("operations", operations.is_empty()),
        ("sources", sources.0.is_empty()),
        ("views", views.is_empty()),
    ];
    if lists
        .iter()
        .any(|(name, is_empty)| *name != key && !is_empty)
    {
        return None;
    }
    match key {
        "dataset" => whole.dataset = dataset,
        "cite" => whole.cite = cite,
        "vocabularies" => whole.vocabularies = vocabularies,
        "organizations" => whole.organizations.extend(organizations),
        "partnerships" => whole.partnerships.extend(partnerships),
        "operations" => whole.operations.extend(operations),
        "views" => whole.views.extend(views),
        _ => whole.sources.0.extend(sources.0),
    }
    Some(())
}

fn is_empty(vocabularies: &VocabulariesRecord) -> bool {
    macro_rules! none_is_given {
        ($($(#[$doc:meta])* $field:ident: $term:ident = $name:literal;)+) => {
            !($(vocabularies.$field.is_given)||+)
        };
    }
    with_vocabularies!(none_is_given)
}

/// Returns `true` if a text has line breaks other than `\n` and `\r\n`. YAML ends a line at them, so that a key can follow one.
pub(super) fn has_other_line_breaks(source: &str) -> bool {
    let is_alone = |(at, _): (usize, &str)| source.as_bytes().get(at + 1) != Some(&b'\n');
    source.match_indices('\r').any(is_alone)
        || ['\u{85}', '\u{2028}', '\u{2029}']
            .iter()
            .any(|line_break| source.contains(*line_break))
}

/// Splits a text at its keys; `None` if it is not a plain block mapping with the keys of a document, each once.
fn blocks(source: &str) -> Option<Blocks<'_>> {
    if has_other_line_breaks(source) {
        return None;
    }
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let (mut start, mut prologue) = (0, "");
    for line in source.split_inclusive('\n') {
        let end = start + line.len();
        match line.as_bytes() {
            [b'a'..=b'z', ..] => {
                let block = block(line, &source[end..end])?;
                if blocks.iter().any(|other| other.key == block.key) {
                    return None;
                }
                blocks.push(block);
            }
            [b' ' | b'#' | b'\n' | b'\r', ..] | [b'-', b' ' | b'\n' | b'\r', ..] => {
                if let Some(block) = blocks.last_mut() {
                    block.body = &source[start - block.body.len()..end];
                } else if line.starts_with([' ', '-']) {
                    return None;
                } else {
                    prologue = &source[..end];
                }
            }
            // Anything else is not a plain block, or begins another document (`---`).
            _ => return None,
        }
        start = end;
    }
    (!blocks.is_empty()).then_some(Blocks { prologue, blocks })
}

/// Returns the block that begins with a line; `None` if the line is not a key of a document.
fn block<'s>(line: &'s str, body: &'s str) -> Option<Block<'s>> {
    let (key, rest) = line.split_once(':')?;
    let is_known = LISTS.contains(&key) || key == MAPPING || OTHER_KEYS.contains(&key);
    let is_value = rest.starts_with([' ', '\n', '\r']) || rest.is_empty();
    let rest = rest.trim();
    (is_known && is_value).then(|| Block {
        key,
        head: line,
        body,
        is_open: rest.is_empty() || rest.starts_with('#'),
    })
}

/// Cuts the lines of a block before items of its list, or keys of its mapping, into pieces of at least `size` bytes. A block
/// with neither is one piece.
fn pieces<'s>(block: &Block<'s>, size: usize) -> Vec<&'s str> {
    let body = block.body;
    let begins_part = match block.key {
        key if LISTS.contains(&key) => begins_item,
        MAPPING => begins_entry,
        _ => return vec![body],
    };
    let Some(indentation) = indentation(body).filter(|_| block.is_open) else {
        return vec![body];
    };
    if !first_line(body).is_some_and(|line| begins_part(line, indentation)) {
        return vec![body];
    }
    let mut pieces = Vec::new();
    let (mut first, mut at) = (0, 0);
    let mut has_part = false;
    for line in body.split_inclusive('\n') {
        let is_part = begins_part(line, indentation);
        // Lines above the first part, such as comments, belong to its piece.
        if is_part && has_part && at - first >= size {
            pieces.push(&body[first..at]);
            first = at;
        }
        has_part |= is_part;
        at += line.len();
    }
    pieces.push(&body[first..]);
    pieces
}

/// Returns `true` if a line begins an item of a list that is indented so far.
fn begins_item(line: &str, indentation: usize) -> bool {
    matches!(
        indented(line, indentation),
        Some([b'-', b' ' | b'\n' | b'\r', ..] | [b'-'])
    )
}

/// Returns `true` if a line begins with a plain key that is indented so far. Other keys, such as quoted ones, begin no piece.
fn begins_entry(line: &str, indentation: usize) -> bool {
    indentation > 0
        && matches!(indented(line, indentation), Some([letter, ..]) if letter.is_ascii_alphanumeric())
}

/// Returns the bytes of a line after its indentation; `None` if it is indented less.
fn indented(line: &str, indentation: usize) -> Option<&[u8]> {
    let (spaces, rest) = line.as_bytes().split_at_checked(indentation)?;
    spaces.iter().all(|byte| *byte == b' ').then_some(rest)
}

/// Returns the first line that is neither empty nor a comment.
fn first_line(body: &str) -> Option<&str> {
    let mut lines = body.lines();
    lines.find(|line| !matches!(line.trim_start_matches(' ').as_bytes(), [] | [b'#', ..]))
}

/// Returns the indentation of the first line that is neither empty nor a comment.
fn indentation(body: &str) -> Option<usize> {
    first_line(body).map(|line| line.len() - line.trim_start_matches(' ').len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read_whole(source: &str) -> Option<DocumentRecord> {
        DocumentRecord::deserialize(serde_yaml::Deserializer::from_str(source)).ok()
    }

    /// Reads a text as a whole and in pieces of one item, and compares the results. Returns `true` if the text can be
    /// read in pieces.
    fn agrees(source: &str) -> bool {
        let pieces = read_pieces(source, 1, &MemoryBudget::default(), &|_| {});
        if let Some(pieces) = &pieces {
            let whole = read_whole(source)
                .unwrap_or_else(|| panic!("it is refused as a whole: {source:?}"));
            assert_eq!(format!("{pieces:?}"), format!("{whole:?}"), "{source:?}");
        }
        pieces.is_some()
    }

    #[test]
    fn the_pieces_of_the_shipped_files_make_the_whole() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = std::fs::read_dir(root.join("data")).expect("the folder exists");
        let mut paths: Vec<_> = folder
            .map(|entry| entry.expect("it can be listed").path())
            .collect();
        paths.push(root.join("examples/wider-network.yaml"));
        paths.retain(|path| {
            path.extension()
                .is_some_and(|extension| extension == "yaml")
        });
        assert!(paths.len() > 3);
        for path in paths {
            let source = std::fs::read_to_string(&path).expect("it can be read");
            let source = source.trim_start_matches('\u{FEFF}');
            assert!(agrees(source), "{}", path.display());
        }
    }

    #[test]
    fn a_list_is_cut_only_before_its_items() {
        let source = "# head\norganizations: # all\n  # first\n  - id: un\n    name: |\n      - not an item\n\n  \
                      - {id: au,\n    name: A}\n  -\n    id: eu\n    name: E\nsources: {}\n";
        let Blocks { prologue, blocks } = blocks(source).expect("it is a block mapping");
        assert_eq!(prologue, "# head\n");
        let cut = pieces(&blocks[0], 1);
        assert_eq!(cut.len(), 3, "{cut:?}");
        assert!(agrees(source));
        assert!(agrees(
            "organizations:\n- {id: un, name: U}\n- {id: au, name: A}\n"
        ));
    }

    #[test]
    fn sources_are_cut_before_their_keys() {
        let source = "sources: # all\n  # first\n  s:\n    title: S\n  't': {title: T}\n  u:\n    title: >-\n      x: y\n  v: {title: V}\n";
        let Blocks { blocks, .. } = blocks(source).expect("it is a block mapping");
        let cut = pieces(&blocks[0], 1);
        // A quoted key begins no piece.
        let starts: Vec<&str> = cut.iter().filter_map(|piece| first_line(piece)).collect();
        assert_eq!(starts, ["  s:", "  u:", "  v: {title: V}"]);
        assert!(agrees(source));
        assert!(agrees("sources:\n  's': {title: S}\n  t: {title: T}\n"));
    }

    #[test]
    fn other_texts_are_read_as_a_whole() {
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
            "# head\rdataset: {title: T}\norganizations:\n  - {id: un, name: U}\n",
            "# head\u{2028}dataset: {title: T}\norganizations:\n  - {id: un, name: U}\n",
            "# head\u{85}stray\norganizations:\n  - {id: un, name: U}\n",
            "# head \u{7}\norganizations:\n  - {id: un, name: U}\n",
            "\rdataset: {title: T}\norganizations: []\n",
            "sources:\n  s: {title: S}\n  s: {title: T}\n",
            "sources:\n  s: {title: S}\n  t: {title: \"T\n  u: {title: U\"}\n",
        ] {
            assert!(!agrees(source), "{source:?}");
        }
        let text = "organizations: [{id: un, name: U}]\n";
        assert!(read(text, &MemoryBudget::default(), &|_| {}).is_none());
    }

    #[test]
    fn a_hidden_key_without_records_is_seen() {
        let text = "# \u{2028}sources: {}\norganizations:\nsources:\n";
        assert!(read_pieces(text, 1, &MemoryBudget::default(), &|_| ()).is_none());
    }

    proptest! {
        #[test]
        fn the_pieces_give_the_same_records_as_the_whole(
            lines in proptest::collection::vec(
                prop::sample::select(vec![
                    "organizations:", "partnerships:", "operations:", "sources:", "dataset: {title: T}",
                    "  - {id: un, name: U}", "  - id: au", "    name: A", "    name: \"A", "    name: |",
                    "      text", "  text\"", "  - {id: eu,", "    name: E}", "- id: x", "  name: 'X", "  - y'",
                    "  # note", "", "  - between: [un, au]", "    notes: [a,", "      b]", "  s: {title: S}",
                    "  s: {title: S}", "  t: {title: T}", "  'u': {title: U}", "  t:", "    title: T", "  - t", "  ? v",
                    "# head\rdataset: {title: T}", "# head\u{85}stray", "# \u{2028}sources: {}", "#\u{7}", "\r- x",
                    "    aliases:", "    - one", "      - two", "---", "...", "  -", "\r", "    name: >-", "  - - z",
                ]),
                0..14,
            )
        ) {
            agrees(&lines.join("\n"));
        }
    }
}
