//! Paths into the documents, which cost nothing until something is found.

use crate::dataset::finding::{Problem, Severity};
use crate::dataset::yaml::node::Step;

/// A place in a document, as a chain of steps on the stack.
#[derive(Clone, Copy)]
pub(super) struct Path<'p> {
    document: usize,
    step: Option<(&'p Path<'p>, Step<'static>)>,
}

/// A finding whose place is still a path.
#[derive(Debug)]
pub(crate) struct Pending {
    pub(crate) problem: Problem,
    pub(crate) place: Option<Steps>,
    pub(crate) related: Option<(Steps, &'static str)>,
}

/// A path that has been written out: the number of the document and the steps from its root.
pub(crate) type Steps = (usize, Vec<Step<'static>>);

impl<'p> Path<'p> {
    pub(super) fn root(document: usize) -> Self {
        Self {
            document,
            step: None,
        }
    }

    pub(super) fn key(&'p self, key: &'static str) -> Self {
        self.then(Step::Key(key))
    }

    pub(super) fn index(&'p self, index: usize) -> Self {
        self.then(Step::Index(index))
    }

    pub(super) fn entry(&'p self, index: usize) -> Self {
        self.then(Step::Entry(index))
    }

    pub(super) fn entry_key(&'p self, index: usize) -> Self {
        self.then(Step::EntryKey(index))
    }

    fn then(&'p self, step: Step<'static>) -> Self {
        Self {
            document: self.document,
            step: Some((self, step)),
        }
    }

    /// Writes the path out.
    pub(super) fn steps(&self) -> Steps {
        let mut steps = Vec::new();
        let mut place = self;
        while let Some((parent, step)) = place.step {
            steps.push(step);
            place = parent;
        }
        steps.reverse();
        (self.document, steps)
    }

    pub(super) fn finding(&self, problem: Problem) -> Pending {
        Pending::at(self.steps(), problem)
    }
}

impl Pending {
    /// Makes a finding that concerns the dataset as a whole.
    pub(super) fn nowhere(problem: Problem) -> Self {
        Self {
            problem,
            place: None,
            related: None,
        }
    }

    /// Makes a finding at a place that is already written out.
    pub(super) fn at(place: Steps, problem: Problem) -> Self {
        Self {
            problem,
            place: Some(place),
            related: None,
        }
    }

    /// Adds the other end of a conflict.
    pub(super) fn and(self, other: &Path<'_>, label: &'static str) -> Self {
        self.and_steps(other.steps(), label)
    }

    /// Adds the other end of a conflict, already written out.
    pub(super) fn and_steps(mut self, other: Steps, label: &'static str) -> Self {
        self.related = Some((other, label));
        self
    }

    /// Adds the other end of a conflict if it is known.
    pub(super) fn and_any(mut self, other: Option<Steps>, label: &'static str) -> Self {
        self.related = other.map(|other| (other, label));
        self
    }

    pub(super) fn is_error(&self) -> bool {
        self.problem.severity() == Severity::Error
    }
}
