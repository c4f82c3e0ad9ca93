//! What a file keeps when another takes its place: owner, group, permissions, attributes.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// A file that is about to be replaced.
pub(super) struct Replaced {
    #[cfg_attr(not(unix), expect(dead_code))]
    file: File,
    metadata: Metadata,
}

impl Replaced {
    /// Opens the file at a path; `None` if there is none.
    ///
    /// # Errors
    /// Fails if the file cannot be written to. It must not be replaced then, although its directory would allow it.
    pub(super) fn at(path: &Path) -> io::Result<Option<Self>> {
        let file = match File::options().append(true).open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let metadata = file.metadata()?;
        Ok(Some(Self { file, metadata }))
    }

    /// Returns the number of names that the file has, which are hard links of one another.
    #[cfg(unix)]
    pub(super) fn name_count(&self) -> u64 {
        std::os::unix::fs::MetadataExt::nlink(&self.metadata)
    }

    #[cfg(not(unix))]
    pub(super) fn name_count(&self) -> u64 {
        1
    }

    /// Gives a new file the owner and group of this one.
    ///
    /// # Errors
    /// Fails if this process may not do that.
    #[cfg(unix)]
    pub(super) fn give_owner_to(&self, new: &File) -> io::Result<()> {
        use rustix::fs::{Gid, Uid, fchown};
        use std::os::unix::fs::MetadataExt as _;

        let (old, now) = (&self.metadata, new.metadata()?);
        let owner = (old.uid() != now.uid()).then(|| Uid::from_raw(old.uid()));
        let group = (old.gid() != now.gid()).then(|| Gid::from_raw(old.gid()));
        if owner.is_none() && group.is_none() {
            return Ok(());
        }
        fchown(new, owner, group).map_err(|error| {
            let whose = if owner.is_some() { "owner" } else { "group" };
            lost(&format!("{whose} {}:{}", old.uid(), old.gid()), error)
        })
    }

    #[cfg(not(unix))]
    pub(super) fn give_owner_to(&self, _: &File) -> io::Result<()> {
        Ok(())
    }

    /// Gives a new file the permissions of this one, with access control lists and the attributes of users.
    pub(super) fn give_permissions_to(&self, new: &File) -> io::Result<()> {
        #[cfg(target_os = "linux")]
        self.give_attributes_to(new)?;
        new.set_permissions(self.metadata.permissions())
    }

    /// Copies the extended attributes that the system does not give to every file anew.
    #[cfg(target_os = "linux")]
    fn give_attributes_to(&self, new: &File) -> io::Result<()> {
        use rustix::fs::{XattrFlags, fgetxattr, flistxattr, fsetxattr};

        // The limit of Linux for the list and for a value.
        const MAX_BYTES: usize = 64 << 10;
        let mut list = Vec::with_capacity(MAX_BYTES);
        // Some file systems have no attributes.
        if flistxattr(&self.file, rustix::buffer::spare_capacity(&mut list)).is_err() {
            return Ok(());
        }
        let names = list.split(|byte| *byte == 0);
        for name in names.filter(|name| is_kept(name)) {
            let mut value = Vec::with_capacity(MAX_BYTES);
            let shown = || format!("attribute `{}`", String::from_utf8_lossy(name));
            fgetxattr(&self.file, name, rustix::buffer::spare_capacity(&mut value))
                .and_then(|_| fsetxattr(new, name, &value, XattrFlags::empty()))
                .map_err(|error| lost(&shown(), error))?;
        }
        Ok(())
    }
}

/// Returns `true` if an extended attribute belongs to the file and not to the system: that of a user or an access control
/// list.
#[cfg(target_os = "linux")]
fn is_kept(name: &[u8]) -> bool {
    name.starts_with(b"user.") || name == b"system.posix_acl_access"
}

#[cfg(unix)]
fn lost(what: &str, error: rustix::io::Errno) -> io::Error {
    let error = io::Error::from(error);
    let message = format!("the file that replaces it cannot have its {what}: {error}");
    io::Error::new(error.kind(), message)
}
