//! Answers in files for other programs: formats and extensions, the parts of JSON, the options of CSV.

use std::path::Path;

use interorg::analysis::{DyadYearOptions, dyad_years};
use interorg::dataset;
use interorg::graph::Graph;
use interorg::query::Filter;
use serde_json::{Map, Value as Json, json};

use super::analysis::COURSES;
use super::command::verbs;
use super::readers::python;
#[cfg(target_os = "linux")]
use super::support::on_a_terminal;
use super::support::{self, Folder, Record, Run, list, records};

/// A question for each verb that answers in all four formats of tables.
const ANSWERS: [&str; 9] = [
    "partners A",
    "links --evidence",
    "show A B --evidence",
    "path A C",
    "changes 1999 2006",
    "findings --cases --evidence",
    "matrix dyad motive --share all",
    "measures --network",
    "check --coverage",
];

/// The formats of tables, each with the extension of its files.
const FORMATS: [(&str, &str); 4] = [
    ("table", "txt"),
    ("json", "json"),
    ("csv", "csv"),
    ("markdown", "md"),
];

/// Returns a folder with the dataset of the questions.
fn courses() -> Folder {
    let folder = Folder::new();
    folder.write("courses.yaml", COURSES);
    folder
}

/// Runs a command line on a dataset of the folder.
fn on(folder: &Folder, data: &str, line: &str) -> Run {
    let words = line.split(' ').chain(["--data", data]);
    folder.run(&words.collect::<Vec<_>>())
}

/// Runs a command line on the dataset in the folder.
fn ask(folder: &Folder, line: &str) -> Run {
    on(folder, "courses.yaml", line)
}

#[track_caller]
fn printed(folder: &Folder, line: &str) -> Vec<u8> {
    let run = ask(folder, line);
    assert_eq!(run.status, 0, "{line}: {}", run.stderr);
    run.stdout
}

/// Writes an answer into a file, and returns what the file has.
#[track_caller]
fn written(folder: &Folder, line: &str, file: &str) -> Vec<u8> {
    let run = ask(folder, &format!("{line} -o {file}"));
    assert_eq!(run.status, 0, "{line} {file}: {}", run.stderr);
    assert!(run.stdout.is_empty(), "{line} {file}: {}", run.text());
    assert!(
        !run.stderr.contains("warning"),
        "{line} {file}: {}",
        run.stderr
    );
    folder.read(file)
}

#[test]
fn every_verb_with_formats_writes_to_files() {
    let mut verbs_with_formats = 0;
    for verb in verbs() {
        let help = Folder::new().run(&[&verb, "--help"]);
        let has = |option: &str| help.text().contains(option);
        assert_eq!(
            has("--format <FORMAT>"),
            has("-o, --output <FILE>")
                && !["build", "codebook", "explore", "import", "schema"].contains(&verb.as_str()),
            "{verb}"
        );
        verbs_with_formats += usize::from(has("--format <FORMAT>"));
    }
    assert!(verbs_with_formats >= 12, "{verbs_with_formats}");
}

#[test]
fn the_extension_decides_the_format_of_every_answer() {
    let folder = courses();
    for line in ANSWERS {
        for (format, extension) in FORMATS {
            let expected = printed(&folder, &format!("{line} --format {format}"));
            let names = [
                format!("answer.{extension}"),
                format!("LOUD.{}", extension.to_uppercase()),
            ];
            for name in names {
                assert!(
                    written(&folder, line, &name) == expected,
                    "{line} in {name}"
                );
            }
            let line = format!("{line} --format {format}");
            for name in ["answer", "answer.other"] {
                assert!(
                    written(&folder, &line, name) == expected,
                    "{line} in {name}"
                );
            }
        }
    }
    for (line, format, extension) in [
        ("export spells", "csv", "csv"),
        ("export spells", "json", "json"),
        ("export dataset", "yaml", "yaml"),
        ("check courses.yaml", "json", "json"),
        ("check courses.yaml", "table", "txt"),
    ] {
        let expected = printed(&folder, &format!("{line} --format {format}"));
        let name = format!("answer.{extension}");
        assert!(
            written(&folder, line, &name) == expected,
            "{line} in {name}"
        );
    }
}

