//! What the interactive page answers: the same as the command, also in other languages, of a part, and while something is unknown.

use serde_json::{Value as Json, json};

use crate::explore::{data, in_browser, page};
use crate::support::Folder;

/// The beginning of every dataset.
const HEAD: &str = "\
dataset: {title: T, cite: [s], as-of: 2020}
sources: {s: {title: S, type: report, tier: official, date: 2000}}
";

/// Returns a folder with a dataset in `data.yaml`.
fn folder(yaml: &str) -> Folder {
    let folder = Folder::new();
    folder.write("data.yaml", format!("{HEAD}{yaml}"));
    folder
}

/// Writes the page of the dataset, and returns what is shown after each step; `None` if there is no browser.
fn seen(folder: &Folder, arguments: &[&str], steps: Json) -> Option<Vec<Json>> {
    seen_without(folder, arguments, steps, None)
}

fn seen_without(
    folder: &Folder,
    arguments: &[&str],
    steps: Json,
    missing: Option<&str>,
) -> Option<Vec<Json>> {
    let page = page(folder, &[&["--data", "data.yaml"], arguments].concat());
    let steps = steps.to_string();
    let given = [&page, &*steps].into_iter().chain(missing);
    let found = in_browser("steps.mjs", &given.collect::<Vec<&str>>())?;
    assert_eq!(found["noted"], json!([]));
    found["seen"].as_array().cloned()
}

fn text<'j>(value: &'j Json, field: &str) -> &'j str {
    value[field].as_str().unwrap_or_default()
}

/// Two organizations, an operation, a phase and a motive with French names.
const FRENCH: &str = "\
organizations: [{id: a, name: Alpha Organization, names: {fr: Organisation alphe}}, {id: longidentifierhere, name: Beta Org, names: {fr: Beta orgue}}]
operations: [{id: x, name: Mission Long, names: {fr: La mission}, start: 2001, cite: [s], participations: [{organization: a, role: lead}]}]
vocabularies:
  phases: [{id: none, label: None, definition: D.}, {id: contact, label: Contact, labels: {fr: Relation}, definition: D.}]
  motive-families: [{id: f, label: Fam, definition: D.}]
  motives: [{id: m, label: Money, labels: {fr: Argent}, family: f, definition: D.}]
partnerships:
  - between: [a, longidentifierhere]
    phases: {formal: [{phase: contact, from: 1990, cite: [s]}]}
    motives: [{motive: m, of: a, statement: It says., from: 1990, cite: [s]}]
";

#[test]
fn a_page_shows_every_text_in_the_language_that_is_chosen() {
    let folder = folder(FRENCH);
    // A page in French, in recorded labels, and one that the command finds French for.
    for (arguments, french) in [
        (vec!["--lang", "fr"], "fr"),
        (vec![], "fr"),
        (vec!["--lang", "FR"], "fr"),
        (vec!["--lang", "fr-CA"], "fr-CA"),
    ] {
        let steps = json!([
            {"go": format!("lang={french}&at=1980"), "wait": 800},
            {"go": format!("lang={french}&at=2020"), "wait": 800},
            {"go": format!("lang={french}&tab=operations")},
            {"go": "lang=none&at=2020"},
        ]);
        let Some(seen) = seen(&folder, &arguments, steps) else {
            return;
        };
        assert_eq!(seen[1]["language"], french, "{arguments:?}");
        let row = [
            "A–Beta orgue",
            "Relation",
            "1990",
            "1990",
            "Active",
            "A: AR",
        ];
        assert_eq!(seen[1]["rows"], json!([row]), "{arguments:?}");
        assert!(text(&seen[1], "caption").contains("Motives: AR argent."));
        assert!(text(&seen[1], "command").contains(&format!("--lang {french}")));
        let changes = seen[1]["changes"].to_string();
        assert!(
            changes.contains("A–Beta orgue began with relation (1990)."),
            "{changes}"
        );
        assert!(changes.contains("La mission began (2001)."), "{changes}");
        assert_eq!(seen[2]["rows"][0][0], "La mission", "{arguments:?}");
        assert_eq!(seen[3]["language"], "");
        let row = ["A–Beta Org", "Contact", "1990", "1990", "Active", "A: MO"];
        assert_eq!(seen[3]["rows"], json!([row]), "{arguments:?}");
        assert!(text(&seen[3], "caption").contains("Motives: MO money."));
        assert!(!text(&seen[3], "command").contains("--lang"));
        assert_eq!(seen[3]["ties"], json!(["A–Beta Org: Contact, since 1990"]));
    }
}

