//! Where output goes: files, streams, full disks, names that are not UTF-8, and what an interruption leaves behind.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use super::support::Folder;

/// A text that `fmt` puts in another order.
const OUT_OF_ORDER: &str =
    "sources: {s: {title: T}}\norganizations:\n  - {id: a, name: A, cite: [s]}\n";
const IN_ORDER: &str =
    "organizations:\n  - {id: a, name: A, cite: [s]}\nsources: {s: {title: T}}\n";

#[test]
fn open_streams_are_written_where_others_left_off() {
    let folder = Folder::new();
    let schema = folder.run(&["codebook"]).stdout;
    std::os::unix::fs::symlink("/dev/stdout", folder.path("link")).expect("it can be");
    for name in ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link", "-"] {
        for (redirection, expected) in [
            ("> out", schema.clone()),
            (">> out", [b"head\n", &schema[..]].concat()),
            ("| cat > out", schema.clone()),
        ] {
            if name.starts_with("/proc") && cfg!(not(target_os = "linux")) {
                continue;
            }
            folder.write("out", "head\n");
            let run = folder.shell(&format!("interorg codebook -o {name} {redirection}"));
            assert_eq!(
                (run.status, run.stderr.as_str()),
                (0, ""),
                "{name} {redirection}"
            );
            assert_eq!(folder.read("out"), expected, "{name} {redirection}");
        }
    }
    let run = folder.shell("interorg codebook -o /dev/stderr 2> out; cat out");
    assert_eq!(run.stdout, schema);
}

#[cfg(target_os = "linux")]
#[test]
fn any_descriptor_can_be_written_to_with_other_programs() {
    let folder = Folder::new();
    let schema = folder.run(&["codebook"]).stdout;
    let expected = [b"head\n", &schema[..], b"tail\n"].concat();
    for number in [1, 3, 9] {
        for name in ["/dev/fd", "/proc/self/fd"] {
            let line = format!(
                "{{ echo head >&{number}; interorg codebook -o {name}/{number}; echo tail >&{number}; }} {number}> out"
            );
            let run = folder.shell(&line);
            assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{line}");
            assert_eq!(folder.read("out"), expected, "{line}");
        }
    }
    let run = folder.run(&["codebook", "-o", "/dev/fd/77"]);
    run.refused("cannot write `/dev/fd/77`");
}

#[cfg(target_os = "linux")]
#[test]
fn files_below_dev_are_files() {
    let Ok(memory) = tempfile::tempdir_in("/dev/shm") else {
        // A system without shared memory has no files there.
        return;
    };
    let folder = Folder::new();
    let path = |name: &str| memory.path().join(name).display().to_string();
    let read = |name: &str| std::fs::read_to_string(path(name)).expect("the file is there");
    std::fs::write(path("t.yaml"), OUT_OF_ORDER).expect("it can be written");
    assert_eq!(folder.run(&["fmt", &path("t.yaml")]).status, 0);
    assert_eq!(read("t.yaml"), IN_ORDER);
    for _ in 0..2 {
        assert_eq!(folder.run(&["diagram", "-o", &path("a.svg")]).status, 0);
        assert_eq!(read("a.svg").matches("<svg").count(), 1);
    }
    std::os::unix::fs::symlink(path("a.svg"), folder.path("link.svg")).expect("it can be");
    assert_eq!(folder.run(&["diagram", "-o", "link.svg"]).status, 0);
    assert_eq!(read("a.svg").matches("<svg").count(), 1);
    assert_eq!(folder.run(&["init", &path("new")]).status, 0);
    assert_eq!(folder.run(&["check", &path("new")]).status, 0);
}

#[test]
fn a_stream_is_not_rewritten() {
    let folder = Folder::new();
    folder.write("t.yaml", OUT_OF_ORDER);
    for line in [
        "interorg fmt /dev/stdin < t.yaml",
        "interorg fmt /dev/stdin <> t.yaml",
        "interorg fmt /dev/fd/3 3<> t.yaml",
        "mkfifo pipe; cat t.yaml > pipe & interorg fmt pipe",
        "cat t.yaml | interorg fmt /dev/stdin",
    ] {
        let run = folder.shell(line);
        run.refused("is a stream and cannot be rewritten");
        assert_eq!(folder.read("t.yaml"), OUT_OF_ORDER.as_bytes(), "{line}");
    }
    let run = folder.shell("interorg fmt - < t.yaml");
    assert_eq!((run.status, run.text()), (0, IN_ORDER));
    let run = folder.shell("interorg fmt --check /dev/stdin < t.yaml");
    assert_eq!((run.status, run.text()), (1, "/dev/stdin\n"));
}

