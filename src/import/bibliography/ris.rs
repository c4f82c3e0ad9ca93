//! RIS: lines of two letters and a value, from `TY` to `ER`.

use super::entry::{Entry, Parts, ReadEntry, whole_name};
use super::key_of_title;
use crate::import::accounts::Outcome;

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

fn convert(lines: &[&str]) -> Result<Entry, Outcome> {
    let mut parts = Parts::default();
    let mut left_out = Vec::new();
    let (mut key, mut first_page, mut last_page) = (String::new(), String::new(), String::new());
    let mut year = String::new();
    for line in lines {
        let Some((tag, value)) = line.split_once("  -") else {
            continue;
        };
        let value = value.trim().to_owned();
        match tag {
            _ if value.is_empty() => {}
            "TY" => (parts.kind, parts.parent_kind) = kinds(&value),
            "ID" => key = value,
            "TI" | "T1" => parts.title = value,
            "AU" | "A1" => parts.authors.push(whole_name(&value)),
            "ED" | "A2" => parts.editors.push(whole_name(&value)),
            "A4" => parts.translators.push(whole_name(&value)),
            "T2" | "JO" | "JF" | "BT" => parts.parent_title = value,
            "T3" => parts.series = value,
            "PY" | "Y1" => year = value,
            "DA" => parts.date = day(&value),
            "PB" => parts.publisher = value,
            "CY" | "PP" => parts.location = value,
            "VL" => parts.volume = value,
            "IS" => parts.issue = value,
            "SP" => first_page = value,
            "EP" => last_page = value,
            "ET" => parts.edition = value,
            "M3" => parts.genre = value,
            "DO" => parts.numbers.push(("doi", value)),
            "SN" if parts.kind == "book" => parts.numbers.push(("isbn", value)),
            "SN" => parts.numbers.push(("issn", value)),
            "UR" | "L2" => parts.url = value,
            "Y2" => parts.visited = day(&value),
            "LA" => parts.language = value,
            "AB" | "N2" => parts.details.push(("abstract", value)),
            "CN" => parts.details.push(("call-number", value)),
            "DP" => parts.details.push(("archive", value)),
            "N1" => parts.notes.push(value),
            "ER" => {}
            other => left_out.push(other.to_owned()),
        }
    }
    if parts.date.is_empty() {
        parts.date = day(&year);
    }
    parts.pages = match (first_page.as_str(), last_page.as_str()) {
        (first, "") => first.to_owned(),
        (first, last) => format!("{first}-{last}"),
    };
    if parts.title.is_empty() {
        return Err(Outcome::rejected("the entry has no title"));
    }
    if key.is_empty() {
        key = key_of_title(&parts.title);
    }
    let mut changes = Vec::new();
    Ok(Entry {
        key,
        left_out,
        fields: parts.into_fields(&mut changes),
        changes,
    })
}

/// Returns `2005/06/24/` as EDTF.
fn day(value: &str) -> String {
    let parts = value.split('/').take(3).take_while(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
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
    use super::*;

    #[test]
    fn entries_end_with_er() {
        let text = "TY  - JOUR\nAU  - Doe, Janet\nTI  - A title\nPY  - 2005\nSP  - 1\nEP  - 9\nKW  - war\nER  - \n\nTY  - BOOK\nTI  - B\n";
        let entries = read(text);
        let entry = entries[0].result.as_ref().expect("it is sound");
        assert_eq!(
            (entry.key.as_str(), entry.left_out.as_slice()),
            ("a-title", &["KW".to_owned()][..])
        );
        assert_eq!(entries[1].line, 10);
        assert!(entries[1].result.is_err());
    }
}
