//! What the exchange formats leave out of sources.

use std::collections::{BTreeMap, BTreeSet};

use super::Style;
use super::bibtex::Dialect;
use super::fields::{Containers, own_or_parents, series_number};
use crate::dataset::CSL_ROLES;
use crate::model::{CalendarDate, Date, Parent, Qualifier, Source};

/// A field that an exchange format leaves out of sources, or of which it leaves out a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeftOutField<'s> {
    /// The name of the field in a dataset, the role of contributors, or the scheme of a number.
    pub name: &'s str,
    /// The number of sources.
    pub sources: usize,
}

/// Returns the fields of sources that an exchange format leaves out, sorted by name.
///
/// A `date` is counted if it is more than the format can say: a doubt, an interval or unknown digits. A `parent` is
/// counted if a field of a work in which the source appeared is left out. The fields that Hayagriva does not have, such as the
/// tier, are not counted. Returns nothing for a style that people read, which chooses what it prints.
///
/// ```
/// use interorg::export::{Style, left_out_fields};
/// use interorg::model::Source;
///
/// let mut source = Source::untitled("report".parse()?);
/// source.date = "2003~".parse().ok();
/// let fields = left_out_fields(&[&source], Style::Bibtex);
/// assert_eq!((fields[0].name, fields[0].sources), ("date", 1));
/// assert!(left_out_fields(&[&source], Style::Biblatex).is_empty());
/// # Ok::<(), interorg::model::IdError>(())
/// ```
pub fn left_out_fields<'s>(sources: &[&'s Source], style: Style) -> Vec<LeftOutField<'s>> {
    let Some(carried) = Carried::by(style) else {
        return Vec::new();
    };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in sources
        .iter()
        .flat_map(|source| carried.left_out_of(source))
    {
        *counts.entry(name).or_default() += 1;
    }
    let fields = counts.into_iter();
    fields
        .map(|(name, sources)| LeftOutField { name, sources })
        .collect()
}

/// What an exchange format carries.
struct Carried {
    style: Style,
    roles: &'static [&'static str],
    details: &'static [&'static str],
    numbers: &'static [&'static str],
}

impl Carried {
    fn by(style: Style) -> Option<Self> {
        let (roles, details, numbers): (&'static [_], &'static [_], &'static [_]) = match style {
            Style::Bibtex | Style::Biblatex => (
                &["translator"],
                &[
                    "title-short",
                    "page-total",
                    "volume-total",
                    "chapter",
                    "archive",
                    "abstract",
                ],
                &["serial", "version", "doi", "isbn", "issn", "arxiv"],
            ),
            Style::Ris => (
                &["translator"],
                &["title-short", "abstract", "archive", "call-number"],
                &["serial", "doi", "isbn", "issn"],
            ),
            Style::CslJson => (
                &CSL_ROLES,
                &[
                    "title-short",
                    "page-total",
                    "volume-total",
                    "chapter",
                    "archive",
                    "archive-location",
                    "call-number",
                    "abstract",
                ],
                &["serial", "version", "doi", "isbn", "issn", "pmid", "pmcid"],
            ),
            Style::Hayagriva => (&[], &[], &[]),
            #[cfg(feature = "cite")]
            Style::Csl(_) => return None,
        };
        Some(Self {
            style,
            roles,
            details,
            numbers,
        })
    }

