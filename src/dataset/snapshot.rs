//! A dataset as bytes that open at once.
//!
//! A snapshot starts with a magic number, the lengths of its two sections and their checksums. The first section holds
//! everything except the bibliography, of which it has only the ids. The second section holds the bibliography, so that
//! it can be read later: few queries need more of the sources than their ids.
//!
//! The values follow one another without names, in the order of the fields of the model. Numbers are in LEB128, texts
//! and lists begin with their length, and an optional value begins with 0 or 1. Leaf values such as dates are texts.
//!
//! Whatever the bytes are, reading them never panics and never creates a model that breaks its invariants: every key
//! leads to a record, ids and dyads are unique, and every leaf is parsed.

use std::collections::HashSet;
use std::fmt;
use std::num::NonZeroU32;
use std::sync::Arc;

use crate::model::{
    About, Affiliation, Amount, AmountKind, AmountSummary, AmountValue, Annotations, Attribute,
    Bibliography, Citation, Claim, Coded, Coder, Coding, CodingRules, Condition, Confidence,
    CounterEvidence, Dataset, DatasetParts, Date, Dyad, End, Existence, Id, Identified, Identifier,
    JointRecord, Key, Labels, Lesson, LessonGroup, Membership, MembershipKind, Milestone,
    MilestoneKind, Motive, MotiveClaim, MotiveFamily, MotiveNotFound, Name, NamedView, Operation,
    OperationKind, Organization, OrganizationKind, Parent, Participation, ParticipationStatus,
    Partnership, Phase, Quantity, RecordKind, RecordTime, Records, Rival, Role, Series, Severity,
    Source, SourceTier, Spell, Standard, Strength, Term, ViewOption, Vocabularies,
    with_vocabularies,
};

/// The first bytes of a snapshot. The number changes whenever the order or the meaning of the values changes.
const MAGIC: &[u8; 8] = b"iorg\0\0\0\x07";

/// The length of what precedes the sections: the magic number, and a length and a checksum per section.
const HEADER_LENGTH: usize = MAGIC.len() + 4 * size_of::<u64>();

/// The reason why bytes are not a snapshot of a dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SnapshotError {
    /// The bytes do not begin like a snapshot of this version.
    UnknownFormat,
    /// The bytes end too early, or too late.
    WrongLength,
    /// The bytes are not those that were written.
    WrongChecksum,
    /// A value does not have the form of its type.
    InvalidValue {
        /// The type.
        expected: &'static str,
    },
    /// A key does not lead to a record.
    DanglingKey {
        /// The kind of record.
        record: RecordKind,
    },
    /// Two records have the same id.
    DuplicateId {
        /// The kind of record.
        record: RecordKind,
    },
    /// Two partnerships of one coding pass have the same members.
    DuplicateDyad,
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownFormat => f.write_str("not a snapshot of this version"),
            Self::WrongLength => f.write_str("the snapshot does not have the stated length"),
            Self::WrongChecksum => f.write_str("the snapshot is damaged"),
            Self::InvalidValue { expected } => write!(f, "expected {expected}"),
            Self::DanglingKey { record } => write!(f, "a key leads to no {record}"),
            Self::DuplicateId { record } => write!(f, "two {record}s have the same id"),
            Self::DuplicateDyad => {
                f.write_str("two partnerships of one coding pass have the same members")
            }
        }
    }
}

impl std::error::Error for SnapshotError {}

/// Writes a dataset as a snapshot.
pub(super) fn write(dataset: &Dataset) -> Vec<u8> {
    let sources: &Records<Source> = dataset.sources();
    let mut records = Vec::new();
    for count in counts(dataset) {
        count.pack(&mut records);
    }
    dataset.about().pack(&mut records);
    dataset.vocabularies().pack(&mut records);
    dataset.organizations().pack(&mut records);
    pack_all(dataset.partnerships(), &mut records);
    pack_all(dataset.other_readings(), &mut records);
    pack_all(dataset.joint_records(), &mut records);
    dataset.operations().pack(&mut records);
    pack_all(dataset.views(), &mut records);
    dataset.has_withdrawn().pack(&mut records);
    sources
        .iter()
        .for_each(|source| source.id.pack(&mut records));
    let mut bibliography = Vec::new();
    sources.pack(&mut bibliography);

    let mut bytes = MAGIC.to_vec();
    for section in [&records, &bibliography] {
        bytes.extend((section.len() as u64).to_le_bytes());
        bytes.extend(checksum(section).to_le_bytes());
    }
    bytes.extend(records);
    bytes.extend(bibliography);
    bytes
}

