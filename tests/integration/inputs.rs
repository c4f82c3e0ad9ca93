//! Which files of a directory are read, and what is said of the others.

use super::support::Folder;

fn organization(id: &str) -> String {
    format!("organizations: [{{id: {id}, name: Name of {id}}}]\n")
}

#[test]
fn the_case_of_an_ending_does_not_matter() {
    let folder = Folder::new();
    for name in ["a.yaml", "b.YAML", "c.Yml", "d.YML"] {
        folder.write(&format!("data/{name}"), organization(&name[..1]));
    }
    let run = folder.run(&["measures", "--data", "data", "--format", "csv"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let ids: Vec<&str> = run
        .text()
        .lines()
        .skip(1)
        .filter_map(|row| row.get(..2))
        .collect();
    assert_eq!(ids, ["a,", "b,", "c,", "d,"]);
}

#[test]
fn files_that_look_like_data_but_are_not_read_are_named() {
    let folder = Folder::new();
    folder.write("data/a.yaml", organization("a"));
    let ignored = [
        "README.md",
        "LICENSE",
        "interorg.schema.json",
        "table.csv",
        ".a.yaml.swp",
        ".git/b.yaml",
    ];
    for name in ignored {
        folder.write(&format!("data/{name}"), organization("z"));
    }
    let run = folder.run(&["check", "data"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));

    folder.write("data/part/a.yaml~", "");
    let run = folder.run(&["check", "data"]);
    let expected = "note: `data/part/a.yaml~` is not read: data files end in .yaml or .yml\n";
    assert_eq!((run.status, run.stderr.as_str()), (0, expected));

    folder.write("data/b.JSON", "");
    let run = folder.run(&["links", "--data", "data"]);
    let expected =
        "note: `data/b.JSON`, `data/part/a.yaml~` are not read: data files end in .yaml or .yml\n";
    assert_eq!(run.stderr.lines().next(), expected.lines().next());

    for name in ["c.yml.txt", "d.yaml.bak", "e.Yaml-old", "f.json"] {
        folder.write(&format!("data/{name}"), "");
    }
    let run = folder.run(&["check", "data"]);
    let expected = "note: 6 files such as `data/b.JSON`, `data/c.yml.txt`, `data/d.yaml.bak`, `data/e.Yaml-old`, `data/f.json` are not read: data files end in .yaml or .yml\n";
    assert_eq!((run.status, run.stderr.as_str()), (0, expected));

    // A file that is named is read, whatever its ending.
    let run = folder.run(&["check", "data/part/a.yaml~"]);
    assert!(!run.stderr.contains("not read"), "{}", run.stderr);
}
