//! The limits of a document: how deeply it may be nested, and how much its aliases may repeat.
//!
//! With aliases, a short text can stand for a huge document. A text that has any is walked through before it is read,
//! in the way of the loader but without keeping anything. Texts without aliases skip the walk.

use std::fmt;

use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use super::messages;
use super::node::{Content, NodeId, Tree};
use crate::dataset::finding::Limit;

/// The number of values that the aliases of a dataset may add to those that are written out.
const MAX_REPEATED_VALUES: u64 = 200_000;

/// The number of bytes that the aliases of a dataset may add to those that are written out.
const MAX_REPEATED_BYTES: u64 = 16 * 1024 * 1024;

/// The depth of brackets up to which a document is read.
const MAX_DEPTH: usize = 128;

/// How many values and bytes the texts of a dataset may still have once their aliases are followed.
pub(super) struct AliasBudget {
    values: u64,
    bytes: u64,
    is_exceeded: bool,
}

impl Default for AliasBudget {
    fn default() -> Self {
        Self {
            values: MAX_REPEATED_VALUES,
            bytes: MAX_REPEATED_BYTES,
            is_exceeded: false,
        }
    }
}

impl AliasBudget {
    /// Adds what a text can hold without aliases.
    ///
    /// It has no more values than bytes. Its texts have no more than twice its bytes, since an escape of two characters
    /// can stand for three bytes (`\L` is U+2028).
    pub(super) fn add_text(&mut self, text: &str) {
        let written = text.len() as u64;
        self.values = self.values.saturating_add(written);
        self.bytes = self.bytes.saturating_add(2 * written);
        self.is_exceeded = false;
    }

    /// Subtracts a value with a number of bytes.
    fn spend<E: de::Error>(&mut self, bytes: usize) -> Result<(), E> {
        let values = self.values.checked_sub(1);
        let bytes = self.bytes.checked_sub(bytes as u64);
        let (Some(values), Some(bytes)) = (values, bytes) else {
            self.is_exceeded = true;
            return Err(E::custom("the aliases exceed the limit"));
        };
        (self.values, self.bytes) = (values, bytes);
        Ok(())
    }
}

/// Which documents of a text can be read.
#[derive(Default)]
pub(super) struct Survey {
    /// The number of documents before the end of the text or the first syntax error.
    pub(super) documents: usize,
    /// The numbers of the documents that exceed a limit.
    pub(super) beyond: Vec<(usize, Limit, serde_yaml::Error)>,
    /// The syntax error after the last document, or in it if the document exceeds a limit.
    pub(super) end: Option<serde_yaml::Error>,
}

/// Walks through every document of a text.
pub(super) fn survey(text: &str, budget: &mut AliasBudget) -> Survey {
    let mut survey = Survey::default();
    let mut syntax = Syntax::of(text);
    let mut previous: Option<serde_yaml::Error> = None;
    for document in serde_yaml::Deserializer::from_str(text) {
        let Err(error) = Walk(&mut *budget).deserialize(document) else {
            previous = None;
            survey.documents += 1;
            continue;
        };
        if let Some(limit) = exceeded_limit(&error, budget) {
            survey.beyond.push((survey.documents, limit, error));
            survey.end = syntax.error_in(survey.documents);
            survey.documents += 1;
            if budget.is_exceeded || survey.end.is_some() {
                return survey;
            }
            continue;
        }
        // After a syntax error the parser repeats the error for ever. An error that is not repeated concerns its
        // document alone, and is left to the loader.
        let is_repeated = previous.is_some_and(|other| other.to_string() == error.to_string());
        if is_repeated || messages::is_unknown_anchor(&error) {
            survey.documents -= usize::from(is_repeated);
            survey.end = Some(error);
            return survey;
        }
        previous = Some(error);
        survey.documents += 1;
    }
    survey
}

