//! The Python module.

use std::path::{Path, PathBuf};

use crate::readers::python;

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
