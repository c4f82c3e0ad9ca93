//! Operations and participations.

use super::super::record::{DocumentRecord, OperationRecord, ParticipationRecord};
use super::claim::{ClaimFields, claim_fields};
use super::organization::names;
use super::path::Path;
use super::{Validator, boxed, succession};
use crate::dataset::finding::Problem;
use crate::model::{Date, End, Key, Operation, Organization, Participation};

impl Validator<'_> {
    /// Reads all operations, in the order in which their names were numbered.
    pub(super) fn operations(
        &mut self,
        records: &mut [DocumentRecord],
        organizations: &[Organization],
    ) -> Vec<Operation> {
        let mut operations = Vec::new();
        let mut places = Vec::new();
        for (document, record) in records.iter_mut().enumerate() {
            let root = Path::root(document);
            let list = root.key("operations");
            for (index, record) in std::mem::take(&mut record.operations)
                .into_iter()
                .enumerate()
            {
                let place = list.index(index);
                let parts = record.participations.len();
                let operation = self.read_operation(record, &place);
                // Where a part could not be read, the places of the others are not known here.
                if operation.participations.len() == parts {
                    self.in_lifetimes(&operation, organizations, &place);
                }
                operations.push(operation);
                places.push((document, index));
            }
        }
        let predecessors = |key: Key<Operation>| &*operations[key.index()].predecessors;
        let id = |key: Key<Operation>| operations[key.index()].id.to_string();
        self.found.extend(succession::find_cycle(
            "operation",
            operations.len(),
            predecessors,
            id,
            |row, key| succession::place(places[row], "operations", key),
        ));
        operations
    }

    fn read_operation(&mut self, record: OperationRecord, place: &Path<'_>) -> Operation {
        let start = record.start.as_ref().map(|leaf| leaf.0);
        self.ordered(start.as_ref(), record.end.as_ref(), place, "end");
        let end = record.end.as_ref().map_or(End::Ongoing, |leaf| leaf.0);
        let succeeds = place.key("succeeds");
        let list = place.key("participations");
        Operation {
            id: record.id.0,
            name: self.text(record.name, "name", place),
            abbreviation: record.abbreviation.map(Into::into),
            names: names(record.names),
            aliases: boxed(record.aliases),
            place: record.place.map(Into::into),
            countries: boxed(record.countries),
            start,
            end,
            mandate: boxed(record.mandate.0),
            predecessors: record
                .succeeds
                .into_iter()
                .enumerate()
                .filter_map(|(index, name)| self.operation(name, &succeeds.index(index)))
                .collect(),
            participations: record
                .participations
                .into_iter()
                .enumerate()
                .filter_map(|(index, participation)| {
                    let here = list.index(index);
                    self.participation(participation, (start, end), place, &here)
                })
                .collect(),
            claim: self.cited_claim(claim_fields!(record), "operation", place),
        }
    }

    fn participation(
        &mut self,
        record: ParticipationRecord,
        operation: (Option<Date>, End),
        around: &Path<'_>,
        place: &Path<'_>,
    ) -> Option<Participation> {
        let vocabularies = self.vocabularies;
        let from = record.from.as_ref().map(|leaf| leaf.0);
        let to = record.to.as_ref().map(|leaf| leaf.0);
        self.ordered(from.as_ref(), record.to.as_ref(), place, "to");
        self.within(from, to, operation, around, place);
        let organization = self.organization(record.organization, &place.key("organization"));
        let role = self.term(&vocabularies.roles, &record.role, &place.key("role"));
        let claim = self.claim(claim_fields!(record), place);
        Some(Participation {
            organization: organization?,
            role: role?,
            from,
            to,
            through: record.r#as.map(Into::into),
            claim,
        })
    }

    /// Finds participations that begin before their organization, or after it has ended.
    fn in_lifetimes(
        &mut self,
        operation: &Operation,
        organizations: &[Organization],
        place: &Path<'_>,
    ) {
        let list = place.key("participations");
        for (index, part) in operation.participations.iter().enumerate() {
            let Some(organization) = organizations.get(part.organization.index()) else {
                continue;
            };
            let here = list.index(index);
            let start = part.from.or(operation.start);
            // A part without dates may have begun later than its operation.
            let end = match part.from {
                Some(from) => Some(from),
                None => operation.end.date().copied(),
            };
            let key = part.from.map_or("organization", |_| "from");
            if let (Some(founded), Some(end)) = (organization.founded, end)
                && end.is_certainly_before(&founded)
            {
                self.outside(end, founded, &here.key(key), (part.organization, "founded"));
            }
            if let (End::On(gone), Some(start)) = (organization.dissolved, start)
                && gone.is_certainly_before(&start)
            {
                self.outside(
                    start,
                    gone,
                    &here.key(key),
                    (part.organization, "dissolved"),
                );
            }
        }
    }

    fn outside(
        &mut self,
        date: Date,
        bound: Date,
        place: &Path<'_>,
        (organization, key): (Key<Organization>, &'static str),
    ) {
        let label = match key {
            "founded" => "the organization was founded here",
            _ => "the organization ended here",
        };
        let (date, bound) = (date.to_string(), bound.to_string());
        let of = "organization";
        let finding = place.finding(Problem::ParticipationOutside { date, bound, of });
        let other = self.value_of(organization, key);
        self.found.push(finding.and_any(other, label));
    }

    /// Finds a participation that begins or ends before its operation, or after it.
    fn within(
        &mut self,
        from: Option<Date>,
        to: Option<End>,
        (start, end): (Option<Date>, End),
        around: &Path<'_>,
        place: &Path<'_>,
    ) {
        let mut outside = |key, date: String, bound: String, side| {
            let of = "operation";
            let problem = Problem::ParticipationOutside { date, bound, of };
            let label = match side {
                "start" => "the operation begins here",
                _ => "the operation ends here",
            };
            let finding = place.key(key).finding(problem);
            self.found.push(finding.and(&around.key(side), label));
        };
        let own = [("from", from), ("to", to.and_then(|to| to.date().copied()))];
        for (key, date) in own {
            let Some(date) = date else { continue };
            if let Some(start) = start.filter(|start| date.is_certainly_before(start)) {
                outside(key, date.to_string(), start.to_string(), "start");
            }
            if let End::On(end) = end
                && end.is_certainly_before(&date)
            {
                outside(key, date.to_string(), end.to_string(), "end");
            }
        }
        if to == Some(End::Ongoing) && end != End::Ongoing {
            outside("to", End::Ongoing.to_string(), end.to_string(), "end");
        }
    }
}
