//! Small and large inputs that once made the program panic or run without end.

use super::support::Folder;

#[test]
fn aliases_before_a_syntax_error_are_findings() {
    let folder = Folder::new();
    // The aliases pass the limit of the parser, and the tail of the document is not YAML.
    let (inner, outer) = (",*x".repeat(29), ",*s".repeat(55));
    let tail = "  - *p\n".repeat(5) + "  - *-";
    folder.write(
        "data.yaml",
        format!("  - &p [&s {{e: [&x {{}}{inner}]}},s{outer}]\n{tail}"),
    );
    let check = folder.run(&["check", "data.yaml"]);
    assert_eq!(check.status, 1, "{}", check.stderr);
    for code in ["error[beyond-limit]", "error[syntax]"] {
        assert!(check.text().contains(code), "{}", check.text());
    }
    let fmt = folder.run(&["fmt", "data.yaml"]);
    assert_eq!(fmt.status, 1);
    assert!(fmt.stderr.contains("is left as it is"), "{}", fmt.stderr);
    let links = folder.run(&["links", "--data", "data.yaml"]);
    links.refused("the dataset has");
}

#[test]
fn the_head_of_a_large_file_is_read_like_that_of_a_small_one() {
    let folder = Folder::new();
    for (head, title) in [
        ("# head\rdataset: {title: Hidden title}\n", "Hidden title"),
        (
            "# head\u{2028}dataset: {title: Hidden title}\n",
            "Hidden title",
        ),
        ("# head\n", "Untitled dataset"),
    ] {
        for rows in [1, 4_000] {
            let list: String = (0..rows)
                .map(|row| format!("  - {{id: o{row}, name: Organization number {row}}}\n"))
                .collect();
            folder.write("data.yaml", format!("{head}organizations:\n{list}"));
            let codebook = folder.run(&["codebook", "--data", "data.yaml"]);
            assert_eq!(codebook.status, 0, "{}", codebook.stderr);
            assert!(codebook.text().contains(title), "{rows} {head:?}");
        }
    }
    let list = "  - {id: o, name: N}\n".repeat(7_000);
    folder.write("data.yaml", format!("# \u{7}\norganizations:\n{list}"));
    let check = folder.run(&["check", "data.yaml"]);
    assert!(check.text().contains("error[syntax]"), "{}", check.text());
}

/// Returns a dataset of two organizations that cooperate, on this evidence.
fn cited(citations: &str, sources: &str) -> String {
    format!(
        "organizations: [{{id: o0, name: A}}, {{id: o1, name: B}}]
partnerships:
  - {{between: [o0, o1], phases: {{formal: [{{phase: contact, from: 2001, cite: [{citations}]}}]}}}}
sources:
{sources}"
    )
}