#[test]
fn a_page_opens_in_the_language_as_the_dataset_spells_it() {
    let folder = folder(FRENCH);
    for (requested, language) in [("FR", "fr"), ("fr", "fr"), ("fr-CA", "fr-CA")] {
        let page = folder.run(&["explore", "--data", "data.yaml", "--lang", requested]);
        let opens = format!("\"language\":\"{language}\"");
        assert!(page.text().contains(&opens), "{requested}");
    }
}

#[test]
fn a_page_has_the_recorded_names_also_if_there_are_names_in_english() {
    let folder = folder(
        "organizations: [{id: a, name: Alfa, names: {en: Alpha, fr: Alphe}}, {id: b, name: Beta}]\n\
         partnerships: [{between: [a, b]}]\n",
    );
    let arguments = ["--data", "data.yaml", "--lang", "fr"];
    let page = std::fs::read_to_string(page(&folder, &arguments)).expect("it is written");
    let data = data(&page);
    assert_eq!(data["organizations"][0]["name"], "Alfa");
    assert_eq!(
        data["languages"]["fr"]["organizations"]["0"]["name"],
        "Alphe"
    );
    assert_eq!(
        data["languages"]["en"]["organizations"]["0"]["name"],
        "Alpha"
    );
    assert_eq!(data["start"]["language"], "fr");
}

/// A partnership up to 1980, one from 2000 on, and an operation in which `a` takes part without its partner.
const PARTS: &str = "\
organizations: [{id: a, name: Alpha}, {id: b, name: Beta}, {id: c, name: Gamma}]
operations: [{id: x, name: Xop, start: 2001, end: 2005, cite: [s], participations: [{organization: a, role: lead}, {organization: c, role: support}]}]
partnerships:
  - {between: [a, b], phases: {formal: [{phase: contact, from: 1960, to: 1980, cite: [s]}]}}
  - {between: [b, c], phases: {formal: [{phase: contact, from: 2000, cite: [s]}]}}
";

#[test]
fn a_page_of_what_matches_has_it_on_every_date() {
    let folder = folder(PARTS);
    let steps = json!([
        {"go": "at=1970-12-31"},
        {"go": "at=2003-12-31"},
        {"go": "at=2003-12-31&tab=operations"},
    ]);
    let Some(seen) = seen(&folder, &["--only", "--at", "1960"], steps) else {
        return;
    };
    for (state, caption) in seen.iter().zip([
        "1 partnership of 2 organizations, on 1970-12-31",
        "1 partnership of 2 organizations, on 2003-12-31",
        "1 operation, on 2003-12-31",
    ]) {
        assert_eq!(text(state, "caption"), caption);
    }
}

#[test]
fn the_filters_of_a_page_of_what_matches_stay() {
    let folder = folder(PARTS);
    let steps = json!([
        {"go": "at=2003-12-31&tab=operations"},
        {"go": "at=1970-12-31&with=c"},
    ]);
    let arguments = ["--only", "--with", "A"];
    let Some(seen) = seen(&folder, &arguments, steps) else {
        return;
    };
    // The operation has no partner of `a`, and is found as the command finds it.
    let part = "Only what matches --with a on some day is on this page";
    assert_eq!(
        text(&seen[0], "caption"),
        format!("1 operation, on 2003-12-31. {part}")
    );
    assert_eq!(
        text(&seen[0], "command"),
        "interorg operations --at 2003-12-31 --with a --data data.yaml"
    );
    assert_eq!(seen[0]["chips"], json!(["With organization: A"]));
    let caption = format!("1 partnership of 2 organizations, on 1970-12-31. {part}");
    assert_eq!(text(&seen[1], "caption"), caption);
    assert!(text(&seen[1], "not_understood").contains("with=c"));
    // What matches on other dates is a part of what the page rests on.
    let stale = folder.run(&["stale", "page.html", "--data", "data.yaml"]);
    assert_eq!(stale.status, 0, "{}", stale.text());
    folder.write(
        "other.yaml",
        format!("{HEAD}{}", PARTS.replace("to: 1980", "to: 1981")),
    );
    let stale = folder.run(&["stale", "page.html", "--data", "other.yaml"]);
    assert_eq!(stale.status, 1, "{}", stale.text());
}

