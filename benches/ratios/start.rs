//! A whole process that answers a question on the shipped data, against a bare clap program.

use crate::measure::{process, ratio};

/// Runs the comparisons.
pub fn run() {
    let bare = || process(env!("CARGO_BIN_EXE_bare-clap"), &["--version"]);
    for arguments in [
        &["partners", "EU", "--at", "2005"][..],
        &["show", "UN", "AU"],
        &["path", "NATO", "AU", "--format", "json"],
    ] {
        let ask = || process(env!("CARGO_BIN_EXE_interorg"), arguments);
        ratio(
            &format!("interorg {}", arguments.join(" ")),
            151,
            3.0,
            bare,
            ask,
        );
    }
}
