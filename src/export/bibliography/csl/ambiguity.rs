//! Finds out what distinguishes entries whose citations would look alike.

use std::collections::HashMap;

use super::item::Item;
use super::render::{Area, Distinction, GivenNames, Renderer};
use super::sheet::Sheet;
use hayagriva::citationberg::taxonomy::NameVariable;

/// Returns what distinguishes each item, in the order of the items. Letters follow the order of the bibliography.
pub(super) fn distinctions(
    sheet: &Sheet<'_>,
    items: &[Item<'_>],
    order: &[usize],
) -> Vec<Distinction> {
    let mut citations = Citations {
        sheet,
        items,
        order,
        distinctions: vec![Distinction::default(); items.len()],
    };
    let citation = &sheet.style.citation;
    if citation.disambiguate_add_names {
        citations.add_names();
    }
    if citation.disambiguate_add_givenname {
        citations.add_given_names();
    }
    citations.mark_ambiguous();
    if citation.disambiguate_add_year_suffix {
        citations.add_letters();
    }
    citations.distinctions
}

/// The citations of all items, and what they show so far.
struct Citations<'c> {
    sheet: &'c Sheet<'c>,
    items: &'c [Item<'c>],
    order: &'c [usize],
    distinctions: Vec<Distinction>,
}

impl Citations<'_> {
    fn citation(&self, index: usize, distinction: &Distinction) -> String {
        let item = self.items[index];
        let mut renderer = Renderer::new(self.sheet, item, Area::Citation, 0, distinction);
        let layout = &self.sheet.style.citation.layout;
        renderer.elements(&layout.elements, "").plain()
    }

    /// Returns groups of items whose citations look alike, each in the order of the bibliography.
    fn groups(&self) -> Vec<Vec<usize>> {
        let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
        for index in self.order {
            let citation = self.citation(*index, &self.distinctions[*index]);
            groups.entry(citation).or_default().push(*index);
        }
        // The order of the groups does not matter: each item is in one.
        groups
            .into_values()
            .filter(|group| group.len() > 1)
            .collect()
    }

    /// Returns the citations of some items with a change of what they show.
    fn try_out(&self, group: &[usize], change: impl Fn(&mut Distinction)) -> Vec<String> {
        let citations = group.iter().map(|index| {
            let mut distinction = self.distinctions[*index].clone();
            change(&mut distinction);
            self.citation(*index, &distinction)
        });
        citations.collect()
    }

    /// Shows more names, as long as that distinguishes items.
    fn add_names(&mut self) {
        for group in self.groups() {
            let authors = group
                .iter()
                .map(|index| self.items[*index].names(NameVariable::Author).len());
            let most = authors.max().unwrap_or_default();
            let mut left = group;
            for names in 1..=most {
                let citations = self.try_out(&left, |distinction| distinction.names = names);
                if count_different(&citations) > 1 {
                    for index in &left {
                        self.distinctions[*index].names = names;
                    }
                }
                left = alike(&left, &citations);
                if left.is_empty() {
                    break;
                }
            }
        }
    }

    /// Shows initials, or else given names in full.
    fn add_given_names(&mut self) {
        for group in self.groups() {
            for given in [GivenNames::Initials, GivenNames::Full] {
                let citations = self.try_out(&group, |distinction| distinction.given = given);
                let different = count_different(&citations);
                if different > 1 {
                    for index in &group {
                        self.distinctions[*index].given = given;
                    }
                }
                if different == group.len() {
                    break;
                }
            }
        }
    }

    fn mark_ambiguous(&mut self) {
        for group in self.groups() {
            let citations = self.try_out(&group, |distinction| distinction.is_ambiguous = true);
            if count_different(&citations) > 1 {
                for index in group {
                    self.distinctions[index].is_ambiguous = true;
                }
            }
        }
    }

    fn add_letters(&mut self) {
        for group in self.groups() {
            for (letter, index) in group.into_iter().enumerate() {
                self.distinctions[index].letter = Some(letter);
            }
        }
    }
}

fn count_different(citations: &[String]) -> usize {
    let mut citations: Vec<&String> = citations.iter().collect();
    citations.sort_unstable();
    citations.dedup();
    citations.len()
}

/// Returns the items whose citation is also that of another.
fn alike(group: &[usize], citations: &[String]) -> Vec<usize> {
    let mut counts: HashMap<&String, usize> = HashMap::new();
    for citation in citations {
        *counts.entry(citation).or_default() += 1;
    }
    let pairs = group.iter().zip(citations);
    let alike = pairs.filter(|(_, citation)| counts[citation] > 1);
    alike.map(|(index, _)| *index).collect()
}
