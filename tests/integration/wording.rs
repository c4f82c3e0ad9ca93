//! The wording of sources and documents: no phrase that `CONTRIBUTING.md` lists as one to avoid.

use std::fs;
use std::path::{Path, PathBuf};

/// Returns the phrases in the first column of the table "Phrases to avoid".
fn phrases(contributing: &str) -> Vec<String> {
    let (_, table) = contributing
        .split_once("### Phrases to avoid")
        .expect("CONTRIBUTING.md has the list");
    let rows = table.lines().filter(|line| line.starts_with("| `"));
    let cells = rows.filter_map(|row| row.split('|').nth(1));
    let phrases = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    phrases.map(str::to_owned).collect()
}

/// Returns `true` if a line contains a phrase as whole words.
fn contains(line: &str, phrase: &str) -> bool {
    let is_word =
        |character: Option<char>| character.is_some_and(|c| c.is_alphanumeric() || c == '_');
    line.match_indices(phrase).any(|(start, _)| {
        let (before, after) = (&line[..start], &line[start + phrase.len()..]);
        !is_word(before.chars().next_back()) && !is_word(after.chars().next())
    })
}

fn files(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).expect("the folder is readable") {
        let path = entry.expect("the folder is readable").path();
        let extension = path.extension().and_then(|extension| extension.to_str());
        if path.is_dir() {
            files(&path, found);
        } else if matches!(extension, Some("rs" | "md" | "py" | "mjs")) {
            found.push(path);
        }
    }
}

#[test]
fn phrases_are_found_as_whole_words() {
    assert!(contains("it told them", "told"));
    assert!(contains("/// Says whether it is", "Says whether"));
    assert!(!contains("untold", "told"));
    assert!(!contains("bedroom", "room"));
}

#[test]
fn sources_and_documents_avoid_the_listed_phrases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let contributing = fs::read_to_string(root.join("CONTRIBUTING.md")).expect("it is a text");
    let phrases = phrases(&contributing);
    assert!(phrases.len() > 20, "{phrases:?}");
    let mut paths: Vec<PathBuf> = [
        "README.md",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "SECURITY.md",
        "build.rs",
    ]
    .iter()
    .map(|name| root.join(name))
    .collect();
    for folder in [
        "src",
        "tests/integration",
        "tests/readers",
        "examples",
        "python",
        "benches",
        "tools",
    ] {
        files(&root.join(folder), &mut paths);
    }
    let mut found = Vec::new();
    for path in paths.iter().filter(|path| !path.ends_with("wording.rs")) {
        let text =
            fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for (number, line) in text.lines().enumerate() {
            let listed = phrases.iter().filter(|phrase| contains(line, phrase));
            let place = path
                .strip_prefix(root)
                .expect("it is below the root")
                .display();
            found.extend(listed.map(|phrase| format!("{place}:{}: {phrase}", number + 1)));
        }
    }
    assert!(
        found.is_empty(),
        "{} phrases to avoid:\n{}",
        found.len(),
        found.join("\n")
    );
}
