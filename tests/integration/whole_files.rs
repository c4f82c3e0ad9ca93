//! Files that are replaced: who owns them, their other names, and several files that belong together.

use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt, PermissionsExt};

use rustix::fs::{FlockOperation, flock};

use super::support::Folder;

/// A text that `fmt` puts in another order.
const OUT_OF_ORDER: &str =
    "sources: {s: {title: T}}\norganizations:\n  - {id: a, name: A, cite: [s]}\n";
const IN_ORDER: &str =
    "organizations:\n  - {id: a, name: A, cite: [s]}\nsources: {s: {title: T}}\n";

/// The user and group without rights on most systems.
const NOBODY: u32 = 65_534;

fn owner(folder: &Folder, name: &str) -> (u32, u32, u32) {
    let metadata = fs::metadata(folder.path(name)).expect("the file is there");
    let mode = metadata.permissions().mode() & 0o7777;
    (metadata.uid(), metadata.gid(), mode)
}

#[test]
fn a_replaced_file_keeps_owner_group_mode_and_attributes() {
    let folder = Folder::new();
    folder.write("t.yaml", OUT_OF_ORDER);
    let path = folder.path("t.yaml");
    let mode = fs::Permissions::from_mode(0o640);
    fs::set_permissions(&path, mode).expect("it is our file");
    let has_attributes = {
        let set =
            rustix::fs::setxattr(&path, "user.note", b"kept", rustix::fs::XattrFlags::empty());
        set.is_ok()
    };
    let is_root = std::os::unix::fs::chown(&path, Some(NOBODY), Some(NOBODY)).is_ok();
    let before = owner(&folder, "t.yaml");
    assert_eq!(folder.run(&["fmt", "t.yaml"]).status, 0);
    assert_eq!(folder.read("t.yaml"), IN_ORDER.as_bytes());
    assert_eq!(owner(&folder, "t.yaml"), before);
    assert_eq!(before.0 == NOBODY, is_root);
    if has_attributes {
        let mut value = [0; 4];
        let length = rustix::fs::getxattr(&path, "user.note", &mut value[..]);
        assert_eq!((length, &value), (Ok(4), b"kept"));
    }
}

#[test]
fn a_file_whose_owner_cannot_be_kept_is_not_replaced() {
    let folder = Folder::new();
    folder.write("t.yaml", OUT_OF_ORDER);
    for name in [".", "t.yaml"] {
        let mode = fs::Permissions::from_mode(0o777);
        fs::set_permissions(folder.path(name), mode).expect("it is ours");
    }
    // Another user may write to the file, but not give the new one to its owner.
    let line = format!(
        "setpriv --reuid={NOBODY} --regid={NOBODY} --clear-groups \"$(command -v interorg)\" fmt t.yaml"
    );
    let run = folder.shell(&line);
    if owner(&folder, "t.yaml").0 != 0 || [126, 127].contains(&run.status) || run.status == 1 {
        // There is no other user that this test can be, or it may not run the program.
        return;
    }
    run.refused("cannot write `t.yaml`: the file that replaces it cannot have its owner 0:0");
    assert_eq!(folder.read("t.yaml"), OUT_OF_ORDER.as_bytes());
    assert_eq!(folder.names(), ["t.yaml"]);
}

#[test]
fn a_symbolic_link_is_kept_and_a_hard_link_is_reported() {
    let folder = Folder::new();
    folder.write("data/t.yaml", OUT_OF_ORDER);
    std::os::unix::fs::symlink("data/t.yaml", folder.path("link.yaml")).expect("it can be");
    fs::hard_link(folder.path("data/t.yaml"), folder.path("other")).expect("it can be");
    let run = folder.run(&["fmt", "link.yaml"]);
    assert_eq!(run.status, 0);
    assert_eq!(
        run.stderr,
        "warning: `link.yaml` had 1 other name (hard links), which keep the old content\n"
    );
    let link = fs::symlink_metadata(folder.path("link.yaml")).expect("it is there");
    assert!(link.is_symlink());
    assert_eq!(folder.read("data/t.yaml"), IN_ORDER.as_bytes());
    assert_eq!(folder.read("other"), OUT_OF_ORDER.as_bytes());
}

#[test]
fn what_a_killed_writer_left_behind_is_removed_unless_it_still_runs() {
    let folder = Folder::new();
    let names = [
        ".interorg-7-0.tmp",
        ".interorg-7-1.tmp",
        ".interorg-backup",
        "a.md",
    ];
    names[..3]
        .iter()
        .for_each(|name| folder.write(name, "part"));
    let running = File::open(folder.path(names[1])).expect("it is there");
    flock(&running, FlockOperation::LockExclusive).expect("nobody else has it");
    assert_eq!(folder.run(&["codebook", "-o", "a.md"]).status, 0);
    assert_eq!(folder.names(), names[1..]);
    drop(running);
    assert_eq!(folder.run(&["codebook", "-o", "a.md"]).status, 0);
    assert_eq!(folder.names(), names[2..]);
}

