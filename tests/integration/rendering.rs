//! `render` writes the named views, and `watch` checks and renders again after a change.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use super::support::{Folder, Run, records};

const SMALL: &str = include_str!("../fixtures/small.yaml");

fn shipped(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Renders views, written as YAML, of the small dataset into the directory `figures`.
fn render(folder: &Folder, views: &str) -> Run {
    folder.write("small.yaml", SMALL);
    folder.write("paper.yaml", views);
    let line = "render --data small.yaml --views paper.yaml -o figures";
    folder.run(&line.split(' ').collect::<Vec<_>>())
}

fn names(folder: &Folder, directory: &str) -> Vec<String> {
    let entries = fs::read_dir(folder.path(directory)).expect("the directory exists");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("it can be listed").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn the_shipped_views_are_the_pictures_of_the_readme() {
    let folder = Folder::new();
    let run = folder.run(&["render", "-o", "a/b", "--only", "partnerships", "timeline"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let [network, timeline] = ["partnerships.svg", "timeline.svg"]
        .map(|name| Path::new("a/b").join(name).display().to_string());
    assert_eq!(run.text(), format!("{network}\n{timeline}\n"));
    for (name, kept) in [
        (network, "examples/partnerships.svg"),
        (timeline, "examples/gallery/timeline.svg"),
    ] {
        let kept = fs::read(shipped(kept)).expect("it is in the repository");
        assert!(folder.read(&name) == kept, "{name} differs");
    }
}

#[cfg(feature = "png")]
#[test]
fn the_example_is_rendered_as_its_comments_say() {
    let folder = Folder::new();
    let example = shipped("examples/figures/views.yaml").display().to_string();
    let run = folder.run(&["render", "-o", "figures", "--views", &example]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(
        names(&folder, "figures"),
        [
            "dyad-years.csv",
            "dyad-years.csv.stamp.json",
            "figure-1.png",
            "figure-1.svg",
            "figure-2.svg",
            "table-1.csv",
            "table-1.csv.stamp.json",
            "table-1.md",
            "table-1.md.stamp.json",
        ]
    );
    // The AU has partnerships with the UN, NATO and the EU.
    assert_eq!(records(&folder.read("figures/table-1.csv")).len(), 3);
    // As in the README. A stamp and the file that it is beside are one file, so there are six.
    let stale = folder.shell("interorg stale figures/* --format csv");
    assert_eq!(stale.status, 0, "{}", stale.stderr);
    assert_eq!(records(stale.stdout.as_slice()).len(), 6);
}

/// A contact since 2001, which is formalized since 2010 by a claim that was recorded in 2020; the phases have names in French.
const RECORDED: &str = "dataset: {title: Recorded, as-of: 2021-12-31, cite: [s]}
sources: {s: {title: S, type: report, tier: official, date: 2002}}
organizations: [{id: a, name: Alpha, founded: 1950}, {id: b, name: Beta, founded: 1950}]
vocabularies:
  phases:
    - {id: low, label: Low, labels: {fr: Bas}, definition: D.}
    - {id: high, label: High, labels: {fr: Haut}, definition: D.}
  codings: [{id: formal, label: Formal, definition: D.}]
partnerships:
  - between: [a, b]
    phases: {formal: [{phase: low, from: 2001}, {phase: high, from: 2010, recorded: 2020-01-01}]}
views:
  - {name: plain, view: links, formats: [csv, json]}
  - {name: recorded, view: links, options: {as-recorded: 2015}, formats: [csv, json]}
  - {name: french, view: links, options: {lang: fr}, formats: [csv, json]}
  - {name: page, view: explore, options: {lang: fr}, formats: [html]}
";

fn labels(folder: &Folder, file: &str) -> Vec<String> {
    let rows = records(&folder.read(file));
    let labels = rows.iter().map(|row| row["phase_label"].clone());
    labels.collect()
}

fn command(folder: &Folder, file: &str) -> String {
    let answer: serde_json::Value = serde_json::from_slice(&folder.read(file)).expect("JSON");
    answer["stamp"]["command"]
        .as_str()
        .expect("a text")
        .to_owned()
}

#[test]
fn each_view_reads_the_dataset_as_its_options_say() {
    let folder = Folder::new();
    folder.write("data.yaml", RECORDED);
    let render = |more: &str| {
        let line = format!("render --data data.yaml -o out {more}");
        let run = folder.run(&line.split_whitespace().collect::<Vec<_>>());
        assert_eq!(run.status, 0, "{}", run.stderr);
    };
    render("");
    assert_eq!(labels(&folder, "out/plain.csv"), ["High"]);
    assert_eq!(labels(&folder, "out/recorded.csv"), ["Low"]);
    assert_eq!(labels(&folder, "out/french.csv"), ["Haut"]);
    let commands = |names: &[&str]| {
        let files = names.iter().map(|name| format!("out/{name}.json"));
        files
            .map(|file| command(&folder, &file))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        commands(&["plain", "recorded", "french"]),
        [
            "interorg links",
            "interorg links --as-recorded 2015",
            "interorg links --lang fr"
        ]
    );
    // What a view does not say, `render` does, and the stamps say so.
    render("--as-recorded 2016 --only plain recorded french");
    assert_eq!(labels(&folder, "out/plain.csv"), ["Low"]);
    assert_eq!(labels(&folder, "out/recorded.csv"), ["Low"]);
    assert_eq!(labels(&folder, "out/french.csv"), ["Bas"]);
    assert_eq!(
        commands(&["plain", "recorded"]),
        [
            "interorg links --as-recorded 2016-12-31",
            "interorg links --as-recorded 2015"
        ]
    );
    let stale = folder.shell("interorg stale --data data.yaml out/plain.json");
    assert_eq!(stale.status, 0, "{}", stale.text());
}

#[test]
fn the_command_on_a_page_reads_the_same_data() {
    let folder = Folder::new();
    folder.write("data.yaml", RECORDED);
    folder.write(
        "views.yaml",
        "views: [{name: page, view: explore, options: {lang: fr}, formats: [html]}]",
    );
    let line = "render --data data.yaml --views views.yaml -o out";
    let run = folder.run(&line.split(' ').collect::<Vec<_>>());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let page = folder.read("out/page.html");
    let page = String::from_utf8_lossy(&page);
    assert!(page.contains("\"--data data.yaml\""));
    assert!(!page.contains("views.yaml"));
    // The file of the views is an input, and not overwritten.
    folder.write(
        "out/page.html",
        "views: [{name: page, view: explore, formats: [html]}]",
    );
    let line = "render --data data.yaml --views out/page.html -o out";
    folder
        .run(&line.split(' ').collect::<Vec<_>>())
        .refused("`out/page.html` is an input");
}

#[test]
fn a_view_is_what_its_subcommand_writes() {
    let folder = Folder::new();
    let views = "views:
- {name: ties, view: links, options: {at: 2004, evidence: true, missing: codes}, formats: [csv]}
- {name: pair, view: show AAA BBB, options: {evidence: false}, formats: [txt, md]}
- {name: bloc, view: [show, Beta Bloc], formats: [json]}
- {name: dates, view: diagram evolution, options: {between: [AAA, BBB], at: [2000, 2004]}, formats: [svg]}
- {name: events, view: milestones, options: {with: [AAA, CCC]}, formats: [csv]}
- {name: antiquity, view: changes -0044 2004, formats: [md]}
";
    let run = render(&folder, views);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let lines: [(&str, &[&str]); 7] = [
        (
            "ties.csv",
            &["links", "--at", "2004", "--evidence", "--missing", "codes"],
        ),
        ("pair.txt", &["show", "AAA", "BBB"]),
        ("pair.md", &["show", "AAA", "BBB"]),
        ("bloc.json", &["show", "Beta Bloc"]),
        (
            "dates.svg",
            &[
                "diagram",
                "evolution",
                "--between",
                "AAA",
                "BBB",
                "--at",
                "2000",
                "--at",
                "2004",
            ],
        ),
        (
            "events.csv",
            &["milestones", "--with", "AAA", "--with", "CCC"],
        ),
        ("antiquity.md", &["changes", "-0044", "2004"]),
    ];
    for (name, line) in lines {
        let line = [line, &["--data", "small.yaml", "-o", name]].concat();
        let single = folder.run(&line);
        assert_eq!(single.status, 0, "{line:?}: {}", single.stderr);
        let rendered = folder.read(&format!("figures/{name}"));
        assert!(rendered == folder.read(name), "{name}");
    }
}

#[test]
fn a_view_that_fails_is_named_and_does_not_stop_the_others() {
    let folder = Folder::new();
    let views = "views:
- {name: mistyped, view: diagram, options: {motivs: true}, formats: [svg]}
- {name: elsewhere, view: links, options: {output: stolen.csv}, formats: [csv]}
- {name: hidden, view: links --output=stolen.csv, formats: [csv]}
- {name: several, view: links, options: {between: [AAA, --output=stolen.csv]}, formats: [csv]}
- {name: flagged, view: diagram, options: {motives: 3}, formats: [svg]}
- {name: action, view: check, formats: [txt]}
- {name: unknown, view: links, options: {with: XXX}, formats: [csv]}
- {name: drawing, view: links, formats: [svg, csv]}
";
    let run = render(&folder, views);
    assert_eq!(run.status, 2);
    let errors = run.stderr.lines();
    let errors: Vec<&str> = errors.filter(|line| line.starts_with("error: ")).collect();
    let expected = [
        "error: the view `mistyped`: unexpected argument '--motivs' found",
        "error: the view `elsewhere`: a view cannot have the option `output`",
        "error: the view `hidden`: unexpected argument '--output=stolen.csv' found",
        "error: the view `several`: the option `between` has the value `--output=stolen.csv`",
        "error: the view `flagged`: the option `motives` has no value",
        "error: the view `action`: `check` is not a subcommand that answers or draws",
        "error: the view `unknown`: unknown organization `XXX`",
    ];
    assert_eq!(errors[..7], expected);
    assert!(errors[7].starts_with("error: the view `drawing`: the extension of"));
    assert_eq!(errors.len(), 8, "{errors:#?}");
    assert!(run.stderr.contains("hint: Did you mean `motives`?"));
    let drawing = Path::new("figures").join("drawing.csv");
    assert_eq!(run.text(), format!("{}\n", drawing.display()));
    assert_eq!(names(&folder, "figures"), ["drawing.csv"]);
    assert_eq!(folder.names(), ["figures", "paper.yaml", "small.yaml"]);
}

#[test]
fn a_view_names_no_files_and_no_programs() {
    let folder = Folder::new();
    folder.write("font.ttf", "a file of the user");
    let views = "views:
- {name: above, view: diagram, options: {caption: ../above.md}, formats: [svg]}
- {name: beside, view: diagram, options: {caption: other.md}, formats: [svg]}
- {name: several, view: diagram, options: {caption: [several.md, b.md]}, formats: [svg]}
- {name: lettered, view: diagram, options: {font: font.ttf}, formats: [svg]}
- {name: run, view: links, options: {engine: touch ran}, formats: [csv]}
- {name: words, view: diagram, options: {caption: words.md}, formats: [svg, png]}
";
    let run = render(&folder, views);
    assert_eq!(run.status, 2);
    let errors = run.stderr.lines();
    let errors: Vec<&str> = errors.filter(|line| line.starts_with("error: ")).collect();
    let expected = [
        "error: the view `above`: the caption of a view has another name than its picture",
        "error: the view `beside`: the caption of a view has another name than its picture",
        "error: the view `several`: the caption of a view has another name than its picture",
        "error: the view `lettered`: a view cannot have the option `font`",
        "error: the view `run`: a view cannot have the option `engine`",
    ];
    assert_eq!(errors, expected);
    let hint = "hint: Write `caption: above.md` or `caption: above.txt`.";
    assert!(run.stderr.contains(hint), "{}", run.stderr);
    assert_eq!(
        names(&folder, "figures"),
        ["words.md", "words.png", "words.svg"]
    );
    assert_eq!(
        folder.names(),
        ["figures", "font.ttf", "paper.yaml", "small.yaml"]
    );
}

#[test]
fn a_view_without_a_match_is_reported() {
    let folder = Folder::new();
    let views = "views:
- {name: early, view: links, options: {at: 1900}, formats: [md]}
- {name: all, view: links, formats: [csv]}
";
    let run = render(&folder, views);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(
        run.stderr.contains("nothing matched for the view `early`"),
        "{}",
        run.stderr
    );
    assert_eq!(names(&folder, "figures"), ["all.csv"]);
}

#[test]
fn the_views_of_a_dataset_are_rendered_and_can_be_chosen() {
    let folder = Folder::new();
    let views = "views: [{name: a, view: links, formats: [csv]}, {name: b, view: list sources, formats: [csv]}]\n";
    let data = format!("{SMALL}{views}");
    let line = ["render", "--data", "-", "-o", "figures"];
    // Standard input can be read only once, and all views use it.
    let run = folder.run_in(&[], &line, data.as_bytes());
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(names(&folder, "figures"), ["a.csv", "b.csv"]);
    assert_eq!(records(&folder.read("figures/b.csv")).len(), 3);

    let chosen = [&line[..4], &["chosen", "--only", "b"]].concat();
    let run = folder.run_in(&[], &chosen, data.as_bytes());
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(names(&folder, "chosen"), ["b.csv"]);
    let unknown = [&line[..], &["--only", "c"]].concat();
    let run = folder.run_in(&[], &unknown, data.as_bytes());
    run.refused("there is no view `c`\nhint: The views are a, b.");
    let run = folder.run_in(&[], &line, SMALL.as_bytes());
    run.refused("there are no views");
}

#[test]
fn no_view_overwrites_an_input() {
    let folder = Folder::new();
    let views = "views: [{name: small, view: export dataset, formats: [yaml]}, {name: paper, view: export dataset, formats: [yaml]}]";
    folder.write("small.yaml", SMALL);
    folder.write("paper.yaml", views);
    let line = "render --data small.yaml --views paper.yaml -o .";
    let run = folder.run(&line.split(' ').collect::<Vec<_>>());
    run.refused("is part of the dataset `small.yaml`");
    run.refused("`./paper.yaml` is an input");
    assert_eq!(folder.read("small.yaml"), SMALL.as_bytes());
    assert_eq!(folder.read("paper.yaml"), views.as_bytes());
}

/// A running `interorg watch`, which ends with the test, and the lines that it prints.
struct Watching(Child, Receiver<String>);

impl Watching {
    fn start(folder: &Folder, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_interorg"))
            .arg("watch")
            .args(arguments)
            .current_dir(folder.path("."))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let stdout = child.stdout.take().expect("it is piped");
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            let lines = BufReader::new(stdout).lines().map_while(Result::ok);
            lines.map(|line| sender.send(line)).all(|sent| sent.is_ok())
        });
        Self(child, lines)
    }

    /// Returns the lines up to one with this end.
    #[track_caller]
    fn until(&self, end: &str) -> Vec<String> {
        const PATIENCE: Duration = Duration::from_secs(60);
        let mut read: Vec<String> = Vec::new();
        while read.last().is_none_or(|line| !line.ends_with(end)) {
            match self.1.recv_timeout(PATIENCE) {
                Ok(line) => read.push(line),
                Err(_) => panic!("no line ends with `{end}`: {read:#?}"),
            }
        }
        read
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        // It has ended already, unless the test failed.
        let _ = self.0.kill();
    }
}

#[test]
fn a_change_is_checked_and_rendered_again() {
    let folder = Folder::new();
    let with = |more: &str| {
        format!("{SMALL}{more}views: [{{name: all, view: list sources, formats: [csv]}}]\n")
    };
    folder.write("data/small.yaml", with(""));
    let mut watching = Watching::start(&folder, &["data", "--render", "figures", "--rounds", "3"]);
    watching.until("all.csv");
    assert_eq!(records(&folder.read("figures/all.csv")).len(), 3);
    fs::remove_file(folder.path("figures/all.csv")).expect("it was written");

    // A broken state is reported, and nothing is rendered.
    folder.write("data/small.yaml", with("organisations: []\n"));
    let broken = watching.until("1 error");
    assert!(
        broken.iter().any(|line| line.contains("unknown-key")),
        "{broken:#?}"
    );
    assert!(names(&folder, "figures").is_empty());

    folder.write(
        "data/small.yaml",
        SMALL.replace("Annual report 1991", "Yearly report 1991"),
    );
    folder.write(
        "data/views.yaml",
        "views: [{name: all, view: list sources, formats: [csv]}]\n",
    );
    watching.until("all.csv");
    assert_eq!(watching.0.wait().expect("it ends").code(), Some(0));
    let written = String::from_utf8(folder.read("figures/all.csv")).expect("it is text");
    assert!(written.contains("Yearly report 1991"), "{written}");
}

#[test]
fn standard_input_cannot_be_watched() {
    let run = Folder::new().run(&["watch", "-"]);
    run.refused("standard input cannot be watched");
}
