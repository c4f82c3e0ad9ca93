//! `interorg import`: the shapes of tables, the accounts, and the dataset that comes out.

use std::io::{Cursor, Write as _};

use interorg::dataset::{self, Input};
use interorg::import::{self, Fate, ImportFile, Mapping, Sinks};
use interorg::model::{Dataset, Identified as _, Operation};

use super::support::{Folder, Run, records};

/// Imports a table with a mapping of one table, and returns the dataset with the accounts as text.
pub(super) fn imported(name: &str, table: impl AsRef<[u8]>, mapping: &str) -> (Dataset, String) {
    let file = ImportFile::new(name, Cursor::new(table.as_ref().to_vec()));
    let mapping = Mapping::parse("map.yaml", mapping).expect("the mapping is sound");
    let mut imported =
        import::import(vec![file], &mapping, None, Sinks::default()).expect("it can be read");
    let mut yaml = Vec::new();
    imported.write("test", &mut yaml).expect("memory has space");
    let checked = dataset::check(vec![Input::new("out.yaml", yaml)]);
    let report = checked.report.render(false);
    let dataset = checked.dataset.unwrap_or_else(|| panic!("{report}"));
    for file in &imported.accounts().files {
        for (unit, tally) in &file.tallies {
            let counts = Fate::ALL.iter().map(|fate| tally.count(*fate));
            assert_eq!(counts.sum::<u64>(), tally.sum(), "{unit}");
        }
    }
    (dataset, imported.accounts().to_string())
}

pub(super) fn operation<'d>(dataset: &'d Dataset, id: &str) -> &'d Operation {
    let mut operations = dataset.operations().iter();
    operations
        .find(|operation| operation.id.as_str() == id)
        .unwrap_or_else(|| panic!("there is no operation {id}"))
}

/// Returns the participations of an operation, such as `norway participant 1978..1998`.
pub(super) fn participations(dataset: &Dataset, id: &str) -> Vec<String> {
    let operation = operation(dataset, id);
    let parts = operation.participations.iter().map(|part| {
        let organization = &dataset.organizations()[part.organization].id;
        let role = dataset.vocabularies().roles[part.role].id();
        let from = part.from.map(|from| from.to_string()).unwrap_or_default();
        let to = part.to.map(|to| to.to_string()).unwrap_or_default();
        let status = if part.is_unknown() { " unknown" } else { "" };
        format!("{organization} {role} {from}..{to}{status}")
    });
    parts.collect()
}

/// Returns the amounts of the participations in an operation, such as `norway troops 900 1978..1998`.
pub(super) fn amounts(dataset: &Dataset, id: &str) -> Vec<String> {
    let quantities = &dataset.vocabularies().amounts;
    let parts = operation(dataset, id).participations.iter();
    let amounts = parts.flat_map(|part| {
        let organization = &dataset.organizations()[part.organization].id;
        let amounts = part.annotations.amounts().iter();
        amounts.map(move |amount| {
            let (what, period) = (quantities[amount.what].id(), amount.period());
            format!("{organization} {what} {} {period}", amount.value)
        })
    });
    amounts.collect()
}

/// Returns the spells of all partnerships, such as `a+b defence 1950..1955`.
pub(super) fn spells(dataset: &Dataset) -> Vec<String> {
    let mut spells = Vec::new();
    for partnership in dataset.partnerships() {
        let members = partnership.dyad.members();
        let [a, b] = members.map(|key| dataset.organizations()[key].id.to_string());
        for coded in &partnership.codings {
            let coding = dataset.vocabularies().codings[coded.coding].id();
            for spell in &coded.spells {
                let to = spell.to.map(|to| to.to_string()).unwrap_or_default();
                spells.push(format!("{a}+{b} {coding} {}..{to}", spell.from));
            }
        }
    }
    spells
}

const MISSIONS: &str = "\
Missions of the world,,,

Country,Mission,From,To,Troops
Norway,UNIFIL,1978-03-19,30.11.1998,900
norway,UNIFIL,1998,2000,
Fiji,UNIFIL,1978,,600
Ghana,,1978,,
Ghana,UNIFIL,1980-02-31,,
Ghana,UNIFIL,1990,1985,

Total,,,,1500
Source: UN
";

const MISSIONS_OPTIONS: [&str; 11] = [
    "--as",
    "two-mode",
    "--org",
    "Country",
    "--operation",
    "Mission",
    "--start",
    "From",
    "--end",
    "To",
    "--title=Missions",
];

fn import_missions(folder: &Folder, more: &[&str]) -> Run {
    folder.write("missions.csv", MISSIONS);
    let arguments = [&["import", "missions.csv"][..], &MISSIONS_OPTIONS, more].concat();
    folder.run(&arguments)
}

