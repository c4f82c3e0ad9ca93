//! `interorg import`: entities of Wikidata, compressed files, OpenDocument, and datasets that need no import.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use interorg::dataset;
use interorg::model::Organization;
use serde_json::{Value, json};

use super::importing::{imported, participations, zip};
use super::support::Folder;

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory has space");
    encoder.finish().expect("memory has space")
}

/// Returns a statement with a value of a type.
fn statement(kind: &str, value: Value) -> Value {
    json!({"mainsnak": {"snaktype": "value", "datavalue": {"type": kind, "value": value}}, "rank": "normal"})
}

fn item(id: &str) -> Value {
    statement(
        "wikibase-entityid",
        json!({"entity-type": "item", "id": id}),
    )
}

fn time(text: &str, precision: u64) -> Value {
    let calendar = "http://www.wikidata.org/entity/Q1985727";
    statement(
        "time",
        json!({"time": text, "precision": precision, "calendarmodel": calendar}),
    )
}

fn ranked(mut statement: Value, rank: &str) -> Value {
    statement["rank"] = json!(rank);
    statement
}

/// Returns an entity with an English label.
fn entity(id: &str, label: &str, claims: Value) -> Value {
    json!({"type": "item", "id": id, "labels": {"en": {"language": "en", "value": label}}, "aliases": {}, "claims": claims})
}

/// The League of Nations, the United Nations, and the kind of both.
fn entities() -> Value {
    let short = |language: &str, text: &str| {
        statement(
            "monolingualtext",
            json!({"language": language, "text": text}),
        )
    };
    let mut league = entity(
        "Q38130",
        "League of Nations",
        json!({
            "P571": [time("+1920-01-10T00:00:00Z", 11)],
            "P576": [ranked(time("+1939-00-00T00:00:00Z", 9), "deprecated"), time("+1946-04-00T00:00:00Z", 10)],
            "P1366": [item("Q1065")],
            "P31": [item("Q484652")],
        }),
    );
    league["labels"]["fr"] = json!({"language": "fr", "value": "Société des Nations"});
    league["aliases"]["en"] = json!([{"language": "en", "value": "LoN"}]);
    let mut member = item("Q38130");
    member["qualifiers"] = json!({"P580": [time("+1945-00-00T00:00:00Z", 9)["mainsnak"], time("+1946-04-18T00:00:00Z", 11)["mainsnak"]]});
    member["qualifiers"]["P582"] = json!([time("+1946-04-18T00:00:00Z", 11)["mainsnak"]]);
    let un = entity(
        "Q1065",
        "United Nations",
        json!({
            "P571": [time("+1945-00-00T00:00:00Z", 9), ranked(time("+1945-10-24T00:00:00Z", 11), "preferred")],
            "P576": [{"mainsnak": {"snaktype": "novalue", "property": "P576"}, "rank": "normal"}],
            "P1365": [item("Q38130"), item("Q999")],
            "P1813": [short("fr", "ONU"), short("en", "UN")],
            "P856": [statement("string", json!("https://www.un.org/"))],
            "P31": [item("Q484652")],
            "P213": [statement("string", json!("0000 0004 0421 4504"))],
            "P463": [member],
            "P527": [item("Q38130"), item("Q1065")],
            "P1454": [item("Q1")],
        }),
    );
    let kind = entity("Q484652", "international organization", json!({}));
    json!({"entities": {"Q38130": league, "Q1065": un, "Q484652": kind}})
}

