//! Operations and participations.

use super::Validator;
use super::claim::{ClaimFields, claim_fields};
use super::existence::gap_between;
use super::lineage::Lineage;
use super::organization::identifiers;
use super::path::{Path, RecordPlace};
use crate::dataset::finding::FindingKind;
use crate::dataset::record::{DocumentRecord, OperationRecord, ParticipationRecord};
use crate::model::{
    Date, Dated, Day, End, Identified, Key, Operation, Organization, Participation, RecordKind,
};

const LIST: &str = "operations";

impl Validator<'_> {
    /// Reads all operations, in the order in which their names were collected.
    pub(super) fn operations(
        &mut self,
        records: &mut [DocumentRecord],
        organizations: &[Organization],
        lineage: &Lineage,
    ) -> Vec<Operation> {
        let mut operations = Vec::new();
        let mut places = Vec::new();
        for (document, contents) in records.iter_mut().enumerate() {
            let root = Path::root(document);
            let list = root.key(LIST);
            let items = std::mem::take(&mut contents.operations);
            for (index, record) in items.into_iter().enumerate() {
                let path = list.index(index);
                let count = record.participations.len();
                let operation = self.read_operation(record, &path);
                // If a participation could not be read, the others have lost their numbers in the list.
                if operation.participations.len() == count {
                    self.check_lifetimes(&operation, organizations, &path);
                    let start = path.key("start");
                    self.check_participants_exist(&operation, organizations, lineage, &start);
                }
                operations.push(operation);
                places.push(RecordPlace {
                    document,
                    list: LIST,
                    index,
                });
            }
        }
        self.check_succession(&operations, &places, |record| &record.predecessors);
        operations
    }

    fn read_operation(&mut self, record: OperationRecord, path: &Path<'_>) -> Operation {
        let start = record.start.map(|leaf| leaf.0);
        let end = record.end.map(|leaf| leaf.0);
        self.check_order(("start", start), ("end", end), path);
        self.check_start(start, Dated::Event, &path.key("start"));
        self.check_end(end, Dated::Event, &path.key("end"));
        self.check_link(record.url.as_deref(), &path.key("url"));
        let end = end.unwrap_or(End::Ongoing);
        let kinds = &self.vocabularies.operation_kinds;
        let succeeds = path.key("succeeds");
        let list = path.key("participations");
        let predecessors = record.succeeds.into_iter().enumerate();
        let participations = record.participations.into_iter().enumerate();
        Operation {
            id: record.id.0,
            name: self.name(record.name, "name", path),
            abbreviation: self.optional_name(record.abbreviation, "abbreviation", path),
            names: self.translations(record.names, path),
            aliases: self.names(record.aliases, "aliases", path),
            kind: record
                .kind
                .and_then(|id| self.references.term(kinds, &id, &path.key("kind"))),
            place: record.place,
            countries: self.names(record.countries, "countries", path),
            start,
            end,
            mandate: record.mandate.0,
            predecessors: predecessors
                .filter_map(|(index, name)| self.references.record(&name, &succeeds.index(index)))
                .collect(),
            identifiers: identifiers(record.identifiers),
            url: record.url,
            annotations: self.annotations(record.attributes, Box::default(), path),
            participations: participations
                .filter_map(|(index, record)| {
                    self.participation(record, (start, end), path, &list.index(index))
                })
                .collect(),
            claim: self.cited_claim(claim_fields!(record), "operation", path),
        }
    }

    fn participation(
        &mut self,
        record: ParticipationRecord,
        operation: (Option<Date>, End),
        operation_path: &Path<'_>,
        path: &Path<'_>,
    ) -> Option<Participation> {
        let from = record.from.map(|leaf| leaf.0);
        let to = record.to.map(|leaf| leaf.0);
        self.check_period((from, to), path);
        self.check_within_operation((from, to), operation, operation_path, path);
        let references = &mut self.references;
        let organization = references.record(&record.organization, &path.key("organization"));
        let role = references.term(&self.vocabularies.roles, &record.role, &path.key("role"));
        let annotations = self.annotations(record.attributes, record.amounts, path);
        let claim = self.claim(claim_fields!(record), path);
        Some(Participation {
            organization: organization?,
            role: role?,
            from,
            to,
            status: record.status.map(|leaf| leaf.0).unwrap_or_default(),
            through: record.r#as,
            annotations,
            claim,
        })
    }

    /// Reports participations that certainly begin or end before their organization was founded, or after it was dissolved.
    fn check_lifetimes(
        &mut self,
        operation: &Operation,
        organizations: &[Organization],
        path: &Path<'_>,
    ) {
        let list = path.key("participations");
        for (index, participation) in operation.participations.iter().enumerate() {
            let key = participation.organization;
            let Some(organization) = organizations.get(key.index()) else {
                continue;
            };
            let path = list.index(index);
            self.check_participation_gaps(operation, participation, organization, &path);
            if let Some(founded) = organization.founded
                && let Some((name, date)) = date_before(operation, participation, &founded)
            {
                self.outside_lifetime(date, founded, (key, "founded"), &path.key(name));
            }
            if let End::On(dissolved) = organization.dissolved
                && let Some((name, date)) = date_after(operation, participation, &dissolved)
            {
                self.outside_lifetime(date, dissolved, (key, "dissolved"), &path.key(name));
            }
        }
    }

    /// Reports a participation that certainly goes on in a gap of the existence of its organization.
    fn check_participation_gaps(
        &mut self,
        operation: &Operation,
        participation: &Participation,
        organization: &Organization,
        path: &Path<'_>,
    ) {
        let Some((name, first, last)) = certain_days(operation, participation) else {
            return;
        };
        if let Some((ended, resumed)) = gap_between(organization, first, last) {
            let finding = path.key(name).finding(FindingKind::ParticipationInGap {
                organization: organization.abbreviation.to_string(),
                ended,
                resumed,
            });
            let other = self.organization_value(participation.organization, "exists");
            self.push(finding.and_known(other, "it existed in these periods"));
        }
    }

    fn outside_lifetime(
        &mut self,
        date: End,
        bound: Date,
        (organization, key): (Key<Organization>, &'static str),
        path: &Path<'_>,
    ) {
        let label = if key == "founded" {
            "the organization was founded here"
        } else {
            "the organization was dissolved here"
        };
        let finding = path.finding(FindingKind::ParticipationOutside {
            date,
            bound: End::On(bound),
            of: Organization::KIND,
        });
        let other = self.organization_value(organization, key);
        self.push(finding.and_known(other, label));
    }

    /// Reports a start or end of a participation that is certainly before the start or after the end of its operation.
    fn check_within_operation(
        &mut self,
        (from, to): (Option<Date>, Option<End>),
        (start, end): (Option<Date>, End),
        operation_path: &Path<'_>,
        path: &Path<'_>,
    ) {
        let mut report = |key, date, bound, bound_key, label| {
            let finding = path.key(key).finding(FindingKind::ParticipationOutside {
                date,
                bound,
                of: RecordKind::Operation,
            });
            self.push(finding.and(operation_path.key(bound_key).owned(), label));
        };
        let (start_label, end_label) = ("the operation begins here", "the operation ends here");
        let dates = [("from", from), ("to", to.and_then(|to| to.date().copied()))];
        for (key, date) in dates {
            let Some(date) = date else { continue };
            if let Some(start) = start.filter(|start| date.is_certainly_before(start)) {
                report(key, End::On(date), End::On(start), "start", start_label);
            }
            if end.date().is_some_and(|end| end.is_certainly_before(&date)) {
                report(key, End::On(date), end, "end", end_label);
            }
        }
        if to == Some(End::Ongoing) && end != End::Ongoing {
            report("to", End::Ongoing, end, "end", end_label);
        }
    }
}

