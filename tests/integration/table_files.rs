//! Files of the relational tables: CSV in a folder, and a database that SQLite itself reads.

use std::path::Path;

use interorg::analysis::tables::Projection;
use serde_json::{Value as Json, json};

use crate::readers::python;
use crate::support::{Folder, list, records, rows};
use crate::tables::{DATA, graph};

#[test]
fn tables_are_files_that_are_the_same_every_time() {
    let folder = Folder::new();
    folder.write("data.yaml", DATA);
    let run = |name| {
        folder.run(&[
            "export",
            "tables",
            "--data",
            "data.yaml",
            "--missing",
            "empty",
            "-o",
            name,
        ])
    };
    assert_eq!(run("one").status, 0);
    assert_eq!(run("two").status, 0);
    let names = std::fs::read_dir(folder.path("one")).expect("it is there");
    let mut count = 0;
    for name in names.map(|entry| entry.expect("it is listed").file_name()) {
        let name = name.to_str().expect("a plain name").to_owned();
        assert_eq!(
            folder.read(&format!("one/{name}")),
            folder.read(&format!("two/{name}"))
        );
        count += 1;
    }
    let graph = graph(DATA);
    assert_eq!(count, Projection::new(&graph).tables().len());
    let spells = records(&folder.read("one/spell.csv"));
    assert_eq!(spells[0]["actor"], "new");
    assert_eq!(spells[1]["actor"], "");
    // A spreadsheet would evaluate it.
    assert_eq!(
        records(&folder.read("one/attribute.csv"))[0]["value"],
        "'=1+1"
    );
}

#[test]
fn parts_of_the_tables_and_idle_options_are_refused() {
    let folder = Folder::new();
    let run = |more: &[&str]| folder.run(&[&["export", "tables", "-o", "t"], more].concat());
    for filter in [
        &["--with", "UN"][..],
        &["--at", "2005"],
        &["--ties", "both"],
        &["--coder", "first-pass"],
    ] {
        run(filter).refused("the tables are written as a whole");
    }
    run(&["--lang", "fr"]).refused("--lang does not apply to the tables");
    run(&["--format", "csv"]).refused("`--format` does not apply to the tables");
    run(&["--stamp"]).refused("`--stamp` does not apply to the tables");
    run(&["--memberships"]).refused("graph formats only");
    folder
        .run(&["export", "tables"])
        .refused("no folder is named");
    folder.write("file", "text");
    folder
        .run(&["export", "tables", "-o", "file"])
        .refused("`file` is a file");
    assert_eq!(folder.names(), ["file"]);
}

#[test]
fn the_codebook_explains_every_column() {
    let codebook = Folder::new().run(&["export", "tables", "--codebook"]);
    assert_eq!(codebook.status, 0);
    assert!(codebook.text().contains("\n## motive\n"));
    assert!(codebook.text().contains("| `end_sure_day` | date | "));
    assert!(codebook.text().contains("- `rival` refers to `rival`\n"));
}

/// Reads a database with the SQLite of Python; `None` if that is missing and not required.
fn read_database(path: &Path) -> Option<Json> {
    let answer = python("sqlite.py", &["sqlite3"], &[path])?;
    Some(serde_json::from_str(&answer).expect("it is JSON"))
}

#[cfg(feature = "sqlite")]
#[test]
fn a_database_has_every_row_and_no_broken_reference() {
    let folder = Folder::new();
    folder.write("data.yaml", DATA);
    for (file, data) in [("shipped.sqlite", None), ("own.db", Some("data.yaml"))] {
        let mut arguments = vec!["export", "-o", file];
        arguments.extend(data.iter().flat_map(|data| ["--data", *data]));
        assert_eq!(folder.run(&arguments).status, 0);
        let first = folder.read(file);
        assert_eq!(folder.run(&arguments).status, 0);
        assert!(
            first == folder.read(file),
            "the bytes are the same every time"
        );
        let Some(found) = read_database(&folder.path(file)) else {
            return;
        };
        assert_eq!(found["foreign_key_check"], json!([]));
        assert_eq!(found["integrity_check"], json!([["ok"]]));
        let graph = match data {
            Some(_) => graph(DATA),
            None => interorg::graph::Graph::new(interorg::dataset::builtin()),
        };
        let projection = Projection::new(&graph);
        for table in projection.tables() {
            let name = table.definition().name;
            assert_eq!(found["counts"][name], json!(table.rows().count()), "{name}");
        }
    }
}

