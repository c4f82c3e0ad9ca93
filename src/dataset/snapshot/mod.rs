//! A dataset as bytes that open at once.
//!
//! A snapshot has everything of a dataset that passed its checks, and the indexes of its graph. What every question needs is
//! read at once. Partnerships and sources are in compressed blocks, which are read when one of their records is needed.
//!
//! Whatever the bytes are, opening them never panics and never creates a model that breaks its invariants: every key leads
//! to a record, ids and dyads are unique, and every leaf is parsed. The hashes of all sections are compared first, so that
//! a block that is read later is one that was written. Whoever writes a wrong block and its hash on purpose ends the
//! program when the block is read (see [`open`]).

mod blocks;
mod container;
mod error;
mod packed;
mod records;

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

use foldhash::{HashSet, HashSetExt as _};

use self::blocks::Blocks;
pub(in crate::dataset) use self::container::MAGIC;
use self::container::{Section, Sections};
pub use self::error::SnapshotError;
pub(crate) use self::packed::{Context, Packed, Reader, Writer, unpack_many};
use self::packed::{pack_all, unpack_all};
pub(crate) use self::records::packed_records;
use crate::model::{
    About, Bibliography, Coder, Coding, Condition, Dataset, DatasetParts, Id, Identified,
    JointRecord, LessonGroup, MilestoneKind, Motive, MotiveFamily, OperationKind, OrganizationKind,
    Partnership, PartnershipHead, Partnerships, Phase, Quantity, RecordKind, Records, Role, Source,
    SourceTier, Standard, StoredBytes, StoredPartnerships, Strength, Vocabularies,
    with_vocabularies,
};

/// The maximum number of partnerships in a block.
const MAX_PARTNERSHIPS_PER_BLOCK: usize = 32;

/// The size of a block of partnerships in bytes, roughly: a question about a few reads few others, and a block is large enough
/// to be compressed well.
const PARTNERSHIPS_BLOCK_SIZE: usize = 16 * 1024;

/// The number of sources in a block. All blocks are read together.
const SOURCES_PER_BLOCK: usize = 1_000;

/// Returns `true` if bytes begin like a snapshot, as no text does.
pub fn is_snapshot(bytes: &[u8]) -> bool {
    bytes.starts_with(container::MAGIC)
}

/// Reads every record of the dataset of a snapshot.
///
/// # Errors
/// Returns an error if a block is wrong although it has the right hash.
pub(super) fn read_all(dataset: &Dataset) -> Result<(), SnapshotError> {
    let read = || {
        let partnerships = dataset.readings().count();
        partnerships + dataset.sources().iter().count()
    };
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(_) => Ok(()),
        Err(reason) => match reason.downcast::<SnapshotError>() {
            Ok(error) => Err(*error),
            Err(panic) => resume_unwind(panic),
        },
    }
}

/// Writes a dataset as a snapshot, with the indexes of its graph if they are given.
pub(crate) fn write(dataset: &Dataset, indexes: &[u8]) -> Vec<u8> {
    let mut context = Context::with_counts(counts(dataset));
    context.share(dataset.joint_records());
    let write_partnerships = |all: &Partnerships| {
        let length = PARTNERSHIPS_BLOCK_SIZE / mean_size(all, &context).max(1);
        Blocks::write(all, length.clamp(1, MAX_PARTNERSHIPS_PER_BLOCK), &context)
    };
    let partnerships = write_partnerships(dataset.partnerships());
    let others = write_partnerships(dataset.other_readings());
    let sources = Blocks::write(dataset.sources(), SOURCES_PER_BLOCK, &context);

    let mut records = Writer::default();
    for count in context.counts {
        let count = u32::try_from(count).expect("keys have four bytes");
        count.pack(&mut records);
    }
    dataset.about().pack(&mut records);
    dataset.vocabularies().pack(&mut records);
    dataset.organizations().pack(&mut records);
    dataset.operations().pack(&mut records);
    pack_all(dataset.views(), &mut records);
    dataset.has_withdrawn().pack(&mut records);
    for (all, (_, blocks)) in [
        (dataset.partnerships(), &partnerships),
        (dataset.other_readings(), &others),
    ] {
        blocks.pack(&mut records);
        all.heads().for_each(|head| head.pack(&mut records));
    }
    sources.1.pack(&mut records);
    let ids = dataset.sources().keys();
    ids.for_each(|key| dataset.sources().id(key).pack(&mut records));
    pack_all(dataset.joint_records(), &mut records);

    let version = dataset.about().version.as_deref();
    let sections = [
        &records.bytes,
        &partnerships.0,
        &others.0,
        &sources.0,
        indexes,
    ];
    container::write(version, &sections)
}

