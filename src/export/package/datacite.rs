//! A description of the dataset by the DataCite Metadata Schema 4.6, as JSON.
//!
//! Every value is from the description of the dataset. Where the schema demands a value that the dataset does not have, there is
//! the code that DataCite defines for this.

use std::io;

use serde_json::{Value as Json, json};

use super::facts::{covered, doi, plain, present};
use crate::export::error::ExportError;
use crate::model::{About, Contributor};

/// The identifier of the schema, the same for all its versions 4.
const SCHEMA: &str = "http://datacite.org/schema/kernel-4";

/// The code of DataCite for a value that is unavailable and possibly unknown.
const UNAVAILABLE: &str = ":unav";

/// Writes the metadata of a dataset for the registration of a DOI, by the DataCite Metadata Schema 4.6.
///
/// There is a DOI only if the `url` of the dataset is one. The publisher is unavailable, and so are authors and a title that the
/// dataset does not name. The year of publication is that of the as-of date, as in `interorg cite --dataset`; without an
/// as-of date it is left out, although the schema demands it.
///
/// # Errors
/// Fails if the output cannot be written.
pub fn write_datacite(about: &About, output: &mut impl io::Write) -> Result<(), ExportError> {
    let title = about.title.as_deref().unwrap_or(UNAVAILABLE);
    let address = about.url.as_deref();
    let year = about.as_of.and_then(|date| date.one_year());
    let fields = [
        ("schemaVersion", Some(SCHEMA.into())),
        ("doi", address.and_then(doi).map(Json::from)),
        ("types", Some(json!({"resourceTypeGeneral": "Dataset"}))),
        ("creators", Some(creators(about))),
        ("titles", Some(json!([{"title": title}]))),
        ("publisher", Some(json!({"name": UNAVAILABLE}))),
        (
            "publicationYear",
            year.filter(|year| (1000..=9999).contains(year))
                .map(|year| year.to_string().into()),
        ),
        ("dates", dates(about)),
        ("version", about.version.as_deref().map(Json::from)),
        (
            "alternateIdentifiers",
            address
                .map(|url| json!([{"alternateIdentifier": url, "alternateIdentifierType": "URL"}])),
        ),
        ("rightsList", about.licence.as_deref().map(rights)),
        ("descriptions", descriptions(about)),
    ];
    writeln!(output, "{:#}", Json::Object(present(fields)))?;
    Ok(())
}

fn creators(about: &About) -> Json {
    let creators = about.authors.iter().map(|author| {
        let author = Contributor::parse(author);
        let mut creator = json!({"name": author.to_string()});
        match author {
            Contributor::Body(_) => creator["nameType"] = "Organizational".into(),
            Contributor::Person(person) => {
                creator["nameType"] = "Personal".into();
                creator["givenName"] = person.given.into();
                creator["familyName"] = person.full_family().into();
            }
        }
        creator
    });
    let creators: Vec<Json> = creators.collect();
    if creators.is_empty() {
        json!([{"name": UNAVAILABLE}])
    } else {
        creators.into()
    }
}

/// Returns the as-of date, and the period that the record covers.
fn dates(about: &About) -> Option<Json> {
    let as_of = json!({
        "date": plain(about.as_of)?,
        "dateType": "Other",
        "dateInformation": "Evidence was read up to this date.",
    });
    let covered = covered(about).map(|period| json!({"date": period, "dateType": "Coverage"}));
    Some([as_of].into_iter().chain(covered).collect())
}

fn rights(licence: &str) -> Json {
    json!([{
        "rights": licence,
        "rightsIdentifier": licence,
        "rightsIdentifierScheme": "SPDX",
        "schemeUri": "https://spdx.org/licenses/",
    }])
}

fn descriptions(about: &About) -> Option<Json> {
    let conventions: Vec<&str> = about.conventions.iter().map(|text| &**text).collect();
    let conventions = conventions.join("\n");
    let descriptions = [
        (about.description.as_deref(), "Abstract"),
        (about.coverage.as_deref(), "Other"),
        (
            Some(&*conventions).filter(|text| !text.is_empty()),
            "Methods",
        ),
    ];
    let descriptions = descriptions.into_iter();
    let descriptions = descriptions.filter_map(|(text, kind)| {
        text.map(|text| json!({"description": text, "descriptionType": kind}))
    });
    let descriptions: Vec<Json> = descriptions.collect();
    (!descriptions.is_empty()).then(|| descriptions.into())
}
