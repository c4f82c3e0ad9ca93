//! Bibliographies: every style sets every source, and independent readers read the exchange formats.

use interorg::export::{BibliographyOptions, Style, write_bibliography};
use interorg::graph::Graph;
use interorg::model::Source;
use interorg::query::Filter;
use interorg::{analysis, dataset, view};

use crate::readers::python;
use crate::support::Folder;

fn written(sources: &[&Source], style: &str, numbered: bool) -> String {
    let style: Style = style.parse().expect("the style is known");
    let mut bytes = Vec::new();
    let options = BibliographyOptions {
        numbered,
        ..BibliographyOptions::default()
    };
    write_bibliography(sources, style, options, &mut bytes).expect("memory is writable");
    String::from_utf8(bytes).expect("UTF-8")
}

fn with_shipped_sources(test: impl FnOnce(&Graph, &[&Source])) {
    let graph = Graph::new(dataset::builtin());
    let query = Filter::default()
        .resolve(&graph)
        .expect("it has no filters");
    let sources = analysis::sources(&query.select());
    assert!(
        sources.len() > 300,
        "the six partnerships rest on {}",
        sources.len()
    );
    test(&graph, &sources);
}

/// Texts that no entry may contain: redundant punctuation, a resolution set as the law of a state, a press article set as a
/// preprint, the introduction of a date of access that is not printed.
const SLIPS: [&str; 19] = [
    "Pub. L.",
    "Preprint",
    "Retrieved http",
    ",.",
    "?.",
    "!.",
    ".”.",
    "?”.",
    " .",
    " ,",
    ",)",
    "()",
    "[]",
    "“”",
    "”.”",
    ". . ",
    ",,",
    "..",
    "\u{2060}",
];

/// Returns the characters of a text as they are compared: styles change the case and the quotation marks of titles.
fn comparable(text: &str) -> Vec<char> {
    let comparable = |character: char| match character {
        '’' | '‘' | '\'' | '“' | '”' | '"' => '"',
        character => character.to_lowercase().next().unwrap_or(character),
    };
    text.chars().map(comparable).collect()
}

/// Returns an entry with another text in place of its title; `None` if it does not have the title.
fn with_title(line: &str, title: &str, other: &str) -> Option<String> {
    // A full stop may follow before the quotation mark at the end of a title.
    let title = title.trim_end_matches(['"', '”', '’']);
    let (characters, title) = (comparable(line), comparable(title));
    let mut windows = characters.windows(title.len());
    let start = windows.position(|window| window == title)?;
    let before: String = line.chars().take(start).collect();
    let after: String = line.chars().skip(start + title.len()).collect();
    Some(before + other + &after)
}

/// Returns the slips in an entry, outside its title and its addresses.
fn slips(line: &str, title: &str) -> Vec<&'static str> {
    let line = with_title(line, title, "Title").unwrap_or_default();
    let words = line.split(' ').filter(|word| !word.contains("://"));
    let words = words.collect::<Vec<_>>().join(" ");
    let found = |slip: &&&str| words.contains(**slip) || line.contains("Retrieved http");
    SLIPS.iter().filter(found).copied().collect()
}

#[test]
fn styles_set_every_source_with_its_date_and_symbol_and_without_slips() {
    with_shipped_sources(|_, sources| {
        for style in [
            "apa",
            "chicago-author-date",
            "harvard-cite-them-right",
            "iso-690-author-date",
            "modern-language-association",
            "institute-of-electrical-and-electronics-engineers",
            "american-political-science-association",
            "nature",
            "springer-basic",
        ] {
            let text = written(sources, style, true);
            assert_eq!(text.lines().count(), sources.len(), "{style}");
            assert!(!text.contains('\u{1b}'), "{style} has no terminal codes");
            for (line, source) in text.lines().zip(sources) {
                assert_entry(style, line, source);
            }
        }
    });
}

fn assert_entry(style: &str, line: &str, source: &Source) {
    let rest = with_title(line, &source.title, "");
    assert!(rest.is_some(), "{style}: {} in {line}", source.title);
    assert_eq!(slips(line, &source.title), [""; 0], "{style}: {line}");
    let is_act = matches!(&*source.kind, "legislation" | "misc" | "report");
    let symbol = source.symbol().filter(|_| is_act).unwrap_or_default();
    // Some styles set the series in title case: `No. 6`.
    let has_symbol = line.to_lowercase().contains(&symbol.to_lowercase());
    assert!(has_symbol, "{style}: {symbol} in {line}");
    if style == "institute-of-electrical-and-electronics-engineers"
        && (source.url.is_some() || &*source.kind == "web")
    {
        // The style gives some types of online source the date of the visit only, as the reference processor does.
        return;
    }
    let year = source.date.and_then(|date| date.year());
    let year = year.map(|year| year.to_string()).unwrap_or_default();
    assert!(
        rest.is_some_and(|rest| rest.contains(&year)),
        "{style}: {year} in {line}"
    );
}

