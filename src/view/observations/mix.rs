//! The tables of what is said: the motives by family, dyad, holder and phase, and the lessons.

use super::estimate::percent;
use super::{ObservationsOptions, cases};
use crate::graph::{DayRange, PartnershipRef};
use crate::model::{Claim, Coding, Identified, Key, MotiveClaim, Phase, Value, Vocable};
use crate::query::{SelectedPartnership, Selection};
use crate::view::cell::Cell;
use crate::view::evidence::Bibliography;
use crate::view::table::{Column, Table};

/// Motive claims that are counted together: by what, of what, which.
struct Mix<'g> {
    by: &'static str,
    of: String,
    claims: Vec<&'g MotiveClaim>,
}

/// Counts the motives by family: for the whole, each dyad, each holder, and each phase of each coding.
///
/// A motive counts under every phase that its partnership went through while the motive was held; one
/// without dates was held throughout.
pub(super) fn motives(
    selection: &Selection<'_>,
    options: ObservationsOptions,
    list: &mut Option<Bibliography<'_>>,
) -> Table {
    let columns = [
        Column::new("by", "By"),
        Column::new("of", "Of"),
        Column::new("family", "Family"),
        Column::new("claims", "Claims"),
        Column::new("share", "Share"),
        Column::new("cases", "Cases"),
    ];
    let mut table = Table::new(
        "motives",
        "Are motives both materialist and ideational?",
        &columns,
    )
    .with_evidence(list);
    let words = selection.graph().dataset().vocabularies();
    for mix in mixes(selection) {
        for family in words.motive_families.keys() {
            let of_family = |claim: &&&MotiveClaim| words.motives[claim.motive].family == family;
            let found: Vec<&MotiveClaim> = mix.claims.iter().filter(of_family).copied().collect();
            let share = found.len() as f64 / mix.claims.len() as f64;
            let evidence = list
                .as_mut()
                .map(|list| list.cell(found.iter().map(|claim| ("motive", &claim.claim))));
            let told = found.iter().filter(|_| options.cases);
            let told = told.map(|claim| named(selection, claim)).collect();
            table.push(
                vec![
                    Cell::from(mix.by.to_owned()),
                    Cell::from(mix.of.clone()),
                    Cell::of(&words.motive_families, family),
                    Cell::count(found.len()),
                    Cell::shown(Value::real(share), format!("{} %", percent(share))),
                    cases(options, told),
                ],
                evidence,
            );
        }
    }
    table
}

/// Lists the groups in which motives are counted; none is empty.
fn mixes<'g>(selection: &Selection<'g>) -> Vec<Mix<'g>> {
    let words = selection.graph().dataset().vocabularies();
    let all: Vec<&MotiveClaim> = selection
        .iter()
        .flat_map(SelectedPartnership::motives)
        .collect();
    let dyads = selection.iter().map(|selected| Mix {
        by: "dyad",
        of: selected.partnership().label(),
        claims: selected.motives().collect(),
    });
    let holders = selection.organizations().map(|holder| Mix {
        by: "holder",
        of: holder.label().to_owned(),
        claims: all
            .iter()
            .filter(|claim| claim.holder == holder.key())
            .copied()
            .collect(),
    });
    let rungs = words.codings.keys().flat_map(|coding| {
        let related = words
            .phases
            .keys()
            .filter(|phase| !words.phases[*phase].absent);
        related.map(move |phase| Mix {
            by: "phase",
            of: format!(
                "{} ({})",
                words.phases.label(phase),
                words.codings[coding].id()
            ),
            claims: selection
                .iter()
                .flat_map(|selected| held_in(selected, coding, phase))
                .collect(),
        })
    });
    let mut mixes: Vec<Mix<'_>> = dyads.chain(holders).chain(rungs).collect();
    mixes.insert(
        0,
        Mix {
            by: "all",
            of: "all".to_owned(),
            claims: all,
        },
    );
    mixes.retain(|mix| !mix.claims.is_empty());
    mixes
}

