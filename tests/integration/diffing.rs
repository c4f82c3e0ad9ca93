//! The differences between two datasets: which there are, and the subcommand that prints them.

use interorg::dataset::{self, Difference, DifferenceKind, RecordList, diff};
use interorg::model::Dataset;
use proptest::prelude::*;

const BEFORE: &str = "\
dataset: {title: Leagues, as-of: 2020, authors: [A. One, B. Two]}
organizations:
  - {id: aa, name: First, founded: 1990, names: {fr: Premier}}
  - {id: bb, name: Second, aliases: [Deux]}
  - {id: cc, name: Third}
partnerships:
  - between: [aa, bb]
    phases:
      formal:
        - {phase: contact, from: 2001, because: Both met., cite: [s]}
        - {phase: formalized, from: 2005, cite: [s, {source: t, at: p. 1}]}
    motives:
      - {motive: shared-values, of: aa, statement: They agree., cite: [s]}
    milestones:
      - {date: 2001-05, kind: declaration, title: First meeting, cite: [s]}
  - between: [bb, cc]
    phases: {formal: [{phase: contact, from: 2002, cite: [s]}]}
operations:
  - {id: op, name: Operation, start: 2003, participations: [{organization: aa, role: lead}], cite: [s]}
sources:
  s: {title: Source}
  t: {title: Treatise, author: [\"Two, B.\"], parent: {type: periodical, title: Journal}}
";

const AFTER: &str = "\
dataset: {title: Leagues, as-of: 2021, authors: [B. Two, A. One]}
organizations:
  - {id: bb, name: Second, aliases: [Deux, Zwei]}
  - {id: aa, name: First, founded: 1991, names: {fr: Premier, de: Erste}}
  - {id: dd, name: Third}
partnerships:
  - between: [bb, aa]
    phases:
      formal:
        - {phase: contact, from: 2000, because: Both met., cite: [s]}
        - {phase: formalized, from: 2005, condition: stalled, cite: [{source: t, at: p. 2}]}
        - {phase: institutionalized, from: 2010, cite: [s]}
    motives:
      - {motive: shared-values, of: aa, statement: They agree., confidence: low, cite: [s]}
    milestones:
      - {date: 2001-06, kind: declaration, title: First meeting, cite: [s]}
operations:
  - {id: op, name: Operation, start: 2003, participations: [{organization: aa, role: support}, {organization: bb, role: lead}], cite: [s]}
sources:
  t: {title: Treatise, author: \"Two, B.\", parent: {type: periodical, title: Annals}}
  s: {title: Source}
";

fn parse(yaml: &str) -> Dataset {
    dataset::parse(yaml).unwrap_or_else(|error| panic!("{error}: {yaml}"))
}

/// Returns a difference as a line: list, record, part, field, before, after; `-` for what is not there.
fn line(row: &Difference) -> String {
    let side = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    [
        row.list.name(),
        &row.record,
        &row.part,
        &row.field,
        &side(&row.before),
        &side(&row.after),
    ]
    .join(" | ")
}

#[test]
fn every_record_and_field_that_differs_is_listed_once() {
    let found = diff(&parse(BEFORE), &parse(AFTER));
    let lines: Vec<String> = found.differences.iter().map(line).collect();
    let expected = [
        "dataset |  |  | as-of | 2020 | 2021",
        "dataset |  |  | authors | A. One, B. Two | B. Two, A. One",
        "organizations | cc |  |  | Third | -",
        "organizations | dd |  |  | - | Third",
        "organizations | aa |  | names.de | - | Erste",
        "organizations | aa |  | founded | 1990 | 1991",
        "organizations | bb |  | aliases | - | Zwei",
        "partnerships | bb–cc |  |  | phases: 1 | -",
        "partnerships | aa–bb |  | phases.formal | - | phase: institutionalized, from: 2010, cite: [s]",
        "partnerships | aa–bb | phases.formal (from: 2005) | cite | source: s | -",
        "partnerships | aa–bb | phases.formal (from: 2005) cite (source: t) | at | p. 1 | p. 2",
        "partnerships | aa–bb | phases.formal (from: 2005) | condition | - | stalled",
        "partnerships | aa–bb | phases.formal (phase: contact) | from | 2001 | 2000",
        "partnerships | aa–bb | motives (motive: shared-values, of: aa, statement: They agree.) | confidence | - | low",
        "partnerships | aa–bb | milestones (title: First meeting) | date | 2001-05 | 2001-06",
        "operations | op |  | participations | - | organization: bb, role: lead",
        "operations | op | participations (organization: aa) | role | lead | support",
        "sources | t |  | parent.title | Journal | Annals",
    ];
    assert_eq!(lines, expected, "{lines:#?}");
    assert_eq!(
        found.reordered,
        [RecordList::Organizations, RecordList::Sources]
    );
    let counts = RecordList::ALL.map(|list| found.count(list));
    assert_eq!(
        counts,
        [
            [0, 0, 1],
            [0; 3],
            [1, 1, 2],
            [0, 1, 1],
            [0, 0, 1],
            [0, 0, 1],
            [0; 3],
        ]
    );
}

#[test]
fn the_order_of_terms_is_a_difference() {
    let term = |id: &str| format!("{{id: {id}, label: {id}, definition: A phase., rule: A rule.}}");
    let scale = |ids: &[&str]| {
        let terms: Vec<String> = ids.iter().map(|id| term(id)).collect();
        parse(&format!(
            "vocabularies: {{phases: [{}]}}\norganizations: [{{id: a, name: A}}]\n",
            terms.join(", ")
        ))
    };
    let found = diff(
        &scale(&["low", "high", "top"]),
        &scale(&["high", "low", "new"]),
    );
    let lines: Vec<String> = found.differences.iter().map(line).collect();
    let expected = [
        "vocabularies | phases |  | order | phases.low, phases.high | phases.high, phases.low",
        "vocabularies | phases.top |  |  | top | -",
        "vocabularies | phases.new |  |  | - | new",
    ];
    assert_eq!(lines, expected);
    assert_eq!(found.reordered, []);
}

#[test]
fn a_dataset_does_not_differ_from_itself_however_it_is_written() {
    let shipped = dataset::builtin();
    for dataset in [&shipped, &parse(BEFORE), &parse(AFTER)] {
        assert_eq!(diff(dataset, dataset), dataset::Diff::default());
        let again = parse(&dataset::to_yaml(dataset));
        assert_eq!(diff(dataset, &again), dataset::Diff::default());
    }
}

/// Returns a dataset of two organizations, with what was drawn: the spells, motives and milestones by year and kind.
fn drawn(
    spells: &[(u16, usize)],
    motives: &[(usize, bool)],
    milestones: &[(u16, usize)],
    names: &[usize],
) -> Dataset {
    const PHASES: [&str; 3] = ["contact", "ad-hoc", "formalized"];
    const MOTIVES: [&str; 3] = ["shared-values", "legitimization", "resource-dependence"];
    const TITLES: [&str; 3] = ["Meeting", "Talks", "Summit"];
    const ALIASES: [&str; 3] = ["One", "Two", "Three"];
    let mut years: Vec<(u16, usize)> = spells.to_vec();
    years.sort_unstable();
    years.dedup_by_key(|(year, _)| *year);
    let spells: Vec<String> = years
        .iter()
        .map(|(year, phase)| format!("{{phase: {}, from: {year}, cite: [s]}}", PHASES[*phase]))
        .collect();
    let motives: Vec<String> = motives
        .iter()
        .map(|(motive, of)| {
            let holder = if *of { "a" } else { "b" };
            format!(
                "{{motive: {}, of: {holder}, statement: They do., cite: [s]}}",
                MOTIVES[*motive]
            )
        })
        .collect();
    let milestones: Vec<String> = milestones
        .iter()
        .map(|(year, title)| {
            format!(
                "{{date: {year}, kind: summit, title: {}, cite: [s]}}",
                TITLES[*title]
            )
        })
        .collect();
    let aliases: Vec<&str> = names.iter().map(|name| ALIASES[*name]).collect();
    parse(&format!(
        "organizations: [{{id: a, name: A, aliases: [{}]}}, {{id: b, name: B}}]\npartnerships:\n  - between: [a, b]\n    \
         phases: {{formal: [{}]}}\n    motives: [{}]\n    milestones: [{}]\nsources: {{s: {{title: T}}}}\n",
        aliases.join(", "),
        spells.join(", "),
        motives.join(", "),
        milestones.join(", ")
    ))
}

prop_compose! {
    fn any_dataset()(
        spells in prop::collection::vec((2000u16..2004, 0usize..3), 1..4),
        motives in prop::collection::vec((0usize..3, any::<bool>()), 0..4),
        milestones in prop::collection::vec((2000u16..2004, 0usize..3), 0..4),
        names in prop::collection::vec(0usize..3, 0..3),
    ) -> Dataset {
        drawn(&spells, &motives, &milestones, &names)
    }
}

proptest! {
    #[test]
    fn the_differences_in_the_other_direction_are_the_mirror_image(before in any_dataset(), after in any_dataset()) {
        let there = diff(&before, &after).differences;
        let mut back = diff(&after, &before).differences;
        for row in &mut back {
            std::mem::swap(&mut row.before, &mut row.after);
        }
        let mut sorted = there.clone();
        sorted.sort();
        back.sort();
        prop_assert_eq!(&sorted, &back);
        let lines = |dataset: &Dataset| {
            let mut lines: Vec<String> = dataset::to_yaml(dataset).lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        prop_assert!(!there.is_empty() || lines(&before) == lines(&after));
        prop_assert!(there.is_empty() || before != after);
        for row in there {
            prop_assert_ne!(&row.before, &row.after);
            prop_assert_eq!(row.kind() == DifferenceKind::Changed, row.before.is_some() && row.after.is_some());
        }
    }
}

#[cfg(feature = "cli")]
mod command {
    use super::super::support::Folder;
    use super::{AFTER, BEFORE};

    fn folder() -> Folder {
        let folder = Folder::new();
        folder.write("before.yaml", BEFORE);
        folder.write("after.yaml", AFTER);
        folder.write("broken.yaml", "organizations: [{id: a, nam: A}]\n");
        folder
    }

    #[test]
    fn the_exit_status_is_that_of_diff() {
        let folder = folder();
        for (line, status) in [
            ("before.yaml before.yaml", 0),
            ("before.yaml after.yaml", 1),
            ("shipped shipped", 0),
            ("shipped before.yaml", 1),
            ("- before.yaml < before.yaml", 0),
            ("before.yaml - < after.yaml", 1),
            ("before.yaml missing.yaml", 2),
            ("broken.yaml after.yaml", 2),
            ("- -", 2),
        ] {
            let run = folder.shell(&format!("interorg diff {line}"));
            assert_eq!(run.status, status, "{line}: {}", run.stderr);
        }
        let run = folder.run(&["diff", "before.yaml", "broken.yaml"]);
        run.refused("error[unknown-key]");
    }

    #[test]
    fn the_differences_are_printed_in_every_format() {
        let folder = folder();
        let text = folder.run(&["diff", "before.yaml", "after.yaml"]);
        for part in [
            "Differences between before.yaml and after.yaml\n",
            " organizations   1       1         2\n",
            " aa       changed   founded    1990",
            "  - A record with a new id counts as removed and added.\n",
            "  - The order of records differs, which is not a difference: organizations, sources.\n",
        ] {
            assert!(text.text().contains(part), "{part}: {}", text.text());
        }
        let run = folder.run(&["diff", "before.yaml", "after.yaml", "--format", "markdown"]);
        let row = "| aa | changed | founded | 1990 | 1991 |\n";
        assert!(run.text().contains(row), "{}", run.text());
        let run = folder.run(&["diff", "before.yaml", "after.yaml", "--format", "json"]);
        let json: serde_json::Value = serde_json::from_slice(&run.stdout).expect("it is JSON");
        assert!(json.to_string().contains("\"Zwei\""), "{json}");
        let run = folder.run(&["diff", "before.yaml", "after.yaml", "--format", "csv"]);
        assert!(run.text().contains("Zwei"), "{}", run.text());

        let run = folder.run(&["diff", "before.yaml", "before.yaml"]);
        let expected = "Differences between before.yaml and before.yaml\n  before:      before.yaml\n  after:       before.yaml\n  differences: 0\n";
        assert_eq!(run.text(), expected);
    }
}

#[test]
fn views_are_compared_by_their_names() {
    let parse = |views: &str| {
        dataset::parse(&format!(
            "organizations: [{{id: un, name: U}}]\nviews: [{views}]"
        ))
        .expect("it is sound")
    };
    let figure =
        |at: &str| format!("{{name: a, view: links, options: {{at: {at}}}, formats: [csv]}}");
    let found = diff(&parse(&figure("2005")), &parse(&figure("2006-05")));
    let [at] = found.differences.as_slice() else {
        panic!("one option differs: {found:#?}");
    };
    assert_eq!(
        (at.list, &*at.record, &*at.field),
        (RecordList::Views, "a", "options.at")
    );
    assert_eq!(
        (at.before.as_deref(), at.after.as_deref()),
        (Some("2005"), Some("2006-05"))
    );
}

#[test]
fn items_that_have_no_identity_are_the_same_only_if_they_are_equal() {
    let part_of = |whole: &str| {
        parse(&format!(
            "organizations: [{{id: a, name: A}}, {{id: b, name: B}}, {{id: c, name: C, part-of: [{{organization: {whole}, from: 1990}}]}}]"
        ))
    };
    // The date is not what makes a membership the same.
    let differences = diff(&part_of("a"), &part_of("b")).differences;
    let is_whole = |one: &Difference| one.before.is_none() || one.after.is_none();
    assert_eq!(differences.len(), 2, "{differences:?}");
    assert!(differences.iter().all(is_whole), "{differences:?}");
}
