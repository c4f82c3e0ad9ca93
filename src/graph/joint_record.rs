//! Statements of records of more than two organizations, which are statements about each of their dyads.

use super::knowledge_graph::Graph;
use super::partnership::PartnershipRef;
use super::statements::{Content, Statement};
use crate::model::{JointRecord, once};

impl Graph {
    /// Returns every statement of the dataset as [`statements`](Self::statements) does, but one of a record of more than two
    /// organizations only once, and not once per dyad.
    ///
    /// ```
    /// use interorg::{dataset, graph::Graph};
    ///
    /// let graph = Graph::new(dataset::parse("\
    /// organizations: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]
    /// partnerships:
    ///   - between: [a, b, c]
    ///     milestones: [{date: 2017, kind: summit, title: Three meet, cite: [s]}]
    /// sources: {s: {title: S}}
    /// ")?);
    /// let all = graph.statements().filter(|one| one.text().ends_with("Three meet"));
    /// let different = graph.different_statements().filter(|one| one.text().ends_with("Three meet"));
    /// assert_eq!((all.count(), different.count()), (3, 1));
    /// # Ok::<(), dataset::LoadError>(())
    /// ```
    pub fn different_statements(&self) -> impl Iterator<Item = Statement<'_>> {
        let different = once(self.statements(), |statement| statement.claim());
        different.filter(|statement| !statement.repeats_series())
    }

    /// Returns the records of more than two organizations of the coding pass that the graph reads, in the order of the dataset.
    pub(crate) fn joint_records(&self) -> impl Iterator<Item = &JointRecord> {
        let records = self.dataset().joint_records().iter();
        records.filter(|record| record.content.coder == self.coder())
    }

    /// Returns the abbreviations of the members of a record, such as `UN–AU–EU`.
    pub(crate) fn label_of_members(&self, record: &JointRecord) -> String {
        let members = record.members.iter();
        let labels: Vec<&str> = members.map(|key| self.organization(*key).label()).collect();
        labels.join("–")
    }
}

impl<'g> PartnershipRef<'g> {
    /// Returns the records of more than two organizations that are about the partnership too, in the order of the dataset.
    pub(crate) fn joint_records(self) -> impl Iterator<Item = &'g JointRecord> {
        let members = self.dyad().members();
        let records = self.graph().joint_records();
        records.filter(move |record| members.iter().all(|key| record.members.contains(key)))
    }
}

impl<'g> Statement<'g> {
    /// Returns the record of more than two organizations that the statement comes from; `None` if it comes from another one.
    pub fn joint_record(self) -> Option<&'g JointRecord> {
        let mut records = self.partnership()?.joint_records();
        match self.content() {
            Content::Series(series) if !series.is_joint => None,
            Content::Series(series) => {
                records.find(|record| record.content.series.iter().any(|own| own.id == series.id))
            }
            _ => {
                let number = self.claim()?.joint?;
                // Claims are numbered from record to record.
                let first = |record: &JointRecord| record.content.claims().next()?.joint;
                records
                    .filter(|record| first(record).is_some_and(|first| first <= number))
                    .last()
            }
        }
    }

    /// Returns the name of the subject as [`about`](Self::about) does, but with all members of a record of more than two
    /// organizations.
    pub(crate) fn about_all(self) -> String {
        match (self.partnership(), self.joint_record()) {
            (Some(partnership), Some(record)) => partnership.graph().label_of_members(record),
            _ => self.about(),
        }
    }

    /// Returns `true` if the statement is a series that is a statement about an earlier dyad of the same record.
    fn repeats_series(self) -> bool {
        matches!(self.content(), Content::Series(series) if series.is_joint)
            && self.joint_record().is_some_and(|record| {
                let dyad = self.partnership().map(PartnershipRef::dyad);
                dyad != Some(record.content.dyad)
            })
    }
}
