//! The inputs of a dataset: which files there are, and their bytes.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata};
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use super::error::LoadError;
use super::snapshot;

/// The default limit on the size of a file, in bytes.
///
/// The parser needs fifteen to thirty times the size of a YAML document in memory. A large document that is a plain
/// block mapping is read in pieces, which takes about five times its size.
pub const MAX_BYTES: u64 = 512 * 1024 * 1024;

/// The limit on the size of a snapshot, in bytes, unless that of a file is higher.
///
/// A snapshot takes about as much memory as its size, and more as its records are read.
pub const MAX_SNAPSHOT_BYTES: u64 = 4 << 30;

/// A function that is called while inputs are parsed, with the number of bytes that were parsed since the last call.
pub type OnParsed<'f> = &'f dyn Fn(usize);

/// A text before it is checked.
///
/// ```
/// use interorg::dataset::{self, Input};
///
/// let input = Input::new("organizations.yaml", "organizations: [{id: un, name: United Nations}]");
/// assert!(dataset::check(vec![input]).dataset.is_some());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Input {
    /// The name for messages, usually the path of a file. Of a path that is not UTF-8, it shows what can be shown.
    pub name: String,
    /// The path of the file; `None` if the bytes come from elsewhere.
    pub path: Option<PathBuf>,
    /// The bytes, which need not be UTF-8.
    pub bytes: Vec<u8>,
}

impl Input {
    /// Creates an input from bytes that were read elsewhere.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            path: None,
            bytes: bytes.into(),
        }
    }
}

/// Lists the files at the paths, in order.
///
/// A path that is not a directory is listed as it is. Of a directory, all regular files that end in `.yaml` or `.yml`, in
/// either case, are listed in the order of their names, including those in its subdirectories. Files and directories whose
/// names begin with a dot are left out. A file that is reached twice, by another name or a link, is listed once.
/// [`unread_files`] lists what else looks like data.
///
/// # Errors
/// Returns an error if a path does not exist, a directory cannot be read, or a directory has no YAML file.
pub fn files(paths: impl IntoIterator<Item = impl AsRef<Path>>) -> Result<Vec<PathBuf>, LoadError> {
    let mut list = FileList::default();
    for path in paths {
        list.add(path.as_ref())?;
    }
    Ok(list.files)
}

/// Lists the files in the directories at the paths that look like data but are not read, in the order of [`files`].
///
/// These are files with `.yaml` or `.yml` within their names, such as `un.yaml~`, `un.yaml.bak` and `un.yaml.txt`, and JSON
/// files other than schemas. Files whose names begin with a dot are left out here too.
///
/// # Errors
/// Returns an error in the same cases as [`files`].
pub fn unread_files(
    paths: impl IntoIterator<Item = impl AsRef<Path>>,
) -> Result<Vec<PathBuf>, LoadError> {
    let mut list = FileList::default();
    for path in paths {
        list.add(path.as_ref())?;
    }
    Ok(list.unread)
}

/// Reads the YAML files at the paths, in order; see [`files`].
///
/// # Errors
/// Returns an error if a path cannot be read, a directory has no YAML file, or a file exceeds [`MAX_BYTES`].
pub fn read_inputs(
    paths: impl IntoIterator<Item = impl AsRef<Path>>,
) -> Result<Vec<Input>, LoadError> {
    files(paths)?.iter().map(read_file).collect()
}

/// Reads a whole file, or anything else at a path that has an end, such as a pipe.
///
/// # Errors
/// Returns an error if the file cannot be read, is a device, or exceeds [`MAX_BYTES`].
pub fn read_file(path: impl AsRef<Path>) -> Result<Input, LoadError> {
    read_file_up_to(MAX_BYTES, path)
}

/// Reads a whole file of at most `limit` bytes.
///
/// # Errors
/// Returns an error if the file cannot be read, is a device, or exceeds the limit.
pub fn read_file_up_to(limit: u64, path: impl AsRef<Path>) -> Result<Input, LoadError> {
    let path = path.as_ref();
    let io_error = |error| LoadError::io(path, error);
    let file = File::open(path).map_err(io_error)?;
    let metadata = file.metadata().map_err(io_error)?;
    // A terminal is a device too, but its user can end the input.
    if is_device(&metadata) && !file.is_terminal() {
        let path = path.to_owned();
        return Err(LoadError::Device { path });
    }
    // The first bytes show whether it is a snapshot, which has another limit. They are read once: it may be a pipe.
    let mut file = file;
    let mut start = Vec::new();
    let start_length = snapshot::MAGIC.len() as u64;
    (&mut file)
        .take(start_length)
        .read_to_end(&mut start)
        .map_err(io_error)?;
    let limit = if snapshot::is_snapshot(&start) {
        limit.max(MAX_SNAPSHOT_BYTES)
    } else {
        limit
    };
    if metadata.len() > limit {
        let path = path.to_owned();
        return Err(LoadError::TooLarge { path, limit });
    }
    let bytes = read_up_to(limit, path, metadata.len(), start.chain(file))?;
    Ok(Input {
        path: Some(path.to_owned()),
        ..Input::new(path.display().to_string(), bytes)
    })
}

