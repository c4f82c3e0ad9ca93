//! The data package of `interorg export`: a folder with the tables, their description, and how to cite them.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use interorg::analysis::tables::ProjectedTable;
use interorg::export::{
    PackagedFile, write_datapackage, write_packaged_csv, write_projection_codebook,
};
use interorg::graph::Graph;

use super::Args;
use super::files::{create_folder, write_hashed};
use crate::cli::Outcome;
use crate::cli::error::CliError;

const CITATION: &str = "CITATION.cff";

/// How to cite the shipped dataset.
const CITATION_OF_SHIPPED: &str = include_str!("../../../CITATION.cff");

pub(super) fn write(
    args: &Args,
    graph: &Graph,
    tables: &[ProjectedTable<'_>],
    folder: &Path,
) -> Result<Outcome, CliError> {
    create_folder(&folder.join("data"))?;
    let package = Package { args, folder };
    let mut files = Vec::new();
    for table in tables {
        let name = table.definition().name;
        let path = format!("data/{name}.csv");
        files.push(package.file(name, &path, "text/csv", |mut output| {
            Ok(write_packaged_csv(table, &mut output)?)
        })?);
    }
    files.push(
        package.file("codebook", "CODEBOOK.md", "text/markdown", |mut output| {
            Ok(write_projection_codebook(tables, &mut output)?)
        })?,
    );
    if let Some(text) = citation(args)? {
        files.push(
            package.file("how-to-cite", CITATION, "application/yaml", |output| {
                Ok(output.write_all(&text)?)
            })?,
        );
    }
    // The description comes last: a package that was interrupted has none.
    let path = folder.join("datapackage.json");
    write_hashed(args, Some(&path), |mut output| {
        let about = graph.dataset().about();
        Ok(write_datapackage(about, tables, &files, &mut output)?)
    })?;
    Ok(Outcome::Done)
}

/// Where a package is written.
struct Package<'a> {
    args: &'a Args,
    folder: &'a Path,
}

impl Package<'_> {
    /// Writes a file, and returns its description.
    fn file(
        &self,
        name: &str,
        path: &str,
        media_type: &'static str,
        write: impl FnOnce(&mut dyn Write) -> Result<(), CliError>,
    ) -> Result<PackagedFile, CliError> {
        let target = self.folder.join(path);
        let sha256 = write_hashed(self.args, Some(&target), write)?;
        Ok(PackagedFile {
            name: name.to_owned(),
            path: path.to_owned(),
            media_type,
            bytes: fs::metadata(&target)?.len(),
            sha256,
        })
    }
}

/// Returns the text on how to cite the dataset: that beside its files, if there is one.
fn citation(args: &Args) -> io::Result<Option<Vec<u8>>> {
    if args.data.data.is_empty() {
        return Ok(Some(CITATION_OF_SHIPPED.into()));
    }
    for path in &args.data.data {
        let folder = if path.is_dir() {
            Some(&**path)
        } else {
            path.parent()
        };
        let file = folder
            .map(|folder| folder.join(CITATION))
            .filter(|file| file.is_file());
        if let Some(file) = file {
            return fs::read(file).map(Some);
        }
    }
    Ok(None)
}