    fn left_out_of<'s>(&self, source: &'s Source) -> BTreeSet<&'s str> {
        if self.style == Style::Hayagriva {
            // It has all other fields.
            let dates = (!self.has_dates(source)).then_some("date");
            return dates.into_iter().collect();
        }
        let roles = source.affiliated.iter().map(|group| &*group.role);
        let roles = roles.filter(|role| !self.roles.contains(role));
        let details = source.details.iter().map(|(name, _)| &**name);
        let details = details.filter(|name| !self.details.contains(name));
        let numbers = source.serial_numbers.iter().map(|(scheme, _)| &**scheme);
        let numbers = numbers.filter(|scheme| !self.has_number(scheme, source));
        let others = [
            ("date", self.has_dates(source)),
            ("organization", self.has_organization(source)),
            ("publisher", self.has_publisher(source)),
            ("parent", self.has_parents(source)),
        ];
        let others = others.into_iter().filter(|(_, is_carried)| !is_carried);
        let others = others.map(|(name, _)| name);
        roles.chain(details).chain(numbers).chain(others).collect()
    }

    fn has_number(&self, scheme: &str, source: &Source) -> bool {
        let has_issue = own_or_parents(source, &source.issue, |parent| &parent.issue).is_some();
        match scheme {
            // The two have one field.
            "serial" if self.style != Style::CslJson => {
                self.has_symbol_as_publication(source)
                    || !(has_issue || series_number(source).is_some())
            }
            "issn" if self.style == Style::Ris => source.number("isbn").is_none(),
            scheme => self.numbers.contains(&scheme),
        }
    }

    fn has_symbol_as_publication(&self, source: &Source) -> bool {
        match self.style {
            Style::Bibtex => Dialect::Bibtex.has_symbol_as_publication(source),
            Style::Biblatex => Dialect::Biblatex.has_symbol_as_publication(source),
            _ => false,
        }
    }

    fn has_dates(&self, source: &Source) -> bool {
        // BibTeX has the date of the visit as text.
        let visited = source.visited.filter(|_| self.style != Style::Bibtex);
        let mut dates = [source.date, visited].into_iter().flatten();
        dates.all(|date| self.has_date(&date))
    }

    fn has_date(&self, date: &Date) -> bool {
        let has_circa = matches!(self.style, Style::CslJson | Style::Hayagriva);
        let is_exact =
            |day: &CalendarDate| day.known_year().is_some() && day.qualifier() == Qualifier::Plain;
        match date {
            _ if self.style == Style::Biblatex => true,
            Date::Single(day) if self.style == Style::Hayagriva && day.season().is_some() => false,
            Date::Single(day) if has_circa && day.qualifier() == Qualifier::Approximate => {
                day.known_year().is_some()
            }
            Date::Single(day) => is_exact(day),
            Date::Interval { start, end } if self.style == Style::CslJson => {
                let precision = |day: &CalendarDate| (day.month().is_some(), day.day().is_some());
                let ends = start.date().zip(end.date());
                ends.is_some_and(|(start, end)| {
                    [start, end]
                        .iter()
                        .all(|day| is_exact(day) && day.season().is_none())
                        && precision(start) == precision(end)
                })
            }
            Date::Interval { .. } => false,
        }
    }

    /// Returns `true` if the organization is written, also as the author or publisher.
    fn has_organization(&self, source: &Source) -> bool {
        let Some(organization) = source.organization.as_deref() else {
            return true;
        };
        let is_written = match self.style {
            Style::Bibtex | Style::Biblatex => true,
            Style::CslJson => &*source.kind == "thesis" && source.publisher.is_none(),
            _ => &*source.kind == "thesis",
        };
        let mut authors = source.authors.iter();
        is_written
            || source.issuer() == Some(organization)
            || source.publisher.as_deref() == Some(organization)
            || authors.any(|author| &**author == organization)
    }

    /// Returns `true` unless RIS has the university of a thesis in place of its publisher.
    fn has_publisher(&self, source: &Source) -> bool {
        let is_replaced =
            self.style == Style::Ris && &*source.kind == "thesis" && source.organization.is_some();
        !is_replaced || source.publisher.is_none()
    }

    fn has_parents(&self, source: &Source) -> bool {
        let Containers {
            container,
            conference,
            series,
        } = Containers::of(source);
        let container = container.filter(|_| {
            self.style != Style::Bibtex || !Dialect::Bibtex.has_symbol_as_publication(source)
        });
        let conference = match self.style {
            Style::Bibtex => None,
            Style::Ris => conference.filter(|_| container.is_none()),
            _ => conference,
        };
        let written = [container, conference, series];
        let is_written = |parent: &Parent| {
            let mut written = written.into_iter().flatten();
            parent.title.is_empty() || written.any(|one| std::ptr::eq(one, parent))
        };
        let nested = source.parents.iter().flat_map(|parent| &parent.parents);
        let mut parents = source.parents.iter().chain(nested.clone());
        nested.clone().all(|parent| parent.parents.is_empty())
            && parents.all(|parent| is_written(parent) && self.has_parent(parent, source))
    }

    /// Returns `true` if all fields of a parent are written, apart from its title.
    fn has_parent(&self, parent: &Parent, source: &Source) -> bool {
        let is_first = source
            .parent()
            .is_some_and(|first| std::ptr::eq(first, parent));
        let has_editors = parent.editors.is_empty() || (is_first && source.editors.is_empty());
        let is_bibtex = matches!(self.style, Style::Bibtex | Style::Biblatex);
        let has_organization =
            parent.organization.is_none() || (is_bibtex && source.organization.is_none());
        let has_nothing_else = parent.authors.is_empty()
            && parent.affiliated.is_empty()
            && parent.date.is_none()
            && parent.url.is_none()
            && parent.details.is_empty();
        let mut numbers = parent.serial_numbers.iter();
        let has_numbers = numbers.all(|(scheme, _)| {
            matches!(&**scheme, "isbn" | "issn") && source.number(scheme).is_none()
        });
        let mut fields = FIELDS.iter();
        let has_fields = fields.all(|(own, of_parent)| {
            let written = own_or_parents(source, own(source), of_parent);
            let value = of_parent(parent).as_deref();
            value.is_none() || value == written || value == series_number(source)
        });
        has_editors && has_organization && has_nothing_else && has_numbers && has_fields
    }
}