/// Reads an input to its end, such as standard input.
///
/// # Errors
/// Returns an error if the input cannot be read or exceeds [`MAX_BYTES`].
pub fn read_input(name: impl Into<String>, from: impl Read) -> Result<Input, LoadError> {
    read_input_up_to(MAX_BYTES, name, from)
}

/// Reads an input of at most `limit` bytes to its end.
///
/// # Errors
/// Returns an error if the input cannot be read or exceeds the limit.
pub fn read_input_up_to(
    limit: u64,
    name: impl Into<String>,
    from: impl Read,
) -> Result<Input, LoadError> {
    let name = name.into();
    let bytes = read_up_to(limit, Path::new(&name), 0, from)?;
    Ok(Input::new(name, bytes))
}

/// Reads at most `limit` bytes. Memory for `expected` bytes is reserved at once. The path is for errors.
fn read_up_to(
    limit: u64,
    path: &Path,
    expected: u64,
    from: impl Read,
) -> Result<Vec<u8>, LoadError> {
    let expected = usize::try_from(expected.min(limit)).unwrap_or_default();
    let mut bytes = Vec::new();
    // With one byte more, the end is found without growing. If there is too little memory, reading finds out how much is
    // needed.
    let _ = bytes.try_reserve_exact(expected.saturating_add(1));
    // One byte more than allowed shows that the input is too large, whatever its size was said to be.
    from.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| LoadError::io(path, error))?;
    if bytes.len() as u64 > limit {
        let path = path.to_owned();
        return Err(LoadError::TooLarge { path, limit });
    }
    Ok(bytes)
}

/// The files found so far.
#[derive(Default)]
struct FileList {
    files: Vec<PathBuf>,
    /// The files in directories that look like data but are not read.
    unread: Vec<PathBuf>,
    /// The canonical paths of all files and directories that were visited.
    visited: HashSet<PathBuf>,
}

impl FileList {
    fn add(&mut self, path: &Path) -> Result<(), LoadError> {
        let metadata = fs::metadata(path).map_err(|error| LoadError::io(path, error))?;
        if !metadata.is_dir() {
            self.add_file(path);
            return Ok(());
        }
        if self.add_directory(path)? {
            return Ok(());
        }
        let path = path.to_owned();
        Err(LoadError::NoYaml { path })
    }

    fn add_file(&mut self, path: &Path) {
        if self.visit(path) {
            self.files.push(path.to_owned());
        }
    }

    /// Adds the files of a directory. Returns `true` if it has any, or if it was visited before.
    fn add_directory(&mut self, directory: &Path) -> Result<bool, LoadError> {
        if !self.visit(directory) {
            return Ok(true);
        }
        let mut has_any = false;
        for name in sorted_names(directory)? {
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let path = directory.join(name);
            match fs::metadata(&path) {
                // A broken link with the name of a data file must not be skipped silently.
                Err(error) if is_yaml(&path) => return Err(LoadError::io(&path, error)),
                Ok(metadata) if metadata.is_dir() => has_any |= self.add_directory(&path)?,
                Ok(metadata) if metadata.is_file() && is_yaml(&path) => {
                    self.add_file(&path);
                    has_any = true;
                }
                Ok(metadata) if metadata.is_file() && looks_like_data(&path) => {
                    self.unread.push(path);
                }
                _ => {}
            }
        }
        Ok(has_any)
    }

    /// Marks a path as visited. Returns `true` if it was not visited before.
    fn visit(&mut self, path: &Path) -> bool {
        // Pipes have no canonical path on some systems.
        let canonical = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        self.visited.insert(canonical)
    }
}

/// Returns the names in a directory in the order of their bytes, so that every system reads files in the same order.
fn sorted_names(directory: &Path) -> Result<Vec<OsString>, LoadError> {
    let names = fs::read_dir(directory).and_then(|entries| {
        let names = entries.map(|entry| Ok(entry?.file_name()));
        names.collect::<Result<Vec<OsString>, _>>()
    });
    let mut names = names.map_err(|error| LoadError::io(directory, error))?;
    names.sort();
    Ok(names)
}

/// Returns `true` if a file is read when a directory above it is given as a dataset: it ends in `.yaml` or `.yml`, and no name
/// on the way begins with a dot. The path is relative to the directory.
pub fn is_read_in_directories(path: &Path) -> bool {
    let is_hidden = |name: &OsStr| name.as_encoded_bytes().starts_with(b".");
    is_yaml(path) && !path.iter().any(is_hidden)
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml")
    })
}

/// Returns `true` if the author of a dataset may expect that a file is read, although it is not: a copy of a YAML file, one
/// with a further ending, or JSON. The schema that `interorg init` writes is not meant as data.
fn looks_like_data(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    let name = name.to_string_lossy().to_lowercase();
    let is_json = name.ends_with(".json") && !name.ends_with("schema.json");
    is_json || name.contains(".yaml") || name.contains(".yml")
}

/// Returns `true` if a file is a device such as `/dev/zero`, which may have no end.
#[cfg(unix)]
fn is_device(metadata: &Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;

    let kind = metadata.file_type();
    kind.is_char_device() || kind.is_block_device()
}

#[cfg(not(unix))]
fn is_device(_: &Metadata) -> bool {
    false
}
