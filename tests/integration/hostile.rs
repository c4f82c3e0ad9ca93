//! Bad input ends in a clear message, soon and in little memory, and never in a panic or in output
//! that does something.

use std::fmt::Write as _;

use graphviz_rust::dot_structures::{Graph as DotGraph, Id, Node, Stmt};
use interorg::dataset;
use interorg::dataset::FindingKind;
use interorg::dataset::Input;
use proptest::prelude::*;

use super::pictures::graphviz;
use super::support::{Folder, Run, elements, rows, texts};

/// Two organizations, to which cases add.
const TWO: &str = "organizations:\n  - {id: un, name: U}\n  - {id: au, name: A}\n";

/// The two cooperate, on the evidence of a source.
const TIE: &str = "partnerships:
  - {between: [un, au], phases: {formal: [{phase: contact, from: 2001, cite: [s]}]}}
sources: {s: {title: T}}
";

/// Checks a text and returns the run and the codes of its findings.
#[track_caller]
fn checked(content: impl AsRef<[u8]>) -> (Run, Vec<String>) {
    let folder = Folder::new();
    folder.write("data.yaml", content);
    let text = folder.run(&["check", "--all", "data.yaml"]);
    let run = folder.run(&["check", "--format", "json", "data.yaml"]);
    assert_eq!(text.status, run.status);
    let codes = texts(&rows(&run), "code");
    let rules = FindingKind::rules();
    let is_known = |code: &String| rules.iter().any(|rule| rule.code == code);
    assert!(codes.iter().all(is_known), "{codes:?}");
    (text, codes)
}

/// Checks a text that has one finding, which says something.
#[track_caller]
fn finds(content: impl AsRef<[u8]>, code: &str, words: &str) {
    let (run, codes) = checked(content);
    assert_eq!(
        (run.status, codes),
        (1, vec![code.to_owned()]),
        "{}",
        run.text()
    );
    assert!(run.text().contains(words), "{}", run.text());
    assert!(run.text().len() < 10_000, "{}", run.text().len());
}

#[test]
fn what_is_not_utf_8_is_refused_in_its_place() {
    finds(
        b"organizations:\n  - {id: un, name: \"\xFF\"}\n",
        "not-utf8",
        "data.yaml:2:21",
    );
    let utf_16: Vec<u8> = TWO.encode_utf16().flat_map(u16::to_le_bytes).collect();
    finds(
        [b"\xFF\xFE", &utf_16[..]].concat(),
        "not-utf8",
        "Save the file as UTF-8",
    );
}

#[test]
fn paths_that_hold_no_data_are_refused() {
    let folder = Folder::new();
    folder.write("empty/readme.txt", "");
    for verb in ["check", "links"] {
        let run = |path| folder.run(&[verb, "--data", path]);
        run("empty").refused("`empty` has no YAML file");
        run("missing").refused("cannot read `missing`");
        run("missing/un.yaml").refused("cannot read `missing/un.yaml`");
    }
}

#[cfg(unix)]
#[test]
fn a_path_that_may_not_be_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new();
    folder.write("locked.yaml", TWO);
    let locked = std::fs::Permissions::from_mode(0o000);
    std::fs::set_permissions(folder.path("locked.yaml"), locked).expect("it is ours");
    if std::fs::read(folder.path("locked.yaml")).is_ok() {
        let note = "skipped: this user may read every file\n";
        let _ = std::io::Write::write_all(&mut std::io::stderr(), note.as_bytes());
        return;
    }
    let run = folder.run(&["check", "locked.yaml"]);
    run.refused("cannot read `locked.yaml`");
}

#[test]
fn aliases_that_multiply_are_refused() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..40 {
        let below = vec![format!("*a{}", level - 1); 10].join(", ");
        let _ = writeln!(bomb, "a{level}: &a{level} [{below}]");
    }
    finds(
        &bomb,
        "beyond-limit",
        "the aliases repeat more values than the limit allows",
    );

    let many = |name: &str| format!(", *{name}").repeat(200);
    let cited = format!("&c [&x {{source: s}}{}]", many("x"));
    let phases = format!(
        "[&p {{phase: contact, from: 2001, cite: {cited}}}{}]",
        many("p")
    );
    let sound = format!(
        "sources: {{s: {{title: T}}}}\n{TWO}partnerships:\n  - &t {{between: [un, au], phases: {{formal: {phases}}}}}\n{}",
        "  - *t\n".repeat(200)
    );
    finds(sound, "beyond-limit", "Write the values out");
}

#[test]
fn one_long_list_that_many_aliases_repeat_is_refused() {
    let list = "a, ".repeat(10_000);
    let rows: String = (1..10_000)
        .map(|row| format!("  - {{id: o{row}, name: N{row}, notes: *x}}\n"))
        .collect();
    let first = format!("organizations:\n  - {{id: o0, name: N, notes: &x [{list}]}}\n");
    finds(first.clone() + &rows, "beyond-limit", "data.yaml:3:31");
    let text = "a".repeat(30_000);
    let first = format!("organizations:\n  - {{id: o0, name: N, notes: &x {text}}}\n");
    let more = "---\norganizations: [{id: un, name: U}]\n".repeat(10);
    finds(first + &rows + &more, "beyond-limit", "data.yaml:3:31");
}

