//! Formats read back by independent readers: PDF by pypdf and Poppler, fonts by fontTools, Mermaid by Mermaid
//! itself, and the output of an installed Graphviz by its first bytes.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use interorg::export::Format;
use quick_xml::events::Event;
use serde_json::Value as Json;

use super::readers::{is_required, python};
use super::support::{Folder, Run};

/// A dataset whose names are dangerous in one syntax or another, and in several scripts.
const HOSTILE: &str = r##"
organizations:
  - {id: un, abbreviation: "end", name: "style: <script>alert(1)</script> #quot; %%{init: {}}%%"}
  - {id: las, abbreviation: "جامعة", name: "جامعة الدول العربية"}
  - {id: eu, abbreviation: "ΕΕ", name: "Ευρωπαϊκή Ένωση, Łódź, e\u0301te\u0301"}
  - {id: ru, abbreviation: "ОВД", name: "\\) Tj ET (evil] `1. x` - y; click n0 \"]]>"}
  - {id: x, abbreviation: "1. <img src=x onerror=alert(1)>", name: "subgraph\" onload=\"x"}
partnerships:
  - between: [un, las]
    phases: {formal: [{phase: formalized, from: 2006-11-16, cite: [web]}]}
    milestones:
      - {date: 2007-05, kind: agreement, title: "section :crit, after r1, 2003-01-01 #59; %% x", cite: [web]}
      - {date: 2008~, kind: agreement, title: "title dateFormat YYYY; click r1 call x()", cite: [web]}
  - between: [un, eu]
    phases: {formal: [{phase: institutionalized, condition: stalled, from: 1996, cite: [plain]}]}
  - between: [eu, ru]
    phases: {formal: [{phase: contact, from: "1990?", cite: [web]}]}
  - between: [ru, x]
    phases: {formal: [{phase: contact, from: 1991, cite: [web]}]}
    motives:
      - {motive: shared-values, of: ru, statement: "click n0 call x() <b>|", cite: [web]}
sources:
  web: {title: "Report \"on\" <b>Somalia</b>", url: "https://example.org/ä(b)?q=1&r=2"}
  plain: {title: Paper}
"##;

/// Returns a folder with that dataset.
pub(super) fn hostile() -> Folder {
    let folder = Folder::new();
    folder.write("hostile.yaml", HOSTILE);
    folder
}

/// Runs the program with some arguments, and asserts success.
#[track_caller]
fn drawn(folder: &Folder, line: &str) -> Run {
    let run = folder.run(&line.split(' ').collect::<Vec<_>>());
    assert_eq!(run.status, 0, "{line}: {}", run.stderr);
    run
}

#[test]
fn every_picture_format_has_a_name_an_extension_and_a_file() {
    let folder = Folder::new();
    let first_bytes: [(Format, &[u8]); 5] = [
        (Format::Dot, b"graph network {"),
        (Format::Svg, b"<?xml"),
        (Format::Png, b"\x89PNG"),
        (Format::Pdf, b"%PDF-1.7"),
        (Format::Mermaid, b"---\ntitle:"),
    ];
    let pictures = Format::ALL.into_iter().filter(|format| format.is_picture());
    assert_eq!(pictures.count(), first_bytes.len());
    for (format, start) in first_bytes {
        for extension in format.extensions() {
            let file = format!("picture.{extension}");
            assert_eq!(Format::of_path(&file), Some(format));
            drawn(&folder, &format!("diagram -o {file}"));
            assert!(folder.read(&file).starts_with(start), "{file}");
        }
        let run = drawn(&folder, &format!("diagram --format {format}"));
        assert!(run.stdout.starts_with(start), "{format}");
    }
}

#[test]
fn the_same_selection_gives_the_same_bytes_in_every_format() {
    let folder = hostile();
    for kind in ["network", "timeline", "evolution", "matrix"] {
        for format in ["svg", "png", "pdf", "mermaid"] {
            let line = format!("diagram {kind} --data hostile.yaml --format {format}");
            let (one, other) = (drawn(&folder, &line), drawn(&folder, &line));
            assert_eq!(one.stdout, other.stdout, "{line}");
        }
    }
}

