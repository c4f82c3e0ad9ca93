//! How much memory reading may take, and how much a text needs at most.
//!
//! The need is estimated from the characters that begin values, before any of them is read. The factors are what was measured
//! for the shapes of text that need the most, such as lists of the shortest texts and of the shortest records. Real datasets
//! have longer texts, and take about half of the estimate.

use std::fs;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// The bytes of memory for each byte of a text: the text itself, and copies of its parts.
const PER_BYTE: u64 = 3;

/// The bytes that the parser needs for each character that begins a value, while it reads a document.
const PARSED: u64 = 400;

/// The limit where the memory of the machine is unknown.
const UNKNOWN_MACHINE: u64 = 4 << 30;

/// The limit that was set; 0 for none.
static LIMIT: AtomicU64 = AtomicU64::new(0);

/// Sets how much memory reading a dataset may take in this process, in bytes. Without it, reading may take half of the
/// memory of the machine, or of the container that it is.
///
/// What a text needs is estimated before it is read, and never too low. So a dataset that would only just fit may be refused,
/// with the finding `beyond-limit`.
///
/// ```
/// use interorg::dataset;
///
/// dataset::set_max_memory(1 << 30);
/// assert_eq!(dataset::max_memory(), 1 << 30);
/// ```
pub fn set_max_memory(bytes: u64) {
    LIMIT.store(bytes.max(1), Ordering::Relaxed);
}

/// Returns how much memory reading a dataset may take, in bytes.
pub fn max_memory() -> u64 {
    match LIMIT.load(Ordering::Relaxed) {
        0 => half_of_machine(),
        limit => limit,
    }
}

fn half_of_machine() -> u64 {
    static HALF: OnceLock<u64> = OnceLock::new();
    *HALF.get_or_init(|| machine().map_or(UNKNOWN_MACHINE, |bytes| bytes / 2))
}

/// Returns the memory of the machine, or of the container that it is, in bytes; `None` if the system does not say it as Linux
/// does.
fn machine() -> Option<u64> {
    let containers = [
        "/sys/fs/cgroup/memory.max",
        "/sys/fs/cgroup/memory/memory.limit_in_bytes",
    ];
    let of_container = containers.iter().filter_map(|path| {
        let text = fs::read_to_string(path).ok()?;
        // A container without a limit has the word `max`.
        text.trim().parse::<u64>().ok()
    });
    let installed = fs::read_to_string("/proc/meminfo").ok();
    let installed = installed.as_deref().and_then(installed_memory);
    of_container.chain(installed).min()
}

/// Returns the memory that `/proc/meminfo` states, in bytes.
fn installed_memory(meminfo: &str) -> Option<u64> {
    let line = meminfo
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kibibytes.checked_mul(1024)
}

/// A text needs more memory than reading may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMuchMemory {
    /// What the dataset needs at most, as far as it was seen, in bytes.
    pub(super) needed: u64,
}

/// What the texts of a dataset need, of the memory that reading may take.
#[derive(Default)]
pub(super) struct MemoryBudget {
    /// What the texts that were read need, in bytes.
    kept: u64,
}

impl MemoryBudget {
    /// Adds a text, whose records are kept.
    pub(super) fn add_text(&mut self, text: &str) -> Result<(), TooMuchMemory> {
        self.kept += PER_BYTE * text.len() as u64 + beginnings(text).map(kept).sum::<u64>();
        self.allow([])
    }

    /// Returns an error if there is no memory for parsing texts at the same time.
    pub(super) fn allow<'t>(
        &self,
        texts: impl IntoIterator<Item = &'t str>,
    ) -> Result<(), TooMuchMemory> {
        let needed = self.needed(texts);
        if needed > max_memory() {
            return Err(TooMuchMemory { needed });
        }
        Ok(())
    }

    /// Returns what is needed while texts are parsed at the same time, in bytes.
    fn needed<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> u64 {
        let count = |text| beginnings(text).count() as u64;
        self.kept + PARSED * texts.into_iter().map(count).sum::<u64>()
    }
}

/// Returns the characters of a text that can begin a value. Each value but the first follows one of them, and at most two follow
/// the same: a key and its value, or a key without a value and nothing.
fn beginnings(text: &str) -> impl Iterator<Item = u8> {
    let bytes = text.as_bytes();
    let begins = |at: &usize| match bytes[*at] {
        b',' | b'[' | b'{' | b':' | b'?' => true,
        // An item of a block, and no sign within a text or date.
        b'-' => bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace),
        _ => false,
    };
    (0..bytes.len()).filter(begins).map(|at| bytes[at])
}

/// Returns the bytes that what begins at a character needs in the records and the model.
fn kept(beginning: u8) -> u64 {
    match beginning {
        // A key with its value, of which every record has some.
        b':' | b'?' => 600,
        // An item, which may be a record.
        b'-' => 300,
        _ => 200,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use saphyr_parser::{Event, Parser};

    use super::*;

    /// Counts the scalars, lists, mappings and aliases of a text, up to the first error.
    fn counted_values(text: &str) -> usize {
        let is_value = |event: &Event<'_>| {
            use Event::{Alias, MappingStart, Scalar, SequenceStart};
            matches!(
                event,
                Alias(_) | MappingStart(..) | Scalar(..) | SequenceStart(..)
            )
        };
        let events = Parser::new_from_str(text).map_while(Result::ok);
        events.filter(|(event, _)| is_value(event)).count()
    }

    #[test]
    fn the_memory_of_a_machine_is_read_in_kibibytes() {
        let meminfo = "MemFree:  7 kB\nMemTotal:       24575 kB\n";
        assert_eq!(installed_memory(meminfo), Some(24_575 * 1024));
        assert_eq!(installed_memory("MemFree:  7 kB\n"), None);
        assert!(machine().is_none_or(|bytes| bytes > 64 << 20));
    }

    #[test]
    fn each_value_follows_a_character_that_is_counted() {
        let counts = |text| (beginnings(text).count(), counted_values(text));
        assert_eq!(counts("[a, b, c]"), (3, 4));
        // Three keys without values, in a mapping.
        assert_eq!(counts("{a, b, c}"), (3, 7));
        assert_eq!(counts("a: b\nc: d\n"), (2, 5));
        assert_eq!(counts("- 2003-05\n- b"), (2, 3));
    }

    #[test]
    fn what_is_kept_and_parsed_is_added() {
        let mut budget = MemoryBudget::default();
        for text in ["- [a, b]", "a: b"] {
            budget.add_text(text).expect("there is memory for a line");
        }
        // Twelve bytes, an item, a list of two, and a key.
        assert_eq!(budget.kept, 12 * 3 + 300 + 2 * 200 + 600);
        assert_eq!(budget.needed(["[a, b]", "a: b"]), budget.kept + 3 * 400);
        assert_eq!(budget.needed([]), budget.kept);
    }

    proptest! {
        #[test]
        fn a_text_has_no_more_than_two_values_for_each_counted_character(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "a", "b", ": ", ", ", "[", "]", "{", "}", "- ", "\n", "  ", "? ", "? a", "'x'", "---\n", "&a ", "*a",
                    "|\n", "#",
                ]),
                0..40,
            ),
        ) {
            let text = parts.concat();
            prop_assert!(counted_values(&text) <= 2 * beginnings(&text).count() + 1, "{text:?}");
        }
    }
}
