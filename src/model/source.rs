//! Sources and citations.

use super::Id;
use super::contributor::Contributor;
use super::date::Date;
use super::records::{Identified, Key, RecordKind};
use super::vocabulary::SourceTier;

/// An entry of the bibliography, with the fields of Hayagriva.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Source {
    /// The id by which citations refer to the entry.
    pub id: Id,
    /// The type of the entry as Hayagriva names it, such as `report`.
    pub kind: Box<str>,
    /// The title.
    pub title: Box<str>,
    /// The authors, as [`Contributor`] parses them.
    pub authors: Box<[Box<str>]>,
    /// The editors, as [`Contributor`] parses them.
    pub editors: Box<[Box<str>]>,
    /// Other contributors by their roles.
    pub affiliated: Box<[Affiliation]>,
    /// The date of publication.
    pub date: Option<Date>,
    /// The publisher.
    pub publisher: Option<Box<str>>,
    /// The organization on whose behalf it was published.
    pub organization: Option<Box<str>>,
    /// The document symbols, DOIs and other serial numbers: scheme (`serial` if unnamed) and number.
    pub serial_numbers: Box<[(Box<str>, Box<str>)]>,
    /// The address, http or https only.
    pub url: Option<Box<str>>,
    /// When the address was visited, or the source was read elsewhere.
    pub visited: Option<Date>,
    /// Where the source was read, if not at its address.
    pub read_at: Option<Box<str>>,
    /// The volume of a series or journal.
    pub volume: Option<Box<str>>,
    /// The issue of a journal.
    pub issue: Option<Box<str>>,
    /// The pages.
    pub page_range: Option<Box<str>>,
    /// The place of publication.
    pub location: Option<Box<str>>,
    /// The edition.
    pub edition: Option<Box<str>>,
    /// The genre, such as `Working paper`.
    pub genre: Option<Box<str>>,
    /// The language, as a BCP 47 tag.
    pub language: Option<Box<str>>,
    /// A remark.
    pub note: Option<Box<str>>,
    /// Fields that only exchange formats use, by their names in Hayagriva, such as `abstract` or `page-total`.
    pub details: Box<[(Box<str>, Box<str>)]>,
    /// The works in which it appeared: the journal or book first, then a conference or series.
    pub parents: Box<[Parent]>,
    /// How close it is to what it reports.
    pub tier: Option<Key<SourceTier>>,
}

/// Persons or bodies in a role other than author and editor.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Affiliation {
    /// The role as Hayagriva names it, such as `translator`.
    pub role: Box<str>,
    /// The names, as [`Contributor`] parses them.
    pub names: Box<[Box<str>]>,
}

/// The journal, newspaper, book, conference or series in which a source appeared. It may have parents itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Parent {
    /// The type as Hayagriva names it, such as `periodical`.
    pub kind: Box<str>,
    /// The title; empty if it has none.
    pub title: Box<str>,
    /// The authors, as [`Contributor`] parses them.
    pub authors: Box<[Box<str>]>,
    /// The editors, as [`Contributor`] parses them.
    pub editors: Box<[Box<str>]>,
    /// Other contributors by their roles.
    pub affiliated: Box<[Affiliation]>,
    /// The date.
    pub date: Option<Date>,
    /// The publisher.
    pub publisher: Option<Box<str>>,
    /// The organization on whose behalf it was published.
    pub organization: Option<Box<str>>,
    /// The serial numbers: scheme and number.
    pub serial_numbers: Box<[(Box<str>, Box<str>)]>,
    /// The address.
    pub url: Option<Box<str>>,
    /// When the address was visited.
    pub visited: Option<Date>,
    /// The volume.
    pub volume: Option<Box<str>>,
    /// The issue.
    pub issue: Option<Box<str>>,
    /// The place of publication, or of a conference.
    pub location: Option<Box<str>>,
    /// The edition.
    pub edition: Option<Box<str>>,
    /// Other fields, by their names in Hayagriva.
    pub details: Box<[(Box<str>, Box<str>)]>,
    /// The works in which it appeared.
    pub parents: Box<[Parent]>,
}

/// A source with a place in it, and possibly its words.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Citation {
    /// The source.
    pub source: Key<Source>,
    /// The locator: page, paragraph, article.
    pub at: Option<Box<str>>,
    /// A short quotation, word for word.
    pub quote: Option<Box<str>>,
}

impl Source {
    /// Creates an entry of the type `misc` whose other fields are empty.
    pub fn untitled(id: Id) -> Self {
        Self {
            id,
            kind: "misc".into(),
            title: "".into(),
            authors: Box::default(),
            editors: Box::default(),
            date: None,
            publisher: None,
            organization: None,
            affiliated: Box::default(),
            serial_numbers: Box::default(),
            url: None,
            visited: None,
            volume: None,
            issue: None,
            page_range: None,
            location: None,
            edition: None,
            genre: None,
            language: None,
            note: None,
            details: Box::default(),
            parents: Box::default(),
            read_at: None,
            tier: None,
        }
    }

