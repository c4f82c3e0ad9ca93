//! A file in the making, which takes its name only when it is complete.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

use super::hidden::{Held, HiddenName, handle_interruptions, hold, lock, remove_leftovers};
use super::replaced::Replaced;
use super::stream::directory_of;

/// A file that is not yet complete, in the directory of its target.
///
/// It has no name where the system allows that, so that even a command that is killed leaves nothing behind. Elsewhere
/// it has a hidden name.
pub(super) struct Draft {
    file: File,
    /// The hidden name; `None` if the file has no name.
    name: Option<HiddenName>,
}

impl Draft {
    /// Creates an empty draft of a file. Until it takes the permissions of a file that it replaces, only the owner can
    /// read it.
    ///
    /// # Errors
    /// Fails if no file can be created, or if it cannot belong to the owner and group of the file that it replaces.
    pub(super) fn of(target: &Path, replaced: Option<&Replaced>) -> io::Result<Self> {
        handle_interruptions();
        let directory = directory_of(target);
        remove_leftovers(directory);
        let draft = match unnamed(directory, replaced.is_none()) {
            Some(draft) => draft,
            None => Self::named(directory, replaced.is_none())?,
        };
        if let Some(replaced) = replaced {
            replaced.give_owner_to(&draft.file)?;
        }
        Ok(draft)
    }

    fn named(directory: &Path, is_public: bool) -> io::Result<Self> {
        let options = new_file(is_public);
        let create = |path: &Path| {
            let file = options.open(path)?;
            lock(&file, Some(path))?;
            Ok(file)
        };
        let (file, name) = HiddenName::create(directory, &mut hold(), create)?;
        let name = Some(name);
        Ok(Self { file, name })
    }

    /// Returns the file, for writing.
    pub(super) fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// Waits until the content is on the disk. Gives the draft the permissions and attributes of the file that it replaces.
    pub(super) fn complete(&mut self, replaced: Option<&Replaced>) -> io::Result<()> {
        if let Some(replaced) = replaced {
            replaced.give_permissions_to(&self.file)?;
        }
        self.file.sync_all()
    }

    /// Gives the draft its name. A file with that name is replaced at once.
    pub(super) fn publish(&mut self, target: &Path, held: &mut Held) -> io::Result<()> {
        if self.name.is_none() {
            match link(&self.file, target) {
                // A link replaces no file, but a file with a name does.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    let link = |path: &Path| link(&self.file, path);
                    let ((), name) = HiddenName::create(directory_of(target), held, link)?;
                    self.name = Some(name);
                }
                result => return result,
            }
        }
        match &self.name {
            Some(name) => name.rename(target, held),
            None => Ok(()),
        }
    }
}

/// Waits until the names in a directory are on the disk, where the system can do that.
pub(super) fn sync_directory(directory: &Path) -> io::Result<()> {
    // Some directories can be written to but not read, and some systems do not open directories.
    let Ok(directory) = File::open(directory) else {
        return Ok(());
    };
    match directory.sync_all() {
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        result => result,
    }
}

/// Creates a file without a name, which the system removes unless it gets one; `None` if the file system has no such files,
/// or if they could not get a name later.
#[cfg(target_os = "linux")]
fn unnamed(directory: &Path, is_public: bool) -> Option<Draft> {
    use rustix::fs::{Mode, OFlags};

    let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
    let file = rustix::fs::open(directory, flags, Mode::from_raw_mode(mode(is_public)));
    let file = File::from(file.ok()?);
    std::fs::symlink_metadata(handle(&file)).ok()?;
    // Nobody else has this file; the lock matters once it has a hidden name.
    lock(&file, None).ok()?;
    Some(Draft { file, name: None })
}

#[cfg(not(target_os = "linux"))]
fn unnamed(_: &Path, _: bool) -> Option<Draft> {
    None
}

/// Gives a file without a name its name.
#[cfg(target_os = "linux")]
fn link(file: &File, path: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD, linkat};

    super::hidden::uninterrupted(|| {
        Ok(linkat(
            CWD,
            handle(file),
            CWD,
            path,
            AtFlags::SYMLINK_FOLLOW,
        )?)
    })
}

#[cfg(not(target_os = "linux"))]
fn link(_: &File, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Returns the path by which the system knows an open file.
#[cfg(target_os = "linux")]
fn handle(file: &File) -> std::path::PathBuf {
    use std::os::fd::AsRawFd as _;

    format!("/proc/self/fd/{}", file.as_raw_fd()).into()
}

/// Returns how a file is created: for everybody, as far as the umask of the system allows, or for its owner only.
#[cfg_attr(not(unix), expect(unused_variables))]
fn new_file(is_public: bool) -> OpenOptions {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode(is_public));
    options
}

/// Returns the permissions of a new file, to which the system applies the umask.
#[cfg(unix)]
fn mode(is_public: bool) -> u32 {
    if is_public { 0o666 } else { 0o600 }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;

    use super::*;

    fn names(directory: &Path) -> Vec<String> {
        let entries = fs::read_dir(directory).expect("the folder exists");
        let names = entries.map(|entry| entry.expect("it can be listed").file_name());
        names
            .map(|name| name.to_string_lossy().into_owned())
            .collect()
    }

    /// Writes a new file and then another in its place, with drafts of one kind.
    fn writes_and_replaces(draft: impl Fn(&Path) -> Draft) {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let target = folder.path().join("target");
        for text in ["first", "second"] {
            let mut draft = draft(&target);
            draft
                .file()
                .write_all(text.as_bytes())
                .expect("there is space");
            draft.complete(None).expect("it can be written");
            draft
                .publish(&target, &mut hold())
                .expect("it can be named");
            drop(draft);
            assert_eq!(fs::read_to_string(&target).expect("it exists"), text);
            assert_eq!(names(folder.path()), ["target"]);
        }
        drop(draft(&target));
        assert_eq!(names(folder.path()), ["target"]);
    }

    #[test]
    fn drafts_with_and_without_a_name_become_the_file() {
        writes_and_replaces(|target| Draft::of(target, None).expect("it can be created"));
        writes_and_replaces(|target| {
            Draft::named(directory_of(target), true).expect("it can be created")
        });
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn an_unnamed_draft_is_in_no_directory() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let Some(_draft) = unnamed(folder.path(), true) else {
            // The file system has no unnamed files.
            return;
        };
        assert!(names(folder.path()).is_empty());
    }
}