#[test]
fn aliases_that_repeat_a_little_are_read() {
    let rows: String = (1..1_000)
        .map(|row| format!("  - {{id: o{row}, name: O{row}, seat: *n, notes: *x}}\n"))
        .collect();
    let first = "organizations:\n  - {id: o0, name: N, seat: &n N, notes: &x [a, b, c]}\n";
    let (run, codes) = checked(first.to_owned() + &rows);
    assert_eq!((run.status, codes.len()), (0, 0), "{}", run.text());
}

#[test]
fn an_alias_of_itself_is_refused() {
    finds("organizations: &a [*a]\n", "beyond-limit", "data.yaml:1:20");
}

#[test]
fn what_cannot_be_read_makes_no_name_unknown() {
    let folder = Folder::new();
    folder.write("a.yaml", format!("{TWO}sources: {{s: {{title: [}}}}\n"));
    folder.write(
        "b.yaml",
        TIE.replace("sources: {s: {title: T}}\n", "")
            .replace("au", "eu"),
    );
    let run = folder.run(&["check", "--format", "json", "."]);
    let codes = texts(&rows(&run), "code");
    assert_eq!(codes, ["syntax", "unknown-organization"], "{}", run.text());
}

#[test]
fn deep_nesting_is_refused() {
    let depth = 10_000;
    let message = "nested deeper than 128 levels";
    for depth in [1_000, depth, 1_000_000] {
        let open = format!("organizations: {}", "[".repeat(depth));
        finds(open + &"]".repeat(depth), "beyond-limit", "data.yaml:1:14");
    }
    for unclosed in ["[", "{a: ", "{a: ["] {
        finds(unclosed.repeat(200_000), "beyond-limit", message);
        let (run, codes) = checked(unclosed.repeat(1_000));
        assert_eq!(
            (run.status, codes),
            (1, vec!["beyond-limit".to_owned(), "syntax".to_owned()])
        );
    }
    let block = format!("organizations:\n{}x\n", "- ".repeat(depth));
    finds(&block, "beyond-limit", message);
    let deeper = format!(
        "organizations: [{{id: &a 1.2, name: *a}}]\n---\n{}",
        "{a: [".repeat(1_500)
    );
    let (run, codes) = checked(deeper);
    assert_eq!(run.status, 1);
    assert_eq!(codes, ["invalid-id", "beyond-limit", "syntax"]);
    // Mappings in block style grow with the square of their depth.
    let keys: String = (0..2_000)
        .map(|depth| format!("{:depth$}a:\n", ""))
        .collect();
    finds(keys, "beyond-limit", message);
}

#[test]
fn every_bad_document_is_told_and_every_good_one_read() {
    let mut text = String::new();
    for row in 0..300 {
        let _ = writeln!(
            text,
            "organizations: [{{id: o{row}, name: O{row}, kindd: x}}]\n---"
        );
        let _ = writeln!(text, "organizations: [{{id: p{row}, name: P{row}}}]\n---");
    }
    let (run, codes) = checked(text.clone());
    assert_eq!(
        (run.status, codes),
        (1, vec!["unknown-key".to_owned(); 300])
    );
    let (_, codes) = checked(text + "organizations: [\n---\norganizations: []\n");
    assert_eq!(codes.len(), 301);
    assert_eq!(codes.last().map(String::as_str), Some("syntax"));
}

#[test]
fn a_record_is_never_told_by_a_type_of_the_program() {
    // The second parser, which knows the places, refuses a tab that the first accepts.
    let (run, codes) = checked("organizations:\n  -\t{id: un, name: U}\n  - [x]\n");
    assert_eq!(run.status, 1, "{codes:?}");
    assert!(!run.text().contains("Record"), "{}", run.text());
}

#[test]
fn a_scalar_of_a_megabyte_is_read_and_told_in_short() {
    let long = "x".repeat(1_000_000);
    let name = format!("organizations:\n  - {{id: un, name: {long}}}\n");
    assert_eq!(checked(name).0.status, 0);
    let date = format!("organizations:\n  - {{id: un, name: U, founded: {long}}}\n");
    finds(date, "invalid-date", "data.yaml:2:32");
    finds(format!("{long}: 1\n"), "syntax", "is not YAML");
}

#[test]
fn tabs_and_merge_keys_are_explained() {
    finds(
        "organizations:\n\t- {id: un, name: U}\n",
        "syntax",
        "Indent with spaces, not tabs",
    );
    let merged = format!("{TWO}  - {{<<: *un, id: eu}}\n").replace("- {id: un", "- &un {id: un");
    finds(merged, "unknown-key", "Merge keys are not supported");
}

