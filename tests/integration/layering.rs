//! The stages of the pipeline import only earlier ones, and the library never prints.

use std::fs;
use std::path::{Path, PathBuf};

const STAGES: [&str; 7] = [
    "model", "dataset", "graph", "query", "view", "export", "cli",
];

fn rust_files(directory: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).expect("src is readable") {
        let path = entry.expect("src is readable").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

#[test]
fn no_stage_imports_a_later_one() {
    let mut checked = 0;
    for (place, stage) in STAGES.iter().enumerate() {
        for file in rust_files(&source().join(stage)) {
            let text = fs::read_to_string(&file).expect("a source file is text");
            for later in &STAGES[place + 1..] {
                let import = format!("crate::{later}");
                let found = text
                    .lines()
                    .find(|line| !line.trim_start().starts_with("//") && line.contains(&import));
                assert_eq!(found, None, "{} imports {later}", file.display());
            }
            checked += 1;
        }
    }
    assert!(checked > 40, "the stages have files: {checked}");
}

#[test]
fn only_the_model_and_the_dataset_know_serde_yaml_and_only_the_graph_side_petgraph() {
    for (name, allowed) in [
        ("serde_yaml", &["dataset"][..]),
        ("petgraph", &["graph", "query"][..]),
    ] {
        for stage in STAGES.iter().filter(|stage| !allowed.contains(stage)) {
            for file in rust_files(&source().join(stage)) {
                let text = fs::read_to_string(&file).expect("a source file is text");
                assert!(
                    !text.contains(&format!("{name}::")),
                    "{} uses {name}",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn the_library_never_prints() {
    for stage in STAGES.iter().filter(|stage| **stage != "cli") {
        for file in rust_files(&source().join(stage)) {
            let text = fs::read_to_string(&file).expect("a source file is text");
            for macro_name in ["println!", "print!(", "eprintln!", "eprint!(", "dbg!"] {
                let found = text
                    .lines()
                    .find(|line| !line.trim_start().starts_with("//") && line.contains(macro_name));
                assert_eq!(found, None, "{} prints", file.display());
            }
        }
    }
}