#[test]
fn changes_rest_on_claims_of_the_minimum_confidence() {
    let folder = folder(
        "organizations: [{id: a, name: Alpha}, {id: b, name: Beta}]\n\
         partnerships:\n  - between: [a, b]\n    phases: {formal: [{phase: contact, from: 1990, confidence: low, cite: [s]}, \
         {phase: formalized, from: 2000, cite: [s]}, {phase: contact, from: 2010, confidence: low, cite: [s]}]}\n",
    );
    let steps = json!([
        {"go": "at=1995-12-31&min-confidence=high", "wait": 800},
        {"go": "at=2005-12-31&min-confidence=high", "wait": 800},
        {"go": "at=2012-12-31&min-confidence=high", "wait": 800},
        {"go": "at=2005-12-31"},
    ]);
    let Some(seen) = seen(&folder, &[], steps) else {
        return;
    };
    assert_eq!(
        seen[1]["changes"],
        json!(["A–B was unknown before and formalized after (2000)."])
    );
    assert_eq!(
        seen[2]["changes"],
        json!(["A–B was formalized before and unknown after (2010)."])
    );
    assert_eq!(
        seen[2]["notes"],
        json!([
            "Without a line: 1 partnership whose phase is unknown at the requested confidence."
        ])
    );
    assert_eq!(
        seen[3]["changes"],
        json!(["A–B fell from formalized to contact (2010)."])
    );
}

#[test]
fn lines_have_the_labels_of_the_picture() {
    let years = |[first, by, unknown, then]: [&str; 4]| {
        format!(
            "organizations: [{{id: a, name: A}}, {{id: b, name: B}}, {{id: c, name: C}}]\n\
             partnerships:\n  - {{between: [a, b], phases: {{formal: [{{phase: contact, from: {first}}}]}}}}\n\
             \x20 - {{between: [b, c], phases: {{formal: [{{phase: contact, from: ../{by}}}]}}}}\n\
             \x20 - {{between: [a, c], phases: {{formal: [{{phase: contact, from: {unknown}, to: unknown}}, {{phase: contact, from: {then}}}]}}}}\n"
        )
    };
    for (dates, expected) in [
        (
            ["1930", "1910", "1950", "1980"],
            ["since 1930", "by 1910", "since 1980 or earlier"],
        ),
        (
            ["-0430", "-0410", "-0450", "-0350"],
            ["since -430", "by -410", "since -350 or earlier"],
        ),
    ] {
        let folder = folder(&years(dates));
        let Some(seen) = seen(&folder, &[], json!([{"wait": 0}])) else {
            return;
        };
        assert_eq!(seen[0]["labels"], json!(expected));
        let drawn = folder.run(&["diagram", "--data", "data.yaml", "--format", "dot"]);
        for label in expected {
            assert!(drawn.text().contains(label), "{label}: {}", drawn.text());
        }
    }
}

#[test]
fn ties_without_a_phase_are_named_by_what_they_rest_on() {
    let folder = folder(
        "organizations: [{id: a, name: Alpha}, {id: b, name: Beta}, {id: c, name: Gamma}]\n\
         operations: [{id: x, name: Xop, start: 2001, cite: [s], participations: [{organization: a, role: lead}, {organization: c, role: support}]}]\n\
         partnerships: [{between: [b, c]}]\n",
    );
    let Some(seen) = seen(&folder, &["--ties", "both"], json!([{"wait": 0}])) else {
        return;
    };
    let ties = [
        "B–C: no phase recorded",
        "A–C: 1 shared operation, since 2001",
    ];
    let mut found = crate::support::list(&seen[0]["ties"]).to_vec();
    found.sort_by_key(|one| one.to_string().contains("A–C"));
    assert_eq!(found, ties);
    assert_eq!(
        seen[0]["legend"],
        json!([
            "Shared operations, and no phase recorded",
            "No phase recorded, and no shared operation"
        ])
    );
}