#[test]
fn control_characters_reach_no_output() {
    finds(
        b"organizations:\n  - {id: un, name: \"a\0b\"}\n",
        "syntax",
        "data.yaml:2:22",
    );
    let escaped = r#"organizations:
  - {id: un, abbreviation: "U\0\a\e[31mN", name: "U\0\a\e]0;x\a"}
  - {id: au, abbreviation: "A\u202E\u2066\x9bU", name: "A\rB"}
partnerships:
  - {between: [un, au], phases: {formal: [{phase: contact, from: 2001, because: "\e[2J", cite: [s]}]},
     motives: [{motive: shared-values, of: un, statement: "\e[31mV", cite: [s]}]}
sources: {s: {title: "T\e[31m"}}
"#;
    let folder = Folder::new();
    folder.write("data.yaml", escaped);
    let wrong = escaped.replace("contact", "\"\\e[31mcontact\"");
    folder.write("wrong.yaml", wrong);
    for arguments in [
        &["links", "--evidence"][..],
        &["partners", "un", "--evidence", "--format", "markdown"],
        &["show", "un", "au", "--evidence"],
        &["show", "un", "au", "--format", "markdown"],
        &["path", "un", "au"],
        &["diagram", "--format", "dot"],
        &["diagram", "--format", "svg"],
        &["diagram", "--format", "mermaid"],
        &["diagram", "timeline", "--format", "mermaid"],
        &["diagram", "evolution", "--format", "mermaid"],
        &["diagram", "matrix", "--format", "mermaid"],
    ] {
        let run = folder.run(&[arguments, &["--data", "data.yaml"]].concat());
        assert_eq!(run.status, 0, "{arguments:?}: {}", run.stderr);
        harmless(run.text());
        harmless(&run.stderr);
    }
    let run = folder.run(&["check", "wrong.yaml"]);
    assert_eq!(run.status, 1);
    harmless(run.text());
    let run = folder.run(&["links", "--with", "\u{1b}[31mUN"]);
    run.refused("unknown organization");
    harmless(&run.stderr);
}

/// Asserts that a text cannot steer a terminal.
#[track_caller]
pub fn harmless(text: &str) {
    let steers = |letter: char| {
        letter.is_control() && letter != '\n'
            || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!text.contains(steers), "{text:?}");
}

/// Names that mean something in YAML, XML, DOT or to a terminal, and how pictures show them.
const NAMES: [(&str, &str); 16] = [
    ("q\"uote", "q\"uote"),
    ("back\\slash", "back\\slash"),
    ("\\N \\G \\l", "\\N \\G \\l"),
    ("ends in \\", "ends in \\"),
    ("two\nlines", "two lines"),
    ("<script>x</script>", "<script>x</script>"),
    ("<b>", "<b>"),
    ("a & b &amp; &#60;", "a & b &amp; &#60;"),
    ("]]>", "]]>"),
    ("100% %s %n", "100% %s %n"),
    ("{x|y}", "{x|y}"),
    ("\u{202E}right", "\u{FFFD}right"),
    ("e\u{301}\u{327}", "e\u{301}\u{327}"),
    ("الاتحاد", "الاتحاد"),
    ("nul\0bell\u{7}", "nul\u{FFFD}bell\u{FFFD}"),
    ("-- ; # //", "-- ; # //"),
];

/// Writes a dataset of a ring of organizations with the names, whose ids are `o0`, `o1`, ...
fn ring(folder: &Folder) {
    let organizations = NAMES.iter().enumerate().map(|(row, (name, _))| {
        serde_json::json!({"id": format!("o{row}"), "abbreviation": name, "name": format!("Name {name}")})
    });
    let ties = (0..NAMES.len()).map(|row| {
        let pair = [row, (row + 1) % NAMES.len()].map(|row| format!("o{row}"));
        let spell = serde_json::json!({"phase": "contact", "from": "2001", "cite": ["s"]});
        serde_json::json!({"between": pair, "phases": {"formal": [spell]}})
    });
    let dataset = serde_json::json!({
        "organizations": organizations.collect::<Vec<_>>(),
        "partnerships": ties.collect::<Vec<_>>(),
        "sources": {"s": {"title": "<script>]]>&\"\\"}},
    });
    folder.write("ring.yaml", dataset.to_string());
}

