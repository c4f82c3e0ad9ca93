//! `check` in one pass: what it finds beside an unreadable value or before a syntax error, what its hints say, and how
//! much it prints.

use interorg::dataset::{self, Finding, Input, Report};

use crate::support::{Folder, rows};

fn report(text: &str) -> Report {
    dataset::check(vec![Input::new("data.yaml", text)]).report
}

/// Returns the codes of the findings in a text, each with the number of its line.
fn found(text: &str) -> Vec<(usize, &'static str)> {
    let report = report(text);
    let findings = report.findings().iter();
    findings
        .map(|finding| {
            let place = finding.place.as_ref().expect("it has a place");
            (place.line, finding.kind.code())
        })
        .collect()
}

/// Returns the only finding in a text.
#[track_caller]
fn only(text: &str) -> Finding {
    let report = report(text);
    let [finding] = report.findings() else {
        panic!("{text}: {}", report.render(false));
    };
    finding.clone()
}

const ORGANIZATIONS: &str = "\
organizations:
  - {id: un, abbreviation: UN, name: United Nations, founded: 1945}
  - {id: au, abbreviation: AU, name: African Union, founded: 2002}
sources: {s: {title: S}}
";

#[test]
fn a_record_with_an_unreadable_value_is_checked_otherwise() {
    for (record, expected) in [
        (
            "partnerships: [{between: [un, au], phases: {formal: [{phase: contactt, condition: paused, from: May 2004, cite: [t]}]}}]",
            &[
                "invalid-date",
                "unknown-condition",
                "unknown-phase",
                "unknown-source",
            ][..],
        ),
        (
            "partnerships: [{between: [un, au], phases: {formal: [{phase: contactt, cite: [s]}]}}]",
            &["missing-key", "unknown-phase"],
        ),
        (
            "partnerships: [{between: [un, au], milestones: [{date: [x], kind: agreementt, title: T}]}]",
            &["uncited-claim", "unknown-kind", "wrong-type"],
        ),
        (
            "partnerships: [{between: [un, au], milestones: [{date: 2005, kind: agreement, title: T, cite: [[s]]}]}]",
            &["wrong-type"],
        ),
        (
            "partnerships: [{between: [un, ~], motives: [{motive: shared-valuess, of: un, statement: S, cite: [s]}]}]",
            &["unknown-motive", "wrong-type"],
        ),
        (
            "partnerships: [{motives: [{motive: shared-valuess, of: [un], statement: S, cite: [s]}]}]",
            &["missing-key", "unknown-motive", "wrong-type"],
        ),
        (
            "operations: [{id: Op One, name: O, start: 2003-13, end: 2004, cite: [t], participations: [{organization: eu, role: [x]}]}]",
            &[
                "invalid-date",
                "invalid-id",
                "unknown-organization",
                "unknown-source",
                "wrong-type",
            ],
        ),
        (
            "partnerships: [{between: [un, au], phases: [{phase: contactt, from: 2003, cite: [s]}]}]",
            &["unknown-phase", "wrong-type"],
        ),
        (
            "partnerships: [{between: [un, au], phases: {formal: {phase: contactt, from: 2003, cite: s}}}]",
            &["unknown-phase", "wrong-type", "wrong-type"],
        ),
        (
            "operations: [{id: o, name: O, cite: s, participations: [{organization: un, role: lead, from: 2003, to: yesterday}]}]",
            &["invalid-date", "wrong-type"],
        ),
    ] {
        let mut codes: Vec<&str> = found(&format!("{ORGANIZATIONS}{record}\n"))
            .iter()
            .map(|(_, code)| *code)
            // The source is cited by nobody in some of the records.
            .filter(|code| *code != "unused-source")
            .collect();
        codes.sort_unstable();
        assert_eq!(codes, expected, "{record}");
    }
}

