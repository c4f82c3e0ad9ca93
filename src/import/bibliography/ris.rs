//! RIS: lines of two letters and a value, from `TY` to `ER`.

use super::date::{assembled, month, month_and_day, plain_year};
use super::entry::{Entry, Known, LeftOut, Parts, ReadEntry, whole_name};
use super::key_of_title;
use crate::import::accounts::Outcome;
use crate::model::Date;

pub(super) fn read(text: &str) -> Vec<ReadEntry> {
    let mut entries = Vec::new();
    let mut open: Option<(u64, Vec<&str>)> = None;
    for (line, number) in text.lines().zip(1_u64..) {
        let line = line.trim_end();
        if line.starts_with("TY  -") {
            entries.extend(open.take().map(unclosed));
            open = Some((number, vec![line]));
        } else if let Some((start, lines)) = &mut open {
            lines.push(line);
            if line.starts_with("ER  -") {
                entries.push(ReadEntry {
                    line: *start,
                    raw: lines.join("\n"),
                    result: convert(lines),
                });
                open = None;
            }
        }
    }
    entries.extend(open.map(unclosed));
    entries
}

fn unclosed((line, lines): (u64, Vec<&str>)) -> ReadEntry {
    ReadEntry {
        line,
        raw: lines.join("\n"),
        result: Err(Outcome::rejected(format!(
            "the entry in line {line} has no `ER`"
        ))),
    }
}

/// The fields of an entry that are not yet taken.
#[derive(Default)]
struct Fields {
    fields: Vec<(String, String)>,
    known: Known,
}

impl Fields {
    /// Reads lines. A line without a tag belongs to the field before it.
    fn new(lines: &[&str]) -> Self {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in lines {
            match tag_and_value(line) {
                Some((tag, value)) => fields.push((tag.to_owned(), value.trim().to_owned())),
                None => {
                    if let Some((_, value)) = fields.last_mut() {
                        *value = format!("{value} {}", line.trim());
                    }
                }
            }
        }
        for (_, value) in &mut fields {
            value.truncate(value.trim_end().len());
        }
        fields.retain(|(tag, value)| tag != "ER" && !value.is_empty());
        Self {
            fields,
            known: Known::default(),
        }
    }

