//! Values as bytes, one after another.
//!
//! The values of a record follow one another without names. Numbers are in LEB128, texts and lists begin with their length,
//! and an optional value begins with 0 or 1. Leaf values such as dates are texts.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::Arc;

use super::error::SnapshotError;
use crate::model::{
    Annotations, Day, Dyad, Identified, JointRecord, Key, MembershipKind, Milestone, RecordKind,
    Records,
};

/// What records refer to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Context {
    /// The number of records of each kind, in the order of [`RecordKind::ALL`]. Keys are checked against them before their
    /// records are read.
    pub(super) counts: [usize; RecordKind::ALL.len()],
    /// The milestones of records of more than two organizations, by the numbers of their claims.
    milestones: HashMap<NonZeroU32, Arc<Milestone>>,
}

impl Context {
    pub(crate) fn with_counts(counts: [usize; RecordKind::ALL.len()]) -> Self {
        Self {
            counts,
            milestones: HashMap::new(),
        }
    }

    /// Lets the milestones of records of more than two organizations be shared.
    pub(super) fn share(&mut self, records: &[JointRecord]) {
        let milestones = records.iter().flat_map(|record| &record.content.milestones);
        self.milestones = milestones
            .filter_map(|one| Some((one.claim.joint?, one.clone())))
            .collect();
    }
}

/// The bytes of values.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    pub(crate) bytes: Vec<u8>,
    pub(super) context: Context,
}

impl Writer {
    pub(super) fn with_context(context: Context) -> Self {
        Self {
            bytes: Vec::new(),
            context,
        }
    }

    /// Returns the number by which an equal milestone can be found, if it is shared.
    fn shared(&self, milestone: &Milestone) -> Option<NonZeroU32> {
        let number = milestone.claim.joint?;
        let shared = self.context.milestones.get(&number)?;
        (**shared == *milestone).then_some(number)
    }
}

/// Bytes of which values are read.
pub(crate) struct Reader<'b> {
    rest: &'b [u8],
    pub(super) context: &'b Context,
}

impl<'b> Reader<'b> {
    pub(crate) fn new(bytes: &'b [u8], context: &'b Context) -> Self {
        Self {
            rest: bytes,
            context,
        }
    }

    /// Returns a number of values, but no more than can follow: each takes a byte or more. A wrong number can then not
    /// reserve much more memory than the snapshot takes.
    pub(crate) fn at_most(&self, count: usize) -> usize {
        count.min(self.rest.len())
    }

    fn byte(&mut self) -> Result<u8, SnapshotError> {
        let (first, rest) = self.rest.split_first().ok_or(SnapshotError::WrongLength)?;
        self.rest = rest;
        Ok(*first)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], SnapshotError> {
        let (first, rest) = self
            .rest
            .split_first_chunk()
            .ok_or(SnapshotError::WrongLength)?;
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
    pub(super) fn leaf<T: std::str::FromStr>(
        &mut self,
        expected: &'static str,
    ) -> Result<T, SnapshotError> {
        let parsed = self.text()?.parse();
        parsed.map_err(|_| SnapshotError::InvalidValue { expected })
    }

    /// Checks that no bytes are left.
    pub(crate) fn end(self) -> Result<(), SnapshotError> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(SnapshotError::WrongLength)
        }
    }
}

/// A value that can be written to a snapshot and read from it.
pub(crate) trait Packed: Sized {
    fn pack(&self, to: &mut Writer);

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError>;
}

