//! Options that have no effect beside another one, and so are refused with it.

use clap::{Args, Command, Id};

/// Returns the ids of all arguments of a struct, for `conflicts_with_all`. With the id of its group instead, an error would list all of
/// them, also those that were not given.
pub(super) fn all_of<A: Args>() -> Vec<Id> {
    let command = A::augment_args(Command::new("arguments"));
    let ids = command
        .get_arguments()
        .map(|argument| argument.get_id().clone());
    ids.collect()
}
