//! What is in the program: licences, advisories, and the bill of materials.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::readers::python;
use crate::support::Folder;

fn read(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(root.join(name)).expect(name)
}

/// Returns the crates in `Cargo.lock` as `name version`, without the program.
fn locked() -> BTreeSet<String> {
    let lock = read("Cargo.lock");
    let value = |line: Option<&str>, key: &str| {
        let value = line?.strip_prefix(key)?.strip_prefix(" = \"")?;
        value.strip_suffix('"').map(str::to_owned)
    };
    let packages = lock.split("[[package]]\n").skip(1);
    let packages = packages.map(|package| {
        let mut lines = package.lines();
        let name = value(lines.next(), "name").expect("a package has a name");
        let version = value(lines.next(), "version").expect("a package has a version");
        format!("{name} {version}")
    });
    let own = format!("interorg {}", env!("CARGO_PKG_VERSION"));
    packages.filter(|package| *package != own).collect()
}

/// Returns the crates that are in the program on this platform as `name version`, as Cargo sees them.
fn linked() -> BTreeSet<String> {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--offline"])
        .args(["--edges", "normal", "--prefix", "none"])
        .args(["--format", "{p}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(
        tree.status.success(),
        "{}",
        String::from_utf8_lossy(&tree.stderr)
    );
    let tree = String::from_utf8(tree.stdout).expect("UTF-8");
    let crates = tree.lines().filter_map(|line| {
        let (name, rest) = line.split_once(" v")?;
        let version = rest.split(' ').next()?;
        Some(format!("{name} {version}"))
    });
    crates
        .filter(|name| !name.starts_with("interorg "))
        .collect()
}

/// Returns a section of `LICENSE-THIRD-PARTY`.
fn section(heading: &str) -> String {
    let text = read("LICENSE-THIRD-PARTY");
    let line = format!("\n{}\n", "=".repeat(80));
    let start = format!("{line}{heading}{line}");
    let (_, rest) = text.split_once(&start).expect(heading);
    rest.split(&line).next().unwrap_or_default().to_owned()
}

/// Returns the crates of which `LICENSE-THIRD-PARTY` has the licences.
fn licensed() -> BTreeSet<String> {
    let crates = section("Crates");
    let entries = crates.lines().filter(|line| !line.starts_with(' '));
    let entries = entries.filter_map(|line| line.split_once(": "));
    let names = entries.map(|(name, _)| name);
    let names = names.filter(|name| name.split(' ').count() == 2);
    names.map(str::to_owned).collect()
}

#[test]
fn the_licences_are_those_of_the_locked_crates() {
    let inside = licensed();
    let outside: BTreeSet<String> = section("Crates that only build or test the program")
        .lines()
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect();
    let listed: BTreeSet<String> = inside.union(&outside).cloned().collect();
    assert_eq!(
        listed,
        locked(),
        "run `tools/supply.py licences` after a change of Cargo.lock"
    );
    assert!(inside.is_disjoint(&outside));
    let linked = linked();
    assert!(linked.len() > 100, "{linked:?}");
    let missing: Vec<&String> = linked.difference(&inside).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_crate_has_a_licence_and_every_text_is_there() {
    let crates = section("Crates");
    let texts = section("Texts of the licences of crates");
    let mut used = BTreeSet::new();
    for line in crates.lines().filter(|line| !line.starts_with(' ')) {
        let Some((_, licence)) = line.split_once(": ") else {
            continue;
        };
        assert!(!licence.starts_with('['), "{line}");
        if let Some((_, numbers)) = licence.split_once('[') {
            used.extend(numbers.trim_end_matches(']').split(", ").map(str::to_owned));
        }
    }
    let numbers = texts.lines().filter_map(|line| line.strip_prefix('['));
    let numbers = numbers.filter_map(|line| line.strip_suffix(']'));
    assert_eq!(used, numbers.map(str::to_owned).collect());
    assert!(used.len() > 30, "{used:?}");
}

#[test]
fn the_option_prints_the_licences_of_everything() {
    let folder = Folder::new();
    let run = folder.run(&["--licenses"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let printed = run.text();
    for name in [
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "data/LICENSE",
        "LICENSE-THIRD-PARTY",
    ] {
        assert!(printed.contains(&read(name)), "{name}");
    }
    for words in [
        "Noto Sans 1.04: OFL-1.1\n",
        "SIL OPEN FONT LICENSE Version 1.1",
        "DejaVu Sans 2.37: Bitstream-Vera\n",
        "Copyright (c) 2003 by Bitstream, Inc. All Rights Reserved.",
        "The Creative Commons BY-SA 3.0 DEED License applies to:",
        "Copyright (c) 2015-present Jason Miller",
        "Copyright (c) 2022-present Preact Team",
        "Copyright (c) 2018-2025 Microsoft Corporation, Daan Leijen",
        "SQLite is in the public domain",
        "petgraph 0.8",
    ] {
        assert!(printed.contains(words), "{words}");
    }
    // It is an option of the command alone, and like `--version` it ignores what follows.
    let followed = folder.run(&["--licenses", "partners", "EU"]);
    assert_eq!((followed.status, followed.text()), (0, printed));
    folder
        .run(&["partners", "--licenses"])
        .refused("'--licenses'");
}

#[test]
fn the_licences_of_the_page_are_those_in_its_script() {
    let script = read("src/export/page/page.js");
    for name in ["preact", "preact-signals"] {
        let licence = read(&format!("page/licences/{name}.txt"));
        assert!(script.contains(licence.trim()), "{name}");
    }
}

#[test]
fn advisories_that_are_ignored_are_explained() {
    let ids = |name: &str| -> BTreeSet<String> {
        let text = read(name);
        let found = text.match_indices("RUSTSEC-").map(|(start, _)| start);
        let ids = found.filter_map(|start| text.get(start..start + "RUSTSEC-2026-0194".len()));
        ids.map(str::to_owned).collect()
    };
    let ignored = ids("deny.toml");
    assert!(!ignored.is_empty());
    assert_eq!(ignored, ids("SECURITY.md"));
}

/// Those who use quick-xml before 0.41 must be given no XML of a user (RUSTSEC-2026-0194 and -0195).
#[test]
fn no_style_or_language_is_parsed_from_xml() {
    let lock = read("Cargo.lock");
    let users: Vec<&str> = lock
        .split("[[package]]\n")
        .filter(|package| package.contains("\"quick-xml 0.38."))
        .filter_map(|package| package.lines().next())
        .collect();
    assert_eq!(users, ["name = \"citationberg\""]);
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("it can be listed") {
            let path = entry.expect("it can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("it is a text");
                assert!(!text.contains("from_xml"), "{}", path.display());
            }
        }
    }
    let folder = Folder::new();
    folder.write(
        "apa.csl",
        "<style xmlns=\"http://purl.org/net/xbiblio/csl\"/>",
    );
    folder
        .run(&["cite", "--style", "apa.csl"])
        .refused("apa.csl");
}

#[test]
fn the_bill_of_materials_is_valid_and_complete() {
    let folder = Folder::new();
    let crates = linked();
    folder.write(
        "crates.txt",
        crates.iter().cloned().collect::<Vec<_>>().join("\n"),
    );
    let list = folder.path("crates.txt");
    if let Some(printed) = python(
        "sbom.py",
        &["cyclonedx.validation.json", "jsonschema"],
        &[&list],
    ) {
        assert_eq!(
            printed,
            format!("valid, with all {} crates\n", crates.len())
        );
    }
}
