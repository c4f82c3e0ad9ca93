//! What rows say beside who, where and when: amounts, attributes and remarks.

use super::amounts::{Amounts, Side};
use super::period::When;
use super::quantity::Quantities;
use crate::model::AmountValue;

/// What a row says beside its own keys and dates.
#[derive(Debug, Clone, Default)]
pub(in crate::import) struct Beside {
    /// The numbers of quantities, with values.
    pub(in crate::import) amounts: Vec<(u16, AmountValue)>,
    /// The numbers of attribute names, with values.
    pub(in crate::import) attributes: Vec<(u32, String)>,
    pub(in crate::import) notes: Vec<String>,
}

/// Attributes and remarks of a record.
#[derive(Debug, Clone, Default)]
pub(in crate::import) struct Remarks {
    pub(in crate::import) attributes: Vec<(u32, String)>,
    pub(in crate::import) notes: Vec<String>,
}

/// What is recorded beside the periods of a participation or pair.
#[derive(Debug, Clone, Default)]
pub(in crate::import) struct Annotated {
    pub(in crate::import) amounts: Amounts,
    // Most records have none.
    remarks: Option<Box<Remarks>>,
}

impl Annotated {
    /// Adds what a row says. Returns `true` if something is new. An attribute that has another value already is counted.
    pub(in crate::import) fn add(
        &mut self,
        beside: &Beside,
        (when, side): (When, Side),
        quantities: &Quantities,
        differing: &mut u64,
    ) -> bool {
        let mut is_new = false;
        for (what, value) in &beside.amounts {
            let what = (*what, quantities.kind(*what));
            is_new |= self.amounts.add(what, *value, when, side);
        }
        if beside.attributes.is_empty() && beside.notes.is_empty() {
            return is_new;
        }
        let remarks = self.remarks.get_or_insert_default();
        for (name, value) in &beside.attributes {
            let known = set_attribute(&mut remarks.attributes, *name, value);
            is_new |= known == Known::New;
            *differing += u64::from(known == Known::Differs);
        }
        for note in &beside.notes {
            if !remarks.notes.contains(note) {
                remarks.notes.push(note.clone());
                is_new = true;
            }
        }
        is_new
    }

    pub(in crate::import) fn remarks(&self) -> Option<&Remarks> {
        self.remarks.as_deref()
    }
}

/// Whether an attribute was there before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Known {
    New,
    Same,
    Differs,
}

/// Adds an attribute, unless there is one with its name.
pub(in crate::import) fn set_attribute(
    attributes: &mut Vec<(u32, String)>,
    name: u32,
    value: &str,
) -> Known {
    match attributes.iter().find(|(known, _)| *known == name) {
        Some((_, known)) if known == value => Known::Same,
        Some(_) => Known::Differs,
        None => {
            attributes.push((name, value.to_owned()));
            Known::New
        }
    }
}