#[test]
fn the_extension_decides_the_format_of_a_bibliography() {
    let folder = courses();
    for (name, options) in [
        ("sources.bib", "--style bibtex"),
        ("sources.ris", "--style ris"),
        ("sources.json", "--style csl-json"),
        ("sources.yaml", "--style hayagriva"),
        ("sources.html", "--format html"),
        ("sources.md", "--format markdown"),
        ("sources.txt", "--format text"),
    ] {
        let expected = printed(&folder, &format!("cite {options}"));
        assert!(written(&folder, "cite", name) == expected, "{name}");
        let named = written(&folder, &format!("cite {options}"), name);
        assert!(named == expected, "{options} in {name}");
    }
    // Two styles share an extension.
    let expected = printed(&folder, "cite --style biblatex");
    let line = "cite --style biblatex";
    assert!(written(&folder, line, "sources.bib") == expected);
    let apa = printed(&folder, "cite --style apa --format html");
    assert!(written(&folder, "cite --style apa", "apa.html") == apa);
    ask(&folder, "cite --style apa -o apa.bib").refused("the formats are text, html, markdown");
}

#[test]
fn an_unknown_extension_is_refused_unless_a_format_is_requested() {
    let folder = courses();
    let names = folder.names();
    let others = ["export spells", "check courses.yaml", "cite", "diagram"];
    for line in ANSWERS.into_iter().chain(others) {
        for name in ["answer.other", "answer", ".json", "answer.pdf.gz"] {
            let run = ask(&folder, &format!("{line} -o {name}"));
            run.refused(&format!(
                "the extension of `{name}` does not name a format of this output"
            ));
            let hint = run.stderr.lines().find(|line| line.starts_with("hint: "));
            let hint = hint.unwrap_or_else(|| panic!("{line}: {}", run.stderr));
            assert!(hint.contains("or name the format"), "{line}: {hint}");
            let words: Vec<&str> = hint.split([' ', ',']).collect();
            let extensions: Vec<&&str> =
                words.iter().filter(|word| word.starts_with('.')).collect();
            let mut distinct = extensions.clone();
            distinct.dedup();
            assert_eq!(extensions, distinct, "{line}");
        }
    }
    // An extension of another kind of output is not one of this output.
    ask(&folder, "links -o links.svg").refused("`links.svg`");
    ask(&folder, "diagram -o picture.csv").refused("`picture.csv`");
    ask(&folder, "export spells -o spells.md").refused("`spells.md`");
    assert_eq!(folder.names(), names);
}

#[test]
fn an_extension_that_names_another_format_is_warned_about() {
    let folder = courses();
    for (line, name, format) in [
        ("links --format csv", "answer.json", "csv"),
        ("show A B --format json", "answer.md", "json"),
        (
            "matrix dyad phase --format markdown",
            "answer.csv",
            "markdown",
        ),
        ("findings --format table", "answer.csv", "table"),
        ("check courses.yaml --format json", "answer.txt", "json"),
        ("export spells --format json", "answer.csv", "json"),
        ("cite --style bibtex", "answer.ris", "bibtex"),
        ("cite --format html", "answer.md", "html"),
        ("diagram --format dot", "answer.svg", "dot"),
        ("links --format json", "answer.svg", "json"),
    ] {
        let run = ask(&folder, &format!("{line} -o {name}"));
        assert_eq!(run.status, 0, "{line}: {}", run.stderr);
        let extension = name.strip_prefix("answer").expect("it is the name");
        let warning = format!(
            "warning: `{name}` is written as {format}, although its name ends in {extension}\n"
        );
        assert!(run.stderr.contains(&warning), "{line}: {}", run.stderr);
        assert!(folder.read(name) == printed(&folder, line), "{line}");
    }
}