fn drawn(format: &str) -> String {
    let folder = Folder::new();
    ring(&folder);
    let run = folder.run(&["diagram", "--data", "ring.yaml", "--format", format]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    run.text().to_owned()
}

#[test]
fn names_come_out_right_in_an_svg() {
    let svg = drawn("svg");
    let elements = elements(&svg);
    let texts = |wanted: &str| -> Vec<&str> {
        let found = elements.iter().filter(|(name, _)| name == wanted);
        found.map(|(_, text)| text.as_str()).collect()
    };
    for (_, shown) in NAMES {
        assert!(texts("text").contains(&shown), "{shown:?}: {svg}");
        let title = format!("Name {shown}");
        assert!(texts("title").contains(&title.as_str()), "{title:?}: {svg}");
    }
    assert!(elements.iter().all(|(name, _)| name != "script"));
}

#[test]
fn names_come_out_right_in_dot() {
    let dot = drawn("dot");
    let DotGraph::Graph { stmts, .. } = graphviz_rust::parse(&dot).expect("our DOT parses") else {
        panic!("the graph is undirected");
    };
    let nodes: Vec<&Node> = stmts
        .iter()
        .filter_map(|stmt| match stmt {
            Stmt::Node(node) => Some(node),
            _ => None,
        })
        .collect();
    assert_eq!(nodes.len(), NAMES.len());
    for (node, (name, shown)) in nodes.into_iter().zip(NAMES) {
        let label = node
            .attributes
            .iter()
            .find(|a| a.0 == Id::Plain("label".to_owned()));
        let Some(Id::Escaped(label)) = label.map(|label| &label.1) else {
            panic!("{name:?} has no quoted label");
        };
        let kept = if name.contains('\n') { name } else { shown };
        assert_eq!(unescaped(label), kept);
    }
}

/// Undoes what DOT and Graphviz read in a quoted label: escapes and entities.
fn unescaped(label: &str) -> String {
    let inner = label
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let mut letters = inner.expect("it is quoted").chars();
    let mut plain = String::new();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n') => plain.push('\n'),
                Some(letter @ ('"' | '\\')) => plain.push(letter),
                other => panic!("an escape of DOT's own: {other:?} in {label}"),
            },
            '"' => panic!("the label ends too soon: {label}"),
            letter => plain.push(letter),
        }
    }
    assert_eq!(plain.matches('&').count(), plain.matches("&amp;").count());
    plain.replace("&amp;", "&")
}

#[test]
fn names_come_out_right_in_a_picture_of_graphviz() {
    let Some(output) = graphviz("dot", &["-Tsvg"], drawn("dot").as_bytes()) else {
        return;
    };
    let svg = String::from_utf8(output.stdout).expect("SVG is UTF-8");
    let texts: Vec<String> = elements(&svg)
        .into_iter()
        .filter(|(name, _)| name == "text")
        .map(|(_, text)| text.replace('\u{A0}', " "))
        .collect();
    for (name, shown) in NAMES {
        let lines: Vec<&str> = if name.contains('\n') {
            name.lines().collect()
        } else {
            vec![shown]
        };
        for line in lines {
            assert!(texts.iter().any(|text| text == line), "{line:?}: {texts:?}");
        }
    }
}

#[test]
fn links_that_are_no_web_addresses_are_refused() {
    for link in [
        "javascript:alert(1)",
        "JavaScript://x.org/%0aalert(1)",
        "data:text/html,x",
        "http://x\" onclick=\"y",
        "https://a b",
    ] {
        let source = serde_json::json!({"s": {"title": "T", "url": link}});
        let text =
            format!("organizations:\n  - {{id: un, name: U, cite: [s]}}\nsources: {source}\n");
        finds(text, "unsafe-link", "address");
    }
}

#[test]
fn a_picture_is_written_over_no_input_and_into_no_missing_folder() {
    let folder = Folder::new();
    folder.write("data/un.yaml", "organizations:\n  - {id: un, name: U}\n");
    let rest = TWO.replace("  - {id: un, name: U}\n", "");
    let rest = rest + TIE;
    folder.write("data/rest.yaml", &rest);
    folder.write("held.svg/x", "");
    let names = folder.names();
    let draw = |output: &str, data: &[&str]| {
        let run = folder.run(&[&["diagram", "--format", "svg", "-o", output], data].concat());
        assert_eq!(folder.names(), names, "nothing is left behind");
        run
    };
    draw("missing/x.svg", &[]).refused("the directory `missing` does not exist");
    draw("held.svg", &[]).refused("`held.svg` is a directory");
    let whole = ["--data", "data"];
    let each = ["--data", "data/un.yaml", "--data", "data/rest.yaml"];
    for data in [&whole[..], &each] {
        for output in ["data/rest.yaml", "./data/../data/rest.yaml"] {
            draw(output, data).refused("is part of the dataset");
        }
    }
    assert_eq!(folder.read("data/rest.yaml"), rest.as_bytes());
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("data/rest.yaml", folder.path("link.svg")).expect("it can be");
        let run = folder.run(&["diagram", "--data", "data", "-o", "link.svg"]);
        run.refused("is part of the dataset");
        assert_eq!(folder.read("data/rest.yaml"), rest.as_bytes());
    }
}