/// Looks for syntax errors in documents that exceed a limit, where the error of the limit hides them. Aliases are not
/// followed.
///
/// The parser begins the next document in the middle of one with an unknown anchor, and panics there
/// (`serde_yaml` 0.9.34). So no document may be read after one with a syntax error.
struct Syntax<'t> {
    documents: serde_yaml::Deserializer<'t>,
    /// The number of the next document.
    next: usize,
}

impl<'t> Syntax<'t> {
    fn of(text: &'t str) -> Self {
        Self {
            documents: serde_yaml::Deserializer::from_str(text),
            next: 0,
        }
    }

    /// Returns the syntax error in a document. The numbers must rise from call to call.
    fn error_in(&mut self, number: usize) -> Option<serde_yaml::Error> {
        let document = self.documents.nth(number - self.next)?;
        self.next = number + 1;
        de::IgnoredAny::deserialize(document).err()
    }
}

fn exceeded_limit(error: &serde_yaml::Error, budget: &AliasBudget) -> Option<Limit> {
    if messages::is_depth_limit(error) {
        Some(Limit::Depth)
    } else if budget.is_exceeded || messages::is_repetition_limit(error) {
        Some(Limit::Repetition)
    } else {
        None
    }
}

/// Returns `true` if a text may have aliases: it has both an anchor and an alias in places where a value can be.
pub(super) fn may_have_aliases(text: &str) -> bool {
    has_mark(text, b'*') && has_mark(text, b'&')
}

/// Returns `true` if a mark is followed by a name and preceded by what can precede a value.
fn has_mark(text: &str, mark: u8) -> bool {
    let bytes = text.as_bytes();
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let can_precede =
        |byte: u8| !byte.is_ascii() || byte.is_ascii_whitespace() || b"[{,:-?".contains(&byte);
    contains(bytes, mark)
        && text.match_indices(char::from(mark)).any(|(at, _)| {
            bytes.get(at + 1).is_some_and(is_name) && (at == 0 || can_precede(bytes[at - 1]))
        })
}

/// Returns `true` if a byte occurs. Most texts have neither mark, and a loop without early exit within a block compares
/// many bytes at a time.
fn contains(bytes: &[u8], mark: u8) -> bool {
    bytes.chunks(1024).any(|block| {
        block
            .iter()
            .fold(false, |found, byte| found | (*byte == mark))
    })
}

/// Returns the place of a bracket that is nested too deeply, if brackets are nested so deeply that parsing them would
/// take too long: the parser takes time in the square of their depth.
///
/// Brackets in texts and comments are counted too. The limit for this search is therefore far above the depth that is
/// read.
pub(super) fn find_excessive_bracket(text: &str) -> Option<usize> {
    const BLOCK: usize = 1024;
    const MAX_OPEN: usize = 4 * BLOCK;
    let mut open = 0_usize;
    for block in text.as_bytes().chunks(BLOCK) {
        let opened = count_brackets(block, b'{');
        if open + opened > MAX_OPEN {
            return find_deepest_bracket(text);
        }
        open = (open + opened).saturating_sub(count_brackets(block, b'}'));
    }
    None
}

/// Counts the curly and square brackets in a block that open or close like a brace.
fn count_brackets(block: &[u8], brace: u8) -> usize {
    // A square bracket differs from a brace in one bit. The counts of short parts fit into bytes, of which the processor
    // adds many at a time.
    const PART: usize = 128;
    let count = |part: &[u8]| {
        let marks = part.iter().map(|byte| u8::from(byte | 0x20 == brace));
        usize::from(marks.sum::<u8>())
    };
    block.chunks(PART).map(count).sum()
}

/// Returns the place of the first bracket that is nested more deeply than a document is read.
fn find_deepest_bracket(text: &str) -> Option<usize> {
    let mut open = 0_usize;
    text.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > MAX_DEPTH
    })
}

/// The weight of an alias within its own anchor, which stands for an endless document.
const ENDLESS: u64 = u64::MAX / 2;

