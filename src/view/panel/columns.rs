//! The columns of tables for statistics, each declared once: name, meaning, type, and the function that fills it.

use std::collections::BTreeSet;

use super::PanelKind;
use crate::graph::{DayRange, Graph, PartnershipRef};
use crate::model::{
    Annotations, Claim, Day, End, Identified, Identifier, Known, Missing, Notes, Records, Value,
    ValueType,
};
use crate::view::cell::organization;

/// How attributes are exported.
pub(super) const ATTRIBUTES_NOTE: &str = "The columns that begin with `attribute_` are the free attributes of the records, one column per name.";

/// The columns of a table for statistics with rows of type `R`.
pub struct PanelColumns<'g, R> {
    /// The table.
    pub kind: PanelKind,
    /// The columns, in an order that depends on the vocabularies of the dataset alone.
    pub columns: Vec<PanelColumn<'g, R>>,
    /// How rows are selected and counted, in sentences.
    pub notes: &'static [&'static str],
}

/// A column of a table for statistics.
pub struct PanelColumn<'g, R> {
    /// The name, in lower case with underscores.
    pub name: String,
    /// The meaning, in a sentence.
    pub meaning: String,
    /// The type of the values. [`Value::Boolean`] is 1 or 0 in a column of numbers.
    pub value_type: ValueType,
    fill: Box<dyn Fn(&R) -> Value<'g> + 'g>,
}

impl<R> PanelColumn<'_, R> {
    /// Returns the value of a row in this column.
    pub fn value<'c>(&'c self, row: &R) -> Value<'c> {
        (self.fill)(row)
    }
}

