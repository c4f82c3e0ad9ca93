//! `fmt` changes the order of a text and nothing else: same data, same comments, and a second time nothing.
#![no_main]

use interorg::dataset;
use interorg_fuzz::{check, codes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(arranged) = dataset::arrange("data.yaml", text) else {
        return;
    };
    let (before, after) = (check(text), check(arranged.as_str()));
    let mut found = [codes(&before), codes(&after)];
    found.iter_mut().for_each(|codes| codes.sort_unstable());
    assert_eq!(found[0], found[1], "{text:?} -> {arranged:?}");
    if let (Some(before), Some(after)) = (&before.dataset, &after.dataset) {
        let differences = dataset::diff(before, after).differences;
        assert!(
            differences.is_empty(),
            "{text:?} -> {arranged:?}: {differences:?}"
        );
    }
    assert_eq!(words(text), words(&arranged), "{text:?} -> {arranged:?}");
    match dataset::arrange("data.yaml", &arranged) {
        Ok(again) => assert_eq!(again, arranged, "from {text:?}"),
        Err(error) => panic!("{error}: {text:?} -> {arranged:?}"),
    }
});

/// Returns the words of all lines, sorted: whatever is moved, no word may be lost or doubled, those of comments included.
fn words(text: &str) -> Vec<&str> {
    let is_between = |letter: char| letter.is_whitespace() || "{}[],".contains(letter);
    let mut words: Vec<&str> = text
        .split(is_between)
        .filter(|word| !word.is_empty())
        .collect();
    words.sort_unstable();
    words
}
