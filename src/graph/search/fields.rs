//! The fields of records that are searched.

use std::borrow::Cow;

use super::searched::Searched;
use crate::graph::operation::OperationRef;
use crate::graph::organization::OrganizationRef;
use crate::graph::source::SourceRef;
use crate::graph::statements::{Content, Statement};
use crate::model::{Annotations, Claim, Identified, Identifier, Notes};

/// How much a field says about its record, the most first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// A name or an id.
    Name,
    /// A title or a place.
    Title,
    /// The statement of a claim, or the title of a source.
    Content,
    /// A reason, a remark or a quotation.
    Remark,
}

/// A field of a record.
pub(super) struct Field<'g> {
    pub(super) name: &'static str,
    pub(super) weight: Weight,
    pub(super) text: Cow<'g, str>,
}

impl<'g> Searched<'g> {
    /// Returns the fields that are searched.
    pub(super) fn fields(self) -> Vec<Field<'g>> {
        let mut fields = Fields(Vec::new());
        match self {
            Self::Organization(one) => organization(&mut fields, one),
            Self::Operation(one) => operation(&mut fields, one),
            Self::Partnership(one) => {
                fields.attributes(&one.record().annotations);
                fields.notes(&one.record().notes);
            }
            Self::JointRecord(_, record) => fields.notes(&record.content.notes),
            Self::Statement(one) => statement(&mut fields, one),
            Self::Term(_, term) => {
                fields.add("id", Weight::Name, term.id.as_str());
                fields.add("label", Weight::Name, &*term.label);
                fields.add("definition", Weight::Remark, &*term.definition);
            }
            Self::Source(one) => source(&mut fields, one),
        }
        fields.0
    }
}

/// The fields of a record.
struct Fields<'g>(Vec<Field<'g>>);

impl<'g> Fields<'g> {
    fn add(&mut self, name: &'static str, weight: Weight, text: impl Into<Cow<'g, str>>) {
        let text = text.into();
        self.0.push(Field { name, weight, text });
    }

    fn each(
        &mut self,
        name: &'static str,
        weight: Weight,
        texts: impl IntoIterator<Item = &'g Box<str>>,
    ) {
        texts
            .into_iter()
            .for_each(|text| self.add(name, weight, &**text));
    }

    fn identifiers(&mut self, identifiers: &'g [Identifier]) {
        let values = identifiers.iter().map(|one| &one.value);
        self.each("identifier", Weight::Content, values);
    }

    fn attributes(&mut self, annotations: &'g Annotations) {
        let values = annotations.attributes().iter().map(|one| &one.value);
        self.each("attribute", Weight::Remark, values);
    }

    fn notes(&mut self, notes: &'g Notes) {
        notes
            .iter()
            .for_each(|note| self.add("remark", Weight::Remark, &**note));
    }

    /// Adds the remarks, rival readings and quotations of a claim.
    fn claim(&mut self, claim: &'g Claim) {
        self.notes(&claim.notes);
        let rivals = claim.rivals.iter();
        rivals.for_each(|rival| self.add("rival reading", Weight::Remark, &*rival.says));
        let quotes = claim
            .all_citations()
            .filter_map(|citation| citation.quote.as_ref());
        self.each("quotation", Weight::Remark, quotes);
    }
}

fn organization<'g>(fields: &mut Fields<'g>, organization: OrganizationRef<'g>) {
    let record = organization.record();
    fields.add("id", Weight::Name, record.id.as_str());
    fields.add("abbreviation", Weight::Name, &*record.abbreviation);
    fields.add("name", Weight::Name, &*record.name);
    fields.each(
        "name",
        Weight::Name,
        record.names.iter().map(|name| &name.text),
    );
    fields.each("alias", Weight::Name, &record.aliases);
    fields.each("seat", Weight::Title, &record.seat);
    fields.each("region", Weight::Title, &record.region);
    fields.identifiers(&record.identifiers);
    fields.attributes(&record.annotations);
    fields.notes(&record.notes);
}

fn operation<'g>(fields: &mut Fields<'g>, operation: OperationRef<'g>) {
    let record = operation.record();
    fields.add("id", Weight::Name, record.id().as_str());
    fields.each("abbreviation", Weight::Name, &record.abbreviation);
    fields.add("name", Weight::Name, &*record.name);
    let names = record.names.iter().map(|name| &name.text);
    fields.each("name", Weight::Name, names);
    fields.each("alias", Weight::Name, &record.aliases);
    fields.each("country", Weight::Title, &record.countries);
    fields.each("place", Weight::Title, &record.place);
    fields.each("mandate", Weight::Content, &record.mandate);
    fields.identifiers(&record.identifiers);
    fields.each("address", Weight::Remark, &record.url);
    fields.attributes(&record.annotations);
    fields.claim(&record.claim);
}

fn statement<'g>(fields: &mut Fields<'g>, statement: Statement<'g>) {
    match statement.content() {
        Content::Phase(_, spell) => {
            fields.each("label", Weight::Title, &spell.record().label);
            fields.each("reason", Weight::Remark, &spell.record().because);
        }
        Content::Motive(motive) => {
            fields.add("statement", Weight::Content, &*motive.statement);
            let against = motive.counter_evidence.iter();
            let against = against.map(|evidence| &evidence.statement);
            fields.each("counter-evidence", Weight::Remark, against);
        }
        Content::MotiveNotFound(sought) => {
            fields.add("searched", Weight::Remark, &*sought.searched);
        }
        Content::Series(series) => {
            fields.add("title", Weight::Title, &*series.title);
            fields.add("completeness", Weight::Remark, &*series.completeness);
        }
        Content::Milestone(milestone) => fields.add("title", Weight::Title, &*milestone.title),
        Content::Lesson(lesson) => fields.add("statement", Weight::Content, &*lesson.statement),
        Content::Participation(participation) => {
            fields.each("through", Weight::Content, &participation.through);
            fields.attributes(&participation.annotations);
        }
        Content::Definition(_) | Content::Operation(_) | Content::Membership(_) => {}
    }
    if let Some(claim) = statement.claim() {
        fields.claim(claim);
    }
}

fn source<'g>(fields: &mut Fields<'g>, source: SourceRef<'g>) {
    let record = source.record();
    fields.add("id", Weight::Remark, record.id.as_str());
    fields.add("title", Weight::Content, &*record.title);
    let people = record.authors.iter().chain(&record.editors);
    fields.each("author", Weight::Content, people);
    fields.each("organization", Weight::Remark, &record.organization);
    fields.each("publisher", Weight::Remark, &record.publisher);
    let numbers = record.serial_numbers.iter();
    fields.each("number", Weight::Content, numbers.map(|(_, number)| number));
    let parents = record.parents.iter();
    fields.each(
        "appeared in",
        Weight::Remark,
        parents.map(|parent| &parent.title),
    );
    fields.each("remark", Weight::Remark, &record.note);
    fields.each("address", Weight::Remark, &record.url);
}
