//! Pictures as figures of papers, slides and web pages.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use super::pictures::graphviz;
use super::support::{Folder, Run, elements};

fn run(line: &str) -> Run {
    let arguments: Vec<&str> = line.split(' ').collect();
    let run = Folder::new().run(&arguments);
    assert_eq!(run.status, 0, "{line}: {}", run.stderr);
    run
}

/// Returns the values of an attribute in an SVG.
fn values<'s>(svg: &'s str, attribute: &str) -> Vec<&'s str> {
    let parts = svg.split(attribute).skip(1);
    parts
        .filter_map(|rest| rest.strip_prefix("=\"")?.split('"').next())
        .collect()
}

#[test]
fn the_ids_of_different_pictures_differ_and_references_lead_to_them() {
    let mut known = BTreeSet::new();
    for line in [
        "diagram",
        "diagram --at 2005",
        "diagram --theme dark",
        "diagram timeline",
        "diagram timeline --with EU",
        "diagram evolution",
        "diagram matrix",
        "diagram matrix --of phases",
    ] {
        let svg = run(line).text().to_owned();
        assert_eq!(run(line).text(), svg, "{line}");
        let ids = values(&svg, " id");
        assert_eq!(ids.len(), 2, "{line}");
        let labels: Vec<&str> = values(&svg, "aria-labelledby")[0].split(' ').collect();
        assert_eq!(labels, ids, "{line}");
        for id in ids {
            assert!(known.insert(id.to_owned()), "{line}: {id}");
        }
    }
}

#[cfg(feature = "pdf")]
#[test]
fn embedded_fonts_of_two_pictures_have_different_names_that_the_pictures_use() {
    let families = ["diagram --embed-fonts", "diagram timeline --embed-fonts"].map(|line| {
        let svg = run(line).text().to_owned();
        let (_, rest) = svg
            .split_once("font-family:\"")
            .expect("a font is embedded");
        let (family, _) = rest.split_once('"').expect("its name ends");
        let used = values(&svg, "font-family")[0];
        assert!(
            used.starts_with(&format!("'{family}', 'Noto Sans'")),
            "{used}"
        );
        family.to_owned()
    });
    assert_ne!(families[0], families[1]);
}

#[test]
fn the_ids_of_pictures_by_graphviz_differ_too() {
    let folder = Folder::new();
    let mut known = BTreeSet::new();
    for at in ["2005", "2010"] {
        let run = folder.run(&["diagram", "--graphviz", "dot", "--at", at]);
        if run.stderr.contains("not installed") {
            return;
        }
        let ids = values(run.text(), " id");
        assert!(ids.len() >= 4 + 6, "{ids:?}");
        for id in ids {
            assert!(known.insert(id.to_owned()), "{id}");
        }
    }
}

/// Returns the texts that an SVG draws, one per line.
fn drawn(svg: &str) -> Vec<String> {
    let texts = elements(svg).into_iter();
    let texts = texts.filter(|(name, _)| name == "text");
    texts.map(|(_, text)| text).collect()
}

#[test]
fn titles_say_what_is_drawn() {
    let wider = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/wider-network.yaml");
    let kept = format!("diagram --keep 9 --data {wider}");
    for (line, title) in [
        (
            "diagram --at 2005",
            "Partnerships of UN, NATO, EU and AU at the end of 2005",
        ),
        (
            "diagram --at 2005-06-30 --between EU NATO",
            "Partnership of NATO and EU on 2005-06-30",
        ),
        (
            "diagram timeline --between UN AU --during 2000..2010",
            "Phases of the partnership of UN and AU from 2000 to 2010",
        ),
        (
            "diagram evolution --at 1995,2005",
            "Partnerships of UN, NATO, EU and AU from 1995 to 2005",
        ),
        (
            "diagram matrix --of operations --country Somalia --between EU AU",
            "Roles of EU and AU in peace operations as of 2026-11-30: operations in Somalia",
        ),
        (&kept, "Partnerships of 7 organizations as of 2026-02-28"),
    ] {
        let svg = run(line);
        let titles: Vec<String> = elements(svg.text())
            .into_iter()
            .filter(|(name, _)| name == "title")
            .map(|(_, text)| text)
            .collect();
        assert_eq!(titles[0], title, "{line}");
    }
}