#[cfg(unix)]
#[test]
fn a_picture_is_written_over_no_input_by_whatever_name() {
    use std::os::unix::fs::symlink;

    let folder = Folder::new();
    let whole = TWO.to_owned() + TIE;
    folder.write("in.yaml", &whole);
    folder.write("linked/readme.txt", "");
    symlink("../in.yaml", folder.path("linked/x.yaml")).expect("it can be");
    symlink("in.yaml", folder.path("also.svg")).expect("it can be");
    for data in ["linked", "in.yaml", "linked/x.yaml"] {
        for output in [
            "in.yaml",
            "./linked/../in.yaml",
            "linked/x.yaml",
            "also.svg",
        ] {
            let arguments = ["diagram", "--format", "svg", "--data", data, "-o", output];
            folder.run(&arguments).refused("is part of the dataset");
        }
    }
    let run = folder.shell("interorg diagram --format svg --data - -o in.yaml < in.yaml");
    run.refused("is part of the dataset");
    assert_eq!(folder.read("in.yaml"), whole.as_bytes());
}

#[cfg(unix)]
#[test]
fn a_directory_is_read_once_and_without_what_is_no_data() {
    use std::os::unix::fs::symlink;

    let folder = Folder::new();
    folder.write("d/deeper/data.yaml", TWO.to_owned() + TIE);
    folder.write("d/.github/workflows/ci.yml", "on: [push]\n");
    folder.write("d/.hidden.yaml", "on: [push]\n");
    for link in ["d/l1", "d/l2", "d/deeper/up"] {
        symlink(folder.path("d"), folder.path(link)).expect("it can be");
    }
    symlink("deeper/data.yaml", folder.path("d/again.yaml")).expect("it can be");
    let run = folder
        .shell("mkfifo d/pipe.yaml && interorg check d && interorg check d d/deeper/data.yaml");
    assert_eq!(
        (run.status, run.text()),
        (0, "no findings\nno findings\n"),
        "{}",
        run.stderr
    );
    let run = folder.shell("cat d/deeper/data.yaml | interorg check /dev/stdin");
    assert_eq!(
        (run.status, run.text()),
        (0, "no findings\n"),
        "{}",
        run.stderr
    );
    folder.run(&["check", "/dev/zero"]).refused("is a device");
    symlink("nowhere", folder.path("d/lost.yaml")).expect("it can be");
    folder
        .run(&["check", "d"])
        .refused("cannot read `d/lost.yaml`");
}

#[test]
fn ten_thousand_faults_are_all_told() {
    let faulty = |number: usize| format!("  - {{between: [un, x{number}]}}\n");
    let list: String = (0..10_000).map(faulty).collect();
    let (run, codes) = checked(format!("{TWO}partnerships:\n{list}"));
    assert_eq!((run.status, codes.len()), (1, 10_000));
    assert!(codes.iter().all(|code| code == "unknown-organization"));
    assert!(run.text().len() < 5_000_000, "{}", run.text().len());
    assert!(run.text().ends_with("10000 errors\n"));
}

#[test]
fn many_faults_in_one_long_line_are_told_soon_and_in_their_places() {
    let keys = (0..20_000).map(|key| format!("é{key}: 1, "));
    let line = format!(
        "organizations: [{{{}id: un, name: U}}]\n",
        keys.collect::<String>()
    );
    let column = line
        .split("é19999")
        .next()
        .map_or(0, |before| before.chars().count() + 1);
    let (run, codes) = checked(&line);
    assert_eq!((run.status, codes.len()), (1, 20_000));
    let last = run.text().lines().rev().find(|line| line.contains("-->"));
    assert_eq!(last, Some(format!(" --> data.yaml:1:{column}").as_str()));
    let mut lines = run
        .text()
        .lines()
        .skip_while(|line| !line.ends_with(&format!(":1:{column}")));
    let excerpt = lines
        .find(|line| line.starts_with("1 |"))
        .expect("there is an excerpt");
    let carets = lines.next().expect("marks stand under an excerpt");
    let at = carets.find('^').expect("there is a mark");
    let marked: String = excerpt.chars().skip(at).take(6).collect();
    assert_eq!(marked, "é19999");
}

#[test]
fn many_unknown_words_are_told_soon() {
    let rows = |row: fn(usize) -> String| (0..10_000).map(row).collect::<String>();
    let kinds = rows(|row| format!("    - {{id: kind-number-{row}, label: K, definition: D}}\n"));
    let unknown =
        rows(|row| format!("  - {{id: o{row}, name: N{row}, kind: kinds-number-{row}}}\n"));
    let text = format!("vocabularies:\n  organization-kinds:\n{kinds}organizations:\n{unknown}");
    let (run, codes) = checked(text);
    assert_eq!((run.status, codes.len()), (1, 10_000));
    assert!(
        run.text().contains("Did you mean `kind-number-0`"),
        "the first is served"
    );
}

#[test]
fn a_long_chain_of_successions_is_followed_soon() {
    let row = |row: usize| {
        format!(
            "  - {{id: o{row}, name: N{row}, succeeds: [o{}]}}\n",
            row - 1
        )
    };
    let chain: String = (1..10_000).map(row).collect();
    let spell = |year: usize| {
        format!("      - {{phase: contact, from: {year:04}, through: [o0], cite: [s]}}\n")
    };
    let spells: String = (1..2_000).map(spell).collect();
    let text = format!(
        "organizations:\n  - {{id: o0, name: N}}\n  - {{id: un, name: U}}\n{chain}\
         partnerships:\n- between: [un, o9999]\n  phases:\n    formal:\n{spells}sources: {{s: {{title: T}}}}\n"
    );
    let (run, codes) = checked(text);
    assert_eq!((run.status, codes.len()), (0, 0), "{}", run.text());
}

