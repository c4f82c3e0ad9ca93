//! Whether two texts mean the same. The values are not kept but reduced to digests, so that a large text takes little memory.

use std::fmt;
use std::hash::{DefaultHasher, Hasher as _};

use crate::dataset::yaml::guard::guarded;
use crate::dataset::yaml::pieces;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// Returns `true` if two texts have the same values and consist of the same characters.
///
/// This guards against all mistakes in moving: a comment that becomes part of a value changes the values, and a lost
/// comment changes the characters.
pub(super) fn means_the_same(before: &str, after: &str) -> bool {
    byte_counts(before) == byte_counts(after)
        && meaning(before).is_some_and(|before| Some(before) == meaning(after))
}

/// Counts each byte, except spaces and line breaks.
fn byte_counts(text: &str) -> [usize; 256] {
    let mut counts = [0; 256];
    for byte in text.bytes().filter(|byte| !b" \n\r".contains(byte)) {
        counts[usize::from(byte)] += 1;
    }
    counts
}

/// Returns the digests of the documents of a text; `None` if it is not YAML.
///
/// A large text is read in pieces, each of which is a document with some items of a list. The items are put together again, so
/// that it does not matter where the text is cut.
fn meaning(text: &str) -> Option<Vec<Meaning>> {
    if let Some(pieces) = pieces::documents::<Parts>(text) {
        return Some(vec![Parts::joined(pieces)]);
    }
    let documents = serde_yaml::Deserializer::from_str(text).map(Meaning::deserialize);
    guarded(|| documents.collect::<Result<Vec<Meaning>, _>>())?.ok()
}

/// The digest of a value: equal values have equal digests, and different values have different ones for all that matters.
///
/// The order of the entries of a mapping does not count, nor does that of milestones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Meaning(u128);

impl Meaning {
    fn of(kind: u8, content: &[u8]) -> Self {
        let half = |number: u8| {
            let mut hasher = DefaultHasher::new();
            hasher.write(&[number, kind]);
            hasher.write(content);
            u128::from(hasher.finish())
        };
        Self(half(0) << u64::BITS | half(1))
    }

    fn of_text(text: &str) -> Self {
        Self::of(b't', text.as_bytes())
    }

    fn of_list(items: &[Self]) -> Self {
        let bytes: Vec<u8> = items.iter().flat_map(|item| item.0.to_le_bytes()).collect();
        Self::of(b'l', &bytes)
    }

    fn of_mapping(mut entries: Vec<(Self, Self)>) -> Self {
        entries.sort_by_key(|(key, value)| (key.0, value.0));
        let parts = entries.iter().flat_map(|(key, value)| [key.0, value.0]);
        let bytes: Vec<u8> = parts.flat_map(u128::to_le_bytes).collect();
        Self::of(b'm', &bytes)
    }
}

/// A value: a list or a mapping with the digests of what is in it, or the digest of any other value.
#[derive(Debug, Clone)]
enum Part {
    List(Vec<Meaning>),
    Mapping(Vec<(Meaning, Meaning)>),
    Other(Meaning),
}

impl Part {
    fn meaning(self, key: Option<Meaning>) -> Meaning {
        match self {
            Self::List(mut items) => {
                if key == Some(Meaning::of_text("milestones")) {
                    items.sort_by_key(|item| item.0);
                }
                Meaning::of_list(&items)
            }
            Self::Mapping(entries) => Meaning::of_mapping(entries),
            Self::Other(meaning) => meaning,
        }
    }
}

impl<'de> Deserialize<'de> for Meaning {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Part::deserialize(deserializer)?.meaning(None))
    }
}

impl<'de> Deserialize<'de> for Part {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PartVisitor)
    }
}

struct PartVisitor;

/// Defines the digest of a scalar of each type: that of its text and its type.
macro_rules! scalars {
    ($($visit:ident: $type:ty = $kind:literal;)+) => {$(
        fn $visit<E>(self, value: $type) -> Result<Part, E> {
            Ok(Part::Other(Meaning::of($kind, value.to_string().as_bytes())))
        }
    )+};
}

impl<'de> Visitor<'de> for PartVisitor {
    type Value = Part;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    scalars! {
        visit_bool: bool = b'b';
        visit_i64: i64 = b'i';
        visit_u64: u64 = b'i';
        visit_i128: i128 = b'i';
        visit_u128: u128 = b'i';
        visit_f64: f64 = b'f';
    }