#[test]
fn an_empty_title_and_two_options_leave_the_words_to_the_caption() {
    let folder = Folder::new();
    let line = "diagram --at 2005 --title  --no-legend --no-source -o a.svg --caption a.md";
    let arguments: Vec<&str> = line.split(' ').collect();
    assert_eq!(folder.run(&arguments).status, 0);
    let svg = String::from_utf8(folder.read("a.svg")).expect("UTF-8");
    let texts = drawn(&svg).join("\n");
    for hidden in ["Partnerships", "Coding", "Phase", "Stalled", "Source"] {
        assert!(!texts.contains(hidden), "{hidden}: {texts}");
    }
    assert!(!svg.contains("></title>"), "no title is empty");
    let caption = String::from_utf8(folder.read("a.md")).expect("UTF-8");
    let expected = "**Partnerships of UN, NATO, EU and AU at the end of 2005.** Coding: by texts and standing bodies. \
                    Phase: ad hoc cooperation (green line), formalized (blue line), institutionalized (dark blue line). \
                    Condition: active (solid line), stalled (dotted line). Years on lines:";
    assert!(caption.starts_with(expected), "{caption}");
    assert!(
        caption.ends_with("version 0.4.0 (CC-BY-4.0).\n"),
        "{caption}"
    );
}

#[test]
fn a_caption_names_every_entry_of_the_legend_that_is_drawn() {
    let folder = Folder::new();
    for kind in ["network", "timeline", "evolution", "matrix"] {
        for theme in ["light", "print"] {
            let line = ["diagram", kind, "--theme", theme, "--caption", "a.txt"];
            let run = folder.run(&line);
            let caption = String::from_utf8(folder.read("a.txt"))
                .expect("UTF-8")
                .to_lowercase();
            let Some((_, legend)) = run.text().split_once("<g class=\"legend\"") else {
                assert_eq!(
                    (kind, theme),
                    ("matrix", "print"),
                    "it has no tints to explain"
                );
                continue;
            };
            let entries = legend.lines().take_while(|line| *line != " </g>");
            let entries: Vec<&str> = entries
                .filter_map(|line| line.split_once("<text ")?.1.split_once('>'))
                .map(|(_, text)| text.trim_end_matches("</text>"))
                .collect();
            assert!(entries.len() >= 3, "{kind}");
            for entry in entries {
                let entry = entry.to_lowercase();
                assert!(
                    caption.contains(&entry),
                    "{kind} {theme}: {entry}: {caption}"
                );
            }
        }
    }
}

#[test]
fn a_caption_is_not_written_over_its_picture() {
    let folder = Folder::new();
    let run = folder.run(&["diagram", "-o", "a.svg", "--caption", "a.svg"]);
    run.refused("the caption and the picture have the same file");
    assert!(folder.names().is_empty());
}

#[test]
fn the_lines_of_a_dot_file_are_short_unless_evidence_is_requested() {
    let brief = run("diagram --format dot --at 2005");
    let tooltip = "tooltip=\"NATO–EU: institutionalized, stalled since 2004-05-01\"";
    assert!(brief.text().contains(tooltip), "{}", brief.text());
    assert!(!brief.text().contains("\\nSource: ") && !brief.text().contains("URL="));
    let full = run("diagram --format dot --at 2005 --evidence");
    assert!(full.text().contains("\\nSource: ") && full.text().contains("URL=\"https://"));
    assert!(full.text().len() > brief.text().len() + 1_000);
}

#[test]
fn the_legend_of_a_dot_file_is_no_part_of_its_network() {
    for (option, has_legend) in [("--evidence", true), ("--no-legend", false)] {
        let dot = run(&format!("diagram --format dot {option}"));
        assert_eq!(dot.text().contains("Stalled"), has_legend);
        let Some(counts) = graphviz("gc", &["-n", "-e"], dot.text().as_bytes()) else {
            return;
        };
        let counts = String::from_utf8(counts.stdout).expect("UTF-8");
        let words: Vec<&str> = counts.split_whitespace().collect();
        assert_eq!(words[..2], ["4", "6"], "{option}: {counts}");
    }
}