#[test]
fn a_conflict_in_one_long_line_shows_both_ends() {
    let rows: String = (0..100)
        .map(|row| format!("{{id: o{row}, name: N{row}}}, "))
        .collect();
    let line = format!("organizations: [{rows}{{id: o50, name: N}}]\n");
    let first = line.find("o50").map_or(0, |at| at + 1);
    let last = line.rfind("o50").map_or(0, |at| at + 1);
    finds(
        &line,
        "duplicate-id",
        &format!("--> data.yaml:1:{last}\n  |\n1 | "),
    );
    finds(
        &line,
        "duplicate-id",
        &format!("  |\n ::: data.yaml:1:{first}\n  |\n1 | "),
    );
}

#[test]
fn lines_that_end_in_cr_alone_are_counted() {
    finds(
        "organizations:\r  - {id: un, name: U}\r  - {id: AU, name: A}\r",
        "invalid-id",
        "data.yaml:3:10",
    );
}

/// Pieces that mean something in YAML or in a dataset.
fn scraps() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "organizations:",
        "partnerships:",
        "sources:",
        "vocabularies:",
        "between:",
        "phases:",
        "formal:",
        "phase:",
        "from:",
        "cite:",
        "id:",
        "name:",
        "un",
        "au",
        "contact",
        "2001",
        "\n",
        "\n  ",
        "\n  - ",
        "\n    ",
        "\n---\n",
        "\n...\n",
        " ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        ": ",
        "\"",
        "'",
        "|",
        ">",
        "&a ",
        "!x ",
        "!!int ",
        "? ",
        "#",
        "~",
        "%YAML 1.2",
        "\t",
        "\r",
        "\u{FEFF}",
        "é",
        "\0",
        "<<: ",
        "0x1F",
        ".nan",
        "..",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_a_dataset_or_has_findings_in_it(text in scraps()) {
        let input = Input::new("text", text.clone());
        let checked = dataset::check(vec![input]);
        prop_assert_eq!(checked.dataset.is_none(), checked.report.errors() > 0);
        for finding in checked.report.findings() {
            let place = finding.place.as_ref().expect("it has a place");
            prop_assert!(place.span.end <= checked.report.texts()[0].text.len());
        }
        prop_assert!(checked.report.render(false).lines().count() >= checked.report.findings().len());
    }
}

#[test]
fn a_file_over_the_limit_is_refused_until_the_limit_is_raised() {
    let folder = Folder::new();
    let mut text = String::from("organizations:\n  - {id: un, name: United Nations}\n");
    text += &"# a comment that fills the file\n".repeat(40_000);
    folder.write("large.yaml", &text);
    let refused = folder.run(&["check", "--max-size", "1", "large.yaml"]);
    refused.refused("is larger than 1048576 bytes");
    assert!(refused.stderr.contains("--max-size"), "{}", refused.stderr);
    for arguments in [
        &["check", "--max-size", "2", "large.yaml"][..],
        &["check", "large.yaml"],
    ] {
        assert_eq!(folder.run(arguments).status, 0, "{arguments:?}");
    }
    let piped = ["show", "un", "--max-size", "1", "--data", "-"];
    let run = folder.run_in(&[], &piped, text.as_bytes());
    run.refused("is larger than 1048576 bytes");
}

#[test]
fn a_dataset_that_could_take_too_much_memory_is_refused_before_it_is_read() {
    let folder = Folder::new();
    // Half a million items: an item takes 200 bytes in the dataset, and 400 while it is parsed.
    let items = "a,".repeat(1 << 19);
    let text =
        format!("organizations:\n  - {{id: un, name: United Nations, aliases: [{items}]}}\n");
    folder.write("items.yaml", &text);
    let refused = folder.run(&["list", "--max-read-memory", "299", "--data", "items.yaml"]);
    refused.refused("could take 304 MiB of memory, and may take 299 MiB");
    assert!(
        refused.stderr.contains("--max-read-memory"),
        "{}",
        refused.stderr
    );
    assert_eq!(refused.stderr.matches("error[").count(), 1);
    let allowed = [
        "list",
        "organizations",
        "--max-read-memory",
        "320",
        "--data",
        "items.yaml",
    ];
    assert_eq!(folder.run(&allowed).status, 0);
    // In pieces, only the largest of them are parsed at a time: 200 organizations of 2,048 items.
    let organization = |number| {
        let items = "a,".repeat(2_048);
        format!("  - {{id: o{number}, name: O{number}, aliases: [{items}]}}\n")
    };
    let text: String = (0..200).map(organization).collect();
    folder.write("pieces.yaml", format!("organizations:\n{text}"));
    let allowed = [
        "list",
        "organizations",
        "--max-read-memory",
        "150",
        "--data",
        "pieces.yaml",
    ];
    assert_eq!(folder.run(&allowed).status, 0);
    folder.write("whole.yaml", format!("organizations: \n{text}---\n"));
    let refused = folder.run(&["list", "--max-read-memory", "150", "--data", "whole.yaml"]);
    refused.refused("of memory, and may take 150 MiB");
}

