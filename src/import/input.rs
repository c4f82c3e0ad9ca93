//! Files that are opened: unpacked, limited in size, and recognized.

use std::io::{self, Cursor, Read};

use flate2::read::MultiGzDecoder;

use super::error::ImportError;
use super::format::FileFormat;
use super::table::sha256;
use crate::dataset::MAX_BYTES;

/// A file that is imported.
pub struct ImportFile {
    /// The name, by which its format is recognized.
    pub name: String,
    source: Box<dyn Read>,
    limit: u64,
}

/// A file that is open.
pub(super) struct OpenFile {
    pub(super) format: FileFormat,
    pub(super) source: Box<dyn Read>,
    /// The largest number of bytes that are read, also of what is packed in the file.
    pub(super) limit: u64,
    /// The fingerprint of the file, if it is not that of what is read.
    pub(super) sha256: Option<String>,
}

/// The first bytes of a file that is compressed by gzip.
const GZIP: [u8; 2] = [0x1F, 0x8B];

impl ImportFile {
    /// Creates a file from what is read of it. It may be compressed by gzip.
    pub fn new(name: impl Into<String>, source: impl Read + 'static) -> Self {
        Self {
            name: name.into(),
            source: Box::new(source),
            limit: MAX_BYTES,
        }
    }

    /// Returns the file with a limit on its size in bytes, which also holds for what is packed in it.
    pub fn up_to(mut self, limit: u64) -> Self {
        self.limit = limit;
        self
    }

    /// Opens the file, and unpacks it if need be.
    pub(super) fn open(self) -> Result<OpenFile, ImportError> {
        const SIGNATURE: u64 = 4;
        let Self {
            name,
            source,
            limit,
        } = self;
        let failed = |error| ImportError::io(&name, error);
        let mut source: Box<dyn Read> = Box::new(Limited::new(source, limit));
        let mut start = read_start(&mut source, SIGNATURE).map_err(failed)?;
        let mut inner = name.as_str();
        let mut fingerprint = None;
        if start.starts_with(&GZIP) {
            let mut packed = start;
            source.read_to_end(&mut packed).map_err(failed)?;
            fingerprint = Some(sha256(&packed));
            let unpacked = MultiGzDecoder::new(Cursor::new(packed));
            source = Box::new(Limited::new(unpacked, limit));
            start = read_start(&mut source, SIGNATURE).map_err(failed)?;
            inner = without_gz(inner);
        }
        Ok(OpenFile {
            format: FileFormat::of(inner, &start),
            source: Box::new(Cursor::new(start).chain(source)),
            limit,
            sha256: fingerprint,
        })
    }
}

fn read_start(source: &mut dyn Read, length: u64) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    source.take(length).read_to_end(&mut start)?;
    Ok(start)
}

fn without_gz(name: &str) -> &str {
    let end = name.len().saturating_sub(3);
    match name.get(end..) {
        Some(extension) if extension.eq_ignore_ascii_case(".gz") => &name[..end],
        _ => name,
    }
}

/// Reads up to a number of bytes, and fails if there are more.
struct Limited<R> {
    inner: R,
    left: u64,
    limit: u64,
}

impl<R: Read> Limited<R> {
    fn new(inner: R, limit: u64) -> Self {
        Self {
            inner,
            left: limit,
            limit,
        }
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        match self.left.checked_sub(count as u64) {
            Some(left) => self.left = left,
            None => return Err(io::Error::other(too_large(self.limit))),
        }
        Ok(count)
    }
}

/// Returns the message about a file that is larger than the limit.
pub(super) fn too_large(limit: u64) -> String {
    format!("it is larger than {limit} bytes (--max-size)")
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).expect("memory has space");
        encoder.finish().expect("memory has space")
    }

    #[test]
    fn a_packed_file_has_the_format_of_what_is_in_it() {
        let bytes = packed(b"<graphml/>");
        let hash = sha256(&bytes);
        let file = ImportFile::new("a.GraphML.GZ", Cursor::new(bytes));
        let mut open = file.open().expect("it can be unpacked");
        let mut text = String::new();
        open.source.read_to_string(&mut text).expect("UTF-8");
        assert_eq!(
            (open.format, text.as_str()),
            (FileFormat::GraphMl, "<graphml/>")
        );
        assert_eq!(open.sha256, Some(hash));
    }

    #[test]
    fn what_is_packed_counts_towards_the_limit() {
        let bomb = packed(&vec![b'0'; 100_000]);
        assert!(bomb.len() < 1_000);
        let file = ImportFile::new("a.csv", Cursor::new(bomb)).up_to(10_000);
        let mut open = file.open().expect("its beginning can be unpacked");
        let error = io::copy(&mut open.source, &mut io::sink());
        let message = error.expect_err("it is too large").to_string();
        assert_eq!(message, too_large(10_000));
    }
}