/// Questions that nothing answers in the dataset, each with the list that is empty.
const UNANSWERED: [(&str, &str); 9] = [
    ("partners A --at 1900", "rows"),
    ("links --at 1900", "rows"),
    ("path A B --at 1900", "rows"),
    ("path A B --respect-time --during ..1900", "rows"),
    ("measures --at 1900", "rows"),
    ("export spells --at 1900", "rows"),
    ("export events --with C", "rows"),
    ("matrix dyad phase --at 1900", "cells"),
    ("changes 2007 2008", "phases"),
];

#[test]
fn without_a_match_json_is_an_object_and_other_formats_write_nothing() {
    let folder = courses();
    for (line, part) in UNANSWERED {
        let run = ask(&folder, &format!("{line} --format json"));
        assert_eq!(run.status, 1, "{line}: {}", run.stderr);
        let answer = support::json(&run);
        assert_eq!(list(&answer[part]).len(), 0, "{line}");
        assert_eq!(answer["dataset"]["title"], "Courses", "{line}");
        let title = answer["title"].as_str().expect("it has a title");
        assert!(!title.is_empty(), "{line}");
        // What is said on standard error is in the object too, unless it is written before its rows are counted.
        let is_streamed = line.starts_with("export");
        let (mut said, mut noted) = (0, 0);
        for line in run.stderr.lines() {
            match line.strip_prefix("note: ") {
                Some(note) => {
                    let is_there = list(&answer["notes"]).contains(&json!(note));
                    assert!(is_there || is_streamed, "{note}");
                    noted += 1;
                }
                None => {
                    assert_eq!(line, "nothing matched");
                    said += 1;
                }
            }
        }
        assert_eq!(said, 1, "{line}: {}", run.stderr);
        let has_near_misses = ["partners", "links"]
            .iter()
            .any(|verb| line.starts_with(verb));
        assert!(noted > 0 || !has_near_misses, "{line}: {}", run.stderr);

        let in_file = ask(&folder, &format!("{line} -o answer.json"));
        assert_eq!((in_file.status, in_file.text()), (1, ""), "{line}");
        assert!(folder.read("answer.json") == run.stdout, "{line}");
    }
    folder.write("older.md", "older\n");
    let tables = UNANSWERED
        .iter()
        .filter(|(line, _)| !line.starts_with("export"));
    for (line, _) in tables {
        let run = ask(&folder, &format!("{line} -o older.md"));
        assert_eq!((run.status, run.text()), (1, ""), "{line}");
        assert_eq!(folder.read("older.md"), b"older\n", "{line}");
    }
}

#[test]
fn a_dossier_of_nothing_is_of_the_kind_none() {
    let folder = courses();
    let run = ask(&folder, "show A C --format json");
    assert_eq!((run.status, &*run.stderr), (1, "nothing matched\n"));
    let answer = support::json(&run);
    assert_eq!(
        (&answer["kind"], &answer["facts"]),
        (&json!("none"), &json!({}))
    );
    assert_eq!(answer["query"]["arguments"], json!({"things": ["A", "C"]}));
}

#[test]
fn json_states_the_question_and_the_dataset() {
    let folder = courses();
    let mut found = Vec::new();
    for line in ANSWERS
        .into_iter()
        .chain(["export spells", "check courses.yaml"])
    {
        let answer = support::json(&ask(&folder, &format!("{line} --format json")));
        let keys: Vec<&String> = answer
            .as_object()
            .expect("it is an object")
            .keys()
            .collect();
        assert_eq!(
            &keys[..5],
            ["title", "query", "dataset", "stamp", "notes"],
            "{line}"
        );
        let verb = line.split(' ').next().unwrap_or_default();
        assert_eq!(answer["query"]["subcommand"], verb, "{line}");
        found.push(answer);
    }
    let courses = json!({"title": "Courses", "version": null, "as_of": "2010-12-31"});
    let (checked, answers) = found.split_last().expect("there are some");
    assert!(answers.iter().all(|answer| answer["dataset"] == courses));
    // A check reads files that may be no dataset.
    let none = json!({"title": null, "version": null, "as_of": null});
    assert_eq!(checked["dataset"], none);
    let filters = "--with B --at 2004 --min-phase ad-hoc --min-confidence medium --coding activity";
    let answer = support::json(&ask(&folder, &format!("links {filters} --format json")));
    let query = json!({
        "subcommand": "links", "arguments": {}, "at": "2004-12-31", "during": null, "coding": "activity",
        "filters": {"with": ["b"], "min_phase": "ad-hoc", "min_confidence": "medium"},
    });
    assert_eq!(answer["query"], query);
}

