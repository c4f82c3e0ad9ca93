//! Spells and motives with their days, by the [rule of time](super::time).

use super::day_range::DayRange;
use super::time::{end_day, start_day};
use crate::dataset::packed_records;
use crate::model::{
    Condition, Dataset, Date, Day, End, Key, Motive, MotiveClaim, Organization, Partnership, Phase,
    Spell,
};

/// A spell of a partnership: its days, phase and condition.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DatedSpell {
    pub(crate) days: DayRange,
    pub(crate) phase: Key<Phase>,
    pub(crate) condition: Key<Condition>,
    /// Whether the phase means that there is no relation.
    pub(crate) is_absent: bool,
}

/// A motive, the organization that holds it, and the days on which it does.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DatedMotive {
    pub(crate) motive: Key<Motive>,
    pub(crate) holder: Key<Organization>,
    pub(crate) days: DayRange,
}

packed_records! {
    DatedSpell { days, phase, condition, is_absent }
}

packed_records! {
    DatedMotive { motive, holder, days }
}

/// Returns the spells of one coding with their days, in order of time.
///
/// The end of a spell depends on the start of the next one, so starts are computed one spell ahead. A spell of which the end
/// is unknown, or on a date that began while both members existed, ends with their existence at the latest. The last days on
/// which both exist are given in order of time.
pub(super) fn dated_spells<'s>(
    spells: &'s [Spell],
    last_common_days: &'s [Day],
    dataset: &'s Dataset,
) -> impl Iterator<Item = DatedSpell> + use<'s> {
    let phases = &dataset.vocabularies().phases;
    let mut next_first = spells
        .first()
        .map_or(Day::MIN, |spell| start_day(&spell.from));
    spells.iter().enumerate().map(move |(row, spell)| {
        let first = next_first;
        let mut common = last_common_days.iter();
        let common = common.find(|day| **day >= first);
        let last_common_day = *common.or(last_common_days.last()).unwrap_or(&Day::MAX);
        let mut last = end_day(spell.to.unwrap_or(End::Ongoing), first);
        let may_end_before = match spell.to {
            Some(End::Unknown) => true,
            Some(End::On(date)) => date.earliest().is_none_or(|day| day <= last_common_day),
            _ => false,
        };
        if may_end_before {
            last = last.min(last_common_day).max(first);
        }
        if let Some(next) = spells.get(row + 1) {
            next_first = first_day_after(spell, first, &next.from);
            last = last.min(next_first.previous()).max(first);
        }
        DatedSpell {
            days: DayRange { first, last },
            phase: spell.phase,
            condition: spell.condition,
            is_absent: phases[spell.phase].absent,
        }
    })
}

/// Returns the day on which the spell after another one starts.
///
/// This is the earliest possible day of its start date that is after the first day of the spell before it, not
/// before the earliest possible end of that one, and after its end if that is one day. If the dates contradict each other, its
/// own date wins.
fn first_day_after(before: &Spell, before_first: Day, start: &Date) -> Day {
    let end = before.to.and_then(|to| to.date().copied());
    let after_end = end.and_then(|end| {
        let earliest = end.earliest()?;
        let is_one_day = end.latest() == Some(earliest);
        Some(if is_one_day {
            earliest.next()
        } else {
            earliest
        })
    });
    let earliest = before_first.next().max(after_end.unwrap_or(Day::MIN));
    let possible = earliest
        .min(start.latest().unwrap_or(Day::MAX))
        .max(before_first);
    start_day(start).max(possible)
}

/// Returns the days after which a member of a partnership ceases to exist, for a time or for good, in order of time; the
/// last is [`Day::MAX`] if neither is dissolved.
pub(super) fn last_common_days(partnership: &Partnership, dataset: &Dataset) -> Vec<Day> {
    let members = partnership.dyad.members();
    let members = members.map(|key| &dataset.organizations()[key]);
    let dissolutions = members.map(|member| end_day(member.dissolved, Day::MIN));
    let last = dissolutions[0].min(dissolutions[1]);
    let gaps = members.into_iter().flat_map(DayRange::gaps);
    let gap_starts = gaps.map(|gap| gap.first.previous());
    let mut days: Vec<Day> = gap_starts.filter(|day| *day < last).collect();
    days.push(last);
    days.sort_unstable();
    days
}

