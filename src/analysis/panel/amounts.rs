//! Amounts as rows, whatever records they belong to.

use crate::graph::{OperationRef, PartnershipRef, participation_bounds};
use crate::model::{Amount, Annotations, Citation, Coding, Date, End, Key, Participation, Spell};
use crate::query::{Query, SelectedPartnership};

/// An amount with the record that it belongs to.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct HeldAmount<'g> {
    /// The record.
    pub holder: AmountHolder<'g>,
    /// The number of the amount in the record, from 1.
    pub number: usize,
    /// The amount.
    pub amount: &'g Amount,
}

/// The record that an amount belongs to.
#[derive(Debug, Clone, Copy)]
pub enum AmountHolder<'g> {
    /// A participation in an operation.
    Participation(OperationRef<'g>, &'g Participation),
    /// A spell of a partnership under a coding.
    Spell(PartnershipRef<'g>, Key<Coding>, &'g Spell),
    /// A partnership.
    Partnership(PartnershipRef<'g>),
}

/// Returns the amounts of a query: those of the participations of [`Query::participations`], then those of the spells and the
/// records of the partnerships that it selects, in the order of the dataset.
///
/// ```
/// use interorg::analysis::amounts;
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// assert_eq!(amounts(&Filter::default().resolve(&graph)?).count(), 0);
/// # Ok::<(), interorg::query::QueryError>(())
/// ```
pub fn amounts<'g>(query: &Query<'g>) -> impl Iterator<Item = HeldAmount<'g>> + use<'g> {
    let participations = query.participations();
    let participations = participations.map(|(operation, participation)| {
        let holder = AmountHolder::Participation(operation, participation);
        (holder, &participation.annotations)
    });
    let selection = query.select_courses();
    let partnerships = selection.iter().flat_map(of_partnership);
    let holders = participations.chain(partnerships);
    let with_amounts = holders.filter(|(_, annotations)| !annotations.amounts().is_empty());
    let holders: Vec<(AmountHolder<'g>, &Annotations)> = with_amounts.collect();
    holders.into_iter().flat_map(|(holder, annotations)| {
        let amounts = annotations.amounts().iter().zip(1..);
        amounts.map(move |(amount, number)| HeldAmount {
            holder,
            number,
            amount,
        })
    })
}

/// Returns the spells of a partnership, and the partnership itself, with what they have beside their own fields.
fn of_partnership<'g>(
    selected: SelectedPartnership<'g>,
) -> impl Iterator<Item = (AmountHolder<'g>, &'g Annotations)> {
    let partnership = selected.partnership();
    let record = partnership.record();
    let spells = record.codings.iter().flat_map(move |coded| {
        coded.spells.iter().map(move |spell| {
            let holder = AmountHolder::Spell(partnership, coded.coding, spell);
            (holder, &spell.annotations)
        })
    });
    let own = (AmountHolder::Partnership(partnership), &record.annotations);
    spells.chain([own])
}

impl<'g> AmountHolder<'g> {
    /// Returns the name of the kind of record.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Participation(..) => "participation",
            Self::Spell(..) => "spell",
            Self::Partnership(_) => "partnership",
        }
    }

    /// Returns the partnership; `None` for a participation.
    pub fn partnership(self) -> Option<PartnershipRef<'g>> {
        match self {
            Self::Participation(..) => None,
            Self::Spell(partnership, ..) | Self::Partnership(partnership) => Some(partnership),
        }
    }
}

impl<'g> HeldAmount<'g> {
    /// Returns since when and until when, as recorded: where the amount does not say, as the record around it does.
    pub fn dates(self) -> (Option<Date>, Option<End>) {
        let (from, to) = match self.holder {
            AmountHolder::Participation(operation, participation) => {
                let (from, to) = participation_bounds(operation.record(), participation);
                (from.copied(), Some(to))
            }
            AmountHolder::Spell(_, _, spell) => (Some(spell.from), spell.to),
            AmountHolder::Partnership(_) => (None, None),
        };
        (self.amount.from.or(from), self.amount.to.or(to))
    }

    /// Returns the citations that the amount rests on: its own, or else those of the record around it.
    pub fn citations(self) -> &'g [Citation] {
        let inherited: &[Citation] = match self.holder {
            AmountHolder::Participation(operation, participation) => {
                let own = &participation.claim.citations;
                if own.is_empty() {
                    &operation.record().claim.citations
                } else {
                    own
                }
            }
            AmountHolder::Spell(_, _, spell) => &spell.claim.citations,
            AmountHolder::Partnership(_) => &[],
        };
        let own = &self.amount.citations;
        if own.is_empty() { inherited } else { own }
    }
}
