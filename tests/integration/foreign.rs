//! Files of others, which are not part of the project: their folder is named by `INTERORG_FOREIGN_DATA`.
//!
//! The expected numbers were counted from the files by scripts that do not use this program.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;

use super::support::{Folder, Record, Run, records};

/// Returns the bytes of a file, unpacked if need be; `None`, with a note, if the folder is not named.
fn foreign(name: &str) -> Option<Vec<u8>> {
    let Some(folder) = std::env::var_os("INTERORG_FOREIGN_DATA").map(PathBuf::from) else {
        let _ = writeln!(
            std::io::stderr(),
            "skipped: INTERORG_FOREIGN_DATA does not name a folder with {name}"
        );
        return None;
    };
    if let Ok(bytes) = std::fs::read(folder.join(name)) {
        return Some(bytes);
    }
    let packed = folder.join(format!("{name}.gz"));
    let run = Command::new("gunzip").arg("-c").arg(&packed).output();
    let run = run.expect("gunzip runs");
    assert!(run.status.success(), "{} can be unpacked", packed.display());
    Some(run.stdout)
}

/// Imports a file with a mapping, and checks the dataset.
fn imported(name: &str, mapping: &str) -> Option<(Folder, Run)> {
    let folder = Folder::new();
    folder.write(name, foreign(name)?);
    folder.write("map.yaml", mapping);
    let run = folder.run(&["import", name, "--map", "map.yaml", "-o", "out.yaml"]);
    let check = folder.run(&["check", "out.yaml"]);
    assert_eq!(check.status, 0, "{}", check.text());
    Some((folder, run))
}

fn count(folder: &Folder, start: &str) -> usize {
    let yaml = String::from_utf8(folder.read("out.yaml")).expect("UTF-8");
    yaml.lines().filter(|line| line.starts_with(start)).count()
}

/// The file has 34 different missions and 67 entries with one of the five other spellings below (3 + 55 + 2 + 4 + 3). Its
/// description counts 52 missions, which are those of the whole dataset, 18 of them without contributors, and 104 entries:
/// these and the 37 of `Korea (ROK)`, for which it has a third name. The contributors are the same 103.
#[test]
fn contributors_of_troops() {
    let mapping = "\
tables:
  - shape: panel
    organization: year.overview
    operation: mission
    year: year
    split: {at: ', ', brackets: amount}
    amounts: [{what: troops, unit: persons}]
    conflicts: {repeated-amount: sum}
    synonyms: {Britain: United Kingdom, UK: United Kingdom, Us: USA, Drc: DRC, South Korea: Korea (ROK), Un: UN}
    leave-out: {TCC name unknown: no name, Multinational: not one contributor, UN: the United Nations itself}
";
    let Some((folder, run)) = imported("geo-pko-contributors.csv", mapping) else {
        return;
    };
    for words in [
        "8,729 entries in cells = ",
        "4,927 rows = ",
        "680 with an unknown amount (`size unknown`)",
        "changed: 67 in `year.overview`, the table of synonyms",
    ] {
        assert!(run.stderr.contains(words), "{words}: {}", run.stderr);
    }
    assert!(run.stderr.contains(" 232 not carried\n"), "{}", run.stderr);
    // 103 contributors and 34 missions.
    assert_eq!(
        (count(&folder, "- id:"), count(&folder, "  - organization:")),
        (103 + 34, 529)
    );
    let run = folder.run(&["export", "amounts", "--data", "out.yaml"]);
    let rows = records(&run.stdout);
    let number = |row: &Record, column: &str| row[column].parse::<f64>().expect("a number");
    // A run of years counts once per year.
    let years = |row: &Record| number(row, "to_edtf") - number(row, "from_edtf") + 1.0;
    let [known, unknown] = [true, false].map(|known| {
        let own = rows
            .iter()
            .filter(move |row| (row["value"] != "-9") == known);
        own.collect::<Vec<&Record>>()
    });
    let troops = known.iter().map(|row| years(row) * number(row, "value"));
    // The sum of the 7,817 numbers in the file, and the contributors by mission and year with a number and with an unknown one.
    assert_eq!(troops.sum::<f64>(), 2_260_417.0);
    let count = |rows: &[&Record]| rows.iter().map(|row| years(row)).sum::<f64>();
    assert_eq!((count(&known), count(&unknown)), (2_800.0, 456.0));
}

