//! The entries under which the dataset and the program are cited.

use crate::model::{Dataset, Source};

/// The title of the program, as in `CITATION.cff`.
const PROGRAM_TITLE: &str =
    "interorg: knowledge graphs of partnerships between international organizations";

/// The release date of this version, as in `CITATION.cff`.
const RELEASE_DATE: &str = "2026-11-24";

/// Returns the entries under which the dataset and the program are cited, each with its version.
///
/// The note of the dataset's entry says how to cite it, what it covers, and under which licence it is.
///
/// ```
/// let dataset = interorg::dataset::builtin();
/// let [data, program] = interorg::analysis::how_to_cite(&dataset);
/// assert_eq!(Some(&data.title), dataset.about().title.as_ref());
/// assert!(program.title.starts_with("interorg"));
/// ```
pub fn how_to_cite(dataset: &Dataset) -> [Source; 2] {
    [dataset_entry(dataset), program_entry()]
}

fn dataset_entry(dataset: &Dataset) -> Source {
    let about = dataset.about();
    let citation = about.citation.as_deref().map(str::to_owned);
    let coverage = about.coverage.as_deref();
    let coverage = coverage.map(|coverage| format!("Coverage: {coverage}"));
    let licence = about.licence.as_deref();
    let licence = licence.map(|licence| format!("Licence: {licence}."));
    let remarks: Vec<String> = [citation, coverage, licence]
        .into_iter()
        .flatten()
        .collect();
    Source {
        kind: "dataset".into(),
        title: about.title.as_deref().unwrap_or("Untitled dataset").into(),
        authors: about.authors.clone(),
        date: about.as_of,
        url: about.url.clone(),
        note: (!remarks.is_empty()).then(|| remarks.join(" ").into()),
        ..entry("dataset", about.version.as_deref())
    }
}

fn program_entry() -> Source {
    let url = env!("CARGO_PKG_REPOSITORY");
    Source {
        kind: "repository".into(),
        title: PROGRAM_TITLE.into(),
        authors: ["The interorg contributors".into()].into(),
        date: RELEASE_DATE.parse().ok(),
        url: (!url.is_empty()).then(|| url.into()),
        note: Some(concat!("Licence: ", env!("CARGO_PKG_LICENSE")).into()),
        ..entry("program", Some(env!("CARGO_PKG_VERSION")))
    }
}

/// Returns an entry with an id and a version.
fn entry(id: &str, version: Option<&str>) -> Source {
    let version = version.map(|version| ("version".into(), version.into()));
    Source {
        serial_numbers: version.into_iter().collect(),
        ..Source::untitled(id.parse().expect("both ids are valid"))
    }
}