/// Returns the alias of a document that stands for the most nodes, the first of several, and whether it is within its
/// own anchor.
pub(super) fn heaviest_alias(tree: &Tree, document: usize) -> Option<(NodeId, bool)> {
    let nodes = tree.document(document)?..tree.document(document + 1).unwrap_or(tree.ids().end);
    let first = nodes.start;
    let ends = subtree_ends(tree, nodes.clone());
    // The sums of the weights before each node give the weight of a subtree as a difference. An anchor precedes its
    // aliases, so that its weight is known when an alias is met, unless the alias is within it.
    let mut weights_before: Vec<u64> = vec![0];
    let mut heaviest: Option<(u64, NodeId)> = None;
    for id in nodes {
        let weight = match tree.content(id) {
            Content::Alias(target) => {
                let start = (target - first) as usize;
                let end = ends[start];
                let before_end = weights_before.get(end);
                let weight = before_end.map_or(ENDLESS, |before_end| {
                    (before_end - weights_before[start]).min(ENDLESS - 1)
                });
                if heaviest.is_none_or(|(other, _)| weight > other) {
                    heaviest = Some((weight, id));
                }
                weight
            }
            _ => 1,
        };
        let before = weights_before.last().copied().unwrap_or_default();
        weights_before.push(before.saturating_add(weight));
    }
    heaviest.map(|(weight, id)| (id, weight == ENDLESS))
}

/// Returns the number after the last node of each subtree, where the nodes are numbered from 0.
fn subtree_ends(tree: &Tree, nodes: std::ops::Range<NodeId>) -> Vec<usize> {
    let first = nodes.start;
    let mut ends = vec![0; nodes.len()];
    // Nodes are in preorder, so that the ends of children are known before those of their parents.
    for id in nodes.rev() {
        let last_child = match tree.content(id) {
            Content::Sequence(items) => items.last().copied(),
            Content::Mapping(entries) => entries.last().map(|(_, value)| *value),
            Content::Scalar { .. } | Content::Alias(_) => None,
        };
        let own = (id - first) as usize;
        ends[own] = last_child.map_or(own + 1, |child| ends[(child - first) as usize]);
    }
    ends
}