#[test]
fn files_that_belong_together_are_replaced_together_or_not_at_all() {
    let folder = Folder::new();
    // The last file of each output cannot be written.
    folder.write("pack/CODEBOOK.md", "old");
    folder.write("pack/checksums.sha256/in-the-way", "");
    folder.write("a.csv", "old");
    folder.write("a.csv.stamp.json/in-the-way", "");
    folder.write("a.svg", "old");
    for (line, file, other) in [
        ("export package -o pack", "pack/CODEBOOK.md", "checksums"),
        (
            "export spells --stamp -o a.csv",
            "a.csv",
            "a.csv.stamp.json",
        ),
        ("diagram -o a.svg --caption pack", "a.svg", "pack"),
    ] {
        let run = folder.shell(&format!("interorg {line}"));
        run.refused(other);
        assert_eq!(folder.read(file), b"old", "{line}");
    }
    assert!(!folder.path("pack/datapackage.json").exists());
}

#[test]
fn a_limit_of_the_size_of_files_is_an_error_with_the_name_of_the_output() {
    let folder = Folder::new();
    folder.write("old.md", "old");
    for name in ["new.md", "old.md"] {
        let run = folder.shell(&format!("ulimit -f 1; interorg codebook -o {name}"));
        run.refused(&format!("cannot write `{name}`: File too large"));
        assert_eq!(folder.names(), ["old.md"]);
        assert_eq!(folder.read("old.md"), b"old");
    }
}

#[test]
fn init_can_be_repeated_and_leaves_a_repository_alone() {
    let folder = Folder::new();
    folder.write("new/.git/HEAD", "ref: refs/heads/main\n");
    folder.write("new/.interorg-7-0.tmp", "part");
    assert_eq!(folder.run(&["init", "new"]).status, 0);
    let schema = folder.read("new/interorg.schema.json");
    fs::remove_file(folder.path("new/interorg.schema.json")).expect("it is there");
    // As if it had been killed between its files.
    assert_eq!(folder.run(&["init", "new"]).status, 0);
    assert_eq!(folder.read("new/interorg.schema.json"), schema);
    assert!(!folder.path("new/.interorg-7-0.tmp").exists());
    assert_eq!(folder.run(&["check", "new"]).status, 0);

    folder.write("new/dataset.yaml", "dataset: {title: Mine}\n");
    let run = folder.run(&["init", "new"]);
    run.refused("the directory `new` is not empty: it has `dataset.yaml`");
    assert_eq!(folder.read("new/dataset.yaml"), b"dataset: {title: Mine}\n");
}

#[test]
fn an_export_does_not_become_a_part_of_its_dataset() {
    let folder = Folder::new();
    folder.write("d/t.yaml", IN_ORDER);
    for (line, reason) in [
        (
            "export dataset --data d -o d/copy.yaml",
            "would be read as a part of the dataset `d`",
        ),
        (
            "export dataset --data d -o d/sub/../copy.yml",
            "would be read as a part of the dataset `d`",
        ),
        (
            "export package --data d -o d",
            "`d` is the directory of the dataset `d`",
        ),
        (
            "export tables --data d/t.yaml -o ./d/",
            "is the directory of the dataset `d/t.yaml`",
        ),
        (
            "export nodes-edges --data d -o d/sub/..",
            "is the directory of the dataset `d`",
        ),
    ] {
        fs::create_dir_all(folder.path("d/sub")).expect("it can be");
        let run = folder.shell(&format!("interorg {line}"));
        run.refused(reason);
    }
    for line in [
        "export dataset --data d/t.yaml -o d/copy.yaml && rm d/copy.yaml",
        "diagram --data d -o d/a.svg",
        "export tables --data d -o d/tables",
    ] {
        let run = folder.shell(&format!("interorg {line}"));
        assert!(run.status < 2, "{line}: {}", run.stderr);
    }
    assert_eq!(folder.run(&["check", "d"]).status, 0);
}

#[test]
fn a_stamp_beside_a_file_is_found_by_a_name_that_is_not_utf_8() {
    let folder = Folder::new();
    let line = "name=$(printf 'caf\\351.csv'); interorg export spells --stamp -o \"$name\" && interorg stale \"$name.stamp.json\"";
    let run = folder.shell(line);
    assert_eq!(run.status, 0, "{}", run.stderr);
}
