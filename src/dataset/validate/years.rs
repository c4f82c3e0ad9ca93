//! The years of all dates of a dataset.

use crate::dataset::record::{
    AmountRecord, DocumentRecord, Leaf, MembershipRecord, OperationRecord, PartnershipRecord,
};
use crate::model::{Date, Dated, End, RecordedYears, YearCollector};

/// Returns the years of all dates but those of sources.
pub(super) fn recorded(records: &[DocumentRecord]) -> RecordedYears {
    let mut years = YearCollector::default();
    for document in records {
        let as_of = document
            .dataset
            .as_ref()
            .and_then(|about| about.as_of.as_ref());
        add(&mut years, as_of, Dated::Event);
        for organization in &document.organizations {
            add(&mut years, organization.founded.as_ref(), Dated::Lifetime);
            add_end(&mut years, organization.dissolved.as_ref(), Dated::Lifetime);
            for period in &organization.exists {
                add(&mut years, period.from.as_ref(), Dated::Lifetime);
                add_end(&mut years, period.to.as_ref(), Dated::Lifetime);
            }
            let memberships = organization.part_of.iter().chain(&organization.member_of);
            for MembershipRecord(membership) in memberships {
                add(&mut years, membership.from.as_ref(), Dated::Event);
                add_end(&mut years, membership.to.as_ref(), Dated::Event);
            }
        }
        for partnership in &document.partnerships {
            add_partnership(&mut years, partnership);
        }
        for operation in &document.operations {
            add_operation(&mut years, operation);
        }
    }
    years.finish()
}

fn add_partnership(years: &mut YearCollector, record: &PartnershipRecord) {
    for spell in record.phases.0.iter().flat_map(|(_, spells)| spells) {
        add(years, Some(&spell.from), Dated::Event);
        add_end(years, spell.to.as_ref(), Dated::Event);
        add_amounts(years, &spell.amounts);
    }
    add_amounts(years, &record.amounts);
    for motive in &record.motives {
        add(years, motive.from.as_ref(), Dated::Event);
        add_end(years, motive.to.as_ref(), Dated::Event);
        for date in motive.attested.0.iter().filter(|date| is_dated(date)) {
            years.add(date, Dated::Event);
        }
        for evidence in &motive.counter_evidence {
            add(years, evidence.date.as_ref(), Dated::Event);
        }
    }
    for milestone in &record.milestones {
        add(years, Some(&milestone.date), Dated::Event);
    }
}

fn add_operation(years: &mut YearCollector, record: &OperationRecord) {
    add(years, record.start.as_ref(), Dated::Event);
    add_end(years, record.end.as_ref(), Dated::Event);
    for participation in &record.participations {
        add(years, participation.from.as_ref(), Dated::Event);
        add_end(years, participation.to.as_ref(), Dated::Event);
        add_amounts(years, &participation.amounts);
    }
}

fn add_amounts(years: &mut YearCollector, records: &[AmountRecord]) {
    for amount in records {
        add(years, amount.from.as_ref(), Dated::Event);
        add_end(years, amount.to.as_ref(), Dated::Event);
    }
}

fn add(years: &mut YearCollector, date: Option<&Leaf<Date>>, dated: Dated) {
    if let Some(Leaf(date)) = date.filter(|leaf| is_dated(&leaf.0)) {
        years.add(date, dated);
    }
}

fn add_end(years: &mut YearCollector, end: Option<&Leaf<End>>, dated: Dated) {
    if let Some(date) = end
        .and_then(|leaf| leaf.0.date())
        .filter(|date| is_dated(date))
    {
        years.add(date, dated);
    }
}

/// Returns `true` if a date has a first day. "Not later than 2011" may be long after what it dates.
pub(super) fn is_dated(date: &Date) -> bool {
    date.earliest().is_some()
}