    /// Takes the first value of the first tag that the entry has. Another value is left out, unless it says the same.
    fn take(&mut self, tags: &[&'static str]) -> String {
        self.known.add(tags);
        let mut found = tags.iter().filter_map(|tag| self.peek(tag));
        let Some(value) = found.next().map(str::to_owned) else {
            return String::new();
        };
        self.fields
            .retain(|(tag, other)| *other != value || !tags.contains(&tag.as_str()));
        value
    }

    fn take_all(&mut self, tags: &[&'static str]) -> Vec<String> {
        let is_taken = |(tag, _): &mut (String, String)| tags.contains(&tag.as_str());
        let taken = self.fields.extract_if(.., is_taken);
        taken.map(|(_, value)| value).collect()
    }

    fn peek(&self, tag: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(known, _)| known == tag);
        found.map(|(_, value)| value.as_str())
    }

    fn left_out(&self) -> Vec<LeftOut> {
        let fields = self.fields.iter();
        fields.map(|(tag, _)| self.known.left_out(tag)).collect()
    }
}

/// Splits a line such as `AU  - Doe, Jane`; `None` if it has no tag.
fn tag_and_value(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.split_once("  -")?;
    let is_tag = tag.len() == 2
        && tag
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    is_tag.then_some((tag, value))
}

fn convert(lines: &[&str]) -> Result<Entry, Outcome> {
    let mut fields = Fields::new(lines);
    let (kind, parent_kind) = kinds(&fields.take(&["TY"]));
    let people = |names: Vec<String>| names.iter().map(|name| whole_name(name)).collect();
    let mut parts = Parts {
        kind,
        title: fields.take(&["TI", "T1"]),
        authors: people(fields.take_all(&["AU", "A1"])),
        editors: people(fields.take_all(&["ED", "A2"])),
        affiliated: vec![("translator", people(fields.take_all(&["A4"])))],
        date: date(&mut fields),
        publisher: fields.take(&["PB"]),
        location: fields.take(&["CY", "PP"]),
        parent_kind,
        // The last one is often an abbreviation.
        parent_title: fields.take(&["T2", "JF", "BT", "JO"]),
        series: fields.take(&["T3"]),
        volume: fields.take(&["VL"]),
        edition: fields.take(&["ET"]),
        pages: pages(&fields.take(&["SP"]), &fields.take(&["EP"])),
        genre: fields.take(&["M3"]),
        numbers: vec![("doi", fields.take(&["DO"]))],
        url: fields.take(&["UR", "L2"]),
        visited: fields.take(&["Y2"]),
        language: fields.take(&["LA"]),
        notes: fields.take_all(&["N1"]),
        details: vec![
            ("abstract", fields.take(&["AB", "N2"])),
            ("call-number", fields.take(&["CN"])),
            ("archive", fields.take(&["DP"])),
        ],
        ..Parts::default()
    };
    parts.visited = day(&parts.visited).unwrap_or(parts.visited);
    parts.set_number(fields.take(&["IS"]));
    take_serial_numbers(&mut fields, &mut parts);
    if parts.title.is_empty() {
        return Err(Outcome::rejected("the entry has no title"));
    }
    let mut key = fields.take(&["ID"]);
    if key.is_empty() {
        key = key_of_title(&parts.title);
    }
    let mut changes = Vec::new();
    Ok(Entry {
        key,
        left_out: fields.left_out(),
        fields: parts.into_fields(&mut changes),
        changes,
    })
}

/// Takes the first number of each scheme.
fn take_serial_numbers(fields: &mut Fields, parts: &mut Parts) {
    fields.known.add(&["SN"]);
    fields.fields.retain(|(tag, number)| {
        let is_kept = tag != "SN";
        let scheme = scheme_of(number, parts);
        let mut numbers = parts.numbers.iter();
        let known = numbers.find(|(known, number)| *known == scheme && !number.is_empty());
        match known {
            _ if is_kept => true,
            Some((_, known)) => known != number,
            None => {
                parts.numbers.push((scheme, number.clone()));
                false
            }
        }
    });
}

/// Returns the scheme of a serial number: by its length, or else as the type of the entry has it.
fn scheme_of(number: &str, parts: &Parts) -> &'static str {
    // A remark such as `(online)` may follow.
    let code = number.split('(').next().unwrap_or_default();
    let code: Vec<char> = code
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect();
    let is_code = |letter: &char| letter.is_ascii_digit() || matches!(letter, 'x' | 'X');
    match code.len() {
        8 if code.iter().all(is_code) => "issn",
        10 | 13 if code.iter().all(is_code) => "isbn",
        _ if parts.is_of_book() => "isbn",
        _ if parts.kind == "article" => "issn",
        _ => "serial",
    }
}

/// Takes the date, or else the year, with what a text such as `May 5` adds to it.
fn date(fields: &mut Fields) -> String {
    const TAGS: [&str; 3] = ["DA", "Y1", "PY"];
    let texts = TAGS.map(|tag| fields.peek(tag).unwrap_or_default().to_owned());
    let [date, years @ ..] = &texts;
    let year = years.iter().find_map(|year| plain_year(&day(year)?));
    let completed = month_and_day(date)
        .zip(year)
        .map(|((month, day), year)| assembled(&year, Some(month), day))
        .filter(|(_, parts)| *parts > 0)
        .map(|(date, _)| date);
    let days = [day(date), completed.clone()].into_iter();
    let mut days = days.chain(years.iter().map(|year| day(year))).flatten();
    let words = texts.iter().find(|text| !text.is_empty());
    let chosen = days.next().or(words.cloned()).unwrap_or_default();
    for (tag, text) in TAGS.into_iter().zip(&texts) {
        let day = day(text).or(completed.clone().filter(|_| text == date));
        if day.as_ref().unwrap_or(text).is_empty() {
            continue;
        }
        if chosen.starts_with(day.as_ref().unwrap_or(text)) {
            fields.take(&[tag]);
        } else if day.is_none() {
            fields.known.reject(tag, "it is not a date");
        } else {
            fields.known.add(&[tag]);
        }
    }
    chosen
}

