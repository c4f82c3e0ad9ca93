//! Datasets that are sound in most of their parts, with texts that are markup in some format or control a terminal.

use serde_json::{Map, Value as Json, json};

use crate::Choices;

pub const ORGANIZATIONS: [&str; 6] = ["un", "nato", "eu", "au", "ec", "o5"];
pub const OPERATIONS: [&str; 3] = ["artemis", "althea", "op"];
pub const COUNTRIES: [&str; 4] = ["Somalia", "Chad", "Bosnia", "So"];
pub const PHASES: [&str; 5] = [
    "none",
    "contact",
    "ad-hoc",
    "formalized",
    "institutionalized",
];
pub const CONDITIONS: [&str; 4] = ["active", "strained", "stalled", "dormant"];
pub const ROLES: [&str; 5] = ["lead", "support", "funding", "predecessor", "opposed"];
pub const MOTIVES: [&str; 5] = [
    "shared-values",
    "resource-dependence",
    "legitimization",
    "materialist",
    "ideational",
];
const SOURCES: [&str; 5] = ["s", "b", "c", "d", "e"];
const CONFIDENCES: [&str; 3] = ["high", "medium", "low"];

/// Texts that mean something to a terminal or in a syntax that the program writes.
const HOSTILE: [&str; 32] = [
    "\u{1b}]0;P\u{7}",
    "\u{9b}2J",
    "\u{85}",
    "\u{7f}\u{8}",
    "\u{202e}right",
    "\u{2066}\u{2069}",
    "a\rb",
    "two\nlines",
    "\ttab",
    "nul\0",
    "q\"uote",
    "'",
    "back\\slash\\",
    "<script>x</script>",
    "<b>&amp;&#60;",
    "]]>",
    "-->",
    "100% %s {x|y}",
    "=1+1",
    "@x",
    "a,b;c",
    "`code`",
    "*em* _u_ [l](http://e.org)",
    "| a |",
    "\u{FEFF}",
    "\u{FFFE}",
    "\u{2028}",
    "e\u{301}\u{327}",
    "الاتحاد",
    "😀",
    "-- ; # //",
    "and others",
];

/// Generates a text: plain, hostile, or any.
pub fn hostile_text(choices: &mut Choices<'_>) -> String {
    match choices.below(8) {
        0..=3 => format!("Text {}", choices.byte()),
        4 | 5 => choices.one_of(&HOSTILE).to_owned(),
        6 => format!(
            "A{} of {}",
            choices.one_of(&HOSTILE),
            choices.one_of(&HOSTILE)
        ),
        _ => {
            let length = choices.below(24);
            // A text without a letter or sign is refused.
            format!("{}x", choices.text(length))
        }
    }
}

/// Generates a date, of any precision.
pub fn date(choices: &mut Choices<'_>) -> String {
    let year = 1990 + i32::from(choices.byte() % 40);
    match choices.below(12) {
        0..=3 => year.to_string(),
        4 => format!("{year}-{:02}", 1 + choices.below(12)),
        5 => format!(
            "{year}-{:02}-{:02}",
            1 + choices.below(12),
            1 + choices.below(28)
        ),
        6 => format!("{year}~"),
        7 => format!("{year}?"),
        8 => format!("{}X", year / 10),
        9 => format!("{year}/{}", year + 3),
        10 => format!("{year}-2{}", 1 + choices.below(4)),
        _ => choices
            .one_of(&["../2011", "2003/..", "-0044", "Y17000", "2003-XX", "0000"])
            .to_owned(),
    }
}

