//! Names: spellings that look alike, names that several share, and the lack of a name.

use interorg::dataset::{self, Input};
use interorg::graph::Graph;
use interorg::query::{Filter, NameKind, QueryError, organization_named, thing_named};

use crate::support::Folder;

/// Returns the codes of the findings in a text, with the texts that they mark.
fn found(text: &str) -> Vec<(&'static str, String)> {
    let report = dataset::check(vec![Input::new("data.yaml", text)]).report;
    let findings = report.findings().iter();
    findings
        .map(|finding| {
            let place = finding.place.as_ref().expect("it has a place");
            let marked = &report.texts()[0].text[place.span.clone()];
            (finding.kind.code(), marked.to_owned())
        })
        .collect()
}

fn graph(text: &str) -> Graph {
    Graph::new(dataset::parse(text).expect("the dataset is valid"))
}

/// Every place in which a text is required, each marked by `NULL`.
const TEXTS: [&str; 20] = [
    "organizations: [{id: NULL, name: United Nations}]",
    "organizations: [{id: un, name: NULL}]",
    "organizations: [{id: un, name: United Nations, names: {fr: NULL}}]",
    "organizations: [{id: un, name: United Nations, aliases: [NULL]}]",
    "organizations: [{id: un, name: United Nations, succeeds: [NULL]}]",
    "organizations: [{id: un, name: United Nations, identifiers: {cow: NULL}}]",
    "organizations: [{id: un, name: United Nations, notes: [NULL]}]",
    "organizations: [{id: un, name: United Nations, cite: [NULL]}]",
    "organizations: [{id: un, name: United Nations, cite: [{source: NULL}]}]",
    "organizations: [{id: un, name: United Nations}]\npartnerships: [{between: [NULL, un]}]",
    "dataset: {authors: [NULL]}\norganizations: [{id: un, name: United Nations}]",
    "dataset: {conventions: [NULL]}\norganizations: [{id: un, name: United Nations}]",
    "organizations: [{id: un, name: United Nations, cite: [s]}]\nsources: {s: {title: NULL}}",
    "organizations: [{id: un, name: United Nations, cite: [s]}]\nsources: {s: {title: S, author: [NULL]}}",
    "organizations: [{id: un, name: United Nations, cite: [s]}]\nsources: {s: {title: S, url: {value: NULL}}}",
    "organizations: [{id: un, name: United Nations, cite: [s]}]\nsources: {s: {title: S, serial-number: {doi: NULL}}}",
    "organizations: [{id: un, name: United Nations, cite: [s]}]\nsources: {s: {title: S, parent: {title: NULL}}}",
    "organizations: [{id: un, name: United Nations, cite: [s]}]\nsources: {s: {title: S}}\n\
     operations: [{id: o, name: O, countries: [NULL], cite: [s]}]",
    "organizations: [{id: un, name: United Nations}]\n\
     vocabularies: {roles: [{id: lead, label: NULL, definition: D}]}",
    "organizations: [{id: un, name: United Nations}]\n\
     vocabularies: {roles: [{id: lead, label: Lead, definition: NULL}]}",
];

#[test]
fn null_is_not_a_text() {
    for text in TEXTS {
        for null in ["~", "null", "Null", "NULL"] {
            let text = text.replace("NULL", null);
            let wanted = ("wrong-type", null.to_owned());
            assert_eq!(found(&text), [wanted], "{text}");
        }
        let quoted = text.replace("NULL", "\"null\"");
        let codes = found(&quoted);
        assert!(
            codes.iter().all(|(code, _)| *code != "wrong-type"),
            "{quoted}: {codes:?}"
        );
    }
}

#[test]
fn null_is_not_a_key() {
    let text = "organizations: [{id: un, name: United Nations, names: {~: ONU}}]";
    assert_eq!(found(text), [("wrong-type", "~".to_owned())]);
}

#[test]
fn a_name_that_cannot_be_seen_is_blank() {
    for name in [
        "\\u200B",
        "\\uFEFF",
        "\\u2060\\u200D",
        " \\u00A0",
        "\\u3164",
        "\\u2800",
    ] {
        for field in [
            "name: NAME",
            "name: X, abbreviation: NAME",
            "name: X, aliases: [NAME]",
            "name: X, names: {fr: NAME}",
        ] {
            let name = format!("\"{name}\"");
            let field = field.replace("NAME", &name);
            let text = format!("organizations: [{{id: un, {field}}}]");
            assert_eq!(found(&text), [("empty-text", name)], "{text}");
        }
    }
}

#[test]
fn a_name_that_looks_like_another_is_found_and_so_is_its_twin() {
    let text = "organizations:\n  \
        - {id: one, name: \"Nations\u{A0}unies\"}\n  \
        - {id: two, name: Nations unies}\n";
    let codes: Vec<&str> = found(text).iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["look-alike-name", "ambiguous-name"]);
}