#[test]
fn the_own_publications_of_an_organization_are_cited_under_its_name() {
    let yaml = "organizations:\n  - {id: un, name: U, cite: [a, b, c, d]}\nsources:\n  \
         a: {type: legislation, title: Resolution 2033 (2012), date: 2012-01-12, publisher: UN Security Council, \
         serial-number: S/RES/2033 (2012)}\n  \
         b: {type: web, title: Berlin Plus?, publisher: NATO, url: 'https://www.nato.int/b'}\n  \
         c: {type: article, title: A welcome, date: 2007, url: 'https://example.org/c', \
         parent: {type: periodical, title: UN Chronicle}}\n  \
         d: {type: article, title: A paper, url: 'https://example.org/d', organization: ACCORD}\n";
    let dataset = dataset::parse(yaml).expect("the dataset is valid");
    let sources: Vec<&Source> = dataset.sources().iter().collect();
    let set = |style| written(&sources, style, true);
    assert_eq!(
        set("apa"),
        "[1] UN Security Council. (2012, January 12). Resolution 2033 (2012) (S/RES/2033 (2012)).\n\
         [2] NATO. (n.d.). Berlin Plus? https://www.nato.int/b\n\
         [3] A welcome. (2007). UN Chronicle. https://example.org/c\n\
         [4] ACCORD. (n.d.). A paper. https://example.org/d\n"
    );
    assert_eq!(
        set("chicago-author-date"),
        "[1] UN Security Council. 2012. “Resolution 2033 (2012).” S/RES/2033 (2012). January 12.\n\
         [2] NATO. n.d. “Berlin Plus?” https://www.nato.int/b.\n\
         [3] UN Chronicle. 2007. “A Welcome.” https://example.org/c.\n\
         [4] ACCORD. n.d. “A Paper.” https://example.org/d.\n"
    );
    let nature = set("nature");
    assert!(
        nature.contains("Resolution 2033 (2012), S/RES/2033 (2012). (2012)"),
        "{nature}"
    );
}

#[test]
fn letters_follow_the_order_of_the_style() {
    let entries: String = (0..30)
        .map(|number| {
            let (date, body) = match number % 3 {
                0 => ("date: 2022-03-01, ", "NATO"),
                1 => ("date: 2022-05, ", "EU"),
                _ => ("", "NATO"),
            };
            let title = 90 - number;
            format!("  s{number}: {{type: web, title: Title {title}, {date}publisher: {body}}}\n")
        })
        .collect();
    let cite: Vec<String> = (0..30).map(|number| format!("s{number}")).collect();
    let cite = cite.join(", ");
    let yaml =
        format!("organizations:\n  - {{id: un, name: U, cite: [{cite}]}}\nsources:\n{entries}");
    let dataset = dataset::parse(&yaml).expect("the dataset is valid");
    let sources: Vec<&Source> = dataset.sources().iter().collect();
    let text = written(&sources, "apa", false);
    for (body, year) in [("EU", "2022"), ("NATO", "2022"), ("NATO", "n.d.-")] {
        let beginning = format!("{body}. ({year}");
        let letters = text
            .lines()
            .filter_map(|line| line.strip_prefix(&beginning));
        let letters: String = letters.filter_map(|rest| rest.chars().next()).collect();
        assert_eq!(letters, "abcdefghij", "{body} {year} in\n{text}");
    }
}

#[test]
fn every_style_that_is_listed_sets_a_bibliography() {
    let title = "Framework for {EU-NATO} cooperation: 100 % & $5";
    let yaml = format!(
        "organizations:\n  - {{id: un, name: U, cite: [a]}}\nsources:\n  a:\n    title: '{title}'\n    \
         author: ['Haugevik, Kristin M.', NUPI]\n    date: 2007~\n    type: report\n"
    );
    let dataset = dataset::parse(&yaml).expect("the dataset is valid");
    let sources: Vec<&Source> = dataset.sources().iter().collect();
    let names = Style::names();
    assert!(names.len() > 50, "{}", names.len());
    for name in names {
        let text = written(&sources, name, false);
        assert!(!text.is_empty(), "{name}");
    }
    assert!(
        written(&sources, "apa", false).contains(title),
        "the title keeps its case"
    );
}

#[test]
fn an_unknown_style_is_an_error_with_suggestions() {
    let error = "chicago-author-dat"
        .parse::<Style>()
        .expect_err("there is no such style");
    assert!(
        error
            .candidates
            .iter()
            .any(|name| name == "chicago-author-date"),
        "{error:?}"
    );
}

