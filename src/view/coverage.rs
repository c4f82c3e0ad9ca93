//! Coverage as a dossier: how many claims have weak evidence, which ones, and what is not recorded at all.

use std::ops::RangeInclusive;

use super::cell::Cell;
use super::columns::Columns;
use super::dossier::Dossier;
use super::table::Table;
use crate::analysis;
use crate::analysis::coverage::{Assessment, MissingMotive, SilentYears, Weakness};
use crate::graph::{Content, Graph};
use crate::model::{Field, Identified, Value, ValueType};

/// The minimum severity of the claims that are listed if not all are.
const MIN_SEVERITY: usize = 2;

/// Returns where the evidence of a dataset is weak: counts of weak claims, sides without a motive of a family, years
/// without a record, and the weak claims themselves.
///
/// Unless `all` is set, only claims that are weak in more than one way are listed, and a note states how many are left
/// out. The values are those of [`analysis::coverage()`].
pub fn coverage(graph: &Graph, all: bool) -> Dossier {
    let coverage = analysis::coverage(graph);
    let partnerships = coverage.partnerships.iter();
    let mut subjects: Vec<(String, &[Assessment<'_>])> = partnerships
        .map(|(partnership, assessments)| (partnership.label(), assessments.as_slice()))
        .collect();
    if !coverage.operations.is_empty() {
        subjects.push(("Operations".to_owned(), &coverage.operations));
    }
    let mut dossier = Dossier::new("coverage", "Where the evidence is weak");
    dossier.section(counts(&subjects));
    dossier.section(missing_motives(graph, &coverage.missing_motives));
    dossier.section(silent_years(&coverage.silent_years));
    let weak = subjects.iter().flat_map(|(about, assessments)| {
        let assessments = assessments.iter();
        assessments
            .filter(|assessment| !assessment.weaknesses.is_empty())
            .map(move |assessment| (about.as_str(), assessment))
    });
    let (listed, left_out): (Vec<_>, Vec<_>) =
        weak.partition(|(_, assessment)| all || assessment.severity() >= MIN_SEVERITY);
    dossier.section(weak_claims(graph, listed, all));
    if !left_out.is_empty() {
        dossier.notes.push(left_out_note(left_out.len()));
    }
    dossier
}

fn left_out_note(count: usize) -> String {
    if count == 1 {
        "1 more claim is weak in one way only, or has no locator.".to_owned()
    } else {
        format!("{count} more claims are weak in one way only, or have no locator.")
    }
}

/// Creates the table that counts the claims about each subject, and how many of them have each weakness.
fn counts(subjects: &[(String, &[Assessment<'_>])]) -> Table {
    let columns = Columns::new()
        .with(
            "about",
            "About",
            "The partnership, or `Operations`.",
            ValueType::Text,
            |(about, _): &&(String, &[Assessment<'_>])| about.as_str(),
        )
        .with(
            "claims",
            "Claims",
            "The number of claims.",
            ValueType::Integer,
            |(_, claims)| Cell::count(claims.len()),
        );
    let columns = Weakness::ALL
        .into_iter()
        .fold(columns, |columns, weakness| {
            let (id, title, meaning) = column(weakness);
            columns.with(
                id,
                title,
                meaning,
                ValueType::Integer,
                move |(_, claims)| {
                    let claims = claims.iter();
                    let weak = claims.filter(|claim| claim.weaknesses.contains(&weakness));
                    Cell::count(weak.count())
                },
            )
        });
    let title = "Claims and their weaknesses";
    columns.table("claims", title, subjects)
}

/// Returns the id, the heading and the meaning of the column that counts a weakness.
fn column(weakness: Weakness) -> (&'static str, &'static str, &'static str) {
    match weakness {
        Weakness::OneSource => (
            "one_source",
            "One source",
            "Claims that rest on one source.",
        ),
        Weakness::NoLocator => (
            "no_locator",
            "No locator",
            "Claims whose citations name no place in a source.",
        ),
        Weakness::UnofficialOnly => (
            "unofficial_only",
            "Unofficial only",
            "Claims without an official source, that is, one of the first tier.",
        ),
        Weakness::UncertainDate => (
            "uncertain_date",
            "Uncertain date",
            "Claims with a date that is uncertain, approximate, or not within one year.",
        ),
        Weakness::ConfidenceNotHigh => (
            "not_sure",
            "Not sure",
            "Claims whose confidence is not high.",
        ),
    }
}

/// Creates the table of the sides of partnerships without a motive of a family.
fn missing_motives(graph: &Graph, missing: &[MissingMotive<'_>]) -> Table {
    let vocabularies = graph.dataset().vocabularies();
    let (families, motives) = (&vocabularies.motive_families, &vocabularies.motives);
    let columns = Columns::new()
        .partnership(|row: &&MissingMotive<'_>| row.partnership)
        .with(
            "side",
            "Side",
            "The side without a motive.",
            ValueType::Term,
            |row| Cell::term(row.side.record().id().as_str(), row.side.label()),
        )
        .with(
            "family",
            "No motive of the family",
            "The family of which the side holds no motive.",
            ValueType::Term,
            |row| Cell::of(families, row.family),
        )
        .with(
            "not_found",
            "Looked for and not found",
            "The motives of the family that were looked for and not found.",
            ValueType::TERMS,
            |row| {
                Cell::list(
                    row.not_found
                        .iter()
                        .map(|motive| Cell::of(motives, *motive)),
                )
            },
        );
    let title = "Sides without a motive of a family";
    columns.table("missing_motives", title, missing)
}

/// Creates the table of the years without a record.
fn silent_years(silent: &[SilentYears<'_>]) -> Table {
    let columns = Columns::new()
        .partnership(|row: &&SilentYears<'_>| row.partnership)
        .with(
            "years",
            "Years",
            "The periods in which no phase or shared operation begins or ends, and no milestone happens.",
            ValueType::List(&PERIOD),
            |row| Cell::list_with_commas(row.periods.iter().map(period)),
        )
        .with("count", "Count", "The number of these years.", ValueType::Integer, |row| {
            Cell::count(row.count())
        });
    let title = "Years without a record";
    columns.table("silent_years", title, silent)
}

/// The type of a period of years.
const PERIOD: ValueType = ValueType::Record(&[
    Field::new("first", ValueType::Integer, "The first year."),
    Field::new("last", ValueType::Integer, "The last year."),
]);

fn period(years: &RangeInclusive<i32>) -> Cell {
    let (first, last) = (*years.start(), *years.end());
    let text = if first == last {
        first.to_string()
    } else {
        format!("{first}–{last}")
    };
    let fields = vec![
        ("first", Cell::from(Value::from(first))),
        ("last", Cell::from(Value::from(last))),
    ];
    Cell::record(fields, text)
}

/// Creates the table of the weak claims.
fn weak_claims<'g>(graph: &'g Graph, claims: Vec<(&str, &Assessment<'g>)>, all: bool) -> Table {
    let columns = Columns::new()
        .with(
            "about",
            "About",
            "The partnership, or `Operations`.",
            ValueType::Text,
            |(about, _): &(&str, &Assessment<'_>)| *about,
        )
        .with(
            "claim",
            "Claim",
            "The kind of claim.",
            ValueType::Code,
            |(_, claim)| claim.statement.kind().name(),
        )
        .with(
            "text",
            "Text",
            "The claim in one line.",
            ValueType::Text,
            |(_, claim)| text(graph, claim),
        )
        .with(
            "weaknesses",
            "Weak in",
            "The weaknesses of the evidence.",
            ValueType::CODES,
            |(_, claim)| Cell::texts(claim.weaknesses.iter().map(|weakness| weakness.name())),
        );
    let title = if all {
        "Claims that are weak in some way"
    } else {
        "Claims that are weak in more than one way"
    };
    columns.table("weak", title, claims)
}

/// Returns a claim in one line.
///
/// A participation comes with its operation, which its row does not name otherwise.
fn text(graph: &Graph, claim: &Assessment<'_>) -> String {
    let statement = claim.statement;
    let Content::Participation(participation) = statement.content() else {
        return statement.text();
    };
    let roles = &graph.dataset().vocabularies().roles;
    format!(
        "{}: {}, {}",
        statement.about(),
        graph.organization(participation.organization).label(),
        roles.label(participation.role).to_lowercase()
    )
}
