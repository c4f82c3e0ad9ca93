//! Claims about partnerships: the label and properties of each, and what it is joined to.

use super::table::Property;
use super::values::{Values, date, list, period, text};
use crate::graph::{Content, Graph, PartnershipRef, SpellRef, Statement};
use crate::model::{
    Coding, Date, Identified, Key, Lesson, Milestone, MotiveClaim, MotiveNotFound, Organization,
    Vocable,
};

/// A claim about a partnership as a node.
pub(super) struct ClaimNode {
    /// The label of the node.
    pub(super) label: &'static str,
    /// The type of the relationship that leads from the partnership to it.
    pub(super) joined_by: &'static str,
    /// The type of the relationship that leads from it to an organization, if there is one.
    pub(super) organization: Option<(&'static str, Key<Organization>)>,
    /// Its own properties.
    pub(super) values: Values,
}

/// Returns the node of a claim about a partnership; `None` if the statement is not one.
pub(super) fn claim_node(
    graph: &Graph,
    partnership: PartnershipRef<'_>,
    statement: &Statement<'_>,
) -> Option<ClaimNode> {
    Some(match statement.content() {
        Content::Phase(coding, spell) => ClaimNode {
            label: "Spell",
            joined_by: "HAS_SPELL",
            organization: spell.record().actor.map(|key| ("LED_BY", key)),
            values: of_spell(graph, coding, spell),
        },
        Content::Motive(motive) => ClaimNode {
            label: "Motive",
            joined_by: "HAS_MOTIVE",
            organization: Some(("HELD_BY", motive.holder)),
            values: of_motive(graph, partnership, motive),
        },
        Content::MotiveNotFound(sought) => ClaimNode {
            label: "MotiveNotFound",
            joined_by: "LACKS_MOTIVE",
            organization: Some(("HELD_BY", sought.holder)),
            values: of_motive_not_found(graph, sought),
        },
        Content::Milestone(milestone) => ClaimNode {
            label: "Milestone",
            joined_by: "HAS_MILESTONE",
            organization: milestone.actor.map(|key| ("LED_BY", key)),
            values: of_milestone(graph, partnership, milestone),
        },
        Content::Lesson(lesson) => ClaimNode {
            label: "Lesson",
            joined_by: "HAS_LESSON",
            organization: None,
            values: of_lesson(graph, lesson),
        },
        _ => return None,
    })
}

fn of_spell(graph: &Graph, coding: Key<Coding>, spell: SpellRef<'_>) -> Values {
    let vocabularies = graph.dataset().vocabularies();
    let record = spell.record();
    let phase = &vocabularies.phases[record.phase];
    let condition = Some(record.condition).filter(|_| !spell.is_absent());
    let condition = condition.map(|key| vocabularies.conditions[key].id().as_str());
    let rung = i64::try_from(record.phase.index()).ok();
    let own = vec![
        ("coding", text(vocabularies.codings[coding].id().as_str())),
        ("phase", text(phase.id().as_str())),
        ("rung", rung.map(Property::Integer)),
        ("absent", Some(Property::Boolean(spell.is_absent()))),
        ("condition", condition.and_then(text)),
        ("because", record.because.as_deref().and_then(text)),
    ];
    let days = Some(spell.days());
    [own, period(Some(&record.from), record.to.as_ref(), days)].concat()
}

fn of_motive(graph: &Graph, partnership: PartnershipRef<'_>, motive: &MotiveClaim) -> Values {
    let vocabularies = graph.dataset().vocabularies();
    let term = &vocabularies.motives[motive.motive];
    let family = &vocabularies.motive_families[term.family];
    let strength = motive.strength;
    let strength = strength.map(|key| vocabularies.strengths[key].id().as_str());
    let attested = motive.attested.iter().map(Date::to_string);
    let own = vec![
        ("motive", text(term.id().as_str())),
        ("family", text(family.id().as_str())),
        ("statement", text(&motive.statement)),
        ("attested", list(attested)),
        ("strength", strength.and_then(text)),
    ];
    let mut dated = partnership.motives();
    let days = dated.find(|(one, _)| std::ptr::eq(*one, motive));
    let days = days.map(|(_, days)| days);
    let days = days.filter(|days| days.first <= days.last);
    [own, period(motive.from.as_ref(), motive.to.as_ref(), days)].concat()
}

fn of_motive_not_found(graph: &Graph, sought: &MotiveNotFound) -> Values {
    let motives = &graph.dataset().vocabularies().motives;
    vec![
        ("motive", text(motives[sought.motive].id().as_str())),
        ("searched", text(&sought.searched)),
    ]
}

fn of_milestone(graph: &Graph, partnership: PartnershipRef<'_>, milestone: &Milestone) -> Values {
    let kinds = &graph.dataset().vocabularies().milestone_kinds;
    let kind = kinds[milestone.kind].term();
    let series = milestone.series;
    let series = series.and_then(|row| partnership.record().series.get(row));
    vec![
        ("date", date(Some(&milestone.date))),
        ("kind", text(kind.id.as_str())),
        ("title", text(&milestone.title)),
        ("series", series.and_then(|series| text(&series.title))),
    ]
}

fn of_lesson(graph: &Graph, lesson: &Lesson) -> Values {
    let groups = &graph.dataset().vocabularies().lesson_groups;
    vec![
        ("lesson_group", text(groups[lesson.group].id().as_str())),
        ("statement", text(&lesson.statement)),
    ]
}