impl<'g, R: 'g> PanelColumns<'g, R> {
    pub(super) fn new(kind: PanelKind, notes: &'static [&'static str]) -> Self {
        Self {
            kind,
            columns: Vec::new(),
            notes,
        }
    }

    /// Adds a column of numbers. Hyphens in its name become underscores.
    pub(super) fn number<V: Into<Value<'g>>>(
        &mut self,
        name: impl Into<String>,
        meaning: impl Into<String>,
        fill: impl Fn(&R) -> V + 'g,
    ) {
        self.add(name.into(), meaning.into(), ValueType::Integer, fill);
    }

    /// Adds a column of real numbers. Hyphens in its name become underscores.
    pub(super) fn real<V: Into<Value<'g>>>(
        &mut self,
        name: impl Into<String>,
        meaning: impl Into<String>,
        fill: impl Fn(&R) -> V + 'g,
    ) {
        self.add(name.into(), meaning.into(), ValueType::Real, fill);
    }

    /// Adds a column of words and ids. Hyphens in its name become underscores.
    pub(super) fn word<V: Into<Value<'g>>>(
        &mut self,
        name: impl Into<String>,
        meaning: impl Into<String>,
        fill: impl Fn(&R) -> V + 'g,
    ) {
        self.add(name.into(), meaning.into(), ValueType::Code, fill);
    }

    /// Adds a column of lists of words and ids. Hyphens in its name become underscores.
    pub(super) fn words<V: Into<Value<'g>>>(
        &mut self,
        name: impl Into<String>,
        meaning: impl Into<String>,
        fill: impl Fn(&R) -> V + 'g,
    ) {
        self.add(name.into(), meaning.into(), ValueType::CODES, fill);
    }

    /// Adds a column of dates.
    pub(super) fn date<V: Into<Value<'g>>>(
        &mut self,
        name: &'static str,
        meaning: &'static str,
        fill: impl Fn(&R) -> V + 'g,
    ) {
        self.add(name.into(), meaning.into(), ValueType::Date, fill);
    }

    /// Adds a column of free texts.
    pub(super) fn text<V: Into<Value<'g>>>(
        &mut self,
        name: &'static str,
        meaning: &'static str,
        fill: impl Fn(&R) -> V + 'g,
    ) {
        self.add(name.into(), meaning.into(), ValueType::Text, fill);
    }

    /// Adds a column of lists of free texts.
    pub(super) fn texts<V: Into<Value<'g>>>(
        &mut self,
        name: &'static str,
        meaning: &'static str,
        fill: impl Fn(&R) -> V + 'g,
    ) {
        self.add(name.into(), meaning.into(), ValueType::TEXTS, fill);
    }

    fn add<V: Into<Value<'g>>>(
        &mut self,
        name: String,
        meaning: String,
        value_type: ValueType,
        fill: impl Fn(&R) -> V + 'g,
    ) {
        self.columns.push(PanelColumn {
            name: name.replace('-', "_"),
            meaning,
            value_type,
            fill: Box::new(move |row| fill(row).into()),
        });
    }

    /// Adds the columns of a partnership: its id, the number of the record in it, and the ids of its members.
    pub(super) fn record_of_partnership(
        &mut self,
        partnership: fn(&R) -> PartnershipRef<'g>,
        number: fn(&R) -> usize,
    ) {
        self.word("partnership", "Id of the partnership.", move |row| {
            partnership(row).id()
        });
        let meaning = "Number of the record among those of the partnership, from 1.";
        self.number("number", meaning, number);
        self.members(partnership);
    }

    /// Adds the columns of a claim: its confidence, whether it has rivals, its sources and its remarks.
    pub(super) fn claim(&mut self, graph: &'g Graph, claim: fn(&R) -> &'g Claim) {
        let sources = graph.dataset().sources();
        self.word("confidence", "Confidence of the claim.", move |row| {
            claim(row).confidence.as_str()
        });
        self.number(
            "contested",
            "1 if the claim is contested, else 0.",
            move |row| claim(row).is_contested(),
        );
        self.words("sources", "Ids of the cited sources.", move |row| {
            let citations = claim(row).citations.iter();
            Value::texts(citations.map(|citation| sources[citation.source].id().as_str()))
        });
        self.text("remarks", "Remarks on the claim.", move |row| {
            remarks(&claim(row).notes)
        });
    }

    /// Adds the columns of the first and last days: half-open, so that the end is the day after the last one.
    pub(super) fn days(&mut self, days: impl Fn(&R) -> (DayRange, End) + Copy + 'g) {
        self.date(
            "first_day",
            "First day: the earliest that the start allows. Unknown if there is no start.",
            move |row| days(row).0.first,
        );
        self.date(
            "end_day",
            "Day after the last day: the latest that the end allows. Ongoing if there is no end.",
            move |row| match days(row) {
                (_, End::Unknown) => Value::UNKNOWN,
                (range, _) if range.last == Day::MAX => Value::Missing(Missing::Ongoing),
                (range, _) => range.last.next().into(),
            },
        );
    }

    /// Adds a column per scheme of identifiers, in alphabetical order. `records` are all records of the dataset, so that
    /// the columns do not depend on the rows.
    pub(super) fn identifiers<T: 'g>(
        &mut self,
        records: &'g Records<T>,
        of_record: fn(&'g T) -> &'g [Identifier],
        of_row: fn(&R) -> &'g [Identifier],
    ) {
        let identifiers = records.iter().flat_map(of_record);
        let schemes: BTreeSet<&str> = identifiers.map(|one| &*one.scheme).collect();
        for scheme in schemes {
            let meaning = format!("Identifier of the scheme `{scheme}`.");
            self.word(format!("id_{scheme}"), meaning, move |row| {
                let mut identifiers = of_row(row).iter();
                let found = identifiers.find(|one| &*one.scheme == scheme);
                found.map(|one| &*one.value)
            });
        }
    }

    /// Adds a column per name of free attributes, in alphabetical order. `records` are those of all records of the
    /// dataset, so that the columns do not depend on the rows.
    pub(super) fn attributes(
        &mut self,
        records: impl Iterator<Item = &'g Annotations>,
        of_row: fn(&R) -> &'g Annotations,
    ) {
        let attributes = records.flat_map(Annotations::attributes);
        let names: BTreeSet<&str> = attributes.map(|one| one.name.as_str()).collect();
        for name in names {
            let meaning = format!("Attribute `{name}`, as it is written.");
            let value_type = ValueType::Text;
            let fill = move |row: &R| of_row(row).attribute(name);
            self.add(format!("attribute_{name}"), meaning, value_type, fill);
        }
    }

    /// Adds the columns of amounts: per quantity the summary of the known amounts, and the number of unknown ones.
    pub(super) fn amounts(&mut self, graph: &'g Graph, of_row: fn(&R) -> &'g Annotations) {
        for (what, quantity) in graph.dataset().vocabularies().amounts.entries() {
            let (id, label, summary) = (&quantity.term.id, &quantity.term.label, quantity.summary);
            let unit = quantity.unit.as_ref();
            let unit = unit.map_or_else(String::new, |unit| format!(", in {unit}"));
            self.real(
                format!("amount_{id}"),
                format!(
                    "{label}{unit}: the {summary} of the known amounts. Unknown if there are only \
                     unknown ones."
                ),
                move |row| {
                    let amounts = of_row(row).amounts_of(what);
                    summary.of(amounts).map(Value::number)
                },
            );
            self.number(
                format!("amount_{id}_unknown"),
                format!("Number of unknown amounts of {label}. They are not 0."),
                move |row| {
                    let amounts = of_row(row).amounts_of(what);
                    amounts.filter(|amount| amount.known().is_err()).count()
                },
            );
        }
    }

    /// Adds the column of the coding pass, if the dataset has several. It does not apply to rows that are not read by a pass, such
    /// as definitions.
    pub(super) fn coder(&mut self, graph: &'g Graph, is_read: fn(&R) -> bool) {
        if graph.dataset().other_readings().is_empty() {
            return;
        }
        let coders = &graph.dataset().vocabularies().coders;
        self.word("coder", "Coding pass that is read.", move |row| {
            let coder = graph.coder().map(|coder| Value::of(coders, coder));
            match coder.filter(|_| is_read(row)) {
                Some(coder) => coder,
                None => Value::Missing(Missing::NotApplicable),
            }
        });
    }

    /// Adds the columns of the two members of a partnership.
    pub(super) fn members(&mut self, partnership: fn(&R) -> PartnershipRef<'g>) {
        self.word("a", "Id of the first member.", move |row| {
            organization(partnership(row).members()[0])
        });
        self.word("b", "Id of the second member.", move |row| {
            organization(partnership(row).members()[1])
        });
    }
}

/// Returns remarks as one text; none if there are none.
pub(super) fn remarks(notes: &Notes) -> Value<'static> {
    let notes: Vec<&str> = notes.iter().map(|note| &**note).collect();
    match notes.as_slice() {
        [] => Value::NONE,
        notes => notes.join(" ").into(),
    }
}

/// Returns a reference to a value, or the reason why there is none.
pub(super) fn as_known<T>(value: &Known<T>) -> Known<&T> {
    value.as_ref().map_err(|missing| *missing)
}
