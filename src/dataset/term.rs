//! The terms of the vocabularies as a dataset spells them: what each kind of term has of its own.

use super::record::{
    CitationRecord, Entries, MotiveTermRecord, PhaseRecord, QuantityRecord, RoleRecord,
    StrengthRecord, TermRecord, Text,
};
use super::yaml::value::{self, Field};
use crate::model::{
    AmountKind, AmountSummary, Coder, Coding, Condition, Id, Key, LessonGroup, MilestoneKind,
    Motive, MotiveFamily, OperationKind, OrganizationKind, Phase, Quantity, Role, SourceTier,
    Standard, Strength, Term, Vocable, Vocabularies,
};

/// A term with what reading, writing and explaining it needs.
pub(super) trait DatasetTerm: Vocable + Sized {
    /// The record from which the term is read.
    type Record: TermRecordFields;

    /// Creates the term; `None` if it belongs to an unknown family.
    fn from_record(record: Self::Record, term: Term, family: FamilyLookup<'_>) -> Option<Self>;

    /// Returns the fields that other terms do not have.
    fn own_fields(&self, _: &Vocabularies) -> Vec<Field> {
        Vec::new()
    }

    /// Returns sentences for the codebook about the fields that other terms do not have.
    fn remarks(&self, _: &Vocabularies) -> Vec<String> {
        Vec::new()
    }
}

/// Looks up a family of motives by its id, and reports an unknown one.
pub(super) type FamilyLookup<'l> = &'l mut dyn FnMut(&str) -> Option<Key<MotiveFamily>>;

/// The fields that the record of every term has.
pub(super) struct TermRecordParts {
    pub(super) id: Id,
    pub(super) label: Text,
    pub(super) labels: Entries<Text>,
    pub(super) definition: Text,
    pub(super) cite: Box<[CitationRecord]>,
}

/// A record of a term.
pub(super) trait TermRecordFields {
    /// Takes out the fields that every record of a term has.
    fn take_parts(&mut self) -> TermRecordParts;
}

macro_rules! term_records {
    ($($record:ident),+) => {$(
        impl TermRecordFields for $record {
            fn take_parts(&mut self) -> TermRecordParts {
                TermRecordParts {
                    id: self.id.0.clone(),
                    label: std::mem::take(&mut self.label),
                    labels: std::mem::take(&mut self.labels),
                    definition: std::mem::take(&mut self.definition),
                    cite: std::mem::take(&mut self.cite),
                }
            }
        }
    )+};
}

term_records!(
    TermRecord,
    PhaseRecord,
    MotiveTermRecord,
    RoleRecord,
    QuantityRecord,
    StrengthRecord
);

macro_rules! plain_terms {
    ($($term:ident),+) => {$(
        impl DatasetTerm for $term {
            type Record = TermRecord;

            fn from_record(
                _: TermRecord,
                term: Term,
                _: FamilyLookup<'_>,
            ) -> Option<Self> {
                Some(Self(term))
            }
        }
    )+};
}

plain_terms!(
    Condition,
    Coding,
    Coder,
    MotiveFamily,
    OrganizationKind,
    OperationKind,
    MilestoneKind,
    LessonGroup,
    SourceTier,
    Standard
);

impl DatasetTerm for Phase {
    type Record = PhaseRecord;

    fn from_record(record: PhaseRecord, term: Term, _: FamilyLookup<'_>) -> Option<Self> {
        Some(Self {
            term,
            rule: record.rule,
            absent: record.absent,
            directed: record.directed,
        })
    }

    fn own_fields(&self, _: &Vocabularies) -> Vec<Field> {
        vec![
            ("rule", value::optional(self.rule.as_deref())),
            ("absent", value::flag(self.absent)),
            ("directed", value::flag(self.directed)),
        ]
    }

