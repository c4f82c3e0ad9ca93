//! The short codes of motives, which answers print and questions may name.

use crate::model::{Motive, Records, Vocable};

/// Makes a short code for each motive: the initials of the words of its label, or of one word the first
/// letters, as many as it takes for no two to be the same.
pub(crate) fn motive_codes(motives: &Records<Motive>) -> Vec<String> {
    let mut codes: Vec<String> = Vec::with_capacity(motives.len());
    for motive in motives {
        let label = &*motive.term().label;
        let words: Vec<&str> = label.split_whitespace().collect();
        let initials: String = match words.as_slice() {
            [word] => word.chars().take(2).collect(),
            words => words
                .iter()
                .filter_map(|word| word.chars().next())
                .collect(),
        };
        let short = |extra: usize| {
            let more = label
                .chars()
                .filter(|letter| letter.is_alphanumeric())
                .skip(1)
                .take(extra);
            let base = if extra == 0 {
                initials.to_uppercase()
            } else {
                initials.chars().take(1).collect()
            };
            base.chars().chain(more).collect::<String>()
        };
        let mut lengths = 0..=label.chars().count();
        let free = lengths.find(|extra| !codes.contains(&short(*extra)));
        codes.push(free.map_or_else(|| label.to_owned(), short));
    }
    codes
}
