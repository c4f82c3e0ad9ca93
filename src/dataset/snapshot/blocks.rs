//! Records in compressed blocks, each of which can be read by itself.

use super::error::SnapshotError;
use super::packed::{Context, Packed, Reader, Writer, unpack_many};

/// How many times longer than its compressed form a block can be in LZ4, at most. A longer one is not one that was compressed,
/// and must not reserve memory.
const MAX_RATIO: usize = 255;

/// Where the blocks of a section are.
#[derive(Debug, Clone, Default)]
pub(super) struct Blocks {
    /// The number of records in each block but the last.
    block_length: usize,
    /// The number of records in all of them.
    len: usize,
    /// Where each block starts in the section, and the length of its records without compression; and where the last one
    /// ends.
    starts: Vec<(usize, usize)>,
    end: usize,
}

impl Blocks {
    /// Writes records in blocks of a length, and returns the section and where its blocks are.
    pub(super) fn write<'r, T: Packed + 'r>(
        records: impl IntoIterator<Item = &'r T>,
        block_length: usize,
        context: &Context,
    ) -> (Vec<u8>, Self) {
        let mut blocks = Self {
            block_length,
            ..Self::default()
        };
        let mut section = Vec::new();
        let mut block = Writer::with_context(context.clone());
        for record in records {
            record.pack(&mut block);
            blocks.len += 1;
            if blocks.len.is_multiple_of(block_length) {
                blocks.push(&mut section, &mut block.bytes);
            }
        }
        if !blocks.len.is_multiple_of(block_length) {
            blocks.push(&mut section, &mut block.bytes);
        }
        (section, blocks)
    }

    fn push(&mut self, section: &mut Vec<u8>, block: &mut Vec<u8>) {
        self.starts.push((section.len(), block.len()));
        section.extend(lz4_flex::block::compress(block));
        self.end = section.len();
        block.clear();
    }

    /// Returns the number of records in each block but the last.
    pub(super) fn block_length(&self) -> usize {
        self.block_length
    }

    /// Returns the number of records.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Reads the records of all blocks.
    pub(super) fn read_all<T: Packed>(
        &self,
        section: &[u8],
        context: &Context,
    ) -> Result<Vec<T>, SnapshotError> {
        let mut all = Vec::with_capacity(self.len.min(section.len()));
        for number in 0..self.starts.len() {
            all.extend(self.read(number, section, context)?);
        }
        Ok(all)
    }

    /// Reads the records of the block with a number.
    pub(super) fn read<T: Packed>(
        &self,
        number: usize,
        section: &[u8],
        context: &Context,
    ) -> Result<Vec<T>, SnapshotError> {
        let (start, length) = self.starts[number];
        let next = self.starts.get(number + 1);
        let end = next.map_or(self.end, |(start, _)| *start);
        let expected = "a compressed block";
        let compressed = section.get(start..end);
        let compressed = compressed.filter(|bytes| length <= bytes.len().saturating_mul(MAX_RATIO));
        let bytes = compressed.and_then(|bytes| lz4_flex::block::decompress(bytes, length).ok());
        let bytes = bytes.filter(|bytes| bytes.len() == length);
        let bytes = bytes.ok_or(SnapshotError::InvalidValue { expected })?;
        let count = self.block_length.min(self.len - number * self.block_length);
        let mut reader = Reader::new(&bytes, context);
        let records = unpack_many(count, &mut reader)?;
        reader.end()?;
        Ok(records)
    }
}

impl Packed for Blocks {
    fn pack(&self, to: &mut Writer) {
        self.block_length.pack(to);
        self.len.pack(to);
        for (row, (start, length)) in self.starts.iter().enumerate() {
            let next = self.starts.get(row + 1);
            (next.map_or(self.end, |(next, _)| *next) - start).pack(to);
            length.pack(to);
        }
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        let mut blocks = Self {
            block_length: Packed::unpack(reader)?,
            len: Packed::unpack(reader)?,
            ..Self::default()
        };
        if blocks.block_length == 0 {
            let expected = "the length of a block";
            return Err(SnapshotError::InvalidValue { expected });
        }
        for _ in 0..blocks.len.div_ceil(blocks.block_length) {
            let (compressed, length): (usize, usize) = Packed::unpack(reader)?;
            blocks.starts.push((blocks.end, length));
            blocks.end += compressed;
        }
        Ok(blocks)
    }
}
