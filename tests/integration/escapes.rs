//! No text of a dataset and no name of a file controls the terminal on which it is shown.

use std::path::Path;

use serde_yaml::{Mapping, Value};

use super::command::verbs;
use super::hostile::harmless;
use super::support::Folder;

/// Sequences that set the title of a terminal, clear it, or change the direction of its text.
const HOSTILE: &str = "\u{1b}]0;P\u{7}\u{9b}2J\u{85}\u{7f}\u{8}\u{202e}\r\u{1b}[31m";

/// The keys whose values are ids, dates, words of vocabularies or addresses. All other texts of a dataset are free.
const BOUND_KEYS: [&str; 27] = [
    "as-of",
    "between",
    "cite",
    "condition",
    "confidence",
    "date",
    "dissolved",
    "end",
    "family",
    "founded",
    "from",
    "group",
    "id",
    "kind",
    "motive",
    "of",
    "operation",
    "organization",
    "phase",
    "role",
    "source",
    "start",
    "succeeds",
    "through",
    "tier",
    "to",
    "type",
];

/// A dataset that has every field with free text.
pub(super) const DATASET: &str = "
dataset:
  {title: T, version: '1', as-of: 2020, description: D, coverage: C, conventions: [C], licence: L, authors: ['Doe, J.']}
organizations:
  - {id: un, abbreviation: UN, name: United Nations, names: {fr: Nations Unies}, aliases: [UNO], kind: universal,
     founded: 1945, seat: New York, region: World, identifiers: {wikidata: Q1065}, cite: [s], notes: N}
  - {id: eu, abbreviation: EU, name: European Union, succeeds: [ec], founded: 1993, cite: [s]}
  - {id: ec, abbreviation: EC, name: European Community, founded: 1958, cite: [s]}
  - {id: au, abbreviation: AU, name: African Union, region: Africa, cite: [s]}
partnerships:
  - between: [un, eu]
    notes: N
    phases:
      formal:
        - {phase: contact, from: 1974, through: [ec], label: L, because: B, cite: [s, {source: b, at: p. 1, quote: Q}]}
        - {phase: formalized, from: 2003~, because: B, cite: [c], confidence: low, notes: [N],
           rivals: [{says: R, from: 2002, cite: [b]}]}
    motives:
      - {motive: shared-values, of: un, statement: S, from: 1999, cite: [{source: s, at: p. 2}], notes: N}
    milestones:
      - {date: 2003-09, kind: declaration, title: Joint declaration, cite: [b], notes: N}
    lessons:
      - {group: mandates, operation: artemis, statement: S, cite: [c]}
  - {between: [un, au], phases: {formal: [{phase: contact, from: 2002, cite: [s]}]}}
operations:
  - {id: artemis, name: Artemis, aliases: [Bunia], place: Ituri, countries: [Somalia], start: 2003, end: 2004,
     mandate: [S/RES/1], notes: N, cite: [s],
     participations: [{organization: un, role: lead, as: MONUC, cite: [s], notes: N}, {organization: eu, role: support}]}
sources:
  s: {type: report, title: Report, author: [United Nations], date: 2003, url: 'https://e.org/', note: N, publisher: P}
  b: {type: article, title: Article, author: ['Zeller, Ann'], date: 2004, volume: '1', issue: '2', page-range: 1-2,
      language: fr, parent: {type: periodical, title: Journal}}
  c: {type: chapter, title: Chapter, author: ['Yates, Bob'], location: Berlin, serial-number: S,
      parent: {type: book, title: Book, editor: ['Xu, Li'], publisher: P}}
";

