//! Pictures as figures of papers, slides and web pages.

use std::collections::BTreeSet;

use super::support::{Folder, Run};

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
