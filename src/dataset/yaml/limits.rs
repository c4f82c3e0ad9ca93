//! The limits of a document: how deep it may be nested, and how much its aliases may repeat.
//!
//! Aliases let a short text stand for a long one. A text that has any is walked through before it is
//! read, as the loader would walk and keeping nothing; a text without them is never slowed by it.

use std::fmt;

use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::messages;
use super::node::{Content, NodeId, Tree};
use crate::dataset::finding::Limit;

/// How many values the aliases of a dataset may add to those that are written out.
const REPEATED_VALUES: u64 = 200_000;

/// How many bytes the aliases of a dataset may add to those that are written out.
const REPEATED_BYTES: u64 = 16 * 1024 * 1024;

/// What the texts of a dataset may still come to, once their aliases are followed.
pub(super) struct Room {
    values: u64,
    bytes: u64,
    /// Whether a value did not fit.
    is_exceeded: bool,
}

impl Default for Room {
    fn default() -> Self {
        Self {
            values: REPEATED_VALUES,
            bytes: REPEATED_BYTES,
            is_exceeded: false,
        }
    }
}

impl Room {
    /// Makes room for what a text writes out: no more values than it has bytes, and, since an escape
    /// of two letters may stand for three bytes, no more than twice its bytes.
    pub(super) fn widen(&mut self, text: &str) {
        let written = text.len() as u64;
        self.values = self.values.saturating_add(written);
        self.bytes = self.bytes.saturating_add(2 * written);
        self.is_exceeded = false;
    }

    /// Takes a value of so many bytes.
    fn take<E: de::Error>(&mut self, bytes: usize) -> Result<(), E> {
        let values = self.values.checked_sub(1);
        let bytes = self.bytes.checked_sub(bytes as u64);
        let (Some(values), Some(bytes)) = (values, bytes) else {
            self.is_exceeded = true;
            return Err(E::custom("aliases beyond the limit"));
        };
        (self.values, self.bytes) = (values, bytes);
        Ok(())
    }
}

/// Which of the documents of a text can be read.
#[derive(Default)]
pub(super) struct Survey {
    /// How many documents there are before the text ends or ceases to be YAML.
    pub(super) documents: usize,
    /// The documents among them that are beyond a limit.
    pub(super) beyond: Vec<(usize, Limit, serde_yaml::Error)>,
    /// Why the text is not YAML from there on.
    pub(super) end: Option<serde_yaml::Error>,
}

/// Walks through every document of a text.
pub(super) fn survey(text: &str, room: &mut Room) -> Survey {
    let mut survey = Survey::default();
    let mut doubtful: Option<serde_yaml::Error> = None;
    for document in serde_yaml::Deserializer::from_str(text) {
        let outcome = Walk(&mut *room).deserialize(document);
        let limit = match &outcome {
            Err(_) if room.is_exceeded => Some(Limit::Repetition),
            Err(error) => limit(error),
            Ok(()) => None,
        };
        match (outcome, limit) {
            (Err(error), Some(limit)) => {
                survey.beyond.push((survey.documents, limit, error));
                if room.is_exceeded {
                    // What follows is left unread: no more can be told of it.
                    survey.documents += 1;
                    return survey;
                }
            }
            (Err(error), None) => {
                // What is no YAML yields the same error for ever; what only the walk stumbles over
                // is for the loader to judge.
                let last = doubtful.replace(error);
                let now = doubtful
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default();
                let again = last.is_some_and(|last| last.to_string() == now);
                if again || doubtful.as_ref().is_some_and(messages::is_unknown_anchor) {
                    survey.documents -= usize::from(again);
                    survey.end = doubtful;
                    return survey;
                }
            }
            (Ok(()), _) => doubtful = None,
        }
        survey.documents += 1;
    }
    survey
}

fn limit(error: &serde_yaml::Error) -> Option<Limit> {
    if messages::is_depth_limit(error) {
        Some(Limit::Depth)
    } else if messages::is_repetition_limit(error) {
        Some(Limit::Repetition)
    } else {
        None
    }
}

/// Says whether a text may have aliases: it has an anchor and an alias where a value can stand.
pub(super) fn may_have_aliases(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Most texts have none, which is seen many bytes at a time.
    let occurs = |mark: u8| {
        let found = |block: &[u8]| {
            block
                .iter()
                .fold(false, |found, byte| found | (*byte == mark))
        };
        bytes.chunks(1024).any(found)
    };
    let stands = |mark: u8| {
        occurs(mark)
            && text.match_indices(char::from(mark)).any(|(at, _)| {
                let named = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
                let free = |byte: u8| {
                    !byte.is_ascii() || byte.is_ascii_whitespace() || b"[{,:-?".contains(&byte)
                };
                bytes.get(at + 1).is_some_and(named) && (at == 0 || free(bytes[at - 1]))
            })
    };
    stands(b'*') && stands(b'&')
}

/// What an alias within its own anchor stands for: it never ends.
const ENDLESS: u64 = u64::MAX / 2;

