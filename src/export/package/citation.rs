//! How to cite a dataset in the Citation File Format 1.2.0, and the file that states its licence.

use std::io;

use super::facts::doi;
use crate::export::error::ExportError;
use crate::model::{About, Contributor};

/// Writes how to cite a dataset in the Citation File Format 1.2.0. Returns `false`, and writes nothing, if the dataset names no
/// title or no authors, which the format demands.
///
/// # Errors
/// Fails if the output cannot be written.
pub fn write_citation_file(
    about: &About,
    output: &mut impl io::Write,
) -> Result<bool, ExportError> {
    let Some(title) = about.title.as_deref().filter(|_| !about.authors.is_empty()) else {
        return Ok(false);
    };
    let message = about.citation.as_deref();
    let message = message.unwrap_or("If you use this dataset, please cite it as below.");
    writeln!(output, "cff-version: 1.2.0")?;
    writeln!(output, "message: {}", quoted(message))?;
    writeln!(output, "type: dataset\ntitle: {}\nauthors:", quoted(title))?;
    for author in &about.authors {
        write_author(Contributor::parse(author), output)?;
    }
    // The format knows licences of the list of SPDX, and no expressions of several.
    let licence = about.licence.as_deref();
    let licence = licence.filter(|licence| !licence.contains(char::is_whitespace));
    let url = about.url.as_deref();
    let fields = [
        ("version", about.version.as_deref()),
        ("license", licence),
        ("doi", url.and_then(doi)),
        ("url", url),
        ("abstract", about.description.as_deref()),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            writeln!(output, "{name}: {}", quoted(value))?;
        }
    }
    Ok(true)
}

/// Writes the licence that a dataset names, and where the dataset is kept. Returns `false`, and writes nothing, if it names no
/// licence.
///
/// # Errors
/// Fails if the output cannot be written.
pub fn write_licence(about: &About, output: &mut impl io::Write) -> Result<bool, ExportError> {
    let Some(licence) = about.licence.as_deref() else {
        return Ok(false);
    };
    if let Some(title) = about.title.as_deref() {
        writeln!(output, "{title}")?;
    }
    writeln!(output, "Licence (SPDX): {licence}")?;
    if let Some(url) = about.url.as_deref() {
        writeln!(output, "Dataset: {url}")?;
    }
    Ok(true)
}

fn write_author(author: Contributor<'_>, output: &mut impl io::Write) -> io::Result<()> {
    match author {
        Contributor::Body(name) => writeln!(output, "  - name: {}", quoted(name)),
        Contributor::Person(person) => {
            let fields = [
                ("family-names", person.family),
                ("given-names", person.given),
                ("name-particle", person.particle),
                ("name-suffix", person.suffix),
            ];
            let fields = fields.iter().filter(|(_, value)| !value.is_empty());
            for (index, (name, value)) in fields.enumerate() {
                let start = if index == 0 { "  - " } else { "    " };
                writeln!(output, "{start}{name}: {}", quoted(value))?;
            }
            Ok(())
        }
    }
}

/// Returns a text in quotation marks. YAML reads texts of JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
