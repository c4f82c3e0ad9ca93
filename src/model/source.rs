//! The bibliography.

use serde::{Deserialize, Serialize};

use super::Id;
use super::date::Date;
use super::records::{Identified, Key, RecordKind};
use super::vocabulary::SourceTier;

/// An entry of the bibliography, after the fields of Hayagriva.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The id by which citations refer to the entry.
    pub id: Id,
    /// The type of the entry in Hayagriva's words, such as `report`.
    pub kind: Box<str>,
    /// The title.
    pub title: Box<str>,
    /// The authors, as "Last, First".
    pub authors: Box<[Box<str>]>,
    /// The editors, as "Last, First".
    pub editors: Box<[Box<str>]>,
    /// When it was published.
    pub date: Option<Date>,
    /// Who published it.
    pub publisher: Option<Box<str>>,
    /// The organization on whose behalf it was published.
    pub organization: Option<Box<str>>,
    /// Document symbols, DOIs and other serial numbers: scheme (`serial` if unnamed) and value.
    pub serial_numbers: Box<[(Box<str>, Box<str>)]>,
    /// Where it can be read; http or https only.
    pub url: Option<Box<str>>,
    /// When it was read there.
    pub visited: Option<Date>,
    /// Volume of a series or journal.
    pub volume: Option<Box<str>>,
    /// Issue of a journal.
    pub issue: Option<Box<str>>,
    /// Pages.
    pub page_range: Option<Box<str>>,
    /// Where it was published.
    pub location: Option<Box<str>>,
    /// Edition.
    pub edition: Option<Box<str>>,
    /// Genre, such as `Working paper`.
    pub genre: Option<Box<str>>,
    /// The language, as a BCP 47 tag.
    pub language: Option<Box<str>>,
    /// A remark.
    pub note: Option<Box<str>>,
    /// What it appeared in.
    pub parent: Option<Parent>,
    /// How near it stands to what it tells.
    pub tier: Option<Key<SourceTier>>,
}

/// The journal, newspaper, book or series in which a source appeared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parent {
    /// The type in Hayagriva's words, such as `periodical`.
    pub kind: Box<str>,
    /// The title.
    pub title: Box<str>,
    /// The editors.
    pub editors: Box<[Box<str>]>,
    /// Who publishes it.
    pub publisher: Option<Box<str>>,
    /// Volume.
    pub volume: Option<Box<str>>,
    /// Issue.
    pub issue: Option<Box<str>>,
}

impl Source {
    /// Makes an entry that says nothing yet.
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
            parent: None,
            tier: None,
        }
    }

    /// Returns the organization that speaks in a source without authors: the one on whose behalf it was
    /// published, else the publisher of what organizations publish in their own voice, such as acts,
    /// reports and web pages.
    ///
    /// `None` if persons are named, or if the publisher is but the house that printed it.
    pub fn issuer(&self) -> Option<&str> {
        if !(self.authors.is_empty() && self.editors.is_empty()) {
            return None;
        }
        let own_voice = matches!(
            &*self.kind,
            "legislation" | "case" | "report" | "web" | "misc" | "post" | "conference"
        );
        let publisher = self.publisher.as_deref();
        let publisher = publisher.filter(|_| own_voice && self.parent.is_none());
        self.organization.as_deref().or(publisher)
    }

    /// Returns who is responsible for the source: its authors, else its organization or publisher.
    pub fn responsible(&self) -> Option<String> {
        if !self.authors.is_empty() {
            return Some(self.authors.join("; "));
        }
        let parent = self.parent.as_ref().map(|parent| &parent.title);
        self.organization
            .as_ref()
            .or(self.publisher.as_ref())
            .or(parent)
            .map(ToString::to_string)
    }

    /// Returns the document symbol or other serial number, without DOIs.
    pub fn symbol(&self) -> Option<&str> {
        self.number("serial")
    }

    /// Returns the number of a scheme, such as `doi`, `isbn` or `version`.
    pub fn number(&self, scheme: &str) -> Option<&str> {
        let mut numbers = self.serial_numbers.iter();
        numbers
            .find(|(name, _)| &**name == scheme)
            .map(|(_, value)| &**value)
    }

    /// Returns the entry in one line: who, when, title, where, symbol, address.
    pub fn reference(&self) -> String {
        let mut parts = Vec::new();
        let responsible = self.responsible();
        parts.extend(responsible.clone());
        parts.push(self.date.map_or("n.d".to_owned(), |date| date.to_string()));
        parts.push(format!("“{}”", self.title));
        parts.extend(self.parent.as_ref().map(|parent| parent.title.to_string()));
        let publisher = self.publisher.as_ref().map(ToString::to_string);
        parts.extend(publisher.filter(|publisher| Some(publisher) != responsible.as_ref()));
        parts.extend(self.symbol().map(str::to_owned));
        // An initial or an abbreviation brings a stop of its own.
        let stopped = parts
            .iter()
            .map(|part| part.strip_suffix('.').unwrap_or(part));
        let line = stopped.collect::<Vec<_>>().join(". ");
        match &self.url {
            Some(url) => format!("{line}. {url}"),
            None => format!("{line}."),
        }
    }
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
    fn an_initial_is_followed_by_one_stop() {
        let source = Source {
            title: "Title".into(),
            authors: ["Umezawa, H.".into()].into(),
            date: "2012".parse().ok(),
            publisher: Some("Press Inc.".into()),
            ..Source::untitled("s".parse().expect("it is an id"))
        };
        assert_eq!(source.reference(), "Umezawa, H. 2012. “Title”. Press Inc.");
        let undated = Source {
            date: None,
            ..source
        };
        assert_eq!(undated.reference(), "Umezawa, H. n.d. “Title”. Press Inc.");
    }
}
