//! A file of a package.

/// A file of a package.
#[derive(Debug, Clone)]
pub struct PackagedFile {
    /// The name of the resource; for a table, its name.
    pub name: String,
    /// The path in the folder of the package.
    pub path: String,
    /// The media type.
    pub media_type: &'static str,
    /// The length and checksum; `None` if the file is written after its description.
    pub digest: Option<FileDigest>,
}

/// The length and the checksum of a file.
#[derive(Debug, Clone)]
pub struct FileDigest {
    /// The length in bytes.
    pub bytes: u64,
    /// The SHA-256 of the bytes as hexadecimal digits.
    pub sha256: String,
}

impl PackagedFile {
    /// Returns the extension of the path, if it has one.
    pub(super) fn extension(&self) -> Option<&str> {
        let (_, name) = self.path.rsplit_once('/').unwrap_or(("", &self.path));
        Some(name.rsplit_once('.')?.1)
    }
}