#[test]
fn sources_have_the_numbers_that_a_dossier_gives_them() {
    let graph = Graph::new(dataset::builtin());
    let filter = Filter {
        between: vec!["UN".into(), "AU".into()],
        ..Filter::default()
    };
    let selection = filter
        .resolve(&graph)
        .expect("the names are known")
        .select();
    let selected = selection.iter().next().expect("they are partners");
    let dossier = view::dossier::dyad(&selection, selected, true);
    let cited = dossier
        .sources
        .iter()
        .filter_map(|reference| graph.dataset().sources().find(&reference.id));
    let cited: Vec<&Source> = cited.collect();
    let text = written(&cited, "apa", true);
    assert_eq!(text.lines().count(), dossier.sources.len());
    for (line, reference) in text.lines().zip(&dossier.sources) {
        let title = &graph
            .dataset()
            .sources()
            .find(&reference.id)
            .expect("it is there")
            .title;
        assert!(
            line.starts_with(&format!("[{}] ", reference.number)),
            "{line}"
        );
        assert!(with_title(line, title, "").is_some(), "{line}");
    }
}

#[test]
fn csl_json_names_every_source() {
    with_shipped_sources(|_, sources| {
        let items: serde_json::Value =
            serde_json::from_str(&written(sources, "csl-json", false)).expect("JSON");
        let items = items.as_array().expect("a list");
        assert_eq!(items.len(), sources.len());
        for (item, source) in items.iter().zip(sources) {
            assert_eq!(item["id"], source.id.as_str());
            assert_eq!(item["title"], &*source.title);
            let year = source.date.and_then(|date| date.year());
            if let (Some(year), Some(parts)) = (year, item["issued"]["date-parts"][0].as_array()) {
                assert_eq!(parts[0], year, "{}", source.id);
            }
        }
    });
}

#[test]
fn csl_json_is_valid_and_names_the_issuer() {
    with_shipped_sources(|graph, sources| {
        let own = analysis::how_to_cite(graph.dataset());
        let sources: Vec<&Source> = sources.iter().copied().chain(&own).collect();
        let text = written(&sources, "csl-json", false);
        let items: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let items = items.as_array().expect("a list");
        for (item, source) in items.iter().zip(&sources) {
            assert!(item.get("note").is_none(), "{item}");
            assert_ne!(item["type"], "legislation", "{item}");
            let is_named = source.issuer().is_some() || !source.authors.is_empty();
            assert_eq!(item.get("author").is_some(), is_named, "{item}");
        }
        let named = items.iter().filter(|item| item.get("author").is_some());
        assert!(named.count() * 10 > items.len() * 7, "most have an author");

        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let path = folder.path().join("sources.json");
        std::fs::write(&path, &text).expect("it is written");
        let Some(read) = python("csl_json.py", &["citeproc"], &[&path]) else {
            return;
        };
        assert_eq!(read.lines().count(), sources.len());
        for (line, source) in read.lines().zip(&sources) {
            let mut parts = line.split('\t');
            assert_eq!(parts.next(), Some(source.id.as_str()));
            let author = parts.nth(1).unwrap_or_default();
            assert!(
                source.issuer().is_none_or(|issuer| issuer == author),
                "{line}"
            );
        }
    });
}

#[test]
fn independent_readers_read_hayagriva_and_bibtex() {
    with_shipped_sources(|_, sources| {
        let library = hayagriva::io::from_yaml_str(&written(sources, "hayagriva", false))
            .expect("Hayagriva reads it");
        assert_eq!(library.len(), sources.len());
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let path = folder.path().join("sources.bib");
        std::fs::write(&path, written(sources, "bibtex", false)).expect("it is written");
        let Some(read) = python("bibtex.py", &["bibtexparser"], &[&path]) else {
            return;
        };
        let ids: Vec<&str> = read
            .lines()
            .filter_map(|line| line.split('\t').next())
            .collect();
        let expected: Vec<&str> = sources.iter().map(|source| source.id.as_str()).collect();
        assert_eq!(ids, expected);
        for (line, source) in read.lines().zip(sources) {
            let address = line.split('\t').nth(1).unwrap_or_default();
            assert_eq!(address, source.url.as_deref().unwrap_or_default());
        }
    });
}