#[test]
fn every_row_is_accounted_for() {
    let folder = Folder::new();
    let files = [
        "-o",
        "out.yaml",
        "--report",
        "report.csv",
        "--rejects",
        "rejects.csv",
    ];
    let run = import_missions(&folder, &files);
    assert_eq!((run.status, run.text()), (1, ""), "{}", run.stderr);
    let sum = "  11 rows = 2 used + 1 merged + 2 empty + 3 not carried + 3 rejected\n";
    assert!(run.stderr.contains(sum), "{}", run.stderr);
    let column = "column `Troops` not carried: 3 values";
    assert!(run.stderr.contains(column), "{}", run.stderr);
    let report = records(&folder.read("report.csv"));
    let classes: Vec<String> = report
        .iter()
        .map(|row| format!("{} {}", row["row"], row["class"]))
        .collect();
    assert_eq!(
        classes,
        [
            "1 not carried",
            "2 empty",
            "4 used",
            "5 merged",
            "6 used",
            "7 rejected",
            "8 rejected",
            "9 rejected",
            "10 empty",
            "11 not carried",
            "12 not carried"
        ]
    );
    assert_eq!(
        report[2]["record"],
        "operations.unifil.participations.norway"
    );
    let rejects = String::from_utf8(folder.read("rejects.csv")).expect("UTF-8");
    assert_eq!(
        rejects,
        "Country,Mission,From,To,Troops\nGhana,,1978,,\nGhana,UNIFIL,1980-02-31,,\nGhana,UNIFIL,1990,1985,\n"
    );
    let run = import_missions(&folder, &["-o", "out.yaml", "--allow", "3"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let check = folder.run(&["check", "--strict", "out.yaml"]);
    assert_eq!(check.status, 0, "{}{}", check.text(), check.stderr);
}

#[test]
fn an_end_of_a_line_is_one_however_it_is_written() {
    let mapping = "tables: [{shape: two-mode, organization: Land, operation: Mission}]";
    for end in ["\n", "\r\n", "\r"] {
        let table = ["Land,Mission", "Norway,UNIFIL", "", "Ghana,UNIFIL", ""].join(end);
        let (dataset, accounts) = imported("rows.csv", &table, mapping);
        assert_eq!(dataset.organizations().len(), 2, "{end:?}");
        assert!(
            accounts.contains("3 rows = 2 used + 1 empty"),
            "{end:?}: {accounts}"
        );
    }
    // The numbers of lines are those of the file.
    for end in ["\n", "\r\n", "\r"] {
        let folder = Folder::new();
        let table = ["Land,Mission", "Norway,UNIFIL", "", ",UNIFIL"].join(end);
        folder.write("rows.csv", table);
        let line = "import rows.csv --as two-mode --org Land --operation Mission --report report.csv -o data.yaml";
        assert_eq!(folder.run(&line.split(' ').collect::<Vec<_>>()).status, 1);
        let rows: Vec<String> = records(&folder.read("report.csv"))
            .iter()
            .map(|row| format!("{} {}", row["row"], row["class"]))
            .collect();
        assert_eq!(rows, ["2 used", "3 empty", "4 rejected"], "{end:?}");
    }
}

#[test]
fn the_same_files_give_the_same_bytes_wherever_they_are_written() {
    let folder = Folder::new();
    let printed = import_missions(&folder, &[]);
    import_missions(&folder, &["-o", "out.yaml"]);
    assert_eq!(printed.stdout, folder.read("out.yaml"));
    let text = printed.text();
    let head: Vec<&str> = text.lines().take(2).collect();
    let command = "# Written by: interorg import missions.csv --as two-mode --org Country --operation Mission \
        --start From --end To --title=Missions";
    assert_eq!(head[0], command);
    assert!(
        head[1].starts_with("# File: missions.csv, SHA-256 ") && head[1].len() == 94,
        "{}",
        head[1]
    );
    folder.write(
        "map.yaml",
        "tables: [{shape: nodes, organization: Country}]",
    );
    let own = folder.run(&[
        "import",
        "missions.csv",
        "--map",
        "map.yaml",
        "-o",
        "map.yaml",
    ]);
    own.refused("is part of the dataset");
}

#[test]
fn periods_that_overlap_are_one() {
    let mapping =
        "tables: [{shape: two-mode, organization: c, operation: m, start: from, end: to}]";
    let table = "c;m;from;to\nA;X;1950;1955\nA;X;1955;1957\nA;X;1960;\nB;X;;\n";
    let (dataset, accounts) = imported("t.csv", table, mapping);
    let expected = [
        "a participant 1950..1957",
        "a participant 1960..",
        "b participant ..",
    ];
    assert_eq!(participations(&dataset, "x"), expected);
    assert!(
        accounts.contains("4 rows = 3 used + 1 merged"),
        "{accounts}"
    );
}

#[test]
fn one_row_may_have_several_participations() {
    let mapping = "\
tables:
  - shape: two-mode
    organization: state
    operation: {column: key, name: title}
    parts: [{role: signatory, start: signed}, {role: party, start: [force, ratified], end: left}]
    otherwise: listed
    open-dates: ['9999-12-31']
    unknown-dates: ['0001-01-01']
    conflicts: {impossible-date: coarsen, repeated: one, end-before-start: drop-end}
";
    let table = "\
state,key,title,signed,ratified,force,left
GBR,T-1,First treaty,1990-05..1990-06,0001-01-01,1995-06-06?,9999-12-31
FRA,T-1,First treaty,,1976-06-31,,1970
FRA,T-1,First treaty,,,,
ITA,T-1,First treaty,,,,
";
    let (dataset, accounts) = imported("t.csv", table, mapping);
    let expected = [
        "gbr signatory 1990-05/1990-06..",
        "gbr party 1995-06-06?....",
        "fra party 1976-06..",
        "ita listed ..",
    ];
    assert_eq!(participations(&dataset, "t-1"), expected);
    assert_eq!(&*operation(&dataset, "t-1").name, "First treaty");
    assert!(
        accounts.contains("4 rows = 2 used + 1 changed + 1 merged"),
        "{accounts}"
    );
    assert!(
        accounts.contains("(`1976-06-31` → `1976-06`)"),
        "{accounts}"
    );
}

#[test]
fn years_become_periods_and_the_last_year_has_no_end() {
    let mapping = "tables: [{shape: panel, organization: c, operation: m, year: y}]";
    let table = "c\tm\ty\nA\tX\t1950\nA\tX\t1951\nA\tX\t1953\nB\tX\t1952\nA\tX\t1951\n";
    let (dataset, accounts) = imported("t.tsv", table, mapping);
    let expected = [
        "a participant 1950..1951",
        "a participant 1953..",
        "b participant 1952..1952",
    ];
    assert_eq!(participations(&dataset, "x"), expected);
    assert!(
        accounts.contains("5 rows = 4 used + 1 merged"),
        "{accounts}"
    );
    assert_eq!(
        dataset.about().as_of.map(|date| date.to_string()),
        Some("1953".to_owned())
    );
}

#[test]
fn the_years_of_a_panel_may_have_fewer_or_more_than_four_digits() {
    let mapping = "tables: [{shape: panel, organization: c, operation: m, year: y}]";
    let table = "c\tm\ty\nA\tX\t-0044\nA\tX\t0989\nB\tX\tY17000\nC\tX\tY16999\n";
    let (dataset, _) = imported("t.tsv", table, mapping);
    let about = dataset.about();
    let bounds = [about.from, about.as_of].map(|date| date.map(|date| date.to_string()));
    assert_eq!(
        bounds,
        ["-0044", "Y17000"].map(|date| Some(date.to_owned()))
    );
    let expected = [
        "a participant -0044..-0044",
        "a participant 0989..0989",
        "b participant Y17000..",
        "c participant Y16999..Y16999",
    ];
    assert_eq!(participations(&dataset, "x"), expected);
}

#[test]
fn a_directed_panel_has_one_tie_for_both_rows_of_a_pair() {
    let mapping = |mirror: &str| {
        format!(
            "tables: [{{shape: panel, from: a, to: b, year: y, flags: [defence, trade], directed: true, \
             conflicts: {{mirror: {mirror}}}}}]"
        )
    };
    let table = "\
a,b,y,defence,trade
2.0,20.0,1950.0,1.0,0.0
20.0,2.0,1950.0,1.0,0.0
2.0,20.0,1951.0,1.0,1.0
20.0,2.0,1951.0,0.0,1.0
2.0,20.0,1952.0,0.0,0.0
";
    let (dataset, accounts) = imported("t.csv", table, &mapping("either"));
    assert_eq!(
        spells(&dataset),
        ["2+20 defence 1950..1951", "2+20 trade 1951..1951"]
    );
    assert!(
        accounts.contains("5 rows = 2 used + 2 merged + 1 not carried"),
        "{accounts}"
    );
    let (dataset, _) = imported("t.csv", table, &mapping("both"));
    assert_eq!(
        spells(&dataset),
        ["2+20 defence 1950..1950", "2+20 trade 1951..1951"]
    );
}

#[test]
fn a_wide_table_has_a_column_per_operation() {
    let mapping = "tables: [{shape: panel, organization: c, year: y, \
        values: {'1': full, '3': observer, '-9': unknown, '-1': not-existing}}]";
    let table = "c,y,WTO,WHO\nA,1950,1,-1\nA,1951,1,3\nB,1951,0,-9\n";
    let (dataset, accounts) = imported("t.csv", table, mapping);
    assert_eq!(participations(&dataset, "wto"), ["a full 1950.."]);
    assert_eq!(
        participations(&dataset, "who"),
        ["a observer 1951..", "b full 1951.. unknown"]
    );
    assert!(
        accounts.contains("6 cells = 4 used + 2 not carried"),
        "{accounts}"
    );
    assert!(
        accounts
            .contains("1 unknown participation recorded as `status: unknown` in the role `full`"),
        "{accounts}"
    );
}

#[test]
fn a_cell_may_hold_a_mark_a_year_or_a_role() {
    let folder = Folder::new();
    folder.write(
        "t.csv",
        "Body,Norway,Fiji,Ghana\nUNIFIL,X,1978,observer\nUNDOF,,–,1974-1979\n",
    );
    let run = folder.run(&[
        "import",
        "t.csv",
        "--as",
        "two-mode-wide",
        "--operation",
        "Body",
        "-o",
        "t.yaml",
    ]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(
        run.stderr
            .contains("6 cells = 4 used + 1 empty + 1 not carried"),
        "{}",
        run.stderr
    );
    let input = dataset::read_file(folder.path("t.yaml")).expect("it is there");
    let dataset = dataset::from_inputs(vec![input]).unwrap_or_else(|error| panic!("{error}"));
    let expected = [
        "norway participant ..",
        "fiji participant 1978..",
        "ghana observer ..",
    ];
    assert_eq!(participations(&dataset, "unifil"), expected);
    assert_eq!(
        participations(&dataset, "undof"),
        ["ghana participant 1974..1979"]
    );
}

#[test]
fn a_number_that_the_mapping_explains_is_neither_a_year_nor_a_mark() {
    let table = "Country,UNIFIL,UNMIS\nNorway,1100,1\nGhana,2150,0\nFiji,x,2003-2008\n";
    let mapping = "tables: [{shape: two-mode-wide, organization: Country}]";
    let troops = "tables: [{shape: two-mode-wide, organization: Country, amounts: [{what: troops, label: Troops}]}]";
    let (dataset, _) = imported("wide.csv", table, troops);
    assert_eq!(
        amounts(&dataset, "unifil"),
        ["norway troops 1100 ", "ghana troops 2150 "]
    );
    assert_eq!(amounts(&dataset, "unmis"), ["norway troops 1 "]);
    assert_eq!(
        participations(&dataset, "unmis"),
        ["norway participant ..", "fiji participant 2003..2008"]
    );
    // Without that, they are years and marks.
    let (dataset, _) = imported("wide.csv", table, mapping);
    assert_eq!(
        participations(&dataset, "unifil")[..2],
        ["norway participant 1100..", "ghana participant 2150.."]
    );
}

#[test]
fn a_wide_table_may_name_its_organizations_in_columns() {
    let mapping = "tables: [{shape: two-mode-wide, organization: {columns: c1..c3}, operation: {column: number, name: name}, \
        year: year}]";
    let table =
        "number;name;year;c1;c2;c3\n1;Afghanistan India;2003;4;356;NA\n2;All;2004;4;356;36\n";
    let mapping = mapping.replace("year: year}", "year: year, missing: [NA]}");
    let (dataset, accounts) = imported("t.csv", table, &mapping);
    let expected = ["4 participant 2003..2003", "356 participant 2003..2003"];
    assert_eq!(participations(&dataset, "afghanistan-india"), expected);
    assert!(
        accounts.contains("6 cells = 5 used + 1 empty"),
        "{accounts}"
    );
}

#[test]
fn a_cell_may_name_several_organizations() {
    let mapping = "\
tables:
  - shape: panel
    organization: contributors
    operation: mission
    year: year
    split: {at: ', ', brackets: amount}
    synonyms: {UK: United Kingdom}
    leave-out: {Multinational: it is not an organization}
";
    let table = "\
mission,year,contributors
UNFICYP,2023,\"Argentina (50), UK (250), Korea (ROK) (30)\"
UNFICYP,2024,\"Argentina (50), United Kingdom (size unknown), Multinational\"
";
    let (dataset, accounts) = imported("t.csv", table, mapping);
    let expected = [
        "argentina participant 2023..",
        "united-kingdom participant 2023..",
        "korea-rok participant 2023..2023",
    ];
    assert_eq!(participations(&dataset, "unficyp"), expected);
    assert_eq!(
        amounts(&dataset, "unficyp"),
        [
            "argentina amount 50 2023..2024",
            "united-kingdom amount 250 2023",
            "united-kingdom amount unknown 2024",
            "korea-rok amount 30 "
        ]
    );
    assert!(
        accounts.contains("6 entries in cells = 4 used + 1 changed + 1 not carried"),
        "{accounts}"
    );
    let note = "note: 1 with an unknown amount (`size unknown`)";
    assert!(accounts.contains(note), "{accounts}");
}

#[test]
fn ties_may_be_undated_or_have_dates() {
    let undated = "tables: [{shape: edges, from: a, to: b, amounts: [weight]}]";
    let (dataset, accounts) = imported("t.csv", "a,b,weight\nA,B,4\nB,A,4\nA,A,1\n", undated);
    assert!(
        accounts.contains("3 rows = 1 used + 1 merged + 1 not carried"),
        "{accounts}"
    );
    let amounts = dataset.partnerships()[0].annotations.amounts();
    assert_eq!(amounts.len(), 1);
    assert_eq!(amounts[0].value.to_string(), "4");
    let dated = "tables: [{shape: edges, from: a, to: b, role: type, start: s, end: e}]";
    let table = "a,b,type,s,e\nA,B,pact,1950,1960\nB,A,Pact,1955,1965\nA,B,trade,,1970\n";
    let (dataset, _) = imported("t.csv", table, dated);
    assert_eq!(
        spells(&dataset),
        ["a+b pact 1950..1965", "a+b trade ../1970..1970"]
    );
}

#[test]
fn events_keep_their_direction_in_the_title() {
    let mapping = "tables: [{header: none, shape: events, from: 1, role: 2, to: 3, start: 4}]";
    let table =
        "France\tConsult\tUN Security Council\t2008-07-25\nFrance\tConsult\tFrance\t2008-07-26\n";
    let (dataset, accounts) = imported("t.tsv", table, mapping);
    let milestone = &dataset.partnerships()[0].milestones[0];
    assert_eq!(&*milestone.title, "France → UN Security Council: Consult");
    assert!(
        accounts.contains("2 rows = 1 used + 1 not carried"),
        "{accounts}"
    );
}

#[test]
fn lifetimes_come_from_the_table_of_organizations() {
    let mapping = |rule: &str| {
        format!(
            "tables:\n- {{file: nodes.csv, shape: nodes, organization: {{column: id, name: name, kind: kind, start: born, \
             end: died, scheme: cow}}}}\n- {{shape: edges, from: a, to: b, start: s, end: e, conflicts: \
             {{outside-lifetime: {rule}}}}}\n"
        )
    };
    let run = |rule: &str| {
        let folder = Folder::new();
        folder.write(
            "nodes.csv",
            "id,name,kind,born,died\n1,Alpha,state,1900,1990\n2,Beta,state,1950,\n",
        );
        folder.write("edges.csv", "a,b,s,e\n1,2,1940,1960\n");
        folder.write("map.yaml", mapping(rule));
        let run = folder.run(&[
            "import",
            "edges.csv",
            "nodes.csv",
            "--map",
            "map.yaml",
            "-o",
            "out.yaml",
        ]);
        (folder, run)
    };
    let (folder, widened) = run("widen");
    assert_eq!(widened.status, 0, "{}", widened.stderr);
    let input = dataset::read_file(folder.path("out.yaml")).expect("it is there");
    let dataset = dataset::from_inputs(vec![input]).unwrap_or_else(|error| panic!("{error}"));
    let beta = dataset
        .organizations()
        .iter()
        .nth(1)
        .expect("there are two");
    assert_eq!(
        (beta.id.as_str(), beta.founded.map(|date| date.to_string())),
        ("beta", Some("1940".to_owned()))
    );
    assert_eq!(
        (&*beta.identifiers[0].scheme, &*beta.identifiers[0].value),
        ("cow", "2")
    );
    assert_eq!(spells(&dataset), ["alpha+beta recorded 1940..1960"]);
    assert!(
        widened.stderr.contains("the lifetime is widened"),
        "{}",
        widened.stderr
    );
    let (_, rejected) = run("reject");
    assert_eq!(rejected.status, 1, "{}", rejected.stderr);
    assert!(
        rejected.stderr.contains("outside the lifetime of `Beta`"),
        "{}",
        rejected.stderr
    );
}

#[test]
fn encodings_are_found_out_and_counted() {
    let mapping = "tables: [{shape: two-mode, organization: c, operation: m}]";
    let (dataset, accounts) = imported("t.csv", b"c,m\nC\xF4te d'Ivoire,X\nMali,X\n", mapping);
    assert_eq!(
        &*dataset
            .organizations()
            .iter()
            .next()
            .expect("there are two")
            .name,
        "Côte d'Ivoire"
    );
    assert!(
        accounts.contains("1 value read as windows-1252"),
        "{accounts}"
    );
    let wide: Vec<u8> = "\u{FEFF}c;m\nCôte;X\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let (dataset, _) = imported("t.csv", wide, mapping);
    assert_eq!(participations(&dataset, "x"), ["cote participant .."]);
}

#[test]
fn wrong_mappings_and_columns_are_explained() {
    let folder = Folder::new();
    folder.write("t.csv", "Country,Mission\nNorway,UNIFIL\n");
    folder.write(
        "map.yaml",
        "tables:\n  - shape: two-mod\n    organisation: Country\n",
    );
    let run = folder.run(&["import", "t.csv", "--map", "map.yaml"]);
    run.refused("the mapping has 2 errors");
    assert!(run.stderr.contains("--> map.yaml:2:12"), "{}", run.stderr);
    assert!(
        run.stderr.contains("Did you mean `organization`?"),
        "{}",
        run.stderr
    );
    let run = folder.run(&[
        "import",
        "t.csv",
        "--as",
        "two-mode",
        "--org",
        "Contry",
        "--operation",
        "Mission",
    ]);
    run.refused("`t.csv` has no column `Contry`");
    assert!(
        run.stderr.contains("Did you mean `Country`?"),
        "{}",
        run.stderr
    );
    folder
        .run(&["import", "t.csv", "--as", "two-mode", "--org", "Country"])
        .refused("needs another column");
    folder
        .run(&["import", "t.csv"])
        .refused("the shape of `t.csv` is not known");
    folder
        .run(&["import", "none.csv", "--as", "nodes"])
        .refused("cannot read `none.csv`");
}

/// A workbook of Excel with a sheet of remarks, and one with a title, a header, merged cells, dates as numbers, a total and a
/// note.
fn workbook() -> Vec<u8> {
    let part = |name: &str, content: &str| (name.to_owned(), content.to_owned());
    let sheet = |rows: &str, rest: &str| {
        format!(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData>{rest}\
             </worksheet>"
        )
    };
    let text = |place: &str, text: &str| {
        format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let day = |place: &str, serial: u32| format!("<c r=\"{place}\" s=\"1\"><v>{serial}</v></c>");
    let row =
        |number: u32, cells: &[String]| format!("<row r=\"{number}\">{}</row>", cells.concat());
    let missions = [
        row(1, &[text("A1", "Missions")]),
        row(
            3,
            &["Mission", "Country", "From", "To"]
                .iter()
                .zip(["A3", "B3", "C3", "D3"])
                .map(|(name, place)| text(place, name))
                .collect::<Vec<_>>(),
        ),
        // 28,568 days after 1899-12-30 is 1978-03-19.
        row(
            4,
            &[
                text("A4", "UNIFIL"),
                text("B4", "Norway"),
                day("C4", 28568),
                day("D4", 36129),
            ],
        ),
        row(5, &[text("B5", "Fiji"), day("C5", 28568)]),
        row(
            6,
            &[text("A6", "Total"), "<c r=\"C6\"><v>2</v></c>".to_owned()],
        ),
        row(7, &[text("A7", "Source: UN")]),
    ];
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let parts = [
        part(
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" \
             ContentType=\"application/xml\"/></Types>",
        ),
        part(
            "_rels/.rels",
            &format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
                 <Relationship Id=\"r1\" Type=\"{relation}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        part(
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
                 <Relationship Id=\"r1\" Type=\"{relation}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
                 <Relationship Id=\"r2\" Type=\"{relation}/worksheet\" Target=\"worksheets/sheet2.xml\"/>\
                 <Relationship Id=\"r3\" Type=\"{relation}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        part(
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{relation}\"><sheets>\
                 <sheet name=\"Read me\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"Missions\" sheetId=\"2\" r:id=\"r2\"/></sheets>\
                 </workbook>"
            ),
        ),
        part(
            "xl/styles.xml",
            "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs><xf numFmtId=\"0\"/>\
             <xf numFmtId=\"14\"/></cellXfs></styleSheet>",
        ),
        part(
            "xl/worksheets/sheet1.xml",
            &sheet(&row(1, &[text("A1", "Compiled by hand")]), ""),
        ),
        part(
            "xl/worksheets/sheet2.xml",
            &sheet(
                &missions.concat(),
                "<mergeCells><mergeCell ref=\"A4:A5\"/></mergeCells>",
            ),
        ),
    ];
    zip(&parts)
}

/// Packs files into a ZIP archive without compression.
pub(super) fn zip(files: &[(String, String)]) -> Vec<u8> {
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in files {
        let offset = archive.len() as u32;
        let (crc, length) = (crc32(content.as_bytes()), content.len() as u32);
        let mut head = Vec::new();
        for field in [20_u16, 0, 0, 0, 33] {
            head.extend(field.to_le_bytes());
        }
        for field in [crc, length, length] {
            head.extend(field.to_le_bytes());
        }
        head.extend((name.len() as u16).to_le_bytes());
        head.extend(0_u16.to_le_bytes());
        archive.extend(b"PK\x03\x04");
        archive.extend(&head);
        archive.extend(name.as_bytes());
        archive.extend(content.as_bytes());
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&head);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, length) = (archive.len() as u32, directory.len() as u32);
    archive.extend(directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    for _ in 0..2 {
        archive.extend((files.len() as u16).to_le_bytes());
    }
    archive.extend(length.to_le_bytes());
    archive.extend(start.to_le_bytes());
    archive.write_all(&[0, 0]).expect("memory has space");
    archive
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xEDB8_8320 & 0_u32.wrapping_sub(crc & 1));
        }
    }
    !crc
}

