//! A description of the dataset in the vocabulary of schema.org, which search engines for datasets read.

use std::io;

use serde_json::{Value as Json, json};

use super::facts::{covered, present};
use super::file::PackagedFile;
use crate::export::error::ExportError;
use crate::model::{About, Contributor};

/// Writes the description of a dataset in the vocabulary of schema.org as JSON-LD, with the files that it can be read from.
///
/// Every value is from the description of the dataset; what it does not say is left out.
///
/// # Errors
/// Fails if the output cannot be written.
pub fn write_schema_org(
    about: &About,
    files: &[PackagedFile],
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    let creators: Vec<Json> = about.authors.iter().map(|author| creator(author)).collect();
    let files: Vec<Json> = files.iter().map(download).collect();
    let licence = about.licence.as_deref();
    let fields = [
        ("@context", Some("https://schema.org/".into())),
        ("@type", Some("Dataset".into())),
        ("name", about.title.as_deref().map(Json::from)),
        ("description", about.description.as_deref().map(Json::from)),
        ("version", about.version.as_deref().map(Json::from)),
        ("url", about.url.as_deref().map(Json::from)),
        (
            "license",
            licence.map(|name| json!({"@type": "CreativeWork", "name": name})),
        ),
        ("creator", (!creators.is_empty()).then(|| creators.into())),
        ("creditText", about.citation.as_deref().map(Json::from)),
        ("temporalCoverage", covered(about).map(Json::from)),
        ("distribution", (!files.is_empty()).then(|| files.into())),
    ];
    writeln!(output, "{:#}", Json::Object(present(fields)))?;
    Ok(())
}

fn creator(author: &str) -> Json {
    match Contributor::parse(author) {
        Contributor::Body(name) => json!({"@type": "Organization", "name": name}),
        Contributor::Person(person) => {
            let family = person.full_family();
            let parts = [person.given, &family, person.suffix].into_iter();
            let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
            json!({"@type": "Person", "name": parts.join(" "), "givenName": person.given, "familyName": family})
        }
    }
}

fn download(file: &PackagedFile) -> Json {
    let mut download = json!({
        "@type": "DataDownload",
        "name": file.name,
        "contentUrl": file.path,
        "encodingFormat": file.media_type,
    });
    if let Some(digest) = &file.digest {
        download["contentSize"] = format!("{} B", digest.bytes).into();
        download["sha256"] = (&*digest.sha256).into();
    }
    download
}
