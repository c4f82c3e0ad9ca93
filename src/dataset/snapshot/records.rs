//! The order of the values of each record.

use super::error::SnapshotError;
use super::packed::{Packed, Reader, Writer, pack_text};
use crate::model::{
    About, Affiliation, Amount, AmountKind, AmountSummary, AmountValue, Attribute, Citation, Claim,
    Coded, Coder, Coding, CodingRules, Condition, Confidence, CounterEvidence, Date, End,
    Existence, Id, Identifier, JointRecord, Labels, Lesson, LessonGroup, Membership, Milestone,
    MilestoneKind, Motive, MotiveClaim, MotiveFamily, MotiveNotFound, Name, NamedView, Operation,
    OperationKind, Organization, OrganizationKind, Parent, Participation, ParticipationStatus,
    Partnership, PartnershipHead, Phase, Quantity, RecordTime, Rival, Role, Series, Severity,
    Source, SourceTier, Spell, Standard, Strength, Term, ViewOption, Vocabularies,
    with_vocabularies,
};

/// Packs leaves as texts.
macro_rules! packed_leaves {
    ($($leaf:ident: $expected:literal;)+) => {$(
        impl Packed for $leaf {
            fn pack(&self, to: &mut Writer) {
                pack_text(&self.to_string(), to);
            }

            fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
                reader.leaf($expected)
            }
        }
    )+};
}

packed_leaves! {
    Id: "an id";
    Date: "a date";
    End: "a date, `..` or `unknown`";
    Confidence: "`high`, `medium` or `low`";
    AmountValue: "a number or `unknown`";
    AmountKind: "`stock` or `flow`";
    AmountSummary: "a summary of amounts";
    ParticipationStatus: "`recorded` or `unknown`";
    Severity: "`error`, `warning` or `note`";
}

/// Packs records field by field, in the order that is given here.
macro_rules! packed_records {
    ($($record:ident { $($field:tt),+ })+) => {$(
        impl $crate::dataset::Packed for $record {
            fn pack(&self, to: &mut $crate::dataset::Writer) {
                $($crate::dataset::Packed::pack(&self.$field, to);)+
            }

            fn unpack(
                reader: &mut $crate::dataset::Reader<'_>,
            ) -> Result<Self, $crate::dataset::SnapshotError> {
                Ok(Self { $($field: $crate::dataset::Packed::unpack(reader)?),+ })
            }
        }
    )+};
}
pub(crate) use packed_records;

packed_records! {
    About { title, version, from, as_of, citations, description, coverage, conventions, authors, citation, labels, rules, checks, licence, url }
    Labels { operation, operations, participation }
    CodingRules { phases_without_operations, leading_roles, silent_condition, falls_need_milestone }
    Term { id, label, labels, definition, citations }
    Phase { term, rule, absent, directed }
    Condition { 0 }
    Coding { 0 }
    Coder { 0 }
    MotiveFamily { 0 }
    Motive { term, family }
    Role { term, adverse, ties }
    Strength { term, weak }
    OrganizationKind { 0 }
    OperationKind { 0 }
    MilestoneKind { 0 }
    LessonGroup { 0 }
    Quantity { term, unit, kind, summary }
    SourceTier { 0 }
    Standard { 0 }
    Organization {
        id, abbreviation, name, names, aliases, kind, founded, dissolved, existence, covered_from, seat, region,
        predecessors, memberships, identifiers, annotations, citations, notes
    }
    Name { language, text }
    Identifier { scheme, value }
    Partnership {
        dyad, is_joint, coder, standard, codings, motives, motives_not_found, milestones, series, lessons, annotations, notes
    }
    PartnershipHead { dyad, coder, standard, sets_aside }
    Attribute { name, value }
    Amount { what, value, from, to, citations }
    Coded { coding, spells, set_aside }
    Spell { phase, condition, actor, from, to, through, label, because, annotations, claim }
    Existence { from, to }
    Membership { kind, organization, from, to, claim }
    MotiveClaim {
        motive, holder, statement, attested, from, to, strength, counter_evidence, claim
    }
    CounterEvidence { statement, date, citations }
    MotiveNotFound { motive, holder, searched, claim }
    Milestone { date, kind, title, actor, series, claim }
    Series { id, title, completeness, citations, is_joint }
    JointRecord { members, content }
    Lesson { group, operation, statement, claim }
    Operation {
        id, name, abbreviation, names, aliases, kind, place, countries, start, end, mandate, predecessors, identifiers, url,
        annotations, participations, claim
    }
    Participation { organization, role, from, to, status, through, annotations, claim }
    Claim { citations, confidence, notes, rivals, joint, record_time }
    RecordTime { recorded, withdrawn }
    Citation { source, at, quote }
    Rival { says, from, to, phase, condition, citations }
    Source {
        id, kind, title, authors, editors, affiliated, date, publisher, organization, serial_numbers, url, visited, read_at,
        volume, issue, page_range, location, edition, genre, language, note, details, parents, tier
    }
    NamedView { name, subcommand, arguments, options, formats }
    ViewOption { name, values }
    Affiliation { role, names }
    Parent {
        kind, title, authors, editors, affiliated, date, publisher, organization, serial_numbers, url, visited, volume,
        issue, location, edition, details, parents
    }
}

macro_rules! packed_vocabularies {
    ($($(#[$doc:meta])* $field:ident: $term:ident = $name:literal;)+) => {
        impl Packed for Vocabularies {
            fn pack(&self, to: &mut Writer) {
                $(self.$field.pack(to);)+
            }

            fn unpack(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
                Ok(Self { $($field: Packed::unpack(reader)?),+ })
            }
        }
    };
}

with_vocabularies!(packed_vocabularies);
