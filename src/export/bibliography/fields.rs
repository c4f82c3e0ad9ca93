//! Dates, pages and names of entries, as the formats of bibliographies need them.

use crate::model::{CalendarDate, Contributor, Date, Parent, Qualifier, Source};

/// The date of a source, as far as it is known.
pub(super) struct Issued {
    pub(super) start: IssuedDay,
    /// The end of an interval.
    pub(super) end: Option<IssuedDay>,
    /// `true` if the date is approximate, uncertain, or an interval of which one end is not known.
    pub(super) is_circa: bool,
}

/// A year, season, month or day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct IssuedDay {
    pub(super) year: i32,
    /// The season: 1 is spring.
    pub(super) season: Option<u8>,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
}

impl Issued {
    /// Returns the date; `None` if not even the year is known.
    pub(super) fn of(date: &Date) -> Option<Self> {
        let (start, end) = match date {
            Date::Single(day) => (Some(day), None),
            Date::Interval { start, end } => (start.date(), end.date()),
        };
        let is_exact = |day: &CalendarDate| day.qualifier() == Qualifier::Plain;
        let is_open = matches!(date, Date::Interval { .. }) && (start.is_none() || end.is_none());
        let is_circa = is_open || ![start, end].into_iter().flatten().all(is_exact);
        let mut days = [start, end].into_iter().flatten().filter_map(IssuedDay::of);
        Some(Self {
            start: days.next()?,
            end: days.next(),
            is_circa,
        })
    }

    /// Returns the last day: a source that appeared over several years is complete then.
    pub(super) fn last(&self) -> IssuedDay {
        self.end.unwrap_or(self.start)
    }
}

impl IssuedDay {
    fn of(day: &CalendarDate) -> Option<Self> {
        Some(Self {
            year: day.known_year()?,
            season: day.season(),
            month: day.month(),
            day: day.day(),
        })
    }
}

/// Returns pages with another dash in ranges. Data has hyphens, dashes, and the two hyphens of BibTeX.
pub(super) fn pages(pages: &str, dash: &str) -> String {
    let parts = pages.split(['-', '–', '—']);
    let parts: Vec<&str> = parts
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(dash)
}

/// Returns the editors: of the source, or else of the work in which it appeared.
pub(super) fn editors(source: &Source) -> Vec<Contributor<'_>> {
    let parents = source.parent().map(|parent| &parent.editors);
    let editors = Some(&source.editors).filter(|editors| !editors.is_empty());
    let editors = editors.or(parents).into_iter().flatten();
    editors.map(|name| Contributor::parse(name)).collect()
}

/// Returns the authors, or else the organization that speaks in the source.
pub(super) fn authors(source: &Source) -> Vec<Contributor<'_>> {
    match source.issuer() {
        Some(issuer) => vec![Contributor::Body(issuer)],
        None => source
            .authors
            .iter()
            .map(|name| Contributor::parse(name))
            .collect(),
    }
}

/// Returns a field of a source, or else of the works in which it appeared.
pub(super) fn own_or_parents<'s>(
    source: &'s Source,
    own: &'s Option<Box<str>>,
    parents: impl Fn(&'s Parent) -> &'s Option<Box<str>>,
) -> Option<&'s str> {
    let of_parents = source
        .parents
        .iter()
        .find_map(|parent| parents(parent).as_deref());
    own.as_deref().or(of_parents)
}

/// Returns a serial number of a source, or else of the works in which it appeared.
pub(super) fn number<'s>(source: &'s Source, scheme: &str) -> Option<&'s str> {
    let of_parents = source.parents.iter();
    source
        .number(scheme)
        .or_else(|| of_parents.filter_map(|parent| parent.number(scheme)).next())
}

/// Returns the number of the series of a book in which a source is a chapter.
pub(super) fn series_number(source: &Source) -> Option<&str> {
    let is_part = matches!(&*source.kind, "chapter" | "anthos" | "entry");
    let book = Containers::of(source).container.filter(|_| is_part)?;
    let series = book.parents.first()?;
    series.issue.as_deref().or(series.volume.as_deref())
}

/// The journal, book, conference and series in which a source appeared.
pub(super) struct Containers<'s> {
    /// The journal, book or website.
    pub(super) container: Option<&'s Parent>,
    pub(super) conference: Option<&'s Parent>,
    pub(super) series: Option<&'s Parent>,
}

impl<'s> Containers<'s> {
    /// Finds out what the parents of a source are to it. The parents of a book are series.
    pub(super) fn of(source: &'s Source) -> Self {
        let is_whole = matches!(
            &*source.kind,
            "book" | "anthology" | "proceedings" | "thesis"
        );
        let is_titled = |parent: &&Parent| !parent.title.is_empty();
        let (conferences, works): (Vec<&Parent>, Vec<&Parent>) = source
            .parents
            .iter()
            .filter(is_titled)
            .partition(|parent| &*parent.kind == "conference");
        let (container, more) = match works.split_first() {
            Some((first, more)) if !is_whole => (Some(*first), more),
            _ => (None, &works[..]),
        };
        // The paper of a conference without proceedings appeared at the conference.
        let at_conference = conferences.first().copied();
        let container = container.or(at_conference.filter(|_| &*source.kind == "article"));
        let of_container = container.and_then(|container| container.parents.first());
        Self {
            container,
            conference: conferences.first().copied(),
            series: more.first().copied().or(of_container.filter(is_titled)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::pages;

    #[test]
    fn ranges_of_pages_have_one_dash() {
        for range in ["12-15", "12--15", "12–15", "12 — 15"] {
            assert_eq!(pages(range, "--"), "12--15");
        }
        assert_eq!(pages("S12, 17-19", "–"), "S12, 17–19");
    }
}
