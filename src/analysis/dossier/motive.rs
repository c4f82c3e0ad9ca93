//! The dossier of a motive or of a family of motives.

use crate::graph::OrganizationRef;
use crate::model::{
    Citation, Key, Motive, MotiveClaim, MotiveFamily, MotiveNotFound, Term, Vocable,
};
use crate::query::Selection;

/// Everything that the dataset says about a motive or a family of motives, as a selection sees it.
///
/// ```
/// use interorg::analysis::dossier::MotiveDossier;
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let selection = Filter { held_by: vec!["AU".into()], ..Filter::default() }.resolve(&graph)?.select();
/// let motives = &graph.dataset().vocabularies().motives;
/// let motive = motives.key("resource-dependence").expect("it is in the vocabulary");
/// let dossier = MotiveDossier::of_motive(&selection, motive);
/// assert!(dossier.holders.iter().all(|one| one.holder.label() == "AU"));
/// # Ok::<(), interorg::query::QueryError>(())
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct MotiveDossier<'g> {
    /// The term with its definition: the motive, or the family.
    pub term: &'g Term,
    /// The family: that of the motive, or the family itself.
    pub family: Key<MotiveFamily>,
    /// The motive, or all motives of the family, in the order of the vocabulary.
    pub motives: Vec<Key<Motive>>,
    /// The holders, and those who may hold it, in the order of the dataset.
    pub holders: Vec<Holder<'g>>,
    /// Those of whom it was looked for and not found, in the order of the dataset.
    pub not_found: Vec<NotFound<'g>>,
    /// The literature that the definition rests on; empty if the selection is narrowed and has no holder.
    pub literature: &'g [Citation],
}

/// The holder of a motive in a partnership.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Holder<'g> {
    /// The organization that holds the motive.
    pub holder: OrganizationRef<'g>,
    /// The other member of the partnership.
    pub partner: OrganizationRef<'g>,
    /// The claim.
    pub claim: &'g MotiveClaim,
    /// Whether it is unknown if the motive is held at the time of the selection.
    pub is_possible: bool,
}

/// An organization of which a motive was looked for and not found.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct NotFound<'g> {
    /// The organization of which it was looked for.
    pub holder: OrganizationRef<'g>,
    /// The other member of the partnership.
    pub partner: OrganizationRef<'g>,
    /// Where it was looked for.
    pub sought: &'g MotiveNotFound,
}

impl<'g> MotiveDossier<'g> {
    /// Collects the dossier of a motive.
    pub fn of_motive(selection: &Selection<'g>, motive: Key<Motive>) -> Self {
        let record = &selection.graph().dataset().vocabularies().motives[motive];
        Self::new(selection, record.term(), record.family, vec![motive])
    }

    /// Collects the dossier of a family of motives.
    pub fn of_family(selection: &Selection<'g>, family: Key<MotiveFamily>) -> Self {
        let vocabularies = selection.graph().dataset().vocabularies();
        let motives = vocabularies.motives.entries();
        let motives = motives.filter(|(_, motive)| motive.family == family);
        let term = vocabularies.motive_families[family].term();
        let motives = motives.map(|(key, _)| key).collect();
        Self::new(selection, term, family, motives)
    }

    fn new(
        selection: &Selection<'g>,
        term: &'g Term,
        family: Key<MotiveFamily>,
        motives: Vec<Key<Motive>>,
    ) -> Self {
        let holders = holders(selection, &motives);
        let not_found = not_found(selection, &motives);
        // Filters ask who holds the motive; if nobody does, its definition is no answer.
        let is_unanswered = selection.is_narrowed() && holders.is_empty() && not_found.is_empty();
        Self {
            term,
            family,
            motives,
            holders,
            not_found,
            literature: if is_unanswered { &[] } else { &term.citations },
        }
    }
}

fn holders<'g>(selection: &Selection<'g>, motives: &[Key<Motive>]) -> Vec<Holder<'g>> {
    let graph = selection.graph();
    let holders = selection.iter().flat_map(|selected| {
        let claims = selected.motives_at_time();
        let claims = claims.filter(|one| motives.contains(&one.claim.motive));
        claims.filter_map(move |one| {
            Some(Holder {
                holder: graph.organization(one.claim.holder),
                partner: selected.partnership().partner_of(one.claim.holder)?,
                claim: one.claim,
                is_possible: one.is_possible,
            })
        })
    });
    holders
        .filter(|one| selection.is_holder(one.claim.holder))
        .collect()
}

fn not_found<'g>(selection: &Selection<'g>, motives: &[Key<Motive>]) -> Vec<NotFound<'g>> {
    let graph = selection.graph();
    let sought = selection.iter().flat_map(|selected| {
        let sought = selected.motives_not_found();
        let sought = sought.filter(|sought| motives.contains(&sought.motive));
        sought.filter_map(move |sought| {
            Some(NotFound {
                holder: graph.organization(sought.holder),
                partner: selected.partnership().partner_of(sought.holder)?,
                sought,
            })
        })
    });
    sought
        .filter(|one| selection.is_holder(one.sought.holder))
        .collect()
}
