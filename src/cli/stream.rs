//! Paths that name something to write to as it is: an open stream of the process, a pipe, a device.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::screen::Screen;

/// Something that a path names and that is written to as it is, because it cannot be replaced.
pub(super) enum Stream {
    /// An open descriptor of the process, whatever it refers to.
    Descriptor(i32),
    /// A pipe, a device or a socket.
    Special(PathBuf),
}

impl Stream {
    /// Returns the stream that a path names, or leads to by symbolic links; `None` if it names a file, or nothing.
    pub(super) fn named(path: &Path) -> Option<Self> {
        if let Some(number) = descriptor(path) {
            return Some(Self::Descriptor(number));
        }
        let metadata = fs::metadata(path).ok()?;
        let is_special = !metadata.is_file() && !metadata.is_dir();
        is_special.then(|| Self::Special(path.to_owned()))
    }

    /// Returns `true` if the stream is a terminal.
    pub(super) fn is_terminal(&self) -> bool {
        match self {
            Self::Descriptor(1) => io::stdout().is_terminal(),
            Self::Descriptor(2) => io::stderr().is_terminal(),
            Self::Descriptor(number) => opened(*number).is_ok_and(|file| file.is_terminal()),
            // A pipe is not opened, because its reader would see it closed again.
            Self::Special(path) => is_device(path) && is_terminal_at(path),
        }
    }

    /// Opens the stream for writing.
    pub(super) fn open(&self) -> io::Result<Box<dyn Write>> {
        match self {
            Self::Descriptor(1) => Ok(stdout()),
            Self::Descriptor(number) => Ok(screened(opened(*number)?)),
            Self::Special(path) => Ok(screened(File::options().append(true).open(path)?)),
        }
    }
}

fn is_terminal_at(path: &Path) -> bool {
    let opened = File::options().append(true).open(path);
    opened.is_ok_and(|file| file.is_terminal())
}

#[cfg(unix)]
fn is_device(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt as _;

    fs::metadata(path).is_ok_and(|metadata| metadata.file_type().is_char_device())
}

#[cfg(not(unix))]
fn is_device(_: &Path) -> bool {
    true
}

/// Returns standard output. On a terminal, no text of a dataset can control it.
pub(super) fn stdout() -> Box<dyn Write> {
    screened(io::stdout().lock())
}

/// Returns the last path to which symbolic links lead; it need not exist.
pub(super) fn follow_links(path: &Path) -> io::Result<PathBuf> {
    links(path).last().unwrap_or_else(|| Ok(path.to_owned()))
}

/// Returns the directory of a path.
pub(super) fn directory_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

fn screened<W: Write + IsTerminal + 'static>(output: W) -> Box<dyn Write> {
    if output.is_terminal() {
        Box::new(Screen::new(output))
    } else {
        Box::new(output)
    }
}

/// Returns the number of the open descriptor that a path names, such as `/dev/stdout`, `/dev/fd/3` or a link to one.
fn descriptor(path: &Path) -> Option<i32> {
    links(path)
        .map_while(Result::ok)
        .find_map(|path| number(&path))
}

/// Returns a path, and then where it leads as a symbolic link, step by step.
fn links(path: &Path) -> impl Iterator<Item = io::Result<PathBuf>> {
    // The limit of Linux.
    const MAX_LINKS: usize = 40;
    let mut followed = 0;
    std::iter::successors(Some(Ok(path.to_owned())), move |path| {
        let path = path.as_ref().ok()?;
        let next = fs::read_link(path).ok()?;
        followed += 1;
        if followed > MAX_LINKS {
            return Some(Err(io::Error::other("too many links")));
        }
        Some(Ok(directory_of(path).join(next)))
    })
}

/// Returns the number of the descriptor that a path names, without following a link at its end.
fn number(path: &Path) -> Option<i32> {
    match path.to_str() {
        Some("/dev/stdin") => return Some(0),
        Some("/dev/stdout") => return Some(1),
        Some("/dev/stderr") => return Some(2),
        _ => {}
    }
    let directory = directory_of(path).canonicalize().ok()?;
    let name = path.file_name().and_then(OsStr::to_str)?;
    lists_descriptors(&directory).then(|| name.parse().ok())?
}

