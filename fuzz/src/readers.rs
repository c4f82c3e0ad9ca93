//! Cheap readers of what the program writes, which are not ours.

use quick_xml::Reader;
use quick_xml::events::Event;
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

#[track_caller]
fn attributes(element: &quick_xml::events::BytesStart<'_>) {
    for attribute in element.attributes() {
        let attribute = attribute.expect("the attribute is well-formed");
        let name = attribute.key.local_name();
        assert!(!name.as_ref().starts_with("on"), "it has a handler");
        attribute
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .expect("its references are known");
    }
}