#[test]
fn an_svg_contains_nothing_that_executes() {
    let folder = hostile();
    for kind in ["network", "timeline"] {
        let run = drawn(
            &folder,
            &format!("diagram {kind} --data hostile.yaml --format svg"),
        );
        let mut reader = quick_xml::Reader::from_str(run.text());
        let known: BTreeSet<&str> = [
            "svg", "title", "desc", "metadata", "stamp", "g", "a", "rect", "path", "text",
        ]
        .into();
        loop {
            match reader.read_event().expect("it is well formed") {
                Event::Start(tag) | Event::Empty(tag) => {
                    assert!(known.contains(tag.local_name().as_ref()), "{tag:?}");
                    for attribute in tag.attributes() {
                        let attribute = attribute.expect("it is well formed");
                        let name = attribute.key.as_ref();
                        assert!(!name.starts_with("on") && name != "style", "{name}");
                        let is_link = name.ends_with("href");
                        assert!(!is_link || attribute.value.starts_with("http"), "{name}");
                    }
                }
                Event::Eof => break,
                Event::PI(_) | Event::DocType(_) => panic!("an SVG of ours has neither"),
                _ => {}
            }
        }
    }
}

#[test]
fn an_svg_embeds_the_glyphs_of_its_texts_on_request() {
    let folder = hostile();
    drawn(
        &folder,
        "diagram --data hostile.yaml --embed-fonts -o hostile.svg",
    );
    let path = folder.path("hostile.svg");
    let Some(answer) = python("svg_fonts.py", &["fontTools"], &[&path]) else {
        return;
    };
    let faces: Json = serde_json::from_str(&answer).expect("it is JSON");
    let [regular, bold] = faces.as_array().expect("it is a list").as_slice() else {
        panic!("there is a font for each weight: {faces}");
    };
    for (face, weight, characters) in [(regular, "normal", "ΕυŁódźsince"), (bold, "bold", "ОВДend")]
    {
        // The name has a suffix of its own, so that two pictures in one page do not share a font.
        let family = face["family"].as_str().expect("it has a name");
        assert!(family.starts_with("Noto Sans "), "{family}");
        assert_eq!(face["weight"].as_str(), Some(weight));
        let drawn = face["drawn"].as_str().expect("it is a text");
        for character in characters.chars() {
            assert!(drawn.contains(character), "{character}: {drawn}");
        }
    }
    for (options, message) in [
        ("--format png", "does not apply to png"),
        ("--format pdf", "does not apply to pdf"),
        ("--graphviz dot", "cannot be used with"),
    ] {
        let line = format!("diagram --embed-fonts {options}");
        let arguments: Vec<&str> = line.split(' ').collect();
        folder.run(&arguments).refused(message);
    }
}

#[test]
fn a_pdf_is_read_with_its_text_fonts_title_and_links() {
    let folder = hostile();
    drawn(&folder, "diagram -o shipped.pdf");
    drawn(&folder, "diagram timeline -o timeline.pdf");
    drawn(&folder, "diagram --data hostile.yaml -o hostile.pdf");
    let files = ["shipped.pdf", "timeline.pdf", "hostile.pdf"].map(|name| folder.path(name));
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let Some(answers) = python("pdf.py", &["pypdf"], &files) else {
        return;
    };
    let answers: Vec<Json> = answers
        .lines()
        .map(|line| serde_json::from_str(line).expect("it is JSON"))
        .collect();
    let [shipped, timeline, hostile] = answers.as_slice() else {
        panic!("there are as many answers as files");
    };
    for answer in &answers {
        assert_eq!(answer["embedded"], true);
        assert_eq!(answer["active"], Json::Array(Vec::new()));
        assert_eq!(answer["dates"], Json::Array(Vec::new()));
        assert_eq!(answer["actions"], serde_json::json!(["/URI"]));
    }
    for (answer, words) in [
        (shipped, "North Atlantic Treaty Organization"),
        (shipped, "since 1999"),
        (timeline, "Ad hoc cooperation"),
        (hostile, "Ευρωπαϊκή Ένωση"),
        (hostile, "ОВД"),
    ] {
        let text = answer["text"].as_str().expect("it is a text");
        assert!(text.contains(words), "{words}: {text}");
    }
    let address = "https://example.org/%C3%A4(b)?q=1&r=2";
    assert_eq!(hostile["links"], serde_json::json!([address]));
    let title = shipped["title"].as_str().expect("it is a text");
    assert!(
        title.starts_with("Partnerships of UN, NATO, EU and AU"),
        "{title}"
    );
}