/// The file has 11,106 runs of years in which one of the five flags is set in the row of one direction of a pair, of the other, or
/// in both; 697 years of them are in one direction. Whatever the direction, there are 11,092 runs. The description of the file counts the 11,078 runs of the rows from the lower to the higher code, and a spell without a tie for each of the
/// 15,372 pairs and flags without a run: 26,450.
#[test]
fn alliances_by_year() {
    let mapping = "\
tables:
  - shape: panel
    directed: true
    from: {column: ccode1, prefix: 'State '}
    to: {column: ccode2, prefix: 'State '}
    year: year
    flags: [atop_defense, atop_offense, atop_neutral, atop_nonagg, atop_consul]
";
    let Some((folder, run)) = imported("atop-dyad-years.csv", mapping) else {
        return;
    };
    assert!(run.stderr.contains("273,296 rows = "), "{}", run.stderr);
    // A year of a pair in one direction alone is two rows of the table that differ.
    for (flag, rows) in [
        ("defense", 984),
        ("offense", 92),
        ("neutral", 290),
        ("nonagg", 20),
        ("consul", 8),
    ] {
        let words = format!(
            "`Atop_{flag}` has one direction alone in {} years",
            rows / 2
        );
        assert!(run.stderr.contains(&words), "{words}: {}", run.stderr);
    }
    assert_eq!(
        (
            count(&folder, "- between:"),
            count(&folder, "    - phase: tied")
        ),
        (5_101, 11_106)
    );
    let run = folder.run(&["export", "spells", "--data", "out.yaml"]);
    let year = |date: &str| date[..4].parse::<u64>().expect("a year");
    let one_way = records(&run.stdout);
    let one_way = one_way
        .iter()
        .filter(|spell| spell["actor"].starts_with("state-"));
    let years = one_way.map(|spell| year(&spell["observed_end_day"]) - year(&spell["first_day"]));
    assert_eq!(years.sum::<u64>(), 697);
    let mapping = format!("{mapping}    conflicts: {{mirror: either}}\n");
    let (folder, _) = imported("atop-dyad-years.csv", &mapping).expect("the file is there");
    assert_eq!(count(&folder, "    - phase: tied"), 11_092);
}

/// By the rules below, the file has 69,094 signatories, 50,879 parties, and 3,052 states with neither date: 123,025 parts. Its
/// description counts 123,027 with a script that is not at hand; no reading of sentinels, repeated rows or returns gives two
/// more.
#[test]
fn parties_to_treaties() {
    let mapping = "\
tables:
  - shape: two-mode
    organization: stateID
    operation: {column: treatyID, name: Title}
    open-dates: ['9999-12-31', '2899-01-01']
    unknown-dates: ['0001-01-01']
    parts: [{role: signatory, start: StateSignature}, {role: party, start: [StateForce, StateRatification], end: StateEnd}]
    otherwise: listed
    conflicts: {end-before-start: drop-end, impossible-date: coarsen, repeated: one}
";
    let Some((folder, run)) = imported("treaty-parties.csv", mapping) else {
        return;
    };
    // 82,473 + 2,798 = 85,271 pairs of a state and a treaty.
    let sum = "98,320 rows = 82,473 used + 2,798 changed + 13,049 merged";
    assert!(run.stderr.contains(sum), "{}", run.stderr);
    assert_eq!(
        (count(&folder, "- id:"), count(&folder, "  - organization:")),
        (274 + 3_510, 123_025)
    );
}

#[test]
fn networks() {
    let mapping = "\
tables:
  - part: nodes
    shape: nodes
    missing: [na, '?']
    organization: {column: id, name: name, kind: type, scheme: forum, id: name}
    operations: {column: type, values: [Seminary, Plenary Session, Workshop]}
  - {part: edges, shape: edges, from: source, to: target, role: type, directed: true}
";
    let Some((folder, run)) = imported("forum.graphml", mapping) else {
        return;
    };
    assert!(
        run.stderr.contains("1,080 nodes = 1,080 used"),
        "{}",
        run.stderr
    );
    // Six edges occur twice.
    assert!(
        run.stderr.contains("500 edges = 494 used + 6 merged"),
        "{}",
        run.stderr
    );
    assert_eq!(
        (
            count(&folder, "- between:"),
            count(&folder, "  - organization:")
        ),
        (242, 258 - 6)
    );
    let Some((folder, run)) = imported("dhhs.gml", "tables: []") else {
        return;
    };
    assert!(run.stderr.contains("54 nodes = 54 used"), "{}", run.stderr);
    assert!(
        run.stderr.contains("447 edges = 447 used"),
        "{}",
        run.stderr
    );
    assert_eq!(
        (count(&folder, "- id:"), count(&folder, "- between:")),
        (54, 447)
    );
}

#[test]
fn bibliographies_of_the_field() {
    for (name, sum) in [
        ("peacesciencer.bib", "48 entries = 47 used + 1 not carried"),
        ("refs.bib", "38 entries = 35 used + 1 changed + 2 rejected"),
        ("manytreaties.bib", "6 entries = 5 used + 1 changed"),
    ] {
        let Some((folder, run)) = imported(name, "tables: []") else {
            return;
        };
        assert!(run.stderr.contains(sum), "{sum}: {}", run.stderr);
        let cited = folder.run(&["cite", "--data", "out.yaml", "--style", "bibtex"]);
        let entries = cited.text().lines().filter(|line| line.starts_with('@'));
        let carried = [
            ("peacesciencer.bib", 47),
            ("refs.bib", 36),
            ("manytreaties.bib", 6),
        ];
        assert!(carried.contains(&(name, entries.count())), "{name}");
    }
}
