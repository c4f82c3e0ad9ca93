//! What the README shows is what the program prints.

use std::path::Path;
use std::process::Command;

use super::support::Folder;

fn readme() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(root.join("README.md")).expect("there is a README")
}

/// Returns the content of the only code block of the README in a language.
fn block(readme: &str, language: &str) -> String {
    let blocks: Vec<&str> = readme
        .split(&format!("```{language}\n"))
        .skip(1)
        .filter_map(|block| block.split("```").next())
        .collect();
    assert_eq!(blocks.len(), 1, "{language}");
    blocks[0].to_owned()
}

/// Returns the commands of the README with the output that it shows for them.
fn shown(readme: &str) -> Vec<(Vec<String>, String)> {
    let blocks = readme
        .split("```console\n")
        .skip(1)
        .filter_map(|block| block.split("```").next());
    let runs = blocks.filter_map(|block| block.strip_prefix("$ interorg "));
    runs.map(|run| {
        let (command, output) = run.split_once('\n').expect("a command has output");
        (words(command), output.to_owned())
    })
    .collect()
}

/// Splits a command at spaces, but not within double quotes.
fn words(command: &str) -> Vec<String> {
    let parts = command.split('"').enumerate();
    let words = parts.flat_map(|(place, part)| match place % 2 {
        0 => part.split_whitespace().collect(),
        _ => vec![part],
    });
    words.map(str::to_owned).collect()
}

#[test]
fn the_readme_shows_real_output() {
    let shown = shown(&readme());
    assert!(
        shown.len() >= 2,
        "the README shows commands: {}",
        shown.len()
    );
    // Some write files.
    let folder = tempfile::tempdir().expect("there is a place for it");
    for (arguments, output) in shown {
        let run = Command::new(env!("CARGO_BIN_EXE_interorg"))
            .current_dir(folder.path())
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

#[test]
fn the_dataset_of_the_readme_has_no_findings() {
    let folder = Folder::new();
    folder.write("data.yaml", block(&readme(), "yaml"));
    let run = folder.run(&["check", "--strict", "data.yaml"]);
    assert_eq!((run.status, run.text()), (0, "no findings\n"));
}

#[test]
fn the_finding_of_the_readme_is_what_check_prints() {
    let sample = block(&readme(), "text");
    let line = sample
        .lines()
        .find_map(|line| line.strip_prefix("10 | "))
        .expect("it shows line 10");
    let before = "\
organizations:
  - { id: un, name: United Nations }
  - { id: eu, name: European Union }
sources:
  un-eu-2003: { title: Joint declaration }
partnerships:
  - between: [UN, EU]
    phases:
      formal:
";
    let folder = Folder::new();
    folder.write("my-data.yaml", format!("{before}{line}\n"));
    let run = folder.run(&["check", "my-data.yaml"]);
    assert_eq!(
        run.text().trim_end(),
        format!("{sample}\n1 error").trim_end()
    );
}

#[test]
fn the_readme_names_every_subcommand_and_filter() {
    let readme = readme();
    let folder = Folder::new();
    let help = folder.run(&["--help"]);
    let commands = help
        .text()
        .split("Commands:\n")
        .nth(1)
        .and_then(|rest| rest.split("\n\n").next());
    let rows = commands
        .unwrap_or_default()
        .lines()
        .filter_map(|line| line.strip_prefix("  "));
    let names = rows
        .filter(|row| !row.starts_with(' '))
        .filter_map(|row| row.split(' ').next());
    let names: Vec<&str> = names.filter(|name| *name != "help").collect();
    assert!(names.len() > 15, "{names:?}");
    for name in names {
        let is_named = ["`", " "]
            .iter()
            .any(|end| readme.contains(&format!("`{name}{end}")));
        assert!(is_named, "{name}");
    }
    let help = folder.run(&["links", "--help"]);
    let filters = help
        .text()
        .split("Filters (")
        .nth(1)
        .and_then(|rest| rest.split("\nOutput:").next());
    let lines = filters.unwrap_or_default().lines().map(str::trim_start);
    let options: Vec<&str> = lines
        .filter(|line| line.starts_with("--"))
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(options.len() > 10, "{options:?}");
    // An addition to --role, which has no meaning alone.
    for option in options.iter().filter(|option| **option != "--both-sides") {
        assert!(readme.contains(&format!("`{option}`")), "{option}");
    }
}

#[test]
fn the_documentation_embeds_every_picture_of_the_readme() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = readme();
    let library = std::fs::read_to_string(root.join("src/lib.rs")).expect("there is a library");
    let pictures: Vec<&str> = readme
        .split("\n![")
        .skip(1)
        .filter_map(|rest| rest.split_once(']')?.1.strip_prefix('[')?.split(']').next())
        .collect();
    assert_eq!(
        pictures.len(),
        readme.matches("\n![").count(),
        "each picture has a label"
    );
    for label in pictures {
        let definition = format!("\n[{label}]: ");
        let path = readme
            .split(&definition)
            .nth(1)
            .and_then(|rest| rest.lines().next());
        assert!(
            path.is_some_and(|path| root.join(path).is_file()),
            "{label}"
        );
        let embedded = format!("concat!(\"[{label}]: <\", include_str!(");
        assert!(library.contains(&embedded), "{label}");
    }
}
