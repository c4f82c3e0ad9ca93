//! The command as people and scripts meet it: exit statuses, formats, filters, help.

use std::collections::BTreeSet;

use interorg::dataset;
use interorg::export::{Format, Provenance, write_table_json};
use interorg::graph::Graph;
use interorg::query::Filter;
use interorg::view;
use serde_json::Value as Json;

#[cfg(target_os = "linux")]
use super::support::on_a_terminal;
use super::support::{
    Folder, Run, assert_same_rows, elements, fields_of, is_same_field, json, list, rows, texts,
};

/// A sound dataset in canonical order.
const SOUND: &str = "\
organizations:
  - {id: un, abbreviation: UN, name: United Nations}
  - {id: au, abbreviation: AU, name: African Union}
partnerships:
  - between: [UN, AU]
    phases:
      formal:
        - {phase: formalized, from: 2006-11-16, cite: [report-2008]}
sources:
  report-2008: {title: Report on Somalia}
";

/// A dataset with two errors.
const UNSOUND: &str = "\
organizations:
  - {id: un, name: United Nations, foundd: 1945}
  - {id: au, name: African Union, founded: 2002-13}
";

/// The verbs that answer questions, with the operands that they need.
const QUESTIONS: [&[&str]; 5] = [
    &["partners", "UN"],
    &["links"],
    &["show", "UN", "AU"],
    &["path", "UN", "AU"],
    &["diagram"],
];

fn run(arguments: &[&str]) -> Run {
    Folder::new().run(arguments)
}

/// Runs the program with a line of arguments that are single words.
fn ask(line: &str) -> Run {
    run(&line.split(' ').collect::<Vec<_>>())
}

#[test]
fn an_answer_has_status_0() {
    for question in QUESTIONS {
        let run = run(question);
        assert_eq!(run.status, 0, "{question:?}: {}", run.stderr);
        assert!(
            !run.stdout.is_empty() && (run.stderr.is_empty() || question[0] == "diagram"),
            "{question:?}: {}",
            run.stderr
        );
    }
}

