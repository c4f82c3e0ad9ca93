//! Hidden names of output files that are not complete: an interruption removes them, and so does the next run.
//!
//! A file with a hidden name is locked by the process that writes it. The system releases the lock when the process ends,
//! however it ends, so that the next run recognizes what a killed process left behind.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

const PREFIX: &str = ".interorg-";
const SUFFIX: &str = ".tmp";

/// The hidden names of this process.
static NAMES: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// The hidden names of this process, while no interruption ends it.
pub(super) struct Held(MutexGuard<'static, Vec<PathBuf>>);

/// Delays interruptions until the result is dropped.
pub(super) fn hold() -> Held {
    handle_interruptions();
    Held(NAMES.lock().unwrap_or_else(PoisonError::into_inner))
}

/// A hidden name of a file. The file is removed when it is dropped, unless it was renamed.
#[derive(Debug)]
pub(super) struct HiddenName(PathBuf);

impl HiddenName {
    /// Creates a file with a new hidden name in a directory, by a function that fails if there is a file with that name.
    pub(super) fn create<T>(
        directory: &Path,
        held: &mut Held,
        make: impl Fn(&Path) -> io::Result<T>,
    ) -> io::Result<(T, Self)> {
        // Processes in other containers may have the same number and write to the same directory.
        const MAX_ATTEMPTS: usize = 10_000;
        static NEXT: AtomicU32 = AtomicU32::new(0);
        for _ in 0..MAX_ATTEMPTS {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let name = format!("{PREFIX}{}-{number}{SUFFIX}", std::process::id());
            let path = directory.join(name);
            match make(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
                Ok(made) => {
                    held.0.push(path.clone());
                    return Ok((made, Self(path)));
                }
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Gives the file its name. A file with that name is replaced at once.
    pub(super) fn rename(&self, target: &Path, held: &mut Held) -> io::Result<()> {
        uninterrupted(|| fs::rename(&self.0, target))?;
        held.0.retain(|name| *name != self.0);
        Ok(())
    }
}

/// Calls a function again as long as a signal interrupts it, as some file systems allow.
pub(super) fn uninterrupted<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match call() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

impl Drop for HiddenName {
    fn drop(&mut self) {
        let mut held = hold();
        if held.0.contains(&self.0) {
            held.0.retain(|name| *name != self.0);
            let _ = fs::remove_file(&self.0);
        }
    }
}

/// Returns `true` if a file name is a hidden one.
pub(super) fn is_hidden_name(name: &str) -> bool {
    let numbers = name
        .strip_prefix(PREFIX)
        .and_then(|name| name.strip_suffix(SUFFIX));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    numbers
        .and_then(|numbers| numbers.split_once('-'))
        .is_some_and(|(process, number)| is_number(process) && is_number(number))
}

/// Lets an interruption remove the files with hidden names before it ends the process, and a limit of the size of files
/// be an error of writing.
#[cfg(unix)]
pub(super) fn handle_interruptions() {
    use std::sync::Once;
    use std::sync::mpsc;
    use std::thread;

    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let (ready, is_ready) = mpsc::channel();
        let waiting = thread::Builder::new().spawn(move || wait_for_interruption(&ready));
        if waiting.is_ok() {
            let _ = is_ready.recv();
        }
    });
}

#[cfg(not(unix))]
pub(super) fn handle_interruptions() {}

/// Waits for a signal that ends the process, and removes the files with hidden names first.
#[cfg(unix)]
fn wait_for_interruption(ready: &std::sync::mpsc::Sender<()>) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXFSZ};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    // The handler alone turns the signal into an error.
    let _ = signal_hook::flag::register(SIGXFSZ, std::sync::Arc::default());
    let handled = [SIGHUP, SIGINT, SIGQUIT, SIGTERM].into_iter();
    let ignored = ignored();
    let signals = Signals::new(handled.filter(|signal| ignored & bit(*signal) == 0));
    let _ = ready.send(());
    let Ok(mut signals) = signals else { return };
    for signal in signals.forever() {
        // The lock is kept, so that no file takes a name from now on.
        let held = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
        held.iter().for_each(|name| drop(fs::remove_file(name)));
        let _ = emulate_default_handler(signal);
    }
}