#[test]
fn the_bracket_that_is_nested_too_deeply_is_shown() {
    let text = format!("a: {}", "[".repeat(200));
    let report = dataset::check(vec![Input::new("text", text)]).report;
    let place = report.findings()[0].place.as_ref().expect("it has a place");
    // The 128th bracket, after three characters: the mapping is the first level.
    assert_eq!((place.span.clone(), place.column), (130..131, 131));
}

#[test]
fn a_text_that_two_parsers_see_differently_is_refused() {
    // The records are refused, and the parser that finds the places sees nothing wrong.
    for text in [
        "organizations:\t\u{feff}",
        "organizations:\r|",
        "0x1Forganizations:\n|\norganizations:",
    ] {
        let checked = dataset::check(vec![Input::new("text", text)]);
        assert!(checked.dataset.is_none(), "{text:?}");
        assert_eq!(checked.report.errors(), 1, "{text:?}");
    }
    // A word without quotes alone is a text after all.
    let text = "dataset: {title: 1984}\norganizations: [{id: un, name: true}]\n";
    let dataset = dataset::parse(text).expect("it is sound");
    assert_eq!(dataset.about().title.as_deref(), Some("1984"));
    assert_eq!(
        &*dataset.organizations().iter().next().expect("one").name,
        "true"
    );
}

#[test]
fn a_document_with_very_many_faults_is_not_checked_to_its_end() {
    let folder = Folder::new();
    let faults = "{},".repeat(150_000);
    let text =
        format!("organizations: [{{id: un, name: United Nations}}]\npartnerships: [{faults}]\n");
    folder.write("faults.yaml", &text);
    let run = folder.run(&["check", "faults.yaml"]);
    assert_eq!(run.status, 1);
    let text = String::from_utf8_lossy(&run.stdout);
    assert!(text.contains("100001 errors"), "{text}");
    let first = folder.run(&["check", "--all", "--format", "json", "faults.yaml"]);
    let json = String::from_utf8_lossy(&first.stdout);
    assert_eq!(json.matches("the rest is not checked").count(), 1);
}

#[test]
fn an_address_is_refused_for_what_is_wrong_with_it() {
    let source = |url: &str| {
        let text = "organizations:\n  - {id: un, name: United Nations, cite: [a]}\n";
        format!("{text}sources:\n  a: {{title: A, url: \"{url}\"}}\n")
    };
    let found = |url: &str| checked(source(url)).0;
    for url in ["https://e.org/a", "HTTPS://e.org/a", "http://[::1]/a?b=c#d"] {
        assert_eq!(found(url).status, 0, "{url}");
    }
    for (url, message) in [
        ("https://e.org/a|b", "contains `|`"),
        ("https://e.org/<script>", "contains `<`"),
        ("javascript:alert(1)", "expected an http or https address"),
        ("https://", "expected an http or https address"),
    ] {
        let folder = Folder::new();
        folder.write("data.yaml", source(url));
        let run = folder.run(&["check", "data.yaml"]);
        assert!(run.text().contains(message), "{url}: {}", run.text());
    }
}

#[test]
fn a_part_outside_the_life_of_its_organization_is_told_and_makes_no_tie() {
    let folder = Folder::new();
    let organizations = "organizations:\n  - {id: un, name: U, founded: 1945}\n  \
        - {id: au, name: A, founded: 2002}\n";
    let operation = "operations:\n  - {id: op, name: Op, start: 1998, end: 2000, cite: [s], participations: \
        [{organization: au, role: lead}, {organization: un, role: support}]}\n";
    let rest = "partnerships:\n  - {between: [un, au], phases: {formal: [{phase: contact, from: 2002, cite: [s]}]}}\n\
        sources: {s: {title: S}}\n";
    folder.write("data.yaml", format!("{organizations}{operation}{rest}"));
    let run = folder.run(&["check", "data.yaml"]);
    assert!(
        run.text().contains("participation-outside"),
        "{}",
        run.text()
    );
    assert!(
        run.text().contains("the organization was founded here"),
        "{}",
        run.text()
    );
    let links = folder.run(&[
        "links",
        "--during",
        "..",
        "--format",
        "json",
        "--data",
        "data.yaml",
    ]);
    assert!(!links.text().contains("\"op\""), "{}", links.text());
    let unknown = format!(
        "vocabularies:\n  motives: [{{id: m, label: M, definition: D, family: materialist}}]\n\
        {organizations}"
    );
    folder.write("words.yaml", unknown);
    assert_eq!(folder.run(&["check", "words.yaml"]).status, 0);
}

