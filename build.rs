//! Checks `data/` with the program's own loader and packs it, so that the program carries it.

use std::error::Error;
use std::path::Path;
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

fn main() -> Result<(), Box<dyn Error>> {
    for path in ["build.rs", "data", "src/dataset", "src/model"] {
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
    let packed = postcard::to_stdvec(&dataset)?;
    fs::write(
        Path::new(&env::var("OUT_DIR")?).join("dataset.postcard"),
        packed,
    )?;
    println!("cargo::rustc-cfg=packed");
    Ok(())
}