    fn remarks(&self, _: &Vocabularies) -> Vec<String> {
        let rule = self.rule.iter().map(|rule| format!("Entry rule: {rule}"));
        let absent = self
            .absent
            .then(|| "A spell in this phase is not cooperation.".to_owned());
        let directed = self
            .directed
            .then(|| "A spell may lead from one member to the other only (`of`).".to_owned());
        rule.chain(absent).chain(directed).collect()
    }
}

impl DatasetTerm for Motive {
    type Record = MotiveTermRecord;

    fn from_record(record: MotiveTermRecord, term: Term, family: FamilyLookup<'_>) -> Option<Self> {
        let family = family(&record.family)?;
        Some(Self { term, family })
    }

    fn own_fields(&self, vocabularies: &Vocabularies) -> Vec<Field> {
        let families = &vocabularies.motive_families;
        vec![("family", value::id(families, Some(self.family)))]
    }

    fn remarks(&self, vocabularies: &Vocabularies) -> Vec<String> {
        let family = vocabularies.motive_families.label(self.family);
        vec![format!("Family: {family}")]
    }
}

impl DatasetTerm for Strength {
    type Record = StrengthRecord;

    fn from_record(record: StrengthRecord, term: Term, _: FamilyLookup<'_>) -> Option<Self> {
        let weak = record.weak;
        Some(Self { term, weak })
    }

    fn own_fields(&self, _: &Vocabularies) -> Vec<Field> {
        vec![("weak", value::flag(self.weak))]
    }

    fn remarks(&self, _: &Vocabularies) -> Vec<String> {
        let remark = || "A motive of this strength is weak.".to_owned();
        self.weak.then(remark).into_iter().collect()
    }
}

impl DatasetTerm for Role {
    type Record = RoleRecord;

    fn from_record(record: RoleRecord, term: Term, _: FamilyLookup<'_>) -> Option<Self> {
        Some(Self {
            term,
            adverse: record.adverse,
            ties: !record.adverse && record.ties.unwrap_or(true),
        })
    }

    fn own_fields(&self, _: &Vocabularies) -> Vec<Field> {
        // An adverse role makes no tie without a word.
        let is_without_ties = !self.ties && !self.adverse;
        vec![
            ("adverse", value::flag(self.adverse)),
            ("ties", value::denial(is_without_ties)),
        ]
    }

    fn remarks(&self, _: &Vocabularies) -> Vec<String> {
        let remark = || "A participation in this role makes no tie of cooperation.".to_owned();
        (!self.ties).then(remark).into_iter().collect()
    }
}

impl DatasetTerm for Quantity {
    type Record = QuantityRecord;

    fn from_record(record: QuantityRecord, term: Term, _: FamilyLookup<'_>) -> Option<Self> {
        let kind = record.kind.map(|leaf| leaf.0).unwrap_or_default();
        let summary = record.summary.map(|leaf| leaf.0);
        Some(Self {
            term,
            unit: record.unit,
            kind,
            summary: summary.unwrap_or_else(|| kind.default_summary()),
        })
    }

    fn own_fields(&self, _: &Vocabularies) -> Vec<Field> {
        let kind = Some(self.kind).filter(|kind| *kind != AmountKind::default());
        let summary = Some(self.summary).filter(|one| *one != self.kind.default_summary());
        vec![
            ("unit", value::optional(self.unit.as_deref())),
            ("kind", value::optional(kind.map(AmountKind::as_str))),
            (
                "summary",
                value::optional(summary.map(AmountSummary::as_str)),
            ),
        ]
    }

    fn remarks(&self, _: &Vocabularies) -> Vec<String> {
        let unit = self.unit.iter().map(|unit| format!("Unit: {unit}."));
        let kind = match self.kind {
            AmountKind::Stock => "A stock: what is there on a day.",
            AmountKind::Flow => "A flow: what passes in a period.",
        };
        let summary = format!("{kind} Several amounts become their {}.", self.summary);
        unit.chain([summary]).collect()
    }
}
