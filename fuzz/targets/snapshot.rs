//! A snapshot gives back its dataset. Changed bytes are refused, and never make a dataset that breaks its rules.
#![no_main]

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::OnceLock;

use interorg::dataset::{self, Input, SnapshotError};
use interorg::graph::Graph;
use interorg::query::Filter;
use interorg::view;
use interorg_fuzz::{Choices, check, dataset as generated};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut choices = Choices::new(bytes);
    let kind = choices.below(4);
    match kind {
        // Any bytes after the mark of a snapshot.
        0 => {
            let mark = &shipped()[..MARK_LENGTH];
            open([mark, choices.rest()].concat());
        }
        // Changes of the shipped dataset, whose hashes are wrong.
        1 => {
            let mut changed = shipped().to_vec();
            change(&mut changed, &mut choices);
            let is_same = changed == shipped();
            let opened = dataset::from_inputs(vec![Input::new("changed", changed)]);
            assert_eq!(opened.is_ok(), is_same, "changed bytes are refused");
        }
        _ => {
            let Some(dataset) = check(generated(&mut choices).to_string()).dataset else {
                return;
            };
            let snapshot = Graph::new(dataset.clone()).to_snapshot();
            let opened = dataset::from_inputs(vec![Input::new("same", snapshot.clone())]);
            assert_eq!(
                opened.ok().as_ref(),
                Some(&dataset),
                "a snapshot gives back its dataset"
            );
            let mut changed = snapshot;
            change(&mut changed, &mut choices);
            open(changed);
        }
    }
});

/// The length of the mark at the start of a snapshot.
const MARK_LENGTH: usize = 8;

fn shipped() -> &'static [u8] {
    static SHIPPED: OnceLock<Vec<u8>> = OnceLock::new();
    SHIPPED.get_or_init(|| Graph::new(dataset::builtin()).to_snapshot())
}

/// Changes some bytes, or cuts off the end.
fn change(bytes: &mut Vec<u8>, choices: &mut Choices<'_>) {
    for _ in 0..1 + choices.below(4) {
        let at = usize::from(choices.byte()) << 16
            | usize::from(choices.byte()) << 8
            | usize::from(choices.byte());
        let at = at % bytes.len();
        match choices.below(8) {
            0 => bytes.truncate(at.max(1)),
            1 => bytes[at] = choices.byte(),
            2 => bytes[at] = bytes[at].wrapping_add(1),
            3 => bytes[at] = 0xFF,
            4 => bytes[at] = 0,
            _ => bytes[at] ^= 1 << choices.below(8),
        }
    }
}

/// Opens bytes as a snapshot, as if their hashes were right, and uses what is accepted.
fn open(bytes: Vec<u8>) {
    dataset::fuzzing::ignore_hashes(true);
    let checked = dataset::check(vec![Input::new("changed", bytes)]);
    let used = catch_unwind(AssertUnwindSafe(|| {
        let Some(dataset) = checked.dataset else {
            return;
        };
        let _ = dataset::to_yaml(&dataset);
        let graph = Graph::new(dataset);
        if let Ok(query) = Filter::default().resolve(&graph) {
            let selection = query.select();
            let _ = view::links(&selection, true);
            let _ = view::milestones(&selection, true);
            let _ = view::operations(&query, true);
        }
    }));
    dataset::fuzzing::ignore_hashes(false);
    // A wrong part with its right hash ends what reads it, without a message.
    if let Err(reason) = used
        && let Err(panic) = reason.downcast::<SnapshotError>()
    {
        resume_unwind(panic);
    }
}
