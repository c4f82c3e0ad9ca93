//! Programs of others that read graph files, as far as they are installed.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;

use crate::readers::{is_required, python};

/// Reads files with networkx and igraph for Python; `None` if they are missing and not required. The facts of each file
/// state the reader.
pub fn with_python(files: &[PathBuf]) -> Option<Vec<Json>> {
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let answers = python("graphs.py", &["networkx", "igraph"], &files)?;
    Some(parsed(&answers))
}

/// Reads files with igraph for R; `None` if it is missing and not required.
pub fn with_r(files: &[PathBuf]) -> Option<Vec<Json>> {
    let probe = ["-e", "library(igraph); library(jsonlite)"];
    if !is_installed("r", "Rscript", &probe) {
        return None;
    }
    let script = script("graphs.R");
    let arguments = [script].into_iter().chain(files.iter().cloned());
    Some(parsed(&run("Rscript", arguments)))
}

/// Reads files with graphology, the library of Gephi Lite; `None` if it is missing and not required. It is looked for in
/// `target/graphology`, or in the folder that `INTERORG_GRAPHOLOGY` names.
pub fn with_graphology(files: &[PathBuf]) -> Option<Vec<Json>> {
    let given = std::env::var_os("INTERORG_GRAPHOLOGY").map(PathBuf::from);
    let folder = given.unwrap_or_else(|| root().join("target/graphology"));
    if !folder.join("node_modules/graphology-gexf").is_dir() {
        skip("graphology", "graphology");
        return None;
    }
    let first = [script("graphs.mjs"), folder];
    let arguments = first.into_iter().chain(files.iter().cloned());
    Some(parsed(&run("node", arguments)))
}

/// Asserts that a file is valid by a schema of `tests/third-party`; `false` if xmllint is missing and not required.
#[track_caller]
pub fn validated(option: &str, schema: &str, file: &Path) -> bool {
    if !is_installed("xmllint", "xmllint", &["--version"]) {
        return false;
    }
    let schema = root().join("tests/third-party").join(schema);
    let run = Command::new("xmllint")
        .args(["--noout", "--nonet", option])
        .args([schema.as_path(), file])
        .output()
        .expect("xmllint runs");
    let errors = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{}: {errors}", file.display());
    true
}

/// Returns the facts of a file by a reader.
#[track_caller]
pub fn facts<'a>(answers: &'a [Json], file: &str, reader: &str) -> &'a Json {
    let mut all = answers.iter();
    let found = all.find(|facts| {
        facts["file"] == file && (facts["reader"] == reader || facts["reader"].is_null())
    });
    found.unwrap_or_else(|| panic!("{reader} has not read {file}"))
}

/// Returns `true` if a program runs with these arguments; otherwise its tests are skipped, if it is not required.
pub fn is_installed(kind: &str, program: &str, probe: &[&str]) -> bool {
    let found = Command::new(program).args(probe).output();
    let is_found = found.is_ok_and(|found| found.status.success());
    if !is_found {
        skip(kind, program);
    }
    is_found
}

fn skip(kind: &str, program: &str) {
    assert!(!is_required(kind), "{program} must be installed here");
    let _ = writeln!(std::io::stderr(), "skipped: {program} is not installed");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn script(name: &str) -> PathBuf {
    root().join("tests/readers").join(name)
}

#[track_caller]
fn run(program: &str, arguments: impl Iterator<Item = impl AsRef<OsStr>>) -> String {
    let run = Command::new(program)
        .args(arguments)
        .output()
        .expect("the program runs");
    let errors = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{program}: {errors}");
    String::from_utf8(run.stdout).expect("UTF-8")
}

fn parsed(answers: &str) -> Vec<Json> {
    let lines = answers.lines();
    lines
        .map(|line| serde_json::from_str(line).expect("it is JSON"))
        .collect()
}