#[test]
fn a_file_keeps_a_name_that_is_not_utf_8() {
    let folder = Folder::new();
    let name = OsStr::from_bytes(b"caf\xe9.yaml");
    let path: PathBuf = folder.path("data").join(name);
    // The name that such a name is shown as belongs to another file.
    folder.write(
        "data/caf\u{fffd}.yaml",
        "organizations: [{id: b, name: B}]\n",
    );
    if std::fs::write(&path, OUT_OF_ORDER).is_err() {
        // Some file systems have no such names.
        return;
    }
    let listed = folder.shell("interorg fmt --check data");
    assert_eq!(
        (listed.status, listed.stdout.as_slice()),
        (1, &b"data/caf\xe9.yaml\n"[..])
    );
    assert_eq!(folder.run(&["fmt", "data"]).status, 0);
    assert_eq!(
        std::fs::read(&path).expect("it is there"),
        IN_ORDER.as_bytes()
    );
    let entries = std::fs::read_dir(folder.path("data")).expect("it is there");
    assert_eq!(entries.count(), 2);
    assert_eq!(folder.run(&["check", "data"]).status, 0);

    let run = folder.shell("interorg codebook --data data -o \"$(printf 'b\\351.md')\" && ls");
    assert_eq!(run.stdout, b"b\xe9.md\ndata\n");
    let run =
        folder.shell("interorg init \"$(printf 'd\\351')\" | head -n 1 | xargs cat | head -n 1");
    assert!(run.text().starts_with('#'), "{}", run.text());
    std::fs::write(&path, "a: [\n").expect("it can be");
    let run = folder.run(&["check", "data"]);
    assert!(
        run.text().contains("data/caf\u{fffd}.yaml:"),
        "{}",
        run.text()
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_reported_by_the_name_of_the_output() {
    let folder = Folder::new();
    for line in [
        "--help",
        "--version",
        "--licenses",
        "help",
        "links --help",
        "links",
        "check",
        "codebook",
        "schema",
        "export spells",
        "cite --styles",
        "init new",
        "codebook -o -",
    ] {
        let run = folder.shell(&format!("interorg {line} > /dev/full"));
        assert_eq!(run.status, 2, "{line}: {}", run.stderr);
        assert!(
            run.stderr.contains("No space left"),
            "{line}: {}",
            run.stderr
        );
    }
    for line in ["codebook", "export spells", "diagram --format svg"] {
        let run = folder.shell(&format!("interorg {line} -o /dev/full"));
        run.refused("cannot write `/dev/full`: No space left");
    }
    // No file can be created there.
    let run = folder.run(&["codebook", "-o", "/proc/x.md"]);
    run.refused("cannot write `/proc/x.md`: ");
    assert!(!run.stderr.contains(".interorg"), "{}", run.stderr);
    let run = folder.shell("trap '' XFSZ; ulimit -f 1; interorg codebook -o out.md");
    run.refused("cannot write `out.md`: File too large");
    assert_eq!(folder.names(), ["new"]);
    for line in ["--help", "--version", "--licenses", "links --help"] {
        let run = folder.shell(&format!("{{ interorg {line}; echo $? >&2; }} | true"));
        assert_eq!(run.stderr, "0\n", "a closed pipe is not an error");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupted_command_leaves_nothing_behind() {
    let folder = Folder::new();
    let row = |row: usize| format!("  - {{id: o{row}, name: N{row}, founded: 1900}}\n");
    let rows: String = (0..60).map(row).collect();
    folder.write(
        "data.yaml",
        format!("organizations:\n{rows}dataset: {{as-of: 2020}}\n"),
    );
    folder.write("old.csv", "old\n");
    let names = folder.names();
    let supports_unnamed = {
        use rustix::fs::{Mode, OFlags};
        let flags = OFlags::TMPFILE | OFlags::WRONLY;
        rustix::fs::open(folder.path("."), flags, Mode::RUSR).is_ok()
    };
    if !supports_unnamed {
        return;
    }
    for signal in ["TERM", "INT", "HUP", "KILL"] {
        for output in ["new.csv", "old.csv"] {
            let mut child = Command::new(env!("CARGO_BIN_EXE_interorg"))
                .args(["export", "dyad-years", "--every-pair"])
                .args(["--data", "data.yaml", "-o", output])
                .current_dir(folder.path("."))
                .spawn()
                .expect("the program starts");
            // The table takes seconds, so that the signal comes while it is written.
            std::thread::sleep(Duration::from_millis(300));
            let id = child.id().to_string();
            let killed = Command::new("kill").args(["-s", signal, &id]).status();
            assert!(killed.is_ok_and(|status| status.success()), "{signal}");
            let status = child.wait().expect("it is our child");
            assert_eq!(
                status.code(),
                None,
                "{signal} {output}: it was too fast to be killed"
            );
            assert_eq!(folder.names(), names, "{signal} {output}");
            assert_eq!(folder.read("old.csv"), b"old\n");
        }
    }
    let run = folder.shell("ulimit -f 1; interorg codebook -o new.md; true");
    assert_eq!(run.status, 0);
    assert_eq!(
        folder.names(),
        names,
        "a file larger than the system allows"
    );
}
