//! Stamps: what pictures and exports state about themselves, and whether `stale` sees what changed.

use interorg::analysis::Stamp;
use interorg::export::find_stamp;

use crate::support::{Folder, json, list, rows, texts};

pub(super) const DATASET: &str = "\
dataset: {title: Leagues, version: '1', as-of: 2020-12-31}
vocabularies:
  amounts: [{id: troops, label: Troops, definition: Soldiers., unit: persons, kind: stock}]
organizations:
  - {id: aa, abbreviation: AA, name: First League, founded: 1990, aliases: [Alpha], region: North}
  - {id: bb, abbreviation: BB, name: Second League, succeeds: [old], region: South}
  - {id: cc, abbreviation: CC, name: Third League, cite: [charter]}
  - {id: dd, abbreviation: DD, name: Fourth League}
  - {id: old, abbreviation: OLD, name: Elder League, dissolved: 1995}
partnerships:
  - between: [aa, bb]
    phases:
      formal:
        - {phase: contact, from: 2001, because: Both met., cite: [talks]}
        - {phase: formalized, from: 2005, cite: [treaty]}
    motives:
      - {motive: shared-values, of: aa, statement: They agree., from: 2001, cite: [talks], rivals: [{says: They do not., cite: [rumour]}]}
    milestones:
      - {date: 2003-05-01, kind: declaration, title: First meeting, cite: [talks]}
    lessons:
      - {group: communication, operation: watch, statement: Call early., cite: [talks]}
  - between: [bb, cc]
    phases:
      formal:
        - {phase: contact, from: 2008?, cite: [treaty]}
      activity:
        - {phase: ad-hoc, from: 2009, cite: [treaty]}
operations:
  - id: watch
    name: Watch
    start: 2002
    countries: [Atlantis]
    cite: [talks]
    participations:
      - {organization: aa, role: lead, from: 2002, cite: [talks]}
      - {organization: bb, role: support, from: 2003, cite: [talks], amounts: [{what: troops, value: 5, from: 2003, cite: [ledger]}]}
  - id: patrol
    name: Patrol
    start: 2010
    cite: [treaty]
    participations:
      - {organization: cc, role: lead, from: 2010, cite: [treaty]}
      - {organization: dd, role: support, from: 2011, cite: [treaty]}
sources:
  talks: {type: report, title: The Talks, author: ['One, Ann'], date: 2006}
  treaty: {type: legislation, title: The Treaty, date: 2005}
  charter: {type: legislation, title: The Charter, date: 1990}
  rumour: {type: report, title: The Rumour, date: 2002}
  ledger: {type: report, title: The Ledger, date: 2004}
  unused: {type: report, title: Never Cited, date: 2000}
";

/// Changes of a dataset: what is replaced by what.
const CHANGES: [(&str, &str); 20] = [
    ("version: '1'", "version: '2'"),
    ("as-of: 2020-12-31", "as-of: 2019-12-31"),
    ("name: First League", "name: Premier League"),
    ("aliases: [Alpha]", "aliases: [Alfa]"),
    ("abbreviation: CC", "abbreviation: TL"),
    ("name: Fourth League", "name: Last League"),
    ("phase: contact, from: 2001", "phase: contact, from: 2000"),
    (
        "phase: formalized, from: 2005",
        "phase: institutionalized, from: 2005",
    ),
    ("They agree.", "They concur."),
    ("2003-05-01", "2004-05-01"),
    ("Call early.", "Call often."),
    ("phase: ad-hoc, from: 2009", "phase: ad-hoc, from: 2007"),
    ("countries: [Atlantis]", "countries: [Utopia]"),
    ("role: support, from: 2003", "role: lead, from: 2004"),
    ("title: The Talks", "title: Talks"),
    ("title: The Ledger", "title: Ledger"),
    ("value: 5", "value: 6"),
    // Partnerships that are only named in notes: as possible ones, or as ones of another coding.
    ("between: [bb, cc]", "between: [cc, dd]"),
    ("between: [aa, bb]", "between: [aa, dd]"),
    ("title: Never Cited", "title: Not Cited"),
];