#[test]
fn one_bad_value_hides_nothing_else_of_its_record() {
    let text = |milestones: &str, founded: &str| {
        format!(
            "organizations: [{{id: un, name: U, founded: {founded}}}, {{id: au, name: A}}]\n\
             partnerships:\n  - between: [un, au]\n    phases: {{formal: [{{phase: contactt, from: 1990, cite: [s]}}]}}\n    \
             motives: [{{motive: shared-values, of: eu, statement: x, cite: [s]}}]\n    milestones: {milestones}\n  \
             - between: [au, un]\nsources: {{s: {{title: S}}}}\n"
        )
    };
    let rest = ["duplicate-dyad", "unknown-organization", "unknown-phase"];
    for (milestones, founded, first) in [
        ("[]", "1945", None),
        ("5", "1945", Some("wrong-type")),
        ("[{date: 1990}, 7]", "1945", Some("missing-key")),
        ("[]", "1945-02-30", Some("invalid-date")),
    ] {
        let (_, mut codes) = checked(text(milestones, founded));
        codes.sort();
        for code in rest.into_iter().chain(first) {
            assert!(codes.iter().any(|found| found == code), "{code}: {codes:?}");
        }
    }
    // A claim whose citations cannot be read is not reported as a claim without citations.
    let (_, codes) = checked(text(
        "[{date: 1990, kind: agreement, title: T, cite: 5}]",
        "1945",
    ));
    assert!(
        !codes.iter().any(|code| code == "uncited-claim"),
        "{codes:?}"
    );
}

#[test]
fn the_type_of_a_source_is_one_that_bibliographies_know() {
    let source = |kind: &str| {
        format!(
            "organizations:\n  - {{id: un, name: United Nations, cite: [a]}}\n\
             sources:\n  a: {{type: {kind}, title: A, parent: {{type: periodical, title: B}}}}\n"
        )
    };
    assert_eq!(checked(source("article")).0.status, 0);
    let (run, codes) = checked(source("articel"));
    assert_eq!(codes, ["invalid-choice"], "{}", run.text());
    let folder = Folder::new();
    folder.write("data.yaml", source("articel"));
    let checked = folder.run(&["check", "data.yaml"]);
    assert!(
        checked.text().contains("expected `article`"),
        "{}",
        checked.text()
    );
}

#[test]
fn a_text_that_is_missing_hides_nothing_else_of_its_record() {
    let (_, mut codes) = checked(
        "organizations: [{id: un, name: U}, {id: au, name: A}]\npartnerships:\n  - between: [un, au]\n    motives:\n      \
         - {motive: x, of: AX}\n      - {motive: shared-values, of: AU, statement: [a], cite: [zz]}\n",
    );
    codes.sort();
    let found = [
        "missing-key",
        "uncited-claim",
        "unknown-motive",
        "unknown-organization",
        "unknown-source",
        "wrong-type",
    ];
    assert_eq!(codes, found);
}

#[test]
fn a_tab_before_a_value_shifts_no_place() {
    let text = format!("{TWO}{TIE}").replace("id: un", "id:\tun");
    assert_eq!(checked(&text).1, [""; 0]);
    let (run, codes) = checked(text.replace("contact", "contactt"));
    assert_eq!(codes, ["unknown-phase"]);
    let line = text.lines().position(|line| line.contains("contact"));
    let place = format!("data.yaml:{}:", line.expect("it is there") + 1);
    assert!(run.text().contains(&place), "{}", run.text());
    let (_, codes) =
        checked("organizations:\n  - id: un\n    name:\tUnited Nations\n    seat: [x]\n");
    assert_eq!(codes, ["wrong-type"]);
}

#[test]
fn what_is_defined_first_is_first_in_the_text_whatever_else_is_wrong_with_it() {
    let (run, codes) = checked(
        "{organizations: [{id: un, name: U, foo: x}]}\n---\n{organizations: [{id: un, name: V}]}\n",
    );
    assert_eq!(codes, ["unknown-key", "duplicate-id"]);
    assert!(run.text().contains("data.yaml:3:23"), "{}", run.text());
    let other = run.text().split("::: ").nth(1).unwrap_or_default();
    assert!(other.starts_with("data.yaml:1:"), "{}", run.text());
}

#[test]
fn an_id_that_means_something_of_another_kind_too_is_told() {
    let text = "organizations: [{id: un, abbreviation: ONE, name: U}, {id: au, name: A}]\n\
                operations:\n  - {id: one, name: Op, start: 2001, cite: [un],\n     \
                participations: [{organization: UN, role: lead}]}\nsources: {un: {title: T}, s: {title: T2}}\n\
                partnerships: [{between: [un, au], phases: {formal: [{phase: contact, from: 2001, cite: [s]}]}}]\n";
    let (run, codes) = checked(text);
    assert_eq!(
        codes,
        ["ambiguous-name", "ambiguous-name"],
        "{}",
        run.text()
    );
    assert_eq!(run.text().matches("also means an organization").count(), 2);
}