#[test]
fn a_workbook_is_read_as_people_make_them() {
    let folder = Folder::new();
    folder.write("missions.xlsx", workbook());
    let line = "import missions.xlsx --as two-mode --org Country --operation Mission --start From --end To --title Missions \
        -o missions.yaml";
    let run = folder.run(&line.split_whitespace().collect::<Vec<_>>());
    assert_eq!(run.status, 0, "{}", run.stderr);
    for words in [
        "missions.xlsx, sheet `Missions`",
        "5 rows = 2 used + 3 not carried",
        "1 cells have the value of the merged cell above them",
        "the sheet `Missions` is read, and not `Read me`",
    ] {
        assert!(run.stderr.contains(words), "{words}: {}", run.stderr);
    }
    let input = dataset::read_file(folder.path("missions.yaml")).expect("it is there");
    let dataset = dataset::from_inputs(vec![input]).unwrap_or_else(|error| panic!("{error}"));
    let expected = [
        "norway participant 1978-03-19..1998-11-30",
        "fiji participant 1978-03-19..",
    ];
    assert_eq!(participations(&dataset, "unifil"), expected);
    let source = dataset
        .sources()
        .iter()
        .next()
        .expect("the file is a source");
    assert_eq!(
        (source.id.as_str(), &*source.title),
        ("missions-xlsx", "missions.xlsx")
    );
    assert!(
        source
            .note
            .as_deref()
            .is_some_and(|note| note.contains("sheet Missions"))
    );
}

