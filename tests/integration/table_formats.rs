//! The relational tables in formats of columns and of spreadsheets, which are compared with the database of SQLite.

use serde_json::{Value as Json, json};

use crate::readers::python;
use crate::support::Folder;
use crate::tables::DATA;

/// Exports the tables of a dataset in a format, and compares them with a database by a script of Python; `None` if that has not
/// the packages and need not have them. The bytes must be the same every time.
fn compared(format: &str, data: Option<&str>, script: &str, packages: &[&str]) -> Option<Json> {
    let folder = Folder::new();
    folder.write("data.yaml", data.unwrap_or_default());
    let run = |format, output| {
        let mut arguments = vec!["export", format, "-o", output];
        arguments.extend(data.iter().flat_map(|_| ["--data", "data.yaml"]));
        let run = folder.run(&arguments);
        assert_eq!(run.status, 0, "{}", run.stderr);
    };
    run("sqlite", "tables.sqlite");
    let names = ["one", "two"].map(|name| match format {
        "xlsx" => format!("{name}.xlsx"),
        _ => name.to_owned(),
    });
    for name in &names {
        run(format, name);
    }
    let files = [&names[0], &names[1]].map(|name| {
        let path = folder.path(name);
        if path.is_file() {
            return vec![folder.read(name)];
        }
        let names = std::fs::read_dir(path).expect("it is a folder");
        let mut paths: Vec<_> = names
            .map(|entry| entry.expect("it is listed").path())
            .collect();
        paths.sort();
        let read = |path| std::fs::read(path).expect("it can be read");
        paths.into_iter().map(read).collect()
    });
    assert!(files[0] == files[1], "the bytes are the same every time");
    let paths = [folder.path(&names[0]), folder.path("tables.sqlite")];
    let found = python(script, packages, &[&paths[0], &paths[1]])?;
    Some(serde_json::from_str(&found).expect("it is JSON"))
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_has_the_types_and_rows_of_the_database() {
    for data in [None, Some(DATA)] {
        let Some(found) = compared("parquet", data, "parquet.py", &["duckdb"]) else {
            return;
        };
        assert_eq!(found["differences"], json!([]));
        assert_eq!(found["others"], json!([]));
        // From 0001-01-01 to 9999-12-31.
        assert_eq!(found["days_of_all_time"], json!([[3_652_058]]));
        let program = concat!("interorg version ", env!("CARGO_PKG_VERSION"));
        assert_eq!(found["created_by"], json!([[program]]));
        assert_eq!(found["compression"], json!([["SNAPPY"]]));
        if data.is_some() {
            let expected = json!([
                ["new", null, null, "unknown", 0, "2001-01-01"],
                [null, "none", null, "none", 0, "2005-03-01"],
                [null, "none", null, "none", 0, "2002-01-01"],
            ]);
            assert_eq!(found["spells"], expected);
        } else {
            // Six dyads, each read in two passes.
            assert_eq!(found["rows"]["partnership"], json!(12));
        }
    }
}

#[cfg(feature = "xlsx")]
#[test]
fn a_workbook_has_the_cells_of_the_database_and_a_codebook() {
    use interorg::analysis::tables::Projection;

    for data in [None, Some(DATA)] {
        let Some(found) = compared("xlsx", data, "xlsx.py", &["openpyxl"]) else {
            return;
        };
        assert_eq!(found["differences"], json!([]));
        let graph = crate::tables::graph(DATA);
        let count = Projection::new(&graph).tables().len();
        // All but `dataset_record`, and the codebook.
        assert_eq!(found["sheets"], json!(count));
        assert_eq!(found["last"], "codebook");
        assert!(found["longest_name"].as_u64() <= Some(31), "{found}");
        assert_eq!(found["frozen"], json!(["A2"]));
        assert_eq!(found["filtered"], true);
        assert_eq!(found["bold"], true);
        assert_eq!(found["note"], true);
        assert_eq!(found["formulas"], 0);
        assert_eq!(found["late_texts"], json!([]));
        assert!(found["open_starts"].as_u64() > Some(0), "{found}");
        assert_eq!(found["created"], "2000-01-01T00:00:00");
        if data.is_some() {
            assert_eq!(found["like_formulas"], json!(["=1+1"]));
        }
    }
}

#[cfg(feature = "xlsx")]
#[test]
fn a_workbook_is_read_by_the_import() {
    let folder = Folder::new();
    folder.write("data.yaml", DATA);
    let workbook = ["export", "--data", "data.yaml", "-o", "tables.xlsx"];
    for (missing, expected) in [("codes", "unknown"), ("na", "NA"), ("empty", "")] {
        let run = folder.run(&[&workbook[..], &["--missing", missing]].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        let cells = cells(&folder.read("tables.xlsx"), "spell");
        let spell = &cells[0];
        assert_eq!(spell["first_day"], "2001-01-01");
        assert_eq!(spell["start_sure_day"], "2003-01-01");
        assert_eq!(spell["end_sure_day"], "2005-03-31");
        assert_eq!(spell["absent"], "false");
        assert_eq!(spell["to_edtf"], expected);
    }
}

/// Returns the rows of a sheet as texts, as calamine reads them.
#[cfg(feature = "xlsx")]
fn cells(workbook: &[u8], name: &str) -> Vec<crate::support::Record> {
    use calamine::{Data, Reader, Xlsx};

    let mut workbook = Xlsx::new(std::io::Cursor::new(workbook)).expect("it is a workbook");
    let sheet = workbook
        .worksheet_range(name)
        .expect("there is such a sheet");
    let text = |cell: &Data| match cell {
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => other.to_string(),
    };
    let mut rows = sheet.rows();
    let header: Vec<String> = rows
        .next()
        .expect("there is a header")
        .iter()
        .map(text)
        .collect();
    let row = |row: &[Data]| header.iter().cloned().zip(row.iter().map(text)).collect();
    rows.map(row).collect()
}

#[cfg(feature = "xlsx")]
#[test]
fn a_text_longer_than_a_cell_of_a_workbook_is_refused() {
    let folder = Folder::new();
    let written = |length: usize| {
        let name = "x".repeat(length);
        folder.write(
            "data.yaml",
            format!("organizations: [{{id: a, name: {name}}}]\n"),
        );
        folder.run(&["export", "--data", "data.yaml", "-o", "tables.xlsx"])
    };
    assert_eq!(written(32_767).status, 0);
    assert_eq!(folder.names(), ["data.yaml", "tables.xlsx"]);
    let run = written(32_768);
    run.refused(
        "the text in row 1 of table `organization`, column `name`, has 32768 characters; a cell of a workbook has at most 32767",
    );
    run.refused("Use `sqlite`, `tables` or `parquet`");
}