/// Returns the first date of a participation that is certainly before a founding, with the key that states it.
fn date_before(
    operation: &Operation,
    participation: &Participation,
    founded: &Date,
) -> Option<(&'static str, End)> {
    let to = participation.to.and_then(|to| to.date().copied());
    // A participation without dates may have begun at any time until the operation ended.
    let end = operation.end.date().copied();
    let end = end.filter(|_| participation.from.is_none() && to.is_none());
    let dates = [
        ("from", participation.from),
        ("to", to),
        ("organization", end),
    ];
    let mut dates = dates
        .into_iter()
        .filter_map(|(key, date)| Some((key, date?)));
    let early = dates.find(|(_, date)| date.is_certainly_before(founded));
    early.map(|(key, date)| (key, End::On(date)))
}

/// Returns the first date of a participation that is certainly after a dissolution, with the key that states it.
fn date_after(
    operation: &Operation,
    participation: &Participation,
    dissolved: &Date,
) -> Option<(&'static str, End)> {
    let start = match participation.from {
        Some(from) => ("from", Some(End::On(from))),
        None => ("organization", operation.start.map(End::On)),
    };
    let dates = [start, ("to", participation.to)];
    let mut dates = dates
        .into_iter()
        .filter_map(|(key, date)| Some((key, date?)));
    dates.find(|(_, date)| match date {
        End::On(date) => dissolved.is_certainly_before(date),
        End::Ongoing => true,
        End::Unknown => false,
    })
}

/// Returns the last day by which a participation has certainly begun and the first one until which it certainly goes on, with the
/// key that states them; `None` if there are no such days.
///
/// A participation without a date of its own may have begun and ended at any time within its operation, so that its first day
/// is the last one of the operation, and its last day the first one.
fn certain_days(
    operation: &Operation,
    participation: &Participation,
) -> Option<(&'static str, Day, Day)> {
    match (participation.from, participation.to) {
        (Some(from), to) => {
            let first = from.latest()?;
            let last = match to {
                Some(End::On(to)) => to.earliest(),
                Some(End::Ongoing) => Some(Day::MAX),
                Some(End::Unknown) | None => None,
            };
            // Whenever it ended, it had begun.
            let last = last.max(from.earliest())?;
            Some(("from", first, last))
        }
        (None, Some(End::On(to))) => Some(("to", to.latest()?, to.earliest()?)),
        (None, _) => {
            let end = operation.end.date().and_then(Date::latest)?;
            Some(("organization", end, operation.start?.earliest()?))
        }
    }
}