#[test]
fn the_nodes_of_a_graph_are_organizations_or_operations() {
    let mapping = "\
tables:
  - part: nodes
    shape: nodes
    missing: ['?']
    organization: {column: id, name: name, kind: type, region: country, scheme: forum, id: name}
    operations: {column: type, values: [Seminar]}
  - {part: edges, shape: edges, from: source, to: target, role: type}
";
    let graph = "<graphml><graph edgedefault='directed'>
<key id='name' for='node' attr.name='name'/><key id='type' for='node' attr.name='type'/><key id='type' for='edge' attr.name='type'/>
<key id='c' for='node' attr.name='country'/>
<node id='n0'><data key='name'>Greens</data><data key='type'>party</data><data key='c'>?</data></node>
<node id='n1'><data key='name'>Network</data><data key='type'>network</data><data key='c'>Belgium</data></node>
<node id='n2'><data key='name'>On water</data><data key='type'>Seminar</data></node>
<edge source='n0' target='n1'><data key='type'>is part of</data></edge>
<edge source='n2' target='n0'><data key='type'>speaker</data></edge>
<edge source='n2' target='n0'><data key='type'>speaker</data></edge>
</graph></graphml>";
    let (dataset, accounts) = imported("forum.graphml", graph, mapping);
    assert!(accounts.contains("3 nodes = 3 used"), "{accounts}");
    assert!(
        accounts.contains("3 edges = 2 used + 1 merged"),
        "{accounts}"
    );
    assert_eq!(participations(&dataset, "on-water"), ["greens speaker .."]);
    assert_eq!(
        &*dataset.partnerships()[0].notes[0],
        "type: is part of (greens → network)"
    );
    let network = dataset
        .organizations()
        .iter()
        .nth(1)
        .expect("there are two");
    assert_eq!(network.region.as_deref(), Some("Belgium"));
}

