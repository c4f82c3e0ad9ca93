//! A whole process that answers a question on the shipped data, against a bare clap program.

use crate::measure::{process, ratio};

/// Runs the comparisons.
pub fn run() {
    let bare = || process(env!("CARGO_BIN_EXE_bare-clap"), &["--version"]);
    for (arguments, limit) in [
        (&["--version"][..], 1.3),
        (&["partners", "EU", "--at", "2005"], 2.5),
        (&["show", "UN", "AU"], 2.5),
        (&["path", "NATO", "AU", "--format", "json"], 2.5),
    ] {
        let ask = || process(env!("CARGO_BIN_EXE_interorg"), arguments);
        ratio(
            &format!("interorg {}", arguments.join(" ")),
            151,
            limit,
            bare,
            ask,
        );
    }
}
