//! What the claims and records share: citations, rivals, texts, the order of dates, links.

use super::path::Path;
use super::{Validator, boxed};
use crate::dataset::finding::FindingKind;
use crate::dataset::record::{CitationRecord, Leaf, RivalRecord, Text, Texts};
use crate::model::{Claim, Confidence, Date, Dated, End, RecordTime, Rival};

/// The fields that the record of every claim has.
pub(super) struct ClaimFields {
    pub(super) cite: Box<[CitationRecord]>,
    pub(super) confidence: Option<Leaf<Confidence>>,
    pub(super) notes: Texts,
    pub(super) rivals: Box<[RivalRecord]>,
    pub(super) recorded: Option<Leaf<Date>>,
    pub(super) withdrawn: Option<Leaf<Date>>,
}

/// Moves the fields of a claim out of its record.
macro_rules! claim_fields {
    ($record:ident) => {
        ClaimFields {
            cite: $record.cite,
            confidence: $record.confidence,
            notes: $record.notes,
            rivals: $record.rivals,
            recorded: $record.recorded,
            withdrawn: $record.withdrawn,
        }
    };
}

pub(super) use claim_fields;

impl Validator<'_> {
    /// Reads a claim that inherits the citations of its file or dataset, and reports it if nothing is cited. `name` names
    /// the claim in the finding.
    pub(super) fn cited_claim(
        &mut self,
        fields: ClaimFields,
        name: &'static str,
        path: &Path<'_>,
    ) -> Claim {
        let has_own = !fields.cite.is_empty();
        let mut claim = self.claim(fields, path);
        if !has_own {
            claim.citations = self.default_citations[path.document()].clone();
            if claim.citations.is_empty() {
                self.find(path, FindingKind::UncitedClaim { claim: name });
            }
        }
        claim
    }

    /// Reads a claim that may rest on the citations of the record around it.
    pub(super) fn claim(&mut self, fields: ClaimFields, path: &Path<'_>) -> Claim {
        let list = path.key("rivals");
        let rivals = fields.rivals.into_iter().enumerate();
        let recorded = fields.recorded.map(|leaf| leaf.0);
        let withdrawn = fields.withdrawn.map(|leaf| leaf.0);
        self.has_withdrawn |= withdrawn.is_some();
        let end = withdrawn.map(End::On);
        self.check_order(("recorded", recorded), ("withdrawn", end), path);
        self.check_recorded(recorded, &path.key("recorded"));
        self.check_recorded(withdrawn, &path.key("withdrawn"));
        Claim {
            citations: self
                .references
                .shared_citations(fields.cite, &path.key("cite")),
            confidence: fields.confidence.map(|leaf| leaf.0).unwrap_or_default(),
            notes: fields.notes.0,
            rivals: rivals
                .map(|(index, record)| self.rival(record, &list.index(index)))
                .collect(),
            joint: None,
            record_time: RecordTime::new(recorded, withdrawn).map(Box::new),
        }
    }

    fn rival(&mut self, record: RivalRecord, path: &Path<'_>) -> Rival {
        let from = record.from.map(|leaf| leaf.0);
        let to = record.to.map(|leaf| leaf.0);
        self.check_period((from, to), path);
        let (phases, conditions) = (&self.vocabularies.phases, &self.vocabularies.conditions);
        Rival {
            says: self.text(record.says, "says", path),
            from,
            to,
            phase: record
                .phase
                .and_then(|id| self.references.term(phases, &id, &path.key("phase"))),
            condition: record.condition.and_then(|id| {
                self.references
                    .term(conditions, &id, &path.key("condition"))
            }),
            citations: self.references.citations(record.cite, &path.key("cite")),
        }
    }

    /// Reads a text that must not be blank, and reports it if it is.
    pub(super) fn text(&mut self, text: Text, key: &'static str, path: &Path<'_>) -> Box<str> {
        self.references.check_text(&text, key, path);
        text.0
    }

    /// Reads a name by which a record is found, and reports one that is blank or looks like another name.
    pub(super) fn name(&mut self, name: Text, key: &'static str, path: &Path<'_>) -> Box<str> {
        self.references.check_name(&name, key, path);
        name.0
    }

    /// Reads an optional name, as [`name`](Self::name) does.
    pub(super) fn optional_name(
        &mut self,
        name: Option<Box<str>>,
        key: &'static str,
        path: &Path<'_>,
    ) -> Option<Box<str>> {
        name.map(|name| self.name(Text(name), key, path))
    }

    /// Reads the names under a key, as [`name`](Self::name) does.
    pub(super) fn names(
        &mut self,
        names: Box<[Text]>,
        key: &'static str,
        path: &Path<'_>,
    ) -> Box<[Box<str>]> {
        self.references.check_names(&names, key, path);
        boxed(names)
    }

    /// Reports the dates `from` and `to` of a record if they contradict each other, or if one of them is implausible.
    /// Returns `true` if the start is implausible.
    pub(super) fn check_period(
        &mut self,
        (from, to): (Option<Date>, Option<End>),
        path: &Path<'_>,
    ) -> bool {
        self.check_order(("from", from), ("to", to), path);
        self.check_end(to, Dated::Event, &path.key("to"));
        self.check_start(from, Dated::Event, &path.key("from"))
    }

    /// Reports an end that is before the start, whatever days the two dates stand for. Both come with their keys.
    pub(super) fn check_order(
        &mut self,
        (start_key, start): (&'static str, Option<Date>),
        (end_key, end): (&'static str, Option<End>),
        path: &Path<'_>,
    ) {
        let (Some(start), Some(End::On(date))) = (start, end) else {
            return;
        };
        if date.is_certainly_before(&start) {
            let end = End::On(date);
            let kind = FindingKind::EndBeforeStart { end, start };
            let finding = path.key(end_key).finding(kind);
            self.push(finding.and(path.key(start_key).owned(), "starts here"));
        }
    }

    /// Reports a link that is not an http or https address, or contains a character that could end it early.
    pub(super) fn check_link(&mut self, link: Option<&str>, path: &Path<'_>) {
        let Some(link) = link else { return };
        let is_address = is_web_address(link);
        let letter = link.chars().find(|letter| is_unsafe_in_address(*letter));
        if letter.is_some() || !is_address {
            let letter = letter.filter(|_| is_address);
            let link = link.to_owned();
            self.find(path, FindingKind::UnsafeLink { link, letter });
        }
    }
}

/// Returns `true` if a text is an http or https address with a host.
fn is_web_address(text: &str) -> bool {
    let host = ["https://", "http://"].iter().find_map(|scheme| {
        let (start, host) = text.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(host)
    });
    // A host in brackets is an IPv6 address.
    host.is_some_and(|host| host.starts_with(|first: char| first.is_alphanumeric() || first == '['))
}

/// Returns `true` if no address may contain a character. Each of them could end the address where it is written out, in
/// HTML, Markdown or a shell.
fn is_unsafe_in_address(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control() || "<>\"`{}|\\^".contains(letter)
}