#[test]
fn a_graph_needs_no_mapping() {
    let folder = Folder::new();
    folder.write(
        "ties.gml",
        "graph [ directed 0 node [ id 0 label \"UN\" agency 2 ] node [ id 1 label \"EU\" ] edge [ source 1 target 0 collab 3 ] ]",
    );
    folder.write(
        "ties.gexf",
        "<gexf><graph><nodes><node id='a' label='UN' start='1945-10-24'/><node id='b' label='EU'/></nodes><edges>\
         <edge source='a' target='b'><spells><spell start='1974' end='1990'/><spell start='2003'/></spells></edge></edges></graph></gexf>",
    );
    folder.write(
        "ties.net",
        "*Vertices 2\n1 \"UN\"\n2 \"EU\"\n*Edges\n1 2 2\n",
    );
    folder.write(
        "ties.json",
        r#"{"nodes": [{"id": "UN"}, {"id": "EU"}], "links": [{"source": "UN", "target": "EU"}]}"#,
    );
    folder.write(
        "ties.dl",
        "dl n=2 format=fullmatrix\nlabels:\nUN,EU\ndata:\n0 1\n1 0\n",
    );
    for name in ["ties.gml", "ties.gexf", "ties.net", "ties.json", "ties.dl"] {
        let run = folder.run(&["import", name, "-o", "out.yaml"]);
        assert_eq!(run.status, 0, "{name}: {}", run.stderr);
        assert!(
            run.stderr.contains("2 nodes = 2 used"),
            "{name}: {}",
            run.stderr
        );
        let input = dataset::read_file(folder.path("out.yaml")).expect("it is there");
        let dataset = dataset::from_inputs(vec![input]).unwrap_or_else(|error| panic!("{error}"));
        let ids: Vec<&str> = dataset
            .organizations()
            .iter()
            .map(|one| one.id.as_str())
            .collect();
        assert_eq!(
            (ids, dataset.partnerships().len()),
            (vec!["un", "eu"], 1),
            "{name}"
        );
        if name == "ties.gexf" {
            assert_eq!(
                spells(&dataset),
                ["un+eu recorded 1974..1990", "un+eu recorded 2003.."]
            );
        }
    }
}

