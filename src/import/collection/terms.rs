//! The vocabularies of an imported dataset, from the values of its tables.

use std::collections::HashMap;

use super::slug::Ids;
use crate::dataset::yaml_value::{Value, denial, fields, flag, text};
use crate::phrase::{capitalized, comparable};

/// The terms of one vocabulary, in the order in which they were found.
#[derive(Debug, Default)]
pub(in crate::import) struct Terms {
    ids: Ids,
    by_name: HashMap<String, u32>,
    terms: Vec<Term>,
}

/// A term of a vocabulary.
#[derive(Debug, Clone, Default)]
pub(in crate::import) struct Term {
    pub(in crate::import) id: String,
    pub(in crate::import) label: String,
    pub(in crate::import) definition: String,
    /// Whether a role is directed against its operation.
    pub(in crate::import) adverse: bool,
    /// Whether a role makes no tie.
    pub(in crate::import) is_no_tie: bool,
    /// Whether a phase means that there is no relation.
    pub(in crate::import) absent: bool,
    /// The code of the term, by which terms are put in order.
    pub(in crate::import) code: Option<f64>,
}

impl Terms {
    /// Returns the number of the term with a name, and adds one with the definition if there is none.
    pub(in crate::import) fn find_or_add(&mut self, name: &str, definition: &str) -> u32 {
        let form = comparable(name);
        if let Some(number) = self.by_name.get(&form) {
            return *number;
        }
        let id = self.ids.id_of(name, "term");
        self.add(Term {
            id,
            label: capitalized(name.trim()),
            definition: definition.to_owned(),
            ..Term::default()
        })
    }

    /// Adds a term of a mapping, whose id is taken as it is. Returns its number.
    pub(in crate::import) fn declare(&mut self, term: Term) -> u32 {
        match self.by_name.get(&comparable(&term.id)) {
            Some(number) => *number,
            None => {
                self.ids.take(&term.id, "");
                self.add(term)
            }
        }
    }

    fn add(&mut self, term: Term) -> u32 {
        let number = u32::try_from(self.terms.len()).unwrap_or(u32::MAX);
        for name in [&term.id, &term.label] {
            self.by_name.entry(comparable(name)).or_insert(number);
        }
        self.terms.push(term);
        number
    }

    pub(in crate::import) fn id(&self, number: u32) -> &str {
        self.terms
            .get(number as usize)
            .map_or("", |term| term.id.as_str())
    }

    pub(in crate::import) fn label(&self, number: u32) -> &str {
        self.terms
            .get(number as usize)
            .map_or("", |term| term.label.as_str())
    }

    pub(in crate::import) fn len(&self) -> usize {
        self.terms.len()
    }

    pub(in crate::import) fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Keeps the code of a term.
    pub(in crate::import) fn set_code(&mut self, number: u32, code: f64) {
        if let Some(term) = self.terms.get_mut(number as usize) {
            term.code.get_or_insert(code);
        }
    }

    /// Returns the vocabulary as YAML. Terms without a code are in the order in which they were found, and are followed by those
    /// with a code, in the order of their codes.
    pub(in crate::import) fn to_yaml(&self) -> Value {
        self.to_yaml_of_phases(false)
    }

    /// Returns the vocabulary of phases as YAML, like [`to_yaml`](Self::to_yaml). If they are directed, all those that are
    /// relations are declared so.
    pub(in crate::import) fn to_yaml_of_phases(&self, is_directed: bool) -> Value {
        let mut ordered: Vec<&Term> = self.terms.iter().collect();
        ordered.sort_by(|one, other| {
            let code = |term: &Term| term.code.unwrap_or(f64::NEG_INFINITY);
            code(one).total_cmp(&code(other))
        });
        let terms = ordered.into_iter().map(|term| {
            fields([
                ("id", text(&term.id)),
                ("label", text(&term.label)),
                ("definition", text(&term.definition)),
                ("adverse", flag(term.adverse)),
                ("ties", denial(term.is_no_tie)),
                ("absent", flag(term.absent)),
                ("directed", flag(is_directed && !term.absent)),
            ])
        });
        Value::List(terms.collect())
    }
}