/// Lines of arguments, and whether the answer is data for programs, which keep every character in files and pipes.
pub(super) const LINES: [(&str, bool); 53] = [
    ("partners UN --evidence", false),
    ("partners UN --format csv", true),
    ("links --evidence", false),
    ("links --evidence --format markdown", false),
    ("links --evidence --format json", true),
    ("links --country Somali", false),
    ("links --with United", false),
    ("show UN EU --evidence", false),
    ("show UN --evidence --format csv", true),
    ("show artemis --evidence", false),
    ("show shared-values", false),
    ("path UN AU --evidence", false),
    ("changes 1990 2020 --evidence", false),
    ("changes 1990 2020 --format json", true),
    ("matrix organization country", false),
    ("matrix motive dyad --evidence", false),
    ("operations", false),
    ("motives --evidence", false),
    ("milestones", false),
    ("list organizations", false),
    ("list sources --format markdown", false),
    ("find PWNED", false),
    ("find PWNED --format csv", true),
    ("export organizations", true),
    ("export statements", true),
    ("matrix motive dyad --format csv", true),
    ("findings", false),
    ("measures", false),
    ("measures --format csv", true),
    ("diagram --motives --operations", false),
    ("diagram timeline", false),
    ("diagram --format dot", false),
    ("diagram matrix --format mermaid", false),
    ("diagram --format pdf", true),
    ("explore", true),
    ("check --coverage", false),
    ("stale stamped.svg", false),
    ("cite", false),
    ("cite --style apa", false),
    ("cite UN EU --numbered", false),
    ("cite --dataset", false),
    ("cite --style bibtex", true),
    ("cite --style csl-json", true),
    ("export dyad-years", true),
    ("export dataset", true),
    ("export spells --codebook", true),
    ("codebook", false),
    ("schema", true),
    ("query \"SELECT * FROM organization\"", false),
    ("query \"SELECT * FROM milestone\" --format markdown", false),
    ("query \"SELECT * FROM operation\" --format json", true),
    ("sql links --motive shared-values", false),
    ("sql --schema spark", false),
];

/// Lines that name files of the folder themselves.
const FILES: [&str; 9] = [
    "import --sniff wrong.csv",
    "import wrong.csv --as two-mode --org nowhere",
    "import wrong.csv --as two-mode --org 1 --operation 2 --start 3",
    "check .",
    "check --strict wrong",
    "fmt .",
    "fmt --check .",
    "diff shipped data.yaml",
    "watch --rounds 1 wrong",
];

#[test]
fn no_answer_controls_a_terminal() {
    let folder = hostile_folder();
    let asked: Vec<&str> = LINES.iter().map(|(line, _)| *line).chain(FILES).collect();
    for verb in verbs() {
        let is_tried = asked
            .iter()
            .any(|line| line.split(' ').next() == Some(&verb));
        // These print nothing of a dataset, or what the subcommands print that they run.
        let is_independent =
            ["build", "init", "completions", "man", "render", "load"].contains(&verb.as_str());
        assert!(is_tried || is_independent, "{verb} is tried");
    }
    for (line, is_data) in LINES {
        let line = format!("interorg {line} --data data.yaml");
        let run = folder.shell(&line);
        assert!(run.status <= 2, "{line}: {} {}", run.status, run.stderr);
        harmless(&run.stderr);
        if !is_data {
            harmless(run.text());
        }
        shows_nothing_harmful(&folder, &line);
    }
}

#[test]
fn no_finding_and_no_name_of_a_file_controls_a_terminal() {
    let folder = hostile_folder();
    let escaped = |letter: char| match letter {
        ' '..='~' => letter.to_string(),
        _ => format!("\\u{:04x}", u32::from(letter)),
    };
    let wrong: String = HOSTILE.chars().map(escaped).collect();
    let wrong = format!(
        "organizations:\n  - {{id: \"{wrong}\", name: N, \"{wrong}\": 1, founded: \"{wrong}\"}}\n"
    );
    folder.write(&format!("wrong/{HOSTILE}.yaml"), wrong);
    let quoted = HOSTILE.replace('"', "\"\"");
    folder.write(
        "wrong.csv",
        format!("c,m,\"{quoted}\"\n\"{quoted}\",X,1\nA,\"{quoted}\",\"{quoted}\"\n"),
    );
    folder.write(
        &format!("wrong/raw{HOSTILE}.yaml"),
        format!("a: {HOSTILE}\n"),
    );
    folder.write(
        &format!("{HOSTILE}.yml"),
        "# u\nsources: {}\norganizations: []\n",
    );
    for line in FILES {
        let line = format!("interorg {line}");
        let run = folder.shell(&line);
        harmless(&run.stderr);
        if !line.contains("fmt --check") {
            harmless(run.text());
        }
        shows_nothing_harmful(&folder, &line);
    }
    let name = format!("no{HOSTILE}");
    for arguments in [
        ["check", &name],
        ["init", &name],
        ["codebook", &format!("--data={name}")],
        ["diagram", &format!("-o{name}/x.svg")],
        ["links", &format!("--with={name}")],
        ["links", &format!("--at={name}")],
    ] {
        let run = folder.run(&arguments);
        harmless(&run.stderr);
    }
}

