//! `interorg import` of relational tables, and of other data to such tables.

use interorg::analysis::tables::TABLE_NAMES;

use crate::support::{Folder, Run};
use crate::tables::DATA;

/// Writes the dataset of a file as tables, and returns what `export dataset` writes.
fn exported(folder: &Folder, what: &str, output: &str, more: &[&str]) -> Vec<u8> {
    let data = ["--data", "data.yaml"];
    let run = folder.run(&[&["export", what, "-o", output][..], &data, more].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let run = folder.run(&[&["export", "dataset"][..], &data].concat());
    run.stdout
}

#[track_caller]
fn assert_restored(run: &Run, expected: &[u8]) {
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout == expected, "{}", run.text());
    let tables = TABLE_NAMES.len();
    let words = format!("rows of {tables} tables: all follow from the records\n");
    assert!(run.stderr.ends_with(&words), "{}", run.stderr);
}

#[test]
fn folders_packages_and_databases_give_the_dataset_as_it_is_exported() {
    let folder = Folder::new();
    folder.write("data.yaml", include_str!("../fixtures/hostile-texts.yaml"));
    for options in [
        &[][..],
        &["--missing", "words", "--raw"],
        &["--missing", "na", "--bom"],
    ] {
        let expected = exported(&folder, "tables", "tables", options);
        assert_restored(&folder.run(&["import", "tables"]), &expected);
    }
    let expected = exported(&folder, "package", "package", &[]);
    assert_restored(&folder.run(&["import", "package"]), &expected);
    if cfg!(feature = "sqlite") {
        exported(&folder, "sqlite", "own.sqlite", &[]);
        // It is recognized by its content.
        std::fs::rename(folder.path("own.sqlite"), folder.path("own.bin")).expect("it is there");
        assert_restored(&folder.run(&["import", "own.bin"]), &expected);
    }
    let run = folder.run(&["import", "tables", "-o", "again.yaml"]);
    assert_eq!((run.status, run.text()), (0, ""));
    assert!(folder.read("again.yaml") == expected);
}

#[test]
fn tables_that_were_edited_or_are_not_complete_are_refused_with_a_hint() {
    let folder = Folder::new();
    folder.write("data.yaml", DATA);
    exported(&folder, "tables", "t", &[]);
    let label = String::from_utf8(folder.read("t/label.csv")).expect("UTF-8");
    folder.write("t/label.csv", label.replace("Lacune", "Tr\u{1B}ou"));
    let run = folder.run(&["import", "t", "-o", "x.yaml"]);
    run.refused("the tables do not follow from `dataset_record`: 1 difference\n");
    assert!(
        run.stderr.starts_with(
            "`label`, thing_kind `organization`, thing `gap`, number `1`: expected `Lacune` in `label`, found `Tr�ou`\n"
        ),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("hint: Edit the dataset itself"));
    std::fs::remove_file(folder.path("t/label.csv")).expect("it is there");
    folder
        .run(&["import", "t"])
        .refused("there is no table `label`");
    assert!(!folder.names().contains(&"x.yaml".to_owned()));
    std::fs::create_dir(folder.path("empty")).expect("it can be made");
    folder
        .run(&["import", "empty"])
        .refused("A folder with about.csv and dataset_record.csv");
}

