//! Checks `data/` with the loader of the program, and packs it as the compiled-in dataset.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/dataset/mod.rs"]
#[expect(
    dead_code,
    unused_imports,
    reason = "the build script uses only a part of what the program uses"
)]
mod dataset;
#[path = "src/model/mod.rs"]
#[expect(
    dead_code,
    unused_imports,
    reason = "the build script uses only a part of what the program uses"
)]
mod model;
#[path = "src/phrase.rs"]
#[expect(
    dead_code,
    reason = "the build script uses only a part of what the program uses"
)]
mod phrase;

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
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("dataset.snapshot"), dataset::pack(&dataset)?)?;
    // From here on the program has a shipped dataset, and with it default vocabularies.
    println!("cargo::rustc-cfg=packed");
    Ok(())
}
