//! The steps of a chain of ties, each with what its tie rests on.

use crate::graph::{
    DayRange, JointParticipationRef, OperationRef, OrganizationRef, PartnershipRef, SpellRef,
};
use crate::model::{Claim, Day};
use crate::query::{Chain, Link, Selection, SharedOperation, Since, TimedChain, UncertainBound};

/// A step of a chain: two organizations, and the tie between them.
#[derive(Clone)]
#[non_exhaustive]
pub struct ChainStep<'g> {
    /// The organization from which the step leads.
    pub from: OrganizationRef<'g>,
    /// The organization to which the step leads.
    pub to: OrganizationRef<'g>,
    /// The tie between the two.
    pub tie: ChainTie<'g>,
}

/// A tie between two organizations.
#[derive(Clone)]
#[non_exhaustive]
pub enum ChainTie<'g> {
    /// A partnership.
    Partnership(PartnershipTie<'g>),
    /// An operation that the two share.
    Operation(SharedOperation<'g>),
}

/// A partnership as a tie.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct PartnershipTie<'g> {
    /// The partnership.
    pub partnership: PartnershipRef<'g>,
    /// The spell in force.
    pub spell: Option<SpellRef<'g>>,
    /// The date since which the two have cooperated without a break.
    pub since: Option<Since>,
    /// The bound that makes it uncertain that the spell is in force.
    pub doubt: Option<UncertainBound>,
}

/// Returns the steps of a chain, with the ties at the time of a selection.
///
/// ```
/// use interorg::analysis::{ChainTie, chain_steps};
/// use interorg::query::{Filter, paths};
/// use interorg::{dataset, graph::Graph};
///
/// let graph = Graph::new(dataset::builtin());
/// let query = Filter { at: Some("2006".parse()?), ..Filter::default() }.resolve(&graph)?;
/// let chains = paths(&query, "NATO", "AU", 1)?;
/// let steps = chain_steps(&query.select(), &chains[0]);
/// let ChainTie::Partnership(tie) = &steps[0].tie else { panic!("the two are partners") };
/// assert_eq!(tie.since.map(|date| date.to_string()), Some("2005-04-26".to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn chain_steps<'g>(selection: &Selection<'g>, chain: &Chain<'g>) -> Vec<ChainStep<'g>> {
    steps(chain, |from, link| match link {
        Link::Partnership(partnership, _) => {
            let selected = selection.selected(partnership.key());
            ChainTie::Partnership(PartnershipTie {
                partnership,
                spell: selected.spell(),
                since: selected.since(),
                doubt: selected.uncertain_bound(),
            })
        }
        Link::Operation(operation, to) => {
            ChainTie::Operation(shared_operation(selection, operation, [from, to]))
        }
    })
}

/// Returns the steps of a chain that respects time: partnerships as they are on the day of the step, operations as they
/// are at the time of the selection.
///
/// A partnership is read on one day, so it has no `since` and no `doubt`.
pub fn timed_chain_steps<'g>(
    selection: &Selection<'g>,
    timed: &TimedChain<'g>,
) -> Vec<ChainStep<'g>> {
    let mut days = timed.days.iter();
    steps(&timed.chain, |from, link| {
        let day = days.next();
        match link {
            Link::Partnership(partnership, _) => ChainTie::Partnership(PartnershipTie {
                partnership,
                spell: day.and_then(|day| spell_on(selection, partnership, *day)),
                since: None,
                doubt: None,
            }),
            Link::Operation(operation, to) => {
                ChainTie::Operation(shared_operation(selection, operation, [from, to]))
            }
        }
    })
}

impl<'g> ChainStep<'g> {
    /// Returns the claims that the tie rests on, each with what it supports: the phase of a partnership; or the
    /// operation, and the participations by which the two share it.
    pub fn claims(&self) -> Vec<(&'static str, &'g Claim)> {
        match &self.tie {
            ChainTie::Partnership(tie) => {
                let claim = tie.spell.map(|spell| ("phase", &spell.record().claim));
                claim.into_iter().collect()
            }
            ChainTie::Operation(shared) => shared.claims().collect(),
        }
    }
}

fn steps<'g>(
    chain: &Chain<'g>,
    mut tie: impl FnMut(OrganizationRef<'g>, Link<'g>) -> ChainTie<'g>,
) -> Vec<ChainStep<'g>> {
    let ends = chain.links.iter().map(|link| link.end());
    let starts = std::iter::once(chain.start).chain(ends);
    let links = starts.zip(chain.links.iter().copied());
    let steps = links.map(|(from, link)| ChainStep {
        from,
        to: link.end(),
        tie: tie(from, link),
    });
    steps.collect()
}

fn spell_on<'g>(
    selection: &Selection<'g>,
    partnership: PartnershipRef<'g>,
    day: Day,
) -> Option<SpellRef<'g>> {
    let day = DayRange {
        first: day,
        last: day,
    };
    let mut spells = partnership.spells(selection.coding());
    spells.rfind(|spell| spell.dated().days.overlaps(day))
}

/// Returns how two organizations share an operation at the time of a selection; without a time, on the as-of date.
fn shared_operation<'g>(
    selection: &Selection<'g>,
    operation: OperationRef<'g>,
    [from, to]: [OrganizationRef<'g>; 2],
) -> SharedOperation<'g> {
    let pairs = from.joint_participations_with(to.key());
    let pairs: Vec<JointParticipationRef<'g>> = pairs
        .filter(|pair| {
            pair.operation() == operation && selection.includes_joint_participation(*pair)
        })
        .collect();
    SharedOperation {
        operation,
        is_uncertain: pairs.iter().all(|pair| pair.is_uncertain(selection.time())),
        pairs,
    }
}