/// Returns the number of records of each kind, in the order of [`RecordKind::ALL`].
fn counts(dataset: &Dataset) -> [usize; RecordKind::ALL.len()] {
    let mut counts = [0; RecordKind::ALL.len()];
    counts[RecordKind::Organization as usize] = dataset.organizations().len();
    counts[RecordKind::Operation as usize] = dataset.operations().len();
    counts[RecordKind::Source as usize] = dataset.sources().len();
    macro_rules! count_terms {
        ($($(#[$doc:meta])* $field:ident: $term:ident = $name:literal;)+) => {
            $(counts[$term::KIND as usize] = dataset.vocabularies().$field.len();)+
        };
    }
    with_vocabularies!(count_terms);
    counts
}

/// Reads a snapshot with its bibliography.
///
/// # Errors
/// Returns an error if the bytes are not those that [`write()`] wrote, or do not describe a dataset.
pub(super) fn read(bytes: &[u8]) -> Result<Dataset, SnapshotError> {
    let (parts, ids) = read_parts(bytes)?;
    let sources = read_sources(bytes)?;
    if sources.iter().map(|source| &source.id).ne(&ids) {
        return Err(SnapshotError::InvalidValue {
            expected: "the ids of the bibliography",
        });
    }
    let sources = sources.into();
    Ok(Dataset::from_checked(DatasetParts { sources, ..parts }))
}

/// Reads a snapshot whose bibliography is read by a function when it is needed.
///
/// # Errors
/// Returns an error if the bytes are not those that were written, or do not describe a dataset.
pub(super) fn read_without_sources(
    bytes: &[u8],
    sources: fn() -> Records<Source>,
) -> Result<Dataset, SnapshotError> {
    let (parts, ids) = read_parts(bytes)?;
    let sources = Bibliography::lazy(ids.into(), sources);
    Ok(Dataset::from_checked(DatasetParts { sources, ..parts }))
}

/// Reads the bibliography of a snapshot.
///
/// # Errors
/// Returns an error if the bytes are not those that were written, or do not describe a bibliography.
pub(super) fn read_sources(bytes: &[u8]) -> Result<Records<Source>, SnapshotError> {
    let [records, bibliography] = sections(bytes)?;
    let mut reader = Reader::new(records)?;
    reader.rest = verified(bibliography)?;
    let sources = Records::unpack(&mut reader)?;
    reader.end()?;
    Ok(sources)
}

/// Reads the vocabularies of a snapshot, which are placed before most of the rest.
///
/// # Errors
/// Returns an error if the bytes do not describe vocabularies. Their checksum is not compared.
pub(super) fn read_vocabularies(bytes: &[u8]) -> Result<Vocabularies, SnapshotError> {
    let [records, _] = sections(bytes)?;
    let mut reader = Reader::new(records)?;
    About::unpack(&mut reader)?;
    Vocabularies::unpack(&mut reader)
}

/// Reads everything except the bibliography, and the ids of the sources.
fn read_parts(bytes: &[u8]) -> Result<(DatasetParts, Vec<Id>), SnapshotError> {
    let [records, _] = sections(bytes)?;
    verified(records)?;
    let mut reader = Reader::new(records)?;
    let parts = DatasetParts {
        about: Packed::unpack(&mut reader)?,
        vocabularies: Packed::unpack(&mut reader)?,
        organizations: Packed::unpack(&mut reader)?,
        partnerships: unpack_all(&mut reader)?,
        other_readings: unpack_all(&mut reader)?,
        joint_records: unpack_all(&mut reader)?,
        operations: Packed::unpack(&mut reader)?,
        views: unpack_all(&mut reader)?,
        has_withdrawn: Packed::unpack(&mut reader)?,
        sources: Bibliography::default(),
    };
    let source_count = reader.counts[RecordKind::Source as usize];
    let ids = (0..source_count).map(|_| Id::unpack(&mut reader));
    let ids = ids.collect::<Result<_, _>>()?;
    reader.end()?;
    let mut dyads = HashSet::new();
    let mut readings = parts.partnerships.iter().chain(&parts.other_readings);
    if !readings.all(|reading| dyads.insert((reading.dyad, reading.coder))) {
        return Err(SnapshotError::DuplicateDyad);
    }
    Ok((parts, ids))
}

/// A part of a snapshot with its checksum.
#[derive(Clone, Copy)]
struct Section<'b> {
    bytes: &'b [u8],
    checksum: u64,
}

/// Splits a snapshot into its two sections.
fn sections(bytes: &[u8]) -> Result<[Section<'_>; 2], SnapshotError> {
    let header = bytes
        .get(..HEADER_LENGTH)
        .ok_or(SnapshotError::WrongLength)?;
    if !header.starts_with(MAGIC) {
        return Err(SnapshotError::UnknownFormat);
    }
    let number = |index: usize| {
        let start = MAGIC.len() + index * size_of::<u64>();
        let mut number = [0; size_of::<u64>()];
        number.copy_from_slice(&header[start..start + size_of::<u64>()]);
        u64::from_le_bytes(number)
    };
    let rest = &bytes[HEADER_LENGTH..];
    let length = usize::try_from(number(0)).map_err(|_| SnapshotError::WrongLength)?;
    let (records, bibliography) = rest
        .split_at_checked(length)
        .ok_or(SnapshotError::WrongLength)?;
    if bibliography.len() as u64 != number(2) {
        return Err(SnapshotError::WrongLength);
    }
    Ok(
        [(records, 1), (bibliography, 3)].map(|(bytes, index)| Section {
            bytes,
            checksum: number(index),
        }),
    )
}

/// Returns the bytes of a section if they have its checksum.
fn verified(section: Section<'_>) -> Result<&[u8], SnapshotError> {
    if checksum(section.bytes) == section.checksum {
        Ok(section.bytes)
    } else {
        Err(SnapshotError::WrongChecksum)
    }
}

/// Returns a checksum of bytes. It changes with every change within eight adjacent bytes, since each step is a bijection
/// of the sum. It is no protection against intent.
fn checksum(bytes: &[u8]) -> u64 {
    // An odd number with many bits, from the golden ratio.
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let chunks = bytes.chunks(size_of::<u64>());
    chunks.fold(bytes.len() as u64, |sum, chunk| {
        let mut word = [0; size_of::<u64>()];
        word[..chunk.len()].copy_from_slice(chunk);
        (sum ^ u64::from_le_bytes(word))
            .wrapping_mul(FACTOR)
            .rotate_left(29)
    })
}

/// The bytes of a section that are not yet read.
struct Reader<'b> {
    rest: &'b [u8],
    /// The number of records of each kind, against which keys are checked before their records are read.
    counts: [usize; RecordKind::ALL.len()],
}

