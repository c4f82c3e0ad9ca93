//! Paths into the documents. A path costs nothing until a finding needs it.

use crate::dataset::finding::FindingKind;
use crate::dataset::yaml::node::Step;
use crate::model::Severity;

/// A path into a document, as a chain of steps on the stack.
///
/// Each value of a dataset has a path while it is validated, but few have a finding. So a path only borrows the path of
/// the value around it, and is copied to the heap by [`Path::owned`].
#[derive(Clone, Copy)]
pub(super) struct Path<'p> {
    document: usize,
    step: Option<(&'p Path<'p>, Step<'static>)>,
}

/// A path into a document, on the heap.
#[derive(Debug, Clone)]
pub(crate) struct OwnedPath {
    pub(crate) document: usize,
    pub(crate) steps: Vec<Step<'static>>,
}

/// The place of a record in a list of a document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RecordPlace {
    pub(super) document: usize,
    /// The key of the list, such as `organizations`.
    pub(super) list: &'static str,
    pub(super) index: usize,
}

/// A finding whose line and column are not yet known.
#[derive(Debug)]
pub(crate) struct PendingFinding {
    pub(crate) kind: FindingKind,
    /// The path to the value; `None` if the finding concerns the dataset as a whole.
    pub(crate) path: Option<OwnedPath>,
    /// The other end of a conflict, with its label.
    pub(crate) related: Option<(OwnedPath, &'static str)>,
}

impl<'p> Path<'p> {
    /// Returns the path to the root of a document.
    pub(super) fn root(document: usize) -> Self {
        Self {
            document,
            step: None,
        }
    }

    /// Returns the number of the document.
    pub(super) fn document(&self) -> usize {
        self.document
    }

    /// Returns the path to the value of a key.
    pub(super) fn key(&'p self, key: &'static str) -> Self {
        self.then(Step::Key(key))
    }

    /// Returns the path to an item of a list.
    pub(super) fn index(&'p self, index: usize) -> Self {
        self.then(Step::Index(index))
    }

    /// Returns the path to the value of an entry of a mapping.
    pub(super) fn entry(&'p self, index: usize) -> Self {
        self.then(Step::Entry(index))
    }

    /// Returns the path to the key of an entry of a mapping.
    pub(super) fn entry_key(&'p self, index: usize) -> Self {
        self.then(Step::EntryKey(index))
    }

    fn then(&'p self, step: Step<'static>) -> Self {
        Self {
            document: self.document,
            step: Some((self, step)),
        }
    }

    /// Returns the path with steps of its own.
    pub(super) fn owned(&self) -> OwnedPath {
        let mut steps = Vec::new();
        let mut path = self;
        while let Some((parent, step)) = path.step {
            steps.push(step);
            path = parent;
        }
        steps.reverse();
        OwnedPath {
            document: self.document,
            steps,
        }
    }

    /// Creates a finding at this path.
    pub(super) fn finding(&self, kind: FindingKind) -> PendingFinding {
        PendingFinding::at(self.owned(), kind)
    }
}

impl RecordPlace {
    /// Returns the path to the value of a key of the record.
    pub(super) fn key(self, key: &'static str) -> OwnedPath {
        OwnedPath {
            document: self.document,
            steps: vec![
                Step::Key(self.list),
                Step::Index(self.index),
                Step::Key(key),
            ],
        }
    }
}

impl PendingFinding {
    /// Creates a finding that concerns the dataset as a whole.
    pub(super) fn of_dataset(kind: FindingKind) -> Self {
        Self {
            kind,
            path: None,
            related: None,
        }
    }

    /// Creates a finding at a path.
    pub(super) fn at(path: OwnedPath, kind: FindingKind) -> Self {
        Self {
            kind,
            path: Some(path),
            related: None,
        }
    }

    /// Adds the other end of a conflict, with its label.
    pub(super) fn and(self, other: OwnedPath, label: &'static str) -> Self {
        Self {
            related: Some((other, label)),
            ..self
        }
    }

    /// Adds the other end of a conflict if its path is known.
    pub(super) fn and_known(self, other: Option<OwnedPath>, label: &'static str) -> Self {
        match other {
            Some(other) => self.and(other, label),
            None => self,
        }
    }

    /// Returns `true` if the finding is an error, where a dataset changes some severities.
    pub(super) fn is_error(&self, severities: &[(Box<str>, Severity)]) -> bool {
        self.kind.severity_in(severities) == Severity::Error
    }
}
