//! The labels of nodes and the types of relationships, with their properties.

use super::table::PropertyTable;
use super::table::PropertyType::{self, Boolean, Date, Integer, Text, Texts};

type Columns = &'static [(&'static str, PropertyType)];

/// The properties of what has a beginning and an end: the dates as the dataset states them, and the days by the rule of time.
const PERIOD: Columns = &[
    ("from_date", Text),
    ("to_date", Text),
    ("first_day", Date),
    ("last_day", Date),
];

/// The properties of claims.
const CLAIM: Columns = &[
    ("confidence", Text),
    ("contested", Boolean),
    ("notes", Texts),
    ("joint", Integer),
];

/// The labels of nodes, each with its own properties, and what else it has.
const NODES: &[(&str, Columns, &[Columns])] = &[
    (
        "Organization",
        &[
            ("label", Text),
            ("name", Text),
            ("aliases", Texts),
            ("kind", Text),
            ("founded", Text),
            ("dissolved", Text),
            ("seat", Text),
            ("region", Text),
            ("identifiers", Texts),
            ("notes", Texts),
        ],
        &[],
    ),
    (
        "Partnership",
        &[("label", Text), ("standard", Text), ("notes", Texts)],
        &[],
    ),
    (
        "Operation",
        &[
            ("label", Text),
            ("name", Text),
            ("kind", Text),
            ("place", Text),
            ("countries", Texts),
            ("mandate", Texts),
            ("identifiers", Texts),
        ],
        &[PERIOD, CLAIM],
    ),
    (
        "Spell",
        &[
            ("coding", Text),
            ("phase", Text),
            ("rung", Integer),
            ("absent", Boolean),
            ("condition", Text),
            ("because", Text),
        ],
        &[PERIOD, CLAIM],
    ),
    (
        "Motive",
        &[
            ("motive", Text),
            ("family", Text),
            ("statement", Text),
            ("attested", Texts),
            ("strength", Text),
        ],
        &[PERIOD, CLAIM],
    ),
    (
        "MotiveNotFound",
        &[("motive", Text), ("searched", Text)],
        &[CLAIM],
    ),
    (
        "Milestone",
        &[
            ("date", Text),
            ("kind", Text),
            ("title", Text),
            ("series", Text),
        ],
        &[CLAIM],
    ),
    (
        "Lesson",
        &[("lesson_group", Text), ("statement", Text)],
        &[CLAIM],
    ),
    (
        "Participation",
        &[
            ("role", Text),
            ("adverse", Boolean),
            ("makes_tie", Boolean),
            ("status", Text),
            ("through", Text),
        ],
        &[PERIOD, CLAIM],
    ),
    ("Membership", &[("kind", Text)], &[PERIOD, CLAIM]),
    (
        "Source",
        &[
            ("title", Text),
            ("authors", Texts),
            ("date", Text),
            ("kind", Text),
            ("url", Text),
            ("reference", Text),
            ("tier", Text),
        ],
        &[],
    ),
];

/// The types of relationships without properties, each with the labels of the nodes from which and to which it leads.
const RELATIONSHIPS: &[(&str, [&str; 2])] = &[
    ("HAS_MEMBER", ["Partnership", "Organization"]),
    ("SUCCEEDS", ["Organization", "Organization"]),
    ("HAS_SPELL", ["Partnership", "Spell"]),
    ("LED_BY", ["Spell", "Organization"]),
    ("HAS_MOTIVE", ["Partnership", "Motive"]),
    ("HELD_BY", ["Motive", "Organization"]),
    ("LACKS_MOTIVE", ["Partnership", "MotiveNotFound"]),
    ("HELD_BY", ["MotiveNotFound", "Organization"]),
    ("HAS_MILESTONE", ["Partnership", "Milestone"]),
    ("LED_BY", ["Milestone", "Organization"]),
    ("HAS_LESSON", ["Partnership", "Lesson"]),
    ("FROM_OPERATION", ["Lesson", "Operation"]),
    ("HAS_PARTICIPATION", ["Operation", "Participation"]),
    ("OF_PARTICIPANT", ["Participation", "Organization"]),
    ("HAS_MEMBERSHIP", ["Organization", "Membership"]),
    ("IN_ORGANIZATION", ["Membership", "Organization"]),
];

/// The place and the quotation of a citation.
const CITATION: Columns = &[("locator", Text), ("quote", Text)];

/// Returns a table without rows per label.
pub(super) fn nodes() -> Vec<PropertyTable> {
    let tables = NODES.iter().map(|(name, own, others)| {
        let columns = [&[*own], *others].concat().concat();
        PropertyTable::nodes(name, &columns)
    });
    tables.collect()
}

/// Returns a table without rows per type of relationships and pair of labels. Every claim may cite sources.
pub(super) fn relationships() -> Vec<PropertyTable> {
    let plain = RELATIONSHIPS
        .iter()
        .map(|(name, ends)| PropertyTable::relationships(name, *ends, &[]));
    let claims = NODES
        .iter()
        .filter(|(_, _, others)| others.contains(&CLAIM));
    let citing =
        claims.map(|(name, ..)| PropertyTable::relationships("CITES", [name, "Source"], CITATION));
    plain.chain(citing).collect()
}