#[test]
fn what_stands_in_for_an_unreadable_value_has_no_finding_of_its_own() {
    for (record, expected) in [
        // The end is unknown, so that the phase does not outlast its member.
        (
            "dissolved: 2010, founded: 2002",
            "phases: {formal: [{phase: contact, from: 2005, to: [x], cite: [s]}]}",
        ),
        // The predecessor is unknown, so that the phase may be one of it.
        (
            "founded: 2002, succeeds: [[oau]]",
            "phases: {formal: [{phase: contact, from: 1965, through: [un], cite: [s]}]}",
        ),
        (
            "founded: 2002",
            "phases: {formal: [{phase: contact, from: 1965, through: {a: b}, cite: [s]}]}",
        ),
        (
            "founded: [x]",
            "milestones: [{date: 1965, kind: agreement, title: T, cite: [s]}]",
        ),
    ]
    .map(|(organization, partnership)| {
        let text = format!(
            "organizations:\n  - {{id: un, name: U}}\n  - {{id: au, name: A, {organization}}}\n\
             partnerships: [{{between: [un, au], {partnership}}}]\nsources: {{s: {{title: S}}}}\n"
        );
        let codes: Vec<&str> = found(&text).iter().map(|(_, code)| *code).collect();
        (text, codes)
    }) {
        assert_eq!(expected, ["wrong-type"], "{record}");
    }
}

#[test]
fn a_misplaced_value_is_found_in_its_place() {
    let text = "organizations: [{id: un, name: U}, {id: au, name: A}]\npartnerships:\n  - between: [un, au]\n    phases:\n      \
                - phase: contact\n        from: 2003\n        cite: [s]\n      - phase: contactt\n        from: 2005\n        cite: s\n\
                sources: {s: {title: S}}\n";
    assert_eq!(
        found(text),
        [(5, "wrong-type"), (8, "unknown-phase"), (10, "wrong-type")]
    );
}

#[test]
fn a_syntax_error_hides_nothing_before_it() {
    for (broken, expected) in [
        (
            "      - {date: 2005, kind: agreement, title: 'AU's first visit', cite: [s]}\n",
            8,
        ),
        ("      - date: 2005\n        title: a: b\n", 9),
        ("      - date: 2005\n\ttitle: b\n", 9),
        ("      - date: 2005\n        title: \"b\n", 10),
        ("      - {date: 2005, kind: [\n", 9),
        ("      - date: *missing\n", 8),
    ] {
        let text = format!(
            "organizations:\n  - {{id: un, name: U, foundd: 1945}}\n  - {{id: au, name: A}}\npartnerships:\n  \
             - between: [un, eu]\n    milestones:\n      - {{date: May 2004, kind: agreementt, title: T, cite: [t]}}\n{broken}"
        );
        let found = found(&text);
        let before = [
            (2, "unknown-key"),
            (5, "unknown-organization"),
            (7, "invalid-date"),
            (7, "unknown-kind"),
            (7, "unknown-source"),
        ];
        let (last, rest) = found.split_last().expect("there are findings");
        assert_eq!(rest, before, "{broken}");
        assert_eq!(last.1, "syntax", "{broken}");
        assert!(
            last.0 >= 8 && last.0 <= expected,
            "{broken}: line {}",
            last.0
        );
    }
}

#[test]
fn a_key_that_a_syntax_error_follows_is_not_missed() {
    let text =
        "organizations:\n  - {id: un, name: U, cite: [s]}\nsources:\n  s:\n    \ttitle: b: c\n";
    let codes: Vec<&str> = found(text).iter().map(|(_, code)| *code).collect();
    assert_eq!(codes, ["syntax"]);
}

#[test]
fn what_follows_a_syntax_error_is_not_missed() {
    // The organization, its phases and its sources may be defined below the error.
    let text = "organizations:\n  - {id: un, name: U}\npartnerships:\n  - between: [un, au]\n    phases:\n      formal:\n        \
                - {phase: contact, from: 2003, cite: [s]}\n    milestones:\n      - date: 2005\n        title: a: b\n\
                sources: {s: {title: S}}\norganizations: [{id: au, name: A}]\n";
    let codes: Vec<&str> = found(text).iter().map(|(_, code)| *code).collect();
    assert_eq!(codes, ["syntax"]);
}

