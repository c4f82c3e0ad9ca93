//! Sets one name.

use hayagriva::citationberg::{
    DemoteNonDroppingParticle, DisambiguationRule, Name as NameStyle, NameForm, NameOptions,
    NamePart,
};

use super::item::{Name, Person};
use super::name_style::is_inverted;
use super::output::Output;
use super::quotes;
use super::render::{Area, GivenNames, Renderer};

/// The parts of a name, as they are set.
struct Parts {
    family: Output,
    given: Output,
    particle: Output,
    dropping_particle: Output,
    suffix: Output,
}

impl Renderer<'_> {
    /// Sets the name with an index in its list.
    pub(super) fn name(
        &self,
        name: &Name<'_>,
        index: usize,
        style: &NameStyle,
        options: &NameOptions<'_>,
    ) -> Output {
        match name {
            Name::Body(name) => self.name_part(name, style.name_part_family()),
            Name::Person(person) => self.person(person, index, style, options),
        }
    }

    fn person(
        &self,
        person: &Person<'_>,
        index: usize,
        style: &NameStyle,
        options: &NameOptions<'_>,
    ) -> Output {
        let given = self.given_names(person.given, index, options);
        let has_initials = options
            .initialize_with
            .is_some_and(|with| with.trim().is_empty());
        let suffix = if has_initials {
            person.suffix.replace('.', "")
        } else {
            person.suffix.to_owned()
        };
        let parts = Parts {
            family: self.name_part(person.family, style.name_part_family()),
            given: self.name_part(&given, style.name_part_given()),
            particle: self.name_part(person.particle, style.name_part_family()),
            dropping_particle: self.name_part(person.dropping_particle, style.name_part_given()),
            suffix: Output::of_style(quotes::mark(&suffix)),
        };
        if self.area == Area::SortKey {
            return self.sort_name(parts);
        }
        if self.is_short(index, options) {
            return spaced(parts.particle, parts.family);
        }
        if is_inverted(index, options) {
            self.inverted(parts, options.sort_separator)
        } else {
            written_out(parts)
        }
    }

    /// Returns a part of a name in its format.
    fn name_part(&self, text: &str, part: Option<&NamePart>) -> Output {
        let output = Output::of_style(quotes::mark(text));
        let Some(part) = part else { return output };
        let output = self.in_case(output, part.text_case);
        let output = output.in_format(part.formatting);
        let affixes = &part.affixes;
        output.between(affixes.prefix.as_deref(), affixes.suffix.as_deref())
    }

    fn is_short(&self, index: usize, options: &NameOptions<'_>) -> bool {
        options.form == NameForm::Short && self.shown_given_names(index) == GivenNames::OfStyle
    }

    /// Returns how much is shown of the given names to distinguish a citation from others.
    fn shown_given_names(&self, index: usize) -> GivenNames {
        let rule = self.sheet.style.citation.givenname_disambiguation_rule;
        let is_expanded = match rule {
            DisambiguationRule::PrimaryName | DisambiguationRule::PrimaryNameWithInitials => {
                index == 0
            }
            _ => true,
        };
        if is_expanded {
            self.distinction.given
        } else {
            GivenNames::OfStyle
        }
    }

    fn given_names(&self, given: &str, index: usize, options: &NameOptions<'_>) -> String {
        match options.initialize_with {
            Some(with) if self.shown_given_names(index) < GivenNames::Full => initials(
                given,
                with,
                options.initialize,
                self.sheet.style.settings.initialize_with_hyphen,
            ),
            _ => given.to_owned(),
        }
    }

    /// Sets a name in the order of sort keys (CSL 1.0.2, `demote-non-dropping-particle`).
    fn sort_name(&self, parts: Parts) -> Output {
        let demotes = self.demotion() != DemoteNonDroppingParticle::Never;
        let (family, given) = if demotes {
            let given = spaced(parts.given, parts.dropping_particle);
            (parts.family, spaced(given, parts.particle))
        } else {
            let family = spaced(parts.particle, parts.family);
            (spaced(family, parts.dropping_particle), parts.given)
        };
        spaced(spaced(family, given), parts.suffix)
    }

    /// Sets a name with the family name first.
    fn inverted(&self, parts: Parts, separator: &str) -> Output {
        let demotes = self.demotion() == DemoteNonDroppingParticle::DisplayAndSort;
        let given = spaced(parts.given, parts.dropping_particle);
        let (mut name, given) = if demotes {
            (parts.family, spaced(given, parts.particle))
        } else {
            (spaced(parts.particle, parts.family), given)
        };
        name.append(given, separator);
        name.append(parts.suffix, separator);
        name
    }

    fn demotion(&self) -> DemoteNonDroppingParticle {
        self.sheet.style.settings.demote_non_dropping_particle
    }
}

/// Sets a name in the order in which it is spoken.
fn written_out(parts: Parts) -> Output {
    let given = spaced(parts.given, parts.dropping_particle);
    let family = spaced(parts.particle, parts.family);
    spaced(spaced(given, family), parts.suffix)
}

/// Joins two parts of a name with a space. A particle that ends in an apostrophe or a hyphen needs none.
fn spaced(mut first: Output, second: Output) -> Output {
    let joins = first.plain().ends_with(['’', '-']);
    first.append(second, if joins { "" } else { " " });
    first
}

/// Returns the initials of given names, or with `shortens` unset, only those that are already initials.
fn initials(given: &str, with: &str, shortens: bool, keeps_hyphens: bool) -> String {
    let mut initials = String::new();
    for word in given.replace('.', ". ").split_whitespace() {
        let is_particle = word.starts_with(char::is_lowercase);
        if is_particle || !(shortens || is_initial(word)) {
            if !initials.is_empty() && !initials.ends_with(' ') {
                initials.push(' ');
            }
            initials.push_str(word);
            initials.push(' ');
            continue;
        }
        for (index, part) in word.split('-').filter(|part| !part.is_empty()).enumerate() {
            if index > 0 && keeps_hyphens {
                initials.truncate(initials.trim_end().len());
                initials.push('-');
            }
            initials.extend(part.chars().next().into_iter().flat_map(char::to_uppercase));
            initials.push_str(with);
        }
    }
    initials.trim().to_owned()
}

fn is_initial(word: &str) -> bool {
    word.trim_end_matches('.').chars().count() == 1
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn given_names_are_shortened_to_initials() {
        assert_eq!(initials("Jean-Luc", ".", true, true), "J.-L.");
        assert_eq!(initials("Jean-Luc", "", true, false), "JL");
        assert_eq!(initials("M. L.", ". ", true, true), "M. L.");
        assert_eq!(initials("J.P. Marc", "", true, true), "JPM");
        assert_eq!(initials("Anna M.", ".", false, true), "Anna M.");
    }
}