#[cfg(feature = "sqlite")]
#[test]
fn a_database_has_types_reasons_and_checks() {
    let folder = Folder::new();
    folder.write("data.yaml", DATA);
    let run = folder.run(&[
        "export",
        "sqlite",
        "--data",
        "data.yaml",
        "-o",
        "own.sqlite",
    ]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let Some(found) = read_database(&folder.path("own.sqlite")) else {
        return;
    };
    // Of the three spells, the first leads from one member to the other, and has an unknown end.
    let expected = json!([
        ["new", null, null, "unknown", 0, "2001-01-01"],
        [null, "none", null, "none", 0, "2005-03-01"],
        [null, "none", null, "none", 0, "2002-01-01"],
    ]);
    assert_eq!(found["spells"], expected);
    assert_eq!(found["types"], json!(["text", "integer", "real"]));
    assert_eq!(found["refused"], json!(["foreign key", "reason"]));
}

/// Returns the query in SQL that the README shows, and the rows of the table below it.
fn query_of_the_readme() -> (String, Vec<String>) {
    let readme = include_str!("../../README.md");
    let (_, from_query) = readme.split_once("```sql\n").expect("there is one");
    let (query, rest) = from_query.split_once("```").expect("it ends");
    let table = rest
        .trim_start()
        .lines()
        .take_while(|line| line.starts_with('|'));
    let rows = table.skip(2).map(str::to_owned);
    (query.to_owned(), rows.collect())
}

#[cfg(feature = "sqlite")]
#[test]
fn the_query_of_the_readme_has_the_rows_that_it_shows() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["export", "-o", "shipped.sqlite"]).status, 0);
    let (query, shown) = query_of_the_readme();
    folder.write("query.sql", query);
    let paths = [folder.path("shipped.sqlite"), folder.path("query.sql")];
    if let Some(found) = python("sqlite.py", &["sqlite3"], &[&paths[0], &paths[1]]) {
        let found = found
            .lines()
            .map(|row| format!("| {} |", row.replace('|', " | ")));
        assert_eq!(found.collect::<Vec<_>>(), shown);
        assert_eq!(shown.len(), 3);
    }
}

#[cfg(feature = "sqlite")]
#[test]
fn a_view_answers_which_partners_the_un_had() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["export", "-o", "shipped.sqlite"]).status, 0);
    let Some(found) = read_database(&folder.path("shipped.sqlite")) else {
        return;
    };
    let links = folder.run(&["links", "--with", "UN", "--at", "2005", "--format", "json"]);
    let links = rows(&links);
    let links: Vec<Json> = links
        .iter()
        .map(|row| json!([row["a"], row["b"], row["phase"], row["condition"]]))
        .collect();
    assert_eq!(list(&found["partners_of_the_un"]), links);
    assert_eq!(links.len(), 3);
    let shared = folder.run(&[
        "links",
        "--between",
        "UN",
        "AU",
        "--at",
        "2005",
        "--ties",
        "operations",
        "--format",
        "json",
    ]);
    let shared = &rows(&shared)[0];
    assert_eq!(
        found["shared_by_un_and_au"],
        json!(list(&shared["operations"]).len())
    );
}

#[test]
fn a_database_takes_no_options_of_csv() {
    let folder = Folder::new();
    let run = |more: &[&str]| folder.run(&[&["export", "sqlite", "-o", "x.sqlite"], more].concat());
    run(&["--missing", "na"]).refused("`--missing` does not apply to sqlite");
    run(&["--with", "UN"]).refused("the tables are written as a whole");
    assert!(folder.names().is_empty());
}

#[cfg(not(feature = "parquet"))]
#[test]
fn parquet_needs_a_feature() {
    let folder = Folder::new();
    let run = folder.run(&["export", "parquet", "-o", "folder"]);
    run.refused("this program was built without the format `parquet`");
    run.refused("Build it with the feature `parquet`.");
    assert!(folder.names().is_empty());
}

#[test]
fn parquet_takes_no_options_of_csv_and_has_the_codebook() {
    let folder = Folder::new();
    let run = |more: &[&str]| folder.run(&[&["export", "parquet", "-o", "x"], more].concat());
    run(&["--missing", "na"]).refused("`--missing` does not apply to parquet");
    run(&["--with", "UN"]).refused("the tables are written as a whole");
    run(&["--format", "json"]).refused("`--format` does not apply to the tables");
    assert!(folder.names().is_empty());
    let codebook = folder.run(&["export", "parquet", "--codebook"]);
    assert!(codebook.text().contains("\n## motive\n"));
}

#[cfg(not(feature = "xlsx"))]
#[test]
fn a_workbook_needs_a_feature() {
    let folder = Folder::new();
    let run = folder.run(&["export", "-o", "tables.xlsx"]);
    run.refused("this program was built without the format `xlsx`");
    run.refused("Build it with the feature `xlsx`.");
    assert!(folder.names().is_empty());
}

#[test]
fn a_workbook_takes_only_the_style_of_missing_values() {
    let folder = Folder::new();
    let run = |more: &[&str]| folder.run(&[&["export", "xlsx", "-o", "x.xlsx"], more].concat());
    run(&["--raw"]).refused("`--raw` does not apply to xlsx");
    run(&["--bom"]).refused("`--bom` does not apply to xlsx");
    run(&["--with", "UN"]).refused("the tables are written as a whole");
    assert!(folder.names().is_empty());
}
