//! BibTeX and BibLaTeX.

use std::collections::HashMap;

use biblatex::{
    Bibliography, ChunksExt as _, Entry as BibEntry, EntryType, Pair, Person, RawBibliography,
};

use super::blocks::{Block, blocks};
use super::date::{assembled, month_and_day, plain_year};
use super::entry::{Entry, Known, LeftOut, OTHER_IS_USED, Parts, ReadEntry, is_address, name};
use crate::import::accounts::{Change, Outcome};

/// Reads every entry of a text.
pub(super) fn read(text: &str) -> Vec<ReadEntry> {
    let blocks = blocks(text);
    let is_macro =
        |block: &&Block<'_>| block.is_closed && block.kind.eq_ignore_ascii_case("string");
    let macros: Vec<&str> = blocks
        .iter()
        .filter(is_macro)
        .map(|block| block.text)
        .collect();
    let macros = macros.join("\n");
    let by_key: HashMap<&str, &str> = blocks
        .iter()
        .filter(|block| block.is_closed)
        .map(|block| (key_of(block), block.text))
        .collect();
    let entries = blocks.iter().filter_map(|block| {
        let result = match block.kind.to_lowercase().as_str() {
            // Macros are used where entries name them.
            "string" if block.is_closed => return None,
            "comment" => Err(Outcome::not_carried("it is a comment")),
            "preamble" => Err(Outcome::not_carried("it is a preamble for TeX")),
            _ if !block.is_closed => Err(Outcome::rejected(format!(
                "the entry `{}` in line {} does not close",
                key_of(block),
                block.line
            ))),
            _ => read_block(block, &macros, &by_key),
        };
        Some(ReadEntry {
            line: block.line,
            raw: block.text.to_owned(),
            result,
        })
    });
    entries.collect()
}

/// Returns the key of an entry.
fn key_of<'t>(block: &Block<'t>) -> &'t str {
    let body = block
        .text
        .split_once(['{', '('])
        .map_or("", |(_, body)| body);
    body.split(',').next().unwrap_or_default().trim()
}

fn read_block(
    block: &Block<'_>,
    macros: &str,
    by_key: &HashMap<&str, &str>,
) -> Result<Entry, Outcome> {
    let mut entry = parse(&[macros, block.text], block)?;
    let linked = entry.get("crossref").or_else(|| entry.get("xdata"));
    let linked = linked.map(|key| key.format_verbatim());
    if let Some(other) = linked.and_then(|key| by_key.get(key.as_str()))
        && let Ok(resolved) = parse(&[macros, other, block.text], block)
    {
        entry = resolved;
    }
    let mut read = convert(&entry)?;
    read.left_out.extend(overwritten(block.text));
    Ok(read)
}

/// Returns the fields that an entry states again with another value. The last value is used.
fn overwritten(text: &str) -> Vec<LeftOut> {
    let raw = RawBibliography::parse(text).ok();
    let entry = raw.and_then(|raw| raw.entries.into_iter().next_back());
    let fields = entry.map(|entry| entry.v.fields).unwrap_or_default();
    let is_overwritten = |(index, field): &(usize, &Pair<'_>)| {
        let mut later = fields[index + 1..].iter();
        later.any(|other| {
            other.key.v.eq_ignore_ascii_case(field.key.v)
                && text.get(other.value.span.clone()) != text.get(field.value.span.clone())
        })
    };
    let overwritten = fields.iter().enumerate().filter(is_overwritten);
    let overwritten = overwritten.map(|(_, field)| LeftOut {
        field: field.key.v.to_lowercase(),
        reason: OTHER_IS_USED,
    });
    overwritten.collect()
}

fn parse(texts: &[&str], block: &Block<'_>) -> Result<BibEntry, Outcome> {
    let bibliography = Bibliography::parse(&texts.join("\n"));
    let entry = bibliography.map(|found| found.into_vec().pop());
    let refused = |reason: String| {
        let key = key_of(block);
        Outcome::rejected(format!(
            "the entry `{key}` in line {}: {reason}",
            block.line
        ))
    };
    match entry {
        Ok(Some(entry)) => Ok(entry),
        Ok(None) => Err(refused("it has no key".to_owned())),
        Err(error) => Err(refused(error.kind.to_string())),
    }
}