/// Returns `true` if a key is made of small letters, digits and underscores.
fn is_snake_case(key: &str) -> bool {
    key.chars()
        .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}

/// Asserts that every missing value of an object, and of the objects in it, has a known reason, and no other value has one.
fn assert_reasons(object: &Map<String, Json>, what: &str) {
    const REASONS: [&str; 6] = [
        "none",
        "unknown",
        "not-existing",
        "not-applicable",
        "ongoing",
        "not-reached",
    ];
    for (key, value) in object {
        assert!(is_snake_case(key), "{what}: {key}");
        let id = key.strip_suffix("_label");
        let id = id.filter(|id| object.contains_key(*id)).unwrap_or(key);
        let is_reason = key
            .strip_suffix("_missing")
            .is_some_and(|value| object.contains_key(value));
        let reason = object.get(&format!("{id}_missing"));
        assert_eq!(value.is_null(), reason.is_some(), "{what}: {key}");
        if let (true, Some(word)) = (is_reason, value.as_str()) {
            assert!(REASONS.contains(&word), "{what}: {key} {word}");
        }
        let inner = value.as_array().into_iter().flatten().chain([value]);
        for object in inner.filter_map(Json::as_object) {
            assert_reasons(object, what);
        }
    }
}

#[test]
fn every_missing_value_in_json_has_its_reason() {
    let folder = courses();
    folder.write("small.yaml", include_str!("../fixtures/small.yaml"));
    let answers = ANSWERS.iter().map(|line| ("courses.yaml", *line));
    let panels = [
        "dyad-years --every-pair",
        "organization-years",
        "spells",
        "events",
        "participations",
    ];
    let panels: Vec<String> = panels.map(|table| format!("export {table}")).to_vec();
    let panels = panels.iter().map(|line| ("courses.yaml", &**line));
    let small = [
        ("small.yaml", "links --at 2004 --min-confidence high"),
        ("small.yaml", "show guardian --evidence"),
        ("small.yaml", "show AAA"),
        ("small.yaml", "show resource-dependence"),
        ("small.yaml", "show letters-2001"),
        ("small.yaml", "partners BBB"),
        ("small.yaml", "path AAA CCC --respect-time"),
        ("small.yaml", "measures --motives"),
    ];
    let mut missing = 0;
    for (data, line) in answers.chain(panels).chain(small) {
        let run = on(&folder, data, &format!("{line} --format json"));
        let answer = support::json(&run);
        let parts = answer.as_object().expect("it is an object");
        let own = ["title", "query", "dataset", "stamp", "notes"];
        let parts = parts.iter().filter(|(name, _)| !own.contains(&&***name));
        let parts: Map<String, Json> = parts
            .map(|(name, part)| (name.clone(), part.clone()))
            .collect();
        assert_reasons(&parts, line);
        missing += run.text().matches("_missing\":").count();
    }
    assert!(missing > 500, "{missing}");
}

/// Texts that a spreadsheet would evaluate; a phase that ended at an unknown time, and one of low confidence.
const FORMULAS: &str = "\
dataset: {title: Formulas, as-of: 2010-12-31}
organizations:
  - {id: a, abbreviation: =A1, name: A, founded: 1990}
  - {id: b, abbreviation: B, name: B, founded: 1990}
  - {id: c, abbreviation: '@C', name: C, founded: 1990}