/// Runs a program of Poppler; `None` if it is not installed and not required.
fn poppler(program: &str, arguments: &[&str]) -> Option<Vec<u8>> {
    let Ok(output) = Command::new(program).args(arguments).output() else {
        assert!(!is_required("poppler"), "{program} must be installed here");
        let _ = writeln!(std::io::stderr(), "skipped: {program} is not installed");
        return None;
    };
    let warnings = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && warnings.is_empty(), "{warnings}");
    Some(output.stdout)
}

#[test]
fn poppler_finds_every_script_in_a_pdf_and_its_fonts_embedded() {
    let folder = hostile();
    drawn(&folder, "diagram --data hostile.yaml -o hostile.pdf");
    let path = folder.path("hostile.pdf");
    let file = path.to_str().expect("the path is UTF-8");
    let Some(text) = poppler("pdftotext", &[file, "-"]) else {
        return;
    };
    let text = String::from_utf8(text).expect("UTF-8");
    for words in ["جامعة", "Ευρωπαϊκή", "Łódź", "été", "ОВД", "Tj ET (evil]"]
    {
        // A letter with a combining mark may be found as one composed character.
        let found = text.replace("e\u{301}", "é").contains(words);
        assert!(found, "{words}: {text}");
    }
    let fonts = poppler("pdffonts", &[file]).expect("it ran before");
    let fonts = String::from_utf8(fonts).expect("UTF-8");
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert_eq!(rows.len(), 4, "{fonts}");
    assert!(
        rows.iter().all(|row| row.contains("yes yes yes")),
        "{fonts}"
    );
}

/// Reads files with Mermaid; `None` if it is not installed and not required. It is looked for in `target/mermaid`,
/// or in the folder that `INTERORG_MERMAID` names.
fn mermaid(files: &[PathBuf]) -> Option<Vec<Json>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let given = std::env::var_os("INTERORG_MERMAID").map(PathBuf::from);
    let folder = given.unwrap_or_else(|| root.join("target/mermaid"));
    if !folder.join("node_modules/mermaid").is_dir() {
        assert!(!is_required("mermaid"), "mermaid must be installed here");
        let _ = writeln!(std::io::stderr(), "skipped: mermaid is not installed");
        return None;
    }
    let run = Command::new("node")
        .arg(root.join("tests/readers/mermaid.mjs"))
        .arg(&folder)
        .args(files)
        .env("TZ", "UTC")
        .output()
        .expect("node runs");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let answers = String::from_utf8(run.stdout).expect("UTF-8");
    let answers = answers.lines();
    Some(
        answers
            .map(|line| serde_json::from_str(line).expect("it is JSON"))
            .collect(),
    )
}

/// Returns the strings in one column of a list of rows, trimmed.
fn column(rows: &Json, index: usize) -> Vec<&str> {
    let rows = rows.as_array().expect("it is a list").iter();
    rows.map(|row| row[index].as_str().unwrap_or_default().trim())
        .collect()
}

#[test]
fn mermaid_reads_flowcharts_and_gantt_charts_as_intended() {
    let folder = hostile();
    drawn(&folder, "diagram -o shipped.mmd");
    drawn(&folder, "diagram --data hostile.yaml -o network.mmd");
    drawn(
        &folder,
        "diagram timeline --data hostile.yaml -o timeline.mmd",
    );
    let files = ["shipped.mmd", "network.mmd", "timeline.mmd"].map(|name| folder.path(name));
    let Some(answers) = mermaid(&files) else {
        return;
    };
    let [shipped, network, timeline] = answers.as_slice() else {
        panic!("there are as many answers as files");
    };
    let ties: Vec<&str> = column(&shipped["edges"], 2);
    let ties = ties.into_iter().filter(|label| label.starts_with("since "));
    assert_eq!(ties.count(), 6);

    let nodes = column(&network["nodes"], 1);
    for words in [
        "end<br>style: <script>alert(1)</script> #quot; %%{init: {}}%%",
        "جامعة<br>جامعة الدول العربية",
        "ОВД<br>\\) Tj ET (evil] `1. x` - y; click n0 \"]]>",
        "1. <img src=x onerror=alert(1)><br>subgraph\" onload=\"x",
    ] {
        assert!(nodes.contains(&words), "{words}: {nodes:?}");
    }
    let edges = network["edges"].as_array().expect("it is a list");
    // The fifth is the invisible edge that keeps the legend in its place.
    assert_eq!(edges.len(), 5);
    assert_eq!(timeline["type"], "gantt");
    let tasks = column(&timeline["tasks"], 0);
    for words in [
        "2007-05 section :crit, after r1, 2003-01-01 #59; %% x",
        "2008~ title dateFormat YYYY; click r1 call x()",
        "Institutionalized, stalled, vague dates",
    ] {
        assert!(tasks.contains(&words), "{words}: {tasks:?}");
    }
    assert_eq!(timeline["sections"].as_array().map(Vec::len), Some(6));
}