#[test]
fn nothing_matched_has_status_1_and_says_so_beside_the_output() {
    for line in [
        "partners UN --at 1900",
        "links --at 1900",
        "links --with AU --operation isaf --format markdown",
        "show ECOWAS OSCE",
        "path UN AU --at 1900",
        "diagram --at 1900",
    ] {
        let run = ask(line);
        assert_eq!(run.status, 1, "{line}: {}", run.stderr);
        assert!(run.stdout.is_empty(), "{line}: {}", run.text());
        // Notes may say what comes close.
        let mut lines = run
            .stderr
            .lines()
            .filter(|line| !line.starts_with("note: "));
        assert_eq!(
            (lines.next(), lines.next()),
            (Some("nothing matched"), None),
            "{line}"
        );
    }
    // Programs get an answer without rows.
    let run = ask("links --at 1900 --format json");
    assert_eq!((run.status, rows(&run).len()), (1, 0));
    let run = ask("links --at 1900 --format csv");
    assert_eq!((run.status, run.text().lines().count()), (1, 1));
    assert!(run.text().starts_with("a,a_label,b,"), "{}", run.text());
    assert!(
        run.stderr.starts_with("nothing matched\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn an_unknown_name_has_status_2_and_a_suggestion() {
    for (line, known) in [
        ("partners NATOO", "`NATO`"),
        ("show NATOO", "`NATO`"),
        ("show UN NATOO", "`NATO`"),
        ("path NATOO UN", "`NATO`"),
        ("path UN NATOO", "`NATO`"),
        ("links --with NATOO", "`NATO`"),
        ("links --between UN NATOO", "`NATO`"),
        ("links --held-by NATOO", "`NATO`"),
        ("links --operation amisomm", "`AMISOM`"),
        ("links --country Somalla", "`Somalia`"),
        ("links --phase formalised", "`formalized`"),
        ("links --min-phase formalised", "`formalized`"),
        ("links --condition staled", "`stalled`"),
        ("links --motive shared-value", "`shared-values`"),
        ("links --role fundng", "`funding`"),
        ("diagram --coding formel", "`formal`"),
    ] {
        let run = ask(line);
        run.refused("error: unknown ");
        let hint = run
            .stderr
            .lines()
            .find(|line| line.starts_with("hint: Did you mean "));
        assert!(
            hint.is_some_and(|hint| hint.contains(known)),
            "{line}: {}",
            run.stderr
        );
    }
    run(&["links", "--with", "xyzzy quux"]).refused("has a similar name");
    for (line, words) in [
        (
            "links --condition paused",
            "hint: Write `active`, `strained`, `stalled` or `dormant`.\n",
        ),
        (
            "links --coding x",
            "hint: Did you mean `formal` or `activity`?\n",
        ),
        ("partners NATOO", "hint: Did you mean `NATO`?\n"),
    ] {
        ask(line).refused(words);
    }
}

#[test]
fn bad_usage_has_status_2() {
    for (line, words) in [
        ("bogus", "unrecognized subcommand"),
        ("links --bogus", "unexpected argument"),
        ("partners", "required arguments"),
        ("links --at 2005-13", "there is no month 13"),
        (
            "links --at tomorrow",
            "write 2005, 2005-06, 2005-06-30 or now",
        ),
        ("links --at 2005/..", "`2005/..` has no last day"),
        ("links --at 2005 --during 2004..", "cannot be used with"),
        ("links --during 2010..2003", "ends before it begins"),
        ("links --between UN", "2 values"),
        ("links --min-confidence sure", "high, medium or low"),
        ("links --format xml", "possible values"),
        ("path UN un", "two different organizations"),
        (
            "diagram -o picture",
            "the extension of `picture` does not name a format",
        ),
        (
            "diagram -o picture.json",
            "the extension of `picture.json` does not name a format",
        ),
    ] {
        ask(line).refused(words);
    }
}

#[test]
fn a_check_has_the_status_of_what_it_finds() {
    let folder = Folder::new();
    folder.write("sound.yaml", SOUND);
    folder.write("unsound.yaml", UNSOUND);
    folder.write(
        "warned.yaml",
        SOUND.replace("cite: [report-2008]", "cite: [a]") + "  a: {title: A}\n",
    );
    let check = |path: &str| folder.run(&["check", path]);
    let sound = check("sound.yaml");
    assert_eq!((sound.status, sound.text()), (0, "no findings\n"));
    let warned = check("warned.yaml");
    assert_eq!(warned.status, 0);
    let strict = folder.run(&["check", "--strict", "warned.yaml"]);
    assert_eq!(strict.status, 1, "{}", strict.text());
    assert!(
        warned.text().ends_with("\n1 warning\n"),
        "{}",
        warned.text()
    );
    let unsound = check("unsound.yaml");
    assert_eq!(unsound.status, 1);
    assert!(
        unsound.text().ends_with("\n2 errors\n"),
        "{}",
        unsound.text()
    );
    for run in [&sound, &warned, &unsound] {
        assert!(run.stderr.is_empty(), "{}", run.stderr);
    }
    check("missing.yaml").refused("cannot read `missing.yaml`");
    let both = folder.run(&["check", "missing.yaml", "unsound.yaml", "gone.yaml"]);
    assert_eq!((both.status, both.text()), (2, unsound.text()));
    for path in ["missing.yaml", "gone.yaml"] {
        assert!(
            both.stderr.contains(&format!("cannot read `{path}`")),
            "{}",
            both.stderr
        );
    }
    assert_eq!(folder.run(&["check"]).status, 0);
    let listed = rows(&folder.run(&["check", "--format", "json", "unsound.yaml"]));
    let places = |key: &str| -> Vec<Json> { listed.iter().map(|item| item[key].clone()).collect() };
    assert_eq!(places("code"), ["unknown-key", "invalid-date"]);
    assert_eq!(places("line"), [2, 3]);
    assert_eq!(places("file"), ["unsound.yaml", "unsound.yaml"]);
}

#[test]
fn every_verb_refuses_an_unsound_dataset_in_the_words_of_check() {
    let folder = Folder::new();
    folder.write("unsound.yaml", UNSOUND);
    let checked = folder.run(&["check", "unsound.yaml"]);
    let findings = checked
        .text()
        .strip_suffix("2 errors\n")
        .expect("it has a sum");
    for question in QUESTIONS.into_iter().chain([&["schema"][..]]) {
        let run = folder.run(&[question, &["--data", "unsound.yaml"]].concat());
        run.refused("error: the dataset has 2 errors\n");
        assert!(
            run.stderr.starts_with(findings),
            "{question:?}: {}",
            run.stderr
        );
    }
}

#[test]
fn a_warning_is_no_hindrance() {
    let folder = Folder::new();
    folder.write(
        "warned.yaml",
        SOUND.to_owned() + "  unused: {title: Unused}\n",
    );
    let run = folder.run(&["links", "--data", "warned.yaml"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
}

#[test]
fn organizations_are_found_by_every_name_in_any_case() {
    let folder = Folder::new();
    let shipped = dataset::builtin();
    for organization in shipped.organizations().iter() {
        let own = [
            organization.id.as_str(),
            &organization.abbreviation,
            &organization.name,
        ];
        let names = organization.names.iter().map(|name| &*name.text);
        let aliases = organization.aliases.iter().map(|alias| &**alias);
        for name in own.into_iter().chain(names).chain(aliases) {
            for spelled in [name.to_owned(), name.to_uppercase(), name.to_lowercase()] {
                let found = json(&folder.run(&["show", &spelled, "--format", "json"]));
                assert_eq!(found["facts"]["id"], organization.id.as_str(), "{spelled}");
            }
        }
    }
}

/// One question for every filter, for the command and for the library.
fn filters() -> Vec<(&'static str, Filter)> {
    let words = |words: &[&str]| {
        words
            .iter()
            .map(|word| (*word).to_owned())
            .collect::<Vec<_>>()
    };
    let date = |text: &str| Some(text.parse().expect("it is a date"));
    let open = Filter::default;
    vec![
        (
            "--with AU",
            Filter {
                with: words(&["AU"]),
                ..open()
            },
        ),
        (
            "--with AU --with NATO",
            Filter {
                with: words(&["AU", "NATO"]),
                ..open()
            },
        ),
        (
            "--both-sides --role funding",
            Filter {
                roles: words(&["funding"]),
                both_sides: true,
                ..open()
            },
        ),
        (
            "--min-shared 20",
            Filter {
                min_shared: Some(20),
                ..open()
            },
        ),
        (
            "--weight shared-operations --min-weight 20.5",
            Filter {
                weight: Some("shared-operations".to_owned()),
                min_weight: "20.5".parse().ok(),
                ..open()
            },
        ),
        (
            "--between UN EU AU",
            Filter {
                between: words(&["UN", "EU", "AU"]),
                ..open()
            },
        ),
        (
            "--at 2000-06",
            Filter {
                at: date("2000-06"),
                ..open()
            },
        ),
        (
            "--during 1995..1996",
            Filter {
                during: Some("1995..1996".parse().expect("it is a period")),
                ..open()
            },
        ),
        (
            "--phase ad-hoc --at 2005",
            Filter {
                phases: words(&["ad-hoc"]),
                at: date("2005"),
                ..open()
            },
        ),
        (
            "--min-phase Formalized --at 2005",
            Filter {
                min_phase: Some("formalized".to_owned()),
                at: date("2005"),
                ..open()
            },
        ),
        (
            "--condition stalled",
            Filter {
                conditions: words(&["stalled"]),
                ..open()
            },
        ),
        (
            "--motive shared-values",
            Filter {
                motives: words(&["shared-values"]),
                ..open()
            },
        ),
        (
            "--held-by nato",
            Filter {
                held_by: words(&["nato"]),
                ..open()
            },
        ),
        (
            "--motive legitimization --held-by NATO",
            Filter {
                motives: words(&["legitimization"]),
                held_by: words(&["NATO"]),
                ..open()
            },
        ),
        (
            "--operation ISAF",
            Filter {
                operations: words(&["isaf"]),
                ..open()
            },
        ),
        (
            "--country kosovo",
            Filter {
                countries: words(&["Kosovo"]),
                ..open()
            },
        ),
        (
            "--role airlift",
            Filter {
                roles: words(&["airlift"]),
                ..open()
            },
        ),
        (
            "--coding activity",
            Filter {
                coding: Some("activity".to_owned()),
                ..open()
            },
        ),
        (
            "--min-strength stated",
            Filter {
                min_strength: Some("stated".to_owned()),
                ..open()
            },
        ),
        (
            "--min-confidence high --at 2005",
            Filter {
                min_confidence: Some("high".parse().expect("it is a grade")),
                at: date("2005"),
                ..open()
            },
        ),
    ]
}

#[test]
fn every_filter_asks_what_the_library_asks() {
    let graph = Graph::new(dataset::builtin());
    let links = |filter: &Filter| {
        let query = filter.resolve(&graph).expect("its words are known");
        let mut text = Vec::new();
        let provenance = Provenance::of_query("links", &query);
        write_table_json(&view::links(&query.select(), false), &provenance, &mut text)
            .expect("it is written");
        let answer = serde_json::from_slice::<Json>(&text).expect("it is JSON");
        list(&answer["rows"]).to_vec()
    };
    let every = links(&Filter::default());
    for (line, filter) in filters() {
        let expected = links(&filter);
        assert_ne!(expected, every, "{line} narrows nothing");
        assert_eq!(
            rows(&ask(&format!("links --format json {line}"))),
            expected,
            "{line}"
        );
    }
}

#[test]
fn every_filter_of_the_help_is_tried() {
    let help = ask("links --help");
    let filters_of_help = help
        .text()
        .split("Filters (")
        .nth(1)
        .expect("it has filters");
    let filters_of_help = filters_of_help
        .split("\nOutput:")
        .next()
        .unwrap_or_default();
    let options = filters_of_help
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("--"));
    let options: Vec<&str> = options.filter_map(|line| line.split(' ').next()).collect();
    assert!(options.len() >= 14, "{options:?}");
    // What ties organizations and which pass is read narrows nothing, and has tests of its own.
    let reads = ["ties", "coder"];
    for option in options.into_iter().filter(|option| !reads.contains(option)) {
        let tried = filters()
            .iter()
            .any(|(line, _)| line.contains(&format!("--{option} ")));
        assert!(tried, "--{option} is never tried");
    }
}

#[test]
fn the_filters_give_known_answers() {
    for (line, dyads) in [
        ("--with AU", "eu-au nato-au un-au"),
        ("--between UN EU AU", "eu-au un-au un-eu"),
        ("--operation ISAF", "nato-eu un-eu un-nato"),
        ("--held-by NATO", "nato-au nato-eu un-nato"),
        ("--min-phase formalized --at 2005", "nato-eu un-eu"),
        ("--condition stalled --at 2005 --with NATO", "nato-eu"),
        (
            "--country Somalia --role airlift --with AU --with NATO --between AU NATO",
            "nato-au",
        ),
        ("--at 1970", "un-au"),
    ] {
        let found = rows(&ask(&format!("links --format json {line}")));
        let members = texts(&found, "a").into_iter().zip(texts(&found, "b"));
        let found: Vec<_> = members.map(|(a, b)| a + "-" + &b).collect();
        assert_eq!(found.join(" "), dyads, "{line}");
    }
}

/// Returns the cells of the tables in a Markdown text, rulers left out.
fn markdown_rows(text: &str) -> Vec<Vec<String>> {
    let rows = text.lines().filter(|line| line.starts_with('|'));
    let cells = |line: &str| -> Vec<String> {
        let line = line.replace("\\|", "\u{1}");
        let inner = line
            .strip_prefix('|')
            .and_then(|rest| rest.strip_suffix('|'));
        inner
            .expect("a row is closed")
            .split('|')
            .map(|cell| cell.trim().to_owned())
            .collect()
    };
    let rows = rows.map(cells);
    rows.filter(|cells| !cells.iter().all(|cell| cell == "---"))
        .collect()
}

#[test]
fn tables_are_the_same_in_every_format() {
    let asked = ["partners EU", "links", "path NATO AU"];
    let ways = [
        "",
        " --at 2005",
        " --evidence",
        " --motive ideational --during 2003..2010",
    ];
    for line in asked
        .iter()
        .flat_map(|asked| ways.map(|way| format!("{asked}{way}")))
    {
        let [table, list, csv, markdown] = ["table", "json", "csv", "markdown"].map(|format| {
            let run = ask(&format!("{line} --format {format}"));
            assert_eq!(run.status, 0, "{line} {format}: {}", run.stderr);
            run
        });
        let rows = rows(&list);
        assert!(!rows.is_empty(), "{line}");
        assert_same_rows(&csv.stdout, &rows, &line);
        let cells = markdown_rows(markdown.text());
        assert_eq!(cells.len(), rows.len() + 1, "{line}");
        assert!(
            cells.iter().all(|row| row.len() == cells[0].len()),
            "{line}"
        );
        let title = markdown
            .text()
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("## "));
        assert_eq!(title, table.text().lines().next(), "{line}");
    }
}

#[test]
fn dossiers_can_be_read_back() {
    for (line, kind) in [
        ("show resolute-support", "operation"),
        ("show UN AU --evidence", "dyad"),
        ("show amisom --evidence", "operation"),
        ("show resource-dependence --at 2005", "motive"),
        ("show ideational", "motive-family"),
    ] {
        let dossier = json(&ask(&format!("{line} --format json")));
        assert_eq!(dossier["kind"], kind, "{line}");
        let title = dossier["title"].as_str().expect("it has a title");
        let [markdown, table] =
            ["markdown", "table"].map(|format| ask(&format!("{line} --format {format}")));
        assert_eq!(
            markdown.text().lines().next(),
            Some(format!("# {title}").as_str())
        );
        assert_eq!(table.text().lines().next(), Some(title));
        let parts = dossier.as_object().expect("it is an object").iter();
        let lists = parts.filter_map(|(_, part)| part.as_array());
        let tables = lists.filter(|list| list.iter().any(Json::is_object));
        let rows: usize = tables.map(|list| list.len() + 1).sum();
        assert_eq!(markdown_rows(markdown.text()).len(), rows, "{line}");
    }
}

#[test]
fn data_come_from_files_folders_and_standard_input() {
    let folder = Folder::new();
    let (organizations, rest) = SOUND.split_at(SOUND.find("partnerships:").expect("it is there"));
    folder.write("split/organizations.yaml", organizations);
    folder.write("split/deeper/rest.yml", rest);
    folder.write("whole.yaml", SOUND);
    let links = |arguments: &[&str], input: &str| {
        let run = folder.run_in(
            &[],
            &[&["links", "--format", "csv"], arguments].concat(),
            input.as_bytes(),
        );
        assert_eq!(run.status, 0, "{arguments:?}: {}", run.stderr);
        run.stdout
    };
    let whole = links(&["--data", "whole.yaml"], "");
    assert!(whole.windows(6).any(|bytes| bytes == b"un,UN,"));
    assert_eq!(links(&["--data", "split"], ""), whole);
    assert_eq!(links(&["--data", "-"], SOUND), whole);
    let both = [
        "--data",
        "split/deeper",
        "--data",
        "split/organizations.yaml",
    ];
    assert_eq!(links(&both, ""), whole);
    assert_eq!(
        links(
            &["--data", "-", "--data", "split/deeper/rest.yml"],
            organizations
        ),
        whole
    );

    let clash = folder.run(&["links", "--data", "whole.yaml", "--data", "split/deeper"]);
    clash.refused("[duplicate-dyad]");
    for place in ["whole.yaml:5:14", "split/deeper/rest.yml:2:14"] {
        assert!(clash.stderr.contains(place), "{place}: {}", clash.stderr);
    }
    let checked = folder.run_in(&[], &["check", "-"], UNSOUND.as_bytes());
    assert!(
        checked.text().contains("--> <stdin>:2:36"),
        "{}",
        checked.text()
    );
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = Folder::new();
    let names: String = (0..2_000)
        .map(|row| format!("  - {{id: o{row}, name: N}}\n"))
        .collect();
    let pairs = (1..2_000).map(|row| {
        format!("  - {{between: [o0, o{row}], phases: {{formal: [{{phase: contact, from: 2001, cite: [s]}}]}}}}\n")
    });
    let pairs: String = pairs.collect();
    folder.write(
        "many.yaml",
        format!("organizations:\n{names}partnerships:\n{pairs}sources: {{s: {{title: T}}}}\n"),
    );
    folder.write(
        "faulty.yaml",
        format!(
            "organizations:\n{}",
            "  - {id: 1.2, name: N}\n".repeat(2_000)
        ),
    );
    for verb in [
        "links",
        "links --format json",
        "links --format csv",
        "partners o0",
        "show o0",
    ] {
        let run = folder.shell(&format!(
            "{{ interorg {verb} --data many.yaml; echo $? >&2; }} | head -c 1 > first"
        ));
        assert_eq!(run.stderr, "0\n", "{verb}");
        assert_eq!(folder.read("first").len(), 1, "{verb}");
    }
    for format in ["table", "json"] {
        let run = folder.shell(&format!(
            "{{ interorg check --format {format} faulty.yaml; echo $? >&2; }} | head -c 1 > first"
        ));
        assert_eq!(run.stderr, "1\n", "{format}: the verdict stands");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn tables_fit_the_terminal_and_break_no_word() {
    let folder = Folder::new();
    for columns in [0, 40, 60, 80, 100, 160] {
        for line in ["interorg links --at 2005", "interorg show UN AU"] {
            let Some(run) = on_a_terminal(&folder, columns, line) else {
                return;
            };
            let text = run.text().replace("\u{1b}[0m", "").replace("\u{1b}[1m", "");
            let width = if columns == 0 { 120 } else { columns };
            // What stands above the tables is for the terminal to wrap.
            let tables = text
                .lines()
                .filter(|line| line.starts_with(' ') && !line.starts_with("  "));
            for line in tables {
                assert!(
                    line.trim_end().chars().count() <= width,
                    "{columns}: {line}"
                );
            }
            let words: BTreeSet<&str> = text.split_whitespace().collect();
            for word in ["2005-07-01", "Institutionalized"] {
                let shown = words.contains(word) || line.contains("show");
                assert!(shown, "{columns} {line}: {word} is broken in {text}");
            }
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_that_wants_no_colours_gets_none() {
    let folder = Folder::new();
    for (variables, styled) in [
        ("TERM=xterm", true),
        ("TERM=xterm NO_COLOR=1", false),
        ("TERM=dumb", false),
    ] {
        let line = format!("env -u CI {variables} interorg links");
        let Some(run) = on_a_terminal(&folder, 100, &line) else {
            return;
        };
        assert_eq!(
            run.text().contains('\u{1b}'),
            styled,
            "{variables}: {}",
            run.text()
        );
    }
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_and_rights_are_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = Folder::new();
    let rights = |name: &str| {
        let metadata = std::fs::metadata(folder.path(name)).expect("the file is there");
        metadata.permissions().mode() & 0o777
    };
    let draw = |line: &str| {
        let run = folder.shell(&format!("{line} interorg diagram --format svg -o link.svg"));
        assert_eq!(run.status, 0, "{line}: {}", run.stderr);
        let link = std::fs::symlink_metadata(folder.path("link.svg")).expect("the link is there");
        assert!(link.is_symlink(), "{line}");
        assert_eq!(folder.names(), ["link.svg", "picture.svg"], "{line}");
    };
    symlink("picture.svg", folder.path("link.svg")).expect("it can be");
    draw("umask 077;");
    assert_eq!(rights("picture.svg"), 0o600);
    draw("umask 022;");
    assert_eq!(rights("picture.svg"), 0o600, "a private file stays private");
    std::fs::remove_file(folder.path("picture.svg")).expect("it can be");
    draw("umask 022;");
    assert_eq!(rights("picture.svg"), 0o644);
    assert_eq!(folder.read("picture.svg"), run(&["diagram"]).stdout);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_written_to_as_it_stands() {
    let folder = Folder::new();
    let run = folder.shell("interorg diagram --format svg -o /dev/null && test -c /dev/null");
    assert_eq!(run.status, 0, "{}", run.stderr);
    let printed = run_whole(&folder, "interorg diagram");
    assert_eq!(
        run_whole(&folder, "interorg diagram --format svg -o /dev/stdout"),
        printed
    );
    let piped = "mkfifo pipe && { cat pipe > copy & interorg diagram --format svg -o pipe; wait; test -p pipe; }";
    assert_eq!(folder.shell(piped).status, 0);
    assert_eq!(folder.read("copy"), printed);
}

#[cfg(unix)]
fn run_whole(folder: &Folder, line: &str) -> Vec<u8> {
    let run = folder.shell(&format!("{line} | cat"));
    assert_eq!(run.status, 0, "{line}: {}", run.stderr);
    run.stdout
}

#[test]
fn a_dossier_as_csv_is_one_long_table() {
    for line in [
        "show UN AU --evidence",
        "show amisom",
        "show AU",
        "findings",
    ] {
        let dossier = json(&ask(&format!("{line} --format json")));
        let csv = ask(&format!("{line} --format csv"));
        assert_eq!(csv.status, 0, "{line}: {}", csv.stderr);
        let mut reader = csv::Reader::from_reader(&csv.stdout[..]);
        let header: Vec<&str> = reader.headers().expect("it has names").iter().collect();
        assert_eq!(header, ["section", "row", "column", "value"]);
        let records = reader.records().collect::<Result<Vec<_>, _>>();
        let records = records.expect("every line has four fields");
        let places = records
            .iter()
            .map(|record| [0, 1, 2].map(|field| &record[field]));
        let places: BTreeSet<[&str; 3]> = places.collect();
        assert_eq!(places.len(), records.len(), "{line}: a value has one line");
        let value = |section: &str, row: &str, column: &str| {
            let found = records
                .iter()
                .find(|record| (&record[0], &record[1], &record[2]) == (section, row, column));
            found.map(|record| record[3].to_owned())
        };
        for name in ["title", "kind"] {
            let text = value("dossier", "1", name);
            assert_eq!(text.as_deref(), dossier[name].as_str(), "{line}");
        }
        let mut compared = 2;
        let mut compare = |section: &str, row: &str, fields: &Json| {
            for (column, text) in fields_of(fields) {
                let found = value(section, row, &column);
                // What is empty has no line.
                let field = found.as_deref().unwrap_or_default();
                let what = format!("{line} {section} {row} {column}");
                assert!(is_same_field(field, &text), "{what}: {field} {text}");
                compared += usize::from(found.is_some());
            }
        };
        compare("facts", "1", &dossier["facts"]);
        let parts = dossier.as_object().expect("it is an object").iter();
        for (name, part) in parts.filter(|(name, _)| *name != "notes") {
            let rows = part.as_array().into_iter().flatten();
            for (number, row) in rows.enumerate() {
                compare(name, &(number + 1).to_string(), row);
            }
        }
        let others = ["notes", "sources"];
        let others = records.iter().filter(|record| others.contains(&&record[0]));
        assert_eq!(compared + others.count(), records.len(), "{line}");
    }
}

#[test]
fn colours_are_for_terminals_or_on_demand() {
    let folder = Folder::new();
    folder.write("unsound.yaml", UNSOUND);
    let forced = ("CLICOLOR_FORCE", "1");
    for (variables, coloured) in [
        (&[][..], false),
        (&[forced], true),
        (&[("NO_COLOR", "1")], false),
        (&[("NO_COLOR", "1"), forced], false),
    ] {
        for arguments in [
            &["check", "unsound.yaml"][..],
            &["links", "--data", "unsound.yaml"],
        ] {
            let run = folder.run_in(variables, arguments, b"");
            let written = format!("{}{}", run.text(), run.stderr);
            assert_eq!(
                written.contains('\u{1b}'),
                coloured,
                "{variables:?} {arguments:?}: {written}"
            );
        }
        for arguments in [
            &["links"][..],
            &["show", "UN", "AU"],
            &["check", "--format", "json", "unsound.yaml"],
        ] {
            let run = folder.run_in(variables, arguments, b"");
            assert!(!run.stdout.contains(&0x1B), "{arguments:?}");
        }
        // A file is no terminal, whatever the variables say.
        folder.run_in(
            variables,
            &["check", "unsound.yaml", "-o", "found.txt"],
            b"",
        );
        assert!(!folder.read("found.txt").contains(&0x1B), "{variables:?}");
        let stdout = folder.run_in(variables, &["check", "unsound.yaml", "-o", "-"], b"");
        assert_eq!(stdout.stdout.contains(&0x1B), coloured, "{variables:?}");
    }
}

#[test]
fn coverage_is_not_reported_of_a_part_of_the_dataset_or_one_with_errors() {
    let folder = Folder::new();
    folder.write("sound.yaml", "organizations: [{id: a, name: Alpha}]");
    folder.write("unsound.yaml", UNSOUND);
    for (line, status, message) in [
        ("check --coverage sound.yaml", 0, ""),
        (
            "check --coverage sound.yaml missing.yaml",
            2,
            "missing.yaml",
        ),
        ("check --coverage unsound.yaml --format csv", 1, "error["),
        ("check --coverage unsound.yaml --format json", 1, "error["),
        ("check --coverage unsound.yaml -o report.md", 1, "error["),
    ] {
        let run = folder.run(&line.split(' ').collect::<Vec<_>>());
        assert_eq!(run.status, status, "{line}: {}", run.stderr);
        assert!(run.stderr.contains(message), "{line}: {}", run.stderr);
        assert_eq!(run.stdout.is_empty(), status != 0, "{line}: {}", run.text());
    }
    assert!(!folder.path("report.md").exists());
}

#[test]
fn two_outputs_do_not_have_the_same_file() {
    let folder = Folder::new();
    folder.write("rows.csv", "Country,Mission\nFrance,M1\n,M2\n");
    let import = "import rows.csv --as two-mode --org Country --operation Mission";
    for line in [
        "diagram -o figure.svg --caption ./figure.svg",
        &format!("{import} --report z.csv --rejects ./z.csv -o z.yaml"),
        &format!("{import} --report same.yaml -o same.yaml"),
    ] {
        let run = folder.run(&line.split(' ').collect::<Vec<_>>());
        run.refused("two outputs have the same file");
    }
    assert_eq!(folder.names(), ["rows.csv"]);
}

#[test]
fn a_source_takes_no_filters_and_is_cited_as_itself() {
    let folder = Folder::new();
    for line in [
        "show haugevik-new-partners-2007 --ties operations",
        "show haugevik-new-partners-2007 --coder second-pass",
        "cite haugevik-new-partners-2007 --coder second-pass",
        "cite haugevik-new-partners-2007 --at 2005",
    ] {
        let run = folder.run(&line.split(' ').collect::<Vec<_>>());
        run.refused("a source is shown with every claim that cites it, without filters");
    }
    let cited = folder.run(&["cite", "haugevik-new-partners-2007"]);
    assert_eq!(cited.status, 0, "{}", cited.stderr);
    assert_eq!(cited.text().trim_end().lines().count(), 1);
    assert!(
        cited.text().starts_with("Haugevik, Kristin M."),
        "{}",
        cited.text()
    );
}

#[test]
fn a_value_that_looks_like_a_negative_year_stays_as_it_is() {
    let folder = Folder::new();
    folder.write(
        "rows.csv",
        "Country,Mission,Troops\nFrance,M1,-99\nGermany,M1,5\n",
    );
    let line = "import rows.csv --as two-mode --org Country --operation Mission --amount Troops";
    for missing in [&["--missing", "-99"][..], &["--missing=-99"]] {
        let words: Vec<&str> = line.split(' ').chain(missing.iter().copied()).collect();
        let run = folder.run(&words);
        // Germany has an amount, and France has none.
        assert_eq!(run.text().matches("value: ").count(), 1, "{}", run.text());
    }
    let titled = folder.run(&["diagram", "--title", "-2003"]);
    assert!(titled.text().contains(">-2003</title>"));
    assert_eq!(folder.run(&["links", "--at", "-0044"]).status, 1);
    assert_eq!(folder.run(&["changes", "-0044", "2004"]).status, 0);
}

/// Returns the verbs that the help lists.
pub fn verbs() -> Vec<String> {
    let help = ask("--help");
    let listed = help
        .text()
        .split("\nCommands:\n")
        .nth(1)
        .expect("it lists commands");
    let lines = listed.lines().take_while(|line| !line.is_empty());
    let verbs = lines.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    let verbs: Vec<String> = verbs
        .filter(|verb| !verb.is_empty() && *verb != "help")
        .map(str::to_owned)
        .collect();
    assert!(verbs.len() >= 8, "{verbs:?}");
    verbs
}

/// Views that the small dataset of the examples has something for.
#[cfg(unix)]
const VIEWS: &str = "\
views:
  - {name: network, view: diagram, formats: [svg]}
  - {name: links, view: links, formats: [csv]}
";

/// Files that the examples import.
#[cfg(unix)]
const IMPORTED: [(&str, &str); 5] = [
    ("missions.csv", "Country,Mission\nNorway,UNIFIL\n"),
    (
        "parties.csv",
        "State,Treaty,Joined\nNorway,On water,1990-05-01\n",
    ),
    ("ties.csv", "Source,Target,Year\nUN,EU,1974\n"),
    ("refs.bib", "@misc{un-2008, title = {A report}}\n"),
    (
        "network.gml",
        "graph [ node [ id 0 label \"UN\" ] node [ id 1 label \"EU\" ] edge [ source 0 target 1 ] ]",
    ),
];

/// Creates a folder with the files that the examples of a help text name.
#[cfg(unix)]
fn prepared(help: &str) -> Folder {
    let folder = Folder::new();
    let (organizations, rest) = SOUND.split_at(SOUND.find("partnerships:").expect("it is there"));
    folder.write("organizations.yaml", organizations);
    folder.write("partnerships.yaml", rest);
    folder.write("un-au.yaml", SOUND);
    folder.write("examples/wider-network.yaml", SOUND);
    for name in ["old.yaml", "new.yaml", "old/un-au.yaml", "new/un-au.yaml"] {
        folder.write(name, SOUND);
    }
    folder.write("paper.yaml", VIEWS);
    if help == "stale --help" {
        for line in [
            "interorg diagram -o network.svg",
            "interorg export spells --stamp -o dyad-years.csv",
        ] {
            assert_eq!(folder.shell(line).status, 0, "{line}");
        }
    }
    for (name, content) in IMPORTED {
        folder.write(name, content);
    }
    if help == "import --help" {
        assert_eq!(
            folder.run(&["export", "package", "-o", "package"]).status,
            0
        );
    }
    if help == "matrix --help" {
        folder.write("missions.yaml", MISSIONS);
    }
    // A dataset is not begun where there is one.
    if help != "init --help" {
        folder.write("my-dataset/un-au.yaml", SOUND);
        folder.write("my-dataset/views.yaml", VIEWS);
    }
    folder
}

/// A dataset with an amount.
#[cfg(unix)]
const MISSIONS: &str = "\
dataset: {title: Missions, as-of: 2020}
vocabularies: {amounts: [{id: troops, label: Troops, definition: Soldiers.}]}
organizations: [{id: a, name: A}]
operations:
  - {id: o, name: O, start: 2019, cite: [s], participations: [{organization: a, role: lead, amounts: [{what: troops, value: 5}]}]}
sources: {s: {title: S}}
";

/// Returns a command that ends: `watch` waits for changes.
#[cfg(unix)]
fn ended(command: &str) -> String {
    let waits = command.starts_with("interorg watch") && !command.contains("--rounds");
    let end = if waits { " --rounds 1" } else { "" };
    format!("{command}{end}")
}

#[cfg(unix)]
#[test]
fn every_example_of_the_help_works() {
    let own = verbs().into_iter().map(|verb| format!("{verb} --help"));
    for help in own.chain(["--help".to_owned()]) {
        let shown = ask(&help);
        assert_eq!(shown.status, 0, "{help}");
        let examples = shown.text().split("\nExamples:\n").nth(1);
        let examples = examples.unwrap_or_else(|| panic!("{help} has no examples"));
        let lines = examples.lines().map(str::trim);
        let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        assert!(!lines.is_empty(), "{help} has an empty list of examples");
        let folder = prepared(&help);
        for line in lines {
            assert!(line.starts_with("interorg "), "{help}: {line}");
            // The program after a pipe is another one, which may not be installed, and so is an engine.
            let ours = line.split(" | ").next().unwrap_or(line);
            if ours.contains("--engine") {
                continue;
            }
            let run = folder.shell(&ended(ours));
            // A dataset differs from the shipped one.
            let status = i32::from(ours.contains("diff shipped"));
            assert_eq!(run.status, status, "{ours}: {}", run.stderr);
        }
    }
}

#[test]
fn the_same_command_gives_the_same_bytes() {
    let pictures = [
        &["diagram", "--format", "png"][..],
        &["diagram", "--motives", "--format", "dot"],
    ];
    let tables = [
        &["show", "EU", "--evidence", "--format", "json"][..],
        &["schema"],
    ];
    for arguments in QUESTIONS.into_iter().chain(pictures).chain(tables) {
        let [first, second] = [run(arguments), run(arguments)];
        assert_eq!(first.status, 0, "{arguments:?}: {}", first.stderr);
        assert!(first.stdout == second.stdout, "{arguments:?}");
    }
}

/// Returns the format of a picture, by its content.
fn format_of(bytes: &[u8]) -> Option<Format> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some(Format::Png),
        [b'<', b'?', b'x', b'm', b'l', ..] => Some(Format::Svg),
        [b'g', b'r', b'a', b'p', b'h', b' ', ..] => Some(Format::Dot),
        [b'%', b'P', b'D', b'F', ..] => Some(Format::Pdf),
        [b'-', b'-', b'-', b'\n', ..] => Some(Format::Mermaid),
        _ => None,
    }
}

#[test]
fn the_ending_or_the_option_decides_on_the_format() {
    let folder = Folder::new();
    let draw = |arguments: &[&str]| {
        let run = folder.run(&[&["diagram"], arguments].concat());
        assert_eq!(run.status, 0, "{arguments:?}: {}", run.stderr);
        run.stdout
    };
    for format in Format::ALL.into_iter().filter(|format| format.is_picture()) {
        let printed = draw(&["--format", format.name()]);
        assert_eq!(format_of(&printed), Some(format));
        for ending in format.extensions() {
            let name = format!("picture.{ending}");
            assert!(draw(&["-o", &name]).is_empty());
            assert!(folder.read(&name) == printed, "{name}");
        }
        for name in ["other.svg", "other.png", "other"] {
            draw(&["-o", name, "--format", format.name()]);
            assert!(folder.read(name) == printed, "{format} in {name}");
        }
    }
    draw(&["-o", "LOUD.SVG"]);
    assert_eq!(format_of(&folder.read("LOUD.SVG")), Some(Format::Svg));
    assert_eq!(format_of(&draw(&[])), Some(Format::Svg));
}

#[test]
fn a_picture_is_written_whole_or_not_at_all() {
    let folder = Folder::new();
    folder.write(
        "picture.svg",
        "an older and much longer picture\n".repeat(10_000),
    );
    let older = folder.read("picture.svg");
    for (line, status) in [
        ("--at 1900", 1),
        ("--with XYZ", 2),
        ("--format png --scale 100000", 2),
        ("--format png --scale 0", 2),
        ("--format png --scale nan", 2),
        ("--format png --scale 1e-9", 2),
        ("--data missing.yaml", 2),
    ] {
        let line: Vec<&str> = "diagram -o picture.svg"
            .split(' ')
            .chain(line.split(' '))
            .collect();
        assert_eq!(folder.run(&line).status, status, "{line:?}");
        assert!(folder.read("picture.svg") == older, "{line:?}");
    }
    assert_eq!(folder.run(&["diagram", "-o", "picture.svg"]).status, 0);
    assert_eq!(folder.read("picture.svg"), run(&["diagram"]).stdout);
    assert_eq!(folder.names(), ["picture.svg"], "nothing is left behind");
}

#[test]
fn a_title_and_the_motives_stand_in_the_picture() {
    let run = run(&["diagram", "--title", "Who & whom", "--motives"]);
    let elements = elements(run.text());
    let title = ("title".to_owned(), "Who & whom".to_owned());
    assert!(elements.contains(&title), "{}", run.text());
    assert!(ask("diagram").text().len() < run.text().len());
}

#[cfg(feature = "png")]
#[test]
fn a_png_can_be_decoded_and_shows_something() {
    use resvg::tiny_skia::Pixmap;

    let [small, large] = ["1", "3"].map(|scale| {
        let run = run(&["diagram", "--format", "png", "--scale", scale]);
        Pixmap::decode_png(&run.stdout).expect("it is a PNG")
    });
    assert!(small.width() > 300 && small.height() > 200);
    for (three, one) in [
        (large.width(), small.width()),
        (large.height(), small.height()),
    ] {
        assert!(three.abs_diff(3 * one) <= 3, "{three} {one}");
    }
    let paper = small.pixel(0, 0);
    let inked = small
        .pixels()
        .iter()
        .filter(|pixel| Some(**pixel) != paper)
        .count();
    assert!(inked > 1_000, "{inked}");
}

#[test]
fn every_weak_claim_that_is_counted_can_be_found() {
    let report = |line: &str| run(&line.split(' ').collect::<Vec<_>>()).text().to_owned();
    let json: Json = serde_json::from_str(&report("check --coverage --format json")).expect("JSON");
    let listed = json["weak"].as_array().expect("a table");
    let counts = json["claims"].as_array().expect("a table");
    for (column, words) in [
        ("one_source", "one source"),
        ("no_locator", "no locator"),
        ("unofficial_only", "no official source"),
    ] {
        let counted: i64 = counts.iter().filter_map(|row| row[column].as_i64()).sum();
        let of_kind = listed.iter().filter(|row| {
            let weaknesses = row["weaknesses"].as_array();
            weaknesses.is_some_and(|weaknesses| weaknesses.contains(&words.into()))
        });
        assert_eq!(of_kind.count() as i64, counted, "{words}");
    }
    let some = report("check --coverage --format markdown");
    let all = report("check --coverage --all --format markdown");
    assert!(some.contains("more claims are weak in one way"), "{some}");
    assert!(!all.contains("more claims are weak in one way"), "{all}");
    assert!(all.lines().count() > listed.len(), "{all}");
}

#[test]
fn programs_get_rival_readings_field_by_field() {
    let folder = Folder::new();
    let rival = "[{says: An earlier day., from: 2006-03, phase: contact, condition: strained, cite: [b]}, \
                 {says: Doubted.}]";
    let sound = SOUND.replace(
        "from: 2006-11-16, cite: [report-2008]",
        &format!("from: 2006-11-16, cite: [report-2008], rivals: {rival}"),
    );
    folder.write("data.yaml", &(sound + "  b: {title: B}\n"));
    let run = folder.run(&[
        "show",
        "UN",
        "AU",
        "--data",
        "data.yaml",
        "--format",
        "json",
    ]);
    let shown: Json = serde_json::from_str(run.text()).expect("JSON");
    let phase = shown
        .pointer("/phases/0")
        .or(shown.pointer("/0/phases/0"))
        .expect("a phase");
    assert_eq!(phase["remarks"], Json::Null);
    let expected = serde_json::json!([
        { "says": "An earlier day.", "from": "2006-03", "to": null, "to_missing": "none", "phase": "contact",
          "condition": "strained", "sources": ["b"] },
        { "says": "Doubted.", "from": null, "from_missing": "none", "to": null, "to_missing": "none", "phase": null,
          "phase_missing": "none", "condition": null, "condition_missing": "none", "sources": [] },
    ]);
    assert_eq!(phase["rivals"], expected);
    let people = folder.run(&[
        "show",
        "UN",
        "AU",
        "--data",
        "data.yaml",
        "--format",
        "markdown",
    ]);
    let expected = "Rival reading: An earlier day. (from 2006-03, phase Contact, condition Strained) \
                Rival reading: Doubted.";
    assert!(people.text().contains(expected), "{}", people.text());
}

#[test]
fn what_is_asked_in_the_wrong_place_is_told_where_it_belongs() {
    for (line, words) in [
        ("show UN AMISOM", "`AMISOM` is an operation"),
        (
            "links --country Congo",
            "Did you mean `Democratic Republic of the Congo`?",
        ),
    ] {
        ask(line).refused(words);
    }
    let by_symbol = Folder::new().run(&["show", "s/res/1769 (2007)"]);
    assert!(by_symbol.text().contains("S/RES/1769 (2007)"));
    let successor = ask("partners OAU");
    assert_eq!(successor.status, 1);
    assert!(
        successor
            .stderr
            .contains("recorded under its successor: AU")
    );
    assert!(
        ask("show OAU")
            .text()
            .contains("UN–AU         formal     Contact")
    );
    assert_eq!(ask("links --min-confidence HIGH").status, 0);
    let picture = ask("diagram -o -");
    assert_eq!(picture.stdout, ask("diagram").stdout);
    let unread = ask("check --format json missing.yaml");
    assert_eq!((unread.status, rows(&unread).len()), (2, 0));
    assert!(
        ask("cite --styles")
            .text()
            .lines()
            .any(|style| style == "apa")
    );
    assert_eq!(
        ask("cite --style APA amis").stdout,
        ask("cite --style apa amis").stdout
    );
}

#[test]
fn what_answers_print_can_be_asked_for() {
    let by_code = ask("links --motive rd --at 2010 --format csv");
    let by_name = ask("links --motive resource-dependence --at 2010 --format csv");
    assert_eq!((by_code.status, by_code.text()), (0, by_name.text()));
    assert_eq!(
        ask("show RD").text(),
        ask("show resource-dependence").text()
    );
    for dyad in ["UN–AU", "un-au"] {
        assert_eq!(
            ask(&format!("show {dyad}")).text(),
            ask("show UN AU").text()
        );
    }
    assert_eq!(ask("show UN–XX").status, 2);
}

#[test]
fn a_dossier_tells_the_parts_that_the_filters_ask_for() {
    let of = |line: &str| -> Vec<[String; 2]> {
        let table = json(&ask(&format!("{line} --format json")));
        let rows = table["participations"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let text = |value: &Json| {
            value["id"]
                .as_str()
                .or(value.as_str())
                .unwrap_or_default()
                .to_owned()
        };
        let first = |row: &Json| text(row.get("operation").unwrap_or(&row["organization"]));
        rows.iter()
            .map(|row| [first(row), text(&row["role"])])
            .collect()
    };
    let everywhere = of("show UN --at 2015");
    let in_mali = of("show UN --country Mali --at 2015");
    assert!(
        !in_mali.is_empty() && in_mali.len() < everywhere.len(),
        "{in_mali:?}"
    );
    let airlift = of("show amis --role airlift");
    assert!(!airlift.is_empty());
    assert!(
        airlift.iter().all(|[_, role]| role == "airlift"),
        "{airlift:?}"
    );
    assert_eq!(ask("show amis --country Mali").status, 1);
}

#[test]
fn an_empty_answer_says_where_to_look() {
    let successor = "note: the history of OAU is recorded under its successor: AU\n";
    for line in [
        "links --with OAU",
        "links --between UN OAU",
        "show UN OAU --at 1995",
        "partners OAU",
    ] {
        let run = ask(line);
        assert_eq!(run.status, 1, "{line}");
        assert!(run.stderr.contains(successor), "{line}: {}", run.stderr);
    }
    let dossier = ask("show UN AU --at 1940");
    assert!(
        dossier.text().contains("not existing: UN, AU"),
        "{}",
        dossier.text()
    );
}