partnerships:
  - between: [a, b]
    phases: {formal: [{phase: contact, from: 2000, to: unknown, because: -1+2, cite: [s]}]}
    motives:
      - {motive: shared-values, of: a, statement: \"+ a; \\\"b\\\", c\", cite: [s]}
    milestones:
      - {date: 2001, kind: agreement, title: '=HYPERLINK(\"x\")', cite: [s]}
      - {date: 2002, kind: agreement, title: A = b, cite: [s]}
  - between: [a, c]
    phases: {formal: [{phase: contact, from: 2000, confidence: low, cite: [s]}]}
sources: {s: {title: S}}
";

/// Returns a folder with the dataset of texts that look like formulas.
fn formulas() -> Folder {
    let folder = Folder::new();
    folder.write("formulas.yaml", FORMULAS);
    folder
}

/// Returns the values of a dossier in CSV that have this name.
fn values(csv: &[u8], column: &str) -> Vec<String> {
    let rows = records(csv).into_iter();
    let rows = rows.filter(|row| row["column"] == column);
    rows.map(|row| row["value"].clone()).collect()
}

#[test]
fn texts_that_a_spreadsheet_would_evaluate_are_guarded_unless_raw_is_requested() {
    let folder = formulas();
    for (options, guard) in [("", "'"), (" --raw", "")] {
        let run = |line: &str| on(&folder, "formulas.yaml", &format!("{line}{options}"));
        let links = records(&run("links --format csv").stdout);
        assert_eq!(links[0]["a"], "a", "{options}: an id is not a text");
        assert_eq!(links[0]["a_label"], format!("{guard}=A1"), "{options}");
        assert_eq!(links[0]["b_label"], "B", "{options}");
        let show = run("show a b --format csv").stdout;
        assert_eq!(
            values(&show, "title")[1..],
            [format!("{guard}=HYPERLINK(\"x\")"), "A = b".to_owned()],
            "{options}"
        );
        assert_eq!(values(&show, "because"), [format!("{guard}-1+2")]);
        assert_eq!(
            values(&show, "statement"),
            [format!("{guard}+ a; \"b\", c")],
            "{options}"
        );
        // Codes of missing values are numbers.
        let spells = records(&run("export spells").stdout);
        assert_eq!(spells[0]["observed_days"], "-9", "{options}");
        // Labels can be headings too.
        let matrix = run("matrix motive organization --format csv");
        let header = matrix.text().lines().next().unwrap_or_default();
        assert!(header.starts_with("motive,motive_label,"), "{header}");
    }
    // Other formats keep texts as they are.
    let show = on(&folder, "formulas.yaml", "show a b --format json");
    assert!(show.text().contains("\"=HYPERLINK(\\\"x\\\")\""));
}

#[test]
fn missing_values_of_csv_are_words_codes_nothing_or_na() {
    let folder = formulas();
    let row = |line: &str, style: &str| -> Record {
        let style = match style {
            "" => String::new(),
            style => format!(" --missing {style}"),
        };
        let run = on(&folder, "formulas.yaml", &format!("{line}{style}"));
        assert_eq!(run.status, 0, "{line}{style}: {}", run.stderr);
        records(&run.stdout).remove(0)
    };
    // A phase is recorded, but only with low confidence, and nothing else is known.
    for (style, phase) in [
        ("", "unknown"),
        ("words", "unknown"),
        ("codes", "unknown"),
        ("empty", ""),
        ("na", "NA"),
    ] {
        let line = "links --between a c --min-confidence medium --format csv";
        let links = row(line, style);
        let phases = [&*links["phase"], &links["phase_label"]];
        assert_eq!((&*links["since"], phases), (phase, [phase; 2]), "{style}");
        let terms = [&*links["condition"], &links["condition_label"]];
        assert_eq!(terms, [phase; 2], "{style}");
        // A list without items is not missing.
        assert_eq!(links["operations"], "", "{style}");
    }
    // The phase has a start and no known end; the other coding does not cover the two.
    for (style, days, stop) in [
        ("", "-9", "unknown"),
        ("words", "unknown", "unknown"),
        ("codes", "-9", "unknown"),
        ("empty", "", ""),
        ("na", "NA", "NA"),
    ] {
        let spell = row("export spells", style);
        let observed = [&*spell["observed_days"], &spell["observed_end_day"]];
        assert_eq!(observed, [days, stop], "{style}");
        let year = row("export dyad-years --during 2005", style);
        let rungs = [&*year["activity_rung"], &year["formal_rung"]];
        assert_eq!(rungs, [days; 2], "{style}");
        assert_eq!(year["activity_phase"], stop, "{style}");
        assert_eq!(year["operations"], "0", "{style}");
    }
}

#[test]
fn options_of_csv_are_refused_for_other_formats() {
    let folder = formulas();
    for option in ["--missing na", "--bom", "--raw"] {
        let name = option.split(' ').next().unwrap_or_default();
        for line in [
            "links",
            "show a b --format json",
            "matrix dyad phase -o m.md",
        ] {
            on(&folder, "formulas.yaml", &format!("{line} {option}"))
                .refused(&format!("`{name}` does not apply to "));
        }
        let line = format!("export spells --format json {option}");
        on(&folder, "formulas.yaml", &line).refused(&format!("`{name}` does not apply to json"));
    }
    assert_eq!(folder.names(), ["formulas.yaml"]);
}

#[test]
fn a_byte_order_mark_precedes_csv_only_on_request() {
    let folder = formulas();
    for line in [
        "links --format csv",
        "show a b --format csv",
        "export spells",
        "matrix dyad motive --format csv",
    ] {
        let plain = on(&folder, "formulas.yaml", line).stdout;
        assert!(plain[0].is_ascii(), "{line}");
        let marked = on(&folder, "formulas.yaml", &format!("{line} --bom"));
        assert_eq!(marked.status, 0, "{line}: {}", marked.stderr);
        assert!(
            marked.stdout == [b"\xEF\xBB\xBF", &plain[..]].concat(),
            "{line}"
        );
    }
}

#[test]
fn python_reads_the_same_rows_of_csv() {
    let folder = courses();
    folder.write("formulas.yaml", FORMULAS);
    let lines = ANSWERS.iter().map(|line| ("courses.yaml", *line));
    let lines = lines.chain([
        ("courses.yaml", "export dyad-years"),
        ("courses.yaml", "export spells"),
        ("formulas.yaml", "show a b"),
        ("formulas.yaml", "show a b --raw"),
        ("formulas.yaml", "links"),
    ]);
    for (data, line) in lines {
        for (options, encoding) in [("", "utf-8"), (" --bom", "utf-8-sig")] {
            let run = on(&folder, data, &format!("{line}{options} -o rows.csv"));
            assert_eq!(run.status, 0, "{line}: {}", run.stderr);
            let arguments = [&*folder.path("rows.csv"), Path::new(encoding)];
            let Some(read) = python("table.py", &["csv"], &arguments) else {
                return;
            };
            let read: Json = serde_json::from_str(&read).expect("it is JSON");
            let text = folder.read("rows.csv");
            let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&text);
            assert!(!list(&read).is_empty(), "{line}");
            assert_eq!(read, json!(records(text)), "{line}");
        }
    }
}

