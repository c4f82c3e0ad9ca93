//! A file in the making, which takes its name only when it is complete.

use std::fs::{File, OpenOptions, Permissions};
use std::io;
use std::path::Path;

use tempfile::NamedTempFile;

use super::stream::directory_of;

/// A file that is not yet complete, in the directory of its target.
///
/// It has no name where the system allows that, so that even a command that is killed leaves nothing behind. Elsewhere
/// it has a hidden name, and is removed unless the command is killed.
pub(super) enum Draft {
    /// A file without a name.
    #[cfg(target_os = "linux")]
    Unnamed(File),
    /// A file with a hidden name.
    Named(NamedTempFile),
}

impl Draft {
    /// Creates an empty draft of a file. Until it takes the permissions of a file that it replaces, only its owner can
    /// read it.
    pub(super) fn of(target: &Path, replaced: Option<&Permissions>) -> io::Result<Self> {
        let directory = directory_of(target);
        #[cfg(target_os = "linux")]
        if let Ok(file) = unnamed::create(directory, replaced.is_none()) {
            return Ok(Self::Unnamed(file));
        }
        let options = new_file(replaced.is_none());
        // Unlike `tempfile_in`, this does not add the hidden name to an error.
        let file = builder().make_in(directory, |path| options.open(path))?;
        Ok(Self::Named(file))
    }

    /// Returns the file, for writing.
    pub(super) fn file(&mut self) -> &mut File {
        match self {
            #[cfg(target_os = "linux")]
            Self::Unnamed(file) => file,
            Self::Named(file) => file.as_file_mut(),
        }
    }

    /// Gives the draft its name. A file with that name is replaced, and its permissions are kept.
    pub(super) fn publish(
        mut self,
        target: &Path,
        replaced: Option<Permissions>,
    ) -> io::Result<()> {
        if let Some(permissions) = replaced {
            self.file().set_permissions(permissions)?;
        }
        match self {
            #[cfg(target_os = "linux")]
            Self::Unnamed(file) => unnamed::publish(&file, target),
            Self::Named(file) => {
                file.persist(target)?;
                Ok(())
            }
        }
    }
}

/// Returns the builder of files with hidden names.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".interorg-");
    builder
}

/// Files without a name, which the system removes unless they get one.
#[cfg(target_os = "linux")]
mod unnamed {
    use std::fs::{self, File};
    use std::io;
    use std::os::fd::AsRawFd;
    use std::path::{Path, PathBuf};

    use rustix::fs::{AtFlags, CWD, Mode, OFlags};

    use super::super::stream::directory_of;

    /// Creates a file without a name. Fails if the file system has no such files, or if they could not get a name later.
    pub(super) fn create(directory: &Path, is_public: bool) -> io::Result<File> {
        let mode = Mode::from_raw_mode(super::mode(is_public));
        let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
        let file = File::from(rustix::fs::open(directory, flags, mode)?);
        fs::symlink_metadata(handle(&file))?;
        Ok(file)
    }

    /// Gives the file a name. A file with that name is replaced at once.
    pub(super) fn publish(file: &File, target: &Path) -> io::Result<()> {
        let link = |path: &Path| {
            let linked = rustix::fs::linkat(CWD, handle(file), CWD, path, AtFlags::SYMLINK_FOLLOW);
            linked.map_err(io::Error::from)
        };
        match link(target) {
            // A link replaces no file, but a file with a name does.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let named = super::builder().make_in(directory_of(target), link)?;
                named.persist(target)?;
                Ok(())
            }
            result => result,
        }
    }

    /// Returns the path by which the system knows an open file.
    fn handle(file: &File) -> PathBuf {
        format!("/proc/self/fd/{}", file.as_raw_fd()).into()
    }
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
            draft.publish(&target, None).expect("it can be named");
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
            let options = new_file(true);
            let file = builder().make_in(directory_of(target), |path| options.open(path));
            Draft::Named(file.expect("it can be created"))
        });
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn an_unnamed_draft_is_in_no_directory() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let Ok(_draft) = unnamed::create(folder.path(), true) else {
            // The file system has no unnamed files.
            return;
        };
        assert!(names(folder.path()).is_empty());
    }
}
