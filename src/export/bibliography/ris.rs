//! RIS, the tagged format of reference managers.

use std::io;

use super::fields::{self, Containers, Issued, IssuedDay, authors, editors, own_or_parents};
use crate::export::error::ExportError;
use crate::model::{Contributor, Date, Identified, Source, year_text};
use crate::phrase::visible;

/// Writes sources as records, in UTF-8.
pub(super) fn write(sources: &[&Source], output: &mut impl io::Write) -> Result<(), ExportError> {
    for source in sources {
        writeln!(output, "TY  - {}", record_type(source))?;
        for (tag, value) in lines(source) {
            // A line break would end the field.
            writeln!(output, "{tag}  - {}", visible(&value))?;
        }
        writeln!(output, "ER  - \n")?;
    }
    Ok(())
}

type Line = (&'static str, String);

fn lines(source: &Source) -> Vec<Line> {
    let mut lines: Vec<Line> = vec![("ID", source.id().to_string())];
    let people = |tag, names: Vec<Contributor<'_>>| {
        let names = names.into_iter().map(move |name| (tag, name.to_string()));
        names.collect::<Vec<Line>>()
    };
    lines.extend(people("AU", authors(source)));
    let editor_tag = if source.authors.is_empty() {
        "ED"
    } else {
        "A2"
    };
    lines.extend(people(editor_tag, editors(source)));
    lines.extend(people("A4", source.in_role("translator")));
    lines.push(("TI", source.title.to_string()));
    lines.extend(publication(source));
    lines.extend(dates(source));
    lines.extend(access(source));
    lines
}

fn publication(source: &Source) -> impl Iterator<Item = Line> {
    let Containers {
        container,
        conference,
        series,
    } = Containers::of(source);
    let publisher = own_or_parents(source, &source.publisher, |parent| &parent.publisher);
    let body = source
        .organization
        .as_deref()
        .filter(|_| &*source.kind == "thesis");
    let pages = source
        .page_range
        .as_deref()
        .map(|range| fields::pages(range, "-"));
    let pages = pages.map(|range| match range.split_once('-') {
        Some((first, last)) if !last.contains(['-', ',']) && !first.contains(',') => {
            (first.to_owned(), Some(last.to_owned()))
        }
        _ => (range, None),
    });
    let (first_page, last_page) = pages.map_or((None, None), |(first, last)| (Some(first), last));
    let issue = own_or_parents(source, &source.issue, |parent| &parent.issue);
    let issue = issue.or(fields::series_number(source));
    let text = |text: Option<&str>| text.map(str::to_owned);
    let lines = [
        (
            "T2",
            text(container.or(conference).map(|parent| &*parent.title)),
        ),
        ("T3", text(series.map(|parent| &*parent.title))),
        ("ST", text(source.detail("title-short"))),
        ("PB", text(body.or(publisher))),
        (
            "CY",
            text(own_or_parents(source, &source.location, |parent| {
                &parent.location
            })),
        ),
        (
            "VL",
            text(own_or_parents(source, &source.volume, |parent| {
                &parent.volume
            })),
        ),
        ("IS", text(issue.or(source.symbol()))),
        ("SP", first_page),
        ("EP", last_page),
        (
            "ET",
            text(own_or_parents(source, &source.edition, |parent| {
                &parent.edition
            })),
        ),
        ("M3", text(source.genre.as_deref())),
    ];
    lines
        .into_iter()
        .filter_map(|(tag, value)| Some((tag, value?)))
}

fn dates(source: &Source) -> impl Iterator<Item = Line> {
    let issued = source.date.as_ref().and_then(Issued::of);
    let last = issued.as_ref().map(Issued::last);
    [
        ("PY", last.map(|day| year_text(day.year.into()))),
        ("DA", last.map(day)),
        ("Y2", source.visited.as_ref().and_then(visited)),
    ]
    .into_iter()
    .filter_map(|(tag, value)| Some((tag, value?)))
}

