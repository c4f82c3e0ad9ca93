//! The pictures of the gallery are what the commands next to them draw.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Returns the commands of the gallery, each as arguments and the file that it draws.
fn commands(text: &str) -> Vec<(Vec<String>, String)> {
    let commands = text
        .lines()
        .filter_map(|line| line.strip_prefix("    interorg "));
    commands
        .map(|line| {
            let mut arguments: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
            let picture = arguments.pop().expect("a command ends with its picture");
            assert_eq!(arguments.pop().as_deref(), Some("-o"), "{line}");
            (arguments, picture)
        })
        .collect()
}

#[test]
fn every_picture_of_the_gallery_is_current_and_shown() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let gallery = root.join("examples/gallery");
    let text = std::fs::read_to_string(gallery.join("README.md")).expect("the gallery exists");
    let commands = commands(&text);
    let update = std::env::var_os("UPDATE_GALLERY").is_some();
    for (arguments, picture) in &commands {
        assert!(
            text.contains(&format!("]({picture})")),
            "{picture} is not shown"
        );
        let run = Command::new(env!("CARGO_BIN_EXE_interorg"))
            .args(arguments)
            .args(["--format", "svg"])
            .current_dir(root)
            .output()
            .expect("the program runs");
        assert!(
            run.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&run.stderr)
        );
        if update {
            std::fs::write(gallery.join(picture), &run.stdout).expect("it can be written");
        }
        let kept = std::fs::read(gallery.join(picture)).unwrap_or_default();
        assert!(
            kept == run.stdout,
            "{picture} is not what `interorg {}` draws; UPDATE_GALLERY=1 draws it again",
            arguments.join(" ")
        );
    }
    let kept: BTreeSet<String> = std::fs::read_dir(&gallery)
        .expect("the folder exists")
        .map(|entry| {
            entry
                .expect("it can be listed")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| name.ends_with(".svg"))
        .collect();
    let drawn: BTreeSet<String> = commands.into_iter().map(|(_, picture)| picture).collect();
    assert_eq!(kept, drawn);
}