#[test]
fn human_mistakes_get_helpful_hints() {
    let phase = |from: &str, rest: &str| {
        format!(
            "{ORGANIZATIONS}partnerships:\n  - between: [un, au]\n    phases:\n      formal:\n        - {{phase: contact, from: {from}, cite: [s]{rest}}}\n"
        )
    };
    let name = |name: &str| format!("organizations:\n  - id: un\n    name: {name}\n");
    for (text, expected) in [
        (phase("May 2004", ""), "Did you mean `2004-05`?"),
        (phase("12/05/2004", ""), "Did you mean `2004-05-12` or `2004-12-05`?"),
        (phase("c. 2003", ""), "Did you mean `2003~`?"),
        (phase("“2003”", ""), "Curly quotation marks belong to the text here. Write straight ones, or none. Did you mean `2003`?"),
        (phase("2003\u{A0}", ""), "no-break space"),
        (phase("2003", ", to: ongoing"), "Write `..` for an end that has not come."),
        (phase("n/a", ""), "Leave another date out if it is not known."),
        (ORGANIZATIONS.replace("sources:", "partnerships: [{between: [“UN”, au]}]\nsources:").replace("title: S", "title: S, note: x"), "Curly quotation marks"),
        ("organizations:\n  - id: un\n    name: U\n\u{A0}\u{A0}\u{A0} seat: Here\n".to_owned(), "no-break spaces"),
        (name("'AU's first visit'"), "Write an apostrophe within single quotation marks twice"),
        (name("\"He said \"yes\"\""), "for a quotation mark within double ones"),
        ("organizations:\n\t- {id: un, name: U}\n".to_owned(), "Indent with spaces, not tabs."),
        (format!("{ORGANIZATIONS}partnerships:\n  - between: [un, au]\n    phases:\n      - {{phase: contact, from: 2003, cite: [s]}}\n"),
            "Write the id of a coding, such as `formal:`"),
        (name("see #3 of the list"), "Quote the text if the rest belongs to it"),
        ("organizations: [{id: au, name: A}, {id: x, name: X}]\npartnerships: [{between: [EU, x]}]\n".to_owned(),
            "Define the organization first, or write another. Did you mean `au`?"),
    ] {
        let report = report(&text);
        let hints: Vec<String> = report
            .findings()
            .iter()
            .filter(|finding| finding.kind.code() != "unused-source")
            .map(|finding| finding.kind.hint().into_owned())
            .collect();
        assert_eq!(hints.len(), 1, "{text}: {}", report.render(false));
        assert!(hints[0].contains(expected), "{text}: {hints:?}");
    }
}

#[test]
fn the_message_names_what_cannot_be_seen() {
    let tab = only("organizations:\n\t- {id: un, name: U}\n");
    assert!(tab.kind.to_string().ends_with("(a tab)"), "{}", tab.kind);
    let space = only("organizations: [{id: un, name: \"United\u{A0}Nations\"}]\n");
    assert!(
        space
            .kind
            .to_string()
            .ends_with("contains a no-break space (U+00A0)"),
        "{}",
        space.kind
    );
}

/// Returns a dataset with a number of wrong dates and unknown keys.
fn faulty(dates: usize, keys: usize) -> String {
    let date = |row| format!("  - {{id: d{row}, name: D{row}, founded: May}}\n");
    let key = |row| format!("  - {{id: k{row}, name: K{row}, kindd: x}}\n");
    let records: String = (0..dates).map(date).chain((0..keys).map(key)).collect();
    format!("organizations:\n{records}")
}