#[test]
fn findings_of_the_records_are_printed() {
    let folder = Folder::new();
    folder.write("data.yaml", DATA);
    exported(&folder, "tables", "t", &[]);
    let records = String::from_utf8(folder.read("t/dataset_record.csv")).expect("UTF-8");
    folder.write(
        "t/dataset_record.csv",
        records.replace(r#"""role"":""lead"""#, r#"""role"":""leed"""#),
    );
    let run = folder.run(&["import", "t"]);
    run.refused("error[unknown-role]");
    assert!(run.stderr.contains("--> dataset_record:"), "{}", run.stderr);
}

#[test]
fn other_files_and_options_of_rows_are_refused() {
    let folder = Folder::new();
    folder.write("data.yaml", DATA);
    folder.write("ties.csv", "a,b\nx,y\n");
    exported(&folder, "tables", "t", &[]);
    folder
        .run(&["import", "t", "ties.csv"])
        .refused("relational tables are imported without other files");
    for options in [
        &["--as", "edges"][..],
        &["--sniff"],
        &["--title", "T"],
        &["--rejects", "r.csv"],
        &["--allow", "3"],
        &["--map", "m.yaml"],
    ] {
        folder
            .run(&[&["import", "t"], options].concat())
            .refused("do not apply to relational tables");
    }
    folder
        .run(&["import", "t", "-o", "t/spell.csv"])
        .refused("the extension of `t/spell.csv` does not name a format");
    // Another table is not read, and named.
    folder.write("t/own.csv", "a\n1\n");
    let run = folder.run(&["import", "t"]);
    assert_eq!(run.status, 0);
    assert!(
        run.stderr
            .ends_with("note: `t/own.csv` is not a table of the dataset, and is not read\n"),
        "{}",
        run.stderr
    );
}

#[cfg(feature = "sqlite")]
#[test]
fn a_damaged_database_is_refused() {
    let folder = Folder::new();
    folder.write("data.yaml", DATA);
    exported(&folder, "sqlite", "own.sqlite", &[]);
    let bytes = folder.read("own.sqlite");
    folder.write("cut.sqlite", &bytes[..bytes.len() / 2]);
    folder.run(&["import", "cut.sqlite"]).refused("cannot read");
    folder.write("start.sqlite", &bytes[..16]);
    folder
        .run(&["import", "start.sqlite"])
        .refused("cannot read");
    folder
        .run(&["import", "own.sqlite", "--max-size", "0"])
        .refused("larger than");
}

const MISSIONS: &str =
    "Country,Mission,From\nNorway,UNIFIL,1978\nGhana,UNIFIL,1979\n,UNIFIL,1980\n";

#[test]
fn other_data_becomes_tables_that_give_the_same_dataset() {
    let folder = Folder::new();
    folder.write("missions.csv", MISSIONS);
    let import = |more: &[&str]| {
        let shape = [
            "--as",
            "two-mode",
            "--org",
            "Country",
            "--operation",
            "Mission",
        ];
        let rest = ["--start", "From", "--allow", "1", "--title", "Missions"];
        folder.run(&[&["import", "missions.csv"][..], &shape, &rest, more].concat())
    };
    let yaml = import(&["-o", "missions.yaml"]);
    assert_eq!(yaml.status, 0, "{}", yaml.stderr);
    let tables = import(&["--write", "tables", "-o", "t"]);
    assert_eq!((tables.status, tables.text()), (0, ""), "{}", tables.stderr);
    // Every row is accounted for as before.
    assert_eq!(tables.stderr, yaml.stderr);
    let data = ["--data", "missions.yaml"];
    let run = folder.run(&[&["export", "tables", "-o", "by-yaml"][..], &data].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let files = std::fs::read_dir(folder.path("by-yaml")).expect("it is there");
    let mut count = 0;
    for file in files {
        let name = file.expect("it is listed").file_name();
        let name = name.to_str().expect("a plain name");
        let [one, other] = ["t", "by-yaml"].map(|place| folder.read(&format!("{place}/{name}")));
        assert!(one == other, "{name}");
        count += 1;
    }
    assert_eq!(count, TABLE_NAMES.len());
    let participations = String::from_utf8(folder.read("t/participation.csv")).expect("UTF-8");
    // A header, Norway and Ghana.
    assert_eq!(participations.lines().count(), 3);
    // As a part of a larger dataset, they have the keys of that part.
    let tables_of_part = ["--write", "tables", "--part", "3", "-o", "p"];
    import(&tables_of_part).refused("the dataset has no `as-of`");
    folder.write("map.yaml", "dataset: {as-of: 2020-12-31}");
    assert_eq!(
        import(&["--map", "map.yaml", "-o", "missions.yaml"]).status,
        0
    );
    let part = import(&[&tables_of_part[..], &["--map", "map.yaml"]].concat());
    assert_eq!((part.status, part.text()), (0, ""), "{}", part.stderr);
    let by_yaml = ["export", "tables", "--part", "3", "-o", "p-by-yaml"];
    assert_eq!(folder.run(&[&by_yaml[..], &data].concat()).status, 0);
    for table in TABLE_NAMES {
        let [part, by_yaml] =
            ["p", "p-by-yaml"].map(|place| folder.read(&format!("{place}/{table}.csv")));
        assert!(part == by_yaml, "{table}");
    }
    assert!(folder.read("p/operation.csv") != folder.read("t/operation.csv"));
    import(&["--part", "3", "-o", "part.yaml"]).refused("`--part` applies to tables");
}

#[test]
fn tables_of_one_kind_become_those_of_another() {
    let folder = Folder::new();
    folder.write("data.yaml", DATA);
    exported(&folder, "package", "package", &[]);
    exported(&folder, "tables", "tables", &[]);
    let run = folder.run(&["import", "package", "--write", "tables", "-o", "again"]);
    assert_eq!((run.status, run.text()), (0, ""), "{}", run.stderr);
    for table in ["spell", "dataset_record", "about"] {
        let [one, other] =
            ["tables", "again"].map(|place| folder.read(&format!("{place}/{table}.csv")));
        assert!(one == other, "{table}");
    }
}

#[test]
fn tables_need_a_folder_and_rows() {
    let folder = Folder::new();
    folder.write("missions.csv", MISSIONS);
    let run = |more: &[&str]| folder.run(&[&["import", "missions.csv", "--write"], more].concat());
    run(&["tables"]).refused("no folder is named");
    run(&["tables", "-o", "-"]).refused("no folder is named");
    run(&["tables", "-o", "missions.csv"]).refused("`missions.csv` is a file");
    run(&["tables", "-o", "t", "--sniff"]).refused("`--sniff` writes a mapping");
    run(&["sqlite"]).refused("invalid value 'sqlite'");
    assert_eq!(folder.names(), ["missions.csv"]);
}