#[test]
fn a_bibliography_loses_only_the_entries_that_do_not_close() {
    let folder = Folder::new();
    let bibliography = "\
@comment{jabref-meta: databaseType:bibtex;}
@Article{one, author = {Henk E. Goemans and Gleditsch, Nils Petter}, title = {One {IV}}, journal = {J}, year = 2009, owner = {me}}
@misc{two, author = {{Correlates of War}}, title = {Two}, year = {Forthcoming}}
@book{three, title = {Three}, year = 2001
@book{one, title = {Another}, author = {Doe, Janet}, year = 2002}
@Article{one, author = {Henk E. Goemans and Gleditsch, Nils Petter}, title = {One {IV}}, journal = {J}, year = 2009, owner = {me}}
";
    folder.write("refs.bib", bibliography);
    let run = folder.run(&["import", "refs.bib", "-o", "refs.yaml"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    for words in [
        "6 entries = 1 used + 2 changed + 1 merged + 1 not carried + 1 rejected",
        "the entry `three` in line 4 does not close",
        "column `owner` not carried: 2 values",
    ] {
        assert!(run.stderr.contains(words), "{words}: {}", run.stderr);
    }
    let check = folder.run(&["check", "--strict", "refs.yaml"]);
    assert_eq!(check.status, 0, "{}", check.text());
    let cited = folder.run(&["cite", "--data", "refs.yaml", "--style", "bibtex"]);
    let text = cited.text();
    for words in [
        "author = {Goemans, Henk E. and Gleditsch, Nils Petter}",
        "author = {{Correlates of War}}",
        "@book{one-2,",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    // A table may cite an entry of its bibliography.
    folder.write("t.csv", "c,m\nNorway,UNIFIL\n");
    let line =
        "import t.csv refs.bib --as two-mode --org c --operation m --cite two --allow 1 -o t.yaml";
    let run = folder.run(&line.split(' ').collect::<Vec<_>>());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let yaml = String::from_utf8(folder.read("t.yaml")).expect("UTF-8");
    assert!(yaml.contains("dataset:\n  cite:\n  - two\n"), "{yaml}");
    let line = line.replace("--cite two", "--cite twoo");
    let run = folder.run(&line.split(' ').collect::<Vec<_>>());
    run.refused("there is no source `twoo`");
}

#[test]
fn exported_bibliographies_come_back() {
    let folder = Folder::new();
    for (style, name) in [
        ("bibtex", "b.bib"),
        ("ris", "r.ris"),
        ("csl-json", "c.json"),
        ("hayagriva", "h.yaml"),
    ] {
        let run = folder.run(&["cite", "UN", "AU", "--style", style, "-o", name]);
        assert_eq!(run.status, 0, "{style}: {}", run.stderr);
        let run = folder.run(&["import", name, "-o", "back.yaml"]);
        assert_eq!(run.status, 0, "{style}: {}", run.stderr);
        let authors = |data: &[&str]| {
            let run = folder.run(&[&["cite", "--style", "csl-json"], data].concat());
            let items: serde_json::Value = serde_json::from_slice(&run.stdout).expect("it is JSON");
            let items = items.as_array().expect("a list").iter();
            let names = items.map(|item| item["author"].to_string());
            // The publisher of a report stands for its author, and that depends on the type.
            // RIS cannot show that a name with a comma is a body.
            let names =
                names.filter(|names| names.contains("family") && !names.contains("TGcom24"));
            let mut names: Vec<String> = names.collect();
            names.sort();
            names
        };
        let (before, after) = (authors(&["UN", "AU"]), authors(&["--data", "back.yaml"]));
        assert_eq!(before, after, "{style}");
    }
}

#[test]
fn no_name_and_no_cell_ends_a_comment() {
    let folder = Folder::new();
    let name = "a\u{2028}organizations: []\u{85}sources: []\u{1b}[31m.csv";
    let cell = "x\u{2028}tables: 1\u{85}columns: 1\u{7}";
    folder.write(name, format!("from,{cell}\nA,{cell}\nB,C\n"));
    let draft = folder.run(&["import", "--sniff", name]);
    let draft: serde_yaml::Value = serde_yaml::from_str(draft.text()).expect("it is YAML");
    assert_eq!(draft.as_mapping().map(|keys| keys.len()), Some(1));
    assert_eq!(draft["tables"][0]["file"], name);
    let edges = [
        "--as", "edges", "--from", "from", "--to", cell, "-o", "out.yaml",
    ];
    let run = folder.run(&[&["import", name], &edges[..]].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let check = folder.run(&["check", "out.yaml"]);
    assert_eq!(check.status, 0, "{}", check.text());
}

#[test]
fn a_draft_is_a_mapping_that_can_be_used() {
    let folder = Folder::new();
    let parties = "\
State;Treaty ID;Title;Joined;Left
GBR;T-1;On water;1990-05-01;9999-12-31
FRA;T-1;On water;1991-06-02;NA
FRA;T-2;On air;0001-01-01;2001-06-01
";
    folder.write("parties.csv", parties);
    let draft = folder.run(&["import", "--sniff", "parties.csv", "-o", "map.yaml"]);
    assert_eq!((draft.status, draft.text()), (0, ""), "{}", draft.stderr);
    let text = String::from_utf8(folder.read("map.yaml")).expect("UTF-8");
    for words in [
        "#   Left: dates, 2 filled, 2 different: 2001-06-01 · 9999-12-31; `NA` 1 times, perhaps missing; \
         `9999-12-31` 1 times, perhaps not a date\n",
        "  shape: two-mode\n",
        "  separator: semicolon\n",
        "  missing:\n  - NA\n",
        "  open-dates:\n  - '9999-12-31'\n",
        "  unknown-dates:\n  - '0001-01-01'\n",
        "  operation:\n    column: Treaty ID\n    name: Title\n",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let run = folder.run(&[
        "import",
        "parties.csv",
        "--map",
        "map.yaml",
        "--start",
        "Joined",
        "-o",
        "out.yaml",
    ]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stderr.contains("3 rows = 3 used"), "{}", run.stderr);
    assert_eq!(folder.run(&["check", "out.yaml"]).status, 0);
}

#[test]
fn shapes_are_guessed_from_names_and_values() {
    let shape = |name: &str, table: &str| {
        let bytes = if table.is_empty() {
            workbook()
        } else {
            table.as_bytes().to_vec()
        };
        let file = ImportFile::new(name, Cursor::new(bytes));
        let draft = import::sniff(vec![file], &Mapping::default()).expect("it can be read");
        assert!(Mapping::parse("draft", &draft).is_ok(), "{draft}");
        let line = draft
            .lines()
            .find_map(|line| line.trim().strip_prefix("shape: "));
        line.expect("it has a shape").to_owned()
    };
    for (expected, table) in [
        ("edges", "source,target,weight\nUN,EU,2\nUN,AU,3\n"),
        (
            "panel",
            "ccode1,ccode2,year,defence\n2,20,1950,1\n2,20,1951,0\n",
        ),
        (
            "events",
            "sender,receiver,type,date\nUN,EU,meet,2001-05-06\nUN,AU,meet,2001-05-07\n",
        ),
        (
            "two-mode",
            "country,mission,start\nNorway,UNIFIL,1978-03-19\n",
        ),
        (
            "panel",
            "mission,year,contributors\nUNIFIL,1978,\"Norway (2), Fiji (3)\"\n",
        ),
        (
            "panel",
            "ccode,year,wto,who,ilo\n2,1950,1,0,-9\n20,1950,0,1,1\n",
        ),
        (
            "two-mode-wide",
            "agreement,c1,c2,c3\nOn water,Norway,Sweden,Denmark\nOn air,Norway,Sweden,\n",
        ),
        ("nodes", "name,seat\nUnited Nations,New York\n"),
        // The fourth byte of this heading is in the middle of a letter.
        ("nodes", "name,durée\nUnited Nations,long\n"),
        (
            "panel",
            "country,mission,2001,2002,2003\nNorway,UNIFIL,900,850,\n",
        ),
    ] {
        assert_eq!(shape("t.csv", table), expected, "{table}");
    }
    assert_eq!(shape("t.xlsx", ""), "two-mode");
}

#[test]
fn similar_names_are_offered_and_not_applied() {
    let folder = Folder::new();
    folder.write("t.csv", "c,m\nUnited Kingdom,X\nUK,X\nAfrican Union,X\n");
    let line = "import t.csv --as two-mode --org c --operation m -o t.yaml";
    let words: Vec<&str> = line.split(' ').collect();
    let run = folder.run(&words);
    for note in [
        "note: `United Kingdom` and `UK` may be one organization",
        "note: `African Union` may be the organization `au`",
    ] {
        assert!(run.stderr.contains(note), "{note}: {}", run.stderr);
    }
    assert!(run.stderr.contains("3 rows = 3 used"), "{}", run.stderr);
    folder.write("same.csv", "UK,United Kingdom\n");
    let run = folder.run(&[&words[..], &["--synonyms", "same.csv"]].concat());
    assert!(
        run.stderr.contains("3 rows = 2 used + 1 merged"),
        "{}",
        run.stderr
    );
}

#[test]
fn dates_that_may_stand_for_something_else_are_noted() {
    let mapping = "tables: [{shape: two-mode, organization: c, operation: m, start: s, end: e}]";
    let (_, accounts) = imported(
        "t.csv",
        "c,m,s,e\nA,X,1950,9999-12-31\nB,X,1950,2024\n",
        mapping,
    );
    let note = "`9999-12-31` in `e` 1 times is taken as a date; name it under `open-dates`";
    assert!(accounts.contains(note), "{accounts}");
    assert!(!accounts.contains("2024"), "{accounts}");
}

#[test]
fn the_keys_of_a_mapping_are_explained() {
    let run = Folder::new().run(&["import", "--explain"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    for words in [
        "- `end-before-start`: What becomes of a period that ends before it begins. One of reject, drop-end, drop-start, swap.",
        "- `open-dates`: The dates that mean that something goes on, such as `9999-12-31`.",
        "## `parts`\n",
    ] {
        assert!(run.text().contains(words), "{words}: {}", run.text());
    }
}

#[test]
fn hostile_files_end_in_an_error_or_a_rejected_row() {
    let folder = Folder::new();
    let options = [
        "--as",
        "two-mode",
        "--org",
        "1",
        "--operation",
        "2",
        "-o",
        "out.yaml",
    ];
    let cases: [(&str, Vec<u8>); 9] = [
        ("empty.csv", Vec::new()),
        ("nul.csv", b"a,b\n\0\0,\xFF\xFE\n".to_vec()),
        ("quote.csv", b"a,b\n\"open,1\n2,3\n".to_vec()),
        (
            "wide.csv",
            [b"a,b\n".to_vec(), vec![b','; 100_000]].concat(),
        ),
        ("broken.xlsx", b"PK\x03\x04rest".to_vec()),
        ("deep.gml", b"graph [ ".repeat(10_000)),
        ("open.graphml", b"<graphml><graph><node id='a'>".to_vec()),
        (
            "huge.dl",
            b"dl n=4000000000 format=fullmatrix data: 0".to_vec(),
        ),
        ("huge.net", b"*Vertices 4000000000\n*Matrix\n".to_vec()),
    ];
    for (name, bytes) in cases {
        folder.write(name, bytes);
        let run = folder.run(&[&["import", name][..], &options].concat());
        assert!(
            (0..=2).contains(&run.status),
            "{name}: {} {}",
            run.status,
            run.stderr
        );
        assert!(!run.stderr.contains("panicked"), "{name}: {}", run.stderr);
    }
    for name in ["deep.bib", "open.bib"] {
        folder.write(
            name,
            "@article{a, title = ".to_owned() + &"{".repeat(20_000),
        );
        let run = folder.run(&["import", name, "-o", "out.yaml"]);
        assert_eq!(run.status, 1, "{name}: {}", run.stderr);
    }
}

#[test]
fn data_without_partnerships_have_no_columns_of_phases_and_motives() {
    let folder = Folder::new();
    folder.write("t.csv", "c,m,from\nA,Pact,2001\nB,Pact,2003\n");
    let line = "import t.csv --as two-mode --org c --operation m --start from -o t.yaml";
    let run = folder.run(&line.split(' ').collect::<Vec<_>>());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let line = "export dyad-years --data t.yaml --during 2003";
    let run = folder.run(&line.split(' ').collect::<Vec<_>>());
    assert_eq!(
        run.text(),
        "year,a,b,exists,operations,role_participant\n2003,a,b,-9,1,1\n"
    );
}

/// Writes a bibliography in a style, imports it, and returns the sources before and after.
fn round_trip(sources: &str, style: &str, name: &str) -> [serde_yaml::Value; 2] {
    let folder = Folder::new();
    folder.write("sources.yaml", format!("sources:\n{sources}"));
    let run = folder.run(&[
        "cite",
        "--data",
        "sources.yaml",
        "--style",
        style,
        "-o",
        name,
    ]);
    assert_eq!(run.status, 0, "{style}: {}", run.stderr);
    let run = folder.run(&["import", name, "-o", "back.yaml"]);
    assert_eq!(run.status, 0, "{style}: {}", run.stderr);
    ["sources.yaml", "back.yaml"].map(|file| {
        let text = String::from_utf8(folder.read(file)).expect("UTF-8");
        let read: serde_yaml::Value = serde_yaml::from_str(&text).expect("it is YAML");
        read["sources"].clone()
    })
}

#[test]
fn dates_of_biblatex_come_back_as_they_are() {
    let dates = [
        "2003",
        "2003-05-07",
        "2010?",
        "2003~",
        "2003%",
        "199X",
        "2003-XX",
        "../2013-02-18",
        "/2010",
        "2010/..",
        "2003-05/2004-06",
        "2003-21",
        "-0043",
        "Y12005",
    ];
    let entries = dates.iter().enumerate();
    let entries =
        entries.map(|(index, date)| format!("  s{index}: {{title: T, date: '{date}'}}\n"));
    let [_, back] = round_trip(&entries.collect::<String>(), "biblatex", "b.bib");
    for (index, date) in dates.iter().enumerate() {
        let found = &back[format!("s{index}")]["date"];
        let found = serde_yaml::to_string(found).expect("it is YAML");
        assert_eq!(found.trim().trim_matches('\''), *date);
    }
}

#[test]
fn numbers_come_back_to_their_fields() {
    let sources = "  a: {type: report, title: A, serial-number: {serial: A/55/305}}\n  \
         b: {type: misc, title: B, serial-number: {serial: S/RES/1}, note: A remark}\n  \
         c: {type: book, title: C, parent: {type: book, title: Notes, volume: '7', issue: '9'}}\n  \
         d: {type: article, title: D, page-range: '12-15, 17', parent: {type: periodical, title: J, volume: '3', issue: '4'}}\n  \
         e: {type: article, title: E, date: 2003-21, parent: {type: periodical, title: J, volume: '1'}}\n";
    for (style, name) in [
        ("bibtex", "b.bib"),
        ("biblatex", "b.bib"),
        ("ris", "b.ris"),
        ("csl-json", "b.json"),
    ] {
        let [before, back] = round_trip(sources, style, name);
        assert_eq!(before, back, "{style}");
    }
}

#[test]
fn the_number_of_a_series_comes_back_to_the_series() {
    let sources = "  a: {type: chapter, title: A, parent: {type: book, title: B, volume: '2', parent: {type: book, title: N, issue: '7'}}}\n";
    for (style, name) in [("ris", "b.ris"), ("csl-json", "b.json")] {
        let [before, back] = round_trip(sources, style, name);
        assert_eq!(before, back, "{style}");
    }
    // BibTeX has no type for a chapter of a book with one author.
    for style in ["bibtex", "biblatex"] {
        let [before, back] = round_trip(sources, style, "b.bib");
        assert_eq!(
            before["a"]["parent"]["parent"], back["a"]["parent"]["parent"],
            "{style}"
        );
    }
}

#[test]
fn the_serial_number_of_a_book_is_that_of_books() {
    let folder = Folder::new();
    let entry =
        |kind, title, number| format!("TY  - {kind}\nTI  - {title}\nSN  - {number}\nER  - \n");
    let entries = entry("BOOK", "One", "9780198297") + &entry("JOUR", "Two", "1468-2478");
    folder.write("a.ris", entries);
    let run = folder.run(&["import", "a.ris"]);
    let read: serde_yaml::Value = serde_yaml::from_str(run.text()).expect("it is YAML");
    let sources = read["sources"].as_mapping().expect("it is a mapping");
    let found: Vec<String> = sources
        .values()
        .map(|source| serde_yaml::to_string(&source["serial-number"]).expect("YAML"))
        .collect();
    assert_eq!(
        found,
        ["isbn: '9780198297'\n", "issn: 1468-2478\n"],
        "{}",
        run.text()
    );
}

#[test]
fn a_zero_with_decimals_is_no_participation() {
    let mapping = "tables: [{shape: two-mode-wide, organization: c, operation: {columns: [x, y]}}]";
    let (dataset, accounts) = imported("t.csv", "c,x,y\nA,0.00,1.00\n", mapping);
    let operations = dataset.operations().iter();
    let operations: Vec<&str> = operations.map(|operation| operation.id.as_str()).collect();
    assert_eq!(operations, ["y"], "{accounts}");
    assert_eq!(amounts(&dataset, "y").len(), 0);
}

#[test]
fn a_decade_that_may_be_a_century_is_a_change() {
    let mapping = "tables: [{shape: two-mode, organization: c, operation: m, start: from}]";
    let (_, accounts) = imported("t.csv", "c,m,from\nA,X,1900s\nB,X,1910s\n", mapping);
    for words in [
        "2 rows = 1 used + 1 changed",
        "changed: 1 in `from`, it may mean the century and is read as the decade (`1900s` → `190X`)",
    ] {
        assert!(accounts.contains(words), "{words}: {accounts}");
    }
}