impl<'b> Reader<'b> {
    /// Creates a reader for the section of the records, and reads the counts with which it begins.
    fn new(records: Section<'b>) -> Result<Self, SnapshotError> {
        let mut reader = Self {
            rest: records.bytes,
            counts: [0; RecordKind::ALL.len()],
        };
        for row in 0..reader.counts.len() {
            reader.counts[row] = usize::unpack(&mut reader)?;
        }
        Ok(reader)
    }

    fn byte(&mut self) -> Result<u8, SnapshotError> {
        let (first, rest) = self.rest.split_first().ok_or(SnapshotError::WrongLength)?;
        self.rest = rest;
        Ok(*first)
    }

    fn text(&mut self) -> Result<&'b str, SnapshotError> {
        let length = usize::unpack(self)?;
        let (text, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or(SnapshotError::WrongLength)?;
        self.rest = rest;
        str::from_utf8(text).map_err(|_| SnapshotError::InvalidValue { expected: "UTF-8" })
    }

    /// Reads a text and parses it.
    fn leaf<T: std::str::FromStr>(&mut self, expected: &'static str) -> Result<T, SnapshotError> {
        let parsed = self.text()?.parse();
        parsed.map_err(|_| SnapshotError::InvalidValue { expected })
    }

    /// Checks that no bytes are left.
    fn end(self) -> Result<(), SnapshotError> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(SnapshotError::WrongLength)
        }
    }
}

/// A value that can be written to a snapshot and read from it.
trait Packed: Sized {
    fn pack(&self, bytes: &mut Vec<u8>);

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError>;
}

