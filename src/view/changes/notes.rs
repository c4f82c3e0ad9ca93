//! What no table of changes can tell: what bears no date, or one too coarse.

use super::Between;
use crate::model::{Date, End};
use crate::query::{Query, SelectedPartnership, Selection};

/// Says of how many motives no change can be told, because they bear no dates.
pub(super) fn undated(selection: &Selection<'_>) -> Box<[Box<str>]> {
    let motives = selection.iter().flat_map(SelectedPartnership::motives);
    let (undated, dated): (Vec<_>, Vec<_>) =
        motives.partition(|claim| claim.from.is_none() && claim.to.is_none());
    let text = format!(
        "{} of {} motives bear no dates; whether they changed cannot be told.",
        undated.len(),
        undated.len() + dated.len()
    );
    let told = (!undated.is_empty()).then(|| text.into());
    told.into_iter().collect()
}

/// Names what began or ended at a time that nobody knows, so that its change stands in no table.
pub(super) fn unknown(query: &Query<'_>, selection: &Selection<'_>) -> Box<[Box<str>]> {
    let lost = |to: Option<End>| to == Some(End::Unknown);
    let partnerships = selection.iter().filter(|selected| {
        let last = selected.spells().next_back();
        last.is_some_and(|spell| lost(spell.record().to))
    });
    let partnerships = partnerships.map(|selected| selected.partnership().label());
    let motives = selection.iter().flat_map(|selected| {
        let ended = selected.motives().filter(move |motive| lost(motive.to));
        ended.map(move |motive| {
            let words = selected.partnership().graph().dataset().vocabularies();
            let dyad = selected.partnership().label();
            format!("{} ({dyad})", words.motives.label(motive.motive))
        })
    });
    let operations = || query.operations();
    let organizations = || query.organizations();
    let begun = operations().filter(|one| one.record().start.is_none());
    let ended = operations().filter(|one| one.record().end == End::Unknown);
    let founded = organizations().filter(|one| one.record().founded.is_none());
    let dissolved = organizations().filter(|one| one.record().dissolved == End::Unknown);
    let named = |labels: &mut dyn Iterator<Item = &str>| labels.map(str::to_owned).collect();
    let lists: [(&str, &str, Vec<String>); 6] = [
        ("partnerships", "ended", partnerships.collect()),
        ("motives", "ceased", motives.collect()),
        (
            "operations",
            "began",
            named(&mut begun.map(|one| one.label())),
        ),
        (
            "operations",
            "ended",
            named(&mut ended.map(|one| one.label())),
        ),
        (
            "organizations",
            "were founded",
            named(&mut founded.map(|one| one.label())),
        ),
        (
            "organizations",
            "ended",
            named(&mut dissolved.map(|one| one.label())),
        ),
    ];
    let told = lists.into_iter().filter(|(.., labels)| !labels.is_empty());
    told.map(|(kind, change, labels)| {
        let text = format!(
            "Nobody knows when these {kind} {change}, so no table tells it: {}.",
            labels.join(", ")
        );
        text.into()
    })
    .collect()
}

impl Between {
    /// Says how many dates there are of which it is uncertain on which side of the two days they lie.
    pub(super) fn doubtful(self, query: &Query<'_>, selection: &Selection<'_>) -> Box<[Box<str>]> {
        let end = |end: Option<End>| end.and_then(|end| end.date().copied());
        let spells = selection.iter().flat_map(SelectedPartnership::spells);
        let spells = spells.flat_map(|spell| [Some(spell.record().from), end(spell.record().to)]);
        let motives = selection.iter().flat_map(SelectedPartnership::motives);
        let motives = motives.flat_map(|motive| [motive.from, end(motive.to)]);
        let operations = query.operations().map(|one| one.record());
        let operations = operations.flat_map(|one| [one.start, end(Some(one.end))]);
        let milestones = selection.iter().flat_map(|selected| {
            let all = selected.partnership().record().milestones.iter();
            let sure = all.filter(|milestone| selection.meets_confidence(&milestone.claim));
            sure.map(|milestone| Some(milestone.date))
                .collect::<Vec<_>>()
        });
        let count = |dates: &mut dyn Iterator<Item = Option<Date>>| {
            dates.flatten().filter(|date| self.doubts(date)).count()
        };
        let counts = [
            (count(&mut { spells }), "phases"),
            (count(&mut { motives }), "motives"),
            (count(&mut { operations }), "operations"),
            (count(&mut { milestones }), "milestones"),
        ];
        let told = counts.iter().filter(|(count, _)| *count > 0);
        let told: Vec<String> = told.map(|(count, of)| format!("{of} {count}")).collect();
        let text = format!(
            "Of some dates it is uncertain on which side of the two days they lie: {}. What begins counts \
             from the earliest day that its date may stand for, what ends to the latest.",
            told.join(", ")
        );
        let text = (!told.is_empty()).then(|| text.into());
        text.into_iter().collect()
    }
}