fn date(date: Option<interorg::model::Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

#[test]
fn entities_of_wikidata_are_organizations() {
    let (dataset, accounts) = imported("entities.json", entities().to_string(), "tables: []");
    let organizations: Vec<&Organization> = dataset.organizations().iter().collect();
    let [league, un] = organizations[..] else {
        panic!("{accounts}");
    };
    assert_eq!(
        (
            league.id.as_str(),
            date(league.founded),
            league.dissolved.to_string()
        ),
        (
            "league-of-nations",
            "1920-01-10".to_owned(),
            "1946-04".to_owned()
        )
    );
    assert_eq!(
        (&*league.names[0].language, &*league.names[0].text),
        ("fr", "Société des Nations")
    );
    assert_eq!(&*league.aliases[0], "LoN");
    assert_eq!(
        (&*un.abbreviation, date(un.founded)),
        ("UN", "1945-10-24".to_owned())
    );
    assert_eq!(
        dataset.organizations()[un.predecessors[0]].id.as_str(),
        "league-of-nations"
    );
    let kind = un
        .kind
        .map(|kind| dataset.vocabularies().organization_kinds.label(kind));
    assert_eq!(kind, Some("International organization"));
    let identifiers = un.identifiers.iter();
    let identifiers: Vec<_> = identifiers
        .map(|known| (&*known.scheme, &*known.value))
        .collect();
    assert_eq!(
        identifiers,
        [("wikidata", "Q1065"), ("isni", "0000 0004 0421 4504")]
    );
    let website = &un.annotations.attributes()[0];
    assert_eq!(
        (website.name.as_str(), &*website.value),
        ("website", "https://www.un.org/")
    );
    for words in [
        "3 entities = 2 used + 1 not carried",
        "19 statements = 11 used + 1 merged + 7 not carried",
        "not carried: 1 because the two would be parts of one another",
        "not carried: 1 because its rank is deprecated",
        "not carried: 1 because it is the kind or seat of another entity",
        "not carried: 2 because another statement of the property counts",
        "not carried: 1 because the item that it names is not in the file",
        "not carried: 1 because it says that there is no value",
        "not carried: 1 because a dataset has no place for the property",
    ] {
        assert!(accounts.contains(words), "{words}: {accounts}");
    }
}

#[test]
fn lists_and_single_entities_of_wikidata_are_the_same() {
    let all = entities();
    let list: Vec<&Value> = all["entities"]
        .as_object()
        .expect("it is an object")
        .values()
        .collect();
    let (of_object, _) = imported("a.json", all.to_string(), "tables: []");
    let (of_list, _) = imported("a.json", json!(list).to_string(), "tables: []");
    assert_eq!(of_object.organizations(), of_list.organizations());
    let (single, _) = imported(
        "a.json",
        list[1].to_string(),
        "tables: [{values: {Q484652: Universal body}}]",
    );
    let un = single.organizations().iter().next().expect("there is one");
    let kind = un
        .kind
        .map(|kind| single.vocabularies().organization_kinds.label(kind));
    assert_eq!(kind, Some("Universal body"));
    let broken = json!({"entities": {"Q1": {"id": "Q1", "claims": {"P571": 7, "P31": [3, {"mainsnak": []}]}}, "Q2": {"id": "Q2", "missing": ""}}});
    let folder = Folder::new();
    folder.write("broken.json", broken.to_string());
    let run = folder.run(&["import", "broken.json", "-o", "out.yaml"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(
        run.stderr.contains("2 entities = 2 rejected"),
        "{}",
        run.stderr
    );
}

#[test]
fn compressed_files_are_unpacked() {
    let table = "c,m\nNorway,UNIFIL\n";
    let mapping = "tables: [{shape: two-mode, organization: c, operation: m}]";
    let (dataset, _) = imported("t.csv.gz", gzipped(table.as_bytes()), mapping);
    assert_eq!(
        participations(&dataset, "unifil"),
        ["norway participant .."]
    );
    let (dataset, _) = imported(
        "entities.json.gz",
        gzipped(entities().to_string().as_bytes()),
        "tables: []",
    );
    assert_eq!(dataset.organizations().len(), 2);
    // The fingerprint is that of the file, which a reader can check.
    let folder = Folder::new();
    folder.write("t.csv.gz", gzipped(table.as_bytes()));
    let line = "import t.csv.gz --as two-mode --org c --operation m -o out.yaml";
    let run = folder.run(&line.split(' ').collect::<Vec<_>>());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let yaml = String::from_utf8(folder.read("out.yaml")).expect("UTF-8");
    let shown = yaml
        .lines()
        .nth(1)
        .and_then(|line| line.split(", SHA-256 ").nth(1));
    let sums = std::process::Command::new("sha256sum")
        .arg(folder.path("t.csv.gz"))
        .output();
    if let Ok(sums) = sums {
        let sums = String::from_utf8(sums.stdout).expect("UTF-8");
        assert_eq!(shown, sums.split(' ').next());
    }
}

#[test]
fn what_is_packed_is_limited_too() {
    let folder = Folder::new();
    folder.write("bomb.csv.gz", gzipped(&vec![b'a'; 3 << 20]));
    let line = "import bomb.csv.gz --as nodes --org 1 --max-size 1 -o out.yaml";
    let run = folder.run(&line.split(' ').collect::<Vec<_>>());
    run.refused("it is larger than 1048576 bytes (--max-size)");
    let sheet = format!("<a>{}</a>", " ".repeat(3 << 20));
    let parts = [("content.xml".to_owned(), sheet)];
    folder.write("bomb.ods", zip(&parts));
    let run = folder.run(&[
        "import",
        "bomb.ods",
        "--as",
        "nodes",
        "--org",
        "1",
        "--max-size",
        "4",
        "-o",
        "o.yaml",
    ]);
    assert_eq!(run.status, 2, "{}", run.stderr);
}

/// A spreadsheet of OpenDocument with a title, a header, repeated cells, dates, a truth value and a number.
fn spreadsheet() -> Vec<u8> {
    let text = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let day = |day: &str| {
        format!(
            "<table:table-cell office:value-type=\"date\" office:date-value=\"{day}\"><text:p>{day}</text:p></table:table-cell>"
        )
    };
    let number = |number: &str| {
        format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{number}\"><text:p>{number}</text:p></table:table-cell>"
        )
    };
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let empty = "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"4\"/></table:table-row>";
    let rows = [
        row(&[text("Missions")]),
        empty.to_owned(),
        row(&[
            text("Mission"),
            text("Country"),
            text("From"),
            text("Troops"),
        ]),
        row(&[
            text("UNIFIL"),
            text("Norway"),
            day("1978-03-19"),
            number("900"),
        ]),
        row(&[
            text("UNIFIL"),
            text("Fiji &amp; Co"),
            day("1978-03-19T00:00:00"),
            number("600.5"),
        ]),
        row(&[
            text("Total"),
            String::new(),
            String::new(),
            number("1500.5"),
        ]),
    ];
    let names = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
        xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"";
    let content = format!(
        "<office:document-content {names}><office:body><office:spreadsheet><table:table table:name=\"Missions\">{}\
         </table:table></office:spreadsheet></office:body></office:document-content>",
        rows.concat()
    );
    let part = |name: &str, content: &str| (name.to_owned(), content.to_owned());
    zip(&[
        part("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        part("content.xml", &content),
        part(
            "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>",
        ),
    ])
}

#[test]
fn a_spreadsheet_of_opendocument_is_a_table() {
    let mapping = "tables: [{shape: two-mode, organization: Country, operation: Mission, start: From, amounts: [Troops]}]";
    let (dataset, accounts) = imported("missions.ods", spreadsheet(), mapping);
    assert_eq!(
        participations(&dataset, "unifil"),
        [
            "norway participant 1978-03-19..",
            "fiji-co participant 1978-03-19.."
        ]
    );
    assert_eq!(
        super::importing::amounts(&dataset, "unifil"),
        ["norway troops 900 ", "fiji-co troops 600.5 "]
    );
    for words in [
        "missions.ods, sheet `Missions`",
        "4 rows = 2 used + 2 not carried",
    ] {
        assert!(accounts.contains(words), "{words}: {accounts}");
    }
}

#[test]
fn a_dataset_in_json_needs_no_import() {
    let folder = Folder::new();
    let run = folder.run(&["export", "dataset", "-o", "whole.json"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let run = folder.run(&["import", "whole.json"]);
    run.refused("`whole.json` is a dataset already");
    assert!(run.stderr.contains("--data"), "{}", run.stderr);
    let text = folder.read("whole.json");
    let json: Value = serde_json::from_slice(&text).expect("it is JSON");
    let first = &json["partnerships"][0]["phases"];
    assert!(first.is_object(), "{first}");
    let back = dataset::load([folder.path("whole.json")]).expect("it is sound");
    assert!(back == dataset::builtin());
    let links = |data: &[&str]| folder.run(&[&["links"][..], data].concat()).stdout;
    assert_eq!(links(&["--data", "whole.json"]), links(&[]));
    // Other programs write characters beyond U+FFFF as two escapes.
    folder.write(
        "python.json",
        "{\n\t\"organizations\": [\n\t\t{\"id\": \"un\", \"name\": \"UN \\ud83d\\ude00\", \"founded\": 1945}\n\t]\n}\n",
    );
    let run = folder.run(&["show", "un", "--data", "python.json"]);
    assert!(
        run.text().contains("UN \u{1F600}"),
        "{}{}",
        run.text(),
        run.stderr
    );
}

/// The fixture was written by pyarrow: `Country`, `Mission`, `From` (days), `Troops` (numbers), `Seen` (times) and `Tags` (lists) of
/// two contributors to UNIFIL, and a row without values but `UNDOF`.
#[cfg(feature = "parquet")]
#[test]
fn a_file_of_parquet_is_a_table() {
    let bytes = include_bytes!("../fixtures/import/missions.parquet");
    let mapping = "tables: [{shape: two-mode, organization: Country, operation: Mission, start: From, amounts: [Troops], \
        attributes: [Seen, Tags]}]";
    let (dataset, accounts) = imported("missions.parquet", bytes, mapping);
    assert_eq!(
        participations(&dataset, "unifil"),
        [
            "norway participant 1978-03-19..",
            "fiji participant 1978-03-19.."
        ]
    );
    assert_eq!(
        super::importing::amounts(&dataset, "unifil"),
        ["norway troops 900 ", "fiji troops 600.5 "]
    );
    let parts = &super::importing::operation(&dataset, "unifil").participations;
    let seen: Vec<&str> = parts
        .iter()
        .map(|part| &*part.annotations.attributes()[0].value)
        .collect();
    assert_eq!(seen, ["2001-05-06", "2001-05-06T12:30:00"]);
    for words in [
        "3 rows = 2 used + 1 rejected",
        "`Tags` has records or lists",
    ] {
        assert!(accounts.contains(words), "{words}: {accounts}");
    }
    // A file that breaks off is refused.
    let folder = Folder::new();
    folder.write("cut.parquet", &bytes[..500]);
    let run = folder.run(&["import", "cut.parquet", "--as", "nodes", "--org", "Country"]);
    run.refused("cannot read `cut.parquet`");
}

#[cfg(not(feature = "parquet"))]
#[test]
fn a_file_of_parquet_needs_a_feature() {
    let folder = Folder::new();
    folder.write(
        "missions.parquet",
        include_bytes!("../fixtures/import/missions.parquet"),
    );
    let run = folder.run(&[
        "import",
        "missions.parquet",
        "--as",
        "nodes",
        "--org",
        "Country",
    ]);
    run.refused("this program was built without the feature `parquet`");
}

#[test]
fn tables_with_faults_lose_what_is_wrong_with_them_alone() {
    let mapping = "tables: [{shape: two-mode, organization: c, operation: m, amounts: [n]}]";
    let import = |table: &str| imported("t.csv", table, mapping);
    // Two columns with one name, and rows that are shorter than the header.
    let (dataset, accounts) = import("c,m,n,c\nA,X,1,B\nC,X\n");
    assert_eq!(
        participations(&dataset, "x"),
        ["a participant ..", "c participant .."]
    );
    assert!(
        accounts.contains("column `c (4)` not carried: 1 value"),
        "{accounts}"
    );
    // A cell with line breaks, and one of control characters alone.
    let (dataset, accounts) = import("c,m,n\n\"A\nB\",X,\n\0,X,\nC,X,\n");
    assert_eq!(
        participations(&dataset, "x"),
        ["a-b participant ..", "c participant .."]
    );
    assert!(
        accounts.contains("rejected: 1 because `c` is empty"),
        "{accounts}"
    );
    // A quote that does not close takes the rest of the table, and says so.
    let (dataset, accounts) = import("c,m,n\nA,X,\n\"B,X,\nC,X,\nD,X,\n");
    assert_eq!(participations(&dataset, "x"), ["a participant .."]);
    let reason = "rejected: 1 because a quote does not close, so that the row has 3 lines";
    assert!(accounts.contains(reason), "{accounts}");
    // Names that become one id.
    let (dataset, _) = import("c,m,n\nUN (A),X,\nUN-A,X,\n???,X,\nnull,X,\n");
    let ids: Vec<&str> = dataset
        .organizations()
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(ids, ["un-a", "un-a-2", "organization", "null"]);
    // Numbers that are none.
    let (_, accounts) = import("c,m,n\nA,X,1e400\nB,X,NaN\nC,X,12%\nD,X,\"1,2\"\nE,X,7\n");
    assert!(
        accounts.contains("5 rows = 1 used + 4 rejected"),
        "{accounts}"
    );
}
