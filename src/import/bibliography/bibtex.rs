//! BibTeX and BibLaTeX.

use std::collections::HashMap;

use biblatex::{Bibliography, ChunksExt as _, Entry as BibEntry, EntryType, Person};

use super::blocks::{Block, blocks};
use super::entry::{Entry, Parts, ReadEntry, name};
use crate::import::accounts::Outcome;

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
    convert(&entry)
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
}

impl Fields<'_> {
    /// Returns the text of the first of several fields that the entry has.
    fn text(&mut self, names: &[&'static str]) -> String {
        self.taken.extend(names);
        let mut found = names.iter().filter_map(|name| self.entry.get(name));
        found
            .next()
            .map(|chunks| chunks.format_verbatim())
            .unwrap_or_default()
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
        names.filter(|name| !name.is_empty()).collect()
    }
}

fn convert(entry: &BibEntry) -> Result<Entry, Outcome> {
    let mut fields = Fields {
        entry,
        // What links entries and what says how to print them is no content.
        taken: vec!["crossref", "xdata", "options"],
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
    let mut notes = vec![
        fields.text(&["note"]),
        fields.text(&["annotation", "annote"]),
    ];
    let published = fields.text(&["howpublished"]);
    let mut url = fields.text(&["url"]);
    if url.is_empty() && published.starts_with("http") {
        url = published.trim_end_matches('.').to_owned();
    } else {
        notes.push(published);
    }
    let parts = Parts {
        kind,
        title,
        authors: fields.names("author"),
        editors: fields.names("editor"),
        translators: fields.names("translator"),
        date: date(&mut fields),
        organization: fields.text(&["institution", "school", "organization"]),
        publisher: fields.text(&["publisher"]),
        location: fields.text(&["location", "address"]),
        parent_kind,
        parent_title,
        series: fields.text(&["series"]),
        volume: fields.text(&["volume"]),
        issue: fields.text(&["issue", "number"]),
        edition: fields.text(&["edition"]),
        pages: fields.text(&["pages"]).replace("--", "-").replace('–', "-"),
        genre: fields.text(&["type"]),
        numbers: vec![
            ("doi", fields.text(&["doi"])),
            ("isbn", fields.text(&["isbn"])),
            ("issn", fields.text(&["issn"])),
            ("arxiv", fields.text(&["eprint"])),
        ],
        url,
        visited: fields.text(&["urldate"]),
        language: language(&fields.text(&["langid", "language"])),
        notes: notes.into_iter().filter(|note| !note.is_empty()).collect(),
        details: vec![
            ("chapter", fields.text(&["chapter"])),
            ("page-total", fields.text(&["pagetotal"])),
            ("volume-total", fields.text(&["volumes"])),
            ("abstract", fields.text(&["abstract"])),
            ("archive", fields.text(&["library"])),
        ],
    };
    if parts.title.is_empty() {
        return Err(Outcome::rejected(format!(
            "the entry `{}` has no title",
            entry.key
        )));
    }
    let mut changes = Vec::new();
    let left_out = entry.fields.keys();
    let left_out = left_out.filter(|name| !fields.taken.contains(&name.as_str()));
    Ok(Entry {
        key: entry.key.clone(),
        left_out: left_out.cloned().collect(),
        fields: parts.into_fields(&mut changes),
        changes,
    })
}

/// Returns a date as EDTF, from a date or from a year, month and day.
fn date(fields: &mut Fields<'_>) -> String {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let (date, year) = (fields.text(&["date"]), fields.text(&["year"]));
    let (month, day) = (
        fields.text(&["month"]).to_lowercase(),
        fields.text(&["day"]),
    );
    if !date.is_empty() {
        return date;
    }
    let named = MONTHS
        .iter()
        .position(|name| month.starts_with(name))
        .map(|index| index + 1);
    let month = named
        .or_else(|| month.parse().ok())
        .filter(|month| (1..=12).contains(month));
    match (month, day.parse::<u8>()) {
        (Some(month), Ok(day)) => format!("{year}-{month:02}-{day:02}"),
        (Some(month), Err(_)) => format!("{year}-{month:02}"),
        (None, _) => year,
    }
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
    use super::*;
    use crate::dataset::yaml_value::Value;

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
        assert_eq!(entry.left_out, ["keywords"]);
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