/// Answers of every subcommand that has a stamp in JSON, and pictures of every kind.
pub(super) const ANSWERS: [&str; 51] = [
    "partners AA",
    "partners DD",
    "partners BB --at 2006 --evidence",
    "links",
    "links --at 2006 --with AA --evidence",
    "links --at 2006 --min-phase formalized",
    "links --during 2002..2004 --motive shared-values",
    "links --role lead",
    "links --at 1900",
    "links --at 2007-12-31",
    "links --at 2010 --coding activity",
    "operations",
    "operations --with AA --evidence",
    "operations --with DD",
    "motives --evidence",
    "motives --with CC",
    "milestones --evidence",
    "milestones --with CC",
    "show AA",
    "show DD --evidence",
    "show AA BB --evidence",
    "show BB CC",
    "show watch --evidence",
    "export amounts",
    "links --ties both --evidence",
    "show shared-values --evidence",
    "show talks",
    "list",
    "list organizations",
    "list sources",
    "find League",
    "path AA CC --evidence",
    "path AA DD",
    "changes 2000 2010 --evidence",
    "changes 2002 2004 --with AA",
    "matrix dyad motive",
    "matrix organization operation",
    "findings --cases --evidence",
    "findings --with AA",
    "measures --at 2006",
    "measures --ties operations --network",
    "export dyad-years --with AA",
    "export organization-years --with CC",
    "export spells --between BB CC",
    "export participations",
    "export organizations --with AA",
    "export motives",
    "export milestones --with AA",
    "export lessons",
    "export sources --with CC",
    "export statements --with AA",
];

pub(super) const PICTURES: [&str; 7] = [
    "diagram --at 2009",
    "diagram --with AA --motives",
    "diagram --operations --ego CC --at 2012",
    "diagram timeline --operations",
    "diagram timeline --between BB CC --coding all",
    "diagram evolution --at 2003,2006",
    "diagram matrix --of operations",
];

fn words(line: &str) -> Vec<&str> {
    line.split(' ').collect()
}

/// Runs a subcommand that may find nothing.
#[track_caller]
fn run(folder: &Folder, line: &str, more: &[&str]) -> Vec<u8> {
    let run = folder.run(&[&words(line), more].concat());
    assert!(run.status <= 1, "{line}: {}", run.stderr);
    run.stdout
}

/// Returns an answer without its stamp, and its fingerprint.
fn answer(folder: &Folder, line: &str, data: &str) -> (serde_json::Value, String) {
    let bytes = run(folder, line, &["--format", "json", "--data", data]);
    let stamp = find_stamp(&bytes).unwrap_or_else(|| panic!("{line} has no stamp"));
    let mut answer: serde_json::Value = serde_json::from_slice(&bytes).expect(line);
    answer["stamp"] = serde_json::Value::Null;
    (answer, stamp.fingerprint)
}

/// Returns a picture without its stamp, and its fingerprint.
fn picture(folder: &Folder, line: &str, data: &str) -> (String, String) {
    let bytes = run(folder, line, &["--data", data]);
    if bytes.is_empty() {
        // Nothing matches.
        return Default::default();
    }
    let stamp = find_stamp(&bytes).unwrap_or_else(|| panic!("{line} has no stamp"));
    let text = String::from_utf8(bytes).expect("SVG is text");
    let lines = text.lines().filter(|line| !line.contains("<metadata>"));
    (lines.collect::<Vec<_>>().join("\n"), stamp.fingerprint)
}