#[cfg(all(target_os = "linux", feature = "png", feature = "pdf"))]
#[test]
fn a_picture_that_is_not_text_is_not_written_to_a_terminal() {
    let folder = courses();
    for format in ["png", "pdf"] {
        for output in ["", " -o -"] {
            let line = format!("interorg diagram --data courses.yaml --format {format}{output}");
            let Some(run) = on_a_terminal(&folder, 80, &line) else {
                return;
            };
            assert_eq!(run.status, 2, "{line}: {}", run.text());
            let message = format!("{format} is not text, and a terminal cannot show it");
            assert!(run.text().contains(&message), "{line}: {}", run.text());
            assert!(run.text().contains("Name a file with -o"), "{line}");
            // Another program may read it.
            let piped = on_a_terminal(&folder, 80, &format!("{line} | wc -c"));
            let piped = piped.expect("there is a terminal");
            assert_eq!(piped.status, 0, "{line}: {}", piped.text());
        }
        let line = format!("interorg diagram --data courses.yaml -o picture.{format}");
        let run = on_a_terminal(&folder, 80, &line).expect("there is a terminal");
        assert_eq!(run.status, 0, "{line}: {}", run.text());
    }
    let svg = "interorg diagram --data courses.yaml";
    let run = on_a_terminal(&folder, 80, svg).expect("there is a terminal");
    assert!(run.text().contains("<svg"), "{}", run.text());
}