#[test]
fn mermaid_reads_evolutions_and_matrices_as_intended() {
    let folder = hostile();
    let files: Vec<PathBuf> = [
        ("evolution --at 1992,2007", "evolution.mmd"),
        ("matrix --of phases", "phases.mmd"),
        ("matrix --of motives", "motives.mmd"),
    ]
    .into_iter()
    .map(|(words, file)| {
        let line = format!("diagram {words} --data hostile.yaml -o {file}");
        drawn(&folder, &line);
        folder.path(file)
    })
    .collect();
    let Some(answers) = mermaid(&files) else {
        return;
    };
    let [evolution, phases, motives] = answers.as_slice() else {
        panic!("there are as many answers as files");
    };
    assert_eq!(
        column(&evolution["frames"], 0),
        ["End of 1992", "End of 2007", "Legend"]
    );
    let named = |label: &str| {
        let labels = column(&evolution["nodes"], 1);
        labels.into_iter().filter(|node| *node == label).count()
    };
    assert_eq!(
        (named("ΕΕ"), named("1. <img src=x onerror=alert(1)>")),
        (2, 2)
    );
    let run = drawn(
        &folder,
        "diagram evolution --group-by phase --data hostile.yaml --format mermaid",
    );
    assert!(
        run.stderr.contains("Groups are left out") && run.text().contains("Groups are left out")
    );
    // Two ties in the first year, four in the second, and the two invisible edges that keep the frames in order.
    assert_eq!(evolution["edges"].as_array().map(Vec::len), Some(8));

    assert_eq!(phases["type"], "block");
    let columns = phases["columns"].as_u64().expect("it is a number");
    let blocks = phases["blocks"].as_array().expect("it is a list");
    let labels = column(&phases["blocks"], 0);
    let row = "ОВД–1. <img src=x onerror=alert(1)>";
    assert!(labels.contains(&row), "{labels:?}");
    let of = |class: &str| {
        let classes = |block: &&Json| {
            block[2]
                .as_array()
                .is_some_and(|all| all.contains(&class.into()))
        };
        blocks.iter().filter(classes).count()
    };
    // There are blocks of the stalled partnership and of the legend.
    assert!(of("p4c2") >= 2 && of("p1c0") >= 2, "{blocks:?}");
    assert!(
        blocks
            .iter()
            .all(|block| block[1].as_u64().is_some_and(|width| width <= columns))
    );
    assert!(column(&motives["blocks"], 0).contains(&"Materialist"));
}