impl Packed for usize {
    fn pack(&self, to: &mut Writer) {
        let mut rest = *self;
        while rest >= 0x80 {
            to.bytes.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        to.bytes.push(rest as u8);
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

/// Numbers of four bytes that are read by the million have a fixed width.
impl Packed for u32 {
    fn pack(&self, to: &mut Writer) {
        to.bytes.extend(self.to_le_bytes());
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        reader.array().map(Self::from_le_bytes)
    }
}

impl Packed for [u32; 2] {
    fn pack(&self, to: &mut Writer) {
        self.iter().for_each(|number| number.pack(to));
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        Ok([Packed::unpack(reader)?, Packed::unpack(reader)?])
    }
}

impl Packed for Day {
    fn pack(&self, to: &mut Writer) {
        to.bytes.extend(self.number().to_le_bytes());
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        let number = reader.array().map(i32::from_le_bytes)?;
        Ok(Self::of_number(number))
    }
}

impl Packed for NonZeroU32 {
    fn pack(&self, to: &mut Writer) {
        (self.get() as usize).pack(to);
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
    fn pack(&self, to: &mut Writer) {
        to.bytes.push(u8::from(*self));
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
    fn pack(&self, to: &mut Writer) {
        pack_text(self, to);
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        Ok(reader.text()?.into())
    }
}

impl<T: Packed> Packed for Option<T> {
    fn pack(&self, to: &mut Writer) {
        self.is_some().pack(to);
        if let Some(value) = self {
            value.pack(to);
        }
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        let is_some = bool::unpack(reader)?;
        is_some.then(|| T::unpack(reader)).transpose()
    }
}

impl<T: Packed> Packed for Box<T> {
    fn pack(&self, to: &mut Writer) {
        (**self).pack(to);
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        T::unpack(reader).map(Box::new)
    }
}

impl<T: Packed, U: Packed> Packed for (T, U) {
    fn pack(&self, to: &mut Writer) {
        self.0.pack(to);
        self.1.pack(to);
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        Ok((T::unpack(reader)?, U::unpack(reader)?))
    }
}

impl<T: Packed> Packed for Box<[T]> {
    fn pack(&self, to: &mut Writer) {
        pack_all(self, to);
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        unpack_all(reader).map(Into::into)
    }
}

impl<T: Packed> Packed for Arc<[T]> {
    fn pack(&self, to: &mut Writer) {
        pack_all(self, to);
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

/// A milestone of a record of more than two organizations is in all of their dyads. It is packed once, with that record, and
/// elsewhere as the number of its claim: there may be thousands of both.
impl Packed for Arc<Milestone> {
    fn pack(&self, to: &mut Writer) {
        let shared = to.shared(self);
        shared.pack(to);
        if shared.is_none() {
            Milestone::pack(self, to);
        }
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        match Option::<NonZeroU32>::unpack(reader)? {
            None => Milestone::unpack(reader).map(Self::new),
            Some(number) => {
                let shared = reader.context.milestones.get(&number).cloned();
                let expected = "the number of a shared milestone";
                shared.ok_or(SnapshotError::InvalidValue { expected })
            }
        }
    }
}

impl<T: Identified> Packed for Key<T> {
    fn pack(&self, to: &mut Writer) {
        self.index().pack(to);
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        let index = usize::unpack(reader)?;
        if index < reader.context.counts[T::KIND as usize] {
            Ok(Self::new(index))
        } else {
            Err(SnapshotError::DanglingKey { record: T::KIND })
        }
    }
}

/// The order of the ids follows the records: comparing neighbours takes less time than sorting.
impl<T: Packed + Identified> Packed for Records<T> {
    fn pack(&self, to: &mut Writer) {
        self.iter().for_each(|row| row.pack(to));
        self.order().iter().for_each(|row| row.pack(to));
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        let count = reader.context.counts[T::KIND as usize];
        let rows = unpack_many(count, reader)?;
        let order = unpack_many(count, reader)?;
        Self::from_order(rows, order).ok_or(SnapshotError::DuplicateId { record: T::KIND })
    }
}

impl Packed for MembershipKind {
    fn pack(&self, to: &mut Writer) {
        (*self == Self::MemberOf).pack(to);
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
    fn pack(&self, to: &mut Writer) {
        for member in self.members() {
            member.pack(to);
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
    fn pack(&self, to: &mut Writer) {
        pack_all(self.attributes(), to);
        pack_all(self.amounts(), to);
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        Ok(Self::new(Packed::unpack(reader)?, Packed::unpack(reader)?))
    }
}

pub(super) fn pack_text(text: &str, to: &mut Writer) {
    text.len().pack(to);
    to.bytes.extend(text.as_bytes());
}

pub(super) fn pack_all<T: Packed>(values: &[T], to: &mut Writer) {
    values.len().pack(to);
    values.iter().for_each(|value| value.pack(to));
}

pub(super) fn unpack_all<T: Packed>(reader: &mut Reader<'_>) -> Result<Vec<T>, SnapshotError> {
    let count = usize::unpack(reader)?;
    unpack_many(count, reader)
}

pub(crate) fn unpack_many<T: Packed>(
    count: usize,
    reader: &mut Reader<'_>,
) -> Result<Vec<T>, SnapshotError> {
    let mut values = Vec::with_capacity(reader.at_most(count));
    for _ in 0..count {
        values.push(T::unpack(reader)?);
    }
    Ok(values)
}