impl Packed for usize {
    fn pack(&self, bytes: &mut Vec<u8>) {
        let mut rest = *self;
        while rest >= 0x80 {
            bytes.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        bytes.push(rest as u8);
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        let mut number = 0;
        for shift in (0..u32::BITS).step_by(7) {
            let byte = reader.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                // Keys are 32 bits wide, and so is every count and length.
                let number = u32::try_from(number).ok();
                return number
                    .map(|number| number as usize)
                    .ok_or(SnapshotError::InvalidValue {
                        expected: "a number of 32 bits",
                    });
            }
        }
        Err(SnapshotError::InvalidValue {
            expected: "a number of 32 bits",
        })
    }
}

impl Packed for NonZeroU32 {
    fn pack(&self, bytes: &mut Vec<u8>) {
        (self.get() as usize).pack(bytes);
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        let number = u32::try_from(usize::unpack(reader)?).ok();
        number
            .and_then(Self::new)
            .ok_or(SnapshotError::InvalidValue {
                expected: "a number from 1 on",
            })
    }
}

impl Packed for bool {
    fn pack(&self, bytes: &mut Vec<u8>) {
        bytes.push(u8::from(*self));
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        match reader.byte()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(SnapshotError::InvalidValue { expected: "0 or 1" }),
        }
    }
}

impl Packed for Box<str> {
    fn pack(&self, bytes: &mut Vec<u8>) {
        pack_text(self, bytes);
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        Ok(reader.text()?.into())
    }
}

impl<T: Packed> Packed for Option<T> {
    fn pack(&self, bytes: &mut Vec<u8>) {
        self.is_some().pack(bytes);
        if let Some(value) = self {
            value.pack(bytes);
        }
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        let is_some = bool::unpack(reader)?;
        is_some.then(|| T::unpack(reader)).transpose()
    }
}

impl<T: Packed> Packed for Box<T> {
    fn pack(&self, bytes: &mut Vec<u8>) {
        (**self).pack(bytes);
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        T::unpack(reader).map(Box::new)
    }
}

impl<T: Packed, U: Packed> Packed for (T, U) {
    fn pack(&self, bytes: &mut Vec<u8>) {
        self.0.pack(bytes);
        self.1.pack(bytes);
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        Ok((T::unpack(reader)?, U::unpack(reader)?))
    }
}

impl<T: Packed> Packed for Box<[T]> {
    fn pack(&self, bytes: &mut Vec<u8>) {
        pack_all(self, bytes);
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        unpack_all(reader).map(Into::into)
    }
}

impl<T: Packed> Packed for Arc<[T]> {
    fn pack(&self, bytes: &mut Vec<u8>) {
        pack_all(self, bytes);
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        let values = unpack_all(reader)?;
        // Only the default takes no memory.
        if values.is_empty() {
            Ok(Self::default())
        } else {
            Ok(values.into())
        }
    }
}

impl<T: Packed> Packed for Arc<T> {
    fn pack(&self, bytes: &mut Vec<u8>) {
        T::pack(self, bytes);
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        T::unpack(reader).map(Self::new)
    }
}

impl<T: Identified> Packed for Key<T> {
    fn pack(&self, bytes: &mut Vec<u8>) {
        self.index().pack(bytes);
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        let index = usize::unpack(reader)?;
        if index < reader.counts[T::KIND as usize] {
            Ok(Self::new(index))
        } else {
            Err(SnapshotError::DanglingKey { record: T::KIND })
        }
    }
}

impl<T: Packed + Identified> Packed for Records<T> {
    fn pack(&self, bytes: &mut Vec<u8>) {
        self.iter().for_each(|row| row.pack(bytes));
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        let count = reader.counts[T::KIND as usize];
        let rows = unpack_many(count, reader)?;
        Self::from_unique(rows).ok_or(SnapshotError::DuplicateId { record: T::KIND })
    }
}

impl Packed for MembershipKind {
    fn pack(&self, bytes: &mut Vec<u8>) {
        (*self == Self::MemberOf).pack(bytes);
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        let is_member = bool::unpack(reader)?;
        Ok(if is_member {
            Self::MemberOf
        } else {
            Self::PartOf
        })
    }
}

impl Packed for Dyad {
    fn pack(&self, bytes: &mut Vec<u8>) {
        for member in self.members() {
            member.pack(bytes);
        }
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        let (first, second) = Packed::unpack(reader)?;
        Self::new(first, second).ok_or(SnapshotError::InvalidValue {
            expected: "two different organizations",
        })
    }
}

impl Packed for Annotations {
    fn pack(&self, bytes: &mut Vec<u8>) {
        pack_all(self.attributes(), bytes);
        pack_all(self.amounts(), bytes);
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        Ok(Self::new(Packed::unpack(reader)?, Packed::unpack(reader)?))
    }
}

