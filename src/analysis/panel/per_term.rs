//! A value for each term of a vocabulary.

use std::marker::PhantomData;
use std::ops::Index;

use crate::model::{Key, Records};

/// A value for each term of a vocabulary, indexed by the key of the term.
#[derive(Debug, Clone, PartialEq)]
pub struct PerTerm<T, V> {
    values: Values<V>,
    term: PhantomData<fn(Key<T>)>,
}

#[derive(Debug, Clone, PartialEq)]
enum Values<V> {
    /// One value for all terms. Most rows of most tables have only such values, so they take no memory per term.
    Same(V),
    Each(Box<[V]>),
}

impl<T, V> PerTerm<T, V> {
    pub(super) fn same(value: V) -> Self {
        Self {
            values: Values::Same(value),
            term: PhantomData,
        }
    }

    pub(super) fn each(vocabulary: &Records<T>, value: impl FnMut(Key<T>) -> V) -> Self {
        Self {
            values: Values::Each(vocabulary.keys().map(value).collect()),
            term: PhantomData,
        }
    }
}

impl<T, V> Index<Key<T>> for PerTerm<T, V> {
    type Output = V;

    fn index(&self, term: Key<T>) -> &V {
        match &self.values {
            Values::Same(value) => value,
            Values::Each(values) => &values[term.index()],
        }
    }
}
