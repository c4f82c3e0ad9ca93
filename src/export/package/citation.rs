//! How to cite a dataset in the Citation File Format 1.2.0, and the file that states its licence.

use std::io;

use super::facts::doi;
use crate::dataset::double_quoted;
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
    writeln!(output, "message: {}", double_quoted(message))?;
    writeln!(
        output,
        "type: dataset\ntitle: {}\nauthors:",
        double_quoted(title)
    )?;
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
            writeln!(output, "{name}: {}", double_quoted(value))?;
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
        Contributor::Body(name) => writeln!(output, "  - name: {}", double_quoted(name)),
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
                writeln!(output, "{start}{name}: {}", double_quoted(value))?;
            }
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset;

    #[test]
    fn characters_that_yaml_does_not_allow_are_escaped() {
        let title = "A \u{7f}\u{9b} title: \"1\" \\ \u{2028}é";
        let data = format!(
            "dataset: {{title: {}, authors: ['Doe, Jane']}}\norganizations: [{{id: un, name: UN}}]\n",
            double_quoted(title)
        );
        let dataset = dataset::parse(&data).expect("the dataset is sound");
        let mut file = Vec::new();
        assert!(write_citation_file(dataset.about(), &mut file).expect("a list takes all bytes"));
        let file = String::from_utf8(file).expect("it is text");
        let line = r#"title: "A \x7F\x9B title: \"1\" \\ \u2028é""#;
        assert!(file.lines().any(|one| one == line), "{file}");
    }
}