/// Returns how many bytes a partnership takes, by the first of them.
fn mean_size(all: &Partnerships, context: &Context) -> usize {
    let mut writer = Writer::with_context(context.clone());
    let first = all.iter().take(MAX_PARTNERSHIPS_PER_BLOCK);
    let count = first.len().max(1);
    first.for_each(|one| one.pack(&mut writer));
    writer.bytes.len() / count
}

/// Returns the number of records of each kind, in the order of [`RecordKind::ALL`].
pub(crate) fn counts(dataset: &Dataset) -> Counts {
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

/// Opens a snapshot.
///
/// # Errors
/// Returns an error if the bytes are not those that [`write()`] wrote, or do not describe a dataset.
///
/// # Panics
/// Reading a partnership or a source later unwinds with a [`SnapshotError`], without a message, if its block is wrong and
/// nevertheless has the right hash. That does not happen to a file by accident.
pub(super) fn open(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Dataset, SnapshotError> {
    let bytes: Arc<Cow<'static, [u8]>> = Arc::new(bytes.into());
    let sections = Sections::of(&bytes)?;
    sections.verify(&bytes)?;

    let (counts, records) = read_counts(&bytes[sections.range(Section::Records)])?;
    let mut context = Context::with_counts(counts);
    let mut reader = Reader::new(records, &context);
    let about = Packed::unpack(&mut reader)?;
    let vocabularies = Packed::unpack(&mut reader)?;
    let organizations = Packed::unpack(&mut reader)?;
    let operations = Packed::unpack(&mut reader)?;
    let views = unpack_all(&mut reader)?;
    let has_withdrawn = Packed::unpack(&mut reader)?;
    let (first, heads) = read_heads(&mut reader)?;
    let (others, other_heads) = read_heads(&mut reader)?;
    let source_blocks = Blocks::unpack(&mut reader)?;
    let ids: Vec<Id> = unpack_many(source_blocks.len(), &mut reader)?;
    let joint_records: Vec<JointRecord> = unpack_all(&mut reader)?;
    reader.end()?;
    if ids.len() != counts[RecordKind::Source as usize] {
        let expected = "as many sources as keys can lead to";
        return Err(SnapshotError::InvalidValue { expected });
    }
    let indexes = sections.range(Section::Indexes);
    // With indexes, those of the first pass are compared when they are read.
    let first_pass = heads.iter().take_while(|_| indexes.is_empty());
    let mut readings = HashSet::new();
    let mut all = first_pass.chain(&other_heads);
    if !all.all(|head| readings.insert((head.dyad, head.coder))) {
        return Err(SnapshotError::DuplicateDyad);
    }

    context.share(&joint_records);
    let context = Arc::new(context);
    let part = |section| StoredBytes {
        all: bytes.clone(),
        part: sections.range(section),
    };
    let stored = |section, blocks| Stored {
        section: part(section),
        blocks,
        context: context.clone(),
    };
    let sources = stored(Section::Sources, source_blocks);
    let dataset = Dataset::from_checked(DatasetParts {
        about,
        vocabularies,
        organizations,
        partnerships: stored(Section::Partnerships, first).partnerships(heads),
        other_readings: stored(Section::OtherReadings, others).partnerships(other_heads),
        joint_records,
        operations,
        sources: sources.bibliography(ids),
        views,
        has_withdrawn,
    });
    let indexes = part(Section::Indexes);
    if indexes.is_empty() {
        return Ok(dataset);
    }
    Ok(dataset.with_indexes(indexes))
}

/// Reads the vocabularies of a snapshot, which are placed before most of the rest.
///
/// # Errors
/// Returns an error if the bytes do not describe vocabularies. Their hash is not compared.
pub(super) fn read_vocabularies(bytes: &[u8]) -> Result<Vocabularies, SnapshotError> {
    let sections = Sections::of(bytes)?;
    let (counts, records) = read_counts(&bytes[sections.range(Section::Records)])?;
    let context = Context::with_counts(counts);
    let mut reader = Reader::new(records, &context);
    About::unpack(&mut reader)?;
    Vocabularies::unpack(&mut reader)
}

/// The number of records of each kind, in the order of [`RecordKind::ALL`].
type Counts = [usize; RecordKind::ALL.len()];

/// Reads the number of records of each kind, and returns what follows.
fn read_counts(bytes: &[u8]) -> Result<(Counts, &[u8]), SnapshotError> {
    let mut rest = bytes;
    let mut counts = [0; RecordKind::ALL.len()];
    for count in &mut counts {
        *count = u32::from_le_bytes(container::take(&mut rest)?) as usize;
    }
    Ok((counts, rest))
}

/// Reads where partnerships are, and what is known of them.
fn read_heads(reader: &mut Reader<'_>) -> Result<(Blocks, Vec<PartnershipHead>), SnapshotError> {
    let blocks = Blocks::unpack(reader)?;
    let heads = unpack_many(blocks.len(), reader)?;
    Ok((blocks, heads))
}

/// Records that are read when they are needed.
struct Stored {
    section: StoredBytes,
    blocks: Blocks,
    context: Arc<Context>,
}

impl Stored {
    fn partnerships(self, heads: Vec<PartnershipHead>) -> Partnerships {
        let heads: Arc<[PartnershipHead]> = heads.into();
        let stated = heads.clone();
        let block_length = self.blocks.block_length();
        let read = move |number: usize| {
            let block: Vec<Partnership> = self
                .blocks
                .read(number, &self.section, &self.context)
                .unwrap_or_else(give_up);
            let mut stated = stated[number * block_length..].iter();
            if !block.iter().all(|one| stated.next() == Some(&one.into())) {
                let expected = "the partnership of these members";
                give_up::<()>(SnapshotError::InvalidValue { expected });
            }
            block.into()
        };
        StoredPartnerships::new(heads, block_length, read).into()
    }

    fn bibliography(self, ids: Vec<Id>) -> Bibliography {
        let ids: Box<[Id]> = ids.into();
        let stated = ids.clone();
        Bibliography::stored(ids, move || {
            let sources = self.blocks.read_all(&self.section, &self.context);
            let sources: Vec<Source> = sources.unwrap_or_else(give_up);
            if !sources.iter().map(|source| &source.id).eq(&stated) {
                let expected = "the ids of the bibliography";
                give_up::<()>(SnapshotError::InvalidValue { expected });
            }
            let record = RecordKind::Source;
            Records::from_unique(sources)
                .unwrap_or_else(|| give_up(SnapshotError::DuplicateId { record }))
        })
    }
}

/// Unwinds: a function that returns a record has no way to say that there is none.
fn give_up<T>(error: SnapshotError) -> T {
    resume_unwind(Box::new(error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{builtin, load, to_yaml};
    use crate::model::{Dyad, Key};

    /// The number of bytes that a header takes before the program's version.
    const START: usize = container::MAGIC.len() + size_of::<u32>();

    /// Writes the parts of a snapshot again, with the hashes that belong to them, after a change of one part.
    fn with_changed(snapshot: &[u8], part: Section, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
        let sections = Sections::of(snapshot).expect("the snapshot is sound");
        let mut all = [
            Section::Records,
            Section::Partnerships,
            Section::OtherReadings,
            Section::Sources,
            Section::Indexes,
        ]
        .map(|section| snapshot[sections.range(section)].to_vec());
        change(&mut all[part as usize]);
        container::write(None, &all.each_ref().map(Vec::as_slice))
    }

    fn small() -> Vec<u8> {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/valid");
        let dataset = load([folder.join("own-vocabularies.yaml")]).expect("the fixture is sound");
        write(&dataset, &[])
    }

    /// Opens a snapshot and reads all of it; `None` if it is refused.
    fn opened(snapshot: Vec<u8>) -> Option<Dataset> {
        let dataset = open(snapshot).ok()?;
        read_all(&dataset).ok()?;
        // Writing follows every key.
        assert!(!to_yaml(&dataset).is_empty());
        Some(dataset)
    }

    #[test]
    fn writing_and_reading_is_the_identity() {
        let shipped = builtin();
        let again = open(write(&shipped, &[])).expect("the snapshot is sound");
        assert!(again == shipped);
        assert_eq!(again.other_readings().len(), shipped.other_readings().len());
    }

    #[test]
    fn a_truncated_snapshot_is_an_error() {
        let snapshot = small();
        for length in 0..snapshot.len() {
            assert!(open(snapshot[..length].to_vec()).is_err(), "{length}");
        }
        assert!(open([&snapshot[..], &[0]].concat()).is_err());
    }

    #[test]
    fn every_flipped_byte_is_an_error() {
        let snapshot = small();
        for index in 0..snapshot.len() {
            let mut damaged = snapshot.clone();
            damaged[index] ^= 0x55;
            assert!(open(damaged).is_err(), "byte {index}");
        }
    }

    /// What happens to files: bytes change, are lost, appear, or change places.
    #[test]
    fn no_change_of_many_is_overlooked() {
        let snapshot = small();
        let mut rng = fastrand::Rng::with_seed(20);
        for number in 0..100_000 {
            let mut damaged = snapshot.clone();
            let mut place = || rng.usize(..snapshot.len());
            let (a, b) = (place(), place());
            let (start, end) = (a.min(b), a.max(b));
            match number % 6 {
                0 => damaged[a] = damaged[a].wrapping_add(rng.u8(1..)),
                1 => damaged[start..=end].fill(rng.u8(..)),
                2 => drop(damaged.drain(start..=end)),
                3 => drop(damaged.splice(a..a, snapshot[start..end].iter().copied())),
                4 => damaged[start..=end].reverse(),
                _ => damaged.swap(a, b),
            }
            if damaged != snapshot {
                assert!(open(damaged).is_err(), "change {number} of {start}..{end}");
            }
        }
    }

    /// The hashes protect against accidents. Behind them, every value is checked all the same.
    #[test]
    fn a_flipped_byte_with_its_hash_never_breaks_the_model() {
        let snapshot = small();
        let sections = Sections::of(&snapshot).expect("the snapshot is sound");
        let mut read_anyway = 0;
        for part in [Section::Records, Section::Partnerships, Section::Sources] {
            let flips = [0x01, 0x04, 0x55, 0xFF].into_iter().cycle();
            for (index, flip) in sections.range(part).step_by(5).zip(flips) {
                let index = index - sections.range(part).start;
                let damaged = with_changed(&snapshot, part, |bytes| bytes[index] ^= flip);
                read_anyway += usize::from(opened(damaged).is_some());
            }
        }
        assert!(read_anyway > 100, "texts may change: {read_anyway}");
    }

    #[test]
    fn blocks_that_are_swapped_are_noticed() {
        let graph = "organizations: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]
partnerships: [{between: [a, b]}, {between: [a, c]}]
";
        let dataset = crate::dataset::parse(graph).expect("the dataset is sound");
        let context = Context::with_counts(counts(&dataset));
        let all: Vec<&Partnership> = dataset.partnerships().iter().collect();
        let (mut section, _) = Blocks::write([all[1], all[0]], 2, &context);
        let swapped = with_changed(&write(&dataset, &[]), Section::Partnerships, |bytes| {
            std::mem::swap(bytes, &mut section);
        });
        assert!(open(swapped.clone()).is_ok(), "the hashes are right");
        assert_eq!(opened(swapped), None);
    }

    #[test]
    fn another_format_names_the_program_that_wrote_it() {
        let mut newer = small();
        newer[START - size_of::<u32>()] += 1;
        let program = env!("CARGO_PKG_VERSION").into();
        let is_newer = true;
        assert_eq!(
            open(newer),
            Err(SnapshotError::OtherFormat { program, is_newer })
        );
        assert_eq!(
            open(&b"organizations: []"[..]),
            Err(SnapshotError::NoSnapshot)
        );
    }

    #[test]
    fn keys_ids_and_dyads_are_checked() {
        let context = Context::with_counts([2; RecordKind::ALL.len()]);
        let mut reader = Reader::new(&[2], &context);
        assert_eq!(
            Key::<Source>::unpack(&mut reader),
            Err(SnapshotError::DanglingKey {
                record: RecordKind::Source
            })
        );
        let mut reader = Reader::new(&[1, 1], &context);
        assert!(Dyad::unpack(&mut reader).is_err());
        let term = [1, b'a', 0, 0, 0, 0];
        let order = [0, 0, 0, 0, 1, 0, 0, 0];
        let twice = [&term[..], &term, &order].concat();
        let mut reader = Reader::new(&twice, &context);
        let terms = Records::<Coding>::unpack(&mut reader);
        let record = RecordKind::Coding;
        assert_eq!(terms, Err(SnapshotError::DuplicateId { record }));
    }
}