    /// Returns the organization that stands for the authors of a source without authors: the one on whose behalf it was
    /// published, or else the publisher.
    ///
    /// `None` if persons are named. A publisher counts only for types that organizations publish in their own voice,
    /// such as acts, reports and web pages: the publisher of a book is not its author.
    pub fn issuer(&self) -> Option<&str> {
        if !(self.authors.is_empty() && self.editors.is_empty()) {
            return None;
        }
        let has_own_voice = matches!(
            &*self.kind,
            "legislation" | "case" | "report" | "web" | "misc" | "post" | "conference"
        );
        let publisher = self.publisher.as_deref();
        let publisher = publisher.filter(|_| has_own_voice && self.parents.is_empty());
        self.organization.as_deref().or(publisher)
    }

    /// Returns the authors, or else the organization, the publisher or the title of the parent.
    pub fn responsible(&self) -> Option<String> {
        if !self.authors.is_empty() {
            let authors = self.authors.iter();
            let authors = authors.map(|author| Contributor::parse(author).to_string());
            return Some(authors.collect::<Vec<_>>().join("; "));
        }
        let parent = self.parent().map(|parent| &parent.title);
        let organization = self.organization.as_ref().or(self.publisher.as_ref());
        organization.or(parent).map(ToString::to_string)
    }

    /// Returns the first work in which it appeared.
    pub fn parent(&self) -> Option<&Parent> {
        self.parents.first()
    }

    /// Returns a field that only exchange formats use, by its name in Hayagriva.
    pub fn detail(&self, name: &str) -> Option<&str> {
        named(&self.details, name)
    }

    /// Returns the names in a role, such as `translator`.
    pub fn in_role(&self, role: &str) -> Vec<Contributor<'_>> {
        let affiliated = self.affiliated.iter().filter(|group| &*group.role == role);
        let names = affiliated.flat_map(|group| &group.names);
        names.map(|name| Contributor::parse(name)).collect()
    }

    /// Returns the document symbol or other unnamed serial number.
    pub fn symbol(&self) -> Option<&str> {
        self.number("serial")
    }

    /// Returns the number of a scheme, such as `doi`, `isbn` or `version`.
    pub fn number(&self, scheme: &str) -> Option<&str> {
        named(&self.serial_numbers, scheme)
    }

    /// Returns the entry in one line: author, date, title, parent, publisher, symbol, address.
    pub fn reference(&self) -> String {
        let responsible = self.responsible();
        let publisher = self.publisher.as_deref();
        let parts = [
            responsible.clone(),
            Some(self.date.map_or("n.d".to_owned(), |date| date.to_string())),
            Some(format!("“{}”", self.title)),
            self.parent().map(|parent| parent.title.to_string()),
            publisher
                .filter(|publisher| Some(*publisher) != responsible.as_deref())
                .map(str::to_owned),
            self.symbol().map(str::to_owned),
        ];
        // An initial or an abbreviation already ends in a full stop.
        let parts: Vec<&str> = parts
            .iter()
            .flatten()
            .map(|part| part.strip_suffix('.').unwrap_or(part))
            .collect();
        let line = parts.join(". ");
        match &self.url {
            Some(url) => format!("{line}. {url}"),
            None => format!("{line}."),
        }
    }
}

impl Parent {
    /// Returns the number of a scheme, such as `issn`.
    pub fn number(&self, scheme: &str) -> Option<&str> {
        named(&self.serial_numbers, scheme)
    }
}

fn named<'p>(pairs: &'p [(Box<str>, Box<str>)], name: &str) -> Option<&'p str> {
    let (_, text) = pairs.iter().find(|(known, _)| &**known == name)?;
    Some(text)
}

impl Identified for Source {
    const KIND: RecordKind = RecordKind::Source;

    fn id(&self) -> &Id {
        &self.id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_initial_is_followed_by_one_full_stop() {
        let source = Source {
            title: "Title".into(),
            authors: ["Umezawa, H.".into()].into(),
            date: "2012".parse().ok(),
            publisher: Some("Press Inc.".into()),
            ..Source::untitled("s".parse().expect("a letter is an id"))
        };
        assert_eq!(source.reference(), "Umezawa, H. 2012. “Title”. Press Inc.");
        let undated = Source {
            date: None,
            ..source
        };
        assert_eq!(undated.reference(), "Umezawa, H. n.d. “Title”. Press Inc.");
    }
}
