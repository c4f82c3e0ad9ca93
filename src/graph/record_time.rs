//! The graph as its dataset was recorded at a time.

use super::knowledge_graph::Graph;
use crate::model::{Dataset, Day, once};

impl Graph {
    /// Returns the graph of the dataset as it was recorded on a day: with the claims that were written by then and not yet
    /// withdrawn. Claims without a date of record were always there. The coding pass is the first one, and the ties are the
    /// recorded partnerships.
    ///
    /// ```
    /// use interorg::{dataset, graph::Graph, model::Day};
    ///
    /// let graph = Graph::new(dataset::parse("\
    /// organizations: [{id: a, name: A}, {id: b, name: B}]
    /// partnerships:
    ///   - between: [a, b]
    ///     milestones:
    ///       - {date: 2001, kind: summit, title: They meet, cite: [s], recorded: 2020, withdrawn: 2024}
    ///       - {date: 2002, kind: summit, title: They meet, cite: [s], recorded: 2024}
    /// sources: {s: {title: S}}
    /// ")?);
    /// let year = |graph: &Graph| graph.dataset().partnerships()[0].milestones[0].date.to_string();
    /// assert_eq!(year(&graph), "2002");
    /// assert_eq!(year(&graph.as_recorded(Day::new(2022, 1, 1))), "2001");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn as_recorded(&self, day: Day) -> Self {
        let complete = self.complete_dataset();
        let dataset = complete.as_recorded(Some(day));
        let mut graph = Self::of_current(dataset.unwrap_or_else(|| complete.clone()));
        graph.complete = Some(Box::new(complete.clone()));
        graph.record_day = Some(day);
        match self.language() {
            // The complete dataset is in the language in which it is recorded.
            Some(language) => graph.in_language(language),
            None => graph,
        }
    }

    /// Takes over how another graph reads the dataset.
    pub(super) fn continues(&mut self, other: &Self) {
        self.complete.clone_from(&other.complete);
        self.language.clone_from(&other.language);
        self.recorded_names.clone_from(&other.recorded_names);
        self.untranslated = other.untranslated;
        self.record_day = other.record_day;
    }

    /// Returns the day as of which the claims of the graph are recorded; `None` for those that are in the record now.
    pub fn record_day(&self) -> Option<Day> {
        self.record_day
    }

    /// Returns the dataset with its withdrawn claims, which the [dataset](Self::dataset) of the graph does not have.
    pub fn complete_dataset(&self) -> &Dataset {
        self.complete.as_deref().unwrap_or(&self.dataset)
    }

    /// Returns how many claims of the graph have no date of record, and how many claims there are.
    pub(crate) fn claims_without_record_date(&self) -> (usize, usize) {
        // A claim on more than two organizations counts once.
        let claims = || once(self.dataset.all_claims(), |claim| Some(*claim));
        let undated = claims().filter(|claim| claim.recorded().is_none());
        (undated.count(), claims().count())
    }
}