#[test]
fn text_is_limited_per_code_and_json_is_not() {
    let folder = Folder::new();
    folder.write("data.yaml", faulty(25, 3));
    let printed = |arguments: &[&str], code: &str| {
        let run = folder.run(arguments);
        assert_eq!(run.status, if arguments[0] == "check" { 1 } else { 2 });
        let output = run.text().to_owned() + &run.stderr;
        (output.matches(&format!("error[{code}]")).count(), output)
    };
    let (dates, output) = printed(&["check", "data.yaml"], "invalid-date");
    assert_eq!(dates, 20);
    assert_eq!(output.matches("error[unknown-key]").count(), 3);
    assert!(
        output.contains("and 5 more of `invalid-date`\n"),
        "{output}"
    );
    assert!(output.ends_with("28 errors\n"), "{output}");
    assert!(!output.contains("more of `unknown-key`"), "{output}");
    let (dates, output) = printed(&["check", "--all", "data.yaml"], "invalid-date");
    assert_eq!(dates, 25);
    assert!(!output.contains("more of"), "{output}");
    let (dates, output) = printed(&["links", "--data", "data.yaml"], "invalid-date");
    assert_eq!(dates, 20);
    assert!(output.contains("and 5 more of `invalid-date`"), "{output}");
    let json = folder.run(&["check", "--format", "json", "data.yaml"]);
    assert_eq!(rows(&json).len(), 28);
}

#[test]
fn warnings_alone_fail_only_if_they_count_as_errors() {
    let folder = Folder::new();
    let warning = "organizations: [{id: un, name: U}]\nsources: {s: {title: S}}\n";
    folder.write("warning.yaml", warning);
    folder.write(
        "error.yaml",
        warning.replace("name: U", "name: U, kindd: x"),
    );
    folder.write("sound.yaml", "organizations: [{id: un, name: U}]\n");
    for (file, status, strict) in [
        ("warning.yaml", 0, 1),
        ("error.yaml", 1, 1),
        ("sound.yaml", 0, 0),
    ] {
        for format in ["table", "json"] {
            let run = folder.run(&["check", "--format", format, file]);
            assert_eq!(run.status, status, "{file}: {}", run.text());
            let run = folder.run(&["check", "--format", format, "--strict", file]);
            assert_eq!(run.status, strict, "{file} --strict: {}", run.text());
        }
    }
    let run = folder.run(&["check", "warning.yaml"]);
    assert!(
        run.text().starts_with("warning[unused-source]") && run.text().ends_with("1 warning\n"),
        "{}",
        run.text()
    );
}

/// What the program takes of memory without a dataset, in KiB.
#[cfg(target_os = "linux")]
const OWN_MEMORY: usize = 45_000;

#[cfg(target_os = "linux")]
#[test]
fn many_findings_take_less_than_twenty_times_the_memory_of_the_file() {
    use std::fmt::Write as _;

    let folder = Folder::new();
    let mut text =
        String::from("dataset: {title: Generated, as-of: 2020-12-31, cite: [s]}\norganizations:\n");
    let count = 9_000;
    for row in 0..count {
        let _ = writeln!(
            text,
            "  - {{id: org-{row}, name: Organization {row}, founded: 1990}}"
        );
    }
    text += "partnerships:\n";
    for row in 1..count {
        let _ = writeln!(
            text,
            "  - between: [org-{row}, org-{}]\n    milestones:",
            row - 1
        );
        // A milestone before the founding is a finding; in some partnerships there are two.
        for month in 1..=5 {
            let year = if month <= 1 + usize::from(row % 6 == 0) {
                1950
            } else {
                2000
            };
            let _ = writeln!(
                text,
                "      - {{date: {year}-0{month}, kind: agreement, title: Meeting {row}-{month}}}"
            );
        }
    }
    text += "sources: {s: {title: S}}\n";
    folder.write("data.yaml", &text);
    let limit = OWN_MEMORY + 20 * text.len() / 1024;
    for (command, words) in [
        ("interorg check data.yaml", "10498 warnings"),
        ("interorg fmt --check data.yaml", ""),
    ] {
        let words_of_command: Vec<&str> = command.split(' ').skip(1).collect();
        let (run, peak) = folder.run_measured(&words_of_command);
        assert_eq!(run.status, 0, "{command}: {}", run.stderr);
        assert!(run.text().contains(words), "{command}: {}", run.text());
        assert!(
            (1..limit).contains(&peak),
            "{command}: {peak} of {limit} KiB"
        );
    }
}