#[test]
fn independent_readers_read_biblatex_and_ris() {
    with_shipped_sources(|_, sources| {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let expected: Vec<&str> = sources.iter().map(|source| source.id.as_str()).collect();
        let path = folder.path().join("sources.bib");
        std::fs::write(&path, written(sources, "biblatex", false)).expect("it is written");
        if let Some(read) = python("bibtex.py", &["bibtexparser"], &[&path]) {
            let ids = read.lines().filter_map(|line| line.split('\t').next());
            assert_eq!(ids.collect::<Vec<_>>(), expected);
        }
        let path = folder.path().join("sources.ris");
        std::fs::write(&path, written(sources, "ris", false)).expect("it is written");
        let Some(read) = python("ris.py", &["rispy"], &[&path]) else {
            return;
        };
        assert_eq!(read.lines().count(), sources.len());
        for (line, source) in read.lines().zip(sources) {
            let fields: Vec<&str> = line.split('\t').collect();
            let year = source.date.and_then(|date| date.year());
            let year = year.map(|year| year.to_string()).unwrap_or_default();
            assert_eq!((fields[0], fields[1]), (source.id.as_str(), year.as_str()));
            let people = source.authors.len() + source.editors.len();
            let found: usize = fields[2].parse().expect("it is a number");
            assert!(found >= people, "{line}: {people}");
        }
    });
}

#[test]
fn what_an_exchange_format_leaves_out_is_noted() {
    let folder = Folder::new();
    let sources = "sources:\n  a: {title: A, date: 2003~, runtime: '01:02:03'}\n  b: {title: B, date: 199X}\n  c: {title: C, date: 2003}\n";
    folder.write("a.yaml", sources);
    for (style, note) in [
        (
            "bibtex",
            "note: bibtex leaves out fields, or parts of them: `date` of 2 sources, `runtime` of 1 source\n",
        ),
        (
            "csl-json",
            "note: csl-json leaves out fields, or parts of them: `date` of 1 source, `runtime` of 1 source\n",
        ),
        (
            "biblatex",
            "note: biblatex leaves out fields, or parts of them: `runtime` of 1 source\n",
        ),
        (
            "hayagriva",
            "note: hayagriva leaves out fields, or parts of them: `date` of 1 source\n",
        ),
        ("apa", ""),
    ] {
        let run = folder.run(&["cite", "--data", "a.yaml", "--style", style]);
        assert_eq!((run.status, run.stderr.as_str()), (0, note), "{style}");
    }
}

#[test]
fn exchange_formats_have_no_numbers() {
    let folder = Folder::new();
    let message = "`bibtex` is an exchange format, and has no numbers";
    let run = folder.run(&["cite", "EU", "NATO", "--numbered", "--style", "bibtex"]);
    run.refused(message);
    let run = folder.run(&["cite", "EU", "NATO", "--numbered", "-o", "a.bib"]);
    run.refused(message);
}

#[test]
fn the_dataset_and_the_program_can_be_cited() {
    let shipped = dataset::builtin();
    let own = analysis::how_to_cite(&shipped);
    let own: Vec<&Source> = own.iter().collect();
    let title = shipped.about().title.as_deref().expect("it has a title");
    let version = shipped
        .about()
        .version
        .as_deref()
        .expect("it has a version");
    let program = env!("CARGO_PKG_VERSION");
    let cff = include_str!("../../CITATION.cff");
    assert!(cff.contains(&format!("title: {title:?}")), "{cff}");
    for entry in &own {
        let released = entry.date.expect("it has a date").to_string();
        let (year, _) = released.split_once('-').expect("it has a month");
        let is_program = &*entry.kind == "repository";
        assert!(cff.contains(&format!("title: {:?}", entry.title)), "{cff}");
        assert!(
            cff.contains(&format!("date-released: {released}")) || !is_program,
            "{cff}"
        );
        assert!(cff.contains(&format!("year: {year}")), "{cff}");
    }
    let apa = written(&own, "apa", false);
    assert!(
        apa.contains(&format!("{title} (Version {version}) [Dataset]")),
        "{apa}"
    );
    assert!(
        apa.contains(&format!("(Version {program}) [Computer software]")),
        "{apa}"
    );
    assert!(!apa.contains("n.d."), "{apa}");
    let remark = own[0].note.as_deref().unwrap_or_default();
    for stated in [&shipped.about().coverage, &shipped.about().citation] {
        assert!(
            remark.contains(stated.as_deref().expect("it is stated")),
            "{remark}"
        );
    }
    let nature = written(&own, "nature", false);
    assert!(
        nature.contains(&format!("{title}, version {version}")),
        "{nature}"
    );
    let bibtex = written(&own, "bibtex", false);
    assert!(
        bibtex.contains("@dataset{") && bibtex.contains("@software{"),
        "{bibtex}"
    );
    assert!(
        bibtex.contains(&format!("version = {{{version}}}")),
        "{bibtex}"
    );
    let items: serde_json::Value =
        serde_json::from_str(&written(&own, "csl-json", false)).expect("JSON");
    assert_eq!(
        (&items[0]["type"], &items[0]["title"]),
        (&"dataset".into(), &title.into())
    );
    assert_eq!(
        (&items[1]["type"], &items[1]["version"]),
        (&"software".into(), &program.into())
    );
}