/// Returns the signals that this process ignores from its start on, as by `nohup`: the [`bit`] of each is set.
#[cfg(target_os = "linux")]
fn ignored() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    ignored.unwrap_or(0)
}

/// Returns the signal that `nohup` ignores, because there is no safe way to ask.
#[cfg(all(unix, not(target_os = "linux")))]
fn ignored() -> u64 {
    bit(signal_hook::consts::SIGHUP)
}

#[cfg(unix)]
fn bit(signal: i32) -> u64 {
    1 << (signal - 1)
}

/// Locks a file of this process. Fails as if the file existed already if another process has removed it, or is about to.
#[cfg(unix)]
pub(super) fn lock(file: &File, path: Option<&Path>) -> io::Result<()> {
    use rustix::fs::{FlockOperation, flock};
    use rustix::io::Errno;

    match flock(file, FlockOperation::NonBlockingLockExclusive) {
        Err(Errno::WOULDBLOCK) => Err(io::ErrorKind::AlreadyExists.into()),
        Ok(()) if path.is_some_and(|path| !is_same_file(file, path)) => {
            Err(io::ErrorKind::AlreadyExists.into())
        }
        // Where the file system has no locks, no other process removes the file.
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
pub(super) fn lock(_: &File, _: Option<&Path>) -> io::Result<()> {
    Ok(())
}

/// Removes the files with hidden names in a directory whose writers no longer run. A process does that once per directory.
#[cfg(unix)]
pub(super) fn remove_leftovers(directory: &Path) {
    static DONE: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
    let mut done = DONE.lock().unwrap_or_else(PoisonError::into_inner);
    if done.iter().any(|other| other == directory) {
        return;
    }
    done.push(directory.to_owned());
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    for entry in entries {
        if entry.file_name().to_str().is_some_and(is_hidden_name) {
            remove_leftover(&entry.path());
        }
    }
}

#[cfg(not(unix))]
pub(super) fn remove_leftovers(_: &Path) {}

/// Removes a file unless its writer still runs, and so has it locked. What cannot be opened belongs to another user.
#[cfg(unix)]
fn remove_leftover(path: &Path) {
    use rustix::fs::{FlockOperation, Mode, OFlags, flock};

    let flags = OFlags::RDWR | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let Ok(file) = rustix::fs::open(path, flags, Mode::empty()).map(File::from) else {
        return;
    };
    let is_locked = flock(&file, FlockOperation::NonBlockingLockExclusive).is_err();
    let is_file = file.metadata().is_ok_and(|metadata| metadata.is_file());
    // The writer may have given the file its name since, and another one may have taken the hidden name.
    if !is_locked && is_file && is_same_file(&file, path) {
        let _ = fs::remove_file(path);
    }
}

#[cfg(unix)]
fn is_same_file(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;

    let (Ok(file), Ok(other)) = (file.metadata(), fs::symlink_metadata(path)) else {
        return false;
    };
    (file.dev(), file.ino()) == (other.dev(), other.ino())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_program_are_hidden_ones() {
        assert!(is_hidden_name(".interorg-12-0.tmp"));
        for name in [
            ".interorg-backup",
            ".interorg-12.tmp",
            ".interorg--.tmp",
            "a.tmp",
            ".interorg-1-x.tmp",
        ] {
            assert!(!is_hidden_name(name), "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_locked_is_kept_and_what_is_not_is_removed() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let at = |name: &str| folder.path().join(name);
        let names = [".interorg-1-0.tmp", ".interorg-1-1.tmp", ".interorg-backup"];
        let files = names.map(|name| File::create(at(name)).expect("it can be created"));
        lock(&files[0], Some(&at(names[0]))).expect("nobody else has it");
        fs::create_dir(at(".interorg-1-2.tmp")).expect("it can be created");
        std::os::unix::fs::symlink(at("none"), at(".interorg-1-3.tmp")).expect("links can be made");
        remove_leftovers(folder.path());
        let is_left = |name: &str| fs::symlink_metadata(at(name)).is_ok();
        assert_eq!(names.map(is_left), [true, false, true]);
        assert!(is_left(".interorg-1-2.tmp") && is_left(".interorg-1-3.tmp"));
        fs::remove_file(at(names[0])).expect("it is there");
        assert!(
            lock(&files[0], Some(&at(names[0]))).is_err(),
            "it was removed"
        );
    }
}