/// Two readings of a dyad under the rules of coding: A and B share an operation in 2003 and meet in 2005. The spells and rival readings of
/// the second pass are put in.
const RULES: &str = "
dataset: {as-of: 2008-01-01, cite: [s], rules: {phases-without-operations: [contact], leading-roles: [lead], silent-condition: dormant, falls-need-milestone: true}}
organizations: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]
operations:
  - {id: o, name: O, start: 2003-01-01, end: 2004-01-01, participations: [{organization: a, role: lead}, {organization: b, role: support}]}
sources: {s: {title: S}}
partnerships:
  - between: [a, b]
    milestones: [{date: 2005-06-01, kind: summit, title: They meet}]
    phases: {formal: [{phase: ad-hoc, from: 2003-01-01}, {phase: ad-hoc, condition: dormant, from: 2005-06-01}]}
  - between: [b, a]
    coder: second-pass
    phases: {formal: [SPELLS]}
";

#[test]
fn rules_of_coding_weigh_all_milestones_of_a_dyad_and_rival_readings() {
    let codes = |spells: &str, more: &str| -> Vec<&'static str> {
        let text = RULES.replace("SPELLS", spells) + more;
        let codes = found(&text).into_iter().map(|(_, code)| code);
        codes.filter(|code| *code != "partial-pass").collect()
    };
    // From the end of the operation to the meeting it is 17 months, and without the meeting 48.
    let ad_hoc =
        "{phase: ad-hoc, from: 2003-01-01}, {phase: ad-hoc, condition: dormant, from: 2005-06-01}";
    assert!(codes(ad_hoc, "").is_empty());
    // From the meeting to the as-of date it is 31 months.
    let active = "{phase: ad-hoc, from: 2003-01-01}";
    assert_eq!(codes(active, ""), ["unmarked-silence"]);
    let doubted =
        "{phase: ad-hoc, from: 2003-01-01, rivals: [{says: It was silent., condition: dormant}]}";
    assert!(codes(doubted, "").is_empty());
    // A meeting of three is one of each two. The dormant spell of the first pass has it too.
    let three = "  - {between: [c, a, b], milestones: [{date: 2006-12-01, kind: summit, title: Three meet}]}\n";
    assert_eq!(codes(active, three), ["event-in-silence"]);
    // A withdrawn one is none.
    let withdrawn = three.replace("kind:", "withdrawn: 2007, kind:");
    assert_eq!(codes(active, &withdrawn), ["unmarked-silence"]);
    // What ended the higher phase can be in the record of the other pass.
    let fall = "{phase: formalized, from: 2003-01-01}, {phase: ad-hoc, condition: dormant, from: 2005-06-01}";
    assert!(codes(fall, "").is_empty());
    let unmarked = fall.replace("2005-06-01", "2005-05-01");
    assert_eq!(codes(&unmarked, ""), ["uncited-fall", "event-in-silence"]);
    let contact = "{phase: contact, from: 2003-01-01}";
    assert_eq!(codes(contact, ""), ["phase-beside-operation"]);
    // A list with a phase that cannot be read is not compared.
    let incomplete = "{phase: contact, from: 2003-01-01}, {phase: contcat, from: 2004-01-01}";
    assert_eq!(codes(incomplete, ""), ["unknown-phase"]);
    // One that is withdrawn is not in it: nothing falls from it, and the others keep their places.
    let withdrawn = "{phase: formalized, from: 2002-01-01, withdrawn: 2007},\n      ";
    let text = RULES.replace("SPELLS", &format!("{withdrawn}{contact}"));
    let contact_line = text.lines().count();
    assert!(found(&text).contains(&(contact_line, "phase-beside-operation")));
    assert_eq!(
        codes(&format!("{withdrawn}{contact}"), ""),
        ["phase-beside-operation"]
    );
    let doubted =
        "{phase: contact, from: 2003-01-01, rivals: [{says: It was more., phase: ad-hoc}]}";
    assert!(codes(doubted, "").is_empty());
    let otherwise = doubted.replace("phase: ad-hoc", "condition: strained");
    assert_eq!(codes(&otherwise, ""), ["phase-beside-operation"]);
}

