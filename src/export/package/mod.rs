//! The files of a data package beside its tables: what they are, and what the dataset is.
//!
//! A description states only what the dataset says of itself.

mod checksums;
mod citation;
mod datacite;
mod description;
mod facts;
mod file;
mod schema_org;

pub use self::checksums::write_checksums;
pub use self::citation::{write_citation_file, write_licence};
pub use self::datacite::write_datacite;
pub use self::description::write_datapackage;
pub use self::file::{FileDigest, PackagedFile};
pub use self::schema_org::write_schema_org;