#[test]
fn whatever_changes_an_answer_changes_its_fingerprint() {
    let folder = Folder::new();
    folder.write("before.yaml", DATASET);
    let answers = ANSWERS.map(|line| answer(&folder, line, "before.yaml"));
    let pictures = PICTURES.map(|line| picture(&folder, line, "before.yaml"));
    let mut changed = 0;
    for (old, new) in CHANGES {
        assert!(DATASET.contains(old), "{old}");
        folder.write("after.yaml", DATASET.replacen(old, new, 1));
        for (line, (before, fingerprint)) in ANSWERS.iter().zip(&answers) {
            let (after, other) = answer(&folder, line, "after.yaml");
            let is_same = *before == after;
            assert!(is_same || other != *fingerprint, "`{line}`: {new}");
            changed += usize::from(!is_same);
        }
        for (line, (before, fingerprint)) in PICTURES.iter().zip(&pictures) {
            let (after, other) = picture(&folder, line, "after.yaml");
            let is_same = *before == after;
            assert!(is_same || other != *fingerprint, "`{line}`: {new}");
            changed += usize::from(!is_same);
        }
    }
    assert!(changed > 100, "the changes are of consequence: {changed}");
}

#[test]
fn what_an_answer_does_not_rest_on_may_change() {
    let folder = Folder::new();
    folder.write("before.yaml", DATASET);
    let cases = [
        (
            "links --with AA",
            "phase: contact, from: 2008",
            "phase: contact, from: 2007",
        ),
        (
            "export motives --with AA",
            "role: support, from: 2011",
            "role: lead, from: 2012",
        ),
        ("show AA BB", "title: Never Cited", "title: Not Cited"),
        (
            "export spells --between AA BB",
            "name: Fourth League",
            "name: Last League",
        ),
        (
            "links --at 2005",
            "phase: ad-hoc, from: 2009",
            "phase: ad-hoc, from: 2010",
        ),
    ];
    for (line, old, new) in cases {
        // A comment and another order of the lists are no change.
        let text = format!("# A comment.\n{}", DATASET.replacen(old, new, 1));
        folder.write("after.yaml", text);
        let [before, after] = ["before.yaml", "after.yaml"].map(|data| answer(&folder, line, data));
        assert_eq!(before, after, "{line}");
    }
}

#[test]
fn files_of_every_format_have_the_stamp_of_the_query() {
    let folder = Folder::new();
    folder.write("data.yaml", DATASET);
    let query = [
        "--with",
        "First League",
        "--at",
        "2006",
        "--data",
        "data.yaml",
    ];
    let mut formats = vec!["network.svg", "network.dot"];
    formats.extend(cfg!(feature = "png").then_some("network.png"));
    formats.extend(cfg!(feature = "pdf").then_some("network.pdf"));
    for file in &formats {
        let arguments = [&["diagram", "-o", file], &query[..]].concat();
        assert_eq!(folder.run(&arguments).status, 0, "{file}");
    }
    let stamps = formats.iter().map(|file| find_stamp(&folder.read(file)));
    let stamps: Vec<Stamp> = stamps.map(|stamp| stamp.expect("there is one")).collect();
    assert_eq!(
        stamps[0].command,
        "interorg diagram --with aa --at 2006-12-31"
    );
    assert_eq!(stamps[0].dataset.title.as_deref(), Some("Leagues"));
    assert!(stamps.iter().all(|stamp| *stamp == stamps[0]), "{stamps:?}");
    let motives = [&["motives", "--format", "json"], &query[..]].concat();
    let motives = find_stamp(&folder.run(&motives).stdout).expect("JSON has a stamp");
    // A network also rests on the pairs of the whole dataset, which decide on the places of its organizations.
    assert!(stamps[0].rests_on.keeps_places && motives.fingerprint != stamps[0].fingerprint);
    let beside = [&["cite", "-o", "refs.bib", "--stamp"], &query[..]].concat();
    assert_eq!(folder.run(&beside).status, 0);
    let beside = find_stamp(&folder.read("refs.bib.stamp.json")).expect("it is a stamp");
    assert_eq!(beside.fingerprint, motives.fingerprint);
    let records = beside.records.expect("it lists its records");
    let names: Vec<&str> = records.iter().map(|(name, _)| name).collect();
    assert!(names.contains(&"partnerships/aa–bb") && names.contains(&"sources/talks"));
    assert!(!names.contains(&"partnerships/bb–cc") && !names.contains(&"sources/charter"));
    assert!(records.iter().all(|(_, digest)| digest.len() == 8));
    // Only a rival reading of a motive, and an amount, cite these two.
    assert!(names.contains(&"sources/rumour") && names.contains(&"sources/ledger"));
}