#[test]
fn what_exceeds_the_limits_of_mermaid_is_cut_and_reported() {
    let mut data = "organizations:\n".to_owned();
    let count = 60;
    for number in 0..count {
        data += &format!("  - {{id: o{number}, abbreviation: O{number}, name: Organization}}\n");
    }
    data += "sources: {s: {title: T}}\npartnerships:\n";
    for (a, b) in (0..count).flat_map(|a| (0..a).map(move |b| (a, b))) {
        let phase = if b == 0 {
            "institutionalized"
        } else {
            "contact"
        };
        data += &format!(
            "  - {{between: [o{b}, o{a}], phases: {{formal: [{{phase: {phase}, from: 2001, cite: [s]}}]}}}}\n"
        );
    }
    let folder = Folder::new();
    folder.write("data.yaml", data);
    let run = drawn(&folder, "diagram --data data.yaml -o network.mmd");
    let note = "Only the 499 strongest of 1770 ties are drawn because of Mermaid's limits";
    assert!(run.stderr.contains(note), "{}", run.stderr);
    let text = String::from_utf8(folder.read("network.mmd")).expect("UTF-8");
    assert!(text.contains(&format!("%% {note}")));
    assert_eq!(
        text.matches(" ---|").count() + text.matches("~~~").count(),
        500
    );
    assert!(text.encode_utf16().count() <= 50_000);
    // All ties in the highest phase are kept.
    assert!((1..count).all(|number| text.contains(&format!("n0 ---|\"since 2001\"| n{number}\n"))));

    let run = drawn(
        &folder,
        "diagram timeline --data data.yaml --keep 1770 -o timeline.mmd",
    );
    assert!(
        run.stderr.contains("because of Mermaid's limits"),
        "{}",
        run.stderr
    );
    let text = String::from_utf8(folder.read("timeline.mmd")).expect("UTF-8");
    assert!((40_000..=50_000).contains(&text.encode_utf16().count()));

    let run = drawn(
        &folder,
        "diagram evolution --data data.yaml -o evolution.svg",
    );
    let note = "Only the 120 strongest of 1770 partnerships are drawn.";
    assert!(run.stderr.contains(note), "{}", run.stderr);
    let text = String::from_utf8(folder.read("evolution.svg")).expect("UTF-8");
    assert!(text.contains(note));
    let last = text
        .rsplit("class=\"panel\"")
        .next()
        .expect("a text has an end");
    assert_eq!(last.matches("class=\"tie\"").count(), 120);
}

/// Runs the program in an environment in which it finds only the programs of a folder.
#[cfg(unix)]
fn with_programs_of(folder: &Folder, path: &str, arguments: &str) -> Run {
    let line = format!("program=$(command -v interorg); PATH={path} exec \"$program\" {arguments}");
    folder.shell(&line)
}

#[cfg(unix)]
#[test]
fn a_missing_graphviz_is_reported_with_installation_hints() {
    let folder = Folder::new();
    let arguments = "diagram --graphviz sfdp -o picture.svg";
    let run = with_programs_of(&folder, "nowhere", arguments);
    run.refused("`sfdp` was not found: Graphviz is not installed");
    assert!(
        run.stderr.contains("apt install graphviz"),
        "{}",
        run.stderr
    );
    assert!(folder.names().is_empty());
}

#[test]
fn graphviz_is_refused_for_other_kinds_formats_and_engines() {
    for (line, message) in [
        (
            "diagram timeline --graphviz dot",
            "does not apply to the kind `timeline`",
        ),
        (
            "diagram --graphviz dot --format mermaid",
            "does not write mermaid",
        ),
        ("diagram --graphviz ccomps", "invalid value"),
    ] {
        let folder = Folder::new();
        let arguments: Vec<&str> = line.split(' ').collect();
        folder.run(&arguments).refused(message);
    }
}

#[cfg(unix)]
#[test]
fn the_message_of_a_failing_graphviz_is_passed_on() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new();
    folder.write(
        "bin/dot",
        "#!/bin/sh\nprintf 'out of \\033[31mink\\n' >&2\nexit 3\n",
    );
    let rights = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(folder.path("bin/dot"), rights).expect("the file is ours");
    let arguments = "diagram --graphviz dot -o picture.svg";
    let run = with_programs_of(&folder, "bin", arguments);
    run.refused("`dot` failed: out of \u{FFFD}[31mink");
    assert_eq!(folder.names(), ["bin"]);
}

#[test]
fn an_installed_graphviz_draws_with_every_engine() {
    if Command::new("dot").arg("-V").output().is_err() {
        assert!(!is_required("graphviz"), "dot must be installed here");
        let _ = writeln!(std::io::stderr(), "skipped: dot is not installed");
        return;
    }
    let folder = hostile();
    for engine in ["dot", "neato", "fdp", "sfdp", "circo", "twopi"] {
        let line = format!("diagram --data hostile.yaml --graphviz {engine} --format svg");
        let run = drawn(&folder, &line);
        assert!(run.stderr.is_empty(), "{engine}: {}", run.stderr);
        assert!(run.text().contains("</svg>") && !run.text().contains("<script"));
    }
    let dot = drawn(&folder, "diagram --graphviz neato --format dot");
    // The positions are those of the engine, and no node is pinned to ours.
    assert!(dot.text().contains("pos=") && !dot.text().contains("!\""));
    for format in ["png", "pdf"] {
        let line = format!("diagram --graphviz dot --format {format}");
        assert_eq!(drawn(&folder, &line).stdout, drawn(&folder, &line).stdout);
    }
}