#[test]
fn programs_get_every_character_in_files_and_pipes() {
    let folder = hostile_folder();
    for line in [
        "export dataset",
        "cite --style csl-json",
        "show UN EU --format csv",
    ] {
        let piped = folder.shell(&format!("interorg {line} --data data.yaml | cat"));
        let file = folder.shell(&format!(
            "interorg {line} --data data.yaml > out && cat out"
        ));
        assert_eq!(piped.stdout, file.stdout, "{line}");
        assert!(piped.text().contains('\u{202e}'), "{line}");
    }
}

/// Creates a folder with a dataset in which every free text is hostile.
fn hostile_folder() -> Folder {
    let folder = Folder::new();
    let vocabularies = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/vocabularies.yaml");
    let vocabularies = std::fs::read_to_string(vocabularies).expect("the data are there");
    // The sources of the definitions are not among those of this dataset.
    let lines = vocabularies.split_inclusive('\n');
    let vocabularies: String = lines.filter(|line| !line.contains("cite:")).collect();
    let documents = [DATASET, &vocabularies].map(|text| {
        let value: Value = serde_yaml::from_str(text).expect("it is YAML");
        serde_yaml::to_string(&poisoned("", value)).expect("it is YAML")
    });
    folder.write("data.yaml", documents.join("---\n"));
    let check = folder.run(&["check", "data.yaml", "--format", "json"]);
    assert!(
        !check.text().contains(r#""severity": "error""#),
        "{}",
        check.text()
    );
    let picture = folder.run(&[
        "diagram",
        "--stamp",
        "-o",
        "stamped.svg",
        "--data",
        "data.yaml",
    ]);
    assert_eq!(picture.status, 0, "{}", picture.stderr);
    folder
}

/// Adds the sequences to every free text of a value below a key.
fn poisoned(key: &str, value: Value) -> Value {
    match value {
        Value::String(text) if !BOUND_KEYS.contains(&key) && !text.starts_with("http") => {
            Value::String(text + HOSTILE)
        }
        Value::Sequence(items) => {
            Value::Sequence(items.into_iter().map(|item| poisoned(key, item)).collect())
        }
        Value::Mapping(entries) => {
            let entries = entries.into_iter().map(|(key, value)| {
                let name = key.as_str().unwrap_or_default().to_owned();
                (key, poisoned(&name, value))
            });
            Value::Mapping(entries.collect::<Mapping>())
        }
        other => other,
    }
}

/// Runs a line on a terminal, and asserts that nothing reaches it that it would obey, except colours of our own.
#[track_caller]
fn shows_nothing_harmful(folder: &Folder, line: &str) {
    #[cfg(target_os = "linux")]
    if let Some(run) = super::support::on_a_terminal(folder, 100, line) {
        let text = String::from_utf8_lossy(&run.stdout).replace("\r\n", "\n");
        assert!(!text.contains("panicked"), "{line}: {text}");
        assert!(!text.is_empty(), "{line}");
        // The program itself uses no red numbers, and no other sequence than these.
        let text = match text.strip_prefix(CLEAR) {
            Some(rest) if line.contains("watch") => rest,
            _ => &text,
        };
        harmless(&without_styles(text, line));
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (folder, line, without_styles);
}

/// Clears a terminal, as `watch` does before each check.
const CLEAR: &str = "\u{1b}[H\u{1b}[2J";

/// Removes the colours and weights that the program gives to findings, headings and help.
fn without_styles(text: &str, line: &str) -> String {
    let has_styles = [
        "links",
        "stale",
        "watch",
        "partners",
        "operations",
        "motives",
        "milestones",
        "list",
        "find",
        "show",
        "path",
        "changes",
        "matrix",
        "findings",
        "query",
        "measures",
        "check",
        "fmt",
        "diff",
    ];
    let verb = line.split(' ').nth(1).unwrap_or_default();
    let mut plain = String::new();
    let mut parts = text.split("\u{1b}[");
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let end = part.find(|letter: char| !(letter.is_ascii_digit() || letter == ';'));
        match end {
            Some(end) if part[end..].starts_with('m') && has_styles.contains(&verb) => {
                assert_ne!(&part[..end], "31", "this colour is in the dataset only");
                plain.push_str(&part[end + 1..]);
            }
            _ => {
                plain.push_str("\u{1b}[");
                plain.push_str(part);
            }
        }
    }
    plain
}