#[test]
fn stale_names_the_files_and_the_records_that_changed() {
    let folder = Folder::new();
    folder.write("data.yaml", DATASET);
    for line in [
        "diagram --stamp -o all.svg --data data.yaml",
        "diagram --with AA -o aa.svg --data data.yaml",
        "export spells --between BB CC --stamp -o spells.csv --data data.yaml",
        "links --with AA --stamp -o links.csv --data data.yaml",
    ] {
        assert_eq!(folder.run(&words(line)).status, 0, "{line}");
    }
    let files = ["all.svg", "aa.svg", "spells.csv", "links.csv"];
    let check = |files: &[&str]| {
        let rest = ["--data", "data.yaml", "--format", "json"];
        folder.run(&[&["stale"], files, &rest].concat())
    };
    let current = check(&files);
    assert_eq!(current.status, 0, "{}", current.stderr);
    assert!(rows(&current).iter().all(|row| row["current"] == true));

    folder.write("data.yaml", DATASET.replacen("from: 2008", "from: 2007", 1));
    let run = check(&files);
    assert_eq!(run.status, 1);
    let found = rows(&run);
    assert_eq!(texts(&found, "file"), files);
    let current: Vec<bool> = found.iter().map(|row| row["current"] == true).collect();
    assert_eq!(current, [false, true, false, true]);
    for row in [&found[0], &found[2]] {
        let changes = list(&row["changes"]);
        assert_eq!(texts(changes, "record"), ["partnerships/bb–cc"]);
        assert_eq!(texts(changes, "change"), ["changed"]);
    }
    assert_eq!(json(&run)["dataset"]["title"], "Leagues");

    // A new record that the query matches counts too, and so does one that is gone.
    let text = DATASET.replace("  - between: [bb, cc]", "  - between: [aa, cc]");
    folder.write("data.yaml", text);
    let found = rows(&check(&["links.csv"]));
    let changes = list(&found[0]["changes"]);
    assert_eq!(texts(changes, "record"), ["partnerships/aa–cc"]);
    assert!(
        texts(changes, "change")
            .iter()
            .all(|change| change == "added")
    );
}

#[test]
fn a_stale_file_is_one_that_was_edited_or_whose_names_are_gone() {
    let folder = Folder::new();
    folder.write("data.yaml", DATASET);
    let line = "links --with DD --stamp -o links.csv --data data.yaml";
    assert_eq!(folder.run(&words(line)).status, 1, "nothing matches");
    let line = "links --with AA --stamp -o links.csv --data data.yaml";
    assert_eq!(folder.run(&words(line)).status, 0);
    folder.write(
        "links.csv",
        [folder.read("links.csv"), b"\n".to_vec()].concat(),
    );
    let run = folder.run(&words("stale links.csv --data data.yaml"));
    assert_eq!(run.status, 1);
    assert!(
        run.text().contains("the file was changed"),
        "{}",
        run.text()
    );
    // The stamp itself names the file.
    let run = folder.run(&words("stale links.csv.stamp.json --data data.yaml"));
    assert!(run.text().contains("links.csv ") && run.status == 1);

    let text = DATASET.replace("aa", "ab").replace("AA", "AB");
    folder.write("data.yaml", text);
    let run = folder.run(&words("stale links.csv --data data.yaml"));
    assert_eq!(run.status, 1);
    assert!(run.text().contains("`aa`"), "{}", run.text());
}

