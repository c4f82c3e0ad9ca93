//! Names in other languages, aliases, and identifiers in registers.

use super::Projection;
use super::table::{ProjectedTable, TableBuilder};
use crate::graph::{operation_names, organization_names};
use crate::model::{Identifier, Missing, Name, ValueType};
use crate::phrase::folded;

/// A name or identifier of a thing.
struct TextRow<'p> {
    /// `organization`, `operation`, or the name of a vocabulary.
    thing_kind: &'static str,
    thing: &'p str,
    number: usize,
    /// The language or the register; `None` of an alias.
    qualifier: Option<&'p str>,
    text: &'p str,
}

impl Projection<'_> {
    pub(super) fn text_tables(&self) -> Vec<ProjectedTable<'_>> {
        vec![self.label(), self.identifier(), self.known_name()]
    }

    fn label(&self) -> ProjectedTable<'_> {
        let meaning = "A name of a thing in another language, or an alias.";
        let mut table = TableBuilder::new("label", meaning, || self.labels());
        thing(&mut table);
        table.optional(
            "lang",
            ValueType::Code,
            "Language tag (BCP 47); none of an alias.",
            |row| row.qualifier.ok_or(Missing::NotApplicable),
        );
        table.column("label", ValueType::Text, "Name.", |row| row.text);
        table.key(&["thing_kind", "thing", "number"])
    }

    fn identifier(&self) -> ProjectedTable<'_> {
        let meaning =
            "An identifier of an organization or operation in a register, such as Wikidata.";
        let mut table = TableBuilder::new("identifier", meaning, || self.identifiers());
        thing(&mut table);
        table.optional("scheme", ValueType::Text, "Register.", |row| row.qualifier);
        table.column("value", ValueType::Text, "Identifier.", |row| row.text);
        table.key(&["thing_kind", "thing", "number"])
    }

    fn known_name(&self) -> ProjectedTable<'_> {
        let meaning = "A name by which an organization or operation is found: id, abbreviation, name in any language or alias.";
        let mut table = TableBuilder::new("known_name", meaning, || self.known_names());
        thing(&mut table);
        table.column(
            "folded",
            ValueType::Code,
            "The name as names are compared, in lower case; signs are written as `=` with their number in Unicode and a dot.",
            |row| folded(row.text),
        );
        table.searched_by(&["folded"]);
        table.key(&["thing_kind", "thing", "number"])
    }

    fn known_names<'s>(&'s self) -> impl Iterator<Item = TextRow<'s>> {
        let dataset = self.graph.dataset();
        let organizations = dataset.organizations().iter().flat_map(|one| {
            let names = organization_names(one).map(|(_, name)| name);
            known("organization", one.id.as_str(), names)
        });
        let operations = dataset.operations().iter().flat_map(|one| {
            let names = operation_names(one).map(|(_, name)| name);
            known("operation", one.id.as_str(), names)
        });
        organizations.chain(operations)
    }

    fn labels<'s>(&'s self) -> impl Iterator<Item = TextRow<'s>> {
        let dataset = self.graph.dataset();
        let organizations = dataset.organizations().iter();
        let organizations = organizations
            .flat_map(|one| names("organization", one.id.as_str(), &one.names, &one.aliases));
        let operations = dataset.operations().iter();
        let operations = operations
            .flat_map(|one| names("operation", one.id.as_str(), &one.names, &one.aliases));
        let terms = dataset.vocabularies().all_terms();
        let terms = terms
            .flat_map(|(vocabulary, term)| names(vocabulary, term.id.as_str(), &term.labels, &[]));
        organizations.chain(operations).chain(terms)
    }

    fn identifiers<'s>(&'s self) -> impl Iterator<Item = TextRow<'s>> {
        let dataset = self.graph.dataset();
        let organizations = dataset.organizations().iter();
        let organizations = organizations
            .flat_map(|one| registered("organization", one.id.as_str(), &one.identifiers));
        let operations = dataset.operations().iter();
        let operations =
            operations.flat_map(|one| registered("operation", one.id.as_str(), &one.identifiers));
        organizations.chain(operations)
    }
}

fn names<'p>(
    thing_kind: &'static str,
    thing: &'p str,
    names: &'p [Name],
    aliases: &'p [Box<str>],
) -> impl Iterator<Item = TextRow<'p>> {
    let names = names
        .iter()
        .map(|name| (Some(&*name.language), &*name.text));
    let aliases = aliases.iter().map(|alias| (None, &**alias));
    let all = names.chain(aliases).enumerate();
    all.map(move |(row, (qualifier, text))| TextRow {
        thing_kind,
        thing,
        number: row + 1,
        qualifier,
        text,
    })
}

fn known<'p>(
    thing_kind: &'static str,
    thing: &'p str,
    names: impl Iterator<Item = &'p str>,
) -> impl Iterator<Item = TextRow<'p>> {
    let names = names.enumerate();
    names.map(move |(row, text)| TextRow {
        thing_kind,
        thing,
        number: row + 1,
        qualifier: None,
        text,
    })
}

fn registered<'p>(
    thing_kind: &'static str,
    thing: &'p str,
    identifiers: &'p [Identifier],
) -> impl Iterator<Item = TextRow<'p>> {
    let all = identifiers.iter().enumerate();
    all.map(move |(row, one)| TextRow {
        thing_kind,
        thing,
        number: row + 1,
        qualifier: Some(&one.scheme),
        text: &one.value,
    })
}

/// Adds the columns of the thing that a text belongs to.
fn thing<'p>(table: &mut TableBuilder<'p, TextRow<'p>>) {
    table.column(
        "thing_kind",
        ValueType::Code,
        "`organization`, `operation`, or the name of a vocabulary.",
        |row| row.thing_kind,
    );
    table.column("thing", ValueType::Code, "Id of the thing.", |row| {
        row.thing
    });
    table.column(
        "number",
        ValueType::Integer,
        "Number in its record, from 1.",
        |row| row.number,
    );
}
