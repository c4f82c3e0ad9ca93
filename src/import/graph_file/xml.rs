//! XML, element by element.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// The begin or end of an element, by its local name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tag {
    Start(String, HashMap<String, String>),
    /// The end of an element, with the text since the last tag.
    End(String, String),
}

/// Reads XML, and calls a function with each tag.
pub(super) fn read(text: &str, mut visit: impl FnMut(Tag)) -> Result<(), String> {
    let mut reader = Reader::from_str(text);
    let mut content = String::new();
    loop {
        let event = reader.read_event().map_err(|error| {
            let before = text.get(..reader.error_position() as usize).unwrap_or(text);
            let line = before.matches('\n').count() + 1;
            format!("line {line}: {error}")
        })?;
        match event {
            Event::Start(element) => {
                content.clear();
                visit(Tag::Start(local_name(&element), attributes(&element)));
            }
            Event::Empty(element) => {
                let name = local_name(&element);
                visit(Tag::Start(name.clone(), attributes(&element)));
                visit(Tag::End(name, String::new()));
            }
            Event::End(element) => {
                let name = element.local_name().as_ref().to_owned();
                visit(Tag::End(name, std::mem::take(&mut content)));
            }
            Event::Text(text) => content += &text.xml10_content(),
            Event::CData(text) => content += &text.xml10_content(),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(letter)) => content.push(letter),
                _ => content += resolve_predefined_entity(&reference).unwrap_or_default(),
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn local_name(element: &BytesStart<'_>) -> String {
    element.local_name().as_ref().to_owned()
}

fn attributes(element: &BytesStart<'_>) -> HashMap<String, String> {
    let attributes = element.attributes().flatten();
    let pairs = attributes.map(|attribute| {
        let name = attribute.key.local_name().as_ref().to_owned();
        let value = attribute.value.to_string();
        let value =
            quick_xml::escape::unescape(&value).map_or(value.clone(), |text| text.into_owned());
        (name, value)
    });
    pairs.collect()
}