/// The fields of an entry, of which those that are taken are no longer left out.
struct Fields<'e> {
    entry: &'e BibEntry,
    taken: Vec<&'static str>,
    known: Known,
    changes: Vec<Change>,
}

impl Fields<'_> {
    /// Returns the text of the first of several fields that the entry has. Another one is left out, unless it says the
    /// same.
    fn text(&mut self, names: &[&'static str]) -> String {
        self.known.add(names);
        let mut texts = names.iter().map(|name| self.peek(name));
        let text = texts.find(|text| !text.is_empty()).unwrap_or_default();
        for name in names {
            let other = self.peek(name);
            if other.is_empty() || other == text {
                self.taken.push(name);
            }
        }
        text
    }

    /// Returns the text of a field, which is still left out.
    fn peek(&self, name: &str) -> String {
        let chunks = self.entry.get(name);
        let text = chunks.map(|chunks| chunks.format_verbatim());
        text.unwrap_or_default().trim().to_owned()
    }

    fn names(&mut self, field: &'static str) -> Vec<String> {
        self.taken.push(field);
        let persons = self.entry.get_as::<Vec<Person>>(field).unwrap_or_default();
        let names = persons.iter().map(|person| {
            name(
                &person.name,
                &person.given_name,
                &person.prefix,
                &person.suffix,
            )
        });
        let mut names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
        if names.pop_if(|name| name == "others").is_some() {
            self.changes.push(Change {
                column: field.to_owned(),
                from: "and others".to_owned(),
                to: String::new(),
                reason: "the names that it stands for are not stated".to_owned(),
            });
        }
        names
    }

    /// Returns the fields that are not taken.
    fn left_out(&self) -> Vec<LeftOut> {
        let fields = self.entry.fields.keys();
        let fields = fields.filter(|field| !self.taken.contains(&field.as_str()));
        fields.map(|field| self.known.left_out(field)).collect()
    }
}

fn convert(entry: &BibEntry) -> Result<Entry, Outcome> {
    let mut fields = Fields {
        entry,
        // What links entries and what says how to print them is no content.
        taken: vec!["crossref", "xdata", "options"],
        known: Known::default(),
        changes: Vec::new(),
    };
    let (kind, parent_kind) = kinds(&entry.entry_type);
    let mut title = fields.text(&["title"]);
    let subtitle = fields.text(&["subtitle"]);
    if !subtitle.is_empty() {
        title = format!("{title}: {subtitle}");
    }
    let parent_title = fields.text(&[
        "journaltitle",
        "journal",
        "booktitle",
        "maintitle",
        "eventtitle",
    ]);
    // The number belongs to the volume. An issue such as `Spring` may stand beside it.
    let number = fields.text(&["number", "issue"]);
    let mut notes = vec![
        fields.text(&["note"]),
        fields.text(&["annotation", "annote"]),
    ];
    let mut url = address(&fields.text(&["url"])).to_owned();
    let published = fields.text(&["howpublished"]);
    if url.is_empty() && is_address(address(&published)) {
        address(&published).clone_into(&mut url);
    } else if published != number && address(&published) != url {
        notes.push(published);
    }
    let mut parts = Parts {
        kind,
        title,
        authors: fields.names("author"),
        editors: fields.names("editor"),
        affiliated: vec![("translator", fields.names("translator"))],
        date: date(&mut fields),
        organization: fields.text(&["institution", "school", "organization"]),
        publisher: fields.text(&["publisher"]),
        location: fields.text(&["location", "address"]),
        parent_kind,
        parent_title,
        series: fields.text(&["series"]),
        volume: fields.text(&["volume"]),
        edition: fields.text(&["edition"]),
        pages: fields.text(&["pages"]).replace("--", "-").replace('–', "-"),
        genre: fields.text(&["type"]),
        numbers: vec![
            ("doi", fields.text(&["doi"])),
            ("isbn", fields.text(&["isbn"])),
            ("issn", fields.text(&["issn"])),
            ("version", fields.text(&["version"])),
            ("arxiv", arxiv(&mut fields)),
        ],
        url,
        visited: fields.text(&["urldate"]),
        language: language(&fields.text(&["langid", "language"])),
        notes,
        details: vec![
            ("chapter", fields.text(&["chapter"])),
            ("page-total", fields.text(&["pagetotal"])),
            ("volume-total", fields.text(&["volumes"])),
            ("abstract", fields.text(&["abstract"])),
            ("archive", fields.text(&["library"])),
        ],
        ..Parts::default()
    };
    parts.set_number(number);
    if parts.title.is_empty() {
        return Err(Outcome::rejected(format!(
            "the entry `{}` has no title",
            entry.key
        )));
    }
    let left_out = fields.left_out();
    let mut changes = fields.changes;
    Ok(Entry {
        key: entry.key.clone(),
        left_out,
        fields: parts.into_fields(&mut changes),
        changes,
    })
}