#[test]
fn dyad_years_have_the_recorded_dyads_or_every_pair() {
    let folder = courses();
    let rows = |line: &str| records(&printed(&folder, line));
    let key = |row: &Record| [&row["a"], &row["b"], &row["year"]].map(String::clone);
    let recorded = rows("export dyad-years");
    // A and B from 1990 to 2010, A and D from 1990 to 2005, B and C from 2000 to 2010.
    assert_eq!(recorded.len(), 21 + 16 + 11);
    let every = rows("export dyad-years --every-pair");
    // A and C from 2000 to 2010, B and D from 1990 to 2005, C and D from 2000 to 2005.
    assert_eq!(every.len(), 21 + 16 + 11 + 11 + 16 + 6);
    let mut others = every.clone();
    others.retain(|row| !recorded.contains(row));
    assert_eq!(others.len(), every.len() - recorded.len());
    for row in &others {
        let [a, b, _] = key(row);
        let dyad = a + &b;
        assert!(["ac", "bd", "cd"].contains(&&*dyad), "{row:?}");
        assert_eq!(row["formal_phase"], "unknown", "{row:?}");
    }
    let directed = rows("export dyad-years --every-pair --directed");
    assert_eq!(directed.len(), 2 * every.len());
    ask(&folder, "export dyad-years --recorded").refused("unexpected argument '--recorded'");

    let graph = Graph::new(dataset::parse(COURSES).expect("the dataset is valid"));
    let query = Filter::default().resolve(&graph).expect("it has no names");
    for (every_pair, count) in [(false, recorded.len()), (true, every.len())] {
        let options = DyadYearOptions {
            every_pair,
            ..DyadYearOptions::default()
        };
        assert_eq!(dyad_years(&query, options).count(), count);
    }
}

#[test]
fn recorded_dyads_are_those_of_all_pairs_with_a_record_and_in_their_order() {
    let folder = Folder::new();
    folder.write("tables.yaml", crate::tables::DATA);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for data in ["data", "examples/wider-network.yaml", "tables.yaml"] {
        let path = match data {
            "tables.yaml" => folder.path(data),
            _ => root.join(data),
        };
        let path = path.display().to_string();
        for directed in [&[][..], &["--directed"]] {
            let rows = |more: &[&str]| {
                let line = ["export", "dyad-years", "--format", "json", "--data", &path];
                let run = folder.run(&[&line[..], directed, more].concat());
                assert_eq!(run.status, 0, "{}", run.stderr);
                support::rows(&run)
            };
            let recorded = rows(&[]);
            let every = rows(&["--every-pair"]);
            assert!(
                !recorded.is_empty() && recorded.len() <= every.len(),
                "{data}"
            );
            let mut rest = every.iter();
            let are_in_order = recorded.iter().all(|row| rest.any(|other| other == row));
            assert!(are_in_order, "{data} {directed:?}");
            let is_known = |row: &&Json| {
                let fields = row.as_object().expect("a row is an object").iter();
                let is_phase = |name: &str| name.ends_with("_phase") && !name.ends_with("in_phase");
                let mut phases = fields.filter(|(name, _)| is_phase(name));
                phases.any(|(_, phase)| phase.as_str().is_some_and(|id| id != "unknown"))
            };
            let known = every.iter().filter(is_known).count();
            assert_eq!(recorded.iter().filter(is_known).count(), known, "{data}");
        }
    }
}