fn pack_text(text: &str, bytes: &mut Vec<u8>) {
    text.len().pack(bytes);
    bytes.extend(text.as_bytes());
}

fn pack_all<T: Packed>(values: &[T], bytes: &mut Vec<u8>) {
    values.len().pack(bytes);
    values.iter().for_each(|value| value.pack(bytes));
}

fn unpack_all<T: Packed>(reader: &mut Reader<'_>) -> Result<Vec<T>, SnapshotError> {
    let count = usize::unpack(reader)?;
    unpack_many(count, reader)
}

fn unpack_many<T: Packed>(count: usize, reader: &mut Reader<'_>) -> Result<Vec<T>, SnapshotError> {
    // Each value takes a byte or more, so that a wrong count cannot reserve much more memory than the snapshot takes.
    let mut values = Vec::with_capacity(count.min(reader.rest.len()));
    for _ in 0..count {
        values.push(T::unpack(reader)?);
    }
    Ok(values)
}

/// Packs leaves as texts.
macro_rules! packed_leaves {
    ($($leaf:ident: $expected:literal;)+) => {$(
        impl Packed for $leaf {
            fn pack(&self, bytes: &mut Vec<u8>) {
                pack_text(&self.to_string(), bytes);
            }

            fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
                reader.leaf($expected)
            }
        }
    )+};
}

packed_leaves! {
    Id: "an id";
    Date: "a date";
    End: "a date, `..` or `unknown`";
    Confidence: "`high`, `medium` or `low`";
    AmountValue: "a number or `unknown`";
    AmountKind: "`stock` or `flow`";
    AmountSummary: "a summary of amounts";
    ParticipationStatus: "`recorded` or `unknown`";
    Severity: "`error`, `warning` or `note`";
}

/// Packs records field by field, in the order that is given here.
macro_rules! packed_records {
    ($($record:ident { $($field:tt),+ })+) => {$(
        impl Packed for $record {
            fn pack(&self, bytes: &mut Vec<u8>) {
                $(self.$field.pack(bytes);)+
            }

            fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
                Ok(Self { $($field: Packed::unpack(reader)?),+ })
            }
        }
    )+};
}

packed_records! {
    About { title, version, from, as_of, citations, description, coverage, conventions, authors, citation, labels, rules, checks, licence, url }
    Labels { operation, operations, participation }
    CodingRules { phases_without_operations, leading_roles, silent_condition, falls_need_milestone }
    Term { id, label, labels, definition, citations }
    Phase { term, rule, absent, directed }
    Condition { 0 }
    Coding { 0 }
    Coder { 0 }
    MotiveFamily { 0 }
    Motive { term, family }
    Role { term, adverse, ties }
    Strength { term, weak }
    OrganizationKind { 0 }
    OperationKind { 0 }
    MilestoneKind { 0 }
    LessonGroup { 0 }
    Quantity { term, unit, kind, summary }
    SourceTier { 0 }
    Standard { 0 }
    Organization {
        id, abbreviation, name, names, aliases, kind, founded, dissolved, existence, covered_from, seat, region,
        predecessors, memberships, identifiers, annotations, citations, notes
    }
    Name { language, text }
    Identifier { scheme, value }
    Partnership {
        dyad, is_joint, coder, standard, codings, motives, motives_not_found, milestones, series, lessons, annotations, notes
    }
    Attribute { name, value }
    Amount { what, value, from, to, citations }
    Coded { coding, spells, set_aside }
    Spell { phase, condition, actor, from, to, through, label, because, annotations, claim }
    Existence { from, to }
    Membership { kind, organization, from, to, claim }
    MotiveClaim {
        motive, holder, statement, attested, from, to, strength, counter_evidence, claim
    }
    CounterEvidence { statement, date, citations }
    MotiveNotFound { motive, holder, searched, claim }
    Milestone { date, kind, title, actor, series, claim }
    Series { id, title, completeness, citations, is_joint }
    JointRecord { members, content }
    Lesson { group, operation, statement, claim }
    Operation {
        id, name, abbreviation, names, aliases, kind, place, countries, start, end, mandate, predecessors, identifiers, url,
        annotations, participations, claim
    }
    Participation { organization, role, from, to, status, through, annotations, claim }
    Claim { citations, confidence, notes, rivals, joint, record_time }
    RecordTime { recorded, withdrawn }
    Citation { source, at, quote }
    Rival { says, from, to, phase, condition, citations }
    Source {
        id, kind, title, authors, editors, affiliated, date, publisher, organization, serial_numbers, url, visited, read_at,
        volume, issue, page_range, location, edition, genre, language, note, details, parents, tier
    }
    NamedView { name, subcommand, arguments, options, formats }
    ViewOption { name, values }
    Affiliation { role, names }
    Parent {
        kind, title, authors, editors, affiliated, date, publisher, organization, serial_numbers, url, visited, volume,
        issue, location, edition, details, parents
    }
}