#[test]
fn a_relation_that_ends_with_a_member_needs_no_milestone() {
    let text = |dissolved: &str| {
        format!(
            "dataset: {{as-of: 2008-01-01, cite: [s], rules: {{falls-need-milestone: true}}}}\n\
             organizations: [{{id: a, name: A, founded: 1950}}, {{id: b, name: B, founded: 1950{dissolved}}}]\n\
             partnerships: [{{between: [a, b], phases: {{formal: [{{phase: contact, from: 1990}}, {{phase: none, from: 2000-06-01}}]}}}}]\n\
             sources: {{s: {{title: S}}}}\n"
        )
    };
    let codes = |dissolved: &str| -> Vec<&'static str> {
        let found = found(&text(dissolved)).into_iter();
        found.map(|(_, code)| code).collect()
    };
    assert_eq!(codes(""), ["uncited-fall"]);
    assert_eq!(codes(", dissolved: 2007"), ["uncited-fall"]);
    assert!(codes(", dissolved: 2000-05-31").is_empty());
    assert!(codes(", dissolved: 2000").is_empty());
}

#[test]
fn rules_of_coding_weigh_the_operations_of_predecessors_that_acted() {
    let text = |through: &str| {
        format!(
            "dataset: {{as-of: 2005-01-01, cite: [s], rules: {{phases-without-operations: [contact]}}}}\n\
             organizations: [{{id: old, name: Old}}, {{id: new, name: New, succeeds: [old]}}, {{id: b, name: B}}]\n\
             sources: {{s: {{title: S}}}}\n\
             operations:\n  - {{id: o, name: O, start: 2001-01-01, end: 2002-01-01, participations: [{{organization: old, role: lead}}, {{organization: b, role: support}}]}}\n\
             partnerships:\n  - between: [new, b]\n    phases: {{formal: [{{phase: contact, from: 2000-01-01{through}}}]}}\n"
        )
    };
    let codes = |through: &str| -> Vec<&'static str> {
        let found = found(&text(through)).into_iter();
        found.map(|(_, code)| code).collect()
    };
    assert_eq!(codes(", through: [old]"), ["phase-beside-operation"]);
    assert!(codes("").is_empty());
}

/// Returns the codes of the findings on a formal list of spells under the rules on silence and on phases without operations.
fn rule_codes(of_b: &str, records: &str, spells: &str) -> Vec<&'static str> {
    let text = format!(
        "dataset: {{as-of: 2010-01-01, cite: [s], rules: {{phases-without-operations: [none, contact], leading-roles: [lead], silent-condition: dormant}}}}\n\
         organizations: [{{id: a, name: A, founded: 1970}}, {{id: b, name: B, {of_b}}}, {{id: p, name: P, founded: 1970}}]\n\
         sources: {{s: {{title: S}}}}\n\
         partnerships:\n  - between: [a, b]\n    phases: {{formal: [{spells}]}}\n{records}\n"
    );
    let codes = found(&text).into_iter().map(|(_, code)| code);
    codes.collect()
}

