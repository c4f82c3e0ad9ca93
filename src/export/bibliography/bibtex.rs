//! BibTeX, in the fields that its standard styles know; and BibLaTeX, which has more of both.

use std::io;

use super::fields::{
    Containers, Issued, authors, editors, number, own_or_parents, pages, series_number,
};
use crate::export::error::ExportError;
use crate::model::{Contributor, Identified, Source};

/// The language of the entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Bibtex,
    Biblatex,
}

/// The names of the months in BibTeX, which styles spell in their own language.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The names of the seasons in BibTeX.
const SEASONS: [&str; 4] = ["{Spring}", "{Summer}", "{Autumn}", "{Winter}"];

/// Writes sources as entries, in UTF-8.
pub(super) fn write(
    sources: &[&Source],
    dialect: Dialect,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    for (index, source) in sources.iter().enumerate() {
        if index > 0 {
            writeln!(output)?;
        }
        writeln!(output, "@{}{{{},", dialect.entry_type(source), source.id())?;
        for (name, value) in dialect.fields(source) {
            writeln!(output, "  {name} = {value},")?;
        }
        writeln!(output, "}}")?;
    }
    Ok(())
}

/// A field, with its value in braces.
type Field = (&'static str, Option<String>);

impl Dialect {
    /// Returns the fields that have a value, in the order in which they are written.
    fn fields(self, source: &Source) -> impl Iterator<Item = (&'static str, String)> {
        let groups = [
            contributors(source),
            self.containers(source),
            self.date(source),
            self.numbers(source),
            self.publication(source),
            self.access(source),
        ];
        let fields = groups.into_iter().flatten();
        fields.filter_map(|(name, value)| Some((name, value?)))
    }

    /// Returns the name of a field that the two dialects name differently.
    fn pick(self, bibtex: &'static str, biblatex: &'static str) -> &'static str {
        match self {
            Self::Bibtex => bibtex,
            Self::Biblatex => biblatex,
        }
    }

    fn containers(self, source: &Source) -> Vec<Field> {
        let containers = Containers::of(source);
        let title = containers.container.map(|parent| braced(&parent.title));
        let container = match self.entry_type(source) {
            "article" => self.pick("journal", "journaltitle"),
            "online" | "report" | "techreport" | "misc" | "dataset" => {
                self.pick("howpublished", "maintitle")
            }
            _ => "booktitle",
        };
        // A document symbol is more important than where it appeared.
        let has_symbol = self == Self::Bibtex && self.has_symbol_as_publication(source);
        let container = (container, title.filter(|_| !has_symbol));
        let series = containers.series.map(|parent| braced(&parent.title));
        let conference = containers.conference.filter(|_| self == Self::Biblatex);
        vec![
            container,
            ("series", series),
            ("eventtitle", conference.map(|parent| braced(&parent.title))),
            (
                "venue",
                conference.and_then(|parent| parent.location.as_deref().map(braced)),
            ),
        ]
    }

    fn date(self, source: &Source) -> Vec<Field> {
        if self == Self::Biblatex {
            // BibLaTeX reads EDTF of level 1, as dates write it.
            return vec![("date", source.date.map(|date| format!("{{{date}}}")))];
        }
        let Some(issued) = source.date.as_ref().and_then(Issued::of) else {
            return Vec::new();
        };
        let last = issued.last();
        let name = |names: &[&str], number: u8| {
            let index = usize::from(number).checked_sub(1)?;
            names.get(index).map(ToString::to_string)
        };
        // The name of a month is a macro, and not in braces.
        let month = last.month.and_then(|month| name(&MONTHS, month));
        let season = last.season.and_then(|season| name(&SEASONS, season));
        vec![
            ("year", Some(format!("{{{}}}", last.year))),
            ("month", month.or(season)),
            ("day", last.day.map(|day| format!("{{{day}}}"))),
        ]
    }

    fn numbers(self, source: &Source) -> Vec<Field> {
        let symbol = source.symbol().map(braced);
        let volume = own_or_parents(source, &source.volume, |parent| &parent.volume);
        let issue = own_or_parents(source, &source.issue, |parent| &parent.issue);
        let issue = issue.or(series_number(source)).map(braced);
        let edition = own_or_parents(source, &source.edition, |parent| &parent.edition);
        let has_symbol = self.has_symbol_as_publication(source);
        vec![
            ("volume", volume.map(braced)),
            ("number", issue.or_else(|| symbol.clone())),
            ("howpublished", symbol.filter(|_| has_symbol)),
            ("version", source.number("version").map(braced)),
            (
                "pages",
                source
                    .page_range
                    .as_deref()
                    .map(|range| braced(&pages(range, "--"))),
            ),
            ("pagetotal", source.detail("page-total").map(braced)),
            ("volumes", source.detail("volume-total").map(braced)),
            ("chapter", source.detail("chapter").map(braced)),
            ("edition", edition.map(braced)),
            ("type", source.genre.as_deref().map(braced)),
        ]
    }

    /// Returns `true` for entry types for which the standard styles print `howpublished` and not `number`.
    pub(super) fn has_symbol_as_publication(self, source: &Source) -> bool {
        self.entry_type(source) == "misc" && source.symbol().is_some()
    }

    /// Returns the publisher; of a report or thesis, also the organization for which it was written.
    fn publication(self, source: &Source) -> Vec<Field> {
        let publisher = own_or_parents(source, &source.publisher, |parent| &parent.publisher);
        let place = own_or_parents(source, &source.location, |parent| &parent.location);
        let organization = source.organization.as_deref().or_else(|| {
            source
                .parents
                .iter()
                .find_map(|parent| parent.organization.as_deref())
        });
        let (body, bodies): (&'static str, _) = match &*source.kind {
            "report" => ("institution", organization.or(publisher)),
            "thesis" => (
                self.pick("school", "institution"),
                organization.or(publisher),
            ),
            _ => ("organization", organization),
        };
        let is_body = body != "organization" && bodies == publisher;
        vec![
            (body, bodies.map(braced)),
            ("publisher", publisher.filter(|_| !is_body).map(braced)),
            (self.pick("address", "location"), place.map(braced)),
        ]
    }

    fn access(self, source: &Source) -> Vec<Field> {
        let visited = source.visited.map(|date| format!("{{{date}}}"));
        vec![
            ("doi", source.number("doi").map(verbatim)),
            ("isbn", number(source, "isbn").map(braced)),
            ("issn", number(source, "issn").map(braced)),
            ("eprint", source.number("arxiv").map(braced)),
            ("url", source.url.as_deref().map(verbatim)),
            ("urldate", visited),
            ("language", source.language.as_deref().map(braced)),
            ("library", source.detail("archive").map(braced)),
            ("abstract", source.detail("abstract").map(braced)),
            // Styles print `note`, and this is a remark on the source.
            (
                self.pick("annote", "annotation"),
                source.note.as_deref().map(braced),
            ),
        ]
    }

    /// Returns the entry type that is nearest to the type of the source.
    fn entry_type(self, source: &Source) -> &'static str {
        let container = Containers::of(source).container;
        match (&*source.kind, container.map(|parent| &*parent.kind)) {
            ("article", Some("periodical" | "newspaper" | "blog")) => "article",
            ("article", Some("proceedings" | "conference")) => "inproceedings",
            ("article" | "chapter" | "anthos", Some("book" | "anthology")) => "incollection",
            ("book", _) => "book",
            ("anthology", _) => self.pick("book", "collection"),
            ("chapter" | "anthos" | "entry", Some(_)) => "incollection",
            ("report", _) => self.pick("techreport", "report"),
            ("thesis", _) if is_masters(source) => self.pick("mastersthesis", "thesis"),
            ("thesis", _) => self.pick("phdthesis", "thesis"),
            ("proceedings", _) => "proceedings",
            ("dataset", _) => "dataset",
            ("repository", _) => "software",
            ("web" | "post", _) => self.pick("misc", "online"),
            ("periodical", _) => self.pick("misc", "periodical"),
            ("patent", _) => self.pick("misc", "patent"),
            ("video", _) => self.pick("misc", "video"),
            ("audio", _) => self.pick("misc", "audio"),
            ("manuscript", _) => self.pick("misc", "unpublished"),
            _ => "misc",
        }
    }
}

