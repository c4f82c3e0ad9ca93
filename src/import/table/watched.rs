//! A reader that fingerprints what it reads and keeps the bytes of the current row.

use std::io::{self, Read};

use sha2::{Digest, Sha256};

use crate::phrase::hexadecimal;

/// Returns the SHA-256 of bytes in hexadecimal digits.
pub(in crate::import) fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// The bytes that are kept before the oldest of them are dropped.
const KEPT: u64 = 64 * 1024;

/// Reads bytes, fingerprints them, and keeps the last of them.
pub(super) struct Watched<R> {
    inner: R,
    hash: Sha256,
    /// How many of the next bytes are fingerprinted already.
    hashed: usize,
    kept: Vec<u8>,
    /// The offset of the first kept byte.
    kept_from: u64,
}

impl<R: Read> Watched<R> {
    /// Creates a reader of `inner`, which begins with `hashed` bytes that are part of the fingerprint already.
    pub(super) fn new(inner: R, hash: Sha256, hashed: usize) -> Self {
        Self {
            inner,
            hash,
            hashed,
            kept: Vec::new(),
            kept_from: 0,
        }
    }

    /// Returns the bytes between two offsets, and drops those before them.
    pub(super) fn between(&mut self, from: u64, to: u64) -> Vec<u8> {
        if from.saturating_sub(self.kept_from) > KEPT {
            self.kept.drain(..self.index(from));
            self.kept_from = from;
        }
        self.kept[self.index(from)..self.index(to)].to_vec()
    }

    /// Returns the fingerprint of everything, the rest included.
    pub(super) fn fingerprint(&mut self) -> io::Result<String> {
        io::copy(&mut Unkept(self), &mut io::sink())?;
        Ok(hexadecimal(&self.hash.clone().finalize()))
    }

    fn index(&self, offset: u64) -> usize {
        let index = usize::try_from(offset.saturating_sub(self.kept_from));
        index.map_or(self.kept.len(), |index| index.min(self.kept.len()))
    }

    fn read_unkept(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let known = self.hashed.min(count);
        self.hashed -= known;
        self.hash.update(&buffer[known..count]);
        Ok(count)
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.read_unkept(buffer)?;
        self.kept.extend_from_slice(&buffer[..count]);
        Ok(count)
    }
}

/// Reads the rest, of which no row is needed.
struct Unkept<'w, R>(&'w mut Watched<R>);

impl<R: Read> Read for Unkept<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read_unkept(buffer)
    }
}
