//! The archives that workbooks of Excel and OpenDocument are.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;

/// Returns `true` if the parts of an archive are larger than a limit once they are unpacked. What is not an archive is not.
///
/// They are unpacked to find out, because the sizes that an archive states can be wrong.
pub(super) fn is_larger_than(limit: u64, bytes: &[u8]) -> bool {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return false;
    };
    let mut left = limit;
    for index in 0..archive.len() {
        let Ok(part) = archive.by_index(index) else {
            continue;
        };
        // A part that breaks off is as large as what can be unpacked.
        let mut part = part.take(left.saturating_add(1));
        let size = count(&mut part);
        match left.checked_sub(size) {
            Some(rest) => left = rest,
            None => return true,
        }
    }
    false
}

/// Counts the bytes that can be read.
fn count(source: &mut impl Read) -> u64 {
    let mut buffer = vec![0; 64 * 1024];
    let mut count = 0;
    loop {
        match source.read(&mut buffer) {
            Ok(0) => return count,
            Ok(read) => count += read as u64,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return count,
        }
    }
}
