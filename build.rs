//! Checks `data/` with the loader of the program, and packs it as the compiled-in dataset, with the indexes of its graph.
//! Prepares the pictures of the documentation.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/choice.rs"]
mod choice;
#[path = "src/dataset/mod.rs"]
#[expect(
    dead_code,
    unused_imports,
    reason = "the build script uses only a part of what the program uses"
)]
mod dataset;
#[path = "src/graph/mod.rs"]
#[expect(
    dead_code,
    unused_imports,
    reason = "the build script uses only a part of what the program uses"
)]
mod graph;
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
#[path = "src/threads.rs"]
#[expect(
    dead_code,
    reason = "the build script uses only a part of what the program uses"
)]
mod threads;

/// The pictures of the README, which the documentation of the crate embeds.
const PICTURES: [&str; 3] = [
    "examples/partnerships.svg",
    "examples/gallery/timeline.svg",
    "examples/explore.png",
];

fn main() -> Result<(), Box<dyn Error>> {
    for path in [
        "build.rs",
        "data",
        "src/choice.rs",
        "src/dataset",
        "src/graph",
        "src/model",
        "src/phrase.rs",
        "src/threads.rs",
    ]
    .into_iter()
    .chain(PICTURES)
    {
        println!("cargo::rerun-if-changed={path}");
    }
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for picture in PICTURES.map(Path::new) {
        let address = data_address(picture, &fs::read(root.join(picture))?);
        let name = picture.with_extension("address");
        fs::write(out.join(name.file_name().unwrap_or_default()), address)?;
    }
    let inputs = dataset::read_inputs([root.join("data")])?;
    let checked = dataset::check(inputs);
    let Some(dataset) = checked.dataset else {
        for line in checked.report.render(false).lines() {
            println!("cargo::error={line}");
        }
        return Err(format!("data/ has {}", checked.report.summary()).into());
    };
    let snapshot = graph::Graph::new(dataset.clone()).to_snapshot();
    let again = dataset::Input::new("snapshot", snapshot.clone());
    if dataset::from_inputs(vec![again])? != dataset {
        return Err("the snapshot differs from the dataset".into());
    }
    fs::write(out.join("dataset.snapshot"), snapshot)?;
    // From here on the program has a shipped dataset, and with it default vocabularies.
    println!("cargo::rustc-cfg=packed");
    Ok(())
}

/// Returns a picture as an address that contains it (RFC 2397), for a Markdown link in angle brackets.
fn data_address(path: &Path, picture: &[u8]) -> String {
    let is_svg = path.extension().is_some_and(|extension| extension == "svg");
    let kind = if is_svg { "image/svg+xml" } else { "image/png" };
    let mut address = format!("data:{kind},");
    for byte in picture {
        let has_meaning = b"\"#%&<>\\".contains(byte);
        if (b' '..=b'~').contains(byte) && !has_meaning {
            address.push(char::from(*byte));
        } else {
            address += &format!("%{byte:02X}");
        }
    }
    address
}
