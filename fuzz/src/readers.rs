//! Cheap readers of what the program writes, which are not ours.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use serde_json::Value as Json;

/// Reads CSV, and asserts that every row has as many fields as the header. Returns the number of rows.
#[track_caller]
pub fn csv(bytes: &[u8]) -> usize {
    let mut reader = csv::Reader::from_reader(bytes);
    reader.headers().expect("the header is CSV");
    reader
        .records()
        .map(|record| record.expect("the row is CSV"))
        .count()
}

/// Returns the fields of two columns of CSV.
#[track_caller]
pub fn csv_columns(bytes: &[u8], names: [&str; 2]) -> Vec<(String, String)> {
    let mut reader = csv::Reader::from_reader(bytes);
    let header = reader.headers().expect("the header is CSV").clone();
    let columns = names.map(|name| {
        let column = header.iter().position(|column| column == name);
        column.expect("the column is there")
    });
    let rows = reader.records().map(|record| {
        let record = record.expect("the row is CSV");
        let [first, second] = columns.map(|column| record[column].to_owned());
        (first, second)
    });
    rows.collect()
}

/// Reads JSON.
#[track_caller]
pub fn json(bytes: &[u8]) -> Json {
    serde_json::from_slice(bytes).expect("it is JSON")
}

/// Reads XML to its end, with all references, and asserts that it has no script and no character that XML forbids.
#[track_caller]
pub fn xml(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).expect("it is UTF-8");
    let is_forbidden = |letter: char| matches!(letter, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    assert!(!text.contains(is_forbidden), "XML forbids a character");
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut depth = 0_usize;
    loop {
        match reader.read_event().expect("it is well-formed") {
            Event::Start(element) => {
                depth += 1;
                assert_ne!(element.local_name().as_ref(), "script", "it has a script");
                attributes(&element);
            }
            Event::Empty(element) => attributes(&element),
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "an element is open at the end");
}

/// Returns the id and label of each node of GraphML or GEXF.
#[track_caller]
pub fn xml_nodes(bytes: &[u8]) -> Vec<(String, String)> {
    let mut reader = Reader::from_reader(bytes);
    let mut nodes: Vec<(String, String)> = Vec::new();
    let mut in_label = false;
    loop {
        let text = match reader.read_event().expect("it is well-formed") {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "node" =>
            {
                let label = attribute(&element, "label").unwrap_or_default();
                nodes.push((attribute(&element, "id").expect("it has an id"), label));
                continue;
            }
            Event::Start(element) => {
                in_label = attribute(&element, "key").is_some_and(|key| key == "n_label");
                continue;
            }
            Event::End(_) => {
                in_label = false;
                continue;
            }
            Event::Text(text) => text.xml10_content().into_owned(),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(letter)) => letter.to_string(),
                _ => resolve_predefined_entity(&reference)
                    .expect("XML knows the entity")
                    .to_owned(),
            },
            Event::Eof => return nodes,
            _ => continue,
        };
        if let Some((_, label)) = nodes.last_mut().filter(|_| in_label) {
            label.push_str(&text);
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element
        .try_get_attribute(name)
        .expect("it is well-formed")?;
    let value = attribute.normalized_value(XmlVersion::Implicit1_0);
    Some(value.expect("its references are known").into_owned())
}

#[track_caller]
fn attributes(element: &BytesStart<'_>) {
    for attribute in element.attributes() {
        let attribute = attribute.expect("the attribute is well-formed");
        let name = attribute.key.local_name();
        assert!(!name.as_ref().starts_with("on"), "it has a handler");
        attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .expect("its references are known");
    }
}
