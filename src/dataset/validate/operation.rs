//! Operations and participations.

use super::super::problem::Problem;
use super::super::record::{DocumentRecord, OperationRecord, ParticipationRecord};
use super::claim::{ClaimFields, claim_fields};
use super::organization::names;
use super::path::Path;
use super::{Validator, boxed, succession};
use crate::model::{Date, End, Key, Operation, Participation};

impl Validator<'_> {
    /// Reads all operations, in the order in which their names were numbered.
    pub(super) fn operations(&mut self, records: &mut [DocumentRecord]) -> Vec<Operation> {
        let mut operations = Vec::new();
        let mut places = Vec::new();
        for (document, record) in records.iter_mut().enumerate() {
            let root = Path::root(document);
            let list = root.key("operations");
            for (index, record) in std::mem::take(&mut record.operations)
                .into_iter()
                .enumerate()
            {
                operations.push(self.read_operation(record, &list.index(index)));
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

    /// Finds a participation that begins before its operation or ends after it.
    fn within(
        &mut self,
        from: Option<Date>,
        to: Option<End>,
        (start, end): (Option<Date>, End),
        around: &Path<'_>,
        place: &Path<'_>,
    ) {
        if let (Some(from), Some(start)) = (from, start)
            && from.is_certainly_before(&start)
        {
            let (date, bound) = (from.to_string(), start.to_string());
            let problem = Problem::ParticipationOutside { date, bound };
            let finding = place.key("from").finding(problem);
            self.found
                .push(finding.and(&around.key("start"), "the operation begins here"));
        }
        if let (Some(End::On(to)), End::On(end)) = (to, end)
            && end.is_certainly_before(&to)
        {
            let (date, bound) = (to.to_string(), end.to_string());
            let problem = Problem::ParticipationOutside { date, bound };
            let finding = place.key("to").finding(problem);
            self.found
                .push(finding.and(&around.key("end"), "the operation ends here"));
        }
    }
}