/// Returns `2005/06/24/` and `2003///Spring` as EDTF; `None` if it is not a date.
fn day(value: &str) -> Option<String> {
    if value.parse::<Date>().is_ok() && !value.contains('/') {
        return Some(value.to_owned());
    }
    let mut parts = value.split('/').map(str::trim);
    let year = plain_year(parts.next()?)?;
    let [month_text, day, other] = [(); 3].map(|()| parts.next().unwrap_or_default());
    let is_season = month_text.is_empty() && month(other).is_some();
    let month_text = if is_season { other } else { month_text };
    let (date, found) = assembled(&year, month(month_text), day.parse().ok());
    let stated = [month_text, day];
    let stated = stated.iter().take_while(|part| !part.is_empty()).count();
    (found == stated).then_some(date)
}

/// Returns the range of two pages. The first may be a range already.
fn pages(first: &str, last: &str) -> String {
    if last.is_empty() || first.ends_with(&format!("-{last}")) {
        return first.to_owned();
    }
    format!("{first}-{last}")
}

fn kinds(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "JOUR" | "MGZN" | "ABST" => ("article", "periodical"),
        "NEWS" => ("article", "newspaper"),
        "BLOG" => ("article", "blog"),
        "CPAPER" | "CONF" => ("article", "proceedings"),
        "BOOK" => ("book", "book"),
        "EDBOOK" => ("anthology", "book"),
        "CHAP" => ("chapter", "book"),
        "ENCYC" | "DICT" => ("entry", "reference"),
        "RPRT" => ("report", "periodical"),
        "THES" => ("thesis", "book"),
        "ELEC" | "ICOMM" => ("web", "web"),
        "CASE" => ("case", "book"),
        "PAT" => ("patent", "book"),
        "UNPB" | "MANSCPT" => ("manuscript", "book"),
        "VIDEO" => ("video", "video"),
        "SOUND" => ("audio", "audio"),
        "DATA" | "COMP" => ("repository", "repository"),
        "LEGAL" | "STAT" | "BILL" => ("legislation", "anthology"),
        _ => ("misc", "book"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::written;
    use super::*;

    /// Reads an entry with a title and other lines.
    fn with(kind: &str, lines: &str) -> ReadEntry {
        let text = format!("TY  - {kind}\nTI  - T\n{lines}\nER  - \n");
        read(&text).pop().expect("there is an entry")
    }

    #[test]
    fn entries_end_with_er() {
        let text = "TY  - JOUR\nAU  - Doe, Janet\nTI  - A title\nPY  - 2005\nSP  - 1\nEP  - 9\nKW  - war\nER  - \n\nTY  - BOOK\nTI  - B\n";
        let entries = read(text);
        let entry = entries[0].result.as_ref().expect("it is sound");
        assert_eq!(entry.key, "a-title");
        assert_eq!(written(&entries[0]).1, ["KW"]);
        assert_eq!(entries[1].line, 10);
        assert!(entries[1].result.is_err());
    }

    #[test]
    fn the_first_value_is_used_and_the_others_are_left_out() {
        let entry = with(
            "JOUR",
            "SN  - 1111-1111\nSN  - 2222-2222\nDO  - 10.1/a\nDO  - 10.1/b\nDO  - 10.1/a\nN2  - Two\nAB  - One\nCN  - A\nCN  - B\n\
             JO  - Abbrev. J.\nT2  - Journal\nUR  - https://a.org/\nUR  - https://b.org/",
        );
        assert_eq!(
            written(&entry),
            (
                "type: article\ntitle: T\nparent:\n  type: periodical\n  title: Journal\nserial-number:\n  doi: 10.1/a\n  \
                 issn: 1111-1111\nurl: https://a.org/\nabstract: One\ncall-number: A\n"
                    .to_owned(),
                vec!["SN", "DO", "N2", "CN", "JO", "UR"]
            )
        );
        let left_out = &entry.result.expect("it is sound").left_out;
        assert!(
            left_out
                .iter()
                .all(|left| left.reason == "another value is used")
        );
    }

    #[test]
    fn a_line_without_a_tag_continues_a_value() {
        let entry = with(
            "BOOK",
            "AB  - One line\n  and the next  - of two\n\nPY  - 2005",
        );
        assert_eq!(
            written(&entry).0,
            "type: book\ntitle: T\ndate: 2005\nabstract: One line and the next  - of two\n"
        );
    }

    #[test]
    fn dates_have_parts_or_words() {
        for (lines, date, left_out) in [
            ("PY  - 2005\nDA  - May 5", "2005-05-05", &[][..]),
            ("PY  - 2005\nDA  - 12 Sept", "2005-09-12", &[]),
            ("PY  - 2005\nDA  - in press", "2005", &["DA"]),
            ("PY  - 2005\nDA  - 2005/06/24/", "2005-06-24", &[]),
            ("PY  - 2004\nDA  - 2005/06/24/", "2005-06-24", &["PY"]),
            ("Y1  - 2005/6/4\nPY  - 2005", "2005-06-04", &[]),
            ("PY  - 2003///Spring", "2003-21", &[]),
            ("DA  - 2003///Fall", "2003-23", &[]),
            ("PY  - 2003///online", "2003", &[]),
            ("PY  - 800", "0800", &[]),
            ("DA  - -0043///", "-0043", &[]),
            ("DA  - 2003/05", "2003-05", &[]),
        ] {
            let entry = with("BOOK", lines);
            let expected = format!("type: book\ntitle: T\ndate: {date}\n");
            assert_eq!(written(&entry), (expected, left_out.to_vec()), "{lines}");
        }
        let entry = with("BOOK", "DA  - someday");
        assert_eq!(
            written(&entry).0,
            "type: book\ntitle: T\nnote: Date: someday.\n"
        );
    }

    #[test]
    fn the_length_of_a_serial_number_shows_its_scheme() {
        for (kind, number, scheme) in [
            ("CHAP", "978-3-16-148410-0", "isbn"),
            ("JOUR", "0-19-829725-X", "isbn"),
            ("BOOK", "0075-8434 (print)", "issn"),
            ("BOOK", "123", "isbn"),
            ("JOUR", "123", "issn"),
            ("RPRT", "A/55/305", "serial"),
        ] {
            let entry = with(kind, &format!("SN  - {number}"));
            let (yaml, _) = written(&entry);
            assert!(
                yaml.ends_with(&format!("serial-number:\n  {scheme}: {number}\n")),
                "{yaml}"
            );
        }
    }

    #[test]
    fn a_number_is_of_an_issue_or_series_or_document() {
        for (kind, lines, expected) in [
            (
                "JOUR",
                "T2  - J\nIS  - 4",
                "parent:\n  type: periodical\n  title: J\n  issue: 4\n",
            ),
            (
                "BOOK",
                "T3  - Notes\nVL  - 7\nIS  - 9",
                "parent:\n  type: book\n  title: Notes\n  volume: 7\n  issue: 9\n",
            ),
            (
                "CHAP",
                "T2  - B\nT3  - Notes\nVL  - 7\nIS  - 9",
                "parent:\n  type: book\n  title: B\n  volume: 7\n  parent:\n    type: book\n    title: Notes\n    issue: 9\n",
            ),
            (
                "RPRT",
                "IS  - A/55/305",
                "serial-number:\n  serial: A/55/305\n",
            ),
        ] {
            let (yaml, _) = written(&with(kind, lines));
            assert!(yaml.ends_with(expected), "{kind}: {yaml}");
        }
    }

    #[test]
    fn pages_are_a_range() {
        for (first, last, expected) in [
            ("12", "15", "12-15"),
            ("12-15", "", "12-15"),
            ("12-15", "15", "12-15"),
            ("12-15, 17", "", "12-15, 17"),
        ] {
            assert_eq!(pages(first, last), expected);
        }
    }
}
