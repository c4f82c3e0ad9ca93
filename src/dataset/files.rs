//! The files of a dataset: which there are, and what is in them.

use std::collections::HashSet;
use std::fs::{self, File, Metadata};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use super::error::LoadError;
use super::load::{MAX_BYTES, read_input_up_to};
use super::yaml::read::Input;

/// Lists the files at the paths, in order.
///
/// A path that is no directory stands for itself. Of a directory all regular files that end in `.yaml`
/// or `.yml` are listed, and those in the directories below it, in the order of their names; what begins
/// with a dot is left out. A file that is met again, by another name or a link, is listed once.
///
/// # Errors
/// Fails if a path is not there, a directory cannot be read, or it has no YAML file.
pub fn files(paths: impl IntoIterator<Item = impl AsRef<Path>>) -> Result<Vec<PathBuf>, LoadError> {
    let mut list = List::default();
    for path in paths {
        list.add(path.as_ref())?;
    }
    Ok(list.files)
}

/// Reads one file whole, or anything else that can be read to its end, such as a pipe.
///
/// # Errors
/// Fails if it cannot be read, is a device, or is over [`MAX_BYTES`].
pub fn read_file(path: impl AsRef<Path>) -> Result<Input, LoadError> {
    read_file_up_to(MAX_BYTES, path)
}

/// Reads one file of at most so many bytes whole.
///
/// # Errors
/// Fails if it cannot be read, is a device, or is larger.
pub fn read_file_up_to(limit: u64, path: impl AsRef<Path>) -> Result<Input, LoadError> {
    let path = path.as_ref();
    let failed = |error| LoadError::io(path, error);
    let file = File::open(path).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    if is_device(&metadata) && !file.is_terminal() {
        return Err(LoadError::Device {
            path: path.to_owned(),
        });
    }
    if metadata.len() > limit {
        return Err(LoadError::TooLarge {
            path: path.to_owned(),
            limit,
        });
    }
    read_input_up_to(limit, path.display().to_string(), file)
}

/// The files that were found, and all that was met on the way to them.
#[derive(Default)]
struct List {
    files: Vec<PathBuf>,
    met: HashSet<PathBuf>,
}

impl List {
    fn add(&mut self, path: &Path) -> Result<(), LoadError> {
        let metadata = fs::metadata(path).map_err(|error| LoadError::io(path, error))?;
        if !metadata.is_dir() {
            self.file(path);
            return Ok(());
        }
        match self.directory(path)? {
            true => Ok(()),
            false => Err(LoadError::NoYaml {
                path: path.to_owned(),
            }),
        }
    }

    fn file(&mut self, path: &Path) {
        if self.is_new(path) {
            self.files.push(path.to_owned());
        }
    }

    /// Lists the files of a directory and says whether it has any.
    fn directory(&mut self, directory: &Path) -> Result<bool, LoadError> {
        if !self.is_new(directory) {
            return Ok(true);
        }
        let failed = |error| LoadError::io(directory, error);
        let entries = fs::read_dir(directory).map_err(failed)?;
        let names = entries.map(|entry| entry.map(|entry| entry.file_name()));
        let mut names = names.collect::<Result<Vec<_>, _>>().map_err(failed)?;
        names.sort();
        let mut has_any = false;
        for name in names {
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let path = directory.join(name);
            match fs::metadata(&path) {
                // A link that leads nowhere was meant to bring data.
                Err(error) if is_yaml(&path) => return Err(LoadError::io(&path, error)),
                Ok(metadata) if metadata.is_dir() => has_any |= self.directory(&path)?,
                Ok(metadata) if metadata.is_file() && is_yaml(&path) => {
                    self.file(&path);
                    has_any = true;
                }
                _ => {}
            }
        }
        Ok(has_any)
    }

    /// Says whether a place is met for the first time, and remembers it.
    fn is_new(&mut self, path: &Path) -> bool {
        // What has no place of its own, such as a pipe, is known by its name.
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        self.met.insert(place)
    }
}

fn is_yaml(path: &Path) -> bool {
    let ending = path.extension();
    ending.is_some_and(|ending| ending == "yaml" || ending == "yml")
}

/// Says whether a file stands for a device, which may never end.
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