/// Generates a dataset. Probably it passes the check.
pub fn dataset(choices: &mut Choices<'_>) -> Json {
    let organizations = 2 + choices.below(ORGANIZATIONS.len() - 1);
    let ids = &ORGANIZATIONS[..organizations];
    let mut about = json!({"title": hostile_text(choices), "as-of": "2026"});
    if choices.once_in(4) {
        about["licence"] = json!(hostile_text(choices));
        about["authors"] = json!([hostile_text(choices)]);
        about["labels"] = json!({"operation": hostile_text(choices), "operations": "missions"});
    }
    let all = ids
        .iter()
        .map(|id| organization(id, choices))
        .collect::<Vec<_>>();
    let mut operations = Vec::new();
    for id in &OPERATIONS[..choices.below(OPERATIONS.len() + 1)] {
        operations.push(operation(id, ids, choices));
    }
    let mut partnerships = Vec::new();
    for first in 0..organizations {
        for second in first + 1..organizations {
            if choices.once_in(2) {
                partnerships.push(partnership([ids[first], ids[second]], &operations, choices));
            }
        }
    }
    let sources = SOURCES.iter().map(|id| ((*id).to_owned(), source(choices)));
    json!({
        "dataset": about,
        "organizations": all,
        "partnerships": partnerships,
        "operations": operations,
        "sources": sources.collect::<Map<_, _>>(),
    })
}

fn organization(id: &str, choices: &mut Choices<'_>) -> Json {
    let mut record =
        json!({"id": id, "name": format!("{id} {}", hostile_text(choices)), "cite": ["s"]});
    for _ in 0..choices.below(4) {
        match choices.below(8) {
            0 => record["abbreviation"] = json!(format!("{id}{}", hostile_text(choices))),
            1 => record["aliases"] = json!([format!("{id} {}", hostile_text(choices))]),
            2 => {
                record["kind"] =
                    json!(choices.one_of(&["universal", "regional", "military-alliance"]))
            }
            3 => record["seat"] = json!(hostile_text(choices)),
            4 => record["region"] = json!(choices.one_of(&["Africa", "Europe", "\u{1b}[31mR"])),
            5 => record["identifiers"] = json!({"wikidata": "Q1065"}),
            6 => record["notes"] = json!([hostile_text(choices)]),
            _ => record["names"] = json!({"fr": format!("{id} fr {}", hostile_text(choices))}),
        }
    }
    record
}

fn partnership(between: [&str; 2], operations: &[Json], choices: &mut Choices<'_>) -> Json {
    let mut record = json!({"between": between});
    let mut spells = Vec::new();
    let mut year = 1990 + choices.below(10);
    for _ in 0..choices.below(4) {
        let mut spell = claim(choices);
        spell["phase"] = json!(choices.one_of(&PHASES));
        spell["from"] = json!(format!(
            "{year}{}",
            choices.one_of(&["", "", "~", "-05", "-05-12"])
        ));
        year += 1 + choices.below(8);
        if choices.once_in(3) {
            spell["condition"] = json!(choices.one_of(&CONDITIONS));
        }
        if choices.once_in(3) {
            spell["because"] = json!(hostile_text(choices));
        }
        spells.push(spell);
    }
    if !spells.is_empty() {
        record["phases"] = json!({choices.one_of(&["formal", "activity"]): spells});
    }
    if choices.once_in(2) {
        let mut motive = claim(choices);
        motive["motive"] = json!(choices.one_of(&MOTIVES[..3]));
        motive["of"] = json!(choices.one_of(&between));
        motive["statement"] = json!(hostile_text(choices));
        motive[choices.one_of(&["from", "attested"])] = json!(date(choices));
        record["motives"] = json!([motive]);
    }
    if choices.once_in(2) {
        let mut milestone = claim(choices);
        milestone["date"] = json!(date(choices));
        milestone["kind"] = json!(choices.one_of(&["agreement", "summit", "declaration"]));
        milestone["title"] = json!(hostile_text(choices));
        record["milestones"] = json!([milestone]);
    }
    if choices.once_in(3) {
        let mut lesson = claim(choices);
        lesson["group"] = json!(choices.one_of(&["mandates", "respect"]));
        lesson["statement"] = json!(hostile_text(choices));
        if let Some(operation) = operations.first() {
            lesson["operation"] = operation["id"].clone();
        }
        record["lessons"] = json!([lesson]);
    }
    record
}