#[test]
fn silence_begins_on_the_day_on_which_two_years_are_full() {
    let codes = |milestones: &[&str], spells: &str| {
        let milestones = milestones.iter();
        let milestones: Vec<String> = milestones
            .map(|date| format!("{{date: {date}, kind: summit, title: They meet}}"))
            .collect();
        let milestones = format!("    milestones: [{}]", milestones.join(", "));
        rule_codes("founded: 1970", &milestones, spells)
    };
    let unmarked = ["unmarked-silence"];
    let once = ["2000-01-01"];
    let active = "{phase: formalized, from: 2000-01-01}";
    let then =
        |date: &str| format!("{active}, {{phase: formalized, condition: dormant, from: {date}}}");
    assert!(codes(&once, &then("2001-12-31")).is_empty());
    assert!(codes(&once, &then("2002-01-01")).is_empty());
    assert_eq!(codes(&once, &then("2002-01-02")), unmarked);
    let until = then("2002-01-01").replace("from: 2000-01-01", "from: 2000-01-01, to: 2002-01-01");
    assert!(codes(&once, &until).is_empty());
    // What happens on the day on which two years are full ends the time before the silence.
    let active = "{phase: formalized, from: 2000-01-01, to: 2003-01-01}";
    assert!(codes(&["2000-01-01", "2002-01-01"], active).is_empty());
    assert_eq!(codes(&["2000-01-01", "2002-01-02"], active), unmarked);
    // Without a relation nothing can be silent.
    let none = "{phase: none, from: 2000-01-01}";
    assert!(codes(&[], none).is_empty());
    // On the last day of a dormant spell something is in it, and on the day after it not.
    let dormant = "{phase: formalized, condition: dormant, from: 2002-01-01}, {phase: formalized, from: 2009-01-01}";
    assert_eq!(codes(&["2008-12-31"], dormant), ["event-in-silence"]);
    assert!(codes(&["2009-01-01"], dormant).is_empty());
}

#[test]
fn rules_of_coding_weigh_operations_that_hold_while_both_existed() {
    let codes = |of_b: &str, operation: &str, roles: [&str; 2], spells: &str| {
        let [a, b] = roles;
        let operations = format!(
            "operations:\n  - {{id: o, name: O, {operation}, participations: [{{organization: a, role: {a}}}, {{organization: b, role: {b}}}, {{organization: a, role: support}}]}}"
        );
        rule_codes(of_b, &operations, spells)
    };
    let beside = ["phase-beside-operation"];
    let (always, dates, roles) = (
        "founded: 1970",
        "start: 1997, end: 2001",
        ["lead", "support"],
    );
    let contact = "{phase: contact, from: 1995}";
    assert_eq!(codes(always, dates, roles, contact), beside);
    let withdrawn = "start: 1997, end: 2001, withdrawn: 2005";
    assert!(codes(always, withdrawn, roles, contact).is_empty());
    // Nobody leads an operation by a participation that does not hold, or is unknown.
    for lead in ["lead, withdrawn: 2005", "lead, status: unknown"] {
        assert!(codes(always, dates, [lead, "support"], contact).is_empty());
    }
    // B takes part only from its founding on. Before, its predecessor P had the contact.
    let (born, dates) = ("founded: 2000, succeeds: [p]", "start: 1990, end: 2008");
    let through =
        "{phase: contact, from: 1995, through: [p], to: 1999}, {phase: formalized, from: 2000}";
    assert!(codes(born, dates, roles, through).is_empty());
    let longer = through
        .replace("to: 1999", "to: 2002")
        .replace("from: 2000}", "from: 2002}");
    assert_eq!(codes(born, dates, roles, &longer), beside);
    // So it does between two periods in which it existed.
    let gap = "exists: [{from: 1970, to: 1990}, {from: 2000}]";
    let none = "{phase: none, from: 1991, to: 1999}, {phase: formalized, from: 2000}";
    assert!(codes(gap, dates, roles, none).is_empty());
    assert_eq!(codes(always, dates, roles, none), beside);
    // An operation whose end is unknown may go on, so that the two may not be silent.
    let active = "{phase: formalized, from: 2000-01-01}";
    let open = "start: 2000-01-01, end: unknown";
    assert!(codes(always, open, roles, active).is_empty());
    let ended = "start: 2000-01-01, end: 2001-01-01";
    assert_eq!(codes(always, ended, roles, active), ["unmarked-silence"]);
}

