//! What ties organizations to one another.

use crate::choice::choices;

choices! {
    /// What ties organizations to one another.
    #[derive(Default)]
    pub enum Ties {
        /// The partnerships that the dataset records.
        #[default]
        Partnerships = "partnerships": "Recorded partnerships",
        /// Two organizations take part in an operation at the same time, in roles that create a tie. The weight is the
        /// number of operations.
        Operations = "operations": "Shared operations",
        /// Recorded partnerships, and shared operations where none is recorded.
        Both = "both": "Partnerships, and shared operations where no partnership is recorded",
    }
}
