//! The observations, changes and coverage of a small dataset as typed values, with every expected value counted by hand.

use interorg::analysis::changes::{ChangeKind, PartnershipState};
use interorg::analysis::observations::{CodingObservations, MotiveGroup};
use interorg::analysis::{self, Proportion, TransitionKind, Weakness};
use interorg::dataset;
use interorg::graph::Graph;
use interorg::model::{Day, End, Identified};
use interorg::query::Filter;

use super::analysis::COURSES;

fn graph() -> Graph {
    Graph::new(dataset::parse(COURSES).expect("the dataset is sound"))
}

/// Runs a test on the observations of each coding: by texts, and by what was done.
fn with_codings(test: impl Fn(&Graph, [&CodingObservations<'_>; 2])) {
    let graph = graph();
    let query = Filter::default()
        .resolve(&graph)
        .expect("a filter without names");
    let observations = analysis::observations(&query.select_courses());
    let [formal, activity] = observations.codings.as_slice() else {
        panic!("there are two codings");
    };
    test(&graph, [formal, activity]);
}

/// The length in years of a number of days.
fn years(days: u32) -> f64 {
    f64::from(days) / 365.25
}

#[test]
fn falls_are_proportions_of_partnerships_and_of_years() {
    with_codings(|_, [formal, activity]| {
        assert_eq!(formal.ever_fallen(), Proportion { cases: 1, total: 3 });
        assert_eq!(formal.fallen()[0].label(), "A–D");
        // A–B from 1995 to 2009, B–C from 2001 to 2009, A–D from 1996 to 2004.
        let expected = Proportion {
            cases: 1,
            total: 33,
        };
        assert_eq!(formal.years_followed_by_fall(), expected);
        assert_eq!(activity.ever_fallen(), Proportion { cases: 1, total: 1 });
        let fallen = activity.years.iter().flat_map(|years| &years.falls);
        let fallen: Vec<_> = fallen.map(|(year, fall)| (*year, fall.kind)).collect();
        assert_eq!(fallen, [(2003, TransitionKind::Reversal)]);
        // The years of one partnership that follow one another are one run.
        let runs = formal.years.iter();
        let runs: Vec<_> = runs
            .map(|one| (one.partnership.label(), one.first, one.last))
            .collect();
        let expected = [
            ("A–B", 1995, 2009),
            ("B–C", 2001, 2009),
            ("A–D", 1996, 2004),
        ];
        let expected = expected.map(|(label, first, last)| (label.to_owned(), first, last));
        assert_eq!(runs, expected);
    });
}

#[test]
fn stays_are_censored_at_the_as_of_date() {
    with_codings(|graph, [formal, _]| {
        let phases = &graph.dataset().vocabularies().phases;
        let ids: Vec<&str> = formal
            .stays
            .iter()
            .map(|stays| phases[stays.phase].id().as_str())
            .collect();
        assert_eq!(ids, ["contact", "ad-hoc", "formalized"]);
        // A–B from 1995 to 1999; B–C from 2001 to the as-of date, whatever its condition.
        let contact = &formal.stays[0];
        let durations = contact.stays.iter().map(|stay| stay.duration);
        let durations: Vec<_> = durations.map(|one| (one.years, one.has_ended)).collect();
        assert_eq!(durations, [(years(1826), true), (years(3652), false)]);
        assert_eq!(contact.ended(), 1);
        assert_eq!(contact.curve.steps()[0].survival, 0.5);
        assert_eq!(contact.curve.median().years, Some(years(1826)));
        assert_eq!(formal.stays[2].curve.median().years, None);
    });
}

#[test]
fn arrivals_count_from_the_first_relation() {
    with_codings(|graph, [formal, activity]| {
        let phases = &graph.dataset().vocabularies().phases;
        let arrivals = |coding: &CodingObservations<'_>, id: &str| {
            let mut arrivals = coding.arrivals.iter();
            let phase = arrivals.find(|one| phases[one.phase].id().as_str() == id);
            phase.map(|one| (one.arrivals.len(), one.shortest, one.median, one.longest))
        };
        // A–B takes 1826 days to `formalized`, which is above `ad-hoc`; A–D begins in `ad-hoc`.
        let ad_hoc = (2, 0.0, years(1826) / 2.0, years(1826));
        assert_eq!(arrivals(formal, "ad-hoc"), Some(ad_hoc));
        let formalized = (1, years(1826), years(1826), years(1826));
        assert_eq!(arrivals(activity, "formalized"), Some(formalized));
        assert_eq!(arrivals(formal, "institutionalized"), None);
    });
}

#[test]
fn phase_changes_are_counted_by_the_phases_before_and_after() {
    with_codings(|graph, [formal, _]| {
        let phases = &graph.dataset().vocabularies().phases;
        let id = |phase: Option<_>| phase.map_or("none", |key| phases[key].id().as_str());
        let changes = formal.phase_changes.iter();
        let changes: Vec<_> = changes
            .map(|change| (id(change.from), id(change.to), change.transitions.len()))
            .collect();
        let expected = [
            ("none", "contact", 2),
            ("none", "ad-hoc", 1),
            ("contact", "formalized", 1),
            ("ad-hoc", "none", 1),
        ];
        assert_eq!(changes, expected);
    });
}

#[test]
fn motives_are_grouped_by_dyad_holder_and_phase() {
    let graph = graph();
    let query = Filter::default()
        .resolve(&graph)
        .expect("a filter without names");
    let observations = analysis::observations(&query.select_courses());
    let families = &graph.dataset().vocabularies().motive_families;
    let ideational = families.key("ideational").expect("it is a family");
    let proportion = |is_it: &dyn Fn(MotiveGroup<'_>) -> bool| {
        let mut mixes = observations.motives.iter();
        let mix = mixes.find(|mix| is_it(mix.group));
        mix.map(|mix| mix.proportion(ideational))
    };
    let all = proportion(&|group| matches!(group, MotiveGroup::All));
    assert_eq!(all, Some(Proportion { cases: 2, total: 3 }));
    let of_b = proportion(&|group| matches!(group, MotiveGroup::Holder(one) if one.label() == "B"));
    assert_eq!(of_b, Some(Proportion { cases: 1, total: 2 }));
    let of_c = proportion(&|group| matches!(group, MotiveGroup::Holder(one) if one.label() == "C"));
    assert_eq!(of_c, None);
}

#[test]
fn changes_compare_the_states_on_two_days() {
    let graph = graph();
    let changes = |coding: &str, from: Day, to: Day, test: &dyn Fn(analysis::Changes<'_>)| {
        let filter = Filter {
            during: Some(format!("{from}..{to}").parse().expect("a period")),
            coding: Some(coding.to_owned()),
            ..Filter::default()
        };
        let query = filter.resolve(&graph).expect("the coding is known");
        test(analysis::changes(&query, from, to));
    };
    let [mid_2003, end_2005] = [Day::new(2003, 6, 30), Day::new(2005, 12, 31)];
    changes("activity", mid_2003, end_2005, &|changes| {
        let change = &changes.partnerships[0];
        assert_eq!(change.kind, Some(TransitionKind::Reversal));
        assert_eq!(change.partnership.label(), "A–B");
        assert_eq!(changes.partnerships.len(), 1);
    });
    changes("activity", mid_2003, Day::new(2006, 12, 31), &|changes| {
        let change = &changes.partnerships[0];
        let kinds: Vec<TransitionKind> = change.transitions.iter().map(|one| one.kind).collect();
        assert_eq!(change.kind, None);
        assert_eq!(kinds, [TransitionKind::Reversal, TransitionKind::Advance]);
    });
    changes("formal", mid_2003, end_2005, &|changes| {
        let change = &changes.partnerships[0];
        assert_eq!(change.partnership.label(), "A–D");
        assert_eq!(change.kind, Some(TransitionKind::End));
        assert!(change.before.is_relation());
        assert!(matches!(change.after, PartnershipState::NotExisting));
        let end = "2005-03-31".parse().map(End::On).ok();
        assert_eq!(change.since(), end);
    });
}

#[test]
fn what_ends_on_the_first_day_ends_after_it() {
    let graph = graph();
    let operations = |from: Day| {
        let filter = Filter {
            during: Some(format!("{from}..2005").parse().expect("a period")),
            ..Filter::default()
        };
        let query = filter.resolve(&graph).expect("a filter without names");
        let changes = analysis::changes(&query, from, Day::new(2005, 12, 31));
        let operations = changes.operations.iter();
        operations
            .map(|change| (change.subject.label().to_owned(), change.kind, change.day))
            .collect::<Vec<_>>()
    };
    let last_day = Day::new(2004, 2, 1);
    let end = ("Operation".to_owned(), ChangeKind::End, last_day);
    assert_eq!(operations(last_day), [end]);
    assert_eq!(operations(last_day.next()), []);
}

#[test]
fn coverage_lists_weak_claims_missing_motives_and_silent_years() {
    let graph = graph();
    let coverage = analysis::coverage(&graph);
    let (partnership, claims) = &coverage.partnerships[0];
    assert_eq!(partnership.label(), "A–B");
    // Two spells by texts and four by activity, three motives, two milestones.
    assert_eq!(claims.len(), 11);
    let weaknesses = [
        Weakness::OneSource,
        Weakness::NoLocator,
        Weakness::UnofficialOnly,
    ];
    assert!(claims.iter().all(|claim| claim.weaknesses == weaknesses));
    assert_eq!(claims[0].severity(), 2);
    // The operation and its two participations.
    assert_eq!(coverage.operations.len(), 3);
    // A holds no materialist motive; the sides of B–C and A–D hold none at all.
    assert_eq!(coverage.missing_motives.len(), 1 + 4 + 4);
    let silent = &coverage.silent_years[0];
    let periods = [1996..=1999, 2001..=2002, 2005..=2005, 2007..=2010];
    assert_eq!(silent.periods, periods);
    assert_eq!(silent.count(), 11);
}

#[test]
fn coverage_counts_no_years_in_which_nothing_could_be_recorded() {
    let text = "\
dataset: {title: T, as-of: 2010, cite: [s]}
sources: {s: {title: S}}
organizations:
  - {id: a, name: A, exists: [{from: 1900, to: 1940}, {from: 1960}]}
  - {id: b, name: B, founded: 1900}
  - {id: c, name: C, founded: 1900, dissolved: 2002}
  - {id: d, name: D, founded: 2000, succeeds: [c]}
partnerships:
  - {between: [a, b], phases: {formal: [{phase: contact, from: 1938, to: 1940}, {phase: contact, from: 1960, to: 1961}]}}
  - {between: [c, b], phases: {formal: [{phase: contact, from: 1995, to: 2002}]}}
  - {between: [d, b], phases: {formal: [{phase: contact, from: 1990, through: [c]}, {phase: formalized, from: 2000}]}}
operations:
  - {id: o, name: O, start: 1995, end: 2004, participations: [{organization: c, role: lead}, {organization: b, role: support}]}
";
    let graph = Graph::new(dataset::parse(text).expect("the dataset is sound"));
    let silent = analysis::coverage(&graph).silent_years;
    let silent: Vec<_> = silent
        .into_iter()
        .map(|one| (one.partnership.label(), one.periods))
        .collect();
    let expected = [
        // A did not exist from 1941 to 1959.
        ("A–B", vec![1939..=1939, 1962..=2010]),
        // C was dissolved in 2002, before their operation ended.
        ("B–C", vec![1996..=2001]),
        // C acted for D before D was founded.
        ("B–D", vec![1991..=1999, 2001..=2010]),
    ];
    assert_eq!(
        silent,
        expected.map(|(label, periods)| (label.to_owned(), periods))
    );
}

#[test]
fn a_motive_without_a_start_is_as_uncertain_as_its_first_attestation() {
    let is_uncertain = |dates: &str| {
        let text = format!(
            "sources: {{s: {{title: S}}}}\norganizations: [{{id: a, name: A}}, {{id: b, name: B}}]\n\
             partnerships: [{{between: [a, b], motives: [{{motive: shared-values, of: a, statement: S, cite: [s], {dates}}}]}}]\n"
        );
        let graph = Graph::new(dataset::parse(&text).expect("the dataset is sound"));
        let coverage = analysis::coverage(&graph);
        let claim = &coverage.partnerships[0].1[0];
        claim.weaknesses.contains(&Weakness::UncertainDate)
    };
    assert!(is_uncertain("attested: [2001, \"1995?\"]"));
    assert!(is_uncertain("attested: 199X"));
    assert!(!is_uncertain("attested: [1995, \"2001?\"]"));
    assert!(!is_uncertain("from: 1990, attested: \"1995?\""));
}