/// Returns the motives of a partnership with their days, in the order of its record.
///
/// A motive that is only attested is held from its first attestation on (see [`MotiveClaim::start`]). One without any date
/// explains an existing cooperation, so it is held from the `first_relation` on. No motive
/// is held before its holder was founded, unless predecessors acted for a member: the dataset then dates motives of the
/// time before. No motive outlasts its holder. One with an unknown end is held up to its last attestation, or else on the date of its
/// start.
pub(super) fn dated_motives(
    partnership: &Partnership,
    first_relation: Option<Day>,
    dataset: &Dataset,
) -> impl Iterator<Item = DatedMotive> {
    partnership.motives.iter().map(move |claim| {
        let holder = &dataset.organizations()[claim.holder];
        let founded = holder.founded.as_ref().map_or(Day::MIN, start_day);
        let first = match &claim.start() {
            Some(start) if partnership.has_acting_predecessors() => start_day(start),
            Some(start) => start_day(start).max(founded),
            None => first_relation.unwrap_or(Day::MIN).max(founded),
        };
        DatedMotive {
            motive: claim.motive,
            holder: claim.holder,
            days: motive_days(claim, first, end_day(holder.dissolved, Day::MIN)),
        }
    })
}

/// Returns the days of a motive from its first day to the end of its holder at the latest; none if it ends before it starts.
fn motive_days(claim: &MotiveClaim, first: Day, dissolution: Day) -> DayRange {
    let last = last_held_day(claim, first).min(dissolution);
    let (from, to) = (claim.from, claim.to.as_ref().and_then(End::date));
    let contradicts = from
        .zip(to)
        .is_some_and(|(from, to)| to.is_certainly_before(&from));
    if first <= last && !contradicts {
        DayRange { first, last }
    } else {
        DayRange::EMPTY
    }
}

