//! What all claims share: references to terms and records, citations, rivals, order of dates.

use super::super::record::{CitationRecord, Leaf, RivalRecord, Texts};
use super::path::Path;
use super::{Validator, boxed};
use crate::dataset::finding::Problem;
use crate::model::{
    Citation, Claim, Confidence, Date, End, Key, Operation, Organization, Records, Rival, Vocable,
};
use crate::phrase::nearest_or_few;

/// The fields that every claim record has.
pub(super) struct ClaimFields {
    pub(super) cite: Vec<CitationRecord>,
    pub(super) confidence: Option<Leaf<Confidence>>,
    pub(super) notes: Texts,
    pub(super) rivals: Vec<RivalRecord>,
}

/// Moves the fields of a claim out of its record.
macro_rules! claim_fields {
    ($record:ident) => {
        ClaimFields {
            cite: $record.cite,
            confidence: $record.confidence,
            notes: $record.notes,
            rivals: $record.rivals,
        }
    };
}

pub(super) use claim_fields;

impl Validator<'_> {
    /// Reads a claim that must cite something; `kind` names it in the finding.
    pub(super) fn cited_claim(
        &mut self,
        fields: ClaimFields,
        kind: &'static str,
        place: &Path<'_>,
    ) -> Claim {
        if fields.cite.is_empty() {
            self.find(place, Problem::UncitedClaim { claim: kind });
        }
        self.claim(fields, place)
    }

    /// Takes a text that must say something; an empty one is a finding.
    pub(super) fn text(&mut self, text: String, key: &'static str, place: &Path<'_>) -> Box<str> {
        if text.trim().is_empty() {
            self.find(&place.key(key), Problem::EmptyText { key });
        }
        text.into()
    }

    /// Reads a claim that may leave its citations to the record around it.
    pub(super) fn claim(&mut self, fields: ClaimFields, place: &Path<'_>) -> Claim {
        let rivals = place.key("rivals");
        Claim {
            citations: self.citations(fields.cite, &place.key("cite")),
            confidence: fields.confidence.map(|leaf| leaf.0).unwrap_or_default(),
            notes: boxed(fields.notes.0),
            rivals: fields
                .rivals
                .into_iter()
                .enumerate()
                .map(|(index, record)| self.rival(record, &rivals.index(index)))
                .collect(),
        }
    }

    fn rival(&mut self, record: RivalRecord, place: &Path<'_>) -> Rival {
        let vocabularies = self.vocabularies;
        let (phase, condition) = (record.phase.as_deref(), record.condition.as_deref());
        self.ordered(
            record.from.as_ref().map(|leaf| &leaf.0),
            record.to.as_ref(),
            place,
            "to",
        );
        Rival {
            says: self.text(record.says, "says", place),
            from: record.from.map(|leaf| leaf.0),
            to: record.to.map(|leaf| leaf.0),
            phase: phase.and_then(|id| self.term(&vocabularies.phases, id, &place.key("phase"))),
            condition: condition
                .and_then(|id| self.term(&vocabularies.conditions, id, &place.key("condition"))),
            citations: self.citations(record.cite, &place.key("cite")),
        }
    }

    /// Reads citations; one of an unknown source is a finding.
    pub(super) fn citations(
        &mut self,
        records: Vec<CitationRecord>,
        place: &Path<'_>,
    ) -> Box<[Citation]> {
        let (citations, unknown) = self.names.citations(records, &mut self.cited);
        for (index, id) in unknown {
            self.unknown("source", id, &place.index(index));
        }
        citations
    }

    /// Finds the term of a vocabulary; an unknown one is a finding.
    pub(super) fn term<T: Vocable>(
        &mut self,
        vocabulary: &Records<T>,
        id: &str,
        place: &Path<'_>,
    ) -> Option<Key<T>> {
        let key = vocabulary.key(id);
        if key.is_none() && !self.lost_ids.contains(id) {
            let words = vocabulary.iter().map(|term| term.id().as_str());
            let candidates = match self.may_compare(vocabulary.len()) {
                true => nearest_or_few(id, words),
                false => Vec::new(),
            };
            let id = id.to_owned();
            self.find(
                place,
                Problem::Unknown {
                    kind: T::KIND,
                    id,
                    candidates,
                },
            );
        }
        key
    }

    /// Finds an organization by id or abbreviation; an unknown one is a finding.
    pub(super) fn organization(
        &mut self,
        name: String,
        place: &Path<'_>,
    ) -> Option<Key<Organization>> {
        let key = self.names.organization(&name);
        if key.is_none() {
            self.unknown("organization", name, place);
        }
        key
    }

    /// Finds an operation by id; an unknown one is a finding.
    pub(super) fn operation(&mut self, name: String, place: &Path<'_>) -> Option<Key<Operation>> {
        let key = self.names.operation(&name);
        if key.is_none() {
            self.unknown("operation", name, place);
        }
        key
    }

    fn unknown(&mut self, kind: &'static str, id: String, place: &Path<'_>) {
        let left = &mut self.comparisons_left;
        if let Some(problem) = self.names.unknown(kind, id, self.lost_ids, left) {
            self.find(place, problem);
        }
    }

    /// Says whether an unknown name may still be compared with so many, and counts them.
    fn may_compare(&mut self, names: usize) -> bool {
        let may = self.comparisons_left > 0;
        self.comparisons_left = self.comparisons_left.saturating_sub(names);
        may
    }

    /// Finds an end that certainly lies before the start; `key` is where the end stands.
    pub(super) fn ordered(
        &mut self,
        start: Option<&Date>,
        end: Option<&Leaf<End>>,
        place: &Path<'_>,
        key: &'static str,
    ) {
        let (Some(start), Some(Leaf(end))) = (start, end) else {
            return;
        };
        if end
            .date()
            .is_some_and(|date| date.is_certainly_before(start))
        {
            let start_key = match key {
                "to" => "from",
                "dissolved" => "founded",
                _ => "start",
            };
            let problem = Problem::EndBeforeStart {
                end: *end,
                start: *start,
            };
            let finding = place.key(key).finding(problem);
            self.found
                .push(finding.and(&place.key(start_key), "starts here"));
        }
    }

    /// Finds a link that is not safe to follow.
    pub(super) fn link(&mut self, place: &Path<'_>, link: Option<&str>) {
        let Some(link) = link else { return };
        let letter = link.chars().find(|letter| is_never_in_an_address(*letter));
        if letter.is_some() || !is_web_address(link) {
            let letter = letter.filter(|_| is_web_address(link));
            let link = link.to_owned();
            self.find(place, Problem::UnsafeLink { link, letter });
        }
    }
}

/// Says whether a text is an http or https address with a host.
fn is_web_address(text: &str) -> bool {
    let schemes = ["https://", "http://"];
    let host = schemes.iter().find_map(|scheme| {
        let (start, host) = text.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(host)
    });
    host.is_some_and(|host| host.starts_with(|first: char| first.is_alphanumeric() || first == '['))
}

/// Says whether a character is a space, a control character, a quote, an angle bracket or another that no
/// address has.
fn is_never_in_an_address(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control() || "<>\"`{}|\\^".contains(letter)
}
