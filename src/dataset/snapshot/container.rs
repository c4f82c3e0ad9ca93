//! The file of a snapshot: a header, and sections of bytes.
//!
//! The header has, in this order: the magic number; the number of the format; the version of the program that wrote it and
//! that of the dataset, each a byte with its length and UTF-8; the length and the hash of each section; and the hash of
//! everything before it. Numbers are little-endian, and hashes are those of XXH3 with 64 bits. The sections follow.
//!
//! The part up to the version of the program is the same in every format, so that an older program can name the newer one
//! that wrote a file. A hash protects against accidents, and not against intent.

use std::ops::Range;

use twox_hash::XxHash3_64;

use super::error::SnapshotError;

/// The first bytes of a snapshot. No text begins so: the first byte is not UTF-8, and a transfer that changes the ends of
/// lines, as some do, changes the others.
pub(in crate::dataset) const MAGIC: &[u8; 8] = b"\x89iorg\r\n\x1a";

/// The number of the format. It changes whenever the order or the meaning of the values changes.
const FORMAT: u32 = 2;

/// What a section holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Section {
    /// Everything but what the other sections hold.
    Records,
    /// The partnerships, in compressed blocks.
    Partnerships,
    /// The partnerships as other coding passes read them, in compressed blocks.
    OtherReadings,
    /// The bibliography, in compressed blocks.
    Sources,
    /// The indexes of the graph; empty if there are none.
    Indexes,
}

const SECTIONS: usize = Section::Indexes as usize + 1;

/// The sections of a snapshot: where they are, and their hashes.
#[derive(Debug, Clone)]
pub(super) struct Sections([(Range<usize>, u64); SECTIONS]);

impl Sections {
    /// Reads the header of a snapshot. The hashes of the sections are not compared.
    ///
    /// # Errors
    /// Returns an error if the header is not one that [`write()`] wrote, or the bytes do not have the length that it states.
    pub(super) fn of(bytes: &[u8]) -> Result<Self, SnapshotError> {
        let mut rest = bytes.strip_prefix(MAGIC).ok_or(SnapshotError::NoSnapshot)?;
        let format = u32::from_le_bytes(take(&mut rest)?);
        let program = short_text(&mut rest)?;
        if format != FORMAT {
            return Err(SnapshotError::OtherFormat {
                program: program.into(),
                is_newer: format > FORMAT,
            });
        }
        short_text(&mut rest)?;
        let mut stated = [(0, 0); SECTIONS];
        for (length, hash) in &mut stated {
            *length = u64::from_le_bytes(take(&mut rest)?);
            *hash = u64::from_le_bytes(take(&mut rest)?);
        }
        let header = &bytes[..bytes.len() - rest.len()];
        if !is_right_hash(header, u64::from_le_bytes(take(&mut rest)?)) {
            return Err(SnapshotError::WrongHash);
        }
        let mut end = bytes.len() - rest.len();
        let mut sections = [const { (0..0, 0) }; SECTIONS];
        for (section, (length, hash)) in sections.iter_mut().zip(stated) {
            let start = end;
            let length = usize::try_from(length).map_err(|_| SnapshotError::WrongLength)?;
            end = start
                .checked_add(length)
                .ok_or(SnapshotError::WrongLength)?;
            *section = (start..end, hash);
        }
        if end == bytes.len() {
            Ok(Self(sections))
        } else {
            Err(SnapshotError::WrongLength)
        }
    }

    /// Compares the hashes of all sections.
    ///
    /// # Errors
    /// Returns an error if the bytes of a section are not those that were written.
    pub(super) fn verify(&self, bytes: &[u8]) -> Result<(), SnapshotError> {
        let mut all = self.0.iter();
        if all.all(|(range, hash)| is_right_hash(&bytes[range.clone()], *hash)) {
            Ok(())
        } else {
            Err(SnapshotError::WrongHash)
        }
    }

    /// Returns where a section is.
    pub(super) fn range(&self, section: Section) -> Range<usize> {
        self.0[section as usize].0.clone()
    }
}

/// Returns `true` if bytes have a hash.
fn is_right_hash(bytes: &[u8], hash: u64) -> bool {
    #[cfg(fuzzing)]
    if crate::dataset::fuzzing::ignores_hashes() {
        return true;
    }
    XxHash3_64::oneshot(bytes) == hash
}

/// Returns a snapshot with sections in the order of [`Section`].
pub(super) fn write(version: Option<&str>, sections: &[&[u8]; SECTIONS]) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend(FORMAT.to_le_bytes());
    push_short_text(env!("CARGO_PKG_VERSION"), &mut bytes);
    push_short_text(version.unwrap_or_default(), &mut bytes);
    for section in sections {
        bytes.extend((section.len() as u64).to_le_bytes());
        bytes.extend(XxHash3_64::oneshot(section).to_le_bytes());
    }
    bytes.extend(XxHash3_64::oneshot(&bytes).to_le_bytes());
    sections
        .iter()
        .for_each(|section| bytes.extend_from_slice(section));
    bytes
}

/// Takes an array of bytes from the start of others.
pub(super) fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], SnapshotError> {
    let (first, others) = rest.split_first_chunk().ok_or(SnapshotError::WrongLength)?;
    *rest = others;
    Ok(*first)
}

/// Takes a text of at most 255 bytes.
fn short_text<'b>(rest: &mut &'b [u8]) -> Result<&'b str, SnapshotError> {
    let [length] = take(rest)?;
    let (text, others) = rest
        .split_at_checked(length.into())
        .ok_or(SnapshotError::WrongLength)?;
    *rest = others;
    str::from_utf8(text).map_err(|_| SnapshotError::InvalidValue { expected: "UTF-8" })
}

/// Appends a text with its length, without what exceeds 255 bytes.
fn push_short_text(text: &str, bytes: &mut Vec<u8>) {
    let ends = text
        .char_indices()
        .map(|(start, one)| start + one.len_utf8());
    let length = ends.take_while(|end| *end <= u8::MAX.into()).last();
    let text = &text[..length.unwrap_or_default()];
    bytes.push(text.len() as u8);
    bytes.extend(text.as_bytes());
}
