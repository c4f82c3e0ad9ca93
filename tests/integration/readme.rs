//! What the README shows is what the program prints.

use std::path::Path;
use std::process::Command;

/// Returns the commands of the README with the output that it shows for them.
fn shown(readme: &str) -> Vec<(Vec<String>, String)> {
    let blocks = readme
        .split("```console\n")
        .skip(1)
        .filter_map(|block| block.split("```").next());
    let runs = blocks.filter_map(|block| block.strip_prefix("$ interorg "));
    runs.map(|run| {
        let (command, output) = run.split_once('\n').expect("a command has output");
        (
            command.split_whitespace().map(str::to_owned).collect(),
            output.to_owned(),
        )
    })
    .collect()
}

#[test]
fn the_readme_shows_real_output() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).expect("there is a README");
    let shown = shown(&readme);
    assert!(
        shown.len() >= 2,
        "the README shows commands: {}",
        shown.len()
    );
    for (arguments, output) in shown {
        let run = Command::new(env!("CARGO_BIN_EXE_interorg"))
            .args(&arguments)
            .output();
        let printed = String::from_utf8(run.expect("the program runs").stdout).expect("UTF-8");
        assert_eq!(
            printed.trim_end(),
            output.trim_end(),
            "interorg {}",
            arguments.join(" ")
        );
    }
}

#[test]
fn the_picture_of_the_readme_is_current() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let kept = std::fs::read(root.join("examples/partnerships.svg")).expect("it is kept");
    let mut command = Command::new(env!("CARGO_BIN_EXE_interorg"));
    let run = command.args(["diagram", "--format", "svg"]).output();
    let drawn = run.expect("the program runs").stdout;
    assert!(
        kept == drawn,
        "draw it again: interorg diagram -o examples/partnerships.svg"
    );
}