#[test]
fn a_width_with_a_unit_is_that_of_the_page_in_every_format() {
    let folder = Folder::new();
    for name in ["a.svg", "a.pdf", "a.png"] {
        let run = folder.run(&["diagram", "--width", "16cm", "-o", name]);
        assert_eq!(run.status, 0, "{}", run.stderr);
    }
    let svg = String::from_utf8(folder.read("a.svg")).expect("UTF-8");
    // 16 cm are 453.54 points.
    assert_eq!(values(&svg, " width")[0], "453.54pt");
    let pdf = folder.read("a.pdf");
    let is_in_pdf = |text: &[u8]| pdf.windows(text.len()).any(|window| window == text);
    assert!(is_in_pdf(b"/MediaBox [0 0 453.54"));
    // At 300 dots per inch they are 1889.8 pixels; the width is in the bytes after `IHDR`.
    assert_eq!(folder.read("a.png")[16..20], 1890_u32.to_be_bytes());
}

#[test]
fn a_page_that_is_too_narrow_is_refused_with_one_that_is_not() {
    let folder = Folder::new();
    let run = folder.run(&["diagram", "matrix", "--width", "8.5cm", "-o", "a.svg"]);
    run.refused("a page 8.5 cm wide is too narrow for the picture");
    let (_, hint) = run
        .stderr
        .split_once("The smallest width found to work is ")
        .expect("the hint has a width");
    let width = hint.split(';').next().expect("a hint is not empty");
    let run = folder.run(&["diagram", "matrix", "--width", width, "-o", "a.svg"]);
    assert_eq!(run.status, 0, "{width}: {}", run.stderr);
    for (line, words) in [
        ("diagram --width 0cm", "a length is more than 0"),
        ("diagram --width 16km", "expected a number with cm"),
        (
            "diagram --width 2400",
            "without a unit does not apply to svg",
        ),
        ("diagram --width 16cm --format dot", "does not apply to dot"),
        ("diagram --height 9cm", "--width"),
        (
            "diagram --format png --width 2400 --aspect 16:9",
            "in pixels excludes",
        ),
    ] {
        let arguments: Vec<&str> = line.split(' ').collect();
        folder.run(&arguments).refused(words);
    }
}

/// Fonts that a machine may have, each with a name that it can write.
const FONTS: [(&str, &str); 2] = [
    (
        "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
        "联合国",
    ),
    ("/usr/share/fonts/truetype/tlwg/Garuda.ttf", "อาเซียน"),
];

#[test]
fn a_font_of_the_user_writes_names_that_the_built_in_fonts_cannot() {
    for (font, name) in FONTS {
        if !Path::new(font).is_file() {
            let _ = writeln!(std::io::stderr(), "skipped: {font} is not installed");
            continue;
        }
        let folder = Folder::new();
        let organizations = format!("[{{id: un, name: \"{name}\"}}, {{id: au, name: AU}}]");
        let phases = "{formal: [{phase: contact, from: 2001, cite: [s]}]}";
        folder.write(
            "data.yaml",
            format!(
                "organizations: {organizations}\npartnerships: [{{between: [un, au], phases: {phases}}}]\n\
                 sources: {{s: {{title: T}}}}\n"
            ),
        );
        for format in ["png", "pdf"] {
            let line = ["diagram", "--data", "data.yaml", "--format", format];
            let without = folder.run(&line);
            assert!(
                without.stderr.contains("no glyph for"),
                "{}",
                without.stderr
            );
            let with = folder.run(&[&line[..], &["--font", font]].concat());
            assert_eq!((with.status, with.stderr.as_str()), (0, ""), "{font}");
            assert_ne!(with.stdout, without.stdout);
        }
        let line = [
            "diagram",
            "--data",
            "data.yaml",
            "--font",
            font,
            "--embed-fonts",
        ];
        let svg = folder.run(&line);
        assert_eq!(svg.text().matches("@font-face").count(), 3, "{font}");
        assert!(svg.text().contains(name));
    }
}

#[test]
fn what_is_not_a_font_is_refused() {
    let folder = Folder::new();
    folder.write("a.ttf", "not a font");
    for (file, words) in [
        ("a.ttf", "not a TrueType or OpenType font"),
        ("b.ttf", "b.ttf"),
    ] {
        folder.run(&["diagram", "--font", file]).refused(words);
    }
    let run = folder.run(&["diagram", "--font", "a.ttf", "--format", "dot"]);
    run.refused("`--font` does not apply to dot");
}
