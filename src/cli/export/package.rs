//! The data package of `interorg export`: a folder with the dataset as tables and in RDF, descriptions of it, and checksums.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use interorg::analysis::tables::ProjectedTable;
use interorg::export::{
    ExportError, Format, PackagedFile, write_checksums, write_citation_file, write_datacite,
    write_datapackage, write_licence, write_packaged_csv, write_projection_codebook, write_rdf,
    write_schema_org,
};
use interorg::graph::Graph;
use interorg::query::Filter;

use super::Args;
use super::files::{create_folder, write_hashed};
use crate::cli::Outcome;
use crate::cli::error::{CliError, note};

const CITATION: &str = "CITATION.cff";

/// How to cite the shipped dataset.
const CITATION_OF_SHIPPED: &str = include_str!("../../../CITATION.cff");

/// The licence of the shipped dataset.
const LICENCE_OF_SHIPPED: &str = include_str!("../../../data/LICENSE");

const CHECKSUMS: &str = "checksums.sha256";

pub(super) fn write(
    args: &Args,
    graph: &Graph,
    tables: &[ProjectedTable<'_>],
    folder: &Path,
) -> Result<Outcome, CliError> {
    create_folder(&folder.join("data"))?;
    let about = graph.dataset().about();
    let mut package = Package::new(args, folder);
    package.add_data(graph, tables)?;
    let data = package.files.clone();
    package.add("codebook", "CODEBOOK.md", "text/markdown", |output| {
        write_projection_codebook(tables, output)
    })?;
    let own = citation(args)?;
    package.add_own("how-to-cite", CITATION, "application/yaml", own, |output| {
        write_citation_file(about, output)
    })?;
    let own = is_shipped(args).then(|| LICENCE_OF_SHIPPED.into());
    package.add_own("licence", "LICENSE", "text/plain", own, |output| {
        write_licence(about, output)
    })?;
    package.add("datacite", "datacite.json", "application/json", |output| {
        write_datacite(about, output)
    })?;
    let name = "schema-org.jsonld";
    package.add("schema-org", name, "application/ld+json", |output| {
        write_schema_org(about, &data, output)
    })?;
    package.describe(graph, tables)?;
    Ok(Outcome::Done)
}

/// A package that is being written.
struct Package<'a> {
    args: &'a Args,
    folder: &'a Path,
    files: Vec<PackagedFile>,
}

impl<'a> Package<'a> {
    fn new(args: &'a Args, folder: &'a Path) -> Self {
        Self {
            args,
            folder,
            files: Vec::new(),
        }
    }

    /// Adds the dataset: a file per table, and a file of RDF.
    fn add_data(&mut self, graph: &Graph, tables: &[ProjectedTable<'_>]) -> Result<(), CliError> {
        for table in tables {
            let name = table.definition().name;
            let path = format!("data/{name}.csv");
            self.add(name, &path, "text/csv", |output| {
                write_packaged_csv(table, output)
            })?;
        }
        let format = Format::Turtle;
        if !format.is_built() {
            note(
                "this program was built without the feature `rdf`, so the package has no dataset.ttl",
            );
            return Ok(());
        }
        let selection = Filter::default().resolve(graph)?.select_courses();
        let base = self.args.rdf.base(graph);
        self.add("rdf", "dataset.ttl", format.media_type(), |output| {
            write_rdf(&selection, format, base, output)
        })
    }

    /// Adds a file.
    fn add(
        &mut self,
        name: &str,
        path: &str,
        media_type: &'static str,
        write: impl FnOnce(&mut &mut dyn Write) -> Result<(), ExportError>,
    ) -> Result<(), CliError> {
        let target = self.folder.join(path);
        let digest = write_hashed(self.args, Some(&target), |mut output| {
            Ok(write(&mut output)?)
        })?;
        self.files.push(PackagedFile {
            name: name.to_owned(),
            path: path.to_owned(),
            media_type,
            digest: Some(digest),
        });
        Ok(())
    }

    /// Adds the dataset's own file, or else one that is made from the description of the dataset, if that has what is needed.
    fn add_own(
        &mut self,
        name: &str,
        path: &str,
        media_type: &'static str,
        own: Option<Vec<u8>>,
        write: impl FnOnce(&mut Vec<u8>) -> Result<bool, ExportError>,
    ) -> Result<(), CliError> {
        let text = match own {
            Some(text) => text,
            None => {
                let mut text = Vec::new();
                if !write(&mut text)? {
                    return Ok(());
                }
                text
            }
        };
        self.add(
            name,
            path,
            media_type,
            |output| Ok(output.write_all(&text)?),
        )
    }

    /// Writes the description of the package, and the checksums of all files. They come last: a package that was interrupted does
    /// not have them.
    fn describe(mut self, graph: &Graph, tables: &[ProjectedTable<'_>]) -> Result<(), CliError> {
        let about = graph.dataset().about();
        let mut listed = self.files.clone();
        listed.push(PackagedFile {
            name: "checksums".to_owned(),
            path: CHECKSUMS.to_owned(),
            media_type: "text/plain",
            // They have the checksum of the description.
            digest: None,
        });
        let media_type = "application/json";
        self.add("description", "datapackage.json", media_type, |output| {
            write_datapackage(about, tables, &listed, output)
        })?;
        let files = self.files.clone();
        self.add("checksums", CHECKSUMS, "text/plain", |output| {
            write_checksums(&files, output)
        })
    }
}

fn is_shipped(args: &Args) -> bool {
    args.data.data.is_empty()
}

/// Returns the text on how to cite the dataset: that beside its files, if there is one.
fn citation(args: &Args) -> io::Result<Option<Vec<u8>>> {
    if is_shipped(args) {
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