type Field<T> = fn(&T) -> &Option<Box<str>>;

/// The fields that a source has from its parents if it does not have them itself.
const FIELDS: [(Field<Source>, Field<Parent>); 5] = [
    (|source| &source.publisher, |parent| &parent.publisher),
    (|source| &source.location, |parent| &parent.location),
    (|source| &source.volume, |parent| &parent.volume),
    (|source| &source.issue, |parent| &parent.issue),
    (|source| &source.edition, |parent| &parent.edition),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::bibliography::source_with;

    const FORMATS: [Style; 5] = [
        Style::Bibtex,
        Style::Biblatex,
        Style::Ris,
        Style::CslJson,
        Style::Hayagriva,
    ];

    /// Returns what the formats leave out of a source: BibTeX, BibLaTeX, RIS, CSL-JSON and Hayagriva.
    fn left_out(fields: &str) -> [String; 5] {
        let source = source_with(fields);
        FORMATS.map(|style| {
            let fields = left_out_fields(&[&source], style);
            let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
            names.join(" ")
        })
    }

    #[test]
    fn dates_are_counted_if_a_format_says_less() {
        for (date, is_left_out) in [
            ("2003-05-07", [0, 0, 0, 0, 0]),
            ("2003-21", [0, 0, 0, 0, 1]),
            ("2003~", [1, 0, 1, 0, 0]),
            ("2003?", [1, 0, 1, 1, 1]),
            ("199X", [1, 0, 1, 1, 1]),
            ("../2003", [1, 0, 1, 1, 1]),
            ("2003-05/2004-06", [1, 0, 1, 0, 1]),
            ("2003/2004-06", [1, 0, 1, 1, 1]),
        ] {
            let expected = is_left_out.map(|left_out| ["", "date"][left_out]);
            assert_eq!(left_out(&format!("date: {date}")), expected, "{date}");
        }
    }

    #[test]
    fn fields_are_counted_by_name() {
        for (fields, expected) in [
            ("author: 'Doe, Jane', publisher: P, volume: '3'", [""; 5]),
            (
                "affiliated: [{role: director, names: 'Doe, Ann'}], runtime: '01:02:03'",
                [
                    "director runtime",
                    "director runtime",
                    "director runtime",
                    "runtime",
                    "",
                ],
            ),
            (
                "archive: A, archive-location: Geneva, call-number: C",
                [
                    "archive-location call-number",
                    "archive-location call-number",
                    "archive-location",
                    "",
                    "",
                ],
            ),
            (
                "serial-number: {serial: A/1, pmid: '9', arxiv: '1', isbn: '2', issn: '3'}",
                ["pmid", "pmid", "arxiv issn pmid", "arxiv", ""],
            ),
            // The number of a document and that of an issue have one field.
            (
                "type: report, issue: '3', serial-number: A/1",
                ["serial", "serial", "serial", "", ""],
            ),
            (
                "type: chapter, parent: {type: book, title: B, volume: '2', parent: {type: book, title: N, volume: '7'}}",
                [""; 5],
            ),
            (
                "type: chapter, parent: {type: book, title: B, date: 2003}",
                ["parent", "parent", "parent", "parent", ""],
            ),
            (
                "type: article, parent: [{type: proceedings, title: P}, {type: conference, title: C}]",
                ["parent", "", "parent", "", ""],
            ),
            (
                "type: book, author: 'Doe, Jane', organization: O",
                ["", "", "organization", "organization", ""],
            ),
            (
                "type: report, author: O, organization: O, publisher: P",
                [""; 5],
            ),
        ] {
            assert_eq!(left_out(fields), expected, "{fields}");
        }
    }
}