fn visited(date: &Date) -> Option<String> {
    Issued::of(date).map(|issued| day(issued.last()))
}

/// Returns a date as YYYY/MM/DD/other. A season is other.
fn day(day: IssuedDay) -> String {
    const SEASONS: [&str; 4] = ["Spring", "Summer", "Autumn", "Winter"];
    let two_digits = |part: Option<u8>| part.map_or(String::new(), |part| format!("{part:02}"));
    let season = day
        .season
        .map(|season| usize::from(season).saturating_sub(1));
    let season = season.and_then(|season| SEASONS.get(season)).copied();
    format!(
        "{}/{}/{}/{}",
        year_text(day.year.into()),
        two_digits(day.month),
        two_digits(day.day),
        season.unwrap_or_default()
    )
}

fn access(source: &Source) -> impl Iterator<Item = Line> {
    let serial = fields::number(source, "isbn").or(fields::number(source, "issn"));
    [
        ("DO", source.number("doi")),
        ("SN", serial),
        ("UR", source.url.as_deref()),
        ("LA", source.language.as_deref()),
        ("AB", source.detail("abstract")),
        ("DP", source.detail("archive")),
        ("CN", source.detail("call-number")),
        ("N1", source.note.as_deref()),
    ]
    .into_iter()
    .filter_map(|(tag, value)| Some((tag, value?.to_owned())))
}

fn record_type(source: &Source) -> &'static str {
    let container = Containers::of(source).container;
    match (&*source.kind, container.map(|parent| &*parent.kind)) {
        ("article", Some("newspaper")) => "NEWS",
        ("article", Some("proceedings" | "conference")) => "CPAPER",
        ("article", Some("blog")) => "BLOG",
        ("article", Some("periodical")) => "JOUR",
        ("book", _) => "BOOK",
        ("anthology", _) => "EDBOOK",
        ("proceedings", _) => "CONF",
        ("conference", _) => "CPAPER",
        ("chapter" | "anthos", _) => "CHAP",
        ("entry", _) => "ENCYC",
        ("report", _) => "RPRT",
        ("thesis", _) => "THES",
        ("web" | "post", _) => "ELEC",
        ("case", _) => "CASE",
        ("patent", _) => "PAT",
        ("manuscript", _) => "MANSCPT",
        ("video", _) => "VIDEO",
        ("audio", _) => "SOUND",
        ("dataset", _) => "DATA",
        ("repository", _) => "COMP",
        ("periodical" | "newspaper", _) => "SER",
        _ => "GEN",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::bibliography::source_with;

    #[test]
    fn types_follow_the_work_in_which_a_source_appeared() {
        for (fields, expected) in [
            (
                "type: article, parent: {type: periodical, title: J}",
                "JOUR",
            ),
            ("type: article, parent: {type: newspaper, title: N}", "NEWS"),
            ("type: article, parent: {type: blog, title: B}", "BLOG"),
            (
                "type: article, parent: {type: conference, title: C}",
                "CPAPER",
            ),
            ("type: article", "GEN"),
            ("type: chapter, parent: {type: book, title: B}", "CHAP"),
            ("type: book", "BOOK"),
            ("type: anthology", "EDBOOK"),
            ("type: case", "CASE"),
            ("type: patent", "PAT"),
            ("type: web", "ELEC"),
            ("type: report", "RPRT"),
            ("type: video", "VIDEO"),
        ] {
            assert_eq!(record_type(&source_with(fields)), expected, "{fields}");
        }
    }

    #[test]
    fn dates_have_four_parts_of_which_some_are_empty() {
        for (date, expected) in [
            ("2003-05-07", "2003/05/07/"),
            ("2003-05", "2003/05//"),
            ("2003", "2003///"),
            ("0044", "0044///"),
            ("-0043", "-0043///"),
            ("2003-21", "2003///Spring"),
            ("2003-24", "2003///Winter"),
        ] {
            let read = visited(&date.parse().expect("it is a date"));
            assert_eq!(read.as_deref(), Some(expected), "{date}");
        }
    }
}
