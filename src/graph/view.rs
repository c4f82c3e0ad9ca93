//! The declaration of the views of records.

/// Declares a view: a borrow of the graph and the key of a record, small enough to copy and compared by key.
macro_rules! view {
    ($(#[$doc:meta])* $name:ident of $record:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $name<'g> {
            graph: &'g crate::graph::Graph,
            key: crate::model::Key<$record>,
        }

        impl<'g> $name<'g> {
            /// Returns the key of the record.
            pub fn key(self) -> crate::model::Key<$record> {
                self.key
            }

            /// Returns the graph that the view belongs to.
            pub fn graph(self) -> &'g crate::graph::Graph {
                self.graph
            }
        }

        impl PartialEq for $name<'_> {
            fn eq(&self, other: &Self) -> bool {
                self.key == other.key
            }
        }

        impl std::fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({:?})"), self.key)
            }
        }
    };
}

pub(super) use view;