/// Returns `true` if a directory lists the open descriptors of this process. On Linux, `/dev/fd` leads there.
fn lists_descriptors(directory: &Path) -> bool {
    let process = Path::new("/proc").join(std::process::id().to_string());
    // A thread has a list of its own, with the same descriptors.
    let is_own = directory.starts_with(process) && directory.file_name() == Some(OsStr::new("fd"));
    is_own || directory == Path::new("/dev/fd")
}

/// Returns another handle of an open descriptor, so that it is written to where other programs left off.
#[cfg(unix)]
fn opened(number: i32) -> io::Result<File> {
    use std::os::fd::AsFd;

    let standard = match number {
        0 => io::stdin().as_fd().try_clone_to_owned()?,
        1 => io::stdout().as_fd().try_clone_to_owned()?,
        2 => io::stderr().as_fd().try_clone_to_owned()?,
        number => return duplicate(number),
    };
    Ok(standard.into())
}

#[cfg(not(unix))]
fn opened(number: i32) -> io::Result<File> {
    reopened(number)
}

/// Duplicates a descriptor. The system call is meant for other processes, but unlike `dup` it needs no unsafe code.
#[cfg(target_os = "linux")]
fn duplicate(number: i32) -> io::Result<File> {
    use rustix::process::{PidfdFlags, PidfdGetfdFlags, getpid, pidfd_getfd, pidfd_open};

    let duplicate = pidfd_open(getpid(), PidfdFlags::empty())
        .and_then(|process| pidfd_getfd(process, number, PidfdGetfdFlags::empty()));
    match duplicate {
        Ok(duplicate) => Ok(duplicate.into()),
        // Old systems and some containers lack the call.
        Err(rustix::io::Errno::NOSYS | rustix::io::Errno::PERM) => reopened(number),
        Err(error) => Err(error.into()),
    }
}

#[cfg(all(unix, not(target_os = "linux")))]
fn duplicate(number: i32) -> io::Result<File> {
    reopened(number)
}

/// Opens what a descriptor refers to anew, for appending.
fn reopened(number: i32) -> io::Result<File> {
    let path = format!("/dev/fd/{number}");
    File::options().append(true).open(path)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn only_the_names_of_descriptors_name_them() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let at = |name: &str| folder.path().join(name);
        symlink("/dev/stdout", at("out")).expect("links can be made");
        symlink("out", at("again")).expect("links can be made");
        symlink("loop", at("loop")).expect("links can be made");
        symlink("nowhere", at("lost")).expect("links can be made");
        symlink("/dev/fd", at("fd")).expect("links can be made");
        let expected = [
            (Path::new("/dev/stdout").to_owned(), Some(1)),
            (Path::new("/dev/stderr").to_owned(), Some(2)),
            (Path::new("/dev/fd/1").to_owned(), Some(1)),
            (Path::new("/dev/../dev/fd/2").to_owned(), Some(2)),
            (at("out"), Some(1)),
            (at("again"), Some(1)),
            (at("fd/2"), Some(2)),
            (at("loop"), None),
            (at("lost"), None),
            (at("plain"), None),
            (Path::new("/dev/null").to_owned(), None),
            (Path::new("/dev/shm/x").to_owned(), None),
            (Path::new("1").to_owned(), None),
        ];
        for (path, number) in expected {
            assert_eq!(descriptor(&path), number, "{}", path.display());
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_directories_of_proc_list_descriptors() {
        for path in ["/proc/self/fd/2", "/proc/thread-self/fd/2"] {
            assert_eq!(descriptor(Path::new(path)), Some(2), "{path}");
        }
        assert_eq!(descriptor(Path::new("/proc/1/fd/2")), None);
        assert_eq!(descriptor(Path::new("/proc/self/status")), None);
    }

    #[test]
    fn devices_are_special_and_directories_are_not() {
        let named = |path: &str| Stream::named(Path::new(path));
        assert!(matches!(named("/dev/null"), Some(Stream::Special(_))));
        assert!(matches!(named("/dev/stdout"), Some(Stream::Descriptor(1))));
        assert!(named("/dev").is_none());
        assert!(named("/dev/null/none").is_none());
    }
}