#[test]
fn sources_with_different_numbers_are_different_documents() {
    let codes = |one: &str, other: &str| {
        let url = "title: T, url: \"https://example.org/library\"";
        found(&format!(
            "organizations: [{{id: a, name: A, cite: [s, t]}}]\n\
             sources:\n  s: {{{url}, {one}}}\n  t: {{{url}, {other}}}\n"
        ))
    };
    for key in ["doi", "isbn", "issn"] {
        let number = |number: &str| format!("{key}: \"{number}\"");
        assert!(codes(&number("10.1/a"), &number("10.1/b")).is_empty());
        let in_map = format!("serial-number: {{{}}}", number("10.1/a"));
        assert_eq!(codes(&number("10.1/a"), &in_map), [(4, "duplicate-source")]);
    }
    let (one, other) = ("{doi: 10.1/a, isbn: \"1\"}", "{isbn: \"1\", doi: 10.1/a}");
    let both = [one, other].map(|numbers| format!("serial-number: {numbers}"));
    assert_eq!(codes(&both[0], &both[1]), [(4, "duplicate-source")]);
}

#[test]
fn a_date_in_a_list_is_found_once_and_in_its_place() {
    let text = |exists: &str| {
        format!(
            "dataset: {{as-of: 2020}}\norganizations:\n  - id: a\n    name: A\n    exists:\n{exists}\
             \x20 - {{id: b, name: B, founded: 1960}}\n"
        )
    };
    let after = text("      - {from: 1960, to: 1970}\n      - {from: 2030}\n");
    assert_eq!(found(&after), [(7, "date-after-as-of")]);
    let reversed = text("      - {from: 1960, to: 1950}\n");
    assert_eq!(found(&reversed), [(6, "end-before-start")]);
    // The other end of a conflict with the dissolution is in the list too.
    let ended = text("      - {from: 1960, to: 1990}\n")
        + "partnerships: [{between: [a, b], phases: {formal: [{phase: contact, from: 1980, to: 1995, cite: [s]}]}}]\n\
           sources: {s: {title: S}}\n";
    let finding = only(&ended);
    assert_eq!(finding.kind.code(), "phase-after-dissolution");
    let other = finding.related.expect("it has another end").0;
    assert_eq!(other.line, 6);
    let motive = "\
organizations: [{id: a, name: A}, {id: b, name: B}]
sources: {s: {title: S}}
partnerships:
  - between: [a, b]
    motives:
      - motive: shared-values
        of: a
        statement: They share them.
        cite: [s]
        from: 1980
        attested:
          - 1990
          - 1970
          - 1985
";
    assert_eq!(found(motive), [(13, "attested-outside")]);
}

#[test]
fn every_circle_is_found() {
    let text = "\
organizations:
  - {id: a, name: A, succeeds: [b]}
  - {id: b, name: B, succeeds: [a]}
  - {id: c, name: C, succeeds: [d]}
  - {id: d, name: D, succeeds: [c]}
  - {id: e, name: E, part-of: [f]}
  - {id: f, name: F, part-of: [e]}
  - {id: g, name: G, part-of: [h]}
  - {id: h, name: H, part-of: [g]}
  - {id: i, name: I, member-of: [j]}
  - {id: j, name: J, member-of: [i]}
";
    assert_eq!(
        found(text),
        [
            (2, "succession-cycle"),
            (4, "succession-cycle"),
            (6, "part-of-itself"),
            (8, "part-of-itself"),
            (10, "member-of-itself"),
        ]
    );
}

#[test]
fn a_record_that_cannot_be_read_is_not_unknown_where_it_is_named() {
    // An amount without a kind has no meaning.
    let text = "\
vocabularies:
  amounts:
    - {id: troops, label: Troops, definition: Soldiers., kind: many}
organizations: [{id: a, name: A, cite: [s]}]
operations:
  - id: o
    name: O
    cite: [s]
    participations:
      - {organization: a, role: lead, amounts: [{what: troops, value: 1}, {what: trops, value: 1}]}
sources: {s: {title: S}}
";
    let codes: Vec<_> = found(text).into_iter().map(|(_, code)| code).collect();
    assert_eq!(codes, ["invalid-choice", "unknown-amount"], "{codes:?}");
}