/// Finds where brackets are nested beyond all measure; the parser takes the square of their depth.
///
/// Brackets are counted wherever they stand, in texts and comments too, so the measure is far above the
/// depth that is read.
pub(super) fn bracket_beyond_measure(text: &str) -> Option<usize> {
    const BLOCK: usize = 1024;
    const MEASURE: usize = 4 * BLOCK;
    let mut open = 0_usize;
    for block in text.as_bytes().chunks(BLOCK) {
        let opened = brackets(block, b'{');
        if open + opened > MEASURE {
            return deepest_read(text);
        }
        open = (open + opened).saturating_sub(brackets(block, b'}'));
    }
    None
}

/// Counts the brackets of a block, curly or square, that open or close as this brace does.
fn brackets(block: &[u8], brace: u8) -> usize {
    // Square brackets differ from braces in one bit, and sums of bytes are taken many at a time.
    const SUMMED: usize = 128;
    let count = |part: &[u8]| {
        let marks = part.iter().map(|byte| u8::from(byte | 0x20 == brace));
        usize::from(marks.sum::<u8>())
    };
    block.chunks(SUMMED).map(count).sum()
}

/// Returns where brackets are nested deeper than they are read.
fn deepest_read(text: &str) -> Option<usize> {
    const DEEPEST: usize = 128;
    let mut open = 0_usize;
    text.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > DEEPEST
    })
}

/// Finds the alias of a document that stands for most, the first of several, and says whether it
/// stands within its own anchor.
pub(super) fn heaviest_alias(tree: &Tree, document: usize) -> Option<(NodeId, bool)> {
    let nodes = tree.document(document)?..tree.document(document + 1).unwrap_or(tree.len());
    let first = nodes.start;
    let mut ends = vec![0; nodes.len()];
    for id in nodes.clone().rev() {
        let last = match tree.content(id) {
            Content::Sequence(items) => items.last().copied(),
            Content::Mapping(entries) => entries.last().map(|(_, value)| *value),
            Content::Scalar { .. } | Content::Alias(_) => None,
        };
        ends[id - first] = last.map_or(id + 1 - first, |last| ends[last - first]);
    }
    // What all nodes before a node stand for; an alias stands for what its anchor does.
    let mut before: Vec<u64> = vec![0];
    let mut heaviest: Option<(u64, NodeId)> = None;
    for id in nodes {
        let weight = match *tree.content(id) {
            Content::Alias(target) => {
                let (start, end) = (target - first, ends[target - first]);
                let whole = before.get(end).map(|all| all - before[start]);
                let weight = whole.map_or(ENDLESS, |whole| whole.min(ENDLESS - 1));
                if heaviest.is_none_or(|(most, _)| weight > most) {
                    heaviest = Some((weight, id));
                }
                weight
            }
            _ => 1,
        };
        let all = before.last().copied().unwrap_or_default();
        before.push(all.saturating_add(weight));
    }
    heaviest.map(|(weight, id)| (id, weight == ENDLESS))
}

/// Walks through a value as the loader would, and keeps nothing of it.
struct Walk<'r>(&'r mut Room);

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
        self.0.take(0)
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<(), E> {
        self.0.take(0)
    }

    fn visit_i128<E: de::Error>(self, _: i128) -> Result<(), E> {
        self.0.take(0)
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<(), E> {
        self.0.take(0)
    }

    fn visit_u128<E: de::Error>(self, _: u128) -> Result<(), E> {
        self.0.take(0)
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<(), E> {
        self.0.take(0)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        self.0.take(text.len())
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.0.take(0)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        self.0.take(0)?;
        while seq.next_element_seed(Walk(&mut *self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.0.take(0)?;
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
    fn aliases_are_told_from_stars_and_ampersands_in_texts() {
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
    fn a_text_without_aliases_never_lacks_room() {
        let short: String = "[,{a,b},\"\\L\"]\n---\n".repeat(40_000);
        let mut room = Room {
            values: 0,
            bytes: 0,
            is_exceeded: false,
        };
        room.widen(&short);
        let survey = survey(&short, &mut room);
        assert!(survey.beyond.is_empty());
    }

    #[test]
    fn brackets_are_measured_by_how_many_are_open() {
        let closed = "a: [b, {c: d}]\n".repeat(100_000);
        assert_eq!(bracket_beyond_measure(&closed), None);
        let open = "a: ".to_owned() + &"[".repeat(6_000);
        assert_eq!(bracket_beyond_measure(&open), Some(3 + 128));
    }

    #[test]
    fn the_heaviest_alias_is_the_one_that_stands_for_most() {
        let text = "a: &a [1, 2]\nb: &b [*a, *a]\nc: [*a, *b, *b]\n";
        let tree = Tree::parse(text);
        let (found, endless) = heaviest_alias(&tree, 0).expect("there are aliases");
        assert!(!endless);
        assert_eq!(
            tree.span(found).start,
            text.find("*b").expect("it is there")
        );
        let own = Tree::parse("a: &a [*a]\n");
        assert!(heaviest_alias(&own, 0).is_some_and(|(_, endless)| endless));
    }
}
