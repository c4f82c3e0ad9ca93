//! One row an organization and year of its existence.

use super::dyad_years::{first_day, first_year, last_day};
use super::told::Told;
use super::{Datum, Panel, Variable};
use crate::graph::{DatedParticipation, DayRange, OrganizationRef};
use crate::model::{Coding, Confidence, Identified, Key, Operation, Role, Vocable};
use crate::query::Query;

const NOTES: [&str; 2] = [
    "There is a row for every year in which the organization exists on some day, up to the as-of date; one \
     of which the dataset does not say when it was founded has rows from the first year of the record on.",
    "Partners are those on the last day of the year on which the organization exists; operations are those of \
     the whole year, each counted once, and once for every role. Parts taken against an operation do not count. \
     What a predecessor lived through before its successor existed is told of the predecessor. An organization \
     of which nothing is recorded has unknown partners, and so has one with a relation of which nobody knows \
     whether it had begun or was over; partnerships that a coding does not read are not counted under it. \
     Operations and parts less sure than asked for do not count.",
];

/// Makes the table of organization-years: how many partners it has on the last day of the year under
/// each coding, the sum of their rungs, and in how many operations it has a part, by role.
///
/// The organizations are those that a question selects, the years those of the time it asks of (see
/// [`Query::organizations`]). They stand in the order of the dataset, the years of each in order.
pub fn organization_years<'g>(query: &Query<'g>) -> Panel<'g> {
    let graph = query.graph();
    let words = graph.dataset().vocabularies();
    let mut columns = vec![
        Variable::number("year", "The calendar year."),
        Variable::word("organization", "The id of the organization."),
    ];
    for coding in &words.codings {
        let (id, label) = (coding.id(), &coding.term().label);
        columns.extend([
            Variable::number(
                format!("{id}_partners"),
                format!(
                    "With how many others it has a relation on the last day of the year ({label})."
                ),
            ),
            Variable::number(
                format!("{id}_rungs"),
                format!("The sum of the rungs of these relations ({label})."),
            ),
        ]);
    }
    columns.push(Variable::number(
        "operations",
        "In how many operations it has a part on some day of the year.",
    ));
    for role in &words.roles {
        let label = &role.term().label;
        columns.push(Variable::number(
            format!("role_{}", role.id()),
            format!("In how many of them it has the role {label}."),
        ));
    }
    let first = first_year(graph);
    let asked = query.time().days();
    let counted = Counted {
        least: query.min_confidence(),
        operations: query.named_operations(),
        roles: query.named_roles().to_vec(),
    };
    let organizations: Vec<_> = query.organizations().collect();
    let rows = organizations
        .into_iter()
        .flat_map(move |organization| rows(organization, first, asked, &counted));
    Panel {
        name: "organization-years",
        columns,
        notes: NOTES.to_vec(),
        rows: Box::new(rows),
    }
}

/// What of the record is counted.
struct Counted {
    least: Confidence,
    /// Only these operations; all if it is `None`.
    operations: Option<Vec<Key<Operation>>>,
    /// Only parts in these roles; in all if it is empty.
    roles: Vec<Key<Role>>,
}

impl Counted {
    fn holds(&self, part: &DatedParticipation) -> bool {
        let operations = self.operations.as_ref();
        part.confidence >= self.least
            && operations.is_none_or(|operations| operations.contains(&part.operation))
            && (self.roles.is_empty() || self.roles.contains(&part.role))
    }
}

/// Returns the records that tell of an organization and each of its partners: its own partnerships, and what
/// it and they lived through before their successors.
fn told<'g>(
    organization: OrganizationRef<'g>,
    codings: &[Key<Coding>],
    least: Confidence,
) -> Vec<Told<'g>> {
    let graph = organization.graph();
    let successors = organization.successors();
    let partnerships = std::iter::once(organization)
        .chain(successors)
        .flat_map(OrganizationRef::partnerships);
    let partners = partnerships.flat_map(|partnership| partnership.members());
    let mut partners: Vec<_> = partners
        .flat_map(|partner| {
            let predecessors = partner.record().predecessors.iter().copied();
            std::iter::once(partner.key()).chain(predecessors)
        })
        .filter(|partner| *partner != organization.key())
        .collect();
    partners.sort_unstable();
    partners.dedup();
    let pairs = partners
        .into_iter()
        .map(|partner| [organization.key(), partner]);
    pairs
        .filter_map(|pair| Told::of(graph, pair, codings, least))
        .collect()
}

fn rows<'g>(
    organization: OrganizationRef<'g>,
    first: i32,
    asked: DayRange,
    counted: &Counted,
) -> Vec<Vec<Datum<'g>>> {
    let graph = organization.graph();
    let words = graph.dataset().vocabularies();
    let DayRange {
        first: from,
        last: to,
    } = organization.lifetime();
    let to = to.min(graph.as_of());
    let codings: Vec<_> = words.codings.keys().collect();
    let told = told(organization, &codings, counted.least);
    let parts = graph.index().participations_of(organization.key());
    let parts: Vec<DatedParticipation> = parts.filter(|part| counted.holds(part)).collect();
    let asked = (asked.first.year_or(i32::MIN), asked.last.year_or(i32::MAX));
    let years = from.year_or(first).max(asked.0)..=to.year().min(asked.1);
    years
        .map(|year| {
            let day = last_day(year).min(to);
            let mut row = vec![
                Datum::Number(i64::from(year)),
                Datum::word(organization.record().id().as_str()),
            ];
            for place in 0..codings.len() {
                let of_day = told.iter().filter(|told| told.tells_of(day));
                let courses = of_day.map(|told| &told.courses[place]);
                let related = courses.clone().filter_map(|course| {
                    let window = course.on(day).filter(|window| !window.is_absent)?;
                    Some(course.rung(window))
                });
                let rungs: Vec<usize> = related.collect();
                // Of one relation that is unknown, the number is; so it is where the coding reads none.
                let mut read = courses.filter(|course| course.is_read()).peekable();
                let is_known = read.peek().is_some() && read.all(|course| !course.is_unknown(day));
                row.extend(match is_known {
                    true => [Datum::count(rungs.len()), Datum::count(rungs.iter().sum())],
                    false => [Datum::Unknown, Datum::Unknown],
                });
            }
            let days = DayRange {
                first: first_day(year),
                last: last_day(year),
            };
            let mut held: Vec<_> = parts
                .iter()
                .filter(|part| part.days.overlaps(days))
                .map(|part| (part.role, part.operation))
                .collect();
            held.sort_unstable();
            held.dedup();
            let mut operations: Vec<_> = held.iter().map(|(_, operation)| *operation).collect();
            operations.sort_unstable();
            operations.dedup();
            row.push(Datum::count(operations.len()));
            row.extend(
                words
                    .roles
                    .keys()
                    .map(|role| Datum::count(held.iter().filter(|(of, _)| *of == role).count())),
            );
            row
        })
        .collect()
}