#[test]
fn composed_and_decomposed_letters_are_one_name() {
    let composed = "Communaut\u{E9} \u{E9}conomique";
    let decomposed = "Communaute\u{301} e\u{301}conomique";
    for (own, wanted) in [(composed, decomposed), (decomposed, composed)] {
        let text = format!(
            "organizations: [{{id: aa, abbreviation: {own}, name: A}}, {{id: bb, name: B}}]\n\
             partnerships: [{{between: [{wanted}, bb]}}]\n\
             operations: [{{id: o, name: O, countries: [{own}], cite: [s]}}]\n\
             sources: {{s: {{title: S, serial-number: {own}}}}}\n"
        );
        assert_eq!(found(&text), [], "{text}");
        let graph = graph(&text);
        assert_eq!(
            graph.organization_named(wanted).map(|found| found.label()),
            Some(own)
        );
        assert!(graph.source_named(wanted).is_some());
        let filter = Filter {
            countries: vec![wanted.to_owned()],
            ..Filter::default()
        };
        let query = filter.resolve(&graph).expect("the country is known");
        assert_eq!(query.operations().count(), 1);
        let twice = format!(
            "organizations: [{{id: aa, abbreviation: {own}, name: A}}, {{id: bb, abbreviation: {wanted}, name: B}}]"
        );
        assert_eq!(found(&twice), [("duplicate-id", wanted.to_owned())]);
    }
}

const SHARED: &str = "\
organizations:
  - {id: aa, name: Alpha Organization, aliases: [The Union]}
  - {id: bb, name: Beta Organization, aliases: [the  union]}
  - {id: cc, name: Gamma Organization}
partnerships:
  - {between: [aa, cc], phases: {formal: [{phase: contact, from: 2001, cite: [s]}]}}
  - {between: [bb, cc], phases: {formal: [{phase: contact, from: 2005, cite: [s]}]}}
operations:
  - {id: first, name: The Mission, cite: [s], participations: [{organization: aa, role: lead}]}
  - {id: second, name: The Mission, cite: [s], participations: [{organization: bb, role: lead}]}
sources:
  s: {title: S, serial-number: A/1}
  t: {title: T, serial-number: a/1}
";

#[test]
fn a_name_of_several_is_refused_with_their_ids() {
    let graph = graph(SHARED);
    let error = organization_named(&graph, "THE UNION").expect_err("two have the name");
    let expected = QueryError::Ambiguous {
        kind: NameKind::Organization,
        name: "THE UNION".to_owned(),
        ids: vec!["aa".to_owned(), "bb".to_owned()],
    };
    assert_eq!(error, expected);
    assert_eq!(error.hint(), "Write one of the ids: `aa` or `bb`.");
    assert!(graph.organization_named("the union").is_none());
    for (name, ids) in [("the mission", "first, second"), ("A/1", "s, t")] {
        let error = thing_named(&graph, name).expect_err("two have the name");
        assert!(error.to_string().ends_with(ids), "{error}");
    }
    assert!(organization_named(&graph, "aa").is_ok());
    assert!(thing_named(&graph, "first").is_ok());
}

#[test]
fn no_subcommand_picks_one_of_several() {
    let folder = Folder::new();
    folder.write("data.yaml", SHARED);
    for arguments in [
        &["partners", "The Union"][..],
        &["show", "The Union"],
        &["show", "The Union", "cc"],
        &["show", "The Union-cc"],
        &["show", "The Mission"],
        &["path", "The Union", "cc"],
        &["path", "cc", "The Union", "--respect-time"],
        &["links", "--with", "The Union"],
        &["links", "--between", "The Union", "cc"],
        &["links", "--held-by", "The Union"],
        &["links", "--operation", "The Mission"],
        &["changes", "2000", "2010", "--with", "The Union"],
        &["diagram", "--ego", "The Union"],
        &["cite", "The Union"],
    ] {
        let arguments = [arguments, &["--data", "data.yaml"]].concat();
        let run = folder.run(&arguments);
        assert_eq!(run.status, 2, "{arguments:?}: {}", run.stderr);
        assert!(
            run.stderr.contains("several"),
            "{arguments:?}: {}",
            run.stderr
        );
        let ids = if run.stderr.contains("Mission") {
            "first, second"
        } else {
            "aa, bb"
        };
        assert!(run.stderr.contains(ids), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn a_label_of_several_terms_is_refused() {
    let text = "\
organizations: [{id: aa, name: A}]
vocabularies:
  roles:
    - {id: one, label: Lead, definition: D}
    - {id: two, label: lead, definition: D}
";
    let graph = graph(text);
    let filter = |role: &str| Filter {
        roles: vec![role.to_owned()],
        ..Filter::default()
    };
    let error = filter("LEAD")
        .resolve(&graph)
        .map(|_| ())
        .expect_err("two have the label");
    assert_eq!(error.to_string(), "`LEAD` means several roles: one, two");
    assert!(filter("two").resolve(&graph).is_ok());
}