/// Returns the motives that were held while a partnership was in a phase.
fn held_in(
    selected: SelectedPartnership<'_>,
    coding: Key<Coding>,
    phase: Key<Phase>,
) -> Vec<&MotiveClaim> {
    let partnership = selected.partnership();
    let spells = partnership.spells(coding);
    let stays: Vec<DayRange> = spells
        .filter(|spell| {
            spell.record().phase == phase && selected.meets_confidence(&spell.record().claim)
        })
        .map(|spell| spell.days())
        .collect();
    let asked = selected.time().days();
    let held = partnership.motives().filter(|(claim, held)| {
        selected.meets_confidence(&claim.claim)
            && held.overlaps(asked)
            && stays.iter().any(|stay| held.overlaps(*stay))
    });
    held.map(|(claim, _)| claim).collect()
}

/// Names a claim of a motive by its holder, partnership and motive.
fn named(selection: &Selection<'_>, claim: &MotiveClaim) -> String {
    let graph = selection.graph();
    let holds = |partnership: &PartnershipRef<'_>| {
        let mut motives = partnership.record().motives.iter();
        motives.any(|other| std::ptr::eq(other, claim))
    };
    let holder = graph.organization(claim.holder);
    let of = holder.partnerships().find(holds);
    let motive = graph.dataset().vocabularies().motives.label(claim.motive);
    let of = of
        .map(|partnership| partnership.label())
        .unwrap_or_default();
    format!("{} ({of}): {}", holder.label(), motive.to_lowercase())
}

/// Counts the lessons by group, and by the operation that taught them.
pub(super) fn lessons(
    selection: &Selection<'_>,
    options: ObservationsOptions,
    list: &mut Option<Bibliography<'_>>,
) -> Table {
    let graph = selection.graph();
    let dataset = graph.dataset();
    let columns = [
        Column::new("by", "By"),
        Column::new("of", "Of"),
        Column::new("lessons", "Lessons"),
        Column::new("cases", "Cases"),
    ];
    let mut table =
        Table::new("lessons", "What did the field teach?", &columns).with_evidence(list);
    let all = selection.iter().flat_map(|selected| {
        let label = selected.partnership().label();
        selected
            .lessons()
            .map(move |lesson| (label.clone(), lesson))
    });
    let all: Vec<_> = all.collect();
    let mut push = |by: &str, of: Cell, found: Vec<&(String, &crate::model::Lesson)>| {
        if !found.is_empty() {
            let labels = found
                .iter()
                .map(|(label, lesson)| format!("{label}: {}", lesson.statement))
                .collect();
            let claims: Vec<(&str, &Claim)> = found
                .iter()
                .map(|(_, lesson)| ("lesson", &lesson.claim))
                .collect();
            let evidence = list.as_mut().map(|list| list.cell(claims));
            table.push(
                vec![
                    Cell::from(by.to_owned()),
                    of,
                    Cell::count(found.len()),
                    cases(options, labels),
                ],
                evidence,
            );
        }
    };
    for group in dataset.vocabularies().lesson_groups.keys() {
        let of = Cell::term(
            dataset.vocabularies().lesson_groups[group].id().as_str(),
            &*dataset.vocabularies().lesson_groups[group].term().label,
        );
        push(
            "group",
            of,
            all.iter()
                .filter(|(_, lesson)| lesson.group == group)
                .collect(),
        );
    }
    let operations = graph.operations().map(|operation| {
        let of = Cell::term(operation.record().id().as_str(), operation.label());
        (Some(operation.key()), of)
    });
    for (operation, of) in operations.chain([(None, Cell::term("none", "none named"))]) {
        let found = all
            .iter()
            .filter(|(_, lesson)| lesson.operation == operation);
        push("operation", of, found.collect());
    }
    table
}