/// Returns an address without the command that sets it, whose braces are missing in a field for addresses.
fn address(text: &str) -> &str {
    let text = text.trim_end_matches('.');
    let inner = text.strip_prefix("\\url");
    inner.map_or(text, |inner| inner.trim_matches(['{', '}', ' ']))
}

/// Returns the number of an electronic publication, if it is one of arXiv.
fn arxiv(fields: &mut Fields<'_>) -> String {
    let archives = ["eprinttype", "archiveprefix"];
    let mut archives = archives.iter().filter(|name| !fields.peek(name).is_empty());
    if !archives.all(|name| fields.peek(name).eq_ignore_ascii_case("arxiv")) {
        return String::new();
    }
    fields.taken.extend(["eprinttype", "archiveprefix"]);
    fields.text(&["eprint"])
}

/// Returns a date as EDTF, from a date or from a year, month and day.
fn date(fields: &mut Fields<'_>) -> String {
    let date = fields.text(&["date"]);
    fields.known.add(&["year", "month", "day"]);
    if !date.is_empty() {
        // A year beside the date is there for old readers.
        fields.taken.extend(["year", "month", "day"]);
        return date;
    }
    let text = fields.text(&["year"]);
    let Some(year) = plain_year(&text) else {
        for name in ["month", "day"] {
            fields.known.reject(name, "the year is not a number");
        }
        return text;
    };
    let month = fields.peek("month");
    let (month, day) =
        month_and_day(&month).map_or((None, None), |(month, day)| (Some(month), day));
    let day = fields.peek("day").parse().ok().or(day);
    let (date, parts) = assembled(&year, month, day);
    for (name, index) in [("month", 1), ("day", 2)] {
        if index <= parts || fields.peek(name).is_empty() {
            fields.taken.push(name);
        } else {
            fields.known.reject(name, "it is not in the calendar");
        }
    }
    date
}

/// Returns a language of BibLaTeX as a BCP 47 tag, where the two differ.
fn language(name: &str) -> String {
    let tag = match name.to_lowercase().as_str() {
        "english" | "american" | "british" | "usenglish" | "ukenglish" => "en",
        "french" | "francais" => "fr",
        "german" | "ngerman" => "de",
        "spanish" => "es",
        "portuguese" => "pt",
        "italian" => "it",
        "norwegian" | "norsk" => "no",
        "russian" => "ru",
        _ => name,
    };
    tag.to_owned()
}