macro_rules! packed_vocabularies {
    ($($(#[$doc:meta])* $field:ident: $term:ident = $name:literal;)+) => {
        impl Packed for Vocabularies {
            fn pack(&self, bytes: &mut Vec<u8>) {
                $(self.$field.pack(bytes);)+
            }

            fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
                Ok(Self { $($field: Packed::unpack(reader)?),+ })
            }
        }
    };
}

with_vocabularies!(packed_vocabularies);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{builtin, load};

    /// Replaces the records of a snapshot, with the checksum and length that belong to them.
    fn with_records(snapshot: &[u8], change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
        let [records, bibliography] = sections(snapshot).expect("the snapshot is sound");
        let mut changed = records.bytes.to_vec();
        change(&mut changed);
        let mut bytes = MAGIC.to_vec();
        bytes.extend((changed.len() as u64).to_le_bytes());
        bytes.extend(checksum(&changed).to_le_bytes());
        bytes.extend((bibliography.bytes.len() as u64).to_le_bytes());
        bytes.extend(bibliography.checksum.to_le_bytes());
        bytes.extend(changed);
        bytes.extend(bibliography.bytes);
        bytes
    }

    fn small() -> Vec<u8> {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/valid");
        let dataset = load([folder.join("own-vocabularies.yaml")]).expect("the fixture is sound");
        write(&dataset)
    }

    #[test]
    fn writing_and_reading_is_the_identity() {
        let shipped = builtin();
        let again = read(&write(&shipped)).expect("the snapshot is sound");
        assert!(again == shipped);
    }

    #[test]
    fn a_truncated_snapshot_is_an_error() {
        let snapshot = small();
        for length in 0..snapshot.len() {
            assert!(read(&snapshot[..length]).is_err(), "{length}");
        }
        assert!(read(&[&snapshot[..], &[0]].concat()).is_err());
    }

    #[test]
    fn every_flipped_byte_is_an_error() {
        let snapshot = small();
        for index in 0..snapshot.len() {
            let mut damaged = snapshot.clone();
            damaged[index] ^= 0x55;
            assert!(read(&damaged).is_err(), "byte {index}");
        }
    }

    /// The checksum protects against accidents. Behind it, every value is checked all the same.
    #[test]
    fn a_flipped_byte_with_its_checksum_never_breaks_the_model() {
        let snapshot = small();
        let length = sections(&snapshot).expect("the snapshot is sound")[0]
            .bytes
            .len();
        let mut read_anyway = 0;
        for (index, flip) in (0..length)
            .step_by(5)
            .zip([0x01, 0x04, 0x55, 0xFF].into_iter().cycle())
        {
            let damaged = with_records(&snapshot, |records| records[index] ^= flip);
            if let Ok(dataset) = read(&damaged) {
                // Writing follows every key.
                assert!(!crate::dataset::to_yaml(&dataset).is_empty());
                read_anyway += 1;
            }
        }
        assert!(read_anyway > 100, "texts may change: {read_anyway}");
    }

    #[test]
    fn keys_ids_and_dyads_are_checked() {
        let mut reader = Reader {
            rest: &[2],
            counts: [2; RecordKind::ALL.len()],
        };
        assert_eq!(
            Key::<Source>::unpack(&mut reader),
            Err(SnapshotError::DanglingKey {
                record: RecordKind::Source
            })
        );
        reader.rest = &[1, 1];
        assert!(Dyad::unpack(&mut reader).is_err());
        let term = [1, b'a', 0, 0, 0, 0];
        let twice = [term, term].concat();
        reader.rest = &twice;
        let terms = Records::<Coding>::unpack(&mut reader);
        let record = RecordKind::Coding;
        assert_eq!(terms, Err(SnapshotError::DuplicateId { record }));
    }
}
