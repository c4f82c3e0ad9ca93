//! What a dataset calls its operations and participations.

use std::borrow::Cow;

use crate::phrase::capitalized;

/// What a dataset calls its operations and participations, in output for people: treaties, memberships, projects.
///
/// Names for programs, such as ids, columns and subcommands, stay as they are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Labels {
    /// One operation, such as `treaty`; `None` means `operation`.
    pub operation: Option<Box<str>>,
    /// Several operations, such as `treaties`; `None` means the word for one with an `s`.
    pub operations: Option<Box<str>>,
    /// A participation, such as `membership`; `None` means `participation`.
    pub participation: Option<Box<str>>,
}

impl Labels {
    /// Returns a text of the program in the words of the dataset. A name such as `Operation Artemis` stays as it is.
    ///
    /// ```
    /// # let yaml = "dataset: {labels: {operation: treaty, operations: treaties}}\norganizations: [{id: un, name: UN}]";
    /// # let dataset = interorg::dataset::parse(yaml).expect("the dataset is valid");
    /// let labels = &dataset.about().labels;
    /// assert_eq!(labels.apply("Shared operations"), "Shared treaties");
    /// assert_eq!(labels.apply("Operation"), "Treaty");
    /// assert_eq!(labels.apply("Operation Artemis"), "Operation Artemis");
    /// ```
    pub fn apply<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if *self == Self::default() {
            return text.into();
        }
        let mut changed = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(|letter: char| letter.is_alphabetic()) {
            let (before, from_word) = rest.split_at(start);
            let end = from_word.find(|letter: char| !letter.is_alphanumeric());
            let (word, after) = from_word.split_at(end.unwrap_or(from_word.len()));
            changed += before;
            changed += &self.word(word, after);
            rest = after;
        }
        changed += rest;
        changed.into()
    }

    /// Returns the label in place of a word, or else the word.
    fn word<'t>(&'t self, word: &'t str, after: &str) -> Cow<'t, str> {
        let is_capital = word.starts_with(char::is_uppercase);
        let names_something = after
            .strip_prefix(' ')
            .is_some_and(|after| after.starts_with(char::is_uppercase));
        let label = match word {
            "Operation" | "Operations" if names_something => None,
            "operation" | "Operation" => self.operation.as_deref().map(Cow::from),
            "operations" | "Operations" => self.plural(),
            "participation" | "Participation" => self.participation.as_deref().map(Cow::from),
            "participations" | "Participations" => {
                let label = self.participation.as_deref();
                label.map(|label| format!("{label}s").into())
            }
            _ => None,
        };
        match label {
            Some(label) if is_capital => capitalized(&label).into(),
            Some(label) => label,
            None => word.into(),
        }
    }

    fn plural(&self) -> Option<Cow<'_, str>> {
        let own = self.operations.as_deref().map(Cow::from);
        own.or_else(|| Some(format!("{}s", self.operation.as_deref()?).into()))
    }
}