/// Returns the last day on which a motive that is held since `first` is held; of one with an unknown end, the last on which it is
/// known to be held.
pub(crate) fn last_held_day(claim: &MotiveClaim, first: Day) -> Day {
    if claim.has_unknown_end() {
        return claim.last_known().unwrap_or(first).max(first);
    }
    end_day(claim.to.unwrap_or(End::Ongoing), first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset;
    use crate::graph::Graph;

    /// Creates the graph of one partnership between A (since 1990) and B (1990 to 2010).
    fn graph(partnership: &str) -> Graph {
        graph_with("founded: 1990, dissolved: 2010", partnership)
    }

    /// Creates the graph of one partnership between A (since 1990) and B, with the existence of B.
    fn graph_with(existence: &str, partnership: &str) -> Graph {
        let yaml = format!(
            "\
dataset: {{title: One partnership, as-of: 2020}}
organizations:
  - {{id: a, name: A, founded: 1990}}
  - {{id: b, name: B, {existence}}}
partnerships:
  - {{between: [A, B], {partnership}}}
sources: {{s: {{title: S}}}}
"
        );
        Graph::new(dataset::parse(&yaml).expect("the dataset is valid"))
    }

    /// Returns the first and the last day of each spell under the first coding.
    fn spells(partnership: &str) -> Vec<[String; 2]> {
        spells_of(&graph(partnership))
    }

    fn spells_of(graph: &Graph) -> Vec<[String; 2]> {
        let spells = graph.index().spells(Key::new(0), Key::new(0));
        spells.iter().map(|spell| printed(spell.days)).collect()
    }

    /// Returns the first and the last day on which each motive is held.
    fn motives(partnership: &str) -> Vec<[String; 2]> {
        let graph = graph(partnership);
        let motives = graph.index().motives(Key::new(0));
        motives.iter().map(|motive| printed(motive.days)).collect()
    }

    fn printed(days: DayRange) -> [String; 2] {
        [days.first, days.last].map(|day| match day {
            Day::MAX => "..".to_owned(),
            day => day.to_string(),
        })
    }

    #[test]
    fn spells_on_one_coarse_date_follow_one_another() {
        let days = spells(
            "phases: {formal: [
                {phase: contact, from: 2003, cite: [s]},
                {phase: ad-hoc, from: 2003, cite: [s]},
                {phase: formalized, from: 2003, to: 2010, cite: [s]}]}",
        );
        assert_eq!(
            days,
            [
                ["2003-01-01", "2003-01-01"],
                ["2003-01-02", "2003-01-02"],
                ["2003-01-03", "2010-12-31"],
            ]
        );
    }

    #[test]
    fn a_spell_starts_when_the_one_before_it_can_have_ended() {
        let days = spells(
            "phases: {formal: [
                {phase: contact, from: 2000, to: 2003-06, cite: [s]},
                {phase: ad-hoc, from: 2003, to: 2005, cite: [s]}]}",
        );
        assert_eq!(
            days,
            [["2000-01-01", "2003-05-31"], ["2003-06-01", "2005-12-31"]]
        );
    }

    #[test]
    fn an_exact_end_keeps_its_last_day_beside_a_coarse_start() {
        let days = |from: &str| {
            spells(&format!(
                "phases: {{formal: [
                    {{phase: contact, from: 2000, to: 2003-06-15, cite: [s]}},
                    {{phase: ad-hoc, from: {from}, to: 2005, cite: [s]}}]}}"
            ))
        };
        for coarse in ["2003", "2003-06"] {
            assert_eq!(
                days(coarse),
                [["2000-01-01", "2003-06-15"], ["2003-06-16", "2005-12-31"]]
            );
        }
        // Both state the day of the change.
        assert_eq!(
            days("2003-06-15"),
            [["2000-01-01", "2003-06-14"], ["2003-06-15", "2005-12-31"]]
        );
    }

    #[test]
    fn a_coarse_end_is_not_after_that_of_a_member() {
        // B is dissolved in 2010, and A goes on.
        for (end, last) in [("2009/2012", "2010-12-31"), ("2009", "2009-12-31")] {
            let days = spells(&format!(
                "phases: {{formal: [{{phase: contact, from: 2000, to: {end}, cite: [s]}}]}}"
            ));
            assert_eq!(days, [["2000-01-01", last]]);
        }
    }

    #[test]
    fn a_spell_with_an_unknown_end_lasts_while_both_members_exist() {
        let days =
            spells("phases: {formal: [{phase: contact, from: 2000, to: unknown, cite: [s]}]}");
        assert_eq!(days, [["2000-01-01", "2010-12-31"]]);
    }

    #[test]
    fn a_vague_end_is_not_after_the_start_of_a_gap_in_a_member() {
        let existence = "exists: [{from: 1990, to: 2000-06-30}, {from: 2010, to: 2015-03}]";
        for (start, end, last) in [
            ("1992", "unknown", "2000-06-30"),
            ("1992", "2000", "2000-06-30"),
            ("1992", "1999", "1999-12-31"),
            ("2011", "unknown", "2015-03-31"),
        ] {
            let graph = graph_with(
                existence,
                &format!(
                    "phases: {{formal: [{{phase: contact, from: {start}, to: {end}, cite: [s]}}]}}"
                ),
            );
            assert_eq!(
                spells_of(&graph),
                [[format!("{start}-01-01"), last.to_owned()]]
            );
        }
    }

    #[test]
    fn what_is_attested_or_has_ended_has_begun_by_then() {
        let days = motives(
            "phases: {formal: [{phase: contact, from: 1995, to: 2009, cite: [s]}]},
            motives: [
                {motive: shared-values, of: A, statement: It says so., attested: [2012, 2011-05], cite: [s]},
                {motive: shared-values, of: A, statement: It says so., attested: 2011/.., cite: [s]},
                {motive: shared-values, of: A, statement: It says so., from: ../2011, to: 2005, cite: [s]},
                {motive: shared-values, of: A, statement: It says so., to: 2005, cite: [s]},
                {motive: shared-values, of: A, statement: It says so., from: 2003, attested: 2011, cite: [s]}]",
        );
        assert_eq!(
            days,
            [
                ["2011-05-31", ".."],
                ["2011-12-31", ".."],
                ["2005-12-31", "2005-12-31"],
                ["2005-12-31", "2005-12-31"],
                ["2003-01-01", ".."],
            ]
        );
    }

    #[test]
    fn motives_without_dates_are_held_from_the_first_relation_of_any_coding() {
        let days = motives(
            "phases: {
                formal: [{phase: none, from: 1991, cite: [s]}, {phase: contact, from: 2001, to: 2010, cite: [s]}],
                activity: [{phase: ad-hoc, from: 1999-05, to: 2009, cite: [s]}]},
            motives: [
                {motive: shared-values, of: A, statement: It says so., cite: [s]},
                {motive: shared-values, of: B, statement: It says so., cite: [s]},
                {motive: legitimization, of: B, statement: It says so., from: 1980, cite: [s]}]",
        );
        assert_eq!(
            days,
            [
                ["1999-05-01", ".."],
                ["1999-05-01", "2010-12-31"],
                ["1990-01-01", "2010-12-31"],
            ]
        );
    }
}