#[test]
fn a_tie_that_leads_one_way_has_an_arrow() {
    let folder = folder(
        "organizations: [{id: a, name: Alpha}, {id: b, name: Beta}, {id: c, name: Gamma}]\n\
         vocabularies:\n  phases: [{id: none, label: None, definition: D.}, {id: aid, label: Aid, directed: true, definition: D.}]\n\
         partnerships:\n  - {between: [a, b], phases: {formal: [{phase: aid, of: b, from: 1970-01-01, cite: [s]}]}}\n\
         \x20 - {between: [b, c], phases: {formal: [{phase: aid, from: 1970-01-01, cite: [s]}]}}\n",
    );
    let Some(seen) = seen(&folder, &[], json!([{"wait": 0}])) else {
        return;
    };
    assert_eq!(seen[0]["arrows"], 1);
    assert_eq!(seen[0]["legend"], json!(["Aid", "One way only"]));
    let bars = [
        "A–B: Aid (B), since 1970-01-01",
        "B–C: Aid, since 1970-01-01",
    ];
    assert_eq!(seen[0]["bars"], json!(bars));
}

#[test]
fn a_predecessor_has_the_ties_of_the_organization_for_which_it_acts() {
    let folder = folder(
        "organizations: [{id: oau, name: Oau, founded: 1963, dissolved: 2002}, {id: au, name: Au, founded: 2002, succeeds: [oau]}, \
         {id: un, name: Un, founded: 1945}, {id: x, name: Xorg, founded: 1945}]\n\
         partnerships:\n  - {between: [oau, x], phases: {formal: [{phase: contact, from: 1970, to: 2001, cite: [s]}]}}\n\
         \x20 - {between: [au, un], phases: {formal: [{phase: contact, from: 1980, through: [oau], cite: [s]}]}}\n",
    );
    let steps = json!([{"go": "at=1990-12-31"}, {"go": "at=2010-12-31"}]);
    let Some(seen) = seen(&folder, &[], steps) else {
        return;
    };
    assert_eq!(seen[0]["nodes"], json!(["OAU", "AU (faint)", "UN", "X"]));
    assert_eq!(
        seen[0]["notes"],
        json!(["Predecessors: OAU for the later AU."])
    );
    assert_eq!(
        seen[1]["nodes"],
        json!(["OAU (faint)", "AU", "UN", "X (faint)"])
    );
    assert_eq!(seen[1]["notes"], json!([]));
}

/// A partnership with a phase of low confidence and milestones, and one that only shares operations.
const JOINT: &str = "\
organizations: [{id: a, name: Alpha}, {id: b, name: Beta}, {id: c, name: Gamma}]
operations:
  - {id: x, name: Xop, start: 2001, cite: [s], countries: [Chad], participations: [{organization: a, role: lead}, {organization: c, role: support}]}
  - {id: y, name: Yop, start: 1995, end: 1998, countries: [Mali], cite: [s], participations: [{organization: a, role: lead, confidence: low}, {organization: c, role: support}]}
partnerships:
  - between: [a, b]
    phases: {formal: [{phase: contact, from: 1990-01-01, confidence: low, cite: [s]}, {phase: contact, condition: stalled, from: 2000-01-01, to: unknown, cite: [s]}]}
    milestones: [{date: 1992, kind: agreement, title: First, cite: [s]}, {date: 2003, kind: agreement, title: Second, cite: [s]}]
";

#[test]
fn the_timeline_is_narrowed_and_shows_doubt() {
    let folder = folder(JOINT);
    let steps = json!([
        {"go": "at=2010-12-31&min-confidence=high"},
        {"go": "at=2010-12-31&country=Chad"},
        {"go": "at=1996-12-31"},
    ]);
    let Some(seen) = seen(&folder, &["--ties", "both"], steps) else {
        return;
    };
    let bar = "A–B: Contact, Stalled, since 2000-01-01 or earlier, end unknown";
    assert_eq!(seen[0]["bars"], json!([bar]));
    assert_eq!(
        [&seen[0]["shared"], &seen[1]["shared"], &seen[2]["shared"]],
        [1, 1, 2]
    );
    assert_eq!([&seen[0]["uncertain"], &seen[1]["uncertain"]], [1, 0]);
    let legend = [
        "Contact",
        "Stalled",
        "Date uncertain",
        "Shared operations, and no phase recorded",
        "Milestone",
    ];
    assert_eq!(seen[0]["timeline"], json!(legend));
}

