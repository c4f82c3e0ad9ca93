//! The three observations of the founding study, tested on the data.
//!
//! K. M. Haugevik (*New Partners, New Possibilities*, NUPI 2007) observed that partnerships, once begun, are rarely
//! reversed; that motives are both materialist and ideational; and that the field teaches lessons of four kinds.

mod coding;
mod durations;
mod motives;

pub use self::coding::{CodingObservations, PhaseArrivals, PhaseChange, PhaseStays};
pub use self::durations::{Arrival, PartnershipYears, Stay};
pub use self::motives::{MotiveGroup, MotiveMix, PartnershipMotive};

use std::collections::BTreeMap;

use super::agreement::{PassAgreement, agreement};
use crate::graph::PartnershipRef;
use crate::model::{Key, Lesson, LessonGroup, Operation, once};
use crate::query::Selection;

/// A lesson, after the partnership that it belongs to.
pub type PartnershipLesson<'g> = (PartnershipRef<'g>, &'g Lesson);

/// The three observations, tested on the partnerships of a selection.
#[derive(Clone)]
#[non_exhaustive]
pub struct Observations<'g> {
    /// How partnerships develop under each coding, in the order of the vocabulary.
    pub codings: Vec<CodingObservations<'g>>,
    /// The motives of each group that has any: all, then each dyad, each holder, and each phase under each coding.
    pub motives: Vec<MotiveMix<'g>>,
    /// The lessons, in the order of the dataset.
    pub lessons: Vec<PartnershipLesson<'g>>,
    /// The agreement with other coding passes (see [`agreement()`]).
    pub agreement: Vec<PassAgreement>,
}

/// Tests the three observations on the partnerships of a selection.
///
/// Phases count over the whole record up to the as-of date, whatever the time of the selection; motives and lessons are
/// those at that time. To include partnerships that have ended, select with
/// [`Query::select_courses`](crate::query::Query::select_courses): without them, falls are underestimated.
///
/// ```
/// use interorg::{analysis, dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let selection = Filter::default().resolve(&graph)?.select_courses();
/// let observations = analysis::observations(&selection);
/// let formal = &observations.codings[0];
/// assert_eq!(formal.ever_fallen().total, 6);
/// let (low, high) = formal.ever_fallen().interval().expect("there are partnerships");
/// assert!(low < high);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn observations<'g>(selection: &Selection<'g>) -> Observations<'g> {
    let query = selection.query();
    let codings = selection.graph().dataset().vocabularies().codings.keys();
    let codings = codings.filter(|coding| !query.names_coding() || Some(*coding) == query.coding());
    let lessons = selection.iter().flat_map(|selected| {
        let partnership = selected.partnership();
        selected.lessons().map(move |lesson| (partnership, lesson))
    });
    Observations {
        codings: codings
            .map(|coding| CodingObservations::of(selection, coding))
            .collect(),
        motives: motives::mixes(selection),
        lessons: once(lessons, |(_, lesson)| Some(&lesson.claim)).collect(),
        agreement: agreement(selection),
    }
}

impl<'g> Observations<'g> {
    /// Returns the lessons of each group, in the order of the vocabulary.
    pub fn lessons_by_group(&self) -> BTreeMap<Key<LessonGroup>, Vec<PartnershipLesson<'g>>> {
        let mut groups: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (partnership, lesson) in &self.lessons {
            let group = groups.entry(lesson.group).or_default();
            group.push((*partnership, *lesson));
        }
        groups
    }

    /// Returns the lessons from each operation, in the order of the dataset, then the lessons from no operation.
    pub fn lessons_by_operation(
        &self,
    ) -> Vec<(Option<Key<Operation>>, Vec<PartnershipLesson<'g>>)> {
        let mut lessons = self.lessons.clone();
        lessons.sort_by_key(|(_, lesson)| (lesson.operation.is_none(), lesson.operation));
        let groups = lessons.chunk_by(|(_, a), (_, b)| a.operation == b.operation);
        groups
            .map(|group| (group[0].1.operation, group.to_vec()))
            .collect()
    }
}