#[test]
fn evidence_of_many_citations_is_shown_soon() {
    const COUNT: usize = 60_000;
    let folder = Folder::new();
    let locators = (0..COUNT).map(|row| format!("{{source: s, at: p. {row}}},"));
    folder.write(
        "one.yaml",
        cited(&locators.collect::<String>(), "  s: {title: T}\n"),
    );
    let ids = (0..COUNT).map(|row| format!("s{row},"));
    let sources = (0..COUNT).map(|row| format!("  s{row}: {{title: T{row}}}\n"));
    folder.write(
        "many.yaml",
        cited(&ids.collect::<String>(), &sources.collect::<String>()),
    );
    for (file, last) in [("one.yaml", "p. 59999"), ("many.yaml", "\n  [60000] ")] {
        let run = folder.run(&["show", "o0", "o1", "--evidence", "--data", file]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(run.text().contains(last), "{file}");
    }
}

#[test]
fn layers_that_would_take_too_long_are_refused_with_a_note() {
    let folder = Folder::new();
    let rows: String = (0..60)
        .map(|row| format!("  - {{id: o{row}, name: N{row}}}\n"))
        .collect();
    let pairs = (0..60).flat_map(|a| (0..a).map(move |b| (a, b)));
    let pairs = pairs.map(|(a, b)| {
        format!("  - {{between: [o{a}, o{b}], phases: {{formal: [{{phase: contact, from: 2001, cite: [s]}}]}}}}\n")
    });
    let pairs: String = pairs.collect();
    folder.write(
        "dense.yaml",
        format!("organizations:\n{rows}partnerships:\n{pairs}sources: {{s: {{title: T}}}}\n"),
    );
    for picture in [
        "network --format svg",
        "network --format dot",
        "evolution --format dot --keep 2000",
        "evolution --format svg --keep 2000",
    ] {
        let line = format!("diagram {picture} --layout layered --data dense.yaml");
        let run = folder.run(&line.split(' ').collect::<Vec<_>>());
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(
            run.stderr
                .contains("too many organizations or ties for layers"),
            "{line}: {}",
            run.stderr
        );
    }
    let few = folder.run(&["diagram", "--layout", "layered"]);
    assert!(!few.stderr.contains("layers"), "{}", few.stderr);
}

/// Returns a dataset of organizations that take part in one operation.
fn members_of_one(count: usize) -> String {
    let mut data =
        String::from("dataset: {title: T, cite: [s]}\nsources: {s: {title: S}}\norganizations:\n");
    for number in 0..count {
        data += &format!("  - {{id: o{number}, name: Organization {number}}}\n");
    }
    data +=
        "operations:\n  - id: assembly\n    name: Assembly\n    start: 2001\n    participations:\n";
    for number in 0..count {
        data += &format!("      - {{organization: o{number}, role: lead}}\n");
    }
    data
}

#[test]
fn more_than_a_million_ties_by_operations_are_refused() {
    let folder = Folder::new();
    // 1500 times 1499 / 2 pairs.
    folder.write("data.yaml", members_of_one(1500));
    let data = ["--data", "data.yaml"];
    let run = |words: &[&str]| folder.run(&[words, &data].concat());
    let message = "more than 1000000 ties follow from shared operations; `assembly` alone has 1500 participations";
    for words in [
        &["links"][..],
        &["diagram", "-o", "picture.svg"],
        &["export", "graphml"],
        &["measures"],
    ] {
        run(words).refused(message);
    }
    // A statement finds them in its engine.
    assert_eq!(run(&["sql", "links"]).status, 0);
    // Those of one organization are found, and what is recorded.
    let of_one = run(&["links", "--with", "o3", "--format", "csv"]);
    assert_eq!(of_one.text().lines().count(), 1 + 1499, "{}", of_one.stderr);
    let measured = run(&["measures", "--between", "o3", "o4", "--format", "csv"]);
    assert_eq!(
        measured.text().lines().count(),
        1 + 2,
        "{}",
        measured.stderr
    );
    let recorded = run(&["operations", "--ties", "partnerships", "--format", "csv"]);
    assert_eq!(recorded.text().lines().count(), 2, "{}", recorded.stderr);
}

#[test]
fn a_matrix_of_too_many_cells_is_refused() {
    let folder = Folder::new();
    let mut data = String::from("organizations:\n");
    for number in 0..2001 {
        data += &format!("  - {{id: o{number}, name: Organization {number}}}\n");
    }
    data += "partnerships:\n";
    for number in 0..2001 {
        data += &format!("  - {{between: [o{number}, o{}]}}\n", (number + 1) % 2001);
    }
    folder.write("data.yaml", data);
    let matrix = ["matrix", "organization", "dyad", "--data", "data.yaml"];
    folder
        .run(&matrix)
        .refused("a matrix of 2001 rows and 2001 columns has more than 4000000 cells");
    let narrowed = folder.run(&[&matrix[..], &["--with", "o3", "--format", "csv"]].concat());
    assert_eq!(narrowed.status, 0, "{}", narrowed.stderr);
}

#[test]
fn no_more_chains_are_shown_than_memory_holds() {
    let folder = Folder::new();
    let path = ["path", "UN", "AU", "--limit"];
    folder
        .run(&[&path[..], &["100001"]].concat())
        .refused("at most 100000 chains are shown");
    assert_eq!(folder.run(&[&path[..], &["100000"]].concat()).status, 0);
}