#[test]
fn the_panel_shows_what_its_command_shows() {
    let folder = folder(JOINT);
    let steps = json!([
        {"go": "during=2001-01-01..2010-12-31&show=partnerships:a--b"},
        {"go": "at=2005-12-31&show=partnerships:a--b"},
        {"go": "at=1996-12-31&min-confidence=high&show=partnerships:a--c"},
    ]);
    let Some(seen) = seen(&folder, &["--ties", "both"], steps) else {
        return;
    };
    let claims = |state: &Json| -> Vec<String> {
        let claims = crate::support::list(&state["panel"]).iter();
        claims.filter_map(Json::as_str).map(str::to_owned).collect()
    };
    let second = "Milestone: Agreement 2003: Second";
    let stalled = "Phase Contact from 2000-01-01 (formal)";
    assert_eq!(claims(&seen[0]), [stalled, second]);
    // At a date, the course up to it.
    let first = "Milestone: Agreement 1992: First";
    let contact = "Phase Contact from 1990-01-01 (formal)";
    assert_eq!(claims(&seen[1]), [contact, stalled, second, first]);
    assert_eq!(seen[2]["links"], json!(["A", "C"]));
}

#[test]
fn only_tabs_that_the_page_has_are_opened() {
    let folder = folder(
        "organizations: [{id: a, name: A}, {id: b, name: B}]\nvocabularies: {motives: [], motive-families: []}\n\
         partnerships: [{between: [a, b], phases: {formal: [{phase: contact, from: 1990, cite: [s]}]}}]\n",
    );
    let steps = json!([
        {"go": "tab=operations"},
        {"press": ["#tab-operations", "ArrowRight"]},
        {"go": "tab=motives"},
    ]);
    let Some(seen) = seen(&folder, &[], steps) else {
        return;
    };
    let tabs: Vec<&str> = seen.iter().map(|state| text(state, "tab")).collect();
    assert_eq!(tabs, ["Operations", "Partnerships", "Partnerships"]);
}

#[test]
fn words_of_the_dataset_are_put_in_once() {
    let folder = Folder::new();
    folder.write(
        "data.yaml",
        "dataset: {cite: [s], as-of: 2020, labels: {operation: peace operation, operations: peace operations}}\n\
         sources: {s: {title: S, type: report, tier: official, date: 2000}}\n\
         organizations: [{id: a, name: A}, {id: b, name: B}]\n\
         operations: [{id: x, name: X, start: 2001, cite: [s], participations: [{organization: a, role: lead}, {organization: b, role: support}]}]\n\
         partnerships: [{between: [a, b], phases: {formal: [{phase: contact, from: 1990, cite: [s]}]}}]\n",
    );
    let Some(seen) = seen(&folder, &[], json!([{"wait": 0}, {"go": "tab=operations"}])) else {
        return;
    };
    let columns = crate::support::list(&seen[0]["columns"]);
    assert_eq!(columns.last(), Some(&json!("Peace operations")));
    assert_eq!(seen[1]["tab"], "Peace operations");
    assert_eq!(
        text(&seen[1], "caption"),
        "1 peace operation, on 2020-12-31"
    );
    // Readers who do not see the table hear of the same.
    assert_eq!(seen[1]["columns"][0], "Peace operation");
}

