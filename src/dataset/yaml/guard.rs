//! A net below the YAML parsers, so that a panic of theirs is a finding and not the end of the program.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs a YAML parser; `None` if it panics. No text is known to make one panic, but `serde_yaml` is no longer maintained.
pub(super) fn guarded<T>(parse: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(parse)).ok()
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn a_panic_of_a_parser_ends_nothing_else() {
        let failed: Option<()> = guarded(|| std::panic::panic_any("unexpected end of sequence"));
        assert_eq!(failed, None);
        assert_eq!(guarded(|| 1), Some(1));
    }
}