/// Walks through a value in the way of the loader, and keeps nothing of it.
struct Walk<'r>(&'r mut AliasBudget);

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<(), E> {
        self.0.spend(0)
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<(), E> {
        self.0.spend(0)
    }

    fn visit_i128<E: de::Error>(self, _: i128) -> Result<(), E> {
        self.0.spend(0)
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<(), E> {
        self.0.spend(0)
    }

    fn visit_u128<E: de::Error>(self, _: u128) -> Result<(), E> {
        self.0.spend(0)
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<(), E> {
        self.0.spend(0)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        self.0.spend(text.len())
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.0.spend(0)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        self.0.spend(0)?;
        while seq.next_element_seed(Walk(&mut *self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.0.spend(0)?;
        while map.next_key_seed(Walk(&mut *self.0))?.is_some() {
            map.next_value_seed(Walk(&mut *self.0))?;
        }
        Ok(())
    }

    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<(), A::Error> {
        let (_, value) = tagged.variant::<de::IgnoredAny>()?;
        value.newtype_variant_seed(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_are_distinguished_from_stars_and_ampersands_in_texts() {
        for text in [
            "a: &x b\nc: *x\n",
            "[&x a,*x]",
            "- &a [b]\n- *a",
            "&a a: *a",
        ] {
            assert!(may_have_aliases(text), "{text}");
        }
        for text in [
            "a: 2 * 3 & 4\n",
            "a: R&D\nb: *x\n",
            "a: &x b\n",
            "a: **bold** & more\n",
        ] {
            assert!(!may_have_aliases(text), "{text}");
        }
    }

    #[test]
    fn a_text_without_aliases_never_exceeds_the_budget() {
        let short: String = "[,{a,b},\"\\L\"]\n---\n".repeat(40_000);
        let mut budget = AliasBudget {
            values: 0,
            bytes: 0,
            is_exceeded: false,
        };
        budget.add_text(&short);
        let survey = survey(&short, &mut budget);
        assert!(survey.beyond.is_empty());
    }

    #[test]
    fn aliases_repeat_values_of_every_type() {
        let far = ["18446744073709551616", "-9223372036854775809"];
        let near = ["true", "-1", "1", "1.5", "~", "[]", "{}", "!t 1", "x"];
        for value in near.into_iter().chain(far) {
            let text = format!("- &a {value}\n- *a\n- *a\n");
            // The list and the value three times.
            for (values, is_enough) in [(4, true), (3, false)] {
                let mut budget = AliasBudget {
                    values,
                    bytes: 100,
                    is_exceeded: false,
                };
                assert_eq!(
                    survey(&text, &mut budget).beyond.is_empty(),
                    is_enough,
                    "{value}: {values}"
                );
            }
        }
    }

    #[test]
    fn a_syntax_error_is_found_in_the_second_document_that_is_too_deep() {
        let deep = "- ".repeat(200) + "x\n";
        for (tail, has_error) in [("", false), ("- [\n", true)] {
            let text = format!("a\n---\n{deep}---\nb\n---\n{deep}{tail}");
            let mut budget = AliasBudget::default();
            budget.add_text(&text);
            let survey = survey(&text, &mut budget);
            let beyond: Vec<usize> = survey.beyond.iter().map(|(number, ..)| *number).collect();
            assert_eq!(beyond, [1, 3], "{tail}");
            assert_eq!(survey.end.is_some(), has_error, "{tail}");
        }
    }

    #[test]
    fn the_survey_ends_at_a_syntax_error_that_a_limit_hides() {
        let repeated = ",*x".repeat(40);
        let repeating = format!("a: [&x {{}}{repeated}]\nb: &y [*x{repeated}]\n");
        let mut text = format!("a: 1\n---\n{repeating}c: [&z [*y{}]", ",*y".repeat(40));
        text.push_str(&",*z".repeat(40));
        for (tail, has_error) in [("]\n---\nd: 2\n", false), (",*-]\n---\nd: 2\n", true)] {
            let text = text.clone() + tail;
            let mut budget = AliasBudget::default();
            budget.add_text(&text);
            let survey = survey(&text, &mut budget);
            let beyond: Vec<usize> = survey.beyond.iter().map(|(number, ..)| *number).collect();
            assert_eq!(beyond, [1], "{tail}");
            assert_eq!(survey.end.is_some(), has_error, "{tail}");
            assert_eq!(survey.documents, if has_error { 2 } else { 3 }, "{tail}");
        }
    }

    #[test]
    fn only_open_brackets_count_as_nesting() {
        let closed = "a: [b, {c: d}]\n".repeat(100_000);
        assert_eq!(find_excessive_bracket(&closed), None);
        let open = "a: ".to_owned() + &"[".repeat(6_000);
        assert_eq!(find_excessive_bracket(&open), Some(3 + 128));
    }

    #[test]
    fn the_heaviest_alias_is_the_one_that_stands_for_the_most_nodes() {
        let text = "a: &a [1, 2]\nb: &b [*a, *a]\nc: [*a, *b, *b]\n";
        let tree = Tree::parse(text);
        let (heaviest, is_endless) = heaviest_alias(&tree, 0).expect("there are aliases");
        assert!(!is_endless);
        assert_eq!(Some(tree.span(heaviest).start), text.find("*b"));
        // Nodes are counted from the beginning of their document.
        let second = Tree::parse(&format!("x: [1, 2, 3]\n---\n{text}"));
        let (found, is_endless) = heaviest_alias(&second, 1).expect("there are aliases");
        assert!(!is_endless);
        assert_eq!(second.span(found).start, 17 + tree.span(heaviest).start);
        let own = Tree::parse("a: &a [*a]\n");
        assert!(heaviest_alias(&own, 0).is_some_and(|(_, is_endless)| is_endless));
    }
}