#[test]
fn what_is_unknown_is_not_shown_as_nothing() {
    let folder = folder(JOINT);
    let steps = json!([
        {"go": "at=2010-12-31&tab=motives"},
        {"go": "at=1980-12-31&tab=motives"},
    ]);
    let Some(states) = seen(&folder, &[], steps) else {
        return;
    };
    assert_eq!(
        text(&states[0], "caption"),
        "No motive is recorded for these partnerships at that time."
    );
    assert_eq!(text(&states[1], "caption"), "No partnership matches.");
    let steps = json!([
        {"go": "at=1985-12-31", "wait": 800},
        {"go": "at=2010-12-31", "wait": 800},
        {"type": [".search input", "First"]},
    ]);
    let found = seen_without(&folder, &[], steps, Some("DecompressionStream")).unwrap_or_default();
    let message = "This browser cannot unpack the evidence. A newer one can.";
    assert_eq!(found[1]["changes"], json!([message]));
    assert_eq!(text(&found[2], "search").trim(), message);
}

#[test]
fn saved_pictures_have_their_command_legend_and_notes() {
    let folder = folder(JOINT);
    let steps = json!([
        {"go": "at=2010-12-31&tab=operations"},
        {"save": "Save as SVG: network"},
        {"save": "Save as SVG: timeline"},
    ]);
    let Some(seen) = seen(&folder, &[], steps) else {
        return;
    };
    for file in [&seen[1], &seen[2]] {
        let svg = text(file, "file");
        assert!(
            svg.contains("interorg links --at 2010-12-31 --data data.yaml"),
            "{svg}"
        );
        assert!(svg.contains("1 partnership of 2 organizations, on 2010-12-31."));
        assert!(svg.contains(">Contact<"));
    }
    assert!(text(&seen[2], "file").contains(">Milestone<"));
    let Some(seen) = self::seen(
        &many(),
        &[],
        json!([
            {"go": "at=2010-12-31&min-confidence=medium"},
            {"save": "Save as SVG: timeline"},
            {"save": "Save as PNG: network"},
        ]),
    ) else {
        return;
    };
    assert!(text(&seen[1], "file").contains(">and 9 more<"));
    // A picture of the canvas alone would have its size: it is 720 points wide, with four pixels each.
    let png = text(&seen[2], "file");
    let name: String = png.chars().skip(1).take(3).collect();
    assert_eq!(name, "PNG");
    let width: Vec<char> = png.chars().skip(16).take(4).collect();
    assert_eq!(width, ['\0', '\0', '\x0b', '@'], "2,880 pixels");
}

/// One organization with ties to each of 69 others, ten of them of low confidence, and one tie between two others.
fn many() -> Folder {
    let organizations = (0..70).map(|row| format!("  - {{id: o{row}, name: O{row}}}\n"));
    let ties = (1..70).map(|row| {
        let confidence = if row <= 10 { ", confidence: low" } else { "" };
        format!("  - {{between: [o0, o{row}], phases: {{formal: [{{phase: contact, from: 1990{confidence}, cite: [s]}}]}}}}\n")
    });
    folder(&format!(
        "organizations:\n{}partnerships:\n{}",
        organizations.collect::<String>(),
        ties.collect::<String>()
    ))
}

#[test]
fn a_large_network_counts_what_it_does_not_draw() {
    let steps = json!([
        {"go": "at=2010-12-31&min-confidence=medium"},
        {"go": "at=2010-12-31&min-confidence=medium&focus=all"},
        {"go": "at=2010-12-31&focus=o1"},
    ]);
    let Some(seen) = seen(&many(), &[], steps) else {
        return;
    };
    let unknown =
        "Without a line: 10 partnerships whose phase is unknown at the requested confidence.";
    assert_eq!(seen[0]["notes"], json!([unknown]));
    assert_eq!(seen[1]["notes"], json!([unknown]));
    assert_eq!(
        seen[2]["notes"],
        json!(["68 lines of other organizations not drawn."])
    );
}

#[test]
fn an_address_keeps_that_there_are_no_filters() {
    let folder = Folder::new();
    folder.write(
        "data.yaml",
        "organizations: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]\n\
         partnerships: [{between: [a, b]}, {between: [b, c]}]\n",
    );
    let steps = json!([{"wait": 0}, {"click": ".chips li:last-child button"}, {"reload": true}]);
    let Some(seen) = seen(&folder, &["--with", "a"], steps) else {
        return;
    };
    let captions: Vec<&str> = seen.iter().map(|state| text(state, "caption")).collect();
    let all = "2 partnerships of 3 organizations";
    assert_eq!(captions, ["1 partnership of 2 organizations", all, all]);
    assert_eq!(text(&seen[2], "address"), "#all");
}

