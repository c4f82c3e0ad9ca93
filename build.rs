//! Checks `data/` with the program's own loader and packs it, so that the program carries it.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/dataset/mod.rs"]
#[expect(
    dead_code,
    unused_imports,
    reason = "the program uses what the build script does not"
)]
mod dataset;
#[path = "src/model/mod.rs"]
#[expect(
    dead_code,
    unused_imports,
    reason = "the program uses what the build script does not"
)]
mod model;
#[path = "src/phrase.rs"]
#[expect(dead_code, reason = "the program uses what the build script does not")]
mod phrase;

use model::{Dataset, Id};

fn main() -> Result<(), Box<dyn Error>> {
    for path in [
        "build.rs",
        "data",
        "src/dataset",
        "src/model",
        "src/phrase.rs",
    ] {
        println!("cargo::rerun-if-changed={path}");
    }
    let root = env::var("CARGO_MANIFEST_DIR")?;
    let inputs = dataset::read_inputs([Path::new(&root).join("data")])?;
    let checked = dataset::check(inputs);
    let Some(dataset) = checked.dataset else {
        for line in checked.report.render(false).lines() {
            println!("cargo::error={line}");
        }
        return Err(format!("data/ has {}", checked.report.summary()).into());
    };
    pack(&dataset)?;
    println!("cargo::rustc-cfg=packed");
    Ok(())
}

/// Writes the dataset with the ids of its sources only, since few questions need more, and the bibliography
/// beside it.
fn pack(dataset: &Dataset) -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let ids: Vec<&Id> = dataset.sources().iter().map(|source| &source.id).collect();
    let head = (
        dataset.about(),
        dataset.vocabularies(),
        dataset.organizations(),
        dataset.partnerships(),
        dataset.operations(),
        ids,
    );
    fs::write(out.join("dataset.postcard"), postcard::to_stdvec(&head)?)?;
    let sources = postcard::to_stdvec(dataset.sources())?;
    fs::write(out.join("sources.postcard"), sources)?;
    Ok(())
}