fn is_masters(source: &Source) -> bool {
    let genre = source.genre.as_deref().unwrap_or_default();
    genre.to_lowercase().contains("master")
}

fn contributors(source: &Source) -> Vec<Field> {
    vec![
        ("author", names(&authors(source))),
        ("editor", names(&editors(source))),
        ("translator", names(&source.in_role("translator"))),
        // Inner braces keep the capitals of names; styles lower all others.
        ("title", Some(format!("{{{}}}", braced(&source.title)))),
        ("shorttitle", source.detail("title-short").map(braced)),
    ]
}

fn names(names: &[Contributor<'_>]) -> Option<String> {
    let names: Vec<String> = names.iter().map(name).collect();
    (!names.is_empty()).then(|| format!("{{{}}}", names.join(" and ")))
}

/// Returns a person as "von Last, Jr., First", and a body in braces, so that BibTeX does not split its name.
fn name(name: &Contributor<'_>) -> String {
    let person = match name {
        Contributor::Body(name) => return braced(name),
        Contributor::Person(person) => person,
    };
    let family = person.full_family();
    let parts = [&*family, person.suffix, person.given].into_iter();
    let parts = parts.filter(|part| !part.is_empty());
    // A part with "and" would be taken for two names.
    let parts = parts.map(|part| {
        if part.split(' ').any(|word| word == "and") {
            braced(part)
        } else {
            escaped(part)
        }
    });
    parts.collect::<Vec<_>>().join(", ")
}

fn braced(text: &str) -> String {
    format!("{{{}}}", escaped(text))
}

/// Returns an address in braces. TeX does not read addresses, so only braces and backslashes in them are escaped, as
/// URLs escape them.
fn verbatim(text: &str) -> String {
    let text = text
        .replace('{', "%7B")
        .replace('}', "%7D")
        .replace('\\', "%5C");
    format!("{{{text}}}")
}

/// Escapes the characters that have a meaning in TeX.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' | '%' | '$' | '#' | '_' => escaped.extend(['\\', character]),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '\\' => escaped.push_str("\\textbackslash{}"),
            character if character.is_control() => escaped.push(' '),
            character => escaped.push(character),
        }
    }
    escaped
}