#[test]
fn a_page_opens_with_the_first_coding_if_it_is_named() {
    let folder = folder(JOINT);
    let arguments = ["--ties", "both", "--coding", "formal"];
    let Some(seen) = seen(&folder, &arguments, json!([{"wait": 0}])) else {
        return;
    };
    // A coding leaves out ties that follow from operations.
    assert_eq!(
        text(&seen[0], "caption"),
        "1 partnership of 2 organizations, on 2020-12-31"
    );
    assert!(text(&seen[0], "command").contains("--coding formal"));
}

#[test]
fn dates_beyond_the_record_are_noted_and_steps_keep_their_direction() {
    let folder = folder(JOINT);
    let steps = json!([
        {"go": "at=2030-12-31"},
        {"click": ".time [aria-label='A year on']"},
        {"go": "at=1940-12-31"},
        {"click": ".time [aria-label='A year back']"},
        {"click": ".time [aria-label='A year on']"},
    ]);
    let Some(seen) = seen(&folder, &[], steps) else {
        return;
    };
    let note = "The evidence was read up to 2020-12-31; later dates repeat the last known state";
    let caption = format!("1 partnership of 2 organizations, on 2030-12-31. {note}");
    assert_eq!(text(&seen[0], "caption"), caption);
    assert_eq!(text(&seen[1], "address"), "#at=2030-12-31");
    assert_eq!(text(&seen[3], "address"), "#at=1940-12-31");
    // The record begins in 1990.
    assert_eq!(text(&seen[4], "address"), "#at=1990-01-01");
}

#[test]
fn what_an_address_names_and_the_page_does_not_have_is_stated() {
    let folder = folder(JOINT);
    let steps = json!([
        {"go": "at=2005-12-31&with=eec&phase=formalised&min-confidence=high"},
        {"choose": [".filters select", "phase"]},
        {"click": ".filters [type=submit]"},
    ]);
    let Some(seen) = seen(&folder, &[], steps) else {
        return;
    };
    assert_eq!(
        text(&seen[0], "not_understood"),
        "Not understood in the address, and left out: with=eec, phase=formalised."
    );
    // The next step writes another address.
    assert_eq!(text(&seen[2], "not_understood"), "");
}

#[test]
fn a_coding_is_not_compared_with_itself() {
    let folder = folder(JOINT);
    let steps = json!([
        {"go": "at=2005-12-31&beside=activity"},
        {"choose": [".filters label:nth-of-type(3) select", "1"]},
        {"go": "at=2005-12-31&coding=activity&beside=activity"},
    ]);
    let Some(seen) = seen(&folder, &[], steps) else {
        return;
    };
    assert_eq!(seen[0]["selects"]["Compare with coding"], "1");
    for state in &seen[1..] {
        assert_eq!(state["selects"]["Coding"], "1");
        assert_eq!(state["selects"]["Compare with coding"], "");
    }
}

#[test]
fn a_table_is_saved_and_announced_as_it_is_shown() {
    let folder = folder(
        "organizations: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]\n\
         operations: [{id: x, name: X, start: 2001, cite: [s], participations: [{organization: a, role: lead}]}]\n\
         partnerships:\n  - {between: [a, b], phases: {formal: [{phase: contact, from: 1999, cite: [s]}]}}\n\
         \x20 - {between: [b, c], phases: {formal: [{phase: contact, from: 1990, cite: [s]}]}}\n",
    );
    let steps = json!([
        {"click": "#table th:nth-child(4) button"},
        {"save": "Save as CSV"},
        {"go": "at=2010-12-31&tab=operations", "wait": 600},
    ]);
    let Some(seen) = seen(&folder, &[], steps) else {
        return;
    };
    let lines: Vec<&str> = text(&seen[1], "file").lines().skip(1).collect();
    assert!(
        lines[0].starts_with("B–C,") && lines[1].starts_with("A–B,"),
        "{lines:?}"
    );
    assert_eq!(text(&seen[2], "heard"), "1 operation, on 2010-12-31");
}