    fn visit_str<E>(self, text: &str) -> Result<Part, E> {
        Ok(Part::Other(Meaning::of_text(text)))
    }

    fn visit_unit<E>(self) -> Result<Part, E> {
        Ok(Part::Other(Meaning::of(b'n', b"")))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Part, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element::<Meaning>()? {
            items.push(item);
        }
        Ok(Part::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Part, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<Meaning>()? {
            let value: Part = map.next_value()?;
            entries.push((key, value.meaning(Some(key))));
        }
        Ok(Part::Mapping(entries))
    }

    fn visit_enum<A: serde::de::EnumAccess<'de>>(self, data: A) -> Result<Part, A::Error> {
        use serde::de::VariantAccess as _;

        let (tag, value) = data.variant::<String>()?;
        let value = value.newtype_variant::<Meaning>()?;
        let tagged = [(Meaning::of(b'!', tag.as_bytes()), value)];
        Ok(Part::Other(Meaning::of_mapping(tagged.into())))
    }
}

/// The keys of a document with their values.
struct Parts(Vec<(Meaning, Part)>);

impl<'de> Deserialize<'de> for Parts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PartsVisitor;

        impl<'de> Visitor<'de> for PartsVisitor {
            type Value = Parts;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Parts, A::Error> {
                let mut parts = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    parts.push(entry);
                }
                Ok(Parts(parts))
            }
        }

        deserializer.deserialize_map(PartsVisitor)
    }
}

impl Parts {
    /// Returns the digest of a document of which these are the pieces, in their order.
    fn joined(pieces: Vec<Self>) -> Meaning {
        let mut joined: Vec<(Meaning, Part)> = Vec::new();
        for (key, part) in pieces.into_iter().flat_map(|piece| piece.0) {
            let before = joined.iter_mut().find(|(other, _)| *other == key);
            match (before, part) {
                (Some((_, Part::List(items))), Part::List(more)) => items.extend(more),
                (Some((_, Part::Mapping(entries))), Part::Mapping(more)) => entries.extend(more),
                (_, part) => joined.push((key, part)),
            }
        }
        let entries = joined.into_iter();
        Meaning::of_mapping(
            entries
                .map(|(key, part)| (key, part.meaning(Some(key))))
                .collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Meaning {
        serde_yaml::from_str(text).expect(text)
    }

    #[test]
    fn a_digest_has_two_different_halves() {
        let Meaning(digest) = of("a");
        let (first, second) = (digest >> u64::BITS, digest & u128::from(u64::MAX));
        assert!(first != 0 && second != 0 && first != second);
    }

    #[test]
    fn the_order_of_keys_and_milestones_does_not_count() {
        assert_eq!(of("{a: 1, b: [x, y]}"), of("b: [x, y]\na: 1\n"));
        assert_eq!(
            of("milestones: [{a: 1}, {b: 2}]"),
            of("milestones: [{b: 2}, {a: 1}]")
        );
        assert_ne!(
            of("lessons: [{a: 1}, {b: 2}]"),
            of("lessons: [{b: 2}, {a: 1}]")
        );
    }

    #[test]
    fn different_values_have_different_digests() {
        let texts = [
            "a", "1", "'1'", "1.0", "true", "'true'", "~", "''", "[]", "{}", "[a]", "[[a]]",
            "{a: ~}", "{a: []}", "!x a", "[a, b]", "[b, a]", "[ab]", "{a: b}", "{b: a}", "-1",
            "[~]",
        ];
        for (row, one) in texts.iter().enumerate() {
            for other in &texts[row + 1..] {
                assert_ne!(of(one), of(other), "{one} and {other}");
            }
        }
    }

    #[test]
    fn it_does_not_matter_where_a_text_is_cut() {
        let parts = |text: &str| serde_yaml::from_str::<Parts>(text).expect(text);
        let pieces = [
            "organizations: [{id: a}]",
            "organizations: [{id: b}]",
            "views: []",
            "sources: {s: {title: S}}",
            "sources: {t: {title: T}}",
        ];
        let whole = of(
            "organizations: [{id: a}, {id: b}]\nviews: []\nsources: {t: {title: T}, s: {title: S}}\n",
        );
        assert_eq!(Parts::joined(pieces.map(parts).into()), whole);
    }
}