fn operation(id: &str, organizations: &[&str], choices: &mut Choices<'_>) -> Json {
    let start = 1995 + choices.below(20);
    let mut record = json!({"id": id, "name": format!("{id} {}", hostile_text(choices)), "start": start.to_string(),
        "cite": ["c"]});
    if choices.once_in(2) {
        record["end"] = json!((start + choices.below(9)).to_string());
    }
    if choices.once_in(2) {
        record["countries"] = json!([choices.one_of(&COUNTRIES)]);
        record["place"] = json!(hostile_text(choices));
    }
    let mut parts = Vec::new();
    for id in organizations {
        if choices.once_in(2) {
            let mut part = claim(choices);
            part["organization"] = json!(id);
            part["role"] = json!(choices.one_of(&ROLES));
            parts.push(part);
        }
    }
    record["participations"] = json!(parts);
    record
}

/// Generates what every claim has.
fn claim(choices: &mut Choices<'_>) -> Json {
    let mut claim = json!({"cite": [choices.one_of(&SOURCES)]});
    if choices.once_in(3) {
        let id = choices.one_of(&SOURCES);
        claim["cite"] =
            json!([{"source": id, "at": hostile_text(choices), "quote": hostile_text(choices)}]);
    }
    if choices.once_in(3) {
        claim["confidence"] = json!(choices.one_of(&CONFIDENCES));
    }
    if choices.once_in(4) {
        claim["notes"] = json!([hostile_text(choices)]);
    }
    if choices.once_in(8) {
        claim["rivals"] = json!([{"says": hostile_text(choices), "cite": ["b"]}]);
    }
    claim
}

/// Generates an entry of the bibliography.
pub fn source(choices: &mut Choices<'_>) -> Json {
    const KINDS: [&str; 21] = [
        "report",
        "article",
        "chapter",
        "book",
        "web",
        "misc",
        "legislation",
        "manuscript",
        "artwork",
        "post",
        "entry",
        "newspaper",
        "thesis",
        "proceedings",
        "anthology",
        "video",
        "audio",
        "periodical",
        "case",
        "conference",
        "reference",
    ];
    let mut source = json!({"title": hostile_text(choices)});
    for _ in 0..choices.below(8) {
        match choices.below(16) {
            0..=2 => source["type"] = json!(choices.one_of(&KINDS)),
            3 => source["author"] = json!(persons(choices)),
            4 => source["editor"] = json!(persons(choices)),
            5 => source["date"] = json!(date(choices)),
            6 => source["publisher"] = json!(hostile_text(choices)),
            7 => source["location"] = json!(hostile_text(choices)),
            8 => source["url"] = json!("https://e.org/?a=b&c='%20"),
            9 => source["note"] = json!(hostile_text(choices)),
            10 => source["volume"] = json!(choices.one_of(&["1", "2-3", "IV", "x"])),
            11 => source["page-range"] = json!(choices.one_of(&["1-2", "12", "xi-xx", "1, 3"])),
            12 => source["language"] = json!(choices.one_of(&["fr", "de", "en-GB"])),
            13 => source["serial-number"] = json!(hostile_text(choices)),
            14 => source["edition"] = json!(choices.one_of(&["2", "second", "1"])),
            _ => {
                let mut parent =
                    json!({"type": choices.one_of(&KINDS), "title": hostile_text(choices)});
                if choices.once_in(2) {
                    parent["editor"] = json!(persons(choices));
                }
                source["parent"] = parent;
            }
        }
    }
    source
}

fn persons(choices: &mut Choices<'_>) -> Vec<String> {
    let count = 1 + choices.below(3);
    let person = |choices: &mut Choices<'_>| match choices.below(5) {
        0 => "Doe, Jane".to_owned(),
        1 => "de la Cruz, Ana Maria".to_owned(),
        2 => "United Nations".to_owned(),
        3 => format!("{}, J.", hostile_text(choices)),
        _ => hostile_text(choices),
    };
    (0..count).map(|_| person(choices)).collect()
}
