//! The Python module, and the vignettes for Python and R, whose examples print what they show.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::graph_readers::is_installed;
use crate::readers::python;
use crate::support::{Folder, records};

const PROGRAM: &str = env!("CARGO_BIN_EXE_interorg");

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

#[test]
fn the_python_module_returns_typed_tables() {
    let arguments = [Path::new(PROGRAM), &path("python")];
    let packages = ["pandas", "polars", "pyarrow"];
    let Some(found) = python("module.py", &packages, &arguments) else {
        return;
    };
    let expected = format!("pandas polars pyarrow records {PROGRAM}");
    assert_eq!(found.trim_end(), expected);
}

#[test]
fn the_examples_for_python_print_what_is_shown() {
    let vignette = path("examples/python.md");
    let arguments = [&*vignette, Path::new(PROGRAM), &path("python")];
    if let Some(count) = python("vignette.py", &["pandas"], &arguments) {
        let count: usize = count.trim_end().parse().expect("it is a number");
        assert!(count >= 15, "{count} examples");
    }
}

#[test]
fn the_examples_for_r_print_what_is_shown() {
    let probe = ["-e", "library(readr); library(igraph); library(jsonlite)"];
    if !is_installed("r", "Rscript", &probe) {
        return;
    }
    let folder = Path::new(PROGRAM)
        .parent()
        .expect("a program is in a folder");
    let usual = std::env::var_os("PATH").unwrap_or_default();
    let folders = [folder.to_owned()]
        .into_iter()
        .chain(std::env::split_paths(&usual));
    let run = Command::new("Rscript")
        .args([path("tests/readers/vignette.R"), path("examples/r.md")])
        .env("PATH", std::env::join_paths(folders).expect("no colons"))
        .output()
        .expect("Rscript runs");
    let errors = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{errors}");
    let count = String::from_utf8_lossy(&run.stdout);
    let count: usize = count.trim().parse().expect("it is a number");
    assert!(count >= 10, "{count} comparisons");
}

#[test]
fn the_options_of_the_vignette_for_r_keep_texts_apart_from_what_is_missing() {
    const DATA: &str = "\
organizations:
  - {id: na, abbreviation: NA, name: NA}
  - {id: risk, name: '@Risk Forum'}
";
    let folder = Folder::new();
    folder.write("data.yaml", DATA);
    let table_of = |options: &[&str]| {
        let line = ["export", "organization", "--data", "data.yaml"];
        let rows = records(&folder.run(&[&line, options].concat()).stdout);
        let names = rows.iter().map(|row| row["name"].clone());
        (names.collect::<Vec<_>>(), rows[0]["kind"].clone())
    };
    let vignette = std::fs::read_to_string(path("examples/r.md")).expect("it is a file");
    assert!(vignette.contains(r#""--missing", "empty", "--raw""#));
    let (names, missing) = table_of(&["--missing", "empty", "--raw"]);
    assert_eq!(
        (names[0].as_str(), names[1].as_str()),
        ("NA", "@Risk Forum")
    );
    assert_eq!(missing, "");
}
