//! One text has one reading: as a whole, in pieces, on one thread or several, and as JSON.
#![no_main]

use std::num::NonZeroUsize;

use interorg::dataset::{self, Checked};
use interorg::threads;
use interorg_fuzz::{assert_harmless_report, check, codes};
use libfuzzer_sys::fuzz_target;
use serde_json::Value as Json;

fuzz_target!(|bytes: &[u8]| {
    let whole = check(bytes);
    assert_harmless_report(&whole.report);
    for (size, count) in [(1, 1), (1, 3), (64, 3)] {
        dataset::fuzzing::set_piece_size(size);
        threads::set(NonZeroUsize::new(count).expect("it is not zero"));
        let pieces = check(bytes);
        dataset::fuzzing::set_piece_size(0);
        assert_eq!(
            pieces, whole,
            "in pieces of {size} bytes on {count} threads"
        );
    }
    if let Some(dataset) = &whole.dataset {
        let again = dataset::parse(&dataset::to_yaml(dataset));
        assert_eq!(
            again.ok().as_ref(),
            Some(dataset),
            "what is written is read again"
        );
        let again = dataset::parse(&dataset::to_json(dataset));
        assert_eq!(
            again.ok().as_ref(),
            Some(dataset),
            "what is written as JSON is read again"
        );
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        compare_json(text, &whole);
    }
});

/// Compares a text of JSON with the same values as YAML that is not JSON.
fn compare_json(text: &str, as_json: &Checked) {
    let Ok(value @ Json::Object(_)) = serde_json::from_str::<Json>(text) else {
        return;
    };
    // Numbers are words to us, with all their digits, but not to `serde_json`; it drops duplicate keys; and lists of
    // documents are deeper than the limit sooner or later.
    let found = codes(as_json);
    if has_numbers(&value)
        || found
            .iter()
            .any(|code| ["duplicate-key", "beyond-limit"].contains(code))
    {
        return;
    }
    let as_yaml = check(format!("---\n{}\n", escaped(&value)));
    assert_eq!(as_yaml.dataset, as_json.dataset, "JSON is YAML");
    assert_eq!(codes(&as_yaml), found, "JSON is YAML, with its findings");
}

fn has_numbers(value: &Json) -> bool {
    match value {
        Json::Number(_) => true,
        Json::Array(items) => items.iter().any(has_numbers),
        Json::Object(entries) => entries.values().any(has_numbers),
        _ => false,
    }
}

/// Returns a value as JSON that YAML reads too: control characters are escaped, and others are written as they are.
fn escaped(value: &Json) -> String {
    let mut text = String::new();
    for letter in value.to_string().chars() {
        match letter {
            '\u{7f}'..='\u{a0}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{feff}'
            | '\u{fffe}'
            | '\u{ffff}' => {
                text.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            _ => text.push(letter),
        }
    }
    text
}
