//! Short codes of motives, which answers print and filters accept.

use crate::model::{Motive, Records, Vocable};

/// Returns a short code for each motive, all of them different.
///
/// The code of a label of several words is their initials (`RD` for "Resource dependence"), that of a single word its
/// first two characters (`LE` for "Legitimization"). If an earlier motive has that code, it is the first character of the
/// label and as many of the next ones as make it different (`Le`, `Leg`).
pub(crate) fn motive_codes(motives: &Records<Motive>) -> Vec<String> {
    let mut codes: Vec<String> = Vec::with_capacity(motives.len());
    for motive in motives {
        let label = &*motive.term().label;
        let code = candidates(label)
            .find(|candidate| !codes.contains(candidate))
            .unwrap_or_else(|| label.to_owned());
        codes.push(code);
    }
    codes
}

/// Returns the codes that a label allows, the best one first.
fn candidates(label: &str) -> impl Iterator<Item = String> {
    let initials = initials(label);
    let first = initials.chars().next();
    let longer = (1..=label.chars().count()).map(move |extra| {
        let alphanumeric = label
            .chars()
            .filter(|character| character.is_alphanumeric());
        let rest = alphanumeric.skip(1).take(extra);
        first.into_iter().chain(rest).collect()
    });
    std::iter::once(initials.to_uppercase()).chain(longer)
}

fn initials(label: &str) -> String {
    let words: Vec<&str> = label.split_whitespace().collect();
    match words.as_slice() {
        [word] => word.chars().take(2).collect(),
        words => words
            .iter()
            .filter_map(|word| word.chars().next())
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset;

    #[test]
    fn codes_are_initials_or_as_many_characters_as_make_them_different() {
        let yaml = "\
dataset: {title: Motives}
organizations: [{id: a, name: A}]
vocabularies:
  motive-families: [{id: f, label: Family, definition: One.}]
  motives:
    - {id: a, label: Resource dependence, definition: One., family: f}
    - {id: b, label: Legitimization, definition: One., family: f}
    - {id: c, label: Legality, definition: One., family: f}
    - {id: d, label: Legal form, definition: One., family: f}
    - {id: e, label: Learning, definition: One., family: f}
";
        let dataset = dataset::parse(yaml).expect("the dataset is valid");
        let codes = motive_codes(&dataset.vocabularies().motives);
        assert_eq!(codes, ["RD", "LE", "Le", "LF", "Lea"]);
    }
}