/// Returns the type of a source, and that of the work in which it appeared.
fn kinds(kind: &EntryType) -> (&'static str, &'static str) {
    match kind {
        EntryType::Article => ("article", "periodical"),
        EntryType::Book | EntryType::MvBook | EntryType::Booklet | EntryType::Manual => {
            ("book", "book")
        }
        EntryType::InBook | EntryType::BookInBook | EntryType::SuppBook => ("chapter", "book"),
        EntryType::InCollection | EntryType::SuppCollection => ("anthos", "anthology"),
        EntryType::InReference => ("entry", "reference"),
        EntryType::Collection | EntryType::MvCollection => ("anthology", "book"),
        EntryType::InProceedings => ("article", "proceedings"),
        EntryType::Proceedings | EntryType::MvProceedings => ("proceedings", "conference"),
        EntryType::Report | EntryType::TechReport => ("report", "periodical"),
        EntryType::Thesis | EntryType::MastersThesis | EntryType::PhdThesis => ("thesis", "book"),
        EntryType::Online => ("web", "web"),
        EntryType::Unpublished => ("manuscript", "book"),
        EntryType::Patent => ("patent", "book"),
        EntryType::Periodical => ("periodical", "periodical"),
        EntryType::Reference | EntryType::MvReference => ("reference", "reference"),
        EntryType::Software | EntryType::Dataset => ("repository", "repository"),
        _ => ("misc", "book"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::written;
    use super::*;
    use crate::dataset::yaml_value::Value;

    /// Reads an entry with a title and other fields.
    fn with(kind: &str, fields: &str) -> ReadEntry {
        let text = format!("@{kind}{{k, title = {{T}}, {fields}}}");
        read(&text).pop().expect("there is an entry")
    }

    fn field(entry: &Entry, name: &str) -> Option<Value> {
        let mut fields = entry.fields.iter();
        fields
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.clone())
    }

    #[test]
    fn languages_are_tags() {
        for (name, tag) in [
            ("English", "en"),
            ("british", "en"),
            ("french", "fr"),
            ("german", "de"),
            ("ngerman", "de"),
            ("spanish", "es"),
            ("portuguese", "pt"),
            ("italian", "it"),
            ("norsk", "no"),
            ("russian", "ru"),
            ("sw", "sw"),
        ] {
            assert_eq!(language(name), tag);
        }
    }

    #[test]
    fn names_are_written_with_the_family_first() {
        let text = "@string{apsr = {American Review}}\n@Article{Key_1, author = {Henk E. Goemans and {Correlates of War} and \
            Johannes von R{\\\"o}mer}, title = {A {Big} Title}, journal = apsr, volume = 3, number = 4, year = 2009, \
            pages = {1--9}, keywords = {war}}\n";
        let entries = read(text);
        let entry = entries[0].result.as_ref().expect("it is sound");
        let names = [
            "Goemans, Henk E.",
            "{Correlates of War}",
            "von Römer, Johannes",
        ];
        let names = names.map(|name| Value::Text(name.trim_matches(['{', '}']).to_owned()));
        assert_eq!(field(entry, "author"), Some(Value::List(names.to_vec())));
        assert_eq!(
            field(entry, "title"),
            Some(Value::Text("A Big Title".to_owned()))
        );
        assert_eq!(
            field(entry, "page-range"),
            Some(Value::Text("1-9".to_owned()))
        );
        let journal = field(entry, "parent").expect("it is in a journal");
        assert_eq!(
            journal.get("title").and_then(Value::as_str),
            Some("American Review")
        );
        assert_eq!(written(&entries[0]).1, ["keywords"]);
    }

    #[test]
    fn others_are_not_an_author() {
        let read = with("book", "author = {Doe, Jane and others}");
        assert_eq!(
            written(&read).0,
            "type: book\ntitle: T\nauthor:\n- Doe, Jane\n"
        );
        let changes = &read.result.expect("it is sound").changes;
        assert_eq!(changes[0].from, "and others");
        assert_eq!(changes.len(), 1);
    }

    #[test]
    fn one_of_several_fields_is_used_and_the_others_are_left_out() {
        for (fields, left_out) in [
            ("number = 4, issue = {Spring}", &["issue"][..]),
            ("number = 4, issue = 4", &[]),
            ("booktitle = {B}, maintitle = {M}", &["maintitle"]),
            ("booktitle = {B}, eventtitle = {E}", &["eventtitle"]),
            ("institution = {I}, organization = {O}", &["organization"]),
            ("institution = {}, organization = {O}", &[]),
            ("location = {L}, address = {A}", &["address"]),
            (
                "eprint = {1}, eprinttype = {jstor}",
                &["eprint", "eprinttype"],
            ),
            ("eprint = {1}, archiveprefix = {arXiv}", &[]),
            ("eprint = {1}", &[]),
            ("note = {x}, Note = {y}", &["note"]),
            ("note = {x}, note = {x}", &[]),
        ] {
            assert_eq!(written(&with("article", fields)).1, left_out, "{fields}");
        }
        let (yaml, _) = written(&with("article", "eprint = {1}, eprinttype = {jstor}"));
        assert_eq!(yaml, "type: article\ntitle: T\n");
    }

    #[test]
    fn a_number_is_of_an_issue_or_series_or_document() {
        for (kind, fields, expected) in [
            (
                "article",
                "journal = {J}, volume = 3, number = 4",
                "parent:\n  type: periodical\n  title: J\n  volume: 3\n  issue: 4\n",
            ),
            (
                "book",
                "series = {Notes}, volume = 7, number = 9",
                "parent:\n  type: book\n  title: Notes\n  volume: 7\n  issue: 9\n",
            ),
            (
                "incollection",
                "booktitle = {B}, series = {Notes}, volume = 7, number = 9",
                "parent:\n  type: anthology\n  title: B\n  volume: 7\n  parent:\n    type: book\n    title: Notes\n    issue: 9\n",
            ),
            ("book", "volume = 7", "volume: 7\n"),
            (
                "techreport",
                "number = {A/55/305}",
                "serial-number:\n  serial: A/55/305\n",
            ),
            // The standard styles print the publication of this type, and not its number.
            (
                "misc",
                "number = {S/RES/1}, howpublished = {S/RES/1}, annote = {A note}",
                "serial-number:\n  serial: S/RES/1\nnote: A note\n",
            ),
        ] {
            let read = with(kind, fields);
            let (yaml, left_out) = written(&read);
            assert!(yaml.ends_with(expected), "{fields}: {yaml}");
            assert_eq!(left_out, [""; 0], "{fields}");
        }
    }

    #[test]
    fn dates_are_as_precise_as_the_entry() {
        for (fields, date, left_out) in [
            ("year = 2003, month = {Spring}", "2003-21", &[][..]),
            ("year = 2003, month = may, day = 7", "2003-05-07", &[]),
            ("year = 2003, month = jan # {~5}", "2003-01-05", &[]),
            ("year = 2003, month = 12", "2003-12", &[]),
            ("year = 2005, month = 2, day = 35", "2005-02", &["day"]),
            ("year = 2005, month = {Jan/Feb}", "2005", &["month"]),
            ("year = {1998/1999}, month = jan", "1998/1999", &["month"]),
            ("year = {c. 1999}, month = may", "1999~", &["month"]),
            ("year = 800", "0800", &[]),
            ("year = {-43}", "-0043", &[]),
            ("date = {199X}, year = 1990", "199X", &[]),
            ("date = {../2013-02-18}", "../2013-02-18", &[]),
        ] {
            let entry = with("book", fields);
            let expected = format!("type: book\ntitle: T\ndate: {date}\n");
            assert_eq!(written(&entry), (expected, left_out.to_vec()), "{fields}");
        }
        let entry = with("book", "year = {98}");
        assert_eq!(written(&entry).0, "type: book\ntitle: T\nnote: Date: 98.\n");
    }

    #[test]
    fn addresses_may_be_commands_and_have_dates() {
        for (fields, expected) in [
            (
                r"howpublished = {\url{https://a.org/x_y}}",
                "url: https://a.org/x_y\n",
            ),
            (
                r"url = {\url{https://a.org/x}}, urldate = {2020-03-01}",
                "url:\n  value: https://a.org/x\n  date: 2020-03-01\n",
            ),
            (
                "url = {https://a.org/}, urldate = {2020-13-01}",
                "url: https://a.org/\nnote: Accessed: 2020-13-01.\n",
            ),
            ("urldate = {2020-03-01}", "accessed: 2020-03-01\n"),
            ("howpublished = {At the press}", "note: At the press\n"),
        ] {
            let (yaml, _) = written(&with("misc", fields));
            assert_eq!(
                yaml,
                format!("type: misc\ntitle: T\n{expected}"),
                "{fields}"
            );
        }
    }

    #[test]
    fn an_entry_that_does_not_close_is_rejected_with_its_line() {
        let entries = read(
            "@misc{a, title = {A}, year = {Forthcoming}}\n@misc{b, title = {B\n}\n@misc{c, title = {C}}\n",
        );
        let results: Vec<_> = entries.iter().map(|entry| entry.result.is_ok()).collect();
        assert_eq!(results, [true, false, true]);
        let Err(outcome) = &entries[1].result else {
            panic!("it does not close")
        };
        assert_eq!(outcome.reason, "the entry `b` in line 2 does not close");
    }
}
