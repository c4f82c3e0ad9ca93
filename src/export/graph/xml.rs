//! XML, written element by element.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::export::escape;

/// A writer of indented XML.
pub(super) struct Xml<W> {
    writer: Writer<W>,
}

/// The attributes of an element.
pub(super) type Attributes<'a> = [(&'a str, &'a str)];

impl<W: io::Write> Xml<W> {
    /// Creates a writer, and writes the declaration.
    pub(super) fn new(output: W) -> io::Result<Self> {
        let mut writer = Writer::new_with_indent(output, b' ', 1);
        let declaration = BytesDecl::new("1.0", Some("UTF-8"), None);
        writer.write_event(Event::Decl(declaration))?;
        Ok(Self { writer })
    }

    pub(super) fn start(&mut self, name: &str, attributes: &Attributes<'_>) -> io::Result<()> {
        self.writer
            .write_event(Event::Start(element(name, attributes)))
    }

    pub(super) fn end(&mut self, name: &str) -> io::Result<()> {
        self.writer.write_event(Event::End(BytesEnd::new(name)))
    }

    pub(super) fn empty(&mut self, name: &str, attributes: &Attributes<'_>) -> io::Result<()> {
        self.writer
            .write_event(Event::Empty(element(name, attributes)))
    }

    /// Writes an element that contains a text.
    pub(super) fn text(
        &mut self,
        name: &str,
        attributes: &Attributes<'_>,
        text: &str,
    ) -> io::Result<()> {
        let text = escape::xml_characters(text);
        self.start(name, attributes)?;
        self.writer
            .write_event(Event::Text(BytesText::new(&text)))?;
        self.end(name)
    }

    /// Ends the file with a line break.
    pub(super) fn finish(self) -> io::Result<()> {
        self.writer.into_inner().write_all(b"\n")
    }
}

fn element<'a>(name: &'a str, attributes: &Attributes<'_>) -> BytesStart<'a> {
    let mut element = BytesStart::new(name);
    for (name, value) in attributes {
        element.push_attribute((*name, &*escape::xml_characters(value)));
    }
    element
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_markup_or_a_character_that_xml_forbids() {
        let mut output = Vec::new();
        let mut xml = Xml::new(&mut output).expect("it is written");
        let hostile = "<a href=\"x\">]]>&\u{1}\u{FFFE}\n";
        xml.text("a", &[("b", hostile)], hostile)
            .expect("it is written");
        xml.finish().expect("it is written");
        let escaped = "&lt;a href=&quot;x&quot;&gt;]]&gt;&amp;\u{FFFD}\u{FFFD} ";
        let written = String::from_utf8(output).expect("UTF-8");
        let written = written.lines().nth(1).expect("it is on the second line");
        assert_eq!(written, format!("<a b=\"{escaped}\">{escaped}</a>"));
    }
}