#[test]
fn files_without_a_stamp_are_refused_and_the_others_are_reported() {
    let folder = Folder::new();
    folder.write("plain.csv", "a,b\n1,2\n");
    assert_eq!(folder.run(&words("diagram -o network.svg")).status, 0);
    let run = folder.run(&words("stale plain.csv missing.svg network.svg"));
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.contains("`plain.csv` has no stamp"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("cannot read `missing.svg`"),
        "{}",
        run.stderr
    );
    assert!(run.text().contains("network.svg"), "{}", run.text());
    folder
        .run(&words("links --stamp --format csv"))
        .refused("beside a file");
    folder.write("other.yaml", DATASET);
    let run = folder.run(&words("stale network.svg --data other.yaml"));
    assert_eq!(run.status, 1);
    assert!(
        run.stderr.contains("is compared with `Leagues`"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_stamp_says_nothing_of_paths_and_of_how_names_are_spelled() {
    let folder = Folder::new();
    folder.write("here/data.yaml", DATASET);
    folder.write("there/copy.yaml", DATASET);
    let stamp = |line: &str| find_stamp(&folder.run(&words(line)).stdout).expect(line);
    let one = stamp(
        "links --with Alpha --at 2006 --min-phase FORMALIZED --data here/data.yaml --format json",
    );
    let other = stamp(
        "links --data there/copy.yaml --format json --min-phase formalized --at 2006-12-31 --with aa",
    );
    assert_eq!(one, other);
    assert_eq!(
        one.command,
        "interorg links --with aa --at 2006-12-31 --min-phase formalized"
    );
    // The command gives the answer again, with the same stamp.
    let again = one
        .command
        .strip_prefix("interorg ")
        .expect("it is of the program");
    assert_eq!(
        stamp(&format!("{again} --data there/copy.yaml --format json")),
        one
    );
}

#[test]
fn limits_of_memory_and_time_are_no_part_of_the_command() {
    let folder = Folder::new();
    for (words, limits) in [
        (
            &["list", "roles"][..],
            &["--max-read-memory", "4000", "--threads", "1"][..],
        ),
        (
            &["query", "SELECT 1"],
            &["--max-memory", "100", "--timeout", "9"],
        ),
    ] {
        let command = |limits: &[&str]| {
            let run = folder.run(&[words, &["--format", "json"], limits].concat());
            let answer: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
            answer["stamp"]["command"].clone()
        };
        assert!(command(&[]).is_string(), "{words:?}");
        assert_eq!(command(limits), command(&[]), "{words:?}");
    }
}

/// Writes a file, changes the dataset, and asserts what `stale` then says.
#[track_caller]
fn assert_stale(data: &str, change: (&str, &str), line: &str, is_stale: bool) {
    let folder = Folder::new();
    folder.write("data.yaml", data);
    let written = folder.shell(&format!("interorg {line} --data data.yaml"));
    assert_eq!(written.status, 0, "{line}: {}", written.stderr);
    let stale = |expected: i32| {
        let run = folder.shell("interorg stale $(ls | grep '^out') --data data.yaml");
        assert_eq!(run.status, expected, "{line}: {}{}", run.text(), run.stderr);
    };
    stale(0);
    assert!(data.contains(change.0), "{}", change.0);
    folder.write("data.yaml", data.replace(change.0, change.1));
    stale(i32::from(is_stale));
}

#[test]
fn an_answer_rests_on_the_latest_date_where_no_as_of_date_is_stated() {
    // Whether the first two still cooperate is read on the latest date, which is of a record of others.
    let data = "dataset: {title: T, cite: [s]}
sources: {s: {title: S, type: report, tier: official, date: 2000}}
organizations: [{id: a, name: Alpha}, {id: b, name: Beta}, {id: c, name: Gamma}]
partnerships:
  - between: [a, b]
    phases: {formal: [{phase: contact, from: 1990, to: 2012}]}
    motives: [{motive: legitimization, of: a, statement: They seek it., from: 1990, to: 2012}]
  - {between: [b, c], phases: {formal: [{phase: contact, from: 2005}]}}
";
    let later = ("from: 2005", "from: 2018");
    for line in [
        "show a b -o out.json",
        "links --between a b -o out.json",
        "partners a -o out.json",
        "motives --between a b -o out.json",
        "diagram timeline --between a b -o out.svg",
    ] {
        assert_stale(data, later, line, true);
    }
    let stated = data.replace("title: T,", "title: T, as-of: 2012,");
    assert_stale(&stated, later, "show a b -o out.json", false);
}

#[test]
fn a_file_is_current_however_its_dataset_was_read() {
    let data = "dataset: {title: T, as-of: 2020, cite: [s]}
sources: {s: {title: S, type: report, tier: official, date: 2000}, other: {title: O}}
organizations: [{id: a, name: Alpha, names: {fr: Alphe}}, {id: b, name: Beta}, {id: c, name: Gamma}]
operations:
  - {id: x, name: Xop, names: {fr: Xope}, start: 2001, end: 2005, participations: [{organization: a, role: lead}, {organization: c, role: support}]}
partnerships:
  - {between: [a, b], phases: {formal: [{phase: contact, from: 1990}, {phase: formalized, from: 2000, recorded: 2021}]}}
";
    let comment = ("sources:", "# A comment.\nsources:");
    let changed = ("{title: O}", "{title: P}");
    for reading in ["--lang fr", "--as-recorded 2020"] {
        for line in [
            "explore -o out.html",
            "list motives -o out.json",
            "find Alpha -o out.json",
            "cite --dataset --stamp -o out.bib",
        ] {
            let line = format!("{line} {reading}");
            assert_stale(data, comment, &line, false);
            // They rest on all records, also on a source that nothing cites.
            assert_stale(data, changed, &line, true);
        }
    }
    for ties in ["both", "operations"] {
        assert_stale(
            data,
            comment,
            &format!("explore --ties {ties} -o out.html"),
            false,
        );
    }
}

#[test]
fn dossiers_rest_on_what_successors_record_and_on_motives_not_found() {
    let data = "dataset: {title: T, as-of: 2020, cite: [s]}
sources: {s: {title: S, type: report, tier: official, date: 2000}}
organizations: [{id: old, name: Old, founded: 1963, dissolved: 1985}, {id: mid, name: Mid, founded: 1985, dissolved: 2002, succeeds: [old]}, {id: new, name: New, founded: 2002, succeeds: [mid]}, {id: b, name: Beta, founded: 1945}, {id: c, name: Gamma, founded: 1945}]
partnerships:
  - {between: [old, c], phases: {formal: [{phase: contact, from: 1970, to: 1984}]}}
  - between: [new, b]
    phases: {formal: [{phase: contact, from: 1980, through: [old, mid]}]}
    motives-not-found: [{motive: legitimization, of: new, searched: the archive}]
  - between: [b, c]
    motives: [{motive: legitimization, of: b, statement: It says so., from: 1990}]
    phases: {formal: [{phase: contact, from: 1985}]}
";
    let lived_through = ("from: 1980", "from: 1981");
    let searched = ("the archive", "the library");
    let other = ("from: 1985", "from: 1986");
    assert_stale(data, lived_through, "show old -o out.json", true);
    assert_stale(data, other, "show old -o out.json", false);
    assert_stale(data, searched, "show legitimization -o out.json", true);
    assert_stale(data, searched, "show ideational -o out.json", true);
}

#[test]
fn a_network_rests_on_the_pairs_that_decide_on_its_places() {
    let data = "dataset: {title: T, as-of: 2020, cite: [s]}
sources: {s: {title: S, type: report, tier: official, date: 2000}}
organizations: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}, {id: d, name: D}]
partnerships:
  - {between: [a, b], phases: {formal: [{phase: contact, from: 1970}]}}
  - {between: [b, c], phases: {formal: [{phase: contact, from: 1970}]}}
  - {between: [c, d], phases: {formal: [{phase: contact, from: 1980}]}}
";
    let pair = ("between: [c, d]", "between: [a, d]");
    let phase = ("from: 1980", "from: 1981");
    for (line, has_places) in [
        ("diagram --between a b c -o out.svg", true),
        (
            "diagram evolution --between a b c --at 1975,1990 -o out.dot",
            true,
        ),
        ("diagram timeline --between a b c -o out.svg", false),
    ] {
        assert_stale(data, pair, line, has_places);
        assert_stale(data, phase, line, false);
    }
}

#[test]
fn what_has_all_languages_rests_on_every_label() {
    let data = "dataset: {title: T, as-of: 2020, cite: [s]}
sources: {s: {title: S, type: report, tier: official, date: 2000}}
vocabularies: {phases: [{id: contact, label: Contact, labels: {fr: Contacte}, definition: D.}]}
organizations: [{id: a, name: A}, {id: b, name: B}]
partnerships: [{between: [a, b], phases: {formal: [{phase: contact, from: 1970}]}}]
";
    let label = ("fr: Contacte", "fr: Relation");
    for (line, has_all) in [
        ("explore -o out.html", true),
        ("explore --only -o out.html", true),
        ("export label -o out.json", true),
        ("export dataset --stamp -o out.yaml", true),
        ("export turtle --stamp -o out.ttl", true),
        ("links --format csv --stamp -o out.csv", false),
    ] {
        assert_stale(data, label, line, has_all);
    }
}

#[test]
fn the_command_of_a_stamp_names_the_same_thing() {
    let folder = Folder::new();
    folder.write(
        "data.yaml",
        "dataset: {cite: [s]}
sources: {s: {title: S}}
organizations: [{id: x, name: Alpha}, {id: b, name: Beta}]
operations: [{id: x, name: Xop, start: 2001, participations: [{organization: b, role: lead}]}]
",
    );
    for (thing, command) in [
        ("Xop", "interorg show Xop"),
        ("Alpha", "interorg show x"),
        ("Beta", "interorg show b"),
    ] {
        let shown = folder.run(&["show", thing, "--data", "data.yaml", "--format", "json"]);
        assert_eq!(json(&shown)["stamp"]["command"], command);
    }
}

#[test]
fn the_command_on_a_page_names_its_data() {
    let folder = Folder::new();
    folder.write("here/data.yaml", "organizations: [{id: a, name: Alpha}]");
    for (line, words) in [
        ("cd here && interorg explore --data .", "--data here"),
        ("cd here && interorg explore --data ../here", "--data here"),
        ("interorg explore --data - < here/data.yaml", "--data -"),
        ("interorg explore --data here/data.yaml", "--data data.yaml"),
    ] {
        let page = folder.shell(line);
        assert_eq!(page.status, 0, "{}", page.stderr);
        let found = page.text().contains(&format!("\"{words}\""));
        assert!(found, "{line}");
    }
}

#[test]
fn the_query_of_measures_says_what_was_left_out() {
    let folder = Folder::new();
    let line = "measures --backbone 0.5 --min-degree 2 --sources 3 --measure degree betweenness --format json";
    let run = folder.run(&line.split(' ').collect::<Vec<_>>());
    let arguments = &json(&run)["query"]["arguments"];
    assert_eq!(arguments["backbone"], 0.5);
    assert_eq!(arguments["min_degree"], 2);
    assert_eq!(arguments["sources"], 3);
    assert_eq!(
        arguments["measures"],
        serde_json::json!(["degree", "betweenness"])
    );
    let whole = folder.run(&["measures", "--format", "json"]);
    let arguments = json(&whole)["query"]["arguments"].clone();
    for name in ["backbone", "min_degree", "sources", "measures"] {
        assert!(arguments.get(name).is_none(), "{arguments}");
    }
}
