//! What the fuzz targets in `fuzz/` set. Not part of the public interface.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// The minimum size of the pieces of every text; 0 for the usual sizes.
static PIECE_SIZE: AtomicUsize = AtomicUsize::new(0);

/// Whether the hashes of snapshots are not compared.
static IGNORES_HASHES: AtomicBool = AtomicBool::new(false);

/// Sets the minimum size in bytes of the pieces in which every text is read, however small. With 0, large texts are read in
/// pieces of the usual size.
pub fn set_piece_size(size: usize) {
    PIECE_SIZE.store(size, Ordering::Relaxed);
}

/// Opens snapshots whose hashes are wrong, as if they were right. The fuzzer cannot guess a hash.
pub fn ignore_hashes(ignores: bool) {
    IGNORES_HASHES.store(ignores, Ordering::Relaxed);
}

pub(super) fn piece_size() -> Option<usize> {
    Some(PIECE_SIZE.load(Ordering::Relaxed)).filter(|size| *size > 0)
}

pub(super) fn ignores_hashes() -> bool {
    IGNORES_HASHES.load(Ordering::Relaxed)
}
